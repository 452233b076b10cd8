"""The colours of a template: its scheme, what its elements resolve to, and colours made to be read on a background.

Colours are RRGGBB. Gradients count as the mean of their stops; what is behind a picture is unknown (None).
"""

from __future__ import annotations

import colorsys
import re
from typing import TYPE_CHECKING, Any

from generator.records import dataclass
from generator.theme import contrast

if TYPE_CHECKING:
    from collections.abc import Mapping

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
TEXT, LARGE = 4.5, 3.0  # the least contrast of text, and of large text and signs (WCAG 2.1, 1.4.3 and 1.4.11)
MAPPED = ("bg1", "tx1", "bg2", "tx2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
_DEFAULT = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_PRESETS = {"black": "000000", "white": "FFFFFF", "red": "FF0000", "blue": "0000FF", "green": "008000"}


@dataclass(frozen=True, slots=True)
class Scheme:
    """The twelve colours of a theme, under the names that a master's colour map gives them."""

    colours: Mapping[str, str]

    def mapped(self, colour_map: Any) -> Scheme:
        """Return the scheme under the names of ``colour_map`` (a:overrideClrMapping or p:clrMap)."""
        named = {name: colour_map.get(name) or _DEFAULT.get(name, name) for name in MAPPED}
        return Scheme({**self.colours, **{name: self.colours.get(own, "000000") for name, own in named.items()}})

    def resolve(self, element: Any, base: str | None = None) -> str | None:
        """Return the colour of an element that holds one (a:solidFill, a:gs …); ``base`` stands for phClr."""
        for child in element if element is not None else ():
            value = self._value(child, base)
            if value:
                return _modified(value, child)
        return None

    def _value(self, child: Any, base: str | None) -> str | None:
        name = local(child)
        value = child.get("val", "")
        if name == "srgbClr":
            return _hexadecimal(value)
        if name == "sysClr":
            return _hexadecimal(child.get("lastClr") or ("FFFFFF" if value == "window" else "000000"))
        if name == "schemeClr":
            return base if value == "phClr" else self.colours.get(value)
        return _PRESETS.get(value, "808080") if name == "prstClr" else None

    def fill(self, properties: Any, base: str | None = None) -> str | None:
        """Return the fill among the children of ``properties``: solid, or the mean of a gradient."""
        for child in properties if properties is not None else ():
            kind = local(child)
            if kind == "solidFill":
                return self.resolve(child, base)
            if kind == "gradFill":
                stops = [self.resolve(stop, base) for stop in child.iter(f"{A}gs")]
                return _mean([stop for stop in stops if stop])
            if kind in ("blipFill", "pattFill", "noFill"):
                return None
        return None


def read_scheme(theme: Any) -> Scheme:
    """Return the colours of a theme part; Office's usual ones for what it lacks, or when there is none."""
    plain = Scheme({})
    found = next(theme.iter(f"{A}clrScheme"), None) if theme is not None else None
    colours = {local(one): plain.resolve(one) or "000000" for one in found} if found is not None else {}
    standard = {"dk1": "000000", "lt1": "FFFFFF", "dk2": "44546A", "lt2": "E7E6E6"}
    return Scheme({**standard, **{f"accent{n}": "44546A" for n in range(1, 7)}, **colours})


def adapted(colour: str, background: str, least: float = TEXT) -> str:
    """Return ``colour``, darker or lighter as far as it must be to stand out from ``background`` by ``least``."""
    if contrast(colour, background) >= least:
        return colour
    pole = "000000" if contrast("000000", background) >= contrast("FFFFFF", background) else "FFFFFF"
    for step in range(1, 21):
        made = mixed(pole, colour, step / 20)
        if contrast(made, background) >= least:
            return made
    return pole


def mixed(colour: str, other: str, share: float) -> str:
    """Return ``share`` of ``colour`` with the rest of ``other``."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "".join(f"{round(one * share + two * (1 - share)):02X}" for one, two in pairs)


def readable(candidates: tuple[str, ...], background: str) -> str:
    """Return the first of ``candidates`` that can be read on ``background``, else black or white."""
    for colour in candidates:
        if contrast(colour, background) >= TEXT:
            return colour
    return adapted(candidates[0], background)


def _modified(value: str, element: Any) -> str:
    """Apply the changes that DrawingML allows on a colour (ECMA-376 Part 1, 20.1.2.3), those that templates use."""
    for change in element:
        amount = number(change.get("val"), 0) / 100_000
        match local(change):
            case "lumMod":
                value = _relit(value, amount, 0.0)
            case "lumOff":
                value = _relit(value, 1.0, amount)
            case "shade":
                value = mixed(value, "000000", amount)
            case "tint":
                value = mixed(value, "FFFFFF", amount)
            case "inv":
                value = "".join(f"{255 - channel:02X}" for channel in _channels(value))
            case _:
                pass
    return value


def _relit(value: str, factor: float, shift: float) -> str:
    hue, light, strength = colorsys.rgb_to_hls(*(channel / 255 for channel in _channels(value)))
    light = min(max(light * factor + shift, 0.0), 1.0)
    return "".join(f"{round(channel * 255):02X}" for channel in colorsys.hls_to_rgb(hue, light, strength))


def _mean(colours: list[str]) -> str | None:
    if not colours:
        return None
    sums = [sum(_channels(colour)[index] for colour in colours) for index in range(3)]
    return "".join(f"{round(total / len(colours)):02X}" for total in sums)


def _hexadecimal(value: str) -> str:
    """Return RRGGBB; grey for what is none."""
    return value.upper() if re.fullmatch("[0-9A-Fa-f]{6}", value) else "808080"


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[0:2], 16), int(colour[2:4], 16), int(colour[4:6], 16)


def number(text: str | None, default: int) -> int:
    """Return the whole number of an attribute, within what OOXML's own units can mean; else ``default``."""
    found = re.fullmatch(r"\s*(-?\d{1,10})\s*", text or "")
    return int(found[1]) if found else default


def local(element: Any) -> str:
    """Return an element's name without its namespace; nothing for a comment."""
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""

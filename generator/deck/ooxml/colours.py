"""The colours of a template: its scheme, what its elements resolve to, and colours made to be read on a background.

Colours are RRGGBB. Gradients count as the mean of their stops; what is behind a picture is unknown (None).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.deck.ooxml import shades
from generator.theme import contrast

if TYPE_CHECKING:
    from collections.abc import Mapping

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
TEXT, LARGE = 4.5, 3.0  # the least contrast of text, and of large text and signs (WCAG 2.1, 1.4.3 and 1.4.11)
MAPPED = ("bg1", "tx1", "bg2", "tx2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
_DEFAULT = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}


class Scheme(Struct, frozen=True):
    """The twelve colours of a theme, under the names that a master's colour map gives them too."""

    colours: Mapping[str, str]
    shades: shades.Scheme

    @classmethod
    def of(cls, colours: Mapping[str, str]) -> Scheme:
        """Return the scheme of ``colours`` by name."""
        return cls(colours, shades.Scheme(dict(colours), {}))

    def mapped(self, colour_map: Any) -> Scheme:
        """Return the scheme under the names of ``colour_map`` (a:overrideClrMapping or p:clrMap)."""
        named = {name: colour_map.get(name) or _DEFAULT.get(name, name) for name in MAPPED}
        return Scheme.of({**self.colours, **{name: self.colours.get(own, "000000") for name, own in named.items()}})

    def resolve(self, element: Any, base: str | None = None) -> str | None:
        """Return the colour of an element that holds one (a:solidFill, a:gs …); ``base`` stands for phClr."""
        red, green, blue = _channels(base) if base else (0, 0, 0)
        inherited = (red / 255, green / 255, blue / 255, 1.0) if base else None
        for child in element if element is not None else ():
            shade = self.shades.shade(child, inherited) if isinstance(child.tag, str) else None
            if shade:
                return shades.hexadecimal(shade[:3])
        return None

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
    accents = {f"accent{n}": "44546A" for n in range(1, 7)}
    return Scheme.of({**accents, **shades.Scheme.of(theme, None).theme})


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


def _mean(colours: list[str]) -> str | None:
    if not colours:
        return None
    sums = [sum(_channels(colour)[index] for colour in colours) for index in range(3)]
    return "".join(f"{round(total / len(colours)):02X}" for total in sums)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[0:2], 16), int(colour[2:4], 16), int(colour[4:6], 16)


def number(text: str | None, default: int) -> int:
    """Return the whole number of an attribute, within what OOXML's own units can mean; else ``default``."""
    found = re.fullmatch(r"\s*(-?\d{1,10})\s*", text or "")
    return int(found[1]) if found else default


def local(element: Any) -> str:
    """Return an element's name without its namespace; nothing for a comment."""
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""

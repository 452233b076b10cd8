"""Resolve the colours of a deck that others may have made: theme, colour map, modifiers (ECMA-376 Part 1, 20.1.2.3)."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct, field

from generator.deck.ooxml.opened import A, P
from generator.theme import contrast

if TYPE_CHECKING:
    from generator.deck.ooxml.opened import Element

_PRESETS = {
    "black": "000000", "white": "FFFFFF", "red": "FF0000", "green": "008000", "blue": "0000FF", "yellow": "FFFF00",
    "cyan": "00FFFF", "magenta": "FF00FF", "gray": "808080", "grey": "808080", "ltGray": "D3D3D3", "dkGray": "A9A9A9",
    "silver": "C0C0C0", "orange": "FFA500", "navy": "000080", "maroon": "800000", "purple": "800080", "teal": "008080",
}  # fmt: skip
_IDENTITY = {"tx1": "dk1", "tx2": "dk2", "bg1": "lt1", "bg2": "lt2"}
_OFFICE = {"dk1": "000000", "lt1": "FFFFFF", "dk2": "44546A", "lt2": "E7E6E6", "hlink": "0563C1", "folHlink": "954F72"}
_HEX = re.compile("[0-9A-Fa-f]{6}")
Shade: TypeAlias = tuple[float, float, float, float]  # red, green, blue, opacity, each 0 to 1
Solid: TypeAlias = tuple[float, float, float]
WHITE: Solid = (1.0, 1.0, 1.0)


class Scheme(Struct):
    """The colours that a slide's names stand for: the theme's, through the master's map or an override."""

    theme: dict[str, str]
    mapping: dict[str, str]
    _known: dict[tuple[object, ...], Shade | None] = field(default_factory=dict)

    @classmethod
    def of(cls, theme: Element | None, mapping: Element | None) -> Scheme:
        """Return the scheme of a theme part and a ``p:clrMap`` or ``a:overrideClrMapping``; Office's where absent."""
        colours = dict(_OFFICE)
        scheme = theme.find(f"{A}themeElements/{A}clrScheme") if theme is not None else None
        for one in scheme if scheme is not None else ():
            if len(one):
                value = one[0].get("lastClr") or one[0].get("val") or ""
                colours[_local(one)] = value if _HEX.fullmatch(value) else "000000"
        names = {} if mapping is None else {str(name): str(value) for name, value in mapping.items()}
        return cls(colours, _IDENTITY | names)

    def shade(self, colour: Element, inherited: Shade | None = None) -> Shade | None:
        """Return what a colour element (``a:srgbClr``, ``a:schemeClr``, …) stands for; ``inherited`` is phClr."""
        changes = tuple((_local(one), one.get("val", "0")) for one in colour)
        key = (_local(colour), colour.get("val"), colour.get("lastClr"), changes, inherited)
        if key not in self._known or colour.get("val") is None:
            try:
                self._known[key] = self._shade(colour, changes, inherited)
            except (ValueError, TypeError):
                self._known[key] = None
        return self._known[key]

    def _shade(self, colour: Element, changes: tuple[tuple[str, str], ...], inherited: Shade | None) -> Shade | None:
        base = self._base(colour, inherited)
        for name, value in changes:
            if base is not None and name in _CHANGES:
                base = _CHANGES[name](base, int(value) / 100_000)
        return base

    def _base(self, colour: Element, inherited: Shade | None) -> Shade | None:
        kind, value = _local(colour), colour.get("val", "")
        if kind == "schemeClr":
            if value == "phClr":
                return inherited
            return self.named(value)
        if kind == "srgbClr":
            return _of_hex(value)
        if kind == "sysClr":
            return _of_hex(colour.get("lastClr") or ("FFFFFF" if value == "window" else "000000"))
        if kind == "prstClr":
            return _of_hex(_PRESETS[value]) if value in _PRESETS else None
        if kind == "scrgbClr":
            red, green, blue = (_encoded(int(colour.get(name, "0")) / 100_000) for name in "rgb")
            return red, green, blue, 1.0
        if kind == "hslClr":
            hue, lum, sat = (int(colour.get(name, "0")) for name in ("hue", "lum", "sat"))
            return (*colorsys.hls_to_rgb(hue / 21_600_000, lum / 100_000, sat / 100_000), 1.0)
        return None

    def named(self, name: str) -> Shade | None:
        """Return the colour of a name of the scheme: tx1, accent2, hlink, …."""
        value = self.theme.get(self.mapping.get(name, name))
        return _of_hex(value) if value else None


def first_shade(scheme: Scheme, holder: Element | None, inherited: Shade | None = None) -> Shade | None:
    """Return the colour that the first child of ``holder`` (an ``a:solidFill``, an ``a:fontRef``) stands for."""
    return scheme.shade(holder[0], inherited) if holder is not None and len(holder) else None


def over(shade: Shade, below: Solid) -> Solid:
    """Return the colour seen where ``shade`` lies over ``below``."""
    if shade[3] == 1:
        return shade[:3]
    red, green, blue = (part * shade[3] + under * (1 - shade[3]) for part, under in zip(shade[:3], below, strict=True))
    return red, green, blue


@lru_cache(maxsize=1024)
def ratio(one: Solid, other: Solid) -> float:
    """Return the contrast ratio of two colours (WCAG 2.1)."""
    return contrast(hexadecimal(one), hexadecimal(other))


def hexadecimal(solid: Solid) -> str:
    """Return RRGGBB."""
    return "".join(f"{round(min(max(part, 0.0), 1.0) * 255):02X}" for part in solid)


def colour_map(slide: Element | None, layout: Element | None, master: Element | None) -> Element | None:
    """Return the map that holds on a slide: its own override, its layout's, or the master's."""
    for part in (slide, layout):
        override = part.find(f"{P}clrMapOvr/{A}overrideClrMapping") if part is not None else None
        if override is not None:
            return override
    return master.find(f"{P}clrMap") if master is not None else None


def _local(element: Element) -> str:
    return str(element.tag).rsplit("}", 1)[-1]


@lru_cache(maxsize=1024)
def _of_hex(value: str) -> Shade:
    red, green, blue = (int(value[index : index + 2], 16) / 255 for index in (0, 2, 4))
    return red, green, blue, 1.0


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _encoded(value: float) -> float:
    value = min(max(value, 0.0), 1.0)
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _in_hls(change: Callable[[float, float, float, float], tuple[float, float, float]]) -> Change:
    def changed(shade: Shade, share: float) -> Shade:
        hue, lum, sat = change(*colorsys.rgb_to_hls(*shade[:3]), share)
        return (*colorsys.hls_to_rgb(hue % 1.0, min(max(lum, 0.0), 1.0), min(max(sat, 0.0), 1.0)), shade[3])

    return changed


def _in_light(change: Callable[[float, float], float]) -> Change:
    def changed(shade: Shade, share: float) -> Shade:
        red, green, blue = (_encoded(change(_linear(part), share)) for part in shade[:3])
        return red, green, blue, shade[3]

    return changed


Change: TypeAlias = Callable[[Shade, float], Shade]
_CHANGES: dict[str, Change] = {
    "lumMod": _in_hls(lambda hue, lum, sat, share: (hue, lum * share, sat)),
    "lumOff": _in_hls(lambda hue, lum, sat, share: (hue, lum + share, sat)),
    "satMod": _in_hls(lambda hue, lum, sat, share: (hue, lum, sat * share)),
    "satOff": _in_hls(lambda hue, lum, sat, share: (hue, lum, sat + share)),
    "hueOff": _in_hls(lambda hue, lum, sat, share: (hue + share / 216, lum, sat)),
    "tint": _in_light(lambda part, share: part * share + 1 - share),
    "shade": _in_light(lambda part, share: part * share),
    "alpha": lambda shade, share: (*shade[:3], share),
    "alphaMod": lambda shade, share: (*shade[:3], shade[3] * share),
    "inv": lambda shade, share: (1 - shade[0], 1 - shade[1], 1 - shade[2], shade[3]),
}

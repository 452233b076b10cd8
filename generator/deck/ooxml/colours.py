"""The colours of a slide: its theme's, under the names of a colour map, with modifiers (ECMA-376 Part 1, 20.1.2.3)."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct, field

from generator.deck.ooxml.xml import A, P, below, local, whole
from generator.oklab import components, encoded, linear
from generator.theme import contrast

if TYPE_CHECKING:
    from generator.deck.ooxml.xml import Element

RGB: TypeAlias = tuple[float, float, float]  # each from 0 to 1
RGBA: TypeAlias = tuple[float, float, float, float]  # and the opacity
Stops: TypeAlias = tuple[tuple[float, RGBA], ...]  # of a gradient
Paints: TypeAlias = tuple[RGBA, ...] | None  # the colours of a fill: none for no fill, None for a picture
WHITE: RGB = (1.0, 1.0, 1.0)
MAPPED = ("bg1", "tx1", "bg2", "tx2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")  # by a p:clrMap
_PRESETS = {  # of 20.1.10.48, those that Office offers by name
    "black": "000000", "white": "FFFFFF", "red": "FF0000", "green": "008000", "blue": "0000FF", "yellow": "FFFF00",
    "cyan": "00FFFF", "magenta": "FF00FF", "gray": "808080", "grey": "808080", "ltGray": "D3D3D3", "dkGray": "A9A9A9",
    "silver": "C0C0C0", "orange": "FFA500", "navy": "000080", "maroon": "800000", "purple": "800080", "teal": "008080",
}  # fmt: skip
_USUAL_MAP = {"tx1": "dk1", "tx2": "dk2", "bg1": "lt1", "bg2": "lt2"}
# Office's own, for what a theme lacks; accents are grey, so that nothing stands out by chance.
_OFFICE = {"dk1": "000000", "lt1": "FFFFFF", "dk2": "44546A", "lt2": "E7E6E6", "hlink": "0563C1", "folHlink": "954F72"}
_OFFICE |= {f"accent{n}": "44546A" for n in range(1, 7)}
_HEX = re.compile("[0-9A-Fa-f]{6}")
_FILLS = tuple(f"{A}{name}" for name in ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill"))
_SOLID, _GRADIENT, _PICTURE, _PATTERN = _FILLS[1:5]


class ThemeColours(Struct):
    """What names of colours stand for: a theme's RRGGBB by name, and what a colour map calls them."""

    theme: dict[str, str]
    mapping: dict[str, str]
    _known: dict[tuple[object, ...], RGBA | None] = field(default_factory=dict)

    @classmethod
    def of(cls, theme: Element | None, mapping: Element | None) -> ThemeColours:
        """Return those of a theme part under a ``p:clrMap`` or ``a:overrideClrMapping``; Office's where absent."""
        colours = dict(_OFFICE)
        scheme = below(theme, f"{A}themeElements/{A}clrScheme")
        for one in scheme if scheme is not None else ():
            if len(one):
                value = one[0].get("lastClr") or one[0].get("val") or ""
                colours[local(one)] = value if _HEX.fullmatch(value) else "000000"
        names = {} if mapping is None else {str(name): str(value) for name, value in mapping.items() if value}
        return cls(colours, _USUAL_MAP | names)

    @property
    def values(self) -> dict[str, str]:
        """Return the RRGGBB of every name, of the theme and of the map."""
        return self.theme | {name: self.theme.get(self.mapping.get(name, name), "000000") for name in MAPPED}

    def named(self, name: str) -> RGBA | None:
        """Return the colour of a name: tx1, accent2, hlink, …."""
        value = self.theme.get(self.mapping.get(name, name))
        return of_hex(value) if value else None

    def resolved(self, colour: Element, inherited: RGBA | None = None) -> RGBA | None:
        """Return what a colour element (``a:srgbClr``, ``a:schemeClr``, …) stands for; ``inherited`` is phClr."""
        changes = tuple([(one.tag, one.get("val", "0")) for one in colour]) if len(colour) else ()
        key = (colour.tag, colour.get("val"), colour.get("lastClr"), changes, inherited)
        if key not in self._known or colour.get("val") is None:
            try:
                base = self._base(colour, inherited)
                for name, value in changes:
                    change = _CHANGES.get(str(name).rsplit("}", 1)[-1])
                    if base is not None and change:
                        base = change(base, int(value) / 100_000)
                self._known[key] = base
            except (ValueError, TypeError):
                self._known[key] = None
        return self._known[key]

    def first(self, holder: Element | None, inherited: RGBA | None = None) -> RGBA | None:
        """Return what the first child of ``holder`` (an ``a:solidFill``, an ``a:fontRef``) stands for."""
        return self.resolved(holder[0], inherited) if holder is not None and len(holder) else None

    def paints(self, fill: Element | None, inherited: RGBA | None = None) -> Paints:
        """Return the colours of a fill: one, the stops of a gradient, both of a pattern."""
        if fill is None:
            return ()
        if fill.tag == _PICTURE:
            return None
        holders = [fill]
        if fill.tag == _GRADIENT:
            holders = fill.findall(f"{A}gsLst/{A}gs")
        elif fill.tag == _PATTERN:
            holders = [*fill.findall(f"{A}fgClr"), *fill.findall(f"{A}bgClr")]
        return tuple(paint for holder in holders if (paint := self.first(holder, inherited)))

    def stops(self, fill: Element, inherited: RGBA | None = None) -> Stops:
        """Return the stops of a gradient, in order: where on its way, from 0 to 1, and the colour there."""
        found = [(whole(one.get("pos"), 0) / 100_000, self.first(one, inherited)) for one in fill.iter(f"{A}gs")]
        return tuple(sorted((at, paint) for at, paint in found if paint))

    def _base(self, colour: Element, inherited: RGBA | None) -> RGBA | None:
        kind, value = local(colour), colour.get("val", "")
        if kind == "schemeClr":
            return inherited if value == "phClr" else self.named(value)
        if kind == "srgbClr":
            return of_hex(value)
        if kind == "sysClr":
            return of_hex(colour.get("lastClr") or ("FFFFFF" if value == "window" else "000000"))
        if kind == "prstClr":
            return of_hex(_PRESETS[value]) if value in _PRESETS else None
        if kind == "scrgbClr":
            red, green, blue = (encoded(int(colour.get(name, "0")) / 100_000) for name in "rgb")
            return red, green, blue, 1.0
        if kind == "hslClr":
            hue, lum, sat = (int(colour.get(name, "0")) for name in ("hue", "lum", "sat"))
            return (*colorsys.hls_to_rgb(hue / 21_600_000, lum / 100_000, sat / 100_000), 1.0)
        return None


def fill_in(properties: Element | None) -> Element | None:
    """Return the fill that a ``p:spPr``, ``a:tcPr`` or ``a:rPr`` states (20.1.8, EG_FillProperties), if it does."""
    if properties is not None:
        for child in properties:
            if child.tag in _FILLS:
                return child
    return None


def is_colour(fill: Element | None) -> bool:
    """Tell whether a fill is a colour or a gradient."""
    return fill is not None and fill.tag in (_SOLID, _GRADIENT)


def between(stops: Stops, at: float) -> RGBA:
    """Return the colour ``at`` a part of a gradient."""
    ends = [(one, other) for one, other in pairwise(stops) if one[0] <= at < other[0]]
    if not ends:
        return stops[0][1] if at < stops[0][0] else stops[-1][1]
    [((start, first), (end, last))] = ends
    share = (at - start) / (end - start)
    red, green, blue, opacity = (one + (other - one) * share for one, other in zip(first, last, strict=True))
    return red, green, blue, opacity


def over(paint: RGBA, below: RGB) -> RGB:
    """Return the colour seen where ``paint`` lies over ``below``."""
    if paint[3] == 1:
        return paint[:3]
    red, green, blue = (part * paint[3] + under * (1 - paint[3]) for part, under in zip(paint[:3], below, strict=True))
    return red, green, blue


@lru_cache(maxsize=1024)  # pairs of colours: a deck has some dozens
def contrast_ratio(one: RGB, other: RGB) -> float:
    """Return the contrast ratio of two colours (WCAG 2.1)."""
    return contrast(hexadecimal(one), hexadecimal(other))


def hexadecimal(colour: RGB) -> str:
    """Return RRGGBB."""
    return "".join(f"{round(min(max(part, 0.0), 1.0) * 255):02X}" for part in colour)


def mean(paints: Paints) -> str | None:
    """Return the RRGGBB that stands for a fill, whatever its opacity; None for a picture and for no fill."""
    if not paints:
        return None
    channels = ([round(min(max(part, 0.0), 1.0) * 255) for part in paint[:3]] for paint in paints)
    return "".join(f"{round(sum(channel) / len(paints)):02X}" for channel in zip(*channels, strict=True))


def own_colour_map(part: Element | None) -> Element | None:
    """Return the ``a:overrideClrMapping`` of a slide or a layout (19.3.1.7), if it has one."""
    return below(part, f"{P}clrMapOvr/{A}overrideClrMapping")


@lru_cache(maxsize=1024)  # colours: a deck has some dozens
def of_hex(value: str) -> RGBA:
    """Return the colour of RRGGBB."""
    red, green, blue = (part / 255 for part in components(value))
    return red, green, blue, 1.0


def _in_hls(change: Callable[[float, float, float, float], tuple[float, float, float]]) -> Change:
    def changed(paint: RGBA, share: float) -> RGBA:
        hue, lum, sat = change(*colorsys.rgb_to_hls(*paint[:3]), share)
        return (*colorsys.hls_to_rgb(hue % 1.0, min(max(lum, 0.0), 1.0), min(max(sat, 0.0), 1.0)), paint[3])

    return changed


def _in_light(change: Callable[[float, float], float]) -> Change:
    def changed(paint: RGBA, share: float) -> RGBA:
        red, green, blue = (encoded(change(linear(part), share)) for part in paint[:3])
        return red, green, blue, paint[3]

    return changed


Change: TypeAlias = Callable[[RGBA, float], RGBA]
_CHANGES: dict[str, Change] = {
    "lumMod": _in_hls(lambda hue, lum, sat, share: (hue, lum * share, sat)),
    "lumOff": _in_hls(lambda hue, lum, sat, share: (hue, lum + share, sat)),
    "satMod": _in_hls(lambda hue, lum, sat, share: (hue, lum, sat * share)),
    "satOff": _in_hls(lambda hue, lum, sat, share: (hue, lum, sat + share)),
    "hueOff": _in_hls(lambda hue, lum, sat, share: (hue + share / 216, lum, sat)),  # 60000ths of a degree
    "tint": _in_light(lambda part, share: part * share + 1 - share),
    "shade": _in_light(lambda part, share: part * share),
    "alpha": lambda paint, share: (*paint[:3], share),
    "alphaMod": lambda paint, share: (*paint[:3], paint[3] * share),
    "inv": lambda paint, share: (1 - paint[0], 1 - paint[1], 1 - paint[2], paint[3]),
}

"""What became of the looks of shapes: another fill, another picture, a shape that is gone or that nobody planned."""

from __future__ import annotations

import colorsys
from typing import TYPE_CHECKING

from generator.deck.ooxml.colours import ThemeColours, hexadecimal, own_colour_map
from generator.deck.ooxml.xml import A, P, parsed
from generator.deck.pptx.drawingml import colour
from generator.deck.slide import Colour

if TYPE_CHECKING:
    from generator.deck.ooxml.colours import RGBA
    from generator.deck.ooxml.package import Package
    from generator.deck.ooxml.xml import Element
    from generator.home.deckfile import FileShape

_SAME = 4 / 255
"""Colours of which no part differs by more are one: LibreOffice rounds what it makes of a theme's."""
_HUE = 0.03  # of a turn: that of a colour which is nearly white is known no better in eight bits
_AROUND = 76_200  # EMU, 6 points: a rule and a number stand as near to their card


def repainted(package: Package, part: str, one: FileShape, other: FileShape) -> str:
    """Return the colour (RRGGBB) that fills a shape instead of the planned one, or nothing; ``?`` for no one colour."""
    before, after = one.fill or "", other.fill or ""
    if before == after:
        return ""
    colours = _colours(package, part)
    was, now = _resolved(colours, before), colours.resolved(other.paint) if other.paint is not None else None
    if now is None:
        return "?"
    alike = was and (_alike(was, now) or (before.endswith("*") and _as_pale(was, now)))
    return "" if alike else hexadecimal(now[:3])


def _alike(one: RGBA, other: RGBA) -> bool:
    return all(abs(a - b) <= _SAME for a, b in zip(one, other, strict=True))


def _as_pale(one: RGBA, other: RGBA) -> bool:
    """Tell whether two pale colours are of one hue and lightness: LibreOffice forgets how saturated they are."""
    first, second = (colorsys.rgb_to_hls(*paint[:3]) for paint in (one, other))
    turn = abs(first[0] - second[0])
    return min(turn, 1 - turn) <= _HUE and abs(first[1] - second[1]) <= _SAME


def _resolved(colours: ThemeColours, fill: str) -> RGBA | None:
    """Return what a fill of the manifest stands for; None for no fill."""
    if not fill:
        return None
    element = colour(Colour(fill.rstrip("*"), fill.endswith("*")))
    return colours.first(parsed(f'<a:fill xmlns:a="{A[1:-1]}">{element}</a:fill>'.encode()))


def _colours(package: Package, part: str) -> ThemeColours:
    """Return the colours of a slide: its theme's, by its own map, its layout's or its master's."""
    layout = package.related(part, "slideLayout")
    master = package.related(layout, "slideMaster")
    maps = (own_colour_map(package.tree(name)) for name in (part, layout))
    root: Element | None = package.tree(master)
    own = next((one for one in maps if one is not None), root.find(f"{P}clrMap") if root is not None else None)
    return ThemeColours.of(package.tree(package.related(master, "theme")), own)


def beside(shape: FileShape, others: list[FileShape]) -> bool:
    """Tell whether a shape belongs to one of ``others``: it stands on or at it."""
    if shape.box is None:
        return False
    x, y = shape.box[0] + shape.box[2] / 2, shape.box[1] + shape.box[3] / 2
    boxes = (one.box for one in others if one.box is not None and one is not shape)
    return any(
        left - _AROUND <= x <= left + width + _AROUND and top - _AROUND <= y <= top + height + _AROUND
        for left, top, width, height in boxes
    )

"""Lines: each series in its dashes and points, its name at its end where there is room, else in a legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.graphics import scale
from generator.graphics.bars import categories_below
from generator.graphics.drawing import LOOKS
from generator.graphics.legend import axis_words, head, tick_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.graphics.drawing import Data, Drawing, Sheet
    from generator.graphics.path import Point
    from generator.graphics.scale import Scale

_NAMES = 0.28
"""The most of the width that the names at the lines' ends take."""

_AFTER = 9.0
_FOOT = 6.0
_RADIUS = 2.7
_MOST_POINTS = 24
_TICKS = 5


def lines(data: Data, sheet: Sheet, height: float) -> Drawing:
    """Return a chart of lines, ``height`` points high between its scale's ends."""
    names = [sheet.wrapped(name, _NAMES * sheet.width, True) for name in data.names]
    deepest = max(map(len, names))
    direct = deepest * sheet.pitch * len(names) <= height + sheet.pitch
    top = head(data, sheet, named=not direct, lines=True)
    plot = top + sheet.pitch
    values = scale.rounded([one for series in data.values for one in series], height, _TICKS, zero=False)
    column = sheet.widest((line for some in names for line in some), True) + _AFTER if direct else _AFTER
    right = sheet.width - column
    left = tick_lines(data, sheet, values, plot, right + _AFTER / 2)
    places = _places(len(data.categories), left + _AFTER, right)
    series = [
        [(x, plot + height - values.at(value)) for x, value in zip(places, some, strict=True)] for some in data.values
    ]
    _curves(series, sheet)
    if direct:
        _name_ends(names, series, sheet, right + _AFTER, plot - sheet.pitch / 2, plot + height + sheet.pitch / 2)
    complete = _values(data, sheet, series, values)
    foot = plot + height + (sheet.pitch if complete else _FOOT)
    bottom = _categories(data, sheet, places, foot, series, complete)
    return sheet.drawing(axis_words(data, sheet, bottom, left, right), complete)


def _places(count: int, left: float, right: float) -> list[float]:
    step = (right - left) / max(count - 1, 1)
    return [left + index * step for index in range(count)]


def _curves(series: Sequence[Sequence[Point]], sheet: Sheet) -> None:
    for points, look in zip(series, LOOKS, strict=False):
        sheet.line(points, look)
    for points, look in zip(series, LOOKS, strict=False):
        every = -(-len(points) // _MOST_POINTS)
        sheet.points([*points[:-1:every], points[-1]], look, _RADIUS)


def _name_ends(
    names: Sequence[list[str]], series: Sequence[Sequence[Point]], sheet: Sheet, x: float, low: float, high: float
) -> None:
    """Set the names beside the lines' ends, apart from one another."""
    deepest = max(map(len, names)) * sheet.pitch
    ends = [points[-1][1] for points in series]
    for lines, end, middle, look in zip(names, ends, scale.spread(ends, deepest, low, high), LOOKS, strict=False):
        if abs(middle - end) > sheet.size / 2:
            sheet.rules([[(x - _AFTER + _RADIUS + 1.5, end), (x - 1.5, middle)]], look.tone)
        sheet.write(lines, x, middle - len(lines) * sheet.pitch / 2, strong=True)


def _values(data: Data, sheet: Sheet, series: Sequence[Sequence[Point]], values: Scale) -> bool:
    """Tell whether one line's values and all categories have room beside its points."""
    step = series[0][1][0] - series[0][0][0]
    widest = max(sheet.widest(data.labels[0], True), sheet.widest(data.categories))
    return len(series) == 1 and widest + sheet.size / 2 <= step


def _categories(
    data: Data, sheet: Sheet, places: Sequence[float], top: float, series: Sequence[Sequence[Point]], complete: bool
) -> float:
    """Set the categories, each with its value when there is room for all; return where they end."""
    if not complete:
        return categories_below(data, sheet, places, top)
    points = series[0]
    for index, (x, y) in enumerate(points):
        sheet.write([data.categories[index]], x, top, at=0.5)
        around = [points[one][1] for one in (index - 1, index + 1) if 0 <= one < len(points)]
        above = y <= sum(around) / len(around)
        label = y - sheet.pitch - _RADIUS if above else y + _RADIUS
        sheet.write([data.labels[0][index]], x, label, at=0.5, strong=True)
    return top + sheet.pitch

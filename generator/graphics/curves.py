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

_NAMES = 0.28
"""The most of the width that the names at the lines' ends take."""

_MAX_MARGIN = 0.12
_AFTER = 9.0
_FOOT = 0.7
_FOOT_WITH_VALUES = 1.4
"""The space between the scale and the categories, in lines of words."""

_RADIUS = 2.7
_MAX_POINTS = 24
_TICKS = 5


def lines(data: Data, sheet: Sheet, height: float) -> Drawing:
    """Return a chart of lines, ``height`` points high between its scale's ends."""
    direct = _has_direct_names(data, sheet, height)
    plot = head(data, sheet, named=not direct, lines=True) + 1.4 * sheet.pitch
    values = scale.rounded([one for series in data.values for one in series], height, _TICKS, zero=False)
    right = sheet.width - (_column(data, sheet) if direct else _margin(data, sheet))
    left = tick_lines(data, sheet, values, plot, right + _AFTER / 2)
    places = _places(len(data.categories), left + _margin(data, sheet), right)
    series = [
        [(x, plot + height - values.at(value)) for x, value in zip(places, some, strict=True)] for some in data.values
    ]
    _curves(series, sheet)
    if direct:
        _name_ends(data, series, sheet, right + _AFTER, plot - sheet.pitch / 2, plot + height + sheet.pitch / 2)
    complete = len(series) == 1 and _has_room(data, sheet, places[1] - places[0])
    foot = plot + height + sheet.pitch * (_FOOT_WITH_VALUES if complete else _FOOT)
    bottom = _with_values(data, sheet, series[0], foot) if complete else categories_below(data, sheet, places, foot)
    return sheet.drawing(axis_words(data, sheet, bottom, left, right), complete)


def _names(data: Data, sheet: Sheet) -> list[list[str]]:
    return [sheet.wrapped(name, _NAMES * sheet.width, True) for name in data.names]


def _column(data: Data, sheet: Sheet) -> float:
    """Return the width of the names beside the lines' ends."""
    return sheet.widest((line for some in _names(data, sheet) for line in some), True) + _AFTER


def _margin(data: Data, sheet: Sheet) -> float:
    """Return the room beyond the first and the last point: of a lone line, for half of a value."""
    if len(data.names) > 1:
        return _AFTER
    ends = sheet.widest((data.categories[0], data.categories[-1]))
    return max(min(max(sheet.widest(data.labels[0], True), ends) / 2, _MAX_MARGIN * sheet.width), _AFTER)


def _has_direct_names(data: Data, sheet: Sheet, height: float) -> bool:
    """Tell whether many lines' names stand beside their ends: a lone line's stands above, as its values need room."""
    deepest = max(map(len, _names(data, sheet)))
    return len(data.names) > 1 and deepest * sheet.pitch * len(data.names) <= height + sheet.pitch


def _places(count: int, left: float, right: float) -> list[float]:
    step = (right - left) / max(count - 1, 1)
    return [left + index * step for index in range(count)]


def _curves(series: Sequence[Sequence[Point]], sheet: Sheet) -> None:
    for points, look in zip(series, LOOKS, strict=False):
        sheet.line(points, look)
    for points, look in zip(series, LOOKS, strict=False):
        every = -(-len(points) // _MAX_POINTS)
        sheet.points([*points[:-1:every], points[-1]], look, _RADIUS)


def _name_ends(data: Data, series: Sequence[Sequence[Point]], sheet: Sheet, x: float, low: float, high: float) -> None:
    """Set the names beside the lines' ends, apart from one another."""
    names = _names(data, sheet)
    deepest = max(map(len, names)) * sheet.pitch
    ends = [points[-1][1] for points in series]
    for lines, end, middle, look in zip(names, ends, scale.spread(ends, deepest, low, high), LOOKS, strict=False):
        if abs(middle - end) > sheet.size / 2:
            sheet.rules([[(x - _AFTER + _RADIUS + 1.5, end), (x - 1.5, middle)]], look.tone)
        sheet.write(lines, x, middle - len(lines) * sheet.pitch / 2, strong=True)


def _has_room(data: Data, sheet: Sheet, step: float) -> bool:
    """Tell whether each point has room for its value and its category."""
    widest = max(sheet.widest(data.labels[0], True), sheet.widest(data.categories))
    return widest + sheet.size / 2 <= step and widest / 2 <= _margin(data, sheet)


def _with_values(data: Data, sheet: Sheet, points: Sequence[Point], top: float) -> float:
    """Set the categories, each with its value on the side of its point where the line leaves room."""
    for index, (x, y) in enumerate(points):
        sheet.write([data.categories[index]], x, top, at=0.5)
        around = [points[one][1] for one in (index - 1, index + 1) if 0 <= one < len(points)]
        above = y <= sum(around) / len(around)
        label = y - sheet.pitch - _RADIUS if above else y + _RADIUS
        sheet.write([data.labels[0][index]], x, label, at=0.5, strong=True)
    return top + sheet.pitch

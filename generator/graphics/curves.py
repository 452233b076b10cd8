"""Lines: each series in its colour and points, its name and last value at its end if there is room, else in a legend.

Below several lines, their values stand in rows under the categories where that is wished for and each has room.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from generator.graphics import scale
from generator.graphics.bars import categories_below
from generator.graphics.drawing import SERIES_STYLES
from generator.graphics.legend import axis_words, head, tick_lines, tick_room
from generator.graphics.path import Point

if TYPE_CHECKING:
    from generator.graphics.drawing import ChartCanvas, ChartData, ChartDrawing

_Curve = Sequence[Point | None]  # the points of a series, None where its value is not known
_NAMES = 0.28  # the most of the width that the names at the lines' ends take
_MAX_MARGIN = 0.12  # of the width, at most, beyond the first and the last point
_AFTER = 9.0  # points: between the end of a line and its name
_FOOT = 0.7  # lines of words
_FOOT_WITH_VALUES = 1.4  # the space between the scale and the categories, in lines of words
_RADIUS, _OF_WORDS = 3.0, 0.25  # points: of a marker, wider than the line that it stands on; more by large words
_LAST = 1.35  # of other words: the last value of a line, below its name
_ROW, _ROW_HEADS = 1.3, 0.2  # lines of words: a row of values; of the width, at most: what heads it
_MAX_POINTS = 24  # markers on a line, at most: more hide its dashes (by eye)
_TICKS = 5  # about so many lines of a scale: enough to read a value between two of them


def lines(data: ChartData, canvas: ChartCanvas, height: float) -> ChartDrawing:
    """Return a chart of lines, ``height`` points high between its scale's ends."""
    direct = _has_direct_names(data, canvas, height)
    last = direct and _has_direct_names(data, canvas, height, _LAST)
    values = scale.rounded(data.numbers, height, _TICKS, zero=False)
    right = canvas.width - (_column(data, canvas, last) if direct else _margin(data, canvas))
    room = right - tick_room(data, canvas, values) - _margin(data, canvas)
    complete = len(data.names) == 1 and _has_room(data, canvas, room / max(len(data.categories) - 1, 1))
    plot = head(data, canvas, named=not direct, lines=True, scaled=not (complete or last))
    plot += (1.4 if plot else 0.6) * canvas.pitch
    heads = _row_heads(data, canvas, right) if data.tabled and len(data.names) > 1 else 0.0
    left = tick_lines(data, canvas, values, plot, right + _AFTER / 2, least=heads, with_unit=last)
    places = _places(len(data.categories), left + _margin(data, canvas), right)
    series: list[_Curve] = [
        [
            None if value is None else (x, plot + height - values.at(value))
            for x, value in zip(places, some, strict=True)
        ]
        for some in data.values
    ]
    _curves(series, canvas)
    if direct:
        limits = plot - canvas.pitch / 2, plot + height + canvas.pitch / 2
        _name_ends(data, series, canvas, right + _AFTER, limits, last)
    foot = plot + height + canvas.pitch * (_FOOT_WITH_VALUES if complete else _FOOT)
    if heads:
        return canvas.drawing(_rows(data, canvas, places, foot), complete=True)
    bottom = (
        _with_values(data, canvas, series[0], places, foot)
        if complete
        else categories_below(data, canvas, places, foot)
    )
    return canvas.drawing(axis_words(data, canvas, bottom, left, right), complete)


def _row_heads(data: ChartData, canvas: ChartCanvas, right: float) -> float:
    """Return the width of what heads the rows of values, in points: 0 where these have no room beside it."""
    heads = max(canvas.widest(data.names, True), canvas.widest([data.axis])) + _AFTER
    words = canvas.widest((*data.categories, *(label for labels in data.labels for label in labels)))
    left = heads + max(words / 2 - _AFTER, 0.0)
    step = (right - left - _AFTER) / max(len(data.categories) - 1, 1)
    room = words + canvas.size / 2 <= step and words / 2 <= 2 * _AFTER
    return left if room and heads <= _ROW_HEADS * canvas.width else 0.0


def _rows(data: ChartData, canvas: ChartCanvas, places: Sequence[float], top: float) -> float:
    """Set the values of several lines in a row each, below the categories at ``top``; return their bottom, in points.

    Reading goes by categories, as in a table of them.
    """
    tops = [top + _ROW * canvas.pitch * (row + 1) for row in range(len(data.names))]
    canvas.write([data.axis], 0.0, top, tone="muted")
    for name, style, y in zip(data.names, SERIES_STYLES, tops, strict=False):
        canvas.write([name], 0.0, y, tone=style.tone, strong=True)
    for index, x in enumerate(places):
        canvas.write([data.categories[index]], x, top, at=0.5, tone="muted")
        for labels, y in zip(data.labels, tops, strict=True):
            canvas.write([labels[index]], x, y, at=0.5)
    middles = [y - (_ROW - 1) * canvas.pitch / 2 for y in tops]
    canvas.rules([[(0.0, y), (places[-1] + _AFTER / 2, y)] for y in middles])
    return tops[-1] + canvas.pitch


def _names(data: ChartData, canvas: ChartCanvas) -> list[list[str]]:
    return [canvas.wrapped(name, _NAMES * canvas.width, True) for name in data.names]


def _column(data: ChartData, canvas: ChartCanvas, last: bool) -> float:
    """Return the width of the names, and of the ``last`` values, beside the lines' ends, in points."""
    values = canvas.widest(_last(data), True) * _LAST if last else 0.0
    return max(canvas.widest((line for some in _names(data, canvas) for line in some), True), values) + _AFTER


def _last(data: ChartData) -> list[str]:
    """Return the last known value of each line, as it is printed."""
    count = len(data.categories)
    return [
        next(data.printed(series, at) for at in reversed(range(count)) if values[at] is not None)
        for series, values in enumerate(data.values)
    ]


def _margin(data: ChartData, canvas: ChartCanvas) -> float:
    """Return the room beyond the first and the last point, in points: of a lone line, for half of a value."""
    if len(data.names) > 1:
        return _AFTER
    ends = canvas.widest((data.categories[0], data.categories[-1]))
    labels = canvas.widest((label for _value, label in data.pairs), True)
    return max(min(max(labels, ends) / 2, _MAX_MARGIN * canvas.width), _AFTER)


def _has_direct_names(data: ChartData, canvas: ChartCanvas, height: float, below: float = 0.0) -> bool:
    """Tell whether the names of several lines, and so many lines ``below``, have room beside their ends on ``height``.

    The name of a lone line stands above, as its values need the room.
    """
    deepest = max(map(len, _names(data, canvas))) + below
    return len(data.names) > 1 and deepest * canvas.pitch * len(data.names) <= height + canvas.pitch


def _places(count: int, left: float, right: float) -> list[float]:
    """Return the places of ``count`` points between two limits in points."""
    step = (right - left) / max(count - 1, 1)
    return [left + index * step for index in range(count)]


def _curves(series: Sequence[_Curve], canvas: ChartCanvas) -> None:
    """Draw each series as a line from known point to known point, with a gap where there is none."""
    for curve, style in zip(series, SERIES_STYLES, strict=False):
        for points in stretches(curve):
            if len(points) > 1:
                canvas.line(points, style)
    for curve, style in zip(series, SERIES_STYLES, strict=False):
        every = -(-len(curve) // _MAX_POINTS)
        for points in stretches(curve):
            canvas.points([*points[:-1:every], points[-1]], style, max(_RADIUS, _OF_WORDS * canvas.size))


def stretches(curve: _Curve) -> Iterator[list[Point]]:
    """Yield the known points that follow each other."""
    for known, points in groupby(curve, bool):
        if known:
            yield [point for point in points if point]


def _name_ends(
    data: ChartData, series: Sequence[_Curve], canvas: ChartCanvas, x: float, limits: tuple[float, float], last: bool
) -> None:
    """Set the names beside the lines' ends at ``x``, and their ``last`` values, apart between two limits, in points."""
    names = _names(data, canvas)
    deepest = (max(map(len, names)) + (_LAST if last else 0.0)) * canvas.pitch
    ends = [next(point for point in reversed(curve) if point) for curve in series]
    middles = scale.spread([y for _x, y in ends], deepest, *limits)
    for lines, value, (at, end), middle, style in zip(names, _last(data), ends, middles, SERIES_STYLES, strict=False):
        if abs(middle - end) > canvas.size or x - at > 1.5 * _AFTER:
            canvas.rules([[(at + _RADIUS + 1.5, end), (x - 1.5, middle)]], style.tone)
        top = middle - (len(lines) + (_LAST if last else 0.0)) * canvas.pitch / 2
        canvas.write(lines, x, top, tone=style.tone, strong=True)
        if last:
            below = top + len(lines) * canvas.pitch
            canvas.write([value], x, below, tone=style.tone, strong=True, scale=_LAST)


def _has_room(data: ChartData, canvas: ChartCanvas, step: float) -> bool:
    """Tell whether each point has room for its value and its category, ``step`` points from the next."""
    widest = max(canvas.widest((label for _value, label in data.pairs), True), canvas.widest(data.categories))
    return widest + canvas.size / 2 <= step and widest / 2 <= _margin(data, canvas)


def _with_values(data: ChartData, canvas: ChartCanvas, curve: _Curve, places: Sequence[float], top: float) -> float:
    """Set the categories at ``top``, in points, and each value on the side of its point where the line leaves room.

    What is not known is marked on the foot of the plot. Returns the bottom of the categories, in points.
    """
    for index, (point, x) in enumerate(zip(curve, places, strict=True)):
        canvas.write([data.categories[index]], x, top, at=0.5)
        label = top - _FOOT_WITH_VALUES * canvas.pitch - canvas.pitch
        if point:
            y = point[1]
            around = [near[1] for near in (*curve[max(index - 1, 0) : index], *curve[index + 1 : index + 2]) if near]
            above = not around or y <= sum(around) / len(around)
            label = y - canvas.pitch - _RADIUS if above else y + _RADIUS
        canvas.write_value(data.printed(0, index), data.values[0][index], x, label, at=0.5)
    return top + canvas.pitch

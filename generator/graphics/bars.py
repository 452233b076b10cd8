"""Columns and horizontal bars, side by side by series; and the parts of a whole as one bar.

Columns where every category and value has room, else horizontal bars; where even those would be too high, columns
against a scale, and then the values have to be said elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.graphics import scale
from generator.graphics.drawing import RULE_WIDTH, SERIES_STYLES
from generator.graphics.legend import axis_words, head, swatches, tick_lines
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.graphics.drawing import ChartCanvas, ChartData, ChartDrawing
    from generator.graphics.scale import Scale

MAX_PARTS = len(SERIES_STYLES)
"""The most parts of one bar that can be told apart; more of them are bars one below the other."""

_WIDEST_BAR = 46.0  # points: wider bars look like areas (by eye)
_WIDEST_BAND = 110.0  # points: categories that are further apart are no longer compared at a glance (by eye)
_FILLED = 0.72
"""The part of a category's band that its bars fill."""

_MAX_LINES = 3  # of the name of a category below its bars: more are read as a paragraph
_GAP = 3.0  # points: between words and what they stand beside
_CATEGORY_COLUMN = 0.4  # of the width, at most, for the names beside horizontal bars: the bars keep the larger part
_BAR_HEIGHT = 0.76
"""The height of a horizontal bar, in lines of its label: the rest parts it from the next."""

_STACKED = 2.6  # em: the height of the bar of a whole, which then weighs like a heading (by eye)
_PART_GAP = 1.5  # points: between two parts of a whole, so that they differ in a grey copy too


def bars(data: ChartData, canvas: ChartCanvas, height: float, maximum: float) -> ChartDrawing:
    """Return a chart of bars, columns up to ``height`` points, horizontal ones together at most ``most`` high."""
    band = _band(data, canvas.width)
    if _has_room(data, canvas, band):
        return _column_chart(data, canvas, height, band)
    if _bar_chart_height(data, canvas) <= maximum:
        return _bar_chart(data, canvas)
    return _crowded(data, canvas, height)


def share(data: ChartData, canvas: ChartCanvas, height: float, maximum: float) -> ChartDrawing:
    """Return the parts of a whole: one bar and its key, or a bar each when they are many.

    A bar, not a pie: lengths along one line are compared better than angles, and its key is read in order.
    """
    if len(data.categories) <= MAX_PARTS:
        return _stacked(data, canvas)
    return bars(data, canvas, height, maximum)


# Columns


def _band(data: ChartData, width: float) -> float:
    """Return the width of a category on ``width`` points."""
    count, series = len(data.categories), len(data.names)
    return min(width / count, max(_WIDEST_BAND, series * _WIDEST_BAR / _FILLED))


def _has_room(data: ChartData, canvas: ChartCanvas, band: float) -> bool:
    """Tell whether each value and each category has room in a band of so many points."""
    series = len(data.names)
    slot = band * _FILLED / series if series > 1 else band - _GAP
    labels = canvas.widest((label for labels in data.labels for label in labels), True)
    words = canvas.widest(word for text in data.categories for word in text.split(" "))
    if labels > slot or words > band - 2 * _GAP:
        return False
    return all(len(canvas.wrapped(text, band - 2 * _GAP)) <= _MAX_LINES for text in data.categories)


def _column_chart(data: ChartData, canvas: ChartCanvas, height: float, band: float) -> ChartDrawing:
    """Return columns ``height`` points high, each value above its own (below a negative one), without a scale."""
    top = head(data, canvas)
    values = scale.from_zero([one for values in data.values for one in values], height)
    has_negative = any(one < 0 for values in data.values for one in values)
    plot = top + canvas.pitch
    foot = plot + height + (canvas.pitch if has_negative else 0.0)
    _bars(data, canvas, values, 0.0, plot, band)
    lines = [canvas.wrapped(text, band - 2 * _GAP) for text in data.categories]
    for index, some in enumerate(lines):
        canvas.write(some, (index + 0.5) * band, foot + _GAP, at=0.5)
        for series, x in enumerate(_middles(data, index, 0.0, band)):
            value = data.values[series][index]
            end = plot + height - values.at(value)
            label = end + _GAP / 2 if value < 0 else end - canvas.pitch
            canvas.write([data.labels[series][index]], x, label, at=0.5, strong=True)
    _baseline(canvas, plot + height - values.at(0.0), 0.0, band * len(lines))
    bottom = axis_words(data, canvas, foot + _GAP + max(map(len, lines)) * canvas.pitch, 0.0, band * len(lines))
    return canvas.drawing(bottom, complete=True)


def _crowded(data: ChartData, canvas: ChartCanvas, height: float) -> ChartDrawing:
    """Return columns ``height`` points high without values, against a scale."""
    plot = head(data, canvas) + canvas.pitch / 2
    values = scale.rounded([one for values in data.values for one in values], height, 5, zero=True)
    left = tick_lines(data, canvas, values, plot, canvas.width)
    band = (canvas.width - left) / len(data.categories)
    _bars(data, canvas, values, left, plot, band)
    _baseline(canvas, plot + height - values.at(0.0), left, canvas.width)
    places = [left + (index + 0.5) * band for index in range(len(data.categories))]
    bottom = categories_below(data, canvas, places, plot + height + 0.7 * canvas.pitch)
    return canvas.drawing(axis_words(data, canvas, bottom, left, canvas.width), complete=False)


def categories_below(data: ChartData, canvas: ChartCanvas, places: Sequence[float], top: float) -> float:
    """Set as many categories as have room under their ``places``, on one line; return its bottom, in points."""
    widths = [canvas.width_of(text) for text in data.categories]
    step = places[1] - places[0] if len(places) > 1 else canvas.width
    every = scale.thinned([width + 2 * _GAP for width in widths], step)
    end = -_GAP
    for text, x, width in list(zip(data.categories, places, widths, strict=True))[::every]:
        left = max(min(x - width / 2, canvas.width - width), 0.0)
        if width <= canvas.width and left >= end + _GAP:
            canvas.write([text], left, top)
            end = left + width
    return top + canvas.pitch


def _bars(data: ChartData, canvas: ChartCanvas, values: Scale, left: float, plot: float, band: float) -> None:
    """Draw the columns of all series; ``left``, ``plot`` (the top of the plot) and ``band`` are in points."""
    width = min(band * _FILLED / len(data.names), _WIDEST_BAR)
    gap = min(1.0, width / 8) if len(data.names) > 1 else 0.0
    for series, style in zip(range(len(data.names)), SERIES_STYLES, strict=False):
        boxes = []
        for index, value in enumerate(data.values[series]):
            x = _middles(data, index, left, band)[series] - width / 2
            low, high = sorted((values.at(0.0), values.at(value)))
            boxes.append(Box(x + gap / 2, plot + values.length - high, width - gap, high - low))
        canvas.bars(boxes, style)


def _middles(data: ChartData, index: int, left: float, band: float) -> list[float]:
    """Return the middle of each series' column of a category; ``left`` and ``band`` are in points."""
    count = len(data.names)
    width = min(band * _FILLED / count, _WIDEST_BAR)
    start = left + (index + 0.5) * band - count * width / 2
    return [start + (series + 0.5) * width for series in range(count)]


def _baseline(canvas: ChartCanvas, y: float, left: float, right: float) -> None:
    """Draw the line of zero between two limits, in points."""
    canvas.rules([[(left, y), (right, y)]], "ink", RULE_WIDTH)


# Horizontal bars


def _names_width(data: ChartData, canvas: ChartCanvas) -> float:
    """Return the width of the names beside horizontal bars, in points."""
    return min(canvas.widest(data.categories), _CATEGORY_COLUMN * canvas.width)


def _heights(data: ChartData, canvas: ChartCanvas) -> list[float]:
    """Return the height of each category: that of its bars, or of its words."""
    column = _names_width(data, canvas)
    gap = canvas.pitch * (0.25 if len(data.names) == 1 else 0.6)
    lines = [len(canvas.wrapped(text, column)) for text in data.categories]
    return [max(len(data.names), count) * canvas.pitch + gap for count in lines]


def _bar_chart_height(data: ChartData, canvas: ChartCanvas) -> float:
    """Return the height of horizontal bars with all around them, in points."""
    return sum(_heights(data, canvas)) + (3 + len(data.names)) * canvas.pitch


def _bar_chart(data: ChartData, canvas: ChartCanvas) -> ChartDrawing:
    """Return horizontal bars with their values at their ends."""
    top = head(data, canvas)
    top = axis_words(data, canvas, top, 0.0, 0.0)
    column = _names_width(data, canvas)
    left, values = _bar_scale(data, canvas, column + 2 * _GAP)
    pitch, y = canvas.pitch, top + _GAP
    boxes: list[list[Box]] = [[] for _ in data.names]
    for index, height in enumerate(_heights(data, canvas)):
        lines = canvas.wrapped(data.categories[index], column)
        canvas.write(lines, 0.0, y + (height - len(lines) * pitch) / 2)
        bar = y + (height - len(data.names) * pitch) / 2
        for series in range(len(data.names)):
            value = data.values[series][index]
            low, high = sorted((values.at(0.0), values.at(value)))
            boxes[series].append(Box(left + low, bar + pitch * (1 - _BAR_HEIGHT) / 2, high - low, pitch * _BAR_HEIGHT))
            x = left + low - _GAP if value < 0 else left + high + _GAP
            canvas.write([data.labels[series][index]], x, bar, at=1.0 if value < 0 else 0.0, strong=True)
            bar += pitch
        y += height
    for some, style in zip(boxes, SERIES_STYLES, strict=False):
        canvas.bars(some, style)
    zero = left + values.at(0.0)
    canvas.rules([[(zero, top + _GAP), (zero, y)]], "ink", RULE_WIDTH)
    return canvas.drawing(y, complete=True)


def _bar_scale(data: ChartData, canvas: ChartCanvas, column: float) -> tuple[float, Scale]:
    """Return where the lowest value lies, in points, and the scale, with room for the labels at both ends."""
    pairs = [
        pair for one, labels in zip(data.values, data.labels, strict=True) for pair in zip(one, labels, strict=True)
    ]
    before = canvas.widest((label for value, label in pairs if value < 0), strong=True)
    after = canvas.widest((label for value, label in pairs if value >= 0), strong=True)
    left = column + (before + _GAP if before else 0.0)
    length = max(canvas.width - left - after - _GAP, canvas.size)
    return left, scale.from_zero([value for value, _label in pairs], length)


# The parts of a whole


def _stacked(data: ChartData, canvas: ChartCanvas) -> ChartDrawing:
    """Return the parts of a whole as one bar, its legend below it."""
    values, total = data.values[0], sum(data.values[0])
    top = head(data, canvas)
    plot = axis_words(data, canvas, top, 0.0, 0.0) + _GAP
    height = _STACKED * canvas.size
    x = 0.0
    for value, style in zip(values, SERIES_STYLES, strict=False):
        width = value / total * canvas.width
        canvas.bars([Box(x, plot, width - min(_PART_GAP, width / 4), height)], style)
        x += width
    bottom = swatches(data.categories, canvas, plot + height + 2 * _GAP, values=data.labels[0])
    return canvas.drawing(bottom, complete=True)

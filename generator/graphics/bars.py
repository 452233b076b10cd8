"""Bars, upright or lying, side by side by series; and the parts of a whole as one bar.

Upright where every category and value finds its room, else lying; where even that would be too high, upright with a
scale, and then the values have to be said elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.graphics import scale
from generator.graphics.drawing import LOOKS, PEN
from generator.graphics.legend import axis_words, head, swatches, tick_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.graphics.drawing import Data, Drawing, Sheet
    from generator.graphics.scale import Scale

MAX_PARTS = len(LOOKS)
"""The most parts of one bar that can be told apart; more of them are bars one below the other."""

_WIDEST_BAR = 46.0
_WIDEST_BAND = 110.0
_FILLED = 0.72
"""The part of a category's band that its bars fill."""

_MAX_LINES = 3
_GAP = 3.0
_CATEGORY_COLUMN = 0.4
_LYING = 0.76
"""The height of a lying bar, in the pitch of its label."""

_STACKED = 2.6
_PART_GAP = 1.5


def bars(data: Data, sheet: Sheet, height: float, most: float) -> Drawing:
    """Return a chart of bars, upright ones up to ``height`` points, lying ones together at most ``most`` high."""
    band = _band(data, sheet.width)
    if _has_room(data, sheet, band):
        return _upright(data, sheet, height, band)
    if _lying_height(data, sheet) <= most:
        return _lying(data, sheet)
    return _crowded(data, sheet, height)


def share(data: Data, sheet: Sheet, height: float, most: float) -> Drawing:
    """Return the parts of a whole: one bar and its key, or a bar each when they are many.

    A bar, not a pie: lengths along one line are compared better than angles, and its key is read in order.
    """
    if len(data.categories) <= MAX_PARTS:
        return _stacked(data, sheet)
    return bars(data, sheet, height, most)


# Upright


def _band(data: Data, width: float) -> float:
    """Return the width of a category."""
    count, series = len(data.categories), len(data.names)
    return min(width / count, max(_WIDEST_BAND, series * _WIDEST_BAR / _FILLED))


def _has_room(data: Data, sheet: Sheet, band: float) -> bool:
    series = len(data.names)
    slot = band * _FILLED / series if series > 1 else band - _GAP
    labels = sheet.widest((label for labels in data.labels for label in labels), True)
    words = sheet.widest(word for text in data.categories for word in text.split(" "))
    if labels > slot or words > band - 2 * _GAP:
        return False
    return all(len(sheet.wrapped(text, band - 2 * _GAP)) <= _MAX_LINES for text in data.categories)


def _upright(data: Data, sheet: Sheet, height: float, band: float) -> Drawing:
    """Return bars with their values above (below those that sink), and no scale, which would say it again."""
    top = head(data, sheet)
    values = scale.from_zero([one for values in data.values for one in values], height)
    sinks = any(one < 0 for values in data.values for one in values)
    plot = top + sheet.pitch
    foot = plot + height + (sheet.pitch if sinks else 0.0)
    _bars(data, sheet, values, 0.0, plot, band)
    lines = [sheet.wrapped(text, band - 2 * _GAP) for text in data.categories]
    for index, some in enumerate(lines):
        sheet.write(some, (index + 0.5) * band, foot + _GAP, at=0.5)
        for series, x in enumerate(_middles(data, index, 0.0, band)):
            value = data.values[series][index]
            end = plot + height - values.at(value)
            label = end + _GAP / 2 if value < 0 else end - sheet.pitch
            sheet.write([data.labels[series][index]], x, label, at=0.5, strong=True)
    _baseline(sheet, plot + height - values.at(0.0), 0.0, band * len(lines))
    bottom = axis_words(data, sheet, foot + _GAP + max(map(len, lines)) * sheet.pitch, 0.0, band * len(lines))
    return sheet.drawing(bottom, complete=True)


def _crowded(data: Data, sheet: Sheet, height: float) -> Drawing:
    """Return bars without values, against a scale."""
    plot = head(data, sheet) + sheet.pitch / 2
    values = scale.rounded([one for values in data.values for one in values], height, 5, zero=True)
    left = tick_lines(data, sheet, values, plot, sheet.width)
    band = (sheet.width - left) / len(data.categories)
    _bars(data, sheet, values, left, plot, band)
    _baseline(sheet, plot + height - values.at(0.0), left, sheet.width)
    places = [left + (index + 0.5) * band for index in range(len(data.categories))]
    bottom = categories_below(data, sheet, places, plot + height + 0.7 * sheet.pitch)
    return sheet.drawing(axis_words(data, sheet, bottom, left, sheet.width), complete=False)


def categories_below(data: Data, sheet: Sheet, places: Sequence[float], top: float) -> float:
    """Set as many categories as have room under their ``places``, on one line; return where they end."""
    widths = [sheet.width_of(text) for text in data.categories]
    step = places[1] - places[0] if len(places) > 1 else sheet.width
    every = scale.thinned([width + 2 * _GAP for width in widths], step)
    end = -_GAP
    for text, x, width in list(zip(data.categories, places, widths, strict=True))[::every]:
        left = max(min(x - width / 2, sheet.width - width), 0.0)
        if width <= sheet.width and left >= end + _GAP:
            sheet.write([text], left, top)
            end = left + width
    return top + sheet.pitch


def _bars(data: Data, sheet: Sheet, values: Scale, left: float, plot: float, band: float) -> None:
    width = min(band * _FILLED / len(data.names), _WIDEST_BAR)
    gap = min(1.0, width / 8) if len(data.names) > 1 else 0.0
    for series, look in zip(range(len(data.names)), LOOKS, strict=False):
        boxes = []
        for index, value in enumerate(data.values[series]):
            x = _middles(data, index, left, band)[series] - width / 2
            low, high = sorted((values.at(0.0), values.at(value)))
            boxes.append((x + gap / 2, plot + values.length - high, width - gap, high - low))
        sheet.bars(boxes, look)


def _middles(data: Data, index: int, left: float, band: float) -> list[float]:
    """Return the middle of each series' bar of a category."""
    count = len(data.names)
    width = min(band * _FILLED / count, _WIDEST_BAR)
    start = left + (index + 0.5) * band - count * width / 2
    return [start + (series + 0.5) * width for series in range(count)]


def _baseline(sheet: Sheet, y: float, left: float, right: float) -> None:
    sheet.rules([[(left, y), (right, y)]], "ink", PEN)


# Lying


def _column(data: Data, sheet: Sheet) -> float:
    return min(sheet.widest(data.categories), _CATEGORY_COLUMN * sheet.width)


def _heights(data: Data, sheet: Sheet) -> list[float]:
    """Return the height of each category: that of its bars, or of its words."""
    column = _column(data, sheet)
    gap = sheet.pitch * (0.25 if len(data.names) == 1 else 0.6)
    lines = [len(sheet.wrapped(text, column)) for text in data.categories]
    return [max(len(data.names), count) * sheet.pitch + gap for count in lines]


def _lying_height(data: Data, sheet: Sheet) -> float:
    return sum(_heights(data, sheet)) + (3 + len(data.names)) * sheet.pitch


def _lying(data: Data, sheet: Sheet) -> Drawing:
    """Return bars with their values at their ends."""
    top = head(data, sheet)
    top = axis_words(data, sheet, top, 0.0, 0.0)
    column = _column(data, sheet)
    left, values = _lying_scale(data, sheet, column + 2 * _GAP)
    pitch, y = sheet.pitch, top + _GAP
    boxes: list[list[tuple[float, float, float, float]]] = [[] for _ in data.names]
    for index, height in enumerate(_heights(data, sheet)):
        lines = sheet.wrapped(data.categories[index], column)
        sheet.write(lines, 0.0, y + (height - len(lines) * pitch) / 2)
        bar = y + (height - len(data.names) * pitch) / 2
        for series in range(len(data.names)):
            value = data.values[series][index]
            low, high = sorted((values.at(0.0), values.at(value)))
            boxes[series].append((left + low, bar + pitch * (1 - _LYING) / 2, high - low, pitch * _LYING))
            x = left + low - _GAP if value < 0 else left + high + _GAP
            sheet.write([data.labels[series][index]], x, bar, at=1.0 if value < 0 else 0.0, strong=True)
            bar += pitch
        y += height
    for some, look in zip(boxes, LOOKS, strict=False):
        sheet.bars(some, look)
    zero = left + values.at(0.0)
    sheet.rules([[(zero, top + _GAP), (zero, y)]], "ink", PEN)
    return sheet.drawing(y, complete=True)


def _lying_scale(data: Data, sheet: Sheet, column: float) -> tuple[float, Scale]:
    """Return where the lowest value lies and the scale, with room for the labels at both ends."""
    pairs = [
        pair for one, labels in zip(data.values, data.labels, strict=True) for pair in zip(one, labels, strict=True)
    ]
    before = sheet.widest((label for value, label in pairs if value < 0), strong=True)
    after = sheet.widest((label for value, label in pairs if value >= 0), strong=True)
    left = column + (before + _GAP if before else 0.0)
    length = max(sheet.width - left - after - _GAP, sheet.size)
    return left, scale.from_zero([value for value, _label in pairs], length)


# The parts of a whole


def _stacked(data: Data, sheet: Sheet) -> Drawing:
    values, total = data.values[0], sum(data.values[0])
    top = head(data, sheet)
    plot = axis_words(data, sheet, top, 0.0, 0.0) + _GAP
    height = _STACKED * sheet.size
    x = 0.0
    for value, look in zip(values, LOOKS, strict=False):
        width = value / total * sheet.width
        sheet.bars([(x, plot, width - min(_PART_GAP, width / 4), height)], look)
        x += width
    bottom = swatches(data.categories, sheet, plot + height + 2 * _GAP, values=data.labels[0])
    return sheet.drawing(bottom, complete=True)

"""Columns and horizontal bars, side by side by series; the parts of a whole are bars with large values.

Columns where every category and value has room, else horizontal bars, each beside its whole name; where even those
would be too high, thin ones against a scale, whose values have to be said elsewhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.graphics import scale
from generator.graphics.drawing import RULE_WIDTH, SERIES_STYLES, ChartCanvas, ChartData
from generator.graphics.legend import axis_words, head, tick_lines, upright_ticks
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.graphics.drawing import ChartDrawing
    from generator.graphics.scale import Scale

_WIDEST_BAR = 46.0  # points: wider bars look like areas (by eye)
_WIDEST_BAND = 110.0  # points: categories that are further apart are no longer compared at a glance (by eye)
_FILLED = 0.72  # the part of a category's band that its bars fill
_MAX_LINES = 3  # of the name of a category below its bars: more are read as a paragraph
_GAP = 3.0  # points: between words and what they stand beside
_CATEGORY_COLUMN = 0.4  # of the width, at most, for the names beside horizontal bars: the bars keep the larger part
_LONG_NAMES = 0.65  # ... where they would be too high else, or break a word
_NUMBER = r"[\d\s]+"  # a year, or the like
_TICK_ROOM = 2.5  # em: half of the last number of a scale
_BAND = 1.2  # of a high bar: with the space after it
_LEAST_BARS = 0.15  # of the width that the longest bar has, beside its value
_THIN, _THICK = 0.18, 0.5  # lines of its label: the least and greatest height of a bar without one, as is room
_BAR_HEIGHT = 0.76  # the height of a horizontal bar, in lines of its label: the rest parts it from the next
_FEW_PARTS, _LARGE, _HIGHEST = 8, 1.5, 36.0
"""The parts of a whole up to which their bars are higher and their values larger, and by how much; the highest bar, in
points (by eye)."""


def bars(data: ChartData, canvas: ChartCanvas, height: float, maximum: float) -> ChartDrawing:
    """Return a chart of bars, columns up to ``height`` points, horizontal ones together at most ``most`` high."""
    count, series = len(data.categories), len(data.names)
    band = min(canvas.width / count, max(_WIDEST_BAND, series * _WIDEST_BAR / _FILLED))
    if _has_room(data, canvas, band):
        return _column_chart(data, canvas, height, band)
    found = _lying(data, canvas, maximum)
    # Of years every so many may be named: of names each is.
    if found is None and all(re.fullmatch(_NUMBER, text) for text in data.categories):
        return _crowded(data, canvas, height)
    return (found or _Lying(data, canvas, _columns(data, canvas)[-1], False)).drawing()


def share(data: ChartData, canvas: ChartCanvas, height: float, maximum: float) -> ChartDrawing:
    """Return the parts of a whole, a bar each: lengths are compared better than angles, or than parts of one bar."""
    slot = min(height / len(data.categories) / _BAND, _HIGHEST)
    few = _lying(data, canvas, maximum, _LARGE, slot) if len(data.categories) <= _FEW_PARTS else None
    return few.drawing() if few and few.labelled else bars(data, canvas, height, maximum)


def _lying(
    data: ChartData, canvas: ChartCanvas, maximum: float, large: float = 1.0, slot: float = 0.0
) -> _Lying | None:
    """Return horizontal bars at most ``maximum`` high together, in the best way that has room."""
    tries = (
        _Lying(data, canvas, column, labelled, large, slot)
        for labelled in (True, False)
        for column in _columns(data, canvas)
    )
    return next((one for one in tries if one.has_room and one.height <= maximum), None)


# Columns


def _has_room(data: ChartData, canvas: ChartCanvas, band: float) -> bool:
    """Tell whether each value and each category has room in a band of so many points."""
    series = len(data.names)
    slot = band * _FILLED / series if series > 1 else band - _GAP
    labels = canvas.widest((label for _value, label in data.pairs), True)
    words = canvas.widest(word for text in data.categories for word in text.split(" "))
    if labels > slot or words > band - 2 * _GAP:
        return False
    return all(len(canvas.wrapped(text, band - 2 * _GAP)) <= _MAX_LINES for text in data.categories)


def _column_chart(data: ChartData, canvas: ChartCanvas, height: float, band: float) -> ChartDrawing:
    """Return columns ``height`` points high, each value above its own (below a negative one), without a scale."""
    top = head(data, canvas)
    values = scale.from_zero(data.numbers, height)
    has_negative = any(one < 0 for one in data.numbers)
    plot = top + canvas.pitch
    foot = plot + height + (canvas.pitch if has_negative else 0.0)
    _bars(data, canvas, values, 0.0, plot, band)
    lines = [canvas.wrapped(text, band - 2 * _GAP) for text in data.categories]
    for index, some in enumerate(lines):
        canvas.write(some, (index + 0.5) * band, foot + _GAP, at=0.5)
        for series, x in enumerate(_middles(data, index, 0.0, band)):
            value = data.values[series][index]
            end = plot + height - values.at(value or 0.0)
            label = end + _GAP / 2 if value is not None and value < 0 else end - canvas.pitch
            canvas.write_value(data.printed(series, index), value, x, label, at=0.5)
    _baseline(canvas, plot + height - values.at(0.0), 0.0, band * len(lines))
    bottom = axis_words(data, canvas, foot + _GAP + max(map(len, lines)) * canvas.pitch, 0.0, band * len(lines))
    return canvas.drawing(bottom, complete=True)


def _crowded(data: ChartData, canvas: ChartCanvas, height: float) -> ChartDrawing:
    """Return columns ``height`` points high without values, against a scale."""
    plot = head(data, canvas, scaled=True) + canvas.pitch / 2
    values = scale.rounded(data.numbers, height, 5, zero=True)
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
            if value is None:
                continue
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


def _columns(data: ChartData, canvas: ChartCanvas) -> list[float]:
    """Return the widths in points that the names beside horizontal bars may have, the better first."""
    widest, parts = canvas.widest(data.categories), canvas.widest(canvas.parts(data.categories))
    usual, most = (share * canvas.width for share in (_CATEGORY_COLUMN, _LONG_NAMES))
    return [min(widest, max(usual, min(parts, most))), min(widest, most)]


class _Lying(Struct):
    """Horizontal bars beside names in ``column`` points, their values at their ends (``labelled``), or on a scale.

    Values are ``large`` times as large as usual; a bar takes ``least`` points of height at least.
    """

    data: ChartData
    canvas: ChartCanvas
    column: float
    labelled: bool
    large: float = 1.0
    least: float = 0.0

    @property
    def slot(self) -> float:
        """Return the height that a bar takes, in points."""
        if self.labelled:
            return max(self.canvas.pitch * self.large, self.least)
        return self.canvas.pitch * (max(_THIN, min(_THICK, 1 / len(self.data.names))))

    @property
    def bands(self) -> list[float]:
        """Return the height of each category in points: that of its bars, or of its words, and the space after it."""
        count, pitch = len(self.data.names), self.canvas.pitch
        gap = pitch * (0.25 if count == 1 else 0.6 if self.labelled else 0.3)
        gap = max(gap, (_BAND - 1) * self.least)
        lines = (len(self.canvas.wrapped(text, self.column)) for text in self.data.categories)
        return [max(count * self.slot, some * pitch) + gap for some in lines]

    @property
    def height(self) -> float:
        """Return the height of the bars with all around them, in points."""
        return sum(self.bands) + (3 + len(self.data.names)) * self.canvas.pitch

    @property
    def has_room(self) -> bool:
        """Tell whether names and values leave room for the bars."""
        return self.scale()[1].length >= _LEAST_BARS * self.canvas.width

    def scale(self) -> tuple[float, Scale]:
        """Return where the lowest value lies, in points, and the scale, with room for the labels at both ends."""
        canvas, column = self.canvas, self.column + 2 * _GAP
        if not self.labelled:
            length = max(canvas.width - column - _TICK_ROOM * canvas.size, canvas.size)
            return column, scale.rounded(self.data.numbers, length, 5, zero=True)
        pairs = [*self.data.pairs]
        before = canvas.widest((label for value, label in pairs if value is not None and value < 0), strong=True)
        after = canvas.widest((label for value, label in pairs if value is None or value >= 0), strong=True)
        before, after = before * self.large, after * self.large
        left = column + (before + _GAP if before else 0.0)
        length = max(canvas.width - left - after - _GAP, canvas.size)
        return left, scale.from_zero(self.data.numbers, length)

    def drawing(self) -> ChartDrawing:
        """Return the chart."""
        data, canvas = self.data, self.canvas
        top = head(data, canvas, scaled=not self.labelled, axis=data.axis)
        if len(data.names) > 1:
            top = axis_words(data, canvas, top, 0.0, 0.0)
        top += _GAP
        left, values = self.scale()
        foot = top + sum(self.bands)
        bottom = foot if self.labelled else upright_ticks(data, canvas, values, (left, top, foot))
        boxes: list[list[Box]] = [[] for _ in data.names]
        y = top
        for index, height in enumerate(self.bands):
            lines = canvas.wrapped(data.categories[index], self.column)
            canvas.write(lines, 0.0, y + (height - len(lines) * canvas.pitch) / 2)
            bar = y + (height - len(data.names) * self.slot) / 2
            for series, some in enumerate(boxes):
                some += self._bar(series, index, left, bar + series * self.slot, values)
            y += height
        for some, style in zip(boxes, SERIES_STYLES, strict=False):
            canvas.bars(some, style)
        zero = left + values.at(0.0)
        canvas.rules([[(zero, top), (zero, foot)]], "ink", RULE_WIDTH)
        return canvas.drawing(bottom, complete=self.labelled)

    def _bar(self, series: int, index: int, left: float, top: float, values: Scale) -> Iterator[Box]:
        """Set the value of a bar at its end, and yield the bar; ``left`` and ``top``, its slot's, are in points."""
        value, label = self.data.values[series][index], self.data.printed(series, index)
        low, high = sorted((values.at(0.0), values.at(value or 0.0)))
        if self.labelled:
            below = value is not None and value < 0
            x = left + low - _GAP if below else left + high + _GAP
            tone = "ink" if self.large == 1.0 else SERIES_STYLES[series].tone
            y = top + (self.slot - self.canvas.pitch * self.large) / 2
            self.canvas.write_value(label, value, x, y, at=float(below), tone=tone, scale=self.large)
        if value is not None:
            yield Box(left + low, top + self.slot * (1 - _BAR_HEIGHT) / 2, high - low, self.slot * _BAR_HEIGHT)

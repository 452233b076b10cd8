"""What stands around a chart: the names of its series, its unit, the words of its axis, the lines of its scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.graphics.drawing import SERIES_STYLES
from generator.graphics.scale import thinned, tick_words
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.graphics.drawing import ChartCanvas, ChartData, SeriesStyle
    from generator.graphics.scale import Scale

_SWATCH = 0.9  # em: the side of the sample of a style, about the height of capitals and descenders
_LINE_SAMPLE = 2.4  # of that side: the length of the sample of a line, in which its dashes can be told
_GAP = 0.4  # em: between a sample and its name

_BETWEEN = 1.6  # em: between two entries, wider than any space within one
_AFTER_TICKS = 5.0  # points: between the numbers of a scale and its lines


def head(
    data: ChartData,
    canvas: ChartCanvas,
    *,
    named: bool = True,
    lines: bool = False,
    scaled: bool = False,
    axis: str = "",
) -> float:
    """Set the names of the series, in their styles when there are several, and the unit; return their bottom.

    The bottom is in points. A unit that is a sign stands with the values, but on a ``scaled`` chart, which has none of
    them. ``axis``, what the categories are, comes first.
    """
    unit = f"({data.unit})" if data.unit and (scaled or not any(data.around)) else ""
    if named and len(data.names) > 1:
        return _swatches(data.names, canvas, unit, lines)
    name = " · ".join(filter(None, (axis, data.names[0] if named else "")))
    words = canvas.wrapped(" ".join(filter(None, (name, unit))), canvas.width)
    canvas.write(words, 0.0, 0.0, tone="muted")
    return len(words) * canvas.pitch


def axis_words(data: ChartData, canvas: ChartCanvas, top: float, left: float, right: float) -> float:
    """Set what the categories are, centred between two limits, or from the left edge.

    Limits, top and the bottom that it returns are in points.
    """
    room = right - left if right > left else canvas.width
    lines = canvas.wrapped(data.axis, room)
    canvas.write(lines, (left + right) / 2, top, at=0.5 if right > left else 0.0, tone="muted")
    return top + len(lines) * canvas.pitch


def tick_lines(
    data: ChartData,
    canvas: ChartCanvas,
    values: Scale,
    plot: float,
    right: float,
    *,
    least: float = 0.0,
    with_unit: bool = False,
) -> float:
    """Draw the lines of a scale up to ``right``, its numbers on the left; return where the lines begin: at ``least``.

    ``plot`` is the top of the plot; all are in points. The last number is ``with_unit``, if that is a sign.
    """
    numbers = tick_words(values.ticks, data.decimal, data.group, grouped=data.grouped)
    if with_unit:
        numbers[-1] = numbers[-1].join(data.around)
    left = max(tick_room(data, canvas, values), canvas.widest(numbers[-1:]) + _AFTER_TICKS, least)
    heights = [plot + values.length - values.at(float(tick)) for tick in values.ticks]
    canvas.rules([[(left, y), (right, y)] for y in heights])
    for words, y in zip(numbers, heights, strict=True):
        canvas.write([words], left - _AFTER_TICKS, y - canvas.pitch / 2, at=1.0, tone="muted")
    return left


def tick_room(data: ChartData, canvas: ChartCanvas, values: Scale) -> float:
    """Return the width of a scale's numbers and of the space after them, in points."""
    return canvas.widest(tick_words(values.ticks, data.decimal, data.group, grouped=data.grouped)) + _AFTER_TICKS


def upright_ticks(data: ChartData, canvas: ChartCanvas, values: Scale, plot: tuple[float, float, float]) -> float:
    """Draw the upright lines of a scale, its numbers below; return their bottom.

    ``plot`` is the left edge, the top and the foot of the plot; all are in points.
    """
    left, top, foot = plot
    places = [left + values.at(float(tick)) for tick in values.ticks]
    canvas.rules([[(x, top), (x, foot)] for x in places])
    numbers = tick_words(values.ticks, data.decimal, data.group, grouped=data.grouped)
    every = thinned([canvas.width_of(words) + _AFTER_TICKS for words in numbers], places[1] - places[0])
    for words, x in list(zip(numbers, places, strict=True))[::every]:
        canvas.write([words], x, foot, at=0.5, tone="muted")
    return foot + canvas.pitch


def _swatches(names: Sequence[str], canvas: ChartCanvas, after: str, lines: bool) -> float:
    """Set each name after a sample of its series' style, then the words ``after``; return the bottom in points.

    A line has as many as find room.
    """
    flow = _Flow(canvas)
    for name, style in zip(names, SERIES_STYLES, strict=False):
        _entry(flow, canvas, name, style, lines)
    if after:
        words = flow.begin(0.0, after)
        canvas.write(words, flow.x, flow.y, tone="muted")
    return flow.bottom


def _entry(flow: _Flow, canvas: ChartCanvas, name: str, style: SeriesStyle, line: bool) -> None:
    """Set an entry at the next place: the sample of a style and a name."""
    side, gap = _SWATCH * canvas.size, _GAP * canvas.size
    width = _LINE_SAMPLE * side if line else side
    words = flow.begin(width + gap, name)
    _patch(canvas, style, flow.x, flow.y + (canvas.pitch - side) / 2, side, width, line)
    canvas.write(words, flow.x + width + gap, flow.y)


class _Flow:
    """The place of the next entry of a legend: after the last one, or below it."""

    def __init__(self, canvas: ChartCanvas) -> None:
        self._canvas = canvas
        self._next = self.x = self.y = self.bottom = 0.0

    def begin(self, before: float, words: str) -> list[str]:
        """Go to the next place with room for ``words`` after ``before`` points; return their lines there."""
        whole = before + self._canvas.width_of(words)
        self.x = self._next
        if self.x and self.x + whole > self._canvas.width:
            self.x, self.y = 0.0, self.bottom
        lines = self._canvas.wrapped(words, self._canvas.width - self.x - before) or [""]
        self.bottom = max(self.bottom, self.y + len(lines) * self._canvas.pitch)
        self._next = self.x + whole + _BETWEEN * self._canvas.size
        return lines


def _patch(canvas: ChartCanvas, style: SeriesStyle, x: float, y: float, side: float, width: float, line: bool) -> None:
    """Draw a sample of a style in a box in points: a bar, or a line with its marker."""
    if not line:
        canvas.bars([Box(x, y, width, side)], style)
        return
    middle = y + side / 2
    canvas.line([(x, middle), (x + width, middle)], style)
    canvas.points([(x + width / 2, middle)], style, side / 3)

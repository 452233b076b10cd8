"""What stands around a chart: the names of its series, its unit, the words of its axis, the lines of its scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.graphics.drawing import SERIES_STYLES
from generator.graphics.scale import tick_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.graphics.drawing import ChartCanvas, ChartData, SeriesStyle
    from generator.graphics.scale import Scale

_SWATCH = 0.9
"""The side of a swatch, in sizes of the words beside it; of a line's, its length is twice that."""

_BETWEEN = 1.6
_AFTER_TICKS = 5.0


def head(data: ChartData, canvas: ChartCanvas, *, named: bool = True, lines: bool = False) -> float:
    """Set the names of the series, with their styles when there are many, and the unit; return where they end."""
    unit = f"({data.unit})" if data.unit else ""
    if named and len(data.names) > 1:
        return swatches(data.names, canvas, 0.0, after=unit, lines=lines)
    words = canvas.wrapped(" ".join(filter(None, (data.names[0] if named else "", unit))), canvas.width)
    canvas.write(words, 0.0, 0.0, tone="muted")
    return len(words) * canvas.pitch


def axis_words(data: ChartData, canvas: ChartCanvas, top: float, left: float, right: float) -> float:
    """Set what the categories are, centred between two limits, or from the left edge; return where it ends."""
    room = right - left if right > left else canvas.width
    lines = canvas.wrapped(data.axis, room)
    canvas.write(lines, (left + right) / 2, top, at=0.5 if right > left else 0.0, tone="muted")
    return top + len(lines) * canvas.pitch


def tick_lines(data: ChartData, canvas: ChartCanvas, values: Scale, plot: float, right: float) -> float:
    """Draw the scale's lines as far as ``right``, their numbers on the left; return where the lines begin."""
    numbers = tick_words(values.ticks, data.decimal, data.group)
    left = canvas.widest(numbers) + _AFTER_TICKS
    heights = [plot + values.length - values.at(float(tick)) for tick in values.ticks]
    canvas.rules([[(left, y), (right, y)] for y in heights])
    for words, y in zip(numbers, heights, strict=True):
        canvas.write([words], left - _AFTER_TICKS, y - canvas.pitch / 2, at=1.0, tone="muted")
    return left


def swatches(
    names: Sequence[str],
    canvas: ChartCanvas,
    top: float,
    *,
    values: Sequence[str] = (),
    after: str = "",
    lines: bool = False,
) -> float:
    """Set each name, and its value, after a patch of its series' style, as many on a line as find room.

    The words ``after`` come last; returns where they end.
    """
    side, gap = _SWATCH * canvas.size, 0.4 * canvas.size
    patch = 2.4 * side if lines else side
    flow = _Flow(canvas, top)
    for name, value, style in zip(names, values or [""] * len(names), SERIES_STYLES, strict=False):
        tail = canvas.width_of(value, True) + gap if value else 0.0
        words = flow.begin(patch + gap, name, tail)
        _patch(canvas, style, flow.x, flow.y + (canvas.pitch - side) / 2, side, patch, lines)
        canvas.write(words, flow.x + patch + gap, flow.y)
        if value:
            line = flow.y + (len(words) - 1) * canvas.pitch
            canvas.write([value], flow.x + patch + 2 * gap + canvas.width_of(words[-1]), line, strong=True)
    if after:
        words = flow.begin(0.0, after, 0.0)
        canvas.write(words, flow.x, flow.y, tone="muted")
    return flow.bottom


class _Flow:
    """Where the next entry of a legend stands: after the last one, or below it."""

    def __init__(self, canvas: ChartCanvas, top: float) -> None:
        self._canvas = canvas
        self._next = 0.0
        self.x, self.y = 0.0, top
        self.bottom = top

    def begin(self, before: float, words: str, after: float) -> list[str]:
        """Go to the next place with room for ``words`` between two widths; return their lines there."""
        whole = before + self._canvas.width_of(words) + after
        self.x = self._next
        if self.x and self.x + whole > self._canvas.width:
            self.x, self.y = 0.0, self.bottom
        lines = self._canvas.wrapped(words, self._canvas.width - self.x - before - after) or [""]
        self.bottom = max(self.bottom, self.y + len(lines) * self._canvas.pitch)
        self._next = self.x + whole + _BETWEEN * self._canvas.size
        return lines


def _patch(canvas: ChartCanvas, style: SeriesStyle, x: float, y: float, side: float, width: float, line: bool) -> None:
    if not line:
        canvas.bars([(x, y, width, side)], style)
        return
    middle = y + side / 2
    canvas.line([(x, middle), (x + width, middle)], style)
    canvas.points([(x + width / 2, middle)], style, side / 3)

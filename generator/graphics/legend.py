"""What stands around a chart: the names of its series, its unit, the words of its axis, the lines of its scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.graphics.drawing import LOOKS
from generator.graphics.scale import tick_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.graphics.drawing import Data, Look, Sheet
    from generator.graphics.scale import Scale

_SWATCH = 0.9
"""The side of a swatch, in sizes of the words beside it; of a line's, its length is twice that."""

_BETWEEN = 1.6
_AFTER_TICKS = 5.0


def head(data: Data, sheet: Sheet, *, named: bool = True, lines: bool = False) -> float:
    """Set the names of the series, with their looks when there are many, and the unit; return where they end."""
    unit = f"({data.unit})" if data.unit else ""
    if named and len(data.names) > 1:
        return swatches(data.names, sheet, 0.0, after=unit, lines=lines)
    words = sheet.wrapped(" ".join(filter(None, (data.names[0] if named else "", unit))), sheet.width)
    sheet.write(words, 0.0, 0.0, tone="muted")
    return len(words) * sheet.pitch


def axis_words(data: Data, sheet: Sheet, top: float, left: float, right: float) -> float:
    """Set what the categories are, centred between two limits, or from the left edge; return where it ends."""
    room = right - left if right > left else sheet.width
    lines = sheet.wrapped(data.axis, room)
    sheet.write(lines, (left + right) / 2, top, at=0.5 if right > left else 0.0, tone="muted")
    return top + len(lines) * sheet.pitch


def tick_lines(data: Data, sheet: Sheet, values: Scale, plot: float, right: float) -> float:
    """Draw the scale's lines as far as ``right``, their numbers on the left; return where the lines begin."""
    numbers = tick_words(values.ticks, data.decimal, data.group)
    left = sheet.widest(numbers) + _AFTER_TICKS
    heights = [plot + values.length - values.at(float(tick)) for tick in values.ticks]
    sheet.rules([[(left, y), (right, y)] for y in heights])
    for words, y in zip(numbers, heights, strict=True):
        sheet.write([words], left - _AFTER_TICKS, y - sheet.pitch / 2, at=1.0, tone="muted")
    return left


def swatches(
    names: Sequence[str],
    sheet: Sheet,
    top: float,
    *,
    values: Sequence[str] = (),
    after: str = "",
    lines: bool = False,
) -> float:
    """Set each name, and its value, after a patch of its series' look, as many on a line as find room.

    The words ``after`` come last; returns where they end.
    """
    side, gap = _SWATCH * sheet.size, 0.4 * sheet.size
    patch = 2.4 * side if lines else side
    pen = _Flow(sheet, top)
    for name, value, look in zip(names, values or [""] * len(names), LOOKS, strict=False):
        tail = sheet.width_of(value, True) + gap if value else 0.0
        words = pen.begin(patch + gap, name, tail)
        _patch(sheet, look, pen.x, pen.y + (sheet.pitch - side) / 2, side, patch, lines)
        sheet.write(words, pen.x + patch + gap, pen.y)
        if value:
            line = pen.y + (len(words) - 1) * sheet.pitch
            sheet.write([value], pen.x + patch + 2 * gap + sheet.width_of(words[-1]), line, strong=True)
    if after:
        words = pen.begin(0.0, after, 0.0)
        sheet.write(words, pen.x, pen.y, tone="muted")
    return pen.bottom


class _Flow:
    """Where the next entry of a legend stands: after the last one, or below it."""

    def __init__(self, sheet: Sheet, top: float) -> None:
        self._sheet = sheet
        self._next = 0.0
        self.x, self.y = 0.0, top
        self.bottom = top

    def begin(self, before: float, words: str, after: float) -> list[str]:
        """Go to the next place with room for ``words`` between two widths; return their lines there."""
        whole = before + self._sheet.width_of(words) + after
        self.x = self._next
        if self.x and self.x + whole > self._sheet.width:
            self.x, self.y = 0.0, self.bottom
        lines = self._sheet.wrapped(words, self._sheet.width - self.x - before - after) or [""]
        self.bottom = max(self.bottom, self.y + len(lines) * self._sheet.pitch)
        self._next = self.x + whole + _BETWEEN * self._sheet.size
        return lines


def _patch(sheet: Sheet, look: Look, x: float, y: float, side: float, width: float, line: bool) -> None:
    if not line:
        sheet.bars([(x, y, width, side)], look)
        return
    middle = y + side / 2
    sheet.line([(x, middle), (x + width, middle)], look)
    sheet.points([(x + width / 2, middle)], look, side / 3)

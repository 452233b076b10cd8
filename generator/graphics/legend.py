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
    y = 0.0
    if named and len(data.names) == 1:
        both = f"{data.names[0]} ({data.unit})" if data.unit else data.names[0]
        return _paragraph(both, sheet, y)
    if named:
        y = swatches(data.names, sheet, y, lines=lines)
    return _paragraph(f"({data.unit})", sheet, y) if data.unit else y


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
    names: Sequence[str], sheet: Sheet, top: float, *, values: Sequence[str] = (), lines: bool = False
) -> float:
    """Set each name, and its value, after a patch of its series' look, as many on a line as find room.

    Returns where they end.
    """
    side = _SWATCH * sheet.size
    patch = 2.4 * side if lines else side
    indent, gap = patch + 0.4 * sheet.size, 0.4 * sheet.size
    x, y, deepest = 0.0, top, 1
    for name, value, look in zip(names, values or [""] * len(names), LOOKS, strict=False):
        after = sheet.width_of(value, True) + gap if value else 0.0
        whole = indent + sheet.width_of(name) + after
        if x and x + whole > sheet.width:
            x, y, deepest = 0.0, y + deepest * sheet.pitch, 1
        words = sheet.wrapped(name, sheet.width - x - indent - after)
        _patch(sheet, look, x, y + (sheet.pitch - side) / 2, side, patch, lines)
        sheet.write(words, x + indent, y)
        if value:
            last = words[-1] if words else ""
            line = y + max(len(words) - 1, 0) * sheet.pitch
            sheet.write([value], x + indent + sheet.width_of(last) + gap, line, strong=True)
        deepest = max(deepest, len(words))
        x += whole + _BETWEEN * sheet.size
    return y + deepest * sheet.pitch


def _patch(sheet: Sheet, look: Look, x: float, y: float, side: float, width: float, line: bool) -> None:
    if not line:
        sheet.bars([(x, y, width, side)], look)
        return
    middle = y + side / 2
    sheet.line([(x, middle), (x + width, middle)], look)
    sheet.points([(x + width / 2, middle)], look, side / 3)


def _paragraph(words: str, sheet: Sheet, top: float) -> float:
    lines = sheet.wrapped(words, sheet.width)
    sheet.write(lines, 0.0, top, tone="muted")
    return top + len(lines) * sheet.pitch

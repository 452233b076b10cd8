"""Composes the facts of a publication: a strip below the banner, each fact in its column, the status in a frame.

The status is text in a frame, never a colour alone (WCAG 2.2, 1.4.1).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from generator.document.tree import Facts
from generator.messages import _
from generator.note.context import LayoutContext
from generator.note.flow import Chunk
from generator.note.metrics import LEFT, PAGE_WIDTH, WIDTH
from generator.note.sources import SMALL
from generator.pdf.lines import Style, line_width, set_lines
from generator.pdf.page import WHITE, Area, Operation
from generator.source.inline import Text
from generator.text.breaking import Line
from generator.text.fit import require_lines

_PITCH = 1.25  # sizes: small text, a little more open than the body
_GAP = 18.0
"""Points between two columns; a rule is in the middle."""

_FRAME, _FRAME_HEIGHT = 5.0, 2.5
"""Points between the status and its frame: at the sides, and above and below."""

_PEN = 1.0  # points
_ROUNDING = 0.01  # points
_FEW_LINES, _MAX_LINES = 3, 8
"""The lines of a fact from which another row is better, and the most: longer ones are no facts but text."""

_FEW = 2  # facts that stand close to one another from the left margin on, unless one is the status

_MIN_WIDTH = 56.0
"""The least width of a column in points: a date on one line."""


class _FactColumn(Struct, frozen=True):
    """A fact and its lines, the left edge of their column and its width in points; ``framed``: it is the status."""

    text: Text
    lines: Sequence[Line]
    x: float
    width: float
    framed: bool


def fact_chunks(block: Facts, context: LayoutContext) -> Iterator[Chunk]:
    """Yield the strips: as few as can be, but for facts of more than _FEW_LINES lines."""
    size = context.legible(context.metrics.size * SMALL)
    style = Style(size, size * _PITCH, context.theme.text)
    listing = context.structure.add("L")
    status = len(block.facts) - 1 if block.status else -1
    for count in range(len(block.facts), 0, -1):
        rows = [list(_columns(row, status, block, style, context)) for row in _rows(block, count, style, context)]
        if all(len(column.lines) <= _FEW_LINES for columns in rows for column in columns):
            break
    for columns in rows:
        for column in columns:
            width = column.width - (2 * _FRAME if column.framed else 0.0)
            items, where = context.words(column.text), _("the strip below the banner")
            require_lines(items, width / size, _MAX_LINES, column.text.mark, where)
        yield _strip(columns, style, listing, context)


def _rows(block: Facts, count: int, style: Style, context: LayoutContext) -> list[list[int]]:
    """Return the facts' indices in rows of at most ``count``, fewer where columns would have to break words."""
    rows: list[list[int]] = []
    used = WIDTH + 1.0
    for index, text in enumerate(block.facts):
        minimum = _min_width(text, style, context)
        if used + _GAP + minimum > WIDTH or len(rows[-1]) == count:
            rows.append([])
            used = -_GAP
        rows[-1].append(index)
        used += _GAP + minimum
    return rows


def _columns(
    row: Sequence[int], status: int, block: Facts, style: Style, context: LayoutContext
) -> Iterator[_FactColumn]:
    """Yield the columns of a row, from margin to margin and evenly apart where they are more than _FEW.

    Each is as wide as its text where there is room for all, else as its lines in the width that _shares says.
    """
    natural = [_natural(block.facts[index], index == status, style, context) for index in row]
    room = WIDTH - _GAP * (len(row) - 1)
    minima = [_min_width(block.facts[index], style, context) for index in row]
    widths = natural if sum(natural) <= room else _shares(natural, minima, room)
    frames = [2 * _FRAME if index == status else 0.0 for index in row]
    broken = [
        context.flowing(block.facts[index], width - frame + _ROUNDING, style.size)
        for index, width, frame in zip(row, widths, frames, strict=True)
    ]
    set_widths = [
        max((line_width(line, style) for line in lines), default=0.0) + frame
        for lines, frame in zip(broken, frames, strict=True)
    ]
    left = WIDTH - sum(set_widths)
    even = len(row) > _FEW or status in row
    gap = max(left / (len(row) - 1) if even and len(row) > 1 else _GAP, _GAP)
    x = LEFT
    for index, lines, width in zip(row, broken, set_widths, strict=True):
        yield _FactColumn(block.facts[index], lines, x, width, index == status)
        x += width + gap


def _min_width(text: Text, style: Style, context: LayoutContext) -> float:
    """Return the width in points of a column in which no word of ``text`` is broken."""
    widest = max((word.width for word in context.words(text)), default=0.0) * style.size
    return max(widest + 2 * _FRAME, _MIN_WIDTH)


def _natural(text: Text, framed: bool, style: Style, context: LayoutContext) -> float:
    """Return the width in points of a column in which ``text`` is one line."""
    lines = context.flowing(text, float("inf"), style.size)
    return sum(line_width(line, style) for line in lines) + (2 * _FRAME if framed else 0.0)


def _shares(natural: Sequence[float], minima: Sequence[float], room: float) -> list[float]:
    """Return the widths that share ``room`` points equally, but for those that need less, or whose minimum is more."""
    widths = list(natural)
    open_ = set(range(len(natural)))
    while open_:
        part = (room - sum(widths[i] for i in range(len(natural)) if i not in open_)) / len(open_)
        settled = {i for i in open_ if natural[i] <= part or minima[i] >= part}
        for i in settled or open_:
            widths[i] = natural[i] if natural[i] <= part else max(minima[i], part)
        open_ -= settled or open_
    return widths


def _strip(columns: Sequence[_FactColumn], style: Style, listing: int, context: LayoutContext) -> Chunk:
    """Return a strip across the page, each column's text centred in its height."""
    theme, structure = context.theme, context.structure
    lines = max((len(column.lines) for column in columns), default=0)
    inner = lines * style.pitch + 2 * _FRAME_HEIGHT
    padding = context.metrics.facts_padding
    height = inner + 2 * padding
    operations: list[Operation] = [Area(0.0, 0.0, PAGE_WIDTH, height, theme.water)]
    for index, column in enumerate(columns):
        top = (height - len(column.lines) * style.pitch) / 2
        body = structure.add("LBody", structure.add("LI", listing))
        if column.framed:
            operations += _frame(column, top, style, theme.text)
        elif index:
            before = columns[index - 1]
            middle = (before.x + before.width + column.x) / 2
            operations.append(Area(middle, padding, 0.75, inner, theme.rule))
        x = column.x + (_FRAME if column.framed else 0.0)
        operations += set_lines(column.lines, x, top, style, body, structure)
    return Chunk(height, tuple(operations))


def _frame(column: _FactColumn, top: float, style: Style, colour: str) -> Iterator[Operation]:
    """Yield the frame of the status, whose text begins at ``top`` points: a dark area, and a white one within."""
    y, height = top - _FRAME_HEIGHT, len(column.lines) * style.pitch + 2 * _FRAME_HEIGHT
    yield Area(column.x, y, column.width, height, colour)
    yield Area(column.x + _PEN, y + _PEN, column.width - 2 * _PEN, height - 2 * _PEN, WHITE)

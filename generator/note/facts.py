"""Composes what a publication says of itself: a strip below the banner, each fact in its column, the status framed.

The status is words in a frame, never a colour alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.messages import _
from generator.note.flow import Chunk
from generator.note.metrics import LEFT, PAGE_WIDTH, WIDTH
from generator.note.sources import SMALL
from generator.pdf.lines import Style, line_width, set_lines
from generator.pdf.page import WHITE, Area
from generator.text.fit import refuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.document.tree import Facts
    from generator.note.context import LayoutContext
    from generator.pdf.page import Operation
    from generator.source.inline import Text
    from generator.text.breaking import Line

_PITCH = 1.25
_GAP = 18.0
"""Between two columns; a rule stands in its middle."""

_FRAME = 5.0
"""Between the status and its frame, to the left and to the right."""

_FRAME_HIGH = 2.5
_PEN = 1.0
_FEW_LINES = 3
_MAX_LINES = 8
_MIN = 56.0
"""The least width of a column."""


class _FactColumn(Struct, frozen=True):
    """A fact and its lines, the left edge of their column and its width; ``framed``: it is the status."""

    text: Text
    lines: Sequence[Line]
    x: float
    width: float
    framed: bool


def fact_chunks(block: Facts, context: LayoutContext) -> Iterator[Chunk]:
    """Yield the strip, of as many rows as its columns need to be of few lines."""
    size = context.legible(context.metrics.size * SMALL)
    style = Style(size, size * _PITCH, context.theme.ink)
    listing = context.structure.add("L")
    status = len(block.facts) - 1 if block.status else -1
    for most in range(len(block.facts), 0, -1):
        rows = [list(_columns(row, status, block, style, context)) for row in _rows(block, most, style, context)]
        if all(len(column.lines) <= _FEW_LINES for columns in rows for column in columns):
            break
    for columns in rows:
        for column in columns:
            _require_room(column.text, column.lines, context)
        yield _strip(columns, style, listing, context)


def _rows(block: Facts, most: int, style: Style, context: LayoutContext) -> list[list[int]]:
    """Return the facts' indices in rows of ``most``: no column is narrower than _MIN or than its longest word."""
    rows: list[list[int]] = []
    used = WIDTH + 1.0
    for index, text in enumerate(block.facts):
        least = _least(text, style, context)
        if used + _GAP + least > WIDTH or len(rows[-1]) == most:
            rows.append([])
            used = -_GAP
        rows[-1].append(index)
        used += _GAP + least
    return rows


def _columns(
    row: Sequence[int], status: int, block: Facts, style: Style, context: LayoutContext
) -> Iterator[_FactColumn]:
    """Yield the columns: each as wide as its words where there is room for all, else in that proportion."""
    natural = [_natural(block.facts[index], index == status, style, context) for index in row]
    room = WIDTH - _GAP * (len(row) - 1)
    least = [_least(block.facts[index], style, context) for index in row]
    widths = natural if sum(natural) <= room else _shares(natural, least, room)
    x = LEFT
    for index, width in zip(row, widths, strict=True):
        framed = index == status
        inner = width - (2 * _FRAME if framed else 0.0)
        lines = context.flowing(block.facts[index], inner + 0.01, style.size)
        x = LEFT + WIDTH - width if framed and len(row) > 1 else x
        yield _FactColumn(block.facts[index], lines, x, width, framed)
        x += width + _GAP


def _require_room(text: Text, lines: Sequence[Line], context: LayoutContext) -> None:
    """Raise ContentError for a fact that is no longer said in few words."""
    if len(lines) > _MAX_LINES:
        kept = sum(len(line.words) for line in lines[:_MAX_LINES])
        raise refuse(context.words(text), lambda some: len(some) <= kept, text.mark, _("the strip below the banner"))


def _least(text: Text, style: Style, context: LayoutContext) -> float:
    """Return the width of a column in which no word of ``text`` is broken."""
    widest = max((word.width for word in context.words(text)), default=0.0) * style.size
    return max(widest + 2 * _FRAME, _MIN)


def _natural(text: Text, framed: bool, style: Style, context: LayoutContext) -> float:
    lines = context.flowing(text, float("inf"), style.size)
    return max((line_width(line, style) for line in lines), default=0.0) + (2 * _FRAME if framed else 0.0)


def _shares(natural: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """Return the widths that share ``room`` equally, but for those that need less, or whose longest word needs more."""
    widths = list(natural)
    open_ = set(range(len(natural)))
    while open_:
        part = (room - sum(widths[i] for i in range(len(natural)) if i not in open_)) / len(open_)
        settled = {i for i in open_ if natural[i] <= part or least[i] >= part}
        for i in settled or open_:
            widths[i] = natural[i] if natural[i] <= part else max(least[i], part)
        open_ -= settled or open_
    return widths


def _strip(columns: Sequence[_FactColumn], style: Style, listing: int, context: LayoutContext) -> Chunk:
    """Return a strip across the page, its columns' words centred in its height."""
    theme, structure = context.theme, context.structure
    most = max((len(column.lines) for column in columns), default=0)
    inner = most * style.pitch + 2 * _FRAME_HIGH
    padding = context.metrics.facts_padding
    height = inner + 2 * padding
    operations: list[Operation] = [Area(0.0, 0.0, PAGE_WIDTH, height, theme.water)]
    for index, column in enumerate(columns):
        top = (height - len(column.lines) * style.pitch) / 2
        body = structure.add("LBody", structure.add("LI", listing))
        if column.framed:
            operations += _frame(column, top, style, theme.ink)
        elif index:
            operations.append(Area(column.x - _GAP / 2, padding, 0.75, inner, theme.rule))
        x = column.x + (_FRAME if column.framed else 0.0)
        operations += set_lines(column.lines, x, top, style, body, structure)
    return Chunk(height, tuple(operations))


def _frame(column: _FactColumn, top: float, style: Style, colour: str) -> Iterator[Operation]:
    """Yield the status's frame: a dark area, and a white one within."""
    y, height = top - _FRAME_HIGH, len(column.lines) * style.pitch + 2 * _FRAME_HIGH
    yield Area(column.x, y, column.width, height, colour)
    yield Area(column.x + _PEN, y + _PEN, column.width - 2 * _PEN, height - 2 * _PEN, WHITE)

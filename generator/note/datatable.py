"""Composes tables of data: one Table element over as many pages as it takes, its header again on each.

A row stays whole unless it is higher than a page; a caption and a header stand with two rows at least, and so do the
last two. ISO 32000-1, 14.8.4.3.4: Caption first, then THead and TBody; 14.8.5.7: Scope and Headers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.messages import _
from generator.note.flow import Chunk
from generator.note.metrics import RIGHT, ROOM
from generator.note.sections import require_room
from generator.note.tablelayout import TableLayout, fraction, layout_table, row_lines
from generator.pdf.lines import Style, set_lines
from generator.pdf.page import RUNNING, Area, Link, TextObject
from generator.theme import tint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.document.tree import Chart, DataTable
    from generator.note.context import LayoutContext
    from generator.note.tablelayout import TableColumn
    from generator.pdf.page import Operation
    from generator.source.inline import Text
    from generator.text.breaking import Line

_PITCH = 1.2
_TINT = 0.12
_HEADER_RULE = 1.0
_RULE = 0.5
_AFTER_CAPTION = 3.0
_WHOLE = 0.25
"""The part of a page's height up to which a table had better not be split."""


class _Table(Struct, frozen=True):
    """A layout in its place, with what all of its rows share."""

    layout: TableLayout
    left: float
    colour: str
    context: LayoutContext

    @property
    def pitch(self) -> float:
        return self.layout.size * _PITCH

    @property
    def padding(self) -> float:
        return self.context.metrics.cell_padding

    def height(self, lines: int) -> float:
        """Return the height of a row of so many lines."""
        return lines * self.pitch + 2 * self.padding


def table_chunks(block: DataTable, left: float, colour: str, context: LayoutContext) -> Iterator[Chunk]:
    """Yield the caption and the header with the first row, then row by row."""
    layout = context.kept(("layout", id(block), left), lambda: layout_table(block, RIGHT - left, context))
    table = _Table(layout, left, colour, context)
    structure = context.structure
    element = structure.add("Table")
    caption = caption_chunk(block, left, structure.add("Caption", element), context)
    line = structure.add("TR", structure.add("THead", element))
    heads = [structure.add("TH", line, scope="Column") for _column in layout.columns]
    header = _header(table, heads)
    top = below(caption, header, _AFTER_CAPTION)
    again = _running(header)
    body = structure.add("TBody", element)
    for index, row in enumerate(block.rows):
        for number, part in enumerate(_row(table, row, body, heads, ROOM - header.height)):
            if index or number:
                yield replace(part, again=again, together=0.0 if number else _together(table, index))
            else:
                together = _together(table, index) + top.height
                before = context.metrics.around_figures
                yield replace(below(top, part, 0.0), before=before, together=together)


def caption_chunk(block: DataTable | Chart, left: float, element: int, context: LayoutContext) -> Chunk:
    """Return the caption of a table or a chart as the content of ``element``, with the number of its source."""
    text = block.caption
    metrics = context.metrics
    style = Style(metrics.size, metrics.pitch, context.theme.ink)
    lines = context.balanced(text, RIGHT - left, style.size)
    require_room(text, lines, style, context, _("a caption"))
    words = set_lines(lines, left, 0.0, style, element, context.structure)
    return Chunk(len(lines) * style.pitch, tuple(words))


def below(first: Chunk, second: Chunk, space: float) -> Chunk:
    """Return two chunks as one, the second ``space`` points below the first."""
    top = first.height + space
    lowered = (replace(one, y=one.y + top) for one in second.operations)
    return Chunk(top + second.height, (*first.operations, *lowered))


def _together(table: _Table, index: int) -> float:
    """Return the height that had better stay on one page from a row on: of the first and the last two, or of all."""
    counts = table.layout.counts
    if index == 0:
        whole = sum(map(table.height, counts))
        return whole if whole <= _WHOLE * ROOM else sum(map(table.height, counts[:2]))
    return sum(map(table.height, counts[index:])) if index == len(counts) - 2 else 0.0


def _running(header: Chunk) -> Chunk:
    """Return the header as it comes again: no reader speaks it twice, and nothing in it is a link twice."""
    kept = (one for one in header.operations if not isinstance(one, Link))
    operations = (replace(one, element=RUNNING) if isinstance(one, TextObject) else one for one in kept)
    return Chunk(header.height, tuple(operations))


def _header(table: _Table, heads: Sequence[int]) -> Chunk:
    layout, context = table.layout, table.context
    count = max(map(len, layout.heads))
    height = table.height(count)
    style = Style(layout.size, table.pitch, context.theme.ink)
    for text, lines in zip(layout.block.columns, layout.heads, strict=True):
        require_room(text, lines, style, context, _("the head of a table"))
    operations: list[Operation] = [
        Area(table.left, 0.0, layout.width, height, tint(table.colour, _TINT)),
        Area(table.left, height - _HEADER_RULE, layout.width, _HEADER_RULE, table.colour),
    ]
    for column, lines, element in zip(layout.columns, layout.heads, heads, strict=True):
        top = height - table.padding - len(lines) * table.pitch
        operations += _set(table, column, lines, top, element)
    return Chunk(height, tuple(operations))


def _row(table: _Table, row: Sequence[Text], body: int, heads: Sequence[int], room: float) -> Iterator[Chunk]:
    """Yield a row: whole, or in parts as high as a page when it is higher than that."""
    layout, structure = table.layout, table.context.structure
    cells = row_lines(layout, row, table.context)
    line = structure.add("TR", body)
    head = structure.add("TH", line, scope="Row")
    elements = [head, *(structure.add("TD", line, headers=(above, head)) for above in heads[1:])]
    count = max(1, *map(len, cells))
    most = max(int((room - 2 * table.padding) / table.pitch), 1)
    for start in range(0, count, most):
        height = table.height(min(count - start, most))
        operations: list[Operation] = [
            Area(table.left, height - _RULE, layout.width, _RULE, table.context.theme.rule),
        ]
        for index, (lines, element) in enumerate(zip(cells, elements, strict=True)):
            operations += _cell(table, index, row[index], lines, start, start + most, element)
        yield Chunk(height, tuple(operations))


def _cell(
    table: _Table, index: int, text: Text, lines: Sequence[Line], start: int, end: int, element: int
) -> list[Operation]:
    """Return the lines of a cell from ``start`` to ``end``; numbers stand with their decimals below one another."""
    column, layout = table.layout.columns[index], table.layout
    tail = fraction(text.plain, layout.block.decimal, table.context) if column.numeric else 0.0
    aside = (column.fraction - tail) * layout.size if column.numeric else 0.0
    return _set(table, column, lines, table.padding, element, aside, slice(start, end))


def _set(
    table: _Table,
    column: TableColumn,
    lines: Sequence[Line],
    top: float,
    element: int,
    aside: float = 0.0,
    part: slice = slice(None),
) -> list[Operation]:
    """Return the ``part`` of ``lines`` in ``column``: on its left; of a numeric one, ``aside`` from its right edge."""
    layout = table.layout
    right = column.width - 2 * layout.padding - aside if column.numeric else None
    style = Style(layout.size, table.pitch, table.context.theme.ink, right=right)
    x = table.left + column.left + layout.padding + column.lead
    return set_lines(lines, x, top, style, element, table.context.structure, part)

"""Composes tables of data: one Table element over as many pages as it takes, its header again on each.

A row stays whole unless it is higher than a page; a caption and a header stand with two rows at least, and so do the
last two. ISO 32000-1, 14.8.4.3.4: Caption first, then THead and TBody; 14.8.5.7: Scope and Headers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from generator.document.tree import Chart, DataTable
from generator.messages import _
from generator.note.context import LayoutContext
from generator.note.flow import Chunk, repeated, stacked
from generator.note.sections import max_heading_lines
from generator.note.tablelayout import TableColumn, TableLayout, fraction, layout_table, row_lines, split_table
from generator.pdf.lines import Style, set_lines
from generator.pdf.page import Area, Operation
from generator.pdf.paper import RIGHT, ROOM
from generator.source.inline import Text
from generator.text.breaking import Line
from generator.theme import tint

_PITCH = 1.2  # sizes, the usual line pitch
_TINT = 0.12  # part of the section's colour behind a header: letters on it keep their contrast
_HEADER_RULE = 1.0  # points
_RULE = 0.5  # points
_AFTER_CAPTION = 3.0  # points
_WHOLE = 0.25
"""The part of a page's height up to which a table is not divided: it can be moved to the next page without a gap."""


class _Table(Struct, frozen=True):
    """A table in its place, ``left`` points from the page's edge, with what all of its rows share."""

    layout: TableLayout
    left: float
    colour: str
    context: LayoutContext

    @property
    def pitch(self) -> float:
        """Return the line pitch in points."""
        return self.layout.size * _PITCH

    @property
    def padding(self) -> float:
        """Return the space in points above and below the text of a row."""
        return self.context.metrics.table_padding

    def height(self, lines: int) -> float:
        """Return the height in points of a row of so many lines."""
        return lines * self.pitch + 2 * self.padding


def table_chunks(block: DataTable, left: float, colour: str, context: LayoutContext) -> Iterator[Chunk]:
    """Yield the rows of a table from ``left`` points to the margin, or of the tables into which it is split."""
    width = RIGHT - left
    for part in context.cached(("parts", id(block), left), lambda: split_table(block, width, context)):
        layout = context.cached(("layout", id(part), left), partial(layout_table, part, width, context))
        yield from _chunks(_Table(layout, left, colour, context))


def _chunks(table: _Table) -> Iterator[Chunk]:
    """Yield the caption and the header with the first row, then row by row."""
    block, context = table.layout.block, table.context
    structure = context.structure
    element = structure.add("Table")
    caption = caption_chunk(block, table.left, structure.add("Caption", element), context)
    heads = structure.header_row(element, len(block.columns))
    header = _header(table, heads)
    top = stacked(caption, header, _AFTER_CAPTION)
    again = repeated(header)
    body = structure.add("TBody", element)
    for index, row in enumerate(block.rows):
        for number, part in enumerate(_row(table, row, structure.body_row(body, heads), ROOM - header.height)):
            together = 0.0 if number else _together(table, index)
            if index or number:
                yield replace(part, again=again, together=together)
            else:
                yield replace(stacked(top, part), before=context.metrics.around_figures, together=together + top.height)


def caption_chunk(block: DataTable | Chart, left: float, element: int, context: LayoutContext) -> Chunk:
    """Return the caption of a table or a chart, from ``left`` points on, as the content of ``element``."""
    text, metrics, width = block.caption, context.metrics, RIGHT - left
    context.require_lines(text, width, metrics.size, max_heading_lines(metrics.pitch), _("a caption"))
    lines = context.balanced(text, width, metrics.size)
    style = Style(metrics.size, metrics.pitch, context.theme.text)
    return Chunk(len(lines) * style.pitch, tuple(set_lines(lines, left, 0.0, style, element, context.structure)))


def _together(table: _Table, index: int) -> float:
    """Return the height in points, from a row on, to be kept on one page: the first two rows, the last two, or all."""
    counts = table.layout.counts
    if index == 0:
        whole = sum(map(table.height, counts))
        return whole if whole <= _WHOLE * ROOM else sum(map(table.height, counts[:2]))
    return sum(map(table.height, counts[index:])) if index == len(counts) - 2 else 0.0


def _header(table: _Table, heads: Sequence[int]) -> Chunk:
    """Return the header, its text at the foot of its cells, the elements ``heads``."""
    layout, context = table.layout, table.context
    for text, column in zip(layout.block.columns, layout.columns, strict=True):
        width = layout.room(column) * layout.size
        context.require_lines(text, width, layout.size, max_heading_lines(table.pitch), _("the head of a table"))
    height = table.height(max(map(len, layout.heads)))
    operations: list[Operation] = [
        Area(table.left, 0.0, layout.width, height, tint(table.colour, _TINT)),
        Area(table.left, height - _HEADER_RULE, layout.width, _HEADER_RULE, table.colour),
    ]
    for column, lines, element in zip(layout.columns, layout.heads, heads, strict=True):
        top = height - table.padding - len(lines) * table.pitch
        operations += _set(table, column, lines, top, element)
    return Chunk(height, tuple(operations))


def _row(table: _Table, row: Sequence[Text], elements: Sequence[int], room: float) -> Iterator[Chunk]:
    """Yield a row: whole, or in parts when it is higher than ``room`` points, that of a page below the header."""
    layout = table.layout
    cells = row_lines(layout, row, table.context)
    count = max(1, *map(len, cells))
    maximum = max(int((room - 2 * table.padding) / table.pitch), 1)
    for start in range(0, count, maximum):
        height = table.height(min(count - start, maximum))
        rule = Area(table.left, height - _RULE, layout.width, _RULE, table.context.theme.rule)
        operations: list[Operation] = [*_raised(table, height), rule]
        for column, text, lines, element in zip(layout.columns, row, cells, elements, strict=True):
            aside = _aside(table, column, text)
            part = slice(start, start + maximum)
            operations += _set(table, column, lines, table.padding, element, aside, part)
        yield Chunk(height, tuple(operations))


def _raised(table: _Table, height: float) -> list[Area]:
    """Return the ground of the column that is set off, in a row of so many points, if there is one."""
    layout = table.layout
    column = layout.columns[layout.block.highlight]
    ground = Area(table.left + column.left, 0.0, column.width, height, tint(table.colour, _TINT))
    return [ground] if layout.block.highlight else []


def _aside(table: _Table, column: TableColumn, text: Text) -> float:
    """Return how far a number is from its column's right edge, in points, for decimal signs to be aligned."""
    if not column.numeric:
        return 0.0
    return (column.fraction - fraction(text.plain, table.layout.block.decimal, table.context)) * table.layout.size


def _set(
    table: _Table,
    column: TableColumn,
    lines: Sequence[Line],
    top: float,
    element: int,
    aside: float = 0.0,
    part: slice = slice(None),
) -> list[Operation]:
    """Return the ``part`` of ``lines`` in ``column``: flush left, or numbers ``aside`` points from its right edge."""
    layout = table.layout
    right = column.width - 2 * layout.padding - aside if column.numeric else None
    style = Style(layout.size, table.pitch, table.context.theme.text, right=right)
    x = table.left + column.left + layout.padding + column.lead
    return set_lines(lines, x, top, style, element, table.context.structure, part)

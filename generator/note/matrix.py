"""Composes the matrix: cities by pillars, each cell naming the pages of its examples and leading to them.

It knows no page by itself: it asks the references.
"""

from __future__ import annotations

from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.messages import _
from generator.note.flow import Chunk
from generator.note.metrics import LEFT, ROOM, WIDTH
from generator.pdf.lines import Style, set_lines
from generator.pdf.page import RUNNING, WHITE, Area, TextObject
from generator.source.inline import Run
from generator.text.breaking import break_lines, words
from generator.text.fit import refuse
from generator.theme import tint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.document.tree import Matrix, Row, Tile
    from generator.note.context import LayoutContext
    from generator.pdf.page import Operation
    from generator.text.breaking import Line

_PITCH = 1.2
_PADDING = 6.0
_GAP = 1.5
_MIN_CITY, _MAX_CITY = 60.0, 0.3 * WIDTH
_MAX_LINES = 6
_NUMBER = 1.3
"""The size of a column's number, in sizes of its label."""

_TINT = 0.12
_ABSENT = "•"
_BETWEEN_TABLES = 14.0


class _Table(Struct, frozen=True):
    """Some columns of the matrix, and the measures that all of its tables share."""

    block: Matrix
    first: int
    columns: tuple[Tile, ...]
    size: float
    city: float
    column: float

    @property
    def pitch(self) -> float:
        return self.size * _PITCH

    def x(self, index: int) -> float:
        """Return where a column of pillars begins."""
        return LEFT + self.city + index * self.column


def matrix_chunks(block: Matrix, context: LayoutContext) -> Iterator[Chunk]:
    """Yield the rows of the matrix, in as many tables as its columns need."""
    if not block.columns or not block.rows:
        return
    for index, table in enumerate(_tables(block, context)):
        yield from _table_chunks(table, context, _BETWEEN_TABLES if index else 0.0)


def _tables(block: Matrix, context: LayoutContext) -> list[_Table]:
    """Return the fewest tables in which no column's label breaks a word, at the largest size."""
    sizes = context.sizes.matrix.steps()
    for count in range(1, len(block.columns) + 1):
        for size in reversed(sizes):
            tables = _split(block, count, size, context)
            if all(_fits(table, context) for table in tables):
                return tables
    tables = _split(block, ceil(len(block.columns) / 4), sizes[0], context)
    for table in tables:
        _require_room(table, context)
    return tables


def _split(block: Matrix, count: int, size: float, context: LayoutContext) -> list[_Table]:
    """Return ``count`` tables of as many columns each, give or take one, all of one width."""
    city = _city_width(block, size, context)
    most = ceil(len(block.columns) / count)
    width = (WIDTH - city) / most
    each, longer = divmod(len(block.columns), count)
    starts = [each * i + min(i, longer) for i in range(count + 1)]
    return [_Table(block, start, block.columns[start:end], size, city, width) for start, end in pairwise(starts)]


def _city_width(block: Matrix, size: float, context: LayoutContext) -> float:
    texts = [block.corner, *(row.name for row in block.rows)]
    lines = (context.balanced(text, WIDTH, size) for text in texts)
    widest = max((line.width * size for some in lines for line in some), default=0.0)
    return min(max(widest + _PADDING, _MIN_CITY), _MAX_CITY)


def _fits(table: _Table, context: LayoutContext) -> bool:
    room = (table.column - 2 * _PADDING) / table.size
    for tile in table.columns:
        items = context.words(tile.label, strong=True)
        if any(item.width > room for item in items) or len(break_lines(items, room)) > _MAX_LINES:
            return False
    return True


def _require_room(table: _Table, context: LayoutContext) -> None:
    """Raise ContentError for a label so long that its table's header would fill half of a page."""
    room = (table.column - 2 * _PADDING) / table.size
    most = int(ROOM / 2 / table.pitch)
    for tile in table.columns:
        items = context.words(tile.label, strong=True)
        if len(break_lines(items, room)) > most:
            where = _("the head of the matrix")
            raise refuse(items, lambda some: len(break_lines(some, room)) <= most, tile.label.mark, where)


def _table_chunks(table: _Table, context: LayoutContext, before: float) -> Iterator[Chunk]:
    """Yield the header with the first row, then row by row; the header comes again on each page."""
    structure = context.structure
    element = structure.add("Table")
    line = structure.add("TR", structure.add("THead", element))
    heads = [structure.add("TH", line, scope="Column") for _ in range(1 + len(table.columns))]
    header = _header(table, heads, context)
    again = _running(header)
    body = structure.add("TBody", element)
    first, *rest = [_row(table, row, body, heads, context) for row in table.block.rows]
    together = header.height + first.height + sum(row.height for row in rest)
    lowered = (replace(one, y=one.y + header.height) for one in first.operations)
    operations = (*header.operations, *lowered)
    yield Chunk(header.height + first.height, operations, before, together=together)
    for row in rest:
        yield replace(row, again=again)


def _running(header: Chunk) -> Chunk:
    operations = (replace(one, element=RUNNING) if isinstance(one, TextObject) else one for one in header.operations)
    return Chunk(header.height, tuple(operations))


# The header


def _header(table: _Table, heads: Sequence[int], context: LayoutContext) -> Chunk:
    """Return the header; ``heads`` are its cells, the corner's first."""
    room = table.column - 2 * _PADDING
    labels = [context.balanced(tile.label, room, table.size) for tile in table.columns]
    number = table.size * _NUMBER * _PITCH if any(tile.number for tile in table.columns) else 0.0
    height = 2 * _PADDING + number + max(map(len, labels)) * table.pitch
    operations = _corner(table, height, heads[0], context)
    for index, (tile, lines) in enumerate(zip(table.columns, labels, strict=True)):
        x = table.x(index)
        colour = context.theme.colour(tile.colour)
        operations.append(Area(x + _GAP, 0.0, table.column - _GAP, height, colour))
        operations += _column_head(table, tile, lines, x + _PADDING, number, heads[1 + index], context)
    return Chunk(height + _GAP, tuple(operations))


def _corner(table: _Table, height: float, element: int, context: LayoutContext) -> list[Operation]:
    lines = context.balanced(table.block.corner, table.city - _PADDING, table.size)
    style = Style(table.size, table.pitch, context.theme.muted)
    top = height - _PADDING - len(lines) * table.pitch
    return set_lines(lines, LEFT, top, style, element, context.structure)


def _column_head(
    table: _Table,
    tile: Tile,
    lines: Sequence[Line],
    x: float,
    number: float,
    element: int,
    context: LayoutContext,
) -> list[Operation]:
    structure = context.structure
    centre = _centre(table, context)
    large = Style(table.size * _NUMBER, number, WHITE, centre)
    small = Style(table.size, table.pitch, WHITE, centre)
    operations: list[Operation] = []
    if tile.number:
        figure = break_lines(words([Run(str(tile.number), strong=True)], context.kit.family), WIDTH)
        operations += set_lines(figure, x, _PADDING, large, element, structure)
    return operations + set_lines(lines, x, _PADDING + number, small, element, structure)


def _centre(table: _Table, context: LayoutContext) -> float | None:
    """Return the width in which a column's words are centred, if they are."""
    return table.column - 2 * _PADDING + _GAP if context.options.centred else None


# The rows


def _row(table: _Table, row: Row, element: int, heads: Sequence[int], context: LayoutContext) -> Chunk:
    structure, padding = context.structure, context.metrics.row_padding
    line = structure.add("TR", element)
    name = context.balanced(row.name, table.city - _PADDING, table.size)
    cells = _cells(table, row, context)
    most = max(len(name), *(len(lines) for lines in cells))
    height = most * table.pitch + 2 * padding + _GAP
    rule = Area(LEFT, height - _GAP, WIDTH, 0.5, context.theme.rule)
    style = Style(table.size, table.pitch, context.theme.ink)
    head = structure.add("TH", line, scope="Row")
    top = (height - _GAP - len(name) * table.pitch) / 2
    operations = [rule, *set_lines(name, LEFT, top, style, head, structure)]
    for index, lines in enumerate(cells):
        cell = structure.add("TD", line, headers=(heads[1 + index], head))
        operations += _cell(table, index, lines, height, cell, context)
    return Chunk(height, tuple(operations))


def _cell(
    table: _Table, index: int, lines: Sequence[Line], height: float, element: int, context: LayoutContext
) -> list[Operation]:
    if not lines:
        return []
    theme = context.theme
    x = table.x(index)
    colour = tint(theme.colour(table.columns[index].colour), _TINT)
    ground = Area(x + _GAP, 0.0, table.column - _GAP, height - _GAP, colour)
    style = Style(table.size, table.pitch, theme.ink, centre=_centre(table, context))
    top = (height - _GAP - len(lines) * table.pitch) / 2
    return [ground, *set_lines(lines, x + _PADDING, top, style, element, context.structure)]


def _cells(table: _Table, row: Row, context: LayoutContext) -> list[list[Line]]:
    width = (table.column - 2 * _PADDING) / table.size
    found = []
    for index in range(len(table.columns)):
        column = table.first + index
        examples = row.cells[column] if column < len(row.cells) else ()
        runs = _reference(table.block.reference, examples, context)
        found.append(break_lines(words(runs, context.kit.family), width))
    return found


def _reference(pattern: str, examples: Sequence[str], context: LayoutContext) -> list[Run]:
    """Return "p. 1, 3": each page once, leading to the first of its examples."""
    pages: dict[int, str] = {}
    for example in examples:
        page = context.references.page(example)
        if page:
            pages.setdefault(page, example)
    if not pages:
        return [Run(_ABSENT)] if examples else []
    before, _number, after = pattern.replace(" ", "\u00a0").partition("{n}")
    runs: list[Run] = []
    for index, page in enumerate(sorted(pages)):
        link = f"#example:{pages[page]}"
        runs += [Run(", ")] if index else [Run(before, link=link)] if before else []
        runs.append(Run(str(page), link=link))
    return [*runs, Run(after)] if after else runs

"""Composes the matrix: cities by pillars, each cell naming its examples and leading to them; heads name the pages.

Examples are named in words where all names are whole in their cells, else by their numbers.

The pages come from the context's references. ISO 32000-1, 14.8.4.3.4 and 14.8.5.7, as for every table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from generator.document.numbering import ranges
from generator.document.tree import Matrix, Row, Tile
from generator.messages import _
from generator.note.context import LayoutContext
from generator.note.flow import EXAMPLE, Chunk, repeated, stacked
from generator.note.metrics import even_ranges
from generator.pdf.lines import Style, balanced, set_lines
from generator.pdf.page import WHITE, Area, Operation
from generator.pdf.paper import LEFT, ROOM, WIDTH
from generator.source.inline import Run, Text
from generator.text.breaking import Line, break_lines, words
from generator.text.fit import fits_whole
from generator.theme import MIN_CONTRAST, contrast, tint

_PITCH = 1.2  # sizes, the usual line pitch
_PADDING = 6.0  # points to the left and right of a cell's text, above and below a head's
_GAP = 1.5  # points between two columns' grounds, and between two rows'
_MIN_CITY, _MAX_CITY = 60.0, 0.3 * WIDTH
"""The least and the greatest width of the column of cities, in points: longer names wrap."""

_MAX_LINES = 6  # the most lines of a column's label: with more, another table is easier to read
_LAST_COLUMNS = 4  # the columns of each table when labels have to be broken between letters
_NUMBER = 1.3  # the size of a column's number, in sizes of its label
_TINT = 0.12  # part of the pillar's colour behind a filled cell: letters on it keep their contrast
_ABSENT = "•"  # what stands for examples whose pages are not in this note
_MAX_EXAMPLES = 8  # the most examples that a cell names: more of them are referred to by their pages alone
_NAME_LINES = 3  # the most lines of the names in a cell
_EVEN = 1.25  # of the lines of all rows: what they may take for the rows to be equally high

_UNNAMED: Mapping[str, Text] = {}
_BETWEEN_TABLES = 14.0  # points


class _Table(Struct, frozen=True):
    """Some columns of the matrix from ``first`` on, and the lengths in points that all of its tables share.

    ``city`` and ``column`` are the widths of the column of cities and of each other one.
    """

    block: Matrix
    context: LayoutContext
    first: int
    columns: tuple[Tile, ...]
    size: float
    city: float
    column: float
    names: Mapping[str, Text]

    @property
    def pitch(self) -> float:
        """Return the line pitch in points."""
        return self.size * _PITCH

    @property
    def room(self) -> float:
        """Return the width of the text of a column, in points."""
        return self.column - 2 * _PADDING

    def x(self, index: int) -> float:
        """Return the left edge of a column of pillars in points."""
        return LEFT + self.city + index * self.column

    def name(self, row: Row) -> list[Line]:
        """Return the lines of a city's name."""
        return self.context.balanced(row.name, self.city - _PADDING, self.size)

    def style(self, colour: str, size: float = 0.0, pitch: float = 0.0) -> Style:
        """Return how text is set in a column: of ``size`` and ``pitch`` points, or those of the table."""
        centre = self.room + _GAP if self.context.options.centred and not self.names else None
        return Style(size or self.size, pitch or self.pitch, colour, centre)


def matrix_chunks(block: Matrix, context: LayoutContext) -> Iterator[Chunk]:
    """Yield the rows of the matrix, in as many tables as its columns need."""
    if not block.columns or not block.rows:
        return
    for index, table in enumerate(_tables(block, context)):
        yield from _table_chunks(table, _BETWEEN_TABLES if index else 0.0)


def _tables(block: Matrix, context: LayoutContext) -> list[_Table]:
    """Return the fewest tables in which no column's label breaks a word, at the largest size."""
    sizes, labels = context.sizes.matrix.steps(), [tile.label for tile in block.columns]
    for count in range(1, len(block.columns) + 1):
        for size in reversed(sizes):
            tables = _split(block, count, size, context)
            if context.fits_whole(labels, tables[0].room, size, _MAX_LINES):
                return _split(block, count, size, context, block.named) if _named(tables[0]) else tables
    tables = _split(block, ceil(len(block.columns) / _LAST_COLUMNS), sizes[0], context)
    maximum = int(ROOM / 2 / tables[0].pitch)  # a header of half a page
    for label in labels:
        context.require_lines(label, tables[0].room, sizes[0], maximum, _("the head of the matrix"))
    return tables


def _named(table: _Table) -> bool:
    """Tell whether the examples of each cell can be named in words, on few lines and without a broken word."""
    names, block, context = table.block.named, table.block, table.context
    cells = [_reference(block.reference, cell, context, names) for row in block.rows for cell in row.cells if cell]
    room = table.room / table.size
    return bool(names) and all(fits_whole(words(cell, context.kit.family), room, _NAME_LINES) for cell in cells)


def _split(
    block: Matrix, count: int, size: float, context: LayoutContext, names: Mapping[str, Text] = _UNNAMED
) -> list[_Table]:
    """Return ``count`` tables at ``size`` points, of as many columns each, give or take one, all of one width."""
    texts = [block.corner, *(row.name for row in block.rows)]
    lines = (context.balanced(text, WIDTH, size) for text in texts)
    widest = max((line.width * size for some in lines for line in some), default=0.0)
    city = min(max(widest + _PADDING, _MIN_CITY), _MAX_CITY)
    width = (WIDTH - city) / ceil(len(block.columns) / count)
    parts = even_ranges(len(block.columns), count)
    return [
        _Table(block, context, one.start, block.columns[one.start : one.stop], size, city, width, names)
        for one in parts
    ]


def _table_chunks(table: _Table, before: float) -> Iterator[Chunk]:
    """Yield the header with the first row, ``before`` points below what precedes, then row by row."""
    structure = table.context.structure
    element = structure.add("Table")
    heads = structure.header_row(element, 1 + len(table.columns))
    header = _header(table, heads)
    body = structure.add("TBody", element)
    rows = table.block.rows
    cells = [_cells(table, row) for row in rows]
    counts = [max(len(table.name(row)), *map(len, some)) for row, some in zip(rows, cells, strict=True)]
    even = max(counts) if max(counts) * len(counts) <= _EVEN * sum(counts) else 0
    first, *rest = [
        _row(table, row, some, max(count, even), structure.body_row(body, heads))
        for row, some, count in zip(rows, cells, counts, strict=True)
    ]
    together = header.height + first.height + sum(row.height for row in rest)
    yield replace(stacked(header, first), before=before, together=together)
    again = repeated(header)
    for row in rest:
        yield replace(row, again=again)


# The header


def _header(table: _Table, heads: Sequence[int]) -> Chunk:
    """Return the header; ``heads`` are its elements, that of the corner first."""
    context = table.context
    labels = [
        (context.balanced(tile.label, table.room, table.size), _where(table, column))
        for column, tile in enumerate(table.columns, table.first)
    ]
    number = table.size * _NUMBER * _PITCH if any(tile.number for tile in table.columns) else 0.0
    height = 2 * _PADDING + number + max(len(label) + len(where) for label, where in labels) * table.pitch
    operations = _corner(table, height, heads[0])
    for index, (tile, parts) in enumerate(zip(table.columns, labels, strict=True)):
        x = table.x(index)
        colour = context.theme.colour(tile.colour)
        operations.append(Area(x + _GAP, 0.0, table.column - _GAP, height, colour))
        operations += _column_head(table, tile, parts, (x + _PADDING, number), heads[1 + index])
    return Chunk(height + _GAP, tuple(operations))


def _where(table: _Table, column: int) -> list[Line]:
    """Return "p. 1, 3–5", the pages of the examples of a column, which its cells name by their numbers alone.

    Where all examples are on one page, nothing: the numbers are found there at once; nor where cells are in words.
    """
    rows = table.block.rows
    if len(_by_page((example for row in rows for cell in row.cells for example in cell), table.context)) == 1:
        return []
    examples = [example for row in rows if column < len(row.cells) for example in row.cells[column]]
    if all(example in table.names for example in examples):
        return []
    runs = [replace(run, link="") for run in _pages(table.block.reference, _by_page(examples, table.context))]
    return break_lines(words(runs, table.context.kit.family), table.room / table.size)


def _corner(table: _Table, height: float, element: int) -> list[Operation]:
    """Return the head of the cities at the foot of a header ``height`` points high."""
    context = table.context
    lines = context.balanced(table.block.corner, table.city - _PADDING, table.size)
    style = Style(table.size, table.pitch, context.theme.muted)
    top = height - _PADDING - len(lines) * table.pitch
    return set_lines(lines, LEFT, top, style, element, context.structure)


def _column_head(
    table: _Table, tile: Tile, parts: Iterable[Sequence[Line]], at: tuple[float, float], element: int
) -> list[Operation]:
    """Return a pillar's number, and below it the lines of its label and of its pages, from a corner ``at`` points."""
    structure, (x, number) = table.context.structure, at
    operations: list[Operation] = []
    if tile.number:
        large = table.style(WHITE, table.size * _NUMBER, number)
        operations += set_lines(table.context.number(tile.number), x, _PADDING, large, element, structure)
    top = _PADDING + number
    for lines in parts:
        operations += set_lines(lines, x, top, table.style(WHITE), element, structure)
        top += len(lines) * table.pitch
    return operations


# The rows


def _row(table: _Table, row: Row, cells: Sequence[Sequence[Line]], count: int, elements: Sequence[int]) -> Chunk:
    """Return a city's name and, for each pillar, its examples, all centred in the height of ``count`` lines."""
    context, name = table.context, table.name(row)
    height = count * table.pitch + 2 * context.metrics.matrix_padding + _GAP
    rule = Area(LEFT, height - _GAP, WIDTH, 0.5, context.theme.rule)
    style = Style(table.size, table.pitch, context.theme.text)
    top = (height - _GAP - len(name) * table.pitch) / 2
    operations = [rule, *set_lines(name, LEFT, top, style, elements[0], context.structure)]
    for index, (lines, element) in enumerate(zip(cells, elements[1:], strict=True)):
        operations += _cell(table, index, lines, height, element)
    return Chunk(height, tuple(operations))


def _cell(table: _Table, index: int, lines: Sequence[Line], height: float, element: int) -> list[Operation]:
    """Return a cell that has examples in a row ``height`` points high, on a tint of its pillar's colour."""
    if not lines:
        return []
    theme, x = table.context.theme, table.x(index)
    pillar = theme.colour(table.columns[index].colour)
    colour = tint(pillar, _TINT)
    ground = Area(x + _GAP, 0.0, table.column - _GAP, height - _GAP, colour)
    top = (height - _GAP - len(lines) * table.pitch) / 2
    style = table.style(pillar if table.names and contrast(pillar, colour) >= MIN_CONTRAST else theme.text)
    return [ground, *set_lines(lines, x + _PADDING, top, style, element, table.context.structure)]


def _cells(table: _Table, row: Row) -> list[list[Line]]:
    """Return the lines of each cell of a row but its head."""
    found = []
    for column in range(table.first, table.first + len(table.columns)):
        examples = row.cells[column] if column < len(row.cells) else ()
        runs = _reference(table.block.reference, examples, table.context, table.names)
        found.append(balanced(words(runs, table.context.kit.family), table.room / table.size))
    return found


def _reference(pattern: str, examples: Sequence[str], context: LayoutContext, names: Mapping[str, Text]) -> list[Run]:
    """Return "1.2, 1.5", or their names, each a link to its example; of many, their pages."""
    pages = _by_page(examples, context)
    if not pages:
        return [Run(_ABSENT)] if examples else []
    if len(examples) > _MAX_EXAMPLES:
        return _pages(pattern, pages)
    runs: list[Run] = []
    for example in (one for page in sorted(pages) for one in pages[page]):
        runs += [Run(", ")] if runs else []
        said = names[example].runs if example in names else (Run(context.references.numbers[example]),)
        runs += [replace(run, strong=True, link=f"#{EXAMPLE}{example}") for run in said]
    return runs


def _by_page(examples: Iterable[str], context: LayoutContext) -> dict[int, list[str]]:
    """Return the examples on each page."""
    pages: dict[int, list[str]] = {}
    for example in examples:
        if page := context.references.page(example):
            pages.setdefault(page, []).append(example)
    return pages


def _pages(pattern: str, pages: dict[int, list[str]]) -> list[Run]:
    """Return "p. 1, 3–5": each page once, leading to the first of its examples."""
    before, _number, after = pattern.partition("{n}")
    runs: list[Run] = []
    for index, (first, last) in enumerate(ranges(sorted(pages))):
        link = f"#{EXAMPLE}{pages[first][0]}"
        runs += [Run(", ")] if index else [Run(before, link=link)] if before else []
        runs.append(Run(str(first), link=link))
        if last > first:
            runs += [Run("–"), Run(str(last), link=f"#{EXAMPLE}{pages[last][0]}")]
    return [*runs, Run(after)] if after and runs else runs

"""Compose the slides of the matrix: cities by pillars, each cell with the names or the numbers of its examples.

Where such a grid takes many slides, mostly empty ones, it is an index: cities in columns, each with its numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from itertools import product
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.deck.compose.citymap import key_fits, pillar_key
from generator.deck.compose.common import LEAST_MINOR, Context, bound, numbered, spans, spoken_row
from generator.deck.compose.tables import CELL, LEGIBLE, SMALLEST, CellContent, MeasuredTable, TablePart, even_insets
from generator.deck.slide import INK, MUTED, PAPER, Cell, Colour, Origin, Para, Slide, SlideRun, Table
from generator.document.numbering import example_numbers, ranges, says_no_more
from generator.document.together import NO_BREAK
from generator.document.tree import Matrix, Row
from generator.errors import ContentError
from generator.messages import _
from generator.source.inline import Run, Text
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.deck.design import SlideLayout
    from generator.deck.slide import Shape
    from generator.document.tree import Section, Tile

_KEY, _KEY_SHARE, _BEFORE_KEY = 250.0, 0.3, 24.0  # the width of the key beside the table, and the space before it
_WORTH = 1.2  # so much larger is the text with a key than with names in the heads, at least
_TALL_KEY = 5  # pillars: from so many on, the key may be higher than a low table
_GAP, _RULE = 4.0, 0.75  # points: the paper between columns with names, the line between their rows
_CITY, _QUIET = 1.2, 0.75  # of the text's size: names of cities, what heads their column
_MOST = 2  # slides of a grid: of more there is an index, where that has fewer
_ABREAST = (3, 2, 1)  # columns of an index
_BESIDE_COLUMN = 32.0  # points: between them
_NAMES = 0.5  # of the width of such a column: names of cities, at most
_INSETS = (CELL[0], 3.0, CELL[2], 3.0)  # ... and what is free around the words of a cell
_BETWEEN_NUMBERS = f"{NO_BREAK} "
_MAX_EXAMPLES = 8  # in a cell: more of them are referred to by their slides alone
_UNNAMED: Mapping[str, Text] = {}
_UNKNOWN = 888  # a slide's number on the first pass, as wide as numbers get


def matrix(section: Section, context: Context) -> list[Slide]:
    """Return the slides of the matrix: a grid, or where that takes many an index, if it takes fewer."""
    block = next((block for block in section.blocks if isinstance(block, Matrix)), None)
    if block is None or not block.rows or not block.columns:
        return []
    slide = context.numbers.get
    if context.numbers and says_no_more(context.document, block, lambda example: slide(f"example:{example}")):
        context.kit.remarks.append(_("No matrix where each pillar is on one slide or one page: the map says as much."))
        return []
    layout = context.layout("matrix")
    table = grid = _MatrixPlan(block, layout.body, context)
    parts = grid.fitted()
    wordy = _MatrixPlan(block, layout.body, context, names=block.named)
    said = wordy.parts() if block.names else ()
    if said and len(said) <= len(parts):
        table, parts = wordy, said
    elif _narrow(parts, block) and all(tile.number for tile in block.columns):
        short = _MatrixPlan(block, layout.body, context, named=False)
        tried = short.fitted()
        better = (len(tried), parts[0].size) < (len(parts), LEGIBLE) and tried[0].size >= _WORTH * parts[0].size
        if better and all(key_fits(*short.key_of(part), context) for part in tried):
            table, parts = short, tried
    if len(parts) > _MOST:
        with suppress(ContentError):
            index = _Index(grid, layout.body, context)
            if index.count < len(parts):
                return index.slides(section.title, layout)
    return table.slides(section.title, layout, parts)


def _narrow(parts: Sequence[TablePart], block: Matrix) -> bool:
    """Tell whether names do not fit their columns: all at a legible size, beside each other."""
    return parts[0].size < LEGIBLE or len(parts[0].columns) <= len(block.columns)


class _MatrixPlan:
    """The words and colours of the matrix: cells name the examples and lead to them, heads say where these are.

    Where pillars are not ``named`` in the heads of their columns, these bear their numbers, and a key beside the table
    says which they are. ``names`` are those of examples, which stand in place of their numbers: a link would underline
    them, and the map leads to them as well.
    """

    def __init__(
        self, block: Matrix, area: Box, context: Context, *, named: bool = True, names: Mapping[str, Text] = _UNNAMED
    ) -> None:
        self.block, self._names_of, self._city = block, names, _CITY
        self._named = named
        beside = 0.0 if named else min(_KEY, area.width * _KEY_SHARE)
        self._area = replace(area, width=area.width - beside - (0.0 if named else _BEFORE_KEY))
        self._beside = replace(area, x=area.right - beside, width=beside)
        self._context = context
        self._names = example_numbers(context.document)

    def measured(self) -> MeasuredTable:
        """Return the matrix with all its cells measured."""
        block, family = self.block, self._context.kit.family
        corner = CellContent(block.corner.runs, family, block.corner.mark)
        heads = [self._head_content(column) for column in range(len(block.columns))]
        rows = [
            [
                CellContent(row.name.runs, family, row.name.mark, strong=True, scale=self._city),
                *(self._content(row, column) for column in range(len(block.columns))),
            ]
            for row in block.rows
        ]
        steps = self._context.kit.theme.deck.matrix.steps()
        sizes = [size for size in steps if size >= SMALLEST] or steps[-1:]
        indents = [-CELL[0], *[0.0] * len(heads)] if self._names_of else []
        return MeasuredTable([corner, *heads], rows, self._area, sizes, self._context.pitch, even=True, indents=indents)

    def fitted(self) -> Sequence[TablePart]:
        """Return the parts of the matrix; names of cities are larger than other words where that costs no slide.

        Raises ContentError where a word of a cell fits no column.
        """
        self._city = 1.0
        plain = self.measured().parts()
        self._city = _CITY
        with suppress(ContentError):
            large = self.measured().parts()
            if len(large) <= len(plain):
                return large
        self._city = 1.0
        return plain

    def parts(self) -> Sequence[TablePart]:
        """Return the same, but nothing where a word of a cell fits no column."""
        try:
            return self.fitted()
        except ContentError:
            return ()

    def slides(self, text: Text, layout: SlideLayout, parts: Sequence[TablePart]) -> list[Slide]:
        """Return a slide for each of ``parts``, entitled ``text``."""
        slides = []
        for number, part in enumerate(parts, 1):
            title = self._context.title(text, layout, (number, len(parts)))
            shapes = (title, self.shape(part, title.text), *self.key(part))
            slides.append(self._context.slide(layout, shapes, (title.text, *self.spoken(part))))
        return slides

    def _where(self, column: int) -> str:
        """Return " (diapo 3, 5–9)", the slides of the examples of a column; nothing where it has none, or names."""
        examples = [example for row in self.block.rows for example in row.cells[column]]
        if all(example in self._names_of for example in examples):
            return ""
        where = "".join(span.text for span in self._slides(self._by_slide(examples)))
        return f" ({where.replace(' ', NO_BREAK)})" if where else ""

    def _by_slide(self, examples: Iterable[str]) -> dict[int, list[str]]:
        slides: dict[int, list[str]] = {}
        for example in examples:
            slides.setdefault(self._context.numbers.get(f"example:{example}", _UNKNOWN), []).append(example)
        return slides

    def _head_content(self, column: int) -> CellContent:
        """Return the measured words of the head of a column."""
        runs = [Run(span.text) for span in self._said(column)]
        return CellContent(runs, self._context.kit.family, self.block.columns[column].label.mark, strong=True)

    def _content(self, row: Row, column: int) -> CellContent:
        """Return the measured words of a cell."""
        runs = [
            Run(span.text, strong=span.strong, language=span.language)
            for span in self._reference_spans(row.cells[column])
        ]
        return CellContent(runs, self._context.kit.family, row.name.mark)

    def numbers(self, row: Row) -> tuple[SlideRun, ...]:
        """Return the numbers of all examples of a city, each a link to it in its pillar's colour."""
        spans: list[SlideRun] = []
        for column, examples in zip(self.block.columns, row.cells, strict=True):
            if examples:
                colour = self._context.accent(column.colour)
                said = self._reference_spans(examples, _BETWEEN_NUMBERS)
                spans += [SlideRun(_BETWEEN_NUMBERS)] if spans else []
                spans += [replace(one, colour=colour) for one in said]
        return tuple(spans)

    def _reference(self, examples: Sequence[str]) -> str:
        return "".join(span.text for span in self._reference_spans(examples))

    def _reference_spans(self, examples: Sequence[str], between: str = ", ") -> tuple[SlideRun, ...]:
        """Return "1.2, 1.5", each number a link to its example, or else their names; of many, their slides."""
        if len(examples) > _MAX_EXAMPLES:
            return self._slides(self._by_slide(examples))
        spans: list[SlideRun] = []
        for one in examples:
            spans += [SlideRun(between)] if spans else []
            if one in self._names_of:
                spans += [SlideRun(run.text, True, language=run.language) for run in self._names_of[one].runs]
            else:
                spans.append(SlideRun(self._names.get(one, "•"), target=f"example:{one}"))
        return tuple(spans) or (SlideRun(""),)

    def _slides(self, slides: dict[int, list[str]]) -> tuple[SlideRun, ...]:
        """Return "diapo 3, 5–9": each slide once, each number a link to it."""
        if not slides:
            return ()
        before, _number, after = self.block.reference.partition("{n}")
        spans: list[SlideRun] = [SlideRun(before)]
        for index, (first, last) in enumerate(ranges(sorted(slides))):
            spans += [SlideRun(", ")] if index else []
            spans.append(SlideRun(str(first), target=f"example:{slides[first][0]}"))
            if last > first:
                spans += [SlideRun("–"), SlideRun(str(last), target=f"example:{slides[last][0]}")]
        return tuple(span for span in (*spans, SlideRun(after)) if span.text)

    def shape(self, part: TablePart, title: str) -> Table:
        """Return the native table of ``part``."""
        quiet = 1.0 if self._context.design.brand else _QUIET  # others' slides may be small
        scale = min(1.0, max(quiet, LEAST_MINOR / part.size))
        said = tuple(replace(span, scale=scale) for span in spans(self.block.corner.runs))
        corner = Cell(Para(said, part.size, MUTED), self._beside_names, "b", self._flush)
        columns = [column - 1 for column in part.columns[1:]]
        head = [corner, *(self._head(column, part) for column in columns)]
        rows = [
            tuple(head),
            *(
                self._row(self.block.rows[row], columns, part, height)
                for row, height in zip(part.rows, part.heights[1:], strict=True)
            ),
        ]
        gap = _GAP if self._names_of else 1.0
        under, thin = (PAPER, _GAP) if self._names_of else (None, None)
        tall = replace(self._area, width=sum(part.widths))
        name = self._context.name("table")
        return Table(name, tall, part.widths, part.heights, tuple(rows), CELL, title, under=under, gap=gap, thin=thin)

    @property
    def _beside_names(self) -> Colour | None:
        """Return the ground of the column of cities: beside names, large gaps tell the rows apart."""
        return None if self._names_of else Colour("bg2")

    @property
    def _flush(self) -> tuple[float, float, float, float] | None:
        """Return the insets of the column of cities: without a ground, it begins where the title does."""
        return (0.0, *CELL[1:]) if self._names_of else None

    def _set(
        self, said: tuple[SlideRun, ...], content: CellContent, part: TablePart, height: float
    ) -> tuple[tuple[SlideRun, ...], tuple[float, float, float, float] | None]:
        """Return what is ``said`` in a cell of ``part``, so many points high, and its insets for even lines."""
        if not self._names_of:
            return said, None
        insets = even_insets(content, part.widths[-1], height, part.size, self._context.pitch)
        return bound(said, content.words, (part.widths[-1] - insets[0] - insets[2]) / part.size), insets

    @property
    def _align(self) -> str:
        return "l" if self._names_of else "ctr"

    def _head(self, column: int, part: TablePart) -> Cell:
        """Return the head of a pillar's column of ``part``: its label, then where its examples are."""
        tile = self.block.columns[column]
        said, insets = self._set(self._said(column), self._head_content(column), part, part.heights[0])
        accent, origin = self._context.accent(tile.colour), Origin(tile.label.mark)
        if self._names_of:
            return Cell(Para(said, part.size, accent, self._align, origin=origin), None, "b", insets)
        return Cell(Para(said, part.size, PAPER, self._align, origin=origin), accent)

    def _said(self, column: int) -> tuple[SlideRun, ...]:
        """Return the words of a column's head."""
        tile, where = self.block.columns[column], self._where(column)
        if not self._named:
            return (SlideRun(str(tile.number), True),)
        return (*spans(numbered(tile), True), *([SlideRun(where)] if where else []))

    def key(self, part: TablePart) -> list[Shape]:
        """Return which pillars the heads of ``part`` stand for, beside it, where these are their numbers."""
        if self._named:
            return []
        return pillar_key(*self.key_of(part), self._context)

    def key_of(self, part: TablePart) -> tuple[list[Tile], Box]:
        """Return the pillars of the columns of ``part``, and the box beside it that explains them."""
        tiles = [self.block.columns[column - 1] for column in part.columns[1:]]
        tall = min(sum(part.heights), self._beside.height) if len(tiles) < _TALL_KEY else self._beside.height
        return tiles, replace(self._beside, height=tall)

    def _row(self, row: Row, columns: Sequence[int], part: TablePart, height: float) -> tuple[Cell, ...]:
        """Return the cells of a city's row of ``part``, so many points high."""
        said = tuple(replace(span, scale=self._city) for span in spans(row.name.runs, True))
        name = Cell(Para(said, part.size), self._beside_names, insets=self._flush)
        return (name, *(self._cell(row, column, part, height) for column in columns))

    def _cell(self, row: Row, column: int, part: TablePart, height: float) -> Cell:
        """Return a cell of ``part``, so many points high, that says which its examples are."""
        examples = row.cells[column]
        accent = self._context.accent(self.block.columns[column].colour)
        said, insets = self._set(self._reference_spans(examples), self._content(row, column), part, height)
        tint = Colour(accent.name, True)
        if self._names_of:
            return Cell(Para(said, part.size, PAPER, self._align), accent if examples else tint, insets=insets)
        return Cell(Para(said, part.size, INK, self._align), tint if examples else None)

    def spoken(self, part: TablePart) -> Iterator[str]:
        """Yield each row for the speaker, but for those without examples: the city, then its pillars."""
        heads = [(column - 1, self.block.columns[column - 1].label.plain) for column in part.columns[1:]]
        for row in (self.block.rows[number] for number in part.rows):
            cells = [f"{head}, {self._reference(row.cells[column])}" for column, head in heads if row.cells[column]]
            if cells:
                yield spoken_row(row.name.plain, cells)


class _Index:
    """A row for each city, with the numbers of its examples, in columns of as few slides as its legible size allows."""

    def __init__(self, grid: _MatrixPlan, area: Box, context: Context) -> None:
        """Measure the rows of ``grid`` in ``area``; raises ContentError for a word that no column holds."""
        self._grid, self._area, self._context = grid, area, context
        steps = context.kit.theme.deck.matrix.steps()
        sizes = [size for size in steps if size >= LEGIBLE] or steps[-1:]
        found, cells = [], self._measured()
        for abreast, size in product(_ABREAST, sizes):
            column = replace(area, width=self._width(abreast))
            measured = replace(cells, area=column, abreast=abreast, sizes=[size])
            with suppress(ContentError):
                parts = measured.parts()
                slides, wraps = -(-len(parts) // abreast), any(map(measured.wraps, parts))
                found.append(((slides, wraps, -size, abreast), parts))
        if not found:
            raise ContentError([])
        (self.count, _wraps, _size, self._abreast), self._parts = min(found, key=lambda one: one[0])

    def _width(self, abreast: int) -> float:
        return (self._area.width - _BESIDE_COLUMN * (abreast - 1)) / abreast

    def _measured(self) -> MeasuredTable:
        """Return the cities and their numbers measured."""
        block, family = self._grid.block, self._context.kit.family
        heads = [
            CellContent(block.corner.runs, family, block.corner.mark),
            CellContent([Run(self._context.name("example"))], family, block.corner.mark),
        ]
        rows = [
            [
                CellContent(row.name.runs, family, row.name.mark, strong=True),
                CellContent([Run(span.text) for span in self._grid.numbers(row)], family, row.name.mark),
            ]
            for row in block.rows
        ]
        ends, pitch = (-CELL[0], 0.0), self._context.pitch
        return MeasuredTable(
            heads, rows, self._area, (), pitch, even=True, indents=ends, first=_NAMES, inset=_INSETS[1]
        )

    def slides(self, text: Text, layout: SlideLayout) -> list[Slide]:
        """Return its slides, entitled ``text``, with a native table for each of their columns."""
        slides = []
        for number in range(1, self.count + 1):
            title = self._context.title(text, layout, (number, self.count))
            parts = self._parts[(number - 1) * self._abreast : number * self._abreast]
            tables = [self._table(part, place, title.text) for place, part in enumerate(parts)]
            spoken = [said for part in parts for said in self._grid.spoken(part)]
            slides.append(self._context.slide(layout, (title, *tables), (title.text, *spoken)))
        return slides

    def _table(self, part: TablePart, place: int, title: str) -> Table:
        """Return the native table of the column at ``place`` of a slide, described by ``title`` and its cities."""
        flush = (0.0, *_INSETS[1:])
        scale = 1.0 if self._context.design.brand else min(1.0, max(_QUIET, LEAST_MINOR / part.size))
        said = (spans(self._grid.block.corner.runs), (SlideRun(self._context.name("example")),))
        head = [tuple(replace(span, scale=scale) for span in one) for one in said]
        rows = [self._grid.block.rows[row] for row in part.rows]
        cells = [
            tuple(
                Cell(Para(one, part.size, MUTED), None, "b", inset)
                for one, inset in zip(head, (flush, None), strict=True)
            ),
            *(
                (
                    Cell(Para(spans(row.name.runs, True), part.size), insets=flush),
                    Cell(Para(self._grid.numbers(row), part.size)),
                )
                for row in rows
            ),
        ]
        width = self._width(self._abreast)
        box = replace(self._area, x=self._area.x + place * (width + _BESIDE_COLUMN), width=sum(part.widths))
        cities = " – ".join(dict.fromkeys((rows[0].name.plain, rows[-1].name.plain)))
        return Table(
            self._context.name("table"),
            box,
            part.widths,
            part.heights,
            tuple(cells),
            _INSETS,
            f"{title} ({cities})",
            rule=None,
            under=Colour(self._context.kit.theme.rule),
            head=MUTED,
            thin=_RULE,
        )

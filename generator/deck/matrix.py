"""Compose the slides of the matrix: cities by pillars, each cell with the slides of its examples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.deck.common import SLACK, Context, numbered, spans
from generator.deck.shapes import (
    INK,
    MUTED,
    PAPER,
    Cell,
    Colour,
    Para,
    Slide,
    Span,
    Table,
)
from generator.document.tree import Matrix, Row, Tile
from generator.messages import _
from generator.source.inline import Run
from generator.text.breaking import Word, count_lines, words
from generator.text.fit import largest
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.document.tree import Section

_CELL = (8.0, 5.0, 8.0, 5.0)  # a cell's insets
_UNKNOWN = 888  # a slide's number on the first pass, as wide as numbers get
_NAMES = 0.28  # the most that the column of cities takes of the table's width


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table that fits a slide: its columns and rows, the widths and heights, the size."""

    columns: tuple[int, ...]
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    size: float


def matrix(section: Section, context: Context) -> list[Slide]:
    """Return the slides of the matrix: rows and columns go on to further slides when one is not enough."""
    block = next((block for block in section.blocks if isinstance(block, Matrix)), None)
    if block is None or not block.rows or not block.columns:
        return []
    stage = context.stage("matrix")
    table = _MatrixPlan(block, stage.body, context)
    sheets = table.sheets()
    total = len(sheets)
    slides = []
    for number, sheet in enumerate(sheets, 1):
        suffix = context.document.continued.replace("{n}", str(number)).replace("{total}", str(total))
        sizes = context.kit.theme.deck.slide_title
        where = _("a slide's title")
        title = context.fitted(section.title, stage.title, sizes, where, suffix=suffix if total > 1 else "")
        shapes = (title, table.shape(sheet, title.paragraphs[0].text), *context.furniture(stage))
        slides.append(Slide(stage.role, shapes, (title.paragraphs[0].text, *table.in_words(sheet))))
    return slides


class _MatrixPlan:
    """Measures the cells of the matrix and cuts it into sheets."""

    def __init__(self, block: Matrix, area: Box, context: Context) -> None:
        self._block = block
        self._area = area
        self._context = context
        family = context.kit.family
        self._steps = context.kit.theme.deck.matrix.steps()
        self._heads = [words(numbered(tile), family, strong=True) for tile in block.columns]
        self._names = {row.city: words(row.name.runs, family, strong=True) for row in block.rows}
        self._cells = {
            (row.city, column): words([Run(self._reference(row.cells[column]))], family)
            for row in block.rows
            for column in range(len(block.columns))
        }

    def _reference(self, examples: Sequence[str]) -> str:
        return "".join(span.text for span in self._reference_spans(examples))

    def _reference_spans(self, examples: Sequence[str]) -> tuple[Span, ...]:
        """Return "diapo 3, 5": each slide once, each number a link to it."""
        if not examples:
            return (Span(""),)
        numbers = self._context.numbers
        keys = [f"example:{example}" for example in reversed(examples)]
        slides = {numbers.get(key, _UNKNOWN): key for key in keys}
        before, _n, after = self._block.reference.partition("{n}")
        if len(slides) == 1:
            ((number, key),) = slides.items()
            return (Span(f"{before}{number}{after}", target=key),)
        spans: list[Span] = [Span(before)]
        for index, number in enumerate(sorted(slides)):
            spans += [Span(", ")] if index else []
            spans.append(Span(str(number), target=slides[number]))
        return tuple(span for span in (*spans, Span(after)) if span.text)

    def sheets(self) -> list[_Sheet]:
        """Return as few tables as the smallest size allows; all at one size, the largest that needs no more."""
        fewest = len(self._cut(self._steps[0]))
        size = largest(self._steps, lambda size: self._whole(size) and len(self._cut(size)) <= fewest)
        return self._cut(size or self._steps[0])

    def _columns(self, size: float) -> int:
        """Return how many pillars stand side by side, so that no word of a label is broken."""
        widest = max(word.width for items in self._heads for word in items) * size + _CELL[0] + _CELL[2] + SLACK
        room = self._area.width - self._name_width(size)
        return max(1, min(len(self._heads), int(room / widest)))

    def _name_width(self, size: float) -> float:
        names = [
            *self._names.values(),
            words(self._block.corner.runs, self._context.kit.family, strong=True),
        ]
        widest = max(sum(word.width + word.space for word in items) for items in names) * size
        return min(max(widest + _CELL[0] + _CELL[2] + 2, 90.0), self._area.width * _NAMES)

    def _whole(self, size: float) -> bool:
        return self._columns(size) == self._columns(self._steps[0]) or size == self._steps[0]

    def _cut(self, size: float) -> list[_Sheet]:
        sheets: list[_Sheet] = []
        count = len(self._heads)
        groups = -(-count // self._columns(size))
        for group in range(groups):
            columns = tuple(range(group * count // groups, (group + 1) * count // groups))
            sheets += self._cut_rows(columns, size)
        return sheets

    def _cut_rows(self, columns: tuple[int, ...], size: float) -> list[_Sheet]:
        box = self._area
        name = self._name_width(size)
        width = (box.width - name) / len(columns)
        head = max(self._height(self._heads[column], width, size) for column in columns)
        head = max(
            head,
            self._height(words(self._block.corner.runs, self._context.kit.family, strong=True), name, size),
        )
        heights = [self._row_height(row, columns, name, width, size) for row in self._block.rows]
        sheets = []
        for first, last in _shares(heights, box.height - head):
            room = min(2.0, (box.height - head) / sum(heights[first:last]))
            grown = tuple(height * room for height in heights[first:last])
            rows = self._block.rows[first:last]
            sheets.append(_Sheet(columns, rows, (name, *[width] * len(columns)), (head, *grown), size))
        return sheets

    def _row_height(self, row: Row, columns: tuple[int, ...], name: float, width: float, size: float) -> float:
        cells = (self._height(self._cells[row.city, column], width, size) for column in columns)
        return max(self._height(self._names[row.city], name, size), *cells)

    def _height(self, items: Sequence[Word], width: float, size: float) -> float:
        inner = width - _CELL[0] - _CELL[2] - SLACK
        return max(count_lines(items, inner / size), 1) * self._context.pitch * size + _CELL[1] + _CELL[3]

    def shape(self, sheet: _Sheet, title: str) -> Table:
        """Return the native table of ``sheet``."""
        box = self._area
        corner = Cell(Para(spans(self._block.corner.runs, True), sheet.size, MUTED), None, "b")
        head = [
            corner,
            *(self._head(self._block.columns[column], sheet.size) for column in sheet.columns),
        ]
        rows = [tuple(head), *(self._row(row, sheet) for row in sheet.rows)]
        tall = Box(box.x, box.y, sum(sheet.widths), sum(sheet.heights))
        return Table("Tableau", tall, sheet.widths, sheet.heights, tuple(rows), _CELL, title)

    def _head(self, tile: Tile, size: float) -> Cell:
        para = Para(spans(numbered(tile), True), size, PAPER, "ctr")
        return Cell(para, self._context.accent(tile.colour))

    def _row(self, row: Row, sheet: _Sheet) -> tuple[Cell, ...]:
        name = Cell(Para(spans(row.name.runs, True), sheet.size), Colour("bg2"))
        return (
            name,
            *(self._cell(row.cells[column], column, sheet.size) for column in sheet.columns),
        )

    def _cell(self, examples: Sequence[str], column: int, size: float) -> Cell:
        accent = self._context.accent(self._block.columns[column].colour)
        para = Para(self._reference_spans(examples), size, INK, "ctr")
        return Cell(para, Colour(accent.name, True) if examples else None)

    def in_words(self, sheet: _Sheet) -> list[str]:
        """Return each row for the speaker."""
        return [
            f"{row.name.plain} — "
            + " ; ".join(
                f"{self._block.columns[column].label.plain} ({self._reference(row.cells[column])})"
                for column in sheet.columns
                if row.cells[column]
            )
            for row in sheet.rows
            if any(row.cells[column] for column in sheet.columns)
        ]


def _shares(heights: Sequence[float], most: float) -> list[tuple[int, int]]:
    """Split the rows into as few runs as ``most`` points allow, of about equal numbers."""
    fewest = len(_filled(heights, most, len(heights)))
    for limit in range(-(-len(heights) // fewest), len(heights) + 1):
        shares = _filled(heights, most, limit)
        if len(shares) == fewest:
            return shares
    return _filled(heights, most, len(heights))


def _filled(heights: Sequence[float], most: float, limit: int) -> list[tuple[int, int]]:
    shares: list[tuple[int, int]] = []
    start, total = 0, 0.0
    for index, height in enumerate(heights):
        if index > start and (total + height > most or index - start == limit):
            shares.append((start, index))
            start, total = index, 0.0
        total += height
    return [*shares, (start, len(heights))]

"""Compose the slides of a table that people wrote: native, measured, its head and first column repeated."""

from __future__ import annotations

from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.deck.compose.caption import captioned, source_line, spoken_source
from generator.deck.compose.common import COMFORTABLE, Context, spans, spoken_row
from generator.deck.compose.tables import CELL, CellContent, MeasuredTable, TablePart
from generator.deck.slide import INK, PAPER, Cell, Colour, Origin, Para, Slide, Table
from generator.units import Box

if TYPE_CHECKING:
    from generator.deck.slide import Shape
    from generator.document.tree import DataTable, Section
    from generator.source.inline import Text

_AIR = 1.6  # rows of a small table become so many times higher, at most (by eye)
_HEAD_AIR = 1.3  # ... and its head, which stays lower than they are
_RULED = 8  # rows: so few are told apart by lines; a tint behind one of three would stress it
_INDENT = 12.0  # points: numbers that end on the right would touch words that follow


def data_table(section: Section, block: DataTable, context: Context) -> list[Slide]:
    """Return the slides of ``block``, one at least."""
    layout = context.layout("matrix")
    source, area = source_line(block.source_number, layout.body, context)
    parts = _measured(block, area, context, context.rhythm.below).parts()
    if len(parts) == 1:
        parts = [_aired(parts[0], area)]
    slides = []
    for number, part in enumerate(parts, 1):
        head = captioned(section, block.caption, (number, len(parts)), layout, context)
        table = _shape(section, block, part, area, context)
        rows = (head[0].text, *_spoken(block, part), *spoken_source(block.source_number, context))
        slides.append(context.slide(layout, (*head, table, source), rows))
    return slides


def small_table(
    section: Section, block: DataTable, area: Box, context: Context
) -> tuple[list[Shape], list[str], float]:
    """Return ``block`` in a part of a slide, what is said of it and the size of its text, in points; 0 without room.

    Beside other text, its own is no larger than comfortable, and a wider font breaks no word.
    """
    measured = _measured(block, area, context, COMFORTABLE)
    parts = measured.parts()
    if len(parts) > 1 or not measured.keeps_words(parts[0].size):
        return [], [], 0.0
    return [_shape(section, block, parts[0], area, context)], _spoken(block, parts[0]), parts[0].size


def _measured(block: DataTable, area: Box, context: Context, most: float = inf) -> MeasuredTable:
    """Return the cells of ``block`` measured, to be cut into parts with text of at most ``most`` points."""
    family = context.kit.family
    heads = [CellContent(head.runs, family, head.mark, strong=True) for head in block.columns]
    rows = [
        [CellContent(cell.runs, family, cell.mark, strong=not column) for column, cell in enumerate(row)]
        for row in block.rows
    ]
    steps = context.kit.theme.deck.table.steps()
    sizes = [size for size in steps if size <= most] or steps[:1]
    return MeasuredTable(heads, rows, area, sizes, context.pitch, indents=_indents(block))


def _aired(part: TablePart, area: Box) -> TablePart:
    """Return a table that is whole on its slide with higher rows, where they leave much of ``area`` free."""
    head, *rows = part.heights
    title = max(head, min(head * _HEAD_AIR, *rows, area.height - sum(rows))) if rows else head
    share = min(_AIR, (area.height - title) / sum(rows)) if rows else 1.0
    return replace(part, heights=(title, *(height * max(share, 1.0) for height in rows)))


def _indents(block: DataTable) -> list[float]:
    """Return the points before the words of each column: some where they follow numbers, which end on the right."""
    pairs = pairwise((False, *block.numeric))
    return [_INDENT if before and not numeric else 0.0 for before, numeric in pairs]


def _shape(section: Section, block: DataTable, part: TablePart, area: Box, context: Context) -> Table:
    """Return the native table of ``part``: its head in the pillar's colour, every other row tinted."""
    accent = context.accent(section.colour)
    indents = _indents(block)

    def cell(text: Text, column: int, strong: bool, colour: Colour, fill: Colour | None, anchor: str) -> Cell:
        align = "r" if block.numeric[column] else "l"
        origin = Origin(text.mark)
        para = Para(spans(text.runs, strong), part.size, colour, align, indent=indents[column], origin=origin)
        return Cell(para, fill, anchor)

    head = tuple(cell(block.columns[column], column, True, PAPER, accent, "ctr") for column in part.columns)
    ruled = len(block.rows) <= _RULED
    tint = Colour(accent.name, True)
    rows = tuple(
        tuple(
            cell(block.rows[row][one], one, not one, INK, tint if row % 2 and not ruled else None, "ctr")
            for one in part.columns
        )
        for row in part.rows
    )
    box = Box(area.x, area.y, sum(part.widths), sum(part.heights))
    under = Colour(context.kit.theme.rule) if ruled else None
    name = context.name("table")
    return Table(name, box, part.widths, part.heights, (head, *rows), CELL, block.caption.plain, under=under)


def _spoken(block: DataTable, part: TablePart) -> list[str]:
    """Return each row for the speaker: its name, then each cell after the head of its column."""
    heads = [(column, block.columns[column].plain) for column in part.columns[1:]]
    rows = [block.rows[row] for row in part.rows]
    return [spoken_row(row[0].plain, (f"{head} {row[column].plain}" for column, head in heads)) for row in rows]

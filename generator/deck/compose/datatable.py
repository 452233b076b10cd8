"""Compose the slides of a table that people wrote: native, measured, its head and first column repeated."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from generator.deck.compose.caption import captioned, in_words, source_line
from generator.deck.compose.common import Context, spans
from generator.deck.compose.tables import CELL, CellContent, MeasuredTable, TablePart
from generator.deck.slide import INK, PAPER, Cell, Colour, Para, Slide, Table
from generator.units import Box

if TYPE_CHECKING:
    from generator.document.tree import DataTable, Section

_INDENT = 12.0


def data_table(section: Section, block: DataTable, context: Context) -> list[Slide]:
    """Return the slides of ``block``, one at least."""
    layout = context.layout("matrix")
    source, area = source_line(block.source_number, layout.body, context)
    parts = _measured(block, area, context).parts()
    slides = []
    for number, part in enumerate(parts, 1):
        head = captioned(section, block.caption, (number, len(parts)), layout, context)
        table = _shape(section, block, part, area, context)
        foot = (source,) if source else ()
        shapes = (*head, table, *foot, *context.furniture(layout))
        said = (head[0].paragraphs[0].text, *_said(block, part), *in_words(block.source_number, context))
        slides.append(Slide(layout.role, shapes, said))
    return slides


def _measured(block: DataTable, area: Box, context: Context) -> MeasuredTable:
    family = context.kit.family
    heads = [CellContent(head.runs, family, head.mark, strong=True) for head in block.columns]
    rows = [
        [CellContent(cell.runs, family, cell.mark, strong=not column) for column, cell in enumerate(row)]
        for row in block.rows
    ]
    return MeasuredTable(
        heads, rows, area, context.kit.theme.deck.table.steps(), context.pitch, indents=_indents(block)
    )


def _indents(block: DataTable) -> list[float]:
    """Return the points before the words of each column: some where they follow numbers, which end on the right."""
    pairs = pairwise((False, *block.numeric))
    return [_INDENT if before and not numeric else 0.0 for before, numeric in pairs]


def _shape(section: Section, block: DataTable, part: TablePart, area: Box, context: Context) -> Table:
    """Return the native table of ``part``: its head in the pillar's colour, every other row tinted."""
    accent = context.accent(section.colour)
    aligned = ["r" if block.numeric[column] else "l" for column in part.columns]
    indents = _indents(block)
    looks = [(column, align, indents[column]) for column, align in zip(part.columns, aligned, strict=True)]
    head = tuple(
        Cell(Para(spans(block.columns[column].runs, True), part.size, PAPER, align, indent=indent), accent, "b")
        for column, align, indent in looks
    )
    rows = tuple(
        tuple(
            Cell(
                Para(spans(block.rows[row][column].runs, not column), part.size, INK, align, indent=indent),
                _band(row, accent),
            )
            for column, align, indent in looks
        )
        for row in part.rows
    )
    box = Box(area.x, area.y, sum(part.widths), sum(part.heights))
    return Table("Tableau", box, part.widths, part.heights, (head, *rows), CELL, block.caption.plain)


def _band(row: int, accent: Colour) -> Colour | None:
    return Colour(accent.name, True) if row % 2 else None


def _said(block: DataTable, part: TablePart) -> list[str]:
    """Return each row for the speaker: its name, then each cell after the head of its column."""
    columns = part.columns[1:]
    return [
        f"{block.rows[row][0].plain} — "
        + " ; ".join(f"{block.columns[column].plain} {block.rows[row][column].plain}" for column in columns)
        for row in part.rows
    ]

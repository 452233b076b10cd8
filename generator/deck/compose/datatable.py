"""Compose the slides of a table that people wrote: native, measured, its head and first column repeated."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from generator.deck.compose.caption import captioned, in_words, source_line
from generator.deck.compose.common import Context, spans
from generator.deck.compose.tables import CELL, Content, Measured, Sheet
from generator.deck.slide import INK, PAPER, Cell, Colour, Para, Slide, Table
from generator.units import Box

if TYPE_CHECKING:
    from generator.document.tree import DataTable, Section

_LEAD = 12.0


def data_table(section: Section, block: DataTable, context: Context) -> list[Slide]:
    """Return the slides of ``block``, one at least."""
    layout = context.layout("matrix")
    source, area = source_line(block.source_number, layout.body, context)
    sheets = _measured(block, area, context).sheets()
    slides = []
    for number, sheet in enumerate(sheets, 1):
        head = captioned(section, block.caption, (number, len(sheets)), layout, context)
        table = _shape(section, block, sheet, area, context)
        foot = (source,) if source else ()
        shapes = (*head, table, *foot, *context.furniture(layout))
        said = (head[0].paragraphs[0].text, *_said(block, sheet), *in_words(block.source_number, context))
        slides.append(Slide(layout.role, shapes, said))
    return slides


def _measured(block: DataTable, area: Box, context: Context) -> Measured:
    family = context.kit.family
    heads = [Content(head.runs, family, head.mark, strong=True) for head in block.columns]
    rows = [
        [Content(cell.runs, family, cell.mark, strong=not column) for column, cell in enumerate(row)]
        for row in block.rows
    ]
    return Measured(heads, rows, area, context.kit.theme.deck.table.steps(), context.pitch, leads=_leads(block))


def _leads(block: DataTable) -> list[float]:
    """Return the points before the words of each column: some where they follow numbers, which end on the right."""
    pairs = pairwise((False, *block.numeric))
    return [_LEAD if before and not numeric else 0.0 for before, numeric in pairs]


def _shape(section: Section, block: DataTable, sheet: Sheet, area: Box, context: Context) -> Table:
    """Return the native table of ``sheet``: its head in the pillar's colour, every other row tinted."""
    accent = context.accent(section.colour)
    aligned = ["r" if block.numeric[column] else "l" for column in sheet.columns]
    leads = _leads(block)
    looks = [(column, align, leads[column]) for column, align in zip(sheet.columns, aligned, strict=True)]
    head = tuple(
        Cell(Para(spans(block.columns[column].runs, True), sheet.size, PAPER, align, indent=lead), accent, "b")
        for column, align, lead in looks
    )
    rows = tuple(
        tuple(
            Cell(
                Para(spans(block.rows[row][column].runs, not column), sheet.size, INK, align, indent=lead),
                _band(row, accent),
            )
            for column, align, lead in looks
        )
        for row in sheet.rows
    )
    box = Box(area.x, area.y, sum(sheet.widths), sum(sheet.heights))
    return Table("Tableau", box, sheet.widths, sheet.heights, (head, *rows), CELL, block.caption.plain)


def _band(row: int, accent: Colour) -> Colour | None:
    return Colour(accent.name, True) if row % 2 else None


def _said(block: DataTable, sheet: Sheet) -> list[str]:
    """Return each row for the speaker: its name, then each cell after the head of its column."""
    columns = sheet.columns[1:]
    return [
        f"{block.rows[row][0].plain} — "
        + " ; ".join(f"{block.columns[column].plain} {block.rows[row][column].plain}" for column in columns)
        for row in sheet.rows
    ]

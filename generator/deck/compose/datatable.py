"""Compose the slides of a table that people wrote: native, measured, its head and first column repeated."""

from __future__ import annotations

from itertools import pairwise, product
from math import inf
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.deck.compose.caption import source_line, spoken_source
from generator.deck.compose.common import SURE, Context, laid, spoken_row
from generator.deck.compose.dataslide import LEAST, headed, layout_of, stands
from generator.deck.compose.tables import CELL, CellContent, MeasuredTable, TablePart
from generator.deck.slide import INK, PAPER, Cell, Colour, Origin, Para, Slide, Table
from generator.errors import ContentError
from generator.text.breaking import words
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.deck.slide import Shape
    from generator.document.tree import DataTable, Section
    from generator.source.inline import Text

_BESIDE = 22.0  # points: the least size of text beside a sidebar (by eye)
_AIR = 1.7  # rows of a small table become so many times higher, at most (by eye)
_FOOT = 16.0  # points: below the last row, where no source stands there
_LABELS = 0.8  # the size of heads, of the text's (by eye)
_RAISED = 1.25  # ... and that of the values of a column that is set off
_RULED = 8  # rows: so few are told apart by lines; a tint behind one of three would stress it
_INDENT = 12.0  # points: numbers that end on the right would touch words that follow


def data_table(section: Section, block: DataTable, context: Context) -> list[Slide]:
    """Return the slides of ``block``, one at least.

    It stands where all of it is comfortably read, if there is such a place.
    """
    *_others, last = found = stands(section, block.caption, context)
    raised = 1.0
    for raised, stand in product((_RAISED, 1.0) if block.highlight else (1.0,), found):
        layout = layout_of("matrix", stand)
        source, area = source_line(block.source_number, layout.body, stand)
        area = area if source else replace(area, height=area.height - _FOOT)
        if parts := _comfortable(block, area, raised, stand):
            parts = [_aired(parts[0], area)]
            break
    else:
        parts, stand = _measured(block, area, last, context.rhythm.below).legible(), last
    slides = []
    for number, part in enumerate(parts, 1):
        title, head = headed(section, block.caption, (number, len(parts)), layout, stand)
        table = _shape(section, block, part, area, context, raised)
        rows = (title.text, *_spoken(block, part), *spoken_source(block.source_number, context))
        slides.append(stand.slide(layout, (*head, table, source), rows))
    return slides


def _comfortable(block: DataTable, area: Box, raised: float, context: Context) -> Sequence[TablePart]:
    """Return the one part of ``block`` in ``area`` with large text and smaller heads; nothing without room.

    The values of the column that is set off are ``raised`` times as large. Beside a sidebar each cell is on one line,
    or the whole width is better.
    """
    sidebar, most = context.design.sidebar, max(context.rhythm.below, LEAST)
    measured = _measured(block, area, context, most, min(_BESIDE, int(most)) if sidebar else LEAST, raised)
    try:
        parts = measured.parts()
    except ContentError:
        return ()
    kept = len(parts) == 1 and measured.keeps_words(parts[0].size)
    return parts if kept and not (sidebar and measured.wraps(parts[0])) else ()


def small_table(
    section: Section, block: DataTable, area: Box, most: float, context: Context
) -> tuple[list[Shape], list[str], float]:
    """Return ``block`` in a part of a slide, what is said of it and the size of its text, in points; 0 without room.

    Beside other text, its own has up to ``most`` points, and a wider font breaks no word. Its rows fill the height.
    """
    measured = _measured(block, area, context, most)
    parts = replace(
        measured, sizes=[one for one in measured.sizes if measured.keeps_words(one)] or measured.sizes[:1]
    ).parts()
    if len(parts) > 1 or not measured.keeps_words(parts[0].size):
        return [], [], 0.0
    part = _aired(parts[0], area)
    return [_shape(section, block, part, area, context)], _spoken(block, part), part.size


def _measured(
    block: DataTable, area: Box, context: Context, most: float = inf, least: float = 0.0, raised: float = 1.0
) -> MeasuredTable:
    """Return the cells of ``block`` measured, to be cut into parts with text of ``least`` to ``most`` points.

    The values of the column that is set off are ``raised`` times as large.
    """
    family = context.kit.family
    label = _label(least)
    heads = [CellContent(head.runs, family, head.mark, strong=True, scale=label) for head in block.columns]
    rows = [
        [
            CellContent(
                cell.runs,
                family,
                cell.mark,
                strong=not column,
                scale=raised if column and column == block.highlight else 1.0,
            )
            for column, cell in enumerate(row)
        ]
        for row in block.rows
    ]
    steps = context.kit.theme.deck.table.steps()
    sizes = [size for size in steps if least <= size <= most] or steps[:1]
    return MeasuredTable(heads, rows, area, sizes, context.pitch, indents=_indents(block))


def _aired(part: TablePart, area: Box) -> TablePart:
    """Return a table that is whole on its slide with higher rows, where they leave much of ``area`` free."""
    head, *rows = part.heights
    share = min(_AIR, (area.height - head) / sum(rows))
    return replace(part, heights=(head, *(height * max(share, 1.0) for height in rows)))


def _label(size: float) -> float:
    """Return the size of heads above text of ``size`` points, of this: small text has none that are smaller."""
    return _LABELS if size >= LEAST else 1.0


def _indents(block: DataTable) -> list[float]:
    """Return the points before the words of each column: some where they follow numbers, which end on the right."""
    pairs = pairwise((False, *block.numeric))
    return [_INDENT if before and not numeric else 0.0 for before, numeric in pairs]


def _shape(
    section: Section, block: DataTable, part: TablePart, area: Box, context: Context, raised: float = 1.0
) -> Table:
    """Return the native table of ``part``: its heads in the pillar's colour above a line, a column set off upon it.

    The values of this are ``raised`` times as large. Of many rows, every other one is tinted.
    """
    accent = context.accent(section.colour)
    indents, tint = _indents(block), Colour(accent.name, True)
    ruled, widths = len(block.rows) <= _RULED, dict(zip(part.columns, part.widths, strict=True))

    def cell(text: Text, column: int, row: int | None) -> Cell:
        key, head = bool(column) and column == block.highlight, row is None
        size = part.size * (_label(part.size) if head else raised if key else 1.0)
        align = "r" if block.numeric[column] else "l"
        strong, colour = head or key or not column, PAPER if key else accent if head else INK
        room = widths[column] - CELL[0] - CELL[2] - indents[column]
        said = laid(text.runs, words(text.runs, context.kit.family, strong=strong), SURE * room / size, strong)
        para = Para(said, size, colour, align, indent=indents[column], origin=Origin(text.mark))
        striped = row is not None and row % 2 and not ruled
        return Cell(para, accent if key else tint if striped else None, "b" if head else "ctr")

    head = tuple(cell(block.columns[column], column, None) for column in part.columns)
    rows = tuple(tuple(cell(block.rows[row][one], one, row) for one in part.columns) for row in part.rows)
    box = Box(area.x, area.y, sum(part.widths), sum(part.heights))
    under = Colour(context.kit.theme.rule) if ruled else None
    return Table(
        context.name("table"),
        box,
        part.widths,
        part.heights,
        (head, *rows),
        CELL,
        block.caption.plain,
        rule=None,
        under=under,
        head=accent,
    )


def _spoken(block: DataTable, part: TablePart) -> list[str]:
    """Return each row for the speaker: its name, then each cell after the head of its column."""
    heads = [(column, block.columns[column].plain) for column in part.columns[1:]]
    rows = [block.rows[row] for row in part.rows]
    return [spoken_row(row[0].plain, (f"{head} {row[column].plain}" for column, head in heads)) for row in rows]

"""Splits a table of data whose columns find no room side by side into several, each with the first column again.

Only where the options wants words whole in large letters: elsewhere, a table that is too wide is refused.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.errors import ContentError
from generator.note.datatable import table_chunks
from generator.note.metrics import RIGHT
from generator.note.tablelayout import layout_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.document.tree import DataTable
    from generator.note.context import LayoutContext
    from generator.note.flow import Chunk
    from generator.note.tablelayout import TableLayout

_ROUNDING = 1e-4


def fitting_table_chunks(block: DataTable, left: float, colour: str, context: LayoutContext) -> Iterator[Chunk]:
    """Yield the table, or its parts one below the other, each with the caption."""
    parts: Sequence[DataTable] = (block,)
    if context.options.split:
        parts = context.kept(("parts", id(block), left), lambda: _parts(block, RIGHT - left, context))
    for part in parts:
        yield from table_chunks(part, left, colour, context)


def _parts(block: DataTable, width: float, context: LayoutContext) -> Sequence[DataTable]:
    """Return the fewest tables in which no word is broken; else the narrowest, for layout_table to judge."""
    parts: Sequence[DataTable] = (block,)
    for count in range(1, max(len(block.columns), 2)):
        parts = [block] if count == 1 else _split(block, count)
        if all(_holds(part, width, context) for part in parts):
            break
    return parts


def _split(block: DataTable, count: int) -> list[DataTable]:
    """Return ``count`` tables of as many columns each, give or take one, beside the first column."""
    each, longer = divmod(len(block.columns) - 1, count)
    starts = [1 + each * i + min(i, longer) for i in range(count + 1)]
    return [_of(block, (0, *range(start, end))) for start, end in pairwise(starts)]


def _of(block: DataTable, columns: Sequence[int]) -> DataTable:
    return replace(
        block,
        columns=tuple(block.columns[index] for index in columns),
        rows=tuple(tuple(row[index] for index in columns) for row in block.rows),
        numeric=tuple(block.numeric[index] for index in columns),
    )


def _holds(block: DataTable, width: float, context: LayoutContext) -> bool:
    """Tell whether a table fits with its words whole."""
    try:
        layout = layout_table(block, width, context)
    except ContentError:
        return False
    rooms = map(layout.room, layout.columns)
    return all(_widest(layout, index, context) <= room + _ROUNDING for index, room in enumerate(rooms))


def _widest(layout: TableLayout, index: int, context: LayoutContext) -> float:
    """Return the width in em of the longest word of a column: its head, and all of the first column, are strong."""
    head = context.words(layout.block.columns[index], strong=True)
    cells = (word for row in layout.block.rows for word in context.words(row[index], strong=index == 0))
    return max((word.width for word in (*head, *cells)), default=0.0)

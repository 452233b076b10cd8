"""Composes the row, or rows, of tiles: a disc with an icon, a label below it, leading to the pillar's section."""

from __future__ import annotations

from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.messages import _
from generator.note.flow import Chunk
from generator.note.legend import dot, dot_radius
from generator.note.metrics import LEFT, WIDTH
from generator.pdf.lines import Style, set_lines
from generator.pdf.page import WHITE, Disc, Link, Symbol
from generator.text.breaking import break_lines
from generator.text.fit import refuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.document.tree import Tile, Tiles
    from generator.note.context import LayoutContext
    from generator.pdf.page import Operation

_IN_A_ROW = 6
_GUTTER = 8.0
_LINES = ((2, 0.78), (3, 0.0))
"""How many lines a label may take, from which part of the largest size: two lines look best."""

_LAST_RESORT = 12
_PITCH = 1.18
_BELOW_DISC = 6.0
_ICON = 1.12
"""The icon's side, in radii of its disc."""

_DOT = 0.36
_ASIDE = 0.74
"""The radius of a tile's number, and how far from the middle of the disc it stands across and down, in its radii."""


class _TileGrid(Struct, frozen=True):
    columns: int
    size: float
    gutter: float

    @property
    def width(self) -> float:
        return WIDTH / self.columns

    @property
    def room(self) -> float:
        """Return the width of a label."""
        return self.width - self.gutter


def tile_chunks(block: Tiles, context: LayoutContext) -> Iterator[Chunk]:
    """Yield a chunk for each row of tiles, in the order of the overview."""
    if not block.tiles:
        return
    grid = _grid(block, context)
    rows = _rows(block.tiles, grid.columns)
    listing = context.structure.add("L", numbering="Decimal" if context.options.numbered else "")
    air = context.metrics.around_tiles
    for index, row in enumerate(rows):
        before = air if index == 0 else 0.6 * air
        yield _row(row, grid, len(rows), block.decorative, context, listing, before)


def _rows(tiles: Sequence[Tile], columns: int) -> list[Sequence[Tile]]:
    """Return the tiles in rows as equal as can be, none longer than ``columns``."""
    count = ceil(len(tiles) / columns)
    size, longer = divmod(len(tiles), count)
    ends = [size * i + min(i, longer) for i in range(count + 1)]
    return [tiles[start:end] for start, end in pairwise(ends)]


def _grid(block: Tiles, context: LayoutContext) -> _TileGrid:
    """Return the columns and the size at which no label breaks a word; fewer columns when none does."""
    rows = ceil(len(block.tiles) / _IN_A_ROW)
    most = ceil(len(block.tiles) / rows)
    sizes, gutter = context.sizes.label.steps(), _GUTTER * context.metrics.unit
    for columns in dict.fromkeys(_longest(len(block.tiles), columns) for columns in range(most, 0, -1)):
        for lines, part in _LINES:
            for size in reversed([size for size in sizes if size >= part * sizes[-1]]):
                grid = _TileGrid(columns, size, gutter)
                if block.decorative or _fits(block.tiles, grid, lines, context):
                    return grid
    return _last_resort(block, _TileGrid(min(most, 3), sizes[0], gutter), context)


def _longest(tiles: int, columns: int) -> int:
    """Return how many tiles the longest row has, where none may have more than ``columns``."""
    return ceil(tiles / ceil(tiles / columns))


def _fits(tiles: Sequence[Tile], grid: _TileGrid, most: int, context: LayoutContext) -> bool:
    room = grid.room / grid.size
    for tile in tiles:
        items = context.words(tile.label, strong=True)
        if any(item.width > room for item in items) or len(break_lines(items, room)) > most:
            return False
    return True


def _last_resort(block: Tiles, grid: _TileGrid, context: LayoutContext) -> _TileGrid:
    """Return ``grid``, in which words are broken between letters; refuse what would fill the page."""
    room = grid.room / grid.size
    for tile in block.tiles:
        items = context.words(tile.label, strong=True)
        if len(break_lines(items, room)) > _LAST_RESORT:
            where = _("the icon's label")
            raise refuse(items, lambda some: len(break_lines(some, room)) <= _LAST_RESORT, tile.label.mark, where)
    return grid


def _row(
    tiles: Sequence[Tile],
    grid: _TileGrid,
    rows: int,
    decorative: bool,
    context: LayoutContext,
    listing: int,
    before: float,
) -> Chunk:
    """Return one row; the height is that of its longest label."""
    radius = (24.0 if rows == 1 else 20.0 if rows == 2 else 16.0) * context.metrics.unit
    style = Style(grid.size, grid.size * _PITCH, "", centre=grid.room)
    left = LEFT + (WIDTH - grid.width * len(tiles)) / 2
    operations: list[Operation] = []
    bottom = 2 * radius
    for index, tile in enumerate(tiles):
        x = left + index * grid.width
        colour = context.theme.colour(tile.colour)
        operations += _disc(x + grid.width / 2, radius, tile.icon, colour)
        if decorative:
            continue
        item = context.structure.add("LI", listing)
        if context.options.numbered and tile.number:
            element = context.structure.add("Lbl", item)
            aside = _ASIDE * radius
            place = (x + grid.width / 2 + aside, radius + aside)
            operations += dot(tile, *place, dot_radius(_DOT * radius, context), element, context)
        label = _label(tile, x + grid.gutter / 2, 2 * radius + _BELOW_DISC, style, colour, context, item)
        operations += label.operations
        bottom = max(bottom, label.height)
    return Chunk(bottom, tuple(operations), before)


def _disc(x: float, radius: float, icon: str, colour: str) -> tuple[Operation, ...]:
    side = _ICON * radius
    return Disc(x, radius, radius, colour), Symbol(x - side / 2, radius - side / 2, side, icon, WHITE)


def _label(tile: Tile, x: float, top: float, style: Style, colour: str, context: LayoutContext, item: int) -> Chunk:
    """Return the label and the link over the whole tile; the height is that of its lower edge."""
    structure, width = context.structure, style.centre or 0.0
    lines = context.balanced(tile.label, width, style.size)
    element = structure.add("Link", structure.add("LBody", item))
    coloured = Style(style.size, style.pitch, colour, style.centre)
    bottom = top + len(lines) * style.pitch
    words = set_lines(lines, x, top, coloured, element, structure)
    link = Link(x, 0.0, width, bottom, f"#pillar:{tile.pillar}", tile.label.plain, element)
    return Chunk(bottom, (*words, link))

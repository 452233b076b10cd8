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
from generator.pdf.boxes import WHITE, Disc, Link, Symbol
from generator.pdf.lines import Style, set_lines
from generator.text.breaking import break_lines
from generator.text.fit import refuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.document.tree import Tile, Tiles
    from generator.note.compositor import Compositor
    from generator.pdf.boxes import Operation

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


class _Grid(Struct, frozen=True):
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


def tile_chunks(block: Tiles, compositor: Compositor) -> Iterator[Chunk]:
    """Yield a chunk for each row of tiles, in the order of the overview."""
    if not block.tiles:
        return
    grid = _grid(block, compositor)
    rows = _rows(block.tiles, grid.columns)
    listing = compositor.structure.add("L", numbering="Decimal" if compositor.manner.numbered else "")
    air = compositor.setting.around_tiles
    for index, row in enumerate(rows):
        before = air if index == 0 else 0.6 * air
        yield _row(row, grid, len(rows), block.decorative, compositor, listing, before)


def _rows(tiles: Sequence[Tile], columns: int) -> list[Sequence[Tile]]:
    """Return the tiles in rows as equal as can be, none longer than ``columns``."""
    count = ceil(len(tiles) / columns)
    size, longer = divmod(len(tiles), count)
    ends = [size * i + min(i, longer) for i in range(count + 1)]
    return [tiles[start:end] for start, end in pairwise(ends)]


def _grid(block: Tiles, compositor: Compositor) -> _Grid:
    """Return the columns and the size at which no label breaks a word; fewer columns when none does."""
    rows = ceil(len(block.tiles) / _IN_A_ROW)
    most = ceil(len(block.tiles) / rows)
    sizes, gutter = compositor.sizes.label.steps(), _GUTTER * compositor.setting.unit
    for columns in dict.fromkeys(_longest(len(block.tiles), columns) for columns in range(most, 0, -1)):
        for lines, part in _LINES:
            for size in reversed([size for size in sizes if size >= part * sizes[-1]]):
                grid = _Grid(columns, size, gutter)
                if block.decorative or _fits(block.tiles, grid, lines, compositor):
                    return grid
    return _last_resort(block, _Grid(min(most, 3), sizes[0], gutter), compositor)


def _longest(tiles: int, columns: int) -> int:
    """Return how many tiles the longest row has, where none may have more than ``columns``."""
    return ceil(tiles / ceil(tiles / columns))


def _fits(tiles: Sequence[Tile], grid: _Grid, most: int, compositor: Compositor) -> bool:
    room = grid.room / grid.size
    for tile in tiles:
        items = compositor.words(tile.label, strong=True)
        if any(item.width > room for item in items) or len(break_lines(items, room)) > most:
            return False
    return True


def _last_resort(block: Tiles, grid: _Grid, compositor: Compositor) -> _Grid:
    """Return ``grid``, in which words are broken between letters; refuse what would fill the page."""
    room = grid.room / grid.size
    for tile in block.tiles:
        items = compositor.words(tile.label, strong=True)
        if len(break_lines(items, room)) > _LAST_RESORT:
            where = _("the icon's label")
            raise refuse(items, lambda some: len(break_lines(some, room)) <= _LAST_RESORT, tile.label.mark, where)
    return grid


def _row(
    tiles: Sequence[Tile],
    grid: _Grid,
    rows: int,
    decorative: bool,
    compositor: Compositor,
    listing: int,
    before: float,
) -> Chunk:
    """Return one row; the height is that of its longest label."""
    radius = (24.0 if rows == 1 else 20.0 if rows == 2 else 16.0) * compositor.setting.unit
    style = Style(grid.size, grid.size * _PITCH, "", centre=grid.room)
    left = LEFT + (WIDTH - grid.width * len(tiles)) / 2
    operations: list[Operation] = []
    bottom = 2 * radius
    for index, tile in enumerate(tiles):
        x = left + index * grid.width
        colour = compositor.theme.colour(tile.colour)
        operations += _disc(x + grid.width / 2, radius, tile.icon, colour)
        if decorative:
            continue
        item = compositor.structure.add("LI", listing)
        if compositor.manner.numbered and tile.number:
            element = compositor.structure.add("Lbl", item)
            aside = _ASIDE * radius
            place = (x + grid.width / 2 + aside, radius + aside)
            operations += dot(tile, *place, dot_radius(_DOT * radius, compositor), element, compositor)
        label = _label(tile, x + grid.gutter / 2, 2 * radius + _BELOW_DISC, style, colour, compositor, item)
        operations += label.operations
        bottom = max(bottom, label.height)
    return Chunk(bottom, tuple(operations), before)


def _disc(x: float, radius: float, icon: str, colour: str) -> tuple[Operation, ...]:
    side = _ICON * radius
    return Disc(x, radius, radius, colour), Symbol(x - side / 2, radius - side / 2, side, icon, WHITE)


def _label(tile: Tile, x: float, top: float, style: Style, colour: str, compositor: Compositor, item: int) -> Chunk:
    """Return the label and the link over the whole tile; the height is that of its lower edge."""
    structure, width = compositor.structure, style.centre or 0.0
    lines = compositor.balanced(tile.label, width, style.size)
    element = structure.add("Link", structure.add("LBody", item))
    coloured = Style(style.size, style.pitch, colour, style.centre)
    bottom = top + len(lines) * style.pitch
    words = set_lines(lines, x, top, coloured, element, structure)
    link = Link(x, 0.0, width, bottom, f"#pillar:{tile.pillar}", tile.label.plain, element)
    return Chunk(bottom, (*words, link))

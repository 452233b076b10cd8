"""Composes the tiles: in rows, each a disc with an icon and a label below it; or as a list, a pillar a line.

A tile leads to its pillar's section.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from generator.document.tree import Tile, Tiles
from generator.messages import _
from generator.note.context import LayoutContext
from generator.note.flow import Chunk
from generator.note.legend import disc_radius, icon_disc, number_disc
from generator.note.metrics import LEFT, RIGHT, WIDTH, even_ranges
from generator.pdf.lines import Style, line_width, set_lines
from generator.pdf.page import Link, Operation
from generator.text.breaking import Line

_IN_A_ROW = 6
"""The most tiles in a row: with more, labels at the theme's sizes break words."""

_GUTTER = 8.0  # points between two labels
_LINES = ((2, 0.78), (3, 0.0))
"""How many lines a label may have, down to which part of the largest size: two lines look best."""

_LAST_COLUMNS, _LAST_LINES = 3, 12
"""The columns of tiles whose labels break words, and the most lines of such a label: about a quarter of the page."""

_RADII = (24.0, 20.0, 16.0)
"""The radius of a disc in points: in one row, in two, in more."""

_PITCH = 1.18  # sizes: labels are short, and closer than running text
_BELOW_DISC = 6.0  # points
_BETWEEN_ROWS = 0.6  # of the space around the tiles
_NUMBER_DISC = 0.36
_ASIDE = 0.74
"""The radius of a number's disc, and its distance across and down from the middle of the icon's, in radii of that."""

_LIST_PITCH = 1.25
_LIST_RADIUS = 1.15
_LIST_GAP = 0.7
_LIST_BETWEEN = 0.45
"""Of the list: the line pitch, the disc's radius, the gaps beside the number and the space between two tiles, in sizes
of the label."""


class _TileGrid(Struct, frozen=True):
    """The columns of the tiles, the size of their labels and the gap between these, in points."""

    columns: int
    size: float
    gutter: float

    @property
    def width(self) -> float:
        """Return the width of a column in points."""
        return WIDTH / self.columns

    @property
    def room(self) -> float:
        """Return the width of a label in points."""
        return self.width - self.gutter


def tile_chunks(block: Tiles, context: LayoutContext) -> Iterator[Chunk]:
    """Yield a chunk for each row of tiles, or for each tile of a list, in the order of the overview."""
    if not block.tiles:
        return
    if context.options.tile_list:
        yield from _list_chunks(block, context)
        return
    grid = _grid(block, context)
    rows = even_ranges(len(block.tiles), ceil(len(block.tiles) / grid.columns))
    listing = context.structure.add("L", numbering="Decimal" if context.options.numbered else "")
    space = context.metrics.around_tiles
    radius = _RADII[min(len(rows), len(_RADII)) - 1] * context.metrics.scale
    for index, row in enumerate(rows):
        tiles = block.tiles[row.start : row.stop]
        before = _BETWEEN_ROWS * space if index else space
        yield replace(_row(tiles, grid, radius, block.decorative, listing, context), before=before)


def _grid(block: Tiles, context: LayoutContext) -> _TileGrid:
    """Return the columns and the size at which no label breaks a word; fewer columns when none does."""
    count, labels = len(block.tiles), [tile.label for tile in block.tiles]
    maximum = ceil(count / ceil(count / _IN_A_ROW))
    sizes, gutter = context.sizes.label.steps(), _GUTTER * context.metrics.scale
    # As many columns as the longest row has, where no row may have more than so many.
    for columns in dict.fromkeys(ceil(count / ceil(count / most)) for most in range(maximum, 0, -1)):
        for lines, part in _LINES:
            for size in reversed([size for size in sizes if size >= part * sizes[-1]]):
                grid = _TileGrid(columns, size, gutter)
                if block.decorative or context.fits_whole(labels, grid.room, size, lines):
                    return grid
    grid = _TileGrid(min(maximum, _LAST_COLUMNS), sizes[0], gutter)
    for label in labels:
        context.require_lines(label, grid.room, grid.size, _LAST_LINES, _("the icon's label"))
    return grid


def _row(
    tiles: Sequence[Tile], grid: _TileGrid, radius: float, decorative: bool, listing: int, context: LayoutContext
) -> Chunk:
    """Return a row of tiles with discs of ``radius`` points; its height is that of the longest label."""
    left = LEFT + (WIDTH - grid.width * len(tiles)) / 2
    operations: list[Operation] = []
    bottom = 2 * radius
    for index, tile in enumerate(tiles):
        x = left + index * grid.width
        middle = x + grid.width / 2
        operations += icon_disc(tile, middle, radius, radius, context)
        if decorative:
            continue
        item = context.structure.add("LI", listing)
        if context.options.numbered and tile.number:
            element, aside = context.structure.add("Lbl", item), _ASIDE * radius
            number_radius = disc_radius(_NUMBER_DISC * radius, context)
            operations += number_disc(tile, middle + aside, radius + aside, number_radius, element, context)
        label = _label(tile, x + grid.gutter / 2, 2 * radius + _BELOW_DISC, grid, item, context)
        operations += label.operations
        bottom = max(bottom, label.height)
    return Chunk(bottom, tuple(operations))


def _label(tile: Tile, x: float, top: float, grid: _TileGrid, item: int, context: LayoutContext) -> Chunk:
    """Return the label at (x, top) points, and the link on the whole tile; the height is that of its lower edge."""
    structure = context.structure
    lines = context.balanced(tile.label, grid.room, grid.size)
    element = structure.add("Link", structure.add("LBody", item))
    style = Style(grid.size, grid.size * _PITCH, context.theme.colour(tile.colour), centre=grid.room)
    bottom = top + len(lines) * style.pitch
    words = set_lines(lines, x, top, style, element, structure)
    return Chunk(bottom, (*words, _link(tile, x, grid.room, bottom, element)))


def _link(tile: Tile, x: float, width: float, height: float, element: int) -> Link:
    """Return the link from a tile, ``width`` by ``height`` points, to its pillar."""
    return Link(x, 0.0, width, height, f"#pillar:{tile.pillar}", tile.label.plain, element)


# As a list


def _list_chunks(block: Tiles, context: LayoutContext) -> Iterator[Chunk]:
    """Yield a chunk for each tile."""
    if block.decorative:
        return
    size = context.sizes.label.largest
    numbers = [context.number(tile.number) if tile.number else [] for tile in block.tiles]
    room = max((line.width * size for lines in numbers for line in lines), default=0.0)
    listing = context.structure.add("L", numbering="Decimal")
    for index, (tile, number) in enumerate(zip(block.tiles, numbers, strict=True)):
        before = _LIST_BETWEEN * size if index else context.metrics.around_tiles
        yield replace(_list_entry(tile, number, room, listing, context), before=before)


def _list_entry(tile: Tile, number: Sequence[Line], room: float, listing: int, context: LayoutContext) -> Chunk:
    """Return an entry: the icon, the line of the number flush right in ``room`` points, the label."""
    structure, size = context.structure, context.sizes.label.largest
    style = Style(size, size * _LIST_PITCH, context.theme.colour(tile.colour))
    radius, gap = _LIST_RADIUS * size, _LIST_GAP * size
    edge = LEFT + 2 * radius + gap
    left = edge + (room + gap if room else 0.0)
    lines = context.flowing(tile.label, RIGHT - left, size, strong=True)
    height = max(2 * radius, len(lines) * style.pitch)
    top = (height - len(lines) * style.pitch) / 2
    item = structure.add("LI", listing)
    operations = [*icon_disc(tile, LEFT + radius, height / 2, radius, context)]
    if number:
        x = edge + room - line_width(number[0], style)
        operations += set_lines(number, x, top, style, structure.add("Lbl", item), structure)
    element = structure.add("Link", structure.add("LBody", item))
    operations += set_lines(lines, left, top, style, element, structure)
    return Chunk(height, (*operations, _link(tile, LEFT, RIGHT - LEFT, height, element)))

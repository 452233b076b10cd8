"""Composes the tiles: in rows across the page, each a field of the pillar's colour with its icon and label; or as a
list, a pillar a line.

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
from generator.note.legend import icon_disc
from generator.note.metrics import LEFT, PAGE_WIDTH, RIGHT, WIDTH, even_ranges
from generator.pdf.lines import CAP_HEIGHT, Style, label, line_width, set_lines
from generator.pdf.page import WHITE, Area, Link, Operation, Symbol
from generator.text.breaking import Line

_IN_A_ROW = 6
"""The most tiles in a row: with more, labels at the theme's sizes break words."""

_GUTTER = 18.0  # points between two labels
_INSET = 12.0  # points: from the edge of a tile to what is in it
_LINES = ((2, 0.78), (3, 0.0))
"""How many lines a label may have, down to which part of the largest size: two lines look best."""

_LAST_COLUMNS, _LAST_LINES = 3, 12
"""The columns of tiles whose labels break words, and the most lines of such a label: about a quarter of the page."""

_ICONS = (34.0, 28.0, 24.0)
"""The side of an icon in points: in one row, in two, in more."""

_PITCH = 1.18  # sizes: labels are short, and closer than running text
_BELOW_ICON = 6.0  # points
_NUMBER = 1.05  # of the side of the icon that it stands beside: the size of a pillar's number
_NUMBER_APART = 0.1  # of the same: the space between both

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
    side = _ICONS[min(len(rows), len(_ICONS)) - 1] * context.metrics.scale
    padding = context.metrics.tile_padding(len(rows))
    for row in rows:
        tiles = block.tiles[row.start : row.stop]
        yield _row(tiles, grid, (side, padding), block.decorative, listing, context)


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
    for one in labels:
        context.require_lines(one, grid.room, grid.size, _LAST_LINES, _("the icon's label"))
    return grid


def _row(
    tiles: Sequence[Tile],
    grid: _TileGrid,
    lengths: tuple[float, float],
    decorative: bool,
    listing: int,
    context: LayoutContext,
) -> Chunk:
    """Return a row of tiles from edge to edge of the page, as high as the longest label needs; words keep its margins.

    ``lengths`` are the side of an icon and the space above and below it and its label, in points.
    """
    side, padding = lengths
    edges = [0.0, *(LEFT + WIDTH * index / len(tiles) for index in range(1, len(tiles))), PAGE_WIDTH]
    content: list[Operation] = []
    bottom = padding + side
    for tile, edge in zip(tiles, edges, strict=False):
        x = max(edge + _INSET * context.metrics.scale, LEFT)
        if decorative:
            content.append(Symbol(x, padding, side, tile.icon, WHITE))
            continue
        item = context.structure.add("LI", listing)
        if context.options.numbered and tile.number:
            content.append(_number(tile.number, x, lengths, context.structure.add("Lbl", item), context))
            content.append(Symbol(x + (1 + _NUMBER_APART) * side, padding, side, tile.icon, WHITE))
        else:
            content.append(Symbol(x, padding, side, tile.icon, WHITE))
        words = _label(tile, x, padding + side + _BELOW_ICON, grid, item, context)
        content += words.operations
        bottom = max(bottom, words.height)
    height = bottom + padding
    fields = [
        Area(left, 0.0, right - left, height, context.theme.colour(tile.colour))
        for tile, left, right in zip(tiles, edges, edges[1:], strict=False)
    ]
    return Chunk(height, (*fields, *content))


def _number(number: int, x: float, lengths: tuple[float, float], element: int, context: LayoutContext) -> Operation:
    """Return a pillar's number from ``x`` points on, as high as the icon that stands beside it; see _row."""
    side, padding = lengths
    size = context.legible(_NUMBER * side)
    baseline = padding + side / 2 + CAP_HEIGHT * size / 2
    return label(str(number), x, baseline, size, WHITE, context.kit.family.face(strong=True), element)


def _label(tile: Tile, x: float, top: float, grid: _TileGrid, item: int, context: LayoutContext) -> Chunk:
    """Return the label from (x, top) points on, and the link on it; the height is that of its lower edge."""
    structure = context.structure
    lines = context.balanced(tile.label, grid.room, grid.size)
    element = structure.add("Link", structure.add("LBody", item))
    style = Style(grid.size, grid.size * _PITCH, WHITE)
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

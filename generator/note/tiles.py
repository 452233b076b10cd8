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
from generator.note.metrics import even_ranges
from generator.pdf.lines import CAP_HEIGHT, Style, label, line_width, set_lines
from generator.pdf.page import WHITE, Area, Link, Operation, Symbol
from generator.pdf.paper import LEFT, PAGE_WIDTH, RIGHT, ROOM, WIDTH
from generator.text.breaking import Line

_IN_A_ROW = 6  # the most tiles in a row: with more, labels at the theme's sizes break words
_GUTTER = 18.0  # points between two labels
_INSET = 12.0  # points: from the edge of a tile to what is in it
_LINES = ((2, 0.78), (3, 0.0), (5, 0.0))
"""How many lines a label may have, down to which part of the largest size: two look best, five do beside an icon."""

_SHARE = 1 / 3  # the part of a page above which rows of tiles are made lower, for the first pillar to begin below them
_LAST_COLUMNS, _LAST_LINES = 3, 12
"""The columns of tiles whose labels break words, and the most lines of such a label: about a quarter of the page."""

_ICONS = (34.0, 28.0, 24.0)  # the side of an icon in points: in one row, in two, in more
_PITCH = 1.18  # sizes: labels are short, and closer than running text
_BELOW_ICON = 6.0  # points
_BESIDE_ICON = 0.4  # of its side: the space between an icon and a label beside it
_SIDE = 1.6  # sizes of the label: the side of an icon beside it
_Form = tuple[bool, float, Sequence[tuple[int, float]]]
_FORMS: tuple[_Form, ...] = ((False, 1.0, _LINES[:-1]), (True, 0.5, _LINES[:-1]), (True, 0.3, _LINES))
"""Whether labels stand beside their icons, with which part of the space above and below what is in a tile, on which of
_LINES."""

_SLIM: tuple[_Form, ...] = ((True, 0.5, ((1, 0.75), *_LINES[:-1])), _FORMS[0])
"""The same for slim rows: one line by choice."""

_NUMBER = 1.05  # of the side of the icon that it stands beside: the size of a pillar's number
_DIGIT = 0.51  # em: the width of a figure
_NUMBER_APART = 0.1  # of the same: the space between both

_LIST_PITCH = 1.25
_LIST_RADIUS = 1.15
_LIST_GAP = 0.7
_LIST_BETWEEN = 0.45
"""Of the list: the line pitch, the disc's radius, the gaps beside the number and the space between two tiles, in sizes
of the label."""


class _TileGrid(Struct, frozen=True):
    """The columns and rows of the tiles, the size of their labels and the gap between these, in points.

    ``side`` is that of an icon, in points, which stands ``icon`` points from the left edge of what is in a tile; the
    label stands below it, or ``beside`` points from that edge. ``spread`` is the part of the space around them.
    """

    columns: int
    rows: int
    size: float
    gutter: float
    side: float
    icon: float
    beside: float
    spread: float

    @property
    def room(self) -> float:
        """Return the width of a label in points."""
        return WIDTH / self.columns - self.gutter - self.beside

    def padding(self, context: LayoutContext) -> float:
        """Return the space in points above and below what is in a tile."""
        return context.metrics.tile_padding(self.rows) * self.spread

    def label_top(self, lines: int) -> float:
        """Return the upper edge of a label of so many lines, in points below that of the icon."""
        if not self.beside:
            return self.side + _BELOW_ICON
        return max((self.side - lines * self.size * _PITCH) / 2, 0.0)

    def inner(self, lines: int) -> float:
        """Return the height in points of an icon with a label of so many lines."""
        return max(self.label_top(lines) + lines * self.size * _PITCH, self.side)


def tile_chunks(block: Tiles, context: LayoutContext, *, slim: bool = False) -> Iterator[Chunk]:
    """Yield a chunk for each row of tiles, or for each tile of a list, in the order of the overview.

    ``slim`` rows are as low as can be, labels below their icons or beside them.
    """
    if not block.tiles:
        return
    if context.options.tile_list:
        yield from _list_chunks(block, context)
        return
    grid = _grid(block, slim, context)
    listing = context.structure.add("L", numbering="Decimal" if context.options.numbered else "")
    for row in even_ranges(len(block.tiles), grid.rows):
        yield _row(block.tiles[row.start : row.stop], grid, block.decorative, listing, context)


def _grid(block: Tiles, slim: bool, context: LayoutContext) -> _TileGrid:
    """Return the grid in which no label breaks a word: the first that leaves most of a page, or else the lowest.

    If it is to be ``slim``, the lowest at once, but with the usual space around all.
    """
    lowest, least = None, float("inf")
    for grid in _grids(block, _SLIM if slim else _FORMS, context):
        height = 0.0 if block.decorative else _height(block, grid, context)
        if height < least:
            lowest, least = grid, height
        if height <= _SHARE * ROOM and not slim:
            break
    if slim and least > _SHARE * ROOM:
        return _grid(block, False, context)
    if lowest is None:
        lowest = _shaped(block, _LAST_COLUMNS, context.sizes.label.smallest, _FORMS[0][:2], context)
        for tile in block.tiles:
            context.require_lines(tile.label, lowest.room, lowest.size, _LAST_LINES, _("the icon's label"))
    return lowest


def _grids(block: Tiles, forms: Sequence[_Form], context: LayoutContext) -> Iterator[_TileGrid]:
    """Yield grids that break no word, the labels below the icons or beside them, as they are wished for."""
    labels, sizes = [tile.label for tile in block.tiles], context.sizes.label.steps()
    for beside, spread, allowed in forms:
        for most in range(min(len(labels), _IN_A_ROW), 0, -1):
            for lines, part in allowed:
                for size in reversed([size for size in sizes if size >= part * sizes[-1]]):
                    grid = _shaped(block, most, size, (beside, spread), context)
                    if block.decorative or (grid.room > 0 and context.fits_whole(labels, grid.room, size, lines)):
                        yield grid
                        break


def _shaped(block: Tiles, most: int, size: float, form: tuple[bool, float], context: LayoutContext) -> _TileGrid:
    """Return the grid of tiles, at most ``most`` in a row, labels of ``size`` points, in a form of _FORMS."""
    beside, spread = form
    rows = ceil(len(block.tiles) / most)
    side = _SIDE * size if beside else _ICONS[min(rows, len(_ICONS)) - 1] * context.metrics.scale
    icon = 0.0
    if context.options.numbered:
        digits = max(len(str(tile.number or "")) for tile in block.tiles)
        icon = side * (_NUMBER_APART + max(1.0, digits * _DIGIT * _NUMBER))
    left = icon + (1 + _BESIDE_ICON) * side if beside else 0.0
    gutter = _GUTTER * context.metrics.scale
    return _TileGrid(ceil(len(block.tiles) / rows), rows, size, gutter, side, icon, left, spread)


def _height(block: Tiles, grid: _TileGrid, context: LayoutContext) -> float:
    """Return the height of all rows in points."""
    heights = [grid.inner(len(context.balanced(tile.label, grid.room, grid.size))) for tile in block.tiles]
    rows = [max(heights[row.start : row.stop]) for row in even_ranges(len(heights), grid.rows)]
    return sum(rows) + 2 * grid.rows * grid.padding(context)


def _row(tiles: Sequence[Tile], grid: _TileGrid, decorative: bool, listing: int, context: LayoutContext) -> Chunk:
    """Return a row of tiles from edge to edge of the page, as high as its longest label; words keep its margins."""
    side, padding = grid.side, grid.padding(context)
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
            content.append(_number(tile.number, x, (side, padding), context.structure.add("Lbl", item), context))
        out = 0.0 if grid.icon or grid.beside else context.kit.icon(tile.icon).margin * side  # flush with its label
        content.append(Symbol(x + grid.icon - out, padding, side, tile.icon, WHITE))
        words = _label(tile, x, padding, grid, item, context)
        content += words.operations
        bottom = max(bottom, words.height)
    height = bottom + padding
    fields = [
        Area(left, 0.0, right - left, height, context.theme.colour(tile.colour))
        for tile, left, right in zip(tiles, edges, edges[1:], strict=False)
    ]
    return Chunk(height, (*fields, *content))


def _number(number: int, x: float, lengths: tuple[float, float], element: int, context: LayoutContext) -> Operation:
    """Return a pillar's number from ``x`` points on, as high as the icon that stands beside it.

    ``lengths`` are the side of that icon and the space above it, in points.
    """
    side, padding = lengths
    size = context.legible(_NUMBER * side)
    baseline = padding + side / 2 + CAP_HEIGHT * size / 2
    return label(str(number), x, baseline, size, WHITE, context.kit.family.face(strong=True), element)


def _label(tile: Tile, x: float, top: float, grid: _TileGrid, item: int, context: LayoutContext) -> Chunk:
    """Return the label of the icon at (x, top) points, and the link on both; the height is that of its lower edge."""
    structure = context.structure
    lines = context.balanced(tile.label, grid.room, grid.size)
    element = structure.add("Link", structure.add("LBody", item))
    style = Style(grid.size, grid.size * _PITCH, WHITE)
    first = top + grid.label_top(len(lines))
    bottom = first + len(lines) * style.pitch
    words = set_lines(lines, x + grid.beside, first, style, element, structure)
    return Chunk(bottom, (*words, _link(tile, x, grid.beside + grid.room, max(bottom, top + grid.side), element)))


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
    lines = context.balanced(tile.label, RIGHT - left, size)
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

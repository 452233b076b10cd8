"""Composes the legend: number, icon and label of each pillar; and discs with numbers or icons, as in the tiles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from msgspec.structs import replace

from generator.document.tree import Tile
from generator.note.context import LayoutContext
from generator.note.flow import Chunk, total
from generator.pdf.lines import CAP_HEIGHT, Style, label, set_lines
from generator.pdf.page import WHITE, Disc, Operation, Symbol
from generator.pdf.paper import LEFT, ROOM, WIDTH

_DIGITS = (1.35, 0.8 * 1.35)
"""The size of a number in its disc, in radii: of one digit, and of more. By eye."""

_MIN_RADIUS = 0.7  # the least radius of a disc, in sizes of its number: two digits are about as wide as they are high

ICON = 1.12
"""The side of an icon in its disc, in radii: its corners are within the disc, at 0.8 radii from the middle."""

_ABOVE = 10.0  # points
_COLUMNS = ((1, 1), (8, 2))  # up to how many entries the legend has one column, and two; then it has three
_MAX_COLUMNS = 3
_ENTRY = 1.8
_NUMBER_DISC = 0.7
_ICON = 1.3
_GAP = 0.5  # an entry's height, its disc's radius, its icon's side and the gaps after both, in sizes of its label
_COLUMN_GAP = 8.0  # points


def legend_chunks(tiles: Sequence[Tile], context: LayoutContext) -> Iterator[Chunk]:
    """Yield the legend in columns, or entry by entry, together where a page holds them, if it is above half a page."""
    if not tiles:
        return
    legend = _columns(tiles, _column_count(tiles, context), context)
    if legend.height <= ROOM / 2:
        yield legend
        return
    listing = context.structure.add("L", numbering="Decimal")
    first, *others = (_entry(tile, LEFT, 0.0, WIDTH, listing, context) for tile in tiles)
    yield replace(first, before=_ABOVE, together=total((first, *others)))
    yield from others


def _column_count(tiles: Sequence[Tile], context: LayoutContext) -> int:
    """Return in how many columns the legend stands: full ones of one line each, fewer where a word would be broken."""
    size = context.sizes.matrix.largest
    labels = [sum(word.width + word.space for word in context.words(tile.label)) * size for tile in tiles]
    if len(tiles) % _MAX_COLUMNS == 0 and max(labels) <= _room(WIDTH / _MAX_COLUMNS, size):
        return _MAX_COLUMNS
    maximum = next((columns for entries, columns in _COLUMNS if len(tiles) <= entries), _MAX_COLUMNS)
    widest = max((word.width * size for tile in tiles for word in context.words(tile.label)), default=0.0)
    return next((one for one in range(maximum, 1, -1) if widest <= _room(WIDTH / one, size)), 1)


def _room(width: float, size: float) -> float:
    """Return the room in points of a label of ``size`` points in an entry ``width`` points wide."""
    return width - _COLUMN_GAP - (2 * _NUMBER_DISC + _ICON + 2 * _GAP) * size


def _columns(tiles: Sequence[Tile], columns: int, context: LayoutContext) -> Chunk:
    """Return the entries, column by column."""
    rows = ceil(len(tiles) / columns)
    width = WIDTH / columns
    listing = context.structure.add("L", numbering="Decimal")
    operations: list[Operation] = []
    bottoms = [0.0] * columns
    for index, tile in enumerate(tiles):
        column = index // rows
        entry = _entry(tile, LEFT + column * width, bottoms[column], width, listing, context)
        operations += entry.operations
        bottoms[column] += entry.height
    return Chunk(max(bottoms), tuple(operations), _ABOVE)


def _entry(tile: Tile, x: float, top: float, width: float, listing: int, context: LayoutContext) -> Chunk:
    """Return an entry in place, at (x, top), ``width`` points wide: its number, its icon, its label."""
    structure, theme = context.structure, context.theme
    size = context.sizes.matrix.largest
    item = structure.add("LI", listing)
    height = _ENTRY * size
    middle = top + height / 2
    radius, side = _NUMBER_DISC * size, _ICON * size
    operations: list[Operation] = [*number_disc(tile, x + radius, middle, radius, structure.add("Lbl", item), context)]
    left = x + 2 * radius + _GAP * size
    operations.append(Symbol(left, middle - side / 2, side, tile.icon, theme.colour(tile.colour)))
    left += side + _GAP * size
    lines = context.balanced(tile.label, _room(width, size), size, strong=False)
    style = Style(size, size * 1.2, theme.text)
    text_top = middle - style.pitch / 2
    operations += set_lines(lines, left, text_top, style, structure.add("LBody", item), structure)
    return Chunk(max(height, text_top - top + len(lines) * style.pitch + 2.0), tuple(operations))


def number_disc(
    tile: Tile, x: float, y: float, radius: float, element: int, context: LayoutContext
) -> Iterator[Operation]:
    """Yield a disc in the pillar's colour, centred on (x, y) points, with its number: never colour alone."""
    yield Disc(x, y, radius, context.theme.colour(tile.colour), 1.0, element)
    if tile.number:
        number = str(tile.number)
        size = context.legible(radius * _DIGITS[len(number) > 1])
        face = context.kit.family.face(strong=True)
        yield label(number, x, y + CAP_HEIGHT * size / 2, size, WHITE, face, element, centred=True)


def disc_radius(wished: float, context: LayoutContext) -> float:
    """Return the radius in points of a disc in which a number is legible: ``wished`` or more."""
    return max(wished, _MIN_RADIUS * context.options.minimum_size)


def icon_disc(tile: Tile, x: float, y: float, radius: float, context: LayoutContext) -> tuple[Operation, ...]:
    """Return a disc in the pillar's colour, centred on (x, y) points, with its icon."""
    side = ICON * radius
    disc = Disc(x, y, radius, context.theme.colour(tile.colour))
    return disc, Symbol(x - side / 2, y - side / 2, side, tile.icon, WHITE)

"""Composes the legend: number, icon and label of each pillar; and the numbered dots that it explains."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from generator.note.flow import Chunk
from generator.note.metrics import LEFT, ROOM, WIDTH
from generator.pdf.lines import CAP_HEIGHT, Style, set_lines
from generator.pdf.page import WHITE, Disc, Symbol, TextObject, TextRun

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.document.tree import Tile
    from generator.note.context import LayoutContext
    from generator.pdf.page import Operation

_DIGIT = 1.35
"""The size of a number in its dot, in radii."""

_ROUND = 0.7
"""The least radius of a dot, in sizes of its number, which may be of two digits."""

_ABOVE = 10.0
_MAX_COLUMNS = ((1, 1), (8, 2))
"""Up to how many entries the legend has one column, and two; then it has three."""

_ENTRY = 1.8
_NUMBER_DISC = 0.7
_ICON = 1.3
_GAP = 0.5
"""An entry's height, its disc's radius, its icon's side and the gaps after both, in sizes of its label."""

_COLUMN_GAP = 8.0


def legend_chunks(tiles: Sequence[Tile], context: LayoutContext) -> Iterator[Chunk]:
    """Yield the legend in columns, or entry by entry when it is so long that a page may end in it."""
    if not tiles:
        return
    legend = _columns(tiles, _count(tiles, context), context)
    if legend.height <= ROOM / 2:
        yield legend
        return
    listing = context.structure.add("L", numbering="Decimal")
    for index, tile in enumerate(tiles):
        entry = _entry(tile, LEFT, 0.0, WIDTH, listing, context)
        yield Chunk(entry.height, entry.operations, _ABOVE if index == 0 else 0.0)


def _count(tiles: Sequence[Tile], context: LayoutContext) -> int:
    """Return in how many columns the legend stands: fewer where a word would not find room."""
    most = next((columns for entries, columns in _MAX_COLUMNS if len(tiles) <= entries), 3)
    size = context.sizes.matrix.largest
    widest = max((word.width * size for tile in tiles for word in context.words(tile.label)), default=0.0)
    return next((one for one in range(most, 1, -1) if widest <= _room(WIDTH / one, size)), 1)


def _room(width: float, size: float) -> float:
    """Return the room of a label in an entry ``width`` points wide."""
    return width - _COLUMN_GAP - (2 * _NUMBER_DISC + _ICON + 2 * _GAP) * size


def _columns(tiles: Sequence[Tile], columns: int, context: LayoutContext) -> Chunk:
    rows = ceil(len(tiles) / columns)
    width = WIDTH / columns
    listing = context.structure.add("L", numbering="Decimal")
    operations: list[Operation] = []
    bottom = 0.0
    for start in range(0, len(tiles), rows):
        y = 0.0
        for tile in tiles[start : start + rows]:
            x = LEFT + start // rows * width
            entry = _entry(tile, x, y, width, listing, context)
            operations += entry.operations
            y += entry.height
        bottom = max(bottom, y)
    return Chunk(bottom, tuple(operations), _ABOVE)


def _entry(tile: Tile, x: float, top: float, width: float, listing: int, context: LayoutContext) -> Chunk:
    structure, theme = context.structure, context.theme
    size = context.sizes.matrix.largest
    colour = theme.colour(tile.colour)
    item = structure.add("LI", listing)
    entry = _ENTRY * size
    middle = top + entry / 2
    label = structure.add("Lbl", item)
    operations: list[Operation] = []
    radius, side = _NUMBER_DISC * size, _ICON * size
    operations += dot(tile, x + radius, middle, radius, label, context)
    left = x + 2 * radius + _GAP * size
    operations.append(Symbol(left, middle - side / 2, side, tile.icon, colour))
    left += side + _GAP * size
    lines = context.flowing(tile.label, _room(width, size), size)
    style = Style(size, size * 1.2, theme.ink)
    text_top = middle - style.pitch / 2
    body = structure.add("LBody", item)
    operations += set_lines(lines, left, text_top, style, body, structure)
    height = max(entry, text_top - top + len(lines) * style.pitch + 2.0)
    return Chunk(height, tuple(operations))


def dot(tile: Tile, x: float, y: float, radius: float, element: int, context: LayoutContext) -> Iterator[Operation]:
    """Yield a disc in the pillar's colour with its number: never colour alone."""
    yield Disc(x, y, radius, context.theme.colour(tile.colour), 1.0, element)
    if tile.number:
        number = str(tile.number)
        size = context.legible(radius * (_DIGIT if len(number) == 1 else 0.8 * _DIGIT))
        width = context.kit.family.face(strong=True).width(number) * size
        pieces = (TextRun("Bold", number + " "),)
        top = y + CAP_HEIGHT * size / 2
        yield TextObject(x - width / 2, top, size, WHITE, pieces, width, element)


def dot_radius(wished: float, context: LayoutContext) -> float:
    """Return the radius of a dot in which a number can be read."""
    return max(wished, _ROUND * context.options.least)

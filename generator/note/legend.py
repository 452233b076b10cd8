"""Composes the legend: number, icon and label of each pillar; and the numbered dots that it explains."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from generator.note.flow import Chunk
from generator.note.setting import LEFT, ROOM, WIDTH
from generator.pdf.boxes import WHITE, Disc, Piece, Symbol, Words
from generator.pdf.lines import CAP_HEIGHT, Style, set_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.document.tree import Tile
    from generator.note.compositor import Compositor
    from generator.pdf.boxes import Operation

_DIGIT = 1.35
"""The size of a number in its dot, in radii."""

_ABOVE = 10.0
_ENTRY = 18.0
_NUMBER_DISC = 7.0
_ICON = 13.0


def legend_chunks(tiles: Sequence[Tile], compositor: Compositor) -> Iterator[Chunk]:
    """Yield the legend in columns, or entry by entry when it is so long that a page may end in it."""
    if not tiles:
        return
    columns = 1 if len(tiles) == 1 else 2 if len(tiles) <= 8 else 3
    legend = _columns(tiles, columns, compositor)
    if legend.height <= ROOM / 2:
        yield legend
        return
    listing = compositor.structure.add("L", numbering="Decimal")
    for index, tile in enumerate(tiles):
        entry = _entry(tile, LEFT, 0.0, WIDTH, listing, compositor)
        yield Chunk(entry.height, entry.operations, _ABOVE if index == 0 else 0.0)


def _columns(tiles: Sequence[Tile], columns: int, compositor: Compositor) -> Chunk:
    rows = ceil(len(tiles) / columns)
    width = WIDTH / columns
    listing = compositor.structure.add("L", numbering="Decimal")
    operations: list[Operation] = []
    bottom = 0.0
    for start in range(0, len(tiles), rows):
        y = 0.0
        for tile in tiles[start : start + rows]:
            x = LEFT + start // rows * width
            entry = _entry(tile, x, y, width, listing, compositor)
            operations += entry.operations
            y += entry.height
        bottom = max(bottom, y)
    return Chunk(bottom, tuple(operations), _ABOVE)


def _entry(tile: Tile, x: float, top: float, width: float, listing: int, compositor: Compositor) -> Chunk:
    structure, theme = compositor.structure, compositor.theme
    size = compositor.sizes.matrix.largest
    colour = theme.colour(tile.colour)
    item = structure.add("LI", listing)
    middle = top + _ENTRY / 2
    label = structure.add("Lbl", item)
    operations: list[Operation] = []
    operations += dot(tile, x + _NUMBER_DISC, middle, _NUMBER_DISC, label, compositor)
    left = x + 2 * _NUMBER_DISC + 5.0
    operations.append(Symbol(left, middle - _ICON / 2, _ICON, tile.icon, colour))
    left += _ICON + 5.0
    lines = compositor.flowing(tile.label, x + width - 8.0 - left, size)
    style = Style(size, size * 1.2, theme.ink)
    text_top = middle - style.pitch / 2
    body = structure.add("LBody", item)
    operations += set_lines(lines, left, text_top, style, body, structure)
    height = max(_ENTRY, text_top - top + len(lines) * style.pitch + 2.0)
    return Chunk(height, tuple(operations))


def dot(tile: Tile, x: float, y: float, radius: float, element: int, compositor: Compositor) -> Iterator[Operation]:
    """Yield a disc in the pillar's colour with its number: never colour alone."""
    yield Disc(x, y, radius, compositor.theme.colour(tile.colour), 1.0, element)
    if tile.number:
        number = str(tile.number)
        size = radius * (_DIGIT if len(number) == 1 else 0.8 * _DIGIT)
        width = compositor.kit.family.face(strong=True).width(number) * size
        pieces = (Piece("Bold", number + " "),)
        top = y + CAP_HEIGHT * size / 2
        yield Words(x - width / 2, top, size, WHITE, pieces, width, element)

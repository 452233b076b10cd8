"""Composes the tiles as a list, for those who read line by line: icon, number and label, a pillar a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.note.flow import Chunk
from generator.note.metrics import LEFT, RIGHT
from generator.pdf.lines import Style, line_width, set_lines
from generator.pdf.page import WHITE, Disc, Link, Symbol
from generator.source.inline import Run
from generator.text.breaking import break_lines, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.document.tree import Tile, Tiles
    from generator.note.context import LayoutContext
    from generator.pdf.page import Operation
    from generator.text.breaking import Line

_PITCH = 1.25
_RADIUS = 1.15
_ICON = 1.12
_GAP = 0.7
_BETWEEN = 0.45
"""Lengths in sizes of the label, but for the icon's side: that is in radii of its disc."""


def tile_list_chunks(block: Tiles, context: LayoutContext) -> Iterator[Chunk]:
    """Yield a chunk for each tile, in the order of the overview."""
    if block.decorative or not block.tiles:
        return
    size = context.sizes.label.largest
    numbers = [_number(tile, context) for tile in block.tiles]
    room = max((line.width * size for lines in numbers for line in lines), default=0.0)
    listing = context.structure.add("L", numbering="Decimal")
    for index, (tile, number) in enumerate(zip(block.tiles, numbers, strict=True)):
        before = _BETWEEN * size if index else context.metrics.around_tiles
        yield _entry(tile, number, room, listing, before, context)


def _number(tile: Tile, context: LayoutContext) -> Sequence[Line]:
    """Return the line of the number; none for a tile that has none."""
    runs = [Run(str(tile.number), strong=True)] if tile.number else []
    return break_lines(words(runs, context.kit.family), float("inf"))


def _entry(
    tile: Tile, number: Sequence[Line], room: float, listing: int, before: float, context: LayoutContext
) -> Chunk:
    structure, size = context.structure, context.sizes.label.largest
    style = Style(size, size * _PITCH, context.theme.colour(tile.colour))
    radius, gap = _RADIUS * size, _GAP * size
    edge = LEFT + 2 * radius + gap
    left = edge + (room + gap if room else 0.0)
    lines = context.flowing(tile.label, RIGHT - left, size, strong=True)
    height = max(2 * radius, len(lines) * style.pitch)
    top = (height - len(lines) * style.pitch) / 2
    item = structure.add("LI", listing)
    operations: list[Operation] = [*_disc(tile, radius, height / 2, style.colour)]
    if number:
        x = edge + room - line_width(number[0], style)  # units stand below units
        operations += set_lines(number, x, top, style, structure.add("Lbl", item), structure)
    element = structure.add("Link", structure.add("LBody", item))
    operations += set_lines(lines, left, top, style, element, structure)
    target = f"#pillar:{tile.pillar}"
    operations.append(Link(LEFT, 0.0, RIGHT - LEFT, height, target, tile.label.plain, element))
    return Chunk(height, tuple(operations), before)


def _disc(tile: Tile, radius: float, y: float, colour: str) -> tuple[Operation, ...]:
    side = _ICON * radius
    disc = Disc(LEFT + radius, y, radius, colour)
    return disc, Symbol(LEFT + radius - side / 2, y - side / 2, side, tile.icon, WHITE)

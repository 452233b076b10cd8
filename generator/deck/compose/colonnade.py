"""Compose the colonnade of a cover without a picture, at the right of the slide; lengths are points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.deck.layouts import HEIGHT, WIDTH
from generator.deck.slide import PAPER, Colour, Figure, Group
from generator.graphics.colonnade import arch, forms, heights, icon_box
from generator.oklab import lighter
from generator.theme import contrast
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.deck.compose.common import Context
    from generator.deck.slide import Shape
    from generator.document.tree import Tile

_ABOVE = 0.5  # tiles: between the highest shaft and the upper edge of the slide
_FEWEST = 2  # shafts: tiles of fewer are no larger
_MORE_ROWS = 1.4  # so many more tiles than shafts fill the height of the slide (by eye)
_TONES = {"light": (0.8, 0.6), "middle": (0.62, 0.9), "deep": (0.36, 0.8)}  # lightness, what of the chroma (by eye)
_SEEN = 3.0  # the contrast of what is no text (WCAG 2.2, 1.4.11)


def shafts(count: int, narrower: float, low: float) -> list[Box]:
    """Return the boxes of the shafts of so many pillars, ``narrower`` times; the first is at most ``low`` high."""
    side = HEIGHT / ((max(count, _FEWEST) + _MORE_ROWS) * narrower)
    least, most = max(int(2 * low / side) / 2, 1.0), HEIGHT / side - _ABOVE
    tops = [HEIGHT - side * height for height in heights(count, least, most)]
    return [Box(WIDTH - side * (count - at), top, side, HEIGHT - top) for at, top in enumerate(tops)]


def colonnade(tiles: Sequence[Tile], boxes: Sequence[Box], context: Context) -> list[Shape]:
    """Return a shaft for each of ``tiles`` in its box."""
    shapes: list[Shape] = []
    for number, (tile, box) in enumerate(zip(tiles, boxes, strict=True)):
        side, colour = box.width, context.kit.theme.colour(tile.colour)
        name, height, icon = f"{context.name('band')} {number + 1}", box.height / side, icon_box(side)
        shapes.append(Figure(name, box, arch(side, box.height), context.accent(tile.colour)))
        for form in forms(number, height):
            tone = Colour(lighter(colour, *_TONES[form.tone]))
            place = Box(box.x, box.y + form.down * side, side, side)
            shapes.append(Figure(f"{name} {context.name('circle')}", place, form.outline.transformed(side), tone))
        place = replace(icon, x=box.x + icon.x, y=box.y + icon.y)
        shapes.append(context.icon(tile.icon, place, PAPER))
    if not shapes:
        return []
    area = Box(boxes[0].x, 0.0, WIDTH - boxes[0].x, HEIGHT)
    return [Group(f"{context.name('band')} ({context.name('icon')})", area, tuple(shapes))]


def highlight(tiles: Sequence[Tile], ground: str, plain: Colour, context: Context) -> Colour:
    """Return the lighter form of the first pillar's colour where it is seen on ``ground`` (RRGGBB), else ``plain``."""
    light = lighter(context.kit.theme.colour(tiles[0].colour), *_TONES["light"]) if tiles else ground
    return Colour(light) if contrast(light, ground) >= _SEEN else plain

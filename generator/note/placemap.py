"""Composes the map of the cities, the numbers of their pillars beside their names.

The countries and the labels' places come from generator.graphics; this decides sizes and colours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.graphics.citymap import CityMap, plan_city_map
from generator.graphics.labels import Pin
from generator.note.flow import Chunk, total
from generator.note.legend import dot, dot_radius, legend_chunks
from generator.note.metrics import LEFT, WIDTH
from generator.pdf.lines import CAP_HEIGHT, Style, set_lines
from generator.pdf.page import WHITE, Area, Disc, PathObject, TextObject, TextRun
from generator.source.inline import Run
from generator.text.breaking import words
from generator.text.totalfit import ragged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.document.tree import PlaceMap, Tile
    from generator.note.context import LayoutContext
    from generator.pdf.page import Operation

HIGHEST = 0.84 * WIDTH
ALONE = 1.1 * WIDTH
ROOMY = 0.62 * WIDTH
"""The map's height: at most beside others and alone on its page, comfortable."""

_LOWEST = 0.45 * WIDTH
_DESIGNED = 12.0
"""The least height beside others, and the size of the names for which that was chosen."""

_PIN = 1 / 3
_DOT = 29 / 60
"""The radii of pins and of dots, in sizes of the cities' names."""

_BORDER = 0.6
_RING = 1.2
_INDENT = 1.75
_MAX_NAMES = 0.25
"""The part of the map's height that the names below it may take from it."""


def map_chunks(block: PlaceMap, height: float, context: LayoutContext) -> Iterator[Chunk]:
    """Yield the map, ``height`` points high, the names that find no room on it, and the legend."""
    if not block.places:
        return
    height = max(height, lowest(context))
    plan = _planned(block, height, context)
    names = list(_unlabelled(block, plan, context))
    if names:
        below = names[0].before + total(names)
        plan = _planned(block, height - min(below, _MAX_NAMES * height), context)
        names = list(_unlabelled(block, plan, context))
    yield _figure(block, plan, context)
    yield from names
    yield from legend_chunks(block.legend, context)


def lowest(context: LayoutContext) -> float:
    """Return the least height of a map beside others: larger names need a larger map."""
    return _LOWEST * context.sizes.map_label.largest / _DESIGNED


def extra_height(block: PlaceMap, context: LayoutContext) -> float:
    """Return the height of what stands below the map, and of the space above it."""
    chunks = list(legend_chunks(block.legend, context))
    return chunks[0].before + total(chunks) if chunks else 0.0


def _planned(block: PlaceMap, height: float, context: LayoutContext) -> CityMap:
    sizes = context.sizes.map_label
    dot = dot_radius(_DOT * sizes.largest, context)
    steps = (sizes.largest, sizes.smallest)
    return plan_city_map(block, context.kit, WIDTH, height, steps, dot, _PIN * sizes.largest)


# The figure


def _figure(block: PlaceMap, plan: CityMap, context: LayoutContext) -> Chunk:
    theme = context.theme
    # A figure says something in words (ISO 14289-1, 7.3), also where a template describes nothing.
    words = block.description.plain or ", ".join(place.name.plain for place in block.places)
    element = context.structure.add("Figure", alternative=words)
    box = (LEFT, 0.0, plan.ground.width, plan.ground.height)
    operations: list[Operation] = [
        Area(*box, theme.water, element),
        PathObject(*box, plan.ground.land, theme.land, 0.0, element),
        PathObject(*box, plan.ground.home, theme.home, 0.0, element),
        PathObject(*box, plan.ground.borders, WHITE, _BORDER, element),
    ]
    tiles = {tile.pillar: tile for tile in block.legend}
    for pin in plan.pins:
        operations += _pin(pin, plan, tiles, element, context)
    return Chunk(plan.ground.height, tuple(operations))


def _pin(
    pin: Pin,
    plan: CityMap,
    tiles: dict[str, Tile],
    element: int,
    context: LayoutContext,
) -> Iterator[Operation]:
    ink, size = context.theme.ink, plan.size
    yield Disc(LEFT + pin.x, pin.y, _PIN * context.sizes.map_label.largest, ink, _RING, element)
    if not pin.label:
        return
    middle = pin.label.y + pin.label.height / 2
    y = middle + CAP_HEIGHT * size / 2
    pieces = (TextRun("Bold", pin.name + " "),)
    yield TextObject(LEFT + pin.label.x, y, size, ink, pieces, pin.label.width, element)
    for pillar, x, y in pin.dots:
        tile = tiles[pillar]
        yield from dot(tile, LEFT + x, y, plan.dot, element, context)


def _unlabelled(block: PlaceMap, plan: CityMap, context: LayoutContext) -> Iterator[Chunk]:
    """Yield, line by line, the names that found no room on the map, after a pin like theirs."""
    lacking = plan.unlabelled
    if not lacking:
        return
    size, structure = context.sizes.map_label.smallest, context.structure
    names = [one.name.plain for one in block.places if one.city in lacking]
    items = words([Run(" · ".join(names))], context.kit.family)
    style = Style(size, size * 1.3, context.theme.ink)
    element = structure.add("P")
    radius, indent = _PIN * context.sizes.map_label.largest, _INDENT * size
    mark: tuple[Operation, ...] = (Disc(LEFT + radius + _RING, style.pitch / 2, radius, context.theme.ink),)
    lines = ragged(items, (WIDTH - indent) / size)
    for index in range(len(lines)):
        text = set_lines(lines, LEFT + indent, 0.0, style, element, structure, slice(index, index + 1))
        yield Chunk(style.pitch, (*mark, *text), 6.0 if mark else 0.0)
        mark = ()

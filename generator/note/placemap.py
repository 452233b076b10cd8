"""Composes the map of the cities, with the numbers of their pillars beside their names.

The countries and the labels' places come from generator.graphics; sizes and colours are decided here.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.document.tree import PlaceMap, Tile
from generator.graphics.citymap import CityMap, plan_city_map
from generator.graphics.labels import Pin
from generator.note.context import LayoutContext
from generator.note.flow import Chunk, total
from generator.note.legend import disc_radius, legend_chunks, number_disc
from generator.note.metrics import LEFT, WIDTH
from generator.pdf.lines import CAP_HEIGHT, Style, label, set_lines
from generator.pdf.page import WHITE, Area, Disc, Operation, PathObject
from generator.source.inline import Run
from generator.text.breaking import words
from generator.text.totalfit import ragged

HIGHEST = 0.84 * WIDTH
ALONE = 1.1 * WIDTH
ROOMY = 0.62 * WIDTH
"""The map's height in points: the most beside other chunks, the most alone on its page, and a comfortable one."""

_LOWEST = 0.45 * WIDTH
_DESIGNED = 12.0
"""The least height beside other chunks, and the size of the names for which it was chosen, in points."""

_PIN = 1 / 3
_DOT = 29 / 60
"""The radii of pins and of the pillars' discs, in sizes of the cities' names."""

_BORDER = 0.6  # points
_RING = 1.2  # points of white around a pin
_INDENT = 1.75  # sizes: the pin before the names below the map, and a gap
_ABOVE_NAMES = 6.0  # points
_MAX_NAMES = 0.25
"""The part of the map's height that the names below it may take from it."""


def map_chunks(block: PlaceMap, height: float, context: LayoutContext) -> Iterator[Chunk]:
    """Yield the map, ``height`` points high or higher, the names that find no room on it, and the legend."""
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
    """Return the least height in points of a map beside other chunks: larger names need a larger map."""
    return _LOWEST * context.sizes.map_label.largest / _DESIGNED


def extra_height(block: PlaceMap, context: LayoutContext) -> float:
    """Return the height in points of the legend and of the space above it."""
    chunks = list(legend_chunks(block.legend, context))
    return chunks[0].before + total(chunks) if chunks else 0.0


def _planned(block: PlaceMap, height: float, context: LayoutContext) -> CityMap:
    """Return the map with its pins and labels, at most ``height`` points high."""
    sizes = context.sizes.map_label
    dot = disc_radius(_DOT * sizes.largest, context)
    steps = (sizes.largest, sizes.smallest)
    return plan_city_map(block, context.kit, WIDTH, height, steps, dot, _PIN * sizes.largest)


# The figure


def _figure(block: PlaceMap, plan: CityMap, context: LayoutContext) -> Chunk:
    theme = context.theme
    # A figure says something in words (ISO 14289-1, 7.3), also where a template describes nothing.
    words = block.description.plain or ", ".join(place.name.plain for place in block.places)
    element = context.structure.add("Figure", alternative=words)
    box = (LEFT, 0.0, plan.base_map.width, plan.base_map.height)
    operations: list[Operation] = [
        Area(*box, theme.water, element),
        PathObject(*box, plan.base_map.land, theme.land, 0.0, element),
        PathObject(*box, plan.base_map.home, theme.home, 0.0, element),
        PathObject(*box, plan.base_map.borders, WHITE, _BORDER, element),
    ]
    tiles = {tile.pillar: tile for tile in block.legend}
    for pin in plan.pins:
        operations += _pin(pin, plan, tiles, element, context)
    return Chunk(plan.base_map.height, tuple(operations))


def _pin(pin: Pin, plan: CityMap, tiles: dict[str, Tile], element: int, context: LayoutContext) -> Iterator[Operation]:
    """Yield a pin, its name, and the numbers of its pillars."""
    ink, size = context.theme.ink, plan.size
    yield Disc(LEFT + pin.x, pin.y, _PIN * context.sizes.map_label.largest, ink, _RING, element)
    if not pin.label:
        return
    baseline = pin.label.y + (pin.label.height + CAP_HEIGHT * size) / 2
    yield label(pin.name, LEFT + pin.label.x, baseline, size, ink, context.kit.family.face(strong=True), element)
    for pillar, x, y in pin.dots:
        yield from number_disc(tiles[pillar], LEFT + x, y, plan.dot, element, context)


def _unlabelled(block: PlaceMap, plan: CityMap, context: LayoutContext) -> Iterator[Chunk]:
    """Yield, line by line, the names that found no room on the map; the first line begins with a pin."""
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
        yield Chunk(style.pitch, (*mark, *text), _ABOVE_NAMES if mark else 0.0)
        mark = ()

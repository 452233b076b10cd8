"""Composes the map of the cities, with the numbers of their pillars under their names.

The countries and the labels' places come from generator.graphics; sizes and colours are decided here.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from generator.document.together import NO_BREAK
from generator.document.tree import MapPlace, PlaceMap, Tile
from generator.graphics.citymap import MARK, CityMap, plan_city_map
from generator.graphics.labels import Pin
from generator.graphics.path import polylines
from generator.note.context import LayoutContext
from generator.note.flow import EXAMPLE, Chunk, total
from generator.note.legend import disc_radius, legend_chunks, number_disc
from generator.pdf.lines import CAP_HEIGHT, Style, label, set_lines
from generator.pdf.page import WHITE, Area, Disc, Link, Operation, PathObject
from generator.pdf.paper import LEFT, ROOM, WIDTH
from generator.source.inline import Run
from generator.text.breaking import words
from generator.text.totalfit import ragged

HIGHEST = 0.84 * WIDTH
ALONE = 1.45 * WIDTH
ROOMY = 0.62 * WIDTH
"""The map's height in points: the most beside other chunks, the most alone on its page, and a comfortable one."""

_LOWEST = 0.34 * WIDTH
_DESIGNED = 12.0  # the least height beside other chunks, and the size of the names for which it was chosen, in points
_WITH_LEGEND = 0.9
"""The part of a page, below a heading, that the lowest map and its legend may take, or else the map has it alone."""

_PIN = 1 / 3
_DOT = 29 / 60  # the radii of pins and of the pillars' discs, in sizes of the cities' names
_SMALLER = 0.8  # of them, where they have no room: the smallest names are two thirds as large as the largest ones
_BORDER = 0.6  # points
_WATERS = 2.0  # points: the width of a river
_RING = 1.2  # points of white around a pin
_INDENT = 1.75  # sizes: the pin before the names below the map, and a gap
_ABOVE_NAMES = 6.0  # points
_MAX_NAMES = 0.25  # the part of the map's height that the names below it may take from it


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
    """Return the height in points of the legend and of the space above it; 0 where it stands on the next page."""
    chunks = list(legend_chunks(block.legend, context))
    height = chunks[0].before + total(chunks) if chunks else 0.0
    return height if height + lowest(context) <= _WITH_LEGEND * ROOM else 0.0


def _planned(block: PlaceMap, height: float, context: LayoutContext) -> CityMap:
    """Return the map with its pins and labels, at most ``height`` points high.

    Where all names find room, but not all discs, pins and discs are smaller.
    """
    sizes = context.sizes.map_label
    found: list[CityMap] = []
    for scale in (1.0, _SMALLER):
        dot, pin = disc_radius(scale * _DOT * sizes.largest, context), scale * _PIN * sizes.largest
        steps = (sizes.largest, sizes.smallest) if scale == 1.0 else (sizes.smallest,)
        found.append(plan_city_map(block, context.kit, WIDTH, height, steps, dot, pin))
        if found[-1].unlabelled or not found[-1].dotless:
            break
    return min(found, key=lambda one: one.loss)


# The figure


def _figure(block: PlaceMap, plan: CityMap, context: LayoutContext) -> Chunk:
    theme = context.theme
    # A figure says something in words (ISO 14289-1, 7.3), also where a template describes nothing.
    words = block.description.plain or ", ".join(place.name.plain for place in block.places)
    element = context.structure.add("Figure", alternative=words)
    operations: list[Operation] = []
    tiles = {tile.pillar: tile for tile in block.legend}
    by_city = {place.city: place for place in block.places}
    for panel in plan.panels:
        left, top = LEFT + panel.box.x, panel.box.y
        box = (left, top, panel.base_map.width, panel.base_map.height)
        operations += [
            Area(*box, theme.water, element),
            PathObject(*box, panel.base_map.land, theme.land, 0.0, element),
            PathObject(*box, panel.base_map.home, theme.home, 0.0, element),
            PathObject(*box, panel.base_map.borders, WHITE, _BORDER, element),
            PathObject(*box, panel.base_map.waters, theme.water, _WATERS, element),
        ]
        if panel.mark:
            operations += _mark(panel.mark, left, top, plan.size, element, context)
        for pin in panel.pins:
            place = by_city.get(pin.place)
            operations += _pin(_Placed(pin, place, left, top, element), plan, tiles, context)
    return Chunk(plan.height, tuple(operations))


class _Placed(Struct, frozen=True):
    """A pin on a panel whose corner is at (left, top) points, its city (none: the cities of a panel), its element."""

    pin: Pin
    place: MapPlace | None
    left: float
    top: float
    element: int


def _pin(one: _Placed, plan: CityMap, tiles: dict[str, Tile], context: LayoutContext) -> Iterator[Operation]:
    """Yield a pin, its name, and the numbers of its pillars; or a ring and the letter of a panel."""
    ink, size, pin, element = context.theme.text, plan.size, one.pin, one.element
    x, y, radius = one.left + pin.x, one.top + pin.y, plan.pin
    if pin.leader:
        line = polylines([[(u, v) for u, v in pin.leader]])
        yield PathObject(one.left, one.top, plan.width, plan.height, line, ink, _BORDER, element)
    yield Disc(x, y, radius, ink, _RING, element)
    if not one.place:
        yield Disc(x, y, radius * 0.55, WHITE, 0.0, element)
    if not pin.label:
        return
    left, top = one.left + pin.label.x, one.top + pin.label.y
    if not one.place:
        yield from _mark(pin.name, left, top, size, element, context)
        return
    baseline = top + (pin.label.height + CAP_HEIGHT * size) / 2
    yield label(pin.name, left, baseline, size, ink, context.kit.family.face(strong=True), element)
    for pillar, u, v in pin.dots:
        yield from number_disc(tiles[pillar], one.left + u, one.top + v, plan.dot, element, context)
    yield from _links(one, left, top, plan.dot, context)


def _links(one: _Placed, left: float, top: float, dot: float, context: LayoutContext) -> Iterator[Link]:
    """Yield the links from a name, at (left, top) points, and from the discs beside it to their examples."""
    pin, place = one.pin, one.place
    assert place
    assert pin.label
    spots = [(left, top, pin.label.width, pin.label.height, place.examples[0] if place.examples else "", pin.name)]
    for pillar, u, v in pin.dots:
        spots.append((one.left + u - dot, one.top + v - dot, 2 * dot, 2 * dot, place.example_of(pillar), pin.name))
    for x, y, width, height, example, name in spots:
        if example and context.references.page(example):
            link = context.structure.add("Link", one.element, alternative=name)
            yield Link(x, y, width, height, f"#{EXAMPLE}{example}", name, link)


def _mark(
    letter: str, left: float, top: float, size: float, element: int, context: LayoutContext
) -> Iterator[Operation]:
    """Yield the letter of a panel, ``size`` points high, on a dark square whose corner is at (left, top) points."""
    side, face = MARK * size, context.kit.family.face(strong=True)
    yield Area(left, top, side, side, context.theme.text, element)
    baseline = top + (side + CAP_HEIGHT * size) / 2
    yield label(letter, left + side / 2, baseline, size, WHITE, face, element, centred=True)


def _unlabelled(block: PlaceMap, plan: CityMap, context: LayoutContext) -> Iterator[Chunk]:
    """Yield, line by line, the names that found no room on the map; the first line begins with a pin."""
    names = [one.name.plain for one in block.places if one.city in plan.unlabelled]
    if not names:
        return
    size, structure = context.sizes.map_label.smallest, context.structure
    items = words([Run(" · ".join(name.replace(" ", NO_BREAK) for name in names))], context.kit.family)
    style = Style(size, size * 1.3, context.theme.text)
    element = structure.add("P")
    radius, indent = plan.pin, _INDENT * size
    mark: tuple[Operation, ...] = (Disc(LEFT + radius + _RING, style.pitch / 2, radius, context.theme.text),)
    lines = ragged(items, (WIDTH - indent) / size)
    for index in range(len(lines)):
        text = set_lines(lines, LEFT + indent, 0.0, style, element, structure, slice(index, index + 1))
        yield Chunk(style.pitch, (*mark, *text), _ABOVE_NAMES if mark else 0.0)
        mark = ()

"""Composes the map of the cities, the numbers of their pillars beside their names.

The countries and the labels' places come from generator.graphics; this decides sizes and colours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.graphics.ground import Ground, Place
from generator.graphics.labels import Pin, place_pins
from generator.note.boxes import Area, Disc, Piece, Shape, Words
from generator.note.flow import Chunk, total
from generator.note.legend import dot, legend_chunks
from generator.note.lines import Style, flowing, set_lines
from generator.note.setting import CAP_HEIGHT, LEFT, WHITE, WIDTH
from generator.source.inline import Run
from generator.text.breaking import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.document.tree import MapPlace, PlaceMap, Tile
    from generator.note.boxes import Operation
    from generator.note.compositor import Compositor

HIGHEST = 0.84 * WIDTH
ALONE = 1.1 * WIDTH
LOWEST = 0.45 * WIDTH
ROOMY = 0.62 * WIDTH
"""The map's height: at most beside others and alone on its page, at least beside others, comfortable."""

_PIN = 4.0
_DOT = 5.8
_BORDER = 0.6
_INDENT = 14.0
_MOST_NAMES = 0.25
"""The part of the map's height that the names below it may take from it."""


def map_chunks(block: PlaceMap, height: float, compositor: Compositor) -> Iterator[Chunk]:
    """Yield the map, ``height`` points high, the names that find no room on it, and the legend."""
    if not block.places:
        return
    height = max(height, LOWEST)
    plan = _planned(block, height, compositor)
    names = list(_unlabelled(block, plan, compositor))
    if names:
        below = names[0].before + total(names)
        plan = _planned(block, height - min(below, _MOST_NAMES * height), compositor)
        names = list(_unlabelled(block, plan, compositor))
    yield _figure(block, plan, compositor)
    yield from names
    yield from legend_chunks(block.legend, compositor)


def extra_height(block: PlaceMap, compositor: Compositor) -> float:
    """Return the height of what stands below the map, and of the space above it."""
    chunks = list(legend_chunks(block.legend, compositor))
    return chunks[0].before + total(chunks) if chunks else 0.0


@dataclass(frozen=True, slots=True)
class _Map:
    """The ground, the pins on it, the size of their names, the radius of their dots."""

    ground: Ground
    pins: tuple[Pin, ...]
    size: float
    dot: float


def _planned(block: PlaceMap, height: float, compositor: Compositor) -> _Map:
    """Return the map with labels of the largest size, or of the smallest when some find no room."""
    sizes = compositor.sizes.map_label
    plan = _plan(block, height, sizes.largest, compositor)
    return plan if all(pin.label for pin in plan.pins) else _plan(block, height, sizes.smallest, compositor)


def _plan(block: PlaceMap, height: float, size: float, compositor: Compositor) -> _Map:
    face = compositor.kit.family.face(strong=True)
    numbers = {tile.pillar for tile in block.legend}
    places = [_place(one, numbers) for one in block.places]
    ground = compositor.kit.ground(places, WIDTH, height)
    dot = _DOT * max(size / compositor.sizes.map_label.largest, 0.8)
    return _Map(ground, place_pins(ground, places, size, lambda name: face.width(name) * size, dot, _PIN), size, dot)


def _place(one: MapPlace, known: set[str]) -> Place:
    dots = tuple(pillar for pillar in one.pillars if pillar in known)
    return Place(one.city, one.name.plain, one.longitude, one.latitude, one.country, dots)


# The figure


def _figure(block: PlaceMap, plan: _Map, compositor: Compositor) -> Chunk:
    theme = compositor.theme
    element = compositor.structure.add("Figure", alternative=block.description.plain)
    box = (LEFT, 0.0, plan.ground.width, plan.ground.height)
    operations: list[Operation] = [
        Area(*box, theme.water, element),
        Shape(*box, plan.ground.land, theme.land, 0.0, element),
        Shape(*box, plan.ground.home, theme.home, 0.0, element),
        Shape(*box, plan.ground.borders, WHITE, _BORDER, element),
    ]
    tiles = {tile.pillar: tile for tile in block.legend}
    for pin in plan.pins:
        operations += _pin(pin, plan, tiles, element, compositor)
    return Chunk(plan.ground.height, tuple(operations))


def _pin(
    pin: Pin,
    plan: _Map,
    tiles: dict[str, Tile],
    element: int,
    compositor: Compositor,
) -> Iterator[Operation]:
    ink, size = compositor.theme.ink, plan.size
    yield Disc(LEFT + pin.x, pin.y, _PIN, ink, 1.2, element)
    if not pin.label:
        return
    middle = pin.label.y + pin.label.height / 2
    y = middle + CAP_HEIGHT * size / 2
    pieces = (Piece("Bold", pin.name + " "),)
    yield Words(LEFT + pin.label.x, y, size, ink, pieces, pin.label.width, element)
    for pillar, x, y in pin.dots:
        tile = tiles[pillar]
        yield from dot(tile, LEFT + x, y, plan.dot, element, compositor)


def _unlabelled(block: PlaceMap, plan: _Map, compositor: Compositor) -> Iterator[Chunk]:
    """Yield, line by line, the names that found no room on the map, after a pin like theirs."""
    lacking = {pin.place for pin in plan.pins if not pin.label}
    if not lacking:
        return
    size, structure = compositor.sizes.map_label.smallest, compositor.structure
    names = [one.name.plain for one in block.places if one.city in lacking]
    items = words([Run(" · ".join(names))], compositor.kit.family)
    style = Style(size, size * 1.3, compositor.theme.ink)
    element = structure.add("P")
    mark: tuple[Operation, ...] = (Disc(LEFT + _PIN + 1.2, style.pitch / 2, _PIN, compositor.theme.ink),)
    for line in flowing(items, (WIDTH - _INDENT) / size):
        text = set_lines([line], LEFT + _INDENT, 0.0, style, element, structure)
        yield Chunk(style.pitch, (*mark, *text), 6.0 if mark else 0.0)
        mark = ()

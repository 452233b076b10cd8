"""Composes the map of the cities with their pillars' numbers, and the legend of these numbers.

The countries and the labels' places come from generator.graphics; this decides sizes and colours.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from generator.graphics.worldmap import MapPlan, Pin, Place, plan_map
from generator.note.boxes import Area, Disc, Piece, Shape, Symbol, Words
from generator.note.flow import Chunk
from generator.note.lines import Style, flowing, set_lines
from generator.note.setting import CAP_HEIGHT, LEFT, WHITE, WIDTH
from generator.source.inline import Run
from generator.text.breaking import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
_DIGIT = 1.35
"""The size of a number in its dot, in radii."""

_BORDER = 0.6
_ENTRY = 18.0
_NUMBER_DISC = 7.0
_ICON = 13.0


def map_chunks(block: PlaceMap, height: float, compositor: Compositor) -> Iterator[Chunk]:
    """Yield the map, ``height`` points high, the names that find no room on it, and the legend."""
    if not block.places:
        return
    plan, size = _planned(block, height, compositor)
    names = _unlabelled(block, plan, compositor)
    if names:
        plan, size = _planned(block, height - names.height - names.before, compositor)
    yield _figure(block, plan, size, compositor)
    for chunk in (names, legend_chunk(block.legend, compositor)):
        if chunk:
            yield chunk


def extra_height(block: PlaceMap, compositor: Compositor) -> float:
    """Return the height of what stands below the map."""
    legend = legend_chunk(block.legend, compositor)
    return legend.height + legend.before if legend else 0.0


def _planned(block: PlaceMap, height: float, compositor: Compositor) -> tuple[MapPlan, float]:
    """Return the map with labels of the largest size, or of the smallest when some find no room."""
    sizes = compositor.sizes.map_label
    plan = _plan(block, height, sizes.largest, compositor)
    if all(pin.label for pin in plan.pins):
        return plan, sizes.largest
    return _plan(block, height, sizes.smallest, compositor), sizes.smallest


def _plan(block: PlaceMap, height: float, size: float, compositor: Compositor) -> MapPlan:
    face = compositor.kit.family.face(strong=True)
    numbers = {tile.pillar for tile in block.legend}
    places = [_place(one, numbers) for one in block.places]
    scale = size / compositor.sizes.map_label.largest
    return plan_map(
        compositor.kit.atlas(),
        places,
        WIDTH,
        height,
        size,
        lambda name: face.width(name) * size,
        dot=_DOT * max(scale, 0.8),
        pin=_PIN,
    )


def _place(one: MapPlace, known: set[str]) -> Place:
    dots = tuple(pillar for pillar in one.pillars if pillar in known)
    return Place(one.city, one.name.plain, one.longitude, one.latitude, one.country, dots)


# The figure


def _figure(block: PlaceMap, plan: MapPlan, size: float, compositor: Compositor) -> Chunk:
    theme = compositor.theme
    element = compositor.structure.add("Figure", alternative=block.description.plain)
    box = (LEFT, 0.0, plan.width, plan.height)
    operations: list[Operation] = [
        Area(*box, theme.water, element),
        Shape(*box, plan.land, theme.land, 0.0, element),
        Shape(*box, plan.home, theme.home, 0.0, element),
        Shape(*box, plan.borders, WHITE, _BORDER, element),
    ]
    tiles = {tile.pillar: tile for tile in block.legend}
    for pin in plan.pins:
        operations += _pin(pin, plan, size, tiles, element, compositor)
    return Chunk(plan.height, tuple(operations))


def _pin(
    pin: Pin,
    plan: MapPlan,
    size: float,
    tiles: dict[str, Tile],
    element: int,
    compositor: Compositor,
) -> Iterator[Operation]:
    ink = compositor.theme.ink
    yield Disc(LEFT + pin.x, pin.y, plan.pin, ink, 1.2, element)
    if not pin.label:
        return
    middle = pin.label.y + pin.label.height / 2
    y = middle + CAP_HEIGHT * size / 2
    pieces = (Piece("Bold", pin.name + " "),)
    yield Words(LEFT + pin.label.x, y, size, ink, pieces, pin.label.width, element)
    for pillar, x, y in pin.dots:
        tile = tiles[pillar]
        yield from _dot(tile, LEFT + x, y, plan.dot, element, compositor)


def _dot(tile: Tile, x: float, y: float, radius: float, element: int, compositor: Compositor) -> Iterator[Operation]:
    """Yield a disc in the pillar's colour with its number: never colour alone."""
    yield Disc(x, y, radius, compositor.theme.colour(tile.colour), 1.0, element)
    if tile.number:
        number = str(tile.number)
        size = radius * (_DIGIT if len(number) == 1 else 0.8 * _DIGIT)
        width = compositor.kit.family.face(strong=True).width(number) * size
        pieces = (Piece("Bold", number + " "),)
        top = y + CAP_HEIGHT * size / 2
        yield Words(x - width / 2, top, size, WHITE, pieces, width, element)


def _unlabelled(block: PlaceMap, plan: MapPlan, compositor: Compositor) -> Chunk | None:
    """Return the names that found no room on the map, after a pin like theirs."""
    lacking = {pin.place for pin in plan.pins if not pin.label}
    if not lacking:
        return None
    size = compositor.sizes.map_label.smallest
    names = [one.name.plain for one in block.places if one.city in lacking]
    items = words([Run(" · ".join(names))], compositor.kit.family)
    lines = flowing(items, (WIDTH - 14.0) / size)
    style = Style(size, size * 1.3, compositor.theme.ink)
    element = compositor.structure.add("P")
    text = set_lines(lines, LEFT + 14.0, 0.0, style, element, compositor.structure)
    pin = Disc(LEFT + _PIN + 1.2, style.pitch / 2, _PIN, compositor.theme.ink)
    return Chunk(len(lines) * style.pitch, (pin, *text), 6.0)


# The legend


def legend_chunk(tiles: Sequence[Tile], compositor: Compositor) -> Chunk | None:
    """Return the legend: number, icon and label of each pillar, down its columns."""
    if not tiles:
        return None
    columns = 1 if len(tiles) == 1 else 2 if len(tiles) <= 8 else 3
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
    return Chunk(bottom, tuple(operations), 10.0)


def _entry(tile: Tile, x: float, top: float, width: float, listing: int, compositor: Compositor) -> Chunk:
    structure, theme = compositor.structure, compositor.theme
    size = compositor.sizes.matrix.largest
    colour = theme.colour(tile.colour)
    item = structure.add("LI", listing)
    middle = top + _ENTRY / 2
    label = structure.add("Lbl", item)
    operations: list[Operation] = []
    operations += _dot(tile, x + _NUMBER_DISC, middle, _NUMBER_DISC, label, compositor)
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

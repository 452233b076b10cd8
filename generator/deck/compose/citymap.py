"""Compose the slide of the map: the cities, and the pillars that each illustrates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.deck.compose.common import SLACK, Context, label_size, numbered, spans, spoken_row
from generator.deck.layouts import GAP
from generator.deck.slide import (
    INK,
    MUTED,
    PAPER,
    Colour,
    Figure,
    Frame,
    Group,
    Para,
    Shape,
    Slide,
    SlideRun,
)
from generator.document.tree import PlaceMap, Tile
from generator.graphics.citymap import CityMap, plan_city_map
from generator.graphics.labels import Pin
from generator.messages import _
from generator.source.inline import Run
from generator.text.breaking import words
from generator.text.fit import fit, refuse_box
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.document.tree import MapPlace, Section
    from generator.graphics.basemap import BaseMap

_PIN, _DOT = 4.5, 7.0  # radii
_MAX_NAMES = 0.4  # of the height beside the map
_SMALLEST_NAMES = 8.0  # points: below the smallest size of a map label, for names that have no room on the map
# The legend, in points: the height of a row, the diameter of its disc (also of a row's height), the space after it.
_ROW, _DISC, _DISC_SHARE, _AFTER_DISC, _BETWEEN_ROWS = 84.0, 40.0, 0.8, 12.0, 2.0  # by eye
_BESIDE, _BETWEEN = 306.0, 30.0  # the legend's width, at maximum, and the space before it


def city_map(section: Section, context: Context) -> list[Slide]:
    """Return the slide of the map, with the pillars' colours explained beside it."""
    block = next((block for block in section.blocks if isinstance(block, PlaceMap)), None)
    if block is None:
        return []
    theme = context.kit.theme
    layout = context.layout("map")
    area, beside = _split(layout.body)
    tiles = {tile.pillar: tile for tile in block.legend}
    sizes = (theme.deck.map_label.largest, theme.deck.map_label.smallest)
    planned = plan_city_map(block, context.kit, area.width, area.height, sizes, _DOT, _PIN)
    shapes: list[Shape] = [context.title(section.title, layout), _base(planned.base_map, area, block, context)]
    by_city = {place.city: place for place in block.places}
    origin = (area.x, area.y)
    shapes += [_pin(pin, by_city[pin.place], planned, origin, tiles, context) for pin in planned.pins]
    names = [place.name.plain for place in block.places if place.city in planned.unlabelled]
    shapes += _beside(block.legend, names, beside, context)
    spoken = (section.title.plain, block.description.plain, *(_spoken(place, tiles) for place in block.places))
    return [context.slide(layout, shapes, spoken)]


def _split(body: Box) -> tuple[Box, Box]:
    """Return the boxes of the map and of the legend beside it."""
    width = min(_BESIDE, body.width * 0.36)
    left = body.width - width - _BETWEEN
    area = Box(body.x, body.y, left, body.height)
    return area, Box(body.x + left + _BETWEEN, body.y, width, body.height)


def _base(base_map: BaseMap, area: Box, block: PlaceMap, context: Context) -> Group:
    theme = context.kit.theme
    layers = (
        Figure(context.name("sea"), area, fill=_rgb(theme.water)),
        Figure(context.name("country"), area, base_map.land, _rgb(theme.land)),
        Figure(f"{context.name('country')} ({context.name('city')})", area, base_map.home, _rgb(theme.home)),
        Figure(context.name("border"), area, base_map.borders, None, PAPER, 0.75),
    )
    filled = tuple(layer for layer in layers if isinstance(layer.geometry, str) or layer.geometry.commands)
    return Group(context.name("map"), area, filled, block.description.plain)


def _rgb(value: str) -> Colour:
    return Colour(value.upper())


def _pin(
    pin: Pin,
    place: MapPlace,
    planned: CityMap,
    origin: tuple[float, float],
    tiles: dict[str, Tile],
    context: Context,
) -> Group:
    """Return a city as one thing to read: its pin, its name, and a numbered dot for each pillar that it illustrates."""
    size, city = planned.size, context.name("city")
    left, top = origin
    spot = Box(left + pin.x - _PIN, top + pin.y - _PIN, 2 * _PIN, 2 * _PIN)
    shapes: list[Shape] = [Figure(f"{city} {pin.place}", spot, "ellipse", INK, PAPER, 0.75)]
    if pin.label:
        room = 2.0 + pin.label.width * 0.02
        tall = size * context.pitch
        middle = top + pin.label.y + pin.label.height / 2
        box = Box(left + pin.label.x - room, middle - tall / 2, pin.label.width + 2 * room, tall)
        para = Para(spans(place.name.runs, True), size, align="ctr")
        shapes.append(Frame(f"{context.name('text')} [{pin.place}]", box, (para,), anchor="ctr"))
    shapes += [_dot(tiles[key], left + x, top + y, planned.dot, context) for key, x, y in pin.dots]
    boxes = [shape.box for shape in shapes]
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    whole = Box(x, y, max(box.right for box in boxes) - x, max(box.bottom for box in boxes) - y)
    return Group(f"{city} [{pin.place}]", whole, tuple(shapes), _spoken(place, tiles))


def _dot(tile: Tile, x: float, y: float, radius: float, context: Context) -> Frame:
    """Return the number of a pillar on a dot around a point, ``radius`` points in size."""
    box = Box(x - radius, y - radius, 2 * radius, 2 * radius)
    return context.pillar_number(tile.number, tile.pillar, box, radius * 1.3, context.accent(tile.colour))


def _beside(tiles: Sequence[Tile], names: Sequence[str], area: Box, context: Context) -> list[Shape]:
    """Return the legend, and below it the names that found no room on the map."""
    if not names:
        return _legend(tiles, area, context)
    share = area.height * _MAX_NAMES
    room = Box(area.x, area.y + area.height - share, area.width, share)
    text = " · ".join(names)
    items = words([Run(text)], context.kit.family)
    steps = context.kit.theme.deck.map_label.steps()
    # The smallest size for a list that no slide of its own would serve: the matrix names all the cities.
    fitted = fit(items, room.width - SLACK, room.height, (_SMALLEST_NAMES, *steps), context.pitch)
    legend = _legend(tiles, Box(area.x, area.y, area.width, area.height - share - GAP), context)
    if fitted is None:
        return legend
    para = Para((SlideRun(text),), fitted.size, MUTED)
    return [*legend, Frame(context.name("city"), room, (para,), anchor="b")]


def _legend(tiles: Sequence[Tile], area: Box, context: Context) -> list[Shape]:
    """Return the pillars one below the other, each with its disc, at one size."""
    if not tiles:
        return []
    row = min(_ROW, area.height / len(tiles))
    first = area.y + (area.height - row * len(tiles)) / 2
    disc = min(_DISC, row * _DISC_SHARE)
    size = _legend_size(tiles, (area.width - disc - _AFTER_DISC - SLACK, row - _BETWEEN_ROWS), context)
    shapes: list[Shape] = []
    for index, tile in enumerate(tiles):
        top = first + row * index
        circle = Box(area.x, top + (row - disc) / 2, disc, disc)
        icon = context.disc(tile.icon, circle, context.accent(tile.colour))
        box = Box(area.x + disc + _AFTER_DISC, top, area.width - disc - _AFTER_DISC, row)
        para = Para(spans(numbered(tile)), size)
        shapes.append(Group(f"{context.name('circle')} {tile.number}", circle, icon))
        name, target = f"{context.name('legend')} [{tile.pillar}]", f"pillar:{tile.pillar}"
        shapes.append(Frame(name, box, (para,), anchor="ctr", target=target))
    return shapes


def _legend_size(tiles: Sequence[Tile], box: tuple[float, float], context: Context) -> float:
    """Return the largest size, in points, at which each label fits a box, in points; raise ContentError without one."""
    steps, family = context.kit.theme.deck.legend.steps(), context.kit.family
    size = label_size([words(numbered(tile), family) for tile in tiles], *box, steps, context.pitch)
    if size is None:
        label = max((tile.label for tile in tiles), key=lambda label: len(label.plain))
        items = words(label.runs, family)
        raise refuse_box(items, box, steps[0], context.pitch, label.mark, _("the map's legend"))
    return size


def _spoken(place: MapPlace, tiles: dict[str, Tile]) -> str:
    """Return what the map says of a city: the pillars that it illustrates."""
    labels = (tiles[key].label.plain if key in tiles else key for key in place.pillars)
    return spoken_row(place.name.plain, labels)

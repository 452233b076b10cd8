"""The map of the page: paths to fill, pins, and names for wide and for narrow windows.

It is an image: what it shows is also said in words, and nothing in it is a link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.graphics.citymap import plan_city_map
from generator.web.view import CityMap, MapLabel, MapNumber

if TYPE_CHECKING:
    from generator.document.tree import PlaceMap
    from generator.graphics.labels import Pin
    from generator.kit import Kit
    from generator.web.anchors import Anchors
    from generator.web.view import Tile

WIDTH, HEIGHT = 720, 536  # CSS pixels of a large window, in the shape of the deck's map; a narrow one shrinks it
LABEL, NUMBER = 20.0, 13.0  # the sizes of names and of numbers; web.css has the same
DISC, PIN = 9.5, 6.0  # radii
NARROW_LABEL = 34.0  # shrunk to 320 px: 13 px
_BASELINE = 0.33  # of the size, below the middle of a line: half of Carlito's capitals


def city_map(block: PlaceMap, title: str, legend: tuple[Tile, ...], kit: Kit, anchors: Anchors) -> CityMap:
    """Return the map of ``block``, which names at least one city; ``legend`` are its tiles as the page has them."""
    tiles = dict(zip((tile.pillar for tile in block.legend), legend, strict=True))
    wide = plan_city_map(block, kit, WIDTH, HEIGHT, (LABEL,), DISC, PIN)
    # The pins fall where they did, and only the names are placed anew, without dots.
    narrow = plan_city_map(replace(block, legend=()), kit, WIDTH, HEIGHT, (NARROW_LABEL,), DISC, PIN)
    base_map = wide.base_map
    return CityMap(
        width=WIDTH,
        height=HEIGHT,
        land=base_map.land.svg(1),
        home=base_map.home.svg(1),
        borders=base_map.borders.svg(1),
        pin_radius=PIN,
        disc_radius=DISC,
        pins=tuple((pin.x, pin.y) for pin in wide.pins),
        labels=_labels(wide.pins, LABEL),
        numbers=_numbers(wide.pins, tiles),
        narrow_labels=_labels(narrow.pins, NARROW_LABEL),
        title_anchor=anchors.fresh("map-title"),
        title=title,
        words_anchor=anchors.fresh("map-words"),
        words=_words(block, tiles),
        legend=legend,
        description=block.description,
    )


def _labels(pins: tuple[Pin, ...], size: float) -> tuple[MapLabel, ...]:
    """Return the names that found a place, set at ``size``."""
    boxes = ((pin.name, pin.label) for pin in pins)
    middles = ((name, box.x, box.y + box.height / 2) for name, box in boxes if box)
    return tuple(MapLabel(round(x, 1), round(y + _BASELINE * size, 1), name) for name, x, y in middles)


def _numbers(pins: tuple[Pin, ...], tiles: dict[str, Tile]) -> tuple[MapNumber, ...]:
    return tuple(
        MapNumber(round(x, 1), round(y, 1), round(y + _BASELINE * NUMBER, 1), tiles[key].colour, tiles[key].number)
        for pin in pins
        for key, x, y in pin.dots
    )


def _words(block: PlaceMap, tiles: dict[str, Tile]) -> str:
    """Return each city with the numbers of its pillars: "Anvers (4), Bilbao (1)"."""
    return ", ".join(
        f"{place.name.plain} ({', '.join(str(tiles[p].number) for p in place.pillars if p in tiles)})"
        for place in block.places
    )

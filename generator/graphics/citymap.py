"""The map of a document's cities in a box of any edition: the base_map, and the pins with their names.

It draws nothing: each edition sets the pins and the names in its own way, and says elsewhere those without room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.graphics.basemap import BaseMap, Place
from generator.graphics.labels import Pin, place_pins

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.document.tree import MapPlace, PlaceMap
    from generator.kit import Kit

_SMALLEST_DOT = 0.8  # of a dot's radius, where names are set smaller


class CityMap(Struct, frozen=True):
    """The base_map, the pins on it, the size of their names and the radius of their dots, in points."""

    base_map: BaseMap
    pins: tuple[Pin, ...]
    size: float
    dot: float

    @property
    def unlabelled(self) -> frozenset[str]:
        """Return the cities whose names found no room."""
        return frozenset(pin.place for pin in self.pins if not pin.label)


def plan_city_map(
    block: PlaceMap, kit: Kit, width: float, height: float, sizes: Iterable[float], dot: float, pin: float
) -> CityMap:
    """Return the map of ``block`` with names of the first of ``sizes`` at which all find room, else of the last.

    ``dot`` and ``pin`` are radii; dots stand only for the pillars that the legend explains.
    """
    known = {tile.pillar for tile in block.legend}
    places = [_place(one, known) for one in block.places]
    base_map = kit.base_map(places, width, height)
    first, *others = sizes
    planned = _with_pins(base_map, places, kit, first, dot, pin)
    for size in others:
        if not planned.unlabelled:
            break
        planned = _with_pins(base_map, places, kit, size, dot * max(size / first, _SMALLEST_DOT), pin)
    return planned


def _with_pins(base_map: BaseMap, places: Sequence[Place], kit: Kit, size: float, dot: float, pin: float) -> CityMap:
    """Return the map with names of ``size`` points, dots and pins of radii in points."""
    face = kit.family.face(strong=True)
    pins = place_pins(base_map, places, size, lambda name: face.width(name) * size, dot, pin)
    return CityMap(base_map, pins, size, dot)


def _place(one: MapPlace, known: set[str]) -> Place:
    dots = tuple(pillar for pillar in one.pillars if pillar in known)
    return Place(one.city, one.name.plain, one.longitude, one.latitude, one.country, dots)

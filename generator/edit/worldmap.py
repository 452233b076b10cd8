"""The map on which a city is placed by pointing: degrees are lengths on it, so that a point tells its coordinates.

It is drawn at the true width of its middle latitude (equirectangular). Which country holds a point is told by the same
outlines, which leave out the smallest islands; near a coast, the nearest place of the gazetteer tells it.
"""

from __future__ import annotations

from functools import lru_cache
from math import cos, radians
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.edit.gazetteer import near
from generator.graphics.atlas import Atlas, Level, Window
from generator.kit import ATLAS, MAX_ATLAS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.graphics.path import Point
    from generator.world import World

WIDTH, HEIGHT = 640, 400  # CSS pixels
MIN_SPAN, MAX_SPAN = 0.5, 150.0  # degrees of latitude that are shown: a city's surroundings, nearly the whole world
_FINE = 40.0  # degrees of latitude: where more are shown, fine lines are thinner than a pixel
_FAR = 80.0  # degrees: no map has a middle beyond, where a degree of longitude has no width


class View(Struct, frozen=True):
    """What of the world is shown: the middle, in degrees, and how many degrees of latitude are seen."""

    longitude: float
    latitude: float
    span: float

    @classmethod
    def of(cls, longitude: float, latitude: float, span: float) -> View:
        """Return the view that was asked for, within what can be shown."""
        shown = min(max(span, MIN_SPAN), MAX_SPAN)
        return cls((longitude + 180) % 360 - 180, min(max(latitude, -_FAR), _FAR), shown)

    @property
    def scale(self) -> float:
        """Return the pixels of a degree of latitude."""
        return HEIGHT / self.span

    @property
    def across(self) -> float:
        """Return the pixels of a degree of longitude."""
        return self.scale * cos(radians(self.latitude))

    @property
    def window(self) -> Window:
        """Return the degrees that are shown; a turn of the globe at most."""
        half = min(WIDTH / 2 / self.across, 179.9)
        west, north = self.longitude - half, self.latitude + self.span / 2
        return Window(west, north - self.span, self.longitude + half, north)

    def pixel(self, longitude: float, latitude: float) -> Point:
        """Return where a place lies on the map, from its upper left corner."""
        return WIDTH / 2 + (longitude - self.longitude) * self.across, HEIGHT / 2 + (
            self.latitude - latitude
        ) * self.scale


def map_svg(world: World, view: View) -> bytes:
    """Return the map as SVG: land and borders, nothing else; its colours follow the colour scheme."""
    level = Level.FINE if view.span < _FINE else Level.COARSE
    atlas, shift = _atlas(world.bounded(ATLAS, MAX_ATLAS)), view.window
    paths = [
        f"M{' '.join(f'{x:.1f},{y:.1f}' for x, y in line)}Z"
        for turn in (-360, 0, 360)
        for ring in _rings(atlas, level, Window(shift.west + turn, shift.south, shift.east + turn, shift.north))
        for line in [[view.pixel(longitude - turn, latitude) for longitude, latitude in ring]]
    ]
    style = "path{fill:#e9e5da;stroke:#868c91;stroke-width:.7}@media(prefers-color-scheme:dark){path{fill:#343b41}}"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
    return f'{head}<style>{style}</style><path fill-rule="evenodd" d="{"".join(paths)}"/></svg>'.encode()


def country_at(world: World, longitude: float, latitude: float) -> str:
    """Return the code of the country that holds a place, or that of the nearest known place; nothing far from any."""
    atlas = _atlas(world.bounded(ATLAS, MAX_ATLAS))
    here = Window(longitude, latitude, longitude, latitude)
    for country in atlas.countries:
        if country.code and here.touches(atlas.extent([country])):
            rings = (_ring(atlas, ring, Level.FINE) for polygon in country.polygons for ring in polygon)
            if sum(_holds([*ring], longitude, latitude) for ring in rings) % 2:
                return country.code
    return next((place.country for place in near(longitude, latitude)), "")


@lru_cache(maxsize=1)
def _atlas(data: bytes) -> Atlas:
    return Atlas.read(data)


def _rings(atlas: Atlas, level: Level, window: Window) -> Iterator[list[Point]]:
    """Yield the rings of the land in a window; those beside it, a turn of the globe away, are not among them."""
    for country in atlas.countries:
        for polygon in country.polygons:
            extent = atlas.ring_extent(polygon[0])
            if extent.west <= window.east and window.west <= extent.east and extent.touches(window):
                yield from ([*_ring(atlas, ring, level)] for ring in polygon)


def _ring(atlas: Atlas, indexes: Sequence[int], level: Level) -> Iterator[Point]:
    for index in indexes:
        points = [*atlas.points(index if index >= 0 else ~index, level)]
        yield from points if index >= 0 else reversed(points)


def _holds(ring: Sequence[Point], longitude: float, latitude: float) -> bool:
    """Tell whether a ring goes round a place: a line from it to the east crosses the ring an odd number of times."""
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > latitude) != (y2 > latitude) and longitude < x1 + (latitude - y1) / (y2 - y1) * (x2 - x1):
            inside = not inside
    return inside

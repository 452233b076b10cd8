"""The base_map of a map of cities: an extent that shows them all, the countries within, the lines between.

It draws nothing and chooses no colour. Lengths are points, from the top left corner of the box, y down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import atan2, cos, degrees, hypot, radians, sin
from typing import Any

from msgspec import Struct
from msgspec.structs import astuple, replace

from generator.graphics.atlas import Atlas, Country, Level, Window, window_around
from generator.graphics.outline import Outline
from generator.graphics.path import (
    Command,
    Path,
    Point,
    area,
    clipped_line,
    clipped_ring,
    crossings,
    polygons,
    polylines,
    simplified,
)
from generator.graphics.projection import EARTH_RADIUS, FAR_SIDE, Projection
from generator.units import Box

TOLERANCE = 0.4
"""How far, in points, a simplified outline may stray from the true one."""

NARROWEST = 1000.0 / EARTH_RADIUS
"""The least that a map of one city shows along its shorter side, in radii of the Earth: about one country."""

REGION = 250.0 / EARTH_RADIUS  # radii of the Earth
AROUND = 16.0
"""The same for the cities of one region, and the least in spans of those cities: they must stand apart."""

WIDE = 50.0
"""Degrees from the centre to the farthest city, beyond which the map is upright like a wall map."""

WORLD = 75.0
"""The same from which on it is a map of the world: the other one squeezes continents far from its centre (by eye)."""

STRAIT = -169.0
"""The longitude of the Bering Strait, where a map of the world ends: it parts the least land."""

_PARTED = 0.6  # of the widest gap between cities, in longitude: the least for the map to end in the Bering Strait

PART = 0.5
"""The part of the box, in width or height, that cities of one region fill: the rest is context."""

BLED_PART = 0.76
"""The most where the ground goes on beyond the box."""

WORLD_PART = 0.76
"""The same for cities all over the world, which need no context."""

FINEST = 15.0 / EARTH_RADIUS
"""Length of a point, in radii of the Earth, from which the atlas's coarse lines are fine enough."""

_BESIDE = 0.03  # degrees: about three kilometres
_LINES = 16  # across a box whose ground is looked at
_SPECK = 1.2  # points: a polygon that is smaller is a speck, and left out (by eye)
_Vector = tuple[float, float, float]


class Place(Struct, frozen=True):
    """A city to show; ``dots`` are keys of its caller's, drawn as a row of dots beside the name."""

    id: str
    name: str
    longitude: float
    latitude: float
    country: str
    dots: tuple[str, ...] = ()


class BaseMap(Struct, frozen=True):
    """A map without its cities: ``land`` and ``home`` to fill, ``borders`` and ``waters`` to stroke; all in the box.

    ``home`` holds the countries of the cities; ``projection`` tells where a city falls. ``waters`` are those of an
    author's own outline.
    """

    width: float
    height: float
    projection: Projection
    land: Path
    home: Path
    borders: Path
    waters: Path = Path(())

    def as_tuples(self) -> tuple[Any, ...]:
        """Return the base_map as plain tuples and numbers, to be kept in a file."""
        at = self.projection
        paths = (path.commands for path in self._paths)
        return self.width, self.height, astuple(at), *paths

    @classmethod
    def of_tuples(cls, width: float, height: float, at: Any, *paths: tuple[Command, ...]) -> BaseMap:
        """Return the map that ``as_tuples`` was asked of; its sides are in points."""
        return cls(width, height, Projection(*at), *map(Path, paths))

    @property
    def _paths(self) -> tuple[Path, ...]:
        return self.land, self.home, self.borders, self.waters

    def scaled(self, factor: float) -> BaseMap:
        """Return the same map ``factor`` times as large."""
        if factor == 1.0:
            return self
        projection = self.projection
        paths = (path.transformed(factor) for path in self._paths)
        grown = replace(projection, scale=projection.scale * factor, x=projection.x * factor, y=projection.y * factor)
        return BaseMap(self.width * factor, self.height * factor, grown, *paths)

    def crossings(self, boxes: Sequence[Box]) -> int:
        """Return how often lines across ``boxes``, in points, meet the line of a coast or of a country."""
        levels = [
            (box.y + (index + 0.5) * box.height / _LINES, box.x, box.right) for box in boxes for index in range(_LINES)
        ]
        return sum(crossings(path, levels) for path in self._paths)


class Frame(Struct, frozen=True):
    """Where cities fall in their box, in parts of its sides, and the least that they span, in radii of the Earth."""

    left: float
    top: float
    right: float
    bottom: float
    least: float


class Ground(Struct, frozen=True):
    """What is drawn beyond the box of the cities: its own box, from the corner of theirs.

    Cities of one region fill a part ``across`` their box, so that names have room on both sides.
    """

    box: Box
    across: float


def plan_view(
    atlas: Atlas | Outline,
    places: Sequence[Place],
    width: float,
    height: float,
    frame: Frame | None = None,
    ground: Ground | None = None,
) -> BaseMap:
    """Plan the map under some cities, in a box in points; without a ``frame`` they have context around.

    It shows where they fall, and an author's own outline; ``with_countries`` draws the world's.

    The map is that of the box, or of a larger ``ground``.
    Raises ValueError when there is no city or no box.
    """
    if not places:
        raise ValueError("A map needs at least one city.")
    if width <= 0 or height <= 0:
        raise ValueError("A map needs a box with a width and a height.")
    widest = atlas.span if isinstance(atlas, Outline) else NARROWEST
    projection = framed(places, width, height, frame, (ground.across, BLED_PART) if ground else (PART, PART), widest)
    if ground:
        projection = projection.moved(-ground.box.x, -ground.box.y)
        width, height = ground.box.width, ground.box.height
    if isinstance(atlas, Outline):
        points = [(place.longitude, place.latitude) for place in places]
        return BaseMap(width, height, projection, *atlas.drawn(points, projection, width, height, TOLERANCE))
    return BaseMap(width, height, projection, Path(()), Path(()), Path(()))


def with_countries(atlas: Atlas | Outline, view: BaseMap, places: Sequence[Place]) -> BaseMap:
    """Return the map of ``plan_view`` with the world's countries, which take most of the time."""
    if isinstance(atlas, Outline):
        return view
    projected = _ProjectedAtlas(atlas, view.projection, view.width, view.height, places)
    return BaseMap(view.width, view.height, view.projection, *_countries(projected, places))


def framed(
    places: Sequence[Place],
    width: float,
    height: float,
    frame: Frame | None = None,
    parts: tuple[float, float] = (PART, PART),
    widest: float = NARROWEST,
) -> Projection:
    """Return the projection that shows the cities in the middle of a box in points, with context around.

    With a ``frame``, that which shows them in it. Cities of one region fill ``parts`` of the box's sides;
    the shorter side shows no more than ``widest`` for the sake of context, in radii of the Earth.
    """
    globe = _centred(places)
    points = [globe.clamped(place.longitude, place.latitude) for place in places]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    north, south = min(y for _, y in points), max(y for _, y in points)
    x, y = width / 2, height / 2
    if frame:
        across, down = (frame.right - frame.left) * width, (frame.bottom - frame.top) * height
        scale = min(across / max(east - west, frame.least), down / max(south - north, frame.least))
        x, y = frame.left * width + across / 2, frame.top * height + down / 2
    else:
        scale = min(
            _fitted(east - west, width, parts[0]),
            _fitted(south - north, height, parts[1]),
            min(width, height) / min(_min_span(max(east - west, south - north)), widest),
        )
    return replace(globe, scale=scale, x=x - scale * (west + east) / 2, y=y - scale * (north + south) / 2)


def _min_span(span: float) -> float:
    """Return the shortest side of a map whose cities span ``span``, both in radii of the Earth.

    That is a country around one city, a region around several.
    """
    return min(NARROWEST, max(REGION, AROUND * span)) if span > 0 else NARROWEST


def _fitted(span: float, room: float, part: float) -> float:
    """Return the scale at which ``span``, in radii of the Earth, fills its ``part`` of ``room``.

    The part grows with the span, from a region's to the world's, since there is but one world.
    """
    part += (WORLD_PART - part) * min(1.0, max(0.0, (span - 0.2) / 0.8))
    return part * room / max(span, 1e-9)


def _centred(places: Sequence[Place]) -> Projection:
    """Return the projection, of scale 1, of the middle of the map.

    That is (nearly) the centre of the smallest cap of the sphere that holds all the cities; but far
    from the equator, a large cap would show some continents upside down.
    """
    vectors = [vector(place.longitude, place.latitude) for place in places]
    x, y, z = _middle(vectors)
    length = hypot(x, y, z)
    if length * cos(radians(WIDE)) < _nearness((x, y, z), vectors):
        return Projection(degrees(atan2(y, x)), degrees(atan2(z, hypot(x, y))))
    uprights = [(lon, lat) for lat in (0.0, 10.0, -10.0, 20.0, -20.0) for lon in range(-180, 180, 5)]
    best = max(uprights, key=lambda centre: _nearness(vector(*centre), vectors))
    if _nearness(vector(*best), vectors) < cos(radians(WORLD)):
        return Projection(_opposite([place.longitude for place in places]), 0.0, world=True)
    return Projection(*best)


def _opposite(longitudes: Sequence[float]) -> float:
    """Return the longitude in the middle of a map of the world, opposite the meridian where it ends.

    That is in the Bering Strait, or between cities if there are some near it, and none in a much wider gap.
    """
    order = sorted(longitude % 360 for longitude in longitudes)
    gaps = [(after - before, before) for before, after in pairwise([*order, order[0] + 360])]
    widest, start = max(gaps)
    usual = next(gap for gap, before in gaps if (STRAIT - before) % 360 <= gap)
    return STRAIT + 180 if usual >= _PARTED * widest else start + widest / 2 - 180


def _middle(vectors: Sequence[_Vector]) -> _Vector:
    """Return the centre of (nearly) the smallest ball that holds some points.

    Badoiu and Clarkson, Smaller Core-Sets for Balls (SODA 2003): step to the farthest, ever less.
    """
    x, y, z = vectors[0]
    for step in range(2, 60):
        fx, fy, fz = max(vectors, key=lambda v: (v[0] - x) ** 2 + (v[1] - y) ** 2 + (v[2] - z) ** 2)
        x, y, z = x + (fx - x) / step, y + (fy - y) / step, z + (fz - z) / step
    return (x, y, z)


def _nearness(centre: _Vector, vectors: Sequence[_Vector]) -> float:
    """Return the cosine of the angle from a centre to the farthest place, from -1 to 1."""
    x, y, z = centre
    return min(x * vx + y * vy + z * vz for vx, vy, vz in vectors)


def vector(longitude: float, latitude: float) -> _Vector:
    """Return the unit vector to a place in degrees."""
    turn, phi = radians(longitude), radians(latitude)
    return (cos(phi) * cos(turn), cos(phi) * sin(turn), sin(phi))


def _countries(projected: _ProjectedAtlas, places: Sequence[Place]) -> tuple[Path, Path, Path]:
    """Return the countries without cities, those with, and the lines between countries."""
    codes = {place.country for place in places}
    land: list[list[Point]] = []
    home: list[list[Point]] = []
    for country in projected.atlas.countries:
        rings = home if country.code in codes else land
        rings.extend(projected.country(country))
    return polygons(land), polygons(home), polylines(projected.borders())


def _around(place: Place) -> Window:
    """Return the window of what is beside a city: coasts are not drawn to the metre."""
    return Window(
        place.longitude - _BESIDE, place.latitude - _BESIDE, place.longitude + _BESIDE, place.latitude + _BESIDE
    )


class _ProjectedAtlas:
    """The atlas projected on the box, each arc once, so that neighbours keep the same line."""

    def __init__(
        self, atlas: Atlas, projection: Projection, width: float, height: float, places: Sequence[Place]
    ) -> None:
        """Project ``atlas`` on a box in points; the land around ``places`` is shown however small it is."""
        corners = [(x, y) for x in (0.0, width) for y in (0.0, height)]
        longitude, latitude = projection.longitude, projection.latitude
        reach = min(projection.reach(corners), FAR_SIDE)
        self.atlas = atlas
        self._near = [_around(place) for place in places]
        self._projection = projection
        self._width, self._height = width, height
        self._window = window_around(longitude, latitude, reach)
        self._level = Level.COARSE if 1 / projection.scale > FINEST else Level.FINE
        self._antipode = Window(longitude + 180, -latitude, longitude + 180, -latitude)
        self._runs: dict[int, list[list[Point]]] = {}

    def country(self, country: Country) -> Iterator[list[Point]]:
        """Yield the parts of a country's rings inside the box."""
        if self._window.touches(self.atlas.extent([country])):
            for polygon in country.polygons:
                extent = self.atlas.ring_extent(polygon[0])
                if self._window.touches(extent) and self._visible(extent, country):
                    yield from self._polygon(polygon, extent)

    def borders(self) -> Iterator[list[Point]]:
        """Yield the lines between two countries."""
        for index in self.atlas.borders:
            if self._window.touches(self.atlas.ring_extent([index])):
                for run in self._arc(index):
                    yield from clipped_line(run, self._width, self._height)

    def _visible(self, extent: Window, country: Country) -> bool:
        """Tell whether a polygon is larger than a speck, all that its country has, or where a city is."""
        point = degrees(1 / self._projection.scale)
        wide = (extent.east - extent.west) * cos(radians(extent.south)) > _SPECK * point
        return (
            wide
            or extent.north - extent.south > _SPECK * point
            or len(country.polygons) == 1
            or self._holds_a_city(extent)
        )

    def _holds_a_city(self, extent: Window) -> bool:
        return any(extent.touches(near) for near in self._near)

    def _polygon(self, rings: Sequence[Sequence[int]], extent: Window) -> Iterator[list[Point]]:
        outer = self._ring(rings[0])
        if extent.touches(self._antipode) and outer and area(outer) < 0:
            # The ring goes round the far side: what it holds is between it and the rim.
            yield clipped_ring(self._projection.disc(), self._width, self._height)
        for ring in (outer, *map(self._ring, rings[1:])):
            part = clipped_ring(ring, self._width, self._height) if ring else []
            if part and (abs(area(part)) > _SPECK**2 / 4 or self._holds_a_city(extent)):
                yield part

    def _ring(self, indexes: Iterable[int]) -> list[Point]:
        """Return a closed ring, led along the rim where it passes on the far side of the globe."""
        ring: list[Point] = []
        for index in indexes:
            runs = self._arc(index if index >= 0 else ~index)
            for run in runs if index >= 0 else [run[::-1] for run in reversed(runs)]:
                ring.extend(self._bridge(ring, run))
                ring.extend(run)
        ring.extend(self._bridge(ring, ring))
        return ring

    def _bridge(self, ring: list[Point], run: list[Point]) -> list[Point]:
        if not ring or hypot(ring[-1][0] - run[0][0], ring[-1][1] - run[0][1]) < 0.01:
            return []
        return self._projection.rim(ring[-1], run[0])

    def _arc(self, index: int) -> list[list[Point]]:
        runs = self._runs.get(index)
        if runs is None:
            near = self.atlas.ring_extent([index]).touches(self._window)
            points = self.atlas.points(index, self._level) if near else self.atlas.chord(index, self._level)
            runs = [self._shortened(run) for run in self._projection.runs(points)]
            self._runs[index] = runs
        return runs

    def _shortened(self, run: list[Point]) -> list[Point]:
        """Simplify a line; wholly beyond a side of the box, it may as well be straight."""
        xs, ys = [x for x, _ in run], [y for _, y in run]
        if max(xs) < 0 or min(xs) > self._width or max(ys) < 0 or min(ys) > self._height:
            return [run[0], run[-1]]
        return simplified(run, TOLERANCE)

"""Plan of a map of cities: an extent that shows them all, countries, labels that do not collide.

It draws nothing, chooses no colour and no font: it asks its caller for the width of a name.
Lengths are points, from the top left corner of the box, y down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin

from generator.graphics.atlas import Atlas, Country, Level, Window, window_around
from generator.graphics.path import (
    Path,
    Point,
    area,
    clipped_line,
    clipped_ring,
    polygons,
    polylines,
    simplified,
)
from generator.graphics.projection import EARTH_RADIUS, FAR_SIDE, Projection

TOLERANCE = 0.4
"""How far, in points, a simplified outline may stray from the true one."""

NARROWEST = 1000.0 / EARTH_RADIUS
"""The least that a map shows along its shorter side, in radii of the Earth: about one country."""

WIDE = 50.0
"""Degrees from the centre to the farthest city, beyond which the map is upright like a wall map."""

PART = 0.5
"""The part of the box, in width or height, that cities of one region fill: the rest is context."""

WORLD_PART = 0.76
"""The same for cities all over the world, which need no context."""

FINEST = 15.0 / EARTH_RADIUS
"""Length of a point, in radii of the Earth, from which the atlas's coarse lines are fine enough."""

LINE_HEIGHT = 1.2
"""Height of a label, in its sizes."""

AIR = 2.0
"""Least distance, in points, from a label to the edge of the box or to another label."""

_SPECK = 1.2
_COLLISION = 100.0
_ROUNDS = 8
_Bounds = tuple[float, float, float, float]
_Vector = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """A city to show; ``dots`` are keys of its caller's, drawn as a row of dots beside the name."""

    id: str
    name: str
    longitude: float
    latitude: float
    country: str
    dots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, from its top left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Pin:
    """A city's pin, centred on ``x``, ``y``; the box of its name and the centres of its dots.

    ``label`` is None, and ``dots`` empty, when the name fits nowhere; the pin remains.
    """

    place: str
    name: str
    x: float
    y: float
    label: Box | None
    dots: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True, slots=True)
class MapPlan:
    """A map ready to draw: ``land`` and ``home`` to fill, ``borders`` to stroke, then the pins.

    ``home`` holds the countries of the cities. ``pin`` and ``dot`` are radii.
    """

    width: float
    height: float
    land: Path
    home: Path
    borders: Path
    pins: tuple[Pin, ...]
    pin: float
    dot: float


def plan_map(
    atlas: Atlas,
    places: Sequence[Place],
    width: float,
    height: float,
    label_size: float,
    measure: Callable[[str], float],
    dot: float = 4.0,
    pin: float = 4.5,
) -> MapPlan:
    """Plan the map of some cities in a box; raise ValueError when there is no city or no box."""
    if not places:
        raise ValueError("A map needs at least one city.")
    if width <= 0 or height <= 0:
        raise ValueError("A map needs a box with a width and a height.")
    projection = _framed(places, width, height)
    land, home, borders = _countries(_Sheet(atlas, projection, width, height), places)
    rows = [_Row(place, measure(place.name), label_size, dot, pin) for place in places]
    points = [_pin_point(projection, place, width, height, pin) for place in places]
    spots = _placed(rows, points, width, height)
    pins = tuple(map(_pin, rows, points, spots))
    return MapPlan(width, height, land, home, borders, pins, pin, dot)


# Extent


def _framed(places: Sequence[Place], width: float, height: float) -> Projection:
    """Return the projection that shows the cities in the middle of the box, with context around."""
    longitude, latitude = _centre(places)
    globe = Projection(longitude, latitude)
    points = [globe.clamped(place.longitude, place.latitude) for place in places]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    north, south = min(y for _, y in points), max(y for _, y in points)
    scale = min(
        _fitted(east - west, width),
        _fitted(south - north, height),
        min(width, height) / NARROWEST,
    )
    x = width / 2 - scale * (west + east) / 2
    y = height / 2 - scale * (north + south) / 2
    return Projection(longitude, latitude, scale, x, y)


def _fitted(span: float, room: float) -> float:
    """Return the scale at which ``span``, in radii of the Earth, fills its part of ``room``.

    The part grows with the span, from a region's to the world's, since there is but one world.
    """
    part = PART + (WORLD_PART - PART) * min(1.0, max(0.0, (span - 0.2) / 0.8))
    return part * room / max(span, 1e-9)


def _centre(places: Sequence[Place]) -> Point:
    """Return the longitude and latitude of the middle of the map.

    That is (nearly) the centre of the smallest cap of the sphere that holds all the cities; but far
    from the equator, a large cap would show some continents upside down.
    """
    vectors = [_vector(place.longitude, place.latitude) for place in places]
    x, y, z = _middle(vectors)
    length = hypot(x, y, z)
    if length * cos(radians(WIDE)) < _nearness((x, y, z), vectors):
        return (degrees(atan2(y, x)), degrees(atan2(z, hypot(x, y))))
    uprights = [(lon, lat) for lat in (0.0, 10.0, -10.0, 20.0, -20.0) for lon in range(-180, 180, 5)]
    return max(uprights, key=lambda centre: _nearness(_vector(*centre), vectors))


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
    """Return the cosine of the angle from a centre to the farthest place."""
    x, y, z = centre
    return min(x * vx + y * vy + z * vz for vx, vy, vz in vectors)


def _vector(longitude: float, latitude: float) -> _Vector:
    turn, phi = radians(longitude), radians(latitude)
    return (cos(phi) * cos(turn), cos(phi) * sin(turn), sin(phi))


def _pin_point(projection: Projection, place: Place, width: float, height: float, pin: float) -> Point:
    x, y = projection.clamped(place.longitude, place.latitude)
    return (round(_within(x, pin, width - pin), 2), round(_within(y, pin, height - pin), 2))


def _within(value: float, low: float, high: float) -> float:
    return (low + high) / 2 if low > high else min(max(value, low), high)


# Countries


def _countries(sheet: _Sheet, places: Sequence[Place]) -> tuple[Path, Path, Path]:
    """Return the countries without cities, those with, and the lines between countries."""
    codes = {place.country for place in places}
    land: list[list[Point]] = []
    home: list[list[Point]] = []
    for country in sheet.atlas.countries:
        rings = home if country.code in codes else land
        rings.extend(sheet.country(country))
    return polygons(land), polygons(home), polylines(sheet.borders())


class _Sheet:
    """The atlas projected on the box, each arc once, so that neighbours keep the same line."""

    def __init__(self, atlas: Atlas, projection: Projection, width: float, height: float) -> None:
        corners = [(x, y) for x in (0.0, width) for y in (0.0, height)]
        longitude, latitude = projection.longitude, projection.latitude
        reach = min(projection.reach(corners), FAR_SIDE)
        self.atlas = atlas
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
        """Tell whether a polygon is larger than a speck, or all that its country has."""
        point = degrees(1 / self._projection.scale)
        wide = (extent.east - extent.west) * cos(radians(extent.south)) > _SPECK * point
        return wide or extent.north - extent.south > _SPECK * point or len(country.polygons) == 1

    def _polygon(self, rings: Sequence[Sequence[int]], extent: Window) -> Iterator[list[Point]]:
        outer = self._ring(rings[0])
        if extent.touches(self._antipode) and outer and area(outer) < 0:
            # The ring goes round the far side: what it holds is between it and the rim.
            yield clipped_ring(self._projection.disc(), self._width, self._height)
        for ring in (outer, *map(self._ring, rings[1:])):
            part = clipped_ring(ring, self._width, self._height) if ring else []
            if part and abs(area(part)) > _SPECK**2 / 4:
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


# Labels


@dataclass(frozen=True, slots=True)
class _Row:
    """What stands beside a pin, as one block: the name, then the dots."""

    place: Place
    name_width: float
    size: float
    dot: float
    pin: float

    @property
    def height(self) -> float:
        return max(LINE_HEIGHT * self.size, 2 * self.dot)

    @property
    def dots_width(self) -> float:
        """Return the width of the dots and of the gap before them."""
        return len(self.place.dots) * self.pitch + self.gap / 2 if self.place.dots else 0.0

    @property
    def width(self) -> float:
        return self.name_width + self.dots_width

    @property
    def pitch(self) -> float:
        """Return the distance between the centres of two dots."""
        return 2.8 * self.dot

    @property
    def gap(self) -> float:
        return 0.4 * self.size


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place for a row: its block, and whether it ends at the pin, the dots coming first."""

    cost: float
    bounds: _Bounds
    mirrored: bool


def _pin(row: _Row, point: Point, spot: _Spot | None) -> Pin:
    place, (x, y) = row.place, point
    if spot is None:
        return Pin(place.id, place.name, x, y, None, ())
    left, top, _, bottom = spot.bounds
    name = round(left + row.dots_width if spot.mirrored else left, 2)
    first = left if spot.mirrored else left + row.width - len(place.dots) * row.pitch
    dots = tuple(
        (key, round(first + row.pitch * (i + 0.5), 2), round((top + bottom) / 2, 2)) for i, key in enumerate(place.dots)
    )
    return Pin(place.id, place.name, x, y, Box(name, top, row.name_width, row.height), dots)


def _placed(rows: Sequence[_Row], points: Sequence[Point], width: float, height: float) -> list[_Spot | None]:
    """Choose a spot for each row, or None: first the best of each, then mend the collisions."""
    middle = sum(x for x, _ in points) / len(points)
    options = [
        [
            spot
            for spot in _spots(row, point, middle)
            if _inside(spot.bounds, width, height) and _clear(spot.bounds, points, row.pin)
        ]
        for row, point in zip(rows, points, strict=True)
    ]
    near = _neighbours(options)
    chosen = [min(spots, key=_cost, default=None) for spots in options]
    for _ in range(_ROUNDS):
        before = list(chosen)
        for i, spots in enumerate(options):
            others = [chosen[j] for j in near[i]]
            chosen[i] = min(spots, key=lambda spot: _crowded(spot, others), default=None)
        if chosen == before:
            break
    return _without_collisions(chosen, options, near)


def _spots(row: _Row, point: Point, middle: float) -> Iterator[_Spot]:
    """Yield the spots round a pin, outwards first: a map reads better with its middle free."""
    (x, y), half, away = point, row.height / 2, row.pin + row.gap
    aslant, over = row.pin * 0.7 + AIR, row.pin * 0.7 + row.height + AIR / 2
    outwards = x >= middle - 1
    for mirrored in (False, True):
        extra = 0.0 if mirrored != outwards else 2.5
        for cost, dx, top in (
            (0.0, away, -half),
            (1.0, away, -1.6 * half),
            (1.0, away, -0.4 * half),
            (4.0, aslant, -over),
            (4.0, aslant, over - row.height),
        ):
            left = x - dx - row.width if mirrored else x + dx
            yield _spot(cost + extra, left, y + top, row, mirrored)
    for top in (-away - row.height, away):
        yield _spot(5.0, x - row.width / 2, y + top, row, mirrored=False)


def _spot(cost: float, left: float, top: float, row: _Row, mirrored: bool) -> _Spot:
    left, top = round(left, 2), round(top, 2)
    return _Spot(cost, (left, top, left + row.width, top + row.height), mirrored)


def _inside(bounds: _Bounds, width: float, height: float) -> bool:
    left, top, right, bottom = bounds
    return left >= AIR and top >= AIR and right <= width - AIR and bottom <= height - AIR


def _clear(bounds: _Bounds, points: Sequence[Point], pin: float) -> bool:
    """Tell whether a block touches no pin; its own is outside of it by construction."""
    left, top, right, bottom = bounds
    air = pin + AIR
    return not any(
        left - air < x < right + air and top - air < y < bottom + air and _touches(bounds, x, y, pin) for x, y in points
    )


def _touches(bounds: _Bounds, x: float, y: float, pin: float) -> bool:
    left, top, right, bottom = bounds
    return hypot(x - _within(x, left, right), y - _within(y, top, bottom)) < pin + AIR / 2


def _cost(spot: _Spot) -> float:
    return spot.cost


def _crowded(spot: _Spot, others: Iterable[_Spot | None]) -> float:
    return spot.cost + _COLLISION * sum(other is not None and _collide(spot.bounds, other.bounds) for other in others)


def _collide(a: _Bounds, b: _Bounds) -> bool:
    return a[0] < b[2] + AIR and b[0] < a[2] + AIR and a[1] < b[3] and b[1] < a[3]


def _neighbours(options: Sequence[Sequence[_Spot]]) -> list[list[int]]:
    """Return, for each row, the rows that one of its spots could collide with."""
    reaches = [_union([spot.bounds for spot in spots]) for spots in options]
    return [[j for j, b in enumerate(reaches) if i != j and a and b and _collide(a, b)] for i, a in enumerate(reaches)]


def _union(bounds: Sequence[_Bounds]) -> _Bounds | None:
    if not bounds:
        return None
    lefts, tops, rights, bottoms = zip(*bounds, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def _without_collisions(
    chosen: list[_Spot | None], options: Sequence[Sequence[_Spot]], near: Sequence[Sequence[int]]
) -> list[_Spot | None]:
    """Take away the most crowded rows until none collides, then put back those that find room."""
    chosen = list(chosen)
    while True:
        crowds = [
            _crowded(spot, [chosen[j] for j in near[i]]) - spot.cost if spot else 0.0 for i, spot in enumerate(chosen)
        ]
        if max(crowds) < _COLLISION:
            break
        chosen[crowds.index(max(crowds))] = None
    for i, spots in enumerate(options):
        if chosen[i] is None:
            others = [chosen[j] for j in near[i]]
            best = min(spots, key=lambda spot: _crowded(spot, others), default=None)
            chosen[i] = best if best and _crowded(best, others) < _COLLISION else None
    return chosen

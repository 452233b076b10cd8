"""Two equal-area projections of the sphere, from degrees to points: Lambert's azimuthal one, and Equal Earth.

The first shows a part of the world truly, the second all of it as on a wall map. They are forward only, and know
neither countries nor boxes. The y axis points down.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import asin, atan2, ceil, copysign, cos, hypot, pi, radians, sin, sqrt

from msgspec import Struct
from msgspec.structs import replace

from generator.graphics.path import Point

EARTH_RADIUS = 6371.0
"""Mean radius of the Earth, in kilometres."""

FAR_SIDE = 175.0
"""Degrees from the centre beyond which nothing is projected: shapes stretch without bound."""

_RIM = 2 * sin(radians(FAR_SIDE) / 2)  # the distance of the rim from the centre, in radii of the sphere
# 1 plus the cosine of the greatest distance: what is nearer to 0 lies beyond the rim
_FARTHEST = 1 + cos(radians(FAR_SIDE))
_TURN = pi / 24  # 7.5 degrees: the rim is drawn in chords; they stray from it by 0.2 % of its radius

# Equal Earth: Šavrič, Patterson and Jenny, The Equal Earth map projection (2018), equations 1 to 4.
_M = sqrt(3) / 2
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_EDGE = 5  # degrees: the steps in which the edge of the world is drawn
_SOUTHERN = -60.0  # degrees: land that the edge cuts south of here is around the South Pole


class Projection(Struct, frozen=True):
    """A projection centred on ``longitude`` and ``latitude``, which fall on the point ``x``, ``y``.

    ``scale`` is the length, on the page, of the sphere's radius at the centre. That of the whole ``world`` is Equal
    Earth, whose centre is on the equator; its rim is the meridian opposite, and the poles, which are lines.
    """

    longitude: float
    latitude: float
    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0
    world: bool = False

    def moved(self, x: float, y: float) -> Projection:
        """Return the same projection moved on the page."""
        return replace(self, x=self.x + x, y=self.y + y)

    def forward(self, longitude: float, latitude: float) -> Point | None:
        """Return the point of the page, or None on the far side of the globe."""
        runs = self.runs([(longitude, latitude)])
        return runs[0][0] if runs else None

    def runs(self, places: Iterable[Point]) -> list[list[Point]]:
        """Project a line of (longitude, latitude), cut where it passes on the far side.

        Snyder, Map Projections: A Working Manual (USGS 1395, 1987), p. 185, equations 22-4, 24-2,
        22-5 and 24-13; the loop is written for speed, since a map holds thousands of points.
        """
        if self.world:
            return self._runs_of_world(places)
        radian, x0, y0, lon0 = pi / 180, self.x, self.y, self.longitude
        sine, cosine = sin(self.latitude * radian), cos(self.latitude * radian)
        stretch = self.scale * sqrt(2)
        runs: list[list[Point]] = [[]]
        append = runs[-1].append
        for longitude, latitude in places:
            turn, phi = (longitude - lon0) * radian, latitude * radian
            up, out = sin(phi), cos(phi)
            along = out * cos(turn)
            nearness = 1 + sine * up + cosine * along
            if nearness > _FARTHEST:
                k = stretch / sqrt(nearness)
                append((x0 + k * out * sin(turn), y0 - k * (cosine * up - sine * along)))
            elif runs[-1]:
                runs.append([])
                append = runs[-1].append
        return [run for run in runs if run]

    def clamped(self, longitude: float, latitude: float) -> Point:
        """Return the point of the page, on the rim for a place of the far side."""
        point = self.forward(longitude, latitude)
        if point:
            return point
        turn, phi, phi0 = (radians(a) for a in (longitude - self.longitude, latitude, self.latitude))
        east = cos(phi) * sin(turn)
        north = cos(phi0) * sin(phi) - sin(phi0) * cos(phi) * cos(turn)
        angle = atan2(-north, east)
        return self._rim_point(angle)

    def rim(self, start: Point, end: Point) -> list[Point]:
        """Return points along the rim of the far side, the shorter way round; of the world, round the pole."""
        if self.world:
            return self._round_pole(start, end)
        first = atan2(start[1] - self.y, start[0] - self.x)
        turn = (atan2(end[1] - self.y, end[0] - self.x) - first + pi) % (2 * pi) - pi
        steps = ceil(abs(turn) / _TURN)
        return [self._rim_point(first + turn * step / steps) for step in range(1, steps)]

    def disc(self) -> list[Point]:
        """Return the whole rim, clockwise on the page: all the globe but the far side."""
        if self.world:
            sides = [self._edge(side, latitude) for side in (-1.0, 1.0) for latitude in range(-90, 91, _EDGE)]
            return [*sides[: len(sides) // 2], *sides[: len(sides) // 2 - 1 : -1]]
        return [self._rim_point(step * _TURN) for step in range(round(2 * pi / _TURN))]

    def reach(self, points: Iterable[Point]) -> float:
        """Return the degrees from the centre to the farthest of some points of the page; of the world, all of it."""
        if self.world:
            return 180.0
        farthest = max(hypot(x - self.x, y - self.y) for x, y in points) / self.scale
        return 180.0 if farthest >= 2 else 2 * asin(farthest / 2) * 180 / pi

    def _rim_point(self, angle: float) -> Point:
        """Return the point of the rim at an angle in radians, clockwise from the right."""
        radius = self.scale * _RIM
        return (self.x + radius * cos(angle), self.y + radius * sin(angle))

    def _runs_of_world(self, places: Iterable[Point]) -> list[list[Point]]:
        """Project a line on the map of the world, cut where it crosses the meridian opposite the centre."""
        runs: list[list[Point]] = [[]]
        before = (0.0, 0.0)
        for longitude, latitude in places:
            turn = (longitude - self.longitude + 180) % 360 - 180
            if runs[-1] and abs(turn - before[0]) > 180:
                side = copysign(1.0, before[0])
                left, right = 180 - abs(before[0]), 180 - abs(turn)  # degrees to the meridian on both sides
                crossed = before[1] + (latitude - before[1]) * (left / (left + right) if left + right else 0.0)
                runs[-1].append(self._edge(side, crossed))
                runs.append([self._edge(-side, crossed)])
            runs[-1].append(self._at(turn, latitude))
            before = (turn, latitude)
        return [run for run in runs if run]

    def _at(self, turn: float, latitude: float) -> Point:
        """Return the point of the world that is ``turn`` degrees east of the centre."""
        theta = asin(_M * sin(radians(latitude)))
        square = theta * theta
        sixth = square * square * square
        stretch = 3 * (9 * _A4 * sixth * square + 7 * _A3 * sixth + 3 * _A2 * square + _A1)
        east = 2 * sqrt(3) * radians(turn) * cos(theta) / stretch
        north = theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))
        return (self.x + self.scale * east, self.y - self.scale * north)

    def _edge(self, side: float, latitude: float) -> Point:
        """Return the point of the edge of the world, on the left at the ``side`` -1, on the right at 1."""
        return self._at(180 * side, latitude)

    def _round_pole(self, start: Point, end: Point) -> list[Point]:
        """Return points along the edge of the world from one point of it to another.

        Land that the edge cuts is led round the North Pole, on both sides of which it encloses nothing; that of the
        South Pole round this one.
        """
        southern = min(start[1], end[1]) > self._edge(1.0, _SOUTHERN)[1]
        pole = -90 if southern else 90
        found: list[Point] = []
        for point, leaving in ((start, True), (end, False)):
            side = copysign(1.0, point[0] - self.x)
            edge = [self._edge(side, latitude) for latitude in range(-90, 91, _EDGE)]
            beyond = [one for one in edge if (one[1] > point[1]) is southern and one[1] != point[1]]
            beyond.sort(key=lambda one: one[1], reverse=(pole == 90) is leaving)
            found += beyond
        return found

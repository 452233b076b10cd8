"""The Lambert azimuthal equal-area projection of the sphere, from degrees to points on the page.

It is forward only, and it knows neither countries nor boxes. The y axis points down.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import asin, atan2, ceil, cos, hypot, pi, radians, sin, sqrt

from msgspec import Struct

from generator.graphics.path import Point

EARTH_RADIUS = 6371.0
"""Mean radius of the Earth, in kilometres."""

FAR_SIDE = 175.0
"""Degrees from the centre beyond which nothing is projected: shapes stretch without bound."""

_RIM = 2 * sin(radians(FAR_SIDE) / 2)  # the distance of the rim from the centre, in radii of the sphere
# 1 plus the cosine of the greatest distance: what is nearer to 0 lies beyond the rim
_FARTHEST = 1 + cos(radians(FAR_SIDE))
_TURN = pi / 24  # 7.5 degrees: the rim is drawn in chords; they stray from it by 0.2 % of its radius


class Projection(Struct, frozen=True):
    """A projection centred on ``longitude`` and ``latitude``, which fall on the point ``x``, ``y``.

    ``scale`` is the length, on the page, of the sphere's radius at the centre.
    """

    longitude: float
    latitude: float
    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0

    def moved(self, x: float, y: float) -> Projection:
        """Return the same projection moved on the page."""
        return Projection(self.longitude, self.latitude, self.scale, self.x + x, self.y + y)

    def forward(self, longitude: float, latitude: float) -> Point | None:
        """Return the point of the page, or None on the far side of the globe."""
        runs = self.runs([(longitude, latitude)])
        return runs[0][0] if runs else None

    def runs(self, places: Iterable[Point]) -> list[list[Point]]:
        """Project a line of (longitude, latitude), cut where it passes on the far side.

        Snyder, Map Projections: A Working Manual (USGS 1395, 1987), p. 185, equations 22-4, 24-2,
        22-5 and 24-13; the loop is written for speed, since a map holds thousands of points.
        """
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
        """Return points along the rim of the far side, the shorter way round."""
        first = atan2(start[1] - self.y, start[0] - self.x)
        turn = (atan2(end[1] - self.y, end[0] - self.x) - first + pi) % (2 * pi) - pi
        steps = ceil(abs(turn) / _TURN)
        return [self._rim_point(first + turn * step / steps) for step in range(1, steps)]

    def disc(self) -> list[Point]:
        """Return the whole rim, clockwise on the page: all the globe but the far side."""
        return [self._rim_point(step * _TURN) for step in range(round(2 * pi / _TURN))]

    def reach(self, points: Iterable[Point]) -> float:
        """Return the degrees from the centre to the farthest of some points of the page."""
        farthest = max(hypot(x - self.x, y - self.y) for x, y in points) / self.scale
        return 180.0 if farthest >= 2 else 2 * asin(farthest / 2) * 180 / pi

    def _rim_point(self, angle: float) -> Point:
        """Return the point of the rim at an angle in radians, clockwise from the right."""
        radius = self.scale * _RIM
        return (self.x + radius * cos(angle), self.y + radius * sin(angle))

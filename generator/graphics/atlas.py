"""The world's countries as arcs shared by neighbours, read from `templates/maps/world.json`.

It decodes only the arcs that it is asked for, and projects none. `tools/vendor.py` writes the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import accumulate, repeat, starmap
from math import asin, ceil, cos, degrees, radians, sin
from operator import sub, truediv
from typing import NamedTuple

from msgspec import Struct

from generator.graphics.path import Point

BIAS = 80
"""Character code of a step of zero: steps of -43 to 43 units are printable ASCII."""

_CHORD_STEP = 3.0  # degrees: the longest step that stays straight enough when it is projected


class Level(IntEnum):
    """How fine the lines are: `FINE` for a region, `COARSE` for a continent or the world."""

    FINE = 0
    COARSE = 1


class Arc(NamedTuple):
    """A line between two junctions: its extent and its start, in fine units of a degree.

    ``fine`` and ``coarse`` hold two characters per point, the steps east and north from the one
    before, in units of their own: see `Atlas.scales`.
    """

    west: int
    south: int
    east: int
    north: int
    longitude: int
    latitude: int
    fine: str
    coarse: str


class Country(NamedTuple):
    """A country: its extent, its ISO 3166-1 alpha-2 code, its polygons, each a ring then its holes.

    The code is empty for land that belongs to no country.
    """

    west: int
    south: int
    east: int
    north: int
    code: str
    polygons: list[list[list[int]]]


class Window(Struct, frozen=True):
    """A range of longitudes (``east`` may pass 180) and latitudes, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def touches(self, other: Window) -> bool:
        """Tell whether two windows overlap; longitudes a turn of the globe apart are the same."""
        if other.south > self.north or other.north < self.south:
            return False
        return (other.west - self.west) % 360 <= self.east - self.west or (
            self.west - other.west
        ) % 360 <= other.east - other.west


def window_around(longitude: float, latitude: float, reach: float) -> Window:
    """Return the window of all places within ``reach`` degrees of a centre."""
    south, north = max(latitude - reach, -90.0), min(latitude + reach, 90.0)
    if south == -90 or north == 90 or reach >= 90:
        return Window(longitude - 180, south, longitude + 180, north)
    half = degrees(asin(min(1.0, sin(radians(reach)) / cos(radians(latitude)))))
    return Window(longitude - half, south, longitude + half, north)


class Atlas(Struct, frozen=True):
    """The countries, the arcs that they share, and which of these arcs part two countries.

    In a ring, the number ``i`` stands for arc ``i`` and ``~i`` for the same arc backwards (TopoJSON
    2.1.4). Rings turn clockwise seen from above, holes the other way. ``scales`` are the units per
    degree of each level.
    """

    scales: tuple[int, ...]
    arcs: tuple[Arc, ...]
    countries: tuple[Country, ...]
    borders: tuple[int, ...]

    @classmethod
    def read(cls, data: bytes) -> Atlas:
        """Read the file `templates/maps/world.json`; raise ValueError when it is damaged."""
        try:
            content = json.loads(data)
            return cls(
                scales=tuple(content["scales"]),
                arcs=tuple(starmap(Arc, content["arcs"])),
                countries=tuple(starmap(Country, content["countries"])),
                borders=tuple(content["borders"]),
            )
        except (KeyError, TypeError, IndexError) as error:
            raise ValueError(f"{type(error).__name__}: {error}") from None

    def extent(self, rows: Sequence[Arc | Country]) -> Window:
        """Return the window that holds some arcs or countries."""
        scale = self.scales[Level.FINE]
        west, south, east, north = rows[0][:4]
        for row in rows[1:]:
            west, south = min(west, row.west), min(south, row.south)
            east, north = max(east, row.east), max(north, row.north)
        return Window(west / scale, south / scale, east / scale, north / scale)

    def ring_extent(self, ring: Sequence[int]) -> Window:
        """Return the window that holds a ring."""
        return self.extent([self.arcs[i if i >= 0 else ~i] for i in ring])

    def points(self, index: int, level: Level) -> Iterator[Point]:
        """Decode an arc: (longitude, latitude) in degrees."""
        longitude, latitude, steps = self._coded(index, level)
        scale = repeat(self.scales[level])
        return zip(
            map(truediv, _positions(longitude, steps[0::2]), scale),
            map(truediv, _positions(latitude, steps[1::2]), scale),
            strict=True,
        )

    def chord(self, index: int, level: Level) -> Iterator[Point]:
        """Return the straight way, in degrees, between the ends of an arc, without decoding it.

        It stays in the arc's own extent: outside of that, a ring may take it in place of the arc.
        """
        longitude, latitude, steps = self._coded(index, level)
        scale, zero = self.scales[level], BIAS * len(steps) // 2
        dx, dy = sum(steps[0::2]) - zero, sum(steps[1::2]) - zero
        count = max(1, ceil(max(abs(dx), abs(dy)) / scale / _CHORD_STEP))
        for i in range(count + 1):
            yield (longitude + dx * i / count) / scale, (latitude + dy * i / count) / scale

    def _coded(self, index: int, level: Level) -> tuple[int, int, bytes]:
        """Return where an arc starts, in the level's units, and its steps."""
        arc = self.arcs[index]
        if level is Level.FINE:
            return arc.longitude, arc.latitude, arc.fine.encode("ascii")
        ratio = self.scales[Level.COARSE] / self.scales[Level.FINE]
        return round(arc.longitude * ratio), round(arc.latitude * ratio), arc.coarse.encode("ascii")


def _positions(start: int, steps: bytes) -> Iterator[int]:
    return accumulate(map(sub, steps, repeat(BIAS)), initial=start)

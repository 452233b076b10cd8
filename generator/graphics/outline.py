"""The outline of an author's own map, read from GeoJSON (RFC 7946, WGS 84): areas of land, and lines of water.

It is hostile until proven otherwise: its size, depth, types and numbers are checked before anything is drawn.
"""

from __future__ import annotations

import json
import re
from itertools import pairwise
from math import cos, hypot, isfinite, radians
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.graphics.path import clipped_line, clipped_ring, holds, polygons, polylines, simplified
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.graphics.path import Path, Point
    from generator.graphics.projection import Projection
    from generator.messages import Said

MAX_OUTLINE = 4 * 1024 * 1024
"""Bytes of a file: the communes of a region, simplified, have less."""

_MAX_POSITIONS = 200_000
_DEEPEST = 8  # collections within each other
_BETWEEN = 200  # characters between two features, at most
_SHOWN = 12  # characters of a number that a message repeats
_SMALLEST = 1.5e-4  # radii of the Earth, about a kilometre: a map shows no less
_SLACK = 1e-9  # degrees: what rounding may lose at the end of the world


_Polygon = tuple[tuple["Point", ...], ...]


class OutlineError(ValueError):
    """What is wrong with an outline: the cause, the remedy, line and column (0: unknown) and the place in the model."""

    def __init__(self, cause: Said, remedy: Said, line: int = 0, column: int = 1, path: str = "") -> None:
        super().__init__(cause)
        self.cause, self.remedy, self.line, self.column, self.path = cause, remedy, line, column, path


class Outline(Struct, frozen=True):
    """An author's own map: ``areas``, each of polygons, of a ring then its holes, and ``lines``; all in degrees."""

    areas: tuple[tuple[_Polygon, ...], ...]
    lines: tuple[tuple[Point, ...], ...]

    @classmethod
    def read(cls, data: bytes) -> Outline:
        """Read a GeoJSON file; raise OutlineError for what is none, what is too large, or shows no land."""
        reader = _Reader()
        try:
            reader.read(_parsed(data), "", 0)
        except OutlineError as error:
            if error.path:
                error.line, error.column = _place(data.decode("utf-8-sig"), error.path)
            raise
        if not reader.areas:
            cause = _("The outline shows no land.")
            raise OutlineError(cause, _("It needs a Polygon or a MultiPolygon at least."))
        return cls(tuple(reader.areas), tuple(reader.lines))

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """Return the west, the south, the east and the north of its land, in degrees."""
        xs, ys = zip(*(point for area in self.areas for rings in area for point in rings[0]), strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def span(self) -> float:
        """Return how far its land reaches, in radii of the Earth, north to south or west to east."""
        west, south, east, north = self.extent
        reach = radians(max((east - west) * cos(radians((north + south) / 2)), north - south))
        return max(reach, _SMALLEST)

    def drawn(
        self, places: Sequence[Point], projection: Projection, width: float, height: float, tolerance: float
    ) -> tuple[Path, Path, Path, Path]:
        """Return the areas without ``places``, those with, the lines between areas, and the waters, in a box in points.

        Lines are simplified by as much as ``tolerance`` points.
        """

        def lines(of: Sequence[Sequence[Point]]) -> Iterator[list[Point]]:
            for line in of:
                for run in projection.runs(line):
                    yield from clipped_line(simplified(run, tolerance), width, height)

        land: list[list[Point]] = []
        home: list[list[Point]] = []
        for area in self.areas:
            inside = any(sum(holds(ring, *place) for rings in area for ring in rings) % 2 for place in places)
            for ring in (ring for rings in area for ring in rings):
                shown = [point for run in projection.runs(ring) for point in run]
                part = clipped_ring(simplified(shown, tolerance), width, height) if len(shown) > 2 else []
                (home if inside else land).extend([part] if part else [])
        return polygons(land), polygons(home), polylines(lines(self._shared())), polylines(lines(self.lines))

    def _shared(self) -> list[list[Point]]:
        """Return the lines that two areas have in common, each once."""
        seen: set[tuple[Point, Point]] = set()
        found: list[list[Point]] = []
        for area in self.areas:
            own: list[tuple[Point, Point]] = []
            for ring in (ring for rings in area for ring in rings):
                run: list[Point] = []
                for here, there in pairwise(ring):
                    own.append((min(here, there), max(here, there)))
                    if own[-1] in seen:
                        run = [*(run or [here]), there]
                    elif run:
                        found.append(run)
                        run = []
                found += [run] if run else []
            seen.update(own)
        return found


def _parsed(data: bytes) -> object:
    """Return what a JSON file holds."""
    again = _("Export it again as GeoJSON, in UTF-8.")

    def refused(name: str) -> object:
        raise ValueError(name)

    if len(data) > MAX_OUTLINE:
        cause = _("The outline is too large (more than {most} kB).", most=MAX_OUTLINE // 1024)
        raise OutlineError(cause, _("Simplify it, with mapshaper.org for example."))
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=refused)
    except json.JSONDecodeError as error:
        cause = _("This is no JSON: what stands here is not expected.")
        raise OutlineError(cause, again, error.lineno, error.colno) from None
    except (ValueError, RecursionError):
        raise OutlineError(_("This is no JSON that can be read."), again) from None


def _place(text: str, path: str) -> tuple[int, int]:
    """Return line and column of the part of a collection in which ``path`` lies; of the whole file without one."""
    inside = re.match(r"(\w+)\[(\d+)\]", path)
    opened = re.search(rf'"{inside[1]}"\s*:\s*\[\s*', text) if inside else None
    at = opened.end() if opened else 0
    for _before in range(int(inside[2]) if inside and opened else 0):
        at = json.JSONDecoder().raw_decode(text, at)[1]
        at += len(text[at : at + _BETWEEN]) - len(text[at : at + _BETWEEN].lstrip(" \t\r\n,"))
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


class _Reader:
    """The areas and lines of a GeoJSON object, gathered while its parts are checked."""

    def __init__(self) -> None:
        self.areas: list[tuple[_Polygon, ...]] = []
        self.lines: list[tuple[Point, ...]] = []
        self._count = 0

    def read(self, value: object, path: str, depth: int) -> None:
        """Add what the object at ``path`` shows, ``depth`` collections deep."""
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(value, dict) or not isinstance(kind, str) or depth > _DEEPEST:
            raise OutlineError(
                _("This is no object of GeoJSON."), _("Export it again as GeoJSON (RFC 7946)."), path=path
            )
        match kind:
            case "FeatureCollection" | "GeometryCollection":
                key = "features" if kind == "FeatureCollection" else "geometries"
                for index, one in enumerate(self._list(value.get(key), path)):
                    self.read(one, f"{_below(path, key)}[{index}]", depth + 1)
            case "Feature":
                if value.get("geometry") is not None:  # a feature may stand nowhere (RFC 7946, 3.2)
                    self.read(value["geometry"], _below(path, "geometry"), depth + 1)
            case "Polygon" | "MultiPolygon" | "LineString" | "MultiLineString":
                found = value.get("coordinates")
                parts = self._list(found, path) if kind.startswith("Multi") else [found]
                if kind.endswith("Polygon"):
                    area = tuple(filter(None, (self._polygon(one, path) for one in parts)))
                    self.areas += [area] if area else []
                else:
                    self.lines += [self._line(one, path, 2) for one in parts]
            case _:
                cause = _("“{kind}” is not drawn.", kind=kind[:40])
                remedy = _("Keep areas (Polygon, MultiPolygon) and lines (LineString, MultiLineString) alone.")
                raise OutlineError(cause, remedy, path=path)

    @staticmethod
    def _list(value: object, path: str) -> list[Any]:
        if isinstance(value, list):
            return value
        raise OutlineError(_("A list is missing here."), _("Export it again as GeoJSON (RFC 7946)."), path=path)

    def _polygon(self, value: object, path: str) -> _Polygon:
        rings = tuple(self._line(one, path, 4) for one in self._list(value, path))
        for ring in rings:
            if hypot(ring[0][0] - ring[-1][0], ring[0][1] - ring[-1][1]) > 0:
                cause = _("A ring is not closed: its last position is not its first.")
                raise OutlineError(cause, _("Export it again as GeoJSON (RFC 7946)."), path=path)
        return rings

    def _line(self, value: object, path: str, least: int) -> tuple[Point, ...]:
        found = tuple(self._position(one, path) for one in self._list(value, path))
        if len(found) < least:
            cause = _("A line has {n} {n|position|positions}; it needs {least} at least.", n=len(found), least=least)
            raise OutlineError(cause, _("Delete it, or draw it again."), path=path)
        return found

    def _position(self, value: object, path: str) -> Point:
        self._count += 1
        if self._count > _MAX_POSITIONS:
            cause = _("The outline has more than {most} positions.", most=_MAX_POSITIONS)
            raise OutlineError(cause, _("Simplify it, with mapshaper.org for example."), path=path)
        pair = value[:2] if isinstance(value, list) and 2 <= len(value) <= 4 else []
        if len(pair) != 2 or any(isinstance(one, bool) or not isinstance(one, int | float) for one in pair):
            cause = _("A position is not two numbers.")
            raise OutlineError(cause, _("Write it as [longitude, latitude], in degrees."), path=path)
        longitude, latitude = pair
        if not (abs(longitude) <= 180 + _SLACK and abs(latitude) <= 90 + _SLACK and isfinite(longitude + latitude)):
            values = {"x": str(longitude)[:_SHOWN], "y": str(latitude)[:_SHOWN]}
            cause = _("The position {x}, {y} is not on the globe in degrees.", **values)
            raise OutlineError(cause, _("Export it in WGS 84 (EPSG:4326), not in metres."), path=path)
        return float(longitude), float(latitude)


def _below(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key

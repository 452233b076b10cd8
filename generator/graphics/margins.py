"""Names in the margins of a map, each led to by a line: for cities so many that the map itself has no room for them.

The cities stand between the margins (boundary labelling: Bekos et al., 2007). Lengths are points, y down.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from generator.graphics.basemap import BaseMap, Frame
from generator.graphics.labels import AIR, Pin, Row, Spot, clear, leader, pin_of, pin_point
from generator.graphics.path import Point
from generator.graphics.scale import spread

_LEAST = 0.2  # of the width: what the cities need between the margins
_BETWEEN = 14.0  # points: from a name to the cities, so that lines can be told apart
_ABOVE = 0.08  # of the height, above and below the cities


def margin_frame(rows: Sequence[Row], width: float, least: float) -> Frame | None:
    """Return where the cities of ``rows`` stand between their names in ``width`` points; None without room.

    ``least`` is the least that they span, in radii of the Earth.
    """
    left, right = ((max(row.width for row in some) + AIR + _BETWEEN) / width if some else 0.0 for some in _sides(rows))
    return Frame(left, _ABOVE, 1 - right, 1 - _ABOVE, least) if 1 - right - left >= _LEAST else None


def _sides(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Return the rows whose names are in the left margin, then the others: the western half, and the eastern one."""
    order = sorted(rows, key=lambda row: row.place.longitude)
    half = (len(order) + 1) // 2
    return order[:half], order[half:]


def place_in_margins(base_map: BaseMap, rows: Sequence[Row], corner: float) -> tuple[Pin, ...]:
    """Return a pin for each of ``rows``, as ``place_pins`` does, its name in a margin of a map framed for it."""
    room = (base_map.width, base_map.height, corner)
    points = {id(row): pin_point(base_map, row) for row in rows}
    found: dict[int, Spot] = {}
    for some, side in zip(_sides(rows), (1.0, 0.0), strict=True):
        found |= _column([(row, points[id(row)]) for row in some], room, side)
    pins = [*points.values()]
    spots = {key: spot for key, spot in found.items() if clear(spot.bounds, pins, rows[0].pin)}
    return tuple(pin_of(row, points[id(row)], spots.get(id(row))) for row in rows)


def _middles(pins: Sequence[float], tall: float, top: float, foot: float) -> list[float]:
    """Return the middles of names ``tall`` points high between two limits: near their pins, or around them all."""
    total = len(pins) * tall
    if total <= max(pins) - min(pins):
        return spread(pins, tall, top, foot)
    start = max(min(sum(pins) / len(pins) - total / 2, foot - total), top)
    order = sorted(range(len(pins)), key=lambda index: pins[index])
    places = {index: start + (place + 0.5) * tall for place, index in enumerate(order)}
    return [places[index] for index in range(len(pins))]


def _column(entries: Sequence[tuple[Row, Point]], room: tuple[float, float, float], side: float) -> dict[int, Spot]:
    """Return the spots of one margin, the left one when the pins are at the ``side`` 1, in the order of the pins.

    ``room`` is a width, a height and the side of the corner that stays free, in points.
    """
    if not entries:
        return {}
    width, height, corner = room
    tall, top = max(row.height for row, _point in entries), corner if side and corner else AIR
    entries = entries[: int((height - top - AIR) / (tall + 0.02))]
    edge = AIR + max(row.width for row, _point in entries)
    middles = _middles([y for _row, (_x, y) in entries], tall + 0.02, top, height - AIR)  # places are rounded
    found: dict[int, Spot] = {}
    for (row, point), middle in zip(entries, middles, strict=True):
        left = edge - row.width if side else width - edge
        bounds = (round(left, 2), round(middle - tall / 2, 2), round(left + row.width, 2), round(middle + tall / 2, 2))
        spot = Spot(0.0, bounds, side)
        found[id(row)] = replace(spot, leader=leader(point, spot, row))
    return found

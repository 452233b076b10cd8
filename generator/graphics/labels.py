"""The cities on a map: pins, and labels that do not collide, found by a small search.

It chooses no font: its caller knows the width of each name. Lengths are points, y down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import dist, hypot

from msgspec import Struct
from msgspec.structs import replace

from generator.graphics.basemap import BaseMap, Place
from generator.graphics.path import Point, clipped_line, subpaths
from generator.units import Box

LINE_HEIGHT = 1.2
"""Height of a label, in its sizes."""

AIR = 2.0
"""Least distance, in points, from a label to the edge of the box or to another label."""

_COLLISION = 100.0  # costs more than any place, so that a label never prefers to collide
_CLOSE, _CLOSE_PIN = 2.0, 4.0  # the cost of a block so close to another, or to another's pin, that both may seem one
_ANOTHERS = 9.0  # the cost of dots that seem to be another pin's: more than that of dots over their name
_NEAR = 0.3  # of its height: how close that is
_BESIDE = 1.5  # of the distance from a pin to its own name: how close to a pin dots seem to be its own; a name, 1
_WET, _SOAKED = 6.0, 12.0  # the cost of a river that runs through a block for once its height; at most
_ASTRAY = 4.0  # the cost of a name above or below its pin for once its width from the pin to its middle
_OVER = 6.0  # the cost of dots over a name instead of under it
_BEYOND = 8.0  # the cost of a name that a wider font sets beyond the map: less than that of one apart from its pin
_ROUNDS = 8  # passes after which labels that still change places are left as they are
_APART = (1.0, 1.8, 2.8, 4.0, 5.5)  # heights of a block, from a pin to a name that stands apart from it
_Bounds = tuple[float, float, float, float]


class Pin(Struct, frozen=True):
    """A city's pin, centred on ``x``, ``y``; the box of its name and the centres of its dots.

    ``leader`` is the line from the pin to a name that stands apart from it. ``label`` is None, and ``dots`` empty, when
    the name fits nowhere; the pin remains.
    """

    place: str
    name: str
    x: float
    y: float
    label: Box | None
    dots: tuple[tuple[str, float, float], ...]
    leader: tuple[Point, Point] | None = None


def place_pins(base_map: BaseMap, rows: Sequence[Row], corner: float = 0.0) -> tuple[Pin, ...]:
    """Return a pin for each of ``rows``; a square in the top left corner, ``corner`` points wide, stays free."""
    points = [pin_point(base_map, row) for row in rows]
    room = (base_map.width, base_map.height, corner)
    waters = subpaths(base_map.waters)
    spots = _placed(rows, points, room, frozenset(), waters)
    if lacking := frozenset(index for index, spot in enumerate(spots) if spot is None):
        spots = _placed(rows, points, room, lacking, waters)
    return tuple(map(pin_of, rows, points, spots))


def pin_point(base_map: BaseMap, row: Row) -> Point:
    """Return where the pin of a row stands on a map."""
    x, y = base_map.projection.clamped(row.place.longitude, row.place.latitude)
    right, foot = base_map.width - row.pin, base_map.height - row.pin
    return (round(_within(x, row.pin, right), 2), round(_within(y, row.pin, foot), 2))


def _within(value: float, low: float, high: float) -> float:
    """Return ``value`` between two limits of the same unit, or their middle when they are the wrong way round."""
    return (low + high) / 2 if low > high else min(max(value, low), high)


class Row(Struct, frozen=True):
    """What stands beside a pin, as one block: the name, with room for wider fonts at its far end, and the dots.

    ``dot`` and ``pin`` are radii. The dots stand in a row under or over the name when ``stacked``, else after it.
    In a wider font the name ``grows`` by so much. All is in points.
    """

    place: Place
    name_width: float
    size: float
    dot: float
    pin: float
    stacked: bool = True
    grows: float = 0.0

    @property
    def line(self) -> float:
        """Return the height of the line of the name, in points."""
        beside = 2 * self.dot + AIR if self.place.dots and not self.stacked else 0.0
        return max(LINE_HEIGHT * self.size, beside)

    @property
    def under(self) -> float:
        """Return the height of the dots under or over the name, in points; 0 when there are none."""
        return 2 * self.dot + AIR if self.place.dots and self.stacked else 0.0

    @property
    def height(self) -> float:
        """Return the height of the block, in points."""
        return self.line + self.under

    @property
    def dots_width(self) -> float:
        """Return the width of the dots, in points."""
        return (len(self.place.dots) - 1) * self.pitch + 2 * self.dot if self.place.dots else 0.0

    @property
    def width(self) -> float:
        """Return the width of the block, in points."""
        if self.stacked:
            return max(self.name_width, self.dots_width)
        return self.name_width + (self.dots_width + self.gap if self.place.dots else 0.0)

    @property
    def pitch(self) -> float:
        """Return the distance between the centres of two dots, in points."""
        return 2.4 * self.dot

    @property
    def gap(self) -> float:
        """Return the space beside the pin, in points."""
        return 0.4 * self.size


class Spot(Struct, frozen=True):
    """A place for a row: its block, and the line from the pin.

    ``side`` is where its pin is along the block: 0 at its left end, 1 at the right, between them above or below it.
    ``over`` has stacked dots over the name.
    """

    cost: float
    bounds: _Bounds
    side: float
    over: bool = False
    leader: tuple[Point, Point] | None = None

    def line(self, row: Row) -> float:
        """Return the top of the line of the name of ``row``, in points."""
        return round(self.bounds[1] + (row.under if self.over else 0.0), 2)


def pin_of(row: Row, point: Point, spot: Spot | None) -> Pin:
    """Return the pin at a point in points, its name in a spot if it has one."""
    place, (x, y) = row.place, point
    if spot is None:
        return Pin(place.id, place.name, x, y, None, ())
    left, top = spot.bounds[0], spot.line(row)
    # Beside each other, only a block that ends at the pin has the name last.
    of_name = spot.side if row.stacked else float(spot.side == 1)
    of_dots = spot.side if row.stacked else 1.0 - of_name
    name = Box(round(left + of_name * (row.width - row.name_width), 2), top, row.name_width, row.line)
    first = left + of_dots * (row.width - row.dots_width) + row.dot
    away = row.line / 2 + row.dot if row.under else 0.0
    middle = round(top + row.line / 2 + (-away if spot.over else away), 2)
    dots = tuple((key, round(first + row.pitch * i, 2), middle) for i, key in enumerate(place.dots))
    return Pin(place.id, place.name, x, y, name, dots, spot.leader)


def _placed(
    rows: Sequence[Row],
    points: Sequence[Point],
    room: tuple[float, float, float],
    apart: frozenset[int],
    waters: Sequence[Sequence[Point]],
) -> list[Spot | None]:
    """Choose a spot for each row, or None: from several starts, mend the collisions, and keep the best.

    ``room`` is a width, a height and the side of the corner that stays free, in points; the rows ``apart`` may stand
    apart from their pins. Blocks keep off ``waters``, which are lines, where another spot is free.
    """
    middle = sum(x for x, _ in points) / len(points)
    options = [
        [
            replace(
                spot, cost=spot.cost + _beside(spot, row, others) + _wet(spot.bounds, waters) + _tight(spot, row, room)
            )
            for others in [[one for one in points if one != point]]
            for spot in (_all_spots if index in apart else _spots)(row, point, middle)
            if _inside(spot.bounds, *room) and clear(spot.bounds, points, row.pin)
            if not spot.leader or not _meets_pins(spot.leader, point, points, row.pin)
        ]
        for index, (row, point) in enumerate(zip(rows, points, strict=True))
    ]
    near = _neighbours(options)
    first = [min(spots, key=_cost, default=None) for spots in options]
    order = range(len(rows))
    starts = ((first, order), ([None] * len(rows), order), ([None] * len(rows), order[::-1]))
    found = [_without_collisions(_mended(start, options, near, turns), options, near) for start, turns in starts]
    return _made_way(min(found, key=lambda one: (one.count(None), sum(_crowds(one, near)))), options, near)


def _made_way(
    chosen: list[Spot | None], options: Sequence[Sequence[Spot]], near: Sequence[Sequence[int]]
) -> list[Spot | None]:
    """Return the spots, with more rows that have one: where those in the way of a row without find another."""
    for index in [index for index, spot in enumerate(chosen) if spot is None]:
        for spot in sorted(options[index], key=_cost):
            moved: list[Spot | None] = [*chosen]
            moved[index] = spot
            met = [j for j in near[index] if (other := chosen[j]) and _conflict(spot, other)]
            for j in met:
                moved[j] = None
            for j in met:
                moved[j] = _free(options[j], [moved[k] for k in near[j]])
            if moved.count(None) < chosen.count(None):
                chosen = moved
                break
    return chosen


def _mended(
    chosen: Sequence[Spot | None],
    options: Sequence[Sequence[Spot]],
    near: Sequence[Sequence[int]],
    order: Sequence[int],
) -> list[Spot | None]:
    """Return the spots after each row, in an ``order``, has taken the best beside the others, until none moves."""
    chosen = list(chosen)
    for _ in range(_ROUNDS):
        before = list(chosen)
        for i in order:
            others = [chosen[j] for j in near[i]]
            chosen[i] = min(options[i], key=lambda spot: _crowded(spot, others), default=None)
        if chosen == before:
            break
    return chosen


def _crowds(chosen: Sequence[Spot | None], near: Sequence[Sequence[int]]) -> list[float]:
    """Return how bad each spot is beside the others; 0 where there is none."""
    return [_crowded(spot, [chosen[j] for j in near[i]]) if spot else 0.0 for i, spot in enumerate(chosen)]


def _spots(row: Row, point: Point, middle: float) -> Iterator[Spot]:
    """Yield the spots round a pin, away from ``middle`` (in points) first: a map reads better with its middle free."""
    (x, y), half, away = point, row.line / 2, row.pin + row.gap
    aslant, below = row.pin * 0.7 + AIR, row.pin * 0.7 + AIR / 2
    outwards = x >= middle - 1
    for side in (0.0, 1.0):
        extra = 0.0 if (side == 1) != outwards else 1.0
        for cost, dx, top in (
            (0.0, away, -half),
            (1.0, away, -1.6 * half),
            (1.0, away, -0.4 * half),
            (4.0, aslant, -below - row.line),
            (4.0, aslant, below),
        ):
            left = x - dx - row.width if side else x + dx
            for over in (False, True) if row.under else (False,):
                yield _spot(cost + extra + over * _OVER, left, y + top, row, side, over)
    for cost, top, over in ((7.5, -away - row.line, True), (5.0, away, False)):
        for side in (0.5, 0.25, 0.75) if row.under else (0.5,):
            yield _spot(cost + _ASTRAY * abs(side - 0.5), x - row.width * side, y + top, row, side, over)


def _all_spots(row: Row, point: Point, middle: float) -> Iterator[Spot]:
    """Yield the spots round a pin, then those apart from it, with the line that leads there."""
    yield from _spots(row, point, middle)
    x, y = point
    for distance in _APART:
        reach = distance * row.line
        for along, down in ((1.0, 0.0), (0.8, 0.7), (0.8, -0.7), (0.3, 1.0), (0.3, -1.0)):
            for side in (0.0, 1.0):
                dx = along * reach + row.pin
                left = x - dx - row.width if side else x + dx
                spot = _spot(10.0 + distance, left, y + down * reach - row.line / 2, row, side, down < 0)
                yield replace(spot, leader=leader(point, spot, row))


def leader(point: Point, spot: Spot, row: Row) -> tuple[Point, Point]:
    """Return the line from the rim of the pin at a point in points to the nearest end of the name of ``row``."""
    (x, y), (left, _, right, _) = point, spot.bounds
    end = (right + AIR if spot.side == 1 else left - AIR, spot.line(row) + row.line / 2)
    length = hypot(end[0] - x, end[1] - y) or 1.0
    start = (x + (end[0] - x) * row.pin / length, y + (end[1] - y) * row.pin / length)
    return (round(start[0], 2), round(start[1], 2)), (round(end[0], 2), round(end[1], 2))


def _meets_pins(line: tuple[Point, Point], own: Point, points: Sequence[Point], pin: float) -> bool:
    """Tell whether a line comes nearer to another pin than its radius, in points."""
    ((x, y), (u, v)), air = line, pin + AIR / 2
    low, high, top, foot = min(x, u) - air, max(x, u) + air, min(y, v) - air, max(y, v) + air
    near = [one for one in points if low < one[0] < high and top < one[1] < foot and one != own]
    return any(hypot(x - one[0], y - one[1]) < air for x, y in _along(line) for one in near)


def _along(line: tuple[Point, Point]) -> list[Point]:
    """Return points of a line that are close enough together for no word to slip between them."""
    (x, y), (u, v) = line
    steps = max(1, round(hypot(u - x, v - y) / 4.0))
    return [(x + (u - x) * step / steps, y + (v - y) * step / steps) for step in range(steps + 1)]


def _spot(cost: float, left: float, line: float, row: Row, side: float, over: bool) -> Spot:
    """Return a spot at the left edge of the block and the top of the name's line, in points."""
    left, top = round(left, 2), round(line - row.under if over else line, 2)
    return Spot(cost, (left, top, left + row.width, top + row.height), side, over)


def _tight(spot: Spot, row: Row, room: tuple[float, float, float]) -> float:
    """Return how bad a block is that a wider font sets beyond the map: its name grows away from its pin."""
    left, top, right, bottom = spot.bounds
    grown = (left - spot.side * row.grows, top, right + (1 - spot.side) * row.grows, bottom)
    return 0.0 if _inside(grown, *room) else _BEYOND


def _inside(bounds: _Bounds, width: float, height: float, corner: float) -> bool:
    """Tell whether a block stands inside a box in points, clear of its first corner."""
    left, top, right, bottom = bounds
    if left < corner + AIR and top < corner + AIR:
        return False
    return left >= AIR and top >= AIR and right <= width - AIR and bottom <= height - AIR


def clear(bounds: _Bounds, points: Sequence[Point], pin: float) -> bool:
    """Tell whether a block touches no pin of a radius in points; its own is outside of it by construction."""
    left, top, right, bottom = bounds
    air = pin + AIR
    return not any(
        left - air < x < right + air and top - air < y < bottom + air and _touches(bounds, x, y, pin) for x, y in points
    )


def _touches(bounds: _Bounds, x: float, y: float, pin: float) -> bool:
    """Tell whether a block is nearer to a pin than their distance allows, all in points."""
    left, top, right, bottom = bounds
    return hypot(x - _within(x, left, right), y - _within(y, top, bottom)) < pin + AIR / 2


def _cost(spot: Spot) -> float:
    """Return how bad a spot is, by itself (no unit: a share of a collision)."""
    return spot.cost


def _crowded(spot: Spot, others: Iterable[Spot | None]) -> float:
    """Return how bad a spot is beside others (no unit: hundreds are collisions, the rest its own part)."""
    left, top, right, bottom = spot.bounds
    near = _NEAR * (bottom - top)
    grown = (left - near, top - near, right + near, bottom + near)
    return spot.cost + sum(
        _COLLISION if _conflict(spot, other) else _CLOSE * _collide(grown, other.bounds) for other in others if other
    )


def _beside(spot: Spot, row: Row, others: Sequence[Point]) -> float:
    """Return how bad it is that a block or its dots are so close to one of the ``others``, pins, that they seem its."""
    (left, top, right, bottom), away = spot.bounds, row.pin + row.gap
    dots = (left, top, right, top + row.under) if spot.over else (left, bottom - row.under, right, bottom)
    if row.under and not clear(dots, others, _BESIDE * away):
        return _ANOTHERS
    return 0.0 if clear(spot.bounds, others, away) else _CLOSE_PIN


def _wet(bounds: _Bounds, waters: Sequence[Sequence[Point]]) -> float:
    """Return how bad a block is for the length of the ``waters`` in it."""
    left, top, right, bottom = bounds
    within = (
        piece
        for line in waters
        for piece in clipped_line([(x - left, y - top) for x, y in line], right - left, bottom - top)
    )
    length = sum(dist(start, end) for piece in within for start, end in pairwise(piece))
    return min(_WET * length / (bottom - top), _SOAKED)


def _conflict(one: Spot, other: Spot) -> bool:
    """Tell whether two blocks overlap, or the line of one crosses the other."""
    return (
        _collide(one.bounds, other.bounds) or _crosses(one.leader, other.bounds) or _crosses(other.leader, one.bounds)
    )


def _crosses(line: tuple[Point, Point] | None, bounds: _Bounds) -> bool:
    """Tell whether a line meets a block; first by their extents, which most often are apart."""
    if line is None:
        return False
    ((x, y), (u, v)), (left, top, right, bottom) = line, bounds
    if max(x, u) <= left or min(x, u) >= right or max(y, v) <= top or min(y, v) >= bottom:
        return False
    return bool(clipped_line([(x - left, y - top), (u - left, v - top)], right - left, bottom - top))


def _collide(a: _Bounds, b: _Bounds) -> bool:
    return a[0] < b[2] + AIR and b[0] < a[2] + AIR and a[1] < b[3] and b[1] < a[3]


def _neighbours(options: Sequence[Sequence[Spot]]) -> list[list[int]]:
    """Return, for each row, the rows that one of its spots could collide with."""
    reaches = [_union([bounds for spot in spots for bounds in _reach(spot)]) for spots in options]
    return [[j for j, b in enumerate(reaches) if i != j and a and b and _collide(a, b)] for i, a in enumerate(reaches)]


def _reach(spot: Spot) -> Iterator[_Bounds]:
    """Yield the bounds of a block, and of the line that leads to it."""
    yield spot.bounds
    if spot.leader:
        xs, ys = zip(*spot.leader, strict=True)
        yield (min(xs), min(ys), max(xs), max(ys))


def _union(bounds: Sequence[_Bounds]) -> _Bounds | None:
    if not bounds:
        return None
    lefts, tops, rights, bottoms = zip(*bounds, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def _without_collisions(
    chosen: list[Spot | None], options: Sequence[Sequence[Spot]], near: Sequence[Sequence[int]]
) -> list[Spot | None]:
    """Take away the most crowded rows until none collides, then put back those that find room."""
    chosen = list(chosen)
    while True:
        crowds = _crowds(chosen, near)
        if max(crowds) < _COLLISION:
            break
        chosen[crowds.index(max(crowds))] = None
    for i, spots in enumerate(options):
        if chosen[i] is None:
            chosen[i] = _free(spots, [chosen[j] for j in near[i]])
    return chosen


def _free(spots: Sequence[Spot], others: Sequence[Spot | None]) -> Spot | None:
    """Return the best of ``spots`` beside others, or None when all collide."""
    best = min(spots, key=lambda spot: _crowded(spot, others), default=None)
    return best if best and _crowded(best, others) < _COLLISION else None

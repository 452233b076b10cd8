"""Part the cities of a map into panels: one for most of them, others for those that it could not show.

A group that is far away would make the map a map of the world; towns of one metropolis would lie one upon the other.
Each has a panel beside the map. It draws nothing and measures no words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import acos, hypot, sqrt
from string import ascii_uppercase

from msgspec import Struct
from msgspec.structs import replace

from generator.graphics.basemap import NARROWEST, Place, framed, vector
from generator.graphics.projection import EARTH_RADIUS
from generator.units import Box

_NEIGHBOURS = 800.0 / EARTH_RADIUS  # radii of the Earth: cities of one group are no farther from the next
_STRETCHED = 1.7  # a group that makes the map that many times as wide has a panel of its own
_MAX_FAR = 6  # panels: with more of them the world is the better map
_MAX_DETAILS = 3  # panels of towns: the largest groups; with more of them none would be large enough
_MAX_OF_WORLD = 4  # the same below a map of the world
_WORLD_SHAPE, _MAX_WORLD = 0.5, 0.64  # of its width, the height of a map of the world; of the whole at most
_TOUCHING = 2.2  # radii of a pin: towns that are nearer to each other are not told apart
_MIN_SHARE, _MAX_SHARE = 0.3, 0.75
"""The part of the width that panels take beside the map; the most where all cities are in them."""

_TOWN, _ISLAND = 2.0 / EARTH_RADIUS, 120.0 / EARTH_RADIUS
"""The least that the cities of a panel span: towns of a metropolis, and cities far away, with the coast around."""

_GAP = 6.0  # points: between two panels
_HIGH = 1.25  # of its width, the height of a panel at most where the ground goes on below it (by eye)
_NARROW = 2.0  # of its width, the height of a panel from which on two rows of them are better (by eye)
_ROUNDS = 3  # panels make the map narrower, and so towns on it closer


class Panel(Struct, frozen=True):
    """A part of the map: its box in the whole map, its cities, and the least that they span where they are shown close.

    That is in radii of the Earth; 0: they have context around. ``mark`` is the letter that the panel bears, and that a
    city without an id bears on the main map in their place.
    """

    box: Box
    places: tuple[Place, ...]
    least: float = 0.0
    mark: str = ""

    @property
    def main(self) -> bool:
        """Tell whether this is the panel of most cities, or the only one."""
        return not self.least


def panels(
    places: Sequence[Place],
    width: float,
    height: float,
    pin: float,
    widest: float = NARROWEST,
    *,
    bleeds: bool = False,
) -> list[Panel]:
    """Return the panels of a map in a box in points, whose pins have a radius of ``pin`` points; the main one first.

    ``widest`` is what the shorter side of a map shows at most for the sake of context, in radii of the Earth. Where the
    ground of the main one ``bleeds`` below the others, these are not much higher than wide.
    """
    main, *far = _far_groups(places)
    world = framed(main, width, height, widest=widest).world
    details: list[list[Place]] = []
    for _ in range(_ROUNDS):
        boxes = _boxes([len(main), *map(len, details), *map(len, far)], len(details), width, height, world)
        before, details = details, _touching(main, boxes[0], pin, widest)[: _MAX_OF_WORLD if world else _MAX_DETAILS]
        if [len(one) for one in before] == [len(one) for one in details]:
            break
    boxes = _boxes([len(main), *map(len, details), *map(len, far)], len(details), width, height, world)
    if bleeds:
        boxes[1:] = _lower(boxes[1:])
    marks = [*ascii_uppercase[: len(details)], *([""] * len(far))]
    others = [
        Panel(box, tuple(group), _TOWN if mark else _ISLAND, mark)
        for box, group, mark in zip(boxes[1:], [*details, *far], marks, strict=True)
    ]
    hidden = {place.id for group in details for place in group}
    shown = [place for place in main if place.id not in hidden]
    stands = [_stand_in(group, mark) for group, mark in zip(details, marks, strict=False)]
    return [Panel(boxes[0], (*shown, *stands)), *others]


def _stand_in(group: Sequence[Place], mark: str) -> Place:
    """Return the place that stands for a group, in its middle."""
    count = len(group)
    longitude = sum(place.longitude for place in group) / count
    latitude = sum(place.latitude for place in group) / count
    return replace(group[0], id="", name=mark, longitude=longitude, latitude=latitude, dots=())


def _boxes(counts: Sequence[int], details: int, width: float, height: float, world: bool) -> list[Box]:
    """Return the boxes of the main panel and of the others beside it, one below the other, in points.

    ``counts`` are their cities, those of the main one including the cities of its ``details``. Below a map of the
    ``world``, which is twice as wide as high, the others stand side by side.
    """
    whole, others = Box(0.0, 0.0, width, height), counts[1:]
    if not others:
        return [whole]
    if world:
        tall = round(min(_WORLD_SHAPE * width, _MAX_WORLD * height), 2)
        return [Box(0.0, 0.0, width, tall), *_rows(others, tall + _GAP, width, height - tall - _GAP)]
    cities = counts[0] + sum(others[details:])
    share = _MIN_SHARE + (_MAX_SHARE - _MIN_SHARE) * (sum(others) / cities) ** 2
    left = round(width * (1 - share), 2)
    return [Box(0.0, 0.0, left - _GAP, height), *_column(others, left, width - left, height)]


def _rows(counts: Sequence[int], top: float, width: float, height: float) -> list[Box]:
    """Return boxes for groups of so many cities, side by side, in points; in two rows where they would be narrow."""
    rows = 2 if len(counts) > 1 and len(counts) * height > _NARROW * width else 1
    tall, first = (height - _GAP * (rows - 1)) / rows, -(-len(counts) // rows)
    boxes: list[Box] = []
    for row, some in enumerate(one for one in (counts[:first], counts[first:]) if one):
        y = round(top + row * (tall + _GAP), 2)
        boxes += (Box(one.y, y, one.height, round(tall, 2)) for one in _column(some, 0.0, 0.0, width))
    return boxes


def _lower(boxes: Sequence[Box]) -> list[Box]:
    """Return boxes that are no higher than ``_HIGH`` widths; of one column, each close below the other."""
    found: list[Box] = []
    for box in boxes:
        above = found[-1] if found else None
        top = above.bottom + _GAP if above and box.y > above.y else box.y
        found.append(replace(box, y=round(top, 2), height=min(box.height, round(_HIGH * box.width, 2))))
    return found


def _column(counts: Sequence[int], left: float, width: float, height: float) -> list[Box]:
    """Return boxes for groups of so many cities, one below the other, in points."""
    room, top = height - _GAP * (len(counts) - 1), 0.0
    boxes: list[Box] = []
    for count in counts:
        tall = room * (1 + sqrt(count)) / sum(1 + sqrt(one) for one in counts)
        boxes.append(Box(left, round(top, 2), width, round(tall, 2)))
        top += tall + _GAP
    return boxes


def _far_groups(places: Sequence[Place]) -> list[list[Place]]:
    """Return the cities of the main map, then the groups that are too far away for it."""
    vectors = {id(place): vector(place.longitude, place.latitude) for place in places}

    def apart(one: Place, other: Place) -> float:  # radii of the Earth
        pairs = zip(vectors[id(one)], vectors[id(other)], strict=True)
        return acos(max(-1.0, min(1.0, sum(a * b for a, b in pairs))))

    def span(group: Sequence[Place]) -> float:
        return max((apart(one, other) for one in group for other in group), default=0.0)

    main, *others = sorted(_linked(places, lambda one, other: apart(one, other) <= _NEIGHBOURS), key=len, reverse=True)
    if 2 * len(main) < len(places):
        return [list(places)]
    far: list[list[Place]] = []
    for group in sorted(others, key=lambda group: min(apart(one, other) for one in group for other in main)):
        if span([*main, *group]) <= _STRETCHED * max(span(main), NARROWEST):
            main = [*main, *group]
        else:
            far.append(group)
    order = {id(place): index for index, place in enumerate(places)}
    main.sort(key=lambda place: order[id(place)])
    return [main, *far] if len(far) <= _MAX_FAR else [list(places)]


def _touching(places: Sequence[Place], box: Box, pin: float, widest: float) -> list[list[Place]]:
    """Return the groups of cities whose pins would lie upon each other in ``box``, both in points."""
    projection = framed(places, box.width, box.height, widest=widest)
    points = {id(place): projection.clamped(place.longitude, place.latitude) for place in places}

    def touch(one: Place, other: Place) -> bool:
        (x, y), (u, v) = points[id(one)], points[id(other)]
        return hypot(x - u, y - v) < _TOUCHING * pin

    # Of one place there is nothing to be told apart.
    found = [group for group in _linked(places, touch) if len({(one.longitude, one.latitude) for one in group}) > 1]
    return sorted(found, key=len, reverse=True)


def _linked(places: Sequence[Place], near: Callable[[Place, Place], bool]) -> list[list[Place]]:
    """Return the groups of which each city is near another one, in their order."""
    groups: list[list[Place]] = []
    for place in places:
        joined = [group for group in groups if any(near(place, one) for one in group)]
        groups = [group for group in groups if group not in joined]
        groups.append([*(one for group in joined for one in group), place])
    return groups

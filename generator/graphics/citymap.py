"""The map of a document's cities in a box of any edition: its panels, each a ground with pins and names.

It draws nothing: each edition sets the pins and the names in its own way, and says elsewhere those without room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct, convert, to_builtins
from msgspec.structs import astuple, replace

from generator.graphics.basemap import BLED_PART, REGION, BaseMap, Frame, Ground, Place
from generator.graphics.labels import Pin, Row, place_pins
from generator.graphics.margins import margin_frame, place_in_margins
from generator.graphics.panels import panels
from generator.graphics.path import Path
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.document.tree import MapPlace, PlaceMap
    from generator.graphics.panels import Panel
    from generator.kit import Kit


MARK = 1.3
"""The side of the square that bears a panel's letter, in sizes of the names."""

_PARTS = (BLED_PART, 0.6, 0.46, 0.34)  # of the width, that cities fill: the most at which all names find room
_HOPELESS = 0.4  # of the names: where more find no room, farther apart or nearer each other makes no difference
_ROUNDS = 6  # in which names that find no room lose their dots; in the last, all do
_TAKEN = 0.3  # of the size of names: what a wider font may take of the gaps (by eye)
_CLOSE = 0.2  # of the sides: the margin around cities that are shown close, for their names


class MapPanel(Struct, frozen=True):
    """A part of the map in its box: the ground and the pins on it, in points from the box's corner.

    ``mark`` is the letter of a panel that shows cities close; a pin of no place bears it in their stead. A ``ground``
    reaches beyond the box, from whose corner it is measured.
    """

    box: Box
    base_map: BaseMap
    places: tuple[Place, ...]
    pins: tuple[Pin, ...]
    mark: str
    ground: Box | None = None

    @property
    def view(self) -> BaseMap:
        """Return what is seen of the ground in the box, for pins and names: of lines, its waters."""
        if not self.ground:
            return self.base_map
        moved = self.base_map.projection.moved(self.ground.x, self.ground.y)
        waters = self.base_map.waters.transformed(1.0, self.ground.x, self.ground.y)
        return BaseMap(self.box.width, self.box.height, moved, Path(()), Path(()), Path(()), waters)

    def drawn(self, kit: Kit) -> MapPanel:
        """Return the panel with the countries on its ground."""
        return replace(self, base_map=kit.with_countries(self.base_map, self.places, self.box.width))

    def as_tuples(self) -> tuple[Any, ...]:
        """Return the panel as plain tuples, texts and numbers, to be kept in a file."""
        ground = self.ground and astuple(self.ground)
        plain = (astuple(self.box), self.base_map.as_tuples(), tuple(map(astuple, self.places)))
        return *plain, to_builtins(self.pins), self.mark, ground

    @classmethod
    def of_tuples(cls, box: Any, base_map: Any, places: Any, pins: Any, mark: str, ground: Any) -> MapPanel:
        """Return the panel that ``as_tuples`` was asked of."""
        shown = tuple(Place(*one) for one in places)
        made = convert(pins, tuple[Pin, ...])
        return cls(Box(*box), BaseMap.of_tuples(*base_map), shown, made, mark, ground and Box(*ground))


class CityMap(Struct, frozen=True):
    """The panels of a map, the size of the names and the radii of dots and pins, in points.

    The ``dotless`` are cities that have lost the dots of their pillars, so that all names find room.
    """

    width: float
    height: float
    panels: tuple[MapPanel, ...]
    size: float
    dot: float
    pin: float
    dotless: frozenset[str] = frozenset()

    @property
    def loss(self) -> tuple[int, int]:
        """Return how many cities have lost their names, and how many their dots."""
        return len(self.unlabelled), len(self.dotless)

    @property
    def unlabelled(self) -> frozenset[str]:
        """Return the cities whose names found no room."""
        return frozenset(pin.place for panel in self.panels for pin in panel.pins if not pin.label)


def plan_city_map(
    block: PlaceMap,
    kit: Kit,
    width: float,
    height: float,
    sizes: Sequence[float],
    dot: float,
    pin: float,
    spread: float = 1.0,
    ground: Box | None = None,
) -> CityMap:
    """Return the map of ``block`` with names of the first of ``sizes`` at which all find room, else of the last.

    ``dot`` and ``pin`` are radii; dots stand only for the pillars that the legend explains: under the names, or after
    them where more names find room so. Names go into the margins where the map has no room for them, and those without
    room lose their dots; where it has, names take ``spread`` times their width, for wider fonts. The main panel shows
    a ``ground`` beyond the box, from whose corner it is measured.
    """
    known = {tile.pillar for tile in block.legend}
    places = [_place(one, known) for one in block.places]
    names = [kit.family.face(strong=True).width(one.name) for one in places]

    def planned() -> tuple[Any, ...]:
        parts = panels(places, width, height, pin, kit.context, bleeds=ground is not None)
        looks = [
            [_Look(kit, size, dot, pin, spread, roomy, stacked, ground) for stacked in (True, False)]
            for roomy in ((True, False) if spread > 1 else (False,))
            for size in sizes
        ]
        best = _best(parts, looks, [one.city for one in block.places], (width, height))
        shown = tuple(one.drawn(kit).as_tuples() for one in best.panels)
        return best.size, best.dot, tuple(sorted(best.dotless)), shown

    asked = (places, names, width, height, tuple(sizes), dot, pin, spread, ground)
    size, radius, dotless, found = kit.kept_map(f"{asked!r}", planned)
    return CityMap(
        width, height, tuple(MapPanel.of_tuples(*one) for one in found), size, radius, pin, frozenset(dotless)
    )


def _best(
    parts: Sequence[Panel], looks: Sequence[Sequence[_Look]], cities: Sequence[str], size: tuple[float, float]
) -> CityMap:
    """Return the map at the first of ``looks``, with dots under names or after them, that leaves out no name.

    Where the last, of the smallest names, leaves some out, those between are not tried.
    """
    best = _at(parts, looks[0], size)
    planned = _at(parts, looks[-1], size, margins=True) if best.unlabelled else best
    for look in () if planned.unlabelled else looks[1:-1]:
        if best.unlabelled:
            best = min(best, _at(parts, look, size), key=lambda one: one.loss)
    best, dotless = min(best, planned, key=lambda one: one.loss), frozenset[str]()
    for _round in range(_ROUNDS):
        if best.unlabelled:
            dotless |= frozenset(cities) if _round == _ROUNDS - 1 else planned.unlabelled
            tried = looks[-1][_round > 0 :]  # of many names most stand in the margins, with their dots after them
            planned = replace(_at(_without_dots(parts, dotless), tried, size, margins=True), dotless=dotless)
            best = min(best, planned, key=lambda one: one.loss)
    return best


def _at(parts: Sequence[Panel], looks: Sequence[_Look], size: tuple[float, float], margins: bool = False) -> CityMap:
    """Return the map of one of ``looks``; where each leaves out names, each panel has that which leaves out fewest."""
    found: list[CityMap] = []
    for look in looks:
        found.append(look.city_map(parts, *size, margins=margins and look is looks[-1]))
        if not found[-1].unlabelled:
            return found[-1]
    alike = zip(*(one.panels for one in found), strict=True)
    return replace(found[0], panels=tuple(min(each, key=_lost) for each in alike))


def _lost(panel: MapPanel) -> int:
    return sum(not pin.label for pin in panel.pins)


def _without_dots(parts: Sequence[Panel], cities: frozenset[str]) -> list[Panel]:
    """Return ``parts`` with no dots beside the names of ``cities``."""
    return [
        replace(part, places=tuple(replace(one, dots=()) if one.id in cities else one for one in part.places))
        for part in parts
    ]


class _Look(Struct, frozen=True):
    """How pins and names are set: the size of the names, the radii of dots and pins, in points.

    A wider font has its room when ``roomy``, and always before dots that stand after a name.
    """

    kit: Kit
    size: float
    dot: float
    pin: float
    spread: float = 1.0
    roomy: bool = False
    stacked: bool = True
    ground: Box | None = None

    def row(self, place: Place) -> Row:
        """Return the row of a place; a wider font takes a part of the gaps on both sides of its name."""
        width = self.kit.family.face(strong=True).width(place.name) * self.size
        wide = max(width, width * self.spread - _TAKEN * self.size)
        if self.roomy or (place.dots and not self.stacked):
            width = wide
        return Row(place, width, self.size, self.dot, self.pin, self.stacked, wide - width)

    def city_map(self, parts: Sequence[Panel], width: float, height: float, margins: bool = False) -> CityMap:
        """Return the map of ``parts`` in so many points."""
        return CityMap(width, height, tuple(self.panel(part, margins) for part in parts), self.size, self.dot, self.pin)

    def panel(self, part: Panel, margins: bool) -> MapPanel:
        """Return a panel, its names beside their pins, or in the ``margins`` when these may be used.

        Cities on a larger ground are as far apart as names allow.
        """
        frame = Frame(_CLOSE, _CLOSE, 1 - _CLOSE, 1 - _CLOSE, part.least) if part.least else None
        bleed = self.ground if part.main else None
        found: list[MapPanel] = []
        for ground in [Ground(bleed, across) for across in _PARTS] if bleed else [None]:
            found.append(self._planned(part, frame, ground, place_pins))
            if not _lost(found[-1]):
                return found[-1]
            if _lost(found[-1]) > len(part.places) * _HOPELESS:
                break
        if margins and (frame := margin_frame([*map(self.row, part.places)], part.box.width, part.least or REGION)):
            found.append(self._planned(part, frame, ground, place_in_margins))
        return min(found, key=_lost)

    def _planned(
        self, part: Panel, frame: Frame | None, ground: Ground | None, place: Callable[..., tuple[Pin, ...]]
    ) -> MapPanel:
        """Return a panel whose cities fill what of it a ``frame`` says, or a ``ground`` that goes on beyond it."""
        base_map = self.kit.base_map(part.places, part.box.width, part.box.height, frame, ground)
        bleed = ground.box if ground else None
        return self.labelled(MapPanel(part.box, base_map, part.places, (), part.mark, bleed), place)

    def labelled(self, panel: MapPanel, place: Callable[..., tuple[Pin, ...]] = place_pins) -> MapPanel:
        """Return the same panel with its names placed anew."""
        corner = MARK * self.size if panel.mark else 0.0
        return replace(panel, pins=place(panel.view, [*map(self.row, panel.places)], corner))


def _place(one: MapPlace, known: set[str]) -> Place:
    dots = tuple(pillar for pillar in one.pillars if pillar in known)
    return Place(one.city, one.name.plain, one.longitude, one.latitude, one.country, dots)

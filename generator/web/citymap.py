"""The map of the page: paths to fill, pins and names, drawn for wide and for narrow windows.

What it shows is also said in words; each name leads to the city's first example.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.graphics.citymap import plan_city_map
from generator.graphics.path import polylines
from generator.units import Box
from generator.web.view import CityMap, MapDrawing, MapLabel, MapNumber, MapPanel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.document.tree import PlaceMap
    from generator.graphics.citymap import CityMap as PlannedMap
    from generator.graphics.citymap import MapPanel as Planned
    from generator.graphics.labels import Pin
    from generator.kit import Kit
    from generator.web.anchors import Anchors
    from generator.web.view import Tile

_BASELINE = 0.33  # of the size, below the middle of a line: half of Carlito's capitals
_CORNER = 0.3  # of the size: the letter of a panel, from its corner


class _Window(NamedTuple):
    """The map for windows of one width, in CSS pixels of one that shows it unscaled.

    Its size, those of names of which the first that has room is taken, that of numbers, radii; its ground beyond.
    """

    name: str
    width: int
    height: int
    labels: tuple[float, ...]
    number: float
    disc: float
    pin: float
    ground: Box | None = None


_WINDOWS = (
    # To the edge of a window of 2560 px, behind the title and the legend.
    _Window("wide", 720, 600, (26.0, 22.0, 20.0), 18.0, 13.5, 7.0, Box(-820, 0, 1740, 900)),
    # Names have 13 px and more where a window of 320 px shrinks it.
    _Window("narrow", 390, 380, (20.0, 17.0), 15.0, 11.0, 5.5),
)


def city_map(block: PlaceMap, title: str, legend: tuple[Tile, ...], word: float, kit: Kit, anchors: Anchors) -> CityMap:
    """Return the map of ``block``, which names at least one city; ``legend`` are its tiles as the page has them.

    ``word`` is the width in em of their longest word.
    """
    tiles = dict(zip((tile.pillar for tile in block.legend), legend, strict=True))
    hrefs = {place.city: anchors.example(place.examples[0]) for place in block.places if place.examples}

    def drawn(window: _Window) -> MapDrawing:
        size = (window.width, window.height)
        plan = plan_city_map(block, kit, *size, window.labels, window.disc, window.pin, ground=window.ground)
        return MapDrawing(
            name=window.name,
            width=window.width,
            height=window.height,
            label=f"{plan.size:g}",
            figure=f"{window.number:g}",
            panels=tuple(map(_panel, plan.panels)),
            pin_radius=window.pin,
            pins=tuple((round(x + pin.x, 2), round(y + pin.y, 2)) for x, y, pin in _pins(plan)),
            labels=_labels(plan, plan.size, hrefs),
            leaders=_leaders(plan),
            numbers=_numbers(plan, window.number, tiles),
            title_anchor=anchors.fresh("map-title"),
            words_anchor=anchors.fresh("map-words"),
        )

    return CityMap(tuple(map(drawn, _WINDOWS)), title, _words(block, tiles), legend, word, block.description)


def _panel(panel: Planned) -> MapPanel:
    box, shown = panel.box, panel.base_map
    x, y = (box.x + panel.ground.x, box.y + panel.ground.y) if panel.ground else (box.x, box.y)
    paths = (path.svg(1) for path in (shown.land, shown.home, shown.borders, shown.waters))
    return MapPanel(x, y, round(shown.width, 2), round(shown.height, 2), *paths)


def _pins(plan: PlannedMap) -> Iterator[tuple[float, float, Pin]]:
    """Yield each pin after the corner of its panel, in CSS pixels."""
    return ((panel.box.x, panel.box.y, pin) for panel in plan.panels for pin in panel.pins)


def _labels(plan: PlannedMap, size: float, hrefs: dict[str, str]) -> tuple[MapLabel, ...]:
    """Return the letters of the panels, and the names and letters that found a place, ``size`` CSS pixels high."""
    corners = [
        MapLabel(panel.box.x + _CORNER * size, panel.box.y + size, panel.mark, "", True)
        for panel in plan.panels
        if panel.mark
    ]
    names = [
        MapLabel(
            round(x + pin.label.x, 1),
            round(y + pin.label.y + pin.label.height / 2 + _BASELINE * size, 1),
            pin.name,
            hrefs.get(pin.place, ""),
            not pin.place,
        )
        for x, y, pin in _pins(plan)
        if pin.label
    ]
    return (*corners, *names)


def _leaders(plan: PlannedMap) -> tuple[str, ...]:
    """Return the lines from pins to names that stand apart from them, as paths."""
    lines = ([(x + u, y + v) for u, v in pin.leader] for x, y, pin in _pins(plan) if pin.leader)
    return tuple(polylines([line]).svg(1) for line in lines)


def _numbers(plan: PlannedMap, size: float, tiles: dict[str, Tile]) -> tuple[MapNumber, ...]:
    """Return the numbers in their discs, ``size`` CSS pixels high."""
    return tuple(
        MapNumber(
            round(left + x, 1),
            round(top + y, 1),
            plan.dot,
            round(top + y + _BASELINE * size, 1),
            tiles[key].colour,
            tiles[key].number,
        )
        for left, top, pin in _pins(plan)
        for key, x, y in pin.dots
    )


def _words(block: PlaceMap, tiles: dict[str, Tile]) -> str:
    """Return each city with the numbers of its pillars: "Anvers (4), Bilbao (1)"."""
    return ", ".join(
        f"{place.name.plain} ({', '.join(str(tiles[p].number) for p in place.pillars if p in tiles)})"
        for place in block.places
    )

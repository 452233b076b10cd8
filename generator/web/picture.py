"""The map of the page: paths to fill, pins, and names for wide and for narrow windows.

It is an image: what it shows is also said in words, and nothing in it is a link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.graphics.ground import Place
from generator.graphics.labels import Pin, place_pins
from generator.web.view import Dot, Label, Picture, Point

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.document.tree import PlaceMap
    from generator.graphics.ground import Ground
    from generator.kit import Kit
    from generator.web.anchors import Anchors
    from generator.web.view import Tile

WIDTH, HEIGHT = 720, 536  # CSS pixels of a large window, in the shape of the deck's map; a narrow one shrinks it
LABEL, DOT, PIN = 20.0, 9.5, 6.0
NUMBER = 13.0
NARROW_LABEL = 34.0  # shrunk to 320 px: 13 px
_BASELINE = 0.33  # of the size, below the middle of a line: half of Carlito's capitals


def picture(block: PlaceMap, title: str, legend: tuple[Tile, ...], kit: Kit, anchors: Anchors) -> Picture:
    """Return the picture of ``block``, which names at least one city."""
    tiles = dict(zip((tile.pillar for tile in block.legend), legend, strict=True))
    places = _places(block, tiles)
    ground = kit.ground(places, WIDTH, HEIGHT)
    wide = _pins(ground, places, LABEL, kit)
    # The pins fall where they did, and only the names are placed anew.
    narrow = _pins(ground, _places(block, {}), NARROW_LABEL, kit)
    return Picture(
        width=WIDTH,
        height=HEIGHT,
        land=ground.land.svg(1),
        home=ground.home.svg(1),
        borders=ground.borders.svg(1),
        pin=PIN,
        dot=DOT,
        pins=tuple(Point(pin.x, pin.y) for pin in wide),
        labels=_labels(wide, LABEL),
        dots=_dots(wide, tiles),
        narrow=_labels(narrow, NARROW_LABEL),
        title_anchor=anchors.fresh("map-title"),
        title=title,
        words_anchor=anchors.fresh("map-words"),
        words=_words(block, tiles),
        legend=legend,
        description=block.description,
    )


def _places(block: PlaceMap, tiles: dict[str, Tile]) -> list[Place]:
    return [
        Place(
            place.city,
            place.name.plain,
            place.longitude,
            place.latitude,
            place.country,
            tuple(pillar for pillar in place.pillars if pillar in tiles),
        )
        for place in block.places
    ]


def _pins(ground: Ground, places: Sequence[Place], size: float, kit: Kit) -> tuple[Pin, ...]:
    face = kit.family.face(strong=True)
    return place_pins(ground, places, size, lambda name: face.width(name) * size, DOT, PIN)


def _labels(pins: tuple[Pin, ...], size: float) -> tuple[Label, ...]:
    boxes = ((pin.name, pin.label) for pin in pins)
    return tuple(
        Label(round(box.x, 1), round(box.y + box.height / 2 + _BASELINE * size, 1), name) for name, box in boxes if box
    )


def _dots(pins: tuple[Pin, ...], tiles: dict[str, Tile]) -> tuple[Dot, ...]:
    return tuple(
        Dot(round(x, 1), round(y, 1), round(y + _BASELINE * NUMBER, 1), tiles[key].hue, tiles[key].number)
        for pin in pins
        for key, x, y in pin.dots
    )


def _words(block: PlaceMap, tiles: dict[str, Tile]) -> str:
    """Return each city with the numbers of its pillars: "Anvers (4), Bilbao (1)"."""
    return ", ".join(
        f"{place.name.plain} ({', '.join(str(tiles[p].number) for p in place.pillars if p in tiles)})"
        for place in block.places
    )

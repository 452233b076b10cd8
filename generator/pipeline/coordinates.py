"""Doubts about the places of cities: warnings, since borders are drawn coarsely and islands left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.errors import ContentError, Mark, Problem
from generator.kit import ATLAS, MAX_ATLAS
from generator.messages import _
from generator.source.strays import CITIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.graphics.outline import Outline
    from generator.source.model import City
    from generator.world import World

_MARGIN = 1.0  # degrees: further than any coast that the map leaves out, much less than an exchange moves a city
_Box = tuple[float, float, float, float]


def doubted(world: World, cities: Sequence[City]) -> Iterator[Problem]:
    """Yield a warning for each city that lies outside its country, or whose country ISO 3166-1 does not know."""
    if not cities:
        return
    try:
        data = world.bounded(ATLAS, MAX_ATLAS)
        boxes: dict[str, list[_Box]] = world.kept("countries", world.hash(ATLAS), lambda: _boxes(data))
    except (ContentError, ValueError):  # the map itself says so, where it is drawn
        return
    for city in cities:
        mark = world.locate(Mark(CITIES), rf"^[\"']?{re.escape(city.id)}[\"']?\s*:")
        if city.country not in boxes:
            if not _is_country(city.country):
                cause = _("ISO 3166-1 has no country “{code}”.", code=city.country)
                yield Problem(mark, f"{city.id}.country", cause, _("Look at its code: FR, BE, GB."))
        elif not _within(boxes[city.country], city.latitude, city.longitude):
            values = {"latitude": city.latitude, "longitude": city.longitude}
            cause = _("{latitude:g} north, {longitude:g} east lies outside {code}.", code=city.country, **values)
            yield Problem(mark, city.id, cause, _remedy(boxes, city))


def off_outline(outline: Outline, mark: Mark, cities: Sequence[City]) -> Iterator[Problem]:
    """Yield a warning, at ``mark``, of an outline on which none of the cities lies: they would stand in the sea."""
    box = outline.extent
    if not cities or any(_within([box], one.latitude, one.longitude) for one in cities):
        return
    remedy = _("Look at its coordinates and at those of the cities.")
    if all(_within([box], one.longitude, one.latitude) for one in cities):
        remedy = _("Its positions are [latitude, longitude]; export it with [longitude, latitude].")
    yield Problem(mark, "map.outline", _("None of the cities lies on this outline."), remedy)


def _remedy(boxes: dict[str, list[_Box]], city: City) -> str:
    """Return what to write where latitude and longitude are exchanged, or a sign is lost; else to look again."""
    turns = ((city.longitude, city.latitude), (city.latitude, -city.longitude), (-city.latitude, city.longitude))
    for latitude, longitude in turns:
        if _within(boxes[city.country], latitude, longitude):
            values = {"latitude": f"{latitude:g}", "longitude": f"{longitude:g}"}
            return _("Write latitude: {latitude} and longitude: {longitude}, if these are meant.", **values)
    return _("Look at its country and its coordinates.")


def _within(boxes: Sequence[_Box], latitude: float, longitude: float) -> bool:
    return any(
        south - _MARGIN <= latitude <= north + _MARGIN
        and (longitude - west + _MARGIN) % 360 <= east - west + 2 * _MARGIN  # a part may lie beyond 180 degrees
        for west, south, east, north in boxes
    )


def _boxes(data: bytes) -> dict[str, list[_Box]]:
    """Return the extents of each country's parts, in degrees, by its code."""
    from generator.graphics.atlas import Atlas

    atlas = Atlas.read(data)
    found: dict[str, list[_Box]] = {}
    for country in atlas.countries:
        for ring, *_holes in country.polygons:
            window = atlas.ring_extent(ring)
            found.setdefault(country.code, []).append((window.west, window.south, window.east, window.north))
    return found


def _is_country(code: str) -> bool:
    """Tell whether CLDR lists a country under ``code``: the map leaves out the smallest."""
    from babel import Locale

    return code in Locale("en").territories

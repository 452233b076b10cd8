"""Crowded maps: which names lose the numbers of their pillars."""

from __future__ import annotations

import random

from generator.document.tree import MapPlace, PlaceMap, Tile
from generator.graphics.citymap import plan_city_map
from generator.kit import Kit
from generator.text.fonts import Family
from generator.theme import read_theme
from generator.world import World
from tests.note.samples import text
from tests.project import sample_root


def test_only_names_that_have_no_room_with_their_numbers_lose_them() -> None:
    world, chance = World(sample_root()), random.Random(1)
    theme = read_theme(world)
    kit = Kit(world, theme, Family.open(world, theme.family))
    tiles = tuple(Tile(f"p{i}", "rocket", "teal", text("x")) for i in range(6))
    keys = tuple(tile.pillar for tile in tiles)
    places = tuple(
        MapPlace(f"c{i}", text(f"Ville numéro {i}"), "FR", 43 + 7 * chance.random(), -2 + 8 * chance.random(), keys)
        for i in range(12)
    )

    plan = plan_city_map(PlaceMap(places, tiles, text("x")), kit, 540, 394, (16.0, 14.0), 9.5, 5.0)
    pins = [pin for panel in plan.panels for pin in panel.pins if pin.place]
    assert not plan.unlabelled
    assert {pin.dots == () for pin in pins} == {True, False}

"""Crowded maps: where the numbers of pillars stand, and which names lose them."""

from __future__ import annotations

import random
from typing import Any

import pytest

from generator.document.tree import MapPlace, PlaceMap, Tile
from generator.graphics.citymap import CityMap, _Look, plan_city_map
from generator.graphics.labels import Pin
from generator.kit import Kit
from generator.units import Box
from tests.note.samples import text
from tests.some import some


def planned(cities: int, kit: Kit, sizes: tuple[float, ...], spread: float = 1.0) -> CityMap:
    chance = random.Random(1)
    tiles = tuple(Tile(f"p{i}", "rocket", "teal", text("x")) for i in range(6))
    keys = tuple(tile.pillar for tile in tiles)
    places = tuple(
        MapPlace(f"c{i}", text(f"Ville numéro {i}"), "FR", 43 + 7 * chance.random(), -2 + 8 * chance.random(), keys)
        for i in range(cities)
    )
    return plan_city_map(PlaceMap(places, tiles, text("x")), kit, 540, 394, sizes, 9.5, 5.0, spread)


def pins(plan: CityMap) -> list[Pin]:
    return [pin for panel in plan.panels for pin in panel.pins if pin.place]


def stacked(pin: Pin) -> bool:
    """Tell whether all the dots of a pin are under or over its name."""
    assert pin.label
    return all(not pin.label.y < y < pin.label.bottom for _, _, y in pin.dots)


def test_only_names_that_have_no_room_with_their_numbers_lose_them(kit: Kit) -> None:
    plan = planned(18, kit, (16.0, 14.0))
    assert not plan.unlabelled
    assert {pin.dots == () for pin in pins(plan)} == {True, False}


def test_names_make_way_for_others_that_have_no_other_place(kit: Kit) -> None:
    """Six of these cities had lost their numbers: each name took the best place that was left, and none moved again."""
    assert planned(16, kit, (14.0,)).loss <= (0, 3)


def test_numbers_stand_under_the_names_or_after_them_where_more_names_find_room_so(kit: Kit) -> None:
    few, many = planned(4, kit, (16.0, 14.0)), planned(18, kit, (14.0,))
    assert not few.unlabelled | many.unlabelled
    assert all(map(stacked, pins(few)))
    assert not any(stacked(pin) for pin in some(pin for pin in pins(many) if pin.dots))


def test_each_panel_has_its_numbers_where_its_names_find_room(kit: Kit) -> None:
    """An island alone in the sea lost its numbers, which had no room after its name, for the sake of other panels."""
    tiles = tuple(Tile(f"p{i}", "rocket", "teal", text("x")) for i in range(8))
    keys = tuple(tile.pillar for tile in tiles[:5])
    towns = {
        "Torres Vedras": (39.09, -9.26),
        "Mafra": (38.94, -9.33),
        "Cascais": (38.7, -9.42),
        "Lisboa": (38.72, -9.14),
    }
    towns |= {"Braga": (41.55, -8.43), "Guimarães": (41.44, -8.3), "Porto": (41.15, -8.61), "Funchal": (32.67, -16.92)}
    places = tuple(MapPlace(name, text(name), "PT", *at, keys) for name, at in towns.items())
    plan = plan_city_map(PlaceMap(places, tiles, text("x")), kit, 592, 482, (18.0,), 14.0, 7.0)

    assert not plan.unlabelled
    assert [pin.place for pin in pins(plan) if len(pin.dots) < 5] == []


def test_cities_of_a_country_fill_a_ground_as_far_as_their_names_allow(kit: Kit) -> None:
    """Twelve towns of France filled a sixth of their slide, the discs of most far from their names."""
    towns = {
        "Brest": (48.39, -4.49),
        "Nantes": (47.22, -1.55),
        "Angers": (47.48, -0.56),
        "Caen": (49.18, -0.37),
        "Tarbes": (43.23, 0.08),
        "Besançon": (47.24, 6.02),
        "Lyon": (45.76, 4.84),
    }
    tiles = (Tile("p", "rocket", "teal", text("x")),)
    places = tuple(MapPlace(name, text(name), "FR", *at, ("p",)) for name, at in towns.items())
    ground = Box(-330, -20, 960, 540)
    plan = plan_city_map(
        PlaceMap(places, tiles, text("x")), kit, 590, 470, (20.0, 18.0), 14.0, 7.0, spread=1.35, ground=ground
    )
    xs, ys = [pin.x for pin in pins(plan)], [pin.y for pin in pins(plan)]

    assert (plan.size, plan.loss) == (20.0, (0, 0))
    assert max((max(xs) - min(xs)) / 590, (max(ys) - min(ys)) / 470) > 0.6
    assert all(map(stacked, pins(plan)))


def test_many_names_are_placed_in_little_time(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every size was tried, though the smallest names have no room."""
    drawn: list[float] = []
    whole = _Look.city_map

    def counted(look: Any, *known: Any, **how: Any) -> CityMap:
        drawn.append(look.size)
        return whole(look, *known, **how)

    monkeypatch.setattr(_Look, "city_map", counted)
    planned(25, kit, tuple(24.0 - step / 2 for step in range(20)))

    assert len(drawn) < 12


def test_a_name_in_a_wider_font_does_not_run_into_the_numbers_after_it(kit: Kit) -> None:
    plan, face = planned(18, kit, (12.0,), 1.35), kit.family.face(strong=True)
    for pin in some(pin for pin in pins(plan) if pin.dots and not stacked(pin)):
        assert pin.label
        assert pin.label.width + 0.8 * plan.size > 1.35 * face.width(pin.name) * plan.size

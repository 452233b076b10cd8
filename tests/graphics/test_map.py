"""Maps: cities are in the box, countries are right, and labels leave each other room."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product
from math import hypot
from pathlib import Path as File

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.graphics.atlas import Atlas, Level, Window, window_around
from generator.graphics.basemap import BaseMap, Frame, Place, plan_view, with_countries
from generator.graphics.labels import Pin, Row, place_pins
from generator.graphics.margins import margin_frame, place_in_margins
from generator.graphics.panels import panels
from generator.graphics.path import Path, area, clipped_line, clipped_ring, polylines, simplified
from generator.graphics.projection import Projection
from tests.some import some

WORLD = File(__file__).parents[2] / "templates" / "maps" / "world.json"

SAMPLE = (
    Place("anvers", "Anvers", 4.402, 51.219, "BE", ("g",)),
    Place("bilbao", "Bilbao", -2.935, 43.263, "ES", ("s",)),
    Place("grenoble", "Grenoble", 5.724, 45.188, "FR", ("s", "c")),
    Place("nantes", "Nantes", -1.554, 47.218, "FR", ("u", "c", "g")),
    Place("rennes", "Rennes", -1.678, 48.117, "FR", ("s", "u", "c")),
    Place("turin", "Turin", 7.687, 45.070, "IT", ("u", "c", "g")),
)

places = st.builds(
    Place,
    id=st.uuids().map(str),
    name=st.text("abcdefgh", min_size=1, max_size=20),
    longitude=st.floats(-180, 180) | st.sampled_from([-180.0, 0.0, 180.0]),
    latitude=st.floats(-90, 90) | st.sampled_from([-90.0, 0.0, 90.0]),
    country=st.sampled_from(["FR", "RU", "AQ", "US", ""]),
    dots=st.lists(st.sampled_from("sucg"), max_size=6).map(tuple),
)
maps = given(st.lists(places, min_size=1, max_size=8), st.floats(60, 900), st.floats(60, 900))
slow = settings(suppress_health_check=[HealthCheck.too_slow])


@cache
def atlas() -> Atlas:
    return Atlas.read(WORLD.read_bytes())


def drawn(world: Atlas, cities: Sequence[Place], width: float, height: float, frame: Frame | None = None) -> BaseMap:
    return with_countries(world, plan_view(world, cities, width, height, frame), cities)


@dataclass(frozen=True)
class MapPlan:
    """A ground with its pins; ``pin`` and ``dot`` are radii."""

    width: float
    height: float
    land: Path
    home: Path
    borders: Path
    pins: tuple[Pin, ...]
    pin: float = 4.5
    dot: float = 4.0


def planned(cities: Sequence[Place], width: float = 525, height: float = 405) -> MapPlan:
    return with_pins(drawn(atlas(), cities, width, height), cities)


def rows_of(cities: Sequence[Place], stacked: bool = True) -> list[Row]:
    return [Row(place, 7.0 * len(place.name), 13, 4.0, 4.5, stacked) for place in cities]


def with_pins(ground: BaseMap, cities: Sequence[Place], stacked: bool = True) -> MapPlan:
    pins = place_pins(ground, rows_of(cities, stacked))
    return MapPlan(ground.width, ground.height, ground.land, ground.home, ground.borders, pins)


def block(pin: Pin, dot: float) -> tuple[float, float, float, float]:
    """Return the bounds of a label with its dots."""
    assert pin.label is not None
    box = pin.label
    xs = [box.x, box.x + box.width]
    xs += [x + side for _, x, _ in pin.dots for side in (-dot, dot)]
    ys = [box.y, box.bottom, *(y + side for _, _, y in pin.dots for side in (-dot, dot))]
    return (min(xs), min(ys), max(xs), max(ys))


def blocks(plan: MapPlan) -> list[tuple[float, float, float, float]]:
    return [block(pin, plan.dot) for pin in plan.pins if pin.label]


def holds(path: Path, x: float, y: float) -> bool:
    """Tell whether a filled path covers a point (even-odd)."""
    inside = False
    start = previous = (0.0, 0.0)
    for name, *values in path.commands:
        here = (values[0], values[1]) if values else start
        if name == "M":
            start = here
        elif (previous[1] > y) != (here[1] > y):
            slope = (here[0] - previous[0]) / (here[1] - previous[1])
            inside ^= x < previous[0] + slope * (y - previous[1])
        previous = here
    return inside


def assert_sound(plan: MapPlan) -> None:
    for path in (plan.land, plan.home, plan.borders):
        for _, *values in path.commands:
            assert all(-0.01 <= x <= plan.width + 0.01 for x in values[0::2])
            assert all(-0.01 <= y <= plan.height + 0.01 for y in values[1::2])
    for pin in plan.pins:
        assert plan.pin <= pin.x <= plan.width - plan.pin
        assert plan.pin <= pin.y <= plan.height - plan.pin
    for left, top, right, bottom in blocks(plan):
        assert left >= 0
        assert top >= 0
        assert right <= plan.width
        assert bottom <= plan.height
    for a, b in combinations(blocks(plan), 2):
        assert a[0] >= b[2] or b[0] >= a[2] or a[1] >= b[3] or b[1] >= a[3]


def assert_pins_free(plan: MapPlan) -> None:
    """Check that no label covers a pin."""
    for left, top, right, bottom in blocks(plan):
        for pin in plan.pins:
            dx = pin.x - min(max(pin.x, left), right)
            dy = pin.y - min(max(pin.y, top), bottom)
            assert math.hypot(dx, dy) >= plan.pin


@pytest.mark.parametrize(("width", "height"), [(525, 405), (515, 395)])
def test_the_six_cities_of_the_sample_have_their_labels(width: float, height: float) -> None:
    plan = planned(SAMPLE, width, height)

    assert_sound(plan)
    assert_pins_free(plan)
    for place, pin in zip(SAMPLE, plan.pins, strict=True):
        assert pin.label is not None
        assert (pin.place, pin.name, pin.label.width) == (place.id, place.name, 7 * len(pin.name))
        assert tuple(key for key, _, _ in pin.dots) == place.dots


def test_a_name_stands_by_its_pin_and_its_dots_under_or_over_it_from_the_same_edge() -> None:
    for pin in [*planned(SAMPLE).pins, *planned(SAMPLE[3:4]).pins]:
        assert pin.label
        (left, right), xs = (pin.label.x, pin.label.right), [x for _, x, _ in pin.dots]
        (y,) = {y for _, _, y in pin.dots}
        under = y > pin.label.y
        assert xs == sorted(xs)
        assert y == pytest.approx(pin.label.bottom + 4 if under else pin.label.y - 4, abs=0.02)
        if left > pin.x:
            assert left - pin.x < 12
            assert xs[0] - 4 == pytest.approx(left, abs=0.02)
        elif right < pin.x:
            assert pin.x - right < 12
            assert xs[-1] + 4 == pytest.approx(right, abs=0.02)
        else:
            assert (xs[0] + xs[-1]) / 2 == pytest.approx((left + right) / 2, abs=0.02)
            assert (pin.label.y > pin.y) == under


@pytest.mark.parametrize("width", [600.0, 700.0, 800.0, 960.0])
def test_dots_seem_to_be_those_of_no_other_pin(width: float) -> None:
    """The dots of Rennes stood right behind the pin of Nantes, on one line with it."""
    rows = [Row(place, 12.0 * len(place.name), 24, 14.0, 7.0) for place in SAMPLE]
    pins = place_pins(drawn(atlas(), SAMPLE, width, 0.6 * width), rows)
    for (one, row), other in some(product(zip(pins, rows, strict=True), pins)):
        away = min(hypot(x - other.x, y - other.y) for _, x, y in one.dots) - row.dot
        assert one is other or away > 1.2 * (row.pin + row.gap), (one.name, other.name)


def test_dots_that_stand_beside_a_name_come_after_it() -> None:
    ground = drawn(atlas(), SAMPLE, 525, 405)
    made = with_pins(ground, SAMPLE, stacked=False)

    assert_sound(made)
    for pin in some(made.pins):
        assert pin.label
        middle = pin.label.y + pin.label.height / 2
        assert all(y == pytest.approx(middle, abs=0.01) for _, _, y in pin.dots)
        if pin.label.x > pin.x:
            assert all(x - 4 > pin.label.right for _, x, _ in pin.dots)
        else:
            assert all(x + 4 < pin.label.x for _, x, _ in pin.dots)


def test_west_is_left_and_north_is_up() -> None:
    anvers, bilbao, grenoble, nantes, _, turin = planned(SAMPLE).pins

    assert bilbao.x < nantes.x < anvers.x < grenoble.x < turin.x
    assert anvers.y < nantes.y < grenoble.y < bilbao.y


def test_each_city_stands_in_a_country_of_the_cities() -> None:
    inland = (SAMPLE[2], SAMPLE[4], SAMPLE[5])
    plan = planned(inland)

    for pin in some(plan.pins):
        assert holds(plan.home, pin.x, pin.y)
        assert not holds(plan.land, pin.x, pin.y)


def test_a_neighbour_without_a_city_is_land() -> None:
    zurich = Place("zurich", "Zurich", 8.54, 47.38, "FR")
    plan = planned([zurich])

    assert holds(plan.land, plan.pins[0].x, plan.pins[0].y)
    assert plan.borders.commands


def test_a_country_may_fill_the_whole_box() -> None:
    plan = planned([Place("omsk", "Alice Springs", 133.88, -23.7, "AU")])

    assert holds(plan.home, 1, 1)
    assert holds(plan.home, 524, 404)
    assert not plan.land.commands


def test_the_open_sea_stays_empty() -> None:
    plan = planned([Place("sea", "Mer", -140, -42, "")])

    assert not plan.land.commands
    assert not plan.home.commands


@pytest.mark.parametrize("name", ["FR", "XK", "UA", "CY", "VA", "SG", "MT", "EH", "PS", "TW", "GL"])
def test_the_atlas_knows_the_country(name: str) -> None:
    assert name in {country.code for country in atlas().countries}


def test_the_world_shows_every_city_upright() -> None:
    cities = (
        Place("montreal", "Montréal", -73.57, 45.5, "CA"),
        Place("nairobi", "Nairobi", 36.82, -1.29, "KE"),
        Place("singapour", "Singapour", 103.85, 1.29, "SG"),
        Place("lyon", "Lyon", 4.84, 45.76, "FR"),
    )
    plan = planned(cities)
    montreal, nairobi, singapour, lyon = plan.pins

    assert_sound(plan)
    assert montreal.x < lyon.x < nairobi.x < singapour.x
    assert lyon.y < nairobi.y
    assert all(pin.label for pin in plan.pins)


WORLDWIDE = {"NZ": (174.8, -41.3), "ES": (-3.7, 40.4), "EC": (-78.5, -0.2), "SG": (103.85, 1.29), "RU": (37.6, 55.75)}


def worldwide(places: dict[str, tuple[float, float]]) -> BaseMap:
    cities = [Place(code, code, *place, code) for code, place in places.items()]
    assert_sound(planned(cities))
    return drawn(atlas(), cities, 525, 405)


def test_the_world_is_as_on_a_wall_map_parted_in_the_bering_strait() -> None:
    """On an azimuthal map the continents far from its centre were squeezed into its rim."""
    plan = worldwide(WORLDWIDE)

    assert plan.projection.world
    assert plan.projection.longitude == 11
    corners = [(x, y) for x in (1, plan.width - 1) for y in (1, plan.height - 1)]
    assert not any(holds(plan.land, x, y) for x, y in corners)
    at = plan.projection.clamped
    assert holds(plan.land, *at(18.0, 15.0))  # Chad
    assert holds(plan.home, *at(-171.5, 66.5))  # the east of Russia, beyond 180 degrees
    assert not holds(plan.land, *at(-30.0, 0.0))
    assert not holds(plan.land, *at(0.0, 86.0))  # nothing is drawn round the pole


def test_countries_parted_by_the_edge_of_the_world_stand_on_both_sides() -> None:
    """Around Africa they filled the world where the edge cuts them on both sides of the equator."""
    plan = worldwide({"JP": (139.7, 35.7), "CL": (-70.7, -33.4), "AU": (151.2, -33.9), "BR": (-43.2, -22.9)})

    west, _ = plan.projection.clamped(plan.projection.longitude + 180.1, 2.0)
    east, _ = plan.projection.clamped(plan.projection.longitude + 179.9, 2.0)
    assert west < east
    at = plan.projection.clamped
    assert holds(plan.land, *at(15.0, 0.0))  # Congo
    assert holds(plan.land, *at(45.0, 25.0))  # Arabia
    assert not holds(plan.land, *at(-150.0, 0.0))
    assert not holds(plan.land, *at(-150.0, -50.0))


def test_cities_on_both_sides_of_the_antimeridian_are_near() -> None:
    suva = Place("suva", "Suva", 178.44, -18.14, "FJ")
    apia = Place("apia", "Apia", -171.77, -13.83, "WS")
    plan = planned([suva, apia])

    assert_sound(plan)
    assert plan.pins[0].x < plan.pins[1].x
    assert plan.pins[1].y < plan.pins[0].y


def test_cities_of_one_metropolis_stand_apart() -> None:
    towns = [
        Place("a", "Saint-Denis", 2.357, 48.936, "FR"),
        Place("b", "Montreuil", 2.443, 48.864, "FR"),
        Place("c", "Vitry-sur-Seine", 2.392, 48.787, "FR"),
    ]
    plan = planned(towns)

    gaps = [hypot(one.x - other.x, one.y - other.y) for one, other in combinations(plan.pins, 2)]
    assert min(gaps) > 10
    assert all(pin.label for pin in plan.pins)


# Panels


def town(name: str, longitude: float, latitude: float, country: str = "FR") -> Place:
    return Place(name, name, longitude, latitude, country, ("s",))


MAINLAND = [
    town("Nantes", -1.554, 47.218),
    town("Lille", 3.057, 50.629),
    town("Lyon", 4.836, 45.764),
    town("Marseille", 5.37, 43.296),
]
PARISIAN = [
    town("Saint-Denis", 2.357, 48.936),
    town("Montreuil", 2.443, 48.864),
    town("Vitry-sur-Seine", 2.392, 48.787),
    town("Nanterre", 2.207, 48.892),
]
LA_REUNION = [town("Saint-Denis de La Réunion", 55.448, -20.879), town("Saint-Pierre", 55.478, -21.339)]
ANTILLES = [town("Pointe-à-Pitre", -61.533, 16.241), town("Fort-de-France", -61.059, 14.616)]
CANARIES = [town("Las Palmas", -15.436, 28.124, "ES"), town("Santa Cruz", -16.252, 28.464, "ES")]
SPAIN = [
    town("Madrid", -3.704, 40.417, "ES"),
    town("Barcelone", 2.169, 41.387, "ES"),
    town("Séville", -5.98, 37.39, "ES"),
]


def names(cities: Sequence[Place]) -> list[str]:
    return [place.name for place in cities]


def parted(cities: Sequence[Place]) -> list[list[str]]:
    return [names(panel.places) for panel in panels(cities, 540, 400, 5.0)]


def test_cities_of_one_continent_are_one_map() -> None:
    assert parted(SAMPLE) == [names(SAMPLE)]
    assert parted([*SAMPLE, town("Rome", 12.496, 41.903, "IT")]) == [[*names(SAMPLE), "Rome"]]


def test_each_far_group_has_a_panel_instead_of_a_map_of_the_world() -> None:
    found = parted([*LA_REUNION, *MAINLAND, *ANTILLES])
    assert found[0] == names(MAINLAND)
    assert sorted(found[1:]) == sorted([names(LA_REUNION), names(ANTILLES)])
    assert parted([*SPAIN, *CANARIES]) == [names(SPAIN), names(CANARIES)]


def test_cities_all_over_the_world_are_a_map_of_the_world() -> None:
    cities = [town("Lyon", 4.84, 45.76), town("Tokyo", 139.7, 35.7, "JP"), town("Lima", -77.0, -12.0, "PE")]
    assert parted(cities) == [names(cities)]


def test_below_a_map_of_the_world_panels_stand_side_by_side() -> None:
    """Beside it they left it a narrow, high box."""
    cities = [
        town("Tokyo", 139.7, 35.7, "JP"),
        town("Lima", -77.0, -12.0, "PE"),
        town("Sydney", 151.2, -33.9, "AU"),
        *PARISIAN,
        town("Boston", -71.06, 42.36, "US"),
        town("Cambridge", -71.11, 42.37, "US"),
    ]
    main, one, other = panels(cities, 600, 480, 5.0)
    assert (main.box.width, main.box.height) == (600, 300)
    assert one.box.y == other.box.y == 306
    assert one.box.right < other.box.x
    high = panels(cities, 300, 640, 5.0)
    assert [panel.box.width for panel in high] == [300, 300, 300]


def test_a_panel_on_a_ground_that_bleeds_is_not_much_higher_than_wide() -> None:
    """Two towns stood in one as high as the slide, most of it plain."""
    cities = [*MAINLAND, *PARISIAN]
    _main, whole = panels(cities, 600, 480, 7.0)
    main, lower = panels(cities, 600, 480, 7.0, bleeds=True)
    assert (whole.box.height, lower.box.y, main.box.height) == (480, 0, 480)
    assert lower.box.height == pytest.approx(1.25 * lower.box.width, abs=0.01)


def test_towns_of_one_metropolis_have_a_panel_in_which_they_stand_apart() -> None:
    main, detail = panels([*MAINLAND, *PARISIAN], 540, 400, 5.0)
    assert [*names(main.places)] == [*names(MAINLAND), "A"]
    assert (detail.mark, {*names(detail.places)}) == ("A", {*names(PARISIAN)})
    frame = Frame(0.2, 0.2, 0.8, 0.8, detail.least)
    ground = drawn(atlas(), detail.places, detail.box.width, detail.box.height, frame)
    points = [ground.projection.clamped(place.longitude, place.latitude) for place in detail.places]
    assert min(hypot(x - u, y - v) for (x, y), (u, v) in combinations(points, 2)) > 25


@slow
@maps
def test_panels_hold_each_city_once_and_share_the_box(cities: list[Place], width: float, height: float) -> None:
    found = panels(cities, width, height, 5.0)
    assert sorted(place.id for panel in found for place in panel.places if place.id) == sorted(one.id for one in cities)
    marks = [panel.mark for panel in found if panel.mark]
    assert [place.name for place in found[0].places if not place.id] == marks
    for one, other in combinations([panel.box for panel in found], 2):
        assert one.right <= other.x + 0.1 or other.right <= one.x + 0.1 or one.bottom <= other.y + 0.1
    assert all(box.width > 0 and box.height > 0 for box in [panel.box for panel in found])


def test_many_names_stand_in_the_margins_and_none_on_another() -> None:
    cities = [town(f"Ville {i}", -4 + i % 6 * 1.7, 43 + i // 6 * 0.9) for i in range(36)]
    rows = rows_of(cities, stacked=False)
    frame = margin_frame(rows, 540, 0.01)
    assert frame
    ground = drawn(atlas(), cities, 540, 400, frame)
    pins = place_in_margins(ground, rows, 0.0)
    made = MapPlan(540, 400, ground.land, ground.home, ground.borders, pins)
    assert_sound(made)
    assert all(pin.label and pin.leader for pin in some(pins))
    assert len(place_pins(ground, rows)) == 36


def test_an_island_with_a_city_is_drawn_however_small() -> None:
    malta = town("La Valette", 14.46, 35.88, "MT")
    wide = planned([malta, *MAINLAND, town("Oslo", 10.75, 59.91, "NO"), town("Ankara", 32.85, 39.93, "TR")], 200, 150)
    pin = wide.pins[0]
    near = [(values[0], values[1]) for _name, *values in wide.home.commands if values]
    assert min(hypot(pin.x - x, pin.y - y) for x, y in near) < 4


def test_two_cities_at_one_place_both_have_labels() -> None:
    twins = [Place(name, name, 5.724, 45.188, "FR", ("s",)) for name in ("un", "deux")]
    plan = planned(twins)

    assert_sound(plan)
    assert all(pin.label for pin in plan.pins)


def test_a_label_that_fits_nowhere_is_left_out_and_its_pin_stays() -> None:
    plan = planned([Place("long", "x" * 100, 2, 48, "FR", ("s",))])

    assert plan.pins[0].label is None
    assert plan.pins[0].dots == ()
    assert 0 < plan.pins[0].x < plan.width


def test_names_near_the_edge_stand_where_a_wider_font_has_room() -> None:
    """They went off the slide where neither Calibri nor Carlito is."""
    view = plan_view(atlas(), SAMPLE, 300, 200)
    turin = SAMPLE[-1]
    x, _y = view.projection.clamped(turin.longitude, turin.latitude)

    def placed(grows: float) -> Pin:
        return place_pins(view, [Row(turin, 280 - x, 12.0, 4.0, 4.0, True, grows)])[0]

    near, away = placed(0.0).label, placed(40.0).label
    assert near
    assert near.x > x
    assert away
    assert away.right < x


def test_a_hundred_cities_are_placed() -> None:
    cities = [Place(str(i), f"Ville {i}", -4 + i % 10, 42 + i // 10 * 0.9, "FR", ("s", "c")) for i in range(100)]
    plan = planned(cities)

    assert_sound(plan)
    assert_pins_free(plan)
    assert sum(pin.label is not None for pin in plan.pins) > 20


def test_a_map_needs_a_city_and_a_box() -> None:
    with pytest.raises(ValueError, match="at least one city"):
        planned([])
    with pytest.raises(ValueError, match="a width and a height"):
        planned(SAMPLE, 0, 10)


@slow
@maps
def test_any_map_is_sound(cities: list[Place], width: float, height: float) -> None:
    plan = planned(cities, width, height)

    assert_sound(plan)
    assert [pin.place for pin in plan.pins] == [place.id for place in cities]


@settings(slow, max_examples=3)
@maps
def test_a_map_is_the_same_each_time(cities: list[Place], width: float, height: float) -> None:
    again = drawn(Atlas.read(WORLD.read_bytes()), cities, width, height)

    assert planned(cities, width, height) == with_pins(again, cities)


def test_a_scaled_ground_is_the_same_map() -> None:
    ground = drawn(atlas(), SAMPLE, 525, 405)
    doubled = ground.scaled(2.0)

    assert (doubled.width, doubled.height) == (1050, 810)
    assert doubled.projection.forward(4.402, 51.219) == pytest.approx(
        tuple(2 * value for value in ground.projection.forward(4.402, 51.219) or ())
    )
    assert len(doubled.land.commands) == len(ground.land.commands)


@settings(max_examples=100)
@given(
    st.floats(-180, 180), st.floats(-90, 90), st.lists(st.tuples(st.floats(-360, 360), st.floats(-90, 90)), min_size=1)
)
def test_a_projection_keeps_to_its_disc(longitude: float, latitude: float, line: list[tuple[float, float]]) -> None:
    projection = Projection(longitude, latitude)

    for x, y in (point for run in projection.runs(line) for point in run):
        assert math.hypot(x, y) < 2
    assert projection.forward(longitude, latitude) == pytest.approx((0, 0), abs=1e-9)
    assert projection.forward(longitude + 180, -latitude) is None


def test_the_projection_agrees_with_snyder() -> None:
    """Check his numerical example (1987, p. 332): centre 40 N 100 W, 20 S 100 E, radius 3."""
    x, y = Projection(-100, 40, scale=3).forward(100, -20) or (0, 0)

    assert x == pytest.approx(-4.2339303, abs=1e-6)
    assert -y == pytest.approx(4.0257775, abs=1e-6)


def test_the_map_of_the_world_agrees_with_its_authors() -> None:
    """Equal Earth (Šavrič, Patterson and Jenny, 2018) is 2.05 times as wide as high, its poles 0.59 of the equator."""
    projection = Projection(10, 0, world=True)
    (east, _), (pole, north) = projection.clamped(189.999, 0), projection.clamped(189.999, 90)

    assert east == pytest.approx(2.7066, abs=1e-3)
    assert east / -north == pytest.approx(2.0546, abs=1e-3)
    assert pole / east == pytest.approx(0.59, abs=5e-3)


@given(st.lists(st.tuples(st.floats(-360, 360), st.floats(-90, 90)), min_size=1))
def test_a_map_of_the_world_keeps_to_its_edge(line: list[tuple[float, float]]) -> None:
    projection = Projection(10, 0, world=True)

    points = [point for run in projection.runs(line) for point in run]
    assert len(points) >= len(line)
    assert all(abs(x) < 2.7067 and abs(y) < 1.3174 for x, y in points)


@given(st.floats(-180, 180), st.floats(-90, 90), st.floats(0.1, 179), st.floats(0, 360), st.floats(0, 1))
def test_a_window_holds_what_is_within_reach(
    longitude: float, latitude: float, reach: float, azimuth: float, part: float
) -> None:
    distance, bearing = math.radians(reach * part * 0.999), math.radians(azimuth)
    phi = math.radians(latitude)
    up = math.sin(phi) * math.cos(distance)
    up += math.cos(phi) * math.sin(distance) * math.cos(bearing)
    east = math.sin(bearing) * math.sin(distance) * math.cos(phi)
    turn = math.degrees(math.atan2(east, math.cos(distance) - math.sin(phi) * up))
    place = (longitude + turn, math.degrees(math.asin(min(1.0, max(-1.0, up)))))

    window = window_around(longitude, latitude, reach + 0.001)

    assert window.touches(Window(place[0], place[1], place[0], place[1]))


def test_a_chord_has_the_ends_of_its_arc() -> None:
    for index in some(range(len(atlas().arcs))):
        for level in Level:
            arc, chord = list(atlas().points(index, level)), list(atlas().chord(index, level))
            assert chord[0] == pytest.approx(arc[0])
            assert chord[-1] == pytest.approx(arc[-1])


@pytest.mark.parametrize("level", Level)
def test_the_arcs_of_a_ring_meet(level: Level) -> None:
    for country in some(atlas().countries):
        for ring in (ring for polygon in country.polygons for ring in polygon):
            lines = [list(atlas().points(i if i >= 0 else ~i, level))[:: 1 if i >= 0 else -1] for i in ring]
            for line, following in zip(lines, lines[1:] + lines[:1], strict=True):
                gap = (line[-1][0] - following[0][0]) % 360
                assert min(gap, 360 - gap) == pytest.approx(0, abs=1e-9)
                assert line[-1][1] == following[0][1]


points = st.tuples(st.floats(-50, 150), st.floats(-50, 150))


@given(st.lists(points, min_size=3, max_size=12))
def test_a_clipped_ring_stays_in_the_box(ring: list[tuple[float, float]]) -> None:
    clipped = clipped_ring(ring, 100, 80)
    assert clipped or not any(0 < x < 100 and 0 < y < 80 for x, y in ring)
    for x, y in clipped:
        assert -1e-9 <= x <= 100 + 1e-9
        assert -1e-9 <= y <= 80 + 1e-9


@given(st.lists(points, min_size=2, max_size=12))
def test_a_clipped_line_stays_in_the_box(line: list[tuple[float, float]]) -> None:
    clipped = clipped_line(line, 100, 80)
    assert clipped or not any(1 < x < 99 and 1 < y < 79 for x, y in line)
    for piece in clipped:
        assert all(0 <= x <= 100 and 0 <= y <= 80 for x, y in piece)


def test_a_ring_round_the_box_is_clipped_to_the_box() -> None:
    assert abs(area(clipped_ring([(-9, -9), (200, -9), (200, 200), (-9, 200)], 100, 80))) == 8000


@given(st.lists(points, min_size=2, max_size=30))
def test_a_simplified_line_keeps_its_ends_and_its_order(line: list[tuple[float, float]]) -> None:
    short = simplified(line, 5)
    rest = iter(line)

    assert (short[0], short[-1]) == (line[0], line[-1])
    assert all(point in rest for point in short)


def test_names_keep_off_rivers_where_another_side_is_free() -> None:
    ground = drawn(atlas(), SAMPLE[3:4], 525, 405)
    x, y = place_pins(ground, rows_of(SAMPLE[3:4]))[0].x, 202.5
    for side in (-1, 1):
        river = polylines([[(x, y), (x + side * 200, y + 5)]])
        (pin,) = place_pins(replace(ground, waters=river), rows_of(SAMPLE[3:4]))
        left, top, right, bottom = block(pin, 4.0)
        assert not clipped_line([(x - left, y - top), (x + side * 200 - left, y + 5 - top)], right - left, bottom - top)

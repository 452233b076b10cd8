"""An author's own map: what GeoJSON may hold, what is refused, what is drawn."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.deck.slide import INK, Figure, Group
from generator.graphics import outline
from generator.graphics.basemap import Place, plan_view
from generator.graphics.outline import Outline, OutlineError
from generator.pipeline.edition import edition_named
from generator.pipeline.production import Production
from generator.world import World
from tests.project import ROOT, Project

WEST = [[0, 45], [1, 45], [1, 46], [0, 46], [0, 45]]
EAST = [[1, 45], [2, 45], [2, 46], [1, 46], [1, 45]]
TOWNS = [Place("a", "A", 0.3, 45.3, "FR"), Place("b", "B", 0.7, 45.6, "FR")]


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def collection(*geometries: Any) -> dict[str, Any]:
    features = [{"type": "Feature", "properties": None, "geometry": one} for one in geometries]
    return {"type": "FeatureCollection", "features": features}


def read(value: Any) -> Outline:
    return Outline.read(json.dumps(value).encode())


def test_areas_with_towns_borders_and_waters_are_drawn() -> None:
    river = {"type": "LineString", "coordinates": [[-0.5, 45.5], [2.5, 45.4]]}
    ground = plan_view(read(collection(polygon(WEST), polygon(EAST), river, None)), TOWNS, 400, 300)

    assert [len(path.commands) for path in (ground.home, ground.land)] == [6, 6]
    border = ground.projection.forward(1, 45.5)
    assert border
    assert len(ground.borders.commands) == 2
    assert {round(abs(values[0] - border[0]) / 4) for _name, *values in ground.borders.commands} == {0}
    assert ground.waters.commands


def test_a_map_of_one_metropolis_shows_its_outline_and_not_a_country() -> None:
    small = [[x / 10, 45 + (y - 45) / 10] for x, y in WEST]
    towns = [Place("a", "A", 0.03, 45.03, "FR"), Place("b", "B", 0.07, 45.06, "FR")]
    ground = plan_view(read(polygon(small)), towns, 400, 300)
    xs = [values[0] for _name, *values in ground.home.commands if values]

    assert max(xs) - min(xs) > 150


def test_a_polygon_with_a_hole_does_not_hold_the_town_in_it() -> None:
    hole = [[0.2, 45.2], [0.9, 45.2], [0.9, 45.8], [0.2, 45.8], [0.2, 45.2]]
    ground = plan_view(read(polygon(WEST, hole)), TOWNS, 400, 300)

    assert not ground.home.commands
    assert ground.land.commands


@pytest.mark.parametrize(
    ("value", "cause", "path"),
    [
        ([], "no object", ""),
        ({"type": "Topology"}, "“Topology” is not drawn", ""),
        (collection(polygon(WEST), {"type": "Point", "coordinates": [1, 2]}), "“Point”", "features[1].geometry"),
        (collection(), "no land", ""),
        ({"type": "FeatureCollection", "features": {}}, "A list is missing", ""),
        (polygon(WEST[:3]), "has 3 positions; it needs 4", ""),
        (polygon([*WEST[:4], [0, 45.1]]), "not closed", ""),
        (polygon([[652_000, 6_862_000]] * 4), "652000, 6862000 is not on the globe", ""),
        (polygon([[10**400, 0]] * 4), "is not on the globe", ""),
        (polygon([["0", "45"]] * 4), "not two numbers", ""),
        (polygon([[True, 45]] * 4), "not two numbers", ""),
        (polygon([[0]] * 4), "not two numbers", ""),
    ],
)
def test_what_cannot_be_drawn_is_refused_where_it_stands(value: Any, cause: str, path: str) -> None:
    with pytest.raises(OutlineError) as caught:
        read(value)

    assert cause in str(caught.value.cause)
    assert caught.value.path == path


@pytest.mark.parametrize(
    ("data", "line"),
    [(b'{\n"type": }', 2), (b'{"type": NaN}', 0), (b"\xff", 0), (b"[" * 100_000, 0), (b"1" * 5_000, 0), (b"", 1)],
)
def test_what_is_no_json_is_refused_with_its_line(data: bytes, line: int) -> None:
    with pytest.raises(OutlineError) as caught:
        Outline.read(data)

    assert caught.value.line == line


def test_collections_within_each_other_and_too_many_positions_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    nested: dict[str, Any] = polygon(WEST)
    for _level in range(20):
        nested = {"type": "GeometryCollection", "geometries": [nested]}
    with pytest.raises(OutlineError, match="no object"):
        read(nested)

    monkeypatch.setattr(outline, "_MAX_POSITIONS", 7)
    with pytest.raises(OutlineError, match="more than 7"):
        read(collection(polygon(WEST), polygon(EAST)))
    monkeypatch.setattr(outline, "MAX_OUTLINE", 50)
    with pytest.raises(OutlineError, match="too large"):
        read(polygon(WEST))


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["Feature", "FeatureCollection", "Polygon", "MultiPolygon", "LineString", "GeometryCollection"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["type", "features", "geometry", "geometries", "coordinates"]), inner)
    ),
    max_leaves=20,
)


@given(json_values)
def test_whatever_json_holds_is_drawn_or_refused(value: Any) -> None:
    try:
        found = read(value)
    except OutlineError:
        return
    plan_view(found, TOWNS, 400, 300)


points = st.tuples(st.floats(-180, 180), st.floats(-90, 90)).map(list)


@given(st.lists(st.lists(points, min_size=3, max_size=12), min_size=1, max_size=4), st.lists(points, min_size=2))
def test_any_land_on_the_globe_stays_within_its_box(rings: list[list[Any]], line: list[Any]) -> None:
    areas = [polygon([*ring, ring[0]]) for ring in rings]
    ground = plan_view(read(collection(*areas, {"type": "LineString", "coordinates": line})), TOWNS, 400, 300)

    paths = ground.land, ground.home, ground.borders, ground.waters
    drawn = [values for path in paths for _name, *values in path.commands if values]
    assert max([0.0, *(abs(x - 200) for x, _y in drawn)]) <= 200.01
    assert max([0.0, *(abs(y - 150) for _x, y in drawn)]) <= 150.01


def test_an_outline_is_looked_at_before_anything_is_built(project: Project) -> None:
    project.edit("publication.yaml", "language: fr", "language: fr\nmap: {outline: cote.geojson}")
    assert "There is no outline “cote.geojson”" in project.run("check").err or project.run("build").code == 1
    file = project.root / "content" / "lecons-apprises" / "cote.geojson"

    file.write_text(json.dumps(collection(polygon([[652_000, 6_862_000]] * 4))), "utf-8")
    result = project.run("build")
    assert result.code == 1
    assert "cote.geojson:1:44: features[0].geometry: " in result.err

    file.write_text(json.dumps(collection(polygon([[-20, 30], [20, 30], [20, 60], [-20, 60], [-20, 30]]))), "utf-8")
    project.build()
    page = (project.output / "lecons-apprises.html").read_text("utf-8")
    assert '<path class="land" d=""' in page

    for ring, remedy in (
        ([[100, 10], [101, 10], [101, 11], [100, 10]], "Look at its coordinates and at those of the cities."),
        (
            [[30, -20], [30, 20], [60, 20], [60, -20], [30, -20]],
            "Its positions are [latitude, longitude]; export it with [longitude, latitude].",
        ),
    ):
        file.write_text(json.dumps(polygon(ring)), "utf-8")
        warning = project.run("build", "--only", "web").err
        assert f"map.outline: Warning: None of the cities lies on this outline. {remedy}" in warning


def test_a_fault_is_placed_in_the_feature_that_has_it() -> None:
    text = json.dumps(collection(polygon(WEST), polygon(EAST), polygon([["0", "45"]] * 4)), indent=1)

    with pytest.raises(OutlineError) as caught:
        Outline.read(text.encode())

    line, column = caught.value.line, caught.value.column
    assert "\n".join(text.split("\n")[line - 1 :])[column - 1 :].startswith('{\n   "type": "Feature"')
    assert text.split("\n")[line:].count('   "type": "Feature",') == 1


def test_towns_on_an_own_outline_are_spread_over_the_slide_that_the_map_fills() -> None:
    deck = Production(World(ROOT), "villes-imaginaires").plan(edition_named("deck"))
    (shown,) = (slide for slide in deck.slides if slide.role == "map")
    spots = [
        shape.box.x
        for group in shown.shapes
        if isinstance(group, Group)
        for shape in group.shapes
        if isinstance(shape, Figure) and shape.geometry == "ellipse" and shape.fill == INK
    ]

    assert len(spots) == 3
    assert max(spots) - min(spots) > 0.35 * 960

"""Cities and pictures: found by name without a network, placed, kept under safe names."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image

from generator.edit.gazetteer import found, named_in
from generator.edit.worldmap import HEIGHT, WIDTH, View, map_svg
from generator.world import World
from tests.edit.test_server import HEAD, HOST, PILLAR, Editor
from tests.matrix import every
from tests.project import ROOT, SLUG

CITIES = "content/cities.yaml"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><path d="M0 0h40v30H0z" fill="#00677A"/></svg>'


def picture(format: str = "JPEG", colour: str = "teal") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (80, 60), colour).save(file, format)
    return file.getvalue()


def drop(editor: Editor, name: str, data: bytes, **headers: str) -> Any:
    given = {"Origin": f"http://{HOST}", "Content-Type": "application/octet-stream", **headers}
    return editor.client.post("/picture", params={"name": name}, content=data, headers=given)


@pytest.mark.parametrize(
    ("words", "name", "usual", "country"),
    [
        ("Lyon", "Lyon", "Lyon", "FR"),
        ("saint malo", "Saint-Malo", "Saint-Malo", "FR"),
        ("Londres", "Londres", "London", "GB"),
        ("göteborg", "Göteborg", "Gothenburg", "SE"),
        ("Warszaw", "Warszaw", "Warsaw", "PL"),
    ],
)
def test_a_place_is_found_in_many_languages(words: str, name: str, usual: str, country: str) -> None:
    first = found(words)[0]
    assert (first.name, first.usual, first.country) == (name, usual, country)
    assert -90 <= first.latitude <= 90


def test_what_is_no_name_finds_nothing() -> None:
    assert found("") == found("x") == found("#") == found("no such place at all") == []


@every(
    3,
    ("text", "name", "usual"),
    [
        ("Lisbonne a ouvert un laboratoire citoyen.", "Lisbonne", "Lisbon"),
        ("À Rennes comme à Saint-Malo, une charte.", "Saint-Malo", "Saint-Malo"),
        ("Rien ne presse. Seul compte Lyon.", "Lyon", "Lyon"),
        ("une ville sans nom, et Rennes", "", ""),
        ("À Las Palmas de Gran Canaria, des escaliers.", "", ""),
    ],
)
def test_the_first_place_that_a_text_names_is_found_unless_it_is_known(text: str, name: str, usual: str) -> None:
    place = named_in(text, {"Rennes", "Las Palmas de Gran Canaria"})

    assert (place and (place.name, place.usual)) == ((name, usual) if name else None)


@pytest.mark.long
def test_a_city_is_placed_by_its_name_and_the_rest_of_the_registry_stays(editor: Editor) -> None:
    before = editor.project.read(CITIES)
    place = editor.client.get("/places", params={"name": "Lyon"}).json()[0]
    value = {"names": {"fr": place["name"]}, **{key: place[key] for key in ("country", "latitude", "longitude")}}

    answer = editor.edit("new-city", [], file=CITIES, value=value)

    assert answer.status_code == 200
    assert answer.json()["cities"]["lyon"] == ["Lyon"]
    after = editor.project.read(CITIES)
    assert yaml.safe_load(after)["lyon"] == {
        "names": {"fr": "Lyon"},
        "country": "FR",
        "latitude": place["latitude"],
        "longitude": place["longitude"],
    }
    assert re.sub(r"lyon:\n(  .*\n)+", "", after) == before
    runs = [{"t": "À "}, {"t": "Lyon", "p": "lyon"}, {"t": " aussi."}]
    assert editor.edit("set", ["examples", 0, "text"], value=runs).status_code == 200
    for _step in range(2):
        assert editor.post("/undo", {}).status_code == 200
    assert editor.project.read(CITIES) == before


def test_a_city_is_called_as_in_the_publication_and_found_by_any_name(refusing: Editor) -> None:
    """Its name in the publication's language comes first: the lists show that one."""
    anvers = refusing.state["cities"]["anvers"]
    assert anvers[0] == "Anvers"
    assert {"Amberes", "Antwerpen", "Antwerp"} < {*anvers}


@pytest.mark.long
def test_two_cities_of_one_name_have_two_ids(editor: Editor) -> None:
    value = {"names": {"fr": "Nantes"}, "country": "CA", "latitude": 46.0, "longitude": -71.0}
    assert editor.edit("new-city", [], file=CITIES, value=value).status_code == 200
    assert "nantes-1" in editor.state["cities"]


def test_a_registry_that_was_changed_elsewhere_is_not_overwritten(editor: Editor) -> None:
    hash = editor.state["files"][CITIES]
    editor.project.edit(CITIES, "country: BE", "country: BE # là")
    value = {"names": {"fr": "Lyon"}, "country": "FR", "latitude": 45.7, "longitude": 4.8}
    body = {"op": "new-city", "file": CITIES, "path": [], "hash": hash, "value": value}
    assert editor.post("/edit", body).status_code == 409


@pytest.mark.parametrize(
    "value", [{"x": 1}, [], "x", {"names": {}, "country": "FR"}, {"names": {"fr": "A"}, "latitude": "x"}]
)
def test_what_is_no_city_is_refused(refusing: Editor, value: Any) -> None:
    before = refusing.project.read(CITIES)
    assert refusing.edit("new-city", [], file=CITIES, value=value).status_code in (400, 422)
    assert refusing.project.read(CITIES) == before


def test_cities_have_a_form_of_their_own(editor: Editor) -> None:
    form = editor.state["forms"][-1]
    assert form["cities"]
    group = next(one for one in form["fields"] if one["key"] == "anvers")
    names = next(one for one in group["fields"] if one["key"] == "names")
    assert {one["key"] for one in names["entries"]} >= {"fr", "nl"}
    assert editor.edit("set", ["anvers", "names", "fr"], file=CITIES, value="Antwerpen").status_code == 200
    assert editor.edit("set", ["anvers", "latitude"], file=CITIES, value="abc").status_code == 422
    assert "fr: Antwerpen" in editor.project.read(CITIES)


@every(
    6,
    ("name", "data", "kept"),
    [
        ("Vue d’été (1).JPG", picture(), "vue-d-ete-1.jpg"),
        ("../../etc/passwd", picture("PNG"), "passwd.png"),
        ("..\\CON.exe", picture("WEBP"), "con.webp"),
        ("", SVG, "image.svg"),
        ("照片.png", picture("PNG"), "image.png"),
        ("a" * 300 + ".jpg", picture(), "a" * 40 + ".jpg"),
    ],
)
def test_a_dropped_picture_is_kept_under_a_safe_name(editor: Editor, name: str, data: bytes, kept: str) -> None:
    answer = drop(editor, name, data)

    assert answer.json() == {"file": f"pictures/{kept}"}
    path = editor.project.root / f"content/{SLUG}/pictures/{kept}"
    assert path.read_bytes() == data
    assert f"pictures/{kept}" in editor.state["pictures"]
    shown = editor.client.get("/picture", params={"file": f"pictures/{kept}"})
    assert shown.content == data
    assert shown.headers["content-security-policy"].startswith("sandbox; default-src 'none'")


def test_no_picture_is_overwritten_and_none_is_kept_twice(editor: Editor) -> None:
    names = [drop(editor, "a.jpg", data).json()["file"] for data in (picture(), picture(colour="red"), picture())]
    assert names == ["pictures/a.jpg", "pictures/a-2.jpg", "pictures/a.jpg"]


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"<html></html>", SVG.replace(b"<path", b"<script>1</script><path")])
def test_what_is_no_picture_is_refused_with_a_reason(refusing: Editor, data: bytes) -> None:
    answer = drop(refusing, "a.png", data)
    assert answer.status_code == 422
    assert answer.json()["message"]
    assert not (refusing.project.root / f"content/{SLUG}/pictures").exists()


def test_a_picture_comes_from_our_page_alone(refusing: Editor) -> None:
    assert drop(refusing, "a.jpg", picture(), Origin="http://example.org").status_code == 403
    assert drop(refusing, "a.jpg", picture(), **{"Content-Type": "image/jpeg"}).status_code == 415
    assert drop(refusing, "a.jpg", picture(), **{"Content-Length": str(10**9)}).status_code == 413
    assert not (refusing.project.root / f"content/{SLUG}/pictures").exists()


def test_a_folder_that_leads_elsewhere_takes_no_picture(editor: Editor, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (editor.project.root / f"content/{SLUG}/pictures").symlink_to(tmp_path / "elsewhere")
    assert drop(editor, "a.jpg", picture()).status_code == 422
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("file", ["publication.yaml", "../cities.yaml", "pictures/../publication.yaml", "x.png", ""])
def test_nothing_but_pictures_is_shown(refusing: Editor, file: str) -> None:
    assert refusing.client.get("/picture", params={"file": file}).status_code == 404


def test_a_picture_is_added_with_what_it_shows(editor: Editor) -> None:
    file = drop(editor, "vue.jpg", picture()).json()["file"]
    before = editor.project.read(PILLAR)

    value = {"file": file, "alt": [{"t": "La gare"}]}
    answer = editor.edit("add", ["examples", 0, "picture"], value=value)

    assert answer.status_code == 200
    example = yaml.safe_load(editor.project.read(PILLAR))["examples"][0]
    assert example["picture"] == {"file": file, "alt": "La gare"}
    assert editor.post("/undo", {}).status_code == 200
    assert editor.project.read(PILLAR) == before
    nothing_said = editor.edit("add", ["picture"], file=HEAD, value={"file": file})
    assert nothing_said.status_code == 422


@pytest.mark.long
def test_own_colours_have_fields(editor: Editor) -> None:
    value = {"pillars": {"cooperation": "336600"}}
    assert editor.edit("add", ["theme"], file=HEAD, value=value).status_code == 200
    assert editor.edit("set", ["theme", "pillars", "cooperation"], file=HEAD, value="663300").status_code == 200
    assert yaml.safe_load(editor.project.read(HEAD))["theme"] == {"pillars": {"cooperation": "663300"}}


def near(editor: Editor, longitude: float, latitude: float) -> Any:
    return editor.client.get("/places/near", params={"longitude": longitude, "latitude": latitude}).json()


@pytest.mark.parametrize(
    ("longitude", "latitude", "country", "place"),
    [
        (6.12, 45.90, "FR", "Annecy"),
        (-2.02, 48.65, "FR", "Saint-Malo"),  # by the sea
        (12.45, 41.903, "IT", "Rome"),
        (-58.4, -34.6, "AR", "Buenos Aires"),
    ],
)
def test_a_point_of_the_map_tells_its_country_and_what_is_near(
    longitude: float, latitude: float, country: str, place: str, editor: Editor
) -> None:
    told = near(editor, longitude, latitude)
    assert told["country"] in (country, "VA")
    assert place in [one["name"] for one in told["places"]]


def test_far_from_any_land_nothing_is_proposed(editor: Editor) -> None:
    assert near(editor, -140.0, -40.0) == {"country": "", "places": []}


def test_the_map_is_drawn_where_it_is_asked_for(editor: Editor) -> None:
    world = editor.client.get("/map.svg", params={"longitude": 0, "latitude": 20, "span": 150})
    city = editor.client.get("/map.svg", params={"longitude": 6, "latitude": 46, "span": 4})
    assert world.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert world.content != city.content
    assert b"<path" in world.content
    assert b"script" not in world.content
    for asked in (
        {"longitude": "x"},
        {"longitude": "nan", "latitude": "0", "span": "1"},
        {"longitude": "0", "latitude": "91"},
    ):
        assert editor.client.get("/map.svg", params=asked).status_code == 400
    assert editor.client.get("/places/near", params={"longitude": 500, "latitude": 0}).status_code == 400


def test_a_place_beyond_the_date_line_stands_beside_its_neighbours() -> None:
    """The map may have its middle anywhere: land goes on where longitudes begin anew."""
    view = View.of(179.0, -17.0, 30.0)
    assert view.window.east > 180
    assert view.pixel(179.0, -17.0) == (WIDTH / 2, HEIGHT / 2)
    drawn = map_svg(World(ROOT), view).decode()
    xs = [float(x) for x in re.findall(r"[M ]([-\d.]+),", drawn)]
    assert any(0 < x < WIDTH / 2 for x in xs)
    assert any(WIDTH / 2 < x < WIDTH for x in xs)

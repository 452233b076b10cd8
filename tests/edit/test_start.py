"""Where publications begin in the page: by answers, or with a file; and how one goes from one to another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from generator import messages
from generator.edit.server import application
from generator.edit.session import Session
from generator.edit.start import MAX_DOCUMENT
from generator.world import World
from tests.project import SLUG, Project
from tests.some import some

PORT = 8765
HOST = f"127.0.0.1:{PORT}"
TOKEN = "a-token"
ANSWERS = {
    "title": "La ville qui apprend",
    "language": "fr",
    "organisation": "Ville d’Alba",
    "pillars": ["Écoles", "", "Musées"],
    "places": ["Lyon"],
}
TEXT = """# Le port qui vient

## Un quai pour tous

- À Nantes, le quai est ouvert aux piétons.
- Le marché y revient le dimanche.

## Des navires sobres

- Les remorqueurs sont électriques.
"""


class Desk:
    """The editor of a folder, asked as its own page asks; of no publication first where ``slug`` is empty."""

    def __init__(self, root: Path, slug: str = "") -> None:
        world = World(root)
        session = Session(world, slug) if slug else None
        self.root = root
        self.client = TestClient(application(session, world, PORT, TOKEN), base_url=f"http://{HOST}")
        assert self.client.get(f"/?token={TOKEN}").status_code == 200

    def new(self, **answers: Any) -> Any:
        return self.client.post("/start/new", json={**ANSWERS, **answers}, headers={"Origin": f"http://{HOST}"})

    def bring(self, name: str, data: bytes, **asked: str) -> Any:
        headers = {"Origin": f"http://{HOST}", "Content-Type": "application/octet-stream"}
        return self.client.post("/start/import", params={"name": name, **asked}, content=data, headers=headers)

    def shelf(self) -> list[dict[str, str]]:
        found: list[dict[str, str]] = self.client.get("/start/shelf").json()["publications"]
        return found

    def files(self) -> list[str]:
        return sorted(one.relative_to(self.root).as_posix() for one in self.root.rglob("*") if one.is_file())


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    messages.speak([])


def test_an_empty_folder_opens_where_publications_begin(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    page = desk.client.get("/", headers={"Accept-Language": "fr"})
    assert "/page/start.js" in page.text
    assert '<html lang="fr"' in page.text
    assert desk.shelf() == []
    assert desk.client.get("/state").status_code == 404


def test_the_command_needs_no_publication(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.cli import main

    served = []
    monkeypatch.setattr("generator.edit.run.serve", lambda world, slug, port, browse: served.append(slug))
    assert main(["edit", "--root", str(tmp_path)]) == 0
    assert served == [""]


def test_five_answers_make_a_publication_that_opens(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    answer = desk.new()
    assert answer.status_code == 200
    made = answer.json()
    assert made["slug"] == "la-ville-qui-apprend"
    assert any("Lyon" in one for one in some(made["doubts"]))

    assert desk.shelf() == [{"slug": "la-ville-qui-apprend", "title": "La ville qui apprend"}]
    state = desk.client.get("/of/la-ville-qui-apprend/state").json()
    assert [form["id"] for form in state["forms"] if form["id"]] == ["ecoles", "musees"]
    assert state["problems"] == []
    assert 'data-base="/of/la-ville-qui-apprend"' in desk.client.get("/of/la-ville-qui-apprend/").text


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    assert [desk.new().json()["slug"] for _time in range(2)] == ["la-ville-qui-apprend", "la-ville-qui-apprend-2"]


@pytest.mark.parametrize(
    "answers", [{"language": "tlh"}, {"pillars": ["", " "]}, {"pillars": [str(n) for n in range(40)]}]
)
def test_answers_of_which_nothing_can_be_made_are_said_and_nothing_is_written(
    answers: dict[str, Any], tmp_path: Path
) -> None:
    desk = Desk(tmp_path)
    answer = desk.new(**answers)
    assert answer.status_code == 422
    assert answer.json()["message"]
    assert desk.files() == []
    assert desk.new(more="x").status_code == 400


def test_a_file_is_shown_before_it_is_kept(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/cities.yaml").write_text(
        "nantes: {names: {fr: Nantes}, country: FR, latitude: 47.2, longitude: -1.55}\n", "utf-8"
    )
    desk = Desk(tmp_path)
    before = desk.files()

    seen = desk.bring("Le port.md", TEXT.encode()).json()
    assert desk.files() == before
    assert [(one["label"], one["examples"], one["places"]) for one in seen["pillars"]] == [
        ("Un quai pour tous", 2, ["Nantes"]),
        ("Des navires sobres", 1, []),
    ]
    assert sum(one["words"] for one in some(seen["proof"])) == seen["count"] == 29
    assert seen["proof"][0]["text"] == "Le port qui vient"
    assert any("Nantes" in one for one in some(seen["doubts"]))

    kept = desk.bring("Le port.md", TEXT.encode(), keep="yes").json()
    assert kept == seen
    assert desk.shelf() == [{"slug": "le-port", "title": "Le port qui vient"}]
    assert desk.client.get("/of/le-port/state").json()["problems"] == []


@pytest.mark.parametrize("name", ["../../secret.md", "C:\\Users\\a\\b.md", "\0.md", ".md", "a" * 300 + ".md"])
def test_no_name_of_a_file_leads_out_of_content(name: str, tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    answer = desk.bring(name, TEXT.encode(), keep="yes")
    assert answer.status_code in (200, 422)
    assert all(one.startswith(("content/", ".piliers/")) for one in desk.files())


@pytest.mark.parametrize(
    ("name", "data"), [("x.png", b"\x89PNG\r\n\x1a\n"), ("x.docx", b"PK\x03\x04no"), ("x.txt", b"")]
)
def test_what_is_no_document_is_refused_in_words(name: str, data: bytes, tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    answer = desk.bring(name, data, keep="yes")
    assert answer.status_code == 422
    assert answer.json()["message"]
    assert desk.files() == []


def test_only_our_page_may_begin_one(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    own, kind = {"Origin": f"http://{HOST}"}, {"Content-Type": "application/octet-stream"}
    post = desk.client.post
    assert post("/start/new", json=ANSWERS, headers={"Origin": "http://example.org"}).status_code == 403
    assert post("/start/import", content=b"x", headers={**own, "Content-Type": "text/plain"}).status_code == 415
    huge = {**own, **kind, "Content-Length": str(MAX_DOCUMENT + 1)}
    assert post("/start/import", content=b"x", headers=huge).status_code == 413
    desk.client.cookies.clear()
    assert post("/start/new", json=ANSWERS, headers=own).status_code == 403
    assert desk.files() == []


def test_several_publications_are_open_at_once(project: Project) -> None:
    desk = Desk(project.root, SLUG)
    other = desk.new().json()["slug"]
    head = f"content/{other}/publication.yaml"
    state = desk.client.get(f"/of/{other}/state").json()
    assert desk.client.get("/state").json()["forms"][0]["file"] == f"content/{SLUG}/publication.yaml"

    edit = {"op": "set", "file": head, "path": ["title"], "value": [{"t": "Autre"}], "hash": state["files"][head]}
    answer = desk.client.post(f"/of/{other}/edit", json=edit, headers={"Origin": f"http://{HOST}"})
    assert answer.status_code == 200
    assert "Autre" in [one["title"] for one in desk.shelf()]
    assert "title: Autre\n" in (project.root / head).read_text("utf-8")
    picture = answer.json()["slides"][0]["id"]
    assert desk.client.get(f"/of/{other}/slide/{picture}.svg").status_code == 200


@pytest.mark.parametrize("slug", ["%2e%2e", "%2e", "nobody", "cities.yaml", "%00", f"{SLUG}%2f..%2f{SLUG}"])
def test_what_is_no_publication_is_not_opened(slug: str, project: Project) -> None:
    assert Desk(project.root, SLUG).client.get(f"/of/{slug}/state").status_code == 404

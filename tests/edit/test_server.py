"""Whom the editor answers, and what a change of it does to the files; without a browser."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from generator.edit.history import history_path, read_history
from generator.edit.run import serve
from generator.edit.server import MAX_BODY, MAX_STREAMS, _Pages, application
from generator.edit.session import Session
from generator.world import World
from tests.matrix import every
from tests.project import SLUG, Project
from tests.some import some

PORT = 8765
HOST = f"127.0.0.1:{PORT}"
TOKEN = "a-token"
PILLAR = f"content/{SLUG}/pillars/cooperation.yaml"
HEAD = f"content/{SLUG}/publication.yaml"


class Editor:
    """The application on a project, asked as its own page asks."""

    def __init__(self, project: Project) -> None:
        self.project = project
        world = World(project.root)
        self.session = Session(world, SLUG)
        self.client = TestClient(application(self.session, world, PORT, TOKEN), base_url=f"http://{HOST}")

    def enter(self) -> None:
        assert self.client.get(f"/?token={TOKEN}").status_code == 200

    @property
    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get("/state").json()
        return found

    def post(self, address: str, body: Any, **headers: str) -> Any:
        return self.client.post(address, json=body, headers={"Origin": f"http://{HOST}", **headers})

    def edit(self, op: str, path: list[str | int], file: str = PILLAR, **values: Any) -> Any:
        body = {"op": op, "file": file, "path": path, "hash": self.state["files"].get(file, ""), **values}
        return self.post("/edit", body)

    def said(self, path: str) -> str:
        """Return the words of the field at ``path`` (keys and indices between slashes) of the pillar's form."""
        form = next(one for one in self.state["forms"] if one["file"] == PILLAR)
        field: Any = {"fields": form["fields"]}
        for step in path.split("/"):
            inner = field["fields"] if isinstance(field, dict) and "fields" in field else field
            field = field["items"][int(step)] if step.isdecimal() else _named(inner, step)
        return "".join(run["t"] for run in field["runs"])


def _named(fields: Any, key: str) -> Any:
    return next(one for one in fields if one["key"] == key)


# Whom it answers


def test_it_answers_nobody_without_the_token(project: Project) -> None:
    client = Editor(project).client

    assert client.get("/state").status_code == 403
    assert client.get("/?token=another").status_code == 403
    assert client.get("/page/main.js").status_code == 403


def test_another_name_for_this_machine_is_refused(refusing: Editor) -> None:
    """DNS rebinding: a site of somebody else's that comes to lead here still asks for itself by its name."""
    assert refusing.client.get("/state", headers={"Host": f"example.org:{PORT}"}).status_code == 421
    assert refusing.client.get("/state", headers={"Host": "127.0.0.1:1"}).status_code == 421


@pytest.mark.parametrize(
    "host", ["", "127.0.0.1", f"127.0.0.1.nip.io:{PORT}", f"{HOST}.example.org", f"[::1]:{PORT}", f"{HOST}, {HOST}x"]
)
def test_no_host_but_ours_is_answered(refusing: Editor, host: str) -> None:
    for address in ("/", f"/?token={TOKEN}", "/state", "/events", "/fit"):
        assert refusing.client.get(address, headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_no_other_method_does_anything(refusing: Editor, method: str) -> None:
    """An OPTIONS that is not answered keeps a browser from sending what other sites ask for."""
    before = refusing.project.read(PILLAR)

    answer = refusing.client.request(method, "/edit", headers={"Origin": "http://example.org"})

    assert answer.status_code == 405
    assert not [name for name in answer.headers if name.startswith("access-control")]
    assert refusing.project.read(PILLAR) == before


@every(2, "address", [f"/state?token={TOKEN}", f"/?token={TOKEN}x", f"/?x=1&token={TOKEN}", "/?token="])
def test_the_token_counts_at_the_first_address_alone(project: Project, address: str) -> None:
    client = Editor(project).client
    assert client.get(address).status_code == 403
    assert client.get("/state", headers={"Cookie": f"piliers-1={TOKEN}"}).status_code == 403
    assert client.post("/undo", json={}, headers={"Origin": f"http://{HOST}"}).status_code == 403


@pytest.mark.parametrize("origin", ["http://example.org", "null", f"https://{HOST}", "http://127.0.0.1:1"])
def test_another_origin_changes_nothing(refusing: Editor, origin: str) -> None:
    before = refusing.project.read(PILLAR)

    answer = refusing.post("/edit", {"op": "set", "file": PILLAR, "path": ["label"], "value": "x"}, Origin=origin)

    assert answer.status_code == 403
    assert refusing.project.read(PILLAR) == before


def test_a_form_of_another_site_is_refused(refusing: Editor) -> None:
    headers = {"Origin": f"http://{HOST}", "Content-Type": "text/plain"}
    assert refusing.client.post("/undo", content="{}", headers=headers).status_code == 415
    assert refusing.client.get("/state", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_a_huge_body_is_refused(refusing: Editor) -> None:
    headers = {"Origin": f"http://{HOST}", "Content-Type": "application/json"}

    def endless() -> Iterator[bytes]:  # of no length that is told
        for _part in range(MAX_BODY // 65536 + 2):
            yield b" " * 65536

    assert refusing.client.post("/edit", content=b" " * (MAX_BODY + 1), headers=headers).status_code == 413
    assert refusing.client.post("/edit", content=endless(), headers=headers).status_code == 413


@pytest.mark.parametrize(
    "address",
    [
        "/page/..%2fserver.py",
        "/page/%2e%2e/server.py",
        "/icon/..%2f..%2ftheme.svg",
        "/slide/..%2f..%2fx.svg",
        "/file/..%2fx",
    ],
)
def test_no_path_leads_out(refusing: Editor, address: str) -> None:
    assert refusing.client.get(address).status_code == 404


@pytest.mark.parametrize(
    "file", ["../outside.yaml", "templates/theme.yaml", "/etc/passwd", f"content/{SLUG}/../x.yaml"]
)
def test_only_the_files_of_the_publication_are_changed(refusing: Editor, file: str) -> None:
    assert refusing.edit("set", ["label"], file=file, value=[{"t": "x"}]).status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        [],
        {"op": "set"},
        {"op": "eval", "file": PILLAR, "path": ["label"]},
        {"op": "set", "file": PILLAR, "path": ["nothing"]},
        {"op": "set", "file": PILLAR, "path": ["label"], "value": ["x"]},
        {"op": "set", "file": PILLAR, "path": ["label"], "value": [{"t": 5}]},
        {"op": "set", "file": PILLAR, "path": []},
        {"op": "grid", "file": PILLAR, "path": ["table"], "value": 1},
        {"x": 1},
    ],
)
def test_what_is_no_change_is_refused(refusing: Editor, body: Any) -> None:
    if isinstance(body, dict):
        body |= {"hash": refusing.state["files"][PILLAR]} if "op" in body else {}

    assert refusing.post("/edit", body).status_code == 400


def test_every_answer_forbids_what_comes_from_elsewhere(refusing: Editor) -> None:
    for address in ("/", "/state", "/page/main.js"):
        policy = refusing.client.get(address).headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    preview = refusing.client.get("/preview/web").headers["content-security-policy"]
    assert preview.startswith("sandbox allow-same-origin; default-src 'none'")
    assert preview.endswith("; font-src data:")  # the page brings its own: without it, it is shown in another one


def test_not_more_windows_are_told_than_there_may_be(editor: Editor) -> None:
    pages = _Pages(editor.session, World(editor.project.root))

    async def opened() -> list[int]:
        streams = [pages._told() for _number in range(MAX_STREAMS)]
        for stream in streams:
            assert await anext(stream) == f"data: {editor.session.version}\n\n"
        found = [(await pages._events(None)).status_code]  # type: ignore[arg-type]
        for stream in streams:
            await stream.aclose()  # type: ignore[attr-defined]
        return [*found, (await pages._events(None)).status_code]  # type: ignore[arg-type]

    assert asyncio.run(opened()) == [429, 200]


def test_markup_in_the_content_is_text_to_the_page(editor: Editor) -> None:
    editor.edit("set", ["label"], value=[{"t": "</script><script>alert(1)</script>"}])

    assert "<script>alert" not in editor.client.get("/").text
    assert editor.said("label") == "</script><script>alert(1)</script>"


# What a change does


def test_a_change_is_written_and_only_its_slides_are_new(editor: Editor) -> None:
    before, text = editor.state, editor.project.read(PILLAR)

    form = next(one for one in before["forms"] if one["file"] == PILLAR)
    examples = next(one for one in form["fields"] if one["key"] == "examples")
    runs = next(one for one in examples["items"][0] if one["key"] == "text")["runs"]
    runs[-1]["t"] = runs[-1]["t"].replace("contrat", "accord")

    answer = editor.edit("set", ["examples", 0, "text"], value=runs)

    assert answer.status_code == 200
    assert editor.project.read(PILLAR) == text.replace("contrat", "accord", 1)
    old, new = ([one["id"] for one in state["slides"]] for state in (before, answer.json()))
    (made,) = {*new} - {*old}
    assert editor.client.get(f"/slide/{made}.svg").text.startswith("<svg")


def test_a_change_that_cannot_be_built_is_not_written(editor: Editor) -> None:
    before = editor.project.read(PILLAR)

    empty = editor.edit("set", ["label"], value=[])
    unknown = editor.edit("set", ["examples", 0, "text"], value=[{"t": "Ici", "p": "nulle-part"}])
    long = editor.edit("set", ["examples", 0, "short"], value=[{"t": "mot " * 80}])

    assert [one.status_code for one in (empty, unknown, long)] == [422, 422, 422]
    assert "There is no text here." in empty.json()["message"]
    assert "The city “nulle-part” is not in content/cities.yaml." in unknown.json()["message"]
    assert "at most 220 fit here" in long.json()["message"]
    assert editor.project.read(PILLAR) == before
    assert editor.state["problems"] == []


def test_messages_follow_the_browser(editor: Editor) -> None:
    page = editor.client.get("/", headers={"Accept-Language": "fr-FR,fr;q=0.9,en;q=0.8"}).text

    assert '<html lang="fr">' in page
    assert "Annuler" in page
    assert "Il n’y a pas de texte ici." in editor.edit("set", ["label"], value=[]).json()["message"]


def test_a_file_that_was_changed_elsewhere_is_not_overwritten(editor: Editor) -> None:
    known = editor.state["files"][PILLAR]
    editor.project.edit(PILLAR, "participent également", "participent aussi")
    theirs = editor.project.read(PILLAR)

    change = {"op": "set", "file": PILLAR, "path": ["label"], "hash": known, "value": [{"t": "Mien"}]}
    answer = editor.post("/edit", change)

    assert answer.status_code == 409
    assert "-label: Coopérations nationales et européennes" in answer.json()["diff"]
    assert "+label: Mien" in answer.json()["diff"]
    assert editor.project.read(PILLAR) == theirs
    assert editor.edit("set", ["label"], value=[{"t": "Mien"}]).status_code == 200
    assert editor.project.read(PILLAR) == theirs.replace("label: Coopérations nationales et européennes", "label: Mien")


def test_a_broken_file_keeps_the_last_good_pictures(editor: Editor) -> None:
    before = editor.state
    editor.project.edit(PILLAR, "icon: affiliate", "icon: afiliate")
    editor.session.look()

    state = editor.state

    assert [one["id"] for one in state["slides"]] == [one["id"] for one in before["slides"]]
    assert [(one["file"], one["path"], one["cause"]) for one in state["problems"]] == [
        (PILLAR, ["icon"], "There is no icon “afiliate”.")
    ]
    assert editor.edit("set", ["icon"], value="bike").status_code == 200
    assert editor.state["problems"] == []


def test_undo_and_redo_restore_the_bytes_also_after_a_restart(editor: Editor) -> None:
    files = [PILLAR, HEAD]
    steps = [[editor.project.read(file) for file in files]]
    edits: list[tuple[str, list[str | int], dict[str, Any]]] = [
        ("set", ["label"], {"value": [{"t": "Un"}]}),
        ("move", ["examples"], {"index": 0, "to": 2}),
        ("remove", ["examples", 0], {}),
        ("add", ["table"], {}),
    ]
    for op, path, values in edits:
        assert editor.edit(op, path, **values).status_code == 200
        steps.append([editor.project.read(file) for file in files])
    again = Editor(editor.project)
    again.enter()

    for wanted in reversed(steps[:-1]):
        answer = again.post("/undo", {})
        assert answer.status_code == 200
        assert [*answer.json()["own"]] == [PILLAR], "of no other file it is said that it was changed"
        assert [editor.project.read(file) for file in files] == wanted
    assert not again.state["undo"]
    for wanted in steps[1:]:
        assert again.post("/redo", {}).status_code == 200
        assert [editor.project.read(file) for file in files] == wanted


@pytest.mark.long
def test_a_step_that_was_noted_but_not_written_is_forgotten(editor: Editor) -> None:
    before = editor.project.read(PILLAR)
    editor.edit("set", ["label"], value=[{"t": "Un"}])
    editor.edit("set", ["label"], value=[{"t": "Deux"}])
    editor.project.edit(PILLAR, "label: Deux", "label: Un")  # as if the program had ended between the two writings

    again = Editor(editor.project)
    again.enter()
    again.post("/undo", {})

    assert editor.project.read(PILLAR) == before


def test_a_damaged_history_is_none(editor: Editor) -> None:
    editor.edit("set", ["label"], value=[{"t": "Un"}])
    path = history_path(editor.project.root, SLUG)
    assert len(read_history(editor.project.root, SLUG).steps) == 1
    path.write_bytes(path.read_bytes()[:-9])

    assert read_history(editor.project.root, SLUG).steps == []


@pytest.mark.long
def test_pillars_are_added_copied_moved_and_removed(editor: Editor) -> None:
    def ids() -> list[str]:
        return [one["id"] for one in editor.state["forms"] if one["id"]]

    def contents() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (editor.project.root / f"content/{SLUG}").rglob("*.yaml")}

    before = contents()
    assert editor.edit("new-pillar", [], file="").status_code == 200
    assert ids() == ["specialisation", "soutien", "cooperation", "gouvernance", "pillar-1"]
    assert editor.edit("copy-pillar", [], file="", value="cooperation").status_code == 200
    assert editor.edit("move-pillar", [], file="", value="cooperation", to=0).status_code == 200
    assert ids() == ["cooperation", "specialisation", "soutien", "pillar-2", "gouvernance", "pillar-1"]
    assert editor.edit("remove-pillar", [], file="", value="cooperation").status_code == 200
    assert ids() == ["specialisation", "soutien", "pillar-2", "gouvernance", "pillar-1"]
    assert editor.project.run("build").code == 0
    for _step in range(4):
        assert editor.post("/undo", {}).status_code == 200
    assert contents() == before


def test_a_pasted_table_changes_only_the_cells_that_differ(editor: Editor) -> None:
    rows_then = '  rows:\n    - ["Nantes", 1200]\n    - [Turin, "58 %"]\n'
    table = f'table:\n  caption: Villes\n  columns: [Ville, "Part"]  \n{rows_then}'
    editor.project.write(PILLAR, editor.project.read(PILLAR) + table)
    editor.session.look()
    rows = [
        [[{"t": "Nantes"}], [{"t": "1300"}]],
        [[{"t": "Turin"}], [{"t": "58 %"}]],
        [[{"t": "Rennes"}], [{"t": "7"}]],
    ]

    answer = editor.edit("grid", ["table"], value={"columns": [[{"t": "Ville"}], [{"t": "Part"}]], "rows": rows})

    assert answer.status_code == 200
    wanted = table.replace("1200", "1300") + "    - [Rennes, 7]\n"
    assert editor.project.read(PILLAR).endswith(wanted)


@pytest.mark.long
def test_pasted_numbers_are_read_as_a_csv_files_and_doubts_are_said(editor: Editor) -> None:
    table = 'table:\n  caption: Villes\n  columns: [Ville, Part]\n  rows:\n    - [Nantes, "7,5"]\n    - [Turin, 3]\n'
    editor.project.write(PILLAR, editor.project.read(PILLAR) + table)
    editor.session.look()
    words = [["Nantes", "7,5"], ["Turin", "12,5"], ["Rennes", "1 234,5"], ["Lyon", "1.234"], ["Metz", "58 %"]]
    rows = [[[{"t": one}] for one in row] for row in words]
    value = {"columns": [[{"t": "Ville"}], [{"t": "Part"}]], "rows": rows}

    told = editor.edit("grid", ["table"], value=value).json()["doubts"]

    assert len(told) == 1
    assert "1.234" in told[0]
    kept = ["Turin, 12.5", "Rennes, 1234.5", 'Lyon, "1.234"', "Metz, 58 %"]
    written = '- [Nantes, "7,5"]\n' + "".join(f"    - [{one}]\n" for one in kept)
    assert editor.project.read(PILLAR).endswith(written)
    assert editor.edit("set", ["label"], value=[{"t": "Ententes"}]).json()["doubts"] == []


def test_every_text_of_a_slide_leads_to_its_place(editor: Editor) -> None:
    spots = [spot for slide in editor.state["slides"] for spot in slide["spots"]]
    forms = {one["file"]: json.dumps(one["fields"], ensure_ascii=False) for one in editor.state["forms"]}

    paths = {(Path(spot["file"]).name, *spot["path"]) for spot in spots}
    assert ("publication.yaml", "title") in paths
    assert ("cooperation.yaml", "heading") in paths
    assert {("cooperation.yaml", "examples", number, "text") for number in range(4)} <= paths
    assert all(json.dumps(spot["path"]) in forms[spot["file"]] for spot in spots)


def test_every_key_of_the_model_has_its_field(project: Project) -> None:
    from generator.edit.forms import form
    from generator.source.model import PillarFile, PublicationFile
    from generator.source.structure import keys

    for cls in (PillarFile, PublicationFile):
        made = form(None, cls)
        assert [field["key"] for field in made] == [*keys(cls)]
        assert all(field["label"] != field["key"] for field in made)


@pytest.mark.long
def test_whatever_may_be_added_builds_at_once(editor: Editor) -> None:
    """A button adds it with all that it requires, and “Undo” takes it back; pictures need a file first."""
    forms = {one["file"]: one["fields"] for one in editor.state["forms"]}
    examples = next(one for one in forms[PILLAR] if one["key"] == "examples")
    fields = [(HEAD, one) for one in forms[HEAD]] + [(PILLAR, one) for one in (*forms[PILLAR], *examples["items"][0])]
    added = [(file, one) for file, one in fields if one["kind"] in ("group", "list", "texts") and not one["present"]]
    before = (editor.project.read(HEAD), editor.project.read(PILLAR))

    answers = {}
    for file, field in some(added):
        answer = editor.edit("add", field["path"], file=file)
        answers["/".join(map(str, field["path"]))] = answer.status_code
        if answer.status_code == 200:
            assert editor.post("/undo", {}).status_code == 200
        else:
            kind = "GeoJSON file" if field["key"] == "map" else "picture"
            assert answer.json()["message"] == f"Put a {kind} into the folder of the publication first."
        assert (editor.project.read(HEAD), editor.project.read(PILLAR)) == before

    refused = sorted(path for path, code in answers.items() if code != 200)
    assert refused == ["examples/0/picture", "logo", "map", "partners", "picture"]
    assert {"session", "call", "table", "chart", "quote", "figures", "examples/0/points"} <= answers.keys()


def test_the_real_file_is_built_on_demand(editor: Editor) -> None:
    answer = editor.client.get("/file/web")

    assert answer.headers["content-disposition"] == f'attachment; filename="{SLUG}.html"'
    assert answer.content == (editor.project.output / f"{SLUG}.html").read_bytes()
    assert editor.client.get("/preview/note/1.png").content.startswith(b"\x89PNG")
    assert "Grenoble" in editor.client.get("/preview/web").text


def test_the_address_answers_when_it_is_told(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser may be quicker than the server: it waits, and is not turned away."""
    reached = []

    def run(_server: object, sockets: list[socket.socket]) -> None:
        with socket.create_connection(sockets[0].getsockname(), timeout=5):
            reached.append(True)
        sockets[0].close()

    monkeypatch.setattr("uvicorn.Server.run", run)
    serve(World(project.root), SLUG, 0, browse=False)
    assert reached == [True]


@every(2, "asked", [lambda one: one.icons, lambda one: one.cities])
def test_nothing_is_read_while_a_change_is_made(asked: Callable[[Session], Any], project: Project) -> None:
    """What others read meanwhile would count as read by the change, a list of icons as one of its files."""
    session = Session(World(project.root), SLUG)
    other = threading.Thread(target=asked, args=[session])
    with session.changed:
        other.start()
        other.join(timeout=0.3)
        assert other.is_alive()
    other.join(timeout=60)
    assert not other.is_alive()

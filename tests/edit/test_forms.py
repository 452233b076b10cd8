"""Forms: what refers to something is chosen among what there is, and each list says what its items are called."""

from __future__ import annotations

from typing import Any

from generator.edit.session import Edit, Session
from generator.source.outputs import NAMES
from generator.world import World
from tests.project import SLUG, Project
from tests.some import some

HEAD = f"content/{SLUG}/publication.yaml"


def head(session: Session) -> dict[str, dict[str, Any]]:
    form = next(one for one in session.state()["forms"] if one["file"] == HEAD)
    return {one["key"]: one for one in form["fields"]}


def add(session: Session, *path: str | int, op: str = "add") -> None:
    session.edit(Edit(op, HEAD, [*path], session.state()["files"][HEAD]))


def test_all_files_of_an_edition_are_chosen_by_their_names(project: Project) -> None:
    session = Session(World(project.root), SLUG)
    add(session, "editions")
    add(session, "editions", 0, "only")
    edition = {one["key"]: one for one in head(session)["editions"]["items"][0]}
    assert edition["id"]["value"] == "edition-1"
    assert edition["only"]["names"] == list(NAMES)
    assert edition["only"]["labels"]["note-large-print"] == "Note in large print"
    assert (edition["place"]["kind"], edition["language"]["kind"]) == ("city", "language")


def test_each_label_is_a_word_and_no_name_of_the_model(project: Project) -> None:
    """Whoever fills in a form never reads “embed_fonts”; what is set apart from what is said is marked."""

    def walk(fields: list[dict[str, Any]]) -> None:
        for field in some(fields):
            assert "_" not in field["label"]
            assert field["label"][:1].isupper()
            walk_into(field)

    def walk_into(field: dict[str, Any]) -> None:
        for inner in filter(None, (field.get("fields"), *field.get("items", ()))):
            walk(inner)

    session = Session(World(project.root), SLUG)
    fields = head(session)
    assert {name for name, one in fields.items() if one.get("setting")} == {
        *("typography", "theme", "sections", "personal", "template", "embed_fonts", "editions")
    }
    for form in session.state()["forms"]:
        if not form["cities"]:
            walk(form["fields"])

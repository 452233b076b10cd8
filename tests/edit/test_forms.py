"""Forms: what refers to something is chosen among what there is, and each list says what its items are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from msgspec import Struct

import generator.edit
from generator.edit.forms import form
from generator.edit.session import Edit, Session
from generator.source import model
from generator.source.nodes import reread
from generator.source.outputs import NAMES
from generator.source.structure import hints, keys, without_none
from generator.world import World
from tests.project import SLUG, Project
from tests.some import some

EDIT = Path(generator.edit.__file__).parent
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


def declared(cls: type, known: set[type]) -> Iterator[tuple[type, dict[str, Any], Any]]:
    """Yield each key that ``cls`` and what it holds declare: its class, its field, its type."""
    known.add(cls)
    for field in form(None, cls):
        hint = without_none(hints(cls)[field["key"]])
        yield cls, field, hint
        while get_origin(hint) in (tuple, dict):
            hint = get_args(hint)[get_origin(hint) is dict]
        if isinstance(hint, type) and issubclass(hint, Struct) and hint not in known:
            yield from declared(hint, known)


def test_every_key_that_is_declared_has_a_field_that_the_page_draws() -> None:
    """Whatever is added to the model is drawn by a kind that the page has, and nothing is offered that it cannot be."""
    page = (EDIT / "page/form.js").read_text("utf-8")
    drawn = set(re.findall(r"(?m)^  (\w+)(?:\(file|: \()", page[page.index("const kinds = {") : page.index("\n};\n")]))
    classes: set[type] = set()
    for root in (model.PublicationFile, model.PillarFile, model.CityFile):
        found = [*declared(root, classes)]
        assert {field["kind"] for _cls, field, _hint in some(found)} - drawn == set()
        for cls in {cls for cls, _field, _hint in found}:
            assert [field["key"] for one, field, _hint in found if one is cls] == [*keys(cls)]
        for _cls, field, hint in found:  # of a list of names, the page offers the pillars, or the choices that it has
            if field["kind"] == "names":
                assert get_args(hint)[0] is model.Slug or field["labels"], field["key"]
    assert len(classes) > 20


def test_what_refers_to_files_is_chosen_among_those_there_are(project: Project) -> None:
    folder = project.root / f"content/{SLUG}"
    (folder / "maison.potx").write_bytes(b"x")
    (folder / "pillars/emplois.csv").write_text("Ville,Part\n", "utf-8")
    choices = Session(World(project.root), SLUG).choices
    assert choices["template"] == ["maison.potx"]
    assert choices["sheet"] == ["emplois.csv"]
    assert "fr-ue" in choices["profile"]
    kinds = {
        (cls.__name__, field["key"]): field["kind"] for cls, field, _hint in declared(model.PublicationFile, set())
    }
    assert kinds["PublicationFile", "typography"] == "profile"
    assert kinds["EditionFile", "template"] == "template"
    assert kinds["PictureFile", "focus"] == "focus"
    assert kinds["RuleFile", "territories"] == "words"


@pytest.mark.parametrize(
    ("written", "chosen"),
    [("top right", "The top right"), ("center", "The middle"), ("top centre", "The top"), ("30% 60%", "")],
)
def test_what_of_a_picture_stays_in_view_is_chosen_in_words(written: str, chosen: str) -> None:
    """However the file says it; a point is told by the page."""
    node = reread("x.yaml", f"file: a.png\nfocus: {written}\n".encode(), [])
    focus = next(one for one in form(node, model.PictureFile) if one["key"] == "focus")
    assert focus["value"] == written
    assert [one["label"] for one in focus["options"] if one["value"] == written] == ([chosen] if chosen else [])
    assert len(focus["options"]) == 9


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
    for one in session.state()["forms"]:
        if not one["cities"]:
            walk(one["fields"])

"""What the editor remembers of a publication: less is made again, never anything else than without it."""

from __future__ import annotations

from typing import Any

import pytest

from generator.deck.compose import pillar
from generator.deck.slide import Table
from generator.document.tree import Document
from generator.edit.session import Edit, Session
from generator.errors import ContentError, Problem
from generator.memory import Memory
from generator.pipeline.edition import edition_named
from generator.pipeline.production import Production
from generator.world import World
from tests.matrix import every
from tests.project import SLUG, Project

DECK = "templates/deck.xml.j2"

PILLAR = f"content/{SLUG}/pillars/cooperation.yaml"
HEAD = f"content/{SLUG}/publication.yaml"
EDITS: list[tuple[str, str, list[str | int], dict[str, Any]]] = [
    ("set", PILLAR, ["examples", 0, "text"], {"value": [{"t": "Un exemple très court."}]}),
    ("set", PILLAR, ["heading"], {"value": [{"t": "Un autre titre"}]}),
    ("move", PILLAR, ["examples"], {"index": 0, "to": 2}),
    ("remove", PILLAR, ["examples", 1], {}),
    ("set", PILLAR, ["colour"], {"value": "green"}),
    ("set", HEAD, ["title"], {"value": [{"t": "Un titre qui change tous les pieds de page"}]}),
    ("set", HEAD, ["language"], {"value": "en"}),
    ("set", HEAD, ["typography"], {"value": "fr"}),
    ("add", HEAD, ["theme"], {}),
    ("move-pillar", "", [], {"value": "cooperation", "to": 0}),
    ("remove-pillar", "", [], {"value": "soutien"}),
    ("insert", PILLAR, ["examples"], {"index": 0}),
    ("duplicate", PILLAR, ["examples"], {"index": 1}),
]
TABLED = """\
label: Écologie
heading: Écologie
icon: leaf
examples:
  - {id: arbres, text: "[Nantes](city:nantes) plante des arbres."}
  - {id: quais, text: "[Turin](city:turin) rend ses quais."}
table:
  caption: Arbres
  columns: [Ville, Arbres]
  rows: [[Nantes, 12500], [Turin, 3400]]
"""


def made(session: Session, op: str, file: str, path: list[str | int], **values: Any) -> None:
    session.edit(Edit(op, file, path, session.state()["files"].get(file, ""), **values))


@pytest.mark.long
def test_it_changes_nothing_of_what_is_made(project: Project) -> None:
    """After each kind of change, and after its being undone, slides, remarks and bytes are those of a fresh start."""
    session = Session(World(project.root), SLUG)

    def compared() -> None:
        fresh = Session(World(project.root), SLUG)
        assert [one.draw() for one in session.drawn] == [one.draw() for one in fresh.drawn]
        assert [one.slide for one in session.drawn] == [one.slide for one in fresh.drawn]
        assert session.production is not None
        assert fresh.production is not None
        assert session.production.kit.remarks == fresh.production.kit.remarks
        assert session.state()["warnings"] == fresh.state()["warnings"]
        assert session.edition("deck") == fresh.edition("deck")

    for op, file, path, values in EDITS:
        made(session, op, file, path, **values)
        compared()
    for _edit in EDITS[:6]:
        session.undo()
        compared()


def test_a_table_beside_cards_stays_there_when_other_pillars_move(project: Project) -> None:
    """The pillar is measured as before, and composed anew, for the examples have other numbers."""
    project.write("content/lecons-apprises/pillars/ecologie.yaml", TABLED)
    project.edit(HEAD, "gouvernance]", "gouvernance, ecologie]")
    project.edit(HEAD, "soutien, cooperation]", "soutien, cooperation, ecologie]")
    session = Session(World(project.root), SLUG)
    made(session, "move-pillar", "", [], value="cooperation", to=0)

    assert [one.slide for one in session.drawn] == [one.slide for one in Session(World(project.root), SLUG).drawn]
    assert sum(isinstance(shape, Table) for one in session.drawn for shape in one.slide.shapes) == 2  # and the cities'


WRITTEN = {
    "as ours": ("", ""),
    "in a comment": ("<!-- <section role='map'><title>Rien</title></section> -->", ""),
    "in a section": ("", "<section role='map'><title>Rien</title></section>"),
    "without an end": ("<section role='map'/>", ""),
    "with text of its own": ("<section role='sources'><title>Un <text at=''>titre</text></title></section>", ""),
}


@every(2, "kind", WRITTEN)
def test_a_document_is_the_same_whatever_stands_about_its_sections(project: Project, kind: str) -> None:
    before, within = WRITTEN[kind]
    project.edit(DECK, '  <section role="cover">', f'  {before}<section role="cover">{within}')

    def document(memory: Memory | None) -> Document | tuple[Problem, ...]:
        try:
            return Production(World(project.root), SLUG, memory=memory).document(edition_named("deck"))
        except ContentError as error:
            return error.problems

    memory = Memory()
    found = [document(None), document(memory), document(memory)]
    assert found[0] == found[1] == found[2]
    assert isinstance(found[0], tuple) == (kind in ("in a section", "without an end"))


def test_only_the_pillar_that_changed_is_measured_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(World(project.root), SLUG)
    measured, prepare = [], pillar.prepare

    def counted(section: Any, context: Any) -> Any:
        measured.append(section.pillar)
        return prepare(section, context)

    monkeypatch.setattr(pillar, "prepare", counted)
    made(session, *EDITS[0][:3], **EDITS[0][3])
    assert measured == ["cooperation"]


@pytest.mark.long
def test_it_does_not_grow(project: Project) -> None:
    session = Session(World(project.root), SLUG)

    def size() -> int:
        return len(session._memory._last) + len(session._memory._this)

    for number in range(3):
        made(session, "set", PILLAR, ["label"], value=[{"t": f"Titre {number}"}])
    before = size()
    for number in range(3, 8):
        made(session, "set", PILLAR, ["label"], value=[{"t": f"Titre {number}"}])
        with pytest.raises(Exception, match="no text"):
            made(session, "set", PILLAR, ["label"], value=[])
    assert size() == before


def test_of_a_state_only_what_differs_is_told(project: Project) -> None:
    """At a hundred times the content all of it would be millions of bytes for each word."""
    session = Session(World(project.root), SLUG)
    first = session.state()
    made(session, *EDITS[0][:3], **EDITS[0][3])

    told = session.state(first["version"])
    assert told["seen"] == first["version"]
    assert [one if isinstance(one, str) else "new" for one in told["forms"]].count("new") == 1
    assert sum(not isinstance(one, str) for one in told["slides"]) < len(told["slides"])
    assert "seen" not in session.state(1)
    assert [one["name"] for one in session.state()["forms"]] == [
        one if isinstance(one, str) else one["name"] for one in told["forms"]
    ]


def test_only_what_is_looked_at_is_drawn(project: Project) -> None:
    """A slide has its name before it is drawn; as long as it is planned as before, it keeps both."""
    session = Session(World(project.root), SLUG)
    first = session.state()
    assert not any(one["drawn"] or "box" in spot for one in first["slides"] for spot in one["spots"])
    names = [one["id"] for one in first["slides"]]
    assert len(set(names)) == len(names) == len(session.drawn)

    assert (session.picture(names[2]) or b"").startswith(b"<svg")
    assert all("box" in one for one in session.spots(names[2]) or [{}])
    assert [bool(one.made) for one in session.drawn].count(True) == 1
    session.retell()
    assert [one["id"] for one in session.state()["slides"]] == names
    assert session.picture("no-such") is None
    assert session.spots("no-such") is None
    assert not {one["id"] for one in Session(World(project.root), SLUG).state()["slides"]} & {*names}


def test_what_was_looked_at_is_drawn_again_with_the_change(project: Project) -> None:
    session = Session(World(project.root), SLUG)
    for one in session.drawn:
        one.draw()
    form = next(one for one in session.state()["forms"] if one["file"] == PILLAR)
    (examples,) = (one["items"] for one in form["fields"] if one["key"] == "examples")
    runs = next(one["runs"] for one in examples[0] if one["key"] == "text")
    made(session, "set", PILLAR, ["examples", 0, "text"], value=[*runs, {"t": " Oui."}])
    assert all(one["drawn"] for one in session.state()["slides"])

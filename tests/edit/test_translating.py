"""Translations in the editor: begun, written beside the text, found out of date, confirmed, undone to the byte."""

from __future__ import annotations

from typing import Any

import pytest

from generator.edit import translating
from generator.edit.session import Edit, RefusedError, Session
from generator.pipeline.production import Production
from generator.source.translations import wording_hash
from generator.translate.book import Book
from generator.world import World
from tests.project import ROOT, SLUG, Project
from tests.some import some

FILE, HEAD = f"content/{SLUG}/translations/en.yaml", f"content/{SLUG}/publication.yaml"
PILLAR = f"content/{SLUG}/pillars/cooperation.yaml"


@pytest.fixture
def session(project: Project) -> Session:
    made = Session(World(project.root), SLUG)
    made.edit(Edit("new-translation", "", value="en"))
    return made


def form(session: Session) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in session.state()["forms"] if one["file"] == FILE)
    return found


def field(session: Session, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in form(session)["fields"] if one["path"][1] == name)
    return found


def write(session: Session, name: str, words: str, op: str = "set") -> None:
    value = [{"t": words}] if words else []
    session.edit(Edit(op, FILE, ["texts", name, "text"], session.state()["files"][FILE], value))


def test_a_language_is_added_with_its_edition_and_undone_at_once(project: Project) -> None:
    before = project.read(HEAD)
    session = Session(World(project.root), SLUG)
    session.edit(Edit("new-translation", "", value="en"))
    found = form(session)
    assert found["missing"] == len(found["fields"]) > 20
    assert found["title"] == "English"
    assert "editions:\n  - id: en\n    language: en\n" in project.read(HEAD)
    (edition,) = session.state()["editions"]
    assert (edition["id"], edition["label"], edition["language"]) == ("en", "English", "en")
    assert [one["name"] for one in edition["outputs"]] == ["deck", "note", "web"]
    session.undo()
    assert project.read(HEAD) == before
    assert not (project.root / FILE).exists()


def test_a_translation_is_written_beside_its_text_and_knows_its_wording(session: Session, project: Project) -> None:
    before = project.read(FILE)
    wanted = field(session, "title")
    assert wanted["state"] == "missing"
    assert wanted["source"][0]["t"].startswith("Les stratégies")
    write(session, "title", "The strategies: lessons")
    assert field(session, "title")["state"] == "done"
    of = wording_hash(session.production.publication.title)  # type: ignore[union-attr]
    assert f'of: {of}\n    text: "The strategies: lessons"\n' in project.read(FILE).replace('"' + of + '"', of)
    assert project.read(FILE).count("\n") == before.count("\n")
    session.undo()
    assert project.read(FILE) == before


def test_a_text_that_changes_makes_its_translation_one_to_check(session: Session) -> None:
    """Both wordings stand there, and the older one; sent as it is, the translation is right again."""
    write(session, "subtitle", "Lessons learnt")
    session.edit(Edit("set", HEAD, ["subtitle"], session.state()["files"][HEAD], [{"t": "Ce qui a été appris"}]))
    stale = field(session, "subtitle")
    assert (stale["state"], stale["runs"]) == ("stale", [{"t": "Lessons learnt"}])
    assert stale["source"] == [{"t": "Ce qui a été appris"}]
    assert stale["older"] == [{"t": "Les leçons apprises"}]
    assert form(session)["stale"] == 1
    write(session, "subtitle", "Lessons learnt")
    assert field(session, "subtitle")["state"] == "done"
    assert form(session)["stale"] == 0


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("organisation", "Organisation"),
        ("partners.1.alt", "Partner 1 › What it shows, for those who do not see it"),
        ("mobilite.figures.1.label", "Key figure 1 › What it is"),
        ("mobilite.examples.port-modele-navette.points.2", "Example 2 › Point 2"),
        ("mobilite.examples.port-modele-navette.name", "Example 2 › Name in the matrix, words of its text"),
        ("mobilite.table.columns.3", "Table › Head of column 3"),
        ("mobilite.table.rows.2.5", "Table › Row 2, column “Part sans voiture”"),
        ("donnees.chart.categories.4", "Chart › Category 4"),
        ("energie.chart.series.2.name", "Chart › Data series 2 › Name"),
    ],
)
def test_a_text_is_called_as_in_its_form(name: str, label: str) -> None:
    publication = Production(World(ROOT), "villes-imaginaires").publication
    assert " › ".join(translating._steps(name, publication)) == label


def test_a_translation_that_lost_a_place_is_refused_and_nothing_is_written(session: Session, project: Project) -> None:
    name = next(one["path"][1] for one in form(session)["fields"] if any("p" in run for run in one["source"]))
    before = project.read(FILE)
    with pytest.raises(RefusedError, match="does not mention"):
        write(session, name, "No place here.")
    assert project.read(FILE) == before
    assert session.problems == ()


def test_a_translation_that_is_emptied_waits_again(session: Session) -> None:
    write(session, "title", "Strategies")
    write(session, "title", "", "remove")
    assert field(session, "title")["state"] == "missing"


@pytest.mark.long
def test_the_edition_is_looked_at_and_its_texts_lead_to_the_translation(session: Session) -> None:
    whole = [one.slide for one in session.drawn]
    write(session, "title", "Strategies of cities")
    session.look_at("en")
    state = session.state()
    assert state["looking"] == "en"
    assert len(state["slides"]) == len(whole)
    places = {
        place for slide in state["slides"] for place in [(one["file"], tuple(one["path"])) for one in slide["spots"]]
    }
    assert (FILE, ("texts", "title", "text")) in places
    assert "Strategies of cities" in {
        para["text"].replace("\u00a0", " ") for slide in state["slides"] for para in slide["spots"]
    }
    assert session.fit(FILE, ["texts", "title", "text"])
    write(session, "title", "Strategies of towns")
    assert "Strategies of towns" in {
        one["text"].replace("\u00a0", " ") for slide in session.state()["slides"] for one in slide["spots"]
    }
    web = session.edition("web")
    assert isinstance(web, bytes)
    assert b"Strategies of towns" in web
    session.look_at("")
    assert [one.slide for one in session.drawn] == whole


def test_a_text_that_waits_leads_from_the_slide_and_the_note_to_its_translation(session: Session) -> None:
    session.look_at("en")
    state = session.state()
    label = ["texts", "cooperation.label", "text"]
    found = [one for slide in state["slides"] for one in slide["spots"] if [*one["path"]] == label]
    assert {one["file"] for one in found} == {FILE}
    assert "[fr] " in found[0]["text"]
    written = {one["file"] for slide in state["slides"] for one in slide["spots"]}
    assert not [one for one in written if one.startswith(f"content/{SLUG}/pillars/")]
    assert [one for page in session.note_spots() for one in page if [*one["path"]] == label]
    session.look_at("")
    assert FILE not in {one["file"] for slide in session.state()["slides"] for one in slide["spots"]}


def test_an_edition_that_cannot_be_shown_says_why_and_the_whole_stays(session: Session) -> None:
    session.edit(Edit("set", HEAD, ["status"], session.state()["files"][HEAD], "final"))
    session.look_at("en")
    state = session.state()
    assert "final" in state["unseen"]
    assert state["slides"]
    assert state["problems"] == []


def test_a_translation_that_is_broken_elsewhere_is_said_in_its_form(session: Session, project: Project) -> None:
    project.write(FILE, "texts: [")
    session.look()
    assert [(one["kind"], one["value"]) for one in form(session)["fields"]] == [("raw", "texts: [")]
    project.write(FILE, "texts: {}\n")
    session.look()
    assert form(session)["missing"] > 20
    write(session, "title", "Strategies")
    assert field(session, "title")["state"] == "done"


@pytest.mark.parametrize("path", [["texts", "nothing.there", "text"], ["texts", "title", "of"], ["texts"]])
def test_what_no_page_asks_for_is_refused(session: Session, path: list[str | int]) -> None:
    with pytest.raises((LookupError, IndexError)):
        session.edit(Edit("set", FILE, path, session.state()["files"][FILE], [{"t": "x"}]))


@pytest.mark.long
def test_the_comment_above_a_translation_gives_its_wording_back() -> None:
    """However long it is: by it the editor knows what a translation is of that is out of date."""
    book = Book(World(ROOT), "villes-imaginaires", "en")
    text = (ROOT / book.path).read_text("utf-8")
    for one in some(book.those("done")):
        assert translating._older(one.wording.name, one.wording.hash, text) == one.wording.markup

"""How full boxes are, what ten more words cost, and what had better be looked at."""

from __future__ import annotations

from typing import Any

import pytest

from generator.deck.slide import INK, Frame, Group, Para, SlideRun
from generator.edit.fit import fullness, with_more_words
from generator.edit.session import Edit, Session
from generator.units import Box
from generator.world import World
from tests.matrix import every
from tests.project import SLUG, Project
from tests.some import some

PILLAR = f"content/{SLUG}/pillars/cooperation.yaml"
HEAD = f"content/{SLUG}/publication.yaml"
TEXT: list[str | int] = ["examples", 0, "text"]
ROOMY: list[str | int] = ["examples", 2, "text"]  # on its slide there is room for more words


@pytest.fixture
def session(project: Project) -> Session:
    made = Session(World(project.root), SLUG)
    made.state()
    return made


def drawn(session: Session) -> list[dict[str, Any]]:
    """Return the slides once somebody has looked at all of them."""
    for one in session.drawn:
        one.draw()
    found: list[dict[str, Any]] = session.state()["slides"]
    return found


def spots(session: Session, path: list[str | int]) -> list[dict[str, Any]]:
    all = [spot for slide in drawn(session) for spot in slide["spots"]]
    return [one for one in all if one["file"] == PILLAR and [*one["path"]] == path]


def long(project: Project, words: int) -> None:
    """Make the first example that long."""
    text = project.read(PILLAR)
    start, end = text.index("    text: "), text.index("  - id: ", text.index("    text: "))
    project.write(PILLAR, text[:start] + f"    text: {'mot ' * words}\n" + text[end:])


def test_a_box_is_as_full_as_its_words_are_high() -> None:
    paras = (Para((SlideRun("a"),), 10.0, INK), Para((SlideRun("b"),), 10.0, INK))
    card = Frame("card", Box(0, 0, 100, 120), paras, insets=(0.0, 10.0, 0.0, 10.0))
    shapes = (Group("all", Box(0, 0, 100, 100), (card,)), Frame("title", Box(0, 200, 100, 20), paras[:1]))

    places = (Box(5, 10, 50, 40), Box(5, 60, 50, 10), Box(0, 200, 50, 20))

    assert fullness(shapes, places) == [0.6, 0.6, 1.0]


def test_a_line_that_has_no_room_for_another_fills_its_box_across() -> None:
    frame = Frame("caption", Box(0, 0, 200, 12), (Para((SlideRun("a"),), 10.0, INK),))

    assert fullness((frame,), (Box(0, 0, 50, 11.5),)) == [0.25]


def test_a_longer_text_fills_its_box_more(session: Session, project: Project) -> None:
    (before,) = spots(session, TEXT)
    long(project, 12)
    session.look()

    (after,) = spots(session, TEXT)
    assert 0 < after["full"] < before["full"] <= 1


def test_no_text_takes_more_than_its_box(session: Session) -> None:
    shares = [spot["full"] for slide in drawn(session) for spot in slide["spots"]]
    assert all(0 <= one <= 1.001 for one in some(shares))


def test_texts_of_the_note_are_found_on_its_pages(session: Session) -> None:
    pages = session.note_spots()

    assert len(pages) == 2
    found = {(spot["file"], tuple(spot["path"])): spot["box"] for page in pages for spot in page}
    files = [file for file in session.state()["files"] if "/pillars/" in file]
    assert {(file, ("examples", 0, "text")) for file in some(files)} <= found.keys()
    assert (HEAD, ("title",)) in found
    for left, top, width, height in found.values():
        assert 0 <= left < left + width <= 100
        assert 0 <= top < top + height <= 100
    tops = [found[PILLAR, ("examples", number, "text")][1] for number in range(4)]
    assert tops == sorted(tops)


def test_ten_more_words_are_the_texts_own() -> None:
    assert with_more_words("Un [mot](city:x) et deux.") == "Un [mot](city:x) et deux. Un et Un et Un et Un et Un et"
    assert with_more_words("…").count(" ") == 10


def test_what_more_words_cost_is_told_and_nothing_is_written(session: Session, project: Project) -> None:
    before, version = project.read(PILLAR), session.version

    page, cost = session.fit(PILLAR, ROOMY)

    assert page.startswith("Page 1 of 2 of the note")
    assert cost == "10 more words fit as it is."
    assert session.fit(PILLAR, ["heading"])[1].startswith("10 more words: the text becomes smaller (")
    assert (project.read(PILLAR), session.version) == (before, version)
    assert session.fit(PILLAR, ROOMY)[1] == cost  # what was composed aside is forgotten


@pytest.mark.long
def test_another_slide_is_told(session: Session, project: Project) -> None:
    """An example grows, ten words each time, until ten more cost what they then do: what was told is what happens."""
    told, slides = {}, {}
    for words in range(140, 200, 10):
        long(project, words)
        session.look()
        slides[words] = len(session.state()["slides"])
        told[words] = session.fit(PILLAR, TEXT)[-1]
    turns = [words for words in range(140, 190, 10) if slides[words] != slides[words + 10]]
    assert [words for words in range(140, 190, 10) if "slides instead of" in told[words]] == some(turns)


def test_more_than_a_text_may_hold_is_told(session: Session, project: Project) -> None:
    project.edit(PILLAR, "  - id: grenoble-pacte\n", f"  - id: grenoble-pacte\n    short: {'abcd ' * 40}\n")
    session.look()
    session.state()

    assert "do not fit: The text has" in session.fit(PILLAR, ["examples", 0, "short"])[-1]


@every(2, "path", [["nothing"], ["examples"], [], ["icon", 1]])
def test_of_what_is_no_text_nothing_is_told(session: Session, path: list[str | int]) -> None:
    assert session.fit(PILLAR, path) == []
    assert session.fit("content/cities.yaml", path) == []


def test_hints_say_why_and_what_to_do(session: Session, project: Project) -> None:
    long(project, 900)
    session.look()
    told = [one for one in session.state()["warnings"] if one["file"] == PILLAR]

    assert all(one["cause"] and one["remedy"] for one in some(told))
    causes = {one["cause"].split(" (")[0]: (one["path"], one["why"]) for one in told}
    assert causes["A sentence has 900 words."][0] == tuple(TEXT)
    assert causes["Nothing here is worded for the speaker."][0] == ("heading",)
    small = next(one for one in causes if one.startswith("The text is small on slide"))
    assert causes[small] == (tuple(TEXT), "Below 12 points nobody reads it from the back of a room.")
    assert session.state()["problems"] == []


def test_two_pillars_of_one_colour_and_words_that_are_still_to_be_written_are_told(
    session: Session, project: Project
) -> None:
    project.write(PILLAR, project.read(PILLAR).replace("colour: blue", "colour: teal"))
    session.look()
    session.edit(Edit("insert", PILLAR, ["examples"], session.state()["files"][PILLAR]))

    told = {one["cause"]: one["path"] for one in session.state()["warnings"] if one["file"] == PILLAR}

    assert next(path for cause, path in told.items() if cause.startswith("This pillar has the colour of")) == ("label",)
    assert told["“To be written” is printed as it stands."] == ("examples", 0, "text")


def test_of_a_long_deck_the_note_is_counted_when_that_is_asked_for(
    session: Session, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planning it takes longer than a person waits beside a field; the page says so, and offers it."""
    long = session.is_long
    assert not long
    monkeypatch.setattr("generator.edit.session.LONG_DECK", 5)
    assert session.is_long
    monkeypatch.setattr("generator.edit.session.note_fit", lambda _production: pytest.fail("the note was planned"))
    assert session.fit(PILLAR, ROOMY, noted=False) == ["10 more words fit as it is."]
    monkeypatch.undo()
    assert session.fit(PILLAR, ROOMY)[0].startswith("Page 1 of 2 of the note")

"""Broken content in the editor: whatever somebody breaks beside it, all problems are told and the good slides stay."""

from __future__ import annotations

from pathlib import Path

from generator.edit.session import Session
from generator.world import World
from tests.broken import KINDS, found, make, spoil
from tests.matrix import few
from tests.source.test_remedies import SLUG

NOTE_TOO = "a label that is far too long"  # in the note, too, which the editor plans when somebody looks at it
OTHER_FILES = ("a colour of the theme that is none", "a placeholder lost", "an icon that is no XML")


@few({*OTHER_FILES, "a tab instead of spaces", "no heading"}, "name", KINDS)
def test_a_kind_is_told_whole_and_the_last_good_slides_stay(tmp_path: Path, name: str) -> None:
    make(tmp_path)
    session = Session(World(tmp_path), SLUG)
    slides = len(session.state()["slides"])
    assert not session.problems

    spoil(tmp_path, KINDS[name])
    session.look()
    state = session.state()

    told = {(one["place"], one["cause"]) for one in (*state["problems"], *state["warnings"])}
    if state["problems"]:
        assert len(state["slides"]) == slides
        assert {(str(one.mark), one.cause) for one in found(tmp_path)} <= told or name == NOTE_TOO
        assert all(session.picture(one["id"]) for one in state["slides"])

"""Broken content in the editor: whatever somebody breaks beside it, all problems are told and the good slides stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.edit.session import Edit, RefusedError, Session
from generator.world import World
from tests.broken import KINDS, found, make, spoil
from tests.matrix import few
from tests.source.test_remedies import SLUG

# In the note, too, which the editor plans when somebody looks at it.
NOTE_TOO = ("a label that is far too long", "a word without end")
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
        whole = {(str(one.mark), one.cause) for one in found(tmp_path)}
        assert whole <= told or (
            name in NOTE_TOO and {place for place, _cause in whole} == {place for place, _cause in told}
        )
        assert all(session.picture(one["id"]) for one in state["slides"])


@few({"a tab instead of spaces", "a text saved in another encoding", "a key mistyped"}, "name", KINDS)
def test_each_problem_stands_at_a_field_or_at_a_line_that_can_be_typed_anew(tmp_path: Path, name: str) -> None:
    make(tmp_path)
    session = Session(World(tmp_path), SLUG)

    spoil(tmp_path, KINDS[name])
    session.look()
    state = session.state()

    forms = {one["file"]: one["fields"] for one in state["forms"]}
    for one in (one for one in state["problems"] if one["file"] in forms):
        raw = forms[one["file"]] and forms[one["file"]][0]["kind"] == "raw"
        assert raw or one["path"] or name == "an empty publication"
        assert bool(raw) != bool(one["path"]) or name == "an empty publication"
    for one in [one for one in state["problems"] if one["instead"]][:1]:
        session.edit(Edit("mend", one["file"], hash=session.state()["files"][one["file"]], index=one["line"]))
        assert (one["line"], one["cause"]) not in {
            (left["line"], left["cause"]) for left in session.state()["problems"]
        }


def test_a_file_that_cannot_be_read_is_typed_anew_and_undone(tmp_path: Path) -> None:
    make(tmp_path)
    session = Session(World(tmp_path), SLUG)
    path = next((tmp_path / f"content/{SLUG}/pillars").glob("*.yaml"))
    file, good = path.relative_to(tmp_path).as_posix(), path.read_bytes()
    broken = good.replace(b"icon: ", b'icon: "').replace(b"\n", b"\r\n")
    with pytest.raises(RefusedError):  # of one that can be read, nothing is taken that brings problems
        session.edit(Edit("text", file, hash=session.state()["files"][file], value="label: x"))
    with pytest.raises(LookupError):
        session.edit(Edit("text", file, hash=session.state()["files"][file]))
    session.edit(Edit("text", file, hash=session.state()["files"][file], value=good.decode() + "# fin\n"))
    assert path.read_bytes() == good + b"# fin\n"
    session.undo()
    path.write_bytes(broken)
    session.look()
    (field,) = next(one["fields"] for one in session.state()["forms"] if one["file"] == file)
    assert field["kind"] == "raw"

    typed = field["value"].replace('icon: "', "icon: no-such-icon ")
    session.edit(Edit("text", file, hash=session.state()["files"][file], value=typed))

    assert path.read_bytes() == broken.replace(b'icon: "', b"icon: no-such-icon ")
    assert [one["path"] for one in session.state()["problems"]] == [("icon",)]
    session.undo()
    assert path.read_bytes() == broken


def test_a_problem_of_a_registry_that_cannot_be_read_is_told_by_its_line_alone(tmp_path: Path) -> None:
    make(tmp_path)
    session = Session(World(tmp_path), SLUG)
    path = tmp_path / "content/cities.yaml"
    text = path.read_text("utf-8").replace("country: BE", 'country: "BE')
    path.write_text(text, "utf-8")

    session.look()

    (problem,) = session.state()["problems"]
    line = text[: text.index('"BE')].count("\n") + 1
    assert (problem["path"], problem["line"], problem["instead"]) == ((), line, 'country: "BE"')

"""Tables and charts that stand in CSV files, edited as grids: the file keeps all its other bytes."""

from __future__ import annotations

from typing import Any

import pytest

from generator.edit.session import Edit, RefusedError, Session
from generator.world import World
from tests.project import SLUG, Project

FOLDER = f"content/{SLUG}/pillars"
FILE, PILLAR = f"{FOLDER}/emplois.csv", f"{FOLDER}/cooperation.yaml"
TEXT = '\ufeffAnnée;Nantes;Turin\r\n2023;7,5;8\r\n2024;9;"10"\r\n2025;11;12\r\n'
CHART = """chart:
  caption: Les emplois créés
  description: Ils augmentent à Nantes et à Turin.
  kind: line
  unit: "%"
  csv: emplois.csv
"""


@pytest.fixture
def session(project: Project) -> Session:
    project.write(FILE, TEXT.encode())
    project.write(PILLAR, project.read(PILLAR) + CHART)
    made = Session(World(project.root), SLUG)
    assert [str(one) for one in made.problems] == []
    made.state()
    return made


def change(session: Session, op: str, *path: str | int, value: Any = None) -> None:
    session.edit(Edit(op, FILE, [*path], session.state()["files"][FILE], value))


def runs(*words: str) -> list[list[dict[str, str]]]:
    return [[{"t": one}] if one else [] for one in words]


def test_a_cell_is_changed_and_undone_to_the_byte(session: Session, project: Project) -> None:
    form = session.state()["sheets"][FILE]
    assert form["heads"] == runs("Année", "Nantes", "Turin")
    assert form["rows"][1] == runs("2024", "9", "10")

    before = [one.slide for one in session.drawn]
    change(session, "set", "rows", 1, 2, value=[{"t": "10,25"}])
    assert (project.root / FILE).read_bytes() == TEXT.replace('"10"', '"10,25"').encode()
    assert [one.slide for one in session.drawn] != before
    fresh = Session(World(project.root), SLUG)
    assert [one.slide for one in session.drawn] == [one.slide for one in fresh.drawn]
    session.undo()
    assert (project.root / FILE).read_bytes() == TEXT.encode()
    assert [one.slide for one in session.drawn] == before


def test_a_chart_gets_another_value_and_loses_one(session: Session, project: Project) -> None:
    form = session.state()["sheets"][FILE]
    rows = [*form["rows"], runs("2026", "13,5", "14")]
    change(session, "grid", value={"columns": form["heads"], "rows": rows})
    assert (project.root / FILE).read_bytes() == f"{TEXT}2026;13,5;14\r\n".encode()
    change(session, "remove", "rows", 0)
    assert "2023" not in (project.root / FILE).read_text("utf-8")
    assert len(session.state()["sheets"][FILE]["rows"]) == 3


def test_what_no_chart_can_show_is_refused_and_the_file_stays(session: Session, project: Project) -> None:
    with pytest.raises(RefusedError, match="beaucoup"):
        change(session, "set", "rows", 1, 2, value=[{"t": "beaucoup"}])
    assert (project.root / FILE).read_bytes() == TEXT.encode()
    assert session.problems == ()


@pytest.mark.parametrize("path", [["rows", 9, 0], ["rows", 0, 9], ["columns", -1], ["rows", -2, 0], ["x"], []])
def test_there_is_no_such_cell(path: list[str | int], session: Session) -> None:
    with pytest.raises((LookupError, TypeError)):
        change(session, "set", *path, value=[{"t": "x"}])


def test_a_fault_in_the_file_leads_to_its_cell(session: Session, project: Project) -> None:
    project.write(FILE, TEXT.replace("2024;9;", "2024;neuf;").encode())
    session.look()
    (problem,) = session.state()["problems"]
    assert (problem["file"], [*problem["path"]]) == (FILE, ["rows", 1, 1])


def test_a_file_that_is_to_be_mended_is_no_grid(session: Session, project: Project) -> None:
    project.write(FILE, TEXT.replace('"10"', '"10').encode())
    session.look()
    form = session.state()["sheets"][FILE]
    assert form["rows"] == []
    assert form["fault"]

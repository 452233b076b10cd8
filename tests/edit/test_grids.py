"""The values of a chart that stand in YAML, edited as a grid: a row for each category, a column for each series."""

from __future__ import annotations

from typing import Any

import pytest

from generator.edit.session import Edit, RefusedError, Session
from generator.errors import PiliersError
from generator.world import World
from tests.matrix import few
from tests.project import SLUG, Project

PILLAR = f"content/{SLUG}/pillars/cooperation.yaml"
CHART = """chart:
  kind: line
  caption: Les emplois créés
  description: Ils augmentent à Nantes et à Turin.
  axis: Année
  # au port
  categories: ["2023", "2024",
    "2025"]
  series:
    - name: Nantes
      # d'après l'INSEE
      values: [7.5, null, 11]
    - name: Turin
      values:
        - 8
        - 10.0
        - 12
"""


@pytest.fixture
def session(project: Project) -> Session:
    project.write(PILLAR, project.read(PILLAR) + CHART)
    made = Session(World(project.root), SLUG)
    assert [str(one) for one in made.problems] == []
    return made


def change(session: Session, op: str, *path: str | int, value: Any = None) -> None:
    session.edit(Edit(op, PILLAR, ["chart", *path], session.state()["files"][PILLAR], value))


def grid(session: Session, *lines: str, **more: Any) -> None:
    """Ask for a grid; each line is a row of words."""
    columns, *rows = ([[{"t": one}] if one else [] for one in line.split("|")] for line in lines)
    change(session, "grid", value={"columns": columns, "rows": rows, **more})


def written(project: Project) -> str:
    return project.read(PILLAR).partition("chart:\n")[2]


def test_only_the_value_that_differs_is_written(session: Session, project: Project) -> None:
    before = project.read(PILLAR)
    grid(session, "Année|Nantes|Turin", "2023|7.5|8", "2024||10,25", "2025|11|12")
    assert project.read(PILLAR) == before.replace("- 10.0\n", "- 10.25\n")
    session.undo()
    assert project.read(PILLAR) == before


def test_a_value_is_typed_as_people_write_numbers_and_emptied(session: Session, project: Project) -> None:
    before = project.read(PILLAR)
    change(session, "set", "series", 0, "values", 1, value=[{"t": "9,5"}])
    assert project.read(PILLAR) == before.replace("[7.5, null, 11]", "[7.5, 9.5, 11]")
    change(session, "set", "series", 0, "values", 1, value=[])
    assert project.read(PILLAR) == before


def test_what_is_no_number_is_refused_and_nothing_is_written(session: Session, project: Project) -> None:
    before = project.read(PILLAR)
    with pytest.raises(RefusedError, match="beaucoup"):
        change(session, "set", "series", 1, "values", 0, value=[{"t": "beaucoup"}])
    assert project.read(PILLAR) == before


def test_a_value_that_may_be_read_in_two_ways_is_refused_with_both(session: Session, project: Project) -> None:
    before = project.read(PILLAR)
    with pytest.raises(PiliersError, match=r"“1.250” may be 1250 or 1.250. Write 1250, or 1,250 if"):
        change(session, "set", "series", 1, "values", 0, value=[{"t": "1.250"}])
    assert project.read(PILLAR) == before


def test_a_row_is_added_and_one_goes_with_its_values(session: Session, project: Project) -> None:
    before = project.read(PILLAR)
    grid(session, "Année|Nantes|Turin", "2023|7.5|8", "2024||10", "2025|11|12", "2026|13|")
    assert '"2025", 2026]' in written(project) or '"2025", "2026"]' in written(project)
    assert "[7.5, null, 11, 13]" in written(project)
    assert "        - 12\n        - null\n" in written(project)
    session.undo()
    assert project.read(PILLAR) == before
    grid(session, "Année|Nantes|Turin", "2024||10.0", "2025|11|12", without=0)
    assert 'categories: ["2024",\n    "2025"]\n' in written(project)
    assert "      # d'après l'INSEE\n      values: [null, 11]\n" in written(project)
    assert "      values:\n        - 10.0\n        - 12\n" in written(project)
    session.undo()
    assert project.read(PILLAR) == before


def test_a_series_is_added_and_one_is_removed(session: Session, project: Project) -> None:
    grid(session, "Année|Nantes|Turin|Lyon", "2023|7.5|8|1", "2024||10.0|2,5", "2025|11|12|")
    assert written(project).endswith("        - 12\n    - name: Lyon\n      values: [1, 2.5, null]\n")
    change(session, "remove", "series", 0)
    assert "Nantes\n" not in written(project).partition("series:")[2]
    assert [one.name.plain for one in session.production.publication.pillars[2].chart.series] == ["Turin", "Lyon"]  # type: ignore[union-attr]


def test_a_whole_table_is_pasted_over_a_new_chart(project: Project) -> None:
    """What “Add: Chart” gives is one series of two values; what is copied has other rows and columns, and commas."""
    session = Session(World(project.root), SLUG)
    change(session, "add")
    rows = ["Ville|2023|2024", "Nantes|1\u202f250,5|2 000", "Rennes||-3", "Turin|7|8,25"]
    grid(session, *rows)
    chart = session.production.publication.pillars[2].chart  # type: ignore[union-attr]
    assert chart
    assert [one.text.plain for one in chart.categories] == ["Nantes", "Rennes", "Turin"]
    assert [[str(cell.number) for cell in one.values] for one in chart.series] == [
        ["1250.5", "", "7"],
        ["2000", "-3", "8.25"],
    ]


def shown(session: Session, *path: str) -> Any:
    """Return the cells that the page shows of a field of the pillar, as words."""
    fields = next(one for one in session.state()["forms"] if one["file"] == PILLAR)["fields"]
    for step in path:
        field = next(one for one in fields if one["key"] == step)
        fields = field.get("fields") or (field.get("items") or [[]])[0]
    cells = field.get("rows") or [field["cells"]]
    return ["|".join("".join(run["t"] for run in cell) for cell in row) for row in cells]


TABLE = """table:
  caption: Des parts
  columns: [Ville, Part]
  rows:
    - [Nantes, 12.5]
    - [Turin, '3.5']
"""


def test_numbers_are_shown_as_the_publications_readers_see_them(session: Session, project: Project) -> None:
    """And what is shown is not written again as a text; a text that only looks like a number stays one."""
    assert shown(session, "chart", "series", "values") == ["7,5||11"]
    before = project.read(PILLAR)
    grid(session, "Année|Nantes|Turin", "2023|7,5|8", "2024||10,0", "2025|11|12")
    assert project.read(PILLAR) == before
    project.write(PILLAR, before + TABLE)
    session.look()
    assert shown(session, "table", "rows") == ["Nantes|12,5", "Turin|3.5"]
    rows = [[[{"t": one}] for one in line.split("|")] for line in ("Nantes|12,5", "Turin|3.5")]
    edit = Edit("grid", PILLAR, ["table"], session.state()["files"][PILLAR], {"columns": rows[0], "rows": rows})
    edit.value["columns"] = [[{"t": "Ville"}], [{"t": "Part"}]]
    session.edit(edit)
    assert project.read(PILLAR) == before + TABLE


@few(
    {"13,25", "1.250", "12 %"},
    ("typed", "written", "doubt"),
    [
        ("13,25", "13.25", False),
        ("13.25", "13.25", False),
        ("1\u202f250,5", "1250.5", False),
        ("1.250", '"1.250"', True),
        ("1,250", "1.250", False),
        ("12 %", "12 %", False),
        ("8", "8", False),
    ],
)
def test_a_number_typed_into_a_table_is_one_in_either_form(
    session: Session, project: Project, typed: str, written: str, doubt: bool
) -> None:
    """What may be read in two ways stays a text, and is told."""
    project.write(PILLAR, project.read(PILLAR) + TABLE)
    session.look()
    hash = session.state()["files"][PILLAR]
    session.edit(Edit("set", PILLAR, ["table", "rows", 0, 1], hash, [{"t": typed}]))
    assert f"- [Nantes, {written}]\n" in project.read(PILLAR)
    assert bool(session.doubts) == doubt


def test_a_number_keeps_its_kind_where_the_table_gets_another_column(session: Session, project: Project) -> None:
    project.write(PILLAR, project.read(PILLAR) + TABLE)
    session.look()
    rows = ("Ville|Part|—", "Nantes|12,5|", "Turin|3.5|")
    lines = [[[{"t": one}] if one else [] for one in line.split("|")] for line in rows]
    value = {"columns": lines[0], "rows": lines[1:]}
    session.edit(Edit("grid", PILLAR, ["table"], session.state()["files"][PILLAR], value))
    table = session.production.publication.pillars[2].table  # type: ignore[union-attr]
    assert table
    assert [row[1].number for row in table.rows] == ["12.5", ""]


def test_a_column_that_is_set_off_stays_so_when_its_head_is_written_otherwise(
    session: Session, project: Project
) -> None:
    project.write(PILLAR, project.read(PILLAR) + TABLE + "  highlight: Part\n")
    session.look()
    rows = [[[{"t": one}] for one in line.split("|")] for line in ("Nantes|12,5", "Turin|3.5")]
    value = {"columns": [[{"t": "Ville"}], [{"t": "Part du lieu"}]], "rows": rows}
    session.edit(Edit("grid", PILLAR, ["table"], session.state()["files"][PILLAR], value))

    assert "  columns: [Ville, Part du lieu]\n" in project.read(PILLAR)
    assert project.read(PILLAR).endswith("  highlight: Part du lieu\n")

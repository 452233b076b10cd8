"""Tables and charts as people write them, in YAML or beside it in CSV: what is read, and each problem, whole."""

from __future__ import annotations

import re

import pytest

from generator.document.typography import PROFILES
from generator.errors import ContentError
from generator.source.charts import KINDS
from generator.source.load import load
from generator.source.model import Chart, DataTable, Pillar
from generator.world import World
from tests.project import SLUG, Project

TABLE = """table:
  caption: Aides
  columns: [Ville, A]
  rows:
    - [Rennes, 1]
"""
CHART = """chart:
  kind: bar
  caption: Aides
  description: Rennes plus.
  axis: Ville
  categories: [Rennes, Nantes]
  series:
    - {name: Aides, values: [1, 2.5]}
"""
CSV_TABLE = "table:\n  caption: Aides\n  csv: f.csv\n"
CSV_CHART = "chart:\n  kind: bar\n  caption: Aides\n  description: Rennes plus.\n  csv: f.csv\n"
LETTERS = "[a, b, c, d, e, f, g, h, i, j, k, l, m]"
NO_NUMBER = (
    "is not a number. Write digits, with a point for decimals, without quotation marks; null where nothing was"
    " measured."
)
NO_FILE = "is not the name of a CSV file in this folder. Write it without a folder: figures.csv."
WIDTH = "cells, not 2. Give each row a cell for each column."
ONE = WIDTH.replace("cells", "cell", 1)
EMPTY = "There is nothing in this list. Write its values between the brackets, with a comma between two."
LOST = "Put the file beside the YAML file, or mend its name here."
BODY = "[Ville, A]\n  rows:\n    - [Rennes, 1]"
PLACE = f"content/{SLUG}/pillars/soutien.yaml"
CSV = f"content/{SLUG}/pillars/f.csv"


def pillar(project: Project, yaml: str, csv: str | bytes | None = None) -> Pillar:
    """Return the pillar to which ``yaml`` was added, beside a file f.csv when there is one."""
    project.write("soutien.yaml", project.read("soutien.yaml") + yaml)
    if csv is not None:
        project.write(CSV, csv)
    loaded = load(World(project.root), SLUG, ["teal", "orange", "blue", "purple"], list(PROFILES))
    return next(one for one in loaded.pillars if one.id == "soutien")


def problems(project: Project, yaml: str, csv: str | bytes | None = None) -> list[str]:
    with pytest.raises(ContentError) as caught:
        pillar(project, yaml, csv)
    return [str(problem) for problem in caught.value.problems]


def table(project: Project, yaml: str, csv: str | bytes | None = None) -> DataTable:
    found = pillar(project, yaml, csv).table
    assert found
    return found


def chart(project: Project, yaml: str, csv: str | None = None) -> Chart:
    found = pillar(project, yaml, csv).chart
    assert found
    return found


def rows(made: DataTable) -> list[list[str]]:
    return [[cell.text.plain for cell in row] for row in made.rows]


def numbers(made: DataTable) -> list[list[str]]:
    return [[cell.number for cell in row] for row in made.rows]


# What is read


def test_a_table_keeps_numbers_as_they_were_written(project: Project) -> None:
    made = table(project, TABLE + "    - [Nantes, 2.50]\n    - [Turin, '']\n")
    assert rows(made) == [["Rennes", "1"], ["Nantes", "2.50"], ["Turin", ""]]
    assert made.numeric == (False, True)
    assert made.caption.plain == "Aides"


def test_a_column_with_one_word_is_words(project: Project) -> None:
    assert table(project, TABLE + "    - [Nantes, environ 3]\n").numeric == (False, False)


@pytest.mark.parametrize("cell", ["58 %", "25 €", "3,5 M€", "–", "+4", "12 345,6", "-2 °C", "7 km"])
def test_numbers_with_units_are_numbers(cell: str, project: Project) -> None:
    assert table(project, TABLE + f"    - [Nantes, '{cell}']\n").numeric == (False, True)


@pytest.mark.parametrize("cell", ["2019", "2019-2020", "12 mai", "1.5.2026", "012", "A4", "3 villes"])
def test_years_days_and_counted_things_are_words(cell: str, project: Project) -> None:
    assert table(project, TABLE + f"    - [Nantes, '{cell}']\n").numeric == (False, False)


def test_the_first_column_heads_rows_also_when_it_holds_years(project: Project) -> None:
    assert table(project, TABLE.replace("Rennes", "2026")).numeric == (False, True)


def test_cells_take_the_markup_of_texts(project: Project) -> None:
    made = table(project, TABLE.replace("[Rennes, 1]", '["[Rennes](city:rennes)", "**1**"]'))
    assert made.rows[0][0].text.runs[0].place == "rennes"
    assert made.rows[0][1].text.runs[0].strong


def test_the_remedy_names_every_kind_of_chart(project: Project) -> None:
    project.write("soutien.yaml", project.read("soutien.yaml") + CHART.replace("bar", "radar"))
    (problem,) = project.refused()

    assert [kind for kind in KINDS if not re.search(rf"\b{kind}\b", problem.partition("Write")[2])] == []


@pytest.mark.parametrize(
    ("csv", "wanted", "numeric"),
    [
        ("Ville;A\nRennes;1,5\n", [["", "1.5"]], (False, True)),
        ("Ville,A\nRennes,1.5\n", [["", "1.5"]], (False, True)),
        ("\ufeffVille;A\r\nRennes;12 345,6\r\n", [["", "12345.6"]], (False, True)),
        ("Ville;A\nRennes;12\u202f345\n", [["", "12345"]], (False, True)),
        ("Ville;A\nRennes;\u22125\n", [["", "-5"]], (False, True)),
        ("Ville;A\nRennes;+5\n", [["", "+5"]], (False, True)),
        ("Ville;A\nRennes;5 %\n", [["", ""]], (False, True)),
        ("Ville;A\nRennes;012\n", [["", ""]], (False, False)),
        ("Ville;A\nRennes;no\n", [["", ""]], (False, False)),
        ("Ville;A\nRennes;=1+1\n", [["", ""]], (False, False)),
        ('Ville,A\nRennes,"1,234.5"\n', [["", "1234.5"]], (False, True)),
        ('"Ville;pays",A\nRennes,1\n', [["", "1"]], (False, True)),
        ("Ville;A;;\nRennes;1;;\n;;;\n", [["", "1"]], (False, True)),
        ('Ville;A\n"Rennes\nMétropole";1\n', [["", "1"]], (False, True)),
    ],
)
def test_numbers_of_a_csv_file(csv: str, wanted: list[list[str]], numeric: tuple[bool, ...], project: Project) -> None:
    made = table(project, CSV_TABLE, csv)
    assert numbers(made) == wanted
    assert made.numeric == numeric


def test_a_csv_file_as_excel_of_windows_saves_it(project: Project) -> None:
    made = table(project, CSV_TABLE, "Cité;Coût en €\r\nL’Haÿ;1\xa0234,5\r\n".encode("cp1252"))
    assert [head.text.plain for head in made.columns] == ["Cité", "Coût en €"]
    assert [[cell.text.plain for cell in row] for row in made.rows] == [["L’Haÿ", "1234.5"]]


def test_a_file_of_cells_parted_by_tabs(project: Project) -> None:
    made = table(project, CSV_TABLE, 'Ville\tA, en €\nNantes\t1,5\n"Le\tMans"\t2\n')
    assert [head.text.plain for head in made.columns] == ["Ville", "A, en €"]
    assert [[cell.text.plain for cell in row] for row in made.rows] == [["Nantes", "1.5"], ["Le Mans", "2"]]


def test_a_chart_from_a_csv_file(project: Project) -> None:
    made = chart(project, CSV_CHART, "Année;Aides;Dons\n2025;1;2\n2026;3;4,5\n")
    assert made.axis.plain == "Année"
    assert [one.text.plain for one in made.categories] == ["2025", "2026"]
    assert [(one.name.plain, [cell.number for cell in one.values]) for one in made.series] == [
        ("Aides", ["1", "3"]),
        ("Dons", ["2", "4.5"]),
    ]


def test_a_csv_file_has_no_markup(project: Project) -> None:
    made = table(project, CSV_TABLE, "Bac;Taille\n*Vert*;10*20*30 cm\n[Rennes](city:renne);_id_\n")

    assert [[cell.text.plain for cell in row] for row in made.rows] == [
        ["*Vert*", "10*20*30 cm"],
        ["[Rennes](city:renne)", "_id_"],
    ]


# Problems in YAML: what is written, the place from the line on, and the message


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("", "  csv: f.csv\n", "26:3: table: There are both “csv” and “columns, rows”. Keep one of them."),
        (
            "  rows:\n    - [Rennes, 1]\n",
            "",
            "25:3: table: The values are missing: rows. Write columns, rows, or “csv: file.csv”.",
        ),
        ("  caption: Aides\n", "", "25:3: table: The key “caption” is missing. Add “caption: …”."),
        (BODY, "[V]\n  rows: [[R]]", "26:3: table: Columns: 1, not 2 to 12. Add a column."),
        (BODY, f"{LETTERS}\n  rows: [{LETTERS}]", "26:3: table: Columns: 13, not 2 to 12. Split the table."),
        ("rows:\n    - [Rennes, 1]", "rows: []", "27:3: table: Rows: 0, not 1 to 2000. Add a row."),
        ("[Ville, A]", "[]", f"26:12: table.columns: {EMPTY}"),
        (
            "rows:\n    - [Rennes, 1]",
            "rows:",
            "27:3: table: The values are missing: rows. Write columns, rows, or “csv: file.csv”.",
        ),
        (
            "[Rennes, 1]",
            '["**Rennes**", 1,5]',
            "28:8: table: Row 1 has 3 cells, not 2. Decimals are written with a point: 1.5",
        ),
        ("[Rennes, 1]", "[Rennes]", f"28:8: table: Row 1 has 1 {ONE}"),
        (
            "[Rennes, 1]",
            "[Rennes, 1,5]",
            "28:8: table: Row 1 has 3 cells, not 2. Decimals are written with a point: - [Rennes, 1.5]",
        ),
        ("[Rennes, 1]", "[]", f"28:7: table.rows[0]: {EMPTY}"),
        ("[Ville, A]", '[Ville, ""]', "26:20: table: A column has no head. Name it."),
        ("[Rennes, 1]", '["", 1]', "28:8: table: The row has no name. Fill its first cell."),
        (
            "[Rennes, 1]",
            "[Rennes, no]",
            '28:16: table.rows[0][1]: YAML reads no as a yes or no. Write "no", in straight quotes.',
        ),
        (
            "[Rennes, 1]",
            "[Rennes, [1]]",
            '28:16: table.rows[0][1]: Expected a text, found a list. Write "[1]", in straight quotes.',
        ),
        (
            "[Rennes, 1]",
            "Rennes",
            "28:7: table.rows[0]: Expected a list, found the text “Rennes”. Write a hyphen before each item.",
        ),
    ],
)
def test_a_broken_table(old: str, new: str, wanted: str, project: Project) -> None:
    assert old in TABLE
    assert problems(project, TABLE.replace(old, new) if old else TABLE + new) == [f"{PLACE}:{wanted}"]


TWO = "[Rennes, Nantes]\n  series:\n    - {name: Aides, values: [1, 2.5]}"


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (
            "bar",
            "radar",
            "25:9: chart.kind: “radar” is not a kind of chart. "
            "Write one of bar, line, share; share is for the parts of a whole.",
        ),
        ("", "  csv: f.csv\n", "28:3: chart: There are both “csv” and “axis, categories, series”. Keep one of them."),
        (
            "  axis: Ville\n",
            "",
            "25:3: chart: The values are missing: axis. Write axis, categories, series, or “csv: file.csv”.",
        ),
        ("  description: Rennes plus.\n", "", "25:3: chart: The key “description” is missing. Add “description: …”."),
        ("2.5", "beaucoup", f"31:33: chart: “beaucoup” {NO_NUMBER}"),
        ("2.5", '"2.5"', "31:33: chart: “2.5” is not a number. Write 2.5, without quotation marks."),
        ("[1, 2.5]", "[1]", "31:30: chart: The series has 1 value, not 2. Give each category a value."),
        (
            TWO,
            f"{list(range(25))}\n  series:\n    - {{name: Aides, values: {list(range(25))}}}",
            "29:3: chart: Categories: 25, not 1 to 24. Merge or split them.",
        ),
        (TWO, "[Rennes, Nantes]\n  series: []", "30:3: chart: Series: 0, not 1 to 6. Add a series."),
        ("[Rennes, Nantes]", '[Rennes, ""]', "29:24: chart: A category has no name. Name it."),
    ],
)
def test_a_broken_chart(old: str, new: str, wanted: str, project: Project) -> None:
    assert old in CHART
    assert problems(project, CHART.replace(old, new) if old else CHART + new) == [f"{PLACE}:{wanted}"]


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ("[1, -2]", "31:33: chart: A share cannot be negative. Choose “kind: bar”."),
        ("[120, −20]", "31:35: chart: A share cannot be negative. Choose “kind: bar”."),
        ("[0, 0]", "30:3: chart: The shares add up to nothing. Look at the values."),
        ("[1, null]", "31:33: chart: A part of a whole lacks its value. Write it, or leave the part out."),
        (
            "[1, 2]}\n    - {name: B, values: [1, 2]",
            "30:3: chart: Series: 2; the parts of a whole are one. Split the chart.",
        ),
    ],
)
def test_parts_that_are_of_no_whole(values: str, wanted: str, project: Project) -> None:
    yaml = CHART.replace("bar", "share").replace("[1, 2.5]", values)
    assert problems(project, yaml) == [f"{PLACE}:{wanted}"]


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ("[80, 40]", "The shares add up to 120 %, not 100 %. Mend the values; where a thing counts for several parts,"),
        ("[60.4, 40.0]", "The shares add up to 100.4 %, not 100 %."),
        ("[50.5, 50.6]", "The shares add up to 101.1 %, not 100 %."),
        ("[60, 41]", ""),
        ("[33.3, 66.6]", ""),
        ("[40, 59.5]", ""),
    ],
)
def test_percentages_may_add_up_to_more_than_a_hundred_by_rounding_alone(
    values: str, problem: str, project: Project
) -> None:
    yaml = CHART.replace("bar", "share").replace("[1, 2.5]", values).replace("  axis", '  unit: "%"\n  axis')
    if not problem:
        assert pillar(project, yaml).chart
        return
    (found,) = problems(project, yaml)
    assert found.startswith(f"{PLACE}:31:3: chart: {problem}")


@pytest.mark.parametrize(
    ("unit", "values", "problem"),
    [
        ("Prozent", "[80, 40]", "120 %, not 100 %."),
        ("en pour cent", "[80, 40]", "120 %, not 100 %."),
        ("‰", "[800, 400]", "1200 ‰, not 1000 ‰."),
    ],
)
def test_shares_in_other_units_add_up_too(unit: str, values: str, problem: str, project: Project) -> None:
    yaml = CHART.replace("bar", "share").replace("[1, 2.5]", values).replace("  axis", f'  unit: "{unit}"\n  axis')

    (found,) = problems(project, yaml)

    assert f"The shares add up to {problem}" in found


def test_percentages_that_add_up_to_less_are_warned_of(project: Project) -> None:
    yaml = CHART.replace("bar", "share").replace("[1, 2.5]", "[50, 30]").replace("  axis", '  unit: "%"\n  axis')
    project.write("soutien.yaml", project.read("soutien.yaml") + yaml)
    loaded = load(World(project.root), SLUG, ["teal", "orange", "blue", "purple"], list(PROFILES))
    said = "chart: The shares add up to 80 %, not 100 %. Add the part that is missing, such as “Other”."
    assert [str(one) for one in loaded.warnings] == [f"{PLACE}:31:3: {said}"]


# Values that are not known


@pytest.mark.parametrize(
    "written", ["null", "~", "", "n.d.", "n. d.", "n/a", "N/A", "–", "'-'", '""', "k. A.", "'…'", "':'"]
)
def test_a_value_that_was_not_measured_is_no_number_and_no_problem(written: str, project: Project) -> None:
    yaml = CHART.replace(
        "{name: Aides, values: [1, 2.5]}", f"name: Aides\n      values:\n        - {written}\n        - 2"
    )
    (series,) = chart(project, yaml).series
    assert [(cell.text.plain, cell.number) for cell in series.values] == [("", ""), ("2", "2")]


@pytest.mark.parametrize("written", ["", "n.d.", "n/a", "–", "..", ":", "s/d", " "])
def test_a_value_that_a_csv_file_lacks(written: str, project: Project) -> None:
    (series,) = chart(project, CSV_CHART, f"Année;Aides\n2025;{written}\n2026;3\n").series
    assert [cell.number for cell in series.values] == ["", "3"]


def test_a_column_stays_numeric_beside_values_that_are_not_known(project: Project) -> None:
    made = table(project, CSV_TABLE, "Ville;A;B\nRennes;n. d.;x\nNantes;3;\n")
    assert made.numeric == (False, True, False)
    assert rows(made) == [["Rennes", "n. d.", "x"], ["Nantes", "3", ""]]


def test_a_cell_of_a_table_may_be_null(project: Project) -> None:
    assert rows(table(project, TABLE.replace(", 1]", ", null]"))) == [["Rennes", ""]]


def test_values_in_braces_are_to_stand_in_brackets(project: Project) -> None:
    (problem,) = problems(project, CHART.replace("[1, 2.5]", "{1, 2.5}"))
    assert problem.endswith("Write: values: [1, 2.5]")


@pytest.mark.parametrize("written", [".nan", ".NaN", "-.inf"])
def test_what_yaml_reads_as_no_number_gets_a_remedy_that_works(written: str, project: Project) -> None:
    said = f"YAML reads {written} as a number. Write null where nothing was measured."
    assert problems(project, CHART.replace("2.5", written)) == [f"{PLACE}:31:33: chart.series[0].values[1]: {said}"]


@pytest.mark.parametrize(("written", "digits"), [("1_000", "1000"), ("012", "12"), ("0x1F", "31"), ("1e3", "1000")])
def test_other_writings_of_numbers_are_to_be_digits(written: str, digits: str, project: Project) -> None:
    said = f"Write {digits}, without quotation marks."
    assert [one.partition("a number. ")[2] for one in problems(project, CHART.replace("2.5", written))] == [said]
    said = f'Write digits, with a point for decimals; or, for a text, "{written}" in straight quotes.'
    assert said in problems(project, TABLE.replace("[Rennes, 1]", f"[Rennes, {written}]"))[0]


def test_a_series_without_any_value_is_refused(project: Project) -> None:
    said = "31:14: chart: The series has no value. Leave it out."
    assert problems(project, CHART.replace("[1, 2.5]", "[~, ~]")) == [f"{PLACE}:{said}"]


# Problems of CSV files


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("../f.csv", "26:8: table.csv: “../f.csv” is not the name of a CSV file in this folder. Write it as “f.csv”."),
        (
            "f.xlsx",
            f"26:8: table.csv: “f.xlsx” {NO_FILE}".replace(
                "Write it without a folder: figures.csv.",
                "Save the sheet as CSV in this folder; then write it as “f.csv”.",
            ),
        ),
        ("g.csv", f"26:8: csv: The file cannot be read (there is no such file). {LOST}"),
    ],
)
def test_a_csv_file_that_is_not_there(name: str, wanted: str, project: Project) -> None:
    assert problems(project, CSV_TABLE.replace("f.csv", name)) == [f"{PLACE}:{wanted}"]


@pytest.mark.parametrize(
    ("csv", "wanted"),
    [
        ("", [f"{CSV}:1:1: The file is empty. Write the heads on its first line."]),
        ("\n\n", [f"{CSV}:1:1: The file is empty. Write the heads on its first line."]),
        ("a;b\n", [f"{CSV}:1:1: table: Rows: 0, not 1 to 2000. Add a row."]),
        ("a\nb\n", [f"{CSV}:1:1: table: Columns: 1, not 2 to 12. Put a semicolon between two cells."]),
        (
            "a,b\nx,1,5\ny,2,5\n",
            [
                f"{CSV}:2:3: A comma parts this number in two: the cells are parted by commas, too. "
                "Save the file with semicolons between the cells."
            ],
        ),
        (b"Ville;\xe9\x81\nx;1\n", [f"{CSV}:1:7: Byte 0xe9 is not UTF-8. Save the file as UTF-8."]),
        ("é;b\nx;".encode() + b"\xe9\n", [f"{CSV}:2:3: Byte 0xe9 is not UTF-8. Save the file as UTF-8."]),
        (b"1;2\n3;\xa0\n", [f"{CSV}:2:3: Byte 0xa0 is not UTF-8. Save the file as UTF-8."]),
        (
            'a;b\n"x;1\n',
            [f"{CSV}:2:1: The quotation mark that opens here is not closed. Close it at the end of the cell."],
        ),
        ("a;b\nx;1;2\ny\n", [f"{CSV}:2:1: table: Row 1 has 3 {WIDTH}", f"{CSV}:3:1: table: Row 2 has 1 {ONE}"]),
        ("a;;c\nx;1;2\n", [f"{CSV}:1:3: table: A column has no head. Name it."]),
        ("a;b\n;1\n", [f"{CSV}:2:1: table: The row has no name. Fill its first cell."]),
        ("a;b\tc\n", [f"{CSV}:1:4: There is a tab. Use spaces."]),
        ("a;b\nx\t1;2\n", [f"{CSV}:2:2: There is a tab. Use spaces."]),
        ("a\tb\n".encode("utf-16-le"), [f"{CSV}:1:1: The file is UTF-16, not UTF-8. Save it as UTF-8."]),
        (
            "a;b\nx;\x07\n",
            [f"{CSV}:2:3: There is a control character (U+0007). Delete it; it cannot be seen in most editors."],
        ),
    ],
)
def test_a_broken_csv_file(csv: str | bytes, wanted: list[str], project: Project) -> None:
    assert problems(project, CSV_TABLE, csv) == wanted


def test_a_table_of_too_many_rows(project: Project) -> None:
    csv = "a;b\n" + "x;1\n" * 2001
    assert problems(project, CSV_TABLE, csv) == [f"{CSV}:1:1: table: Rows: 2001, not 1 to 2000. Split the table."]


def test_a_csv_cell_that_is_no_number_is_named_in_its_line(project: Project) -> None:
    assert problems(project, CSV_CHART, "a;b\nx;1\ny;deux\n") == [
        f"{CSV}:3:3: chart: “deux” is not a number. "
        "Write digits alone; leave the cell empty where nothing was measured."
    ]


def test_problems_of_a_table_and_of_a_chart_are_told_together(project: Project) -> None:
    found = problems(project, TABLE.replace("[Rennes, 1]", "[Rennes]") + CHART.replace("2.5", "x"))
    assert [one.split(": ")[1] for one in found] == ["table", "chart"]


@pytest.mark.parametrize(
    ("language", "value", "number"),
    [
        ("de", "12.320", "12320"),
        ("es", "12.320", "12320"),
        ("en", "12.320", "12.320"),
        ("fr", "1.234,5", "1234.5"),
        ("fr", "1.234.567", "1234567"),
        ("de", "12,5", "12.5"),
        ("fr", "12.5", "12.5"),
        ("en", "1,234", "1234"),
        ("en", "12,345.6", "12345.6"),
        ("en", "1,23", "1.23"),
        ("fr", "1,234", "1.234"),
        ("fr", "1,234,567", "1234567"),
        ("de-CH", "12'345.6", "12345.6"),
        ("fr", "12 345.6", "12345.6"),
        ("fr", "0,123", "0.123"),
        ("fr", "1.23,456", ""),
        ("fr", "12.34.56", ""),
        ("fr", "1 23", ""),
    ],
)
def test_points_in_numbers_are_read_as_the_language_has_them(
    project: Project, language: str, value: str, number: str
) -> None:
    project.edit("publication.yaml", "language: fr", f"language: {language}")

    made = table(project, CSV_TABLE, f"Stadt;A\nBonn;{value}\n")

    assert made.rows[0][1].number == number


@pytest.mark.parametrize(
    ("language", "cells", "value"),
    [("es", "1.500;12.75", "1.500"), ("fr", "12.75;1,500", "1,500"), ("en", "1,5;2,750", "2,750")],
)
def test_a_file_with_decimals_of_another_language_leaves_thousands_in_doubt(
    project: Project, language: str, cells: str, value: str
) -> None:
    """“1.500” was 1500 beside “12.75”, a thousand times too much."""
    project.edit("publication.yaml", "language: fr", f"language: {language}")

    (found,) = problems(project, CSV_TABLE, f"Ville;A;B\nRennes 1.2;{cells}\n")

    assert f"“{value}” may be" in found


@pytest.mark.parametrize("name", ["1.2", "12.03.2026"])
def test_a_row_named_by_a_number_leaves_no_number_in_doubt(project: Project, name: str) -> None:
    project.edit("publication.yaml", "language: fr", "language: de")

    assert table(project, CSV_TABLE, f"Nr;A;B\n{name};1.500;9,5\n").rows[0][1].number == "1500"


def test_a_number_of_two_readings_is_refused_with_both(project: Project) -> None:
    assert problems(project, CSV_TABLE, "Ville;A\nRennes;12.320\n") == [
        f"{CSV}:2:8: “12.320” may be 12320 or 12.320. Write 12320, or 12,320 if these are decimals."
    ]


def test_the_first_line_that_tells_excel_what_parts_cells_is_no_row(project: Project) -> None:
    made = table(project, CSV_TABLE, "sep=;\nVille;A\nRennes;12,5\n")

    assert [cell.text.plain for cell in made.columns] == ["Ville", "A"]


@pytest.mark.parametrize(
    "csv",
    [
        "\n\nVille;A\nRennes;12,5\n",
        ";;\n ; ;\nVille;A;\nRennes;12,5;\n;;\n",
        "Ville;A\n\n;\nRennes;12,5\n\n",
        "\ufeffVille;A\r\nRennes;12,5\r\n",
        "\ufeffVille\tA\r\nRennes\t12,5\r\n".encode("utf-16-le"),
        "Ville;A\nRennes;12,5\n".encode("utf-16"),
        '"sep=;"\nVille;A\nRennes;12,5\n',
        "SEP=;;\nVille;A\nRennes;12,5\n",
        '"Ville";"A"\n"Rennes";"12,5"\n',
        "Ville,A\nRennes,12.5\n",
        "Ville;A\rRennes;12,5\r",
    ],
)
def test_a_file_as_spreadsheets_save_it(project: Project, csv: str | bytes) -> None:
    made = table(project, CSV_TABLE, csv)

    assert [cell.text.plain for cell in made.columns] == ["Ville", "A"]
    assert [[cell.text.plain, other.number] for cell, other in made.rows] == [["Rennes", "12.5"]]


def test_heads_of_two_lines_within_their_quotes_are_one_line(project: Project) -> None:
    made = table(project, CSV_TABLE, 'Ville;"Aides\n(en €; 2026)"\nRennes;12,5\n')

    assert [cell.text.plain for cell in made.columns] == ["Ville", "Aides (en €; 2026)"]


@pytest.mark.parametrize(
    ("csv", "wanted"),
    [
        (
            "Aides aux villes;;\n\nVille;A;B\nRennes;1;2\n",
            f"{CSV}:1:1: Only the first cell of this line is filled: it holds no heads. "
            "Delete the lines above the heads; write a title as the caption.",
        ),
        (
            ";2025;;2026;\nVille;A;B;A;B\nRennes;1;2;3;4\n",
            f"{CSV}:1:7: The heads stand on two lines, as merged cells leave them. "
            "Write one line of heads, with a head for each column.",
        ),
        (
            'Ville;A\n"Le" Mans;1\n',
            f"{CSV}:2:1: The cell goes on after its closing quotation mark. "
            'Double the quotation marks within a cell: """Le"" Mans"',
        ),
        (
            'Ville;A\nRennes;"1\nNantes;2\n',
            f"{CSV}:2:8: The quotation mark that opens here is not closed. Close it at the end of the cell.",
        ),
        (
            "Ville;A\nRennes;#DIV/0!\n",
            f"{CSV}:2:8: The spreadsheet could not work out or show this cell (“#DIV/0!”). "
            "Mend the cell in the spreadsheet, and save the file again.",
        ),
        (
            'Ville,A\nRennes,"1,234"\n',
            f"{CSV}:2:8: “1,234” may be 1234 or 1.234. Write 1234, or 1.234 if these are decimals.",
        ),
        ("Ville;A\nRéalisé;1\n".encode("cp850"), f"{CSV}:2:2: Byte 0x82 is not UTF-8. Save the file as UTF-8."),
        ("Ville;A\nRéalisé;1\n".encode("mac-roman"), f"{CSV}:2:2: Byte 0x8e is not UTF-8. Save the file as UTF-8."),
    ],
)
def test_what_a_spreadsheet_leaves_that_has_no_one_reading(project: Project, csv: str | bytes, wanted: str) -> None:
    assert problems(project, CSV_TABLE, csv) == [wanted]


def test_a_workbook_under_the_name_of_a_csv_file(project: Project) -> None:
    (found,) = problems(project, CSV_TABLE, b"PK\x03\x04\x14\x00\x06\x00abc")
    assert found.startswith(f"{CSV}:1:1: This is an Office file (Word, Excel, PowerPoint) or a zip, not a text.")


def test_values_with_the_unit_of_their_chart_are_numbers(project: Project) -> None:
    made = chart(project, CSV_CHART + '  unit: "%"\n', "Ville;A\nRennes;13 %\nNantes;12,5%\nTurin;4\n")

    assert [cell.number for cell in made.series[0].values] == ["13", "12.5", "4"]


@pytest.mark.parametrize(
    ("unit", "remedy"),
    [
        ("", 'Write the unit under “chart”: unit: "%"'),
        ("  unit: t\n", "Write the numbers alone, here and in 2 other cells; “unit:” says what they are of."),
    ],
)
def test_of_values_with_a_unit_that_the_chart_does_not_name_the_first_is_named(
    unit: str, remedy: str, project: Project
) -> None:
    values = "Ville;A;B\nRennes;13 %;14 %\nNantes;15 %;12\n"
    assert problems(project, CSV_CHART + unit, values) == [f"{CSV}:2:8: chart: “13 %” is not a number. {remedy}"]


def test_decimals_that_commas_part_are_given_with_points(project: Project) -> None:
    (problem,) = problems(project, CHART.replace("[1, 2.5]", "[1,5, 2,5]"))

    assert problem.endswith("not 2. Decimals are written with a point: values: [1.5, 2.5]")


@pytest.mark.parametrize(("yaml", "csv"), [(TABLE, None), (CSV_TABLE, "Ville;A\nRennes;13\n")])
def test_the_column_that_is_set_off_is_found_by_its_head(yaml: str, csv: str | None, project: Project) -> None:
    assert table(project, f"{yaml}  highlight: a\n", csv).highlighted == 1


@pytest.mark.parametrize(
    ("named", "remedy"), [("Montants", "Did you mean “Montant”?"), ("Ville", "Known here: Montant.")]
)
def test_a_column_that_is_set_off_must_be_one_after_the_first(named: str, remedy: str, project: Project) -> None:
    (problem,) = problems(project, TABLE.replace("Ville, A]", f"Ville, Montant]\n  highlight: {named}"))

    assert problem.endswith(f"table.highlight: No column after the first is headed “{named}”. {remedy}")

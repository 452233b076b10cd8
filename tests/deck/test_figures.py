"""Tables, charts, sources, introductions and short wordings on slides, as python-pptx reads them."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import PP_PLACEHOLDER

from tests.matrix import every
from tests.project import SLUG, Project

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TITLE = "Un fort soutien aux projets innovants portés par les acteurs du territoire"

TABLE = """\
table:
  caption: Budgets par ville
  columns: [Ville, Budget, Remarque]
  rows:
    - [Nantes, 12.5, "Dont le **Nantes City Lab**"]
    - [Rennes, 9.8, ""]
  source: {title: Comptes administratifs, url: "https://example.org/comptes"}
"""
CHART = """\
chart:
  kind: KIND
  caption: Dépenses de recherche
  description: Turin reste en tête.
  axis: Ville
  unit: millions d'euros
  categories: [Nantes, Rennes, Turin]
  series:
    - {name: "2023", values: [12.5, 9.8, 15.2]}
    - {name: "2024", values: [14.2, 11, 18]}
"""
SHARE = """\
chart:
  kind: share
  caption: Partenaires
  description: Les entreprises font un tiers des partenaires.
  axis: Partenaire
  categories: [Entreprises, Laboratoires, Autres]
  series: [{name: Partenaires, values: [170, 200, 130]}]
"""


def give(project: Project, yaml: str) -> None:
    """Add keys to the pillar “soutien”."""
    project.edit("soutien.yaml", "examples:\n", f"{yaml}examples:\n")


def cells_of(chart: Any) -> dict[str, Any]:
    """Return the cells of a chart's workbook by name: a value, or a formula with what it gave and its number format."""
    book = zipfile.ZipFile(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    parts: list[Any] = [
        etree.fromstring(book.read(f"xl/{name}.xml")) for name in ("sharedStrings", "styles", "worksheets/sheet1")
    ]
    strings, styles, sheet = parts
    shared = ["".join(one.itertext()) for one in strings]
    formats = {"0": "General"} | {one.get("numFmtId"): one.get("formatCode") for one in styles.iter(f"{S}numFmt")}
    kinds = [formats.get(one.get("numFmtId")) for one in styles.find(f"{S}cellXfs")]
    cells: dict[str, Any] = {}
    for cell in sheet.iter(f"{S}c"):
        text, type = cell.findtext(f"{S}v"), cell.get("t")
        value = shared[int(text)] if type == "s" else text if type == "str" else float(text)
        formula = cell.findtext(f"{S}f")
        cells[cell.get("r")] = (formula, value, kinds[int(cell.get("s", 0))]) if formula else value
    return cells


def built(project: Project) -> Any:
    result = project.run("build", "--only", "deck")
    assert result.code == 0, result.err
    return Presentation(str(project.output / f"{SLUG}.pptx"))


def titles(deck: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def slides(deck: Any, title: str) -> list[Any]:
    """Return the slides whose titles begin so, whatever spaces keep words together."""
    shown = ((slide, own.replace("\u00a0", " ")) for slide, own in zip(deck.slides, titles(deck), strict=True))
    return [slide for slide, own in shown if own.startswith(title)]


def notes(slide: Any) -> str:
    return str(slide.notes_slide.notes_text_frame.text)


def tables(deck: Any, title: str) -> list[Any]:
    return [shape.table for slide in slides(deck, title) for shape in slide.shapes if shape.has_table]


def chart_of(deck: Any, title: str) -> Any:
    (slide,) = slides(deck, title)
    return next(shape for shape in slide.shapes if shape.has_chart)


def rows(count: int, columns: int = 3, word: str = "valeur") -> str:
    heads = ", ".join(["Ville", *(f"Colonne {n}" for n in range(1, columns))])
    body = "".join(
        f"    - [{', '.join([f'Ligne {row}', *(f'{word} {column}' for column in range(1, columns))])}]\n"
        for row in range(1, count + 1)
    )
    return f"table:\n  caption: Un long tableau\n  columns: [{heads}]\n  rows:\n{body}"


# Tables


def test_a_table_stands_on_a_slide_of_its_own_after_the_cards(project: Project) -> None:
    give(project, TABLE)
    deck = built(project)
    (table,) = tables(deck, "Budgets par ville")

    assert titles(deck).index("Budgets par ville") == titles(deck).index(TITLE) + 1
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Ville", "Budget", "Remarque"],
        ["Nantes", "12,5", "Dont le Nantes City Lab"],
        ["Rennes", "9,8", ""],
    ]
    assert table.first_row
    assert table.first_col


def test_numbers_are_aligned_right_and_the_frame_is_described_by_the_caption(project: Project) -> None:
    give(project, TABLE)
    (slide,) = slides(built(project), "Budgets par ville")
    frame = next(shape for shape in slide.shapes if shape.has_table)
    looks = [cell._tc.find(f".//{A}pPr") for cell in frame.table.rows[1].cells]
    aligned = [look.get("algn") for look in looks]

    assert [look.get("marL") for look in looks] == [None, None, str(12 * 12_700)]  # apart from the numbers before
    assert aligned == ["l", "r", "l"]
    assert frame._element.find(f".//{P}cNvPr").get("descr") == "Budgets par ville"


def test_a_column_that_is_set_off_is_tinted_and_its_values_are_larger(project: Project) -> None:
    give(project, TABLE + "  highlight: Budget\n")
    (table,) = tables(built(project), "Budgets par ville")
    fills = [[cell._tc.find(f"{A}tcPr/{A}solidFill") is not None for cell in row.cells] for row in table.rows]
    sizes = [cell._tc.find(f".//{A}rPr").get("sz") for cell in list(table.rows)[1].cells]

    assert fills == [[False, True, False]] * 3
    assert int(sizes[1]) > int(sizes[0]) == int(sizes[2])
    assert table.cell(1, 1)._tc.find(f".//{A}rPr").get("b") == "1"


@pytest.mark.parametrize("kind", ["bar", "line"])
def test_the_numbers_of_a_chart_are_grouped_alike_in_its_labels_axis_and_data(project: Project, kind: str) -> None:
    longer = (
        CHART.replace("KIND", kind).replace("Ville", "Année").replace("[Nantes, Rennes, Turin]", "[2019, 2020, 2021]")
    )
    longer = longer.replace("[12.5, 9.8, 15.2]", "[12320, 13100, 12900]").replace(
        "[14.2, 11, 18]", "[8250, 950.5, 9700]"
    )
    give(project, longer)
    project.build()
    deck = Presentation(str(project.output / f"{SLUG}.pptx"))
    chart = chart_of(deck, "Dépenses de recherche").chart
    formats = {one.get("formatCode") for one in chart._chartSpace.iterfind(f".//{C}ser//*[@formatCode]")}
    page = (project.output / f"{SLUG}.html").read_text()
    (data,) = (part for part in re.findall(r"<tbody.*?</tbody>", page, re.S) if "950,5" in part)

    assert {re.sub(r"[^#,.0]", "", one) for one in formats} == {"#,##0", "#,##0.0"}
    assert chart._chartSpace.find(f".//{C}valAx/{C}numFmt").get("formatCode").startswith("#,##0")
    assert re.findall(r"<t[hd][^>]*>([^<]*\d)</t", data) == [
        *("2019", "12\u202f320", "8\u202f250"),
        *("2020", "13\u202f100", "950,5"),
        *("2021", "12\u202f900", "9\u202f700"),
    ]


def test_four_digits_are_grouped_beside_five_of_their_table_but_years(project: Project) -> None:
    longer = TABLE.replace("columns: [Ville, Budget, Remarque]", "columns: [Ville, Budget, Année, Emplois]")
    longer = longer.replace('12.5, "Dont le **Nantes City Lab**"', "12850, 2019, 8250").replace(
        '9.8, ""', "4100, 2020, 9500"
    )
    give(project, longer)
    (table,) = tables(built(project), "Budgets par ville")
    shown = [[cell.text.replace("\u202f", " ") for cell in row.cells] for row in list(table.rows)[1:]]

    assert shown == [["Nantes", "12 850", "2019", "8 250"], ["Rennes", "4 100", "2020", "9 500"]]


def test_a_table_names_its_source_and_leads_to_it(project: Project) -> None:
    give(project, TABLE)
    deck = built(project)
    (slide,) = slides(deck, "Budgets par ville")
    line = next(shape for shape in slide.shapes if shape.name == "Source")
    package = zipfile.ZipFile(project.output / f"{SLUG}.pptx")
    number = titles(deck).index("Budgets par ville") + 1
    related = package.read(f"ppt/slides/_rels/slide{number}.xml.rels").decode()

    assert line.text_frame.text == "Source\u00a0:\u00a0Comptes administratifs"  # no number on the slide refers to it
    assert f'Target="slide{len(deck.slides)}.xml"' in related
    assert 'Target="https://example.org/comptes" TargetMode="External"' in related
    assert notes(slide).endswith("Comptes administratifs")


def test_rows_go_on_to_further_slides_under_the_same_head_in_even_shares(project: Project) -> None:
    give(project, rows(60))
    deck = built(project)
    parts = tables(deck, "Un long tableau")
    counts = [len(part.rows) - 1 for part in parts]

    assert sum(counts) == 60
    assert len(parts) > 1
    assert max(counts) - min(counts) <= 1
    assert {part.rows[0].cells[1].text for part in parts} == {"Colonne 1"}
    assert f"Un long tableau\u00a0(2/{len(parts)})" in titles(deck)


@every(3, "count", [31, 47, 200])
def test_a_long_table_ends_with_as_many_rows_of_the_same_height(count: int, project: Project) -> None:
    give(project, rows(count))
    found = tables(built(project), "Un long tableau")
    numbers = [len(table.rows) for table in found]
    heights = {row.height for table in found for row in list(table.rows)[1:]}

    assert sum(numbers) - len(numbers) == count
    assert max(numbers) - min(numbers) <= 1
    assert max(heights) - min(heights) <= 1


def test_columns_that_no_size_holds_go_on_with_the_first_one_repeated(project: Project) -> None:
    give(project, rows(3, columns=12, word="anticonstitutionnellement"))
    parts = tables(built(project), "Un long tableau")

    assert len(parts) > 1
    assert {part.rows[1].cells[0].text for part in parts} == {"Ligne\u00a01"}
    heads = [cell.text for part in parts for cell in list(part.rows[0].cells)[1:]]
    assert heads == [f"Colonne {n}" for n in range(1, 12)]


def test_a_word_too_wide_for_any_column_is_refused_with_its_line(project: Project) -> None:
    give(project, rows(1, word="x" * 240))
    problems = project.refused("--only", "deck")

    assert problems[0].startswith("content/lecons-apprises/pillars/soutien.yaml:10:17: ")
    assert "is too wide for a column of a table" in problems[0]


# Charts


@pytest.mark.parametrize(
    ("kind", "type"),
    [("bar", XL_CHART_TYPE.COLUMN_CLUSTERED), ("line", XL_CHART_TYPE.LINE_MARKERS)],
)
def test_a_chart_is_native_with_its_series_and_categories(project: Project, kind: str, type: Any) -> None:
    give(project, CHART.replace("KIND", kind))
    chart = chart_of(built(project), "Dépenses de recherche").chart

    assert chart.chart_type == type
    assert list(chart.plots[0].categories) == ["Nantes", "Rennes", "Turin"]
    assert [(series.name, tuple(series.values)) for series in chart.series] == [
        ("2023", (12.5, 9.8, 15.2)),
        ("2024", (14.2, 11.0, 18.0)),
    ]
    assert chart.has_legend == (kind == "bar")  # the names of lines stand at their ends
    assert not chart.has_title
    named = [one.get("val") for one in chart._chartSpace.iter(f"{C}showSerName")]
    assert named.count("1") == (2 if kind == "line" else 0)
    if kind == "line":
        assert [one.get("val") for one in chart._chartSpace.iterfind(f".//{C}dLbl/{C}idx")] == ["2", "2"]


@pytest.mark.parametrize("kind", ["bar", "line"])
@pytest.mark.parametrize("unit", ["%", "M€", "€", "kWc"])
def test_a_unit_that_stands_only_with_the_numbers_of_a_chart_is_found_again(
    project: Project, kind: str, unit: str
) -> None:
    """Where the description did not bear the sign as well, the build refused its own deck."""
    give(project, CHART.replace("KIND", kind).replace("unit: millions d'euros", f'unit: "{unit}"'))
    built(project)


def test_long_names_lie_beside_bars_that_lie(project: Project) -> None:
    names = ", ".join(f"Une filière de spécialisation au nom fort long, numéro {n}" for n in range(8))
    yaml = CHART.replace("KIND", "bar").replace("Nantes, Rennes, Turin", names.replace(", num", " num"))
    series = "\n".join(['    - {name: "2023", values: [1, 2, 3, 4, 5, 6, 7, 8]}'])
    give(project, re.sub(r"    - \{name: \"2023.*\n    - .*", series, yaml))

    assert chart_of(built(project), "Dépenses").chart.chart_type == XL_CHART_TYPE.BAR_CLUSTERED


def test_the_parts_of_a_whole_are_series_each_named_with_its_percentage(project: Project) -> None:
    give(project, SHARE)
    chart = chart_of(built(project), "Partenaires").chart

    assert chart.chart_type == XL_CHART_TYPE.BAR_CLUSTERED
    assert [(series.name, tuple(series.values)) for series in chart.series] == [
        ("Entreprises 170 (34 %)", (0.34,)),
        ("Laboratoires 200 (40 %)", (0.4,)),
        ("Autres 130 (26 %)", (0.26,)),
    ]


def test_a_chart_is_described_on_its_frame_on_the_slide_and_in_the_notes(project: Project) -> None:
    give(project, CHART.replace("KIND", "bar"))
    deck = built(project)
    (slide,) = slides(deck, "Dépenses de recherche")
    frame = chart_of(deck, "Dépenses de recherche")

    assert frame._element.find(f".//{P}cNvPr").get("descr") == "Turin reste en tête."
    assert "Turin reste en tête." in [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    assert "Nantes — 2023 12,5\u00a0millions d’euros ; 2024 14,2" in notes(slide)


def test_the_data_can_be_edited_in_a_workbook_that_holds_the_same(project: Project) -> None:
    give(project, CHART.replace("KIND", "bar"))
    chart = chart_of(built(project), "Dépenses de recherche").chart
    rows: list[list[Any]] = [
        ["Ville", "2023", "2024"],
        ["Nantes", 12.5, 14.2],
        ["Rennes", 9.8, 11],
        ["Turin", 15.2, 18],
    ]

    assert cells_of(chart) == {f"{'ABC'[x]}{y}": value for y, row in enumerate(rows, 1) for x, value in enumerate(row)}
    assert chart._chartSpace.findtext(f".//{C}val//{C}f") == "Sheet1!$B$2:$B$4"


@pytest.mark.long
def test_shares_follow_their_amounts_in_the_workbook(project: Project) -> None:
    give(project, SHARE)
    cells = cells_of(chart_of(built(project), "Partenaires").chart)

    assert [cells[name] for name in ("A1", "B1", "C1", "A2", "B2")] == [
        "Partenaire",
        "Partenaires",
        "%",
        "Entreprises",
        170,
    ]
    assert cells["C2"] == ("B2/SUM(B$2:B$4)", 0.34, "0 %")
    assert cells["D2"] == ('A2&" "&B2&" ("&TEXT(C2,"0 %")&")"', "Entreprises 170 (34 %)", "General")


def test_a_workbook_names_nobody_and_no_day_of_its_making(project: Project) -> None:
    give(project, SHARE)
    (first, second) = (chart_of(built(project), "Partenaires").chart.part.chart_workbook.xlsx_part.blob for _ in "12")
    book = zipfile.ZipFile(io.BytesIO(first))
    core = book.read("docProps/core.xml").decode()

    assert first == second
    assert re.findall(r">([^<]+)</dc", core) == ["1980-01-01T00:00:00Z"] * 2
    assert {entry.date_time[:3] for entry in book.infolist()} == {(1980, 1, 1)}


def shares_of(values: str) -> str:
    return SHARE.replace("[170, 200, 130]", values).replace("  series", "  unit: UNIT\n  series", 1)


@every(
    4,
    ("values", "printed"),
    [
        ("[33.3, 33.3, 33.4]", ["33,3 %", "33,3 %", "33,4 %"]),
        ("[62.5, 37.45, 0.05]", ["62,5 %", "37,45 %", "0,05 %"]),
        ("[0.01, 50, 49.99]", ["0,01 %", "50 %", "49,99 %"]),
        ("[33.3, 33.3, 33.3]", ["33,3 %", "33,3 %", "33,3 %"]),
    ],
)
def test_percentages_are_printed_as_they_were_written(project: Project, values: str, printed: list[str]) -> None:
    give(project, shares_of(values).replace("UNIT", '"%"'))
    chart = chart_of(built(project), "Partenaires").chart

    assert [re.sub(r"\s", " ", one.name) for one in chart.series] == [
        f"{name} ({text})" for name, text in zip(["Entreprises", "Laboratoires", "Autres"], printed, strict=True)
    ]


@pytest.mark.long
def test_other_percentages_add_up_to_a_hundred_in_the_chart_and_in_its_workbook(project: Project) -> None:
    give(project, shares_of("[1, 1, 1]").replace("UNIT", "M€"))
    chart = chart_of(built(project), "Partenaires").chart

    assert [(one.name, tuple(one.values)) for one in chart.series] == [
        ("Entreprises 1 (34 %)", (0.34,)),
        ("Laboratoires 1 (33 %)", (0.33,)),
        ("Autres 1 (33 %)", (0.33,)),
    ]
    assert "SUMPRODUCT(INT(" in cells_of(chart)["C2"][0]


def test_each_value_is_printed_with_its_own_decimals_and_nought_without_a_sign(project: Project) -> None:
    give(project, CHART.replace("KIND", "bar").replace("[12.5, 9.8, 15.2]", "[999999999, -0.0, -5]"))
    chart = chart_of(built(project), "Dépenses de recherche").chart
    first, second = chart._chartSpace.iter(f"{C}ser")

    assert [one.text for one in first.iterfind(f"{C}val//{C}v")] == ["999999999", "0.0", "-5"]
    assert [one.text for one in second.iterfind(f"{C}val//{C}v")] == ["14.2", "11", "18"]
    assert {one.get("formatCode") for one in chart._chartSpace.iter(f"{C}numFmt")} >= {"#,##0", "General"}


@every(4, ("written", "stored"), [("0", "0"), ("-0", "0"), ("0.0", "0.0"), ("0.50", "0.50")])
def test_nought_has_the_decimals_that_were_written(written: str, stored: str, project: Project) -> None:
    give(project, CHART.replace("KIND", "bar").replace("[12.5, 9.8, 15.2]", f"[{written}, 12, 1500]"))
    first = next(chart_of(built(project), "Dépenses de recherche").chart._chartSpace.iter(f"{C}ser"))

    assert [one.text for one in first.iterfind(f"{C}val//{C}v")] == [stored, "12", "1500"]


def test_values_that_are_not_known_in_a_row_are_said_as_one_stretch(project: Project) -> None:
    """Of what is measured until 2020 and foreseen from then on, each year was said, and the words filled the slide."""
    many = CHART.replace("[Nantes, Rennes, Turin]", '["2000", "2010", "2020", "2030", "2040"]').replace("KIND", "line")
    known = many.replace("[12.5, 9.8, 15.2]", "[1, 2, null, null, null]").replace(
        "[14.2, 11, 18]", "[null, 4, 5, 6, null]"
    )
    give(project, known)
    shape = chart_of(built(project), "Dépenses de recherche")
    said = re.sub(r"\s", " ", shape._element.nvGraphicFramePr.cNvPr.get("descr"))

    assert " : 2023, 2020–2040 ; 2024, 2000 ; 2024, 2040." in said


@every(2, "kind", ["bar", "line"])
def test_a_value_that_is_not_known_is_a_gap_and_an_empty_cell_and_is_said(kind: str, project: Project) -> None:
    give(project, CHART.replace("KIND", kind).replace("[12.5, 9.8, 15.2]", "[12.5, null, 15.2]"))
    shape = chart_of(built(project), "Dépenses de recherche")
    first = next(shape.chart._chartSpace.iter(f"{C}ser"))
    said = "Turin reste en tête. Donnée non disponible (n.\u00a0d.)\u00a0: 2023, Rennes."

    assert [(one.get("idx"), one.findtext(f"{C}v")) for one in first.iterfind(f"{C}val//{C}pt")] == [
        ("0", "12.5"),
        ("2", "15.2"),
    ]
    assert shape.chart._chartSpace.find(f".//{C}dispBlanksAs").get("val") == "gap"
    cells = cells_of(shape.chart)
    assert ("B3" in cells, cells["C3"]) == (False, 11)
    assert shape._element.nvGraphicFramePr.cNvPr.get("descr") == said
    slide = slides(Presentation(str(project.output / f"{SLUG}.pptx")), "Dépenses de recherche")[0]
    assert said in [one.text_frame.text for one in slide.shapes if one.has_text_frame]
    assert "Rennes — 2023 n.\u00a0d. ;" in notes(slide)  # without the unit


def test_colour_is_never_alone(project: Project) -> None:
    give(project, CHART.replace("KIND", "line"))
    markers = [series.marker.style for series in chart_of(built(project), "Dépenses").chart.series]
    assert len(set(markers)) == 2

    project.edit("soutien.yaml", "kind: line", "kind: bar")
    bars = chart_of(built(project), "Dépenses").chart.series
    assert [series._element.find(f".//{A}pattFill") is None for series in bars] == [True, False]


def test_every_text_of_a_chart_has_its_size_and_axes_have_positive_ids(project: Project) -> None:
    give(project, CHART.replace("KIND", "bar"))
    space = chart_of(built(project), "Dépenses de recherche").chart._chartSpace

    assert all(style.get("sz") for style in space.iter(f"{A}defRPr") if style.getparent().getparent().tag != f"{A}p")
    assert all(int(axis.get("val")) > 0 for axis in space.iter(f"{C}axId"))


def test_names_that_no_size_holds_are_refused_with_their_line(project: Project) -> None:
    give(project, CHART.replace("KIND", "bar").replace("Rennes", "R" * 300))
    problems = project.refused("--only", "deck")

    assert problems[0].startswith("content/lecons-apprises/pillars/soutien.yaml:")
    assert "The chart has no room for its names" in problems[0]


@pytest.mark.long
def test_two_builds_give_the_same_bytes(project: Project) -> None:
    give(project, TABLE + CHART.replace("KIND", "bar"))
    built(project)
    first = (project.output / f"{SLUG}.pptx").read_bytes()
    for path in project.output.iterdir():
        path.unlink()
    built(project)

    assert (project.output / f"{SLUG}.pptx").read_bytes() == first


# Sources, facts, introductions


def test_a_card_bears_the_number_of_its_source_and_leads_to_it(project: Project) -> None:
    project.edit("soutien.yaml", "  - id: rennes-inout\n", "    source: {title: Presse}\n  - id: rennes-inout\n")
    deck = built(project)
    card = next(one for slide in deck.slides for one in slide.placeholders if "nantes-french" in one.name)
    last = card.text_frame.paragraphs[-1].runs[-1]

    assert last.text == "1"
    assert last._r.find(f"{A}rPr").get("baseline") == "30000"
    assert last._r.find(f"{A}rPr").get("u") == "none"
    assert last._r.find(f".//{A}hlinkClick").get("action") == "ppaction://hlinksldjump"
    assert titles(deck)[-1] == "Sources"
    assert "Source : Presse" in notes(slides(deck, TITLE)[0]).replace("\u00a0", " ")


@pytest.mark.long
def test_many_sources_go_on_to_further_slides_numbered_through(project: Project) -> None:
    text = project.read("soutien.yaml")
    head = text.partition("examples:")[0]
    examples = "".join(
        f"  - id: e{n}\n    text: Un exemple.\n    source: {{title: 'Source {n} au titre assez long pour une ligne'}}\n"
        for n in range(1, 41)
    )
    project.write("soutien.yaml", f"{head}examples:\n{examples}")
    found = slides(built(project), "Sources")
    numbers = [int(one.get("startAt")) for slide in found for one in slide._element.iter(f"{A}buAutoNum")]

    assert numbers == list(range(1, 41))
    assert len(found) > 1
    counts = [len(list(slide._element.iter(f"{A}buAutoNum"))) for slide in found]
    assert max(counts) - min(counts) <= 2
    kinds = [{one.placeholder_format.type for one in slide.placeholders} for slide in found]
    assert all(kinds_of_one >= {PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER} for kinds_of_one in kinds)


def test_facts_stand_on_the_cover(project: Project) -> None:
    project.edit("publication.yaml", "language: fr\n", 'language: fr\norganisation: La Métropole\nversion: "1.2"\n')
    cover = built(project).slides[0]
    facts = next(shape for shape in cover.placeholders if shape.placeholder_format.idx == 25)

    assert [paragraph.text for paragraph in facts.text_frame.paragraphs] == ["La Métropole", "Version\u00a01.2"]


@pytest.mark.long
def test_a_cover_without_facts_has_no_place_for_them(project: Project) -> None:
    assert 25 not in [shape.placeholder_format.idx for shape in built(project).slides[0].placeholders]


def test_an_introduction_stands_above_the_cards_which_make_room_for_it(project: Project) -> None:
    give(project, "intro: Les métropoles soutiennent les porteurs de projets.\n")
    (slide,) = slides(built(project), TITLE)
    lead = next(shape for shape in slide.shapes if shape.name == "Introduction")
    cards = [shape for shape in slide.placeholders if shape.name.startswith("Exemple [")]

    assert lead.text_frame.text == "Les métropoles soutiennent les porteurs de projets."
    assert len(cards) == 3
    assert all(card.top >= lead.top + lead.height for card in cards)


@pytest.mark.long
def test_a_long_introduction_has_a_slide_of_its_own(project: Project) -> None:
    give(project, f"intro: {'Les métropoles soutiennent les porteurs de projets. ' * 24}\n")
    deck = built(project)

    assert [title for title in titles(deck) if title.startswith(TITLE)] == [
        f"{TITLE}\u00a0(1/2)",
        f"{TITLE}\u00a0(2/2)",
    ]


@pytest.mark.long
def test_captions_alike_are_told_apart(project: Project) -> None:
    give(project, TABLE + CHART.replace("KIND", "bar").replace("Dépenses de recherche", "Budgets par ville"))
    found = [shape.text_frame.text for slide in built(project).slides for shape in slide.shapes if shape.has_text_frame]

    assert found.count("Budgets par ville") == 1
    assert "Budgets par ville (2)" in found


# Wordings


def give_short(project: Project) -> None:
    """Give an example whose whole text would be small a short wording."""
    more = " Il réunit chaque année des équipes de tous les quartiers." * 12
    project.edit("soutien.yaml", "  - id: rennes-inout\n", f"     {more}\n  - id: rennes-inout\n")
    short = "    short: '[Nantes](city:nantes) soutient les jeunes pousses.'\n"
    project.edit("soutien.yaml", "  - id: rennes-inout\n", f"{short}  - id: rennes-inout\n")


def test_a_short_wording_stands_on_the_card_and_the_whole_text_in_the_notes(project: Project) -> None:
    give_short(project)
    (slide,) = slides(built(project), TITLE)
    cards = [shape.text_frame.text for shape in slide.placeholders if shape.name.startswith("Exemple [")]

    assert cards[0] == "Nantes soutient les jeunes pousses."
    assert "a lancé de nombreuses initiatives" in notes(slide)


def test_a_pillar_may_be_short_on_its_band_and_spoken_first_in_the_notes(project: Project) -> None:
    give(project, "short: Soutenir les projets\nspoken: Commençons par le soutien.\n")
    (slide,) = slides(built(project), "Soutenir les projets")

    assert notes(slide).splitlines()[:3] == ["Soutenir les projets", TITLE, "Commençons par le soutien."]


def test_what_is_spoken_takes_the_place_of_the_text_in_the_notes(project: Project) -> None:
    project.edit("soutien.yaml", "  - id: rennes-inout\n", "    spoken: Nantes a tout lancé.\n  - id: rennes-inout\n")
    (slide,) = slides(built(project), TITLE)

    assert "Nantes a tout lancé." in notes(slide).splitlines()
    assert "a lancé de nombreuses initiatives" not in notes(slide)


def test_a_short_wording_alone_does_not_prove_the_text(project: Project) -> None:
    give_short(project)
    project.edit("templates/parts.xml.j2", "{% if example.short or not example.spoken %}", "{% if false %}")
    problems = project.refused("--only", "deck")

    assert problems == [
        "lecons-apprises.pptx: nantes-french-tech is missing or not whole (“Nantes a lancé de nombreuses initiatives "
        "visant à promouv…”)."
    ]


def test_a_text_without_a_short_wording_must_stand_on_the_slide_itself(project: Project) -> None:
    whole = "<content>{{ example.text }}</content>"
    project.edit("templates/parts.xml.j2", whole, "<content>Peu.</content><said>{{ example.text }}</said>")
    problems = project.refused("--only", "deck")

    assert sum("is missing or not whole" in one for one in problems) == 13


def test_a_table_and_a_chart_alone_share_the_only_slide_of_their_pillar(project: Project) -> None:
    table = "table: {caption: Les effectifs, columns: [An, Part, Parts], rows: [[Nantes, 1, 2], [Rennes, 12, 5]]}\n"
    chart = CHART.replace("KIND", "bar").replace("""    - {name: "2023", values: [12.5, 9.8, 15.2]}\n""", "")
    head = "label: Soutien\nheading: Les chiffres\nicon: rocket\nexamples: []\n"
    project.write("soutien.yaml", f"{head}{table}{chart}")
    deck = built(project)

    assert [one for one in titles(deck) if "chiffres" in one] == ["Les chiffres"]
    assert tables(deck, "Les")
    assert chart_of(deck, "Les chiffres")

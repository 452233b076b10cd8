"""Tables and charts in the note: their dumps, their pages, their tags, and what cannot be set."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator import note
from generator.document.tree import Block, DataTable
from generator.errors import ContentError
from generator.kit import Kit
from generator.note.metrics import TypeMetrics
from generator.pdf.page import RUNNING, Area, Link, PathObject, Plan, TextObject
from generator.pdf.paper import BOTTOM, RIGHT
from generator.source.charts import KINDS, Kind
from generator.theme import contrast
from tests.matrix import every
from tests.note.samples import chart, document, furnished, referred_plan, table, text, with_figures
from tests.some import some

GOLDEN = Path(__file__).parent / "golden"
SAMPLE = (table(), chart("bar", 3), chart("share", 4))

TEXT_LEFT = TypeMetrics(11.0, 1.26).text_left


def planned(kit: Kit, *blocks: Block) -> Plan:
    return note.plan(with_figures(*blocks), kit)


@pytest.fixture(scope="session")
def plan_of(kit: Kit) -> Callable[[Block], Plan]:
    return lambda block: planned(kit, block)


def of(plan: Plan, tag: str) -> list[list[str]]:
    """Return, page by page, the words of the elements with ``tag``."""
    return [
        [one.text.strip() for one in page.operations if isinstance(one, TextObject) and _tag(plan, one) == tag]
        for page in plan.pages
    ]


def _tag(plan: Plan, one: TextObject) -> str:
    return plan.elements[one.element].tag if one.element >= 0 else "running" if one.element == RUNNING else ""


def with_cell(words: str, column: int = 1) -> DataTable:
    made = table(1)
    row = list(made.rows[0])
    row[column] = text(words)
    return replace(made, rows=(tuple(row),))


@pytest.mark.parametrize(("name", "dump"), [("figures", note.dump), ("figures-tags", note.dump_tags)])
def test_the_dumps_of_a_table_and_charts(name: str, dump: object, kit: Kit, request: pytest.FixtureRequest) -> None:
    assert callable(dump)
    shown = dump(planned(kit, *SAMPLE))
    golden = GOLDEN / f"{name}.txt"
    if request.config.getoption("--accept"):
        golden.write_text(shown, "utf-8")

    assert shown == golden.read_text("utf-8"), "run `make accept` when the new plan is the better one"


# Tables


def test_a_long_table_is_one_table_with_its_header_on_each_page(kit: Kit) -> None:
    plan = planned(kit, table(150))
    tables = [element for element in plan.elements if element.tag == "Table"]
    heads = ["Métropole", "Programme", "Habitants 2014", "Habitants 2015"]
    pages = [number for number, words in enumerate(of(plan, "TD")) if "La" in words]
    assert len(pages) > 2
    assert len(tables) == 2  # and the matrix
    assert of(plan, "TH")[pages[0]][:4] == heads
    for page in pages[1:]:
        assert of(plan, "running")[page][1:5] == heads or of(plan, "running")[page][:4] == heads
        assert "Métropole" not in of(plan, "TH")[page]


def test_every_row_stands_once_and_whole_on_one_page(kit: Kit) -> None:
    plan = planned(kit, table(150))
    rows = [words for page in of(plan, "TH") for words in page if words.startswith("Rennes")]
    assert rows == [f"Rennes Métropole {number}" for number in range(1, 151)]


@every(10, "rows", range(20, 60))
def test_no_row_stands_alone_at_the_end_or_the_start(rows: int, kit: Kit) -> None:
    counts = [sum(one.startswith("Rennes") for one in page) for page in of(planned(kit, table(rows)), "TH")]
    assert sum(counts) == rows
    assert all(count != 1 for count in counts)


def test_cells_name_their_heads(kit: Kit) -> None:
    plan = planned(kit, table(2))
    cell = next(element for element in plan.elements if element.tag == "TD")
    column, row = (plan.elements[index] for index in cell.headers)
    assert (column.scope, row.scope) == ("Column", "Row")
    body, head = (plan.elements[plan.elements[one.parent].parent] for one in (row, column))
    assert (body.tag, head.tag) == ("TBody", "THead")
    assert plan.elements[body.parent].tag == "Table"
    captions = [element for element in plan.elements if element.tag == "Caption"]
    assert [plan.elements[one.parent].tag for one in captions] == ["Table"]


def test_a_column_that_is_set_off_stands_on_a_tint_in_each_row(kit: Kit) -> None:
    plain, raised = (
        [
            one
            for page in planned(kit, replace(table(3, 3), highlight=index)).pages
            for one in page.operations
            if isinstance(one, Area)
        ]
        for index in (0, 2)
    )
    grounds = [one for one in raised if one not in plain]

    assert len(grounds) == 3
    ends = {round(one.x + one.width, 1) for one in plain if one.height < 1.0}
    assert {round(one.x + one.width, 1) for one in grounds} <= ends


def test_numbers_are_aligned_at_their_decimals(kit: Kit) -> None:
    face = kit.family.face()
    cells = [
        one
        for page in planned(kit, table(9, 3)).pages
        for one in page.operations
        if isinstance(one, TextObject) and one.text.strip().replace(",", "").isdigit() and one.x > TEXT_LEFT + 80
    ]
    places = {
        round(one.x + face.width(one.text.strip().partition(",")[0]) * one.size, 1)
        for one in cells
        if one.size == cells[0].size and one.y > cells[0].y - 1
    }
    assert len(cells) >= 9
    assert max(places) - min(places) < 0.3


@pytest.mark.parametrize("columns", [2, 4, 8, 12])
def test_columns_do_not_touch_and_fit_the_measure(columns: int, kit: Kit) -> None:
    for page in some(planned(kit, table(30, columns)).pages[:1]):
        cells = [one for one in page.operations if isinstance(one, TextObject) and one.element >= 0]
        for one, other in some(pairwise(cells)):
            if one.y == other.y and one.element != other.element:
                assert other.x >= one.x + one.width + 3
        assert all(one.x + one.width <= RIGHT + 0.1 for one in cells)


@pytest.mark.parametrize(("columns", "size"), [(6, 9.5), (8, 8.0), (10, 9.5)])
def test_a_table_is_set_smaller_where_that_saves_many_lines(columns: int, size: float, kit: Kit) -> None:
    plan = planned(kit, table(20, columns))
    names = [one for one in plan.pages[0].operations if isinstance(one, TextObject) and one.text.startswith("Rennes")]
    assert {one.size for one in names if _tag(plan, one) == "TH"} == {size}


@given(
    rows=st.lists(
        st.lists(st.text(alphabet="abcdé ’-", max_size=60).map(str.strip), min_size=4, max_size=4),
        min_size=1,
        max_size=12,
    )
)
def test_any_words_are_set_within_the_page(rows: list[list[str]], plan_of: Callable[[Block], Plan]) -> None:
    made = replace(table(1), rows=tuple(tuple(map(text, row)) for row in rows), numeric=(False,) * 4)
    for page in some(plan_of(made).pages):
        for one in page.operations:
            if isinstance(one, TextObject) and one.element >= 0:
                assert 0 < one.y <= BOTTOM + 0.5
                assert one.x + one.width <= RIGHT + 0.5


def test_a_row_higher_than_a_page_goes_on(kit: Kit) -> None:
    plan = planned(kit, with_cell("spécialisation intelligente " * 900))
    words = " ".join(one for page in of(plan, "TD") for one in page)
    assert words.split().count("spécialisation") == 900
    assert sum("spécialisation" in " ".join(page) for page in of(plan, "TD")) > 1


def test_a_word_longer_than_its_column_is_broken_at_the_smallest_size(kit: Kit) -> None:
    plan = planned(kit, with_cell("anticonstitutionnellement" * 9))
    cells = [
        one for page in plan.pages for one in page.operations if isinstance(one, TextObject) and "titutionn" in one.text
    ]
    assert len(cells) > 1
    assert {one.size for one in cells} == {kit.theme.note.figure.smallest}


def test_a_table_of_more_columns_than_have_room_becomes_several_with_the_first_column(kit: Kit) -> None:
    made = table(2, 12)
    rows = tuple((row[0], row[1], *(text("123456789,12345678901234567890") for _ in row[2:])) for row in made.rows)
    plan = planned(kit, replace(made, rows=rows))

    cells = [one for page in of(plan, "TD") for one in page]
    assert sum("123456789,12345678901234567890" in one for one in cells) == 20
    assert sum(one.startswith("Rennes") for page in of(plan, "TH") for one in page) == 2 * len(
        [one for page in of(plan, "Caption") for one in page]
    )


def test_numbers_that_have_no_room_are_refused_with_the_head_of_their_column(kit: Kit) -> None:
    made = table(2, 2)
    rows = tuple((row[0], text("123456789," + 8 * "12345678901234567890")) for row in made.rows)
    with pytest.raises(ContentError) as caught:
        planned(kit, replace(made, rows=rows, numeric=(False, True)))
    (problem,) = caught.value.problems
    assert str(problem) == (
        "content/x/pillars/un.yaml:12:5: The table is too wide, even at the smallest size: its longest words take"
        f" 223 mm, and have 161. Shorten “123456789,{8 * '12345678901234567890'}”, or split the table."
    )


@pytest.mark.parametrize("what", ["caption", "head"])
def test_what_would_fill_a_page_is_refused(what: str, kit: Kit) -> None:
    long = text("spécialisation " * 900)
    made = table(2)
    made = replace(made, caption=long) if what == "caption" else replace(made, columns=(long, *made.columns[1:]))
    with pytest.raises(ContentError) as caught:
        planned(kit, made)
    assert "too long for" in caught.value.problems[0].cause


def test_a_short_table_stays_on_the_page_of_its_caption(kit: Kit) -> None:
    plan = planned(kit, *(table(5) for _ in range(9)))
    captions = [page.count("Aides versées") for page in of(plan, "Caption")]
    rows = [sum(one.startswith("Rennes") for one in page) for page in of(plan, "TH")]
    assert rows == [5 * count for count in captions]


def test_a_source_is_a_link_after_the_caption(kit: Kit) -> None:
    made = with_figures(replace(table(2), source_number=3))
    sources = furnished(document(1, 1)).sections[-1]
    plan = referred_plan(replace(made, sections=(*made.sections, sources), source="Source :"), kit)
    links = [one for page in plan.pages for one in page.operations if isinstance(one, Link)]
    assert ("#source:3", "Source : 3") in [(one.target, one.description) for one in links]


def test_a_source_is_no_part_of_what_is_said_again(kit: Kit) -> None:
    made = with_figures(replace(chart("line", 30, 2), source_number=3))
    sources = furnished(document(1, 1)).sections[-1]
    plan = referred_plan(replace(made, sections=(*made.sections, sources), source="Source :"), kit)
    figure = next(element for element in plan.elements if element.tag == "Figure")
    assert figure.alternative.startswith("Aides par métropole. La première")
    assert [one for page in of(plan, "Caption") for one in page] == ["Aides par métropole", "Aides par métropole (M€)"]


# Charts


def test_a_chart_is_a_figure_in_paths_said_in_words(kit: Kit) -> None:
    plan = planned(kit, chart("bar", 3))
    figure = next(index for index, element in enumerate(plan.elements) if element.tag == "Figure")
    words = "La première métropole verse le plus, la dernière le moins."
    assert plan.elements[figure].alternative == f"Aides par métropole. {words}"
    assert any(isinstance(one, PathObject) and one.element == figure for one in plan.pages[0].operations)
    assert words in " ".join(of(plan, "P")[0])
    drawn = [one.text for one in plan.pages[0].operations if isinstance(one, TextObject) and one.element == figure]
    assert [one.strip() for one in drawn if "M€" in one] == ["20\u00a0M€", "9\u00a0M€", "−2\u00a0M€"]


@pytest.mark.parametrize(("categories", "series", "tables"), [(7, 1, 0), (60, 6, 1)])
def test_values_that_a_chart_does_not_print_stand_in_a_table(
    categories: int, series: int, tables: int, kit: Kit
) -> None:
    plan = planned(kit, chart("line", categories, series))
    assert sum(element.tag == "Table" for element in plan.elements) == 1 + tables
    cells, others = (sum(len(page) for page in of(one, "TD")) for one in (plan, planned(kit)))
    assert cells - others == categories * series * tables


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_keeps_its_caption_and_its_words(kind: Kind, kit: Kit) -> None:
    plan = planned(kit, *(chart(kind, 5) for _ in range(8)))
    captions = [page.count("Aides par métropole") for page in of(plan, "Caption")]
    words = [" ".join(page).count("La première métropole") for page in of(plan, "P")]
    assert captions == words
    assert sum(captions) == 8


def test_what_charts_draw_stands_out_on_paper(kit: Kit) -> None:
    plan = planned(kit, chart("bar", 3, 6), chart("line", 9, 6))
    shades = {one.colour for page in plan.pages[:-1] for one in page.operations if isinstance(one, PathObject)}
    faint = {shade for shade in shades if contrast(shade) < 3}
    assert faint <= {kit.theme.rule, "FFFFFF"}


def test_a_table_without_a_page_of_its_own_leaves_no_gap(kit: Kit) -> None:
    plan = planned(kit, table(150))
    for page in some(plan.pages[:-2]):
        lowest = max(one.y + one.height for one in page.operations[:-3] if isinstance(one, Area))
        assert BOTTOM - 40 < lowest <= BOTTOM + 0.5

"""The plan: what fits where, for documents of every size."""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator import note
from generator.document.numbering import example_numbers
from generator.document.tree import Document, ExampleName, Items, MapPlace, Matrix, PlaceMap, map_nodes
from generator.errors import ContentError
from generator.kit import Kit
from generator.pdf.page import Anchor, Area, Disc, Element, Link, Page, Plan, TextObject
from generator.pdf.paper import BOTTOM, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, TOP, WIDTH
from tests.goldens import compare
from tests.note.samples import document, text
from tests.some import some

GOLDEN = Path(__file__).parent / "golden" / "recto.txt"
TAGS = GOLDEN.with_name("tags.txt")
SLACK = 0.5


def tags(element: int, elements: tuple[Element, ...]) -> tuple[str, ...]:
    found = []
    while element > 0:
        found.append(elements[element].tag)
        element = elements[element].parent
    return tuple(reversed(found))


def body(page: Page) -> list[TextObject]:
    return [one for one in page.operations if isinstance(one, TextObject) and one.element >= 0]


def test_the_recto_of_the_first_publication(published: Document, kit: Kit, request: pytest.FixtureRequest) -> None:
    """The golden file holds the whole recto."""
    lines = note.dump(note.plan(published, kit)).splitlines()
    recto = lines[lines.index("page 1") : lines.index("page 2")]
    compare("\n".join(recto) + "\n", GOLDEN, request)


def test_the_tags_of_the_first_publication(published: Document, kit: Kit, request: pytest.FixtureRequest) -> None:
    """The golden file holds the tree as far as the second pillar."""
    tree = note.dump_tags(note.plan(published, kit))
    sections = tree.split("\n  Sect\n")
    compare("\n  Sect\n".join(sections[:3]) + "\n", TAGS, request)


def test_the_first_publication_fills_recto_and_verso(published: Document, kit: Kit) -> None:
    plan = note.plan(published, kit)
    assert len(plan.pages) == 2
    for page in plan.pages:
        lowest = max(one.y + one.height for one in page.operations[:-3] if isinstance(one, Area))
        assert BOTTOM - 50 < lowest <= BOTTOM + SLACK


def test_nothing_leaves_the_margins(plan: Plan) -> None:
    for page in some(plan.pages):
        for one in some(page.operations):
            if isinstance(one, TextObject):
                assert one.x >= LEFT - SLACK, one
                assert one.x + one.width <= RIGHT + SLACK, one
            if isinstance(one, TextObject) and one.element >= 0:
                assert one.y <= BOTTOM + SLACK, one
            if isinstance(one, Area):
                assert 0 <= one.x <= one.x + one.width <= PAGE_WIDTH + SLACK, one
                assert 0 <= one.y <= one.y + one.height <= PAGE_HEIGHT, one


def test_no_page_ends_with_a_heading(plan: Plan, case: Document) -> None:
    examples = any(block.items for one in case.sections for block in one.blocks if isinstance(block, Items))
    for page in some(plan.pages):
        heads = tags(body(page)[-1].element, plan.elements)
        assert "H2" not in heads or not examples


def test_no_line_of_an_example_stands_alone_on_a_page(plan: Plan, case: Document) -> None:
    on_pages: dict[int, list[int]] = {}
    for page in plan.pages:
        rows = {(one.element, one.y) for one in body(page)}
        for element, group in groupby(sorted(rows), lambda row: row[0]):
            if tags(element, plan.elements)[-1] == "LBody":
                on_pages.setdefault(element, []).append(len(list(group)))
    examples = any(block.items for one in case.sections for block in one.blocks if isinstance(block, Items))
    assert bool(on_pages) >= examples
    for lines in on_pages.values():
        assert len(lines) == 1 or min(lines) >= 2


def test_lines_of_a_page_do_not_touch(plan: Plan) -> None:
    for page in some(plan.pages):
        for one, other in some(pairwise(body(page))):
            same = one.element == other.element and one.x == other.x
            drawn = "Figure" in tags(one.element, plan.elements)  # its words are set beside what they name
            assert drawn or not same or other.y - one.y > 0.9 * one.size


def test_links_lead_to_places_of_the_note(plan: Plan) -> None:
    operations = [one for page in plan.pages for one in page.operations]
    named = {one.name for one in operations if isinstance(one, Anchor)}
    targets = {one.target[1:] for one in operations if isinstance(one, Link) if one.target[0] == "#"}
    assert targets <= named


def test_a_matrix_names_each_example_and_the_pages_of_each_pillar(kit: Kit) -> None:
    made = document(4, 12, 400)
    plan = note.plan(made, kit)
    pages: dict[str, int] = {}
    for number, page in enumerate(plan.pages, 1):
        for one in page.operations:
            if isinstance(one, Anchor):
                pages.setdefault(one.name, number)
    numbers = example_numbers(made)
    links = [one for one in plan.pages[-1].operations if isinstance(one, Link) and one.description[0].isdigit()]
    words = "".join(one.text for one in plan.pages[-1].operations if isinstance(one, TextObject)).replace("\u00a0", " ")
    assert len(links) == 48
    for link in links:
        assert link.description == numbers[link.target.removeprefix("#example:")]
    found = [
        {pages[f"example:{item.example}"] for item in block.items}
        for section in made.sections
        for block in section.blocks
        if isinstance(block, Items)
    ]
    spans = [f"p. {', '.join(map(str, sorted(one)))}" for one in found]  # two pages are no range
    assert re.findall(r"p\. \d+(?:, \d+)*", words) == spans
    assert any("," in one for one in spans)


def test_the_examples_bear_the_numbers_that_the_matrix_names(kit: Kit) -> None:
    made = document(4, 12, 400)

    def labels(plan: Plan) -> set[str]:
        elements = {index for index, one in enumerate(plan.elements) if one.tag == "Lbl"}
        drawn = (one for page in plan.pages for one in page.operations if isinstance(one, TextObject))
        return {one.text.strip() for one in drawn if one.element in elements and "." in one.text}

    assert labels(note.plan(made, kit)) == {*example_numbers(made).values()}
    assert labels(note.plan(replace(made, sections=made.sections[:-1]), kit)) == set()


def test_the_rows_of_a_matrix_are_equally_high_and_its_cells_break_evenly(kit: Kit) -> None:
    """One row was a line lower than the others, and "public-privé" was broken after a full line."""
    made = document(4, 3, 160)
    (matrix,) = made.sections[-1].blocks
    assert isinstance(matrix, Matrix)
    names = ["Accueil des jeunes", *["Partenariats public-privé"] * 11]
    named = replace(matrix, names=tuple(ExampleName(f"e{n}", text(name)) for n, name in enumerate(names, 1)))
    page = note.plan(
        replace(made, sections=(*made.sections[:-1], replace(made.sections[-1], blocks=(named,)))), kit
    ).pages[-1]
    rules = [one.y for one in page.operations if isinstance(one, Area) and (one.width, one.height) == (WIDTH, 0.5)]
    heights = [after - before for before, after in pairwise(rules[:-1])]  # the last is the footer's
    assert len(heights) == len(matrix.rows) - 1 >= 4
    assert max(heights) == pytest.approx(min(heights))
    said = [one.text.strip() for one in page.operations if isinstance(one, TextObject)]
    assert (said.count("public-privé"), said.count("Partenariats")) == (11, 11)


def test_a_matrix_before_its_examples_names_their_pages_too(kit: Kit) -> None:
    made = document(4, 12)
    turned = replace(made, sections=(*made.sections[-2:], *made.sections[:-2]))
    plan = note.plan(turned, kit)
    words = "".join(one.text for one in plan.pages[0].operations if isinstance(one, TextObject)).replace("\u00a0", " ")
    assert {*re.findall(r"p\. (\d+)", words)} == {str(number) for number in range(2, len(plan.pages) + 1)}


@pytest.mark.parametrize(("examples", "length", "kept"), [(1, 80, False), (4, 170, True)])
def test_a_matrix_that_says_no_more_stands_where_a_map_alone_would(
    examples: int, length: int, kept: bool, kit: Kit
) -> None:
    """Below text that leaves room for the map it is left out, and this is said; with the map on a page, it fills it."""
    made = document(4, examples, length)
    (matrix,) = made.sections[-1].blocks
    assert isinstance(matrix, Matrix)
    plain = replace(
        made, sections=(*made.sections[:-1], replace(made.sections[-1], blocks=(replace(matrix, keep=False),)))
    )
    kit.remarks.clear()
    plan = note.plan(plain, kit)
    assert len(plan.pages) == (2 if kept else 1)
    assert bool([one for one in plan.elements if one.tag == "Table"]) == kept
    said = "No matrix where each pillar is on one slide or one page: the map says as much."
    assert (said in kit.remarks) == (not kept)
    without_map = replace(plain, sections=(*plain.sections[:-2], plain.sections[-1]))
    assert [one for one in note.plan(without_map, kit).elements if one.tag == "Table"]


def test_a_matrix_that_would_cost_a_page_does_not_stand_beside_a_lone_map(kit: Kit) -> None:
    """The numbers that it refers to pushed text onto the map's page, and it stood alone on a third one."""
    made = document(4, 4, 240)  # letters that fill a page without the examples' numbers, not with them
    plan = note.plan(map_nodes(made, (Matrix,), lambda one: replace(one, keep=False)), kit)
    assert len(plan.pages) == 2
    assert not [one for one in plan.elements if one.tag == "Table"]


def test_a_matrix_over_pages_is_not_said_to_be_left_out(kit: Kit) -> None:
    """Pages are all one in the first pass: what was said of it was printed."""
    made = document(4, 12, 400)
    chosen = map_nodes(made, (Matrix,), lambda one: replace(one, keep=False))
    kit.remarks.clear()

    assert [one for one in note.plan(chosen, kit).elements if one.tag == "Table"]
    assert kit.remarks == []


def test_names_and_discs_on_the_map_lead_to_their_examples(kit: Kit) -> None:
    made = document(2, 2, 80)
    (shown,) = made.sections[-2].blocks
    assert isinstance(shown, PlaceMap)
    first = replace(shown.places[0], pillars=("p0", "p1"), examples=("e1", "e4"))
    shown = replace(shown, places=(first, *shown.places[1:]))
    sections = (*made.sections[:-2], replace(made.sections[-2], blocks=(shown,)), made.sections[-1])
    plan = note.plan(replace(made, sections=sections), kit)
    links = [one for page in plan.pages for one in page.operations if isinstance(one, Link)]
    found = [
        one.target for one in links if one.description == first.name.plain and plan.elements[one.element].tag == "Link"
    ]
    assert found == ["#example:e1", "#example:e1", "#example:e4"]


@pytest.mark.parametrize(("cities", "smaller"), [(6, False), (52, True)])
def test_where_discs_find_no_room_on_a_map_all_are_smaller(cities: int, smaller: bool, kit: Kit) -> None:
    """Discs and pins were those of the largest names beside the smallest; in a crowd all cities lost their numbers."""
    made = document(2, 2, 80)
    (shown,) = made.sections[-2].blocks
    assert isinstance(shown, PlaceMap)
    towns = tuple(
        MapPlace(f"c{index}", text(f"Ville {index}"), "FR", 43 + index * 0.37 % 7, index * 0.61 % 9 - 2, ("p0",))
        for index in range(cities)
    )
    sections = (*made.sections[:-2], replace(made.sections[-2], blocks=(replace(shown, places=towns),)))
    plan = note.plan(replace(made, sections=sections), kit)
    figure = next(index for index, one in enumerate(plan.elements) if one.tag == "Figure")
    discs = [one for page in plan.pages for one in page.operations if isinstance(one, Disc) and one.element == figure]
    largest = kit.theme.note.map_label.largest
    assert (max(one.radius for one in discs) < 0.48 * largest) is smaller
    assert len(discs) > 1.9 * cities


def test_a_header_comes_again_on_each_page_of_a_matrix(kit: Kit) -> None:
    made = document(4, 1)
    matrix = made.sections[-1].blocks[0]
    assert isinstance(matrix, Matrix)
    rows = tuple(replace(matrix.rows[0], city=f"c{i}") for i in range(60))
    longer = replace(made.sections[-1], blocks=(replace(matrix, rows=rows),))
    plan = note.plan(replace(made, sections=(*made.sections[:-1], longer)), kit)
    last = [one for one in plan.pages[-1].operations if isinstance(one, TextObject)]
    assert last[0].text == "Ville "
    assert last[0].y < TOP + 80


@pytest.mark.parametrize("what", ["title", "heading", "label"])
def test_what_cannot_fit_is_refused_with_its_line(what: str, kit: Kit) -> None:
    with pytest.raises(ContentError) as caught:
        note.plan(document(2, 1, **{what: "spécialisation " * 400}), kit)  # type: ignore[arg-type]
    (problem,) = caught.value.problems
    assert (problem.mark.file, problem.mark.line) == ("content/x/pillars/un.yaml", 12)


def test_every_order_of_sections_and_any_subset_is_planned(kit: Kit) -> None:
    made = document(2, 2)
    for start in some(range(len(made.sections))):
        part = made.sections[start:] + made.sections[: start // 2]
        assert note.plan(replace(made, sections=part), kit).pages or not part


def test_example_ids_are_those_of_the_document(case: Document, plan: Plan) -> None:
    blocks = [block for section in case.sections for block in section.blocks]
    ids = [item.example for block in blocks if isinstance(block, Items) for item in block.items]
    operations = [one for page in plan.pages for one in page.operations]
    names = [one.name for one in operations if isinstance(one, Anchor)]
    assert [name for name in names if name.startswith("example:")] == [f"example:{one}" for one in ids]

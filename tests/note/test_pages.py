"""How full the pages of a note are: none more than half empty that can be filled."""

from __future__ import annotations

from itertools import pairwise

import pytest
from msgspec.structs import replace

from generator import note
from generator.document.tree import Block, Call, Items, Matrix, PlaceMap, Points, Section
from generator.kit import Kit
from generator.note.variants import LARGE_PRINT, PLAIN, VARIANTS, Variant
from generator.pdf.page import Area, Disc, Page, PathObject, Plan, TextObject
from generator.pdf.paper import BOTTOM, PAGE_WIDTH, ROOM, TOP
from generator.theme import contrast
from tests.matrix import every
from tests.note.samples import document, furnished, text

HALF = 0.5
_PILLARS, _EXAMPLES, _LETTERS = (1, 2, 3, 4, 6, 8, 12), (1, 3, 8, 13), (90, 240, 450)
SHAPES = [  # every two values of two of the three together
    (pillars, examples, _LETTERS[(row + column) % 3])
    for row, pillars in enumerate(_PILLARS)
    for column, examples in enumerate(_EXAMPLES)
]


def fill(page: Page) -> float:
    """Return how far down a page is filled above its footer, as a part of its room."""
    drawn = [one for one in page.operations if isinstance(one, Area | Disc | PathObject | TextObject)]
    ends = [one.y + (one.height if isinstance(one, Area | PathObject) else 0.0) for one in drawn]
    return (max(end for end in ends if end <= BOTTOM + 1) - TOP) / ROOM


def fills(plan: Plan) -> list[float]:
    return [fill(page) for page in plan.pages]


def words_of(page: Page) -> str:
    return " ".join(run.text for one in page.operations if isinstance(one, TextObject) for run in one.runs)


@every(3, "shape", SHAPES, ids=str)
def test_no_page_is_more_than_half_empty(shape: tuple[int, int, int], kit: Kit) -> None:
    found = fills(note.plan(document(*shape), kit))
    assert len(found) == 1 or min(found) >= HALF - 0.01, found


@pytest.mark.parametrize("shape", [(4, 5, 120), (7, 8, 120), (8, 2, 120)], ids=str)
def test_a_matrix_before_the_map_leaves_no_page_half_empty(shape: tuple[int, int, int], kit: Kit) -> None:
    """`sections: [pillars, matrix, map]`: a page with a few lines stayed blank, and both stood on the next."""
    made = document(*shape)
    *others, placed, matrix = made.sections
    *written, last = fills(note.plan(replace(made, sections=(*others, matrix, placed)), kit))

    assert min(written) >= HALF - 0.01, (*written, last)


def test_a_map_fills_the_rest_of_a_page_that_is_more_than_half_empty(kit: Kit) -> None:
    plan = note.plan(document(1, 2, 90), kit)
    assert len(plan.pages) == 1
    assert fill(plan.pages[0]) > 0.9


@pytest.mark.parametrize("variant", [None, *VARIANTS], ids=str)
@pytest.mark.parametrize("words", ["Désigner une élue référente.", "Rechtsschutzversicherungsgesellschaften " * 9])
def test_what_is_asked_is_legible_on_a_band_from_edge_to_edge(words: str, variant: Variant | None, kit: Kit) -> None:
    cover, *others = document(3, 1, 40).sections
    call = Call(None, text(words), until=text("Avant Noël"), contact=(text("Mission Exemples"),))
    asked = Section("call", text("Nous demandons"), blocks=(call,))
    made = replace(document(3, 1, 40), sections=(cover, asked, *others))
    plan = variant.plan(made, kit) if variant else note.plan(made, kit)

    found = ""
    for page in plan.pages:
        bands = [one for one in page.operations if isinstance(one, Area) and one.width >= PAGE_WIDTH]
        for one in page.operations:
            if (
                isinstance(one, TextObject)
                and one.text.strip() in f"Nous demandons {words} Avant Noël Mission Exemples"
            ):
                (band,) = [area for area in bands if area.y < one.y < area.y + area.height]
                assert contrast(one.colour, band.colour) >= 4.5
                found += f"{one.text} "
    order = [found.index(said) for said in ("Nous", words[:10], "Mission")]
    assert order == sorted(order)
    assert "Avant Noël" in found


@pytest.mark.parametrize("length", [40, 400])
def test_a_map_takes_what_a_call_below_it_leaves(length: int, kit: Kit) -> None:
    words = text("Désigner dans chaque commune une élue ou un élu référent. " * (length // 40))
    asked = Section("call", text("Ce que nous vous demandons"), blocks=(Call(words),))
    full = document(4, 4, 240)
    full = replace(full, sections=tuple(one for one in full.sections if one.role != "matrix"))
    last = note.plan(replace(full, sections=(*full.sections, asked)), kit).pages[-1]

    assert "Désigner" in words_of(last)
    assert fill(last) > 0.9


@every(2, "sources", [1, 12])
@every(3, "shape", [(4, 8, 300), (9, 2, 120), (3, 2, 200), (12, 4, 500), (11, 4, 300), (5, 1, 300)], ids=str)
def test_no_sources_stand_alone_on_a_last_page(shape: tuple[int, int, int], sources: int, kit: Kit) -> None:
    found = fills(note.plan(furnished(document(*shape), sources), kit))
    assert found[-1] >= 0.2, found


@pytest.mark.long
def test_text_alone_has_no_page_of_few_lines(kit: Kit) -> None:
    for examples in range(4, 20, 2):
        sample = document(4, examples, 240)
        written = [one for one in sample.sections if not any(isinstance(b, PlaceMap | Matrix) for b in one.blocks)]
        found = fills(note.plan(replace(sample, sections=tuple(written)), kit))
        assert len(found) == 1 or min(found) > HALF / 2, (examples, found)


@pytest.mark.long
def test_no_example_of_one_line_stands_alone_below_its_heading_or_on_the_next_page(kit: Kit) -> None:
    plans = [note.plan(document(4, examples, 40), kit) for examples in range(5, 40, 3)]
    beside = [count for plan in plans for page in plan.pages for count in examples_beside_bars(plan, page)]
    assert len(beside) >= 4 * len(plans)  # a bar for each pillar
    assert 1 not in beside


@pytest.mark.parametrize("shape", [(12, 2, 240), (9, 2, 450), (12, 3, 40)], ids=str)
def test_no_pillar_begins_with_few_lines_at_the_foot_of_a_page(shape: tuple[int, int, int], kit: Kit) -> None:
    """Where the pages are full enough without these."""
    plan = note.plan(document(*shape), kit)
    bars = [[one for one in page.operations if isinstance(one, Area) and one.width == 30] for page in plan.pages]
    ends = [(before[-1], after[0]) for before, after in pairwise(bars) if before and after]

    assert all(last.height > 0.12 * ROOM for last, following in ends if last.colour == following.colour)
    assert min(fills(plan)[:-1]) > 0.65


def test_a_long_legend_is_whole_on_the_page_after_its_map(kit: Kit) -> None:
    """In large print the last two of twelve long labels stood alone on a page."""
    label = "Accompagnement des territoires ruraux vers la transition écologique et la sobriété "
    plan = note.plan(document(12, 4, 240, label=label), kit, LARGE_PRINT.options)
    numbers = [sum(tag(plan, one) == "Lbl" for one in page.operations if isinstance(one, Disc)) for page in plan.pages]

    assert sorted(numbers)[-2:] == [0, 12]


@pytest.mark.parametrize(("label", "lines"), [("Données ouvertes ", 1), ("Données ouvertes et utiles à chacune ", 2)])
def test_a_legend_of_three_has_one_line_where_its_labels_do(label: str, lines: int, kit: Kit) -> None:
    """The third stood alone below the first."""
    plan = note.plan(document(3, 2, 240, label=label), kit)
    numbers = [
        one for page in plan.pages for one in page.operations if isinstance(one, Disc) and tag(plan, one) == "Lbl"
    ]

    assert len({round(one.y) for one in numbers}) == lines


def examples_beside_bars(plan: Plan, page: Page) -> list[int]:
    """Return how many examples begin beside each bar of a page."""
    areas = [one for one in page.operations if isinstance(one, Area)]
    marks = [one for one in page.operations if isinstance(one, Area | TextObject) and tag(plan, one) == "Lbl"]
    bars = [one for one in areas if one.height > 25 and one.width == 30]
    return [sum(bar.y <= one.y <= bar.y + bar.height for one in marks) for bar in bars]


def tag(plan: Plan, one: Area | Disc | TextObject) -> str:
    return plan.elements[one.element].tag if one.element > 0 else ""


@pytest.mark.parametrize("variant", [None, PLAIN, LARGE_PRINT])
def test_a_short_list_is_whole_on_the_page_of_its_example(variant: Variant | None, kit: Kit) -> None:
    """Its first point stood alone at the foot of a page."""
    points = Points((text("Premier point"), text("Deuxième point"), text("Troisième point")))

    def with_points(block: Block) -> Block:
        return (
            Items(tuple(replace(one, insets=(points,)) for one in block.items)) if isinstance(block, Items) else block
        )

    made = document(3, 7, 230)
    sections = (replace(one, blocks=tuple(map(with_points, one.blocks))) for one in made.sections)
    plan = note.plan(replace(made, sections=tuple(sections)), kit, *([variant.options] if variant else []))
    counts = [[words_of(page).count(f"{point} point") for point in ("Premier", "Troisième")] for page in plan.pages]

    assert sum(first for first, _last in counts) == 21
    assert all(first == last for first, last in counts)

"""The variants: what each promises, for documents of every size; and that none says less than the note."""

from __future__ import annotations

import io
import re
from collections import Counter
from itertools import combinations, pairwise
from math import hypot
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace

from generator import note
from generator.document.references import refer
from generator.document.tree import Block, Document, Items, KeyFigure, KeyFigures, Matrix, map_nodes
from generator.kit import Kit
from generator.note.prepress import BINDING, BLEED, MARGIN
from generator.note.variants import GREY, LARGE_PRINT, PLAIN, PRINT, VARIANTS, Variant
from generator.pdf.page import ARTIFACT, Anchor, Area, Disc, Link, Operation, PathObject, Plan, Symbol, TextObject
from generator.pdf.paper import LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT
from generator.pipeline.edition import EDITIONS
from generator.source.inline import Run, Text
from generator.theme import contrast
from generator.units import mm
from tests.matrix import few
from tests.note.samples import CASES, LONG, document, example_lists, referred_plan, text
from tests.some import some

GOLDEN = Path(__file__).parent / "golden" / "large-print.txt"
READING = (LARGE_PRINT, PLAIN)
SLACK = 0.5

# Nothing at all, many, long, unbroken, furnished, wide, drawn, and in another alphabet.
SAMPLES = (
    *("no example", "twelve pillars", "long texts", "long words"),
    *("furniture", "twelve columns", "charts", "Greek figures"),
)


class Plans(dict[tuple[str, str], Plan]):
    """The plan of each sample in each variant, or in none, made when it is first asked for."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit
        self.writers = {one.name: one.plan for one in VARIANTS} | {"": note.plan}

    def __missing__(self, key: tuple[str, str]) -> Plan:
        variant, name = key
        self[key] = self.writers[variant](CASES[name], self.kit)
        return self[key]


@pytest.fixture(scope="module")
def plans(kit: Kit) -> Plans:
    return Plans(kit)


def variants(*some: Variant) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("variant", some, ids=lambda one: one.name)


every_sample = few({"no example", "long words", "furniture", "Greek figures"}, "name", SAMPLES)


def drawn(plan: Plan) -> list[Operation]:
    return [one for page in plan.pages for one in page.operations]


def lines(plan: Plan) -> list[TextObject]:
    return [one for one in drawn(plan) if isinstance(one, TextObject)]


def tags(index: int, plan: Plan) -> set[str]:
    found = set()
    while index > 0:
        found.add(plan.elements[index].tag)
        index = plan.elements[index].parent
    return found


def test_each_variant_is_an_edition_on_request() -> None:
    named = {edition.name: edition for edition in EDITIONS}
    assert {f"note-{variant.name}" for variant in VARIANTS} == {name for name in named if name.startswith("note-")}
    for variant in VARIANTS:
        edition = named[f"note-{variant.name}"]
        assert edition.writer is variant
        assert (edition.on_request, edition.suffix) == (True, f".{variant.name}.pdf")


# What all variants owe


def said(plan: Plan, *outside: str) -> Counter[str]:
    """Return the words of a plan but those within elements of some types."""
    elements: dict[int, str] = {}
    for one in lines(plan):
        if one.element >= 0 and not tags(one.element, plan) & {*outside}:
            elements[one.element] = elements.get(one.element, "") + one.text
    return Counter(re.findall(r"[^\W\d_]+", " ".join(elements.values()).casefold()))


@variants(*VARIANTS)
@every_sample
def test_what_every_variant_owes(variant: Variant, name: str, plans: Plans) -> None:
    """No word less than the note has; nothing on anything else; the promises of its own."""
    plan, standard = plans[variant.name, name], plans["", name]
    # Tables may be split, and a chart leaves to a table what it has no room to print.
    assert said(plan, "Table", "Figure") == said(standard, "Table", "Figure")
    assert {*said(plan), "p"} == {*said(standard), "p"}  # one page of examples is not named above a matrix
    no_words_lie_on_others(plan)
    dots_on_the_map_stay_apart(plan)
    if variant is PRINT:
        it_is_the_note_moved_towards_its_outer_edge(plan, standard)
    else:
        nothing_leaves_the_margins(plan)
    if variant in READING:
        lines_are_large_ragged_and_whole(plan, {"large-print": 16.0, "plain": 12.0}[variant.name])
    if variant is GREY:
        assert {colour for colour in some(colours(plan)) if len({colour[:2], colour[2:4], colour[4:]}) > 1} == set()


def nothing_leaves_the_margins(plan: Plan) -> None:
    for one in some(lines(plan)):
        assert LEFT - SLACK <= one.x <= one.x + one.width <= RIGHT + SLACK, one
        assert one.y + 0.25 * one.size <= PAGE_HEIGHT - mm(8), one


def no_words_lie_on_others(plan: Plan) -> None:
    for page in some(plan.pages):
        boxes = [_box(one) for one in page.operations if isinstance(one, TextObject)]
        for one, other in combinations(some(boxes), 2):
            across = min(one[2], other[2]) - max(one[0], other[0])
            down = min(one[3], other[3]) - max(one[1], other[1])
            assert across < SLACK or down < SLACK, (one, other)


def _box(one: TextObject) -> tuple[float, float, float, float, str]:
    return one.x, one.y - 0.64 * one.size, one.x + one.width, one.y, one.text


def dots_on_the_map_stay_apart(plan: Plan) -> None:
    for page in some(plan.pages):
        discs = [one for one in page.operations if isinstance(one, Disc) and "Figure" in tags(one.element, plan)]
        for one, other in combinations(discs, 2):
            pin = one.radius != other.radius
            assert pin or hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius, (one, other)


def lines_are_large_ragged_and_whole(plan: Plan, least: float) -> None:
    assert min(one.size for one in lines(plan)) >= least
    assert not any(one.hyphen or one.stretch or one.tracking for one in some(lines(plan)))


def it_is_the_note_moved_towards_its_outer_edge(plan: Plan, standard: Plan) -> None:
    assert len(plan.pages) == len(standard.pages)
    for number, (page, other) in enumerate(some(zip(plan.pages, standard.pages, strict=True)), 1):
        across = MARGIN + (BINDING if number % 2 else -BINDING)
        moved = [one for one in page.operations if isinstance(one, TextObject)]
        still = [one for one in other.operations if isinstance(one, TextObject)]
        assert [one.text for one in moved] == [one.text for one in still]
        shifts = [(one.x - before.x, one.y - before.y) for one, before in zip(moved, still, strict=True)]
        assert all(shift == pytest.approx((across, MARGIN)) for shift in some(shifts))


@few([PLAIN], "variant", VARIANTS, ids=lambda one: one.name)
def test_all_words_are_read_back(variant: Variant, kit: Kit) -> None:
    made = CASES["sixty examples"]
    read = " ".join(passage.text for passage in variant.read(variant.write(variant.plan(made, kit), kit)))
    at = 0
    read = " ".join(read.split())
    for section in some(made.sections):
        for block in (block for block in section.blocks if isinstance(block, Items)):
            for item in block.items:
                at = read.index(item.text.plain, at)


# Large print and plain


@variants(*READING)
def test_no_label_breaks_a_word(variant: Variant, kit: Kit, published: Document) -> None:
    for made in (published, CASES["twelve pillars"]):
        made = map_nodes(made, (Matrix,), lambda matrix: replace(matrix, keep=True))
        plan = variant.plan(made, kit)
        tiles = {one.element for one in drawn(plan) if isinstance(one, Link) and one.target.startswith("#pillar:")}
        labels = [one for one in lines(plan) if one.element in tiles or "TH" in tags(one.element, plan)]
        assert len(labels) > 2 * len(tiles) > 0
        assert all(one.text.endswith((" ", "-")) for one in labels)


@pytest.mark.parametrize(("pillars", "letters"), [(4, 84), (7, 57), (9, 84), (12, 9), (12, 57)])
def test_the_first_pillar_of_large_print_begins_below_the_labels(pillars: int, letters: int, kit: Kit) -> None:
    plan = LARGE_PRINT.plan(document(pillars, 2, label=LONG[:letters].strip()), kit)
    names = {one.name for one in plan.pages[0].operations if isinstance(one, Anchor)}
    targets = {one.target for one in plan.pages[0].operations if isinstance(one, Link)}
    assert targets >= {f"#pillar:p{one}" for one in range(pillars)}
    assert "pillar:p0" in names


@variants(*READING)
def test_nothing_is_slanted(variant: Variant, kit: Kit) -> None:
    made = document(2, 2, title="Les leçons apprises")
    emphasised = Text((Run("Rennes", emphasis=True),), made.title.mark)
    (first, *others) = made.sections[1].blocks[0].items  # type: ignore[union-attr]
    block = Items((replace(first, text=emphasised), *others))
    sections = (made.sections[0], replace(made.sections[1], blocks=(block,)), *made.sections[2:])
    plan = variant.plan(replace(made, sections=sections), kit)
    pieces = [piece for one in lines(plan) for piece in one.runs]
    assert {piece.style for piece in pieces} == {"Regular", "Bold"}
    assert "Bold" in {piece.style for piece in pieces if piece.text == "Rennes "}
    words = " ".join(piece.text for piece in pieces)
    assert "Les leçons apprises" in words
    assert "Note de synthèse" in words


def test_lines_of_large_print_are_open(plans: Plans) -> None:
    plan = plans["large-print", "long texts"]
    lists = example_lists(plan)
    items = [index for index, one in enumerate(plan.elements) if one.parent in lists]
    body = [one for one in lines(plan) if plan.elements[max(one.element, 0)].parent in items]
    pitches = {round(b.y - a.y, 2) for a, b in pairwise(body) if a.element == b.element}
    assert min(one for one in pitches if one > 0) >= 1.35 * 16


@variants(*READING)
def test_numbers_of_sources_stand_on_the_line_in_brackets(variant: Variant, kit: Kit) -> None:
    plan = variant.plan(refer(CASES["furniture"], "brackets"), kit)
    links = {one.element: one for one in drawn(plan) if isinstance(one, Link) and one.target.startswith("#source:")}
    numbers = [one for one in lines(plan) if one.element in links]
    assert numbers
    for one in numbers:
        link = links[one.element]
        assert one.text.strip() == f"[{link.target.removeprefix('#source:')}]"
        assert link.description.endswith(link.target.removeprefix("#source:"))
        assert any(other.y == one.y and other.size == one.size for other in lines(plan) if other is not one)
    raised = [one.text for one in lines(referred_plan(CASES["furniture"], kit)) if one.element in links]
    assert not any("[" in one for one in raised)


def tables(plan: Plan) -> list[list[str]]:
    """Return the heads of the columns of each table of data."""
    found = [index for index, one in enumerate(plan.elements) if one.tag == "Table"]
    captioned = {one.parent for one in plan.elements if one.tag == "Caption"}
    heads: dict[int, dict[int, str]] = {table: {} for table in found if table in captioned}
    for one in lines(plan):
        if one.element < 0 or plan.elements[one.element].scope != "Column":
            continue
        row = plan.elements[plan.elements[one.element].parent]
        table = plan.elements[row.parent].parent
        if table in heads:
            heads[table][one.element] = heads[table].get(one.element, "") + one.text
    return [list(one.values()) for one in heads.values()]


def test_a_table_too_wide_for_large_letters_becomes_several(plans: Plans) -> None:
    (whole,) = tables(plans["", "twelve columns"])
    parts = tables(plans["large-print", "twelve columns"])
    assert len(whole) == 12
    assert len(parts) > 1
    assert {part[0] for part in parts} == {whole[0]}
    assert [head for part in parts for head in part[1:]] == whole[1:]


def test_a_table_that_has_room_stays_one(plans: Plans) -> None:
    assert len(tables(plans["large-print", "Greek figures"])) == len(tables(plans["", "Greek figures"]))


def test_the_tiles_of_plain_are_a_list(kit: Kit, published: Document) -> None:
    plan = PLAIN.plan(published, kit)
    page = plan.pages[0].operations
    labels = [one for one in page if isinstance(one, TextObject) and {"L", "Link"} <= tags(one.element, plan)]
    numbers = [one for one in page if isinstance(one, TextObject) and plan.elements[max(one.element, 0)].tag == "Lbl"]
    numbers = [one for one in numbers if "." not in one.text]  # but for those of the examples
    assert [one.text for one in numbers] == ["1 ", "4 ", "2 ", "3 "]
    assert len({one.x for one in labels}) == 1
    assert [one.y for one in numbers] == [one.y for one in labels]


def test_large_print_of_the_first_publication(published: Document, kit: Kit, request: pytest.FixtureRequest) -> None:
    """The golden file holds the whole plan: look at the pages before you write the new one."""
    shown = LARGE_PRINT.dump(LARGE_PRINT.plan(published, kit))
    if request.config.getoption("--accept"):
        GOLDEN.write_text(shown, "utf-8")
    assert shown == GOLDEN.read_text("utf-8")


# Grey


def colours(plan: Plan) -> set[str]:
    return {one.colour for one in drawn(plan) if isinstance(one, TextObject | Area | Disc | Symbol | PathObject)}


def test_the_file_in_grey_has_no_colour(published: Document, kit: Kit) -> None:
    with pikepdf.open(io.BytesIO(GREY.write(GREY.plan(published, kit), kit))) as pdf:
        operators = {str(one.operator) for page in pdf.pages for one in pikepdf.parse_content_stream(page)}
    assert {"g", "G"} <= operators
    assert not operators & {"rg", "RG", "k", "K", "sc", "scn", "SC", "SCN", "Do"}


def test_the_note_itself_has_colours(published: Document, kit: Kit) -> None:
    """The tests above can fail."""
    plan = note.plan(published, kit)
    assert any(len({one[:2], one[2:4], one[4:]}) > 1 for one in colours(plan))
    with pikepdf.open(io.BytesIO(note.write(plan, kit))) as pdf:
        assert "rg" in {str(one.operator) for one in pikepdf.parse_content_stream(pdf.pages[0])}


@pytest.mark.parametrize("pillars", [1, 2, 4, 6, 12])
def test_greys_are_distinct_and_legible(pillars: int, kit: Kit) -> None:
    made = document(pillars, 2)
    used = list(dict.fromkeys(section.colour for section in made.sections if section.colour))
    theme = GREY.options.adapted(kit, made).theme
    greys = [theme.colour(name) for name in used]
    values = sorted(int(grey[:2], 16) for grey in greys)
    assert len(set(values)) == len(used)
    assert all(high - low >= 0x44 // max(len(used) - 1, 1) for low, high in pairwise(values))
    for grey in (*greys, theme.text, theme.muted):
        assert contrast(grey) >= 4.5
    for grey in greys:
        assert min(contrast(grey, ground) for ground in (theme.home, theme.land, theme.water)) >= 3


def test_a_number_stands_wherever_a_grey_tells_pillars_apart(published: Document, kit: Kit) -> None:
    plan = GREY.plan(published, kit)
    tiles = [
        one for one in plan.pages[0].operations if isinstance(one, TextObject) and "Lbl" in tags(one.element, plan)
    ]
    assert [one.text for one in tiles if one.text.strip() and "." not in one.text] == ["1 ", "4 ", "2 ", "3 "]


@pytest.mark.parametrize("letters", [9, 84])
def test_a_number_of_two_figures_stands_apart_from_the_icon_beside_it(letters: int, kit: Kit) -> None:
    plan = GREY.plan(document(12, 2, label=LONG[:letters].strip()), kit)
    page = plan.pages[0].operations
    icons = [one for one in page if isinstance(one, Symbol)]
    numbers = [one for one in page if isinstance(one, TextObject) and one.text.strip() in {"10", "11", "12"}]
    assert len(numbers) >= 3
    for one in numbers[:3]:
        right = one.x + one.size * kit.family.face(strong=True).width(one.text.strip())
        assert right < min(icon.x for icon in icons if icon.x > one.x and icon.y < one.y < icon.y + 2 * icon.size)


# Print


def boxes(page: pikepdf.Page) -> dict[str, list[float]]:
    return {name: [float(one) for one in page.obj[f"/{name}"]] for name in ("MediaBox", "BleedBox", "TrimBox")}


def test_the_boxes_of_print(published: Document, kit: Kit) -> None:
    with pikepdf.open(io.BytesIO(PRINT.write(PRINT.plan(published, kit), kit))) as pdf:
        for page in some(pdf.pages):
            found = boxes(page)
            assert found["MediaBox"] == pytest.approx(
                [0, 0, PAGE_WIDTH + 2 * mm(10), PAGE_HEIGHT + 2 * mm(10)], abs=0.01
            )
            left, bottom, right, top = found["TrimBox"]
            assert (right - left, top - bottom) == pytest.approx((PAGE_WIDTH, PAGE_HEIGHT), abs=0.01)
            assert (left, bottom) == pytest.approx((mm(10), mm(10)), abs=0.01)
            beyond = [left - mm(3), bottom - mm(3), right + mm(3), top + mm(3)]
            assert found["BleedBox"] == pytest.approx(beyond, abs=0.01)


def test_other_notes_have_no_boxes_for_printers(published: Document, kit: Kit) -> None:
    with pikepdf.open(io.BytesIO(note.write(note.plan(published, kit), kit))) as pdf:
        assert not {"/TrimBox", "/BleedBox"} & set(pdf.pages[0].obj.keys())


def test_the_banner_runs_over_the_edge(published: Document, kit: Kit) -> None:
    plan = PRINT.plan(published, kit)
    banner = next(one for one in plan.pages[0].operations if isinstance(one, Area))
    assert (banner.x, banner.y) == pytest.approx((MARGIN - BLEED, MARGIN - BLEED))
    assert banner.x + banner.width == pytest.approx(MARGIN + PAGE_WIDTH + BLEED)


def test_marks_stand_outside_of_the_bleed(published: Document, kit: Kit) -> None:
    plan = PRINT.plan(published, kit)
    assert plan.trim
    trim = plan.trim
    for page in plan.pages:
        marks = [one for one in page.operations if isinstance(one, Area) and one.colour == "000000"]
        assert len(marks) == 8
        for one in marks:
            assert one.element == ARTIFACT
            beside = one.x + one.width <= trim.x - BLEED or one.x >= trim.right + BLEED
            assert beside or one.y + one.height <= trim.y - BLEED or one.y >= trim.bottom + BLEED
            x, y = one.x + one.width / 2, one.y + one.height / 2
            on_cut = (x, trim.x), (x, trim.right), (y, trim.y), (y, trim.bottom)
            assert any(at == pytest.approx(cut) for at, cut in on_cut)
            assert -0.01 <= one.x <= one.x + one.width <= plan.width + 0.01
            assert -0.01 <= one.y <= one.y + one.height <= plan.height + 0.01


# What an art director would blame


def test_a_footer_too_long_for_its_line_is_the_title_without_the_beginning_of_its_subtitle(kit: Kit) -> None:
    """In large print it ended in the middle of "Les leçons apprises"."""
    title = "Les stratégies métropolitaines d’innovation et de recherche"
    for subtitle, variant, shown in (("", LARGE_PRINT, ""), (" : les leçons", PRINT, " : les leçons"),
                                     (" : les leçons apprises", LARGE_PRINT, "")):  # fmt: skip
        made = variant.plan(replace(document(), footer=text(title + subtitle)), kit)
        assert title + shown in [one.text for one in lines(made)]
    cut = LARGE_PRINT.plan(replace(document(), footer=text(f"Villes : {title.casefold()} de demain")), kit)
    assert [one.text for one in lines(cut) if one.text.startswith("Villes :") and one.text.endswith("…")]


@variants(LARGE_PRINT, PLAIN)
def test_no_label_ends_a_line_with_a_little_word(variant: Variant, kit: Kit) -> None:
    made = variant.plan(
        document(label="Gouvernance ouverte et collaborative", title="Trois piliers pour des villes"), kit
    )
    ends = [one.text.split()[-1] for one in lines(made) if one.text.startswith("Gouvernance")]

    assert len(ends) >= 12
    assert "et" not in ends


def test_key_figures_stand_on_the_page_of_their_example(kit: Kit) -> None:
    """They opened a page, away from what they are about."""
    figures = KeyFigures((KeyFigure(text("1 250 kWc"), text("posés")), KeyFigure(text("25 €"), text("la part"))))

    def with_figures(block: Block) -> Block:
        return (
            Items(tuple(replace(one, insets=(figures,)) for one in block.items)) if isinstance(block, Items) else block
        )

    opened: list[str] = []
    for characters in range(200, 400, 20):
        made = document(2, 9, characters)
        sections = (replace(one, blocks=tuple(map(with_figures, one.blocks))) for one in made.sections)
        for page in some(PLAIN.plan(replace(made, sections=tuple(sections)), kit).pages):
            first = next(one for one in page.operations if isinstance(one, TextObject) and one.element > 0)
            opened.append(first.text)
    assert len(opened) >= 20
    assert not [one for one in opened if one.startswith("1 250")]

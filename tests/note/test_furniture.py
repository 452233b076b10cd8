"""The council's page furniture in the note: facts, introductions, sources and the numbers that lead to them."""

from __future__ import annotations

import io
from contextlib import closing
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
from msgspec.structs import replace

from generator import note
from generator.document.tree import Document, Facts, Items, Logo, Logos, SourceEntry, SourceList
from generator.errors import ContentError
from generator.kit import Kit
from generator.pdf.page import Anchor, Area, ImageObject, Link, Page, Plan, TextObject
from generator.pdf.paper import BOTTOM, PAGE_HEIGHT, RIGHT
from generator.source.inline import Run, Text
from tests.note.samples import FACTS, STATUS, document, furnished, referred_plan, text
from tests.some import some


@pytest.fixture(scope="module")
def sample() -> Document:
    return furnished(document(4, 3, 160))


@pytest.fixture(scope="module")
def made(sample: Document, kit: Kit) -> Plan:
    return referred_plan(sample, kit)


def spoken(page: Page) -> list[TextObject]:
    return [one for one in page.operations if isinstance(one, TextObject) and one.element >= 0]


def anchors(plan: Plan) -> dict[str, int]:
    return {
        one.name: number for number, page in enumerate(plan.pages) for one in page.operations if isinstance(one, Anchor)
    }


def tags(plan: Plan) -> list[str]:
    return [line.strip() for line in note.dump_tags(plan).splitlines()]


# Facts


def test_facts_are_a_list_between_title_and_tiles(made: Plan) -> None:
    lines = tags(made)
    said = [line.removeprefix("LBody ").strip('"').rstrip() for line in lines if line.startswith('LBody "')][:4]
    assert said == [*FACTS, STATUS]
    assert lines.index('LBody "Réseau des villes "') < next(i for i, one in enumerate(lines) if "to=#pillar" in one)


def test_the_status_is_framed_and_no_other_fact_is(made: Plan) -> None:
    page = made.pages[0]
    words = {" ".join(one.text.split()): one for one in spoken(page)}
    frames = [one for one in page.operations if isinstance(one, Area) and 10 < one.height < 30 and one.width < 200]
    for name in (*FACTS[:1], STATUS):
        one = words[name]
        around = [
            f for f in frames if f.x < one.x and one.x + one.width < f.x + f.width and f.y < one.y < f.y + f.height
        ]
        assert len(around) == (2 if name == STATUS else 0), name


def test_logos_stand_at_the_foot_of_the_banner_with_the_facts_between_them(kit: Kit) -> None:
    """They stood on paper above it: with facts, tiles and call, four mastheads pushed the content down the page."""
    folder = "templates/icons"
    ours = Logo(f"{folder}/bike.svg", "Réseau", dark=f"{folder}/rocket.svg")
    made = furnished(document(3, 2, 160))
    cover = replace(
        made.sections[0], blocks=(Logos((ours,), (Logo(f"{folder}/bolt.svg", "Club"),)), *made.sections[0].blocks)
    )
    page = referred_plan(replace(made, sections=(cover, *made.sections[1:])), kit).pages[0]
    left, right = (one for one in page.operations if isinstance(one, ImageObject))
    (plate,) = [one for one in page.operations if isinstance(one, Area) and one.colour == "FFFFFF"]
    facts = [one for one in spoken(page) if plate.y < one.y < plate.y + plate.height]

    assert (left.file, right.file) == (ours.dark, f"{folder}/bolt.svg")
    assert plate.x < right.x < right.x + right.width < plate.x + plate.width
    assert all(left.x + left.width < one.x < one.x + one.width < right.x for one in some(facts))
    assert min(one.y for one in page.operations if isinstance(one, Anchor) and "pillar" in one.name) < PAGE_HEIGHT / 3


def test_no_word_of_a_fact_is_broken_while_the_strip_has_room(kit: Kit) -> None:
    long = "Wirtschaftsförderungsgesellschaften"
    facts = ("Verband der Städte am Rhein", f"Rat der {long}, Sitzung am 10. Dezember 2026", *FACTS[2:], STATUS)
    page = referred_plan(furnished(document(2, 2, 160), facts=facts), kit).pages[0]
    assert any(long in one.text for one in spoken(page))


def test_without_a_status_nothing_is_framed(sample: Document, kit: Kit) -> None:
    cover = sample.sections[0]
    plain = replace(cover, blocks=(Facts(tuple(map(text, FACTS))), *cover.blocks[1:]))
    areas = [
        one
        for one in referred_plan(replace(sample, sections=(plain,)), kit).pages[0].operations
        if isinstance(one, Area)
    ]
    assert not [one for one in some(areas) if one.colour == "FFFFFF"]


def test_facts_are_evenly_apart_from_margin_to_margin(kit: Kit) -> None:
    """They were as far apart as their columns had it, however short their lines."""
    facts = ("Verband der Städte am Rhein", "Rat der Städte in der großen Sitzung des Winters", "Stand zwei", STATUS)
    strip = spoken(referred_plan(furnished(document(2, 2, 160), facts=facts), kit).pages[0])
    said = {fact: [one for one in strip if "".join(run.text for run in one.runs).strip() in fact] for fact in facts}
    ends = [(min(one.x for one in some(lines)), max(one.x + one.width for one in lines)) for lines in said.values()]
    gaps = [after[0] - before[1] for before, after in pairwise(ends)]

    assert gaps[-1] - 5 - max(gaps[:-1]) < 1  # the status has a frame
    assert max(gaps[:-1]) - min(gaps[:-1]) < 1
    assert RIGHT - 6 < ends[-1][1] <= RIGHT


@pytest.mark.parametrize("words", ["Métropole " * 12, "Anticonstitutionnellement" * 3, "à"])
def test_facts_of_any_length_stay_in_their_columns(words: str, kit: Kit) -> None:
    plan = referred_plan(furnished(document(1, 1), facts=(words, words, words, "Document définitif")), kit)
    for one in some(spoken(plan.pages[0])):
        assert one.x + one.width <= RIGHT + 1
    rows: dict[float, list[TextObject]] = {}
    for one in spoken(plan.pages[0]):
        rows.setdefault(one.y, []).append(one)
    for row in rows.values():
        ends = sorted((one.x, one.x + one.width) for one in row)
        assert all(end <= start + 1 for (_, end), (start, _) in pairwise(ends))


def test_a_fact_of_many_words_is_refused_with_its_line(kit: Kit) -> None:
    with pytest.raises(ContentError) as caught:
        referred_plan(furnished(document(1, 1), facts=("Métropole " * 300, "Document définitif")), kit)
    (problem,) = caught.value.problems
    assert (problem.mark.line, problem.cause) == (
        12,
        "The text is too long for the strip below the banner, even at the smallest size of the theme.",
    )


# Numbers, and the sources that they lead to


def test_a_number_is_raised_beside_the_last_word(made: Plan, sample: Document) -> None:
    words = [one for page in made.pages for one in spoken(page)]
    count = 0
    for before, one in pairwise(words):
        if "Reference" in _path(made, one.element):
            count += 1
            assert abs(before.x + before.width - one.x) < 0.01
            assert one.size < 0.7 * before.size
            assert before.y - before.size < one.y - 0.6 * one.size < before.y
    assert count == 12


def _path(plan: Plan, element: int) -> list[str]:
    tags = []
    while element > 0:
        tags.append(plan.elements[element].tag)
        element = plan.elements[element].parent
    return tags


def test_every_number_leads_to_its_source_and_says_so(made: Plan) -> None:
    links = [one for page in made.pages for one in page.operations if isinstance(one, Link)]
    numbers = [(one.target, one.description) for one in links if one.target.startswith("#source:")]
    assert numbers == [(f"#source:{n}", f"Source : {n}") for n in (1, 2, 3)] * 4
    assert {target.removeprefix("#") for target, _ in numbers} <= set(anchors(made))


def test_numbers_are_read_after_the_text(made: Plan, sample: Document, kit: Kit) -> None:
    with closing(pypdfium2.PdfDocument(note.write(made, kit))) as pdf:
        read = "".join(pdf[0].get_textpage().get_text_bounded().split())
    blocks = [block for section in sample.sections for block in section.blocks if isinstance(block, Items)]
    examples = ["".join(item.text.plain.split()) for block in blocks for item in block.items]
    found = [read.find(f"{words}{number % 3 + 1}") for number, words in enumerate(examples)]
    assert -1 not in found
    assert found == sorted(found)


def test_sources_are_a_numbered_list_with_their_links(made: Plan) -> None:
    lines = tags(made)
    start = len(lines) - 1 - lines[::-1].index("L numbering=Decimal")
    assert lines[start : start + 6] == [
        "L numbering=Decimal",
        "LI",
        'Lbl "1 "',
        "LBody",
        'Link to=https://example.org/1 "Rapport annuel n° 1 du "',
        'Link lang=en to=https://example.org/1 "City Lab"',
    ]
    assert 'Link to=mailto:exemples@example.org "exemples@example.org "' in lines


def test_the_language_of_foreign_words_is_in_the_file(made: Plan, kit: Kit) -> None:
    with pikepdf.open(io.BytesIO(note.write(made, kit))) as pdf:
        spans = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Lang" in one and "/S" in one]
        assert {(str(one.S), str(one.Lang)) for one in spans} == {("/Span", "en"), ("/Link", "en")}


def test_without_a_list_of_sources_there_are_no_numbers(sample: Document, kit: Kit) -> None:
    plan = referred_plan(replace(sample, sections=sample.sections[:-1]), kit)
    assert "Reference" not in note.dump_tags(plan)


# Pages


def test_the_sources_share_the_verso_with_map_and_matrix(made: Plan) -> None:
    assert len(made.pages) == 2
    found = anchors(made)
    assert (found["map"], found["matrix"], found["sources"], found["source:3"]) == (1, 1, 1, 1)


@pytest.mark.long
def test_many_sources_go_on_and_leave_no_heading_alone(kit: Kit) -> None:
    for count in range(4, 100, 6):
        plan = referred_plan(furnished(document(3, 4, 160), sources=count), kit)
        found = anchors(plan)
        assert found["sources"] == found["source:1"]
        assert [one for one in found if one.startswith("source:")] == [f"source:{n}" for n in range(1, count + 1)]
        for page in plan.pages:
            assert max(one.y for one in spoken(page)) <= BOTTOM


def test_sources_without_map_and_matrix_follow_the_text(kit: Kit) -> None:
    sample = furnished(document(2, 2, 160))
    kept = tuple(one for one in sample.sections if one.role not in ("map", "matrix"))
    plan = referred_plan(replace(sample, sections=kept), kit)
    assert len(plan.pages) == 1
    assert anchors(plan)["sources"] == 0


def test_a_source_of_many_words_goes_on_the_next_page(kit: Kit) -> None:
    sample = furnished(document(2, 2, 160))
    long = SourceList((SourceEntry(1, Text((Run("Rapport " * 2500),), text("").mark)),))
    sources = replace(sample.sections[-1], blocks=(long,))
    plan = referred_plan(replace(sample, sections=(*sample.sections[:-1], sources)), kit)
    assert len(plan.pages) > 3
    for page in plan.pages:
        assert max(one.y for one in spoken(page)) <= BOTTOM


def test_nothing_given_leaves_nothing(kit: Kit) -> None:
    assert note.dump(referred_plan(document(4, 3, 160), kit)).count("Reference") == 0

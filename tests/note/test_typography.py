"""How the note's running text is set: edges, spaces, hyphens, the grid of lines; and that it is read back whole."""

from __future__ import annotations

from functools import partial
from itertools import groupby, pairwise

import pytest
from msgspec.structs import replace

from generator import note
from generator.document.tree import Document, Item, Items, Section, texts
from generator.kit import Kit
from generator.note.context import LayoutContext, References
from generator.note.metrics import TypeMetrics
from generator.note.options import STANDARD, LayoutOptions
from generator.pdf.lines import balanced
from generator.pdf.page import Page, Plan, TextObject
from generator.pdf.paper import RIGHT
from generator.pdf.structure import Structure
from generator.source.inline import Run
from generator.text.breaking import words
from generator.text.hyphenation import Hyphenator
from generator.text.totalfit import justified
from generator.units import mm
from tests.matrix import every
from tests.note.languages import SENTENCES, paragraphs, written_in
from tests.note.samples import document, example_lists
from tests.some import some


def body_lines(page: Page, plan: Plan) -> list[list[TextObject]]:
    """Return the lines of the examples, each with its words but for raised numbers, from the top down."""
    lists = example_lists(plan)
    items = {index for index, one in enumerate(plan.elements) if one.parent in lists}
    bodies = {index for index, one in enumerate(plan.elements) if one.tag == "LBody" and one.parent in items}
    words = [one for one in page.operations if isinstance(one, TextObject) and _body(one.element, plan) in bodies]
    words = [one for one in words if plan.elements[plan.elements[one.element].parent].tag != "Reference"]
    return [list(group) for _, group in groupby(words, lambda one: (_body(one.element, plan), one.y))]


def _body(element: int, plan: Plan) -> int:
    """Return the list item's body that holds an element, or -1."""
    while element > 0 and plan.elements[element].tag != "LBody":
        element = plan.elements[element].parent
    return element if element > 0 else -1


def inner_lines(lines: list[list[TextObject]], plan: Plan) -> list[list[TextObject]]:
    """Return the lines that are not the last of their example."""
    pairs = pairwise(lines)
    return [one for one, after in pairs if _body(one[0].element, plan) == _body(after[0].element, plan)]


def right_edge(line: list[TextObject]) -> float:
    """Return where the last letter ends: the tracking after it is nothing."""
    last = line[-1]
    return last.x + last.width - (0.0 if last.hyphen else last.tracking * last.size)


def _set(kit: Kit, *, justified: bool) -> Kit:
    return replace(kit, theme=replace(kit.theme, note=replace(kit.theme.note, justified=justified)))


@pytest.fixture(scope="session")
def justifying(kit: Kit) -> Kit:
    """Return the kit of a theme that wishes justified text."""
    return _set(kit, justified=True)


def test_lines_end_with_words_unless_the_theme_wishes_another(published: Document, kit: Kit) -> None:
    lines = body_lines(note.plan(published, kit).pages[0], note.plan(published, kit))
    assert len({round(right_edge(line)) for line in lines}) > 10
    assert not any(one.hyphen or one.stretch for line in lines for one in line)


def test_lines_but_the_last_end_at_the_margin(published: Document, justifying: Kit) -> None:
    plan = note.plan(published, justifying)
    lines = body_lines(plan.pages[0], plan)
    inner = inner_lines(lines, plan)
    assert len(lines) > len(inner) > 12
    assert [right_edge(line) for line in inner] == pytest.approx([RIGHT] * len(inner), abs=0.02)
    assert max(map(right_edge, lines)) <= RIGHT + 0.02


def test_word_spaces_of_the_first_publication_are_even(published: Document, justifying: Kit) -> None:
    plan = note.plan(published, justifying)
    natural = justifying.family.face().width(" ")
    lines = body_lines(plan.pages[0], plan)
    ratios = [1 + (line[0].stretch + 2 * line[0].tracking) / natural for line in inner_lines(lines, plan)]
    assert sum(ratios) / len(ratios) <= 1.3
    assert 0.69 <= min(ratios) <= max(ratios) <= 1.6
    assert sum(line[-1].hyphen for line in lines) <= 6


@pytest.mark.parametrize("size", [9.25, 9.5, 9.75, 10.0, 10.25, 10.5, 11.0])
def test_word_spaces_are_even_at_every_size(size: float, published: Document, kit: Kit) -> None:
    """The source text at 170 mm: what `make bench` compares."""
    kit = replace(kit, family=kit.family.ligated())
    natural = kit.family.face().width(" ")
    points = Hyphenator(kit.world, "fr", partial(texts, published)).points
    items = [item for section in published.sections for item in _items(section)]
    lines = [justified(words(item.text.runs, kit.family), mm(170) / size, points) for item in items]
    inner = [line for some in lines for line in some[:-1]]
    ratios = [1 + (line.stretch + 2 * line.tracking) / natural for line in inner]
    assert sum(ratios) / len(ratios) <= 1.3
    assert max(ratios) <= 1.6
    assert sum(line.hyphen > 0 for line in inner) <= 6


def test_body_lines_of_a_page_lie_on_one_grid(plan: Plan) -> None:
    """The step is half the distance of two lines: an example stands half a line below the one before."""
    for page in some(plan.pages):
        lines = body_lines(page, plan)
        inner = [after[0].y - one[0].y for one, after in pairwise(lines) if one in inner_lines(lines, plan)]
        for line in lines if inner else ():
            steps = (line[0].y - lines[0][0].y) / (min(inner) / 2)
            assert steps == pytest.approx(round(steps), abs=0.01)


@pytest.mark.parametrize("width", [10.0, 11.0, 12.0, 13.0, 14.0])
def test_large_words_end_no_line_with_a_little_one(width: float, kit: Kit) -> None:
    """A title on two lines said "Trois piliers pour des / villes imaginaires"."""
    lines = balanced(words([Run("Trois piliers pour des villes imaginaires", strong=True)], kit.family), width)

    assert [line.text for line in lines] == ["Trois piliers pour", "des villes imaginaires"]


@pytest.mark.parametrize(
    "title", ["Abwärme|und Umweltwärme", "Greener towns, fairer streets:|what eight years have taught us"]
)
def test_a_conjunction_begins_a_line_and_a_clause_does_behind_a_colon(title: str, kit: Kit) -> None:
    """They said "Abwärme und / Umweltwärme", "Greener towns, fairer streets: what / eight years"."""
    lines = title.split("|")
    room = 1.1 * max(map(kit.family.face(strong=True).width, lines))

    assert [line.text for line in balanced(words([Run(" ".join(lines), strong=True)], kit.family), room)] == lines


def test_no_page_ends_in_a_cut_word(case: Document, justifying: Kit) -> None:
    plan = note.plan(case, justifying)
    for page in some(plan.pages):
        lines = body_lines(page, plan)
        assert not (lines and lines[-1][-1].hyphen)


@every(7, "language", SENTENCES)
def test_text_is_read_back_whole_in_every_language(language: str, justifying: Kit) -> None:
    made, kit = written_in(language), justifying
    plan = note.plan(made, kit)
    assert any(one.hyphen for page in plan.pages for one in page.operations if isinstance(one, TextObject))
    read = " ".join(" ".join(passage.text for passage in note.read(note.write(plan, kit))).split())
    for paragraph in some(paragraphs(made)):
        assert paragraph in read


def test_hyphens_of_the_text_are_read_back_at_line_ends(kit: Kit) -> None:
    made = document(1, 2, word="start-ups socio-économiques public-privé rendez-vous " * 12)
    read = " ".join(" ".join(passage.text for passage in note.read(note.write(note.plan(made, kit), kit))).split())
    for paragraph in some(paragraphs(made)):
        assert paragraph in read


@pytest.mark.parametrize(
    ("wished", "options", "width", "spread"),
    [
        (True, STANDARD, 460.0, True),
        (False, STANDARD, 460.0, False),
        (True, LayoutOptions(justified=False), 460.0, False),
        (True, STANDARD, mm(99), False),
    ],
)
def test_running_text_is_justified_where_it_may_be(
    wished: bool, options: LayoutOptions, width: float, spread: bool, kit: Kit
) -> None:
    kit = _set(kit, justified=wished)
    texts = [item.text for section in written_in("fr").sections for item in _items(section)]
    hyphenator = Hyphenator(kit.world, "fr", lambda: texts)
    metrics, references = TypeMetrics(10.0, 1.2), References({})
    context = LayoutContext(kit, metrics, Structure(), references, "H2", hyphenator, options)
    lines = [line for text in texts for line in context.running(text, width)]
    assert any(line.stretch > 0 for line in lines) == spread
    assert any(line.hyphen for line in lines) == spread


def _items(section: Section) -> list[Item]:
    return [item for block in section.blocks if isinstance(block, Items) for item in block.items]


def test_ligatures_are_drawn_and_read_as_letters(kit: Kit) -> None:
    plan = note.plan(document(1, 1, word="difficile office afflux fjord "), kit)
    data = note.write(plan, kit)
    read = note.read(data)[0].text
    assert "difficile office afflux fjord" in read
    ligated, plain = kit.family.ligated().face(), kit.family.face()
    assert ligated.width("difficile") < plain.width("difficile")
    assert data != note.write(replace(plan, ligatures=False), kit)

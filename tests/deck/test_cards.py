"""How cards are composed: within their area, legible, filled, in one rhythm, on few slides."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import pytest
import yaml
from msgspec.structs import replace

from generator.deck.compose.cards import CardSlide, deal
from generator.deck.compose.common import Context, balanced
from generator.deck.compose.forms import FORMS
from generator.deck.layouts import BODY, FOOTER, SIDEBAR, SIDEBAR_FOOT, SIDEBAR_RIGHT, builtin_design
from generator.deck.slide import PAPER, Figure, Frame
from generator.document.tree import Item
from generator.errors import Mark
from generator.pipeline.production import Production
from generator.source.inline import Run, Text
from generator.text.breaking import LineCounter, break_lines, words
from generator.units import Box
from generator.world import World
from tests.deck.realistic import cards, fewest, letters, measure, planned, shape, write
from tests.matrix import every
from tests.project import CONTENT, ROOT, Project
from tests.publications import WORDS
from tests.some import some


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Context:
    """Return the built-in design with a document of no matter."""
    root = made(tmp_path_factory.mktemp("context"), "fr", [[60]])
    production = Production(World(root), "essai")
    return Context(production.compose("templates/deck.xml.j2"), builtin_design(production.kit), {})


def made(root: Path, language: str, pillars: list[list[int]], seed: int = 0) -> Path:
    """Return a project with a publication of so many letters an example."""
    shutil.copytree(ROOT / "templates", root / "templates")
    (root / "content").mkdir()
    shutil.copy(CONTENT / "cities.yaml", root / "content")
    write(root, language, pillars, seed)
    return root


def item(text: str, *names: str) -> Item:
    mark = Mark("")
    return Item("e", tuple(Text((Run(name),), mark) for name in names), Text((Run(text),), mark))


def items_of(lengths: Sequence[int], seed: int) -> list[Item]:
    """Return examples of about so many letters, some with a place."""
    chance = random.Random(seed)
    language = chance.choice(list(WORDS))
    names = ((), ("Rennes",), ("Grenoble", "Turin"))
    return [item(letters(chance, language, length), *chance.choice(names)) for length in lengths]


def dealt(items: Sequence[Item], context: Context, above: float = 0.0) -> list[CardSlide]:
    return deal(items, above, context).slides(24.0)


def least(items: Sequence[Item], size: float, context: Context) -> int:
    """Return the fewest slides on which ``items`` fit in their order: every place to end a slide is tried."""
    return fewest([card for slide in dealt(items, context) for card in slide.cards], size)


@pytest.mark.parametrize("count", range(1, 13))
def test_no_card_leaves_its_area_and_none_lies_on_another(count: int, context: Context) -> None:
    chance = random.Random(count)
    for length in (5, 40, 120, 300, 600, 900):
        lengths = [max(5, min(900, int(chance.gauss(length, length * chance.choice((0, 0.8)))))) for _ in range(count)]
        slides = dealt(items_of(lengths, count + length), context)

        assert sum(len(slide.cards) for slide in slides) == count
        for slide in some(slides):
            for index, (card, box) in enumerate(some(zip(slide.cards, slide.boxes, strict=True))):
                assert box.x >= BODY.x - 0.01
                assert box.right <= BODY.right + 0.01
                assert box.y >= BODY.y - 0.01
                assert box.bottom <= BODY.bottom + 0.01 < FOOTER.box.y
                assert card.height(box.width, slide.size) <= box.height + 0.01
                assert card.fits(box.width, slide.size)
                assert not any(touches(box, other) for other in slide.boxes[:index])


def touches(a: Box, b: Box) -> bool:
    return a.x < b.right and b.x < a.right and a.y < b.bottom and b.y < a.bottom


@pytest.mark.parametrize("seed", range(12))
def test_comfortable_text_takes_the_fewest_slides_that_hold_it(seed: int, context: Context) -> None:
    chance = random.Random(seed)
    mean = chance.choice((90, 240, 400))
    items = items_of([max(20, int(chance.gauss(mean, mean / 3))) for _ in range(chance.randint(1, 12))], seed)
    slides = dealt(items, context)

    assert [card.item for slide in slides for card in slide.cards] == items
    assert len({slide.size for slide in slides}) == 1
    assert slides[0].size >= 16.0
    assert len(slides) <= least(items, 18.0, context)


def test_a_short_example_after_long_ones_has_their_size_and_no_slide_to_itself(context: Context) -> None:
    long = "La ville ouvre ses services à tous les habitants et simplifie les démarches. " * 18
    slides = dealt([item(text) for text in (long, long, long, "Un service public simple et ouvert à tous.")], context)

    assert [len(slide.cards) for slide in slides] == [1, 1, 2]
    assert min(slide.size for slide in slides) >= 16.0


def test_a_card_that_only_small_text_holds_makes_no_other_small(context: Context) -> None:
    slides = dealt(items_of([60, 2800, 60], 2), context)

    assert [len(slide.cards) for slide in slides] == [1, 1, 1]
    assert slides[0].size == slides[2].size == 24.0
    assert 10.0 <= slides[1].size < 16.0


def test_ten_times_the_cards_are_measured_ten_times_as_often(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    measured = 0
    count = LineCounter.count

    def counted(lines: LineCounter, width: float) -> int:
        nonlocal measured
        measured += 1
        return count(lines, width)

    monkeypatch.setattr(LineCounter, "count", counted)
    found = []
    for some_cards in (30, 300):
        measured = 0
        dealt(items_of([40 + 37 * number % 300 for number in range(some_cards)], 5), context)
        found.append(measured / some_cards)

    assert found[1] <= found[0] * 1.2
    assert found[1] <= 50  # of 600 pairs of a size and a width


def test_the_place_that_begins_a_text_is_no_heading(context: Context) -> None:
    texts = [("Bilbao a mis en place", "Bilbao"), ("Bilbaoa", "Bilbao"), ("À Bilbao", "Bilbao"), ("Rien",)]
    (slide,) = dealt([item(text, *names) for text, *names in texts], context)

    assert [card.heading for card in slide.cards] == ["", "", "", ""]
    said = [[(run.text, run.strong) for run in card.runs] for card in slide.cards]
    assert said[2][:2] == [("Bilbao", True), ("\u00a0— ", False)]
    assert said[0] == [("Bilbao", True), (" a mis en place", False)]


def test_the_places_that_a_text_mentions_are_strong_where_they_stand(context: Context) -> None:
    """They were said twice, in a heading or before a dash; words that mean a city without its name say it once."""
    mark = Mark("")
    lyon, turin = Run("la métropole de Lyon", place="lyon"), Run("Turin", place="turin")
    both = replace(item("", "Lyon", "Turin"), text=Text((Run("Avec "), lyon, Run(" et "), turin), mark))
    there = (Run("Là, "), Run("cette ville", place="nantes"), Run(" agit."))
    meant = replace(item("", "Nantes"), text=Text(there, mark))
    (slide,) = dealt([both, meant], context)

    assert [card.heading for card in slide.cards] == ["", ""]
    said = [[run.text for run in card.runs if run.strong] for card in slide.cards]
    assert said == [["la métropole de Lyon", "Turin"], ["Nantes"]]
    assert "".join(run.text for run in slide.cards[0].runs) == "Avec la métropole de Lyon et Turin"


@pytest.mark.long
@every(6, "seed", range(6))
def test_cards_of_real_publications_are_legible_and_filled(seed: int, tmp_path: Path) -> None:
    language, pillars = shape(seed + 40)
    deck = planned(made(tmp_path, language, [lengths[:20] for lengths in pillars], seed))
    slides = measure(deck)

    assert sum(one.size <= 14 and one.used < 0.5 for one in slides) <= 0.03 * len(slides)
    assert median(one.size for one in slides) >= 17.0
    assert sum(one.used < 0.6 for one in slides) <= max(1, 0.05 * len(slides))  # one of few slides is more than 5 %


def test_places_stand_in_the_same_way_in_all_cards_of_a_pillar(context: Context) -> None:
    """Beside a text that begins with its place, another's place stood on a line of its own."""
    sample = [item("La ville agit.", "Bilbao"), item("Un réseau agit.", "Nantes", "Turin")]
    (apart,) = dealt(sample, context)
    assert [card.heading for card in apart.cards] == ["Bilbao", "Nantes · Turin"]

    (led,) = dealt([*sample, item("Rennes agit.", "Rennes")], context)
    said = ["".join(run.text for run in card.runs) for card in led.cards]
    assert said == ["Bilbao\u00a0— La ville agit.", "Nantes · Turin\u00a0— Un réseau agit.", "Rennes agit."]
    assert not any(card.heading for card in led.cards)


def test_only_an_example_that_names_its_place_after_its_first_sentence_begins_with_it(context: Context) -> None:
    """“Grenoble — Le pacte de Grenoble” said its place twice; the colour of the place is found within a sentence."""
    place = Run("Nantes", place="nantes")
    soon = Run("La politique de l'eau a toujours été au cœur de ce que fait "), place, Run(". Elle dure.")
    late = Run("L'eau a toujours été l'affaire de tous. Ainsi agit "), place, Run(".")
    of = [replace(item("", "Nantes"), text=Text(runs, Mark("x"))) for runs in (soon, late)]
    (slide,) = dealt(of, context)
    said = ["".join(run.text for run in card.runs) for card in slide.cards]

    assert said == ["".join(run.text for run in soon), "Nantes\u00a0— " + "".join(run.text for run in late)]
    assert [[run.text for run in card.runs if run.strong] for card in slide.cards] == [["Nantes"], ["Nantes"]]


def test_of_two_unlike_examples_the_longer_has_the_wider_card(context: Context) -> None:
    sentence = "La ville ouvre ses services à tous les habitants et simplifie les démarches. "
    (slide,) = dealt([item(sentence), item(sentence * 7)], context)
    placed = FORMS["rows of 2"](slide.cards, BODY, 18.0)
    assert placed is not None
    short, long = placed.boxes

    assert (short.y, short.bottom) == (long.y, long.bottom)
    assert long.width > 1.9 * short.width


def test_titles_have_one_size_and_are_larger_than_text_whose_sizes_are_close(tmp_path: Path) -> None:
    deck = planned(made(tmp_path, "fr", [[40] * 3, [400] * 5, [150] * 12, [250] * 4]))
    titles = {
        shape.paragraphs[0].size
        for slide in deck.slides
        for shape in slide.shapes
        if isinstance(shape, Frame) and shape.placeholder == "title"
    }
    sizes = {card.paragraphs[-1].size for slide in deck.slides for card in cards(slide)}

    assert len(titles) == 1
    assert min(titles) >= 1.2 * max(sizes)
    assert min(sizes) >= 16.0
    assert max(sizes) <= 1.25 * min(sizes)


def test_cards_bear_their_numbers_whether_the_matrix_refers_to_them_or_not(project: Project) -> None:
    write(project.root, "fr", [[600, 550, 500, 450, 500, 600], [90, 120]])
    refers = [shape for slide in planned(project.root).slides for shape in slide.shapes if shape.name == "Numéro 1.6"]
    assert [shape.text for shape in refers if isinstance(shape, Frame)] == ["1.6"]

    write(project.root, "fr", [[90, 120], [90, 120]])
    few = planned(project.root)
    assert [shape.name for slide in few.slides for shape in slide.shapes if shape.name.startswith("Numéro 1.")]


def test_examples_stand_open_below_rules_their_numbers_beside_them(project: Project) -> None:
    write(project.root, "fr", [[160, 120, 90], [90, 120]])
    for slide in planned(project.root).slides:
        for index, card in enumerate(cards(slide)):
            before = slide.shapes[: slide.shapes.index(card)]
            number, rule = before[-1], before[-2]
            assert isinstance(number, Frame)
            assert isinstance(rule, Figure)
            assert number.text.endswith(f".{index + 1}")
            assert (card.fill, number.fill) == (None, None)
            assert rule.fill == number.paragraphs[0].colour
            assert (rule.box.x, rule.box.y) == (card.box.x, card.box.y)
            assert number.box.y == card.box.y + card.insets[1]
            assert number.box.right < card.box.x + card.insets[0]
            assert number.paragraphs[0].size == card.paragraphs[0].size


def test_the_number_of_a_narrow_example_stands_above_it(project: Project) -> None:
    write(project.root, "fr", [[200] * 18])
    found = [(slide, card) for slide in planned(project.root).slides for card in cards(slide) if card.box.width < 300]
    for slide, card in some(found):
        number = slide.shapes[slide.shapes.index(card) - 1]
        assert card.insets[0] == 0.0
        assert number.box.bottom <= card.box.y + card.insets[1] + 0.01


@pytest.mark.parametrize("seed", range(3))
def test_the_numbers_of_a_slide_stand_all_beside_the_words_or_all_above_them(seed: int, project: Project) -> None:
    """Three narrow examples had theirs above, two below them theirs beside."""
    write(project.root, "de", [[150, 160, 110, 120, 110]] * 4, seed)
    for slide in some(planned(project.root).slides):
        assert len({card.insets[0] > 0.0 for card in cards(slide)}) <= 1


@pytest.mark.parametrize(
    "heading", ["Un titre", "Des stratégies axées sur les atouts métropolitains pour une ambition claire"]
)
def test_the_icon_of_a_sidebar_is_large_and_below_its_heading(heading: str, project: Project) -> None:
    write(project.root, "fr", [[90, 120]])
    examples = "examples: [{id: e0-0, text: Une ville ouvre ses services.}]"
    project.write("content/essai/pillars/p0.yaml", f"label: Un pilier\nheading: {heading}\nicon: rocket\n{examples}\n")
    slide = next(slide for slide in planned(project.root).slides if [*cards(slide)])
    icon = next(one for one in slide.shapes if isinstance(one, Figure) and one.line == PAPER)
    title = next(one for one in slide.shapes if isinstance(one, Frame) and one.placeholder == "title")
    size = title.paragraphs[0].size

    assert icon.box.width >= 120.0
    assert not isinstance(icon.geometry, str)
    assert icon.box.x + icon.geometry.left - icon.line_width / 2 == pytest.approx(
        title.box.x
    )  # its lines begin where the words do
    assert icon.box.right <= SIDEBAR.right - SIDEBAR_RIGHT
    assert icon.box.bottom <= SIDEBAR.bottom - SIDEBAR_FOOT
    assert icon.box.y > title.box.y + size


def sourced(project: Project, lengths: Sequence[int], source: str) -> list[Frame]:
    """Return the frames of the slide of a pillar whose first example of so many letters has a ``source``."""
    write(project.root, "fr", [[*lengths]])
    path = project.root / "content/essai/pillars/p0.yaml"
    data = yaml.safe_load(path.read_text("utf-8"))
    data["examples"][0]["source"] = {"title": source}
    project.write("content/essai/pillars/p0.yaml", yaml.safe_dump(data, allow_unicode=True))
    slide = next(slide for slide in planned(project.root).slides if [*cards(slide)])
    return [one for one in slide.shapes if isinstance(one, Frame)]


def test_the_source_of_one_of_several_cards_is_named_at_the_foot_where_there_is_room(project: Project) -> None:
    found = sourced(project, [120, 150], "Bilan du prêt de vélos")
    (note,) = (one for one in found if one.name == "Source")
    shown = [one for one in found if one.name.startswith("Exemple [")]

    assert note.paragraphs[0].text == "1\u00a0Bilan du prêt de vélos"
    assert note.paragraphs[0].size <= 12.0
    assert all(one.box.bottom <= note.box.y for one in some(shown))
    assert note.box.bottom <= FOOTER.box.y


@pytest.mark.parametrize(("lengths", "source"), [([300, 310, 290], "Bilan"), ([120, 150], "Un long titre " * 40)])
def test_no_source_is_named_below_cards_that_need_the_room_nor_by_its_number_alone(
    lengths: list[int], source: str, project: Project
) -> None:
    assert "Source" not in {one.name for one in some(sourced(project, lengths, source))}


@pytest.mark.parametrize(
    "heading", ["Un fort soutien aux projets innovants portés par les acteurs du territoire", "Regenwasser halten"]
)
def test_a_heading_in_a_sidebar_stays_clear_of_its_edge(heading: str, project: Project, context: Context) -> None:
    write(project.root, "fr", [[90, 120]])
    examples = "examples: [{id: e0-0, text: Une ville ouvre ses services.}]"
    project.write("content/essai/pillars/p0.yaml", f"label: Un pilier\nheading: {heading}\nicon: rocket\n{examples}\n")
    slide = next(slide for slide in planned(project.root).slides if [*cards(slide)])
    title = next(one for one in slide.shapes if isinstance(one, Frame) and one.placeholder == "title")

    size = title.paragraphs[0].size
    found = break_lines(words([Run(title.text)], context.kit.family, strong=True), title.box.width / size)
    assert title.box.x + max(line.width for line in found) * size <= SIDEBAR.right - SIDEBAR_RIGHT
    assert title.text.replace("\u00a0", " ") == heading


def test_a_title_takes_one_more_line_in_a_tall_box_for_the_sake_of_their_ends(context: Context) -> None:
    """Four lines ended in "soutien aux" and "portés par les", in a panel with room for ten."""
    heading = "Un fort soutien aux projets innovants portés par les acteurs du territoire"
    items = words([Run(heading)], context.kit.family, strong=True)

    def ends(*, tall: bool) -> list[str]:
        width = balanced(items, 248.0, 400.0, 29.0, context.pitch, tall=tall) / 29.0
        return [line.words[-1].text for line in break_lines(items, width)[:-1]]

    assert {"aux", "les"} & {*ends(tall=False)}
    assert not {"aux", "les", "par", "du"} & {*ends(tall=True)}

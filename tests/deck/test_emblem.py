"""Few words stand large beside the icon of their pillar; text does not end in a short word alone on its line."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator

import pytest
import yaml
from PIL import Image

from generator.deck.compose.common import laid, without_runt
from generator.deck.compose.emblem import EMBLEM
from generator.deck.deck import Deck
from generator.deck.layouts import BODY, WIDTH
from generator.deck.slide import PAPER, Figure, Frame, Group, Para, PictureShape, Slide
from generator.graphics.path import Path
from generator.pipeline.production import Production
from generator.source.inline import Run
from generator.text import fallback
from generator.text.breaking import break_lines, words
from generator.text.fonts import Family
from generator.world import World
from tests.deck.realistic import cards, letters, planned, write
from tests.project import Project
from tests.publications import SLUG
from tests.some import some


def plan_of(project: Project, pillars: list[list[int]], **keys: object) -> Deck:
    """Return the deck of pillars with short headings and examples of so many letters; the first has ``keys``, too.

    A heading with too long a word for a sidebar stands on a band: an icon may be beside the cards.
    """
    write(project.root, "fr", pillars)
    for number in range(len(pillars)):
        path = project.root / "content" / SLUG / "pillars" / f"p{number}.yaml"
        data = yaml.safe_load(path.read_text("utf-8")) | {"heading": f"Une intergouvernementalisation {number}"}
        path.write_text(json.dumps(data | (keys if number == 0 else {})), "utf-8")
    return planned(project.root)


def text_lines(headline: Frame, project: Project) -> int:
    """Return the lines of a title."""
    family = Family.open(World(project.root), "Carlito")
    said = "".join(span.text for span in headline.paragraphs[0].spans)
    items = words((Run(said),), family, strong=True)
    return len(break_lines(items, headline.box.width / headline.paragraphs[0].size))


def slides_of(deck: Deck) -> list[Slide]:
    """Return the slides of pillars."""
    return [slide for slide in deck.slides if slide.role.startswith("pillar")]


def large_icons(slide: Slide) -> Iterator[Figure]:
    drawn = (one for one in slide.shapes if isinstance(one, Figure) and isinstance(one.geometry, Path))
    return (one for one in drawn if one.box.height > 100)


def test_a_lone_short_example_is_large_in_the_upper_middle_beside_the_icon(project: Project) -> None:
    (slide,) = slides_of(plan_of(project, [[90]]))
    (card,) = cards(slide)
    (icon,) = large_icons(slide)
    panel = next(one for one in slide.shapes if isinstance(one, Figure) and one.box.x > card.box.right and one.fill)

    assert card.paragraphs[-1].size >= 26.0
    assert BODY.y + 40.0 < card.box.y < BODY.y + BODY.height / 2
    assert card.box.bottom == pytest.approx(BODY.bottom)
    assert icon.box.right <= BODY.right
    assert (panel.box.y, panel.box.bottom) == (BODY.y, BODY.bottom)
    assert panel.box.width == pytest.approx(EMBLEM * BODY.width)


def tiles_of(deck: Deck) -> list[tuple[Frame, Figure, Para, Para, Frame]]:
    """Return the tiles of the overview: each with its icon, its number, its label, and the frame of the number.

    In a column, the number stands after its word at the foot.
    """
    (overview,) = (slide for slide in deck.slides if slide.role == "overview")
    frames = [one for one in overview.shapes if isinstance(one, Frame) and one.name.startswith("Pilier ")]
    icons = [one for one in overview.shapes if isinstance(one, Figure) and one.line == PAPER]
    tiles = [one for one in frames if "[" in one.name]
    feet = [one for one in overview.shapes if isinstance(one, Frame) and one.name.startswith("Ville [")]
    found = [one for one in frames if one.paragraphs[0].text.isdigit()] or feet
    numbers = [one.paragraphs[0] for one in found]
    labels = [tile.paragraphs[-1] for tile in tiles]
    return list(zip(tiles, icons, numbers, labels, found, strict=True))


@pytest.mark.parametrize("count", [1, 2, 3])
def test_numbers_and_labels_of_an_overview_of_few_pillars_are_large(project: Project, count: int) -> None:
    tiles = tiles_of(plan_of(project, [[60]] * count))

    assert len(tiles) == count
    for index, (_tile, icon, number, label, _frame) in enumerate(tiles, 1):
        assert number.text == (str(index) if count == 1 else f"Pilier {index}")
        assert number.size >= (44 if count == 1 else 18)
        assert label.size >= 25
        assert icon.box.height >= 80


@pytest.mark.parametrize("title", ["Villes", "Des stratégies de coopération et d'innovation", "Des villes " * 14])
def test_the_kind_stands_right_above_the_title_of_a_cover(project: Project, title: str) -> None:
    write(project.root, "fr", [[80]])
    path = project.root / "content" / SLUG / "publication.yaml"
    data = yaml.safe_load(path.read_text("utf-8")) | {"title": title.strip(), "kind": "Note"}
    path.write_text(json.dumps(data), "utf-8")
    cover = planned(project.root).slides[0]
    held = {one.name: one for one in cover.shapes if isinstance(one, Frame)}
    kind, headline = held["Nature du document"], held["Titre"]
    size, leading = headline.paragraphs[0].size, headline.paragraphs[0].leading
    assert leading == 0.9
    top = headline.box.bottom - size * 1.25 * leading * text_lines(headline, project)
    assert kind.box.bottom <= top
    assert top - kind.box.bottom <= 1.5 * size


@pytest.mark.parametrize("count", range(1, 13))
def test_the_words_of_tiles_leave_no_hole_and_have_room_for_a_wider_font(project: Project, count: int) -> None:
    deck = plan_of(project, [[60]] * count)
    family, pitch = deck.design.kit.family, deck.design.pitch
    tiles = tiles_of(deck)

    assert len({label.size for _tile, _icon, _number, label, _frame in tiles}) == 1
    for tile, icon, number, label, frame in tiles:
        left, top, right, bottom = tile.insets
        width = (tile.box.width - left - right) / label.size
        items = words([Run(label.text, True)], family)
        above = number.size * pitch + number.after if frame is tile else 0.0
        assert number.size >= (label.size if number.text.isdigit() else 16)
        assert above + fallback.lines(items, width, pitch) * pitch * label.size <= tile.box.height - top - bottom + 0.01
        assert fallback.widest(items) <= width
        if tile.anchor == "t":  # a hole between icon and label
            assert 2 * label.size * pitch > tile.box.y + top + above - icon.box.bottom
            assert frame is not tile or tile.box.y + top <= icon.box.bottom


def test_a_lone_sentence_is_as_large_as_a_heading_alone_may_be_whatever_the_rhythm(project: Project) -> None:
    slides = slides_of(plan_of(project, [[60], [400] * 6]))
    (lone,) = cards(slides[0])
    others = [card.paragraphs[-1].size for slide in slides[1:] for card in cards(slide)]

    assert lone.paragraphs[-1].size == 36.0 > max(others)


def test_two_short_cards_fill_the_slide_from_its_head_to_its_foot(project: Project) -> None:
    (slide,) = slides_of(plan_of(project, [[20, 30]]))
    found = [*cards(slide)]

    assert len(found) == 2
    assert found[1].box.bottom - found[0].box.y == pytest.approx(BODY.height)
    assert found[1].box.y >= BODY.y + BODY.height / 3


def test_the_icon_stands_beside_text_that_the_rhythm_makes_smaller(project: Project) -> None:
    alone = slides_of(plan_of(project, [[200, 120]]))
    assert not [icon for slide in alone for icon in large_icons(slide)]
    slides = slides_of(plan_of(project, [[200, 120], [600] * 6]))

    assert [*some(large_icons(slides[0]))]


@pytest.mark.parametrize("heading", ["Payé", "Une intergouvernementalisation"])
def test_a_heading_alone_has_its_icon_beside_its_number(heading: str, project: Project) -> None:
    """Beside sidebars, the icon of a slide that has none lay on the number."""
    data = {"heading": heading, "table": {"caption": "Budget", "columns": ["Ville", "€"], "rows": [["Rennes", 31]]}}
    write(project.root, "fr", [[], [60, 70]])
    path = project.root / "content" / SLUG / "pillars" / "p0.yaml"
    path.write_text(json.dumps(yaml.safe_load(path.read_text("utf-8")) | data), "utf-8")
    slide = slides_of(planned(project.root))[0]
    (number,) = [one for one in slide.shapes if isinstance(one, Frame) and one.paragraphs[0].spans[0].text == "1"]
    drawn = [one.box for one in slide.shapes if isinstance(one, Figure | Group) and one.box.width < WIDTH / 3]

    assert max(one.right for one in drawn) < number.box.x + 4


def test_a_pillar_without_examples_says_its_few_words_large(project: Project) -> None:
    words = "Ce pilier sera illustré après le séminaire de janvier."
    (slide,) = slides_of(plan_of(project, [[]], intro=words))
    (said,) = (one for one in slide.shapes if isinstance(one, Frame) and one.text.replace("\u00a0", " ") == words)

    assert said.paragraphs[0].size >= 24.0
    assert [*some(large_icons(slide))]
    assert any(words in "".join(span.text for span in note) for note in slide.speaker_notes)


def test_cards_that_fill_their_slide_have_no_icon_beside_them(project: Project) -> None:
    for slide in some(slides_of(plan_of(project, [[200] * 4, [500] * 2]))):
        assert not [*large_icons(slide)]
        assert max(card.box.right for card in cards(slide)) == pytest.approx(BODY.right)


def test_a_long_introduction_alone_keeps_its_slide(project: Project) -> None:
    (slide,) = slides_of(plan_of(project, [[]], intro="Une phrase de l'introduction, ni courte ni longue. " * 40))

    assert not [*large_icons(slide)]


@pytest.fixture
def family(project: Project) -> Family:
    write(project.root, "fr", [[60]])
    return Production(World(project.root), SLUG).kit.family


def test_text_ends_in_no_short_word_alone_and_takes_no_more_lines(family: Family) -> None:
    ended = 0
    for seed in range(120):
        runs = [Run(letters(random.Random(seed), "fr", 40 + 2 * seed))]
        items = words(runs, family)
        before, width = break_lines(items, 300 / 20), without_runt(items, 300.0, 20.0, 1.245)
        said = [Run(one.text) for one in laid(runs, items, width / 20)]
        after = break_lines(words(said, family), width / 20)
        ended += len(before[-1].words) == 1 < len(before) and before[-1].width < 4.0
        ended -= " " not in after[-1].text.replace("\u00a0", " ") and len(after) > 1 and after[-1].width < 4.0

        assert len(after) == len(before)
        assert 0.7 * 300 <= width <= 300
    assert ended >= 5  # so many of the texts were mended, at least


def test_a_short_word_that_would_stand_alone_is_bound_to_that_before_it(family: Family) -> None:
    said = [Run("Une plateforme née de la collaboration entre Rennes et "), Run("Saint-Malo.", strong=True)]
    items = words(said, family)
    whole = sum(word.width + word.space for word in items)

    assert "".join(one.text for one in laid(said, items, whole - 3.5)).endswith("Rennes et\u00a0Saint-Malo.")
    assert "".join(one.text for one in laid(said, items, 2 * whole)).endswith("Rennes et Saint-Malo.")
    assert [one.text for one in laid([Run("")], [], 10.0)] == [""]


def test_text_without_a_runt_keeps_its_width(family: Family) -> None:
    items = words([Run("La ville ouvre ses services")], family)

    assert without_runt(items, 1000.0, 20.0, 1.245) == 1000.0


def test_no_line_is_made_narrower_than_a_word(family: Family) -> None:
    items = words((Run("En de samen duurzaamheidsexperimenten en."),), family)
    longest = max(word.width for word in items) * 20.0
    for width in (longest * 1.01, longest * 1.1, longest * 1.3):
        assert without_runt(items, width, 20.0, 1.245) >= min(width, longest * 1.02)


@pytest.mark.parametrize("count", [1, 2])
def test_a_picture_of_few_examples_is_large_and_no_icon_is_beside_it(count: int, project: Project) -> None:
    folder = project.root / "content" / SLUG
    folder.mkdir(parents=True)
    Image.new("RGB", (1200, 800), "teal").save(folder / "vue.png")
    examples: list[dict[str, object]] = [{"id": f"e0-{index}", "text": "Un exemple court."} for index in range(count)]
    examples[0]["picture"] = {"file": "vue.png", "alt": "Une vue"}
    (slide,) = slides_of(plan_of(project, [[90]], examples=examples))
    (picture,) = [one for one in slide.shapes if isinstance(one, PictureShape)]
    first = next(cards(slide))

    assert not [*large_icons(slide)]
    assert picture.box.height >= (0.5 if count == 1 else 0.25) * BODY.height
    assert (picture.box.x > first.box.right) is (count == 1)
    assert picture.box.right == 960
    assert picture.box.bottom == 540 or count > 1

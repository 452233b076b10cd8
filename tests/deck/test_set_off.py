"""What is set off in an example: figures side by side, a quotation, points; measured as it is drawn."""

from __future__ import annotations

from itertools import pairwise

import pytest

from generator.deck.compose.common import Context
from generator.deck.compose.insets import fields
from generator.deck.layouts import builtin_design
from generator.deck.slide import Colour, Frame, paragraphs_of
from generator.document.tree import KeyFigure, KeyFigures, Points, Quote
from generator.errors import Mark
from generator.pipeline.production import Production
from generator.source.inline import Run, Text
from generator.units import Box
from generator.world import World
from tests.project import SLUG, Project


def text(words: str) -> Text:
    return Text((Run(words),), Mark(""))


@pytest.fixture
def context(project: Project) -> Context:
    production = Production(World(project.root), SLUG)
    return Context(production.compose("templates/deck.xml.j2"), builtin_design(production.kit), {})


def shown(inset: KeyFigures | Quote | Points, width: float, size: float, context: Context) -> list[Frame]:
    """Return the frames of an inset in a box that is as high as it needs."""
    made = fields(inset, context.kit.family)
    tall = made.height(width, size, context.pitch)
    shapes = made.shapes(Box(0.0, 0.0, width, tall), size, Colour("accent1"), context)
    return [one for one in shapes if isinstance(one, Frame)]


FIGURES = KeyFigures((KeyFigure(text("1 250 kWc"), text("posés"), 7), KeyFigure(text("25 €"), text("la part"))))


@pytest.mark.parametrize("inset", [FIGURES, Quote(text("Oui."), text("Ada Beispiel"), 7)])
def test_the_number_of_a_source_stands_behind_its_words(inset: KeyFigures | Quote, context: Context) -> None:
    assert shown(inset, 500.0, 20.0, context)[0].paragraphs[-1].spans[-1].text == "7"


def test_figures_of_an_example_stand_side_by_side_over_its_width(context: Context) -> None:
    """“1 250 kWc posés” was a line of text."""
    first, second = shown(FIGURES, 500.0, 20.0, context)

    assert [[para.text for para in one.paragraphs] for one in (first, second)] == [
        ["1 250 kWc", "posés7"],
        ["25 €", "la part"],
    ]
    assert first.box.y == second.box.y
    assert first.box.x == 0.0
    assert second.box.right == pytest.approx(500.0)
    assert first.box.right < second.box.x
    assert first.paragraphs[0].size >= 2 * first.paragraphs[1].size


def test_figures_without_room_beside_each_other_stand_one_below_the_other(context: Context) -> None:
    first, second = shown(FIGURES, 200.0, 20.0, context)

    assert (first.box.x, first.box.width) == (second.box.x, second.box.width) == (0.0, 200.0)
    assert first.box.bottom < second.box.y


def test_the_mark_that_opens_a_quotation_hangs_before_its_lines(context: Context) -> None:
    (field,) = shown(Quote(text("«\u00a0Nous avons ouvert.\u00a0»"), text("Ada")), 500.0, 20.0, context)
    words, who = field.paragraphs

    assert words.indent == -words.first == who.indent > 0.0
    assert words.size > 20.0 > who.size
    assert shown(Quote(text("Nous avons ouvert."), text("Ada")), 500.0, 20.0, context)[0].paragraphs[0].indent == 0.0


def test_points_with_height_to_spare_are_fields_beside_each_other(context: Context) -> None:
    points = Points((text("Une navette toutes les dix minutes"), text("Un seul billet"), text("Des horaires clairs")))
    made, accent = fields(points, context.kit.family), Colour("accent1")
    low, high = Box(0.0, 0.0, 300.0, made.height(300.0, 20.0, context.pitch)), Box(0.0, 0.0, 560.0, 300.0)
    beside, (listed,) = ([*made.shapes(one, 20.0, accent, context)] for one in (high, low))

    assert [next(paragraphs_of([one])).text.replace("\u00a0", " ") for one in beside] == [
        one.plain for one in points.points
    ]
    assert len({(one.box.y, one.box.bottom) for one in beside}) == 1
    assert max(one.box.bottom for one in beside) <= 300.0
    assert [(one.text.replace("\u00a0", " "), one.bullet) for one in paragraphs_of([listed])] == [
        (one.plain, "•") for one in points.points
    ]


def test_points_that_would_be_small_beside_each_other_fill_the_height_one_below_the_other(context: Context) -> None:
    """Small cards floated between two voids."""
    points = Points((text("Une navette toutes les dix minutes"), text("Un seul billet"), text("Des horaires clairs")))
    made = fields(points, context.kit.family)
    tall = made.becoming(560.0, 300.0, 26.0, context.pitch)
    drawn = [*made.shapes(Box(0.0, 0.0, 560.0, tall), 26.0, Colour("accent1"), context)]

    assert {(one.box.x, one.box.width, round(one.box.height, 2)) for one in drawn} == {
        (0.0, 560.0, round(drawn[0].box.height, 2))
    }
    assert all(one.box.bottom < other.box.y for one, other in pairwise(drawn))
    assert drawn[-1].box.bottom == pytest.approx(tall)
    assert tall >= 1.2 * made.height(560.0, 26.0, context.pitch)
    assert {para.size for para in paragraphs_of(drawn)} == {26.0}


def test_points_of_unlike_lengths_stand_one_below_the_other(context: Context) -> None:
    """Beside a field full of words, two of the same height held three words each."""
    long = "organiser pendant l'été des ateliers gratuits et des exercices de sport pour chaque âge des habitants"
    made = fields(Points((text(long), text("une patinoire"), text("un cinéma d'été"))), context.kit.family)
    drawn = [*made.shapes(Box(0.0, 0.0, 560.0, 340.0), 22.0, Colour("accent1"), context)]

    assert [(one.box.x, one.box.width) for one in drawn] == [(0.0, 560.0)] * 3


@pytest.mark.parametrize("width", [180.0, 290.0, 400.0, 560.0])
@pytest.mark.parametrize(
    "inset",
    [
        FIGURES,
        KeyFigures(
            tuple(KeyFigure(text(f"{n} %"), text("uczestniczącymi przedsiębiorstwa " * n)) for n in range(1, 6))
        ),
        Quote(text("« innowacyjne oraz wspiera lat od uczestniczącymi »"), text("innowacyjne przedsiębiorstwa")),
        Points((text("uczestniczącymi"), text("innowacyjne oraz wspiera"))),
    ],
)
def test_what_is_set_off_is_as_high_as_it_says_and_no_lower_in_larger_text(
    inset: KeyFigures | Quote | Points, width: float, context: Context
) -> None:
    made, last = fields(inset, context.kit.family), 0.0
    for size in (12.0, 14.0, 18.0, 24.0):
        tall = made.height(width, size, context.pitch)
        drawn = [*made.shapes(Box(0.0, 0.0, width, tall), size, Colour("accent1"), context)]

        assert max(one.box.bottom for one in drawn) <= tall + 0.01
        assert max(one.box.right for one in drawn) <= width + 0.01
        assert tall >= last
        last = tall

"""The overflow judge finds planted faults, and is silent on a good deck."""

from __future__ import annotations

import io
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.util import Inches, Pt

from generator.judges import overflow
from generator.judges.tools import Page, Word
from generator.units import Box
from tests.judges.conftest import Outputs

GREY, WHITE = (RGBColor(*channels) for channels in ((176, 176, 176), (255, 255, 255)))  # type: ignore[no-untyped-call]
SENTENCE = "Le Pacte d’Innovation est complété par un contrat de coopération métropolitaine. "


def add_box(slide: Any, text: str, left: float, top: float, width: float, height: float) -> Any:
    box = slide.shapes.add_textbox(*(Inches(value) for value in (left, top, width, height)))
    box.text_frame.word_wrap = True
    box.text_frame.text = text
    for paragraph in box.text_frame.paragraphs:
        paragraph.font.size = Pt(18)
        paragraph.font.name = "Calibri"
    return box


def good(slide: Any) -> None:
    """What a deck of ours holds, in its place: group, table, no-break spaces, soft hyphen."""
    slide.shapes.title.text = "Des stratégies axées\u00a0: l’efficacité"
    add_box(
        slide,
        "«\u202fDeux mots\u202f» et 16\u00a0villes, inno\u00advation, Saint\u2011Malo",
        1,
        2,
        4,
        1,
    )
    group = slide.shapes.add_group_shape()
    add_box(group, "Bilbao", 6, 2, 2, 0.5)
    add_box(group, "Bilbao et Rennes, Bilbao encore", 6, 2.6, 3, 0.9)
    group.left, group.top = Inches(5.8), Inches(2.4)
    number = deepcopy(slide.slide_layout.placeholders[-1]._element)  # “‹#›”: a field
    slide.shapes._spTree.append(number)
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(4.5), Inches(6), Inches(1)).table
    for index, text in enumerate(("Ville", "Pilier", "Turin", "3")):
        table.cell(index // 2, index % 2).text = text


def long_body(slide: Any) -> None:
    add_box(slide, SENTENCE * 6, 1, 2, 4, 1)


def hidden_body(slide: Any) -> None:
    """A slide that is not shown is handed on all the same."""
    long_body(slide)
    slide._element.set("show", "0")


def shrunk_body(slide: Any) -> None:
    box = add_box(slide, SENTENCE * 6, 1, 2, 4, 1)
    box.text_frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE


def long_title(slide: Any) -> None:
    slide.shapes.title.text = SENTENCE * 5


def half_off(slide: Any) -> None:
    add_box(slide, "À cheval sur le bord droit", 12, 3, 3, 1)


def wholly_off(slide: Any) -> None:
    add_box(slide, "Personne ne lira ceci", 14, 3, 3, 1)


def unbreakable(slide: Any) -> None:
    add_box(slide, "Intercommunalitésmétropolitainesinterterritoriales", 1, 2, 2, 3)


def unwrapped(slide: Any) -> None:
    add_box(slide, SENTENCE, 1, 2, 3, 1).text_frame.word_wrap = False


def on_another(slide: Any) -> None:
    add_box(slide, "Grenoble-Alpes Métropole", 1, 3, 4, 1)
    add_box(slide, "Rennes Métropole voisine", 1.1, 3.1, 4, 1)


def on_the_footer(slide: Any) -> None:
    footer = deepcopy(slide.slide_layout.placeholders[-2]._element)
    slide.shapes._spTree.append(footer)
    slide.placeholders[footer.nvSpPr.nvPr.ph.idx].text_frame.text = "Pied"
    left, top = (
        value.inches for value in (slide.slide_layout.placeholders[-2].left, slide.slide_layout.placeholders[-2].top)
    )
    box = add_box(slide, "Une carte", left - 2, top - 1, 3, 1.1)
    box.fill.solid()
    box.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1


def on_its_colour(slide: Any) -> None:
    box = add_box(slide, "Blanc sur blanc", 1, 3, 4, 1)
    box.text_frame.paragraphs[0].font.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1


def faint(slide: Any) -> None:
    box = add_box(slide, "Gris sur blanc", 1, 3, 4, 1)
    box.text_frame.paragraphs[0].font.color.rgb = GREY


def on_a_picture(slide: Any) -> None:
    stream = io.BytesIO()
    Image.linear_gradient("L").save(stream, "PNG")  # black above, white below
    stream.seek(0)
    slide.shapes.add_picture(stream, Inches(1), Inches(2), Inches(4), Inches(3))
    add_box(slide, "Blanc sur clair", 1, 4.2, 4, 0.5).text_frame.paragraphs[0].font.color.rgb = WHITE


def letter_left(slide: Any) -> None:
    add_box(slide, "MILIEUX\u2011URBAINS", 1, 2, 1.55, 3)


def swollen_table(slide: Any) -> None:
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(3), Inches(3), Inches(0.8)).table
    table.cell(1, 1).text = SENTENCE


def deck(path: Path, plant: Callable[[Any], None]) -> Path:
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Inches(40 / 3), Inches(7.5)
    first = presentation.slides.add_slide(presentation.slide_layouts[5])
    own = add_box(first, "Métropole", 10, 6, 2, 0.5)._element
    first.slide_layout.shapes._spTree.append(own)  # the layout's own text, drawn on both slides
    good(first)
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = "Titre"
    plant(slide)
    presentation.save(str(path))
    return path


def nothing(_slide: Any) -> None:
    """A good deck stays good."""


PLANTED: dict[Callable[[Any], None], str] = {
    long_body: "is outside “TextBox",
    hidden_body: "is outside “TextBox",
    shrunk_body: "is outside “TextBox",
    long_title: "is outside “Title",
    half_off: "is not drawn",
    wholly_off: "is not drawn",
    unbreakable: "is broken",
    unwrapped: "is outside “TextBox",
    on_another: "lies on",
    swollen_table: "is outside “Table",
    on_the_footer: "lies on the footer",
    on_its_colour: "has the colour that it stands on",
    letter_left: "is broken",
    faint: "has a contrast of 2.2, below 3",
    on_a_picture: "has a contrast of",
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Return what is found in a deck of each fault, by the fault's name."""
    folder = tmp_path_factory.mktemp("planted")
    decks = [deck(folder / f"{plant.__name__}.pptx", plant) for plant in (nothing, *PLANTED)]
    return {path.stem: problems for path, problems in overflow.judged(decks).items()}


def test_a_good_deck_is_silent(found: dict[str, list[str]]) -> None:
    assert found["nothing"] == []


@pytest.mark.parametrize("plant", PLANTED)
def test_a_planted_fault_is_found(plant: Callable[[Any], None], found: dict[str, list[str]]) -> None:
    problems = found[plant.__name__]
    assert problems
    assert all(problem.startswith("slide 2: ") for problem in problems)
    assert any(PLANTED[plant] in problem for problem in problems)


def test_the_same_word_in_two_shapes_is_not_confused() -> None:
    """The word that left its own shape for another that says the same word is still found."""
    left, right = Box(0, 0, 100, 100), Box(200, 0, 100, 100)
    regions = [overflow.Region("a", left, "une de"), overflow.Region("b", right, "de deux")]
    drawn = [("une", 10, 10), ("de", 210, 50), ("de", 210, 10), ("deux", 240, 10)]
    words = tuple(Word(text, Box(x, y, 20, 10)) for text, x, y in drawn)
    found = overflow.judge(regions, Page(Box(0, 0, 400, 200), words))
    assert found == ["« de » [210 50 230 60] is outside a [0 0 100 100]"]


def test_a_footer_drawn_out_of_turn_is_known() -> None:
    body, foot = Box(0, 0, 100, 100), Box(0, 150, 100, 50)
    regions = [
        overflow.Region("body", body, "un texte"),
        overflow.Region("foot", foot, "métropole"),
    ]
    drawn = [("Métropole", 10, 160), ("un", 10, 10), ("texte", 40, 10)]
    words = tuple(Word(text, Box(x, y, 20, 10)) for text, x, y in drawn)
    assert overflow.judge(regions, Page(Box(0, 0, 400, 200), words)) == []


def test_a_word_that_straddles_the_edge_is_found() -> None:
    slide = Box(0, 0, 400, 200)
    words = (Word("bord", Box(390, 10, 20, 10)),)
    found = overflow.judge([overflow.Region("a", Box(300, 0, 200, 100), "bord")], Page(slide, words))
    assert found == ["« bord » [390 10 410 20] is off the slide"]


def test_a_word_may_break_at_its_soft_hyphen() -> None:
    region = overflow.Region("a", Box(0, 0, 100, 100), "l’inno\u00advation")
    words = (Word("l’inno-", Box(10, 10, 40, 10)), Word("vation", Box(10, 25, 30, 10)))
    assert overflow.judge([region], Page(Box(0, 0, 400, 200), words)) == []


def test_without_our_fonts_no_word_is_broken_and_none_lies_on_another(outputs: Outputs) -> None:
    found = overflow.findings(outputs["pptx"], overflow.WIDEST)

    assert len(found) <= 3
    assert [one for one in found if "broken" in one or "lies on" in one or "not drawn" in one] == []

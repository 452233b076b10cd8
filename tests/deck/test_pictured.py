"""A pictured example has a slide of its own, where more of its picture is seen: above its words, or beside them."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from generator.deck.compose.plan import plan
from generator.deck.deck import Deck
from generator.deck.layouts import HEIGHT, SIDEBAR, WIDTH
from generator.deck.slide import Figure, Frame, PictureShape, Slide
from generator.errors import Mark
from generator.pipeline.production import Production
from generator.source.model import Word
from generator.world import World
from tests.deck import brands
from tests.project import SLUG, Project
from tests.some import some

HEAD = """label: Soutien
heading: Soutenir les jeunes entreprises
icon: rocket
examples:
"""
PICTURED = """  - id: un
    text: Une ville prête des vélos à ses habitants pour une année entière, avec un atelier où l'on apprend.
    picture: {file: pictures/velos.png, alt: Des vélos}
"""
PICTURE = "{file: pictures/velos.png, alt: Des vélos}"
PLAIN = """  - id: plain-NUMBER
    text: Une autre ville ouvre ses services à tous les habitants et simplifie les démarches de chacun.
"""


def planned(project: Project, shape: tuple[int, int], examples: str, head: str = HEAD) -> Deck:
    data = io.BytesIO()
    Image.new("RGB", shape, (40, 90, 160)).save(data, "PNG")
    project.write(f"content/{SLUG}/pictures/velos.png", data.getvalue())
    project.write("soutien.yaml", head + examples)
    production = Production(World(project.root), SLUG)
    return plan(production.compose("templates/deck.xml.j2"), production.kit)


def with_picture(deck: Deck) -> tuple[Slide, PictureShape, Frame]:
    """Return the slide of the pictured example, its picture and its words."""
    (slide,) = [one for one in deck.slides if "example:un" in one.keys]
    (picture,) = [one for one in slide.shapes if isinstance(one, PictureShape)]
    (words,) = [one for one in slide.shapes if isinstance(one, Frame) and "[un]" in one.name]
    return slide, picture, words


@pytest.mark.parametrize(("shape", "above"), [((1500, 900), True), ((900, 1500), False)])
def test_a_picture_stands_where_more_of_it_is_seen(shape: tuple[int, int], above: bool, project: Project) -> None:
    slide, picture, words = with_picture(planned(project, shape, PICTURED + PLAIN.replace("NUMBER", "zwei")))

    assert slide.keys[-1] == "example:un"  # no other stands there
    assert (picture.box.right, picture.box.y) == (WIDTH, 0.0)
    assert (picture.box.x == SIDEBAR.right) is above
    assert (picture.box.bottom == HEIGHT) is not above
    assert words.box.y >= picture.box.bottom if above else words.box.right <= picture.box.x
    assert min(para.size for para in words.paragraphs) >= 18.0


@pytest.mark.parametrize(("shape", "wide"), [((500, 1500), False), ((1500, 900), True)])
def test_a_narrow_picture_of_a_pillar_leaves_no_empty_sides(
    shape: tuple[int, int], wide: bool, project: Project
) -> None:
    """It stood in the middle of a white slide."""
    head = HEAD.replace("examples:", "picture: {file: pictures/velos.png, alt: Des vélos}\nexamples: []")
    deck = planned(project, shape, "", head).slides
    (slide,) = [one for one in deck if "pillar:soutien" in one.keys]
    (picture,) = [one for one in slide.shapes if isinstance(one, PictureShape)]
    panels = [one.box for one in slide.shapes if isinstance(one, Figure) and one.box.right == picture.box.x]

    assert (picture.box.right == WIDTH and picture.box.bottom == HEIGHT) is not wide
    assert bool(panels) is not wide


def test_a_few_words_have_no_slide_of_their_own_beside_that_of_a_picture(project: Project) -> None:
    short = "  - id: zwei\n    text: Une autre ouvre.\n"
    slide, _picture, _words = with_picture(planned(project, (900, 1500), PICTURED + short))

    assert slide.keys[-2:] == ("example:un", "example:zwei")


def test_a_picture_of_many_examples_stays_in_its_card(project: Project) -> None:
    plain = "".join(PLAIN.replace("NUMBER", f"n{number}") for number in range(2))
    deck = planned(project, (1500, 900), plain + PICTURED + plain.replace("plain-n", "plain-m"))
    slide = with_picture(deck)[0]

    assert len([one for one in some(slide.keys) if one.startswith("example:")]) > 1


@pytest.mark.parametrize(("sentences", "whole"), [(1, True), (3, True), (14, False)])
def test_a_short_wording_stands_only_where_the_whole_text_would_be_small(
    sentences: int, whole: bool, project: Project
) -> None:
    """“Prête 400 vélos pour un an” stood in a white void, where the whole text had room at the same size."""
    said = "Une ville prête des vélos à ses habitants pour une année entière. " * sentences
    example = f"  - id: un\n    text: {said}\n    short: Des vélos prêtés.\n    picture: {PICTURE}\n"
    slide, _picture, words = with_picture(planned(project, (1500, 900), example + PLAIN.replace("NUMBER", "zwei")))

    assert words.text.replace("\u00a0", " ") == (said.strip() if whole else "Des vélos prêtés.")
    assert min(para.size for para in words.paragraphs) >= 20.0
    assert said.strip() in ["".join(run.text for run in one).replace("\u00a0", " ") for one in slide.speaker_notes]


@pytest.mark.parametrize(("shade", "ink"), [((235, 240, 230), "dark"), ((20, 30, 40), "FFFFFF")])
def test_a_credit_on_a_dark_template_has_a_colour_that_is_read_on_its_picture(
    shade: tuple[int, int, int], ink: str, project: Project
) -> None:
    """It took the colour of the slide's words, white, which was not seen on a pale picture."""
    data = io.BytesIO()
    Image.new("RGB", (1500, 900), shade).save(data, "PNG")
    project.write(f"content/{SLUG}/pictures/velos.png", data.getvalue())
    project.write("soutien.yaml", HEAD + PICTURED.replace("Des vélos}", "Des vélos, credit: Photo Dupont}"))
    project.write("templates/brand.pptx", brands.packed(brands.dark()))
    production = Production(World(project.root), SLUG, Word.at(Mark(""), "templates/brand.pptx"))
    deck = plan(production.compose("templates/deck.xml.j2"), production.kit)
    (said,) = [
        one
        for slide in deck.slides
        for one in slide.shapes
        if isinstance(one, Frame) and "Dupont" in one.paragraphs[0].text
    ]

    wanted = str(production.kit.theme.text) if ink == "dark" else ink
    assert said.paragraphs[0].colour.name == wanted

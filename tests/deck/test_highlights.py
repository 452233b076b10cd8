"""What stands above or among a pillar's cards is measured as it is written, and none of it is left out."""

from __future__ import annotations

import pytest

from generator.deck.compose.insets import inset_paragraphs
from generator.deck.compose.plan import plan
from generator.deck.layouts import SIDEBAR
from generator.deck.slide import FURNITURE, Frame, Group, PictureShape, paragraphs_of
from generator.document.tree import KeyFigure, KeyFigures, Quote
from generator.errors import Mark
from generator.pipeline.production import Production
from generator.source.inline import Run, Text
from generator.text.fonts import Family
from generator.world import World
from tests.matrix import every
from tests.project import CONTENT, EVERY_KEY, ROOT, SLUG, Project
from tests.some import some

PILLAR = "soutien.yaml"
PICTURED = f"""label: Soutien
heading: Soutenir les jeunes entreprises innovantes
icon: rocket
intro: {"mieszkańcami na uczestniczącymi młode wielu młode na z młode swoim przedsiębiorstwa " * 2}
figures:
  - {{value: 431.9, unit: habitants, label: uczestniczącymi przedsiębiorstwa}}
  - {{value: 8132, unit: €, label: przedsiębiorstwa}}
  - {{value: 309.6, unit: km, label: "terenie, od mieszkańcami"}}
picture: {{file: pictures/velos.jpg, alt: Trois vélos dessinés}}
examples:
"""
EXAMPLE = """  - id: exemple-{number}
    text: wspólnie Metropolia przedsiębiorstwa uniwersytetem, publicznymi uczestniczącymi terenie
    quote: {{text: "innowacyjne oraz wspiera lat od uczestniczącymi", who: innowacyjne przedsiębiorstwa}}
"""


def text(words: str) -> Text:
    return Text((Run(words),), Mark(""))


@pytest.mark.parametrize("inset", [
    KeyFigures((KeyFigure(text("12"), text("vélos prêtés"), 7),)),
    Quote(text("Oui."), text("Ada Beispiel"), 7),
])  # fmt: skip
def test_the_number_of_a_source_is_measured_with_the_words_before_it(inset: KeyFigures | Quote) -> None:
    """A line that is full but for it would be two where the deck is drawn."""
    last = list(inset_paragraphs([inset], Family.open(World(ROOT), "Carlito")))[-1]

    assert last.spans[-1].text == "7"
    assert last.words[-1].text.endswith("7")


@every(3, "count", range(1, 7))
def test_a_picture_is_shown_wherever_the_introduction_goes(count: int, project: Project) -> None:
    """Above figures on a slide of their own, the introduction leaves the cards more room: the picture may lose its."""
    picture = CONTENT / EVERY_KEY / "pictures/velos.jpg"
    project.write(f"content/{SLUG}/pictures/velos.jpg", picture.read_bytes())
    project.write(PILLAR, PICTURED + "".join(EXAMPLE.format(number=number) for number in range(count)))

    project.build("--only", "deck")


@pytest.mark.parametrize(
    "set_off",
    [
        "quote: {text: Le plus difficile est de relier les pistes., who: Ada Beispiel}",
        "intro: Dix ans.\nquote: {text: Le plus difficile est de relier les pistes., who: Ada Beispiel}",
        "figures: [{value: 312, unit: toits, label: équipés}, {value: 18, unit: GWh, label: produits}]",
    ],
)
def test_a_picture_stands_beside_what_is_set_off_and_reaches_the_edges(set_off: str, project: Project) -> None:
    project.write(f"content/{SLUG}/pictures/velos.jpg", (CONTENT / EVERY_KEY / "pictures/velos.jpg").read_bytes())
    head = "label: Soutien\nheading: Un soutien\nicon: rocket\npicture: {file: pictures/velos.jpg, alt: Trois vélos.}\n"
    examples = "".join(
        f"  - {{id: e{number}, text: '{'La ville soutient ses écoles. ' * 12}'}}\n" for number in range(4)
    )
    project.write(PILLAR, f"{head}{set_off}\nexamples:\n{examples}")
    production = Production(World(project.root), SLUG)
    deck = plan(production.compose("templates/deck.xml.j2"), production.kit)

    pictured = [(slide, one) for slide in deck.slides for one in slide.shapes if isinstance(one, PictureShape)]
    ((slide, picture),) = pictured
    words = [
        one for one in slide.shapes if isinstance(one, Frame | Group) and one.box.x > SIDEBAR.right and one.box.y < 490
    ]

    assert (picture.box.y, picture.box.right, picture.box.bottom) == (0, 960, 540)
    assert max(one.box.right for one in some(words)) < picture.box.x
    assert max(para.size for para in paragraphs_of(words)) >= 24.0
    feet = [one for one in slide.shapes if isinstance(one, Frame) and one.placeholder in FURNITURE]
    assert max(one.box.right for one in some(feet)) < picture.box.x

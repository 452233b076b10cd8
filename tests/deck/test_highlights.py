"""What stands above or among a pillar's cards is measured as it is written, and none of it is left out."""

from __future__ import annotations

import pytest

from generator.deck.compose.common import SLACK
from generator.deck.compose.plan import plan
from generator.deck.deck import Deck
from generator.deck.layouts import BESIDE, GAP, HEIGHT, SIDEBAR, WIDTH
from generator.deck.slide import FURNITURE, PAPER, Figure, Frame, Group, PictureShape, Shape, Slide, paragraphs_of
from generator.errors import Mark
from generator.pipeline.production import Production
from generator.source.inline import Run, Text
from generator.text import fallback
from generator.text.breaking import break_lines, words
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


def planned(project: Project) -> Deck:
    production = Production(World(project.root), SLUG)
    return plan(production.compose("templates/deck.xml.j2"), production.kit)


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
    deck = planned(project)

    pictured = [(slide, one) for slide in deck.slides for one in slide.shapes if isinstance(one, PictureShape)]
    ((slide, picture),) = pictured
    left = SIDEBAR.right if slide.shapes[0].box == SIDEBAR else 0.0
    words = [one for one in slide.shapes if isinstance(one, Frame | Group) and one.box.x > left and one.box.y < 490]

    assert (picture.box.y, picture.box.right, picture.box.bottom) == (0, 960, 540)
    assert max(one.box.right for one in some(words)) < picture.box.x
    assert max(para.size for para in paragraphs_of(words)) >= 24.0
    assert slide.shapes[0].box.right == (SIDEBAR.right if left else picture.box.x)
    feet = [one for one in slide.shapes if isinstance(one, Frame) and one.placeholder in FURNITURE]
    assert max(one.box.right for one in some(feet)) < picture.box.x


FIGURES = (
    "12850, unit: trajets, label: à vélo chaque jour",
    "58, unit: '%', label: sans voiture",
    "10, unit: min, label: entre deux navettes",
    "25, unit: €, label: la part",
    "3, unit: kWc, label: posés",
)
SOURCE = "source: {title: Enquête sur les déplacements, seen: '2026-09-18'}"
QUOTED = f"""quote:
  text: Nous avons cessé de demander combien coûte la chaleur. Nous demandons d'abord qui la perd, et qui en a besoin.
  who: Ada Beispiel
  function: maire de Bilbao
  {SOURCE}
"""


def first_slide(project: Project, set_off: str, picture: str = "") -> Slide:
    """Return the first slide of a pillar that sets something off, and has too much text below it for one slide."""
    examples = "".join(f"  - {{id: e{number}, text: '{'La ville aide ses écoles. ' * 20}'}}\n" for number in range(4))
    head = f"label: Soutien\nheading: Un soutien\nicon: rocket\n{picture}"
    project.write(PILLAR, f"{head}{set_off}examples:\n{examples}")
    return next(slide for slide in planned(project).slides if "pillar:soutien" in slide.keys)


def grounds_of(slide: Slide) -> list[Shape]:
    return [one for one in slide.shapes if one.name == "Bandeau" and one.box.x > 0.0]


def figures_of(slide: Slide) -> list[Frame | Group]:
    return [one for one in slide.shapes if isinstance(one, Frame | Group) and one.name.startswith("Chiffre")]


@every(2, "count", range(1, 6))
def test_the_first_of_a_few_figures_is_the_hero_on_the_pillar_s_colour(count: int, project: Project) -> None:
    listed = "".join(f"  - {{value: {one}, {SOURCE}}}\n" for one in FIGURES[:count])
    slide = first_slide(project, f"intro: Dix ans.\nfigures:\n{listed}")
    hero, *others = figures_of(slide)
    field = slide.shapes[[one.name for one in slide.shapes].index("Bandeau", 1)]
    numbers = [max(para.size for para in paragraphs_of([one])) for one in (hero, *others)]

    assert len(numbers) == count
    assert numbers[0] >= 128.0
    assert isinstance(hero, Frame)
    assert hero.box.x < hero.box.x + hero.paragraphs[1].indent == pytest.approx(BESIDE.x)  # its digits begin there, too
    assert all(one * 1.6 <= numbers[0] for one in numbers[1:])
    assert field.box.y == 0.0
    assert field.box.right == WIDTH
    sidebar = slide.shapes[0]
    assert isinstance(field, Figure)
    assert isinstance(sidebar, Figure)
    assert sidebar.fill
    assert field.fill == sidebar.fill  # one area of colour
    assert field.box.x < sidebar.box.right
    assert all(one.box.x >= sidebar.box.right for one in grounds_of(slide) if one is not field)
    assert hero.box.y >= GAP
    assert hero.box.bottom <= field.box.bottom - GAP + 0.01
    assert all(one.box.y >= field.box.bottom for one in others)
    (introduction,) = [one for one in slide.shapes if isinstance(one, Frame) and one.text == "Dix ans."]
    (title,) = [one for one in slide.shapes if isinstance(one, Frame) and one.placeholder == "title"]
    assert title.box.y < introduction.box.y
    assert introduction.box.right < SIDEBAR.right  # it does not stand beside the hero
    assert introduction.paragraphs[0].size >= 16.0
    assert max(one.box.bottom for one in grounds_of(slide)) == HEIGHT


def test_a_long_introduction_stands_above_figures(project: Project) -> None:
    figures = f"figures: [{{value: {FIGURES[0]}}}, {{value: {FIGURES[1]}}}]\n"
    slide = first_slide(project, f"intro: {'Une longue introduction dit tout. ' * 12}\n{figures}")
    (introduction,) = [one for one in slide.shapes if isinstance(one, Frame) and one.name == "Introduction"]

    assert introduction.box.x > SIDEBAR.right
    assert all(one.box.y >= introduction.box.bottom for one in figures_of(slide))


@pytest.mark.parametrize("set_off", [QUOTED, f"figures: [{{value: 12, unit: toits, label: équipés, {SOURCE}}}]\n"])
def test_a_slide_names_the_sources_of_what_it_sets_off(set_off: str, project: Project) -> None:
    slide = first_slide(project, set_off)
    (foot,) = [one for one in slide.shapes if isinstance(one, Frame) and one.name == "Source"]
    words = [one for one in slide.shapes if isinstance(one, Frame) and not one.placeholder and one is not foot]

    assert "Enquête sur les déplacements" in foot.text
    assert max(one.box.bottom for one in words) <= foot.box.y


@pytest.mark.parametrize("pictured", [False, True])
def test_a_quotation_alone_stands_large_on_the_pillar_s_colour_below_a_small_heading(
    pictured: bool, project: Project
) -> None:
    picture = "picture: {file: pictures/velos.jpg, alt: Trois vélos.}\n" if pictured else ""
    project.write(f"content/{SLUG}/pictures/velos.jpg", (CONTENT / EVERY_KEY / "pictures/velos.jpg").read_bytes())
    slide = first_slide(project, QUOTED, picture)
    ground = slide.shapes[0]
    (frame,) = [one for one in slide.shapes if isinstance(one, Frame) and one.name.startswith("Citation [")]
    (title,) = [one for one in slide.shapes if isinstance(one, Frame) and one.placeholder == "title"]
    text, name, function = frame.paragraphs
    size = text.size

    assert isinstance(ground, Figure)
    assert (ground.box.x, ground.box.y, ground.box.bottom) == (0.0, 0.0, HEIGHT)
    assert (ground.box.right == WIDTH) is not pictured
    assert {para.colour for para in frame.paragraphs} == {PAPER}
    assert title.box.bottom <= frame.box.y
    assert size >= 1.6 * title.paragraphs[0].size
    assert (name.text, [span.strong for span in name.spans]) == ("Ada Beispiel", [True])
    assert function.text.startswith("maire de Bilbao")
    assert text.text.startswith("«\u00a0Nous")
    assert text.first == -text.indent < 0 < name.indent == text.indent  # the mark hangs before the lines
    items = words([Run(text.text.removeprefix("«\u00a0"))], Family.open(World(ROOT), "Carlito"))
    assert len(break_lines(items, (frame.box.width - text.indent - SLACK) / size)[-1].words) > 2


def test_the_sources_of_figures_above_cards_are_named_between_both(project: Project) -> None:
    head = "label: Soutien\nheading: Un soutien\nicon: rocket\n"
    figures = f"figures: [{{value: 12, unit: toits, label: équipés, {SOURCE}}}]\n"
    project.write(PILLAR, f"{head}{figures}examples: [{{id: un, text: La ville aide ses écoles.}}]\n")
    slide = next(one for one in planned(project).slides if "pillar:soutien" in one.keys)
    (foot,) = [one for one in slide.shapes if isinstance(one, Frame) and one.name == "Source"]
    (card,) = [one for one in slide.shapes if one.name == "Exemple [un]"]

    assert figures_of(slide)[0].box.bottom <= foot.box.y
    assert foot.box.bottom <= card.box.y


@pytest.mark.parametrize(
    "label", ["de gain moyen sur les consommations après travaux", "des aides votées pour les logements privés"]
)
def test_figures_below_a_hero_have_room_for_a_wider_font(label: str, project: Project) -> None:
    values = [("47000", "logements à rénover"), ("60 %", label), ("30 M€", label), ("451762", "habitants concernés")]
    listed = "".join(f"  - {{value: {value}, label: {text}, {SOURCE}}}\n" for value, text in values)
    slide = first_slide(project, f"intro: {'Le logement pèse un tiers des émissions. ' * 3}\nfigures:\n{listed}")
    family, pitch = planned(project).design.kit.family, planned(project).design.pitch
    for frame in some([one for one in figures_of(slide)[1:] if isinstance(one, Frame)]):
        number, said = frame.paragraphs
        items = words([Run(span.text, span.strong) for span in said.spans], family)
        lines = fallback.lines(items, (frame.box.width - SLACK) / said.size, pitch)
        tall = (number.size * number.leading + lines * said.size) * pitch + frame.insets[1]
        assert tall <= frame.box.height + 0.1
        assert fallback.unbroken(number.text, family.face(strong=True)) * number.size <= frame.box.width

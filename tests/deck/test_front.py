"""Cover, overview, sources and map of our own slides: what is on them, and where."""

from __future__ import annotations

import json
import re
import shutil
import zipfile

import pypdfium2
import pytest
import yaml
from PIL import Image, ImageChops

from generator.deck.compose.common import ending
from generator.deck.deck import Deck
from generator.deck.layouts import HEIGHT, SIDEBAR, WIDTH
from generator.deck.slide import INK, PAPER, Figure, Frame, Group, PictureShape, Slide
from generator.source.inline import Run
from generator.text import fallback
from generator.text.breaking import break_lines, words
from tests.deck.realistic import planned, write
from tests.project import SLUG as SAMPLE
from tests.project import Project
from tests.publications import SLUG


def change(project: Project, file: str, **keys: object) -> None:
    """Give the YAML ``file`` of the publication these keys."""
    path = project.root / "content" / SLUG / file
    path.write_text(json.dumps(yaml.safe_load(path.read_text("utf-8")) | keys), "utf-8")


def slide_of(deck: Deck, role: str) -> Slide:
    return next(one for one in deck.slides if one.role == role)


def frame_of(slide: Slide, placeholder: str) -> Frame:
    return next(one for one in slide.shapes if isinstance(one, Frame) and one.placeholder == placeholder)


def frames(slide: Slide, start: str) -> list[Frame]:
    return [one for one in slide.shapes if isinstance(one, Frame) and one.name.startswith(start)]


@pytest.mark.parametrize("count", range(1, 13))
def test_the_colonnade_of_a_cover_has_a_shaft_with_its_icon_for_each_pillar_and_no_word_is_on_one(
    count: int, project: Project
) -> None:
    write(project.root, "fr", [[60]] * count)
    cover = slide_of(planned(project.root), "cover")
    (group,) = [one for one in cover.shapes if isinstance(one, Group)]
    drawn = [one for one in group.shapes if isinstance(one, Figure)]
    shafts = [one.box for one in drawn if re.fullmatch(r"Bandeau \d+", one.name)]
    icons = [one.box for one in drawn if one.line]
    words = [one.box for one in cover.shapes if isinstance(one, Frame)]

    assert (len(shafts), len(icons), group.description) == (count, count, "")
    assert all(shaft.holds(icon, 0.0) for shaft, icon in zip(shafts, icons, strict=True))
    assert {one.bottom for one in shafts} == {HEIGHT}
    assert [one.right for one in shafts] == pytest.approx([*(one.x for one in shafts[1:]), WIDTH])
    assert not [(word, shaft) for word in words for shaft in shafts if word.meets(shaft, 0.0)]
    assert cover == slide_of(planned(project.root), "cover")


def test_no_line_of_a_cover_s_title_ends_in_a_short_word(project: Project) -> None:
    write(project.root, "fr", [[60]] * 4)
    change(project, "publication.yaml", title="Les stratégies métropolitaines d'innovation et de recherche")
    deck = planned(project.root)
    title = next(one for one in slide_of(deck, "cover").shapes if isinstance(one, Frame))
    size, family = title.paragraphs[0].size, deck.design.kit.family
    items = words([Run(title.text)], family, strong=True)
    lines = [line.text for line in break_lines(items, title.box.width / size)]

    assert lines == ["Les stratégies", "métropolitaines", "d’innovation", "et\u00a0de\u00a0recherche"]
    assert size >= 44
    assert title.shrinks
    assert fallback.widest(items) * size <= title.box.width + 0.5


def places(project: Project, *, pictured: bool = False) -> Slide:
    """Return the overview of two pillars, whose examples name places, one of them twice."""
    write(project.root, "fr", [[60], [60]])
    for number, towns in enumerate((["rennes", "nantes", "rennes"], ["turin"])):
        examples: list[dict[str, object]] = [
            {"id": f"e{number}-{index}", "text": f"[Ville](city:{town}) agit."} for index, town in enumerate(towns)
        ]
        if pictured:
            path = project.root / "content" / SLUG / f"vue{number}.png"
            Image.new("RGB", (1200, 800), (100 * number, 120, 120)).save(path)
            examples[0]["picture"] = {"file": path.name, "alt": "Une vue"}
        change(project, f"pillars/p{number}.yaml", examples=examples)
    return slide_of(planned(project.root), "overview")


def test_columns_of_an_overview_bear_the_places_of_their_pillars_at_their_feet(project: Project) -> None:
    slide = places(project)
    tiles, towns = frames(slide, "Pilier ["), frames(slide, "Ville [")

    assert [[para.text for para in one.paragraphs] for one in towns] == [
        ["Pilier 1", "Rennes", "Nantes"],
        ["Pilier 2", "Turin"],
    ]
    assert all(one.paragraphs[0].size >= 14 and one.target.startswith("pillar:") for one in towns)
    assert [(one.box.x, one.box.right) for one in tiles] == [(0.0, tiles[1].box.x), (tiles[1].box.x, WIDTH)]
    furniture = [one for one in slide.shapes if isinstance(one, Frame) and one.placeholder]
    assert [one.box.bottom < tiles[0].box.y or one.box.y > tiles[0].box.bottom for one in furniture] == [True] * 3
    figures = [one for one in slide.shapes if isinstance(one, Figure)]
    icons = [one for one in figures if one.line == PAPER]
    rules = [one for one in figures if one.fill == PAPER]
    assert {one.box.y for one in towns} == {towns[0].box.y}
    for icon, rule, tile, town in zip(icons, rules, tiles, towns, strict=True):
        assert tile.box.bottom - tile.insets[3] < rule.box.y < rule.box.bottom < town.box.y
        middles = [one.box.x + one.box.width / 2 for one in (icon, rule, tile, town)]
        assert middles == pytest.approx([middles[0]] * 4)
        assert icon.box.bottom < tile.box.y + tile.insets[1] < tile.box.bottom - tile.insets[3] < town.box.y
    assert not [one for one in slide.shapes if isinstance(one, PictureShape)]


def test_pictures_of_all_pillars_stand_above_their_labels_and_one_alone_does_not(project: Project) -> None:
    slide = places(project, pictured=True)
    shown = [one for one in slide.shapes if isinstance(one, PictureShape)]

    assert [one.file[-8:] for one in shown] == ["vue0.png", "vue1.png"]
    for picture, tile in zip(shown, frames(slide, "Pilier ["), strict=True):
        assert (picture.box.x, picture.box.bottom, picture.box.width) == (tile.box.x, tile.box.y, tile.box.width)
    corners = [one.box for one in slide.shapes if isinstance(one, Figure) and one.name.startswith("Bandeau (Image) [")]
    for picture, over in zip(shown, corners, strict=True):
        assert over.holds(picture.box, 0.0)
        assert (over.x >= 0.0, over.right <= WIDTH) == (True, True)
    change(project, "pillars/p1.yaml", examples=[{"id": "e1-0", "text": "Une ville agit."}])
    change(project, "pillars/p0.yaml", intro="Une phrase.")
    slide = slide_of(planned(project.root), "overview")
    assert not [one for one in slide.shapes if isinstance(one, PictureShape)]


def test_pictures_in_arches_are_seen_so_in_the_deck_in_its_pictures_and_on_paper(project: Project) -> None:
    places(project, pictured=True)
    assert project.run("picture", SLUG, "--slide", "2", "--width", "960").code == 0
    project.build("--only", "deck", "--only", "handout")

    with zipfile.ZipFile(project.output / f"{SLUG}.pptx") as package:
        slide = package.read("ppt/slides/slide2.xml").decode()
    pictures = re.findall("<p:pic>.*?</p:pic>", slide)
    assert ['prst="rect"' in one for one in pictures] == [True, True]
    with Image.open(project.output / f"{SLUG}.slides" / "slide-2.png") as drawn:
        _in_an_arch(drawn.convert("RGB"))
    with pypdfium2.PdfDocument(project.output / f"{SLUG}.handout.pdf") as document:
        _in_an_arch(document[0].render(scale=2.0).to_pil().convert("RGB"))


def _in_an_arch(image: Image.Image) -> None:
    """Hold that the first picture is there in its own colour, and not in the upper corners of its box."""
    wanted = (0, 120, 120)
    near = [
        one.point(lambda value, own=own: 255 * (abs(value - own) < 3))
        for one, own in zip(image.split(), wanted, strict=True)
    ]
    box = ImageChops.multiply(ImageChops.multiply(near[0], near[1]), near[2]).getbbox()
    assert box
    left, top, right, bottom = box
    assert image.getpixel(((left + right) // 2, (top + bottom) // 2)) != (255, 255, 255)
    assert [image.getpixel((x, top + 2)) for x in (left + 2, right - 3)] == [(255, 255, 255)] * 2


def test_numbers_that_are_no_count_of_the_columns_are_read_after_their_word(project: Project) -> None:
    """Four numbers alone read 1, 4, 2, 3, like a mistake."""
    counted = places(project, pictured=True)
    assert [(one.text, one.paragraphs[0].size >= 34) for one in frames(counted, "Pilier ") if one.text.isdigit()] == [
        ("1", True),
        ("2", True),
    ]
    change(project, "publication.yaml", overview=["p1", "p0"])
    slide = slide_of(planned(project.root), "overview")
    towns = frames(slide, "Ville [")
    assert [[para.text for para in one.paragraphs] for one in towns] == [
        ["Pilier 2", "Turin"],
        ["Pilier 1", "Rennes, Nantes"],
    ]
    for town, tile in zip(towns, frames(slide, "Pilier ["), strict=True):
        assert town.paragraphs[0].size <= town.paragraphs[1].size < tile.paragraphs[0].size
        assert (town.box.x - tile.box.x, town.target) == (tile.insets[0], tile.target)
    assert not frames(slide, "Pilier 1")

    for number in range(2):
        change(project, f"pillars/p{number}.yaml", examples=[{"id": f"e{number}-0", "text": "Une ville agit."}])
    alone = frames(slide_of(planned(project.root), "overview"), "Ville [")
    assert [one.text for one in alone] == ["Pilier 2", "Pilier 1"]


def test_no_short_word_ends_a_line_of_a_column_s_label(project: Project) -> None:
    write(project.root, "fr", [[60]] * 4)
    change(project, "pillars/p0.yaml", label="Stratégie axée sur des domaines de spécialisation")
    deck = planned(project.root)
    tile = frames(slide_of(deck, "overview"), "Pilier [")[0]
    size, width = tile.paragraphs[0].size, tile.box.width - tile.insets[0] - tile.insets[2]
    items = words([Run(tile.text)], deck.design.kit.family, strong=True)
    lines = [line.text for line in break_lines(items, width / size)]

    assert lines == ["Stratégie axée", "sur\u00a0des domaines", "de spécialisation"]
    assert fallback.widest(items) * size <= width


def sourced(project: Project, sources: list[dict[str, str]]) -> Deck:
    write(project.root, "fr", [[60]])
    examples = [{"id": f"e{n}", "text": "Un texte.", "source": one} for n, one in enumerate(sources)]
    change(project, "pillars/p0.yaml", label="Axe 0", examples=examples)
    change(project, "publication.yaml", contact="Mission [m@example.org](mailto:m@example.org)")
    return planned(project.root)


def test_a_source_has_its_address_and_its_date_below_its_title(project: Project) -> None:
    known = {"title": "Bilan du prêt", "url": "https://example.org/velos/?lang=fr#a", "seen": "2026-10-05"}
    deck = sourced(project, [known, {"title": "Une délibération", "seen": "2026-10-06"}])
    slide = slide_of(deck, "closing")
    said = {one.name: one for one in slide.shapes if isinstance(one, Frame)}

    first, below, pillar = said["Source 1"].paragraphs
    assert (first.text, below.text, pillar.text) == (
        "Bilan du prêt",
        "example.org/velos\u00a0· consulté le 5\u00a0octobre\u00a02026",
        "Axe\u00a00",
    )
    assert [span.target for span in (*first.spans, *below.spans)] == ["", known["url"], ""]
    assert said["Source 2"].paragraphs[1].text == "consulté le 6\u00a0octobre\u00a02026"
    assert "source:2" in slide.keys
    title, other = (frame_of(one, "title") for one in (slide, slide_of(deck, "overview")))
    assert title.box.right < SIDEBAR.right
    assert title.paragraphs[0].size == other.paragraphs[0].size
    assert all(one.box.x > SIDEBAR.right for name, one in said.items() if name.startswith("Source"))


def test_a_source_names_the_pillars_that_cite_it(project: Project) -> None:
    known, other = {"title": "Bilan du prêt"}, {"title": "Enquête"}
    write(project.root, "fr", [[60], [60]])
    change(project, "pillars/p0.yaml", label="Air", examples=[{"id": "e0", "text": "Un texte.", "source": known}])
    change(project, "pillars/p1.yaml", label="Eau", quote={"text": "Oui.", "who": "Ada", "source": other})
    figures = [{"value": 3, "label": "vélos", "source": known}]
    change(project, "pillars/p1.yaml", examples=[{"id": "e1", "text": "Un texte.", "figures": figures}])
    slide = slide_of(planned(project.root), "closing")
    said = {one.name: one for one in slide.shapes if isinstance(one, Frame)}
    both, single = said["Source 1"].paragraphs[-1], said["Source 2"].paragraphs[-1]

    assert (both.text, single.text) == ("Air · Eau", "Eau")
    assert both.colour == INK != single.colour == said["Source 2 (Numéro)"].paragraphs[0].colour


def test_the_version_stands_beside_the_sources(project: Project) -> None:
    write(project.root, "fr", [[60]])
    examples = [{"id": "e0", "text": "Un texte.", "source": {"title": "Bilan du prêt"}}]
    change(project, "pillars/p0.yaml", examples=examples)
    change(project, "publication.yaml", as_of="2026-11-23", version="0.2")
    slide = slide_of(planned(project.root), "closing")
    (foot,) = [one for one in slide.shapes if isinstance(one, Frame) and "0.2" in one.text]

    assert foot.box.right < SIDEBAR.right


def test_many_sources_are_a_list(project: Project) -> None:
    deck = sourced(project, [{"title": f"Délibération n° {number} du conseil"} for number in range(30)])

    assert next(one.paragraphs[0].number for slide in deck.slides for one in frames(slide, "Source")) == 1


def test_the_title_of_a_map_ends_its_first_line_at_the_comma(project: Project) -> None:
    write(project.root, "fr", [[60], [60]])
    examples = [{"id": f"e0-{town}", "text": f"[Ville](city:{town}) agit."} for town in ("rennes", "nantes", "turin")]
    change(project, "pillars/p0.yaml", examples=examples)
    deck = planned(project.root)
    title = next(one for one in slide_of(deck, "map").shapes if isinstance(one, Frame))
    items = words([Run(title.text)], deck.design.kit.family, strong=True)
    lines = [line.text for line in break_lines(items, title.box.width / title.paragraphs[0].size)]

    assert lines in (["Trois villes,", "quatre\u00a0exemples"], [title.text])


def test_the_title_above_a_map_whose_legend_stands_beside_it_has_its_height(project: Project) -> None:
    """Where two lines have no room above the map, the second one touched it."""
    write(project.root, "fr", [[60]] * 11)
    labels = "Une énergie produite, partagée et comprise par les habitants de toutes les communes"
    for number in range(11):
        change(project, f"pillars/p{number}.yaml", label=labels, heading="Agir ensemble")
    towns = ("rennes", "nantes", "turin")
    examples = [{"id": f"e0-{town}", "text": f"[Ville](city:{town}) agit."} for town in towns]
    change(project, "pillars/p0.yaml", examples=examples)
    deck = planned(project.root)
    title = next(one for one in slide_of(deck, "map").shapes if isinstance(one, Frame) and one.placeholder == "title")
    para = title.paragraphs[0]
    items = words([Run(title.text)], deck.design.kit.family, strong=True)
    lines = break_lines(items, title.box.width / para.size)

    assert len(lines) * para.size * deck.design.pitch <= title.box.height


def test_the_icon_of_a_sidebar_is_clear_of_a_heading_in_a_wider_font_too(project: Project) -> None:
    """Both are white: the last word of the heading was lost upon it."""
    shutil.copytree(project.root / "content" / SAMPLE, project.root / "content" / SLUG)
    deck = planned(project.root)
    slides = [one for one in deck.slides if any(shape.box == SIDEBAR for shape in one.shapes)]
    assert len(slides) >= 4
    for slide in slides:
        title = frames(slide, "Titre")[0]
        icon = next(one for one in slide.shapes if isinstance(one, Figure) and one.name.startswith("Icône"))
        size, spans = title.paragraphs[0].size, title.paragraphs[0].spans
        items = words([Run(one.text) for one in spans], deck.design.kit.family, strong=True)
        lines = fallback.lines(ending(items, spans[-1].scale), title.box.width / size, deck.design.pitch)
        assert icon.line == PAPER
        assert title.box.y + lines * deck.design.pitch * size <= icon.box.y + 0.5

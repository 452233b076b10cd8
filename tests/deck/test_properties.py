"""What the deck says of itself, and what a screen reader meets on its slides."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from msgspec.structs import replace
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from generator.deck.compose.plan import plan
from generator.deck.deck import Deck, SlideSection
from generator.deck.dump import dump
from generator.deck.pptx.presentation import forget_slides, list_sections, list_slides
from generator.deck.pptx.write import write
from generator.deck.slide import Frame, Group, SlideRun, Table
from generator.pipeline.production import Production
from generator.world import World
from tests.deck.parts import good_deck, parts_of
from tests.project import SLUG, Project, sample_root
from tests.some import some

SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
OLD = f'<p:ext uri="{SECTIONS}"><p:sldId id="300"/></p:ext>'
P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"


def planned() -> tuple[Deck, Production]:
    production = Production(World(sample_root()), SLUG)
    return plan(production.compose("templates/deck.xml.j2"), production.kit), production


def built(project: Project) -> Any:
    project.build("--only", "deck")
    return Presentation(str(project.output / f"{SLUG}.pptx"))


def sections(data: bytes) -> list[tuple[str, int]]:
    xml = parts_of(data)["ppt/presentation.xml"].decode()
    found = re.findall(r'<p14:section name="([^"]*)".*?</p14:section>', xml)
    bodies = re.findall(r"<p14:section .*?</p14:section>", xml)
    return [(name, body.count("<p14:sldId ")) for name, body in zip(found, bodies, strict=True)]


def test_sections_hold_cover_and_overview_each_pillar_and_the_rest() -> None:
    assert sections(good_deck()) == [
        ("Les stratégies métropolitaines d’innovation et de recherche", 2),
        ("Stratégie axée sur des domaines de spécialisation", 1),
        ("Soutien aux projets innovants", 1),
        ("Coopérations nationales et européennes", 2),
        ("Gouvernance ouverte et collaborative", 1),
        ("Six villes, treize exemples", 2),
    ]


def test_sections_of_one_label_have_names_of_their_own(project: Project) -> None:
    label = "label: Soutien aux projets innovants"
    project.edit("gouvernance.yaml", "label: Gouvernance ouverte et collaborative", label)
    project.build("--only", "deck")
    names = [name for name, _count in sections((project.output / f"{SLUG}.pptx").read_bytes())]

    assert names[2:5:2] == ["Soutien aux projets innovants", "Soutien aux projets innovants (2)"]


def test_the_ids_of_sections_are_guids_of_their_own() -> None:
    xml = parts_of(good_deck())["ppt/presentation.xml"].decode()
    ids = re.findall(r'<p14:section name="[^"]*" id="([^"]*)"', xml)

    assert len(set(ids)) == 6
    assert all(re.fullmatch(r"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}", id) for id in ids)


def test_properties_say_what_the_publication_is_and_name_nobody() -> None:
    properties = Presentation(io.BytesIO(good_deck())).core_properties

    assert properties.title.startswith("Les stratégies métropolitaines")
    assert properties.subject == "Les leçons apprises"
    assert properties.keywords.startswith("Stratégie axée sur des domaines de spécialisation, Gouvernance ouverte")
    assert properties.keywords.endswith("Anvers, Bilbao, Grenoble, Nantes, Rennes, Turin")
    assert properties.language == "fr"
    assert properties.author == properties.last_modified_by == ""


def test_the_extended_properties_count_the_slides() -> None:
    assert b"<Slides>9</Slides><Notes>9</Notes>" in parts_of(good_deck())["docProps/app.xml"]


def test_properties_and_sections_are_data_not_markup(project: Project) -> None:
    project.edit("publication.yaml", "subtitle: Les leçons apprises", 'subtitle: "<un>& \\"deux\\"</un>"')
    project.edit("soutien.yaml", "label: Soutien aux projets innovants", 'label: "<x> & \\"b\\""')
    deck = built(project)
    names = [name for name, _count in sections((project.output / f"{SLUG}.pptx").read_bytes())]

    assert re.sub(r"[«»“”\s\"]", "", deck.core_properties.subject) == "<un>&deux</un>"
    assert "<x> & " in deck.core_properties.keywords.replace("\u00a0", " ")
    assert names[2].startswith("&lt;x&gt; &amp; ")


def test_two_equal_headings_give_titles_of_their_own(project: Project) -> None:
    heading = re.search(r"heading: (.*)", project.read("soutien.yaml"))
    assert heading
    project.write("gouvernance.yaml", re.sub(r"heading: .*", heading[0], project.read("gouvernance.yaml")))
    titles = [slide.shapes.title.text_frame.text for slide in built(project).slides]

    assert len(set(titles)) == len(titles)
    assert f"{titles[3]} (2)" in [title.replace("\u00a0", " ") for title in titles]


def test_a_city_on_the_map_is_one_thing_to_read_with_its_name_still_text() -> None:
    slide = Presentation(io.BytesIO(good_deck())).slides[7]
    cities = {shape.name: shape for shape in slide.shapes if shape.name.startswith("Ville [")}
    nantes = cities["Ville [nantes]"]

    assert len(cities) == 6
    assert nantes._element.nvGrpSpPr.cNvPr.get("descr") == (
        "Nantes — Soutien aux projets innovants ; Coopérations nationales et européennes ; "
        "Gouvernance ouverte et collaborative"
    )
    assert [shape.text_frame.text for shape in nantes.shapes if shape.has_text_frame][1:] == ["Nantes"]
    assert [shape.name for shape in nantes.shapes][2:] == [f"Pilier {number} [nantes]" for number in (2, 3, 4)]


def test_a_group_of_the_map_holds_what_it_groups() -> None:
    deck, _workshop = planned()
    for group in some(shape for shape in deck.slides[7].shapes if isinstance(shape, Group)):
        for inner in some(group.shapes):
            assert group.box.x <= inner.box.x
            assert inner.box.right <= group.box.right + 0.001
            assert group.box.y <= inner.box.y
            assert inner.box.bottom <= group.box.bottom + 0.001


def test_rows_of_a_matrix_are_of_one_height_though_some_would_grow_in_a_wider_font() -> None:
    deck, _production = planned()
    *_others, matrix = (one for slide in deck.slides for one in slide.shapes if isinstance(one, Table))

    _head, *rows = matrix.heights
    assert max(rows) == min(rows)
    assert sum(matrix.heights) <= matrix.box.height


def test_words_of_another_language_say_so_in_the_dump_and_in_the_file() -> None:
    deck, production = planned()
    slide = deck.slides[2]
    card = next(shape for shape in slide.shapes if isinstance(shape, Frame) and shape.name.startswith("Exemple ["))
    para = replace(card.paragraphs[-1], lead=None, spans=(SlideRun("Le projet "), SlideRun("In Focus", language="en")))
    shapes = tuple(replace(card, paragraphs=(para,)) if shape is card else shape for shape in slide.shapes)
    slides = (*deck.slides[:2], replace(slide, shapes=shapes), *deck.slides[3:])
    changed = replace(deck, slides=slides)
    xml = parts_of(write(changed, production.kit))["ppt/slides/slide3.xml"].decode()

    assert re.findall(r'<a:rPr lang="(\w+)"[^>]*>(?:(?!</a:r>).)*<a:t>(Le projet |In Focus)</a:t>', xml) == [
        ("fr", "Le projet "),
        ("en", "In Focus"),
    ]
    assert "Le projet In Focus [en: In Focus]" in dump(changed)


def test_the_dump_shows_sections_subject_and_keywords() -> None:
    shown = dump(planned()[0])

    assert "section “Soutien aux projets innovants” of 1\n" in shown
    assert "subject: Les leçons apprises\nkeywords: Stratégie axée sur des domaines de spécialisation, " in shown


def test_keywords_are_whole_however_many_there_are(project: Project) -> None:
    """Office reads more than the 255 characters that python-pptx takes."""
    label = "Soutien aux projets innovants " + "de toutes les villes " * 12
    project.edit("soutien.yaml", "label: Soutien aux projets innovants", f"label: {label}")

    assert project.run("build", "--only", "deck").code == 0  # and warns of so long a label
    properties = Presentation(str(project.output / f"{SLUG}.pptx")).core_properties
    assert label.strip() in properties.keywords.replace("\u00a0", " ")


@pytest.mark.parametrize("prefix", ["p:", ""])
@pytest.mark.parametrize(
    ("extensions", "kept"),
    [
        ("", []),
        ('<p:extLst><p:ext uri="{A}"/></p:extLst>', ["{A}"]),
        (f"<p:extLst>{OLD}</p:extLst>", []),
        (f'<p:extLst>{OLD}<p:ext uri="{{A}}"/></p:extLst>', ["{A}"]),
    ],
)
def test_sections_take_their_place_in_any_presentation(extensions: str, kept: list[str], prefix: str) -> None:
    """A template may have extensions, sections of its own, or another prefix."""
    space = f'xmlns{":" * bool(prefix)}{prefix[:-1]}="http://schemas.openxmlformats.org/presentationml/2006/main"'
    xml = f"<p:presentation {space}><p:sldSz/>{extensions}</p:presentation>"
    root = parse_xml(xml.replace("<p:", f"<{prefix}").replace("</p:", f"</{prefix}"))
    forget_slides(root)
    list_slides(root, ["rId1", "rId2"])
    list_sections(root, [SlideSection("Un", 2)])

    assert [one.tag for one in root] == [qn("p:sldIdLst"), qn("p:sldSz"), qn("p:extLst")]
    assert [one.get("uri") for one in root[-1]] == [*kept, SECTIONS]
    assert [one.get("name") for one in root.iter(f"{P14}section")] == ["Un"]
    assert [one.get("id") for one in root.iter(qn("p:sldId"))] == ["256", "257"]
    assert [one.get("id") for one in root.iter(f"{P14}sldId")] == ["256", "257"]

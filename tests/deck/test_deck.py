"""The deck as PowerPoint's users meet it: read by python-pptx, which has no part in writing it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import groupby
from typing import Any, get_args

import pytest
from pptx import Presentation
from pptx.util import Pt

from generator.deck.layouts import BESIDE, LAYOUTS, TEMPLATE_NAMES, in_language
from generator.deck.pptx.template import write_template
from generator.document.tree import ShapeName
from generator.theme import read_theme
from generator.world import World
from tests.matrix import every
from tests.project import ROOT, SLUG, Project, built_root
from tests.some import some

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


@pytest.fixture
def deck() -> Any:
    """Return the deck of the tests' publication."""
    return Presentation(str(built_root() / f"output/{SLUG}.pptx"))


def built(project: Project) -> Any:
    result = project.run("build", "--only", "deck")
    assert result.code == 0, result.err
    return Presentation(str(project.output / f"{SLUG}.pptx"))


def every_run(deck: Any) -> Iterator[Any]:
    for slide in deck.slides:
        yield from slide._element.iter(f"{A}rPr", f"{A}endParaRPr")


def titles(deck: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def test_the_committed_template_is_what_the_layouts_and_the_theme_make() -> None:
    made = write_template(read_theme(World(ROOT)))

    assert (ROOT / "templates" / "deck.pptx").read_bytes() == made


def test_each_name_of_the_template_has_one_in_every_language() -> None:
    names = {name: name for name in get_args(ShapeName)}
    french = [name for spec in LAYOUTS for name in (spec.name, *(one.prompt for one in spec.placeholders))]

    assert [name for name in some(french) if name != "‹#›" and in_language(name, names) == name] == []


def test_layouts_and_shapes_are_named_in_the_language_of_the_deck(project: Project) -> None:
    project.edit("publication.yaml", "language: fr", "language: de")
    deck = built(project)
    master = deck.slide_master
    template = [master, *master.slide_layouts, deck.notes_master]
    trees = [*template, *deck.slides, deck.slides[0].notes_slide]
    shapes = {one.get("name") for tree in trees for one in tree._element.iter(f"{P}cNvPr")}
    prompts = {text.text for tree in template for text in tree._element.iter(f"{A}t")}
    names = {re.sub(r"\W*\d.*|\W*\[.*", "", name) for name in shapes | prompts}

    assert [one.name for one in master.slide_layouts][:4] == ["Titelfolie", "Überblick", "Säule", "Säule, Band (1)"]
    assert "Säule (8)" in {one.name for one in master.slide_layouts}
    assert {"Titel", "Fußzeile", "Beispiel", "Karte", "Tabelle", "Folie", "Notizen"} <= names
    assert not names & {*TEMPLATE_NAMES} - {"Text"}
    assert {one.get("lang") for tree in template for one in tree._element.iter(f"{A}rPr")} == {"de"}


def test_slides_follow_the_document_and_stand_on_layouts_of_their_role(deck: Any) -> None:
    layouts = [slide.slide_layout.name for slide in deck.slides]

    assert layouts == [
        "Couverture",
        "Vue d’ensemble",
        "Pilier (3)",
        "Pilier (3)",
        "Pilier (2)",
        "Pilier (2)",
        "Pilier (3)",
        "Carte",
        "Tableau",
    ]


def test_each_slide_has_one_title_of_its_own_in_a_title_placeholder(deck: Any) -> None:
    assert len(set(titles(deck))) == len(deck.slides)


def test_each_example_is_whole_in_a_card_placeholder(deck: Any) -> None:
    cards = [shape for slide in deck.slides for shape in slide.placeholders if shape.name.startswith("Exemple [")]

    assert len(cards) == 13
    first, *_, last = (card.text_frame.paragraphs for card in cards)
    assert [para.text for para in last] == ["Turin revendique une longue tradition " + last[0].text[38:]]
    assert first[0].text.startswith("Bilbao a mis en place")
    assert first[0].text.replace("\u00a0", " ").endswith("ses domaines de spécialisation.")
    assert cards[2].text_frame.paragraphs[0].text.startswith("La politique environnementale")


def test_the_name_of_a_place_is_no_heading_where_the_text_has_it(deck: Any) -> None:
    cards = [shape for slide in deck.slides for shape in slide.placeholders if shape.name.startswith("Exemple [")]
    run_in = [card.text_frame.paragraphs[0] for card in cards if len(card.text_frame.paragraphs) == 1]

    names = [[run for run in para.runs if run.font.bold] for para in run_in]
    assert [[run.text for run in runs] for runs in names][:3] == [["Bilbao"], ["Rennes Métropole"], ["Grenoble"]]
    colours = [{run.font.color.theme_color for run in runs} for runs in names]
    assert all(len(one) == 1 and None not in one for one in colours)  # each name has its pillar's


def test_the_cards_of_a_slide_are_equal_in_size_and_aligned(deck: Any) -> None:
    slides = [[one for one in slide.placeholders if one.name.startswith("Exemple [")] for slide in deck.slides]
    rows = [list(row) for cards in slides for _top, row in groupby(cards, key=lambda card: card.top)]

    assert [len(row) for row in rows] == [1] * 13
    for row in some(rows):
        assert len({(card.width, card.height) for card in row}) == 1
        assert {row[0].left, row[-1].left + row[-1].width} == {Pt(BESIDE.x), Pt(BESIDE.right)}


def test_every_run_has_its_language_and_its_size(deck: Any) -> None:
    english: set[str] = set()
    for run in every_run(deck):
        if run.get("lang") != "fr":
            assert run.get("lang") == "en"
            english.update(text.text for text in run.getparent().iter(f"{A}t"))
        assert run.get("sz"), run.getparent().getparent().itertext()
    assert "In Focus" in {text.replace("\u00a0", " ") for text in english}


def test_no_text_relies_on_autofit(deck: Any) -> None:
    shrinking = [one for slide in deck.slides for one in slide._element.iter(f"{A}normAutofit")]
    assert all(not one.attrib for one in some(shrinking))  # no scale: all fits as it is
    assert not [one for slide in deck.slides for one in slide._element.iter(f"{A}spAutoFit")]


def test_drawn_shapes_are_described_or_decorative(deck: Any) -> None:
    for slide in some(deck.slides):
        for shape in some(slide._element.iter(f"{P}cNvPr")):
            words = list(shape.getparent().getparent().iter(f"{A}t"))
            decorative = b"C183D7F6" in etree_bytes(shape)
            linked = shape.find(f"{A}hlinkClick") is not None
            named_root = shape.get("name") == ""
            holder = shape.getparent().find(f".//{P}ph") is not None
            assert words or decorative or linked or shape.get("descr") or named_root or holder, shape.get("name")


def etree_bytes(element: Any) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(element))


def test_the_map_says_in_words_what_it_shows(deck: Any) -> None:
    groups = [shape for shape in deck.slides[7].shapes if shape.name == "Carte"]
    description = groups[0]._element.find(f".//{P}cNvPr").get("descr")

    assert description == "Carte des villes citées\u00a0: Anvers, Bilbao, Grenoble, Nantes, Rennes, Turin."


def keep_the_matrix(project: Project) -> None:
    project.edit("templates/parts.xml.j2", "<matrix reference", '<matrix keep="yes" reference')


def matrix_of(deck: Any) -> Any:
    return next(shape for slide in deck.slides for shape in slide.shapes if shape.has_table).table


def test_the_matrix_is_a_native_table_with_a_header_row(project: Project) -> None:
    keep_the_matrix(project)
    table = matrix_of(built(project))

    assert table.first_row
    assert table.first_col
    cells = [cell.text.replace("\u00a0", " ") for cell in table.rows[3].cells]
    assert cells == ["Grenoble", "1.3", "", "3.1, 3.3", ""]
    heads = [cell.text.replace("\u00a0", " ") for cell in table.rows[0].cells]
    assert heads[2] == "2 Soutien aux projets innovants (diapo 4)"
    assert heads[3].endswith(" (diapo 5, 6)")


def test_a_matrix_that_says_no_more_than_the_map_is_left_out_and_this_is_said(project: Project) -> None:
    said = "No matrix where each pillar is on one slide or one page: the map says as much."
    cooperation = project.read("cooperation.yaml")
    project.write("cooperation.yaml", cooperation[: cooperation.index("  - id: in-focus")])
    assert said in project.build("--only", "deck").out
    deck = Presentation(str(project.output / f"{SLUG}.pptx"))
    assert not [shape for slide in deck.slides for shape in slide.shapes if shape.has_table]

    project.edit("templates/deck.xml.j2", "{{ parts.map_section(publication, words) }}", "")
    assert "No matrix" not in project.build("--only", "deck").out
    assert matrix_of(Presentation(str(project.output / f"{SLUG}.pptx")))


def test_a_cell_names_each_example_and_leads_to_it(project: Project) -> None:
    keep_the_matrix(project)
    for number in (1, 2):
        project.edit(
            "soutien.yaml", "examples:\n", f"examples:\n  - id: r{number}\n    text: '[Rennes](city:rennes) agit.'\n"
        )
    table = matrix_of(built(project))
    (cell,) = [row.cells[2] for row in table.rows if row.cells[0].text == "Rennes"]

    assert cell.text.replace("\u00a0", " ") == "2.1, 2.2, 2.4"
    assert len(cell._tc.findall(f".//{A}hlinkClick")) == 3


def test_tiles_and_cells_lead_to_their_slides(project: Project) -> None:
    keep_the_matrix(project)
    deck = built(project)
    package = zipfile.ZipFile(project.output / f"{SLUG}.pptx")
    overview = package.read("ppt/slides/_rels/slide2.xml.rels").decode()

    assert sorted(set(re.findall(r'Target="(slide\d+\.xml)"', overview))) == [f"slide{n}.xml" for n in (3, 4, 5, 7)]
    links = list(deck.slides[8]._element.iter(f"{A}hlinkClick"))
    assert len(links) == 14
    assert {link.get("action") for link in links} == {"ppaction://hlinksldjump"}


def test_the_notes_hold_the_whole_text_with_its_places(deck: Any) -> None:
    notes = deck.slides[5].notes_slide.notes_text_frame.text

    assert "\nGrenoble-Alpes Métropole, ainsi que la métropole italienne de Turin" in notes  # not said before, too
    assert "Horizon 2020." in notes


def test_slides_carry_footer_and_number(deck: Any) -> None:
    for number, slide in enumerate(deck.slides, 1):
        kinds = {shape.placeholder_format.type: shape for shape in slide.placeholders}
        names = {str(kind).split(" ")[0] for kind in kinds}
        assert ("SLIDE_NUMBER" in names) == (number > 1)
        assert ("FOOTER" in names) == (number > 1)
        fields = [field.findtext(f"{A}t") for field in slide._element.iter(f"{A}fld")]
        assert fields == ([str(number)] if number > 1 else [])


def test_colours_and_fonts_come_from_the_theme(deck: Any) -> None:
    slide = etree_bytes(deck.slides[2]._element)

    assert b"srgbClr" not in slide
    assert b"<a:latin" not in slide


def test_the_cover_sets_the_title_as_it_is_written(deck: Any) -> None:
    title = deck.slides[0].shapes.title

    assert title.text_frame.text == "Les stratégies métropolitaines d’innovation et\u00a0de\u00a0recherche"
    assert {run.get("cap") for run in title._element.iter(f"{A}rPr")} == {None}


def test_parts_are_sorted_and_dated_the_same(project: Project) -> None:
    built(project)
    package = zipfile.ZipFile(io.BytesIO((project.output / f"{SLUG}.pptx").read_bytes()))

    assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert package.namelist()[0] == "[Content_Types].xml"


def fill(project: Project, count: int, words: int = 30) -> None:
    """Give the first pillar ``count`` examples of ``words`` words."""
    head = "label: Un\nheading: Le premier pilier\nicon: rocket\ncolour: teal\nexamples:\n"
    text = " ".join(["exemple"] * words)
    items = "".join(f"  - id: e{n}\n    text: >-\n      {n} {text}\n" for n in range(1, count + 1))
    project.write("specialisation.yaml", head + items)


def card_counts(deck: Any) -> list[int]:
    """Return the number of cards on each slide of the first pillar."""
    slides = [slide for slide in deck.slides if slide.shapes.title.text_frame.text.startswith("Le premier pilier")]
    return [sum(shape.name.startswith("Exemple [") for shape in slide.placeholders) for slide in slides]


def test_what_outgrows_a_slide_goes_on_to_others_in_even_shares_under_titles_of_their_own(project: Project) -> None:
    fill(project, 20, words=60)
    deck = built(project)
    counts = card_counts(deck)

    assert sum(counts) == 20
    assert len(counts) > 1
    assert max(counts) - min(counts) <= 1
    assert f"Le premier pilier\u00a0(2/{len(counts)})" in titles(deck)


@every(9, "count", range(9))
def test_one_to_eight_short_examples_take_one_slide(project: Project, count: int) -> None:
    fill(project, count, words=8)

    assert card_counts(built(project)) == [count]


def test_the_text_of_cards_has_one_size_on_all_slides_of_a_pillar(project: Project) -> None:
    fill(project, 11, words=80)
    deck = built(project)
    sizes = {
        run.font.size
        for slide in deck.slides
        for shape in slide.placeholders
        if shape.name.startswith("Exemple [e")
        for run in shape.text_frame.paragraphs[-1].runs
    }

    assert len(sizes) == 1
    assert sizes.pop() >= Pt(12)


def test_an_example_too_long_for_any_slide_is_refused_with_its_line_and_what_to_cut(project: Project) -> None:
    fill(project, 1, words=1200)
    result = project.run("build", "--only", "deck")

    assert result.code == 1
    found = re.fullmatch(
        r"content/lecons-apprises/pillars/specialisation\.yaml:7:11: The text is too long for a slide, even at the "
        r"smallest size of the theme\. Cut about (\d+) characters\.",
        result.problems[0],
    )
    assert found
    assert 4000 < int(found[1]) < 8000
    assert not (project.output / f"{SLUG}.pptx").exists()


def test_a_heading_too_long_for_its_band_is_refused_with_its_line(project: Project) -> None:
    text = project.read("soutien.yaml")
    project.write("soutien.yaml", re.sub(r"heading: .*", "heading: " + "territoire " * 90, text))
    result = project.run("build", "--only", "deck")

    assert result.code == 1
    assert result.problems[0].startswith("content/lecons-apprises/pillars/soutien.yaml:3:10: ")


def test_colours_beyond_the_six_accents_are_written_out(project: Project) -> None:
    theme = project.read("templates/theme.yaml")
    project.write("templates/theme.yaml", theme.replace('  ochre: "7A5A00"', '  ochre: "7A5A00"\n  slate: "44546A"'))
    text = project.read("soutien.yaml")
    project.write("soutien.yaml", text.replace("colour: orange", "colour: slate"))

    assert b"44546A" in etree_bytes(built(project).slides[3]._element)


def test_colours_and_fonts_of_the_theme_reach_the_deck(project: Project) -> None:
    project.edit("templates/theme.yaml", "00677A", "00577A")
    project.edit("templates/theme.yaml", "office_family: Calibri", "office_family: Candara")
    built(project)
    package = zipfile.ZipFile(project.output / f"{SLUG}.pptx")
    theme = package.read("ppt/theme/theme1.xml").decode()

    assert '<a:accent1><a:srgbClr val="00577A"/></a:accent1>' in theme
    assert theme.count('typeface="Candara"') == 2


def test_an_example_may_have_the_id_of_a_pillar(project: Project) -> None:
    project.edit("gouvernance.yaml", "- id: anvers-rocade", "- id: specialisation")
    keep_the_matrix(project)
    deck = built(project)
    package = zipfile.ZipFile(project.output / f"{SLUG}.pptx")
    targets = dict(
        re.findall(
            r'Id="(\w+)"[^>]*Target="(slide\d+\.xml)"', package.read("ppt/slides/_rels/slide9.xml.rels").decode()
        )
    )
    table = next(shape for shape in deck.slides[8].shapes if shape.has_table).table
    link = table.rows[1].cells[4]._tc.find(f".//{A}hlinkClick")

    assert table.rows[1].cells[4].text == "4.1"
    assert targets[link.get(R_ID)] == "slide7.xml"


def test_slides_that_follow_each_other_are_a_range_in_the_matrix(project: Project) -> None:
    head = "label: Un\nheading: Le premier pilier\nicon: rocket\nexamples:\n"
    text = "[Bilbao](city:bilbao) " + " ".join(["exemple"] * 60)
    items = "".join(f"  - id: e{n}\n    text: >-\n      {n} {text}\n" for n in range(1, 41))
    project.write("specialisation.yaml", head + items)
    deck = built(project)
    last = 2 + len(card_counts(deck))
    table = next(shape for slide in deck.slides for shape in slide.shapes if shape.has_table).table

    assert [row.cells[1].text for row in table.rows if row.cells[0].text == "Bilbao"] == [f"diapo\u00a03–{last}"]


@every(
    6,
    "count",
    [1, 5, 7, 9, 11],
)
def test_the_rows_of_the_overview_are_even(count: int, project: Project) -> None:
    names = [f"p{number}" for number in range(1, count + 1)]
    for name in names:
        head = f"label: L’innovation et la recherche\nheading: Pilier {name}\nicon: rocket\n"
        project.write(f"content/essai/pillars/{name}.yaml", head)
    listed = ", ".join(names)
    head = f"title: Essai\nlanguage: fr\npillars: [{listed}]\noverview: [{listed}]\n"
    project.write("content/essai/publication.yaml", head)
    project.run("build", "essai", "--only", "deck")
    slide = Presentation(str(project.output / "essai.pptx")).slides[1]
    tiles = [shape for shape in slide.shapes if shape.name.startswith("Pilier [")]
    tops = sorted({tile.top for tile in tiles})

    rows = [sum(tile.top == top for tile in tiles) for top in tops]
    assert sum(rows) == count
    assert max(rows) - min(rows) <= 1
    assert len({(tile.width, tile.height) for tile in tiles}) == 1


def test_a_hyphen_that_the_font_lacks_is_written_as_it_is_measured(project: Project) -> None:
    project.edit("soutien.yaml", "label: Soutien aux projets innovants", 'label: "MILIEUX\\u2011URBAINS"')
    tiles = [shape.text_frame.text for shape in built(project).slides[1].shapes if shape.name.startswith("Pilier [")]

    assert "MILIEUX-URBAINS" in tiles


def test_a_small_table_takes_the_room_that_its_slide_has(project: Project) -> None:
    lines = "table:\n  caption: Un tableau\n  columns: [Ville, Nombre]\n  rows:\n    - [Rennes, 1]\n    - [Nantes, 2]\n"
    project.write("soutien.yaml", project.read("soutien.yaml") + lines)
    table = matrix_of(built(project))
    head, *rows = [row.height for row in table.rows]

    assert rows[0] == rows[1]
    assert 2.0 * head < rows[0] < 3.0 * head

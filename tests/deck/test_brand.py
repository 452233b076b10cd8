"""Other people's templates: any language, any size, dark or with a logo; and what is refused, with its reason."""

from __future__ import annotations

import io
import json
import re
import shutil
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from pptx import Presentation
from pptx.enum.dml import MSO_FILL
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from generator.deck.brand.mapping import Layouts
from generator.deck.brand.names import purpose
from generator.deck.compose.plan import plan
from generator.deck.layouts import builtin_design
from generator.deck.roles import LAYOUT_ROLES, layout_key
from generator.deck.slide import FOOTER, Frame
from generator.errors import Mark
from generator.pipeline.production import Production
from generator.source.model import Word
from generator.theme import contrast
from generator.world import World
from tests.deck import brands, secrets
from tests.deck.realistic import write
from tests.matrix import every
from tests.project import EVERY_KEY, ROOT, SLUG, Project, copy_project
from tests.some import some

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
POINT = 12_700
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

HUNGARIAN = [
    *("Címdia", "Cím és tartalom", "Szakaszfejléc", "2 tartalomrész", "Összehasonlítás", "Csak cím", "Üres"),
    *("Tartalomrész képaláírással", "Kép képaláírással", "Cím és függőleges szöveg", "Függőleges cím és szöveg"),
]
CHINESE = [
    *("标题幻灯片", "标题和内容", "节标题", "两栏内容", "比较", "仅标题", "空白"),
    *("内容与标题", "图片与标题", "标题和竖排文字", "竖排标题与文本"),
]
GERMAN = [
    *("Titelfolie", "Titel und Inhalt", "Abschnittsüberschrift", "Zwei Inhalte", "Vergleich", "Nur Titel", "Leer"),
    *("Inhalt mit Überschrift", "Bild mit Überschrift", "Titel und vertikaler Text", "Vertikaler Titel und Text"),
]
PORTUGUESE = [
    *("Slide de Título", "Título e Conteúdo", "Cabeçalho da Seção", "Duas Partes de Conteúdo", "Comparação"),
    *("Somente Título", "Em Branco", "Conteúdo com Legenda", "Imagem com Legenda", "Título e Texto Vertical"),
    "Título e Texto Verticais",
]


def build(project: Project, data: bytes | brands.Parts, name: str = "brand.pptx") -> Any:
    """Build the deck on a template; return it as python-pptx reads it."""
    project.write(f"templates/{name}", data if isinstance(data, bytes) else brands.packed(data))
    result = project.run("build", "--only", "deck", "--template", f"templates/{name}")
    assert result.code == 0, result.err
    return Presentation(str(project.output / f"{SLUG}.pptx"))


def refuse(project: Project, data: bytes | brands.Parts, name: str = "brand.pptx", *, several: bool = False) -> str:
    """Build on a template that must be refused with one problem, or with ``several``; return what is said."""
    project.write(f"templates/{name}", data if isinstance(data, bytes) else brands.packed(data))
    problems = project.refused("--only", "deck", "--template", f"templates/{name}")
    assert several or len(problems) == 1
    return "\n".join(problems)


def used(deck: Any) -> list[str]:
    return [slide.slide_layout.name for slide in deck.slides]


def boxes(slide: Any) -> list[tuple[float, float, float, float, str]]:
    """Return the edges of what stands on a slide, in points, each with its name."""
    return [
        (one.left / POINT, one.top / POINT, (one.left + one.width) / POINT, (one.top + one.height) / POINT, one.name)
        for one in slide.shapes
    ]


def parts_of(project: Project) -> brands.Parts:
    return brands.unpacked((project.output / f"{SLUG}.pptx").read_bytes())


# -- matching


@every(4, "names", [HUNGARIAN, CHINESE, GERMAN, PORTUGUESE], ids=["hu", "zh", "de", "pt"])
def test_layouts_are_found_by_their_names_in_any_language(project: Project, names: list[str]) -> None:
    deck = build(project, brands.renamed(names))

    assert used(deck)[0] == names[0]
    assert set(used(deck)[1:]) == {names[5]}


def test_layouts_are_found_without_their_names(project: Project) -> None:
    parts = brands.stock()
    for number, layout in enumerate(brands.layouts(parts)):
        parts[layout] = re.sub(rb'<p:cSld name="[^"]*"', b'<p:cSld name="%d"' % number, parts[layout])
    deck = build(project, parts)

    assert used(deck)[0] == "0"
    assert set(used(deck)[1:]) == {"5"}


@pytest.mark.long
def test_layouts_are_found_by_their_placeholders_alone(project: Project) -> None:
    deck = build(project, brands.renamed([f"Custom {letter}" for letter in "ABCDEFGHIJK"]))

    assert used(deck)[0] == "Custom A"
    assert set(used(deck)[1:]) == {"Custom F"}


@pytest.mark.long
def test_layouts_are_looked_for_under_all_masters(project: Project) -> None:
    deck = build(project, brands.two_masters())

    assert used(deck)[:2] == ["Title Slide", "Title Only"]


@pytest.mark.parametrize(("top", "taken"), [(4_600_000, "Title and Content 2"), (6_080_000, "Title and Content")])
def test_of_two_layouts_for_content_the_one_with_clearly_more_room_is_taken(
    project: Project, top: int, taken: str
) -> None:
    """A little more makes no better one, which may be the dark one of a light template."""
    deck: Any = Presentation(io.BytesIO(brands.packed(brands.stock())))
    first, second = deck.slide_layouts[1], deck.slide_layouts[3]
    low = brands.filled((0, top, 9_144_000, 6_858_000 - top), "205080")
    first._element.cSld.spTree.insert(2, parse_xml(low.replace("<p:sp>", f"<p:sp {nsdecls('p', 'a')}>", 1)))
    second._element.set("type", "obj")
    second.name = "Title and Content 2"
    left, right = (one for one in second.placeholders if one.placeholder_format.idx in (1, 2))
    left.width = right.left + right.width - left.left
    right._element.getparent().remove(right._element)

    project.write("templates/brand.pptx", brands.packed(brands.saved(deck)))
    told = json.loads(project.run("template", "inspect", "templates/brand.pptx", "--format", "json").out)
    assert {one["role"]: one["layout"] for one in told["roles"]}["content"] == taken


@pytest.mark.long
def test_a_cover_without_a_title_placeholder_is_passed_over(project: Project) -> None:
    deck = build(project, brands.without_titles("Title Slide"))

    assert used(deck)[0] != "Title Slide"
    assert all(slide.shapes.title is not None for slide in deck.slides)


@pytest.mark.long
def test_without_a_title_only_layout_the_deck_is_composed_in_place_of_the_content(project: Project) -> None:
    deck = build(project, brands.without_titles("Title Only", "Two Content", "Comparison", "Section Header"))

    assert set(used(deck)[1:]) == {"Title and Content"}
    assert all(shape.placeholder_format.type != 7 for slide in deck.slides for shape in slide.placeholders)


def test_a_template_without_any_title_is_given_one_on_each_layout(project: Project) -> None:
    """Above what is free; the word of it is true, and names the layouts."""
    project.write("templates/brand.pptx", brands.packed(brands.without_titles()))
    done = project.run("build", "--only", "deck", "--template", "brand.pptx")
    slides = list(Presentation(str(project.output / f"{SLUG}.pptx")).slides)

    assert "No layout of the template has a title placeholder: each is given one." in done.err
    assert all(slide.shapes.title.text_frame.text for slide in slides)
    assert all(0 <= slide.shapes.title.top < 2_000_000 for slide in slides)


def test_a_text_that_is_drawn_as_the_title_is_its_placeholder(project: Project) -> None:
    """On layout and master; a large text box below it holds the content, and nobody reads its sample words."""
    parts = brands.without_titles()
    title = secrets.shape("Title box", words="Slide title").replace('lang="en"', 'lang="en" sz="2600" b="1"')
    content = secrets.shape("Content box", words="Content here").replace('lang="en"', 'lang="en" sz="1600"')
    place = '<a:off x="0" y="0"/><a:ext cx="9" cy="9"/>'
    title = title.replace(place, '<a:off x="500000" y="300000"/><a:ext cx="8000000" cy="600000"/>')
    content = content.replace(place, '<a:off x="500000" y="1100000"/><a:ext cx="8000000" cy="4900000"/>')
    for name in (brands.MASTER, *brands.layouts(parts)):
        parts[name] = re.sub(rb"<p:sp>.*?</p:sp>", b"", parts[name], flags=re.DOTALL)
        drawn = title if name == brands.MASTER else title + content
        brands.change(parts, name, (b"</p:spTree>", f"{drawn}</p:spTree>".encode()))
    deck = build(project, parts)
    layout = deck.slides[1].slide_layout

    assert [one.name for one in layout.slide_master.placeholders] == ["Title box"]
    assert [one.name for one in layout.placeholders] == ["Title box", "Content box"]
    assert all(slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size.pt <= 26 for slide in deck.slides)


def test_a_title_that_is_added_is_larger_than_what_a_master_without_titles_says(project: Project) -> None:
    """Google Slides writes 14 points there."""
    parts = brands.without_titles()
    parts[brands.MASTER] = re.sub(
        rb'(<p:titleStyle>.*?<a:defRPr sz=)"\d+"', rb'\1"1400"', parts[brands.MASTER], flags=re.DOTALL
    )
    slides = list(build(project, parts).slides)[1:]

    assert {one.shapes.title.text_frame.paragraphs[0].runs[0].font.size.pt for one in slides} == {24}


def test_a_placeholder_for_text_at_the_head_of_the_slide_is_the_title_where_there_is_none(project: Project) -> None:
    """The City of Antwerp has its headlines so, in white on its band."""
    parts = brands.without_titles()
    style = b'<a:lvl1pPr><a:defRPr sz="2400" b="1"/></a:lvl1pPr>'
    for name in brands.layouts(parts):
        number = int(re.findall(rb'<p:cNvPr id="(\d+)"', parts[name])[-1]) + 1
        head = (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Headline"/><p:cNvSpPr/><p:nvPr><p:ph type="body" idx="77"/>'
            '</p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="500000" y="300000"/><a:ext cx="8000000" cy="800000"/>'
            f"</a:xfrm></p:spPr><p:txBody><a:bodyPr/><a:lstStyle>{style.decode()}</a:lstStyle><a:p/></p:txBody></p:sp>"
        )
        brands.change(parts, name, (b"</p:spTree>", f"{head}</p:spTree>".encode()))
    slides = list(build(project, parts).slides)

    assert {one.shapes.title.name for one in slides[1:]} == {"Headline"}


def test_a_template_whose_titles_all_run_upward_is_refused(project: Project) -> None:
    parts = brands.stock()
    for name in (brands.MASTER, *brands.layouts(parts)):
        parts[name] = re.sub(rb"<a:bodyPr[^>]*?(/?)>", rb'<a:bodyPr vert="vert270"\1>', parts[name])

    assert refuse(project, parts) == (
        "templates/brand.pptx:1:1: No layout of the template has a title placeholder. "
        "Add one in PowerPoint's master view (Insert Placeholder)."
    )


def test_a_theme_that_two_masters_share_is_given_to_each(project: Project) -> None:
    """So do Google Slides and PptxGenJS, with the slides' theme for the notes."""
    parts = brands.two_masters()
    rels = "ppt/slideMasters/_rels/slideMaster2.xml.rels"
    brands.change(parts, rels, (b"theme9.xml", b"theme1.xml"))
    build(project, parts)
    after = parts_of(project)
    masters = [f"ppt/slideMasters/_rels/slideMaster{n}.xml.rels" for n in (1, 2)]
    themes = [re.search(rb"[^/]*theme\d+\.xml", after[name]) for name in masters]
    names = [f"ppt/theme/{one[0].decode()}" for one in themes if one]

    assert len(set(names)) == 2
    assert after[names[0]] == after[names[1]]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Title Slide", "cover"),
        ("Diapositive de titre", "cover"),
        ("Titeldia", "cover"),
        ("Slajd tytułowy", "cover"),
        ("Úvodní snímek", "cover"),
        ("Rubrikbild", "cover"),
        ("Otsikkodia", "cover"),
        ("Διαφάνεια τίτλου", "cover"),
        ("タイトル スライド", "cover"),
        ("Титульный слайд", "cover"),
        ("Titre seul", "titleonly"),
        ("Sólo el título", "titleonly"),
        ("Solo titolo", "titleonly"),
        ("Alleen titel", "titleonly"),
        ("Tylko tytuł", "titleonly"),
        ("Endast rubrik", "titleonly"),
        ("Kun titel", "titleonly"),
        ("Vain otsikko", "titleonly"),
        ("タイトルのみ", "titleonly"),
        ("Только заголовок", "titleonly"),
        ("Titre et contenu", "content"),
        ("Título y objetos", "content"),
        ("Tytuł i zawartość", "content"),
        ("Nadpis a obsah", "content"),
        ("标题和内容", "content"),
        ("Titre de section", "section"),
        ("Deux contenus", "other"),
        ("Vide", "other"),
        ("Merci", "closing"),
        ("Vielen Dank!", "closing"),
        ("Layout 7", ""),
    ],
)
def test_what_a_layouts_name_says(name: str, expected: str) -> None:
    assert purpose(name) == expected


# -- geometry and colours


@every(4, "size", [(9_144_000, 6_858_000), (12_192_000, 6_858_000), (9_144_000, 5_143_500), (6_858_000, 9_144_000)])
def test_nothing_leaves_a_slide_of_any_size_nor_lies_on_its_title_or_footers(
    project: Project, size: tuple[int, int]
) -> None:
    deck = build(project, brands.wide(*size))

    assert (deck.slide_width, deck.slide_height) == size
    for slide in list(deck.slides)[1:]:
        title, *others = boxes(slide)
        footers = [box for box in others if box[4] in ("Pied de page", "Numéro")]
        composed = [box for box in others if box not in footers]
        assert all(left >= -1 and right <= size[0] / POINT + 1 for left, _t, right, _b, _n in composed)
        assert all(top >= title[3] - 1 for _l, top, _r, _b, _n in composed)
        assert all(bottom <= min(box[1] for box in footers) + 1 for _l, _t, _r, bottom, _n in composed)


@pytest.mark.long
def test_sizes_follow_the_slide(project: Project) -> None:
    def body_size(data: brands.Parts) -> float:
        deck = build(project, data)
        card = next(one for one in deck.slides[2].shapes if one.name.startswith("Exemple ["))
        return float(card.text_frame.paragraphs[-1].runs[0].font.size.pt)

    # Labels of a small slide keep 10 points: its titles, and the text below them, have somewhat less room.
    assert body_size(brands.wide(6_096_000, 3_429_000)) == pytest.approx(
        body_size(brands.wide(12_192_000, 6_858_000)) * 0.5, rel=0.1
    )


@pytest.mark.long
def test_no_text_box_is_set_from_right_to_left_or_in_italics_because_the_template_s_are(project: Project) -> None:
    parts = brands.stock()
    presentation = "ppt/presentation.xml"
    style = b'defTabSz="457200" rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1"><a:defRPr sz="1800"'
    brands.change(parts, presentation, (style, style.replace(b'rtl="0"', b'rtl="1"') + b' i="1"'))
    slides = list(build(project, parts).slides)
    boxes = [one for slide in slides for one in slide.shapes if one.has_text_frame and not one.is_placeholder]
    runs = [run for one in some(boxes) for run in one._element.iter(f"{A}rPr")]

    assert {one.get("rtl") for slide in slides for one in slide._element.iter(f"{A}pPr")} == {"0"}
    assert {one.get("i") for one in some(runs)} <= {"0", "1"}
    assert sum(one.get("i") == "0" for one in runs) > len(runs) / 2


def test_placeholders_inherit_their_place_and_colour(project: Project) -> None:
    title = build(project, brands.stock()).slides[1].shapes.title._element

    assert title.spPr.find(f"{A}xfrm") is None
    assert not list(title.iter(f"{A}solidFill"))


def test_titles_on_somebody_elses_template_are_of_one_size(project: Project) -> None:
    deck = build(project, brands.stock())

    sizes = {slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size.pt for slide in list(deck.slides)[1:]}
    assert len(sizes) == 1
    assert sizes.pop() >= 24


def test_titles_on_slides_of_an_odd_width_are_as_large_as_can_be_read_from_the_back_of_a_room(project: Project) -> None:
    parts = brands.wide(900 * 12_700, 506 * 12_700)
    for name in (*brands.layouts(parts), brands.MASTER):
        low = rb'(type="title"/>.*?<a:ext cx="\d+" cy=)"\d+"'
        parts[name] = re.sub(low, rb'\1"500000"', parts[name], count=1, flags=re.DOTALL)
    deck = build(project, parts)
    sizes = {slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size.pt for slide in list(deck.slides)[1:]}

    assert sizes == {24 / 960 * 900}


def test_long_labels_are_explained_beside_map_and_matrix_on_low_slides(project: Project) -> None:
    """A key that has no room beside either would refuse the whole deck, for a label that has room on its tile."""
    shutil.rmtree(project.root / "content" / SLUG)
    write(project.root, "de", [[120, 260, 90], [330, 180, 240, 300], [90, 450], [160, 160, 200, 140, 380], [240]], 7)
    project.write("templates/brand.pptx", brands.packed(brands.wide(9_144_000, 4_400_000)))
    result = project.run("build", "--only", "deck", "--template", "templates/brand.pptx")
    assert result.code == 0, result.err
    written = Presentation(str(next(project.output.glob("*.pptx"))))

    said = [" ".join(node.text or "" for node in slide._element.iter(f"{A}t")) for slide in written.slides]
    assert sum("Bürgerbeteiligungsverfahren" in one.replace("\xad", "") for one in said) >= 4


@pytest.mark.long
def test_text_is_light_on_a_dark_ground(project: Project) -> None:
    deck = build(project, brands.dark())
    colours = {"tx1": "FFFFFF", "bg1": "000000", "accent1": "4F81BD", "accent3": "9BBB59"}
    found = []
    for slide in list(deck.slides)[1:]:
        for frame in slide.shapes:
            if not frame.has_text_frame or frame.is_placeholder or frame.fill.type == MSO_FILL.SOLID:
                continue
            for run in frame._element.iter(f"{A}rPr"):
                fill = next(iter(run.find(f"{A}solidFill")))
                found.append(colours.get(fill.get("val"), fill.get("val")))
    for value in some(found):
        assert contrast(value, "000000") >= 4.5


def test_what_is_asked_is_read_on_a_dark_picture_of_the_template(project: Project) -> None:
    parts = brands.stock()
    ground = f"<p:bg><p:bgPr>{brands.gradient(first='00205B', last='3A68AA')}<a:effectLst/></p:bgPr></p:bg>"
    parts[brands.MASTER] = re.sub(rb"<p:bg>.*?</p:bg>", ground.encode(), parts[brands.MASTER], flags=re.DOTALL)
    project.edit(f"content/{SLUG}/publication.yaml", "title:", "contact: Mission Exemples, m@example.org\ntitle:")
    deck = build(project, parts)
    frames = [one for one in list(deck.slides)[-1].shapes if one.has_text_frame and not one.is_placeholder]
    panel = next(one for one in frames if one.fill.type == MSO_FILL.SOLID)
    (words,) = (one for one in frames if "Mission" in one.text_frame.text)

    assert panel.left <= words.left <= words.left + words.width <= panel.left + panel.width
    assert panel.top <= words.top <= words.top + words.height <= panel.top + panel.height


@pytest.mark.long
def test_nothing_is_drawn_on_a_logo_wherever_it_stands(project: Project) -> None:
    for left, top in ((7_800_000, 5_600_000), (100_000, 2_400_000)):
        deck = build(project, brands.with_logo(left, top, 1_200_000, 900_000))
        logo = (left / POINT, top / POINT, (left + 1_200_000) / POINT, (top + 900_000) / POINT)
        for slide in some(list(deck.slides)[1:]):
            for x, y, right, bottom, name in some(boxes(slide)):
                apart = x >= logo[2] or right <= logo[0] or y >= logo[3] or bottom <= logo[1]
                assert apart or name in ("Pied de page", "Numéro"), name


@pytest.mark.long
def test_what_a_layout_hides_of_its_master_takes_no_room(project: Project) -> None:
    def places(parts: brands.Parts) -> list[list[tuple[int, ...]]]:
        deck = build(project, parts)
        return [[(one.left, one.top, one.width, one.height) for one in slide.shapes] for slide in deck.slides]

    bare, hidden = places(brands.stock()), brands.with_logo(2_000_000, 2_500_000, 1_200_000, 900_000)
    shown = places(hidden)
    for layout in brands.layouts(hidden):
        brands.change(hidden, layout, (b"<p:sldLayout ", b'<p:sldLayout showMasterSp="0" '))

    assert shown != bare
    assert places(hidden) == bare


@pytest.mark.long
def test_a_title_makes_room_for_a_stamp_that_lies_on_it(project: Project) -> None:
    deck = build(project, brands.with_logo(7_600_000, 300_000, 1_500_000, 600_000))

    assert boxes(deck.slides[1])[0][2] <= 7_600_000 / POINT


@pytest.mark.long
@every(2, "top", [-400_000, -2_000_000])
def test_a_title_that_sticks_out_of_the_slide_is_set_on_it(project: Project, top: int) -> None:
    parts = brands.stock()
    new = b'<a:off x="457200" y="%d"/><a:ext cx="8229600" cy="1143000"/>' % top
    brands.change(parts, brands.MASTER, (b'<a:off x="457200" y="274638"/><a:ext cx="8229600" cy="1143000"/>', new))
    deck = build(project, parts)

    for slide in some(list(deck.slides)[1:]):
        _left, upper, _right, lower, _name = boxes(slide)[0]
        assert upper >= 0
        assert lower - upper > 20


@pytest.mark.long
def test_a_number_that_the_template_keeps_off_the_slide_is_set_on_it(project: Project) -> None:
    parts = brands.stock()
    brands.change(parts, brands.MASTER, (b'<a:off x="6553200" y="6356350"/>', b'<a:off x="6553200" y="9356350"/>'))
    deck = build(project, parts)

    for slide in some(list(deck.slides)[1:]):
        number = next(one for one in slide.shapes if list(one._element.iter(f"{A}fld")))
        assert not number.is_placeholder
        assert number.top + number.height <= 6_858_000


# -- what stays of the template


@pytest.mark.long
def test_the_templates_own_parts_stay_byte_for_byte_and_its_sample_goes(project: Project) -> None:
    data = brands.with_sample()
    deck = build(project, data)
    before, after = brands.unpacked(data), parts_of(project)
    lists = {"[Content_Types].xml", "_rels/.rels", "ppt/presentation.xml", "ppt/_rels/presentation.xml.rels"}
    left = ("ppt/slides/", "ppt/notesSlides/", "ppt/media/", "ppt/printerSettings/")
    sample = {name for name in before if name.startswith(left)}
    ours = lists | sample | {"docProps/core.xml", "docProps/app.xml", "docProps/thumbnail.jpeg"}

    assert {name for name in before if name not in ours} <= set(after)
    assert [name for name in before if name not in ours and before[name] != after[name]] == []
    assert not any(b"Sample" in part for part in after.values())
    assert not any(name.startswith("ppt/media/") for name in after)
    assert "docProps/thumbnail.jpeg" not in after
    assert "docProps/custom.xml" in after
    assert len(deck.slides) == sum(name.startswith("ppt/slides/slide") for name in after)


@pytest.mark.long
def test_a_legal_footer_stays_and_a_sample_footer_is_replaced(project: Project) -> None:
    def footers(text: str) -> set[str]:
        deck = build(project, brands.with_footer(text))
        return {
            one.text_frame.text for slide in deck.slides for one in slide.placeholders if one.name == "Pied de page"
        }

    assert footers("© Acme 2026, confidential") == {"© Acme 2026, confidential"}
    assert footers("Métropole d’Exemple – Direction générale") == {"Métropole d’Exemple – Direction générale"}
    assert footers("Your presentation title").pop().startswith("Les stratégies")


@pytest.mark.long
def test_a_template_without_notes_master_gets_one(project: Project) -> None:
    deck = build(project, brands.stock())

    assert "Bilbao" in deck.slides[2].notes_slide.notes_text_frame.text
    assert deck.notes_master.part.partname == "/ppt/notesMasters/notesMaster1.xml"


@pytest.mark.long
def test_a_layouts_own_colour_map_is_repeated_on_its_slides(project: Project) -> None:
    parts = brands.stock()
    over = (
        b'<p:clrMapOvr><a:overrideClrMapping bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2" accent1="accent1" '
        b'accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" '
        b'folHlink="folHlink"/></p:clrMapOvr>'
    )
    layout = next(name for name in brands.layouts(parts) if b'type="titleOnly"' in parts[name])
    brands.change(parts, layout, (b"<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>", over))
    build(project, parts)
    slides = parts_of(project)

    assert b"overrideClrMapping" not in slides["ppt/slides/slide1.xml"]
    assert b'bg1="dk1"' in slides["ppt/slides/slide2.xml"]


@pytest.mark.long
def test_a_potx_becomes_a_presentation(project: Project) -> None:
    build(project, brands.as_kind(brands.stock(), f"{brands.MAIN}template.main+xml"), "brand.potx")

    assert b"template.main+xml" not in parts_of(project)["[Content_Types].xml"]


@pytest.mark.long
def test_equal_input_gives_equal_bytes(project: Project) -> None:
    build(project, brands.with_sample())
    first = (project.output / f"{SLUG}.pptx").read_bytes()
    (project.output / f"{SLUG}.pptx").unlink()
    build(project, brands.with_sample())

    assert (project.output / f"{SLUG}.pptx").read_bytes() == first


# -- what is refused


@every(
    3,
    ("data", "cause"),
    [
        (brands.packed(brands.stock())[:9000], "The template is damaged or is no PowerPoint file ("),
        (b"", "The template is damaged or is no PowerPoint file ("),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"EncryptedPackage".join([b"", b""]),
            "The template is in the format of",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "The template is protected by a password.",
        ),
        (
            brands.packed(
                brands.as_kind(brands.stock(), "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml")
            ),
            "The template holds macros:",
        ),
        (
            brands.packed(
                brands.as_kind(brands.stock(), "application/vnd.ms-powerpoint.template.macroEnabled.main+xml")
            ),
            "The template holds macros:",
        ),
        (brands.packed({**brands.stock(), "ppt/vbaProject.bin": b"x"}), "The template holds macros:"),
        (brands.packed({**brands.stock(), "ppt/theme/bomb.xml": b" " * (40 << 20)}), "The template holds too much"),
        (brands.packed({"word/document.xml": b""}), "The template is damaged or is no PowerPoint file ("),
        (
            brands.packed(brands.as_kind(brands.stock(), "application/vnd.ms-excel")),
            "The template is no PowerPoint presentation.",
        ),
        (
            brands.packed({**brands.stock(), "ppt/presentation.xml": b"<p:presentation"}),
            "The part ppt/presentation.xml of the template is damaged (",
        ),
        (
            brands.packed(
                {**brands.stock(), brands.MASTER: b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'}
            ),
            "The part ppt/slideMasters/slideMaster1.xml of the template is damaged (",
        ),
    ],
    ids=[
        *("truncated", "empty", "ppt", "encrypted", "pptm", "potm", "vba", "bomb", "word", "excel", "broken", "doctype")
    ],
)
def test_what_is_no_usable_template_is_refused_with_the_reason(project: Project, data: bytes, cause: str) -> None:
    assert refuse(project, data).startswith(f"templates/brand.pptx:1:1: {cause}")


def test_parts_named_twice_or_outside_are_refused(project: Project) -> None:
    stream = io.BytesIO(brands.packed(brands.stock()))
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("../outside.xml", b"")

    assert "is damaged" in refuse(project, stream.getvalue())


@pytest.mark.long
def test_a_template_named_in_the_publication_is_looked_for_there_and_in_templates(project: Project) -> None:
    project.write("templates/brand.pptx", brands.packed(brands.stock()))
    project.edit("publication.yaml", "language: fr", "language: fr\ntemplate: brand.pptx")
    project.build("--only", "deck")
    assert used(Presentation(str(project.output / f"{SLUG}.pptx")))[0] == "Title Slide"

    project.write(f"content/{SLUG}/brand.pptx", brands.packed(brands.renamed(HUNGARIAN)))
    project.build("--only", "deck")
    assert used(Presentation(str(project.output / f"{SLUG}.pptx")))[0] == "Címdia"


def test_a_template_that_is_not_there_is_reported_with_its_line_and_the_nearest(project: Project) -> None:
    project.write("templates/brand.pptx", brands.packed(brands.stock()))
    project.edit("publication.yaml", "language: fr", "language: fr\ntemplate: brnad.pptx")

    assert project.refused("--only", "deck") == [
        f"content/{SLUG}/publication.yaml:5:11: template: There is no template “brnad.pptx” in content/{SLUG} or "
        "templates/. Did you mean “brand.pptx”?"
    ]


def test_a_template_never_leads_out_of_the_project(project: Project) -> None:
    project.write("../brand.pptx", brands.packed(brands.stock()))
    project.edit("publication.yaml", "language: fr", "language: fr\ntemplate: ../../../brand.pptx")
    (problem,) = project.refused("--only", "deck")
    assert f"template: “../../../brand.pptx” leads out of content/{SLUG}." in problem

    project.edit("publication.yaml", "../../../brand.pptx", str(project.root.parent / "brand.pptx"))
    (problem,) = project.refused("--only", "deck")
    assert "brand.pptx" in problem


@pytest.mark.long
@every(2, "relative", [False, True])
def test_a_template_on_the_command_line_may_lie_anywhere(
    project: Project, monkeypatch: pytest.MonkeyPatch, relative: bool
) -> None:
    project.write("../elsewhere/brand.pptx", brands.packed(brands.renamed(HUNGARIAN)))
    monkeypatch.chdir(project.root)
    place = "../elsewhere/brand.pptx" if relative else str(project.root.parent / "elsewhere/brand.pptx")
    arguments = ("build", "--only", "deck", "--template", place)
    result = project.run(*arguments)

    assert (result.code, result.err) == (0, "")
    assert used(Presentation(str(project.output / f"{SLUG}.pptx")))[0] == "Címdia"
    assert "nothing has changed" in project.run(*arguments).out
    project.write("../elsewhere/brand.pptx", brands.packed(brands.stock()))
    assert "written" in project.run(*arguments).out
    assert "written" in project.run("build", "--only", "deck").out


@pytest.mark.long
def test_a_template_elsewhere_is_inspected_with_the_mapping_beside_it_and_nothing_is_written_there(
    project: Project,
) -> None:
    folder = project.root.parent / "elsewhere"
    project.write("../elsewhere/brand.pptx", brands.packed(brands.stock()))
    result = project.run("template", "inspect", str(folder / "brand.pptx"))

    assert (result.code, result.err) == (0, "")
    assert "To correct the layouts, copy the template into templates/ and inspect it there." in result.out
    assert [file.name for file in folder.iterdir()] == ["brand.pptx"]
    assert (project.output / "brand.mapping.html").exists()

    project.write("templates/brand.pptx", (folder / "brand.pptx").read_bytes())
    inspect(project)
    project.edit("templates/brand.mapping.yaml", 'cover: "Title Slide"', 'cover: "Title Only"')
    project.path("templates/brand.mapping.yaml").rename(folder / "brand.mapping.yaml")
    result = project.run("build", "--only", "deck", "--template", str(folder / "brand.pptx"))
    assert (result.code, result.err) == (0, "")
    assert used(Presentation(str(project.output / f"{SLUG}.pptx")))[0] == "Title Only"


def test_what_is_no_template_elsewhere_is_refused(project: Project) -> None:
    project.write("../brand.pptx", "no deck")
    place = (project.root.parent / "brand.pptx").as_posix()
    (problem,) = project.refused("--only", "deck", "--template", place)
    assert problem.startswith(f"{place}:1:1: ")

    result = project.run("build", "--template", str(project.root.parent))
    assert (result.code, result.err) == (2, f"There is no template {project.root.parent}.\n")


# -- building again


@pytest.mark.long
def test_a_change_of_template_makes_the_deck_again_and_nothing_else_does(project: Project) -> None:
    build(project, brands.stock())
    arguments = ("build", "--only", "deck", "--template", "templates/brand.pptx")
    assert "nothing has changed" in project.run(*arguments).out

    project.write("templates/brand.pptx", brands.packed(brands.renamed(HUNGARIAN)))
    assert "written" in project.run(*arguments).out
    assert "written" in project.run("build", "--only", "deck").out
    assert used(Presentation(str(project.output / f"{SLUG}.pptx")))[0] == "Couverture"


# -- the mapping


def inspect(project: Project) -> str:
    result = project.run("template", "inspect", "templates/brand.pptx", "--output", str(project.root / "pictures"))
    assert (result.code, result.err) == (0, "")
    return result.out


def test_inspect_says_which_layout_serves_each_role_and_why_and_writes_it_down(project: Project) -> None:
    project.write("templates/brand.pptx", brands.packed(brands.stock()))
    lines = inspect(project).splitlines()

    assert lines[0] == "templates/brand.pptx: 25.4 × 19.1 cm; masters: 1; layouts: 11."
    assert lines[1] == (
        "  cover     Title Slide (sure): its type is “title”; its name says so; a centred title; a subtitle; "
        "the first layout"
    )
    assert lines[4].startswith("  cards     Title Only (sure): its type is “titleOnly”; its name says so; a title and")
    assert "Font Calibri: not here; Carlito has the same widths." in lines or "Font Calibri: here." in lines
    assert '  cards: "Title Only" # sure' in project.read("templates/brand.mapping.yaml")
    page = (project.root / "pictures" / "brand.mapping.html").read_text("utf-8")
    assert page.count("<svg") == 8


def test_inspect_gives_no_reason_where_it_has_none(project: Project) -> None:
    project.write("templates/brand.pptx", brands.packed(brands.without_titles("Title Slide")))
    found = project.run("template", "inspect", "templates/brand.pptx").out

    assert re.search(r"^  cover +Section Header \(a guess, look at it\)$", found, re.MULTILINE)


def test_inspect_tells_programs_what_it_tells_people(project: Project) -> None:
    project.write("templates/brand.pptx", brands.packed(brands.stock()))
    lines = inspect(project)
    result = project.run("template", "inspect", "templates/brand.pptx", "--format", "json")
    told = json.loads(result.out)

    assert (told["template"], told["masters"], told["layouts"]) == ("templates/brand.pptx", 1, 11)
    assert (told["width"], told["height"]) == (25.4, 19.1)
    assert told["mapping"] == "templates/brand.mapping.yaml"
    cover = told["roles"][0]
    assert (cover["role"], cover["layout"], cover["confidence"]) == ("cover", "Title Slide", "sure")
    assert cover["part"] == "ppt/slideLayouts/slideLayout1.xml"
    assert f"  cover     Title Slide (sure): {'; '.join(cover['reasons'])}" in lines.splitlines()
    assert {one["font"] for one in told["fonts"]} == {"Calibri"}
    assert all(one["cause"] in lines for one in (*told["left_out"], *told["remarks"]))


@pytest.mark.long
def test_a_corrected_mapping_is_used_and_kept(project: Project) -> None:
    project.write("templates/brand.pptx", brands.packed(brands.stock()))
    project.build("--only", "deck", "--template", "templates/brand.pptx")  # a mapping may come after the first build
    inspect(project)
    project.edit("templates/brand.mapping.yaml", 'cards: "Title Only"', 'cards: "Title and Content"')
    project.build("--only", "deck", "--template", "templates/brand.pptx")
    assert used(Presentation(str(project.output / f"{SLUG}.pptx")))[1:3] == ["Title Only", "Title and Content"]

    assert "cards     Title and Content (sure): chosen in the mapping file" in inspect(project)


@pytest.mark.long
def test_a_mapping_of_a_template_that_has_changed_is_refused_until_it_is_inspected_again(project: Project) -> None:
    project.write("templates/brand.pptx", brands.packed(brands.stock()))
    inspect(project)
    project.write("templates/brand.pptx", brands.packed(brands.wide()))

    assert project.refused("--only", "deck", "--template", "templates/brand.pptx") == [
        "templates/brand.mapping.yaml:3:11: template: The template has changed since this mapping was made. "
        "Run “piliers template inspect templates/brand.pptx” and look at it again."
    ]
    inspect(project)
    assert project.run("build", "--only", "deck", "--discard", "--template", "templates/brand.pptx").code == 0


def test_mistakes_in_a_mapping_are_all_reported_with_their_places(project: Project) -> None:
    project.write("templates/brand.pptx", brands.packed(brands.without_titles("Blank")))
    inspect(project)
    project.edit("templates/brand.mapping.yaml", 'cover: "Title Slide"', 'cover: "Title Slid"')
    project.edit("templates/brand.mapping.yaml", 'map: "Title Only"', 'map: "Blank"')
    problems = project.refused("--only", "deck", "--template", "templates/brand.pptx")

    assert [re.sub(r"brand\.mapping\.yaml:\d+:\d+", "…", problem) for problem in problems] == [
        "templates/…: layouts.cover: The template has no layout “Title Slid”. Did you mean “Title Slide”?",
        "templates/…: layouts.map: The layout “Blank” has no title placeholder. "
        "Choose another, or add one in PowerPoint.",
    ]
    project.edit("templates/brand.mapping.yaml", "  cards:", "  crads:")
    assert "Did you mean “cards”?" in project.refused("--only", "deck", "--template", "templates/brand.pptx")[0]


ODD_NAMES = [
    *("A: b", "# c", "'e' \"f\"", "yes", "null", "&z *a !b %c @d `e`", "a\\\\b", "[y] {x}", "a (2)", "a", "a"),
]
UNSEEN = ["\u202ea", "\ufeffx", "\x7f", "\u0085", "a\u00a0b", "a\u2028b", "\u200b", "~", "é", "x" * 400, "\ue000"]


@pytest.mark.long
@every(2, "names", [ODD_NAMES, UNSEEN], ids=["odd", "unseen"])
def test_inspect_reads_back_what_it_writes_whatever_layouts_and_files_are_called(
    project: Project, names: list[str]
) -> None:
    escaped = [name.replace("&", "&amp;").replace('"', "&quot;") for name in names]
    project.write("templates/l'été #1: a.b.pptx", brands.packed(brands.renamed(escaped)))
    arguments = ("template", "inspect", "templates/l'été #1: a.b.pptx")
    assert project.run(*arguments).code == 0
    written = project.read("templates/l'été #1: a.b.mapping.yaml")
    result = project.run("build", "--only", "deck", "--template", "templates/l'été #1: a.b.pptx")
    assert (result.code, result.err) == (0, "")

    result = project.run(*arguments)
    assert (result.code, result.err) == (0, "")
    assert "The mapping file was read; layouts kept from it: 8." in result.out
    assert project.read("templates/l'été #1: a.b.mapping.yaml") == written


# -- fonts


@pytest.mark.long
def test_a_font_that_is_not_here_is_reported_with_what_stands_for_it(project: Project) -> None:
    project.write("templates/brand.pptx", brands.packed(brands.with_font(brands.stock(), "Nowhere Grotesk")))
    out = project.run("build", "--only", "deck", "--template", "templates/brand.pptx").out

    assert "Fonts of the template that are not here were measured by others: Nowhere Grotesk (by " in out


@pytest.mark.long
def test_a_font_in_the_templates_folder_measures_the_template_that_names_it(project: Project) -> None:
    for style in ("Regular", "Bold", "Italic", "BoldItalic"):
        data = (ROOT / "templates" / "fonts" / f"Carlito-{style}.ttf").read_bytes()
        project.write(f"templates/fonts/NowhereGrotesk-{style}.ttf", data)
    project.write("templates/brand.pptx", brands.packed(brands.with_font(brands.stock(), "Nowhere Grotesk")))
    result = project.run("build", "--only", "deck", "--template", "templates/brand.pptx")
    assert "measured by others" not in result.out
    own = parts_of(project)

    build(project, brands.stock())
    stock = parts_of(project)
    assert own["ppt/slides/slide3.xml"] == stock["ppt/slides/slide3.xml"]


@pytest.mark.long
def test_a_font_of_this_machine_measures_the_template_that_names_it(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = {"darwin": tmp_path / "Library/Fonts", "win32": tmp_path / "Microsoft/Windows/Fonts"}
    fonts = folder.get(sys.platform, tmp_path / "share" / "fonts")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    fonts.mkdir(parents=True)
    (fonts / "broken.ttf").write_bytes(b"\0\1\0\0\xff\xff")
    for style in ("Regular", "Bold"):
        font = TTFont(ROOT / "templates" / "fonts" / f"Carlito-{style}.ttf")
        for record in font["name"].names:
            if record.nameID in (1, 16):
                record.string = "Nowhere Grotesk"
        font.save(fonts / f"some file {style}.ttf")
    project.write("templates/brand.pptx", brands.packed(brands.with_font(brands.stock(), "Nowhere Grotesk")))

    assert "Font Nowhere Grotesk: here." in inspect(project)
    assert "measured by others" not in project.run("build", "--only", "deck", "--template", "templates/brand.pptx").out
    (fonts / "some file Regular.ttf").unlink()
    (fonts / "some file Bold.ttf").unlink()
    assert "measured by others" in project.run("build", "--only", "deck", "--template", "templates/brand.pptx").out


# -- for those who compose


def test_both_designs_have_a_layout_for_each_role_with_a_title_and_room_below_it(project: Project) -> None:
    project.write("templates/brand.pptx", brands.packed(brands.wide()))
    world = World(project.root)
    template = Word.at(Mark("templates/brand.pptx"), "templates/brand.pptx")
    production = Production(world, SLUG, template)
    document = production.compose("templates/deck.xml.j2")
    ours, brand = builtin_design(production.kit), plan(document, production.kit).design

    assert {role for role in ours.layouts if not role.startswith("sidebar")} == set(brand.layouts)
    assert set(Layouts.__struct_fields__) == {*LAYOUT_ROLES, "mark"}
    for design in (ours, brand):
        for role in LAYOUT_ROLES:
            layout = design.layout(role, 3)
            assert layout.role == layout_key(role, 3)
            if role in ("cover", "pillar"):  # their titles stand in the middle
                continue
            assert layout.title.type in ("title", "ctrTitle")
            assert layout.body.y >= layout.title.box.y + layout.title.box.height - 1
            room = layout.picture or layout.body
            assert room.width * room.height > 0.3 * 960 * 540
        assert design.layout("content").text
        assert design.layout("closing").text


def test_show_names_the_template_and_the_layout_of_each_slide(project: Project) -> None:
    project.write("templates/brand.pptx", brands.packed(brands.stock()))
    shown = project.run("show", "deck", "--template", "brand.pptx").out.splitlines()

    assert shown[0].endswith(" on templates/brand.pptx")
    assert "slide 2 overview on ppt/slideLayouts/slideLayout6.xml keys=" in shown


@every(
    3,
    ("part", "old", "new"),
    [
        ("ppt/presentation.xml", b'cx="9144000"', b'cx="many"'),
        ("ppt/presentation.xml", b'cx="9144000"', b'cx="99999999999"'),
        (brands.MASTER, b"<p:sldLayoutIdLst>", b"<p:sldLayoutIdLst/><p:none>"),
    ],
)
def test_a_template_without_sense_is_refused(project: Project, part: str, old: bytes, new: bytes) -> None:
    parts = brands.stock()
    brands.change(parts, part, (old, new))

    assert refuse(project, parts).startswith("templates/brand.pptx:1:1: ")


@pytest.mark.long
@every(
    3,
    ("part", "old", "new"),
    [
        (brands.MASTER, b"<p:txStyles>.*</p:txStyles>", b""),
        ("ppt/theme/theme1.xml", b"<a:clrScheme.*</a:clrScheme>", b""),
        ("ppt/slideLayouts/slideLayout6.xml", b'name="Title Only"', b'name="&quot;&lt;b&gt;: #"'),
    ],
)
def test_a_template_with_something_missing_or_wrong_still_carries_a_deck(
    project: Project, part: str, old: bytes, new: bytes
) -> None:
    parts = brands.stock()
    changed = re.sub(old, new, parts[part], count=1, flags=re.DOTALL)
    assert changed != parts[part]
    project.write("templates/brand.pptx", brands.packed({**parts, part: changed}))
    inspect(project)
    assert project.run("build", "--only", "deck", "--discard", "--template", "templates/brand.pptx").code == 0
    assert project.run("check").code == 1  # the note and the page are not there
    assert f"{SLUG}.pptx: " not in project.run("check").err


@every(
    3,
    ("part", "old", "new", "cause"),
    [
        (brands.MASTER, b'sz="4400"', b'sz="huge"', "The size of a text is not from 1 to 4000 points. [huge]"),
        (brands.MASTER, b'sz="4400"', b'sz="4400000000"', "The size of a text is not from 1 to 4000 points. [44"),
        (brands.MASTER, b"<p:clrMap [^>]*/>", b"", "A master has no theme or no map of colours. [clrMap]"),
        ("ppt/theme/theme1.xml", b'val="4F81BD"', b'val="blue"', "A colour is "),
        (
            "ppt/slideMasters/_rels/slideMaster1.xml.rels",
            b"theme1.xml",
            b"theme7.xml",
            "A relationship leads to a part",
        ),
        (
            brands.MASTER,
            b'r:id="rId3"',
            b'r:id="rId333"',
            "A part names a relationship that it does not have. [rId333]",
        ),
    ],
)
def test_what_powerpoint_would_repair_is_refused_by_build_and_inspect(
    project: Project, part: str, old: bytes, new: bytes, cause: str
) -> None:
    parts = brands.stock()
    changed = re.sub(old, new, parts[part], count=1, flags=re.DOTALL)
    assert changed != parts[part]

    assert cause in refuse(project, {**parts, part: changed}, several=True)
    assert cause in project.run("template", "inspect", "templates/brand.pptx").err


@every(
    5,
    ("part", "root"),
    [
        ("ppt/slideLayouts/slideLayout7.xml", "sldLayout"),
        ("ppt/theme/theme1.xml", "theme"),
        ("ppt/presProps.xml", "presentationPr"),
        ("ppt/slideMasters/_rels/slideMaster1.xml.rels", "Relationships"),
        ("ppt/presentation.xml", "presentation"),
    ],
)
def test_a_part_that_is_not_what_it_is_said_to_be_is_refused(project: Project, part: str, root: str) -> None:
    assert refuse(project, {**brands.stock(), part: b"<x>SECRET</x>"}) == (
        f"templates/brand.pptx:1:1: The part {part} of the template is damaged (its root is no <{root}>). "
        "Open it in PowerPoint, and save it again."
    )


def test_a_layout_whose_part_is_missing_is_refused(project: Project) -> None:
    parts = brands.stock()
    del parts["ppt/slideLayouts/slideLayout9.xml"]

    assert refuse(project, parts).startswith(
        "templates/brand.pptx:1:1: ppt/slideMasters/slideMaster1.xml: A relationship leads to a part that is not "
        "there. [ppt/slideLayouts/slideLayout9.xml] "
    )


@every(3, "size", [(914_400, 914_400), (1_828_800, 1_371_600), (3_429_000, 2_571_750)])
def test_a_slide_too_small_for_legible_text_is_refused(project: Project, size: tuple[int, int]) -> None:
    problem = refuse(project, brands.wide(*size))

    assert "The template's slides are too small for legible text (" in problem
    assert "(Design, Slide Size)" in problem
    assert "too small for legible text" in project.run("template", "inspect", "templates/brand.pptx").err


@every(2, "part", [brands.MASTER, "ppt/slideLayouts/slideLayout6.xml"])
def test_a_master_or_a_layout_of_thousands_of_shapes_is_refused(project: Project, part: str) -> None:
    parts = brands.stock()
    secrets.draw(parts, part, secrets.shape("dot") * 1_001)

    assert refuse(project, parts) == (
        f"templates/brand.pptx:1:1: {part} has more than 1000 shapes. "
        "Join them in PowerPoint's master view, or save them as one picture."
    )


def test_a_picture_on_a_slide_that_is_higher_than_ours_is_not_at_its_foot(tmp_path: Path) -> None:
    """The footer was moved to the left of a picture that ended below the foot of our own slides: it had no width."""
    copy_project(tmp_path, EVERY_KEY)
    (tmp_path / "templates/brand.pptx").write_bytes(brands.packed(brands.wide(6_858_000, 9_144_000)))
    production = Production(World(tmp_path), EVERY_KEY, Word.at(Mark(""), "templates/brand.pptx"))
    deck = plan(production.compose("templates/deck.xml.j2"), production.kit)
    frames = [one for slide in deck.slides for one in slide.shapes if isinstance(one, Frame)]
    footers = [one for one in frames if one.placeholder == FOOTER]

    assert min(one.box.width for one in some(footers)) > 100

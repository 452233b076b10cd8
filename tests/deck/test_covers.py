"""Covers on other people's templates: words are coloured, moved or set on a panel where that is proved better only."""

from __future__ import annotations

import io
import re
from copy import deepcopy
from typing import Any

import pptx
import pytest
import yaml
from PIL import Image, ImageDraw
from pptx.dml.color import RGBColor
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from generator.deck.brand.palette import Palette
from generator.deck.ooxml.ground import Ground
from generator.deck.ooxml.text import TEXT
from generator.deck.slide import MUTED, Colour, Frame
from generator.theme import contrast
from generator.units import Box
from tests.deck import brands
from tests.deck.realistic import planned, write
from tests.deck.test_brand import POINT, A, P, build
from tests.deck.test_figures import CHART, give
from tests.matrix import every
from tests.project import Project
from tests.publications import SLUG
from tests.some import some

FACTS = "kind: Note\norganisation: Réseau des villes\nversion: '0.2'\nstatus: preparatory\nas_of: '2026-11-23'\n"


def colours(shape: Any) -> list[str]:
    """Return the colours that a slide states for the words of a shape; none where they are inherited."""
    return [one[0].get("val") for run in shape._element.iter(f"{A}rPr") for one in run.iter(f"{A}solidFill")]


def panel(shape: Any) -> bool:
    return shape._element.spPr.find(f"{A}solidFill") is not None


def box(shape: Any) -> Box:
    return Box(*(side / POINT for side in (shape.left, shape.top, shape.width, shape.height)))


@every(
    4,
    "parts",
    [
        brands.on_dark_form(),
        brands.cover("FFFFFF", brands.gradient(first="103060", last="204080")),
        # Office suites draw these differently, and no colour holds on all of it.
        brands.cover("EEECE1", brands.gradient('<a:path path="rect"><a:fillToRect l="100000" t="100000"/></a:path>')),
        brands.on_picture("FFFFFF", lambda draw: draw.rectangle((0, 0, 159, 119), fill="#203040")),
    ],
    ids=["form", "gradient", "unknown gradient", "picture"],
)
def test_words_that_can_be_read_where_they_stand_are_left_alone(project: Project, parts: brands.Parts) -> None:
    title = build(project, parts).slides[0].shapes.title

    assert colours(title) == []
    assert not panel(title)
    assert title._element.spPr.find(f"{A}xfrm") is None


@pytest.mark.long
def test_white_words_on_a_white_picture_take_a_colour_of_the_theme(project: Project) -> None:
    title = build(project, brands.on_picture("FFFFFF", lambda draw: None)).slides[0].shapes.title

    assert set(colours(title)) == {"tx1"}
    assert not panel(title)


def test_black_words_behind_which_a_pale_veil_lies_on_a_dark_ground_become_white(project: Project) -> None:
    veil = brands.gradient(
        '<a:path path="circle"><a:fillToRect t="100000" b="0" l="50000" r="50000"/></a:path>',
        "FFFFFF",
        "FFFFFF",
        10_000,
    )
    over = brands.filled((0, 0, 9_144_000, 6_858_000), "FFFFFF").replace(
        '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>', veil
    )
    title = (
        build(project, brands.cover("000000", '<a:solidFill><a:srgbClr val="101030"/></a:solidFill>', over))
        .slides[0]
        .shapes.title
    )

    assert set(colours(title)) == {"bg1"}
    assert not panel(title)


@pytest.mark.long
@pytest.mark.parametrize("ribbon", ["none", "form", "picture"])
def test_the_title_of_a_cover_takes_the_free_room_for_the_size_of_the_template(project: Project, ribbon: str) -> None:
    """One line high on an empty cover it grows to two; on a ribbon that holds one line it stays."""
    place = (685_800, 1_000_000, 7_772_400, 650_000)
    shape = brands.filled(place, "D0E0F0") if ribbon == "form" else ""
    parts = (
        brands.on_picture("000000", lambda draw: draw.rectangle((12, 17, 148, 28), fill="#A0C0E0"))
        if ribbon == "picture"
        else brands.cover("000000", shapes=shape)
    )
    deck: Any = pptx.Presentation(io.BytesIO(brands.packed(parts)))
    holder = deck.slide_layouts[0].placeholders[0]
    holder.left, holder.top, holder.width, holder.height = place
    title = build(project, brands.saved(deck)).slides[0].shapes.title
    size = title.text_frame.paragraphs[0].runs[0].font.size.pt

    grown = size >= 34 and title.height > 800_000
    assert grown if ribbon == "none" else (size < 28 and title.height <= 650_000)


@pytest.mark.parametrize("ribbon", [False, True])
def test_a_narrow_title_takes_the_width_of_the_text_below_it(project: Project, ribbon: bool) -> None:
    place = (3_000_000, 274_638, 3_100_000, 1_000_000)
    deck: Any = pptx.Presentation(io.BytesIO(brands.packed(brands.stock())))
    shown = [one for part in (deck.slide_master, *deck.slide_layouts) for one in part.placeholders]
    for holder in (one for one in shown if one.placeholder_format.idx == 0):
        holder.left, holder.top, holder.width, holder.height = place
    if ribbon:
        form = brands.filled(place, "D0E0F0")
        deck.slide_master._element.cSld.spTree.insert(
            2, parse_xml(form.replace("<p:sp>", f"<p:sp {nsdecls('p', 'a')}>", 1))
        )
    pillar = build(project, brands.saved(deck)).slides[2].shapes.title

    assert pillar.width <= 3_100_000 if ribbon else pillar.width >= 7_000_000


@pytest.mark.long
def test_small_words_on_the_fill_of_their_placeholder_stand_out_as_small_words_must(project: Project) -> None:
    deck: Any = pptx.Presentation(io.BytesIO(brands.packed(brands.cover("000000"))))
    holder = deck.slide_layouts[0].placeholders[1]
    holder.left, holder.top, holder.width, holder.height = 0, 3_900_000, 9_144_000, 1_600_000
    for style in holder._element.iter(f"{A}defRPr"):
        style.set("sz", "1400")
    holder._element.spPr.append(parse_xml(f'<a:solidFill xmlns:a="{A[1:-1]}"><a:srgbClr val="375AA4"/></a:solidFill>'))

    assert set(colours(build(project, brands.saved(deck)).slides[0].shapes[1])) in ({"bg1"}, {"FFFFFF"})


@pytest.mark.long
def test_a_title_in_the_middle_of_the_slide_gives_way_to_the_content(project: Project) -> None:
    parts = brands.stock()
    for name in (*brands.layouts(parts), brands.MASTER):
        parts[name] = parts[name].replace(b'<a:off x="457200" y="274638"/>', b'<a:off x="457200" y="2900000"/>')
    slides = list(build(project, parts).slides)[1:]

    assert all(slide.shapes.title.top < 1_000_000 for slide in some(slides))


def test_a_title_keeps_its_place_upon_a_line_beside_which_it_would_be_read_no_better(project: Project) -> None:
    ground = '<a:solidFill><a:srgbClr val="484848"/></a:solidFill>'
    line = brands.filled((6_600_000, 0, 12_700, 6_858_000), "404040")
    title = build(project, brands.cover("606060", ground, line)).slides[0].shapes.title

    assert set(colours(title)) == {"bg1"}
    assert title._element.spPr.find(f"{A}xfrm") is None


def test_a_logo_is_seen_upon_its_ground_and_a_glow_is_not() -> None:
    logo, glow = (Image.new("RGB", (480, 270), "#203040") for _index in range(2))
    for ring in range(50):
        circle = (100 + ring, 80 + ring, 200 - ring, 180 - ring)
        ImageDraw.Draw(glow).ellipse(circle, fill=(32 + ring, 48 + ring, 64 + ring))
    for left in range(100, 200, 20):
        ImageDraw.Draw(logo).rectangle((left, 90, left + 8, 170), fill="white")

    place = Box(100.0, 80.0, 100.0, 100.0)
    assert Ground(logo, 1.0, ()).shows(place)
    assert not Ground(glow, 1.0, ()).shows(place)


def test_what_a_background_picture_shows_leaves_a_calm_part() -> None:
    """Above a line, beside a logo; all of a photograph, on which its designer has set the words, and of a shade."""
    picture = Image.new("RGB", (400, 100), "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 39, 59), fill="#204080")
    draw.line((0, 60, 400, 60), fill="#20A0D8", width=2)
    calm = Ground(picture, 1.0, ()).calm(Box(0, 0, 400, 100))
    checks = Image.new("RGB", (400, 100), "white")
    for x in range(0, 400, 20):
        ImageDraw.Draw(checks).rectangle((x, 0, x + 9, 99), fill="#406040")
    busy = Ground(checks, 1.0, ()).calm(Box(0, 0, 400, 100))
    darker = (
        Image.linear_gradient("L").resize((100, 400)).rotate(90, expand=True).point(lambda one: min(120 + one, 200))
    )
    shaded = Ground(darker.convert("RGB"), 1.0, ()).calm(Box(0, 0, 400, 100))

    assert shaded == Box(0, 0, 400, 100)
    assert 40 <= calm.x <= 44
    assert 396 <= calm.right <= 400
    assert (calm.y, 52 <= calm.bottom <= 60) == (0, True)
    assert busy == Box(0, 0, 400, 100)


def placed(place: dict[str, tuple[int, int, int, int]], kind: str = "") -> brands.Parts:
    """Return a template whose placeholders of master and layouts stand at these places, by a word of their names."""
    deck: Any = pptx.Presentation(io.BytesIO(brands.packed(brands.stock())))
    for one in (deck.slide_master, *deck.slide_layouts):
        for holder in one.placeholders:
            for word, box in place.items():
                if word in holder.name:
                    holder.left, holder.top, holder.width, holder.height = box
                    if kind and one is deck.slide_layouts[0] and "Subtitle" in holder.name:
                        holder._element.nvSpPr.nvPr.find(f"{P}ph").set("type", kind)
    return brands.saved(deck)


def test_a_title_that_grows_leaves_the_footer_above_it_free(project: Project) -> None:
    footer = (457_200, 150_000, 8_229_600, 400_000)
    parts = placed({"Footer": footer, "Title": (457_200, 700_000, 8_229_600, 420_000)})
    parts[brands.MASTER] = parts[brands.MASTER].replace(b'anchor="ctr"', b'anchor="b"', 1)
    slides = some(list(build(project, parts).slides)[1:])

    assert all(slide.shapes.title.top >= footer[1] + footer[3] for slide in slides)


def test_a_line_at_the_head_of_a_layout_holds_neither_the_lines_of_a_cover_nor_sources(project: Project) -> None:
    head = (457_200, 100_000, 6_000_000, 500_000)
    parts = placed({"Subtitle": head, "Content": head, "Text Placeholder": head, "Picture": head}, "body")
    slides = list(build(project, parts).slides)
    title, lines = slides[0].shapes.title, slides[0].shapes[1]
    sources = slides[-1]

    assert lines.top > title.top
    assert max(one.height for one in sources.shapes) > 2_500_000


def test_facts_alone_on_a_cover_are_read_as_small_words_are(project: Project) -> None:
    """White on a red of 4.1:1 will do for a title, not for the line below it."""
    parts = brands.cover("FFFFFF", '<a:solidFill><a:srgbClr val="F81B02"/></a:solidFill>')
    project.edit("publication.yaml", "subtitle: Les leçons apprises\n", "")
    project.write("templates/brand.pptx", brands.packed(parts))
    done = project.run("build", "--only", "deck", "--template", "brand.pptx")

    assert "contrast" not in done.err


def test_a_subtitle_that_begins_upon_its_title_begins_below_it(project: Project) -> None:
    parts = placed({"Subtitle": (1_371_600, 3_300_000, 6_400_800, 2_600_000)})
    slide = build(project, parts).slides[0]
    lines = next(one for one in slide.shapes if one.is_placeholder and one != slide.shapes.title)

    assert lines.top >= slide.shapes.title.top + slide.shapes.title.height


@pytest.mark.parametrize("busy", [False, True])
def test_smaller_lines_below_a_subtitle_need_no_panel_for_what_they_do_not_reach(project: Project, busy: bool) -> None:
    def stripes(draw: Any) -> None:
        for left in range(45 if busy else 70, 160, 4):
            draw.rectangle((left, 0, left + 1, 119), fill="black")

    parts = brands.on_picture("000000", stripes)
    deck: Any = pptx.Presentation(io.BytesIO(brands.packed(parts)))
    holder = deck.slide_layouts[0].placeholders[1]
    holder.left, holder.top, holder.width, holder.height = 457_200, 3_886_200, 8_229_600, 1_752_600
    for style in holder._element.iter(f"{A}lvl1pPr"):
        style.set("algn", "l")
    project.write("publication.yaml", project.read("publication.yaml") + FACTS)
    lines = build(project, brands.saved(deck)).slides[0].shapes[1]

    assert "Réseau des villes" in lines.text_frame.text
    assert panel(lines) is busy


@pytest.mark.long
def test_words_move_to_where_their_colour_can_be_read(project: Project) -> None:
    """A title across black and white bands finds room on the white above."""

    def bands(draw: Any) -> None:
        for left in range(0, 160, 4):
            draw.rectangle((left, 38, left + 1, 66), fill="black")

    title = build(project, brands.on_picture("101010", bands)).slides[0].shapes.title

    assert title.top < title.part.slide_layout.placeholders[0].top
    assert (title.top + title.height) / POINT < 540 * 38 / 120 + 10
    assert colours(title) == []
    assert not panel(title)


@pytest.mark.long
def test_where_no_colour_and_no_place_will_do_words_stand_on_a_panel(project: Project) -> None:
    def bands(draw: Any) -> None:
        for left in range(0, 160, 4):
            draw.rectangle((left, 0, left + 1, 119), fill="black")

    deck = build(project, brands.on_picture("777777", bands))

    assert panel(deck.slides[0].shapes.title)
    assert colours(deck.slides[0].shapes.title)


@pytest.mark.long
def test_a_title_is_where_the_designer_drew_it_whatever_its_placeholder_is_called(project: Project) -> None:
    deck = build(project, brands.title_in_a_text())
    title, subtitle = deck.slides[0].shapes.title, deck.slides[0].shapes[1]
    sizes = [one.text_frame.paragraphs[0].runs[0].font.size.pt for one in (title, subtitle)]

    assert "métropolitaines" in title.text_frame.text
    assert title.top < 3_000_000 < 3_500_000 < subtitle.top
    assert sizes[0] >= 20 > sizes[1]


@pytest.mark.long
def test_a_long_title_is_given_a_second_line_before_it_is_made_small(project: Project) -> None:
    parts = brands.stock()
    brands.change(parts, brands.MASTER, (b'cx="8229600" cy="1143000"', b'cx="8229600" cy="500000"'))
    slides = list(build(project, parts).slides)[1:]
    sizes = {slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size.pt for slide in some(slides)}

    assert min(sizes) >= 20
    assert all(one.top >= slide.shapes.title.top + 700_000 for slide in some(slides) for one in list(slide.shapes)[1:])


@pytest.mark.long
def test_a_title_is_no_smaller_than_the_cards_below_it_where_the_template_has_it_small(project: Project) -> None:
    parts = brands.stock()
    brands.change(parts, brands.MASTER, (b'cx="8229600" cy="1143000"', b'cx="8229600" cy="400000"'))
    parts[brands.MASTER] = parts[brands.MASTER].replace(b'sz="4400"', b'sz="2600"')
    slides = list(build(project, parts).slides)[1:]
    sizes = [slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size.pt for slide in some(slides)]

    assert min(sizes) >= 22


@pytest.mark.long
def test_slides_have_the_numbers_to_which_the_matrix_leads(project: Project) -> None:
    """Where no layout has a number, ours stands below the content, within the slide."""
    parts = brands.stock()
    for name in (*brands.layouts(parts), brands.MASTER):
        parts[name] = parts[name].replace(b'type="sldNum"', b'type="dt"')
    deck = build(project, parts)

    for number, slide in some(list(enumerate(deck.slides, 1))[1:]):
        shown = next(one for one in slide.shapes if list(one._element.iter(f"{A}fld")))
        assert shown.text_frame.text == str(number)
        assert Box(0, 0, 720, 540).holds(box(shown), 1.0)
        assert [one.name for one in slide.shapes if box(shown).meets(box(one), 1.0)] == [shown.name]


@pytest.mark.long
def test_a_number_that_the_master_draws_is_not_set_twice(project: Project) -> None:
    parts = brands.stock()
    for name in brands.layouts(parts):
        parts[name] = parts[name].replace(b'type="sldNum"', b'type="dt"')
    brands.change(parts, brands.MASTER, (b'<p:nvPr><p:ph type="sldNum" sz="quarter" idx="4"/></p:nvPr>', b"<p:nvPr/>"))
    deck = build(project, parts)

    assert list(deck.slide_masters[0]._element.iter(f"{A}fld"))
    assert [slide for slide in some(deck.slides) if list(slide._element.iter(f"{A}fld"))] == []


@pytest.mark.long
def test_no_text_of_ours_is_below_ten_points(project: Project) -> None:
    deck = build(project, brands.wide(9_144_000, 5_143_500))
    runs = [one for slide in some(deck.slides) for one in slide._element.iter(f"{A}r", f"{A}fld")]
    small = [one.findtext(f"{A}t") for one in some(runs) if int(one.find(f"{A}rPr").get("sz", "1800")) < 1000]

    assert small == []


def drawn_by_the_master(left: int, top: int, width: int, height: int) -> brands.Parts:
    """Return the stock template whose master draws a pale rectangle, in points of a slide of 720 by 540."""
    parts = brands.stock()
    shape = brands.filled((left * 12_700, top * 12_700, width * 12_700, height * 12_700), "F0E4F0").encode()
    brands.change(parts, brands.MASTER, (b"</p:spTree>", shape + b"</p:spTree>"))
    return parts


def test_content_lies_on_what_leaves_its_placeholder_too_little(project: Project) -> None:
    deck = build(project, drawn_by_the_master(200, 130, 320, 370))

    for slide in some(list(deck.slides)[1:]):
        boxes = [box(one) for one in slide.shapes if not one.is_placeholder]
        assert max(one.right for one in boxes) - min(one.x for one in boxes) > 500


def test_a_title_stays_where_its_designer_drew_it_upon_a_shape_on_which_it_stands_out(project: Project) -> None:
    title = build(project, drawn_by_the_master(480, 30, 120, 80)).slides[1].shapes.title

    assert title._element.spPr.find(f"{A}xfrm") is None
    assert colours(title) == []


@pytest.mark.parametrize("words", [6, 16])
def test_no_subtitle_is_larger_than_its_title(words: int, project: Project) -> None:
    write(project.root, "fr", [[200]], seed=1)
    path = project.root / "content" / SLUG / "publication.yaml"
    head = yaml.safe_load(path.read_text("utf-8"))
    head |= {"title": "Une métropole innovante " * words, "subtitle": "Les leçons apprises"}
    path.write_text(yaml.safe_dump(head, allow_unicode=True), "utf-8")
    frames = {one.placeholder: one for one in planned(project.root).slides[0].shapes if isinstance(one, Frame)}
    title, subtitle = frames["ctrTitle"], frames["subTitle"]

    assert subtitle.paragraphs[0].size <= max(0.8 * title.paragraphs[0].size, 14.0)


@pytest.mark.parametrize("room", [True, False])
def test_lines_that_exceed_their_placeholder_go_on_below_it_on_the_same_ground(project: Project, room: bool) -> None:
    """Where a band ends the ground they do not."""
    deck: Any = pptx.Presentation(io.BytesIO(brands.packed(brands.on_dark_form())))
    holder = deck.slide_layouts[0].placeholders[1]
    holder.height = 350_000
    if not room:
        band = brands.filled((1_500_000, 3_300_000, 7_644_000, 300_000), "B4DC96")
        tree = deck.slide_layouts[0]._element.cSld.spTree
        tree.insert(4, parse_xml(band.replace("<p:sp>", f"<p:sp {nsdecls('p', 'a')}>", 1)))
    project.write("publication.yaml", project.read("publication.yaml") + FACTS)
    lines = build(project, brands.saved(deck)).slides[0].shapes[1]

    assert "Réseau des villes" in lines.text_frame.text or not room
    assert panel(lines) is (colours(lines) != [])
    assert (lines.height > 350_000 and lines.left == 2_400_000) is room


def test_titles_begin_where_the_margin_of_their_paragraphs_begins(project: Project) -> None:
    parts = brands.stock()
    style = b'<p:titleStyle><a:lvl1pPr algn="ctr"'
    brands.change(parts, brands.MASTER, (style, style + b' marL="400000" indent="-150000" marR="90000"'))
    title = build(project, parts).slides[1].shapes.title
    frame = title.text_frame

    assert (frame.margin_left, frame.margin_right) == (91_440 + 250_000, 91_440 + 90_000)


def test_lines_end_above_words_that_a_cover_says_already(project: Project) -> None:
    deck: Any = pptx.Presentation(io.BytesIO(brands.packed(brands.cover("000000"))))
    layout = deck.slide_layouts[0]
    holder = layout.placeholders[1]
    holder.left, holder.top, holder.width, holder.height = 1_371_600, 3_886_200, 6_400_800, 1_752_600
    said = layout._element.cSld.spTree
    words = brands.filled((3_500_000, 5_400_000, 2_200_000, 500_000), "FFFFFF").replace(
        "</p:sp>", "<p:txBody><a:bodyPr/><a:p><a:r><a:t>Journées 2023</a:t></a:r></a:p></p:txBody></p:sp>"
    )
    said.append(parse_xml(words.replace("<p:sp>", f"<p:sp {nsdecls('p', 'a')}>", 1)))
    project.write("publication.yaml", project.read("publication.yaml") + FACTS)
    slide = build(project, brands.saved(deck)).slides[0]

    assert max(one.top + one.height for one in slide.shapes if "Réseau" in one.text_frame.text) <= 5_400_000


def test_a_chart_on_a_strong_colour_stands_on_a_panel(project: Project) -> None:
    give(project, CHART.replace("KIND", "line"))
    parts = brands.stock()
    white, teal = (
        b'<a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1>',
        b'<a:lt1><a:srgbClr val="109ABE"/></a:lt1>',
    )
    brands.change(parts, "ppt/theme/theme1.xml", (white, teal))
    deck = build(project, parts)
    shapes = next(list(slide.shapes) for slide in deck.slides if any(one.has_chart for one in slide.shapes))
    at = next(index for index, one in enumerate(shapes) if one.has_chart)

    assert shapes[at - 1].name == "Bandeau"
    assert shapes[at - 1].fill.fore_color.rgb == RGBColor.from_string("FFFFFF")  # type: ignore[no-untyped-call]
    assert box(shapes[at - 1]).holds(box(shapes[at]), 0.0)


def test_titles_without_room_in_a_band_stand_upon_art_that_leaves_nothing_of_the_slide(project: Project) -> None:
    parts = brands.stock()
    brands.change(parts, brands.MASTER, (b'cx="8229600" cy="1143000"', b'cx="8229600" cy="160000"'))
    band, line = (0, 0, 9_144_000, 480_000), (0, 480_000, 9_144_000, 970_000)
    art = (400_000, 1_500_000, 8_300_000, 3_600_000)
    drawn = brands.filled(band, "86CAC6") + brands.filled(line, "C6E6E4") + brands.filled(art, "F0F6F6")
    brands.change(parts, brands.MASTER, (b"</p:grpSpPr>", b"</p:grpSpPr>" + drawn.encode()))
    titles = [box(slide.shapes.title) for slide in some(list(build(project, parts).slides)[1:])]

    assert all(one.y * POINT >= line[1] + line[3] for one in titles)
    assert all(one.bottom <= 540 / 2 for one in titles)


def test_titles_that_may_not_be_as_large_as_cards_take_the_room_that_there_is(project: Project) -> None:
    """Between the upper edge of the slide and a rule below the title."""
    parts = brands.stock()
    brands.change(parts, brands.MASTER, (b'<a:off x="457200" y="274638"/>', b'<a:off x="457200" y="330200"/>'))
    brands.change(parts, brands.MASTER, (b'cx="8229600" cy="1143000"', b'cx="8229600" cy="420000"'))
    parts[brands.MASTER] = parts[brands.MASTER].replace(b'anchor="ctr"', b'anchor="b"', 1)
    rule = brands.filled((0, 755_000, 9_144_000, 20_000), "86CAC6").encode()
    brands.change(parts, brands.MASTER, (b"</p:spTree>", rule + b"</p:spTree>"))
    deck = build(project, parts)
    sizes = [slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size.pt for slide in list(deck.slides)[2:6]]

    assert min(sizes) >= 17
    assert all(0 < slide.shapes.title.top < 330_200 for slide in some(list(deck.slides)[2:6]))


def test_facts_beside_a_cover_s_placeholders_are_on_a_panel_where_the_ground_is_not_known(project: Project) -> None:
    """What stands in a placeholder its designer has seen there."""
    unknown = brands.gradient('<a:path path="rect"><a:fillToRect l="100000" t="100000"/></a:path>')
    deck: Any = pptx.Presentation(io.BytesIO(brands.packed(brands.cover("EEECE1", unknown))))
    deck.slide_layouts[0].placeholders[1].height = 850_000
    project.write("publication.yaml", project.read("publication.yaml") + FACTS)
    title, lines, facts = build(project, brands.saved(deck)).slides[0].shapes

    assert [panel(one) for one in (title, lines, facts)] == [False, False, True]
    assert "Réseau des villes" in facts.text_frame.text


def test_of_two_texts_as_large_the_upper_one_has_a_cover_s_lines(project: Project) -> None:
    deck: Any = pptx.Presentation(io.BytesIO(brands.packed(brands.cover("000000"))))
    layout = deck.slide_layouts[0]
    upper = layout.placeholders[1]
    upper.left, upper.top, upper.width, upper.height = 685_800, 3_700_000, 7_700_000, 900_000
    upper._element.nvSpPr.nvPr.find(f"{P}ph").set("type", "body")
    lower = deepcopy(upper._element)
    lower.nvSpPr.cNvPr.set("id", "90")
    lower.nvSpPr.nvPr.find(f"{P}ph").set("idx", "17")
    layout._element.cSld.spTree.append(lower)
    layout.placeholders[-1].top, layout.placeholders[-1].width = 5_200_000, 7_720_000
    lines = next(one for one in build(project, brands.saved(deck)).slides[0].shapes if "leçons" in one.text_frame.text)

    assert lines.top < 4_000_000


def on_the_master(shape: str) -> brands.Parts:
    """Return the stock template whose master draws ``shape`` above all that it has."""
    parts = brands.stock()
    brands.change(parts, brands.MASTER, (b"</p:spTree>", shape.encode() + b"</p:spTree>"))
    return parts


def numbers(deck: Any) -> list[Any]:
    """Return the shapes that show a slide's number."""
    return [one for slide in deck.slides for one in slide.shapes if list(one._element.iter(f"{A}fld"))]


def test_lines_of_a_cover_find_room_where_their_placeholder_is_a_line_high(project: Project) -> None:
    """A line on a slide of 20 by 11 centimetres, where our smallest sizes are large beside the template's."""
    deck: Any = pptx.Presentation(io.BytesIO(brands.packed(brands.wide(9_144_000, 5_143_500))))
    layout = deck.slide_layouts[0]
    title, text = layout.placeholders[0], layout.placeholders[1]
    title.left, title.top, title.width, title.height = 580_000, 2_000_000, 4_420_000, 1_750_000
    text.left, text.top, text.width, text.height = 580_000, 1_575_000, 4_290_000, 216_000
    brands._style(text, "404040", 1200)
    lines = build(project, brands.saved(deck)).slides[0].shapes[1]

    assert "Les leçons apprises" in lines.text_frame.text


def small_above_large() -> brands.Parts:
    """Return a cover whose title's placeholder is small, above a text that is as high as most of the slide."""
    deck: Any = pptx.Presentation(io.BytesIO(brands.packed(brands.cover("161616"))))
    title, text = (deck.slide_layouts[0].placeholders[index] for index in (0, 1))
    for holder, top, height, size in ((title, 800_000, 560_000, 1800), (text, 1_500_000, 4_600_000, 7200)):
        holder.left, holder.top, holder.width, holder.height = 457_200, top, 8_229_600, height
        brands._style(holder, "161616", size)
    text._element.nvSpPr.nvPr.find(f"{P}ph").set("type", "body")
    return brands.saved(deck)


def test_a_far_larger_text_below_a_small_title_is_the_title_that_was_drawn(project: Project) -> None:
    shown = build(project, small_above_large()).slides[0].shapes.title

    assert shown.top >= 1_500_000
    assert shown.text_frame.paragraphs[0].runs[0].font.size.pt > 36


def test_lines_that_have_no_room_above_a_large_title_stand_below_its_words(project: Project) -> None:
    project.write("publication.yaml", project.read("publication.yaml") + FACTS)
    slide = build(project, small_above_large()).slides[0]
    shown, lines = slide.shapes.title, next(one for one in slide.shapes if "leçons" in one.text_frame.text)

    assert shown.text_frame.paragraphs[0].runs[0].font.size.pt > 36
    assert lines.top >= shown.top + shown.height


def test_a_title_stays_upon_art_on_which_it_stands_out(project: Project) -> None:
    """A picture of a fifth of the slide is no logo."""
    deck: Any = pptx.Presentation(io.BytesIO(brands.packed(brands.with_logo(0, 0, 4_000_000, 3_000_000))))
    master = deck.slide_master._element.cSld.spTree
    deck.slide_layouts[0]._element.cSld.spTree.insert(2, master[-1])
    image = Image.new("RGB", (40, 30), "#E0E0FF")
    stream = io.BytesIO()
    image.save(stream, "PNG")
    layout = deck.slide_layouts[0]
    _image, related = layout.part.get_or_add_image_part(io.BytesIO(stream.getvalue()))
    next(layout._element.iter(f"{A}blip")).set(
        "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed", related
    )
    title = build(project, brands.saved(deck)).slides[0].shapes.title

    assert title.left < 1_000_000
    assert title.width > 7_000_000


def test_a_number_is_read_on_a_shape_upon_a_gradient_that_is_not_known(project: Project) -> None:
    """White on a red arrow it stays, though the slide behind the arrow is white."""
    arrow = brands.filled((6_300_000, 6_200_000, 2_500_000, 600_000), "A53010")
    parts = on_the_master(arrow)
    unknown = brands.gradient('<a:path path="circle"><a:fillToRect l="50000" t="50000" r="50000" b="50000"/></a:path>')
    paper = f"<p:cSld><p:bg><p:bgPr>{unknown.replace('401000', 'FFFFFF')}<a:effectLst/></p:bgPr></p:bg>".encode()
    parts[brands.MASTER] = re.sub(rb"<p:cSld>(<p:bg>.*?</p:bg>)?", paper, parts[brands.MASTER], count=1)
    parts[brands.MASTER] = parts[brands.MASTER].replace(
        b'<a:schemeClr val="tx1"><a:tint val="75000"/></a:schemeClr>', b'<a:srgbClr val="FFFFFF"/>'
    )
    shown = numbers(build(project, parts))

    assert {colour for one in some(shown) for colour in colours(one)} == set()


def test_digits_of_a_number_are_not_parted(project: Project) -> None:
    parts = brands.stock()
    for name in (*brands.layouts(parts), brands.MASTER):
        parts[name] = parts[name].replace(b'<a:off x="6553200"', b'<a:off x="8500000"')
    brands.change(
        parts,
        brands.MASTER,
        (b'<a:off x="8500000" y="6356350"/><a:ext cx="2133600"', b'<a:off x="8500000" y="6356350"/><a:ext cx="230000"'),
    )
    shown = numbers(build(project, parts))

    for one in some(shown):
        assert (one.width - one.text_frame.margin_left - one.text_frame.margin_right) / POINT > 12
        assert one.left + one.width <= 9_144_000


def test_a_number_stands_beside_a_logo_in_its_corner(project: Project) -> None:
    """Where it is drawn in pieces, as letters are; a badge of one colour is meant for the number."""
    bars = "".join(
        brands.filled((7_800_000 + 60_000 * index, 6_100_000, 30_000, 700_000), "203040") for index in range(20)
    )
    words = brands.filled((7_800_000, 6_100_000, 1_200_000, 700_000), "FFFFFF").replace(
        "</p:sp>", "<p:txBody><a:bodyPr/><a:p><a:r><a:t>aws</a:t></a:r></a:p></p:txBody></p:sp>"
    )
    shown = numbers(build(project, on_the_master(words + bars)))

    assert all(one.left + one.width <= 7_800_000 for one in some(shown))


def test_on_a_busy_band_no_footer_of_ours_is_lost_and_a_number_stands_on_a_panel(project: Project) -> None:
    bars = "".join(brands.filled((60_000 * index, 6_200_000, 30_000, 658_000), "000000") for index in range(153))
    deck = build(project, on_the_master(brands.filled((0, 6_200_000, 9_144_000, 658_000), "FFFFFF") + bars))
    footers = [one for slide in deck.slides for one in slide.placeholders if one.placeholder_format.type == 15]

    assert footers == []
    assert all(panel(one) or colours(one) for one in some(numbers(deck)))


def test_content_upon_art_on_which_it_cannot_be_read_stands_on_a_panel(project: Project) -> None:
    """White words on a dark slide over which pale arrows run, too many to leave a free area."""
    arrows = "".join(
        brands.filled((500_000, 1_700_000 + 400_000 * index, 8_000_000, 120_000), "80D0B0") for index in range(11)
    )
    parts = brands.dark()
    brands.change(parts, brands.MASTER, (b"</p:spTree>", arrows.encode() + b"</p:spTree>"))
    for slide in some(list(build(project, parts).slides)[1:]):
        assert "Bandeau" in [one.name for one in slide.shapes]


def test_a_panel_on_a_dark_picture_has_the_hue_that_is_seen_there(project: Project) -> None:
    parts = brands.dark()
    spots = "".join(brands.filled((90_000 * index, 0, 45_000, 6_858_000), "2040A0") for index in range(102))
    ground = brands.filled((0, 0, 9_144_000, 6_858_000), "4060C0")
    brands.change(parts, brands.MASTER, (b"</p:spTree>", (ground + spots).encode() + b"</p:spTree>"))
    slide = build(project, parts).slides[2]
    fill = str(next(one for one in slide.shapes if one.name == "Bandeau").fill.fore_color.rgb)

    assert int(fill[4:], 16) > int(fill[:2], 16) + 20


def test_a_background_picture_with_an_empty_effect_is_known(project: Project) -> None:
    """As PowerPoint writes each picture that fills a background."""
    parts = brands.on_picture("FFFFFF", lambda draw: None)
    name = brands.layouts(parts)[0]
    data = re.sub(rb"(<a:blip [^>]*?)/>", rb"\1><a:lum/></a:blip>", parts[name], count=1)
    assert data != parts[name]
    parts[name] = data

    assert set(colours(build(project, parts).slides[0].shapes.title)) == {"tx1"}


def test_words_on_the_translucent_fill_of_their_placeholder_are_left_alone(project: Project) -> None:
    """Black on a pale veil over stripes of grey and black."""

    def bands(draw: Any) -> None:
        for left in range(0, 160, 4):
            draw.rectangle((left, 0, left + 1, 119), fill="#707070")

    deck: Any = pptx.Presentation(io.BytesIO(brands.packed(brands.on_picture("000000", bands))))
    veil = '<a:srgbClr val="FFFFFF"><a:alpha val="60000"/></a:srgbClr>'
    for index in (0, 1):
        properties = deck.slide_layouts[0].placeholders[index]._element.spPr
        properties.append(parse_xml(f"<a:solidFill {nsdecls('a')}>{veil}</a:solidFill>"))
    title, lines = list(build(project, brands.saved(deck)).slides[0].shapes)[:2]

    assert [colours(one) for one in (title, lines)] == [[], []]
    assert lines.is_placeholder
    assert not panel(lines)


def test_a_text_without_a_placeholder_says_its_colour(project: Project) -> None:
    """It would have that of the presentation's own text boxes."""
    deck: Any = pptx.Presentation(io.BytesIO(brands.packed(brands.cover("000000"))))
    layout = deck.slide_layouts[0]
    layout._element.cSld.spTree.remove(layout.placeholders[1]._element)
    lines = next(one for one in build(project, brands.saved(deck)).slides[0].shapes if "leçons" in one.text_frame.text)

    assert set(colours(lines)) == {"tx1"}


def test_a_picture_in_two_tones_is_known(project: Project) -> None:
    """White words on white become dark where the tones are pale, as in Office's own themes."""
    parts = brands.on_picture("FFFFFF", lambda draw: draw.rectangle((0, 0, 159, 119), fill="black"))
    name = brands.layouts(parts)[0]
    tones = b'><a:duotone><a:srgbClr val="F0F0F8"/><a:srgbClr val="FFFFFF"/></a:duotone></a:blip>'
    parts[name] = re.sub(rb"(<a:blip [^>]*?)/>", lambda found: found[1] + tones, parts[name], count=1)

    assert set(colours(build(project, parts).slides[0].shapes.title)) == {"tx1"}


def test_lines_of_a_cover_share_the_room_of_its_title_where_there_is_no_other(project: Project) -> None:
    """A title as high as most of the slide leaves them a column and a strip that are too small."""
    deck: Any = pptx.Presentation(io.BytesIO(brands.packed(brands.cover("000000"))))
    title, text = deck.slide_layouts[0].placeholders[0], deck.slide_layouts[0].placeholders[1]
    title.left, title.top, title.width, title.height = 457_200, 500_000, 7_600_000, 5_300_000
    text.left, text.top, text.width, text.height = 4_600_000, 6_200_000, 3_800_000, 300_000
    project.write("publication.yaml", project.read("publication.yaml") + FACTS)
    slide = build(project, brands.saved(deck)).slides[0]
    lines = next(one for one in slide.shapes if "Réseau" in one.text_frame.text)

    assert slide.shapes.title.top + slide.shapes.title.height <= lines.top
    assert lines.top + lines.height <= 5_810_000
    assert lines.width >= 7_500_000
    assert slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size.pt >= 36


def test_lines_over_a_gradient_that_is_not_known_need_no_panel_where_each_of_its_colours_will_do(
    project: Project,
) -> None:
    pale = brands.gradient('<a:path path="rect"><a:fillToRect l="100000" t="100000"/></a:path>', "FFFFFF", "D0D0D8")
    deck: Any = pptx.Presentation(io.BytesIO(brands.packed(brands.cover("000000", pale))))
    layout = deck.slide_layouts[0]
    layout._element.cSld.spTree.remove(layout.placeholders[1]._element)
    lines = next(one for one in build(project, brands.saved(deck)).slides[0].shapes if "leçons" in one.text_frame.text)

    assert not panel(lines)


def test_the_panel_of_a_cover_has_the_hue_of_a_dark_ground(project: Project) -> None:
    parts = brands.dark()
    stripes = "".join(brands.filled((90_000 * index, 0, 45_000, 6_858_000), "203070") for index in range(102))
    ground = brands.filled((0, 0, 9_144_000, 6_858_000), "FFFFFF")
    name = brands.layouts(parts)[0]
    parts[name] = parts[name].replace(b"</p:spTree>", (ground + stripes).encode() + b"</p:spTree>", 1)
    title = build(project, parts).slides[0].shapes.title

    assert panel(title)
    fill = str(title.fill.fore_color.rgb)
    assert int(fill[4:], 16) > int(fill[:2], 16) + 8


def test_quiet_text_is_read_at_the_darker_end_of_a_gradient() -> None:
    image = Image.linear_gradient("L").point(lambda value: 0xF4 - value * (0xF4 - 0xDD) // 255).convert("RGB")
    palette = Palette("E9E9E9", "E9E9E9", "404040", unsure=False, known={MUTED: Colour("6A6A6A")}, values={})
    seen = palette.seen(Ground(image, 1.0, ()), Box(0, 0, 256, 256))

    assert contrast(palette.value(MUTED), "DDDDDD") < TEXT <= contrast(seen.value(MUTED), "DDDDDD")


def test_names_on_the_fields_of_an_overview_are_read_whatever_the_paper_of_the_theme_is(project: Project) -> None:
    """Pale accents and a pale paper, on a ground that the master draws dark."""
    parts = brands.stock()
    theme = "ppt/theme/theme1.xml"
    for slot, value in enumerate(("ADDDE0", "FFE1A0", "6CCBCF", "FDFDFD", "FFBF2B", "FD9295"), 1):
        fill = f'<a:accent{slot}><a:srgbClr val="{value}"/></a:accent{slot}>'.encode()
        parts[theme] = re.sub(rb"<a:accent%d>.*?</a:accent%d>" % (slot, slot), fill, parts[theme])
    ground = brands.filled((0, 0, 9_144_000, 6_858_000), "0F221D")
    parts[brands.MASTER] = parts[brands.MASTER].replace(b"</p:grpSpPr>", b"</p:grpSpPr>" + ground.encode(), 1)
    overview = build(project, parts).slides[1]
    fields = [one for one in overview.shapes if one.name.startswith("Pilier [")]

    assert fields
    for one in fields:
        stated = {str(run.font.color.rgb) for line in one.text_frame.paragraphs for run in line.runs}
        assert stated == {"0F221D"}


def test_numbers_of_sources_have_the_colour_of_their_words(project: Project) -> None:
    parts = brands.cover("000000")
    bullet = b'<a:lvl1pPr><a:buClr><a:srgbClr val="FFFFF0"/></a:buClr></a:lvl1pPr>'
    parts[brands.MASTER] = re.sub(rb"(<p:bodyStyle>)<a:lvl1pPr.*?</a:lvl1pPr>", rb"\1" + bullet, parts[brands.MASTER])
    assert bullet in parts[brands.MASTER]
    source = "    source: {title: Un rapport, seen: '2026-09-18'}\n"
    project.edit("soutien.yaml", "  - id: rennes-inout\n", f"{source}  - id: rennes-inout\n")
    deck = build(project, parts)
    listed = [
        one for slide in deck.slides for one in slide._element.iter(f"{A}pPr") if one.find(f"{A}buAutoNum") is not None
    ]

    assert listed
    assert all(one.find(f"{A}buClrTx") is not None for one in listed)


def test_lines_of_a_cover_end_above_a_band_that_would_cross_them(project: Project) -> None:
    band = brands.filled((0, 4_300_000, 9_144_000, 2_558_000), "1A82BF")
    deck: Any = pptx.Presentation(io.BytesIO(brands.packed(brands.cover("000000", shapes=band))))
    title, text = deck.slide_layouts[0].placeholders[0], deck.slide_layouts[0].placeholders[1]
    title.left, title.top, title.width, title.height = 457_200, 500_000, 8_229_600, 1_200_000
    text.left, text.top, text.width, text.height = 457_200, 2_300_000, 8_229_600, 3_400_000
    text._element.txBody.bodyPr.set("anchor", "ctr")
    project.write("publication.yaml", project.read("publication.yaml") + FACTS)
    lines = next(one for one in build(project, brands.saved(deck)).slides[0].shapes if "Réseau" in one.text_frame.text)

    assert 3_900_000 < lines.top + lines.height < 4_330_000
    assert colours(lines) == []


def test_nothing_of_a_last_slide_lies_on_its_number(project: Project) -> None:
    """The largest text of the layout goes on below the number of slides."""
    deck: Any = pptx.Presentation(io.BytesIO(brands.packed(brands.stock())))
    for layout in deck.slide_layouts:
        for holder in layout.placeholders:
            if holder.placeholder_format.idx == 1:
                holder.left, holder.top, holder.width, holder.height = 457_200, 1_600_000, 8_229_600, 5_200_000
    contact = "contact: {name: Mission, email: mission@example.org, url: 'https://example.org/piliers'}"
    call = f"call: {{text: Inscrire une action au conseil, until: '2027-01-15', qr: true, {contact}}}\n"
    project.write("publication.yaml", project.read("publication.yaml") + call)
    slide = list(build(project, brands.saved(deck)).slides)[-1]
    number = next(one for one in slide.shapes if list(one._element.iter(f"{A}fld")))
    shown = [one for one in slide.shapes if one is not number and not one.is_placeholder]

    assert len(shown) > 3
    assert all(one.top + one.height <= number.top or one.left + one.width <= number.left for one in shown)


def test_a_star_in_a_photograph_hides_a_small_word_and_no_large_one(project: Project) -> None:
    def stars(draw: Any) -> None:
        draw.rectangle((0, 0, 159, 119), fill="#081030")
        for left in range(0, 160, 12):
            draw.rectangle((left, (left * 7) % 120, left + 2, (left * 7) % 120 + 2), fill="white")

    title = build(project, brands.on_picture("FFFFFF", stars)).slides[0].shapes.title

    assert not panel(title)
    assert colours(title) == []


def test_a_colour_written_as_a_gradient_is_stated_since_libreoffice_draws_it_black(project: Project) -> None:
    parts = brands.cover("FFFFFF", '<a:solidFill><a:srgbClr val="102030"/></a:solidFill>')
    solid = b'<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
    stops = b'<a:gs pos="0"><a:srgbClr val="FFFFFF"/></a:gs><a:gs pos="100000"><a:srgbClr val="FFFFFF"/></a:gs>'
    brands.change(
        parts, brands.COVER, (solid, b'<a:gradFill><a:gsLst>%s</a:gsLst><a:lin ang="0"/></a:gradFill>' % stops)
    )
    title = build(project, parts).slides[0].shapes.title

    assert set(colours(title)) == {"FFFFFF"}


def test_lines_of_a_cover_go_on_below_their_placeholder_beside_art(project: Project) -> None:
    """The placeholder is as wide as the slide; what is drawn right of the words is not in their way."""

    def art(draw: Any) -> None:
        draw.ellipse((100, 60, 158, 118), fill="#A02020")

    deck: Any = pptx.Presentation(io.BytesIO(brands.packed(brands.on_picture("202020", art))))
    holder = deck.slide_layouts[0].placeholders[1]
    holder.left, holder.top, holder.width, holder.height = 457_200, 3_700_000, 8_229_600, 380_000
    lines = build(project, brands.saved(deck)).slides[0].shapes[1]

    assert lines.text_frame.paragraphs[0].runs[0].font.size.pt == 20
    assert lines.height > 380_000


def called(project: Project) -> None:
    contact = "contact: {name: Mission, email: mission@example.org, url: 'https://example.org/piliers'}"
    call = f"call: {{text: Inscrire une action au conseil, until: '2027-01-15', {contact}}}\n"
    project.write("publication.yaml", project.read("publication.yaml") + call)


def test_a_title_in_the_middle_of_a_last_slide_gives_way_to_the_content(project: Project) -> None:
    parts = brands.stock()
    for name in (*brands.layouts(parts), brands.MASTER):
        parts[name] = parts[name].replace(b'<a:off x="457200" y="274638"/>', b'<a:off x="457200" y="3900000"/>')
    called(project)
    slide = list(build(project, parts).slides)[-1]

    assert slide.shapes.title.top < 1_000_000


@pytest.mark.parametrize("inset", [0, 91_440])
def test_no_words_of_a_last_slide_begin_at_its_edge(project: Project, inset: int) -> None:
    deck: Any = pptx.Presentation(io.BytesIO(brands.packed(brands.stock())))
    for layout in deck.slide_layouts:
        for holder in layout.placeholders:
            if holder.placeholder_format.idx == 1:
                holder.left, holder.top, holder.width, holder.height = 0, 1_600_000, 9_600_000, 4_200_000
                frame = holder.text_frame
                frame.margin_left = frame.margin_right = inset
    called(project)
    for slide in list(build(project, brands.saved(deck)).slides)[-2:]:
        words = some([one for one in slide.shapes if one.has_text_frame])
        assert all(box(one).x + one.text_frame.margin_left / POINT >= 16 for one in words)
        assert all(box(one).right - one.text_frame.margin_right / POINT <= 720 - 16 for one in words)


@pytest.mark.parametrize("align", ["l", "ctr", "r"])
def test_the_mark_of_a_pillar_stands_right_before_the_words_of_a_title_on_its_own_fill(
    project: Project, align: str
) -> None:
    """The band that the placeholder is stays as wide."""
    cities = str([f"Ville {number}" for number in range(24)])  # a chart so large has a slide of its own
    values = str([*range(24)])
    chart = re.sub(r"values: \[.*?\]", f"values: {values}", CHART.replace("KIND", "bar"))
    give(project, re.sub(r"categories: \[.*?\]", f"categories: {cities}", chart))
    parts = brands.stock()
    fill = b'<a:solidFill><a:srgbClr val="203040"/></a:solidFill></p:spPr>'
    parts[brands.MASTER] = re.sub(
        rb'(type="title"/>.*?</a:prstGeom>)(?:<a:noFill/>)?</p:spPr>', rb"\1" + fill, parts[brands.MASTER], count=1
    )
    style = b'<p:titleStyle><a:lvl1pPr algn="ctr"'
    brands.change(parts, brands.MASTER, (style, style.replace(b'"ctr"', f'"{align}"'.encode())))
    slide = next(one for one in build(project, parts).slides if any(shape.has_chart for shape in one.shapes))
    title, mark = slide.shapes.title, next(one for one in slide.shapes if one.name.startswith("Pilier"))
    held = box(title)

    assert title._element.spPr.find(f"{A}xfrm") is None
    assert held.holds(box(mark), 0.0)
    size, text = title.text_frame.paragraphs[0].runs[0].font.size.pt, title.text_frame.text
    assert title.text_frame.margin_left / POINT >= 7.2 + mark.width / POINT
    free = held.right - box(mark).right
    assert free > 0.4 * size * len(text)
    assert (box(mark).x > held.x + 100) is (align != "l")
    assert align != "r" or free < 0.75 * size * len(text)


def test_a_footer_that_has_no_room_for_title_and_subtitle_is_the_title(project: Project) -> None:
    project.edit("publication.yaml", "title: Les stratégies", "title: Les stratégies métropolitaines de ville\n# ")
    footers = [
        one.text_frame.text
        for slide in list(build(project, brands.stock()).slides)[1:]
        for one in slide.placeholders
        if one.name == "Pied de page"
    ]

    assert set(footers) == {"Les stratégies métropolitaines de ville"}


def test_the_smallest_text_grows_with_the_slide(project: Project) -> None:
    """On a slide of 1920 by 1080 points, as Keynote has them, ten points are five of what is shown."""
    deck = build(project, brands.wide(24_384_000, 13_716_000))
    numbers = [one for slide in deck.slides for one in slide._element.iter(f"{A}fld")]

    assert {int(one.find(f"{A}rPr").get("sz")) for one in some(numbers)} == {2000}


def test_a_title_keeps_to_the_dark_part_of_a_band_rather_than_stand_on_a_panel(project: Project) -> None:
    def band(draw: Any) -> None:
        draw.rectangle((0, 0, 159, 30), fill="#101060")
        draw.rectangle((110, 0, 159, 30), fill="#D0E8D0")

    deck: Any = pptx.Presentation(io.BytesIO(brands.packed(brands.on_picture("FFFFFF", band))))
    holder = deck.slide_layouts[0].placeholders[0]
    holder.left, holder.top, holder.width, holder.height = 457_200, 200_000, 8_229_600, 1_400_000
    title = build(project, brands.saved(deck)).slides[0].shapes.title

    assert (title.left, title.top) == (457_200, 200_000)
    assert title.left + title.width < 8_000_000
    assert not panel(title)
    assert colours(title) == []


def test_lines_of_a_cover_are_no_smaller_than_a_subtitle_where_there_is_room(project: Project) -> None:
    """Some templates have the small text of their slides there."""
    deck: Any = pptx.Presentation(io.BytesIO(brands.packed(brands.cover("000000"))))
    for style in deck.slide_layouts[0].placeholders[1]._element.iter(f"{A}defRPr"):
        style.set("sz", "900")
    lines = build(project, brands.saved(deck)).slides[0].shapes[1]

    assert lines.text_frame.paragraphs[0].runs[0].font.size.pt == 14


def test_facts_beside_a_cover_s_lines_begin_below_one_another_with_its_title(project: Project) -> None:
    deck: Any = pptx.Presentation(io.BytesIO(brands.packed(brands.cover("000000"))))
    title, text = deck.slide_layouts[0].placeholders[0], deck.slide_layouts[0].placeholders[1]
    title.left, title.top, title.width, title.height = 1_371_600, 4_400_000, 6_400_800, 1_200_000
    text.left, text.top, text.width, text.height = 1_371_600, 3_500_000, 6_400_800, 800_000
    project.write("publication.yaml", project.read("publication.yaml") + FACTS)
    slide = build(project, brands.saved(deck)).slides[0]
    facts = next(one for one in slide.shapes if "Réseau" in one.text_frame.text)

    assert facts != slide.shapes[1]
    assert facts.left + facts.text_frame.margin_left == title.left + 91_440


def test_the_mark_of_a_pillar_is_free_of_a_title_that_is_drawn_on_fewer_lines_than_measured(project: Project) -> None:
    """Letters set closer are measured as usual ones: the mark of a title on two lines stands where one would begin."""
    caption = "Dépenses de recherche des villes et de leurs universités, par habitant et par année"
    cities = str([f"Ville {number}" for number in range(24)])  # a chart so large has a slide of its own
    chart = CHART.replace("KIND", "bar").replace("Dépenses de recherche", f'"{caption}"')
    chart = re.sub(r"values: \[.*?\]", f"values: {[*range(24)]}", chart)
    give(project, re.sub(r"categories: \[.*?\]", f"categories: {cities}", chart))
    found = (one for one in build(project, brands.stock()).slides if "universités" in one.shapes.title.text_frame.text)
    mark = next(one for one in next(found).shapes if one.name.startswith("Pilier"))

    assert box(mark).x < 36 + 8

"""Pictures of slides: what is drawn and where, as SVG and as pixels, and the command that writes them."""

from __future__ import annotations

import io
from collections.abc import Iterable
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops

from generator.deck.deck import Deck
from generator.deck.layouts import builtin_design
from generator.deck.picture.background import builtin_backgrounds
from generator.deck.picture.files import Pictures
from generator.deck.picture.scene import Drawn, draw, placed
from generator.deck.slide import PAPER, Cell, Colour, Figure, Frame, Group, Para, Shape, Slide, SlideRun, Table
from generator.kit import Kit
from generator.pdf.page import RUNNING, Area, PathObject, TextObject
from generator.pdf.raster import png
from generator.units import Box
from tests.project import SLUG, Project

SVG = "{http://www.w3.org/2000/svg}"
BOX = Box(100, 100, 200, 100)


def drawn(kit: Kit, *shapes: Shape, layout: str = "content", leads: Iterable[str] = ()) -> list[Drawn]:
    """Return what ``shapes`` become, without the ground."""
    known = set(leads)
    slide = Slide(layout, shapes, ())
    return list(draw(slide, builtin_backgrounds(kit.theme), kit.family, known.__contains__))[1:]


def para(text: str, size: float = 20, **changes: object) -> Para:
    return Para((SlideRun(text),), size, **changes)  # type: ignore[arg-type]


def deck_of(kit: Kit, *slides: Slide) -> Pictures:
    return Pictures(Deck("Titre", "fr", slides, builtin_design(kit)))


def lines(operations: Iterable[Drawn]) -> list[tuple[str, float, float]]:
    return [(one.text, round(one.x, 1), round(one.y, 1)) for one in operations if isinstance(one, TextObject)]


@pytest.mark.parametrize(("anchor", "first"), [("t", 120.0), ("ctr", 146.0), ("b", 172.0)])
def test_lines_stand_from_the_top_in_the_middle_or_at_the_bottom(anchor: str, first: float, kit: Kit) -> None:
    frame = Frame("a", BOX, (para("Rennes Métropole et Nantes"),), anchor=anchor)

    assert lines(drawn(kit, frame)) == [("Rennes Métropole et", 100.0, first), ("Nantes", 100.0, first + 24)]


def test_insets_indents_and_the_space_between_paragraphs(kit: Kit) -> None:
    paragraphs = (para("Rennes", after=6, indent=13), para("Nantes"))
    frame = Frame("a", BOX, paragraphs, insets=(10, 5, 10, 5))

    assert lines(drawn(kit, frame)) == [("Rennes", 123.0, 125.0), ("Nantes", 110.0, 155.0)]


@pytest.mark.parametrize(("align", "share"), [("l", 0.0), ("ctr", 0.5), ("r", 1.0)])
def test_lines_stand_at_the_left_in_the_middle_or_at_the_right(align: str, share: float, kit: Kit) -> None:
    (words,) = drawn(kit, Frame("a", BOX, (para("Rennes", align=align),)))

    assert isinstance(words, TextObject)
    assert words.x == pytest.approx(100 + (200 - words.width) * share, abs=0.5)


def test_a_paragraph_stands_as_far_as_its_first_line_reaches(kit: Kit) -> None:
    places: list[Box] = []
    deck_of(kit, Slide("content", (Frame("a", BOX, (para("Rennes", first=20),)),), ())).scene(1, places)
    (words,) = drawn(kit, Frame("a", BOX, (para("Rennes", first=20),)))

    assert isinstance(words, TextObject)
    assert places[0].right == pytest.approx(words.x + words.width, abs=0.5)


def test_a_word_wider_than_its_box_is_broken(kit: Kit) -> None:
    found = drawn(kit, Frame("a", BOX, (para("a" * 60),)))

    assert "".join(text for text, _x, _y in lines(found)) == "a" * 60
    assert len(found) == 3
    assert all(one.width <= 200 for one in found)


def test_capitals_are_drawn_as_capitals(kit: Kit) -> None:
    assert lines(drawn(kit, Frame("a", BOX, (para("Métropole", capitals=True),))))[0][0] == "MÉTROPOLE"


def test_only_links_that_lead_somewhere_are_underlined(kit: Kit) -> None:
    spans = (
        SlideRun("voir "),
        SlideRun("là", target="example:un"),
        SlideRun(" ou "),
        SlideRun("ici", target="example:deux"),
    )
    found = drawn(kit, Frame("a", BOX, (Para(spans, 20),)), leads=["example:un"])
    (rule,) = [one for one in found if isinstance(one, Area)]
    (link,) = [one for one in found if isinstance(one, TextObject) and one.text == "là"]

    assert (rule.x, rule.width) == (link.x, link.width)
    assert rule.y > link.y


def test_links_keep_the_colour_of_their_words(kit: Kit) -> None:
    own = SlideRun("ici", target="example:un", colour=Colour("accent2"))
    led = SlideRun(" là", target="example:un", led=True)
    spans = (SlideRun("voir "), SlideRun("plus", target="example:un"), own, led)
    found = drawn(kit, Frame("a", BOX, (Para(spans, 20, PAPER, lead=Colour("accent3")),)), leads=["example:un"])
    colours = {one.text.strip(): one.colour for one in found if isinstance(one, TextObject)}
    resolved = builtin_backgrounds(kit.theme).by_role["content"].resolved

    assert {run.style for one in found if isinstance(one, TextObject) for run in one.runs} == {"Regular"}
    assert colours["voir"] == colours["plus"] == resolved(PAPER)
    assert (colours["ici"], colours["là"]) == (resolved(Colour("accent2")), resolved(Colour("accent3")))
    assert {one.colour for one in found if isinstance(one, Area)} == {colours[one] for one in ("plus", "ici", "là")}


def test_an_address_with_several_words_stays_on_one_line_as_in_libreoffice(kit: Kit) -> None:
    spans = (SlideRun("Quatre mots avant et "), SlideRun("son mode d’emploi", target="https://example.org"))
    width = kit.family.face().width("Quatre mots avant et son mode") * 20 + 2
    found = drawn(kit, Frame("a", Box(0, 0, width, 100), (Para(spans, 20),)))
    lines = sorted({one.y for one in found if isinstance(one, TextObject)})

    assert {one.y for one in found if isinstance(one, TextObject) and "mode" in one.text} == {lines[1]}
    assert len(lines) == 2


def test_the_number_of_a_source_is_small_and_raised(kit: Kit) -> None:
    spans = (SlideRun("Rennes"), SlideRun("12", target="source:12", raised=True))
    _words, number = drawn(kit, Frame("a", BOX, (Para(spans, 20),)))  # and not underlined

    assert isinstance(number, TextObject)
    assert (number.text, round(number.size, 1), round(number.y, 1)) == ("12", 11.6, 114.0)


def test_colours_are_the_themes_and_tints_are_theirs(kit: Kit) -> None:
    boxes = [Figure("a", BOX, fill=fill) for fill in (Colour("accent1"), Colour("accent1", True), Colour("F0F4FA"))]

    assert [one.colour for one in drawn(kit, *boxes) if isinstance(one, Area)] == ["00677A", "E4F1F3", "F0F4FA"]


def test_a_ring_lies_half_outside_of_its_box(kit: Kit) -> None:
    (ring,) = drawn(kit, Group("g", BOX, (Figure("a", BOX, "ellipse", line=PAPER, line_width=4),)))

    assert isinstance(ring, PathObject)
    assert (ring.x, ring.width, ring.pen) == (98, 204, 4)


def test_what_the_layout_draws_lies_below(kit: Kit) -> None:
    band, *_ = drawn(kit, layout="pillar-3")

    assert (band.x, band.y, band.width) == (0, 0, 960)


def test_a_table_is_drawn_cell_by_cell(kit: Kit) -> None:
    cells = (Cell(para("Ville", 16), Colour("bg2"), "b"), Cell(para("1", 16, align="ctr")))
    table = Table("t", Box(100, 100, 200, 40), (120.0, 80.0), (40.0,), (cells,), (8.0, 5.0, 8.0, 5.0), "")
    area, *words = drawn(kit, table)

    assert isinstance(area, Area)
    assert (area.x, area.y, area.width, area.height) == (100.0, 100.5, 119.5, 39)
    assert [(text, y) for text, _x, y in lines(words)] == [("Ville", 131.0), ("1", 124.0)]


def test_a_scene_is_placed_at_another_size(kit: Kit) -> None:
    footer = Frame("f", BOX, (para("Pied"),), "ftr", 11)
    found = placed(drawn(kit, Frame("a", BOX, (para("Rennes"),)), footer), 0.5, 10, 20, 7)

    assert [(one.x, one.y, one.size, one.element) for one in found if isinstance(one, TextObject)] == [
        (60, 80, 10, 7),
        (60, 80, 10, RUNNING),
    ]


# SVG


def test_an_svg_names_its_slide_and_shows_hostile_text_as_text(kit: Kit) -> None:
    hostile = "</title><script>alert('é')</script>&amp; ]]>"
    title = Frame("Titre", BOX, (para(hostile),), "title")
    pictures = deck_of(kit, Slide("content", (title, Frame("a", BOX, (para("Rennes & Nantes"),))), ()))
    root = ElementTree.fromstring(pictures.svg(1))

    assert root.get("lang") == "fr"
    assert root.findtext(f"{SVG}title") == hostile
    assert root.findtext(f"{SVG}desc") == f"{hostile}\nRennes & Nantes"
    tags = {"svg", "title", "desc", "defs", "path", "g", "use", "rect"}
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= tags


def test_an_svg_holds_each_letter_once_and_uses_no_font(kit: Kit) -> None:
    frame = Frame("a", BOX, (para("nantes"),))
    root = ElementTree.fromstring(deck_of(kit, Slide("content", (frame,), ())).svg(1))
    known = {path.get("id") for path in root.iter(f"{SVG}path")}
    used = [str(use.get("href")) for use in root.iter(f"{SVG}use")]

    assert len(used) == 6
    assert {f"#{name}" for name in known} == set(used)
    assert len(known) == 5


# The command


def test_the_command_draws_each_slide(project: Project) -> None:
    result = project.run("picture", SLUG, "--width", "320")
    folder = project.output / f"{SLUG}.slides"

    assert (result.code, result.err) == (0, "")
    assert [path.name for path in sorted(folder.iterdir())] == [f"slide-{number}.png" for number in range(1, 10)]
    with Image.open(folder / "slide-3.png") as picture:
        assert picture.size == (320, 180)
        assert picture.convert("RGB").getpixel((3, 90)) == (0, 0x67, 0x7A)


@pytest.mark.long
def test_the_same_slide_gives_the_same_bytes(project: Project) -> None:
    for _ in range(2):
        project.run("picture", "--slide", "7", "--format", "svg")
        project.run("picture", "--slide", "7")
    folder = project.output / f"{SLUG}.slides"
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    project.run("picture", "--slide", "7")
    project.run("picture", "--slide", "7", "--format", "svg")

    assert sorted(first) == ["slide-7.png", "slide-7.svg"]
    assert first == {path.name: path.read_bytes() for path in folder.iterdir()}


def test_pictures_of_slides_that_are_no_more_are_removed(project: Project) -> None:
    stale, other = (f"output/{SLUG}.slides/{name}" for name in ("slide-10.png", "slide-10.svg"))
    project.write(stale, "old")
    project.write(other, "old")

    project.run("picture")

    assert not project.path(stale).exists()
    assert project.path(other).exists()


def test_a_slide_that_is_not_there_is_named(project: Project) -> None:
    result = project.run("picture", "--slide", "12")

    assert result.code == 2
    assert result.err == f"There is no slide 12 in {SLUG}: its deck has 9.\n"
    assert not project.output.exists()


@pytest.mark.parametrize("width", ["0", "-5", "9999999", "wide"])
def test_a_width_that_no_screen_has_is_refused(width: str, project: Project) -> None:
    with pytest.raises(SystemExit) as refused:
        project.run("picture", f"--width={width}")

    assert refused.value.code == 2


def test_clean_removes_pictures_and_nothing_else(project: Project) -> None:
    project.run("picture", "--slide", "1")
    project.write(f"output/{SLUG}.slides/mine.txt", "mine")

    project.run("clean", SLUG)

    assert [path.name for path in (project.output / f"{SLUG}.slides").iterdir()] == ["mine.txt"]


def test_flat_colours_keep_their_exact_values_among_a_thousand_blends(kit: Kit) -> None:
    """Every colour of the theme, and one that differs from the next by a single value."""
    colours = [Colour(f"accent{number}") for number in range(1, 7)] + [Colour("F0F4FA"), Colour("F0F4FB")]
    names = ("Rennes", "Nantes", "Bilbao", "Turin", "Anvers", "Grenoble", "Lyon", "Brest")
    shapes: list[Shape] = []
    for number, (colour, name) in enumerate(zip(colours, names, strict=True)):
        box = Box(120.0 * number, 0, 120, 540)
        shapes.append(Figure(name, box, fill=colour))
        shapes.append(Frame(name, box, tuple(para(name, size) for size in range(12, 30, 2))))
    (picture,) = deck_of(kit, Slide("content", tuple(shapes), ())).images([1], 960)
    with Image.open(io.BytesIO(png(picture))) as saved:
        found = saved.convert("RGB")
    places = [(120 * number + 110, 500) for number in range(8)]
    shown, drawn = ([one.getpixel(place) for place in places] for one in (found, picture))

    assert len(picture.getcolors(1 << 16) or ()) > 500
    assert shown[:6] == drawn[:6]
    assert set(shown[6:]) <= set(drawn[6:])
    assert farthest(found, picture) <= 20


def farthest(one: Image.Image, other: Image.Image) -> int:
    """Return by how much, of 255, a component of a pixel differs at most."""
    return max(ImageChops.difference(one, other).tobytes())


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (256, 256)])
def test_any_picture_has_a_palette(size: tuple[int, int]) -> None:
    """A photograph has more colours than can be counted: none is far from its own."""
    ramps = [Image.linear_gradient("L").resize(size), Image.radial_gradient("L").resize(size)]
    picture = Image.merge("RGB", (*ramps, ramps[0].transpose(Image.Transpose.ROTATE_90).resize(size)))
    with Image.open(io.BytesIO(png(picture))) as saved:
        assert (saved.mode, saved.size) == ("P", size)
        assert farthest(saved.convert("RGB"), picture) <= 48


def test_pixels_show_what_the_scene_says(kit: Kit) -> None:
    """A white slide with a bar: the bar, and no more, is coloured."""
    pictures = deck_of(kit, Slide("content", (Figure("a", Box(0, 0, 480, 540), fill=Colour("accent1")),), ()))
    (picture,) = pictures.images([1], 96)
    expected = Image.new("RGB", (96, 54), "white")
    expected.paste("#00677A", (0, 0, 48, 54))

    assert ImageChops.difference(picture.convert("RGB"), expected).getbbox() is None

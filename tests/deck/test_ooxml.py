"""The one reader of Office files: places, colours, what is inherited, and that it trusts nobody."""

from __future__ import annotations

import re
import zlib

import pytest
from lxml import etree

from generator.deck import check
from generator.deck.audit.access import check_access
from generator.deck.ooxml import xml
from generator.deck.ooxml.colours import ThemeColours, hexadecimal, mean
from generator.deck.ooxml.geometry import Frame, Transform
from generator.deck.ooxml.package import Package
from generator.deck.ooxml.scene import SceneReader
from generator.deck.pptx.read import read
from tests.deck import brands
from tests.deck.parts import changed, good_deck, packed, parts_of
from tests.project import SLUG, Project

S3, LAYOUT = "ppt/slides/slide3.xml", "ppt/slideLayouts/slideLayout6.xml"
QUARTER = 5_400_000  # of a turn, in 60000ths of a degree
GROUP = Frame(100, 200, 400, 200)
OVERRIDE = (
    '<a:overrideClrMapping bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2" accent1="accent1" accent2="accent2" '
    'accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
)


# -- geometry


@pytest.mark.parametrize(
    ("rotation", "expected"),
    [
        (0, (0, 0, 400, 200)),
        (QUARTER, (100, -100, 300, 300)),
        (2 * QUARTER, (0, 0, 400, 200)),
        (-QUARTER, (100, -100, 300, 300)),
        (QUARTER // 2, (-12.132, -112.132, 412.132, 312.132)),
        (QUARTER // 3, (-23.205, -86.603, 423.205, 286.603)),
    ],
)
def test_a_turned_shape_takes_the_rectangle_around_it(
    rotation: int, expected: tuple[float, float, float, float]
) -> None:
    found = Transform().bounds(Frame(0, 0, 400, 200, rotation))

    assert found == pytest.approx(expected, abs=0.001)


def test_a_group_moves_and_stretches_what_it_holds() -> None:
    inner = Transform().within(GROUP, Frame(0, 0, 40, 40))

    assert inner.bounds(Frame(0, 0, 20, 20)) == (100, 200, 300, 300)
    assert inner.within(Frame(20, 20, 20, 20), Frame(0, 0, 2, 2)).bounds(Frame(1, 1, 1, 1)) == (400, 350, 500, 400)


def test_a_group_that_is_flipped_shows_what_it_holds_from_the_other_side() -> None:
    across = Frame(100, 200, 400, 200, flipped_across=True)
    down = Frame(100, 200, 400, 200, flipped_down=True)
    child = Frame(0, 0, 40, 40)

    assert Transform().within(across, child).bounds(Frame(0, 0, 10, 10)) == (400, 200, 500, 250)
    assert Transform().within(down, child).bounds(Frame(0, 0, 10, 10)) == (100, 350, 200, 400)


def test_a_group_that_is_turned_turns_what_it_holds_about_its_own_middle() -> None:
    turned = Transform().within(Frame(100, 200, 400, 200, QUARTER), Frame(0, 0, 400, 200))

    assert turned.bounds(Frame(0, 0, 100, 50)) == (350, 100, 400, 200)
    assert turned.bounds(Frame(0, 0, 100, 50, QUARTER)) == pytest.approx((325, 125, 425, 175))


def test_a_shape_that_lies_aslant_is_known_and_has_a_size_of_its_own() -> None:
    slide, frame = Transform(), Frame(0, 0, 40, 20)
    aslant = slide.within(Frame(0, 0, 80, 40, QUARTER // 2), frame)

    assert [slide.is_oblique(Frame(0, 0, 4, 2, turn)) for turn in (0, QUARTER, 3 * QUARTER, 60_000)] == [False] * 3 + [
        True
    ]
    assert aslant.is_oblique(frame)
    assert not aslant.is_oblique(Frame(0, 0, 40, 20, QUARTER // 2))
    assert aslant.unturned(frame) == pytest.approx((0, 0, 80, 40))


def test_a_group_without_an_extent_leaves_places_as_they_are() -> None:
    inner = Transform().within(Frame(0, 0, 0, 0), Frame(0, 0, 0, 0))

    assert inner.bounds(Frame(3, 4, 5, 6)) == (3, 4, 8, 10)


# -- colours


def colours() -> ThemeColours:
    theme = etree.fromstring(parts_of(brands.packed(brands.stock()))["ppt/theme/theme1.xml"])
    return ThemeColours.of(theme, None)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<a:srgbClr val="336699"/>', "336699"),
        ('<a:schemeClr val="accent1"/>', "4F81BD"),
        ('<a:schemeClr val="tx1"/>', "000000"),
        ('<a:schemeClr val="phClr"/>', "FF0000"),
        ('<a:schemeClr val="accent1"><a:lumMod val="75000"/></a:schemeClr>', "376092"),
        ('<a:schemeClr val="accent1"><a:lumMod val="20000"/><a:lumOff val="80000"/></a:schemeClr>', "DCE6F2"),
        ('<a:srgbClr val="000000"><a:tint val="50000"/></a:srgbClr>', "BCBCBC"),
        ('<a:srgbClr val="FFFFFF"><a:shade val="50000"/></a:srgbClr>', "BCBCBC"),
        ('<a:sysClr val="window"/>', "FFFFFF"),
        ('<a:prstClr val="navy"/>', "000080"),
        ('<a:hslClr hue="0" sat="100000" lum="50000"/>', "FF0000"),
        ('<a:scrgbClr r="100000" g="0" b="0"/>', "FF0000"),
        ('<a:srgbClr val="nonsense"/>', None),
        ('<a:schemeClr val="accent9"/>', None),
    ],
)
def test_a_colour_is_what_its_theme_and_its_modifiers_make_it(markup: str, expected: str | None) -> None:
    element = etree.fromstring(markup.replace(" ", f' xmlns:a="{xml.A[1:-1]}" ', 1))
    found = colours().resolved(element, (1.0, 0.0, 0.0, 1.0))

    assert (hexadecimal(found[:3]) if found else None) == expected


def test_the_masters_background_is_seen_in_the_colours_of_the_layout_that_shows_it() -> None:
    parts = brands.stock()
    brands.change(parts, LAYOUT, (b"<a:masterClrMapping/>", OVERRIDE.encode()))
    reader = SceneReader(Package(brands.packed(parts)))

    assert mean(reader.layout("ppt/slideLayouts/slideLayout1.xml").background) == "FFFFFF"
    assert mean(reader.layout(LAYOUT).background) == "000000"


def test_light_text_on_a_layout_with_a_dark_colour_map_of_its_own_is_no_fault(project: Project) -> None:
    parts = brands.stock()
    brands.change(parts, LAYOUT, (b"<a:masterClrMapping/>", OVERRIDE.encode()))
    project.write("templates/brand.pptx", brands.packed(parts))
    project.build("--only", "deck", "--template", "templates/brand.pptx")
    found = check((project.output / f"{SLUG}.pptx").read_bytes(), thorough=False)

    assert [one for one in found if "contrast of 1.0" in one.sentence] == []


# -- what is inherited


def test_a_placeholder_without_a_frame_stands_where_its_layout_or_its_master_says() -> None:
    reader = SceneReader(Package(brands.packed(brands.stock())))
    layout = reader.layout("ppt/slideLayouts/slideLayout2.xml")
    title = next(shape for shape in layout.shapes if shape.is_title)

    assert title.rect == pytest.approx((457_200, 274_638, 8_686_800, 1_417_638))
    assert [one.name for one in title.inherited] == ["Title Placeholder 1"]


# -- what is not trusted


@pytest.mark.parametrize(
    "part",
    [
        b"<!DOCTYPE x><x/>",
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><x/>'.encode("utf-16"),
        b"<x>",
        b"",
    ],
)
def test_a_part_that_is_not_to_be_parsed_is_a_fault_and_no_exception(part: bytes) -> None:
    parts = parts_of(good_deck())
    parts[S3] = part
    data = packed(list(parts.items()))
    package = Package(data)

    assert package.tree(S3) is None
    assert package.faults[S3]
    assert [one.place for one in check_access(package) if one.rule == "damaged"] == ["slide 3"]
    with pytest.raises(ValueError, match="slide3"):
        read(data)
    with pytest.raises(ValueError, match="slide3"):
        read(packed([*parts.items(), ("again.xml", b"<x/>")]))


def test_what_unpacks_to_more_than_it_may_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.deck.ooxml.package.MAX_XML", 1000)
    package = Package(good_deck())
    assert package.tree(S3) is None

    monkeypatch.setattr("generator.deck.ooxml.package.MAX_UNPACKED", 1000)
    with pytest.raises(ValueError, match="too large"):
        Package(good_deck())


def test_a_layout_that_is_its_own_master_is_read_all_the_same() -> None:
    rels = "ppt/slideLayouts/_rels/slideLayout2.xml.rels"
    data = changed(good_deck(), rels, r'Target="[^"]*"', 'Target="slideLayout2.xml"')

    assert all(map(str, check(data, thorough=True)))


# -- what is remembered


def test_a_slide_that_was_examined_is_not_parsed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    data = good_deck()
    check_access(Package(data))
    read(data)
    parsed: list[int] = []
    original = xml.parsed

    def counted(part: bytes) -> xml.Element:
        parsed.append(zlib.crc32(part))
        return original(part)

    monkeypatch.setattr("generator.deck.ooxml.package.parsed", counted)
    again = changed(data, S3, "<a:t>", "<a:t>x")
    parts = parts_of(again)
    found = check_access(Package(again))
    slides = {
        zlib.crc32(part): name for name, part in parts.items() if re.match(r"ppt/slide", name) and "_rels" not in name
    }

    assert [slides[one] for one in parsed if one in slides] == [S3]
    assert found == []


def test_equal_slides_have_equal_findings_each_in_its_place() -> None:
    parts = parts_of(changed(good_deck(), S3, ' lang="fr"', ""))
    parts["ppt/slides/slide4.xml"] = parts[S3]
    parts["ppt/slides/_rels/slide4.xml.rels"] = parts["ppt/slides/_rels/slide3.xml.rels"]
    found = [one for one in check_access(Package(packed(list(parts.items())))) if one.rule == "language"]

    assert [one.place for one in found] == ["slide 3", "slide 4"]

"""The accessibility checker finds each planted fault, in any deck, and is silent on a good one."""

from __future__ import annotations

import cProfile
import io
import pstats
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Emu, Inches, Pt

from generator.deck import check
from generator.deck.audit.access import check_access
from generator.deck.ooxml.package import Package
from generator.pipeline.edition import Finding, sentences
from tests.deck.parts import changed, good_deck, packed, parts_of
from tests.matrix import every
from tests.project import ROOT, Project
from tests.some import some

S1, S2, S3, S4, S8, S9 = (f"ppt/slides/slide{number}.xml" for number in (1, 2, 3, 4, 8, 9))
MAIN, CORE, MASTER = "ppt/presentation.xml", "docProps/core.xml", "ppt/slideMasters/slideMaster1.xml"
BLACK_GROUND = "<p:bg><p:bgPr><a:solidFill><a:srgbClr val='1B2333'/></a:solidFill><a:effectLst/></p:bgPr></p:bg>"
PICTURE_GROUND = "<p:bg><p:bgPr><a:blipFill><a:blip r:embed='rId1'/></a:blipFill></p:bgPr></p:bg>"
CLIP = '<p:timing><p:tnLst><p:par><p:cTn id="1" {}/></p:par>{}</p:tnLst></p:timing></p:sld>'
FILM = '<p:video><p:cMediaNode><p:cTn id="2"/></p:cMediaNode></p:video>'

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
RGB: Any = RGBColor  # python-pptx has no types for these two
ChartData: Any = CategoryChartData

# The rule, its severity, what it names, then the part, what is replaced in it, and by what.
FAULTS = [
    ("title-missing", "error", "slide 2", S2, r"<p:sp>.*</p:sp>", ""),
    ("title-placeholder", "error", "slide 2", S2, 'type="title"', 'type="body" idx="77"'),
    ("title-duplicate", "tip", "slide 9", S9, "Les exemples par ville et par pilier", "Quatre piliers"),
    (
        "title-not-first",
        "warning",
        "slide 3",
        S3,
        r'(<p:sp>(?:(?!<p:sp>).)*?type="title".*?</p:sp>)(<p:sp>.*?</p:sp>)',
        r"\2\1",
    ),
    ("reading-order", "tip", "slide 1", S1, r'(<p:sp><p:nvSpPr><p:cNvPr id="4".*?</p:sp>)(<p:sp>.*?</p:sp>)', r"\2\1"),
    ("alt-missing", "error", "“Bandeau”", S3, r"<a:extLst>.*?</a:extLst>", ""),
    ("alt-missing", "error", "“Carte”", S8, r' descr="Carte[^"]*"', ""),
    ("alt-missing", "warning", "“Tableau”", S9, r'(name="Tableau") descr="[^"]*"', r"\1"),
    ("alt-file-name", "error", "“Carte”", S8, r' descr="Carte[^"]*"', ' descr="carte_europe.PNG"'),
    ("alt-file-name", "error", "“Carte”", S8, r' descr="Carte[^"]*"', r' descr="C:\\\\dossier\\\\carte"'),
    ("alt-file-name", "error", "“Carte”", S8, r' descr="Carte[^"]*"', ' descr="Image 3"'),
    ("decorative-described", "warning", "“Bandeau”", S3, 'name="Bandeau"', 'name="Bandeau" descr="Bandeau bleu"'),
    ("decorative-link", "warning", "“Bandeau”", S3, 'name="Bandeau">', 'name="Bandeau"><a:hlinkClick r:id="rId1"/>'),
    ("table-header", "error", "“Tableau”", S9, ' firstRow="1"', ""),
    ("table-merged", "warning", "“Tableau”", S9, "<a:tc>", '<a:tc gridSpan="2">'),
    ("colour-alone", "tip", "“Tableau”", S9, r"<a:t>4\.1[^<]*</a:t>", "<a:t></a:t>"),
    ("language", "warning", "slide 3", S3, ' lang="fr"', ""),
    ("language", "warning", "slide 2", S2, r'(<a:fld [^>]*><a:rPr) lang="fr"', r"\1"),
    ("language", "warning", "slide 9", S9, '<a:endParaRPr lang="fr"', "<a:endParaRPr"),
    ("contrast", "warning", "AAAAAA on ", S3, '<a:schemeClr val="tx1"></a:schemeClr>', '<a:srgbClr val="AAAAAA"/>'),
    (
        "contrast",
        "warning",
        "FFFFFF on FFFFFF",
        S3,
        r'(name="Bandeau".*?)a:schemeClr val="accent1"',
        r'\1a:schemeClr val="bg1"',
    ),
    (
        "contrast",
        "warning",
        "on 00677A",
        S3,
        r'(name="Exemple \[.*?</a:prstGeom>)',
        r'\1<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>',
    ),
    (
        "contrast",
        "warning",
        "CCCCCC on ",
        "ppt/theme/theme1.xml",
        '<a:dk1><a:srgbClr val="1B2333"/>',
        '<a:dk1><a:srgbClr val="CCCCCC"/>',
    ),
    ("contrast", "warning", "FFFFFF on ", MASTER, 'tx1="dk1"', 'tx1="lt1"'),
    ("contrast", "warning", "1B2333 on 1B2333", S2, "<p:cSld>", f"<p:cSld>{BLACK_GROUND}"),
    ("contrast", "warning", "1B2333 on 1B2333", MASTER, r"<p:bg>.*?</p:bg>", BLACK_GROUND),
    (
        "contrast",
        "warning",
        "on 555555",
        S9,
        r'<a:solidFill><a:schemeClr val="bg2">.*?</a:solidFill>',
        "<a:solidFill><a:srgbClr val='555555'/></a:solidFill>",
    ),
    ("contrast-picture", "tip", "slide 2", S2, "<p:cSld>", f"<p:cSld>{PICTURE_GROUND}"),
    ("small-text", "tip", "7 points", S3, r'sz="2\d00"', 'sz="700"'),
    ("advance-by-time", "warning", "slide 1", S1, "</p:sld>", '<p:transition advTm="3000"/></p:sld>'),
    ("endless-animation", "warning", "slide 1", S1, "</p:sld>", CLIP.format('repeatCount="indefinite"', "")),
    ("autoplay", "warning", "slide 1", S1, "</p:sld>", CLIP.format('nodeType="afterEffect"', FILM)),
    (
        "autoplay",
        "warning",
        "",
        "ppt/presProps.xml",
        r"<p:presentationPr ([^>]*)/>",
        r'<p:presentationPr \1><p:showPr loop="1"/></p:presentationPr>',
    ),
    (
        "section-default",
        "error",
        "“Section par défaut”",
        MAIN,
        'section name="Soutien aux projets innovants"',
        'section name="Section par défaut"',
    ),
    ("section-default", "error", "", MAIN, 'section name="Soutien aux projets innovants"', 'section name=""'),
    (
        "section-duplicate",
        "tip",
        "“Six villes",
        MAIN,
        'section name="Soutien aux projets innovants"',
        'section name="Six villes, treize exemples"',
    ),
    (
        "document-title",
        "warning",
        "",
        CORE,
        r"<dc:title>.*?</dc:title>",
        "<dc:title>Présentation PowerPoint</dc:title>",
    ),
    ("document-title", "warning", "", CORE, r"<dc:title>.*?</dc:title>", "<dc:title>projet_v3.pptx</dc:title>"),
    ("document-language", "tip", "", CORE, r"<dc:language>.*?</dc:language>", ""),
    ("personal-name", "warning", "", CORE, "<dc:language>", "<dc:creator>Anne Martin</dc:creator><dc:language>"),
    ("personal-path", "warning", "", CORE, "<dc:subject>", r"<dc:subject>C:\\\\Users\\\\anne "),
    ("damaged", "error", "slide 4", S4, "</p:sld>", ""),
]


def findings(data: bytes) -> list[Finding]:
    return check_access(Package(data))


def rules(data: bytes) -> set[str]:
    return {finding.rule for finding in findings(data)}


def test_a_good_deck_is_silent() -> None:
    assert findings(good_deck()) == []


def test_each_rule_is_planted() -> None:
    modules = some((ROOT / "generator" / "deck" / "audit").glob("access*.py"))
    rules = {rule for module in modules for rule in re.findall(r'Finding\(\s*"([\w-]+)"', module.read_text("utf-8"))}

    assert rules - {fault[0] for fault in FAULTS} == {"link-text"}  # planted below, word by word


@every(
    3,
    ("rule", "severity", "named", "part", "pattern", "replacement"),
    FAULTS,
    ids=[f"{fault[0]}-{number}" for number, fault in enumerate(FAULTS)],
)
def test_a_planted_fault_is_found(
    rule: str, severity: str, named: str, part: str, pattern: str, replacement: str
) -> None:
    found = findings(changed(good_deck(), part, pattern, replacement))

    assert [one for one in found if one.rule == rule and one.severity == severity and named in str(one)], found


@pytest.mark.parametrize(
    "words", ["ici", "Cliquez ici", "« ici »", "here", "Click here!", "en savoir plus", "aquí", "hier"]
)
def test_a_link_must_say_where_it_leads(words: str) -> None:
    data = changed(good_deck(), S9, r"<a:t>1\.1[^<]*</a:t>", f"<a:t>{words}</a:t>")

    assert rules(data) == {"link-text"}


@pytest.mark.parametrize(("words", "found"), [("www.exemple.fr", set()), ("https://www.exemple.fr", {"link-text"})])
def test_an_address_as_it_is_said_tells_where_it_leads(words: str, found: set[str], project: Project) -> None:
    project.edit("soutien.yaml", "[Nantes](city:nantes)", "[Nantes](city:nantes) ([Nous](https://exemple.fr))")
    project.build("--only", "deck")
    deck = (project.output / "lecons-apprises.pptx").read_bytes()

    assert rules(changed(deck, S4, "<a:t>Nous</a:t>", f"<a:t>{words}</a:t>")) == found


@pytest.mark.parametrize(
    ("size", "bold", "faint"), [(1800, 0, False), (1750, 0, True), (1400, 1, False), (1350, 1, True)]
)
def test_large_text_may_have_less_contrast(size: int, bold: int, faint: bool) -> None:
    """BEBEBE has 3.5:1 on the first pillar's teal."""
    style = f'sz="{size}" b="{bold}" dirty="0"><a:solidFill><a:srgbClr val="BEBEBE"/></a:solidFill></a:rPr>'
    data = changed(good_deck(), S2, r'sz="\d+" b="0" dirty="0">.*?</a:rPr>', style)

    assert rules(data) == ({"contrast"} if faint else set())


def test_a_clear_shape_lets_what_is_below_it_through() -> None:
    """Ink on a white panel reads well; on a panel that is nearly clear, over the dark slide, it does not."""
    deck, slide = blank()
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = RGB(0x10, 0x10, 0x10)
    panel = slide.shapes.add_shape(1, Inches(1), Inches(2), Inches(5), Inches(2))
    panel.fill.solid()
    panel.fill.fore_color.rgb = RGB(255, 255, 255)
    write(slide, Inches(1), Inches(2), Inches(5), Inches(2), "Lisible", RGB(0, 0, 0))
    white = saved(deck)
    alpha = '<a:srgbClr val="FFFFFF"><a:alpha val="9000"/></a:srgbClr>'
    clear = changed(white, S1, '<a:srgbClr val="FFFFFF"/>', alpha)

    assert not [one for one in findings(white) if (one.rule, one.shape) == ("contrast", "TextBox 3")]
    assert [one for one in findings(clear) if (one.rule, one.shape) == ("contrast", "TextBox 3")]


@pytest.mark.parametrize(("angle", "left", "fine"), [(0, 1, False), (0, 7, True), (180, 1, True), (180, 7, False)])
def test_words_lie_on_the_colour_that_a_gradient_has_there(angle: int, left: int, fine: bool) -> None:
    """Black words on a band that goes from opaque black to clear, over a white slide."""
    deck, slide = blank()
    band = slide.shapes.add_shape(1, Inches(1), Inches(2), Inches(8), Inches(2))
    band.fill.gradient()
    write(slide, Inches(left), Inches(2), Inches(1), Inches(1), "Lisible", RGB(0, 0, 0))
    ends = ("", '<a:alpha val="0"/>')
    stops = "".join(
        f'<a:gs pos="{n}00000"><a:srgbClr val="000000">{end}</a:srgbClr></a:gs>' for n, end in enumerate(ends)
    )
    fill = f'<a:gradFill><a:gsLst>{stops}</a:gsLst><a:lin ang="{angle * 60_000}" scaled="0"/></a:gradFill>'
    found = findings(changed(saved(deck), S1, r"<a:gradFill.*</a:gradFill>", fill))

    assert any((one.rule, one.shape) == ("contrast", "TextBox 3") for one in found) is not fine


def test_a_group_moves_and_scales_what_lies_in_it() -> None:
    """The dark panel stands under the words only after the group's own coordinates are the slide's."""
    deck, slide = blank()
    group = slide.shapes.add_group_shape()
    panel = group.shapes.add_shape(1, Emu(0), Emu(0), Emu(100), Emu(100))
    panel.fill.solid()
    panel.fill.fore_color.rgb = RGB(0, 0, 0)
    place = group._element.grpSpPr.get_or_add_xfrm()
    place.find(f"{A}off").set("x", str(Inches(1)))
    place.find(f"{A}off").set("y", str(Inches(3)))
    place.find(f"{A}ext").set("cx", str(Inches(6)))
    place.find(f"{A}ext").set("cy", str(Inches(2)))
    write(slide, Inches(2), Inches(3.2), Inches(3), Inches(1), "Sombre", RGB(0x22, 0x22, 0x22))
    found = [one for one in findings(saved(deck)) if one.rule == "contrast"]

    assert [re.search(r"222222 on (\w+)", one.sentence)[1] for one in found] == ["000000"]  # type: ignore[index]


def test_a_deck_by_python_pptx_is_read_with_what_layouts_and_masters_give() -> None:
    deck, slide = blank()
    data = ChartData()
    data.categories = ["a", "b"]
    data.add_series("s", (1, 2))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(2), Inches(3), Inches(3), data)
    slide.shapes.add_table(2, 2, Inches(5), Inches(2), Inches(3), Inches(1))
    found = {(one.rule, one.shape) for one in findings(saved(deck))}

    assert ("alt-missing", "Chart 2") in found
    assert ("alt-missing", "Table 3") in found
    assert ("language", "Title 1") in found
    assert ("personal-name", "") in found
    assert not {one for one in found if one[0].startswith("title")}


def blank() -> tuple[Any, Any]:
    """Return a deck by python-pptx with one titled slide."""
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Un titre"
    return deck, slide


def write(slide: Any, left: Any, top: Any, width: Any, height: Any, words: str, colour: Any) -> None:
    box = slide.shapes.add_textbox(left, top, width, height)
    box.text_frame.text = words
    font = box.text_frame.paragraphs[0].runs[0].font
    font.size = Pt(14)
    font.color.rgb = colour


def saved(deck: Any) -> bytes:
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def test_what_is_no_deck_is_a_finding() -> None:
    assert [finding.rule for finding in check(b"PK nothing", thorough=True)] == ["damaged"]
    assert rules(packed([("readme.txt", b"")])) == {"document-title", "document-language"}


PARTS = sorted(parts_of(good_deck()))
XML = [name for name in PARTS if "media" not in name]
DAMAGE = [b"", b"<", b"NaN", b'="', b"-1", b"<p:sp/>", b"<p:ph/>", b"<a:tbl/>", b"<!DOCTYPE a>", b"\xff\x00"]


@given(
    part=st.sampled_from(PARTS), start=st.integers(0, 5000), length=st.integers(0, 400), text=st.sampled_from(DAMAGE)
)
def test_no_damage_makes_either_check_fail(part: str, start: int, length: int, text: bytes) -> None:
    parts = parts_of(good_deck())
    data = parts[part]
    parts[part] = data[:start] + text + data[start + length :]

    assert all(map(str, check(packed(list(parts.items())), thorough=True)))


@given(part=st.sampled_from(XML), values=st.lists(st.integers(0, 400), min_size=1, max_size=8))
def test_no_odd_attribute_makes_either_check_fail(part: str, values: list[int]) -> None:
    """Values of attributes are replaced by what no schema allows, in XML that still parses."""
    parts = parts_of(good_deck())
    pieces = re.split(rb'="[^"]*"', parts[part])
    found = re.findall(rb'="[^"]*"', parts[part])
    odd = [b'=""', b'="-"', b'="\xc2\xb2"', b'="1e9"', b'="99999999999999999999"', b'="x y"']
    for value in values:
        place = value % len(found)
        if b"http" not in found[place]:
            found[place] = odd[value % len(odd)]
    parts[part] = b"".join(piece + attribute for piece, attribute in zip(pieces, [*found, b""], strict=True))

    assert all(map(str, check(packed(list(parts.items())), thorough=True)))


def test_the_check_is_quick() -> None:
    """A generous limit for both checks, which run on every build: in calls, for no load of the machine changes them."""
    data = good_deck()
    with cProfile.Profile() as profile:
        check(data, thorough=True)

    assert 0 < vars(pstats.Stats(profile))["total_calls"] < 100_000  # 22,475, in 0.03 s


def test_a_build_says_its_warnings_and_goes_on(project: Project) -> None:
    project.edit("soutien.yaml", "[Nantes](city:nantes)", "[Nantes](city:nantes) ([ici](https://exemple.fr))")
    result = project.run("build", "--only", "deck")

    assert result.code == 0
    assert result.err == (
        "lecons-apprises.pptx: warning: slide 4 “Exemple [nantes-french-tech]”: "
        "The link “ici” does not say where it leads.\n"
    )
    assert "    warning: slide 4" in project.run("check").out


def test_a_link_in_a_band_keeps_the_colour_of_its_words(project: Project) -> None:
    project.edit(
        "soutien.yaml",
        "heading: Un fort soutien aux projets innovants portés par les acteurs du territoire",
        "heading: '[Le récit](https://exemple.fr)'",
    )
    project.build("--only", "deck")
    deck = (project.output / "lecons-apprises.pptx").read_bytes()

    assert findings(deck) == []
    assert rules(changed(deck, S4, r"<ahyp:hlinkClr [^>]*/>", "")) == {"contrast"}


def test_a_build_whose_deck_shuts_somebody_out_is_refused(project: Project) -> None:
    project.edit("templates/deck.xml.j2", '<title>{{ words.count("pillars"', '<title>{{ "" and words.count("pillars"')
    result = project.run("build", "--only", "deck")

    assert result.code == 1
    assert not project.outputs()


def test_the_same_finding_on_several_slides_is_one_line() -> None:
    found = [Finding("r", "warning", f"slide {number}", "Pied", "Pâle.") for number in (2, 3, 5)]
    other = [Finding("r", "warning", "", "", "Sans titre."), Finding("r", "tip", "slide 9", "", "Petit.")]

    assert sentences([*found, *other], "warning") == ["slide 2, 3, 5 “Pied”: Pâle.", "Sans titre."]
    assert sentences([*found, *other], "tip", "error") == ["slide 9: Petit."]

"""The lint finds each known cause of PowerPoint's repair where it was planted, and is silent on good decks."""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from generator.deck import check
from generator.deck.audit.lint import Linter
from generator.deck.audit.repair import ELEMENT_CAUSES, PACKAGE_CAUSES, PART_CAUSES
from generator.deck.ooxml.package import Package
from generator.deck.pptx.read import read
from generator.pipeline.edition import Finding
from tests.deck.parts import changed, good_deck, packed, parts_of
from tests.matrix import every
from tests.project import Project

ChartData: Any = CategoryChartData  # python-pptx has no types for it
S1, S2, S3, S8, S9 = (f"ppt/slides/slide{number}.xml" for number in (1, 2, 3, 8, 9))
MAIN, TYPES, RELS = "ppt/presentation.xml", "[Content_Types].xml", "ppt/_rels/presentation.xml.rels"
MASTER, LAYOUT, CHART = (
    "ppt/slideMasters/slideMaster1.xml",
    "ppt/slideLayouts/slideLayout2.xml",
    "ppt/charts/chart1.xml",
)
CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{}</Properties>'
)
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
VECTOR = (
    '<vt:vector xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes" size="3" '
    'baseType="lpstr"><vt:lpstr>a</vt:lpstr></vt:vector>'
)
PROPERTY = (
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{}" name="{}"><vt:lpwstr>a</vt:lpwstr></property>'
)

KNOWN = [*PACKAGE_CAUSES, *PART_CAUSES, *ELEMENT_CAUSES]
Entries = list[tuple[str, bytes]]

# The cause, the part, what is replaced in it, and by what.
EDITS = [
    ("xml-broken", S1, "</p:sld>", ""),
    ("xml-broken", S1, r"<p:sld ", "<!DOCTYPE p:sld><p:sld "),
    ("xml-broken", S1, "Les leçons", "Les \x0b leçons"),
    ("xml-encoding", "ppt/viewProps.xml", 'encoding="UTF-8"', 'encoding="ISO-8859-1"'),
    (
        "type-missing",
        TYPES,
        r'<Default Extension="xml"[^>]*/>(.*?)<Override PartName="/ppt/slides/slide3.xml"[^>]*/>',
        r"\1",
    ),
    ("type-doubled", TYPES, r'(<Override PartName="/ppt/slides/slide3.xml"[^>]*/>)', r"\1\1"),
    ("type-doubled", TYPES, r"(<Default [^>]*/>)", r"\1\1"),
    (
        "type-phantom",
        TYPES,
        "</Types>",
        '<Override PartName="/ppt/slideMasters/slideMaster2.xml" ContentType="a/b"/></Types>',
    ),
    ("type-wrong", TYPES, r'(slides/slide3.xml" ContentType="[^"]*)slide\+xml', r"\1slideLayout+xml"),
    ("type-jpg", TYPES, "<Override", '<Default Extension="jpg" ContentType="image/jpg"/><Override'),
    ("relation-doubled", "ppt/slides/_rels/slide2.xml.rels", 'Id="rId3"', 'Id="rId4"'),
    ("relation-lost", "ppt/slides/_rels/slide2.xml.rels", 'Target="slide3.xml"', 'Target="slide33.xml"'),
    ("relation-dangling", S2, 'r:id="rId3"', 'r:id="rId33"'),
    ("part-orphan", RELS, r'<Relationship [^>]*Target="viewProps.xml"/>', ""),
    (
        "address-raw",
        "ppt/slides/_rels/slide2.xml.rels",
        'Target="slide3.xml"',
        'Target="https://a.fr/deux mots" TargetMode="External"',
    ),
    ("slide-id", MAIN, 'sldId id="257"', 'sldId id="256"'),
    ("slide-id", MAIN, 'sldId id="257"', 'sldId id="255"'),
    ("slide-id", MAIN, 'sldId id="257"', 'sldId id="2147483648"'),
    ("slide-twice", MAIN, 'r:id="rIdSlide2"', 'r:id="rIdSlide3"'),
    ("master-id", MASTER, 'sldLayoutId id="2147483650"', 'sldLayoutId id="2147483648"'),
    ("master-id", MASTER, 'sldLayoutId id="2147483650"', 'sldLayoutId id="2147483647"'),
    ("layout-missing", "ppt/slides/_rels/slide2.xml.rels", r"<Relationship [^>]*slideLayout[^>]*/>", ""),
    ("layout-missing", "ppt/slideLayouts/_rels/slideLayout2.xml.rels", r"<Relationship [^>]*/>", ""),
    ("layout-unlisted", MASTER, r"<p:sldLayoutId [^>]*/>", ""),
    ("master-bare", MASTER, r"<p:clrMap [^>]*/>", ""),
    ("master-bare", "ppt/notesMasters/_rels/notesMaster1.xml.rels", r"<Relationship [^>]*/>", ""),
    ("theme-shared", "ppt/notesMasters/_rels/notesMaster1.xml.rels", "theme2.xml", "theme1.xml"),
    ("theme-thin", "ppt/theme/theme1.xml", r"<a:effectStyle>.*?</a:effectStyle>", ""),
    ("notes-bound", "ppt/notesSlides/_rels/notesSlide2.xml.rels", r"<Relationship [^>]*notesMaster[^>]*/>", ""),
    ("notes-unlisted", MAIN, r"<p:notesMasterIdLst>.*</p:notesMasterIdLst>", ""),
    (
        "presentation-order",
        MAIN,
        r"(<p:notesMasterIdLst>.*</p:notesMasterIdLst>)(<p:sldIdLst>.*</p:sldIdLst>)",
        r"\2\1",
    ),
    ("slide-size", MAIN, r'<p:sldSz cx="\d+"', '<p:sldSz cx="900000"'),
    ("section-slide", MAIN, 'p14:sldId id="257"', 'p14:sldId id="999"'),
    ("section-slide", MAIN, 'p14:sldId id="257"', 'p14:sldId id="256"'),
    ("ignorable-prefix", S1, "<p:sld ", f'<p:sld {MC} mc:Ignorable="p14" '),
    ("shape-id", S3, 'cNvPr id="3"', 'cNvPr id="2"'),
    ("shape-id", S3, 'cNvPr id="3"', 'cNvPr id="-3"'),
    ("holder-doubled", S3, r'type="body" idx="31"', 'type="body" idx="30"'),
    ("not-a-number", S3, r'sz="\d+"', 'sz="NaN"'),
    ("vector-size", "docProps/app.xml", "<Slides>", f"<TitlesOfParts>{VECTOR}</TitlesOfParts><Slides>"),
    ("language-tag", S3, 'lang="fr"', 'lang="fr_FR"'),
    ("language-tag", S3, 'lang="fr"', 'lang=""'),
    ("text-size", S3, r'sz="\d+"', 'sz="18"'),
    ("paragraph-missing", S2, r"<a:p>.*?</a:p>", ""),
    ("paragraph-missing", S9, r"(<a:tc><a:txBody>.*?)<a:p>.*?</a:p>", r"\1"),
    ("body-properties", S2, r"<a:bodyPr [^>]*><a:noAutofit/></a:bodyPr>", ""),
    ("paragraph-order", S2, r"(<a:pPr [^>]*></a:pPr>)(<a:r>.*?</a:r>)", r"\2\1"),
    ("field-id", S2, r'fld id="\{[^}]*\}"', 'fld id="1"'),
    ("footer-form", S2, r'(type="sldNum".*?)<p:txBody>.*?</p:txBody>', r"\1"),
    ("shape-incomplete", S3, r"<p:spPr>.*?</p:spPr>", ""),
    ("shape-incomplete", S9, r"<a:tr h=\"\d+\">.*?</a:tr>", '<a:tr h="10"></a:tr>'),
    ("extent-negative", S3, r'<a:ext cx="\d{3,}"', '<a:ext cx="-5"'),
    ("extent-negative", S3, r'<a:ext cx="\d{3,}"', '<a:ext cx="12.5"'),
    ("table-grid", S9, "<a:gridCol [^>]*/>", ""),
    ("table-grid", S9, r"<a:tc>.*?</a:tc>", ""),
    ("table-spans", S9, "<a:tc>", '<a:tc gridSpan="2">'),
    ("table-spans", S9, "<a:tc>", '<a:tc rowSpan="99">'),
    ("table-spans", S9, "<a:tc>", '<a:tc hMerge="1">'),
    (
        "table-style",
        S9,
        r'<a:tblPr firstRow="1" firstCol="1"/>',
        '<a:tblPr firstRow="1"><a:tableStyleId>Clair</a:tableStyleId></a:tblPr>',
    ),
    ("colour-form", S8, r'srgbClr val="[^"]*"', 'srgbClr val="white"'),
    ("name-form", S3, 'name="Bandeau"', f'name="{"Bandeau" * 40}"'),
    ("jump-lost", S2, r'r:id="rId3" action="ppaction://hlinksldjump"', 'r:id="" action="ppaction://hlinksldjump"'),
    (
        "choice-prefix",
        S3,
        r"(<p:sp>.*?</p:sp>)",
        rf'<mc:AlternateContent {MC}><mc:Choice Requires="p99">\1</mc:Choice></mc:AlternateContent>',
    ),
]
CHART_EDITS = [
    ("chart-workbook", CHART, r'(externalData r:id=)"\w+"', r'\1"rId9"'),
    ("chart-axis", CHART, r'<c:crossAx val="[^"]*"', '<c:crossAx val="7"'),
    ("chart-axis-negative", CHART, r'<c:axId val="[^"]*"', '<c:axId val="-2068027336"'),
    ("chart-series", CHART, r'<c:order val="1"', '<c:order val="0"'),
    ("chart-points", CHART, r'<c:ptCount val="2"', '<c:ptCount val="1"'),
]


def doubled(entries: Entries) -> Entries:
    return [*entries, entries[-1]]


def renamed(old: str, new: str) -> Callable[[Entries], Entries]:
    return lambda entries: [(name.replace(old, new), data) for name, data in entries]


def with_property(*properties: tuple[object, str]) -> Callable[[Entries], Entries]:
    text = CUSTOM.format("".join(PROPERTY.format(*one) for one in properties))
    return lambda entries: [*entries, ("docProps/custom.xml", text.encode())]


ZIPS: list[tuple[str, Callable[[Entries], Entries]]] = [
    ("zip-doubled", doubled),
    ("zip-doubled", lambda entries: [*entries, ("PPT/presentation.xml", b"<a/>")]),
    ("zip-name", renamed("ppt/theme/theme2", "ppt\\theme\\theme2")),
    ("zip-name", renamed("[Content_Types]", "[content_types]")),
    ("zip-folder", lambda entries: [*entries, ("ppt/media/", b"")]),
    ("zip-long-name", lambda entries: [*entries, (f"ppt/{'a' * 300}.xml", b"<a/>")]),
    ("types-late", lambda entries: entries[::-1]),
    ("custom-property", with_property((2, "a"), (2, "b"))),
    ("custom-property", with_property((2, "a"), (3, "A"))),
    ("custom-property", with_property((1, "a"))),
]


@functools.cache
def chart_deck() -> bytes:
    """Return a deck by python-pptx with a chart, whose axes are given ids that no validator minds."""
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    data = ChartData()
    data.categories = ["a", "b"]
    data.add_series("un", (1, 2))
    data.add_series("deux", (3, 4))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(2), Inches(3), Inches(3), data)
    stream = io.BytesIO()
    deck.save(stream)
    parts = parts_of(stream.getvalue())
    name = next(name for name in parts if name.startswith("ppt/charts/chart"))
    xml = parts.pop(name).replace(b'val="-', b'val="')
    parts[CHART] = xml
    rels = parts.pop(name.replace("charts/", "charts/_rels/") + ".rels")
    parts["ppt/charts/_rels/chart1.xml.rels"] = rels
    return packed([(one, re.sub(rb"chart\d+\.xml", b"chart1.xml", data)) for one, data in parts.items()])


def lint(data: bytes) -> list[Finding]:
    return Linter(Package(data)).finish()


def found(data: bytes) -> set[str]:
    return {finding.rule for finding in lint(data)}


def test_good_decks_are_silent() -> None:
    assert lint(good_deck()) == []
    assert lint(chart_deck()) == []


@every(3, ("id", "part", "pattern", "replacement"), EDITS, ids=[f"{n}-{edit[0]}" for n, edit in enumerate(EDITS)])
def test_a_planted_cause_is_found(id: str, part: str, pattern: str, replacement: str) -> None:
    assert id in found(changed(good_deck(), part, pattern, replacement))


@pytest.mark.parametrize(("id", "part", "pattern", "replacement"), CHART_EDITS, ids=[edit[0] for edit in CHART_EDITS])
def test_a_cause_planted_in_a_chart_is_found(id: str, part: str, pattern: str, replacement: str) -> None:
    assert id in found(changed(chart_deck(), part, pattern, replacement))


@every(3, ("id", "change"), ZIPS, ids=[f"{n}-{id}" for n, (id, _change) in enumerate(ZIPS)])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_cause_planted_in_the_zip_is_found(id: str, change: Callable[[Entries], Entries]) -> None:
    assert id in found(packed(change(list(parts_of(good_deck()).items()))))


def test_an_encrypted_entry_is_found() -> None:
    data = bytearray(good_deck())
    entry = data.index(b"PK\x01\x02")
    data[entry + 8] |= 1

    assert "zip-sealed" in found(bytes(data))


def test_every_cause_has_a_planted_fault_and_a_source() -> None:
    planted = {edit[0] for edit in (*EDITS, *CHART_EDITS, *ZIPS)} | {"zip-sealed"}
    source = re.compile(r"(ECMA-376-[123]|MS-PPTX), [\w.]+|[\w./-]+#\d+(, #\d+)*")

    assert {cause.id for cause in KNOWN} == planted
    assert [cause.source for cause in KNOWN if not source.fullmatch(cause.source)] == []
    assert [cause.says() for cause in KNOWN if not cause.says().endswith(".")] == []


def test_what_office_itself_writes_is_no_fault() -> None:
    data = changed(good_deck(), S3, 'lang="fr"', 'lang="es-ES_tradnl"')

    assert found(data) == set()


def test_merged_cells_that_agree_are_no_fault() -> None:
    cell = r"(<a:tc>)(.*?</a:tc>)(<a:tc>)"
    data = changed(good_deck(), "ppt/slides/slide9.xml", cell, r'<a:tc gridSpan="2">\2<a:tc hMerge="1">')

    assert found(data) == set()


def test_a_deck_of_many_slides_is_looked_at_whole() -> None:
    """More slides than are kept in memory: the last is read, judged and linted like the first."""
    parts = parts_of(good_deck())
    main, relations, types = parts[MAIN].decode(), parts[RELS].decode(), parts[TYPES].decode()
    type = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/slide"
    for number in range(10, 81):
        part = f"ppt/slides/slide{number}.xml"
        parts[part] = parts[S3]
        parts[f"ppt/slides/_rels/slide{number}.xml.rels"] = parts["ppt/slides/_rels/slide3.xml.rels"]
        types = types.replace("</Types>", f'<Override PartName="/{part}" ContentType="{type}"/></Types>')
        row = f'<Relationship Id="rIdSlide{number}" Type="{kind}" Target="slides/slide{number}.xml"/>'
        relations = relations.replace("</Relationships>", f"{row}</Relationships>")
        main = main.replace("</p:sldIdLst>", f'<p:sldId id="{255 + number}" r:id="rIdSlide{number}"/></p:sldIdLst>')
    parts |= {MAIN: main.encode(), RELS: relations.encode(), TYPES: types.encode()}
    parts[part] = parts[part].replace(b'lang="fr"', b'lang="fr_FR"', 1)
    data = packed(list(parts.items()))

    assert [(one.rule, one.place) for one in check(data, thorough=True) if one.rule != "title-duplicate"] == [
        ("language-tag", part)
    ]
    assert read(data)[-1].place == "slide 80, notes"


def test_a_check_looks_for_causes_of_repair_that_a_build_does_not_repeat(project: Project) -> None:
    project.build("--only", "deck")
    file = project.output / "lecons-apprises.pptx"
    file.write_bytes(changed(file.read_bytes(), S9, "<a:gridCol [^>]*/>", ""))
    result = project.run("check")

    sentence = "A row has more or fewer cells than the table has columns. [1: 5 / 4]"

    assert result.code == 1
    assert f"lecons-apprises.pptx: ppt/slides/slide9.xml: {sentence}" in result.err.splitlines()


def test_addresses_are_percent_encoded(project: Project) -> None:
    project.edit(
        "soutien.yaml",
        "[Nantes](city:nantes)",
        "[Nantes](city:nantes) ([le récit](https://exemple.fr/récit?a=%C3%A9&b=1))",
    )
    project.build("--only", "deck")
    relations = parts_of((project.output / "lecons-apprises.pptx").read_bytes())["ppt/slides/_rels/slide4.xml.rels"]

    assert b'Target="https://exemple.fr/r%C3%A9cit?a=%C3%A9&amp;b=1"' in relations

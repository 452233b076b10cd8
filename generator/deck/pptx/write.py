"""Write a planned deck into the template's package: slides, notes, charts, properties; it decides nothing."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from lxml import etree
from msgspec import Struct, field

from generator.deck.layouts import LAYOUTS, TEMPLATE
from generator.deck.pptx.drawingml import NAMESPACES, XML, Writer, transform
from generator.deck.pptx.metadata import describe
from generator.deck.pptx.package import CONTENT_TYPE as CT
from generator.deck.pptx.package import RELATIONSHIP_TYPE as RT
from generator.deck.pptx.package import DeckPackage, Part, relate
from generator.deck.pptx.presentation import list_sections, list_slides
from generator.deck.pptx.template import theme_part
from generator.deck.slide import ChartFrame, Deck, Slide, first_slides
from generator.errors import ContentError, Mark, Problem
from generator.messages import _
from generator.units import Box

if TYPE_CHECKING:
    from generator.kit import Kit

_UNREADABLE = (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError, KeyError, ValueError, RecursionError)


class _Base(Struct, eq=False):
    """The package that slides are written into: the layout of each role, the colour maps that slides must repeat."""

    package: DeckPackage
    layouts: dict[str, Part]
    colour_maps: dict[str, str]
    notes_master: Part


class _Writing(Struct, eq=False):
    """A deck on its way: its plan, what it is written into, the part of each slide, the first slide of each key."""

    plan: Deck
    base: _Base
    slides: list[Part]
    targets: dict[str, int]
    drawn: dict[tuple[int, float, float], str] = field(default_factory=dict)


def write(plan: Deck, kit: Kit) -> bytes:
    """Return the package of ``plan`` (.pptx); the same plan and template give the same bytes."""
    base = _base(plan, kit)
    package = base.package
    count = range(1, len(plan.slides) + 1)
    slides = [package.add(f"ppt/slides/slide{number}.xml", CT.PML_SLIDE) for number in count]
    writing = _Writing(plan, base, slides, first_slides(plan.slides))
    for number, slide in enumerate(plan.slides, 1):
        _write_slide(writing, number, slide)
    ids = [f"rIdSlide{number}" for number in count]
    relate(package.presentation_part, RT.SLIDE, dict(zip(ids, slides, strict=True)))
    list_slides(package.presentation, ids)
    list_sections(package.presentation, plan.divisions)
    describe(package, plan, kit.world.epoch)
    return package.zipped()


def _base(plan: Deck, kit: Kit) -> _Base:
    """Return the template's package: ours, or somebody's without its sample slides."""
    brand = plan.design.brand
    if brand is None:
        package = _built_in(plan, kit)
        layouts, maps = _layouts(package), {}
    else:
        from generator.deck.brand.base import colour_maps, prepare
        from generator.deck.ooxml.opening import MOST_BYTES

        remedy = _("Open it in PowerPoint, and save it again.")
        package = _opened(kit.world.read(plan.design.template, MOST_BYTES), brand.package.mark, remedy)
        prepare(package, kit.theme)
        parts = {part.partname.membername: part for part in package.iter_parts()}
        layouts = {role: parts[stage.layout] for role, stage in plan.design.stages.items()}
        maps = colour_maps(plan.design)
    assert package.notes_master
    return _Base(package, layouts, maps, package.notes_master)


def _opened(data: bytes, mark: Mark, remedy: str) -> DeckPackage:
    """Return the package in ``data``; raise ContentError, at ``mark``, when python-pptx cannot open it."""
    try:
        return DeckPackage.open(io.BytesIO(data))
    except _UNREADABLE as error:
        cause = _("The template cannot be read ({reason}).", reason=error)
        raise ContentError([Problem(mark, "", cause, remedy)]) from None


def _built_in(plan: Deck, kit: Kit) -> DeckPackage:
    """Return the built-in template, in the language of the plan and in the colours and fonts of the theme."""
    package = _opened(kit.world.read(TEMPLATE), Mark(TEMPLATE), _again())
    for part in package.iter_parts():
        if part.content_type == CT.OFC_THEME:
            package.rewritten(part, theme_part(kit.theme).encode())
    for one in package.presentation.iterfind(".//*[@lang='fr-FR']"):  # the language of the template
        one.set("lang", plan.language)
    return package


def _again() -> str:
    return _("Run “piliers template make” to make it again.")


def _layouts(package: DeckPackage) -> dict[str, Part]:
    """Return the part of each role's layout, found by the layout's name; refuse a template that lacks one."""
    names: dict[str, Part] = {}
    for part in package.iter_parts():
        if part.content_type == CT.PML_SLIDE_LAYOUT:
            match = re.search(rb'<p:cSld name="([^"]*)"', part.blob)
            names[match[1].decode() if match else ""] = part
    lacking = [layout.name for layout in LAYOUTS if escape(layout.name) not in names]
    if lacking:
        cause = _("The template lacks the layouts: {names}.", names=", ".join(lacking))
        raise ContentError([Problem(Mark(TEMPLATE), "", cause, _again())])
    return {layout.stage.role: names[escape(layout.name)] for layout in LAYOUTS}


def _write_slide(writing: _Writing, number: int, slide: Slide) -> None:
    """Write a slide into its part, with its notes; relate it to what it shows and leads to."""
    plan, base = writing.plan, writing.base
    part = writing.slides[number - 1]
    part.relate_to(base.layouts[slide.layout], RT.SLIDE_LAYOUT)
    notes = base.package.add(f"ppt/notesSlides/notesSlide{number}.xml", CT.PML_NOTES_SLIDE, _notes(plan, slide))
    notes.relate_to(base.notes_master, RT.NOTES_MASTER)
    notes.relate_to(part, RT.SLIDE)
    part.relate_to(notes, RT.NOTES_SLIDE)

    def link(target: str) -> tuple[str, bool] | None:
        if target in writing.targets:
            return part.relate_to(writing.slides[writing.targets[target] - 1], RT.SLIDE), True
        if target.startswith(("http:", "https:", "mailto:")):
            return part.relate_to(_encoded(target), RT.HYPERLINK, is_external=True), False
        return None

    def embed(chart: ChartFrame) -> str:
        name = f"chart{number}-{len(part.rels) + 1}"
        return part.relate_to(_chart(base.package, name, chart, plan.language), RT.CHART)

    tree = Writer(plan.language, link, embed, writing.drawn).tree(slide.shapes)
    colours = base.colour_maps.get(slide.layout, "<a:masterClrMapping/>")
    xml = f"<p:cSld>{tree}</p:cSld><p:clrMapOvr>{colours}</p:clrMapOvr>"
    part.blob = f"{XML}<p:sld {NAMESPACES}>{xml}</p:sld>".encode()


def _chart(package: DeckPackage, name: str, chart: ChartFrame, language: str) -> Part:
    """Return the part of ``chart``, related to its workbook."""
    from generator.deck.pptx.chartml import chart_part, workbook

    part = package.add(f"ppt/charts/{name}.xml", CT.DML_CHART, chart_part(chart, language))
    part.relate_to(package.add(f"ppt/embeddings/{name}.xlsx", CT.SML_SHEET, workbook(chart)), RT.PACKAGE)
    return part


def _encoded(address: str) -> str:
    """Return an address as RFC 3986 has it: PowerPoint repairs a file with spaces or letters beyond ASCII in one."""
    return quote(re.sub("%(?![0-9A-Fa-f]{2})", "%25", address), safe="-._~:/?#[]@!$&'()*+,;=%")


def _notes(plan: Deck, slide: Slide) -> str:
    text = "".join(
        f'<a:p><a:r><a:rPr lang="{plan.language}" dirty="0"/><a:t>{escape(line, quote=False)}</a:t></a:r></a:p>'
        for line in slide.notes
    )
    holders = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Diapositive"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" '
        'noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>'
        '<p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
        '<p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>'
        f"{text or '<a:p/>'}</p:txBody></p:sp>"
    )
    root = transform(Box(0, 0, 0, 0), group=True)
    head = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
    tree = f"<p:spTree>{head}<p:grpSpPr>{root}</p:grpSpPr>{holders}</p:spTree>"
    over = "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
    return f"{XML}<p:notes {NAMESPACES}><p:cSld>{tree}</p:cSld>{over}</p:notes>"

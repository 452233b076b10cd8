"""Write a planned deck into the template's package: slides, notes, relationships, properties; it decides nothing."""

from __future__ import annotations

import re
import zipfile
import zlib
from html import escape
from posixpath import relpath, split
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.deck.layouts import LAYOUTS, TEMPLATE
from generator.deck.pptx.drawingml import NAMESPACES, XML, Writer, transform
from generator.deck.pptx.metadata import application, core, with_sections
from generator.deck.pptx.package import read_package, relationships, write_package
from generator.deck.pptx.template import theme_part
from generator.deck.slide import ChartFrame, Slide, first_slides
from generator.errors import ContentError, Mark, Problem
from generator.messages import _
from generator.units import Box

if TYPE_CHECKING:
    from generator.deck.deck import Deck
    from generator.kit import Kit

_BASE = "officeDocument/2006/relationships/"
_TYPE = "application/vnd.openxmlformats-officedocument.presentationml."


class _Base(Struct, eq=False):
    """The package that slides are written into: its parts, the main one, each role's layout and colour map."""

    parts: dict[str, bytes]
    main: str
    layouts: dict[str, str]
    colour_maps: dict[str, str]
    notes_master: str


def write(plan: Deck, kit: Kit) -> bytes:
    """Return the package of ``plan``; the same plan and template give the same bytes."""
    base = _base(plan, kit)
    targets = first_slides(plan.slides)
    drawn: dict[tuple[int, float, float], str] = {}
    for number, slide in enumerate(plan.slides, 1):
        _write_slide(base, plan, number, slide, targets, drawn)
    _extend_presentation(base, plan)
    base.parts["docProps/core.xml"] = core(plan, kit.world.epoch)
    if "docProps/app.xml" in base.parts:
        base.parts["docProps/app.xml"] = application(len(plan.slides))
    return write_package(base.parts)


def _base(plan: Deck, kit: Kit) -> _Base:
    """Return the template's package: ours, or somebody's without its sample slides."""
    brand = plan.design.brand
    if brand is None:
        parts = _template_parts(kit)
        return _Base(parts, "ppt/presentation.xml", _layout_parts(parts), {}, "ppt/notesMasters/notesMaster1.xml")
    from generator.deck.brand.base import base_parts, colour_maps

    parts, notes_master = base_parts(brand, kit.theme)
    layouts = {role: layout.part for role, layout in plan.design.layouts.items()}
    return _Base(parts, brand.package.main, layouts, colour_maps(plan.design), notes_master)


def _template_parts(kit: Kit) -> dict[str, bytes]:
    """Return the parts of the built-in template, in the colours and fonts of the theme; refuse one that is damaged."""
    try:
        parts = read_package(kit.world.read(TEMPLATE))
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        cause = _("The template cannot be read ({reason}).", reason=error)
        raise ContentError([Problem(Mark(TEMPLATE), "", cause, _again())]) from None
    for part in parts:
        if part.startswith("ppt/theme/theme"):
            parts[part] = theme_part(kit.theme).encode()
    return parts


def _again() -> str:
    return _("Run “piliers template make” to make it again.")


def _layout_parts(parts: dict[str, bytes]) -> dict[str, str]:
    """Return the part of each role's layout, found by the layout's name; refuse a template that lacks one."""
    names: dict[str, str] = {}
    for part, data in parts.items():
        if part.startswith("ppt/slideLayouts/slideLayout"):
            match = re.search(rb'<p:cSld name="([^"]*)"', data)
            names[match[1].decode() if match else ""] = part
    lacking = [spec.name for spec in LAYOUTS if escape(spec.name) not in names]
    if lacking:
        cause = _("The template lacks the layouts: {names}.", names=", ".join(lacking))
        raise ContentError([Problem(Mark(TEMPLATE), "", cause, _again())])
    return {spec.layout.role: names[escape(spec.name)] for spec in LAYOUTS}


def _write_slide(
    base: _Base,
    plan: Deck,
    number: int,
    slide: Slide,
    targets: dict[str, int],
    drawn: dict[tuple[int, float, float], str],
) -> None:
    parts = base.parts
    layout = base.layouts[slide.role]
    rows = [("rId1", f"{_BASE}slideLayout", relpath(layout, "ppt/slides"))]
    rows.append(("rId2", f"{_BASE}notesSlide", f"../notesSlides/notesSlide{number}.xml"))
    known: dict[str, tuple[str, bool]] = {}

    def relate(target: str) -> tuple[str, bool] | None:
        if target not in known:
            row = _relationship(target, targets)
            if row is None:
                return None
            known[target] = (f"rId{len(rows) + 1}", row[0].endswith("/slide"))
            rows.append((known[target][0], *row))
        return known[target]

    def embed(chart: ChartFrame) -> str:
        from generator.deck.pptx.chartml import chart_part, workbook

        name = f"{number}-{len(rows) + 1}"
        related = f"rId{len(rows) + 1}"
        rows.append((related, f"{_BASE}chart", f"../charts/chart{name}.xml"))
        parts[f"ppt/charts/chart{name}.xml"] = chart_part(chart, plan.language).encode()
        parts[f"ppt/embeddings/chart{name}.xlsx"] = workbook(chart)
        parts[f"ppt/charts/_rels/chart{name}.xml.rels"] = relationships(
            [("rId1", f"{_BASE}package", f"../embeddings/chart{name}.xlsx")]
        )
        return related

    tree = Writer(plan.language, relate, embed, drawn).tree(slide.shapes)
    colours = base.colour_maps.get(slide.role, "<a:masterClrMapping/>")
    xml = f"<p:cSld>{tree}</p:cSld><p:clrMapOvr>{colours}</p:clrMapOvr>"
    parts[f"ppt/slides/slide{number}.xml"] = f"{XML}<p:sld {NAMESPACES}>{xml}</p:sld>".encode()
    parts[f"ppt/slides/_rels/slide{number}.xml.rels"] = relationships(rows)
    parts[f"ppt/notesSlides/notesSlide{number}.xml"] = _notes(plan, slide).encode()
    parts[f"ppt/notesSlides/_rels/notesSlide{number}.xml.rels"] = relationships(
        [
            ("rId1", f"{_BASE}notesMaster", relpath(base.notes_master, "ppt/notesSlides")),
            ("rId2", f"{_BASE}slide", f"../slides/slide{number}.xml"),
        ]
    )


def _relationship(target: str, targets: dict[str, int]) -> tuple[str, str] | None:
    """Return the type and the target of a relationship to a slide's key or a web address."""
    if target in targets:
        return f"{_BASE}slide", f"slide{targets[target]}.xml"
    external = target.startswith(("http:", "https:", "mailto:"))
    return (f"{_BASE}hyperlink", target) if external else None


def _notes(plan: Deck, slide: Slide) -> str:
    text = "".join(
        f'<a:p><a:r><a:rPr lang="{plan.language}" dirty="0"/><a:t>{escape(line, quote=False)}</a:t></a:r></a:p>'
        for line in slide.speaker_notes
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


def _extend_presentation(base: _Base, plan: Deck) -> None:
    """Add the slides to the presentation, its relationships and the content types."""
    parts, main = base.parts, base.main
    count = range(1, len(plan.slides) + 1)
    ids = "".join(f'<p:sldId id="{255 + number}" r:id="rIdSlide{number}"/>' for number in count)
    presentation = parts[main].decode()
    declared = "" if 'xmlns:p="' in presentation else f" {NAMESPACES}"
    size = re.search(r"<(?:\w+:)?sldSz\b", presentation)
    assert size, "the template was read"
    listed = f"<p:sldIdLst{declared}>{ids}</p:sldIdLst>"
    presentation = presentation[: size.start()] + listed + presentation[size.start() :]
    if plan.design.brand is None:
        presentation = presentation.replace('lang="fr-FR"', f'lang="{plan.language}"')
    parts[main] = with_sections(presentation, plan.divisions).encode()
    root = "http://schemas.openxmlformats.org/"
    folder, name = split(main)
    rows = "".join(
        f'<Relationship Id="rIdSlide{number}" Type="{root}{_BASE}slide" '
        f'Target="{relpath(f"ppt/slides/slide{number}.xml", folder or ".")}"/>'
        for number in count
    )
    _insert(parts, f"{folder}/_rels/{name}.rels".lstrip("/"), "</Relationships>", rows)
    overrides = "".join(
        f'<Override PartName="/ppt/slides/slide{number}.xml" ContentType="{_TYPE}slide+xml"/>'
        f'<Override PartName="/ppt/notesSlides/notesSlide{number}.xml" ContentType="{_TYPE}notesSlide+xml"/>'
        for number in count
    )
    _insert(parts, "[Content_Types].xml", "</Types>", overrides + _chart_types(parts))


def _chart_types(parts: dict[str, bytes]) -> str:
    charts = [part for part in parts if part.startswith("ppt/charts/chart")]
    base = "application/vnd.openxmlformats-officedocument."
    overrides = "".join(f'<Override PartName="/{part}" ContentType="{base}drawingml.chart+xml"/>' for part in charts)
    books = f'<Default Extension="xlsx" ContentType="{base}spreadsheetml.sheet"/>'
    return overrides + (books if charts else "")


def _insert(parts: dict[str, bytes], part: str, end: str, xml: str) -> None:
    parts[part] = parts[part].decode().replace(end, xml + end).encode()

"""Write a planned deck into the template's package: slides, notes, charts, properties; it decides nothing."""

from __future__ import annotations

import io
import zipfile
import zlib
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

from lxml import etree
from msgspec import Struct, field
from msgspec.structs import replace

from generator.addresses import as_uri, leads_out
from generator.deck.handover.soundness import require_sound
from generator.deck.layouts import LAYOUTS, TEMPLATE
from generator.deck.ooxml.package import opened
from generator.deck.pptx.drawingml import NAMESPACES, XML, Writer, transform
from generator.deck.pptx.insert import insert, sections_with, with_inserted
from generator.deck.pptx.manifest import remember
from generator.deck.pptx.metadata import describe
from generator.deck.pptx.package import CONTENT_TYPE as CT
from generator.deck.pptx.package import RELATIONSHIP_TYPE as RT
from generator.deck.pptx.package import DeckPackage, Part, layouts_of, relate
from generator.deck.pptx.presentation import list_sections, list_slides
from generator.deck.pptx.stamping import FootedSlide, Member, Tail, footer_of
from generator.deck.pptx.template import add_notes_master, in_deck_language, theme_part
from generator.deck.slide import FOOTER, PERSONAL, ChartFrame, Frame, PictureShape, Slide, SlideRun, first_slides
from generator.errors import ContentError, Mark, Problem, reason_in
from generator.messages import _
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.deck.deck import Deck
    from generator.kit import Kit

_NAMED = (CT.PML_SLIDE_LAYOUT, CT.PML_SLIDE_MASTER, CT.PML_NOTES_MASTER)
_UNREADABLE = (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError, KeyError, ValueError, RecursionError)


class _Writing(Struct, eq=False):
    """A deck on its way: its plan, its package, where its slides stand, the part of each, the first of each key.

    ``media`` are the pictures so far, each once. Slides stand on the layout of their role, and repeat its colour map
    where there is one.
    """

    plan: Deck
    package: DeckPackage
    layouts: dict[str, Part]
    colour_maps: dict[str, str]
    notes_master: Part
    slides: list[Part]
    targets: dict[str, int]
    signs: dict[int, str]
    kit: Kit
    drawn: dict[tuple[int, float, float], str] = field(default_factory=dict)
    media: dict[bytes, Part] = field(default_factory=dict)


def write(plan: Deck, kit: Kit) -> bytes:
    """Return the package of ``plan`` (.pptx); the same plan and template give the same bytes."""
    package, layouts, maps = _built_in(plan, kit) if plan.design.brand is None else _branded(plan)
    named = [f"ppt/slides/slide{number}.xml" for number in range(1, len(plan.slides) + 1)]
    slides = [package.add(name, CT.PML_SLIDE) for name in named]
    notes_master = package.notes_master
    if notes_master is None:
        notes_master = add_notes_master(package, kit.theme)
        package.rewritten(notes_master, in_deck_language(notes_master.blob, plan))
    to = first_slides(plan.slides)
    writing = _Writing(plan, package, layouts, maps, notes_master, slides, to, signs_of(plan), kit)
    for number, slide in enumerate(plan.slides, 1):
        _write_slide(writing, number, slide)
    own = insert(package, plan, kit, notes_master, layouts["content"])
    whole = with_inserted(slides, own, [one.part for one in own])
    related = {f"rIdSlide{number}": part for number, part in enumerate(whole, 1)}
    relate(package.presentation_part, RT.SLIDE, related)
    list_slides(package.presentation, related)
    list_sections(package.presentation, sections_with(plan.sections, own))
    if kit.embed_fonts:
        _embed_fonts(plan, package, kit)
    describe(package, plan, kit.epoch)
    if kit.publication:
        remember(package, plan, kit.publication, kit, own)
    last = [number - 1 for number in own_slides(plan, kit)]
    data = package.zipped([named[index] for index in last])
    if len(last) > 1:
        *footed, personal = (slides[index].blob for index in last)
        members = [FootedSlide.of(xml).with_footer(footer_of(xml)) for xml in footed]
        data = Tail(data, [named[index] for index in last]).with_members([*members, Member.of(personal)])
    if plan.design.brand:
        require_sound(opened(data), plan.design.brand.package.mark)
    return data


def _embed_fonts(plan: Deck, package: DeckPackage, kit: Kit) -> None:
    """Give a deck on our own template its fonts; somebody else's has its own, or none."""
    if plan.design.brand:
        kit.remarks.append(_("“embed_fonts” holds for our own template: this one keeps the fonts that it has."))
        return
    from generator.deck.pptx.embedding import embed_fonts  # few ask for it

    embed_fonts(package, kit)


def signs_of(plan: Deck) -> dict[int, str]:
    """Return the hyphens that are written as they were measured: from another font, they would be wider."""
    face = plan.design.kit.family.face()
    return {ord(sign): face.drawn(sign) for sign in "\u2010\u2011" if face.drawn(sign) != sign}


def _branded(plan: Deck) -> tuple[DeckPackage, dict[str, Part], dict[str, str]]:
    """Return what is handed on of somebody's template, the layouts and the colour maps by role."""
    from generator.deck.brand.base import colour_maps

    design = plan.design
    assert design.brand
    kept = design.brand.package
    package = _opened(kept.data, kept.mark, _("Open it in PowerPoint, and save it again."))
    parts = {part.partname.membername: part for part in package.iter_parts()}
    return package, {role: parts[layout.part] for role, layout in design.layouts.items()}, colour_maps(design)


def _opened(data: bytes, mark: Mark, remedy: str) -> DeckPackage:
    """Return the package in ``data``; raise ContentError, at ``mark``, when python-pptx cannot open it."""
    try:
        return DeckPackage.open(io.BytesIO(data))
    except _UNREADABLE as error:
        cause = _("The template cannot be read ({reason}).", reason=reason_in(error))
        raise ContentError([Problem(mark, "", cause, remedy)]) from None


def _built_in(plan: Deck, kit: Kit) -> tuple[DeckPackage, dict[str, Part], dict[str, str]]:
    """Return the built-in template, its layouts by role, no colour maps; refuse one that lacks a layout.

    It is in the language of the plan and in the colours and fonts of the theme. Layouts are found by their names.
    """
    again = _("Run “piliers template make” to make it again.")
    package = _opened(_handed_on(kit), Mark(TEMPLATE), again)
    names = layouts_of(package)
    # As the deck names its fonts: the embedded ones, or those of the same widths that Office has.
    theme = replace(kit.theme, office_family=kit.theme.family) if kit.embed_fonts else kit.theme
    for part in package.iter_parts():
        if part.content_type == CT.OFC_THEME:
            package.rewritten(part, theme_part(theme).encode())
        if part.content_type in _NAMED:
            package.rewritten(part, in_deck_language(part.blob, plan))
    lacking = [spec.name for spec in LAYOUTS if spec.name not in names]
    if lacking:
        cause = _("The template lacks the layouts: {names}.", names=", ".join(lacking))
        raise ContentError([Problem(Mark(TEMPLATE), "", cause, again)])
    for one in package.presentation.iterfind(".//*[@lang='fr-FR']"):  # the language of the template
        one.set("lang", plan.language)
    return package, {spec.layout.role: names[spec.name] for spec in LAYOUTS}, {}


def _handed_on(kit: Kit) -> bytes:
    """Return what is handed on of the built-in template, which people may have opened in PowerPoint; kept by its hash.

    What is left out of it is warned of, or remarked.
    """
    from generator.pipeline.program import program_digest

    data, mark = kit.world.read(TEMPLATE), Mark(TEMPLATE)

    def made() -> tuple[bytes, list[Any], list[Any]]:
        from generator.deck.handover.parts import open_handed_on, said

        package, left_out = open_handed_on(data, mark)
        active, private = (said(left_out, mark, private=private) for private in (False, True))
        return package.data, [one.as_tuple() for one in active], [one.as_tuple() for one in private]

    # What is said depends on the user's language.
    known = " ".join((program_digest(0), kit.world.hash(TEMPLATE), _("en")))
    kept, warnings, remarks = kit.world.kept("templates-handed-on", known, made)
    kit.warnings += (Problem.of_tuple(*one) for one in warnings)
    kit.remarks += (Problem.of_tuple(*one) for one in remarks)
    return bytes(kept)


def _write_slide(writing: _Writing, number: int, slide: Slide) -> None:
    """Write a slide into its part, with its notes; relate it to what it shows and leads to."""
    plan, package = writing.plan, writing.package
    part = writing.slides[number - 1]
    part.relate_to(writing.layouts[slide.role], RT.SLIDE_LAYOUT)
    notes = package.add(f"ppt/notesSlides/notesSlide{number}.xml", CT.PML_NOTES_SLIDE)
    notes.relate_to(writing.notes_master, RT.NOTES_MASTER)
    notes.relate_to(part, RT.SLIDE)
    part.relate_to(notes, RT.NOTES_SLIDE)
    notes.blob = _notes(plan, slide, partial(_outside, notes)).encode()

    def link(target: str) -> tuple[str, bool] | None:
        if target in writing.targets:
            return part.relate_to(writing.slides[writing.targets[target] - 1], RT.SLIDE), True
        outside = _outside(part, target)
        return (outside, False) if outside else None

    def embed(chart: ChartFrame | PictureShape) -> str:
        if isinstance(chart, PictureShape):
            return part.relate_to(_media(writing, chart), RT.IMAGE)
        name = f"chart{number}-{len(part.rels) + 1}"
        return part.relate_to(_chart(package, name, chart, plan.language), RT.CHART)

    writer = Writer(plan.language, link, embed, writing.drawn, writing.signs)
    part.blob = slide_xml(slide, writer, writing.colour_maps)


def slide_xml(slide: Slide, writer: Writer, colour_maps: Mapping[str, str]) -> bytes:
    """Return the part of ``slide``; ``colour_maps`` are those of layouts, by role."""
    tree = writer.tree(slide.shapes)
    colours = colour_maps.get(slide.role, "<a:masterClrMapping/>")
    xml = f"<p:cSld>{tree}</p:cSld><p:clrMapOvr>{colours}</p:clrMapOvr>"
    return f"{XML}<p:sld {NAMESPACES}>{xml}</p:sld>".encode()


def own_slides(plan: Deck, kit: Kit) -> list[int]:
    """Return the numbers of the slides that differ from copy to copy: those with its footer, then that of its words."""
    footer = kit.personal.footer if kit.personal else None
    numbered = list(enumerate(plan.slides, 1))
    personal = [number for number, slide in numbered if PERSONAL in slide.keys]
    footed = (number for number, slide in numbered if footer and _is_footed(slide, footer.plain))
    return [number for number in footed if number not in personal] + personal


def _is_footed(slide: Slide, words: str) -> bool:
    return any(isinstance(one, Frame) and one.placeholder == FOOTER and one.text == words for one in slide.shapes)


def _media(writing: _Writing, picture: PictureShape) -> Part:
    """Return the part of the picture's bytes, which all slides that show it share."""
    stored = writing.kit.picture(picture.file, picture.use)
    if stored.data not in writing.media:
        name = f"ppt/media/image{len(writing.media) + 1}.{stored.suffix}"
        writing.media[stored.data] = writing.package.add(name, stored.type, stored.data)
    return writing.media[stored.data]


def _chart(package: DeckPackage, name: str, chart: ChartFrame, language: str) -> Part:
    """Return the part of ``chart``, related to its workbook."""
    from generator.deck.pptx.chartml import chart_part, workbook

    part = package.add(f"ppt/charts/{name}.xml", CT.DML_CHART, chart_part(chart, language))
    part.relate_to(package.add(f"ppt/embeddings/{name}.xlsx", CT.SML_SHEET, workbook(chart)), RT.PACKAGE)
    return part


def _outside(part: Part, target: str) -> str:
    """Return the relationship of ``part`` to a web address, or nothing when ``target`` is none."""
    if not leads_out(target):
        return ""
    return part.relate_to(as_uri(target), RT.HYPERLINK, is_external=True)


def _notes(plan: Deck, slide: Slide, relate: Callable[[str], str]) -> str:
    """Return the notes page of a slide: its picture, and the speaker notes as paragraphs, whose links it relates."""
    slide_name, notes_name = (escape(plan.shape_names.get(name, name)) for name in ("slide", "notes"))
    text = "".join(
        f"<a:p>{''.join(_spoken(run, plan.language, relate) for run in line)}</a:p>" for line in slide.speaker_notes
    )
    holders = (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="{slide_name}"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" '
        'noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>'
        f'<p:sp><p:nvSpPr><p:cNvPr id="3" name="{notes_name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
        '<p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>'
        f"{text or '<a:p/>'}</p:txBody></p:sp>"
    )
    root = transform(Box(0, 0, 0, 0), group=True)
    head = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
    tree = f"<p:spTree>{head}<p:grpSpPr>{root}</p:grpSpPr>{holders}</p:spTree>"
    over = "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
    return f"{XML}<p:notes {NAMESPACES}><p:cSld>{tree}</p:cSld>{over}</p:notes>"


def _spoken(run: SlideRun, language: str, relate: Callable[[str], str]) -> str:
    """Return a run of the speaker notes; ``language`` is the deck's."""
    style = (' b="1"' if run.strong else "") + (' i="1"' if run.emphasis else "")
    row = relate(run.target) if run.target else ""
    properties = f'lang="{run.language or language}"{style} dirty="0"'
    click = f'<a:rPr {properties}><a:hlinkClick r:id="{row}"/></a:rPr>' if row else f"<a:rPr {properties}/>"
    return f"<a:r>{click}<a:t>{escape(run.text, quote=False)}</a:t></a:r>"

"""Causes of repair in single elements: shapes, text, tables, colours (ECMA-376 Part 1, 19 to 21)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.deck.audit.repair import element_cause
from generator.deck.ooxml.xml import MC, A, P, R, whole
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.deck.ooxml.xml import Element

# Office writes es-ES_tradnl for Spanish in its older order of letters.
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}(_[a-z]+)?)*")
_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_GUID = re.compile(r"\{[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}")
_RUNS = (f"{A}rPr", f"{A}endParaRPr", f"{A}defRPr")
_MAX_NAME = 255  # letters of a shape's name, as the cause says that asks for it
_REQUIRED = {
    f"{P}sp": (f"{P}nvSpPr", f"{P}spPr"),
    f"{P}pic": (f"{P}nvPicPr", f"{P}blipFill", f"{P}spPr"),
    f"{P}cxnSp": (f"{P}nvCxnSpPr", f"{P}spPr"),
    f"{P}grpSp": (f"{P}nvGrpSpPr", f"{P}grpSpPr"),
    f"{P}spTree": (f"{P}nvGrpSpPr", f"{P}grpSpPr"),
    f"{P}graphicFrame": (f"{P}nvGraphicFramePr", f"{P}xfrm", f"{A}graphic"),
    f"{A}tbl": (f"{A}tblGrid", f"{A}tr"),
    f"{A}tr": (f"{A}tc",),
}


@element_cause(lambda: _("A language is no tag of BCP 47."), "ECMA-376-1, 21.1.2.3.9", *_RUNS)
def _language_tag(run: Element) -> Iterator[str]:
    for name in ("lang", "altLang"):
        value = run.get(name)
        if value is not None and not _LANGUAGE.fullmatch(value):
            yield value


@element_cause(lambda: _("The size of a text is not from 1 to 4000 points."), "ECMA-376-1, 20.1.10.72", *_RUNS)
def _text_size(run: Element) -> Iterator[str]:
    value = run.get("sz")
    if value is not None and not 100 <= whole(value) <= 400_000:
        yield value


@element_cause(lambda: _("A text body has no paragraph."), "gitbrent/PptxGenJS#1048, #1380", f"{P}txBody", f"{A}txBody")
def _paragraph_missing(body: Element) -> Iterator[str]:
    if body.find(f"{A}p") is None:
        yield ""


@element_cause(
    lambda: _("A text body does not begin with its properties."), "ECMA-376-1, 19.3.1.51", f"{P}txBody", f"{A}txBody"
)
def _body_properties(body: Element) -> Iterator[str]:
    if not len(body) or body[0].tag != f"{A}bodyPr":
        yield ""


@element_cause(lambda: _("A paragraph's properties stand within its words."), "pipipi-pikachu/PPTist#445", f"{A}p")
def _paragraph_order(paragraph: Element) -> Iterator[str]:
    if any(child.tag == f"{A}pPr" for child in list(paragraph)[1:]):
        yield "a:pPr"
    if any(child.tag == f"{A}endParaRPr" for child in list(paragraph)[:-1]):
        yield "a:endParaRPr"


@element_cause(lambda: _("The id of a field is no GUID."), "ECMA-376-1, 21.1.2.2.4", f"{A}fld")
def _field_id(field: Element) -> Iterator[str]:
    if not _GUID.fullmatch(field.get("id", "")):
        yield field.get("id", "")


@element_cause(lambda: _("A footer, date or number is no shape with text."), "gitbrent/PptxGenJS#1443", f"{P}ph")
def _footer_form(holder: Element) -> Iterator[str]:
    """Yield a footer or number that stands in what is no shape: PowerPoint knows them as text only."""
    if holder.get("type") in ("dt", "ftr", "sldNum", "hdr"):
        shape = holder.getparent().getparent().getparent()  # type: ignore[union-attr]
        if shape is None or shape.tag != f"{P}sp" or shape.find(f"{P}txBody") is None:
            yield holder.get("type", "")


@element_cause(lambda: _("A shape or table lacks an element that it must have."), "gitbrent/PptxGenJS#1441", *_REQUIRED)
def _shape_incomplete(shape: Element) -> Iterator[str]:
    present = {child.tag for child in shape}
    for name in _REQUIRED[str(shape.tag)]:
        if name not in present:
            yield name.rpartition("}")[2]


@element_cause(
    lambda: _("A width or a height is negative or no number."), "ECMA-376-1, 20.1.10.42", f"{A}ext", f"{A}chExt"
)
def _extent_negative(extent: Element) -> Iterator[str]:
    for name in ("cx", "cy"):
        value = extent.get(name)
        if value is not None and not value.isdecimal():
            yield f"{name}={value}"


@element_cause(
    lambda: _("A row has more or fewer cells than the table has columns."), "gitbrent/PptxGenJS#36", f"{A}tbl"
)
def _table_grid(table: Element) -> Iterator[str]:
    columns = len(table.findall(f"{A}tblGrid/{A}gridCol"))
    for number, row in enumerate(table.findall(f"{A}tr"), 1):
        cells = len(row.findall(f"{A}tc"))
        if cells != columns:
            yield f"{number}: {cells} / {columns}"


@element_cause(lambda: _("Merged cells and spans do not agree."), "gitbrent/PptxGenJS#180", f"{A}tbl")
def _table_spans(table: Element) -> Iterator[str]:
    """Yield cells whose spans leave the table, or cover cells that do not say so, or merged cells under no span."""
    rows = [row.findall(f"{A}tc") for row in table.findall(f"{A}tr")]
    cells = [(down, across, cell) for down, row in enumerate(rows) for across, cell in enumerate(row)]
    covered: dict[tuple[int, int], str] = {}
    for down, across, cell in cells:
        wide, tall = _span(cell, "gridSpan"), _span(cell, "rowSpan")
        if across + wide > len(rows[down]) or down + tall > len(rows):
            yield f"{down + 1}, {across + 1}"
        own = {(down + y, across + x): "hMerge" if x else "vMerge" for y in range(tall) for x in range(wide)}
        if not _is_merged(cell):
            covered |= {place: flag for place, flag in own.items() if place != (down, across)}
    for down, across, cell in cells:
        wanted = covered.get((down, across))
        if _is_merged(cell) != bool(wanted) or (wanted and cell.get(wanted) not in ("1", "true")):
            yield f"{down + 1}, {across + 1}"


def _span(cell: Element, name: str) -> int:
    return min(max(whole(cell.get(name), 1), 1), 1000)


def _is_merged(cell: Element) -> bool:
    return any(cell.get(name) in ("1", "true") for name in ("hMerge", "vMerge"))


@element_cause(lambda: _("A colour is not six hexadecimal digits."), "gitbrent/PptxGenJS#588", f"{A}srgbClr")
def _colour_form(colour: Element) -> Iterator[str]:
    if not _HEX.fullmatch(colour.get("val", "")):
        yield colour.get("val", "")


@element_cause(
    lambda: _("A shape has no name, or one of more than 255 characters."),
    "ECMA-376-1, 19.3.1.12",
    f"{P}cNvPr",
    sure=False,
)
def _name_form(properties: Element) -> Iterator[str]:
    name = properties.get("name")
    if name is None or len(name) > _MAX_NAME:
        yield (name or "")[:40]


@element_cause(lambda: _("The id of a table's style is no GUID."), "ECMA-376-1, 21.1.3.14", f"{A}tableStyleId")
def _table_style(style: Element) -> Iterator[str]:
    if not _GUID.fullmatch((style.text or "").strip()):
        yield style.text or ""


@element_cause(
    lambda: _("A link to a slide names no slide."), "scanny/python-pptx#67", f"{A}hlinkClick", f"{A}hlinkHover"
)
def _jump_lost(click: Element) -> Iterator[str]:
    if "hlinksldjump" in click.get("action", "") and not click.get(f"{R}id"):
        yield click.get("action", "")


@element_cause(lambda: _("A choice requires a prefix that is not declared."), "ECMA-376-3, 7.6", f"{MC}Choice")
def _choice_prefix(element: Element) -> Iterator[str]:
    for prefix in element.get("Requires", "").split():
        if prefix not in element.nsmap:
            yield prefix

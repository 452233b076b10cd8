"""Causes of repair in one part as a whole: encoding, ids, relationships that it names; masters, themes and charts."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from generator.deck.audit.repair import part_cause
from generator.deck.ooxml.xml import MC, A, C, P, R, whole
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.deck.ooxml.package import Package
    from generator.deck.ooxml.xml import Element

_LIMIT = 2**31  # the id of a shape must be readable as a signed integer of four bytes
_AXIS_LIMIT = 2**32  # the id of an axis is an xsd:unsignedInt
_MASTERS, _CHARTS = "ppt/slideMasters/", "ppt/charts/"
_ENCODING = re.compile(rb"<\?xml[^>]*encoding=[\"']([^\"']+)")
_R_ATTRIBUTE = rb'%s:(?:id|embed|link|pict|dm|lo|qs|cs)="([^"]+)"'
_NAN = re.compile(rb'(?<!name)="(?:NaN|undefined|null|-?Infinity|\[object Object\])"')
_DRAWN = ("ppt/slide", "ppt/notes", "ppt/handout")


@part_cause(lambda: _("A part is neither UTF-8 nor UTF-16."), "ECMA-376-2, 6.2.5", "")
def _xml_encoding(deck: Package, name: str, _root: Element) -> Iterator[str]:
    found = _ENCODING.match(deck.part(name)[:200])
    if found and found[1].decode("latin-1").casefold() not in ("utf-8", "utf-16"):
        yield found[1].decode("latin-1")


@part_cause(lambda: _("A part names a relationship that it does not have."), "scanny/python-pptx#67", "ppt/")
def _relation_dangling(deck: Package, name: str, root: Element) -> Iterator[str]:
    prefix = next((prefix for prefix, uri in root.nsmap.items() if f"{{{uri}}}" == R), None) or "r"
    used = re.findall(_R_ATTRIBUTE % prefix.encode(), deck.part(name))
    ids = {one.id for one in deck.relationships(name)}
    return (id for id in sorted({id.decode("utf-8", "replace") for id in used} - ids))


@part_cause(
    lambda: _("A shape's id is given twice on a slide, or is none."),
    "open-xml-templating/docxtemplater#574",
    *_DRAWN,
    sure=False,
)
def _shape_id(_deck: Package, _name: str, root: Element) -> Iterator[str]:
    shapes = list(root.iter(f"{P}cNvPr"))
    counts = Counter(one.get("id", "") for one in shapes)
    if any(count > 1 for count in counts.values()):
        # A shape and its fallback for older versions may share an id.
        counts = Counter(one.get("id", "") for one in shapes if next(one.iterancestors(f"{MC}Fallback"), None) is None)
    return (id for id, count in counts.items() if count > 1 or not 0 < whole(id) < _LIMIT)


@part_cause(
    lambda: _("Two placeholders of a slide have one type and index."),
    "ECMA-376-1, 19.3.1.36",
    "ppt/slides/",
    sure=False,
)
def _holder_doubled(_deck: Package, _name: str, root: Element) -> Iterator[str]:
    slots = Counter(f"{one.get('type', 'obj')} {one.get('idx', '0')}" for one in root.iter(f"{P}ph"))
    return (slot for slot, count in slots.items() if count > 1)


@part_cause(lambda: _("An attribute holds what a program wrote in place of a number."), "gitbrent/PptxGenJS#1440", "")
def _not_a_number(deck: Package, name: str, _root: Element) -> Iterator[str]:
    # A diagram's layout says NaN where it means it.
    found = None if "/diagrams/" in name else _NAN.search(deck.part(name))
    if found:
        yield found[0].decode()


@part_cause(lambda: _("A part may ignore a prefix that it does not declare."), "ECMA-376-3, 7.2", "ppt/")
def _ignorable_prefix(_deck: Package, _name: str, root: Element) -> Iterator[str]:
    return (prefix for prefix in root.get(f"{MC}Ignorable", "").split() if prefix not in root.nsmap)


@part_cause(
    lambda: _("A master has no theme or no map of colours."), "ECMA-376-1, 13.3.10", _MASTERS, "ppt/notesMasters/"
)
def _master_bare(deck: Package, name: str, root: Element) -> Iterator[str]:
    if not deck.related(name, "theme"):
        yield "theme"
    if root.find(f"{P}clrMap") is None:
        yield "clrMap"


@part_cause(lambda: _("A master does not list a layout of its own."), "jgm/pandoc#7544", _MASTERS)
def _layout_unlisted(deck: Package, name: str, root: Element) -> Iterator[str]:
    listed = {one.get(f"{R}id") for one in root.iterfind(f"{P}sldLayoutIdLst/{P}sldLayoutId")}
    rows = (one for one in deck.relationships(name) if one.kind == "slideLayout")
    return (one.target for one in rows if one.id not in listed)


@part_cause(lambda: _("A theme has fewer than three styles of a kind."), "ECMA-376-1, 20.1.4.1.14", "ppt/theme/")
def _theme_thin(_deck: Package, _name: str, root: Element) -> Iterator[str]:
    lists = ("fillStyleLst", "lnStyleLst", "effectStyleLst", "bgFillStyleLst") if root.tag == f"{A}theme" else ()
    paths = ((one, f"{A}themeElements/{A}fmtScheme/{A}{one}/*") for one in lists)
    return (one for one, path in paths if len(root.findall(path)) < 3)


@part_cause(lambda: _("A chart has no relationship to its workbook."), "OpenXmlDev/Open-Xml-PowerTools#15", _CHARTS)
def _chart_workbook(deck: Package, name: str, root: Element) -> Iterator[str]:
    ids = {one.id for one in deck.relationships(name)}
    named = (one.get(f"{R}id", "") for one in root.iter(f"{C}externalData"))
    return (id for id in named if id not in ids)


@part_cause(lambda: _("A chart names an axis that it does not have."), "ECMA-376-1, 21.2.2.9", _CHARTS)
def _chart_axis(_deck: Package, _name: str, root: Element) -> Iterator[str]:
    axes = [f"{C}chart/{C}plotArea/{C}{kind}/{C}axId" for kind in ("catAx", "valAx", "dateAx", "serAx")]
    # PowerPoint itself writes 0 for the depth axis that a flat chart in three dimensions has not.
    known = {"0", *(one.get("val") for path in axes for one in root.iterfind(path))}
    return (one.get("val", "") for one in root.iter(f"{C}axId", f"{C}crossAx") if one.get("val") not in known)


@part_cause(
    lambda: _("The id of a chart's axis is negative, which python-pptx writes and validators refuse."),
    "ECMA-376-1, 21.2.2.9",
    _CHARTS,
    sure=False,
)
def _chart_axis_negative(_deck: Package, _name: str, root: Element) -> Iterator[str]:
    ids = (one.get("val", "") for one in root.iter(f"{C}axId"))
    return (id for id in ids if not 0 <= whole(id) < _AXIS_LIMIT)


@part_cause(lambda: _("Two series of a chart have one index or place."), "ECMA-376-1, 21.2.2.84", _CHARTS)
def _chart_series(_deck: Package, _name: str, root: Element) -> Iterator[str]:
    for tag in ("idx", "order"):
        values = [one.get("val", "") for series in root.iter(f"{C}ser") for one in series.findall(f"{C}{tag}")]
        yield from (f"{tag} {value}" for value, count in Counter(values).items() if count > 1)


@part_cause(lambda: _("A chart has more points than it counts."), "Euro-Office/DocumentServer#338", _CHARTS)
def _chart_points(_deck: Package, _name: str, root: Element) -> Iterator[str]:
    for cache in root.iter(f"{C}strCache", f"{C}numCache"):
        count = cache.find(f"{C}ptCount")
        maximum = whole(count.get("val")) if count is not None else 0
        if any(whole(point.get("idx")) >= maximum for point in cache.iter(f"{C}pt")):
            yield str(maximum)

"""Causes of repair in one part as a whole: encoding, ids, relationships that it names."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from generator.deck.audit.repair import part_cause
from generator.deck.ooxml.xml import MC, P, R, whole
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.deck.ooxml.package import Package
    from generator.deck.ooxml.xml import Element

_LIMIT = 2**31  # the id of a shape must be readable as a signed integer of four bytes
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

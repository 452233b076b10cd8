"""Causes of repair in the package: the zip, the content types, the relationships (ECMA-376 Part 2)."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from typing import TYPE_CHECKING

from generator.deck.audit.repair import package_cause
from generator.deck.ooxml.package import relationships_of
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.deck.ooxml.package import Package

TYPES = "[Content_Types].xml"
_CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_MAIN = "application/vnd.openxmlformats-officedocument.presentationml."
_OTHER = "application/vnd.openxmlformats-officedocument."
# The content type of a part that is reached by a relationship of this kind.
_KINDS = {
    "slide": (f"{_MAIN}slide+xml",),
    "slideLayout": (f"{_MAIN}slideLayout+xml",),
    "slideMaster": (f"{_MAIN}slideMaster+xml",),
    "notesSlide": (f"{_MAIN}notesSlide+xml",),
    "notesMaster": (f"{_MAIN}notesMaster+xml",),
    "presProps": (f"{_MAIN}presProps+xml",),
    "viewProps": (f"{_MAIN}viewProps+xml",),
    "tableStyles": (f"{_MAIN}tableStyles+xml",),
    "theme": (f"{_OTHER}theme+xml",),
    "chart": (f"{_OTHER}drawingml.chart+xml",),
    "extended-properties": (f"{_OTHER}extended-properties+xml",),
    "core-properties": ("application/vnd.openxmlformats-package.core-properties+xml",),
    "officeDocument": (
        *(f"{_MAIN}{kind}.main+xml" for kind in ("presentation", "template", "slideshow")),
        *(f"application/vnd.ms-powerpoint.{kind}.macroEnabled.main+xml" for kind in ("presentation", "template")),
    ),
}
_URI = re.compile(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*")
_MAX_NAME = 255  # letters of an entry's name: Windows takes no longer one


@package_cause(lambda: _("Two entries of the zip have one name."), "adfinis/document-merge-service#1061")
def _zip_doubled(deck: Package) -> Iterator[tuple[str, str]]:
    for name, count in Counter(entry.casefold() for entry in deck.entries).items():
        if count > 1:
            yield name, ""


@package_cause(lambda: _("A name in the zip is none that a part may have."), "ECMA-376-2, 6.2.2.2")
def _zip_name(deck: Package) -> Iterator[tuple[str, str]]:
    for name in deck.entries:
        wrong_case = name.casefold() == TYPES.casefold() and name != TYPES
        if "\\" in name or name.startswith("/") or wrong_case or ".." in name.split("/"):
            yield name, ""


@package_cause(lambda: _("The zip has an entry for a folder."), "lofcz/pptxgenjs-plus#14", sure=False)
def _zip_folder(deck: Package) -> Iterator[tuple[str, str]]:
    return ((name, "") for name in deck.entries if name.endswith("/"))


@package_cause(lambda: _("An entry is encrypted, or compressed other than by deflate."), "ECMA-376-2, B.4")
def _zip_sealed(deck: Package) -> Iterator[tuple[str, str]]:
    return ((one.filename, "") for one in deck.infos if one.flag_bits & 1 or one.compress_type not in (0, 8))


@package_cause(lambda: _("The content types do not come first in the zip."), "ECMA-376-2, 7.3.7", sure=False)
def _types_late(deck: Package) -> Iterator[tuple[str, str]]:
    if deck.entries and deck.entries[0] != TYPES:
        yield deck.entries[0], ""


def _types(deck: Package) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the default types by extension and those of single parts, as they are listed."""
    root = deck.tree(TYPES)
    if root is None:
        return [], []
    defaults = [(one.get("Extension", "").casefold(), one.get("ContentType", "")) for one in root.iter(f"{_CT}Default")]
    names = ((one.get("PartName", ""), one.get("ContentType", "")) for one in root.iter(f"{_CT}Override"))
    return defaults, [(name.lstrip("/").casefold(), type) for name, type in names]


@package_cause(lambda: _("A part is no well-formed XML, or has a DOCTYPE."), "singerla/pptx-automizer#186")
def _xml_broken(deck: Package) -> Iterator[tuple[str, str]]:
    """Yield what has failed: by now every part was asked for."""
    return ((name, reason) for name, reason in deck.faults.items() if is_xml(name))


@package_cause(lambda: _("A part has no content type."), "jgm/pandoc#11492")
def _type_missing(deck: Package) -> Iterator[tuple[str, str]]:
    defaults, overrides = _types(deck)
    extensions, parts = dict(defaults), dict(overrides)
    for name in deck.entries:
        folded = name.casefold()
        if folded not in parts and folded.rpartition(".")[2] not in extensions and name != TYPES and name[-1:] != "/":
            yield name, ""


@package_cause(lambda: _("A content type is given twice."), "ECMA-376-2, 7.2.3.2")
def _type_doubled(deck: Package) -> Iterator[tuple[str, str]]:
    for listed in _types(deck):
        for name, count in Counter(name for name, _type in listed).items():
            if count > 1:
                yield TYPES, name


@package_cause(lambda: _("A content type is given for a part that is not there."), "gitbrent/PptxGenJS#1444")
def _type_phantom(deck: Package) -> Iterator[tuple[str, str]]:
    parts = {name.casefold() for name in deck.entries}
    for name, _type in _types(deck)[1]:
        if name not in parts:
            yield TYPES, name


@package_cause(lambda: _("A part's content type is not that of its kind."), "gitbrent/PptxGenJS#1462")
def _type_wrong(deck: Package) -> Iterator[tuple[str, str]]:
    defaults, overrides = _types(deck)
    extensions, parts = dict(defaults), dict(overrides)
    for owner in ("", *deck.entries):
        for one in deck.relationships(owner):
            folded = one.target.casefold()
            type = parts.get(folded) or extensions.get(folded.rpartition(".")[2], "")
            if not one.external and one.kind in _KINDS and one.target in deck and type not in _KINDS[one.kind]:
                yield one.target, type


@package_cause(lambda: _("JPEG pictures are typed image/jpg."), "gitbrent/PptxGenJS#1462", sure=False)
def _type_jpg(deck: Package) -> Iterator[tuple[str, str]]:
    return ((TYPES, type) for _extension, type in _types(deck)[0] if type == "image/jpg")


@package_cause(lambda: _("Two relationships have one id, or one has none."), "ASML-Labs/PPTX.jl#63")
def _relation_doubled(deck: Package) -> Iterator[tuple[str, str]]:
    for name in ("", *deck.entries):
        for id, count in Counter(one.id for one in deck.relationships(name)).items():
            if count > 1 or not id:
                yield relationships_of(name), id


@package_cause(lambda: _("A relationship leads to a part that is not there."), "scanny/python-pptx#786")
def _relation_lost(deck: Package) -> Iterator[tuple[str, str]]:
    for name in ("", *deck.entries):
        for one in deck.relationships(name):
            if not one.external and one.target.partition("#")[0] not in deck and one.target:
                yield name, one.target


@package_cause(lambda: _("No relationship leads to a part."), "scanny/python-pptx#67", sure=False)
def _part_orphan(deck: Package) -> Iterator[tuple[str, str]]:
    reached, waiting = {""}, [""]
    while waiting:
        for one in deck.relationships(waiting.pop()):
            if not one.external and one.target not in reached:
                reached.add(one.target)
                waiting.append(one.target)
    for name in deck.entries:
        owner = posixpath.join(posixpath.dirname(posixpath.dirname(name)), posixpath.basename(name)[:-5])
        part = owner if name.endswith(".rels") else name
        if part not in reached and name != TYPES and not name.endswith("/"):
            yield name, ""


@package_cause(lambda: _("The address of a link is not percent-encoded."), "gitbrent/PptxGenJS#562", sure=False)
def _address_raw(deck: Package) -> Iterator[tuple[str, str]]:
    for name in deck.entries:
        for one in deck.relationships(name):
            if one.external and not _URI.fullmatch(one.target):
                yield name, one.target


@package_cause(lambda: _("The name of a part is longer than Windows takes."), "ECMA-376-2, 6.2.2")
def _zip_long_name(deck: Package) -> Iterator[tuple[str, str]]:
    return ((name, "") for name in deck.entries if len(name) > _MAX_NAME)


def is_xml(name: str) -> bool:
    """Tell whether an entry of the zip should hold XML."""
    return name.endswith((".xml", ".rels"))

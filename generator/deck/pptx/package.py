"""The package of a deck (ECMA-376 Part 2): python-pptx opens, relates and saves it; its zip always has the same bytes.

python-pptx parses each master, layout and notes page that it reads, and writes it anew. Here only the presentation's
part is parsed; all others are plain parts, which keep the bytes that they came with and take a quarter of the memory.
"""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from itertools import count
from typing import TYPE_CHECKING, Any, cast

from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.oxml import CT_Relationships
from pptx.opc.package import Part, _PackageLoader
from pptx.opc.packuri import CONTENT_TYPES_URI, PACKAGE_URI, PackURI
from pptx.opc.serialized import PackageWriter
from pptx.package import Package
from pptx.parts.presentation import PresentationPart

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["CONTENT_TYPE", "RELATIONSHIP_TYPE", "DeckPackage", "Part", "kind", "layout_name", "layouts_of", "relate"]

# Main parts that become that of a presentation: a template (.potx) and a show (.ppsx) differ by this type alone.
_MAIN_TYPES = {CONTENT_TYPE.PML_PRESENTATION_MAIN, CONTENT_TYPE.PML_TEMPLATE_MAIN, CONTENT_TYPE.PML_SLIDESHOW_MAIN}
_FIRST = (CONTENT_TYPES_URI.membername, PACKAGE_URI.rels_uri.membername)  # where readers of a stream look (7.3.7)
_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold
_UNIX, _OWNER_ONLY = 3, 0o600 << 16  # what zipfile writes on Unix, on every system
LEVEL = 4  # of deflate: half the time of 6, for files larger by a fiftieth


class DeckPackage(Package):
    """A presentation and its parts, open to parts of ours; make one with ``open``, or with ``new``."""

    def __init__(self, pkg_file: Any) -> None:
        super().__init__(pkg_file)
        self.removed: set[Part] = set()
        self._names: set[str] = set()
        self._relationships_read: dict[Part, bytes] = {}

    @classmethod
    def new(cls, presentation: bytes) -> DeckPackage:
        """Return a package that holds the part ``ppt/presentation.xml`` alone."""
        package = cls(None)
        name, type = PackURI("/ppt/presentation.xml"), CONTENT_TYPE.PML_PRESENTATION_MAIN
        package.relate_to(PresentationPart.load(name, type, package, presentation), RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
        return package

    @property
    def presentation(self) -> Any:
        """Return the root element of the presentation's part (19.2.1.26)."""
        return self.presentation_part.presentation.element

    @property
    def notes_master(self) -> Part | None:
        """Return the notes master's part, if there is one."""
        rows = self.presentation_part.rels.values()
        return next((row.target_part for row in rows if kind(row) == "notesMaster"), None)

    def add(self, name: str, type: str, data: bytes | str = b"") -> Part:
        """Return a new part, of no relationship yet: its name without the leading slash, content type and bytes.

        Where a template has a part of this name, such as its own ``ppt/media/image1.png``, the new one has another.
        """
        blob = data.encode() if isinstance(data, str) else data
        if not self._names:
            self._names = {part.partname.membername for part in self.iter_parts()}
        stem, _point, suffix = name.rpartition(".")
        free = next(one for n in count(1) if (one := name if n == 1 else f"{stem}-{n}.{suffix}") not in self._names)
        self._names.add(free)
        return Part(PackURI(f"/{free}"), type, self, blob)

    def free_name(self, stem: str) -> str:
        """Return the first part name of ``stem`` and a number, from 1, that no part has."""
        names = {part.partname.membername for part in self.iter_parts()}
        return next(name for n in range(1, len(names) + 2) if (name := f"{stem}{n}.xml") not in names)

    def iter_parts(self) -> Iterator[Part]:
        """Yield once each part that relationships lead to, but for those removed.

        python-pptx recurses here: its time grows with the length of a chain of links between slides.
        """
        due, seen = [self._rels], set(self.removed)
        while due:
            for row in due.pop().values():
                if not row.is_external and row.target_part not in seen:
                    seen.add(row.target_part)
                    due.append(row.target_part.rels)
                    yield row.target_part

    def remove_related(self, kinds: set[str]) -> None:
        """Remove the relationships of the package of these kinds, and the parts they lead to."""
        for row in [row for row in self._rels.values() if kind(row) in kinds]:
            self._rels.pop(row.rId)
            if not row.is_external:
                self.removed.add(row.target_part)

    def rewritten(self, part: Part, data: bytes) -> None:
        """Give ``part`` other bytes; its relationships are then those that python-pptx knows of."""
        part.blob = data
        self._relationships_read.pop(part, None)

    def zipped(self, last: Sequence[str] = ()) -> bytes:
        """Return the package as a zip: content types and package relationships first, then by name; dates fixed.

        The members ``last`` come after all others.
        """
        members = _Members()
        parts = tuple(self.iter_parts())
        _Writer.write(cast("Any", members), self._rels, parts)
        for part in parts:
            if part in self._relationships_read:
                members[part.partname.rels_uri.membername] = self._relationships_read[part]
        return _zip(members, last)

    def _load(self) -> DeckPackage:
        """Load the parts as python-pptx does, by the loader below; keep their relationships as they were written."""
        loader = _Loader(self._pkg_file, self)
        rows, parts = loader._load()
        self._rels.load_from_xml(PACKAGE_URI, rows, parts)
        reader = loader._package_reader
        for name, part in parts.items():
            if part is not self.presentation_part and (read := reader.rels_xml_for(name)):
                self._relationships_read[part] = read
        return self


class _Loader(_PackageLoader):
    """python-pptx's loader, without its choice of classes for parts: that is global, and parses masters and layouts."""

    @property
    def _parts(self) -> dict[PackURI, Part]:
        types, reader = self._content_types, cast("Any", self._package_reader)  # whose annotations name no part
        names = [name for name in self._xml_rels if name != PACKAGE_URI and name in reader]
        return {name: self._part(name, types[name], reader[name]) for name in names}

    def _part(self, name: PackURI, type: str, data: bytes) -> Part:
        main = type in _MAIN_TYPES
        cls, type = (PresentationPart, CONTENT_TYPE.PML_PRESENTATION_MAIN) if main else (Part, type)
        return cls.load(name, type, self._package, data)


class _Members(dict[str, bytes]):
    """The members of a zip, by name."""

    def write(self, name: PackURI, data: bytes) -> None:
        """Take a member as python-pptx's writer of zips does."""
        self[name.membername] = data


class _Writer(PackageWriter):
    """python-pptx's writer, into members: not deflated twice, nor dated as of now."""

    def _write(self) -> None:
        members = cast("Any", self._pkg_file)
        for write in (self._write_content_types_stream, self._write_pkg_rels, self._write_parts):
            write(members)


def kind(row: Any) -> str:
    """Return the last word of a relationship's type, in which Transitional and Strict documents agree."""
    return str(row.reltype).rsplit("/", 1)[-1]


def layouts_of(package: Package) -> dict[str, Part]:
    """Return the layouts of a package by their names."""
    parts = (part for part in package.iter_parts() if part.content_type == CONTENT_TYPE.PML_SLIDE_LAYOUT)
    return {layout_name(part): part for part in parts}


def layout_name(part: Part) -> str:
    """Return the name of a layout, or nothing."""
    match = re.search(rb'<p:cSld name="([^"]*)"', part.blob)
    return unescape(match[1].decode()) if match else ""


def relate(part: Part, type: str, targets: Mapping[str, Part]) -> None:
    """Relate ``part`` to many ``targets``, by relationship id.

    ``Part.relate_to`` looks through all relationships before it adds one: its time grows with the square of the slides.
    """
    rows, base = CT_Relationships.new(), part.partname.baseURI
    known = {row.target_part.partname: row.target_part for row in part.rels.values() if not row.is_external}
    for row in part.rels.values():
        rows.add_rel(row.rId, row.reltype, row.target_ref, row.is_external)
    for id, target in targets.items():
        rows.add_rel(id, type, target.partname.relative_ref(base))
        known[target.partname] = target
    part.load_rels_from_xml(rows, known)


def _zip(members: Mapping[str, bytes], last: Sequence[str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in (*_FIRST, *sorted(set(members) - {*_FIRST, *last}), *last):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system, entry.external_attr = _UNIX, _OWNER_ONLY
            archive.writestr(entry, members[name], zipfile.ZIP_DEFLATED, LEVEL)
    return stream.getvalue()

"""An opened deck: the parts of a package, each parsed once, with their relationships (ECMA-376 Part 2).

It reads what others wrote, however strange: a part that is absent or no XML is None, never an exception.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from lxml import etree

    Element: TypeAlias = etree._Element

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MAX_BYTES = 512 * 1024 * 1024
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)
_MANY = ("ppt/slides/slide", "ppt/notesSlides/notesSlide")
_MAX_RECENT = 64
_WHOLE = re.compile("-?[0-9]{1,18}")
_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml")


class Relation(Struct, frozen=True):
    """A relationship: its id, its type's last word, its whole type, and a part's name or an address outside."""

    id: str
    kind: str
    type: str
    target: str
    external: bool


class Opened:
    """A package, read part by part when it is asked; ``entries`` are the names in the zip, in order."""

    def __init__(self, data: bytes) -> None:
        """Raise ValueError when ``data`` is no zip, or one that would fill the memory."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _UNREADABLE as error:
            raise ValueError(str(error)) from error
        self.infos = tuple(self._zip.infolist())
        self.entries = tuple(info.filename for info in self.infos)
        if sum(info.file_size for info in self.infos) > _MAX_BYTES:
            raise ValueError("too large")
        self._by_name = {info.filename: info for info in self.infos}
        self._parts: dict[str, bytes] = {}
        self._trees: dict[str, Element | None] = {}
        self._recent: dict[str, Element | None] = {}  # of slides and notes, which may be thousands
        self._paragraphs: dict[str, tuple[str, ...]] = {}
        self._relations: dict[str, tuple[Relation, ...]] = {}
        self.faults: dict[str, str] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    def part(self, name: str) -> bytes:
        """Return the bytes of a part; nothing when it is absent or damaged, then ``faults`` says why."""
        if name not in self._parts:
            try:
                self._parts[name] = self._zip.read(self._by_name[name])
            except KeyError:
                return b""
            except _UNREADABLE as error:
                self.faults[name] = str(error)
                self._parts[name] = b""
        return self._parts[name]

    def tree(self, name: str) -> Element | None:
        """Return the root of an XML part; None when it is absent or no XML, or has a DOCTYPE."""
        trees = self._recent if name.startswith(_MANY) else self._trees
        if name not in trees:
            if len(self._recent) >= _MAX_RECENT:
                oldest = next(iter(self._recent))
                self.paragraphs(oldest)
                del self._recent[oldest]
            trees[name] = self._parsed(name) if name in self else None
        return trees[name]

    def paragraphs(self, name: str) -> tuple[str, ...]:
        """Return the words of each paragraph of a part, in order; remembered longer than its tree."""
        if name not in self._paragraphs:
            root = self.tree(name)
            found = () if root is None else root.iter(f"{A}p")
            self._paragraphs[name] = tuple("".join(run.text or "" for run in one.iter(f"{A}t")) for one in found)
        return self._paragraphs[name]

    def _parsed(self, name: str) -> Element | None:
        from lxml import etree

        data = self.part(name)
        if name in self.faults:
            return None
        try:
            root = etree.fromstring(data, self._parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            self.faults[name] = str(error)
            return None
        if b"<!DOCTYPE" in data or root.getroottree().docinfo.internalDTD is not None:
            self.faults[name] = "DOCTYPE"
            return None
        return root

    @cached_property
    def _parser(self) -> etree.XMLParser:
        from lxml import etree

        return etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)

    def relations(self, name: str) -> tuple[Relation, ...]:
        """Return the relationships of a part, or of the package for the name ""."""
        if name not in self._relations:
            part = relations_part(name)
            root = self._parsed(part) if part in self else None
            self._relations[name] = tuple(_relations(root, posixpath.dirname(name))) if root is not None else ()
        return self._relations[name]

    def related(self, name: str, kind: str) -> str:
        """Return the part that the first relationship of ``kind`` leads to, or nothing."""
        found = (one.target for one in self.relations(name) if one.kind == kind and not one.external)
        return next(found, "")

    @cached_property
    def main(self) -> str:
        """Return the name of the presentation's part."""
        return self.related("", "officeDocument") or "ppt/presentation.xml"

    @cached_property
    def slides(self) -> tuple[str, ...]:
        """Return the slides' parts in the order of the show; by their numbers when the presentation lists none."""
        root = self.tree(self.main)
        listed = root.find(f"{P}sldIdLst") if root is not None else None
        targets = {one.id: one.target for one in self.relations(self.main)}
        names = [targets.get(one.get(f"{R}id", ""), "") for one in listed] if listed is not None else []
        found = [name for name in names if name in self]
        if found:
            return tuple(found)
        numbered = {int(match[1]): name for name in self.entries if (match := _SLIDE.fullmatch(name))}
        return tuple(numbered[number] for number in sorted(numbered))


def whole(value: str | None, otherwise: int = -1) -> int:
    """Return the whole number that an attribute holds, or ``otherwise`` when it holds none."""
    return int(value) if value and _WHOLE.fullmatch(value) else otherwise


def relations_part(name: str) -> str:
    """Return the name of the part that holds the relationships of ``name``."""
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _relations(root: Element, folder: str) -> list[Relation]:
    found = []
    for one in root:
        type, target = one.get("Type", ""), one.get("Target", "")
        external = one.get("TargetMode") == "External"
        place = target if external else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found.append(Relation(one.get("Id", ""), type.rsplit("/", 1)[-1], type, place, external))
    return found


@lru_cache(maxsize=1)
def opened(data: bytes) -> Opened:
    """Return the deck in ``data``, opened once for the reading back and the checks; raise ValueError for no zip."""
    return Opened(data)

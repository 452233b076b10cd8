"""A package of Office parts (ECMA-376 Part 2), read part by part: bounded, and whatever it holds, without exceptions.

Part names and content types are python-pptx's. Its ``OpcPackage`` is not used to read: it unpacks every part before
it knows their sizes, stops at the first that is damaged, sees only those that relationships lead to, and recurses.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from pptx.opc.packuri import PackURI

from generator.deck.ooxml.xml import A, P, R, parsed
from generator.errors import reason_in
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.deck.ooxml.xml import Element

MAX_UNPACKED = 512 * 1024 * 1024  # bytes of all parts: more than any deck, less than the memory of a small machine
MAX_XML = 32 * 1024 * 1024  # bytes of one XML part, which as a tree takes ten times as much
TYPES = "[Content_Types].xml"
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
_MANY = ("ppt/slides/slide", "ppt/notesSlides/notesSlide")
_MAX_TREES = 8  # of slides kept at a time: enough to examine, lint and read one while it is parsed
_MAX_TEXTS = 10_000  # of slides whose words a process remembers, of about 2 kB each
_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml")
_Value = TypeVar("_Value")
_TEXTS: dict[bytes, tuple[str, ...]] = {}


class Relationship(Struct, frozen=True):
    """A row of a relationships part: its id, its type and that type's last word, a part's name or an outer address.

    Transitional and Strict documents differ in their types, not in the last words of them.
    """

    id: str
    kind: str
    type: str
    target: str
    external: bool


class TooLargeError(ValueError):
    """What a package holds is more than is unpacked."""


class Package:
    """The parts of a package by name, without a leading slash; ``entries`` are the names in the zip, in order.

    A part that is absent or damaged is None or empty, and ``faults`` says why.
    """

    def __init__(self, data: bytes) -> None:
        """Raise ValueError when ``data`` is no zip, or one that would fill the memory."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except zipfile.BadZipFile as error:
            raise ValueError(_("it is not whole, as after a copy that was broken off")) from error
        except _UNREADABLE as error:
            raise ValueError(reason_in(error)) from error
        self.infos = tuple(self._zip.infolist())
        self.entries = tuple(info.filename for info in self.infos)
        if sum(info.file_size for info in self.infos) > MAX_UNPACKED:
            raise TooLargeError(_("it is too large"))
        self._by_name = {info.filename: info for info in self.infos}
        self._parts: dict[str, bytes] = {}
        self._digests: dict[str, bytes] = {}
        self._trees: dict[str, Element | None] = {}
        self._recent: dict[str, Element | None] = {}  # trees of slides and notes, which may be thousands
        self._relationships: dict[str, tuple[Relationship, ...]] = {}
        self.faults: dict[str, str] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    def part(self, name: str) -> bytes:
        """Return the bytes of a part; none when it is absent or damaged."""
        if name not in self._parts:
            if name not in self:
                return b""
            try:
                self._parts[name] = self._zip.read(self._by_name[name])
            except _UNREADABLE as error:
                self.faults[name] = reason_in(error)
                self._parts[name] = b""
        return self._parts[name]

    def tree(self, name: str) -> Element | None:
        """Return the root of an XML part; None when it is absent or not to be parsed (see ``xml.parsed``)."""
        trees = self._recent if name.startswith(_MANY) else self._trees
        if name not in trees:
            if trees is self._recent and len(trees) >= _MAX_TREES:
                self.texts(oldest := next(iter(trees)))
                del trees[oldest]
            trees[name] = self._parsed(name) if name in self else None
        return trees[name]

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the words of each paragraph of a part, in order; remembered by its bytes, longer than its tree."""
        digest = self.digest(name)
        if digest not in _TEXTS and self.tree(name) is None:
            return ()
        return remembered(_TEXTS, digest, lambda: paragraphs(self.tree(name)), _MAX_TEXTS)

    def digest(self, name: str) -> bytes:
        """Return the SHA-256 of a part's bytes, which tells whether it was met before."""
        if name not in self._digests:
            self._digests[name] = hashlib.sha256(self.part(name)).digest()
        return self._digests[name]

    def _parsed(self, name: str) -> Element | None:
        data = self.part(name)
        if name in self.faults:
            return None
        try:
            if len(data) > MAX_XML:
                raise TooLargeError(_("it is too large"))
            return parsed(data)
        except ValueError as error:
            self.faults[name] = reason_in(error)
            return None

    def relationships(self, name: str) -> tuple[Relationship, ...]:
        """Return the relationships of a part, or of the package for the name ""."""
        if name not in self._relationships:
            part = relationships_of(name)
            root = self._parsed(part) if part in self else None
            base = PackURI(f"/{name}").baseURI
            self._relationships[name] = tuple(_row(one, base) for one in root) if root is not None else ()
        return self._relationships[name]

    def targets(self, name: str, kind: str) -> list[str]:
        """Return the parts that the relationships of ``kind`` lead to, in the order of the file."""
        return [one.target for one in self.relationships(name) if one.kind == kind and not one.external]

    def related(self, name: str, kind: str) -> str:
        """Return the first of these parts, or nothing."""
        return next(iter(self.targets(name, kind)), "")

    def listed(self, name: str, element: str) -> list[str]:
        """Return the parts that the ids of elements such as ``sldId`` name in a part, in their order."""
        root = self.tree(name)
        targets = {one.id: one.target for one in self.relationships(name)}
        ids = () if root is None else (one.get(f"{R}id", "") for one in root.iterfind(f"{P}{element}Lst/{P}{element}"))
        return [target for id in ids if (target := targets.get(id, "")) in self]

    @cached_property
    def main(self) -> str:
        """Return the name of the presentation's part (19.2.1.26)."""
        return self.related("", "officeDocument") or "ppt/presentation.xml"

    @cached_property
    def slides(self) -> tuple[str, ...]:
        """Return the slides' parts in the order of the show; by their numbers when the presentation lists none."""
        if found := self.listed(self.main, "sldId"):
            return tuple(found)
        numbered = {int(match[1]): name for name in self.entries if (match := _SLIDE.fullmatch(name))}
        return tuple(numbered[number] for number in sorted(numbered))


@lru_cache(maxsize=4096)  # each slide is asked for several times
def relationships_of(name: str) -> str:
    """Return the name of the part that holds the relationships of ``name``."""
    return str(PackURI(f"/{name}").rels_uri.membername)


def words(paragraph: Element) -> str:
    """Return the words of an ``a:p``, fields included; a line break is none."""
    return "".join(run.text or "" for run in paragraph.iter(f"{A}t"))


def paragraphs(root: Element | None) -> tuple[str, ...]:
    """Return the words of each ``a:p`` within ``root``."""
    found: list[str] = []
    for one in root.iter(f"{A}p", f"{A}t") if root is not None else ():
        if one.tag == f"{A}p":
            found.append("")
        elif found:
            found[-1] += one.text or ""
    return tuple(found)


def remembered(memory: dict[bytes, _Value], key: bytes, make: Callable[[], _Value], maximum: int) -> _Value:
    """Return what ``memory`` holds under ``key``, made when it is absent; beyond ``maximum`` the oldest goes."""
    if key not in memory:
        made = make()
        if len(memory) >= maximum:
            del memory[next(iter(memory))]
        memory[key] = made
    return memory[key]


def _row(element: Element, base: str) -> Relationship:
    type, target = element.get("Type", ""), element.get("Target", "")
    external = element.get("TargetMode") == "External"
    place = target if external else _name_of(base, target)
    return Relationship(element.get("Id", ""), type.rsplit("/", 1)[-1], type, place, external)


@lru_cache(maxsize=4096)  # layouts and pictures are those of many slides
def _name_of(base: str, target: str) -> str:
    """Return the name of the part that ``target`` leads to from a part in the folder ``base``."""
    return str(PackURI.from_rel_ref(base, target).membername)


@lru_cache(maxsize=1)
def opened(data: bytes) -> Package:
    """Return the package in ``data``, opened once for the checks and the reading back; raise ValueError for no zip."""
    return Package(data)

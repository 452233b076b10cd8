"""Open a template that a stranger may have made: bounded, without macros, with a clear reason where it is refused."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from generator.errors import ContentError, Problem
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.errors import Mark

MAX_BYTES = 64 * 1024 * 1024  # of the file
MAX_UNPACKED = 512 * 1024 * 1024
MAX_XML = 32 * 1024 * 1024  # of one XML part
MAX_PARTS = 10_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MAIN = "application/vnd.openxmlformats-officedocument.presentationml."
PRESENTATION = f"{_MAIN}presentation.main+xml"
_KINDS = (PRESENTATION, f"{_MAIN}template.main+xml", f"{_MAIN}slideshow.main+xml")
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_STRICT = b"http://purl.oclc.org/ooxml/"


class Relationship(Struct, frozen=True):
    """A row of a relationships part: the last word of its type, and the part or the address that it leads to."""

    id: str
    type: str
    target: str
    external: bool


class Package(Struct):
    """The parts of a template by name, the XML of those that were asked for, and the main part's name."""

    mark: Mark
    parts: dict[str, bytes]
    main: str = ""
    _trees: dict[str, Any] = field(default_factory=dict)
    _related: dict[str, dict[str, Relationship]] = field(default_factory=dict)

    def xml(self, part: str) -> Any:
        """Return the root element of ``part``; raise ContentError when it is absent or damaged."""
        if part not in self._trees:
            self._trees[part] = _parsed(self.parts.get(part, b""), part, self.mark)
        return self._trees[part]

    def related(self, part: str) -> dict[str, Relationship]:
        """Return the relationships of ``part`` by id; of the package itself when it is empty."""
        if part not in self._related:
            name = relationships_of(part)
            rows = self.xml(name).iter(f"{_RELATIONSHIPS}Relationship") if name in self.parts else ()
            self._related[part] = {row.id: row for row in (_row(one, part) for one in rows)}
        return self._related[part]

    def targets(self, part: str, type: str) -> list[str]:
        """Return the parts to which ``part`` is related by ``type``, in the order of the file."""
        rows = self.related(part).values()
        return [row.target for row in rows if row.type == type and row.target in self.parts]

    def types(self) -> Iterator[tuple[str, str]]:
        """Yield the parts whose content type is given for them alone, with that type."""
        for one in self.xml("[Content_Types].xml").iter(f"{_TYPES}Override"):
            yield one.get("PartName", "").lstrip("/"), one.get("ContentType", "")


def relationships_of(part: str) -> str:
    """Return the name of the relationships part of ``part``."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def open_template(data: bytes, mark: Mark) -> Package:
    """Return the package in ``data``; raise ContentError, at ``mark``, for what is not a template we can fill."""
    if len(data) > MAX_BYTES:
        cause = _("The template is too large (more than {most} MB).", most=MAX_BYTES // 1024 // 1024)
        raise _refused(mark, cause, _("Compress its pictures in PowerPoint, or delete sample slides."))
    if data.startswith(_OLE):
        raise _compound(data, mark)
    package = Package(mark, _unpacked(data, mark))
    _require_kind(package)
    return package


def _compound(data: bytes, mark: Mark) -> ContentError:
    if _ENCRYPTED in data:
        cause = _("The template is protected by a password.")
        return _refused(mark, cause, _("Open it in PowerPoint, remove the password, and save it."))
    cause = _("The template is in the format of PowerPoint 97 to 2003.")
    return _refused(mark, cause, _("Open it in PowerPoint, and save it as .pptx or .potx."))


def _unpacked(data: bytes, mark: Mark) -> dict[str, bytes]:
    """Return the parts, each read to its declared length at most."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _require_bounds(entries, mark)
            return {entry.filename.lstrip("/"): archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        cause = _("The template is damaged or is no PowerPoint file ({reason}).", reason=error)
        raise _refused(mark, cause, _("Open it in PowerPoint, and save it again.")) from None


def _require_bounds(entries: list[zipfile.ZipInfo], mark: Mark) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    texts = [entry for entry in entries if entry.filename.endswith((".xml", ".rels"))]
    large = len(entries) > MAX_PARTS or unpacked > MAX_UNPACKED
    if large or any(entry.file_size > MAX_XML for entry in texts):
        cause = _("The template holds too much when it is unpacked.")
        raise _refused(mark, cause, _("Delete its sample slides, and save it again in PowerPoint."))
    if any(entry.flag_bits & 1 for entry in entries):
        cause = _("The template is protected by a password.")
        raise _refused(mark, cause, _("Open it in PowerPoint, remove the password, and save it."))
    names = [entry.filename.lstrip("/") for entry in entries]
    if len(set(names)) < len(names) or any(".." in name.split("/") for name in names):
        cause = _("The template is damaged or is no PowerPoint file ({reason}).", reason=_("names of parts"))
        raise _refused(mark, cause, _("Open it in PowerPoint, and save it again."))


def _require_kind(package: Package) -> None:
    """Find the main part; refuse macros, other programs' files and the strict variant, each with its remedy."""
    mark = package.mark
    if "[Content_Types].xml" not in package.parts or "_rels/.rels" not in package.parts:
        cause = _("The template is damaged or is no PowerPoint file ({reason}).", reason=_("no content types"))
        raise _refused(mark, cause, _("Open it in PowerPoint, and save it again."))
    types = dict(package.types())
    if any("macroEnabled" in type for type in types.values()) or any("vbaProject" in name for name in package.parts):
        cause = _("The template holds macros: a deck made from it would hold them too.")
        raise _refused(mark, cause, _("Open it in PowerPoint, and save it as .pptx or .potx, without macros."))
    if _STRICT in package.parts["_rels/.rels"]:
        cause = _("The template is in the format “Strict Open XML”.")
        raise _refused(mark, cause, _("Open it in PowerPoint, and save it as .pptx or .potx."))
    mains = package.targets("", "officeDocument")
    if not mains or types.get(mains[0]) not in _KINDS:
        cause = _("The template is no PowerPoint presentation.")
        raise _refused(mark, cause, _("Give a .pptx or a .potx."))
    package.main = mains[0]


def _parsed(data: bytes, part: str, mark: Mark) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
        if root.getroottree().docinfo.internalDTD is not None:
            raise ValueError(_("it holds a DOCTYPE"))
    except (etree.XMLSyntaxError, ValueError) as error:
        cause = _("The part {part} of the template is damaged ({reason}).", part=part, reason=error)
        raise _refused(mark, cause, _("Open it in PowerPoint, and save it again.")) from None
    return root


def _row(element: Any, part: str) -> Relationship:
    target = element.get("Target", "")
    external = element.get("TargetMode") == "External"
    if not external:
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
    return Relationship(element.get("Id", ""), element.get("Type", "").rsplit("/", 1)[-1], target, external)


def _refused(mark: Mark, cause: str, remedy: str) -> ContentError:
    return ContentError([Problem(mark, "", cause, remedy)])

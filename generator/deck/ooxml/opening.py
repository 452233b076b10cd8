"""Open a template that a stranger may have made: bounded, without macros, with a clear reason where it is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from pptx.opc.constants import CONTENT_TYPE

from generator.deck.ooxml.package import MAX_XML, TYPES, Package, TooLargeError
from generator.errors import ContentError, Problem, reason_in
from generator.messages import _
from generator.source.misprints import foreign_kind

if TYPE_CHECKING:
    from generator.deck.ooxml.xml import Element
    from generator.errors import Mark

MAX_BYTES = 64 * 1024 * 1024  # of the file: larger ones hold films, which no deck of ours needs
MAX_UNPACKED = 128 * 1024 * 1024  # of its parts: pictures are packed already, all others are small
MAX_MARKUP = 1_000_000  # tags and attributes of all that is parsed: those of a hundred layouts full of drawings
MAX_PARTS = 10_000  # a template of a hundred layouts has some hundreds
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
PRESENTATION = CONTENT_TYPE.PML_PRESENTATION_MAIN
_KINDS = (PRESENTATION, CONTENT_TYPE.PML_TEMPLATE_MAIN, CONTENT_TYPE.PML_SLIDESHOW_MAIN)
_CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_PR = "{http://schemas.openxmlformats.org/package/2006/relationships}"
OVERRIDE = f"{_CT}Override"
_ROWS: dict[str, dict[str, tuple[str, ...]]] = {
    f"{_CT}Types": {f"{_CT}Default": ("Extension", "ContentType"), OVERRIDE: ("PartName", "ContentType")},
    f"{_PR}Relationships": {f"{_PR}Relationship": ("Id", "Type", "Target")},
}
"""What the tables of a package hold, by their root: their rows, and what each must say (ECMA-376 Part 2)."""
_STRICT = b"http://purl.oclc.org/ooxml/"


class TemplatePackage(Package):
    """A template's package; what is wrong with it is a Problem at ``mark``, where it is named."""

    def __init__(self, data: bytes, mark: Mark) -> None:
        """Raise ContentError, at ``mark``, for what is not a template we can fill."""
        self.mark = mark
        self.data = data
        try:
            super().__init__(data)
        except TooLargeError:
            self._refuse_size()
        except ValueError as error:
            self._refuse_damage(reason_in(error))
        self.infos = tuple(entry for entry in self.infos if not entry.is_dir())
        self._require_bounds()
        self._by_name = {entry.filename.lstrip("/"): entry for entry in self.infos}
        parts = [(name, self.part(name)) for name in self._by_name]
        if sum(_markup(data) for name, data in parts if _is_parsed(name)) > MAX_MARKUP:
            self._refuse_size()
        if self.faults:
            self._refuse_damage(next(iter(self.faults.values())))
        self._require_kind()

    @property
    def names(self) -> list[str]:
        """Return the names of all parts, those of relationships too."""
        return list(self._by_name)

    def xml(self, part: str) -> Element:
        """Return the root element of ``part``; raise ContentError when it is absent or damaged."""
        root = self.tree(part)
        if root is None:
            self._refuse_part(part, self.faults.get(part, ""))
        return root

    def require_root(self, part: str, tag: str) -> None:
        """Raise ContentError unless the root element of ``part`` is a ``tag``, a name with its namespace."""
        if self.xml(part).tag != tag:
            self._refuse_part(part, _("its root is no <{name}>", name=tag.rpartition("}")[2]))

    def _require_rows(self, part: str, tag: str) -> None:
        """Raise ContentError unless ``part`` is a table of this ``tag``, and each of its rows says what it must."""
        self.require_root(part, tag)
        for row in self.xml(part).iterchildren("*"):
            if row.tag not in _ROWS[tag]:
                self._refuse_part(part, _("a <{name}> that no table has", name=str(row.tag).rpartition("}")[2]))
            for lacking in (one for one in _ROWS[tag][str(row.tag)] if row.get(one) is None):
                name = str(row.tag).rpartition("}")[2]
                self._refuse_part(part, _("a <{name}> without {attribute}", name=name, attribute=lacking))

    def _require_bounds(self) -> None:
        texts = [entry for entry in self.infos if entry.filename.endswith((".xml", ".rels"))]
        unpacked = sum(entry.file_size for entry in self.infos)
        if len(self.infos) > MAX_PARTS or unpacked > MAX_UNPACKED or any(one.file_size > MAX_XML for one in texts):
            self._refuse_size()
        if any(entry.flag_bits & 1 for entry in self.infos):
            cause = _("The template is protected by a password.")
            self._refuse(cause, _("Open it in PowerPoint, remove the password, and save it."))
        names = [entry.filename.lstrip("/") for entry in self.infos]
        if len(set(names)) < len(names) or any(".." in name.split("/") for name in names):
            self._refuse_damage(_("names of parts"))

    def _require_kind(self) -> None:
        """Refuse macros, other programs' files and the strict variant, each with its remedy."""
        if TYPES not in self or "_rels/.rels" not in self:
            self._refuse_damage(_("no content types"))
        for name in self._by_name:
            if _is_parsed(name) and name.endswith(".rels"):
                self._require_rows(name, f"{_PR}Relationships")
        self._require_rows(TYPES, f"{_CT}Types")
        parts = self.xml(TYPES).iter(OVERRIDE)
        types = {one.get("PartName", "").lstrip("/"): one.get("ContentType", "") for one in parts}
        if any("macroEnabled" in type for type in types.values()) or any("vbaProject" in name for name in self.entries):
            cause = _("The template holds macros: a deck made from it would hold them too.")
            self._refuse(cause, _("Open it in PowerPoint, and save it as .pptx or .potx, without macros."))
        if _STRICT in self.part("_rels/.rels"):
            cause = _("The template is in the format “Strict Open XML”.")
            self._refuse(cause, _("Open it in PowerPoint, and save it as .pptx or .potx."))
        self.xml("_rels/.rels")
        main = self.related("", "officeDocument")
        if main not in self or types.get(main) not in _KINDS:
            self._refuse(_("The template is no PowerPoint presentation."), _("Give a .pptx or a .potx."))

    def _refuse_part(self, part: str, reason: str) -> NoReturn:
        cause = _("The part {part} of the template is damaged ({reason}).", part=part, reason=reason)
        self._refuse(cause, _("Open it in PowerPoint, and save it again."))

    def _refuse_size(self) -> NoReturn:
        cause = _("The template holds too much when it is unpacked.")
        self._refuse(cause, _("Delete its sample slides, and save it again in PowerPoint."))

    def _refuse_damage(self, reason: str) -> NoReturn:
        cause = _("The template is damaged or is no PowerPoint file ({reason}).", reason=reason)
        self._refuse(cause, _("Open it in PowerPoint, and save it again."))

    def _refuse(self, cause: str, remedy: str) -> NoReturn:
        raise _refused(self.mark, cause, remedy)


def _is_parsed(name: str) -> bool:
    """Tell whether a part is XML that is read: sample slides are not."""
    return name.endswith((".xml", ".rels")) and not name.startswith(("ppt/slides/", "ppt/notesSlides/"))


def _markup(data: bytes) -> int:
    """Return about how many tags and attributes an XML part has, each of which takes a hundred bytes or two."""
    return data.count(b"<") + data.count(b"=")


def open_template(data: bytes, mark: Mark) -> TemplatePackage:
    """Return the package in ``data``; raise ContentError, at ``mark``, for what is not a template we can fill."""
    if len(data) > MAX_BYTES:
        cause = _("The template is too large (more than {most} MB).", most=MAX_BYTES // 1024 // 1024)
        raise _refused(mark, cause, _("Compress its pictures in PowerPoint, or delete sample slides."))
    if data.startswith(_OLE):
        raise _compound(data, mark)
    if foreign_kind(data) and not data.startswith(b"PK"):
        raise _refused(mark, _("The template is no PowerPoint presentation."), _("Give a .pptx or a .potx."))
    return TemplatePackage(data, mark)


def _compound(data: bytes, mark: Mark) -> ContentError:
    """Return the refusal of a compound file: an encrypted presentation, or one of before 2007 ([MS-CFB])."""
    if _ENCRYPTED in data:
        cause = _("The template is protected by a password.")
        return _refused(mark, cause, _("Open it in PowerPoint, remove the password, and save it."))
    cause = _("The template is in the format of PowerPoint 97 to 2003.")
    return _refused(mark, cause, _("Open it in PowerPoint, and save it as .pptx or .potx."))


def _refused(mark: Mark, cause: str, remedy: str) -> ContentError:
    return ContentError([Problem(mark, "", cause, remedy)])

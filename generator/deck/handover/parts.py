"""Leave out of somebody's template what must not be handed on; all other parts keep their bytes.

What may stay is listed, not what must go: a relationship of a kind that is not known here is not followed.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from lxml import etree
from msgspec import Struct

from generator.deck.handover.elements import cleaned_root, hidden_text
from generator.deck.handover.media import cleaned_picture, may_embed
from generator.deck.handover.mending import own_themes, own_titles
from generator.deck.handover.said import ACTIVE, LOUD, said_of, unsafe_address
from generator.deck.handover.soundness import require_sound
from generator.deck.ooxml.opening import OVERRIDE, TemplatePackage, open_template
from generator.deck.ooxml.package import TYPES, relationships_of
from generator.deck.ooxml.xml import A, P, parsed
from generator.deck.pptx.presentation import forget_slides
from generator.errors import Problem
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.deck.ooxml.package import Relationship
    from generator.errors import Mark

_MAIN = "officeDocument"
# The kinds of relationships that are followed within the file: what slides stand on, and what PowerPoint draws it with.
_KEPT = {
    *("slideMaster", "slideLayout", "notesMaster", "handoutMaster", "theme", "themeOverride", "tableStyles"),
    *("presProps", "viewProps", "image", "font", "custom-properties"),
    *("diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing"),
}
# Of these, only what the part that they belong to names is shown by it.
_SHOWN = {"image", "font", "diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors"}
# The root elements of the parts that must be what they are said to be.
_ROOTS = {
    "officeDocument": f"{P}presentation",
    "slideMaster": f"{P}sldMaster",
    "slideLayout": f"{P}sldLayout",
    "notesMaster": f"{P}notesMaster",
    "handoutMaster": f"{P}handoutMaster",
    "theme": f"{A}theme",
    "themeOverride": f"{A}themeOverride",
    "presProps": f"{P}presentationPr",
    "viewProps": f"{P}viewPr",
    "tableStyles": f"{A}tblStyleLst",
}
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationships"
_SAMPLE = {"slide", "notesSlide"}  # not handed on, and said once
_OWN = {
    "core-properties": ("creator", "lastModifiedBy"),
    "extended-properties": ("Manager", "Company", "HyperlinkBase"),
}
_CUSTOM = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
_MAX_PARTS, _MAX_LINES = 4, 2  # named in one line; of which the same is said


class LeftOut(Struct, frozen=True, order=True):
    """What was left out: the part that it stood in, and a sentence. It is ``private``, or else active or an address.

    It may go with the ``sample`` slides, of which none is handed on; or it was ``added``, without which there is no
    deck.
    """

    private: bool
    what: str
    part: str
    sample: bool = False
    added: bool = False

    @property
    def remedy(self) -> str:
        """Return what to do with the template."""
        if self.added:
            return _("To place it yourself: in PowerPoint's master view, Insert Placeholder.")
        if self.sample:
            return _("It goes with the template's sample slides: there is nothing to do.")
        if self.private:
            return _("To be rid of it: in PowerPoint, File, Info, Inspect Document.")
        return _("Delete it in PowerPoint's master view, or ask who made the template.")


def open_handed_on(data: bytes, mark: Mark) -> tuple[TemplatePackage, tuple[LeftOut, ...]]:
    """Return what may be handed on of the template in ``data``, without its sample slides, and what was left out.

    Raises ContentError, at ``mark``, for what is not a template we can fill, or would make PowerPoint repair the deck.
    """
    handover = Handover(open_template(data, mark))
    members = handover.kept()
    kept = open_template(packed(members), mark)
    if themes := own_themes(kept):
        members |= themes
        kept = open_template(packed(members), mark)
    require_sound(kept, mark)
    if titles := own_titles(kept):
        kept = open_template(packed({**members, **titles}), mark)
        what = _("No layout of the template has a title placeholder: each is given one.")
        handover.left_out += [LeftOut(private=False, what=what, part=part, added=True) for part in titles]
    return kept, tuple(sorted(set(handover.left_out)))


def said(found: tuple[LeftOut, ...], mark: Mark, *, private: bool) -> list[Problem]:
    """Return a problem at ``mark``, the template's, for each thing left out, with the first parts that it stood in."""
    parts: dict[tuple[str, str], list[str]] = {}
    for one in found:
        if one.private == private:
            parts.setdefault((one.what, one.remedy), []).append(one.part)
    return [Problem(mark, line, what, remedy) for (what, remedy), names in parts.items() for line in _listed(names)]


def _listed(names: list[str]) -> Iterator[str]:
    """Yield lines that name the first of these parts, the last how many more there are."""
    last, more = _MAX_PARTS * (_MAX_LINES - 1), len(names) - _MAX_PARTS * _MAX_LINES
    for first in range(0, min(len(names), _MAX_PARTS * _MAX_LINES), _MAX_PARTS):
        rest = _(" and {n} more", n=more) if first == last and more > 0 else ""
        yield ", ".join(names[first : first + _MAX_PARTS]) + rest


class Handover:
    """Walks a template from its main part, and gathers the parts that stay and what is left out of them."""

    def __init__(self, package: TemplatePackage) -> None:
        self._package = package
        self._dropped: dict[str, list[Relationship]] = {}
        self._pictures: dict[str, bytes | None] = {}
        self.left_out: list[LeftOut] = []

    def kept(self) -> dict[str, bytes]:
        """Return the parts that stay, with their relationships, by name."""
        reached = self._reached()
        members = {TYPES: self._types(reached)}
        for name in reached:
            if name:
                members[name] = self._cleaned(name)
            if rows := self._rows(name):
                members[relationships_of(name)] = rows
        self._say_others(reached)
        return members

    def _reached(self) -> list[str]:
        """Return the package, for which stands "", and the parts that relationships which are followed lead to."""
        reached, known = [""], {""}
        for name in reached:
            if relationships_of(name) in self._package:
                self._package.require_root(relationships_of(name), _RELATIONSHIPS)
            for row in self._package.relationships(name):
                if not self._follows(name, row):
                    self._dropped.setdefault(name, []).append(row)
                elif not row.external and row.target not in known and row.target in self._package:
                    known.add(row.target)
                    reached.append(row.target)
                    if row.kind in _ROOTS:
                        self._package.require_root(row.target, _ROOTS[row.kind])
        return reached

    def _follows(self, name: str, row: Relationship) -> bool:
        """Tell whether what a relationship leads to stays; say what is left out."""
        if row.external:
            return not self._leave_address(name, row)
        if row.kind == _MAIN and not name:
            return row.target == self._package.main
        if row.kind in _OWN:
            self._say_properties(row)
        elif row.kind not in _KEPT | _SAMPLE:
            self._leave(row.target, said_of(row.kind), private=row.kind not in LOUD)
        return row.kind in _KEPT and self._is_shown(name, row) and self._is_harmless(row)

    def _is_shown(self, name: str, row: Relationship) -> bool:
        """Tell whether the part ``name`` uses what a relationship of its leads to; say what nobody would see."""
        data = self._package.part(name)
        wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")  # UTF-16
        if row.kind not in _SHOWN or re.search(
            rf"[\"']{re.escape(row.id)}[\"']", data.decode("utf-16" if wide else "utf-8", "replace")
        ):
            return True
        self._leave(row.target, _("A part that nothing shows is left out."), private=True)
        return False

    def _is_harmless(self, row: Relationship) -> bool:
        data = self._package.part(row.target)
        if row.kind == "image" and data and self._picture(row.target) is None:
            self._leave(row.target, _("A picture in a format that may hold programs or private data is left out."))
        elif row.kind == "font" and not may_embed(data):
            what = _("An embedded font is left out: its licence does not let it be handed on.")
            self._leave(row.target, what, private=True)
        elif row.kind == "custom-properties" and (names := self._custom(row.target)):
            what = _("Custom properties are left out: {names}.", names=", ".join(names))
            self._leave(row.target, what, private=True)
        else:
            return True
        return False

    def _picture(self, part: str) -> bytes | None:
        """Return the picture in a part without private data; None for what is none, or cannot be cleaned."""
        if part not in self._pictures:
            self._pictures[part] = cleaned_picture(self._package.part(part))
        return self._pictures[part]

    def _custom(self, part: str) -> list[str]:
        root = self._package.tree(part)
        return [] if root is None else [one.get("name", "?") for one in root.iter(_CUSTOM)]

    def _say_properties(self, row: Relationship) -> None:
        """Say which names the document's properties hold: the deck has properties of its own."""
        root = self._package.tree(row.target)
        for one in root.iter() if root is not None else ():
            name = str(one.tag).rpartition("}")[2]
            if name in _OWN[row.kind] and (text := " ".join((one.text or "").split())):
                what = _("A name in the document's properties is left out: {name} “{text}”.", name=name, text=text)
                self._leave(row.target, what, private=True)

    def _leave(self, part: str, what: str, *, private: bool = False, sample: bool = False) -> None:
        self.left_out.append(LeftOut(private, what, part, sample))

    def _rows(self, name: str) -> bytes:
        """Return the relationships part of ``name`` without those that are not followed; nothing when it has none."""
        part = relationships_of(name)
        data = self._package.part(part)
        if name not in self._dropped or not data:
            return data
        root = parsed(data)
        for row, element in zip(self._package.relationships(name), [*root], strict=True):
            if row in self._dropped[name]:
                root.remove(element)
        return _written(root)

    def _types(self, reached: list[str]) -> bytes:
        """Return the content types of the parts that stay; LibreOffice 3 names those of relationships one by one."""
        root = parsed(self._package.part(TYPES))
        stays = {*reached, *map(relationships_of, reached)}
        for one in root.findall(OVERRIDE):
            if one.get("PartName", "").lstrip("/") not in stays:
                root.remove(one)
        return _written(root)

    def _cleaned(self, name: str) -> bytes:
        """Return the bytes of a part that stays, without what is unsafe or private in it."""
        data = self._package.part(name)
        if name.endswith(".xml"):
            self._package.xml(name)
        if self._package.tree(name) is None:
            picture = self._picture(name)
            if picture is not None and picture != data:
                self._leave(
                    name, _("What a picture says of its making (EXIF, XMP, comments) is left out."), private=True
                )
            return data if picture is None else picture
        root = parsed(data)
        ids = {row.id: row for row in self._dropped.get(name, ())}
        found = list(cleaned_root(root, set(ids)))
        found += hidden_text(data)
        if name == self._package.main:
            self._show(root)
        for what, private in found:
            self._leave(name, what, private=private)
        return _written(root) if found or ids or name == self._package.main else data

    def _show(self, root: etree._Element) -> None:
        """Leave of the show what is handed on: of a template, none of its slides."""
        forget_slides(root)

    def _say_others(self, reached: list[str]) -> None:
        """Say what goes with the sample slides and with other parts, and what nothing leads to."""
        if samples := {name for name in self._package.slides if name not in reached}:
            what = _("Sample slides are left out, with all that they hold: {n}.", n=len(samples))
            self._leave(self._package.main, what, private=True, sample=True)
        due = [row.target for rows in self._dropped.values() for row in rows if not row.external]
        known = {*reached, *due}
        for name in due:
            for row in self._package.relationships(name):
                if row.external:
                    self._leave_address(name, row, sample=name in samples)
                elif row.target not in known:
                    known.add(row.target)
                    due.append(row.target)
                    if name in samples:
                        samples.add(row.target)
                    if row.kind in ACTIVE and not name.startswith("ppt/charts/"):
                        self._leave(row.target, said_of(row.kind), sample=name in samples)
        for name in self._package.names:
            if name not in known and not _is_listing(name):
                self._leave(name, _("A part that no relationship leads to is left out."), private=True)

    def _leave_address(self, name: str, row: Relationship, *, sample: bool = False) -> bool:
        """Tell whether a relationship leads outside the file, to where none may; say so."""
        bad = unsafe_address(row)
        if bad:
            self._leave(name, bad, sample=sample)
        return bool(bad)


def _is_listing(name: str) -> bool:
    return name == TYPES or name.endswith(".rels")


def _written(root: etree._Element) -> bytes:
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def packed(members: dict[str, bytes]) -> bytes:
    """Return ``members`` as a zip."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return stream.getvalue()

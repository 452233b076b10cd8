"""Embed the deck's fonts as PowerPoint stores them: the whole family, so that the slides can go on being written.

Each face is a part in the form EOT 2.1 ("Embedded OpenType", W3C submission of 5 March 2008), neither compressed nor
masked, in the list of embedded fonts (ECMA-376 Part 1, 19.2.1.9). LibreOffice reads them from 24.8 on.
"""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

from lxml.etree import SubElement
from pptx.oxml.ns import qn

from generator.errors import ContentError, Mark, Problem, collect
from generator.messages import _
from generator.text.fontfiles import described

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.deck.pptx.package import DeckPackage
    from generator.kit import Kit

_TYPE = "application/x-fontdata"
_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
_FACES = {"regular": "Regular", "bold": "Bold", "italic": "Italic", "boldItalic": "BoldItalic"}
_VERSION, _MAGIC, _ANY_CHARSET = 0x00020001, 0x504C, 1
_EDITABLE = 0x0008  # fsType: to be embedded in files that are edited; 0 lets it be installed, too (OpenType, OS/2)
_NAMES = (1, 2, 5, 4)  # the name table's family, style, version and full name, in this order in an EOT
_LICENCE = (13, 14)  # ... and what it says of its licence, in words and as an address
_OFL = r"open font license|scripts\.sil\.org/OFL|openfontlicense\.org"
_SWISS = "34"  # a sans serif of variable pitch
_BEFORE = ("p:smartTags", "p:notesSz")  # what the list stands behind (19.2.1.26)


def embed_fonts(package: DeckPackage, kit: Kit) -> None:
    """Add the four faces of the theme's family to ``package``; raise ContentError for one that may not be handed on."""
    paths = [f"templates/fonts/{kit.family.name}-{style}.ttf" for style in _FACES.values()]
    made = collect(lambda path=path: _embedded(path, kit.world.read(path)) for path in paths)  # type: ignore[misc]
    root = package.presentation
    listed = root.makeelement(qn("p:embeddedFontLst"))
    next(found for name in _BEFORE if (found := root.find(qn(name))) is not None).addnext(listed)
    one = SubElement(listed, qn("p:embeddedFont"))
    SubElement(one, qn("p:font"), {"typeface": kit.family.name, "pitchFamily": _SWISS, "charset": "0"})
    for number, (name, data) in enumerate(zip(_FACES, made, strict=True), 1):
        part = package.add(f"ppt/fonts/font{number}.fntdata", _TYPE, data)
        SubElement(one, qn(f"p:{name}"), {qn("r:id"): package.presentation_part.relate_to(part, _RELATIONSHIP)})
    root.set("embedTrueTypeFonts", "1")


def _embedded(path: str, data: bytes) -> bytes:
    """Return the font ``data`` as EOT; raise ContentError, at ``path``, if its licence or its bits forbid it."""
    metrics, head, names = described(data, (*_NAMES, *_LICENCE))
    (rights,) = struct.unpack_from(">H", metrics, 8)
    said = " ".join(names[len(_NAMES) :])
    if rights & ~_EDITABLE or not re.search(_OFL, said, re.IGNORECASE):
        cause = _("The font may not be embedded in a file that others edit: its licence is another than the OFL.")
        remedy = _("Take a font under the SIL Open Font License, or delete “embed_fonts”.")
        raise ContentError([Problem(Mark(path), "", cause, remedy)])
    return _eot(data, metrics, head, names[: len(_NAMES)])


def _eot(data: bytes, metrics: bytes, head: bytes, names: Sequence[str]) -> bytes:
    """Return the font ``data`` behind the head that EOT has; its tables "OS/2" and "head" are given too."""
    version, weight, rights = struct.unpack_from(">H2xH2xH", metrics)
    panose, ranges = metrics[32:42], struct.unpack_from(">4I", metrics, 42)
    (selection,) = struct.unpack_from(">H", metrics, 62)
    pages = struct.unpack_from(">2I", metrics, 78) if version else (0, 0)
    made = struct.pack("<10sBBIHH", panose, _ANY_CHARSET, selection & 1, weight, rights, _MAGIC)
    made += struct.pack("<6I", *ranges, *pages) + struct.pack("<I16xH", *struct.unpack_from(">I", head, 8), 0)
    for name in names:
        encoded = name.encode("utf-16-le")
        made += struct.pack("<H", len(encoded)) + encoded + bytes(2)
    made += bytes(2)  # no root string: it is bound to no address
    return struct.pack("<IIII", 16 + len(made) + len(data), len(data), _VERSION, 0) + made + data

"""What is said of the kinds of relationships that are not followed, and of addresses outside the file.

The kinds are the last words of the types of ECMA-376 Part 1, of [MS-OFFMACRO2], [MS-CUSTOMUI] and [MS-PPTX].
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.messages import _

if TYPE_CHECKING:
    from generator.deck.ooxml.package import Relationship

# Kinds that run, play or hold another program's document; all others that are not followed hold data.
_OBJECT = {"oleObject", "package", "attachedToolbars", "externalLink", "slicer"}
_CONTROL = {"control", "activeXControlBinary", "ctrlProp"}
_PROGRAM = {"vbaProject", "wordVbaData", "keyMapCustomizations", "extensibility", "userCustomization", "recipientData"}
_EXTENSION = {"webextension", "webextensiontaskpanes", "taskpanes"}
_MEDIA = {"audio", "video", "media"}
ACTIVE = _OBJECT | _CONTROL | _PROGRAM | _EXTENSION | _MEDIA
LOUD = ACTIVE | {"chart", "chartEx"}
"""What runs, or is seen to be missing."""
_SAFE = re.compile(r"(?:https?://\w[^\\]*|mailto:[^\\]*|tel:[^\\]*)", re.IGNORECASE)
# Addresses within a house's network (RFC 1918, 6762, 8375), of somebody's own folder, or with a password.
_INSIDE = re.compile(
    r"https?://(?:[^/?#]*@|[^/?#.]+(?::\d+)?(?:[/?#]|$)|[^/?#]*\.(?:local|lan|intra|intranet|internal|corp|home|arpa)(?:[:/?#]|$)"
    r"|127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|[^/?#.]+-my\.sharepoint\.com(?:[/?#]|$)"
    r"|[^/?#]*sharepoint\.com/(?::\w:/\w/)?personal/)",
    re.IGNORECASE,
)


def said_of(kind: str) -> str:
    """Return the sentence on a part that a relationship of ``kind`` leads to."""
    if kind in _OBJECT:
        return _("An object of another program (OLE) is left out; its picture, where it has one, stays.")
    if kind in _CONTROL:
        return _("A control (ActiveX) is left out.")
    if kind in _PROGRAM or kind in _EXTENSION:
        return _("A program (macro, ribbon or web extension) is left out.")
    if kind in _MEDIA:
        return _("A sound or a film is left out.")
    return _said_of_data().get(kind) or _("Data of the kind “{kind}” is left out.", kind=kind)


def _said_of_data() -> dict[str, str]:
    comments = _("Comments and their authors are left out.")
    return {
        **dict.fromkeys(("chart", "chartEx"), _("A chart with its workbook is left out.")),
        "printerSettings": _("The settings of a printer are left out."),
        "thumbnail": _("The preview picture is left out."),
        "tags": _("Tags of a program are left out."),
        "origin": _("The digital signature, which would not hold, is left out."),
        "classificationlabels": _("The confidentiality label is left out."),
        **dict.fromkeys(("customXml", "customXmlProps"), _("Data of a program (customXml) is left out.")),
        **dict.fromkeys(("comments", "commentAuthors", "authors", "comment", "presenceInfo", "person"), comments),
        **dict.fromkeys(("revisionInfo", "changesInfo"), _("What was changed, and by whom, is left out.")),
    }


def unsafe_address(row: Relationship) -> str:
    """Return the sentence on an address outside the file; nothing for one that a reader may follow in a browser."""
    if row.kind == "hyperlink":
        if _INSIDE.match(row.target):
            return _("A link into somebody's own network or folder is left out: {address}", address=row.target)
        if _SAFE.fullmatch(row.target):
            return ""
        return _("A link that leads neither to the web nor to an e-mail is left out: {address}", address=row.target)
    if row.kind == "image":
        return _("A picture that would be fetched from elsewhere is left out: {address}", address=row.target)
    return _("What would be fetched from elsewhere ({kind}) is left out: {address}", kind=row.kind, address=row.target)

"""What the presentation's part lists: slides, the notes master, sections (ECMA-376 Part 1, 19.2.1.26; [MS-PPTX] 2.6.4).

Each function changes the root element that python-pptx's package holds.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from lxml.etree import SubElement
from pptx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.deck.deck import SlideSection

_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"  # the extension that holds p14:sectionLst
_P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
_FIRST_SLIDE = 256  # the least id that a slide may have (19.7.13, ST_SlideId)


def forget_slides(root: Any) -> None:
    """Remove the lists of slides, custom shows and sections, and another first number than 1.

    Our references name slides by their place.
    """
    for listed in root.findall(qn("p:sldIdLst")):
        root.remove(listed)
    forget_shows(root)


def forget_shows(root: Any) -> None:
    """Remove custom shows and sections, and another first number than 1."""
    for listed in root.findall(qn("p:custShowLst")):
        root.remove(listed)
    for extensions in root.findall(qn("p:extLst")):
        for sections in extensions.findall(f"*[@uri='{_SECTIONS}']"):
            extensions.remove(sections)
        if not len(extensions):
            root.remove(extensions)
    root.attrib.pop("firstSlideNum", None)


def list_slides(root: Any, relationships: Iterable[str]) -> None:
    """List the slides by the ids of their relationships, in the order of the show."""
    listed = root.get_or_add_sldIdLst()
    for id, relationship in enumerate(relationships, _FIRST_SLIDE):
        SubElement(listed, qn("p:sldId"), {"id": str(id), qn("r:id"): relationship})


def list_notes_master(root: Any, relationship: str) -> None:
    """Name the notes master of a presentation that had none; it stands behind the slide masters."""
    listed = SubElement(root, qn("p:notesMasterIdLst"))
    SubElement(listed, qn("p:notesMasterId"), {qn("r:id"): relationship})
    root.sldMasterIdLst.addnext(listed)


def list_sections(root: Any, sections: Sequence[SlideSection]) -> None:
    """List ``sections`` as sections of the slides that ``list_slides`` has listed, each after the other."""
    if not sections:
        return
    extensions = root.find(qn("p:extLst"))
    extensions = SubElement(root, qn("p:extLst")) if extensions is None else extensions
    extension = SubElement(extensions, qn("p:ext"), {"uri": _SECTIONS})
    listed = SubElement(extension, f"{_P14}sectionLst", nsmap={"p14": _P14[1:-1]})
    first = _FIRST_SLIDE
    for number, section in enumerate(sections, 1):
        name = section.name.replace("\n", " ")
        element = SubElement(listed, f"{_P14}section", {"name": name, "id": _guid(f"{number} {section.name}")})
        slides = SubElement(element, f"{_P14}sldIdLst")
        for id in range(first, first + section.count):
            SubElement(slides, f"{_P14}sldId", {"id": str(id)})
        first += section.count


def _guid(text: str) -> str:
    """Return a GUID that the same text always gets: a deck's bytes depend on nothing but its plan."""
    digits = hashlib.sha256(text.encode()).hexdigest()[:32].upper()
    return "{" + "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])) + "}"

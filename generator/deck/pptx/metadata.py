"""What a deck says of itself: core properties (ECMA-376 Part 2, 8) and extended properties (Part 1, 22.2)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pptx.oxml.coreprops import CT_CoreProperties
from pptx.parts.coreprops import CorePropertiesPart

from generator.deck.pptx.drawingml import XML
from generator.deck.pptx.package import CONTENT_TYPE, RELATIONSHIP_TYPE, DeckPackage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from generator.deck.deck import Deck

# Relationships of the package to what it says of itself and to its picture; “origin” leads to a digital signature,
# which no longer holds.
_OF_OTHERS = {"thumbnail", "core-properties", "extended-properties", "origin"}


def describe(package: DeckPackage, plan: Deck, epoch: int) -> None:
    """Give ``package`` the properties of ``plan``: the publication and nobody's name; dated ``epoch`` (seconds)."""
    # Separated by commas: LibreOffice loses semicolons.
    words = {"title": plan.title, "subject": plan.subject, "keywords": ", ".join(plan.keywords)}
    core = core_properties({**words, "language": plan.language})
    core.created_datetime = core.modified_datetime = datetime.fromtimestamp(epoch, UTC)
    count = len(plan.slides)
    add_properties(package, core, f"<Slides>{count}</Slides><Notes>{count}</Notes><HiddenSlides>0</HiddenSlides>")


def core_properties(words: Mapping[str, str]) -> Any:
    """Return core properties with these texts, by python-pptx's names of their elements; empty ones are left out.

    The properties of python-pptx's part would refuse texts of more than 255 characters, which Office reads.
    """
    core = CT_CoreProperties.new_coreProperties()
    for name, text in words.items():
        if text:
            getattr(core, f"get_or_add_{name}")().text = text
    return core


def add_properties(package: DeckPackage, core: Any, extended: str = "") -> None:
    """Put core properties, and extended ones with the elements ``extended``, in place of any that there were."""
    package.remove_related(_OF_OTHERS)
    name = package.add("docProps/core.xml", "").partname
    part = CorePropertiesPart(name, CONTENT_TYPE.OPC_CORE_PROPERTIES, package, core)
    package.relate_to(part, RELATIONSHIP_TYPE.CORE_PROPERTIES)
    xml = (
        f'{XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>Piliers</Application>{extended}</Properties>"
    )
    application = package.add("docProps/app.xml", CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, xml)
    package.relate_to(application, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)

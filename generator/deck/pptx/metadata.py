"""What a deck says of itself: core and extended properties (ECMA-376 Part 2, 11; Part 1, 22.2), and its sections."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING

from generator.deck.pptx.drawingml import XML

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.deck.deck import Deck, Division

_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"  # [MS-PPTX] 2.6.4, sectionLst
_FIRST_SLIDE = 256


def core(plan: Deck, epoch: int) -> bytes:
    """Return the core properties: the publication and nobody's name; dated by ``epoch``."""
    moment = datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>' for name in ("created", "modified")
    )
    # Separated by commas: LibreOffice loses semicolons.
    words = {"dc:title": plan.title, "dc:subject": plan.subject, "cp:keywords": ", ".join(plan.keywords)}
    told = "".join(f"<{name}>{escape(text, quote=False)}</{name}>" for name, text in words.items() if text)
    return (
        f'{XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{told}<dc:language>{plan.language}</dc:language>{dates}</cp:coreProperties>"
    ).encode()


def application(slides: int) -> bytes:
    """Return the extended properties: what made the deck, and its slides, each with notes."""
    return (
        f'{XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>Piliers</Application><Slides>{slides}</Slides><Notes>{slides}</Notes>"
        "<HiddenSlides>0</HiddenSlides></Properties>"
    ).encode()


def with_sections(presentation: str, divisions: Sequence[Division]) -> str:
    """Return the presentation's part, whatever its prefix, with the sections ``divisions`` in place of any it had."""
    presentation = re.sub(
        rf'<((?:\w+:)?)ext uri="{re.escape(_SECTIONS)}">.*?</\1ext>', "", presentation, flags=re.DOTALL
    )
    end = re.search(r"(?P<list></(\w+:)?extLst>\s*)?</(?P<prefix>\w+:)?presentation>\s*\Z", presentation)
    if not divisions or end is None:
        return presentation
    prefix = end["prefix"] or ""
    namespace = 'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"'
    listed = f"<p14:sectionLst {namespace}>{''.join(_listed(divisions))}</p14:sectionLst>"
    added = f'<{prefix}ext uri="{_SECTIONS}">{listed}</{prefix}ext>'
    if not end["list"]:
        added = f"<{prefix}extLst>{added}</{prefix}extLst>"
    return presentation[: end.start()] + added + presentation[end.start() :]


def _listed(divisions: Sequence[Division]) -> Iterator[str]:
    first = _FIRST_SLIDE
    for number, division in enumerate(divisions, 1):
        ids = "".join(f'<p14:sldId id="{first + index}"/>' for index in range(division.count))
        name = escape(division.name).replace("\n", " ")
        key = _guid(f"{number} {division.name}")
        yield f'<p14:section name="{name}" id="{key}"><p14:sldIdLst>{ids}</p14:sldIdLst></p14:section>'
        first += division.count


def _guid(text: str) -> str:
    """Return a GUID that the same text always gets: a deck's bytes depend on nothing but its plan."""
    digits = hashlib.sha256(text.encode()).hexdigest()[:32].upper()
    return "{" + "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])) + "}"

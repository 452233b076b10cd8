"""Reads the pages of a finished PDF back, by PDFium: their words, links, styles, and what their figures show."""

from __future__ import annotations

import ctypes
from contextlib import closing
from typing import TYPE_CHECKING, Any

from generator.pdf.pdfium import elements, objects, said
from generator.pdf.styles import stretches
from generator.pipeline.edition import Passage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ARTIFACT = "Artifact"
"""The tag of what is not of the content (ISO 32000-1, 14.8.2.2)."""


def read_pages(data: bytes, text: Callable[[Any, Sequence[Any], Any], str]) -> list[Passage]:
    """Return a passage for each page; ``text`` tells its words, of the page, its objects and its text page."""
    import pypdfium2

    with closing(pypdfium2.PdfDocument(data)) as document:
        return [_passage(number, document, page, text) for number, page in enumerate(document, 1)]


def _passage(number: int, document: Any, page: Any, text: Callable[[Any, Sequence[Any], Any], str]) -> Passage:
    found, words = objects(page), page.get_textpage()
    said, styles = text(page, found, words), stretches(page, found, words)
    words.close()
    targets, shown = tuple(links(document, page)), tuple(_alternatives(page))
    return Passage(f"page {number}", said, links=targets, stretches=styles, alternatives=shown)


def links(document: Any, page: Any) -> Iterator[str]:
    """Yield the web addresses of the links on ``page`` of ``document``, both of pypdfium2, in order."""
    from pypdfium2 import raw

    position, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, position, link):
        action = raw.FPDFLink_GetAction(link)
        length = raw.FPDFAction_GetURIPath(document, action, None, 0)
        buffer = ctypes.create_string_buffer(length)
        raw.FPDFAction_GetURIPath(document, action, buffer, length)
        if length:
            yield buffer.raw[:length].rstrip(b"\0").decode("ascii", "replace")


def _alternatives(page: Any) -> Iterator[str]:
    """Yield the alternative text of each Figure of ``page``, in the order of the structure tree."""
    from pypdfium2 import raw

    for element, tag in elements(page, "", lambda element, _outer: said(raw.FPDF_StructElement_GetType, element)):
        if tag == "Figure":
            yield said(raw.FPDF_StructElement_GetAltText, element)

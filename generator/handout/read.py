"""Reads a finished handout back: the headings, the pictures' own words and the speaker's, page by page.

It needs no plan: text that only runs along is marked so in the file. Tables are read in the pictures, cell by cell.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from generator.pdf.alternatives import alternatives
from generator.pdf.links import links
from generator.pdf.pdfium import HYPHENS, objects, tag_of
from generator.pdf.styles import stretches
from generator.pipeline.edition import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def read(data: bytes) -> Sequence[Passage]:
    """Return the words of each page."""
    import pypdfium2

    with closing(pypdfium2.PdfDocument(data)) as document:
        return [_passage(number, page, document) for number, page in enumerate(document, 1)]


def _passage(number: int, page: Any, document: Any) -> Passage:
    words = page.get_textpage()
    styles = stretches(page, objects(page), words)
    words.close()
    seen, found = tuple(alternatives(page)), tuple(links(document, page))
    return Passage(f"page {number}", "".join(_texts(page)), links=found, stretches=styles, alternatives=seen)


def _texts(page: Any) -> Iterator[str]:
    """Yield the text of each text object that is spoken, in the order of drawing."""
    from pypdfium2 import raw

    words = page.get_textpage()
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=words):
        if tag_of(one) != "Artifact":
            yield one.extract().translate(HYPHENS)
    words.close()

"""Reads a finished handout back: the headings, the pictures' own words and the speaker's, page by page.

It needs no plan: text that only runs along is marked so in the file. Tables are read in the pictures, cell by cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.pdf.passages import ARTIFACT, read_pages
from generator.pdf.pdfium import HYPHENS, tag_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.pipeline.edition import Passage


def read(data: bytes) -> Sequence[Passage]:
    """Return the words of each page."""
    return read_pages(data, _spoken)


def _spoken(page: Any, _found: Sequence[Any], words: Any) -> str:
    """Return the text of all text objects that are spoken, in the order of drawing."""
    from pypdfium2 import raw

    texts = page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=words)
    return "".join(one.extract().translate(HYPHENS) for one in texts if tag_of(one) != ARTIFACT)

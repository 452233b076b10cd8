"""Reads a finished handout back: the headings, the pictures' own words and the speaker's, page by page.

It needs no plan: text that only runs along is marked so in the file. Tables are read in the pictures, cell by cell.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

from generator.pdf.alternatives import alternatives
from generator.pdf.links import links
from generator.pdf.styles import stretches
from generator.pipeline.edition import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LEFT_OUT = ("Artifact",)
# PDFium's codes for a hyphen at a line's end, which is always one of the text: we never hyphenate.
_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-"})


def read(data: bytes) -> Sequence[Passage]:
    """Return the words of each page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return [_passage(number, page, document) for number, page in enumerate(document, 1)]
    finally:
        document.close()


def _passage(number: int, page: Any, document: Any) -> Passage:
    from pypdfium2 import raw

    words = page.get_textpage()
    objects = [raw.FPDFPage_GetObject(page, one) for one in range(raw.FPDFPage_CountObjects(page))]
    styles = stretches(page, objects, words)
    words.close()
    seen, found = tuple(alternatives(page)), tuple(links(document, page))
    return Passage(f"page {number}", "".join(_texts(page)), links=found, stretches=styles, alternatives=seen)


def _texts(page: Any) -> Iterator[str]:
    """Yield the text of each text object that is spoken, in the order of drawing."""
    from pypdfium2 import raw

    words = page.get_textpage()
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=words):
        if _tag(one) not in _LEFT_OUT:
            yield one.extract().translate(_HYPHENS)
    words.close()


def _tag(one: Any) -> str:
    """Return the tag of the marked content that the object belongs to."""
    from pypdfium2 import raw

    mark = raw.FPDFPageObj_GetMark(one, 0)
    length = ctypes.c_ulong()
    buffer = (ctypes.c_ushort * 64)()
    raw.FPDFPageObjMark_GetName(mark, buffer, ctypes.sizeof(buffer), length)
    return bytes(buffer)[: length.value].decode("utf-16-le").rstrip("\0")

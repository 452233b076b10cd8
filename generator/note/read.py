"""Reads a finished note back: the words of each page in reading order, without what only runs along.

It needs no plan and no measure, whatever the paper: a line that ends in a space goes on in the next line's words, one
that ends in none goes on in the same word (see pdf/parts.py); the footer is what is drawn last, and a page that goes
on with a section repeats its number first, both marked as artifacts.
"""

from __future__ import annotations

import ctypes
import re
from typing import TYPE_CHECKING, Any

from generator.pdf.links import links
from generator.pipeline.edition import Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_ARTIFACT = "Artifact"
_LONGEST_TAG = 64
_CLEAR = 0.5
"""How far above the footer's letters the body is read, in points."""

_LINE_END = re.compile(r"\r?\n")
# PDFium's codes for a hyphen at a line's end, which is always one of the text: where we cut a word, its first part
# stands for all of it.
_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-"})


def read(data: bytes) -> Sequence[Passage]:
    """Return the words of each page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return [_passage(index, document[index], document) for index in range(len(document))]
    finally:
        document.close()


def _passage(index: int, page: Any, document: Any) -> Passage:
    from pypdfium2 import raw

    objects = [raw.FPDFPage_GetObject(page, one) for one in range(raw.FPDFPage_CountObjects(page))]
    words = page.get_textpage()
    text: str = words.get_text_bounded(bottom=_footer(objects, raw) + _CLEAR)
    if number := _repeated(objects, words, raw):
        text = text.removeprefix(number).lstrip()
    words.close()
    text = _LINE_END.sub("", text).translate(_HYPHENS)
    return Passage(f"page {index + 1}", text.strip(), links=tuple(links(document, page)))


def _footer(objects: Sequence[Any], raw: Any) -> float:
    """Return how high the letters of the footer reach: the artifacts that come after all that is spoken."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    highest = 0.0
    for one in _running(reversed(objects), raw):
        raw.FPDFPageObj_GetBounds(one, left, bottom, right, top)
        highest = max(highest, top.value)
    return highest


def _repeated(objects: Sequence[Any], words: Any, raw: Any) -> str:
    """Return the number of a section that goes on: an artifact before all that is spoken."""
    one = next(_running(objects, raw), None)
    if one is None:
        return ""
    buffer = (ctypes.c_ushort * _LONGEST_TAG)()
    number = _text(buffer, raw.FPDFTextObj_GetText(one, words, buffer, 2 * _LONGEST_TAG)).strip()
    return number if number.isdigit() else ""


def _running(objects: Iterable[Any], raw: Any) -> Iterator[Any]:
    """Yield the artifacts among the texts of ``objects``, up to the first text that is none."""
    tag, length = (ctypes.c_ushort * _LONGEST_TAG)(), ctypes.c_ulong()
    for one in objects:
        if raw.FPDFPageObj_GetType(one) == raw.FPDF_PAGEOBJ_TEXT:
            raw.FPDFPageObjMark_GetName(raw.FPDFPageObj_GetMark(one, 0), tag, 2 * _LONGEST_TAG, length)
            if _text(tag, length.value) != _ARTIFACT:
                return
            yield one


def _text(buffer: ctypes.Array[ctypes.c_ushort], size: int) -> str:
    """Return the text of ``size`` bytes, without the zero at its end."""
    return bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le")

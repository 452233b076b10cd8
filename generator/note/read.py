"""Reads a finished note back: the text of each page in reading order, without footers and repeated numbers.

It needs no plan, and no lengths of the page. A line that ends in a space is followed by another word, one that does not
by the rest of its word (see pdf/segments.py). The footer is drawn last, and a page that goes on with a section repeats
its number first; both are artifacts (ISO 32000-1, 14.8.2.2).
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from generator.pdf.alternatives import alternatives
from generator.pdf.links import links
from generator.pdf.styles import stretches
from generator.pipeline.edition import Passage

_ARTIFACT = "Artifact"
_LONGEST_TAG = 64  # characters; our longest is Artifact
_LINE_END = re.compile(r"\r?\n")
# PDFium's codes for a hyphen at a line's end, which is always one of the text: a hyphenated word is read whole from the
# ActualText of its first part.
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
    text: str = words.get_text_range(0, _footer(objects, words, raw))
    if number := _repeated(objects, words, raw):
        text = text.removeprefix(number).lstrip()
    styles = stretches(page, objects, words)
    words.close()
    text = _LINE_END.sub("", text).translate(_HYPHENS)
    seen = tuple(alternatives(page))
    found = tuple(links(document, page))
    return Passage(f"page {index + 1}", text.strip(), links=found, stretches=styles, alternatives=seen)


def _footer(objects: Sequence[Any], words: Any, raw: Any) -> int:
    """Return how many characters stand before the footer: before the artifacts after all content.

    By their objects, not by their places: some glyphs are so narrow that PDFium finds them in no place.
    """
    footer = {ctypes.addressof(one.contents) for one in _running(reversed(objects), raw)}
    count: int = words.count_chars()
    while count:
        one = raw.FPDFText_GetTextObject(words, count - 1)
        if one and ctypes.addressof(one.contents) not in footer:
            break
        count -= 1
    return count


def _repeated(objects: Sequence[Any], words: Any, raw: Any) -> str:
    """Return the number of a section that goes on: an artifact before all content."""
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

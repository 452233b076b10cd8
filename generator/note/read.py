"""Reads a finished note back: the text of each page in reading order, without footers and repeated numbers.

It needs no plan, and no lengths of the page. A line that ends in a space is followed by another word, one that does not
by the rest of its word (see pdf/lines.py). The footer is drawn last, and a page that goes on with a section repeats
its number first; both are artifacts (ISO 32000-1, 14.8.2.2).
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from generator.pdf.passages import ARTIFACT, read_pages
from generator.pdf.pdfium import HYPHENS, tag_of, text_of
from generator.pipeline.edition import Passage

_LINE_END = re.compile(r"\r?\n")


def read(data: bytes) -> Sequence[Passage]:
    """Return the words of each page."""
    return read_pages(data, _text)


def _text(_page: Any, found: Sequence[Any], words: Any) -> str:
    from pypdfium2 import raw

    text: str = words.get_text_range(0, _footer(found, words, raw))
    if number := _repeated(found, words, raw):
        text = text.removeprefix(number).lstrip()
    return _LINE_END.sub("", text).translate(HYPHENS).strip()


def _footer(found: Sequence[Any], words: Any, raw: Any) -> int:
    """Return how many characters stand before the footer: before the artifacts after all content.

    By their objects, not by their places: some glyphs are so narrow that PDFium finds them in no place.
    """
    footer = {ctypes.addressof(one.contents) for one in _running(reversed(found), raw)}
    count: int = words.count_chars()
    while count:
        one = raw.FPDFText_GetTextObject(words, count - 1)
        if one and ctypes.addressof(one.contents) not in footer:
            break
        count -= 1
    return count


def _repeated(found: Sequence[Any], words: Any, raw: Any) -> str:
    """Return the number of a section that goes on: an artifact before all content."""
    one = next(_running(found, raw), None)
    number = text_of(one, words).strip() if one is not None else ""
    return number if number.isdigit() else ""


def _running(found: Iterable[Any], raw: Any) -> Iterator[Any]:
    """Yield the artifacts among the texts ``found``, up to the first text that is none."""
    for one in found:
        if raw.FPDFPageObj_GetType(one) == raw.FPDF_PAGEOBJ_TEXT:
            if tag_of(one) != ARTIFACT:
                return
            yield one

"""Reads a finished note back: the text of each page in reading order, without footers and repeated numbers.

It needs no plan, and no lengths of the page. A line that ends in a space is followed by another word, one that does not
by the rest of its word (see pdf/lines.py). The footer is drawn last, and a page that goes on with a section repeats
its number first; both are artifacts (ISO 32000-1, 14.8.2.2).
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import Any

from generator.pdf.alternatives import alternatives
from generator.pdf.links import links
from generator.pdf.pdfium import HYPHENS, objects, tag_of, text_of
from generator.pdf.styles import stretches
from generator.pipeline.edition import Passage

_ARTIFACT = "Artifact"
_LINE_END = re.compile(r"\r?\n")


def read(data: bytes) -> Sequence[Passage]:
    """Return the words of each page."""
    import pypdfium2

    with closing(pypdfium2.PdfDocument(data)) as document:
        return [_passage(index, document[index], document) for index in range(len(document))]


def _passage(index: int, page: Any, document: Any) -> Passage:
    from pypdfium2 import raw

    found, words = objects(page), page.get_textpage()
    text: str = words.get_text_range(0, _footer(found, words, raw))
    if number := _repeated(found, words, raw):
        text = text.removeprefix(number).lstrip()
    styles = stretches(page, found, words)
    words.close()
    text = _LINE_END.sub("", text).translate(HYPHENS)
    seen, targets = tuple(alternatives(page)), tuple(links(document, page))
    return Passage(f"page {index + 1}", text.strip(), links=targets, stretches=styles, alternatives=seen)


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
            if tag_of(one) != _ARTIFACT:
                return
            yield one

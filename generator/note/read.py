"""Reads a finished note back: the words of each page in reading order, without what only runs along.

It needs no plan: a line that ends in a space goes on in the next line's words, one that ends in none goes on
in the same word (see pdf/parts.py); the footer lies below the body; a page that goes on with a section repeats
its number first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from generator.edition import Passage
from generator.note.setting import FOOTER_RULE, LEFT, PAGE_HEIGHT, TEXT_LEFT, TOP
from generator.pdf.links import links

if TYPE_CHECKING:
    from collections.abc import Sequence

_CORNER = (LEFT - 1, PAGE_HEIGHT - TOP - 26, TEXT_LEFT - 4, PAGE_HEIGHT - TOP + 1)
"""Where a bar's number stands, and nothing else: left, bottom, right, top."""

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
    words = page.get_textpage()
    text: str = words.get_text_bounded(bottom=PAGE_HEIGHT - FOOTER_RULE)
    number: str = words.get_text_bounded(*_CORNER).strip()
    words.close()
    if index and number.isdigit():
        text = text.removeprefix(number).lstrip()
    text = _LINE_END.sub("", text).translate(_HYPHENS)
    return Passage(f"page {index + 1}", text.strip(), links=tuple(links(document, page)))

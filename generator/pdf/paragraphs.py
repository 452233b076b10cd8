"""Reads the paragraphs of a tagged PDF back, each with its page and its place, by PDFium.

The structure elements (ISO 32000-1, 14.7) say which lines are one paragraph; where a file has none, each page is one.
"""

from __future__ import annotations

from contextlib import closing
from itertools import count
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.pdf.pdfium import HYPHENS, contents, elements, objects, said, text_of
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Iterator

# What holds a paragraph's words; the others either hold these or stand within one (14.8.4).
_BLOCKS = frozenset(("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "TH", "TD", "Caption", "BlockQuote", "Lbl"))
_LABEL = "Lbl"  # a bullet or a number before an item: not of its words
_REFERENCE = "Reference"  # the number of a source behind a text: neither


class PdfParagraph(Struct, frozen=True):
    """A paragraph, or a part of one on a page (from 1): its words, and the boxes of its lines in points, y down."""

    page: int
    tag: str
    text: str
    boxes: tuple[Box, ...] = ()


def read_paragraphs(data: bytes) -> list[PdfParagraph]:
    """Return the paragraphs of a PDF in reading order; raise ValueError or RuntimeError when it is none."""
    import pypdfium2

    with closing(pypdfium2.PdfDocument(data)) as document:
        return [one for index in range(len(document)) for one in _page(index + 1, document[index])]


def _page(number: int, page: Any) -> Iterator[PdfParagraph]:
    from pypdfium2 import raw

    words = page.get_textpage()
    owners = dict(_owners(page, raw))
    if not owners:
        yield PdfParagraph(number, "P", " ".join(words.get_text_range().translate(HYPHENS).split()))
        return
    found: dict[int, tuple[str, list[str], list[Box]]] = {}
    for one in objects(page):
        if raw.FPDFPageObj_GetType(one) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        owner, tag = owners.get(raw.FPDFPageObj_GetMarkedContentID(one), (-1, _LABEL))
        if tag != _LABEL:
            _tag, texts, boxes = found.setdefault(owner, (tag, [], []))
            texts.append(text_of(one, words).translate(HYPHENS))
            boxes.append(_box(one, page.get_mediabox()[3], raw))
    for _owner, (tag, texts, boxes) in sorted(found.items()):
        if text := " ".join("".join(texts).split()):
            yield PdfParagraph(number, tag, text, tuple(boxes))


def _box(one: Any, height: float, raw: Any) -> Box:
    from ctypes import c_float

    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    raw.FPDFPageObj_GetBounds(one, left, bottom, right, top)
    return Box(left.value, height - top.value, right.value - left.value, top.value - bottom.value)


def _owners(page: Any, raw: Any) -> Iterator[tuple[int, tuple[int, str]]]:
    """Yield the identifier of each marked content with the number and the tag of the paragraph that it belongs to."""
    numbers = count(1)

    def owner(element: Any, outer: tuple[int, str]) -> tuple[int, str]:
        number, tag = next(numbers), said(raw.FPDF_StructElement_GetType, element)
        if tag == _REFERENCE:
            return number, _LABEL
        return outer if outer[1] in _BLOCKS and tag not in _BLOCKS else (number, tag)

    for element, found in elements(page, (-1, ""), owner):
        yield from ((content, found) for content in contents(element))

"""Reads the paragraphs of a tagged PDF back, each with its page and its place, by PDFium.

The structure elements (ISO 32000-1, 14.7) say which lines are one paragraph; where a file has none, each page is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.pdf.styles import text_of
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Iterator

# What holds a paragraph's words; the others either hold these or stand within one (14.8.4).
_BLOCKS = frozenset(("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "TH", "TD", "Caption", "BlockQuote", "Lbl"))
_LABEL = "Lbl"  # a bullet or a number before an item: not of its words
_REFERENCE = "Reference"  # the number of a source behind a text: neither
_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-"})  # PDFium's codes for a hyphen at a line's end


class PdfParagraph(Struct, frozen=True):
    """A paragraph, or a part of one on a page (from 1): its words, and the boxes of its lines in points, y down."""

    page: int
    tag: str
    text: str
    boxes: tuple[Box, ...] = ()


def read_paragraphs(data: bytes) -> list[PdfParagraph]:
    """Return the paragraphs of a PDF in reading order; raise ValueError or RuntimeError when it is none."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return [one for index in range(len(document)) for one in _page(index + 1, document[index])]
    finally:
        document.close()


def _page(number: int, page: Any) -> Iterator[PdfParagraph]:
    from pypdfium2 import raw

    words = page.get_textpage()
    owners = dict(_owners(page, raw))
    if not owners:
        yield PdfParagraph(number, "P", " ".join(words.get_text_range().translate(_HYPHENS).split()))
        return
    found: dict[int, tuple[str, list[str], list[Box]]] = {}
    for one in (raw.FPDFPage_GetObject(page, index) for index in range(raw.FPDFPage_CountObjects(page))):
        if raw.FPDFPageObj_GetType(one) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        owner, tag = owners.get(raw.FPDFPageObj_GetMarkedContentID(one), (-1, _LABEL))
        if tag != _LABEL:
            _tag, texts, boxes = found.setdefault(owner, (tag, [], []))
            texts.append(text_of(one, words, raw).translate(_HYPHENS))
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
    tree = raw.FPDF_StructTree_GetForPage(page)
    roots = [
        raw.FPDF_StructTree_GetChildAtIndex(tree, index)
        for index in range(max(raw.FPDF_StructTree_CountChildren(tree), 0))
    ]
    todo = [(one, (-1, "")) for one in reversed(roots)]
    number = 0
    while todo:
        element, owner = todo.pop()
        if not element:
            continue
        number += 1
        tag = _type(element, raw)
        owner = (number, _LABEL) if tag == _REFERENCE else (number, tag) if tag in _BLOCKS else owner
        children = range(raw.FPDF_StructElement_CountChildren(element))
        for index in children:
            mcid = raw.FPDF_StructElement_GetChildMarkedContentID(element, index)
            if mcid >= 0:
                yield mcid, owner if owner[1] else (number, tag)
        todo += [(raw.FPDF_StructElement_GetChildAtIndex(element, index), owner) for index in reversed(children)]
    raw.FPDF_StructTree_Close(tree)


def _type(element: Any, raw: Any) -> str:
    from ctypes import c_ushort

    buffer = (c_ushort * 64)()
    size = raw.FPDF_StructElement_GetType(element, buffer, 128)
    return bytes(buffer)[: max(min(size, 128) - 2, 0)].decode("utf-16-le", "replace")

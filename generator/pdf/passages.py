"""Reads the pages of a finished PDF back, by PDFium: their words, links, styles, and what their figures show.

Fonts tell what is bold or slanted (their PostScript names end in Bold or Italic); the Lang of a structure element (ISO
32000-1, 14.9.2), through the marked-content identifiers of the texts, what is in another language.
"""

from __future__ import annotations

import ctypes
from contextlib import closing
from typing import TYPE_CHECKING, Any

from generator.pdf.pdfium import HYPHENS, contents, elements, objects, said, tag_of, text_of
from generator.pipeline.edition import OF_PICTURE, Passage, Stretch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ARTIFACT = "Artifact"
"""The tag of what is not of the content (ISO 32000-1, 14.8.2.2)."""

_FIGURE = "Figure"
_LONGEST = 128  # bytes of a font's name: ours have at most 40


def read_pages(data: bytes, text: Callable[[Any, Sequence[Any], Any], str]) -> list[Passage]:
    """Return a passage for each page; ``text`` tells its words, of the page, its objects and its text page."""
    import pypdfium2

    with closing(pypdfium2.PdfDocument(data)) as document:
        return [_passage(number, document, page, text) for number, page in enumerate(document, 1)]


def _passage(number: int, document: Any, page: Any, text: Callable[[Any, Sequence[Any], Any], str]) -> Passage:
    found, words = objects(page), page.get_textpage()
    said, styles = text(page, found, words), _stretches(page, found, words)
    words.close()
    targets, shown = tuple(links(document, page)), tuple(_alternatives(page))
    return Passage(f"page {number}", said, links=targets, stretches=styles, alternatives=shown)


def links(document: Any, page: Any) -> Iterator[str]:
    """Yield the web addresses of the links on ``page`` of ``document``, both of pypdfium2, in order."""
    from pypdfium2 import raw

    position, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, position, link):
        action = raw.FPDFLink_GetAction(link)
        length = raw.FPDFAction_GetURIPath(document, action, None, 0)
        buffer = ctypes.create_string_buffer(length)
        raw.FPDFAction_GetURIPath(document, action, buffer, length)
        if length:
            yield buffer.raw[:length].rstrip(b"\0").decode("ascii", "replace")


def _alternatives(page: Any) -> Iterator[str]:
    """Yield the alternative text of each Figure of ``page``, in the order of the structure tree."""
    from pypdfium2 import raw

    for element, tag in elements(page, "", lambda element, _outer: said(raw.FPDF_StructElement_GetType, element)):
        if tag == _FIGURE:
            yield said(raw.FPDF_StructElement_GetAltText, element)


def _stretches(page: Any, objects: list[Any], words: Any) -> tuple[Stretch, ...]:
    """Return the style of each text object of ``page``, with its words.

    ``objects`` are those of the page and ``words`` is its text page, of pypdfium2.
    """
    from pypdfium2 import raw

    languages = dict(_languages(page, raw))
    found: list[Stretch] = []
    for one in objects:
        if raw.FPDFPageObj_GetType(one) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        content = raw.FPDFPageObj_GetMarkedContentID(one)
        if content < 0:  # an artifact, such as a footer, which may stand between the parts of a paragraph
            continue
        name = _font(one, raw)
        language = languages.get(content, "") or (OF_PICTURE if tag_of(one) == _FIGURE else "")
        style = "Bold" in name, "Italic" in name, language
        found.append(Stretch(text_of(one, words).translate(HYPHENS), *style))
    return tuple(found)


def _font(one: Any, raw: Any) -> str:
    buffer = ctypes.create_string_buffer(_LONGEST)
    raw.FPDFFont_GetBaseFontName(raw.FPDFTextObj_GetFont(one), buffer, _LONGEST)
    return buffer.value.decode("ascii", "replace")


def _languages(page: Any, raw: Any) -> Iterator[tuple[int, str]]:
    """Yield the identifier of each marked content that has a language of its own, with it."""
    inherited = elements(page, "", lambda element, outer: said(raw.FPDF_StructElement_GetLang, element) or outer)
    for element, language in inherited:
        yield from ((content, language) for content in contents(element) if language)

"""Reads the styles of a finished page, by PDFium: which words are bold or slanted, and which are in another language.

Fonts tell the first (their PostScript names end in Bold or Italic); the Lang of a structure element (ISO 32000-1,
14.9.2) the second, through the marked-content identifiers of the texts.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

from generator.pdf.pdfium import HYPHENS, contents, elements, said, tag_of, text_of
from generator.pipeline.edition import OF_PICTURE, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIGURE = "Figure"
_LONGEST = 128  # bytes of a font's name: ours have at most 40


def stretches(page: Any, objects: list[Any], words: Any) -> tuple[Stretch, ...]:
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

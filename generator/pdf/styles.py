"""Reads the styles of a finished page, by PDFium: which words are bold or slanted, and which are in another language.

Fonts tell the first (their PostScript names end in Bold or Italic); the Lang of a structure element (ISO 32000-1,
14.9.2) the second, through the marked-content identifiers of the texts.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

from generator.pipeline.edition import OF_PICTURE, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterator

_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-"})  # PDFium's codes for a hyphen at a line's end
_FIGURE = "Figure"
_USUAL = 256  # characters of a text object, which is a part of a line
_LONGEST = 128  # bytes of a font's name or of a language tag: ours have at most 40


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
        language = languages.get(content, "") or (OF_PICTURE if _tag(one, raw) == _FIGURE else "")
        style = "Bold" in name, "Italic" in name, language
        found.append(Stretch(text_of(one, words, raw).translate(_HYPHENS), *style))
    return tuple(found)


def _font(one: Any, raw: Any) -> str:
    buffer = ctypes.create_string_buffer(_LONGEST)
    raw.FPDFFont_GetBaseFontName(raw.FPDFTextObj_GetFont(one), buffer, _LONGEST)
    return buffer.value.decode("ascii", "replace")


def _tag(one: Any, raw: Any) -> str:
    """Return the tag of the marked content that a text object belongs to."""
    buffer, length = (ctypes.c_ushort * _LONGEST)(), ctypes.c_ulong()
    raw.FPDFPageObjMark_GetName(raw.FPDFPageObj_GetMark(one, 0), buffer, 2 * _LONGEST, length)
    return bytes(buffer)[: max(length.value - 2, 0)].decode("utf-16-le", "replace")


def text_of(one: Any, words: Any, raw: Any) -> str:
    """Return the words of a text object."""
    buffer = (ctypes.c_ushort * _USUAL)()
    size = raw.FPDFTextObj_GetText(one, words, buffer, 2 * _USUAL)
    if size > 2 * _USUAL:
        buffer = (ctypes.c_ushort * (size // 2))()
        raw.FPDFTextObj_GetText(one, words, buffer, size)
    return bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le", "replace")


def _languages(page: Any, raw: Any) -> Iterator[tuple[int, str]]:
    """Yield the identifier of each marked content that has a language of its own, with it."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    todo = [
        (raw.FPDF_StructTree_GetChildAtIndex(tree, index), "")
        for index in range(raw.FPDF_StructTree_CountChildren(tree))
    ]
    while todo:
        element, outer = todo.pop()
        if not element:
            continue
        language = _language(element, raw) or outer
        for index in range(raw.FPDF_StructElement_CountChildren(element)):
            mcid = raw.FPDF_StructElement_GetChildMarkedContentID(element, index)
            if mcid >= 0 and language:
                yield mcid, language
            todo.append((raw.FPDF_StructElement_GetChildAtIndex(element, index), language))
    raw.FPDF_StructTree_Close(tree)


def _language(element: Any, raw: Any) -> str:
    buffer = (ctypes.c_ushort * _LONGEST)()
    size = raw.FPDF_StructElement_GetLang(element, buffer, 2 * _LONGEST)
    return bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le", "replace")

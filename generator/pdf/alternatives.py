"""What the figures of a PDF's page show, in words, read back by PDFium: the Alt of its structure elements."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

_MAX = 20_000  # characters of an alternative


def alternatives(page: Any) -> Iterator[str]:
    """Yield the alternative text of each Figure of ``page``, in the order of the structure tree."""
    from pypdfium2 import raw

    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    due = [raw.FPDF_StructTree_GetChildAtIndex(tree, index) for index in range(raw.FPDF_StructTree_CountChildren(tree))]
    while due:
        element = due.pop(0)
        children = range(raw.FPDF_StructElement_CountChildren(element) if element else 0)  # else it is content
        if element and _text(raw.FPDF_StructElement_GetType, element) == "Figure":
            yield _text(raw.FPDF_StructElement_GetAltText, element)
        due[:0] = [raw.FPDF_StructElement_GetChildAtIndex(element, index) for index in children]
    raw.FPDF_StructTree_Close(tree)


def _text(get: Any, element: Any) -> str:
    """Return what PDFium writes, in UTF-16, of ``element``."""
    buffer = (ctypes.c_ushort * _MAX)()
    size = get(element, buffer, 2 * _MAX)
    return bytes(buffer)[: max(min(size, 2 * _MAX) - 2, 0)].decode("utf-16-le")

"""What PDFium tells of a page beyond pypdfium2: its objects, their tags, the elements of its structure."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_Value = TypeVar("_Value")

HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-"})
"""PDFium's codes for a hyphen at a line's end, as the hyphen that it is."""
_USUAL = 256  # characters of a text object, which is a part of a line


def objects(page: Any) -> list[Any]:
    """Return the objects of ``page``, in the order of drawing."""
    from pypdfium2 import raw

    return [raw.FPDFPage_GetObject(page, index) for index in range(raw.FPDFPage_CountObjects(page))]


def said(get: Callable[..., int], *about: Any) -> str:
    """Return the text that the function ``get`` of PDFium writes, in UTF-16, of what it is asked about."""
    buffer = (ctypes.c_ushort * _USUAL)()
    size = get(*about, buffer, 2 * _USUAL)
    if size > 2 * _USUAL:
        buffer = (ctypes.c_ushort * (size // 2))()
        get(*about, buffer, size)
    return bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le", "replace")


def text_of(one: Any, words: Any) -> str:
    """Return the words of a text object; ``words`` is the text page that it is of."""
    from pypdfium2 import raw

    return said(raw.FPDFTextObj_GetText, one, words)


def tag_of(one: Any) -> str:
    """Return the tag of the marked content that an object belongs to."""
    from pypdfium2 import raw

    buffer, length = (ctypes.c_ushort * _USUAL)(), ctypes.c_ulong()
    raw.FPDFPageObjMark_GetName(raw.FPDFPageObj_GetMark(one, 0), buffer, 2 * _USUAL, length)
    return bytes(buffer)[: max(length.value - 2, 0)].decode("utf-16-le", "replace")


def elements(page: Any, value: _Value, inherit: Callable[[Any, _Value], _Value]) -> Iterator[tuple[Any, _Value]]:
    """Yield the structure elements of ``page`` in order, each with what ``inherit`` makes of it and its parent's value.

    That of the outermost is made of ``value``.
    """
    from pypdfium2 import raw

    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    roots = range(raw.FPDF_StructTree_CountChildren(tree))
    due = [(raw.FPDF_StructTree_GetChildAtIndex(tree, index), value) for index in reversed(roots)]
    while due:
        element, outer = due.pop()
        if element:  # else it is content
            own = inherit(element, outer)
            yield element, own
            inner = reversed(range(raw.FPDF_StructElement_CountChildren(element)))
            due += [(raw.FPDF_StructElement_GetChildAtIndex(element, index), own) for index in inner]
    raw.FPDF_StructTree_Close(tree)


def contents(element: Any) -> Iterator[int]:
    """Yield the identifiers of the marked content that stands in an element itself."""
    from pypdfium2 import raw

    for index in range(raw.FPDF_StructElement_CountChildren(element)):
        mcid = raw.FPDF_StructElement_GetChildMarkedContentID(element, index)
        if mcid >= 0:
            yield mcid

"""Reads the link targets of a finished page, by PDFium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any


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

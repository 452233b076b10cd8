"""What the figures of a PDF's page show, in words, read back by PDFium: the Alt of its structure elements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.pdf.pdfium import elements, said


def alternatives(page: Any) -> Iterator[str]:
    """Yield the alternative text of each Figure of ``page``, in the order of the structure tree."""
    from pypdfium2 import raw

    for element, tag in elements(page, "", lambda element, _outer: said(raw.FPDF_StructElement_GetType, element)):
        if tag == "Figure":
            yield said(raw.FPDF_StructElement_GetAltText, element)

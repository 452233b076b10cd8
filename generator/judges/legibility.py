"""How legible the words of a finished PDF are: their colour on what is drawn behind them, their size, their place.

The ground is the same page drawn without its words, so that it holds for pictures, gradients and forms of any kind.
"""

from __future__ import annotations

from ctypes import byref, c_uint
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from msgspec import Struct

from generator.theme import contrast_over
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL.Image import Image

DPI = 72  # of the ground: a pixel is a point, and no letter that we judge is smaller than eight
_SHOWN = {"Tj", "TJ", "'", '"'}  # the operators that paint words (ISO 32000-1, 9.4.3)
_LARGE, _BOLD, _HEAVY = 18.0, 14.0, 700  # points, points if bold, the weight of bold: WCAG 2.1's large text
_ROUNDED = 0.05  # of a contrast: what the colours of an edge lose in 8 bits


class Drawn(Struct, frozen=True):
    """A word as drawn: its size in points, its colour (RRGGBB), its contrast on what lies behind it."""

    text: str
    box: Box
    size: float
    bold: bool
    colour: str
    contrast: float

    @property
    def wanted(self) -> float:
        """Return the contrast that WCAG 2.1 asks for (1.4.3)."""
        return 3.0 if self.size >= _LARGE or (self.bold and self.size >= _BOLD) else 4.5

    @property
    def faint(self) -> bool:
        """Tell whether it stands out less than it must."""
        return self.contrast < self.wanted - _ROUNDED


def drawn_words(pdf: Path) -> list[list[Drawn]]:
    """Return the words of every page of a PDF."""
    grounds = _grounds(pdf)
    document = pypdfium2.PdfDocument(pdf)
    return [list(_words(page, ground)) for page, ground in zip(document, grounds, strict=True)]


def _grounds(pdf: Path) -> list[Image]:
    """Return the pages drawn without words."""
    silent = pdf.with_suffix(".ground.pdf")
    with pikepdf.open(pdf) as document:
        for page in document.pages:
            page.Contents = document.make_stream(_silent(page))
        for one in document.objects:
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Form":
                one.write(_silent(one))
        document.save(silent)
    return [page.render(scale=DPI / 72).to_pil().convert("RGB") for page in pypdfium2.PdfDocument(silent)]


def _silent(content: pikepdf.Object | pikepdf.Page) -> bytes:
    kept = [one for one in pikepdf.parse_content_stream(content) if str(one.operator) not in _SHOWN]
    return pikepdf.unparse_content_stream(kept)


def _words(page: pypdfium2.PdfPage, ground: Image) -> Iterator[Drawn]:
    """Yield the words of a page: letters between spaces, on one line, of one size and colour."""
    text, height = page.get_textpage(), page.get_height()
    held: list[tuple[str, Box, float, bool, str]] = []
    for index in range(text.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(text, index))
        one = (letter, _box(text, index, height), *_style(text, index))
        if held and (letter.isspace() or one[2:] != held[-1][2:] or one[1].y >= held[-1][1].bottom):
            yield _word(held, ground)
            held = []
        if letter.isprintable() and not letter.isspace():
            held.append(one)
    if held:
        yield _word(held, ground)


def _box(text: pypdfium2.PdfTextPage, index: int, height: float) -> Box:
    left, bottom, right, top = text.get_charbox(index)
    return Box(left, height - top, right - left, top - bottom)


def _style(text: pypdfium2.PdfTextPage, index: int) -> tuple[float, bool, str]:
    """Return the size of a letter in points, whether it is bold, its colour."""
    channels = [c_uint() for _channel in range(4)]
    pdfium.FPDFText_GetFillColor(text, index, *map(byref, channels))
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, byref(matrix))
    scale = (matrix.c**2 + matrix.d**2) ** 0.5
    size = round(pdfium.FPDFText_GetFontSize(text, index) * scale, 1)
    colour = "".join(f"{one.value:02X}" for one in channels[:3])
    return size, pdfium.FPDFText_GetFontWeight(text, index) >= _HEAVY, colour


def _word(letters: list[tuple[str, Box, float, bool, str]], ground: Image) -> Drawn:
    boxes = [box for _letter, box, *_style in letters]
    left, top = min(one.x for one in boxes), min(one.y for one in boxes)
    whole = Box.between(left, top, max(one.right for one in boxes), max(one.bottom for one in boxes))
    text = "".join(letter for letter, *_rest in letters)
    size, bold, colour = letters[0][2:]
    return Drawn(text, whole, size, bold, colour, contrast_over(colour, _behind(ground, whole)))


def _behind(ground: Image, box: Box) -> list[tuple[int, tuple[int, ...]]]:
    """Return the colours behind ``box``, and how often each is there; none where it is off the page."""
    left, top = max(int(box.x), 0), max(int(box.y), 0)
    right, bottom = min(max(int(box.right), left + 1), ground.width), min(max(int(box.bottom), top + 1), ground.height)
    if right <= left or bottom <= top:
        return []
    part = ground.crop((left, top, right, bottom))
    found = part.getcolors(part.width * part.height) or []
    return [(count, rgb) for count, rgb in found if isinstance(rgb, tuple)]

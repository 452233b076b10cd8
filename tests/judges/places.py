"""Do the pictures of slides tell the truth? LibreOffice draws the deck; each word must stand where our picture has it.

Both drawings are PDF, and one reader gives the place of each word's first letter on its baseline.
"""

from __future__ import annotations

import ctypes
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pypdfium2
from pypdfium2 import raw

from generator.judges.overflow import render
from generator.units import Box

SLACK = 2.0
HALF_SPACE = 1 / 8  # of the text's size: LibreOffice counts a space at a centred line's end when a link follows it
_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-"})


@dataclass(frozen=True)
class Spot:
    """A word, where it begins (y downwards), and the size of its text."""

    text: str
    x: float
    y: float
    size: float


def findings(deck: Path, picture: bytes, apart: dict[int, list[Box]] | None = None) -> list[str]:
    """Return each word of the deck that LibreOffice draws elsewhere than ``picture``, a PDF of the same slides.

    ``apart`` are areas of slides, by number, of which every office suite draws the inside its own way: charts.
    """
    with tempfile.TemporaryDirectory(prefix="piliers-places-") as scratch:
        drawn = spots(render([deck], Path(scratch))[0].read_bytes())
    ours = spots(picture)
    if len(drawn) != len(ours):
        return [f"LibreOffice draws {len(drawn)} slides, we {len(ours)}"]
    return [
        f"slide {number}: {problem}"
        for number, (theirs, mine) in enumerate(zip(drawn, ours, strict=True), 1)
        for problem in compared(_outside(theirs, apart, number), _outside(mine, apart, number))
    ]


def _outside(found: list[Spot], apart: dict[int, list[Box]] | None, number: int) -> list[Spot]:
    boxes = (apart or {}).get(number, [])
    return [spot for spot in found if not any(_holds(box, spot) for box in boxes)]


def _holds(box: Box, spot: Spot) -> bool:
    return box.x - SLACK <= spot.x <= box.x + box.width and box.y <= spot.y <= box.y + box.height + SLACK


def compared(theirs: list[Spot], ours: list[Spot]) -> list[str]:
    """Pair each word with the nearest of ours that reads the same; tell those that are apart or alone."""
    left, found = list(ours), []
    for spot in theirs:
        alike = [one for one in left if one.text == spot.text]
        if not alike:
            found.append(f"« {spot.text} » is not in our picture")
            continue
        near = min(alike, key=lambda one: abs(one.x - spot.x) + abs(one.y - spot.y))
        left.remove(near)
        if abs(near.x - spot.x) > max(SLACK, HALF_SPACE * near.size) or abs(near.y - spot.y) > SLACK:
            found.append(
                f"« {spot.text} » is at {spot.x:.1f} {spot.y:.1f}, in our picture at {near.x:.1f} {near.y:.1f}"
            )
    return found + [f"« {spot.text} » is in our picture alone" for spot in left]


def spots(pdf: bytes) -> list[list[Spot]]:
    """Return the words of each page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_page(page) for page in document]
    finally:
        document.close()


def _page(page: Any) -> list[Spot]:
    words = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    found: list[Spot] = []
    within = False
    for index in range(words.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(words, index)).translate(_HYPHENS)
        if letter.isspace():
            within = False
            continue
        raw.FPDFText_GetCharOrigin(words, index, x, y)
        below = page.get_height() - y.value
        if within and abs(found[-1].y - below) < 0.5:
            found[-1] = replace(found[-1], text=found[-1].text + letter)
        else:
            found.append(Spot(letter, x.value, below, raw.FPDFText_GetFontSize(words, index)))
        within = True
    words.close()
    return found

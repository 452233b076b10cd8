"""Do the pictures of slides tell the truth? LibreOffice draws the deck; each word must stand where our picture has it.

Both drawings are PDF, and one reader gives the place of each word's first letter on its baseline.
"""

from __future__ import annotations

import ctypes
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
from pypdfium2 import raw

from generator.judges.overflow import render
from generator.units import Box

SLACK = 2.0
_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-"})


@dataclass(frozen=True)
class Spot:
    """A word, and where it begins: on a page of this height, y downwards."""

    text: str
    x: float
    y: float


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
    return box.x <= spot.x <= box.x + box.width and box.y <= spot.y <= box.y + box.height + SLACK


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
        if max(abs(near.x - spot.x), abs(near.y - spot.y)) > SLACK:
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
            found[-1] = Spot(found[-1].text + letter, found[-1].x, found[-1].y)
        else:
            found.append(Spot(letter, x.value, below))
        within = True
    words.close()
    return found

"""The PDF judge finds planted faults, and is silent on a good note."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from generator.judges import pdf
from generator.judges.tools import ROOT, JudgeMissing, pictures
from tests.judges.conftest import Outputs

CARLITO = "Carlito-Regular.ttf"
FOLDERS = (ROOT / "templates" / "fonts", Path("/usr/share/fonts/truetype/crosextra"))

DPI = 24  # of the pictures in which empty pages are looked for
ABOVE_FOOTER = 0.9  # of a page's height: below are its footer and printer's marks
HALF, FORGOTTEN = 0.5, 0.15 + 0.05  # of a page's height: text begins 5 % below its top
PAPER = 250  # of 255: what is darker was drawn


def note(folder: Path, *pages: list[tuple[str, float, float]], font: str = "Carlito") -> Path:
    for place in FOLDERS:
        if (place / CARLITO).exists():
            pdfmetrics.registerFont(TTFont("Carlito", str(place / CARLITO)))
            break
    else:
        raise JudgeMissing("no Carlito, neither in templates/fonts nor from fonts-crosextra-carlito")
    path = folder / "note.pdf"
    canvas: Any = Canvas(str(path), pagesize=A4, initialFontName=font)
    for drawn in pages:
        canvas.setFont(font, 11)
        for text, left, bottom in drawn:
            canvas.drawString(left, bottom, text)
        canvas.showPage()
    canvas.save()
    return path


def test_a_good_note_is_silent(tmp_path: Path) -> None:
    path = note(tmp_path, [("Rennes Métropole et l’affluent", 60, 700), ("Nantes", 60, 686)])
    assert pdf.findings(path) == []


@pytest.mark.parametrize(
    ("drawn", "words"),
    [
        (("Bord", 10, 500), "is in the margin"),
        (("Au-delà", 580, 500), "is in the margin"),
        (("Métropole", 70, 701), "lies on"),
    ],
)
def test_a_misplaced_word_is_found(drawn: tuple[str, float, float], words: str, tmp_path: Path) -> None:
    found = pdf.findings(note(tmp_path, [("Rennes Métropole et l’affluent", 60, 700), drawn]))
    assert any(words in problem for problem in found)


def half_empty(path: Path) -> list[str]:
    """Return the pages of a note, in any print, or of a handout that are more than half empty, or the last nearly so.

    What counts is the room above their footer. Before a map or a chart that is higher than the rest it is no fault.
    """
    *whole, last = [filled(picture) for picture in pictures(path, DPI)]
    found = [
        f"page {number}: more than half empty, and another follows"
        for number, reach in enumerate(whole, start=1)
        if reach < HALF
    ]
    if whole and last < FORGOTTEN:
        found.append(f"page {len(whole) + 1}: the last one is nearly empty, and others precede it")
    return found


def filled(picture: Image.Image) -> float:
    """Return how far down a page is filled, as a part of its height."""
    body = picture.crop((0, 0, picture.width, round(picture.height * ABOVE_FOOTER))).convert("L")
    drawn = body.point([255 * (shade < PAPER) for shade in range(256)]).getbbox()
    return drawn[3] / picture.height if drawn else 0.0


def test_a_page_that_is_half_empty_before_another_is_found(tmp_path: Path) -> None:
    path = note(tmp_path, *([("Pied", 60.0, 40.0), ("Rennes", 60.0, bottom)] for bottom in (700.0, 380.0, 740.0)))
    assert half_empty(path) == [
        "page 1: more than half empty, and another follows",
        "page 3: the last one is nearly empty, and others precede it",
    ]


@pytest.mark.parametrize("suffix", ["pdf", "large-print.pdf", "handout.pdf"])
def test_no_page_is_half_empty(outputs: Outputs, suffix: str) -> None:
    assert half_empty(outputs[suffix]) == []


def test_an_unembedded_font_is_found(tmp_path: Path) -> None:
    found = pdf.findings(note(tmp_path, [("Rennes", 60, 700)], font="Helvetica"))
    assert "pdffonts: Helvetica is not embedded" in found
    assert "pdffonts: Helvetica has no ToUnicode map" in found


def test_a_broken_file_is_found(tmp_path: Path) -> None:
    path = note(tmp_path, [("Rennes", 60, 700)])
    path.write_bytes(path.read_bytes()[:-80])
    assert any(problem.startswith("qpdf: ") for problem in pdf.findings(path))


def test_a_page_without_words_is_found(tmp_path: Path) -> None:
    assert pdf.findings(note(tmp_path, []))

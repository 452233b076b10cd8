"""Is the note a sound PDF? By qpdf and poppler: syntax, fonts, margins, and no word on another."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from generator.judges.tools import Box, Page, collisions, need, pages, pictures, run

MARGIN = 8 * 72 / 25.4  # most office printers keep 4 to 6 mm to themselves
SLACK = 1.0  # points by which two words' boxes may overlap: those of poppler are taller than letters
DPI = 24  # of the pictures in which empty pages are looked for
ABOVE_FOOTER = 0.9  # of a page's height: below are its footer and printer's marks
HALF, FORGOTTEN = 0.5, 0.15 + 0.05  # of a page's height: text begins 5 % below its top
PAPER = 250  # of 255: what is darker was drawn
FONT_COLUMNS = 5  # emb, sub, uni, object number, generation


def findings(path: Path) -> list[str]:
    """Return what qpdf, pdffonts and pdftotext hold against the file."""
    found = _syntax(path)
    return found if found else _fonts(path) + _layout(path)


def _syntax(path: Path) -> list[str]:
    done = run([need("qpdf", "qpdf"), "--check", str(path)])
    if done.returncode == 0:
        return []
    said = [line for line in (done.stderr + done.stdout).splitlines() if "WARNING" in line]
    return [f"qpdf: {line}" for line in said] or [f"qpdf: {done.stderr.strip()}"]


def _fonts(path: Path) -> list[str]:
    done = run([need("pdffonts", "poppler-utils"), str(path)])
    rows = [line.rsplit(None, FONT_COLUMNS) for line in done.stdout.splitlines()[2:]]
    if not rows:
        return [f"pdffonts: no font in {path.name}: {done.stderr.strip() or 'no text'}"]
    found = []
    for name, embedded, _subset, unicode_map, *_ in rows:
        font = name.split()[0]
        if embedded != "yes":
            found.append(f"pdffonts: {font} is not embedded")
        if unicode_map != "yes":
            found.append(f"pdffonts: {font} has no ToUnicode map")
    return found


def _layout(path: Path) -> list[str]:
    found = []
    for number, page in enumerate(pages(path), start=1):
        found += [f"page {number}: {problem}" for problem in _page(page)]
    return found


def half_empty(path: Path) -> list[str]:
    """Return the pages of a note, in any print, or of a handout that are more than half empty, or the last nearly so.

    What counts is the room above their footer. Before a map or a chart that is higher than the rest it is no fault.
    """
    *whole, last = [_filled(picture) for picture in pictures(path, DPI)]
    found = [
        f"page {number}: more than half empty, and another follows"
        for number, filled in enumerate(whole, start=1)
        if filled < HALF
    ]
    if whole and last < FORGOTTEN:
        found.append(f"page {len(whole) + 1}: the last one is nearly empty, and others precede it")
    return found


def _filled(picture: Image.Image) -> float:
    """Return how far down a page is filled, as a part of its height."""
    body = picture.crop((0, 0, picture.width, round(picture.height * ABOVE_FOOTER))).convert("L")
    drawn = body.point([255 * (shade < PAPER) for shade in range(256)]).getbbox()
    return drawn[3] / picture.height if drawn else 0.0


def _page(page: Page) -> list[str]:
    if not page.words:
        return ["no word at all"]
    printable = Box(MARGIN, MARGIN, page.box.right - MARGIN, page.box.bottom - MARGIN)
    found = [
        f"« {word.text} » {word.box} is in the margin or off the page"
        for word in page.words
        if not printable.holds(word.box, 0.0)
    ]
    return found + [
        f"« {one.text} » {one.box} lies on « {other.text} » {other.box}"
        for one, other in collisions(list(page.words), SLACK)
    ]

"""Is the note a sound PDF? By qpdf and poppler: syntax, fonts, margins, and no word on another."""

from __future__ import annotations

from pathlib import Path

from generator.judges.tools import Page, collisions, need, pages, run
from generator.units import mm

MARGIN = mm(8)  # most office printers keep 4 to 6 mm to themselves
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


def _page(page: Page) -> list[str]:
    if not page.words:
        return ["no word at all"]
    printable = page.box.grown(-MARGIN)
    found = [
        f"« {word.text} » {word.box} is in the margin or off the page"
        for word in page.words
        if not printable.holds(word.box, 0.0)
    ]
    return found + [
        f"« {one.text} » {one.box} lies on « {other.text} » {other.box}" for one, other in collisions(page.words)
    ]

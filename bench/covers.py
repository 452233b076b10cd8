"""Beside python-pptx: are titles on other people's templates as legible as the placeholders filled plainly?

``bench/covers.py TEMPLATE… [--slug SLUG] [--keep FOLDER]`` builds the deck of a publication on each template, adds
to it slides on the same layouts, whose placeholders python-pptx has filled with the same words, and measures both as
LibreOffice draws them. It prints each title and each cover's subtitle that is less legible than its plain twin, and
ends with 1 if there is one. Templates are files of anybody's, from anywhere; nothing is written beside them.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER

from generator.judges.legibility import Drawn, drawn_words
from generator.judges.overflow import render
from generator.units import Box

ROOT = Path(__file__).resolve().parents[1]
TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
TEXTS = (PP_PLACEHOLDER.SUBTITLE, PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT)
SMALLER = 0.7  # of the plain twin's size: a longer title is set smaller on purpose
PLAIN = 24.0 / 960  # of a slide's width: letters that are read from the back of a room


class Said(Struct, frozen=True):
    """How a text is drawn: its least size and contrast, what is wanted, and what is wrong with its place."""

    size: float
    contrast: float
    wanted: float
    misplaced: int


def said(text: str, words: list[Drawn], page: Box) -> Said | None:
    """Return how ``text`` is drawn on a page, or None where it is not there whole."""
    letters = [word.text.casefold() for word in words]
    joined = "".join(text.casefold().split())
    for start in range(len(words)):
        end, held = start, ""
        while end < len(words) and len(held) < len(joined):
            held += letters[end]
            end += 1
        if held == joined:
            found = words[start:end]
            return Said(
                min(one.size for one in found),
                min(one.contrast for one in found),
                max(one.wanted for one in found),
                sum(not page.holds(one.box, 1.0) or _covered(one, words) for one in found),
            )
    return None


def _covered(word: Drawn, words: list[Drawn]) -> bool:
    return any(word.box.meets(other.box, 2.0) for other in words if other is not word)


def worse(ours: Said | None, plain: Said | None, width: float) -> list[str]:
    """Return in what ours is less legible than the plain twin, on a slide ``width`` points wide."""
    if ours is None:
        return ["is not drawn whole"]
    if plain is None:
        return []
    found = []
    if ours.contrast < min(plain.contrast, ours.wanted) - 0.1:
        found.append(f"contrast {ours.contrast:.1f} instead of {plain.contrast:.1f}")
    if ours.misplaced > plain.misplaced:
        found.append(f"{ours.misplaced} words off the slide or on others")
    legible = not plain.misplaced and plain.contrast >= plain.wanted
    if legible and ours.size < min(plain.size * SMALLER, PLAIN * width):
        found.append(f"{ours.size:g} points instead of {plain.size:g}")
    return found


def twins(deck: Any) -> list[tuple[int, str, str]]:
    """Add the plain twin of each slide; return number, role and words of each text to be compared."""
    slides, found = list(deck.slides), []
    for number, slide in enumerate(slides):
        twin = deck.slides.add_slide(slide.slide_layout)
        title = slide.shapes.title.text_frame.text
        if twin.shapes.title is not None:
            twin.shapes.title.text_frame.text = title
        found.append((number, "title", title))
        if number == 0:
            texts = [one for one in twin.placeholders if one.placeholder_format.type in TEXTS]
            subtitle = deck.core_properties.subject
            if texts and subtitle:
                max(texts, key=lambda one: one.width * one.height).text_frame.text = subtitle
                found.append((number, "subtitle", subtitle))
    return found


def compared(path: Path, scratch: Path) -> Iterator[str]:
    """Yield what is less legible than its plain twin in the deck at ``path``, and all that is faint."""
    deck: Any = Presentation(str(path))
    count, texts = len(deck.slides), twins(deck)
    added = scratch / "added.pptx"
    deck.save(str(added))
    pages = drawn_words(render([added], scratch)[0])
    page = Box(0.0, 0.0, deck.slide_width / 12700, deck.slide_height / 12700)
    for number, role, text in texts:
        ours, plain = (said(text, pages[index], page) for index in (number, number + count))
        problems = worse(ours, plain, page.right)
        if problems or number == 0:
            both = f"[{_told(ours)} | plain {_told(plain)}]"
            yield f"slide {number + 1}, {role}: {'; '.join(problems) or 'as good'} {both}"
    for number, words in enumerate(pages[:count], 1):
        faint = [one for one in words if one.faint]
        if faint:
            yield f"slide {number}: faint: " + ", ".join(f"{one.text} {one.contrast:.1f}" for one in faint[:6])
        small = sorted({one.size for one in words if one.size < 9.9 and len(one.text) > 2})
        if small:
            yield f"slide {number}: small: {small} {[one.text for one in words if one.size < 9.9][:5]}"


def _told(one: Said | None) -> str:
    return f"{one.size:g} pt, {one.contrast:.1f}:1, {one.misplaced} misplaced" if one else "not whole"


def built(template: Path, slug: str, folder: Path) -> tuple[Path | None, str]:
    """Build the deck of ``slug`` on a template, in ``folder``; return it and what was said."""
    for name in ("content", "templates"):
        if not (folder / name).exists():
            shutil.copytree(ROOT / name, folder / name)
    command = [sys.executable, "-m", "generator", "build", slug, "--only", "deck", "--template", str(template)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    path = folder / "output" / f"{slug}.pptx"
    return (path if done.returncode == 0 else None), done.stdout + done.stderr


def main() -> int:
    """Compare on each template."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("templates", nargs="+", type=Path)
    parser.add_argument("--slug", default="lecons-apprises")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    failed = 0
    for template in options.templates:
        with tempfile.TemporaryDirectory() as scratch:
            path, told = built(template.absolute(), options.slug, Path(scratch))
            print(f"== {template.name}")
            for line in told.splitlines():
                print("   |", line)
            if path is None:
                continue
            for line in compared(path, Path(scratch)):
                failed += "as good" not in line and "faint" not in line and "small" not in line
                print("  ", line, flush=True)
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                shutil.copy(Path(scratch) / "added.pptx", options.keep / f"{template.stem}.pptx")
                shutil.copy(Path(scratch) / "deck-0.pdf", options.keep / f"{template.stem}.pdf")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

"""Other people's programs, found or loudly missing; and the words that poppler sees on a page."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from lxml import etree
from msgspec import Struct
from PIL import Image

from generator.messages import _
from generator.units import Box
from generator.world import OWN, World

ROOT = Path(__file__).resolve().parents[2]
TIMEOUT = 300  # seconds: LibreOffice takes 20 for a long deck on a slow machine; past this it hangs
SHAVED = 0.12  # of the font box, above and below: the box is taller than any letter


class JudgeMissing(Exception):  # noqa: N818 (it is not the file's error)
    """A judge cannot examine anything: its program is absent."""

    @classmethod
    def package(cls, name: str) -> JudgeMissing:
        """Return the error of a Python package that is absent."""
        return cls(_("{package} is not installed (pip install {package})", package=name))


def need(command: str, package: str) -> str:
    """Return the path of ``command``, or raise JudgeMissing naming the Debian package."""
    found = shutil.which(command)
    if found is None:
        raise JudgeMissing(
            _("{command} is not installed (Debian: apt-get install {package})", command=command, package=package)
        )
    return found


def run(
    arguments: list[str], *, env: dict[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end and return what it said; the caller reads the return code."""
    return subprocess.run(
        arguments,
        env=env,
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        timeout=TIMEOUT,
    )


def cached(name: str, fetch: Callable[[Path], Path]) -> Path:
    """Return the file ``name`` of the judges' cache; ``fetch`` gets it once into a scratch folder, and says where."""
    folder = cache()
    target = folder / name
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            fetch(Path(scratch)).replace(target)
    return target


def cache() -> Path:
    """Return the folder of what judges are made of: in a clone, where its owner sees it; else the user's own."""
    folder = ROOT / ".cache" / "judges" if OWN.parent == ROOT else World.cache("judges")
    if folder is None:
        raise JudgeMissing(_("there is no folder to keep it in"))
    return folder


class Word(Struct, frozen=True):
    """A word as drawn; its box is shaved to about the height of the letters."""

    text: str
    box: Box


class Page(Struct, frozen=True):
    """One page and its words, in the order in which they are drawn when read raw."""

    box: Box
    words: tuple[Word, ...]


def pages(pdf: Path, *, raw: bool = False) -> list[Page]:
    """Return the words of every page, by pdftotext."""
    mode = ["-raw", "-bbox"] if raw else ["-bbox-layout"]
    done = run([need("pdftotext", "poppler-utils"), *mode, str(pdf), "-"])
    if done.returncode:
        raise RuntimeError(f"pdftotext failed on {pdf.name}: {done.stderr.strip()}")
    tree = etree.fromstring(done.stdout.encode(), etree.XMLParser(recover=True))
    return [_page(element) for element in tree.iter("{*}page")]


def pictures(pdf: Path, dpi: int) -> list[Image.Image]:
    """Return the pages as pictures of so many dots per inch."""
    with tempfile.TemporaryDirectory(prefix="piliers-pages-") as scratch:
        done = run([need("pdftoppm", "poppler-utils"), "-r", str(dpi), "-png", str(pdf), str(Path(scratch, "page"))])
        if done.returncode:
            raise RuntimeError(f"pdftoppm failed on {pdf.name}: {done.stderr.strip()}")
        return [Image.open(file).convert("RGB") for file in sorted(Path(scratch).iterdir())]


def _page(element: etree._Element) -> Page:
    box = Box(0.0, 0.0, float(element.get("width", 0)), float(element.get("height", 0)))
    return Page(box, tuple(_word(word) for word in element.iter("{*}word")))


def _word(element: etree._Element) -> Word:
    left, top, right, bottom = (float(element.get(k, 0)) for k in ("xMin", "yMin", "xMax", "yMax"))
    shaved = SHAVED * (bottom - top)
    return Word(element.text or "", Box.between(left, top + shaved, right, bottom - shaved))


def collisions(words: Sequence[Word]) -> list[tuple[Word, Word]]:
    """Return the pairs of words that lie on one another by more than a point, sweeping down the page."""
    found = []
    ordered = sorted(words, key=lambda word: word.box.y)
    for index, one in enumerate(ordered):
        for other in ordered[index + 1 :]:
            if other.box.y >= one.box.bottom:
                break
            if one.box.meets(other.box):  # their boxes are taller than letters
                found.append((one, other))
    return found

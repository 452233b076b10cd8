"""The pictures of both versions: of publications the slides that say what changed, of PDFs their pages."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.errors import PiliersError
from generator.messages import _
from generator.pipeline.edition import edition_named
from generator.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL.Image import Image

    from generator.changes.versions import Version

WIDTH = 800  # pixels: two stand side by side on a screen of 1600


class Shown(Struct):
    """The pictures of a version: each one's title and folded words, and what draws one by its number from 1.

    ``items`` are the pictures that show a pillar or an example, by its id; ``reason`` says why there are none.
    """

    words: Sequence[tuple[str, str]] = ()
    items: dict[str, list[int]] = {}
    draw: Callable[[int], Image] | None = None
    reason: str = ""

    def number(self, text: str, place: str, path: Sequence[str]) -> int:
        """Return the picture at ``place`` (“page 3”), or one that shows the item at ``path``; 0: there is none.

        Of several, it is the first that says ``text``.
        """
        at = [int(one) for one in re.findall(r"[0-9]+", place)]  # “slide 3, notes”
        if path[0].isdigit() or not self.words:
            return at[0] if at and at[0] <= len(self.words) else 0
        wanted = fold(text)
        item = next((self.items[step] for step in reversed(path) if step in self.items), [])
        item = item[::-1] if {"table", "chart"} & {*path} else item  # they follow the examples
        for some in (item, range(1, len(self.words) + 1) if path[0] != "overview" else ()):
            if found := next((n for n in some if wanted and wanted in self.words[n - 1][1]), 0):
                return found
        return item[0] if item else 1

    def address(self, number: int) -> str:
        """Return a picture as an address that holds it."""
        from generator.pdf.raster import png

        assert self.draw
        return "data:image/png;base64," + base64.b64encode(png(self.draw(number).convert("RGB"))).decode("ascii")


def shown(version: Version) -> Shown:
    """Return the pictures of a version."""
    if version.world is not None:
        return _slides(version)
    suffix = version.file.suffix.lower() if version.file else ""
    if version.file and suffix == ".pdf":
        return _pages(version.file.read_bytes())
    if version.file and suffix == ".pptx":
        return _office(version, version.file)
    return Shown(reason=_("{name}: only decks, pages of PDF files and publications are drawn.", name=version.name))


def _slides(version: Version) -> Shown:
    from generator.deck.picture.files import Pictures
    from generator.deck.slide import words_of
    from generator.pipeline.production import Production

    assert version.world
    try:
        pictures = Pictures(Production(version.world, version.slug).plan(edition_named("deck")))
    except PiliersError:
        why = _("The slides of {name} cannot be drawn: its content has something to mend.", name=version.name)
        return Shown(reason=why)
    said: list[tuple[str, str]] = []
    items: dict[str, list[int]] = {}
    for number, (slide, pillar) in enumerate(zip(pictures.deck.slides, pictures.deck.pillars(), strict=True), 1):
        named = {key.partition(":")[2] for key in (pillar, *slide.keys) if key.startswith(("pillar:", "example:"))}
        for key in sorted({*named, slide.role}):
            items.setdefault(key, []).append(number)
        notes = ("".join(run.text for run in paragraph) for paragraph in slide.speaker_notes)
        said.append((slide.title, fold("\n".join((*words_of(slide.shapes), *notes)))))
    return Shown(said, items, lambda number: next(iter(pictures.images([number], WIDTH))))


def _pages(data: bytes) -> Shown:
    from generator.pdf.raster import images

    drawn = list(images(data, WIDTH))
    return Shown([("", "") for _page in drawn], {}, lambda number: drawn[number - 1])


def _office(version: Version, file: Path) -> Shown:
    """Return the slides of anybody's deck, drawn by LibreOffice where it is; each is called by its first words."""
    from subprocess import TimeoutExpired
    from tempfile import TemporaryDirectory

    from generator.judges.overflow import render
    from generator.judges.tools import JudgeMissing

    try:
        with TemporaryDirectory(prefix="piliers-") as folder:
            found = _pages(render([file], Path(folder))[0].read_bytes())
    except (JudgeMissing, RuntimeError, OSError, TimeoutExpired):
        return Shown(reason=_("The slides of {name} are drawn by LibreOffice, which is not here.", name=version.name))
    first = {one.place: one.text for one in reversed(version.passages or ())}
    found.words = [(first.get(_("slide {n}", n=number), ""), "") for number in range(1, len(found.words) + 1)]
    return found

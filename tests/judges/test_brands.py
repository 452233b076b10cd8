"""The tests' publication on other people's templates: drawn by LibreOffice, audited, and compared with the template."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.judges import openxml, overflow
from tests.deck import brands
from tests.project import SLUG, command, copy_project

KINDS: dict[str, Callable[[], brands.Parts]] = {
    "4:3": brands.stock,
    "16:9": brands.wide,
    "small": lambda: brands.wide(6_096_000, 3_429_000),
    "portrait": lambda: brands.wide(6_858_000, 9_144_000),
    "dark": brands.dark,
    "logo": lambda: brands.with_logo(7_800_000, 5_400_000, 1_200_000, 900_000),
    "stamp": lambda: brands.with_logo(7_600_000, 300_000, 1_500_000, 600_000),
    "masters": brands.two_masters,
    "no title only": lambda: brands.without_titles("Title Only", "Title Slide"),
    "fonts": lambda: brands.with_font(brands.stock(), "Nowhere Grotesk"),
}


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_word_stands_in_its_box_and_the_deck_is_valid(kind: str, tmp_path: Path) -> None:
    copy_project(tmp_path)
    (tmp_path / "templates" / "brand.pptx").write_bytes(brands.packed(KINDS[kind]()))
    done = command("build", SLUG, "--only", "deck", "--root", str(tmp_path), "--template", "templates/brand.pptx")
    assert done.returncode == 0, done.stderr
    deck = tmp_path / "output" / f"{SLUG}.pptx"

    assert overflow.findings(deck) == []
    assert openxml.findings(deck) == []

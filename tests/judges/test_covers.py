"""Titles and covers on other people's templates are as legible as the placeholders that python-pptx fills."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bench.covers import compared
from tests.deck import brands
from tests.project import SLUG, command, copy_project

CORNER = '<a:path path="rect"><a:fillToRect l="100000" t="100000"/></a:path>'
KINDS: dict[str, Callable[[], brands.Parts]] = {
    "form": brands.on_dark_form,
    "gradient": lambda: brands.cover("EEECE1", brands.gradient(CORNER)),
    "picture": lambda: brands.on_picture("FFFFFF", lambda draw: draw.ellipse((0, 0, 120, 80), fill="navy")),
    "title in a text": brands.title_in_a_text,
    "small": lambda: brands.wide(9_144_000, 5_143_500),
}


@pytest.mark.parametrize("kind", list(KINDS))
def test_no_title_is_less_legible_than_a_plain_one(kind: str, tmp_path: Path) -> None:
    copy_project(tmp_path)
    (tmp_path / "templates" / "brand.pptx").write_bytes(brands.packed(KINDS[kind]()))
    done = command("build", SLUG, "--only", "deck", "--root", str(tmp_path), "--template", "templates/brand.pptx")
    assert done.returncode == 0, done.stderr
    found = list(compared(tmp_path / "output" / f"{SLUG}.pptx", tmp_path))

    assert [one for one in found if "as good" not in one and ", title" in one] == []
    assert [one for one in found if "faint" in one and one.startswith("slide 1:")] == []

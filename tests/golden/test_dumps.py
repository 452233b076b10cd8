"""The trees of the real publication, as text. `make accept` writes them anew: look at the pictures first."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.document.tree import dump
from generator.pipeline.edition import EDITIONS
from generator.pipeline.production import Production
from generator.world import World
from tests.project import ROOT, SLUG

TEMPLATES = sorted({edition.template for edition in EDITIONS})


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_tree_of_the_publication(template: str, request: pytest.FixtureRequest) -> None:
    golden = Path(__file__).with_name(f"tree-{Path(template).name.removesuffix('.xml.j2')}.txt")
    shown = dump(Production(World(ROOT), SLUG).compose(template)) + "\n"
    if request.config.getoption("--accept"):
        golden.write_text(shown, "utf-8")

    assert shown == golden.read_text("utf-8"), "run `make accept` when the new tree is the better one"

"""The trees and plans of the tests’ publications, as text. `make accept` writes them anew; look at pictures first."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.document.tree import dump
from generator.pipeline.edition import EDITIONS, edition_named
from generator.pipeline.production import Production
from generator.world import World
from tests.goldens import compare
from tests.project import EVERY_KEY, SLUG, sample_root

TEMPLATES = sorted({edition.template for edition in EDITIONS})
PLANS = [
    (SLUG, "deck", "deck.txt"),
    (EVERY_KEY, "deck", "deck-of-every-key.txt"),
    (EVERY_KEY, "note", "note-of-every-key.txt"),
]


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_tree_of_the_publication(template: str, request: pytest.FixtureRequest) -> None:
    golden = Path(__file__).with_name(f"tree-{Path(template).name.removesuffix('.xml.j2')}.txt")
    shown = dump(Production(World(sample_root()), SLUG).compose(template)) + "\n"
    compare(shown, golden, request)


@pytest.mark.parametrize(("slug", "edition", "file"), PLANS, ids=[file for *_, file in PLANS])
def test_the_plan_of_an_edition(slug: str, edition: str, file: str, request: pytest.FixtureRequest) -> None:
    """Every box, size and word that an edition decides on; see also tests/note/golden."""
    chosen = edition_named(edition)
    shown = chosen.writer.dump(Production(World(sample_root()), slug).plan(chosen)) + "\n"
    compare(shown, Path(__file__).with_name(file), request)

"""Each edit of the campaign is found, and none that nobody made; taken into the content, it is found no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.home.run import pull_deck, take
from generator.world import World
from tests.home.campaign import CASES, Case, Hand, matches
from tests.home.test_pull import built, found, pairs
from tests.matrix import every
from tests.project import EVERY_KEY, SLUG, copy_project, sample_root

TAKEN = [one for one in CASES if {kind for kind, _key in one.wanted} - {"note"}]


@pytest.fixture(scope="module")
def decks() -> dict[str, bytes]:
    return {slug: built(sample_root(), slug) for slug in (SLUG, EVERY_KEY)}


def edited(case: Case, decks: dict[str, bytes]) -> bytes:
    hand = Hand(decks[case.deck])
    case.edit(hand)
    return hand.saved


@every(12, "case", CASES, ids=lambda one: one.name)
def test_an_edit_is_found_and_no_other(case: Case, decks: dict[str, bytes]) -> None:
    changes = found(sample_root(), edited(case, decks))

    assert matches(pairs(changes), case.wanted), [(one.kind, one.key, one.said) for one in changes]


@pytest.mark.long
@every(12, "case", TAKEN, ids=lambda one: one.name)
def test_what_was_taken_is_found_no_more(case: Case, decks: dict[str, bytes], tmp_path: Path) -> None:
    """Neither in the same deck, which is pulled a second time, nor in the deck that is built of it."""
    copy_project(tmp_path, case.deck)
    deck = edited(case, decks)

    pulled = pull_deck(World(tmp_path), deck, "deck.pptx", "")
    assert take(World(tmp_path), pulled, [number for number, one in enumerate(pulled.changes, 1) if one.changes]) == []

    assert [one for one in found(tmp_path, deck) if one.kind != "note"] == []
    assert found(tmp_path, built(tmp_path, case.deck)) == []

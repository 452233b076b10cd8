"""A short random walk of edits in finished decks; `python -m tests.home.walk` is a long one."""

from __future__ import annotations

import pytest

from tests.home.walk import SETUPS, Walk, walk
from tests.matrix import few


@pytest.mark.filterwarnings("ignore:Duplicate name")
@few({"lecons"}, "name", SETUPS)
def test_a_random_walk_of_edits_loses_nothing_silently(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Walk, "setups", (name,))
    monkeypatch.setattr(Walk, "homes", 0)

    assert walk(steps=8, examples=2, number=1) > 0
    assert Walk.homes > 0

"""A short random walk of edits; `python -m tests.edit.walk` is a long one."""

from __future__ import annotations

from tests.edit.walk import walk


def test_a_random_walk_of_edits_changes_only_what_was_edited() -> None:
    assert walk(steps=8, examples=1) > 0

"""A guard for loops of tests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")


def some(found: Iterable[T]) -> list[T]:
    """Return what was found, which must be something: a loop over nothing proves nothing."""
    all_found = list(found)
    assert all_found, "there is nothing to look at"
    return all_found

"""What was made of the parts of a publication, for a process that makes it again and again: only the editor has one.

A key must say all that a value depends on; whoever asks without a memory makes everything anew. What two turns did not
ask for is forgotten, so that it never holds much more than one publication needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

T = TypeVar("T")
_NOTHING = object()
_GROUNDS = 8  # values that stand in keys as a number: those of an edit, and of what would come of a few more words


class Memory:
    """Values by their keys, those of the last turn and of this one."""

    def __init__(self) -> None:
        self._last: dict[Hashable, Any] = {}
        self._this: dict[Hashable, Any] = {}
        self._grounds: list[tuple[int, object]] = []
        self._count = 0

    def recall(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what ``make`` returned for an equal key, or returns now."""
        found = self._this.get(key, _NOTHING)
        if found is _NOTHING:
            found = self._last.get(key, _NOTHING)
            self._this[key] = found = make() if found is _NOTHING else found
        return cast("T", found)

    def number(self, value: object) -> int:
        """Return a number that stands for ``value`` in keys: the same for equal ones, which need not have a hash."""
        found = next((one for one in self._grounds if one[1] == value), None)
        if found is None:
            self._count += 1
            found = (self._count, value)
        others = [one for one in self._grounds if one[0] != found[0]]
        self._grounds = [*others[-_GROUNDS:], found]
        return found[0]

    def turn(self, *, done: bool) -> None:
        """End a turn: what it did not ask for is forgotten, or, where it was not ``done``, what it alone has made."""
        if done:
            self._last = self._this
        self._this = {}

    def clear(self) -> None:
        """Forget everything: something has changed that no key tells of."""
        self._last, self._this = {}, {}


def recalled(memory: Memory | None, key: Callable[[Memory], Hashable], make: Callable[[], T]) -> T:
    """Return what ``memory`` has under the key that ``key`` makes; without a memory, what ``make`` returns."""
    return make() if memory is None else memory.recall(key(memory), make)

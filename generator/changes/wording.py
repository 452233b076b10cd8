"""Which words of a text became other: by words, signs and spaces, never by parts of a word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

Kind = Literal["same", "removed", "added"]

# Spaces; numbers with their groups and decimals; words with what is written together; signs.
_TOKENS = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+[.,]\d+|\s+|\w+(?:[’'‑-]\w+)*|[^\w\s]")
_MAX_TOKENS = 4000  # of a text that is compared word by word: ten pages; a longer one is shown as replaced


class Part(Struct, frozen=True):
    """Words that stayed, were removed or were added."""

    kind: Kind
    text: str


def compared(before: str, after: str) -> tuple[Part, ...]:
    """Return the words of both texts in order, those removed before those added in their place."""
    one, other = _TOKENS.findall(before), _TOKENS.findall(after)
    steps = [(before, after)]
    if max(len(one), len(other)) <= _MAX_TOKENS:
        codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
        steps = [("".join(one[i:j]), "".join(other[k:m])) for _tag, i, j, k, m in codes]
    parts = [
        part
        for old, new in _together(steps)
        for part in ((Part("same", old),) if old == new else (Part("removed", old), Part("added", new)))
    ]
    return tuple(one for one in parts if one.text)


def _together(steps: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Join changes between which less stayed than became other: a reader sees one phrase, not four scraps.

    Each step is what stood there and what stands there now.
    """
    found: list[tuple[str, str]] = []
    joined = False
    for index, (old, new) in enumerate(steps):
        inner = old == new and 0 < index < len(steps) - 1
        if inner:
            sizes = [max(map(_words, one)) for one in (found[-1], steps[index + 1])]
            inner = _words(old) <= min(sizes) and 3 * _words(old) <= sum(sizes)
        if joined or inner:
            found[-1] = (found[-1][0] + old, found[-1][1] + new)
        else:
            found.append((old, new))
        joined = inner
    return found


def _words(text: str) -> int:
    return len(re.findall(r"\w+", text))

"""Which words of a text became other: by words, signs and spaces, never by parts of a word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Literal

from msgspec import Struct

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
    if max(len(one), len(other)) > _MAX_TOKENS:
        return _parts([("removed", before), ("added", after)])
    found: list[tuple[Kind, str]] = []
    for tag, i, j, k, m in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(("same", "".join(one[i:j])))
        else:
            found += [("removed", "".join(one[i:j])), ("added", "".join(other[k:m]))]
    return _parts(_together(found))


def _together(parts: list[tuple[Kind, str]]) -> list[tuple[Kind, str]]:
    """Join changes between which only spaces and signs stayed: a reader sees one change, not four."""
    found: list[tuple[Kind, str]] = []
    for index, (kind, text) in enumerate(parts):
        inner = 0 < index < len(parts) - 1
        if kind == "same" and inner and not re.search(r"\w", text):
            found += [("removed", text), ("added", text)]
        else:
            found.append((kind, text))
    return found


def _parts(found: list[tuple[Kind, str]]) -> tuple[Part, ...]:
    """Return neighbours of one kind as one part, and of each change what was removed first."""
    parts: list[Part] = []
    removed = added = ""
    for kind, text in [*found, ("same", "")]:
        if kind == "removed":
            removed += text
        elif kind == "added":
            added += text
        else:
            parts += [Part("removed", removed), Part("added", added), Part("same", text)]
            removed = added = ""
    return tuple(one for one in parts if one.text)

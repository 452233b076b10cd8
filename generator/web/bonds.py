"""What large words of the page keep on one line: a browser ends lines where they are full, and knows no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.source.inline import Text
from generator.text.breaking import JOINTS, LITTLE, faults, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.source.inline import Run
    from generator.text.fonts import Family

BOND = "\x1f"
"""A space of the plan at which no line ends; no content has such a sign. The page has a space, in an element."""

HEADING, DATED = 13, 22
"""The letters that are kept together at most: more cost a heading a line; so many has a day and the word before it."""

_LAST, _RUNT, _FEW = 16, 7, 4
"""The letters that are kept together at most at the end, and beside a sign: a window of 320 CSS pixels holds them.

A last word of so few letters had better not stand alone, but below as few words it may.
"""


def bound(text: Text, family: Family, most: int) -> Text:
    """Return ``text`` with what should end no line bound to what follows, if both have ``most`` letters at most.

    Before the last word, and before a sign that joins two words, they may have more. Unless ``most`` is 0,
    a short last word is not left alone.
    """
    items, whole = words(text.runs, family), text.plain
    starts, place = [], 0
    for item in items:
        starts.append(whole.index(item.text, place))
        place = starts[-1] + len(item.text)
    kept, end = set[int](), place
    for index, ill in reversed([*enumerate(faults(items))]):
        space = starts[index + 1] - 1
        limit = max(most, _LAST) if end == place or items[index + 1].text.startswith(JOINTS) else most
        runt = most and index + 2 == len(items) > _FEW and end - starts[index + 1] <= _RUNT
        if (ill >= LITTLE or runt) and whole[space] == " " and end - starts[index] <= limit:
            kept.add(space)
        else:
            end = starts[index] + len(items[index].text)
    return Text(tuple(_runs(text, kept)), text.mark) if kept else text


def _runs(text: Text, kept: set[int]) -> Iterator[Run]:
    """Yield the runs of ``text`` with bonds at the places ``kept``."""
    start = 0
    for run in text.runs:
        yield replace(run, text="".join(BOND if at in kept else sign for at, sign in enumerate(run.text, start)))
        start += len(run.text)

"""An example that is too long for its slide goes on over several, parted where a sentence ends: no text is made small.

Its first part has its picture, the last its source and what is set off below the text; the notes have the whole.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.source.inline import Run, Text
from generator.source.sentences import sentence_starts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.document.tree import Item


def parts_of(item: Item, count: int, pattern: str) -> list[Item]:
    """Return ``item`` as ``count`` items of about as many letters, or fewer where it has fewer sentences.

    ``pattern`` is what the names of all but the first are followed by, such as "({n}/{total})".
    """
    whole = item.text.plain
    wanted = (len(whole) * number / count for number in range(1, count))
    cuts = sorted(set(_nearest(sentence_starts(whole), wanted)))
    texts = [
        Text(_between(item.text.runs, first, last), item.text.mark) for first, last in pairwise([0, *cuts, len(whole)])
    ]
    said = item.said or (item.text,)
    parts = [replace(item, text=texts[0], said=said)]
    for number, text in enumerate(texts[1:], 2):
        marked = pattern.replace("{n}", str(number)).replace("{total}", str(len(texts)))
        parts.append(replace(item, names=_followed(item.names, marked), text=text, said=(text,), picture=None))
    bare = [replace(one, source_number=0, insets=()) for one in parts[:-1]]
    return [*bare, parts[-1]]


def _nearest(starts: Sequence[int], wanted: Iterable[float]) -> list[int]:
    return [min(starts, key=lambda one, at=at: abs(one - at)) for at in wanted] if starts else []  # type: ignore[misc]


def _between(runs: Sequence[Run], first: int, last: int) -> tuple[Run, ...]:
    """Return the runs of the letters from ``first`` up to ``last``, without the space at their end."""
    found: list[Run] = []
    start = 0
    for run in runs:
        if part := run.text[max(first - start, 0) : max(last - start, 0)]:
            found.append(run.with_text(part))
        start += len(run.text)
    return (*found[:-1], found[-1].with_text(found[-1].text.rstrip())) if found else ()


def _followed(names: tuple[Text, ...], mark: str) -> tuple[Text, ...]:
    """Return the names of places, the last followed by which part of the example this is."""
    if not names:
        return ()
    *others, last = names
    return (*others, Text((*last.runs, Run(f"\u00a0{mark}")), last.mark))

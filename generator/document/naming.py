"""Where an example's text names its places: there they have its pillar's colour, and no heading says them again."""

from __future__ import annotations

from itertools import takewhile
from math import inf
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.source.inline import plain
from generator.source.sentences import sentence_starts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.document.tree import Item
    from generator.source.inline import Run, Text

NAMED = "named"
"""What a name mentions that the text has without a mark."""


def mentions(runs: Sequence[Run], names: Iterable[Text]) -> bool:
    """Tell whether the mentions of places in ``runs`` say all of ``names``."""
    return all(any(run.place and name.plain in run.text for run in runs) for name in names)


def naming(item: Item) -> tuple[Run, ...] | None:
    """Return the runs of an example that names all its places, these strong; None when it does not.

    A text also names the one place with whose name it begins.
    """
    runs = item.text.runs
    if item.names and mentions(runs, item.names):
        return tuple(replace(run, strong=True) if run.place else run for run in runs)
    name = item.names[0].plain if len(item.names) == 1 else ""
    first = runs[0].text if runs else ""
    if not name or not first.startswith(name) or first[len(name) :][:1].isalnum():
        return None
    return (
        replace(runs[0].with_text(name), strong=True, place=NAMED),
        runs[0].with_text(first[len(name) :]),
        *runs[1:],
    )


def names_late(runs: Sequence[Run]) -> bool:
    """Tell whether ``runs`` name their first place only after their first sentence: in it, its colour is found."""
    before = takewhile(lambda run: not (run.place and run.strong), runs)
    others = sentence_starts(plain(runs))
    return any(run.place for run in runs) and sum(len(run.text) for run in before) >= min(others, default=inf)

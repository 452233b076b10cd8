"""Texts as the page edits them: runs, and back to the markup of a file, which nobody has to type."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from generator.source.inline import Run
from generator.source.markup import markup_of, text_in

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARKS = {"t": "text", "s": "strong", "e": "emphasis", "a": "link", "p": "place", "l": "language"}
"""The names of a run's properties on the way to the page, short since there are thousands."""


@lru_cache(maxsize=8192)  # of a hundred times our content a third; most are as they were
def runs_of(value: str) -> list[dict[str, Any]]:
    """Return the runs of a text as it stands in a file."""
    runs = text_in(value).runs
    return [{short: got for short, name in _MARKS.items() if (got := getattr(run, name))} for run in runs if run.text]


def written(runs: Iterable[dict[str, Any]]) -> str:
    """Return runs as they are written in a file."""
    return markup_of(run for one in runs if (run := _run(one)).text)


def _run(values: dict[str, Any]) -> Run:
    return Run(**{name: values[short] for short, name in _MARKS.items() if values.get(short)})

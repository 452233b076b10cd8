"""Say what changed: as text, as JSON, and in one sentence for the e-mail that goes with a new version."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.changes.compare import KINDS, Difference, Path, aligned, differences
from generator.changes.wording import Part, compared
from generator.messages import LANGUAGES, _, said_in, shown
from generator.source.labels import label_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.changes.versions import Passage, Version

_FEW = 4  # words: a cell or a label that stands elsewhere on its page is no move that a reader sees
_LONGEST = 160  # characters of an added or removed text on the terminal: JSON and the page have all of it
_LAST_PIECE, _FIRST_PIECE = re.compile(r"\s+\S*$"), re.compile(r"^\S*\s+")  # a word cut in two beside the cut


class Comparison(Struct, frozen=True):
    """Two versions, and what became other between them."""

    old: Version
    new: Version
    found: tuple[Difference, ...]

    @property
    def counts(self) -> Counter[str]:
        """Return how many differences there are of each kind."""
        return Counter(one.kind for one in self.found)


def compare_versions(old: Version, new: Version) -> Comparison:
    """Return what became other: item by item between publications, else paragraph by paragraph."""
    if old.passages is None and new.passages is None:
        return Comparison(old, new, tuple(differences(old.values, new.values)))
    before, after = (_passages(one) for one in (old, new))
    return Comparison(old, new, tuple(_of_passages(before, after)))


def _passages(version: Version) -> Sequence[Passage]:
    if version.passages is not None:
        return version.passages
    from generator.changes.versions import Passage

    return [Passage(where(path), text) for path, text in _texts(version.values, ()) if text]


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    from generator.changes.compare import plain

    if isinstance(value, dict):
        for key, one in value.items():
            yield from _texts(one, (*path, key)) if key != "id" else ()
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from _texts(one, (*path, str(one["id"] if isinstance(one, dict) and "id" in one else index + 1)))
    else:
        yield path, plain(str(value))


def _of_passages(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[Difference]:
    from generator.changes.compare import displaced

    pairs = aligned([one.text for one in old], [one.text for one in new])
    moved = displaced([(i, j) for i, j in pairs if i is not None and j is not None])
    last = (-2, -2)
    for i, j in pairs:
        before, after = old[i] if i is not None else None, new[j] if j is not None else None
        if before is None and after is not None:
            yield Difference("added", (str((j or 0) + 1),), "", after.text, "", after.place)
        elif after is None and before is not None:
            yield Difference("removed", (str((i or 0) + 1),), before.text, "", before.place, "")
        elif before and after and i is not None and j is not None:
            path = (str(j + 1),)
            if (i, j) in moved:
                far = _bare(before.place) != _bare(after.place) or len(after.text.split()) >= _FEW
                if (i - 1, j - 1) != last and far:  # what moved with the paragraph before it is the same move
                    yield Difference("moved", path, before.text, after.text, before.place, after.place)
                last = (i, j)
            if before.text != after.text:
                yield Difference("reworded", path, before.text, after.text, before.place, after.place)


def _bare(place: str) -> str:
    """Return a place without a number before it: a section that changed its number alone is where it was."""
    return place.lstrip("0123456789 ")


def where(path: Path) -> str:
    """Return where an item stands, for people: “Pillars › soutien › Examples › rennes › Text”."""
    before = ("", *path)
    named = (
        step if step.isdigit() or last in _LISTS else label_of(step) for last, step in zip(before, path, strict=False)
    )
    return " › ".join(named)


# fmt: off
_LISTS = frozenset((
    "pillars", "examples", "figures", "points", "rows", "columns", "values", "categories", "series", "partners",
    "overview", "pictures", "cities", "deck", "note", "web", "all",
))
# fmt: on
"""The keys whose values are lists, or mappings by names: what follows is a name, not a key."""


def place_of(one: Difference) -> str:
    """Return where a difference stands, in whichever version there is it."""
    return one.place or one.old_place if one.path and one.path[0].isdigit() else where(one.path)


def kind_said(kind: str) -> str:
    """Return a kind of difference in a word."""
    return {
        "added": _("added"),
        "removed": _("removed"),
        "moved": _("moved"),
        "reworded": _("reworded"),
        "restyled": _("marked otherwise"),
    }[kind]


def parts_of(one: Difference) -> tuple[Part, ...]:
    """Return the words of a difference: those that stayed, those removed and those added."""
    if one.kind == "moved":
        return (Part("same", one.after),)
    return compared(one.before, one.after)


def moved_said(one: Difference) -> str:
    """Return from where to where something moved."""
    return _("from {old} to {new}", old=one.old_place, new=one.place)


def print_text(comparison: Comparison) -> None:
    """Print the differences, in colours where the terminal has them and NO_COLOR does not forbid it."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True, emoji=False, markup=False)
    for one in comparison.found:
        head = Text(f"{shown(place_of(one))} ", "bold")
        head.append(f"({kind_said(one.kind)})", "not bold")
        if one.kind == "moved":
            head.append(f" {shown(moved_said(one))}", "not bold")
        console.print(head)
        console.print(_line(one))
    console.print(Text(summary(comparison.counts)))


def _line(one: Difference) -> Any:
    from rich.text import Text

    text = Text("  ")
    signs = {"same": ("", "", ""), "removed": ("[-", "-]", "red strike"), "added": ("{+", "+}", "green")}
    for part in parts_of(one):
        before, after, style = signs[part.kind]
        text.append(f"{before}{_short(part.text)}{after}", style)
    return text


def _short(text: str) -> str:
    """Return a part on one line, its middle left out where it is long, without what a terminal would obey."""
    half = _LONGEST // 2
    kept = (
        text if len(text) <= _LONGEST else f"{_LAST_PIECE.sub('', text[:half])} … {_FIRST_PIECE.sub('', text[-half:])}"
    )
    return str(shown(kept))


def as_json(comparison: Comparison) -> str:
    """Return the differences as JSON, for programs."""
    found = [
        {
            "kind": one.kind,
            "key": one.key,
            "where": place_of(one),
            "before": one.before,
            "after": one.after,
            "from": one.old_place,
            "to": one.place,
            "words": [[part.kind, part.text] for part in parts_of(one)],
        }
        for one in comparison.found
    ]
    counts = comparison.counts
    value = {
        "old": comparison.old.name,
        "new": comparison.new.name,
        "counts": {kind: counts[kind] for kind in KINDS},
        "sentence": {language: said_in(language, partial(summary, counts)) for language in LANGUAGES},
        "changes": found,
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


def summary(counts: Counter[str]) -> str:
    """Return one sentence that counts the differences."""
    said = [_counted(kind, n) for kind in ("reworded", "added", "removed", "moved", "restyled") if (n := counts[kind])]
    if not said:
        return _("Nothing has changed since the previous version.")
    *first, last = said
    listed = _("{first} and {last}", first=", ".join(first), last=last) if first else last
    return _("Since the previous version: {list}.", list=listed)


def _counted(kind: str, n: int) -> str:
    """Return how many differences of a kind there are, one or more."""
    return {
        "reworded": _("{n} {n|text|texts} reworded", n=n),
        "added": _("{n} {n|addition|additions}", n=n),
        "removed": _("{n} {n|removal|removals}", n=n),
        "moved": _("{n} {n|move|moves}", n=n),
        "restyled": _("{n} {n|change|changes} of emphasis or links", n=n),
    }[kind]

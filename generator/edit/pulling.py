"""Corrections of a deck, a Word copy or a note, looked at in the browser and taken one by one: as ``piliers pull``.

Nothing is kept between the two requests: what is taken is read anew, and known again by what it says.
"""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from generator.home.changes import as_json
from generator.home.deckfile import read_deck
from generator.home.run import pulled_from, take
from generator.home.shown import heading, word_diff
from generator.messages import _
from generator.world import digest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.home.changes import Change
    from generator.home.run import Pulled
    from generator.world import World


def proposed(world: World, slug: str, name: str, data: bytes) -> dict[str, Any]:
    """Return what the file ``data``, called ``name``, proposes to ``slug``; raise PiliersError for one that cannot."""
    if _publication_of(world, data, _bare(name)) != slug:
        return {"foreign": True}
    found = _read(world, slug, name, data)
    return {
        "file": _bare(name),
        "author": found.author,
        "date": found.date[:10],
        "changes": [_shown(one, mark) for one, mark in zip(found.changes, _marks(found.changes), strict=True)],
    }


def taken(world: World, slug: str, name: str, data: bytes, wanted: Sequence[str]) -> dict[str, Any]:
    """Make those changes of the file whose marks are ``wanted``; return how many, and what was refused, and why."""
    found = _read(world, slug, name, data)
    numbers = [number for number, mark in enumerate(_marks(found.changes), 1) if mark in wanted]
    refused = take(world, found, numbers)
    return {"made": len(numbers) - len(refused), "refused": [reason for _number, reason in refused]}


def _publication_of(world: World, data: bytes, name: str) -> str:
    """Return the publication that a file says it is of; nothing for one that says none."""
    if name.lower().endswith(".pptx"):
        return read_deck(data, name).publication
    if name.lower().endswith(".docx"):
        from generator.review.proposals import publication_of

        return publication_of(name, data)
    from generator.review.comments import publication_of as of_note

    return of_note(world, name, data)


def _read(world: World, slug: str, name: str, data: bytes) -> Pulled:
    return pulled_from(world, data, _bare(name), slug)


def _bare(name: str) -> str:
    return PurePath(name.replace("\\", "/")).name or "deck.pptx"


def _marks(changes: Sequence[Change]) -> list[str]:
    """Return what each change is known by: all that it says."""
    return [digest(json.dumps(as_json(one), sort_keys=True).encode() + one.data)[:16] for one in changes]


def _shown(change: Change, mark: str) -> dict[str, Any]:
    """Return a change as the page shows it; one that only says something has no mark to take it by."""
    texts = change.is_conflict and [(_("was:"), change.before), (_("the file:"), change.after)]
    key = "" if change.kind in ("adjust", "insert") else change.key
    return {
        "mark": "" if change.kind in ("comment", "note") else mark,
        "what": heading(change),
        "place": change.place,
        "key": key,
        "by": " · ".join(part for part in (change.author, change.author and change.date[:10]) if part),
        "said": change.said,
        "conflict": change.is_conflict,
        "claims": f"{change.kind} {change.key}" if change.is_conflict else "",
        "words": [] if texts else [*word_diff(change.before, change.after)],
        "texts": [*texts, *([(_("the content now:"), change.theirs)] if change.theirs else [])] if texts else [],
    }

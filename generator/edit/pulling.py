"""Corrections of a deck, a Word copy or a note, looked at in the browser and taken one by one: as ``piliers pull``.

Nothing is kept between the two requests: what is taken is read anew, and known again by what it says.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from babel.dates import format_date

from generator.edit.markup import runs_of
from generator.errors import PiliersError
from generator.home.apply import content_files
from generator.home.changes import as_json
from generator.home.deckfile import read_deck
from generator.home.run import pulled_from, take, together
from generator.home.shown import heading, word_diff, wordings
from generator.messages import _, spoken
from generator.source.identity import file_of, path_in
from generator.source.nodes import reread
from generator.world import digest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.home.changes import Change
    from generator.home.run import Pulled
    from generator.source import rewrite
    from generator.world import World


Sent = tuple[str, bytes]
"""A file: its name, and what is in it."""


def proposed(world: World, slug: str, files: Sequence[Sent]) -> dict[str, Any]:
    """Return what ``files`` propose to ``slug`` together; raise PiliersError for one that cannot.

    ``foreign`` names the first that is none of this publication's.
    """
    if foreign := next((name for name, data in files if _publication_of(world, data, _bare(name)) != slug), None):
        return {"foreign": foreign}
    found = _read(world, slug, files)
    content = content_files(world, slug)
    marks = _marks(found.changes)
    return {
        "author": found.author,
        "date": _day(found.date),
        "changes": [
            _shown(one, mark, _field(content, slug, one)) for one, mark in zip(found.changes, marks, strict=True)
        ],
    }


def taken(world: World, slug: str, files: Sequence[Sent], wanted: Sequence[str]) -> dict[str, Any]:
    """Make those changes of the files whose marks are ``wanted``; return how many, and what was refused, and why.

    Behind ``keep:``, the mark is of a conflict that is decided by leaving the content as it is.
    """
    found = _read(world, slug, files)
    marks = list(enumerate(_marks(found.changes), 1))
    numbers = [number for number, mark in marks if mark in wanted]
    refused = take(world, found, numbers, [number for number, mark in marks if f"keep:{mark}" in wanted])
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


def _read(world: World, slug: str, files: Sequence[Sent]) -> Pulled:
    return together([pulled_from(world, data, _bare(name), slug) for name, data in files])


def _bare(name: str) -> str:
    return PurePath(name.replace("\\", "/")).name or "deck.pptx"


def _marks(changes: Sequence[Change]) -> list[str]:
    """Return what each change is known by: all that it says."""
    return [digest(json.dumps(as_json(one), sort_keys=True).encode() + one.data)[:16] for one in changes]


def _field(content: Mapping[str, bytes], slug: str, change: Change) -> dict[str, Any]:
    """Return the file and the path of the field that a change is about; the file alone where there is no such field."""
    if change.kind in ("adjust", "insert") or not change.key:
        return {}
    name = change.key.removeprefix("publication:") if change.key.startswith("publication:pillars/") else change.key
    file = file_of(name, slug)
    path: rewrite.Path = ()
    with suppress(LookupError, PiliersError):
        if ":" in name and (node := reread(file, content[file], [])):
            path = path_in(node, name)
    return {"file": file, "path": path, "place": change.key}


def _shown(change: Change, mark: str, field: dict[str, Any]) -> dict[str, Any]:
    """Return a change as the page shows it; one that only says something has no mark to take it by."""
    texts = [(_("the file:"), change.after), (_("the content now:"), change.theirs)] if change.is_conflict else []
    return {
        "mark": "" if change.kind in ("comment", "note") else mark,
        "what": heading(change),
        "where": change.place,
        "field": field,
        "by": " · ".join(part for part in (change.author, change.author and _day(change.date)) if part),
        "said": change.said,
        "conflict": change.is_conflict,
        "claims": f"{change.kind} {change.key}" if change.is_conflict else "",
        "words": [] if texts else _compared(change.before, change.after),
        "texts": [(name, [*wordings(change.before, text)]) for name, text in texts if text],
    }


def _compared(before: str, after: str) -> list[tuple[str, str]]:
    """Return what differs in two texts, as people read them; with their marks where these alone tell them apart."""
    said = [runs_of(one) for one in (before, after)]
    old, new = ("".join(run["t"] for run in runs) for runs in said)
    kept, now = ([{**run, "t": ""} for run in runs if len(run) > 1] for runs in said)
    marked = old == new or any(one not in kept for one in now)
    return [*(word_diff(before, after) if marked else word_diff(old, new))]


def _day(date: str) -> str:
    """Return a date (ISO 8601) in words; as it is given where it is none."""
    try:
        return str(format_date(datetime.fromisoformat(date), "long", locale=spoken()))
    except ValueError:
        return date[:10]

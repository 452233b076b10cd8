"""What was decided between wordings that could not both stand, so that nobody is asked the same again.

It lies beside the content, in ``settled.json``: a list, one to a line, of a text's key and what was asked for there, as
a fingerprint, which names nobody. Delete a line, and its conflict is told again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from generator.deck.adjust import one_to_a_line
from generator.errors import ContentError, Mark, Problem
from generator.messages import _
from generator.world import digest, replace_files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.home.changes import Change
    from generator.home.merge import Token
    from generator.world import World

_NUMBER = re.compile(r"([/:]#?)\d+(?=/|$)")
_MAX_BYTES = 1024 * 1024


class Settled(Struct, frozen=True, omit_defaults=True):
    """Something that was asked for of the text ``key`` and decided: ``asked`` is its fingerprint.

    ``kept``: the content was to stay as it is; else other words were taken.
    """

    key: str
    asked: str
    kept: bool = False


def asked(key: str, before: Sequence[Token], after: Sequence[Token], author: str) -> tuple[str, ...]:
    """Return what each of ``author`` asks for: other words in the place of those printed; items shift their numbers."""
    words = (" ".join(token.key for token in text) for text in (before, after))
    said = "\n".join((_NUMBER.sub(r"\1", key), *words))
    return tuple(digest(f"{said}\n{one}".encode())[:16] for one in author.split(", "))


def unsettled(world: World, slug: str, changes: Sequence[Change]) -> list[Change]:
    """Return the changes without those about which somebody has decided, while the content says other words."""
    known = _read(world, slug)
    kept, over = {one.asked for one in known if one.kept}, {one.asked for one in known}
    return [
        one
        for one in changes
        if not (one.asks and (over if one.theirs or one.kind == "note" else kept).issuperset(one.asks))
    ]


def settle(
    world: World, slug: str, changes: Sequence[Change], taken: Sequence[Change], kept: Sequence[Change] = ()
) -> None:
    """Remember what was asked for where a conflict was decided: something was ``taken``, or the content ``kept``."""
    known = _read(world, slug)
    new = [
        Settled(one.key, each, kept=places is kept)
        for places in (taken, kept)
        for one in changes
        if any(claims(one, place) for place in places)
        for each in one.asks
    ]
    found = list(dict.fromkeys([*known, *new]))
    if found != known:
        replace_files({world.root / _path(slug): one_to_a_line(found)})
        world.renew({_path(slug): None})


def claims(one: Change, other: Change) -> bool:
    """Tell whether two changes cannot both be made: wordings or places of one item, or it is removed and reworded."""
    if not (one.is_conflict or other.is_conflict):
        return False
    within = (_is_within(one, other), _is_within(other, one))
    return (one.key, one.kind) == (other.key, other.kind) or any(within)


def _is_within(one: Change, other: Change) -> bool:
    return one.kind == "text" and other.kind == "remove" and one.key.startswith((f"{other.key}/", f"{other.key}:"))


def _path(slug: str) -> str:
    return f"content/{slug}/settled.json"


def _read(world: World, slug: str) -> list[Settled]:
    path = _path(slug)
    if not (world.root / path).is_file():
        return []
    try:
        return msgspec.json.decode(world.bounded(path, _MAX_BYTES), type=list[Settled])
    except msgspec.MsgspecError as error:
        cause = _("What was settled cannot be read ({reason}).", reason=str(error))
        remedy = _("Mend it, or delete it: conflicts that were decided are then told again.")
        raise ContentError([Problem(Mark(path), "", cause, remedy)]) from None

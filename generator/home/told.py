"""Say in short what somebody changed in a built file, for a build that leaves it as it is."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from generator.errors import PiliersError
from generator.home.run import READERS, pulled
from generator.messages import _

if TYPE_CHECKING:
    from pathlib import Path

    from generator.world import World

_MOST = 3  # changes that are named: the command that is offered shows all


def what_changed(world: World, path: Path, slug: str, shown: str) -> str:
    """Return which slides and texts of the file at ``path`` were changed, by whom it was saved last, and what to do.

    ``shown`` is its path for people. Nothing is said of a file of which nothing can be pulled.
    """
    if path.suffix.lower() not in READERS:
        return ""
    with suppress(PiliersError):
        found = pulled(world, path, slug)
        if not found.changes:
            return ""
        named = [_(" ({place})", place=one.place) if one.place else "" for one in found.changes[:_MOST]]
        texts = [one.said or one.key for one in found.changes[:_MOST]]
        listed = ", ".join(f"{text}{place}" for text, place in zip(texts, named, strict=True))
        rest = _(" and {n} more", n=len(found.changes) - _MOST) if len(found.changes) > _MOST else ""
        by = _("Saved last by {name}.", name=found.author) + " " if found.author else ""
        offer = _("Take this into the content first: piliers pull {file}", file=shown)
        return _("Changed: {list}{rest}.", list=listed, rest=rest) + f" {by}{offer}."
    return ""

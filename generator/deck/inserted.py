"""Slides that somebody added by hand, kept beside the content and put back into each deck.

Each is a presentation of one slide in ``inserted/``; ``inserted.json`` lists the files with the slide that each
follows. Deleting a file takes its slide away. They are people's own: no text of the content stands on them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from generator.deck.adjust import anchor
from generator.errors import ContentError, Mark, Problem
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.deck.slide import Slide
    from generator.kit import Kit

MAX_BYTES = 64 * 1024 * 1024  # of a file: as of a template
_MAX_LIST = 1024 * 1024  # bytes of the list
_NAME = r"[\w-]{1,80}\.pptx"
_SUFFIX = r"(?: \[inserted [^\]]*\])+$"
KEY = "inserted:"
"""How the key of such a slide begins in what a deck remembers; the file's name and its digest follow."""
PART = "ppt/slides/inserted"
"""How the parts of such slides begin in a deck: its check knows them by it."""


class Inserted(Struct, frozen=True):
    """A slide of somebody's own: its file, and the anchor of the slide that it follows, the ``nth`` of that anchor.

    Nothing: it is the first.
    """

    file: str
    after: str = ""
    nth: int = 1


def list_of(slug: str) -> str:
    """Return where the list of a publication lies, from the root."""
    return f"content/{slug}/inserted.json"


def folder_of(slug: str) -> str:
    """Return the folder of the slides of a publication, from the root."""
    return f"content/{slug}/inserted"


def read_inserted(data: bytes, path: str) -> list[Inserted]:
    """Return the list in ``data``; raise ContentError for what is none."""
    try:
        found = msgspec.json.decode(data or b"[]", type=list[Inserted])
        if wrong := [one.file for one in found if not re.fullmatch(_NAME, one.file)]:
            raise msgspec.ValidationError(wrong[0])
    except msgspec.MsgspecError as error:
        remedy = _("Mend it, or delete it: the slides that were added by hand are then left out.")
        cause = _("The list of slides added by hand cannot be read ({reason}).", reason=str(error))
        raise ContentError([Problem(Mark(path), "", cause, remedy)]) from None
    return found


def kept_slides(kit: Kit) -> list[Inserted]:
    """Return the slides that are kept for the publication of ``kit``, whose files are there."""
    slug = str(kit.publication.slug) if kit.publication else ""
    if not slug or "inserted" not in kit.world.names(f"content/{slug}", ".json"):
        return []
    path = list_of(slug)
    there = set(kit.world.names(folder_of(slug), ".pptx"))
    found = read_inserted(kit.world.bounded(path, _MAX_LIST), path)
    return [one for one in found if one.file.removesuffix(".pptx") in there]


def anchors(slides: Iterable[tuple[tuple[str, ...], str]]) -> Iterator[tuple[str, int]]:
    """Yield the anchor of each slide, given by its keys and its title, and how many have had it so far."""
    seen: dict[str, int] = {}
    for keys, title in slides:
        name = anchor(keys, title)
        seen[name] = seen.get(name, 0) + 1
        yield name, seen[name]


def places(slides: Sequence[Slide], kept: Sequence[Inserted]) -> list[int]:
    """Return behind how many of ``slides`` each of ``kept`` stands; -1: the slide that it followed is gone."""
    known = list(anchors((tuple(one.keys), one.title) for one in slides))
    found: list[int] = []
    for one in kept:
        same = [index for index, (name, nth) in enumerate(known, 1) if name == one.after and nth <= one.nth]
        found.append(0 if not one.after else same[-1] if same else -1)
    return found


def marked(name: str, file: str) -> str:
    """Return the name that a shape of the slide in ``file`` has in a deck: by it the slide is found again."""
    return f"{re.sub(_SUFFIX, '', name)} [inserted {file.removesuffix('.pptx')}]"

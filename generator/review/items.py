"""The texts of a publication that people agree on, each with its key, as it is printed and as it is written."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.document.typography import profile_for, set_runs
from generator.home.apply import content_files, value_of
from generator.pipeline.production import load_publication
from generator.source.identity import CITIES, content_texts
from generator.source.inline import plain

if TYPE_CHECKING:
    from generator.source.inline import Run
    from generator.source.model import Publication
    from generator.world import World

_TAG = 64  # characters of a content control's tag, which Word refuses when it is longer


class Item(Struct, frozen=True):
    """A text: its key, what is written in its file, and its runs as they are printed; ``number``: it is one."""

    key: str
    value: str
    runs: tuple[Run, ...]
    number: bool = False

    @property
    def tag(self) -> str:
        """Return the key as the tag of a content control: a long one by its hash."""
        return self.key if len(self.key) <= _TAG else f"k:{digest_of(self.key)}"

    @property
    def bookmark(self) -> str:
        """Return the key as the name of a bookmark; Word hides one that begins so."""
        return f"_k{digest_of(self.key)}"

    @property
    def plain(self) -> str:
        """Return its words alone."""
        return plain(self.runs)


def digest_of(key: str) -> str:
    """Return a key in 30 letters and digits."""
    return sha256(key.encode()).hexdigest()[:30]


def read_items(world: World, slug: str) -> tuple[Publication, dict[str, Item]]:
    """Return the publication and its texts by key, in the order of the model; raise ContentError as loading does."""
    publication = load_publication(world, slug, None)
    profile = profile_for(publication.language, publication.typography)
    files = content_files(world, slug)
    found: dict[str, Item] = {}
    for one in content_texts(publication):
        value = None if one.key.startswith(f"{CITIES}:") else value_of(files, slug, one.key)
        if one.key.partition(":")[0].endswith(".csv"):
            value = one.text.plain
        if value is not None and one.text.plain:
            runs = set_runs(one.text.runs, profile, publication.language)
            found[one.key] = Item(one.key, value, runs, bool(one.number))
    return publication, found

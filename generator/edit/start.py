"""Where a publication begins in the page: by five answers, or with a file of another program; and the list of all.

Nothing is written before whoever brings a file has seen what becomes of it: the same bytes are sent once more then.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from generator.errors import PiliersError
from generator.importing.draft import unused_slug, write
from generator.importing.imported import Imported, imported
from generator.importing.new import Answers, answered, new_draft
from generator.importing.reading import MAX_BYTES, read_bytes
from generator.messages import _, spoken, unaccented
from generator.pipeline.production import publications
from generator.source.labels import label_of
from generator.source.nodes import Mapping, read_yaml
from generator.source.rewrite import values_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.importing.proof import Piece
    from generator.source.inline import Text
    from generator.source.model import PillarFile
    from generator.world import World

MAX_DOCUMENT = MAX_BYTES  # bytes of a file that is brought


class Given(Struct, forbid_unknown_fields=True):
    """What the page was answered: as ``Answers``, but all of them."""

    title: str = ""
    language: str = ""
    organisation: str = ""
    pillars: list[str] = []
    places: list[str] = []


def shelf(world: World) -> list[dict[str, str]]:
    """Return the publications of the folder, each with its title, or its name where that cannot be read."""
    return [{"slug": slug, "title": _title(world, slug)} for slug in publications(world)]


def _title(world: World, slug: str) -> str:
    path = f"content/{slug}/publication.yaml"
    try:
        data = world.read(path)
        node = read_yaml(path, data, [])
        return _plain(str(values_at(path, data, ("title",)))) if isinstance(node, Mapping) else slug
    except (PiliersError, LookupError):
        return slug


def _plain(written: str) -> str:
    from generator.edit.markup import runs_of

    return "".join(run["t"] for run in runs_of(written))


def languages(world: World) -> list[dict[str, str]]:
    """Return the languages in which a publication can be, by their names in the user's."""
    from babel import Locale

    names = Locale(spoken()).languages
    tags = world.names("templates/words", ".yaml")
    found = [{"value": tag, "label": names.get(tag.replace("-", "_"), tag)} for tag in tags]
    return sorted(found, key=lambda one: (one["value"] != spoken(), one["label"]))


def countries() -> list[dict[str, str]]:
    """Return the countries in which a city can be, by their names in the user's language."""
    from babel import Locale

    found = ((code, name) for code, name in Locale(spoken()).territories.items() if code.isalpha() and len(code) == 2)
    return [{"value": code, "label": name} for code, name in sorted(found, key=lambda one: unaccented(one[1]))]


def begun(world: World, given: Given) -> dict[str, Any]:
    """Write a publication of what was answered; return its folder's name, and what there is to look at."""
    answers = Answers(**msgspec.to_builtins(given))
    draft, doubts = new_draft(answered(answers, world, ask=False), world)
    draft.read_back()
    slug = unused_slug(world, given.title)
    write(world, slug, draft)
    return {"slug": slug, "doubts": doubts}


def brought(world: World, name: str, data: bytes, language: str, *, keep: bool) -> dict[str, Any]:
    """Return what becomes of the file ``data``, called ``name``; write it as a new publication when it is to ``keep``.

    Raises PiliersError for what cannot be read, and where a word would be lost.
    """
    file = PurePath(name.replace("\\", "/")).name or "document"
    stem = PurePath(file).stem
    found = imported(read_bytes(file, data), world, stem, language)
    slug = unused_slug(world, stem)
    if keep:
        write(world, slug, found.draft)
    return {"slug": slug, "file": file, "doubts": found.doubts, **_shown(found)}


def _shown(found: Imported) -> dict[str, Any]:
    """Return what the page shows of an import: its title, pillars and languages, and each text with its words."""
    head, pillars = found.draft.read_back()
    proof = [{"place": _place(one), "text": one.text, "words": len(one.words)} for one in found.pieces]
    return {
        "title": head.title.plain,
        "language": str(head.language),
        "pillars": [_pillar(pillars[str(id)]) for id in head.pillars],
        "pictures": len(found.draft.pictures),
        "count": found.count,
        "proof": proof,
    }


def _place(piece: Piece) -> str:
    label = label_of(piece.key)
    return _("Pillar {number}", number=piece.pillar) + f" – {label}" if piece.pillar else label


def _pillar(pillar: PillarFile) -> dict[str, Any]:
    return {
        "label": pillar.label.plain,
        "icon": str(pillar.icon),
        "examples": len(pillar.examples),
        "places": list(dict.fromkeys(_places(one.text for one in pillar.examples))),
        "table": pillar.table is not None,
    }


def _places(texts: Iterable[Text]) -> Iterator[str]:
    return (run.text for text in texts for run in text.runs if run.place)

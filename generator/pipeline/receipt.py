"""The receipt: what a build read, wrote and proved, as JSON; and from it, what an edit touches.

Equal inputs give equal receipts: there is no time in it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct, field

from generator import __version__
from generator.pipeline.edition import EDITIONS
from generator.pipeline.program import package_versions, program_digest
from generator.world import digest, read_built

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.world import World


class Entry(Struct):
    """One edition in the receipt: its file, the templates that composed its document, where items stand.

    ``document`` is the document's hash, ``files`` what it was set with, ``offers`` the bytes of the files that it leads
    to (None: it is of a kind that leads to none).
    """

    file: str
    sha256: str
    bytes: int
    document: str
    templates: dict[str, str]
    files: dict[str, str]
    places: dict[str, str]
    offers: dict[str, int] | None = None


_SUFFIX = ".receipt.json"


class Receipt(Struct):
    """A build: ``sources`` are the files and the listings of the content; ``editions`` by name.

    ``dated``: the content names days, of which there may be something to say on another day. ``template`` is the deck's
    template that was asked for beside the publication. ``written`` are the hashes of the last files that builds wrote,
    by name: whatever else stands there is somebody's work. Of an edition of the publication, ``edition`` is its id, and
    ``stem`` the name of its files without their suffixes.
    """

    publication: str
    program: str
    sources: dict[str, str] = field(default_factory=dict)
    editions: dict[str, Entry] = field(default_factory=dict)
    dated: bool = False
    template: str = ""
    written: dict[str, list[str]] = field(default_factory=dict)
    edition: str = ""
    stem: str = ""


def path_of(world: World, stem: str) -> Path:
    """Return where the receipt of the files called ``stem`` lies: a publication's slug, or the stem of an edition."""
    return world.output / f"{stem}{_SUFFIX}"


def receipts_of_editions(world: World, slug: str) -> list[Receipt]:
    """Return the receipts of the editions of ``slug`` that were built, declared still or not, by their stems."""
    stems = (path.name.removesuffix(_SUFFIX) for path in sorted(world.output.glob(f"*{_SUFFIX}")))
    found = (read_receipt(world, stem) for stem in stems if stem != slug)
    return [one for one in found if one and one.stem and one.publication == slug]


def read_receipt(world: World, stem: str) -> Receipt | None:
    """Return the receipt of the last build, or None when there is none that this program can read."""
    try:
        return msgspec.json.decode(read_built(path_of(world, stem)), type=Receipt)
    except (OSError, ValueError):
        return None


def outputs_of_gone(world: World) -> dict[str, list[Path]]:
    """Return the built files that are still there of publications that are not, by slug."""
    from generator.pipeline.production import publications

    built = {path.name.removesuffix(_SUFFIX) for path in world.output.glob(f"*{_SUFFIX}")}
    there = set(publications(world))
    entries = [entry for stem in sorted(built - there) if (entry := read_receipt(world, stem))]
    files: dict[str, list[Path]] = {}
    for entry in entries:
        if entry.publication not in there:
            files.setdefault(entry.publication, []).extend(world.output / name for name in sorted(entry.written))
    present = {slug: [path for path in paths if path.is_file()] for slug, paths in files.items()}
    return {slug: paths for slug, paths in present.items() if paths}


def write_receipt(receipt: Receipt) -> bytes:
    """Return the receipt as JSON, with the places of each item gathered for people to read."""
    raw = msgspec.to_builtins(receipt)
    for name in ("sources", "editions", "written"):
        raw[name] = dict(sorted(raw[name].items()))
    raw = {name: value for name, value in raw.items() if value or name not in ("edition", "stem")}
    versions = {"piliers": __version__, "versions": package_versions()}
    return (json.dumps(versions | raw | {"items": _items(receipt)}, ensure_ascii=False, indent=2) + "\n").encode()


def _items(receipt: Receipt) -> dict[str, dict[str, str]]:
    items: dict[str, dict[str, str]] = {}
    for name, entry in sorted(receipt.editions.items()):
        for id, place in entry.places.items():
            items.setdefault(id, {})[name] = place
    return items


def is_current(world: World, receipt: Receipt, names: Iterable[str]) -> bool:
    """Tell whether nothing that the editions ``names`` were made of has changed, and their files are intact."""
    if receipt.program != program_digest(world.epoch):
        return False
    entries = [receipt.editions.get(name) for name in names]
    files = dict(receipt.sources)
    offered = offered_beside(world, receipt.stem or receipt.publication)
    for entry in entries:
        if entry is None or not is_intact(world, entry) or entry.offers not in (None, offered):
            return False
        files |= entry.templates | entry.files
    return all(world.hash(path) == value for path, value in files.items())


def offered_beside(world: World, stem: str) -> dict[str, int]:
    """Return the standard files called ``stem`` that stand in the output folder, with their bytes, for its page.

    They are those of a publication or of one of its editions.
    """
    files = [f"{stem}{edition.suffix}" for edition in EDITIONS if not (edition.on_request or edition.offers)]
    paths = ((file, world.output / file) for file in files)
    return {file: path.stat().st_size for file, path in paths if path.is_file()}


def is_intact(world: World, entry: Entry) -> bool:
    """Tell whether the edition's file is there, byte for byte as it was written."""
    try:
        return digest(read_built(world.output / entry.file)) == entry.sha256
    except OSError:
        return False

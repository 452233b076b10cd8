"""Files that look like content but are not read, because of their names or places: each named, with what to do.

A file that nobody reads is content that nobody misses. Backups of editors and lock files of office suites are no
content; whatever else bears the name of a YAML or CSV file is taken for what somebody wrote.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.errors import Mark, Problem
from generator.messages import _, nearest
from generator.source.model import Language
from generator.source.repair import languages, repaired

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from generator.world import World

PUBLICATION = "publication.yaml"
CITIES = "content/cities.yaml"
# Windows hides the last ending, and editors of text add their own: figures.csv.txt.
_LOOKS = re.compile(r"(.+?)\.(ya?ml|csv)(?:\.(?:txt|text|md|docx?|odt|rtf))?", re.IGNORECASE)
TRANSLATIONS = "translations"
"""The folder, in a publication's, of its translations: a file for each language."""
_LANGUAGE = r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2}|-[0-9]{3})?\.yaml"
_MAPPING = ".mapping.yaml"  # of a template, beside it
_DEEPEST = 4  # folders below a publication's
_MOST = 20  # of one publication: past them nobody reads on


# Devices of Windows: no file can bear such a name there, whatever follows a point.
_KEPT = re.compile(r"(con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE)


def kept_by_windows(path: str) -> str:
    """Return the part of ``path`` that can be no file's name on Windows (“Naming Files”, Win32), or nothing."""
    found = (match[1] for part in re.split(r"[\\/]", path) if (match := _KEPT.fullmatch(part.strip())))
    return next(found, "")


class Stray(Struct, frozen=True):
    """A file that is not read: the pillar's id that it would have, or nothing, and what to say of it.

    One that is ``meant`` as a pillar keeps the publication from being built.
    """

    id: str
    problem: Problem
    meant: bool


def proper_name(name: str) -> str:
    """Return how a file that looks like content should be called: x.yaml for x.YML.txt; nothing for any other file."""
    match = _LOOKS.fullmatch(unicodedata.normalize("NFC", name))
    if not match or name.startswith((".", "~$")):
        return ""
    return f"{match[1]}.{'csv' if match[2].lower() == 'csv' else 'yaml'}"


def misnamed(world: World, folder: str, name: str) -> str:
    """Return the file in ``folder`` that should be called ``name`` and is not, or nothing."""
    found = (one for one in world.names(folder, "") if proper_name(one).casefold() == name.casefold())
    return next((one for one in found if unicodedata.normalize("NFC", one) != name), "")


def strays(world: World, folder: str, listed: Collection[str], tables: Collection[str]) -> Iterator[Stray]:
    """Yield the files below ``folder``, a publication's, that look like content but are not read.

    ``listed`` are the ids of its pillars, ``tables`` the CSV files that these name.
    """
    read = {id for id in listed if world.exists(f"{folder}/pillars/{id}.yaml")}
    found = 0
    for path in _files(world, folder, _DEEPEST):
        if found < _MOST and (one := _stray(folder, path, set(listed), read, tables)):
            found += 1
            yield one


def _files(world: World, folder: str, deepest: int) -> Iterator[str]:
    """Yield the paths of the files below ``folder``."""
    for name in world.names(folder, ""):
        path = f"{folder}/{name}"
        if not world.is_folder(path):
            yield path
        elif deepest:
            yield from _files(world, path, deepest - 1)


def _stray(folder: str, path: str, listed: set[str], read: set[str], tables: Collection[str]) -> Stray | None:
    where = PurePosixPath(path).relative_to(folder).parent.as_posix()
    name = unicodedata.normalize("NFC", PurePosixPath(path).name)
    proper = proper_name(name)
    id, _dot, kind = proper.rpartition(".")
    if not proper or name.endswith(_MAPPING) or (where == "." and name == PUBLICATION):
        return None
    if kind == "csv":
        remedy = "" if where == "pillars" and proper in tables and proper == name else _csv_remedy(where, proper, name)
        return Stray("", _unread(path, remedy), meant=False) if remedy else None
    if (where == "pillars" and proper == name) or (where == TRANSLATIONS and re.fullmatch(_LANGUAGE, name)):
        return None
    if where == "." and (copied := re.match(r"(publication|cities)\b", proper.casefold())):
        cities = copied[1] == "cities"
        remedy = _("Write its cities in {file}, and delete it.", file=CITIES) if cities else _("Delete it.")
        return Stray("", _unread(path, remedy), meant=False)
    if where == TRANSLATIONS:
        return Stray("", _unread(path, _name_of_translation(id)), meant=False)
    lacking = id in listed - read
    remedy = _pillar_remedy(where, proper, name, replaced=id in read)
    return Stray(id, _unread(path, remedy), meant=lacking or where == "pillars")


def _name_of_translation(id: str) -> str:
    """Return what to call the file of a translation that is called ``id``."""
    tag = repaired(Language, id) or (nearest(id, list(languages())) if len(id) < 4 else "")
    return _("Rename it {name}.", name=f"{tag}.yaml") if tag else _("Name it by its language: en.yaml, de.yaml, ….")


def _pillar_remedy(where: str, proper: str, name: str, *, replaced: bool) -> str:
    if replaced:
        return _("pillars/{name} is read instead: delete this one, or move it out of the folder.", name=proper)
    if where == "pillars":
        return _("Rename it {name}.", name=proper)
    if name == proper:
        return _("Move it to pillars/ and list it, or move it out of the publication's folder.")
    return _("Move it to pillars/{name} and list it, or move it out of the publication's folder.", name=proper)


def _csv_remedy(where: str, proper: str, name: str) -> str:
    if name != proper:
        return _("Rename it {name}.", name=proper)
    if where != "pillars":
        return _("Move it to pillars/, beside the file that names it.")
    return _("Write “csv: {name}” under “table” or “chart” of its pillar, or move it out of the folder.", name=name)


def _unread(path: str, remedy: str) -> Problem:
    return Problem(Mark(path), "", _("This file looks like content, but is not read."), remedy)


def strays_of_project(world: World, publications: Collection[str]) -> Iterator[Problem]:
    """Yield what lies in content/ beside ``publications`` and looks like content: files, and folders of pillars."""
    for entry in sorted((world.root / "content").glob("*")):
        path = f"content/{entry.name}"
        proper = proper_name(entry.name)
        if entry.is_dir():
            if unicodedata.normalize("NFC", entry.name) not in publications and (
                found := _of_publication(entry.name, world)
            ):
                yield found
        elif proper and path != CITIES:
            is_cities = proper.casefold() == "cities.yaml" and not world.exists(CITIES)
            remedy = _("Rename it {name}.", name="cities.yaml") if is_cities else _("Only cities.yaml is read here.")
            yield _unread(path, remedy)


def _of_publication(slug: str, world: World) -> Problem | None:
    """Return the problem of a folder that holds content but no publication.yaml."""
    folder = f"content/{slug}"
    if slug.startswith(".") or not any(proper_name(PurePosixPath(path).name) for path in _files(world, folder, 2)):
        return None
    return no_publication(world, slug)


def no_publication(world: World, slug: str) -> Problem:
    """Return the problem of the folder ``content/<slug>``, which holds no publication.yaml."""
    folder = f"content/{slug}"
    if name := misnamed(world, folder, PUBLICATION):
        return _unread(f"{folder}/{name}", _("Rename it {name}.", name=PUBLICATION))
    cause = _("The folder holds no {file}: nothing of it is built.", file=PUBLICATION)
    return Problem(Mark(f"{folder}/{PUBLICATION}"), "", cause, _("Write it, or move the folder out of content/."))

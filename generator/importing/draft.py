"""A publication to be, as the bytes of its files: each is read back, and nothing but these files is written.

The folder appears whole or not at all, and never over another.
"""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.errors import ContentError, PiliersError, UsageError, unwritable
from generator.importing.proof import read_back
from generator.importing.proposals import slug as slug_of
from generator.messages import _
from generator.source import model
from generator.source.nodes import Mapping, read_yaml
from generator.source.rewrite import new_file, set_value
from generator.source.strays import CITIES
from generator.source.structure import PATTERNS
from generator.world import replace_files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.errors import Problem
    from generator.world import World

_SCHEMA = "# yaml-language-server: $schema={up}templates/schema/{name}.schema.json\n"


class Draft(Struct):
    """What is to be written: the keys of the head, those of each pillar by its id, and pictures by their paths.

    ``cities`` are those that the project's registry is to have in addition, by their ids.
    """

    head: dict[str, Any]
    pillars: dict[str, dict[str, Any]]
    pictures: dict[str, bytes] = {}
    cities: dict[str, dict[str, Any]] = {}

    def files(self, *, schemas: bool = False) -> dict[str, bytes]:
        """Return the bytes of each file by its path in the publication's folder.

        With ``schemas``, those of the project are named in a comment, by which text editors help.
        """
        head = _SCHEMA.format(up="../../", name="publication") if schemas else ""
        above = _SCHEMA.format(up="../../../", name="pillar") if schemas else ""
        pillars = {f"pillars/{id}.yaml": above.encode() + new_file(values) for id, values in self.pillars.items()}
        return {"publication.yaml": head.encode() + new_file(self.head), **pillars, **self.pictures}

    def read_back(self) -> tuple[model.PublicationFile, dict[str, model.PillarFile]]:
        """Return the files as the program reads them; raise ContentError for what it would refuse."""
        files = self.files()
        head = read_back("publication.yaml", files["publication.yaml"], model.PublicationFile)
        names = {id: f"pillars/{id}.yaml" for id in self.pillars}
        return head, {id: read_back(name, files[name], model.PillarFile) for id, name in names.items()}


def free_slug(world: World, asked: str, title: str) -> str:
    """Return the name of the new publication's folder: the one ``asked`` for, else one made of the ``title``.

    Raises UsageError for a name that is none, or that something bears already, also in other capitals.
    """
    if asked and slug_of(asked) != asked.casefold():
        cause = _("“{name}” cannot be the name of a publication.", name=asked)
        raise UsageError(f"{cause} " + _("Write it as “{word}”.", word=slug_of(asked)))
    name = asked or slug_of(title)
    assert re.search(PATTERNS[model.Slug], name)
    taken = {one.casefold() for one in _names(world)}
    if name.casefold() in taken:
        cause = _("There is a publication content/{slug} already.", slug=name)
        raise UsageError(f"{cause} " + _("Give another name: --slug NAME, or the folder's, or move it away."))
    return name


def unused_slug(world: World, title: str) -> str:
    """Return a name for the folder of a publication called ``title`` that no other bears; with a number, if need be."""
    taken = {one.casefold() for one in _names(world)}
    stem = slug_of(title)
    return next(one for n in range(1, len(taken) + 2) if (one := f"{stem}-{n}" if n > 1 else stem) not in taken)


def _names(world: World) -> list[str]:
    with suppress(OSError):
        return [one.name for one in (world.root / "content").iterdir()]
    return []


def write(world: World, slug: str, draft: Draft) -> list[str]:
    """Write the folder content/``slug``, whole or not at all; return the paths of its files from the root."""
    content = world.root / "content"
    target, partial = content / slug, content / f".{slug}.{os.getpid()}.new"
    files = draft.files(schemas=(world.root / "templates/schema").is_dir())
    try:
        replace_files({partial / path: data for path, data in files.items()})
        if draft.cities:
            replace_files({world.root / CITIES: _with_cities(world, draft.cities)})
            world.renew({CITIES: None})
        if target.exists():
            raise UsageError(_("There is a publication content/{slug} already.", slug=slug))
        partial.rename(target)
    except OSError as error:
        raise PiliersError(unwritable(error)) from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return [f"content/{slug}/{path}" for path in files]


def _with_cities(world: World, cities: dict[str, dict[str, Any]]) -> bytes:
    """Return the registry with ``cities`` at its end; every other byte stays as it is."""
    file = world.root / CITIES
    data = file.read_bytes() if file.is_file() else b""
    node = read_yaml(CITIES, data, [])
    if not isinstance(node, Mapping):
        return new_file(cities) if not data.strip() else data
    order = [*(key.value for key, _city in node.entries), *cities]
    for id, values in cities.items():
        data = set_value(CITIES, data, (id,), values, order)
    return data


def look(world: World, slug: str) -> tuple[Sequence[Problem], Sequence[Problem]]:
    """Return what has to be mended of the publication ``slug`` before it can be built, and what is warned of."""
    from generator.pipeline.edition import EDITIONS
    from generator.pipeline.production import Production

    try:
        production = Production(world, slug)
        for edition in EDITIONS:
            if not edition.on_request:
                production.plan(edition)
    except ContentError as error:
        return error.problems, ()
    return (), production.publication.warnings

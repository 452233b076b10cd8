"""The texts of a publication that people agree on, each with its key and its place in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.errors import ContentError
from generator.source.inline import Text
from generator.source.load import read_file
from generator.source.model import Cell, PillarFile, PublicationFile
from generator.source.nodes import read_yaml
from generator.source.rewrite import values_at
from generator.source.structure import Problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.errors import Problem
    from generator.world import World

Path = tuple[str | int, ...]


class Item(Struct, frozen=True):
    """A text: its key (``soutien/examples/rennes/text``), its file, its path there, and what is written there.

    ``number``: it is one, and no text.
    """

    key: str
    file: str
    path: Path
    value: str
    number: bool = False


def items_of(world: World, slug: str) -> list[Item]:
    """Return all texts in the order of the files; raise ContentError where a file cannot be read."""
    folder = f"content/{slug}"
    head, found = _of_file(world, f"{folder}/publication.yaml", PublicationFile, "publication")
    for id in head.pillars:
        found += _of_file(world, f"{folder}/pillars/{id}.yaml", PillarFile, str(id))[1]
    return found


def _of_file(world: World, file: str, cls: type[Any], name: str) -> tuple[Any, list[Item]]:
    problems = Problems()
    read = read_file(world, file, cls, problems)
    if read is None or problems:
        raise ContentError(problems)
    data = world.read(file)
    found: list[Problem] = []
    read_yaml(file, data, found)
    items = [
        Item(f"{name}/{'/'.join(names)}", file, path, str(values_at(file, data, path)).rstrip("\n"), number)
        for path, names, number in _texts(read, (), ())
    ]
    return read, items


def _texts(value: Any, path: Path, names: tuple[str, ...]) -> Iterator[tuple[Path, tuple[str, ...], bool]]:
    """Yield the path of each text, the words of its key, and whether it is a number."""
    if isinstance(value, Text):
        yield path, names, False
    elif isinstance(value, Cell):
        if value.text.plain:
            yield path, names, bool(value.number)
    elif isinstance(value, tuple):
        for index, one in enumerate(value):
            yield from _texts(one, (*path, index), (*names, str(getattr(one, "id", index + 1))))
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _texts(getattr(value, name), (*path, name), (*names, name))

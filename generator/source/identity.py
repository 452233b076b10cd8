"""The identity of what a publication says: a key for each text, which leads back to its place in the YAML files.

A key is ``<file>:<path>``: ``publication:title``, ``pillars/soutien:examples/bilbao/text``,
``pillars/soutien:table/rows/#0/#2``, ``cities:bilbao/names/fr``. An item that has an id bears it, so that a key
outlives another order; others have their index from 0. What comes from a CSV file has its line and its cell, both
from 1: ``pillars/jeux.csv:3/2``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.errors import Mark
from generator.source import model
from generator.source.inline import Run, Text
from generator.source.nodes import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.source.model import Publication

    Path = tuple[str | int, ...]

CITIES = "cities"


class ContentText(Struct, frozen=True):
    """A text of the content: its key, its words and where they stand; ``number`` are the digits of one that is one."""

    key: str
    text: Text
    number: str = ""


def content_texts(publication: Publication) -> Iterator[ContentText]:
    """Yield each text of a publication under its key, in the order of the model; one of several places once."""
    yield from _below(publication, "publication:", "")
    for pillar in publication.pillars:
        yield from _below(pillar, f"pillars/{pillar.id}:", f"pillars/{pillar.id}")
    for city in publication.cities:
        key = f"{CITIES}:{city.id}/names/{publication.language}"
        yield ContentText(key, Text((Run(str(city.name)),), Mark("content/cities.yaml", 0)))


RESOLVED = ("pillars", "overview", "cities", "mentions", "sources", "warnings", "mark")
"""What a publication holds beside the keys of its own file."""


def _below(value: Any, key: str, pillar: str) -> Iterator[ContentText]:
    """Yield the texts of ``value``, whose key begins so; those of a CSV file bear its lines and cells."""
    if isinstance(value, Text):
        yield ContentText(key, value)
    elif isinstance(value, model.Cell):
        yield ContentText(key, value.text, value.number)
    elif isinstance(value, Struct):
        if getattr(value, "csv", None):
            yield from _of_csv(value, key, f"pillars/{value.csv}:")  # type: ignore[attr-defined]
            return
        for name in value.__struct_fields__:
            if name not in RESOLVED:
                yield from _below(getattr(value, name), joined(key, name), pillar)
    elif isinstance(value, tuple):
        for index, one in enumerate(value):
            yield from _below(one, joined(key, str(getattr(one, "id", "")) or f"#{index}"), pillar)


def joined(key: str, step: str) -> str:
    """Return the key of what stands under ``step`` below that of ``key``."""
    return f"{key}{step}" if key.endswith(":") else f"{key}/{step}"


def _of_csv(value: Any, key: str, file: str) -> Iterator[ContentText]:
    """Yield the texts of a table or chart whose cells stand in a CSV file."""
    cells: dict[Mark, ContentText] = {}
    for name in value.__struct_fields__:
        for one in _below(getattr(value, name), joined(key, name), "") if name not in RESOLVED else ():
            if one.text.mark.file.endswith(".csv"):
                cells.setdefault(one.text.mark, one)
            else:
                yield one
    lines = sorted({mark.line for mark in cells})
    for line in lines:
        row = sorted(mark for mark in cells if mark.line == line)
        for index, mark in enumerate(row, 1):
            yield ContentText(f"{file}{line}/{index}", cells[mark].text, cells[mark].number)


def file_of(key: str, slug: str) -> str:
    """Return the file, from the root, in which the text of ``key`` stands."""
    name = key.partition(":")[0]
    if name == CITIES:
        return "content/cities.yaml"
    return f"content/{slug}/{name}" if name.endswith(".csv") else f"content/{slug}/{name}.yaml"


def path_in(node: Node, key: str) -> Path:
    """Return where ``key`` leads in a file as it is now, as keys and indices; raise LookupError when it is gone.

    The last step may be a key that is not there yet.
    """
    path: list[str | int] = []
    here: Node | None = node
    steps = key.partition(":")[2].split("/")
    for number, step in enumerate(steps, 1):
        at, here = _step(here, step)
        if here is None and not (number == len(steps) and isinstance(at, str)):
            raise LookupError(key)
        path.append(at)
    return tuple(path)


def _step(node: Node | None, step: str) -> tuple[str | int, Node | None]:
    if isinstance(node, Mapping):
        return step, next((value for key, value in node.entries if key.value == step), None)
    if not isinstance(node, Sequence):
        return -1, None
    items = list(enumerate(node.items))
    if step.startswith("#") and step[1:].isdecimal():
        return next(((index, one) for index, one in items if index == int(step[1:])), (-1, None))
    return next(((index, one) for index, one in items if id_of(one) == step), (-1, None))


def id_of(node: Node) -> str:
    """Return the id of an item; a word of a list is its own."""
    if isinstance(node, Scalar):
        return node.value
    entries = node.entries if isinstance(node, Mapping) else ()
    return next((value.value for key, value in entries if key.value == "id" and isinstance(value, Scalar)), "")

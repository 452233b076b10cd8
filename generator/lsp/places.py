"""What stands at a place of a YAML file that is being written: by its lines alone, since half of it may be missing."""

from __future__ import annotations

import re
import typing
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.source import model
from generator.source.structure import hints, keys, without_none

if TYPE_CHECKING:
    from collections.abc import Sequence

_KEY = re.compile(r"(?P<indent>[ \-]*)(?P<key>[\w-]+)(?P<colon>\s*:(?:\s|$))?")
_MENTION = re.compile(r"\(city:([\w-]*)")
_WORDS = re.compile(r"[\w./-]+")


class Place(Struct, frozen=True):
    """A place: the keys that lead to it, whether a key is to stand there or a value, and the word that is begun.

    ``word`` is the word around it, or that behind “city:” where it is a ``mention``.
    """

    path: tuple[str, ...]
    is_key: bool
    word: str
    mention: bool = False


def place_at(lines: Sequence[str], number: int, column: int) -> Place:
    """Return what stands at a line and a column, both from 0."""
    line = lines[number] if number < len(lines) else ""
    for mention in _MENTION.finditer(line):
        if mention.start(1) <= column <= mention.end(1):
            return Place((), False, mention[1], mention=True)
    word = next((one[0] for one in _WORDS.finditer(line) if one.start() <= column <= one.end()), "")
    found = _KEY.match(line)
    if found and found["colon"] and column > found.end("key"):
        return Place((*_above(lines, number, found.start("key")), found["key"]), False, word)
    indent = found.start("key") if found else len(re.match(r"[ \-]*", line)[0])  # type: ignore[index]
    path = _above(lines, number, indent)
    item = line.lstrip().startswith("- ") and not (found and found["colon"])
    return Place(path, not item, word)


def _above(lines: Sequence[str], number: int, indent: int) -> tuple[str, ...]:
    """Return the keys that a line belongs to whose own key or text begins in column ``indent``."""
    path: list[str] = []
    for line in reversed(lines[:number]):
        found = _KEY.match(line)
        if not line.strip() or line.lstrip().startswith("#") or not found or not found["colon"]:
            continue
        hyphen = "-" in found["indent"]
        column = found.start("key")
        if column < indent:
            path.append(found["key"])
            indent = line.index("-") if hyphen else column
            if indent == 0 and not hyphen:
                break
        elif hyphen and column == indent:
            indent = line.index("-") + 1  # the item's own keys end here; its list's key stands above
    return tuple(reversed(path))


def shape_of(file: str) -> Any:
    """Return the class that the model declares for a file of content/, or None."""
    if file == "content/cities.yaml":
        return dict[model.Slug, model.CityFile]
    if re.fullmatch(r"content/[^/]+/publication\.yaml", file):
        return model.PublicationFile
    return model.PillarFile if re.fullmatch(r"content/[^/]+/pillars/[^/]+\.yaml", file) else None


def hint_at(shape: Any, path: Sequence[str]) -> Any:
    """Return the type that ``path`` has from ``shape`` on, of a list that of its items; None where nothing is known."""
    hint = _inner(shape)
    for step in path:
        arguments = typing.get_args(hint)
        if typing.get_origin(hint) is dict:
            hint = _inner(arguments[1])
        elif isinstance(hint, type) and step in _keys(hint):
            hint = _inner(without_none(hints(hint)[step]))
        else:
            return None
    return hint


def declared(shape: Any, path: Sequence[str]) -> dict[str, tuple[str, bool]]:
    """Return the keys that may stand below ``path``, each with what it is for and whether it is needed."""
    hint = hint_at(shape, path)
    if not isinstance(hint, type):
        return {}
    return {name: (key.doc, needed) for name, (key, needed) in _keys(hint).items()}


def owner(shape: Any, path: Sequence[str]) -> str:
    """Return the name of the class that declares the last key of ``path``, or nothing."""
    hint = hint_at(shape, path[:-1])
    return hint.__name__ if isinstance(hint, type) and path and path[-1] in _keys(hint) else ""


def _keys(hint: Any) -> dict[str, Any]:
    return keys(hint) if hasattr(hint, "__struct_fields__") else {}


def _inner(hint: Any) -> Any:
    while typing.get_origin(hint) is tuple:
        hint = typing.get_args(hint)[0]
    return hint

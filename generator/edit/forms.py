"""Forms, made from the declarations of the model that make the schemas too: a new key has its field at once."""

from __future__ import annotations

import re
import typing
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.edit.markup import runs_of, written
from generator.errors import PiliersError
from generator.messages import _
from generator.source import model
from generator.source.inline import Text
from generator.source.labels import item_label, label_of
from generator.source.nodes import Mapping, Node, Scalar, Sequence, reread
from generator.source.repair import NUMBER
from generator.source.rewrite import Path, Plain, duplicate_item, leaves, node_at, set_value
from generator.source.structure import PATTERNS, hints, keys, without_none

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Mapping as Values

_KINDS = {
    model.Date: "date",
    model.Colour: "sample",
    model.PictureName: "picture",
    model.LogoName: "picture",
    model.Language: "language",
    model.Country: "country",
    model.Focus: "focus",
    model.FileName: "sheet",
}
_REFERENCES = {
    (model.EditionFile, "place"): "city",
    (model.RuleFile, "edition"): "edition",
    (model.EditionFile, "template"): "template",
    (model.PublicationFile, "template"): "template",
    (model.PublicationFile, "typography"): "profile",
}
_SETTINGS = frozenset(
    ("typography", "theme", "sections", "personal", "template", "embed_fonts", "editions", "decorative", "focus")
)
"""Keys that say how something is made, not what it says: they are offered apart."""
_FOCI = (
    *("centre", "top", "bottom", "left", "right"),
    *("top left", "top right", "bottom left", "bottom right"),
)
_LISTED = ("icon", "colour")  # words that are chosen from pictures or samples


def form(node: Node | None, cls: Any, path: Path = (), decimal: str = ".") -> list[dict[str, Any]]:
    """Return the fields of a mapping that the class ``cls`` declares; those of absent keys are empty.

    Numbers are shown with ``decimal``, the sign that the publication's readers see.
    """
    entries = {key.value: value for key, value in node.entries} if isinstance(node, Mapping) else {}
    if typing.get_origin(cls) is dict:  # of no keys of its own: the cities
        inner = typing.get_args(cls)[1]
        return [_entry(name, inner, child, (*path, name), decimal) for name, child in entries.items()]
    fields = []
    for name, (declared, required) in keys(cls).items():
        child = entries.get(name)
        field = {
            "path": [*path, name],
            "key": name,
            "label": label_of(name, cls.__name__),
            "required": required,
            "present": child is not None,
            "maximum": declared.maximum,
        }
        field |= _content(name, without_none(hints(cls)[name]), child, (*path, name), decimal)
        field |= {"setting": True} if name in _SETTINGS else {}
        field |= {"aside": True} if cls is model.Example and name == "id" else {}  # nobody needs it here
        field |= {"kind": kind} if (kind := _REFERENCES.get((cls, name))) else {}
        fields.append(field)
    return fields


def _entry(name: str, hint: Any, node: Node, path: Path, decimal: str) -> dict[str, Any]:
    """Return a field of a mapping by names that are the author's own."""
    field = {"path": [*path], "key": name, "label": name, "required": False, "present": True, "maximum": 0}
    return field | _content(name, hint, node, path, decimal)


def _is_class(hint: Any) -> bool:
    """Tell whether a value of the type ``hint`` has keys of its own."""
    return isinstance(hint, type) and issubclass(hint, Struct)


def _content(name: str, hint: Any, node: Node | None, path: Path, decimal: str) -> dict[str, Any]:
    """Return the kind of a field, and what it holds."""
    value = node.value if isinstance(node, Scalar) else ""
    if hint is Text or hint is model.Cell:
        return {"kind": "text", "runs": _cell(node, decimal) if node and hint is model.Cell else runs_of(value)}
    if typing.get_origin(hint) is dict:
        return {"kind": "mapping", "entries": form(node, hint, path, decimal)}
    if hint is bool:
        return {"kind": "flag", "value": value == "true"}
    if _is_class(hint):
        return {"kind": "group", "fields": form(node, hint, path, decimal) if node else []}
    if typing.get_origin(hint) is tuple:
        return _list(typing.get_args(hint)[0], node, path, decimal)
    options = _foci(value) if hint is model.Focus else _options(hint)
    kind = name if name in _LISTED else _KINDS.get(hint) or ("choice" if options else "word")
    return {"kind": kind, "value": value, **({"options": options} if options else {})}


def _options(hint: Any) -> list[dict[str, str]]:
    """Return the words that a value can be, where its pattern is a plain choice of them."""
    found = re.fullmatch(r"\^\(([\w|-]+)\)\$", PATTERNS.get(hint, ""))
    return [{"value": one, "label": label_of(one)} for one in found[1].split("|")] if found else []


def _foci(value: str) -> list[dict[str, str]]:
    """Return the parts of a picture that may be kept in view; where the file calls one otherwise, it stays so."""
    usual = re.sub(r"^(\w+) cent(re|er)$", r"\1", value.replace("center", "centre"))
    return [{"value": value if one == usual else one, "label": label_of(one, "Focus")} for one in _FOCI]


def _list(hint: Any, node: Node | None, path: Path, decimal: str) -> dict[str, Any]:
    items = node.items if isinstance(node, Sequence) else ()
    if hint is model.Cell:
        return {"kind": "cells", "item": item_label(str(path[-1])), "cells": [_cell(one, decimal) for one in items]}
    if hint is Text:
        return {"kind": "texts", "item": item_label(str(path[-1])), "cells": [_cell(one) for one in items]}
    if typing.get_origin(hint) is tuple:
        rows = [one.items if isinstance(one, Sequence) else () for one in items]
        return {
            "kind": "grid",
            "item": item_label(str(path[-1])),
            "rows": [[_cell(cell, decimal) for cell in row] for row in rows],
        }
    if _is_class(hint):
        made = [form(one, hint, (*path, index), decimal) for index, one in enumerate(items)]
        return {"kind": "list", "item": item_label(str(path[-1])), "items": made}
    if hint is model.Word:
        words = [one.value if isinstance(one, Scalar) else "" for one in items]
        return {"kind": "words", "item": item_label(str(path[-1])), "cells": words}
    labels = {one["value"]: one["label"] for one in _options(hint)}
    return {"kind": "names", "labels": labels, "names": [one.value if isinstance(one, Scalar) else "" for one in items]}


def _cell(node: Node, decimal: str = ".") -> list[dict[str, Any]]:
    if not isinstance(node, Scalar) or node.implicit_type == "nothing":
        return []
    return runs_of(shown_number(node.value, decimal) if node.plain else node.value)


def shown_number(value: str, decimal: str) -> str:
    """Return a number of YAML with the sign before its decimals that its readers know; other words as they are."""
    return value.replace(".", decimal) if NUMBER.fullmatch(value) else value


def hint_at(cls: Any, path: Path) -> Any:
    """Return the type that ``path`` has in the model; raise LookupError for one that is not declared."""
    hint: Any = cls
    for step in path:
        if isinstance(step, int) and typing.get_origin(hint) is tuple:
            hint = typing.get_args(hint)[0]
        elif isinstance(step, str) and typing.get_origin(hint) is dict:
            hint = typing.get_args(hint)[1]
        elif _is_class(hint) and step in keys(hint):
            hint = without_none(hints(hint)[step])
        else:
            raise LookupError(step)
    return hint


def value_for(hint: Any, value: Any) -> Any:
    """Return what the page sent for a ``hint`` as it is written in a file."""
    if typing.get_origin(hint) is tuple:
        inner = typing.get_args(hint)[0]
        return [value_for(inner, one) for one in value]
    if hint is Text or hint is model.Cell:
        text = written(value) if isinstance(value, list) else str(value)
        return Plain(text) if hint is model.Cell and NUMBER.fullmatch(text) else text
    if hint is bool or hint is float:
        return Plain("true" if value is True else "false" if value is False else str(value))
    if typing.get_origin(hint) is dict:
        return {str(name): value_for(typing.get_args(hint)[1], one) for name, one in value.items()}
    if _is_class(hint):
        known, types = keys(hint), hints(hint)
        return {name: value_for(without_none(types[name]), one) for name, one in value.items() if known[name]}
    return str(value)


def blank(hint: Any, listing: Callable[[Any], list[str]], taken: set[str]) -> Any:
    """Return a first value for a ``hint``, with all that it requires, so that the file stays whole.

    ``listing`` names what a word can be; ids that are ``taken`` are not given again.
    """
    to_write = _("To be written")
    if hint is Text or hint is model.Cell:
        return to_write
    if _is_class(hint):
        required = {name for name, (_field, needed) in keys(hint).items() if needed}
        wanted = required | _FIRST.get(hint, set()) or {next(iter(keys(hint)))}
        return {
            name: _GIVEN.get((hint, name))
            or blank((hint, name) if (hint, name) in _OWN or name in _LISTED else without_none(one), listing, taken)
            for name, one in hints(hint).items()
            if name in wanted
        }
    if typing.get_origin(hint) is tuple and (inner := typing.get_args(hint)[0]):
        if choices := _options(inner):  # all of them: who adds the list takes away what is not wanted
            return [one["value"] for one in choices]
        return [blank(inner, listing, taken), *_second(inner, listing, taken)]
    if hint is model.Slug:
        return free_id(_("example"), taken)
    if hint == (model.EditionFile, "id"):
        return free_id(_("edition"), taken)
    if hint is bool:
        return Plain("true")
    names = [one["value"] for one in _options(hint)] or listing(hint)
    if not names:
        if hint is model.OutlineName:
            raise PiliersError(_("Put a GeoJSON file into the folder of the publication first."))
        raise PiliersError(_("Put a picture into the folder of the publication first."))
    return names[0]


_OWN = {(model.EditionFile, "id")}  # keys of which the type alone does not tell what they hold at first
_GIVEN: dict[Any, Any] = {(model.Series, "values"): [Plain("1"), Plain("2")]}
"""What a key holds at first that no other value would do for."""

_FIRST: dict[Any, set[str]] = {
    model.TableFile: {"columns", "rows"},
    model.ChartFile: {"axis", "categories", "series"},
    model.PictureFile: {"alt"},
}
"""What is given at first beside what is required."""


def _second(inner: Any, listing: Callable[[Any], list[str]], taken: set[str]) -> Iterator[Any]:
    """Yield a second cell or text: a table of one column, or a list of one point, is none."""
    if inner is model.Cell or inner is Text:
        yield blank(inner, listing, taken)


def ids_in(files: Values[str, bytes]) -> set[str]:
    """Return the ids of all items in files of YAML."""
    nodes = (reread(file, data, []) for file, data in files.items() if file.endswith(".yaml"))
    return {one.value for node in nodes if node for path, one in leaves(node) if path[-1:] == ("id",)}


def duplicated(file: str, data: bytes, path: Path, index: int, taken: set[str]) -> bytes:
    """Return ``data`` with an item of the list at ``path`` twice; the second has an id of its own."""
    data = duplicate_item(file, data, path, index)
    copy = (*path, index + 1)
    node = node_at(file, data, copy)
    if isinstance(node, Mapping) and any(key.value == "id" for key, _value in node.entries):
        data = set_value(file, data, (*copy, "id"), free_id(_("example"), taken))
    return data


def free_id(word: str, taken: set[str]) -> str:
    """Return an id that is not ``taken``, which is then taken too."""
    number = next(n for n in range(1, len(taken) + 2) if f"{word}-{n}" not in taken)
    taken.add(f"{word}-{number}")
    return f"{word}-{number}"

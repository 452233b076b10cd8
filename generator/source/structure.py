"""Give nodes the types that a dataclass declares, and report every node that does not fit.

The same declarations make the JSON Schema (``schema.py``). It knows types, not publications: references
between files are examined by ``load.py``.
"""

from __future__ import annotations

import re
import sys
import types
import typing
from dataclasses import MISSING, Field, fields
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from generator.errors import Mark, Problem
from generator.messages import _, did_you_mean
from generator.source import model
from generator.source.inline import Text, parse_inline
from generator.source.nodes import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Hashable

T = TypeVar("T")

PATTERNS: dict[type, str] = {
    model.Slug: r"^\w[\w-]*$",
    model.Language: r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2}|-[0-9]{3})?$",
    model.Country: r"^[A-Z]{2}$",
    model.Colour: r"^[0-9A-Fa-f]{6}$",
}
NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")


def structure(node: Node, cls: type[T], path: str, problems: list[Problem]) -> T | None:
    """Return ``node`` as an instance of the dataclass ``cls``, or None after adding to ``problems``."""
    if not isinstance(node, Mapping):
        problems.append(_wrong(node, path, _("keys with values")))
        return None
    shape = cast("Hashable", cls)
    declared = keys(shape)
    _report_keys(node, declared, path, problems)
    values: dict[str, Any] = {"mark": node.mark}
    complete = all(name in dict(_named(node)) for name, (_field, required) in declared.items() if required)
    for name, child in _named(node):
        if name in declared:
            value = _read(child, hints(shape)[name], f"{path}.{name}" if path else name, problems)
            complete = complete and (value is not None)
            values[name] = value
    return cls(**values) if complete else None


@cache
def keys(cls: Any) -> dict[str, tuple[Field[Any], bool]]:
    """Return the YAML keys that ``cls`` declares, each with its field and whether it is required."""
    return {
        one.name: (one, one.default is MISSING and one.default_factory is MISSING)
        for one in fields(cls)
        if "doc" in one.metadata
    }


@cache
def hints(cls: Any) -> dict[str, Any]:
    """Return the types of the fields of ``cls``."""
    return typing.get_type_hints(cls, vars(sys.modules[cls.__module__]) | {"Text": Text})


def without_none(hint: Any) -> Any:
    """Return ``X`` for ``X | None``: what an optional key holds when it is there."""
    if isinstance(hint, types.UnionType):
        return next(part for part in typing.get_args(hint) if part is not types.NoneType)
    return hint


def _named(node: Mapping) -> list[tuple[str, Node]]:
    return [(name.value, child) for name, child in node.entries]


def _report_keys(node: Mapping, declared: dict[str, Any], path: str, problems: list[Problem]) -> None:
    for key, _child in node.entries:
        if key.value not in declared:
            cause = _("The key “{key}” is not known here.", key=key.value)
            problems.append(Problem(key.mark, path, cause, did_you_mean(key.value, list(declared))))
    present = {key.value for key, _child in node.entries}
    for name, (_field, required) in declared.items():
        if required and name not in present:
            cause = _("The key “{key}” is missing.", key=name)
            problems.append(Problem(node.mark, path, cause, _("Add “{key}: …”.", key=name)))


def _read(node: Node, hint: Any, path: str, problems: list[Problem]) -> Any:
    hint = without_none(hint)
    origin = typing.get_origin(hint)
    if origin is tuple:
        return _read_list(node, typing.get_args(hint)[0], path, problems)
    if origin is dict:
        key_hint, value_hint = typing.get_args(hint)
        return _read_mapping(node, key_hint, value_hint, path, problems)
    if hint is float:
        return _read_number(node, path, problems)
    if hint is Text or issubclass(hint, model.Word):
        return _read_word(node, hint, path, problems)
    return structure(node, hint, path, problems)


def _read_list(node: Node, hint: Any, path: str, problems: list[Problem]) -> tuple[Any, ...] | None:
    if isinstance(node, Scalar) and node.plain and node.value == "":
        return ()  # “examples:” with nothing after it
    if not isinstance(node, Sequence):
        problems.append(_wrong(node, path, _("a list")))
        return None
    items = [_read(item, hint, f"{path}[{index}]", problems) for index, item in enumerate(node.items)]
    return None if any(item is None for item in items) else tuple(items)


def _read_mapping(
    node: Node, key_hint: Any, value_hint: Any, path: str, problems: list[Problem]
) -> dict[Any, Any] | None:
    if not isinstance(node, Mapping) or not node.entries:
        problems.append(_wrong(node, path, _("keys with values")))
        return None
    pairs = [
        (
            _read_word(name, key_hint, path, problems),
            _read(value, value_hint, f"{path}.{name.value}", problems),
        )
        for name, value in node.entries
    ]
    return None if any(None in pair for pair in pairs) else dict(pairs)


def _read_number(node: Node, path: str, problems: list[Problem]) -> float | None:
    if isinstance(node, Scalar) and node.plain and NUMBER.fullmatch(node.value):
        return float(node.value)
    problems.append(_wrong(node, path, _("a decimal number such as 48.117")))
    return None


def _read_word(node: Node, hint: Any, path: str, problems: list[Problem]) -> Any:
    if not isinstance(node, Scalar):
        problems.append(_wrong(node, path, _("a text")))
        return None
    if not node.value.strip():
        problems.append(Problem(node.mark, path, _("There is no text here."), _("Write it, or delete the key.")))
        return None
    if node.surprise:
        problems.append(_surprise(node, path))
        return None
    if hint is Text:
        return parse_inline(node, path, problems)
    pattern = PATTERNS.get(hint)
    if pattern and not re.search(pattern, node.value):
        cause = _("“{value}” is not {kind}.", value=node.value[:60], kind=_kind(hint))
        problems.append(Problem(node.mark, path, cause, _("Mend it.")))
        return None
    return hint.at(node.mark, node.value.strip("\n"))


def _kind(hint: type) -> str:
    if hint is model.Slug:
        return _("an id (letters, digits, hyphens, no spaces)")
    if hint is model.Language:
        return _("a language tag such as fr, en or pt-BR")
    if hint is model.Country:
        return _("a country's two capital letters, such as FR")
    return _("a colour such as 00677A")


def _surprise(node: Scalar, path: str) -> Problem:
    meanings = {
        "boolean": _("a yes or no"),
        "nothing": _("nothing"),
        "date": _("a date"),
        "number": _("a number"),
    }
    cause = _(
        "YAML reads {value} as {meaning}.",
        value=node.value,
        meaning=meanings[node.surprise or "nothing"],
    )
    return Problem(node.mark, path, cause, _("Quote it: “{value}” in straight quotes.", value=node.value))


def _wrong(node: Node, path: str, wanted: str) -> Problem:
    if isinstance(node, Mapping):
        found = _("keys with values")
    elif isinstance(node, Sequence):
        found = _("a list")
    else:
        found = _("the text “{text}”", text=node.value[:40]) if node.value else _("nothing")
    cause = _("Expected {wanted}, found {found}.", wanted=wanted, found=found)
    remedy = _("Write a hyphen before each item.") if wanted == _("a list") else _("Mend it.")
    return Problem(Mark(node.mark.file, node.mark.line, node.mark.column), path, cause, remedy)

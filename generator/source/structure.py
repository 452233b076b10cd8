"""Give nodes the types that a class declares, and report every node that does not fit.

The same declarations make the JSON Schema (``tools/schema.py``). It knows types, not publications: references
between files are examined by ``load.py``.
"""

from __future__ import annotations

import re
import types
import typing
import unicodedata
from calendar import monthrange
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, cast

from msgspec import Struct
from msgspec.structs import fields, replace

from generator.addresses import with_small_scheme
from generator.errors import Mark, Problem
from generator.messages import _, did_you_mean, unaccented
from generator.source import model
from generator.source.charts import KINDS
from generator.source.inline import Run, Text, parse_inline
from generator.source.labels import is_city, key_called
from generator.source.misprints import ALL_KEYS, listed, no_colon, no_space, quoted
from generator.source.nodes import Mapping, Node, Scalar, Sequence
from generator.source.outputs import NAMES
from generator.source.readings import readings
from generator.source.repair import NUMBER, degrees, languages, plain_number, repaired

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable

T = TypeVar("T")

_PATH = r"^(\w(\w| |-|\.)*/)*\w(\w| |-|\.)*\."  # below a folder, without “..”, up to the suffix
_PNG, _SVG = "[pP][nN][gG]", "[sS][vV][gG]"
_SHARE = "([0-9]{1,2}|100)%"
_VARIABLE = rf"\{{({'|'.join(model.NAME_VARIABLES)})\}}"
PATTERNS: dict[type, str] = {
    model.Slug: r"^\w[\w-]*$",
    model.Language: r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2}|-[0-9]{3})?$",
    model.Country: r"^[A-Z]{2}$",
    model.Colour: r"^[0-9A-Fa-f]{6}$",
    model.Date: r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    model.Address: r"^[Hh][Tt][Tt][Pp][Ss]?://(?![Hh][Tt][Tt][Pp][Ss]?:?/)[^\s<>\"/?#:]*[^\W_][^\s<>\"]*$",
    model.Email: r"^(\w|[.+-])+@\w([\w-]*\w)?(\.\w([\w-]*\w)?)+$",
    model.Phone: r"^\+?[0-9(]([0-9 ().\u00a0\u202f/-]*[0-9])?$",
    model.Status: rf"^({'|'.join(model.STATUSES)})$",
    model.SectionName: rf"^({'|'.join(model.SECTIONS)})$",
    model.OutputName: rf"^({'|'.join(NAMES)})$",
    model.TextName: r"^\w[\w-]*(\.\w[\w-]*)*$",
    model.NamePattern: rf"^(\w|{_VARIABLE})(\w|[ .-]|{_VARIABLE})*$",
    model.ChartKind: rf"^({'|'.join(KINDS)})$",
    model.FileName: r"^\w(\w| |-|\.)*\.csv$",
    model.PictureName: rf"{_PATH}([jJ][pP][eE]?[gG]|[wW][eE][bB][pP]|{_PNG}|{_SVG})$",
    model.LogoName: rf"{_PATH}({_PNG}|{_SVG})$",
    model.OutlineName: rf"{_PATH}([gG][eE][oO])?[jJ][sS][oO][nN]$",
    model.Focus: rf"^({_SHARE} {_SHARE}|centre|center|((top|bottom)( (left|right|centre|center))?)|left|right)$",
}
_NAMED = 6  # keys that a message names: the first ones are those that are written most
_LONGEST = 120  # characters of a line that a message repeats: more would bury the message
_FAR = 8  # times as long as is ample
_MOST_NAMED = 30  # unknown keys of a mapping of which it is asked what was meant: more are no slips
_VARIABLES = ", ".join(f"{{{name}}}" for name in model.NAME_VARIABLES)
MAX_CHARACTERS = 20_000  # of a text, five pages of the note; a short value takes a hundredth of it
MAX_ADDRESS = 2_000  # characters: browsers and office suites take no more of an address, nor does a QR code


class Problems(list[Problem]):
    """The problems found so far, what to warn of, and by its path every word and text that could be read.

    What was read counts whether the object that it belongs to is whole or not, so that no problem hides another;
    ``made`` are the objects that are whole; ``lacking`` the keys that are missing of those that are being read, which
    may stand too deep; ``line`` is that of the key whose value is being read; ``language`` is the publication's,
    where it is known.
    """

    def __init__(self) -> None:
        super().__init__()
        self.read: list[tuple[str, model.Word | Text]] = []
        self.made: list[tuple[str, object]] = []
        self.lacking: list[tuple[list[str], Mapping]] = []
        self.warnings: list[Problem] = []
        self.line = 0
        self.language = ""

    def take(self, other: Problems) -> None:
        """Add all that ``other`` has, as if it had been found here."""
        self += other
        self.read += other.read
        self.made += other.made
        self.warnings += other.warnings


def structure(node: Node, cls: type[T], path: str, problems: Problems) -> T | None:
    """Return ``node`` as a ``cls``, or None after adding to ``problems``."""
    shape = cast("Hashable", cls)
    declared = keys(shape)
    if not isinstance(node, Mapping) or _is_sentence(node, declared):
        required = [name for name, (_key, needed) in declared.items() if needed]
        bare = _bare(node, shape, path, below=node.mark.line > problems.line)
        problems.append(_a_list_of(node, shape, path) or bare or _not_keys(node, path, declared, required))
        return None
    node = _renamed(node, declared, path, problems)
    meant = _report_keys(node, shape, declared, path, problems)
    problems.lacking.append(([name for name, (_key, required) in declared.items() if required], node))
    values: dict[str, Any] = {"mark": node.mark}
    written = {key.value for key, _child in node.entries}
    complete = written.issuperset(name for name, (_field, required) in declared.items() if required)
    for key, child in node.entries:
        called, problems.line = key.value, key.mark.line
        if (name := meant.get(called, called)) in declared and not _is_blank_list(child, hints(shape)[name]):
            inner = f"{path}.{name}" if path else name
            value = _read(child, hints(shape)[name], inner, problems)
            _require_brief(value, declared[name][0].maximum, inner, problems)
            if isinstance(value, Text) and not (name == "heading" and "short" in written):
                problems.warnings += _lengthy(value, declared[name][0].ample, inner)
            if value is not None:
                _require_count(child, declared[name][0].count, inner, problems)
            complete = complete and (value is not None)
            values[name] = value
    problems.lacking.pop()
    if not complete:
        return None
    problems.made.append((path, made := cls(**values)))
    return made


def _renamed(node: Mapping, declared: dict[str, Any], path: str, problems: Problems) -> Mapping:
    """Return ``node`` with its keys as they are called today; report one that stands there under both names."""
    now = {one.formerly: name for name, (one, _required) in declared.items() if one.formerly}
    both = {now[key.value]: key for key, _child in node.entries if key.value in now}
    if not both:
        return node
    for key in [both[key.value] for key, _child in node.entries if key.value in both]:
        cause = _("The key “{key}” is now called “{name}”, which stands here too.", key=key.value, name=now[key.value])
        problems.append(Problem(key.mark, path, cause, _("Delete one of them.")))
    entries = ((replace(key, value=now.get(key.value, key.value)), child) for key, child in node.entries)
    return replace(node, entries=tuple(entries))


def _require_brief(value: Any, maximum: int, path: str, problems: Problems) -> None:
    """Report a text of more than ``maximum`` characters, when that is not 0; of a list, each."""
    for index, one in enumerate(value if maximum and isinstance(value, tuple) else ()):
        _require_brief(one, maximum, f"{path}[{index}]", problems)
    value = value.text if isinstance(value, model.Cell) else value
    if maximum and isinstance(value, Text) and (n := len(value.plain)) > maximum:
        cause = _("The text has {n} characters; at most {maximum} fit here.", n=n, maximum=maximum)
        problems.append(Problem(value.mark, path, cause, _("Cut {n}.", n=n - maximum)))


def _lengthy(text: Text, ample: int, path: str) -> list[Problem]:
    """Return the warning of a text of more than ``ample`` characters, when that is not 0, with a shorter one.

    What is longer by far is refused, where it fits nowhere.
    """
    if not ample < (n := len(text.plain)) < _FAR * ample:
        return []
    cause = _(
        "The text has {n} characters; with more than {maximum}, slides set it small or cut it.", n=n, maximum=ample
    )
    heads = path == "heading"
    words = re.sub(r"\s+", " ", text.plain)[: keys(model.PillarFile)["short"][0].maximum if heads else ample]
    signs = [one.start() for one in re.finditer(r"\s*[,;:.!?–—(](?=\s)", words)]
    line = quoted(words[: max((one for one in signs if one > len(words) // 3), default=words.rfind(" "))])
    short = _("Add beside it, in your own words: {line}; or shorten it.", line=f"short: {line}")
    return [Problem(text.mark, path, cause, short if heads else _("Shorten it, for instance to {words}.", words=line))]


def _require_count(node: Node, count: tuple[int, int] | None, path: str, problems: Problems) -> None:
    """Report a list that holds fewer or more than ``count`` allows; one that is not there holds nothing."""
    if count is None or not isinstance(node, Sequence) or count[0] <= (n := len(node.items)) <= count[1]:
        return
    least, most = count
    cause = _("The list has {n} {n|entry|entries}; {least} to {most} are set well.", n=n, least=least, most=most)
    mark = node.items[most].mark if n > most else node.mark
    problems.append(Problem(mark, path, cause, _("Leave some out.") if n > most else _("Add some, or delete the key.")))


@cache
def keys(cls: Any) -> dict[str, tuple[model.Key, bool]]:
    """Return the YAML keys that ``cls`` declares, each with what it means and whether it is required."""
    return {name: (key, required) for name, (_hint, key, required) in _declared(cls).items()}


@cache
def hints(cls: Any) -> dict[str, Any]:
    """Return the types of the values of these keys."""
    return {name: hint for name, (hint, _key, _required) in _declared(cls).items()}


@cache
def _declared(cls: Any) -> dict[str, tuple[Any, model.Key, bool]]:
    found = ((one, typing.get_args(one.type)) for one in fields(cls) if typing.get_origin(one.type) is Annotated)
    return {one.name: (hint, key, one.required) for one, (hint, key) in found}


def without_none(hint: Any) -> Any:
    """Return ``X`` for ``X | None``: what an optional key holds when it is there."""
    if isinstance(hint, types.UnionType):
        return next(part for part in typing.get_args(hint) if part is not types.NoneType)
    return hint


def _named(node: Mapping) -> list[tuple[str, Node]]:
    return [(name.value, child) for name, child in node.entries]


def _report_keys(
    node: Mapping, shape: Hashable, declared: dict[str, Any], path: str, problems: Problems
) -> dict[str, str]:
    """Report the keys that are not known or missing; return which keys of the model are meant by the unknown ones.

    So what stands below these is examined too.
    """
    present = {key.value for key, _child in node.entries}
    lacking = [name for name, (_field, required) in declared.items() if required and name not in present]
    found: dict[str, str] = {}
    unknown = [(key, child) for key, child in node.entries if key.value not in declared]
    for number, (key, child) in enumerate(unknown):
        cause = _("The key “{key}” is not known here.", key=key.value)
        free = [name for name in declared if name not in present]
        named = number < _MOST_NAMED
        alone = len(unknown) == len(lacking) == 1 and isinstance(child, Scalar)
        above = _above(key, child, problems)
        meant, elsewhere = _meant(key.value, shape, lacking, free if named else None, above, alone=alone)
        if meant in free and meant not in found.values():
            found[key.value] = meant
        inner = (
            {name.value for name, _child in child.entries} & declared.keys() if isinstance(child, Mapping) else set()
        )
        remedy = elsewhere or _key_instead(key, child, meant, node, path) or _of_cities(key.value, declared)
        if (joined := key.value.partition(":")[0]) in declared and joined != key.value:  # “text:'a: b'”
            cause, remedy = no_space(joined)
        elif (other := re.match(r"(\w+) ?([：=;])?\s(?=\S)", key.value)) and other[1] in declared and key.plain:
            cause, remedy = no_colon(other[1], other[2] or "")  # “text Rennes : a”, “text： Rennes : a”
            key = replace(key, mark=replace(key.mark, column=key.mark.column + max(other.start(2), 0)))
            lacking = [name for name in lacking if name != other[1]]
        if shape is model.ChartFile and key.value in keys(model.TableFile):
            remedy = _("A chart has “axis”, “categories” and “series” in its place.")
        if not meant and inner and not child.source:  # the keys of this mapping stand below one more
            remedy = _("Delete this line, and begin those below it in its place.")
            lacking = [name for name in lacking if name not in inner]
        problems.append(Problem(key.mark, path, cause, remedy or did_you_mean(key.value, list(declared))))
    for name in lacking:
        deeper = any(
            _holds(child, name, hints(shape)[key.value]) for key, child in node.entries if key.value in declared
        )
        if name not in found.values() and not deeper:  # to ask for it too would be one problem too many
            problems.append(_swallowed(name, node, path) or _missing(name, node.mark, path))
    return found


def _meant(
    key: str, shape: Hashable, lacking: list[str], free: list[str] | None, above: str, *, alone: bool
) -> tuple[str, str]:
    """Return the key of the model that an unknown ``key`` means, or else what says where it belongs.

    One that is ``lacking`` is more likely meant than one that is ``free`` (may be missing), and that than one that is
    there; with no list of these, it is not asked. ``above`` says that it belongs to the keys around these.
    ``alone``: no other key is unknown or lacks.
    """
    meant = key_called(key, lacking, free, list(keys(shape))) if free is not None else ""
    elsewhere = (above or _elsewhere(key, shape)) if meant not in lacking else ""
    if alone and (elsewhere or not meant):
        return lacking[0], ""  # nothing else can be meant
    return ("" if elsewhere else meant), elsewhere


def _missing(name: str, mark: Mark, path: str) -> Problem:
    return Problem(mark, path, _("The key “{key}” is missing.", key=name), _("Add “{key}: …”.", key=name))


def _swallowed(name: str, node: Mapping, path: str) -> Problem | None:
    """Return the problem of a key that is missing since its line is indented so far that it goes on with a text."""
    for key, child in node.entries:
        lines = child.source.split("\n") if isinstance(child, Scalar) else []
        for number, line in enumerate(lines[1:], child.mark.line + 1):
            if re.match(rf" *{name}:( |$)", line):
                mark = Mark(node.mark.file, number, len(line) - len(line.lstrip()) + 1)
                words = {"n": key.mark.column - 1, "line": line.strip()[:_LONGEST]}
                remedy = _("Put {n} {n|space|spaces} before “{line}”, instead of what stands there.", **words)
                return Problem(mark, path, _missing(name, mark, path).cause, remedy)
    return None


def _holds(node: Node, name: str, hint: Any) -> bool:
    """Tell whether keys, of what a ``hint`` is, have one called ``name`` that is not theirs."""
    return isinstance(node, Mapping) and name not in _keys_below(hint) and name in dict(_named(node))


def _above(key: Scalar, child: Node, problems: Problems) -> str:
    """Return where a key belongs that those around it lack, and how many spaces stand before it there; or nothing."""
    names, node = problems.lacking[-1] if problems.lacking else ([], None)
    if not node or key.value not in names or key.value in dict(_named(node)):
        return ""
    behind = child.source.partition("\n")[0] if child.mark.line == key.mark.line else ""
    line = f"{key.value}: {behind}".rstrip()[:_LONGEST]
    column = node.entries[0][0].mark.column
    return _("Put {n} {n|space|spaces} before “{line}”, instead of what stands there.", n=column - 1, line=line)


def _elsewhere(word: str, shape: Hashable) -> str:
    """Return where a key stands that files have, but not here; nothing where no file has it."""
    files = {"pillars/": model.PillarFile, "publication.yaml": model.PublicationFile, "cities.yaml": model.CityFile}
    if word not in ALL_KEYS or shape is model.CityFile:
        return ""
    for whole, file in ((shape, ""), *((one, file) for file, one in files.items() if one is not shape)):
        if file and word in keys(whole):
            of_pillar = _("It is a key of the pillar, and stands at the beginning of its line.")
            return of_pillar if whole is model.PillarFile else _("It is a key of {file}.", file=file)
        holding = [name for name, hint in hints(whole).items() if word in _keys_below(hint)]
        if holding:
            key = "examples" if "examples" in holding else holding[0]  # what they hold is most of a file
            return _("It stands below “{key}”, indented.", key=key)
    return ""


def _keys_below(hint: Any) -> dict[str, Any]:
    """Return the keys of what a value of this type holds, or of each of its items."""
    hint = without_none(hint)
    hint = typing.get_args(hint)[0] if typing.get_origin(hint) is tuple else hint
    return keys(hint) if isinstance(hint, type) and issubclass(hint, Struct) and hint is not model.Cell else {}


def _key_instead(key: Scalar, child: Node, meant: str, node: Mapping, path: str) -> str:
    """Return the remedy that names the key ``meant``, with its line to copy where it has one of its own; or nothing."""
    if not meant:
        return ""
    hyphen = "- " if key is node.entries[0][0] and path.endswith("]") else ""
    behind = child.source.partition("\n")[0] if child.mark.line == key.mark.line else ""
    line = f"{hyphen}{meant}: {behind}".rstrip()
    if node.source.startswith("{") or len(line) > _LONGEST:
        return _("Did you mean “{word}”?", word=meant)
    return _("Did you mean “{word}”? Write: {line}", word=meant, line=line)


def _of_cities(word: str, declared: dict[str, Any]) -> str:
    """Return how cities are named, where a key is called as if there were one for them."""
    return "" if "names" in declared or not is_city(word) else _("Name it in a text, as [Rennes](city:rennes).")


def _read(node: Node, hint: Any, path: str, problems: Problems) -> Any:
    optional, hint = isinstance(hint, types.UnionType), without_none(hint)
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        return _read_list(node, inner[0], path, problems)
    if origin is dict:
        return _read_mapping(node, inner[0], inner[1], path, problems)
    if hint is float:
        return _read_number(node, path, problems)
    if hint is bool:
        return _read_flag(node, path, problems)
    if hint is model.Cell:
        return read_cell(node, path, problems)
    if hint is Text or issubclass(hint, model.Word):
        return read_word(node, hint, path, problems, optional=optional)
    return structure(node, hint, path, problems)


def _read_list(node: Node, hint: Any, path: str, problems: Problems) -> tuple[Any, ...] | None:
    if isinstance(node, Scalar) and node.plain and node.value == "":
        return ()  # “examples:” with nothing after it
    if not isinstance(node, Sequence):
        below = node.mark.line > problems.line
        is_text = isinstance(node, Scalar) and _keys_below(hint)
        bare = _bare(node, hint, f"{path}[0]", below=below, alone=True) if is_text else None
        item = bare.remedy if bare else _one_item(node, hint)
        wrong = _wrong(node, path, _("a list"), item or _("Write a hyphen before each item."))
        on_its_line = node.mark.line == problems.line or path.endswith("]")
        written = _words_listed(node, hint, path) if on_its_line else None
        problems.append(_numbered(node, hint, path) or written or _spaceless(node, path) or wrong)
        return None
    only = node.items[0] if len(node.items) == 1 and node.source.startswith("[") else None
    if isinstance(only, Scalar) and only.plain and ";" in only.value and (listed := _words_listed(only, hint, path)):
        problems.append(listed)
        return None
    if parted := _parted(node, hint, path, problems.line):
        problems += parted
        return None
    if hint is model.Cell and not node.items:
        remedy = _("Write its values between the brackets, with a comma between two.")
        problems.append(Problem(node.mark, path, _("There is nothing in this list."), remedy))
        return None
    if deeper := _deeper(node, path):
        problems.append(deeper)
        return None
    items = [_read(item, hint, f"{path}[{index}]", problems) for index, item in enumerate(node.items)]
    return None if any(item is None for item in items) else tuple(items)


def _one_item(node: Node, hint: Any) -> str:
    """Return how the keys of one item, below one another in the place of a list, become one; or nothing."""
    entries = node.entries if isinstance(node, Mapping) and not node.source.startswith("{") else ()
    if len(entries) < 2 or any(key.value not in _keys_below(hint) for key, _child in entries):
        return ""
    key, child = entries[0]
    line = f"{key.value}: {child.source}".partition("\n")[0] if child.mark.line == key.mark.line else f"{key.value}:"
    return _("Put “- ” before “{line}”, and two spaces before each other line of this item.", line=line[:_LONGEST])


def _deeper(node: Sequence, path: str) -> Problem | None:
    """Return the problem of an item that is indented so far that it goes on with the text of the one above."""
    for index, item in enumerate(node.items):
        lines = item.source.split("\n") if isinstance(item, Scalar) and item.plain else []
        for number, line in enumerate(lines[1:], item.mark.line + 1):
            if line.lstrip().startswith("- "):
                mark = Mark(item.mark.file, number, len(line) - len(line.lstrip()) + 1)
                words = {"n": node.mark.column - 1, "line": line.strip()[:_LONGEST]}
                remedy = _("Put {n} {n|space|spaces} before “{line}”, instead of what stands there.", **words)
                cause = _("The line is indented otherwise than those beside it.")
                return Problem(mark, f"{path}[{index}]", cause, remedy)
    return None


def _is_blank_list(node: Node, hint: Any) -> bool:
    """Tell whether nothing stands behind the key of a list that may be missing: it is as if it were."""
    is_list = isinstance(hint, types.UnionType) and typing.get_origin(without_none(hint)) is tuple
    return is_list and isinstance(node, Scalar) and node.plain and node.value == ""


def _numbered(node: Node, hint: Any, path: str) -> Problem | None:
    """Return the problem, with its lines to write, of keys that stand in the place of the hyphens of a list.

    Such are the numbers or names of examples, editions, series, as other programs and notations have them, and the
    heads or the names of the rows of a table.
    """
    declared = _keys_below(hint)
    if not isinstance(node, Mapping) or not node.entries or any(key.value in declared for key, _child in node.entries):
        return None
    key = path.rpartition(".")[2]
    cells = _cells_of(node) if hint is model.Cell or _holds_cells(hint) else None
    if cells and (hint is model.Cell or declared):
        written = f"[{', '.join(cells)}]"
        if declared:
            written = f"{{{next(iter(declared))}: …, {_holds_cells(hint)}: {written}}}"
        written = f"- {written}" if key.endswith("]") or declared else f"{key}: {written}"
        first, last = node.mark.line, node.entries[-1][1].mark.line
        of_lines = _("Write, in place of lines {first} to {last}: {line}", first=first, last=last, line=written)
        return _wrong(node, path, _("a list"), of_lines if first < last else _write(written))
    lines_of = [_item(key, child, hint, declared) for key, child in node.entries]
    if node.source.startswith("{"):
        items = ", ".join(line.removeprefix("- ") for line in lines_of)
        remedy = _("Write “{line}”.", line=f"{key}: [{items}]")
    else:
        lines = _lines_instead((name for name, _child in node.entries), lines_of)
        remedy = _("Write a list: {lines}.", lines=lines)
    return _wrong(node, path, _("a list"), remedy) if len(remedy) <= _LONGEST * 5 else None


def _spaceless(node: Node, path: str) -> Problem | None:
    """Return the problem, with the lines to write, of items without a space behind their hyphens, or numbered ones."""
    lines = node.source.split("\n") if isinstance(node, Scalar) and node.plain else []
    items = [re.fullmatch(r" *(?:-|\d{1,2}[.)]\s+|[a-z][.)]\s+)([^\s-].*)", line) for line in lines]
    if not items or not all(items):
        return None
    written = [
        _("line {n}: “{line}”", n=number, line=f"- {item[1]}")
        for number, item in enumerate(items, node.mark.line)
        if item
    ]
    return _wrong(node, path, _("a list"), _("Write a list: {lines}.", lines="; ".join(written)))


def _words_listed(node: Node, hint: Any, path: str) -> Problem | None:
    """Return the problem, with the line to write, of words in the place of a list of texts, cells or ids."""
    values = hint is Text or hint is model.Cell or (isinstance(hint, type) and issubclass(hint, model.Word))
    if not isinstance(node, Scalar) or not values or "\n" in node.source:
        return None
    sign = next((one for one in (";", "|", "•", " - ", ", ", ",", " / ") if one in node.value), "\n")
    items = [item.strip(" - ") for item in node.value.split(sign)]
    line = listed(item for item in items if item)
    key = path.rpartition(".")[2]
    line = f"- {line}" if key.endswith("]") else f"{key}: {line}"
    is_row = len(items) > 1 or not key.endswith("]")  # of one cell, nothing would be mended
    return _wrong(node, path, _("a list"), _write(line)) if is_row and len(line) <= _LONGEST else None


def _write(line: str) -> str:
    return _("Write: {line}", line=line)


def _cells_of(node: Mapping) -> list[str] | None:
    """Return the values of keys as cells, or keys in braces without any; None where one is more than that."""
    if all(isinstance(child, Scalar) and not child.source for _key, child in node.entries):
        return [key.source for key, _child in node.entries]
    cells = [child.source for _key, child in node.entries if isinstance(child, Scalar)]
    return cells if len(cells) == len(node.entries) else None


def _holds_cells(hint: Any) -> str:
    """Return the key of what a ``hint`` is whose value is a list of cells; of such a list itself, a sign for it."""
    if typing.get_origin(hint) is tuple:
        return "[]" if typing.get_args(hint)[0] is model.Cell else ""
    inner = hints(hint) if _keys_below(hint) else {}
    return next((name for name, one in inner.items() if typing.get_args(without_none(one))[:1] == (model.Cell,)), "")


def _item(key: Scalar, child: Node, hint: Any, declared: dict[str, Any]) -> str:
    """Return the line that begins an item whose keys, or whose text, stand below or behind ``key``."""
    if typing.get_origin(hint) is tuple and isinstance(child, Scalar):  # a row
        return f"- [{key.source}, {child.source}]"
    if not isinstance(child, Mapping) or child.source.startswith("{"):
        required = [name for name, (_key, needed) in declared.items() if needed]
        is_list = typing.get_origin(hints(hint)[required[-1]]) is tuple if len(required) == 2 else None
        if is_list is isinstance(child, Sequence) and not isinstance(child, Mapping):
            first, second = (key, child) if required[0] != "value" else (child, key)
            return f"- {{{required[0]}: {first.source}, {required[1]}: {second.source}}}"
        return f"- {child.source.partition(chr(10))[0]}".rstrip()
    present = {name.value for name, _value in child.entries}
    lead = next((name for name, (_key, required) in declared.items() if required and name not in present), "")
    spaces = child.entries[0][0].mark.column - key.mark.column - 1  # so that it stands above those that follow
    return f"-{' ' * spaces}{lead}: {key.value}" if lead and spaces > 0 and not key.value.isdigit() else "-"


def _parted(node: Sequence, hint: Any, path: str, key_line: int) -> list[Problem]:
    """Return the problem of each hyphen that parts what is one item, and of words in brackets that should be items.

    Their key stands on ``key_line``.
    """
    declared = _keys_below(hint)
    found: list[Problem] = []
    before: set[str] = set()
    cells = [item.source for item in node.items if isinstance(item, Scalar)]
    if declared and _holds_cells(hint) and cells and len(cells) == len(node.items):
        one = f"{{{next(iter(declared))}: …, {_holds_cells(hint)}: [{', '.join(cells)}]}}"
        line = f"{path.rpartition('.')[2]}: [{one}]" if node.mark.line == key_line else f"- {one}"
        return [_wrong(node.items[0], path, _("keys with values"), _write(line))]
    for index, item in enumerate(node.items if declared else ()):
        names = {key.value for key, _child in item.entries} if isinstance(item, Mapping) else set()
        required = {name for name, (_key, needed) in declared.items() if needed}
        whole = names and before and not names & before and required <= names | before <= declared.keys()
        if whole and not required <= names and not required <= before and isinstance(item, Mapping):
            key, child = item.entries[0]
            line = f"{key.value}: {child.source}".partition("\n")[0] if child.mark.line == key.mark.line else key.value
            words = {"n": item.mark.column - 1, "line": line[:_LONGEST]}
            remedy = _("Put {n} {n|space|spaces} before “{line}”, instead of what stands there.", **words)
            cause = _("This hyphen begins another item, and these keys belong to the one above.")
            found.append(Problem(item.mark, f"{path}[{index}]", cause, remedy))
        elif node.source.startswith("[") and (of_languages := _of_languages(node, hint, path)):
            return [_wrong(item, path, _("keys with values"), of_languages)]
        elif node.source.startswith("[") and not isinstance(item, Mapping):
            remedy = _(
                "Write each on lines of its own, below the key, from a hyphen on: - {key}: …", key=next(iter(declared))
            )
            found.append(_wrong(item, f"{path}[{index}]", _("keys with values"), remedy))
        before = names
    return found


def _of_languages(node: Sequence, hint: Any, path: str) -> str:
    """Return the line to write in the place of a list of languages where editions belong, or nothing."""
    items = [_in_language(item.value, hint) if isinstance(item, Scalar) else "" for item in node.items]
    return _write(f"{path.rpartition('.')[2]}: [{', '.join(items)}]") if all(items) else ""


def _in_language(value: str, hint: Any) -> str:
    """Return the keys of an edition in the language that ``value`` is, or nothing."""
    tag = repaired(model.Language, value) if hint is model.EditionFile else ""
    return f"{{id: {tag}, language: {tag}}}" if tag else ""


def _read_mapping(node: Node, key_hint: Any, value_hint: Any, path: str, problems: Problems) -> dict[Any, Any] | None:
    if not isinstance(node, Mapping) or not node.entries:
        problems.append(_a_name(node, key_hint, path, problems) or _not_keys(node, path))
        return None
    pairs = [
        (read_word(name, key_hint, path, problems), _read(value, value_hint, f"{path}.{name.value}", problems))
        for name, value in node.entries
    ]
    return None if any(None in pair for pair in pairs) else dict(pairs)


def _a_name(node: Node, key_hint: Any, path: str, problems: Problems) -> Problem | None:
    """Return the problem of one name, alone or in brackets, where names by language belong, with the line to write."""
    node = node.items[0] if isinstance(node, Sequence) and len(node.items) == 1 else node
    if key_hint is not model.Language or not isinstance(node, Scalar) or is_empty(node.value):
        return None
    names = f"{problems.language or 'fr'}: {node.source}"
    remedy = _("Write: {line}", line=f"{path.rpartition('.')[2]}: {{{names}}}")
    return _wrong(node, path, _("keys with values"), remedy)


def read_cell(node: Node, path: str, problems: Problems) -> model.Cell | None:
    """Return a cell: a plain number, or a text; nothing at all, or null, is an empty text.

    The values of a series can be numbers only: of these, what YAML takes for something else is a text here.
    """
    if isinstance(node, Scalar) and node.plain and NUMBER.fullmatch(node.value):
        return model.Cell(Text((Run(node.value),), node.mark), node.value)
    if isinstance(node, Scalar) and (not node.value or node.implicit_type == "nothing"):
        return model.Cell(Text((), node.mark))
    in_series = ".values[" in path
    if isinstance(node, Scalar) and node.implicit_type == "number" and (_is_no_value(node) or not in_series):
        problems.append(_no_digits(node, path))
        return None
    if isinstance(node, Scalar) and node.implicit_type and in_series:
        return model.Cell(Text((Run(node.value),), node.mark))
    text = read_word(node, Text, path, problems)
    return None if text is None else model.Cell(text)


def _read_number(node: Node, path: str, problems: Problems) -> float | None:
    if isinstance(node, Scalar) and node.plain and NUMBER.fullmatch(node.value):
        return float(node.value)
    remedy = _("Write it with a point, without quotation marks or a zero before it.")
    if isinstance(node, Scalar) and (number := degrees(node.value, path) or plain_number(node.value)):
        remedy = _("Write {number}, without quotation marks.", number=number)
    problems.append(_wrong(node, path, _("a decimal number such as 48.117"), remedy))
    return None


_FLAGS = {
    "true": ("true", "oui", "vrai", "o", "yes", "y", "on", "1", "x", "ja", "wahr", "si", "waar", "vero"),
    "false": ("false", "non", "faux", "n", "no", "off", "0", "nein", "falsch", "nee", "onwaar", "falso"),
}  # what people write for them


def _read_flag(node: Node, path: str, problems: Problems) -> bool | None:
    if isinstance(node, Scalar) and node.plain and node.value in ("true", "false"):
        return node.value == "true"
    said = unaccented(node.value) if isinstance(node, Scalar) else ""
    meant = next((one for one, words in _FLAGS.items() if said in words), "")
    remedy = _("Write it as “{word}”.", word=meant) if meant else _("Write one of them, without quotation marks.")
    problems.append(_wrong(node, path, _("true or false"), remedy))
    return None


def read_word(node: Node, hint: Any, path: str, problems: Problems, *, optional: bool = False) -> Any:
    """Return ``node`` as a ``hint`` (a Text or a kind of Word), or None after adding to ``problems``."""
    if not isinstance(node, Scalar):
        problems.append(_wrong(node, path, _("a text"), _as_text(node, hint, path, problems.line)))
        return None
    if problem := _unfit(node, hint, path, optional):
        if not (is_empty(node.value) and _is_named(node.mark, problems)):
            problems.append(problem)
        return None
    if hint is Text:
        word = parse_inline(node, path, problems)
        if is_empty(word.plain):
            problems.append(_no_text(node, path, optional))
            return None
        if node.mark.file.startswith("content/"):
            problems.warnings += readings(node, path)
    else:
        value = unicodedata.normalize("NFC", node.value.strip("\n"))
        normal = {model.Address: with_small_scheme, model.Colour: str.upper}.get(hint, str)
        word = hint.at(node.mark, normal(value))
    problems.read.append((path, word))
    return word


def _as_text(node: Sequence | Mapping, hint: Any, path: str, key_line: int) -> str:
    """Return the remedy of a list or of keys in the place of one text, whose key stands on ``key_line``."""
    remedy: str = _("Write one word alone.")
    if hint is model.Colour and (meant := repaired(hint, node.source.strip("[]"))):
        return _("Write {value}, in straight quotes.", value=quoted(meant))
    if isinstance(node, Sequence) and hint is not Text and (only := _only(node)):
        remedy = _("Write it as “{word}”.", word=only)
    elif hint is Text and (words := _joined(node)):
        first, last = node.mark.line, max(one.mark.line for one in _scalars(node))
        key = path.rpartition(".")[2]
        line = f"- {quoted(words)}" if key.endswith("]") else f"{key}: {quoted(words)}"
        first = first if key.endswith("]") else key_line or first
        remedy = _("Write, in place of lines {first} to {last}: {line}", first=first, last=last, line=line)
        remedy = remedy if first < last else _write(line)
    elif hint is Text and not node.source:
        remedy = _("Write one text behind the key, without hyphens or keys below it.")
    elif hint is Text:
        remedy = _("Write {value}, in straight quotes.", value=quoted(node.source))
    return remedy


def _joined(node: Sequence | Mapping) -> str:
    """Return the words of a list or of keys below a key as one text, where they are short; else nothing.

    Keys are words of it, unless all are such as files have.
    """
    ours = isinstance(node, Mapping) and all(key.value in ALL_KEYS for key, _child in node.entries)
    if isinstance(node, Mapping) and not ours:
        said = [f"{key.value}: {child.value}" for key, child in node.entries if isinstance(child, Scalar)]
        words = ", ".join(said) if len(said) == len(node.entries) else ""
    else:
        words = ", ".join(one.value.rstrip(",;") for one in _scalars(node))
    below = not node.source.startswith(("[", "{")) and not (isinstance(node, Mapping) and node.source)
    return words if below and len(words) <= _LONGEST and "\n" not in words else ""


def _scalars(node: Node) -> list[Scalar]:
    """Return the values of a list or of keys, in order, those within others, too."""
    inner = [child for _key, child in node.entries] if isinstance(node, Mapping) else []
    inner = list(node.items) if isinstance(node, Sequence) else inner
    return [node] if isinstance(node, Scalar) else [one for child in inner for one in _scalars(child)]


def _only(node: Sequence) -> str:
    """Return the one word of a list, or nothing."""
    only = node.items[0] if len(node.items) == 1 else None
    return _only(only) if isinstance(only, Sequence) else only.value if isinstance(only, Scalar) else ""


def _is_named(mark: Mark, problems: Problems) -> bool:
    """Tell whether the line of ``mark`` has a problem: where all of a text is a comment, that says what to write."""
    return any((one.mark.file, one.mark.line) == (mark.file, mark.line) for one in problems)


def _unfit(node: Scalar, hint: Any, path: str, optional: bool) -> Problem | None:
    """Return why a scalar cannot be a ``hint``."""
    if is_empty(node.value) or node.implicit_type == "nothing":
        return _no_text(node, path, optional, hint)
    pattern = PATTERNS.get(hint, "")
    fits = re.search(pattern, unicodedata.normalize("NFC", node.value))
    if fits and node.implicit_type and not (hint is model.Date and node.implicit_type == "date"):
        return _implicit(node, path)
    if long := too_long(node.value, node.mark, path, _most(hint)):
        return replace(long[0], remedy=_("Take a shorter address.")) if hint is model.Address else long[0]
    if not fits:
        return _not_a(hint, node, path)
    if hint is model.Date and not _is_day(node.value):
        return _not_a(hint, node, path)
    return None


def _most(hint: Any) -> int:
    """Return how many characters a ``hint`` may have."""
    return MAX_CHARACTERS if hint is Text else MAX_ADDRESS if hint is model.Address else MAX_CHARACTERS // 100


def too_long(value: str, mark: Mark, path: str, maximum: int = MAX_CHARACTERS) -> list[Problem]:
    """Return the problem of a text of more than ``maximum`` characters, or nothing."""
    if len(value) <= maximum:
        return []
    cause = _("The text is too long ({n} characters; at most {maximum}).", n=len(value), maximum=maximum)
    return [Problem(mark, path, cause, _("Shorten or split it."))]


def _is_day(value: str) -> bool:
    """Tell whether the calendar has the day."""
    try:
        return bool(date.fromisoformat(value))
    except ValueError:
        return False


def _not_a(hint: type, node: Scalar, path: str) -> Problem:
    kind, remedy = _kind(hint, node.value)
    if hint is model.Language and not remedy:
        remedy = _("Write the code of BCP 47.") if ".names" in path else did_you_mean(node.value, list(languages()))
    return Problem(node.mark, path, _("“{value}” is not {kind}.", value=node.value, kind=kind), remedy)


def is_empty(value: str) -> bool:
    """Tell whether ``value`` shows nothing: it holds spaces and invisible characters alone."""
    return all(letter.isspace() or unicodedata.category(letter) == "Cf" for letter in value)


def _no_text(node: Node, path: str, optional: bool, hint: Any = Text) -> Problem:
    remedy = _not_a(hint, Scalar(node.mark, "", plain=True), path).remedy if hint in PATTERNS else _("Write it.")
    remedy = _("Write it, or delete the key.") if optional else remedy
    return Problem(node.mark, path, _("There is no text here."), remedy)


def _kind(hint: type, value: str) -> tuple[str, str]:
    """Return what a ``hint`` is, and how to write ``value`` as one."""
    if hint is model.Slug:
        # a file instead of its id, a number as lists have them
        name = re.sub(r"\.(ya?ml|txt)\b|^\W*\d+[.)]\s+", "", value.rpartition("/")[2], flags=re.IGNORECASE)
        word = re.sub(r"[\W_]+", "-", name).strip("-") or "exemple"
        return _("an id (letters, digits, hyphens, no spaces)"), _("Write it as “{word}”.", word=word)
    kind, remedy = _kinds(value)[hint]
    meant = repaired(hint, value)
    meant = meant if not meant or hint not in _NAMING_FILES or re.search(PATTERNS[hint], meant) else ""
    if hint in _NAMING_FILES and not meant and (elsewhere := _elsewhere_of(value)):
        return kind, elsewhere
    if hint is model.FileName and (sheet := re.fullmatch(r"(?:.*[\\/])?(\w[\w -]*)\.\w+", value)) and not meant:
        word = f"{sheet[1]}.csv"
        return kind, _("Save the sheet as CSV in this folder; then write it as “{word}”.", word=word)
    if meant and hint is model.Colour:  # which may be all digits
        return kind, _("Write {value}, in straight quotes.", value=quoted(meant))
    return kind, _("Write it as “{word}”.", word=meant) if meant else remedy


_NAMING_FILES = (model.PictureName, model.LogoName, model.OutlineName)


def _elsewhere_of(path: str) -> str:
    """Return what to do about a picture that lies on the web or in another folder of the machine, or nothing."""
    name = re.split(r"[\\/]", path.partition("?")[0])[-1]
    if re.match(r"[a-z]+://(?!/)", path):
        return _("Save the picture in the publication's folder; then write the name of its file.")
    if re.match(r"/|[A-Za-z]:[\\/]|\\\\|file:|\.\.", path) and name:
        return _("Copy the file into the publication's folder; then write it as “{word}”.", word=name)
    return ""


def _kinds(value: str) -> dict[type, tuple[str, str]]:
    """Return what each type of short values is called, and how to write ``value`` as one."""
    return (
        _kinds_of_files()
        | _kinds_of_choices(value)
        | {
            model.Language: (_("a language tag such as fr, en or pt-BR"), ""),
            model.Country: (_("a country's two capital letters, such as FR"), _("Write the code of ISO 3166-1.")),
            model.Colour: (
                _("a colour such as 00677A"),
                _("Write six figures from 0 to 9 and A to F, in straight quotes."),
            ),
            model.Date: (_("a day of the calendar, such as 2026-11-23"), _how_to_date(value)),
            model.Address: (_("a web address"), _how_to_lead(value)),
            model.Email: (_("an e-mail address"), _("Write it alone, such as mairie@example.org.")),
            model.Phone: (_("a telephone number"), _("Write digits and spaces, such as +33 1 23 45 67 89.")),
        }
    )


def _how_to_date(value: str) -> str:
    """Return how to write ``value`` as a day; of one after the end of its month, when that is."""
    month = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])-\d\d", value)
    if not month or int(month[1]) < 1:
        return _("Write year, month and day: YYYY-MM-DD.")
    return _("That month has {n} {n|day|days}: write one of them.", n=monthrange(int(month[1]), int(month[2]))[1])


def _how_to_lead(value: str) -> str:
    """Return how to write ``value`` as a web address."""
    if re.match(r"file:|\\\\|//|[A-Za-z]:[\\/]", value):
        return _(
            "It leads into your own machine or network: write the address of a page on the web, or delete the key."
        )
    return _("Write https://….")


def _kinds_of_choices(value: str) -> dict[type, tuple[str, str]]:
    """Return the same of what is one of a few words, or made of them."""
    share = _("Write one of {kinds}; share is for the parts of a whole.", kinds=", ".join(KINDS))
    pattern = _("Write letters, digits, spaces, hyphens and points, and what is replaced: {names}.", names=_VARIABLES)
    return {
        model.SectionName: (_("a section"), did_you_mean(value, list(model.SECTIONS))),
        model.OutputName: (_("a kind of output"), did_you_mean(value, list(NAMES))),
        model.TextName: (_("the name of a text"), _("Run “piliers translate start”: it writes the names.")),
        model.NamePattern: (_("a pattern for file names"), pattern),
        model.Status: (_("a status"), did_you_mean(value, list(model.STATUSES))),
        model.ChartKind: (_("a kind of chart"), share),
    }


def _kinds_of_files() -> dict[type, tuple[str, str]]:
    """Return the same of what names files, and of places in them."""
    return {
        model.PictureName: (
            _("the path of a picture (.jpg, .png, .webp, .svg) in the publication's folder"),
            _("Put the file there, or export it in one of these formats; write its path with /: pictures/port.jpg."),
        ),
        model.LogoName: (
            _("the path of a logo (.svg, .png) in the publication's folder"),
            _("Put the file there, or export it in one of these formats; write its path with /: logo.svg."),
        ),
        model.OutlineName: (
            _("the path of an outline (.geojson) in the publication's folder"),
            _("Put the file there; write its path with /: maps/coast.geojson."),
        ),
        model.Focus: (
            _("a point of a picture"),
            _("Write two percentages (30% 60%, from the left and from the top) or words: top left, bottom, centre."),
        ),
        model.FileName: (_("the name of a CSV file in this folder"), _("Write it without a folder: figures.csv.")),
    }


def _implicit(node: Scalar, path: str) -> Problem:
    meanings = {"boolean": _("a yes or no"), "date": _("a date"), "number": _("a number")}
    cause = _("YAML reads {value} as {meaning}.", value=node.value, meaning=meanings[node.implicit_type or "number"])
    return Problem(node.mark, path, cause, _("Write {value}, in straight quotes.", value=quoted(node.value)))


def _is_no_value(node: Scalar) -> bool:
    """Tell whether YAML 1.1 reads ``node`` as no number (.nan) or one without end (.inf)."""
    return bool(re.search("nan|inf", node.value.lower()))


def _no_digits(node: Scalar, path: str) -> Problem:
    """Return the problem of a cell that YAML 1.1 reads as a number and we do not: .nan, 0x1F, 1_000, 012."""
    cause = _("YAML reads {value} as {meaning}.", value=node.value, meaning=_("a number"))
    if _is_no_value(node):
        return Problem(node.mark, path, cause, _("Write null where nothing was measured."))
    remedy = _(
        "Write digits, with a point for decimals; or, for a text, {value} in straight quotes.", value=quoted(node.value)
    )
    return Problem(node.mark, path, cause, remedy)


def _is_sentence(node: Mapping, declared: dict[str, Any]) -> bool:
    """Tell whether keys with values are a text that holds a colon: on one line, of one key that is no word of ours."""
    only = node.entries[0][0].value if len(node.entries) == 1 and not node.source.startswith(("{", "[")) else ""
    return " " in only and bool(node.source) and not key_called(only, list(declared))


def _bare(node: Node, shape: Hashable, path: str, *, below: bool, alone: bool = False) -> Problem | None:
    """Return the problem, with the line to write, of a text in the place of keys: an address, a file, words.

    ``below``: it stands on a line below its key; ``alone``: in the place of a whole list.
    """
    text = node.value if isinstance(node, Scalar) else node.source
    if not path or isinstance(node, Sequence) or not text or "\n" in text or len(text) > _LONGEST:
        return None
    picture = re.search(r"<img\b[^<>]*\bsrc=[\"']?([^\"'\s<>]+)|^!\[[^\]]*\]\(([^()\s]+)\)", text)
    text = (picture[1] or picture[2]) if picture else text
    key = _key_of(text, shape, ())
    if not key:
        return None
    value = node.source if isinstance(node, Scalar) and node.source else quoted(text)
    if hints(shape)[key] in (model.PictureName, model.LogoName):
        value = re.split(r"[\\/]", text)[-1] if "://" in text or "\\" in text else text
    figure = re.fullmatch(r"([-+]?\d[\d.,\u00a0\u202f]*(?: \d{3})*)\s+(.+)", text)
    if figure and key == "value" and "label" in hints(shape):
        value = f"'{figure[1]}', label: {quoted(figure[2])}"
    written = f"{key}: {value}" if not figure or key != "value" else f"{{{key}: {value}}}"
    written = _in_language(text, shape) or written
    line = f"- {written}" if path.endswith("]") else written
    remedy = _("Write: {line}", line=line)
    if not below and (alone or not path.endswith("]")):
        remedy = _("Write on the line below, indented: {line}", line=line)
    return _wrong(Scalar(node.mark, text, plain=True), path, _("keys with values"), remedy)


def _key_of(text: str, shape: Hashable, taken: Collection[str]) -> str:
    """Return the key of a ``shape`` whose value a ``text`` is, an address, a file or words, or nothing."""
    types = {name: without_none(hint) for name, hint in hints(shape).items() if name not in taken}
    files = (name for name, hint in types.items() if hint in (model.PictureName, model.LogoName, model.OutlineName))
    if re.fullmatch(r"\S*\.[A-Za-z]{3,7}", text) and (file := next(files, "")):
        return file
    fitting = (name for name, hint in types.items() if hint in PATTERNS and re.search(PATTERNS[hint], text))
    texts = (name for name, hint in types.items() if hint in (Text, model.Cell))
    found = {name for name, hint in types.items() if hint in (model.Address, model.PictureName, model.LogoName)}
    return next((name for name in fitting if name in found), "") or next(texts, "")


def _not_keys(node: Node, path: str, known: Collection[str] = (), required: Iterable[str] = ()) -> Problem:
    empty = isinstance(node, Scalar) and not node.value
    remedy = _("Write one “key: value” a line.")
    if not path and empty:
        words = ", ".join(f"{name}:" for name in [*required][:_NAMED])
        remedy = _("Write its keys, each on a line, with their values: {words}.", words=words)
        return Problem(node.mark, path, _("There is nothing in this file."), remedy)
    if path and known and empty:
        words = ", ".join([*known][:_NAMED])
        remedy = _("Write below it, indented by two spaces, what belongs to it: {words}. Or delete it.", words=words)
    return _wrong(node, path, _("keys with values"), remedy)


def _a_list_of(node: Node, shape: Hashable, path: str) -> Problem | None:
    """Return the problem, with what to write, of a list in the place of keys, whose items are values of these."""
    if not isinstance(node, Sequence) or not node.items or not path:
        return None
    first = next(iter(keys(shape)))
    if all(isinstance(item, Mapping) for item in node.items):
        alone = _("Put a space in the place of the hyphen.")
        return _wrong(node, path, _("keys with values"), alone if len(node.items) == 1 else _("Keep one of them."))
    if typing.get_origin(without_none(hints(shape)[first])) is tuple:
        items = ", ".join(item.value[:40] for item in node.items if isinstance(item, Scalar))
        line = f"{path.rpartition('.')[2]}: {{{first}: [{items}]}}"
        return _wrong(node, path, _("keys with values"), _("Write “{line}”.", line=line))
    written: dict[str, str] = {}
    for item in node.items:
        if isinstance(item, Scalar) and (key := _key_of(item.value, shape, written)):
            written[key] = item.source
    if len(written) < len(node.items):
        return None
    lines = [f"{key}: {value}" for key, value in written.items()]
    if node.source:
        remedy = _("Write “{line}”.", line=f"{path.rpartition('.')[2]}: {{{', '.join(lines)}}}")
    else:
        remedy = _("Write these lines: {lines}.", lines=_lines_instead(node.items, lines))
    return _wrong(node, path, _("keys with values"), remedy)


def _lines_instead(nodes: Iterable[Node], lines: Iterable[str]) -> str:
    """Return in words which line to write in the place of that of each of the ``nodes``."""
    written = [_("line {n}: “{line}”", n=node.mark.line, line=line) for node, line in zip(nodes, lines, strict=True)]
    return "; ".join(written)


def _wrong(node: Node, path: str, wanted: str, remedy: str) -> Problem:
    if isinstance(node, Mapping):
        found = _("keys with values") if node.entries else _("nothing")
    elif isinstance(node, Sequence):
        found = _("a list")
    else:
        found = _("the text “{text}”", text=node.value[:40]) if node.value else _("nothing")
    return Problem(node.mark, path, _("Expected {wanted}, found {found}.", wanted=wanted, found=found), remedy)

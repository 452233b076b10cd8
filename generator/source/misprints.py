"""What people really type or paste where YAML refuses a file: named by the raw lines, with the line to write instead.

It is asked only about files that YAML cannot read, or reads as no keys at all: a parser's own words name what it
expected, not what a person did, and often lines further down. Each line that it gives to copy was read by YAML before.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import takewhile
from math import inf
from types import UnionType
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_origin

import yaml
from msgspec import Struct

from generator.errors import Mark, Problem
from generator.messages import _
from generator.source import inline, model
from generator.source.repair import plain_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.messages import Said

# What a plain (unquoted) word silently becomes in YAML 1.1 (https://yaml.org/type/).
BOOLEANS = frozenset(("y", "n", "yes", "no", "true", "false", "on", "off"))
NOTHING = frozenset(("", "~", "null"))

_KEY = r"(?:- +)*[A-Za-z_][\w-]*"
_NO_BREAK = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"  # spaces that are no indentation in YAML
_BULLETS = "–—•·‣▪◦*−"
_POINT = rf" *- +(?!{_KEY}:(?: |$))"  # an item that is a text
_BLOCK = rf"[ ]*(?:- +)*(?:{_KEY}: +)?[|>][-+0-9]*\s*(?:#.*)?$"
_LONGEST = 120  # characters of a line that a message repeats: more would bury the message
_LONGEST_LINE = 25_000  # a little more than a text may have; what is longer is no misprint
LARGEST = 200_000  # characters of a file that is read again to try a remedy: ten times a real one
_NEAR = 3  # values above a fault that may have caused it: YAML notices at the next key or mark, seldom later
_BESIDE = 8  # lines above with which an indentation is compared
_SHIFT, _SHIFT_ITEM = 8, 3  # by how many spaces a key of ours, and an item, which fits in more places, may be off
_TABS = (2, 4, 6, 8)  # spaces that a tab may stand for
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # makes texts, lists and mappings only
_ESCAPED = (
    r"[0abt\tnvfre \"/\\N_LP]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}"  # behind a backslash (YAML 1.1, 5.7)
)
_CLOSING = {"[": "]", "{": "}"}
_IDS = frozenset(("pillars", "overview", "only", "all", "deck", "note", "web"))  # the lists of ids and the like
_CONFLICT = r"([<=>|])\1{6}(?:\s|$)"
_SIGNS = r" *(?:\.{3}|…|-{4,}|={3,}|[*]{3,}|_{3,}|~{3,}|#+)\s*$"  # a line that parts what it stands between
_OPENED = r"( *(?:- +)*)([a-z_]+)(?= |$)(?! *[:=：;.∶—–-])"  # a word that may be a key without its colon
_DECLARED = tuple(
    one
    for one in vars(model).values()
    if isinstance(one, type) and issubclass(one, Struct) and one.__module__ == model.__name__ and one is not model.Key
)
_KINDS = frozenset(frozenset(one.__struct_fields__) for one in _DECLARED)
"""The keys of each kind of mapping in files of content, and of what they become."""
ALL_KEYS = frozenset[str]().union(*_KINDS)
# Each key with each of the types that its value may have.
_TYPES = tuple(
    (name, type)
    for one in _DECLARED
    for name, hint in one.__annotations__.items()
    if hasattr(hint, "__metadata__")  # a Key
    for type in (get_args(hint.__origin__) if isinstance(hint.__origin__, UnionType) else (hint.__origin__,))
)
_BRACKETED = frozenset(name for name, type in _TYPES if get_origin(type) in (tuple, dict))
"""The keys whose values may be lists or mappings: in brackets that are not closed, the others are texts."""
_HOLDING = frozenset(
    name for name, one in _TYPES if isinstance(one, type) and one in _DECLARED and one is not model.Cell
)
"""The keys whose values are keys with values."""
_WORDED = frozenset(
    name for name, type in _TYPES if type in (inline.Text, model.Cell) or get_args(type) == (inline.Text,)
)
"""The keys whose values are texts, or lists of them."""
_REMARK = r" *(?://|/\*|<!--|%|;|--|REM\b|TODO\b)"  # how a remark begins in other notations
_VALUE = re.compile(rf"( *(?:{_KEY}: +|(?:- +)+))([^ \n].*)$", re.DOTALL)
_FOREIGN: dict[bytes, Callable[[], str]] = {
    b"PK\x03\x04": lambda: _("an Office file (Word, Excel, PowerPoint) or a zip"),
    b"\xd0\xcf\x11\xe0": lambda: _("an Office file of 1997 to 2003"),
    b"%PDF": lambda: _("a PDF"),
    b"{\\rtf": lambda: _("a file of Word in RTF"),
    b"<!DOCTYPE html": lambda: _("a web page"),
    b"<html": lambda: _("a web page"),
    b"\x89PNG": lambda: _("a picture"),
    b"\xff\xd8\xff": lambda: _("a picture"),
}
"""How files of other programs begin, whatever their names say."""


class _Found(NamedTuple):
    """A column from 1, the cause, and the line to write instead, or else the remedy in words."""

    column: int
    cause: str
    line: str
    remedy: str = ""


class _Entry(NamedTuple):
    """A key or an item with its value, on one line: ``pieces`` are the offset, line and column of each part."""

    text: str
    pieces: list[tuple[int, int, int]]

    @property
    def last(self) -> int:
        return self.pieces[-1][1]

    def mark(self, file: str, column: int) -> Mark:
        """Return where the character at ``column`` stands in the file."""
        offset, line, start = next(piece for piece in reversed(self.pieces) if piece[0] < column)
        return Mark(file, line, column - offset + start)


def foreign_kind(data: bytes) -> str:
    """Return what kind of file of another program ``data`` is, in words, or nothing."""
    start = data[:64].lstrip()
    return next((kind() for sign, kind in _FOREIGN.items() if start.lower().startswith(sign.lower())), "")


def misprints(file: str, text: str) -> list[Problem]:
    """Return a problem for each line of ``text`` that YAML cannot read for a reason that we know, in order."""
    found: list[Problem] = []
    lines = text.split("\n")
    conflict = False
    for entry in _entries(text):
        sign = re.match(_CONFLICT, entry.text)
        if sign and sign[1] != "<" and conflict:
            continue  # the first line of a conflict names them all
        conflict = conflict or bool(sign)
        if any(_is_ours(lines[number - 1]) for _offset, number, _column in entry.pieces[1:]):
            continue  # see `misplaced`
        if _goes_on(lines, entry.pieces[0][1] - 1) and not _is_bullet_beside(lines, entry.pieces[0][1] - 1):
            found += filter(None, [_indented_too_little(file, lines, entry.pieces[0][1] - 1)])
        elif (
            one := _piped(lines, entry.pieces[0][1] - 1)
            or _folded_otherwise(lines, entry.pieces[0][1] - 1)
            or next((one for rule in _RULES if (one := rule(entry.text))), None)
        ):
            found.append(Problem(entry.mark(file, one.column), "", one.cause, one.remedy or _written(one.line, entry)))
    return found


def mended(file: str, text: str, line: int) -> Problem | None:
    """Return the problem of the value at ``line`` or little above that, quoted as a whole, lets YAML read ``text``."""
    if len(text) > LARGEST:
        return None
    lines = text.split("\n")
    near = [
        entry
        for entry in _entries(text)
        if entry.pieces[0][1] <= line
        and _VALUE.match(entry.text)
        and not any(re.match(" *[a-z]", one) and _is_ours(one) for one in lines[entry.pieces[0][1] : entry.last])
    ]
    for entry in reversed(near[-_NEAR:]):
        match = _VALUE.match(entry.text)
        assert match
        first = entry.pieces[0][1]
        key = re.search(r"([\w-]+): +$", match[1])
        closed = _CLOSING.get(match[2][0], "") if not key or key[1] in _BRACKETED else ""
        closed = closed and entry.text + closed
        within = _with_cells_quoted(match) or _with_values_quoted(match)
        for written in filter(None, (closed, within, match[1] + quoted(match[2]))):
            if is_yaml("\n".join((*lines[: first - 1], written, *lines[entry.last :]))):
                cause = _("This cannot be read as YAML.")
                return Problem(entry.mark(file, len(match[1]) + 1), "", cause, _written(written, entry))
    return None


def _with_cells_quoted(match: re.Match[str]) -> str:
    """Return the line of a list in brackets with the cells mended that YAML cannot read alone, or nothing.

    Of ids, the words are left; a number that is not there is null; a text is quoted.
    """
    key = match[1].strip(" -:")
    row = re.fullmatch(r"\[+(.*?)\]+[,;.]?", match[2])
    if not row or not (cells := _cells(key, row[1])):
        return ""
    return f"{match[1]}[{', '.join(cells)}]"


def _with_values_quoted(match: re.Match[str]) -> str:
    """Return the line of keys in braces with the values quoted that YAML cannot read alone, or nothing."""
    if not (row := re.fullmatch(r"\{(.*)\}", match[2].rstrip())):
        return ""
    parts = [one.strip().partition(": ") for one in re.split(rf", *(?={_KEY}: )", row[1])]
    values = [f"{key}: {value if is_yaml(f'{{{key}: {value}}}') else quoted(value)}" for key, _sign_, value in parts]
    return f"{match[1]}{{{', '.join(values)}}}"


def _cells(key: str, row: str) -> list[str]:
    if key in _IDS:
        return [word for one in re.split("[,;]", row) if (word := re.sub(r"^\W+|\W+$", "", one))]
    cells = ["null" if key == "values" and not one.strip() else one.strip() for one in row.split(", ")]
    return [one if is_yaml(f"[{one}]") else quoted(one) for one in cells]


def colonless(file: str, text: str, line: int) -> Problem | None:
    """Return the problem of a key without its colon, at ``line`` or little above, with which YAML reads further."""
    lines = text.split("\n") if len(text) <= LARGEST else []
    for number in range(min(line, len(lines)), max(line - _BESIDE, 0), -1):
        match = re.match(_OPENED, lines[number - 1])
        inside = _goes_on(lines, number - 1) and _indent(lines[number - 1]) >= _wanted_indent(lines, number - 1)
        if not match or match[2] not in ALL_KEYS or inside:
            continue
        written = f"{match[0]}:{lines[number - 1][match.end() :]}"
        fits = _belongs(written.strip(), lines[: number - 1], _depth(written))
        if fits and _fault("\n".join((*lines[: number - 1], written, *lines[number:]))) > line:
            cause = _("There is no colon after “{key}”.", key=match[2])
            return Problem(
                Mark(file, number, match.end() + 1), "", cause, _("Put a colon after “{key}”.", key=match[2])
            )
    return None


def no_colon(key: str, sign: str = "") -> tuple[Said, Said]:
    """Return cause and remedy of a key without its colon, or with another sign in its place."""
    instead = (
        _("Put a colon in the place of “{sign}”.", sign=sign) if sign else _("Put a colon after “{key}”.", key=key)
    )
    return _("There is no colon after “{key}”.", key=key), instead


def no_space(key: str) -> tuple[Said, Said]:
    """Return cause and remedy of a key without a space after its colon."""
    return _("There is no space after the colon."), _("Put a space after “{key}:”.", key=key)


def misplaced(file: str, text: str, line: int) -> Problem | None:
    """Return the problem of a line near ``line``, a key of ours or an item, that alone keeps YAML from reading a file.

    It is indented otherwise than those beside it, or something stands behind a key that has keys below it.
    """
    lines = text.split("\n") if len(text) <= LARGEST else []
    ours = [n for n in range(min(line, len(lines)), max(line - _BESIDE, 0), -1) if _is_ours(lines[n - 1])]
    for number in (*ours[:_NEAR], *(n for n in (line + 1,) if n <= len(lines) and _is_ours(lines[n - 1]))):
        if one := next(filter(None, (find(lines, number - 1) for find in (_hyphened, _emptied, _shifted))), None):
            return Problem(Mark(file, number, one.column), "", one.cause, one.remedy)
    return None


def _hyphened(lines: list[str], at: int) -> _Found | None:
    """Find a hyphen on the line ``at`` (from 0) before a key that goes on with the keys beside it."""
    match = re.match(r"( *)- +(?=[a-z_]+:(?: |$))", lines[at])
    words = lines[at][match.end() :].strip() if match else ""
    if not match or not _belongs(words, lines[:at], len(match[1])):
        return None
    if not is_yaml("\n".join((*lines[:at], match[1] + words, *lines[at + 1 :]))):
        return None
    cause = _("This hyphen begins another item, and these keys belong to the one above.")
    words = words[:_LONGEST]
    remedy = _("Put {n} {n|space|spaces} before “{line}”, instead of what stands there.", n=len(match[1]), line=words)
    return _Found(len(match[1]) + 1, cause, "", remedy)


def _shifted(lines: list[str], at: int) -> _Found | None:
    """Find the line ``at`` (from 0) indented otherwise than a line above or below it, as which YAML reads all.

    What stands below it goes with it where it would stand beside it otherwise.
    """
    old, words = _indent(lines[at]), lines[at].strip()
    if not is_yaml(words):  # it is wrong wherever it stands
        return None
    above = [one for one in reversed(lines[max(at - _BESIDE, 0) : at]) if one.strip()]
    beside = dict.fromkeys((*map(_indent, (*above, *lines[at + 1 : at + 2])), *map(_depth, above)))
    is_item = words.startswith("- ")
    items = {_indent(one) for one in lines if is_item and one is not lines[at] and one.lstrip().startswith("- ")}
    beside |= dict.fromkeys(items)
    below = list(_followers(lines, at + 1, old if is_item else _depth(lines[at])))
    below = below if is_item or words.endswith(":") else []
    most = _SHIFT_ITEM if words.startswith("-") else _SHIFT
    for wanted in sorted(beside.keys() - {old}, key=lambda one: (abs(one - old), [*beside].index(one))):
        if abs(wanted - old) > most or not _belongs(words, lines[:at], wanted):
            continue
        goes = below and (
            wanted in items if is_item else _indent(lines[below[0] - 1]) <= wanted + _depth(lines[at]) - old
        )
        ends = [max(below)] if goes else [at + 1]
        for last in (*([at + 1] if is_item and goes else []), *ends):
            moved = [" " * wanted + one[old:] if one.strip() else one for one in lines[at + 1 : last]]
            if is_yaml("\n".join((*lines[:at], " " * wanted + words, *moved, *lines[last:]))):
                cause = _("The line is indented otherwise than those beside it.")
                return _Found(old + 1, cause, "", _indented(wanted, old, words, at + 1, last))
    return None


def _indented(wanted: int, old: int, words: str, first: int, last: int) -> str:
    """Return how the lines ``first`` to ``last``, of which the first holds ``words``, come to be indented as wanted."""
    if first == last:
        words = words[:_LONGEST]
        return _("Put {n} {n|space|spaces} before “{line}”, instead of what stands there.", n=wanted, line=words)
    places = {"n": abs(wanted - old), "first": first, "last": last}
    if wanted > old:
        return _("Put {n} more {n|space|spaces} before each of the lines {first} to {last}.", **places)
    return _("Delete {n} {n|space|spaces} at the beginning of each of the lines {first} to {last}.", **places)


def _belongs(words: str, above: list[str], indent: int) -> bool:
    """Tell whether a line may stand ``indent`` spaces deep: an item anywhere, a key only beside one of its kind."""
    above = [one for one in reversed(above) if re.match(" *[^ #]", one) and not _is_words(one)]
    nearest = next((one for one in above if _depth(one) <= indent), "")
    sibling = nearest if _depth(nearest) == indent else ""  # else the one that it stands in
    opening = next((one for one in above if _depth(one) < indent), "")
    if re.fullmatch(_BLOCK, opening):  # it would be words of that text
        return False
    keys = {re.sub(r"^[ -]*|:.*", "", one) for one in (words, sibling)}
    return words.startswith("-") or not sibling or any(keys <= kind for kind in _KINDS)


def dashless(file: str, text: str, line: int) -> Problem | None:
    """Return the problem of an item, at ``line`` or above, without the hyphen that those of its kind begin with."""
    lines = text.split("\n") if len(text) <= LARGEST else []
    begun = {(_indent(one), _kind_of(one.lstrip(" -"))) for one in lines if re.match(" *- +\\S", one)}
    for number in range(min(line, len(lines)), 0, -1):
        words, old = lines[number - 1].strip(), _indent(lines[number - 1])
        for indent in (old, old - 2):
            written = f"{' ' * indent}- {words}"
            if (indent, _kind_of(words)) in begun and is_yaml(
                "\n".join((*lines[: number - 1], written, *lines[number:]))
            ):
                return no_hyphen(Mark(file, number, old + 1), indent, words)
    return None


def _kind_of(words: str) -> str:
    """Return what an item begins with: its first key, a bracket, or one word; something else for a text."""
    match = re.match(r"[a-z_]+:(?= |$)|[\[{]|[\w-]+$", words)
    return "" if not match else match[0] if match[0][-1] in ":[{" else "word"


def no_hyphen(mark: Mark, indent: int, words: str) -> Problem:
    """Return the problem of an item at ``mark``, with ``words``, whose hyphen belongs ``indent`` spaces deep."""
    line = f"- {words}"[:_LONGEST]
    remedy = _("Put {n} {n|space|spaces} before “{line}”, instead of what stands there.", n=indent, line=line)
    return Problem(mark, "", _("The items of a list begin with hyphens."), remedy)


def keyed(file: str, text: str, line: int) -> Problem | None:
    """Return the problem of an item, at ``line`` or little above, that its name begins in the place of a hyphen."""
    lines = text.split("\n") if len(text) <= LARGEST else []
    for number in range(min(line, len(lines)), max(line - _BESIDE, 0), -1):
        match = re.fullmatch(r"( *)([\w-]+):\s*", lines[number - 1])
        if not match or match[2] in ALL_KEYS or not any(_followers(lines, number, len(match[1]))):
            continue
        written = f"{match[1]}- id: {match[2]}"
        beside = any(re.match(rf"{match[1]}- ", one) for one in lines)
        if beside and is_yaml("\n".join((*lines[: number - 1], written, *lines[number:]))):
            cause = _("The items of a list begin with hyphens.")
            return Problem(Mark(file, number, len(match[1]) + 1), "", cause, _("Write: {line}", line=written.strip()))
    return None


def _emptied(lines: list[str], at: int) -> _Found | None:
    """Find a value on the line ``at`` (from 0) whose key has keys of ours or items below it."""
    match = re.match(r"( *(?:- +)*([A-Za-z_][\w-]*):) +\S", lines[at])
    if match and match[2] in ALL_KEYS - _BRACKETED - _HOLDING:  # a text, whose words would be lost
        return None
    below = next((one for one in lines[at + 1 :] if one.strip()), "")
    if not match or not _is_ours(below) or _indent(below) <= _depth(lines[at]):
        return None
    pair = {re.sub(r"^[ -]*|:.*", "", one) for one in (lines[at], below)}
    if not below.lstrip().startswith("- ") and any(pair <= kind for kind in _KINDS):  # they stand beside each other
        return None
    if not is_yaml("\n".join((*lines[:at], match[1], *lines[at + 1 :]))):
        return None
    cause = _("Keys or items stand below this key: nothing may stand behind it.")
    return _Found(match.end(), cause, "", _("Write: {line}", line=match[1].strip()))


def indents_for_tabs(text: str) -> dict[int, int]:
    """Return by how many spaces each line that begins with a tab is meant to be indented, by its number from 1.

    Nothing where no width of tabs makes YAML read all of it with each key beside those of its kind.
    """
    for width in _TABS if len(text) <= LARGEST else ():
        lines = [_expanded(line, width) for line in text.split("\n")]
        ours = [n for n, line in enumerate(text.split("\n")) if re.match(r" *\t", line) and lines[n]]
        if is_yaml("\n".join(lines)) and all(
            _belongs(lines[n].strip(), lines[:n], _indent(lines[n])) for n in ours if _is_ours(lines[n])
        ):
            return {n + 1: _indent(lines[n]) for n in ours}
    return {}


def _expanded(line: str, width: int) -> str:
    """Return ``line`` with the tabs it begins with as spaces, the others as one each."""
    words = line.lstrip(" \t")
    return line[: len(line) - len(words)].expandtabs(width) + words.replace("\t", " ").rstrip() if words else ""


def _is_ours(line: str) -> bool:
    """Tell whether a line holds an item, or a key that files of content may have."""
    match = re.match(r" *(?:(-) |([a-z_]+):(?: |$))", line)
    return bool(match and (match[1] or match[2] in ALL_KEYS))


def outdented(file: str, text: str, line: int) -> Problem | None:
    """Return the problem of a line of a text, at ``line`` or little above, that is indented no more than its key."""
    lines = text.split("\n") if len(text) <= LARGEST else []
    for number in reversed(range(max(line - _NEAR, 1), min(line, len(lines) - 1) + 1)):  # from 0, never the first
        wanted = _wanted_indent(lines, number)
        run = list(takewhile(lambda at: _is_words(lines[at]), range(number, len(lines))))
        written = [" " * wanted + one.strip() if at in run else one for at, one in enumerate(lines)]
        if run and (problem := _indented_too_little(file, lines, number)) and is_yaml("\n".join(written)):
            return problem
    return None


def _indented_too_little(file: str, lines: list[str], number: int) -> Problem | None:
    """Return the problem of the line ``number`` (from 0) if it is words that go on with a text, but stand before it."""
    wanted, words = _wanted_indent(lines, number), lines[number].strip()[:_LONGEST]
    if _indent(lines[number]) >= wanted:
        return None
    mark = Mark(file, number + 1, _indent(lines[number]) + 1)
    above = next(one for one in reversed(lines[:number]) if one.strip() and not _is_words(one))
    if _holds_no_text(above) or re.match(_REMARK, lines[number]):
        return _stray(mark)
    cause = _("This line goes on with the text above, but is indented no more than its key.")
    remedy = _("Put {n} {n|space|spaces} before “{line}”, instead of what stands there.", n=wanted, line=words)
    if _VALUE.match(above) and not re.fullmatch(_BLOCK, above):
        remedy = _(
            "Put {n} {n|space|spaces} before “{line}” if it goes on with it; else delete it, or begin it with #.",
            n=wanted,
            line=words,
        )
    return Problem(mark, "", cause, remedy)


def _holds_no_text(line: str) -> bool:
    """Tell whether the value on a ``line`` is of a key whose values are no texts, or a list in brackets."""
    match = _VALUE.match(line)
    key = re.search(r"([\w-]+): +$", match[1]) if match else None
    return bool(match and (match[2].rstrip().endswith(("]", "}")) or (key and key[1] in ALL_KEYS - _WORDED)))


def _stray(mark: Mark) -> Problem:
    cause = _("This line is neither a key nor an item, and goes on with no text.")
    return Problem(mark, "", cause, _("Delete it, or begin it with #."))


def stray(file: str, text: str, line: int) -> Problem | None:
    """Return the problem of words at ``line`` or little above without which YAML reads ``text``: someone's remark."""
    lines = text.split("\n") if len(text) <= LARGEST else []
    for number in range(min(line, len(lines)) - 1, max(line - _NEAR, 0) - 2, -1):  # from 0
        if number < 0 or not _is_words(lines[number]):
            continue
        first, last = number, number + len(list(takewhile(_is_words, lines[number + 1 :])))
        while first > 0 and _is_words(lines[first - 1]) and _indent(lines[first - 1]) <= _indent(lines[number]):
            first -= 1
        empty = first > 0 and re.fullmatch(rf" *{_KEY}:\s*", lines[first - 1])
        kept = ["" if first <= at <= last else one for at, one in enumerate(lines)]
        meant = (
            re.match(r"\s*([^\w\s]*)\s*(\w+)(?:\s*[^\w\s:：]+)?(\s*)[:：]", one) for one in lines[first : last + 1]
        )
        a_key = any(one and (one[1] or (one[2].lower() in ALL_KEYS and not one[3])) for one in meant)
        if not empty and not a_key and is_yaml("\n".join(kept)):
            return _stray(Mark(file, first + 1, _indent(lines[first]) + 1))
    return None


def unfolded(file: str, text: str, line: int) -> Problem | None:
    """Return the problem of a text on the lines below its key, at ``line`` or little above, without “>-” behind it."""
    lines = text.split("\n") if len(text) <= LARGEST else []
    for number in range(min(line, len(lines)), max(line - _NEAR, 0), -1):
        match = re.fullmatch(r"( *(?:- +)*([a-z_]+):)\s*", lines[number - 1])
        if match and match[2] in _WORDED:
            written = f"{match[1]} >-"
            if is_yaml("\n".join((*lines[: number - 1], written, *lines[number:]))):
                cause = _("This cannot be read as YAML.")
                return Problem(Mark(file, number, match.end(1)), "", cause, _("Write: {line}", line=written.strip()))
    return None


def _goes_on(lines: list[str], number: int) -> bool:
    """Tell whether the line ``number`` (from 0) is one of the words below “|” or “>-”, however it is indented."""
    line, above = lines[number], (one for one in reversed(lines[:number]) if one.strip())
    header = next(
        (one for one in above if re.fullmatch(_BLOCK, one) or not (_is_words(one) or re.match(_POINT, one))), ""
    )
    if not re.fullmatch(_BLOCK, header):
        return False
    beside = ":" in header and _indent(line) == _depth(header)  # where only keys may stand
    return re.match(_POINT, line) is not None if beside and line.lstrip().startswith("- ") else _is_words(line)


def _is_bullet_beside(lines: list[str], number: int) -> bool:
    """Tell whether the line ``number`` (from 0) has a bullet where the item above has its hyphen."""
    above = (one for one in reversed(lines[:number]) if one.strip() and _indent(one) <= _indent(lines[number]))
    nearest = next(above, "")
    is_item = _indent(nearest) == _indent(lines[number]) and nearest.lstrip().startswith("- ")
    return is_item and lines[number].strip()[0] in _BULLETS


def _wanted_indent(lines: list[str], number: int) -> int:
    """Return by how much the line ``number`` (from 0) is indented if it goes on with a text: as those above it.

    0 where no text can go on: there is none above, or it is another line of it that is indented too little.
    """
    above = [one for one in lines[:number] if one.strip()]
    words = list(takewhile(_is_words, reversed(above)))
    if len(words) == len(above):
        return 0
    least = _depth(above[-len(words) - 1]) + 1
    indents = [_indent(one) for one in words]
    return 0 if min(indents, default=least) < least else indents[0] if indents else least + 1


def _is_words(line: str) -> bool:
    """Tell whether a line is part of a text: it holds words, but neither a key nor an item nor a comment."""
    return bool(line.strip()) and not re.match(rf" *(?:#|```|~~~|-(?: |$)|[{_BULLETS}-]?\s*{_KEY}:(?: |$))", line)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def whole(text: str, line: int, otherwise: str) -> str:
    """Return the remedy that quotes the whole of the value on ``line``, or ``otherwise`` where there is none."""
    for entry in _entries(text) if len(text) <= LARGEST else ():
        match = _VALUE.match(entry.text) if entry.pieces[0][1] <= line <= entry.last else None
        if match and match[2][0] not in "[{" and not re.fullmatch(_BLOCK, entry.text):
            return _written(match[1] + quoted(match[2]), entry)
    return otherwise


def is_yaml(text: str) -> bool:
    """Tell whether YAML reads all of ``text``."""
    return _fault(text) == inf


def _fault(text: str) -> float:
    """Return the line, from 1, up to which YAML reads ``text``; without end where it reads all of it."""
    try:
        for _event in yaml.parse(text, Loader=_LOADER):
            pass
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return mark.line + 1 if mark else 0
    return inf


def _entries(text: str) -> Iterator[_Entry]:
    """Yield the lines that hold keys or items, each with the lines that its value goes on in.

    Left out are the text below “>-” or “|”, the other lines of lists in brackets, empty lines and comments.
    """
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        line = lines[number].rstrip(" ")
        number += 1
        if not line.strip() or line.lstrip().startswith("#") or len(line) > _LONGEST_LINE:
            continue
        pieces, parts, size = [(0, number, 0)], [line], len(line)
        match = _VALUE.match(line)
        if match and match[2][0] == "#" and any(_followers(lines, number, _depth(line))):
            yield _Entry(match[1].rstrip(), [(0, number, 0)])  # keys stand below it: a comment indeed
            continue
        for follower in _followers(lines, number, _depth(line)) if match or re.fullmatch(_BLOCK, line) else ():
            number, part = follower, lines[follower - 1].strip()
            if match and not re.fullmatch(_BLOCK, line) and match[2][0] not in "[{" and size < _LONGEST_LINE:
                pieces.append((size + 1, follower, lines[follower - 1].index(part)))
                parts.append(part)
                size += len(part) + 1
        yield _Entry(" ".join(parts), pieces)


def _depth(line: str) -> int:
    """Return the column from 0 of a line's key, or of its last hyphen where it has none."""
    match = re.match(rf"( *(?:- +)*)({_KEY}:)?", line)
    assert match
    return len(match[1]) if match[2] else max(match[1].rfind("-"), 0)


def _followers(lines: list[str], number: int, depth: int) -> Iterator[int]:
    """Yield the numbers of the lines after ``number`` that are indented by more than ``depth``, up to the first not."""
    for at in range(number, len(lines)):
        words = lines[at].strip()
        if words and (len(lines[at]) - len(lines[at].lstrip(" ")) <= depth or words.startswith("#")):
            return
        if words:
            yield at + 1


def indentations(file: str, text: str) -> list[Problem]:
    """Return the problem of each line that begins with a no-break space, which YAML takes for part of its key."""
    if not re.search(rf"^ *[{_NO_BREAK}]", text, re.MULTILINE):
        return []
    found = ((entry, _indentation(entry.text)) for entry in _entries(text))
    return [Problem(entry.mark(file, one.column), "", one.cause, one.remedy) for entry, one in found if one]


def _conflict(line: str) -> _Found | None:
    if not re.match(_CONFLICT, line):
        return None
    cause = _("Two versions of this file were put together here (“{line}”).", line=line[:40])
    return _Found(1, cause, "", _("Keep the right lines, and delete the lines of <<<<<<<, ======= and >>>>>>>."))


def _fence(line: str) -> _Found | None:
    """Find what chats and web pages put around a text that is shown as it was typed."""
    cause = _("“{line}” is left from a chat or a web page.", line=line.strip()[:40])
    if mailed := re.match(rf"(?:> ?)+( *{_KEY}:(?: .*)?)$", line):
        return _Found(1, cause, mailed[1])
    if not re.match(r"\s*(```|~~~)", line):
        return None
    return _Found(len(line) - len(line.lstrip()) + 1, cause, "", _("Delete this line."))


def _piped(lines: list[str], at: int) -> _Found | None:
    """Find a row of a table as Markdown has them: heads, the line below them, or cells."""
    match = re.fullmatch(r"( *)\|(.+?)\|? *", lines[at])
    if not match or "|" not in match[2]:
        return None
    cells = [one.strip() for one in match[2].split("|")]
    if all(re.fullmatch(":?-+:?", one) for one in cells):
        written = "rows:"
    elif at + 1 < len(lines) and re.fullmatch(r" *\|(?: *:?-+:? *\|?)+ *", lines[at + 1]):
        written = f"columns: {listed(cells)}"
    else:
        written = f"  - {listed(cells)}"
    return _Found(len(match[1]) + 1, _("A table is not written with “|”."), match[1] + written)


def _folded_otherwise(lines: list[str], at: int) -> _Found | None:
    """Find a sign that is almost “>-” behind a key whose text stands on the lines below."""
    match = re.fullmatch(r"( *(?:- +)*[a-z_]+: +)(-+>|[>|»→][ >|_+–—-]*)", lines[at].rstrip())
    below = lines[at + 1] if at + 1 < len(lines) else ""
    if not match or re.fullmatch(_BLOCK, lines[at]) or not _is_words(below) or _indent(below) <= _depth(lines[at]):
        return None
    return _Found(match.end(1) + 1, _("A text on the lines below begins with “>-”."), "", _write_sign(match[1]))


def _write_sign(before: str) -> str:
    return _("Write: {line}", line=f"{before.strip()} >-")


def pasted_row(lines: list[str], at: int) -> str:
    """Return what is written in the place of cells that tabs part on the line ``at`` (from 0), or nothing."""
    match = re.fullmatch(r" *((?:columns|values|categories): *|- +)?(\S.*\t.*)", lines[at])
    above = (one for one in reversed(lines[:at]) if re.match(rf" *{_KEY}:", one))
    key = re.sub(r":.*", "", next(above, "")).strip(" -")
    if not match or re.match(rf"{_KEY}:", match[2]) or not (match[1] or key == "rows"):
        return ""
    return f"{(match[1] or '- ').strip()} {listed(match[2].split(chr(9)))}"


def listed(items: Iterable[str]) -> str:
    """Return ``items`` as a list in brackets: numbers with a point, single words as they are, others in quotes."""
    return f"[{', '.join(_listed(one.strip()) for one in items)}]"


def _listed(item: str) -> str:
    number = plain_number(item) if re.fullmatch(r"[-+\u2212]?[1-9][\d \u00a0\u202f.,]*|0(?:[.,]\d+)?", item) else ""
    plain = re.fullmatch(r"[^\W\d_][\w-]*", item) and item.lower() not in BOOLEANS | NOTHING
    return number or (item if plain else quoted(item))


def _ruled(line: str) -> _Found | None:
    """Find a line of signs that parts what it stands between, as letters and web pages have."""
    cause = _("“{line}” parts the file in two.", line=line.strip()[:40])
    return _Found(1, cause, "", _("Delete this line.")) if re.match(_SIGNS, line) else None


def _indentation(line: str) -> _Found | None:
    match = re.match(rf" *([{_NO_BREAK}])\s*", line)
    if not match:
        return None
    cause = _("The line begins with a no-break space (U+{code:04X}).", code=ord(match[1]))
    if match[1] not in "\u00a0\u202f":
        cause = _("The line begins with a space that is no plain one (U+{code:04X}).", code=ord(match[1]))
    words = line[match.end() :][:_LONGEST]
    remedy = _("Put {n} {n|space|spaces} before “{line}”, instead of what stands there.", n=len(match[0]), line=words)
    return _Found(match.start(1) + 1, cause, "", remedy)


def _bullet(line: str) -> _Found | None:
    match = re.match(rf" *(?:([{_BULLETS}])(?:\s+|(?={_KEY}:\s))|([•·‣▪◦])(?=\S))", line)
    if not match:
        return None
    at = match.start(1) if match[1] else match.start(2)
    cause = _("A list begins with hyphens, not with “{sign}”.", sign=line[at])
    written = f"{line[:at]}- {line[match.end() :]}"
    short = len(line) <= _LONGEST or not is_yaml(written)
    return _Found(at + 1, cause, written, "" if short else _("Put a hyphen in the place of “{sign}”.", sign=line[at]))


def _no_colon(line: str) -> _Found | None:
    """Find a key of ours with another sign than a colon behind it: an equals sign, a wide colon, a dash."""
    match = re.match(r"( *(?:- +)*([a-z_]+))\s*([=：;.∶—–-])\s+(?=\S)", line)
    if not match or match[2] not in ALL_KEYS:
        return None
    cause = _("There is no colon after “{key}”.", key=match[2])
    remedy = "" if len(line) <= _LONGEST else _("Put a colon in the place of “{sign}”.", sign=match[3])
    return _Found(match.start(3) + 1, cause, f"{match[1]}: {line[match.end() :]}", remedy)


def _no_space_after_hyphen(line: str) -> _Found | None:
    match = re.match(r"( *)-(?=[A-Za-z_][\w-]*:\s)", line)
    if not match:
        return None
    cause = _("There is no space after the hyphen.")
    return _Found(len(match[1]) + 1, cause, f"{match[0]} {line[match.end() :]}")


def _no_space_after_colon(line: str) -> _Found | None:
    match = re.match(rf" *{_KEY}:(?=[{_NO_BREAK}]|[^\s/:])", line)
    if not match:
        return None
    cause, missing = no_space(match[0].strip(" -:"))
    written = f"{match[0]} {line[match.end() :].lstrip()}"
    fits = len(line) <= _LONGEST or not is_yaml(written)
    return _Found(match.end(), cause, written, "" if fits else missing)


def _quoted_beginning(line: str) -> _Found | None:
    """Find a text that begins with words in quotes and goes on behind them."""
    match = re.match(rf"( *(?:{_KEY}: +|(?:- +)+))(\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')(\s*[^\s#,}}\]].*)$", line)
    if not match or (match[2][0] == "'" and re.search(r"\w'$", match[2]) and match[3][0].isalnum()) or is_yaml(line):
        return None  # 'L'eau: an apostrophe, see the next rule
    cause = _("The text begins with quotes, and goes on after them.")
    return _Found(match.start(2) + 1, cause, match[1] + quoted(_unwrapped(f"{match[2]}{match[3]}".rstrip())))


def _after_quotes(line: str) -> _Found | None:
    """Find a comma or a sign that nobody sees behind the quotes that close a text, as other programs' lists have."""
    match = re.match(
        rf"( *(?:{_KEY}: +|(?:- +)+)(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'))([\s,;\u200b-\u200d\ufeff]+)$", line
    )
    if not match or is_yaml(line):
        return None
    cause = _("Behind the quotation mark that closes the text, nothing may stand.")
    return _Found(match.end(1) + 1, cause, match[1])


def _unwrapped(words: str) -> str:
    """Return ``words`` without the marks around all of them: where the next mark opens again, they are YAML's."""
    mark, inner = words[0], words[1:-1]
    if mark == "'" and (doubled := re.match(r"'((?:[^']|'')*''(?:[^']|'')*)'", words)):  # as YAML alone writes them
        return doubled[1].replace("''", "'") + words[doubled.end() :]
    return inner if words.endswith(mark) and re.match(rf"(?:[^{mark}]*\s)?{mark}(?=\w)", inner) else words


def _apostrophe(line: str) -> _Found | None:
    match = re.match(rf"( *(?:{_KEY}: +|(?:- +)+))('.*\w'\w.*)$", line)
    if not match or is_yaml(line):
        return None
    at = re.search(r"(?<=\w)'(?=\w)", match[2])
    cause = _("The apostrophe ends the quotation that opens with '.")
    words = match[2].rstrip()
    # Quotation marks of YAML are those around all of it, with nothing but apostrophes between; others are printed.
    if re.fullmatch(r"'(?:[^']|''|(?<=\w)'(?=\w))*'", words):
        words = words[1:-1].replace("''", "'")
    return _Found(match.end(1) + 1 + (at.start() if at else 0), cause, match[1] + quoted(words))


def _backslash(line: str) -> _Found | None:
    """Find a backslash in double quotes that begins none of YAML's escapes, as in "C:\\Users"."""
    match = re.match(rf"( *(?:{_KEY}: +|(?:- +)+))\"((?:[^\"\\]|\\.)*)\"\s*$", line)
    wrong = match and re.search(rf"(?:(?<!\\)(?:\\\\)*)(\\(?!{_ESCAPED}).)", match[2])
    if not match or not wrong:
        return None
    cause = _("In double quotation marks, “{escape}” is another character.", escape=wrong[1])
    meant = re.sub(r'\\"', '"', match[2])
    return _Found(match.end(1) + 2 + wrong.start(1), cause, match[1] + quoted(meant))


def _colon(line: str) -> _Found | None:
    """Find a colon and a space within a plain text, which YAML takes for a key."""
    match = re.match(rf"( *(?:{_KEY}: +))([^\s\"'>|\[{{&*!%@`#][^#]*?)(:(?: |$).*)$", line)
    if not match:
        return None
    cause = _("The text holds a colon and a space: YAML takes what stands before it for a key.")
    key = re.search(r"[\w-]+(?=: +$)", match[1])
    if key and key[0] in _HOLDING and match[2] in ALL_KEYS and is_yaml(inner := f"{match[2]}{match[3]}".strip()):
        return _Found(match.end(2) + 1, cause, "", _("Write on the line below, indented: {line}", line=inner))
    return _Found(match.end(2) + 1, cause, match[1] + quoted(f"{match[2]}{match[3]}"))


def _link(line: str) -> _Found | None:
    """Find a plain text that begins with a link: YAML takes its bracket for a list."""
    match = re.match(rf"( *(?:{_KEY}: +|(?:- +)+))(\[[^\]]*\]\(.*)$", line)
    if not match:
        return None
    return _Found(match.end(1) + 1, _("A text cannot begin with “{sign}”.", sign="["), match[1] + quoted(match[2]))


def _list_behind_key(line: str) -> _Found | None:
    """Find a list that begins on the line of its key."""
    match = re.match(r"( *(?:- +)*[A-Za-z_][\w-]*: +)(-(?: .*|$))", line)
    if not match:
        return None
    cause = _("A list cannot begin on the line of its key.")
    written = (match[1] + quoted(match[2])).strip()
    remedy = _("Write {line}, if it is a text; else begin the list on the next line, indented.", line=written)
    return _Found(match.end(1) + 1, cause, "", remedy)


def _sign(line: str) -> _Found | None:
    """Find a plain text that begins with a sign which YAML keeps for itself."""
    match = re.match(rf"( *(?:{_KEY}: +|(?:- +)+))((?:[@`%&*!|>,\]}}]|\? ).*)$", line)
    if not match or re.fullmatch(_BLOCK, line):
        return None
    cause = _("A text cannot begin with “{sign}”.", sign=match[2][0])
    return _Found(match.end(1) + 1, cause, match[1] + quoted(match[2]))


def quoted(words: str) -> str:
    """Return ``words`` in the quotes that need no escapes, where there are such."""
    words = words.strip()
    if '"' not in words and "\\" not in words:
        return f'"{words}"'
    if "'" not in words:
        return f"'{words}'"
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _written(line: str, entry: _Entry) -> str:
    """Return the remedy that gives ``line`` to copy, or all of the value in quotes where YAML would refuse it too."""
    if not is_yaml(line) and (match := _VALUE.match(line)):
        line = match[1] + quoted(match[2])
    if len(line) > _LONGEST:
        return _("Write the text on the lines below “>-”, indented.")
    if entry.last > entry.pieces[0][1]:
        values = {"first": entry.pieces[0][1], "last": entry.last, "line": line.strip()}
        return _("Write, in place of lines {first} to {last}: {line}", **values)
    return _("Write: {line}", line=line.strip())


_RULES: tuple[Callable[[str], _Found | None], ...] = (
    _conflict,
    _fence,
    _ruled,
    _indentation,
    _bullet,
    _no_colon,
    _no_space_after_hyphen,
    _no_space_after_colon,
    _backslash,
    _after_quotes,
    _quoted_beginning,
    _apostrophe,
    _link,
    _list_behind_key,
    _colon,
    _sign,
)

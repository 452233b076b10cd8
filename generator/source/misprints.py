"""What people really type or paste where YAML refuses a file: named by the raw lines, with the line to write instead.

It is asked only about files that YAML cannot read, or reads as no keys at all: a parser's own words name what it
expected, not what a person did, and often lines further down.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from generator.errors import Mark, Problem
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEY = r"(?:- +)*[A-Za-z_][\w-]*"
_NO_BREAK = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"  # spaces that are no indentation in YAML
_BLOCK = re.compile(rf"[ ]*(?:- +)*(?:{_KEY}: +)?[|>][-+0-9]*\s*(?:#.*)?$")
_LONGEST = 120  # characters of a line that a message repeats: more would bury the message
_LONGEST_LINE = 25_000  # a little more than a text may have; what is longer is no misprint
_FOREIGN: dict[bytes, Callable[[], str]] = {
    b"PK\x03\x04": lambda: _("an Office file (Word, Excel, PowerPoint) or a zip"),
    b"\xd0\xcf\x11\xe0": lambda: _("an Office file of 1997 to 2003"),
    b"%PDF": lambda: _("a PDF"),
    b"{\\rtf": lambda: _("a text of Word (RTF)"),
    b"<!DOCTYPE html": lambda: _("a web page"),
    b"<html": lambda: _("a web page"),
    b"\x89PNG": lambda: _("a picture"),
    b"\xff\xd8\xff": lambda: _("a picture"),
}
"""How files of other programs begin, whatever their names say."""

_Found = tuple[int, str, str]
"""A column from 1, the cause and the remedy."""


def foreign_kind(data: bytes) -> str:
    """Return what kind of file of another program ``data`` is, in words, or nothing."""
    start = data[:64].lstrip()
    return next((kind() for sign, kind in _FOREIGN.items() if start.lower().startswith(sign.lower())), "")


def misprints(file: str, text: str) -> list[Problem]:
    """Return a problem for each line of ``text`` that YAML cannot read for a reason that we know, in order."""
    found: list[Problem] = []
    for number, line in _lines_of_yaml(text):
        for rule in _RULES:
            if one := rule(line):
                column, cause, remedy = one
                found.append(Problem(Mark(file, number, column), "", cause, remedy))
                break
    return found


def _lines_of_yaml(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines with their numbers, but for the text below “>-” or “|”, empty lines and comments."""
    block = -1  # the indentation of the key of a block scalar, or -1 outside of one
    for number, line in enumerate(text.split("\n"), 1):
        indent = len(line) - len(line.lstrip(" "))
        if not line.strip() or len(line) > _LONGEST_LINE:
            continue
        if block >= 0 and indent > block:
            continue
        block = indent if _BLOCK.fullmatch(line) else -1
        if not line.lstrip().startswith("#"):
            yield number, line


def indentations(file: str, text: str) -> list[Problem]:
    """Return the problem of each line that begins with a no-break space, which YAML takes for part of its key."""
    if not re.search(rf"^ *[{_NO_BREAK}]", text, re.MULTILINE):
        return []
    lines = ((number, _indentation(line)) for number, line in _lines_of_yaml(text))
    return [Problem(Mark(file, number, one[0]), "", one[1], one[2]) for number, one in lines if one]


def _conflict(line: str) -> _Found | None:
    if not re.match(r"(<{7}|={7}|>{7}|\|{7})(\s|$)", line):
        return None
    cause = _("Two versions of this file were put together here (“{line}”).", line=line[:40])
    return 1, cause, _("Keep the right lines, and delete the lines of <<<<<<<, ======= and >>>>>>>.")


def _indentation(line: str) -> _Found | None:
    match = re.match(rf" *([{_NO_BREAK}])\s*", line)
    if not match:
        return None
    cause = _("The line begins with a no-break space (U+{code:04X}).", code=ord(match[1]))
    mended = " " * len(match[0]) + line[match.end() :]
    return match.start(1) + 1, cause, _written(mended)


def _bullet(line: str) -> _Found | None:
    match = re.match(r" *([–—•·‣▪◦*−])[\s\u00a0]+", line)
    if not match:
        return None
    cause = _("A list begins with hyphens, not with “{sign}”.", sign=match[1])
    return match.start(1) + 1, cause, _written(f"{line[: match.start(1)]}- {line[match.end() :]}")


def _no_space_after_hyphen(line: str) -> _Found | None:
    match = re.match(r"( *)-(?=[A-Za-z_][\w-]*:\s)", line)
    if not match:
        return None
    cause = _("There is no space after the hyphen.")
    return len(match[1]) + 1, cause, _written(f"{match[0]} {line[match.end() :]}")


def _no_space_after_colon(line: str) -> _Found | None:
    match = re.match(rf" *{_KEY}:(?=[^\s/:])", line)
    if not match:
        return None
    cause = _("There is no space after the colon.")
    return match.end(), cause, _written(f"{match[0]} {line[match.end() :]}")


def _quoted_beginning(line: str) -> _Found | None:
    """Find a text that begins with words in quotes and goes on behind them."""
    match = re.match(rf"( *(?:{_KEY}: +|(?:- +)+))(\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')(\s*[^\s#,}}\]:].*)$", line)
    if not match or (match[2][0] == "'" and match[3][0].isalnum()):
        return None  # 'L'eau: an apostrophe, see the next rule
    cause = _("The text begins with quotes, and goes on after them.")
    return match.start(2) + 1, cause, _whole(match[1], f"{match[2]}{match[3]}")


def _apostrophe(line: str) -> _Found | None:
    match = re.match(rf"( *(?:{_KEY}: +|(?:- +)+))'(.*\w'\w.*)$", line)
    if not match or re.fullmatch(r"(?:[^']|'')*'\s*(#.*)?", match[2]):
        return None
    at = re.search(r"(?<=\w)'(?=\w)", match[2])
    cause = _("The apostrophe ends the quotation that opens with '.")
    words = match[2].rstrip().removesuffix("'").replace("''", "'")
    return match.end(1) + 2 + (at.start() if at else 0), cause, _whole(match[1], words)


def _colon(line: str) -> _Found | None:
    """Find a colon and a space within a plain text, which YAML takes for a key."""
    match = re.match(rf"( *(?:{_KEY}: +))([^\s\"'>|\[{{&*!%@`#][^#]*?)(:(?: |$).*)$", line)
    if not match:
        return None
    cause = _("The text holds a colon and a space: YAML takes what stands before it for a key.")
    return match.end(2) + 1, cause, _whole(match[1], f"{match[2]}{match[3]}")


def _link(line: str) -> _Found | None:
    """Find a plain text that begins with a link: YAML takes its bracket for a list."""
    match = re.match(rf"( *(?:{_KEY}: +|(?:- +)+))(\[[^\]]*\]\(.*)$", line)
    if not match:
        return None
    return match.end(1) + 1, _("A text cannot begin with “{sign}”.", sign="["), _whole(match[1], match[2])


def _list_behind_key(line: str) -> _Found | None:
    """Find a list that begins on the line of its key."""
    match = re.match(r"( *(?:- +)*[A-Za-z_][\w-]*: +)-(?: |$)", line)
    if not match:
        return None
    cause = _("A list cannot begin on the line of its key.")
    return match.end(1) + 1, cause, _("Begin it on the next line, indented; or quote the text.")


def _sign(line: str) -> _Found | None:
    """Find a plain text that begins with a sign which YAML keeps for itself."""
    match = re.match(rf"( *(?:{_KEY}: +|(?:- +)+))([@`%&*!].*)$", line)
    if not match:
        return None
    cause = _("A text cannot begin with “{sign}”.", sign=match[2][0])
    return match.end(1) + 1, cause, _whole(match[1], match[2])


def _whole(key: str, words: str) -> str:
    """Return the remedy that quotes all of ``words``, whichever quotes they hold."""
    words = words.strip()
    if '"' not in words and "\\" not in words:
        return _written(f'{key}"{words}"')
    if "'" not in words:
        return _written(f"{key}'{words}'")
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return _written(f'{key}"{escaped}"')


def _written(line: str) -> str:
    if len(line) > _LONGEST:
        return _("Write the text on the lines below “>-”, indented.")
    return _("Write: {line}", line=line.strip())


_RULES: tuple[Callable[[str], _Found | None], ...] = (
    _conflict,
    _indentation,
    _bullet,
    _no_space_after_hyphen,
    _no_space_after_colon,
    _quoted_beginning,
    _apostrophe,
    _link,
    _list_behind_key,
    _colon,
    _sign,
)

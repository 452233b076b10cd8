"""Read YAML text into nodes that know their line and column; it gives no meaning to any key.

The composer takes PyYAML's events one by one and stops at fixed limits, so that hostile files end in a
message and not in a full memory: aliases are refused (no "billion laughs"), and depth, nodes and bytes are bounded.
"""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from functools import lru_cache
from itertools import islice
from textwrap import shorten
from typing import TYPE_CHECKING, Any

import yaml
from msgspec import Struct
from msgspec.structs import replace

from generator.errors import Mark, Problem
from generator.messages import _, spoken
from generator.source.misprints import (
    BOOLEANS,
    LARGEST,
    NOTHING,
    colonless,
    dashless,
    foreign_kind,
    indentations,
    indents_for_tabs,
    is_yaml,
    keyed,
    mended,
    misplaced,
    misprints,
    no_hyphen,
    outdented,
    pasted_row,
    quoted,
    stray,
    unfolded,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_WRITTEN = ("content/", "templates/words/")  # where every word is printed; the theme has comments behind its values
# A hundred times a real publication; the deepest real value, a number of a chart, lies 5 deep.
MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 16
MAX_NODES = 40_000
_MAX_WORDS = 120  # characters of a line that a message repeats
_MAX_SHOWN = 20  # characters of one kind that are reported of one file: past them nobody reads on

# C0 and C1 controls but the line feed, line and paragraph separators, byte-order marks inside the text, bidirectional
# overrides (which can make a text read other than it is), interlinear marks, lone surrogates and noncharacters.
_FORBIDDEN = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\u202a-\u202e\u2066-\u2069"
    "\ufff9-\ufffb\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# A backslash and a letter that a person typed, such as in C:\\new: YAML makes a line end, a space or the like of it.
_SILENT = r"(?<!\\)(?:\\\\)*(\\[0abtnvferNLP_ /])"
# An escape of a double-quoted text that can bring in one of them, or a tab.
_ESCAPE = r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[0abtvfeNLP\t])"
# é and its like of the Macintosh's or of DOS's encoding, read as Windows-1252: beside letters, nothing else gives them.
_FROM_MAC = "[A-Za-z][‚ƒ†‡ˆ‰ŠŒŽ][a-z]|[ƒˆ][a-z]"
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NUMERIC = frozenset("0123456789+-._")  # what a date or a number begins with
# A date or a number of YAML 1.1: never what an officer meant.
_DATE_OR_NUMBER = (
    r"(?P<date>\d{4}-\d\d?-\d\d?(?:[Tt ].*)?)"
    r"|(?P<number>[-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|(?:[0-9][0-9_]*)?\.?[0-9_]+(?:[eE][-+]?[0-9]+)?|[0-9][0-9_]*\.|\.(?i:inf)|\.(?i:nan))|\.(?i:nan))"
)


class Scalar(Struct, frozen=True):
    """A value: its text, and whether it was written plain (neither quoted nor as a block)."""

    mark: Mark
    value: str
    plain: bool
    source: str = ""

    @property
    def implicit_type(self) -> str | None:
        """Return the type that YAML 1.1 gives the plain word (boolean, nothing, date, number), or None."""
        if not self.plain:
            return None
        word = self.value.lower()
        if word in BOOLEANS or word in NOTHING:
            return "boolean" if word in BOOLEANS else "nothing"
        # \d of a date takes the digits of every script.
        match = re.fullmatch(_DATE_OR_NUMBER, self.value) if word[0] in _NUMERIC or word[0].isdecimal() else None
        return match.lastgroup if match else None

    def locate(self, needle: str) -> Mark:
        """Return where ``needle`` stands in the scalar's source, or the scalar's start."""
        offset = self.source.find(needle)
        if offset < 0:
            return self.mark
        before = self.source[:offset]
        line = self.mark.line + before.count("\n")
        start = before.rfind("\n")
        column = offset - start if start >= 0 else self.mark.column + offset
        return Mark(self.mark.file, line, column)


class Sequence(Struct, frozen=True):
    """A list."""

    mark: Mark
    items: tuple[Node, ...]
    source: str = ""  # where it was written in brackets


class Mapping(Struct, frozen=True):
    """Keys and their values, each key once."""

    mark: Mark
    entries: tuple[tuple[Scalar, Node], ...]
    source: str = ""  # where it was written in braces or brackets, or on one line


Node = Scalar | Sequence | Mapping


class _RefusedError(Exception):
    """Ends the reading of one file."""

    def __init__(self, mark: Mark, cause: str, remedy: str) -> None:
        self.problem = Problem(mark, "", cause, remedy)


def read_yaml(file: str, data: bytes, problems: list[Problem]) -> Node | None:
    """Return the one document of ``data``; add to ``problems`` and return None where it cannot be read."""
    text = ""
    try:
        text = _decode(file, data)
        _refuse_characters(file, text, problems)
        composer = _Composer(file, text, problems)
        node = composer.document()
        found = indentations(file, text) if isinstance(node, Mapping) else misprints(file, text)
        if found:
            problems += found
            return None
        if file.startswith(_WRITTEN) and not file.endswith(".mapping.yaml"):  # in that one we comment lines ourselves
            problems += _lost_words(file, text, composer.spans)
        return node
    except _RefusedError as refused:
        problems.append(refused.problem)
    except yaml.YAMLError as error:
        problems += _unreadable(file, text, error)
    return None


def reread(file: str, data: bytes, problems: list[Problem]) -> Node | None:
    """Return what ``read_yaml`` does, for whoever reads the same few files again and again: the editor."""
    node, found = _known(file, data, spoken())
    problems += found
    return node


@lru_cache(maxsize=16)
def _known(file: str, data: bytes, _language: str) -> tuple[Node | None, list[Problem]]:
    problems: list[Problem] = []
    return read_yaml(file, data, problems), problems


def read_text(file: str, data: bytes, problems: list[Problem], tabbed: Callable[[str], bool]) -> str | None:
    """Return what a spreadsheet saved as text, without characters that nobody sees; else None, and problems.

    It may be in Windows-1252, in which Excel of western Europe saves. ``tabbed`` tells whether a text's tabs are meant.
    """
    try:
        text = _lines(recoded(data)) or _decode(file, data)
        _refuse_characters(file, text.replace("\t", " ") if tabbed(text) else text, problems)
    except _RefusedError as refused:
        problems.append(refused.problem)
        return None
    return text


def recoded(data: bytes) -> str:
    """Return the text of ``data`` in Windows-1252 or in UTF-16; nothing when it is UTF-8, or no text."""
    return _windows(data) or _wide(data)


def _windows(data: bytes) -> str:
    """Return the text of ``data`` in Windows-1252; nothing when it is UTF-8, UTF-16, or no text.

    What has begun as UTF-8, beyond ASCII, is a damaged file, not another encoding.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        with suppress(UnicodeDecodeError):  # a byte that stands for nothing there
            text = data.decode("cp1252")
            western = data[: error.start].isascii() and not _is_wide(data) and any(map(str.isalpha, text))
            western = western and not foreign_kind(data) and not re.search(_FROM_MAC, text)
            return text if western and len(data) <= MAX_BYTES else ""
    return ""


def _wide(data: bytes) -> str:
    """Return the text of ``data`` in UTF-16, as Excel's “Unicode text” is, with the mark at its beginning."""
    if data[:2] not in (b"\xff\xfe", b"\xfe\xff") or len(data) > MAX_BYTES:
        return ""
    return data.decode("utf-16", "replace")


def _is_wide(data: bytes) -> bool:
    """Tell whether ``data`` begins as UTF-16 does."""
    return data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]


def _decode(file: str, data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise _RefusedError(
            Mark(file),
            _("The file is too large ({size} bytes; at most {maximum}).", size=len(data), maximum=MAX_BYTES),
            _("Split it."),
        )
    if kind := foreign_kind(data):
        cause = _("This is {kind}, not a text.", kind=kind)
        raise _RefusedError(Mark(file), cause, _("Save its content as plain text, in UTF-8."))
    if _is_wide(data):
        raise _RefusedError(Mark(file), _("The file is UTF-16, not UTF-8."), _("Save it as UTF-8."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = _lines(error.object[: error.start].decode())  # of what follows the byte order mark
        mark = mark_at(file, before, len(before))
        cause = _("Byte {byte:#04x} is not UTF-8.", byte=error.object[error.start])
        raise _RefusedError(mark, cause, _("Save the file as UTF-8.")) from None
    return _lines(text)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refuse_characters(file: str, text: str, problems: list[Problem]) -> None:
    """Report tabs and forbidden characters, and end the reading if there are any: YAML would stop at the first."""
    if text.replace("\n", "").isprintable():  # nearly always; what is forbidden is never printable
        return
    # One tab a line is enough: an indentation is mended as a whole.
    tabs = re.finditer(r"(?<![^\n])[^\t\n]*(\t)", text)
    found = [*islice(tabs, _MAX_SHOWN), *islice(re.finditer(_FORBIDDEN, text), _MAX_SHOWN)]
    if not found:
        return
    indents = indents_for_tabs(text) if "\t" in text else {}
    lines = text.split("\n")
    for offset in sorted(match.end() - 1 for match in found):
        problem = _character_problem(mark_at(file, text, offset), text[offset])
        if text[offset] == "\t" and (row := pasted_row(lines, problem.mark.line - 1)):
            problem = replace(problem, remedy=_("Write: {line}", line=row))
        elif text[offset] == "\t" and (wanted := indents.get(problem.mark.line)):
            words = text[offset:].partition("\n")[0].strip()[:_MAX_WORDS]
            remedy = _("Put {n} {n|space|spaces} before “{line}”, instead of what stands there.", n=wanted, line=words)
            problem = replace(problem, remedy=remedy)
        problems.append(problem)
    raise _RefusedError(problem.mark, problem.cause, problem.remedy)


def _character_problem(mark: Mark, character: str) -> Problem:
    if character == "\t":
        return Problem(mark, "", _("There is a tab."), _("Use spaces."))
    cause = _("There is a control character (U+{code:04X}).", code=ord(character))
    return Problem(mark, "", cause, _("Delete it; it cannot be seen in most editors."))


def mark_at(file: str, text: str, offset: int, line: int = 1) -> Mark:
    """Return where the character at ``offset`` of ``text`` stands in a file, in which it begins on ``line``."""
    return Mark(file, text.count("\n", 0, offset) + line, offset - text.rfind("\n", 0, offset))


def _unreadable(file: str, text: str, error: yaml.YAMLError) -> list[Problem]:
    """Return what keeps YAML from reading ``text``, which it says in words and at a place of its own."""
    position = getattr(error, "problem_mark", None)
    mark = Mark(file, position.line + 1, position.column + 1) if position else Mark(file)
    if forgotten := colonless(file, text, mark.line):  # the lines beside it look wrong, and are not
        return [forgotten]
    return misprints(file, text) or [_syntax_problem(file, text, error, mark)]


def _syntax_problem(file: str, text: str, error: yaml.YAMLError, mark: Mark) -> Problem:
    position = getattr(error, "problem_mark", None)
    opened = _open_quote(file, text, mark.line)
    closed = _closed(text, opened) if opened else ""
    if opened and closed:
        return Problem(opened, "", _("The quotation mark that opens here is not closed."), closed)
    if (
        placed := dashless(file, text, mark.line)
        or outdented(file, text, mark.line)
        or keyed(file, text, mark.line)
        or misplaced(file, text, mark.line)
    ):
        return placed
    if opened:
        cause = _("The quotation mark that opens here is not closed.")
        return misplaced(file, text, opened.line) or Problem(
            opened, "", cause, _("Close it at the end of the text, or write the text on the lines below “>-”.")
        )
    reason = getattr(error, "problem", None) or str(error)
    if "nesting depth" in reason:  # libyaml looks ahead, and from 0.2.6 on has a limit of its own
        return Problem(mark, "", *_too_deep())
    otherwise = Problem(mark, "", _("This cannot be read as YAML."), _syntax_remedy(text, error, position))
    return unfolded(file, text, mark.line) or mended(file, text, mark.line) or stray(file, text, mark.line) or otherwise


def _lost_words(file: str, text: str, spans: list[tuple[int, int]]) -> Iterator[Problem]:
    """Yield the comments that stand behind something on its line: a text after “ #” is a comment for YAML.

    ``spans`` are where the scalars stand, in order: a sign within one is its own. Of a block scalar, the line of its
    mark is not its text.
    """
    rest, end = [], 0
    for start, stop in spans:
        own = text.find("\n", start, stop) if text[start : start + 1] in ("|", ">") else start
        kept = max(own, start)
        rest += [text[end:kept], "\n".join(["x" * len(line) for line in text[kept:stop].split("\n")])]
        end = stop
    outside = "".join((*rest, text[end:]))
    start = 0
    for number, (line, shown) in enumerate(zip(text.split("\n"), outside.split("\n"), strict=True), 1):
        match = re.search(r"(?<=\s)#", shown) if "#" in shown else None
        start += len(line) + 1
        if not match or not line[: match.start()].strip():
            continue
        words = line[match.start() :]
        at = start - len(line) - 1 + match.start()
        cause = _("“{words}” would not be printed: after a space, # begins a comment.", words=shorten(words, 60))
        yield Problem(mark_at(file, text, at), "", cause, _remedy_of_comment(text, number, words))


def _remedy_of_comment(text: str, number: int, words: str) -> str:
    """Return what to do with ``words`` behind a value on a line: a sign with a space after it is mostly a comment's."""
    quoted = whole(text, number, "")
    if not quoted:
        return _("Put the comment on a line of its own.")
    alone = text.split("\n")[number - 1].removesuffix(words).rstrip().endswith((":", "-"))  # no text is left then
    if words[1:2] in ("", " ") and not alone:
        return _("Put the comment on a line of its own; or, if it is text: {remedy}", remedy=quoted)
    return _("{remedy} (or, if it is no text, put the comment on a line of its own).", remedy=quoted)


def _too_deep() -> tuple[str, str]:
    return _("The nesting is too deep."), _("Remove brackets or levels.")


def _open_quote(file: str, text: str, last: int) -> Mark | None:
    """Return where a value opens a quotation mark that stands open when the next key comes, up to line ``last``.

    YAML itself notices only at the next quotation mark, or at the end of the file.
    """
    opened: tuple[Mark, str] | None = None
    for number, line in enumerate(text.split("\n")[:last], 1):
        key = re.match(_KEY, line)
        if opened and key:
            return opened[0]
        rest = line
        begun = key if key and key[1] else None if opened else re.match(_ITEM, line)
        if begun:
            opened, rest = (Mark(file, number, begun.start(1) + 1), begun[1]), line[begun.end() :]
        if opened and opened[1] in re.sub(r"\\.", "", rest):
            opened = None
    return opened[0] if opened else None


def _closed(text: str, opened: Mark) -> str:
    """Return the remedy that closes a quotation mark at the end of its line, where YAML reads all of it then."""
    lines = text.split("\n")
    line = lines[opened.line - 1]
    written = line.rstrip() + line[opened.column - 1]
    readable = len(text) <= LARGEST and is_yaml("\n".join((*lines[: opened.line - 1], written, *lines[opened.line :])))
    return _("Write: {line}", line=written.strip()) if readable and len(written) <= _MAX_WORDS else ""


def _syntax_remedy(text: str, error: yaml.YAMLError, position: Any) -> str:
    opening = getattr(error, "context_mark", None)
    if opening and position.line > opening.line and "flow" in str(getattr(error, "context", "")):
        return _("Close the bracket that is opened on line {line}, or quote the text.", line=opening.line + 1)
    line = text[: position.index].rpartition("\n")[2] if position else ""
    line += text[position.index :].partition("\n")[0] if position else ""
    if re.match(r"[ -]*\w+: +(?:[\[{*&!%@`]|[^\"'>|#].*: )", line):
        return _("Quote a text that holds “: ” or begins with a sign, or write it on the lines below “>-”.")
    return _("Look at this line and those above: indentation, a missing colon, quote or bracket.")


_KEY = r"[ -]*[\w-]+:(?: +([\"'])| |$)"
_ITEM = r" *(?:- +)+([\"'])"


class _Composer:
    """Composes the nodes of one document from PyYAML's events."""

    def __init__(self, file: str, text: str, problems: list[Problem]) -> None:
        self._file = file
        self._text = text
        self._problems = problems
        self._events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
        self._nodes = 0
        self._end = 0  # of the last list or mapping
        self.spans: list[tuple[int, int]] = []  # of the scalars in the text

    def document(self) -> Node:
        next(self._events)  # StreamStart
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return Scalar(Mark(self._file), "", plain=True)  # an empty file, or nothing but comments
        node = self._node(next(self._events), 0)
        next(self._events)  # DocumentEnd
        event = next(self._events)
        if not isinstance(event, yaml.StreamEndEvent):
            raise _RefusedError(self._parting(event), _("A second document begins here."), _("Delete this line."))
        return node

    def _parting(self, event: Any) -> Mark:
        """Return where the line of “---” or “...” stands that ends the first document."""
        lines = self._text.split("\n")[: event.start_mark.line + 1]
        parting = (n for n in range(len(lines), 0, -1) if re.match(r"(---|\.\.\.)(\s|$)", lines[n - 1]))
        return Mark(self._file, next(parting, event.start_mark.line + 1))

    def _mark(self, event: Any) -> Mark:
        return Mark(self._file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _node(self, event: Any, depth: int) -> Node:
        self._guard(event, depth)
        mark = self._mark(event)
        if isinstance(event, yaml.ScalarEvent):
            assert event.start_mark is not None
            assert event.end_mark is not None
            self.spans.append((event.start_mark.index, event.end_mark.index))
            source = self._text[event.start_mark.index : event.end_mark.index]
            return self._checked(Scalar(mark, event.value, event.implicit[0], source))
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(mark, tuple(self._items(depth)), self._source(event))
        return Mapping(mark, tuple(self._entries(depth)), self._source(event))

    def _source(self, event: Any) -> str:
        """Return the source of a list or mapping that began with ``event`` and has just ended.

        Of what is not in brackets, only that on one line: a text that holds a colon is such a one.
        """
        source = self._text[event.start_mark.index : self._end].strip()
        return source if event.flow_style or "\n" not in source else ""

    def _guard(self, event: Any, depth: int) -> None:
        self._nodes += 1
        cause = ""
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            cause = _("Anchors (&) and aliases (*) are not accepted.")
            remedy = self._quoted(event, _("Quote a text that begins with & or *; write a repeated value out."))
        elif depth > MAX_DEPTH:
            cause, remedy = _too_deep()
        elif self._nodes > MAX_NODES:
            cause, remedy = _("The file has too many values."), _("Split it.")
        elif getattr(event, "tag", None):
            cause = _("Tags (!) are not accepted.")
            remedy = self._quoted(event, _("Quote a text that begins with !."))
        if cause:
            raise _RefusedError(self._mark(event), cause, remedy)

    def _quoted(self, event: Any, otherwise: str) -> str:
        """Return the remedy that quotes the text that begins with ``event``, or ``otherwise``."""
        is_text = isinstance(event, yaml.ScalarEvent | yaml.AliasEvent)
        return whole(self._text, event.start_mark.line + 1, otherwise) if is_text else otherwise

    def _checked(self, scalar: Scalar) -> Scalar:
        """Return ``scalar`` without what an escape such as "\\x07" brought in, which is reported once.

        The raw text was examined before.
        """
        escaped = scalar.source.startswith('"') and "\\" in scalar.source
        # A line that a program folded ends with a backslash; one keeps the space that the next line begins with.
        source = re.sub(r"(?<!\\)((?:\\\\)*)\\\n *(\\(?= ))?", r"\1", scalar.source) if escaped else scalar.source
        if escaped and (lost := re.search(_SILENT, source)):
            cause = _("In double quotation marks, “{escape}” is another character.", escape=lost[1])
            meant = re.sub(r'\\([\\"])', r"\1", scalar.source[1:-1])
            remedy = _("Write the whole text as {value}.", value=quoted(" ".join(meant.split("\n"))))
            self._problems.append(Problem(scalar.locate(lost[1]), "", cause, remedy))
        elif not scalar.value.isprintable():
            for letter in dict.fromkeys(re.findall(f"{_FORBIDDEN}|\t", scalar.value)):
                escapes = (one[0] for one in re.finditer(_ESCAPE, scalar.source) if _unescaped(one[0]) == letter)
                self._problems.append(_character_problem(scalar.locate(next(escapes, "")), letter))
        else:
            return scalar
        return replace(scalar, value=re.sub(f"{_FORBIDDEN}|\t", "", scalar.value))

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            yield self._node(event, depth + 1)
        self._end = event.end_mark.index if event.end_mark else 0

    def _entries(self, depth: int) -> Iterator[tuple[Scalar, Node]]:
        seen: dict[str, Mark] = {}
        twice: list[Scalar] = []
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise _RefusedError(key.mark, _("A key must be a word."), _("Quote the braces or brackets."))
            value = self._node(next(self._events), depth + 1)
            if key.value in seen:
                twice.append(key)
                continue
            seen[key.value] = key.mark
            yield key, value
        self._end = event.end_mark.index if event.end_mark else 0
        self._problems += self._repeated(seen, twice)

    def _repeated(self, seen: dict[str, Mark], twice: list[Scalar]) -> Iterator[Problem]:
        """Yield the problems of keys that stand ``twice``: where an item begins with the first, one hyphen lacks."""
        lines = self._text.split("\n") if twice else []
        if len(twice) > 1 and twice[0].value == next(iter(seen)):
            mark, again = seen[twice[0].value], twice[0].mark
            if hyphen := re.fullmatch("( *)- +", lines[mark.line - 1][: mark.column - 1]):
                yield no_hyphen(again, len(hyphen[1]), lines[again.line - 1].strip())
                return
        for key in twice:
            cause = _("The key “{key}” stands here twice", key=key.value)
            first = _("(first on line {line}).", line=seen[key.value].line)
            yield Problem(key.mark, "", cause.between("", f" {first}"), _("Delete one of them."))


def _unescaped(escape: str) -> str:
    """Return the character that an escape stands for (YAML 1.1, section 5.7)."""
    short = dict(zip("0abtvfeNLP\t", "\0\a\b\t\v\f\x1b\x85\u2028\u2029\t", strict=True))
    return short.get(escape[1]) or chr(min(int(escape[2:], 16), sys.maxunicode))

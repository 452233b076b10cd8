"""Change one value of a YAML file as a careful person would: every byte elsewhere stays as it is.

Comments, order, quotation marks, line ends, byte order mark and indentation are kept, and a long text keeps its style;
only where a style cannot hold the new words is another taken. Each change is read again and compared: a result in
which more differs than was asked for is never returned.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from copy import deepcopy
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.errors import ContentError, Mark, PiliersError, Problem
from generator.messages import _
from generator.source.nodes import Mapping, Node, Scalar, Sequence, read_yaml, recoded, reread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Path = tuple[str | int, ...]
"""Keys and indices from the top of a file to a value."""

_WIDTH = 120  # characters: as wide as the lines of content that we write; a text's own lines may be longer
_STEP = 2  # columns of an indentation


class Plain(str):
    """A value that is written as it is, without quotation marks: a number, true, false, null."""

    __slots__ = ()


class Words(str):
    """A text, also in the place of a number, and where it looks like one."""

    __slots__ = ()


class GoneError(PiliersError):
    """What was to be changed is no longer there."""

    def __init__(self) -> None:
        super().__init__(_("What you are changing is no longer in the file. Open it again."))


def set_value(file: str, data: bytes, path: Path, value: Any, order: Iterable[str] = ()) -> bytes:
    """Return ``data`` with ``value`` (a text, a list, a mapping by keys) at ``path``.

    A key that is not there is added, behind those that stand before it in ``order``.
    """
    source = _Source(file, data)
    parent = source.at(path[:-1])
    if isinstance(parent, Mapping) and path[-1] not in _keys(parent):
        added = source.with_key(parent, str(path[-1]), value, list(order))
        return source.checked(added, lambda root: _put(root, path, value))
    return source.checked(source.with_value(path, value), lambda root: _put(root, path, value))


def insert_item(file: str, data: bytes, path: Path, index: int, value: Any) -> bytes:
    """Return ``data`` with ``value`` as the item ``index`` of the list at ``path``; the list may be empty."""
    source = _Source(file, data)

    def change(root: Any) -> None:
        if not isinstance(_get(root, path), list):
            _put(root, path, [])
        _get(root, path).insert(index, value)

    return source.checked(source.with_item(path, index, value), change)


def move_item(file: str, data: bytes, path: Path, index: int, to: int) -> bytes:
    """Return ``data`` with the item ``index`` of the list at ``path``, with its comments, as its item ``to``."""
    source = _Source(file, data)
    parts = source.parts_of(source.sequence(path))
    if not (0 <= index < len(parts) and 0 <= to < len(parts)):
        raise GoneError
    texts = [source.text[one.start : one.end] for one in parts]
    texts.insert(to, texts.pop(index))

    def change(root: Any) -> None:
        items = _get(root, path)
        items.insert(to, items.pop(index))

    return source.checked([(*one, text) for one, text in zip(parts, texts, strict=True)], change)


def duplicate_item(file: str, data: bytes, path: Path, index: int) -> bytes:
    """Return ``data`` with the item ``index`` of the list at ``path`` a second time, behind it."""
    source = _Source(file, data)
    sequence = source.sequence(path)
    parts = source.parts_of(sequence)
    if not 0 <= index < len(parts):
        raise GoneError
    copy = source.text[source.item_start(sequence, index) : parts[index].end]
    place = parts[index].end

    def change(root: Any) -> None:
        items = _get(root, path)
        items.insert(index, deepcopy(items[index]))

    return source.checked([(place, place, source.between(sequence) + copy)], change)


def remove(file: str, data: bytes, path: Path) -> bytes:
    """Return ``data`` without the item or key at ``path``, and without the comments right above it."""
    source = _Source(file, data)
    source.at(path)
    parent = source.at(path[:-1])
    assert isinstance(parent, Sequence | Mapping)
    parts = source.parts_of(parent)
    index = path[-1] if isinstance(path[-1], int) else _keys(parent).index(path[-1])  # type: ignore[arg-type]

    def change(root: Any) -> None:
        del _get(root, path[:-1])[path[-1]]

    if len(parts) > 1:
        first, last = (index, index + 1) if index + 1 < len(parts) else (index - 1, index)
        # With the space towards the next one; the last goes with the space before it.
        gap = (parts[index].start, parts[last].start) if last != index else (parts[first].end, parts[index].end)
        return source.checked([(*gap, "")], change)
    if isinstance(parent, Mapping):
        return remove(file, data, path[:-1])
    return source.checked(source.with_value(path[:-1], []), change)


def text_of(data: bytes) -> str:
    """Return the text of a file, each line with a line feed; raise UnicodeDecodeError where it is none."""
    return (recoded(data) or data.decode("utf-8-sig")).replace("\r\n", "\n").replace("\r", "\n")


def retyped(data: bytes, text: str) -> bytes:
    """Return the file with another text: the lines above and below what differs keep their bytes, if it is UTF-8."""
    if recoded(data):
        return text.encode()
    whole = data.decode("utf-8")
    mark = "\ufeff" * whole.startswith("\ufeff")
    known = re.split(r"(?<=\n)|(?<=\r)(?!\n)", whole.removeprefix(mark))
    old, new = text_of(data).split("\n"), text.split("\n")
    least = min(len(old), len(new))
    above = next((n for n in range(least) if old[n] != new[n]), least)
    below = next((n for n in range(least - above) if old[-1 - n] != new[-1 - n]), least - above)
    end = next((one for one in ("\r\n", "\n", "\r") if one in whole), "\n")
    kept = [line if line.endswith(("\r", "\n")) else f"{line}{end}" for line in known[:above]]
    made = [*kept, *(f"{line}{end}" for line in new[above : len(new) - below]), *known[len(old) - below :]]
    made[-1] = made[-1] if below else re.sub(r"[\r\n]+\Z", "", made[-1])
    return (mark + "".join(made)).encode()


def new_file(values: dict[str, Any]) -> bytes:
    """Return a file that holds ``values`` (texts, lists, mappings by keys) and nothing else, as a person writes it."""
    source = _Source("", b"{}\n")
    data = f"{source.keys(values, 0)}\n".encode()
    if values_of(_Source("", data).at(())) != _bare(values):
        raise UnwritableError
    return data


def node_at(file: str, data: bytes, path: Path) -> Node:
    """Return the node at ``path``; raise GoneError when there is none."""
    return _Source(file, data).at(path)


def values_at(file: str, data: bytes, path: Path) -> Any:
    """Return what stands at ``path``: texts, lists, mappings by keys."""
    return values_of(node_at(file, data, path))


def blocks(file: str, data: bytes, key: str) -> tuple[str, dict[str, str], str]:
    """Return the lines down to ``key`` at the top of a file, those of each key below it, and what follows these.

    What stands above a key since the value before it, such as comments, is part of its lines. Raises GoneError where
    there are no lines of their own: ``key`` is not there, or what it has stands in braces.
    """
    source = _Source(file, data)
    node = source.at((key,))
    if not isinstance(node, Mapping) or _is_flow(node):
        raise GoneError
    lines = [f"{line}\n" for line in source.text.rstrip("\n").split("\n")]
    names = {one.value: one.mark.line for one, _value in source.at(()).entries}  # type: ignore[union-attr]
    place = names[key]
    head, found = "".join(lines[:place]), {}
    for name, value in node.entries:
        last = source.text.count("\n", 0, source.end(value)) + 1
        found[name.value] = "".join(lines[place:last])
        place = last
    return head, found, "".join(lines[place:])


Splice = tuple[int, int, str]


class _Part(NamedTuple):
    """Where an item, or a key with its value, stands in the text, with the comments right above it."""

    start: int
    end: int


class _Source:
    """A file's text with its line ends as single line feeds, its nodes, and how to go back to its bytes."""

    def __init__(self, file: str, data: bytes) -> None:
        self._file = file
        self._problems: list[Problem] = []
        node = reread(file, data, self._problems)
        if node is None:
            raise ContentError(self._problems)
        self._node = node
        self._raw = data.decode("utf-8")
        self._offset = 1 if self._raw.startswith("\ufeff") else 0
        raw = self._raw[self._offset :]
        self.text = raw.replace("\r\n", "\n").replace("\r", "\n")
        wide = [match.start() for match in re.finditer("\r\n", raw)]
        self._wide = [place - index for index, place in enumerate(wide)]  # line ends of two characters, in ``text``
        self._end = "\r\n" if 2 * len(wide) > self.text.count("\n") else "\r" if "\n" not in raw else "\n"
        self._end = self._end if "\r" in raw else "\n"
        self._lines = [0, *accumulate(len(line) + 1 for line in self.text.split("\n"))]

    # Nodes

    def at(self, path: Path) -> Node:
        """Return the node at ``path``; raise GoneError when there is none."""
        node = self._node
        for step in path:
            child = _child(node, step)
            if child is None:
                raise GoneError
            node = child
        return node

    def sequence(self, path: Path) -> Sequence:
        """Return the list at ``path``."""
        node = self.at(path)
        if not isinstance(node, Sequence):
            raise GoneError
        return node

    def start(self, node: Node) -> int:
        """Return where ``node`` begins in the text."""
        return self._place(node.mark)

    def _place(self, mark: Mark) -> int:
        return self._lines[mark.line - 1] + mark.column - 1

    def end(self, node: Node) -> int:
        """Return where ``node`` ends, without the empty lines below it."""
        if isinstance(node, Scalar) or _is_flow(node):
            return self.start(node) + len(node.source.rstrip())
        children = node.items if isinstance(node, Sequence) else [value for _key, value in node.entries]
        return self.end(children[-1])

    def column(self, place: int) -> int:
        """Return how many characters stand before ``place`` on its line."""
        return place - (self.text.rfind("\n", 0, place) + 1)

    def item_start(self, node: Sequence | Mapping, index: int) -> int:
        """Return where the item ``index``, or its key, begins: with its hyphen where it has one."""
        if isinstance(node, Mapping):
            return self.start(node.entries[index][0])
        start = self.start(node.items[index])
        return start if _is_flow(node) else self._hyphen(start)

    def _hyphen(self, start: int) -> int:
        """Return where the hyphen before ``start`` stands: spaces, line ends and comments lie between."""
        place = start
        while True:
            line = self.text.rfind("\n", 0, place) + 1
            before = self.text[line:place].rstrip()
            if line < start and place != start:
                before = re.sub(r"(^|\s)#.*", "", before).rstrip()
            if before.endswith("-"):
                return line + len(before) - 1
            place = line - 1

    def parts_of(self, node: Sequence | Mapping) -> list[_Part]:
        """Return where the items, or the keys with their values, stand."""
        children = node.items if isinstance(node, Sequence) else [value for _key, value in node.entries]
        starts = [self.item_start(node, index) for index in range(len(children))]
        ends = [self.end(child) for child in children]
        if not _is_flow(node):
            floors = [self.start(node) if isinstance(node, Mapping) else self._above(starts), *ends[:-1]]
            starts = [self._with_comments(start, floor) for start, floor in zip(starts, floors, strict=True)]
        return [_Part(*one) for one in zip(starts, ends, strict=True)]

    def _above(self, starts: list[int]) -> int:
        """Return where the line above a list's first hyphen ends that is no comment: the list's own begin below."""
        place = self.text.rfind("\n", 0, starts[0])
        while place > 0 and self.text[self.text.rfind("\n", 0, place) + 1 : place].lstrip().startswith("#"):
            place = self.text.rfind("\n", 0, place)
        return max(place, 0)

    def _with_comments(self, start: int, floor: int) -> int:
        """Return where the comments right above ``start`` begin, of the same column; not above ``floor``."""
        column = self.column(start)
        line = start - column
        if self.text[line:start].strip():
            return start
        while line > 0:
            above = self.text.rfind("\n", 0, line - 1) + 1
            words = self.text[above : line - 1]
            if above <= floor or not words.startswith(" " * column + "#"):
                break
            start, line = above + column, above
        return start

    def between(self, node: Sequence) -> str:
        """Return what stands between two items of a list, at the least."""
        return ", " if _is_flow(node) else "\n" + " " * self.column(self.item_start(node, 0))

    # Changes

    def with_value(self, path: Path, value: Any) -> list[Splice]:
        """Return the change that puts ``value`` in the place of the node at ``path``."""
        node, parent = self.at(path), self.at(path[:-1])
        place = self.start(node)
        flow = _is_flow(parent)
        if isinstance(parent, Mapping) and not flow:
            key = next(key for key, child in parent.entries if child is node)
            colon = self.text.index(":", self.start(key) + len(key.source)) + 1
            column = self.column(self.start(key))
            if isinstance(node, Scalar) and isinstance(value, str) and node.source:
                return [(place, self.end(node), self._scalar(value, column + _STEP, False, node))]
            return [(colon, max(colon, self.end(node)), self._after_key(value, column))]
        column = self.column(self._hyphen(place)) + _STEP if isinstance(parent, Sequence) and not flow else 0
        old = node if isinstance(node, Scalar) else None
        if isinstance(value, str):
            column = column or self._indent(place) + _STEP
            return [(place, self.end(node), self._scalar(value, column, flow, old))]
        return [(place, self.end(node), self._flow(value) if flow else self._item(value, column))]

    def _indent(self, place: int) -> int:
        """Return how far the line of ``place`` is indented."""
        line = self.text[self.text.rfind("\n", 0, place) + 1 : place]
        return len(line) - len(line.lstrip(" "))

    def with_item(self, path: Path, index: int, value: Any) -> list[Splice]:
        """Return the change that inserts ``value`` as an item of the list at ``path``."""
        node = self.at(path)
        if isinstance(node, Scalar) or not getattr(node, "items", ()):
            if not (isinstance(node, Sequence) or (isinstance(node, Scalar) and not node.value)):
                raise GoneError
            return self.with_value(path, [value])
        sequence = self.sequence(path)
        parts = self.parts_of(sequence)
        if not 0 <= index <= len(parts):
            raise GoneError
        column = self.column(self.item_start(sequence, 0)) + _STEP
        item = self._flow(value) if _is_flow(sequence) else "- " + self._item(value, column)
        between = self.between(sequence)
        at, text = (parts[index - 1].end, between + item) if index else (parts[0].start, item + between)
        return [(at, at, text)]

    def with_key(self, node: Mapping, key: str, value: Any, order: list[str]) -> list[Splice]:
        """Return the change that adds ``key`` to a mapping, behind the last key that comes before it in ``order``."""
        names = _keys(node)
        before = order[: order.index(key)] if key in order else order
        index = max((names.index(name) for name in before if name in names), default=0)
        place = self.end(node.entries[index][1])
        if _is_flow(node):
            return [(place, place, f", {key}: {self._flow(value)}")]
        column = self.column(self.start(node.entries[0][0]))
        return [(place, place, f"\n{' ' * column}{key}:{self._after_key(value, column)}")]

    # Styles

    def _after_key(self, value: Any, column: int) -> str:
        """Return what follows the colon of a key that stands in ``column``."""
        inner = column + _STEP
        if isinstance(value, str):
            return " " + self._scalar(value, inner, False, None)
        if isinstance(value, dict):
            return f"\n{' ' * inner}{self.keys(value, inner)}"
        if all(isinstance(one, str) for one in value) and len(flow := self._flow(value)) + column < _WIDTH:
            return " " + flow
        return "".join(f"\n{' ' * inner}- {self._item(one, inner + _STEP)}" for one in value)

    def keys(self, values: dict[str, Any], column: int) -> str:
        """Return keys with their values, one below the other from ``column``."""
        pairs = (f"{key}:{self._after_key(value, column)}" for key, value in values.items())
        return f"\n{' ' * column}".join(pairs)

    def _item(self, value: Any, column: int) -> str:
        """Return an item of a list, behind its hyphen, at ``column``."""
        if isinstance(value, str):
            return self._scalar(value, column, False, None)
        return self.keys(value, column) if isinstance(value, dict) else self._flow(value)

    def _flow(self, value: Any) -> str:
        if isinstance(value, str):
            return self._scalar(value, 0, True, None)
        if isinstance(value, dict):
            return "{" + ", ".join(f"{key}: {self._flow(one)}" for key, one in value.items()) + "}"
        return "[" + ", ".join(map(self._flow, value)) + "]"

    def _scalar(self, value: str, column: int, flow: bool, old: Scalar | None) -> str:
        """Return ``value`` in the style of ``old`` where that holds it, else in the plainest that does."""
        if isinstance(value, Plain):
            return str(value)
        styles = _styles(value, column, flow, old)
        kind = None if isinstance(value, Words) else old
        found = next((one for one in styles if _reads_as(one, value, flow, kind)), None)
        if found is None:  # it holds a sign that no file may
            raise UnwritableError
        return found

    # The result

    def checked(self, splices: list[Splice], change: Callable[[Any], None]) -> bytes:
        """Return the bytes with ``splices``; raise a RuntimeError if anything but ``change`` of the values differs."""
        raw = self._raw
        for start, end, new in sorted(splices, reverse=True):
            raw = raw[: self._in_raw(start)] + new.replace("\n", self._end) + raw[self._in_raw(end) :]
        data = raw.encode("utf-8")
        wanted = values_of(self._node)
        change(wanted)
        problems: list[Problem] = []
        node = reread(self._file, data, problems)
        if node is None or len(problems) > len(self._problems) or values_of(node) != _bare(wanted):
            raise UnwritableError
        return data

    def _in_raw(self, place: int) -> int:
        return self._offset + place + bisect_left(self._wide, place)


class UnwritableError(PiliersError):
    """The change cannot be made without touching something else: the file is written in an unusual way."""

    def __init__(self) -> None:
        super().__init__(_("This cannot be changed here without touching something else. Change it in a text editor."))


def _styles(value: str, column: int, flow: bool, old: Scalar | None) -> Iterator[str]:
    """Yield ``value`` as it may be written, the best first; its further lines begin at ``column``."""
    style = old.source[:1] if old else ""
    wide = not flow and ("\n" in value or len(value) + column > _WIDTH)
    if old and style in ("|", ">"):
        yield _block(value, column, old)
    elif style in ("'", '"'):
        yield _quoted(value, style, column, old)
    elif wide and not (old and len(old.source) + column > _WIDTH):
        yield _block(value, column, None)
    yield _wrapped(value, column, old) if old and style not in ("|", ">", "'", '"') else value
    if not flow:
        yield from (_block(value, column, None),) if wide else ()
    yield _quoted(value, '"', column, None)


def _quoted(value: str, sign: str, column: int, old: Scalar | None) -> str:
    if sign == "'":
        return "'" + _wrapped(value.replace("'", "''"), column, old) + "'"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return '"' + _wrapped(escaped, column, old) + '"'


def _wrapped(text: str, column: int, old: Scalar | None) -> str:
    """Return a text between quotation marks, or without, on several lines if the ``old`` one was."""
    if old is None or "\n" not in old.source:
        return text
    lines = old.source.split("\n")
    column = len(lines[1]) - len(lines[1].lstrip()) or column
    return f"\n{' ' * column}".join(_lines(text, _WIDTH - column))


def _block(value: str, column: int, old: Scalar | None) -> str:
    """Return ``value`` as a block, with the header, the indentation and the unchanged lines of ``old`` if it is one."""
    header, _end, body = old.source.rstrip().partition("\n") if old else (">-", "", "")
    lines = body.split("\n") if body else []
    first = next((line for line in lines if line.strip()), " " * column)
    column = len(first) - len(first.lstrip(" "))
    width = max([_WIDTH - column, *(len(line) - column for line in lines)])
    bare = [line[column:] for line in lines]
    if header.startswith("|"):
        written = value.split("\n")
    else:
        paragraphs = value.split("\n")
        kept = bare if len(paragraphs) == 1 and "" not in bare else []
        written = "\n\n".join("\n".join(_folded(one, kept, width)) for one in paragraphs).split("\n")
    return "\n".join([header, *(" " * column + line if line else "" for line in written)])


def _folded(text: str, kept: list[str], width: int) -> list[str]:
    """Return the lines of a folded text; those of the ``kept`` ones that still begin or end it stay as they are."""
    head, start = [], 0
    for line in kept:
        if not text.startswith(line + " ", start):
            break
        head.append(line)
        start += len(line) + 1
    tail: list[str] = []
    if head and len(head) == len(kept):  # words were added behind the last line: they go on it
        start -= len(head.pop()) + 1
    rest = text[start:]
    for line in reversed(kept[len(head) :]):
        if not rest.endswith(" " + line):
            break
        tail.insert(0, line)
        rest = rest[: -len(line) - 1]
    return [*head, *_lines(rest, width), *tail]


def _lines(text: str, width: int) -> list[str]:
    """Return ``text`` in lines of at most ``width`` characters, cut at single spaces alone."""
    lines = [""]
    for word in re.split(r"(?<=[^ ]) (?=[^ ])", text):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] += f" {word}" if lines[-1] else word
    return lines


def _reads_as(written: str, value: str, flow: bool, old: Scalar | None) -> bool:
    """Tell whether YAML reads ``written`` as the text ``value``, or as the type that ``old`` had."""
    if flow and "?" in written and written[:1] not in ("'", '"'):  # in brackets YAML's readers do not agree on it
        return False
    text = f"k: [{written}]" if flow else f"k: {written}\n"
    problems: list[Problem] = []
    node = read_yaml("", text.encode("utf-8", "surrogatepass"), problems)
    child = node.entries[0][1] if isinstance(node, Mapping) and len(node.entries) == 1 else None
    if flow and isinstance(child, Sequence) and len(child.items) == 1:
        child = child.items[0]
    if problems or not isinstance(child, Scalar) or _bare(child.value) != _bare(value):
        return False
    return child.implicit_type is None or bool(old and old.implicit_type == child.implicit_type)


def _is_flow(node: Node) -> bool:
    """Tell whether a list or mapping is written in brackets or braces."""
    return not isinstance(node, Scalar) and node.source[:1] in ("[", "{")


def _keys(node: Mapping) -> list[str]:
    return [key.value for key, _value in node.entries]


def _child(node: Node, step: str | int) -> Node | None:
    if isinstance(node, Mapping):
        return next((value for key, value in node.entries if key.value == step), None)
    if isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step]
    return None


def leaves(node: Node, path: Path = ()) -> Iterator[tuple[Path, Scalar]]:
    """Yield the scalars of ``node`` with their paths."""
    if isinstance(node, Scalar):
        yield path, node
        return
    children = enumerate(node.items) if isinstance(node, Sequence) else ((key.value, one) for key, one in node.entries)
    for step, child in children:
        yield from leaves(child, (*path, step))


def values_of(node: Node) -> Any:
    """Return what ``node`` says, without style: the line ends below a block are none of its words."""
    if isinstance(node, Mapping):
        return {key.value: values_of(value) for key, value in node.entries}
    return [values_of(one) for one in node.items] if isinstance(node, Sequence) else _bare(node.value)


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bare(one) for key, one in value.items()}
    return [_bare(one) for one in value] if isinstance(value, list) else str(value).rstrip("\n")


def _get(root: Any, path: Path) -> Any:
    for step in path:
        root = root[step]
    return root


def _put(root: Any, path: Path, value: Any) -> None:
    _get(root, path[:-1])[path[-1]] = value

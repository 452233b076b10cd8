"""A line of a source file beside a problem, as a terminal shows it, with a caret under the fault."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from generator.errors import ContentError

if TYPE_CHECKING:
    from generator.errors import Mark
    from generator.world import World

_TAB = 4  # columns of a tab in an excerpt
_LEAST = 24  # columns of the source that are shown on the narrowest of screens
_MOST = 500  # characters of a line that are looked at, to each side of the fault: more than any screen shows
_MOST_BYTES = 4 * 1024 * 1024  # of a file: what is larger is refused as a whole
_BINARY = bytes(16)  # a byte in so many that is 0 is no slip of the keyboard
_WORD = re.compile(r"\"[^\"]*\"?|[^\W_][\w.'’-]*|\S")


def text_of(world: World, file: str) -> str | None:
    """Return the text of a file, None where it is no text, cannot be read or is far too large."""
    try:
        data = world.read(file) if (world.root / file).stat().st_size <= _MOST_BYTES else _BINARY
    except (ContentError, OSError, ValueError):
        return None
    if data[:1024].count(0) * len(_BINARY) > len(data[:1024]):
        return None
    return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").replace("\r\n", "\n")


def line_of(text: str | None, number: int) -> str | None:
    """Return line ``number`` of a text, from 1, where it has as many: of a million, none is kept."""
    if text is None or number < 1:
        return None
    start = 0
    for _line in range(number - 1):
        start = text.find("\n", start) + 1
        if not start:
            return None
    end = text.find("\n", start)
    return text[start:] if end < 0 else text[start:end]


def end_of(line: str, column: int) -> int:
    """Return the column after the word of ``line`` that begins at ``column``, both counted in characters from 1."""
    found = _WORD.match(line, column - 1)
    return found.end() + 1 if found else min(column + 1, len(line) + 1)


def excerpt(line: str, mark: Mark, width: int, label: str) -> list[str]:
    """Return ``line`` in at most ``width`` columns, and below it a caret under the column of ``mark`` and ``label``."""
    gutter = len(str(mark.line)) + 5  # two spaces, the number, “ | ”
    skipped = max(0, mark.column - 1 - _MOST)
    cells = _cells(line[skipped : mark.column + _MOST])
    at = min(mark.column - 1 - skipped, len(cells))
    first, last = _window([columns for _text, columns in cells], at, max(_LEAST, width - gutter - 1))
    head, tail = "…" if first or skipped else "", "…" if skipped + last < len(line) else ""
    before = " " * (len(head) + sum(columns for _text, columns in cells[first:at]))
    shown = "".join(text for text, _columns in cells[first:last])
    margin = " " * (gutter - 3)
    return [f"  {mark.line} | {head}{shown}{tail}".rstrip(), f"{margin} | {before}^ {label}".rstrip()]


def _cells(line: str) -> list[tuple[str, int]]:
    """Return for each character what stands for it on a screen, and how many columns that takes."""
    cells: list[tuple[str, int]] = []
    column = 0
    for letter in line:
        text = _visible(letter, column)
        columns = _width(text) if text == letter else len(text)
        cells.append((text, columns))
        column += columns
    return cells


def _visible(letter: str, column: int) -> str:
    if letter == "\t":
        return "→".ljust(_TAB - column % _TAB)
    if unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp", "Cs", "Co"):
        return f"<U+{ord(letter):04X}>"
    return letter


def _width(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _window(columns: list[int], at: int, room: int) -> tuple[int, int]:
    """Return the first and the last + 1 of the cells that are shown: in ``room`` columns, with the one ``at``."""
    if sum(columns) <= room:
        return 0, len(columns)
    first = last = at
    taken = 2  # the two …
    # From the fault outwards, one cell in turn; half of the room to each side, and what one does not need to the other.
    while first > 0 or last < len(columns):
        before = columns[first - 1] if first > 0 and (at - first <= last - at or last == len(columns)) else None
        step = columns[last] if before is None else before
        if taken + step > room:
            break
        taken += step
        first, last = (first, last + 1) if before is None else (first - 1, last)
    return first, last

"""Break text into lines: at spaces and after hyphens, never at U+00A0 and U+202F.

Words are measured once, in em, whatever the size; a word wider than the line is broken between letters, so
that nothing ever leaves its box.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.source.inline import Run

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from generator.text.fonts import Face, Family

# One may break after a hyphen or a dash between letters (UAX #14, classes HY and BA), not after one that leads.
_AFTER_HYPHEN = re.compile(r"(?<=\w[-‐–—])(?=\w)")
_TO_HYPHEN = re.compile(r"[^-‐–—]*[-‐–—]|[^-‐–—]+")


@dataclass(frozen=True, slots=True)
class Fragment:
    """Part of a word in one style, the face that sets it, and its width in em."""

    run: Run
    face: Face
    width: float


@dataclass(frozen=True, slots=True)
class Word:
    """What stays together on a line: its fragments, its width and the space before it, in em."""

    fragments: tuple[Fragment, ...]
    width: float
    space: float
    space_before: Fragment | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line's words, and its width in em."""

    words: tuple[Word, ...]
    width: float

    @property
    def text(self) -> str:
        """Return the line as it reads."""
        return "".join(fragment.run.text for fragment in self.fragments)

    @property
    def fragments(self) -> tuple[Fragment, ...]:
        """Return the line's fragments, spaces between words included, neighbours of one style joined."""
        return tuple(_joined(_line_fragments(self.words)))


def words(runs: Iterable[Run], family: Family, *, strong: bool = False, strong_places: bool = True) -> list[Word]:
    """Return the measured words of ``runs``.

    ``strong`` sets everything in the strong face; ``strong_places`` sets mentions of places in it.
    """
    runs = tuple(runs)
    joined = "".join(run.text for run in runs)  # a hyphen and its letters may be of two runs
    breaks = {match.start() for match in _AFTER_HYPHEN.finditer(joined)}
    result: list[Word] = []
    fragments: list[Fragment] = []
    space: Fragment | None = None
    end = 0
    for run in runs:
        face = family.of(run, strong or (strong_places and bool(run.place)))
        start, end = end, end + len(run.text)
        for piece, is_space, ends in _pieces(run.text, start, breaks):
            if is_space:
                if fragments:
                    result.append(_word(fragments, space))
                    fragments = []
                space = Fragment(_restyle(run, piece), face, face.width(piece))
                continue
            fragments.append(Fragment(_restyle(run, piece), face, face.width(piece)))
            if ends:
                result.append(_word(fragments, space))
                fragments, space = [], None
    if fragments:
        result.append(_word(fragments, space))
    return result


def break_lines(items: Sequence[Word], width: float) -> list[Line]:
    """Return the lines that ``items`` make within ``width`` em, each filled as far as it goes (first fit)."""
    lines: list[Line] = []
    current: list[Word] = []
    total = 0.0
    for item in items:
        grown = total + (item.space if current else 0.0) + item.width
        if grown <= width:
            current.append(item)
            total = grown
            continue
        if current:
            lines.append(Line(tuple(current), total))
        *full, item = _forced(item, width)
        lines += [Line((part,), part.width) for part in full]
        current, total = [item], item.width
    if current:
        lines.append(Line(tuple(current), total))
    return lines


def count_lines(items: Sequence[Word], width: float) -> int:
    """Return the number of the lines of ``break_lines``, without making them."""
    count = 0
    total = width + 1.0  # no line is open yet
    for item in items:
        total += item.space + item.width
        if total <= width and count:
            continue
        total = item.width
        count += 1
        if total > width:
            parts = _forced(item, width)
            count += len(parts) - 1
            total = parts[-1].width
    return count


def _pieces(text: str, start: int, breaks: Container[int]) -> Iterable[tuple[str, bool, bool]]:
    """Yield the pieces of ``text``: (piece, is it a space, does a break opportunity follow it at once).

    ``text`` begins at ``start`` of the text in which ``breaks`` are offsets.
    """
    for index, part in enumerate(re.split("( +)", text)):
        if index % 2:
            yield " ", True, True
        elif part:
            yield from _parts(part, start, breaks)
        start += len(part)


def _parts(part: str, start: int, breaks: Container[int]) -> Iterable[tuple[str, bool, bool]]:
    held = ""
    for match in _TO_HYPHEN.finditer(part):
        held += match[0]
        if start + match.end() in breaks:
            yield held, False, True
            held = ""
    if held:
        yield held, False, False


def _restyle(run: Run, text: str) -> Run:
    return Run(text, run.strong, run.emphasis, run.link, run.place, run.language)


def _word(fragments: Sequence[Fragment], space: Fragment | None) -> Word:
    width = sum(one.width for one in fragments)
    return Word(tuple(fragments), width, space.width if space else 0.0, space)


def _forced(word: Word, width: float) -> list[Word]:
    """Return ``word`` cut between letters into parts of at most ``width`` em (at least one letter each)."""
    if word.width <= width:
        return [word]
    parts: list[Word] = []
    held: list[Fragment] = []
    total = 0.0
    space = word.space_before
    for letter in _letters(word):
        if held and total + letter.width > width:
            parts.append(_word(held, space))
            held, total, space = [], 0.0, None
        held.append(letter)
        total += letter.width
    return [*parts, _word(held, space)]


def _letters(word: Word) -> Iterable[Fragment]:
    for fragment in word.fragments:
        for letter in fragment.run.text:
            yield Fragment(_restyle(fragment.run, letter), fragment.face, fragment.face.width(letter))


def _line_fragments(items: Sequence[Word]) -> Iterable[Fragment]:
    for index, word in enumerate(items):
        if index and word.space_before:
            yield word.space_before
        yield from word.fragments


def _joined(fragments: Iterable[Fragment]) -> Iterable[Fragment]:
    held: Fragment | None = None
    for one in fragments:
        if held and held.face is one.face and _style(held.run) == _style(one.run):
            text = held.run.text + one.run.text
            held = Fragment(_restyle(held.run, text), held.face, held.width + one.width)
            continue
        if held:
            yield held
        held = one
    if held:
        yield held


def _style(run: Run) -> tuple[bool, bool, str, str, str]:
    return run.strong, run.emphasis, run.link, run.place, run.language

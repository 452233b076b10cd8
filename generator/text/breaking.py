"""Break text into lines: at spaces and after hyphens, never at U+00A0 and U+202F.

Words are measured once, in em, whatever the size; a word wider than the line is broken between letters, so
that nothing ever leaves its box.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from generator.source.inline import Run
    from generator.text.fonts import Face, Family

# One may break after a hyphen or a dash between letters (UAX #14, classes HY and BA), not after one that leads.
_AFTER_HYPHEN = re.compile(r"(?<=\w[-‐–—])(?=\w)")
_CLOSING = tuple(";:!?»")
_SPACES = re.compile("( +)")
_TO_HYPHEN = re.compile(r"[^-‐–—]*[-‐–—]|[^-‐–—]+")


class WordRun(NamedTuple):
    """Letters set like ``run``, which they are part of; the face that sets them, and their width in em."""

    text: str
    run: Run
    face: Face
    width: float


class Word(NamedTuple):
    """What stays together on a line: its fragments, its width and the space before it, in em.

    ``spaces`` counts the no-break spaces in it that give way when a line is justified.
    """

    fragments: tuple[WordRun, ...]
    width: float
    space: float
    space_before: WordRun | None
    text: str
    spaces: int


class Line(Struct, frozen=True):
    """A line's words, and its natural width in em.

    ``hyphen`` is the width of the hyphen, counted in ``width``, that is drawn where the line's last word is cut; the
    words do not hold it. ``stretch`` em are added to each space that gives way, or taken from it when less than zero;
    ``tracking`` em after each letter.
    """

    words: tuple[Word, ...]
    width: float
    hyphen: float = 0.0
    stretch: float = 0.0
    tracking: float = 0.0

    @property
    def text(self) -> str:
        """Return the line as it reads, without a hyphen that only its end asks for."""
        return "".join(one.text for one in self.raw)

    @property
    def spaces(self) -> int:
        """Return how many spaces give way when the line is justified."""
        between = sum(1 for word in self.words[1:] if word.space_before)
        return between + sum(word.spaces for word in self.words)

    @property
    def letters(self) -> int:
        """Return how many characters are drawn, spaces and hyphen included."""
        drawn = sum(len(one.face.drawn(one.text)) for one in self.raw)
        return drawn + (1 if self.hyphen else 0)

    @property
    def fragments(self) -> tuple[WordRun, ...]:
        """Return the line's fragments, spaces between words included, neighbours of one style joined."""
        return tuple(joined(self.raw))

    @property
    def raw(self) -> Iterator[WordRun]:
        """Yield the fragments of words, and those of the spaces between them, one by one."""
        for index, word in enumerate(self.words):
            if index and word.space_before:
                yield word.space_before
            yield from word.fragments


def words(runs: Iterable[Run], family: Family, *, strong: bool = False, strong_places: bool = True) -> list[Word]:
    """Return the measured words of ``runs``.

    ``strong`` sets everything in the strong face; ``strong_places`` sets mentions of places in it.
    """
    runs = tuple(runs)
    breaks = _hyphen_breaks(runs)
    result: list[Word] = []
    fragments: list[WordRun] = []
    space: WordRun | None = None
    end = 0
    for run in runs:
        face = family.of(run, strong or (strong_places and bool(run.place)))
        gap: WordRun | None = None
        for index, part in enumerate(_SPACES.split(run.text)):
            if index % 2:
                if fragments:
                    result.append(_word(fragments, space))
                    fragments = []
                space = gap = gap or WordRun(" ", run, face, face.width(" "))
            elif not breaks or ("-" not in part and part.isascii()):
                if part:
                    fragments.append(WordRun(part, run, face, face.width(part)))
            else:
                for piece, ends in _parts(part, end, breaks):
                    fragments.append(WordRun(piece, run, face, face.width(piece)))
                    if ends:
                        result.append(_word(fragments, space))
                        fragments, space = [], None
            end += len(part)
    if fragments:
        result.append(_word(fragments, space))
    return result


def glued(items: Sequence[Word]) -> list[Word]:
    """Return ``items``, a lone closing mark made one with the word before it, an opening one with the word after.

    So no line begins with ``;:!?»`` or ends in ``«``, whatever space was typed beside them.
    """
    result: list[Word] = []
    for item in items:
        alone = item.text.startswith(_CLOSING) and not any(map(str.isalnum, item.text))
        before = result[-1] if result else None
        if before and item.space_before and (alone or _is_opening(before)):
            fragments = (*before.fragments, item.space_before, *item.fragments)
            whole = _word(fragments, before.space_before)
            result[-1] = whole._replace(spaces=before.spaces + 1 + item.spaces)
        else:
            result.append(item)
    return result


def _is_opening(item: Word) -> bool:
    return item.text.endswith("«") and not any(map(str.isalnum, item.text))


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
        *full, item = forced(item, width)
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
            parts = forced(item, width)
            count += len(parts) - 1
            total = parts[-1].width
    return count


def _hyphen_breaks(runs: Sequence[Run]) -> set[int]:
    """Return where a hyphen allows a break, in the text of all runs: it and its letters may be of two."""
    whole = "".join(run.text for run in runs)
    return {match.start() for match in _AFTER_HYPHEN.finditer(whole)}


def _parts(part: str, start: int, breaks: Container[int]) -> Iterable[tuple[str, bool]]:
    """Yield the pieces of ``part``, which has no space: (piece, may a line end after it).

    ``part`` begins at ``start`` of the text in which ``breaks`` are offsets.
    """
    held = ""
    for match in _TO_HYPHEN.finditer(part):
        held += match[0]
        if start + match.end() in breaks:
            yield held, True
            held = ""
    if held:
        yield held, False


def _word(fragments: Sequence[WordRun], space: WordRun | None) -> Word:
    gap = space.width if space else 0.0
    if len(fragments) == 1:
        (one,) = fragments
        text, width = one.text, one.width
        if text.isascii():
            return Word((one,), width, gap, space, text, 0)
    else:
        text = "".join(one.text for one in fragments)
        width = sum(one.width for one in fragments)
    spaces = 0 if text.isascii() else sum(one.face.stretching(one.text) for one in fragments)
    return Word(tuple(fragments), width, gap, space, text, spaces)


def forced(word: Word, width: float) -> list[Word]:
    """Return ``word`` cut between letters into parts of at most ``width`` em (at least one letter each)."""
    if word.width <= width:
        return [word]
    parts: list[Word] = []
    held: list[WordRun] = []
    total = 0.0
    space = word.space_before
    for letter in _letters(word):
        if held and total + letter.width > width:
            parts.append(_word(held, space))
            held, total, space = [], 0.0, None
        held.append(letter)
        total += letter.width
    return [*parts, _word(held, space)]


def cut(word: Word, at: int) -> tuple[Word, Word]:
    """Return the two parts of ``word``, the first of ``at`` characters."""
    before: list[WordRun] = []
    after: list[WordRun] = []
    for one in word.fragments:
        for text, side in ((one.text[: max(at, 0)], before), (one.text[max(at, 0) :], after)):
            if text:
                side.append(one._replace(text=text, width=one.face.width(text)))
        at -= len(one.text)
    return _word(before, word.space_before), _word(after, None)


def _letters(word: Word) -> Iterable[WordRun]:
    for one in word.fragments:
        for letter in one.text:
            yield one._replace(text=letter, width=one.face.width(letter))


def joined(fragments: Iterable[WordRun]) -> Iterator[WordRun]:
    """Yield ``fragments``, neighbours that are set alike as one."""
    held: list[WordRun] = []
    for one in fragments:
        if held and not _alike(held[-1], one):
            yield _one(held)
            held = []
        held.append(one)
    if held:
        yield _one(held)


def _alike(one: WordRun, other: WordRun) -> bool:
    return one.run is other.run or (one.face is other.face and one.run.has_style_of(other.run))


def _one(fragments: Sequence[WordRun]) -> WordRun:
    first = fragments[0]
    if len(fragments) == 1:
        return first
    return WordRun(
        "".join([one.text for one in fragments]), first.run, first.face, sum([one.width for one in fragments])
    )

"""Break text into lines: at spaces and after hyphens, never at U+00A0 and U+202F.

Words are measured once, in em, whatever the size; a word wider than the line is broken between letters, so
that nothing ever leaves its box.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.source.inline import Run
    from generator.text.fonts import Face, Family

# One may break after a hyphen or a dash between letters (UAX #14, classes HY and BA), not after one that leads, nor
# between digits (LB25): "2021-2027" is one number to whoever reads it.
AFTER_HYPHEN = r"(?<=\w[-‐–—])(?=\w)(?!(?<=\d.)\d)"
_HYPHEN_WITHIN = re.compile(r"[-‐–—](?<=\w.)(?=\w)(?!(?<=\d.)\d)")  # the sign itself is tried, not each letter
_INNER_HYPHEN = re.compile(r"[-‐–—](?<=\w.)(?=\w)")
_CLOSING = tuple(";:!?»")
_SPACES = re.compile("( +)")
_TO_HYPHEN = re.compile(r"[^-‐–—]*[-‐–—]|[^-‐–—]+")

# What is blamed on the end of a line, by eye, in squared shortfalls of the measure: between figures joined by a hyphen,
# within a compound, after a word that belongs to the next one, or alone behind a colon, within a short quotation, after
# a number of something, within what a point parts from something else, between two capitalised words, maybe one name.
_RANGE, _COMPOUND, LITTLE, _QUOTED, _COUNTED, _JOINED, _NAME = 0.3, 0.15, 0.06, 0.05, 0.04, 0.03, 0.02
_QUOTATION = re.compile("«[^»]{1,36}»|„[^“”]{1,34}[“”]|“[^”]{1,34}”|‘[^’]{1,34}’")
JOINTS = ("·", "&", "+", "/", "–", "—", "|")
_TAIL = re.compile(r"(?:^|[\s«“„‹‘(\[]|(?<!\w\w)\w[’']|qu[’'])([^\W\d_]{1,3}|[\d.,]+)$")
# Articles, prepositions and conjunctions of three letters in the languages that we set; shorter words all count.
_WORDS = """
les des aux une par sur que qui ses ces mes nos vos son est dès the and for our its of der die das den dem und ein vom
zum zur mit für auf bei aus von los las del con por sus het een van met aan gli dei per nel dos das nas nos uma com nad
pod dla och för med att til som det pro
"""
_LITTLE = frozenset(_WORDS.split())


class MeasuredRun(Struct, frozen=True):
    """Part of a run's text, the face that sets it, and its advance in em of the text around it."""

    text: str
    run: Run
    face: Face
    width: float


class Word(Struct, frozen=True):
    """What no line break divides: its runs; its width and that of the space before it, both in em.

    ``spaces`` counts the no-break spaces in it that a justified line stretches.
    """

    runs: tuple[MeasuredRun, ...]
    width: float
    space: float
    space_before: MeasuredRun | None
    text: str
    spaces: int


class Line(Struct, frozen=True):
    """A line's words, and its natural width in em.

    ``hyphen`` is the width in em, counted in ``width``, of the hyphen that is drawn after a hyphenated last word; it is
    in none of the words. ``stretch`` em are added to each stretchable space, or taken from it when negative;
    ``tracking`` em are added after each letter.
    """

    words: tuple[Word, ...]
    width: float
    hyphen: float = 0.0
    stretch: float = 0.0
    tracking: float = 0.0

    @property
    def text(self) -> str:
        """Return the line's text, without the hyphen of a hyphenated word."""
        return "".join(one.text for one in self.raw)

    @property
    def spaces(self) -> int:
        """Return how many spaces are stretched when the line is justified."""
        between = sum(1 for word in self.words[1:] if word.space_before)
        return between + sum(word.spaces for word in self.words)

    @property
    def letters(self) -> int:
        """Return how many characters are drawn, spaces and hyphen included."""
        drawn = sum(len(one.face.drawn(one.text)) for one in self.raw)
        return drawn + (1 if self.hyphen else 0)

    @property
    def runs(self) -> tuple[MeasuredRun, ...]:
        """Return the line's runs, spaces between words included, adjacent ones of one style joined."""
        return tuple(joined(self.raw))

    @property
    def raw(self) -> Iterator[MeasuredRun]:
        """Yield the runs of each word, and of the space before it, one by one."""
        for index, word in enumerate(self.words):
            if index and word.space_before:
                yield word.space_before
            yield from word.runs


def words(runs: Iterable[Run], family: Family, *, strong: bool = False, strong_places: bool = True) -> list[Word]:
    """Return the measured words of ``runs``.

    ``strong`` sets everything in the strong face; ``strong_places`` sets mentions of places in it.
    """
    runs = tuple(runs)
    breaks = _hyphen_breaks(runs)
    result: list[Word] = []
    held: list[MeasuredRun] = []
    space: MeasuredRun | None = None
    end = 0
    for run in runs:
        face = family.of(run, strong or (strong_places and bool(run.place)))
        gap: MeasuredRun | None = None
        for index, part in enumerate(_SPACES.split(run.text)):
            if index % 2:
                if held:
                    result.append(_word(held, space))
                    held = []
                space = gap = gap or MeasuredRun(" ", run, face, face.width(" "))
            elif breaks and ("-" in part or not part.isascii()):
                for text, ends in _parts(part, end, breaks):
                    held.append(MeasuredRun(text, run, face, face.width(text)))
                    if ends:
                        result.append(_word(held, space))
                        held, space = [], None
            elif part:
                held.append(MeasuredRun(part, run, face, face.width(part)))
            end += len(part)
    if held:
        result.append(_word(held, space))
    return result


def glued(items: Sequence[Word]) -> list[Word]:
    """Return ``items``, a lone ``;:!?»`` joined to the word before it, and a lone ``«`` to the word after.

    So no line begins with a closing mark or ends in an opening one, whatever space was typed beside it.
    """
    result: list[Word] = []
    for item in items:
        alone = item.text.startswith(_CLOSING) and not any(map(str.isalnum, item.text))
        before = result[-1] if result else None
        if before and item.space_before and (alone or _is_opening(before)):
            result[-1] = follow(before, item)
        else:
            result.append(item)
    return result


def follow(before: Word, item: Word) -> Word:
    """Return both words, with the space between them, as one that no line's end parts."""
    assert item.space_before
    whole = _word((*before.runs, item.space_before, *item.runs), before.space_before)
    return replace(whole, spaces=before.spaces + 1 + item.spaces)


def _is_opening(item: Word) -> bool:
    return item.text.endswith("«") and not any(map(str.isalnum, item.text))


def faults(items: Sequence[Word]) -> list[float]:
    """Return what is blamed on a line that ends after each of ``items`` but the last: 0 where nothing is."""
    whole, ends = "", []
    for item in items:
        whole += f" {item.text}" if item.space_before and whole else item.text
        ends.append(len(whole))
    shouted, joined = whole.isupper(), "· " in whole
    found = [_fault(item.text, after, shouted) for item, after in pairwise(items)]
    if joined:
        found = [ill if item.text.endswith("·") else ill + _JOINED for ill, item in zip(found, items, strict=False)]
    for index, item in enumerate(items[1:-1], 1):
        if item.space_before and items[index - 1].text.endswith(":"):
            found[index] = max(found[index], LITTLE)
    for quoted in _QUOTATION.finditer(whole) if any(mark in whole for mark in "«„“‘") else ():
        inside = range(bisect_right(ends, quoted.start()), bisect_left(ends, quoted.end()))
        found = [ill + _QUOTED if index in inside else ill for index, ill in enumerate(found)]
    return found


def _fault(text: str, after: Word, shouted: bool) -> float:
    """Return what is blamed on a line that ends in ``text`` before the word ``after``; ``shouted``: in capitals."""
    if not after.space_before:
        return _RANGE if text[-2:-1].isdigit() and after.text[:1].isdigit() else _COMPOUND
    if after.text.startswith(JOINTS):
        return LITTLE
    if found := _TAIL.search(text):
        tail = found[1]
        if tail[0].isdigit():
            return 0.0 if len(tail) == 4 or not after.text[:1].islower() else _COUNTED
        if (len(tail) < 3 or tail.lower() in _LITTLE) and (shouted or len(tail) == 1 or not tail.isupper()):
            return LITTLE
    capitals = text[:1].isupper() and text[-1:].isalpha() and after.text[:1].isupper()
    return _NAME if capitals else 0.0


def break_lines(items: Sequence[Word], width: float) -> list[Line]:
    """Return the lines that ``items`` make within ``width`` em, each as full as possible (first fit)."""
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
    """Return the number of lines that ``break_lines`` makes within ``width`` em, without making them."""
    count = 0
    total = width + 1.0  # no line is open yet: the first word must begin one
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


class LineCounter:
    """Counts the lines that words make within many widths: it looks for the end of each line, not at each word."""

    def __init__(self, items: Sequence[Word]) -> None:
        """Add up where each word ends, in em, were all on one line."""
        self._items = items
        self._ends = list(accumulate(item.space + item.width for item in items))

    def count(self, width: float) -> int:
        """Return the number of lines that ``break_lines`` makes within ``width`` em."""
        lines = first = 0
        while first < len(self._ends):
            begin, limit = first, self._ends[first] - self._items[first].width + width
            first = bisect_right(self._ends, limit, begin)
            if first == begin:
                return count_lines(self._items, width)  # a word is broken
            lines += 1
        return lines


def _hyphen_breaks(runs: Sequence[Run]) -> set[int]:
    """Return the offsets, in the text of all runs, at which a hyphen allows a break: it may end one run of two."""
    whole = "".join(run.text for run in runs)
    return {match.end() for match in _HYPHEN_WITHIN.finditer(whole)}


def _parts(part: str, start: int, breaks: set[int]) -> Iterable[tuple[str, bool]]:
    """Yield the parts of ``part``, which has no space but a hyphen, each with whether a line may end after it.

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


def _word(runs: Sequence[MeasuredRun], space: MeasuredRun | None) -> Word:
    text = runs[0].text if len(runs) == 1 else "".join([one.text for one in runs])
    width = runs[0].width if len(runs) == 1 else sum([one.width for one in runs])
    spaces = 0 if text.isascii() else sum(one.face.stretching(one.text) for one in runs)
    return Word(tuple(runs), width, space.width if space else 0.0, space, text, spaces)


def forced(word: Word, width: float) -> list[Word]:
    """Return ``word`` broken between letters into parts of at most ``width`` em, or of one letter if that is wider."""
    if word.width <= width:
        return [word]
    parts: list[Word] = []
    held: list[MeasuredRun] = []
    total = 0.0
    space = word.space_before
    letters = (replace(one, text=text, width=one.face.width(text)) for one in word.runs for text in one.text)
    for letter in letters:
        if held and total + letter.width > width:
            parts.append(_word(held, space))
            held, total, space = [], 0.0, None
        held.append(letter)
        total += letter.width
    return [*parts, _word(held, space)]


def cut(word: Word, at: int) -> tuple[Word, Word]:
    """Return the two parts of ``word``, the first of ``at`` characters."""
    before: list[MeasuredRun] = []
    after: list[MeasuredRun] = []
    for one in word.runs:
        for text, side in ((one.text[: max(at, 0)], before), (one.text[max(at, 0) :], after)):
            if text:
                side.append(replace(one, text=text, width=one.face.width(text)))
        at -= len(one.text)
    return _word(before, word.space_before), _word(after, None)


def at_hyphens(items: Sequence[Word]) -> list[Word]:
    """Return ``items``, parted where office suites break: after a hyphen, between digits too, and before a number.

    That of a source at the end is a link of its own, which LibreOffice may set on the next line.
    """
    result: list[Word] = []
    for item in items:
        rest = item
        for match in _INNER_HYPHEN.finditer(item.text):
            part, rest = cut(rest, match.end() - (len(item.text) - len(rest.text)))
            result.append(part)
        result.append(rest)
    if result and len(result[-1].runs) > 1 and (number := result[-1].runs[-1].text).isdigit():
        result[-1:] = cut(result[-1], len(result[-1].text) - len(number))
    return result


def joined(runs: Iterable[MeasuredRun]) -> Iterator[MeasuredRun]:
    """Yield ``runs``, adjacent ones of one face and one style as one."""
    held: list[MeasuredRun] = []
    for one in runs:
        if held and not _alike(held[-1], one):
            yield united(held)
            held = []
        held.append(one)
    if held:
        yield united(held)


def _alike(one: MeasuredRun, other: MeasuredRun) -> bool:
    return one.run is other.run or (one.face is other.face and one.run.has_style_of(other.run))


def united(runs: Sequence[MeasuredRun]) -> MeasuredRun:
    """Return ``runs`` as one that is set like the first."""
    if len(runs) == 1:
        return runs[0]
    return replace(runs[0], text="".join([one.text for one in runs]), width=sum([one.width for one in runs]))

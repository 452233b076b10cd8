"""Measured native tables: cells as measured words, the widths of the columns, and the parts that a table takes.

A table that outgrows a slide goes on to others, its head and its first column repeated. The matrix and the tables that
people wrote share it; neither colours nor words are its business.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property, partial
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.deck.compose.common import balanced
from generator.errors import ContentError, Problem, collect
from generator.messages import _
from generator.text import fallback
from generator.text.breaking import Word, count_lines, words
from generator.text.fit import largest, refuse_box

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.errors import Mark
    from generator.source.inline import Run
    from generator.text.fonts import Family
    from generator.units import Box

CELL = (12.0, 5.0, 12.0, 5.0)  # a cell's insets: left, top, right, bottom
_SPARE = 1.0  # the points that stay free beside the words of a cell ...
_WIDER = 1.015  # ... and how much wider they may be drawn: a row that grows by a line drives the table over the footer
_ACROSS = CELL[0] + CELL[2] + _SPARE  # points: what a cell takes beside its words
_LEVELS = 16  # heights of rows that are tried
_ROUNDING = 1e-6  # em: what the sum of widths may lose in floating point
_FIRST = 0.28  # the most that the first column takes of the width, unless a word of it is wider
_MAX_FIRST = 0.5  # ... and the most even so
_MIN_FIRST = 90.0  # points: a narrower first column looks like an accident (by eye)
_STRETCH = 2.4  # how much wider than their text columns may get
_YIELDS = 0.8  # of its size: what text keeps at least where that makes room for a wider font (by eye)
# ... and where it keeps the words of a wider font whole, which are up to 1.4 times as wide; points, if that is less
_WHOLE, _READ = 0.7, 16.0
_ALIKE = 0.9  # ... and of the sizes that look like the largest, the least (by eye)
LEGIBLE = 14.0  # points: ... and none but that of a matrix gets smaller than that for it
SMALLEST = 12.0  # ... and text that goes on to more slides rather than be smaller, of columns too
_GROWTH = 1.6  # how much taller than its text a row may get
_HEAD_GROWTH = 1.15  # ... and the head of a table, which stays lower than its rows
_CALM = 0.97  # of the height: what even tables fill, so that their last row stays clear of the footer
_EVEN_GROWTH, _EVEN_HEAD_GROWTH = 2.4, 1.45  # the same of even tables, whose cells say little


class CellContent:
    """The measured words of a cell; in em, its ``widest`` word and ``total`` line; ``roomy`` and ``long``, wider.

    All is in em of the table's text, of which the cell's own is ``scale`` times as large.
    """

    __slots__ = ("long", "mark", "roomy", "scale", "total", "widest", "words")

    def __init__(
        self, runs: Iterable[Run], family: Family, mark: Mark, *, strong: bool = False, scale: float = 1.0
    ) -> None:
        self.words: list[Word] = words(runs, family, strong=strong, strong_places=False)
        self.mark, self.scale = mark, scale
        self.widest = max((word.width for word in self.words), default=0.0) * scale
        self.roomy = fallback.widest(self.words) * scale
        self.total = sum(word.width + word.space for word in self.words) * scale
        self.long = self.total * fallback.factor(self.words)

    def lines(self, width: float) -> float:
        """Return the lines of the table's text that its own take within ``width`` em, one of its own at least."""
        return self.scale * (1 if self.total <= width else max(count_lines(self.words, width / self.scale), 1))

    def roomy_lines(self, width: float, pitch: float) -> float:
        """Return the lines, ``pitch`` em apart, for which there must be room in ``width`` em, whatever font."""
        return self.scale * max(fallback.lines(self.words, width / self.scale, pitch), 1.0)


def _outer(width: float, size: float) -> float:
    """Return the points that a column needs for ``width`` em, with a reserve."""
    return width * _WIDER * size + _ACROSS


def _inner(width: float, size: float) -> float:
    """Return the em that the words of a cell have in a column of ``width`` points."""
    return (width - _ACROSS) / size / _WIDER + _ROUNDING


def even_insets(
    cell: CellContent, width: float, height: float, size: float, pitch: float
) -> tuple[float, float, float, float]:
    """Return the insets, in points, that give words of ``size`` points lines of even length in a cell of a table."""
    left, top, right, bottom = CELL
    room = _inner(width, size) * size
    return left, top, right + room - balanced(cell.words, room, height - (top + bottom), size, pitch), bottom


class TablePart(Struct, frozen=True):
    """A part of a table that fits a slide: its columns and rows by number, their sizes in points, the text's size."""

    columns: tuple[int, ...]
    rows: range
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    size: float


class MeasuredTable(Struct, frozen=True, dict=True):
    """A table to be cut into parts that fit ``area``; ``even`` gives all columns but the first one width.

    ``indents`` are the points, beside insets, that stay free before the words of each column, where given. A ``wider``
    one has room for the lines of a wider font, a ``whole`` one for its words too. So many parts stand ``abreast`` on a
    slide: slides are then full. ``first`` is the most that the first column takes of the width for whole lines,
    ``inset`` what is free above and below words, in points.
    """

    heads: Sequence[CellContent]
    rows: Sequence[Sequence[CellContent]]
    area: Box
    sizes: Sequence[float]
    pitch: float
    even: bool = False
    indents: Sequence[float] = ()
    wider: bool = False
    whole: bool = False
    abreast: int = 1
    first: float = _FIRST
    inset: float = CELL[1]

    def parts(self) -> list[TablePart]:
        """Return as few parts as the smallest size allows; all at one size, the largest that needs no more.

        Of even columns, so few that a wider font breaks no word of them, if that can be. Raises ContentError for a word
        or a row that fits no slide.
        """
        if self.even and not self.whole:
            whole = replace(self, wider=True, whole=True)
            needed = [whole._min_width(column, self.sizes[0]) for column in range(len(self.heads))]
            if max(needed) <= self.area.width / 2:
                return whole.parts()
        smallest = self.sizes[0]
        groups = len(self._groups(smallest))
        fewest = len(self._cut(smallest))
        found = largest(self.sizes[1:], lambda size: len(self._groups(size)) <= groups and self._few(size, fewest))
        size = found or smallest
        least = 0.0 if self.even else min(size, LEGIBLE)
        for unbroken in (True, False):
            kept = min(_YIELDS * size, max(_WHOLE * size, _READ)) if unbroken else _YIELDS * size
            close = [one for one in self.sizes if max(kept, least) <= one <= size]
            wider = replace(self, wider=True, whole=unbroken)
            if roomy := largest(close, lambda one, wider=wider: wider._few(one, fewest)):  # type: ignore[misc]
                return wider._cut(wider._calmest([one for one in close if one <= roomy]) if self.even else roomy)
        return self._cut(size)

    def legible(self) -> list[TablePart]:
        """Return the parts, one more where rows that go on make small text legible, any number where it is very small.

        At 14 points a capital of the deck's font, 0.63 em, is seen at 16 minutes of arc from 3.5 times the height of a
        slide of 540 points, at 12 points from three times: the least of ISO 9241-3.
        """
        parts = self.parts()
        for least in (LEGIBLE, SMALLEST):
            sizes = [size for size in self.sizes if size >= least]
            if parts[0].size >= least or not sizes:
                continue
            try:
                larger = replace(self, sizes=sizes).parts()
            except ContentError:
                continue
            if least == SMALLEST or (len(larger) <= len(parts) + 1 and larger[0].columns == parts[0].columns):
                return larger
        return parts

    def _calmest(self, sizes: Sequence[float]) -> float:
        """Return that of the largest of ``sizes``, which differ by less than one sees, at which fewest lines break."""

        def lines(size: float) -> float:
            return sum(
                self._columns[column][row].lines(_inner(width - self._indent(column), size))
                for part in self._cut(size)
                for column, width in zip(part.columns, part.widths, strict=True)
                for row in (0, *(one + 1 for one in part.rows))
            )

        return min((one for one in sizes if one >= _ALIKE * sizes[-1]), key=lambda size: (lines(size), -size))

    def keeps_words(self, size: float) -> bool:
        """Tell whether no word of ``size`` points is broken in a wider font, with all columns beside each other."""
        return sum(self._roomy(column, size) for column in range(len(self.heads))) <= self.area.width

    def wraps(self, part: TablePart) -> bool:
        """Tell whether a cell below the heads of ``part`` takes more than one line."""
        pairs = [
            (self._columns[column][row + 1], _inner(width - self._indent(column), part.size))
            for column, width in zip(part.columns, part.widths, strict=True)
            for row in part.rows
        ]
        return any(cell.total > width for cell, width in pairs)

    def _few(self, size: float, fewest: int) -> bool:
        """Tell whether the table takes at most ``fewest`` parts with text of ``size`` points."""
        try:
            return len(self._cut(size)) <= fewest
        except ContentError:
            return False

    @cached_property
    def _columns(self) -> list[list[CellContent]]:
        return [[head, *cells] for head, cells in zip(self.heads, zip(*self.rows, strict=True), strict=True)]

    @cached_property
    def _widest(self) -> list[float]:
        return [max(cell.roomy if self.whole else cell.widest for cell in column) for column in self._columns]

    @cached_property
    def _total(self) -> list[float]:
        return [max(cell.total for cell in column) for column in self._columns]

    def _min_width(self, column: int, size: float) -> float:
        """Return the width of a column, in points, in which no word of ``size`` points is broken."""
        return _outer(self._widest[column], size) + self._indent(column)

    def _roomy(self, column: int, size: float) -> float:
        """Return the same, in points, for a wider font."""
        return _outer(max(cell.roomy for cell in self._columns[column]), size) + self._indent(column)

    def _indent(self, column: int) -> float:
        """Return the points that stay free before the words of a column."""
        return self.indents[column] if self.indents else 0.0

    def _first(self, size: float) -> float:
        """Return the width of the first column in points, with text of ``size`` points.

        It is that of its text, within limits, but never less than a word of it.
        """
        total = max(cell.long for cell in self._columns[0]) if self.even else self._total[0]
        natural = max(_outer(total, size) + self._indent(0), self._roomy(0, size), _MIN_FIRST)
        return min(
            max(self._min_width(0, size), min(natural, self.area.width * self.first)), self.area.width * _MAX_FIRST
        )

    def _groups(self, size: float) -> list[tuple[int, ...]]:
        """Return the columns of each part beside the first: as few groups as no word is broken for, about even."""
        rest = range(1, len(self.heads))
        room = self.area.width - self._first(size)
        if self.even:
            needs = [min(max(self._min_width(column, size) for column in rest), room)] * len(rest)
        else:
            self._require_width(0, self.area.width * _MAX_FIRST, size)
            collect(partial(self._require_width, column, room, size) for column in rest)
            needs = [self._min_width(column, size) for column in rest]
        fewest = len(_filled(needs, room, len(needs)))
        return [tuple(rest[first:last]) for first, last in _ranges(needs, room, fewest)]

    def _require_width(self, column: int, room: float, size: float) -> None:
        """Refuse a column of which a word of ``size`` points is wider than ``room`` points."""
        if self._min_width(column, size) <= room:
            return
        cell = max(self._columns[column], key=lambda cell: cell.widest)
        word = max(cell.words, key=lambda word: word.width)
        text = "".join(one.run.text for one in word.runs)
        cause = _("The word “{word}” is too wide for a column of a table, even at the smallest size.", word=text)
        raise ContentError([Problem(cell.mark, "", cause, _("Shorten it, or write it with a hyphen."))])

    def _cut(self, size: float) -> list[TablePart]:
        """Return the parts of the table with text of ``size`` points."""
        return [part for group in self._groups(size) for part in self._cut_rows((0, *group), size)]

    def _cut_rows(self, columns: tuple[int, ...], size: float) -> list[TablePart]:
        """Return the parts of some columns, with text of ``size`` points: as few as possible, about even."""
        widths = self._widths(columns, size)
        inner = [width - self._indent(column) for column, width in zip(columns, widths, strict=True)]
        head = self._height([self.heads[column] for column in columns], inner, size)
        room = self.area.height - head
        heights = [self._height([row[column] for column in columns], inner, size) for row in self.rows]
        tallest = max(range(len(heights)), key=heights.__getitem__)
        if heights[tallest] > room:
            self._refuse_row([self.rows[tallest][column] for column in columns], inner, room, size)
        slides = -(-len(_filled(heights, room, len(heights))) // self.abreast)
        fewest = min(slides * self.abreast, len(heights))
        narrow, wide = replace(self, wider=False), heights
        shown = [narrow._height([row[one] for one in columns], inner, size) for row in self.rows]
        alike = [max(tall for tall, one in zip(heights, shown, strict=True) if one == seen) for seen in shown]
        for levelled in (*([[heights[tallest]] * len(heights)] if self.even else []), alike):
            if len(_filled(levelled, room, len(levelled))) <= fewest:
                heights = levelled  # what differs is room for wider fonts, which nobody sees
                break
        ranges = _ranges(heights, room, fewest)
        tall = [sum(heights[first:last]) for first, last in ranges]
        grown = min(_GROWTH, self.area.height / (head + max(tall)))  # alike on all slides
        own = narrow._height([self.heads[column] for column in columns], inner, size)
        title = max(head, own * min(grown, _EVEN_HEAD_GROWTH if self.even else _HEAD_GROWTH))
        grown = min(_GROWTH, (self.area.height - title) / max(tall))
        if self.even and (level := _level_height(wide, max(shown), self.area.height - title, ranges)):
            calm = (_CALM * self.area.height - title) / max(last - first for first, last in ranges)
            heights, grown = [min(level, _EVEN_GROWTH * max(wide), max(calm, *wide))] * len(wide), 1.0
        return [
            TablePart(
                columns, range(first, last), widths, (title, *(tall * grown for tall in heights[first:last])), size
            )
            for first, last in ranges
        ]

    def _widths(self, columns: tuple[int, ...], size: float) -> tuple[float, ...]:
        """Return the widths of ``columns`` in points, for text of ``size`` points.

        Each is what its text needs, and a part of what is left.
        """
        width = self.area.width
        if self.even:
            first = self._first(size)
            return (first, *[(width - first) / (len(columns) - 1)] * (len(columns) - 1))
        minimum = [self._min_width(column, size) for column in columns]
        minimum[0] = self._first(size)
        roomy = [max(low, self._roomy(column, size)) for column, low in zip(columns, minimum, strict=True)]
        minimum = roomy if sum(roomy) <= width else minimum
        wished = [
            max(_outer(self._total[column], size) + self._indent(column), low)
            for column, low in zip(columns, minimum, strict=True)
        ]
        if sum(wished) <= width:
            grown = min(_STRETCH, width / sum(wished))
            return tuple(one * grown for one in wished)
        spare = (width - sum(minimum)) / (sum(wished) - sum(minimum))
        return tuple(low + (high - low) * spare for low, high in zip(minimum, wished, strict=True))

    def _height(self, cells: Iterable[CellContent], widths: Sequence[float], size: float) -> float:
        """Return the height of a row in points, with text of ``size`` points."""
        pairs = [(cell, _inner(width, size)) for cell, width in zip(cells, widths, strict=True)]
        lines: float = max(cell.lines(width) for cell, width in pairs)
        if self.wider:
            lines = max(lines, *(cell.roomy_lines(width, self.pitch) for cell, width in pairs))
        return lines * self.pitch * size + 2 * self.inset

    def _refuse_row(self, cells: Sequence[CellContent], widths: Sequence[float], room: float, size: float) -> None:
        """Raise ContentError for a row that is higher than ``room`` points with text of ``size`` points."""

        def lines(number: int) -> float:
            return cells[number].lines(_inner(widths[number], size))

        longest = max(range(len(cells)), key=lines)
        box = (_inner(widths[longest], size) * size, room - 2 * self.inset)
        raise refuse_box(cells[longest].words, box, size, self.pitch, cells[longest].mark, _("a row of the table"))


def _level_height(wide: Sequence[float], least: float, room: float, ranges: Sequence[tuple[int, int]]) -> float | None:
    """Return the height, in points, that all rows of some parts can have; None if that is less than the ``least``.

    In a wider font, rows grow to as much as ``wide`` says: then each part still has ``room``.
    """

    def fits(height: float) -> bool:
        return all(sum(max(height, one) for one in wide[first:last]) <= room for first, last in ranges)

    most = room / max(last - first for first, last in ranges)
    steps = [least + (most - least) * step / _LEVELS for step in range(_LEVELS + 1)]
    return largest(steps, fits) if most >= least else None


def _ranges(sizes: Sequence[float], maximum: float, fewest: int) -> list[tuple[int, int]]:
    """Split into ``fewest`` runs of at most ``most`` points each: of even numbers, else of about even sizes."""
    for ends in (_even(len(sizes), fewest), _level(sizes, fewest)):
        ranges = list(pairwise(ends))
        if all(first < last and sum(sizes[first:last]) <= maximum for first, last in ranges):
            return ranges
    for limit in range(-(-len(sizes) // fewest), len(sizes) + 1):
        ranges = _filled(sizes, maximum, limit)
        if len(ranges) == fewest:
            return ranges
    return _filled(sizes, maximum, len(sizes))


def _even(count: int, parts: int) -> list[int]:
    """Return where ``parts`` begin, and the last one ends, that are of as many each, give or take one."""
    each, longer = divmod(count, parts)
    return [each * part + min(part, longer) for part in range(parts + 1)]


def _level(sizes: Sequence[float], parts: int) -> list[int]:
    """Return the same for parts of about even sizes."""
    ends = list(accumulate(sizes, initial=0.0))
    middles = [(one + other) / 2 for one, other in pairwise(ends)]
    return [bisect_left(middles, ends[-1] * part / parts) for part in range(parts + 1)]


def _filled(sizes: Sequence[float], maximum: float, limit: int) -> list[tuple[int, int]]:
    """Return runs of ``sizes`` of at most ``maximum`` points together, and of at most ``limit`` members."""
    ranges: list[tuple[int, int]] = []
    start, total = 0, 0.0
    for index, size in enumerate(sizes):
        if index > start and (total + size > maximum or index - start == limit):
            ranges.append((start, index))
            start, total = index, 0.0
        total += size
    return [*ranges, (start, len(sizes))]

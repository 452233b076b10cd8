"""Break a whole paragraph at once: the lines that together look best, justified or ragged.

After D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines", Software: Practice and Experience 11 (1981),
1119-1184: boxes, glue and penalties; among all ways to break, the one of least demerits is found by going once
over the breaks with the few "active" ends of lines from which the next line can still be made: about linear.
All widths are in em.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from generator.text.breaking import Line, Word, count_lines, cut, faults, forced

Points = Callable[[Sequence[Word], int], Sequence[int]]

# How far a word space shrinks and stretches at an adjustment ratio of 1, in natural spaces; TeX: 1/3 and 1/2.
_SHRINK = 0.2
_STRETCH = 0.5
# Bounds of the adjustment ratio: at first without hyphenation, then with it, then wider, then none. By eye,
# on the texts of bench/typography.py.
_WITHOUT_HYPHENS = (-1.25, 0.85)
_WITH_HYPHENS = ((-1.25, 1.2), (-1.5, 1.2), (-1.5, 3.0), (-1.5, float("inf")))

# Where word spaces would be wider than _WIDEST natural ones, letters are tracked by up to _TRACKING em, which cannot be
# seen; a line of which each space would still gain _HOPELESS natural ones is left ragged. By eye.
_WIDEST = 1.55
_TRACKING = 0.02
_HOPELESS = 2.5

# Demerits: a line of the ratio r has (_LINE + 100 r³)², so 12 100 at 1. Of the others, _CUT is for a hyphen,
# _CUT_AGAIN for one below another, _CUT_AT_END for one on the last line but one, _CONTRAST for a tight line beside a
# loose one, _LONELY for a last line of one word. Plain TeX has 10 for a line,
# 10 000 for a hyphen below another, 5 000 for one at the end and 10 000 for a contrast; ours are by eye.
_LINE = 10.0
_CUT = 4_000.0
_CUT_AGAIN = 20_000.0
_CUT_AT_END = 15_000.0
_CONTRAST = 5_000.0
_LONELY = 15_000.0
_MAX_CUTS = 2  # the greatest number of lines in a row that end in a hyphen; three is a usual limit
_MIN_REST = 4
"""The fewest letters of a hyphenated word that may be alone on the last line: a hyphen must save more than itself."""

# Of the measure: a last line of one word, or of more, is too short below it. What it costs then: the square of a
# shortfall of about 0.4 measures.
_RUNT, _SHORT, _LONELY_RAGGED = 0.4, 0.12, 0.15
# What a squared shortfall counts: above 1.5, lines of the publications end in three times as many little words, and are
# no more even to the eye. Less where words are large (headings, and lines as an office suite breaks them, up to so
# many): there lines are ragged in any case.
_EVENNESS, _LARGE_EVENNESS, _FEW = 1.5, 0.25, 4
_MOST_BOUND = 5  # words that no-break spaces keep together
# What another measure costs, for each part of it by which it differs: of a frame, and of words that have none (by eye).
AWAY, _FRAMELESS = 0.3, 0.1
_ONE_MORE = 1e6  # what each ragged line costs: more than all shortfalls of a paragraph, each at most 1
_DEFAULT_SPACE = 0.25  # em, a usual word space: for paragraphs of one word
_SLACK = 1e-9  # em, for rounding


class _Break(Struct, frozen=True):
    """A legal breakpoint: after a word, or within one after ``at`` letters, by a ``hyphen`` of that width in em.

    ``end`` is where a line that breaks here ends, ``start`` where the next one begins, both in em on one endless line;
    ``spaces`` and ``spaces_start`` count the stretchable spaces before each. ``cut``: the line ends in a hyphen, of the
    hyphenation or the word's own. ``fault`` is what ``faults`` says of it, ``gaps`` counts the spaces before it at
    which a line may end.
    """

    word: int
    at: int
    end: float
    spaces: int
    start: float
    spaces_start: int
    hyphen: float
    cut: bool
    fault: float = 0.0
    gaps: int = 0


class _Node(Struct, frozen=True):
    """An active node: a break from which the next line can be made, with the best way that leads to it.

    ``fitness`` is the class of its line, from 0 (tight) to 3 (very loose); ``cuts`` counts the lines in a row, up to
    this one, that end in a hyphen; of a bound line, the word that must not begin the next but one (``_held``).
    """

    place: _Break
    fitness: int
    cuts: int
    demerits: float
    before: _Node | None


_ORIGIN = _Break(-1, 0, 0.0, 0, 0.0, 0, 0.0, False)


def justified(items: Sequence[Word], width: float, points: Points | None = None) -> list[Line]:
    """Return the lines of a paragraph in ``width`` em, justified but for the last one.

    ``points`` returns the offsets at which the word at an index may be hyphenated; it is only asked when lines would be
    too loose without. No paragraph takes more lines than one above those of a first fit.
    """
    items = _narrowed(items, width)
    if not items:
        return []
    space = max(item.space for item in items) or _DEFAULT_SPACE
    whole = _breaks(items, None)
    ends = _optimum(whole, width, space, _WITHOUT_HYPHENS)
    if ends is None:
        places = _breaks(items, points) if points else whole
        ends = next(filter(None, (_optimum(places, width, space, one) for one in _WITH_HYPHENS)), None)
    if ends is None or len(ends) > count_lines(items, width) + 1:
        ends = _filled(whole, width)
    *lines, last = _lines(items, ends)
    return [*(_spread(line, width, space) for line in lines), _spread(last, min(width, last.width), space)]


def ragged(items: Sequence[Word], width: float) -> list[Line]:
    """Return the fewest lines of ``width`` em, as even as possible, that end where least is blamed."""
    items = _narrowed(items, width)
    return _lines(items, _way(_evenest(_breaks(items, None, faults(items)), width))) if items else []


class Bindable:
    """Text as an office suite breaks it, each line as full as possible, with no-break spaces where that helps.

    They are where the fewest lines then end so that least is blamed on them, and no word is wider than a line.
    """

    def __init__(self, items: Sequence[Word], wider: float, part: float) -> None:
        """Take ``items``; another font may be ``wider``, and what is kept together is at most ``part`` of a line.

        Nor is it more than a line of that font holds: it would be broken there.
        """
        self._breaks, self._wider, self._part = _breaks(items, None, faults(items)), wider, min(part, 1.0 / wider)
        self._widest = max((item.width for item in items), default=0.0)

    def bonds(self, width: float) -> set[int]:
        """Return the words, by number, to be kept with the one before, in lines of ``width`` em."""
        return self._ends(width)[1]

    def ill(self, width: float) -> float:
        """Return what is blamed on the ends of the lines of ``width`` em."""
        return _blame(self._ends(width)[0], width)

    def _ends(self, width: float) -> tuple[list[_Break], set[int]]:
        """Return the ends of the lines, and the bonds that make them: none that cost a line in a wider font."""
        filled, bound = _filled(self._breaks, width), set[int]()
        if self._widest > width or _blame(filled, width) == 0.0:
            return filled, bound
        last = _evenest(self._breaks, width, self._part)
        node: _Node | None = last
        while node:
            bound.update(range(node.place.word + 2, node.cuts + 1))
            node = node.before
        elsewhere = [one for one in self._breaks if one.word + 1 not in bound]
        wide = width / self._wider
        if not bound or len(_filled(elsewhere, wide)) > len(_filled(self._breaks, wide)):
            return filled, set()
        return _way(last), bound


def calmest(widths: Iterable[float], ill: Callable[[float], float], least: float = 0.0, away: float = AWAY) -> float:
    """Return that of ``widths`` at which lines are the least ``ill``; the first, if it is so by ``least`` only.

    The farther a width is from the first, the more must be gained: ``away`` for the whole of it.
    """
    first, best, found = 0.0, float("inf"), 0.0
    for width in widths:
        first = first or width
        own = ill(width)
        if own + away * abs(width / first - 1.0) < best:
            best, found = own + away * abs(width / first - 1.0), width
        if own <= least:
            break
    return found


def evenest(items: Sequence[Word], widths: Iterable[float]) -> list[Line]:
    """Return the fewest lines in that of ``widths``, in em, at which least is blamed on their ends: of large words."""
    breaks = _breaks(items, None, faults(items))

    def way(em: float) -> list[_Break]:
        return _way(_evenest(breaks, em, evenness=_LARGE_EVENNESS))

    return _lines(items, way(calmest(widths, lambda em: _blame(way(em), em), away=_FRAMELESS)))


def ends_short(lines: Sequence[Line], width: float) -> bool:
    """Tell whether the last of ``lines`` is a word alone, or hardly more, in ``width`` em."""
    last = lines[-1]
    alone = not any(word.space_before for word in last.words[1:])  # it may be parted at its hyphens
    return len(lines) > 1 and last.width < (_RUNT if alone else _SHORT) * width


def _blame(ends: Sequence[_Break], width: float) -> float:
    start = ends[-2] if len(ends) > 1 else _ORIGIN
    return sum(one.fault for one in ends[:-1]) + _ends_ill(start, ends[-1], width)


def _narrowed(items: Sequence[Word], width: float) -> Sequence[Word]:
    """Return ``items``, those wider than ``width`` em broken between letters."""
    return [part for item in items for part in forced(item, width)]


# The breaks


def _breaks(items: Sequence[Word], points: Points | None, ill: Sequence[float] = ()) -> list[_Break]:
    """Return the legal breakpoints in order; the last one is the paragraph's end. ``ill`` are the faults of all."""
    found: list[_Break] = []
    reach, spaces, gaps = 0.0, 0, 0
    last = len(items) - 1
    for index, item in enumerate(items):
        if index and item.space:
            reach += item.space
            spaces += 1
            gaps += 1
        for at in points(items, index) if points else ():
            if index < last or sum(map(str.isalpha, item.text[at:])) >= _MIN_REST:
                found.append(_within(item, index, at, reach, spaces))
        reach += item.width
        spaces += item.spaces
        if index == last:
            found.append(_Break(index, 0, reach, spaces, reach, spaces, 0.0, False, 0.0, gaps))
        else:
            space = items[index + 1].space
            start = reach + space
            fault, after = ill[index] if ill else 0.0, spaces + bool(space)
            found.append(_Break(index, 0, reach, spaces, start, after, 0.0, not space, fault, gaps))
    return found


def _within(item: Word, index: int, at: int, reach: float, spaces: int) -> _Break:
    """Return the break after ``at`` letters of a word of one run, which begins at ``reach`` em."""
    face, text = item.runs[0].face, item.text
    hyphen = face.width("-")
    spaces += face.stretching(text[:at]) if item.spaces else 0
    end, start = reach + face.width(text[:at]) + hyphen, reach + item.width - face.width(text[at:])
    return _Break(index, at, end, spaces, start, spaces, hyphen, True)


# Justified: the least demerits


def _optimum(breaks: Sequence[_Break], width: float, space: float, bounds: tuple[float, float]) -> list[_Break] | None:
    """Return the ends of the lines of least demerits; None when not all ratios can be within ``bounds``.

    ``width`` of the lines and ``space``, the natural word space, are in em.
    """
    shrink, stretch = _SHRINK * space, _STRETCH * space
    minimum, maximum = bounds[0] * shrink, bounds[1] * stretch
    active = [_Node(_ORIGIN, 1, 0, 0.0, None)]
    last = breaks[-1]
    for to in breaks:
        best: dict[tuple[int, int], _Node] = {}
        alive = []
        for node in active:
            spaces = to.spaces - node.place.spaces_start
            room = width - to.end + node.place.start
            tightest = minimum * spaces - _SLACK
            if room + to.hyphen < tightest:
                continue  # the node is no longer active: later breaks are farther away
            alive.append(node)
            if room < tightest or (room > maximum * spaces and to is not last):
                continue
            ratio = 0.0 if to is last and room > 0 else room / (stretch if room > 0 else shrink) / (spaces or 1)
            made = _reached(node, to, ratio, to is last)
            rival = best.get((made.fitness, made.cuts))
            if made.cuts <= _MAX_CUTS and (rival is None or made.demerits < rival.demerits):
                best[made.fitness, made.cuts] = made
        active = [*alive, *best.values()]
    ends = [node for node in active if node.place is last]
    return _way(min(ends, key=lambda node: node.demerits)) if ends else None


def _reached(node: _Node, to: _Break, ratio: float, last: bool) -> _Node:
    """Return the node at ``to`` of a line from ``node`` with the adjustment ``ratio``."""
    # Knuth's and Plass's bounds of the four classes.
    fitness = 0 if ratio < -0.5 else 1 if ratio <= 0.5 else 2 if ratio <= 1.0 else 3
    demerits = node.demerits + (_LINE + 100.0 * abs(ratio) ** 3) ** 2
    cuts = 0
    if to.cut:
        cuts = node.cuts + 1
        demerits += _CUT_AGAIN if node.cuts else _CUT
    if abs(fitness - node.fitness) > 1:
        demerits += _CONTRAST
    if last and node.before:
        demerits += (_LONELY if to.word - node.place.word <= 1 else 0.0) + (_CUT_AT_END if node.place.cut else 0.0)
    return _Node(to, fitness, cuts, demerits, node)


def _way(node: _Node | None) -> list[_Break]:
    """Return the breaks that lead to ``node``, in order."""
    ends: list[_Break] = []
    while node and node.before:
        ends.append(node.place)
        node = node.before
    return ends[::-1]


# Ragged: the fewest lines, evenly filled


def _evenest(breaks: Sequence[_Break], width: float, bound: float = 0.0, evenness: float = _EVENNESS) -> _Node:
    """Return the last of the fewest lines of ``width`` em and, among these, of those of the least cost.

    It is what is blamed on their ends, and their squared shortfalls. One node for each break is enough: the fewest
    lines of all pass through the fewest lines to each break. Where ``bound``, first fit must come to them, by
    no-break spaces alone that keep together no more than such a part of a line.
    """
    last = breaks[-1]
    if last.end - _ORIGIN.start <= width + _SLACK:
        return _Node(last, 0, 0, 0.0, _Node(_ORIGIN, 0, 0, 0.0, None))
    ends = [one.end for one in breaks] if bound else []
    lines = (last.end - _ORIGIN.start) / width
    evenness = _LARGE_EVENNESS * max(1.0, lines / _FEW) if bound else evenness
    active = [_Node(_ORIGIN, 0, 0, 0.0, None)]
    for to in breaks:
        active = [node for node in active if to.end - node.place.start <= width + _SLACK] or active[-1:]
        best: _Node | None = None
        far = bisect_right(ends, to.start + bound * width)  # the first break beyond what may be kept from here on
        for node in active:
            held = _held(breaks, ends, node, to, width, far) if bound else 0
            if held is None:
                continue
            cost = node.demerits + to.fault + _shortfall(node.place, to, width, to is last, evenness)
            if best is None or cost < best.demerits:
                best = _Node(to, 0, held, cost, node)
        if best:
            active.append(replace(best, demerits=best.demerits + _ONE_MORE))
    return active[-1]


def _held(
    breaks: Sequence[_Break], ends: Sequence[float], node: _Node, to: _Break, width: float, far: int
) -> int | None:
    """Return up to which word no-break spaces must keep those after ``to`` together, for the line from ``node`` to end.

    It is 0 where none are needed, None where they cannot, such as those from ``far`` on: ``node.cuts`` is that of the
    line before.
    """
    if to.word < node.cuts:
        return None
    most = min(far, to.word + _MOST_BOUND)
    if most < len(ends) and ends[most] <= node.place.start + width + _SLACK:
        return None
    reach = bisect_right(ends, node.place.start + width + _SLACK, to.word) - 1
    if reach == to.word:
        return 0
    return None if reach + 1 >= far or any(one.cut for one in breaks[to.word + 1 : reach + 1]) else reach + 1


def _shortfall(place: _Break, to: _Break, width: float, last: bool, evenness: float) -> float:
    """Return the cost of a line: the square of what it leaves of ``width`` em, in widths; a last line has none."""
    return _ends_ill(place, to, width) if last else evenness * ((width - to.end + place.start) / width) ** 2


def _ends_ill(place: _Break, to: _Break, width: float) -> float:
    """Return what a last line from ``place`` costs if it is a word alone, or hardly more."""
    short = (_RUNT if to.gaps - place.gaps == (not place.cut) else _SHORT) * width
    return _LONELY_RAGGED if place.word >= 0 and to.end - place.start < short else 0.0


# Lines


def _filled(breaks: Sequence[_Break], width: float) -> list[_Break]:
    """Return the ends of lines of ``width`` em that are each as full as possible (first fit)."""
    ends: list[_Break] = []
    start = 0.0
    for held, to in pairwise(breaks):
        if to.end - start > width + _SLACK:
            ends.append(held)
            start = held.start
    return [*ends, breaks[-1]]


def _lines(items: Sequence[Word], ends: Sequence[_Break]) -> list[Line]:
    """Return the lines that end at ``ends``, not yet justified."""
    lines: list[Line] = []
    for start, end in pairwise((_ORIGIN, *ends)):
        held = list(items[start.word + 1 : end.word + (0 if end.at else 1)])
        if start.at:
            rest = cut(items[start.word], start.at)[1]
            if end.word == start.word and end.at:
                rest = cut(rest, end.at - start.at)[0]
            held.insert(0, rest)
        if end.at and end.word != start.word:
            held.append(cut(items[end.word], end.at)[0])
        width = sum(word.width + word.space for word in held) - held[0].space + end.hyphen
        lines.append(Line(tuple(held), width, end.hyphen))
    return lines


def _spread(line: Line, width: float, space: float) -> Line:
    """Return ``line`` justified to ``width`` em: its spaces stretched or shrunk, its letters tracked where that helps.

    ``space`` is the natural word space in em. A line whose spaces would still be far too wide is left ragged.
    """
    spaces = line.spaces
    if not spaces:
        return line
    room = width - line.width
    widest = (_WIDEST - 1.0) * space
    letters = line.letters - 1 if room > widest * spaces else 0
    if letters <= 2 * spaces:
        return line if room > _HOPELESS * space * spaces else replace(line, stretch=room / spaces)
    # A space between two letters grows by their tracking on both sides.
    tracking = min((room - widest * spaces) / (letters - 2 * spaces), _TRACKING)
    stretch = (room - letters * tracking) / spaces
    return line if stretch > _HOPELESS * space else replace(line, stretch=stretch, tracking=tracking)

"""Lines of text: how those of a heading are balanced, and how lines become text objects.

Links, words of another language and the numbers of sources are inline elements (ISO 32000-1, 14.8.4.4): Link, Span with
its Lang, and Reference around the Link of a number. It chooses no size and knows no page.

Some programs that extract text drop a hyphen at a line's end, some keep both the hyphen and the line break. So the
first part of a divided word has the whole word as its ActualText (14.9.4), and the second part the space after it.
Every other line ends in a space (14.8.2.5).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from generator.pdf.page import Area, Link, Operation, TextObject, TextRun
from generator.pdf.structure import Structure
from generator.source.inline import Run
from generator.text.breaking import Line, MeasuredRun, Word, break_lines, count_lines, joined, united
from generator.text.fonts import RAISED, Face
from generator.text.totalfit import evenest

_HALVINGS, _WIDER = 7, 8  # of the range of widths: to a hundredth of it; the wider ones that are tried
CAP_HEIGHT = 0.64
"""The height of a capital in em, about that of Carlito: text is centred by it, as descenders are few."""

_RISE = 0.33  # how far a superscript is raised, in sizes of the text: to the height of the capitals
_UNDERLINE, _UNDERLINE_WIDTH = 0.14, 0.05
"""How far below the baseline an underline is, and how thick, in sizes (by eye)."""

_LINK_ASCENT, _LINK_HEIGHT = 0.85, 1.15
"""How far above the baseline the rectangle of a link begins, and its height, in sizes: with descenders."""


def balanced(items: Sequence[Word], width: float) -> list[Line]:
    """Return as few lines as a first fit in ``width`` em, broken at the narrowest width that needs no more.

    A wider one is better where less is blamed on the ends of its lines.
    """
    lines = break_lines(items, width)
    widest = max((item.width for item in items), default=0.0)
    if len(lines) < 2 or widest > width:
        return lines
    low = max(widest, sum(line.width for line in lines) / len(lines))
    high = width
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if count_lines(items, middle) <= len(lines) else (middle, high)
    return evenest(items, (high + step * (width - high) / _WIDER for step in range(_WIDER + 1)))


def baseline(pitch: float, size: float) -> float:
    """Return how far, in points, the baseline is below the top of a line ``pitch`` points high, capitals centred."""
    return (pitch + CAP_HEIGHT * size) / 2


def label(
    text: str, x: float, y: float, size: float, colour: str, face: Face, element: int, *, centred: bool = False
) -> TextObject:
    """Return ``text`` as one text object, its baseline beginning at (x, y) or ``centred`` on it, all in points.

    A space follows it: words that are drawn apart must not be read as one (ISO 32000-1, 14.8.2.5).
    """
    width = face.width(text) * size
    left = x - width / 2 if centred else x
    return TextObject(left, y, size, colour, (TextRun(face.style, text + " "),), width, element)


class Style(Struct, frozen=True):
    """How lines are set: size and pitch in points, and colour.

    Lines are flush left, or centred in a measure of ``centre`` points, or flush right in one of ``right`` points.
    """

    size: float
    pitch: float
    colour: str
    centre: float | None = None
    right: float | None = None


def set_lines(
    lines: Sequence[Line],
    x: float,
    top: float,
    style: Style,
    element: int,
    structure: Structure,
    part: slice = slice(None),
) -> list[Operation]:
    """Return the operations of ``part`` of a text's lines, from (x, top) points down, as content of ``element``."""
    operations: list[Operation] = []
    if structure.measuring:
        return operations
    y = top + baseline(style.pitch, style.size)
    for index in range(*part.indices(len(lines))):
        operations += _set_line(lines, index, x, y, style, element, structure)
        y += style.pitch
    return operations


def line_width(line: Line, style: Style) -> float:
    """Return the width of ``line`` in points."""
    between = line.tracking * max(line.letters - 1, 0) if line.tracking else 0.0
    return (line.width + between + line.stretch * line.spaces) * style.size


def _set_line(
    lines: Sequence[Line], index: int, x: float, y: float, style: Style, element: int, structure: Structure
) -> Iterator[Operation]:
    """Yield the text objects of a line, its baseline at (x, y) points: one for each inline element or ActualText."""
    line = lines[index]
    if style.centre is not None:
        x += (style.centre - line_width(line, style)) / 2
    if style.right is not None:
        x += style.right - line_width(line, style)
    groups = [list(group) for _, group in groupby(segments(lines, index), lambda one: (_kind(one), one.actual))]
    for number, group in enumerate(groups):
        hyphen = line.hyphen if number == len(groups) - 1 else 0.0
        words = _words(group, line, x, y, style, element, hyphen)
        goes_on = number == 0 or _kind(groups[number - 1][0]) == _kind(group[0])
        yield from _inline(words, group[0].measured.run, structure, goes_on)
        x += words.width


def _kind(segment: LineSegment) -> tuple[str, str, str]:
    """Return what segments of one inline element have in common."""
    run = segment.measured.run
    return run.link, run.language, run.citation


def _words(
    group: Sequence[LineSegment], line: Line, x: float, y: float, style: Style, element: int, hyphen: float
) -> TextObject:
    """Return ``group`` as a text object, its baseline at (x, y) points; ``hyphen`` is the width in em of one, or 0."""
    runs = tuple(TextRun(one.measured.face.style, one.measured.text + one.end) for one in group)
    width = hyphen + sum(one.measured.width for one in group)
    if line.tracking:
        width += line.tracking * sum(len(one.measured.face.drawn(one.measured.text)) for one in group)
    if line.stretch:
        width += line.stretch * sum(one.measured.face.stretching(one.measured.text) for one in group)
    place = (x, y, style.size, style.colour, runs, width * style.size, element)
    return TextObject(*place, line.tracking, line.stretch, bool(hyphen), group[0].actual)


def _inline(words: TextObject, run: Run, structure: Structure, goes_on: bool) -> Iterator[Operation]:
    """Yield ``words`` of ``run`` as content of its inline element, and the annotation if it is a link.

    ``goes_on``: they may be of the same element as the end of the line before.
    """
    words = replace(words, element=structure.inline(words.element, run, goes_on))
    yield _superscript(words) if run.raised else words
    if run.link:
        yield from _link(words, run)


def _superscript(words: TextObject) -> TextObject:
    """Return ``words`` as a superscript: its tracking and stretch, in em of a smaller size, remain as wide."""
    size, y = words.size * RAISED, words.y - _RISE * words.size
    return replace(words, size=size, y=y, tracking=words.tracking / RAISED, stretch=words.stretch / RAISED)


def _link(words: TextObject, run: Run) -> Iterator[Operation]:
    """Yield the underline of a web address, and the annotation of any link."""
    size = words.size
    if not run.link.startswith("#"):
        yield Area(words.x, words.y + _UNDERLINE * size, words.width, _UNDERLINE_WIDTH * size, words.colour)
    top, height = words.y - _LINK_ASCENT * size, _LINK_HEIGHT * size
    yield Link(words.x, top, words.width, height, run.link, run.citation or words.text.strip(), words.element)


# The segments of a line


class LineSegment(Struct, frozen=True):
    """A measured run on a line: ``end`` is added to its text at the line's end, ``actual`` is its ActualText."""

    measured: MeasuredRun
    end: str = ""
    actual: str = ""


def segments(lines: Sequence[Line], index: int) -> list[LineSegment]:
    """Return the segments of the line at ``index`` of ``lines``."""
    raw = list(lines[index].raw)
    found: list[LineSegment] = []
    if index and _carried(lines, index - 1):
        rest = _rest(lines[index])
        size = len(rest) + (1 if len(raw) > len(rest) else 0)
        found.append(LineSegment(united(raw[:size]), "", " "))
        raw = raw[size:]
    carried = _carried(lines, index)
    last = raw.pop() if carried else None
    found += [LineSegment(one) for one in joined(raw)]
    if last:
        found.append(LineSegment(last, "", last.text + carried))
    elif not _goes_on(lines, index):
        found[-1] = LineSegment(found[-1].measured, " ", found[-1].actual)
    return found


def _goes_on(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line's last word goes on in the next one."""
    return index + 1 < len(lines) and not lines[index + 1].words[0].space


def _carried(lines: Sequence[Line], index: int) -> str:
    """Return the letters of a line's last word that are on the next line, if ActualText can hold them.

    It cannot when they are of several styles, or fill that line and go on in the one after: then return nothing.
    """
    if not _goes_on(lines, index):
        return ""
    rest = _rest(lines[index + 1])
    fills = len(rest) == len(lines[index + 1].words)
    if any(len(word.runs) > 1 for word in rest) or (fills and _goes_on(lines, index + 1)):
        return ""
    if len(list(joined(word.runs[0] for word in rest))) > 1:
        return ""
    return "".join(word.text for word in rest)


def _rest(line: Line) -> list[Word]:
    """Return the first words of a line, between which there is no space."""
    count = next((number for number, word in enumerate(line.words) if number and word.space_before), len(line.words))
    return list(line.words[:count])

"""Lines of text: how a heading's lines are made even, and how lines become words to draw.

It chooses no size and knows no page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from generator.pdf.inline import inline
from generator.pdf.page import Operation, TextObject, TextRun
from generator.pdf.segments import LineSegment, segments
from generator.pdf.structure import Structure
from generator.text.breaking import Line, Word, break_lines
from generator.text.fonts import Face

_HALVINGS = 7

CAP_HEIGHT = 0.64
"""The height of a capital, in em: what the eye centres a line by."""


def balanced(items: Sequence[Word], width: float) -> list[Line]:
    """Return as many lines as ``width`` em needs, broken at the narrowest width that needs no more."""
    lines = break_lines(items, width)
    widest = max((item.width for item in items), default=0.0)
    if len(lines) < 2 or widest > width:
        return lines
    low = max(widest, sum(line.width for line in lines) / len(lines))
    high = width
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        trial = break_lines(items, middle)
        low, high, lines = (low, middle, trial) if len(trial) <= len(lines) else (middle, high, lines)
    return lines


def baseline(pitch: float, size: float) -> float:
    """Return how far below the top of a line ``pitch`` high its baseline lies, capitals centred."""
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
    """How lines are set: size and pitch in points, colour; centred in ``centre`` points when that is given.

    ``right``: every line ends so many points from where it would begin.
    """

    size: float
    pitch: float
    colour: str
    centre: float | None = None
    tracking: float = 0.0
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
    """Return the operations that draw ``part`` of a text's lines as the content of ``element``, from ``top`` down."""
    operations: list[Operation] = []
    if structure.draft:
        return operations
    y = top + baseline(style.pitch, style.size)
    for index in range(*part.indices(len(lines))):
        operations += _set_line(lines, index, x, y, style, element, structure)
        y += style.pitch
    return operations


def line_width(line: Line, style: Style) -> float:
    """Return the width of ``line`` in points."""
    tracking = style.tracking + line.tracking
    between = tracking * max(line.letters - 1, 0) if tracking else 0.0
    return (line.width + between + line.stretch * line.spaces) * style.size


def _set_line(
    lines: Sequence[Line], index: int, x: float, y: float, style: Style, element: int, structure: Structure
) -> Iterator[Operation]:
    """Yield a line's words, split where links, foreign words and raised numbers are, and where a line cuts a word."""
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
        yield from inline(words, group[0].run.run, structure, goes_on)
        x += words.width


def _kind(segment: LineSegment) -> tuple[str, str, str]:
    """Return what parts have in common that are content of one element."""
    run = segment.run.run
    return run.link, run.language, run.citation


def _words(
    group: Sequence[LineSegment], line: Line, x: float, y: float, style: Style, element: int, hyphen: float
) -> TextObject:
    pieces = tuple(TextRun(one.run.face.style, one.run.text + one.end) for one in group)
    tracking = style.tracking + line.tracking
    width = hyphen + sum(one.run.width for one in group)
    if tracking:
        width += tracking * sum(len(one.run.face.drawn(one.run.text)) for one in group)
    if line.stretch:
        width += line.stretch * sum(one.run.face.stretching(one.run.text) for one in group)
    place = (x, y, style.size, style.colour, pieces, width * style.size, element)
    return TextObject(*place, tracking, line.stretch, bool(hyphen), group[0].actual)

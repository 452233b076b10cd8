"""Lines of text: how a heading's lines are made even, and how lines become words to draw.

It chooses no size and knows no page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from generator.pdf.boxes import Area, Link, Piece, Words
from generator.pdf.parts import parts
from generator.text.breaking import Line, break_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.pdf.boxes import Operation
    from generator.pdf.parts import Part
    from generator.pdf.structure import Structure
    from generator.text.breaking import Word

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


@dataclass(frozen=True, slots=True)
class Style:
    """How lines are set: size and pitch in points, colour; centred in ``centre`` points when that is given."""

    size: float
    pitch: float
    colour: str
    centre: float | None = None
    tracking: float = 0.0


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
    """Yield a line's words, split where a link begins or ends, and where a word is cut by a line's end."""
    line = lines[index]
    if style.centre is not None:
        x += (style.centre - line_width(line, style)) / 2
    groups = [list(group) for _, group in groupby(parts(lines, index), lambda one: (one.fragment.run.link, one.actual))]
    for number, group in enumerate(groups):
        hyphen = line.hyphen if number == len(groups) - 1 else 0.0
        words = _words(group, line, x, y, style, element, hyphen)
        if link := group[0].fragment.run.link:
            goes_on = number == 0 or groups[number - 1][0].fragment.run.link == link
            yield from _linked(words, link, structure.link(element, link, goes_on=goes_on))
        else:
            structure.end_link()
            yield words
        x += words.width


def _words(group: Sequence[Part], line: Line, x: float, y: float, style: Style, element: int, hyphen: float) -> Words:
    pieces = tuple(Piece(one.fragment.face.style, one.fragment.text + one.end) for one in group)
    tracking = style.tracking + line.tracking
    width = hyphen + sum(one.fragment.width for one in group)
    if tracking:
        width += tracking * sum(len(one.fragment.face.drawn(one.fragment.text)) for one in group)
    if line.stretch:
        width += line.stretch * sum(one.fragment.face.stretching(one.fragment.text) for one in group)
    place = (x, y, style.size, style.colour, pieces, width * style.size, element)
    return Words(*place, tracking, line.stretch, bool(hyphen), group[0].actual)


def _linked(words: Words, link: str, element: int) -> Iterator[Operation]:
    yield replace(words, element=element)
    if not link.startswith("#"):
        yield Area(words.x, words.y + 0.14 * words.size, words.width, 0.05 * words.size, words.colour)
    top, height = words.y - 0.85 * words.size, 1.15 * words.size
    yield Link(words.x, top, words.width, height, link, words.text.strip(), element)

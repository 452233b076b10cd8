"""Lines of text: how a paragraph's end and a heading's lines are made even, and how lines become words to draw.

It chooses no size and knows no page.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from generator.pdf.boxes import Area, Link, Piece, Words
from generator.text.breaking import Line, break_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.pdf.boxes import Operation
    from generator.pdf.structure import Structure
    from generator.text.breaking import Fragment, Word

_SHORTEST = 0.62
"""The least that a line keeps of the measure when it gives a word to the last one."""

_HALVINGS = 7

CAP_HEIGHT = 0.64
"""The height of a capital, in em: what the eye centres a line by."""


def flowing(items: Sequence[Word], width: float) -> list[Line]:
    """Return the lines of a paragraph in ``width`` em, the last one of two words where that costs little."""
    lines = break_lines(items, width)
    if len(lines) < 2 or len(lines[-1].words) > 1 or len(lines[-2].words) < 3:
        return lines
    *kept, moved = lines[-2].words
    last = lines[-1].words[0]
    above = lines[-2].width - moved.width - moved.space
    below = moved.width + last.space + last.width
    if above < _SHORTEST * width or below > width:
        return lines
    return [*lines[:-2], Line(tuple(kept), above), Line((moved, last), below)]


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
    *,
    goes_on: bool = False,
) -> list[Operation]:
    """Return the operations that draw ``lines`` as the content of ``element``, the first one's top at ``top``.

    ``goes_on``: the last word goes on in a line that is set apart.
    """
    operations: list[Operation] = []
    if structure.draft:
        return operations
    y = top + baseline(style.pitch, style.size)
    for index, line in enumerate(lines):
        last = index + 1 == len(lines)
        cut = goes_on if last else not lines[index + 1].words[0].space
        operations += _set_line(line, x, y, style, element, structure, cut)
        y += style.pitch
    return operations


def line_width(line: Line, style: Style) -> float:
    """Return the width of ``line`` in points."""
    return line.width * style.size + style.tracking * style.size * max(len(line.text) - 1, 0)


def _set_line(
    line: Line, x: float, y: float, style: Style, element: int, structure: Structure, cut: bool
) -> Iterator[Operation]:
    """Yield the line's words, split where a link begins or ends.

    Every line ends in a space, unless the next one goes on with the same word: so a reader's machine, and
    ours, joins lines as they were written (ISO 32000-1, 14.8.2.5).
    """
    if style.centre is not None:
        x += (style.centre - line_width(line, style)) / 2
    if style.right is not None:
        x += style.right - line_width(line, style)
    groups = [list(group) for _, group in groupby(line.fragments, lambda one: one.run.link)]
    for index, group in enumerate(groups):
        last = index == len(groups) - 1
        words = _words(group, x, y, style, element, "" if cut or not last else " ")
        if link := group[0].run.link:
            yield from _linked(words, link, structure.link(element, link, goes_on=index == 0))
        else:
            structure.end_link()
            yield words
        x += words.width


def _words(fragments: Sequence[Fragment], x: float, y: float, style: Style, element: int, end: str) -> Words:
    pieces = [Piece(one.face.style, one.run.text) for one in fragments]
    pieces[-1] = Piece(pieces[-1].style, pieces[-1].text + end)
    letters = sum(len(one.run.text) for one in fragments)
    width = (sum(one.width for one in fragments) + letters * style.tracking) * style.size
    return Words(x, y, style.size, style.colour, tuple(pieces), width, element, style.tracking)


def _linked(words: Words, link: str, element: int) -> Iterator[Operation]:
    yield Words(words.x, words.y, words.size, words.colour, words.pieces, words.width, element, words.tracking)
    if not link.startswith("#"):
        yield Area(words.x, words.y + 0.14 * words.size, words.width, 0.05 * words.size, words.colour)
    top, height = words.y - 0.85 * words.size, 1.15 * words.size
    yield Link(words.x, top, words.width, height, link, words.text.strip(), element)

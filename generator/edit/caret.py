"""Where in a text one has clicked: the words before a point of a slide or a page, and those after it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.pdf.page import TextObject
    from generator.text.fonts import Family
    from generator.units import Box

_RAISED = 0.7  # of the size of the words: what is smaller are numbers of sources, which no text of the content has
_MIDDLE = 0.3  # em from the baseline up to the middle of small letters
_NEAR = 1.0  # points by which words may leave their box


def parted(drawn: Iterable[TextObject], box: Box, x: float, y: float, family: Family) -> tuple[str, str]:
    """Return the words of ``box`` before the point (``x``, ``y``), in points, and those after it, as they are drawn."""
    inside = [
        one
        for one in drawn
        if box.x - _NEAR <= one.x <= box.right + _NEAR and box.y - _NEAR <= one.y <= box.bottom + _NEAR
    ]
    largest = max((one.size for one in inside), default=0.0)
    words = sorted((one for one in inside if one.size > _RAISED * largest), key=lambda one: (round(one.y), one.x))
    lines = [[*line] for _y, line in groupby(words, key=lambda one: round(one.y))]
    if not lines:
        return "", ""
    at = min(range(len(lines)), key=lambda number: abs(lines[number][0].y - _MIDDLE * lines[number][0].size - y))
    said = "".join(one.text for one in lines[at])
    before = sum(_before(one, x, family) for one in lines[at])
    return _joined(lines[:at]) + said[:before], said[before:] + " " + _joined(lines[at + 1 :])


def _joined(lines: list[list[TextObject]]) -> str:
    return "".join("".join(one.text for one in line) + ("" if line[-1].hyphen else " ") for line in lines)


def _before(words: TextObject, x: float, family: Family) -> int:
    """Return how many letters of ``words`` stand before ``x``, the nearest gap counting."""
    gaps, left = [words.x], words.x
    for run in words.runs:
        face = family.face(strong="Bold" in run.style, emphasis="Italic" in run.style)
        for end in range(1, len(run.text) + 1):
            part = run.text[:end]
            em = face.width(part) + words.stretch * face.stretching(part) + words.tracking * end
            gaps.append(left + em * words.size)
        left = gaps[-1]
    return min(range(len(gaps)), key=lambda number: abs(gaps[number] - x))

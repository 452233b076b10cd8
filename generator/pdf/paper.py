"""The A4 page of the note and of the handout: its lengths in points, and its footer."""

from __future__ import annotations

from generator.pdf.lines import CAP_HEIGHT
from generator.pdf.page import RUNNING, Area, Operation, TextObject, TextRun
from generator.text.fonts import Face
from generator.theme import Range, Theme
from generator.units import mm

PAGE_WIDTH = 595.28
PAGE_HEIGHT = 841.89
MARGIN = mm(14)
LEFT = MARGIN
RIGHT = PAGE_WIDTH - MARGIN
WIDTH = RIGHT - LEFT
TOP = MARGIN
BOTTOM = 788.0
"""Where the body ends: the footer is below it."""

ROOM = BOTTOM - TOP
"""The height of the body."""

FOOTER_BASELINE = 813.0
_ABOVE_FOOTER = 6.06
"""The points between the footer's rule and its letters."""

_ELLIPSIS = "…"


def footer(words: str, count: str, sizes: Range, theme: Theme, face: Face) -> list[Operation]:
    """Return a page's footer: a rule, ``words`` shortened to one line, and ``count``, its number, flush right."""
    size = sizes.largest
    right = face.width(count) * size
    text = shortened(words, (WIDTH - right - 3 * size) / size, face)
    if text != words:
        size, right = sizes.smallest, right * sizes.smallest / size
        text = shortened(words, (WIDTH - right - 3 * size) / size, face)
    rule = FOOTER_BASELINE - CAP_HEIGHT * sizes.largest - _ABOVE_FOOTER
    return [
        Area(LEFT, rule, WIDTH, 0.5, theme.rule, RUNNING),
        _running(text, LEFT, size, theme.muted, face),
        _running(count, RIGHT - right, size, theme.muted, face),
    ]


def _running(text: str, x: float, size: float, colour: str, face: Face) -> TextObject:
    """Return ``text`` of ``size`` points on the footer's baseline, from ``x`` points on."""
    runs = (TextRun(face.style, text),)
    return TextObject(x, FOOTER_BASELINE, size, colour, runs, face.width(text) * size, RUNNING)


def shortened(text: str, width: float, face: Face) -> str:
    """Return ``text``, or as many of its words as ``width`` em hold, with an ellipsis."""
    if face.width(text) <= width:
        return text
    parts = text.split(" ")
    while len(parts) > 1 and face.width(" ".join(parts) + _ELLIPSIS) > width:
        parts.pop()
    kept = " ".join(parts)
    while kept and face.width(kept + _ELLIPSIS) > width:
        kept = kept[:-1]
    return kept.rstrip(" \u00a0\u202f:;,") + _ELLIPSIS

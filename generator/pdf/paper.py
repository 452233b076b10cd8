"""The A4 page of the note and of the handout: its lengths in points, and its footer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from generator.messages import _
from generator.pdf.lines import CAP_HEIGHT
from generator.pdf.page import OWN_RUNNING, RUNNING, Area, Operation, TextObject, TextRun
from generator.source.inline import Text
from generator.text import breaking
from generator.text.fit import require_lines
from generator.text.fonts import Face, Family
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
_ABOVE_FOOTER = 6.06  # the points between the footer's rule and its letters
_ELLIPSIS = "…"
_COLON = re.compile(r"\s?:\s")  # between a title and its subtitle
_ENOUGH = 0.4  # of the line: a title that takes so much of it stands whole, without the beginning of its subtitle


def footers(
    words: TextObject, counts: Sequence[str], sizes: Range, theme: Theme, face: Face
) -> Iterator[list[Operation]]:
    """Yield the footer of each page: a rule, ``words``, and its number flush right, as ``counts`` has it.

    Words that differ from copy to copy are drawn last, so that they can stand in a content stream of their own.
    """
    rule = FOOTER_BASELINE - CAP_HEIGHT * sizes.largest - _ABOVE_FOOTER
    for count in counts:
        number = _running(count, 0.0, words.size, theme.muted, face)
        number = replace(number, x=RIGHT - number.width)
        texts = [words, number] if words.element == RUNNING else [number, words]
        yield [Area(LEFT, rule, WIDTH, 0.5, theme.rule, RUNNING), *texts]


def running_words(words: str, counts: Sequence[str], sizes: Range, theme: Theme, face: Face) -> TextObject:
    """Return the words of the footers of all pages, smaller or shortened where one line beside ``counts`` needs it."""
    size = sizes.largest if _room(counts, sizes.largest, face) >= face.width(words) else sizes.smallest
    room = _room(counts, size, face)
    whole = (words, *(words[: colon.start()] for colon in _COLON.finditer(words)))
    fitting = [one for one in whole if _ENOUGH * room <= face.width(one) <= room]
    return _running(max(fitting, key=len, default=shortened(words, room, face)), LEFT, size, theme.muted, face)


def own_running_words(
    words: Text, usual: Text, counts: Sequence[str], sizes: Range, theme: Theme, family: Family
) -> TextObject:
    """Return the same of a copy, as large as ``usual`` words can be; raise ContentError for words that do not fit."""
    face = family.face()
    wider = max(words.plain, usual.plain, key=face.width)
    size = sizes.largest if _room(counts, sizes.largest, face) >= face.width(wider) else sizes.smallest
    if _room(counts, size, face) < face.width(words.plain):
        require_lines(
            breaking.words(words.runs, family), _room(counts, size, face), 1, words.mark, _("the running footer")
        )
    return replace(_running(words.plain, LEFT, size, theme.muted, face), element=OWN_RUNNING)


def _room(counts: Sequence[str], size: float, face: Face) -> float:
    """Return the width, in em, beside the widest of ``counts``."""
    return WIDTH / size - max(map(face.width, counts)) - 3


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

"""What slides of tables and charts share: the line of their source and, on other templates, title and pillar's mark."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.deck.compose.common import FREE_BEFORE, SLACK, Context, laid
from generator.deck.slide import MUTED, Colour, Frame, Para, SlideRun
from generator.document.together import NO_BREAK
from generator.document.tree import SourceEntry, SourceList
from generator.source.inline import Run
from generator.text import fallback
from generator.text.breaking import break_lines, count_lines, words
from generator.text.capitals import capitals
from generator.text.fit import largest
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.deck.design import SlideLayout
    from generator.document.tree import Section
    from generator.source.inline import Text
    from generator.text.breaking import Word

_GAP = 12.0  # points: between mark and title, between content and source
_MARK = 34.0  # the side of the pillar's mark
_NOTE = 12.0  # points: a source that a number refers to is a note at the foot, no larger
_MAX_LINES = 2  # of a source at the foot of a slide: a longer one stands on the slide of the sources
BESIDE = _MARK + _GAP
"""The most width that a mark takes from a title."""


def captioned(
    section: Section, caption: Text, part: tuple[int, int], layout: SlideLayout, context: Context
) -> list[Frame]:
    """Return the title of a slide of ``section`` on somebody's template, then its pillar's mark in the pillar's colour.

    The mark stands right before the words, within the title's place, which may be filled. ``part`` is (2, 3) on the
    second of three.
    """
    if not section.number:
        return [context.title(caption, layout, part)]
    holder = layout.title
    box, (left, *others) = holder.box, holder.insets
    side = min(_MARK, box.height)
    moved = side + _GAP
    beside = replace(holder, insets=(left + moved, *others), anchor="ctr")
    title = context.title(caption, replace(layout, title=beside), part)
    para, (family, _pitch) = title.paragraphs[0], context.design.measured(beside)
    items = words([Run(capitals(para.text) if para.capitals else para.text)], family, strong=holder.bold)
    wide = break_lines(items, math.inf)[0].width * para.size  # words set closer may stand on fewer lines than measured
    before = max(beside.width - wide, 0.0) * FREE_BEFORE[holder.align]
    place = Box(box.x + left + before, box.y + (box.height - side) / 2, side, side)
    accent = context.accent(section.colour)
    return [title, context.pillar_number(section.number, section.pillar, place, side * 0.5, accent)]


def source_line(number: int, area: Box, context: Context) -> tuple[Frame | None, Box]:
    """Return the line that names the source ``number`` of a table or a chart, if it is one; see ``source_lines``.

    No number on the slide refers to it: it begins with "Source :" instead.
    """
    return source_lines([number] if number else [], area, context, called=False)


def source_lines(
    numbers: Sequence[int], area: Box, context: Context, colour: Colour = MUTED, *, called: bool = True
) -> tuple[Frame | None, Box]:
    """Return the lines that name sources by ``numbers``, at the foot of ``area``, and what they leave of the area.

    A line begins with the number by which the slide has ``called`` it, which leads to the slide of the sources, and is
    that alone where the whole finds no room.
    """
    sizes, width, paras, height = context.kit.theme.deck.source, area.width - SLACK, [], 0.0
    if called:
        sizes = replace(sizes, largest=max(min(sizes.largest, _NOTE), sizes.smallest))
    steps = sizes.steps()
    for number in numbers:
        source = _source(number, context)
        word = "" if called else context.document.source.replace(" ", NO_BREAK)
        before = words([Run(f"{word}{NO_BREAK}")], context.kit.family, strong=True) if word else []
        lead = sum(one.width for one in before) or 1.0
        items = words(source.text.runs, context.kit.family, strong_places=False) if source else []
        size = largest(steps, partial(_short, items, width, lead))
        said = laid(source.text.runs, items, width / size - lead) if source and size else ()
        start = SlideRun(
            word if said and word else f"{word}{NO_BREAK}{number}".lstrip(), True, target=f"source:{number}"
        )
        size = size or steps[0]
        paras.append(Para((start, *([SlideRun(NO_BREAK), *said] if said else [])), size, colour))
        lines = fallback.lines(items, width / size - lead, context.pitch) if said else 1
        height += lines * context.pitch * size
    if not paras:
        return None, area
    box = Box(area.x, area.y + area.height - height, area.width, height)
    frame = Frame(context.name("source"), box, tuple(paras), anchor="b")
    return frame, Box(area.x, area.y, area.width, area.height - height - _GAP)


def notes(numbers: Sequence[int], area: Box, context: Context) -> tuple[Frame | None, Box]:
    """Return the same for the sources to which cards refer, where there is room to name each of them."""
    frame, above = source_lines(numbers, area, context)
    whole = frame and all(len(para.spans) > 1 for para in frame.paragraphs)
    return (frame, above) if whole else (None, area)


def _short(items: Sequence[Word], width: float, lead: float, size: float) -> bool:
    """Tell whether a source is named in few lines of ``width`` points, ``lead`` em after their beginning."""
    return count_lines(items, width / size - lead) <= _MAX_LINES


def _source(number: int, context: Context) -> SourceEntry | None:
    found = (
        entry
        for section in context.document.sections
        for block in section.blocks
        if isinstance(block, SourceList)
        for entry in block.entries
        if entry.number == number
    )
    return next(found, None)


def spoken_source(number: int, context: Context) -> Sequence[str]:
    """Return the source ``number`` for the speaker."""
    source = _source(number, context)
    return [source.text.plain] if source else []

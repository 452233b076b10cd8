"""Compose a small table or chart in a part of a slide: its caption above it, its source below. Lengths are in points.

It stands there only where all its text is comfortable and it goes on to no other slide; else it has a slide of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.deck.compose.caption import source_line, spoken_source
from generator.deck.compose.common import COMFORTABLE, SLACK, laid
from generator.deck.layouts import GAP
from generator.deck.slide import Frame, Origin, Para
from generator.document.tree import DataTable
from generator.errors import ContentError
from generator.source.inline import Run, Text
from generator.text import fallback
from generator.text.breaking import words
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.deck.compose.common import Context
    from generator.deck.slide import Shape
    from generator.document.tree import Chart, Section, ShapeName

SHARES = (0.5, 0.6)
"""Of the width, what a table or a chart takes beside cards, in the order in which they are tried."""

_LARGE = 24.0  # points: the text of a caption and of a table at most (by eye)
_TABLE, _CHART = 16.0, 14.0  # the least size of their text here: smaller text has a slide of its own
_CAPTION_LINES, _BELOW = 3, 8.0  # the lines of a caption at most, and the space below it


class Panel(Struct, frozen=True):
    """The shapes of a table or a chart with its caption and source, what is said of it, the size of its text."""

    shapes: Sequence[Shape]
    said: Sequence[Text]
    size: float = 0.0


def panel(
    section: Section, block: DataTable | Chart, area: Box, context: Context, most: float = COMFORTABLE
) -> Panel | None:
    """Return ``block`` as high as ``area``; None where its text would be small, or it would need more room.

    Its caption and a table's text have up to ``most`` points where these have the room, else what is comfortable.
    """
    sizes = dict.fromkeys((max(min(most, _LARGE), COMFORTABLE), COMFORTABLE))
    return next(filter(None, (_panel(section, block, area, size, context) for size in sizes)), None)


def _panel(section: Section, block: DataTable | Chart, area: Box, most: float, context: Context) -> Panel | None:
    """Return the same with a caption of ``most`` points, and a table's text of no more."""
    caption = _caption(section, block, area, most, context)
    if caption is None:
        return None
    taken = caption.box.height + _BELOW
    source, rest = source_line(
        block.source_number, replace(area, y=area.y + taken, height=area.height - taken), context
    )
    try:
        shapes, said, size = _set(section, block, rest, most, context)
    except ContentError:
        return None
    if size < (_TABLE if isinstance(block, DataTable) else _CHART):
        return None
    bottom = max(shape.box.bottom for shape in shapes)
    if source:
        source = replace(source, box=replace(source.box, y=bottom + _BELOW))
    rows = (block.caption.plain, *said, *spoken_source(block.source_number, context))
    told = [Text((Run(row),), block.caption.mark) for row in rows]
    whole = (caption, *shapes, *((source,) if source else ()))
    return Panel(whole, told, size)


def _caption(section: Section, block: DataTable | Chart, area: Box, size: float, context: Context) -> Frame | None:
    """Return the caption at the top of ``area``, in the pillar's colour; None where it takes too many lines.

    Its text has ``size`` points.
    """
    items = words(block.caption.runs, context.kit.family, strong=True)
    width = area.width - SLACK
    lines = fallback.lines(items, width / size, context.pitch)
    if lines > _CAPTION_LINES:
        return None
    spans = laid(block.caption.runs, items, width / size, strong=True)
    para = Para(spans, size, context.accent(section.colour), origin=Origin(block.caption.mark))
    kind: ShapeName = "table" if isinstance(block, DataTable) else "chart"
    box = replace(area, height=lines * context.pitch * size)
    return Frame(f"{context.name('text')} ({context.name(kind)})", box, (para,), anchor="b")


def _set(
    section: Section, block: DataTable | Chart, area: Box, most: float, context: Context
) -> tuple[Sequence[Shape], Sequence[str], float]:
    """Return a table or a chart, what is said of it and the size of its text; both are imported when they are needed.

    The size is nothing where a table goes on to another slide. Raises ContentError for what has no room.
    """
    if isinstance(block, DataTable):
        from generator.deck.compose.datatable import small_table

        return small_table(section, block, area, most, context)
    from generator.deck.compose.chart import small_chart

    return small_chart(section, block, area, context)


def pair(section: Section, blocks: Sequence[DataTable | Chart], area: Box, context: Context) -> Panel | None:
    """Return ``blocks`` beside each other in ``area``, if they are two and both are comfortable there."""
    width = (area.width - GAP) / 2
    halves = [Box(area.x + (width + GAP) * index, area.y, width, area.height) for index in range(2)]
    made = [panel(section, block, half, context) for block, half in zip(blocks, halves, strict=False)]
    found = [one for one in made if one]
    if len(blocks) != len(halves) or len(found) != len(halves):
        return None
    shapes, said = [shape for one in found for shape in one.shapes], [text for one in found for text in one.said]
    return Panel(shapes, said, min(one.size for one in found))

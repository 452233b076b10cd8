"""Composes charts: a Figure drawn in paths, its caption above it, the same in words below it.

What the drawing has no room to print stands in a table under it, so that every value is there for every reader.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.document.tree import Paragraph
from generator.graphics.figures import draw_chart, unnumbered, values_table
from generator.note.datatable import below, caption_chunk
from generator.note.flow import Chunk, total
from generator.note.metrics import RIGHT, ROOM
from generator.note.sections import paragraph_chunks
from generator.note.widetable import fitting_table_chunks
from generator.pdf.page import WHITE, PathObject, TextObject, TextRun
from generator.theme import contrast, tint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.document.tree import Chart
    from generator.graphics.drawing import Drawing
    from generator.note.context import LayoutContext
    from generator.pdf.page import Operation

_HEIGHT, _LOW = 0.18 * ROOM, 0.11 * ROOM
_MAX = 0.7 * ROOM
"""The height of upright bars and lines as designed, the same at the foot of a page, and the most of bars that lie."""

_AFTER_CAPTION = 4.0
_CLEAR = 3.05
"""The contrast of areas and lines with the paper (WCAG 2.2, 1.4.11), and a little for rounding."""


def chart_chunks(block: Chart, left: float, colour: str, context: LayoutContext) -> Iterator[Chunk]:
    """Yield the figure with its caption, its description, and a table of values that the figure does not print."""
    drawing, low = (
        context.kept(("chart", id(block), left, height), partial(_drawn, block, RIGHT - left, height, context))
        for height in (_HEIGHT, _LOW)
    )
    words = f"{unnumbered(block.caption).plain.rstrip('.')}. {block.description.plain}"
    element = context.structure.add("Figure", alternative=words)
    caption = caption_chunk(block, left, context.structure.add("Caption", element), context)
    whole, smaller = (
        below(caption, Chunk(one.height, tuple(_operations(one, left, colour, element, context))), _AFTER_CAPTION)
        for one in (drawing, low)
    )
    paragraph = context.kept(("description", id(block)), lambda: Paragraph(block.description))
    said = list(paragraph_chunks(paragraph, left, context))
    words_below = said[0].before + said[0].step + total(said)
    smaller = replace(smaller, together=smaller.height + words_below)
    together = whole.height + words_below
    air = context.metrics.around_figures
    yield Chunk(
        whole.height,
        whole.operations,
        air,
        together=together,
        smaller=smaller if low.complete == drawing.complete and smaller.height < whole.height else None,
    )
    yield from said
    if not drawing.complete:
        values = context.kept(("values", id(block)), lambda: values_table(block))
        yield from fitting_table_chunks(values, left, colour, context)


def _drawn(block: Chart, width: float, height: float, context: LayoutContext) -> Drawing:
    high = height * context.metrics.unit
    return draw_chart(block, context.kit, width, high, _MAX, context.sizes.figure.largest)


def _operations(
    drawing: Drawing, left: float, colour: str, element: int, context: LayoutContext
) -> Iterator[Operation]:
    theme = context.theme
    tones = {
        "strong": colour,
        "soft": softened(colour),
        "ink": theme.ink,
        "muted": theme.muted,
        "rule": theme.rule,
        "ground": WHITE,
    }
    for mark in drawing.marks:
        yield PathObject(left, 0.0, drawing.width, drawing.height, mark.path, tones[mark.tone], mark.pen, element)
    for label in drawing.labels:
        pieces = (TextRun("Bold" if label.strong else "Regular", label.text + " "),)
        yield TextObject(left + label.x, label.y, drawing.size, tones[label.tone], pieces, label.width, element)


def softened(colour: str) -> str:
    """Return a tint of ``colour`` that still stands out on paper."""
    shares = (share / 20 for share in range(10, 20))
    return next((pale for share in shares if contrast(pale := tint(colour, share)) >= _CLEAR), colour)

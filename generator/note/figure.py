"""Composes charts: a Figure drawn in paths, its caption above it, its description below it.

A chart that has no room for all of its values is followed by a table of them, so that every value is text.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from msgspec.structs import replace

from generator.document.tree import Chart, Paragraph
from generator.graphics.drawing import ChartDrawing
from generator.graphics.figures import draw_chart, series_colours, unnumbered, values_table
from generator.note.context import LayoutContext
from generator.note.datatable import caption_chunk, table_chunks
from generator.note.flow import Chunk, stacked, total
from generator.note.sections import paragraph_chunks
from generator.pdf.lines import label
from generator.pdf.page import WHITE, PathObject
from generator.pdf.paper import RIGHT, ROOM

_HEIGHT, _LOW = 0.18 * ROOM, 0.11 * ROOM
_GROWTH, _MAX_HEIGHT = 0.14 * ROOM, 0.7 * ROOM
"""The height in points of columns and lines, by eye; the same at the foot of a page; what a page to be filled adds;
the most of horizontal bars."""

_AFTER_CAPTION = 4.0  # points


def chart_chunks(block: Chart, left: float, colour: str, context: LayoutContext) -> Iterator[Chunk]:
    """Yield the figure, from ``left`` points on, with its caption, its description, and at need a table of values."""
    drawing, low = (
        context.cached(("chart", id(block), left, height), partial(_drawn, block, RIGHT - left, height, context))
        for height in (_HEIGHT, _LOW)
    )
    alternative = f"{unnumbered(block.caption).plain.rstrip('.')}. {block.description.plain}"
    element = context.structure.add("Figure", alternative=alternative)
    caption = caption_chunk(block, left, context.structure.add("Caption", element), context)
    description = context.cached(("description", id(block)), lambda: Paragraph(block.description))
    text = list(paragraph_chunks(description, left, context))
    text_height = text[0].before + text[0].step + total(text)
    whole, smaller = (
        replace(chunk, before=context.metrics.around_figures, together=chunk.height + text_height)
        for one in (drawing, low)
        for chunk in [stacked(caption, _figure(one, left, colour, element, context), _AFTER_CAPTION)]
    )
    fits_low = low.complete == drawing.complete and smaller.height < whole.height

    def grown(more: float) -> Chunk:
        higher = _drawn(block, RIGHT - left, _HEIGHT + more / context.metrics.scale, context)
        return stacked(caption, _figure(higher, left, colour, element, context), _AFTER_CAPTION)

    yield replace(whole, smaller=smaller if fits_low else None, grown=grown, growth=_GROWTH)
    yield from text
    if not drawing.complete:
        values = context.cached(("values", id(block)), lambda: values_table(block))
        yield from table_chunks(values, left, colour, context)


def _drawn(block: Chart, width: float, height: float, context: LayoutContext) -> ChartDrawing:
    """Return the chart ``width`` points wide, of ``height`` points at the designed size."""
    scaled = height * context.metrics.scale
    lengths, size = (width, scaled, _MAX_HEIGHT), context.sizes.figure.largest
    return draw_chart(block, context.kit, context.hyphenator.language, lengths, size, tabled=True)


def _figure(drawing: ChartDrawing, left: float, colour: str, element: int, context: LayoutContext) -> Chunk:
    """Return what draws a chart from ``left`` points on, in tones of ``colour``, as the content of ``element``."""
    theme = context.theme
    tones = {
        **series_colours(colour, theme.accents),
        "ink": theme.text,
        "muted": theme.muted,
        "rule": theme.rule,
        "ground": WHITE,
    }
    family = context.kit.family
    marks = [
        PathObject(left, 0.0, drawing.width, drawing.height, mark.path, tones[mark.tone], mark.pen, element)
        for mark in drawing.paths
    ]
    labels = [
        label(one.text, left + one.x, one.y, one.size, tones[one.tone], family.face(one.strong), element)
        for one in drawing.labels
    ]
    return Chunk(drawing.height, (*marks, *labels))

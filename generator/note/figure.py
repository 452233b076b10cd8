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
from generator.pdf.boxes import WHITE, Shape, TextRun, Words
from generator.theme import contrast, tint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.document.tree import Chart
    from generator.graphics.drawing import Drawing
    from generator.note.compositor import Compositor
    from generator.pdf.boxes import Operation

_HEIGHT, _LOW = 0.18 * ROOM, 0.11 * ROOM
_MAX = 0.7 * ROOM
"""The height of upright bars and lines as designed, the same at the foot of a page, and the most of bars that lie."""

_AFTER_CAPTION = 4.0
_CLEAR = 3.05
"""The contrast of areas and lines with the paper (WCAG 2.2, 1.4.11), and a little for rounding."""


def chart_chunks(block: Chart, left: float, colour: str, compositor: Compositor) -> Iterator[Chunk]:
    """Yield the figure with its caption, its description, and a table of values that the figure does not print."""
    drawing, low = (
        compositor.kept(("chart", id(block), left, height), partial(_drawn, block, RIGHT - left, height, compositor))
        for height in (_HEIGHT, _LOW)
    )
    words = f"{unnumbered(block.caption).plain.rstrip('.')}. {block.description.plain}"
    element = compositor.structure.add("Figure", alternative=words)
    caption = caption_chunk(block, left, compositor.structure.add("Caption", element), compositor)
    whole, smaller = (
        below(caption, Chunk(one.height, tuple(_operations(one, left, colour, element, compositor))), _AFTER_CAPTION)
        for one in (drawing, low)
    )
    paragraph = compositor.kept(("description", id(block)), lambda: Paragraph(block.description))
    said = list(paragraph_chunks(paragraph, left, compositor))
    words_below = said[0].before + said[0].step + total(said)
    smaller = replace(smaller, together=smaller.height + words_below)
    together = whole.height + words_below
    air = compositor.setting.around_figures
    yield Chunk(
        whole.height,
        whole.operations,
        air,
        together=together,
        smaller=smaller if low.complete == drawing.complete and smaller.height < whole.height else None,
    )
    yield from said
    if not drawing.complete:
        values = compositor.kept(("values", id(block)), lambda: values_table(block))
        yield from fitting_table_chunks(values, left, colour, compositor)


def _drawn(block: Chart, width: float, height: float, compositor: Compositor) -> Drawing:
    high = height * compositor.setting.unit
    return draw_chart(block, compositor.kit, width, high, _MAX, compositor.sizes.figure.largest)


def _operations(
    drawing: Drawing, left: float, colour: str, element: int, compositor: Compositor
) -> Iterator[Operation]:
    theme = compositor.theme
    tones = {
        "strong": colour,
        "soft": softened(colour),
        "ink": theme.ink,
        "muted": theme.muted,
        "rule": theme.rule,
        "ground": WHITE,
    }
    for mark in drawing.marks:
        yield Shape(left, 0.0, drawing.width, drawing.height, mark.path, tones[mark.tone], mark.pen, element)
    for label in drawing.labels:
        pieces = (TextRun("Bold" if label.strong else "Regular", label.text + " "),)
        yield Words(left + label.x, label.y, drawing.size, tones[label.tone], pieces, label.width, element)


def softened(colour: str) -> str:
    """Return a tint of ``colour`` that still stands out on paper."""
    shares = (share / 20 for share in range(10, 20))
    return next((pale for share in shares if contrast(pale := tint(colour, share)) >= _CLEAR), colour)

"""Composes the list of the sources, to which superscript numbers lead.

The list is an L whose labels are numbers (ISO 32000-1, 14.8.4.3.3), not a series of Note elements: several examples may
refer to one source, a heading precedes it, and screen readers say how long a list is and step through it.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from generator.document.references import anchor_of
from generator.document.tree import SourceEntry, SourceList
from generator.note.context import LayoutContext
from generator.note.flow import Chunk
from generator.note.sections import line_chunks
from generator.pdf.lines import Style, line_width, set_lines
from generator.pdf.page import Anchor
from generator.pdf.paper import LEFT, RIGHT
from generator.text.breaking import Line

SMALL = 0.86
"""The size of secondary text, in sizes of the body: 9.5 pt beside 11."""

_BETWEEN = 0.5  # the space between a number and its source, in sizes of the body


def small(context: LayoutContext) -> LayoutContext:
    """Return a context for secondary text: smaller, and tighter."""
    size = context.legible(context.metrics.size * SMALL)
    metrics = replace(context.metrics, size=size, looseness=context.metrics.looseness / 2)
    return context.with_metrics(metrics)


def source_chunks(block: SourceList, left: float, context: LayoutContext) -> Iterator[Chunk]:
    """Yield the sources, a number at ``left`` points before each, in chunks between which a page may end."""
    metrics = context.metrics
    style = Style(metrics.size, metrics.pitch, context.theme.text)
    listing = context.structure.add("L", numbering="Decimal")
    numbers = [context.number(entry.number) for entry in block.entries]
    room = max((line_width(lines[0], style) for lines in numbers), default=0.0)
    for entry, number in zip(block.entries, numbers, strict=True):
        yield from _entry(entry, number, left, room, style, listing, context)


def _entry(
    entry: SourceEntry, number: list[Line], left: float, room: float, style: Style, listing: int, context: LayoutContext
) -> Iterator[Chunk]:
    """Yield a source; the line of its number is flush right in ``room`` points."""
    structure = context.structure
    item = structure.add("LI", listing)
    label = structure.add("Lbl", item)
    x = left + room - line_width(number[0], style)
    first = (Anchor(LEFT, 0.0, anchor_of(entry.number)), *set_lines(number, x, 0.0, style, label, structure))
    edge = left + room + _BETWEEN * style.size
    lines = context.flowing(entry.text, RIGHT - edge, style.size)
    yield from line_chunks(lines, edge, structure.add("LBody", item), first, context)

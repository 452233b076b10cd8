"""Composes the list of the sources, to which raised numbers lead.

The list is an L whose labels are numbers (ISO 32000-1, 14.8.4.3.3), and no Note elements: several examples may refer
to one source, which a heading announces; and readers' machines say how long a list is, and step through it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.document.references import anchor_of
from generator.note.metrics import LEFT, RIGHT
from generator.note.sections import line_chunks
from generator.pdf.lines import Style, line_width, set_lines
from generator.pdf.page import Anchor
from generator.source.inline import Run
from generator.text.breaking import break_lines, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.document.tree import SourceEntry, SourceList
    from generator.note.context import LayoutContext
    from generator.note.flow import Chunk
    from generator.text.breaking import Line

SMALL = 0.86
"""The size of what stands beside the text, in sizes of the body."""

_BETWEEN = 0.5
"""The space between a number and its source, in sizes of the body."""


def small(context: LayoutContext) -> LayoutContext:
    """Return one that sets what stands beside the text: smaller, and closer."""
    size = context.legible(context.metrics.size * SMALL)
    metrics = replace(context.metrics, size=size, air=context.metrics.air / 2)
    return context.with_metrics(metrics, context.structure)


def source_chunks(block: SourceList, left: float, context: LayoutContext) -> Iterator[Chunk]:
    """Yield the sources, a number before each, in chunks between which a page may end."""
    listing = context.structure.add("L", numbering="Decimal")
    numbers = [_number(note, context) for note in block.entries]
    style = _style(context)
    room = max((line_width(lines[0], style) for lines in numbers), default=0.0)
    for note, number in zip(block.entries, numbers, strict=True):
        yield from _note(note, number, left, room, listing, context)


def _style(context: LayoutContext) -> Style:
    metrics = context.metrics
    return Style(metrics.size, metrics.pitch, context.theme.ink)


def _number(note: SourceEntry, context: LayoutContext) -> list[Line]:
    return break_lines(words([Run(str(note.number), strong=True)], context.kit.family), RIGHT)


def _note(
    note: SourceEntry, number: list[Line], left: float, room: float, listing: int, context: LayoutContext
) -> Iterator[Chunk]:
    structure, style = context.structure, _style(context)
    entry = structure.add("LI", listing)
    label = structure.add("Lbl", entry)
    x = left + room - line_width(number[0], style)  # units stand below units
    first = (Anchor(LEFT, 0.0, anchor_of(note.number)), *set_lines(number, x, 0.0, style, label, structure))
    edge = left + room + _BETWEEN * style.size
    lines = context.flowing(note.text, RIGHT - edge, style.size)
    yield from line_chunks(lines, edge, structure.add("LBody", entry), first, context)

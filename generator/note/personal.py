"""Composes the personal strip of a copy: above the banner, whom it is for and what they are told.

Its text is drawn before all else on the page, so that it can stand in a content stream of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from generator.messages import _
from generator.note.context import LayoutContext
from generator.note.flow import Chunk, lowered
from generator.pdf.lines import Style, set_lines
from generator.pdf.page import Operation
from generator.pdf.paper import LEFT, TOP, WIDTH
from generator.pdf.structure import Structure
from generator.source.inline import Text
from generator.text.breaking import Line
from generator.text.fit import require_lines

_SIZE, _PITCH = 10.0, 1.3  # points, and sizes: as the body of a note of one page
_BETWEEN, _BELOW = 3.0, 14.0  # points between two texts, and below the last (by eye)
_ABOVE = 24.0  # points above the first: most printers keep 6 mm of the edge to themselves
_MAX_LINES = 14  # of a text: a fifth of the page


def with_personal_strip(chunk: Chunk, context: LayoutContext) -> Chunk:
    """Return the first ``chunk`` of a note below a copy's own words, if there are any."""
    block = context.kit.personal
    if block is None:
        return chunk
    lines = lines_of(block.texts, context)
    usual = [len(one) for one in lines_of(block.usual, context)]
    counts = usual if fit(lines, usual) else [len(one) for one in lines]
    height = _tops(counts, context)[-1]
    structure = context.structure
    elements = structure.personal
    if not elements:
        elements += (structure.add("P") for _text in lines)
    words = operations(lines, counts, elements, context, structure)
    return Chunk(chunk.height + height, (*lowered(words, -TOP), *lowered(chunk.operations, height)), chunk.before)


def lines_of(texts: Sequence[Text], context: LayoutContext) -> list[list[Line]]:
    """Return the ragged lines of a copy's texts; raise ContentError for those of too many."""
    size = style(context).size
    for text in texts:
        require_lines(context.words(text), WIDTH / size, _MAX_LINES, text.mark, _("the personal strip"))
    return [context.flowing(text, WIDTH, size) for text in texts]


def fit(lines: Sequence[Sequence[Line]], usual: Sequence[int]) -> bool:
    """Tell whether texts of ``lines`` stand in the room of texts of so many lines as ``usual`` has."""
    return len(lines) == len(usual) and all(len(one) <= count for one, count in zip(lines, usual, strict=True))


def operations(
    lines: Sequence[Sequence[Line]],
    counts: Sequence[int],
    elements: Sequence[int],
    context: LayoutContext,
    structure: Structure,
) -> list[Operation]:
    """Return the operations of the texts, from the edge of the page down, each in the room of so many lines."""
    look, found = style(context), list[Operation]()
    for text, top, element in zip(lines, _tops(counts, context), elements, strict=False):
        found += set_lines(text, LEFT, top, look, element, structure)
    return found


def style(context: LayoutContext) -> Style:
    """Return how the texts are set."""
    size = context.legible(_SIZE)
    return Style(size, size * _PITCH, context.theme.text)


def _tops(counts: Sequence[int], context: LayoutContext) -> list[float]:
    """Return the tops of the texts in points from the edge of the page, then the bottom of the strip."""
    pitch = style(context).pitch
    tops = list(accumulate((count * pitch + _BETWEEN for count in counts), initial=_ABOVE))
    return [*tops[:-1], tops[-1] - _BETWEEN + _BELOW]

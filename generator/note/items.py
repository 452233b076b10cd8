"""Composes the examples of a pillar, behind bullets or the numbers by which a matrix names them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.document.tree import Item, Items
from generator.note.context import LayoutContext
from generator.note.flow import EXAMPLE, Chunk
from generator.note.metrics import LEFT
from generator.note.sections import BULLET_TEXT, INDENT, bullet, line_chunks
from generator.pdf.lines import Style, set_lines
from generator.pdf.page import Anchor, Operation

_AFTER_NUMBER = 0.6
"""The space between an example's number and its text, in sizes of the body (by eye)."""


def item_chunks(block: Items, left: float, colour: str, context: LayoutContext) -> Iterator[Chunk]:
    """Yield the examples, each with a bullet or its number at ``left`` points, in chunks between which a page may end.

    The text of numbered ones begins where the longest number of the note lets it.
    """
    numbered = context.references.shown and bool(block.items)
    listing = context.structure.add("L", numbering="Decimal" if numbered else "Square")
    size, indent = context.metrics.size, INDENT
    if numbered:
        lines = (context.number(number) for number in context.references.numbers.values())
        indent = context.cached(("example numbers",), lambda: max(line[0].width for line in lines)) + _AFTER_NUMBER
    for item in block.items:
        yield from _item(item, left, left + indent * size, colour, listing, context)


def _item(item: Item, edge: float, left: float, colour: str, listing: int, context: LayoutContext) -> Iterator[Chunk]:
    """Yield an example, its text from ``left`` points on, then what is set off below its text, and its picture."""
    entry = context.structure.add("LI", listing)
    first = (Anchor(LEFT, 0.0, f"{EXAMPLE}{item.example}"), *_label(item, edge, colour, entry, context))
    element = context.structure.add("LBody", entry)
    lines = context.running(item.text, context.column.right - left)
    text = context.structure.add("P", element) if item.insets else element
    yield from line_chunks(lines, left, text, first, context)
    if item.insets:
        from generator.note.insets import inset_chunks  # few have any

        for inset in item.insets:
            yield from inset_chunks(inset, left, colour, element, context)
    if item.picture:
        from generator.note.photograph import example_picture

        yield example_picture(item.picture, left, element, context)


def _label(item: Item, edge: float, colour: str, entry: int, context: LayoutContext) -> list[Operation]:
    """Return what stands before an example at ``edge`` points: its number, or a square bullet."""
    if not context.references.shown:
        return [bullet(edge, colour, context.structure.add("Lbl", entry, actual=BULLET_TEXT), context)]
    style = Style(context.metrics.size, context.metrics.pitch, colour)
    number = context.number(context.references.numbers[item.example])
    return set_lines(number, edge, 0.0, style, context.structure.add("Lbl", entry), context.structure)

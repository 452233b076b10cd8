"""Composes the bulleted examples of a pillar, with what is set off below them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.document.tree import Item, Items
from generator.note.context import LayoutContext
from generator.note.flow import EXAMPLE, Chunk
from generator.note.metrics import LEFT
from generator.note.sections import BULLET_TEXT, INDENT, bullet, line_chunks
from generator.pdf.page import Anchor


def item_chunks(block: Items, left: float, colour: str, context: LayoutContext) -> Iterator[Chunk]:
    """Yield the examples, each with a square bullet at ``left`` points, in chunks between which a page may end."""
    listing = context.structure.add("L", numbering="Square")
    for item in block.items:
        yield from _item(item, left, colour, listing, context)


def _item(item: Item, edge: float, colour: str, listing: int, context: LayoutContext) -> Iterator[Chunk]:
    """Yield an example, its bullet at ``edge`` points, then what is set off below its text, and its picture."""
    left = edge + context.metrics.size * INDENT
    entry = context.structure.add("LI", listing)
    label = context.structure.add("Lbl", entry, actual=BULLET_TEXT)
    element = context.structure.add("LBody", entry)
    first = (Anchor(LEFT, 0.0, f"{EXAMPLE}{item.example}"), bullet(edge, colour, label, context))
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

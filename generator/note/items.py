"""Composes the examples of a pillar, behind bullets or the numbers by which a matrix names them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from msgspec.structs import replace

from generator.document.tree import Item, Items
from generator.note.context import LayoutContext
from generator.note.flow import EXAMPLE, Chunk
from generator.note.sections import BULLET_TEXT, INDENT, bullet, line_chunks
from generator.pdf.lines import Style, set_lines
from generator.pdf.page import Anchor, Operation
from generator.pdf.paper import LEFT, ROOM

_TOGETHER = ROOM / 3  # points: what is set off goes on with the text above it; more would leave too large a gap
_AFTER_NUMBER = 0.6  # the space between an example's number and its text, in sizes of the body (by eye)


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
    groups: list[list[Item]] = []
    for item in block.items:
        if item.picture or not groups:
            groups.append([])
        groups[-1].append(item)
    for group in groups:
        yield from _group(group, left, left + indent * size, colour, listing, context)


def _group(
    items: Sequence[Item], edge: float, left: float, colour: str, listing: int, context: LayoutContext
) -> Iterator[Chunk]:
    """Yield examples, of which the first may have a picture: on their right, or below it if text needs room."""
    lead, *others = items
    first, element = _begun(lead, edge, colour, listing, context)

    def texts(first: tuple[Operation, ...], context: LayoutContext) -> Iterator[Chunk]:
        content = _content(lead, left, first, element, colour, context)
        if lead.picture and not beside:
            content = _kept(chain(content, [example_picture(lead.picture, left, element, context)]))
        yield from content
        for other in others:
            yield from _content(other, left, *_begun(other, edge, colour, listing, context), colour, context)

    if lead.picture:
        from generator.note.photograph import around, beside_text, example_picture, has_room_beside  # few have any

        if beside := has_room_beside(left, context):
            image, narrow = beside_text(lead.picture, left, element, context)
            written = texts((*first, *image.operations), narrow)
            yield from around(replace(image, operations=()), written, narrow.column, context.metrics.step)
            return
    yield from texts(first, context)


def _begun(
    item: Item, edge: float, colour: str, listing: int, context: LayoutContext
) -> tuple[tuple[Operation, ...], int]:
    """Return what stands before an example's text, its anchor first, and the element of its text."""
    entry = context.structure.add("LI", listing)
    first = (Anchor(LEFT, 0.0, f"{EXAMPLE}{item.example}"), *_label(item, edge, colour, entry, context))
    return first, context.structure.add("LBody", entry)


def _content(
    item: Item, left: float, first: tuple[Operation, ...], element: int, colour: str, context: LayoutContext
) -> Iterator[Chunk]:
    """Yield an example's text from ``left`` points on, behind ``first``, then what is set off below it."""
    lines = context.running(item.text, context.column.right - left)
    text = context.structure.add("P", element) if item.insets else element
    chunks = line_chunks(lines, left, text, first, context)
    if item.insets:
        from generator.note.insets import inset_chunks  # few have any

        made = (inset_chunks(inset, left, colour, element, context) for inset in item.insets)
        chunks = _kept(chain(chunks, *made))
    yield from chunks


def _kept(chunks: Iterable[Chunk]) -> Iterator[Chunk]:
    """Yield ``chunks``, each kept on one page with what is set off below it, if that is not too high."""
    held: Chunk | None = None
    for chunk in chunks:
        if held:
            together = held.height + chunk.before + held.step + max(chunk.height, chunk.together)
            below = (chunk.together or not chunk.step) and together <= _TOGETHER
            yield replace(held, together=max(held.together, together)) if below else held
        held = chunk
    if held:
        yield held


def _label(item: Item, edge: float, colour: str, entry: int, context: LayoutContext) -> list[Operation]:
    """Return what stands before an example at ``edge`` points: its number, or a square bullet."""
    if not context.references.shown:
        return [bullet(edge, colour, context.structure.add("Lbl", entry, actual=BULLET_TEXT), context)]
    style = Style(context.metrics.size, context.metrics.pitch, colour)
    number = context.number(context.references.numbers[item.example])
    return set_lines(number, edge, 0.0, style, context.structure.add("Lbl", entry), context.structure)

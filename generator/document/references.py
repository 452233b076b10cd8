"""The pass that sets the number of its source after each example and caption, for the editions that list sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.document.tree import Block, Chart, DataTable, Document, Item, Items, SourceList
from generator.source.inline import Run, Text

if TYPE_CHECKING:
    from collections.abc import Callable


def refer(document: Document, raised: bool = True) -> Document:
    """Return ``document`` with a number, which leads to its source, after each text that has one listed.

    It is ``raised``, or else in brackets after a no-break space.
    """
    blocks = (block for section in document.sections for block in section.blocks)
    listed = {entry.number for block in blocks if isinstance(block, SourceList) for entry in block.entries}

    def numbered(text: Text, source_number: int) -> Text:
        if source_number not in listed:
            return text
        words = f"{document.source} {source_number}".lstrip()
        shown = str(source_number) if raised else f"\u00a0[{source_number}]"
        return Text((*text.runs, Run(shown, link=f"#{anchor_of(source_number)}", citation=words)), text.mark)

    sections = (
        replace(one, blocks=tuple(_block(block, numbered) for block in one.blocks)) for one in document.sections
    )
    return replace(document, sections=tuple(sections))


def anchor_of(number: int) -> str:
    """Return the name of the place of a source: no example's or pillar's, since ids hold no colon."""
    return f"source:{number}"


def _block(block: Block, numbered: Callable[[Text, int], Text]) -> Block:
    if isinstance(block, Items):
        return Items(tuple(_item(one, numbered) for one in block.items))
    if isinstance(block, DataTable | Chart):
        return replace(block, caption=numbered(block.caption, block.source_number))
    return block


def _item(item: Item, numbered: Callable[[Text, int], Text]) -> Item:
    return replace(item, text=numbered(item.text, item.source_number))

"""The references pass: the number of its source after each example and caption, for the editions that list sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.document.tree import Chart, DataTable, Document, Item, KeyFigure, Quote, SourceEntry, map_nodes, nodes
from generator.source.inline import Run, Text

if TYPE_CHECKING:
    from generator.source.outputs import ReferenceStyle


def refer(document: Document, style: ReferenceStyle) -> Document:
    """Return ``document`` with a number, which links to its source, after each text that has one listed.

    In the style ``brackets`` it follows a no-break space; in the style ``none`` there is no number.
    """
    listed = {entry.number for entry in nodes(document, SourceEntry)} if style != "none" else set()
    if not listed:
        return document

    def numbered(text: Text, source_number: int) -> Text:
        if source_number not in listed:
            return text
        name = f"{document.source} {source_number}".lstrip()
        shown = str(source_number) if style == "superscript" else f"\u00a0[{source_number}]"
        return Text((*text.runs, Run(shown, link=f"#{anchor_of(source_number)}", citation=name)), text.mark)

    def captioned(block: DataTable | Chart) -> DataTable | Chart:
        return replace(block, caption=numbered(block.caption, block.source_number))

    def cited(block: KeyFigure | Quote) -> KeyFigure | Quote:
        name = "label" if isinstance(block, KeyFigure) else "who"
        return replace(block, **{name: numbered(getattr(block, name), block.source_number)})

    document = map_nodes(document, (KeyFigure, Quote), cited)
    document = map_nodes(document, (Item,), lambda one: replace(one, text=numbered(one.text, one.source_number)))
    return map_nodes(document, (DataTable, Chart), captioned)


def anchor_of(number: int) -> str:
    """Return the id of a source, from its number: no example's or pillar's, since their ids hold no colon."""
    return f"source:{number}"

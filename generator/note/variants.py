"""The variants of the note, from the same source: each a manner of setting, and a writer for the table of editions.

Large print follows what organisations of blind people ask for: 16 points and more, flush left, words whole, no
capitals, no slanted letters, open lines. Whatever one variant needs is a value here; composers know none by name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator import note
from generator.note.grey import in_greys
from generator.note.options import Manner
from generator.note.prepress import for_press
from generator.note.tilelist import tile_list_chunks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.document.tree import Document
    from generator.kit import Kit
    from generator.pdf.boxes import Plan
    from generator.pipeline.edition import Passage


class Variant(Struct, frozen=True):
    """A variant of the note as a writer (generator.pipeline.edition.Writer)."""

    name: str
    manner: Manner

    def plan(self, document: Document, kit: Kit) -> Plan:
        """Return the planned note; raise ContentError for what cannot be made to fit."""
        return note.plan(document, kit, self.manner)

    def write(self, plan: Plan, kit: Kit) -> bytes:
        """Return the note as PDF."""
        return note.write(plan, kit)

    def dump(self, plan: Plan) -> str:
        """Return the plan as text."""
        return note.dump(plan)

    def read(self, data: bytes) -> Sequence[Passage]:
        """Return the words of each page."""
        return note.read(data)


LARGE_PRINT = Variant(
    "large-print",
    Manner(
        least=16.0,
        sizes={"title": 30.0, "label": 18.0, "body": 18.0},
        leading=1.34,
        justified=False,
        hyphenated=False,
        italics=False,
        capitals=False,
        split=True,
    ),
)
PLAIN = Variant(
    "plain",
    Manner(
        least=12.0,
        sizes={"title": 24.0, "label": 14.0, "body": 13.0},
        leading=1.3,
        justified=False,
        hyphenated=False,
        italics=False,
        capitals=False,
        centred=False,
        split=True,
        numbered=True,
        tiles=tile_list_chunks,
    ),
)
GREY = Variant("grey", Manner(sizes={}, palette=in_greys, numbered=True))
PRINT = Variant("print", Manner(sizes={}, paper=for_press))

VARIANTS = (LARGE_PRINT, PLAIN, GREY, PRINT)

"""The variants of the note, from the same source: each of them layout options, and a writer for the table of editions.

Large print follows what organisations of blind people ask for: 16 points and more, flush left, no
hyphenation, no italics, more space between lines.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from generator import note
from generator.document.tree import Document
from generator.kit import Kit
from generator.note.options import LayoutOptions
from generator.pdf.page import Plan
from generator.pictures import GREY_LOGO, GREY_PAPER, PRESS


class Variant(Struct, frozen=True):
    """A variant of the note as a writer (generator.pipeline.edition.Writer)."""

    name: str
    options: LayoutOptions

    def plan(self, document: Document, kit: Kit) -> Plan:
        """Return the planned note; raise ContentError for what cannot be made to fit."""
        return note.plan(document, kit, self.options)

    write = staticmethod(note.write)
    dump = staticmethod(note.dump)
    read = staticmethod(note.read)


_READABLE = LayoutOptions(justified=False, italics=False, split_tables=True)  # what helps all who read with difficulty

LARGE_PRINT = Variant(
    "large-print",
    replace(_READABLE, minimum_size=16.0, sizes={"title": 30.0, "label": 18.0, "body": 18.0}, pitch_ratio=1.34),
)
PLAIN = Variant(
    "plain",
    replace(
        _READABLE,
        minimum_size=12.0,
        sizes={"title": 24.0, "label": 14.0, "body": 13.0},
        pitch_ratio=1.3,
        centred=False,
        numbered=True,
        tile_list=True,
    ),
)
GREY = Variant("grey", LayoutOptions(greyscale=True, numbered=True, pictures=GREY_PAPER, logos=GREY_LOGO))
PRINT = Variant("print", LayoutOptions(printers_marks=True, pictures=PRESS))

VARIANTS = (LARGE_PRINT, PLAIN, GREY, PRINT)

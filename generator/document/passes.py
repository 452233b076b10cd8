"""The passes over a composed document: all of them, in the order in which they run.

A pass takes a document and returns one; what it needs beside is a field of ``Needs``. Nothing else changes a document
between its composition and an edition's plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.document.numbering import number
from generator.document.references import refer
from generator.document.tree import texts
from generator.document.typography import Profile, set_typography

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.document.tree import Document
    from generator.memory import Memory
    from generator.source.inline import Text
    from generator.source.outputs import ReferenceStyle

    Pass = Callable[[Document, "Needs"], Document]


class Needs(Struct, frozen=True):
    """What passes need beside the document.

    ``profile`` is the typographic profile of the publication; ``require_characters`` raises ContentError for what the
    fonts cannot draw; ``references`` is how the edition shows the numbers of sources; ``memory``
    is what was made before.
    """

    profile: Profile
    require_characters: Callable[[Iterable[Text]], None]
    references: ReferenceStyle = "none"
    memory: Memory | None = None


def _require_characters(document: Document, needs: Needs) -> Document:
    needs.require_characters(texts(document))
    return document


PASSES: tuple[tuple[str, Pass], ...] = (
    ("numbering", lambda document, needs: number(document)),
    ("typography", lambda document, needs: set_typography(document, needs.profile, needs.memory)),
    ("required characters", _require_characters),  # after typography, whose signs the fonts must have too
    ("references", lambda document, needs: refer(document, needs.references)),  # last: numbers take no typography
)


def run_passes(document: Document, needs: Needs) -> Document:
    """Return ``document`` after all passes; raise ContentError for characters that the fonts lack."""
    for _name, run in PASSES:
        document = run(document, needs)
    return document

"""The deck: a native PowerPoint package from a plan of slides. Knows neither the note nor the web page.

Writing, reading back and checking import python-pptx, a tenth of a second that pictures and handouts do without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.deck.adjust import adjusted
from generator.deck.compose import plan as composing
from generator.deck.dump import dump
from generator.errors import reason_in
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.deck.deck import Deck
    from generator.document.tree import Document
    from generator.kit import Kit
    from generator.pipeline.edition import Finding, Passage

__all__ = ["check", "dump", "plan", "read", "write"]


def plan(document: Document, kit: Kit) -> Deck:
    """Return the slides of ``document``; what somebody has moved by hand stands where it was moved to."""
    return adjusted(composing.plan(document, kit), kit)


def write(plan: Deck, kit: Kit) -> bytes:
    """Return the package of ``plan`` (.pptx)."""
    from generator.deck.pptx.write import write

    return write(plan, kit)


def read(data: bytes) -> Sequence[Passage]:
    """Return a passage for each paragraph of each slide and of its notes; raise ValueError when it is damaged."""
    from generator.deck.pptx.read import read

    return read(data)


def check(data: bytes, *, thorough: bool) -> Sequence[Finding]:
    """Return what may shut a reader out, slide by slide and, when ``thorough``, what may make PowerPoint repair it."""
    from generator.deck.audit.access import check_access
    from generator.deck.ooxml.package import opened
    from generator.pipeline.edition import Finding

    try:
        deck = opened(data)
    except ValueError as error:
        cause = _("The deck cannot be opened ({reason}).", reason=reason_in(error))
        return [Finding("damaged", "error", "", "", cause)]
    if not thorough:
        return check_access(deck)
    from generator.deck.audit.lint import Linter

    linter = Linter(deck)
    return [*check_access(deck, linter.look), *linter.finish()]

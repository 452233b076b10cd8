"""The deck: a native PowerPoint package from a plan of slides. Knows neither the note nor the web page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.deck.compose.plan import plan
from generator.deck.dump import dump
from generator.deck.pptx.read import read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.deck.deck import Deck
    from generator.kit import Kit
    from generator.pipeline.edition import Finding

__all__ = ["check", "dump", "plan", "read", "write"]


def write(plan: Deck, kit: Kit) -> bytes:
    """Return the package of ``plan`` (.pptx); only this imports python-pptx, which takes a tenth of a second."""
    from generator.deck.pptx.write import write

    return write(plan, kit)


def check(data: bytes, *, thorough: bool) -> Sequence[Finding]:
    """Return what may shut a reader out and, when ``thorough``, what may make PowerPoint repair the file."""
    from generator.deck.audit.check import check

    return check(data, thorough=thorough)

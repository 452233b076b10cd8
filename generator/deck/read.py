"""Read a finished deck back: the words of each slide in the order of its shapes; speaker notes are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.deck.opened import opened
from generator.edition import Passage

if TYPE_CHECKING:
    from collections.abc import Sequence


def read(data: bytes) -> Sequence[Passage]:
    """Return a passage for each paragraph of each slide; raise ValueError when the package is damaged."""
    deck = opened(data)
    passages: list[Passage] = []
    for number, name in enumerate(deck.slides, 1):
        passages += (Passage(f"slide {number}", text) for text in deck.paragraphs(name))
        if name in deck.faults:
            raise ValueError(f"{name}: {deck.faults[name]}")
    return passages

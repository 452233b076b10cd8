"""Read a finished deck back: the words of each slide in the order of its shapes; speaker notes are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.deck.opened import A, opened
from generator.edition import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.deck.opened import Element


def read(data: bytes) -> Sequence[Passage]:
    """Return a passage for each paragraph of each slide; raise ValueError when the package is damaged."""
    deck = opened(data)
    passages: list[Passage] = []
    for number, name in enumerate(deck.slides, 1):
        tree = deck.tree(name)
        if tree is None:
            raise ValueError(f"{name}: {deck.faults.get(name, '')}")
        passages += (Passage(f"slide {number}", text) for text in _paragraphs(tree))
    return passages


def _paragraphs(slide: Element) -> Iterator[str]:
    for paragraph in slide.iter(f"{A}p"):
        yield "".join(run.text or "" for run in paragraph.iter(f"{A}t"))

"""Lay out the examples of a pillar as cards: how many slides, which grid, which size; all by measure.

The cards of a slide are equal in height and aligned; the text has one size on all the slides of a pillar, the
largest at which everything fits.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from generator.deck.common import PITCH, SLACK
from generator.deck.layouts import BODY, CARD_INSETS, GAP, MOST_CARDS, grid
from generator.messages import _
from generator.source.inline import Run
from generator.text.breaking import Word, count_lines, words
from generator.text.fit import largest, refuse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.deck.shapes import Box
    from generator.document.tree import Item
    from generator.kit import Kit

BAR = 3.0  # the accent above a card
PIN = 1.3  # the heading's indent behind the pin, in em
_LONG_LINE = 45.0  # em: about 90 letters, beyond which the eye loses the line
BETWEEN = 0.3  # the space between heading and text, in em


class Card:
    """An example as measured words; heights are asked for at many widths and sizes, and remembered."""

    def __init__(self, item: Item, kit: Kit) -> None:
        self.item = item
        self.heading = " · ".join(name.plain for name in item.names)
        self._heading = words_of(self.heading, kit) if self.heading else []
        self.words = words(item.text.runs, kit.family, strong_places=False)
        self._heights: dict[tuple[float, float], float] = {}
        self.weight = sum(word.width + word.space for word in self.words) + 12.0 * bool(self.heading) + 20.0

    @cached_property
    def widest(self) -> float:
        """Return the widest word, in em."""
        text = max((word.width for word in self.words), default=0.0)
        return max(text, max((word.width + PIN for word in self._heading), default=0.0))

    def height(self, width: float, size: float) -> float:
        """Return the height of the card, insets included, when it is ``width`` points wide."""
        key = (width, size)
        if key not in self._heights:
            self._heights[key] = self._measured(width - CARD_INSETS[0] - CARD_INSETS[2] - SLACK, size)
        return self._heights[key]

    def _measured(self, width: float, size: float) -> float:
        lines = count_lines(self.words, width / size) * PITCH * size
        if self._heading:
            lines += count_lines(self._heading, width / size - PIN) * PITCH * size + BETWEEN * size
        return lines + CARD_INSETS[1] + CARD_INSETS[3]


def words_of(text: str, kit: Kit) -> list[Word]:
    """Return the measured words of ``text`` in the strong face."""
    return words([Run(text)], kit.family, strong=True)


@dataclass(frozen=True, slots=True)
class CardSlide:
    """The cards of one slide, their boxes, and the size of their text."""

    cards: tuple[Card, ...]
    boxes: tuple[Box, ...]
    size: float


def lay_out(items: Sequence[Item], kit: Kit) -> list[CardSlide]:
    """Return the slides of a pillar's cards, at least one; raise ContentError when one card fits on no slide."""
    cards = [Card(item, kit) for item in items]
    sizes = kit.theme.deck.card.steps()
    alone = kit.theme.deck.long_card.steps()
    for card in cards:
        _require(card, alone)
    parts = _parts(cards, sizes[0])
    chosen = [_size(part, sizes) or _size(part, alone) or alone[0] for part in parts]
    common = min((size for size in chosen if size >= sizes[0]), default=0.0)
    return [
        CardSlide(tuple(part), _boxes(part, min(size, common or size)), min(size, common or size))
        for part, size in zip(parts, chosen, strict=True)
    ]


def _require(card: Card, sizes: Sequence[float]) -> None:
    """Refuse a card that does not fit alone on a slide at the smallest size."""
    if card.height(BODY.width, sizes[0]) > BODY.height:
        width = BODY.width - CARD_INSETS[0] - CARD_INSETS[2] - SLACK
        room = BODY.height - (
            card.height(BODY.width, sizes[0]) - count_lines(card.words, width / sizes[0]) * PITCH * sizes[0]
        )
        raise refuse(
            card.words,
            lambda part: count_lines(part, width / sizes[0]) * PITCH * sizes[0] <= room,
            card.item.text.mark,
            _("a slide"),
        )


def _grids(count: int) -> list[int]:
    """Return the numbers of columns that ``count`` cards may take, without an empty row."""
    return [columns for columns in range(1, min(4, count) + 1) if -(-count // columns) * columns - count < columns]


def _fits(cards: Sequence[Card], columns: int, size: float) -> bool:
    width, most = _room(len(cards), columns)
    inner = width - CARD_INSETS[0] - CARD_INSETS[2] - SLACK
    return all(card.widest * size <= inner and card.height(width, size) <= most for card in cards)


def _room(count: int, columns: int) -> tuple[float, float]:
    """Return the width and the greatest height of a card."""
    rows = -(-count // columns)
    return (BODY.width - GAP * (columns - 1)) / columns, (BODY.height - GAP * (rows - 1)) / rows


def _size(cards: Sequence[Card], sizes: Sequence[float]) -> float | None:
    """Return the largest size at which some grid holds ``cards``."""
    return largest(sizes, lambda size: any(_fits(cards, columns, size) for columns in _grids(len(cards))))


def _boxes(cards: Sequence[Card], size: float) -> tuple[Box, ...]:
    """Return the boxes in the grid that the text fills best at ``size``; a full height, or the tallest text's."""
    count = len(cards)
    fitting = [columns for columns in _grids(count) if _fits(cards, columns, size)] or [1]
    columns = max(fitting, key=lambda columns: _fill(cards, columns, size))
    width, most = _room(count, columns)
    needed = max(card.height(width, size) for card in cards)
    height = most if needed > 0.82 * most else needed + size
    return grid(BODY, count, columns, height)


def _fill(cards: Sequence[Card], columns: int, size: float) -> float:
    """Return how much of the slide the text fills in a grid; a hole in the last row and long lines count against it."""
    width, most = _room(len(cards), columns)
    used = sum(card.height(width, size) for card in cards) / (most * -(-len(cards) // columns) * columns)
    return used - (0.15 if len(cards) % columns else 0.0) - (0.3 if width / size > _LONG_LINE else 0.0)


def _parts(cards: Sequence[Card], smallest: float) -> list[Sequence[Card]]:
    """Split ``cards`` into as few slides as the smallest size allows, then balance them."""
    fewest = len(_filled(cards, smallest, float("inf")))
    if fewest <= 1:
        return [cards] if cards else []
    low, high = 0.0, sum(card.weight for card in cards)
    for _step in range(20):
        middle = (low + high) / 2
        low, high = (low, middle) if len(_filled(cards, smallest, middle)) <= fewest else (middle, high)
    return _filled(cards, smallest, high)


def _filled(cards: Sequence[Card], smallest: float, most: float) -> list[Sequence[Card]]:
    """Fill slide after slide with as many cards as fit and weigh at most ``most`` together."""
    parts: list[Sequence[Card]] = []
    start = 0
    while start < len(cards):
        end = start + 1
        weight = cards[start].weight
        while end < len(cards) and end - start < MOST_CARDS:
            weight += cards[end].weight
            if weight > most or not any(
                _fits(cards[start : end + 1], columns, smallest) for columns in _grids(end + 1 - start)
            ):
                break
            end += 1
        parts.append(cards[start:end])
        start = end
    return parts

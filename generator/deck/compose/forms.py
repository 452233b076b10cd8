"""The forms that the cards of a slide may take: each is one function, and one row of the table ``FORMS``.

A form places cards, in their order, in an area; or it does not, where a card or a word finds no room. Lengths are in
points.
"""

from __future__ import annotations

from functools import partial
from itertools import accumulate, combinations, pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.deck.layouts import GAP
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from generator.deck.compose.card import Card

    Form = Callable[[Sequence[Card], Box, float], "Placed | None"]

_FULL = 0.62  # of a card: what its words fill at least, where it is the tallest of its row; fuller cards end with them
_LONG_LINE = 45.0  # em, about 90 letters: beyond it the eye loses the line (WCAG 1.4.8 asks for at most 80)
_NARROW_LINE = 13.0  # em, about 26 letters: below it the edge of the lines is a comb (by eye)
_LONG_LINES, _COMB, _UNEVEN = 0.3, 0.15, 0.1  # what these, and rows or columns that differ, count in shares of a card
_FEW_LINES = 6.5  # em: words of strips that are no higher, some four lines, stand in their middle
_RAISED = 0.4  # of the room that cards leave free, so much is above them: the optical middle


class Placed(Struct, frozen=True):
    """The boxes of cards, how far the words of each stand below its usual inset, and what speaks for it (0 to 2)."""

    boxes: tuple[Box, ...]
    lowered: tuple[float, ...]
    merit: float


def rows(cards: Sequence[Card], body: Box, size: float, *, columns: int) -> Placed | None:
    """Place cards in rows of at most ``columns``, the rows as even as they can be, each as high as its tallest card."""
    count = -(-len(cards) // columns)
    lengths = [len(cards) // count + (row < len(cards) % count) for row in range(count)]
    if columns != lengths[0]:
        return None  # another form has these rows
    ends = [0, *accumulate(lengths)]
    groups = [cards[start:end] for start, end in pairwise(ends)]
    widths = [(body.width - GAP * (len(group) - 1)) / len(group) for group in groups]
    if not all(card.fits(width, size) for group, width in zip(groups, widths, strict=True) for card in group):
        return None
    needed = [max(card.height(width, size) for card in group) for group, width in zip(groups, widths, strict=True)]
    spare = _spare(needed, body)
    if spare < 0:
        return None
    boxes, top = [], body.y + _above(needed, spare, body)
    for group, width, tall in zip(groups, widths, needed, strict=True):
        boxes += [Box(body.x + (width + GAP) * index, top, width, tall + spare) for index in range(len(group))]
        top += tall + spare + GAP
    few = columns == 1 and max(needed) < _FEW_LINES * size and not any(card.picture for card in cards)
    lowered = (spare / 2 if few else 0.0,) * len(cards)
    return Placed(tuple(boxes), lowered, _merit(cards, boxes, body, size) - _UNEVEN * (lengths[0] != lengths[-1]))


def stacks(
    cards: Sequence[Card], body: Box, size: float, *, shares: Sequence[float], strong: int | None = None
) -> Placed | None:
    """Place cards one below the other in columns whose widths have ``shares``; all columns end on one line.

    They are parted so that the tallest column is as low as can be; the column of the ``strong`` example has no other.
    """
    room = body.width - GAP * (len(shares) - 1)
    widths = [room * share / sum(shares) for share in shares]
    best: tuple[float, list[Sequence[Card]]] | None = None
    for cuts in combinations(range(1, len(cards)), len(shares) - 1):
        columns = [cards[start:end] for start, end in pairwise((0, *cuts, len(cards)))]
        if strong is not None and len(columns[strong]) > 1:
            continue
        if not all(card.fits(width, size) for column, width in zip(columns, widths, strict=True) for card in column):
            continue
        tallest = max(_natural(column, width, size) for column, width in zip(columns, widths, strict=True))
        if tallest <= body.height and (best is None or tallest < best[0]):
            best = tallest, columns
    return _stacked(best[1], widths, best[0], body, size) if best else None


def _stacked(
    columns: Sequence[Sequence[Card]], widths: Sequence[float], tallest: float, body: Box, size: float
) -> Placed:
    """Return ``columns`` of cards as high as the ``tallest``, and somewhat more where there is room."""
    tall = min(body.height, tallest / _FULL)
    left, boxes, lowered = body.x, [], []
    for column, width in zip(columns, widths, strict=True):
        spare = (tall - _natural(column, width, size)) / len(column)
        top = body.y + (body.height - tall) * _RAISED
        for card in column:
            boxes.append(Box(left, top, width, card.height(width, size) + spare))
            lowered.append(0.0)
            top += boxes[-1].height + GAP
        left += width + GAP
    cards = [card for column in columns for card in column]
    return Placed(tuple(boxes), tuple(lowered), _merit(cards, boxes, body, size) - 2 * _UNEVEN)


def _natural(column: Sequence[Card], width: float, size: float) -> float:
    """Return the height of cards one below the other."""
    return sum(card.height(width, size) for card in column) + GAP * (len(column) - 1)


def _spare(needed: Sequence[float], body: Box) -> float:
    """Return by how much each row of the heights ``needed`` may grow; below zero, they do not fit ``body``."""
    free = body.height - sum(needed) - GAP * (len(needed) - 1)
    return min(free, sum(needed) * (1 / _FULL - 1)) / len(needed)


def _above(needed: Sequence[float], spare: float, body: Box) -> float:
    """Return the room above rows that leave some of ``body`` free."""
    return (body.height - sum(needed) - (spare + GAP) * len(needed) + GAP) * _RAISED


def _merit(cards: Sequence[Card], boxes: Sequence[Box], body: Box, size: float) -> float:
    """Return how well ``boxes`` suit their cards: the share of them that is filled, and half that of ``body``."""
    pairs = list(zip(cards, boxes, strict=True))
    area = sum(box.width * box.height for box in boxes)
    filled = sum(card.height(box.width, size) * box.width for card, box in pairs) / area
    faults = sum(_fault(card.measure(box.width, size), card) for card, box in pairs) / len(pairs)
    return filled + area / (2 * body.width * body.height) - faults


def _fault(measure: float, card: Card) -> float:
    """Return what lines of ``measure`` em count against a card."""
    if measure > _LONG_LINE and card.length > measure:
        return _LONG_LINES
    return _COMB if measure < _NARROW_LINE else 0.0


EVEN: Mapping[str, Form] = {f"rows of {columns}": partial(rows, columns=columns) for columns in (1, 2, 3, 4)}
"""The forms whose cards stand in rows; they are taken where others hold no larger text."""

FORMS: Mapping[str, Form] = {
    **EVEN,
    "two stacks": partial(stacks, shares=(1, 1)),
    "three stacks": partial(stacks, shares=(1, 1, 1)),
    "strong first": partial(stacks, shares=(3, 2), strong=0),
    "strong last": partial(stacks, shares=(2, 3), strong=1),
}
"""All forms, by their names."""

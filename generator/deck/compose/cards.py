"""Lay out the examples of a pillar as cards: how many slides, which grid, which size; all by measure.

The cards of a slide are equal in height and aligned; the text has one size on all the slides of a pillar, the
largest at which everything fits.
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.deck.compose.common import SLACK
from generator.deck.layouts import CARD_INSETS, GAP, MAX_CARDS, grid
from generator.errors import collect
from generator.messages import _
from generator.source.inline import Run
from generator.text.breaking import Word, count_lines, words
from generator.text.fit import largest, refuse
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.deck.compose.common import Context
    from generator.document.tree import Item
    from generator.kit import Kit

BAR = 3.0  # the accent above a card
PIN = 1.3  # the heading's indent behind the pin, in em
_LONG_LINE = 45.0  # em: about 90 letters, beyond which the eye loses the line
_COMFORTABLE = 15.0  # below this size, one slide more may be worth its while,
_WORTH = 1.25  # if the text becomes so much larger;
_MAX_SPREAD = 4  # among more slides than these it cannot
BETWEEN = 0.3  # the space between heading and text, in em


class Card:
    """An example as measured words; heights are asked for at many widths and sizes, and remembered."""

    def __init__(self, item: Item, kit: Kit, pitch: float) -> None:
        self.item = item
        self.pitch = pitch
        self.heading = " · ".join(name.plain for name in item.names)
        self._heading = words_of(self.heading, kit) if self.heading else []
        source = (
            [Run(str(item.source_number))] if item.source_number else []
        )  # measured as if it were not raised: a little in hand
        self.words = words([*item.text.runs, *source], kit.family, strong_places=False)
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
        lines = count_lines(self.words, width / size) * self.pitch * size
        if self._heading:
            lines += count_lines(self._heading, width / size - PIN) * self.pitch * size + BETWEEN * size
        return lines + CARD_INSETS[1] + CARD_INSETS[3]


def words_of(text: str, kit: Kit) -> list[Word]:
    """Return the measured words of ``text`` in the strong face."""
    return words([Run(text)], kit.family, strong=True)


class CardSlide(Struct, frozen=True):
    """The cards of one slide, their boxes, and the size of their text."""

    cards: tuple[Card, ...]
    boxes: tuple[Box, ...]
    size: float


def lay_out(items: Sequence[Item], above: float, context: Context) -> list[CardSlide]:
    """Return the slides of a pillar's cards, at least one; raise ContentError when one card fits on no slide.

    On the first slide ``above`` points are left free above the cards.
    """
    kit = context.kit
    body = context.layout("cards", 1).body
    first = Box(body.x, body.y + above, body.width, body.height - above)
    cards = [Card(item, kit, context.pitch) for item in items]
    sizes = kit.theme.deck.card.steps()
    alone = kit.theme.deck.long_card.steps()
    collect(partial(_require, card, body, alone) for card in cards)
    bodies = (first, body)
    fewest = _parts(cards, bodies, sizes[0])
    spread = _spread(cards, bodies, fewest, sizes, alone)
    return _placed(spread or fewest, bodies, sizes, alone)


def _spread(
    cards: Sequence[Card],
    bodies: tuple[Box, Box],
    fewest: Sequence[Sequence[Card]],
    sizes: Sequence[float],
    alone: Sequence[float],
) -> list[Sequence[Card]] | None:
    """Return ``cards`` on one slide more than the fewest, where that makes small text much larger."""
    old = max(_sizes(fewest, bodies, sizes, alone), default=0.0)
    if len(fewest) > _MAX_SPREAD or len(fewest) == len(cards) or old >= _COMFORTABLE:
        return None
    parts = _filled(cards, bodies, sizes[0], len(fewest) + 1)
    new = min(_sizes(parts, bodies, sizes, alone), default=0.0)
    return parts if len(parts) == len(fewest) + 1 and new >= old * _WORTH else None


def _sizes(
    parts: Sequence[Sequence[Card]], bodies: tuple[Box, Box], sizes: Sequence[float], alone: Sequence[float]
) -> list[float]:
    """Return the size of each slide's text: one for all, but for a card so long that it needs a smaller one."""
    chosen = [
        _size(part, bodies[index > 0], sizes) or _size(part, bodies[index > 0], alone) or alone[0]
        for index, part in enumerate(parts)
    ]
    common = min((size for size in chosen if size >= sizes[0]), default=0.0)
    return [min(size, common or size) for size in chosen]


def _placed(
    parts: Sequence[Sequence[Card]], bodies: tuple[Box, Box], sizes: Sequence[float], alone: Sequence[float]
) -> list[CardSlide]:
    areas = [bodies[index > 0] for index in range(len(parts))]
    sizes_of = _sizes(parts, bodies, sizes, alone)
    columns = _columns(parts, areas, sizes_of)
    return [
        CardSlide(tuple(part), _boxes(part, area, columns[len(part), area], size), size)
        for part, area, size in zip(parts, areas, sizes_of, strict=True)
    ]


def _columns(
    parts: Sequence[Sequence[Card]], bodies: Sequence[Box], sizes: Sequence[float]
) -> dict[tuple[int, Box], int]:
    """Return the columns for each number of cards: slides with as many cards look alike; the text fills them best."""
    alike: dict[tuple[int, Box], list[tuple[Sequence[Card], float]]] = {}
    for part, body, size in zip(parts, bodies, sizes, strict=True):
        alike.setdefault((len(part), body), []).append((part, size))
    chosen = {}
    for (count, body), some in alike.items():
        fitting = [one for one in _grids(count) if all(_fits(part, body, one, size) for part, size in some)]
        best = max(fitting or [1], key=lambda one: sum(_fill(part, body, one, size) for part, size in some))
        chosen[count, body] = best
    return chosen


def fits_below(item: Item, above: float, context: Context) -> bool:
    """Tell whether the card of ``item`` fits alone below ``above`` points, at some size of the cards."""
    body = context.layout("cards", 1).body
    smallest = context.kit.theme.deck.card.smallest
    return Card(item, context.kit, context.pitch).height(body.width, smallest) <= body.height - above


def _require(card: Card, body: Box, sizes: Sequence[float]) -> None:
    """Refuse a card that does not fit alone on a slide at the smallest size."""
    if card.height(body.width, sizes[0]) > body.height:
        width = body.width - CARD_INSETS[0] - CARD_INSETS[2] - SLACK
        room = body.height - (
            card.height(body.width, sizes[0]) - count_lines(card.words, width / sizes[0]) * card.pitch * sizes[0]
        )
        raise refuse(
            card.words,
            lambda part: count_lines(part, width / sizes[0]) * card.pitch * sizes[0] <= room,
            card.item.text.mark,
            _("a slide"),
        )


def _grids(count: int) -> list[int]:
    """Return the numbers of columns that ``count`` cards may take, without an empty row."""
    return [columns for columns in range(1, min(4, count) + 1) if -(-count // columns) * columns - count < columns]


def _fits(cards: Sequence[Card], body: Box, columns: int, size: float) -> bool:
    width, maximum = _room(len(cards), body, columns)
    inner = width - CARD_INSETS[0] - CARD_INSETS[2] - SLACK
    return all(card.widest * size <= inner and card.height(width, size) <= maximum for card in cards)


def _room(count: int, body: Box, columns: int) -> tuple[float, float]:
    """Return the width and the greatest height of a card."""
    rows = -(-count // columns)
    return (body.width - GAP * (columns - 1)) / columns, (body.height - GAP * (rows - 1)) / rows


def _size(cards: Sequence[Card], body: Box, sizes: Sequence[float]) -> float | None:
    """Return the largest size at which some grid holds ``cards``."""
    return largest(sizes, lambda size: any(_fits(cards, body, columns, size) for columns in _grids(len(cards))))


def _boxes(cards: Sequence[Card], body: Box, wished: int, size: float) -> tuple[Box, ...]:
    """Return the boxes in ``wished`` columns, or in those that hold the text; a full height, or the tallest text's."""
    count = len(cards)
    fitting = [columns for columns in (wished, *_grids(count)) if _fits(cards, body, columns, size)]
    columns = (fitting or [1])[0]
    width, maximum = _room(count, body, columns)
    needed = max(card.height(width, size) for card in cards)
    height = maximum if needed > 0.82 * maximum else needed + size
    return grid(body, count, columns, height)


def _fill(cards: Sequence[Card], body: Box, columns: int, size: float) -> float:
    """Return how much of the slide the text fills in a grid; a hole in the last row and long lines count against it."""
    width, maximum = _room(len(cards), body, columns)
    used = sum(card.height(width, size) for card in cards) / (maximum * -(-len(cards) // columns) * columns)
    return used - (0.15 if len(cards) % columns else 0.0) - (0.3 if width / size > _LONG_LINE else 0.0)


def _parts(cards: Sequence[Card], bodies: tuple[Box, Box], smallest: float) -> list[Sequence[Card]]:
    """Split ``cards`` into as few slides as the smallest size allows, with about as much text on each.

    ``bodies`` are the areas of the first slide, and of all others.
    """
    fewest = _filled(cards, bodies, smallest, len(cards))
    even = _filled(cards, bodies, smallest, len(fewest))
    return even if len(even) == len(fewest) else fewest


def _filled(cards: Sequence[Card], bodies: tuple[Box, Box], smallest: float, slides: int) -> list[Sequence[Card]]:
    """Fill slide after slide with the cards that fit, up to the share of each of ``slides`` in what is left."""
    parts: list[Sequence[Card]] = []
    start = 0
    left = sum(card.weight for card in cards)
    while start < len(cards):
        body = bodies[bool(parts)]
        others = max(slides - len(parts) - 1, 0) * bodies[1].height
        share = left * body.height / (body.height + others) if slides < len(cards) else left
        end = start + 1
        weight = cards[start].weight
        while (
            end < len(cards)
            and end - start < MAX_CARDS
            and weight + cards[end].weight / 2 <= share
            and any(_fits(cards[start : end + 1], body, columns, smallest) for columns in _grids(end + 1 - start))
        ):
            weight += cards[end].weight
            end += 1
        parts.append(cards[start:end])
        left -= weight
        start = end
    return parts

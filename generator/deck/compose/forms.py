"""The forms that the cards of a slide may take: rows and stacks, each with the options in one row of ``FORMS``.

A form places cards, in their order, in an area; or it does not, where a card or a word finds no room. Whether it does
is asked a hundred times as often as where. Lengths are in points.
"""

from __future__ import annotations

from functools import cache
from itertools import accumulate, combinations, pairwise
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from generator.deck.layouts import CARD_INSETS, COLUMNS, GAP
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.deck.compose.card import Card, Heights

_FULL = 0.66  # of the cards of a slide, without their insets: what words fill at least (by eye)
_LONG_LINE = 45.0  # em, about 90 letters: beyond it the eye loses the line (WCAG 1.4.8 asks for at most 80)
_NARROW_LINE = 13.0  # em, about 26 letters: below it the edge of the lines is a comb (by eye)
_LONG_LINES, _COMB, _UNEVEN = 0.3, 0.15, 0.1  # what these, and rows or columns that differ, count in shares of a card
_MIXED = 1.0  # what numbers beside words count that others of the slide stand above
_SHARES = {2: ((3, 2), (2, 3), (2, 1), (1, 2)), 3: ((2, 1, 1), (1, 2, 1), (1, 1, 2))}  # of unlike cards in one row
_LOWER = 0.9  # of an even row's height: an uneven one is worth it where it is no higher
_DOWN = CARD_INSETS[1] + CARD_INSETS[3]  # points: what a card takes above and below its words


class Placed(Struct, frozen=True):
    """The boxes of cards, and what speaks for it (0 to 2)."""

    boxes: tuple[Box, ...]
    merit: float


class Part(NamedTuple):
    """A row or a column of cards: the number of its first and that after its last, their width, and its height."""

    start: int
    end: int
    width: float
    height: float


class Form(Struct, frozen=True):
    """A way in which the cards of a slide may stand."""

    def __call__(self, cards: Sequence[Card], body: Box, size: float) -> Placed | None:
        """Return where ``cards`` stand in ``body`` with text of ``size`` points; None if they do not fit."""
        parts = self.parts([card.heights(size) for card in cards], body)
        return self.placed(cards, parts, body, size) if parts else None

    def parts(self, heights: Sequence[Heights], body: Box) -> list[Part]:
        """Return the rows or columns in which cards of such ``heights`` fit ``body``; none if they do not."""
        raise NotImplementedError

    def placed(self, cards: Sequence[Card], parts: Sequence[Part], body: Box, size: float) -> Placed:
        """Return where ``cards``, shared out to ``parts``, stand in ``body``."""
        raise NotImplementedError


class Rows(Form, frozen=True):
    """Rows of at most so many ``columns``, as even as they can be, each as high as its tallest card.

    In a lone row, an example that says more is wider where that makes the row clearly lower.
    """

    columns: int

    def parts(self, heights: Sequence[Heights], body: Box) -> list[Part]:
        """Return the rows, each as high as its tallest card needs."""
        rows = _rows(len(heights), self.columns, body.width)
        if not rows:
            return []
        needed = [max([one[width] for one in heights[start:end]]) for start, end, width in rows]
        return [Part(*row, tall) for row, tall in zip(rows, needed, strict=True)] if _free(needed, body) >= 0 else []

    def placed(self, cards: Sequence[Card], parts: Sequence[Part], body: Box, size: float) -> Placed:
        """Return the rows, spread from the top of ``body`` to its foot."""
        widths, talls = _shared(parts)
        if len(parts) == 1:
            widths, talls = _uneven(cards, widths, talls, size)
        free = _free([talls[row.start] for row in parts], body) / len(parts)
        spare = min(free, _growth(cards, widths, talls, size))
        boxes, top = [], body.y
        for start, end, _width, _tall in parts:
            lefts = accumulate([width + COLUMNS for width in widths[start:end]], initial=body.x)
            for card, left, width in zip(cards[start:end], lefts, widths[start:end], strict=False):
                boxes.append(Box(left, top, width, talls[start] + (free if card.fills else spare)))
            top += talls[start] + free + GAP
        uneven = _UNEVEN * (parts[0].width != parts[-1].width)
        return Placed(tuple(boxes), _merit(cards, boxes, body, size) - uneven)


class Stacks(Form, frozen=True):
    """Cards one below the other in columns whose widths have ``shares``, each spread from the head to the foot.

    They are parted so that the tallest column is as low as can be; the column of the ``strong`` example has no other.
    """

    shares: tuple[int, ...]
    strong: int | None = None

    def parts(self, heights: Sequence[Heights], body: Box) -> list[Part]:
        """Return the columns, each as high as its cards need."""
        ways = _columns(len(heights), len(self.shares), self.strong)
        if not ways:
            return []
        widths = _widths(self.shares, body.width)
        cards = [[one[width] for one in heights] for width in widths]
        lowest, best, found = inf, ways[0], [0.0]
        for ends in ways:
            talls = [sum(of[start:end]) + GAP * (end - start - 1) for (start, end), of in zip(ends, cards, strict=True)]
            if (tallest := max(talls)) < lowest:
                lowest, best, found = tallest, ends, talls
        if lowest > body.height:
            return []
        return [Part(*ends, width, tall) for ends, width, tall in zip(best, widths, found, strict=True)]

    def placed(self, cards: Sequence[Card], parts: Sequence[Part], body: Box, size: float) -> Placed:
        """Return the columns, all spread over the height of ``body``."""
        lowest = max(column.height for column in parts)
        widths, talls = _shared([column._replace(height=lowest) for column in parts])
        most = max(column.end - column.start for column in parts)
        tall = min(body.height, lowest + most * _growth(cards, widths, talls, size))
        left, boxes = body.x, []
        for start, end, width, natural in parts:
            spare, free = (tall - natural) / (end - start), (body.height - natural) / (end - start)
            top = body.y
            for card in cards[start:end]:
                needed = card.heights(size)[width]
                boxes.append(Box(left, top, width, needed + (free if card.fills else spare)))
                top += needed + free + GAP
            left += width + COLUMNS
        return Placed(tuple(boxes), _merit(cards, boxes, body, size) - 2 * _UNEVEN)


def _shared(parts: Sequence[Part]) -> tuple[list[float], list[float]]:
    """Return how wide each card of ``parts`` is, and how high in that part."""
    return [part.width for part in parts for _card in range(part.start, part.end)], [
        part.height for part in parts for _card in range(part.start, part.end)
    ]


def _growth(cards: Sequence[Card], widths: Sequence[float], talls: Sequence[float], size: float) -> float:
    """Return by how much cards of such ``widths`` and ``talls`` may each be higher, and be filled by their words."""
    filled = sum([(card.heights(size)[width] - _DOWN) * width for card, width in zip(cards, widths, strict=True)])
    area = sum([(tall - _DOWN) * width for width, tall in zip(widths, talls, strict=True)])
    return max(0.0, (filled / _FULL - area) / sum(widths))


def _uneven(
    cards: Sequence[Card], widths: list[float], talls: list[float], size: float
) -> tuple[list[float], list[float]]:
    """Return ``widths`` and ``talls`` of the cards of a lone row, or others that make it clearly lower."""
    ways = [[sum(widths) * share / sum(shares) for share in shares] for shares in _SHARES.get(len(cards), ())]
    wide = [way for way in ways if min(way) >= _NARROW_LINE * size]
    found = [(max([card.heights(size)[one] for card, one in zip(cards, way, strict=True)]), way) for way in wide]
    lowest, way = min(found, default=(inf, widths))
    return (way, [lowest] * len(cards)) if lowest <= talls[0] * _LOWER else (widths, talls)


def _free(rows: Sequence[float], body: Box) -> float:
    """Return how much of the height of ``body`` rows of such heights leave free; below zero, they do not fit."""
    return body.height - sum(rows) - GAP * (len(rows) - 1)


@cache
def _rows(count: int, columns: int, width: float) -> list[tuple[int, int, float]]:
    """Return where each row of ``count`` cards starts and ends, and how wide each of its cards is in ``width``.

    There are none unless the longest row has just so many ``columns``.
    """
    rows = -(-count // columns)
    lengths = [count // rows + (row < count % rows) for row in range(rows)]
    widths = [(width - COLUMNS * (length - 1)) / length for length in lengths]
    ends = pairwise((0, *accumulate(lengths)))
    return [(*pair, wide) for pair, wide in zip(ends, widths, strict=True)] if lengths[0] == columns else []


@cache
def _widths(shares: tuple[int, ...], width: float) -> list[float]:
    """Return how wide columns with these ``shares`` of ``width`` are, the gaps between them apart."""
    room = width - COLUMNS * (len(shares) - 1)
    return [room * share / sum(shares) for share in shares]


@cache
def _columns(count: int, columns: int, strong: int | None) -> list[list[tuple[int, int]]]:
    """Return the ways to part ``count`` cards to ``columns``, as their starts and ends; the ``strong`` has one card.

    There are none where each column has one card and none is strong: a row holds as much.
    """
    ways = [list(pairwise((0, *cuts, count))) for cuts in combinations(range(1, count), columns - 1)]
    if strong is None:
        return ways if count > columns else []
    return [way for way in ways if way[strong][1] - way[strong][0] == 1]


def _merit(cards: Sequence[Card], boxes: Sequence[Box], body: Box, size: float) -> float:
    """Return how well ``boxes`` suit their cards: the share of them that is filled, and half that of ``body``."""
    pairs = list(zip(cards, boxes, strict=True))
    area = sum(box.area for box in boxes)
    filled = sum(card.heights(size)[box.width] * box.width for card, box in pairs) / area
    faults = sum(_fault(card.measure(box.width, size), card) for card, box in pairs) / len(pairs)
    faults += _MIXED * (len({card.hangs(box.width) for card, box in pairs}) > 1)
    return filled + area / (2 * body.area) - faults


def _fault(measure: float, card: Card) -> float:
    """Return what lines of ``measure`` em count against a card."""
    if measure > _LONG_LINE and card.length > measure:
        return _LONG_LINES
    return _COMB if measure < _NARROW_LINE else 0.0


EVEN: Mapping[str, Form] = {f"rows of {columns}": Rows(columns) for columns in (1, 2, 3, 4)}
"""The forms whose cards stand in rows; they are taken where others hold no larger text."""

LIST: Mapping[str, Form] = {"rows of 1": EVEN["rows of 1"]}
"""One card below the other, the calmest of all: taken where it holds text that is large and hardly smaller."""

FORMS: Mapping[str, Form] = {
    **EVEN,
    "two stacks": Stacks((1, 1)),
    "three stacks": Stacks((1, 1, 1)),
    "strong first": Stacks((3, 2), strong=0),
    "strong last": Stacks((2, 3), strong=1),
}
"""All forms, by their names."""

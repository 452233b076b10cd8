"""Lay out the examples of a pillar as cards: how many slides, which grid, which size; all by measure.

The cards of a slide are equal in height and aligned; the text has one size on all the slides of a pillar, the
largest at which everything fits. Widths and heights are in points.
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.deck.compose.common import SLACK
from generator.deck.layouts import CARD_INSETS, GAP, MAX_CARDS, grid
from generator.errors import Problem, collect
from generator.messages import _
from generator.source.inline import Run
from generator.text.breaking import count_lines, words
from generator.text.fit import largest, refuse_box
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.deck.compose.common import Context
    from generator.document.tree import Item
    from generator.kit import Kit

BAR = 3.0  # points: the height of the bar of colour above a card
PIN = 1.3  # em: the indent of a heading, which leaves room for the pin before it
BETWEEN = 0.3  # em: the space between heading and text
_LONG_LINE = 45.0  # em, about 90 letters: beyond it the eye loses the line (WCAG 1.4.8 asks for at most 80)
_COMFORTABLE = 15.0  # points: text that is smaller may be worth one slide more (by eye, on a projector), ...
_WORTH = 1.25  # ... if it becomes so many times larger; below, the difference is hardly seen
_MAX_SPREAD = 4  # of more slides than these, one more makes the text of each hardly larger
_MAX_COLUMNS = 4  # more cards side by side are too narrow for a line of words (by eye)
_NEARLY_FULL = 0.82  # of a cell: cards that fill so much of it take all of it; a small rest looks like a fault
_HOLE, _LONG_LINES = 0.15, 0.3  # what a hole in the last row, and lines that are too long, count in shares of a slide
# A picture stands beside the words of a card that is so wide, in points, and takes so much of its width; else above
# them, so much of its width high, but at most so many points (by eye).
_WIDE, _BESIDE, _ABOVE, _TALLEST = 520.0, 0.36, 0.46, 150.0
_LOWEST = 110.0  # points: a picture beside words that is less high shows nothing
_HEADING_WEIGHT, _CARD_WEIGHT = 12.0, 20.0  # em of text that a heading and a card's insets are worth (by eye)
# points: what a card takes beside its words
_ACROSS, _DOWN = CARD_INSETS[0] + CARD_INSETS[2] + SLACK, CARD_INSETS[1] + CARD_INSETS[3]


class Card:
    """An example as measured words; heights are asked for at many widths and sizes, and remembered.

    ``pitch`` is the distance of baselines in em, ``weight`` about the em of text that it holds.
    """

    def __init__(self, item: Item, kit: Kit, pitch: float) -> None:
        """Measure an example; ``pitch`` is the distance of two lines in em."""
        self.item = item
        self.pitch = pitch
        self.picture = item.picture
        self.heading = " · ".join(name.plain for name in item.names)
        self._heading = words([Run(self.heading)], kit.family, strong=True) if self.heading else []
        # The number of the source is measured as if it were not raised: that leaves a little in hand.
        source = [Run(str(item.source_number))] if item.source_number else []
        self.words = words([*item.text.runs, *source], kit.family, strong_places=False)
        self._heights: dict[tuple[float, float], float] = {}
        text = sum(word.width + word.space for word in self.words)
        self.weight = text + _HEADING_WEIGHT * bool(self.heading) + _CARD_WEIGHT

    def forget_picture(self) -> None:
        """Leave the picture out."""
        self.picture = None
        self._heights.clear()

    @cached_property
    def widest(self) -> float:
        """Return the width of the widest word, in em."""
        text = max((word.width for word in self.words), default=0.0)
        return max(text, max((word.width + PIN for word in self._heading), default=0.0))

    def height(self, width: float, size: float) -> float:
        """Return the height of the card, insets included, ``width`` points wide and with text of ``size`` points."""
        key = (width, size)
        if key not in self._heights:
            self._heights[key] = self._measured(width - _ACROSS, size)
        return self._heights[key]

    def divided(self, box: Box) -> tuple[Box, Box | None]:
        """Return the part of a card in ``box`` for its words, and that for its picture: on its right, or above them."""
        if not self.picture:
            return box, None
        if box.width >= _WIDE:
            width = box.width * _BESIDE
            inner = Box(box.x, box.y, box.width - width, box.height)
            return inner, Box(inner.right, box.y + CARD_INSETS[1], width - CARD_INSETS[2], box.height - _DOWN)
        above = min(box.width * _ABOVE, _TALLEST)
        inner = Box(box.x, box.y + above, box.width, box.height - above)
        return inner, Box(box.x, box.y + BAR, box.width, above - BAR + CARD_INSETS[1] / 2)

    def measure(self, width: float) -> float:
        """Return the width of the words of a card ``width`` points wide."""
        return self.divided(Box(0.0, 0.0, width, 0.0))[0].width - _ACROSS

    def text_height(self, width: float, size: float) -> float:
        """Return the height of the text alone, ``width`` points wide."""
        return count_lines(self.words, width / size) * self.pitch * size

    def _measured(self, width: float, size: float) -> float:
        """Return the height in points, for text ``width`` points wide and of ``size`` points."""
        inner, pictured = self.divided(Box(0.0, 0.0, width + _ACROSS, 0.0))
        width = inner.width - _ACROSS
        lines = self.text_height(width, size)
        if self._heading:
            lines += count_lines(self._heading, width / size - PIN) * self.pitch * size + BETWEEN * size
        beside = pictured is not None and inner.y == 0.0
        return inner.y + max(lines, _LOWEST if beside else 0.0) + _DOWN


class CardSlide(Struct, frozen=True):
    """The cards of one slide, their boxes, and the size of their text in points."""

    cards: tuple[Card, ...]
    boxes: tuple[Box, ...]
    size: float


class _CardGroup(Struct, frozen=True):
    """The cards of one slide, and the area of it that they may take."""

    cards: Sequence[Card]
    body: Box

    def grids(self) -> list[int]:
        """Return the numbers of columns that the cards may take, without an empty row."""
        count = len(self.cards)
        widest = min(_MAX_COLUMNS, count)
        return [columns for columns in range(1, widest + 1) if -(-count // columns) * columns - count < columns]

    def cell(self, columns: int) -> tuple[float, float]:
        """Return the width and the greatest height of a card."""
        rows = -(-len(self.cards) // columns)
        return (self.body.width - GAP * (columns - 1)) / columns, (self.body.height - GAP * (rows - 1)) / rows

    def fits(self, columns: int, size: float) -> bool:
        """Tell whether all cards fit a grid with text of ``size`` points, no word being broken."""
        width, height = self.cell(columns)
        return all(
            card.widest * size <= card.measure(width) and card.height(width, size) <= height for card in self.cards
        )

    def size(self, sizes: Sequence[float]) -> float | None:
        """Return the largest of ``sizes`` at which some grid holds the cards."""
        return largest(sizes, lambda size: any(self.fits(columns, size) for columns in self.grids()))

    def fill(self, columns: int, size: float) -> float:
        """Return the share of the slide that the text fills in a grid, less what speaks against the grid."""
        width, height = self.cell(columns)
        count = len(self.cards)
        used = sum(card.height(width, size) for card in self.cards) / (height * -(-count // columns) * columns)
        return used - (_HOLE if count % columns else 0.0) - (_LONG_LINES if width / size > _LONG_LINE else 0.0)

    def placed(self, wished: int, size: float) -> CardSlide:
        """Return the cards with text of ``size`` points in ``wished`` columns, or in those that hold them.

        They are as high as the slide, or as the tallest; a card that is too long for any grid stands alone in one
        column.
        """
        fitting = [columns for columns in (wished, *self.grids()) if self.fits(columns, size)]
        columns = (fitting or [1])[0]
        width, height = self.cell(columns)
        needed = max(card.height(width, size) for card in self.cards)
        tall = height if needed > _NEARLY_FULL * height else needed + size
        return CardSlide(tuple(self.cards), grid(self.body, len(self.cards), columns, tall), size)


class _Layout(Struct, frozen=True):
    """How cards are shared out: the areas of the first slide and of all others, the sizes of text in points.

    ``long_sizes`` are those of a card that needs a smaller size than ``sizes`` and stands alone.
    """

    first: Box
    body: Box
    sizes: Sequence[float]
    long_sizes: Sequence[float]

    def groups(self, cards: Sequence[Card]) -> list[_CardGroup]:
        """Return ``cards`` on as few slides as the smallest size allows, with about as much text on each.

        There is one slide more where that makes small text much larger.
        """
        fewest = self._filled(cards, len(cards))
        even = self._filled(cards, len(fewest))
        groups = even if len(even) == len(fewest) else fewest
        old = max(self.text_sizes(groups), default=0.0)
        if len(groups) > _MAX_SPREAD or len(groups) == len(cards) or old >= _COMFORTABLE:
            return groups
        spread = self._filled(cards, len(groups) + 1)
        new = min(self.text_sizes(spread), default=0.0)
        return spread if len(spread) == len(groups) + 1 and new >= old * _WORTH else groups

    def _filled(self, cards: Sequence[Card], slides: int) -> list[_CardGroup]:
        """Fill slide after slide with the cards that fit, up to the part of each of ``slides`` in what is left."""
        groups: list[_CardGroup] = []
        start = 0
        left = sum(card.weight for card in cards)
        while start < len(cards):
            body = self.body if groups else self.first
            others = max(slides - len(groups) - 1, 0) * self.body.height
            limit = left * body.height / (body.height + others) if slides < len(cards) else left
            end = start + 1
            weight = cards[start].weight
            while (
                end < len(cards)
                and end - start < MAX_CARDS
                and weight + cards[end].weight / 2 <= limit
                and _CardGroup(cards[start : end + 1], body).size(self.sizes[:1])
            ):
                weight += cards[end].weight
                end += 1
            groups.append(_CardGroup(cards[start:end], body))
            left -= weight
            start = end
        return groups

    def text_sizes(self, groups: Sequence[_CardGroup]) -> list[float]:
        """Return the size of each slide's text: one for all, but for a card so long that it needs a smaller one."""
        chosen = [group.size(self.sizes) or group.size(self.long_sizes) or self.long_sizes[0] for group in groups]
        common = min((size for size in chosen if size >= self.sizes[0]), default=0.0)
        return [min(size, common or size) for size in chosen]


def lay_out(items: Sequence[Item], above: float, context: Context, beside: float = 0.0) -> list[CardSlide]:
    """Return the slides of a pillar's cards, at least one; raise ContentError when one card fits on no slide.

    On the first slide ``above`` points are left free above the cards, and ``beside`` on their right.
    """
    body = context.layout("cards", 1).body
    first = Box(body.x, body.y + above, body.width - beside, body.height - above)
    cards = [Card(item, context.kit, context.pitch) for item in items]
    smallest = context.kit.theme.deck.card.smallest
    for card in cards:
        if card.picture and card.height(first.width, smallest) > first.height:  # it gets a slide of its own
            card.forget_picture()
    theme = context.kit.theme.deck
    layout = _Layout(first, body, theme.card.steps(), theme.long_card.steps())
    collect(partial(_require, card, body, layout.long_sizes[0]) for card in cards)
    groups = layout.groups(cards)
    sizes = layout.text_sizes(groups)
    columns = _columns(groups, sizes)
    pairs = list(zip(groups, sizes, strict=True))
    small = [(card, size) for group, size in pairs if size < layout.sizes[0] for card in group.cards]
    context.kit.remarks += [_remark(card, size) for card, size in small]
    return [group.placed(columns[len(group.cards), group.body], size) for group, size in pairs]


def _remark(card: Card, size: float) -> str:
    """Return what to say of a card whose text is smaller than that of cards should be."""
    cause = _("The text will be small on its slide ({size:g} points).", size=size)
    remedy = _("Split it into several, or give the slide a short wording (“short”).")
    return Problem(card.item.text.mark, "", cause, remedy).as_warning


def fits_below(item: Item, above: float, context: Context) -> bool:
    """Tell whether the card of ``item`` fits alone below ``above`` points, at some size of the cards."""
    body = context.layout("cards", 1).body
    smallest = context.kit.theme.deck.card.smallest
    return Card(item, context.kit, context.pitch).height(body.width, smallest) <= body.height - above


def _columns(groups: Sequence[_CardGroup], sizes: Sequence[float]) -> dict[tuple[int, Box], int]:
    """Return the columns for each number of cards: slides with as many cards look alike; the text fills them best."""
    alike: dict[tuple[int, Box], list[tuple[_CardGroup, float]]] = {}
    for group, size in zip(groups, sizes, strict=True):
        alike.setdefault((len(group.cards), group.body), []).append((group, size))
    chosen = {}
    for key, some in alike.items():
        fitting = [one for one in some[0][0].grids() if all(group.fits(one, size) for group, size in some)]
        chosen[key] = max(fitting or [1], key=lambda one: sum(group.fill(one, size) for group, size in some))
    return chosen


def _require(card: Card, body: Box, size: float) -> None:
    """Refuse a card that does not fit alone on a slide at ``size`` points, the smallest."""
    if card.height(body.width, size) <= body.height:
        return
    width = body.width - _ACROSS
    room = body.height - (card.height(body.width, size) - card.text_height(width, size))
    raise refuse_box(card.words, (width, room), size, card.pitch, card.item.text.mark, _("a slide"))

"""Lay out the examples of a pillar as cards: how many slides, which form, which size; all by measure.

The text has one size on all the slides of a pillar: the largest at which everything fits on as few slides as
comfortable text needs. More slides are better than small text. Widths and heights are in points.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import chain, pairwise
from math import inf
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.deck.compose.card import Card, style_of
from generator.deck.compose.common import COMFORTABLE
from generator.deck.compose.continuation import parts_of
from generator.deck.compose.forms import EVEN, FORMS, LIST
from generator.deck.layouts import MAX_CARDS
from generator.errors import Problem, collect
from generator.messages import _
from generator.source.readings import short_wording
from generator.text.fit import largest, refuse_box
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.deck.compose.card import Heights, Style
    from generator.deck.compose.common import Context
    from generator.deck.compose.forms import Form
    from generator.document.tree import Item
    from generator.theme import Range

_TOLERABLE = 16.0  # points: an example that fits a slide with such text does not go on to another
_YIELDS = 0.5  # points: what text of comfortable size may lose so that its cards hold in a wider font as well (by eye)
_MOST_PARTS = 3  # of an example: a longer one is no example any more
_EVEN_ENOUGH = 1.1  # cards stand in rows unless another form holds text that is so many times larger
_LISTED = 20.0  # points: text whose lines are not too long in cards as wide as a slide
_ALIKE = 2.0  # points: what text may lose so that cards stand one below the other, or as those of other pillars do


class CardSlide(Struct, frozen=True):
    """The cards of one slide, their boxes, the size of their text."""

    cards: tuple[Card, ...]
    boxes: tuple[Box, ...]
    size: float

    @property
    def sources(self) -> list[int]:
        """Return the numbers of the sources to which the cards refer."""
        return sorted({number for card in self.cards for number in card.sources})

    def above(self, body: Box) -> CardSlide | None:
        """Return the cards in ``body``, which is lower than their area, in their form; None where they do not fit.

        That they do is sure in a wider font, too.
        """
        if any(self.size <= card.roomy for card in self.cards):
            return None
        tried = [form(self.cards, body, self.size) for form in FORMS.values()]
        lefts = [(box.x, box.width) for box in self.boxes]
        alike = (one for one in tried if one and [(box.x, box.width) for box in one.boxes] == lefts)
        found = next(alike, None)
        return CardSlide(self.cards, found.boxes, self.size) if found else None


class _Hand(Struct, frozen=True):
    """Cards that share a slide, and the area of it that they may take."""

    cards: tuple[Card, ...]
    body: Box

    def form(self, size: float, forms: Mapping[str, Form] = FORMS) -> str:
        """Return the first of ``forms`` that holds the cards with text of ``size`` points; empty if none does."""
        return _form_of([card.heights(size) for card in self.cards], self.body, forms)

    def fits(self, size: float) -> bool:
        """Tell whether a form holds the cards with text of ``size`` points."""
        return bool(self.form(size))

    def filled(self, size: float) -> float:
        """Return about what share of the area text of ``size`` points fills."""
        weight = sum(card.weight for card in self.cards)
        return weight * self.cards[0].pitch * size * size / self.body.area


def _form_of(heights: Sequence[Heights], body: Box, forms: Mapping[str, Form]) -> str:
    """Return the first of ``forms`` that holds cards of such ``heights``; empty if none does."""
    for name, form in forms.items():
        if form.parts(heights, body):
            return name
    return ""


class Deal(Struct):
    """The cards of a pillar shared out to slides: ``size`` is the largest of the text of all but ``long`` cards.

    A long card is alone on its slide; its text is smaller, of one of ``sizes``, the smallest first.
    """

    hands: list[_Hand]
    size: float
    sizes: list[float]

    def slides(self, most: float, wished: str = "") -> list[CardSlide]:
        """Return the slides, with text of at most ``most`` points; slides of as many cards look alike.

        They have the form ``wished`` where hardly smaller text lets all have it.
        """
        common = min(self.size, most)
        if size := self._alike(common, wished):
            return [_placed(hand, self._own(hand, size), wished) for hand in self.hands]
        forms = self._forms(common)
        return [_placed(hand, self._own(hand, common), form) for hand, form in zip(self.hands, forms, strict=True)]

    def commonest(self, most: float) -> Counter[str]:
        """Return how many slides of several cards have each form, with text of at most ``most`` points."""
        forms = zip(self.hands, self._forms(min(self.size, most)), strict=True)
        return Counter(form for hand, form in forms if len(hand.cards) > 1)

    def _forms(self, common: float) -> list[str]:
        """Return the form of each hand; those of as many cards have the same."""
        alike: dict[tuple[int, Box], list[tuple[_Hand, float]]] = {}
        for hand in self.hands:
            alike.setdefault((len(hand.cards), hand.body), []).append((hand, self._own(hand, common)))
        chosen = {key: self._form(some) for key, some in alike.items()}
        return [chosen[len(hand.cards), hand.body] for hand in self.hands]

    def _alike(self, common: float, wished: str) -> float | None:
        """Return the largest text, hardly smaller than the ``common`` one, with which all slides have a form."""
        if not wished:
            return None
        least = max(common - _ALIKE, _LISTED if wished in LIST else min(common, COMFORTABLE))
        several = [hand for hand in self.hands if len(hand.cards) > 1]
        form = {wished: FORMS[wished]}
        sizes = [size for size in self.sizes if least <= size <= common]
        return largest(sizes, lambda size: all(hand.form(size, form) for hand in several))

    def _own(self, hand: _Hand, common: float) -> float:
        """Return the size of a hand's text: the ``common`` one, or a smaller one for a card that is long."""
        if hand.fits(common):
            return common
        return largest(self.sizes, lambda size: hand.fits(size)) or self.sizes[0]

    def _form(self, some: Sequence[tuple[_Hand, float]]) -> str:
        """Return the form that suits these hands, each with its size, best."""
        merits = {}
        for name, form in FORMS.items():
            placed = [form(hand.cards, hand.body, size) for hand, size in some]
            merits[name] = (sum(one is not None for one in placed), sum(one.merit for one in placed if one))
        return max(merits, key=lambda name: merits[name])


def _placed(hand: _Hand, size: float, wished: str) -> CardSlide:
    """Return a hand in the form ``wished``, or else in the best that holds it, or in the whole of its area."""
    placed = FORMS[wished](hand.cards, hand.body, size)
    if placed is None:
        others = [other for form in FORMS.values() if (other := form(hand.cards, hand.body, size))]
        placed = max(others, key=lambda one: one.merit, default=None)
    return CardSlide(hand.cards, placed.boxes if placed else (hand.body,), size)


class _Dealer:
    """Shares out cards, set in one of the ascending ``sizes``; the ``first`` slide has another area than the others.

    Cards that share a slide also do so with smaller text, and in more forms. So little is measured twice.
    """

    def __init__(self, cards: Sequence[Card], first: Box, body: Box, sizes: Sequence[float]) -> None:
        self._cards = cards
        self._sizes = sizes
        self._first = first
        self._body = body
        self._rows: dict[tuple[int, int], float] = {}  # a size at which rows hold so many cards from one on
        self._known: list[tuple[float, Mapping[str, Form], list[int]]] = []
        self._rest = [0.0] * (len(cards) + 1)  # slides that the cards from each on take at least
        self._enough = max((size for size in sizes if size <= COMFORTABLE), default=sizes[0])
        self._long = {index for index in range(len(cards)) if not self._hand(index, index + 1).form(self._enough)}

    def _hand(self, start: int, end: int) -> _Hand:
        return _Hand(tuple(self._cards[start:end]), self._body if start else self._first)

    def _starts(self, size: float, forms: Mapping[str, Form]) -> Iterator[int]:
        """Yield the first card that a slide may begin with, for each card that may come after its last.

        That is the card after its last where not even one fits; a slide always holds a long card alone.
        """
        count = len(self._cards)
        lows, highs = [max(end - MAX_CARDS, 0) for end in range(count + 1)], list(range(count + 1))
        for other, others, starts in self._known:
            if other <= size and others.keys() >= forms.keys():
                lows = list(map(max, lows, starts))
            if other >= size and others.keys() <= forms.keys():
                highs = list(map(min, highs, starts))
        heights = [card.heights(size) for card in self._cards]
        for end, (low, start) in enumerate(zip(lows, highs, strict=True)):
            while start > low and self._holds(start - 1, heights[start - 1 : end], size, forms):
                start -= 1
            highs[end] = start
            yield start
        self._known.append((size, forms, highs))

    def _holds(self, start: int, heights: Sequence[Heights], size: float, forms: Mapping[str, Form]) -> bool:
        """Tell whether a slide holds the cards from ``start`` on that have these ``heights``."""
        key = (start, len(heights))
        if (len(heights) == 1 and start in self._long) or (forms is EVEN and size <= self._rows.get(key, 0.0)):
            return True
        form = _form_of(heights, self._body if start else self._first, forms)
        if form in EVEN:
            self._rows[key] = size
        return bool(form)

    def _fewest_at(self, size: float, forms: Mapping[str, Form], most: float) -> float:
        """Return on how few slides the cards fit; infinite if one fits none at ``size``, or if ``most`` are too few."""
        fewest: list[float] = []
        totals: list[float] = []
        for end, start in enumerate(self._starts(size, forms)):
            fewest.append(1 + min(fewest[start:end], default=inf) if end else 0)
            totals.append(fewest[end] + self._rest[end])
            if min(totals[-MAX_CARDS:]) > most:  # one of so many cards in a row begins a slide
                return inf
        return fewest[-1]

    def _fewest_from(self, starts: Sequence[int]) -> list[float]:
        """Return on how few slides the cards from each on fit, where ``starts`` are those of ``_starts``."""
        fewest = [*[inf] * len(self._cards), 0.0]
        for end in range(len(self._cards), 0, -1):
            for start in range(starts[end], end):
                fewest[start] = min(fewest[start], 1 + fewest[end])
        return fewest

    def hands(self, size: float, forms: Mapping[str, Form] = FORMS) -> list[_Hand]:
        """Return the cards on the fewest slides, with about as much on each; nothing if one fits none at ``size``."""
        count = len(self._cards)
        best: list[tuple[int, float, int]] = [(0, 0.0, 0)]  # slides, unevenness, the first card of the last slide
        for end, first in enumerate([*self._starts(size, forms)][1:], 1):
            found = []
            for start in range(end - 1, first - 1, -1):
                slides, uneven, _start = best[start]
                weight = sum([card.weight for card in self._cards[start:end]])
                tall = (self._body if start else self._first).height
                found.append((slides + 1, uneven + weight * weight / tall, start))
            best.append(min(found, default=(count + 1, 0.0, end - 1)))
        if best[-1][0] > count:
            return []
        ends = [count]
        while ends[-1]:
            ends.append(best[ends[-1]][2])
        ends.reverse()
        return [self._hand(start, end) for start, end in pairwise(ends)]

    def deal(self, small: Sequence[float]) -> Deal:
        """Return the cards with the largest text on as few slides as comfortable text needs.

        ``small`` are the sizes of long cards, the smallest first.
        """
        size, forms = self._largest()
        return Deal(self.hands(size, forms), size, [*small, *self._sizes])

    def roomier(self, deal: Deal) -> Deal:
        """Return ``deal`` with these cards, on as few slides, where hardly smaller text leaves them the room."""
        fewest = len(deal.hands)
        for size in [size for size in reversed(self._sizes) if deal.size - _YIELDS <= size <= deal.size]:
            for forms in (EVEN, FORMS):
                if self._fewest_at(size, forms, fewest) <= fewest:
                    return Deal(self.hands(size, forms), size, deal.sizes)
        return deal

    def _largest(self) -> tuple[float, Mapping[str, Form]]:
        """Return the largest text on as few slides as comfortable text needs, and its forms: rows where they are cheap.

        Larger text needs no fewer slides from any card on.
        """
        enough = self._enough
        self._rest = self._fewest_from([*self._starts(enough, FORMS)])
        fewest = self._rest[0]
        larger = [size for size in self._sizes if size >= enough]

        def largest_in(forms: Mapping[str, Form], sizes: Iterable[float]) -> float | None:
            return largest([*sizes], lambda size: self._fewest_at(size, forms, fewest) <= fewest)

        any_form = largest_in(FORMS, larger) or enough
        close = (size for size in larger if size <= any_form <= size * _EVEN_ENOUGH)
        even = largest_in(EVEN, close)
        if even and (listed := largest_in(LIST, (size for size in self._sizes if size >= max(_LISTED, even - _ALIKE)))):
            return listed, EVEN
        return (even, EVEN) if even else (any_form, FORMS)


def deal(items: Sequence[Item], above: float, context: Context, beside: float = 0.0) -> Deal:
    """Share out a pillar's cards; raise ContentError when one fits no slide.

    On the first slide ``above`` points are left free above the cards, and ``beside`` on their right. A card has no
    picture that leaves its words no room: it gets a slide of its own. A text that no slide holds goes on on the next.
    """
    body = context.layout("cards", 1).body
    first = Box(body.x, body.y + above, body.width - beside, body.height - above)
    theme = context.kit.theme.deck
    least = _tolerable(theme.card)
    style = style_of(items, context)
    cards = list(chain.from_iterable(_continued(item, body, context, style) for item in items))
    for index, card in enumerate(cards):
        if card.picture and card.height(first.width, least) > first.height:
            cards[index] = card.without_picture()
    small = theme.long_card.steps()
    collect(partial(_require, card, body, small[0]) for card in cards)
    dealt = _Dealer(cards, first, body, theme.card.steps()).deal(small)
    if dealt.size > COMFORTABLE:  # there is room for a wider font
        return dealt
    wider = [card.with_room(dealt.size - _YIELDS) for card in cards]
    return _Dealer(wider, first, body, theme.card.steps()).roomier(dealt)


def _continued(item: Item, body: Box, context: Context, style: Style) -> list[Card]:
    """Return the card of an example; those of its parts where with tolerable text it overfills a slide's ``body``."""
    sizes = context.kit.theme.deck.card

    def fits(card: Card, size: float) -> bool:
        return card.without_picture().height(body.width, size) <= body.height

    def cards(parts: Iterable[Item]) -> list[Card]:
        return [Card.of(part, context.kit, context.pitch, style) for part in parts]

    alone = cards([item])
    if fits(alone[0], _tolerable(sizes)):
        return alone
    tries = (cards(parts_of(item, count, context.document.continued)) for count in range(2, _MOST_PARTS + 1))
    size = max(min(COMFORTABLE, sizes.largest), sizes.smallest)
    return next((parts for parts in tries if all(fits(part, size) for part in parts)), alone)


def remarks(slides: Sequence[CardSlide], smallest: float) -> list[Problem]:
    """Return what to say of cards whose text is smaller than ``smallest`` points, and of those that go on."""
    cards = [(card.item, slide.size) for slide in slides for card in slide.cards]
    parts = Counter(item.example for item, _size in cards)
    found: dict[str, Problem] = {}
    for item, size in cards:
        if size < smallest:
            cause = _("The text of “{id}” will be small on its slide ({size:g} points).", id=item.example, size=size)
        elif parts[item.example] > 1:
            cause = _("“{id}” goes on over {n} slides.", id=item.example, n=parts[item.example])
        else:
            continue
        found.setdefault(item.example, Problem(item.text.mark, "", cause, short_wording(item.text)))
    return list(found.values())


def _tolerable(sizes: Range) -> float:
    return max(min(_TOLERABLE, sizes.largest), sizes.smallest)


def fits_below(item: Item, above: float, context: Context) -> bool:
    """Tell whether the card of ``item`` fits alone below ``above`` points, with tolerable text."""
    body = context.layout("cards", 1).body
    size = _tolerable(context.kit.theme.deck.card)
    card = Card.of(item, context.kit, context.pitch, style_of([item], context))
    return card.height(body.width, size) <= body.height - above


def _require(card: Card, body: Box, size: float) -> None:
    """Refuse a card that does not fit alone on a slide at ``size`` points, the smallest."""
    if card.height(body.width, size) <= body.height:
        return
    width = card.inner(body.width, size)
    room = body.height - (card.height(body.width, size) - card.text_height(width, size))
    raise refuse_box(card.words, (width, room), size, card.pitch, card.item.text.mark, _("a slide"))

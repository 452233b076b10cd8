"""An example as a card: its words measured, and the height that it needs. Lengths without another unit are points."""

from __future__ import annotations

from copy import copy
from functools import cached_property, partial
from math import inf
from typing import TYPE_CHECKING
from weakref import proxy

from msgspec import Struct

from generator.deck.compose.common import COMFORTABLE, SLACK, with_source, without_runt
from generator.deck.compose.insets import fields
from generator.deck.layouts import CARD_INSETS
from generator.document.naming import NAMED, names_late, naming
from generator.document.tree import KeyFigure, Quote, nodes
from generator.memory import recalled
from generator.source.inline import Run
from generator.text import fallback
from generator.text.breaking import LineCounter, count_lines, words
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.deck.compose.common import Context
    from generator.document.tree import Item
    from generator.kit import Kit

BAR = 1.5  # points: the height of the rule above an example
BETWEEN = 0.3  # em: the space between heading and text
# points: what a card takes beside its words
_ACROSS, _DOWN = CARD_INSETS[0] + CARD_INSETS[2] + SLACK, CARD_INSETS[1] + CARD_INSETS[3]
_AFTER_NUMBER = 0.6  # em: between an example's number and its words
_HANGS = 300.0  # points: in a card that is so wide the number hangs beside the words; else it stands above them
# A picture stands beside the words of a card that is so wide, in points, and takes so much of its width; else above
# them, so much of its width high, but at most so many points (by eye). Between it and words beside it, points.
_WIDE, _BESIDE, _ABOVE, _TALLEST, _APART = 520.0, 0.4, 0.46, 150.0, 24.0
# Of a card's height: up to there an office suite may shrink its text where a wider font needs more; in a fuller one
# LibreOffice would always do so, since it counts some lines a little higher than we do. Large text leaves that room.
FULL = 0.97
_LESS = 0.01  # points: less than any step of sizes
_LOWEST = 150.0  # points: a card with a picture beside words that is less high shows nothing
_LEAST_LINE = (
    11.0  # em, about 24 letters: text that is more than comfortable had better be smaller than on shorter lines
)
_HEADING_WEIGHT, _CARD_WEIGHT = 12.0, 20.0  # em of text that a heading and a card's insets are worth (by eye)


class Heights(dict[float, float]):
    """The heights of a card by its width, all in points, with text of one size; infinite where a word is broken.

    They are asked for at few widths, but often.
    """

    def __init__(self, card: Card, size: float) -> None:
        """Measure ``card`` with text of ``size`` points, once for each width."""
        super().__init__()
        self._card: Card = proxy(card)  # which owns this: nothing waits for a collector of cycles
        self._size = size

    def __missing__(self, width: float) -> float:
        """Measure the card at another ``width``."""
        fits = self._card.fits(width, self._size)
        self[width] = height = self._card.height(width, self._size) if fits else inf
        return height


class Style(Struct, frozen=True):
    """What the cards of a pillar have in common: the room of their numbers, in em, and whether places come first."""

    gutter: float = 0.0
    led: bool = False


def style_of(items: Sequence[Item], context: Context) -> Style:
    """Return what the cards of ``items`` have in common."""
    numbers = [context.examples.get(item.example, "") for item in items]
    family = context.kit.family
    wide = max((fallback.widest(words([Run(one)], family, strong=True)) for one in numbers if one), default=0.0)
    return Style(wide + _AFTER_NUMBER if wide else 0.0, any(map(names_its_places, items)))


_PLAIN = Style()


class Card:
    """An example as measured words, whose heights are remembered.

    ``pitch`` is the distance of baselines in em, ``length`` that of its text, ``weight`` about all that it holds in em.
    Text of more than ``roomy`` points leaves room for a wider font.
    Where the text names all its places, these are strong in its ``runs``, and there is no ``heading``; the runs of one
    that is led begin with its places.
    """

    def __init__(self, item: Item, kit: Kit, pitch: float, style: Style) -> None:
        """Measure an example; ``pitch`` is the distance of two lines in em."""
        self.item = item
        self.roomy = COMFORTABLE
        self.pitch = pitch
        self.picture = item.picture
        named = naming(item)
        self.runs = item.text.runs if named is None or names_late(named) else named
        self.gutter = style.gutter
        self.heading = " · ".join(name.plain for name in item.names) if self.runs is item.text.runs else ""
        if self.heading and style.led:
            self.runs = (Run(self.heading, strong=True, place=NAMED), Run("\u00a0— "), *self.runs)
            self.heading = ""
        self._heading = words([Run(self.heading)], kit.family, strong=True) if self.heading else []
        runs = with_source(self.runs, item.source_number)
        self.words = words(runs, kit.family, strong_places=False)
        self.insets = [fields(one, kit.family) for one in item.insets]
        self._lines = LineCounter(self.words)
        self._heights: dict[float, Heights] = {}
        self._roomier: dict[float, Card] = {}
        self.length = sum(word.width + word.space for word in self.words) + sum(one.length for one in self.insets)
        self.weight = self.length + _HEADING_WEIGHT * bool(self.heading) + _CARD_WEIGHT

    @classmethod
    def of(cls, item: Item, kit: Kit, pitch: float, style: Style = _PLAIN) -> Card:
        """Return the card of an example, with the heights that it is remembered with."""
        made = partial(cls, item, kit, pitch, style)
        return recalled(kit.memory, lambda _all: (cls, kit.family.name, pitch, style, item), made)

    def with_room(self, size: float) -> Card:
        """Return the card with room for a wider font around text of ``size`` points and more."""
        if size not in self._roomier:
            self._roomier[size] = other = copy(self)
            other.roomy, other._heights = size - _LESS, {}
        return self._roomier[size]

    def without_picture(self) -> Card:
        """Return the card with its picture left out: itself, where it has none."""
        if self.picture is None:
            return self
        other = copy(self)
        other.picture, other._heights = None, {}
        return other

    @property
    def sources(self) -> list[int]:
        """Return the numbers of the sources to which it refers."""
        found = {self.item.source_number}
        found |= {one.source_number for one in nodes(self.item.insets, KeyFigure)}
        found |= {one.source_number for one in nodes(self.item.insets, Quote)}
        return sorted(found - {0})

    @property
    def fills(self) -> bool:
        """Tell whether the card is as high as its part of the slide: it has a picture, or fields at its foot."""
        return bool(self.picture or self.insets)

    @cached_property
    def widest(self) -> float:
        """Return the width of the widest word, in em."""
        text = max(*(one.widest for one in self.insets), *(word.width for word in self.words), 0.0)
        return max(text, max((word.width for word in self._heading), default=0.0))

    @cached_property
    def _widest_elsewhere(self) -> float:
        """Return the same in a wider font."""
        return max(self.widest, fallback.widest(self.words), fallback.widest(self._heading))

    def measure(self, width: float, size: float) -> float:
        """Return the em that a line holds in a card ``width`` points wide."""
        return self.inner(width, size) / size

    def inner(self, width: float, size: float) -> float:
        """Return the width of the words in a card ``width`` points wide, with text of ``size`` points."""
        return self.divided(Box(0.0, 0.0, width, 0.0))[0].width - self.beside(width, size) - _ACROSS

    def hangs(self, width: float) -> bool:
        """Tell whether the number stands beside the words, not above them, in a card ``width`` points wide."""
        return self.divided(Box(0.0, 0.0, width, 0.0))[0].width >= _HANGS

    def beside(self, width: float, size: float) -> float:
        """Return what the number takes on the left of the words."""
        return self.gutter * size if self.hangs(width) else 0.0

    def above(self, width: float, size: float) -> float:
        """Return what the number takes above the words."""
        return self.pitch * size if self.gutter and not self.hangs(width) else 0.0

    def divided(self, box: Box) -> tuple[Box, Box | None]:
        """Return the part of a card in ``box`` for its words, and that for its picture: on its right, or above them.

        The picture reaches the edges of the card, and the rule.
        """
        if not self.picture:
            return box, None
        if box.width >= _WIDE:
            width = box.width * _BESIDE
            inner = Box(box.x, box.y, box.width - width - _APART, box.height)
            return inner, Box(box.right - width, box.y, width, box.height)
        above = min(box.width * _ABOVE, _TALLEST)
        inner = Box(box.x, box.y + above, box.width, box.height - above)
        return inner, Box(box.x, box.y + BAR, box.width, above - BAR)

    def fits(self, width: float, size: float) -> bool:
        """Tell whether no word is broken in a card ``width`` points wide, and large text has no comb of lines."""
        widest = self._widest_elsewhere if size > self.roomy else self.widest
        least = max(widest, min(self.length, _LEAST_LINE) if size > COMFORTABLE else 0.0)
        return least * size <= self.inner(width, size)

    def heights(self, size: float) -> Heights:
        """Return the heights of the card with text of ``size`` points."""
        if size not in self._heights:
            self._heights[size] = Heights(self, size)
        return self._heights[size]

    def height(self, width: float, size: float) -> float:
        """Return the height of the whole card, ``width`` points wide and with text of ``size`` points.

        A picture beside the text is not too low.
        """
        inner, pictured = self.divided(Box(0.0, 0.0, width, 0.0))
        measure = self.inner(width, size)
        lines = self.above(width, size) + self.text_height(measure, size) + self.below(width, size)
        if self._heading:
            lines += count_lines(self._heading, measure / size) * self.pitch * size + BETWEEN * size
        height = inner.y + lines + _DOWN
        low = _LOWEST if pictured and inner.y == 0.0 else 0.0
        return max(height / FULL if size > self.roomy else height, low)

    def narrowing(self, width: float, size: float) -> float:
        """Return by how many points lines are shorter in a card ``width`` points wide, so that the text has no runt."""
        inner = self.inner(width, size)
        narrow = without_runt(self.words, inner, size, self.pitch)
        heading = sum(word.width + word.space for word in self._heading)
        return inner - narrow if heading * size <= narrow else 0.0

    def text_height(self, width: float, size: float) -> float:
        """Return the height of the text, ``width`` points wide."""
        return self._lines.count(width / size) * self.pitch * size

    def below(self, width: float, size: float) -> float:
        """Return the height of what is set off below the text, in a card ``width`` points wide."""
        inner = self.divided(Box(0.0, 0.0, width, 0.0))[0].width
        return sum(one.height(inner, size, self.pitch) for one in self.insets)


def names_its_places(item: Item) -> bool:
    """Tell whether the text of an example names all its places: a heading would say them twice."""
    return naming(item) is not None

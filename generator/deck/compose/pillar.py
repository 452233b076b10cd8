"""Compose the slides of a pillar: icon, number and heading, its introduction, its examples as cards, its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.deck.compose.card import BAR, BETWEEN, PIN, Card
from generator.deck.compose.cards import CardSlide, Deal, deal, fits_below
from generator.deck.compose.common import Context, laid
from generator.deck.compose.introduction import Introduction, plan_introduction
from generator.deck.layouts import CARD_INSETS
from generator.deck.slide import PAPER, Colour, Figure, Frame, Group, Para, Shape, Slide, SlideRun
from generator.document.tree import Chart, DataTable, Item, Items, Paragraph
from generator.messages import _
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.deck.design import Placeholder, SlideLayout
    from generator.document.tree import Block, Section

_NUMBERLESS = 12.0  # points: how much further than a number a heading stands that has none before it
_CIRCLE = 2.0  # points: the line of the circle around an icon on a band
# The pin before a card's heading, in em: its side, and how far it is moved to stand on the line of the words.
_PIN_SIDE, _PIN_LEFT, _PIN_DOWN = 1.1, 0.08, 0.06  # by eye


class Prepared(Struct, frozen=True):
    """A pillar measured: its introduction, and its examples shared out to slides if it has any."""

    introduction: Introduction
    deal: Deal | None

    @property
    def slides(self) -> int:
        """Return how many slides introduction and cards take; none: the heading has one to itself."""
        cards = len(self.deal.hands) if self.deal else 0
        return cards + bool(self.introduction.frame and (self.introduction.alone or not cards))


def prepare(section: Section, context: Context) -> Prepared:
    """Measure a pillar; raise ContentError for what fits nowhere."""
    items = [item for block in section.blocks if isinstance(block, Items) for item in block.items]
    texts = [block.text for block in section.blocks if isinstance(block, Paragraph)]
    introduction = plan_introduction(
        texts, lambda height: bool(items) and fits_below(items[0], height, context), context
    )
    return Prepared(introduction, deal(items, introduction.below, context) if items else None)


def pillar(section: Section, prepared: Prepared, context: Context) -> list[Slide]:
    """Return the slides of a pillar, one at least: its introduction and its cards, then its tables and charts."""
    introduction = prepared.introduction
    parts = prepared.deal.slides(context.rhythm.cards) if prepared.deal else []
    if introduction.alone or not parts:
        parts.insert(0, CardSlide((), (), (), 0.0))
    slides = [
        _slide(section, part, introduction, (number, len(parts)), context) for number, part in enumerate(parts, 1)
    ]
    return [*slides, *(slide for block in section.blocks for slide in _figures(section, block, context))]


def _figures(section: Section, block: Block, context: Context) -> list[Slide]:
    """Return the slides of a table or a chart; both are imported when they are needed."""
    match block:
        case DataTable():
            from generator.deck.compose.datatable import data_table

            return data_table(section, block, context)
        case Chart():
            from generator.deck.compose.chart import chart

            return chart(section, block, context)
        case _:
            return []


def _slide(
    section: Section, part: CardSlide, introduction: Introduction, place: tuple[int, int], context: Context
) -> Slide:
    first = place[0] == 1
    count = len(part.cards) or int(bool(introduction.frame))
    if count:
        layout = context.layout("cards", count)
        title = heading(section, place, context)
    else:
        layout = context.layout("pillar")
        lone = context.kit.theme.deck.lone_heading
        title = context.fitted(section.title, layout.title, lone, _("the band of its slide"))
    shapes: list[Shape] = [*_head(section, title, layout, context)]
    if first and introduction.frame:
        shapes.append(introduction.frame)
    accent = context.accent(section.colour)
    for index, (card, box, lowered) in enumerate(zip(part.cards, part.boxes, part.lowered, strict=True)):
        stand = _Place(box, lowered, part.size, accent, index)
        shapes += _card(card, stand, layout.cards[index : index + 1], context)
    said = [text.plain for text in (*section.said, *introduction.texts)] if first else []
    notes = (title.text, *said, *(_spoken(card.item) for card in part.cards))
    pillars = [f"pillar:{section.pillar}"] if first else []
    keys = [*pillars, *(f"example:{card.item.example}" for card in part.cards)]
    return context.slide(layout, shapes, notes, keys)


def heading(section: Section, part: tuple[int, int], context: Context) -> Frame:
    """Return a pillar's heading above its cards; ``part`` is (2, 3) on the second of three slides."""
    sizes, where = context.kit.theme.deck.pillar_heading, _("the band of its slide")
    layout = context.layout("cards", 1)
    if layout.band and layout.count and not section.shown_number:  # the heading takes the place of the number
        left, box = layout.count.box.x + _NUMBERLESS, layout.title.box
        moved = replace(layout.title, box=replace(box, x=left, width=box.right - left))
        layout = replace(layout, title=moved)
    return context.title(section.title, layout, part, where=where, sizes=sizes)


def _head(section: Section, title: Frame, layout: SlideLayout, context: Context) -> list[Shape]:
    """Return the heading with the pillar's icon and number: on a band of its colour, where the layout has one.

    The heading is read before the number: a slide's title comes first.
    """
    accent = context.accent(section.colour)
    number = _number(section, layout, accent, context)
    if layout.band and layout.disc:
        band = Figure(context.name("band"), layout.band, fill=accent)
        circle = Figure(context.name("circle"), layout.disc, "ellipse", None, PAPER, _CIRCLE)
        return [band, circle, context.icon_within(section.icon, layout.disc), title, *number]
    if layout.disc:
        disc = context.disc(section.icon, layout.disc, accent)
        return [title, *number, Group(context.name("circle"), layout.disc, disc)]
    return [title, *number]


def _number(section: Section, layout: SlideLayout, accent: Colour, context: Context) -> list[Frame]:
    """Return the pillar's number, where the layout has a place for it."""
    holder = layout.count
    if holder is None or not section.shown_number:
        return []
    colour = holder.colour if layout.band else accent
    count = Para((SlideRun(str(section.number), True),), holder.size, colour, holder.align)
    name = f"{context.name('pillar')} {section.number}"
    return [Frame(name, holder.box, (count,), holder.type, holder.index, holder.anchor)]


class _Place(Struct, frozen=True):
    """Where a card stands, how far its words stand below the inset, the size of its text, its colour; its number."""

    box: Box
    lowered: float
    size: float
    accent: Colour
    index: int


def _card(card: Card, place: _Place, holders: Sequence[Placeholder], context: Context) -> list[Shape]:
    """Return a card, in the layout's placeholder where it has one, and its accents."""
    name = f"{context.name('example')} [{card.item.example}]"
    box, size, accent = place.box, place.size, place.accent
    holder = (holders[0].type, holders[0].index) if holders else ("", 0)
    left, top, right, bottom = CARD_INSETS
    insets = (left, top + place.lowered, right, bottom)
    frame = Frame(name, box, _paragraphs(card, place), *holder, "t", insets, Colour(accent.name, True))
    bar = Figure(f"{context.name('rule')} {place.index + 1}", Box(box.x, box.y, box.width, BAR), fill=accent)
    if not card.pinned:
        return [frame, bar]
    x, y = box.x + left - size * _PIN_LEFT, box.y + top + place.lowered + size * _PIN_DOWN
    return [frame, bar, context.icon("map-pin", Box(x, y, size * _PIN_SIDE, size * _PIN_SIDE), accent)]


def _paragraphs(card: Card, place: _Place) -> tuple[Para, ...]:
    """Return the words of a card: its heading if it has one, then its text with the number of its source."""
    size, number = place.size, card.item.source_number
    source = (SlideRun(str(number), target=f"source:{number}", raised=True),) if number else ()
    inner = card.measure(place.box.width, size)
    spans = (*laid(card.runs, card.words, inner), *source)
    if not card.heading:
        lead = place.accent if card.pinned else None
        return (Para(spans, size, first=PIN * size if card.pinned else 0.0, lead=lead),)
    heading = Para((SlideRun(card.heading, True),), size, place.accent, after=BETWEEN * size, indent=PIN * size)
    return heading, Para(spans, size)


def _spoken(item: Item) -> str:
    """Return what the notes say of an example: its places, and its whole text."""
    names = " · ".join(name.plain for name in item.names)
    said = " ".join(text.plain for text in item.said or (item.text,))
    return f"{names} — {said}" if names else said

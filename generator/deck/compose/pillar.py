"""Compose the slides of a pillar: icon, number and heading, its introduction, its examples as cards, its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.deck.compose.cards import BAR, BETWEEN, PIN, Card, CardSlide, fits_below, lay_out
from generator.deck.compose.common import SLACK, Context, laid
from generator.deck.compose.introduction import Introduction, plan_introduction
from generator.deck.layouts import CARD_INSETS
from generator.deck.slide import PAPER, Colour, Figure, Frame, Group, Para, Shape, Slide, SlideRun
from generator.document.tree import Chart, DataTable, Item, Items, Paragraph
from generator.messages import _
from generator.source.inline import Run
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.deck.compose.common import Said
    from generator.deck.design import Placeholder, SlideLayout
    from generator.document.tree import Block, Section

_CIRCLE = 2.0  # points: the line of the circle around an icon on a band
# The pin before a card's heading, in em: its side, and how far it is moved to stand on the line of the words.
_PIN_SIDE, _PIN_LEFT, _PIN_DOWN = 1.1, 0.08, 0.06  # by eye


def pillar(section: Section, context: Context) -> list[Slide]:
    """Return the slides of a pillar, one at least: its introduction and its cards, then its tables and charts."""
    items = [item for block in section.blocks if isinstance(block, Items) for item in block.items]
    texts = [block.text for block in section.blocks if isinstance(block, Paragraph)]
    introduction = plan_introduction(
        texts, lambda height: bool(items) and fits_below(items[0], height, context), context
    )
    parts = lay_out(items, introduction.below, context) if items else []
    if introduction.alone or not parts:
        parts.insert(0, CardSlide((), (), 0.0))
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
    theme = context.kit.theme.deck
    count = len(part.cards) or int(bool(introduction.frame))
    layout = context.layout("cards", count) if count else context.layout("pillar")
    sizes = theme.pillar_heading if part.cards or introduction.frame else theme.lone_heading
    suffix = context.suffix(*place)
    heading = context.fitted(section.title, layout.title, sizes, _("the band of its slide"), suffix=suffix)
    shapes: list[Shape] = [*_head(section, heading, layout, context)]
    if first and introduction.frame:
        shapes.append(introduction.frame)
    accent = context.accent(section.colour)
    for index, (card, box) in enumerate(zip(part.cards, part.boxes, strict=True)):
        shapes += _card(card, box, part.size, index, layout.cards[index : index + 1], accent, context)
    said = [text.runs for text in (*section.said, *introduction.texts)] if first else []
    notes: tuple[Said, ...] = (heading.text, *said, *(_spoken(card.item) for card in part.cards))
    pillars = [f"pillar:{section.pillar}"] if first else []
    keys = [*pillars, *(f"example:{card.item.example}" for card in part.cards)]
    return context.slide(layout, shapes, notes, keys)


def _head(section: Section, heading: Frame, layout: SlideLayout, context: Context) -> list[Shape]:
    """Return the heading with the pillar's icon and number: on a band of its colour, where the layout has one.

    The heading is read before the number: a slide's title comes first.
    """
    accent = context.accent(section.colour)
    number = _number(section, layout, accent, context)
    if layout.band and layout.disc:
        band = Figure(context.name("band"), layout.band, fill=accent)
        circle = Figure(context.name("circle"), layout.disc, "ellipse", None, PAPER, _CIRCLE)
        return [band, circle, context.icon_within(section.icon, layout.disc), heading, *number]
    if layout.disc:
        disc = context.disc(section.icon, layout.disc, accent)
        return [heading, *number, Group(context.name("circle"), layout.disc, disc)]
    return [heading, *number]


def _number(section: Section, layout: SlideLayout, accent: Colour, context: Context) -> list[Frame]:
    """Return the pillar's number, where the layout has a place for it."""
    holder = layout.count
    if holder is None:
        return []
    colour = holder.colour if layout.band else accent
    count = Para((SlideRun(str(section.number), True),), holder.size, colour, holder.align)
    name = f"{context.name('pillar')} {section.number}"
    return [Frame(name, holder.box, (count,), holder.type, holder.index, holder.anchor)]


def _card(
    card: Card, box: Box, size: float, index: int, holders: Sequence[Placeholder], accent: Colour, context: Context
) -> list[Shape]:
    """Return a card with text of ``size`` points, in the layout's placeholder where it has one, and its accents."""
    name = f"{context.name('example')} [{card.item.example}]"
    place = (holders[0].type, holders[0].index) if holders else ("", 0)
    fill = Colour(accent.name, True)
    frame = Frame(name, box, _paragraphs(card, box, size, accent), *place, "t", CARD_INSETS, fill)
    bar = Figure(f"{context.name('rule')} {index + 1}", Box(box.x, box.y, box.width, BAR), fill=accent)
    if not card.heading:
        return [frame, bar]
    left, top = box.x + CARD_INSETS[0] - size * _PIN_LEFT, box.y + CARD_INSETS[1] + size * _PIN_DOWN
    return [frame, bar, context.icon("map-pin", Box(left, top, size * _PIN_SIDE, size * _PIN_SIDE), accent)]


def _paragraphs(card: Card, box: Box, size: float, accent: Colour) -> tuple[Para, ...]:
    """Return the words of a card, ``size`` points high: its heading, then its text with the number of its source."""
    number = card.item.source_number
    source = (SlideRun(str(number), target=f"source:{number}", raised=True),) if number else ()
    inner = (box.width - CARD_INSETS[0] - CARD_INSETS[2] - SLACK) / size
    text = Para((*laid(card.item.text.runs, card.words, inner), *source), size)
    if not card.heading:
        return (text,)
    return Para((SlideRun(card.heading, True),), size, accent, after=BETWEEN * size, indent=PIN * size), text


def _spoken(item: Item) -> Sequence[Run]:
    """Return what the notes say of an example: its places, and its whole text."""
    names = " · ".join(name.plain for name in item.names)
    first, *others = item.said or (item.text,)
    said = (*first.runs, *(run for text in others for run in (Run(" "), *text.runs)))
    return (Run(f"{names} — "), *said) if names else said

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
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.deck.design import Placeholder, SlideLayout
    from generator.document.tree import Block, Section


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
    said = [text.plain for text in (*section.said, *introduction.texts)] if first else []
    notes = (heading.paragraphs[0].text, *said, *(_spoken(card.item) for card in part.cards))
    keys = tuple(f"example:{card.item.example}" for card in part.cards)
    return Slide(layout.role, (*shapes, *context.furniture(layout)), notes, (*_keys(section, first), *keys))


def _keys(section: Section, first: bool) -> tuple[str, ...]:
    return (f"pillar:{section.pillar}",) if first else ()


def _head(section: Section, heading: Frame, layout: SlideLayout, context: Context) -> list[Shape]:
    """Return the heading with the pillar's icon and number: on a band of its colour, where the layout has one.

    The heading is read before the number: a slide's title comes first.
    """
    accent = context.accent(section.colour)
    shapes: list[Shape] = []
    said: list[Shape] = []
    if layout.band and layout.disc:
        disc = layout.disc
        side = disc.width * 0.56
        inner = Box(disc.x + (disc.width - side) / 2, disc.y + (disc.height - side) / 2, side, side)
        shapes.append(Figure("Bandeau", layout.band, fill=accent))
        shapes.append(Figure("Cercle", disc, "ellipse", None, PAPER, 2.0))
        shapes.append(context.icon(section.icon, inner, PAPER))
    elif layout.disc:
        shapes.append(Group("Pastille", layout.disc, context.disc(section.icon, layout.disc, accent)))
    if holder := layout.count:
        colour = holder.colour if layout.band else accent
        count = Para((SlideRun(str(section.number), True),), holder.size, colour, holder.align)
        said = [Frame("Numéro du pilier", holder.box, (count,), holder.type, holder.index, holder.anchor)]
    return [*shapes, heading, *said] if layout.band else [heading, *said, *shapes]


def _card(
    card: Card, box: Box, size: float, index: int, holders: Sequence[Placeholder], accent: Colour, context: Context
) -> list[Shape]:
    """Return a card: its text, in the placeholder that the layout has for it, and its accents."""
    source = (
        (SlideRun(str(card.item.source_number), target=f"source:{card.item.source_number}", raised=True),)
        if card.item.source_number
        else ()
    )
    inner = (box.width - CARD_INSETS[0] - CARD_INSETS[2] - SLACK) / size
    paragraphs = [Para((*laid(card.item.text.runs, card.words, inner), *source), size)]
    shapes: list[Shape] = []
    if card.heading:
        strong = (SlideRun(card.heading, True),)
        paragraphs.insert(0, Para(strong, size, accent, after=BETWEEN * size, indent=PIN * size))
        pin = Box(
            box.x + CARD_INSETS[0] - size * 0.08,
            box.y + CARD_INSETS[1] + size * 0.06,
            size * 1.1,
            size * 1.1,
        )
        shapes.append(context.icon("map-pin", pin, accent))
    frame = Frame(
        f"Exemple [{card.item.example}]",
        box,
        tuple(paragraphs),
        *((holders[0].type, holders[0].index) if holders else ("", 0)),
        "t",
        CARD_INSETS,
        Colour(accent.name, True),
    )
    bar = Figure(f"Filet {index + 1}", Box(box.x, box.y, box.width, BAR), fill=accent)
    return [frame, bar, *shapes]


def _spoken(item: Item) -> str:
    """Return what the notes say of an example: its places, and its whole text."""
    names = " · ".join(name.plain for name in item.names)
    said = " ".join(text.plain for text in item.said or (item.text,))
    return f"{names} — {said}" if names else said

"""Compose the slides of a pillar: a band with icon, number and heading, then its examples as cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.deck.cards import BAR, BETWEEN, PIN, Card, CardSlide, lay_out
from generator.deck.common import Context, spans
from generator.deck.layouts import (
    BAND,
    CARD_INSETS,
    DISC,
    HEADING,
    TALL_BAND,
    TALL_DISC,
    TALL_HEADING,
    card_index,
    number_of,
)
from generator.deck.shapes import PAPER, Colour, Figure, Frame, Para, Shape, Slide, Span
from generator.document.tree import Item, Items
from generator.messages import _
from generator.units import Box

if TYPE_CHECKING:
    from generator.document.tree import Section


def pillar(section: Section, context: Context) -> list[Slide]:
    """Return the slides of a pillar, one at least."""
    items = [item for block in section.blocks if isinstance(block, Items) for item in block.items]
    parts = lay_out(items, context.kit) if items else [CardSlide((), (), 0.0)]
    return [_slide(section, part, number, len(parts), context) for number, part in enumerate(parts, 1)]


def _slide(section: Section, part: CardSlide, number: int, total: int, context: Context) -> Slide:
    suffix = context.document.continued.replace("{n}", str(number)).replace("{total}", str(total)) if total > 1 else ""
    theme = context.kit.theme.deck
    sizes, holder = (theme.pillar_heading, HEADING) if part.cards else (theme.lone_heading, TALL_HEADING)
    heading = context.fitted(section.title, holder, sizes, _("the band of its slide"), suffix=suffix)
    shapes: list[Shape] = [*_band(section, heading, bool(part.cards), context)]
    accent = context.accent(section.colour)
    for index, (card, box) in enumerate(zip(part.cards, part.boxes, strict=True)):
        shapes += _card(card, box, part.size, index, accent, context)
    keys = tuple(f"example:{card.item.example}" for card in part.cards)
    notes = (heading.paragraphs[0].text, *(_spoken(card.item) for card in part.cards))
    first = (f"pillar:{section.pillar}",) if number == 1 else ()
    return Slide(f"pillar-{len(part.cards)}", (*shapes, *context.furniture()), notes, (*first, *keys))


def _band(section: Section, heading: Frame, filled: bool, context: Context) -> list[Shape]:
    """Return the band with icon, heading and number; it fills the slide of a pillar that has no example.

    The heading is read before the number: a slide's title comes first.
    """
    accent = context.accent(section.colour)
    band, disc = (BAND, DISC) if filled else (TALL_BAND, TALL_DISC)
    holder = number_of(int(filled))
    side = disc.width * 0.56
    inner = Box(disc.x + (disc.width - side) / 2, disc.y + (disc.height - side) / 2, side, side)
    count = Para((Span(str(section.number), True),), holder.size, PAPER, holder.align)
    return [
        Figure("Bandeau", band, fill=accent),
        Figure("Cercle", disc, "ellipse", None, PAPER, 2.0),
        context.icon(section.icon, inner, PAPER),
        heading,
        Frame("Numéro du pilier", holder.box, (count,), "body", holder.index, holder.anchor),
    ]


def _card(card: Card, box: Box, size: float, index: int, accent: Colour, context: Context) -> list[Shape]:
    paragraphs = [Para(spans(card.item.text.runs), size)]
    shapes: list[Shape] = []
    if card.heading:
        strong = (Span(card.heading, True),)
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
        "body",
        card_index(index),
        "t",
        CARD_INSETS,
        Colour(accent.name, True),
    )
    bar = Figure(f"Filet {index + 1}", Box(box.x, box.y, box.width, BAR), fill=accent)
    return [frame, bar, *shapes]


def _spoken(item: Item) -> str:
    """Return what the notes say of an example: its places, and its whole text."""
    names = " · ".join(name.plain for name in item.names)
    return f"{names} — {item.text.plain}" if names else item.text.plain

"""Compose the slides of a pillar: a band with icon, number and heading, then its examples as cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.deck.cards import BAR, BETWEEN, PIN, Card, CardSlide, lay_out
from generator.deck.common import Context, spans
from generator.deck.layouts import BAND, CARD_INSETS, DISC, HEADING, PILLAR_NUMBER, card_index
from generator.deck.shapes import PAPER, Box, Colour, Figure, Frame, Para, Shape, Slide, Span
from generator.document.tree import Item, Items
from generator.messages import _

if TYPE_CHECKING:
    from generator.document.tree import Section


def pillar(section: Section, context: Context) -> list[Slide]:
    """Return the slides of a pillar, one at least."""
    items = [item for block in section.blocks if isinstance(block, Items) for item in block.items]
    parts = lay_out(items, context.kit) if items else [CardSlide((), (), 0.0)]
    return [_slide(section, part, number, len(parts), context) for number, part in enumerate(parts, 1)]


def _slide(section: Section, part: CardSlide, number: int, total: int, context: Context) -> Slide:
    suffix = context.document.continued.replace("{n}", str(number)).replace("{total}", str(total)) if total > 1 else ""
    sizes = context.kit.theme.deck.pillar_heading
    heading = context.fitted(section.title, HEADING, sizes, _("the band of its slide"), suffix=suffix)
    shapes: list[Shape] = [*_band(section, heading, context)]
    accent = context.accent(section.colour)
    for index, (card, box) in enumerate(zip(part.cards, part.boxes, strict=True)):
        shapes += _card(card, box, part.size, index, accent, context)
    keys = tuple(card.item.example for card in part.cards)
    notes = (heading.paragraphs[0].text, *(_spoken(card.item) for card in part.cards))
    first = (section.pillar,) if number == 1 else ()
    return Slide(f"pillar-{len(part.cards)}", (*shapes, *context.furniture()), notes, (*first, *keys))


def _band(section: Section, heading: Frame, context: Context) -> list[Shape]:
    """Return the band; the title comes before the number in reading order, behind everything the colour."""
    accent = context.accent(section.colour)
    side = DISC.width * 0.56
    inner = Box(DISC.x + (DISC.width - side) / 2, DISC.y + (DISC.height - side) / 2, side, side)
    count = Para((Span(str(section.number), True),), PILLAR_NUMBER.size, PAPER, PILLAR_NUMBER.align)
    return [
        Figure("Bandeau", BAND, fill=accent),
        Figure("Cercle", DISC, "ellipse", None, PAPER, 2.0),
        context.icon(section.icon, inner, PAPER),
        Frame(
            "Numéro du pilier",
            PILLAR_NUMBER.box,
            (count,),
            "body",
            PILLAR_NUMBER.index,
            PILLAR_NUMBER.anchor,
        ),
        heading,
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

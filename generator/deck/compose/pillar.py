"""Compose the slides of a pillar: icon, number and heading, its introduction, its examples as cards, its figures."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.deck.compose.cards import BAR, BETWEEN, PIN, Card, CardSlide, fits_below, lay_out
from generator.deck.compose.common import SLACK, Context, laid
from generator.deck.compose.introduction import Introduction, plan_introduction
from generator.deck.compose.photograph import COMFORTABLE, LOWEST, PICTURE, beside_text, photograph, picture_slide
from generator.deck.layouts import CARD_INSETS, GAP
from generator.deck.slide import PAPER, Colour, Figure, Frame, Group, Para, Shape, Slide, SlideRun
from generator.document.tree import Chart, DataTable, Item, Items, Paragraph, Picture
from generator.errors import ContentError
from generator.messages import _
from generator.source.inline import Run
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.deck.compose.common import Said
    from generator.deck.design import Placeholder, SlideLayout
    from generator.document.tree import Block, Section
    from generator.source.inline import Text

_CIRCLE = 2.0  # points: the line of the circle around an icon on a band
# The pin before a card's heading, in em: its side, and how far it is moved to stand on the line of the words.
_PIN_SIDE, _PIN_LEFT, _PIN_DOWN = 1.1, 0.08, 0.06  # by eye


def pillar(section: Section, context: Context) -> list[Slide]:
    """Return the slides of a pillar, one at least: its introduction and its cards, then its tables and charts."""
    items = [item for block in section.blocks if isinstance(block, Items) for item in block.items]
    texts = [block.text for block in section.blocks if isinstance(block, Paragraph)]
    picture = next((block for block in section.blocks if isinstance(block, Picture)), None)
    introduction, parts, beside = _laid_out(items, texts, picture, context)
    opening = [] if picture is None or beside else _opening(picture, texts, context)
    if any(isinstance(shape, Frame) and shape.name == context.name("introduction") for shape in opening):
        introduction, parts, _beside = _laid_out(items, [], None, context)
    if introduction.alone or not (parts or opening):
        parts.insert(0, CardSlide((), (), 0.0))
    return [
        *_numbered(section, items, (introduction, beside), parts, (opening, texts), context),
        *(slide for block in section.blocks for slide in _figures(section, block, context)),
    ]


def _numbered(
    section: Section,
    items: Sequence[Item],
    first: tuple[Introduction, list[Shape]],
    parts: Sequence[CardSlide],
    opening: tuple[list[Shape], Sequence[Text]],
    context: Context,
) -> Iterator[Slide]:
    """Yield the slides of a pillar but for its figures, numbered in their titles.

    There is the ``opening``, the cards, of which the ``first`` are below an introduction or beside a picture, and the
    pictures of cards that have no room for them.
    """
    shown = {card.item.example for part in parts for card in part.cards if card.picture}
    lone = [item.picture for item in items if item.picture and item.example not in shown]
    numbers, total = count(1), bool(opening[0]) + len(parts) + len(lone)
    if opening[0]:
        yield _opened(section, *opening, (next(numbers), total), context)
    for part in parts:
        above, pictured = first if part is parts[0] else (Introduction(()), [])
        yield _slide(section, part, above, pictured, (next(numbers), total), context)
    yield from (picture_slide(section, one, (next(numbers), total), context) for one in lone)


def _laid_out(
    items: Sequence[Item], texts: Sequence[Text], picture: Picture | None, context: Context
) -> tuple[Introduction, list[CardSlide], list[Shape]]:
    """Return the introduction, the slides of cards, and what stands beside the first: the picture, if it has room.

    It has room where it makes neither more slides nor small text.
    """
    introduction = plan_introduction(
        texts, lambda height: bool(items) and fits_below(items[0], height, context), context
    )
    if not items:
        return introduction, [], []
    parts = lay_out(items, introduction.below, context)
    body = context.layout("cards", 1).body
    area = Box(body.x, body.y + introduction.below, body.width, body.height - introduction.below)
    if picture is None or introduction.alone:
        return introduction, parts, []
    try:
        narrow = lay_out(items, introduction.below, context, PICTURE * body.width + GAP)
    except ContentError:
        return introduction, parts, []
    if len(narrow) > len(parts) or narrow[0].size < min(COMFORTABLE, parts[0].size):
        return introduction, parts, []
    width = PICTURE * body.width
    boxes = narrow[0].boxes
    box = Box(area.right - width, area.y, width, max(boxes[-1].bottom - area.y, LOWEST))
    return introduction, narrow, photograph(picture, box, context)


def _opening(picture: Picture, texts: Sequence[Text], context: Context) -> list[Shape]:
    """Return what a first slide shows: the pillar's picture, beside its texts where they have room."""
    body = context.layout("cards", 1).body
    try:
        return beside_text(picture, texts, body, context)
    except ContentError:
        if not texts:
            raise
        return beside_text(picture, [], body, context)


def _opened(
    section: Section, shapes: Sequence[Shape], texts: Sequence[Text], place: tuple[int, int], context: Context
) -> Slide:
    """Return the first slide of a pillar with a picture."""
    layout = context.layout("cards", 1)
    suffix, sizes = context.suffix(*place), context.kit.theme.deck.pillar_heading
    heading = context.fitted(section.title, layout.title, sizes, _("the band of its slide"), suffix=suffix)
    said: list[Said] = [heading.text, *(text.runs for text in (*section.said, *texts))]
    head = _head(section, heading, layout, context)
    return context.slide(layout, (*head, *shapes), said, [f"pillar:{section.pillar}"])


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
    section: Section,
    part: CardSlide,
    introduction: Introduction,
    pictured: Sequence[Shape],
    place: tuple[int, int],
    context: Context,
) -> Slide:
    """Return a slide of cards, below an ``introduction`` and beside what is ``pictured``, if there is either."""
    first = place[0] == 1
    theme = context.kit.theme.deck
    cards = len(part.cards) or int(bool(introduction.frame))
    layout = context.layout("cards", cards) if cards else context.layout("pillar")
    sizes = theme.pillar_heading if part.cards or introduction.frame else theme.lone_heading
    suffix = context.suffix(*place)
    heading = context.fitted(section.title, layout.title, sizes, _("the band of its slide"), suffix=suffix)
    shapes: list[Shape] = [*_head(section, heading, layout, context)]
    if introduction.frame:
        shapes.append(introduction.frame)
    accent = context.accent(section.colour)
    for index, (card, box) in enumerate(zip(part.cards, part.boxes, strict=True)):
        shapes += _card(card, box, part.size, index, layout.cards[index : index + 1], accent, context)
    shapes += pictured
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
    para = Para((SlideRun(str(section.number), True),), holder.size, colour, holder.align)
    name = f"{context.name('pillar')} {section.number}"
    return [Frame(name, holder.box, (para,), holder.type, holder.index, holder.anchor)]


def _card(
    card: Card, box: Box, size: float, index: int, holders: Sequence[Placeholder], accent: Colour, context: Context
) -> list[Shape]:
    """Return a card with text of ``size`` points, in the layout's placeholder where it has one, and its accents."""
    name = f"{context.name('example')} [{card.item.example}]"
    place = (holders[0].type, holders[0].index) if holders else ("", 0)
    fill = Colour(accent.name, True)
    inner, pictured = card.divided(box)
    insets = (
        CARD_INSETS[0],
        CARD_INSETS[1] + inner.y - box.y,
        CARD_INSETS[2] + box.right - inner.right,
        CARD_INSETS[3],
    )
    frame = Frame(name, box, _paragraphs(card, inner, size, accent), *place, "t", insets, fill)
    shapes: list[Shape] = [frame, Figure(f"{context.name('rule')} {index + 1}", replace(box, height=BAR), fill=accent)]
    if card.picture and pictured:
        shapes += photograph(card.picture, pictured, context)
    if not card.heading:
        return shapes
    left, top = box.x + CARD_INSETS[0] - size * _PIN_LEFT, inner.y + CARD_INSETS[1] + size * _PIN_DOWN
    return [*shapes, context.icon("map-pin", Box(left, top, size * _PIN_SIDE, size * _PIN_SIDE), accent)]


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

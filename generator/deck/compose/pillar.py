"""Compose the slides of a pillar: icon, number and heading, its introduction, its examples as cards, its figures."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.deck.compose import pictured
from generator.deck.compose.caption import notes
from generator.deck.compose.card import BAR, BETWEEN, FULL, Card
from generator.deck.compose.cards import CardSlide, Deal, deal, fits_below, remarks
from generator.deck.compose.common import COMFORTABLE, SLACK, Context, Rhythm, laid, source_mark
from generator.deck.compose.dataslide import commented
from generator.deck.compose.emblem import EMBLEM, emblem, statement
from generator.deck.compose.heading import bears_icon, foot_of, heading, on_colour, pillar_head, pillar_overline
from generator.deck.compose.highlights import BESIDE_PICTURE, SetOff, band_above, highlights, quoted, said
from generator.deck.compose.insets import said_of
from generator.deck.compose.introduction import Introduction, plan_introduction
from generator.deck.compose.panel import SHARES, Panel, pair, panel
from generator.deck.compose.photograph import (
    PICTURE,
    beside_text,
    bleeding,
    picture_slide,
    to_edges,
)
from generator.deck.layouts import CARD_INSETS, COLUMNS, GAP, HEIGHT, SIDEBAR, WIDTH
from generator.deck.slide import (
    Colour,
    Figure,
    Frame,
    Origin,
    Para,
    PictureShape,
    Shape,
    Slide,
    SlideRun,
    paragraphs_of,
)
from generator.document.naming import mentions
from generator.document.tree import Call, Chart, DataTable, Item, Items, KeyFigures, Paragraph, Picture, Quote
from generator.errors import ContentError
from generator.memory import recalled
from generator.messages import _
from generator.source.inline import Run
from generator.text import fallback
from generator.text.breaking import words
from generator.text.fit import largest
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from generator.deck.compose.common import Said
    from generator.deck.design import Placeholder
    from generator.document.tree import Block, Section
    from generator.memory import Memory
    from generator.source.inline import Text

_ASIDE = 220.0  # points: the height of an introduction in the sidebar, at most
_STOPS = (".", "!", "?", "…", ":", ";", "»", "”")  # after these, what is said next needs no sign before it
_NOTHING, _NO_SETOFF = Panel((), ()), SetOff(())
_BESIDE_FIGURE = 20.0  # points: text beside a table or a chart had better be so large (by eye)
_SPARSE, _LARGE = 0.46, 26.0  # of a slide's area, what words of so many points fill at most beside an emblem (by eye)
_WHOLE = 20.0  # points: examples whose text is as large need no short wording (by eye)
_FEW, _HEADING = 2, 24.0  # slides of cards at most; points of headings at least, so that text beside them has 20
# Of the free area: what cards beside an emblem take at least, as a lone quotation; of what is free, so much above.
_LONE, _RAISED = 0.72, 0.4
# Points: a quotation beside a picture is as large at least, and need not be larger, key figures are; the shares of the
# width that the picture takes, in the order in which they are tried (by eye).
_SET_OFF, _READ, _LOUD, _PICTURES = 20.0, 30.0, 48.0, (PICTURE, 0.34, 0.28)
_NARROW = 0.7  # of a slide: what a picture alone takes of its width, or more stands beside it (by eye)
_NOTES = 0.12  # of the free area: what sources at its foot take at most, about three lines (by eye)
_FOR_NOTES, _STEP = 0.94, 0.5  # of their size: what text of cards keeps that makes room for these; points (by eye)
_WIDER_LINE = 0.004  # of a card: so much wider, at most, LibreOffice sets a line, which then has room in the inset


class Prepared(Struct, frozen=True):
    """A pillar measured: what its first slide shows, its introduction, its examples shared out to slides if it has any.

    ``beside`` is the pillar's picture, table or chart, if it stands beside the first cards and takes a ``share`` of
    their width; else the ``opening`` shows a picture. ``above`` are key figures above these cards; what is set off on
    slides of its own is in ``apart``, and ``said`` of it; a table and a chart that share a slide are ``paired``. Few
    cards are as high as an ``emblem``: that of the pillar stands beside them, with its ``share``, if it has one.
    Where pictured examples have slides of their own, ``pictures`` are those of each slide of cards. ``section`` is the
    pillar with the wordings of examples that were measured.
    """

    opening: Sequence[Shape]
    introduction: Introduction
    deal: Deal | None
    beside: Picture | DataTable | Chart | None
    share: float = 0.0
    above: Sequence[Shape] = ()
    apart: Sequence[SetOff] = ()
    said: Sequence[Text] = ()
    paired: Panel | None = None
    emblem: bool = False
    pictures: Sequence[Picture | None] = ()
    section: Section | None = None

    @property
    def slides(self) -> int:
        """Return how many slides all this takes; none: the heading has one to itself."""
        dealt = len(self.deal.hands) if self.deal else 0
        return bool(self.opening) + self.introduction.alone + len(self.apart) + dealt + bool(self.paired)

    @property
    def pictured(self) -> int:
        """Return how many examples have their pictures on their slides."""
        hands = self.deal.hands if self.deal else ()
        return sum(bool(card.picture) for hand in hands for card in hand.cards) + sum(map(bool, self.pictures))


def prepare(section: Section, context: Context) -> Prepared:
    """Measure a pillar; raise ContentError for what fits nowhere.

    Short wordings of its examples stand where their whole texts would be small, or take another slide.
    """
    short = replace(section, blocks=tuple(_briefly(block) for block in section.blocks))
    if short == section:
        return _measured(section, context)
    briefly = replace(_measured(short, context), section=short)
    with suppress(ContentError):
        whole = replace(_measured(section, context), section=section)
        sizes = [one.deal.size if one.deal else 0.0 for one in (whole, briefly)]
        large = sizes[0] >= min(_WHOLE, sizes[1])
        if large and whole.slides <= briefly.slides and whole.pictured == briefly.pictured:
            return whole
    return briefly


def _briefly(block: Block) -> Block:
    """Return ``block``, its examples in their short wordings where they have one."""
    if not isinstance(block, Items):
        return block
    return replace(block, items=tuple(replace(one, text=one.brief or one.text, brief=None) for one in block.items))


def _measured(section: Section, context: Context) -> Prepared:
    """Return a pillar measured with the texts that its examples have; raise ContentError for what fits nowhere."""
    items, texts = _items(section), _texts(section)
    picture = next((block for block in section.blocks if isinstance(block, Picture)), None)
    whole = _pictured(section, picture, context) if picture else None
    if whole is None:
        wished = [picture] if picture else _figures_of(section)
        introduction, dealt, beside, share = _dealt(section, texts, wished, context)
        opening = [] if picture is None or beside else _opening(section, picture, texts, context)
        if _introduces(opening, context):
            introduction, dealt, _beside, _share = _dealt(section, [], [], context)
        prepared = Prepared(opening, introduction, dealt, beside, share)
        whole = _with_figures(section, items, prepared, context) or _apart(section, prepared, context)
    if whole.deal and not (whole.beside or whole.above or whole.introduction.frame):
        found = pictured.apart(items, whole.deal, context)
        whole = replace(whole, deal=found[0], pictures=found[1]) if found else whole
    rest = [block for block in _figures_of(section) if block is not whole.beside]
    whole = replace(whole, paired=pair(section, rest, context.layout("cards", 1).body, context))
    if texts and not (whole.deal or whole.opening or whole.apart):
        with suppress(ContentError):
            said = statement(section, texts, context.layout("cards", 1).body, context)
            return replace(whole, opening=said, introduction=Introduction(()))
    return whole


def at_ease(section: Section, prepared: Prepared, context: Context) -> bool:
    """Tell whether a pillar has few slides, its heading, with the icon below it, and its cards comfortably read."""
    dealt = prepared.deal
    if context.rhythm.titles < _HEADING or (dealt and (len(dealt.hands) > _FEW or dealt.size < COMFORTABLE)):
        return False
    head = heading(section, (1, prepared.slides), replace(context, rhythm=Rhythm(_HEADING)))
    return head.paragraphs[0].size >= _HEADING and bears_icon(head, context)


def _with_emblem(section: Section, whole: Prepared, context: Context) -> Prepared:
    """Return a pillar whose cards, where they say little, stand beside its icon, drawn large; any other as it is.

    The picture of a lone example stands there instead of the icon; others stay in their cards. Their text is of the
    size that it has in the rhythm of the deck.
    """
    dealt, introduction = whole.deal, whole.introduction
    if dealt is None or len(dealt.hands) > 1 or whole.beside or whole.above or introduction.alone or whole.pictures:
        return whole
    size = min(dealt.size, context.rhythm.cards, _LARGE)
    if dealt.hands[0].filled(size) >= _SPARSE:
        return whole
    items = _items(section)
    pictures = [item.picture for item in items if item.picture]
    if context.design.sidebar and not pictures:  # the sidebar bears the icon
        return replace(whole, emblem=len(items) == 1)
    if pictures and len(items) > 1:
        return replace(whole, emblem=True)
    share = PICTURE if pictures else EMBLEM
    room = share * context.layout("cards", 1).body.width + COLUMNS
    narrow = _narrowed([replace(item, picture=None) for item in items], introduction.below, dealt, room, context)
    if narrow is None or narrow.size < size:
        return whole
    return replace(whole, deal=narrow, emblem=True, share=share, beside=next(iter(pictures), None))


def _introduces(shapes: Sequence[Shape], context: Context) -> bool:
    """Tell whether the introduction is among ``shapes``."""
    return any(isinstance(shape, Frame) and shape.name == context.name("introduction") for shape in shapes)


def _figures_of(section: Section) -> list[DataTable | Chart]:
    return [block for block in section.blocks if isinstance(block, DataTable | Chart)]


def _apart(section: Section, prepared: Prepared, context: Context) -> Prepared:
    """Return a pillar with what it sets off on slides of their own, the introduction above the first of them."""
    introduction = prepared.introduction
    shapes = _beside_sidebar(section, introduction, context)
    if not shapes:
        return prepared
    words = said(section)
    if shapes[0].aside or (introduction.frame and not introduction.alone):
        wished = prepared.beside
        _none, dealt, beside, share = _dealt(section, [], [wished] if wished else [], context)
        words = [*introduction.texts, *words]
        picture = wished if isinstance(wished, Picture) and not beside else None
        opening = _opening(section, picture, (), context) if picture else prepared.opening
        prepared = Prepared(opening, Introduction(()), dealt, beside, share)
    return replace(prepared, apart=shapes, said=words)


def _beside_sidebar(
    section: Section, introduction: Introduction, context: Context, beside: float = 0.0
) -> list[SetOff]:
    """Return what a section sets off, its introduction in the sidebar of the first slide, if it has room there."""
    if _aside(section, introduction.texts, (1, 9), context) is None:
        return highlights(section, introduction, context, beside)
    first, *others = highlights(section, Introduction(introduction.texts), context, beside) or [SetOff(())]
    return [replace(first, aside=introduction.texts), *others] if first.shapes else []


def _aside(section: Section, texts: Sequence[Text], place: tuple[int, int], context: Context) -> Frame | None:
    """Return the introduction below the heading of a sidebar; None where it finds no room, or is no single text."""
    if len(texts) != 1:
        return None
    frame = commented(heading(section, place, context), texts[0], context, "introduction")
    return frame if frame and foot_of(frame, context) - frame.box.y <= _ASIDE else None


def _pictured(section: Section, picture: Picture, context: Context) -> Prepared | None:
    """Return a pillar that begins with what it sets off, beside its picture: the quotation, or else the figures.

    Its introduction stands above these. None where words would be small.
    """
    layout, texts = context.layout("cards", 1), _texts(section)
    quotes = tuple(block for block in section.blocks if isinstance(block, Quote))
    figures = tuple(block for block in section.blocks if isinstance(block, KeyFigures))
    shown = replace(section, blocks=quotes or figures)
    best: tuple[float, SetOff] | None = None
    if quotes and layout.band and not texts:
        with suppress(ContentError):
            alone = quoted(shown, picture, context)
            best = _loudest(alone.shapes), alone
    for share in _PICTURES if best is None else ():
        area = _right(layout.body, share)
        beside = area.width + BESIDE_PICTURE
        try:
            introduction = plan_introduction(texts, lambda _height: True, context, beside)
            found = _beside_sidebar(shown, introduction, context, beside)
        except ContentError:
            continue
        name = context.name("quote" if quotes else "figure")
        sizes = [_loudest([one]) for setoff in found for one in setoff.shapes if one.name.startswith(f"{name} [")]
        if (
            len(found) != 1
            or (introduction.alone and not found[0].aside)
            or min(sizes) < (_SET_OFF if quotes else _LOUD)
        ):
            continue
        if best is None or min(sizes) > best[0]:
            best = min(sizes), replace(found[0], shapes=[*found[0].shapes, *to_edges(picture, area, context)])
        if best[0] >= (_READ if quotes else _LOUD):
            break
    if best is None or best[0] < _SET_OFF:
        return None
    rest = replace(section, blocks=tuple(block for block in section.blocks if block not in shown.blocks))
    dealt = _dealt(rest, [], [], context)[1]
    prepared = Prepared((), Introduction(()), dealt, None)
    if quotes:
        prepared = _with_figures(rest, _items(rest), prepared, context) or _apart(rest, prepared, context)
    return replace(prepared, apart=[best[1], *prepared.apart], said=[*texts, *said(section)])


def _loudest(shapes: Sequence[Shape]) -> float:
    return max((para.size for para in paragraphs_of(shapes)), default=0.0)


def _with_figures(section: Section, items: Sequence[Item], prepared: Prepared, context: Context) -> Prepared | None:
    """Return a pillar with its key figures above its first cards, if that makes neither more slides nor small text."""
    dealt, introduction = prepared.deal, prepared.introduction
    shapes, tall = band_above(section, introduction.below, context)
    if not shapes or dealt is None or prepared.beside or introduction.alone:
        return None
    try:
        lower = deal(items, introduction.below + tall, context)
    except ContentError:
        return None
    fits = len(lower.hands) <= len(dealt.hands) and lower.hands[0].fits(lower.size)
    if not fits or lower.size < min(COMFORTABLE, dealt.size):
        return None
    texts = [*introduction.texts, *said(section)]
    return replace(prepared, deal=lower, above=shapes, introduction=replace(introduction, texts=texts))


def _items(section: Section) -> list[Item]:
    return [item for block in section.blocks if isinstance(block, Items) for item in block.items]


def _texts(section: Section) -> list[Text]:
    return [block.text for block in section.blocks if isinstance(block, Paragraph)]


def _dealt(
    section: Section, texts: Sequence[Text], wished: Sequence[Picture | DataTable | Chart], context: Context
) -> tuple[Introduction, Deal | None, Picture | DataTable | Chart | None, float]:
    """Return the introduction, the cards, and the first of ``wished`` that has room beside the first of them.

    With it comes its share of their width. It has room where it makes neither more slides nor small text.
    """
    items, layout = _items(section), context.layout("cards", 1)

    def fits(height: float) -> bool:
        return bool(items) and fits_below(items[0], height, context)

    introduction = plan_introduction(texts, fits, context)
    if not items:
        return introduction, None, None, 0.0
    dealt, whole = deal(items, introduction.below, context), _below(introduction, context)
    tries = [(block, share) for block in wished for share in ((PICTURE,) if isinstance(block, Picture) else SHARES)]
    for block, share in () if introduction.alone else tries:
        room, above = _right(whole, share), introduction
        if isinstance(block, Picture) and texts and layout.band:  # it reaches the head of the slide
            above = plan_introduction(texts, fits, context, room.width + COLUMNS)
            if above.alone:
                continue
        if isinstance(block, Picture) or panel(section, block, room, context):
            lone = isinstance(block, Picture) and not texts and not said(section)  # else it has a slide to itself
            least = 0.0 if isinstance(block, Picture) else max(COMFORTABLE, min(_BESIDE_FIGURE, dealt.size))
            narrow = _narrowed(items, above.below, dealt, room.width + COLUMNS, context, int(lone), least)
            if narrow:
                return above, narrow, block, share
    return introduction, dealt, None, 0.0


def _below(introduction: Introduction, context: Context) -> Box:
    """Return the area of the first cards, below the introduction."""
    body = context.layout("cards", 1).body
    return Box(body.x, body.y + introduction.below, body.width, body.height - introduction.below)


def _right(area: Box, share: float) -> Box:
    """Return a share of the width of ``area``, on its right."""
    return replace(area, x=area.right - share * area.width, width=share * area.width)


def _narrowed(
    items: Sequence[Item],
    above: float,
    dealt: Deal,
    beside: float,
    context: Context,
    spared: int = 0,
    least: float = 0.0,
) -> Deal | None:
    """Return the cards with so many points free beside the first; None where that costs slides or comfort.

    So many slides are ``spared`` by what stands there; their text has so many points at ``least``.
    """
    try:
        narrow = deal(items, above, context, beside)
    except ContentError:
        return None
    more = len(narrow.hands) > len(dealt.hands) + spared or not narrow.hands[0].fits(narrow.size)
    return None if more or narrow.size < (least or min(COMFORTABLE, dealt.size)) else narrow


def pillar(section: Section, prepared: Prepared, context: Context) -> list[Slide]:
    """Return the slides of a pillar, one at least: its introduction and its cards, then its tables and charts."""
    section = prepared.section or section
    prepared = _with_emblem(section, prepared, context)
    introduction, opening = prepared.introduction, prepared.opening
    parts = _dealt_out(prepared.deal, prepared, context) if prepared.deal else []
    context.kit.remarks += remarks(parts, context.kit.theme.deck.card.smallest)
    if introduction.alone or not (parts or opening or prepared.apart or prepared.paired):
        parts.insert(0, CardSlide((), (), 0.0))
    shown = {card.item.example for part in parts for card in part.cards if card.picture}
    missing = [item.picture for item in _items(section) if item.picture and item.example not in shown]
    lone = [picture for picture in missing if picture not in (prepared.beside, *prepared.pictures)]
    alone, dealt = parts[: int(introduction.alone)], parts[int(introduction.alone) :]
    drawn: list[Callable[[tuple[int, int], Context], Slide]] = []
    drawn += [partial(_opened, section, opening, _texts(section))] if opening else []
    drawn += [partial(_slide, section, part, introduction, _NOTHING) for part in alone]
    for index, apart in enumerate(prepared.apart):
        drawn.append(partial(_opened, section, apart.shapes, () if index else prepared.said, setoff=apart))
    for index, part in enumerate(dealt):
        above = Introduction(()) if index or alone else introduction
        if prepared.emblem:  # there is no other slide of cards
            part = _filling(part, _below(introduction, context), _lone_sizes(context))
        beside = _NOTHING if index else _beside(section, prepared, part, context)
        if prepared.deal and prepared.pictures and len(part.cards) == 1:
            body, picture = prepared.deal.hands[index].body, prepared.pictures[index]
            part, shapes = pictured.alone(part, body, picture, context)
            beside = Panel(shapes, ()) if shapes else beside
        elif prepared.deal and not prepared.emblem:
            part, named = _noted(part, prepared.deal.hands[index].body, context)
            beside = replace(beside, shapes=[*beside.shapes, named]) if named else beside
        drawn.append(partial(_cards, section, part, above, beside))
    drawn += [partial(picture_slide, section, picture) for picture in lone]
    if paired := prepared.paired:
        drawn.append(partial(_opened, section, paired.shapes, paired.said))
    slides = [draw((number, len(drawn)), context) for number, draw in enumerate(drawn, 1)]
    placed = _figures_of(section) if paired else [prepared.beside]
    rest = [block for block in section.blocks if block not in placed]  # what is remembered is equal, not the same
    return [*slides, *(slide for block in rest for slide in _figures(section, block, context))]


def _dealt_out(dealt: Deal, prepared: Prepared, context: Context) -> list[CardSlide]:
    """Return the slides of cards; their text is somewhat smaller where that leaves each room for its sources."""
    whole = dealt.slides(context.rhythm.cards, context.rhythm.form)
    size = min(dealt.size, context.rhythm.cards)
    for step in range(int((1 - _FOR_NOTES) * size / _STEP) + 1):
        smaller = size - step * _STEP
        parts = dealt.slides(smaller, context.rhythm.form) if step else whole
        several = [not prepared.pictures or len(hand.cards) > 1 for hand in dealt.hands]
        found = zip(parts, dealt.hands, several, strict=True)
        pairs = [(part, hand) for part, hand, placed in found if placed and part.sources]
        if prepared.emblem or smaller < COMFORTABLE or not pairs:
            break
        if all(_noted(part, hand.body, context)[1] for part, hand in pairs):
            return parts
    return whole


def _noted(part: CardSlide, body: Box, context: Context) -> tuple[CardSlide, Frame | None]:
    """Return cards, and at the foot of ``body`` the sources to which they refer, where few lines and the cards fit."""
    named, above = notes(part.sources, body, context)
    if named is None or body.height - above.height > _NOTES * body.height:
        return part, None
    lower = part.above(above)
    return (lower, named) if lower else (part, None)


def _lone_sizes(context: Context) -> list[float]:
    """Return the sizes that the words of a lone card may have: up to those of a heading that is alone on its slide."""
    sizes = context.kit.theme.deck
    card = sizes.card.steps()
    return [*card, *(size for size in sizes.lone_heading.steps() if size > card[-1])]


def _filling(part: CardSlide, area: Box, sizes: Sequence[float]) -> CardSlide:
    """Return cards that stand one below the other, so high that they fill ``area``.

    The words of a lone one are as large as a quotation's: of ``sizes``, the largest that it holds; they stand in the
    upper middle.
    """
    card, width = part.cards[0], part.boxes[0].width
    if any(box.x != part.boxes[0].x for box in part.boxes):
        return part
    if len(part.cards) == 1:
        tall = _LONE * area.height
        size = largest(sizes, lambda one: card.fits(width, one) and card.height(width, one) <= tall)
        part = replace(part, size=max(part.size, size or 0.0))
    needed = [one.height(width, part.size) for one in part.cards]
    more = max(area.height - sum(needed) - GAP * (len(needed) - 1), 0.0) / len(needed)
    tops = accumulate([one + more + GAP for one in needed[:-1]], initial=area.y)
    if len(needed) == 1 and not card.insets:
        down = _RAISED * more
        return replace(part, boxes=(Box(area.x, area.y + down, width, area.height - down),))
    boxes = tuple(Box(area.x, y, width, tall + more) for y, tall in zip(tops, needed, strict=True))
    return replace(part, boxes=boxes)


def _beside(section: Section, prepared: Prepared, part: CardSlide, context: Context) -> Panel:
    """Return what stands above the first cards, or beside them."""
    block, area = prepared.beside, _right(_below(prepared.introduction, context), prepared.share)
    match block:
        case None:
            large = prepared.emblem and prepared.share
            shapes = emblem(section, area, context) if large else prepared.above
            return Panel(shapes, ())
        case Picture() if (layout := context.layout("cards", 1)).band:
            frame, whole = prepared.introduction.frame, _right(layout.body, prepared.share)
            return Panel(to_edges(block, area if frame and frame.box.right > whole.x else whole, context), ())
        case Picture():
            return Panel(bleeding(block, area, context), ())
        case _:
            return panel(section, block, area, context, part.size) or _NOTHING


def _opening(section: Section, picture: Picture, texts: Sequence[Text], context: Context) -> list[Shape]:
    """Return what a first slide shows: the pillar's picture, beside its texts where they have room.

    A narrow one that is alone stands to the edges, beside the emblem.
    """
    layout = context.layout("cards", 1)
    if texts:
        with suppress(ContentError):
            return beside_text(picture, texts, layout.body, context)
    shown = beside_text(picture, [], layout.body, context)
    width = next(one.box.width for one in shown if isinstance(one, PictureShape))
    if layout.band is None or width > _NARROW * layout.body.width:
        return shown
    left, top = (SIDEBAR.right, 0.0) if context.design.sidebar else (0.0, layout.band.bottom)
    placed = to_edges(picture, _right(layout.body, max(PICTURE, width / layout.body.width)), context)
    panel = Box(left, top, next(one.box.x for one in placed if isinstance(one, PictureShape)) - left, HEIGHT - top)
    return [*emblem(section, panel, context)[: 1 if context.design.sidebar else 2], *placed]


def _opened(
    section: Section,
    shapes: Sequence[Shape],
    texts: Sequence[Text],
    place: tuple[int, int],
    context: Context,
    setoff: SetOff = _NO_SETOFF,
) -> Slide:
    """Return a slide of what a pillar shows before its cards; ``texts`` are said of it.

    Where ``setoff`` says so, its heading is a line above that, on the first of ``shapes``, or bears its introduction.
    """
    layout, first = context.layout("cards", 1), place[0] == 1
    if setoff.overline:
        layout, title, head = pillar_overline(section, place, setoff.overline, context)
        shown = [shapes[0], *head, *shapes[1:]]
    else:
        title = heading(section, place, context)
        aside = _aside(section, setoff.aside, place, context)
        shown = [*pillar_head(section, title, layout, context, aside), *shapes]
    ground = next((one for one in shapes if isinstance(one, Figure)), None)
    if ground and ground.fill == context.accent(section.colour) and ground.box.bottom >= HEIGHT:
        layout = on_colour(layout)
    spoken: list[Said] = [title.text, *(text.runs for text in (*(section.said if first else ()), *texts))]
    return context.slide(layout, shown, spoken, [f"pillar:{section.pillar}"] if first else [])


def _figures(section: Section, block: Block, context: Context) -> list[Slide]:
    """Return the slides of a table or a chart; both are imported when they are needed."""
    match block:
        case DataTable():
            from generator.deck.compose.datatable import data_table

            return data_table(section, block, context)
        case Chart():
            from generator.deck.compose.chart import chart

            return chart(section, block, context)
        case Call():
            from generator.deck.compose.call import pillar_call

            return [pillar_call(section, block, context)]
    return []


def _cards(
    section: Section,
    part: CardSlide,
    introduction: Introduction,
    beside: Panel,
    place: tuple[int, int],
    context: Context,
) -> Slide:
    """Return a slide of cards; one that shows nothing else is remembered."""

    def key(memory: Memory) -> Hashable:
        ground, examples = memory.number(context.ground), memory.number(context.examples)
        return _slide, ground, examples, context.rhythm, replace(section, blocks=()), part, place

    alone = place[0] > 1 and introduction.frame is None and beside is _NOTHING
    make = partial(_slide, section, part, introduction, beside, place, context)
    return recalled(context.kit.memory if alone else None, key, make)


def _slide(
    section: Section,
    part: CardSlide,
    introduction: Introduction,
    beside: Panel,
    place: tuple[int, int],
    context: Context,
) -> Slide:
    """Return a slide of cards, below an ``introduction`` and ``beside`` something, if there is either."""
    first = place[0] == 1
    count = len(part.cards) or int(bool(introduction.frame))
    if count:
        layout = context.layout("cards", count)
        title = heading(section, place, context)
    else:
        layout = context.layout("pillar")
        lone = context.kit.theme.deck.lone_heading
        title = context.fitted(section.title, layout.title, lone, _("the band of its slide"))
    shapes: list[Shape] = [*pillar_head(section, title, layout, context)]
    if introduction.frame:
        shapes.append(introduction.frame)
    accent = context.accent(section.colour)
    for index, (card, box) in enumerate(zip(part.cards, part.boxes, strict=True)):
        stand = _Place(box, part.size, accent, index)
        shapes += _card(card, stand, layout.cards[index : index + 1], context)
    shapes += beside.shapes
    spoken = [text.runs for text in (*section.said, *introduction.texts)] if first else []
    notes: tuple[Said, ...] = (title.text, *spoken, *(_spoken(card.item) for card in part.cards))
    notes = (*notes, *(text.runs for text in beside.said))
    pillars = [f"pillar:{section.pillar}"] if first else []
    keys = [*pillars, *(f"example:{card.item.example}" for card in part.cards)]
    return context.slide(layout, shapes, notes, keys)


class _Place(Struct, frozen=True):
    """Where a card stands, the size of its text, its colour; which of its slide it is."""

    box: Box
    size: float
    accent: Colour
    index: int


def _card(card: Card, place: _Place, holders: Sequence[Placeholder], context: Context) -> list[Shape]:
    """Return an example below its rule: its number, its words in the layout's placeholder where it has one."""
    name = f"{context.name('example')} [{card.item.example}]"
    box, size, accent = place.box, place.size, place.accent
    holder = (holders[0].type, holders[0].index) if holders else ("", 0)
    inner, pictured = card.divided(box)
    left, top, right, bottom = CARD_INSETS
    beside, above = card.beside(box.width, size), card.above(box.width, size)
    narrower = card.narrowing(box.width, size) or -_WIDER_LINE * inner.width
    insets = (left + beside, top + inner.y - box.y + above, right + box.right - inner.right + narrower, bottom)
    shrinks = size > card.roomy or card.height(box.width, size) <= FULL * box.height
    areas = _areas(card, box, inner, size)
    whole = replace(box, height=areas[0].y - box.y) if areas else box
    frame = Frame(name, whole, _paragraphs(card, place), *holder, "t", insets, shrinks=shrinks)
    rule = Box(box.x, box.y, inner.width, BAR)
    shapes: list[Shape] = [Figure(f"{context.name('rule')} {place.index + 1}", rule, fill=accent)]
    if number := context.examples.get(card.item.example):
        shapes.append(_example_number(number, replace(inner, y=inner.y + top), place, context))
    shapes.append(frame)
    for one, area in zip(card.insets, areas, strict=True):
        shapes += one.shapes(area, size, accent, context)
    if not (card.picture and pictured):
        return shapes
    return [*shapes, *bleeding(card.picture, _to_edge(pictured, context), context)]


def _areas(card: Card, box: Box, inner: Box, size: float) -> list[Box]:
    """Return where what is set off in a card in ``box`` stands, at the foot, as wide as its ``inner`` part.

    Each takes of the height to spare as much as becomes it.
    """
    spare = max(box.height - card.height(box.width, size), 0.0) / max(len(card.insets), 1)
    rooms = ((one, one.height(inner.width, size, card.pitch) + spare) for one in card.insets)
    talls = [one.becoming(inner.width, room, size, card.pitch) for one, room in rooms]
    tops = accumulate(talls, initial=box.bottom - sum(talls))
    return [Box(inner.x, y, inner.width, tall) for y, tall in zip(tops, talls, strict=False)]


def _to_edge(box: Box, context: Context) -> Box:
    """Return the ``box`` of a picture beside an example, as far as the edges of the slide that it is next to.

    On a template that is not ours these are the template's.
    """
    layout = context.layout("cards", 1)
    body = layout.body
    if layout.band is None or box.right < body.right - SLACK or box.width > body.width / 2:
        return box
    head = layout.band.y if context.design.sidebar else layout.band.bottom
    top = head if box.y <= body.y else box.y
    bottom = HEIGHT if box.bottom >= body.bottom - GAP else box.bottom
    return Box(box.x, top, WIDTH - box.x, bottom - top)


def _example_number(number: str, inner: Box, place: _Place, context: Context) -> Frame:
    """Return the number by which the matrix refers to an example, at the top left of the ``inner`` part of its box."""
    width = fallback.widest(words([Run(number)], context.kit.family, strong=True)) * place.size
    box = Box(inner.x, inner.y, width, place.size * context.pitch)
    para = Para((SlideRun(number, True),), place.size, place.accent)
    return Frame(f"{context.name('number')} {number}", box, (para,), wrap=False)


def _paragraphs(card: Card, place: _Place) -> tuple[Para, ...]:
    """Return the words of a card: its heading if it has one, its text with its source's number."""
    size, source = place.size, source_mark(card.item.source_number)
    inner = card.measure(place.box.width, size) - card.narrowing(place.box.width, size) / size
    lead = place.accent if card.item.names else None
    spans = (*laid(card.runs, card.words, inner), *source)
    text = Para(spans, size, lead=lead, origin=Origin(card.item.text.mark))
    if not card.heading:
        return (text,)
    return (Para((SlideRun(card.heading, True),), size, place.accent, after=BETWEEN * size), text)


def _spoken(item: Item) -> Sequence[Run]:
    """Return what the notes say of an example: its places, unless its text names them, and its whole text."""
    names = " · ".join(name.plain for name in item.names)
    first, *others = (*(item.said or (item.text,)), *(text for inset in item.insets for text in said_of(inset)))
    said = [*first.runs]
    for before, text in pairwise((first, *others)):
        said += [Run(" " if before.plain.endswith(_STOPS) else " ; "), *text.runs]
    begun = first.plain.startswith(names) and not first.plain[len(names) :][:1].isalnum()
    return said if begun or mentions(first.runs, item.names) else (Run(f"{names} — "), *said)

"""Compose what is asked of the readers, until when, in large words; and whom to contact, with a QR code.

Lengths are points.
"""

from __future__ import annotations

from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.deck.compose.common import COMFORTABLE, SLACK, SURE, even, laid, without_runt
from generator.deck.compose.heading import foot_of, heading, on_colour, pillar_head, pillar_overline
from generator.deck.compose.logos import captioned_logos
from generator.deck.compose.overview import ribbon, tiles_of
from generator.deck.compose.photograph import between_details, credited, cropped
from generator.deck.layouts import FOOTER, HEIGHT, MARGIN, RIBBON, WIDTH
from generator.deck.slide import INK, PAPER, Colour, Figure, Frame, Origin, Para
from generator.document.tree import Call, Picture
from generator.graphics.code import qr_code
from generator.messages import _
from generator.oklab import hue_distance, lighter, nearest
from generator.source.inline import Run
from generator.text import fallback
from generator.text.breaking import break_lines, count_lines, words
from generator.text.fit import largest, refuse_box
from generator.theme import MIN_CONTRAST, WHITE, contrast
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.deck.compose.common import Context, Said
    from generator.deck.design import SlideLayout
    from generator.deck.slide import Shape, Slide
    from generator.document.tree import Section, Tile
    from generator.source.inline import Text
    from generator.text.breaking import Word

_SIZES = (
    *(12.0, 14.0, 16.0, 18.0, 20.0, 22.0, 24.0, 26.0, 28.0, 30.0, 32.0, 34.0, 36.0, 40.0, 44.0, 48.0, 54.0, 60.0),
    *(66.0, 72.0),
)
_CONTACTS = (12.0, 14.0, 16.0, 18.0, 20.0, 22.0, 24.0, 26.0)
_LONE = (*_CONTACTS, 28.0, 30.0, 32.0, 34.0, 36.0)  # of a contact that has the slide to itself
_DATE, _MOST = 0.6, 30.0  # the size of a date, of what is asked, and at most
_BELOW_DATE = 0.5  # of its size
_FORCE = 36.0  # what is asked in this size is by far the largest of its slide
_ENOUGH = 22.0  # and in this one still is, above a contact that is comfortably read
_EYEBROW = 22.0  # the title above what is asked, at most
_CODE, _SMALLEST_CODE, _BESIDE = 150.0, 128.0, 32.0  # the side of a QR code, read from the middle of a room; beside it
_ADDRESS = 14.0  # an address that is still wider is broken
_APART = 30.0  # between what is asked and the contact
_HAND = 3.0  # by so much the lines of another font may hang lower
_BAR, _AROUND = 4.0, 30.0  # beside a panel, and around what stands on it
_EMBLEM = 400.0  # the pillar's icon behind what is asked
_SHADE = 0.4, 0.9  # its tone, on which white is read as well: lightness, what of the pillar's chroma (by eye)
_RAISED = 0.4  # of the free room, so much is above
# Of the last slides: left of their words, beside them, below their title; the column of the picture on the right.
_LEFT, _RIGHT, _BELOW_TITLE, _COLUMN = 52.0, 40.0, 18.0, 384.0
_SIDE, _OVERLINE = 64.0, 44.0  # beside the words of a pillar's call; the height of the heading above them
_BRIGHT, _READABLE = 7.0, 0.6  # the contrast of a date with its ground (by eye), or so much of that of the words
_LOGOS, _ABOVE_STRIP = 120.0, 24.0  # the height of the contact's logos; what is free above them and the code
_OTHER, _BELONGS, _OTHERS = (24.0, 22.0, 20.0), 20.0, 0.42  # of other calls: words, pillar; of the room, at most
_PANEL, _PANEL_MARGIN = 340.0, 32.0  # the width of their panels; on both sides of what stands there
_PANEL_SIZES = (20.0, 22.0, 24.0, 26.0, 28.0, 30.0, 32.0, 34.0, 36.0)  # of their words
_PANEL_DATE = 0.7  # of these: a date
_SECOND = 0.75  # of the size of what is asked first: theirs, at most
_CLOSE = 26.0, 8.0  # of several: above and below what stands there; below the name
_PANELLED = 0.7  # of the height: what is asked beside panels, at most
_PANEL_ICON = 1.2  # of the line of a pillar's name there: the side of the icon before it
_DATES, _ROW, _HAIRLINE = 250.0, 14.0, 1.0  # the width of their dates; above and below one; the rule above it
# Of a contact's size: its name at least, and at most where nothing is asked beside it; its icons, their room.
_NAME, _LARGE_NAME, _ICON, _INDENT = 1.5, 2.2, 1.2, 1.9
_BETWEEN, _BELOW_NAME = 0.5, 0.9  # of it: between two lines; below the name
_ICONS = {"mailto": "mail", "tel": "phone"}


class _Entry(Struct, frozen=True):
    """A line of a contact, measured; its address and the icon of this.

    The name above addresses is ``larger`` than these by so much at most.
    """

    text: Text
    words: list[Word]
    address: str = ""
    icon: str = ""
    larger: float = 0.0

    @property
    def below(self) -> float:
        """Return what is free below it, in sizes of the contact."""
        return _BELOW_NAME if self.larger else _BETWEEN

    def size(self, size: float, width: float) -> float:
        """Return its own size in a contact of ``size`` points: a name is as large as it can be on a line."""
        if not self.larger:
            return size
        line = SURE * (width - SLACK) / break_lines(self.words, inf)[0].width
        word = (width - SLACK) / fallback.widest(self.words)
        return max(_NAME * size if _NAME * size <= word else max(size, int(word)), int(min(self.larger * size, line)))

    def shrinks(self, size: float, width: float) -> bool:
        """Tell whether it is a name that stands on a line in our own font."""
        return self.size(size, width) > _NAME * size

    def inner(self, width: float, size: float) -> float:
        """Return the width of its lines in ``width`` points."""
        return width - SLACK - (_INDENT * size if self.icon else 0.0)

    def height(self, width: float, size: float, pitch: float) -> float:
        """Return the height of its lines in ``width`` points, in a wider font too."""
        own, inner = self.size(size, width), self.inner(width, size)
        if self.shrinks(size, width):
            return pitch * own
        broken = fallback.widest(self.words) * own > inner  # renderers do not break an address at the same signs
        return (fallback.lines(self.words, inner / own, pitch) + broken) * pitch * own


def closing(section: Section, context: Context) -> list[Slide]:
    """Return the last slide of a deck: its call, or its contact."""
    block: Call = section.blocks[0]  # type: ignore[assignment]  # a section of this role has one call
    layout = context.layout("closing")
    tiles = next(filter(None, map(tiles_of, context.document.sections)), ())
    if layout.ribbon:  # our own layout; nobody else's title is moved
        layout, title, shapes = _on_field(section, block, tiles, layout, context)
    else:
        title = context.title(section.title, layout)
        accent = context.accent(tiles[0].colour) if tiles else INK
        shapes = [title, *_shapes(block, layout.body, accent, INK, context)]
    return [context.slide(layout, shapes, [title.text, *_said(section, block)])]


def _on_field(
    section: Section, block: Call, tiles: Sequence[Tile], layout: SlideLayout, context: Context
) -> tuple[SlideLayout, Frame, list[Shape]]:
    """Return a last slide on our own layout, its title and its shapes.

    What is asked stands on a field of the banner's colour, beside or above what the pillars ask if there is room; so
    does the contact, above its code and the logos. On the right of the last one is the cover's picture, or the pillars'
    colours.
    """
    last = section == context.document.sections[-1]
    panels = [] if last else _panels(block, Box(WIDTH - _PANEL, 0.0, _PANEL, HEIGHT), context)
    column = _illustrated(tiles, context) if last else _PANEL if panels else 0.0
    edge = WIDTH - column
    title, faded = layout.title, context.faded_on_banner
    low = HEIGHT - MARGIN if last else FOOTER.box.y - _ABOVE_STRIP
    room = Box(_LEFT, MARGIN, edge - _LEFT - (_RIGHT if column else _LEFT), low - MARGIN)
    dated = _date_colour(context, str(context.kit.theme.field), _asked_on(context))
    sizes = context.kit.theme.deck.slide_title
    sizes = replace(sizes, largest=_EYEBROW, smallest=min(sizes.smallest, _EYEBROW))
    bright = dated if last else context.on_banner
    holder = replace(title, box=replace(room, height=title.box.height), anchor="t", colour=bright)
    head = context.title(section.title, replace(layout, title=holder), sizes=sizes)
    top = foot_of(head, context) + _BELOW_TITLE
    body = Box(room.x, top, room.width, room.bottom - top)
    foot = _strip(block, body, context) if last else [] if panels or not block.text else _others(body, dated, context)
    if foot:
        body = replace(body, height=min(one.box.y for one in foot) - _ABOVE_STRIP - body.y)
    shown = replace(block, code="") if last else block
    shapes: list[Shape] = list(_shapes(shown, body, dated, context.on_banner, context))
    shapes = _lowered(shapes, (body.bottom - max(one.box.bottom for one in shapes)) * _RAISED)
    if panels:
        asked: Frame = shapes[0]  # type: ignore[assignment]
        panels = _panels(block, Box(edge, 0.0, column, HEIGHT), context, asked, head.box.y) or panels
    field = Figure(context.name("band"), Box(0.0, 0.0, edge, HEIGHT), fill=context.banner)
    right = panels or (_picture_or_ribbon(tiles, Box(edge, 0.0, column, HEIGHT), context) if column else [])
    footer, number = (None, None) if last else (layout.footer, layout.number)
    if footer and number:
        number = replace(number, box=replace(number.box, x=room.right - number.width), colour=faded)
        footer = replace(footer, box=replace(footer.box, x=_LEFT, width=number.box.x - _LEFT), colour=faded)
    return replace(layout, footer=footer, number=number), head, [field, head, *shapes, *foot, *right]


def _strip(block: Call, body: Box, context: Context) -> list[Shape]:
    """Return a code and the logos beside it, at the foot of ``body``."""
    side = _CODE if block.code else _LOGOS
    place = Box(body.x, body.bottom - side, side, side)
    code = list(_code(block, place, context)) if block.code else []
    left = place.right + _BESIDE if code else body.x
    return [*code, *captioned_logos(Box(left, place.y, body.right - left, side), context)]


def _asks(context: Context) -> list[tuple[Tile, Call]]:
    """Return what pillars ask, each with the tile of the pillar."""
    tiles = {tile.pillar: tile for one in context.document.sections for tile in tiles_of(one)}
    asked = [(tiles.get(one.pillar), block) for one in context.document.sections if one.pillar for block in one.blocks]
    return [(tile, block) for tile, block in asked if tile and isinstance(block, Call) and block.text]


def _height_of(frame: Frame, context: Context) -> float:
    """Return the height of the bold words of ``frame`` in our own font."""
    measured = [(words([Run(one.text)], context.kit.family, strong=True), one) for one in frame.paragraphs]
    wide, pitch = frame.box.width - SLACK, context.kit.family.face(strong=True).pitch
    return sum(count_lines(items, wide / one.size) * pitch * one.size + one.after for items, one in measured)


def _ascent(context: Context) -> float:
    """Return how far the first baseline of bold words is below the top of their frame, in em."""
    face = context.kit.family.face(strong=True)
    return face.pitch - face.descent


def _panels(block: Call, column: Box, context: Context, asked: Frame | None = None, top: float = 0.0) -> list[Shape]:
    """Return what pillars ask on panels of their colours in ``column``, one below the other, smaller than ``asked``.

    Each has the pillar's icon and name; those of the first stand on the line of a title at ``top``, its date and its
    words on the lines where those of ``asked`` begin, or lower. Nothing where words would be small, or what the
    ``block`` asks.
    """
    asks = _asks(context) if block.text and not block.contact else []
    left = column.x - _LEFT - _RIGHT
    if not asks or (_asked_size(block, left, _PANELLED * column.height, context) or 0.0) < _FORCE:
        return []
    tall, width = column.height / len(asks), column.width - 2 * _PANEL_MARGIN
    ascent, lines = _ascent(context), _baselines(asked, context) if asked else ()
    most = _SECOND * asked.paragraphs[-1].size if asked else _PANEL_SIZES[-1]
    title = top + ascent * _EYEBROW if asked else 0.0
    shapes: list[Shape] = []
    inset, below = (MARGIN, _APART) if len(asks) == 1 else _CLOSE
    for number, (tile, ask) in enumerate(asks):
        ground = Box(column.x, column.y + number * tall, column.width, tall)
        inner = Box(ground.x + _PANEL_MARGIN, max(ground.y + inset, title - ascent * _BELONGS), width, 0.0)
        side = _PANEL_ICON * context.pitch * _BELONGS
        icon = Box(inner.x, inner.y + (context.pitch * _BELONGS - side) / 2, side, side)
        beside = side + _BELONGS / 2
        named = _said_of(
            [(tile.label, _BELONGS, PAPER)], replace(inner, x=inner.x + beside, width=width - beside), context
        )
        low = named.box.bottom + below
        room = replace(inner, y=low, height=ground.bottom - inset - low)
        if not (said := _on_panel(ask, room, lines, most, tile, context)):
            return []
        shapes += [Figure(f"{context.name('band')} {number + 1}", ground, fill=context.accent(tile.colour))]
        shapes += [context.icon(tile.icon, icon, PAPER), named, *said]
        lines, title = (), 0.0
    return shapes


def _baselines(asked: Frame, context: Context) -> tuple[float, ...]:
    """Return the first baseline of each paragraph of ``asked``, as it is drawn in the middle of its box."""
    y, found = asked.box.y + (asked.box.height - _height_of(asked, context)) / 2, []
    for para in asked.paragraphs:
        found.append(y + _ascent(context) * para.size)
        y += _height_of(replace(asked, paragraphs=(para,)), context)
    return tuple(found)


def _on_panel(ask: Call, room: Box, lines: Sequence[float], most: float, tile: Tile, context: Context) -> list[Frame]:
    """Return the date and what a pillar asks on ``lines``, as large as ``room`` or ``most`` lets them be, if it can."""
    asked = ask.text
    assert asked
    dated = _date_colour(context, str(context.kit.theme.colour(tile.colour)), _asked_on(context))
    items, width = words(asked.runs, context.kit.family, strong=True), room.width - SLACK
    date = words(ask.until.runs, context.kit.family, strong=True) if ask.until else []
    first, last = (lines[0], lines[-1]) if lines else (0.0, 0.0)

    def composed(size: float, measure: float) -> list[Frame]:
        own, ascent = round(_PANEL_DATE * size), _ascent(context)
        box = replace(room, y=max(room.y, first - ascent * (own if ask.until else size)))
        above = [_said_of([(ask.until, own, dated)], box, context)] if ask.until else []
        top = box.y + sum(one.box.height for one in above) + _BELOW_DATE * own * len(above)
        box = replace(box, y=max(top, (last - ascent * size) * len(above)), width=measure + SLACK)
        return [*above, _said_of([(asked, size, PAPER)], box, context)]

    def fits(size: float, measure: float) -> bool:
        whole = fallback.widest(items) * size <= measure and _wide(date) * round(_PANEL_DATE * size) <= width
        return whole and composed(size, measure)[-1].box.bottom <= room.bottom

    sizes = [size for size in _PANEL_SIZES if size <= most and fits(size, width)]
    return composed(*even(items, width, sizes, context.pitch, fits)) if sizes else []


def _wide(items: Sequence[Word]) -> float:
    """Return the width of words on one line, in a wider font too, in em."""
    return sum(one.width + one.space for one in items) * fallback.factor(items)


def _others(body: Box, dated: Colour, context: Context) -> list[Shape]:
    """Return what pillars ask, at the foot of ``body``, each below a rule; nothing where that takes too much of it."""
    return next((rows for size in _OTHER if (rows := _rows(body, size, dated, context))), [])


def _rows(body: Box, size: float, dated: Colour, context: Context) -> list[Shape]:
    """Return what pillars ask in rows at the foot of ``body``, in words of ``size``; nothing where that is too high."""
    rows: list[tuple[float, list[Frame]]] = []
    for tile, ask in _asks(context):
        left = [(ask.until, size, dated)] if ask.until else []
        left += [(tile.label, _BELONGS, context.on_banner)]
        beside = body.x + _DATES + _BESIDE
        frames = [_said_of(left, Box(body.x, 0.0, _DATES, 0.0), context)]
        place = Box(beside, 0.0, body.right - beside, 0.0)
        frames += [_said_of([(ask.text, size, context.on_banner)] if ask.text else [], place, context)]
        rows.append((max(frame.box.height for frame in frames) + 2 * _ROW, frames))
    tall = sum(height for height, _frames in rows)
    if tall > _OTHERS * body.height:
        return []
    y = body.bottom - tall
    shapes: list[Shape] = []
    for number, (height, frames) in enumerate(rows, 1):
        rule = Box(body.x, y, body.width, _HAIRLINE)
        shapes.append(Figure(f"{context.name('rule')} {number}", rule, fill=context.faded_on_banner))
        shapes += _lowered(frames, y + _ROW)
        y += height
    return shapes


def _said_of(texts: Sequence[tuple[Text, float, Colour]], box: Box, context: Context) -> Frame:
    """Return bold texts of such sizes and colours, one below the other, in ``box``, made as high as they are."""
    paras, tall = [], 0.0
    for text, size, colour in texts:
        items = words(text.runs, context.kit.family, strong=True)
        measure = without_runt(items, box.width - SLACK, size, context.pitch)
        paras.append(Para(laid(text.runs, items, measure / size, True), size, colour, origin=Origin(text.mark)))
        tall += fallback.lines(items, measure / size, context.pitch) * context.pitch * size
    name = f"{context.name('call')} [{texts[-1][0].plain}]"[:80]
    return Frame(name, replace(box, height=tall + _HAND), tuple(paras))


def _date_colour(context: Context, ground: str, others: Iterable[str] = ()) -> Colour:
    """Return the colour of a date on ``ground`` (RRGGBB): one of the theme's accents, as light or dark as it must be.

    It is read on the banner and on the ``others``, too, if there is such a colour, so that dates have one; of these,
    it is the one whose hue stands out most.
    """
    theme = context.kit.theme
    accents, text = tuple(map(str, theme.accents)), str(theme.text)
    every = tuple(sorted({ground, str(theme.field), *others}))
    found = _read_on(every, accents, text) or _read_on((ground,), accents, text)
    return Colour(found) if found else PAPER if contrast(ground) >= MIN_CONTRAST else INK


@lru_cache(maxsize=64)
def _read_on(grounds: tuple[str, ...], accents: tuple[str, ...], text: str) -> str:
    """Return the accent that is read on all ``grounds`` and stands out most by its hue, or nothing; all are RRGGBB."""
    most = {one: max(contrast(WHITE, one), contrast(text, one)) for one in grounds}
    wanted = {one: max(min(_BRIGHT, _READABLE * top), min(MIN_CONTRAST, top)) for one, top in most.items()}

    def read(colour: str) -> bool:
        return all(contrast(colour, one) >= least for one, least in wanted.items())

    made = [nearest(one, read) for one in accents]
    apart = [(sum(hue_distance(colour, one) for one in wanted), colour) for colour in made if read(colour)]
    return max(apart, default=(0.0, ""))[1]


def _asked_on(context: Context) -> list[str]:
    """Return the colours (RRGGBB) of the pillars that ask."""
    return [str(context.kit.theme.colour(tile.colour)) for tile, _ask in _asks(context)]


def _cover_picture(context: Context) -> Picture | None:
    blocks = (block for one in context.document.sections if one.role == "cover" for block in one.blocks)
    return next((block for block in blocks if isinstance(block, Picture)), None)


def _illustrated(tiles: Sequence[Tile], context: Context) -> float:
    """Return the width of what stands beside the field of the last slide."""
    return _COLUMN if _cover_picture(context) else RIBBON.width if tiles else 0.0


def _picture_or_ribbon(tiles: Sequence[Tile], box: Box, context: Context) -> list[Shape]:
    """Return the cover's picture, which has been described there, in ``box``, or else the colours of the pillars."""
    picture = _cover_picture(context)
    if picture is None:
        return ribbon(tiles, box, context)
    shown = replace(picture, alternative="")
    shape = between_details(shown, cropped(shown, box, context), context)
    return [shape, *credited(shown, shape, context)]


def pillar_call(section: Section, block: Call, context: Context) -> Slide:
    """Return the slide of what is asked for one pillar, below its heading.

    On our own layouts it has the pillar's colour all over, the heading is a line, and the words are white.
    """
    layout, accent = context.layout("cards", 1), context.accent(section.colour)
    titled = replace(section, title=block.title or section.title)
    if layout.band:
        line = Box(_SIDE, MARGIN, WIDTH - 2 * _SIDE, _OVERLINE)
        layout, title, head = pillar_overline(titled, (1, 1), line, context)
        body = Box(_SIDE, line.bottom + _BELOW_TITLE, line.width, FOOTER.box.y - line.bottom - 2 * _BELOW_TITLE)
        dated = _date_colour(context, str(context.kit.theme.colour(section.colour)))
        shapes = list(_shapes(block, body, dated, PAPER, context))
        free = body.bottom - max(shape.box.bottom for shape in shapes)
        field = Figure(context.name("band"), Box(0.0, 0.0, WIDTH, HEIGHT), fill=accent)
        place = Box(WIDTH - _SIDE / 2 - _EMBLEM, FOOTER.box.y - _EMBLEM, _EMBLEM, _EMBLEM)
        deep = Colour(lighter(context.kit.theme.colour(section.colour), *_SHADE))
        emblem = [context.icon(section.icon, place, deep)] if section.icon and not block.code else []
        shapes, layout = [field, *emblem, *head, *_lowered(shapes, free * _RAISED)], on_colour(layout)
    else:
        title = heading(titled, (1, 1), context)
        shapes = [*pillar_head(titled, title, layout, context), *_panel(block, layout.body, accent, context)]
    return context.slide(layout, shapes, [title.text, *_said(section, block)])


def _lowered(shapes: Iterable[Shape], by: float) -> list[Shape]:
    return [replace(one, box=replace(one.box, y=one.box.y + by)) for one in shapes]


def _panel(block: Call, body: Box, accent: Colour, context: Context) -> Iterator[Shape]:
    """Yield a call on a panel with a bar of the accent's colour, as high as it needs."""
    inner = Box(body.x + _AROUND, body.y + _AROUND, body.width - 2 * _AROUND, body.height - 2 * _AROUND)
    shapes = list(_shapes(block, inner, accent, INK, context))
    needed = max(shape.box.bottom for shape in shapes) - inner.y
    tall = needed + 2 * _AROUND
    top = body.y + (body.height - tall) * _RAISED
    yield Figure(context.name("band"), Box(body.x, top, body.width, tall), fill=Colour(accent.name, True))
    yield Figure(f"{context.name('rule')} {context.name('call')}", Box(body.x, top, _BAR, tall), fill=accent)
    yield from _lowered(shapes, top - body.y)


def _said(section: Section, block: Call) -> Iterator[Said]:
    """Yield what the speaker says of a call."""
    said = section.said if section.role == "call" else ()
    yield from (text.runs for text in (*said, block.text, block.until, *block.contact) if text)


def _shapes(block: Call, body: Box, accent: Colour, plain: Colour, context: Context) -> Iterator[Shape]:
    """Yield a call in ``body``, from its top: the date in the accent's colour, what is asked, the contact and its code.

    What is asked is as large as it fits; the contact gives way where it would not be by far the largest.
    """
    entries = _entries(block, context)
    sizes = _CONTACTS if block.text else _LONE
    best: tuple[float, float] | None = None
    for size in reversed(sizes if entries else sizes[:1]):
        foot = _foot(entries, block, body, size, context)
        if foot is None:
            continue
        rest = body.height - foot - _APART if foot else body.height
        asked = _asked_size(block, body.width, rest, context) if block.text else 0.0
        if asked is not None and (best is None or asked > best[0]):
            best = asked, size
        if best and (best[0] >= (_FORCE if size > COMFORTABLE else _ENOUGH) or not block.text):
            break
    if best is None:
        raise _refusal(entries, body, context, block)
    asked, size = best
    top = body.y
    if block.text:
        foot = _foot(entries, block, body, size, context) or 0.0
        frame = _asked(block, body, body.height - (foot + _APART if foot else 0.0), asked, (accent, plain), context)
        yield frame if foot else replace(frame, box=replace(frame.box, height=body.height), anchor="ctr")
        top = frame.box.bottom + _APART
    side = _side(entries, block, body, size, context)
    width = body.width - (side + _BESIDE if side else 0.0)
    yield from _contact(entries, Box(body.x, top, width, body.bottom - top), size, plain, accent, context)
    if side:
        yield from _code(block, Box(body.right - side, top, side, side), context)


# What is asked


def _parts(block: Call, context: Context) -> tuple[list[Word], list[Word]]:
    """Return the words of the date and of what is asked."""
    family = context.kit.family
    until, text = ([] if one is None else words(one.runs, family, strong=True) for one in (block.until, block.text))
    return until, text


def _of_date(size: float) -> float:
    """Return the size of the date above what is asked in ``size`` points."""
    return min(max(round(size * _DATE), min(size, COMFORTABLE)), _MOST)


def _date_height(date: Sequence[Word], width: float, size: float, context: Context) -> float:
    """Return the height of the date and of the space below it."""
    own = _of_date(size)
    lines = fallback.lines_above(COMFORTABLE, date, width, own, context.pitch)
    return (lines * context.pitch + _BELOW_DATE) * own if date else 0.0


def _asked_size(block: Call, width: float, height: float, context: Context) -> float | None:
    """Return the largest size of what is asked in such a room, below its date."""
    date, text = _parts(block, context)
    inner = width - SLACK

    def fits(size: float) -> bool:
        whole = size == _SIZES[0] or fallback.widest(text) * size <= inner
        lines = fallback.lines_above(COMFORTABLE, text, inner, size, context.pitch)
        return whole and lines * context.pitch * size + _date_height(date, inner, size, context) + _HAND <= height

    return largest(_SIZES, fits)


def _asked(
    block: Call, body: Box, height: float, size: float, colours: tuple[Colour, Colour], context: Context
) -> Frame:
    """Return the date and what is asked, in the colours of both, at the top of ``body``, in lines of even length."""
    assert block.text
    date, text = _parts(block, context)
    inner = body.width - SLACK
    steps = [one for one in _SIZES if one <= size]

    def tall(one: float, measure: float) -> float:
        lines = fallback.lines_above(COMFORTABLE, text, measure, one, context.pitch)
        return lines * context.pitch * one + _date_height(date, measure, one, context) + _HAND

    size, measure = even(text, inner, steps, context.pitch, lambda one, measure: tall(one, measure) <= height)
    own, (accent, plain) = _of_date(size), colours
    paras = [Para(laid(block.text.runs, text, measure / size, True), size, plain, origin=Origin(block.text.mark))]
    if until := block.until:
        said = laid(until.runs, date, inner / own, True)
        paras.insert(0, Para(said, own, accent, after=_BELOW_DATE * own, origin=Origin(until.mark)))
        measure = max(measure, min(_wide(date) * own, inner))
    box = Box(body.x, body.y, measure + SLACK, min(tall(size, measure), height))
    return Frame(context.name("call"), box, tuple(paras))


# The contact


def _entries(block: Call, context: Context) -> list[_Entry]:
    """Return the lines of a contact: addresses with their icons, below a name if the first is none."""
    family, found = context.kit.family, []
    for index, text in enumerate(block.contact):
        links = {run.link for run in text.runs}
        address = next(iter(links)) if len(links) == 1 else ""
        icon = _ICONS.get(address.partition(":")[0], "world") if address else ""
        larger = (_NAME if block.text else _LARGE_NAME) * (not icon and not index and len(block.contact) > 1)
        items = words(text.runs, family, strong=bool(larger), strong_places=False)
        found.append(_Entry(text, items, address, icon, larger))
    return found


def _tall(entries: Sequence[_Entry], width: float, size: float, context: Context) -> float:
    """Return the height of a contact of ``size`` points."""
    return sum(one.height(width, size, context.pitch) + one.below * size for one in entries[:-1]) + sum(
        one.height(width, size, context.pitch) for one in entries[-1:]
    )


def _holds(entries: Sequence[_Entry], width: float, height: float, size: float, context: Context) -> bool:
    """Tell whether a contact of ``size`` points has room, no address broken unless it is small already."""
    whole = all(fallback.widest(one.words) * one.size(size, width) <= one.inner(width, size) for one in entries)
    return (whole or size <= _ADDRESS) and _tall(entries, width, size, context) <= height


def _side(entries: Sequence[_Entry], block: Call, body: Box, size: float, context: Context) -> float:
    """Return the side of the code beside a contact: as high as that, within limits."""
    if not block.code:
        return 0.0
    tall = _tall(entries, body.width - _CODE - _BESIDE, size, context)
    return min(max(tall, _SMALLEST_CODE), _CODE, body.width / 3)


def _foot(entries: Sequence[_Entry], block: Call, body: Box, size: float, context: Context) -> float | None:
    """Return the height of a contact of ``size`` points with its code beside it; None where it has no room."""
    side = _side(entries, block, body, size, context)
    width = body.width - (side + _BESIDE if side else 0.0)
    if not _holds(entries, width, body.height, size, context):
        return None
    return max(_tall(entries, width, size, context) if entries else 0.0, side)


def _contact(
    entries: Sequence[_Entry], box: Box, size: float, ink: Colour, mark: Colour, context: Context
) -> Iterator[Shape]:
    """Yield the lines of a contact from the top of ``box``, each with its icon in the colour ``mark``."""
    top = box.y
    for number, one in enumerate(entries, 1):
        own, inner = one.size(size, box.width), one.inner(box.width, size)
        tall = one.height(box.width, size, context.pitch)
        measure = without_runt(one.words, inner, own, context.pitch)
        said = laid(one.text.runs, one.words, measure / own, bool(one.larger))
        para = Para(said, own, ink, origin=Origin(one.text.mark))
        place = Box(box.x + box.width - SLACK - inner, top, measure + SLACK, tall)
        if one.icon:
            side = _ICON * size
            middle = top + (context.pitch * own - side) / 2
            yield context.icon(one.icon, Box(box.x, middle, side, side), mark)
        yield Frame(
            f"{context.name('text')} {number}", place, (para,), target=one.address, shrinks=one.shrinks(size, box.width)
        )
        top += tall + one.below * size


def _refusal(entries: Sequence[_Entry], box: Box, context: Context, block: Call | None = None) -> Exception:
    """Return why a call has no room: its longest text has none."""
    texts = [(one.text, one.words) for one in entries]
    if block and block.text:
        texts.append((block.text, _parts(block, context)[1]))
    text, items = max(texts, key=lambda one: len(one[1]))
    return refuse_box(items, (box.width, box.height / 2), _SIZES[0], context.pitch, text.mark, _("a slide"))


def _code(block: Call, box: Box, context: Context) -> Iterator[Shape]:
    """Yield the QR code as one native outline on paper."""
    path, count = qr_code(block.code)
    yield Figure(f"{context.name('code')} {context.name('band')}", box, fill=Colour("FFFFFF"))
    drawn = path.transformed(box.width / count)
    yield Figure(context.name("code"), box, drawn, Colour("000000"), description=block.code_alternative)

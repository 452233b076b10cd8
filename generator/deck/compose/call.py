"""Compose what is asked of the readers: large words, until when, whom to contact, a QR code; lengths are points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.deck.compose.caption import captioned
from generator.deck.compose.common import COMFORTABLE, SLACK, balanced, laid
from generator.deck.compose.overview import ribbon, tiles_of
from generator.deck.slide import INK, PAPER, Colour, Figure, Frame, Origin, Para
from generator.graphics.code import qr_code
from generator.messages import _
from generator.text.breaking import count_lines, words
from generator.text.fit import largest, refuse_box
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.deck.compose.common import Context, Said
    from generator.deck.slide import Shape, Slide
    from generator.document.tree import Call, Section
    from generator.source.inline import Text
    from generator.text.breaking import Word

_SIZES = (12.0, 14.0, 16.0, 18.0, 20.0, 22.0, 24.0, 26.0, 28.0, 30.0, 32.0, 34.0, 36.0, 40.0)
_LESSER = 0.72  # the size of dates and contacts, of the words'
_CODE, _BESIDE = 190.0, 28.0  # the side of a QR code, its quiet zone included, and the gap beside it
_SMALLEST_CODE = 110.0  # read from the middle of a room, by a telephone
_ADDRESS = 14.0  # an address that is still wider is broken
_BADGE = (14.0, 7.0, 14.0, 7.0)  # around the words of the date
_APART = 0.8  # between the parts, in sizes of the words
_LINE = 0.25  # between two lines of the contact, in their sizes
_BAR, _AROUND = 4.0, 30.0  # beside a panel, and around what stands on it
_FILLED = 0.72  # of the slide: what a panel takes at least
_RAISED = 0.4  # of the free room, so much is above


class _Part(Struct, frozen=True):
    """Texts of one kind, measured; the size of each is a ``share`` of that of the words that ask."""

    texts: tuple[Text, ...]
    words: tuple[list[Word], ...]
    share: float = 1.0
    strong: bool = False
    around: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    addresses: bool = False

    def inner(self, width: float) -> float:
        """Return the width of its words in ``width`` points."""
        return width - self.around[0] - self.around[2] - SLACK

    def size(self, width: float, size: float) -> float:
        """Return the size of its texts in ``width`` points: an address may be smaller, so that it stays whole."""
        own = max(min(size, COMFORTABLE), round(2 * size * self.share) / 2)
        if not self.addresses:
            return own
        widest = max(word.width for items in self.words for word in items)
        return max(min(own, int(2 * self.inner(width) / widest) / 2), min(own, _ADDRESS))

    def height(self, width: float, size: float, pitch: float) -> float:
        """Return its height in ``width`` points."""
        own = self.size(width, size)
        lines = sum(count_lines(items, self.inner(width) / own) for items in self.words)
        between = _LINE * own * (len(self.texts) - 1)
        return lines * pitch * own + between + self.around[1] + self.around[3]

    def is_whole(self, width: float, size: float) -> bool:
        """Tell whether no word is broken in ``width`` points, but for addresses."""
        widest = max(word.width for items in self.words for word in items)
        return self.addresses or widest * self.size(width, size) <= self.inner(width)


def closing(section: Section, context: Context) -> list[Slide]:
    """Return the last slide of a deck: its call, or its contact."""
    block: Call = section.blocks[0]  # type: ignore[assignment]  # a section of this role has one call
    layout = context.layout("closing")
    title = context.title(section.title, layout)
    shapes: list[Shape] = [title]
    tiles = next(filter(None, map(tiles_of, context.document.sections)), ())
    if layout.rule:
        shapes.append(Figure(context.name("rule"), layout.rule, fill=INK))
    shapes += _shapes(block, layout.body, context.accent(tiles[0].colour) if tiles else INK, context)
    if layout.ribbon:
        shapes += ribbon(tiles, layout.ribbon, context)
    return [context.slide(layout, shapes, [title.text, *_said(section, block)])]


def pillar_call(section: Section, block: Call, context: Context) -> Slide:
    """Return the slide of what is asked for one pillar."""
    layout = context.layout("content")
    head = captioned(section, block.title or section.title, (1, 1), layout, context)
    shapes = _panel(block, layout.body, context.accent(section.colour), context)
    return context.slide(layout, (*head, *shapes), [head[0].text, *_said(section, block)])


def _panel(block: Call, body: Box, accent: Colour, context: Context) -> Iterator[Shape]:
    """Yield a call on a panel with a bar of the accent's colour: as high as it needs, but most of the slide."""
    inner = Box(body.x + _AROUND, body.y + _AROUND, body.width - 2 * _AROUND, body.height - 2 * _AROUND)
    shapes = list(_shapes(block, inner, accent, context))
    needed = max(shape.box.bottom for shape in shapes) - inner.y
    tall = min(body.height, max(needed + 2 * _AROUND, body.height * _FILLED))
    top = body.y + (body.height - tall) * _RAISED
    yield Figure(context.name("band"), Box(body.x, top, body.width, tall), fill=Colour(accent.name, True))
    yield Figure(f"{context.name('rule')} {context.name('call')}", Box(body.x, top, _BAR, tall), fill=accent)
    lowered = top + (tall - needed) / 2 - inner.y
    yield from (replace(one, box=replace(one.box, y=one.box.y + lowered)) for one in shapes)


def _said(section: Section, block: Call) -> Iterator[Said]:
    """Yield what the speaker says of a call."""
    said = section.said if section.role == "call" else ()
    yield from (text.runs for text in (*said, block.text, block.until, *block.contact) if text)


def _shapes(block: Call, body: Box, accent: Colour, context: Context) -> Iterator[Shape]:
    """Yield the parts one below the other, as large as they fit, and the code on their right."""
    side = min(_CODE, max(_SMALLEST_CODE, body.width * 0.26), body.height) if block.code else 0.0
    width = body.width - (side + _BESIDE if side else 0.0)
    parts = list(_parts(block, context))
    size = _size(parts, Box(body.x, body.y, width, body.height), context)
    top = body.y
    for name, part in parts:
        tall = part.height(width, size, context.pitch)
        yield _frame(name, part, Box(body.x, top, width, tall), size, accent, context)
        top += tall + _APART * size
    if side:
        yield from _code(block, Box(body.right - side, body.y, side, side), context)


def _parts(block: Call, context: Context) -> Iterator[tuple[str, _Part]]:
    """Yield what a call says, each part with its name."""
    family = context.kit.family

    def measured(*texts: Text, strong: bool = False) -> tuple[list[Word], ...]:
        return tuple(words(one.runs, family, strong=strong, strong_places=False) for one in texts)

    if block.text:
        yield context.name("call"), _Part((block.text,), measured(block.text))
    if block.until:
        items = measured(block.until, strong=True)
        yield context.name("facts"), _Part((block.until,), items, _LESSER, True, _BADGE)
    if block.contact:
        share = _LESSER if block.text else 1.0
        yield context.name("source"), _Part(block.contact, measured(*block.contact), share, addresses=True)


def _size(parts: list[tuple[str, _Part]], room: Box, context: Context) -> float:
    """Return the largest size of the words at which all parts fit; raise ContentError when none does."""

    def fits(size: float) -> bool:
        tall = sum(part.height(room.width, size, context.pitch) for _name, part in parts)
        whole = all(part.is_whole(room.width, size) for _name, part in parts)
        return (whole or size == _SIZES[0]) and tall + (len(parts) - 1) * _APART * size <= room.height

    size = largest(_SIZES, fits)
    if size is None:
        longest = max((part for _name, part in parts), key=lambda one: sum(map(len, one.words)))
        box = room.width, room.height / 2
        raise refuse_box(longest.words[0], box, _SIZES[0], context.pitch, longest.texts[0].mark, _("a slide"))
    return size


def _frame(name: str, part: _Part, box: Box, size: float, accent: Colour, context: Context) -> Frame:
    """Return a part in a frame: a badge of the accent's colour where there is room around its words."""
    own, badge = part.size(box.width, size), any(part.around)
    measure = part.inner(box.width)
    if not (badge or part.addresses):
        measure = balanced(part.words[0], measure, float("inf"), own, context.pitch)
        box = replace(box, width=measure + SLACK)
    paras = [
        Para(
            laid(text.runs, items, measure / own, part.strong),
            own,
            PAPER if badge else INK,
            after=_LINE * own,
            origin=Origin(text.mark),
        )
        for text, items in zip(part.texts, part.words, strict=True)
    ]
    if badge:
        wide = min(sum(word.width + word.space for word in part.words[0]) * own, measure) + SLACK
        box = Box(box.x, box.y, wide + part.around[0] + part.around[2] + SLACK, box.height)
    return Frame(
        name, box, tuple(paras), insets=part.around, fill=accent if badge else None, anchor="ctr" if badge else "t"
    )


def _code(block: Call, box: Box, context: Context) -> Iterator[Shape]:
    """Yield the QR code as one native outline on paper."""
    path, count = qr_code(block.code)
    yield Figure(f"{context.name('code')} {context.name('band')}", box, fill=Colour("FFFFFF"))
    drawn = path.transformed(box.width / count)
    yield Figure(context.name("code"), box, drawn, Colour("000000"), description=block.code_alternative)

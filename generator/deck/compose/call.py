"""Compose what is asked of the readers: large words, until when, whom to contact, a QR code; lengths are points."""

from __future__ import annotations

from itertools import product, zip_longest
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.deck.compose.common import COMFORTABLE, SLACK, laid, without_runt
from generator.deck.compose.overview import ribbon, tiles_of
from generator.deck.layouts import HEIGHT, WIDTH
from generator.deck.slide import INK, PAPER, Colour, Figure, Frame, Origin, Para
from generator.graphics.code import qr_code
from generator.messages import _
from generator.source.inline import Run, Text
from generator.text import fallback
from generator.text.breaking import words
from generator.text.fit import largest, refuse_box
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.deck.compose.common import Context, Said
    from generator.deck.design import SlideLayout
    from generator.deck.slide import Shape, Slide
    from generator.document.tree import Call, Section
    from generator.text.breaking import Word

_SIZES = (12.0, 14.0, 16.0, 18.0, 20.0, 22.0, 24.0, 26.0, 28.0, 30.0, 32.0, 34.0, 36.0, 40.0, 44.0, 48.0, 54.0, 60.0)
_DATE, _CONTACT = 0.62, 0.5  # the sizes of a date and of a contact, of the words'
_HAND = 3.0  # points: by so much the lines of another font may hang lower
_FORCE = 36.0  # points: what is asked in this size is by far the largest of its slide
_EYEBROW = 22.0  # points: the title above what is asked, at most
_CODE, _BESIDE = 190.0, 28.0  # the side of a QR code, its quiet zone included, and the gap beside it
_LOW_CODE = 144.0  # as high as a date and a contact of four lines
_SMALLEST_CODE = 110.0  # read from the middle of a room, by a telephone
_ADDRESS = 14.0  # an address that is still wider is broken
_APART, _LINE = 0.75, 0.25  # below the last line of a part, in sizes of the words, and below its others, in their own
_BAR, _AROUND = 4.0, 30.0  # beside a panel, and around what stands on it
_FIELD = 488.0  # from the top of a pillar's slide: the words of its field stand above its footer
_RAISED = 0.4  # of the free room, so much is above


class _Line(Struct, frozen=True):
    """A paragraph of a call, measured: its size, a ``share`` of that of what is asked; whether a part ends with it.

    What is asked and the date are ``strong``; the date has the accent's colour. An address may be smaller, so that it
    stays whole.
    """

    text: Text
    words: list[Word]
    share: float = 1.0
    strong: bool = False
    address: bool = False
    apart: bool = True

    @property
    def widest(self) -> float:
        """Return the width of the widest word, in em, in a somewhat wider font too."""
        return fallback.widest(self.words)

    def size(self, width: float, size: float) -> float:
        """Return the size of its text in ``width`` points, if what is asked has ``size``."""
        own = max(min(size, COMFORTABLE), round(2 * size * self.share) / 2)
        whole = int(2 * width / self.widest) / 2
        return max(min(own, whole), min(own, _ADDRESS)) if self.address else own

    def after(self, width: float, size: float) -> float:
        """Return the space below it."""
        return _APART * size if self.apart else _LINE * self.size(width, size)

    def height(self, width: float, size: float, pitch: float) -> float:
        """Return its height in ``width`` points, the space below it included, in a somewhat wider font too."""
        own = self.size(width, size)
        lines = fallback.lines_above(COMFORTABLE, self.words, width, own, pitch)
        return lines * pitch * own + self.after(width, size)


def closing(section: Section, context: Context) -> list[Slide]:
    """Return the last slide of a deck: its call, or its contact."""
    block: Call = section.blocks[0]  # type: ignore[assignment]  # a section of this role has one call
    layout = context.layout("closing")
    tiles = next(filter(None, map(tiles_of, context.document.sections)), ())
    accent = context.accent(tiles[0].colour) if tiles else INK
    if layout.ribbon:  # our own layout; nobody else's title is moved
        area = layout.ribbon
        layout = replace(layout, title=replace(layout.title, colour=context.on_banner))
        sizes = context.kit.theme.deck.slide_title
        if block.text:
            sizes = replace(sizes, largest=_EYEBROW, smallest=min(sizes.smallest, _EYEBROW))
        title = context.title(section.title, layout, sizes=sizes)
        shapes = [*_on_banner(title, block, accent, layout, context), *ribbon(tiles, area, context)]
    else:
        title = context.title(section.title, layout)
        shapes = [title, *_shapes(block, layout.body, accent, context)]
    return [context.slide(layout, shapes, [title.text, *_said(section, block)])]


def _on_banner(title: Frame, block: Call, accent: Colour, layout: SlideLayout, context: Context) -> Iterator[Shape]:
    """Yield the title, and what is asked, on the banner's ground, to the edges of the slide; the rest on paper below.

    Where they are short, the room that is left goes to both.
    """
    assert layout.rule
    assert layout.ribbon
    body = layout.body
    inside = replace(body, height=body.height - 2 * _AROUND)
    shapes = list(_shapes(block, inside, accent, context, asked=context.on_banner if block.text else None))
    head: list[Shape] = [title, Figure(context.name("rule"), layout.rule, fill=context.on_banner)]
    upper, lower = [*head, *shapes[: bool(block.text)]], shapes[bool(block.text) :]
    end = max(one.box.bottom for one in upper)
    free = body.bottom - end - 2 * _AROUND - max((one.box.height for one in lower), default=0.0)
    edge, left = end + _AROUND + free / 2, layout.ribbon.right
    yield Figure(context.name("band"), Box(left, 0.0, WIDTH - left, edge), fill=context.banner)
    yield from (replace(one, box=replace(one.box, y=one.box.y + free * _RAISED)) for one in upper)
    yield from (replace(one, box=replace(one.box, y=edge + _AROUND)) for one in lower)


def pillar_call(section: Section, block: Call, head: Sequence[Shape], context: Context) -> Slide:
    """Return the slide of what is asked for one pillar, below its ``head``.

    On our own layouts the ground of the head, which is its first shape, is that of all, and the words are white.
    """
    layout, accent = context.layout("cards", 1), context.accent(section.colour)
    body = layout.body
    if layout.band:
        field = replace(head[0], box=Box(0.0, 0.0, WIDTH, HEIGHT))
        inside = replace(body, height=_FIELD - body.y - _AROUND)
        shapes = list(_shapes(block, inside, PAPER, context, asked=PAPER, plain=PAPER))
        free = inside.bottom - max(shape.box.bottom for shape in shapes)
        lowered = [replace(one, box=replace(one.box, y=one.box.y + free * _RAISED)) for one in shapes]
        shapes, layout = [field, *head[1:], *lowered], _on_field(layout)
    else:
        shapes = [*head, *_panel(block, body, accent, context)]
    return context.slide(layout, shapes, [_title_of(head), *_said(section, block)])


def _on_field(layout: SlideLayout) -> SlideLayout:
    """Return a layout whose footer and number stand on the field of a pillar's colour."""
    footer, number = (one and replace(one, colour=PAPER) for one in (layout.footer, layout.number))
    return replace(layout, footer=footer, number=number)


def _title_of(shapes: Sequence[Shape]) -> str:
    return next(one.text for one in shapes if isinstance(one, Frame) and one.placeholder)


def _panel(block: Call, body: Box, accent: Colour, context: Context) -> Iterator[Shape]:
    """Yield a call on a panel with a bar of the accent's colour, as high as it needs."""
    inner = Box(body.x + _AROUND, body.y + _AROUND, body.width - 2 * _AROUND, body.height - 2 * _AROUND)
    shapes = list(_shapes(block, inner, accent, context))
    needed = max(shape.box.bottom for shape in shapes) - inner.y
    tall = needed + 2 * _AROUND
    top = body.y + (body.height - tall) * _RAISED
    yield Figure(context.name("band"), Box(body.x, top, body.width, tall), fill=Colour(accent.name, True))
    yield Figure(f"{context.name('rule')} {context.name('call')}", Box(body.x, top, _BAR, tall), fill=accent)
    lowered = top + _AROUND - inner.y
    for one in shapes:
        moved = replace(one, box=replace(one.box, y=one.box.y + lowered))
        yield replace(moved, anchor="ctr") if isinstance(moved, Frame) else moved


def _said(section: Section, block: Call) -> Iterator[Said]:
    """Yield what the speaker says of a call."""
    said = section.said if section.role == "call" else ()
    yield from (text.runs for text in (*said, block.text, block.until, *block.contact) if text)


def _shapes(
    block: Call, body: Box, accent: Colour, context: Context, *, asked: Colour | None = None, plain: Colour = INK
) -> Iterator[Shape]:
    """Yield the words in one frame, as large as they fit, so that they flow, and the code on their right.

    Where what is ``asked`` has a colour of its own, it takes the whole width, and the rest is in a frame below it. The
    code is smaller beside words that would be less than comfortable; then two lines of the contact are one.
    """
    side = min(_CODE, max(_SMALLEST_CODE, body.width * 0.26), body.height) if block.code else 0.0
    sides = [min(side, most) for most in (_CODE, _LOW_CODE, _SMALLEST_CODE)]
    forms = [list(_lines(block, context, paired=paired)) for paired in (False, True)]
    tries = [(lines, one) for one, lines in product(sides, forms)]
    best: tuple[float, float, list[_Line]] | None = None
    for lines, beside in tries:
        size = _size(_parts(lines, beside, body, asked is not None), beside, body.height, context)
        if best is None or size > best[0]:
            best = size, beside, lines
        if size >= (_FORCE if asked else COMFORTABLE):
            break
    assert best
    size, side, lines = best
    beside = body.y
    for part, width in _parts(lines, side, body, asked is not None):
        sole = part[0].size(width, size) if len(part) == 1 else 0.0
        measure = without_runt(part[0].words, width, sole, context.pitch) if sole else width
        paras = [_para(line, measure, size, accent, asked if asked and line is lines[0] else plain) for line in part]
        paras[-1] = replace(paras[-1], after=0.0)
        own = asked is not None and part[0] is not lines[0]
        box = Box(body.x, beside, measure + SLACK, _tall(part, width, size, context) + _HAND)
        yield Frame(
            context.name("text" if own else "call"),
            box,
            tuple(paras),
            anchor="b" if asked and not own and plain != INK else "t",
        )
        if asked and not own:
            beside = box.bottom + part[-1].after(width, size)
    if side:
        yield from _code(block, Box(body.right - side, beside, side, side), context)


def _parts(lines: Sequence[_Line], side: float, body: Box, asked: bool) -> list[tuple[Sequence[_Line], float]]:
    """Return the lines that share a frame, and its measure: what is ``asked`` alone, the others beside the code."""
    beside = body.width - (side + _BESIDE if side else 0.0) - SLACK
    parts = [(lines[:1], body.width - SLACK), (lines[1:], beside)] if asked else [(lines, beside)]
    return [(part, width) for part, width in parts if part]


def _tall(part: Sequence[_Line], width: float, size: float, context: Context) -> float:
    """Return the height of lines that share a frame."""
    return sum(line.height(width, size, context.pitch) for line in part) - part[-1].after(width, size)


def _lines(block: Call, context: Context, *, paired: bool = False) -> Iterator[_Line]:
    """Yield what a call says: what is asked, until when, whom to contact, two of that in a line if ``paired``."""
    family = context.kit.family
    if block.text:
        yield _Line(block.text, words(block.text.runs, family, strong=True), strong=True)
    if block.until:
        yield _Line(block.until, words(block.until.runs, family, strong=True), _DATE, strong=True)
    for text in _pairs(block.contact) if paired else block.contact:
        items = words(text.runs, family, strong_places=False)
        yield _Line(text, items, _CONTACT if block.text else 1.0, address=True, apart=False)


def _pairs(texts: Sequence[Text]) -> Iterator[Text]:
    """Yield each two of ``texts`` as one."""
    for one, other in zip_longest(texts[::2], texts[1::2]):
        yield Text((*one.runs, Run(" · "), *other.runs), one.mark) if other else one


def _size(parts: Sequence[tuple[Sequence[_Line], float]], side: float, height: float, context: Context) -> float:
    """Return the largest size of the words at which all fit, and so does the code beside the last of ``parts``.

    Raises ContentError when none does.
    """
    placed = [(line, width) for part, width in parts for line in part]

    def fits(size: float) -> bool:
        *before, last = [_tall(part, width, size, context) for part, width in parts]
        apart = sum(tall + part[-1].after(width, size) for tall, (part, width) in zip(before, parts, strict=False))
        whole = all(line.address or line.widest * line.size(width, size) <= width for line, width in placed)
        return (whole or size == _SIZES[0]) and apart + max(last, side) <= height

    size = largest(_SIZES, fits)
    if size is None:
        longest, width = max(placed, key=lambda one: len(one[0].words))
        room = width, height / 2
        raise refuse_box(longest.words, room, _SIZES[0], context.pitch, longest.text.mark, _("a slide"))
    return size


def _para(line: _Line, width: float, size: float, accent: Colour, plain: Colour) -> Para:
    own = line.size(width, size)
    said = laid(line.text.runs, line.words, width / own, line.strong)
    colour = accent if line.strong and line.share < 1.0 else plain
    return Para(said, own, colour, after=line.after(width, size), origin=Origin(line.text.mark))


def _code(block: Call, box: Box, context: Context) -> Iterator[Shape]:
    """Yield the QR code as one native outline on paper."""
    path, count = qr_code(block.code)
    yield Figure(f"{context.name('code')} {context.name('band')}", box, fill=Colour("FFFFFF"))
    drawn = path.transformed(box.width / count)
    yield Figure(context.name("code"), box, drawn, Colour("000000"), description=block.code_alternative)

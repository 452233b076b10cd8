"""Compose pictures: cropped about their focus, the credit on them; beside text, in a card, or on their own slide."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.deck.compose.common import COMFORTABLE, SLACK
from generator.deck.compose.veil import DrawnPicture, column_detail
from generator.deck.design import Placeholder
from generator.deck.layouts import HEIGHT, WIDTH
from generator.deck.slide import INK, MUTED, PAPER, Colour, Figure, PictureShape
from generator.errors import ContentError
from generator.graphics.colonnade import spandrels
from generator.messages import _
from generator.pictures import SCREEN, Crop, crop
from generator.text.breaking import break_lines, count_lines, words
from generator.text.fallback import factor
from generator.theme import MIN_CONTRAST, WHITE
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.deck.compose.common import Context
    from generator.deck.slide import Frame, Shape, Slide
    from generator.document.tree import Picture, Section
    from generator.source.inline import Text

_TEXT = 24.0  # points: text beside a picture, at most
_GAP = 24.0  # points: between a picture and the text beside it
_INSIDE = (14.0, 7.0)  # points: beside and above a credit, to the edges of the picture on which it stands
# Of the width that a picture takes beside text, in the order in which they are tried until text is comfortable.
_SHARES = (0.54, 0.44, 0.34)
PICTURE = 0.4  # of the width: a picture beside cards (by eye)
_KEPT = 0.6  # of the width or height of a picture alone, which is cropped to fill the slide
# A crop that slices less: the columns looked at, and how many on both sides of a cut; how far it moves, in so many
# steps; how much closer it may be; what is less.
_EDGE = 1.0  # points: what lies on a picture's corners goes beyond its edge, so that no line of it shows
_CLOSEST = 0.68  # of the sides of the widest view: the closest one, for the sake of the focus (by eye)
_COLUMN, _NEAR, _REACH, _STEPS, _CLOSER, _LESS = 2.0, 4, 40.0, 20, (1.0, 0.98, 0.96, 0.94, 0.92), 0.7
_CREDIT = 12.0  # points: the size of a credit at most
_MAX_CREDIT = 1 / 3  # of the height of a picture's box


def to_edges(block: Picture, area: Box, context: Context) -> list[Shape]:
    """Return ``block`` from the left of ``area`` to the right edge and the foot of a pillar's slide, its credit in it.

    On a template that is not ours it stands in ``area``.
    """
    layout = context.layout("cards", 1)
    if layout.band is None:
        return bleeding(block, area, context)
    edge = layout.band.y if context.design.sidebar else layout.band.bottom
    top = edge if area.y == layout.body.y else area.y
    return bleeding(block, Box(area.x, top, WIDTH - area.x, HEIGHT - top), context)


def bleeding(block: Picture, box: Box, context: Context) -> list[Shape]:
    """Return ``block`` as large as ``box``, its credit on it; raise ContentError for a credit that is too long."""
    shape = cropped(block, box, context)
    return [shape, *credited(block, shape, context)]


def credited(
    block: Picture,
    shape: PictureShape,
    context: Context,
    taken: Sequence[Box] = (),
    veil: tuple[Figure | None, str] = (None, ""),
) -> list[Shape]:
    """Return the credit of a picture in a corner of ``shape`` away from what is ``taken``, if it has one.

    In a wider font one that takes more lines may be smaller. It is white, or dark, in the calmest corner where that is
    read on the picture as it is drawn, below a ``veil`` with its colour's RRGGBB if there is one; where it is in no
    corner, white on a veil of its own.
    """
    box, family, (across, down) = shape.box, context.kit.family, _INSIDE
    named = _credit(block, Box(box.x, box.y, box.width - 2 * across, box.height - 2 * down), context)
    if named is None or not block.credit:
        return []
    items = words(block.credit.runs, family)
    line = break_lines(items, inf)[0].width * named.paragraphs[0].size * factor(items) + SLACK
    width, height = min(named.box.width, line), named.box.height
    lefts, tops = (box.right - across - width, box.x + across), (box.bottom - down - height, box.y + down)
    corners = [(Box(x, y, width, height), align) for y in tops for x, align in zip(lefts, "rl", strict=True)]
    free = [one for one in corners if not any(one[0].meets(other, 0.0) for other in taken)] or corners[:1]
    drawn, ink = DrawnPicture(shape, context), str(context.kit.theme.text)
    if veil[0]:
        drawn = drawn.behind(veil[0], veil[1])
    light, dark = (Colour(WHITE), Colour(ink)) if context.design.brand else (PAPER, INK)  # whatever paper is there
    tones = ((light, WHITE), (dark, ink))
    read = [
        (drawn.burden([place], plain), place, align, tone)
        for place, align in free
        for tone, plain in tones
        if drawn.lowest(place, plain) >= MIN_CONTRAST
    ]
    _burden, place, align, tone = min(read, key=lambda one: one[0], default=(0.0, *free[0], None))
    lines = tuple(replace(one, align=align, colour=tone or light) for one in named.paragraphs)
    own, wide = (count_lines(items, width / lines[0].size / wider) for wider in (1.0, factor(items)))
    said = replace(named, box=place, paragraphs=lines, anchor="ctr", shrinks=wide > own)
    if tone:
        return [said]
    least = drawn.least(place, WHITE, ink)
    plate = Box(place.x - across, place.y - down, width + 2 * across, height + 2 * down)
    return [Figure(f"{context.name('band')} ({said.name})", plate, fill=dark, opacity=(least, least)), said]


def cropped(block: Picture, box: Box, context: Context) -> PictureShape:
    """Return ``block`` cropped about its focus to fill ``box``."""
    cut = crop(context.kit.picture(block.file, SCREEN).shape, box.width / box.height, block.focus)
    return PictureShape(context.name("picture"), box, block.file, SCREEN, cut, block.alternative)


def arched(block: Picture, box: Box, context: Context) -> tuple[PictureShape, Figure]:
    """Return ``block`` in ``box``, its focus as near to the middle as a closer view brings it, as if in an arch.

    Paper lies on its upper corners: a picture with an outline of its own is none any more once LibreOffice saves it.
    """
    shape, wanted = context.kit.picture(block.file, SCREEN).shape, box.width / box.height
    middle = 2 * min(block.focus[0], 1 - block.focus[0])  # of the picture's width: the widest view with the focus there
    cut = crop(shape, wanted, block.focus, min(max(middle / min(1.0, wanted / shape), _CLOSEST), 1.0))
    name = context.name("picture")
    left, right = max(box.x - _EDGE, 0.0), min(box.right + _EDGE, WIDTH)
    corners = Box(left, box.y - _EDGE, right - left, box.height + _EDGE)
    path = spandrels(box.width, box.height, (box.x - left, _EDGE, right - box.right))
    picture = PictureShape(name, box, block.file, SCREEN, cut, block.alternative)
    return picture, Figure(f"{context.name('band')} ({name})", corners, path, PAPER)


def between_details(block: Picture, shape: PictureShape, context: Context) -> PictureShape:
    """Return ``shape`` of ``block`` with sides that slice less of what it shows, where a crop near its own has such.

    That is moved sideways, and may be somewhat closer.
    """
    cut = shape.crop
    if cut.left + cut.right == 0.0:
        return shape
    detail = column_detail(shape, _COLUMN, context)
    count, kept, high = len(detail), 1 - cut.left - cut.right, 1 - cut.top - cut.bottom

    def sliced(start: float, width: float) -> float:
        edges = (round(one * count) for one in (start, start + width))
        return sum(sum(detail[max(at - _NEAR, 0) : at + _NEAR]) for at in edges if 0 < at < count)

    own, reach = cut.left + kept / 2, _REACH / (_COLUMN * count)
    best, least = (cut.left, 1.0), _LESS * sliced(cut.left, kept)
    for share in _CLOSER:
        for step in range(-_STEPS, _STEPS + 1):
            start = min(max(own - share * kept / 2 + step / _STEPS * reach, 0.0), 1 - share * kept)
            if (found := sliced(start, share * kept)) < least:
                best, least = (start, share), found
    left, share = best
    top = block.focus[1] + (cut.top - block.focus[1]) * share  # the focus keeps its height
    top = min(max(top, 0.0), 1 - share * high)
    sides = left, top, 1 - left - share * kept, 1 - top - share * high
    return replace(shape, crop=Crop(*(round(max(one, 0.0), 5) for one in sides)))


def _credit(block: Picture, box: Box, context: Context) -> Frame | None:
    """Return the credit at the foot of ``box``, as high as its lines."""
    if not block.credit:
        return None
    sizes = context.kit.theme.deck.source
    sizes = replace(sizes, largest=max(min(sizes.largest, _CREDIT), sizes.smallest))
    items, width, most = words(block.credit.runs, context.kit.family), box.width - SLACK, box.height * _MAX_CREDIT
    lines = count_lines(items, width / sizes.smallest)
    steps = [one for one in sizes.steps() if count_lines(items, width / one) <= lines]
    size = next((one for one in reversed(steps) if lines * context.pitch * one + SLACK <= most), sizes.smallest)
    height = min(lines * context.pitch * size + SLACK, most)
    place = Box(box.x, box.bottom - height, box.width, height)
    holder = Placeholder("", 0, place, size, context.name("credit"), MUTED)
    return context.fitted(block.credit, holder, replace(sizes, largest=size), _("the line below a picture"))


def beside_text(block: Picture, texts: Sequence[Text], body: Box, context: Context) -> list[Shape]:
    """Return the picture on the right of ``body`` and ``texts`` on its left, or the picture alone without any.

    The text takes more room where it would be small. Raises ContentError for text that has no room beside a picture.
    """
    if not texts:
        return bleeding(block, _alone(block, body, context), context)
    tries: list[tuple[Frame, Box]] = []
    for share in _SHARES:
        width = body.width * (1 - share) - _GAP
        try:
            text = _text(texts, Box(body.x, body.y, width, body.height), context)
        except ContentError:
            if share == _SHARES[-1] and not tries:
                raise
            continue
        tries.append((text, Box(body.x + width + _GAP, body.y, body.width - width - _GAP, body.height)))
        if text.paragraphs[0].size >= COMFORTABLE:
            break
    text, box = tries[-1]
    return [text, *to_edges(block, box, context)]


def _text(texts: Sequence[Text], box: Box, context: Context) -> Frame:
    running = context.kit.theme.deck.running
    sizes = replace(running, largest=max(running.largest, _TEXT))
    holder = Placeholder("", 0, box, sizes.largest, context.name("introduction"), anchor="ctr")
    return context.stacked(texts, holder, sizes, _("a slide"))


def _alone(block: Picture, body: Box, context: Context) -> Box:
    """Return the box, in the middle of ``body``, of a picture that stands alone."""
    shape = context.kit.picture(block.file, SCREEN).shape / _KEPT
    width = min(body.width, body.height * shape)
    return Box(body.x + (body.width - width) / 2, body.y, width, body.height)


def picture_slide(section: Section, block: Picture, part: tuple[int, int], context: Context) -> Slide:
    """Return a slide of ``block`` alone, under the title of its section; ``part`` is (2, 3) on the second of three."""
    layout = context.layout("content")
    title = context.title(section.title, layout, part)
    shapes = bleeding(block, _alone(block, layout.body, context), context)
    return context.slide(layout, (title, *shapes), (title.text, block.alternative))

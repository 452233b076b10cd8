"""Compose pictures: cropped about their focus, the credit below them; beside text, in a card, or on their own slide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.deck.compose.common import COMFORTABLE, SLACK
from generator.deck.design import Placeholder
from generator.deck.slide import MUTED, PictureShape
from generator.errors import ContentError
from generator.messages import _
from generator.pictures import SCREEN, crop
from generator.text.breaking import count_lines, words
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.deck.compose.common import Context
    from generator.deck.slide import Colour, Frame, Shape, Slide
    from generator.document.tree import Picture, Section
    from generator.source.inline import Text

_APART = 4.0  # points: between a picture and its credit
_GAP = 24.0  # points: between a picture and the text beside it
# Of the width that a picture takes beside text, in the order in which they are tried until text is comfortable.
_SHARES = (0.54, 0.44, 0.34)
PICTURE, LOWEST = 0.4, 220.0  # of the width, and points of height at least: a picture beside cards (by eye)
_KEPT = 0.6  # of the width or height of a picture alone, which is cropped to fill the slide
_MAX_CREDIT = 1 / 3  # of the height of a picture's box
_WIDER = 1.35  # of a credit's width: the room that a label leaves for a wider font


def photograph(
    block: Picture,
    box: Box,
    context: Context,
    colour: Colour = MUTED,
    edge: float = 0.0,
    ground: Colour | None = None,
) -> list[Shape]:
    """Return ``block`` in ``box`` with its credit, in ``colour``, at the foot of it, ``edge`` points from its sides.

    On a ``ground``, which is no larger than it, the credit lies on the picture, which fills the box. Raises
    ContentError for a credit that is too long.
    """
    credit = _credit(block, replace(box, x=box.x + edge, width=box.width - 2 * edge), colour, context)
    if credit and ground:
        credit = _labelled(credit, block, ground, context)
    below = credit.box.height + _APART if credit and not ground else 0.0
    inner = Box(box.x, box.y, box.width, box.height - below)
    cut = crop(context.kit.picture(block.file, SCREEN).shape, inner.width / inner.height, block.focus)
    shape = PictureShape(context.name("picture"), inner, block.file, SCREEN, cut, block.alternative)
    return [shape, *((credit,) if credit else ())]


def _credit(block: Picture, box: Box, colour: Colour, context: Context) -> Frame | None:
    """Return the credit at the foot of ``box``, as high as its lines."""
    if not block.credit:
        return None
    sizes = context.kit.theme.deck.source
    lines = count_lines(words(block.credit.runs, context.kit.family), (box.width - SLACK) / sizes.smallest)
    height = min(lines * context.pitch * sizes.smallest + SLACK, box.height * _MAX_CREDIT)
    place = Box(box.x, box.bottom - height, box.width, height)
    holder = Placeholder("", 0, place, sizes.smallest, context.name("credit"), colour)
    return context.fitted(block.credit, holder, sizes, _("the line below a picture"))


def _labelled(credit: Frame, block: Picture, ground: Colour, context: Context) -> Frame:
    """Return ``credit`` as a label on the picture: as wide as its words, where these are one line."""
    assert block.credit
    box, size = credit.box, credit.paragraphs[0].size
    wide = sum(item.width + item.space for item in words(block.credit.runs, context.kit.family)) * size
    width = min(box.width, wide * _WIDER + 2 * _APART)
    place = Box(box.right - width, box.y - _APART, width, box.height + _APART)
    return replace(credit, box=place, insets=(_APART, _APART / 2, 0.0, _APART / 2), fill=ground)


def beside_text(block: Picture, texts: Sequence[Text], body: Box, context: Context) -> list[Shape]:
    """Return the picture on the right of ``body`` and ``texts`` on its left, or the picture alone without any.

    The text takes more room where it would be small. Raises ContentError for text that has no room beside a picture.
    """
    if not texts:
        return photograph(block, _alone(block, body, context), context)
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
    return [text, *photograph(block, box, context)]


def _text(texts: Sequence[Text], box: Box, context: Context) -> Frame:
    sizes = context.kit.theme.deck.running
    holder = Placeholder("", 0, box, sizes.largest, context.name("introduction"))
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
    shapes = photograph(block, _alone(block, layout.body, context), context)
    return context.slide(layout, (title, *shapes), (title.text, block.alternative))

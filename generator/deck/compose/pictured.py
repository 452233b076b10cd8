"""An example with its picture on a slide of its own: the picture to the edges of the slide, above or beside the words.

It stands where more of it is seen. Lengths are in points.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.deck.compose.caption import notes
from generator.deck.compose.cards import CardSlide, Deal, deal
from generator.deck.compose.common import COMFORTABLE
from generator.deck.compose.photograph import bleeding
from generator.deck.layouts import HEIGHT, SIDEBAR, WIDTH
from generator.errors import ContentError
from generator.pictures import SCREEN
from generator.text.fit import largest
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.deck.compose.common import Context
    from generator.deck.slide import Shape
    from generator.document.tree import Item, Picture

_ABOVE, _TALLEST, _BESIDE = (0.56, 0.5), 0.68, 0.46  # of the slide beside the sidebar: what a picture takes (by eye)
_APART = 26.0  # between the picture and the words
_FEW = 2  # slides of cards, at most, unless there were more
_BARE = 0.15  # of a slide without a picture: what its cards fill at least (by eye)
_SMALLER = 0.9  # of the size of the cards' text: what it may become for the sake of pictures
_CLOSE, _LARGE = 1.2, 26.0  # of that size, what words alone on their slide have at most; the same in points (by eye)


def apart(items: Sequence[Item], dealt: Deal, context: Context) -> tuple[Deal, list[Picture | None]] | None:
    """Return the cards with each pictured example alone on its slide, and the picture of each slide, if it has one.

    None without pictures beside a sidebar, or where that takes more than a few slides, makes text small, or leaves a
    slide without a picture all but empty.
    """
    if not context.design.sidebar or not any(item.picture for item in items):
        return None
    deals: list[tuple[Deal, Picture | None]] = []
    try:
        for pictured, some in groupby(items, key=lambda item: bool(item.picture)):
            if pictured:
                deals += [(_with_picture(item, item.picture, context), item.picture) for item in some if item.picture]
            else:
                deals.append((deal([*some], 0.0, context), None))
    except ContentError:
        return None
    pictures = [picture for one, picture in deals for _hand in one.hands]
    size = min(one.size for one, _picture in deals)
    if len(pictures) > max(_FEW, len(dealt.hands)) or size < max(COMFORTABLE, _SMALLER * dealt.size):
        return None
    hands = [hand for one, _picture in deals for hand in one.hands]
    if any(hand.filled(size) < _BARE for hand, picture in zip(hands, pictures, strict=True) if not picture):
        return None
    return Deal(hands, size, dealt.sizes), pictures


def _with_picture(item: Item, picture: Picture, context: Context) -> Deal:
    """Return the card of an example below its picture or beside it; raise ContentError for one without room there."""
    body, shape = context.layout("cards", 1).body, context.kit.picture(picture.file, SCREEN).shape
    bare = [replace(item, picture=None)]
    wide = WIDTH - SIDEBAR.right
    areas = [replace(body, y=share * HEIGHT + _APART, height=body.bottom - share * HEIGHT - _APART) for share in _ABOVE]
    areas.append(replace(body, width=WIDTH - _BESIDE * wide - _APART - body.x))
    found: list[tuple[float, Deal]] = []
    for area in areas:
        place = _place(area)
        one = deal(bare, area.y - body.y, context, body.width - area.width)
        if len(one.hands) == 1 and one.hands[0].fits(max(one.size, COMFORTABLE)):
            wanted = place.width / place.height
            found.append((min(wanted / shape, shape / wanted), one))
    if not found:
        raise ContentError([])
    return max(found, key=lambda pair: pair[0])[1]


def _place(area: Box) -> Box:
    """Return where a picture stands whose words have ``area``."""
    if area.right < WIDTH - _BESIDE * (WIDTH - SIDEBAR.right):
        return Box(area.right + _APART, 0.0, WIDTH - area.right - _APART, HEIGHT)
    return Box(SIDEBAR.right, 0.0, WIDTH - SIDEBAR.right, area.y - _APART)


def alone(part: CardSlide, area: Box, picture: Picture | None, context: Context) -> tuple[CardSlide, list[Shape]]:
    """Return a card that is alone in ``area``, its words as large as is close to those of others, and its picture.

    Words below a picture leave it what they do not need. Its source is named at the foot where there is room.
    """
    card = part.cards[0]
    source, above = notes(card.sources, area, context)
    fits = card.fits(area.width, part.size) and card.height(area.width, part.size) <= above.height
    named, area = ([source], above) if source and fits else ([], area)
    sizes = [one for one in context.kit.theme.deck.card.steps() if one <= min(_CLOSE * part.size, _LARGE)]
    size = largest(sizes, lambda one: card.fits(area.width, one) and card.height(area.width, one) <= area.height)
    size = max(part.size, size or 0.0)
    if picture and area.y > context.layout("cards", 1).body.y:
        free = area.bottom - area.y - card.height(area.width, size)
        more = min(max(free - _APART, 0.0), max(_TALLEST * HEIGHT + _APART - area.y, 0.0))
        area = replace(area, y=area.y + more, height=area.height - more)
    shapes = bleeding(picture, _place(area), context) if picture else []
    return CardSlide(part.cards, (area,), size), [*shapes, *named]

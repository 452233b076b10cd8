"""Compose the logos of a cover, the publisher's and those of partners: never changed, never cropped."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.deck.compose.common import SLACK, balanced, laid
from generator.deck.layouts import LOGOS
from generator.deck.slide import Colour, Figure, Frame, Para, PictureShape
from generator.document.tree import Logos
from generator.messages import _
from generator.pictures import LOGO, Crop, logo_row
from generator.source.inline import Run
from generator.text import fallback
from generator.text.breaking import count_lines, words
from generator.theme import WHITE, contrast
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.deck.compose.common import Context
    from generator.deck.design import SlideLayout
    from generator.deck.slide import Shape
    from generator.document.tree import Logo, Section

_APART = 12.0  # points: between logos and the words of somebody's cover
_HIGH, _BELOW, _COLUMN = 64.0, 12.0, 24.0  # points: a logo, below it, between two
_CAPTIONS = (16.0, 14.0, 12.0)  # points: their captions
_WIDEST = 200.0  # points: such a logo with its caption
# Of a row with facts: logos on either side; what each partner beyond a few adds, at most.
_SHARE, _FEW, _EACH_MORE, _MOST = 0.25, 3, 0.03, 0.37
_DARK = 4.5  # the contrast with white of a ground that wants the logo for dark ones


def logos_of(section: Section) -> tuple[Logo, ...]:
    """Return the logos of a cover, the publisher's and then those of partners."""
    blocks = [block for block in section.blocks if isinstance(block, Logos)]
    return tuple(logo for block in blocks for logo in (*block.logos, *block.partners))


def cover_logos(section: Section, layout: SlideLayout, ground: str, room: Box, context: Context) -> list[Shape]:
    """Return the logos of our own cover in ``room``, whose ground is RRGGBB; on somebody's, those asked for.

    Those of partners stand at the right of the room.
    """
    block = next((block for block in section.blocks if isinstance(block, Logos)), None)
    if block is None:
        return []
    brand = context.design.brand
    if brand is None:
        return list(_placed(logos_of(section), len(block.logos), room, ground, context))
    asked = [one for one in logos_of(section) if one.on_template]
    if not asked:
        context.kit.remarks.append(
            _(
                "Logos are left out of this deck, whose template has its own look; “on_template: true” puts one on the"
                " cover."
            )
        )
    ground = brand.palettes[layout.part].ground
    return list(_placed(asked, len(asked), _free(layout), ground, context))


def apart_logos(section: Section, row: Box, over: float, ground: str, context: Context) -> list[Shape]:
    """Return the publisher's logos of our own cover at the left of ``row``, partners' at its right.

    Many partners have more of the row, and rows that go ``over`` it at either side, in points.
    """
    block = next((block for block in section.blocks if isinstance(block, Logos)), Logos(()))
    own = len(block.logos)
    left = replace(row, width=_SHARE * row.width)
    wide = min(_SHARE + _EACH_MORE * max(len(block.partners) - _FEW, 0), _MOST) * row.width
    right = replace(row, x=row.right - wide, width=wide)
    return [
        *_placed(block.logos, own, left, ground, context),
        *_placed(block.partners, 0, right, ground, context, own + 1, over),
    ]


def captioned_logos(room: Box, context: Context) -> list[Shape]:
    """Return the cover's logos in ``room``, on the banner's ground, each above what it is the logo of.

    Their words end at the foot of the room, in a wider font below it; the logos stand on one line, and alone where the
    words have no room.
    """
    blocks = (block for one in context.document.sections if one.role == "cover" for block in one.blocks)
    block = next((one for one in blocks if isinstance(one, Logos)), None)
    if block is None:
        return []
    logos = (*block.logos, *block.partners)
    ground, name = str(context.kit.theme.field), context.name("logo")
    wide = min((room.width - _COLUMN * (len(logos) - 1)) / len(logos), _WIDEST)
    measured = [words([Run(logo.alternative)], context.kit.family) for logo in logos]
    widest = max(map(fallback.widest, measured))

    def tall(size: float) -> float:
        lines = (fallback.lines(items, (wide - SLACK) / size, context.pitch) for items in measured)
        return _HIGH + _BELOW + max(lines) * context.pitch * size

    sizes = (one for one in _CAPTIONS if widest * one <= wide - SLACK and tall(one) <= room.height)
    if (size := next(sizes, None)) is None:
        high = min(_HIGH, room.height)
        middle = Box(room.x, room.y + (room.height - high) / 2, room.width, high)
        return list(_placed(logos, len(logos), middle, ground, context))
    seen = max(count_lines(items, (wide - SLACK) / size) for items in measured) * context.pitch * size
    base = room.bottom - seen - _BELOW
    shapes: list[Shape] = []
    for number, (logo, items) in enumerate(zip(logos, measured, strict=True), 1):
        box = Box(room.x + (wide + _COLUMN) * (number - 1), base - _HIGH, wide, _HIGH)
        captioned = replace(logo, alternative="")  # the words below it say it
        drawn = list(_placed([captioned], 1, box, ground, context, number))
        low = base - max(one.box.bottom for one in drawn)
        shapes += [replace(one, box=replace(one.box, y=one.box.y + low)) for one in drawn]
        measure = balanced(items, wide - SLACK, inf, size, context.pitch)
        para = Para(laid([Run(logo.alternative)], items, measure / size), size, context.on_banner)
        roomy = fallback.lines(items, measure / size, context.pitch) * context.pitch * size
        place = Box(box.x, base + _BELOW, measure + SLACK, roomy)
        shapes.append(Frame(f"{context.name('text')} {name} {number}", place, (para,)))
    return shapes


def _free(layout: SlideLayout) -> Box:
    """Return the higher of the strips above and below the words of somebody's cover, in points."""
    words = [one.box for one in (layout.title, layout.subtitle, layout.eyebrow, layout.summary, layout.facts) if one]
    top, low = min(box.y for box in words), max(box.bottom for box in words)
    foot = layout.footer.box.y if layout.footer else max(layout.body.bottom, low)
    above, below = top - 2 * _APART, foot - low - 2 * _APART
    left, width = layout.title.box.x, layout.title.box.width
    if below >= min(above, LOGOS.height):
        return Box(left, low + _APART, width, max(min(below, LOGOS.height), _APART))
    return Box(left, top - _APART - min(above, LOGOS.height), width, min(above, LOGOS.height))


def _placed(
    logos: Sequence[Logo], first: int, room: Box, ground: str, context: Context, start: int = 1, over: float = 0.0
) -> Iterator[Shape]:
    """Yield logos in ``room``, in their form for ``ground`` (RRGGBB); on a dark one, others stand on a white plate.

    The first has the number ``start``.
    """
    dark = contrast(ground) > _DARK
    files = [one.dark if dark and one.dark else one.file for one in logos]
    shapes = [context.kit.picture(file, LOGO).shape for file in files]
    name, whole = context.name("logo"), Crop(0.0, 0.0, 0.0, 0.0)
    for number, (one, file, box) in enumerate(
        zip(logos, files, logo_row(shapes, first, room, over), strict=True), start
    ):
        if dark and not one.dark:
            out = box.height / 4
            plate = Box(box.x - out, box.y - out, box.width + 2 * out, box.height + 2 * out)
            yield Figure(f"{context.name('band')} {number}", plate, fill=Colour(WHITE))
        yield PictureShape(f"{name} {number}", box, file, LOGO, whole, one.alternative)

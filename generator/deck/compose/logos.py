"""Compose the logos of a cover: the publisher's above the words, partners' below them; never changed, never cropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.deck.compose.common import Context
from generator.deck.layouts import COVER_LEFT
from generator.deck.slide import PictureShape
from generator.document.tree import Logos
from generator.pictures import LOGO, Crop, logo_row
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.deck.design import SlideLayout
    from generator.document.tree import Logo, Section

# points: above the kind of document on our cover, by eye; of somebody's, the foot of the free area
_HEAD, _HEIGHT = 24.0, 36.0
_FOOT = 40.0


def cover_logos(section: Section, layout: SlideLayout, context: Context) -> list[PictureShape]:
    """Return the logos of a cover; on somebody's template those that are to stand there too, if there is room."""
    block = next((block for block in section.blocks if isinstance(block, Logos)), None)
    if block is None:
        return []
    if context.design.brand is None:
        room = Box(COVER_LEFT, _HEAD, layout.title.box.width, _HEIGHT)
        return _placed(block.logos, block.partners, room, context)
    logos, partners = ([one for one in some if one.on_template] for some in (block.logos, block.partners))
    foot = Box(layout.body.x, layout.body.bottom - _FOOT, layout.body.width, _FOOT)
    return _placed(logos, partners, foot, context) if layout.body.height >= 2 * _FOOT else []


def _placed(logos: Sequence[Logo], partners: Sequence[Logo], room: Box, context: Context) -> list[PictureShape]:
    shown = [*logos, *partners]
    shapes = [context.kit.picture(one.file, LOGO).shape for one in shown]
    whole = Crop(0.0, 0.0, 0.0, 0.0)
    return [
        PictureShape(f"{context.name('logo')} {number}", box, one.file, LOGO, whole, one.alternative)
        for number, (one, box) in enumerate(zip(shown, logo_row(shapes, len(logos), room), strict=True), 1)
    ]

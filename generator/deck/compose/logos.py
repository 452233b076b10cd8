"""Compose the logos of a cover, the publisher's and those of partners: never changed, never cropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.deck.layouts import WIDTH
from generator.deck.slide import Colour, Figure, PictureShape
from generator.document.tree import Logos
from generator.messages import _
from generator.pictures import LOGO, Crop, logo_row
from generator.theme import contrast
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.deck.compose.common import Context
    from generator.deck.design import SlideLayout
    from generator.deck.slide import Shape
    from generator.document.tree import Logo, Section

_HEAD, _HEIGHT = 16.0, 38.0  # points: above and below logos, on a strip of paper, and their height, by eye
_APART = 12.0  # points: between logos and the words of somebody's cover
_WHITE = "FFFFFF"
_DARK = 4.5  # the contrast with white of a ground that wants the logo for dark ones


def cover_logos(section: Section, layout: SlideLayout, context: Context) -> list[Shape]:
    """Return the logos of a cover; on somebody's template those that are to stand there too."""
    block = next((block for block in section.blocks if isinstance(block, Logos)), None)
    if block is None:
        return []
    brand = context.design.brand
    if brand is None:
        left = layout.ribbon.right if layout.ribbon else 0.0
        room = Box(layout.title.box.x, _HEAD, layout.title.box.width, _HEIGHT)
        strip = Box(left, 0.0, WIDTH - left, 2 * _HEAD + _HEIGHT)
        paper = Figure(f"{context.name('band')} {context.name('logo')}", strip, fill=Colour(_WHITE))
        return [paper, *_placed([*block.logos, *block.partners], len(block.logos), room, _WHITE, context)]
    asked = [one for one in (*block.logos, *block.partners) if one.on_template]
    if not asked:
        context.kit.remarks.append(
            _(
                "Logos are left out of this deck, whose template has its own look; “on_template: true” puts one on the"
                " cover."
            )
        )
    ground = brand.palettes[layout.part].ground
    return list(_placed(asked, len(asked), _free(layout), ground, context))


def _free(layout: SlideLayout) -> Box:
    """Return the higher of the strips above and below the words of somebody's cover, in points."""
    words = [one.box for one in (layout.title, layout.subtitle, layout.eyebrow, layout.summary, layout.facts) if one]
    top, low = min(box.y for box in words), max(box.bottom for box in words)
    foot = layout.footer.box.y if layout.footer else max(layout.body.bottom, low)
    above, below = top - 2 * _APART, foot - low - 2 * _APART
    left, width = layout.title.box.x, layout.title.box.width
    if below >= min(above, _HEIGHT):
        return Box(left, low + _APART, width, max(min(below, _HEIGHT), _APART))
    return Box(left, top - _APART - min(above, _HEIGHT), width, min(above, _HEIGHT))


def _placed(logos: Sequence[Logo], first: int, room: Box, ground: str, context: Context) -> Iterator[Shape]:
    """Yield logos in ``room``, in their form for ``ground`` (RRGGBB); on a dark one, others stand on a white plate."""
    dark = contrast(ground) > _DARK
    files = [one.dark if dark and one.dark else one.file for one in logos]
    shapes = [context.kit.picture(file, LOGO).shape for file in files]
    name, whole = context.name("logo"), Crop(0.0, 0.0, 0.0, 0.0)
    for number, (one, file, box) in enumerate(zip(logos, files, logo_row(shapes, first, room), strict=True), 1):
        if dark and not one.dark:
            out = box.height / 4
            plate = Box(box.x - out, box.y - out, box.width + 2 * out, box.height + 2 * out)
            yield Figure(f"{context.name('band')} {number}", plate, fill=Colour(_WHITE))
        yield PictureShape(f"{name} {number}", box, file, LOGO, whole, one.alternative)

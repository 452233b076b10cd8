"""What can be drawn of the layouts of a template that is not ours. Pictures are boxes; words are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.deck.picture.background import Backgrounds, SlideBackground
from generator.deck.slide import Colour, Figure

if TYPE_CHECKING:
    from generator.deck.brand.palette import Palette
    from generator.deck.brand.template import TemplateLayout
    from generator.deck.design import Design

_PICTURE = 0.15  # the part of ink in the grey box that stands for a picture: enough to be seen (by eye)


def brand_backgrounds(design: Design) -> Backgrounds:
    """Return the backgrounds of a design that is not ours."""
    brand = design.brand
    assert brand
    sources = {match.layout.part: match.layout for match in brand.matches.values()}
    backgrounds = {
        role: _background(sources[layout.part], brand.palettes[layout.part]) for role, layout in design.layouts.items()
    }
    return Backgrounds(brand.template.width, brand.template.height, backgrounds)


def _background(source: TemplateLayout, palette: Palette) -> SlideBackground:
    """Return what a template's layout draws: boxes of its colours, of a light grey for pictures, which are not read."""
    unread = palette.toned(_PICTURE)
    figures = tuple(
        Figure(one.name, one.shown, fill=Colour(one.fill or unread))
        for one in source.drawings
        if one.fill or one.picture
    )
    return SlideBackground(source.colours, Colour(source.background or palette.ground), figures)

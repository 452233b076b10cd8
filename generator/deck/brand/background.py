"""What can be drawn of the layouts of a template that is not ours. Pictures are boxes; words are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.deck.ooxml.colours import mixed
from generator.deck.ooxml.drawings import P
from generator.deck.picture.background import Backgrounds, SlideBackground
from generator.deck.slide import Colour, Figure
from generator.units import EMU_PER_POINT

if TYPE_CHECKING:
    from generator.deck.brand.palette import Palette
    from generator.deck.design import Design
    from generator.deck.ooxml.sheets import Sheet

_PICTURE = 0.15  # the part of ink in the grey box that stands for a picture: enough to be seen (by eye)


def brand_backgrounds(design: Design) -> Backgrounds:
    """Return the backgrounds of a design that is not ours."""
    brand = design.brand
    assert brand
    size = brand.package.xml(brand.package.main).find(f"{P}sldSz")
    width, height = (int(size.get(key)) / EMU_PER_POINT for key in ("cx", "cy"))
    sheets = {match.sheet.part: match.sheet for match in brand.matches.values()}
    backgrounds = {
        role: _background(sheets[layout.part], brand.palettes[layout.part]) for role, layout in design.layouts.items()
    }
    return Backgrounds(width, height, backgrounds)


def _background(sheet: Sheet, palette: Palette) -> SlideBackground:
    unread = mixed(palette.ink, palette.ground, _PICTURE)
    figures = tuple(
        Figure(one.name, one.box, fill=Colour(one.fill or unread)) for one in sheet.drawings if one.fill or one.picture
    )
    return SlideBackground(sheet.scheme.colours, Colour(sheet.background or palette.ground), figures)

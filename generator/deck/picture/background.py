"""What lies behind the shapes of a slide: its colour, the figures of its layout, and what colour names mean there.

A picture of a slide needs no more of a template than this; it can be filled from any design.
"""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.deck.layouts import COLOUR_MAP, HEIGHT, LAYOUTS, WIDTH, colour_scheme
from generator.deck.slide import PAPER, Colour, Figure, Shape
from generator.oklab import components

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.deck.brand.palette import Palette
    from generator.deck.brand.template import TemplateLayout
    from generator.deck.design import Design
    from generator.theme import Theme

_PICTURE = 0.15  # the part of ink in the grey box that stands for a picture: enough to be seen (by eye)


class SlideBackground(Struct, frozen=True):
    """What is behind the shapes of a slide: the background's colour, and the figures of its layout.

    ``colours`` leads from tx1, bg1, accent1, … to RRGGBB, through the master's colour map (p:clrMap).
    """

    colours: Mapping[str, str]
    background: Colour = PAPER
    figures: tuple[Shape, ...] = ()

    def resolved(self, colour: Colour) -> str:
        """Return the RRGGBB of ``colour``; a name that is not known is one already."""
        value = self.colours.get(colour.name, colour.name)
        return _toned(value, *colour.toned) if colour.toned else value


class Backgrounds(Struct, frozen=True):
    """The size of a template's slides in points, and the background of each of its layouts by the layout's role."""

    width: float
    height: float
    by_role: Mapping[str, SlideBackground]


def builtin_backgrounds(theme: Theme) -> Backgrounds:
    """Return the backgrounds of the built-in template in the colours of ``theme``."""
    named = colour_scheme(theme)
    colours = named | {name: named[own] for name, own in COLOUR_MAP.items()}
    return Backgrounds(
        WIDTH, HEIGHT, {spec.layout.role: SlideBackground(colours, PAPER, spec.figures) for spec in LAYOUTS}
    )


def brand_backgrounds(design: Design) -> Backgrounds:
    """Return the backgrounds of a design that is not ours: pictures are boxes, words are left out."""
    brand = design.brand
    assert brand
    sources = {match.layout.part: match.layout for match in brand.matches.values()}
    backgrounds = {
        role: _of_brand(sources[layout.part], brand.palettes[layout.part]) for role, layout in design.layouts.items()
    }
    return Backgrounds(brand.template.width, brand.template.height, backgrounds)


def _of_brand(source: TemplateLayout, palette: Palette) -> SlideBackground:
    """Return what a template's layout draws: boxes of its colours, of a light grey for pictures, which are not read."""
    unread = palette.toned(_PICTURE)
    figures = tuple(
        Figure(one.name, one.shown, fill=Colour(one.fill or unread))
        for one in source.drawings
        if one.fill or one.picture
    )
    return SlideBackground(source.colours, Colour(source.background or palette.ground), figures)


def _toned(value: str, saturated: float, light: float, more: float) -> str:
    """Return ``value`` with such a satMod, lumMod and lumOff (ECMA-376 Part 1, 20.1.2.3.20 to 27)."""
    hue, lightness, saturation = rgb_to_hls(*(part / 255 for part in components(value)))
    rgb = hls_to_rgb(hue, lightness * light + more, saturation * saturated)
    return "".join(f"{round(channel * 255):02X}" for channel in rgb)

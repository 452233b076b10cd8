"""What lies behind the shapes of a slide: its colour, the figures of its layout, and what colour names mean there.

A picture of a slide needs no more of a template than this; it can be filled from any design.
"""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.deck.layouts import COLOUR_MAP, HEIGHT, LAYOUTS, WIDTH, colour_scheme
from generator.deck.slide import PAPER, Colour, Shape
from generator.oklab import components

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.theme import Theme


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


def _toned(value: str, saturated: float, light: float, more: float) -> str:
    """Return ``value`` with such a satMod, lumMod and lumOff (ECMA-376 Part 1, 20.1.2.3.20 to 27)."""
    hue, lightness, saturation = rgb_to_hls(*(part / 255 for part in components(value)))
    rgb = hls_to_rgb(hue, lightness * light + more, saturation * saturated)
    return "".join(f"{round(channel * 255):02X}" for channel in rgb)

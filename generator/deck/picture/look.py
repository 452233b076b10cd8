"""How slides look before anything stands on them: their size, the colours of the scheme, what each layout draws.

A picture of a slide needs no more of a template than this; it can be filled from any design.
"""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.deck.layouts import HEIGHT, LAYOUTS, WIDTH
from generator.deck.slide import PAPER, Colour, Shape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.deck.design import Design
    from generator.theme import Theme

COLOUR_MAP = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
"""What the built-in master calls the first four colours of its scheme."""

_HUE_KEPT, _STRENGTH = 0.4, 0.1  # a tint's saturation, and its lightness's share: see drawingml.colour


class Ground(Struct, frozen=True):
    """What is behind the shapes of a slide: the colour, the layout's figures, and what its names of colours mean.

    ``colours`` leads from tx1, bg1, accent1, … to RRGGBB, through the master's colour map.
    """

    colours: Mapping[str, str]
    background: Colour = PAPER
    figures: tuple[Shape, ...] = ()

    def resolved(self, colour: Colour) -> str:
        """Return the RRGGBB of ``colour``; a name that is not known is one already."""
        value = self.colours.get(colour.name, colour.name)
        return _tinted(value) if colour.tinted else value


class Look(Struct, frozen=True):
    """A slide's size in points, and the ground of each role's layout."""

    width: float
    height: float
    grounds: Mapping[str, Ground]


def scheme(theme: Theme) -> dict[str, str]:
    """Return the twelve colours of the built-in template's scheme (ECMA-376 Part 1, 20.1.6.2)."""
    accents = [str(value).upper() for value in theme.colours.values()]
    named = {"dk1": theme.ink, "lt1": "FFFFFF", "dk2": theme.muted, "lt2": theme.land}
    named |= {f"accent{number}": value for number, value in enumerate((accents * 6)[:6], 1)}
    named |= {"hlink": theme.ink, "folHlink": theme.ink}
    return {name: str(value) for name, value in named.items()}


def look_of(design: Design) -> Look:
    """Return the look of ``design``."""
    if design.brand:
        from generator.deck.brand.look import brand_look

        return brand_look(design)
    named = scheme(design.dressed.theme)
    colours = named | {name: named[own] for name, own in COLOUR_MAP.items()}
    grounds = {spec.layout.role: Ground(colours, PAPER, spec.figures) for spec in LAYOUTS}
    return Look(WIDTH, HEIGHT, grounds)


def _tinted(value: str) -> str:
    """Return ``value`` with satMod 40 %, lumMod 10 % and lumOff 90 % (ECMA-376 Part 1, 20.1.2.3.20 to 27)."""
    hue, lightness, saturation = rgb_to_hls(*(int(value[index : index + 2], 16) / 255 for index in (0, 2, 4)))
    rgb = hls_to_rgb(hue, lightness * _STRENGTH + 1 - _STRENGTH, saturation * _HUE_KEPT)
    return "".join(f"{round(channel * 255):02X}" for channel in rgb)

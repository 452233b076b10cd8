"""How slides look before anything stands on them: their size, the colours of the scheme, what each layout draws.

A picture of a slide needs no more of a template than this; it can be filled from any design.
"""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.deck.layouts import HEIGHT, LAYOUTS, WIDTH
from generator.deck.slide import PAPER, Colour, Figure, Shape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.deck.brand.brand import Brand
    from generator.deck.brand.palette import Palette
    from generator.deck.brand.template import TemplateLayout
    from generator.deck.design import Design
    from generator.theme import Theme

COLOUR_MAP = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
"""What the built-in master calls the first four colours of its scheme."""

_HUE_KEPT, _STRENGTH = 0.4, 0.1  # a tint's saturation, and its lightness's share: see drawingml.colour

_PICTURE = 0.15  # of the ink, in the ground


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
        return _brand_look(design, design.brand)
    named = scheme(design.dressed.theme)
    colours = named | {name: named[own] for name, own in COLOUR_MAP.items()}
    grounds = {spec.layout.role: Ground(colours, PAPER, spec.figures) for spec in LAYOUTS}
    return Look(WIDTH, HEIGHT, grounds)


def _brand_look(design: Design, brand: Brand) -> Look:
    """Return the look of a design that is not ours; words are left out."""
    sources = {match.layout.part: match.layout for match in brand.matches.values()}
    grounds = {
        role: _ground(sources[layout.part], brand.palettes[layout.part]) for role, layout in design.layouts.items()
    }
    return Look(brand.template.width, brand.template.height, grounds)


def _ground(source: TemplateLayout, palette: Palette) -> Ground:
    """Return what a template's layout draws: boxes of its colours, of a light grey for pictures, which are not read."""
    unread = palette.toned(_PICTURE)
    figures = tuple(
        Figure(one.name, one.box, fill=Colour(one.fill or unread)) for one in source.drawings if one.fill or one.picture
    )
    return Ground(source.colours, Colour(source.background or palette.ground), figures)


def _tinted(value: str) -> str:
    """Return ``value`` with satMod 40 %, lumMod 10 % and lumOff 90 % (ECMA-376 Part 1, 20.1.2.3.20 to 27)."""
    hue, lightness, saturation = rgb_to_hls(*(int(value[index : index + 2], 16) / 255 for index in (0, 2, 4)))
    rgb = hls_to_rgb(hue, lightness * _STRENGTH + 1 - _STRENGTH, saturation * _HUE_KEPT)
    return "".join(f"{round(channel * 255):02X}" for channel in rgb)

"""The colours of the theme in greys: each as light as it is, but the pillars' as distinct as letters on paper allow."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.source.model import Colour
from generator.theme import contrast

if TYPE_CHECKING:
    from generator.theme import Theme

_DARKEST = 0x10
_LIGHTEST = 0x72
"""The lightest grey that letters may have on white, and white letters on it, with some reserve above 4.5:1."""


def in_greys(theme: Theme) -> Theme:
    """Return ``theme`` without colour."""
    greys = _spread(len(theme.colours))
    colours = {name: _grey(grey) for name, grey in zip(theme.colours, greys, strict=True)}
    return replace(
        theme,
        colours=colours,
        ink=_as_light(theme.ink),
        muted=_as_light(theme.muted),
        rule=_as_light(theme.rule),
        water=_as_light(theme.water),
        land=_as_light(theme.land),
        home=_as_light(theme.home),
    )


def _spread(count: int) -> list[int]:
    """Return as many greys, evenly spread; neighbours are half of the range apart."""
    step = (_LIGHTEST - _DARKEST) / max(count - 1, 1)
    greys = [round(_DARKEST + step * index) for index in range(count)]
    half = (count + 1) // 2
    pairs = zip(greys[:half], [*greys[half:], None], strict=False)
    return [grey for pair in pairs for grey in pair if grey is not None]


def _as_light(colour: Colour) -> Colour:
    """Return the grey whose contrast with white is nearest to that of ``colour``."""
    wanted = contrast(colour)
    return min(map(_grey, range(256)), key=lambda grey: abs(contrast(grey) - wanted))


def _grey(value: int) -> Colour:
    return Colour(f"{value:02X}" * 3)

"""The theme's colours in greys: each as light as it is, but the pillars' as distinct as letters on paper allow."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle, zip_longest
from typing import TYPE_CHECKING

from generator.source.model import Colour
from generator.theme import contrast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.theme import Theme

_INK = 0x00
_DARKEST = 0x2C
_LIGHTEST = 0x72
"""The greys of pillars: none so dark that it may be taken for the ink, which stands beside it in charts; none so light
that letters in it on white, or white letters on it, have less than 4.5:1, with some reserve.
"""


def in_greys(theme: Theme, used: Sequence[str]) -> Theme:
    """Return ``theme`` without colour; the greys of the colours ``used`` are as far from one another as can be."""
    names = [*used, *(name for name in theme.colours if name not in used)]
    greys = dict(zip(names, cycle(_spread(len(used))), strict=False))
    return replace(
        theme,
        colours={name: _grey(greys[name]) for name in theme.colours},
        ink=_grey(_INK),
        muted=_as_light(theme.muted),
        rule=_as_light(theme.rule),
        water=_as_light(theme.water),
        land=_as_light(theme.land),
        home=_as_light(theme.home),
    )


def _spread(count: int) -> list[int]:
    """Return as many greys, one at least, evenly spread; neighbours are half of the range apart."""
    step = (_LIGHTEST - _DARKEST) / max(count - 1, 1)
    greys = [round(_DARKEST + step * index) for index in range(max(count, 1))]
    half = (len(greys) + 1) // 2
    pairs = zip_longest(greys[:half], greys[half:])
    return [grey for pair in pairs for grey in pair if grey is not None]


def _as_light(colour: Colour) -> Colour:
    """Return the grey whose contrast with white is nearest to that of ``colour``."""
    wanted = contrast(colour)
    return min(map(_grey, range(256)), key=lambda grey: abs(contrast(grey) - wanted))


def _grey(value: int) -> Colour:
    return Colour(f"{value:02X}" * 3)

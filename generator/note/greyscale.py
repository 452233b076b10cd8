"""The theme in greyscale: colours keep their lightness, but for the pillars', which are as distinct as they can be."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle, zip_longest
from typing import Any

from msgspec.structs import replace

from generator.source.model import Colour
from generator.theme import Theme, contrast

_INK = 0x00
_DARKEST = 0x2C
_LIGHTEST = 0x72
"""Grey levels from 0 to 255: the ink, and the pillars' from one that differs from the ink in charts (by eye) to one on
which white text has 4.5:1 (WCAG 2.2, 1.4.3) and a little more.
"""


def in_greys(theme: Theme, used: Sequence[str]) -> Theme:
    """Return ``theme`` in greys; those of the colours ``used`` differ as much as they can."""
    names = [*used, *(name for name in theme.pillars if name not in used)]
    greys = dict(zip(names, cycle(_spread(len(used))), strict=False))
    values = {name: getattr(theme, name) for name in theme.__struct_fields__}
    light: dict[str, Any] = {name: _as_light(one) for name, one in values.items() if isinstance(one, Colour)}
    pillars = {name: _grey(greys[name]) for name in theme.pillars}
    return replace(theme, **light | {"pillars": pillars, "text": _grey(_INK)})


def _spread(count: int) -> list[int]:
    """Return ``count`` grey levels, or one, evenly spread; successive ones are half of the range apart."""
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

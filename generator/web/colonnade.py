"""The colonnade of the head of a page without a picture, in hundredths of a tile; the style sheet gives its tones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.graphics.colonnade import arch, forms, heights, icon_box
from generator.web.view import Colonnade, Form, Shaft

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.web.view import Tile

_TILE = 100
_LOW = 2.0  # tiles: the lowest shaft
_FLATTER = 0.4  # of what shafts are higher than that: where a window is small
_SHOWN = 1.6  # tiles: of the lowest shaft, there


def colonnade(tiles: Sequence[Tile]) -> Colonnade:
    """Return the colonnade of the pillars of ``tiles``, of which there is at least one."""
    high = len(tiles) + 1.0
    found = heights(len(tiles), _LOW, high)
    shafts = (
        _shaft(number, height, high, tile) for number, (height, tile) in enumerate(zip(found, tiles, strict=True))
    )
    low = round(_TILE * (_FLATTER * (high - found[0]) + _SHOWN))
    return Colonnade(_TILE * len(tiles), round(_TILE * high), low, icon_box(_TILE), tuple(shafts))


def _shaft(number: int, height: float, high: float, tile: Tile) -> Shaft:
    made = (
        Form(form.tone, form.outline.transformed(_TILE).svg(1), round(form.down * _TILE))
        for form in forms(number, height)
    )
    path, top = arch(_TILE, _TILE * height).svg(1), round(_TILE * (high - height))
    return Shaft(_TILE * number, top, tile.colour, path, tile.icon, tuple(made))

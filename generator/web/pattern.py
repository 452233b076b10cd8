"""The pattern of a cover without a picture: squares in the pillars' colours, with their icons and parts of circles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.web.view import Pattern, Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.web.view import Tile

CELL, COLUMNS, ROWS = 100, 9, 4  # of a large window; the columns that a smaller one lacks are cut off
_QUARTERS = ("M0 0H100A100 100 0 0 1 0 100z", "M100 0V100A100 100 0 0 1 0 0z")
_TURNED = ("M100 100H0A100 100 0 0 1 100 0z", "M0 100V0A100 100 0 0 1 100 100z")
_DISC = "M50 22a28 28 0 1 1 0 56a28 28 0 1 1 0-56z"
_FIGURES = (_QUARTERS[0], _DISC, _TURNED[0], _QUARTERS[1], _TURNED[1])
"""What stands in squares that follow each other, but for icons. Their number shares no factor with the rows."""
_WHOLE = 2  # the columns that no window cuts: icons stand in every other square of them


def pattern(tiles: Sequence[Tile]) -> Pattern:
    """Return the pattern for the pillars of ``tiles``, of which there is at least one."""
    shapes = (_shape(column, row, tiles) for column in range(COLUMNS) for row in range(ROWS))
    return Pattern(COLUMNS * CELL, ROWS * CELL, CELL, tuple(shapes))


def _shape(column: int, row: int, tiles: Sequence[Tile]) -> Shape:
    place = column * ROWS + row
    x, y = column * CELL, row * CELL
    if column < _WHOLE and (column + row) % 2 == 0:
        tile = tiles[place // 2 % len(tiles)]
        return Shape(x, y, tile.colour, tile.icon, "", False)
    tile = tiles[(place + column + 1) % len(tiles)]
    return Shape(x, y, tile.colour, "", _FIGURES[place % len(_FIGURES)], row % 2 == 1)

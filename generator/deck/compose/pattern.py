"""Compose the pattern of a cover without a picture: cells with the pillars' icons among plain forms in their colours.

It is decoration, and the same for the same pillars. Lengths are points.
"""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import TYPE_CHECKING

from generator.deck.slide import PAPER, Colour, Figure, Group
from generator.graphics.path import ARC, Path, circle
from generator.oklab import lighter
from generator.theme import contrast
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.deck.compose.common import Context
    from generator.deck.slide import Shape
    from generator.document.tree import Tile

_ICON = 0.6  # the side of an icon, of its cell's
_LIGHT, _PALE = (0.8, 0.6), (0.93, 0.26)  # a pillar's lighter forms: their lightness, what of its chroma (by eye)
_WIDE = (0, 2)  # the forms that fill most of their cell: they have the pillar's whole colour, but for one in a while
_DISC = 0.31  # the radius of a disc, of the cell's side

_SEEN = 3.0  # the contrast of what is no text (WCAG 2.2, 1.4.11)

_Cell = tuple[int, int]  # row and column


def pattern(tiles: Sequence[Tile], area: Box, columns: int, context: Context) -> list[Shape]:
    """Return ``area`` filled with square cells in so many ``columns``: one for each pillar's icon, if there is room."""
    side = area.width / columns
    rows = round(area.height / side)
    if not tiles:
        return []
    icons = {cell: index for index, cell in enumerate(_icons(len(tiles), rows, columns))}
    shapes: list[Shape] = []
    owners: dict[_Cell, int] = dict(icons)
    for number, (row, column) in enumerate(product(range(rows), range(columns))):
        box = Box(area.x + column * side, area.y + row * side, side, side)
        name = f"{context.name('band')} {number + 1}"
        if (row, column) in icons:
            tile = tiles[icons[row, column]]
            inner, shift = side * _ICON, side * (1 - _ICON) / 2
            shapes.append(Figure(name, box, fill=context.accent(tile.colour)))
            shapes.append(context.icon(tile.icon, Box(box.x + shift, box.y + shift, inner, inner), PAPER))
        else:
            owner = owners[row, column] = _owner(number, (row, column), owners, len(tiles))
            shapes += _formed(number, name, box, tiles[owner].colour, context)
    return [Group(f"{context.name('band')} ({context.name('icon')})", area, tuple(shapes))]


def highlight(tiles: Sequence[Tile], ground: str, plain: Colour, context: Context) -> Colour:
    """Return the lighter form of the first pillar's colour where it is seen on ``ground`` (RRGGBB), else ``plain``."""
    light = lighter(context.kit.theme.colour(tiles[0].colour), *_LIGHT) if tiles else ground
    return Colour(light) if contrast(light, ground) >= _SEEN else plain


def _icons(count: int, rows: int, columns: int) -> list[_Cell]:
    """Return the cells of ``count`` icons, from the top: no two are neighbours as long as there is room."""
    if count <= rows:
        lines = [(2 * index + 1) * rows // (2 * count) for index in range(count)]
        return [(row, (columns - 1 - index) % columns) for index, row in enumerate(lines)]
    cells = list(product(range(rows), range(columns)))
    return sorted(sorted(cells, key=lambda cell: (sum(cell) + columns + 1) % 2)[:count])


def _owner(number: int, cell: _Cell, owners: Mapping[_Cell, int], count: int) -> int:
    """Return the pillar whose colour a cell has: the rarest that no neighbour has, where there are enough."""
    row, column = cell
    beside = ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1))
    taken = {owners[one] for one in beside if one in owners}
    used = Counter(owners.values())
    return min(range(count), key=lambda one: (one in taken, used[one], (one - number) % count))


def _formed(number: int, name: str, box: Box, colour: str, context: Context) -> Iterator[Figure]:
    """Yield a cell without an icon: a ground and a form on it, which follow from its number."""
    kind, turn = (number * 5 + number // 3) % 4, (number * 3) % 4
    light = Colour(lighter(context.kit.theme.colour(colour), *(_PALE if kind == 1 else _LIGHT)))
    wide = kind in _WIDE and number % 4 != 1
    ground, form = (light, context.accent(colour)) if wide else (context.accent(colour), light)
    yield Figure(name, box, fill=ground)
    path = circle(box.width / 2, box.width / 2, _DISC * box.width) if kind == 3 else _quarters(kind, turn, box.width)
    yield Figure(f"{name} {context.name('circle')}", box, path, form)


def _quarters(kind: int, turn: int, side: float) -> Path:
    """Return a quarter of a disc (0), half of one (1) or a leaf (2) in a cell, turned by so many right angles."""
    far, near = side, side * (1 - ARC)
    quarter = (("M", 0.0, 0.0), ("L", far, 0.0), ("C", far, far - near, far - near, far, 0.0, far), ("Z",))
    radius, handle = side / 2, side / 2 * ARC
    half = (
        ("M", 0.0, 0.0),
        ("C", 0.0, handle, radius - handle, radius, radius, radius),
        ("C", radius + handle, radius, far, handle, far, 0.0),
        ("Z",),
    )
    leaf = (
        ("M", 0.0, 0.0),
        ("C", far - near, 0.0, far, near, far, far),
        ("C", near, far, 0.0, far - near, 0.0, 0.0),
        ("Z",),
    )
    commands = (quarter, half, leaf)[kind]
    return Path(tuple((name, *_turned(values, turn, side)) for name, *values in commands))


def _turned(values: Sequence[float], turn: int, side: float) -> Iterator[float]:
    """Yield the numbers of points, turned about the middle of a cell."""
    for x, y in zip(values[::2], values[1::2], strict=True):
        for _ in range(turn):
            x, y = side - y, x
        yield x
        yield y

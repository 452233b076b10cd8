"""Compose the overview: the pillars as tiles, each of which leads to its slide."""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from generator.deck.compose.columns import columns, headed
from generator.deck.compose.common import SLACK, Context, balanced, label_size, laid
from generator.deck.layouts import grid
from generator.deck.slide import PAPER, Colour, Figure, Frame, Origin, Para, Shape, Slide, SlideRun
from generator.document.tree import Tile, Tiles, brings_number
from generator.errors import collect
from generator.messages import _
from generator.text import fallback
from generator.text.breaking import count_lines, words
from generator.text.fit import fit, refuse_box
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.document.tree import Section
    from generator.text.breaking import Word

_INSET, _INSET_DOWN = 16.0, 0.12  # points between the edge of a tile and what it holds; down, of its height at most
_MAX_COLUMNS = 6  # of tiles: seven are too narrow for most words (by eye)
_MAX_ROWS = 6  # unless labels find no room so
_LEAST_ICON = 12.0  # points: smaller ones are not recognised
# Of the size of labels: what a grid with a lone tile is worth, a list with one, a grid with one short row, or several.
_LONE, _LISTED, _SHORTER, _RAGGED = 0.8, 0.84, 0.95, 0.86
_PICTURED = 0.2  # what an icon of the largest size makes labels worth (by eye)
_TAKEN = (0.2, 0.27, 0.34, 0.42)  # of a tile's width, beside its words, or of its height, above them: its icon
_MAX_SIDE, _APART = 132.0, 16.0  # points: the side of an icon at most, and what parts it from words (by eye)
_NUMERAL, _HIGHEST, _ROW = 0.56, 0.36, 2.2  # of an icon: its number beside it, of a tile; of a row of both, an icon
_DIGIT = 0.8  # of a number's size: the room of a digit, in wider fonts too


def tiles_of(section: Section) -> tuple[Tile, ...]:
    """Return the tiles of a section."""
    return tuple(tile for block in section.blocks if isinstance(block, Tiles) for tile in block.tiles)


def ribbon(tiles: Sequence[Tile], area: Box, context: Context) -> list[Shape]:
    """Return a block for each pillar in ``area``, along its longer side, with its icon where there is room for it."""
    shapes: list[Shape] = []
    across = area.width > area.height
    for index, tile in enumerate(tiles):
        width, height = (area.width / len(tiles), area.height) if across else (area.width, area.height / len(tiles))
        box = Box(area.x + width * index * across, area.y + height * index * (not across), width, height)
        side = min(60.0, height * 0.6)
        icon = Box(box.x + (box.width - side) / 2, box.y + (height - side) / 2, side, side)
        shapes.append(Figure(f"{context.name('band')} {index + 1}", box, fill=context.accent(tile.colour)))
        if _LEAST_ICON <= side <= box.width:
            shapes.append(context.icon(tile.icon, icon, Colour("bg1")))
    return shapes


def overview(section: Section, context: Context) -> list[Slide]:
    """Return the overview: a tile for each pillar, which leads to its slide; all labels of one size.

    A few are columns between the edges of our own slide, with the places of each pillar at their feet.
    """
    tiles, layout = tiles_of(section), context.layout("overview")
    shapes = columns(tiles, context) if context.design.brand is None else None
    if shapes:
        layout = headed(layout, len(tiles))
    shapes = shapes or _placed(tiles, layout.body, context)
    said = (section.title.plain, *(tile.label.plain for tile in tiles))
    return [context.slide(layout, (context.title(section.title, layout), *shapes), said)]


_Where = Literal["above", "beside", "before"]


class _Grid(Struct, frozen=True):
    """Tiles in columns: their boxes, the side of icons and numbers, the room for words, the size of all labels.

    Lengths are points. An icon stands above its label, with the number on its right; or ``beside`` it, with the number
    above the label, or before it, ``aside`` points wide. ``pitch`` is the distance of two lines in em.
    """

    columns: int
    boxes: tuple[Box, ...]
    side: float
    numeral: float
    beside: bool
    aside: float
    across: float
    down: float
    size: float
    pitch: float

    def merit(self, widest: float) -> tuple[bool, bool, bool, float]:
        """Return what speaks for the grid, the weightiest first; ``widest`` is the longest word, in em.

        Large labels count most, then large icons and numbers. A tile alone in its row looks lost, less so in
        a list; and several rows that are shorter than the first make no grid.
        """
        whole = widest * self.size <= self.across - SLACK
        rows = -(-len(self.boxes) // self.columns)
        lengths = Counter(box.y for box in self.boxes).values()
        lone = self.columns > 1 and min(lengths) == 1 < rows
        short = self.columns * rows - len(self.boxes)
        worth = (_LISTED if self.beside else _LONE) if lone else _RAGGED if short > 1 else _SHORTER if short else 1.0
        pictured = 1.0 + _PICTURED * (self.side + self.numeral) / _MAX_SIDE
        return self.size > 0, whole, rows <= _MAX_ROWS, worth * pictured * self.size


def _placed(tiles: Sequence[Tile], area: Box, context: Context) -> list[Shape]:
    """Return the tiles in the grid that gives their labels and icons the largest size.

    Only such grids count whose rows are even: 7 tiles are 4 and 3, never 6 and 1.
    """
    if not tiles:
        return []
    measured = [words(tile.label.runs, context.kit.family, strong=True) for tile in tiles]
    sizes = context.kit.theme.deck
    label = sizes.tile_label if len(tiles) > 1 else sizes.lone_heading
    steps = (replace(label, largest=max(label.largest, sizes.card.largest)) if len(tiles) == 2 else label).steps()
    steps = tuple(size for size in steps if size <= context.rhythm.titles) or steps[:1]
    even = {_longest(len(tiles), columns) for columns in range(1, min(_MAX_COLUMNS, len(tiles)) + 1)}
    digits = max((len(str(tile.number)) for tile in tiles if _numbered(tile)), default=0)
    forms: list[_Where] = ["above", "beside", "before"] if digits else ["above", "beside"]
    ways = [*product(sorted(even), forms, _TAKEN)]
    grids: list[_Grid] = []
    for own in (0.0, None):  # with room for a wider font, if there can be
        if not any(grid.size for grid in grids):
            grids = [_grid(measured, way, digits, area, steps, context.pitch, own) for way in ways]
    widest = max((item.width for items in measured for item in items), default=0.0)
    best = max(grids, key=lambda grid: grid.merit(widest))
    if not best.size:
        box = (best.across - SLACK, best.down)
        collect(
            partial(_require, tile, items, box, steps[0], context.pitch)
            for tile, items in zip(tiles, measured, strict=True)
        )
    measure = (best.across - SLACK) / (best.size or steps[0])
    tall = max(count_lines(items, measure) for items in measured)
    most = max(fallback.lines(items, measure, best.pitch) for items in measured)
    found = zip(tiles, measured, best.boxes, strict=True)
    return [shape for tile, items, box in found for shape in _tile(tile, items, box, best, (tall, most), context)]


def _numbered(tile: Tile) -> bool:
    """Tell whether the number of a tile's pillar stands before its label."""
    return bool(tile.number) and not brings_number(tile.label, tile.number)


def _require(tile: Tile, items: Sequence[Word], box: tuple[float, float], size: float, pitch: float) -> None:
    """Refuse a label that does not fit a box at ``size``, all in points; ``pitch`` is in em."""
    if fit(items, *box, [size], pitch, size) is None:
        raise refuse_box(items, box, size, pitch, tile.label.mark, _("its tile"))


def _grid(
    measured: Sequence[list[Word]],
    way: tuple[int, _Where, float],
    digits: int,
    area: Box,
    steps: Sequence[float],
    pitch: float,
    own: float | None,
) -> _Grid:
    """Return a grid of so many columns, with the largest size at which every label fits.

    Icons stand above labels, or beside these with the number above or before them, and have a share of the tile.
    Numbers have so many ``digits``; none is smaller than the labels. The size is 0 where labels do not fit; at sizes up
    to ``own`` they have no room for a wider font. ``pitch`` is in em.
    """
    columns, where, share = way
    boxes = _boxes(area, len(measured), columns, where != "above")
    inside = _within(boxes[0])
    across, down, aside = inside.width, inside.height, 0.0
    if where == "above":
        side = min(_MAX_SIDE, share * inside.height, inside.width / _ROW)
        numeral = int(2 * _NUMERAL * side) / 2 * bool(digits)
        down -= max(side, numeral * pitch) + _APART / 2
    else:
        side = min(_MAX_SIDE, share * inside.width, inside.height)
        across -= side + _APART
        most = (_HIGHEST if where == "beside" else 1 / pitch) * inside.height
        numeral = int(2 * min(_NUMERAL * side, most)) / 2 * bool(digits)
        aside = _DIGIT * digits * numeral + _APART if where == "before" else 0.0
        across, down = across - aside, down - (0.0 if aside else numeral * pitch)
    smaller = [size for size in steps if size <= max(numeral, steps[0])] if digits else steps
    size = label_size(measured, across - SLACK, down, smaller, pitch, own) or 0.0
    return _Grid(columns, boxes, side, numeral, where != "above", aside, across, down, size, pitch)


def _within(box: Box) -> Box:
    """Return what is within a tile: a low one has less space above and below."""
    down = min(_INSET, _INSET_DOWN * box.height)
    return Box(box.x + _INSET, box.y + down, box.width - 2 * _INSET, box.height - 2 * down)


def _longest(count: int, columns: int) -> int:
    """Return how many of ``count`` tiles the longest of even rows has, where none may have more than ``columns``."""
    return -(-count // -(-count // columns))


def _boxes(area: Box, count: int, columns: int, listed: bool) -> tuple[Box, ...]:
    """Return the boxes of tiles of one size in even rows, the longer ones first; the shorter ones in the middle.

    A lone tile of a list is on the left.
    """
    rows = -(-count // columns)
    cells = grid(area, rows * columns, columns)
    each, longer = divmod(count, rows)
    found: list[Box] = []
    for row in range(rows):
        length = each + (row < longer)
        first = cells[row * columns :][:length]
        aside = 0.0 if listed and length == 1 else (area.right - first[-1].right) / 2
        found += (replace(box, x=box.x + aside) for box in first)
    return tuple(found)


def _tile(
    tile: Tile, items: Sequence[Word], box: Box, grid: _Grid, tall: tuple[float, float], context: Context
) -> list[Shape]:
    """Return a tile: a field of the pillar's colour with its number and label, which leads to the pillar; its icon.

    Where icons stand above, they, the numbers and the labels begin on the same lines: there is room for the longest,
    which has so many lines in our font and in a wider one.
    """
    inner = _within(box)
    head = grid.side if not grid.beside else 0.0
    line = grid.numeral * grid.pitch
    numeral = grid.numeral if _numbered(tile) else 0.0
    own, wider = (max(head, line) + _APART / 2 + lines * grid.pitch * grid.size for lines in tall)
    top = inner.y + max(min((inner.height - own) / 2, inner.height - wider), 0.0)
    width = balanced(items, grid.across - SLACK, grid.down, grid.size, grid.pitch) + SLACK
    start = inner.x + grid.side + _APART
    if not grid.beside:  # the number has room, in a wider font too
        width = max(width, grid.side + _APART + _DIGIT * len(str(tile.number)) * numeral)
    left = start + grid.aside if grid.beside else inner.x
    stated = 1.0 * (context.design.brand is None)  # else the adaptation looks for their colour, and states it
    said = laid(tile.label.runs, items, (width - SLACK) / grid.size, True)
    label = Para(said, grid.size, PAPER, leading=stated, origin=Origin(tile.label.mark))
    number = Para(
        (SlideRun(str(tile.number), True),),
        numeral,
        PAPER,
        after=0.0 if grid.beside else max(head - line, 0.0) / 2 + _APART / 2,
        first=0.0 if grid.beside else grid.side + _APART,
        leading=stated,
    )
    down = top + (max(head - line, 0.0) / 2 if numeral else max(head, line) + _APART / 2)
    panel = Frame(
        f"{context.name('pillar')} [{tile.pillar}]",
        box,
        (number, label) if numeral and not grid.aside else (label,),
        anchor="ctr" if grid.beside else "t",
        insets=(
            left - box.x,
            inner.y - box.y if grid.beside else down - box.y,
            box.right - left - width,
            box.bottom - inner.bottom,
        ),
        fill=context.accent(tile.colour),
        target=f"pillar:{tile.pillar}",
    )
    y = inner.y + (inner.height - grid.side) / 2 if grid.beside else top + max(line - head, 0.0) / 2
    shapes: list[Shape] = [panel, context.icon(tile.icon, Box(inner.x, y, grid.side, grid.side), PAPER)]
    if numeral and grid.aside:
        place = Box(start, inner.y + (inner.height - line) / 2, grid.aside - _APART, line)
        name = f"{context.name('pillar')} {tile.number}"
        shapes.append(Frame(name, place, (number,), anchor="ctr", fill=panel.fill, target=panel.target))
    return shapes

"""Compose the cover and the overview: the title, and the pillars as tiles."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.deck.common import PITCH, SLACK, Context, balanced, spans
from generator.deck.layouts import (
    COVER_EYEBROW,
    COVER_RULE,
    COVER_SUBTITLE,
    COVER_SUMMARY,
    COVER_TITLE,
    GAP,
    RIBBON,
    TITLE,
    TITLED_BODY,
    grid,
)
from generator.deck.shapes import INK, Colour, Figure, Frame, Group, Para, Shape, Slide
from generator.document.tree import Paragraph, Tile, Tiles
from generator.errors import collect
from generator.messages import _
from generator.text.breaking import count_lines, words
from generator.text.fit import largest, refuse
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.document.tree import Section
    from generator.text.breaking import Word

_BAR = 4.0
_INSET = 14.0
_MOST_COLUMNS = 6


def cover(section: Section, context: Context) -> list[Slide]:
    """Return the cover: the title in capitals, and a ribbon of the pillars' icons."""
    sizes = context.kit.theme.deck
    shapes: list[Shape] = [
        context.fitted(section.title, COVER_TITLE, sizes.cover_title, _("the cover's title"), capitals=True)
    ]
    if section.eyebrow:
        where = _("the cover's kind")
        shapes.append(context.fitted(section.eyebrow, COVER_EYEBROW, sizes.eyebrow, where, strong=False))
    if section.subtitle:
        where = _("the cover's subtitle")
        shapes.append(context.fitted(section.subtitle, COVER_SUBTITLE, sizes.cover_subtitle, where, strong=False))
    summary = [block.text for block in section.blocks if isinstance(block, Paragraph)]
    if summary:
        shapes.append(context.fitted(summary[0], COVER_SUMMARY, sizes.eyebrow, _("the cover's summary"), strong=False))
    shapes.append(Figure("Filet", COVER_RULE, fill=INK))
    shapes += _ribbon(section, context)
    notes = [text.plain for text in (section.eyebrow, section.title, section.subtitle, *summary) if text]
    return [Slide("cover", tuple(shapes), tuple(notes))]


def _tiles(section: Section) -> tuple[Tile, ...]:
    return tuple(tile for block in section.blocks if isinstance(block, Tiles) for tile in block.tiles)


def _ribbon(section: Section, context: Context) -> list[Shape]:
    tiles = _tiles(section)
    shapes: list[Shape] = []
    for index, tile in enumerate(tiles):
        height = RIBBON.height / len(tiles)
        box = Box(RIBBON.x, RIBBON.y + height * index, RIBBON.width, height)
        side = min(48.0, height * 0.6)
        icon = Box(box.x + (box.width - side) / 2, box.y + (height - side) / 2, side, side)
        shapes.append(Figure(f"Ruban {index + 1}", box, fill=context.accent(tile.colour)))
        shapes.append(context.icon(tile.icon, icon, Colour("bg1")))
    return shapes


def overview(section: Section, context: Context) -> list[Slide]:
    """Return the overview: a tile for each pillar, which leads to its slide; all labels of one size."""
    tiles = _tiles(section)
    title = context.fitted(section.title, TITLE, context.kit.theme.deck.slide_title, _("a slide's title"))
    shapes: list[Shape] = [title, *_placed(tiles, context)]
    notes = (section.title.plain, *(tile.label.plain for tile in tiles))
    return [Slide("overview", (*shapes, *context.furniture()), notes)]


@dataclass(frozen=True, slots=True)
class _Grid:
    """Tiles in columns: their boxes, the disc's side, the room for a label, and the size of all labels."""

    columns: int
    boxes: tuple[Box, ...]
    disc: float
    beside: bool  # one or two tiles: the icon stands beside the label
    across: float
    down: float
    size: float


def _placed(tiles: Sequence[Tile], context: Context) -> list[Shape]:
    """Return the tiles in the grid that gives their labels the largest size; the widest grid among equals."""
    if not tiles:
        return []
    measured = [words(tile.label.runs, context.kit.family, strong=True) for tile in tiles]
    steps = context.kit.theme.deck.tile_label.steps()
    grids = [_grid(measured, columns, steps) for columns in range(1, min(_MOST_COLUMNS, len(tiles)) + 1)]
    best = max(grids, key=lambda grid: (grid.size, grid.columns))
    if not best.size:
        collect(_required(tile, items, best, steps) for tile, items in zip(tiles, measured, strict=True))
    tallest = max(count_lines(items, (best.across - SLACK) / best.size) for items in measured) * PITCH * best.size
    pairs = zip(tiles, best.boxes, strict=True)
    return [shape for tile, box in pairs for shape in _tile(tile, box, best, tallest, context)]


def _required(tile: Tile, items: Sequence[Word], grid: _Grid, steps: Sequence[float]) -> Callable[[], None]:
    """Return what refuses a label that does not fit its tile at the smallest size."""

    def require() -> None:
        if not _holds(items, grid, steps[0], steps):
            raise refuse(items, lambda part: _holds(part, grid, steps[0], steps), tile.label.mark, _("its tile"))

    return require


def _grid(measured: Sequence[list[Word]], columns: int, steps: Sequence[float]) -> _Grid:
    """Return a grid of ``columns`` with the largest size at which every label fits, or size 0."""
    boxes = grid(TITLED_BODY, len(measured), columns)
    width, height = boxes[0].width, boxes[0].height
    beside = width > height * 1.4
    disc = min(120.0, height * (0.6 if beside else 0.38), width * 0.62)
    across = width - 2 * _INSET - (disc + GAP if beside else 0)
    down = height - _BAR - 2 * _INSET - (0 if beside else disc + GAP)
    empty = _Grid(columns, boxes, disc, beside, across, down, 0.0)
    rows = -(-len(measured) // columns)
    if rows > 1 and (rows - 1) * columns >= len(measured):
        return empty
    size = largest(steps, lambda size: all(_holds(items, empty, size, steps) for items in measured))
    return replace(empty, size=size or 0.0)


def _holds(items: Sequence[Word], grid: _Grid, size: float, steps: Sequence[float]) -> bool:
    """Tell whether a label fits its tile; a word is broken at the smallest size only."""
    width = grid.across - SLACK
    whole = size == steps[0] or max((word.width for word in items), default=0.0) * size <= width
    return whole and count_lines(items, width / size) * PITCH * size <= grid.down


def _tile(tile: Tile, box: Box, grid: _Grid, tallest: float, context: Context) -> list[Shape]:
    """Return a tile: one panel that holds the label and leads to the pillar, with a bar and a disc upon it."""
    accent = context.accent(tile.colour)
    bar = Figure(f"Filet {tile.number}", Box(box.x, box.y, box.width, _BAR), fill=accent)
    items = words(tile.label.runs, context.kit.family, strong=True)
    disc, text = _beside(box, grid) if grid.beside else _below(box, grid, tallest, items)
    align, anchor = ("l", "ctr") if grid.beside else ("ctr", "t")
    para = Para(spans(tile.label.runs, True), grid.size, accent, align)
    panel = Frame(
        f"Pilier [{tile.pillar}]",
        box,
        (para,),
        anchor=anchor,
        insets=(text.x - box.x, text.y - box.y, box.right - text.right, box.bottom - text.bottom),
        fill=Colour(accent.name, True),
        target=f"pillar:{tile.pillar}",
    )
    return [panel, bar, Group(f"Pastille {tile.number}", disc, context.disc(tile.icon, disc, accent))]


def _beside(box: Box, grid: _Grid) -> tuple[Box, Box]:
    """Return the boxes of disc and label side by side."""
    disc = Box(box.x + _INSET, box.y + (box.height + _BAR - grid.disc) / 2, grid.disc, grid.disc)
    return disc, Box(disc.x + grid.disc + GAP, box.y + _BAR + _INSET, grid.across, grid.down)


def _below(box: Box, grid: _Grid, tallest: float, items: Sequence[Word]) -> tuple[Box, Box]:
    """Return the boxes of disc and label one above the other, together in the middle of the tile."""
    top = box.y + _BAR + max(_INSET, (box.height - _BAR - grid.disc - GAP - tallest) / 2)
    disc = Box(box.x + (box.width - grid.disc) / 2, top, grid.disc, grid.disc)
    under = top + grid.disc + GAP
    height = box.y + box.height - _INSET - under
    width = balanced(items, grid.across - SLACK, height, grid.size) + SLACK
    return disc, Box(box.x + (box.width - width) / 2, under, width, height)

"""Compose the cover and the overview: the title, and the pillars as tiles."""

from __future__ import annotations

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
from generator.deck.shapes import INK, Box, Colour, Figure, Frame, Group, Para, Shape, Slide
from generator.document.tree import Paragraph, Tile, Tiles
from generator.messages import _
from generator.text.breaking import count_lines, words
from generator.text.fit import largest, refuse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.document.tree import Section
    from generator.text.breaking import Word

_BAR = 4.0
_INSET = 14.0


def cover(section: Section, context: Context) -> list[Slide]:
    """Return the cover: the title in capitals, and a ribbon of the pillars' icons."""
    sizes = context.kit.theme.deck
    shapes: list[Shape] = [
        context.fitted(section.title, COVER_TITLE, sizes.cover_title, _("the cover's title"), capitals=True)
    ]
    if section.subtitle:
        where = _("the cover's subtitle")
        shapes.append(context.fitted(section.subtitle, COVER_SUBTITLE, sizes.cover_subtitle, where, strong=False))
    if section.eyebrow:
        where = _("the cover's kind")
        shapes.append(context.fitted(section.eyebrow, COVER_EYEBROW, sizes.eyebrow, where, strong=False))
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


def _placed(tiles: Sequence[Tile], context: Context) -> list[Shape]:
    if not tiles:
        return []
    columns = len(tiles) if len(tiles) <= 5 else -(-len(tiles) // 2)
    boxes = grid(TITLED_BODY, len(tiles), columns)
    measured = [words(tile.label.runs, context.kit.family, strong=True) for tile in tiles]
    wide = boxes[0].width > boxes[0].height * 1.4  # one or two tiles: icon beside label
    disc = min(120.0, boxes[0].height * 0.38, boxes[0].width * 0.62)
    across = boxes[0].width - 2 * _INSET - (disc + GAP if wide else 0)
    down = boxes[0].height - _BAR - 2 * _INSET - (0 if wide else disc + GAP)
    size = _common_size(measured, across, down, tiles, context)
    tallest = max(count_lines(items, (across - SLACK) / size) for items in measured) * PITCH * size
    shapes: list[Shape] = []
    for tile, box in zip(tiles, boxes, strict=True):
        shapes += _tile(tile, box, disc, size, tallest, wide, context)
    return shapes


def _common_size(
    measured: Sequence[list[Word]],
    across: float,
    down: float,
    tiles: Sequence[Tile],
    context: Context,
) -> float:
    """Return the largest size at which every label fits its tile, no word broken unless at the smallest."""
    steps = context.kit.theme.deck.tile_label.steps()
    width = across - SLACK

    def fits(items: Sequence[Word], size: float) -> bool:
        whole = max(word.width for word in items) * size <= width or size == steps[0]
        return whole and count_lines(items, width / size) * PITCH * size <= down

    for items, tile in zip(measured, tiles, strict=True):
        if not fits(items, steps[0]):
            raise refuse(items, lambda part: not part or fits(part, steps[0]), tile.label.mark, _("its tile"))
    return largest(steps, lambda size: all(fits(items, size) for items in measured)) or steps[0]


def _tile(tile: Tile, box: Box, disc: float, size: float, tallest: float, wide: bool, context: Context) -> list[Shape]:
    accent = context.accent(tile.colour)
    panel = Figure(f"Fond {tile.number}", box, fill=Colour(accent.name, True), target=tile.pillar)
    bar = Figure(f"Filet {tile.number}", Box(box.x, box.y, box.width, _BAR), fill=accent)
    if wide:
        round_box = Box(box.x + _INSET, box.y + (box.height - disc) / 2, disc, disc)
        text = Box(
            round_box.x + disc + GAP,
            box.y + _BAR + _INSET,
            box.width - disc - GAP - 2 * _INSET,
            box.height - _BAR - 2 * _INSET,
        )
    else:
        free = box.height - _BAR - disc - GAP - tallest
        top = box.y + _BAR + max(_INSET, free / 2)
        round_box = Box(box.x + (box.width - disc) / 2, top, disc, disc)
        text = Box(
            box.x + _INSET,
            top + disc + GAP,
            box.width - 2 * _INSET,
            box.y + box.height - _INSET - top - disc - GAP,
        )
    if not wide:
        items = words(tile.label.runs, context.kit.family, strong=True)
        narrow = balanced(items, text.width - SLACK, text.height, size) + SLACK
        text = Box(box.x + (box.width - narrow) / 2, text.y, narrow, text.height)
    para = Para(spans(tile.label.runs, True), size, accent, "l" if wide else "ctr")
    frame = Frame(f"Pilier [{tile.pillar}]", text, (para,), anchor="ctr" if wide else "t", target=tile.pillar)
    icon = Group(f"Pastille {tile.number}", round_box, context.disc(tile.icon, round_box, accent))
    return [panel, bar, icon, frame]

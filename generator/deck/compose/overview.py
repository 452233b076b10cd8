"""Compose the cover and the overview: the title, and the pillars as tiles."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.deck.compose.common import SLACK, Context, balanced, label_size, spans
from generator.deck.compose.logos import cover_logos
from generator.deck.compose.photograph import photograph, picture_slide
from generator.deck.layouts import COVER_LEFT, GAP, HEIGHT, WIDTH, grid
from generator.deck.slide import PAPER, Colour, Figure, Frame, Group, Origin, Para, Shape, Slide, SlideRun
from generator.document.tree import Facts, Paragraph, Picture, Tile, Tiles, brings_number
from generator.errors import ContentError, collect
from generator.messages import _
from generator.text.breaking import count_lines, words
from generator.text.fit import fit, modest, refuse_box
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.deck.design import Placeholder, SlideLayout
    from generator.document.tree import Section
    from generator.source.inline import Text
    from generator.text.breaking import Word

_BAR = 4.0  # points: the bar of colour above a tile
_INSET = 14.0  # points: between the edge of a tile and what it holds
_MAX_COLUMNS = 6  # of tiles: seven are too narrow for most words (by eye)
_MAX_ROWS = 4  # unless labels find no room so
_PICTURE = Box(636.0, 0.0, WIDTH - 636.0, HEIGHT - 14.0)  # beside a cover's words, to the edges of the slide
_TITLE = 35.0  # points: a cover's title leaves no room for a wider font up to there (by eye)
_BESIDE = 24.0  # points: between those words and the picture
_BELOW_TITLE = 0.8  # of a cover's title: the size of its subtitle at most, or the wrong one is read first
# Of the size of labels: what a grid with a lone tile is worth, a list with one, and a grid with several shorter rows.
_LONE, _LISTED, _RAGGED = 0.8, 0.9, 0.7
_WIDE, _WIDEST = 1.4, 2.4  # a tile that is so many times wider than high may have its icon beside the label; must
# A number on a disc: its side in that of the disc, and at least in points; how far its middle is within; its ring.
_BADGE, _MIN_BADGE, _EDGE, _RING = 0.32, 20.0, 0.11, 2.0  # by eye
# The diameter of an icon's disc: of a tile's height, beside and above the label; of its width. At most, in points, and
# of the height above the label of a lone tile and of one of two.
_DISC_BESIDE, _DISC_ABOVE, _DISC_ACROSS = 0.6, 0.38, 0.62  # by eye
_MAX_DISC, _FEW_DISCS = 120.0, {1: (220.0, 0.56), 2: (160.0, 0.44)}  # by eye


def cover(section: Section, context: Context) -> list[Slide]:
    """Return the cover: the title, the lines below it, and where the layout has room a ribbon of the pillars' icons."""
    layout = context.layout("cover")
    picture = next((block for block in section.blocks if isinstance(block, Picture)), None)
    if picture is None:
        return [_cover(section, layout, [], context)]
    if layout.ribbon:  # our own cover; nobody else's is changed
        try:
            return [_cover(section, _beside_picture(layout), photograph(picture, _PICTURE, context), context)]
        except ContentError:  # the words need the whole slide
            pass
    return [_cover(section, layout, [], context), picture_slide(section, picture, (2, 2), context)]


def _beside_picture(layout: SlideLayout) -> SlideLayout:
    """Return the layout of the cover, its placeholders no wider than the room beside the picture."""
    width = _PICTURE.x - _BESIDE - COVER_LEFT
    names = ("title", "subtitle", "eyebrow", "summary", "facts")
    held = {name: holder for name in names if (holder := getattr(layout, name))}
    return replace(layout, **{name: replace(one, box=replace(one.box, width=width)) for name, one in held.items()})


def _cover(section: Section, layout: SlideLayout, pictured: Sequence[Shape], context: Context) -> Slide:
    where = _("the cover's title")
    sizes = context.kit.theme.deck.cover_title
    title, own = layout.title, sizes.largest  # what a wider font needs above the title is free in others' layouts
    if section.eyebrow or (layout.eyebrow and layout.ribbon):
        title, own = _raised(title, section, layout), min(_TITLE, own)
    headline = context.fitted(section.title, title, sizes, where, own=own)
    shapes: list[Shape] = [headline]
    summary = next((block.text for block in section.blocks if isinstance(block, Paragraph)), None)
    facts = [text for block in section.blocks if isinstance(block, Facts) for text in block.facts]
    shapes += _lines(section, summary, facts, layout, _BELOW_TITLE * headline.paragraphs[0].size, context)
    if layout.rule:
        shapes.append(Figure(context.name("rule"), layout.rule, fill=context.rule))
    if layout.ribbon:
        shapes += ribbon(tiles_of(section), layout.ribbon, context)
    notes = _said((section.eyebrow, section.title, section.subtitle, summary, *facts))
    return Slide(layout.role, (*shapes, *pictured, *cover_logos(section, layout, context)), notes)


def _said(texts: Iterable[Text | None]) -> tuple[tuple[SlideRun, ...], ...]:
    """Return ``texts`` as paragraphs of the speaker notes."""
    return tuple(spans(text.runs) for text in texts if text)


def _raised(title: Placeholder, section: Section, layout: SlideLayout) -> Placeholder:
    """Return the place of a cover's title, in ours with the room that its kind would take where there is none."""
    above = layout.eyebrow
    if section.eyebrow or above is None:
        return title
    return replace(title, box=replace(title.box, y=above.box.y, height=title.box.bottom - above.box.y))


def _lines(
    section: Section, summary: Text | None, facts: Sequence[Text], layout: SlideLayout, most: float, context: Context
) -> list[Frame]:
    """Return subtitle, kind, facts and summary, each in its placeholder; what has none stands below the subtitle.

    The subtitle has at most so many points, unless these are fewer than its least.
    """
    sizes, about_facts = context.kit.theme.deck, _("the cover's facts")
    most = max(most, sizes.cover_subtitle.smallest)
    subtitle = replace(sizes.cover_subtitle, largest=min(sizes.cover_subtitle.largest, most))
    below = layout.subtitle and replace(layout.subtitle, size=min(layout.subtitle.size, most))
    if below and layout.facts and not facts:  # the subtitle may take the room that facts would
        below = replace(below, box=replace(below.box, height=layout.facts.box.bottom - below.box.y))
    lines = (
        (section.eyebrow, layout.eyebrow, sizes.eyebrow, _("the cover's kind")),
        (section.subtitle, below, subtitle, _("the cover's subtitle")),
        (summary, layout.summary, sizes.eyebrow, _("the cover's summary")),
    )
    apart = [context.stacked(facts, layout.facts, sizes.facts, about_facts)] if facts and layout.facts else []
    homeless = [text for text, holder, _sizes, _where in lines if text and not holder]
    homeless += () if layout.facts else facts
    if homeless and below:
        first = [section.subtitle] if section.subtitle else []
        where = _("the cover's subtitle")
        return [context.stacked([*first, *homeless], below, subtitle, where, major=len(first)), *apart]
    frames = [context.fitted(text, holder, size, where) for text, holder, size, where in lines if text and holder]
    last = len(frames) - bool(summary and layout.summary)  # as they are read: the summary comes last
    return [*frames[:last], *apart, *frames[last:]]


def tiles_of(section: Section) -> tuple[Tile, ...]:
    """Return the tiles of a section."""
    return tuple(tile for block in section.blocks if isinstance(block, Tiles) for tile in block.tiles)


def ribbon(tiles: Sequence[Tile], area: Box, context: Context) -> list[Shape]:
    """Return a block for each pillar in ``area``, with its icon, one below the other."""
    shapes: list[Shape] = []
    for index, tile in enumerate(tiles):
        height = area.height / len(tiles)
        box = Box(area.x, area.y + height * index, area.width, height)
        side = min(48.0, height * 0.6)
        icon = Box(box.x + (box.width - side) / 2, box.y + (height - side) / 2, side, side)
        shapes.append(Figure(f"{context.name('band')} {index + 1}", box, fill=context.accent(tile.colour)))
        shapes.append(context.icon(tile.icon, icon, Colour("bg1")))
    return shapes


def overview(section: Section, context: Context) -> list[Slide]:
    """Return the overview: a tile for each pillar, which leads to its slide; all labels of one size."""
    tiles = tiles_of(section)
    layout = context.layout("overview")
    shapes = (context.title(section.title, layout), *_placed(tiles, layout.body, context))
    return [context.slide(layout, shapes, (section.title.plain, *(tile.label.plain for tile in tiles)))]


class _Grid(Struct, frozen=True):
    """Tiles in columns: their boxes, the disc's diameter, the room for a label, the size of all labels, in points.

    The icon stands ``beside`` the label of one or two tiles; ``pitch`` is the distance of two lines in em.
    """

    columns: int
    boxes: tuple[Box, ...]
    disc: float
    beside: bool
    across: float
    down: float
    size: float
    pitch: float

    def merit(self, widest: float, enough: float) -> tuple[bool, bool, bool, float, int]:
        """Return what speaks for the grid, the weightiest first; ``widest`` is the longest word, in em.

        Labels of more than ``enough`` points are not worth another grid; a tile alone in its row looks lost, less so in
        a list; and several rows that are shorter than the first make no grid.
        """
        whole = widest * self.size <= self.across - SLACK
        rows = -(-len(self.boxes) // self.columns)
        lengths = Counter(box.y for box in self.boxes).values()
        lone = self.columns > 1 and min(lengths) == 1 < rows
        worth = (
            (_LISTED if self.beside else _LONE) if lone else _RAGGED if sum(lengths) < self.columns * rows - 1 else 1.0
        )
        return self.size > 0, whole, rows <= _MAX_ROWS, min(self.size, enough) * worth, self.columns


def _placed(tiles: Sequence[Tile], area: Box, context: Context) -> list[Shape]:
    """Return the tiles in the grid that gives their labels the largest size; the widest grid among equals.

    Only such grids count whose rows are even: 7 tiles are 4 and 3, never 6 and 1.
    """
    if not tiles:
        return []
    measured = [words(tile.label.runs, context.kit.family, strong=True) for tile in tiles]
    sizes = context.kit.theme.deck
    label = sizes.tile_label if len(tiles) > 1 else sizes.lone_heading
    steps = (replace(label, largest=max(label.largest, sizes.card.largest)) if len(tiles) == 2 else label).steps()
    maximum = min(_MAX_COLUMNS, len(tiles))
    even = {_longest(len(tiles), columns) for columns in range(1, maximum + 1)}
    ways = [(columns, beside) for columns in sorted(even) for beside in (True, False)]
    grids = [grid for way in ways if (grid := _grid(measured, way, area, steps, context.pitch))]
    if len(tiles) == 1:  # its icon stands above its label, unless the area is too low for that
        grids = [grid for grid in grids if not grid.beside] or grids
    widest = max((item.width for items in measured for item in items), default=0.0)
    best = max(grids, key=lambda grid: grid.merit(widest, modest(steps)))
    if not best.size:
        box = (best.across - SLACK, best.down)
        collect(
            partial(_require, tile, items, box, steps[0], context.pitch)
            for tile, items in zip(tiles, measured, strict=True)
        )
    lines = max(count_lines(items, (best.across - SLACK) / best.size) for items in measured)
    tallest = lines * context.pitch * best.size
    pairs = zip(tiles, best.boxes, strict=True)
    return [shape for tile, box in pairs for shape in _tile(tile, box, best, tallest, context)]


def _require(tile: Tile, items: Sequence[Word], box: tuple[float, float], size: float, pitch: float) -> None:
    """Refuse a label that does not fit a box at ``size``, all in points; ``pitch`` is in em."""
    if fit(items, *box, [size], pitch, size) is None:
        raise refuse_box(items, box, size, pitch, tile.label.mark, _("its tile"))


def _grid(
    measured: Sequence[list[Word]], way: tuple[int, bool], area: Box, steps: Sequence[float], pitch: float
) -> _Grid | None:
    """Return a grid of so many columns, icons beside labels or above, with the largest size at which every label fits.

    The size is 0 where they do not; there is no grid where a tile is too narrow or too low for it. ``pitch`` is in em.
    """
    columns, beside = way
    boxes = _boxes(area, len(measured), columns, beside)
    width, height = boxes[0].width, boxes[0].height
    if width < height * _WIDE if beside else width > height * _WIDEST:
        return None
    most, above = _FEW_DISCS.get(len(measured), (_MAX_DISC, _DISC_ABOVE))
    disc = min(most, height * (_DISC_BESIDE if beside else above), width * _DISC_ACROSS)
    across = width - 2 * _INSET - (disc + GAP if beside else 0)
    down = height - _BAR - 2 * _INSET - (0 if beside else disc + GAP)
    size = label_size(measured, across - SLACK, down, steps, pitch) or 0.0
    return _Grid(columns, boxes, disc, beside, across, down, size, pitch)


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


def _tile(tile: Tile, box: Box, grid: _Grid, tallest: float, context: Context) -> list[Shape]:
    """Return a tile: one panel that holds the label and leads to the pillar, with a bar and a disc upon it.

    ``tallest`` is the height of the highest label, in points.
    """
    accent = context.accent(tile.colour)
    bar = Figure(f"{context.name('rule')} {tile.number}", Box(box.x, box.y, box.width, _BAR), fill=accent)
    items = words(tile.label.runs, context.kit.family, strong=True)
    disc, text = _beside(box, grid) if grid.beside else _below(box, grid, tallest, items)
    align, anchor = ("l", "ctr") if grid.beside else ("ctr", "t")
    para = Para(spans(tile.label.runs, True), grid.size, accent, align, origin=Origin(tile.label.mark))
    panel = Frame(
        f"{context.name('pillar')} [{tile.pillar}]",
        box,
        (para,),
        anchor=anchor,
        insets=(text.x - box.x, text.y - box.y, box.right - text.right, box.bottom - text.bottom),
        fill=Colour(accent.name, True),
        target=f"pillar:{tile.pillar}",
    )
    round = Group(f"{context.name('circle')} {tile.number}", disc, context.disc(tile.icon, disc, accent))
    return [panel, bar, round, *_badge(tile, disc, accent, context)]


def _badge(tile: Tile, disc: Box, accent: Colour, context: Context) -> list[Shape]:
    """Return the pillar's number on the edge of its ``disc``, unless the label brings one."""
    if not tile.number or brings_number(tile.label, tile.number):
        return []
    side = max(_MIN_BADGE, disc.width * _BADGE)
    inside = disc.width * _EDGE + side / 2
    place = Box(disc.right - inside, disc.bottom - inside, side, side)
    around = Box(place.x - _RING, place.y - _RING, side + 2 * _RING, side + 2 * _RING)
    ring = Figure(context.name("circle"), around, "ellipse", PAPER)
    return [ring, context.pillar_number(tile.number, tile.pillar, place, int(side * 1.2) / 2, accent)]


def _beside(box: Box, grid: _Grid) -> tuple[Box, Box]:
    """Return the boxes of disc and label side by side."""
    disc = Box(box.x + _INSET, box.y + (box.height + _BAR - grid.disc) / 2, grid.disc, grid.disc)
    return disc, Box(disc.x + grid.disc + GAP, box.y + _BAR + _INSET, grid.across, grid.down)


def _below(box: Box, grid: _Grid, tallest: float, items: Sequence[Word]) -> tuple[Box, Box]:
    """Return the boxes of disc and label one above the other, together in the middle of the tile.

    ``tallest`` is the height of the highest label, in points.
    """
    top = box.y + _BAR + max(_INSET, (box.height - _BAR - grid.disc - GAP - tallest) / 2)
    disc = Box(box.x + (box.width - grid.disc) / 2, top, grid.disc, grid.disc)
    under = top + grid.disc + GAP
    height = box.y + box.height - _INSET - under
    width = balanced(items, grid.across - SLACK, height, grid.size, grid.pitch) + SLACK
    return disc, Box(box.x + (box.width - width) / 2, under, width, height)

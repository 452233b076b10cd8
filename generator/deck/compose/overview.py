"""Compose the cover and the overview: the title, and the pillars as tiles."""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import product
from operator import itemgetter
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from generator.deck.compose.common import SLACK, Context, balanced, label_size, spans
from generator.deck.compose.logos import cover_logos, logos_of
from generator.deck.compose.photograph import bleeding, picture_slide
from generator.deck.layouts import HEIGHT, LOGOS, WIDTH, grid
from generator.deck.slide import INK, MUTED, PAPER, Colour, Figure, Frame, Origin, Para, Shape, Slide, SlideRun
from generator.document.tree import Facts, Paragraph, Picture, Tile, Tiles, brings_number
from generator.errors import ContentError, collect
from generator.messages import _
from generator.text import fallback
from generator.text.breaking import break_lines, count_lines, words
from generator.text.capitals import capitals
from generator.text.fit import fit, refuse_box
from generator.theme import WHITE
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.deck.design import Placeholder, SlideLayout
    from generator.document.tree import Section
    from generator.source.inline import Text
    from generator.text.breaking import Word

_INSET, _INSET_DOWN = 16.0, 0.12  # points between the edge of a tile and what it holds; down, of its height at most
_MAX_COLUMNS = 6  # of tiles: seven are too narrow for most words (by eye)
_MAX_ROWS = 6  # unless labels find no room so
_LEAST_ICON = 12.0  # points: smaller ones are not recognised
_HOLDERS = ("title", "subtitle", "eyebrow", "summary", "facts")
_SHARES = (0.52, 0.46, 0.4, 0.34)  # of the slide: a picture at its right edge, in the order in which they are tried
_LARGE = 38.0  # points: a title beside a picture that need not be larger for the picture to be narrower (by eye)
_TITLE = 35.0  # points: a cover's title leaves no room for a wider font up to there (by eye)
_ABOVE_TITLE = 4.0  # points: between a cover's kind and its title, as where the title fills its box
_LEFT, _BESIDE = 52.0, 28.0  # points: left of the words beside a picture, and between them and the picture
_SEGMENT = 36.0  # points of each pillar's colour at most in the rule below such a title
_NARROWINGS, _SHORT = 20, 3  # by how many hundredths it may be narrower for its lines; the letters of a short word
_BELOW_TITLE = 0.8  # of a cover's title: the size of its subtitle at most, or the wrong one is read first
# Of the size of labels: what a grid with a lone tile is worth, a list with one, a grid with one short row, or several.
_LONE, _LISTED, _SHORTER, _RAGGED = 0.8, 0.84, 0.95, 0.86
_PICTURED = 0.2  # what an icon of the largest size makes labels worth (by eye)
_TAKEN = (0.2, 0.27, 0.34, 0.42)  # of a tile's width, beside its words, or of its height, above them: its icon
_MAX_SIDE, _APART = 132.0, 16.0  # points: the side of an icon at most, and what parts it from words (by eye)
_NUMERAL, _HIGHEST, _ROW = 0.56, 0.36, 2.2  # of an icon: its number beside it, of a tile; of a row of both, an icon
_DIGIT = 0.8  # of a number's size: the room of a digit, in wider fonts too


def cover(section: Section, context: Context) -> list[Slide]:
    """Return the cover: the title, the lines below it, and where the layout has room a ribbon of the pillars' icons."""
    layout = context.layout("cover")
    picture = next((block for block in section.blocks if isinstance(block, Picture)), None)
    if picture is None:
        return [_cover(section, layout, [], context)]
    if layout.ribbon and (slide := _with_picture(section, picture, layout, context)):  # nobody else's cover is changed
        return [slide]
    return [_cover(section, layout, [], context), picture_slide(section, picture, (2, 2), context)]


def _with_picture(section: Section, picture: Picture, layout: SlideLayout, context: Context) -> Slide | None:
    """Return the cover with ``picture`` up to three edges, as wide as a large title allows; None if words lack room."""
    found: list[tuple[float, Slide]] = []
    for share in _SHARES:
        box = Box(WIDTH * (1 - share), 0.0, WIDTH * share, HEIGHT)
        try:
            slide = _cover(section, _beside(box, layout, section), bleeding(picture, box, context), context)
        except ContentError:
            continue
        size = next(one for one in slide.shapes if isinstance(one, Frame)).paragraphs[0].size
        found.append((size, slide))
        if size >= _LARGE:
            break
    return max(found, key=itemgetter(0))[1] if found else None


def _beside(picture: Box, layout: SlideLayout, section: Section) -> SlideLayout:
    """Return the layout of a cover: its placeholders left of ``picture``, the ribbon a rule below the title."""
    width = picture.x - _BESIDE - _LEFT
    moved = {name: replace(one, box=replace(one.box, x=_LEFT, width=width)) for name, one in _held(layout).items()}
    rule, count = layout.rule or Box(_LEFT, 0.0, 0.0, 0.0), len(tiles_of(section))
    ribbon = replace(rule, x=_LEFT, width=min(_SEGMENT * count, width))
    return replace(layout, **moved, ribbon=ribbon, band=Box(0.0, 0.0, WIDTH, HEIGHT), rule=None)


def _held(layout: SlideLayout) -> dict[str, Placeholder]:
    """Return the placeholders of a cover that there are, by the names of their members."""
    return {name: holder for name in _HOLDERS if (holder := getattr(layout, name))}


def _on(ground: str, layout: SlideLayout, context: Context) -> SlideLayout:
    """Return the layout of our own cover, its words in colours that are read on ``ground``, the banner's or paper."""
    paper = ground == WHITE
    title, plain, faded = (
        (context.banner_ink, INK, MUTED) if paper else (*[context.on_banner] * 2, context.faded_on_banner)
    )
    colours = {"title": title, "subtitle": plain}
    held = {name: replace(one, colour=colours.get(name, faded)) for name, one in _held(layout).items()}
    return replace(layout, **held)


def _below_logos(layout: SlideLayout) -> SlideLayout:
    """Return the layout of our own cover, its kind and its title below the room of logos."""
    title, kind = layout.title, layout.eyebrow
    assert kind
    down = LOGOS.bottom + LOGOS.y / 2 - kind.box.y
    box = replace(title.box, y=title.box.y + down, height=title.box.height - down)
    moved = replace(kind, box=replace(kind.box, y=kind.box.y + down))
    return replace(layout, title=replace(title, box=box), eyebrow=moved)


def _cover(section: Section, layout: SlideLayout, pictured: Sequence[Shape], context: Context) -> Slide:
    where = _("the cover's title")
    shapes: list[Shape] = []
    logos = logos_of(section)
    ground = str(context.kit.theme.banner or context.kit.theme.text)
    if band := layout.band:
        if not all(one.dark for one in logos):
            ground = WHITE
        layout = _on(ground, _below_logos(layout) if logos else layout, context)
        shapes.append(Figure(context.name("band"), band, fill=PAPER if ground == WHITE else context.banner))
    sizes = context.kit.theme.deck.cover_title
    title, own = layout.title, sizes.largest  # what a wider font needs above the title is free in others' layouts
    if section.eyebrow or (layout.eyebrow and layout.ribbon):
        title, own = _raised(title, section, layout), min(_TITLE, own)
    headline = context.fitted(section.title, title, sizes, where, own=own)
    if band:
        headline = _without_loose_ends(headline, title, section.title, context)
    if section.eyebrow and layout.eyebrow and layout.ribbon:
        kind = _close(layout.eyebrow, title, headline, section.title, context)
        layout, top = replace(layout, eyebrow=kind), kind.box.bottom + _ABOVE_TITLE
        headline = replace(headline, box=replace(headline.box, y=top, height=headline.box.bottom - top))
    shapes.append(headline)
    summary = next((block.text for block in section.blocks if isinstance(block, Paragraph)), None)
    facts = [text for block in section.blocks if isinstance(block, Facts) for text in block.facts]
    shapes += _lines(section, summary, facts, layout, _BELOW_TITLE * headline.paragraphs[0].size, context)
    if layout.rule:
        shapes.append(Figure(context.name("rule"), layout.rule, fill=layout.title.colour))
    if layout.ribbon:
        shapes += ribbon(tiles_of(section), layout.ribbon, context)
    notes = _said((section.eyebrow, section.title, section.subtitle, summary, *facts))
    return Slide(layout.role, (*shapes, *cover_logos(section, layout, ground, context), *pictured), notes)


def _said(texts: Iterable[Text | None]) -> tuple[tuple[SlideRun, ...], ...]:
    """Return ``texts`` as paragraphs of the speaker notes."""
    return tuple(spans(text.runs) for text in texts if text)


def _raised(title: Placeholder, section: Section, layout: SlideLayout) -> Placeholder:
    """Return the place of a cover's title, in ours with the room that its kind would take where there is none."""
    above = layout.eyebrow
    if section.eyebrow or above is None:
        return title
    return replace(title, box=replace(title.box, y=above.box.y, height=title.box.bottom - above.box.y))


def _close(eyebrow: Placeholder, title: Placeholder, headline: Frame, text: Text, context: Context) -> Placeholder:
    """Return the place of a cover's kind, right above the lines of its title, which may be fewer than its box holds."""
    pitch, size = context.design.measured(title)[1], headline.paragraphs[0].size
    height = pitch * size * fallback.lines(_title_words(title, text, context), (title.width - SLACK) / size, pitch)
    top = max(eyebrow.box.y, title.box.bottom - height - _ABOVE_TITLE - eyebrow.box.height)
    return replace(eyebrow, box=replace(eyebrow.box, y=top))


def _title_words(title: Placeholder, text: Text, context: Context) -> list[Word]:
    """Return the measured words of ``text`` as they are set in ``title``."""
    runs = [run.with_text(capitals(run.text)) for run in text.runs] if title.capitals else text.runs
    return words(runs, context.design.measured(title)[0], strong=title.bold)


def _without_loose_ends(headline: Frame, title: Placeholder, text: Text, context: Context) -> Frame:
    """Return a title somewhat narrower, if that moves a short word from the end of a line to what it belongs to.

    It has as many lines as before, and no more than its box holds in a wider font either.
    """
    items, size = _title_words(title, text, context), headline.paragraphs[0].size
    pitch = context.design.measured(title)[1]
    counter, whole = fallback.counter(items, pitch), headline.box.width - SLACK
    most = max(title.height / size / pitch, counter(whole / size))
    count = len(break_lines(items, whole / size))
    for step in range(_NARROWINGS + 1):
        width = whole * (1 - 0.01 * step)
        lines = break_lines(items, width / size)
        if len(lines) > count or counter(width / size) > most or fallback.widest(items) * size > width:
            break
        if all(len(line.text.split()[-1]) > _SHORT for line in lines[:-1]):
            return replace(headline, box=replace(headline.box, width=width + SLACK))
    return headline


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
        below = _down_to(layout.facts, below)
    if layout.facts and layout.summary and layout.ribbon and not summary:
        layout = replace(layout, facts=_down_to(layout.summary, layout.facts))
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


def _down_to(other: Placeholder, holder: Placeholder) -> Placeholder:
    """Return ``holder`` as high as down to the foot of ``other``."""
    return replace(holder, box=replace(holder.box, height=other.box.bottom - holder.box.y))


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
    """Return the overview: a tile for each pillar, which leads to its slide; all labels of one size."""
    tiles = tiles_of(section)
    layout = context.layout("overview")
    shapes = (context.title(section.title, layout), *_placed(tiles, layout.body, context))
    return [context.slide(layout, shapes, (section.title.plain, *(tile.label.plain for tile in tiles)))]


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
    label = Para(spans(tile.label.runs, True), grid.size, PAPER, leading=1.0, origin=Origin(tile.label.mark))
    number = Para(
        (SlideRun(str(tile.number), True),),
        numeral,
        PAPER,
        after=0.0 if grid.beside else max(head - line, 0.0) / 2 + _APART / 2,
        first=0.0 if grid.beside else grid.side + _APART,
        leading=1.0,
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

"""Compose what a pillar sets off before its examples: key figures, the first of a few the hero, a quotation.

Each has the largest text that its room allows; what stands together has one size. Lengths are in points.
"""

from __future__ import annotations

import math
from functools import partial
from itertools import product, takewhile
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.deck.compose.caption import source_lines
from generator.deck.compose.common import (
    COMFORTABLE,
    SLACK,
    SURE,
    balanced,
    even,
    laid,
    minor,
    source_mark,
    spans,
    with_source,
    without_runt,
)
from generator.deck.compose.insets import numeral, opened, said_of
from generator.deck.compose.photograph import bleeding
from generator.deck.layouts import FOOTER, GAP, HEIGHT, MARGIN, WIDTH
from generator.deck.slide import INK, MUTED, PAPER, Colour, Figure, Frame, Group, Origin, Para
from generator.document.tree import KeyFigures, Quote
from generator.errors import ContentError
from generator.messages import _
from generator.source.inline import Run, Text
from generator.text import fallback
from generator.text.breaking import count_lines, words
from generator.text.fit import largest, refuse_box
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.deck.compose.common import Context
    from generator.deck.compose.introduction import Introduction
    from generator.deck.slide import Shape
    from generator.document.tree import KeyFigure, Picture, Section
    from generator.text.breaking import Word

_NUMERALS = (20, 22, 24, 28, 32, 36, 40, 44, 48, 54, 60, 66, 72, 80, 88, 96, 112, 128, 144, 160)
_LABELS = (12.0, 14.0, 16.0, 18.0, 20.0, 22.0, 24.0, 26.0, 28.0, 32.0)
_LARGE, _LARGER = 2.0, 1.3  # a number is so many times as large as what it is, or the label is made smaller; at least
_STRONG = 40  # a number of this size is seen as such
_LOUD, _EASY = 88, 28.0  # larger numbers, or larger labels, are no gain (by eye)
# What rows gain, since they fill a slide, and labels beside the only numbers, or that are not comfortable, lose.
_ROWS_MERIT, _BESIDE_MERIT, _SMALL_MERIT = 1.15, 0.9, 0.3
_APART, _NEAR = 36.0, 18.0  # between a number and what it is beside it; the same in a wider font
_SHORTEST = 8.0  # em: the least line of what a number is
_PADDING = 12.0  # above and below a figure
_GUTTER = 32.0  # between two columns of figures
_BAR, _HAIRLINE = 3.0, 1.0  # the bar of colour above a figure, or beside a quotation; the line between two rows
_LOOSE = 0.5  # of a row: what its figure fills at least
_ABOVE = 0.36  # of the body: a band above cards takes no more
_ROWS = 4  # of figures, at most
_RAISED = 0.4  # of the free room, so much is above: the optical middle
_HEROES = (72, 80, 88, 96, 112, 128, 144, 160, 180, 200, 220, 240)  # the numeral of the first of a few figures
_FEW = 5  # figures of which the first is the hero
_UPPER = (0.64, 0.6, 0.56, 0.52, 0.48, 0.44)  # of the room: the hero, above the others
# By what a hero is larger than the others; the numerals of these, and its own, at most (by eye).
_LEAD, _OTHERS, _HERO = 1.6, 88.0, 240.0
_FIGURE = 0.8  # of the distance of lines: that of a number, which has nothing above its digits, from what it is
_NO_SECOND = 1.25  # of its height: the box of a hero, in which a wider font finds no second line, and is made smaller
_ROOMY = 0.25  # what the others gain below a hero by room for a wider font (by eye)
_SEAM = 2.0  # points by which areas of one colour overlap
_HERO_LABEL = 32.0  # what a hero is, at most

_QUOTATIONS = (12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40, 42, 44, 46, 48, 52, 56, 60, 66)
_SPEAKER = 24.0  # points: who said a quotation, at most
# A slide of a quotation: the shares of the width that a picture takes, in the order in which they are tried, until the
# words are as large; the space on the left of these, and on their right; the height of the heading above them.
_PICTURES, _LARGE_WORDS, _LEFT, _RIGHT, _OVERLINE = (0.36, 0.32, 0.28), 40, 64.0, 36.0, 44.0
_READ = 24  # a quotation of this size has no need of a slide of its own
_APART_COMMA = ", ;:·–—\u00a0、，"  # between a name and what it is followed by
_HANGING = 16.0  # left of its words, where its opening mark hangs, which needs more only in the margin
_BESIDE, _WITHIN = 30.0, 8.0  # around the words; above and below them, where the panel is higher than their area
BESIDE_PICTURE = 24.0
"""Points: between what is set off and a picture on its right."""
_TILE = 0.62  # of its panel: what its words fill at least
_UNFILLED = 0.72  # of the body: what a quotation alone fills at least


class SetOff(Struct, frozen=True):
    """What a slide sets off; ``overline`` is where the pillar's heading stands if that is above it and small.

    ``aside`` is what stands below the heading in the sidebar.
    """

    shapes: Sequence[Shape]
    overline: Box | None = None
    aside: Sequence[Text] = ()


class _Band(Struct, frozen=True):
    """How ``count`` figures stand: their columns, the size of numbers and of labels, the height of a figure.

    ``beside`` is the width of the numbers with what parts them from the labels, which stand on their right, or below
    them; ``roomy`` labels have room for a wider font.
    """

    count: int
    columns: int
    numeral: float
    label: float
    tall: float
    beside: float = 0.0
    roomy: bool = True

    @property
    def merit(self) -> tuple[float, float]:
        """Return what speaks for it: numbers that are loud, and labels that are read from the back of a room."""
        form = (_ROWS_MERIT if self.rows > 1 else _BESIDE_MERIT) if self.beside else 1.0
        form *= 1.0 if self.label >= COMFORTABLE else _SMALL_MERIT
        return min(self.numeral, _LOUD) * min(self.label, _EASY, self.numeral / _LARGE) * form, self.numeral

    @property
    def rows(self) -> int:
        """Return the number of rows."""
        return -(-self.count // self.columns)

    @property
    def height(self) -> float:
        """Return the least height of all."""
        return self.rows * self.tall


def highlights(section: Section, introduction: Introduction, context: Context, beside: float = 0.0) -> list[SetOff]:
    """Return what a section sets off, slide by slide: both on one where they have room, else each on its own.

    On the first the ``introduction`` stands above, unless it is alone; ``beside`` points are free on the right of all.
    Each slide names the sources of what it shows. A quotation alone has a slide of its own form, if there is no
    introduction.
    """
    layout = context.layout("cards", 1)
    whole = replace(layout.body, width=layout.body.width - beside)
    head = [introduction.frame] if introduction.frame and not introduction.alone else []
    above = introduction.below if head else 0.0
    figures, quote = _blocks(section)
    if figures and quote:
        foot, area = _footed([*figures.figures, quote], whole, context)
        if both := _together(section, figures, quote, _below(area, above), context):
            return [SetOff([*head, *both, *foot])]
    found: list[SetOff] = []
    if figures:
        lone = len(figures.figures) == 1 and layout.band
        foot, area = _footed(figures.figures, whole, context, PAPER if lone else MUTED)
        if hero := _with_hero(figures.figures, _below(area, above), section, head, context):
            found.append(SetOff([*hero, *foot]))
        for some, band in () if hero else _shared(figures.figures, _below(area, above), context):
            foot, _area = _footed(some, whole, context)
            found.append(SetOff([*head, *_shown(some, band, _below(area, above), section, context), *foot]))
            head, above = [], 0.0
        head, above = [], 0.0
    if quote and layout.band and not introduction.texts:
        found.append(quoted(section, None, context))
    elif quote:
        foot, area = _footed([quote], whole, context)
        area = _below(area, above)
        ground, *words = _panel(quote, _largest(quote, area, context), area, section, context)
        found.append(SetOff([ground, *head, *words, *foot]))
    return found


def quoted(section: Section, picture: Picture | None, context: Context) -> SetOff:
    """Return the quotation of a section on a slide of our own: on the pillar's colour, beside its ``picture`` if any.

    Raises ContentError for one that has no room.
    """
    quote = _blocks(section)[1]
    assert quote
    best: tuple[float, list[Shape], Box, Box] | None = None
    for share in _PICTURES if picture else (0.0,):
        edge = WIDTH * (1 - share)
        room = Box(_LEFT, MARGIN, edge - _LEFT - (_RIGHT if share else _LEFT), FOOTER.box.y - MARGIN - GAP)
        foot, left = _footed([quote], room, context, PAPER)
        area = _below(replace(left, x=left.x - _HANGING, width=left.width + _HANGING), _OVERLINE + GAP)
        try:
            size = _largest(quote, area, context)
        except ContentError:
            if best is None and share in (0.0, _PICTURES[-1]):
                raise
            continue
        said = _words(quote, size, area, area.x, (PAPER, PAPER), context)
        if best is None or said.paragraphs[0].size > best[0]:
            best = said.paragraphs[0].size, [said, *foot], replace(room, height=_OVERLINE), Box(0.0, 0.0, edge, HEIGHT)
        if best[0] >= _LARGE_WORDS:
            break
    assert best
    _size, shapes, overline, ground = best
    field = Figure(context.name("band"), ground, fill=context.accent(section.colour))
    beside = Box(ground.right, 0.0, WIDTH - ground.right, HEIGHT)
    shown = bleeding(picture, beside, context) if picture else []
    return SetOff([field, *shapes, *shown], overline)


def _below(area: Box, above: float) -> Box:
    return Box(area.x, area.y + above, area.width, area.height - above)


def _footed(
    shown: Sequence[KeyFigure | Quote], area: Box, context: Context, colour: Colour = MUTED
) -> tuple[list[Shape], Box]:
    """Return the line that names the sources of what is shown, if there are any, and what it leaves of ``area``."""
    numbers = sorted({one.source_number for one in shown if one.source_number})
    line, left = source_lines(numbers, area, context, colour)
    return [line] if line else [], left


def band_above(section: Section, top: float, context: Context) -> tuple[list[Shape], float]:
    """Return the figures of a section ``top`` points below the top of its cards' area, and the height that they take.

    Their sources are named below them.

    Nothing where there is a quotation too, or where they would be small.
    """
    body = context.layout("cards", 1).body
    figures, quote = _blocks(section)
    if figures is None or quote:
        return [], 0.0
    band = _band(figures.figures, body.width, body.height * _ABOVE, context, abreast=True)
    if band is None or band.label < COMFORTABLE or band.numeral < _STRONG:
        return [], 0.0
    box = Box(body.x, body.y + top, body.width, band.tall)
    foot = [replace(one, box=replace(one.box, y=box.bottom)) for one in _footed(figures.figures, body, context)[0]]
    tall = band.tall + sum(one.box.height for one in foot) + GAP
    return [*_shown(figures.figures, band, box, section, context), *foot], tall


def said(section: Section) -> list[Text]:
    """Return what a speaker says of them."""
    return [text for block in _blocks(section) if block for text in said_of(block)]


def _blocks(section: Section) -> tuple[KeyFigures | None, Quote | None]:
    figures = next((block for block in section.blocks if isinstance(block, KeyFigures)), None)
    return figures, next((block for block in section.blocks if isinstance(block, Quote)), None)


def _together(section: Section, figures: KeyFigures, quote: Quote, body: Box, context: Context) -> list[Shape] | None:
    """Return the figures above the quotation, if both are large on one slide."""
    low = _quotation_height(quote, body.width, _READ, context)
    band = _band(figures.figures, body.width, body.height - GAP - low, context)
    if band is None or band.label < COMFORTABLE or band.numeral < _STRONG:
        return None
    least = band.height
    rest = Box(body.x, 0.0, body.width, body.height - GAP - least)
    size = _largest(quote, rest, context)
    free = (rest.height - _quotation_height(quote, body.width, size, context)) / 2
    above = Box(body.x, body.y, body.width, min(least + free, least / _LOOSE))
    below = Box(body.x, above.bottom + GAP, body.width, body.bottom - above.bottom - GAP)
    return [
        *_shown(figures.figures, band, above, section, context),
        *_panel(quote, size, below, section, context, whole=False),
    ]


# Key figures


def _with_hero(
    figures: Sequence[KeyFigure], body: Box, section: Section, head: Sequence[Frame], context: Context
) -> list[Shape]:
    """Return a few figures, the first by far the largest, on a field of the pillar's colour, the others below it.

    What stands at the ``head`` of the slide is on the field, too. On a template that is not ours there is no field.
    Nothing where a number or what it is would not be large.
    """
    first, others = figures[0], figures[1:]
    layout, accent = context.layout("cards", 1), context.accent(section.colour)
    top = body.y if head or not (layout.band and context.design.sidebar) else layout.band.y + GAP
    best: tuple[float, float, tuple[float, float], _Band | None] | None = None
    for share in _UPPER if others else (1.0,):
        edge = body.y + body.height * share
        sizes = _hero_sizes(first, body.width, edge - top - GAP, context)
        if sizes is None:
            continue
        most, low = min(_OTHERS, sizes[0] / _LEAD), body.bottom - edge - GAP
        band = _band(others, body.width, low, context, most=most) if others else None
        if others and (band is None or band.label < COMFORTABLE):
            continue
        merit = 2 * sizes[0] / _HERO + sizes[1] / _HERO_LABEL
        merit += band.numeral / _OTHERS + band.label / _EASY + _ROOMY * band.roomy if band else 0.0
        if best is None or merit > best[0]:
            best = merit, edge, sizes, band
    if best is None or len(figures) > _FEW:
        return []
    _merit, edge, (size, label), band = best
    shapes: list[Shape] = list(head)
    colours = accent, INK
    if layout.band:
        field = _ground(body, edge if band else HEIGHT, accent, context)
        pale = [replace(one, paragraphs=tuple(replace(para, colour=PAPER) for para in one.paragraphs)) for one in head]
        shapes, colours = [field, *pale], (PAPER, PAPER)
        if band:
            tint = _ground(body, HEIGHT, Colour(accent.name, True), context)
            shapes.insert(1, replace(tint, box=replace(tint.box, y=edge, height=HEIGHT - edge)))
    place = Box(body.x, top, body.width, edge - top - GAP)
    shapes.append(_hero(first, size, label, place, colours, context))
    if band:
        area = Box(body.x, edge + GAP, body.width, body.bottom - edge - GAP)
        shapes += _shown(others, band, area, section, context, ruled=layout.band is None)
    return shapes


def _hero_sizes(figure: KeyFigure, width: float, height: float, context: Context) -> tuple[float, float] | None:
    """Return the largest size of a hero's number in such a room, and that of what it is; None where it is not large.

    It fits as it is; with a wider font an office suite makes it smaller.
    """
    wide, items = context.kit.family.face(strong=True).width(figure.value.plain) / SURE, _label(figure, context)

    def fitting(label: float) -> float:
        if fallback.widest(items) * label > width - SLACK:
            return 0.0
        low = fallback.lines(items, (width - SLACK) / label, context.pitch) * label
        fits = (one for one in _HEROES if wide * one <= width and (_line(one, context) + low) * context.pitch <= height)
        return max(fits, default=0.0)

    found = [(fitting(label), label) for label in _LABELS if COMFORTABLE <= label <= _HERO_LABEL]
    enough = max(min(_HEROES[3], found[0][0]), _HEROES[0])
    return next((one for one in reversed(found) if one[0] >= enough), None)


def _hero(
    figure: KeyFigure, size: float, label: float, place: Box, colours: tuple[Colour, Colour], context: Context
) -> Frame:
    """Return the number and what it is, in the colours of both, in one frame; the digits begin where the words do."""
    items, face = _label(figure, context), context.kit.family.face(strong=True)
    out = 0.0 if context.design.brand else face.bearing(figure.value.plain) * size
    measure = without_runt(items, place.width - SLACK, label, context.pitch)
    said = laid(figure.label.runs, items, measure / label)
    number = Para(numeral(figure), size, colours[0], leading=_stated(context), origin=Origin(figure.value.mark))
    mark = source_mark(figure.source_number)
    text = Para((*said, *mark), label, colours[1], indent=out, origin=Origin(figure.label.mark))
    wide = max(measure, fallback.unbroken(figure.value.plain, face) * size) + SLACK
    lines = fallback.lines(items, measure / label, context.pitch) * label
    tall = min(_NO_SECOND * (_line(size, context) + lines) * context.pitch, place.height)
    box = Box(place.x - out, place.y + (place.height - tall) / 2, min(wide, place.width) + out, tall)
    name = f"{context.name('figure')} [{figure.value.plain}]"
    return Frame(name, box, (number, text), anchor="ctr", shrinks=wide > place.width)


def _shared(figures: Sequence[KeyFigure], body: Box, context: Context) -> Iterator[tuple[Sequence[KeyFigure], _Band]]:
    """Yield the figures of each slide, and how they stand: half of them where all find no comfortable room.

    Raises ContentError for one that has none alone.
    """
    band = _band(figures, body.width, body.height, context)
    if band and (band.label >= COMFORTABLE or len(figures) == 1):
        yield figures, band
    elif len(figures) > 1:
        half = (len(figures) + 1) // 2
        yield from _shared(figures[:half], body, context)
        yield from _shared(figures[half:], body, context)
    else:
        items, mark = words(figures[0].label.runs, context.kit.family), figures[0].label.mark
        raise refuse_box(items, (body.width - SLACK, body.height / 2), _LABELS[0], context.pitch, mark, _("a slide"))


def _stated(context: Context) -> float:
    """Return the distance of lines that a number states; on somebody's template none, which looks for its colour."""
    return 0.0 if context.design.brand else _FIGURE


def _line(numeral: float, context: Context) -> float:
    """Return the height of the line of a number above what it is, as that of a line in so many points."""
    return (_stated(context) or 1.0) * numeral


def _label(figure: KeyFigure, context: Context) -> list[Word]:
    """Return the words of what a figure is, with its source's number."""
    return words(with_source(figure.label.runs, figure.source_number), context.kit.family, strong_places=False)


def _band(
    figures: Sequence[KeyFigure],
    width: float,
    height: float,
    context: Context,
    *,
    abreast: bool = False,
    most: float = math.inf,
) -> _Band | None:
    """Return how figures stand in such a box, the loudest way; in one row, if they are to be ``abreast``.

    Numbers have ``most`` points at most.
    """
    measured = [_label(one, context) for one in figures]
    face = context.kit.family.face(strong=True)
    wide = max(face.width(one.value.plain) for one in figures)
    stand_in = max(fallback.unbroken(one.value.plain, face) for one in figures)
    columns = [len(figures)] if abreast else range(1, len(figures) + 1)
    tries = product(columns, _LABELS, (False, True))
    sizes = [one for one in _NUMERALS if one <= most]
    found = [_in_columns(measured, (wide, stand_in), one, (width, height), sizes, context) for one in tries]
    return max((one for one in found if one), key=lambda one: one.merit, default=None)


def _in_columns(
    measured: Sequence[Sequence[Word]],
    number: tuple[float, float],
    wish: tuple[int, float, bool],
    room: tuple[float, float],
    sizes: Sequence[float],
    context: Context,
) -> _Band | None:
    """Return figures in so many columns, with labels of such a size, beside or below the numbers, as large as can be.

    ``number`` is the width of the widest in em, in our font and in a wider one. Numbers are smaller rather than that
    labels have no room for a wider font. None where they find no room or a word breaks.
    """
    (columns, label, beside), (wide, wider), count = wish, number, len(measured)
    rows = -(-count // columns)
    lone = rows > 1 and count % columns == 1 < columns
    if rows > max(_ROWS, count * beside) or lone or -(-count // rows) != columns:
        return None  # another number of columns fills so many rows better
    width = (room[0] - _GUTTER * (columns - 1)) / columns - SLACK
    longest = max(word.width for items in measured for word in items) * label

    def taken(size: float) -> float:
        return max(wide * size + _APART, wider * size + _NEAR) if beside else 0.0

    def tall(size: float, own: float) -> float:
        inner = width - taken(size)
        lines = max(fallback.lines_above(own, items, inner, label, context.pitch) for items in measured)
        words = max(size, lines * label) if beside else _line(size, context) + lines * label
        return words * context.pitch + 2 * _PADDING

    def fits(own: float, size: float) -> bool:
        least = max(longest, label * _SHORTEST, 0.0 if beside else wider * size)
        return least <= width - taken(size) and tall(size, own) * rows <= room[1]

    least = label * _LARGE if label >= COMFORTABLE else label * _LARGER
    large = [one for one in sizes if one >= min(least, _STRONG)]
    found = ((own, largest(large, partial(fits, own))) for own in (0.0, COMFORTABLE))
    bands = (
        _Band(count, columns, size, label, tall(size, own), taken(size), own == 0.0) for own, size in found if size
    )
    return next(bands, None)


def _shown(
    figures: Sequence[KeyFigure], band: _Band, area: Box, section: Section, context: Context, *, ruled: bool = True
) -> Iterator[Shape]:
    """Yield the figures in ``area``, row by row, those of a shorter row wider; as high as suits them.

    Below something, the first row may have no rules above it.
    """
    rows = band.rows
    tall = min(area.height / rows, band.tall / _LOOSE if band.beside else band.tall + 2 * GAP)
    top = area.y + (area.height - rows * tall) * _RAISED
    accent = context.accent(section.colour)
    for index, figure in enumerate(figures):
        row, column = divmod(index, band.columns)
        abreast = min(band.columns, len(figures) - row * band.columns)
        width = (area.width - _GUTTER * (abreast - 1)) / abreast
        box = Box(area.x + (width + _GUTTER) * column, top + tall * row, width, tall)
        if row or (ruled and not band.beside):
            line = replace(box, height=_HAIRLINE if band.beside else _BAR)
            yield Figure(f"{context.name('rule')} {index + 1}", line, fill=accent)
        yield _figure(figure, band, box, accent, context)


def _figure(figure: KeyFigure, band: _Band, box: Box, accent: Colour, context: Context) -> Frame | Group:
    """Return a figure: its number, then what it is, on its right in the middle of its row, or below it."""
    items, inner, face = _label(figure, context), box.width - band.beside - SLACK, context.kit.family.face(strong=True)
    least = 0.0 if band.beside else fallback.unbroken(figure.value.plain, face) * band.numeral
    free = (box.height - band.tall) / 2
    above = 0.0 if band.beside else _line(band.numeral, context) * context.pitch + 2 * _PADDING + free
    measure = max(balanced(items, inner, box.height - above, band.label, context.pitch), min(least, inner))
    said = laid(figure.label.runs, items, measure / band.label)
    tall = 0.0 if band.beside else _stated(context)
    number = Para(numeral(figure), band.numeral, accent, leading=tall, origin=Origin(figure.value.mark))
    label = Para((*said, *source_mark(figure.source_number)), band.label, origin=Origin(figure.label.mark))
    name = f"{context.name('figure')} [{figure.value.plain}]"
    if not band.beside:
        extra = (band.numeral - _line(band.numeral, context)) * context.pitch  # the box holds the whole line
        top = box.y + _PADDING + free - extra
        place = Box(box.x, top, measure + SLACK, box.bottom - _PADDING - top)
        return Frame(name, place, (number, label), insets=(0.0, extra, 0.0, 0.0))
    left = replace(box, width=band.beside - _NEAR)
    right = replace(box, x=box.x + band.beside, width=measure + SLACK)
    parts = (
        Frame(context.name("number"), left, (number,), anchor="ctr", wrap=False),
        Frame(context.name("text"), right, (label,), anchor="ctr"),
    )
    whole = replace(box, width=right.right - box.x)
    return Group(name, whole, parts, f"{figure.value.plain} {figure.label.plain}")


# Quotations


def _largest(quote: Quote, room: Box, context: Context) -> float:
    """Return the largest size of a quotation in such a box; raise ContentError when it has no room."""
    size = largest(_QUOTATIONS, lambda one: _quotation_height(quote, room.width, one, context) <= room.height)
    if size is None:
        items, box = _quotation(quote, context)[0], (_measure(room.width, context), room.height / 2)
        raise refuse_box(items, box, _QUOTATIONS[0], context.pitch, quote.text.mark, _("a slide"))
    return size


def _quotation(quote: Quote, context: Context) -> tuple[list[Word], list[list[Word]]]:
    """Return the words of a quotation, and those of who said it, line by line."""
    family, (*before, last) = context.kit.family, _speaker(quote)
    lines = [*before, with_source(last, quote.source_number)]
    measured = [words(runs, family, strong_places=False) for runs in lines]
    return words(opened(quote.text.runs)[0], family, strong_places=False), measured


def _speaker(quote: Quote) -> list[tuple[Run, ...]]:
    """Return the name of who said a quotation, if it is set off in bold, and below it what else is said of them."""
    name = tuple(takewhile(lambda run: run.strong, quote.who.runs))
    rest = quote.who.runs[len(name) :]
    if not (name and rest):
        return [quote.who.runs]
    start = rest[0].with_text(rest[0].text.lstrip(_APART_COMMA))
    return [name, (start, *rest[1:])]


def _measure(width: float, context: Context) -> float:
    """Return the width of a quotation's words in so many points: on our own layouts its panel reaches the edges."""
    own = context.layout("cards", 1).band
    return width - SLACK - _HANGING - (0.0 if own else 2 * _BESIDE + _BAR)


def _quotation_height(quote: Quote, width: float, size: float, context: Context) -> float:
    """Return the height of a quotation on its panel."""
    text = _quotation(quote, context)[0]
    inner, own = _measure(width, context), context.layout("cards", 1).band
    if max(word.width for word in text) * size > inner and size > _QUOTATIONS[0]:
        return float("inf")
    lines = fallback.lines_above(COMFORTABLE, text, inner, size, context.pitch)
    around = 2 * (_WITHIN if own else _BESIDE)
    return lines * context.pitch * size + _speaker_height(quote, inner, size, context) + around


def _speaker_height(quote: Quote, inner: float, size: float, context: Context) -> float:
    """Return the height of who said a quotation of ``size`` points, and of the space above it."""
    small = _small(size)
    lines = (
        fallback.lines_above(COMFORTABLE, one, inner, small, context.pitch) for one in _quotation(quote, context)[1]
    )
    return sum(lines) * context.pitch * small + size / 2


def _small(size: float) -> float:
    """Return the size of who said a quotation of ``size`` points."""
    return min(size, max(minor(size), COMFORTABLE), _SPEAKER)


def _ground(area: Box, bottom: float, fill: Colour, context: Context) -> Figure:
    """Return the ground of ``area`` on our own layouts: to the edges of the slide, or of a picture on its right.

    It overlaps a pillar's sidebar or band a little, where those have its colour: else a line shows between them.
    """
    layout = context.layout("cards", 1)
    assert layout.band
    over = 0.0 if fill.toned else _SEAM
    left, top = (layout.band.right - over, 0.0) if context.design.sidebar else (0.0, layout.band.bottom - over)
    right = WIDTH if area.right == layout.body.right else area.right + BESIDE_PICTURE
    return Figure(context.name("band"), Box(left, top, right - left, bottom - top), fill=fill)


def _panel(
    quote: Quote, size: float, area: Box, section: Section, context: Context, *, whole: bool = True
) -> Iterator[Shape]:
    """Yield a quotation on its panel: the words, of the pillar's colour where they are large, who said them.

    On our own layouts the panel is the ``whole`` slide, or reaches its foot; else it has a bar.
    """
    accent, layout = context.accent(section.colour), context.layout("cards", 1)
    tint = Colour(accent.name, True)
    if layout.band:
        ground = _ground(area, HEIGHT, tint, context)
        yield ground if whole else replace(ground, box=replace(ground.box, y=area.y, height=HEIGHT - area.y))
        box, left = replace(area, y=area.y + _WITHIN, height=area.height - 2 * _WITHIN), area.x
    else:
        needed = _quotation_height(quote, area.width, size, context)
        tall = min(area.height, max(needed / _TILE, area.height * _UNFILLED))
        box = Box(area.x, area.y + (area.height - tall) * _RAISED, area.width, tall)
        yield Figure(context.name("band"), box, fill=tint)
        yield Figure(f"{context.name('rule')} {context.name('quote')}", replace(box, width=_BAR), fill=accent)
        left = box.x + _BAR + _BESIDE
    yield _words(quote, size, box, left, (accent if size > _READ else INK, INK), context)


def _words(quote: Quote, size: float, box: Box, left: float, colours: tuple[Colour, Colour], context: Context) -> Frame:
    """Return a quotation of ``size`` points at most and who said it, in the colours of both, from ``left`` in ``box``.

    The mark that opens it hangs before its lines.
    """
    own, inner = context.layout("cards", 1).band, _measure(box.width, context)
    text, who = _quotation(quote, context)
    room = box.height - (0.0 if own else 2 * _BESIDE)

    def measured(one: float, measure: float) -> tuple[float, float]:
        """Return the height of all in such a measure, in a wider font too, and that of the words in ours."""
        speaker = _speaker_height(quote, measure, one, context)
        roomy = fallback.lines_above(COMFORTABLE, text, measure, one, context.pitch) * context.pitch * one
        return roomy + speaker, count_lines(text, measure / one) * context.pitch * one + speaker

    def fits(one: float, measure: float) -> bool:
        small = _small(one)
        return all(_wide(line, small) <= measure for line in who) and measured(one, measure)[0] <= room

    size, measure = even(text, inner, [one for one in _QUOTATIONS if one <= size], context.pitch, fits)
    least, tall = measured(size, measure)
    if own:
        down = max(min((box.height - tall) * _RAISED, box.height - least), 0.0)
        box = replace(box, y=box.y + down, height=box.height - down)
    small, (*names, last) = _small(size), _speaker(quote)
    hang = context.kit.family.face().width(opened(quote.text.runs)[1]) * size
    said = [*map(spans, names), (*spans(last), *source_mark(quote.source_number))]
    lines = Para(
        laid(quote.text.runs, text, measure / size),
        size,
        colours[0],
        after=size / 2,
        indent=hang,
        first=-hang,
        origin=Origin(quote.text.mark),
    )
    paras = [lines, *(Para(one, small, colours[1], indent=hang, origin=Origin(quote.who.mark)) for one in said)]
    place = Box(left + _HANGING - hang, box.y, measure + hang + SLACK, box.height)
    name = f"{context.name('quote')} [{quote.who.plain}]"[:80]
    return Frame(name, place, tuple(paras), anchor="t" if own else "ctr")


def _wide(items: Sequence[Word], size: float) -> float:
    """Return the width of words on one line."""
    return sum(word.width + word.space for word in items) * size

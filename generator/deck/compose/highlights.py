"""Compose what a pillar sets off before its examples: key figures as a band of tiles, a quotation on a panel.

Each has the largest text that its room allows; what stands together has one size. Lengths are in points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.deck.compose.common import (
    COMFORTABLE,
    SLACK,
    balanced,
    laid,
    minor,
    source_mark,
    spans,
    with_source,
    without_runt,
)
from generator.deck.compose.insets import attribution, numeral, numeral_width, said_of
from generator.deck.layouts import GAP
from generator.deck.slide import INK, Colour, Figure, Frame, Origin, Para, SlideRun
from generator.document.tree import KeyFigures, Quote
from generator.messages import _
from generator.source.inline import Run
from generator.text import fallback
from generator.text.breaking import words
from generator.text.fit import largest, refuse_box
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.deck.compose.common import Context
    from generator.deck.slide import Shape
    from generator.document.tree import KeyFigure, Section
    from generator.source.inline import Text
    from generator.text.breaking import Word

_NUMERALS = (20, 22, 24, 28, 32, 36, 40, 44, 48, 54, 60, 66, 72, 80, 88, 96, 112, 128)
_LABELS = (12.0, 14.0, 16.0, 18.0, 20.0, 22.0, 24.0)
_UNIT = 0.5  # of its number's size
_SYMBOL = 2.0  # em: a wider unit is a word, and begins what its number is
_LARGE, _LARGER = 2.0, 1.3  # a number is so many times as large as what it is, or the label is made smaller; at least
_STRONG = 40  # a number of this size is seen as such: labels are made smaller down to comfortable ones for it
_BOLD = 54  # a number of this size is bold enough not to give up tiles abreast for a larger one (by eye)
_BAR = 4.0  # the bar of colour above a tile, or beside a quotation
_INSETS = (18.0, 16.0, 14.0, 16.0)  # of a tile: left, top, right, bottom
_TILE = 0.62  # of a tile: what its words fill at least
_ABOVE = 0.36  # of the body: a band above cards takes no more
_ROWS = 4  # of tiles, at most
_RAISED = 0.4  # of the free room, so much is above: the optical middle

_QUOTATIONS = (12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 40, 44, 48, 54, 60, 66)
_SPEAKER = 24.0  # points: who said a quotation, at most
_READ = 24  # a quotation of this size has no need of a slide of its own
_BESIDE = 30.0  # around the words
_UNFILLED = 0.72  # of the body: what a quotation alone fills at least


class _Band(Struct, frozen=True):
    """How figures stand: their columns, the size of numbers and of labels, the height of a tile."""

    columns: int
    numeral: float
    label: float
    tall: float

    def height(self, count: int) -> float:
        """Return the least height of the band of ``count`` figures."""
        rows = -(-count // self.columns)
        return rows * self.tall + (rows - 1) * GAP


def highlights(section: Section, above: float, context: Context, beside: float = 0.0) -> list[list[Shape]]:
    """Return what a section sets off, slide by slide: both on one where they have room, else each on its own.

    On the first, ``above`` points are left free, and on all ``beside`` on the right.
    """
    body = context.layout("cards", 1).body
    whole = replace(body, width=body.width - beside)
    body = Box(whole.x, whole.y + above, whole.width, whole.height - above)
    figures, quote = _blocks(section)
    if figures and quote and (both := _together(section, figures, quote, body, context)):
        return [both]
    found = []
    if figures:
        for some, band in _shared(figures.figures, body, context):
            found.append(list(_tiles(some, band, body, section, context)))
            body = whole
    if quote:
        found.append(list(_panel(quote, _largest(quote, body, context), body, section, context)))
    return found


def band_above(section: Section, top: float, context: Context) -> tuple[list[Shape], float]:
    """Return the figures of a section ``top`` points below the top of its cards' area, and the height that they take.

    Nothing where there is a quotation too, or where they would be small.
    """
    body = context.layout("cards", 1).body
    figures, quote = _blocks(section)
    band = _band(figures.figures, body.width, body.height * _ABOVE, context) if figures and not quote else None
    if figures is None or band is None or band.label < COMFORTABLE or band.columns < len(figures.figures):
        return [], 0.0
    box = Box(body.x, body.y + top, body.width, band.tall)
    return list(_tiles(figures.figures, band, box, section, context)), band.tall + GAP


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
    least = band.height(len(figures.figures))
    rest = Box(body.x, 0.0, body.width, body.height - GAP - least)
    size = _largest(quote, rest, context)
    free = (rest.height - _quotation_height(quote, body.width, size, context)) / 2
    above = Box(body.x, body.y, body.width, min(least + free, least / _TILE))
    below = Box(body.x, above.bottom + GAP, body.width, body.bottom - above.bottom - GAP)
    return [*_tiles(figures.figures, band, above, section, context), *_panel(quote, size, below, section, context)]


# Key figures


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
        raise refuse_box(items, (_inner(body.width), body.height / 2), _LABELS[0], context.pitch, mark, _("a slide"))


def _parted(figure: KeyFigure, context: Context) -> tuple[KeyFigure, tuple[Run, ...]]:
    """Return what stands as a number, and the words of what it is: these begin with a unit that is a word."""
    label = figure.label.runs
    if figure.unit is None or context.kit.family.face(strong=True).width(figure.unit.plain) <= _SYMBOL:
        return figure, label
    unit = tuple(replace(run, strong=True) for run in figure.unit.runs)
    return replace(figure, unit=None), (*unit, Run(" "), *label)


def _label(figure: KeyFigure, context: Context) -> list[Word]:
    """Return the words of what a figure is, with its source's number."""
    runs = with_source(_parted(figure, context)[1], figure.source_number)
    return words(runs, context.kit.family, strong_places=False)


def _band(figures: Sequence[KeyFigure], width: float, height: float, context: Context) -> _Band | None:
    """Return how figures stand in such a box: comfortable labels, then bold numbers abreast, else the largest."""
    measured = [_label(one, context) for one in figures]
    numbers = [_parted(one, context)[0] for one in figures]
    best: _Band | None = None
    for label in reversed(_LABELS):
        tiles = [
            _in_columns(numbers, measured, (columns, label), (width, height), context)
            for columns in range(len(figures), 0, -1)
        ]
        best = max((best, *tiles), key=lambda one: min(one.numeral, _BOLD) if one else 0)
        if best and (
            best.numeral >= _BOLD or (label <= COMFORTABLE and best.numeral >= _STRONG) or label < COMFORTABLE
        ):
            break
    return best


def _in_columns(
    figures: Sequence[KeyFigure],
    measured: Sequence[Sequence[Word]],
    wish: tuple[int, float],
    room: tuple[float, float],
    context: Context,
) -> _Band | None:
    """Return figures in so many columns with labels of such a size; None where they find no room or a word breaks."""
    columns, label = wish
    rows = -(-len(figures) // columns)
    lone = rows > 1 and len(figures) % columns == 1 < columns
    if rows > _ROWS or lone or -(-len(figures) // rows) != columns:
        return None  # another number of columns fills so many rows better
    inner = _inner((room[0] - GAP * (columns - 1)) / columns)
    maximum = (room[1] - GAP * (rows - 1)) / rows
    if max(word.width for items in measured for word in items) * label > inner:
        return None
    lines = max(fallback.lines_above(COMFORTABLE, items, inner, label, context.pitch) for items in measured)
    wide = max(_numeral_width(one, context) for one in figures)

    def tall(size: float) -> float:
        return _INSETS[1] + _INSETS[3] + (size + lines * label) * context.pitch

    def fits(size: float) -> bool:
        return wide * size <= inner and tall(size) <= maximum

    least = label * _LARGE if label >= COMFORTABLE else label * _LARGER
    size = largest([one for one in _NUMERALS if one >= min(least, _STRONG)], fits)
    return _Band(columns, size, label, tall(size)) if size else None


def _numeral_width(figure: KeyFigure, context: Context) -> float:
    """Return the width of a number with its unit, in sizes of the number, in a wider font too."""
    family = context.kit.family
    return numeral_width(figure, family, 1 / _UNIT) * _UNIT * fallback.spread(family.face(strong=True))


def _inner(width: float) -> float:
    return width - _INSETS[0] - _INSETS[2] - SLACK


def _tiles(figures: Sequence[KeyFigure], band: _Band, area: Box, section: Section, context: Context) -> Iterator[Shape]:
    """Yield a tile for each figure, in rows, the tiles of a shorter one wider; in ``area``, as high as suits them."""
    rows = -(-len(figures) // band.columns)
    tall = min((area.height - GAP * (rows - 1)) / rows, band.tall / _TILE)
    top = area.y + (area.height - rows * tall - (rows - 1) * GAP) * _RAISED
    accent = context.accent(section.colour)
    for index, figure in enumerate(figures):
        row, column = divmod(index, band.columns)
        abreast = min(band.columns, len(figures) - row * band.columns)
        width = (area.width - GAP * (abreast - 1)) / abreast
        box = Box(area.x + (width + GAP) * column, top + (tall + GAP) * row, width, tall)
        yield _tile(figure, band, box, accent, context)
        yield Figure(f"{context.name('rule')} {index + 1}", replace(box, height=_BAR), fill=accent)


def _tile(figure: KeyFigure, band: _Band, box: Box, accent: Colour, context: Context) -> Frame:
    """Return a figure: its number with its unit, then what it is; the numbers of a row stand on one line."""
    number, runs = _parted(figure, context)
    shown = tuple(_halved(span) for span in numeral(number, 1 / _UNIT))
    items, inner = _label(figure, context), _inner(box.width)
    narrow = without_runt(items, inner, band.label, context.pitch)
    if _numeral_width(number, context) * band.numeral > narrow:
        narrow = inner
    said = laid(runs, items, narrow / band.label)
    paras = (
        Para(shown, band.numeral, accent, origin=Origin(figure.value.mark)),
        Para((*said, *source_mark(figure.source_number)), band.label, origin=Origin(figure.label.mark)),
    )
    left, top, right, bottom = _INSETS
    spare = (box.height - band.tall) / 2
    insets = (left, top + spare, right + inner - narrow, bottom + spare)
    name = f"{context.name('figure')} [{figure.number.plain}]"
    return Frame(name, box, paras, "", 0, "t", insets, Colour(accent.name, True))


def _halved(span: SlideRun) -> SlideRun:
    """Return a span in sizes of the number, not of what stands beside it."""
    return SlideRun(span.text, span.strong, span.emphasis, span.target, span.language, scale=span.scale * _UNIT)


# Quotations


def _largest(quote: Quote, room: Box, context: Context) -> float:
    """Return the largest size of a quotation in such a box; raise ContentError when it has no room."""
    size = largest(_QUOTATIONS, lambda one: _quotation_height(quote, room.width, one, context) <= room.height)
    if size is None:
        items, box = _quotation(quote, context)[0], (_measure(room.width), room.height / 2)
        raise refuse_box(items, box, _QUOTATIONS[0], context.pitch, quote.text.mark, _("a slide"))
    return size


def _quotation(quote: Quote, context: Context) -> tuple[list[Word], list[Word]]:
    family = context.kit.family
    who = with_source(attribution(quote), quote.source_number)
    return words(quote.text.runs, family, strong_places=False), words(who, family, strong_places=False)


def _measure(width: float) -> float:
    return width - 2 * _BESIDE - _BAR - SLACK


def _quotation_height(quote: Quote, width: float, size: float, context: Context) -> float:
    """Return the height of a quotation on its panel."""
    return _words_height(quote, width, size, context) + 2 * _BESIDE


def _words_height(quote: Quote, width: float, size: float, context: Context) -> float:
    text, who = _quotation(quote, context)
    inner, small = _measure(width), _small(size)
    if max(word.width for word in text) * size > inner and size > _QUOTATIONS[0]:
        return float("inf")
    above, below = (
        fallback.lines_above(COMFORTABLE, items, inner, one, context.pitch) * context.pitch * one
        for items, one in ((text, size), (who, small))
    )
    return above + below + size / 2


def _small(size: float) -> float:
    """Return the size of who said a quotation of ``size`` points."""
    return min(size, max(minor(size), COMFORTABLE), _SPEAKER)


def _panel(quote: Quote, size: float, area: Box, section: Section, context: Context) -> Iterator[Shape]:
    """Yield a quotation on its panel: a bar, the words, of the pillar's colour where they are large, who said them."""
    accent = context.accent(section.colour)
    needed = _quotation_height(quote, area.width, size, context)
    tall = min(area.height, max(needed / _TILE, area.height * _UNFILLED))
    box = Box(area.x, area.y + (area.height - tall) * _RAISED, area.width, tall)
    yield Figure(context.name("band"), box, fill=Colour(accent.name, True))
    yield Figure(f"{context.name('rule')} {context.name('quote')}", Box(box.x, box.y, _BAR, box.height), fill=accent)
    left = box.x + _BAR + _BESIDE
    text, who = _quotation(quote, context)
    width = box.right - _BESIDE - left
    measure = balanced(text, width - SLACK, box.height, size, context.pitch)
    small = _small(size)
    colour = accent if size > _READ else INK
    paras = (
        Para(laid(quote.text.runs, text, measure / size), size, colour, after=size / 2, origin=Origin(quote.text.mark)),
        Para(
            (*spans(attribution(quote)), *source_mark(quote.source_number)), small, INK, origin=Origin(quote.who.mark)
        ),
    )
    place = Box(left, box.y, max(measure, _wide(who, small, width)) + SLACK, box.height)
    yield Frame(f"{context.name('quote')} [{quote.who.plain}]"[:80], place, paras, "", 0, "ctr")


def _wide(items: Iterable[Word], size: float, most: float) -> float:
    """Return the width of words on one line, or ``most``."""
    return min(sum(word.width + word.space for word in items) * size, most - SLACK)

"""Compose what a pillar sets off before its examples: key figures in rows or columns, a quotation on a panel.

Each has the largest text that its room allows; what stands together has one size. Lengths are in points.
"""

from __future__ import annotations

from itertools import product
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
from generator.deck.compose.insets import attribution, numeral, said_of
from generator.deck.layouts import GAP, HEIGHT, WIDTH
from generator.deck.slide import INK, Colour, Figure, Frame, Group, Origin, Para
from generator.document.tree import KeyFigures, Quote
from generator.messages import _
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

_NUMERALS = (20, 22, 24, 28, 32, 36, 40, 44, 48, 54, 60, 66, 72, 80, 88, 96, 112, 128, 144, 160)
_LABELS = (12.0, 14.0, 16.0, 18.0, 20.0, 22.0, 24.0, 26.0, 28.0, 32.0)
_LARGE, _LARGER = 2.0, 1.3  # a number is so many times as large as what it is, or the label is made smaller; at least
_STRONG = 40  # a number of this size is seen as such
_LOUD, _EASY = 88, 28.0  # larger numbers, or larger labels, are no gain (by eye)
_ROWS_MERIT, _SMALL_MERIT = 1.15, 0.3  # what rows gain, since they fill a slide, and labels that are not comfortable
_APART, _NEAR = 36.0, 18.0  # between a number and what it is beside it; the same in a wider font
_SHORTEST = 8.0  # em: the least line of what a number is, beside it
_PADDING = 8.0  # above and below a figure
_GUTTER = 32.0  # between two columns of figures
_BAR, _HAIRLINE = 3.0, 1.0  # the bar of colour above a figure, or beside a quotation; the line between two rows
_LOOSE = 0.5  # of a row: what its figure fills at least
_ABOVE = 0.36  # of the body: a band above cards takes no more
_ROWS = 4  # of figures, at most
_RAISED = 0.4  # of the free room, so much is above: the optical middle

_QUOTATIONS = (12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 40, 44, 48, 54, 60, 66)
_SPEAKER = 24.0  # points: who said a quotation, at most
_READ = 24  # a quotation of this size has no need of a slide of its own
_BESIDE, _WITHIN = 30.0, 8.0  # around the words; above and below them, where the panel is higher than their area
BESIDE_PICTURE = 24.0
"""Points: between what is set off and a picture on its right."""
_TILE = 0.62  # of its panel: what its words fill at least
_UNFILLED = 0.72  # of the body: what a quotation alone fills at least


class _Band(Struct, frozen=True):
    """How ``count`` figures stand: their columns, the size of numbers and of labels, the height of a figure.

    ``beside`` is the width of the numbers with what parts them from the labels, which stand on their right, or below
    them.
    """

    count: int
    columns: int
    numeral: float
    label: float
    tall: float
    beside: float = 0.0

    @property
    def merit(self) -> tuple[float, float]:
        """Return what speaks for it: numbers that are loud, and labels that are read from the back of a room."""
        form = (_ROWS_MERIT if self.beside and self.rows > 1 else 1.0) * (
            1.0 if self.label >= COMFORTABLE else _SMALL_MERIT
        )
        return min(self.numeral, _LOUD) * min(self.label, _EASY, self.numeral / _LARGE) * form, self.numeral

    @property
    def rows(self) -> int:
        """Return the number of rows."""
        return -(-self.count // self.columns)

    @property
    def height(self) -> float:
        """Return the least height of all."""
        return self.rows * self.tall


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
            found.append(list(_shown(some, band, body, section, context)))
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
    if figures is None or quote:
        return [], 0.0
    band = _band(figures.figures, body.width, body.height * _ABOVE, context, abreast=True)
    if band is None or band.label < COMFORTABLE or band.numeral < _STRONG:
        return [], 0.0
    box = Box(body.x, body.y + top, body.width, band.tall)
    return list(_shown(figures.figures, band, box, section, context)), band.tall + GAP


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
    return [*_shown(figures.figures, band, above, section, context), *_panel(quote, size, below, section, context)]


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
        raise refuse_box(items, (body.width - SLACK, body.height / 2), _LABELS[0], context.pitch, mark, _("a slide"))


def _label(figure: KeyFigure, context: Context) -> list[Word]:
    """Return the words of what a figure is, with its source's number."""
    return words(with_source(figure.label.runs, figure.source_number), context.kit.family, strong_places=False)


def _band(
    figures: Sequence[KeyFigure], width: float, height: float, context: Context, *, abreast: bool = False
) -> _Band | None:
    """Return how figures stand in such a box, the loudest way; in one row, if they are to be ``abreast``."""
    measured = [_label(one, context) for one in figures]
    face = context.kit.family.face(strong=True)
    wide = max(face.width(one.value.plain) for one in figures)
    columns = [len(figures)] if abreast else range(1, len(figures) + 1)
    tries = product(columns, _LABELS, (False, True))
    found = [_in_columns(measured, (wide, fallback.spread(face)), one, (width, height), context) for one in tries]
    return max((one for one in found if one), key=lambda one: one.merit, default=None)


def _in_columns(
    measured: Sequence[Sequence[Word]],
    number: tuple[float, float],
    wish: tuple[int, float, bool],
    room: tuple[float, float],
    context: Context,
) -> _Band | None:
    """Return figures in so many columns, with labels of such a size, beside or below the numbers, as large as can be.

    ``number`` is the width of the widest, in its sizes, and how much wider another font has it. None where they find
    no room or a word breaks.
    """
    (columns, label, beside), (wide, spread), count = wish, number, len(measured)
    rows = -(-count // columns)
    lone = rows > 1 and count % columns == 1 < columns
    if rows > max(_ROWS, count * beside) or lone or -(-count // rows) != columns:
        return None  # another number of columns fills so many rows better
    width = (room[0] - _GUTTER * (columns - 1)) / columns - SLACK
    longest = max(word.width for items in measured for word in items) * label

    def taken(size: float) -> float:
        return max(wide * size + _APART, wide * spread * size + _NEAR) if beside else 0.0

    def tall(size: float) -> float:
        inner = width - taken(size)
        lines = max(fallback.lines_above(COMFORTABLE, items, inner, label, context.pitch) for items in measured)
        words = max(size, lines * label) if beside else size + lines * label
        return words * context.pitch + 2 * _PADDING

    def fits(size: float) -> bool:
        least = max(longest, label * _SHORTEST) if beside else max(longest, wide * spread * size)
        return least <= width - taken(size) and tall(size) * rows <= room[1]

    least = label * _LARGE if label >= COMFORTABLE else label * _LARGER
    size = largest([one for one in _NUMERALS if one >= min(least, _STRONG)], fits)
    return _Band(count, columns, size, label, tall(size), taken(size)) if size else None


def _shown(figures: Sequence[KeyFigure], band: _Band, area: Box, section: Section, context: Context) -> Iterator[Shape]:
    """Yield the figures in ``area``, row by row, those of a shorter row wider; as high as suits them."""
    rows = band.rows
    tall = min(area.height / rows, band.tall / _LOOSE if band.beside else band.tall + 2 * GAP)
    top = area.y + (area.height - rows * tall) * _RAISED
    accent = context.accent(section.colour)
    for index, figure in enumerate(figures):
        row, column = divmod(index, band.columns)
        abreast = min(band.columns, len(figures) - row * band.columns)
        width = (area.width - _GUTTER * (abreast - 1)) / abreast
        box = Box(area.x + (width + _GUTTER) * column, top + tall * row, width, tall)
        if not band.beside or row:
            line = replace(box, height=_HAIRLINE if band.beside else _BAR)
            yield Figure(f"{context.name('rule')} {index + 1}", line, fill=accent)
        yield _figure(figure, band, box, accent, context)


def _figure(figure: KeyFigure, band: _Band, box: Box, accent: Colour, context: Context) -> Frame | Group:
    """Return a figure: its number, then what it is, on its right in the middle of its row, or below it."""
    items, inner, face = _label(figure, context), box.width - band.beside - SLACK, context.kit.family.face(strong=True)
    least = 0.0 if band.beside else face.width(figure.value.plain) * fallback.spread(face) * band.numeral
    measure = narrow if (narrow := without_runt(items, inner, band.label, context.pitch)) >= least else inner
    said = laid(figure.label.runs, items, measure / band.label)
    number = Para(numeral(figure), band.numeral, accent, origin=Origin(figure.value.mark))
    label = Para((*said, *source_mark(figure.source_number)), band.label, origin=Origin(figure.label.mark))
    name = f"{context.name('figure')} [{figure.value.plain}]"
    if not band.beside:
        place = Box(box.x, box.y + _PADDING, measure + SLACK, box.height - 2 * _PADDING)
        return Frame(name, place, (number, label))
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


def _quotation(quote: Quote, context: Context) -> tuple[list[Word], list[Word]]:
    family = context.kit.family
    who = with_source(attribution(quote), quote.source_number)
    return words(quote.text.runs, family, strong_places=False), words(who, family, strong_places=False)


def _measure(width: float, context: Context) -> float:
    """Return the width of a quotation's words in so many points: on our own layouts its panel reaches the edges."""
    own = context.layout("cards", 1).band
    return width - SLACK if own else width - 2 * _BESIDE - _BAR - SLACK


def _quotation_height(quote: Quote, width: float, size: float, context: Context) -> float:
    """Return the height of a quotation on its panel."""
    return _words_height(quote, width, size, context) + 2 * (_WITHIN if context.layout("cards", 1).band else _BESIDE)


def _words_height(quote: Quote, width: float, size: float, context: Context) -> float:
    text, who = _quotation(quote, context)
    inner, small = _measure(width, context), _small(size)
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
    """Yield a quotation on its panel: the words, of the pillar's colour where they are large, who said them.

    On our own layouts the panel reaches the edges of the slide, or of the picture on its right; else it has a bar.
    """
    accent, layout = context.accent(section.colour), context.layout("cards", 1)
    tint = Colour(accent.name, True)
    if layout.band:
        left, top = (layout.band.right, 0.0) if context.design.sidebar else (0.0, layout.band.bottom)
        top = top if area.y == layout.body.y else area.y
        right = WIDTH if area.right == layout.body.right else area.right + BESIDE_PICTURE
        yield Figure(context.name("band"), Box(left, top, right - left, HEIGHT - top), fill=tint)
        box, left = area, area.x
    else:
        needed = _quotation_height(quote, area.width, size, context)
        tall = min(area.height, max(needed / _TILE, area.height * _UNFILLED))
        box = Box(area.x, area.y + (area.height - tall) * _RAISED, area.width, tall)
        yield Figure(context.name("band"), box, fill=tint)
        yield Figure(f"{context.name('rule')} {context.name('quote')}", replace(box, width=_BAR), fill=accent)
        left = box.x + _BAR + _BESIDE
    text, who = _quotation(quote, context)
    width = _measure(area.width, context) + SLACK
    small = _small(size)
    below = (
        fallback.lines_above(COMFORTABLE, who, width - SLACK, small, context.pitch) * context.pitch * small + size / 2
    )
    measure = balanced(text, width - SLACK, box.height - below - 2 * _WITHIN, size, context.pitch)
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

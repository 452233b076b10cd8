"""What is set off below an example's text, on tinted fields as wide as its card: figures, a quotation, a short list.

Figures stand side by side, as many in a row as have room. Lengths are in em of the card's text unless said otherwise.
"""

from __future__ import annotations

import re
from math import inf
from typing import TYPE_CHECKING, assert_never

from msgspec.structs import replace

from generator.deck.compose.common import COMFORTABLE, SLACK, balanced, laid, source_mark, spans, with_source
from generator.deck.slide import INK, Colour, Frame, Origin, Para
from generator.document.tree import KeyFigures, Points, Quote
from generator.source.inline import Run, Text
from generator.text import fallback
from generator.text.breaking import count_lines, words
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.deck.compose.common import Context
    from generator.deck.slide import Shape, SlideRun
    from generator.document.tree import Inset, KeyFigure
    from generator.text.breaking import Word
    from generator.text.fonts import Family

_NUMERAL, _SMALLER, _LOUDER = 2.0, 0.85, 1.25  # of the text's size: a number; what it is, who speaks; a quotation
_LEAST_SMALL = 12.0  # points: what is smaller than the text is not below this (by eye)
_BEFORE, _BETWEEN = 0.7, 0.2  # above what is set off, between points
_PAD, _GAP = 0.6, 0.5  # around the words of a field; between two fields
# Fields of points beside each other; the sizes of their words, of the text's; their line at least.
_FIELDS, _FIELD_SIZES, _LEAST_FIELD = 4, (1.0, 0.9, 0.8), 7.5
_HIGHER = 1.4  # of the height that it needs, what a field may have (by eye)
_FILLED = 0.6  # of fields of points that have a slide's height below them, what their words fill at least (by eye)
_ASIDE = 1.0  # beside the words of a quotation or a list
_HAIR = 2.0  # points: LibreOffice sets some lines a little wider than they are
_INDENT = 1.0  # of points, and their bullets before them
_OPENS = re.compile("[«»„“”‚‘’‹›「『\"'][\u00a0\u202f ]*")  # the mark that opens a quotation, and its space
BULLET = "•"


class Fields:
    """What is set off together: ``widest`` is its widest word in em, ``length`` about all its words.

    It is as wide as its card. Lengths are in points.
    """

    widest: float
    length: float

    def height(self, width: float, size: float, pitch: float) -> float:
        """Return the height that it needs below text of ``size`` points, with the space above it."""
        raise NotImplementedError

    def becoming(self, width: float, room: float, size: float, pitch: float) -> float:
        """Return the height that becomes it where there is ``room``."""
        return min(room, _HIGHER * self.height(width, size, pitch))

    def shapes(self, box: Box, size: float, accent: Colour, context: Context) -> Iterator[Shape]:
        """Yield its shapes in ``box``, which is as high as it needs or higher."""
        raise NotImplementedError


def fields(inset: Inset, family: Family) -> Fields:
    """Return what an inset is on a slide."""
    match inset:
        case KeyFigures():
            return _Figures(inset, family)
        case Quote():
            return _Quotation(inset, family)
        case Points():
            return _Points(inset, family)
        case _:
            assert_never(inset)


def _small(size: float) -> float:
    """Return the size of what is smaller than text of ``size`` points."""
    return max(int(size * _SMALLER * 2) / 2, min(size, _LEAST_SMALL))


def _field(box: Box, size: float) -> Box:
    """Return the part of ``box`` that a field has, below the space above it, at most somewhat higher than it needs."""
    return Box(box.x, box.y + _BEFORE * size, box.width, box.height - _BEFORE * size)


class _Figures(Fields):
    """Key figures: their numbers, large, what they are below these."""

    def __init__(self, inset: KeyFigures, family: Family) -> None:
        self._figures = inset.figures
        self._numbers = [words(one.value.runs, family, strong=True) for one in inset.figures]
        self._labels = [_measured(with_source(one.label.runs, one.source_number), family) for one in inset.figures]
        self.widest = max(self._needs(1.0)) + 2 * _PAD
        loud = sum(_NUMERAL * _NUMERAL * number[0].width for number in self._numbers)
        self.length = loud + sum(map(_length, self._labels))

    def _needs(self, size: float) -> list[float]:
        """Return the least width of each figure's words in points, in a wider font too."""
        pairs = zip(self._numbers, self._labels, strict=True)
        small = _small(size)
        return [
            max(_NUMERAL * size * fallback.widest(number), small * fallback.widest(label)) for number, label in pairs
        ]

    def _rows(self, width: float, size: float) -> list[list[tuple[int, float]]]:
        """Return the figures of each row, each with its width: as many beside each other as have room."""
        needs, count = [need + 2 * _PAD * size for need in self._needs(size)], len(self._figures)
        for columns in range(count, 1, -1):
            rows = [range(start, min(start + columns, count)) for start in range(0, count, columns)]
            spare = [width - sum(needs[one] for one in row) - _GAP * size * (len(row) - 1) for row in rows]
            if min(spare) >= 0.0:
                shared = zip(rows, spare, strict=True)
                return [[(one, needs[one] + more / len(row)) for one in row] for row, more in shared]
        return [[(one, width)] for one in range(count)]

    def _tall(self, row: Sequence[tuple[int, float]], size: float, pitch: float) -> float:
        """Return the height of a row of figures in points."""
        small = _small(size)
        lines = max(
            fallback.lines(self._labels[one], (width - 2 * _PAD * size - SLACK) / small, pitch) for one, width in row
        )
        return (_NUMERAL * size + lines * small) * pitch + 2 * _PAD * size

    def height(self, width: float, size: float, pitch: float) -> float:
        """Return the height of all rows."""
        rows = [self._tall(row, size, pitch) for row in self._rows(width, size)]
        return sum(rows) + _GAP * size * (len(rows) - 1) + _BEFORE * size

    def shapes(self, box: Box, size: float, accent: Colour, context: Context) -> Iterator[Shape]:
        """Yield a field for each figure."""
        area = _field(box, size)
        more, top = box.height - self.height(box.width, size, context.pitch), area.y
        rows = self._rows(area.width, size)
        for row in rows:
            tall, left = self._tall(row, size, context.pitch) + more / len(rows), area.x
            for one, width in row:
                yield self._shape(self._figures[one], one, Box(left, top, width, tall), size, accent, context)
                left += width + _GAP * size
            top += tall + _GAP * size

    def _shape(self, figure: KeyFigure, index: int, box: Box, size: float, accent: Colour, context: Context) -> Frame:
        small, pad = _small(size), _PAD * size
        said = laid(figure.label.runs, self._labels[index], (box.width - 2 * pad - SLACK) / small)
        number = Para(numeral(figure), _NUMERAL * size, accent, origin=Origin(figure.value.mark))
        label = Para((*said, *source_mark(figure.source_number)), small, origin=Origin(figure.label.mark))
        name = f"{context.name('figure')} [{figure.value.plain}]"
        return Frame(name, box, (number, label), anchor="ctr", insets=(pad, 0.0, pad, 0.0), fill=_tint(accent))


class _Quotation(Fields):
    """A quotation on a field, the mark that opens it hanging before its lines, who said it below."""

    def __init__(self, inset: Quote, family: Family) -> None:
        self._quote = inset
        runs, opening = opened(inset.text.runs)
        self._hang = family.face().width(opening) * _LOUDER
        self._words = _measured(runs, family)
        self._who = _measured(with_source(inset.who.runs, inset.source_number), family)
        self.length = _length(self._words) * _LOUDER + _length(self._who)
        widest = max(_LOUDER * fallback.widest(self._words), fallback.widest(self._who))
        self.widest = widest + 2 * _ASIDE + self._hang

    def _sizes(self, width: float, size: float) -> tuple[float, float, float]:
        """Return the sizes of the words and of who said them, and the width of both, in points."""
        return int(_LOUDER * size * 2) / 2, _small(size), width - (2 * _ASIDE + self._hang) * size - SLACK

    def height(self, width: float, size: float, pitch: float) -> float:
        """Return the height of its field."""
        large, small, inner = self._sizes(width, size)
        said = fallback.lines(self._words, inner / large, pitch) * large
        who = fallback.lines(self._who, inner / small, pitch) * small
        return (said + who) * pitch + (2 * _PAD + _BETWEEN + _BEFORE) * size

    def shapes(self, box: Box, size: float, accent: Colour, context: Context) -> Iterator[Shape]:
        """Yield its field."""
        quote, aside, hang = self._quote, _ASIDE * size, self._hang * size
        large, small, inner = self._sizes(box.width, size)
        said, who = laid(quote.text.runs, self._words, inner / large), laid(quote.who.runs, self._who, inner / small)
        paras = (
            Para(said, large, accent, after=_BETWEEN * size, indent=hang, first=-hang, origin=Origin(quote.text.mark)),
            Para((*who, *source_mark(quote.source_number)), small, indent=hang, origin=Origin(quote.who.mark)),
        )
        name = f"{context.name('quote')} [{quote.who.plain}]"[:80]
        insets = (aside, 0.0, aside, 0.0)
        yield Frame(name, _field(box, size), paras, anchor="ctr", insets=insets, fill=_tint(accent))


def opened(runs: Sequence[Run]) -> tuple[list[Run], str]:
    """Return the words of a quotation without the mark that opens it, which hangs before them; and that mark."""
    found = _OPENS.match("".join(run.text for run in runs))
    rest, left = [], found.end() if found else 0
    for run in runs:
        rest += [run.with_text(run.text[left:])] if left < len(run.text) else []
        left = max(left - len(run.text), 0)
    return rest, found[0] if found else ""


class _Points(Fields):
    """A short list: a field for each point where they have room, else a list on one field."""

    def __init__(self, inset: Points, family: Family) -> None:
        self._points = inset.points
        self._words = [_measured(one.runs, family) for one in inset.points]
        self.widest = 2 * _ASIDE + _INDENT + max(map(fallback.widest, self._words))
        self.length = sum(map(_length, self._words))

    def height(self, width: float, size: float, pitch: float) -> float:
        """Return the height of its field."""
        measure = width / size - 2 * _ASIDE - _INDENT
        lines = sum(fallback.lines_above(COMFORTABLE, one, measure * size, size, pitch) for one in self._words)
        return (lines * pitch + _BETWEEN * (len(self._words) - 1) + 2 * _PAD + _BEFORE) * size

    def becoming(self, width: float, room: float, size: float, pitch: float) -> float:
        """Return the height that becomes it: the fields of points may be as high as their words nearly fill."""
        area = _field(Box(0.0, 0.0, width, room), size)
        found = self._parted(area, size, pitch)
        return min(room, found[2] / _FILLED + area.y) if found else super().becoming(width, room, size, pitch)

    def _parted(self, box: Box, size: float, pitch: float) -> tuple[float, int, float] | None:
        """Return the size of the words of fields in ``box``, how many stand beside each other, the height they need."""
        count, widest = len(self._points), max(_LEAST_FIELD, *map(fallback.widest, self._words))
        sizes = (int(2 * size * share) / 2 for share in _FIELD_SIZES)
        for small, columns in ((one, some) for one in sizes for some in self._abreast(box.width, size, one)):
            inner = self._inner(box.width, columns, size, small)
            if columns <= _FIELDS and inner >= widest and small >= COMFORTABLE:
                lines, rows = max(fallback.lines(one, inner, pitch) for one in self._words), count // columns
                tall = rows * (lines * pitch + 2 * _PAD) * small + _GAP * size * (rows - 1)
                if tall <= box.height:
                    return small, columns, tall
        return None

    def _abreast(self, width: float, size: float, small: float) -> tuple[int, int]:
        """Return how many fields stand beside each other, first that which is better: all where they are alike full."""
        inner = self._inner(width, len(self._points), size, small)
        lines = [count_lines(one, inner) for one in self._words] if inner > 0 else [0, 1]
        return (len(lines), 1) if 2 * min(lines) >= max(lines) else (1, len(lines))

    def _inner(self, width: float, columns: int, size: float, small: float) -> float:
        """Return what a line of words of ``small`` points holds in one of ``columns`` fields, in em."""
        aside = _PAD if columns > 1 else _ASIDE
        return ((width + _GAP * size) / columns - _GAP * size - SLACK) / small - 2 * aside

    def shapes(self, box: Box, size: float, accent: Colour, context: Context) -> Iterator[Shape]:
        """Yield a field for each point, beside each other or one below the other, or one of all."""
        area, name, pitch = _field(box, size), context.name("text"), context.pitch
        if found := self._parted(area, size, pitch):
            (small, columns, _tall), gap = found, _GAP * size
            pad, aside = _PAD * small, (_PAD if columns > 1 else _ASIDE) * small
            measure, rows = self._inner(area.width, columns, size, small), len(self._points) // columns
            across, down = (area.width + gap) / columns, (area.height + gap) / rows
            even = columns == 1 or len({count_lines(one, measure) for one in self._words}) == 1
            for index, (point, items) in enumerate(zip(self._points, self._words, strict=True)):
                row, column = divmod(index, columns)
                place = Box(area.x + column * across, area.y + row * down, across - gap, down - gap)
                broken = balanced(items, measure * small, inf, small, pitch) / small
                para = Para(laid(point.runs, items, broken), small, INK, origin=Origin(point.mark))
                anchor, insets = "ctr" if even else "t", (aside, pad, aside + (measure - broken) * small - _HAIR, pad)
                yield Frame(f"{name} {index + 1}", place, (para,), "", 0, anchor, insets, _tint(accent))
            return
        last, measure = len(self._points) - 1, box.width / size - 2 * _ASIDE - _INDENT
        lines = (
            Para(
                laid(point.runs, items, measure),
                size,
                INK,
                after=_BETWEEN * size if index < last else 0.0,
                indent=_INDENT * size,
                lead=accent,
                bullet=BULLET,
                origin=Origin(point.mark),
            )
            for index, (point, items) in enumerate(zip(self._points, self._words, strict=True))
        )
        insets = (_ASIDE * size, 0.0, _ASIDE * size, 0.0)
        yield Frame(name, area, tuple(lines), anchor="ctr", insets=insets, fill=_tint(accent))


def _tint(accent: Colour) -> Colour:
    return Colour(accent.name, True)


def _length(items: Sequence[Word]) -> float:
    return sum(word.width + word.space for word in items)


def said_of(inset: Inset) -> Iterator[Text]:
    """Yield what a speaker says of an inset, a paragraph each."""
    match inset:
        case KeyFigures():
            for figure in inset.figures:
                yield Text((*figure.value.runs, Run(" "), *figure.label.runs), figure.label.mark)
        case Quote():
            yield Text((*inset.text.runs, Run(" "), *attribution(inset)), inset.text.mark)
        case Points():
            yield from inset.points
        case _:
            assert_never(inset)


def attribution(quote: Quote) -> tuple[Run, ...]:
    """Return who said a quotation, after a dash."""
    return (Run("—\u00a0"), *quote.who.runs)


def numeral(figure: KeyFigure) -> tuple[SlideRun, ...]:
    """Return a figure's number."""
    return tuple(replace(one, led=True) for one in spans(figure.value.runs, strong=True))


def _measured(runs: Iterable[Run], family: Family) -> list[Word]:
    return words(runs, family, strong_places=False)

"""Decides the columns of a table: the largest size at which every word keeps to its column, and the columns' widths.

Widths follow content: no column is narrower than its longest word, and what is left goes to those that wrap.
It places nothing and knows no page.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.errors import ContentError, Problem
from generator.messages import _
from generator.numbers import tail
from generator.pdf.lines import balanced
from generator.text.breaking import break_lines
from generator.units import mm

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.document.tree import DataTable
    from generator.note.context import LayoutContext
    from generator.source.inline import Text
    from generator.text.breaking import Line, Word

_FEW_COLUMNS = 6
_PADDINGS = (5.0, 3.0)
"""Left and right of a cell's words: in tables of few columns, and of many."""

_MAX_WISHED = 28.0
"""The width in em from which a column's text may as well wrap."""

_AIR = 2.0
"""The most that a column gets beyond what its words need, in em."""

_LEAD = 0.8
"""The space in em between a column of numbers, which end on its right, and one of words, beside the padding."""

_ROUNDING = 1e-6
_LOOKED_AT = 60
_WORTH = 0.6
"""The part of a table's lines, of its first rows, to which a smaller size must bring them to be preferred."""

_LONGEST = 0.25
"""The part of the table's width that one word may take at the smallest size; then it is broken."""


class TableColumn(Struct, frozen=True):
    """A column's place in points from the table's left edge; ``fraction`` is its widest decimals, in em.

    ``lead`` points keep its words away from numbers that end where it begins.
    """

    left: float
    width: float
    numeric: bool
    fraction: float
    lead: float = 0.0


class TableLayout(Struct, frozen=True):
    """A planned table: size, padding, columns, the lines of the heads; rows are broken when they are asked for."""

    block: DataTable
    size: float
    padding: float
    columns: tuple[TableColumn, ...]
    heads: tuple[list[Line], ...]
    counts: tuple[int, ...]

    @property
    def width(self) -> float:
        """Return the width of the table in points."""
        return self.columns[-1].left + self.columns[-1].width

    def room(self, column: TableColumn) -> float:
        """Return the width of the words of ``column``, in em."""
        return (column.width - 2 * self.padding - column.lead) / self.size + _ROUNDING


class _ContentWidth(Struct, frozen=True):
    """What a column needs, in em: its longest word, its longest line, its widest decimals."""

    least: float
    wished: float
    fraction: float
    word: str


def layout_table(block: DataTable, width: float, context: LayoutContext) -> TableLayout:
    """Return the columns of ``block`` in ``width`` points; raise ContentError when they cannot fit."""
    needs = [_need(block, index, context) for index in range(len(block.columns))]
    padding = _PADDINGS[len(needs) > _FEW_COLUMNS]
    room = width - 2 * padding * len(needs)
    sizes = context.sizes.figure.steps()
    fitting = [
        _columns(block, size, padding, needs, widths)
        for size in reversed(sizes)
        if (widths := _widths([(one.least, one.wished) for one in needs], room / size))
    ]
    if fitting:
        return _broken(_roomiest(fitting, context), context)
    size = sizes[0]
    longest = _LONGEST * room / size
    cut = [(one.least if block.numeric[i] else min(one.least, longest), one.wished) for i, one in enumerate(needs)]
    widths = _widths(cut, room / size)
    if not widths:
        raise _too_wide(block, needs, cut, room, size)
    return _broken(_columns(block, size, padding, needs, widths), context)


def _roomiest(layouts: Sequence[TableLayout], context: LayoutContext) -> TableLayout:
    """Return the first of ``layouts``, whose words are largest, or one that saves so many lines that it is better."""
    counts = (sum(_counts(layout, layout.block.rows[:_LOOKED_AT], context)) for layout in layouts)
    most = next(counts) * _WORTH
    return next((layout for layout, count in zip(layouts[1:], counts, strict=True) if count <= most), layouts[0])


def row_lines(layout: TableLayout, row: Sequence[Text], context: LayoutContext) -> list[list[Line]]:
    """Return the lines of each cell of a row."""
    return [
        break_lines(_words(text, index, context), layout.room(column))
        for index, (text, column) in enumerate(zip(row, layout.columns, strict=True))
    ]


def fraction(text: str, decimal: str, context: LayoutContext) -> float:
    """Return the width in em of a number's decimals, their sign included, and its unit."""
    return context.kit.family.face().width(tail(text, decimal))


def _words(text: Text, column: int, context: LayoutContext) -> list[Word]:
    """Return the words of a cell: the first column, which heads the rows, is strong."""
    return context.words(text, strong=column == 0)


def _need(block: DataTable, index: int, context: LayoutContext) -> _ContentWidth:
    """Return what a column needs: of numbers, room on both sides of the sign at which they are aligned."""
    texts = [row[index] for row in block.rows]
    cells = [_words(text, index, context) for text in texts]
    head = context.words(block.columns[index], strong=True)
    longest = max((word for some in (head, *cells) for word in some), key=lambda word: word.width)
    lengths = list(map(_length, cells))
    least, wished, word = (
        longest.width,
        max(_length(head), *lengths),
        longest.text,
    )
    if not block.numeric[index]:
        lead = _lead(block, index)
        return _ContentWidth(least + lead, wished + lead, 0.0, word)
    tails = [fraction(text.plain, block.decimal, context) for text in texts]
    number = max(length - tail for length, tail in zip(lengths, tails, strict=True)) + max(tails)
    return _ContentWidth(max(least, number), max(wished, number), max(tails), word)


def _lead(block: DataTable, index: int) -> float:
    """Return the space in em before a column of words that follows one of numbers."""
    return _LEAD if index and block.numeric[index - 1] and not block.numeric[index] else 0.0


def _length(items: Sequence[Word]) -> float:
    """Return the length of words on one line."""
    return sum(item.width + (item.space if index else 0.0) for index, item in enumerate(items))


def _widths(needs: Sequence[tuple[float, float]], room: float) -> list[float]:
    """Return the columns' widths in em, at most ``room`` together; none when the longest words have no room."""
    least = sum(one for one, _wished in needs)
    if least > room:
        return []
    wished = [max(one, min(wish, _MAX_WISHED)) for one, wish in needs]
    spare = room - sum(wished)
    if spare >= 0:
        return _grown([max(one, wish) for one, wish in needs], wished, room)
    share = (room - least) / (sum(wished) - least)
    return [one + (wish - one) * share for (one, _wished), wish in zip(needs, wished, strict=True)]


def _grown(whole: Sequence[float], wished: Sequence[float], room: float) -> list[float]:
    """Return ``wished`` with what is left: first for texts that would wrap, then a little air for each."""
    lacking = [one - wish for one, wish in zip(whole, wished, strict=True)]
    spare = room - sum(wished)
    part = min(spare / sum(lacking), 1.0) if sum(lacking) > 0 else 0.0
    spare -= part * sum(lacking)
    air = min(spare / len(wished), _AIR)
    return [wish + part * lack + air for wish, lack in zip(wished, lacking, strict=True)]


def _columns(
    block: DataTable, size: float, padding: float, needs: Sequence[_ContentWidth], widths: Sequence[float]
) -> TableLayout:
    """Return a layout without its lines."""
    points = [width * size + 2 * padding for width in widths]
    lefts = [0.0, *accumulate(points)]
    columns = tuple(
        TableColumn(left, width, numeric, need.fraction, _lead(block, index) * size)
        for index, (left, width, numeric, need) in enumerate(zip(lefts, points, block.numeric, needs, strict=False))
    )
    return TableLayout(block, size, padding, columns, (), ())


def _broken(layout: TableLayout, context: LayoutContext) -> TableLayout:
    """Return ``layout`` with the lines of its heads and the number of those of its rows."""
    heads = tuple(
        balanced(context.words(text, strong=True), layout.room(column))
        for text, column in zip(layout.block.columns, layout.columns, strict=True)
    )
    return replace(layout, heads=heads, counts=tuple(_counts(layout, layout.block.rows, context)))


def _counts(layout: TableLayout, rows: Sequence[Sequence[Text]], context: LayoutContext) -> Iterator[int]:
    """Yield the number of lines of each row."""
    return (max(1, *map(len, row_lines(layout, row, context))) for row in rows)


def _too_wide(
    block: DataTable, needs: Sequence[_ContentWidth], cut: Sequence[tuple[float, float]], room: float, size: float
) -> ContentError:
    widest = max(range(len(cut)), key=lambda index: cut[index][0])
    cause = _(
        "The table is too wide, even at the smallest size: its longest words take {need:.0f} mm, and have {room:.0f}.",
        need=sum(one for one, _wished in cut) * size / mm(1),
        room=room / mm(1),
    )
    remedy = _("Shorten “{word}”, or split the table.", word=needs[widest].word)
    return ContentError([Problem(block.columns[widest].mark, "", cause, remedy)])

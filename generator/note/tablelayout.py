"""The layout of a table: the largest size at which no word is broken, and the widths of the columns.

Widths follow content, as in the automatic table layout of CSS (2.2, 17.5.2.2): no column is narrower than its longest
word, and the columns that wrap get what is left. It places nothing and knows no page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from generator.document.tree import DataTable
from generator.errors import ContentError, Problem
from generator.messages import _
from generator.note.context import LayoutContext
from generator.note.metrics import even_ranges
from generator.numbers import tail
from generator.pdf.lines import balanced
from generator.source.inline import Text
from generator.text.breaking import Line, Word
from generator.text.totalfit import ragged
from generator.units import mm

_FEW_COLUMNS = 6
_PADDINGS = (5.0, 3.0)  # points to the left and right of a cell's text: in tables of few columns, and of many
_MAX_PREFERRED = 28.0  # the width in em from which a column's text is as legible when it wraps: some 60 letters
_MAX_EXTRA = 8.0
"""The most, in em, that a column gets beyond what its text needs to fill the width: the lines between rows lead the
eye across so much (by eye)."""

_LEAD = 0.8
"""The space in em, beside the padding, between numbers, which are flush right, and a column of text after them."""

_ROUNDING = 1e-6  # em
_SAMPLED_ROWS = 60  # how many rows are broken into lines at each size to compare the sizes: a bound on time
_WORTHWHILE = 0.6  # a smaller size is preferred when it brings the lines of the sampled rows to this part (by eye)
_LONGEST = 0.25  # the part of the table's width that one word may take at the smallest size: a longer one is broken


class TableColumn(Struct, frozen=True):
    """A column's place in points from the table's left edge; ``fraction`` is its widest decimals, in em.

    ``lead`` points separate its text from numbers that end where it begins.
    """

    left: float
    width: float
    numeric: bool
    fraction: float
    lead: float = 0.0


class TableLayout(Struct, frozen=True):
    """The size and the cells' padding in points, the columns, the lines of the heads; ``counts`` are those of the rows.

    The lines of a row are not kept: ``row_lines`` breaks them again when they are drawn.
    """

    block: DataTable
    size: float
    padding: float
    columns: tuple[TableColumn, ...]
    heads: tuple[list[Line], ...] = ()
    counts: tuple[int, ...] = ()

    @property
    def width(self) -> float:
        """Return the width of the table in points."""
        return self.columns[-1].left + self.columns[-1].width

    def room(self, column: TableColumn) -> float:
        """Return the width of the text of ``column``, in em."""
        return (column.width - 2 * self.padding - column.lead) / self.size + _ROUNDING


class _ContentWidth(Struct, frozen=True):
    """The widths of a column's content in em: at least, to break no word; preferred, to wrap nothing; its decimals.

    ``lead``, which both include, is the space before it; ``longest`` is its longest word.
    """

    minimum: float
    preferred: float
    fraction: float
    lead: float
    longest: str


def split_table(block: DataTable, width: float, context: LayoutContext) -> Sequence[DataTable]:
    """Return ``block``, or the fewest tables, each with the first column, that break no word in ``width`` points.

    It stays whole where breaking long words helps, unless the options split it then. Where even two columns are too
    wide, they are returned as they are: ``layout_table`` breaks words or raises.
    """
    others = len(block.columns) - 1
    parts: Sequence[DataTable] = (block,)
    if not context.options.split_tables and _cut(block, _content_widths(block, context), width, context)[1]:
        return parts
    for count in range(1, max(others, 1) + 1):
        if count > 1:
            parts = [_part(block, (0, *(1 + index for index in some))) for some in even_ranges(others, count)]
        if all(_fitting(part, _content_widths(part, context), width, context) for part in parts):
            break
    return parts


def _part(block: DataTable, columns: Sequence[int]) -> DataTable:
    """Return a table of some of the columns of ``block``, by number."""
    return replace(
        block,
        columns=tuple(block.columns[index] for index in columns),
        rows=tuple(tuple(row[index] for index in columns) for row in block.rows),
        numeric=tuple(block.numeric[index] for index in columns),
        highlight=columns.index(block.highlight) if block.highlight in columns else 0,
    )


def layout_table(block: DataTable, width: float, context: LayoutContext) -> TableLayout:
    """Return the layout of ``block`` in ``width`` points; raise ContentError when its columns cannot fit."""
    contents = _content_widths(block, context)
    fitting = _fitting(block, contents, width, context)
    if fitting:
        return _broken(_roomiest(fitting, context), context)
    size = context.sizes.figure.steps()[0]
    cut, widths = _cut(block, contents, width, context)
    if not widths:
        raise _too_wide(block, cut, width - 2 * _padding(block) * len(contents), size)
    return _broken(_columns(block, size, cut, widths), context)


def _cut(
    block: DataTable, contents: Sequence[_ContentWidth], width: float, context: LayoutContext
) -> tuple[list[_ContentWidth], list[float]]:
    """Return ``contents`` with long words broken at the smallest size, and the widths of columns, none without room."""
    room = (width - 2 * _padding(block) * len(contents)) / context.sizes.figure.steps()[0]
    cut = [
        one if numeric else replace(one, minimum=min(one.minimum, _LONGEST * room))
        for one, numeric in zip(contents, block.numeric, strict=True)
    ]
    return cut, _widths(cut, room)


def _padding(block: DataTable) -> float:
    """Return the points to the left and right of the text of each cell."""
    return _PADDINGS[len(block.columns) > _FEW_COLUMNS]


def _fitting(
    block: DataTable, contents: Sequence[_ContentWidth], width: float, context: LayoutContext
) -> list[TableLayout]:
    """Return the layouts in ``width`` points in which no word is broken, the largest size first, without lines."""
    room = width - 2 * _padding(block) * len(contents)
    sizes = reversed(context.sizes.figure.steps())
    return [_columns(block, size, contents, widths) for size in sizes if (widths := _widths(contents, room / size))]


def _roomiest(layouts: Sequence[TableLayout], context: LayoutContext) -> TableLayout:
    """Return the first of ``layouts``, the largest, or the first one that saves so many lines that it reads better."""
    counts = (sum(_counts(layout, layout.block.rows[:_SAMPLED_ROWS], context)) for layout in layouts)
    maximum = next(counts) * _WORTHWHILE
    return next((one for one, count in zip(layouts[1:], counts, strict=True) if count <= maximum), layouts[0])


def row_lines(layout: TableLayout, row: Sequence[Text], context: LayoutContext) -> list[list[Line]]:
    """Return the lines of each cell of a row."""
    return [
        ragged(_words(text, index, context), layout.room(column))
        for index, (text, column) in enumerate(zip(row, layout.columns, strict=True))
    ]


def fraction(text: str, decimal: str, context: LayoutContext) -> float:
    """Return the width in em of a number's decimals, with the ``decimal`` sign, and of its unit."""
    return context.kit.family.face().width(tail(text, decimal))


def _words(text: Text, column: int, context: LayoutContext) -> list[Word]:
    """Return the words of a cell: the first column, which heads the rows, is strong."""
    return context.words(text, strong=column == 0)


def _content_widths(block: DataTable, context: LayoutContext) -> list[_ContentWidth]:
    return [_content_width(block, index, context) for index in range(len(block.columns))]


def _content_width(block: DataTable, index: int, context: LayoutContext) -> _ContentWidth:
    """Return the widths of a column's content: numbers need room on both sides of their decimal sign."""
    texts = [row[index] for row in block.rows]
    cells = [_words(text, index, context) for text in texts]
    head = context.words(block.columns[index], strong=True)
    longest = max((word for some in (head, *cells) for word in some), key=lambda word: word.width)
    lengths = list(map(_length, cells))
    minimum, preferred = longest.width, max(_length(head), *lengths)
    if not block.numeric[index]:
        lead = _LEAD if index and block.numeric[index - 1] else 0.0
        return _ContentWidth(minimum + lead, preferred + lead, 0.0, lead, longest.text)
    tails = [fraction(text.plain, block.decimal, context) for text in texts]
    number = max(length - tail for length, tail in zip(lengths, tails, strict=True)) + max(tails)
    return _ContentWidth(max(minimum, number), max(preferred, number), max(tails), 0.0, longest.text)


def _length(items: Sequence[Word]) -> float:
    """Return the length of words on one line, in em."""
    return sum(item.width + (item.space if index else 0.0) for index, item in enumerate(items))


def _widths(contents: Sequence[_ContentWidth], room: float) -> list[float]:
    """Return the columns' widths in em, at most ``room`` together; none when the longest words have no room."""
    minimum = sum(one.minimum for one in contents)
    if minimum > room:
        return []
    preferred = [max(one.minimum, min(one.preferred, _MAX_PREFERRED)) for one in contents]
    if sum(preferred) <= room:
        return _widened(contents, preferred, room)
    share = (room - minimum) / (sum(preferred) - minimum)
    return [one.minimum + (wish - one.minimum) * share for one, wish in zip(contents, preferred, strict=True)]


def _widened(contents: Sequence[_ContentWidth], preferred: Sequence[float], room: float) -> list[float]:
    """Return ``preferred`` with what is left of ``room`` em: for columns that would wrap, then a little for each."""
    wholes = [max(one.minimum, one.preferred) for one in contents]
    lacking = [whole - wish for whole, wish in zip(wholes, preferred, strict=True)]
    spare = room - sum(preferred)
    part = min(spare / sum(lacking), 1.0) if sum(lacking) > 0 else 0.0
    spare -= part * sum(lacking)
    extra = min(spare / len(preferred), _MAX_EXTRA)
    return [wish + part * lack + extra for wish, lack in zip(preferred, lacking, strict=True)]


def _columns(block: DataTable, size: float, contents: Sequence[_ContentWidth], widths: Sequence[float]) -> TableLayout:
    """Return the layout at ``size`` points of columns of ``widths`` em, without lines."""
    padding = _padding(block)
    points = [width * size + 2 * padding for width in widths]
    lefts = [0.0, *accumulate(points)]
    columns = tuple(
        TableColumn(left, width, numeric, content.fraction, content.lead * size)
        for left, width, numeric, content in zip(lefts, points, block.numeric, contents, strict=False)
    )
    return TableLayout(block, size, padding, columns)


def _broken(layout: TableLayout, context: LayoutContext) -> TableLayout:
    """Return ``layout`` with the lines of its heads and the number of lines of its rows."""
    heads = tuple(
        balanced(context.words(text, strong=True), layout.room(column))
        for text, column in zip(layout.block.columns, layout.columns, strict=True)
    )
    return replace(layout, heads=heads, counts=tuple(_counts(layout, layout.block.rows, context)))


def _counts(layout: TableLayout, rows: Sequence[Sequence[Text]], context: LayoutContext) -> Iterator[int]:
    """Return the number of lines of each row."""
    return (max(1, *map(len, row_lines(layout, row, context))) for row in rows)


def _too_wide(block: DataTable, contents: Sequence[_ContentWidth], room: float, size: float) -> ContentError:
    """Return the error for a table of which the longest words have no ``room`` points at ``size`` points."""
    widest = max(range(len(contents)), key=lambda index: contents[index].minimum)
    cause = _(
        "The table is too wide, even at the smallest size: its longest words take {need:.0f} mm, and have {room:.0f}.",
        need=sum(one.minimum for one in contents) * size / mm(1),
        room=room / mm(1),
    )
    remedy = _("Shorten “{word}”, or split the table.", word=contents[widest].longest)
    return ContentError([Problem(block.columns[widest].mark, "", cause, remedy)])

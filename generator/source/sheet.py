"""Change a CSV file as a careful person would: a cell is written anew, every other byte stays as it is.

What parts the cells, the quotation marks, the ends of lines, the mark at the beginning and the encoding are kept; empty
lines and columns around the table, which spreadsheets add, too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.errors import PiliersError
from generator.messages import _
from generator.source.spreadsheet import SEPARATOR_LINE, delimiter_of

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADS = -1  # the number of the row of heads
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_END = re.compile(r"\r\n|\n|\r")


class Row(Struct, frozen=True):
    """A line of the file: its cells as they are written, with their quotes, and how the line ends."""

    cells: tuple[str, ...]
    end: str

    @property
    def values(self) -> list[str]:
        """Return the cells as they are read."""
        return [value_of(one) for one in self.cells]


class Sheet(Struct, frozen=True):
    """A CSV file: its mark, its encoding, a first line that only tells what parts the cells, its rows."""

    mark: bytes
    codec: str
    head: str
    delimiter: str
    rows: tuple[Row, ...]

    @property
    def filled(self) -> list[int]:
        """Return which rows hold anything, that of the heads first."""
        return [index for index, row in enumerate(self.rows) if any(row.values)]

    @property
    def width(self) -> int:
        """Return how many columns there are, without those that are empty to the last row."""
        return max((n for row in self.rows for n, value in enumerate(row.values, 1) if value), default=0)

    @property
    def table(self) -> tuple[list[str], list[list[str]]]:
        """Return the heads, and the rows below them, all as wide."""
        found = [[*self.rows[index].values, *[""] * self.width][: self.width] for index in self.filled]
        return (found[0], found[1:]) if found else ([], [])

    @property
    def data(self) -> bytes:
        """Return the file's bytes; raise PiliersError for a letter that its encoding does not have."""
        text = self.head + "".join(self.delimiter.join(row.cells) + row.end for row in self.rows)
        try:
            return self.mark + text.encode(self.codec)
        except UnicodeEncodeError as error:
            letter = text[error.start]
            wanted = _("The CSV file is in Windows-1252, which has no “{letter}”.", letter=letter)
            raise PiliersError(f"{wanted} " + _("Save it as UTF-8 in the spreadsheet first.")) from None

    def with_cell(self, row: int, column: int, value: str) -> Sheet:
        """Return the sheet with another value in a cell; ``row`` counts from 0, the heads are ``HEADS``."""
        index = self.filled[row + 1]
        cells = [*self.rows[index].cells]
        cells += [""] * (column + 1 - len(cells))
        if value != value_of(cells[column]):
            cells[column] = self._written(value, cells[column])
        return self._with({index: replace(self.rows[index], cells=tuple(cells))})

    def without_row(self, row: int) -> Sheet:
        """Return the sheet without a row; the last line ends as it did."""
        index = self.filled[row + 1]
        rows = [*self.rows]
        gone = rows.pop(index)
        if index == len(rows) and rows and not gone.end:
            rows[-1] = replace(rows[-1], end="")
        return replace(self, rows=tuple(rows))

    def with_table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Sheet:
        """Return the sheet with other columns and rows; cells that stay the same stay as they are written."""
        old, _rows = self.table
        origin = _origins(old, heads)
        changed = {
            index: replace(self.rows[index], cells=self._cells(self.rows[index], origin, values))
            for index, values in zip(self.filled, [heads, *rows], strict=False)
        }
        kept = self._with(changed)
        return kept._longer(rows[len(self.filled) - 1 :])

    def _cells(self, row: Row, origin: Sequence[int | None], values: Sequence[str]) -> tuple[str, ...]:
        """Return the cells of a row with other values, of which each comes from a column, or from none."""
        given = [row.cells[at] if at is not None and at < len(row.cells) else "" for at in origin]
        found = [
            old if value_of(old) == value else self._written(value, old)
            for value, old in zip(values, given, strict=True)
        ]
        return (*found, *row.cells[self.width :])

    def _longer(self, rows: Sequence[Sequence[str]]) -> Sheet:
        """Return the sheet with more rows behind the last that holds anything, written as that is."""
        if not rows:
            return self
        last = self.filled[-1]
        above, end = self.rows[last], next((row.end for row in self.rows if row.end), "\n")
        tail = above.cells[self.width :]
        new = [
            Row((*(self._written(value, *above.cells[at : at + 1]) for at, value in enumerate(row)), *tail), end)
            for row in rows
        ]
        new[-1] = replace(new[-1], end=above.end)
        whole = (*self.rows[:last], replace(above, end=end), *new, *self.rows[last + 1 :])
        return replace(self, rows=whole)

    def _written(self, value: str, like: str = "") -> str:
        """Return a value as a cell that is written as another is: in quotes if that is, or if it has to be."""
        if like.startswith('"') or re.search(f'["\r\n{re.escape(self.delimiter)}]', value):
            return '"' + value.replace('"', '""') + '"'
        return value

    def _with(self, rows: dict[int, Row]) -> Sheet:
        return replace(self, rows=tuple(rows.get(index, row) for index, row in enumerate(self.rows)))


def read_sheet(data: bytes) -> Sheet:
    """Return a CSV file as it is written; raise PiliersError where it is to be mended first."""
    mark, codec = next(((mark, codec) for mark, codec in _MARKS if data.startswith(mark)), (b"", "utf-8"))
    try:
        text = data[len(mark) :].decode(codec)
    except UnicodeDecodeError:
        codec = "cp1252"
        text = data.decode(codec, "replace")
    told = SEPARATOR_LINE.match(_END.sub("\n", text))
    head = text[: end.end()] if told and (end := _END.search(text)) else ""
    delimiter = told[1] if told else delimiter_of(_END.sub("\n", text))
    sheet = Sheet(mark, codec, head, delimiter, tuple(_rows(text[len(head) :], delimiter)))
    if sheet.data != data:
        raise PiliersError(_("The CSV file is to be mended first."))
    return sheet


def _rows(text: str, delimiter: str) -> list[Row]:
    sign = re.escape(delimiter)
    cell = re.compile(rf'("(?:[^"]|"")*"|[^"{sign}\r\n][^{sign}\r\n]*|)({sign}|\r\n|\n|\r|$)')
    rows, cells, at = [], list[str](), 0
    while at < len(text) or cells:
        found = cell.match(text, at)
        if not found:
            raise PiliersError(_("The CSV file is to be mended first."))
        cells.append(found[1])
        at = found.end()
        if found[2] != delimiter:
            rows.append(Row(tuple(cells), found[2]))
            cells = []
    return rows


def value_of(cell: str) -> str:
    """Return what a cell as it is written is read as: on one line, without what stands around it."""
    quoted = len(cell) > 1 and cell.startswith('"') and cell.endswith('"')
    return " ".join((cell[1:-1].replace('""', '"') if quoted else cell).split())


def _origins(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """Return from which column each of the new ones comes: the same place, or where its head stood."""
    if len(old) == len(new):
        return [*range(len(new))]
    left = [*enumerate(old)]
    found: list[int | None] = []
    for head in new:
        same = next((one for one in left if one[1] == head), None)
        if same:
            left.remove(same)
        found.append(same[0] if same else None)
    return found

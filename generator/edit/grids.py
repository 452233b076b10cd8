"""Tables and charts whose values stand in YAML, as grids: whatever a grid asks for is written value by value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.cldr import signs
from generator.edit.forms import hint_at, shown_number, value_for
from generator.errors import PiliersError
from generator.source import model, rewrite
from generator.source.nodes import Scalar, Sequence
from generator.source.repair import NUMBER
from generator.source.spreadsheet import pasted
from generator.source.structure import keys

if TYPE_CHECKING:
    from collections.abc import Callable

_NOTHING = ("", "null", "~")  # what YAML has where nothing was measured


class Grid:
    """A grid of ``file``, whose numbers are written as people of ``language`` write them.

    ``doubts`` are sentences on what may be read in two ways, and stays a text.
    """

    def __init__(self, cls: Any, file: str, language: str) -> None:
        """Take a grid of a file that the class ``cls`` declares."""
        self.doubts: list[str] = []
        self._cls, self._file, self._language = cls, file, language
        self._decimal, _group = signs(language)

    def changed(self, data: bytes, path: rewrite.Path, value: Any) -> bytes:
        """Return ``data`` with the heads (``columns``) and ``rows`` of ``value``; what stays the same keeps its bytes.

        Numbers may be written as in a spreadsheet; ``without`` says which row goes first.
        """
        columns = value_for(tuple[model.Cell, ...], value["columns"])
        rows = value_for(tuple[tuple[model.Cell, ...], ...], value["rows"])
        if hint_at(self._cls, path) is model.ChartFile:
            return self._chart(data, path, columns, rows, value.get("without"))
        return self._table(data, path, columns, rows)

    def is_value(self, path: rewrite.Path) -> bool:
        """Tell whether at ``path`` stands a value of a chart."""
        return path[-2:-1] == ("values",) and hint_at(self._cls, path[:-2]) is model.Series

    def value(self, cell: str) -> str:
        """Return a value of a chart as YAML has it: a number, or null where nothing was measured."""
        if not cell.strip():
            return rewrite.Plain("null")
        number = self.number(cell)
        if isinstance(number, rewrite.Words):
            raise PiliersError(self.doubts[-1])
        return number

    def _is_same(self, cell: str, before: str) -> bool:
        """Tell whether a cell says what the file does, whose numbers are shown as readers see them."""
        return str(cell) in (before, shown_number(before, self._decimal))

    # Tables

    def _table(self, data: bytes, path: rewrite.Path, columns: list[str], rows: list[list[str]]) -> bytes:
        file, where, old = self._file, (*path, "rows"), rewrite.values_at(self._file, data, path)
        rows = self._numbers(rows, data, where)
        if any(len(row) != len(columns) for row in (*rows, *old["rows"])):
            data = rewrite.set_value(file, data, (*path, "columns"), columns)
            return rewrite.set_value(file, data, where, rows)
        kept = len(old["rows"])
        cells = {(*path, "columns", c): (cell, old["columns"][c]) for c, cell in enumerate(columns)}
        for r, row in enumerate(rows[:kept]):
            cells |= {(*where, r, c): (cell, old["rows"][r][c]) for c, cell in enumerate(row)}
        chosen = next(
            (cell for cell, before in zip(columns, old["columns"], strict=True) if before == old.get("highlight")), None
        )
        if chosen is not None and chosen != old["highlight"]:  # a head that is written otherwise
            data = rewrite.set_value(file, data, (*path, "highlight"), chosen)
        for place, (cell, before) in cells.items():
            data = data if self._is_same(cell, before) else rewrite.set_value(file, data, place, cell)
        return self._as_many(data, where, kept, rows)

    def _as_many(self, data: bytes, where: rewrite.Path, kept: int, items: list[Any]) -> bytes:
        """Return ``data`` with as many ``items`` in a list as there are, of which it has ``kept``."""
        for index in range(kept - 1, len(items) - 1, -1):
            data = rewrite.remove(self._file, data, (*where, index))
        for index, item in enumerate(items[kept:], kept):
            data = rewrite.insert_item(self._file, data, where, index, item)
        return data

    def _numbers(self, rows: list[list[str]], data: bytes, where: rewrite.Path) -> list[list[str]]:
        """Return the cells of a table, numbers as a CSV file's are read; those that were in their row stay."""
        node = rewrite.node_at(self._file, data, where)
        old = [row.items if isinstance(row, Sequence) else () for row in getattr(node, "items", ())]
        kept = [dict(self._kept(one) for one in row if isinstance(one, Scalar)) for row in old]
        kept += [{}] * (len(rows) - len(kept))
        return [
            [known[cell] if (cell := str(one)) in known else self.number(cell) for one in row]
            for row, known in zip(rows, kept, strict=False)
        ]

    def _kept(self, cell: Scalar) -> tuple[str, str]:
        """Return a cell as it is shown, and as it is written again."""
        if cell.plain and NUMBER.fullmatch(cell.value):
            return shown_number(cell.value, self._decimal), rewrite.Plain(cell.value)
        return cell.value, cell.value

    def number(self, cell: str) -> str:
        """Return a cell as a number where people would read one; note what is in doubt."""
        value, doubt = pasted(cell, self._language)
        self.doubts += [doubt] if doubt and doubt not in self.doubts else []
        if doubt:
            return rewrite.Words(value)
        return rewrite.Plain(value) if NUMBER.fullmatch(value) else value

    # Charts: a row for each category, a column for each series

    def _chart(
        self, data: bytes, path: rewrite.Path, columns: list[str], rows: list[list[str]], without: int | None
    ) -> bytes:
        if without is not None:
            for where in self._lists(data, path):
                data = rewrite.remove(self._file, data, (*where, without))
        old = rewrite.values_at(self._file, data, path)
        axis, *names = map(str, columns)  # texts, also where they are years
        if axis != old.get("axis"):
            data = rewrite.set_value(self._file, data, (*path, "axis"), axis, [*keys(model.ChartFile)])
        data = self._listed(data, (*path, "categories"), [row[0] for row in rows])
        for number, name in enumerate(names[: len(old["series"])]):
            place = (*path, "series", number)
            if name != old["series"][number]["name"]:
                data = rewrite.set_value(self._file, data, (*place, "name"), name)
            data = self._listed(data, (*place, "values"), [row[number + 1] for row in rows], self.value)
        made = [{"name": n, "values": [self.value(row[c]) for row in rows]} for c, n in enumerate(names, 1)]
        return self._as_many(data, (*path, "series"), len(old["series"]), made)

    def _lists(self, data: bytes, path: rewrite.Path) -> list[rewrite.Path]:
        """Return where each row of the grid has a value: the categories, and the values of each series."""
        series = rewrite.values_at(self._file, data, (*path, "series"))
        return [(*path, "categories"), *((*path, "series", number, "values") for number in range(len(series)))]

    def _listed(
        self, data: bytes, where: rewrite.Path, cells: list[str], written: Callable[[str], str] = lambda one: one
    ) -> bytes:
        """Return ``data`` with other ``cells`` in a list; those that stay the same keep their bytes."""
        old = rewrite.values_at(self._file, data, where)
        for index, (cell, before) in enumerate(zip(cells, old, strict=False)):
            if not self._is_same(cell, before) and (cell.strip() or before not in _NOTHING):
                data = rewrite.set_value(self._file, data, (*where, index), written(cell))
        new = [*old[: len(cells)], *map(written, cells[len(old) :])]
        return self._as_many(data, where, len(old), new)

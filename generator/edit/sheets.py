"""The CSV files of tables and charts, as grids: as the page shows them, and as it changes them."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from generator.errors import PiliersError
from generator.source.nodes import read_text
from generator.source.sheet import HEADS, Sheet, read_sheet
from generator.source.spreadsheet import cell_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.source.rewrite import Path


def sheet_form(file: str, data: bytes) -> dict[str, Any]:
    """Return a file as the page shows a table: its cells are words without marks; nothing where it is to be mended."""
    try:
        heads, rows = read_sheet(data).table
    except PiliersError as error:
        return {"file": file, "heads": [], "rows": [], "fault": str(error)}
    return {"file": file, "heads": [_runs(one) for one in heads], "rows": [[_runs(one) for one in row] for row in rows]}


def _runs(value: str) -> list[dict[str, str]]:
    return [{"t": value}] if value else []


def sheet_places(file: str, data: bytes) -> dict[tuple[int, int], Path]:
    """Return the path of each cell by its line and column, as those of a table in YAML are found."""
    text = read_text(file, data, [], lambda _text: True)
    with suppress(PiliersError):
        rows = [row for row in cell_marks(file, text or "") if any(value for _mark, value in row)]
        paths = [("columns",), *(("rows", number) for number in range(len(rows)))]
        return {
            (mark.line, mark.column): (*path, column)
            for path, row in zip(paths, rows, strict=False)
            for column, (mark, _value) in enumerate(row[: read_sheet(data).width])
        }
    return {}


def changed_sheet(data: bytes, op: str, path: Sequence[str | int], value: Any) -> bytes:
    """Return a file with a change of the page; raise LookupError for one that no page asks for."""
    sheet = read_sheet(data)
    match op, [*path]:
        case "set", ["columns", int(column)]:
            return _within(sheet, HEADS, column).with_cell(HEADS, column, _plain(value)).data
        case "set", ["rows", int(row), int(column)]:
            return _within(sheet, row, column).with_cell(row, column, _plain(value)).data
        case "remove", ["rows", int(row)]:
            return _within(sheet, row, 0).without_row(row).data
        case "grid", []:
            heads, *rows = ([_plain(one) for one in row] for row in (value["columns"], *value["rows"]))
            if any(len(row) != len(heads) for row in rows):
                raise LookupError(op)
            return sheet.with_table(heads, rows).data
    raise LookupError(op)


def _within(sheet: Sheet, row: int, column: int) -> Sheet:
    """Return the sheet; raise LookupError where it has no such cell."""
    _heads, rows = sheet.table
    if not (HEADS <= row < len(rows) and 0 <= column < sheet.width):
        raise LookupError(row)
    return sheet


def _plain(runs: list[dict[str, Any]]) -> str:
    return " ".join("".join(str(run["t"]) for run in runs).split())

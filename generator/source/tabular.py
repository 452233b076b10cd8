"""Read the tables and charts of a publication: rows in the YAML, or a CSV file beside it.

Every cell is a text or a number as it was written (``spreadsheet`` reads those of CSV); nothing is formatted. Texts of
the YAML have the markup of all texts, those of a CSV file none: spreadsheets write asterisks and brackets for
themselves.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.errors import Mark, Problem
from generator.messages import _
from generator.source.charts import KINDS, rules
from generator.source.model import Cell, Chart, DataTable, Series, resolved
from generator.source.spreadsheet import Rows, read_rows, without_unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.source.model import ChartFile, FileName, TableFile
    from generator.source.structure import Problems
    from generator.world import World

MAX_COLUMNS = 12  # more would be narrower than a number with its unit, on a slide and on A4
MAX_ROWS = 2_000  # about 40 pages of the note
# A number with a short unit, as "58 %", "+3,5 M€" and "25 km"; of letters alone, two at most: "12 mai" is a day.
_MEASURE = re.compile(
    r"[-+\u2212]?\s?(?:0|[1-9]\d{0,2}(?:[\s.,'\u2019]\d{3})+|[1-9]\d*)(?:[.,]\d+)?"
    r"(?:\s?(?:[^\W\d_]{1,2}|(?=\S*[%‰€$£¥°²³/])[^\s\d]{1,5}))?"
)
_YEAR = re.compile(r"\d{4}")
_NONE = ("-", "\u2212", "–", "—")  # no value


def read_table(
    file: TableFile, path: str, folder: str, world: World, problems: Problems, language: str = ""
) -> DataTable | None:
    """Return the table of ``file``; ``folder`` holds its CSV file, ``path`` is its place in the model.

    ``language`` is the publication's: it tells what a point in a number of a CSV file means.
    """
    if not _one_way(file.mark, path, file.csv, {"columns": file.columns, "rows": file.rows}, problems):
        return None
    written = (file.columns or (), *(file.rows or ()))
    rows = read_rows(file.csv, folder, world, problems, language) if file.csv else written
    mark = Mark(f"{folder}/{file.csv}") if file.csv else file.mark
    if not rows or not _is_table(rows, mark, path, problems):
        return None
    heads, *body = rows
    # The first column heads the rows, also where it holds years.
    numeric = tuple(index > 0 and _is_numeric([row[index] for row in body]) for index in range(len(heads)))
    return resolved(DataTable, file, columns=heads, rows=tuple(body), numeric=numeric)


def read_chart(
    file: ChartFile, path: str, folder: str, world: World, problems: Problems, language: str = ""
) -> Chart | None:
    """Return the chart of ``file``; ``folder``, ``path`` and ``language`` as for a table."""
    keys = {"axis": file.axis, "categories": file.categories, "series": file.series}
    if not _one_way(file.mark, path, file.csv, keys, problems):
        return None
    if file.csv:
        rows = read_rows(file.csv, folder, world, problems, language)
        if not rows or not _is_table(rows, Mark(f"{folder}/{file.csv}"), path, problems):
            return None
        unit = file.unit.plain if file.unit else ""
        heads, *body = (tuple(without_unit(cell, unit, language) for cell in row) for row in rows)
        axis, categories = heads[0].text, tuple(row[0] for row in body)
        columns = enumerate(heads[1:], 1)
        series = tuple(
            Series(name=head.text, values=tuple(row[index] for row in body), mark=head.text.mark)
            for index, head in columns
        )
    else:
        assert file.axis is not None
        axis, categories, series = file.axis, file.categories or (), file.series or ()
    kind = next(kind for kind in KINDS if kind == file.kind)
    chart = resolved(Chart, file, kind=kind, axis=axis, categories=categories, series=series)
    found = len(problems)
    _require_values(chart, file.mark, path, problems)
    return chart if len(problems) == found else None


def _one_way(mark: Mark, path: str, file: FileName | None, keys: Mapping[str, object], problems: Problems) -> bool:
    """Tell whether the values are given once: in a CSV file, or under all of ``keys``."""
    given = [name for name, value in keys.items() if value is not None]
    names = ", ".join(keys)
    if file and given:
        cause = _("There are both “csv” and “{keys}”.", keys=", ".join(given))
        problems.append(Problem(mark, path, cause, _("Keep one of them.")))
    elif not file and len(given) < len(keys):
        lacking = ", ".join(name for name in keys if name not in given)
        cause = _("The values are missing: {keys}.", keys=lacking)
        problems.append(Problem(mark, path, cause, _("Write {keys}, or “csv: file.csv”.", keys=names)))
    else:
        return True
    return False


def _is_table(rows: Rows, mark: Mark, path: str, problems: Problems) -> bool:
    """Tell whether ``rows``, the heads first, are as many and as long as a table's must be."""
    heads, *body = rows
    found = len(problems)
    if not 2 <= len(heads) <= MAX_COLUMNS:
        cause = _("Columns: {n}, not 2 to {maximum}.", n=len(heads), maximum=MAX_COLUMNS)
        problems.append(Problem(mark, path, cause, _("Split the table.") if heads[2:] else _("Add a column.")))
    if not 1 <= len(body) <= MAX_ROWS:
        cause = _("Rows: {n}, not 1 to {maximum}.", n=len(body), maximum=MAX_ROWS)
        problems.append(Problem(mark, path, cause, _("Split the table.") if body else _("Add a row.")))
    for head in heads:
        if not head.text.plain:
            problems.append(Problem(head.text.mark, path, _("A column has no head."), _("Name it.")))
    for number, row in enumerate(body, 1):
        if len(row) != len(heads):
            place = row[0].text.mark if row else mark
            cause = _("Row {row} has {n} cells, not {wanted}.", row=number, n=len(row), wanted=len(heads))
            problems.append(Problem(place, path, cause, _("Give each row a cell for each column.")))
        elif not row[0].text.plain:
            problems.append(Problem(row[0].text.mark, path, _("The row has no name."), _("Fill its first cell.")))
    return len(problems) == found


def _is_numeric(cells: Sequence[Cell]) -> bool:
    """Tell whether a column holds numbers, with units or without, and no words; a year in quotation marks is a word."""
    filled = [cell for cell in cells if cell.text.plain and cell.text.plain not in _NONE]
    return bool(filled) and all(cell.number or _is_measure(cell.text.plain) for cell in filled)


def _is_measure(text: str) -> bool:
    return bool(_MEASURE.fullmatch(text)) and not _YEAR.fullmatch(text)


def _require_values(chart: Chart, mark: Mark, path: str, problems: Problems) -> None:
    """Report a chart whose values are too few, too many, or not numbers."""
    minimum, maximum, max_series, _forms = rules(chart.kind)
    if not minimum <= (n := len(chart.categories)) <= maximum:
        cause = _("Categories: {n}, not {minimum} to {maximum}.", n=n, minimum=minimum, maximum=maximum)
        problems.append(Problem(mark, path, cause, _("Merge or split them.")))
    if not 1 <= len(chart.series) <= max_series:
        cause = _("Series: {n}, not 1 to {maximum}.", n=len(chart.series), maximum=max_series)
        if max_series == 1:
            cause = _("Series: {n}; the parts of a whole are one.", n=len(chart.series))
        problems.append(Problem(mark, path, cause, _("Split the chart.")))
    unnamed = [category.text.mark for category in chart.categories if not category.text.plain]
    problems += [Problem(place, path, _("A category has no name."), _("Name it.")) for place in unnamed]
    for series in chart.series:
        _require_numbers(chart, series, path, problems)
    if chart.kind == "share" and not any(float(cell.number or 0) for one in chart.series for cell in one.values):
        problems.append(Problem(mark, path, _("The shares add up to nothing."), _("Look at the values.")))


def _not_a_number(chart: Chart, cell: Cell, path: str) -> Problem:
    value = cell.text.plain
    if not value:
        return Problem(cell.text.mark, path, _("A value is missing."), _("Write a number, or leave the category out."))
    measure = re.fullmatch(r"([-+]?\d[\d., \u00a0\u202f]*?)\s*([^\d\s]{1,10})", value)
    remedy = _("Write digits, with a point for decimals, without quotation marks.")
    if measure and chart.csv and not chart.unit:
        remedy = _("Write the unit under “chart”: {line}", line=f'unit: "{measure[2]}"')
    elif measure:
        remedy = _("Write {number} alone; “unit:” says what it is of.", number=measure[1].replace(",", "."))
    return Problem(cell.text.mark, path, _("“{value}” is not a number.", value=value), remedy)


def _require_numbers(chart: Chart, series: Series, path: str, problems: Problems) -> None:
    if len(series.values) != len(chart.categories):
        cause = _("The series has {n} values, not {wanted}.", n=len(series.values), wanted=len(chart.categories))
        problems.append(Problem(series.name.mark, path, cause, _("Give each category a value.")))
    for cell in series.values:
        if not cell.number:
            problems.append(_not_a_number(chart, cell, path))
        elif chart.kind == "share" and float(cell.number) < 0:
            problems.append(Problem(cell.text.mark, path, _("A share cannot be negative."), _("Choose “kind: bar”.")))

"""Read the tables and charts of a publication: rows in the YAML, or a CSV file beside it.

Every cell is a text or a number as it was written (``spreadsheet`` reads those of CSV); nothing is formatted. Texts of
the YAML have the markup of all texts, those of a CSV file none: spreadsheets write asterisks and brackets for
themselves.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.errors import Mark, Problem
from generator.messages import _
from generator.source.charts import KINDS, has_parts, rules
from generator.source.inline import Text
from generator.source.model import Cell, Chart, DataTable, Series, resolved
from generator.source.repair import plain_number
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
# What people, statistical offices and spreadsheets write for a value that is not known, without spaces, points and
# strokes: n. d., n/a, k. A., b.d., s/d, “:” (Eurostat), “…”.
_NONE = frozenset(("", *"-\u2212–—:…", "nd", "na", "nc", "nr", "ka", "nv", "bd", "sd", "nb", "null", "nan"))


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
    chart = replace(chart, series=tuple(replace(one, values=tuple(map(_blanked, one.values))) for one in series))
    _require_values(chart, file.mark, path, problems)
    return chart if len(problems) == found else None


def _blanked(cell: Cell) -> Cell:
    """Return a chart's cell, empty when its words say that its value is not known."""
    return cell if cell.number or not _is_none(cell.text.plain) else Cell(Text((), cell.text.mark))


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
            cause = _("Row {row} has {n} {n|cell|cells}, not {wanted}.", row=number, n=len(row), wanted=len(heads))
            problems.append(Problem(place, path, cause, _("Give each row a cell for each column.")))
        elif not row[0].text.plain:
            problems.append(Problem(row[0].text.mark, path, _("The row has no name."), _("Fill its first cell.")))
    return len(problems) == found


def _is_numeric(cells: Sequence[Cell]) -> bool:
    """Tell whether a column holds numbers, with units or without, and no words; a year in quotation marks is a word."""
    filled = [cell for cell in cells if cell.text.plain and not _is_none(cell.text.plain)]
    return bool(filled) and all(cell.number or _is_measure(cell.text.plain) for cell in filled)


def _is_none(text: str) -> bool:
    """Tell whether a cell's words say that its value is not known."""
    return re.sub(r"[\s./]", "", text).casefold() in _NONE


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
        if has_parts(chart.kind):
            cause = _("Series: {n}; the parts of a whole are one.", n=len(chart.series))
        problems.append(Problem(mark, path, cause, _("Split the chart.")))
    unnamed = [category.text.mark for category in chart.categories if not category.text.plain]
    problems += [Problem(place, path, _("A category has no name."), _("Name it.")) for place in unnamed]
    for series in chart.series:
        _require_numbers(chart, series, path, problems)
    if has_parts(chart.kind):
        _require_whole(chart, mark, path, problems)


def _not_a_number(chart: Chart, cell: Cell, path: str) -> Problem:
    value = cell.text.plain
    measure = re.fullmatch(r"([-+]?\d[\d., \u00a0\u202f]*?)\s*([^\d\s()*]{1,10})", value)  # 5* and 5(1) lead to notes
    if measure and chart.csv and not chart.unit:
        remedy = _("Write the unit under “chart”: {line}", line=f'unit: "{measure[2]}"')
    elif measure and (number := plain_number(measure[1])):
        remedy = _("Write {number} alone; “unit:” says what it is of.", number=number)
    elif number := plain_number(value):
        remedy = _("Write {number}, without quotation marks.", number=number)
    elif chart.csv:
        remedy = _("Write digits alone; leave the cell empty where nothing was measured.")
    else:
        remedy = _("Write digits, with a point for decimals, without quotation marks; null where nothing was measured.")
    return Problem(cell.text.mark, path, _("“{value}” is not a number.", value=value), remedy)


def _require_numbers(chart: Chart, series: Series, path: str, problems: Problems) -> None:
    if len(series.values) != len(chart.categories):
        cause = _(
            "The series has {n} {n|value|values}, not {wanted}.", n=len(series.values), wanted=len(chart.categories)
        )
        remedy = _with_points(series.values, len(chart.categories)) or _("Give each category a value.")
        problems.append(Problem(_first(series), path, cause, remedy))
    elif not any(cell.text.plain for cell in series.values):
        problems.append(Problem(series.name.mark, path, _("The series has no value."), _("Leave it out.")))
    for cell in series.values:
        if cell.text.plain and not cell.number:
            problems.append(_not_a_number(chart, cell, path))


def _first(series: Series) -> Mark:
    """Return where the values of a series begin, or its name where it has none."""
    return series.values[0].text.mark if series.values else series.name.mark


def _with_points(values: Sequence[Cell], wanted: int) -> str:
    """Return the remedy of numbers that commas have parted: each value is written with a comma, or some are."""
    numbers, whole = [cell.number or "null" for cell in values], ""
    if len(values) == 2 * wanted:
        whole = ", ".join(f"{one}.{part}" for one, part in zip(numbers[::2], numbers[1::2], strict=True))
    is_one = whole and all(cell.number.isdigit() for cell in values[1::2]) and all(cell.number for cell in values)
    return _("Decimals are written with a point: {line}", line=f"values: [{whole}]") if is_one else ""


def _require_whole(chart: Chart, mark: Mark, path: str, problems: Problems) -> None:
    """Report parts that are of no whole: negative or unknown ones, those that add up to nothing, or to above 100 %.

    Percentages that add up to less are warned of. Each may be rounded by half of its last digit.
    """
    cells = [cell for one in chart.series for cell in one.values if cell.number or not cell.text.plain]
    for cell in cells:
        if not cell.number:
            cause, remedy = _("A part of a whole lacks its value."), _("Write it, or leave the part out.")
            problems.append(Problem(cell.text.mark, path, cause, remedy))
        elif float(cell.number) < 0:
            problems.append(Problem(cell.text.mark, path, _("A share cannot be negative."), _("Choose “kind: bar”.")))
    numbers = [Decimal(cell.number) for cell in cells if cell.number]
    total = sum(numbers, Decimal(0))
    if not total:
        problems.append(Problem(mark, path, _("The shares add up to nothing."), _("Look at the values.")))
    if not total or not chart.unit or "%" not in chart.unit.plain or len(numbers) < len(cells):
        return
    rounding = sum((Decimal(1).scaleb(int(one.as_tuple().exponent)) for one in numbers), Decimal(0)) / 2
    cause = _("The shares add up to {total} %, not 100 %.", total=total)
    if total > 100 + rounding:
        remedy = _("Mend the values; where a thing counts for several parts, choose “kind: bar”.")
        problems.append(Problem(mark, path, cause, remedy))
    elif total < 100 - rounding:
        problems.warnings.append(Problem(mark, path, cause, _("Add the part that is missing, such as “Other”.")))

"""Read the tables and charts of a publication: rows in the YAML, or a CSV file beside it.

Every cell is a text or a number as it was written (``spreadsheet`` reads those of CSV); nothing is formatted. Texts of
the YAML have the markup of all texts, those of a CSV file none: spreadsheets write asterisks and brackets for
themselves.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.errors import Mark, Problem
from generator.messages import _, did_you_mean
from generator.source.charts import KINDS, has_parts, rules
from generator.source.inline import Run, Text
from generator.source.misprints import listed
from generator.source.model import Cell, Chart, DataTable, Series, resolved
from generator.source.repair import plain_number
from generator.source.spreadsheet import Rows, read_rows, without_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

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
# A number and, where there is one, its unit; 5* and 5(1) lead to notes.
_QUANTITY = re.compile(r"([-+]?\d[\d., \u00a0\u202f]*?)\s*([^\d\s()*]{1,10})?")
# How a line below a table begins that is no row of it.
_REMARK = r"(?i)(sources?|notes?|remarques?|lecture|champ|quelle|fuente|fonte|bron|nota)\s*:|\*"
_TOTAL = r"(?i)\b(?:totaa?le?s?|totaux|ensemble|somme|cumul|gesamt|insgesamt|summe|suma|somma|complessivo|tous)\b"
_PERCENT = r"\b(?:pour cent|per ?cent|pro[cs]ent|prozent|por c[ei]+nto|per cento|percento)"
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
    place = partial(_key, world, file.mark)
    if not _one_way(place, path, file.csv, {"columns": file.columns, "rows": file.rows}, problems):
        return None
    written = (file.columns or (), *(file.rows or ()))
    rows = read_rows(file.csv, folder, world, problems, language) if file.csv else written
    whole = Mark(f"{folder}/{file.csv}")
    if not rows or not _is_table(rows, (lambda _key: whole) if file.csv else place, path, problems):
        return None
    heads, *body = rows
    if file.csv and re.match(_REMARK, (last := body[-1])[0].text.plain) and not any(one.text.plain for one in last[1:]):
        cause = _("“{words}” is printed as a row of the table.", words=last[0].text.plain[:60])
        remedy = _("Delete the line; write where the figures come from under “source”.")
        problems.warnings.append(Problem(last[0].text.mark, path, cause, remedy))
    # The first column heads the rows, also where it holds years.
    numeric = tuple(index > 0 and _is_numeric([row[index] for row in body]) for index in range(len(heads)))
    names = [cell.text.plain for cell in heads]
    asked = file.highlight.casefold() if file.highlight else ""
    found = next((index for index, name in enumerate(names) if index and name.casefold() == asked), 0)
    if asked and not found:
        cause = _("No column after the first is headed “{name}”.", name=file.highlight)
        problems.append(Problem(place("highlight"), f"{path}.highlight", cause, did_you_mean(asked, names[1:])))
    return resolved(DataTable, file, columns=heads, rows=tuple(body), numeric=numeric, highlighted=found)


def read_chart(
    file: ChartFile, path: str, folder: str, world: World, problems: Problems, language: str = ""
) -> Chart | None:
    """Return the chart of ``file``; ``folder``, ``path`` and ``language`` as for a table."""
    keys = {"axis": file.axis, "categories": file.categories, "series": file.series}
    place = partial(_key, world, file.mark)
    if not _one_way(place, path, file.csv, keys, problems):
        return None
    if file.csv:
        rows = read_rows(file.csv, folder, world, problems, language)
        whole = Mark(f"{folder}/{file.csv}")
        if not rows or not _is_table(rows, lambda _key: whole, path, problems):
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
    _require_values(chart, (lambda _key: file.mark) if file.csv else place, path, problems)
    if len(problems) == found:
        problems.warnings += _doubts(chart, path)
    return chart if len(problems) == found else None


def _doubts(chart: Chart, path: str) -> Iterator[Problem]:
    """Yield what is drawn beside the others though it is none of them: totals, twins, remarks below a table."""
    rows = [[one.values[index] for one in chart.series] for index in range(len(chart.categories))]
    named = [cell.text for cell in chart.categories]
    for names, values in ((named, rows), ([one.name for one in chart.series], [one.values for one in chart.series])):
        for name, cells in zip(names, values, strict=True):
            others = [one for one in values if one is not cells]
            if len(others) > 1 and re.search(_TOTAL, name.plain) and _is_sum(cells, others):
                cause = _("“{name}” is the sum of the others, and is drawn beside them.", name=name.plain)
                yield Problem(name.mark, path, cause, _("Leave it out of the chart, or say it in the caption."))
        twins = (name for index, name in enumerate(names) if name.plain in [one.plain for one in names[:index]])
        for name in twins:
            cause = _("“{name}” stands here twice.", name=name.plain)
            yield Problem(name.mark, path, cause, _("Give one of them another name."))
    for name, cells in zip(named, rows, strict=True):
        if re.match(_REMARK, name.plain) and not any(cell.number for cell in cells):
            cause = _("“{words}” is drawn as a category of the chart.", words=name.plain[:60])
            yield Problem(
                name.mark, path, cause, _("Delete the line; write where the figures come from under “source”.")
            )


def _is_sum(cells: Sequence[Cell], others: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether each cell is the sum of the others in its place, each rounded by half of its last digit."""
    for cell, *parts in zip(cells, *others, strict=True):
        numbers = [Decimal(one.number) for one in parts if one.number]
        rounding = sum((Decimal(1).scaleb(int(one.as_tuple().exponent)) for one in numbers), Decimal(1)) / 2
        if not cell.number or len(numbers) < 2 or abs(sum(numbers) - Decimal(cell.number)) > rounding:
            return False
    return True


def _blanked(cell: Cell) -> Cell:
    """Return a chart's cell, empty when its words say that its value is not known."""
    return cell if cell.number or not _is_none(cell.text.plain) else Cell(Text((), cell.text.mark))


def _one_way(
    place: Callable[[str], Mark], path: str, file: FileName | None, keys: Mapping[str, object], problems: Problems
) -> bool:
    """Tell whether the values are given once: in a CSV file, or under all of ``keys``; ``place`` finds a key."""
    given = [name for name, value in keys.items() if value is not None]
    names = ", ".join(keys)
    if file and given:
        cause = _("There are both “csv” and “{keys}”.", keys=", ".join(given))
        problems.append(Problem(place(given[0]), path, cause, _("Keep one of them.")))
    elif not file and len(given) < len(keys):
        if any(one.mark.file == place("").file and one.path == path for one in problems):
            return False  # a key that is not known stands for one that is missing
        lacking = [name for name in keys if name not in given]
        cause = _("The values are missing: {keys}.", keys=", ".join(lacking))
        problems.append(Problem(place(lacking[0]), path, cause, _("Write {keys}, or “csv: file.csv”.", keys=names)))
    else:
        return True
    return False


def _key(world: World, mark: Mark, key: str) -> Mark:
    """Return where the ``key`` of a mapping that begins at ``mark`` stands."""
    return world.locate(mark, rf"\b{key} *:")


def _is_table(rows: Rows, place: Callable[[str], Mark], path: str, problems: Problems) -> bool:
    """Tell whether ``rows``, the heads first, are as many and as long as a table's must be; ``place`` finds a key."""
    heads, *body = rows
    found = len(problems)
    if not 2 <= len(heads) <= MAX_COLUMNS:
        cause = _("Columns: {n}, not 2 to {maximum}.", n=len(heads), maximum=MAX_COLUMNS)
        one = _("Put a semicolon between two cells.") if _in_csv(heads) else _("Add a column.")
        remedy = _("Split the table.") if heads[2:] else one
        problems.append(Problem(place("columns"), path, cause, remedy))
    if not 1 <= len(body) <= MAX_ROWS:
        cause = _("Rows: {n}, not 1 to {maximum}.", n=len(body), maximum=MAX_ROWS)
        problems.append(Problem(place("rows"), path, cause, _("Split the table.") if body else _("Add a row.")))
    for head in heads:
        if not head.text.plain:
            problems.append(Problem(head.text.mark, path, _("A column has no head."), _("Name it.")))
    for number, row in enumerate(body, 1):
        if len(row) != len(heads):
            mark = row[0].text.mark if row else place("rows")
            cause = _("Row {row} has {n} {n|cell|cells}, not {wanted}.", row=number, n=len(row), wanted=len(heads))
            pointed = "" if _in_csv(row) else _with_points("- ", row, len(heads))
            problems.append(Problem(mark, path, cause, pointed or _("Give each row a cell for each column.")))
        elif not row[0].text.plain:
            problems.append(Problem(row[0].text.mark, path, _("The row has no name."), _("Fill its first cell.")))
    return len(problems) == found


def _in_csv(cells: Sequence[Cell]) -> bool:
    return any(cell.text.mark.file.endswith(".csv") for cell in cells)


def _is_numeric(cells: Sequence[Cell]) -> bool:
    """Tell whether a column holds numbers, with units or without, and no words; a year in quotation marks is a word."""
    filled = [cell for cell in cells if cell.text.plain and not _is_none(cell.text.plain)]
    return bool(filled) and all(cell.number or _is_measure(cell.text.plain) for cell in filled)


def _is_none(text: str) -> bool:
    """Tell whether a cell's words say that its value is not known."""
    return re.sub(r"[\s./]", "", text).casefold() in _NONE


def _is_measure(text: str) -> bool:
    return bool(_MEASURE.fullmatch(text)) and not _YEAR.fullmatch(text)


def _require_values(chart: Chart, place: Callable[[str], Mark], path: str, problems: Problems) -> None:
    """Report a chart whose values are too few, too many, or not numbers; ``place`` finds a key of it."""
    minimum, maximum, max_series = rules(chart.kind)[:3]
    if not minimum <= (n := len(chart.categories)) <= maximum:
        cause = _("Categories: {n}, not {minimum} to {maximum}.", n=n, minimum=minimum, maximum=maximum)
        problems.append(Problem(place("categories"), path, cause, _("Merge or split them.")))
    if not 1 <= len(chart.series) <= max_series:
        several = _("Series: {n}, not 1 to {maximum}.", n=len(chart.series), maximum=max_series)
        of_a_whole = _("Series: {n}; the parts of a whole are one.", n=len(chart.series))
        cause = of_a_whole if has_parts(chart.kind) else several
        remedy = _("Split the chart.") if chart.series else _("Add a series.")
        problems.append(Problem(place("series"), path, cause, remedy))
    unnamed = [category.text.mark for category in chart.categories if not category.text.plain]
    problems += [Problem(place, path, _("A category has no name."), _("Name it.")) for place in unnamed]
    wrong = [cell for series in chart.series for cell in _require_numbers(chart, series, path, problems)]
    for unit in dict.fromkeys(map(_unit_in, wrong)):
        first, *others = (cell for cell in wrong if _unit_in(cell) == unit)
        problems += [_not_a_number(chart, first, path, len(others) if unit else 0)]
        problems += [_not_a_number(chart, cell, path) for cell in others if not unit]
    if has_parts(chart.kind):
        _require_whole(chart, place("series"), path, problems)


def _unit_in(cell: Cell) -> str:
    """Return the unit behind a number in a cell, or nothing."""
    measure = _QUANTITY.fullmatch(cell.text.plain) if not cell.text.plain[-1].isdigit() else None
    return (measure[2] or "") if measure else ""


def _not_a_number(chart: Chart, cell: Cell, path: str, others: int = 0) -> Problem:
    """Return the problem of a value, and of as many ``others`` with the same unit."""
    value = cell.text.plain
    measure = _QUANTITY.fullmatch(value) if _unit_in(cell) else None
    number = plain_number(measure[1] if measure else value)
    if has_parts(chart.kind) and number.startswith("-"):
        return _negative(cell, path)
    if measure and chart.csv and not chart.unit:
        remedy = _("Write the unit under “chart”: {line}", line=f'unit: "{measure[2]}"')
    elif measure and others:
        remedy = _(
            "Write the numbers alone, here and in {n} other {n|cell|cells}; “unit:” says what they are of.", n=others
        )
    elif measure and number:
        remedy = _("Write {number} alone; “unit:” says what it is of.", number=number)
    elif number:
        bare = _("Write {number}, without quotation marks.", number=number)
        remedy = _("Write {number} alone.", number=number) if chart.csv else bare
    elif chart.csv and re.match(r"=[A-Z.]+\(", value):
        remedy = _("Mend the cell in the spreadsheet, and save the file again.")
    elif chart.csv:
        remedy = _("Write digits alone; leave the cell empty where nothing was measured.")
    else:
        remedy = _("Write digits, with a point for decimals, without quotation marks; null where nothing was measured.")
    return Problem(cell.text.mark, path, _("“{value}” is not a number.", value=value), remedy)


def _require_numbers(chart: Chart, series: Series, path: str, problems: Problems) -> list[Cell]:
    """Report a series that has too many values or too few; return those that are no numbers."""
    if len(series.values) != len(chart.categories):
        cause = _(
            "The series has {n} {n|value|values}, not {wanted}.", n=len(series.values), wanted=len(chart.categories)
        )
        with_points = _with_points("values: ", series.values, len(chart.categories))
        remedy = with_points or _("Give each category a value.")
        problems.append(Problem(_first(series), path, cause, remedy))
        if with_points:
            return []
    elif not any(cell.text.plain for cell in series.values):
        problems.append(Problem(series.name.mark, path, _("The series has no value."), _("Leave it out.")))
    return [cell for cell in series.values if cell.text.plain and not cell.number]


def _first(series: Series) -> Mark:
    """Return where the values of a series begin, or its name where it has none."""
    return series.values[0].text.mark if series.values else series.name.mark


def _with_points(before: str, cells: Sequence[Cell], wanted: int) -> str:
    """Return the remedy of numbers that commas have parted: those with no space behind their comma, or every second.

    ``before`` is what stands before the brackets; of the values of a series, units are left out.
    """
    words = [cell.text.plain for cell in cells]
    joined = words[:1]
    for (one, part), text in zip(pairwise(cells), words[1:], strict=True):
        beside = (one.text.mark.line, one.text.mark.column + len(one.text.plain) + 1)
        decimal = re.fullmatch(r"[-+]?\d[\d \u00a0\u202f]*", joined[-1]) and re.match(r"\d", text)
        if decimal and beside == (part.text.mark.line, part.text.mark.column):
            joined[-1] += f",{text}"
        else:
            joined.append(text)
    if len(joined) != wanted and len(cells) == 2 * wanted and all(cell.number.isdigit() for cell in cells[1::2]):
        joined = [f"{one},{part}" for one, part in zip(words[::2], words[1::2], strict=True)]
    in_series = before.startswith("values")
    written = [_as_cell(one, in_series=in_series) for one in joined]
    is_one = len(joined) == wanted < len(cells)
    if any(cell.text.runs != (Run(cell.text.plain),) for cell in cells if cell.text.plain):
        numbers = ", ".join(plain_number(one) for one in joined if one not in words)  # the line would lose markup
        return _("Decimals are written with a point: {line}", line=numbers) if is_one else ""
    return _("Decimals are written with a point: {line}", line=f"{before}[{', '.join(written)}]") if is_one else ""


def _as_cell(words: str, *, in_series: bool) -> str:
    """Return ``words`` as a list of cells has them: a number with a point, nothing as null, a text in quotes."""
    measure = _QUANTITY.fullmatch(words) if in_series else None
    return (measure and plain_number(measure[1])) or (listed([words])[1:-1] if words else "null")


def _negative(cell: Cell, path: str) -> Problem:
    return Problem(cell.text.mark, path, _("A share cannot be negative."), _("Choose “kind: bar”."))


def _per(unit: str) -> str:
    """Return the sign of what ``unit`` counts by, in signs or in words: hundreds or thousands; or nothing."""
    signs = {"%": rf"%|{_PERCENT}", "‰": "‰"}
    return next((sign for sign, said in signs.items() if re.search(said, unit, re.IGNORECASE)), "")


def _require_whole(chart: Chart, mark: Mark, path: str, problems: Problems) -> None:
    """Report parts that are of no whole: negative or unknown ones, those that add up to nothing, or to above all.

    Percentages that add up to less are warned of. Each may be rounded by half of its last digit.
    """
    cells = [cell for one in chart.series for cell in one.values]
    numbers = [Decimal(cell.number) for cell in cells if cell.number]
    for cell in cells:
        if not cell.text.plain:
            cause, remedy = _("A part of a whole lacks its value."), _("Write it, or leave the part out.")
            problems.append(Problem(cell.text.mark, path, cause, remedy))
        elif cell.number and Decimal(cell.number) < 0:
            problems.append(_negative(cell, path))
    if len(numbers) < len(cells) or min(numbers, default=0) < 0:
        return
    total = sum(numbers, Decimal(0))
    if not total:
        problems.append(Problem(mark, path, _("The shares add up to nothing."), _("Look at the values.")))
    sign = _per(chart.unit.plain) if chart.unit else ""
    if not total or not sign:
        return
    whole = {"%": 100, "‰": 1000}[sign]
    rounding = sum((Decimal(1).scaleb(int(one.as_tuple().exponent)) for one in numbers), Decimal(0)) / 2
    cause = _("The shares add up to {total} {sign}, not {whole} {sign}.", total=total, sign=sign, whole=whole)
    if total > whole + rounding:
        remedy = _("Mend the values; where a thing counts for several parts, choose “kind: bar”.")
        problems.append(Problem(mark, path, cause, remedy))
    elif total < whole - rounding:
        problems.warnings.append(Problem(mark, path, cause, _("Add the part that is missing, such as “Other”.")))

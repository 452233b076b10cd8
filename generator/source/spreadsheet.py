"""Read CSV files as spreadsheets save them: rows of cells, each with its line and column.

Excel and LibreOffice write UTF-8, UTF-16 or Windows-1252, with semicolons, commas or tabs, empty lines and columns
around the table, cells of several lines, and numbers as the machine's language has them. What has two readings is
refused with both.
"""

from __future__ import annotations

import csv
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.cldr import signs
from generator.errors import ContentError, Mark, Problem
from generator.messages import _
from generator.source.inline import Run, Text, one_line
from generator.source.model import Cell
from generator.source.nodes import MAX_BYTES, MAX_NODES, mark_at, read_text
from generator.source.readings import MOJIBAKE
from generator.source.repair import NUMBER
from generator.source.structure import Problems, too_long

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.source.model import FileName
    from generator.world import World

Rows = tuple[tuple[Cell, ...], ...]

_SPACES = " \u00a0\u202f"
_QUOTED = re.compile(r'"[^"]*"')
SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\1*\n', re.IGNORECASE)  # as Excel is told what parts the cells
# Digits, with signs between groups of three of them or before the decimals: 12 345,6 and 1.234,5 and 12'345.
_FIGURE = re.compile(rf"([-+]?)(\d{{1,3}}(?:[{_SPACES}'’]\d{{3}})+|\d+)((?:[.,]\d+)*)")
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
# What stands for a value that could not be worked out, in English, French, German, Spanish and LibreOffice.
FAULT = re.compile(
    r"#(?:REF|DIV/0|VALUE|NAME|NUM|NULL|VALEUR|NOM|NOMBRE|NUL|BEZUG|WERT|ZAHL|VALOR|¡.*|¿.*)[!?]?|#N/A|#NV|#N/D"
    r"|Err:\d{3}|#{3,}"
)


class _Reading:
    """What is known of one file while its cells are read."""

    def __init__(self, path: str, delimiter: str, language: str, problems: Problems, text: str = "") -> None:
        self.path = path
        self.delimiter = delimiter
        self.problems = problems
        self.decimal, self.group = signs(language or "en")
        other, part = "[.]" if self.decimal == "," else ",", re.escape(delimiter)
        self.foreign = bool(re.search(rf'{part}"?[-+\u2212]?\d+{other}(?:\d\d?|\d{{4,}})"?(?={part}|\n|$)', text))
        """Another sign than the language's stands before the decimals of some number, a row's name excepted."""

    def report(self, mark: Mark, cause: str, remedy: str) -> None:
        self.problems.append(Problem(mark, "", cause, remedy))


def read_rows(name: FileName, folder: str, world: World, problems: Problems, language: str) -> Rows | None:
    """Return the rows of the CSV file ``name`` that hold anything, the heads first; None after a problem.

    ``language`` tells what a point or a comma in a number means. Columns that are empty to the last row, which
    spreadsheets add, are left out.
    """
    path = f"{folder}/{name}"
    try:
        data = world.read(path, MAX_BYTES)
    except ContentError as error:
        remedy = _("Put the file beside the YAML file, or mend its name here.")
        problems += [Problem(name.mark, "csv", one.cause, remedy) for one in error.problems]
        return None
    text = read_text(path, data, problems, lambda text: delimiter_of(text) == "\t")
    if text is None:
        return None
    found = len(problems)
    told = SEPARATOR_LINE.match(text)
    if sum(map(text.count, ("\n", told[1] if told else delimiter_of(text)))) > MAX_NODES:
        problems.append(Problem(Mark(path), "", _("The file has too many values."), _("Split it.")))
        return None
    reading = _Reading(path, told[1] if told else delimiter_of(text), language, problems, text)
    skipped = 1 if told else 0
    rows = [row for row in _rows(text[told.end() :] if told else text, skipped, reading) if _is_filled(row)]
    if not rows and len(problems) == found:
        reading.report(Mark(path), _("The file is empty."), _("Write the heads on its first line."))
    rows = _trimmed(rows)
    if rows and len(problems) == found:
        _require_one_line_of_heads(rows, reading)
        _require_whole_numbers(rows, reading)
    return tuple(rows) if len(problems) == found else None


def cell_marks(path: str, text: str) -> list[list[tuple[Mark, str]]]:
    """Return the cells of each row of a text with their places, as they are read; none that is to be mended."""
    told = SEPARATOR_LINE.match(text)
    reading = _Reading(path, told[1] if told else delimiter_of(text), "", Problems())
    rows = _rows(text[told.end() :] if told else text, 1 if told else 0, reading)
    return [[(cell.text.mark, cell.text.plain) for cell in row] for row in rows]


def _rows(text: str, skipped: int, reading: _Reading) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of ``text``, which ``skipped`` lines stand before."""
    lines = text.splitlines(keepends=True)
    reader = csv.reader(lines, delimiter=reading.delimiter, strict=True)
    start = 0
    try:
        for values in reader:
            record = "".join(lines[start : reader.line_num])
            marks = _marks(record, start + skipped + 1, reading)
            yield tuple(_cell(value, mark, reading) for value, mark in zip(values, marks, strict=True))
            start = reader.line_num
    except csv.Error:
        _report_quotes("".join(lines[start:]), start + skipped + 1, reading)


def _marks(record: str, line: int, reading: _Reading) -> list[Mark]:
    """Return where the cells of a row begin that begins on ``line``."""
    sign = re.escape(reading.delimiter)
    cell = re.compile(rf'(?:"(?:[^"]|"")*"|[^{sign}"][^{sign}]*)?{sign}')  # quotes within a cell are letters
    starts = [0] if record.strip("\n") else []
    while starts and (found := cell.match(record, starts[-1])):
        starts.append(found.end())
    return [mark_at(reading.path, record, offset, line) for offset in starts]


def cell_in(data: bytes, line: int, number: int) -> str:
    """Return a cell of a CSV file, by its line and its number there, both from 1; raise LookupError for none."""
    text, _encoding, delimiter = _opened(data)
    start, end = _span(text, delimiter, line, number)
    cell = text[start:end]
    return cell[1:-1].replace('""', '"') if cell[:1] == '"' else cell


def with_cell(data: bytes, line: int, number: int, value: str) -> bytes:
    """Return a CSV file with other words in a cell; a number keeps the decimal sign of the one that it replaces."""
    text, encoding, delimiter = _opened(data)
    start, end = _span(text, delimiter, line, number)
    old = text[start:end]
    if NUMBER.fullmatch(value) and "," in old and "." not in old:
        value = value.replace(".", ",")
    value = _quoted(value, delimiter, always=old[:1] == '"')
    return (text[:start] + value + text[end:]).encode(encoding)


def rows_in(data: bytes) -> list[list[str]]:
    """Return the cells of a CSV file, line by line."""
    text, _encoding, delimiter = _opened(data)
    return list(csv.reader(text.splitlines(), delimiter=delimiter))


def with_row(data: bytes, line: int, cells: Sequence[str] | None) -> bytes:
    """Return a CSV file with a row more, which has the number ``line``, or, without ``cells``, one less.

    It is quoted as the row before it. Raises LookupError where there is no such line, or a cell of several lines.
    """
    text, encoding, delimiter = _opened(data)
    lines = _LINES.split(text)
    known = lines[line - 1 if cells is None else line - 2] if 2 <= line <= len(lines) + 1 else ""
    if not known.strip() or known.count('"') % 2:
        raise LookupError(line)
    if cells is None:
        return "".join([*lines[: line - 1], *lines[line:]]).encode(encoding)
    bare = known.rstrip("\r\n")
    ends = known[len(bare) :] or "\n"
    numbers = [one.replace(".", ",") if NUMBER.fullmatch(one) and delimiter == ";" else one for one in cells]
    quote = known.startswith('"')
    row = delimiter.join(_quoted(one, delimiter, always=quote and not NUMBER.fullmatch(one)) for one in numbers)
    return "".join([*lines[: line - 2], bare + ends, row + ends, *lines[line - 1 :]]).encode(encoding)


_LINES = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")


def _quoted(value: str, delimiter: str, *, always: bool) -> str:
    return '"' + value.replace('"', '""') + '"' if always or delimiter in value or '"' in value else value


def _opened(data: bytes) -> tuple[str, str, str]:
    """Return the text of a CSV file with its own line ends, its encoding, what parts its cells."""
    encoding = (
        "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig" if data[:3] == b"\xef\xbb\xbf" else ""
    )
    try:
        encoding = encoding or (data.decode("utf-8") and "utf-8")
    except UnicodeDecodeError:
        encoding = "cp1252"
    text = data.decode(encoding or "utf-8")
    told = SEPARATOR_LINE.match(text.replace("\r\n", "\n"))
    return text, encoding or "utf-8", told[1] if told else delimiter_of(text)


def _span(text: str, delimiter: str, line: int, number: int) -> tuple[int, int]:
    lines = _LINES.split(text)
    if not 1 <= line <= len(lines):
        raise LookupError(line)
    place, sign = sum(map(len, lines[: line - 1])), re.escape(delimiter)
    cell = re.compile(rf'[^\S\r\n{sign}]*("(?:[^"]|"")*"|[^{sign}"\r\n][^{sign}\r\n]*)?')
    for count in range(1, number + 1):
        found = cell.match(text, place)
        if found is None:
            break
        if count == number:
            return found.span(1) if found[1] else (found.end(), found.end())
        if text[found.end() : found.end() + 1] != delimiter:
            break
        place = found.end() + 1
    raise LookupError(number)


def _report_quotes(rest: str, line: int, reading: _Reading) -> None:
    """Report the quotation mark at which the CSV reader gave up, in the row that ``rest`` begins with."""
    part = re.escape(reading.delimiter)
    opened = re.search(rf'(?:^|(?<={part})|(?<=\n))"(?:[^"]|"")*(?:$|"(?!{part}|\n|$)([^\n{part}]*))', rest)
    at = opened.start() if opened else 0
    if not opened or opened[1] is None:
        cause, remedy = _("The quotation mark that opens here is not closed."), _("Close it at the end of the cell.")
    else:
        cause = _("The cell goes on after its closing quotation mark.")
        cell = opened[0].replace('"', '""')
        remedy = _("Double the quotation marks within a cell: {cell}", cell=f'"{cell}"')
    reading.report(mark_at(reading.path, rest, at, line), cause, remedy)


def delimiter_of(text: str) -> str:
    """Return what parts the cells: the first line that holds a semicolon, a tab or a comma outside of quotes tells."""
    plain = _QUOTED.sub("", text)
    line = re.search("^.*[;\t,].*$", plain, re.MULTILINE)
    return next(one for one in ";\t," if one in line[0]) if line else ","


def _is_filled(row: Sequence[Cell]) -> bool:
    return any(cell.text.plain for cell in row)


def _trimmed(rows: Sequence[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Return ``rows`` without the columns on their right that are empty in all of them."""
    width = max((index for row in rows for index, cell in enumerate(row, 1) if cell.text.plain), default=0)
    return [row[:width] for row in rows]


def _require_one_line_of_heads(rows: Sequence[tuple[Cell, ...]], reading: _Reading) -> None:
    """Report a title above the heads, and heads that stand in two rows, as merged cells leave them."""
    heads, *body = rows
    if not body or len(body[0]) < 2:
        return
    filled = [cell for cell in heads if cell.text.plain]
    if filled == [heads[0]]:
        cause = _("Only the first cell of this line is filled: it holds no heads.")
        remedy = _("Delete the lines above the heads; write a title as the caption.")
        reading.report(heads[0].text.mark, cause, remedy)
    elif len(filled) < len(heads) - (not heads[0].text.plain) and not any(cell.number for cell in body[0][1:]):
        empty = next(cell for cell in heads[1:] if not cell.text.plain)
        cause = _("The heads stand on two lines, as merged cells leave them.")
        reading.report(empty.text.mark, cause, _("Write one line of heads, with a head for each column."))


def _require_whole_numbers(rows: Sequence[tuple[Cell, ...]], reading: _Reading) -> None:
    """Report the first row that has cells too many since commas part both these and the decimals of numbers."""
    for row in rows[1:] if reading.delimiter == "," else ():
        parted = next((one for one, part in pairwise(row) if one.number.isdigit() and part.number.isdigit()), None)
        if parted and len(row) > len(rows[0]):
            cause = _("A comma parts this number in two: the cells are parted by commas, too.")
            remedy = _("Save the file with semicolons between the cells.")
            reading.report(parted.text.mark, cause, remedy)
            return


def _cell(value: str, mark: Mark, reading: _Reading) -> Cell:
    value = value.replace("\t", " ").strip()
    if FAULT.fullmatch(value):
        cause = _("The spreadsheet could not work out or show this cell (“{value}”).", value=value)
        reading.report(mark, cause, _("Mend the cell in the spreadsheet, and save the file again."))
    if spoilt := MOJIBAKE.search(value):
        cause = _("“{sign}” looks like a letter that was saved in another encoding.", sign=spoilt[0])
        remedy = _("Write the letter, and save the file as UTF-8.")
        reading.problems.warnings.append(Problem(mark, "", cause, remedy))
    if digits := _digits(value, mark, reading):
        return Cell(Text((Run(digits),), mark), digits)
    words = one_line(value)
    reading.problems.extend(too_long(words, mark, ""))
    return Cell(Text((Run(words),) if words else (), mark))


def without_unit(cell: Cell, unit: str, language: str) -> Cell:
    """Return ``cell`` as a number where it is one followed by ``unit``, as in “13 %”; else as it is."""
    value = cell.text.plain
    if cell.number or not unit or not value.endswith(unit):
        return cell
    ignored = Problems()
    digits = _digits(value.removesuffix(unit).rstrip(), cell.text.mark, _Reading("", ";", language, ignored))
    return Cell(Text((Run(digits),), cell.text.mark), digits) if digits and not ignored else cell


def doubtful(cell: Cell, language: str) -> Problem | None:
    """Return the warning of a number of YAML that ends in three decimals, the last a nought: it may be of thousands."""
    match = re.fullmatch(r"[-+]?([1-9]\d{0,2})\.(\d\d0)", cell.number)
    if not match or signs(language or "en")[1] == ",":
        return None
    values = {"value": cell.number, "thousands": match[1] + match[2], "decimal": cell.number.rstrip("0").rstrip(".")}
    cause = _("“{value}” may be {thousands} or {decimal}.", **values)
    remedy = _("Write {thousands}, or {decimals} if these are decimals.", decimals=values["decimal"], **values)
    return Problem(cell.text.mark, "", cause, remedy)


def pasted(value: str, language: str) -> tuple[str, str]:
    """Return a cell that was copied in a spreadsheet as YAML writes it, and what is in doubt: that stays as it was.

    ``language`` is that of the table, as for a CSV file.
    """
    doubts = Problems()
    digits = _digits(value, Mark(""), _Reading("", "\t", language, doubts))
    return digits or value, " ".join(f"{one.cause} {one.remedy}" for one in doubts)


def _digits(value: str, mark: Mark, reading: _Reading) -> str:
    """Return the number that ``value`` is, as YAML writes it, or nothing.

    Of two signs, the last is before the decimals; of one that stands alone before three digits, the language decides.
    """
    value = value.replace("\u2212", "-") if value.startswith("\u2212") else value
    match = _FIGURE.fullmatch(value)
    if not match:
        return ""
    sign, whole, rest = match.groups()
    plain, spaced = re.sub(rf"[{_SPACES}'’]", "", whole), not whole.isdecimal()
    signs = re.findall("[.,]", rest)
    if len(set(signs)) == 2 and signs.count(signs[-1]) == 1 and not spaced:
        before, _sign, decimals = (whole + rest).rpartition(signs[-1])
        digits = f"{re.sub('[.,]', '', before)}.{decimals}" if _GROUPED.fullmatch(before) else ""
    elif len(signs) == 1 and (spaced or not _GROUPED.fullmatch(whole + rest) or whole == "0"):
        digits = f"{plain}.{rest[1:]}"
    elif len(signs) == 1:
        digits = _by_language(whole, rest, mark, reading)
    elif signs:
        digits = re.sub("[.,]", "", whole + rest) if not spaced and _GROUPED.fullmatch(whole + rest) else ""
    else:
        digits = plain
    return sign + digits if digits and NUMBER.fullmatch(digits) else ""


def _by_language(whole: str, rest: str, mark: Mark, reading: _Reading) -> str:
    """Return the number that one to three digits, a sign and three digits are; report what may be either."""
    parted = reading.delimiter == ","  # by a program, with points before decimals; commas stand in quotes then
    doubted = reading.foreign and not parted
    if rest[0] == reading.group and not (parted and rest[0] == ".") and not doubted:
        return whole + rest[1:]
    if rest[0] == ("." if parted else reading.decimal) and not doubted:
        return f"{whole}.{rest[1:]}"
    sign = "." if parted else reading.decimal
    values = {"value": f"{whole}{rest}", "thousands": whole + rest[1:], "decimal": f"{whole}.{rest[1:]}"}
    cause = _("“{value}” may be {thousands} or {decimal}.", **values)
    remedy = _("Write {thousands}, or {decimals} if these are decimals.", decimals=f"{whole}{sign}{rest[1:]}", **values)
    reading.report(mark, cause, remedy)
    return ""

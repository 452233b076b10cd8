"""Write the workbook behind a chart (SpreadsheetML, ECMA-376 Part 1, 18), so that “Edit data” works.

The least that spreadsheets ask for: one sheet, no date, no name of a person; the same cells give the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.deck.package import content_types, relationships, write_package
from generator.escaping import escape
from generator.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

SHEET = "Sheet1"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_TYPE = "officedocument.spreadsheetml."
_OFFICE = "officeDocument/2006/relationships/"


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that the spreadsheet works out: its formula, and what that gives now; ``percent`` prints a share."""

    formula: str
    value: str | float
    percent: bool = False


CellValue = str | float | Formula


def column_name(index: int) -> str:
    """Return the letters of the column ``index``, from 0: A, B, …, Z, AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def plain(value: float) -> str:
    """Return a number with all its digits and no more."""
    return repr(value).removesuffix(".0")


def write_workbook(rows: Sequence[Sequence[CellValue]], percent: str = "0%") -> bytes:
    """Return a workbook whose one sheet holds ``rows``; ``percent`` is the format of shares."""
    data = "".join(
        f'<row r="{number}">{"".join(_cell(value, column, number) for column, value in enumerate(row))}</row>'
        for number, row in enumerate(rows, 1)
    )
    book = f'<sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets>'
    related = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    parts = {
        "[Content_Types].xml": content_types(
            [
                ("xl/workbook.xml", f"{_TYPE}sheet.main+xml"),
                ("xl/worksheets/sheet1.xml", f"{_TYPE}worksheet+xml"),
                ("xl/styles.xml", f"{_TYPE}styles+xml"),
            ]
        ),
        "_rels/.rels": relationships([("rId1", f"{_OFFICE}officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f"{_XML}<workbook {_MAIN} {related}>{book}</workbook>".encode(),
        "xl/_rels/workbook.xml.rels": relationships(
            [("rId1", f"{_OFFICE}worksheet", "worksheets/sheet1.xml"), ("rId2", f"{_OFFICE}styles", "styles.xml")]
        ),
        "xl/worksheets/sheet1.xml": f"{_XML}<worksheet {_MAIN}><sheetData>{data}</sheetData></worksheet>".encode(),
        "xl/styles.xml": _styles(percent).encode(),
    }
    return write_package(parts)


def _cell(value: CellValue, column: int, row: int) -> str:
    place = f"{column_name(column)}{row}"
    match value:
        case Formula(formula, str() as text):
            return f'<c r="{place}" t="str"><f>{_text(formula)}</f><v>{_text(text)}</v></c>'
        case Formula(formula, number, percent):
            style = ' s="1"' if percent else ""
            return f'<c r="{place}"{style}><f>{_text(formula)}</f><v>{plain(float(number))}</v></c>'
        case str():
            return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{_text(value)}</t></is></c>'
        case _:
            return f'<c r="{place}"><v>{plain(value)}</v></c>'


def _styles(percent: str) -> str:
    """Return the least that a styles part must hold: one font, two fills, one border, and two kinds of cells."""
    return (
        f'{_XML}<styleSheet {_MAIN}><numFmts count="1">'
        f'<numFmt numFmtId="164" formatCode="{escape(percent)}"/></numFmts>'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _text(text: str) -> str:
    return escape(text, quote=False)

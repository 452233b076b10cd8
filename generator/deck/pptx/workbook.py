"""Write the workbook behind a chart (SpreadsheetML, ECMA-376 Part 1, 18), so that “Edit data” works.

The least that spreadsheets ask for: one sheet, no date, no name of a person; the same cells give the same bytes.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.deck.pptx.package import content_types, relationships, write_package

if TYPE_CHECKING:
    from collections.abc import Sequence

SHEET = "Sheet1"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_TYPE = "officedocument.spreadsheetml."
_OFFICE = "officeDocument/2006/relationships/"


class Formula(Struct, frozen=True):
    """A cell that the spreadsheet works out: its formula, what that gives now, and the number format of that."""

    formula: str
    value: str | float
    format: str = ""


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


def write_workbook(rows: Sequence[Sequence[CellValue]]) -> bytes:
    """Return a workbook whose one sheet holds ``rows``."""
    cells = (cell for row in rows for cell in row if isinstance(cell, Formula))
    formats = list(dict.fromkeys(cell.format for cell in cells if cell.format))
    data = "".join(
        f'<row r="{number}">{"".join(_cell(value, column, number, formats) for column, value in enumerate(row))}</row>'
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
        "xl/styles.xml": _styles(formats).encode(),
    }
    return write_package(parts)


def _cell(value: CellValue, column: int, row: int, formats: Sequence[str]) -> str:
    place = f"{column_name(column)}{row}"
    match value:
        case Formula(formula, str() as text):
            return f'<c r="{place}" t="str"><f>{_text(formula)}</f><v>{_text(text)}</v></c>'
        case Formula(formula, number, format):
            style = f' s="{formats.index(format) + 1}"' if format else ""
            return f'<c r="{place}"{style}><f>{_text(formula)}</f><v>{plain(float(number))}</v></c>'
        case str():
            return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{_text(value)}</t></is></c>'
        case _:
            return f'<c r="{place}"><v>{plain(value)}</v></c>'


def _styles(formats: Sequence[str]) -> str:
    """Return the least that a styles part must hold: one font, two fills, one border, and a kind of cells by format."""
    numbers = "".join(
        f'<numFmt numFmtId="{number}" formatCode="{escape(format)}"/>' for number, format in enumerate(formats, 164)
    )
    numbers = f'<numFmts count="{len(formats)}">{numbers}</numFmts>' if formats else ""
    kinds = "".join(
        f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for number in range(164, 164 + len(formats))
    )
    return (
        f"{_XML}<styleSheet {_MAIN}>{numbers}"
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(formats) + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        f"{kinds}</cellXfs>"
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _text(text: str) -> str:
    return escape(text, quote=False)

"""Two columns in Word or Excel: the text and its translation, with the marks of a file, as officers write them.

A third column, first and small, has the name of each text and the hash of its wording. What is not to be changed is
grey; in Excel it is locked, without a password.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from generator.errors import ContentError, Mark, Problem
from generator.importing.office import damaged, opened_office
from generator.messages import _
from generator.source.inline import Run, parse_inline
from generator.source.markup import markup_of
from generator.source.nodes import Scalar
from generator.translate.form import Form, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_TITLE = "piliers {slug} {source} {target}"
"""Of the document: by it the file is known when it comes back."""
_GREY = "EDEFF2"
_SMALL, _WIDE = 22, 70  # of Excel's columns: the name, the texts, in widths of a figure


def write_xlsx(form: Form) -> bytes:
    """Return ``form`` as an Excel workbook, of which only the translations can be typed over."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill, Protection

    book = Workbook()
    sheet = book.active
    book.properties.title = _title(form)
    sheet.title = form.target
    for number, values in enumerate([_heads(form), *map(_cells, form.rows)], 1):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(number, column)
            cell.value, cell.data_type = value, "s"  # a text that begins with = is no formula
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1, color="525B6B" if column == 1 else "1B2333")
            cell.protection = Protection(locked=number == 1 or column < 3)
            if number == 1 or column < 3:
                cell.fill = PatternFill("solid", fgColor=_GREY)
    for letter, width in (("A", _SMALL), ("B", _WIDE), ("C", _WIDE)):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    return _saved(book)


def write_docx(form: Form) -> bytes:
    """Return ``form`` as a Word document, the text grey beside the place of its translation."""
    from docx import Document
    from docx.enum.section import WD_ORIENT

    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.core_properties.title = _title(form)
    document.add_paragraph(
        _("Write each translation in the last column. Leave the first two, and the marks: [words](city:…), **, *.")
    )
    table = document.add_table(rows=0, cols=3, style="Table Grid")
    for values in [_heads(form), *map(_cells, form.rows)]:
        cells = table.add_row().cells
        for number, (cell, value) in enumerate(zip(cells, values, strict=True)):
            cell.text = value
            if number < 2:
                _shade(cell)
    _repeat_head(table)
    return _saved(document)


def _saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _shade(cell: Any) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{_GREY}"/>'))


def _repeat_head(table: Any) -> None:
    """Have the first row be a table's head on each page, for readers too."""
    from docx.oxml import OxmlElement

    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _title(form: Form) -> str:
    return _TITLE.format(slug=form.slug, source=form.source, target=form.target)


def _heads(form: Form) -> tuple[str, str, str]:
    return (_("Name"), form.source, form.target)


def _cells(row: Row) -> tuple[str, str, str]:
    """Return the three cells of a text; a translation of an older wording is one that is told to be looked at."""
    note = f" {row.note}" if row.old else ""
    return f"{row.name} #{row.hash}{note}", markup_of(row.source), markup_of(row.target)


def read_xlsx(data: bytes, name: str) -> Form:
    """Return the form that a workbook called ``name`` holds; raise ContentError for what is none of ours."""
    _checked(data, name)
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=False)
        rows = list(enumerate(book.active.iter_rows(max_col=3, values_only=True), 1))
        title = str(book.properties.title or "")
    except Exception as error:  # openpyxl raises what its parsers do
        raise damaged(name, type(error).__name__) from None
    return _form(title, [(line, ["" if one is None else str(one) for one in row]) for line, row in rows], name)


def read_docx(data: bytes, name: str) -> Form:
    """Return the form that a Word document called ``name`` holds; raise ContentError for what is none of ours."""
    _checked(data, name)
    from docx import Document

    try:
        document = Document(io.BytesIO(data))
        table = document.tables[0] if document.tables else None
        rows = [[cell.text for cell in row.cells] for row in table.rows] if table else []
        title = str(document.core_properties.title or "")
    except Exception as error:  # python-docx raises what its parsers do
        raise damaged(name, type(error).__name__) from None
    return _form(title, list(enumerate(rows, 1)), name)


def _checked(data: bytes, name: str) -> None:
    """Refuse what would fill the memory, or has a DOCTYPE: the libraries' own parsers would expand entities."""
    package = opened_office(name, data)
    for part in package.entries:
        if part.endswith((".xml", ".rels")):
            package.tree(part)
    if package.faults:
        raise damaged(name, next(iter(package.faults.values())))


def _form(title: str, rows: Iterable[tuple[int, Sequence[str]]], name: str) -> Form:
    match = re.fullmatch(r"piliers ([\w-]+) ([\w-]+) ([\w-]+)", title)
    if match is None:
        cause = _("The file's title does not tell which translation it is.")
        remedy = _("Export it again, and paste the translations into that file.")
        raise ContentError([Problem(Mark(name), "", cause, remedy)])
    return Form(match[1], match[2], match[3], tuple(_rows(rows)))


def _rows(rows: Iterable[tuple[int, Sequence[str]]]) -> Iterator[Row]:
    """Yield the rows that begin with the name of a text and its hash."""
    for line, row in rows:
        found = re.match(r"([\w.-]+) #([0-9a-f]+)", row[0].strip()) if len(row) > 2 else None
        if found:
            yield Row(found[1], found[2], _parsed(row[1]), _parsed(row[2]), line=line)


def _parsed(markup: str) -> tuple[Run, ...]:
    return parse_inline(Scalar(Mark(""), markup, plain=False), "", []).runs

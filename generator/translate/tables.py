"""Two columns in Word or Excel: the text and its translation, with the marks of a file, as officers write them.

A third column, first and small, has the name of each text and the hash of its wording. What is not to be changed is
grey; in Excel it is locked, without a password.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from generator.document.words import language_named
from generator.errors import ContentError, Mark, Problem
from generator.importing.office import damaged, parsed_office
from generator.messages import _
from generator.source.markup import markup_of, text_in
from generator.translate.form import Form, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_KNOWN = "piliers {slug} {source} {target}"
"""The keywords of the document: by them the file is known when it comes back."""
_GREY = "EDEFF2"
_HEAD = 2  # the row of a sheet that names its columns, below what is told
_COLUMNS = (47, 110, 110)  # mm, of Word's table
_SMALL, _WIDE = 22, 70  # of Excel's columns: the name, the texts, in widths of a figure


def write_xlsx(form: Form) -> bytes:
    """Return ``form`` as an Excel workbook, of which only the translations can be typed over."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill, Protection

    book = Workbook()
    sheet = book.active
    book.properties.title, book.properties.keywords = _title(form), _known(form)
    sheet.title = form.target
    for number, values in enumerate([("", _told(), ""), _heads(form), *map(_cells, form.rows)], 1):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(number, column)
            cell.value, cell.data_type = value, "s"  # a text that begins with = is no formula
            cell.number_format = "@"  # and what is typed like a date or a number stays as it was typed
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            small = column == 1 and number > _HEAD
            cell.font = Font(size=8 if small else 11, bold=number == _HEAD, color="525B6B" if small else "1B2333")
            cell.protection = Protection(locked=number <= _HEAD or column < 3)
            if number == _HEAD or (number > _HEAD and column < 3):
                cell.fill = PatternFill("solid", fgColor=_GREY)
    for letter, width in (("A", _SMALL), ("B", _WIDE), ("C", _WIDE)):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes, sheet.print_title_rows = f"A{_HEAD + 1}", f"{_HEAD}:{_HEAD}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = (
        "landscape", 0, True,
    )  # fmt: skip
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    return _saved(book)


def write_docx(form: Form) -> bytes:
    """Return ``form`` as a Word document, the text grey beside the place of its translation."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(15)
    document.core_properties.title, document.core_properties.keywords = _title(form), _known(form)
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Calibri", Pt(10)
    document.add_heading(_title(form), 1)
    document.add_paragraph(_told())
    table = document.add_table(rows=0, cols=3, style="Table Grid")
    table.autofit = False
    languages = ("", form.source, form.target)
    for values in [_heads(form), *map(_cells, form.rows)]:
        cells = table.add_row().cells
        for number, (cell, value) in enumerate(zip(cells, values, strict=True)):
            cell.width = Mm(_COLUMNS[number])
            cell.text = value
            _set_language(cell, languages[number])
            if number < 2:
                _shade(cell)
    for number, row in enumerate(table.rows):
        _keep_whole(row)
        for cell in row.cells if number == 0 else row.cells[:1]:
            cell.paragraphs[0].runs[0].font.bold = number == 0
            cell.paragraphs[0].runs[0].font.size = Pt(10 if number == 0 else 8)
    for column, width in zip(table.columns, _COLUMNS, strict=True):
        column.width = Mm(width)
    _repeat_head(table)
    return _saved(document)


def _set_language(cell: Any, language: str) -> None:
    """Say in which language a cell is: programs that read aloud or check spelling ask for it."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    for run in cell.paragraphs[0].runs if language else ():
        run._r.get_or_add_rPr().append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{language}"/>'))


def _keep_whole(row: Any) -> None:
    """Keep a row on one page: a text stands beside its translation."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


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


def _known(form: Form) -> str:
    return _KNOWN.format(slug=form.slug, source=form.source, target=form.target)


def _title(form: Form) -> str:
    return _("Translation of {slug}: {source} – {target}", slug=form.slug, source=form.source, target=form.target)


def _told() -> str:
    return _("Write each translation in the last column. Leave the first two, and the marks: [words](city:…), **, *.")


def _heads(form: Form) -> tuple[str, str, str]:
    source, target = (f"{language_named(one)} ({one})" for one in (form.source, form.target))
    return _("Name"), source, target


def _cells(row: Row) -> tuple[str, str, str]:
    """Return the three cells of a text; a translation of an older wording is one that is told to be looked at."""
    note = f" {row.note}" if row.old else ""
    return f"{row.name} #{row.hash}{note}", markup_of(row.source), markup_of(row.target)


def read_xlsx(data: bytes, name: str) -> Form:
    """Return the form that a workbook called ``name`` holds; raise ContentError for what is none of ours."""
    parsed_office(name, data)
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=False)
        rows = list(enumerate(book.active.iter_rows(max_col=3, values_only=True), 1))
        known = str(book.properties.keywords or "")
    except Exception as error:  # openpyxl raises what its parsers do
        raise damaged(name, type(error).__name__) from None
    return _form(known, [(line, ["" if one is None else str(one) for one in row]) for line, row in rows], name)


def read_docx(data: bytes, name: str) -> Form:
    """Return the form that a Word document called ``name`` holds; raise ContentError for what is none of ours."""
    parsed_office(name, data)
    from docx import Document

    try:
        document = Document(io.BytesIO(data))
        table = document.tables[0] if document.tables else None
        rows = [[_words(cell) for cell in row.cells] for row in table.rows] if table else []
        known = str(document.core_properties.keywords or "")
    except Exception as error:  # python-docx raises what its parsers do
        raise damaged(name, type(error).__name__) from None
    return _form(known, list(enumerate(rows, 1)), name)


def _words(cell: Any) -> str:
    """Return what a cell says, its paragraphs on lines: what is tracked as inserted too, not what is as deleted."""
    from generator.importing.word import W
    from generator.review.word import said_in

    return "\n".join(said_in(paragraph) for paragraph in cell._tc.iter(f"{W}p"))


def _form(known: str, rows: Iterable[tuple[int, Sequence[str]]], name: str) -> Form:
    match = re.fullmatch(r"piliers ([\w-]+) ([\w-]+) ([\w-]+)", known)
    if match is None:
        cause = _("The file's properties do not tell which translation it is.")
        remedy = _("Export it again, and paste the translations into that file.")
        raise ContentError([Problem(Mark(name), "", cause, remedy)])
    return Form(match[1], match[2], match[3], tuple(_rows(rows)))


def _rows(rows: Iterable[tuple[int, Sequence[str]]]) -> Iterator[Row]:
    """Yield the rows that begin with the name of a text and its hash."""
    for line, row in rows:
        found = re.match(r"([\w.-]+) #([0-9a-f]+)", row[0].strip()) if len(row) > 2 else None
        if found:
            yield Row(found[1], found[2], text_in(row[1]).runs, text_in(row[2]).runs, line=line)

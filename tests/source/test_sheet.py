"""A CSV file that is changed: only the cell, whatever spreadsheet has saved the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import PiliersError
from generator.source.sheet import HEADS, read_sheet

PLAIN = "Année;Lyon;Metz\n2024;7,5;8\n2025;9;10\n"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_only_the_cell_is_other_bytes(codec: str, end: str, sign: str) -> None:
    text = PLAIN.replace(",", ".").replace(";", sign).replace("\n", end)
    sheet = read_sheet(text.encode(codec))
    assert sheet.table == (["Année", "Lyon", "Metz"], [["2024", "7.5", "8"], ["2025", "9", "10"]])
    assert sheet.data == text.encode(codec)
    assert sheet.with_cell(1, 1, "9.25").data == text.replace("9", "9.25").encode(codec)
    assert sheet.with_cell(HEADS, 2, "Brest").data == text.replace("Metz", "Brest").encode(codec)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (PLAIN, PLAIN.replace("8\n", "8,5\n")),
        ('"a";"b"\n"x";"8"\n', '"a";"b"\n"x";"8,5"\n'),  # quotes stay
        ("a,b\nx,8\n", 'a,b\nx,"8,5"\n'),  # and come where they must
        ("sep=;\na;b\n\n;;\nx; 8 ;;\n;;;\n", "sep=;\na;b\n\n;;\nx;8,5;;\n;;;\n"),  # as are empty lines and columns
        ("a;b\nx;8", "a;b\nx;8,5"),  # no end of the last line
    ],
)
def test_the_rest_stays_as_it_was_written(before: str, after: str) -> None:
    sheet = read_sheet(before.encode())
    column = len(sheet.table[0]) - 1
    assert sheet.with_cell(0, column, "8,5").data.decode() == after
    assert sheet.with_cell(0, column, "8").data.decode() == before


def test_rows_and_columns_come_and_go() -> None:
    sheet = read_sheet(PLAIN.replace("\n", "\r\n").encode())
    heads, rows = sheet.table
    assert sheet.with_table(heads, [*rows, ["2026", "11", "a;b"]]).data.decode().endswith('10\r\n2026;11;"a;b"\r\n')
    assert sheet.without_row(0).data.decode() == "Année;Lyon;Metz\r\n2025;9;10\r\n"
    wider = sheet.with_table([*heads, "Brest"], [[*row, ""] for row in rows])
    assert wider.data.decode() == "Année;Lyon;Metz;Brest\r\n2024;7,5;8;\r\n2025;9;10;\r\n"
    narrower = wider.with_table(["Année", "Metz", "Brest"], [["2024", "8", "1"], ["2025", "10", "2"]])
    assert narrower.data.decode() == "Année;Metz;Brest\r\n2024;8;1\r\n2025;10;2\r\n"


@pytest.mark.parametrize("text", ["a;b\nx;8", "a;b\nx;8\n"])
def test_a_row_that_goes_or_comes_leaves_the_end_of_the_file(text: str) -> None:
    sheet = read_sheet(text.encode())
    longer = sheet.with_table(["a", "b"], [["x", "8"], ["y", "9"]])
    assert longer.data.decode() == text.replace("8", "8\ny;9")
    assert longer.without_row(1).data.decode() == text


def test_a_letter_that_the_encoding_lacks_is_named() -> None:
    with pytest.raises(PiliersError, match="“Ł”"):
        _data = read_sheet("é;b\nx;8\n".encode("cp1252")).with_cell(0, 0, "Łódź").data


@pytest.mark.parametrize("text", ['a;b\n"x;8\n', 'a;b\n"x"y;8\n', '"'])
def test_what_is_to_be_mended_is_not_changed(text: str) -> None:
    with pytest.raises(PiliersError, match="mended first"):
        read_sheet(text.encode())


@given(st.lists(st.lists(st.text(alphabet='ab;,"\n\r é', max_size=4), min_size=1, max_size=4), min_size=1, max_size=4))
def test_what_is_written_is_read_back(rows: list[list[str]]) -> None:
    import csv
    import io

    file = io.StringIO()
    csv.writer(file, delimiter=";").writerows(rows)
    data = b"sep=;\n" + file.getvalue().encode()
    sheet = read_sheet(data)
    assert sheet.data == data
    if sheet.filled:
        heads, body = sheet.table
        assert read_sheet(sheet.with_table(heads, [*body, ['q";x', *heads[1:]]]).data).table[1][-1][0] == 'q";x'

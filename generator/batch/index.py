"""Who gets what: the copies by the list's rows, for whoever sends or prints them; with names only if asked for."""

from __future__ import annotations

import csv
import io
from html import escape
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Line(Struct, frozen=True):
    """A copy: the row of the list, its files, and what is told of it, such as its recipient's name."""

    row: int
    files: tuple[str, ...]
    about: tuple[str, ...] = ()


def as_csv(heads: Sequence[str], lines: Iterable[Line]) -> bytes:
    """Return the index as spreadsheets of western Europe open it: semicolons, UTF-8 with its mark."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(heads)
    for line in lines:
        writer.writerow([line.row, *map(_harmless, line.about), *line.files])
    return stream.getvalue().encode("utf-8-sig")


def _harmless(value: str) -> str:
    """Return a cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{value}" if value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value


def as_page(title: str, language: str, heads: Sequence[str], lines: Iterable[Line]) -> bytes:
    """Return the index as a page that shows the files by a click."""
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    rows = []
    for line in lines:
        about = [f"<td>{escape(one)}</td>" for one in line.about]
        files = [f'<td><a href="{escape(file, quote=True)}">{escape(file)}</a></td>' for file in line.files]
        rows.append(f'<tr><th scope="row">{line.row}</th>{"".join(about)}{"".join(files)}</tr>')
    style = "body{font:1rem/1.5 sans-serif;margin:2rem}td,th{padding:.2rem 1rem .2rem 0;text-align:left}"
    return (
        f'<!doctype html>\n<html lang="{escape(language)}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{style}</style></head><body><main>'
        f"<h1>{escape(title)}</h1><table><thead><tr>{head}</tr></thead><tbody>\n"
        + "\n".join(rows)
        + "\n</tbody></table></main></body></html>\n"
    ).encode()

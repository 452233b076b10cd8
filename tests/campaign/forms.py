"""Kinds of tables and charts in other forms than ours, of a publication's own theme, and of lists of recipients."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Iterable, Sequence

import openpyxl

from tests.campaign.bases import HEAD, Base, made
from tests.campaign.cases import Case, Place
from tests.campaign.everywhere import PILLAR, base_with
from tests.campaign.structures import changed
from tests.campaign.values import Kind

_ROWS = "rows:\n    -\n      - 'Rennes'\n      - 12\n    -\n      - 'Nantes'\n      - 15.5\n"
_COLUMNS = "  columns:\n    - 'Ville'\n    - 'Aides'\n"
_SERIES = "series:\n    -\n      name: 'Ateliers'\n      values:\n        - 3\n        - 4.5\n"
_VALUES = "values:\n        - 3\n        - 4.5\n"
_CATEGORIES = 'categories:\n    - "2022"\n    - "2023"\n'
_POINTS = "points:\n      - 'un puits par quartier'\n      - 'une fontaine par école'\n"
# What stands in a pillar's file, and how else people write it; whether the remedies lead to something that builds.
_FORMS: tuple[tuple[str, str, bool], ...] = (
    (_ROWS, "rows:\n    - Ville: Rennes\n      Aides: 12\n    - Ville: Nantes\n      Aides: 15.5\n", True),
    (_ROWS, "rows:\n    Rennes: 12\n    Nantes: 15.5\n", True),
    (_ROWS, "rows:\n    - Rennes; 12\n    - Nantes; 15,5\n", True),
    (_ROWS, "rows:\n    - Rennes, 12\n    - Nantes, 15.5\n", True),
    (_ROWS, "rows:\n    Rennes\t12\n    Nantes\t15,5\n", True),
    (_ROWS, "rows:\n    - Rennes\t12\n    - Nantes\t15,5\n", True),
    (_ROWS, "rows:\n    - [Rennes, 12,5]\n    - [Nantes, 1 215,5]\n", True),
    (_ROWS, "rows:\n    - [Rennes, 12,5 €]\n    - [Nantes, 15 €]\n", True),
    (_ROWS, "rows:\n    - [Rennes]\n    - [Nantes, 15]\n", False),
    (_ROWS, "rows: []\n", False),
    (_ROWS, "rows:\n    - []\n    - [Nantes, 15]\n", False),
    (_COLUMNS + "  " + _ROWS, "  | Ville | Aides |\n  |---|---:|\n  | Rennes | 12 |\n  | Nantes | 15,5 |\n", True),
    (_COLUMNS, "  columns: Ville; Aides\n", True),
    (_COLUMNS, "  columns: Ville\tAides\n", True),
    (_COLUMNS, "  columns: []\n", False),
    (_SERIES, "series:\n    Ateliers: [3, 4.5]\n", True),
    (_SERIES, "series: {Ateliers: [3, 4.5]}\n", True),
    (_SERIES, "series:\n    2022: 3\n    2023: 4.5\n", True),
    (_SERIES, "series: [3, 4.5]\n", True),
    (_SERIES, "columns: [Année, Ateliers]\n", False),
    (_SERIES, "series: []\n", False),
    (_VALUES, "values: 3 ; 4,5\n", True),
    (_VALUES, "values: 3, 4.5\n", True),
    (_VALUES, "values: [3,1, 4,5]\n", True),
    (_VALUES, "values: [3,1 %, 4,5 %]\n", True),
    (_VALUES, "values: []\n", False),
    (_CATEGORIES, "categories: 2022, 2023\n", True),
    (_CATEGORIES, "categories: []\n", False),
    (_POINTS, "points: un puits ; une fontaine\n", True),
    (_POINTS, "points:\n      - un puits\n       - une fontaine\n", True),
    (_POINTS, "points:\n      -un puits\n      -une fontaine\n", True),
)


def _form(chance: random.Random) -> Case:
    """A table, a chart or a short list, written as other programs and notations have them."""
    base, _first, _last = base_with(PILLAR, ("label",), lambda before, below: [before + below[0]])
    old, new, remediable = chance.choice(_FORMS)
    text = base.text(PILLAR)
    assert text.count(old) == 1, old
    start = text[: text.index(old)].count("\n") + 1
    base.files[PILLAR] = text.replace(old, new).encode()
    places = [Place(PILLAR, start + number) for number in range(new.count("\n"))]
    return Case(base, "refuse", places, remediable=remediable, recovered=False)


_THEMES: tuple[tuple[str, bool, bool], ...] = (  # what stands below the key, whether it is right, and can be mended
    ('primary: "0B3C49"', True, True),
    ("primary: 0B3C49", True, True),
    ("primary: '#0B3C49'", False, True),
    ("primary: '#039'", False, True),
    ("primary: 0B3C49FF", False, True),
    ("primary: rgb(11, 60, 73)", False, True),
    ("primary: 11, 60, 73", False, True),
    ("primary: 006699", False, True),
    ("primary: FFFF00", False, True),
    ("primary: bleu", False, False),
    ("primary: Pantone 300 C", False, False),
    ("primary: [0B3C49]", False, True),
    ("primaire: 0B3C49", False, True),
    ("couleur principale: 0B3C49", False, True),
    ("1. primary: 0B3C49", False, True),
    ("Primary: 0B3C49", False, True),
    ("primary = 0B3C49", False, True),
    ("pillars:\n    1. eau: 0B6E4F", False, True),
    ("pillars:\n    eau: vert", False, False),
    ("pillars: [0B6E4F]", False, False),
    ("text: CCCCCC", False, True),
    ("from_template: oui", False, True),
)


def _theme(chance: random.Random) -> Case:
    """Colours of a publication's own."""
    base = made(chance)
    below, right, remediable = chance.choice(_THEMES)
    lines = [*base.lines(HEAD), "theme:", f"  {below}"]
    if lines[-3] == "":
        del lines[-3]
    base = changed(base, HEAD, [*"\n".join(lines).split("\n"), ""])
    last = len(base.lines(HEAD)) - 1
    places = [Place(HEAD, number) for number in range(last - below.count("\n") - 1, last + 1)]
    must = "build" if right else "refuse"
    return Case(base, must, [] if right else places, remediable=remediable, recovered=False)


HEADS = ["Nom", "Prénom", "Sexe", "Fonction", "Commune"]
PEOPLE = [
    ["DURAND", "Zoé", "F", "Maire", "Rennes"],
    ["Le Goff", "Yann", "M", "Maire", "Nantes"],
    ["N’Diaye", "Awa", "Mme", "Adjointe au maire", "Rennes"],
]
_PERSONAL = """personal:
  title: À votre attention
  address: "À l'attention de {civility} {first_name} {last_name}, {function}"
  salutation: "{greeting},"
  message: Merci de lire.
"""
# A cell of the second row, with its column, and whether the row gets its copy all the same.
_CELLS: tuple[tuple[int, str, bool], ...] = (
    (0, "", False),
    (0, "#REF!", False),
    (0, "Le Goff\nYann", True),
    (0, "«Le Goff»", True),
    (0, "O'Neill", True),
    (0, "DA SILVA, Jean", True),
    (0, "Martin\u200b", True),
    (0, "Mar\u00adtin", True),
    (0, "Ma\u202ertin", False),
    (0, "GÃ©rard", False),
    (0, "=1+1", True),
    (0, "张伟", False),
    (0, "<b>Bob</b>", True),
    (0, "{last_name}", True),
    (0, "x" * 301, False),
    (1, "", False),
    (2, "", False),
    (2, "M./Mme", False),
    (2, "madame", True),
    (2, "2", False),
    (2, "H", True),
    (3, "", False),
    (3, "#####", False),
)


def _recipients(chance: random.Random) -> Case:
    """A list of recipients as Excel and others save it; a cell may be wrong, and its row is named."""
    rows = [list(row) for row in PEOPLE]
    column, cell, right = chance.choice((*_CELLS, (1, "Yann", True), (1, "Yann", True)))
    rows[1][column] = cell
    kind, data = _saved(chance, [HEADS, *rows])
    name = f"liste.{kind}"
    case = Case(_to_people(chance), "build" if right else "refuse", [] if right else [Place(name, 3)], remediable=False)
    case.listed = (name, data)
    names = [row[0] for row in rows if right or row is not rows[1]]
    case.base.words = [re.sub(r"\s+", " ", re.sub("[\u200b\u00ad]", "", one)) for one in names]
    return case


def _list_of_another_form(chance: random.Random) -> Case:
    """A list with a title above, other heads, one column for both names, hidden rows, another sheet; or no list."""
    text = _csv([HEADS, *PEOPLE])
    both = _csv([["Nom et prénom", *HEADS[2:]], *([f"{one[0].upper()} {one[1]}", *one[2:]] for one in PEOPLE)])
    name, data, must, line = chance.choice(
        (
            ("liste.csv", ("Nos élus;;;;\n;;;;\n" + text).encode(), "build", 0),
            ("liste.csv", ("sep=;\n" + text).encode(), "build", 0),
            ("liste.csv", both.encode(), "build", 0),
            ("liste.csv", text.replace("Nom;", "NOM DE FAMILLE;").encode("cp1252"), "build", 0),
            ("liste.csv", text.replace("Nom;", "Qui;").encode(), "refuse", 1),
            ("liste.csv", text.replace("Sexe;", ";").encode(), "refuse", 1),
            ("liste.csv", text.replace(";Yann;", ";Yann;de trop;").encode(), "refuse", 3),
            ("liste.csv", (text + _csv([PEOPLE[0]])).encode(), "refuse", 5),
            ("liste.csv", b"", "refuse", 0),
            ("liste.csv", b"PK\x03\x04", "refuse", 0),
            ("liste.xlsx", text.encode(), "refuse", 0),
            ("liste.xlsx", _book([HEADS, *PEOPLE], hidden=3), "warn", 3),
            ("liste.xlsx", _book([["Ne pas modifier"]], [HEADS, *PEOPLE]), "warn", 0),
            ("liste.xlsx", _book([HEADS, *PEOPLE], [HEADS, PEOPLE[0]]), "warn", 0),
            ("liste.ods", b"PK\x03\x04", "refuse", 0),
            ("liste.docx", b"PK\x03\x04", "refuse", 0),
        )
    )
    places = [Place(name, line)] if line or must != "build" else []
    case = Case(_to_people(chance), "refuse" if must == "refuse" else "build", places, remediable=False)
    case.warned = must == "warn"
    case.listed = (name, data)
    case.base.words = [one[0] for one in PEOPLE]
    return case


def _to_people(chance: random.Random) -> Base:
    """Return a publication in French with words for personal copies."""
    while (base := made(chance)).language != "fr":
        pass
    base.files[HEAD] += _PERSONAL.encode()
    base.spoken = []
    return base


def _saved(chance: random.Random, rows: list[list[str]]) -> tuple[str, bytes]:
    """Return the ending of a list's name, and its bytes as some program saves them."""
    sign = chance.choice(";;,\t")
    text = _csv(rows, sign)
    if chance.random() < 0.3:
        return "xlsx", _book(rows)
    encodings = ["utf-8", "utf-8-sig", "utf-16"]
    if all(ord(one) < 256 or one in "’œ€" for one in text):
        encodings.append("cp1252")
    return "csv", text.encode(chance.choice(encodings))


def _csv(rows: Iterable[Sequence[str]], sign: str = ";") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=sign).writerows(rows)
    return stream.getvalue()


def _book(*sheets: Sequence[Sequence[str]], hidden: int = 0) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Feuil{number}")
        for row, cells in enumerate(rows, 1):
            for column, cell in enumerate(cells, 1):
                sheet.cell(row, column).value = cell
                sheet.cell(row, column).data_type = "s"  # “=1+1” too: as text
        if hidden:
            sheet.row_dimensions[hidden].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


FORMS: dict[str, Kind] = {
    "forms: tables and lists": _form,
    "forms: a theme of its own": _theme,
    "recipients: cells": _recipients,
    "recipients: lists": _list_of_another_form,
}

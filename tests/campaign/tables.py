"""Kinds of tables and charts in CSV files, as spreadsheets save them and people mistake them."""

from __future__ import annotations

import csv
import io
import random
import re

from tests.campaign.bases import HEAD, PILLARS, Base, made
from tests.campaign.cases import Case, Place
from tests.campaign.values import Kind

FILE = f"{PILLARS}/chiffres.csv"
_PILLAR = f"{PILLARS}/chiffres.yaml"
_TABLE = "label: Chiffres\nheading: Les chiffres clés\nicon: chart-bar\ntable:\n  caption: Aides\n  csv: chiffres.csv\n"
_CHART = (
    "label: Chiffres\nheading: Les chiffres clés\nicon: chart-bar\nchart:\n  kind: bar\n  caption: Aides\n"
    "  description: Nantes aide plus.\n  csv: chiffres.csv\n"
)
ROWS = [
    ["Ville", "Aides", "Remarque"],
    ["Rennes", "12", "l'eau"],
    ["Nantes", "15", "« le port »"],
    ["Turin", "9", "à voir"],
]


def _with_csv(chance: random.Random, data: bytes, words: list[str], *, chart: bool = False, language: str = "") -> Base:
    """Return a publication with one more pillar, whose table or chart is ``data``."""
    while True:
        base = made(chance)
        if not language or base.language == language:
            break
    base.files[_PILLAR] = (_CHART if chart else _TABLE).encode()
    base.files[FILE] = data
    lines = base.lines(HEAD)
    number = next(at for at, one in enumerate(lines) if one.startswith("pillars:"))
    lines[number] = (
        lines[number].replace("]", ", chiffres]") if "[" in lines[number] else f"{lines[number]}\n  - chiffres"
    )
    base.files[HEAD] = "\n".join(lines).encode()
    base.words += words
    base.slots = []
    return base


def _written(rows: list[list[str]], delimiter: str = ";", ends: str = "\r\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator=ends, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return stream.getvalue()


def _as_saved(chance: random.Random) -> Case:
    """A right table, as a spreadsheet of some country and version saves it."""
    rows = [list(row) for row in ROWS]
    cells = [
        "*à voir* [1]",
        "_id_ `x`",
        'dit "vite"',
        "a; b, c",
        "deux\nlignes",
        "2*3*4 m²",
        "=1+1",
        "@x",
        "a | b",
        "<b>",
    ]
    rows[chance.randint(1, 3)][2] = chance.choice(cells)
    language, number, expected = chance.choice(
        (
            ("fr", "12,5", "#12.5"),
            ("fr", "1 250", "#1250"),
            ("fr", "1\u202f250,75", "#1250.75"),
            ("en", "1,250.5", "#1250.5"),
            ("de", "1.250,5", "#1250.5"),
            ("fr", "-3,5", "#3.5"),
            ("en", "12.5", "#12.5"),
            ("it", "1.234.567", "#1234567"),
        )
    )
    rows[1][1] = number
    if chance.random() < 0.3:
        rows = [[*row, "", ""] for row in rows] + [["", "", "", "", ""]] * 2
    delimiter = chance.choice((";", ";", "\t") if "," in number else (";", ",", "\t"))
    text = _written(rows, delimiter, chance.choice(("\r\n", "\n")), chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)))
    if chance.random() < 0.2:
        text = "\r\n" + text
    if delimiter == ";" and chance.random() < 0.2:
        text = "sep=;\r\n" + text
    encodings = ["utf-8", "utf-8-sig", "utf-16"]
    if all(ord(one) < 256 or one in "’œ€" for one in text):
        encodings += ["cp1252"] * 2
    words = [cell for row in rows for cell in row if cell.strip() and cell != number]
    base = _with_csv(chance, text.encode(chance.choice(encodings)), [*words, expected], language=language)
    return Case(base, "build")


def _cell(
    values: tuple[tuple[str, bool], ...], *, chart: bool = False, language: str = "fr", remediable: bool = True
) -> Kind:
    """Return what puts a value in a cell; True: it is right, and is found with all its signs."""

    def kind(chance: random.Random) -> Case:
        value, right = chance.choice(values)
        rows = [list(row[: 2 if chart else 3]) for row in ROWS]
        at = chance.randint(1, 3)
        rows[at][1] = value
        text = _written(rows, ends="\n")
        words = [cell for row in rows for cell in row if cell.strip() and cell != value] if not chart else []
        base = _with_csv(
            chance, text.encode(), [*words, *([value] if right and not chart else [])], chart=chart, language=language
        )
        column = len(rows[at][0]) + 2
        case = Case(base, "build" if right else "refuse", [] if right else [Place(FILE, at + 1, column, column)])
        case.remediable = remediable
        return case

    return kind


def _broken(chance: random.Random) -> Case:
    """Faults of the file's form."""
    form, text, at, column = chance.choice(
        (
            ("open", 'Ville;Aides\nRennes;"12\nNantes;15\n', 2, 8),
            ("after", 'Ville;Aides\n"Le" Mans;12\nNantes;15\n', 2, 1),
            ("inside", 'Ville;Aides\nRennes;"dit "vite""\nNantes;15\n', 2, 8),
            ("title", "Aides de 2024;\n\nVille;Aides\nRennes;12\n", 1, 1),
            ("heads", "Ville;Aides;;Remarque\n;2023;2024;\nRennes;12;13;x\n", 1, 13),
            ("short", "Ville;Aides;Mot\nRennes;12\nNantes;15;b\n", 2, 1),
            ("long", "Ville;Aides\nRennes;12;13\nNantes;15\n", 1, 0),
            ("one", "Ville\nRennes\nNantes\n", 0, 0),
            ("empty", "\n\n", 0, 0),
            ("heads only", "Ville;Aides\n", 0, 0),
            ("nameless", "Ville;Aides\n;12\nNantes;15\n", 2, 1),
            ("headless", "Ville;;Mot\nRennes;12;b\n", 0, 0),
            ("nothing", "", 0, 0),
            ("many", "Ville;" + ";".join("abcdefghijklmn") + "\nRennes;" + ";".join("abcdefghijklmn") + "\n", 0, 0),
            ("control", "Ville;Aides\nRennes;a\x07b\n", 2, 9),
            ("damaged", "Ville;Aides\nRennes;#REF!\nNantes;15\n", 2, 8),
            ("hashes", "Ville;Aides\nRennes;15\nNantes;####\n", 3, 8),
        )
    )
    place = Place(FILE, at, column or 1, column or 10_000) if at else Place(FILE)
    case = Case(_with_csv(chance, text.encode(), []), "refuse", [place, Place(_PILLAR)] if not at else [place])
    case.remediable = form in ("open", "after", "inside", "title", "control")
    case.recovered = False
    return case


def _named(chance: random.Random) -> Case:
    """The file's name in the pillar is not the file's."""
    base = _with_csv(chance, _written(ROWS).encode(), [cell for row in ROWS for cell in row if not cell.isdigit()])
    name = chance.choice(
        (
            "chiffre.csv",
            "chiffres.CSV",
            "chiffres",
            "./chiffres.csv",
            "pillars/chiffres.csv",
            "chiffres.xlsx",
            "C:\\chiffres.csv",
            "../x.csv",
            "chiffres.csv.txt",
        )
    )
    base.files[_PILLAR] = base.files[_PILLAR].replace(b"csv: chiffres.csv", f"csv: {name}".encode())
    case = Case(base, "refuse", [Place(_PILLAR, 6, 8, 8)])
    case.remediable = name not in ("chiffre.csv", "../x.csv")
    return case


def _inline(chance: random.Random) -> Case:
    """A cell of a table in the YAML."""
    form, right = chance.choice(
        (
            ("12.5", "#12.5"),
            ('"12,5"', "12,5"),
            ("12,5", ""),
            ("1 250", "1 250"),
            ("1_000", ""),
            ("012", ""),
            ("no", ""),
            ("oui", "oui"),
            ("2024-01-02", ""),
            ("a: b", ""),
            ("a #2", ""),
            ('"a: b"', "a: b"),
            ("**x**", ""),
            ("13 %", "13 %"),
            ("'l''eau'", "l'eau"),
            ("l'eau", "l'eau"),
            ("null", None),
            ("~", None),
            ("", ""),
            ("-", "-"),
            ("@x", ""),
            ("1e3", ""),
            ("0x1F", ""),
            (".inf", ""),
            ("12:30", ""),
            ("a:b", "a:b"),
            ("«a»", "«a»"),
            ("12 345,6", ""),
            ("'a, b'", "a, b"),
            ("007", ""),
            ("[1, 2]", ""),
            ("{a: b}", ""),
        )
    )
    base = _with_csv(chance, b"", ["Rennes", "Nantes", "Ville", *([right] if right else [])])
    del base.files[FILE]
    table = f"  columns: [Ville, Aides]\n  rows:\n    - [Rennes, {form}]\n    - [Nantes, 15]\n"
    base.files[_PILLAR] = re.sub(rb"  csv: .*\n", table.encode(), base.files[_PILLAR])
    case = Case(base, "refuse" if right == "" else "build", [Place(_PILLAR, 8)] if right == "" else [])
    case.recovered = False
    case.remediable = form not in ("12,5", "12 345,6", "[1, 2]", "{a: b}", ".inf")
    return case


TABLES: dict[str, Kind] = {
    "table: as spreadsheets save it": _as_saved,
    "table: cells with signs": _cell(
        (
            ("01000", True),
            ("007", True),
            ("12345678901234567890", True),
            ("+33 1 23", True),
            ("13 %", True),
            ("12 €", True),
            ("-", True),
            ("n.d.", True),
            ("1/2", True),
            ("=SUM(A1:A2)", True),
            ("1e5", True),
            ("2*3*4", True),
            ("_x_", True),
            ("[a](b)", True),
            ("**gras**", True),
            ("\\n", True),
            ("\\*a\\*", True),
            ("12h30", True),
            ("3,5 à 4", True),
            ("a\u00a0b", True),
            ("1.2.3", True),
            ("0,5 pt", True),
            ("> 5", True),
            ("«a»", True),
            ("'a'", True),
            ("µg/m³", True),
            ("10*20*30 cm", True),
            ("2024-05-01", True),
            ("01/05/2024", True),
            ("VRAI", True),
            ("no", True),
            ("null", True),
            ("#2", True),
            ("a # b", True),
            ("a: b", True),
        )
    ),
    "table: a number of two readings": _cell((("1.234", False), ("12.345", False), ("999.000", False))),
    "chart: values": _cell(
        (
            ("12,5", True),
            ("1 250", True),
            ("", True),
            ("n.d.", True),
            ("–", True),
            ("1.234,5", True),
            ("-3", True),
            ("\u22123,5", True),
            ("0", True),
            ("13 %", False),
            ("douze", False),
            ("12 €", False),
            ("1.234", False),
            ("12,5,3", False),
            ("12h", False),
            ("~12", False),
            ("12*", False),
            ("#N/A", False),
            ("#DIV/0!", False),
            ("Err:502", False),
            ("< 5", False),
        ),
        chart=True,
        remediable=False,
    ),
    "table: faults of form": _broken,
    "table: the file's name": _named,
    "table: cells in the YAML": _inline,
}

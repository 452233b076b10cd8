"""Lists as people save them are read, and what is wrong is named by row and column; French words agree."""

from __future__ import annotations

import datetime
import io
import re
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest

from generator.batch.agreement import values_of
from generator.batch.recipients import Recipient, parted, recipients, unseen
from generator.errors import ContentError, Problem

ALL = ("last_name", "first_name", "sex", "function", "territory")
PLAIN = "Nom{0}Prénom{0}Sexe{0}Fonction{0}Commune\nDURAND{0}Zoé{0}F{0}Maire{0}Rennes\n"
ZOE = ("DURAND", "Zoé", "F", "Maire", "Rennes")
REGISTER = (
    "Code du département;Libellé du département;Code de la commune;Libellé de la commune;Nom de l'élu;"
    "Prénom de l'élu;Code sexe;Date de naissance;Libellé de la fonction\n"
    "35;Ille-et-Vilaine;35238;Rennes;DURAND;Zoé;F;01/01/1970;Maire\n"
)


def read(tmp_path: Path, name: str, data: bytes, **mapping: str) -> list[Recipient | Problem]:
    path = tmp_path / name
    path.write_bytes(data)
    return list(recipients(path, ALL, mapping))


def said(one: Recipient | Problem) -> tuple[str, ...]:
    assert isinstance(one, Recipient), one
    return (one.last_name, one.first_name, one.sex, one.function, one.territory)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("liste.csv", PLAIN.format(";").encode()),
        ("liste.csv", PLAIN.format(",").encode("utf-8-sig")),
        ("liste.csv", PLAIN.format(";").encode("cp1252")),
        ("liste.csv", PLAIN.format(";").encode("mac_roman")),
        ("liste.txt", PLAIN.format("\t").encode("utf-16")),
        ("liste.csv", ("sep=|\n" + PLAIN.format("|")).encode()),
        ("liste.csv", ("Nos élus;;;;\n;;;;\n" + PLAIN.format(";")).encode()),
        ("liste.csv", PLAIN.format(";").replace("\n", "\r\n").encode()),
        ("rne.csv", REGISTER.encode()),
        (
            "liste.jsonl",
            '{"last_name": "DURAND", "first_name": "Zoé", "sex": "F", "function": "Maire", "city": "Rennes"}'.encode(),
        ),
    ],
)
def test_a_list_is_read_as_it_was_saved(tmp_path: Path, name: str, data: bytes) -> None:
    assert [said(one) for one in read(tmp_path, name, data)] == [ZOE]


@pytest.mark.parametrize("sex", ["F", "Mme", "Madame", "femme", "Féminin", "Ms", "Mlle", "Mme la Maire"])
def test_a_woman_is_known_by_any_usual_word(tmp_path: Path, sex: str) -> None:
    (one,) = read(tmp_path, "liste.csv", PLAIN.format(";").replace(";F;", f";{sex};").encode())
    assert said(one) == ZOE


@pytest.mark.parametrize(
    ("old", "new", "column", "cause"),
    [
        (";Zoé;", ";;", 2, "The column “Prénom” is empty."),
        (";F;", ";X;", 3, "The column “Sexe” says neither woman nor man."),
        (";F;", ";M./Mme;", 3, "The column “Sexe” says neither woman nor man."),
        (";Zoé;", ";Zo\u200fé;", 2, "The column “Prénom” holds a character that cannot be seen."),
        (";Zoé;", f";{'Z' * 301};", 2, "The column “Prénom” holds 301 letters."),
    ],
)
def test_what_is_wrong_is_named_and_stops_no_other(tmp_path: Path, old: str, new: str, column: int, cause: str) -> None:
    text = PLAIN.format(";")
    rows = text + text.splitlines()[1] + "\n"
    problem, other = read(tmp_path, "liste.csv", rows.replace(old, new, 1).encode())
    assert isinstance(problem, Problem)
    assert (problem.mark.line, problem.mark.column, problem.cause) == (2, column, cause)
    assert said(other) == ZOE


@pytest.mark.parametrize(
    ("old", "new", "column", "cause"),
    [
        ("Zoé", "ZoÃ©", 2, "“Ã©” looks like a letter that was saved in another encoding."),
        ("DURAND", "#N/A", 1, "The spreadsheet could not work out or show this cell (“#N/A”)."),
        ("Maire", "#VALEUR!", 4, "The spreadsheet could not work out or show this cell (“#VALEUR!”)."),
        ("Rennes", "Rennes;Nantes", 6, "The row has more cells than the list has heads."),
    ],
)
def test_what_another_program_spoilt_is_named(tmp_path: Path, old: str, new: str, column: int, cause: str) -> None:
    spoilt, whole = read(tmp_path, "liste.csv", (PLAIN.format(";").replace(old, new) + "N;P;M;Maire;Bruz").encode())

    assert isinstance(spoilt, Problem)
    assert (spoilt.mark.line, spoilt.mark.column, spoilt.cause) == (2, column, cause)
    assert said(whole) == ("N", "P", "M", "Maire", "Bruz")


def test_empty_cells_behind_the_last_head_are_nothing(tmp_path: Path) -> None:
    (one,) = read(tmp_path, "liste.csv", PLAIN.format(";").replace("Rennes", "Rennes;;").encode())

    assert said(one) == ZOE


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04\x14\0", "an Office file (Word, Excel, PowerPoint) or a zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an Office file of 1997 to 2003"),
        (b"<html><table><tr><td>Nom", "a web page"),
    ],
)
def test_a_file_of_another_program_under_the_name_of_a_list(tmp_path: Path, data: bytes, kind: str) -> None:
    with pytest.raises(ContentError, match=re.escape(f"This is {kind}, not a text.")):
        read(tmp_path, "liste.csv", data)


def test_a_list_in_a_cell_of_json_is_no_text(tmp_path: Path) -> None:
    data = b'{"last_name": ["A"], "first_name": "B", "sex": "F", "function": "Maire", "city": "Rennes"}'
    (one,) = read(tmp_path, "liste.jsonl", data)

    assert isinstance(one, Problem)
    assert one.cause == "The column “last name” is empty."


def test_a_mapping_names_the_columns(tmp_path: Path) -> None:
    text = PLAIN.format(";").replace("Nom;", "Patronyme;").replace("Commune", "Lieu")
    found = read(tmp_path, "liste.csv", text.encode(), last_name="Patronyme", territory="Lieu")
    assert [said(one) for one in found] == [ZOE]


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="No column is known to be “territory”"):
        read(tmp_path, "liste.csv", PLAIN.format(";").replace("Commune", "Lieu-dit").encode())


def test_accents_apart_and_signs_that_nobody_sees_are_as_in_the_content(tmp_path: Path) -> None:
    names = PLAIN.format(";").replace("Zoé", "Zoe\u0301").replace("DURAND", "DU\u00adRA\u200bND")
    assert [said(one) for one in read(tmp_path, "liste.csv", names.encode())] == [ZOE]


@pytest.mark.parametrize(
    "heads", ["Nom *;Prénom(s);Sexe (F/M);Fonction exercée;Nom de la commune", "NOM;PRENOM;Titre;Qualité;Collectivité"]
)
def test_heads_as_people_write_them(tmp_path: Path, heads: str) -> None:
    rows = PLAIN.format(";").replace(PLAIN.format(";").splitlines()[0], heads)
    assert [said(one) for one in read(tmp_path, "liste.csv", rows.encode())] == [ZOE]


def test_the_list_is_on_the_sheet_that_has_its_heads(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Mode d'emploi"])
    sheet = book.create_sheet("Élus")
    for row in (["Identité", None, None, "Mandat"], *(line.split(";") for line in PLAIN.format(";").splitlines())):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    stream = io.BytesIO()
    book.save(stream)
    assert [said(one) for one in read(tmp_path, "liste.xlsx", stream.getvalue())] == [ZOE]


def test_what_a_row_says_is_data(tmp_path: Path) -> None:
    (one,) = read(tmp_path, "liste.csv", PLAIN.format(";").replace("Zoé", "**{last_name}** <b>").encode())
    assert isinstance(one, Recipient)
    assert one.first_name == "**{last_name}** <b>"


@pytest.mark.parametrize(
    ("function", "woman", "greeting", "man"),
    [
        ("Maire", "maire", "Madame la Maire", "Monsieur le Maire"),
        ("1er adjoint au Maire", "1re adjointe au Maire", "Madame l’Adjointe", "Monsieur l’Adjoint"),
        (
            "Conseiller municipal délégué au logement",
            "conseillère municipale déléguée au logement",
            "Madame la Conseillère municipale déléguée",
            "Monsieur le Conseiller municipal délégué",
        ),
        ("Sénateur", "sénatrice", "Madame la Sénatrice", "Monsieur le Sénateur"),
        (
            "Vice-président chargé des mobilités",
            "vice-présidente chargée des mobilités",
            "Madame la Vice-présidente",
            "Monsieur le Vice-président",
        ),
        ("Membre du bureau", "membre du bureau", "Madame", "Monsieur"),
        ("Élu", "élue", "Madame l’Élue", "Monsieur l’Élu"),
        ("", "", "Madame", "Monsieur"),
    ],
)
def test_french_agrees_with_whom_it_names(function: str, woman: str, greeting: str, man: str) -> None:
    her, him = (values_of(Recipient(1, "DURAND", "Zoé", sex, function), "fr-FR") for sex in "FM")
    assert (her["function"], her["greeting"], him["greeting"]) == (woman, greeting, man)


def test_other_languages_greet_by_name() -> None:
    assert values_of(Recipient(1, "Smith", "Ann", "F"), "en")["greeting"] == "Ms Smith"


@pytest.mark.parametrize(
    ("name", "before", "wanted"),
    [
        ("MARTIN Anne", "last", ("MARTIN", "Anne")),
        ("Anne MARTIN", "last", ("MARTIN", "Anne")),
        ("Anne Marie MARTIN DUPONT", "", ("MARTIN DUPONT", "Anne Marie")),
        ("Martin Anne", "last", ("Martin", "Anne")),
        ("Anne Martin", "first", ("Martin", "Anne")),
        ("Martin, Anne Marie", "", ("Martin", "Anne Marie")),
        ("de LA TOUR Jean-Luc", "last", ("de LA TOUR", "Jean-Luc")),
        ("de Gaulle Charles", "last", ("de Gaulle", "Charles")),
        ("Jan van der Berg", "first", ("van der Berg", "Jan")),
        ("Mme MARTIN Anne", "last", ("MARTIN", "Anne")),
        ("M. Jean Le Goff", "first", ("Le Goff", "Jean")),
        ("D'ORNANO Michel", "last", ("D'ORNANO", "Michel")),
        ("MARTIN ANNE", "last", ("MARTIN", "ANNE")),
        ("Martin Anne Marie", "last", None),
        ("MARTIN ANNE MARIE", "last", None),
        ("MARTIN Anne DUPONT", "last", None),
        ("Martin Anne", "", None),
        ("Martin", "last", None),
        ("", "last", None),
        ("Martin,", "last", None),
    ],
)
def test_both_names_in_one_column_are_parted_where_it_is_certain(
    name: str, before: str, wanted: tuple[str, str] | None
) -> None:
    assert parted(name, before) == wanted


def test_a_column_of_both_names_is_read_and_a_doubtful_row_named(tmp_path: Path) -> None:
    path = tmp_path / "elus.csv"
    path.write_text("Civilité;Nom et prénom\nMme;MARTIN Anne\nM.;Le Bihan Jean Marc\nM.;Dupont Jean\n", "utf-8")

    first, doubt, last = recipients(path, {"last_name", "first_name", "sex"}, {})

    assert isinstance(first, Recipient)
    assert isinstance(last, Recipient)
    assert (first.last_name, first.first_name, first.sex) == ("MARTIN", "Anne", "F")
    assert (last.last_name, last.first_name) == ("Dupont", "Jean")
    assert isinstance(doubt, Problem)
    assert (doubt.mark.line, doubt.mark.column) == (3, 2)
    assert "Le Bihan Jean Marc" in doubt.cause


def marked_up() -> bytes:
    """Return a workbook with what people leave in one: a sheet more, a title, what is hidden, locked or computed."""
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Ne pas modifier"])
    sheet = book.create_sheet("Élus")
    sheet.append(["Liste des élus au", datetime.date(2026, 11, 1)])
    sheet.append([])
    sheet.append(["Nom", "Prénom", "Sexe", "Fonction", "Commune", "Né le", "N°"])
    sheet.append(["DURAND", "Zoé", "F", "Maire", "Rennes", datetime.date(1970, 1, 2), "001"])
    sheet.append(["DURAND", "Zoé", "Mme", "Maire", '=CONCATENATE("Ren","nes")', None, 3])
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["F"].hidden = True
    sheet.auto_filter.ref = "A3:G5"
    sheet.merge_cells("F5:G5")
    sheet.protection.sheet = True
    sheet.protection.password = "geheim"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_hidden_rows_count_and_a_formula_that_was_never_computed_is_empty(tmp_path: Path) -> None:
    one, other = read(tmp_path, "liste.xlsx", marked_up())

    assert said(one) == ZOE
    assert isinstance(other, Problem)
    assert (other.mark.line, other.mark.column) == (5, 5)


def test_what_a_workbook_hides_is_told(tmp_path: Path) -> None:
    path = tmp_path / "liste.xlsx"
    path.write_bytes(marked_up())

    assert [str(one) for one in unseen(path)] == [
        "liste.xlsx: The sheet “Sheet” is not read: the list stands on “Élus”. "
        "Copy its rows there, if they belong to the list.",
        "liste.xlsx:4:1: 1 row is hidden in the sheet, as by a filter: it counts, too. "
        "Delete the rows that are to get no copy.",
    ]
    assert unseen(tmp_path / "liste.csv") == []


def test_a_sheet_of_a_wrong_size_is_read_whole(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(marked_up())) as book, zipfile.ZipFile(stream, "w") as wrong:
        for name in book.namelist():
            wrong.writestr(name, re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:C4"', book.read(name)))

    one, other = read(tmp_path, "liste.xlsx", stream.getvalue())

    assert said(one) == ZOE
    assert isinstance(other, Problem)


@pytest.mark.judge
def test_a_list_that_libreoffice_saved_is_read(tmp_path: Path) -> None:
    (tmp_path / "liste.xlsx").write_bytes(marked_up())
    source, target = str(tmp_path / "liste.xlsx"), str(tmp_path / "saved")
    profile, kind = f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}", "xlsx:Calc MS Excel 2007 XML"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", target, source]
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    saved = (tmp_path / "saved/liste.xlsx").read_bytes()

    assert [said(one) for one in read(tmp_path, "saved.xlsx", saved)] == [ZOE, ZOE]

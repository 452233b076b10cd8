"""The command: a list outside of the project, for a purpose and until a day; copies that can be sent, or printed."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pikepdf
import pytest

from generator.judges import verapdf
from generator.pdf.merging import merged
from generator.pipeline.edition import edition_named
from tests.batch.test_copies import PERSONAL
from tests.project import SLUG, Project, Result, make_project
from tests.some import some

HEADS = "Code du département;Libellé de la commune;Nom de l'élu;Prénom de l'élu;Code sexe;Libellé de la fonction"
REGISTER = [
    HEADS.split(";"),
    ["35", "Rennes", "MARTIN", "Jeanne", "F", "Maire"],
    ["35", "Rennes", "<b>O'Neil</b> & Cie", "Zoé", "F", "1er adjoint au Maire"],
    ["44", "Nantes", "DUPONT", "Jean", "M", ""],
]  # fmt: skip


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Project:
    made = make_project(tmp_path / "project", capsys)
    made.write("publication.yaml", made.read("publication.yaml") + PERSONAL)
    book = openpyxl.Workbook()
    for row in REGISTER:
        book.worksheets[0].append(row)
    book.save(tmp_path / "elus.xlsx")
    return made


def batch(project: Project, *options: str, said: bool = True) -> Result:
    people = str(project.root.parent / "elus.xlsx")
    declared = ("--purpose", "a council", "--purge", "2099-12-31") if said else ()
    return project.run("batch", SLUG, "--recipients", people, "--jobs", "1", *declared, *options)


def words(path: Path, edition: str) -> str:
    return " ".join(one.text for one in edition_named(edition).writer.read(path.read_bytes()))


def test_a_workbook_of_the_register_gives_each_their_deck_and_note(project: Project) -> None:
    result = batch(project, "--names")

    out = project.root.parent / f"{SLUG}-elus"
    assert (result.code, result.err) == (0, "")
    assert sorted(path.name for path in out.glob("*.p*")) == [
        ".piliers.sqlite", "DUPONT-Jean.pdf", "DUPONT-Jean.pptx", "MARTIN-Jeanne.pdf", "MARTIN-Jeanne.pptx",
        "b-O'Neil-b-Cie-Zoé.pdf", "b-O'Neil-b-Cie-Zoé.pptx",
    ]  # fmt: skip
    for edition, suffix in (("deck", "pptx"), ("note", "pdf")):
        assert "Madame la Maire," in words(out / f"MARTIN-Jeanne.{suffix}", edition)
        assert "<b>O'Neil</b> & Cie" in words(out / f"b-O'Neil-b-Cie-Zoé.{suffix}", edition).replace("’", "'")
        assert "Madame l’Adjointe" in words(out / f"b-O'Neil-b-Cie-Zoé.{suffix}", edition)
        assert "Monsieur le Conseiller municipal," in words(out / f"DUPONT-Jean.{suffix}", edition)


def test_nothing_is_made_without_purpose_or_day_or_of_a_list_in_the_project(project: Project) -> None:
    refused = batch(project, said=False)
    assert refused.code == 2
    assert refused.err.startswith("Nobody has said what the list is used for, and until when. Add ")

    project.write("content/people.csv", "Nom\nMartin\n")
    inside = project.run("batch", SLUG, "--recipients", str(project.root / "content/people.csv"))
    assert inside.code == 2
    assert "lies in the project, which is handed on and kept." in inside.err

    late = batch(project, "--purpose", "x", "--purge", "2020-01-01", said=False)
    assert late.err.startswith("The copies would have been removed already (2020-01-01).")
    assert sorted(path.name for path in project.root.parent.iterdir()) == ["elus.xlsx", "project"]


def test_a_publication_without_words_for_recipients_says_what_to_write(tmp_path: Path, project: Project) -> None:
    project.write("publication.yaml", project.read("publication.yaml").replace(PERSONAL, ""))

    result = batch(project)

    assert result.code == 1
    assert "The publication has no words for its recipients." in result.err


def test_one_file_for_the_print_shop_and_zips(project: Project) -> None:
    result = batch(project, "--only", "note", "--merged", "--zip", "2")

    out = project.root.parent / f"{SLUG}-elus"
    assert result.code == 0
    assert (out / "copies-001.zip").exists()
    assert (out / "copies-002.zip").exists()
    rows = [line.split(";") for line in (out / "merged.csv").read_text("utf-8-sig").splitlines()[1:]]
    with pikepdf.open(out / "merged-001.pdf") as whole:
        assert [int(first) % 2 for _file, _copy, first, _last in some(rows)] == [1, 1, 1]
        assert len(whole.pages) == int(rows[-1][3])
        assert str(whole.Root.StructTreeRoot.K.S) == "/Document"
        assert [str(one.S) for one in whole.Root.StructTreeRoot.K.K] == ["/Part"] * 3


EDITIONS = """
editions:
  - {id: rennes, place: rennes, only: [note]}
  - {id: nantes, place: nantes}
  - {id: large, only: [note-large-print]}
"""


def declare(project: Project, *rules: str) -> None:
    """Declare EDITIONS, and the rules by which recipients get them."""
    project.write("publication.yaml", project.read("publication.yaml") + EDITIONS)
    lines = "".join(f"    - {rule}\n" for rule in rules)
    project.edit("publication.yaml", "  salutation:", f"  editions:\n{lines}  salutation:")


@pytest.mark.long
def test_officials_of_a_city_get_its_edition_and_the_others_the_whole(project: Project) -> None:
    declare(project, "{territories: [NANTES, Bruz]}")

    result = batch(project, "--names", "--only", "note")

    out = project.root.parent / f"{SLUG}-elus"
    assert (result.code, result.err) == (0, "")
    names = ("MARTIN-Jeanne", "b-O'Neil-b-Cie-Zoé", "DUPONT-Jean")
    notes = [words(out / f"{name}.pdf", "note") for name in names]
    assert ["EUROCITIES" in one for one in notes] == ["In Focus" in one for one in notes] == [False, False, True]
    assert "Madame la Maire," in notes[0]
    assert batch(project, "--names", "--only", "note").out.startswith("0 copies made, 3 stood")

    project.edit("publication.yaml", "NANTES, Bruz]", "Bruz], edition: rennes")
    assert batch(project, "--names", "--only", "note").out.startswith("3 copies made, 0 stood")
    his = words(out / "DUPONT-Jean.pdf", "note")
    assert ("EUROCITIES" in his, "In Focus" in his) == (True, False)


def test_a_rule_that_names_no_edition_is_named_with_its_line(project: Project) -> None:
    declare(project, "{territories: [Bruz], edition: renes}", "{territories: [bruz]}")

    result = batch(project)

    lines = project.read("publication.yaml").splitlines()
    first = next(number for number, line in enumerate(lines, 1) if "renes" in line)
    file = f"content/{SLUG}/publication.yaml"
    assert result.code == 1
    assert result.err.splitlines() == [
        f"{file}:{first}:38: personal.editions[0].edition: There is no edition “renes”. Did you mean “rennes”?",
        f"{file}:{first + 1}:22: personal.editions[1].territories[0]: The territory “bruz” stands in a rule already "
        f"({file}:{first}:22). Delete one of them.",
    ]


@pytest.mark.long
def test_an_edition_in_another_language_greets_in_it_and_lacks_no_translation(project: Project) -> None:
    project.run("translate", "start", SLUG, "en")
    declare(project, "{territories: [Rennes], edition: english}")
    project.edit("publication.yaml", "  - {id: large,", "  - {id: english, language: en}\n  - {id: large,")

    lacking = batch(project, "--names", "--only", "note")

    assert lacking.code == 1
    assert lacking.err.splitlines() == [
        f"content/{SLUG}/publication.yaml:11:10: personal: The words for recipients are not all translated into “en”. "
        f"Run “piliers translate status {SLUG} en”."
    ]
    out = project.root.parent / f"{SLUG}-elus"
    assert not list(out.glob("*.pdf"))

    translate(project, title="For you", address="For {last_name}", salutation="Dear {greeting},", message="Read on.")
    assert batch(project, "--names", "--only", "note").code == 0
    assert "Dear Ms MARTIN," in words(out / "MARTIN-Jeanne.pdf", "note")
    assert "Monsieur le Conseiller municipal," in words(out / "DUPONT-Jean.pdf", "note")


def translate(project: Project, **personal: str) -> None:
    """Write the words for recipients in English."""
    file = f"content/{SLUG}/translations/en.yaml"
    for key, text in personal.items():
        before, name, after = project.read(file).partition(f"  personal.{key}:\n")
        assert name
        project.write(file, before + name + after.replace("    text:", f'    text: "{text}"', 1))


@pytest.mark.judge
@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_a_merged_file_and_copies_conform(project: Project, flavour: str) -> None:
    batch(project, "--only", "note", "--merged")

    files = sorted((project.root.parent / f"{SLUG}-elus").glob("*.pdf"))
    assert verapdf.judged(some(files), flavour) == {path: [] for path in files}


def test_blank_pages_stand_where_a_copy_would_begin_on_the_left(project: Project) -> None:
    batch(project, "--only", "note")
    files = [path.read_bytes() for path in sorted((project.root.parent / f"{SLUG}-elus").glob("*.pdf"))]
    odd = []
    for data in some(files):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) % 2 == 0:
                pdf.add_blank_page()
                pdf.pages[-1].obj.StructParents = len(pdf.pages) + 500
            stream = io.BytesIO()
            pdf.save(stream)
            odd.append((stream.getvalue(), len(pdf.pages)))

    _data, ranges = merged(data for data, _pages in odd)

    assert [first % 2 for first, _last in ranges] == [1] * len(odd)
    assert [last - first + 1 for first, last in ranges] == [pages for _data, pages in odd]

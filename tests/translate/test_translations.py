"""Translations: what lacks and what is stale is known, marked in a draft and refused in a final document."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from msgspec import Struct
from openpyxl import load_workbook

from generator.pipeline.editions import Editions
from generator.source.inline import Text
from generator.source.translations import wordings
from generator.translate.book import Book, Entry
from generator.world import World
from tests.project import EVERY_KEY, SLUG, Project, sample_root
from tests.some import some

HEAD = "content/lecons-apprises/publication.yaml"
FILE = "content/lecons-apprises/translations/en.yaml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FORMS = ("xliff", "docx", "xlsx")
SUFFIX = {"xliff": "xlf"}


@pytest.fixture
def english(project: Project) -> Project:
    """Return a project with an English edition, of which every text is translated as itself in capitals."""
    project.write(HEAD, project.read(HEAD) + "editions:\n  - {id: en, language: en, only: [web]}\n")
    book = Book(World(project.root), SLUG, "en")
    book.write({one.wording.name: Entry(one.wording.hash, one.wording.markup) for one in book.matches})
    return project


def status(project: Project) -> dict[str, list[dict[str, str]]]:
    """Return what is missing, stale and unused of the English translation."""
    found: dict[str, list[dict[str, str]]] = json.loads(project.run("translate", "status", "--format", "json").out)[0]
    return {name: found[name] for name in ("missing", "stale", "unused")}


def texts(node: object) -> list[Text]:
    """Return every text of a publication that stands below no key of its editions, but texts of numbers alone."""
    if isinstance(node, Text):
        return [node] if any(map(str.isalpha, node.plain)) else []
    if isinstance(node, tuple):
        return [one for child in node for one in texts(child)]
    if isinstance(node, Struct):
        names = [name for name in node.__struct_fields__ if name not in ("editions", "warnings")]
        return [one for name in names for one in texts(getattr(node, name))]
    return []


def test_every_text_of_the_model_is_translated() -> None:
    """Whoever adds a key that holds a text adds it to what is translated: no list of keys has to know it."""
    publication = Editions(World(sample_root()), EVERY_KEY).whole().publication
    known = {one.text.plain for one in wordings(publication)}

    assert {one.plain for one in some(texts(publication))} - known == set()


def test_a_whole_translation_lacks_nothing(english: Project) -> None:
    assert status(english) == {"missing": [], "stale": [], "unused": []}
    assert english.run("translate", "status", SLUG, "en").code == 0
    result = english.run("build", SLUG, "--editions")
    assert (result.code, result.err) == (0, "")
    assert '<html lang="en"' in english.read(f"output/{SLUG}.en.html")
    assert "[fr]" not in english.read(f"output/{SLUG}.en.html")


def test_a_letter_that_no_font_has_is_named_where_the_translation_has_it(english: Project) -> None:
    """The title, too, which stands in the properties of the files."""
    title = re.search(r"(?m)^  title:$(?:\n    .*)*?\n    text: ", english.read(FILE))
    assert title
    line = english.read(FILE)[: title.end()].count("\n") + 1
    english.write(FILE, english.read(FILE).replace(title[0], f"{title[0]}👍 ", 1))

    result = english.run("build", SLUG, "--editions")

    assert f"{FILE}:{line}:11: The font Carlito lacks “👍” (U+1F44D, THUMBS UP SIGN)." in result.err
    assert "publication.yaml:" not in result.err


def test_a_changed_wording_makes_its_translation_stale(english: Project) -> None:
    english.edit(HEAD, "subtitle: Les leçons apprises", "subtitle: Les leçons tirées")
    found = status(english)
    assert [(one["name"], one["text"], one["translation"]) for one in found["stale"]] == [
        ("subtitle", "Les leçons tirées", "Les leçons apprises")
    ]
    assert found["missing"] == []
    result = english.run("translate", "status", SLUG, "en")
    assert result.code == 1
    assert "fr: Les leçons tirées\n    en: Les leçons apprises" in result.out

    assert english.run("translate", "confirm", SLUG, "en", "subtitle").code == 0
    assert status(english)["stale"] == []


def test_folding_a_line_or_moving_an_example_makes_nothing_stale(english: Project) -> None:
    text = english.read("soutien.yaml")
    first, second, rest = re.split(r"(?=  - id: )", text.partition("examples:\n")[2], maxsplit=3)[1:]
    english.write("soutien.yaml", text.partition("examples:\n")[0] + "examples:\n" + second + first + rest)
    english.edit("soutien.yaml", "au\n      grand public", "au grand public")
    assert status(english) == {"missing": [], "stale": [], "unused": []}


def test_an_example_with_another_id_takes_its_translation_along(english: Project) -> None:
    english.edit("soutien.yaml", "id: rennes-inout", "id: rennes-forum")
    assert status(english) == {"missing": [], "stale": [], "unused": []}
    english.run("translate", "start", SLUG, "en")
    assert "soutien.examples.rennes-forum.text:" in english.read(FILE)
    assert "rennes-inout" not in english.read(FILE)


def test_what_somebody_has_written_beside_the_translations_stays(english: Project) -> None:
    """Comments, quotation marks and the layout of a text that nobody changes are those of who wrote them."""
    text = english.read(FILE).replace("\n  subtitle:", "\n  # Anne: short, please\n  subtitle:")
    title = next(line for line in text.splitlines() if line.startswith("    text:"))
    text = text.replace(title, f'    # the mayor asked for capitals\n    text: "{title[10:]}"', 1)
    text = f"# Translated by Bob\n{text}# the end\n"
    english.write(FILE, text)
    assert english.run("translate", "start", SLUG, "en").err == ""
    assert english.read(FILE) == text

    english.edit(HEAD, "subtitle: Les leçons apprises", "subtitle: Les leçons tirées")
    assert english.run("translate", "start", SLUG, "en").err == ""
    assert english.read(FILE) == text.replace("# fr: Les leçons apprises\n", "# fr: Les leçons tirées\n")
    english.run("translate", "confirm", SLUG, "en", "subtitle")
    old, new = (re.findall(r"(?m)^ *#.*", one) for one in (text, english.read(FILE)))
    assert new == [one.replace("fr: Les leçons apprises", "fr: Les leçons tirées") for one in old]


def test_comments_go_along_with_a_text_that_is_renamed_or_gone(english: Project) -> None:
    name = "soutien.examples.rennes-inout.text"
    english.edit(FILE, f"  {name}:\n", f"  # look at this\n  {name}:\n    # and at that\n")
    english.edit("soutien.yaml", "id: rennes-inout", "id: rennes-forum")
    english.run("translate", "start", SLUG, "en")
    kept = english.read(FILE)
    assert "  # look at this\n  soutien.examples.rennes-forum.text:\n    # fr: " in kept
    assert "    # and at that\n" in kept
    assert "rennes-inout" not in kept

    part = re.split(r"(?=  - id: )", english.read("soutien.yaml"))
    english.write("soutien.yaml", "".join(one for one in part if "rennes-forum" not in one))
    english.run("translate", "start", SLUG, "en")
    kept = english.read(FILE)
    assert "  # look at this\n  soutien.examples.rennes-forum.text:\n    # fr: (" in kept
    assert "    # and at that\n" in kept


@pytest.mark.parametrize(
    "text", ["texts: {}\n", "typography: en\n", "texts: {title: {of: x, text: Title}, gone: {text: No more}}\n"]
)
def test_a_file_without_lines_of_its_own_is_filled(text: str, english: Project) -> None:
    english.write(FILE, text)
    assert english.run("translate", "start", SLUG, "en").err == ""
    filled = english.read(FILE)
    assert "  subtitle:\n    # fr: Les leçons apprises\n    of: " in filled
    assert ("typography: en" in filled) == ("typography" in text)
    english.run("translate", "start", SLUG, "en")
    assert english.read(FILE) == filled


def test_a_text_that_is_put_before_others_takes_none_of_their_translations(english: Project) -> None:
    """Items without ids are known by their numbers, which shift: the new one is missing, not out of date."""
    rows = "  rows:\n    - [Premier mot, oui]\n    - [Second mot, non]\n"
    table = f"table:\n  caption: Une légende\n  columns: [Le mot, La suite]\n{rows}"
    english.write("soutien.yaml", english.read("soutien.yaml") + table.replace("oui", '"oui"').replace("non", '"non"'))
    book = Book(World(english.root), SLUG, "en")
    book.write({one.wording.name: Entry(one.wording.hash, one.wording.markup) for one in book.those("missing")})
    english.edit("soutien.yaml", "  rows:\n", '  rows:\n    - [Un tout nouveau mot, "oui"]\n')

    found = status(english)
    assert [one["text"] for one in found["missing"]] == ["Un tout nouveau mot"]
    assert found["stale"] == []


def test_a_draft_marks_what_is_not_finished(english: Project) -> None:
    english.edit(HEAD, "subtitle: Les leçons apprises", "subtitle: Les leçons tirées\nkind: Note de synthèse")
    result = english.run("build", SLUG, "--editions")
    said = "Warning: Not translated: 1; out of date: 1. They are marked. Look at “piliers translate status"
    assert (result.code, result.err) == (0, f"{FILE}: {said} {SLUG} en”.\n")
    page = english.read(f"output/{SLUG}.en.html")
    assert "[fr] " in page
    assert "[!] Les leçons apprises" in page
    assert "texts not translated [fr]: 1; to be checked [!]: 1" in re.sub("<[^>]*>", "", page).replace("\u00a0", " ")


def test_a_final_document_refuses_what_is_not_finished(english: Project) -> None:
    english.edit(HEAD, "subtitle: Les leçons apprises", "subtitle: Tirées\nkind: Note de synthèse\nstatus: final")
    result = english.run("build", SLUG, "--editions")
    assert result.code == 1
    assert [one.partition(" ")[2] for one in result.problems] == [
        "kind: The text has no translation into “en”, and the document is final. Write it in "
        "content/lecons-apprises/translations/en.yaml.",
        "subtitle: This translates an older wording, and the document is final. Look at “piliers translate status "
        "lecons-apprises en”.",
    ]
    assert english.outputs().keys() == {f"{SLUG}.editions.html"}


def test_a_language_whose_letters_cannot_be_set_is_refused_before_it_is_translated(project: Project) -> None:
    """Its file was written; the build refused it once it was translated."""
    result = project.run("translate", "start", SLUG, "ja")

    assert result.code == 2
    assert "Chinese, Japanese and Korean text cannot be set yet. Choose a language of Latin" in result.err
    assert not (project.root / "content" / SLUG / "translations" / "ja.yaml").exists()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("(city:rennes)", "(city:nantes)", "The translation does not mention rennes, as the text does."),
        ("[InOut](lang:en)", "[InOut](city:nantes)", "The translation mentions nantes, and the text does not."),
        ("[InOut](lang:en)", "[InOut](ftp://x.example)", "is neither a web address nor a city"),
    ],
)
def test_a_translation_that_is_unlike_its_text_is_refused_with_its_line(
    old: str, new: str, problem: str, english: Project
) -> None:
    before, at, after = english.read(FILE).partition("soutien.examples.rennes-inout.text:")
    comment, of, translation = after.partition("    of:")
    english.write(FILE, before + at + comment + of + translation.replace(old, new, 1))
    start = (before + at + comment + of).count("\n")
    line = start + translation[: translation.index(old)].count("\n") + 1
    result = english.run("build", SLUG, "--editions")

    assert (result.code, len(result.problems)) == (1, 1)
    assert problem in result.problems[0]
    assert result.problems[0].startswith(f"{FILE}:")
    assert start < int(result.problems[0].split(":")[1]) <= line


def test_an_edition_without_a_translation_says_how_to_begin(project: Project) -> None:
    project.write(HEAD, project.read(HEAD) + "editions:\n  - {id: de, language: de}\n")
    result = project.run("build", SLUG, "--editions")
    assert "There is no translation into “de”. Run “piliers translate start lecons-apprises de”." in result.err
    assert project.run("translate", "start", SLUG, "de").code == 0
    again = project.run("build", SLUG, "--editions")
    assert (again.code, "de.yaml: Warning: Not translated: 23; out of date: 0." in again.err) == (0, True)
    assert "[fr] " in project.read(f"output/{SLUG}.de.html")


@pytest.mark.parametrize("form", FORMS)
def test_what_is_exported_comes_back_as_it_was(form: str, english: Project) -> None:
    before = english.read(FILE)
    file = english.output / f"{SLUG}.en.{SUFFIX.get(form, form)}"
    exported = english.run("translate", "export", SLUG, "en", "--format", form, "--all")
    assert (exported.code, exported.err) == (0, "")
    result = english.run("translate", "import", str(file))
    assert (result.code, result.err) == (0, "")
    assert english.read(FILE) == before


def changed(form: str, file: Path, old: str, new: str) -> None:
    """Change words in the translations of a file, or in all of it for XLIFF after its source."""
    if form == "xlsx":
        book = load_workbook(file)
        for row in book.active.iter_rows(min_row=3):
            for cell in row[1:]:
                cell.value = str(cell.value).replace(old, new) if cell.value else cell.value
        book.save(file)
    elif form == "docx":
        document = Document(io.BytesIO(file.read_bytes()))
        for row in document.tables[0].rows[1:]:
            for cell in row.cells[1:]:
                cell.text = cell.text.replace(old, new)
        document.save(str(file))
    else:
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


@pytest.mark.parametrize("form", FORMS)
def test_a_changed_source_is_refused_and_nothing_written(form: str, english: Project) -> None:
    before = english.read(FILE)
    file = english.output / f"{SLUG}.en.{SUFFIX.get(form, form)}"
    english.run("translate", "export", SLUG, "en", "--format", form, "--all")
    changed(form, file, "Les leçons apprises", "Lessons")
    result = english.run("translate", "import", str(file))

    assert result.code == 1
    assert "subtitle: The text that was to be translated has been changed." in result.err
    assert english.read(FILE) == before


PLACE = r"\[(Rennes Métropole)\]\(city:rennes\)"


@pytest.mark.parametrize("form", FORMS)
def test_a_lost_mark_is_refused(form: str, english: Project) -> None:
    file = english.output / f"{SLUG}.en.{SUFFIX.get(form, form)}"
    english.run("translate", "export", SLUG, "en", "--format", form, "--all")
    if form == "xliff":
        text = file.read_text("utf-8")
        start = text.index("<target", text.index('id="soutien.examples.rennes-inout.text"'))
        file.write_text(text[:start] + re.sub(r"<pc[^>]*>(.*?)</pc>", r"\1", text[start:], count=1), "utf-8")
    elif form == "xlsx":
        book = load_workbook(file)
        for row in book.active.iter_rows(min_row=3):
            row[2].value = re.sub(PLACE, r"\1", str(row[2].value))
        book.save(file)
    else:
        document = Document(str(file))
        for row in document.tables[0].rows[1:]:
            row.cells[2].text = re.sub(PLACE, r"\1", row.cells[2].text)
        document.save(str(file))
    result = english.run("translate", "import", str(file))

    assert result.code == 1
    assert "soutien.examples.rennes-inout.text: The mark place:rennes was lost." in result.err


def test_a_translation_that_is_tracked_is_taken_as_if_accepted(english: Project) -> None:
    """Translators correct each other in Word: what is inserted is no run of the paragraph's own then."""
    file = english.output / f"{SLUG}.en.docx"
    english.run("translate", "export", SLUG, "en", "--format", "docx", "--all")
    document = Document(str(file))
    row = next(row for row in document.tables[0].rows if row.cells[0].text.startswith("subtitle "))
    row.cells[2].text = ""
    paragraph = row.cells[2].paragraphs[0]
    for tag, words in (("", "Lessons "), ("del", "taken"), ("ins", "learned")):
        run = paragraph.add_run(words)._r
        if tag == "del":
            run[-1].tag = f"{W}delText"
        if tag:
            made = run.makeelement(f"{W}{tag}", {f"{W}author": "Ann"})
            run.addprevious(made)
            made.append(run)
    document.save(str(file))

    assert english.run("translate", "import", str(file)).err == ""
    assert "text: Lessons learned\n" in english.read(FILE)


def test_the_tables_of_translators_are_easy_to_read_and_to_fill(english: Project) -> None:
    for form in ("docx", "xlsx"):
        english.run("translate", "export", SLUG, "en", "--format", form, "--all")
    document = Document(str(english.output / f"{SLUG}.en.docx"))
    table = document.tables[0]
    assert document.core_properties.title == f"Translation of {SLUG}: fr – en"
    assert [cell.text for cell in table.rows[0].cells] == ["Name", "Français (fr)", "English (en)"]
    assert table.rows[0]._tr.find(f".//{W}tblHeader") is not None
    assert all(row._tr.find(f".//{W}cantSplit") is not None for row in table.rows)
    languages = [[one.get(f"{W}val") for one in cell._tc.iter(f"{W}lang")] for cell in table.rows[1].cells]
    assert languages == [[], ["fr"], ["en"]]
    assert table.columns[0].width < table.columns[1].width == table.columns[2].width

    sheet = load_workbook(english.output / f"{SLUG}.en.xlsx").active
    assert [cell.value for cell in sheet[2]] == ["Name", "Français (fr)", "English (en)"]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A3", "$2:$2")
    assert {cell.number_format for cell in sheet["C"]} == {"@"}


def test_what_changed_while_the_translator_worked_comes_back_stale(english: Project) -> None:
    english.run("translate", "export", SLUG, "en", "--all")
    english.edit(HEAD, "subtitle: Les leçons apprises", "subtitle: Les leçons tirées")
    result = english.run("translate", "import", str(english.output / f"{SLUG}.en.xlf"))

    assert result.code == 0
    assert [one["name"] for one in status(english)["stale"]] == ["subtitle"]


@pytest.mark.long
@pytest.mark.parametrize("form", FORMS)
def test_what_a_translator_left_as_it_was_is_still_out_of_date(form: str, english: Project) -> None:
    english.edit(HEAD, "subtitle: Les leçons apprises", "subtitle: Les leçons tirées")
    english.run("translate", "export", SLUG, "en", "--format", form, "--all")
    file = english.output / f"{SLUG}.en.{SUFFIX.get(form, form)}"
    result = english.run("translate", "import", str(file))

    assert "Still of an older wording, and as they were: subtitle" in result.out
    assert [one["name"] for one in status(english)["stale"]] == ["subtitle"]
    if form == "xliff":  # whose translator can say that it is right all the same
        text = file.read_text("utf-8")
        start = text.index('<unit id="subtitle"')
        file.write_text(text[:start] + text[start:].replace('state="initial"', 'state="final"', 1), "utf-8")
    else:
        changed(form, file, "Les leçons apprises", "Lessons learned")
    assert english.run("translate", "import", str(file)).err == ""
    assert status(english)["stale"] == []


def unit_of(file: Path, name: str) -> tuple[str, str, str]:
    """Return the text of an XLIFF file around the target of a unit."""
    text = file.read_text("utf-8")
    start = text.index("<target", text.index(f'<unit id="{name}"'))
    end = text.index("</target>", start)
    return text[:start], text[start:end], text[end:]


def as_sc(text: str) -> str:
    """Return inline codes as programs write them that split what they open and close."""
    text = re.sub(r"</pc>", '<ec startRef="9"/>', text)
    return re.sub(r'<pc id="\w+" dataRefStart="(\w+)"[^>]*>', r'<sc id="9" dataRef="\1"/>', text)


INOUT = "soutien.examples.rennes-inout.text"


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (as_sc, ""),
        (lambda text: re.sub(r"(<pc.*?</pc>)(.*)", r"\2 \1", text), ""),  # moved to the end
        (lambda text: re.sub(r"(<pc.*?</pc>)", r"\1 \1", text), "The mark place:rennes was added."),
        (lambda text: re.sub(r"<pc.*?</pc>", "", text), "The mark place:rennes was lost."),
        (lambda text: re.sub(r"<pc[^>]*>(.*?)</pc>", r'<ph id="7"/>\1', text), "The element “ph” is not understood"),
        (lambda text: re.sub(r'dataRefStart="d1"', 'dataRefStart="d9"', text), "There is a mark here that was not in"),
        (lambda text: text.replace("<pc", '<mrk id="m1" type="comment" value="?"><pc', 1) + "</mrk>", ""),
        (lambda text: re.sub(r">(\w)", r"><sm id='m1' type='term'/>\1", text, count=1) + "<em startRef='m1'/>", ""),
    ],
)
def test_inline_codes_are_taken_as_programs_leave_them(edit: Any, said: str, english: Project) -> None:
    file = english.output / f"{SLUG}.en.xlf"
    english.run("translate", "export", SLUG, "en", "--all")
    before, target, after = unit_of(file, INOUT)
    file.write_text(before + edit(target) + after, "utf-8")
    result = english.run("translate", "import", str(file))

    assert (result.code, said in result.err) == (1 if said else 0, True), result.err
    assert "[Rennes Métropole](city:rennes)" in english.read(FILE)


def test_segments_in_another_order_and_notes_are_taken(english: Project) -> None:
    file = english.output / f"{SLUG}.en.xlf"
    english.run("translate", "export", SLUG, "en", "--all")
    text = file.read_text("utf-8")
    old = re.search(r'<unit id="subtitle".*?</unit>', text)
    assert old
    parts = [("Les leçons", "learned", 3), (" ", " ", 2), ("apprises", "Lessons", 1)]
    made = "".join(
        f'<segment state="final"><source>{source}</source><target order="{order}">{target}</target></segment>'
        for source, target, order in parts
    ).replace("<source> <", '<source xml:space="preserve"> <')
    note = "<notes><note>Which lessons?</note></notes>"
    unit = old[0][: old[0].index(">") + 1] + note + made + "</unit>"
    file.write_text(text.replace(old[0], unit), "utf-8")
    result = english.run("translate", "import", str(file))

    assert (result.code, result.err) == (0, "")
    assert "text: Lessons learned\n" in english.read(FILE)
    assert "Note of the translator, subtitle: Which lessons?" in result.out


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd"><xliff xmlns="urn:oasis:names:tc:xliff:document:2.0"/>',
        "<xliff",
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2"><file/></xliff>',
        "",
    ],
)
def test_a_hostile_file_is_refused(text: str, english: Project) -> None:
    english.write("output/x.xlf", text)
    before = english.read(FILE)
    result = english.run("translate", "import", str(english.output / "x.xlf"))

    assert result.code == 1
    assert "x.xlf" in result.err
    assert english.read(FILE) == before


def test_a_formula_of_a_translator_is_a_text(english: Project) -> None:
    english.edit(HEAD, "subtitle: Les leçons apprises", 'subtitle: "=1+1 leçons"')
    english.run("translate", "export", SLUG, "en", "--format", "xlsx")
    sheet = load_workbook(english.output / f"{SLUG}.en.xlsx").active

    assert [(cell.value, cell.data_type) for cell in sheet["B"][2:]] == [("=1+1 leçons", "s")]
    assert [cell.protection.locked for cell in sheet[3]] == [True, True, False]

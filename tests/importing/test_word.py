"""Word documents become publications, word for word."""

from __future__ import annotations

import io
import re
import shutil

import docx
import pytest
import yaml
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml

from tests.importing.publication import imports
from tests.importing.words import (
    W,
    footnote_reference,
    png,
    report,
    saved,
    text_box,
    tracked,
    with_diagram,
    with_footnotes,
)
from tests.matrix import few
from tests.project import CONTENT, EVERY_KEY, SLUG, Project


def test_words_of_smartart_stand_at_the_end(project: Project) -> None:
    found, out = imports(project, "report.docx", with_diagram(saved(report()), "word/document.xml", "Écouter/Décider"))

    assert [text for text, _places in found.pillars[-1].examples][-2:] == ["Écouter", "Décider"]
    assert "Words of a drawing (SmartArt) stand at the end: écouter décider." in out


@pytest.mark.long
def test_headings_lists_pictures_and_tables(project: Project) -> None:
    found, out = imports(project, "report.docx", saved(report()))

    assert (found.title, found.subtitle, found.language) == ("Stratégie de l'eau", "Feuille de route", "fr")
    first, second = found.pillars
    assert (first.heading, first.intro) == ("Préserver la ressource", "Un paragraphe d'introduction pour les élus.")
    assert first.examples == [("Rennes économise l'eau des parcs.", ("rennes",)), ("Nantes aussi.", ("nantes",))]
    assert first.points == [["moins d'arrosage", "plus d'ombre"], []]
    assert second.table == [["Ville", "2019", "2024"], ["Nantes", "12", "13,5"], ["Rennes", "1 200", "9"]]
    text = project.read("content/imported/pillars/preserver-ressource.yaml")
    assert "**économise**" in text
    assert (project.root / "content/imported/pictures/picture-1.png").read_bytes() == png()
    assert "write what it shows" in out
    built = project.run("build", "imported")
    assert (built.code, built.err.count("Warning: ")) == (0, 1)
    assert "“[To be replaced: what the picture shows]” is printed as it stands." in built.err


def test_a_heading_above_a_table_is_its_caption_and_a_caption_below_a_picture_goes_with_that(project: Project) -> None:
    document = docx.Document()
    document.add_paragraph("Plan vélo", style="Title")
    document.add_heading("Une culture partagée", 1)
    document.add_paragraph("Les ateliers forment 1 200 personnes.", style="List Bullet")
    document.add_heading("Budget", 2)
    table = document.add_table(rows=0, cols=2)
    for row in (("Poste", "2026"), ("Pistes", "4,5 M€")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for number in (1, 2):
        document.add_picture(io.BytesIO(png(size=(64, 40 + number))))
        document.add_paragraph(f"Figure {number} : la piste", style="Caption")
    document.add_paragraph("Chaque commune désigne un référent.")
    document.add_heading("Un réseau continu", 1)
    document.add_paragraph("42 km de pistes.", style="List Bullet")

    imports(project, "velo.docx", saved(document))

    [pillar] = yaml.safe_load_all(project.read("content/imported/pillars/culture-partagee.yaml"))
    assert pillar["table"]["caption"] == "Budget"
    assert [(one["text"], one.get("picture", {}).get("file")) for one in pillar["examples"]] == [
        ("Les ateliers forment 1 200 personnes.", None),
        ("Figure 1 : la piste", "pictures/picture-1.png"),
        ("Figure 2 : la piste", "pictures/picture-2.png"),
        ("Chaque commune désigne un référent.", None),
    ]


@pytest.mark.parametrize("caption", ["Tableau 1 : les postes", "Les postes"])
def test_a_caption_between_a_picture_and_a_table_is_of_the_table_that_it_names(project: Project, caption: str) -> None:
    document = docx.Document()
    document.add_paragraph("Plan vélo", style="Title")
    document.add_heading("Budget", 1)
    document.add_paragraph("Un exemple.", style="List Bullet")
    document.add_picture(io.BytesIO(png()))
    document.add_paragraph(caption, style="Caption")
    table = document.add_table(rows=0, cols=2)
    for row in (("Poste", "2026"), ("Pistes", "4,5 M€")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text

    imports(project, "budget.docx", saved(document))

    [pillar] = yaml.safe_load_all(project.read("content/imported/pillars/budget.yaml"))
    named = caption.startswith("Tab")
    assert (pillar["table"]["caption"] == caption) == named
    assert [one["text"] for one in pillar["examples"] if one.get("picture")] == ["Un exemple." if named else caption]


@pytest.mark.long
def test_headings_made_by_hand_are_guessed_and_that_is_said(project: Project) -> None:
    document = docx.Document()
    document.add_paragraph("Note sur les déplacements")
    for name in ("Se déplacer à vélo", "Marcher en ville"):
        document.add_paragraph().add_run(name).bold = True
        document.add_paragraph("• une puce tapée à la main")
        document.add_paragraph("• une autre")

    found, out = imports(project, "bold.docx", saved(document))

    assert found.title == "Note sur les déplacements"
    assert [one.heading for one in found.pillars] == ["Se déplacer à vélo", "Marcher en ville"]
    assert found.pillars[0].examples == [("une puce tapée à la main", ()), ("une autre", ())]
    assert "short lines in bold were taken for them" in out


@pytest.mark.long
def test_footnotes_become_sources(project: Project) -> None:
    document = docx.Document()
    for name in ("Eau", "Air"):
        document.add_heading(name, 1)
        document.add_paragraph(f"Un fait sur l'{name.lower()}", style="List Bullet")
        document.add_paragraph("Un autre fait", style="List Bullet")
    facts = [one for one in document.paragraphs if one.text.startswith("Un fait")]
    footnote_reference(facts[0], 2)
    footnote_reference(facts[1], 3)
    notes = {2: "Rapport annuel 2024, https://example.org/rapport", 3: "Entretien avec la direction"}

    found, out = imports(project, "notes.docx", with_footnotes(saved(document), notes))

    assert [one.sources for one in found.pillars] == [
        [("Rapport annuel 2024", "https://example.org/rapport")],
        [("Entretien avec la direction", "")],
    ]
    assert "Footnotes became sources" in out


@pytest.mark.long
def test_tracked_changes_text_boxes_and_what_stands_beside_the_text(project: Project) -> None:
    document = docx.Document()
    for name in ("Premier thème", "Second thème"):
        document.add_heading(name, 1)
        paragraph = document.add_paragraph("Des mots")
        tracked(paragraph)
        text_box(document.add_paragraph("Avant l'encadré"), "Dans l'encadré")
    document.sections[0].header.paragraphs[0].text = "Projet confidentiel"
    document.add_comment(document.paragraphs[1].runs, text="À revoir", author="a")
    maths = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    formula = f'<m:oMath xmlns:m="{maths}"><m:r><m:t>E=mc</m:t></m:r></m:oMath>'
    document.paragraphs[1]._p.append(parse_xml(formula))

    found, out = imports(project, "mess.docx", saved(document))

    texts = [text for text, _places in found.pillars[0].examples]
    assert texts == ["Des mots ajoutés", "Avant l'encadré", "Dans l'encadré"]
    assert "Tracked changes were taken as accepted; words deleted by them: biffés biffés." in out
    assert "Headers were left out: projet confidentiel." in out
    assert "Comments were left out: à revoir." in out
    assert "Formulas were left out: E=mc." in out


@pytest.mark.long
def test_a_table_of_contents_is_left_out(project: Project) -> None:
    document = docx.Document()
    document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    for name in ("Eau", "Air"):
        document.add_paragraph(f"{name}\t3", style="toc 1")
    for name in ("Eau", "Air"):
        document.add_heading(name, 1)
        document.add_paragraph(f"Un fait : {name}.")

    found, out = imports(project, "contents.docx", saved(document))

    assert [(one.heading, one.examples) for one in found.pillars] == [
        ("Eau", [("Un fait : Eau.", ())]),
        ("Air", [("Un fait : Air.", ())]),
    ]
    assert "The table of contents was left out" in out


@pytest.mark.long
def test_marks_within_words_and_signs_of_markup_are_words(project: Project) -> None:
    document = docx.Document()
    for name in ("Eau", "Air"):
        document.add_heading(name, 1)
        paragraph = document.add_paragraph("An")
        paragraph.add_run("ti").bold = True
        paragraph.add_run("cipation [crochets] *étoiles* 2*3 # dièse: «oui» no")
    document.paragraphs[1].add_run("\u00ad\u200b!")

    found, _out = imports(project, "signs.docx", saved(document))

    assert found.pillars[1].examples == [("Anticipation [crochets] *étoiles* 2*3 # dièse: «oui» no", ())]


@pytest.mark.long
def test_more_parts_than_pillars_stand_in_the_last(project: Project) -> None:
    document = docx.Document()
    for number in range(15):
        document.add_heading(f"Thème {number}", 1)
        document.add_paragraph(f"Texte {number}.")

    found, out = imports(project, "many.docx", saved(document))

    assert len(found.pillars) == 11
    assert [text for text, _places in found.pillars[-1].examples][-1] == "Thème 14 – Texte 14."
    assert "There are 15 parts, and at most 12 can be set." in out


def test_nested_and_ragged_tables(project: Project) -> None:
    document = docx.Document()
    document.add_heading("Eau", 1)
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(table.rows[0].cells, ("", "A", "B"), strict=True):
        cell.text = text
    table.cell(1, 0).text = "x"
    table.cell(1, 1).merge(table.cell(1, 2)).text = "deux colonnes"
    second = document.add_table(rows=2, cols=2)
    for index, text in enumerate(("Clé", "Valeur", "Débit", "12")):
        second.cell(index // 2, index % 2).text = text
    document.add_heading("Air", 1)
    outer = document.add_table(rows=1, cols=1)
    outer.cell(0, 0).text = "Dans un cadre"
    outer.cell(0, 0).add_table(rows=1, cols=2).cell(0, 0).text = "Dans un tableau dans un cadre"

    found, out = imports(project, "tables.docx", saved(document))

    assert found.pillars[0].table == [["–", "A", "B"], ["x", "deux colonnes", ""]]
    assert [text for text, _places in found.pillars[0].examples] == ["Clé – Valeur", "Débit – 12"]
    assert [text for text, _places in found.pillars[1].examples] == ["Dans un cadre", "Dans un tableau dans un cadre"]
    assert "became examples: 2" in out


@pytest.mark.long
def test_a_symbol_font_and_fields_lose_nothing(project: Project) -> None:
    document = docx.Document()
    for name in ("Eau", "Air"):
        document.add_heading(name, 1)
        paragraph = document.add_paragraph("Voir page ")
        fields = (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGEREF x </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>7</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            "<w:noBreakHyphen/><w:t>bis</w:t><w:tab/><w:t>fin</w:t>",
        )
        for field in fields:
            paragraph._p.append(parse_xml(f"<w:r {W}>{field}</w:r>"))

    found, _out = imports(project, "fields.docx", saved(document))

    assert [one.examples[0][0] for one in found.pillars] == ["Voir page 7\u2011bis fin", "Voir page 7\u2011bis fin"]


@pytest.mark.long
def test_paragraphs_joined_by_a_deletion_are_one(project: Project) -> None:
    document = docx.Document()
    for name in ("Eau", "Air"):
        document.add_heading(name, 1)
        first = document.add_paragraph("Un début et ")
        first._p.append(parse_xml(f'<w:pPr {W}><w:rPr><w:del w:id="9" w:author="a"/></w:rPr></w:pPr>'))
        first._p.insert(0, first._p[-1])
        document.add_paragraph("une fin")

    found, _out = imports(project, "joined.docx", saved(document))

    assert found.pillars[0].examples == [("Un début et une fin", ())]


@few({SLUG}, "slug", [SLUG, EVERY_KEY])
def test_a_word_copy_of_ours_gives_its_publication_back(slug: str, project: Project) -> None:
    """Its labels and explanations are no texts of the publication; what it has no data of is told."""
    if slug == EVERY_KEY:
        shutil.copytree(CONTENT / EVERY_KEY, project.root / "content" / EVERY_KEY)
    assert project.run("review", slug).code == 0
    result = project.run("import", f"{project.output}/{slug}.review.docx", "--slug", "zuruck")
    assert result.code == 0
    assert "The file was made by Piliers" in result.out
    assert ("Qui consulte le portail de données" in result.out) == (slug == EVERY_KEY)  # a chart's caption
    assert project.run("build", "zuruck", "--only", "deck").code == 0
    assert told(project, "zuruck") == told(project, slug)


def told(project: Project, slug: str) -> list[list[str]]:
    """Return each pillar's id, label and examples, without marks and the signs that a language's typography sets."""
    ids = yaml.safe_load(project.read(f"content/{slug}/publication.yaml"))["pillars"]
    files = [yaml.safe_load(project.read(f"content/{slug}/pillars/{id}.yaml")) for id in ids]
    texts = [[one["label"], *(each["text"] for each in one["examples"])] for one in files]
    said = [[re.sub(r"\]\([^)]*\)", "", text) for text in one] for one in texts]
    return [[id, *("".join(filter(str.isalnum, text)) for text in one)] for id, one in zip(ids, said, strict=True)]

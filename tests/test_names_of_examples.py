"""The names of examples: words of their texts, which the matrix shows in the place of numbers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER

from generator.pdf.page import Link
from generator.pipeline.edition import edition_named
from generator.pipeline.production import Production
from generator.world import World
from tests.project import SLUG, Project

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
TITLE = PP_PLACEHOLDER.TITLE
NAMES = {
    "bilbao-identite": "Spécialisation intelligente",
    "rennes-mobilite": "mobilité  INTELLIGENTE",
    "grenoble-transition": "Transition énergétique",
    "nantes-french-tech": "French Tech, City Lab",
    "rennes-inout": '"[InOut](lang:en)"',
    "turin-social-impact": "Turin Social Impact",
    "grenoble-pacte": "Pacte Métropolitain d’Innovation",
    "rennes-saint-malo": "Rennes Saint Malo Lab",
    "in-focus": "In Focus",
    "nantes-eurocities": "EUROCITIES",
    "anvers-rocade": "Gouvernance horizontale",
    "nantes-capitale": "Capitale européenne de l'innovation",
    "turin-partenariats": "Partenariats public-privé",
}


def name(project: Project, names: dict[str, str]) -> None:
    """Give examples names."""
    for file in ("specialisation.yaml", "soutien.yaml", "cooperation.yaml", "gouvernance.yaml"):
        for id, words in names.items():
            line = f"  - id: {id}\n"
            if line in project.read(file):
                project.edit(file, line, f"{line}    name: {words}\n")


def matrix(project: Project) -> Any:
    """Return the frame of the table of the deck's matrix."""
    assert project.run("build").code == 0
    deck = Presentation(str(project.output / f"{SLUG}.pptx"))
    (frame,) = (shape for slide in deck.slides for shape in slide.shapes if shape.has_table)
    return frame


def test_the_matrix_names_examples_without_links_and_its_towns_begin_at_the_margin(project: Project) -> None:
    name(project, NAMES)
    frame = matrix(project)
    head, *rows = (list(row.cells) for row in frame.table.rows)
    said = {cell.text for row in rows for cell in row[1:]} - {""}
    runs = [run for row in rows for cell in row[1:] for run in cell.text_frame.paragraphs[0].runs if run.text.strip()]
    page = (project.output / f"{SLUG}.html").read_text("utf-8")
    note = Production(World(project.root), SLUG).plan(edition_named("note"))
    led = {one.description for one in note.pages[-1].operations if isinstance(one, Link) and "#example:" in one.target}

    assert "Pacte Métropolitain d’Innovation, In Focus" in said
    assert "French Tech, City Lab" in said
    assert not [cell.text for cell in head if "diapo" in cell.text]
    assert not [run.text for run in runs if run.hyperlink._hlinkClick is not None]
    (title,) = (one for one in frame.part.slide.shapes if one.is_placeholder and one.placeholder_format.type == TITLE)
    assert {frame.left + row[0].margin_left for row in rows} == {title.left}
    assert frame.left == title.left
    outer = [cell._tc.tcPr.find(f"{A}ln{side}") for row in rows for cell, side in ((row[0], "L"), (row[-1], "R"))]
    assert all(line.find(f"{A}noFill") is not None for line in outer)  # it would lengthen the rules below rows
    assert next(run for run in runs if run.text == "InOut")._r.rPr.get("lang") == "en"
    for words in ("Transition énergétique", "French Tech, City Lab", "EUROCITIES"):
        assert re.search(rf'<a class="words" href="[^"]+">{words}</a>', page)
        assert words in led


def test_an_example_without_a_name_keeps_its_number(project: Project) -> None:
    name(project, {id: words for id, words in NAMES.items() if id != "rennes-inout"})
    table = matrix(project).table
    cells = [cell.text for row in table.rows for cell in row.cells]
    runs = [run for row in table.rows for cell in row.cells for run in cell.text_frame.paragraphs[0].runs]

    assert "2.2" in cells
    assert {run.text for run in runs if run.hyperlink._hlinkClick is not None} >= {"2.2"}
    assert "Turin Social Impact" in cells
    assert [cell.text.endswith("(diapo\u00a04)") for cell in table.rows[0].cells] == [False, False, True, False, False]


@pytest.mark.parametrize("words", ["Pôle de Rennes", "French, Labs", "rech Tech", "City Lab,"])
def test_words_that_do_not_stand_in_the_text_are_refused_with_their_line(words: str, project: Project) -> None:
    name(project, {"nantes-french-tech": words})
    result = project.run("check", SLUG)
    line = project.read("soutien.yaml").splitlines().index(f"    name: {words}") + 1

    assert result.code == 1
    assert re.search(rf"soutien\.yaml:{line}:11: .*name-not-in-text", result.screen, re.DOTALL)

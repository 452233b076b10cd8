"""What stands in output/: whose day the files bear, and what is left of publications that are gone."""

from __future__ import annotations

import os
from datetime import date
from typing import Any

import pikepdf
import pytest
from lxml import html
from pptx import Presentation

from tests.project import EDITIONS, SLUG, Project

FILES = {name: f"{SLUG}.{suffix}" for name, suffix in EDITIONS.items()}


@pytest.mark.long
def test_the_properties_bear_the_day_of_the_document(project: Project) -> None:
    for path in (project.root / "content").rglob("*.*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))  # 14 November 2023
    project.build()
    assert _days(project) == {date(2023, 11, 14)}

    project.edit("publication.yaml", "language: fr", 'language: fr\nas_of: "2026-11-23"')
    project.build()

    assert _days(project) == {date(2026, 11, 23)}


def _days(project: Project) -> set[date]:
    properties = Presentation(str(project.output / FILES["deck"])).core_properties
    with pikepdf.open(project.output / FILES["note"]) as pdf:
        stamps = [str(pdf.docinfo[name]) for name in ("/CreationDate", "/ModDate")]
    days = {date.fromisoformat(stamp[2:10]) for stamp in stamps}
    assert properties.created
    assert properties.modified
    return days | {properties.created.date(), properties.modified.date()}


@pytest.mark.long
def test_what_is_left_of_a_publication_that_is_gone_is_named(project: Project) -> None:
    project.build()
    (project.root / "content" / SLUG).rename(project.root / "content" / "autre")

    built = project.run("build")
    cleaned = project.run("clean", "autre")

    gone = (
        f"Warning: The publication content/{SLUG} is gone. Run “piliers clean {SLUG}” to remove what was built of it."
    )
    warnings = [f"{project.output / FILES[name]}: {gone}" for name in ("web", "note", "deck")]
    assert (built.code, cleaned.code) == (0, 0)
    assert [line for line in built.err.splitlines() if line[:1] != " "] == warnings
    assert [line for line in cleaned.err.splitlines() if line[:1] != " "] == warnings
    project.run("clean", SLUG)
    assert project.run("build").err == ""


LINK = (
    "[l’ensemble des délibérations du conseil métropolitain, avec *toutes* les annexes et **tous** les avis rendus par "
    "les commissions, dans un format ouvert et documenté, depuis la création de la métropole](https://example.org/a)"
)


def test_a_link_is_one_for_its_reader_whatever_styles_and_lines_it_has(project: Project) -> None:
    _link(project, "    text: >-\n", f"    text: >-\n      Voir {LINK}. ")
    project.build()

    (linked,) = _anchors(project, "https://example.org/a")
    assert "".join(linked.itertext()).startswith("l’ensemble des délibérations")
    ((words, corners),) = _annotations(project, "https://example.org/a")
    assert words == "".join(linked.itertext())
    assert corners >= 16


def test_a_label_that_is_a_link_leads_to_its_pillar_alone(project: Project) -> None:
    _link(project, "label: ", "label: “[Guide](https://example.org/g)” ")
    built = project.run("build")
    assert (built.code, built.err.count("The link is left out: a label leads to its pillar.")) == (0, 1)

    assert _anchors(project, "https://example.org/g") == []
    assert _annotations(project, "https://example.org/g") == []


def _link(project: Project, old: str, new: str) -> None:
    project.edit("specialisation.yaml", old, new)


def _anchors(project: Project, address: str) -> list[Any]:
    page = html.fromstring((project.output / FILES["web"]).read_bytes())
    assert page.xpath("//a//a") == []
    return [one for one in page.iter("a") if one.get("href") == address]


def _annotations(project: Project, address: str) -> list[tuple[str, int]]:
    """Return the words and the number of coordinates of each link to ``address``."""
    with pikepdf.open(project.output / FILES["note"]) as pdf:
        found = [one for page in pdf.pages for one in page.get("/Annots", []) if "/A" in one]
        return [(str(one.Contents), len(one.get("/QuadPoints", []))) for one in found if str(one.A.URI) == address]


def test_what_is_spoken_keeps_its_marks_in_the_notes_and_the_handout(project: Project) -> None:
    spoken = "Dire **fort** *puis* [ceci](https://example.org/l) : [In Focus](lang:en)."
    project.edit(
        "specialisation.yaml", "  - id: rennes-mobilite\n", f'  - id: rennes-mobilite\n    spoken: "{spoken}"\n'
    )
    project.build("--only", "deck", "--only", "handout")
    notes = Presentation(str(project.output / FILES["deck"])).slides[2].notes_slide
    (line,) = (one for one in notes.notes_text_frame.paragraphs if "In Focus" in one.text)

    said = {run.text: run for run in line.runs}
    assert said["fort"].font.bold
    assert said["puis"].font.italic
    assert said["ceci"].hyperlink.address == "https://example.org/l"
    assert said["In Focus"].font._element.get("lang") == "en"
    with pikepdf.open(project.output / f"{SLUG}.handout.pdf") as pdf:
        spans = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Span"]
        assert "en" in {str(one.get("/Lang")) for one in spans}
        addresses = [str(one.A.URI) for page in pdf.pages for one in page.get("/Annots", []) if "/A" in one]
        assert addresses.count("https://example.org/l") == 1

"""Sections are chosen in publication.yaml, for all editions or for one; what is left out by choice is not missed."""

from __future__ import annotations

from typing import get_args

import pytest

from generator.edit.session import Session
from generator.source.model import _PAGE_SECTIONS, SECTIONS, SectionsFile
from generator.source.outputs import ListOwner
from generator.source.structure import keys
from generator.world import World
from tests.project import ROOT, SLUG, Project
from tests.some import some

P = f"content/{SLUG}/publication.yaml"
PILLARS = ["pillar"] * 4


def chosen(project: Project, sections: str) -> int:
    """Let the publication choose; return the line."""
    text = project.read("publication.yaml")
    project.write("publication.yaml", f"{text}\nsections: {sections}\n")
    return len(text.splitlines()) + 2


def sections(project: Project, stage: str) -> list[str]:
    """Return the roles of the sections of the page, or the kinds of the slides of the deck."""
    shown = project.run("show", stage, SLUG).out.splitlines()
    if stage == "web":
        return [line.split()[-1] for line in shown if line.startswith("    role: ")]
    return [line.split()[2].split("-")[0] for line in shown if line.startswith("slide ")]


@pytest.mark.long
def test_a_list_for_all_leaves_out_and_moves(project: Project) -> None:
    chosen(project, "{all: [map, pillars, sources]}")
    project.build()

    assert sections(project, "web")[1:6] == ["map", *PILLARS]
    assert "matrix" not in sections(project, "web")
    assert sections(project, "deck")[:3] == ["cover", "map", "sidebar"]
    assert project.run("check", SLUG).code == 0


def test_an_edition_may_have_a_list_of_its_own(project: Project) -> None:
    chosen(project, "{deck: [pillars, overview]}")
    project.build()

    assert set(sections(project, "deck")) == {"cover", "sidebar", "overview"}
    assert sections(project, "deck")[-1] == "overview"
    assert sections(project, "web")[-2:] != ["pillar", "pillar"]
    assert {"map"} <= set(sections(project, "web"))


def test_variants_and_the_handout_follow_theirs(project: Project) -> None:
    chosen(project, "{deck: [pillars], note: [pillars]}")

    assert project.run("build", "--only", "handout", "--only", "note-plain").code == 0


@pytest.mark.long
def test_a_matrix_that_is_named_stays(project: Project) -> None:
    """Where each pillar is on one slide, it is left out unless it is asked for."""
    chosen(project, "{deck: [pillars, matrix]}")
    built = project.build()

    assert sections(project, "deck")[-1] == "matrix"
    assert "No matrix" not in project.run("show", "deck", SLUG).out + built.out.split("note")[0]


@pytest.mark.long
def test_an_edit_of_one_editions_list_changes_it_alone(project: Project) -> None:
    chosen(project, "{deck: [pillars, map]}")
    project.build()
    old = project.outputs()
    project.edit("publication.yaml", "[pillars, map]", "[map, pillars]")
    project.build()

    changed = {name for name, data in project.outputs().items() if old[name] != data and "receipt" not in name}
    assert changed >= {f"{SLUG}.pptx"}
    assert f"{SLUG}.pdf" not in changed


def test_the_editor_shows_each_edition_with_its_own(project: Project) -> None:
    chosen(project, "{note: [pillars, sources], web: [map, pillars]}")
    page = Session(World(project.root), SLUG).edition("web")

    assert isinstance(page, bytes)
    assert b'id="map"' in page


@pytest.mark.parametrize(("template", "sections"), [("deck", SECTIONS), ("note", _PAGE_SECTIONS)])
def test_each_section_that_can_be_chosen_stands_in_the_template(template: str, sections: tuple[str, ...]) -> None:
    """Else whoever names it gets nothing, and is told nothing."""
    text = (ROOT / f"templates/{template}.xml.j2").read_text("utf-8")

    assert [name for name in some(sections) if f'name == "{name}"' not in text] == []


def test_each_list_of_sections_has_its_edition() -> None:
    assert {"all", *get_args(ListOwner)} == keys(SectionsFile).keys()


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("{all: [map]}", "12: sections.all: The pillars are left out. Add “pillars”."),
        ("{web: []}", "12: sections.web: The pillars are left out. Add “pillars”."),
        ("{all: [pillars, map, map]}", "32: sections.all[2]: The section “map” stands here twice. Delete one of them."),
        (
            "{note: [overview, pillars]}",
            "19: sections.note[0]: The note and the page have no overview: the banner has its icons. Delete it.",
        ),
        ("{deck: [pillars, carte]}", "28: sections.deck[1]: “carte” is not a section. Write it as “map”."),
        (
            "[map, pillars]",
            "11: sections: Expected keys with values, found a list. Write “sections: {all: [map, pillars]}”.",
        ),
        ("{pptx: [pillars]}", "12: sections: The key “pptx” is not known here. Known here: all, deck, note, web."),
    ],
)
def test_a_choice_without_sense_is_refused(choice: str, expected: str, project: Project) -> None:
    line = chosen(project, choice)
    (problem,) = project.refused()

    assert problem.startswith(f"{P}:{line}:{expected}")


def test_sources_that_numbers_lead_to_cannot_be_left_out(project: Project) -> None:
    project.edit("soutien.yaml", "  - id: rennes", "  - source: {title: Rapport annuel}\n    id: rennes")
    line = chosen(project, "{note: [pillars], web: [pillars, sources], deck: [pillars]}")

    assert project.refused() == [
        f"{P}:{line}:12: sections.note: The sources are left out, which the numbers in the text lead to. "
        "Add “sources”; the deck alone can go without."
    ]
    project.edit("publication.yaml", "{note: [pillars], ", "{")
    assert project.run("show", "deck", SLUG).code == 0

"""Editions that a publication declares: what stands in them, how they are called, what is refused."""

from __future__ import annotations

import json
import shutil

import pytest

from generator.pipeline.edition import EDITIONS
from generator.pipeline.editions import Editions
from generator.web.downloads import downloads
from generator.world import World
from tests.project import SLUG, Project

HEAD = "content/lecons-apprises/publication.yaml"
RENNES = "editions:\n  - {id: rennes, place: rennes, only: [note, web]}\n"


def declare(project: Project, text: str) -> None:
    project.write(HEAD, project.read(HEAD) + text)


def declared(project: Project, text: str) -> list[str]:
    """Return the problems of a publication that declares ``text``."""
    declare(project, text)
    result = project.run("build", SLUG, "--editions")
    assert result.code == 1
    return result.problems


def test_each_kind_of_file_stands_in_the_list_of_editions() -> None:
    files = {f"a{edition.suffix}": 1 for edition in EDITIONS}

    assert {one.href for one in downloads("{kind}, {size}", files, "en", pages=True)} == files.keys()


def test_an_edition_by_place_has_its_examples_whole_and_names_the_others(project: Project) -> None:
    declare(project, RENNES)
    production = Editions(World(project.root), SLUG).production("rennes")
    publication = production.publication
    shown = [example for pillar in publication.pillars for example in pillar.examples]

    assert shown
    assert all("rennes" in example.places for example in shown)
    whole = Editions(World(project.root), SLUG).whole().publication
    lines = sum(len(pillar.others) for pillar in publication.pillars)
    assert lines == sum(len(pillar.examples) for pillar in whole.pillars) - len(shown)
    assert {city.id for city in publication.cities} == {place for example in shown for place in example.places}
    assert production.words.extent(publication) == ["Extrait : Rennes"]


def test_what_an_edition_counts_is_its_own(project: Project) -> None:
    declare(project, "editions:\n  - {id: deux, pillars: [cooperation, soutien]}\n")
    publication = Editions(World(project.root), SLUG).production("deux").publication

    assert [(one.number, one.id) for one in publication.pillars] == [(1, "soutien"), (2, "cooperation")]
    assert [one.id for one in publication.overview] == ["soutien", "cooperation"]
    assert {pillar for _city, pillar in publication.mentions} == {"soutien", "cooperation"}


@pytest.mark.long
def test_editions_are_built_listed_checked_and_cleaned(project: Project) -> None:
    declare(project, RENNES)
    result = project.run("build", SLUG, "--editions")
    assert (result.code, result.err) == (0, "")
    files = {f"{SLUG}.rennes{suffix}" for suffix in (".pdf", ".html", ".receipt.json")} | {f"{SLUG}.editions.html"}
    assert project.outputs().keys() == files
    page = project.read(f"output/{SLUG}.editions.html")
    assert f'href="{SLUG}.rennes.pdf" hreflang="fr"' in page
    receipt = json.loads(project.read(f"output/{SLUG}.rennes.receipt.json"))
    assert (receipt["publication"], receipt["edition"]) == (SLUG, "rennes")

    assert "unchanged" in project.run("build", SLUG, "--editions").out
    project.build(SLUG, "--only", "deck", "--only", "note", "--only", "web")
    checked = project.run("check", SLUG)
    assert (checked.code, f"{SLUG}.rennes.pdf" in checked.out) == (0, True)
    project.run("clean", SLUG)
    assert project.outputs() == {}


def test_what_is_remarked_of_several_editions_is_said_once(project: Project) -> None:
    editions = "".join(f"  - {{id: {id}, pillars: [soutien], only: [note]}}\n" for id in "abc")
    declare(project, f"editions:\n{editions}")
    said = project.run("build", SLUG, "--editions").out

    assert said.count("No matrix where each pillar is on one slide or one page") == 1


def test_an_edit_of_another_pillar_makes_an_edition_again(project: Project) -> None:
    declare(project, "editions:\n  - {id: a, pillars: [soutien], only: [web]}\n")
    project.run("build", SLUG, "--editions")
    before = project.outputs()
    project.edit("soutien.yaml", "événement annuel", "grand rendez-vous")
    result = project.run("build", SLUG, "--edition", "a")

    assert "written" in result.out
    assert project.outputs()[f"{SLUG}.a.html"] != before[f"{SLUG}.a.html"]


def test_a_plain_build_makes_no_edition(project: Project) -> None:
    declare(project, RENNES)
    project.build(SLUG, "--only", "web")

    assert [name for name in project.outputs() if "rennes" in name] == []


def test_an_edition_that_is_no_longer_declared_is_named(project: Project) -> None:
    declare(project, "editions:\n  - {id: a, place: rennes, only: [web]}\n")
    project.run("build", SLUG, "--editions")
    project.edit(HEAD, "{id: a,", "{id: b,")
    result = project.run("build", SLUG, "--editions")

    assert result.code == 0
    assert f"{SLUG}.a.html: Warning: The edition “a” is no longer declared." in result.err


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{id: a, place: renes}", "editions[0].place: The city “renes” is not in content/cities.yaml. Did you mean"),
        ("{id: a, place: paris}", "editions[0].place: The city “paris” is not in content/cities.yaml."),
        ("{id: a, pillars: [soutient]}", "editions[0].pillars[0]: There is no pillar “soutient”. Did you mean"),
        ("{id: a, pillars: [soutien, soutien]}", "editions[0].pillars[1]: The pillar “soutien” stands here twice."),
        ("{id: a, pillars: []}", "editions[0].pillars: There is nothing in this list."),
        ("{id: a, only: [notes]}", "editions[0].only[0]: “notes” is not a kind of output. Write it as “note”."),
        ("{id: a, name: ../x}", "editions[0].name: “../x” is not a pattern for file names."),
        ("{id: a, name: 'x{slug}'}", "editions[0].name: “x{slug}” is not a pattern for file names."),
        ("{id: a, name: '{place}'}", "editions[0].name: The edition has no “place” to put into the names of its"),
        ("{id: a, name: lecons-apprises}", "editions[0].name: The publication itself has files of these names."),
        ("{id: handout}", "editions[0].id: The publication itself has files of these names."),
        ("{id: a, template: x.pptx}", "editions[0].template: There is no template “x.pptx”"),
        ("{id: a, sections: {all: [map]}}", "editions[0].sections.all: The pillars are left out."),
    ],
)
def test_what_cannot_be_an_edition_is_refused_with_its_line(text: str, problem: str, project: Project) -> None:
    found = declared(project, f"editions:\n  - {text}\n")

    assert len(found) == 1, found
    assert problem in found[0]
    assert found[0].startswith(f"{HEAD}:10:")


@pytest.mark.parametrize(
    ("second", "problem"),
    [
        ("{id: a, only: [web]}", "editions[1].id: The id “a” is used already"),
        ("{id: b, name: '{publication}.A'}", "editions[1].name: The edition “a” has files of the same names."),
    ],
)
def test_two_editions_have_files_of_their_own(second: str, problem: str, project: Project) -> None:
    found = declared(project, f"editions:\n  - {{id: a, place: rennes}}\n  - {second}\n")

    assert [problem in one for one in found] == [True]


def test_a_pillar_without_examples_makes_no_edition(project: Project) -> None:
    text = project.read("soutien.yaml")
    project.write("soutien.yaml", text[: text.index("examples:")])
    problem = "editions[0].pillars[0]: The pillar “soutien” has no example: the edition would be empty."

    assert [problem in one for one in declared(project, "editions:\n  - {id: a, pillars: [soutien]}\n")] == [True]


def test_an_unknown_edition_is_named(project: Project) -> None:
    declare(project, RENNES)
    result = project.run("build", SLUG, "--edition", "renes")

    assert result.code == 1
    assert "There is no edition “renes”. Did you mean “rennes”?" in result.err
    assert project.run("build", SLUG, "--only", "note").code == 0


def test_a_publication_without_editions_says_so(project: Project) -> None:
    result = project.run("build", SLUG, "--editions")

    assert (result.code, "declares no edition" in result.err) == (2, True)


@pytest.mark.parametrize(
    ("editions", "problem"),
    [
        (
            "{id: a, place: rennes, pillars: [gouvernance]}",
            "editions[0].place: No example of it mentions the city “rennes”: the edition would be empty.",
        ),
        (
            "{id: a, name: 'x.large-print'}\n  - {id: b, name: x, only: [note-large-print]}",
            "editions[1].name: The edition “a” has files of the same names.",
        ),
        (
            "{id: a, name: x, only: [note-large-print]}\n  - {id: b, name: 'x.Large-Print'}",
            "editions[1].name: The edition “a” has files of the same names.",
        ),
        ("{id: a, name: toutes-les-cles}", "editions[0].name: The publication “toutes-les-cles” has files of"),
        ("{id: a, name: toutes-les-cles.en}", "editions[0].name: The publication “toutes-les-cles” has files of"),
        ("{id: a, name: toutes-les-cles.grey}", "editions[0].name: The publication “toutes-les-cles” has files of"),
    ],
)
def test_no_edition_is_empty_or_overwrites_another(editions: str, problem: str, project: Project) -> None:
    (project.root / "content/toutes-les-cles").mkdir()
    project.write("content/toutes-les-cles/publication.yaml", "title: Another\n")
    found = declared(project, f"editions:\n  - {editions}\n")

    assert [problem in one for one in found] == [True], found


def test_two_publications_do_not_overwrite_each_others_editions(project: Project) -> None:
    declare(project, "editions:\n  - {id: a, name: rennes, only: [web]}\n")
    project.run("build", SLUG, "--editions")
    before = project.read("output/rennes.html")
    folder = project.root / "content"
    shutil.copytree(folder / SLUG, folder / "second")
    result = project.run("build", "second", "--editions")

    assert result.code == 1
    assert f"output/rennes.html: This file was built of “{SLUG}”: two publications cannot have files of" in result.err
    assert project.read("output/rennes.html") == before


def test_a_fault_in_a_pillar_is_not_called_an_edition_without_examples(project: Project) -> None:
    """Its examples could not be read: that is one problem, not two."""
    declare(project, "editions:\n  - {id: turin, place: bilbao}\n")
    project.edit("specialisation.yaml", "icon:", "icône:")

    (found,) = project.refused("--only", "web")

    assert "icône" in found


def test_the_city_of_an_edition_is_not_given_for_itself(project: Project) -> None:
    declare(project, RENNES)
    cities = project.root / "content/cities.yaml"
    cities.unlink()
    cities.write_text("anvers: {names: {fr: Anvers}, country: BE, latitude: 51.2, longitude: 4.4}\n", "utf-8")

    found = project.refused("--only", "web")

    assert found
    assert not [one for one in found if "Did you mean “rennes”" in one]


@pytest.mark.parametrize("fault", ["  primary: red\n", "  primary: '1D3557'\nsubtitle: b\nsubtitle: c\n"])
def test_a_colour_of_the_publication_is_not_unknown_where_its_file_has_a_fault(project: Project, fault: str) -> None:
    """Its own colours are read, or cannot be: either way the pillar is right."""
    declare(project, f"theme:\n  pillars: {{maison: '1D3557'}}\n{fault}")
    project.edit("soutien.yaml", "colour: orange", "colour: maison")

    found = project.refused("--only", "web")

    assert found
    assert not [one for one in found if "no colour" in one]

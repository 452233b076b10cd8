"""A new publication is there after five answers, builds at once, and holds no invented fact."""

from __future__ import annotations

import io
import shutil
import sys
from typing import NoReturn

import pytest

from tests.importing.publication import published
from tests.project import SLUG, Project


class Terminal(io.StringIO):
    """What somebody types."""

    def isatty(self) -> bool:
        return True


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{line}\n" for line in lines)))


def test_five_questions_make_a_publication_that_builds(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "L'eau en ville", "fr", "Ville d'Exemple", "Préserver ; Partager;", "Nantes; turin ;Brest;Nulle")

    before = project.read("content/cities.yaml")

    result = project.run("new")

    assert (result.code, result.err) == (0, "")
    assert [line.split("?")[0] for line in result.out.split("] ")[:5]] == [
        "What is its title",
        "In which language (fr, en, de …)",
        "Who publishes it (may be empty)",
        "What are its pillars, with semicolons between them",
        "Which places illustrate them, with semicolons between them (known: Anvers, Antwerp, Antwerpen, Amberes, "
        "Anversa, Bilbao, Bilbo, Grenoble, Nantes, Rennes, Turin, Torino…; may be empty)",
    ]
    found = published(project, "l-eau-en-ville")
    what = "[To be replaced: what was done, where, and what came of it]"
    assert (found.title, found.language) == ("L'eau en ville", "fr")
    assert [(one.label, one.examples) for one in found.pillars] == [
        ("Préserver", [(f"Nantes – {what}", ("nantes",)), (f"Brest – {what}", ("brest",))]),
        ("Partager", [(f"Turin – {what}", ("turin",)), (f"Nulle – {what}", ())]),
    ]
    assert "“Nulle” is not among the cities (content/cities.yaml): add it, then mark it." in result.out
    assert "Brest (France) has joined the cities (content/cities.yaml): is it the one?" in result.out
    after = project.read("content/cities.yaml")
    assert after.startswith(before.rstrip())
    assert after.removeprefix(before.rstrip()).lstrip().startswith("brest:\n  names:\n    fr: Brest\n  country: FR\n")
    assert _warned(project, "l-eau-en-ville") == 4
    assert project.run("check", "l-eau-en-ville").code == 0


def _warned(project: Project, slug: str) -> int:
    """Build; return how often it warns, of nothing but what is still to be written."""
    result = project.run("build", slug)
    lines = result.err.splitlines()
    assert result.code == 0
    assert all("Warning: “[To be replaced: " in line for line in lines), result.err
    return len(lines)


def test_without_a_terminal_nothing_is_asked(project: Project) -> None:
    result = project.run("new", "dossier")

    assert (result.code, result.err) == (0, "")
    found = published(project, "dossier")
    assert found.title == "[To be replaced: title]"
    assert [one.label for one in found.pillars] == ["First pillar", "Second pillar", "Third pillar"]
    assert _warned(project, "dossier") == 4


def test_options_are_answers(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "", "")
    options = ("--title", "Eau: no & *yes*", "--language", "de", "--pillar", "Wasser", "--pillar", "Luft")

    result = project.run("new", *options)

    assert result.code == 0
    assert result.out.count("?") == 2
    assert published(project, "eau-no-yes").title == "Eau: no & *yes*"


def test_it_speaks_french(project: Project) -> None:
    result = project.run_in({"LANGUAGE": "fr"}, "new", "dossier")

    assert result.code == 0
    assert [one.label for one in published(project, "dossier").pillars] == [
        "Premier pilier",
        "Deuxième pilier",
        "Troisième pilier",
    ]
    assert "À regarder" in result.out


@pytest.mark.parametrize("name", [SLUG, SLUG.upper()])
def test_nothing_is_overwritten_nor_asked_for_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def nobody(*_arguments: object) -> NoReturn:
        raise AssertionError("a question was asked")

    monkeypatch.setattr("builtins.input", nobody)
    typed(monkeypatch)

    result = project.run("new", name)

    assert (result.code, result.out) == (2, "")
    assert "There is a publication" in result.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("../x",), "“../x” cannot be the name of a publication. Write it as “x”."),
        (("nul",), "“nul” cannot be the name of a publication. Write it as “nul-1”."),
        (("--language", "xx"), "There are no words for publications in “xx”."),
        (tuple(f"--pillar={n}" for n in range(13)), "There are 13 pillars; 1 to 12 can be set."),
    ],
)
def test_answers_of_which_no_publication_can_be_made(
    project: Project, arguments: tuple[str, ...], message: str
) -> None:
    result = project.run("new", *arguments)

    assert (result.code, result.out) == (2, "")
    assert message in result.err


def test_whoever_ends_the_questions_writes_nothing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sorted((project.root / "content").rglob("*"))
    typed(monkeypatch)

    result = project.run("new")

    assert (result.code, result.err) == (1, "Nothing was written.\n")
    assert sorted((project.root / "content").rglob("*")) == before


def test_a_project_without_content_begins_with_it(project: Project) -> None:
    shutil.rmtree(project.root / "content")

    result = project.run("new", "dossier", "--place", "Brest", "--language", "fr")

    assert (result.code, result.err) == (0, "")
    assert project.read("content/cities.yaml").startswith("brest:\n")
    assert _warned(project, "dossier") == 4

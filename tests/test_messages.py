"""Messages in the user's language; remedies that name what is near."""

from __future__ import annotations

import pytest

from generator import messages
from generator.messages import did_you_mean, shown
from generator.pipeline.edition import Finding, sentences
from tests.project import Project


@pytest.mark.parametrize(
    "environment",
    [
        {"LANGUAGE": "", "LC_ALL": "fr_FR.UTF-8"},
        {"LANGUAGE": "", "LC_ALL": "", "LC_MESSAGES": "fr_CA.UTF-8", "LANG": "C"},
        {"LANGUAGE": "br:fr:en", "LC_ALL": "en_GB.UTF-8"},
    ],
)
def test_french(project: Project, environment: dict[str, str]) -> None:
    project.edit("soutien.yaml", "icon: rocket", "icon: roket")

    done = project.run_in(environment, "build")

    assert done.code == 1
    assert done.problems[0].startswith("content/lecons-apprises/pillars/soutien.yaml:4:7: icon: ")
    assert "Vouliez-vous dire" in done.err


@pytest.mark.parametrize("language", ["en_GB.UTF-8", "C", "C.UTF-8", "POSIX", "xx_YY", "de_DE.UTF-8"])
def test_english_otherwise(project: Project, language: str) -> None:
    project.edit("soutien.yaml", "icon: rocket", "icon: roket")

    done = project.run_in({"LANGUAGE": "", "LC_ALL": language}, "build")

    assert done.problems[0].endswith("There is no icon “roket”. Did you mean “rocket”?")


def test_the_publication_is_the_same_in_another_users_language(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.build()
    english = project.outputs()
    project.run("clean")
    monkeypatch.setenv("LANGUAGE", "fr")
    messages._catalogue.cache_clear()

    assert project.run("build").code == 0
    assert project.outputs() == english


def test_places_in_findings_are_in_the_users_language() -> None:
    found = [Finding("rule", "warning", f"slide {number}", "", "Trop clair.") for number in (2, 5)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LANGUAGE", "fr")
        messages._catalogue.cache_clear()
        said = sentences(found, "warning")
    messages._catalogue.cache_clear()

    assert said == ["diapositive 2, 5: Trop clair."]


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("roket", ["rocket", "map"], "Did you mean “rocket”?"),
        ("xyz", ["rocket", "map"], "Known here: rocket, map."),
        ("xyz", [], ""),
        ("0", [f"nom{letter}" for letter in "abcdefghijklmnopqr"], "Known here: "),
    ],
)
def test_did_you_mean(word: str, known: list[str], expected: str) -> None:
    assert did_you_mean(word, known).startswith(expected)
    assert did_you_mean(word, known).count("nom") in (0, 16)


@pytest.mark.parametrize(
    ("value", "expected"), [("a\n  b\r\nc", "a b c"), ("x" * 200, "x" * 200), ("x" * 201, "x" * 200 + "…"), (12, 12)]
)
def test_values_stand_on_one_line(value: object, expected: object) -> None:
    assert shown(value) == expected

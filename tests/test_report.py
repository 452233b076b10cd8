"""What is printed below a problem, and the document that programs get instead."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import Mark
from generator.excerpt import end_of, excerpt
from tests.project import ROOT, SLUG, Project, command

SCHEMA = json.loads((ROOT / "templates/schema/problems.schema.json").read_text("utf-8"))
P = f"content/{SLUG}/pillars/soutien.yaml"


def document(text: str) -> dict[str, Any]:
    """Return the document of ``text``, which must be one of the schema and nothing else."""
    found: dict[str, Any] = json.loads(text)
    jsonschema.validate(found, SCHEMA)
    return found


def test_a_profile_tells_each_stage_of_each_edition(project: Project) -> None:
    first = project.run("build", SLUG, "--only", "note", "--only", "web", "--profile")
    again = document(project.run("build", SLUG, "--profile", "--only", "note", "--format", "json").out)
    project.edit("soutien.yaml", "Nantes", "Nantes encore")
    told = document(project.run("build", SLUG, "--only", "note", "--profile", "--format", "json").out)["profile"]

    lines = first.out.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("Where the time went: "))
    stages = {line.split("%  ")[1] for line in lines[start + 1 :] if "%  " in line and SLUG not in line}
    assert stages == {
        "reading the content", "finding what has changed", "composing", "laying out", "writing", "reading back",
        "checking", "replacing the files", "the rest",
    }  # fmt: skip
    assert sum(f"{SLUG}, {edition}: " in first.out for edition in ("note", "web")) == 2
    assert {one["stage"] for one in again["profile"]["stages"]} == {"compare", "rest"}
    assert {one["stage"] for one in told["stages"] if one["edition"] == "note"} >= {"plan", "write", "read-back"}
    assert sum(one["seconds"] for one in told["stages"]) == pytest.approx(told["seconds"], abs=0.01)
    assert "profile" not in document(project.run("build", SLUG, "--only", "note", "--format", "json").out)


# Each line with its fault at ‸, how wide the screen is, and what is shown.
EXCERPTS: dict[str, tuple[str, int, str, str]] = {
    "a plain line": ("icon: ‸roket", 80, "  3 | icon: roket", "    |       ^ x"),
    "a tab before the fault": ("a\tb: ‸c", 80, "  3 | a→  b: c", "    |        ^ x"),
    "letters of two columns": ("標題: ‸日本", 80, "  3 | 標題: 日本", "    |       ^ x"),
    "an accent of its own": ("e\u0301te\u0301: ‸a", 80, "  3 | e\u0301te\u0301: a", "    |      ^ x"),
    "a control character": ("a‸\x1bb", 80, "  3 | a<U+001B>b", "    |  ^ x"),
    "a mark of direction": ("a\u202eb: ‸c", 80, "  3 | a<U+202E>b: c", "    |             ^ x"),
    "the end of the line": ("label:‸", 80, "  3 | label:", "    |       ^ x"),
    "a long line, at its begin": ("‸" + "a" * 99, 30, "  3 | " + "a" * 22 + "…", "    | ^ x"),
    "a long line, at its end": ("a" * 99 + "‸b", 30, "  3 | …" + "a" * 21 + "b", "    | " + " " * 22 + "^ x"),
    "a long line, in the middle": (
        "a" * 50 + "‸b" + "c" * 50,
        30,
        "  3 | …" + "a" * 11 + "b" + "c" * 10 + "…",
        "    | " + " " * 12 + "^ x",
    ),
}


@pytest.mark.parametrize("name", EXCERPTS)
def test_an_excerpt(name: str) -> None:
    line, width, *expected = EXCERPTS[name]

    shown = excerpt(line.replace("‸", ""), Mark("a.yaml", 3, line.index("‸") + 1), width, "x")

    assert shown == expected


def columns(text: str) -> int:
    wide = (2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text if not unicodedata.combining(one))
    return sum(wide)


@given(st.text(st.characters(exclude_characters="\n\r"), max_size=300), st.integers(0, 300), st.integers(32, 200))
def test_an_excerpt_never_leaves_the_screen_and_points_at_its_letter(line: str, at: int, width: int) -> None:
    at = min(at, len(line))

    shown, below = excerpt(line, Mark("a.yaml", 12, at + 1), width, "")

    assert columns(shown) <= width
    assert all(unicodedata.category(one) not in ("Cc", "Cf") for one in shown)
    pointed = columns(below) - 1
    if at < len(line) and line[at].isalnum() and line[at].isascii():
        before = next(n for n in range(len(shown) + 1) if columns(shown[:n]) >= pointed)
        assert line[at] in shown[before : before + 3]


@pytest.mark.parametrize(
    ("line", "end"),
    [("icon: ‸roket", "roket"), ("‸titel: a", "titel"), ('a: ‸"b c" d', '"b c"'), ("a: ‸@b", "@"), ("a:‸", "")],
)
def test_the_end_of_what_is_at_fault(line: str, end: str) -> None:
    column = line.index("‸") + 1

    assert end_of(line.replace("‸", ""), column) == column + len(end)


def test_a_letter_that_no_text_has_is_shown_in_its_line(project: Project) -> None:
    project.edit("soutien.yaml", "label: ", "label: a\0")

    assert "\n  2 | label: a<U+0000>" in project.run("build").screen


def test_a_problem_shows_its_line_and_its_name(project: Project) -> None:
    project.edit("soutien.yaml", "icon: rocket", "icon: roket")

    assert project.run("build").screen == (
        f"{P}:4:7: icon: There is no icon “roket”. Did you mean “rocket”?\n"
        "  4 | icon: roket\n"
        "    |       ^ unknown-icon\n"
        "1 to mend; nothing was written.\n"
    )


def test_a_warning_shows_them_too(project: Project) -> None:
    project.edit("soutien.yaml", "heading: Un fort", "heading: Un <b>fort")

    screen = project.run("build", "--only", "web").screen

    assert f"{P}:3:13: heading: Warning: “<b>” is printed as it stands." in screen
    assert "  3 | heading: Un <b>fort soutien" in screen
    assert "    |             ^ printed-as-is\n" in screen


def test_a_document_of_problems(project: Project) -> None:
    project.edit("soutien.yaml", "icon: rocket", "icon: roket")
    project.edit("publication.yaml", "language: fr", "langage: fr")

    result = project.run("build", "--format", "json")

    assert (result.code, result.screen) == (1, "")
    found = document(result.out)
    assert (found["command"], found["exit"], found["files"]) == ("build", 1, [])
    assert {one["code"] for one in found["problems"]} >= {"unknown-key", "unknown-icon"}
    assert next(one for one in found["problems"] if one["code"] == "unknown-icon") == {
        "code": "unknown-icon",
        "severity": "error",
        "file": P,
        "line": 4,
        "column": 7,
        "endLine": 4,
        "endColumn": 12,
        "source": "icon: roket",
        "path": "icon",
        "message": "There is no icon “roket”.",
        "remedy": "Did you mean “rocket”?",
        "suggestion": "rocket",
        "page": "docs/en/problems.md#unknown-icon",
    }


def test_a_document_of_what_was_built_and_checked(project: Project) -> None:
    built = document(project.run("build", "--only", "web", "--format", "json").out)
    checked = project.run("check", "--format", "json")

    assert [one["state"] for one in built["files"]] == ["written"]
    assert built["problems"] == []
    found = document(checked.out)
    assert (checked.code, found["exit"]) == (1, 1)
    assert {(one["code"], one["file"]) for one in found["problems"]} == {
        ("output-missing", f"{SLUG}.pptx"),
        ("output-missing", f"{SLUG}.pdf"),
    }
    assert found["files"][0]["items"] > 20


def test_every_problem_is_in_the_document(project: Project) -> None:
    project.write("soutien.yaml", "label: a\n" + "".join(f"clef{n}: 1\n" for n in range(150)))

    found = document(project.run("build", "--format", "json").out)["problems"]

    assert len([one for one in found if one["code"] == "unknown-key"]) == 150
    assert project.run("build").err.count("is not known here") < 150


def test_a_warning_is_in_the_document(project: Project) -> None:
    project.edit("soutien.yaml", "heading: Un fort", "heading: Un <b>fort")

    found = document(project.run("build", "--only", "web", "--format", "json").out)

    assert [(one["severity"], one["code"], one["line"]) for one in found["problems"]] == [
        ("warning", "printed-as-is", 3)
    ]


def test_a_document_where_there_is_no_project(project: Project) -> None:
    done = command("check", "--root", str(project.root / "output"), "--format", "json")

    assert (done.returncode, done.stderr) == (2, "")
    (problem,) = document(done.stdout)["problems"]
    assert (problem["code"], problem["file"]) == ("project-not-found", "")


def test_a_document_in_french(project: Project) -> None:
    project.edit("soutien.yaml", "icon: rocket", "icon: roket")

    found = document(project.run_in({"LANGUAGE": "fr"}, "build", "--format", "json").out)

    assert (found["language"], found["problems"][0]["page"]) == ("fr", "docs/fr/problemes.md#unknown-icon")
    assert found["problems"][0]["remedy"] == "Vouliez-vous dire «\u00a0rocket\u00a0»\u202f?"


def test_what_a_new_or_an_imported_publication_became_is_told_to_programs(project: Project) -> None:
    """Nothing else is on standard output, and nobody is asked anything."""
    made = document(project.run("new", "--title", "La ville", "--place", "Lyon", "--format", "json").out)
    assert (made["command"], made["exit"]) == ("new", 0)
    assert made["files"][0]["file"] == "content/la-ville/publication.yaml"
    assert {one["severity"] for one in made["problems"]} == {"tip", "warning"}  # of what is still to be written

    project.write("in/notes.md", "# Le port\n\n## Un quai\n\n- Il est ouvert.\n\n## Un navire\n\n- Il est sobre.\n")
    found = document(project.run("import", str(project.root / "in/notes.md"), "--format", "json").out)
    assert found["files"][0] == {"publication": "notes", "file": "notes.md", "words": 12}
    assert [one["state"] for one in found["files"][1:]] == ["written"] * 3
    assert any("Icons proposed" in one["message"] for one in found["problems"])

    refused = document(project.run("import", "no-such.docx", "--format", "json").out)
    assert (refused["exit"], refused["files"]) == (1, [])
    assert "no-such.docx" in refused["problems"][0]["message"]


def test_what_judges_said_is_told_to_programs(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.pipeline.conformance import FAILED, FileResults, JudgeResult

    result = JudgeResult("veraPDF", "PDF/UA-1", FAILED, ("7.1: no title",))

    def examine(_world: object, _publication: object, _words: object, told: Any, _step: object) -> list[FileResults]:
        told("x.pdf", result)
        return [FileResults("x.pdf", "0" * 64, (result,))]

    monkeypatch.setattr("generator.pipeline.conformance.examine", examine)
    found = document(project.run("conformance", SLUG, "--format", "json").out)
    assert found["exit"] == 1
    assert found["files"][0] == {"publication": SLUG, "file": "x.pdf", "judge": "veraPDF", "state": "failed"}
    assert [(one["file"], one["message"]) for one in found["problems"]] == [("x.pdf", "veraPDF: 7.1: no title")]

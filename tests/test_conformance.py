"""The conformance report says what was run, by what, on which bytes; what was not run never passes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from generator.judges.table import JUDGES, Judge
from tests.project import SLUG, Project

SHEET = f"output/{SLUG}.conformance.html"


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    """Take every program off the path: no judge that is a program can sit."""
    monkeypatch.setenv("PATH", str(tmp_path))


def rows(page: str) -> list[tuple[str, str]]:
    """Return the name and the state of each result."""
    found = re.findall(r'<tr><th scope="row">(.*?)</th><td>.*?</td><td><span class="(\w+)">', page)
    return [(name, state) for name, state in found]


@pytest.mark.long
@pytest.mark.usefixtures("bare")
def test_what_is_not_run_does_not_pass_and_the_bytes_are_named(project: Project) -> None:
    project.run("build")

    result = project.run("conformance")

    found = rows(project.read(SHEET))
    assert result.code == 0
    assert [state for name, state in found if name.startswith("Piliers")] == ["passed"] * 4
    for name in ("veraPDF", "qpdf, poppler", "LibreOffice, poppler", "axe-core"):
        assert {state for judge, state in found if judge == name} == {"absent"}
    assert len(found) == 4 + len(JUDGES)
    page = project.read(SHEET)
    assert "java is not installed (Debian: apt-get install default-jre-headless)" in page
    for suffix in ("pptx", "pdf", "html"):
        file = project.path(f"output/{SLUG}.{suffix}")
        assert f"SHA-256 {hashlib.sha256(file.read_bytes()).hexdigest()}" in page


@pytest.mark.usefixtures("bare")
def test_what_fails_is_said_and_ends_in_an_error(project: Project) -> None:
    project.run("build", "--only", "web")
    page = project.path(f"output/{SLUG}.html")
    page.write_text(page.read_text("utf-8").replace("Bilbao", "Bilbo"), "utf-8")

    result = project.run("conformance")

    assert result.code == 1
    first, *others = rows(project.read(SHEET))
    assert first == ("Piliers 0.1.0", "failed")
    assert {state for judge, state in others if judge == "axe-core"} == {"absent"}
    assert "city:bilbao is missing or not whole (“Bilbao”)." in project.read(SHEET)


def test_each_result_is_printed_before_the_next_judge_sits(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.build("--only", "web")
    heard: list[str] = []

    def judged(paths: Sequence[Path]) -> dict[Path, list[str]]:
        heard.extend(project.capture.readouterr().out.splitlines())
        return {path: [] for path in paths}

    judges = [Judge(name, ".html", lambda: "a claim", partial(str, name), judged) for name in ("A", "B")]
    monkeypatch.setattr("generator.pipeline.conformance.JUDGES", judges)
    rest = project.run("conformance").out.splitlines()

    ours = f"  {SLUG}.html: Piliers 0.1.0: passed"
    assert heard == [ours, f"  {SLUG}.html: A: passed"]
    assert rest[0] == f"  {SLUG}.html: B: passed"


@pytest.mark.usefixtures("bare")
def test_without_files_there_is_nothing_to_examine(project: Project) -> None:
    result = project.run("conformance")

    assert (result.code, result.err) == (2, "There is nothing to examine. Run “piliers build”.\n")
    assert not project.path(SHEET).exists()

"""What `piliers doctor` says: what is missing and what for, in both languages, with nothing private."""

from __future__ import annotations

import json
import os
import shutil
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pytest

from generator import doctor
from tests.project import CONTENT, Project, command
from tests.some import some

ALL_THERE = "All that a build needs is there."


def found(project: Project, *arguments: str) -> dict[str, Any]:
    result = project.run("doctor", "--format", "json", *arguments)
    said: dict[str, Any] = json.loads(result.out)
    assert result.code == (0 if said["ok"] else 1)
    assert result.err == ""
    return said


def states(said: dict[str, Any], state: str) -> list[str]:
    return [one["name"] for one in said["checks"] if one["state"] == state]


@pytest.mark.long
def test_where_all_is_there_it_says_so(project: Project) -> None:
    result = project.run("doctor")

    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines()[-1] == ALL_THERE
    assert f"lxml {version('lxml')}" in result.out
    assert "MISSING" not in result.out


def test_it_needs_no_project(tmp_path: Path) -> None:
    done = command("doctor", "--root", str(tmp_path))

    assert (done.returncode, done.stderr) == (0, "")
    assert f"no content/ in {tmp_path}\n" in done.stdout
    assert list(tmp_path.iterdir()) == [], "it changes nothing"


@pytest.mark.long
def test_a_home_is_not_named(tmp_path: Path) -> None:
    home = tmp_path / "mme-secret"
    shutil.copytree(CONTENT, home / "note" / "content")
    for options in ((), ("--format", "json")):
        done = command(
            "doctor", *options, "--root", str(home / "note"), HOME=str(home), XDG_CACHE_HOME=str(home / "cache")
        )

        assert done.returncode == 0
        assert f"~{os.sep}note{os.sep}content" in done.stdout.replace("\\\\", "\\")
        assert "mme-secret" not in done.stdout


@pytest.mark.long
def test_both_languages_have_the_same_codes_and_states(project: Project) -> None:
    english, french = (
        json.loads(project.run_in({"LANGUAGE": language}, "doctor", "--format", "json").out)
        for language in ("en", "fr")
    )
    seen = [[(one["code"], one["state"]) for one in some(said["checks"])] for said in (english, french)]

    assert seen[0] == seen[1]
    assert [one["name"] for one in english["checks"]] != [one["name"] for one in french["checks"]]


def test_a_package_that_is_absent_old_or_does_not_start_is_missing(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def installed(name: str) -> str:
        if name == "lxml":
            raise PackageNotFoundError(name)
        return {"jinja2": "2.0"}.get(name) or version(name)

    def start(name: str) -> None:
        if name == "pikepdf":
            raise ImportError("DLL load failed")

    monkeypatch.setattr(doctor, "version", installed)
    monkeypatch.setattr(doctor, "import_module", start)
    said = found(project)
    by_name = {one["name"]: one for one in said["checks"]}

    assert states(said, "missing") == ["jinja2", "lxml", "pikepdf"]
    assert by_name["jinja2"]["found"].startswith("2.0, not ")
    assert by_name["lxml"]["found"] == "it is not installed"
    assert by_name["pikepdf"]["found"] == "it does not start (DLL load failed)"
    assert by_name["lxml"]["remedy"] == "Install Piliers again: the packages come with it."


def test_a_folder_that_cannot_be_written_is_missing(project: Project) -> None:
    project.write("some/busy", "a file, and no folder")
    result = project.run("doctor", "--output", str(project.root / "some/busy/output"))

    assert result.code == 1
    assert f"MISSING Folder for built files {project.root / 'some/busy'} (" in " ".join(result.out.split())
    assert "Ask for the right to write there, or give another folder by --output." in result.out
    assert result.out.splitlines()[-1] == "1 missing: see above."


def test_a_faulty_theme_is_named_with_its_place(project: Project) -> None:
    project.edit("templates/theme.yaml", "family: Carlito", "family: Carlita")

    (theme,) = [one for one in found(project)["checks"] if one["state"] == "missing"]

    assert theme["code"] == "templates"
    assert theme["found"].startswith("templates/theme.yaml:2:")


def test_judges_are_needed_by_no_build(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(project.root))
    said = found(project)
    judges = {
        one["name"]: one["found"] for one in said["checks"] if one["code"] == "judge" and one["state"] == "absent"
    }

    assert said["ok"]
    assert judges["Judge: veraPDF"] == "java is not installed (Debian: apt-get install default-jre-headless)"
    assert "Judge: LibreOffice, poppler" in judges


@pytest.mark.parametrize(
    ("given", "limits", "right"),
    [
        ("6.0", "<7,>=6.0", True),
        ("6.0.0", "<7,>=6", True),
        ("7.0rc1", "<7,>=6.0", False),
        ("5.9.9", "<7,>=6.0", False),
        ("10.18.0", "<11,>=10.18", True),
        ("2.0", "", True),
    ],
)
def test_versions_are_compared_by_number(given: str, limits: str, right: bool) -> None:
    assert doctor._within(given, limits) is right

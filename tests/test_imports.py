"""Start-up: what a command does not need, it does not import."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest

from tests.imported import imported as imported_by
from tests.matrix import every
from tests.project import ROOT, Project, command, process_environment
from tests.some import some

HEAVY = {"jinja2", "reportlab", "uharfbuzz", "pypdfium2", "yaml", "lxml", "markdown_it", "pptx", "xlsxwriter"}
HEAVY |= {"xml.etree", "PIL", "numpy", "starlette", "uvicorn", "watchfiles", "rich"}


def imported(*arguments: str) -> set[str]:
    """Return the heavy modules that a command leaves imported."""
    script = f"""
import sys
from generator.cli import main
try:
    code = main({list(arguments)!r})
except SystemExit as end:
    code = end.code
print(code, *sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=process_environment(),
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    code, *modules = done.stdout.splitlines()[-1].split()
    assert code == "0"
    return HEAVY & set(modules)


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_the_version_needs_nothing(option: str) -> None:
    assert imported(option) == set()


@pytest.mark.long
def test_a_build_without_a_change_needs_nothing(project: Project) -> None:
    assert command("build", "--root", str(project.root)).returncode == 0

    assert imported("build", "--root", str(project.root)) == set()


@pytest.mark.long
def test_an_edition_needs_no_other_editions_library(project: Project) -> None:
    assert imported("build", "--root", str(project.root), "--only", "deck") & {"reportlab", "pypdfium2"} == set()


@pytest.mark.long
@every(2, "only", ["note", "web"])
def test_only_the_deck_needs_python_pptx(project: Project, only: str) -> None:
    loaded = imported("build", "--root", str(project.root), "--only", only)

    assert loaded & {"pptx", "xlsxwriter"} == set()


@pytest.mark.long
def test_a_picture_of_outlines_needs_no_pixels(project: Project) -> None:
    loaded = imported("picture", "--root", str(project.root), "--format", "svg")

    assert loaded & {"reportlab", "pypdfium2", "PIL", "lxml", "pptx"} == set()


@pytest.mark.long
def test_the_program_imports_only_what_it_depends_on() -> None:
    """What only tests and judges use is no dependency of the program; what it uses is one, or an extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {re.split("[<>=]", one)[0] for one in project["dependencies"]}
    installed = packages_distributions()
    modules = [one for one in (ROOT / "generator").rglob("*.py") if "judges" not in one.parts]
    used = {name.partition(".")[0] for one in some(modules) for name in imported_by(one)}
    used -= {"generator", *sys.stdlib_module_names}
    extras = [one for name in ("cloud", "cluster", "lsp") for one in project["optional-dependencies"][name]]
    asked = {re.split("[<>=]", one)[0] for one in extras} | {"lsprotocol"}  # pygls's

    assert {one.lower() for name in used for one in installed.get(name, [name])} == declared | asked

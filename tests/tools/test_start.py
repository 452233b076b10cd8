"""A double click sets up once and opens the editor: what of it can be tried without Windows and macOS."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.matrix import every
from tests.project import CONTENT, ROOT, SLUG, link_tree, process_environment
from tests.some import some

pytestmark = pytest.mark.skipif(os.name == "nt", reason="piliers.command is for POSIX")

PIP = """
import os, pathlib, sys
print("Collecting one")
print("Collecting two (from piliers)")
print("ERROR: no network" if os.environ.get("NO_NETWORK") else "Successfully installed")
pathlib.Path("asked.txt").write_text(" ".join(sys.argv[1:]))
sys.exit(bool(os.environ.get("NO_NETWORK")))
"""

# To put the real pip into a .venv takes five seconds; `make` does it, for these tests too.
NO_PIP = "import venv\nvenv.EnvBuilder._setup_pip = lambda *_: None\n"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a clone without .venv, in a folder whose name has what scripts stumble over."""
    root = tmp_path / "Mes documents (été) & notes"
    for name in ("generator", "templates"):
        link_tree(ROOT / name, root / name)  # with its bytecode, which each start would make again
    (root / "tools").mkdir()
    for name in ("piliers.command", "pyproject.toml", "tools/start.py"):
        shutil.copy(ROOT / name, root / name)
    shutil.copytree(CONTENT / SLUG, root / "content" / SLUG)
    shutil.copy(CONTENT / "cities.yaml", root / "content")
    return root


@pytest.fixture
def pip(tmp_path: Path) -> Path:
    """Return a folder with a pip that installs nothing, to be found before the real one."""
    folder = tmp_path / "fake"
    (folder / "pip").mkdir(parents=True)
    (folder / "pip/__init__.py").touch()
    (folder / "pip/__main__.py").write_text(PIP)
    (folder / "sitecustomize.py").write_text(NO_PIP)
    return folder


def set_up(clone: Path) -> None:
    """Make a .venv as the set-up does, of this Python and its packages."""
    (clone / ".venv/bin").mkdir(parents=True)
    python = clone / ".venv/bin/python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    (clone / ".venv/.installed").touch()


def start(
    clone: Path, *arguments: str, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run piliers.command by sh from another folder, as a double click does."""
    changes = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", **environment}
    return subprocess.run(
        ["sh", str(clone / "piliers.command"), *arguments],
        cwd=cwd or clone.parent,
        env=process_environment(**changes),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_it_runs_any_command_in_its_own_folder(clone: Path) -> None:
    set_up(clone)
    done = start(clone, "build", "--only", "web")

    assert (done.returncode, done.stderr) == (0, "")
    assert (clone / "output" / f"{SLUG}.html").exists()


@every(2, ("arguments", "code"), [(("check",), 1), (("biuld",), 2)])
def test_the_exit_code_is_that_of_the_command(clone: Path, arguments: tuple[str, ...], code: int) -> None:
    set_up(clone)

    assert start(clone, *arguments).returncode == code


@pytest.mark.long
def test_without_arguments_it_opens_the_editor(clone: Path) -> None:
    set_up(clone)
    environment = process_environment(PATH=f"{Path(sys.executable).parent}:/usr/bin:/bin", BROWSER="true")
    with subprocess.Popen(
        ["sh", str(clone / "piliers.command")],
        cwd=clone.parent,
        env=environment,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as editor:
        try:
            assert editor.stdout
            said = next((line for line in editor.stdout if "http://127.0.0.1:" in line), "")
        finally:
            editor.terminate()

    assert "token=" in said


def test_it_can_be_started_from_its_own_folder(clone: Path) -> None:
    set_up(clone)
    environment = process_environment(PATH=f"{Path(sys.executable).parent}:/usr/bin:/bin")
    done = subprocess.run(
        ["sh", "piliers.command", "--version"], cwd=clone, env=environment, capture_output=True, check=False
    )

    assert done.stdout.startswith(b"piliers ")


def test_it_sets_up_once(clone: Path, pip: Path) -> None:
    first = start(clone, "--prepare", PYTHONPATH=str(pip))
    asked = (clone / "asked.txt").read_text("utf-8")
    (clone / "asked.txt").unlink()
    second = start(clone, "--prepare", PYTHONPATH=str(pip))

    assert (first.returncode, first.stderr) == (0, "Setting up Piliers (once; a minute or two)…\n")
    assert asked.endswith("--config-settings editable_mode=compat -e .")
    assert (second.returncode, second.stderr) == (0, "")
    assert not (clone / "asked.txt").exists()


def test_a_set_up_that_fails_says_why_and_is_tried_again(clone: Path, pip: Path) -> None:
    failed = start(clone, "build", PYTHONPATH=str(pip), NO_NETWORK="1", LANGUAGE="fr")
    again = start(clone, "--prepare", PYTHONPATH=str(pip))

    assert failed.returncode == 1
    assert "ERROR: no network\n" in failed.stderr
    assert failed.stderr.splitlines()[-1].startswith(
        "Les paquets n’ont pas pu être installés. Il faut Internet, une fois"
    )
    assert not (clone / "output").exists()
    assert again.stderr.startswith("Setting up Piliers")


def test_a_set_up_whose_python_is_gone_is_made_again(clone: Path, pip: Path) -> None:
    set_up(clone)
    (clone / ".venv/bin/python").unlink()
    (clone / ".venv/bin/python").symlink_to(pip / "removed")

    assert start(clone, "--prepare", PYTHONPATH=str(pip)).returncode == 0
    assert (clone / ".venv/bin/python").exists()


def test_without_python_it_says_where_to_get_it_in_both_languages(clone: Path, tmp_path: Path) -> None:
    sh = shutil.which("sh")
    done = subprocess.run(
        [str(sh), str(clone / "piliers.command")],
        env={"PATH": str(tmp_path / "nothing")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if Path("/usr/local/bin/python3").exists():
        pytest.skip("this machine has a Python where macOS keeps one")

    assert done.returncode == 1
    assert [line[:20] for line in done.stdout.splitlines()] == ["Piliers needs Python", "Il faut Python 3.11 "]


def test_the_command_of_windows_is_as_cmd_needs_it() -> None:
    """It was run by Wine's cmd.exe alone, never on Windows; what is known to break there is looked for."""
    data = (ROOT / "Piliers.cmd").read_bytes()
    lines = data.decode("ascii").split("\r\n")  # which code page is set, nobody knows

    assert b"\n" not in data.replace(b"\r\n", b""), "cmd.exe loses labels without CR"
    assert "*.cmd text eol=crlf" in (ROOT / ".gitattributes").read_text("utf-8").splitlines()
    assert 'pushd "%~dp0"' in lines, "quoted, since folders have spaces; pushd, for those of a network"
    assert [line for line in lines if "%~dp0" in line.replace('"%~dp0"', "")] == []
    assert {line for line in lines if line.startswith(":")} == {
        f":{one}" for one in re.findall(r"goto (\w+)", "\n".join(lines))
    }
    assert lines[-2:] == ["exit /b %CODE%", ""]
    runs = [number for number, line in enumerate(lines) if line.endswith("tools\\start.py %*")]
    assert [lines[number + 1] for number in some(runs)] == ['set "CODE=%ERRORLEVEL%"'] * 2
    assert not any(sign in line for line in lines if not line.startswith("rem") for sign in ("&&", "||")), "plain"


def test_the_command_of_macos_can_be_run() -> None:
    listed = subprocess.run(["git", "ls-files", "-s", "piliers.command"], cwd=ROOT, capture_output=True, check=False)

    assert os.access(ROOT / "piliers.command", os.X_OK)
    assert not listed.stdout or listed.stdout.startswith(b"100755 ")

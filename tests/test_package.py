"""Installed once, used anywhere: the wheel carries what a build needs; a project's own templates overrule its."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.project import CONTENT, ROOT, SLUG, Project, process_environment, replace_file
from tests.some import some

LEFT = ("generator", "templates", "content", "docs", "tests", "bench", "tools")
BACKEND = "from setuptools import build_meta; print(build_meta.build_{kind}({folder!r}))"


def made(kind: str, source: Path, folder: Path) -> Path:
    """Return the sdist or wheel of ``source``, as pip and build make them, without a network."""
    script = BACKEND.format(kind=kind, folder=str(folder))
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=source, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return folder / done.stdout.splitlines()[-1]


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sdist of a copy of this project: setuptools leaves folders where it works."""
    source = tmp_path_factory.mktemp("source")
    for path in (path for path in ROOT.iterdir() if path.is_file() and path.name != ".git"):
        shutil.copy(path, source)
    for name in LEFT:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "*.tmp"))
    return made("sdist", source, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # from Python 3.11.4 on
        archive.extractall(source)
    stale = next(source.iterdir()) / "build/lib/generator/gone.py"
    stale.parent.mkdir(parents=True)
    stale.touch()
    return made("wheel", next(source.iterdir()), tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which the wheel, and nothing else, is unpacked, which is all that pip does with this one."""
    target = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that holds content/ alone."""
    shutil.copytree(CONTENT / SLUG, tmp_path / "folder" / "content" / SLUG)
    shutil.copy(CONTENT / "cities.yaml", tmp_path / "folder" / "content")
    return tmp_path / "folder"


@pytest.mark.long
def test_pip_installs_what_the_wheel_holds(wheel: Path, installed: Path, tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile"]
    subprocess.run([*pip, "--target", str(tmp_path), str(wheel)], check=True)

    for file in some(path for path in (installed / "generator").rglob("*") if path.is_file() and path.suffix != ".pyc"):
        assert (tmp_path / file.relative_to(installed)).read_bytes() == file.read_bytes()


def run(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command that is installed in ``installed``, in ``folder``."""
    environment = process_environment(PYTHONPATH=str(installed), PYTHONDONTWRITEBYTECODE="1")
    command = [sys.executable, "-m", "generator", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)


def built(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in some(sorted((folder / "output").iterdir()))}


def test_the_wheel_holds_every_template_licence_and_page(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    below = [path for name in ("templates", "generator") for path in (ROOT / name).rglob("*") if path.is_file()]
    wanted = {path.relative_to(ROOT).as_posix() for path in below if path.suffix not in (".po", ".pot", ".pyc")}

    assert {f"generator/{name}" if name.startswith("templates/") else name for name in some(wanted)} <= held
    assert "generator/gone.py" not in held, "what an earlier wheel left is no part of this one"
    assert {name.split("/")[0] for name in held if ".dist-info" not in name} == {"generator"}
    assert {Path(name).name for name in held if "/licenses/" in name} == {"LICENSE", "THIRD_PARTY_NOTICES.md"}


def test_the_sdist_is_the_clone(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}

    wanted = {"templates/theme.yaml", "tests/project.py", "Makefile", "setup.py", "generator/locale/piliers.pot"}
    assert wanted <= held
    assert f"content/{SLUG}/publication.yaml" in held


@pytest.mark.long
def test_content_alone_builds_the_same_bytes_as_the_clone(installed: Path, folder: Path, project: Project) -> None:
    done = run(installed, folder, "build")
    for file in some(sorted((folder / "content").rglob("*.yaml"))):  # the day is that of the files
        shutil.copystat(file, project.root / file.relative_to(folder))
    project.build()

    assert (done.returncode, done.stderr) == (0, "")
    assert {path.name for path in folder.iterdir()} == {"content", "output"}
    assert built(folder) == project.outputs()


@pytest.mark.long
def test_a_publication_is_begun_in_an_empty_folder_and_built(installed: Path, tmp_path: Path) -> None:
    pillars = [word for name in ("Nos idées", "Nos moyens") for word in ("--pillar", name)]
    answers = (
        "--title",
        "Le dossier",
        "--language",
        "fr",
        "--organisation",
        "La métropole",
        "--place",
        "Grenoble",
        *pillars,
    )
    begun = run(installed, tmp_path, "new", "dossier", *answers)

    assert begun.returncode == 0, begun.stderr
    assert run(installed, tmp_path, "build").returncode == 0
    assert {path.name for path in tmp_path.iterdir()} == {"content", "output"}


@pytest.mark.long
def test_a_template_of_the_project_overrules_the_one_of_the_program(installed: Path, folder: Path) -> None:
    assert run(installed, folder, "build").returncode == 0
    before = built(folder)
    theme = (ROOT / "templates/theme.yaml").read_text("utf-8")
    assert "00677A" in theme
    (folder / "templates").mkdir()
    replace_file(folder / "templates/theme.yaml", theme.replace("00677A", "004D40"))

    changed = run(installed, folder, "build")
    assert (changed.returncode, changed.stderr) == (0, "")
    assert "004d40" in built(folder)[f"{SLUG}.html"].decode().lower()

    (folder / "templates/theme.yaml").unlink()
    assert run(installed, folder, "build").returncode == 0
    assert built(folder) == before


@pytest.mark.long
def test_an_icon_of_the_project_stands_beside_those_of_the_program(installed: Path, folder: Path) -> None:
    (folder / "templates/icons").mkdir(parents=True)
    shutil.copy(ROOT / "templates/icons/sun.svg", folder / "templates/icons/ours.svg")
    pillar = next((folder / "content" / SLUG / "pillars").glob("*.yaml"))
    text = pillar.read_text("utf-8")
    icon = next(line for line in text.splitlines() if line.startswith("icon:"))
    replace_file(pillar, text.replace(icon, "icon: ours"))

    assert run(installed, folder, "build", "--only", "web").returncode == 0


@pytest.mark.long
def test_a_template_to_change_is_copied_into_the_project(installed: Path, folder: Path) -> None:
    done = run(installed, folder, "template", "copy", "theme.yaml", "words/fr.yaml")
    again = run(installed, folder, "template", "copy", "theme.yaml")
    wrong = run(installed, folder, "template", "copy", "them.yaml")
    outside = run(installed, folder, "template", "copy", "../process.py")

    assert done.stdout == "Written templates/theme.yaml\nWritten templates/words/fr.yaml\n"
    assert (folder / "templates/theme.yaml").read_bytes() == (ROOT / "templates/theme.yaml").read_bytes()
    assert (again.returncode, again.stderr) == (1, "templates/theme.yaml is there already; it was not replaced.\n")
    assert wrong.stderr == "There is no template them.yaml. Did you mean “theme.yaml”?\n"
    assert (outside.returncode, outside.stderr.partition(". ")[0]) == (2, "There is no template ../process.py")
    assert run(installed, folder, "build", "--only", "web").returncode == 0


@pytest.mark.long
@pytest.mark.parametrize("link", ["templates/theme.yaml", "templates"])
def test_templates_that_lead_out_of_the_project_are_refused(installed: Path, folder: Path, link: str) -> None:
    outside = folder.parent / "outside"
    shutil.copytree(ROOT / "templates", outside)
    (folder / link).parent.mkdir(exist_ok=True)
    (folder / link).symlink_to(outside if link == "templates" else outside / "theme.yaml")

    done = run(installed, folder, "build")

    assert done.returncode == 1
    assert "templates/theme.yaml:1:1: The path leads out of the project." in done.stderr


def test_a_broken_link_is_no_absent_template(installed: Path, folder: Path) -> None:
    (folder / "templates").mkdir()
    (folder / "templates/theme.yaml").symlink_to("nowhere.yaml")

    done = run(installed, folder, "build")

    assert done.returncode == 1
    assert "templates/theme.yaml:1:1: The file cannot be read" in done.stderr

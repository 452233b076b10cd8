"""A project of the tests' own: their publications, copies of the templates, and the command run on it.

The publications stand in ``tests/content/``, so that whoever edits ``content/`` breaks no test. ``SLUG`` is a frozen
copy of the first publication, the one that the tutorials copy; ``EVERY_KEY`` uses every key that the model knows.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator import messages
from generator.cli import main
from generator.kit import Kit
from generator.text.fonts import Family
from generator.theme import read_theme
from generator.world import World

ROOT = Path(__file__).parents[1]
CONTENT = Path(__file__).with_name("content")
SLUG = "lecons-apprises"
EVERY_KEY = "toutes-les-cles"
STOOD_IN = ("templates/icons/", "templates/words/")
"""Most of the templates: a project has none of its own until a test asks for one, and the program's stand in."""

EDITIONS = {"deck": "pptx", "note": "pdf", "web": "html"}


@dataclass(frozen=True)
class Result:
    """What a command printed, and its exit code; ``err`` without the lines of source below each problem."""

    code: int
    out: str
    screen: str

    @property
    def err(self) -> str:
        return re.sub(r"^ +(?:\d* \||=)(?: .*)?\n", "", self.screen, flags=re.MULTILINE)

    @property
    def problems(self) -> list[str]:
        """Return the problems printed, without the summary after them."""
        return self.err.splitlines()[:-1]


@dataclass(frozen=True)
class Project:
    """A project in a temporary folder."""

    root: Path
    capture: pytest.CaptureFixture[str]

    @property
    def output(self) -> Path:
        return self.root / "output"

    def path(self, name: str) -> Path:
        """Return a path from the root; a pillar may be named by its file's name alone."""
        if name == "publication.yaml":
            return self.root / "content" / SLUG / name
        if "/" not in name:
            return self.root / "content" / SLUG / "pillars" / name
        return own_file(self.root, name)

    def read(self, name: str) -> str:
        return self.path(name).read_text("utf-8")

    def write(self, name: str, text: str | bytes) -> None:
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, text)

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace ``old``, which must be there, by ``new``, once."""
        text = self.read(name)
        assert old in text, f"{name} has no {old!r}"
        self.write(name, text.replace(old, new, 1))

    def run(self, *arguments: str) -> Result:
        """Run the command in this process."""
        self.capture.readouterr()
        code = main([*arguments, "--root", str(self.root)])
        out, err = self.capture.readouterr()
        return Result(code, out, err)

    def run_in(self, environment: dict[str, str], *arguments: str) -> Result:
        """Run the command in this process with some variables of the environment set."""
        with pytest.MonkeyPatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            messages._catalogue.cache_clear()
            result = self.run(*arguments)
        messages._catalogue.cache_clear()
        return result

    def build(self, *arguments: str) -> Result:
        """Build, and expect success."""
        result = self.run("build", *arguments)
        assert (result.code, result.err) == (0, "")
        return result

    def refused(self, *arguments: str) -> list[str]:
        """Build, expect that it is refused and that the old outputs stand; return the problems."""
        old = {f"{SLUG}.{suffix}": f"the old {name}".encode() for name, suffix in EDITIONS.items()}
        for name, data in old.items():
            self.write(f"output/{name}", data)
        result = self.run("build", *arguments)
        assert (result.code, result.out) == (1, "")
        assert self.outputs() == old
        problems = result.problems
        assert result.err.splitlines()[-1] == f"{len(problems)} to mend; nothing was written."
        assert len(set(problems)) == len(problems), "a problem is printed twice"
        return problems

    def outputs(self) -> dict[str, bytes]:
        """Return every file in output/, by name."""
        return {path.name: path.read_bytes() for path in sorted(self.output.glob("*")) if path.is_file()}

    def times(self) -> dict[str, int]:
        """Return when each file in output/ was written."""
        return {path.name: path.stat().st_mtime_ns for path in self.output.iterdir()}


def make_project(root: Path, capture: pytest.CaptureFixture[str]) -> Project:
    """Return a project with the tests' first publication in ``root``."""
    copy_project(root)
    return Project(root, capture)


def copy_project(root: Path, *slugs: str) -> None:
    """Copy the templates, and the tests' cities and publications ``slugs`` (the first one unless said), to ``root``."""
    link_tree(pristine_templates(), root / "templates", STOOD_IN)
    for slug in slugs or (SLUG,):
        shutil.copytree(CONTENT / slug, root / "content" / slug)
    shutil.copy(CONTENT / "cities.yaml", root / "content/cities.yaml")


def own_file(root: Path, name: str) -> Path:
    """Return a file of the project at ``root``: a template that only stands in becomes the project's own."""
    pristine = pristine_templates().parent / name
    if name.startswith(STOOD_IN) and pristine.exists() and not (root / name).exists():
        (root / name).parent.mkdir(exist_ok=True)
        _link(str(pristine), str(root / name))
    return root / name


def link_tree(source: Path, target: Path, without: tuple[str, ...] = ()) -> None:
    """Make a tree of links, far quicker than a copy: its files may be replaced, never written in place.

    It is ``without`` what lies in some folders, named with that of the tree.
    """
    for folder, folders, files in os.walk(source):
        folders[:] = [one for one in folders if f"{source.name}/{one}/" not in without]
        there = os.path.join(target, os.path.relpath(folder, source))  # noqa: PTH118  (for each of a thousand tests)
        os.makedirs(there)  # noqa: PTH103
        for name in files:
            _link(f"{folder}/{name}", f"{there}/{name}")


def replace_file(path: Path, text: str | bytes) -> None:
    """Write a file of a project anew: it may be a link to a template that other tests read."""
    path.unlink(missing_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk, or one that knows no links
        shutil.copy(source, target)


@functools.cache
def pristine_templates() -> Path:
    """Return a copy of this project's templates, made once, that projects of tests link to."""
    shutil.copytree(ROOT / "templates", _temporary() / "templates")
    return _temporary() / "templates"


@functools.cache
def sample_root() -> Path:
    """Return the root of a project with the tests' publications, which nobody changes, made once."""
    copy_project(_temporary() / "sample", SLUG, EVERY_KEY)
    return _temporary() / "sample"


def open_kit(root: Path) -> Kit:
    """Return the kit of the project at ``root``, in its own theme."""
    world = World(root)
    theme = read_theme(world)
    return Kit(world, theme, Family.open(world, theme.family))


@functools.cache
def built_root() -> Path:
    """Return the root of a project of the first publication, built once in this process, to be copied or looked at."""
    root = _temporary() / "built"
    copy_project(root)
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)
        assert main(["build", "--root", str(root)]) == 0
    return root


@functools.cache
def _temporary() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="piliers-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def command(*arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``python -m generator`` in a process of its own, in English unless ``environment`` says otherwise."""
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        cwd=cwd or ROOT,
        env=process_environment(**environment),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def process_environment(**changes: str) -> dict[str, str]:
    """Return this process's environment with ``changes``; the command is found from any folder."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C", "LANGUAGE": "en", **changes}

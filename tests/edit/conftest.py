"""An editor for the tests in which every request is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator import messages
from tests.edit.test_server import Editor
from tests.project import Project, copy_project


@pytest.fixture(scope="session")
def unchanged(tmp_path_factory: pytest.TempPathFactory, cache_folder: Path) -> Iterator[Editor]:
    root = tmp_path_factory.mktemp("unchanged") / "project"
    copy_project(root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LANGUAGE", "en")
        patch.setenv("XDG_CACHE_HOME", str(cache_folder))
        made = Editor(Project(root, None))  # type: ignore[arg-type]  # no command is run there
        made.enter()
    before = contents(root)
    yield made
    assert contents(root) == before, "a request that was to be refused has changed something: take the fixture editor"


def contents(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def editor(project: Project) -> Iterator[Editor]:
    made = Editor(project)
    made.enter()
    yield made
    messages.speak([])


@pytest.fixture
def refusing(unchanged: Editor) -> Iterator[Editor]:
    """Return an editor that is opened once: to open one takes longer than all that is asked of it here."""
    yield unchanged
    messages.speak([])

"""The finished files that the judges examine, built once by the real command."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from generator.judges.tools import ROOT, need
from generator.pipeline.edition import EDITIONS

JUDGES = Path(__file__).parent


@dataclass(frozen=True)
class Outputs:
    """All the editions of one publication, by suffix."""

    slug: str
    folder: Path

    def __getitem__(self, suffix: str) -> Path:
        path = self.folder / f"{self.slug}.{suffix}"
        assert path.is_file(), f"the build ended well, yet wrote no {path.name}"
        return path


def slugs() -> list[str]:
    """Return the publications of this project."""
    return sorted(one.parent.name for one in ROOT.glob("content/*/publication.yaml"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as a judge's."""
    for item in items:
        if JUDGES in item.path.parents:
            item.add_marker(pytest.mark.judge)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once: Playwright runs once in a process."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=need("chromium", "chromium"), args=["--no-sandbox"])


@pytest.fixture(scope="session", params=slugs() or [""])
def outputs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Outputs:
    """Build one publication into a new folder and return its files."""
    if not request.param:
        pytest.fail("no publication under content/: there is nothing to judge", pytrace=False)
    folder = tmp_path_factory.mktemp(request.param)
    command = [sys.executable, "-m", "generator", "build", request.param]
    command += [f"--only={edition.name}" for edition in EDITIONS]
    command += ["--root", str(ROOT), "--output", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    if done.returncode:
        pytest.fail(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}", pytrace=False)
    return Outputs(request.param, folder)

"""The editions that publications declare, and the page that lists them, pass the judges of their kinds of file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from generator.judges.table import JUDGES, Judge
from generator.judges.tools import ROOT
from tests.some import some

DECLARED = {
    path.parent.name: [one["id"] for one in editions]
    for path in sorted(ROOT.glob("content/*/publication.yaml"))
    if (editions := yaml.safe_load(path.read_text("utf-8")).get("editions"))
}


@pytest.fixture(scope="module", params=[(slug, one) for slug, all in DECLARED.items() for one in all], ids="-".join)
def files(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Build one edition by the real command; return its files and the page that lists it."""
    slug, edition = request.param
    folder = tmp_path_factory.mktemp(edition)
    command = [sys.executable, "-m", "generator", "build", slug, "--edition", edition]
    done = subprocess.run(
        [*command, "--root", str(ROOT), "--output", str(folder)], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return sorted(path for path in folder.iterdir() if path.suffix != ".json")


@pytest.mark.parametrize("judge", JUDGES, ids=[f"{one.name} {one.suffix}" for one in JUDGES])
def test_a_judge_finds_nothing_in_an_edition(judge: Judge, files: list[Path]) -> None:
    wanted = [path for path in files if path.name.endswith(judge.suffix)]
    if not wanted:
        pytest.skip("the edition has no such file")

    found = [(path.name, judge.findings(path)) for path in some(wanted)]
    assert found == [(path.name, []) for path in wanted]


def test_the_demonstration_declares_editions() -> None:
    """Else nothing above is judged."""
    assert len(DECLARED["villes-imaginaires"]) >= 2

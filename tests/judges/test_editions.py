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


@pytest.fixture(scope="module", params=list(DECLARED))
def files(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Build the editions that one publication declares by the real command; return their files, and the page."""
    folder = tmp_path_factory.mktemp(request.param)
    command = [sys.executable, "-m", "generator", "build", request.param, "--editions"]
    done = subprocess.run(
        [*command, "--root", str(ROOT), "--output", str(folder)], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list(folder.glob("*.receipt.json"))) == len(DECLARED[request.param])
    return sorted(path for path in folder.iterdir() if path.suffix != ".json")


@pytest.mark.parametrize("judge", JUDGES, ids=[f"{one.name} {one.suffix}" for one in JUDGES])
def test_a_judge_finds_nothing_in_an_edition(judge: Judge, files: list[Path]) -> None:
    wanted = some([path for path in files if path.name.endswith(judge.suffix)])

    assert judge.judged(wanted) == {path: [] for path in wanted}


def test_the_demonstration_declares_editions() -> None:
    """Else nothing above is judged."""
    assert len(DECLARED["villes-imaginaires"]) >= 2

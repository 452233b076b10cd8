"""The edges of the process: one line, the right exit code, whole outputs, nothing left behind."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.edges import WHOLE, Edges
from tests.matrix import every, few
from tests.project import ROOT, Project, process_environment

COMMAND = [sys.executable, "-m", "generator"]


def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    environment = process_environment() | {str(k): str(v) for k, v in options.pop("env", {}).items()}  # type: ignore[attr-defined]
    done: subprocess.CompletedProcess[str] = subprocess.run(  # type: ignore[call-overload]
        [*COMMAND, *arguments],
        cwd=ROOT,
        env=environment,
        encoding="utf-8",
        stderr=subprocess.PIPE,
        check=False,
        **options,
    )
    return done


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has /dev/full")
def test_a_full_output_is_said(project: Project) -> None:
    with Path("/dev/full").open("w") as full:
        done = run("build", "--only", "web", "--root", str(project.root), stdout=full)

    assert (done.returncode, done.stderr) == (1, "The output cannot be written (the disk is full).\n")


@pytest.mark.skipif(os.name == "nt", reason="closing descriptors is POSIX")
@every(2, "closed", [1, 2])
def test_a_closed_stream_ends_nothing(project: Project, closed: int) -> None:
    arguments = ("build", "--only", "web", "--root", str(project.root))
    done = run(*arguments, stdout=subprocess.DEVNULL, preexec_fn=lambda: os.close(closed))

    assert (done.returncode, done.stderr or "") == (0, "")


def test_a_fault_is_a_sentence_and_a_report_without_contents(project: Project, tmp_path: Path) -> None:
    script = (
        "import sys, generator.pipeline.build as build\n"
        "def broken(*arguments, **options): raise RuntimeError('Mme Secret')\n"
        "build.build = broken\n"
        "from generator.process import run\n"
        "run()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "build", "--root", str(project.root)],
        cwd=ROOT,
        env=process_environment() | {"TMPDIR": str(tmp_path)},
        encoding="utf-8",
        capture_output=True,
        check=False,
    )
    (report,) = tmp_path.glob("piliers-fault-*.txt")

    assert done.returncode == 70
    assert done.stderr == (
        "The program has a fault (RuntimeError); nothing was damaged. "
        f"Send this file to those who look after it: {report}.\n"
    )
    text = report.read_text("utf-8")
    assert "RuntimeError" in text
    assert "generator/cli.py:" in text
    assert "Secret" not in text


@pytest.fixture(scope="module")
def edges(tmp_path_factory: pytest.TempPathFactory) -> Edges:
    return Edges(tmp_path_factory.mktemp("edges") / "project", random.randrange(2**32))


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX's")
@few({signal.SIGINT}, "number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_build_ended_at_any_moment_leaves_whole_files_and_the_right_code(edges: Edges, number: int) -> None:
    found = edges.ended(number)  # hundreds of times: python -m tests.edges

    assert found.endswith(WHOLE), f"seed {edges.seed}: {found}"


@pytest.mark.long
def test_the_settings_of_reportlab_in_a_home_are_not_run(project: Project, tmp_path: Path) -> None:
    for name in (".reportlab_mods", ".reportlab_settings"):
        (tmp_path / name).write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n", "utf-8")
    project.edit("soutien.yaml", "Un fort soutien", "Un grand soutien")

    done = run(
        "build", "--root", str(project.root), "--only", "note", stdout=subprocess.DEVNULL, env={"HOME": tmp_path}
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert not (tmp_path / "ran").exists()


@pytest.mark.long
def test_two_builds_at_once_give_whole_files(edges: Edges) -> None:
    assert edges.pair() == f"both done, {WHOLE}"

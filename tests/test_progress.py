"""Long work shows how far it has come: on a terminal alone, never in what is printed, never for a moment only."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.matrix import every
from tests.project import ROOT, Project, process_environment

pty = pytest.importorskip("pty", reason="pseudoterminals are POSIX")
SHOWN = "\u2501"  # of which rich makes the bar
BUILD = """
import sys
from generator import cli, progress
progress._DELAY = {delay}
sys.exit(cli.main(sys.argv[1:]))
"""
INTERRUPTED = """
import os, signal, time
from generator import process, progress, cli
def long():
    progress._DELAY = 0
    for part in progress.Progress().over(["part"]):
        while not progress._drawn:
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(60)
cli.main = long
process.run()
"""


def on_terminal(*arguments: str, both: bool = False, environment: dict[str, str] | None = None) -> tuple[int, str, str]:
    """Run Python with standard error, or both outputs, on a terminal; return the code, what is piped, what shown."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        env=process_environment(**{"TERM": "xterm", "COLUMNS": "160", **(environment or {})}),
        cwd=ROOT,
        stdout=theirs if both else subprocess.PIPE,
        stderr=theirs,
    )
    os.close(theirs)
    shown = bytearray()
    with suppress(OSError):  # Linux says so when the other end is closed
        while some := os.read(ours, 4096):
            shown += some
    os.close(ours)
    piped = process.communicate()[0] or b""
    return process.returncode, piped.decode(), shown.decode()


def build(project: Project, delay: float, *more: str) -> tuple[str, ...]:
    return ("-c", BUILD.format(delay=delay), "build", "--discard", "--root", str(project.root), *more)


@pytest.mark.long
def test_a_long_build_shows_how_far_it_is_on_a_terminal_alone(project: Project) -> None:
    code, printed, shown = on_terminal(*build(project, 0))

    assert code == 0
    assert SHOWN in shown
    assert re.search("[0-2]/3", shown)  # which of them, is a matter of time
    assert "lecons-apprises: web" in shown
    assert shown.endswith("\x1b[2K"), "it leaves nothing behind"
    assert printed.splitlines()[0].startswith("  deck  written")
    assert "\x1b" not in printed


def test_what_is_printed_stands_above_the_bar(project: Project) -> None:
    project.edit("specialisation.yaml", "examples:", "exampels: []\nexamples:")
    _code, _printed, shown = on_terminal(*build(project, 0), both=True)

    assert "The key “exampels” is not known here" in shown
    assert "1 to mend; nothing was written.\r\n" in shown


def test_a_short_build_shows_nothing(project: Project) -> None:
    code, _printed, shown = on_terminal(*build(project, 60, "--only", "web"))

    assert (code, shown) == (0, "")


@pytest.mark.long
@every(2, "environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colour_where_none_is_wanted(project: Project, environment: dict[str, str]) -> None:
    _code, _printed, shown = on_terminal(*build(project, 0), environment=environment)

    assert not any(f"\x1b[{colour}" in shown for colour in ("3", "9", "1;3"))
    assert (SHOWN in shown) == ("NO_COLOR" in environment)


def test_an_interrupted_bar_is_wiped_away() -> None:
    code, _printed, shown = on_terminal("-c", INTERRUPTED)

    assert code == 130
    assert shown.endswith("\r\x1b[2K\x1b[?25h"), "the line is empty, the cursor is there"


@pytest.mark.long
def test_without_a_terminal_nothing_is_imported_or_shown(project: Project) -> None:
    script = BUILD.format(delay=0).replace("sys.exit(", "print(").rstrip() + "\nassert 'rich' not in sys.modules\n"
    done = subprocess.run(
        [sys.executable, "-c", script, "build", "--only", "web", "--root", str(project.root)],
        env=process_environment(),
        cwd=ROOT,
        capture_output=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert Path(project.output, "lecons-apprises.html").exists()


def test_a_set_up_counts_its_packages_and_leaves_nothing() -> None:
    script = (
        "import sys; from tools import start\n"
        "assert start.followed([sys.executable, '-c', 'print(\"Collecting one\\\\nCollecting two\")'], sys.stderr)\n"
    )
    code, printed, shown = on_terminal("-c", script)

    assert (code, printed) == (0, "")
    assert shown.startswith("\r  packages: 1\r  packages: 2\r ")
    assert shown.endswith(" \r")

"""A process that imports the program once and forks for each command: bounded, and measured, at a tenth of the cost.

Run as a module, it reads a line for each command: its arguments as JSON. It answers with a line: exit code, the most
memory used in megabytes, and what was printed. The child's memory begins with that of a program without a publication.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from generator import cli
from generator.pipeline.edition import EDITIONS

CPU = 10  # seconds


@dataclass(frozen=True)
class Measured:
    """What a command ended with, what it printed on both streams, and the most memory that it took, in megabytes."""

    code: int
    megabytes: int
    said: str


class Forking:
    """The process, as the tests see it; to be closed."""

    def __init__(self, environment: dict[str, str], cwd: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            env=environment,
            cwd=cwd,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(self, *arguments: str) -> Measured:
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps(arguments), file=self._process.stdin, flush=True)
        return Measured(*json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        self._process.communicate()


def serve() -> None:
    _import_what_builds_need()
    for line in sys.stdin:
        with tempfile.TemporaryFile() as said:
            child = os.fork()
            if not child:
                os._exit(_run(json.loads(line), said.fileno()))
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            said.seek(0)
            words, _line, megabytes = said.read().decode().rpartition("\n")
        print(json.dumps([code, int(megabytes or 0), words]), flush=True)


def _import_what_builds_need() -> None:
    """Import what each command would import anew."""
    for edition in EDITIONS:
        assert edition.writer
    for name in (
        *("generator.deck.audit.access", "generator.deck.pptx.read", "generator.deck.pptx.write"),
        *("generator.pipeline.build", "generator.source.load", "generator.text.hyphenation"),
        *("babel.dates", "jinja2", "markdown_it", "pikepdf", "pypdfium2"),
    ):
        importlib.import_module(name)


def _run(arguments: list[str], said: int) -> int:
    """Run a command; print the peak of memory last. Not by getrusage: its peak begins with that of the parent."""
    for stream in (1, 2):
        os.dup2(said, stream)
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    code = cli.main(arguments)
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
    print(f"\n{int(peak.split()[1]) // 1024}", end="", flush=True)
    return code


if __name__ == "__main__":
    serve()

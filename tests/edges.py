"""End builds at random moments, and overlap them: whole files, right exit codes, nothing left behind.

By hand: ``python -m tests.edges --kill 300 --interrupt 300 --terminate 300 --pairs 50``. `test_process` does a few.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from generator.cli import main
from tests.project import ROOT, SLUG, copy_project, process_environment

WHOLE = "all whole"
RECEIPT = f"{SLUG}.receipt.json"


class Edges:
    """A project whose outputs are known before and after an edit: old and new."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.seed = seed
        self.chance = random.Random(seed)
        copy_project(root)
        self.build()
        self.old = self.outputs()
        pillar = root / "content" / SLUG / "pillars/soutien.yaml"
        pillar.write_text(pillar.read_text("utf-8").replace("Un fort soutien", "Un grand soutien"), "utf-8")
        began = time.monotonic()
        self.start().communicate()
        self.seconds = time.monotonic() - began
        self.build()
        self.new = self.outputs()

    def start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "generator", "build", "--root", str(self.root)],
            cwd=ROOT,
            env=process_environment(XDG_CACHE_HOME=str(self.root / "cache")),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def build(self) -> None:
        """Build in this process."""
        with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):
            assert main(["build", "--root", str(self.root)]) == 0

    def outputs(self) -> dict[str, bytes]:
        """Return every file of output/, hidden ones too."""
        return {path.name: path.read_bytes() for path in (self.root / "output").iterdir() if path.is_file()}

    def ended(self, number: int) -> str:
        """End a build by a signal at some moment; return what became of it, in words to be counted."""
        self.restore()
        process = self.start()
        self.wait(process)
        process.send_signal(number)
        _out, said = process.communicate(timeout=500)
        left = self.outputs()
        halves = [name for name in left if name.endswith(".tmp")]
        # The receipt vouches for old and new files while they are being put in place.
        faults = [one for one in self.new if one != RECEIPT and left.get(one) not in (self.old[one], self.new[one])]
        if halves and number != signal.SIGKILL:
            faults.append(f"left behind: {halves}")
        self.build()
        if self.outputs() != self.new:
            faults.append("the next build did not mend it")
        right = -number if number == signal.SIGKILL else 128 + number
        # Python, while it still starts, ends by the signal itself, or in a traceback without a line of ours.
        starting = process.returncode == 1 and "KeyboardInterrupt" in said and str(ROOT / "generator") not in said
        if process.returncode == -number != right or starting:
            return "; ".join(faults) or "ended before our first line, all whole"
        if process.returncode not in (0, right) or said:
            faults.append(f"exit code {process.returncode}, said: {said[-300:]}")
        return "; ".join(faults) or ("done before, all whole" if process.returncode == 0 else "ended, all whole")

    def restore(self) -> None:
        """Put the old outputs back."""
        for name, data in self.old.items():
            (self.root / "output" / name).write_bytes(data)

    def wait(self, process: subprocess.Popen[str]) -> None:
        """Wait for a moment by chance: any, or, half of the times, one at which files are put in place."""
        if self.chance.random() < 0.5:
            time.sleep(self.chance.uniform(0, 1.1 * self.seconds))
            return
        while process.poll() is None and not list((self.root / "output").glob(".*.tmp")):
            time.sleep(0.0005)
        time.sleep(self.chance.uniform(0, 0.004))

    def pair(self) -> str:
        """Overlap two builds; return what became of them."""
        self.restore()
        first = self.start()
        time.sleep(self.chance.uniform(0, self.seconds))
        both = [first, self.start()]
        said = [process.communicate(timeout=500)[1] for process in both]
        codes = [process.returncode for process in both]
        whole = self.outputs() == self.new
        return "both done, all whole" if (codes, said, whole) == ([0, 0], ["", ""], True) else f"{codes} {said} {whole}"


def end_many() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.edges", description=__doc__)
    for name in ("kill", "interrupt", "terminate", "pairs"):
        parser.add_argument(f"--{name}", type=int, default=0, metavar="N")
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    options = parser.parse_args()
    print(f"seed {options.seed}")
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        edges = Edges(Path(folder) / "project", options.seed)
        for name, number in (("kill", signal.SIGKILL), ("interrupt", signal.SIGINT), ("terminate", signal.SIGTERM)):
            bad += told(name, Counter(edges.ended(number) for _round in range(getattr(options, name))))
        bad += told("pairs", Counter(edges.pair() for _round in range(options.pairs)))
    return min(bad, 1)


def told(name: str, found: Counter[str]) -> int:
    """Print what was counted; return how many were not as they must be."""
    for result, times in found.most_common():
        print(f"{name}: {times} × {result}", flush=True)
    return sum(times for result, times in found.items() if not result.endswith(WHOLE))


if __name__ == "__main__":
    sys.exit(end_many())

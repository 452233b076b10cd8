"""Run atheris on targets for some seconds each: ``python -m tests.fuzz [TARGET …] [--seconds 20]``.

It ends in an error at the first find, and says where the input lies; atheris (``pip install -e ".[fuzz]"``) must be
there. One process for each target, as many at once as there are cores: libFuzzer ends its own.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

SLOW = 10  # seconds of CPU: what takes longer is a find
STUCK = 120  # seconds: what does not end is one, too; other work may have the processor meanwhile
MEGABYTES = 1500  # with the instruments
HERE = "--here"  # in a process of its own, in which nothing of the program is imported yet
LONGEST = 4096  # bytes of an input
# Where a run is long, what is fuzzed alone is followed: the rest would take most of the time.
INSTRUMENTED = {
    "edition": [
        f"generator.{one}" for one in ("source", "document", "text", "pipeline.check", "pipeline.styles", "pdf.read")
    ],
    "template": [f"generator.deck.{one}" for one in ("brand", "ooxml", "handover", "audit")],
}


def fuzz(target: str, seconds: int, seed: int, folder: Path) -> None:
    """Fuzz one target in this process, and end it."""
    import atheris

    with atheris.instrument_imports(include=INSTRUMENTED.get(target, ["generator"]), enable_loader_override=False):
        from tests.fuzz import targets
    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    for number, known in enumerate([*targets.seeds(target), *(one.read_bytes() for one in targets.found(target))]):
        (corpus / f"seed-{number}").write_bytes(known)
    words = folder / "words"
    words.write_text(
        "".join('"' + "".join(map("\\x{:02x}".format, word.encode())) + '"\n' for word in targets.words(target))
    )
    limits = [f"-seed={seed}", f"-max_total_time={seconds}"]
    limits += [f"-timeout={STUCK}", f"-rss_limit_mb={MEGABYTES}", f"-max_len={LONGEST}"]
    run = targets.TARGETS[target]
    run(targets.seeds(target)[0])  # what is made but once takes no input's time

    def bounded(data: bytes) -> None:
        began = time.process_time()
        run(data)
        assert time.process_time() - began < SLOW, "slow"

    def mutator(data: bytes, largest: int, chance: int) -> bytes:
        return targets.mutated(target, data, largest, chance, atheris.Mutate)

    place = Path(__file__).parent / "found" / target
    place.mkdir(parents=True, exist_ok=True)
    atheris.Setup(
        [sys.argv[0], *limits, f"-dict={words}", f"-artifact_prefix={place}/", "-print_final_stats=1", str(corpus)],
        bounded,
        custom_mutator=mutator,
    )
    atheris.Fuzz()


def main() -> int:
    if sys.argv[1:2] == [HERE]:
        fuzz(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), Path(sys.argv[5]))
    from tests.fuzz import targets

    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(targets.TARGETS))
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0, help="of the mutations; 0: another one each time")
    parser.add_argument("--corpus", type=Path, help="keep what was learnt in this folder")
    options = parser.parse_args()
    if unknown := set(options.targets) - set(targets.TARGETS):
        parser.error(f"There is no target {', '.join(sorted(unknown))}.")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return int(any(pool.map(partial(_apart, options), options.targets or targets.TARGETS)))


def _apart(options: argparse.Namespace, target: str) -> int:
    """Fuzz ``target`` in a process of its own, print what came of it, return its exit code."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = (options.corpus or Path(scratch)) / target
        folder.mkdir(parents=True, exist_ok=True)
        arguments = [HERE, target, str(options.seconds), str(options.seed), str(folder)]
        done = subprocess.run(
            [sys.executable, "-m", "tests.fuzz", *arguments], check=False, capture_output=True, text=True
        )
    lines = (done.stdout + done.stderr).splitlines()
    runs = next((line.split()[-1] for line in lines if "number_of_executed_units" in line), "0")
    ended = f"ended by signal {-done.returncode}" if done.returncode < 0 else "FOUND"
    print(f"{target}: {runs} runs in {options.seconds} s, {ended if done.returncode else 'nothing found'}", flush=True)
    if done.returncode:
        # From the traceback on, without the list of what has instruments.
        print("\n".join(line for line in lines if not line.startswith("INFO: Instrumenting"))[-8000:], flush=True)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())

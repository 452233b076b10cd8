"""Make cases of every kind by chance, judge each, and print the figures and each failure with what reproduces it."""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from tests.campaign.kinds import KINDS
from tests.campaign.run import Bench, Verdict, prepared


def campaign() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.campaign", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    parser.add_argument("--count", type=int, default=1500, metavar="N", help="how many, over all kinds")
    parser.add_argument(
        "--kind", action="append", metavar="NAME", help="these kinds alone (a part of the name will do)"
    )
    parser.add_argument("--case", type=int, metavar="N", help="this case of the kind alone")
    options = parser.parse_args()
    names = [one for one in KINDS if not options.kind or any(part in one for part in options.kind)]
    print(f"seed {options.seed}", flush=True)
    found: dict[str, list[Verdict]] = defaultdict(list)
    began = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(prepared(Path(folder)))
        bench = Bench(Path(folder))
        for name in names:
            print(f"… {name}", end="\r", flush=True)
            for number in _numbers(options, len(KINDS)):
                chance = random.Random(f"{options.seed} {name} {number}")
                verdict = bench.judged(KINDS[name](chance))
                found[name].append(verdict)
                if verdict.failed or options.case is not None:
                    _tell(name, number, verdict)
    _table(found)
    print(f"{time.process_time() - began:.0f} s of CPU")
    return min(sum(one.failed for some in found.values() for one in some), 1)


def _numbers(options: argparse.Namespace, kinds: int) -> Iterable[int]:
    return [options.case] if options.case is not None else range(-(-options.count // kinds))


def _tell(name: str, number: int, verdict: Verdict) -> None:
    wrong = [one for one in ("traceback", "lost", "false_missing", "unexpected") if getattr(verdict, one)]
    wrong += ["place"] * (verdict.placed is False) + ["remedy"] * (verdict.remedied is False)
    print(
        f"\n{name} --case {number}: {', '.join(wrong) or 'as it must be'}\n  " + verdict.why.replace("\n", "\n  "),
        flush=True,
    )


def _table(found: dict[str, list[Verdict]]) -> None:
    width = max(map(len, found), default=4)
    print(f"\n{'kind':<{width}}  inputs  traceback  lost  false  unexpected      place     remedy")
    everything = [one for some in found.values() for one in some]
    for name, some in [*found.items(), ("all", everything)]:
        counts = [
            sum(getattr(one, key) for one in some) for key in ("traceback", "lost", "false_missing", "unexpected")
        ]
        row = f"{len(some):6}  {counts[0]:9}  {counts[1]:4}  {counts[2]:5}  {counts[3]:10}"
        print(f"{name:<{width}}  {row} {_rate([one.placed for one in some])} {_rate([one.remedied for one in some])}")


def _rate(answers: list[bool | None]) -> str:
    asked = [one for one in answers if one is not None]
    return f"{sum(asked):4}/{len(asked):<4}" + (f"{100 * sum(asked) / len(asked):5.1f} %" if asked else "       ")


if __name__ == "__main__":
    sys.exit(campaign())

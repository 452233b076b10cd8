"""Keep a random sample of the mutations that a session of cosmic-ray has before it: all of them take a day.

``python -m tests.mutants session.sqlite 240 [seed]``, after ``cr-filter-operators``.
"""

from __future__ import annotations

import random
import sqlite3
import sys

SPEC = "module_path, operator_name, occurrence, operator_args"  # what a mutation is, whatever its id


def main(session: str, count: int, seed: int = 0) -> None:
    with sqlite3.connect(session) as database:
        done = {job for (job,) in database.execute("select job_id from work_results")}
        listed = sorted(database.execute(f"select {SPEC}, job_id from mutation_specs"))
        waiting = [row[-1] for row in listed if row[-1] not in done]
        kept = {*random.Random(seed).sample(waiting, min(count, len(waiting)))}
        for table in ("work_results", "mutation_specs", "work_items"):
            gone = [(row[-1],) for row in listed if row[-1] not in kept]
            database.executemany(f"delete from {table} where job_id = ?", gone)
    print(f"{len(kept)} of {len(waiting)} mutations")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))

"""How long from a change to the new picture in the editor? Median of 20 changes of one sentence, in ms of program time.

    python -m bench.edit [SLUG]

A change is made as the page makes it, with its hash, its validation and its writing; then the state is taken and the
pictures that are new are read, as the page does. It is made in a copy of the content.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from generator.edit.session import Edit, Session
from generator.world import World

ROOT = Path(__file__).resolve().parents[1]
CHANGES = 20


def main(slug: str) -> None:
    """Print the median and the longest."""
    with tempfile.TemporaryDirectory(prefix="piliers-bench-") as scratch:
        for name in (f"content/{slug}", "templates"):
            shutil.copytree(ROOT / name, Path(scratch) / name)
        shutil.copy(ROOT / "content/cities.yaml", Path(scratch) / "content")
        session = Session(World(Path(scratch)), slug)
        file, runs = sentence(session.state())
        taken = [changed(session, file, runs, number) for number in range(CHANGES + 2)][2:]  # once warm
    median, most = statistics.median(taken), max(taken)
    print(f"- `{slug}` edited, until the new picture is there: **{median:.0f}** ms CPU, at most {most:.0f}")


def sentence(state: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """Return the file and the runs of the first example that there is."""
    for form in state["forms"]:
        for field in form["fields"]:
            if field["key"] == "examples" and field.get("items"):
                return form["file"], next(one["runs"] for one in field["items"][0] if one["key"] == "text")
    raise SystemExit("no example")


def changed(session: Session, file: str, runs: list[dict[str, Any]], number: int) -> float:
    """Change the sentence and return what it took until the new pictures were there, in ms of CPU."""
    value = [*runs, {"t": f" Encore {number}."}]
    hash = session.state()["files"][file]
    shown = {one.hash for one in session.drawn}
    start = time.process_time()
    session.edit(Edit("set", file, ["examples", 0, "text"], hash, value))
    state = session.state()
    json.dumps(state)
    new = [session.picture(one["hash"]) for one in state["slides"] if one["hash"] not in shown]
    assert new
    return (time.process_time() - start) * 1000


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "lecons-apprises")

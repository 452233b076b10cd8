"""How long from a change to the new picture in the editor? Median of 20 changes of one sentence, in ms of program time.

    python -m bench.edit [SLUG]

A change is made as the page makes it, with its hash, its validation and its writing; then the state is taken and the
pictures that are new are read, as the page does. It is made in a copy of the content, and in one with its examples 100
times.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.run import TIMES, make_project
from generator.edit.run import collect_seldom
from generator.edit.session import Edit, Session
from generator.world import World

CHANGES = 20
SHOWN = 3  # slides
SIZES = {"once": "", "many": f", its examples {TIMES} times"}


def main(slug: str) -> None:
    """Print the median and the longest for each size of the content."""
    collect_seldom()
    for size, words in SIZES.items():
        with tempfile.TemporaryDirectory(prefix="piliers-bench-") as scratch:
            make_project(Path(scratch), slug, size)
            session, opened = opening(Path(scratch), slug)
            file, runs = sentence(session.state())
            taken = [changed(session, file, runs, number) for number in range(CHANGES + 2)][2:]  # once warm
        median, most = statistics.median(taken), max(taken)
        told = f"**{median:.0f}** ms CPU, at most {most:.0f}"
        print(f"- `{slug}`{words} opened, {len(session.drawn)} slides: **{opened:.0f}** ms CPU to the first pictures")
        print(f"- `{slug}`{words} edited, until the new picture is there: {told}")


def opening(root: Path, slug: str) -> tuple[Session, float]:
    """Open a publication as the page does, to the pictures that a window shows at first; tell what it took, in ms."""
    start = time.process_time()
    session = Session(World(root), slug)
    json.dumps(session.state())
    assert all(session.picture(one.id) for one in session.drawn[:SHOWN])
    return session, (time.process_time() - start) * 1000


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
    before = session.state()
    shown = {one.id for one in session.drawn}
    start = time.process_time()
    session.edit(Edit("set", file, ["examples", 0, "text"], before["files"][file], value))
    state = session.state(before["version"])
    json.dumps(state)
    slides = [one for one in state["slides"] if not isinstance(one, str)]
    new = [session.picture(one["id"]) for one in slides if one["id"] not in shown]
    assert new
    return (time.process_time() - start) * 1000


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "lecons-apprises")

"""How long does a build take, beside what one would quickly write? `make bench` prints a table.

Whole processes, interleaved, in rounds; medians of the CPU of each (user + system). The figures
depend on the machine: read the ratios. Nothing here fails on time.

    python bench/run.py                     beside naive scripts and PptxGenJS
    python bench/run.py --against DIR       beside another checkout, run by the Python of its .venv
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
TIMES = 100
SIZES = ("none", "once", "many")  # one pillar without examples, the content, its examples 100 times
EDITIONS = "piliers, three editions"
DECK = "naive python-pptx, deck only"
NOTE = "naive reportlab, note only"
OUR_NOTE = "piliers, note only"
OUR_DECK = "piliers, deck only"
PPTXGENJS = "PptxGenJS, deck only"
PPTXGENJS_VERSION = "4.0.1"
FIRST_PICTURE = "piliers, PNG of one slide"
ALL_PICTURES = "piliers, PNG of all slides"
OURS = (EDITIONS, OUR_DECK, OUR_NOTE)
GROWN = {"100 slides": 50, "1,000 slides": 500}  # how often the examples are repeated: about two take a slide


@dataclass(frozen=True)
class Program:
    """A checkout of Piliers, and the Python that runs it."""

    root: Path = ROOT
    python: str = sys.executable

    def command(self, *arguments: str) -> list[str]:
        """Return the command line of ``piliers``."""
        return [self.python, "-m", "generator", *arguments]


@dataclass
class Task:
    """A command to measure, what it must find and must not find, what it took, and how large what it ``made`` is."""

    command: list[str]
    before: Callable[[], None]
    cache: Path  # the user's cache folder, where compiled templates and planned maps are kept
    output: Path
    made: str = ""  # a pattern below ``output``
    root: Path = ROOT  # where the program lies
    sizes: list[int] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    peak: float = 0.0
    failure: str = ""

    def measure(self, env: dict[str, str], *, keep: bool) -> None:
        """Run the command once, unless it has failed before."""
        if self.failure:
            return
        self.before()
        with tempfile.TemporaryFile() as said:
            env = {**env, "XDG_CACHE_HOME": str(self.cache), "PYTHONPATH": str(self.root)}
            child = subprocess.Popen(self.command, stdout=said, stderr=said, cwd=self.root, env=env)
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            if child.returncode:
                said.seek(0)
                lines = said.read().decode(errors="replace").strip().splitlines()
                self.failure = lines[-1] if lines else f"exit {child.returncode}"
        self.sizes = [path.stat().st_size for path in self.output.glob(self.made)] if self.made else []
        if keep:
            self.cpu.append(usage.ru_utime + usage.ru_stime)
            self.peak = max(self.peak, usage.ru_maxrss / 1024)

    @property
    def median(self) -> float:
        """The median CPU time, in seconds; not a number when it failed."""
        return float("nan") if self.failure else statistics.median(self.cpu)


def main() -> int:
    """Measure, print, and return 1 if a command of ours failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--publication", help="a slug under content/ (default: the first)")
    parser.add_argument("--against", type=Path, metavar="DIR", help="measure another checkout, with a .venv, beside us")
    options = parser.parse_args()
    slug = options.publication or first_slug()
    # The unmeasured round writes the bytecode and fills the cache, as the first build on a machine does.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory(prefix="piliers-bench-") as scratch:
        tasks = both(Path(scratch), slug, options.against) if options.against else make_tasks(Path(scratch), slug)
        for number in range(options.rounds + 1):
            for task in tasks.values():
                task.measure(env, keep=number > 0)
            print(f"round {number}/{options.rounds}", file=sys.stderr)
    print((comparison if options.against else report)(tasks, slug, options.rounds))
    failures = {name: task.failure for name, task in tasks.items() if task.failure}
    for name, failure in failures.items():
        print(f"\nfailed: {name}: {failure}")
    return 1 if failures else 0


def first_slug() -> str:
    """Return the first publication of the project."""
    return min(one.parent.name for one in ROOT.glob("content/*/publication.yaml"))


def make_tasks(scratch: Path, slug: str) -> dict[str, Task]:
    """Return the commands by name; each works in a folder of its own."""
    cache = scratch / "cache"
    tasks = our_tasks(scratch, slug, Program())
    for size in SIZES:
        output = scratch / size / "output"
        for name, command in naive(scratch / size, slug, output):
            tasks[f"{name} / {size}"] = Task(command, emptied(output), cache, output)
    tasks |= javascript(scratch, slug)
    for name, times in GROWN.items():
        root = scratch / name
        make_project(root, slug, "many", times)
        tasks[name] = build(root, slug, OUR_DECK, cache)
    make_project(scratch / "again", slug, "once")
    tasks["again"] = build(scratch / "again", slug, EDITIONS, cache)
    tasks["again"].output.mkdir()
    tasks["again"].before = lambda: None
    make_project(scratch / "first", slug, "once")
    tasks["first"] = build(scratch / "first", slug, EDITIONS, scratch / "empty")
    tasks["first"].before = emptied(tasks["first"].output, scratch / "empty")
    tasks["version"] = Task(Program().command("--version"), lambda: None, cache, scratch)
    for name, command in peers(scratch / "once", slug):
        tasks[name] = Task(command, lambda: None, cache, scratch)
    return tasks


def our_tasks(scratch: Path, slug: str, program: Program) -> dict[str, Task]:
    """Return the builds of ``program``, of the three editions, the deck and the note, and its pictures of slides."""
    tasks: dict[str, Task] = {}
    for size in SIZES:
        make_project(scratch / size, slug, size, program=program)
        for name in OURS:
            tasks[f"{name} / {size}"] = build(scratch / size, slug, name, scratch / "cache", program)
    root, output = scratch / "once", scratch / "once" / "output"
    draw = program.command("picture", slug, "--root", str(root), "--output", str(output))
    for name, command in ((FIRST_PICTURE, [*draw, "--slide", "1"]), (ALL_PICTURES, draw)):
        tasks[name] = Task(command, emptied(output), scratch / "cache", output, f"{slug}.slides/*.png", program.root)
    return tasks


def build(root: Path, slug: str, name: str, cache: Path, program: Program | None = None) -> Task:
    """Return the build ``name``, one of OURS, of the project ``root``, which finds no output and no receipt."""
    program = program or Program()
    output = root / "output"
    only, made = {EDITIONS: ("", "*"), OUR_DECK: ("deck", "*.pptx"), OUR_NOTE: ("note", "*.pdf")}[name]
    command = program.command("build", slug, "--root", str(root), "--output", str(output))
    command += ["--only", only] if only else []
    return Task(command, emptied(output), cache, output, made, program.root)


def both(scratch: Path, slug: str, other: Path) -> dict[str, Task]:
    """Return what is measured of us and of the checkout ``other``; the other's names end in an asterisk."""
    other = other.resolve()
    programs = {"": Program(), "*": Program(other, str(other / ".venv" / "bin" / "python"))}
    found = {mark: our_tasks(scratch / f"program{mark}", slug, program) for mark, program in programs.items()}
    return {f"{name}{mark}": found[mark][name] for name in found[""] for mark in programs}


def emptied(*folders: Path) -> Callable[[], None]:
    """Return what empties ``folders``: of every earlier output, receipts too, or of what the cache kept."""

    def empty() -> None:
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()

    return empty


def naive(root: Path, slug: str, output: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the two naive scripts, for one project."""
    source = ["--content", str(root / "content" / slug), "--output"]
    for name, script, file in (
        (DECK, "naive_pptx.py", "naive.pptx"),
        (NOTE, "naive_reportlab.py", "naive.pdf"),
    ):
        yield name, [sys.executable, str(ROOT / "bench" / script), *source, str(output / file)]


def javascript(scratch: Path, slug: str) -> Iterator[tuple[str, Task]]:
    """Yield the commands that make the same decks with PptxGenJS, if npm can install it into ``scratch``."""
    package = f"pptxgenjs@{PPTXGENJS_VERSION}"
    folder = scratch / "npm"
    folder.mkdir()
    install = ["npm", "install", package, "--prefix", str(folder), "--silent", "--no-audit", "--no-fund"]
    if shutil.which("npm") is None or subprocess.run(install, check=False).returncode:
        print(f"npm cannot install {package}: SKIPPED", file=sys.stderr)
        return
    script = str(ROOT / "bench" / "pptxgenjs.mjs")
    for size in SIZES:
        content, output = scratch / size / "content.json", scratch / size / "output"
        content.write_text(json.dumps(whole(scratch / size, slug), default=str), encoding="utf-8")
        command = ["node", script, str(folder / "node_modules"), str(content), str(output / "peer.pptx")]
        yield f"{PPTXGENJS} / {size}", Task(command, emptied(output), scratch / "cache", output)


def whole(root: Path, slug: str) -> dict[str, Any]:
    """Return all that the YAML files of a project say."""
    folder = root / "content" / slug
    publication = read(folder / "publication.yaml")
    pillars = {name: read(folder / "pillars" / f"{name}.yaml") for name in publication["pillars"]}
    return {"publication": publication, "pillars": pillars, "cities": read(root / "content" / "cities.yaml")}


def make_project(root: Path, slug: str, size: str, times: int = TIMES, program: Program | None = None) -> None:
    """Copy our content and the templates of ``program`` to ``root``, with no example, as they are, or with many."""
    shutil.copytree((program or Program()).root / "templates", root / "templates")
    shutil.copytree(ROOT / "content" / slug, root / "content" / slug)
    shutil.copy(ROOT / "content" / "cities.yaml", root / "content")
    folder = root / "content" / slug
    if size == "none":
        change(folder / "publication.yaml", only_one_pillar)
    for path in (folder / "pillars").glob("*.yaml"):
        if size == "many":
            change(path, partial(many_examples, times=times))
        elif size == "none":
            change(path, no_example)
    if size == "none":
        keep = read(folder / "publication.yaml")["pillars"]
        for path in (folder / "pillars").glob("*.yaml"):
            if path.stem not in keep:
                path.unlink()


def change(path: Path, how: Callable[[Any], None]) -> None:
    """Rewrite one YAML file."""
    data = read(path)
    how(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def read(path: Path) -> Any:
    """Return the content of one YAML file."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def only_one_pillar(publication: dict[str, Any]) -> None:
    """Keep the first pillar."""
    publication["pillars"] = publication["pillars"][:1]
    publication["overview"] = list(publication["pillars"])


def no_example(pillar: dict[str, Any]) -> None:
    """Remove the examples."""
    pillar["examples"] = []


def many_examples(pillar: dict[str, Any], times: int) -> None:
    """Repeat the examples, each time a little otherwise, under new ids."""
    once = pillar["examples"]
    pillar["examples"] = []
    for number in range(1, times + 1):
        for example in deepcopy(once):
            example["id"] = f"{example['id']}-{number}"
            example["text"] = f"{example['text'].strip()} Variante {number * 37 % 101}."
            pillar["examples"].append(example)


def peers(root: Path, slug: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the commands of other tools that are on this machine, for the same content."""
    folder = root / "content" / slug
    publication = read(folder / "publication.yaml")
    pillars = [read(folder / "pillars" / f"{name}.yaml") for name in publication["pillars"]]
    output = root / "peers"
    output.mkdir()
    for name, mark, suffix, options in (
        ("pandoc", "#", "pptx", ["{source}", "-o", "{target}"]),
        ("typst", "=", "pdf", ["compile", "{source}", "{target}"]),
    ):
        if shutil.which(name) is None:
            print(f"{name}: not on PATH, skipped", file=sys.stderr)
            continue
        source = output / f"source.{'md' if name == 'pandoc' else 'typ'}"
        source.write_text(outline(publication, pillars, mark), encoding="utf-8")
        places = {"source": source, "target": output / f"target.{suffix}"}
        yield f"{name} (no check)", [name, *(option.format(**places) for option in options)]


def outline(publication: dict[str, Any], pillars: list[dict[str, Any]], mark: str) -> str:
    """Return the content as a plain outline: headings and bullets."""
    lines = [f"{mark} {publication['title']}", ""]
    for pillar in pillars:
        lines += [f"{mark * 2} {pillar['heading']}".replace("/", "-"), ""]
        for example in pillar["examples"]:
            words = example["text"].replace("[", "").replace("](city:", " (").replace("**", "")
            lines.append("- " + " ".join(words.split()))
        lines.append("")
    return "\n".join(lines)


def report(tasks: dict[str, Task], slug: str, rounds: int) -> str:
    """Return the Markdown tables."""
    lines = [
        f"`{slug}`: medians of {rounds} interleaved rounds, CPU of whole processes.",
        "",
        f"| | CPU ms | start ms | peak MiB | CPU s, examples x {TIMES} | peak MiB | growth |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    peers = [PPTXGENJS] if f"{PPTXGENJS} / once" in tasks else []
    rows = (EDITIONS, OUR_DECK, DECK, *peers, OUR_NOTE, NOTE)
    lines += [_row(name, *(tasks[f"{name} / {size}"] for size in SIZES)) for name in rows]
    naive = [tasks[f"{DECK} / {size}"].median + tasks[f"{NOTE} / {size}"].median for size in SIZES]
    ours = [tasks[f"{EDITIONS} / {size}"].median for size in SIZES]
    ratios = [one / other for one, other in zip(ours, naive, strict=True)]
    lines += [
        f"| **piliers / both naive** | {ratios[1]:.2f} | {ratios[0]:.2f} | | {ratios[2]:.2f} | | |",
        *(_ratio(tasks, OUR_DECK, name) for name in (DECK, *peers)),
        _ratio(tasks, OUR_NOTE, NOTE),
        "",
        f"- our deck of 1,000 slides against one of 100: {tasks['1,000 slides'].median:.2f} s,"
        f" **{tasks['1,000 slides'].median / tasks['100 slides'].median:.1f}** times",
        *([] if peers else ["- PptxGenJS: SKIPPED, npm could not install it"]),
        f"- start: a publication of one pillar and no example. growth: (CPU x {TIMES} - start) /"
        f" (CPU x 1 - start); {TIMES} is linear.",
        "- piliers: no output and no receipt, parity check included; the others check nothing. Templates compiled and"
        " the map planned by an earlier build come from the user's cache.",
        f"- piliers with that cache empty, as on the first build of a machine: {_short(tasks['first'])},"
        f" **{tasks['first'].median / naive[1]:.2f}** of both naive",
        f"- nothing changed, built again: {_short(tasks['again'])}",
        f"- `piliers --version`: {_short(tasks['version'])}",
        f"- bytes of the note: {sum(tasks[f'{OUR_NOTE} / once'].sizes):,}; at {TIMES} times the content"
        f" {sum(tasks[f'{OUR_NOTE} / many'].sizes):,}",
        f"- PNG, each slide after the first: **{_picture(tasks):.0f}** ms CPU,"
        f" {sum(tasks[ALL_PICTURES].sizes) / 1024 / max(len(tasks[ALL_PICTURES].sizes), 1):.0f} kB",
    ]
    others = [name for name in tasks if name.endswith("(no check)")]
    lines += [f"- {name}: {_short(tasks[name])}" for name in others]
    for name in ("pandoc", "typst"):
        if f"{name} (no check)" not in others:
            lines.append(f"- {name}: not on PATH, skipped")
    return "\n".join(lines)


def comparison(tasks: dict[str, Task], slug: str, rounds: int) -> str:
    """Return the Markdown table of what we take, what the other checkout takes, and the ratios."""
    names = [name for name in tasks if not name.endswith("*")]
    lines = [
        f"`{slug}`: medians of {rounds} interleaved rounds, CPU of whole processes; ours / theirs.",
        "",
        "| | CPU ms | | peak MiB | | kB | |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for name in names:
        ours, theirs = tasks[name], tasks[f"{name}*"]
        pairs = (
            (ours.median * 1000, theirs.median * 1000),
            (ours.peak, theirs.peak),
            (sum(ours.sizes) / 1000, sum(theirs.sizes) / 1000),
        )
        lines.append(f"| {name} | {' | '.join(_pair(*pair) for pair in pairs)} |")
    pictures = _pair(*(_picture(tasks, mark) for mark in ("", "*")))
    return "\n".join([*lines, f"| PNG, each slide after the first | {pictures} | | | | |"])


def _pair(ours: float, theirs: float) -> str:
    return f"{ours:.0f} / {theirs:.0f} | **{ours / theirs if theirs else float('nan'):.2f}**"


def _picture(tasks: dict[str, Task], mark: str = "") -> float:
    """Return the CPU time of a slide's picture in milliseconds: what all take more than one, by their number."""
    first, every = tasks[f"{FIRST_PICTURE}{mark}"], tasks[f"{ALL_PICTURES}{mark}"]
    return (every.median - first.median) * 1000 / max(len(every.sizes) - 1, 1)


def _ratio(tasks: dict[str, Task], ours: str, theirs: str) -> str:
    """Return the row that compares what we take with what another takes."""
    none, once, many = (tasks[f"{ours} / {size}"].median / tasks[f"{theirs} / {size}"].median for size in SIZES)
    return f"| **{ours} / {theirs}** | {once:.2f} | {none:.2f} | | {many:.2f} | | |"


def _row(name: str, none: Task, once: Task, many: Task) -> str:
    spent = once.median - none.median
    growth = f"{(many.median - none.median) / spent:.0f}" if spent > 0 else "-"
    return (
        f"| {name} | {once.median * 1000:.0f} | {none.median * 1000:.0f} | {once.peak:.0f}"
        f" | {many.median:.2f} | {many.peak:.0f} | {growth} |"
    )


def _short(task: Task) -> str:
    return f"{task.median * 1000:.0f} ms CPU, {task.peak:.0f} MiB"


if __name__ == "__main__":
    sys.exit(main())

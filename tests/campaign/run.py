"""Build a case in this process, in a fresh folder, and judge what became of it; then follow the remedies."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

from generator.cli import main
from generator.errors import ContentError, Problem
from tests.campaign.bases import SLUG
from tests.campaign.cases import Case
from tests.campaign.following import Files, follow
from tests.campaign.outputs import folded, lost, note, texts
from tests.project import link_tree, pristine_templates, replace_file

ROUNDS = 6  # a remedy each: one that mends a file may let another fault of it be seen
SLOW = 10.0  # seconds of CPU: a build of these takes a third of one


@dataclass
class Outcome:
    """What a build said and made."""

    code: int
    err: str
    problems: list[Problem]
    missing: list[str] = field(default_factory=list)
    fault: str = ""
    seconds: float = 0.0

    @property
    def places(self) -> list[tuple[str, int, int]]:
        """Return the places that were printed, of problems and warnings."""
        found = re.findall(r"^(.+?):(?:(\d+):(\d+):)? ", self.err, re.MULTILINE)
        return [(file, int(line or 0), int(column or 0)) for file, line, column in found if line or "." in file]


@dataclass
class Verdict:
    """What is wrong with a case's outcome, by the figures of the issue; None: it could not be asked."""

    traceback: bool = False
    lost: bool = False
    false_missing: bool = False
    unexpected: bool = False
    placed: bool | None = None
    remedied: bool | None = None
    why: str = ""

    @property
    def failed(self) -> bool:
        bad = self.traceback or self.lost or self.false_missing or self.unexpected
        return bad or self.placed is False or self.remedied is False


class Bench:
    """A folder in which cases are built, one after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0

    def judged(self, case: Case) -> Verdict:
        outcome = self.built(case.base.files, case)
        verdict = Verdict(why=outcome.err[:1500])
        verdict.traceback = bool(outcome.fault) or outcome.seconds > SLOW
        verdict.why = outcome.fault or verdict.why
        # What is refused without a place is refused by the proof.
        verdict.false_missing = outcome.code == 1 and not outcome.problems and not outcome.places
        verdict.unexpected = {"build": outcome.code != 0, "refuse": outcome.code == 0}.get(case.must, False)
        if outcome.code == 0:
            self._judge_built(case, outcome, verdict)
        elif not outcome.fault:
            verdict.placed = _is_placed(case, outcome)
            if case.remediable and not verdict.unexpected:
                self._remedy(case, outcome, verdict)
        return verdict

    def _judge_built(self, case: Case, outcome: Outcome, verdict: Verdict) -> None:
        told = any(place.holds(*one) for place in case.places for one in outcome.places)
        if case.warned:
            verdict.placed = told
        if outcome.missing and not told:
            verdict.lost = True
            verdict.why = f"lost: {outcome.missing[:4]}\n{outcome.err[:400]}"

    def _remedy(self, case: Case, outcome: Outcome, verdict: Verdict) -> None:
        """Follow the remedies until it is built; a remedy that no machine can follow leaves the question open."""
        files: Files = dict(case.base.files)
        said: list[str] = []
        for _round in range(ROUNDS):
            problem = min(outcome.problems, default=None)
            followed = follow(files, problem) if problem else None
            if problem is None or followed is None:
                verdict.why += f"\nno machine: {problem}"
                verdict.remedied = False if said else None
                break
            said.append(str(problem))
            files = followed
            outcome = self.built(files, case)
            if outcome.code == 0 or outcome.fault:
                break
        if said:
            missing = outcome.missing if case.recovered else []
            verdict.remedied = outcome.code == 0 and not missing
            if not verdict.remedied:
                verdict.why = "\n→ ".join([*said, outcome.fault or outcome.err[:600]]) + f"\nmissing {missing[:4]}"

    def built(self, files: Files, case: Case) -> Outcome:
        """Build files in a fresh folder; return what became of it, with the words that the outputs lack."""
        self.count += 1
        root = self.folder / f"case{self.count}"
        _write(root, files, case)
        found: dict[str, Problem] = {}
        began = time.process_time()
        arguments = [*(["build"] if not case.listed else _batch(root, *case.listed)), "--root", str(root)]
        code, err, fault = _run([*arguments, *(["--editions"] if case.editions else [])], found)
        outcome = Outcome(code, err, [one for text, one in found.items() if text in err], fault=fault)
        outcome.seconds = time.process_time() - began
        if code == 0 and not fault:
            outcome.missing = _missing_copies(root, case) if case.listed else _missing(root / "output", case)
        shutil.rmtree(root)
        shutil.rmtree(root.with_suffix(".copies"), ignore_errors=True)
        return outcome


def _write(root: Path, files: Files, case: Case) -> None:
    (root / "content").mkdir(parents=True)
    link_tree(pristine_templates(), root / "templates")
    for name, data in {**files, **case.templates}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        replace_file(root / name, data)


def _batch(root: Path, name: str, data: bytes) -> list[str]:
    """Write a list of recipients beside the project, and return the command that makes their notes."""
    folder = root.with_suffix(".copies")
    folder.mkdir()
    (folder / name).write_bytes(data)
    declared = ["--purpose", "une campagne", "--purge", "2099-12-31", "--only", "note", "--jobs", "1"]
    return ["batch", SLUG, "--recipients", str(folder / name), "--to", str(folder / "out"), *declared]


def _missing_copies(root: Path, case: Case) -> list[str]:
    """Return the words that stand in no copy."""
    copies = [folded(note(path)) for path in root.with_suffix(".copies").glob("out/*.pdf")]
    return [word for word in case.base.words if not any(folded(word) in one for one in copies)]


def _run(arguments: list[str], found: dict[str, Problem]) -> tuple[int, str, str]:
    """Run a command; return its code, what it said, and the traceback of a fault of ours."""
    plain = ContentError.__init__

    def recorded(self: ContentError, problems: Any) -> None:
        plain(self, problems)
        found.update({str(one): one for one in self.problems})

    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _stream in range(2)]
    fault = ""
    code = 70
    with (
        mock.patch.object(ContentError, "__init__", recorded),
        contextlib.redirect_stdout(streams[0]),
        contextlib.redirect_stderr(streams[1]),
    ):
        try:
            code = main(arguments)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 2
        except Exception:
            fault = traceback.format_exc()
    streams[1].flush()
    err = streams[1].buffer.getvalue().decode("utf-8", "replace")
    return code, err, fault


def _missing(output: Path, case: Case) -> list[str]:
    slugs = sorted(path.stem for path in output.glob("*.pptx"))
    editions = texts(output, slugs[0]) if slugs else {"deck": "", "note": "", "web": ""}
    spoken = editions.pop("spoken", "")
    missing = [f"{name}: {word}" for name, text in editions.items() for word in case.base.words if lost(word, text)]
    return missing + [f"spoken: {word}" for word in case.base.spoken if lost(word, spoken)]


def _is_placed(case: Case, outcome: Outcome) -> bool | None:
    """Tell whether the first place that is named is that of the fault."""
    if not case.places:
        return None
    named = outcome.places
    first = min(outcome.problems, default=None)
    place = (first.mark.file, first.mark.line, first.mark.column) if first else named[0] if named else ("", 0, 0)
    return any(one.holds(*place) for one in case.places)


def prepared(folder: Path) -> dict[str, str]:
    """Return the environment of the builds: messages in English, a cache of their own."""
    return {"LANGUAGE": "en", "LC_ALL": "C", "XDG_CACHE_HOME": str(folder / "cache")}

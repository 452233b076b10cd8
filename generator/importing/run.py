"""What ``piliers new`` and ``piliers import`` do and say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import Problem
from generator.importing.draft import Draft, free_slug, look, write
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.importing.new import Answers
    from generator.report import Report, Severity
    from generator.world import World


def start_new(world: World, slug: str, given: Answers, report: Report) -> None:
    """Write a new publication, made of the answers ``given`` and of those that are asked for, of people alone."""
    from generator.importing.new import answered, new_draft

    if slug:
        free_slug(world, slug, "")
    draft, doubts = new_draft(answered(given, world, ask=not report.as_json), world)
    draft.read_back()
    name = free_slug(world, slug, str(given.title or ""))
    _finish(world, name, draft, doubts, report)


def start_import(world: World, path: Path, slug: str, language: str, report: Report) -> None:
    """Write the publication that the file at ``path`` makes; raise PiliersError when a word would be lost."""
    from generator.importing.imported import imported
    from generator.importing.reading import read_source

    if slug:
        free_slug(world, slug, "")
    found = imported(read_source(path), world, path.stem, language)
    name = free_slug(world, slug, path.stem)
    report.say(_("All {n} words of {file} are there.", n=found.count, file=path.name))
    report.file(publication=name, file=path.name, words=found.count)
    _finish(world, name, found.draft, found.doubts, report)


def _finish(world: World, slug: str, draft: Draft, doubts: Sequence[str], report: Report) -> None:
    """Write the files, then say what there is to look at, to mend, and to do."""
    for path in write(world, slug, draft):
        report.say(_("Written {file}", file=path))
        report.file(publication=slug, file=path, state="written")
    faults, warnings = look(world, slug)
    _list(report, _("To look at:"), [Problem.of_file("", one) for one in doubts], "tip")
    _list(report, _("To mend before it can be built:"), faults, "error")
    _list(report, _("To improve:"), warnings, "warning")
    report.say(_("Go on with: piliers edit {slug}, or piliers build {slug}", slug=slug))


def _list(report: Report, head: str, problems: Sequence[Problem], severity: Severity) -> None:
    """Say some problems below a head: to people as points of a list."""
    if problems:
        report.say(head)
    for one in problems:
        said = one.as_warning if severity == "warning" else one
        report.remark(one, f"  - {said}", severity)

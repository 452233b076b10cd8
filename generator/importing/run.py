"""What ``piliers new`` and ``piliers import`` do and print."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from generator.importing.draft import Draft, free_slug, look, write
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.importing.new import Answers
    from generator.world import World


def start_new(world: World, slug: str, given: Answers) -> None:
    """Write a new publication, made of the answers ``given`` and of those that are asked for."""
    from generator.importing.new import answered, new_draft

    if slug:
        free_slug(world, slug, "")
    answers = answered(given, world)
    draft, doubts = new_draft(answers, world)
    draft.read_back()
    name = free_slug(world, slug, answers.title or "")
    _finish(world, name, draft, doubts)


def start_import(world: World, path: Path, slug: str, language: str) -> None:
    """Write the publication that the file at ``path`` makes; raise PiliersError when a word would be lost."""
    from generator.importing.imported import imported
    from generator.importing.reading import read_source

    if slug:
        free_slug(world, slug, "")
    found = imported(read_source(path), world, path.stem, language)
    name = free_slug(world, slug, path.stem)
    _say(_("All {n} words of {file} are there.", n=found.count, file=path.name))
    _finish(world, name, found.draft, found.doubts)


def _finish(world: World, slug: str, draft: Draft, doubts: Sequence[str]) -> None:
    """Write the files, then say what there is to look at, to mend, and to do."""
    for path in write(world, slug, draft):
        _say(_("Written {file}", file=path))
    faults, warnings = look(world, slug)
    _list(_("To look at:"), doubts)
    _list(_("To mend before it can be built:"), faults)
    _list(_("To improve:"), warnings)
    _say(_("Go on with: piliers edit {slug}, or piliers build {slug}", slug=slug))


def _list(head: str, sentences: Sequence[str]) -> None:
    if sentences:
        _say("\n".join([head, *(f"  - {one}" for one in sentences)]))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")

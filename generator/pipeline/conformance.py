"""The conformance page: what was checked, by which judge and version, on which bytes; and what was not.

It never claims more than was run: a judge that is absent is named with the reason, and what no machine can tell is a
list for a person. It judges the files in output/ as they are, and writes nothing but the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator import __version__
from generator.judges.table import JUDGES
from generator.judges.tools import JudgeMissing
from generator.messages import _
from generator.pipeline.check import find
from generator.pipeline.edition import EDITIONS
from generator.world import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from generator.document.words import Words
    from generator.judges.table import Judge
    from generator.pipeline.edition import Edition
    from generator.source.model import Publication
    from generator.world import World

TEMPLATE = "templates/conformance.html.j2"
PASSED, FAILED, ABSENT = "passed", "failed", "absent"
_MAX = 20  # findings of one judge that are printed; the page says how many there are


class JudgeResult(Struct, frozen=True):
    """What one judge said of one file: ``state`` is passed, failed or absent; an absent judge gives a reason."""

    judge: str
    claim: str
    state: str
    findings: tuple[str, ...] = ()


class FileResults(Struct, frozen=True):
    """A finished file: its name, its SHA-256, and what each judge said of it."""

    name: str
    sha256: str
    results: tuple[JudgeResult, ...]


def examine(
    world: World,
    publication: Publication,
    words: Words,
    tell: Callable[[str, JudgeResult], None],
    begin: Callable[[str], None],
) -> list[FileResults]:
    """Return the results of every judge, ours first, on each finished file of ``publication``.

    Judges take their time: ``begin`` is told which begins, ``tell`` called with each result at once, after the file's
    name.
    """
    found = []
    for edition in EDITIONS:
        path = world.output / f"{publication.stem}{edition.suffix}"
        if path.exists():
            results = []
            for result in _results(edition, path, publication, words, begin):
                tell(path.name, result)
                results.append(result)
            found.append(FileResults(path.name, digest(path.read_bytes()), tuple(results)))
    return found


def _results(
    edition: Edition, path: Path, publication: Publication, words: Words, begin: Callable[[str], None]
) -> Iterator[JudgeResult]:
    begin(path.name)
    yield from _ours(edition, path.read_bytes(), publication, words)
    for judge in JUDGES:
        if path.name.endswith(judge.suffix):
            begin(f"{path.name}, {judge.name}")
            yield _judged(judge, path)


def _ours(edition: Edition, data: bytes, publication: Publication, words: Words) -> Iterator[JudgeResult]:
    name = f"Piliers {__version__}"
    _places, missing = find(
        publication.shown_in(edition.sections), words, edition.writer.read(data), slides=edition.slides
    )
    yield _result(name, _("every title, label, example, figure and source is there, whole and in order"), missing)
    findings = [str(one) for one in edition.check(data, thorough=True) if one.severity != "tip"]
    if hasattr(edition.writer, "check"):
        yield _result(name, _("our own rules: accessibility, contrast, known causes of repair"), findings)


def _judged(judge: Judge, path: Path) -> JudgeResult:
    try:
        return _result(judge.version(), judge.claim(), judge.findings(path))
    except JudgeMissing as absent:
        return JudgeResult(judge.name, judge.claim(), ABSENT, (str(absent),))


def _result(judge: str, claim: str, findings: list[str]) -> JudgeResult:
    rest = [_("{n} {n|finding|findings} in all.", n=len(findings))] if len(findings) > _MAX else []
    return JudgeResult(judge, claim, FAILED if findings else PASSED, (*findings[:_MAX], *rest))


def conformance_page(world: World, publication: Publication, files: list[FileResults]) -> bytes:
    """Return the page of ``files`` as HTML, in the language of who asks for it."""
    from generator.document.rendering import render

    values = {
        "language": _("en"),
        "title": publication.title.plain,
        "files": files,
        "words": _words(world.today.isoformat()),
        "people": _for_people(),
        "unchecked": _never_checked(),
    }
    return render(world, TEMPLATE, values).encode()


def _words(day: str) -> dict[str, str]:
    return {
        "heading": _("Conformance report"),
        "files": _("What was checked by machine"),
        "judge": _("Judge and version"),
        "claim": _("What it tells"),
        "result": _("Result"),
        PASSED: _("passed"),
        FAILED: _("failed"),
        ABSENT: _("not run"),
        "people": _("What only a person can check"),
        "unchecked": _("What was not checked"),
        "made": _(
            "Checked on {day} by Piliers {version}. It holds for the files with these SHA-256 alone.",
            day=day,
            version=__version__,
        ),
    }


def _for_people() -> list[str]:
    return [
        _("Do the alternative texts of the map and of the charts say what matters in them?"),
        _("Is the order of reading, heard with a screen reader, the one that makes sense?"),
        _("Are the words plain, the links clear out of their context, the foreign words marked?"),
        _("Are the facts, the dates, the sources and the names right, and may they be published?"),
        _("Does the print on paper, in grey and on both sides, keep everything legible?"),
    ]


def _never_checked() -> list[str]:
    return [
        _("PowerPoint, Keynote and Google Slides: the deck was opened by LibreOffice and by libraries alone."),
        _("Screen readers, Acrobat and PAC: the judges above read the files by the standards' machine rules."),
        _("The criteria of RGAA and WCAG that no machine decides: an audit by a person remains to be done."),
    ]

"""The conformance sheet: what was checked, by which judge and version, on which bytes; and what was not.

It never claims more than was run: a judge that is absent is named with the reason, and what no machine can tell is a
list for a person. It judges the files in output/ as they are, and writes nothing but the sheet.
"""

from __future__ import annotations

from itertools import chain
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
_MAX = 20  # findings of one judge that are printed; the sheet says how many there are


class Verdict(Struct, frozen=True):
    """What one judge said of one file: ``state`` is passed, failed or absent; an absent judge gives a reason."""

    judge: str
    claim: str
    state: str
    findings: tuple[str, ...] = ()


class Examined(Struct, frozen=True):
    """A finished file: its name, its SHA-256, and the verdicts on it."""

    name: str
    sha256: str
    verdicts: tuple[Verdict, ...]


def examine(
    world: World, publication: Publication, words: Words, tell: Callable[[str, Verdict], None]
) -> list[Examined]:
    """Return the verdicts of every judge, ours first, on each finished file of ``publication``.

    Judges take their time: ``tell`` hears each verdict as it falls, with the file's name.
    """
    files = ((edition, world.output / f"{publication.slug}{edition.suffix}") for edition in EDITIONS)
    return [_examined(edition, path, publication, words, tell) for edition, path in files if path.exists()]


def _examined(
    edition: Edition, path: Path, publication: Publication, words: Words, tell: Callable[[str, Verdict], None]
) -> Examined:
    data = path.read_bytes()
    others = (_judged(judge, path) for judge in JUDGES if path.name.endswith(judge.suffix))
    verdicts = []
    for verdict in chain(_ours(edition, data, publication, words), others):
        tell(path.name, verdict)
        verdicts.append(verdict)
    return Examined(path.name, digest(data), tuple(verdicts))


def _ours(edition: Edition, data: bytes, publication: Publication, words: Words) -> Iterator[Verdict]:
    name = f"Piliers {__version__}"
    _places, missing = find(publication, words, edition.writer.read(data))
    yield _verdict(name, _("every title, label, example, figure and source is there, whole and in order"), missing)
    findings = [str(one) for one in edition.check(data, thorough=True) if one.severity != "tip"]
    if hasattr(edition.writer, "check"):
        yield _verdict(name, _("our own rules: accessibility, contrast, known causes of repair"), findings)


def _judged(judge: Judge, path: Path) -> Verdict:
    try:
        name = judge.version()
        return _verdict(name, judge.claim(), judge.findings(path))
    except JudgeMissing as absent:
        return Verdict(judge.name, judge.claim(), ABSENT, (str(absent),))


def _verdict(judge: str, claim: str, findings: list[str]) -> Verdict:
    rest = [_("{n} findings in all.", n=len(findings))] if len(findings) > _MAX else []
    return Verdict(judge, claim, FAILED if findings else PASSED, (*findings[:_MAX], *rest))


def sheet(world: World, publication: Publication, examined: list[Examined]) -> bytes:
    """Return the sheet as one HTML page, in the language of who asks for it."""
    from generator.document.rendering import render

    values = {
        "language": _("en"),
        "title": publication.title.plain,
        "files": examined,
        "words": _words(world.today.isoformat()),
        "people": _for_people(),
        "unchecked": _never_checked(),
    }
    return render(world, TEMPLATE, values).encode()


def _words(day: str) -> dict[str, str]:
    return {
        "heading": _("Conformance sheet"),
        "files": _("What was checked by machine"),
        "judge": _("Judge and version"),
        "claim": _("What it tells"),
        "verdict": _("Verdict"),
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

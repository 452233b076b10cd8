"""The table of judges: what each examines, by which standard, and how to learn its version."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.judges.tagging import BROKEN, CONTENT
from generator.judges.tools import JudgeMissing, need, run
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


class Judge(Struct, frozen=True):
    """A judge: its name, the suffix of the files it examines, what it tells of them, its version.

    ``judged`` returns the findings of each of several files, for which a program need start but once.
    """

    name: str
    suffix: str
    claim: Callable[[], str]
    version: Callable[[], str]
    judged: Callable[[Sequence[Path]], dict[Path, list[str]]]

    def findings(self, path: Path) -> list[str]:
        """Return the findings of one file."""
        return self.judged([path])[path]


def _found(module: str, *arguments: str) -> Callable[[Sequence[Path]], dict[Path, list[str]]]:
    """Return how a module of this folder judges files; it is imported when it is first needed."""

    def judged(paths: Sequence[Path]) -> dict[Path, list[str]]:
        judge = import_module(f"generator.judges.{module}")
        if hasattr(judge, "judged"):
            found: dict[Path, list[str]] = judge.judged(paths, *arguments)
            return found
        return {path: judge.findings(path, *arguments) for path in paths}

    return judged


def _packages(*names: str) -> str:
    try:
        return ", ".join(f"{name} {version(name)}" for name in names)
    except PackageNotFoundError as absent:
        raise JudgeMissing.package(absent.name) from None


def _programs(*commands: tuple[str, str, str]) -> str:
    """Return what each (command, option, Debian package) says of its version, the first line of it."""
    said = []
    for command, option, package in commands:
        done = run([need(command, package), option])
        lines = (done.stdout or done.stderr).strip().splitlines()
        said.append(lines[0].strip() if lines else command)
    return ", ".join(said)


def _verapdf() -> str:
    from generator.judges.verapdf import VERSION

    need("java", "default-jre-headless")
    return f"veraPDF {VERSION}"


def _axe() -> str:
    from generator.judges.web import AXE

    return f"axe-core {AXE}, {_programs(('chromium', '--version', 'chromium'))}"


JUDGES = (
    Judge(
        "veraPDF",
        ".pdf",
        lambda: _("PDF/UA-1 (ISO 14289-1), the rules that a machine can check"),
        _verapdf,
        _found("verapdf", "ua1"),
    ),
    Judge(
        "veraPDF",
        ".pdf",
        lambda: _("PDF/A-2a (ISO 19005-2), the rules that a machine can check"),
        _verapdf,
        _found("verapdf", "2a"),
    ),
    Judge(
        "outloud, pdfua",
        ".pdf",
        lambda: _(
            "the tags make sense to a screen reader's machine (not counted: {rules})",
            rules=", ".join(sorted({*CONTENT, *BROKEN})),
        ),
        partial(_packages, "outloud", "pdfua"),
        _found("tagging"),
    ),
    Judge(
        "qpdf, poppler",
        ".pdf",
        lambda: _("sound syntax, fonts embedded, no word on another or in the margin"),
        partial(_programs, ("qpdf", "--version", "qpdf"), ("pdftotext", "-v", "poppler-utils")),
        _found("pdf"),
    ),
    Judge(
        "openxml-audit, python-pptx",
        ".pptx",
        lambda: _("valid Open XML (ECMA-376), opened by a reader of another make"),
        partial(_packages, "openxml-audit", "python-pptx"),
        _found("openxml"),
    ),
    Judge(
        "LibreOffice, poppler",
        ".pptx",
        lambda: _("drawn by LibreOffice, no word leaves its box or lies on another"),
        partial(_programs, ("soffice", "--version", "libreoffice-impress"), ("pdftotext", "-v", "poppler-utils")),
        _found("overflow"),
    ),
    Judge(
        "axe-core",
        ".html",
        lambda: _("WCAG 2.2 A and AA as far as axe-core can tell, light and dark; no overflow at 320 px"),
        _axe,
        _found("web"),
    ),
)

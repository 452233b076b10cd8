"""What a command has to say of problems: sentences with the line they are in, or one JSON document for other programs.

The document follows templates/schema/problems.schema.json; nothing else is then written to standard output.
"""

from __future__ import annotations

import json
import shutil
import sys
from typing import TYPE_CHECKING, Any, Literal

from generator.errors import MAX_SHOWN, Problem
from generator.excerpt import end_of, excerpt, line_of, text_of
from generator.messages import _, spoken, suggested

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.errors import Mark
    from generator.source.model import Publication
    from generator.world import World

    Severity = Literal["error", "warning", "tip"]

VERSION = 1
"""Of the document's form: it changes when a program that reads it would have to change."""


def say(text: str) -> None:
    """Write a line for people, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


class Report:
    """The problems of one run of a command, said as they are found or, as ``json``, at its end."""

    def __init__(self, command: str = "", *, as_json: bool = False) -> None:
        self.world: World | None = None
        self.document: dict[str, Any] = {"version": VERSION, "command": command, "language": spoken()}
        self.as_json = as_json
        self._found: list[dict[str, Any]] = []
        self._texts: dict[str, str | None] = {}
        self._files: list[dict[str, Any]] = []

    def say(self, text: str) -> None:
        """Say what is no problem, to people alone."""
        if not self.as_json:
            say(text)

    def file(self, **values: object) -> None:
        """Note what became of an output, for programs alone."""
        self._files.append(values)

    def warn(self, problem: Problem, before: str = "", file: str = "") -> None:
        """Say what stops nothing; with ``before``, what an output is warned of begins, that stands in ``file``."""
        self._add(problem, "warning", file)
        if not self.as_json:
            said = f"{before}{problem}" if before else problem.as_warning
            sys.stderr.write("\n".join([said, *self._shown(problem)]) + "\n")

    def warnings_of(self, publication: Publication) -> None:
        """Say what a publication is warned of."""
        for problem in publication.warnings:
            self.warn(problem)

    def remark(self, remark: str | Problem, said: str = "", severity: Severity = "tip") -> None:
        """Say to people, beside what was built, what they should know; to programs, if it has a place."""
        if isinstance(remark, Problem):
            self._add(remark, severity)
        self.say(said or f"  {remark}")

    def errors(self, problems: Iterable[Problem]) -> None:
        """Say what stops the command: the first hundred to people, all to programs."""
        found = list(dict.fromkeys(problems))
        if self.as_json:
            self._found += (self._entry(one, "error") for one in found)
            return
        lines = [line for one in found[:MAX_SHOWN] for line in (str(one), *self._shown(one))]
        if len(found) > MAX_SHOWN:
            lines.append(_("… and {n} more.", n=len(found) - MAX_SHOWN))
        sys.stderr.write("".join(f"{line}\n" for line in lines))

    def summary(self, text: str) -> None:
        """Say to people how it ended."""
        if not self.as_json:
            sys.stderr.write(f"{text}\n")

    def end(self, code: int) -> None:
        """Write the document, of a command that ends with the exit ``code``."""
        if self.as_json:
            whole = {**self.document, "exit": code, "problems": self._found, "files": self._files}
            sys.stdout.write(json.dumps(whole, ensure_ascii=False, indent=2) + "\n")
            sys.stdout.flush()

    def _add(self, problem: Problem, severity: Severity, file: str = "") -> None:
        if self.as_json:
            self._found.append(self._entry(problem, severity, file))

    def _entry(self, problem: Problem, severity: Severity, file: str = "") -> dict[str, Any]:
        mark, line = problem.mark, self._line(problem.mark)
        place: dict[str, Any] = {}
        if mark.line:
            place = {"line": mark.line, "column": mark.column}
        if line is not None:
            place |= {"endLine": mark.line, "endColumn": end_of(line, mark.column), "source": line}
        return {
            "code": problem.code,
            "severity": severity,
            "file": mark.file or file,
            **place,
            "path": problem.path,
            "message": problem.cause,
            "remedy": problem.remedy,
            "suggestion": suggested(problem.remedy),
            "page": page_of(problem.code),
        }

    def _line(self, mark: Mark) -> str | None:
        if not self.world or not mark.line:
            return None
        if mark.file not in self._texts:
            self._texts[mark.file] = text_of(self.world, mark.file)
        return line_of(self._texts[mark.file], mark.line)

    def _shown(self, problem: Problem) -> list[str]:
        """Return the lines below a problem: its source and a caret with its code, or its code alone."""
        line = self._line(problem.mark)
        if line is not None:
            return excerpt(line, problem.mark, shutil.get_terminal_size().columns, problem.code)
        return [f"    = {problem.code}"] if problem.code and problem.mark.file else []


def page_of(code: str) -> str:
    """Return where docs/ explain ``code``, in the user's language."""
    pages = {"en": "docs/en/problems.md", "fr": "docs/fr/problemes.md"}
    return f"{pages[spoken()]}#{code}" if code else ""

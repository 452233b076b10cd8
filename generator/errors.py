"""What can go wrong, as values: a problem in a file, and the exceptions that end a command.

PiliersError            exit code 1
├── ContentError        problems in files that a person wrote (content, theme, templates)
├── ParityError         an edition lacks content, or fails its check: a fault of ours or of a template
└── UsageError          exit code 2: the command was called wrongly
"""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from generator.messages import _, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MAX_SHOWN = 100


T = TypeVar("T")


class Mark(Struct, frozen=True, order=True):
    """A place in a file: its path from the project's root, and line and column from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{shown(self.file)}:{self.line}:{self.column}"


class Problem(Struct, frozen=True, order=True):
    """One thing to mend: where it stands, its place in the model, its cause and what to do."""

    mark: Mark
    path: str
    cause: str
    remedy: str

    def __str__(self) -> str:
        return f"{self._place}: {self.cause} {self.remedy}".rstrip()

    @property
    def as_warning(self) -> str:
        """Return the sentence for what stops nothing."""
        warning = _("Warning: {cause}", cause=self.cause)
        return f"{self._place}: {warning} {self.remedy}".rstrip()

    @property
    def _place(self) -> str:
        return f"{self.mark}: {shown(self.path)}" if self.path else f"{self.mark}"


class PiliersError(Exception):
    """The base of all errors that a command reports without a traceback."""

    exit_code = 1

    def __init__(self, *lines: str) -> None:
        self.lines = lines
        # Past the first hundred nobody reads on.
        rest = [_("… and {n} more.", n=len(lines) - MAX_SHOWN)] if len(lines) > MAX_SHOWN else []
        super().__init__("\n".join([*lines[:MAX_SHOWN], *rest]))


class ContentError(PiliersError):
    """Problems in the files that a person wrote, all of them at once, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(*map(str, self.problems))


class ParityError(PiliersError):
    """What is wrong with finished files, each as one sentence: content that they lack, errors of their check."""

    def __init__(self, faults: Iterable[str]) -> None:
        super().__init__(*faults)


class UsageError(PiliersError):
    """The command was called wrongly."""

    exit_code = 2


def reason_of(error: Exception) -> str:
    """Return why the system refused a file, in the user's language where the cause is a common one."""
    if isinstance(error, RuntimeError):  # as pathlib tells of links that lead in a circle
        return _("symbolic links in a circle")
    causes = {
        errno.ENOENT: _("there is no such file"),
        errno.EACCES: _("its rights do not allow it"),
        errno.EPERM: _("its rights do not allow it"),
        errno.EROFS: _("the disk cannot be written to"),
        errno.ENOSPC: _("the disk is full"),
        errno.ELOOP: _("symbolic links in a circle"),
        errno.EISDIR: _("it is not a file"),
        errno.ENOTDIR: _("its folder is a file"),
        errno.ENAMETOOLONG: _("its name is too long"),
    }
    return causes.get(getattr(error, "errno", None) or 0) or getattr(error, "strerror", "") or str(error)


def unwritable(error: OSError) -> str:
    """Return the sentence on a file, or an output, that the system refuses to write."""
    return _("{file} cannot be written ({reason}).", file=error.filename or _("The output"), reason=reason_of(error))


def collect(tries: Iterable[Callable[[], T]]) -> list[T]:
    """Return what each of ``tries`` returns; raise one ContentError with the problems of all that raise one."""
    results: list[T] = []
    problems: list[Problem] = []
    for attempt in tries:
        try:
            results.append(attempt())
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(problems)
    return results

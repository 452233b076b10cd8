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
from msgspec.structs import astuple

from generator.messages import Said, _, code_of, detail, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MAX_SHOWN = 100  # problems said to people: nobody reads on past them


T = TypeVar("T")


class Mark(Struct, frozen=True, order=True):
    """A place in a file: its path from the project's root, and line and column from 1; line 0 is the whole file."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{shown(self.file)}:{self.line}:{self.column}" if self.line else str(shown(self.file))


class Problem(Struct, frozen=True, order=True):
    """One thing to mend: where it stands, its place in the model, its cause and what to do."""

    mark: Mark
    path: str
    cause: str
    remedy: str

    @classmethod
    def of_file(cls, file: str, cause: str) -> Problem:
        """Return what is to say of a file as a whole, or, without one, of what was asked."""
        return cls(Mark(file, 0), "", cause, "")

    def __str__(self) -> str:
        return self._with(self.cause)

    @property
    def as_warning(self) -> str:
        """Return the sentence for what stops nothing."""
        return self._with(_("Warning: {cause}", cause=self.cause))

    @property
    def code(self) -> str:
        """Return the stable name under which docs/ explain it."""
        return code_of(self.cause)

    def as_tuple(self) -> tuple[str, int, int, str, str, str, str]:
        """Return it in values that can be kept in a file."""
        return (*astuple(self.mark), self.path[:], self.cause[:], self.remedy[:], self.code)

    @classmethod
    def of_tuple(cls, file: str, line: int, column: int, path: str, cause: str, remedy: str, code: str) -> Problem:
        """Return what ``as_tuple`` has kept."""
        return cls(Mark(file, line, column), path, Said.of(cause, code), remedy)

    def _with(self, cause: str) -> str:
        place = (str(part) for part in (self.mark, shown(self.path)) if str(part))
        return ": ".join((*place, f"{cause} {self.remedy}".rstrip()))


class PiliersError(Exception):
    """The base of all errors that a command reports without a traceback."""

    exit_code = 1

    def __init__(self, *lines: str) -> None:
        self.lines = lines
        self.problems = tuple(Problem.of_file("", line) for line in lines)
        # Past the first hundred nobody reads on.
        rest = [_("… and {n} more.", n=len(lines) - MAX_SHOWN)] if len(lines) > MAX_SHOWN else []
        super().__init__("\n".join([*lines[:MAX_SHOWN], *rest]))


class ContentError(PiliersError):
    """Problems in the files that a person wrote, all of them at once, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        found = tuple(sorted(set(problems)))
        super().__init__(*map(str, found))
        self.problems = found


class ParityError(PiliersError):
    """What is wrong with finished files: content that they lack, errors of their check."""

    def __init__(self, faults: Iterable[Problem]) -> None:
        found = tuple(faults)
        super().__init__(*map(str, found))
        self.problems = found


class UsageError(PiliersError):
    """The command was called wrongly."""

    exit_code = 2


def reason_of(error: Exception) -> str:
    """Return why the system refused a file, in the user's language where the cause is a common one."""
    if isinstance(error, RuntimeError):  # as pathlib tells of links that lead in a circle
        return _("symbolic links in a circle")
    causes = {
        "ENOENT": _("there is no such file"),
        "EACCES": _("its rights do not allow it"),
        "EPERM": _("its rights do not allow it"),
        "EROFS": _("the disk cannot be written to"),
        "ENOSPC": _("the disk is full"),
        "ELOOP": _("symbolic links in a circle"),
        "EISDIR": _("it is not a file"),
        "ENOTDIR": _("its folder is a file"),
        "ENAMETOOLONG": _("its name is too long"),
        "EEXIST": _("a file stands in its place"),
        "EBUSY": _("another program uses it"),
        "ETXTBSY": _("another program uses it"),
        "EIO": _("the disk does not answer"),
        "EDQUOT": _("the disk is full"),
        "EFBIG": _("it is too large"),
        "EINVAL": _("its name is not accepted"),
        "ENODEV": _("it is not a file"),
        "ENXIO": _("it is not a file"),
        "ETIMEDOUT": _("the disk does not answer"),
        "ESTALE": _("the disk does not answer"),
    }
    if (name := errno.errorcode.get(getattr(error, "errno", None) or 0, "")) in causes:
        return causes[name]
    if error.args and isinstance(error.args[0], Said):
        return error.args[0]
    return _("the system refuses it") + " " + detail(getattr(error, "strerror", "") or error)


def reason_in(error: Exception) -> str:
    """Return what ``error`` says, if that is a sentence of ours; else a library's words, marked as such."""
    own = error.args[0] if error.args else ""
    return own if isinstance(own, Said) else _("it is not understood").between("", f" {detail(error)}")


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

"""The last changes of a publication's files, to be undone and redone, also after a restart.

They are kept in the project's folder ``.piliers/``, not in the user's cache: what is in a cache can be made again and
may be deleted at any time, a history cannot and must not; and it goes where the project goes. Only the bytes that
differ are stored, each with the hashes of the file before and after, so that nothing is undone in a file that
somebody else has changed since.
"""

from __future__ import annotations

from bisect import bisect
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from generator.errors import PiliersError
from generator.messages import _
from generator.world import digest, read_built, replace_files

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ".piliers/history"
MAX_STEPS = 200  # that can be undone: more than anybody makes in a day


class ChangedElsewhereError(PiliersError):
    """A file is not as it was when the change began: somebody else has changed it, and nothing is overwritten."""

    def __init__(self, file: str) -> None:
        self.file = file
        super().__init__(_("{file} was changed elsewhere in the meantime. Nothing was overwritten.", file=file))


class Change(Struct, frozen=True):
    """A change of one file: at byte ``at``, ``old`` became ``new``.

    ``before`` and ``after`` are the file's SHA-256; nothing where there is no file.
    """

    file: str
    before: str
    after: str
    at: int
    old: bytes
    new: bytes

    @classmethod
    def between(cls, file: str, old: bytes | None, new: bytes | None) -> Change:
        """Return the change from ``old`` to ``new``; None: the file is not there."""
        one, other = old or b"", new or b""
        most = min(len(one), len(other))
        start = bisect(range(most), 0, key=lambda n: one[: n + 1] != other[: n + 1])
        rest = (one[start:], other[start:])
        same = bisect(range(most - start), 0, key=lambda n: rest[0][-1 - n :] != rest[1][-1 - n :])
        cut = (one[start : len(one) - same], other[start : len(other) - same])
        return cls(file, hash_of(old), hash_of(new), start, *cut)

    @property
    def back(self) -> Change:
        """Return the change that undoes this one."""
        return Change(self.file, self.after, self.before, self.at, self.new, self.old)

    def applied(self, data: bytes | None) -> bytes | None:
        """Return the file's new bytes; raise ChangedElsewhereError unless ``data`` is what it was made for."""
        if hash_of(data) != self.before:
            raise ChangedElsewhereError(self.file)
        if not self.after:
            return None
        whole = data or b""
        return whole[: self.at] + self.new + whole[self.at + len(self.old) :]


class History(Struct):
    """Steps of one change or several together, the latest last; those from ``done`` on are undone."""

    steps: list[tuple[Change, ...]] = []
    done: int = 0

    def with_step(self, step: tuple[Change, ...]) -> History:
        """Return the history with another step: what was undone cannot be redone any more, the oldest is forgotten."""
        steps = [*self.steps[: self.done], step][-MAX_STEPS:]
        return History(steps, len(steps))

    @property
    def undoing(self) -> tuple[Change, ...]:
        """Return the changes that undo the last step, the last first; nothing where there is none."""
        return tuple(one.back for one in reversed(self.steps[self.done - 1])) if self.done else ()

    @property
    def redoing(self) -> tuple[Change, ...]:
        """Return the changes of the step that was undone last."""
        return self.steps[self.done] if self.done < len(self.steps) else ()

    def at(self, done: int) -> History:
        """Return the history with another number of steps that count as done."""
        return History(self.steps, done)


def history_path(root: Path, slug: str) -> Path:
    """Return where the history of a publication is kept."""
    return root / FOLDER / f"{slug}.json"


def read_history(root: Path, slug: str) -> History:
    """Return the history; an empty one where there is none, or where the file is damaged."""
    try:
        found = msgspec.json.decode(read_built(history_path(root, slug)), type=History)
    except (OSError, msgspec.MsgspecError):
        return History()
    return found if 0 <= found.done <= len(found.steps) <= MAX_STEPS else History()


def write_history(root: Path, slug: str, history: History) -> None:
    """Keep the history for the next start."""
    replace_files({history_path(root, slug): msgspec.json.encode(history)})


def hash_of(data: bytes | None) -> str:
    """Return the hash of a file, nothing for one that is not there."""
    return "" if data is None else digest(data)

"""What has been made, by pseudonyms: the memory by which a run goes on where another one ended (SQLite)."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.errors import PiliersError
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_TABLES = """
CREATE TABLE IF NOT EXISTS run (one INTEGER PRIMARY KEY CHECK (one = 1), purpose TEXT, purge TEXT, publication TEXT);
CREATE TABLE IF NOT EXISTS file (
    name TEXT PRIMARY KEY, copy TEXT NOT NULL, made_of TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS of_copy ON file (copy);
"""

FILE = ".piliers.sqlite"


class Entry(Struct, frozen=True):
    """A file: its name, the pseudonym of its copy, the hash of all that it was made of but the list, its own, bytes."""

    name: str
    copy: str
    made_of: str
    sha256: str
    bytes: int


class Manifest:
    """The manifest in a file, which it makes; closed at the end of a ``with``."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        with self._said():
            self._base = sqlite3.connect(path, isolation_level=None)
            self._base.executescript(_TABLES)

    def __enter__(self) -> Manifest:
        return self

    def __exit__(self, *_of_error: object) -> None:
        self._base.close()

    def declare(self, purpose: str, purge: str, publication: str) -> None:
        """Say what the copies are for and on which day (ISO 8601) they are removed."""
        with self._said():
            self._base.execute("REPLACE INTO run VALUES (1, ?, ?, ?)", (purpose, purge, publication))

    @property
    def declared(self) -> tuple[str, str, str]:
        """Return purpose, purge day and publication; nothing where nothing was declared."""
        with self._said():
            found = self._base.execute("SELECT purpose, purge, publication FROM run").fetchone()
        return found or ("", "", "")

    def add(self, entries: Iterable[Entry]) -> None:
        """Note files that are in their place, all of them or, when the process ends meanwhile, none."""
        rows = [(one.name, one.copy, one.made_of, one.sha256, one.bytes) for one in entries]
        with self._said():
            self._base.execute("BEGIN")
            self._base.executemany("REPLACE INTO file VALUES (?, ?, ?, ?, ?)", rows)
            self._base.execute("COMMIT")

    def standing(self, sizes: Mapping[str, int]) -> dict[str, tuple[str, str]]:
        """Return the pseudonym of the copy, and what it was made of, by the files that stand as they were made."""
        return {
            one.name: (one.copy, sys.intern(one.made_of)) for one in self.entries() if sizes.get(one.name) == one.bytes
        }

    def entries(self) -> Iterator[Entry]:
        """Yield all that is noted, by name."""
        with self._said(), closing(self._base.execute("SELECT * FROM file ORDER BY name")) as rows:
            for row in rows:
                yield Entry(*row)

    def forget(self, names: Iterable[str]) -> None:
        """Drop what is noted of files that were removed."""
        with self._said():
            self._base.execute("BEGIN")
            self._base.executemany("DELETE FROM file WHERE name = ?", [(name,) for name in names])
            self._base.execute("COMMIT")

    def _said(self) -> _Said:
        return _Said(self._path)


class _Said:
    """Says in a sentence what SQLite refuses, such as a full disk."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, sqlite3.Error):
            cause = _("The manifest {file} cannot be used ({reason}).", file=str(self._path), reason=str(error))
            remedy = _("Make room on the disk, then run the command again; what was made stays.")
            raise PiliersError(cause.between("", f" {remedy}")) from None

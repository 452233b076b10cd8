"""Where copies go: a folder, or an address that fsspec knows (object storage). No half file ever bears its name."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from generator.errors import PiliersError, UsageError
from generator.messages import _
from generator.world import unfinished

if TYPE_CHECKING:
    from collections.abc import Iterator


class Store(Protocol):
    """Files by their names, some of which hold a folder."""

    def put(self, name: str, data: bytes) -> None:
        """Store a file, whole or not at all; raise OSError."""

    def get(self, name: str) -> bytes:
        """Return a file; raise OSError when it is not there."""

    def sizes(self) -> dict[str, int]:
        """Return the bytes of all files, by name."""

    def remove(self, name: str) -> None:
        """Remove a file, which may be gone already."""


def store_at(target: str) -> Store:
    """Return the store at ``target``: a folder, or an address such as s3://bucket/folder."""
    return Remote(target) if "://" in target else Folder(Path(target))


class Folder:
    """A folder: each file is written beside its name, then renamed."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, name: str, data: bytes) -> None:
        """Store a file; the folders of its name are made."""
        target = self._root / name
        partial = target.with_name(f".{target.name[-100:]}.{os.getpid()}.tmp")
        unfinished.add(partial)
        try:
            try:
                partial.write_bytes(data)
            except FileNotFoundError:
                target.parent.mkdir(parents=True, exist_ok=True)
                partial.write_bytes(data)
            partial.replace(target)
        except BaseException:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
            raise
        finally:
            unfinished.discard(partial)

    def get(self, name: str) -> bytes:
        """Return a file."""
        return (self._root / name).read_bytes()

    def sizes(self) -> dict[str, int]:
        """Return the bytes of all files but hidden ones."""
        return dict(self._sizes(self._root, "")) if self._root.is_dir() else {}

    def _sizes(self, folder: Path, before: str) -> Iterator[tuple[str, int]]:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    yield from self._sizes(Path(entry.path), f"{before}{entry.name}/")
                else:
                    yield f"{before}{entry.name}", entry.stat().st_size

    def remove(self, name: str) -> None:
        """Remove a file."""
        (self._root / name).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove the unfinished files that a run which was killed has left."""
        for partial in self._root.rglob(".*.tmp"):
            partial.unlink(missing_ok=True)


class Remote:
    """Object storage, through fsspec: a file is there when it has been sent whole."""

    def __init__(self, address: str) -> None:
        try:
            from fsspec.core import url_to_fs
        except ImportError:
            remedy = _("Install what it needs: pip install “piliers[cloud]”.")
            raise PiliersError(
                _("{address} is on another machine.", address=address).between("", f" {remedy}")
            ) from None
        try:
            found: tuple[Any, str] = url_to_fs(address)
        except (ValueError, ImportError) as error:
            raise UsageError(_("{address} cannot be reached ({reason}).", address=address, reason=str(error))) from None
        self._files, root = found
        self._root = root.rstrip("/")

    def put(self, name: str, data: bytes) -> None:
        """Send a file; where the storage is a file system, it is renamed when it is whole."""
        path = f"{self._root}/{name}"
        self._files.makedirs(path.rpartition("/")[0], exist_ok=True)
        with self._files.transaction, self._files.open(path, "wb") as file:
            file.write(data)

    def get(self, name: str) -> bytes:
        """Return a file."""
        return bytes(self._files.cat_file(f"{self._root}/{name}"))

    def sizes(self) -> dict[str, int]:
        """Return the bytes of all files."""
        found = self._files.find(self._root, detail=True)
        return {path[len(self._root) + 1 :]: int(entry["size"]) for path, entry in found.items()}

    def remove(self, name: str) -> None:
        """Remove a file."""
        with suppress(FileNotFoundError):
            self._files.rm_file(f"{self._root}/{name}")

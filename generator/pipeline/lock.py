"""One build of a publication at a time: a second one waits until the first has put its files in place."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from generator.world import World, digest

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def locked(world: World, slug: str) -> Iterator[None]:
    """Hold the lock of the output files of ``slug``; wait for it first.

    It lies in the user's cache folder, so that nothing is left in the project; without such a folder there is none.
    The system frees it with the process, however that ends.
    """
    folder = World.cache("locks")
    if folder is None:
        yield
        return
    with (folder / digest(f"{world.output.resolve()}\n{slug}".encode())).open("ab") as file:
        _lock(file.fileno())
        yield


def _lock(descriptor: int) -> None:
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined]
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX)

"""The program itself: what it is made of and stands on, as far as the bytes of its outputs depend on it."""

from __future__ import annotations

import json
import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator.world import World, digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_PACKAGES = (
    "babel", "jinja2", "lxml", "markdown-it-py", "pikepdf", "pillow", "pypdfium2",
    "pyphen", "python-pptx", "pyyaml", "reportlab", "resvg_py", "segno", "uharfbuzz", "xlsxwriter",
)  # fmt: skip


@cache
def program_digest(epoch: int | None) -> str:
    """Return a hash of all that makes bytes but the project: our own files, the packages, the date that is printed."""
    others = json.dumps([dict(package_versions()), epoch])
    return digest(f"{_own()}{others}".encode())


@cache
def _own() -> str:
    """Return a hash of our own files, from the user's cache as long as none has another size or time.

    Times are those of writing and of the last change of name or rights: no tool sets the second at will.
    """
    files = sorted(_files(str(Path(__file__).parents[1])))
    paths = [path for path, *_known in files]
    own: str = World.kept("program", repr(files), lambda: _hashed(paths))
    return own


def _hashed(paths: Iterable[str]) -> str:
    return digest(b"".join(digest(Path(path).read_bytes()).encode() for path in paths))


def _files(folder: str) -> Iterator[tuple[str, int, int, int]]:
    """Yield the modules below ``folder``, each with its size and times in nanoseconds."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                known = entry.stat()
                yield entry.path, known.st_size, known.st_mtime_ns, known.st_ctime_ns
            elif entry.name != "__pycache__" and entry.is_dir():
                yield from _files(entry.path)


@cache
def package_versions() -> Mapping[str, str]:
    """Return the versions of Python and of the packages that the bytes depend on.

    They are from the user's cache as long as no folder that Python imports from has another time: to install, to
    renew or to remove a package makes or removes an entry of one. To look them up is a twentieth of a build.
    """
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    folders = [(path, Path(path).stat().st_mtime_ns) for path in sys.path if Path(path).exists()]
    versions = World.kept("versions", repr((folders, _PACKAGES)), _installed)
    return {"python": python, **versions}


def _installed() -> dict[str, str]:
    from importlib.metadata import version

    return {name: version(name) for name in _PACKAGES}

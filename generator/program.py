"""The program itself: what it is made of and stands on, as far as the bytes of its outputs depend on it."""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path

from generator.world import digest

_PACKAGES = ("jinja2", "markdown-it-py", "pypdfium2", "pyphen", "pyyaml", "reportlab", "uharfbuzz")


@cache
def program_digest(epoch: int) -> str:
    """Return a hash of all that makes bytes but the project: our own files, the packages, the date that is printed."""
    folder = Path(__file__).parent
    files = sorted(folder.rglob("*.py"))
    others = json.dumps([versions(), epoch]).encode()
    return digest(b"".join(digest(file.read_bytes()).encode() for file in files) + others)


def versions() -> dict[str, str]:
    """Return the versions of what the bytes depend on, from the names of the installed folders.

    ``importlib.metadata`` would parse each package's description, which takes longer than a page takes to set.
    """
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    found = (entry.stem.lower().partition("-") for folder in sys.path for entry in Path(folder).glob("*.dist-info"))
    installed: dict[str, str] = {}
    for name, _hyphen, version in found:
        installed.setdefault(name, version)  # the first on the path is the one that is imported
    return {"python": python, **{name: installed.get(name.replace("-", "_"), "?") for name in _PACKAGES}}

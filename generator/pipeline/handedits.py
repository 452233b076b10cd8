"""Files in output/ that somebody has changed since they were built: no build overwrites them, no clean deletes them.

A file is ours when its hash is one that the receipt vouches for; whatever else stands in its place is somebody's work.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from generator.errors import PiliersError
from generator.messages import _
from generator.world import digest, replace_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.pipeline.receipt import Receipt

KEPT = "kept"
"""The folder in output/ to which files are moved before a build replaces them."""


class EditedError(PiliersError):
    """Files that were left as somebody has made them, each in one sentence."""


def vouched(receipt: Receipt | None) -> dict[str, list[str]]:
    """Return the SHA-256 hashes that each output file may have, by its name."""
    if receipt is None:
        return {}
    entries = {entry.file: [entry.sha256] for entry in receipt.editions.values()}
    return entries | receipt.written


def is_edited(path: Path, hashes: Mapping[str, list[str]]) -> bool:
    """Tell whether ``path`` is there and holds what no build is known to have written."""
    return path.is_file() and digest(path.read_bytes()) not in hashes.get(path.name, ())


def keep(path: Path) -> Path:
    """Copy ``path`` into the folder of kept files, its name followed by the time of its last change; return the copy.

    Raises PiliersError when it cannot be written.
    """
    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).strftime("%Y-%m-%d-%H%M%S")
    data = path.read_bytes()
    for number in range(1, 1000):  # as many as could be made within one second, and more
        copy = path.parent / KEPT / f"{path.stem}.{changed}{f'-{number}' if number > 1 else ''}{path.suffix}"
        if not copy.exists() or copy.read_bytes() == data:
            break
    replace_files({copy: data})
    return copy


def sentence(file: str, changes: str = "") -> str:
    """Return what is said of a file that a build left as it is; ``changes`` says what was changed, and what to do."""
    cause = _("{file} was changed since it was built, and was left as it is.", file=file)
    remedy = _(
        "Copy the changes into the content, then run “piliers build --discard” (or “make deck DISCARD=1”): "
        "it moves the changed file to {folder}/ and builds a new one.",
        folder=f"output/{KEPT}",
    )
    return cause.between("", f" {changes} {remedy}" if changes else f" {remedy}")

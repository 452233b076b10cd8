"""A deck to plant faults in: the tests' publication's, written once, and its parts changed."""

from __future__ import annotations

import functools
import io
import re
import zipfile

from generator.pipeline.edition import EDITIONS
from generator.pipeline.production import Production
from generator.world import World
from tests.project import SLUG, sample_root


@functools.cache
def good_deck() -> bytes:
    """Return the deck of the tests' publication."""
    production = Production(World(sample_root()), SLUG)
    return production.write(EDITIONS[0], production.document(EDITIONS[0]))


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(entries: list[tuple[str, bytes]]) -> bytes:
    """Return the zip of entries, which may have one name twice."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in entries:
            package.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def changed(data: bytes, part: str, pattern: str, replacement: str) -> bytes:
    """Return the deck with the first match of ``pattern`` in a part replaced; there must be one."""
    parts = parts_of(data)
    text, count = re.subn(pattern, replacement, parts[part].decode(), count=1, flags=re.DOTALL)
    assert count == 1, f"{part} has no {pattern}"
    parts[part] = text.encode()
    return packed(list(parts.items()))

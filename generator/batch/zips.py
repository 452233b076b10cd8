"""Zip files of finished copies, each written whole; they hold the files as they are, which are compressed already."""

from __future__ import annotations

import io
import itertools
import zipfile
from typing import TYPE_CHECKING

from generator.batch.run import ordered_files

if TYPE_CHECKING:
    from generator.batch.manifest import Manifest
    from generator.batch.run import Wanted
    from generator.batch.store import Store

_DATE = (1980, 1, 1, 0, 0, 0)  # the same copies make the same zip


def pack(wanted: Wanted, manifest: Manifest, store: Store, each: int) -> int:
    """Store zip files of ``each`` copies, by the list's rows, in place of any before; return how many."""
    for name in [one for one in store.sizes() if one.startswith("copies-") and one.endswith(".zip")]:
        store.remove(name)
    names = iter(list(ordered_files(wanted, manifest, "")))
    count = 0
    while part := list(itertools.islice(names, each * len(wanted.suffixes))):
        count += 1
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
            for name in part:
                archive.writestr(zipfile.ZipInfo(name, _DATE), store.get(name))
        store.put(f"copies-{count:03}.zip", stream.getvalue())
    return count

"""Zip files of finished copies, each written whole; they hold the files as they are, which are compressed already."""

from __future__ import annotations

import io
import itertools
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.batch.index import Line
    from generator.batch.store import Store

_DATE = (1980, 1, 1, 0, 0, 0)  # the same copies make the same zip


def pack(lines: Iterable[Line], store: Store, each: int) -> int:
    """Store zip files of ``each`` copies, in the order of ``lines``, in place of any before; return how many."""
    for name in [one for one in store.sizes() if one.startswith("copies-") and one.endswith(".zip")]:
        store.remove(name)
    copies = iter(lines)
    count = 0
    while part := [name for line in itertools.islice(copies, each) for name in line.files]:
        count += 1
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
            for name in part:
                archive.writestr(zipfile.ZipInfo(name, _DATE), store.get(name))
        store.put(f"copies-{count:03}.zip", stream.getvalue())
    return count

"""QR codes (ISO/IEC 18004), by segno, as one path of dark modules; the quiet zone belongs to it."""

from __future__ import annotations

from functools import cache

from generator.graphics.path import Path

QUIET = 4  # modules of paper on each side, which the standard asks for


@cache
def qr_code(address: str) -> tuple[Path, int]:
    """Return the dark modules of the code of ``address``, each 1 by 1, and how many modules it has on a side."""
    import segno

    rows = [bytes(row) for row in segno.make_qr(address, error="m").matrix]
    commands = [
        command for y, row in enumerate(rows, QUIET) for x, end in _stretches(row) for command in _bar(x, end, y)
    ]
    return Path(tuple(commands)), len(rows) + 2 * QUIET


def _stretches(row: bytes) -> list[tuple[int, int]]:
    """Return where the dark stretches of a row begin and end, the quiet zone counted."""
    edges = [at for at, (one, next) in enumerate(zip(b"\0" + row, row + b"\0", strict=True)) if one != next]
    return [(start + QUIET, end + QUIET) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _bar(left: float, right: float, top: float) -> tuple[tuple[str, *tuple[float, ...]], ...]:
    low = top + 1.0
    return ("M", left, top), ("L", right, top), ("L", right, low), ("L", left, low), ("Z",)

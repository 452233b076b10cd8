"""What is wrong with a font file, before it measures anything: HarfBuzz reads whatever it can, and sets nothing.

The tables are those of OpenType 1.9 (“Organization of an OpenType Font”).
"""

from __future__ import annotations

import struct

from generator.errors import ContentError, Mark, Problem
from generator.messages import _

_COLLECTION = b"ttcf"
_POSTSCRIPT = b"OTTO"
_KINDS = (b"\0\1\0\0", _POSTSCRIPT, b"true")
_MEASURING = (b"cmap", b"head", b"hhea", b"hmtx", b"maxp")
_EMBEDDING = (b"OS/2", b"name", b"post")
_OUTLINES = ((b"glyf", b"loca"), (b"CFF ",), (b"CFF2",))
_RESTRICTED, _LICENSED = 0x0002, 0x000C
"""Bits of OS/2's fsType: no embedding without the owner's leave; to be printed or edited, which goes before."""

_NO_SUBSETS = 0x0300  # whole fonts or bitmaps alone: our documents hold the letters that they use
_HEAD, _ROW = 12, 16  # bytes of the head of a table directory, and of each row


def require_font(path: str, data: bytes, number: int, *, embedded: bool) -> None:
    """Raise ContentError, at ``path``, unless ``data`` is a font that can measure, and be ``embedded``.

    ``number`` is that of its face in a collection.
    """
    if cause := _fault(data, number, embedded=embedded):
        raise unusable(path, cause)


def may_embed(data: bytes) -> bool:
    """Tell whether the font ``data`` lets documents hold the outlines of some of its letters (OS/2, fsType)."""
    at = _tables(data, 0).get(b"OS/2")
    rights = int.from_bytes(data[at + 8 : at + 10], "big") if at is not None else 0
    return not rights & _NO_SUBSETS and (not rights & _RESTRICTED or bool(rights & _LICENSED))


def unusable(path: str, cause: str) -> ContentError:
    """Return the error of a font at ``path`` that cannot be used."""
    remedy = _("Put a whole font in its place, a .ttf or .otf of one style.")
    return ContentError([Problem(Mark(path), "", cause, remedy)])


def _fault(data: bytes, number: int, *, embedded: bool) -> str:
    """Return a sentence on what is wrong, or nothing."""
    start = 0
    if data.startswith(_COLLECTION):
        if embedded:
            return _("This is a collection of fonts.")
        count = int.from_bytes(data[8:12], "big")
        start = int.from_bytes(data[12 + 4 * number : 16 + 4 * number], "big") if number < count else len(data)
    if embedded and data.startswith(_POSTSCRIPT):
        return _("This is a PostScript font (.otf); the PDF needs a TrueType one (.ttf).")
    if data[start : start + 4] not in _KINDS or len(data) < start + _HEAD:
        return _("This is no font file.")
    tables = _tables(data, start)
    if not tables:
        return _("The font is damaged: its tables are not all there, or not in their order.")
    lacking = [name for name in (*_MEASURING, *(_EMBEDDING if embedded else ())) if name not in tables]
    lacking += [] if any(tables.keys() >= set(names) for names in _OUTLINES) else _OUTLINES[0]
    if lacking:
        return _("The font is damaged: it lacks {tables}.", tables=b", ".join(lacking).decode())
    return ""


def _tables(data: bytes, start: int) -> dict[bytes, int]:
    """Return where the tables of the directory at ``start`` begin; none when it is out of order or cut off (bytes)."""
    found: list[tuple[bytes, int]] = []
    for row in range(start + _HEAD, start + _HEAD + _ROW * int.from_bytes(data[start + 4 : start + 6], "big"), _ROW):
        if row + _ROW > len(data):
            return {}
        name, offset, length = struct.unpack_from(">4s4xII", data, row)
        if offset + length > len(data) or not length:
            return {}
        found.append((name, offset))
    names = [name for name, _offset in found]
    return dict(found) if names == sorted(names) else {}

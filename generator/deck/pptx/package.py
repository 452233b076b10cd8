"""Write and read OPC packages (ECMA-376 Part 2) whose bytes depend on nothing but their parts."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_FIRST = ("[Content_Types].xml", "_rels/.rels")
_UTF8, _DEFLATED, _FIRST_OF_1980, _UNIX = 0x800, 8, 0x21, 3
_NEEDED = 20  # the version of the zip format: 2.0
_OURS_ALONE = 0o600 << 16  # a file that its owner reads and writes
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_LEVEL = 4


def write_package(parts: Mapping[str, bytes]) -> bytes:
    """Return the zip of ``parts``: content types and package relationships first, then by name; dates fixed.

    It is written here (APPNOTE 6.3, 4.3): zipfile takes longer for each part than deflating it, and marks no name as
    UTF-8, for which reading imports a code page.
    """
    pieces: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for part in (*_FIRST, *sorted(set(parts) - set(_FIRST))):
        name, data = part.encode(), parts[part]
        deflated = _deflated(data)
        sizes = (_DEFLATED, 0, _FIRST_OF_1980, zlib.crc32(data), len(deflated), len(data), len(name), 0)
        local = _LOCAL.pack(b"PK\3\4", _NEEDED, _UTF8, *sizes)
        made_by = _UNIX << 8 | _NEEDED
        directory += (_CENTRAL.pack(b"PK\1\2", made_by, _NEEDED, _UTF8, *sizes, 0, 0, 0, _OURS_ALONE, offset), name)
        pieces += (local, name, deflated)
        offset += len(local) + len(name) + len(deflated)
    length = sum(map(len, directory))
    count = len(parts)
    return b"".join((*pieces, *directory, _END.pack(b"PK\5\6", 0, 0, count, count, length, offset, 0)))


def _deflated(data: bytes) -> bytes:
    """Return ``data`` deflated; small parts with small tables, which take longer to clear than to fill."""
    small = len(data) < 1 << 13
    compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, -13 if small else -15, 5 if small else 8)
    return compressor.compress(data) + compressor.flush()


def read_package(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name; raise zipfile.BadZipFile when it is none."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def relationships(rows: Iterable[tuple[str, str, str]]) -> bytes:
    """Return a relationships part of (id, type, target); targets with a scheme are external, and percent-encoded."""
    base = "http://schemas.openxmlformats.org/"
    inner = "".join(
        f'<Relationship Id="{id}" Type="{base}{type}" '
        + (
            f'Target="{_escaped(_encoded(target))}" TargetMode="External"/>'
            if ":" in target
            else f'Target="{target}"/>'
        )
        for id, type, target in rows
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Relationships xmlns="{base}package/2006/relationships">{inner}</Relationships>'
    ).encode()


def content_types(overrides: Iterable[tuple[str, str]]) -> bytes:
    """Return the content types part for (part name, the type after ``application/vnd.openxmlformats-``)."""
    inner = "".join(
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-{type}"/>'
        for name, type in overrides
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f"{inner}</Types>"
    ).encode()


def _encoded(address: str) -> str:
    """Return an address as RFC 3986 has it: PowerPoint repairs a file with spaces or letters beyond ASCII in one."""
    return quote(re.sub("%(?![0-9A-Fa-f]{2})", "%25", address), safe="-._~:/?#[]@!$&'()*+,;=%")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")

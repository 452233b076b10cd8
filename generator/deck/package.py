"""Write and read OPC packages (ECMA-376 Part 2) whose bytes depend on nothing but their parts."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_DATE = (1980, 1, 1, 0, 0, 0)
_FIRST = ("[Content_Types].xml", "_rels/.rels")


def write_package(parts: Mapping[str, bytes]) -> bytes:
    """Return the zip of ``parts``: content types and package relationships first, then by name; dates fixed."""
    names = [*_FIRST, *sorted(set(parts) - set(_FIRST))]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as package:
        for name in names:
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o600 << 16
            package.writestr(info, parts[name])
    return stream.getvalue()


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

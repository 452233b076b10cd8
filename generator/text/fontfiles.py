"""The fonts on this machine: which file holds which style of which family, read from the files' own name tables.

Only headers are read (OpenType 1.9, “name” and “OS/2”); nothing is measured here.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
MAX_FILES = 20_000
_FAMILY, _TYPOGRAPHIC = 1, 16  # name ids
_BOLD_FROM = 600


class FontFile(Struct, frozen=True):
    """A style in a file: its face's number in a collection, and how far its weight is from the style's usual one."""

    path: str
    index: int
    distance: int


def folders() -> list[Path]:
    """Return the folders in which systems keep fonts, those of the user first."""
    home = Path(os.environ.get("HOME") or os.environ.get("USERPROFILE") or "/nonexistent")
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft" / "Windows" / "Fonts"
        return [local, Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"]
    if sys.platform == "darwin":
        return [home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")]
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share")
    return [data / "fonts", home / ".fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts")]


def files(roots: Iterable[Path]) -> list[tuple[str, int, int]]:
    """Return the font files below ``roots``, each with its size and time of change, in a fixed order."""
    found: list[tuple[str, int, int]] = []
    for root in roots:
        for folder, inner, names in os.walk(root):
            inner.sort()
            for name in sorted(names):
                if name.lower().endswith(SUFFIXES) and len(found) < MAX_FILES:
                    path = Path(folder) / name
                    try:
                        status = path.stat()
                    except OSError:
                        continue
                    found.append((str(path), status.st_size, status.st_mtime_ns))
    return found


def index(paths: Iterable[str]) -> dict[str, dict[str, tuple[str, int, int]]]:
    """Return by folded family and style (Regular, Bold, Italic, BoldItalic) the file, its face, its distance."""
    families: dict[str, dict[str, tuple[str, int, int]]] = {}
    for path in paths:
        for family, style, file in _styles(path):
            styles = families.setdefault(folded(family), {})
            if style not in styles or file.distance < styles[style][2]:
                styles[style] = (file.path, file.index, file.distance)
    return families


def folded(family: str) -> str:
    """Return a family's name as it is compared: without case and spaces."""
    return "".join(family.casefold().split())


def _styles(path: str) -> list[tuple[str, str, FontFile]]:
    """Return (family, style, file) for each face of a file; nothing for a file that is damaged."""
    try:
        with Path(path).open("rb") as file:
            return [one for number, start in enumerate(_faces(file)) for one in _face(file, path, number, start)]
    except (OSError, struct.error, UnicodeDecodeError, MemoryError):
        return []


def _faces(file: BinaryIO) -> list[int]:
    """Return where each face of a file begins."""
    head = file.read(12)
    if head[:4] != b"ttcf":
        return [0]
    (count,) = struct.unpack(">I", head[8:12])
    return list(struct.unpack(f">{min(count, 64)}I", file.read(4 * min(count, 64))))


def _face(file: BinaryIO, path: str, number: int, start: int) -> Iterator[tuple[str, str, FontFile]]:
    tables = _tables(file, start)
    if b"name" not in tables:
        return
    names = _names(file, *tables[b"name"])
    weight, italic = _weight(file, *tables[b"OS/2"]) if b"OS/2" in tables else (400, False)
    bold = weight >= _BOLD_FROM
    style = {(0, 0): "Regular", (1, 0): "Bold", (0, 1): "Italic", (1, 1): "BoldItalic"}[bold, italic]
    entry = FontFile(path, number, abs(weight - (700 if bold else 400)))
    for family in {names.get(_FAMILY, ""), names.get(_TYPOGRAPHIC, "")} - {""}:
        yield family, style, entry
        if weight not in (400, 700):  # “Marianne Light” is a family of its own to Office
            yield f"{family} {_weight_name(weight)}", "Italic" if italic else "Regular", entry


def _weight_name(weight: int) -> str:
    names = {100: "Thin", 200: "ExtraLight", 300: "Light", 500: "Medium", 600: "SemiBold", 800: "ExtraBold"}
    return names.get(weight // 100 * 100, "Black")


def _tables(file: BinaryIO, start: int) -> dict[bytes, tuple[int, int]]:
    file.seek(start)
    (count,) = struct.unpack(">4xH6x", file.read(12))
    rows = file.read(16 * count)
    entries = (struct.unpack(">4s4xII", rows[at : at + 16]) for at in range(0, 16 * count, 16))
    return {tag: (offset, length) for tag, offset, length in entries}


def _names(file: BinaryIO, offset: int, length: int) -> dict[int, str]:
    """Return the family names of a name table, English ones rather than others."""
    file.seek(offset)
    data = file.read(min(length, 1 << 20))
    count, storage = struct.unpack(">2xHH", data[:6])
    found: dict[int, str] = {}
    for at in range(6, 6 + 12 * count, 12):
        platform, _encoding, language, name, size, place = struct.unpack(">6H", data[at : at + 12])
        if name not in (_FAMILY, _TYPOGRAPHIC) or platform not in (0, 1, 3):
            continue
        raw = data[storage + place : storage + place + size]
        text = raw.decode("mac_roman" if platform == 1 else "utf-16-be", "replace")
        if name not in found or (platform, language) == (3, 0x409):
            found[name] = text
    return found


def _weight(file: BinaryIO, offset: int, length: int) -> tuple[int, bool]:
    file.seek(offset)
    data = file.read(min(length, 64))
    (weight,) = struct.unpack(">H", data[4:6])
    (selection,) = struct.unpack(">H", data[62:64])
    return weight or 400, bool(selection & 1)

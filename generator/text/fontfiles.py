"""The fonts on this machine: which file holds which style of which family, read from the files' own name tables.

Only headers are read, by HarfBuzz (OpenType 1.9, “name” and “OS/2”); nothing is measured here.
"""

from __future__ import annotations

import os
import stat
import struct
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import uharfbuzz
from msgspec import Struct

SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
MAX_FILES = 20_000
"""So many files are read at most: a bound on time; well-filled machines have some thousands."""

_MAX_FACES = 64  # of one collection: a bound for damaged files; real ones hold a dozen or so
_FAMILY, _TYPOGRAPHIC_FAMILY = 1, 16  # name IDs (OpenType 1.9, “name”)
_BOLD_FROM = 600  # weight class SemiBold: above the middle of Regular, 400, and Bold, 700
_OS2_LENGTH = 64  # bytes of an OS/2 table up to fsSelection


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
                    if stat.S_ISREG(status.st_mode):  # a pipe would be waited for
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


def _styles(path: str) -> Iterator[tuple[str, str, FontFile]]:
    """Yield (family, style, file) for each face of a font file; nothing for a file that HarfBuzz cannot read."""
    try:
        blob = uharfbuzz.Blob.from_file_path(path)
    except (OSError, uharfbuzz.HarfBuzzError):
        return
    for number in range(min(uharfbuzz.Face(blob).count, _MAX_FACES)):
        yield from _face(uharfbuzz.Face(blob, number), path, number)


def _face(face: Any, path: str, number: int) -> Iterator[tuple[str, str, FontFile]]:
    weight, italic = _weight(face.reference_table("OS/2").data)
    bold = weight >= _BOLD_FROM
    style = {(0, 0): "Regular", (1, 0): "Bold", (0, 1): "Italic", (1, 1): "BoldItalic"}[bold, italic]
    entry = FontFile(path, number, abs(weight - (700 if bold else 400)))
    for family in {_name(face, _FAMILY), _name(face, _TYPOGRAPHIC_FAMILY)} - {""}:
        yield family, style, entry
        if weight not in (400, 700):  # Office lists “Marianne Light” as a family of its own
            yield f"{family} {_weight_name(weight)}", "Italic" if italic else "Regular", entry


def described(data: bytes, names: Iterable[int]) -> tuple[bytes, bytes, list[str]]:
    """Return a font's tables "OS/2" and "head", and what its table of names says under these numbers."""
    face = uharfbuzz.Face(data)
    table, head = (bytes(face.reference_table(name).data) for name in ("OS/2", "head"))
    return table, head, [_name(face, name) for name in names]


def _weight_name(weight: int) -> str:
    """Return the usual name of a weight class (OpenType 1.9, “OS/2”, usWeightClass)."""
    names = {100: "Thin", 200: "ExtraLight", 300: "Light", 500: "Medium", 600: "SemiBold", 800: "ExtraBold"}
    return names.get(weight // 100 * 100, "Black")


def _name(face: Any, name: int) -> str:
    """Return an entry of the name table: the English one, else the first in another language, else nothing."""
    found = face.get_name(name) or next(
        (face.get_name(name, one.language) for one in face.list_names() if one.name_id == name), None
    )
    return str(found or "")


def _weight(table: bytes) -> tuple[int, bool]:
    """Return usWeightClass and the bit ITALIC of fsSelection, of an OS/2 table; 400 and False without one."""
    if len(table) < _OS2_LENGTH:
        return 400, False
    weight, selection = struct.unpack_from(">4xH56xH", table)
    return weight or 400, bool(selection & 1)

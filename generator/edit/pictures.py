"""Pictures and templates that are given to the page: looked at, then kept in the publication's folder, safely named."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from itertools import count
from pathlib import PurePath
from typing import TYPE_CHECKING

from generator.errors import PiliersError
from generator.messages import _
from generator.pictures import MAX_BYTES, PHOTOGRAPH, PictureFaultError, encoded
from generator.world import replace_files

if TYPE_CHECKING:
    from generator.world import World

FOLDER = "pictures"
MAX_PICTURE = MAX_BYTES
TYPES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}
TEMPLATE_ENDINGS = (".pptx", ".potx")
_DECK = "ppt/presentation.xml"
_LONGEST = 40  # letters of a name


def kept(world: World, folder: str, name: str, data: bytes) -> str:
    """Keep the picture ``data`` and return its path from ``folder``; raise PiliersError for what is none.

    ``name`` is what its owner calls it. A picture that is there already is not kept twice, and none is overwritten.
    """
    try:
        encoded(data, PHOTOGRAPH, tuple(use.limit(1) for use in PHOTOGRAPH))
    except PictureFaultError as error:
        raise PiliersError(f"{error.cause} {error.remedy}") from None
    return _put(world, folder, f"{FOLDER}/{_safe(name)}", _suffix(data), data)


def kept_template(world: World, folder: str, name: str, data: bytes) -> str:
    """Keep the PowerPoint template ``data`` as ``kept`` does a picture; what is in it is looked at later."""
    suffix = PurePath(name).suffix.lower()
    stream = io.BytesIO(data)
    if (
        suffix not in TEMPLATE_ENDINGS
        or not zipfile.is_zipfile(stream)
        or _DECK not in zipfile.ZipFile(stream).namelist()
    ):
        raise PiliersError(_("{name} is no PowerPoint template (.pptx, .potx).", name=name))
    return _put(world, folder, _safe(name), suffix, data)


def _put(world: World, folder: str, stem: str, suffix: str, data: bytes) -> str:
    """Keep ``data`` under the first name in ``folder`` that is free, or that has it already; return its path there."""
    if not world.is_below(f"{folder}/{stem}", folder):
        raise PiliersError(_("The path leads out of the project."))
    for number in count(1):
        path = f"{stem}{f'-{number}' if number > 1 else ''}{suffix}"
        target = world.root / folder / path
        if not (target.exists() or target.is_symlink()):
            replace_files({target: data})
            return path
        if target.is_file() and not target.is_symlink() and target.read_bytes() == data:
            return path
    raise AssertionError


def _safe(name: str) -> str:
    """Return a name without anything that a file system or an address might take for something else."""
    last = re.split(r"[/\\]", name)[-1]
    stem = last.rpartition(".")[0] or last
    plain = unicodedata.normalize("NFKD", stem.casefold().replace("’", "-")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST].strip("-") or "image"


def _suffix(data: bytes) -> str:
    """Return the ending that tells what ``data`` is, whatever its name said."""
    if data.startswith(b"\xff\xd8"):
        return ".jpg"
    if data.startswith(b"\x89PNG"):
        return ".png"
    return ".webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ".svg"

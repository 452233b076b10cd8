"""What was sent: the outputs, their content and the receipt frozen in one file, and the proof of it later.

A record is a ZIP file whose ``record.json`` names the hash of each part and that of the record before it, so none can
be changed, left out or put between others without all later ones telling so. What it cannot prove alone: who wrote it,
and that nobody has made all of it anew; its fingerprint (the hash of ``record.json``) in the e-mail proves that.
"""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
import zlib
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from generator import __version__
from generator.changes.versions import Version, read_folder
from generator.errors import PiliersError, UsageError
from generator.messages import _
from generator.pipeline.program import package_versions
from generator.pipeline.receipt import is_intact, path_of, read_receipt
from generator.world import World, digest, read_built, replace_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.pipeline.receipt import Receipt

FOLDER = "records"
_MANIFEST, OUTPUT, _RECEIPT = "record.json", "outputs/", "receipt.json"
_MAX_PART = 256 * 1024 * 1024  # bytes of a part, as of any built file
_MAX_ALL = 1024 * 1024 * 1024  # of all of them together
_MAX_PARTS = 5000  # far more than the files of any publication
_DATE = (1980, 1, 1, 0, 0, 0)  # of the parts in the ZIP file: the time stands in record.json alone


class Sent(Struct, frozen=True):
    """A file that was sent: its edition and SHA-256; ``as_built``: nobody had changed it since it was built."""

    edition: str
    sha256: str
    as_built: bool


class Manifest(Struct, frozen=True, forbid_unknown_fields=True):
    """What a record says of itself; ``parts`` are the hashes of all others, ``content`` is one of the content's files.

    ``before`` is the fingerprint of the record before it, or nothing.
    """

    format: int
    publication: str
    sent: str
    piliers: str
    program: str
    versions: dict[str, str]
    content: str
    files: dict[str, Sent]
    parts: dict[str, str]
    before: str


class Record(Struct, frozen=True):
    """A record that was read and found whole: its manifest, its fingerprint (SHA-256) and its parts."""

    manifest: Manifest
    fingerprint: str
    parts: Mapping[str, bytes]


def write_record(world: World, slug: str, sent: datetime) -> tuple[Path, str, Manifest]:
    """Freeze what is built of ``slug`` as sent at a time; return the record's path, fingerprint and manifest."""
    receipt = _current(world, slug)
    parts = {_RECEIPT: read_built(path_of(world, slug))}
    files: dict[str, Sent] = {}
    for name, entry in receipt.editions.items():
        path = world.output / entry.file
        if path.is_file():
            parts[f"{OUTPUT}{entry.file}"] = data = read_built(path)
            files[entry.file] = Sent(name, digest(data), is_intact(world, entry))
    if not files:
        raise UsageError(_("There is nothing to record. Run “piliers build”."))
    content = [path for path in receipt.sources if path.startswith("content/") and world.place(path).is_file()]
    parts |= {path: world.place(path).read_bytes() for path in content}
    hashes = {path: digest(data) for path, data in sorted(parts.items())}
    moment = sent.astimezone(UTC)
    past = [one for one in records_of(world, slug) if one.stem < _stem(moment)]
    before = read_record(past[-1]).fingerprint if past else ""
    manifest = Manifest(
        1, slug, moment.isoformat(timespec="seconds"), __version__, receipt.program, dict(package_versions()),
        _content_hash(hashes), files, hashes, before,
    )  # fmt: skip
    target = world.root / FOLDER / slug / f"{_stem(moment)}.zip"
    if target.exists():
        raise PiliersError(_("There is a record of that time already: {file}.", file=f"{FOLDER}/{slug}/{target.name}"))
    replace_files({target: _zipped(manifest, parts)})
    return target, digest(_as_json(manifest)), manifest


def _stem(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H%M%SZ")


def _current(world: World, slug: str) -> Receipt:
    """Return the receipt; raise PiliersError when the content is no longer that of the outputs."""
    receipt = read_receipt(world, slug)
    if receipt is None:
        raise UsageError(_("There is nothing to record. Run “piliers build”."))
    stale = [path for path, known in receipt.sources.items() if world.hash(path) != known]
    if stale:
        cause = _("{file} has changed since the outputs were built.", file=min(stale))
        remedy = _("Run “piliers build” first: a record says from which content a file was made.")
        raise PiliersError(cause.between("", f" {remedy}"))
    return receipt


def _content_hash(hashes: Mapping[str, str]) -> str:
    named = [f"{path} {value}" for path, value in sorted(hashes.items()) if path.startswith("content/")]
    return digest("\n".join(named).encode())


def _as_json(manifest: Manifest) -> bytes:
    """Return ``record.json``: the same manifest gives the same bytes, with any version of any library."""
    return (json.dumps(msgspec.to_builtins(manifest), ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _zipped(manifest: Manifest, parts: Mapping[str, bytes]) -> bytes:
    """Return the record: equal parts and times give equal bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in ((_MANIFEST, _as_json(manifest)), *sorted(parts.items())):
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return stream.getvalue()


def records_of(world: World, slug: str) -> list[Path]:
    """Return the records of a publication, the oldest first."""
    return sorted((world.root / FOLDER / slug).glob("*.zip"))


class TamperedError(PiliersError):
    """A record is not as it was written."""


def read_record(path: Path) -> Record:
    """Return a record; raise TamperedError when a part of it, or the record before it, was changed."""
    try:
        data = read_built(path)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _parts(archive)
        stated = parts.pop(_MANIFEST)
        manifest = msgspec.json.decode(stated, type=Manifest)
    except OSError:
        raise UsageError(_("{file} cannot be read ({reason}).", file=path.name, reason=_("no file"))) from None
    except (
        KeyError,
        zipfile.BadZipFile,
        zlib.error,
        msgspec.MsgspecError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ):
        raise TamperedError(_("{file} is no whole record.", file=path.name)) from None
    hashes = {name: digest(part) for name, part in parts.items()}
    for name in sorted(hashes.keys() | manifest.parts.keys()):
        if hashes.get(name) != manifest.parts.get(name):
            raise TamperedError(_("{file} was changed: its part {part} is not as it was.", file=path.name, part=name))
    if not _is_consistent(manifest, hashes) or stated != _as_json(manifest):
        raise TamperedError(_("{file} was changed: its record.json is not as it was.", file=path.name))
    return Record(manifest, digest(stated), parts)


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Return the parts of a record, bounded in number and bytes, each name once."""
    infos = archive.infolist()
    names = [one.filename for one in infos]
    if len(set(names)) < len(names) or len(names) > _MAX_PARTS or sum(one.file_size for one in infos) > _MAX_ALL:
        raise ValueError
    found = {}
    for info in infos:
        with archive.open(info) as part:
            found[info.filename] = data = part.read(_MAX_PART + 1)
        if len(data) > _MAX_PART:
            raise ValueError
    return found


def _is_consistent(manifest: Manifest, hashes: Mapping[str, str]) -> bool:
    files = {name.removeprefix(OUTPUT): value for name, value in hashes.items() if name.startswith(OUTPUT)}
    said = {name: one.sha256 for name, one in manifest.files.items()}
    return manifest.format == 1 and files == said and _content_hash(hashes) == manifest.content


def chain_of(path: Path, record: Record) -> bool | None:
    """Tell whether the record before it is as it was; None: there is none, or it does not lie beside it."""
    past = sorted(one for one in path.parent.glob("*.zip") if one.stem < path.stem)
    if not record.manifest.before or not past:
        return None
    try:
        return read_record(past[-1]).fingerprint == record.manifest.before
    except PiliersError:
        return False


@contextmanager
def last_sent(world: World, slug: str) -> Iterator[Version]:
    """Give the publication as it was when it was sent last, for as long as the block runs."""
    known = records_of(world, slug)
    if not known:
        raise UsageError(_("Nothing was recorded as sent of {slug}. Run “piliers send-record {slug}”.", slug=slug))
    with recorded(known[-1]) as version:
        yield version


@contextmanager
def recorded(path: Path) -> Iterator[Version]:
    """Give the publication of a record, for as long as the block runs."""
    record = read_record(path)
    with tempfile.TemporaryDirectory(prefix="piliers-") as folder:
        root = Path(folder).resolve()
        for name, data in record.parts.items():
            target = (root / name).resolve()
            if name.startswith("content/") and target.is_relative_to(root):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
        name = _("sent on {day}", day=record.manifest.sent[:10])
        yield read_folder(World(root), record.manifest.publication, name)

"""The only effects of the program: files under one root, and the clock.

Every file that is read is remembered with its hash, which makes the receipt and tells what an edit touched.
Paths never leave the root, but to a file that the user named on the command line, and to the program's own templates,
which stand in for those that the project does not have; files are replaced whole or not at all.
"""

from __future__ import annotations

import errno
import hashlib
import marshal
import os
import re
import unicodedata
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from generator.errors import ContentError, Mark, PiliersError, Problem, UsageError, reason_of
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

TEMPLATES = "templates"
OWN = next(
    (one for one in (Path(__file__).with_name(TEMPLATES), Path(__file__).parents[1] / TEMPLATES) if one.is_dir()),
    Path(__file__).with_name(TEMPLATES),
).resolve()
"""The templates that come with the program: within the package where it was installed, beside it in a clone."""
_ANY = "/*"  # in a listing, between the folder and the ending of the names
FONT = "font:"  # before the path of a font of this machine, the only files outside the root that are read
MAX_BYTES = 64 * 1024 * 1024  # of a file that is read: far more than any template or font has
_MAX_BUILT = 256 * 1024 * 1024  # of a file that a build has written, with all the pictures of somebody's template
_DAY = 86_400  # seconds
_HASH = hashlib.sha256().digest_size  # bytes
_EPOCH_MAX = 99_999_999_999  # as far as SOURCE_DATE_EPOCH: years of four digits


class World:
    """The project's files below ``root`` and the folder ``output`` that built files go to."""

    def __init__(self, root: Path, output: Path | None = None) -> None:
        self.root = root.resolve()
        self.output = (output or self.root / "output").resolve()
        self._admitted: set[Path] = set()
        self._read: dict[str, bytes] = {}
        self._hashes: dict[str, str] = {}
        self._touched: set[str] = set()
        self._fonts: dict[str, dict[str, tuple[str, int, int]]] | None = None

    @property
    def epoch(self) -> int | None:
        """Return the time that SOURCE_DATE_EPOCH asks for in metadata (reproducible-builds.org), in seconds, or None.

        Raises UsageError when it is malformed, as that specification asks.
        """
        value = os.environ.get("SOURCE_DATE_EPOCH", "")
        if re.fullmatch("[0-9]{0,11}", value):
            return int(value) if value else None
        raise UsageError(_("SOURCE_DATE_EPOCH is “{value}”. Write the seconds since 1970, or unset it.", value=value))

    @property
    def today(self) -> date:
        """Return the day, for warnings alone: that of SOURCE_DATE_EPOCH when it is set."""
        asked = self.epoch
        return (datetime.now(UTC) if asked is None else datetime.fromtimestamp(asked, UTC)).date()

    def day_of(self, paths: Iterable[str]) -> int:
        """Return when the day (UTC) began on which the newest of the files at ``paths`` was changed, in seconds."""
        files = [self.place(path) for path in paths]
        newest = max((int(file.stat().st_mtime) for file in files if file.is_file()), default=0)
        return min(max(newest, 0), _EPOCH_MAX) // _DAY * _DAY

    def admit(self, *files: Path) -> None:
        """Let these files outside the root be read, by their absolute paths: for what the user names, not content."""
        self._admitted |= {file.resolve() for file in files}

    def read(self, path: str, maximum: int = MAX_BYTES) -> bytes:
        """Return at most ``maximum`` + 1 bytes of the file at ``path`` (POSIX, from the root; or ``font:`` and a font).

        Raises ContentError when it is absent, unreadable or outside the root.
        """
        self._touched.add(path)
        if path not in self._read:
            try:
                target = self._inside(path)
                if target.exists() and not target.is_file():
                    raise OSError(_("it is not a file"))
                with target.open("rb") as file:
                    data = file.read(maximum + 1)
            except (OSError, RuntimeError) as error:
                cause = _("The file cannot be read ({reason}).", reason=reason_of(error))
                raise ContentError([Problem(Mark(path), "", cause, _("Look at its name and rights."))]) from None
            self._read[path] = data
        return self._read[path]

    def depend(self, path: str) -> None:
        """Note that the file at ``path`` is read, by whoever takes from the cache what was made of it."""
        self._touched.add(path)

    def forget(self, path: str) -> None:
        """Drop the bytes of the file at ``path``, but not its hash: photographs are large."""
        self._read.pop(path, None)

    def renew(self, files: Mapping[str, bytes | None]) -> None:
        """Take these bytes for what the files at some paths hold, written or not; None: read them again."""
        for path, data in files.items():
            self._read.pop(path, None)
            self._hashes.pop(path, None)
            if data is not None:
                self._read[path] = data

    def bounded(self, path: str, maximum: int) -> bytes:
        """Return the file at ``path``; raise ContentError when it holds more than ``maximum`` bytes."""
        data = self.read(path, maximum)
        if len(data) > maximum:
            cause = _("The file is too large (more than {most} kB).", most=maximum // 1024)
            raise ContentError([Problem(Mark(path), "", cause, _("Put the right file in its place."))])
        return data

    def text(self, path: str, maximum: int = MAX_BYTES) -> str:
        """Return the file at ``path`` as text; raise ContentError when it is not UTF-8, or larger than ``maximum``."""
        try:
            return self.bounded(path, maximum).decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            line = self.read(path).count(b"\n", 0, error.start) + 1
            cause = _("Byte {byte:#04x} is not UTF-8.", byte=error.object[error.start])
            raise ContentError([Problem(Mark(path, line), "", cause, _("Save the file as UTF-8."))]) from None

    def locate(self, mark: Mark, pattern: str) -> Mark:
        """Return where ``pattern`` first stands in a line of the file at or after ``mark``; else ``mark``."""
        for number, line in enumerate(self.text(mark.file).split("\n"), 1):
            found = re.compile(pattern).search(line, mark.column - 1 if number == mark.line else 0)
            if found and number >= mark.line:
                return Mark(mark.file, number, found.start() + 1)
        return mark

    def hash(self, path: str) -> str:
        """Return the SHA-256 of a file, or nothing when it cannot be read; that of the names of a listing."""
        if _ANY in path:
            folder, _any, suffix = path.rpartition(_ANY)
            return digest("\n".join(self.names(folder, suffix)).encode())
        if path not in self._hashes:
            try:
                self._hashes[path] = digest(self.read(path))
            except ContentError:
                return ""
        return self._hashes[path]

    def weight(self, folder: str) -> int:
        """Return how many bytes were read so far of the files whose paths begin with ``folder``."""
        return sum(len(data) for path, data in self._read.items() if path.startswith(folder))

    @contextmanager
    def tracking(self) -> Iterator[set[str]]:
        """Collect what is read within the block, also what was read before: paths, and listings as ``folder/*suffix``.

        A file that is looked for in vain changes a listing when it comes.
        """
        outer, self._touched = self._touched, set()
        try:
            yield self._touched
        finally:
            outer |= self._touched
            self._touched = outer

    def is_below(self, path: str, folder: str) -> bool:
        """Tell whether the file at ``path`` lies below ``folder`` (both from the root), also behind symbolic links."""
        try:
            return (self.root / path).resolve().is_relative_to((self.root / folder).resolve())
        except (OSError, RuntimeError, ValueError):
            return False

    def exists(self, path: str) -> bool:
        """Tell whether there is a file or a folder at ``path``."""
        try:
            return self.place(path).exists()
        except (OSError, ValueError):  # a name too long, or with a null character
            return False

    def is_folder(self, path: str) -> bool:
        """Tell whether there is a folder at ``path``, and no link to one."""
        return (self.root / path).is_dir() and not (self.root / path).is_symlink()

    def names(self, folder: str, suffix: str) -> list[str]:
        """Return the names, without ``suffix``, of the files in ``folder`` that end in it, sorted.

        Hidden files and the lock files of office suites are left out.
        The folder ``font:<family>`` holds the fonts of a family on this machine.
        """
        if folder.startswith(FONT):
            return [path for path, _face in self.fonts(folder.removeprefix(FONT)).values()]
        found = set[str]()
        for place in (self.root / folder, *self._stand_ins(folder)):
            with suppress(OSError):
                found |= {entry.name for entry in place.iterdir()}
        self._touched.add(f"{folder}{_ANY}{suffix}")
        fitting = (name for name in found if name.endswith(suffix) and not name.startswith((".", "~$")))
        return sorted(name.removesuffix(suffix) for name in fitting)

    def fonts(self, family: str) -> dict[str, tuple[str, int]]:
        """Return the files of a family on this machine, to be read, by style, each with the number of its face."""
        from generator.text import fontfiles

        if self._fonts is None:
            listed = fontfiles.files(fontfiles.folders())
            key = digest(repr(listed).encode())
            self._fonts = self.kept("fonts", key, lambda: fontfiles.index(path for path, *_rest in listed))
        styles = self._fonts.get(fontfiles.folded(family), {})
        found = {style: (FONT + path, face) for style, (path, face, _distance) in sorted(styles.items())}
        self._touched.add(f"{FONT}{family}{_ANY}")
        return found

    @staticmethod
    def cache(name: str) -> Path | None:
        """Return the user's own folder for what can be made again (XDG base directories), or None without one."""
        base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
        try:
            folder = (Path(base) if base else Path.home() / ".cache") / "piliers" / name
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except (OSError, RuntimeError):
            return None
        mine = os.name != "posix" or folder.stat().st_uid == os.getuid()
        return folder if mine and os.access(folder, os.W_OK) else None

    @staticmethod
    def kept(kind: str, key: str, make: Callable[[], Any]) -> Any:
        """Return what ``make`` returns (tuples, texts, numbers), from the user's cache when it was made before.

        ``key`` must name all that it depends on. A damaged file is made again: each begins with its hash.
        """
        folder = World.cache(kind)
        file = folder / digest(key.encode()) if folder else None
        data = file.read_bytes() if file and file.is_file() else b""
        if len(data) > _HASH and hashlib.sha256(data[_HASH:]).digest() == data[:_HASH]:
            return marshal.loads(data[_HASH:])
        value = make()
        if file:
            data = marshal.dumps(value)
            with suppress(PiliersError):
                replace_files({file: hashlib.sha256(data).digest() + data})
        return value

    def place(self, path: str) -> Path:
        """Return where the file at ``path`` lies: in the project; a template that it does not have, in the program."""
        own = self.root / self._composed(path)
        return own if own.exists() or own.is_symlink() else next(iter(self._stand_ins(path)), own)

    @staticmethod
    def _stand_ins(path: str) -> list[Path]:
        """Return the program's own file or folder for a ``path`` below templates/, where there is one."""
        first, *rest = PurePosixPath(path).parts or ("",)
        found = OWN.joinpath(*rest)
        return [found] if first == TEMPLATES and ".." not in rest and found.exists() else []

    def _composed(self, path: str) -> PurePosixPath:
        """Return ``path`` as the folders spell it: with accents that are characters of their own (NFD) on old Macs."""
        found = PurePosixPath(path)
        if path.isascii() or (self.root / found).exists() or not found.parent.parts:
            return found
        parent = self._composed(str(found.parent))
        wanted = unicodedata.normalize("NFC", found.name)
        with suppress(OSError):
            names = sorted(entry.name for entry in (self.root / parent).iterdir())
            return parent / next((name for name in names if unicodedata.normalize("NFC", name) == wanted), found.name)
        return found

    def _inside(self, path: str) -> Path:
        if path.startswith(FONT):
            from generator.text.fontfiles import SUFFIXES, folders

            font = Path(path.removeprefix(FONT)).resolve()
            if font.suffix.lower() in SUFFIXES and any(font.is_relative_to(one.resolve()) for one in folders()):
                return font
        target = self.place(path).resolve()
        stands_in = path.startswith(f"{TEMPLATES}/") and target.is_relative_to(OWN)
        if not (target.is_relative_to(self.root) or stands_in or target in self._admitted):
            cause = _("The path leads out of the project.")
            raise ContentError([Problem(Mark(path), "", cause, _("Copy the file into the project."))])
        return target


def read_built(path: Path) -> bytes:
    """Return a file that a build has written; raise OSError when there is none, or what is no file, or far too much."""
    if not path.is_file():  # a pipe would be waited for
        raise FileNotFoundError(errno.ENOENT, "", str(path))
    with path.open("rb") as file:
        data = file.read(_MAX_BUILT + 1)
    if len(data) > _MAX_BUILT:
        raise OSError(_("it is too large"))
    return data


def digest(data: bytes) -> str:
    """Return the SHA-256 of ``data`` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


unfinished: set[Path] = set()
"""Files that are being written, beside those that they will replace: whoever ends the process removes them."""


def replace_files(files: dict[Path, bytes]) -> None:
    """Write each file beside its target, then rename all over: whoever reads finds old or new files, whole.

    Raises PiliersError when the system refuses; then the targets not yet renamed are the old ones.
    """
    partials = {target: target.with_name(f".{target.name}.{os.getpid()}.tmp") for target in files}
    target = Path()
    unfinished.update(partials.values())
    try:
        for target, data in files.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            _write_through(partials[target], data)
        for target in files:  # before the first is replaced: Windows holds a file that is open elsewhere
            if target.exists():
                target.open("r+b").close()
        for target, partial in partials.items():
            partial.replace(target)
    except OSError as error:
        cause = _("{file} cannot be written ({reason}).", file=str(target), reason=reason_of(error))
        remedy = _("Close it where it is open, and look at the rights of the folder.")
        raise PiliersError(cause.between("", f" {remedy}")) from None
    finally:
        for partial in partials.values():
            with suppress(OSError):
                partial.unlink(missing_ok=True)
        unfinished.difference_update(partials.values())


def _write_through(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())

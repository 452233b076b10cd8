"""Run the commands: compare two versions, record what was sent, verify a file by a record."""

from __future__ import annotations

import sys
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from generator.changes.records import OUTPUT, TamperedError, chain_of, last_sent, read_record, recorded, write_record
from generator.changes.say import Comparison, as_json, compare_versions, print_text
from generator.changes.versions import OUTPUTS, Version, read_file, read_folder, revision
from generator.errors import PiliersError, UsageError, reason_of
from generator.messages import _
from generator.pipeline.production import publications
from generator.world import World, digest, read_built, replace_files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.changes.records import Record


def compare(world: World, names: Sequence[str], since: str, until: str) -> tuple[ExitStack, Comparison]:
    """Return the comparison of what is named, and what must be closed once it was shown.

    Two names: the old and the new version. One: a publication, now (or at ``until``) and at ``since``, else when it was
    sent last.
    """
    with ExitStack() as stack:
        if len(names) == 2 and not (since or until):
            old, new = (_operand(stack, world, name) for name in names)
        else:
            old, new = _in_time(stack, world, _slug(world, names), since, until)
        return stack.pop_all(), compare_versions(old, new)


def _slug(world: World, names: Sequence[str]) -> str:
    known = publications(world)
    if len(names) > 1 or (not names and len(known) != 1):
        raise UsageError(_("Name two versions, or one publication: {known}.", known=", ".join(known)))
    return Path(names[0]).name if names else known[0]


def _in_time(stack: ExitStack, world: World, slug: str, since: str, until: str) -> tuple[Version, Version]:
    old = stack.enter_context(revision(world, slug, since) if since else last_sent(world, slug))
    new = stack.enter_context(revision(world, slug, until)) if until else read_folder(world, slug, _("now"))
    return old, new


def _operand(stack: ExitStack, world: World, name: str) -> Version:
    """Return what ``name`` means: a folder, a record, a finished file, or a publication of this project."""
    path = Path(name)
    if path.is_dir() and (path / "publication.yaml").is_file() and path.resolve().parent.name == "content":
        where = path.resolve()
        return read_folder(World(where.parents[1]), where.name, name)
    if path.is_file() and path.suffix.lower() == ".zip":
        return stack.enter_context(recorded(path))
    if path.is_file() or path.suffix.lower() in OUTPUTS:
        return read_file(path)
    return read_folder(world, path.name)


def show(world: World, names: Sequence[str], since: str, until: str, form: str) -> Path | None:
    """Print what changed, as text or JSON; as a page or in the note, write it and return its path."""
    stack, comparison = compare(world, names, since, until)
    with stack:
        name = f"{comparison.new.slug or Path(comparison.new.name).stem}.changes"
        if form == "json":
            sys.stdout.write(f"{as_json(comparison)}\n")
        elif form == "page":
            from generator.changes.page import changes_page

            replace_files({world.output / f"{name}.html": changes_page(world, comparison)})
            return world.output / f"{name}.html"
        elif form == "note":
            from generator.changes.innote import marked_note

            replace_files({world.output / f"{name}.pdf": marked_note(comparison)})
            return world.output / f"{name}.pdf"
        else:
            print_text(comparison)
    return None


def moment(text: str, world: World) -> datetime:
    """Return the time that was given (ISO 8601; without a zone: this machine's), else now."""
    try:
        if text:
            given = datetime.fromisoformat(text)
            return given if given.tzinfo else given.astimezone()
        return datetime.now(UTC) if world.epoch is None else datetime.fromtimestamp(world.epoch, UTC)
    except ValueError:
        raise UsageError(_("“{time}” is no time. Write it as 2026-11-23T14:30.", time=text)) from None


def record(world: World, slug: str, time: str) -> list[str]:
    """Freeze what is built of ``slug``; return what is said of it, line by line."""
    path, fingerprint, manifest = write_record(world, slug, moment(time, world))
    said: list[str] = [_("Written {file}", file=path.relative_to(world.root).as_posix())]
    for name, sent in manifest.files.items():
        state = _("as built") if sent.as_built else _("changed since it was built")
        said.append(f"  {name} {state}")
    said.append(_("Fingerprint (put it into your e-mail): {value}", value=fingerprint))
    return said


def _with_words_of(file: Path, record: Record) -> str:
    """Return the file of a record that says the same as ``file``, paragraph by paragraph; nothing: none does."""
    with suppress(PiliersError), TemporaryDirectory(prefix="piliers-") as folder:
        said = read_file(file).passages
        for name in record.manifest.files:
            sent = Path(folder) / name
            if sent.suffix == file.suffix.lower():
                sent.write_bytes(record.parts[f"{OUTPUT}{name}"])
                if said == read_file(sent).passages:
                    return name
    return ""


def verify(path: Path, file: Path, fingerprint: str) -> tuple[int, list[str]]:
    """Return the exit code and what is said of ``file``: 0 it was sent, 1 it was not, or the record was changed."""
    try:
        found = read_record(path)
    except TamperedError as error:
        return 1, [*error.lines, _("It proves nothing any more.")]
    if fingerprint and found.fingerprint != "".join(fingerprint.split()).lower():
        return 1, [_("This is not the record with that fingerprint: it was changed, or it is another.")]
    if (chained := chain_of(path, found)) is False:
        return 1, [_("The record before it was changed or removed: the chain is broken. It proves nothing any more.")]
    try:
        data = read_built(file)
    except OSError as error:
        raise UsageError(_("{file} cannot be read ({reason}).", file=str(file), reason=reason_of(error))) from None
    return _compared(found, file, data, chained=bool(chained), known=bool(fingerprint))


def _compared(found: Record, file: Path, data: bytes, *, chained: bool, known: bool) -> tuple[int, list[str]]:
    """Return the same of a record that is whole: ``chained`` to the one before, its fingerprint ``known``."""
    manifest = found.manifest
    sent = next(((name, one) for name, one in manifest.files.items() if one.sha256 == digest(data)), None)
    when = manifest.sent.replace("T", " ").replace("+00:00", " UTC")
    if sent is None:
        said = [_("{file} is not one of the files sent on {when}, or it was changed since.", file=file.name, when=when)]
        if name := _with_words_of(file, found):
            said.append(_("But it says what {name} says, word for word: it may only have been saved again.", name=name))
        return 1, [*said, _("Files of this record: {files}.", files=", ".join(manifest.files))]
    name, one = sent
    lines: list[str] = [
        _("{file} is {name} as it was sent on {when}, to the byte.", file=file.name, name=name, when=when),
        _("Made from the content of “{slug}”, {hash}.", slug=manifest.publication, hash=manifest.content),
        _("Made by Piliers {version}, program {hash}.", version=manifest.piliers, hash=manifest.program),
    ]  # fmt: skip
    if not one.as_built:
        lines[1:] = [_("Somebody had changed it after it was built: its words may differ from the content.")]
    if chained:
        lines.append(_("The record before it is as it was, too."))
    if not known:
        lines.append(
            _(
                "The record itself is the one of that day if the e-mail says the same fingerprint: {value}",
                value=found.fingerprint,
            )
        )
    return 0, lines

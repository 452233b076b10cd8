"""The command ``piliers batch``: what was asked for, checked; what became of it, said."""

from __future__ import annotations

import gc
import io
import itertools
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from generator.batch.choice import Choices
from generator.batch.copies import EDITIONS as EDITIONS_OF_COPIES
from generator.batch.copies import Maker
from generator.batch.listing import Entry, Listing
from generator.batch.making import Copies
from generator.batch.pool import cores
from generator.batch.privacy import Pseudonyms, columns_of, declaration, read_list_file, require_outside
from generator.batch.recipients import unseen
from generator.batch.run import Outcome, Wanted, is_merged, manifest_of, run
from generator.batch.work import keep
from generator.errors import ParityError, Problem, UsageError
from generator.messages import _
from generator.pipeline.edition import edition_named
from generator.pipeline.editions import Editions
from generator.pipeline.production import publications
from generator.pipeline.program import program_digest
from generator.progress import Counted
from generator.world import digest

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterable, Sequence

    from generator.batch.index import Line
    from generator.batch.store import Store
    from generator.report import Report
    from generator.world import World

_DATE = (1980, 1, 1, 0, 0, 0)  # the same copies make the same zip
_MERGED = 500  # copies in one file for the print shop: about 10 MB, and 150 MiB of memory while it is made


def batch(options: Namespace, world: World) -> int:
    """Make the copies that are missing; return 1 when a row has none. Raises ParityError when a name is elsewhere."""
    gc.enable()  # of half a million rows, what cycles hold would not be free before the end
    wanted = _wanted(options, world)
    manifest = manifest_of(wanted.target)
    bars: list[Counted] = []

    def begin(total: int) -> Callable[[int], None]:
        bars.append(Counted(total))
        return bars[-1].add

    try:
        outcome = run(wanted, manifest, begin)
    finally:
        for bar in bars:
            bar.end()
    _say(options.report, wanted, outcome)
    if outcome.leaked:
        cause = _(
            "{n} {n|copy|copies} held the name of another recipient; {n|it was|they were} removed.",
            n=len(outcome.leaked),
        )
        raise ParityError([Problem.of_file("", cause)])
    _beside(options, wanted, outcome)
    return 1 if outcome.refused else 0


def _wanted(options: Namespace, world: World) -> Wanted:
    path: Path | None = options.recipients
    if path is None:
        raise UsageError(_("There is no list: name it by --recipients FILE."))
    require_outside(path, world)
    beside = next((one for one in (path.with_suffix(".yaml"), path.with_suffix(".yml")) if one.is_file()), None)
    said = read_list_file(options.mapping or beside)
    purpose, purge = (str(getattr(options, name) or getattr(said, name, None) or "") for name in ("purpose", "purge"))
    declared = declaration(purpose, purge, world.today)
    if not path.is_file():
        raise UsageError(_("There is no list {file}.", file=str(path)))
    slug = Path(options.publication or next(iter(publications(world)), "")).name
    outputs = tuple(name for name in EDITIONS_OF_COPIES if not options.only or name in options.only)
    shared = Editions(world, slug)
    publication = shared.whole().publication
    choices = Choices.of(publication)
    shown = [Maker(shared.production(one)).patterns.variables for one in ("", *choices.translated)]
    options.report.warnings_of(publication)
    for problem in unseen(path):
        options.report.warn(problem)
    listing = Listing(path, frozenset().union(*shown), choices, columns_of(said))
    tried = {edition: _tried(world, shared, edition, outputs) for edition in _in_use(listing)}
    target = options.to or str(path.parent / f"{slug}-{path.stem}")
    if "://" not in target:
        require_outside(Path(target), world)
        target = str(Path(target).resolve())
    wanted = Wanted(
        world.root,
        slug,
        outputs,
        listing,
        declared,
        Pseudonyms(path.with_name(f".{path.name}.key")),
        target,
        {edition: made_of for edition, (made_of, _copies) in tried.items()},
        options.names,
        options.strict,
        options.jobs or cores(),
        options.scheduler,
    )
    for edition, (_made_of, copies) in tried.items():
        keep(wanted.order, edition, copies)
    return wanted


def _in_use(listing: Listing) -> list[str]:
    """Return the ids of the editions that somebody gets; the whole publication is always among them."""
    chosen = (one.edition for one in listing if isinstance(one, Entry)) if listing.choices.editions else ()
    return sorted({"", *chosen})


def _tried(world: World, shared: Editions, edition: str, outputs: Sequence[str]) -> tuple[str, Copies]:
    """Return what stands for all that the copies of an edition are made of, and what makes them.

    Raises ContentError if it is at fault: a fault of the publication is said once, not by each worker.
    """
    with world.tracking() as files:
        copies = Copies(Maker(shared.production(edition)), outputs)
    hashes = "".join(f"{file} {world.hash(file)}\n" for file in sorted(files))
    made_of = digest(f"{program_digest(world.epoch)}\n{edition} {','.join(outputs)}\n{hashes}".encode())
    return made_of, copies


def _say(report: Report, wanted: Wanted, outcome: Outcome) -> None:
    report.errors(outcome.problems)
    if outcome.removed:
        report.say(_("{n} {n|file|files} of rows that the list no longer has {n|was|were} removed.", n=outcome.removed))
    report.say(
        _(
            "{made} {made|copy|copies} made, {stood} stood as {stood|it was|they were}: {place}",
            made=outcome.made,
            stood=outcome.stood,
            place=wanted.target,
        )
    )
    report.say(
        _(
            "They are kept until {day}; then run “piliers purge {place}”.",
            day=wanted.declaration.purge.isoformat(),
            place=wanted.target,
        )
    )
    if outcome.refused:
        report.summary(_("Rows without a copy: {n}. Mend them and run the command again.", n=outcome.refused))


def _beside(options: Namespace, wanted: Wanted, outcome: Outcome) -> None:
    """Make what is made of copies: one file for the print shop, zips."""
    from generator.batch.store import store_at

    store = store_at(wanted.target)
    if options.merged and "note" in wanted.editions:
        from generator.pdf.merging import merged

        suffix = edition_named("note").suffix
        names = [name for line in outcome.lines for name in line.files if name.endswith(suffix)]
        for name in [one for one in store.sizes() if is_merged(one)]:
            store.remove(name)
        rows = [";".join((_("File"), _("Copy"), _("First page"), _("Last page")))]
        for number, start in enumerate(range(0, len(names), _MERGED), 1):
            part, file = names[start : start + _MERGED], f"merged-{number:03}.pdf"
            data, pages = merged(map(store.get, part))
            store.put(file, data)
            rows += (f"{file};{name};{first};{last}" for name, (first, last) in zip(part, pages, strict=True))
        store.put("merged.csv", "\r\n".join([*rows, ""]).encode("utf-8-sig"))
        options.report.say(
            _("{n} {n|copy|copies} merged, each on a right-hand page; merged.csv lists their pages.", n=len(names))
        )
    if options.zip:
        count = _pack(outcome.lines, store, options.zip)
        options.report.say(_("{n} zip {n|file|files}.", n=count))


def _pack(lines: Iterable[Line], store: Store, each: int) -> int:
    """Store zip files of ``each`` copies, in the order of ``lines``, in place of any before; return how many."""
    for name in [one for one in store.sizes() if one.startswith("copies-") and one.endswith(".zip")]:
        store.remove(name)
    copies = iter(lines)
    count = 0
    while part := [name for line in itertools.islice(copies, each) for name in line.files]:
        count += 1
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
            for name in part:
                archive.writestr(zipfile.ZipInfo(name, _DATE), store.get(name))
        store.put(f"copies-{count:03}.zip", stream.getvalue())
    return count

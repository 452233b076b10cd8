"""Build a publication: load, compose, plan, write, check, and only then replace the files in output/.

What an edit did not touch is not made again; a build that fails writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.errors import ContentError, ParityError
from generator.pipeline.check import find
from generator.pipeline.edition import Edition, sentences
from generator.pipeline.production import Production, load_publication
from generator.pipeline.program import program_digest
from generator.pipeline.receipt import Entry, Receipt, is_current, is_intact, path_of, read_receipt, write_receipt
from generator.world import digest, replace_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.document.tree import Document
    from generator.errors import Problem
    from generator.source.model import Publication, Word
    from generator.world import World


class EditionResult(Struct, frozen=True):
    """What became of an edition: its entry in the receipt, and whether it was written or stood as it was.

    ``faults`` are what keeps it from being written, ``warnings`` what its check found beside, ``remarks`` what whoever
    builds should know.
    """

    edition: Edition
    entry: Entry
    written: bool
    faults: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def build(
    world: World,
    slug: str,
    editions: Sequence[Edition],
    warn: Callable[[Publication], None] = lambda publication: None,
    template: Word | None = None,
) -> list[EditionResult]:
    """Build ``editions`` of ``content/<slug>`` into the output folder; return what became of each.

    ``warn`` is told of the publication when it may hold warnings, also when nothing has changed: they may come with
    time. ``template`` is a deck's template to be used instead of the one that the publication names. Raises
    ContentError and ParityError; then nothing was written.
    """
    for partial in partials(world, slug):
        partial.unlink(missing_ok=True)
    old = read_receipt(world, slug)
    same = old is not None and old.template == (template or "")
    if old and same and is_current(world, old, [edition.name for edition in editions]):
        if old.dated:
            from generator.theme import read_theme

            warn(load_publication(world, slug, read_theme(world)))
        return [EditionResult(edition, old.editions[edition.name], written=False) for edition in editions]
    return _Build(world, slug, old, template).run(editions, warn)


class _Build:
    """The build of one publication: what was there before it, and what it has made so far."""

    def __init__(self, world: World, slug: str, old: Receipt | None, template: Word | None) -> None:
        self._world = world
        self._template = template
        self._slug = slug
        self._program = program_digest(world.epoch)
        self._old = old if old and old.program == self._program else None
        self._files: dict[str, bytes] = {}
        self._documents: dict[tuple[str, str], tuple[Document, dict[str, str]]] = {}

    def run(self, editions: Sequence[Edition], warn: Callable[[Publication], None]) -> list[EditionResult]:
        with self._world.tracking() as sources:
            production = Production(self._world, self._slug, self._template)
        warn(production.publication)
        receipt = Receipt(
            self._slug,
            self._program,
            self._hashes(sources),
            dated=production.publication.is_dated,
            template=str(self._template or ""),
        )
        results = self._results(editions, production)
        if faults := [f"{one.entry.file}: {fault}" for one in results for fault in one.faults]:
            raise ParityError(faults)
        receipt.editions = {one.edition.name: one.entry for one in results}
        receipt.listings = dict(self._world.listings)
        self._keep_others(receipt)
        self._replace(receipt)
        return results

    def _results(self, editions: Sequence[Edition], production: Production) -> list[EditionResult]:
        """Return what became of each edition; raise one ContentError with the problems of all."""
        results: list[EditionResult] = []
        problems: dict[Edition, tuple[Problem, ...]] = {}
        for edition in editions:
            try:
                result = self._edition(edition, production)
            except ContentError as error:
                problems[edition] = error.problems
                continue
            results.append(replace(result, remarks=tuple(production.kit.remarks)))
            production.kit.remarks.clear()
        if problems:
            raise ContentError(_named(problems, editions))
        return results

    def _hashes(self, paths: Iterable[str]) -> dict[str, str]:
        return {path: self._world.hash(path) for path in sorted(paths)}

    def _composed(self, edition: Edition, production: Production) -> tuple[Document, dict[str, str]]:
        """Return the document of ``edition``, which others may share, and the hashes of the files that this took."""
        key = edition.template, edition.references
        if key not in self._documents:
            with self._world.tracking() as files:
                document = production.compose(*key)
            self._documents[key] = document, self._hashes(files)
        return self._documents[key]

    def _edition(self, edition: Edition, production: Production) -> EditionResult:
        """Return what became of the edition, read back and checked.

        What stands as it was is read back all the same: the publication may hold what its template leaves out.
        """
        from generator.document.tree import fingerprint_of

        document, templates = self._composed(edition, production)
        fingerprint = digest(f"{fingerprint_of(document)}{production.kit.template or ''}".encode())
        old = self._old.editions.get(edition.name) if self._old else None
        if old and old.document == fingerprint and self._stands(old):
            standing = (self._world.output / old.file).read_bytes()
            places, missing = find(production.publication, production.words, edition.writer.read(standing))
            return EditionResult(edition, replace(old, templates=templates, places=places), False, tuple(missing))
        with self._world.tracking() as files:
            data = production.write(edition, document)
        file = f"{self._slug}{edition.suffix}"
        self._files[file] = data
        findings = edition.check(data)
        places, missing = find(production.publication, production.words, edition.writer.read(data))
        hashes = self._hashes({*files, *production.theme_files})
        entry = Entry(file, digest(data), len(data), fingerprint, templates, hashes, places)
        faults = (*missing, *sentences(findings, "error"))
        return EditionResult(edition, entry, True, faults, tuple(sentences(findings, "warning")))

    def _stands(self, entry: Entry) -> bool:
        return is_intact(self._world, entry) and self._hashes(entry.files) == entry.files

    def _keep_others(self, receipt: Receipt) -> None:
        """Keep the receipt of editions that were not asked for, as far as it is still true."""
        if self._old and self._old.sources == receipt.sources:
            for name, entry in self._old.editions.items():
                if name not in receipt.editions and self._hashes(entry.templates) == entry.templates:
                    receipt.editions |= {name: entry} if self._stands(entry) else {}

    def _replace(self, receipt: Receipt) -> None:
        """Put the new files in place, the receipt last: it vouches for the others."""
        files = {self._world.output / file: data for file, data in self._files.items()}
        replace_files({**files, path_of(self._world, self._slug): write_receipt(receipt)})


def _named(problems: Mapping[Edition, Sequence[Problem]], editions: Sequence[Edition]) -> Iterator[Problem]:
    """Yield the problems; one that not all editions have bears the name of the variant that has it."""
    for edition, found in problems.items():
        for one in found:
            shared = all(one in problems.get(other, ()) for other in editions)
            yield one if shared or one.path or not edition.on_request else replace(one, path=edition.name)


def finished(world: World, slug: str, edition: Edition) -> bytes | None:
    """Return a finished file in output/, or None when it is not there."""
    try:
        return (world.output / f"{slug}{edition.suffix}").read_bytes()
    except OSError:
        return None


def partials(world: World, slug: str) -> list[Path]:
    """Return the unfinished files that a build that was killed left behind."""
    return [path for path in world.output.glob(".*.tmp") if path.name.startswith(f".{slug}.")]

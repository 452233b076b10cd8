"""Build a publication: load, compose, plan, write, check, and only then replace the files in output/.

What an edit did not touch is not made again; a build that fails writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.errors import ContentError, Mark, ParityError, Problem
from generator.messages import _
from generator.pipeline.check import find, place_of
from generator.pipeline.edition import EDITIONS, Edition, sentences
from generator.pipeline.handedits import is_edited, keep, vouched
from generator.pipeline.lock import locked
from generator.pipeline.production import Production, load_publication, tried
from generator.pipeline.profile import stage, within
from generator.pipeline.program import program_digest
from generator.pipeline.receipt import (
    Entry,
    Receipt,
    is_current,
    is_intact,
    offered_beside,
    path_of,
    read_receipt,
    write_receipt,
)
from generator.world import digest, read_built, replace_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.document.tree import Document
    from generator.pipeline.edition import Finding
    from generator.source.model import Publication, Word
    from generator.source.outputs import ListOwner, ReferenceStyle
    from generator.world import World

    Composing = tuple[str, ReferenceStyle, ListOwner | None]
    """What a document depends on beside the publication: what ``Production.compose`` is given."""


class EditionResult(Struct, frozen=True):
    """What became of an edition: its entry in the receipt, and whether it was written or stood as it was.

    ``faults`` are what keeps it from being written, ``warnings`` what its check found beside, ``remarks`` what whoever
    builds should know. One that is ``edited`` was left as somebody has changed it.
    """

    edition: Edition
    entry: Entry
    written: bool
    faults: tuple[str | Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    remarks: tuple[str | Problem, ...] = ()
    edited: bool = False


def build(
    world: World,
    slug: str,
    editions: Sequence[Edition],
    warn: Callable[[Publication], None] = lambda publication: None,
    template: Word | None = None,
    *,
    discard: bool = False,
    tell: Callable[[str], None] = lambda name: None,
) -> list[EditionResult]:
    """Build ``editions`` of ``content/<slug>`` into the output folder; return what became of each.

    ``warn`` is told of the publication when it may hold warnings, also when nothing has changed: they may come with
    time. ``template`` is a deck's template to be used instead of the one that the publication names. A file that
    somebody has changed is left as it is, unless ``discard``: then it is moved to the folder of kept files. ``tell`` is
    given the name of each edition that begins. Raises ContentError and ParityError; then nothing was written.
    """
    job = Job(slug, lambda: Production(world, slug, template), str(template or ""), discard=discard)
    return build_job(world, job, editions, warn, tell)


class Job(Struct, frozen=True):
    """What is to be built: a publication or, by its name, an edition of it, whose files are called ``stem``.

    ``load`` gives the production of it; ``template`` is the deck's that was asked for; ``discard`` as in ``build``.
    """

    slug: str
    load: Callable[[], Production]
    template: str = ""
    edition: str = ""
    own_stem: str = ""
    discard: bool = False

    @property
    def name(self) -> str:
        """Return what it is called to people."""
        return f"{self.slug} ({self.edition})" if self.edition else self.slug

    @property
    def stem(self) -> str:
        """Return the name of its files without their suffixes."""
        return self.own_stem or self.slug


def build_job(
    world: World,
    job: Job,
    editions: Sequence[Edition],
    warn: Callable[[Publication], None] = lambda publication: None,
    tell: Callable[[str], None] = lambda name: None,
) -> list[EditionResult]:
    """Build ``editions`` of a job, or find that nothing has changed; return what became of each."""
    with within(publication=job.name):
        return _built(world, job, editions, warn, tell)


def _built(
    world: World,
    job: Job,
    editions: Sequence[Edition],
    warn: Callable[[Publication], None],
    tell: Callable[[str], None],
) -> list[EditionResult]:
    if partials(world, job.stem):
        with locked(world, job.slug):  # another build may be writing them
            for partial in partials(world, job.stem):
                partial.unlink(missing_ok=True)
    old = read_receipt(world, job.stem)
    _require_own(world, job, old)
    same = old is not None and (old.template, old.edition) == (job.template, job.edition)
    with stage("compare"):
        current = old and same and is_current(world, old, [edition.name for edition in editions])
    if old and current:
        if old.dated and not job.edition:
            from generator.theme import read_theme

            warn(load_publication(world, job.slug, read_theme(world)))
        return [EditionResult(edition, old.editions[edition.name], written=False) for edition in editions]
    with locked(world, job.slug):
        return _Build(world, job, read_receipt(world, job.stem)).run(editions, warn, tell)


def _require_own(world: World, job: Job, old: Receipt | None) -> None:
    """Raise ContentError when another publication has built files of the same names, which are still there."""
    other = old.publication if old else job.slug
    there = sorted(name for name in old.written if (world.output / name).is_file()) if old else []
    if other != job.slug and there:
        cause = _("This file was built of “{other}”: two publications cannot have files of one name.", other=other)
        remedy = _("Give the edition another name, or run “piliers clean {slug}”.", slug=other)
        raise ContentError([Problem(Mark(f"output/{there[0]}", 0), "", cause, remedy)])


class _Build:
    """The build of one publication: what was there before it, and what it has made so far."""

    def __init__(self, world: World, job: Job, old: Receipt | None) -> None:
        self._world = world
        self._job = job
        self._last = old
        self._vouched = vouched(old)
        self._stem = job.stem
        self._program = program_digest(world.epoch)
        self._old = old if old and old.program == self._program else None
        self._files: dict[str, bytes] = {}
        self._documents: dict[Composing, tuple[Document, dict[str, str]]] = {}
        self._lacking: dict[Composing, list[Problem]] = {}

    def run(
        self, editions: Sequence[Edition], warn: Callable[[Publication], None], tell: Callable[[str], None]
    ) -> list[EditionResult]:
        with stage("read"), self._world.tracking() as sources:
            production = self._job.load()
        warn(production.publication)
        receipt = Receipt(
            self._job.slug,
            self._program,
            self._hashes(sources),
            dated=production.publication.is_dated,
            template=self._job.template,
            edition=self._job.edition,
            stem=self._job.own_stem,
        )
        results = self._results(editions, production, tell)
        if faults := [
            fault if isinstance(fault, Problem) else Problem.of_file(one.entry.file, fault)
            for one in results
            for fault in one.faults
        ]:
            raise ParityError(faults)
        receipt.editions = {one.edition.name: one.entry for one in results}
        edited = {file for file, data in self._files.items() if self._is_edited(file, data)}
        if not self._job.discard:
            for name in [name for name, entry in receipt.editions.items() if entry.file in edited]:
                del self._files[receipt.editions.pop(name).file]
        self._keep_others(receipt)
        with stage("replace"):
            self._replace(receipt, edited)
        left = edited - self._files.keys()
        return [replace(one, written=False, edited=True) if one.entry.file in left else one for one in results]

    def _results(
        self, editions: Sequence[Edition], production: Production, tell: Callable[[str], None]
    ) -> list[EditionResult]:
        """Return what became of each edition; raise one ContentError with the problems of all."""
        results: list[EditionResult] = []
        problems: dict[Edition, tuple[Problem, ...]] = {}
        for edition in editions:
            tell(edition.name)
            try:
                with within(edition=edition.name):
                    result = self._edition(edition, production)
            except ContentError as error:
                problems[edition] = error.problems
                continue
            kit = production.kit
            results.append(replace(result, remarks=tuple(kit.remarks), warnings=(*result.warnings, *kit.warnings)))
            kit.remarks.clear()
            kit.warnings.clear()
        if problems:
            raise ContentError(_named(problems, editions))
        return results

    def _hashes(self, paths: Iterable[str]) -> dict[str, str]:
        return {path: self._world.hash(path) for path in sorted(paths)}

    def _composed(self, edition: Edition, production: Production) -> tuple[Document, dict[str, str]]:
        """Return the document of ``edition``, which others may share, and the hashes of the files that this took."""
        key = edition.template, edition.references, edition.sections if production.publication.sections else None
        if key not in self._documents:
            with stage("compose"), self._world.tracking() as files:
                document, self._lacking[key] = production.compose_any(*key)
            self._documents[key] = document, self._hashes(files)
        if lacking := list(
            self._lacking[key]
        ):  # what does not fit is said with it, not only when all letters are there
            tried(lacking, lambda: edition.writer.plan(self._documents[key][0], production.kit))
            raise ContentError(lacking)
        return self._documents[key]

    def _edition(self, edition: Edition, production: Production) -> EditionResult:
        """Return what became of the edition, read back and checked.

        What stands as it was is read back all the same: the publication may hold what its template leaves out.
        """
        from generator.document.tree import fingerprint_of

        document, templates = self._composed(edition, production)
        shown = production.publication.shown_in(edition.sections)
        offers = self._offered() if edition.offers else None
        production.kit.siblings = offers or {}
        with stage("compare"):
            made_of = (
                fingerprint_of(document),
                production.kit.template or "",
                production.kit.theme.looks,
                production.publication.as_of or "",
                *(f"{file} {size}" for file, size in (offers or {}).items()),
            )
            fingerprint = digest("".join(made_of).encode())
        old = self._old.editions.get(edition.name) if self._old else None
        if old and old.document == fingerprint and self._stands(old):
            standing = read_built(self._world.output / old.file)
            with stage("read-back"):
                places, missing = find(shown, production.words, edition.writer.read(standing), slides=edition.slides)
            return EditionResult(
                edition, replace(old, templates=templates, places=places, offers=offers), False, tuple(missing)
            )
        with self._world.tracking() as files:
            data = production.write(edition, document)
        file = f"{self._stem}{edition.suffix}"
        self._files[file] = data
        with stage("check"):
            findings = edition.check(data)
        with stage("read-back"):
            places, missing = find(shown, production.words, edition.writer.read(data), slides=edition.slides)
        hashes = self._hashes({*files, *production.theme_files})
        entry = Entry(file, digest(data), len(data), fingerprint, templates, hashes, places, offers)
        faults = (*missing, *_faults(findings, shown))
        warnings = tuple(Problem.of_file("", one) for one in sentences(findings, "warning"))
        return EditionResult(edition, entry, True, faults, warnings)

    def _offered(self) -> dict[str, int]:
        """Return the standard files that stand beside the page, or will, with their bytes."""
        made = {file: len(data) for file, data in self._files.items()}
        standard = (
            f"{self._stem}{edition.suffix}" for edition in EDITIONS if not (edition.on_request or edition.offers)
        )
        standing = offered_beside(self._world, self._stem)
        return {file: size for file in standard if (size := made.get(file) or standing.get(file))}

    def _stands(self, entry: Entry) -> bool:
        return is_intact(self._world, entry) and self._hashes(entry.files) == entry.files

    def _keep_others(self, receipt: Receipt) -> None:
        """Keep the receipt of editions that were not asked for, as far as it is still true."""
        if self._old and self._old.sources == receipt.sources:
            for name, entry in self._old.editions.items():
                if name not in receipt.editions and self._hashes(entry.templates) == entry.templates:
                    receipt.editions |= {name: entry} if self._stands(entry) else {}

    def _is_edited(self, file: str, data: bytes) -> bool:
        """Tell whether what stands in the place of ``file`` was written neither by a build nor is it ``data``."""
        return is_edited(self._world.output / file, {file: [*self._vouched.get(file, ()), digest(data)]})

    def _replace(self, receipt: Receipt, edited: set[str]) -> None:
        """Put the new files in place, the receipt last: it vouches for the others. Those ``edited`` are kept aside."""
        files = {self._world.output / file: data for file, data in self._files.items()}
        path = path_of(self._world, self._stem)
        for file in edited & self._files.keys():
            keep(self._world.output / file)
        new = {file: [digest(data)] for file, data in self._files.items()}
        if files:  # a build that is killed between two files must not take its own work for somebody's
            both = {file: [*self._vouched.get(file, ()), *hashes] for file, hashes in new.items()}
            begun = self._last or Receipt(self._job.slug, "", edition=self._job.edition, stem=self._job.own_stem)
            replace_files({path: write_receipt(replace(begun, written=self._vouched | both))})
        receipt.written = self._vouched | new
        replace_files({**files, path: write_receipt(receipt)})


def _faults(findings: Sequence[Finding], publication: Publication) -> Iterator[str | Problem]:
    """Yield the errors among ``findings``: those about words that somebody typed at their place, others as lines."""
    errors = [one for one in findings if one.severity == "error"]
    places = {one: place_of(publication, one.words) for one in errors if one.words}
    typed = {one: mark for one, mark in places.items() if mark}
    remedy = _("Write other words here.")
    yield from dict.fromkeys(Problem(mark, "", one.sentence, remedy) for one, mark in typed.items())
    yield from sentences((one for one in errors if one not in typed), "error")


def _named(problems: Mapping[Edition, Sequence[Problem]], editions: Sequence[Edition]) -> Iterator[Problem]:
    """Yield the problems; one that not all editions have bears the name of the variant that has it."""
    for edition, found in problems.items():
        for one in found:
            shared = all(one in problems.get(other, ()) for other in editions)
            yield one if shared or one.path or not edition.on_request else replace(one, path=edition.name)


def finished(world: World, stem: str, edition: Edition) -> bytes | None:
    """Return a finished file in output/, or None when it is not there."""
    try:
        return read_built(world.output / f"{stem}{edition.suffix}")
    except OSError:
        return None


def partials(world: World, stem: str) -> list[Path]:
    """Return the unfinished files that a build that was killed left behind."""
    return [path for path in world.output.glob(".*.tmp") if path.name.startswith(f".{stem}.")]

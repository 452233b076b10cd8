"""Build a publication: load, compose, plan, write, check, and only then replace the files in output/.

What an edit did not touch is not made again; a build that fails writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.errors import ContentError, Mark, ParityError, Problem
from generator.messages import _
from generator.pipeline.check import find
from generator.pipeline.edition import Edition, sentences
from generator.pipeline.handedits import is_edited, keep, vouched
from generator.pipeline.lock import locked
from generator.pipeline.program import program_digest
from generator.pipeline.receipt import Entry, Receipt, is_current, is_intact, path_of, read_receipt, write_receipt
from generator.world import digest, replace_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.document.tree import Document
    from generator.kit import Kit
    from generator.source.model import Publication, Word
    from generator.world import World


class Built(Struct, frozen=True):
    """What became of one edition: its file, whether it was written or stood as it was, what its check warns of.

    ``remarks`` are what whoever builds should know. One that is ``edited`` was left as somebody has changed it.
    """

    edition: Edition
    file: str
    written: bool
    bytes: int
    warnings: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    edited: bool = False


class _Made(Struct, frozen=True):
    """An edition's entry, whether it was written anew, and what is wrong with it: in any case, or only perhaps."""

    entry: Entry
    written: bool
    faults: list[str]
    warnings: tuple[str, ...] = ()


def build(
    world: World,
    slug: str,
    editions: Sequence[Edition],
    warn: Callable[[Publication], None] = lambda publication: None,
    template: Word | None = None,
    *,
    discard: bool = False,
) -> list[Built]:
    """Build ``editions`` of ``content/<slug>`` into the output folder; return what became of each.

    ``warn`` is told of the publication when it may hold warnings, also when nothing has changed: they may come with
    time. ``template`` is a deck's template to be used instead of the one that the publication names. A file that
    somebody has changed is left as it is, unless ``discard``: then it is moved to the folder of kept files. Raises
    ContentError and ParityError; then nothing was written.
    """
    if partials(world, slug):
        with locked(world, slug):  # another build may be writing them
            _remove_partials(world, slug)
    old = read_receipt(world, slug)
    same = old is not None and old.template == (template or "")
    if old and same and is_current(world, old, [edition.name for edition in editions]):
        if old.dated:
            warn(_loaded(world, slug))
        return [_unchanged(edition, old.editions[edition.name]) for edition in editions]
    with locked(world, slug):
        return _Build(world, slug, read_receipt(world, slug), template, discard=discard).run(editions, warn)


def _unchanged(edition: Edition, entry: Entry) -> Built:
    return Built(edition, entry.file, False, entry.bytes)


def _loaded(world: World, slug: str) -> Publication:
    """Return the publication alone: much less than what a build needs."""
    from generator.document.typography import PROFILES
    from generator.source.load import load
    from generator.theme import read_theme

    return load(world, slug, [str(name) for name in read_theme(world).colours], list(PROFILES))


class _Build:
    def __init__(self, world: World, slug: str, old: Receipt | None, template: Word | None, *, discard: bool) -> None:
        self._world = world
        self._discard = discard
        self._last = old
        self._vouched = vouched(old)
        self._template = template
        self._slug = slug
        self._program = program_digest(world.epoch)
        self._old = old if old and old.program == self._program else None
        self._files: dict[str, bytes] = {}
        self._documents: dict[str, tuple[Document, dict[str, str]]] = {}

    def run(self, editions: Sequence[Edition], warn: Callable[[Publication], None]) -> list[Built]:
        with self._world.tracking() as sources:
            workshop = Workshop(self._world, self._slug, self._template)
        warn(workshop.publication)
        receipt = Receipt(
            self._slug,
            self._program,
            self._hashes(sources),
            dated=workshop.publication.is_dated,
            template=str(self._template or ""),
        )
        results: list[Built] = []
        faults: list[str] = []
        problems: dict[Edition, tuple[Problem, ...]] = {}
        for edition in editions:
            try:
                document, templates = self._composed(workshop, edition.template)
                made = self._edition(edition, document, templates, workshop)
            except ContentError as error:
                problems[edition] = error.problems
                continue
            entry = receipt.editions[edition.name] = made.entry
            faults += [f"{entry.file}: {one}" for one in made.faults]
            remarks = tuple(workshop.kit.remarks)
            results.append(Built(edition, entry.file, made.written, entry.bytes, made.warnings, remarks))
            workshop.kit.remarks.clear()
        if problems:
            raise ContentError(_named(problems, editions))
        if faults:
            raise ParityError(faults)
        receipt.listings = dict(self._world.listings)
        edited = {file for file, data in self._files.items() if self._is_edited(file, data)}
        if not self._discard:
            for name in [name for name, entry in receipt.editions.items() if entry.file in edited]:
                del self._files[receipt.editions.pop(name).file]
        self._keep_others(receipt)
        self._replace(receipt, edited)
        left = edited - self._files.keys()
        return [replace(one, written=False, edited=True) if one.file in left else one for one in results]

    def _hashes(self, paths: Iterable[str]) -> dict[str, str]:
        return {path: self._world.hash(path) for path in sorted(paths)}

    def _composed(self, workshop: Workshop, template: str) -> tuple[Document, dict[str, str]]:
        """Return what ``template`` makes, and the hashes of the files that this took; once for each template."""
        if template not in self._documents:
            with self._world.tracking() as files:
                document = workshop.compose(template)
            self._documents[template] = document, self._hashes(files)
        return self._documents[template]

    def _edition(self, edition: Edition, document: Document, templates: dict[str, str], workshop: Workshop) -> _Made:
        """Return what became of the edition, read back and checked.

        What stands as it was is read back all the same: the publication may hold what its template leaves out.
        """
        from generator.document.tree import fingerprint_of

        fingerprint = digest(f"{fingerprint_of(document)}{workshop.kit.template or ''}".encode())
        old = self._old.editions.get(edition.name) if self._old else None
        if old and old.document == fingerprint and self._stands(old):
            standing = (self._world.output / old.file).read_bytes()
            places, missing = find(workshop.publication, workshop.words, edition.writer.read(standing))
            return _Made(replace(old, templates=templates, places=places), False, missing)
        with self._world.tracking() as files:
            data = workshop.write(edition, document)
        file = f"{self._slug}{edition.suffix}"
        self._files[file] = data
        findings = edition.check(data)
        places, missing = find(workshop.publication, workshop.words, edition.writer.read(data))
        hashes = self._hashes({*files, *workshop.theme_files})
        entry = Entry(file, digest(data), len(data), fingerprint, templates, hashes, places)
        return _Made(entry, True, missing + sentences(findings, "error"), tuple(sentences(findings, "warning")))

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
        path = path_of(self._world, self._slug)
        for file in edited & self._files.keys():
            keep(self._world.output / file)
        new = {file: [digest(data)] for file, data in self._files.items()}
        if files:  # a build that is killed between two files must not take its own work for somebody's
            both = {file: [*self._vouched.get(file, ()), *hashes] for file, hashes in new.items()}
            begun = self._last or Receipt(self._slug, "")
            replace_files({path: write_receipt(replace(begun, written=self._vouched | both))})
        receipt.written = self._vouched | new
        replace_files({**files, path: write_receipt(receipt)})


def _named(problems: Mapping[Edition, Sequence[Problem]], editions: Sequence[Edition]) -> Iterator[Problem]:
    """Yield the problems; one that not all editions have bears the name of the variant that has it."""
    for edition, found in problems.items():
        for one in found:
            shared = all(one in problems.get(other, ()) for other in editions)
            yield one if shared or one.path or not edition.on_request else replace(one, path=edition.name)


class Workshop:
    """A publication loaded, with all that composes and sets it."""

    def __init__(self, world: World, slug: str, template: Word | None = None) -> None:
        from generator.document.typography import PROFILES, profile_for
        from generator.document.words import read_words
        from generator.kit import Kit
        from generator.source.load import load
        from generator.text.fonts import Family
        from generator.theme import PATH, read_theme

        require_publication(world, slug)
        self._world = world
        theme = read_theme(world)
        self.theme_files = {PATH}
        self.publication: Publication = load(world, slug, [str(name) for name in theme.colours], list(PROFILES))
        self.words = read_words(world, self.publication)
        self._profile = profile_for(self.publication.language, self.publication.typography)
        family = Family.open(world, str(theme.family))
        self.kit: Kit = Kit(world, theme, family, template or self.publication.template)

    def compose(self, template: str) -> Document:
        """Return the document that ``template`` makes, after all passes."""
        from generator.document.compose import compose
        from generator.document.numbering import number
        from generator.document.tree import texts
        from generator.document.typography import set_typography
        from generator.text.fonts import require_characters

        document = set_typography(number(compose(self._world, template, self.publication, self.words)), self._profile)
        require_characters(self.kit.family, texts(document))
        return document

    def write(self, edition: Edition, document: Document) -> bytes:
        """Return the finished file of ``edition``."""
        plan = edition.writer.plan(document, self.kit)
        return edition.writer.write(plan, self.kit)


def require_publication(world: World, slug: str) -> None:
    """Raise ContentError, naming the publications that there are, when there is no ``content/<slug>``."""
    if world.exists(f"content/{slug}/publication.yaml"):
        return
    from generator.messages import did_you_mean

    cause = _("There is no publication “{slug}”.", slug=slug)
    raise ContentError(
        [Problem(Mark(f"content/{slug}/publication.yaml"), "", cause, did_you_mean(slug, publications(world)))]
    )


def publications(world: World) -> list[str]:
    """Return the slugs of the publications, in order."""
    folder = world.root / "content"
    return sorted(entry.parent.name for entry in folder.glob("*/publication.yaml"))


def finished(world: World, slug: str, edition: Edition) -> bytes | None:
    """Return a finished file in output/, or None when it is not there."""
    try:
        return (world.output / f"{slug}{edition.suffix}").read_bytes()
    except OSError:
        return None


def _remove_partials(world: World, slug: str) -> None:
    """Remove what a build that was killed left behind."""
    for partial in partials(world, slug):
        partial.unlink(missing_ok=True)


def partials(world: World, slug: str) -> list[Path]:
    """Return the unfinished files that a build that was killed left behind."""
    return [path for path in world.output.glob(".*.tmp") if path.name.startswith(f".{slug}.")]

"""The editions that a publication declares: found by name, and built one after the other from one reading of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.pipeline.build import Job, build_job
from generator.pipeline.edition import edition_named
from generator.pipeline.production import Production, require_publication
from generator.source.load import read_file
from generator.source.model import PublicationFile
from generator.source.structure import Problems

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.pipeline.build import EditionResult
    from generator.source.model import EditionFile, Word
    from generator.world import World


def declared(world: World, slug: str) -> tuple[EditionFile, ...]:
    """Return the editions that ``content/<slug>`` declares, in its order.

    Of files that cannot be read, raises ContentError with every problem, as loading them does.
    """
    require_publication(world, slug)
    problems = Problems()
    head = read_file(world, f"content/{slug}/publication.yaml", PublicationFile, problems)
    return Production(world, slug).publication.editions if head is None else head.editions


class Editions:
    """The editions of one publication, which is read, checked and dressed once for all of them."""

    def __init__(self, world: World, slug: str, template: Word | None = None) -> None:
        self._world = world
        self._slug = slug
        self._template = template
        self._whole: Production | None = None
        self._read: set[str] = set()

    def whole(self) -> Production:
        """Return the production of the whole publication; whoever asks depends on all that it was read from."""
        if self._whole is None:
            with self._world.tracking() as self._read:
                self._whole = Production(self._world, self._slug, self._template)
        for path in self._read:
            self._world.depend(path)
        return self._whole

    def production(self, name: str) -> Production:
        """Return the production of the edition called ``name``: with it, its documents and plans are made.

        Its ``publication`` is what the edition has; ``publication.stem`` is the name of its files without suffixes.
        Raises ContentError when there is none of this name, or what it names is at fault.
        """
        return self.whole().edition(name)

    def build(
        self, edition: EditionFile, *, discard: bool = False, tell: Callable[[str], None] = lambda name: None
    ) -> list[EditionResult]:
        """Build the files of ``edition``, those that an edit has touched; return what became of each."""
        name = str(edition.id)
        job = Job(
            self._slug,
            lambda: self.production(name),
            str(self._template or ""),
            edition=name,
            own_stem=edition.stem(self._slug),
            discard=discard,
        )
        return build_job(self._world, job, [edition_named(one) for one in edition.outputs], tell=tell)

"""A publication ready to be set: loaded, with what composes its documents and plans and writes its editions."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from generator.errors import ContentError, Mark, Problem
from generator.messages import _, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.document.references import ReferenceStyle
    from generator.document.tree import Document
    from generator.kit import Kit
    from generator.pipeline.edition import Edition
    from generator.source.model import Publication, Word
    from generator.theme import Theme
    from generator.world import World


class Production:
    """A publication loaded, with all that composes and sets it: its words, typographic profile, theme and fonts."""

    def __init__(self, world: World, slug: str, template: Word | None = None) -> None:
        """Load ``content/<slug>``; ``template`` is a deck's template to be used instead of the one that it names.

        Raises ContentError with every problem of its files.
        """
        from generator.document.typography import profile_for
        from generator.document.words import read_words
        from generator.kit import Kit
        from generator.text.fonts import Family
        from generator.theme import PATH, read_theme

        require_publication(world, slug)
        self._world = world
        theme = read_theme(world)
        self.theme_files = {PATH}
        with world.tracking() as files:
            self.publication: Publication = load_publication(world, slug, theme)
        self.words = read_words(world, self.publication)
        self._profile = profile_for(self.publication.language, self.publication.typography)
        family = Family.open(world, str(theme.family))
        self.kit: Kit = Kit(world, theme, family, template or self.publication.template, self._epoch(files))

    def _epoch(self, files: Iterable[str]) -> int:
        """Return the time that the outputs bear, in seconds: what SOURCE_DATE_EPOCH asks for, else the document's day.

        That is ``as_of``, else the day on which the newest of its files was changed: a day, since every edit would
        change the bytes of all editions otherwise. Days begin at midnight, UTC.
        """
        if (asked := self._world.epoch) is not None:
            return asked
        if self.publication.as_of:
            return int(datetime(*self.publication.as_of.day.timetuple()[:3], tzinfo=UTC).timestamp())
        return self._world.day_of(file for file in files if file.startswith("content/"))

    def compose(self, template: str, references: ReferenceStyle = "none") -> Document:
        """Return the document that ``template`` (a path from the root) makes, after all passes.

        Raises ContentError for a faulty template, and for characters that the fonts lack.
        """
        from generator.document.compose import compose
        from generator.document.passes import Needs, run_passes
        from generator.text.fonts import require_characters

        document = compose(self._world, template, self.publication, self.words)
        return run_passes(document, Needs(self._profile, partial(require_characters, self.kit.family), references))

    def plan(self, edition: Edition) -> Any:
        """Return the plan of ``edition``; raise ContentError for what cannot be made to fit."""
        return edition.writer.plan(self.compose(edition.template, edition.references), self.kit)

    def write(self, edition: Edition, document: Document) -> bytes:
        """Return the finished file of ``edition``."""
        return edition.writer.write(edition.writer.plan(document, self.kit), self.kit)


def load_publication(world: World, slug: str, theme: Theme) -> Publication:
    """Return the publication alone, which may use the colours of ``theme``; raise ContentError as loading does."""
    from generator.document.typography import PROFILES
    from generator.source.load import load

    return load(world, slug, [str(name) for name in theme.colours], list(PROFILES))


def require_publication(world: World, slug: str) -> None:
    """Raise ContentError, naming the publications that there are, when there is no ``content/<slug>``."""
    from generator.source.strays import no_publication

    if world.exists(f"content/{slug}/publication.yaml"):
        return
    if slug and world.is_folder(f"content/{slug}"):
        raise ContentError([no_publication(world, slug)])
    cause = _("There is no publication “{slug}”.", slug=slug)
    remedy = did_you_mean(slug, publications(world))
    raise ContentError([Problem(Mark(f"content/{slug}/publication.yaml"), "", cause, remedy)])


def publications(world: World) -> list[str]:
    """Return the slugs of the publications, in order."""
    folder = world.root / "content"
    return sorted({unicodedata.normalize("NFC", entry.parent.name) for entry in folder.glob("*/publication.yaml")})

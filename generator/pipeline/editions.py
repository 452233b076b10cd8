"""The editions that a publication declares: found by name, and built one after the other from one reading of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.pipeline.build import Job, build_job
from generator.pipeline.edition import EDITIONS, edition_named
from generator.pipeline.production import Production, require_publication
from generator.pipeline.profile import stage
from generator.pipeline.receipt import receipts_of_editions
from generator.source.load import read_file
from generator.source.model import PublicationFile
from generator.source.structure import Problems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from generator.pipeline.build import EditionResult
    from generator.pipeline.receipt import Receipt
    from generator.source.model import EditionFile, Publication, Word
    from generator.world import World

INDEX = "templates/editions.html.j2"


def declared(world: World, slug: str) -> tuple[EditionFile, ...]:
    """Return the editions that ``content/<slug>`` declares, in its order.

    Of files that cannot be read, raises ContentError with every problem, as loading them does.
    """
    require_publication(world, slug)
    problems = Problems()
    head = read_file(world, f"content/{slug}/publication.yaml", PublicationFile, problems)
    return Production(world, slug).publication.editions if head is None else head.editions


def built_editions(world: World, whole: Production) -> Iterator[tuple[Production, Receipt]]:
    """Yield the editions of a publication that it declares and that were built, each with its receipt."""
    publication = whole.publication
    stems = {str(one.id): one.stem(publication.slug) for one in publication.editions}
    for receipt in receipts_of_editions(world, publication.slug):
        if stems.get(receipt.edition) == receipt.stem:
            yield whole.edition(receipt.edition), receipt


def index_path(world: World, slug: str) -> Path:
    """Return where the page lies that lists the editions of ``slug``."""
    return world.output / f"{slug}.editions.html"


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
            with stage("read"), self._world.tracking() as self._read:
                self._whole = Production(self._world, self._slug, self._template)
        for path in self._read:
            self._world.depend(path)
        return self._whole

    def production(self, name: str) -> Production:
        """Return the production of the edition called ``name``: with it, its documents and plans are made.

        Without a name it is the whole publication's.

        Its ``publication`` is what the edition has; ``publication.stem`` is the name of its files without suffixes.
        Raises ContentError when there is none of this name, or what it names is at fault.
        """
        return self.whole().edition(name) if name else self.whole()

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

    def index(self) -> bytes:
        """Return the page that lists what stands of the publication and of its editions in the output folder."""
        from generator.document.rendering import render
        from generator.web.palette import dark, light

        whole = self.whole()
        publication, theme = whole.publication, whole.kit.theme
        values = {
            "language": str(publication.language),
            "title": publication.title.plain,
            "heading": whole.words.editions,
            "editions": [one for one in map(self._listed, (None, *publication.editions)) if one["files"]],
            "light": light(theme, ()).colours,
            "dark": dark(theme, ()).colours,
        }
        return render(self._world, INDEX, values).encode()

    def _listed(self, edition: EditionFile | None) -> dict[str, Any]:
        """Return the name, the language and the files of an edition, or of the whole publication."""
        from urllib.parse import unquote

        from generator.document.words import read_words
        from generator.web.downloads import downloads

        publication = self.whole().publication
        language = (edition.language if edition else None) or publication.language
        stem = edition.stem(self._slug) if edition else self._slug
        paths = (self._world.output / f"{stem}{one.suffix}" for one in EDITIONS)
        files = {path.name: path.stat().st_size for path in paths if path.is_file()}
        links = downloads(str(read_words(self._world, language).download), files, language, pages=True)
        return {
            "label": edition_label(publication, edition),
            "language": str(language),
            "files": [
                {"href": one.href, "type": one.type, "words": one.words, "name": unquote(one.href)} for one in links
            ],
        }


def edition_label(publication: Publication, edition: EditionFile | None) -> str:
    """Return what an edition is called: by its own label, or by what it is limited to, or else its language."""
    from generator.document.words import language_named

    if edition is None:
        return publication.title.plain
    if edition.label:
        return edition.label.plain
    said = [city.name for city in publication.cities if city.id == edition.place]
    said += [one.label.plain for one in publication.pillars if one.id in (edition.pillars or ())]
    if edition.language:
        said.append(language_named(edition.language))
    return ", ".join(said) or str(edition.id)

"""A publication ready to be set: loaded, with what composes its documents and plans and writes its editions."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from copy import copy
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec.structs import replace

from generator.errors import ContentError, Mark, Problem
from generator.messages import _, did_you_mean
from generator.pipeline.profile import stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from generator.deck.brand.logo import TemplateLogo
    from generator.document.tree import Document
    from generator.document.words import Words
    from generator.kit import Kit
    from generator.memory import Memory
    from generator.pipeline.edition import Edition
    from generator.source.inline import Run, Text
    from generator.source.model import Language, LogoFile, Publication, Word
    from generator.source.outputs import ListOwner, ReferenceStyle
    from generator.text.fonts import Family
    from generator.theme import Theme
    from generator.world import World

T = TypeVar("T")


class Production:
    """A publication loaded, with all that composes and sets it: its words, typographic profile, theme and fonts."""

    def __init__(self, world: World, slug: str, template: Word | None = None, memory: Memory | None = None) -> None:
        """Load ``content/<slug>``; ``template`` is a deck's template to be used instead of the one that it names;
        ``memory`` has what was made of parts of it before.

        Raises ContentError with every problem of its files, of the theme, the words, the icons and the letters that
        it uses.
        """
        from generator.document.typography import profile_for
        from generator.kit import Kit
        from generator.pipeline.coordinates import doubted, off_outline
        from generator.source.model import Language as Tag
        from generator.text.fonts import Family
        from generator.theme import PATH, read_theme

        require_publication(world, slug)
        self._world = world
        self.theme_files = {PATH}
        problems: list[Problem] = []
        theme = tried(problems, lambda: read_theme(world))
        with world.tracking() as files:
            publication, read = _loaded(world, slug, theme, memory, problems)
        tag = next((word for path, word in read if path == "language" and isinstance(word, Tag)), None)
        family = Family.open(world, str(theme.family)) if theme else None
        words = tried(problems, lambda: _words(world, tag, family)) if tag else None
        if theme and family:
            kit = Kit(world, theme, family, template=template, memory=memory)
            if publication:
                kit.template = template or publication.template
                kit.embed_fonts = publication.embed_fonts
                faulty, publication = _dressed(kit, publication)
                problems += faulty
                kit.publication = publication
                tried(problems, kit.own_outline)
            problems += _of_icons_and_letters(kit, read)
        if problems or not (publication and theme and words):
            raise ContentError(problems)
        doubts = [*doubted(world, publication.cities)]
        if publication.map and (outline := kit.own_outline()):
            doubts += off_outline(outline, publication.map.outline.mark, publication.cities)
        self.publication: Publication = replace(publication, warnings=(*publication.warnings, *doubts))
        self.words: Words = words
        self.kit: Kit = kit
        self.kit.publication = self.publication
        self.kit.pictures = len({str(one.file) for one in self.publication.pictures})
        self.kit.epoch = self._epoch(files)
        self.profile = profile_for(publication.language, publication.typography)

    def edition(self, name: str) -> Production:
        """Return the production of the edition that ``editions:`` calls ``name``; it shares all that it can with this.

        Raises ContentError when the publication declares none of this name.
        """
        from generator.source.extract import extracted

        found = next((one for one in self.publication.editions if one.id == name), None)
        if found is None:
            cause = _("There is no edition “{name}”.", name=name)
            known = [str(one.id) for one in self.publication.editions]
            mark = self._world.locate(Mark(f"content/{self.publication.slug}/publication.yaml"), "^editions *:")
            raise ContentError([Problem(mark, "editions", cause, did_you_mean(name, known))])
        if found.template and found.template != self.kit.template:
            return Production(self._world, self.publication.slug, found.template, self.kit.memory).edition(name)
        made = copy(self)
        made.kit = replace(self.kit, remarks=[], warnings=[], siblings={})
        publication = self.publication
        if found.language and found.language != publication.language:
            publication = made._in_language(found.language)
        made.publication = extracted(publication, found)
        made.kit.publication = made.publication  # its deck bears the keys of its own words
        return made

    def _in_language(self, language: Language) -> Publication:
        """Return the publication as its translation has it, and take the words and the profile of ``language``."""
        from generator.document.typography import PROFILES, profile_for
        from generator.document.words import read_words
        from generator.source.translations import read_translation, translated

        slug = self.publication.slug
        if (file := read_translation(self._world, slug, language)) is None:
            cause = _("There is no translation into “{language}”.", language=language)
            remedy = _("Run “piliers translate start {slug} {language}”.", slug=slug, language=language)
            raise ContentError([Problem(language.mark, "editions", cause, remedy)])
        name = file.typography
        if name and name not in PROFILES:
            cause = _("There is no typographic profile “{name}”.", name=name)
            raise ContentError([Problem(name.mark, "typography", cause, did_you_mean(name, list(PROFILES)))])
        self.words = read_words(self._world, language)
        self.profile = profile_for(language, name)
        return translated(self.publication, language, file)

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

    def document(self, edition: Edition) -> Document:
        """Return the document of ``edition``; raise as ``compose`` does."""
        return self.compose(edition.template, edition.references, edition.sections)

    def compose(
        self, template: str, references: ReferenceStyle = "none", sections: ListOwner | None = None
    ) -> Document:
        """Return the document that ``template`` (a path from the root) makes, after all passes.

        It has the ``sections`` of the deck, the note or the web page: of the one that the template is called after, if
        nothing is said.

        Raises ContentError for a faulty template, and for characters that the fonts lack.
        """
        document, lacking = self.compose_any(template, references, sections)
        if lacking:
            raise ContentError(lacking)
        return document

    def compose_any(
        self, template: str, references: ReferenceStyle = "none", sections: ListOwner | None = None
    ) -> tuple[Document, list[Problem]]:
        """Return the same with the problems of characters that the fonts lack, as x; what does not fit may follow."""
        from generator.document.compose import compose
        from generator.document.passes import Needs, run_passes
        from generator.document.tree import map_texts
        from generator.text.fonts import require_characters, without_lacking

        family, lacking = self.kit.family, list[Problem]()

        def require(texts: Iterable[Text]) -> None:
            tried(lacking, lambda: require_characters(family, texts))

        shown = self.publication.shown_in(sections or ("deck" if "/deck." in template else "note"))
        document = compose(self._world, template, shown, self.words, self.kit.memory)
        document = run_passes(document, Needs(self.profile, require, references, self.kit.memory))
        return map_texts(document, lambda text: without_lacking(family, text)) if lacking else document, lacking

    def plan(self, edition: Edition) -> Any:
        """Return the plan of ``edition``; raise ContentError for what cannot be made to fit."""
        return edition.writer.plan(self.document(edition), self.kit)

    def write(self, edition: Edition, document: Document) -> bytes:
        """Return the finished file of ``edition``."""
        with stage("plan"):
            plan = edition.writer.plan(document, self.kit)
        with stage("write"):
            return edition.writer.write(plan, self.kit)


def tried(problems: list[Problem], make: Callable[[], T]) -> T | None:
    """Return what ``make`` makes, or None after adding what it raises to ``problems``."""
    try:
        return make()
    except ContentError as error:
        problems += error.problems
        return None


def _dressed(kit: Kit, publication: Publication) -> tuple[list[Problem], Publication]:
    """Give ``kit`` what its template lends, then the publication's own colours.

    Return the problems of these, and the publication with the logo that it has or is lent.
    """
    from generator.source.model import Word
    from generator.text.fonts import Family
    from generator.theme import faults, laid_over

    own = publication.theme
    if kit.template and (own is None or own.from_template):
        from generator.deck.brand.lending import lent

        with suppress(ContentError):  # the deck, which is to be made with it, says it
            loan = lent(kit.world, kit.template, kit.theme)
            kit.theme = laid_over(kit.theme, loan.colours)
            kit.remarks += loan.remarks
            if loan.family:
                kit.theme = replace(kit.theme, family=Word.at(kit.theme.family.mark, loan.family))
                kit.family = Family.open(kit.world, loan.family)
            if loan.logo and not publication.logo:
                publication = replace(publication, logo=_lent_logo(kit, publication, loan.logo, kit.template.mark))
    if own is None:
        return [], publication
    kit.theme, kit.own_pillars = laid_over(kit.theme, own), bool(own.named)
    return list(faults(kit.theme, own)), publication


def _lent_logo(kit: Kit, publication: Publication, logo: TemplateLogo, mark: Mark) -> LogoFile | None:
    """Return the template's ``logo`` as if it were named at ``mark``, for paper; or None. Either way it is said."""
    from generator.source.inline import Run, Text
    from generator.source.model import LogoFile, LogoName

    words = logo.words or (publication.organisation.plain if publication.organisation else "")
    if not (logo.seen and words):
        why = (
            _("nothing says whose it is: add “organisation: …”") if logo.seen else _("it is too light for white paper")
        )
        kit.remarks.append(
            _("Note and page do not show the template's logo: {why}; or give them one by “logo:”.", why=why)
        )
        return None
    text = _(
        "Note, page and handout show the template's logo ({name}); “theme: {{from_template: false}}” lends nothing.",
        name=words,
    )
    kit.remarks.append(text)
    name = LogoName.at(mark, f"template:{logo.part}")
    kit.lent[publication.path_of(name)] = logo.data
    return LogoFile(file=name, alt=Text((Run(words),), mark), mark=mark)


def _words(world: World, language: Language, family: Family | None) -> Words:
    """Return the words of ``language``; raise ContentError where it has none, with why its letters cannot be set.

    Whoever translated the words first would be refused a second time.
    """
    from generator.document.words import read_words

    try:
        return read_words(world, language)
    except ContentError:
        if family:
            require_letters(language, family)
        raise


def require_letters(language: Language, family: Family) -> None:
    """Raise ContentError where the letters of ``language`` cannot be set, as its own name shows."""
    from generator.document.words import language_named
    from generator.source.inline import Run, Text
    from generator.text.fonts import require_characters

    refused: list[Problem] = []
    name = Text((Run(language_named(language)),), language.mark)
    tried(refused, lambda: require_characters(family, [name]))
    if refused:
        remedy = _("Choose a language of Latin, Greek or Cyrillic letters.")
        raise ContentError([Problem(language.mark, "language", refused[0].cause, remedy)])


def _of_icons_and_letters(kit: Kit, read: Sequence[tuple[str, Word | Text]]) -> list[Problem]:
    """Return the problems of the icons and letters that were ``read``; an icon that is not there is named elsewhere."""
    from generator.source.inline import Text
    from generator.text.fonts import require_characters

    problems: list[Problem] = []
    for name in dict.fromkeys(str(word) for path, word in read if path == "icon"):
        if kit.world.exists(f"templates/icons/{name}.svg"):
            tried(problems, lambda name=name: kit.icon(name))  # type: ignore[misc]
    texts = [one for _path, one in read if isinstance(one, Text)]
    # Control characters are named already, as such.
    shown = (replace(one, runs=tuple(map(_printable, one.runs))) for one in texts)
    tried(problems, lambda: require_characters(kit.family, shown))
    return problems


def _printable(run: Run) -> Run:
    return run.with_text("".join(filter(str.isprintable, run.text)))


def _loaded(
    world: World, slug: str, theme: Theme | None, memory: Memory | None, problems: list[Problem]
) -> tuple[Publication | None, Sequence[tuple[str, Word | Text]]]:
    """Return the publication, None after adding to ``problems``, and what was read of it, by its path."""
    from generator.source.load import SourceError

    try:
        publication = load_publication(world, slug, theme, memory)
    except SourceError as error:
        problems += error.problems
        return None, error.read
    return publication, [("language", publication.language), *(("icon", pillar.icon) for pillar in publication.pillars)]


def load_publication(world: World, slug: str, theme: Theme | None, memory: Memory | None = None) -> Publication:
    """Return the publication alone, which may use the colours of ``theme``; raise SourceError as loading does."""
    from generator.document.typography import PROFILES
    from generator.source.load import load

    return load(world, slug, [str(name) for name in theme.pillars] if theme else None, list(PROFILES), memory)


def require_publication(world: World, slug: str) -> None:
    """Raise ContentError, naming the publications that there are, when there is no ``content/<slug>``."""
    from generator.source.strays import no_publication

    if world.exists(f"content/{slug}/publication.yaml"):
        _require_name(world, slug)
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


def _outputs(name: str) -> set[str]:
    """Return what is built of a publication, as file systems that do not tell capitals see it."""
    from generator.pipeline.edition import EDITIONS

    return {f"{name}{edition.suffix}".casefold() for edition in EDITIONS}


def _require_name(world: World, slug: str) -> None:
    """Raise ContentError when the name of a publication's folder is none for files, or another's outputs bear its."""
    from generator.source.strays import kept_by_windows

    mark, remedy = Mark(f"content/{slug}/publication.yaml"), _("Rename the folder.")
    if kept := kept_by_windows(slug):
        cause = _("Windows keeps the name “{name}” for itself: no file can be called so there.", name=kept)
        raise ContentError([Problem(mark, "", cause, remedy)])
    if not slug.isprintable():
        raise ContentError([Problem(mark, "", _("The folder's name holds a control character."), remedy)])

    for other in publications(world):
        if other != unicodedata.normalize("NFC", slug) and (shared := _outputs(slug) & _outputs(other)):
            values = {"other": other, "file": min(shared)}
            cause = _("The publication “{other}” would be built into the same file, {file}.", **values)
            raise ContentError([Problem(mark, "", cause, remedy)])

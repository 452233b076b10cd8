"""Translations: a second language written beside the first, text by text, each with a hash of what it translates.

A publication's texts are those that its model declares (``Key.translated``): a new key is translated by itself. Each
has a name, such as ``mobilite.examples.exempleville-velos.text``. One wording needs one translation, however often it
stands; a text that has moved takes its translation along.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, cast

from msgspec import Struct
from msgspec.structs import replace

from generator.errors import ContentError, Mark, Problem
from generator.messages import _, did_you_mean
from generator.source.extract import refreshed
from generator.source.inline import Run, Text
from generator.source.load import named_in
from generator.source.markup import markup_of
from generator.source.model import OUTDATED, Cell, EditionFile, Example, Key, Pillar, TextName, Word
from generator.source.nodes import MAX_BYTES, Mapping, Node, Scalar, read_yaml
from generator.source.structure import Problems, is_empty, keys, structure
from generator.world import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.source.model import Language, Publication
    from generator.world import World

    Change = Callable[[str, Text, Key], Text]

GOES_ON = " " * 5  # before the second line of a wording and those after it: by them it is known as ours
_HASH = 8  # hexadecimal digits: of a thousand wordings, one in a million is taken for another


class Translation(Struct, frozen=True, kw_only=True):
    """A text in the other language; ``of`` is the hash of the wording that it translates."""

    of: Annotated[Word | None, Key("The hash of the wording that it translates, as the program writes it.")] = None
    text: Annotated[Text, Key("The text in the other language, with the same places and links.")]
    mark: Mark


class TranslationFile(Struct, frozen=True, kw_only=True):
    """One file in ``translations/``; its name is the language."""

    typography: Annotated[Word | None, Key("A typographic profile, when not the language's own.")] = None
    texts: Annotated[
        dict[TextName, Translation], Key("The texts by their names, as “piliers translate” writes them.")
    ] = {}
    mark: Mark


class Wording(Struct, frozen=True):
    """A text of the publication that wants a translation: its name, its words, their hash, the key it stands under."""

    name: str
    text: Text
    hash: str
    key: Key

    @property
    def markup(self) -> str:
        """Return the words as they stand in a file."""
        return markup_of(self.text.runs)


class Match(Struct, frozen=True):
    """A wording and its translation: ``state`` is done, stale (of an older wording), missing, or same.

    What is the same in every language, such as “58 %”, may be translated, and need not be.
    """

    wording: Wording
    state: str
    translation: Translation | None = None


def path_of(slug: str, language: str) -> str:
    """Return where the translation of a publication lies, from the root."""
    return f"content/{slug}/translations/{language}.yaml"


def wording_hash(text: Text) -> str:
    """Return the hash of a wording: its words and their markup, not how they are folded in a file."""
    return digest(markup_of(text.runs).encode())[:_HASH]


def read_translation(world: World, slug: str, language: str) -> TranslationFile | None:
    """Return the translation of ``slug``, or None when there is none; texts without words are left out.

    Raises ContentError with every problem of the file.
    """
    path = path_of(slug, language)
    if language not in world.names(f"content/{slug}/translations", ".yaml"):
        return None
    return parsed(path, world.read(path, MAX_BYTES))


def parsed(path: str, data: bytes) -> TranslationFile:
    """Return the translation that the bytes of the file at ``path`` hold; raise ContentError with every problem."""
    problems = Problems()
    node = read_yaml(path, data, problems)
    made = structure(_filled(node), TranslationFile, "", problems) if node else None
    if problems or made is None:
        raise ContentError(problems)
    return made


def _filled(node: Node) -> Node:
    """Return a translation's node without the texts that wait for their words."""
    if not isinstance(node, Mapping):
        return node
    entries = ((key, _some(child) if key.value == "texts" else child) for key, child in node.entries)
    return replace(node, entries=tuple((key, child) for key, child in entries if child))


def _some(node: Node) -> Node | None:
    """Return the texts that have words, or None where none has."""
    if not isinstance(node, Mapping):
        return node
    entries = tuple((key, one) for key, one in node.entries if not _waits(one))
    return replace(node, entries=entries) if entries else None


def _waits(node: Node) -> bool:
    """Tell whether the entry of a text has no words yet."""
    if not isinstance(node, Mapping):
        return False
    texts = [child for key, child in node.entries if key.value == "text"]
    return all(isinstance(one, Scalar) and (is_empty(one.value) or one.implicit_type == "nothing") for one in texts)


def wordings(publication: Publication) -> list[Wording]:
    """Return the texts of ``publication`` in its order; of equal ones the first alone."""
    found: dict[str, Wording] = {}

    def collect(name: str, text: Text, key: Key) -> Text:
        found.setdefault(wording_hash(text), Wording(name, text, wording_hash(text), key))
        return text

    _changed(publication, collect)
    return list(found.values())


def matches(publication: Publication, file: TranslationFile | None) -> list[Match]:
    """Return every wording with its translation, in the order of the publication."""
    found = wordings(publication)
    known = _Known(file, found)
    return [known.match(wording) for wording in found]


def untranslated(publication: Publication, file: TranslationFile | None) -> dict[Mark, str]:
    """Return where the texts stand that have no translation, each with the name that its translation would have."""
    known = _Known(file, wordings(publication))
    names: dict[str, str] = {}
    found: dict[Mark, str] = {}

    def collect(name: str, text: Text, key: Key) -> Text:
        wording = Wording(name, text, wording_hash(text), key)
        if known.match(wording).state == "missing":
            found[text.mark] = names.setdefault(wording.hash, name)
        return text

    _changed(publication, collect)
    return found


def names_of(world: World, publication: Publication, language: str, wanted: Iterable[str]) -> dict[str, str]:
    """Return the keys of the texts ``wanted``, each with the key of its translation; what has none is left out.

    What is the same in every language has its own.
    """
    file = read_translation(world, publication.slug, language)
    places = {id(one): name for name, one in file.texts.items()} if file else {}
    by_name: dict[str, Match] = {}
    known = _Known(file, wordings(publication))

    def collect(name: str, text: Text, key: Key) -> Text:
        by_name[name] = known.match(Wording(name, text, wording_hash(text), key))
        return text

    _changed(publication, collect)
    found: dict[str, str] = {}
    for key in wanted:
        match = by_name.get(_name_of(key))
        if match and match.translation:
            found[key] = f"translations/{language}:texts/{places[id(match.translation)]}/text"
        elif match is None or match.state == "same":
            found[key] = key
    return found


def _name_of(key: str) -> str:
    """Return the name of the text that ``key`` leads to."""
    file, _colon, path = key.partition(":")
    steps = [str(int(step[1:]) + 1) if step[1:].isdecimal() and step[0] == "#" else step for step in path.split("/")]
    return ".".join([*([file.removeprefix("pillars/")] if file != "publication" else []), *steps])


class _Known:
    """The translations of a file, by name and by the wording that they translate."""

    def __init__(self, file: TranslationFile | None, wordings: list[Wording]) -> None:
        self._present = {one.hash for one in wordings}
        self._named = {str(name): one for name, one in file.texts.items()} if file else {}
        self._of: dict[str, Translation] = {}
        for one in self._named.values():
            self._of.setdefault(str(one.of or ""), one)

    def match(self, wording: Wording) -> Match:
        """Return the translation of a wording: its own, else one of the same words, else one of older words.

        The title of a source is that of the first: it is one source, however often it is named.
        """
        own, same = self._named.get(wording.name), self._of.get(wording.hash)
        if own and own.of == wording.hash and not (same and wording.name.endswith("source.title")):
            return Match(wording, "done", own)
        if same:
            return Match(wording, "done", same)
        if own and str(own.of or "") not in self._present:  # else it is of a text that went elsewhere
            return Match(wording, "stale", own)
        return Match(wording, "missing" if any(map(str.isalpha, wording.text.plain)) else "same")


def warning_of(world: World, publication: Publication, language: str) -> Problem | None:
    """Return what a draft's translation is warned of: how many texts it lacks, and how many are out of date."""
    if language == publication.language or publication.status == "final":
        return None
    if (file := read_translation(world, publication.slug, language)) is None:
        return None  # which the edition itself says
    states = [one.state for one in matches(publication, file)]
    missing, stale = states.count("missing"), states.count("stale")
    if not (missing or stale):
        return None
    cause = _("Not translated: {missing}; out of date: {stale}. They are marked.", missing=missing, stale=stale)
    remedy = _("Look at “piliers translate status {slug} {language}”.", slug=publication.slug, language=language)
    return Problem(Mark(path_of(publication.slug, language), 0), "", cause, remedy)


def translated(publication: Publication, language: Language, file: TranslationFile) -> Publication:
    """Return ``publication`` in ``language``; what is not translated stands there marked, as what is out of date.

    Raises ContentError for translations that lost a place, or are too long; and for each text that is missing or stale,
    when the document is final.
    """
    known, states = _Known(file, wordings(publication)), dict[str, Match]()
    original = str(publication.language)

    def change(name: str, text: Text, key: Key) -> Text:
        match = known.match(Wording(name, text, wording_hash(text), key))
        if match.state != "same":
            states.setdefault(match.wording.hash, match)
        return _shown(match, text, original)

    made = _changed(publication, change)
    found = list(states.values())
    if problems := list(_faults(publication, language, found)):
        raise ContentError(problems)
    count = {state: sum(one.state == state for one in found) for state in ("missing", "stale")}
    made = replace(
        made,
        language=language,
        original=original,
        typography=file.typography,
        unfinished=(count["missing"], count["stale"]),
        cities=named_in(publication.cities, language),
    )
    return refreshed(made, list(made.pillars))


def _shown(match: Match, text: Text, original: str) -> Text:
    """Return what stands in the place of ``text``: its translation, or marked, an old one or the ``original``."""
    if match.state == "same":
        return text
    if match.state == "missing" or match.translation is None:
        runs = (one if one.language else replace(one, language=original) for one in text.runs)
        return Text((Run(f"[{original}] "), *runs), text.mark)
    words = match.translation.text
    return words if match.state == "done" else Text((Run(f"{OUTDATED} "), *words.runs), words.mark)


def _faults(publication: Publication, language: str, found: list[Match]) -> Iterator[Problem]:
    slug = publication.slug
    path = path_of(slug, language)
    for one in found:
        name, translation = one.wording.name, one.translation
        if one.state == "done" and translation:
            yield from unlike(one, translation)
        elif publication.status == "final" and translation:
            cause = _("This translates an older wording, and the document is final.")
            remedy = _("Look at “piliers translate status {slug} {language}”.", slug=slug, language=language)
            yield Problem(translation.mark, name, cause, remedy)
        elif publication.status == "final":
            cause = _("The text has no translation into “{language}”, and the document is final.", language=language)
            yield Problem(one.wording.text.mark, name, cause, _("Write it in {file}.", file=path))


def unlike(match: Match, translation: Translation) -> Iterator[Problem]:
    """Yield how a translation is unlike what it translates: in its places, or too long."""
    name, wanted, text = match.wording.name, match.wording.text.places, translation.text
    if lost := [place for place in wanted if place not in text.places]:
        cause = _("The translation does not mention {places}, as the text does.", places=", ".join(lost))
        remedy = _("Write it as [{name}](city:{place}).", name="…", place=lost[0])
        yield Problem(text.mark, name, cause, remedy)
    elif more := [place for place in text.places if place not in wanted]:
        cause = _("The translation mentions {places}, and the text does not.", places=", ".join(more))
        yield Problem(text.mark, name, cause, did_you_mean(more[0], list(wanted)) or _("Delete it."))
    maximum, n = match.wording.key.maximum, len(text.plain)
    if maximum and n > maximum:
        cause = _("The text has {n} characters; at most {maximum} fit here.", n=n, maximum=maximum)
        yield Problem(text.mark, name, cause, _("Cut {n}.", n=n - maximum))


# The texts of a publication


def _changed(publication: Publication, change: Change) -> Publication:
    """Return ``publication`` with what ``change`` makes of each of its texts, given their names and keys."""
    made = cast("Publication", _walked(publication, "", Key(""), change))
    pillars = tuple(cast("Pillar", _walked(one, one.id, Key(""), change)) for one in publication.pillars)
    return replace(made, pillars=pillars)


def _walked(node: Any, name: str, key: Key, change: Change) -> Any:
    """Return a part of a publication with its texts changed; ``name`` is its own."""
    if isinstance(node, Text):
        return change(name, node, key)
    if isinstance(node, Cell):
        return node if node.number or not node.text.runs else replace(node, text=change(name, node.text, key))
    if isinstance(node, tuple):
        parts = ((one.id if isinstance(one, Example | EditionFile) else n, one) for n, one in enumerate(node, 1))
        return tuple(_walked(one, f"{name}.{part}", key, change) for part, one in parts)
    if not isinstance(node, Struct):
        return node
    made = {
        inner: _walked(getattr(node, inner), f"{name}.{inner}" if name else inner, key, change)
        for inner, key in _translated_keys(type(node)).items()
    }
    return replace(node, **made)


def _translated_keys(cls: type) -> dict[str, Key]:
    """Return the keys that ``cls`` and those that it inherits from declare, and that are translated."""
    found: dict[str, Key] = {}
    for one in reversed(cls.__mro__):
        if issubclass(one, Struct) and one is not Struct:
            found |= {name: key for name, (key, _required) in keys(one).items() if key.translated}
    return found

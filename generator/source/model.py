"""The model: what a publication says, in the words of those who write it; typed and frozen.

The classes ending in ``File`` mirror the YAML files key for key (their fields make the JSON Schema and the
reference too); ``Publication`` is what the rest of the program reads, with every reference resolved.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field
from typing import TYPE_CHECKING, Any

from generator.errors import Mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.source.inline import Text


def key(doc: str, *, default: Any = MISSING) -> Any:
    """Declare a YAML key: what it means, and its value when it is absent (none: it is required)."""
    return field(default=default, metadata={"doc": doc})


class Word(str):
    """A short value such as an id or a colour's name, which knows its place."""

    __slots__ = ("mark",)
    mark: Mark

    @classmethod
    def at(cls, mark: Mark, value: str) -> Word:
        """Return ``value`` standing at ``mark``."""
        word = cls(value)
        word.mark = mark
        return word


class Slug(Word):
    """An id: letters, digits, hyphens and low lines."""


class Language(Word):
    """A language tag of BCP 47, such as ``fr`` or ``pt-BR``."""


class Country(Word):
    """A country's two letters of ISO 3166-1, such as ``FR``."""


class Colour(Word):
    """Six hexadecimal digits, RRGGBB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One example that illustrates a pillar."""

    id: Slug = key("Its name in links and receipts, once in the whole publication.")
    text: Text = key("The example. Mark a place as [Bilbao](city:bilbao); **strong** and *emphasis* work too.")
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class PillarFile:
    """One file in ``pillars/``; the file's name is the pillar's id."""

    label: Text = key("Short, for the overview.")
    heading: Text = key("Long, for the body.")
    icon: Word = key("A file of templates/icons, without “.svg”.")
    colour: Word | None = key("A colour of templates/theme.yaml; by turns when absent.", default=None)
    examples: tuple[Example, ...] = key("The examples, in order; the list may be empty.", default=())
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationFile:
    """``publication.yaml``."""

    title: Text = key("The title, without capitals: the banner sets them.")
    subtitle: Text | None = key("Follows the title.", default=None)
    kind: Text | None = key("What the document is, such as “Note de synthèse”; printed above the title.", default=None)
    language: Language = key("The language of the whole publication (BCP 47), such as fr.")
    typography: Word | None = key("A typographic profile, when not the language's own: fr-ue, …", default=None)
    template: Word | None = key(
        "A PowerPoint template for the deck (.pptx, .potx), in the publication's folder or in templates/.",
        default=None,
    )
    pillars: tuple[Slug, ...] = key("The pillars in the order of the body: names of files in pillars/.")
    overview: tuple[Slug, ...] | None = key("The same pillars in the order of the overview.", default=None)
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class CityFile:
    """One entry of ``cities.yaml``; its key is the city's id."""

    names: dict[Language, Word] = key("The name by language: {fr: Anvers, nl: Antwerpen}.")
    country: Country = key("ISO 3166-1 alpha-2, such as BE.")
    latitude: float = key("Decimal degrees, north positive, -90 to 90.")
    longitude: float = key("Decimal degrees, east positive, -180 to 180.")
    mark: Mark


@dataclass(frozen=True, slots=True)
class City:
    """A city that the publication mentions, under its name in the publication's language."""

    id: str
    name: str
    country: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Pillar:
    """A pillar, with its colour and its number in the body."""

    id: str
    number: int
    label: Text
    heading: Text
    icon: str
    colour: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Publication:
    """A whole publication; ``pillars`` in the order of the body, ``overview`` in the order of the overview.

    ``mentions`` holds the ids of the examples by city and pillar.
    """

    slug: str
    title: Text
    subtitle: Text | None
    kind: Text | None
    language: Language
    typography: str
    pillars: tuple[Pillar, ...]
    overview: tuple[Pillar, ...]
    cities: tuple[City, ...]
    template: Word | None
    mark: Mark
    mentions: Mapping[tuple[str, str], tuple[str, ...]]

    def examples_in(self, city: str, pillar: Pillar) -> tuple[str, ...]:
        """Return the ids of the examples of ``pillar`` that mention ``city``."""
        return self.mentions.get((city, pillar.id), ())

    def pillars_of(self, city: str) -> tuple[str, ...]:
        """Return the ids of the pillars that ``city`` illustrates, in the order of the body."""
        return tuple(pillar.id for pillar in self.pillars if self.examples_in(city, pillar))

"""The model: what a publication says, in the words of those who write it; typed and frozen.

The classes ending in ``File`` mirror the YAML files key for key (their fields make the JSON Schema and the reference
too); those that inherit from them are what the rest of the program reads, with every reference resolved.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from generator.errors import Mark, Problem
from generator.source.charts import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.source.inline import Text

T = TypeVar("T")


def key(
    doc: str,
    *,
    default: Any = MISSING,
    maximum: int = 0,
    places: tuple[str, ...] = (),
    count: tuple[int, int] | None = None,
    formerly: str = "",
) -> Any:
    """Declare a YAML key: what it means, its value when it is absent (none: it is required).

    ``maximum`` is how many characters its text may have without its markup; 0: as many as any text. ``places`` are the
    placeholders that a fixed word of the templates holds, as “n” for {n}: all of them where the key is required.
    ``count`` is the least and the most that its list may hold, ``formerly`` what it was called, and may still be.
    """
    metadata = {"doc": doc, "maximum": maximum, "places": places, "count": count, "formerly": formerly}
    return field(default=default, metadata=metadata)


# Characters: about six lines of a card among four, and two lines of a band.
_CARD, _BAND = 220, 90
# Characters: of a number and its unit, which stand on one line; of what it counts; of a quotation, a slide's worth.
_VALUE, _UNIT, _LABEL, _QUOTATION, _NAME = 20, 24, 120, 600, 90
_SPEECH = 1200  # characters: about a minute and a half of speech


class Word(str):
    """A short value such as an id or a colour's name, which knows its place."""

    __slots__ = ("mark",)
    mark: Mark

    @classmethod
    def at(cls, mark: Mark, value: str) -> Self:
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


class Date(Word):
    """A day of ISO 8601, YYYY-MM-DD; plain or quoted."""

    __slots__ = ()

    @property
    def day(self) -> date:
        """Return the day."""
        return date.fromisoformat(self)


class Address(Word):
    """A web address."""

    __slots__ = ()

    @property
    def bare(self) -> str:
        """Return the address as it is printed: without its scheme."""
        return self.partition("://")[2].rstrip("/")


class Status(Word):
    """How far a document has come: ``preparatory`` or ``final``."""


class ChartKind(Word):
    """A kind of chart: ``bar``, ``line`` or ``share``."""


class FileName(Word):
    """The name of a CSV file that lies beside the YAML file."""


class PictureName(Word):
    """The path of a picture from the publication's folder."""


class LogoName(Word):
    """The path of a logo, SVG or PNG, from the publication's folder."""


class SectionName(Word):
    """A section that may be left out or moved, or the pillars."""


class Email(Word):
    """An e-mail address."""


class Phone(Word):
    """A telephone number, as it is printed."""

    __slots__ = ()

    @property
    def dialled(self) -> str:
        """Return the number without what is printed between its digits."""
        return "".join(sign for sign in self if sign.isdigit() or sign == "+")


class Focus(Word):
    """What of a picture must stay in view: ``30% 60%`` from the left and the top, or words such as ``top left``."""

    __slots__ = ()

    @property
    def point(self) -> tuple[float, float]:
        """Return the point as parts of the width and of the height, from 0 to 1."""
        words = self.split()
        if words[0].endswith("%"):
            across, down = (min(int(word[:-1]), 100) / 100 for word in words)
            return across, down
        return _part(words, "left", "right"), _part(words, "top", "bottom")


def _part(words: Sequence[str], first: str, last: str) -> float:
    """Return 0 or 1 when one of the two words is among ``words``, else a half."""
    return 0.0 if first in words else 1.0 if last in words else 0.5


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its text; ``number`` holds the digits as they were written when it is a number.

    Of a chart, a cell without text is a value that is not known.
    """

    text: Text
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a fact comes from."""

    title: Text = key("The document's or page's title, with its author if that helps.")
    url: Address | None = key("Its web address.", default=None)
    seen: Date | None = key("The day on which it was seen, YYYY-MM-DD.", default=None)
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFile:
    """A picture: a file in the publication's folder, and what is said of it."""

    file: PictureName = key("A JPEG, PNG, WebP or SVG file, by its path from the publication's folder.")
    alt: Text | None = key("What it shows, for those who do not see it; needed unless it is decorative.", default=None)
    decorative: bool = key("true: it says nothing that the text does not say.", default=False)
    credit: Text | None = key("Who made it, printed beside it.", default=None)
    focus: Focus | None = key(
        "What must stay in view when it is cropped: 30% 60% (from the left, from the top), or words: top left, "
        "bottom, centre. The middle when absent.",
        default=None,
    )
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class LogoFile:
    """A logo: a file in the publication's folder, shown as it is, with clear space around it."""

    file: LogoName = key("An SVG or PNG file, by its path from the publication's folder; for light grounds.")
    alt: Text = key("Whose logo it is.")
    dark: LogoName | None = key("The same for dark grounds.", default=None)
    on_template: bool = key("true: shown also on slides of a template that is not ours.", default=False)
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureFile:
    """A figure that sums something up."""

    value: Cell = key('The number, such as 16 or 1250.5; or in quotation marks: "1 sur 3".', maximum=_VALUE)
    unit: Text | None = key("Its unit or what it counts, such as “%”, “M€” or “communes”.", default=None, maximum=_UNIT)
    label: Text = key("What it is, in few words.", maximum=_LABEL)
    source: Source | None = key("Where it comes from.", default=None)
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What somebody said, word for word."""

    text: Text = key("The words, without quotation marks: each edition adds those of the language.", maximum=_QUOTATION)
    who: Text = key("Who said them.", maximum=_NAME)
    function: Text | None = key("What he or she is.", default=None, maximum=_LABEL)
    source: Source | None = key("Where they were said.", default=None)
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to contact; one of its keys at least."""

    name: Text | None = key("A person or a service.", default=None, maximum=_LABEL)
    email: Email | None = key("An e-mail address.", default=None)
    phone: Phone | None = key("A telephone number, as it is to be printed.", default=None)
    url: Address | None = key("A web address, printed without “https://”.", default=None)
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What is asked of the readers."""

    text: Text = key("What we ask.", maximum=_QUOTATION)
    until: Date | None = key("Until when, YYYY-MM-DD.", default=None)
    contact: Contact | None = key("Whom to contact.", default=None)
    qr: bool = key("true: a QR code for the contact's web address, beside it.", default=False)
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFile:
    """A table: its rows here, or in a CSV file beside this one."""

    caption: Text = key("What the table shows.")
    columns: tuple[Cell, ...] | None = key("The heads of the columns; the first heads the rows' names.", default=None)
    rows: tuple[tuple[Cell, ...], ...] | None = key("The rows, each with as many cells as columns.", default=None)
    csv: FileName | None = key("A CSV file beside this one, its first line the heads: instead of both.", default=None)
    source: Source | None = key("Where the figures come from.", default=None)
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One series of a chart."""

    name: Text = key("What its values are of.")
    values: tuple[Cell, ...] = key("A number for each category; null where nothing was measured.")
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartFile:
    """A chart: its values here, or in a CSV file beside this one."""

    kind: ChartKind = key("bar, line, or share (the parts of a whole).")
    caption: Text = key("What the chart shows.")
    description: Text = key("The same in words, for those who do not see it: what stands out, with its figures.")
    axis: Text | None = key("What the categories are, such as “Year”.", default=None)
    unit: Text | None = key("The unit of the values, such as “%”.", default=None)
    categories: tuple[Cell, ...] | None = key("The categories, in order.", default=None)
    series: tuple[Series, ...] | None = key("The series, in order.", default=None)
    csv: FileName | None = key(
        "A CSV file beside this one, its first line naming the axis and the series: instead of these three keys.",
        default=None,
    )
    source: Source | None = key("Where the figures come from.", default=None)
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """The session that the document is made for."""

    body: Text = key("Who meets, such as “Conseil métropolitain”.")
    date: Date = key("The day of the session, YYYY-MM-DD.")
    sent: Date | None = key("The day on which the summons is sent, for the check of five clear days.", default=None)
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class ColoursFile:
    """The publication's own colours, by the part that they play in all its editions."""

    primary: Colour | None = key(
        "The leading colour: the banner and the cover's rule; without `pillars`, the first of them.", default=None
    )
    secondary: Colour | None = key(
        "The second: the countries of the cities on the map; without `pillars`, the second of them.", default=None
    )
    pillars: dict[Slug, Colour] | None = key(
        "The pillars' colours, each by the id of a pillar, or by a name for `colour`.", default=None
    )
    text: Colour | None = key("Words; greys follow from it.", default=None)
    muted: Colour | None = key("Lesser words: captions, footers.", default=None)
    banner: Colour | None = key("The ground of the banners; as primary when absent.", default=None)
    from_template: bool = key(
        "false: a deck's template lends note and page neither colours nor font nor logo.", default=True
    )
    mark: Mark

    @property
    def named(self) -> dict[Slug, Colour]:
        """Return the pillars' colours by name: those given, else the two of the brand."""
        brand = {Slug(name): value for name in ("primary", "secondary") if (value := getattr(self, name))}
        return self.pillars or brand


SECTIONS = ("overview", "pillars", "map", "matrix", "sources", "call")
"""What may follow the cover, in the order in which it does on slides when nothing else is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionsFile:
    """Which sections follow the cover, and in which order; those that are not listed are left out."""

    all: tuple[SectionName, ...] | None = key("Of each edition that has no list of its own.", default=None)
    deck: tuple[SectionName, ...] | None = key("Of the deck and its handout.", default=None)
    note: tuple[SectionName, ...] | None = key("Of the note and its variants.", default=None)
    web: tuple[SectionName, ...] | None = key("Of the web page.", default=None)
    mark: Mark

    def of(self, edition: str) -> tuple[SectionName, ...] | None:
        """Return the list that is asked for in the deck, the note or the web page."""
        own: tuple[SectionName, ...] | None = getattr(self, edition)
        return self.all if own is None else own


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One example that illustrates a pillar."""

    id: Slug = key("Its name in links and receipts, once in the whole publication.")
    text: Text = key("The example. Mark a place as [Bilbao](city:bilbao); **strong** and *emphasis* work too.")
    short: Text | None = key(
        "What its card says on a slide; the whole text is in the notes then.", default=None, maximum=_CARD
    )
    spoken: Text | None = key("What the speaker says of it, in the slide's notes.", default=None, maximum=_SPEECH)
    figures: tuple[FigureFile, ...] = key("Its key figures.", default=(), count=(1, 4))
    quote: Quote | None = key("A quotation.", default=None)
    points: tuple[Text, ...] = key("A short list after its text.", default=(), maximum=_CARD, count=(2, 7))
    source: Source | None = key("Where it comes from.", default=None)
    picture: PictureFile | None = key("A picture of it.", default=None)
    mark: Mark

    @property
    def places(self) -> tuple[str, ...]:
        """Return the ids of the cities that it mentions, in its text or in what is set off from it, each once."""
        said = (self.quote.text, self.quote.function) if self.quote else ()
        texts = (self.text, *(figure.label for figure in self.figures), *said, *self.points)
        return tuple(dict.fromkeys(place for text in texts if text for place in text.places))


@dataclass(frozen=True, slots=True, kw_only=True)
class PillarFile:
    """One file in ``pillars/``; the file's name is the pillar's id."""

    label: Text = key("Short, for the overview.")
    heading: Text = key("Long, for the body.")
    icon: Word = key("A file of templates/icons, without “.svg”.")
    colour: Word | None = key(
        "A colour of the publication's theme or of templates/theme.yaml; by turns when absent.", default=None
    )
    short: Text | None = key("The heading as the band of its slide has it.", default=None, maximum=_BAND)
    spoken: Text | None = key(
        "What the speaker says to begin with, in the slide's notes.", default=None, maximum=_SPEECH
    )
    picture: PictureFile | None = key("A picture, before the examples.", default=None)
    intro: Text | None = key("What stands before the examples.", default=None)
    figures: tuple[FigureFile, ...] = key("Key figures, before the examples.", default=(), count=(1, 8))
    quote: Quote | None = key("A quotation, before the examples.", default=None)
    examples: tuple[Example, ...] = key("The examples, in order; the list may be empty.", default=())
    table: TableFile | None = key("A table, after the examples.", default=None)
    chart: ChartFile | None = key("A chart, after the table.", default=None)
    call: Call | None = key("What is asked of the readers, at the end.", default=None)
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """The keys of ``publication.yaml`` that need no resolving."""

    title: Text = key("The title, without capitals: the banner sets them.")
    subtitle: Text | None = key("Follows the title.", default=None)
    kind: Text | None = key("What the document is, such as “Note de synthèse”; printed above the title.", default=None)
    language: Language = key("The language of the whole publication (BCP 47), such as fr.")
    as_of: Date | None = key("The day whose state the document shows, YYYY-MM-DD.", default=None)
    version: Word | None = key('The version, in quotation marks: "1.2".', default=None)
    status: Status | None = key("preparatory or final; printed when it is given.", default=None)
    organisation: Text | None = key("Who publishes.", default=None)
    call: Call | None = key("What is asked of the readers, after the pillars.", default=None)
    contact: Text | None = key("Whom to ask: a service, an address such as [x@example.org](mailto:…).", default=None)
    session: Session | None = key("The session that the document is made for.", default=None)
    picture: PictureFile | None = key("The picture on the cover.", default=None)
    logo: LogoFile | None = key("The logo of who publishes.", default=None)
    partners: tuple[LogoFile, ...] = key("The logos of the partners, in order.", default=())
    typography: Word | None = key("A typographic profile, when not the language's own: fr-ue, …", default=None)
    theme: ColoursFile | None = key("Its own colours.", default=None)
    sections: SectionsFile | None = key("Which sections its editions have, and in which order.", default=None)
    template: Word | None = key(
        "A PowerPoint template for the deck (.pptx, .potx), in the publication's folder or in templates/.", default=None
    )
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationFile(_Head):
    """``publication.yaml``."""

    pillars: tuple[Slug, ...] = key("The pillars in the order of the body: names of files in pillars/.")
    overview: tuple[Slug, ...] | None = key("The same pillars in the order of the overview.", default=None)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class DataTable(TableFile):
    """A table whose rows have been read; ``numeric`` tells which columns hold numbers, perhaps with units."""

    columns: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart(ChartFile):
    """A chart whose values have been read: each series has as many cells as there are categories."""

    kind: Kind  # type: ignore[assignment]  # one of those that the field of the file may hold
    axis: Text
    categories: tuple[Cell, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pillar(PillarFile):
    """A pillar: its file, with its id, its number in the body from 1, its colour, its table and chart read."""

    id: str
    number: int
    colour: Word
    table: DataTable | None
    chart: Chart | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication(_Head):
    """A whole publication; ``pillars`` in the order of the body, ``overview`` in the order of the overview.

    ``template`` is the path of its file from the root; ``mentions`` holds the ids of the examples by city and pillar,
    ``sources`` each source once, in the order of the body; ``warnings`` is what does not stop a build. ``order`` is
    that of the sections of an edition, from SECTIONS; ``chosen`` tells that it was asked for.
    """

    slug: str
    order: tuple[str, ...] = SECTIONS
    chosen: bool = False
    pillars: tuple[Pillar, ...]
    overview: tuple[Pillar, ...]
    cities: tuple[City, ...]
    mentions: Mapping[tuple[str, str], tuple[str, ...]]
    sources: tuple[Source, ...]
    warnings: tuple[Problem, ...]

    @property
    def pictures(self) -> tuple[PictureFile, ...]:
        """Return the pictures in the order of the body; a file may be named more than once."""
        found = [self.picture]
        for pillar in self.pillars:
            found += [pillar.picture, *(example.picture for example in pillar.examples)]
        return tuple(one for one in found if one)

    @property
    def logos(self) -> tuple[LogoFile, ...]:
        """Return the logo, then those of the partners."""
        return (*((self.logo,) if self.logo else ()), *self.partners)

    def path_of(self, name: str) -> str:
        """Return the path, from the root, of a file that a picture or a logo names."""
        return f"content/{self.slug}/{name}"

    def shown_in(self, edition: str) -> Publication:
        """Return what the deck, the note or the web page shows of it: what is left out there by choice is not in it."""
        asked = self.sections.of(edition) if self.sections else None
        order: tuple[str, ...] = SECTIONS if edition == "deck" else (*SECTIONS[1:-2], "call", "sources")
        order = order if asked is None else tuple(map(str, asked))
        call = self.call if "call" in order else None
        closing = edition == "deck" and "call" in order and not call  # who is to be asked stands there
        return replace(
            self,
            order=order if edition == "deck" else ("overview", *order),  # the banner is the overview
            chosen=asked is not None,
            call=call,
            sources=self.sources if "sources" in order else (),
            contact=self.contact if "sources" in order or closing else None,
        )

    @property
    def calls(self) -> tuple[Call, ...]:
        """Return what is asked of the readers, in the order of the body."""
        return (*(one.call for one in self.pillars if one.call), *((self.call,) if self.call else ()))

    @property
    def is_dated(self) -> bool:
        """Tell whether days are named that warnings may be about."""
        days = (*(source.seen for source in self.sources), *(call.until for call in self.calls))
        return bool(self.session or any(days))

    def number_of(self, source: Source | None) -> int:
        """Return the number of ``source`` among the sources, from 1, or 0 when it is not there."""
        known = [same_source(one) for one in self.sources]
        return known.index(same_source(source)) + 1 if source and same_source(source) in known else 0

    def examples_in(self, city: str, pillar: Pillar) -> tuple[str, ...]:
        """Return the ids of the examples of ``pillar`` that mention ``city``."""
        return self.mentions.get((city, pillar.id), ())

    def pillars_of(self, city: str) -> tuple[str, ...]:
        """Return the ids of the pillars that ``city`` illustrates, in the order of the body."""
        return tuple(pillar.id for pillar in self.pillars if self.examples_in(city, pillar))

    def first_examples_of(self, city: str) -> tuple[str, ...]:
        """Return the id of the first example of each of those pillars."""
        return tuple(examples[0] for pillar in self.pillars if (examples := self.examples_in(city, pillar)))


def sourced(pillar: Pillar) -> Iterator[Example | FigureFile | Quote | DataTable | Chart]:
    """Yield what of a pillar may name a source, in the order in which a reader meets the references."""
    yield from _inset(pillar)
    for example in pillar.examples:
        yield example
        yield from _inset(example)
    yield from (block for block in (pillar.table, pillar.chart) if block)


def _inset(one: Pillar | Example) -> Iterator[FigureFile | Quote]:
    yield from (*one.figures, *((one.quote,) if one.quote else ()))


def resolved(cls: type[T], file: object, **others: object) -> T:
    """Return a ``cls`` with the fields of ``file``, whose keys it shares, and ``others``, which replace or add some."""
    return cls(**{one.name: getattr(file, one.name) for one in fields(cast("Any", file))} | others)


def same_source(source: Source) -> tuple[str, str]:
    """Return what two references to one source have in common."""
    return source.title.plain, source.url or ""

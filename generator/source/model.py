"""The model: what a publication says, in the words of those who write it; typed and frozen.

The classes ending in ``File`` mirror the YAML files key for key (their fields make the JSON Schema and the reference
too); those that inherit from them are what the rest of the program reads, with every reference resolved.
"""

# Annotations are types here, not texts, which each start would compile.
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, Self, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from generator.errors import Mark, Problem
from generator.source.charts import KINDS_IN_WORDS, Kind
from generator.source.inline import Text
from generator.source.outputs import USUAL, ListOwner

T = TypeVar("T")


class Key(Struct, frozen=True):
    """What a YAML key means, beside its type: ``name: Annotated[Text, Key("…")]``; one without default is required.

    ``maximum`` is how many characters its text may have without its markup; 0: as many as any text. It is warned of a
    text of more than ``ample``, when that is not 0. ``places`` are the placeholders that a fixed word of the templates
    holds, as “n” for {n}: all of them where the key is required. ``count`` is the least and the most that its list may
    hold, ``formerly`` what it was called, and may still be.
    Every text, and every cell that holds words, is translated unless it stands below a key that is not ``translated``;
    what has a type of its own (ids, days, addresses, numbers, file names) never is.
    """

    doc: str
    maximum: int = 0
    places: tuple[str, ...] = ()
    count: tuple[int, int] | None = None
    formerly: str = ""
    ample: int = 0
    translated: bool = True


# Characters: about six lines of a card among four, and two lines of a band.
_CARD, _BAND = 220, 90
# Characters: of a number and its unit, which stand on one line; of what it counts; of a quotation, a slide's worth.
_VALUE, _UNIT, _LABEL, _QUOTATION, _NAME = 20, 24, 120, 600, 90
# Characters past which slides set a text small or cut it: a title, in their footers, below 9 points; a heading below
# 26; a label of the overview below 20.
_TITLE, _HEADING, _TILE = 120, 160, 90
_BRIEF = 40  # characters: two lines of a cell of the matrix
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


STATUSES = ("preparatory", "final")


class Status(Word):
    """How far a document has come, one of STATUSES."""


class ChartKind(Word):
    """A kind of chart, one of ``charts.KINDS``."""


class FileName(Word):
    """The name of a CSV file that lies beside the YAML file."""


class PictureName(Word):
    """The path of a picture from the publication's folder."""


class OutlineName(Word):
    """The path of a GeoJSON file from the publication's folder."""


class LogoName(Word):
    """The path of a logo, SVG or PNG, from the publication's folder."""


class SectionName(Word):
    """A section that may be left out or moved, or the pillars."""


class OutputName(Word):
    """A kind of output, one of ``outputs.NAMES``."""


class TextName(Word):
    """The name of a text that is translated: keys and ids with points between them."""


class NamePattern(Word):
    """How the files of an edition are named: letters, digits, spaces, ``.-``, and the variables of NAME_VARIABLES."""


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


class Cell(Struct, frozen=True):
    """A cell of a table: its text; ``number`` holds the digits as they were written when it is a number.

    Of a chart, a cell without text is a value that is not known.
    """

    text: Text
    number: str = ""


class Source(Struct, frozen=True, kw_only=True):
    """Where a fact comes from."""

    title: Annotated[Text, Key("The document's or page's title, with its author if that helps.")]
    url: Annotated[Address | None, Key("Its web address.")] = None
    seen: Annotated[Date | None, Key("The day on which it was seen, YYYY-MM-DD.")] = None
    mark: Mark


class PictureFile(Struct, frozen=True, kw_only=True):
    """A picture: a file in the publication's folder, and what is said of it."""

    file: Annotated[PictureName, Key("A JPEG, PNG, WebP or SVG file, by its path from the publication's folder.")]
    alt: Annotated[Text | None, Key("What it shows, for those who do not see it; needed unless it is decorative.")] = (
        None
    )
    decorative: Annotated[bool, Key("true: it says nothing that the text does not say.")] = False
    credit: Annotated[Text | None, Key("Who made it, printed beside it.")] = None
    focus: Annotated[
        Focus | None,
        Key(
            "What must stay in view when it is cropped: 30% 60% (from the left, from the top), or words: top left, "
            "bottom, centre. The middle when absent."
        ),
    ] = None
    mark: Mark


class MapFile(Struct, frozen=True, kw_only=True):
    """The publication's own map."""

    outline: Annotated[
        OutlineName, Key("A GeoJSON file in the publication's folder: its areas are the land, its lines the waters.")
    ]
    mark: Mark


class LogoFile(Struct, frozen=True, kw_only=True):
    """A logo: a file in the publication's folder, shown as it is, with clear space around it."""

    file: Annotated[LogoName, Key("An SVG or PNG file, by its path from the publication's folder; for light grounds.")]
    alt: Annotated[Text, Key("Whose logo it is.")]
    dark: Annotated[LogoName | None, Key("The same for dark grounds.")] = None
    on_template: Annotated[bool, Key("true: shown also on slides of a template that is not ours.")] = False
    mark: Mark


class FigureFile(Struct, frozen=True, kw_only=True):
    """A figure that sums something up."""

    value: Annotated[Cell, Key('The number, such as 16 or 1250.5; or in quotation marks: "1 sur 3".', maximum=_VALUE)]
    unit: Annotated[Text | None, Key("Its unit or what it counts, such as “%”, “M€” or “communes”.", maximum=_UNIT)] = (
        None
    )
    label: Annotated[Text, Key("What it is, in few words.", maximum=_LABEL)]
    source: Annotated[Source | None, Key("Where it comes from.")] = None
    mark: Mark


class Quote(Struct, frozen=True, kw_only=True):
    """What somebody said, word for word."""

    text: Annotated[
        Text, Key("The words, without quotation marks: each edition adds those of the language.", maximum=_QUOTATION)
    ]
    who: Annotated[Text, Key("Who said them.", maximum=_NAME)]
    function: Annotated[Text | None, Key("What he or she is.", maximum=_LABEL)] = None
    source: Annotated[Source | None, Key("Where they were said.")] = None
    mark: Mark


class Contact(Struct, frozen=True, kw_only=True):
    """Whom to contact; one of its keys at least."""

    name: Annotated[Text | None, Key("A person or a service.", maximum=_LABEL)] = None
    email: Annotated[Email | None, Key("An e-mail address.")] = None
    phone: Annotated[Phone | None, Key("A telephone number, as it is to be printed.")] = None
    url: Annotated[Address | None, Key("A web address, printed without “https://”.")] = None
    mark: Mark


class Call(Struct, frozen=True, kw_only=True):
    """What is asked of the readers."""

    text: Annotated[Text, Key("What we ask.", maximum=_QUOTATION)]
    until: Annotated[Date | None, Key("Until when, YYYY-MM-DD.")] = None
    contact: Annotated[Contact | None, Key("Whom to contact.")] = None
    qr: Annotated[bool, Key("true: a QR code for the contact's web address, beside it.")] = False
    mark: Mark


class TableFile(Struct, frozen=True, kw_only=True):
    """A table: its rows here, or in a CSV file beside this one."""

    caption: Annotated[Text, Key("What the table shows.", ample=_HEADING)]
    columns: Annotated[tuple[Cell, ...] | None, Key("The heads of the columns; the first heads the rows' names.")] = (
        None
    )
    rows: Annotated[tuple[tuple[Cell, ...], ...] | None, Key("The rows, each with as many cells as columns.")] = None
    csv: Annotated[FileName | None, Key("A CSV file beside this one, its first line the heads: instead of both.")] = (
        None
    )
    highlight: Annotated[
        Word | None, Key("The head of the column that carries the message: it is set off by a tint and bold.")
    ] = None
    source: Annotated[Source | None, Key("Where the figures come from.")] = None
    mark: Mark


class Series(Struct, frozen=True, kw_only=True):
    """One series of a chart."""

    name: Annotated[Text, Key("What its values are of.")]
    values: Annotated[tuple[Cell, ...], Key("A number for each category; null where nothing was measured.")]
    mark: Mark


class ChartFile(Struct, frozen=True, kw_only=True):
    """A chart: its values here, or in a CSV file beside this one."""

    kind: Annotated[ChartKind, Key(f"{KINDS_IN_WORDS}.")]
    caption: Annotated[Text, Key("What the chart shows.", ample=_HEADING)]
    description: Annotated[
        Text, Key("The same in words, for those who do not see it: what stands out, with its figures.")
    ]
    axis: Annotated[Text | None, Key("What the categories are, such as “Year”.")] = None
    unit: Annotated[Text | None, Key("The unit of the values, such as “%”.")] = None
    categories: Annotated[tuple[Cell, ...] | None, Key("The categories, in order.")] = None
    series: Annotated[tuple[Series, ...] | None, Key("The series, in order.")] = None
    csv: Annotated[
        FileName | None,
        Key("A CSV file beside this one, its first line naming the axis and the series: instead of these three keys."),
    ] = None
    source: Annotated[Source | None, Key("Where the figures come from.")] = None
    mark: Mark


class Session(Struct, frozen=True, kw_only=True):
    """The session that the document is made for."""

    body: Annotated[Text, Key("Who meets, such as “Conseil métropolitain”.")]
    date: Annotated[Date, Key("The day of the session, YYYY-MM-DD.")]
    sent: Annotated[Date | None, Key("The day on which the summons is sent, for the check of five clear days.")] = None
    mark: Mark


class ColoursFile(Struct, frozen=True, kw_only=True):
    """The publication's own colours, by the part that they play in all its editions."""

    primary: Annotated[
        Colour | None, Key("The leading colour: the banner and the cover's rule; without `pillars`, the first of them.")
    ] = None
    secondary: Annotated[
        Colour | None, Key("The second: the countries of the cities on the map; without `pillars`, the second of them.")
    ] = None
    pillars: Annotated[
        dict[Slug, Colour] | None, Key("The pillars' colours, each by the id of a pillar, or by a name for `colour`.")
    ] = None
    text: Annotated[Colour | None, Key("Words; greys follow from it.")] = None
    muted: Annotated[Colour | None, Key("Lesser words: captions, footers.")] = None
    banner: Annotated[Colour | None, Key("The ground of the banners; as primary when absent.")] = None
    from_template: Annotated[
        bool, Key("false: a deck's template lends note and page neither colours nor font nor logo.")
    ] = True
    mark: Mark

    @property
    def named(self) -> dict[Slug, Colour]:
        """Return the pillars' colours by name: those given, else the two of the brand."""
        brand = {Slug(name): value for name in ("primary", "secondary") if (value := getattr(self, name))}
        return self.pillars or brand


SECTIONS = ("overview", "pillars", "map", "matrix", "sources", "call")
"""What may follow the cover, in the order in which it does on slides when nothing else is asked for."""

_PAGE_SECTIONS = ("call", *(name for name in SECTIONS if name not in ("overview", "sources", "call")), "sources")
"""The same of the note and the page: the overview is in their banner, what is asked comes first, as many readers see
the first page alone, and the sources, where readers look, are last."""


class SectionsFile(Struct, frozen=True, kw_only=True):
    """Which sections follow the cover, and in which order; those that are not listed are left out."""

    all: Annotated[tuple[SectionName, ...] | None, Key("Of each edition that has no list of its own.")] = None
    deck: Annotated[tuple[SectionName, ...] | None, Key("Of the deck and its handout.")] = None
    note: Annotated[tuple[SectionName, ...] | None, Key("Of the note and its variants.")] = None
    web: Annotated[tuple[SectionName, ...] | None, Key("Of the web page.")] = None
    mark: Mark

    def of(self, edition: ListOwner) -> tuple[SectionName, ...] | None:
        """Return the list that is asked for in the deck, the note or the web page."""
        own: tuple[SectionName, ...] | None = getattr(self, edition)
        return self.all if own is None else own


NAME_VARIABLES = ("publication", "edition", "language", "place")


class EditionFile(Struct, frozen=True, kw_only=True):
    """An edition: the publication in another language, what of it concerns a place or some pillars, or other files."""

    id: Annotated[Slug, Key("Its name in commands, and in the names of its files.")]
    label: Annotated[
        Text | None, Key("Its name in the list of editions; that of its place, pillars or language when absent.")
    ] = None
    language: Annotated[
        Language | None, Key("The language it is in, which has a file in translations/; the publication's when absent.")
    ] = None
    place: Annotated[
        Slug | None, Key("A city's id: the examples that mention it stand there whole, the others in a line each.")
    ] = None
    pillars: Annotated[tuple[Slug, ...] | None, Key("The pillars that it has; all when absent.")] = None
    only: Annotated[
        tuple[OutputName, ...] | None,
        Key("The files that it has, such as note or note-large-print; deck, note and web when absent."),
    ] = None
    template: Annotated[Word | None, Key("A PowerPoint template for its deck, as the publication's.")] = None
    sections: Annotated[SectionsFile | None, Key("Its sections, instead of the publication's.")] = None
    name: Annotated[
        NamePattern | None, Key("How its files are named, without their endings: {publication}.{edition} when absent.")
    ] = None
    mark: Mark

    @property
    def outputs(self) -> tuple[str, ...]:
        """Return the kinds of output that it has."""
        return USUAL if self.only is None else tuple(map(str, self.only))

    def stem(self, slug: str) -> str:
        """Return the name of its files without their suffixes, of the publication ``slug``."""
        values = {"publication": slug, "edition": self.id, "language": self.language or "", "place": self.place or ""}
        stem = str(self.name or "{publication}.{edition}")
        for name in NAME_VARIABLES:
            stem = stem.replace(f"{{{name}}}", values[name])
        return stem


class RuleFile(Struct, frozen=True, kw_only=True):
    """Which edition officials of some territories get, whatever place it is of."""

    territories: Annotated[
        tuple[Word, ...], Key("Territories as the list has them: “Bruz”, “Rennes Métropole”.", count=(1, 2000))
    ]
    edition: Annotated[Slug | None, Key("The id of an edition; the whole publication when absent.")] = None
    mark: Mark


class Personal(Struct, frozen=True, kw_only=True):
    """What personal copies say to their recipients, for whom {last_name} and the like stand."""

    title: Annotated[Text, Key("The title of their slide, such as “À votre attention”.", maximum=_LABEL)]
    address: Annotated[
        Text | None, Key("Whom it is for: “À l’attention de {civility} {first_name} {last_name}”.", maximum=_CARD)
    ] = None
    salutation: Annotated[Text | None, Key("How they are greeted: “{greeting},”.", maximum=_LABEL)] = None
    message: Annotated[Text | None, Key("What they are told.", maximum=_QUOTATION)] = None
    footer: Annotated[
        Text | None, Key("The running footer of their copy: “Exemplaire de {civility} {last_name}”.", maximum=_BAND)
    ] = None
    editions: Annotated[
        tuple[RuleFile, ...], Key("Who gets which edition; officials of a place get its edition anyway.")
    ] = ()
    mark: Mark


class Example(Struct, frozen=True, kw_only=True):
    """One example that illustrates a pillar."""

    id: Annotated[Slug, Key("Its name in links and receipts, once in the whole publication.")]
    text: Annotated[
        Text, Key("The example. Mark a place as [Bilbao](city:bilbao); **strong** and *emphasis* work too.")
    ]
    short: Annotated[
        Text | None,
        Key("What its card says on a slide where the text would be small, or take another slide.", maximum=_CARD),
    ] = None
    name: Annotated[
        Text | None,
        Key("What it is about, for the matrix: a few words of its own text; several between commas.", maximum=_BRIEF),
    ] = None
    spoken: Annotated[Text | None, Key("What the speaker says of it, in the slide's notes.", maximum=_SPEECH)] = None
    figures: Annotated[tuple[FigureFile, ...], Key("Its key figures.", count=(1, 4))] = ()
    quote: Annotated[Quote | None, Key("A quotation.")] = None
    points: Annotated[tuple[Text, ...], Key("A short list after its text.", maximum=_CARD, count=(2, 7))] = ()
    source: Annotated[Source | None, Key("Where it comes from.")] = None
    picture: Annotated[PictureFile | None, Key("A picture of it.")] = None
    mark: Mark

    @property
    def places(self) -> tuple[str, ...]:
        """Return the ids of the cities that it mentions, in its text or in what is set off from it, each once."""
        said = (self.quote.text, self.quote.function) if self.quote else ()
        texts = (self.text, *(figure.label for figure in self.figures), *said, *self.points)
        return tuple(dict.fromkeys(place for text in texts if text for place in text.places))


class PillarFile(Struct, frozen=True, kw_only=True):
    """One file in ``pillars/``; the file's name is the pillar's id."""

    label: Annotated[Text, Key("Short, for the overview.", ample=_TILE)]
    heading: Annotated[Text, Key("Long, for the body.", ample=_HEADING)]
    icon: Annotated[Word, Key("A file of templates/icons, without “.svg”.")]
    colour: Annotated[
        Word | None, Key("A colour of the publication's theme or of templates/theme.yaml; by turns when absent.")
    ] = None
    short: Annotated[Text | None, Key("The heading as the band of its slide has it.", maximum=_BAND)] = None
    spoken: Annotated[
        Text | None, Key("What the speaker says to begin with, in the slide's notes.", maximum=_SPEECH)
    ] = None
    picture: Annotated[PictureFile | None, Key("A picture, before the examples.")] = None
    intro: Annotated[Text | None, Key("What stands before the examples.")] = None
    figures: Annotated[tuple[FigureFile, ...], Key("Key figures, before the examples.", count=(1, 8))] = ()
    quote: Annotated[Quote | None, Key("A quotation, before the examples.")] = None
    examples: Annotated[tuple[Example, ...], Key("The examples, in order; the list may be empty.")] = ()
    table: Annotated[TableFile | None, Key("A table, after the examples.")] = None
    chart: Annotated[ChartFile | None, Key("A chart, after the table.")] = None
    call: Annotated[Call | None, Key("What is asked of the readers, at the end.")] = None
    mark: Mark


class _Head(Struct, frozen=True, kw_only=True):
    """The keys of ``publication.yaml`` that need no resolving."""

    title: Annotated[Text, Key("The title, as it is printed.", ample=_TITLE)]
    subtitle: Annotated[Text | None, Key("Follows the title.", ample=_TITLE)] = None
    kind: Annotated[Text | None, Key("What the document is, such as “Note de synthèse”; printed above the title.")] = (
        None
    )
    language: Annotated[Language, Key("The language of the whole publication (BCP 47), such as fr.")]
    as_of: Annotated[Date | None, Key("The day whose state the document shows, YYYY-MM-DD.")] = None
    version: Annotated[Word | None, Key('The version, in quotation marks: "1.2".')] = None
    status: Annotated[Status | None, Key("preparatory or final; printed when it is given.")] = None
    organisation: Annotated[Text | None, Key("Who publishes.")] = None
    call: Annotated[Call | None, Key("What is asked of the readers, after the pillars.")] = None
    contact: Annotated[Text | None, Key("Whom to ask: a service, an address such as [x@example.org](mailto:…).")] = None
    session: Annotated[Session | None, Key("The session that the document is made for.")] = None
    picture: Annotated[PictureFile | None, Key("The picture on the cover.")] = None
    logo: Annotated[LogoFile | None, Key("The logo of who publishes.")] = None
    partners: Annotated[tuple[LogoFile, ...], Key("The logos of the partners, in order.")] = ()
    typography: Annotated[Word | None, Key("A typographic profile, when not the language's own: fr-ue, …")] = None
    theme: Annotated[ColoursFile | None, Key("Its own colours.")] = None
    map: Annotated[MapFile | None, Key("The ground of the map, when it is not the world's.")] = None
    sections: Annotated[SectionsFile | None, Key("Which sections its editions have, and in which order.")] = None
    personal: Annotated[Personal | None, Key("The words of personal copies (piliers batch).")] = None
    template: Annotated[
        Word | None,
        Key("A PowerPoint template for the deck (.pptx, .potx), in the publication's folder or in templates/."),
    ] = None
    embed_fonts: Annotated[
        bool, Key("true: the deck holds its fonts, for machines that have neither Calibri nor Carlito.")
    ] = False
    editions: Annotated[
        tuple[EditionFile, ...],
        Key("Editions beside the publication: `piliers build --editions` makes them.", translated=False),
    ] = ()
    mark: Mark


class PublicationFile(_Head, frozen=True, kw_only=True):
    """``publication.yaml``."""

    pillars: Annotated[tuple[Slug, ...], Key("The pillars in the order of the body: names of files in pillars/.")]
    overview: Annotated[tuple[Slug, ...] | None, Key("The same pillars in the order of the overview.")] = None


class CityFile(Struct, frozen=True, kw_only=True):
    """One entry of ``cities.yaml``; its key is the city's id."""

    names: Annotated[dict[Language, Word], Key("The name by language: {fr: Anvers, nl: Antwerpen}.")]
    country: Annotated[Country, Key("ISO 3166-1 alpha-2, such as BE.")]
    latitude: Annotated[float, Key("Decimal degrees, north positive, -90 to 90.")]
    longitude: Annotated[float, Key("Decimal degrees, east positive, -180 to 180.")]
    mark: Mark


class City(Struct, frozen=True):
    """A city that the publication mentions, under its name in the publication's language; ``names`` by language."""

    id: str
    name: str
    country: str
    latitude: float
    longitude: float
    names: tuple[tuple[str, str], ...] = ()


class DataTable(TableFile, frozen=True, kw_only=True):
    """A table whose rows have been read; ``numeric`` tells which columns hold numbers, perhaps with units.

    ``highlighted`` is the index of the column that is set off, or 0.
    """

    columns: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric: tuple[bool, ...]
    highlighted: int = 0


class Chart(ChartFile, frozen=True, kw_only=True):
    """A chart whose values have been read: each series has as many cells as there are categories."""

    kind: Kind  # type: ignore[assignment]  # one of those that the field of the file may hold
    axis: Text
    categories: tuple[Cell, ...]
    series: tuple[Series, ...]


class Pillar(PillarFile, frozen=True, kw_only=True):
    """A pillar: its file, with its id, its number in the body from 1, its colour, its table and chart read.

    ``others`` are its examples that an extract names, in a line each, and does not have.
    """

    id: str
    number: int
    colour: Word
    table: DataTable | None
    chart: Chart | None
    others: tuple[Text, ...] = ()


OUTDATED = "[!]"
"""The mark, in a draft, of a translation of an older wording."""


class Publication(_Head, frozen=True, kw_only=True):
    """A whole publication; ``pillars`` in the order of the body, ``overview`` in the order of the overview.

    ``template`` is the path of its file from the root; ``mentions`` holds the ids of the examples by city and pillar,
    ``sources`` each source once, in the order of the body; ``warnings`` is what does not stop a build. ``order`` is
    that of the sections of an edition, from SECTIONS; ``chosen`` tells that it was asked for.

    Of one of its editions, ``edition`` says which; ``extract`` names what it is limited to; ``unfinished`` are the
    numbers of texts that are not translated from ``original``, and of those whose translation is of an older wording.
    """

    slug: str
    edition: EditionFile | None = None
    extract: tuple[str, ...] = ()
    unfinished: tuple[int, int] = (0, 0)
    original: str = ""
    order: tuple[str, ...] = SECTIONS
    chosen: bool = False
    pillars: tuple[Pillar, ...]
    overview: tuple[Pillar, ...]
    cities: tuple[City, ...]
    mentions: Mapping[tuple[str, str], tuple[str, ...]]
    sources: tuple[Source, ...]
    warnings: tuple[Problem, ...]

    @property
    def stem(self) -> str:
        """Return the name of its finished files, without their suffixes."""
        return self.edition.stem(self.slug) if self.edition else self.slug

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

    @property
    def untranslated(self) -> str:
        """Return the mark of a text that stands in a draft in the original language."""
        return f"[{self.original}]"

    def path_of(self, name: str) -> str:
        """Return the path, from the root, of a file that a picture or a logo names."""
        return f"content/{self.slug}/{name}"

    def shown_in(self, edition: ListOwner) -> Self:
        """Return what the deck, the note or the web page shows of it: what is left out there by choice is not in it."""
        asked = self.sections.of(edition) if self.sections else None
        order: tuple[str, ...] = SECTIONS if edition == "deck" else _PAGE_SECTIONS
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


def resolved(cls: type[T], file: Struct, **others: object) -> T:
    """Return a ``cls`` with the fields of ``file``, whose keys it shares, and ``others``, which replace or add some."""
    return cls(**{name: getattr(file, name) for name in file.__struct_fields__} | others)


def same_source(source: Source) -> tuple[str, str]:
    """Return what two references to one source have in common."""
    return source.title.plain, source.url or ""

"""The plan of the page: every string, id, colour and path that the template prints, decided.

Nothing here computes. Lengths are pixels of a drawing's view box; ``colour`` is the class of a pillar's colours.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from generator.document.tree import Facts, KeyFigure, Paragraph, Points, Quote
from generator.source.inline import Text
from generator.units import Box


class FontFace(Struct, frozen=True):
    """A face of the family for ``@font-face``: its weight, its style and its font file in base64."""

    weight: int
    style: str
    data: str


class Symbol(Struct, frozen=True):
    """An icon, drawn once under the id ``anchor`` and used by it."""

    anchor: str
    size: str
    stroke_width: str
    path: str
    solid: tuple[str, ...] = ()


class PillarColours(Struct, frozen=True):
    """A pillar's colours (RRGGBB): behind white, as words, behind such words, and of the series of its charts."""

    name: str
    fill: str
    text: str
    tint: str
    series: tuple[str, ...]


class ColourScheme(Struct, frozen=True):
    """Light or dark: the named colours of the page (RRGGBB), and the pillars'."""

    colours: tuple[tuple[str, str], ...]
    pillars: tuple[PillarColours, ...]


class Tile(Struct, frozen=True):
    """A pillar in few words, and the names of its places; without ``href`` it leads nowhere."""

    href: str
    icon: str
    colour: str
    number: int
    label: Text
    places: tuple[Text, ...] = ()


class Form(Struct, frozen=True):
    """What stands on a tile of a shaft: its tone, its path, how far below the top of the shaft."""

    tone: str
    path: str
    down: int


class Shaft(Struct, frozen=True):
    """A pillar's shaft in the colonnade of a cover without a picture: its corner, colour, path, icon and forms."""

    x: int
    y: int
    colour: str
    path: str
    icon: str
    forms: tuple[Form, ...]


class Colonnade(Struct, frozen=True):
    """The shafts of all pillars; their width and height, the height of a small window's, the place of icons."""

    width: int
    height: int
    low: int
    icon: Box
    shafts: tuple[Shaft, ...]


class Reference(Struct, frozen=True):
    """A link to an example, by its number or its ``words``: of the matrix, or of a source back to it.

    ``name`` says the number in words; without ``href`` the page lacks the example.
    """

    href: str
    number: str
    name: str
    words: Text | None = None


class Tiles(Struct, frozen=True):
    """A row of tiles: a table of contents, a landmark by the name ``name``.

    ``word`` is the width of the longest word of a label, in em.
    """

    tiles: tuple[Tile, ...]
    columns: int
    word: float
    name: str


class IconRow(Struct, frozen=True):
    """The icons of the tiles alone: an ornament."""

    tiles: tuple[Tile, ...]


class DataUri(str):
    """An address that holds its bytes (RFC 2397): so many letters that no template handles them."""

    __slots__ = ()


class Photo(Struct, frozen=True):
    """A picture that the page shows more than once, and holds once under ``anchor``: its address, its pixels."""

    anchor: str
    source: str
    width: int
    height: int


class Picture(Struct, frozen=True):
    """A picture: its address or the ``href`` of its photo, its pixels, what it shows (nothing: an ornament).

    ``position`` is what stays in view when it is cropped, as CSS has it, and ``aspect`` as SVG has it.
    """

    source: str
    href: str
    width: int
    height: int
    alternative: str
    credit: Text | None
    position: str
    aspect: str


class Logo(Struct, frozen=True):
    """A logo on the banner's colour: its address or the ``href`` of its photo, its size in pixels of the window.

    ``plate``: it stands on a white ground.
    """

    source: str
    href: str
    plate: bool
    width: int
    height: int
    alternative: str


class KeyFigures(Struct, frozen=True):
    """Key figures, and how wide each number is, in em."""

    figures: tuple[KeyFigure, ...]
    widths: tuple[float, ...]


Inset = KeyFigures | Quote | Points
"""What is set off below an example."""


class Item(Struct, frozen=True):
    """An example, under its id and number; ``places`` head it where its text does not name them at once."""

    anchor: str
    number: str
    text: Text
    places: str = ""
    picture: Picture | None = None
    insets: tuple[Inset, ...] = ()


class Items(Struct, frozen=True):
    """The examples of a pillar."""

    items: tuple[Item, ...]


class MapLabel(Struct, frozen=True):
    """A city's name, where its baseline starts, the link to its example; ``mark``: the letter of a panel."""

    x: float
    y: float
    name: str
    href: str = ""
    mark: bool = False


class MapNumber(Struct, frozen=True):
    """A pillar's number in a disc by a name; ``y`` is the centre of the disc and ``baseline`` the number's."""

    x: float
    y: float
    radius: float
    baseline: float
    colour: str
    number: int


class MapPanel(Struct, frozen=True):
    """A part of the map: its box in the whole, its paths from the box's corner."""

    x: float
    y: float
    width: float
    height: float
    land: str
    home: str
    borders: str
    waters: str


class MapDrawing(Struct, frozen=True):
    """The map drawn for windows of one width, which its class ``name`` tells: its panels, the centres of its pins.

    ``label`` and ``figure`` are the sizes of names and of numbers.
    """

    name: str
    width: int
    height: int
    label: str
    figure: str
    panels: tuple[MapPanel, ...]
    pin_radius: float
    pins: tuple[tuple[float, float], ...]
    labels: tuple[MapLabel, ...]
    leaders: tuple[str, ...]
    numbers: tuple[MapNumber, ...]
    title_anchor: str
    words_anchor: str


class CityMap(Struct, frozen=True):
    """The map, for wide and for narrow windows, and in words.

    ``word`` is the width in em of the longest word of the legend.
    """

    drawings: tuple[MapDrawing, ...]
    title: str
    words: str
    legend: tuple[Tile, ...]
    word: float
    description: Text


class Row(Struct, frozen=True):
    """A city, and for each column the references to what it gives to the pillar."""

    name: Text
    cells: tuple[tuple[Reference, ...], ...]


class Matrix(Struct, frozen=True):
    """Cities by pillars; ``crowded`` has so many columns that only large windows show them.

    ``word`` is the width in em of the longest word of a city's name, ``head`` that of the longest of a pillar's label,
    ``named`` that of the longest that names an example.
    """

    name: str
    corner: Text
    columns: tuple[Tile, ...]
    rows: tuple[Row, ...]
    crowded: bool
    word: float
    head: float
    named: float


class SourceEntry(Struct, frozen=True):
    """A source, under its id and number, and the examples that refer to it."""

    anchor: str
    number: int
    text: Text
    back: tuple[Reference, ...]


class SourceList(Struct, frozen=True):
    """The sources."""

    entries: tuple[SourceEntry, ...]


class DataCell(Struct, frozen=True):
    """A cell of data; of a number, ``padding`` is the width in em that aligns it with those of more decimals.

    A ``raised`` one is in the column that is set off.
    """

    text: Text
    numeric: bool = False
    padding: str = ""
    raised: bool = False


class DataTable(Struct, frozen=True):
    """A table of data; its caption has the id ``anchor``. Where windows are narrow, a ``stacked`` one is a list."""

    anchor: str
    caption: Text
    columns: tuple[DataCell, ...]
    rows: tuple[tuple[DataCell, ...], ...]
    stacked: bool


class SvgPath(Struct, frozen=True):
    """A path of a chart in a tone: filled, or stroked when it has a width of stroke."""

    path: str
    tone: str
    stroke_width: str


class SvgText(Struct, frozen=True):
    """Words of a chart, where their baseline starts; ``font_size`` only where it is another than the chart's."""

    x: str
    y: str
    text: str
    tone: str
    strong: bool
    font_size: str


class ChartSvg(Struct, frozen=True):
    """A chart drawn for windows of one width, which its class ``name`` tells."""

    name: str
    width: str
    height: str
    font_size: str
    paths: tuple[SvgPath, ...]
    labels: tuple[SvgText, ...]


class Chart(Struct, frozen=True):
    """A chart: for wide and for narrow windows, in words, and as a table that ``summary`` opens."""

    caption_anchor: str
    caption: Text
    words_anchor: str
    description: Text
    drawings: tuple[ChartSvg, ...]
    summary: str
    data: DataTable


class Code(Struct, frozen=True):
    """A QR code: its dark modules, how many there are on a side, what it says in words."""

    path: str
    size: int
    alternative: str


class ContactLine(Struct, frozen=True):
    """A name, or an address with the icon of its kind."""

    icon: str
    text: Text


class Call(Struct, frozen=True):
    """What is asked of the readers: until when, whom to contact, the code."""

    title: Text | None
    text: Text | None
    until: Text | None
    contact: tuple[ContactLine, ...]
    code: Code | None


Block = (
    Paragraph
    | Tiles
    | IconRow
    | Items
    | CityMap
    | Matrix
    | Facts
    | SourceList
    | DataTable
    | Chart
    | Picture
    | KeyFigures
    | Quote
    | Points
    | Call
)


Placing = Literal["beside", "headed", "opened"]
"""Where the title of a section stands."""


class Section(Struct, frozen=True):
    """A part of the page; ``long`` titles are set smaller, and as many blocks as ``beside`` stand beside the title.

    The title is ``beside`` what is told, ``headed``: above it, or ``opened``: beside what is set off alone. A pillar's
    ``intro`` follows it, on its colour.
    """

    anchor: str
    role: str
    title: Text
    long: bool
    word: float
    subtitle: Text | None
    eyebrow: Text | None
    number: int
    icon: str
    colour: str
    blocks: tuple[Block, ...]
    beside: int
    placing: Placing
    intro: Text | None = None


class Download(Struct, frozen=True):
    """A link to another file of the publication: its address, its media type, its words."""

    href: str
    type: str
    words: str


class Page(Struct, frozen=True):
    """The whole page; ``cover`` holds its only first-level heading; ``pictured``: it shows pictures.

    ``logos`` are the publisher's, in its head; at its end stand all as ``marks``, ``contact`` and ``code``.
    """

    language: str
    title: str
    anchor: str
    main: str
    skip: str
    light: ColourScheme
    dark: ColourScheme
    fonts: tuple[FontFace, ...]
    symbols: tuple[Symbol, ...]
    photos: tuple[Photo, ...]
    pictured: bool
    cover: Section
    sections: tuple[Section, ...]
    footer: Text
    downloads: tuple[Download, ...] = ()
    counts: str = ""
    colonnade: Colonnade | None = None
    logos: tuple[Logo, ...] = ()
    marks: tuple[Logo, ...] = ()
    contact: tuple[ContactLine, ...] = ()
    code: Code | None = None

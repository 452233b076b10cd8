"""The plan of the page: every string, anchor, colour and path that the template prints, decided.

Nothing here computes; ``kind`` tells the template which macro sets a block.
"""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from generator.source.inline import Text


class Font(Struct, frozen=True):
    """A style of the family: its weight, its slant and its letters in base64."""

    weight: int
    slant: str
    data: str


class Symbol(Struct, frozen=True):
    """An icon, drawn once under ``anchor`` and used by it."""

    anchor: str
    size: str
    pen: str
    path: str


class Hue(Struct, frozen=True):
    """A pillar's colour in one scheme: behind white, as words, behind such words, and as a paler part of a chart."""

    name: str
    fill: str
    text: str
    tint: str
    soft: str


class Scheme(Struct, frozen=True):
    """Light or dark: the named colours of the page, and the pillars'."""

    colours: tuple[tuple[str, str], ...]
    hues: tuple[Hue, ...]


class Tile(Struct, frozen=True):
    """A pillar in few words; without ``href`` it leads nowhere."""

    href: str
    icon: str
    hue: str
    number: int
    label: Text


class Paragraph(Struct, frozen=True):
    """Running text."""

    kind: ClassVar[str] = "paragraph"
    text: Text


class Tiles(Struct, frozen=True):
    """A row of tiles: a table of contents, by the name ``name``."""

    kind: ClassVar[str] = "tiles"
    tiles: tuple[Tile, ...]
    columns: int
    name: str


class Discs(Struct, frozen=True):
    """The icons of the tiles alone: an ornament."""

    kind: ClassVar[str] = "discs"
    tiles: tuple[Tile, ...]


class Reference(Struct, frozen=True):
    """A link by a number to an example: of the matrix, or of a source back to it.

    ``name`` says the number in words; without ``href`` the page lacks the example.
    """

    href: str
    number: str
    name: str


class Entry(Struct, frozen=True):
    """An example, under its anchor and number."""

    anchor: str
    number: str
    text: Text


class Entries(Struct, frozen=True):
    """The examples of a pillar."""

    kind: ClassVar[str] = "entries"
    entries: tuple[Entry, ...]


class Point(Struct, frozen=True):
    """A city's pin."""

    x: float
    y: float


class Label(Struct, frozen=True):
    """A city's name: where its baseline starts."""

    x: float
    y: float
    name: str


class Dot(Struct, frozen=True):
    """A pillar's number in a disc beside a name; ``y`` is its centre and ``base`` the number's line."""

    x: float
    y: float
    base: float
    hue: str
    number: int


class Picture(Struct, frozen=True):
    """The map: paths, pins, and the labels of wide and of narrow windows."""

    kind: ClassVar[str] = "map"
    width: int
    height: int
    land: str
    home: str
    borders: str
    pin: float
    dot: float
    pins: tuple[Point, ...]
    labels: tuple[Label, ...]
    dots: tuple[Dot, ...]
    narrow: tuple[Label, ...]
    title_anchor: str
    title: str
    words_anchor: str
    words: str
    legend: tuple[Tile, ...]
    description: Text


class Cell(Struct, frozen=True):
    """What a city gives to a pillar."""

    column: Tile
    references: tuple[Reference, ...]


class Row(Struct, frozen=True):
    """A city and its cells."""

    name: Text
    cells: tuple[Cell, ...]


class Table(Struct, frozen=True):
    """Cities by pillars; ``crowded`` has so many columns that only large windows show them."""

    kind: ClassVar[str] = "table"
    name: str
    corner: Text
    columns: tuple[Tile, ...]
    rows: tuple[Row, ...]
    crowded: bool


class Facts(Struct, frozen=True):
    """What the publication says of itself; ``status`` is marked, and may be absent."""

    kind: ClassVar[str] = "facts"
    facts: tuple[Text, ...]
    status: Text | None


class SourceEntry(Struct, frozen=True):
    """A source, under its anchor and number, and the examples that refer to it."""

    anchor: str
    number: int
    text: Text
    back: tuple[Reference, ...]


class SourceList(Struct, frozen=True):
    """The sources."""

    kind: ClassVar[str] = "notes"
    entries: tuple[SourceEntry, ...]


class DataCell(Struct, frozen=True):
    """A cell of data; of a number, ``aside`` is the width in em that aligns it with those of more decimals."""

    text: Text
    numeric: bool = False
    aside: str = ""


class Data(Struct, frozen=True):
    """A table of data; its caption has the id ``anchor``."""

    kind: ClassVar[str] = "data"
    anchor: str
    caption: Text
    columns: tuple[DataCell, ...]
    rows: tuple[tuple[DataCell, ...], ...]


class Stroke(Struct, frozen=True):
    """A path of a chart in a tone: filled, or stroked by ``pen`` when there is one."""

    path: str
    tone: str
    pen: str


class Word(Struct, frozen=True):
    """Words of a chart, where their baseline starts."""

    x: str
    y: str
    text: str
    tone: str
    strong: bool


class Plot(Struct, frozen=True):
    """A chart drawn for windows of one width."""

    name: str
    width: str
    height: str
    size: str
    strokes: tuple[Stroke, ...]
    words: tuple[Word, ...]


class Chart(Struct, frozen=True):
    """A chart: for wide and for narrow windows, in words, and as a table that ``summary`` opens."""

    kind: ClassVar[str] = "chart"
    caption_anchor: str
    caption: Text
    words_anchor: str
    description: Text
    plots: tuple[Plot, ...]
    summary: str
    data: Data


Block = Paragraph | Tiles | Discs | Entries | Picture | Table | Facts | SourceList | Data | Chart


class Section(Struct, frozen=True):
    """A part of the page; ``long`` titles are set smaller."""

    anchor: str
    role: str
    title: Text
    long: bool
    subtitle: Text | None
    eyebrow: Text | None
    number: int
    icon: str
    hue: str
    blocks: tuple[Block, ...]


class Page(Struct, frozen=True):
    """The whole page; ``cover`` holds its only first-level heading."""

    language: str
    title: str
    anchor: str
    main: str
    skip: str
    light: Scheme
    dark: Scheme
    fonts: tuple[Font, ...]
    symbols: tuple[Symbol, ...]
    cover: Section
    sections: tuple[Section, ...]
    footer: Text

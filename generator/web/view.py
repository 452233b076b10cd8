"""The plan of the page: every string, anchor, colour and path that the template prints, decided.

Nothing here computes; ``kind`` tells the template which macro sets a block.
"""

from __future__ import annotations

from typing import ClassVar

from generator.records import dataclass
from generator.source.inline import Text


@dataclass(frozen=True, slots=True)
class Font:
    """A style of the family: its weight, its slant and its letters in base64."""

    weight: int
    slant: str
    data: str


@dataclass(frozen=True, slots=True)
class Symbol:
    """An icon, drawn once under ``anchor`` and used by it."""

    anchor: str
    size: str
    pen: str
    path: str


@dataclass(frozen=True, slots=True)
class Hue:
    """A pillar's colour in one scheme: behind white, as words, behind such words, and as a paler part of a chart."""

    name: str
    fill: str
    text: str
    tint: str
    soft: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """Light or dark: the named colours of the page, and the pillars'."""

    colours: tuple[tuple[str, str], ...]
    hues: tuple[Hue, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """A pillar in few words; without ``href`` it leads nowhere."""

    href: str
    icon: str
    hue: str
    number: int
    label: Text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    kind: ClassVar[str] = "paragraph"
    text: Text


@dataclass(frozen=True, slots=True)
class Tiles:
    """A row of tiles: a table of contents, by the name ``name``."""

    kind: ClassVar[str] = "tiles"
    tiles: tuple[Tile, ...]
    columns: int
    name: str


@dataclass(frozen=True, slots=True)
class Discs:
    """The icons of the tiles alone: an ornament."""

    kind: ClassVar[str] = "discs"
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A link by a number to an example: of the matrix, or of a source back to it.

    ``name`` says the number in words; without ``href`` the page lacks the example.
    """

    href: str
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An example, under its anchor and number."""

    anchor: str
    number: str
    text: Text


@dataclass(frozen=True, slots=True)
class Entries:
    """The examples of a pillar."""

    kind: ClassVar[str] = "entries"
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A city's pin."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Label:
    """A city's name: where its baseline starts."""

    x: float
    y: float
    name: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A pillar's number in a disc beside a name; ``y`` is its centre and ``base`` the number's line."""

    x: float
    y: float
    base: float
    hue: str
    number: int


@dataclass(frozen=True, slots=True)
class Picture:
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


@dataclass(frozen=True, slots=True)
class Cell:
    """What a city gives to a pillar."""

    column: Tile
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A city and its cells."""

    name: Text
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Cities by pillars; ``crowded`` has so many columns that only large windows show them."""

    kind: ClassVar[str] = "table"
    name: str
    corner: Text
    columns: tuple[Tile, ...]
    rows: tuple[Row, ...]
    crowded: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What the publication says of itself; ``status`` is marked, and may be absent."""

    kind: ClassVar[str] = "facts"
    facts: tuple[Text, ...]
    status: Text | None


@dataclass(frozen=True, slots=True)
class Note:
    """A source, under its anchor and number, and the examples that refer to it."""

    anchor: str
    number: int
    text: Text
    back: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Notes:
    """The sources."""

    kind: ClassVar[str] = "notes"
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class DataCell:
    """A cell of data; of a number, ``aside`` is the width in em that aligns it with those of more decimals."""

    text: Text
    numeric: bool = False
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Data:
    """A table of data; its caption has the id ``anchor``."""

    kind: ClassVar[str] = "data"
    anchor: str
    caption: Text
    columns: tuple[DataCell, ...]
    rows: tuple[tuple[DataCell, ...], ...]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A path of a chart in a tone: filled, or stroked by ``pen`` when there is one."""

    path: str
    tone: str
    pen: str


@dataclass(frozen=True, slots=True)
class Word:
    """Words of a chart, where their baseline starts."""

    x: str
    y: str
    text: str
    tone: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart drawn for windows of one width."""

    name: str
    width: str
    height: str
    size: str
    strokes: tuple[Stroke, ...]
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: for wide and for narrow windows, in words, and as a table that ``summary`` opens."""

    kind: ClassVar[str] = "chart"
    caption_anchor: str
    caption: Text
    words_anchor: str
    description: Text
    plots: tuple[Plot, ...]
    summary: str
    data: Data


Block = Paragraph | Tiles | Discs | Entries | Picture | Table | Facts | Notes | Data | Chart


@dataclass(frozen=True, slots=True)
class Section:
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


@dataclass(frozen=True, slots=True)
class Page:
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

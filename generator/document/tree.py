"""The document tree: the closed set of nodes that the editions set; about a dozen, all frozen.

Words are ``Text`` (runs and the place where a person wrote them), so that whatever does not fit can name its line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, TypeVar, assert_never, get_args

from msgspec import Struct, field

from generator.errors import Mark
from generator.source.charts import Kind
from generator.source.inline import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

N = TypeVar("N")
_NOWHERE = Mark("")


_OWN_NUMBER = re.compile(
    r"""\((?:\d{1,2}|[IVX]{1,5}|[A-Za-z])\)\s|[A-Za-z]\)\s          # "(1) ", "A) "
        |(?P<letter>[A-Z])(?:\.|\s[–—-])\s                         # "A. ", which an initial may be, too
        |\d{1,2}\s?(?:e|er|re|ère|ème|nd|nde|st|rd|th|[ºª.])\s[^\W\d]+\s?[:–—]     # "1re priorité :"
        |(?:[^\W\d]+\s(?:n[°º]\s?)?)?                             # a word for what is numbered
         (?:(?P<count>\d{1,2})(?:\.\d{1,2})*|[IVX]{1,5}\b)         # its number
         (?:\s?[.):°/](?=\s|[^\W\d])|\s[–—-]\s|(?P<space>\s)(?=[^\W\d]))""",
    re.VERBOSE,
)


def brings_number(text: Text, number: int) -> bool:
    """Tell whether a heading or a label begins with a number of its own.

    A letter with a point must be that of its place in the alphabet, and what has no sign after it, ``number``.
    """
    match = _OWN_NUMBER.match(text.plain)
    if not match:
        return False
    letter = match["letter"]
    if letter and not re.match(r"[IVX]\b", letter):
        return ord(letter) - ord("A") + 1 == number
    return not match["space"] or match["count"] == str(number)


class Paragraph(Struct, frozen=True):
    """Running text."""

    text: Text


class Picture(Struct, frozen=True):
    """A picture: the path of its file from the root, and what it shows (nothing: it is decorative).

    ``focus`` is what stays in view when it is cropped, as parts of its width and height.
    """

    file: str
    alternative: str = ""
    credit: Text | None = None
    focus: tuple[float, float] = (0.5, 0.5)


class Logo(Struct, frozen=True):
    """A logo: its files for light and for dark grounds (from the root, the second may be none), and whose it is.

    ``on_template``: it is shown also on the slides of a template that is not ours.
    """

    file: str
    alternative: str
    dark: str = ""
    on_template: bool = False


class Logos(Struct, frozen=True):
    """The logo of who publishes, then those of the partners."""

    logos: tuple[Logo, ...]
    partners: tuple[Logo, ...] = ()


class KeyFigure(Struct, frozen=True):
    """A key figure: its number, which no line's end parts, and what it is, with the source's number.

    A unit that is a sign, such as %, stands in the number; one that is a word begins what it is, and is strong.
    """

    value: Text
    label: Text
    source_number: int = 0


class KeyFigures(Struct, frozen=True):
    """Key figures that stand together."""

    figures: tuple[KeyFigure, ...]


class Quote(Struct, frozen=True):
    """What somebody said, in quotation marks after the typography pass; ``who`` bears the source."""

    text: Text
    who: Text
    source_number: int = 0


class Points(Struct, frozen=True):
    """A short list."""

    points: tuple[Text, ...]


class Call(Struct, frozen=True):
    """What is asked of the readers, until when, and whom to contact, a line each; a title, if the section's is another.

    ``code`` is the address of its QR code, ``code_alternative`` the same in words. Without a text it is a contact.
    """

    title: Text | None = None
    text: Text | None = None
    until: Text | None = None
    contact: tuple[Text, ...] = ()
    code: str = ""
    code_alternative: str = ""


Inset = KeyFigures | Quote | Points
"""What may stand within an example, after its text."""


class Item(Struct, frozen=True):
    """An example: its id, the names of its places, its text, what is set off below it.

    ``said`` is what the speaker's notes hold of it (nothing: its text), ``source_number`` that of its source, or 0. A
    slide on which the text has no room has the ``brief`` one.
    """

    example: str
    names: tuple[Text, ...]
    text: Text
    said: tuple[Text, ...] = ()
    source_number: int = 0
    picture: Picture | None = None
    insets: tuple[Inset, ...] = ()
    brief: Text | None = None


class Items(Struct, frozen=True):
    """The examples of a pillar: a bulleted list, or cards."""

    items: tuple[Item, ...]


class Tile(Struct, frozen=True):
    """A pillar in few words: an icon with its label; leads to the pillar's section."""

    pillar: str
    icon: str
    colour: str
    label: Text
    number: int = 0


class Tiles(Struct, frozen=True):
    """A row of tiles, in the order of the overview; ``decorative`` shows the icons alone."""

    tiles: tuple[Tile, ...]
    decorative: bool = False


class MapPlace(Struct, frozen=True):
    """A city on the map, in decimal degrees, the pillars that it illustrates, and the first example of each."""

    city: str
    name: Text
    country: str
    latitude: float
    longitude: float
    pillars: tuple[str, ...]
    examples: tuple[str, ...] = ()

    def example_of(self, pillar: str) -> str:
        """Return the id of its first example of a pillar, or nothing."""
        return dict(zip(self.pillars, self.examples, strict=False)).get(pillar, "")


class PlaceMap(Struct, frozen=True):
    """A map of the cities; ``description`` says the same in words."""

    places: tuple[MapPlace, ...]
    legend: tuple[Tile, ...]
    description: Text


class Row(Struct, frozen=True):
    """A city's row of the matrix: for each column the ids of its examples."""

    city: str
    name: Text
    cells: tuple[tuple[str, ...], ...]


class ExampleName(Struct, frozen=True):
    """A few words that say which ``example`` is meant."""

    example: str
    text: Text


class Matrix(Struct, frozen=True):
    """Cities by pillars; ``corner`` heads the column of cities, ``reference`` makes a cell's words ("p. {n}").

    ``keep``: it stays also where the map says as much. ``names`` are those of examples that have one.
    """

    corner: Text
    reference: str
    columns: tuple[Tile, ...]
    rows: tuple[Row, ...]
    keep: bool = False
    names: tuple[ExampleName, ...] = ()

    @property
    def named(self) -> dict[str, Text]:
        """Return the names by the ids of their examples."""
        return {one.example: one.text for one in self.names}


class Facts(Struct, frozen=True):
    """What a publication says of itself in few words: its organisation, session, date, version, status.

    ``status``: the last of them says how far the document has come, and is marked.
    """

    facts: tuple[Text, ...]
    status: bool = False


class SourceEntry(Struct, frozen=True):
    """A source: the number by which items refer to it, and its words, which end in when it was ``seen``."""

    number: int
    text: Text
    seen: str = ""

    @property
    def parted(self) -> tuple[Text, str]:
        """Return its title, and when it was seen."""
        plain, length = self.text.plain, len(self.seen)
        tail = plain[len(plain) - length :]
        if not length or tail.split() != self.seen.split():  # spaces alone differ, by typography
            return self.text, ""
        runs, left = [], len(plain[:-length].rstrip().rstrip(",;、").rstrip())
        for run in self.text.runs:
            runs += [run.with_text(run.text[:left])] if left > 0 else []
            left -= len(run.text)
        return Text(tuple(runs), self.text.mark), tail


class SourceList(Struct, frozen=True):
    """The sources, in the order in which they are first referred to."""

    entries: tuple[SourceEntry, ...]


class DataTable(Struct, frozen=True):
    """A table of rows that people wrote; ``numeric`` tells which columns hold numbers, perhaps with units.

    The first column heads the rows; ``source_number`` is the number of the table's source, or 0; ``decimal`` is the
    sign before the decimals of its numbers; ``highlight`` the index of the column that is set
    off, whose cells are strong, or 0.
    """

    caption: Text
    columns: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    numeric: tuple[bool, ...]
    source_number: int = 0
    decimal: str = "."
    highlight: int = 0


class Series(Struct, frozen=True):
    """One series of a chart: its values, None where one is not known, and what is printed of each."""

    name: Text
    values: tuple[float | None, ...]
    labels: tuple[Text, ...]

    @property
    def numbers(self) -> tuple[float, ...]:
        """Return the values that are known."""
        return tuple(value for value in self.values if value is not None)


class Chart(Struct, frozen=True):
    """A chart: ``kind`` as in source/charts; ``axis`` says what the categories are.

    ``description`` is its text alternative, ``unit`` that of the values, ``source_number`` that of its source, or 0.
    ``decimal`` and ``group`` are the signs with which the numbers of its scale are written, ``data`` names the table of
    its values.
    """

    kind: Kind
    caption: Text
    description: Text
    axis: Text
    unit: Text | None
    categories: tuple[Text, ...]
    series: tuple[Series, ...]
    source_number: int = 0
    decimal: str = "."
    group: str = ""
    data: str = ""

    @property
    def grouped(self) -> bool:
        """Tell whether a value is printed with its thousands apart: then all numbers of the chart are."""
        pattern = rf"\d{re.escape(self.group)}\d" if self.group else "(?!)"
        return any(re.search(pattern, label.plain) for one in self.series for label in one.labels)


Role = Literal["cover", "overview", "pillar", "map", "matrix", "sources", "call"]
"""What a section is for; ``deck.compose.plan`` says how it is set on slides."""

ROLES: tuple[Role, ...] = get_args(Role)


def allowed(role: Role) -> set[str]:
    """Return the elements that a section may hold beside its heading, by its role: every edition sets all of them."""
    match role:
        case "cover":
            return {"para", "tiles", "facts", "picture", "logos"}
        case "overview":
            return {"tiles"}
        case "pillar":
            return {"para", "items", "table", "chart", "picture", "figures", "quote", "call"}
        case "map":
            return {"map"}
        case "matrix":
            return {"matrix"}
        case "sources":
            return {"sources", "para"}
        case "call":
            return {"call"}
        case _:
            assert_never(role)


Block = (
    Paragraph
    | Items
    | Tiles
    | PlaceMap
    | Matrix
    | Facts
    | SourceList
    | DataTable
    | Chart
    | Picture
    | Logos
    | KeyFigures
    | Quote
    | Points
    | Call
)


class Section(Struct, frozen=True, cache_hash=True):
    """A part of a publication, by its ``role``: one slide or several, a part of the note, a part of the page.

    ``said`` is what the speaker's notes hold beside the title.
    """

    role: Role
    title: Text
    subtitle: Text | None = None
    eyebrow: Text | None = None
    pillar: str = ""
    icon: str = ""
    colour: str = ""
    number: int = 0
    blocks: tuple[Block, ...] = ()
    said: tuple[Text, ...] = ()

    @property
    def shown_number(self) -> int:
        """Return the number that stands before the title; 0 for one that brings its own: “2. Support”, “Axis 2: …”."""
        return 0 if brings_number(self.title, self.number) else self.number


# fmt: off
ShapeName = Literal[
    "title", "subtitle", "text", "footer", "number", "cover", "overview", "pillar", "example", "map", "table",
    "content", "closing", "kind", "facts", "summary", "band", "rule", "icon", "circle", "sea", "country",
    "border", "city", "legend", "source", "description", "chart", "introduction", "slide", "notes",
    "picture", "credit", "logo", "figure", "quote", "call", "code",
]
# fmt: on
"""What a layout or a shape of a deck is named by: the keys of ``shape_names`` in templates/words."""


class Document(Struct, frozen=True):
    """A whole edition before layout, with the fixed words that layout needs.

    ``page_of``, ``continued`` and ``example`` are patterns for numbers, ``slide_image`` for a slide's number and title;
    ``summary`` names the table of contents, ``skip`` the link to the content, ``download`` one to a file,
    ``counts`` says below a page's title how much there is, ``source`` what a source's number is of,
    ``shape_names`` the layouts and shapes of a deck.
    """

    language: str
    title: Text
    footer: Text
    page_of: str
    continued: str
    sections: tuple[Section, ...]
    summary: str = ""
    example: str = ""
    skip: str = ""
    counts: str = ""
    download: str = ""
    slide_image: str = ""
    source: str = ""
    shape_names: Mapping[ShapeName, str] = field(default_factory=dict)

    def page_numbers(self, total: int) -> list[str]:
        """Return the numbers of so many pages."""
        pattern = self.page_of.replace("{total}", str(total))
        return [pattern.replace("{n}", str(number)) for number in range(1, total + 1)]


_INNER = (tuple, Struct)  # what of a node may hold nodes


def map_nodes(node: N, kinds: tuple[type, ...], change: Callable[[Any], Any]) -> N:
    """Return ``node`` with each outermost node of ``kinds`` changed."""
    if isinstance(node, kinds):
        return change(node)  # type: ignore[no-any-return]
    if isinstance(node, tuple):
        return tuple([map_nodes(child, kinds, change) if isinstance(child, _INNER) else child for child in node])  # type: ignore[return-value]
    if isinstance(node, Struct) and not isinstance(node, Text):
        kind: Any = type(node)
        values = [getattr(node, name) for name in kind.__struct_fields__]
        return kind(*[map_nodes(one, kinds, change) if isinstance(one, _INNER) else one for one in values])  # type: ignore[no-any-return]
    return node


def nodes(node: object, kind: type[N]) -> Iterator[N]:
    """Yield each outermost ``kind`` at or below ``node``, in order."""
    due = [node]
    while due:
        one = due.pop()
        if isinstance(one, kind):
            yield one
        elif isinstance(one, tuple):
            due += reversed(one)
        elif isinstance(one, Struct) and not isinstance(one, Text):
            values = [getattr(one, name) for name in reversed(one.__struct_fields__)]
            due += [value for value in values if isinstance(value, _INNER)]


def map_texts(node: N, change: Callable[[Text], Text]) -> N:
    """Return ``node`` with every Text at or below it changed."""
    return map_nodes(node, (Text,), change)


def texts(node: object) -> Iterator[Text]:
    """Yield every Text at or below ``node``, in order."""
    return nodes(node, Text)


def fingerprint_of(document: Document) -> str:
    """Return text that is the same for two documents if, and only if, they say and show the same.

    Unlike ``dump`` it loses nothing; but where a text stands in its file does not count.
    """
    return repr(map_texts(document, lambda text: Text(text.runs, _NOWHERE)))


def dump(node: Struct) -> str:
    """Return ``node`` as indented lines, for people and for golden tests."""
    return "\n".join(_lines(node, 0))


def _lines(node: Struct, depth: int) -> Iterator[str]:
    indent = "  " * depth
    plain: list[str] = []
    children: list[Any] = []
    for name in node.__struct_fields__:
        value = getattr(node, name)
        if isinstance(value, Text):
            plain.append(f"{name}={_marked(value)!r}")
        elif isinstance(value, tuple) and value and isinstance(value[0], Struct) and not isinstance(value[0], Text):
            children.extend(value)
        elif isinstance(value, tuple) and value and isinstance(value[0], Text):
            plain.append(f"{name}={[_marked(text) for text in value]!r}")
        elif isinstance(value, Struct):
            children.append(value)
        elif isinstance(value, tuple) and value and isinstance(value[0], tuple):
            plain.append(f"{name}={[[_shown(cell) for cell in row] for row in value]!r}")
        elif value not in ("", None, (), 0, False) and not isinstance(value, dict):
            plain.append(f"{name}={value!r}")
    yield f"{indent}{type(node).__name__} {' '.join(plain)}".rstrip()
    for child in children:
        yield from _lines(child, depth + 1)


def _shown(cell: Text | str) -> str:
    return cell if isinstance(cell, str) else _marked(cell)


def _marked(text: Text) -> str:
    """Return the words with their places, languages and links in brackets, and stress in CommonMark."""
    return "".join(
        f"[{run.text}]({target})"
        if (target := (run.place and f"city:{run.place}") or run.link or (run.language and f"lang:{run.language}"))
        else f"**{run.text}**"
        if run.strong
        else f"*{run.text}*"
        if run.emphasis
        else run.text
        for run in text.runs
    )

"""What a slide is made of: frozen shapes with every place and size decided, in points from the top left corner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from generator.graphics.path import Path
from generator.pictures import Crop, Use
from generator.source.charts import is_horizontal
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.errors import Mark
    from generator.source.charts import Form, ShareMethod


class Colour(Struct, frozen=True):
    """A theme colour by its name in the scheme (tx1, bg1, accent1, …) or RRGGBB; ``tinted`` makes it pale.

    An ``inherited`` one is what the layout gives: it is not written on the slide. A ``softened`` one is somewhat
    lighter, for what decorates a ground of that colour.
    """

    name: str
    tinted: bool = False
    inherited: bool = False
    softened: bool = False

    @property
    def toned(self) -> tuple[float, float, float] | None:
        """Return what is left of its saturation and of its lightness, and what is added to this, if it has a tone."""
        return (0.4, 0.1, 0.9) if self.tinted else (0.6, 0.8, 0.2) if self.softened else None


_TITLES = ("title", "ctrTitle")
FOOTER = "ftr"
FURNITURE = (FOOTER, "sldNum", "dt")
"""The placeholders of what runs along on each slide."""

PERSONAL = "personal"
"""The key of the slide of a copy's own words."""

INK = Colour("tx1")
PAPER = Colour("bg1")
MUTED = Colour("tx2")
RULE = Colour("bg2")


class SlideRun(Struct, frozen=True):
    """Words in one style; ``target`` is a slide's key or a web address, ``language`` theirs when not the deck's.

    ``raised`` words are a superscript; ``scale`` is their size in sizes of the paragraph. What is ``led`` has the
    colour that its paragraph gives to such words, unless it has its own ``colour``.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    target: str = ""
    language: str = ""
    raised: bool = False
    scale: float = 1.0
    led: bool = False
    colour: Colour | None = None


class Origin(Struct, frozen=True, eq=False):
    """Where the words of a paragraph were written; no part of what is shown: all are equal."""

    mark: Mark

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Origin)

    def __hash__(self) -> int:
        return 0


class Para(Struct, frozen=True):
    """A paragraph: its spans, the size of its text in points, its colour; ``after`` is the space below it.

    ``indent`` moves all its lines, ``first`` its first one; a ``number`` or a ``bullet`` hangs before them. ``lead`` is
    the colour of the bullet and of the spans that are led, where these have their own. With a ``leading`` (of 1) line
    spacing, bullets, indents and spaces are stated, whatever the layout says; a ``face`` is a font that is not the
    box's own. ``origin`` is where its words were written.
    """

    spans: tuple[SlideRun, ...]
    size: float
    colour: Colour = INK
    align: str = "l"
    after: float = 0.0
    indent: float = 0.0
    first: float = 0.0
    lead: Colour | None = None
    capitals: bool = False
    number: int = 0
    bullet: str = ""
    leading: float = 0.0
    face: str = ""
    origin: Origin | None = None

    @property
    def text(self) -> str:
        """Return the words."""
        return "".join(span.text for span in self.spans)

    def ink(self, span: SlideRun) -> Colour:
        """Return the colour of a span."""
        return span.colour or (self.lead if self.lead and span.led else self.colour)


class Frame(Struct, frozen=True):
    """A box with text: a placeholder (``placeholder`` is its type, ``index`` its idx) or a text box.

    ``insets`` are left, top, right, bottom; ``target`` is the key of the slide that a click leads to, or the address to
    which all its words lead: then its box does, and office suites do not underline them.
    A ``fixed`` placeholder stands where its layout has it; the one line of a frame that does not ``wrap`` stays one.
    Text that ``shrinks`` fits as it is; with a wider font an office suite may make it smaller.
    """

    name: str
    box: Box
    paragraphs: tuple[Para, ...]
    placeholder: str = ""
    index: int = 0
    anchor: str = "t"
    insets: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    fill: Colour | None = None
    line: Colour | None = None
    line_width: float = 0.0
    target: str = ""
    field: str = ""
    geometry: str = "rect"
    fixed: bool = False
    wrap: bool = True
    shrinks: bool = False

    @property
    def text(self) -> str:
        """Return its words, the paragraphs parted by spaces."""
        return " ".join(para.text for para in self.paragraphs)

    @property
    def drawn(self) -> Iterator[Para]:
        """Yield its paragraphs without links that its box has."""
        for para in self.paragraphs:
            spans = (replace(one, target="") if one.target == self.target else one for one in para.spans)
            yield replace(para, spans=tuple(spans)) if self.target else para


class Figure(Struct, frozen=True):
    """A drawn shape: a preset geometry (rect, ellipse, roundRect) or a path in points within its box.

    ``description`` is its alternative text; without one it is decorative. ``solid`` are further paths, filled with the
    line's colour (even-odd). Its fill is as opaque as ``opacity`` says of its top and its
    foot, or, ``across``, of its left and its right.
    """

    name: str
    box: Box
    geometry: str | Path = "rect"
    fill: Colour | None = None
    line: Colour | None = None
    line_width: float = 0.0
    description: str = ""
    target: str = ""
    solid: tuple[Path, ...] = ()
    opacity: tuple[float, float] = (1.0, 1.0)
    across: bool = False


class PictureShape(Struct, frozen=True):
    """A picture as it is stored for ``use``, cropped to fill its box; ``file`` is its path from the root.

    ``description`` is its alternative text; without one it is decorative.
    """

    name: str
    box: Box
    file: str
    use: Use
    crop: Crop
    description: str = ""


class Group(Struct, frozen=True):
    """Shapes that move together."""

    name: str
    box: Box
    shapes: tuple[Shape, ...]
    description: str = ""
    target: str = ""


class Cell(Struct, frozen=True):
    """A cell of a table; its ``insets`` are those of the table, unless it has its own."""

    paragraph: Para
    fill: Colour | None = None
    anchor: str = "ctr"
    insets: tuple[float, float, float, float] | None = None


HEAD_RULE = 2.0
"""Points: the line below the head of a table."""


class Table(Struct, frozen=True):
    """A native table: the widths of its columns and the heights of its rows, in points; the first row is a header.

    ``rule`` is the colour of the lines between its columns, if there are any, and between its rows unless those have
    ``under``; ``head`` that of a thicker one below the first row. ``gap`` is the width of the others, in points, but
    those ``under`` rows may be ``thin``.
    """

    name: str
    box: Box
    columns: tuple[float, ...]
    heights: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    insets: tuple[float, float, float, float]
    description: str
    rule: Colour | None = PAPER
    under: Colour | None = None
    head: Colour | None = None
    gap: float = 1.0
    thin: float | None = None

    @property
    def below(self) -> float:
        """Return the width of the lines between rows, in points."""
        return self.gap if self.thin is None else self.thin


class ChartSeries(Struct, frozen=True):
    """A series of a chart: its name, its values, None where one is not known, and how it is drawn: colour, pattern
    (none: solid), marker.

    ``printed`` are the values as the publication's language writes them, ``formats`` the number formats that do so.
    """

    name: str
    values: tuple[float | None, ...]
    colour: Colour
    pattern: str = ""
    marker: str = ""
    labelled: tuple[bool, ...] = ()
    printed: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()

    @property
    def numbers(self) -> tuple[float, ...]:
        """Return the values that are known."""
        return tuple(value for value in self.values if value is not None)


LineEnds = Literal["none", "name", "value", "both", "stacked"]
"""What stands at the ends of lines: the name of each, its last value; both on one line or one above the other."""


class ChartFrame(Struct, frozen=True):
    """A native chart in one of the forms of source/charts; in a share each series, a bar, is a part of the whole.

    ``plot`` and ``legend`` are the boxes of the plot and of the legend, in points on the slide; ``axis`` says what the
    categories are, ``unit`` what the values are in; all text is ``size`` points tall. ``skip`` is how many categories
    there are for each that is named. ``amounts`` are the values of which the parts of a whole, which has a name, are
    shares, by ``share_method``. ``decimal`` and ``group`` are the signs in the
    numbers of a drawn scale, ``around`` what stands before and after each number, of a unit that is a sign. Where not
    ``titled``, the categories say by themselves what they are. ``ends`` is what stands at the ends of lines. ``ink``
    writes on the slide and ``paper`` on bars; ``muted`` draws the axis, ``rule`` the thin lines.
    """

    name: str
    box: Box
    kind: Form
    axis: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    size: float
    plot: Box
    legend: Box | None
    skip: int
    description: str
    amounts: tuple[float, ...] = ()
    whole: str = ""
    share_method: ShareMethod = "proportional"
    decimal: str = "."
    group: str = ""
    around: tuple[str, str] = ("", "")
    titled: bool = True
    ends: LineEnds = "none"
    ink: Colour = INK
    paper: Colour = PAPER
    muted: Colour = MUTED
    rule: Colour = RULE

    @property
    def grouped(self) -> bool:
        """Tell whether the thousands of all its numbers stand apart."""
        return any(format.startswith("#") for one in self.series for format in one.formats)

    @property
    def names_ends(self) -> bool:
        """Tell whether the names of lines stand at their ends."""
        return self.ends in ("name", "both", "stacked")

    @property
    def values_end(self) -> bool:
        """Tell whether the last values of lines stand at their ends."""
        return self.ends in ("value", "both", "stacked")

    @property
    def headed(self) -> str:
        """Return the title of the axis that stands upright, which is set above it."""
        if is_horizontal(self.kind):
            return self.axis if self.titled else ""
        return "" if any(self.around) else self.unit

    @property
    def footed(self) -> str:
        """Return the title of the axis that lies."""
        if is_horizontal(self.kind):
            return "" if any(self.around) else self.unit
        return self.axis if self.titled else ""

    @property
    def top(self) -> float:
        """Return where the title above the plot begins, in points on the slide: below the legend."""
        return self.legend.bottom if self.legend else self.box.y

    @property
    def numbers(self) -> tuple[float, ...]:
        """Return the values of all series that are known."""
        return tuple(value for series in self.series for value in series.numbers)


Shape = Frame | Figure | PictureShape | Group | Table | ChartFrame


class Slide(Struct, frozen=True):
    """A slide: the key of its layout (``layout_key``), its shapes in reading order, the words for the speaker.

    Those are paragraphs, each of its runs. ``keys`` are what may lead here: ``pillar:`` and ``example:`` with an id.
    """

    role: str
    shapes: tuple[Shape, ...]
    speaker_notes: tuple[tuple[SlideRun, ...], ...]
    keys: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Return the words of its title placeholder, or nothing."""
        titles = (shape for shape in self.shapes if isinstance(shape, Frame) and shape.placeholder in _TITLES)
        return next((shape.text for shape in titles), "")


def words_of(shapes: Iterable[Shape]) -> Iterator[str]:
    """Yield what is read on ``shapes``, a paragraph or a table's cell at a time, in their order."""
    for shape in shapes:
        match shape:
            case Frame():
                yield from (para.text for para in shape.paragraphs)
            case Table():
                yield from (cell.paragraph.text for row in shape.rows for cell in row if cell.paragraph.text)
            case Group():
                yield from words_of(shape.shapes)
            case ChartFrame():
                yield from (shape.axis, shape.unit, *shape.categories, *(one.name for one in shape.series))
            case PictureShape(description=description) | Figure(description=description):
                yield from (description,) if description else ()


def paragraphs_of(shapes: Iterable[Shape]) -> Iterator[Para]:
    """Yield the paragraphs that ``shapes`` show, in the order in which they are drawn."""
    for shape in shapes:
        match shape:
            case Frame():
                yield from shape.paragraphs
            case Table():
                yield from (cell.paragraph for row in shape.rows for cell in row)
            case Group():
                yield from paragraphs_of(shape.shapes)
            case _:
                pass


def first_slides(slides: Iterable[Slide]) -> dict[str, int]:
    """Return the number of the slide that each key first leads to."""
    numbers: dict[str, int] = {}
    for number, slide in enumerate(slides, 1):
        for key in slide.keys:
            numbers.setdefault(key, number)
    return numbers

"""What a planned PDF consists of: pages of drawing operations, and the logical structure that they belong to.

Plain frozen data. Lengths are in points, from the page's top left corner, y down; ``element`` is an index into the
plan's elements, or ARTIFACT, RUNNING or OWN_RUNNING; colours are RRGGBB.
"""

from __future__ import annotations

from msgspec import Struct

from generator.graphics.path import Path
from generator.pictures import Crop, Use
from generator.units import Box

ARTIFACT = -1
"""The element of decoration, which is no content (ISO 32000-1, 14.8.2.2)."""

RUNNING = -2
"""The element of pagination artifacts (14.8.2.2.2): footers, repeated numbers and headers."""

OWN_RUNNING = -3
"""The same, of words that differ from copy to copy."""

WHITE = "FFFFFF"


class Element(Struct, frozen=True):
    """A structure element (ISO 32000-1, 14.7.2): its standard type (14.8.4), and the index of its parent.

    ``alternative`` is Alt, ``actual`` is ActualText, ``language`` is Lang (14.9); ``scope`` and ``headers``, the
    indices of header cells, are of a table's cells, ``numbering`` is ListNumbering (14.8.5).
    """

    tag: str
    parent: int
    alternative: str = ""
    scope: str = ""
    numbering: str = ""
    actual: str = ""
    headers: tuple[int, ...] = ()
    language: str = ""


class TextRun(Struct, frozen=True):
    """Text in one style of the family: Regular, Bold, Italic, BoldItalic."""

    style: str
    text: str


class TextObject(Struct, frozen=True):
    """Text on one line (ISO 32000-1, 9.4), its baseline beginning at (x, y).

    ``tracking`` is added after each letter and ``stretch`` to each stretchable space, both in em. With ``hyphen``, a
    soft hyphen is drawn after the text. ``actual`` is its ActualText, if it has one: that of the first part of a
    hyphenated word is the whole word.
    """

    x: float
    y: float
    size: float
    colour: str
    runs: tuple[TextRun, ...]
    width: float
    element: int
    tracking: float = 0.0
    stretch: float = 0.0
    hyphen: bool = False
    actual: str = ""

    @property
    def text(self) -> str:
        """Return the text alone."""
        return "".join(run.text for run in self.runs)


class Area(Struct, frozen=True):
    """A filled rectangle, as opaque as ``opacity`` says."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    element: int = ARTIFACT
    opacity: float = 1.0


class Disc(Struct, frozen=True):
    """A filled circle, centred on (x, y), in a white ring ``ring`` points wide."""

    x: float
    y: float
    radius: float
    colour: str
    ring: float = 0.0
    element: int = ARTIFACT


class Symbol(Struct, frozen=True):
    """An icon of templates/icons in a square whose side is ``size``."""

    x: float
    y: float
    size: float
    icon: str
    colour: str
    element: int = ARTIFACT


class PathObject(Struct, frozen=True):
    """A path (ISO 32000-1, 8.5), its origin at (x, y), clipped to its box: filled, or stroked ``pen`` points wide."""

    x: float
    y: float
    width: float
    height: float
    path: Path
    colour: str
    pen: float
    element: int


class ImageObject(Struct, frozen=True):
    """An image (ISO 32000-1, 8.9): the picture ``file`` as it is stored for ``use``, cropped to fill its box."""

    x: float
    y: float
    width: float
    height: float
    file: str
    use: Use
    crop: Crop
    element: int = ARTIFACT


class Link(Struct, frozen=True):
    """A link annotation on a rectangle; ``target`` is a web address, or "#" and an anchor's name."""

    x: float
    y: float
    width: float
    height: float
    target: str
    description: str
    element: int


class Anchor(Struct, frozen=True):
    """A named destination; ``bookmark`` is its entry in the document outline, if any."""

    x: float
    y: float
    name: str
    bookmark: str = ""


Operation = TextObject | Area | Disc | Symbol | PathObject | ImageObject | Link | Anchor


class Page(Struct, frozen=True):
    """The operations of a page, in reading order."""

    operations: tuple[Operation, ...]


class Plan(Struct, frozen=True):
    """A whole file; ``width`` and ``height`` are those of its pages.

    With ``ligatures``, text was measured with them and is drawn with them. ``trim`` is the trim box, and ``bleed`` how
    far the bleed box extends it on all sides (ISO 32000-1, 14.11.2). ``personal`` are the elements of a copy's own
    words, which come first on the first page.
    """

    language: str
    title: str
    width: float
    height: float
    pages: tuple[Page, ...]
    elements: tuple[Element, ...]
    ligatures: bool = False
    trim: Box | None = None
    bleed: float = 0.0
    personal: tuple[int, ...] = ()

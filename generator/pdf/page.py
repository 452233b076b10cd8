"""What a planned PDF is made of: pages of drawing operations, and the logical structure that they belong to.

Plain frozen data in points, from the page's top left corner, y down. It decides nothing and draws nothing.
"""

from __future__ import annotations

from msgspec import Struct

from generator.graphics.path import Path
from generator.units import Box

ARTIFACT = -1
"""The element of what is decoration: no reader speaks it."""

RUNNING = -2
"""The element of what comes again on each page: footers, repeated numbers and headers."""

WHITE = "FFFFFF"


class Element(Struct, frozen=True):
    """A node of the logical structure (ISO 32000-1, 14.7): its standard type, and the index of its parent.

    ``alternative`` says a picture in words, ``actual`` what a drawn sign stands for; ``scope`` tells what a
    table's header heads, ``headers`` which headers head a cell, ``numbering`` how a list is labelled; ``language`` is
    that of foreign words.
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
    """Letters in one style of the family: Regular, Bold, Italic, BoldItalic."""

    style: str
    text: str


class TextObject(Struct, frozen=True):
    """Part of a line, its baseline starting at (x, y).

    ``tracking`` is added after each letter and ``stretch`` to each space that gives way, in em. ``hyphen``: one is
    drawn after the letters that only the line's end asks for. ``actual`` is what the letters stand for, if not for
    themselves: a word that is cut is said whole by its first part.
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
        """Return the letters alone."""
        return "".join(piece.text for piece in self.runs)


class Area(Struct, frozen=True):
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    element: int = ARTIFACT


class Disc(Struct, frozen=True):
    """A filled circle, centred on (x, y), in a ring of ``ring`` points in the colour of the paper."""

    x: float
    y: float
    radius: float
    colour: str
    ring: float = 0.0
    element: int = ARTIFACT


class Symbol(Struct, frozen=True):
    """An icon of templates/icons in a square of side ``size``."""

    x: float
    y: float
    size: float
    icon: str
    colour: str
    element: int = ARTIFACT


class PathObject(Struct, frozen=True):
    """A path moved to (x, y): filled, or stroked by a pen ``pen`` points wide."""

    x: float
    y: float
    width: float
    height: float
    path: Path
    colour: str
    pen: float
    element: int


class Link(Struct, frozen=True):
    """A rectangle that leads to ``target``: a web address, or "#" and an anchor's name."""

    x: float
    y: float
    width: float
    height: float
    target: str
    description: str
    element: int


class Anchor(Struct, frozen=True):
    """A place that links lead to; ``bookmark`` is its entry in the outline, if any."""

    x: float
    y: float
    name: str
    bookmark: str = ""


Operation = TextObject | Area | Disc | Symbol | PathObject | Link | Anchor


class Page(Struct, frozen=True):
    """What is drawn on a page, in reading order."""

    operations: tuple[Operation, ...]


class Plan(Struct, frozen=True):
    """A whole file: everything decided; ``width`` and ``height`` are those of its pages, in points.

    ``ligatures``: words were measured with them, and are drawn with them. ``trim`` is what a printer leaves of the
    paper, and ``bleed`` what is printed beyond it all around.
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

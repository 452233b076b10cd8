"""Places chunks, which never break, on as many pages as they need, with the bars beside their sections.

It composes nothing: a chunk comes with its height and with what it draws.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.note.metrics import BOTTOM, LEFT, ROOM, TOP
from generator.pdf.page import RUNNING, WHITE, Anchor, Area, Operation, Symbol, TextObject, TextRun

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.text.fonts import Family

_SLACK = 0.01
_NUMBER = 16.0
_NUMBER_BASELINE = 17.5
_ICON = 15.5
_ICON_TOP = 24.5
EXAMPLE = "example:"
"""How the anchors of examples begin."""

_BAR_WITH_ICON = 46.0
"""The height from which a bar has room for its icon."""


class SectionBar(Struct, frozen=True):
    """What stands beside a section: its colour, its number, its icon; ``element`` holds the number.

    ``width`` is in points; ``unit`` is by how much number and icon are larger than designed.
    """

    width: float
    unit: float
    colour: str
    number: str
    icon: str
    element: int


class Chunk(Struct, frozen=True):
    """What stays together: its height, what it draws from its own top, and the space above it.

    The space falls away at the top of a page, where ``again`` (a table's header) comes first. ``together``
    is the height that had better stay on one page, counted from this chunk on. ``baseline`` is how far below its
    top the first line of the body stands, on the page's grid of ``step`` points; no step, no such line.
    ``smaller`` is the same in less height, for the foot of a page that has no room for the whole.
    """

    height: float
    operations: tuple[Operation, ...]
    before: float = 0.0
    bar: SectionBar | None = None
    again: Chunk | None = None
    together: float = 0.0
    baseline: float = 0.0
    step: float = 0.0
    smaller: Chunk | None = None

    def sizes(self) -> Iterator[Chunk]:
        """Yield the chunk, then what may stand in its place."""
        yield self
        if self.smaller:
            yield replace(self.smaller, before=self.before, bar=self.bar)


class _Cursor:
    """How far down a page is filled; lines of the body lie on one grid, that of the first of them."""

    def __init__(self, y: float) -> None:
        self.y = y
        self._origin: float | None = None

    def top(self, chunk: Chunk, before: float) -> float:
        """Return where ``chunk`` comes to lie, at least ``before`` below what is there."""
        top = self.y + before
        if not chunk.step or self._origin is None:
            return top
        return top + (self._origin - top - chunk.baseline + _SLACK) % chunk.step - _SLACK

    def put(self, chunk: Chunk, top: float) -> None:
        """Fill the page with ``chunk``, its top there."""
        if chunk.step and self._origin is None:
            self._origin = top + chunk.baseline
        self.y = top + chunk.height


def total(chunks: Iterable[Chunk], limit: float = float("inf")) -> float:
    """Return the height of ``chunks`` below one another; stop adding above ``limit``."""
    cursor = _Cursor(0.0)
    for index, chunk in enumerate(chunks):
        cursor.put(chunk, cursor.top(chunk, chunk.before if index else 0.0))
        if cursor.y > limit:
            break
    return cursor.y


class PageFlow:
    """The pages so far: each a list of chunks with their tops."""

    def __init__(self) -> None:
        self._pages: list[list[tuple[Chunk, float]]] = []
        self._cursor = _Cursor(BOTTOM)
        self.examples: dict[str, int] = {}

    @property
    def count(self) -> int:
        """Return the number of pages."""
        return len(self._pages)

    def turn(self) -> None:
        """Begin a page."""
        self._pages.append([])
        self._cursor = _Cursor(TOP)

    def place(self, chunk: Chunk) -> None:
        """Put ``chunk`` below the last one, or at the top of a new page."""
        if self._pages and self._pages[-1]:
            for one in chunk.sizes():
                top = self._cursor.top(one, one.before)
                together = one.together if one.together <= ROOM else 0.0
                if top + max(one.height, together) <= BOTTOM + _SLACK:
                    self._put(one, top)
                    return
        if not self._pages or self._pages[-1]:
            self.turn()
            if chunk.again:
                self._put(chunk.again, self._cursor.y)
        self._put(chunk, self._cursor.y)

    def _put(self, chunk: Chunk, top: float) -> None:
        self._pages[-1].append((chunk, top))
        self._cursor.put(chunk, top)
        for operation in chunk.operations:
            if isinstance(operation, Anchor) and operation.name.startswith(EXAMPLE):
                self.examples.setdefault(operation.name.removeprefix(EXAMPLE), len(self._pages))

    def pages(self, family: Family) -> list[list[Operation]]:
        """Return what each page draws."""
        seen: set[int] = set()
        return [_page(chunks, family, seen) for chunks in self._pages]


def fits_one_page(chunks: Iterable[Chunk]) -> bool:
    """Tell whether ``chunks`` fit one page, looking at no more of them than a page holds."""
    return total(chunks, ROOM + _SLACK) <= ROOM + _SLACK


def _page(chunks: list[tuple[Chunk, float]], family: Family, seen: set[int]) -> list[Operation]:
    operations: list[Operation] = []
    for bar, group in groupby(chunks, lambda placed: placed[0].bar):
        placed = list(group)
        if bar:
            bottom = placed[-1][1] + placed[-1][0].height
            operations += _bar(bar, placed[0][1], bottom, family, first=bar.element not in seen)
            seen.add(bar.element)
        for chunk, top in placed:
            operations += [replace(one, y=one.y + top) for one in chunk.operations]
    return operations


def _bar(bar: SectionBar, top: float, bottom: float, family: Family, first: bool) -> list[Operation]:
    """Return a section's bar on one page; on the pages after its first, the number is spoken no more."""
    operations: list[Operation] = [Area(LEFT, top, bar.width, bottom - top, bar.colour)]
    middle, unit = LEFT + bar.width / 2, bar.unit
    if bar.number:
        size = _NUMBER * unit
        width = family.face(strong=True).width(bar.number) * size
        element = bar.element if first else RUNNING
        pieces = (TextRun("Bold", bar.number + " "),)
        y = top + _NUMBER_BASELINE * unit
        operations.append(TextObject(middle - width / 2, y, size, WHITE, pieces, width, element))
    if bar.icon and bottom - top >= _BAR_WITH_ICON * unit:
        side = _ICON * unit
        operations.append(Symbol(middle - side / 2, top + _ICON_TOP * unit, side, bar.icon, WHITE))
    return operations

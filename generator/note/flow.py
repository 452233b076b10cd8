"""The flow of chunks onto pages. It composes nothing: a chunk comes with its height and with what it draws.

A chunk is what ReportLab calls a flowable, but one that is never split.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from generator.pdf.lines import label
from generator.pdf.page import RUNNING, WHITE, Anchor, Area, Link, Operation, Symbol, TextObject
from generator.pdf.paper import BOTTOM, LEFT, ROOM, TOP
from generator.text.fonts import Family

EXAMPLE = "example:"
"""How the names of the examples' anchors begin."""

_SLACK = 0.01  # points, for rounding
# The size of a bar's number and its baseline, the side of its icon and its top, in points from the bar's top: by eye.
_NUMBER = 16.0
_NUMBER_BASELINE = 17.5
_ICON = 15.5
_ICON_TOP = 24.5
_BAR_WITH_ICON = 46.0
"""The height, in points, at which a bar has room for its icon: that and the same space below it as above."""

_SMALLER = 0.8  # so small may both be in a lower bar, of the sizes designed: that of a heading and one line


class SectionBar(Struct, frozen=True):
    """The coloured bar beside a section, ``width`` points wide, with a number and an icon.

    ``scale`` multiplies the designed sizes of both; ``element`` holds the number.
    """

    width: float
    scale: float
    colour: str
    number: str
    icon: str
    element: int


class Chunk(Struct, frozen=True):
    """What no page break divides: its height, what it draws from its own top, and the space ``before`` it, in points.

    The space is dropped at the top of a page, where ``again`` (a table's header) comes first. ``together`` is the
    height, from this chunk on, that is kept on one page if it can be. ``baseline`` is how far below its top its first
    baseline is, which must be on the page's baseline grid of ``step`` points; a step of 0 means it need not be.
    ``smaller`` is the same in less height, for the foot of a page that has no room for the whole; ``grown`` makes the
    same about so many points higher, at most ``growth``, on a page with room to spare. ``alone`` is the least height
    where no other chunk of its page stands beside its bar.
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
    grown: Callable[[float], Chunk] | None = None
    growth: float = 0.0
    alone: float = 0.0

    def sizes(self) -> Iterator[Chunk]:
        """Yield the chunk, then what may replace it."""
        yield self
        if self.smaller:
            yield replace(self.smaller, before=self.before, bar=self.bar)


def lowered(operations: Iterable[Operation], distance: float) -> tuple[Operation, ...]:
    """Return ``operations`` moved down by ``distance`` points."""
    return tuple(replace(one, y=one.y + distance) for one in operations)


def stacked(first: Chunk, second: Chunk, space: float = 0.0) -> Chunk:
    """Return two chunks as one, the second ``space`` points below the first, with the space before the first."""
    top = first.height + space
    return Chunk(top + second.height, (*first.operations, *lowered(second.operations, top)), first.before)


def repeated(header: Chunk) -> Chunk:
    """Return a table's header for a further page: an artifact, without links."""
    kept = (one for one in header.operations if not isinstance(one, Link))
    operations = (replace(one, element=RUNNING) if isinstance(one, TextObject) else one for one in kept)
    return Chunk(header.height, tuple(operations))


class _Cursor:
    """How far down a page is filled, in points; its baseline grid begins at the first line of the body."""

    def __init__(self, y: float) -> None:
        self.y = y
        self._origin: float | None = None

    def top(self, chunk: Chunk, before: float) -> float:
        """Return the top of ``chunk`` in points, at least ``before`` points below what is there."""
        top = self.y + before
        if not chunk.step or self._origin is None:
            return top
        return top + (self._origin - top - chunk.baseline + _SLACK) % chunk.step - _SLACK

    def put(self, chunk: Chunk, top: float) -> None:
        """Fill the page with ``chunk`` from ``top`` points on."""
        if chunk.step and self._origin is None:
            self._origin = top + chunk.baseline
        self.y = top + chunk.height


def total(chunks: Iterable[Chunk], limit: float = float("inf")) -> float:
    """Return the height in points of ``chunks`` below one another; stop adding above ``limit`` points."""
    cursor = _Cursor(0.0)
    for index, chunk in enumerate(chunks):
        cursor.put(chunk, cursor.top(chunk, chunk.before if index else 0.0))
        if cursor.y > limit:
            break
    return cursor.y


def fits_one_page(chunks: Iterable[Chunk]) -> bool:
    """Tell whether ``chunks`` fit one page, looking at no more of them than a page holds."""
    return total(chunks, ROOM + _SLACK) <= ROOM + _SLACK


class PageFlow:
    """The pages so far: each a list of chunks with their tops; ``examples`` are on the pages of these numbers."""

    def __init__(self) -> None:
        self._pages: list[list[tuple[Chunk, float]]] = []
        self._cursor = _Cursor(BOTTOM)
        self.examples: dict[str, int] = {}

    @property
    def fills(self) -> list[float]:
        """Return for each page how far down it is filled, as a part of its room."""
        return [(page[-1][1] + page[-1][0].height - TOP) / ROOM if page else 0.0 for page in self._pages]

    @property
    def rest(self) -> float:
        """Return the height in points that is left on the last page."""
        return BOTTOM - self._cursor.y

    def begin_page(self) -> None:
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
            self.begin_page()
            if chunk.again:
                self._put(chunk.again, self._cursor.y)
        self._put(chunk, self._cursor.y)

    def _put(self, chunk: Chunk, top: float) -> None:
        """Put ``chunk`` at ``top`` points of the page; note the page of an example that begins in it."""
        page = self._pages[-1]
        if chunk.alone > chunk.height and (not page or page[-1][0].bar is not chunk.bar):
            chunk = replace(chunk, height=chunk.alone)
        page.append((chunk, top))
        self._cursor.put(chunk, top)
        for operation in chunk.operations:
            if isinstance(operation, Anchor) and operation.name.startswith(EXAMPLE):
                self.examples.setdefault(operation.name.removeprefix(EXAMPLE), len(self._pages))

    def pages(self, family: Family) -> list[list[Operation]]:
        """Return the operations of each page."""
        begun: set[int] = set()
        settled = [*map(_settled, self._pages[:-1]), *self._pages[-1:]]
        return [_page(chunks, family, begun) for chunks in settled]


def _settled(page: list[tuple[Chunk, float]]) -> list[tuple[Chunk, float]]:
    """Return a page with its rest given to what can grow on it, and then to its spaces, in steps of its grid.

    A space within running text takes one, one around figures and sections two; if all can.
    """
    step = next((chunk.step for chunk, _top in page if chunk.step), 0.0)
    if not step:
        return page
    rest = BOTTOM - page[-1][1] - page[-1][0].height
    growing = sum(chunk.grown is not None for chunk, _top in page)
    settled, shift = list[tuple[Chunk, float]](), 0.0
    for chunk, top in page:
        if chunk.grown:
            grown = replace(chunk.grown(min(rest / growing, chunk.growth)), bar=chunk.bar, before=chunk.before)
            more = ceil((grown.height - chunk.height) / step - _SLACK) * step
            if 0 < more <= rest:
                settled.append((grown, top + shift))
                rest, shift, growing = rest - more, shift + more, growing - 1
                continue
        settled.append((chunk, top + shift))
    spaces = [(chunk.before > 0) + (chunk.before > step) if number else 0 for number, (chunk, _t) in enumerate(settled)]
    each = step if rest >= step * sum(spaces) else 0.0
    return [(chunk, top + each * sum(spaces[: number + 1])) for number, (chunk, top) in enumerate(settled)]


def _page(chunks: list[tuple[Chunk, float]], family: Family, begun: set[int]) -> list[Operation]:
    """Return the operations of a page; ``begun`` are the elements of the bars on it and on the pages before."""
    operations: list[Operation] = []
    for bar, group in groupby(chunks, lambda placed: placed[0].bar):
        placed = list(group)
        if bar:
            bottom = placed[-1][1] + placed[-1][0].height
            operations += _bar(bar, placed[0][1], bottom, family, first=bar.element not in begun)
            begun.add(bar.element)
        for chunk, top in placed:
            operations += lowered(chunk.operations, top)
    return operations


def _bar(bar: SectionBar, top: float, bottom: float, family: Family, first: bool) -> Iterator[Operation]:
    """Yield a section's bar from ``top`` to ``bottom`` points; on later pages, its number is an artifact."""
    yield Area(LEFT, top, bar.width, bottom - top, bar.colour)
    middle = LEFT + bar.width / 2
    lower = (bottom - top) / _BAR_WITH_ICON
    scale = lower if bar.icon and _SMALLER * bar.scale <= lower < bar.scale else bar.scale
    if bar.number:
        element = bar.element if first else RUNNING
        y, face = top + _NUMBER_BASELINE * scale, family.face(strong=True)
        yield label(bar.number, middle, y, _NUMBER * scale, WHITE, face, element, centred=True)
    if bar.icon and bottom - top >= _BAR_WITH_ICON * scale:
        side = _ICON * scale
        yield Symbol(middle - side / 2, top + _ICON_TOP * scale, side, bar.icon, WHITE)

"""The vocabulary of charts: what is to be shown, the paths and labels that show it, and how six series differ.

Points, y down, from the top left corner. Tones are names (``series1`` to ``series6``, ``ink``, ``muted``, ``rule``,
``ground``) to which each edition gives its colours; dashes and hatching are paths, so that no edition needs more
than fills and strokes, and a copy in grey tells the series apart as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING, Literal, assert_never

from msgspec import Struct, field

from generator.graphics.path import Path, Point, circle, clipped_line, joined, polygons, polylines
from generator.text.breaking import AFTER_HYPHEN
from generator.units import Box

if TYPE_CHECKING:
    from generator.source.charts import Kind

Measure = Callable[[str, bool], float]
"""The width in em of words, strong or not."""

PITCH = 1.2  # as office suites set lines; Carlito's capitals are 0.64 em high
CAPITAL = 0.64
"""The distance of baselines and the height of capitals, in em."""

RULE_WIDTH = 0.6
"""Of rules, in points; of a series' lines, LINE_WIDTH."""

LINE_WIDTH, _OF_WORDS = 2.4, 0.19
"""Four times a rule, in points, so that a line is told from the scale; more beside large words, of their size."""
_OUTLINE = 1.0  # points: the outline of a hatched bar
_HATCH_PEN = 0.7  # points: the lines of a hatching; with their distance below, about a quarter is inked
_HATCH_STEP = 4.0  # points: far enough apart to be seen at 200 dpi, close enough for the smallest bar


Hatch = Literal["up", "down", "across", "vertical"]
"""The direction of the lines of a hatched area; up and down at 45 degrees, read from left to right."""


class ChartData(Struct, frozen=True):
    """What a chart shows: for each series a value, or None where nothing is known, and its printed label by category.

    The label of what is not known is the mark that says so. ``around`` is what stands before and after a number whose
    unit is a sign. The values of a chart to be read without a table beside it stand in it if they can (``tabled``).
    The thousands of all numbers stand apart where they do in one value (``grouped``).
    """

    kind: Kind
    axis: str
    unit: str
    categories: tuple[str, ...]
    names: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    labels: tuple[tuple[str, ...], ...]
    decimal: str = "."
    group: str = ""
    around: tuple[str, str] = ("", "")
    tabled: bool = False
    grouped: bool = False

    def printed(self, series: int, index: int) -> str:
        """Return the label of a value, with its unit if that is a sign."""
        label, (before, after) = self.labels[series][index], self.around
        return f"{before}{label}{after}" if self.values[series][index] is not None else label

    @property
    def numbers(self) -> list[float]:
        """Return all values that are known."""
        return [value for value, _label in self.pairs if value is not None]

    @property
    def pairs(self) -> Iterator[tuple[float | None, str]]:
        """Yield each value with its label and, if that is a sign, its unit."""
        for series, values in enumerate(self.values):
            yield from ((value, self.printed(series, index)) for index, value in enumerate(values))


class PaintedPath(Struct, frozen=True):
    """A path in a tone: filled, or stroked by a pen ``pen`` points wide."""

    path: Path
    tone: str
    pen: float = 0.0


class ChartLabel(Struct, frozen=True):
    """Words on one line, ``width`` points wide, their baseline starting at (x, y), of ``size`` points."""

    x: float
    y: float
    width: float
    text: str
    tone: str
    strong: bool
    size: float


class ChartDrawing(Struct, frozen=True):
    """A planned chart: its paths from back to front, its labels in the order of reading, most of them of ``size``.

    ``complete`` tells whether every category and value stands in it as words.
    """

    width: float
    height: float
    size: float
    paths: tuple[PaintedPath, ...]
    labels: tuple[ChartLabel, ...]
    complete: bool


class SeriesStyle(Struct, frozen=True):
    """How a series is told apart: tone, hatching of areas, dashes of lines, shape of points."""

    tone: str
    hatches: tuple[Hatch, ...] = ()
    dash: tuple[float, ...] = ()
    corners: tuple[Point, ...] = ()


# Markers around a point, in radii: sized so that all look equally large.
_SQUARE = ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9))
_TRIANGLE = ((0.0, -1.2), (1.1, 0.8), (-1.1, 0.8))
_DIAMOND = ((0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0))
_UPTURNED = ((0.0, 1.2), (-1.1, -0.8), (1.1, -0.8))
_BAR = ((-1.4, -0.5), (1.4, -0.5), (1.4, 0.5), (-1.4, 0.5))

SERIES_STYLES = (
    SeriesStyle("series1"),
    SeriesStyle("series2", (), (), _SQUARE),
    SeriesStyle("series3", (), (), _TRIANGLE),
    SeriesStyle("series4", ("up",), (9.0, 2.5, 1.8, 2.5), _DIAMOND),
    SeriesStyle("series5", ("down",), (4.0, 4.0), _UPTURNED),
    SeriesStyle("series6", ("up", "down"), (1.8, 2.2, 6.0, 2.2), _BAR),
)
"""One for each series of a chart, in its order."""


class ChartCanvas(Struct):
    """What a chart is drawn on: ``width`` points of room, words of ``size`` points."""

    width: float
    size: float
    measure: Measure
    paths: list[PaintedPath] = field(default_factory=list)
    labels: list[ChartLabel] = field(default_factory=list)

    @property
    def pitch(self) -> float:
        """Return the distance of two lines of words, in points."""
        return PITCH * self.size

    def width_of(self, text: str, strong: bool = False) -> float:
        """Return the width of ``text`` in points."""
        return self.measure(text, strong) * self.size

    def widest(self, texts: Iterable[str], strong: bool = False) -> float:
        """Return the width of the widest of ``texts``, in points."""
        return max((self.width_of(text, strong) for text in texts), default=0.0)

    def wrapped(self, text: str, width: float, strong: bool = False) -> list[str]:
        """Return the lines of ``text`` in ``width`` points, broken at spaces, then after hyphens.

        A part of a word that is wider than a line is broken between letters.
        """
        lines: list[str] = []
        held = ""
        for before, part in _breakable(text, lambda word: self.width_of(word, strong) <= width):
            longer = f"{held}{before}{part}" if held else part
            if self.width_of(longer, strong) <= width:
                held = longer
                continue
            lines += [held] if held else []
            held = part
            while len(held) > 1 and self.width_of(held, strong) > width:
                cut = next((n for n in range(len(held) - 1, 1, -1) if self.width_of(held[:n], strong) <= width), 1)
                lines.append(held[:cut])
                held = held[cut:]
        return [*lines, held] if held else lines

    def write(
        self,
        lines: Sequence[str],
        x: float,
        top: float,
        *,
        at: float = 0.0,
        tone: str = "ink",
        strong: bool = False,
        scale: float = 1.0,
    ) -> None:
        """Set ``lines`` at ``x``, the top of the first at ``top``, in points.

        ``at`` is the part of a line that lies left of ``x``. Words are ``scale`` times as large as usual.
        """
        size = scale * self.size
        y = top + (PITCH + CAPITAL) / 2 * size
        for text in lines:
            width = self.width_of(text, strong) * scale
            left = max(min(x - at * width, self.width - width), 0.0)
            self.labels.append(ChartLabel(round(left, 2), round(y, 2), width, text, tone, strong, size))
            y += self.pitch * scale

    def write_value(
        self, label: str, value: float | None, x: float, top: float, *, at: float, tone: str = "ink", scale: float = 1.0
    ) -> None:
        """Set the label of a value, strong, or the mark of one that is not known; lengths as for ``write``."""
        known = value is not None
        self.write([label], x, top, at=at, tone=tone if known else "muted", strong=known, scale=scale)

    def parts(self, texts: Iterable[str]) -> Iterator[str]:
        """Yield what no line break divides in ``texts``."""
        return (part for text in texts for _before, part in _breakable(text, lambda _word: False))

    def rules(self, lines: Iterable[Sequence[Point]], tone: str = "rule", pen: float = RULE_WIDTH) -> None:
        """Draw thin lines, ``pen`` points wide."""
        self.paths.append(PaintedPath(polylines(lines), tone, pen))

    def bars(self, boxes: Iterable[Box], style: SeriesStyle) -> None:
        """Fill boxes in a series' style; boxes without an extent are left out."""
        boxes = [box for box in boxes if box.width > 0 and box.height > 0]
        if not boxes:
            return
        if not style.hatches:
            self.paths.append(PaintedPath(polygons(map(corners, boxes)), style.tone))
            return
        lines = [line for box in boxes for line in hatched(box, style.hatches, _HATCH_STEP)]
        self.paths.append(PaintedPath(polylines(lines), style.tone, _HATCH_PEN))
        self.paths.append(PaintedPath(polygons(corners(_inner(box)) for box in boxes), style.tone, _OUTLINE))

    def line(self, points: Sequence[Point], style: SeriesStyle) -> None:
        """Draw a series' line through ``points``, in its dashes."""
        lines = _dashed(points, style.dash) if style.dash else [points]
        self.paths.append(PaintedPath(polylines(lines), style.tone, max(LINE_WIDTH, _OF_WORDS * self.size)))

    def points(self, points: Iterable[Point], style: SeriesStyle, radius: float) -> None:
        """Mark ``points`` by a series' marker of ``radius`` points, on a ring of the background's tone."""
        for tone, size in (("ground", radius + 1.0), (style.tone, radius)):
            paths = [_marker(x, y, style, size) for x, y in points]
            self.paths.append(PaintedPath(joined(paths), tone))

    def drawing(self, height: float, complete: bool) -> ChartDrawing:
        """Return all that was drawn, as a chart ``height`` points high."""
        paths = tuple(mark for mark in self.paths if mark.path.commands)
        return ChartDrawing(self.width, height, self.size, paths, tuple(self.labels), complete)


def _breakable(text: str, fits: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """Yield what no line break divides, each after the space before it; words that do not fit end at their hyphens."""
    for word in text.split(" "):
        first, *others = [word] if fits(word) else re.split(AFTER_HYPHEN, word)
        yield " ", first
        yield from (("", other) for other in others)


def _inner(box: Box) -> Box:
    """Return the box on which an outline is drawn that does not leave ``box``."""
    across, down = min(_OUTLINE, box.width), min(_OUTLINE, box.height)
    return Box(box.x + across / 2, box.y + down / 2, box.width - across, box.height - down)


def corners(box: Box) -> list[Point]:
    """Return the corners of a box, clockwise from the top left."""
    return [(box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom)]


def hatched(box: Box, hatches: Iterable[Hatch], step: float) -> Iterator[list[Point]]:
    """Yield the lines, ``step`` points apart, that hatch ``box``."""
    width, height = box.width, box.height
    for hatch in hatches:
        end = {"across": height, "vertical": width}.get(hatch, width + height)
        at = step / 2
        while at < end:
            for piece in clipped_line(_hatch_line(hatch, at, width, height), width, height):
                yield [(box.x + x, box.y + y) for x, y in piece]
            at += step


def _hatch_line(hatch: Hatch, at: float, width: float, height: float) -> list[Point]:
    """Return the line that starts ``at`` points along the side of a box; it may reach out of the box."""
    match hatch:
        case "up":
            return [(at, 0.0), (at - height, height)]
        case "down":
            return [(width - at, 0.0), (width - (at - height), height)]
        case "across":
            return [(0.0, at), (width, at)]
        case "vertical":
            return [(at, 0.0), (at, height)]
        case _:
            assert_never(hatch)


def _dashed(points: Sequence[Point], dash: Sequence[float]) -> list[list[Point]]:
    """Return the strokes of a line that is drawn and left out by turns, in lengths of ``dash``."""
    strokes: list[list[Point]] = []
    index, left = 0, dash[0]
    current = [points[0]]
    for start, end in pairwise(points):
        length = hypot(end[0] - start[0], end[1] - start[1])
        done = 0.0
        while length - done > left:
            done += left
            place = _between(start, end, done / length)
            if index % 2 == 0:
                strokes.append([*current, place])
            index += 1
            left = dash[index % len(dash)]
            current = [place]
        left -= length - done
        current = [*current, end] if index % 2 == 0 else [end]
    return [*strokes, current] if index % 2 == 0 and len(current) > 1 else strokes


def _between(start: Point, end: Point, part: float) -> Point:
    """Return the point at a part of the way from ``start`` to ``end``."""
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def _marker(x: float, y: float, style: SeriesStyle, radius: float) -> Path:
    """Return a series' marker around a point, ``radius`` points in size."""
    if style.corners:
        return polygons([[(x + dx * radius, y + dy * radius) for dx, dy in style.corners]])
    return circle(x, y, radius)

"""Draw the chart of a slide as an office suite draws the native one, for pictures and the handout.

Plot, legend, colours, patterns and the direction of the bars are those of the chart's frame. Office suites choose the
ends of the scale themselves; these are chosen in the same way. Tones are the frame's (``ink``, ``muted``, ``rule``,
``paper``) and, for each series, its number.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, assert_never

from generator.deck.compose.chartplan import (
    AFTER_END,
    BEFORE_SHARE,
    GAP_WIDTH,
    LEGEND_SAMPLE,
    PARTS_GAP,
    ROOM,
    end_of_line,
    scale_of,
)
from generator.graphics.curves import stretches
from generator.graphics.drawing import ChartCanvas, PaintedPath, corners, hatched
from generator.graphics.path import circle, polygons
from generator.graphics.scale import Scale, over, tick_words
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.deck.slide import ChartFrame
    from generator.graphics.drawing import ChartDrawing, Hatch, Measure
    from generator.graphics.path import Point

# As chartml writes them: widths of lines in points, and the radius of a marker of size 9.
_AXIS, _GRID, _EDGE, _LINE, _STROKE = 1.0, 0.75, 1.0, 3.5, 1.5
_RADIUS = 4.5
# As LibreOffice draws Office's patterns, measured on its PDF: the lines' width, and their distance.
_HATCH, _HATCH_STEP = 1.4, 4.5
_HATCHES: dict[str, tuple[Hatch, ...]] = {
    "wdUpDiag": ("up",),
    "wdDnDiag": ("down",),
    "dkHorz": ("across",),
    "dkVert": ("vertical",),
    "smCheck": ("up", "down"),
}
_SAMPLE = 0.6  # the side of the sample before a name in the legend, in em: as LibreOffice's
# Markers around a point, in radii, as LibreOffice draws those of ST_MarkerStyle.
_SHAPES: dict[str, tuple[Point, ...]] = {
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "diamond": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
    "triangle": ((0, -1.1), (1.1, 0.9), (-1.1, 0.9)),
}
_STROKES: dict[str, tuple[tuple[Point, Point], ...]] = {
    "x": (((-1, -1), (1, 1)), ((-1, 1), (1, -1))),
    "plus": (((-1.2, 0), (1.2, 0)), ((0, -1.2), (0, 1.2))),
}


def draw_chart(chart: ChartFrame, measure: Measure) -> ChartDrawing:
    """Return the drawing of ``chart``, in points from the corner of its frame."""
    painter = _ChartPainter(chart, measure)
    match chart.kind:
        case "share":
            painter.parts()
        case "bar":
            painter.bars()
        case "column":
            painter.upright(painter.columns)
        case "line":
            painter.upright(painter.lines)
        case _:
            assert_never(chart.kind)
    if chart.legend:
        painter.legend(_from(chart.legend, chart.box))
    return painter.canvas.drawing(chart.box.height, complete=True)


class _ChartPainter:
    def __init__(self, chart: ChartFrame, measure: Measure) -> None:
        self._chart = chart
        self._plot = _from(chart.plot, chart.box)
        self._labelled = all(all(one.labelled) for one in chart.series)
        self.canvas = ChartCanvas(chart.box.width, chart.size, measure)

    # Kinds

    def parts(self) -> None:
        """Draw a bar for each part of a whole, its percentage behind it."""
        plot, canvas, values = self._plot, self.canvas, self._scale(self._plot.width)
        count, gap = len(self._chart.series), PARTS_GAP / 100
        bar = plot.height / (count + (count - 1) * gap)
        darkest = str(max(range(count), key=lambda one: self._chart.series[one].values))
        for index, series in enumerate(self._chart.series):
            width, top = values.at(series.numbers[0]), plot.y + index * bar * (1 + gap)
            self._bar(index, Box(plot.x, top, width, bar))
            x, top = plot.x + width + ROOM / 2, top + (bar - canvas.pitch) / 2
            said = [BEFORE_SHARE + one for one in series.printed]
            canvas.write(said, x, top, tone=darkest, strong=True)

    def bars(self) -> None:
        """Draw horizontal bars, the first category on top, its name on the left."""
        plot, canvas, chart = self._plot, self.canvas, self._chart
        values = self._scale(plot.width)
        band = plot.height / len(chart.categories)
        bar = band / (len(chart.series) + GAP_WIDTH / 100)
        foot = self._vertical_grid(values)
        for index, name in enumerate(chart.categories):
            lines = canvas.wrapped(name, plot.x - ROOM)
            top = plot.y + index * band
            canvas.write(lines, plot.x - ROOM, top + (band - len(lines) * canvas.pitch) / 2, at=1.0)
            top += bar * GAP_WIDTH / 200
            for number, series in enumerate(chart.series):
                value = series.values[index]
                low, high = sorted((values.at(0.0), values.at(value or 0.0)))
                self._bar(number, Box(plot.x + low, top, high - low, bar))
                if self._labelled and value is not None:
                    below = value < 0
                    x = plot.x + (low - ROOM / 2 if below else high + ROOM / 2)
                    canvas.write([series.printed[index]], x, top + (bar - canvas.pitch) / 2, at=float(below))
                top += bar
        zero = plot.x + values.at(0.0)
        canvas.rules([[(zero, plot.y), (zero, plot.y + plot.height)]], "muted", _AXIS)
        canvas.write([chart.headed], 0.0, chart.top - chart.box.y, tone="muted")
        canvas.write([chart.footed], plot.x + plot.width / 2, foot, at=0.5, tone="muted")

    def upright(self, draw: Callable[[Scale], None]) -> None:
        """Draw values by ``draw`` on a vertical scale, the names of the categories below them."""
        plot, canvas, chart = self._plot, self.canvas, self._chart
        values = self._scale(plot.height)
        self._horizontal_grid(values)
        draw(values)
        base = plot.y + plot.height - values.at(min(max(0.0, values.low), values.high))
        canvas.rules([[(plot.x, base), (plot.x + plot.width, base)]], "muted", _AXIS)
        band = plot.width / len(chart.categories)
        top, deepest = plot.y + plot.height + ROOM / 2, 1
        for index in range(0, len(chart.categories), chart.skip):
            name = chart.categories[index]
            lines = canvas.wrapped(name, band - ROOM / 2) if chart.skip == 1 else [name]
            canvas.write(lines, plot.x + (index + 0.5) * band, top, at=0.5)
            deepest = max(deepest, len(lines))
        canvas.write([chart.footed], plot.x + plot.width / 2, top + deepest * canvas.pitch, at=0.5, tone="muted")
        canvas.write([chart.headed], 0.0, chart.top - chart.box.y, tone="muted")

    def columns(self, values: Scale) -> None:
        """Draw columns, each with its value where all are printed."""
        plot, chart = self._plot, self._chart
        band = plot.width / len(chart.categories)
        bar = band / (len(chart.series) + GAP_WIDTH / 100)
        for number, series in enumerate(chart.series):
            for index, value in enumerate(series.values):
                x = plot.x + index * band + bar * (GAP_WIDTH / 200 + number)
                low, high = sorted((values.at(0.0), values.at(value or 0.0)))
                top = plot.y + plot.height - high
                self._bar(number, Box(x, top, bar, high - low))
                if self._labelled and value is not None:
                    place = top + high - low if value < 0 else top - self.canvas.pitch
                    self.canvas.write([series.printed[index]], x + bar / 2, place, at=0.5)

    def lines(self, values: Scale) -> None:
        """Draw lines with their markers, a gap where a value is not known."""
        plot, chart = self._plot, self._chart
        band = plot.width / len(chart.categories)
        for number, series in enumerate(chart.series):
            points = [
                None if value is None else (plot.x + (index + 0.5) * band, plot.y + plot.height - values.at(value))
                for index, value in enumerate(series.values)
            ]
            runs = [*stretches(points)]
            self.canvas.rules(runs, str(number), _LINE)
            for point in chain.from_iterable(runs):
                self._marker(number, point)
            if end := end_of_line(series.name, series.printed[-1], chart.ends):
                x, y = runs[-1][-1]
                said = end.split("\n")
                top = y - len(said) * self.canvas.pitch / 2
                self.canvas.write(said, x + AFTER_END, top, tone=str(number), strong=True)

    # Scales

    def _scale(self, length: float) -> Scale:
        """Return the scale of ``length`` points."""
        return over(*scale_of(self._chart), length)

    def _ticks(self, values: Scale) -> list[tuple[str, float]]:
        """Return the words and the places of the scale's lines; none where all values are printed."""
        if self._labelled:
            return []
        chart, (before, after) = self._chart, self._chart.around
        numbers = tick_words(values.ticks, chart.decimal, chart.group, grouped=chart.grouped)
        words = (f"{before}{one}{after}" for one in numbers)
        return list(zip(words, (values.at(float(tick)) for tick in values.ticks), strict=True))

    def _vertical_grid(self, values: Scale) -> float:
        """Draw the lines of a horizontal scale, their numbers below; return where they end, in points."""
        plot, ticks = self._plot, self._ticks(values)
        foot = plot.y + plot.height
        self.canvas.rules([[(plot.x + x, plot.y), (plot.x + x, foot)] for _text, x in ticks], "rule", _GRID)
        for text, x in ticks:
            self.canvas.write([text], plot.x + x, foot + ROOM / 2, at=0.5, tone="muted")
        return foot + ROOM / 2 + (self.canvas.pitch if ticks else 0.0)

    def _horizontal_grid(self, values: Scale) -> None:
        """Draw the lines of a vertical scale, their numbers on the left."""
        plot, ticks = self._plot, self._ticks(values)
        foot = plot.y + plot.height
        self.canvas.rules([[(plot.x, foot - y), (plot.x + plot.width, foot - y)] for _text, y in ticks], "rule", _GRID)
        for text, y in ticks:
            self.canvas.write([text], plot.x - ROOM, foot - y - self.canvas.pitch / 2, at=1.0, tone="muted")

    # Looks

    def _bar(self, number: int, box: Box) -> None:
        """Fill ``box`` as the series is: with its colour, or with its pattern on the paper and its edge."""
        if box.width <= 0 or box.height <= 0:
            return
        series, tone = self._chart.series[number], str(number)
        ring = corners(box)
        self._mark([ring], "paper" if series.pattern else tone)
        if series.pattern:
            lines = hatched(box, _HATCHES[series.pattern], _HATCH_STEP)
            self.canvas.rules(lines, tone, _HATCH)
        self.canvas.rules([[*ring, ring[0]]], tone if series.pattern else "paper", _EDGE)

    def _marker(self, number: int, at: Point) -> None:
        marker, tone, (x, y) = self._chart.series[number].marker, str(number), at
        if marker in _STROKES:
            self.canvas.rules([_around(line, at) for line in _STROKES[marker]], tone, _STROKE)
        elif marker in _SHAPES:
            self._mark([_around(_SHAPES[marker], at)], tone)
        else:
            self.canvas.paths.append(PaintedPath(circle(x, y, _RADIUS), tone))

    def _mark(self, rings: Sequence[Sequence[Point]], tone: str) -> None:
        self.canvas.paths.append(PaintedPath(polygons(rings), tone))

    def legend(self, box: Box) -> None:
        """Set the name of each series after a sample of its style, in columns as wide as the widest needs."""
        canvas, series, size = self.canvas, self._chart.series, self._chart.size
        entry = canvas.widest(one.name for one in series) + LEGEND_SAMPLE * size
        across = min(max(1, int(box.width / entry)), len(series))
        rows = -(-len(series) // across)
        step, column = box.height / rows, box.width / across
        side = _SAMPLE * size
        for number, one in enumerate(series):
            x, y = box.x + number % across * column, box.y + number // across * step
            middle = y + step / 2
            if self._chart.series[number].marker:
                self.canvas.rules([[(x, middle), (x + 2 * side, middle)]], str(number), _LINE)
                self._marker(number, (x + side, middle))
            else:
                self._bar(number, Box(x + side / 2, middle - side / 2, side, side))
            canvas.write([one.name], x + 2.5 * side, middle - canvas.pitch / 2)


def _from(box: Box, frame: Box) -> Box:
    """Return a box from the corner of ``frame``."""
    return Box(box.x - frame.x, box.y - frame.y, box.width, box.height)


def _around(points: Sequence[Point], at: Point) -> list[Point]:
    """Return the corners of a marker around a point."""
    return [(at[0] + x * _RADIUS, at[1] + y * _RADIUS) for x, y in points]

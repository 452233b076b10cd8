"""Decide how a chart stands in its frame: which way its bars go, the size of its text, where plot and legend are.

All is measured: no label meets another, and none is turned; what fits at no size is refused with its line.
"""

from __future__ import annotations

from itertools import pairwise
from math import ceil, floor, log10
from typing import TYPE_CHECKING, assert_never

from msgspec import Struct
from msgspec.structs import replace

from generator.deck.compose.shares import share_bar
from generator.errors import ContentError, Problem
from generator.messages import _
from generator.source.charts import has_parts, rules
from generator.text import fallback
from generator.text.breaking import Word, count_lines, words
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.deck.compose.common import Context
    from generator.deck.compose.shares import ShareBar
    from generator.document.tree import Chart
    from generator.source.charts import Form

GAP_WIDTH = 60  # between groups of bars, in hundredths of a bar
ROOM = 6.0  # between a label and what it stands beside
TITLE = 1.5  # the line of an axis' title, in em
LEGEND_SAMPLE = 3.2  # the sample before a name in the legend, and the space after it, in em
_MAX_NAMES = 0.42  # the most that names beside horizontal bars take of the width
_MAX_LONG_NAMES = 0.65  # ... when they fit nowhere else
_MAX_LINES = 2  # of a name below columns
_MAX_LABELLED = 24  # values: the labels of more of them are a table, which a chart is not
_KEY = 24.0  # points: the names of the parts of a whole, below their bar
_BAR, _BAR_SHARE = 220.0, 0.6  # the height of the bar of shares, at most: in points, and of its area (by eye)
_LOW_BAR, _LOW_BAR_SHARE = 120.0, 0.4  # ... and at least, where its key has many names
_LOW_PLOT = 0.5  # of the area: a plot that is lower shows little, and has its labels smaller (by eye)
AFTER_END = 10.0  # points: between the end of a line and its name
_MAX_ENDS = 0.28  # of the width: what names at the ends of lines take of it (by eye)
_SCALED = 1.3  # of the values' spread: what office suites' scales span at most, so that names stay apart
_TICKS = 5  # of a scale: Office may draw more, but the width of its numbers hardly depends on that


class Plot(Struct, frozen=True):
    """The plot of a chart: its form, its box, its legend's, the size of all its text in points.

    Several lines without a legend have their names at their ends. One category is named out of ``skip``; ``bar`` holds
    the parts of a whole.
    """

    kind: Form
    box: Box
    legend: Box | None
    size: float
    labelled: bool = False
    skip: int = 1
    bar: ShareBar | None = None


def plan_plot(block: Chart, area: Box, context: Context) -> Plot:
    """Return the plot of ``block`` in ``area`` at the largest size at which all its labels fit and leave it height."""
    measure = _Measure(block, area, context)
    theme = context.kit.theme.deck
    sizes = theme.chart.steps()
    if has_parts(block.kind):  # a single bar leaves room
        sizes = replace(theme.running, largest=max(theme.running.largest, _KEY)).steps()
    for last_resort in (False, True):
        found = None
        for size in reversed(sizes):
            for form in rules(block.kind).forms:
                plot = measure.plot(form, size, last_resort)
                if plot and (has_parts(block.kind) or plot.box.height >= _LOW_PLOT * area.height):
                    return plot
                found = found or plot
        if found:
            return found
    raise measure.refusal()


class _Measure:
    """The texts of a chart, measured once."""

    def __init__(self, block: Chart, area: Box, context: Context) -> None:
        self._block = block
        self._area = area
        self._context = context
        family = context.kit.family
        self._face, self._strong = family.face(), family.face(strong=True)
        self._names = [words(text.runs, family, strong_places=False) for text in block.categories]
        self._values = [value for series in block.series for value in series.numbers]
        self._labels = max(self._face.width(text.plain) for series in block.series for text in series.labels)
        self._ticks = max(self._face.width(text) for text in _ticks(self._values))

    def plot(self, form: Form, size: float, last_resort: bool) -> Plot | None:
        """Return the plot in a form at ``size`` points, or None without room; names may crowd it as a last resort."""
        match form:
            case "column":
                return self.column(size)
            case "bar":
                return self.bar(size, _MAX_LONG_NAMES if last_resort else _MAX_NAMES)
            case "line":
                return self.line(size)
            case "share":
                return self.share(size)
            case _:
                assert_never(form)

    def refusal(self) -> ContentError:
        """Return the error for the longest name of the chart."""
        named = [*self._block.categories, *(series.name for series in self._block.series)]
        text = max(named, key=lambda text: self._face.width(text.plain))
        cause = _(
            "The chart has no room for its names, even at the smallest size of the theme; this one is the longest."
        )
        return ContentError([Problem(text.mark, "", cause, _("Shorten the names, or split the chart."))])

    def _line(self, size: float) -> float:
        """Return the distance of two lines of ``size`` points, in points."""
        return self._context.pitch * size

    def _key(self, texts: Sequence[str], size: float, area: Box) -> tuple[Box, Box] | None:
        """Return the box of the legend at the top of ``area``, and what it leaves; None if a name is too long.

        Names are ``size`` points high.
        """
        entry = max(self._face.width(text) for text in texts) * size + LEGEND_SAMPLE * size
        across = int(area.width / entry)
        if not across:
            return None
        across = min(across, len(texts))
        height = ceil(len(texts) / across) * self._line(size) * 1.15 + ROOM
        box = Box(area.x, area.y, min(area.width, across * entry * 1.1), height)
        left = area.height - height - ROOM
        return box, Box(area.x, area.y + height + ROOM, area.width, left)

    def _keyed(self, size: float) -> tuple[Box | None, Box] | None:
        """Return the legend of several series of ``size`` points, and the area that it leaves; None without room."""
        if len(self._block.series) == 1:
            return None, self._area
        return self._key([series.name.plain for series in self._block.series], size, self._area)

    def column(self, size: float) -> Plot | None:
        """Return columns, with text of ``size`` points, if each name stands below its own on few lines."""
        keyed = self._keyed(size)
        if keyed is None:
            return None
        key, area = keyed
        # Where all values are printed, a scale would say it again.
        for labelled in (True, False):
            box = self._above(area, size, scale=not labelled)
            band = box.width / len(self._names)
            lines = self._lines(band - ROOM, size)
            bar = band / (len(self._block.series) + GAP_WIDTH / 100)
            room = band - ROOM if len(self._block.series) == 1 else bar
            if lines <= _MAX_LINES and (not labelled or self._labelled(size, room)):
                return Plot("column", self._raised(box, lines, size), key, size, labelled)
        return None

    def line(self, size: float) -> Plot | None:
        """Return lines, with text of ``size`` points; where names are many, only every so many is printed."""
        ended = self._ended(size)
        if ended and (plot := self._lined(None, ended, size)) and self._apart(plot):
            return plot
        keyed = self._keyed(size)
        return self._lined(*keyed, size) if keyed else None

    def _ended(self, size: float) -> Box | None:
        """Return what the names of several lines, ``size`` points high, leave beside their ends; None without room."""
        series = self._block.series
        if len(series) == 1 or any(one.values[-1] is None for one in series):
            return None
        wide = max(self._strong.width(one.name.plain) for one in series) * size * fallback.spread(self._strong)
        half = 0.5 / len(self._names)  # of the plot: the last point is in the middle of its band
        across = self._above(self._area, size, scale=True).width
        right = max(0.0, (wide + AFTER_END - half * across) / (1 - half))
        return replace(self._area, width=self._area.width - right) if right <= _MAX_ENDS * across else None

    def _apart(self, plot: Plot) -> bool:
        """Tell whether the ends of lines are so far apart that their names do not meet, whatever scale is chosen."""
        low, high = min(0.0, *self._values), max(0.0, *self._values)
        ends = sorted(one.values[-1] or 0.0 for one in self._block.series)
        least = min(other - one for one, other in pairwise(ends))
        return least * plot.box.height >= self._line(plot.size) * _SCALED * (high - low)

    def _lined(self, key: Box | None, area: Box, size: float) -> Plot | None:
        """Return lines in ``area``, with text of ``size`` points and this legend."""
        box = self._above(area, size, scale=True)
        band = box.width / len(self._names)
        lines = self._lines(band - ROOM, size)
        skip = 1
        if lines > _MAX_LINES:
            widest = max(_total(name) for name in self._names) * size + 2 * ROOM
            skip, lines = ceil(widest / band), 1
            over = max(0.0, (widest - band) / 2)
            if skip > len(self._names) / 2 or over > box.width / 6:
                return None
            before = max(0.0, over - (box.x - area.x))
            box = Box(box.x + before, box.y, box.width - before - over, box.height)
        return Plot("line", self._raised(box, lines, size), key, size, False, skip)

    def bar(self, size: float, share: float) -> Plot | None:
        """Return horizontal bars, with text of ``size`` points, if the lines of each name are no higher than its band.

        ``share`` is the part of the width that the names may take.
        """
        keyed = self._keyed(size)
        if keyed is None:
            return None
        key, area = keyed
        bottom = self._line(size) + (TITLE * size if self._block.unit else 0.0) + ROOM
        height = area.height - bottom
        band = height / len(self._names)
        title = TITLE * size
        maximum = area.width * share
        wide = min(max(_total(name) for name in self._names) * size * 1.02 + 2, maximum)
        if max((word.width for name in self._names for word in name), default=0.0) * size > wide:
            return None
        if max(count_lines(name, wide / size) for name in self._names) * self._line(size) > band:
            return None
        bar = band / (len(self._block.series) + GAP_WIDTH / 100)
        labelled = bar >= size and len(self._values) <= _MAX_LABELLED
        right = self._labels * size + 2 * ROOM
        left = title + wide + 2 * ROOM
        box = Box(area.x + left, area.y, area.width - left - right, height)
        return Plot("bar", box, key, size, labelled)

    def share(self, size: float) -> Plot | None:
        """Return one bar for the whole, and its legend below it: names with percentages, ``size`` points high."""
        found = share_bar(self._block, self._context.document.language)
        names = [part.name for part in found.segments]
        area = self._area
        keyed = self._key(names, size, area)
        if keyed is None:
            return None
        tall = min(_BAR, area.height * _BAR_SHARE, area.height - keyed[0].height - 2 * ROOM)
        if tall < min(_LOW_BAR, area.height * _LOW_BAR_SHARE):
            return None
        # Percentages that add up to less leave the rest of the whole free.
        box = Box(area.x, area.y, area.width * min(1.0, sum(part.share for part in found.segments)), tall)
        return Plot("share", box, replace(keyed[0], y=area.y + tall + 2 * ROOM), size, True, 1, found)

    def _above(self, area: Box, size: float, *, scale: bool) -> Box:
        """Return what the value axis, its title and the first label, ``size`` points high, leave of ``area``."""
        left = TITLE * size + ROOM if self._block.unit else 0.0
        left += self._ticks * size + 2 * ROOM if scale else 0.0
        top = self._line(size)
        return Box(area.x + left, area.y + top, area.width - left - ROOM, area.height - top)

    def _raised(self, box: Box, lines: int, size: float) -> Box:
        """Return ``box`` without the lines below it, ``size`` points high: the names, and the title of their axis."""
        bottom = lines * self._line(size) + TITLE * size + 2 * ROOM
        return replace(box, height=box.height - bottom)

    def _lines(self, width: float, size: float) -> int:
        """Return the lines that the longest name takes in ``width`` points; many if one of its words does not fit."""
        if max((word.width for name in self._names for word in name), default=0.0) * size > width:
            return _MAX_LINES + 1
        return max(count_lines(name, width / size) for name in self._names)

    def _labelled(self, size: float, room: float) -> bool:
        """Tell whether each value, ``size`` points high, fits ``room`` points, and values are few enough."""
        return self._labels * size <= room and len(self._values) <= _MAX_LABELLED


def _total(name: Sequence[Word]) -> float:
    """Return the width of a name on one line, in em."""
    return sum(word.width + word.space for word in name)


def _ticks(values: Sequence[float]) -> list[str]:
    """Return about what the value axis prints: Office chooses the steps itself, in like manner."""
    low, high = min(0.0, *values), max(0.0, *values)
    rough = (high - low) / _TICKS or 1.0
    unit = 10.0 ** floor(log10(rough))
    step = unit * next(factor for factor in (1, 2, 5, 10) if factor * unit >= rough)
    digits = max(0, -floor(log10(step)))
    first, last = floor(low / step) - 1, ceil(high / step) + 1
    return [f"{number * step:,.{digits}f}" for number in range(first, last + 1)]

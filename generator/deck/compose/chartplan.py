"""Decide how a chart stands in its frame: which way its bars go, the size of its text, where plot and legend are.

All is measured: no label meets another, and none is turned; what fits at no size is refused with its line.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from math import ceil, floor, inf, log10
from typing import TYPE_CHECKING, assert_never

from msgspec import Struct
from msgspec.structs import replace

from generator.deck.compose.common import SLACK
from generator.deck.compose.shares import share_bar
from generator.document.words import around
from generator.errors import ContentError, Problem
from generator.graphics.scale import round_step
from generator.messages import _
from generator.source.charts import from_nought, has_parts, has_points, is_horizontal, rules
from generator.source.inline import Run
from generator.text import fallback
from generator.text.breaking import Word, count_lines, words
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.deck.compose.common import Context
    from generator.deck.compose.shares import ShareBar
    from generator.deck.slide import ChartFrame, LineEnds
    from generator.document.tree import Chart
    from generator.source.charts import Form

BETWEEN_ENDS = {"both": "\u00a0", "stacked": "\n"}
"""What parts name and value at the end of a line."""
GAP_WIDTH, PARTS_GAP = 60, 75  # between groups of bars, and between the parts of a whole, in hundredths of a bar
ROOM = 6.0  # between a label and what it stands beside
TITLE = 1.5  # the line of an axis' title, in em
_UPRIGHT = 0.18  # of the width: LibreOffice breaks the title of an upright axis that is wider than a fifth
LEGEND_SAMPLE = 3.2  # the sample before a name in the legend, and the space after it, in em
_MAX_NAMES = 0.42  # the most that names beside horizontal bars take of the width
_MAX_LONG_NAMES = 0.65  # ... when they fit nowhere else
_MAX_LINES = 2  # of a name below columns
_MAX_LABELLED = 24  # values: the labels of more of them are a table, which a chart is not
_BAR, _LOW_BAR = 110.0, 6.0  # points: the bar of a part, at most and at least (by eye)
_NEAR = 4.0  # points: between the name of a part and the bar below it (by eye)
BEFORE_SHARE = "\u2002"
"""What is printed between the bar of a part and its percentage."""
_NUMERALS, _NUMERAL = 1.6, 0.8  # percentages, of the names' size; of the height of their bar, at most
_DIGIT, _LINE = 0.75, 1.5  # em: the width of a digit, the height of a line, in a wider font
_MOST_ROOM = 0.4  # of a scale: what a value at the end of a bar below nought takes, at most
_EASY = 16.0  # points: of text as large, the better form of a chart comes before larger text
_SMALL = 14.0  # ... and before smaller text, every so many names come, and a scale instead of values
_WIDER_LINE = 1.03  # of what a sentence is wider by in a wider font: a name of wide letters
_LOW_PLOT = 0.5  # of the area: a plot that is lower shows little, and has its labels smaller (by eye)
_NARROW_PLOT = 0.33  # ... and of its width
AFTER_END = 14.0  # points: between the end of a line and its name, clear of its marker
_FAR = 1 / 6  # Office starts the axis of lines at zero where values spread by more than this part of the highest
_MARGIN = 0.05  # of the values' spread: what office suites leave free beyond them
_MAX_STEPS, _FEW_STEPS = 10, 5  # of a scale: as LibreOffice, and where its lines are drawn
# Office divides a scale by 1, 2 or 5; the note and the page also by 2.5
_OFFICE_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_MAX_ENDS = 0.3  # of the width: what names at the ends of lines take of it (by eye)
_SCALED = 1.3  # of the values' spread: what office suites' scales span at most, so that names stay apart
_YEAR = re.compile(r"(1[5-9]|20|21)\d\d([-–/](\d\d)?\d\d)?")
_TICKS = 5  # of a scale: Office may draw more, but the width of its numbers hardly depends on that


class KeyName(Struct, frozen=True):
    """The box that names a part of a whole: ``above`` its bar, or on its left."""

    box: Box
    name: str
    above: bool


class Plot(Struct, frozen=True):
    """The plot of a chart: its form, its box, its legend's, the size of all its text in points.

    ``ends`` is what stands at the ends of lines. One category is named out of ``skip``; ``bar`` holds the parts of a
    whole, ``key`` where each is named; percentages behind their bars are ``numerals`` points high. An ``untitled`` one
    has no room above its names for what they are.
    """

    kind: Form
    box: Box
    legend: Box | None
    size: float
    labelled: bool = False
    skip: int = 1
    bar: ShareBar | None = None
    key: tuple[KeyName, ...] = ()
    numerals: float = 0.0
    ends: LineEnds = "none"
    untitled: bool = False


def titled(block: Chart) -> bool:
    """Tell whether categories need to be told what they are: years do not."""
    return not all(_YEAR.fullmatch(category.plain) for category in block.categories)


def plan_plot(block: Chart, area: Box, context: Context) -> Plot:
    """Return the plot of ``block`` in ``area`` at the largest size at which all its labels fit and leave it height."""
    measure = _Measure(block, area, context)
    sizes = context.kit.theme.deck.chart.steps()
    forms, down = rules(block.kind).forms, sizes[::-1]
    tries = [(size, form) for form in forms for size in down if size >= _EASY]
    tries += [(size, form) for size in down if size < _EASY for form in forms]
    for last_resort in (False, True):
        found: list[tuple[bool, int, Plot]] = []
        for size, form in tries:
            if plot := measure.plot(form, size, last_resort):
                high = bool(plot.bar) or plot.box.height >= _LOW_PLOT * area.height
                high = high and plot.box.width >= _NARROW_PLOT * area.width
                if high and plot.skip == 1 and size >= _SMALL and (plot.labelled or has_points(form)):
                    return plot
                found.append((not high, len(found), plot))
        if found:
            return min(found)[-1]
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
        before, after = around = unit_around(block, context)
        self._axis = max(word.width for word in words(block.axis.runs, family, strong_places=False))
        self._titled, self._lone_unit = titled(block), bool(block.unit) and not any(around)
        self._set_around = f"{before}{{}}{after}".format
        labels = (text.plain for series in block.series for text in series.labels)
        self._labels, self._ticks = (
            max(self._face.width(self._set_around(text)) for text in texts) for texts in (labels, _ticks(self._values))
        )
        self._spread = 1.0  # of all widths

    def plot(self, form: Form, size: float, last_resort: bool) -> Plot | None:
        """Return the plot in a form at ``size`` points, or None without room.

        As a last resort names may crowd it, and wider fonts have no room.
        """
        self._spread = 1.0 if last_resort else fallback.spread(self._face) * _WIDER_LINE
        match form:
            case "column":
                return self.column(size)
            case "bar":
                return self.bar(size, _MAX_LONG_NAMES if last_resort else _MAX_NAMES)
            case "line":
                return self.line(size)
            case "share":
                return self.share(size, _MAX_LONG_NAMES if last_resort else _MAX_NAMES)
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
        entry = max(self._face.width(text) for text in texts) * size * self._spread + LEGEND_SAMPLE * size
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
        several: tuple[LineEnds, ...] = ("both", "stacked", "name")
        for ends in several if len(self._block.series) > 1 else ("value",):
            ended = self._ended(size, ends)
            if ended and (plot := self._lined(None, ended, size)) and self._apart(plot, 1 + (ends == "stacked")):
                return replace(plot, ends=ends)
        keyed = self._keyed(size)
        return self._lined(*keyed, size) if keyed else None

    def _ended(self, size: float, ends: LineEnds) -> Box | None:
        """Return what stands at the ends of lines, ``size`` points high, leaves beside them; None without room."""
        series = self._block.series
        if any(one.values[-1] is None for one in series):
            return None
        said = [end_of_line(one.name.plain, self._set_around(one.labels[-1].plain), ends) for one in series]
        lines = (line for one in said for line in one.split("\n"))
        wide = max(map(self._strong.width, lines)) * size * fallback.spread(self._strong)
        half = 0.5 / len(self._names)  # of the plot: the last point is in the middle of its band
        across = self._above(self._area, size, scale=True).width
        right = max(0.0, (wide + AFTER_END - half * across) / (1 - half))
        return replace(self._area, width=self._area.width - right) if right <= _MAX_ENDS * across else None

    def _apart(self, plot: Plot, lines: int) -> bool:
        """Tell whether the ends of lines are so far apart that their names, of so many lines each, do not meet.

        That holds whatever scale is chosen.
        """
        low, high = min(0.0, *self._values), max(0.0, *self._values)
        ends = sorted(one.values[-1] or 0.0 for one in self._block.series)
        least = min((other - one for one, other in pairwise(ends)), default=inf)
        return least * plot.box.height >= lines * self._line(plot.size) * _SCALED * (high - low)

    def _lined(self, key: Box | None, area: Box, size: float) -> Plot | None:
        """Return lines in ``area``, with text of ``size`` points and this legend."""
        box = self._above(area, size, scale=True)
        band = box.width / len(self._names)
        lines = self._lines(band - ROOM, size)
        skip = 1
        if lines > _MAX_LINES:
            widest = max(_total(name) for name in self._names) * size * self._spread + 2 * ROOM
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
        untitled = self._axis * size > _UPRIGHT * self._area.width
        top = self._line(size) if self._titled and not untitled else 0.0
        bottom = self._line(size) + (TITLE * size if self._lone_unit else 0.0) + ROOM
        height = area.height - top - bottom
        band = height / len(self._names)
        maximum = area.width * share
        own = size * self._spread
        wide = min(max(_total(name) for name in self._names) * own * 1.02 + 2, maximum)
        if max((word.width for name in self._names for word in name), default=0.0) * own > wide:
            return None
        if max(count_lines(name, wide / own) for name in self._names) * self._line(size) > band:
            return None
        bar = band / (len(self._block.series) + GAP_WIDTH / 100)
        labelled = bar >= size and len(self._values) <= _MAX_LABELLED
        right = self._labels * own + 2 * ROOM
        left = wide + 2 * ROOM
        box = Box(area.x + left, area.y + top, area.width - left - right, height)
        return Plot("bar", box, key, size, labelled, untitled=untitled)

    def share(self, size: float, share: float) -> Plot | None:
        """Return a bar for each part of the whole, its percentage behind it, its name ``size`` points high.

        Names stand above their bars where these are so thick that they leave the room; else on their left, where they
        may take the part ``share`` of the width.
        """
        found, area, own = share_bar(self._block, self._context.document.language), self._area, size * self._spread
        names = [words([Run(part.key)], self._context.kit.family) for part in found.segments]
        count, gap = len(names), PARTS_GAP / 100
        widest = max(word.width for name in names for word in name) * own
        said, wide = max(count_lines(name, area.width / own) for name in names) * self._line(size), area.width
        bar = min((area.height - said - _NEAR) / (count + (count - 1) * gap), _BAR)
        above = said + 2 * _NEAR <= gap * bar
        if not above:
            wide = min(max(map(_total, names)) * own * 1.02 + 2, area.width * share)
            said = max(count_lines(name, wide / own) for name in names) * self._line(size)
            bar = min(area.height / (count + (count - 1) * gap), _BAR)
        step = bar * (1 + gap)
        if widest > wide or bar < _LOW_BAR or said > step:
            return None
        numerals = max(size, floor(min(_NUMERALS * size, _NUMERAL * bar)))
        printed = max(self._strong.width(BEFORE_SHARE + part.printed) for part in found.segments)
        right = printed * numerals * fallback.spread(self._strong) + ROOM
        if above:
            first = said + _NEAR
            box = Box(area.x, area.y + first, area.width - right, bar + step * (count - 1))
            tall = Box(area.x, area.y, wide, said)
        else:
            left, over = wide + 2 * ROOM, max(step - bar, 0.0)
            box = Box(area.x + left, area.y, area.width - left - right, bar + step * (count - 1))
            tall = Box(area.x, area.y - over / 2, wide + SLACK, bar + over)
        key = tuple(
            KeyName(replace(tall, y=tall.y + step * index), part.key, above)
            for index, part in enumerate(found.segments)
        )
        return Plot("share", box, None, size, True, 1, found, key, numerals)

    def _above(self, area: Box, size: float, *, scale: bool) -> Box:
        """Return what the value axis, its title and the first label, ``size`` points high, leave of ``area``.

        The title stands above both.
        """
        left = self._ticks * size * self._spread + 2 * ROOM if scale else 0.0
        top = self._line(size) * (2 if self._lone_unit else 1)
        return Box(area.x + left, area.y + top, area.width - left - ROOM, area.height - top)

    def _raised(self, box: Box, lines: int, size: float) -> Box:
        """Return ``box`` without the lines below it, ``size`` points high: the names, and the title of their axis."""
        bottom = lines * self._line(size) + (TITLE * size if self._titled else 0.0) + 2 * ROOM
        return replace(box, height=box.height - bottom)

    def _lines(self, width: float, size: float) -> int:
        """Return the lines that the longest name takes in ``width`` points; many if one of its words does not fit."""
        em = width / size / self._spread
        if max((word.width for name in self._names for word in name), default=0.0) > em:
            return _MAX_LINES + 1
        return max(count_lines(name, em) for name in self._names)

    def _labelled(self, size: float, room: float) -> bool:
        """Tell whether each value, ``size`` points high, fits ``room`` points, and values are few enough."""
        return self._labels * size * self._spread <= room and len(self._values) <= _MAX_LABELLED


def unit_around(block: Chart, context: Context) -> tuple[str, str]:
    """Return what stands before and after the numbers of ``block``: its unit, where that is a sign."""
    return ("", "") if has_parts(block.kind) else around(block.unit, context.document.language)


def end_of_line(name: str, value: str, ends: LineEnds) -> str:
    """Return what stands at the end of a line."""
    whole = f"{name}{BETWEEN_ENDS.get(ends, '')}{value}"
    return {"none": "", "name": name, "value": value}.get(ends, whole)


def scale_of(chart: ChartFrame) -> tuple[float, float, Decimal]:
    """Return the ends of a chart's scale as office suites choose them, as far as they agree, and its round step.

    There is some room beyond the values, but for parts of a whole. Few steps are enough where one reads along the lines
    of a scale.
    """
    low, high = min(chart.numbers), max(chart.numbers)
    if has_parts(chart.kind):
        high = high or 1.0
        return 0.0, high, Decimal(repr(high))
    far = high - low > _FAR * max(abs(low), abs(high)) or high == low
    if from_nought(chart.kind) or far:
        low, high = min(low, 0.0), max(high, 0.0)
    low = min(lowest(chart) or 0.0, low)
    room = _MARGIN * (high - low) or 1.0
    low, high = low - room if low else low, high + room if high or not low else high
    most = _MAX_STEPS if all(all(one.labelled) for one in chart.series) else _FEW_STEPS
    if is_horizontal(chart.kind):  # a suite turns numbers that do not fit beside each other
        apart = _DIGIT * (max(map(len, _ticks(chart.numbers))) + 1)
        steps = int(chart.plot.width / (apart * chart.size))
    else:
        steps = int(chart.plot.height / (_LINE * chart.size))
    steps = max(1, min(most, steps))
    return low, high, round_step((high - low) / steps, _OFFICE_STEPS)


def lowest(chart: ChartFrame) -> float | None:
    """Return where the scale of bars begins: at nought, or so low that a value below it is clear of the names there.

    That is None where it is left to the office suite: of lines, and where values are read on the scale.
    """
    low, high = min(chart.numbers), max(*chart.numbers, 0.0)
    if not from_nought(chart.kind) or (low < 0 and not all(all(one.labelled) for one in chart.series)):
        return None
    printed = max(len(text) for series in chart.series for text in series.printed) if low < 0 else 0
    if is_horizontal(chart.kind):
        share = printed * _DIGIT * chart.size / chart.plot.width
    else:
        share = _LINE * chart.size / chart.plot.height
    share = min(share, _MOST_ROOM)
    return (low - share * high) / (1 - share) if low < 0 else 0.0


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

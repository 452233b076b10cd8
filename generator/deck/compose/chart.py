"""Compose the slide of a chart: native and editable, its labels measured, its description below it where there is room.

Colour never stands alone: bars of several series are patterned, lines have markers of their own, parts of a whole bear
their percentage both in the bar and beside their name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.deck.compose.caption import captioned, source_line, spoken_source
from generator.deck.compose.chartplan import Plot, plan_plot
from generator.deck.compose.common import SLACK, Context, laid, spoken_row
from generator.deck.compose.shares import decimals
from generator.deck.design import Placeholder
from generator.deck.slide import MUTED, ChartFrame, ChartSeries, Colour, Frame, Origin, Para, Slide
from generator.errors import ContentError
from generator.messages import _
from generator.source.charts import has_parts, has_points
from generator.source.inline import Run, Text
from generator.text import fallback
from generator.text.breaking import words
from generator.text.fit import largest
from generator.units import Box

if TYPE_CHECKING:
    from generator.deck.compose.shares import ShareBar
    from generator.deck.slide import Shape
    from generator.document.tree import Chart, Section, Series
    from generator.theme import Range

_GAP = 12.0  # points: between chart, description and source
_LINES = 2  # above the parts of a whole
_MAX_DESCRIPTION = 0.3  # of the height
_SUMMARY = 24.0  # points: the description of parts of a whole, whose bar leaves it room
_LOWEST = 220.0  # points: a chart in a part of a slide that is less high shows little (by eye)
_GROUPED = 10_000.0  # numbers from here on are written with thousands apart
_PATTERNS = ("", "wdUpDiag", "dkHorz", "smCheck", "dkVert", "wdDnDiag")
_MARKERS = ("circle", "square", "diamond", "triangle", "x", "plus")


def chart(section: Section, block: Chart, context: Context) -> list[Slide]:
    """Return the slide of ``block``; raise ContentError for a name that fits nowhere."""
    layout = context.layout("content")
    head = captioned(section, block.caption, (1, 1), layout, context)
    source, whole = source_line(block.source_number, layout.body, context)
    shapes, _frame = _drawn(section, block, whole, context)
    rows = (head[0].text, *_said(block), *spoken_source(block.source_number, context))
    return [context.slide(layout, (*head, *shapes, source), rows)]


def small_chart(section: Section, block: Chart, area: Box, context: Context) -> tuple[list[Shape], list[str], float]:
    """Return ``block`` in a part of a slide, what is said of it and the size of its text, in points.

    The size is 0 where it would be flat, or not all names are printed. Raises ContentError for a name that fits
    nowhere. Its description stands below it where that leaves it high enough.
    """
    shapes, frame = _drawn(section, block, area, context)
    if not has_parts(frame.kind) and frame.box.height < _LOWEST:
        shapes, frame = _drawn(section, block, area, context, described=False)
    whole = frame.skip == 1 and (has_parts(frame.kind) or frame.box.height >= _LOWEST)
    return shapes, _said(block), frame.size if whole else 0.0


def _drawn(
    section: Section, block: Chart, whole: Box, context: Context, described: bool = True
) -> tuple[list[Shape], ChartFrame]:
    """Return a chart in ``whole`` with what stands above it and, where it is ``described``, below it; its own frame."""
    above, whole = _measured_in(block, whole, context) if has_parts(block.kind) else (None, whole)
    sizes = context.kit.theme.deck.running
    larger = replace(sizes, largest=max(sizes.largest, _SUMMARY)) if has_parts(block.kind) else sizes
    below, area = _described(block.description, whole, larger, context) if described else (None, whole)
    try:
        frame = _frame(block, area, context.accent(section.colour), context)
    except ContentError:  # the description is in the notes and in the alternative text as well
        below, area = None, whole
        frame = _frame(block, area, context.accent(section.colour), context)
    if below and has_parts(frame.kind) and frame.legend:  # it needs no more: its description follows it closely
        height = frame.legend.y + frame.legend.height - area.y + _GAP
        frame = replace(frame, box=replace(area, height=height))
        below = replace(below, box=replace(below.box, y=area.y + height + _GAP))
    return [shape for shape in (above, frame, below) if shape], frame


def _measured_in(block: Chart, area: Box, context: Context) -> tuple[Frame, Box]:
    """Return what the parts are parts of, with its unit, at the top of ``area``, and what is left: it has no axis."""
    unit = f" ({block.unit.plain})" if block.unit else ""
    text = Text((Run(f"{block.axis.plain} · {block.series[0].name.plain}{unit}"),), block.axis.mark)
    sizes = context.kit.theme.deck.chart
    height = _LINES * context.pitch * sizes.smallest
    holder = Placeholder(
        "", 0, Box(area.x, area.y, area.width, height), sizes.largest, context.name("legend"), MUTED, anchor="b"
    )
    frame = context.fitted(text, holder, sizes, _("the line above its chart"))
    return frame, Box(area.x, area.y + height + _GAP, area.width, area.height - height - _GAP)


def _described(text: Text, area: Box, sizes: Range, context: Context) -> tuple[Frame | None, Box]:
    """Return the description at the foot of ``area``, if it takes no more than its share, and what is left.

    It is set as small as may be before it makes the chart flat.
    """
    items = words(text.runs, context.kit.family, strong_places=False)
    width, maximum = area.width - SLACK, area.height * _MAX_DESCRIPTION

    def height(size: float) -> float:  # in points
        return fallback.lines(items, width / size, context.pitch) * context.pitch * size

    size = largest(sizes.steps(), lambda size: height(size) <= min(maximum, area.height - _GAP - _LOWEST))
    size = size or largest(sizes.steps()[:1], lambda size: height(size) <= maximum)
    if size is None:
        return None, area
    tall = height(size)
    box = Box(area.x, area.y + area.height - tall, area.width, tall)
    para = Para(laid(text.runs, items, width / size), size, origin=Origin(text.mark))
    return Frame(context.name("description"), box, (para,)), Box(area.x, area.y, area.width, area.height - tall - _GAP)


def _frame(block: Chart, area: Box, accent: Colour, context: Context) -> ChartFrame:
    plot = plan_plot(block, area, context)
    if plot.bar:
        series = _segments(plot, plot.bar, _colours(accent, len(block.categories)), context)
    else:
        series = _series(block, plot, _colours(accent, len(block.series)))
    return ChartFrame(
        name=context.name("chart"),
        box=area,
        kind=plot.kind,
        axis=block.axis.plain,
        unit=block.unit.plain if block.unit else "",
        categories=tuple(category.plain for category in block.categories),
        series=series,
        size=plot.size,
        plot=plot.box,
        legend=plot.legend,
        skip=plot.skip,
        description=block.description.plain,
        amounts=block.series[0].numbers if has_parts(block.kind) else (),
        whole=block.series[0].name.plain if has_parts(block.kind) else "",
        share_method=plot.bar.method if plot.bar else "proportional",
        decimal=block.decimal,
        group=block.group,
    )


def _colours(accent: Colour, count: int) -> list[tuple[Colour, int]]:
    """Return a colour for each of ``count`` series, the pillar's first, and how often it was used before."""
    accents = [Colour(f"accent{number}") for number in range(1, 7)]
    others = [accent, *(one for one in accents if one != accent)][:6]
    return [(others[index % 6], index // 6) for index in range(count)]


def _series(block: Chart, plot: Plot, colours: list[tuple[Colour, int]]) -> tuple[ChartSeries, ...]:
    return tuple(
        ChartSeries(
            one.name.plain,
            one.values,
            colour,
            "" if has_points(block.kind) else _PATTERNS[index],
            _MARKERS[index] if has_points(block.kind) else "",
            (plot.labelled,) * len(one.values),
            tuple(label.plain for label in one.labels),
            _formats(one),
        )
        for index, (one, (colour, _reused)) in enumerate(zip(block.series, colours, strict=True))
    )


def _formats(series: Series) -> tuple[str, ...]:
    """Return the number format of each value; one that is not known has that of the first."""
    pairs = zip(series.labels, series.values, strict=True)
    found = [None if value is None else _format(label.plain, value) for label, value in pairs]
    usual = next(filter(None, found))
    return tuple(one or usual for one in found)


def _format(label: str, value: float) -> str:
    """Return the number format that prints ``value`` like ``label``: its decimals, thousands apart in a large one."""
    digits = decimals(label, value)
    whole = "#,##0" if abs(value) >= _GROUPED else "0"
    return f"{whole}.{'0' * digits}" if digits else whole


def _segments(
    plot: Plot, bar: ShareBar, colours: list[tuple[Colour, int]], context: Context
) -> tuple[ChartSeries, ...]:
    """Return each part of the whole as a series of one value, its share; labelled where it is wide enough."""
    face = context.kit.family.face(strong=True)
    found = []
    for one, (colour, reused) in zip(bar.segments, colours, strict=True):
        fits = face.width(one.printed) * plot.size + _GAP <= one.share * plot.box.width and not reused
        pattern = _PATTERNS[reused]
        found.append(ChartSeries(one.name, (one.share,), colour, pattern, "", (fits,), (one.printed,), (one.format,)))
    return tuple(found)


def _said(block: Chart) -> list[str]:
    return [block.description.plain, *_spoken(block)]


def _spoken(block: Chart) -> list[str]:
    """Return each category for the speaker: its name, then each series with its value, as a table is read."""
    unit = f"\u00a0{block.unit.plain}" if block.unit else ""
    return [
        spoken_row(category.plain, (f"{one.name.plain} {one.labels[index].plain}{unit}" for one in block.series))
        for index, category in enumerate(block.categories)
    ]

"""Compose the slide of a chart: native and editable, its labels measured, its description below it where there is room.

Colour never stands alone: bars of several series are patterned, lines have markers of their own and their names at
their ends, parts of a whole have a bar each, beside their name.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import chain, islice
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.deck.compose.caption import source_line, spoken_source
from generator.deck.compose.chartplan import Plot, plan_plot, titled, unit_around
from generator.deck.compose.common import SLACK, Context, laid, spoken_row
from generator.deck.compose.dataslide import LEAST, commented, headed, layout_of, stands
from generator.deck.compose.shares import decimals, has_amounts
from generator.deck.slide import INK, MUTED, ChartFrame, ChartSeries, Colour, Frame, Origin, Para, Slide, SlideRun
from generator.errors import ContentError
from generator.oklab import apart, tone
from generator.source.charts import has_parts, has_points
from generator.source.inline import Run, Text
from generator.text import fallback
from generator.text.breaking import words
from generator.text.fit import largest
from generator.theme import told
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.deck.compose.shares import ShareBar
    from generator.deck.slide import Shape
    from generator.document.tree import Chart, Section, Series
    from generator.theme import Range

_GAP = 12.0  # points: between chart, description and source
_AFTER_KEY = 20.0  # ... and between the parts of a whole and the description
_CAPTION = 14.0  # points: the line above the parts of a whole (by eye)
_MAX_DESCRIPTION = 0.3  # of the height
_LOWEST = 220.0  # points: a chart in a part of a slide that is less high shows little (by eye)
_NARROWEST = 80.0  # points: a plot in a part of a slide that is less wide shows nothing (by eye)
_PATTERNS = ("", "wdUpDiag", "dkHorz", "smCheck", "dkVert", "wdDnDiag")
_MARKERS = ("circle", "square", "diamond", "triangle", "x", "plus")


def chart(section: Section, block: Chart, context: Context) -> list[Slide]:
    """Return the slide of ``block``; raise ContentError for a name that fits nowhere.

    It stands beside the sidebar, with its description there, where its text is comfortably read so.
    """
    *beside, above = stands(section, block.caption, context)
    for stand in beside:
        with suppress(ContentError):
            slide, size = _slide(section, block, stand)
            if size >= LEAST:
                return [slide]
    return [_slide(section, block, above)[0]]


def _slide(section: Section, block: Chart, context: Context) -> tuple[Slide, float]:
    """Return the slide of ``block``, and the size of its names in points, 0 where these stand far from their lines."""
    layout = layout_of("content", context)
    title, head = headed(section, block.caption, (1, 1), layout, context, block.description)
    source, whole = source_line(block.source_number, layout.body, context)
    described = commented(title, block.description, context) is None
    whole = whole if source or described else replace(whole, height=whole.height - _GAP)
    shapes, frame, size = _drawn(section, block, whole, context, described)
    named = frame.skip == 1 and not (has_points(block.kind) and frame.legend)  # lines are better named at their ends
    rows = (title.text, *_said(block), *spoken_source(block.source_number, context))
    return context.slide(layout, (*head, *shapes, source), rows), size if named else 0.0


def small_chart(section: Section, block: Chart, area: Box, context: Context) -> tuple[list[Shape], list[str], float]:
    """Return ``block`` in a part of a slide, what is said of it and the size of its text, in points.

    The size is 0 where it would be flat or narrow, or not all names are printed. Raises ContentError for a name that
    fits nowhere. Its description stands below it where that leaves it high enough.
    """
    shapes, frame, size = _drawn(section, block, area, context)
    if not has_parts(frame.kind) and frame.box.height < _LOWEST:
        shapes, frame, size = _drawn(section, block, area, context, described=False)
    high = has_parts(frame.kind) or frame.box.height >= _LOWEST
    whole = frame.skip == 1 and high and frame.plot.width >= _NARROWEST
    return shapes, _said(block), size if whole else 0.0


def _drawn(
    section: Section, block: Chart, whole: Box, context: Context, described: bool = True
) -> tuple[list[Shape], ChartFrame, float]:
    """Return a chart in ``whole`` with what stands above it and, where it is ``described``, below it.

    Then its own frame, and the size of its names in points.
    """
    above, whole = _measured_in(block, whole, context) if has_amounts(block) else (None, whole)
    accent = context.accent(section.colour)
    sizes = context.kit.theme.deck.running
    below, area = _described(block.description, whole, sizes, context) if described else (None, whole)
    try:
        plot = plan_plot(block, area, context)
    except ContentError:  # the description is in the notes and in the alternative text as well
        below, area = None, whole
        plot = plan_plot(block, area, context)
    key = _key(block, plot, context)
    if plot.bar:  # it needs no more: its description follows closely
        area = replace(plot.box, width=area.right - plot.box.x)
        foot = plot.box.bottom + _AFTER_KEY
        below = replace(below, box=replace(below.box, y=min(foot, below.box.y))) if below else None
    frame = _native(block, plot, area, accent, context)
    return [shape for shape in (above, frame, *key, below) if shape], frame, plot.size


def _measured_in(block: Chart, area: Box, context: Context) -> tuple[Frame, Box]:
    """Return what the parts are parts of, with its unit, at the top of ``area``, and what is left: it has no axis."""
    sizes, runs = context.kit.theme.deck.running, (Run(_parts_of(block)),)
    size, items = max(min(_CAPTION, sizes.largest), sizes.smallest), words(runs, context.kit.family)
    measure = (area.width - SLACK) / size
    tall = fallback.lines(items, measure, context.pitch) * context.pitch * size
    para = Para(laid(runs, items, measure), size, MUTED, origin=Origin(block.axis.mark))
    down = tall + _GAP
    rest = replace(area, y=area.y + down, height=area.height - down)
    return Frame(context.name("legend"), replace(area, height=tall), (para,)), rest


def _parts_of(block: Chart) -> str:
    """Return what the parts of a whole are, and what the whole is, with its unit."""
    unit = f" ({block.unit.plain})" if block.unit else ""
    return f"{block.axis.plain} · {block.series[0].name.plain}{unit}"


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


def _key(block: Chart, plot: Plot, context: Context) -> list[Shape]:
    """Return the names of the parts of a whole, each at its bar."""
    return [
        Frame(
            f"{context.name('legend')} {number}",
            key.box,
            (
                Para(
                    (SlideRun(key.name),),
                    plot.size,
                    INK,
                    align="l" if key.above else "r",
                    origin=Origin(category.mark),
                ),
            ),
            anchor="b" if key.above else "ctr",
        )
        for number, (key, category) in enumerate(zip(plot.key, block.categories, strict=False), 1)
    ]


def _native(block: Chart, plot: Plot, area: Box, accent: Colour, context: Context) -> ChartFrame:
    if plot.bar:
        series = _segments(plot.bar, accent)
    else:
        colours = _colours(accent, len(block.series), context)
        series = _series(block, plot, colours, "{}{{}}{}".format(*unit_around(block, context)).format)
    return ChartFrame(
        name=context.name("chart"),
        box=area,
        kind=plot.kind,
        axis=block.axis.plain,
        unit=block.unit.plain if block.unit else "",
        categories=tuple(category.plain for category in block.categories),
        series=series,
        size=plot.numerals or plot.size,
        plot=plot.box,
        legend=plot.legend,
        skip=plot.skip,
        description=_alternative(block, plot),
        amounts=block.series[0].numbers if has_parts(block.kind) else (),
        whole=block.series[0].name.plain if has_parts(block.kind) else "",
        share_method=plot.bar.method if plot.bar else "proportional",
        decimal=block.decimal,
        group=block.group,
        around=unit_around(block, context),
        titled=titled(block) and not plot.untitled,
        ends=plot.ends,
    )


def _colours(accent: Colour, count: int, context: Context) -> list[Colour]:
    """Return ``count`` colours of series: the pillar's, those of the theme furthest from those before, then tones."""
    values = context.kit.theme.accents
    named = {value: Colour(f"accent{number}" if number <= 6 else value) for number, value in enumerate(values, 1)}
    chosen = [value for value, colour in named.items() if colour == accent]
    while len(chosen) < min(count, len(named)):
        rest = [value for value in named if value not in chosen]
        chosen.append(max(rest, key=lambda value: min((apart(value, one) for one in chosen), default=0.0)))
    tones = (Colour(told(tone(value, step))) for step in range(1, count) for value in values)
    return list(islice(dict.fromkeys(chain([accent], map(named.__getitem__, chosen), tones)), count))


def _series(
    block: Chart, plot: Plot, colours: Sequence[Colour], printed: Callable[[str], str]
) -> tuple[ChartSeries, ...]:
    return tuple(
        ChartSeries(
            one.name.plain,
            one.values,
            colour,
            "" if has_points(block.kind) else _PATTERNS[index],
            _MARKERS[index] if has_points(block.kind) else "",
            (plot.labelled,) * len(one.values),
            tuple(printed(label.plain) for label in one.labels),
            _formats(one, grouped=block.grouped),
        )
        for index, (one, colour) in enumerate(zip(block.series, colours, strict=True))
    )


def _formats(series: Series, *, grouped: bool) -> tuple[str, ...]:
    """Return the number format of each value; one that is not known has that of the first."""
    whole = "#,##0" if grouped else "0"
    pairs = zip(series.labels, series.values, strict=True)
    digits = [None if value is None else decimals(label.plain, value) for label, value in pairs]
    found = [None if one is None else f"{whole}.{'0' * one}".rstrip(".") for one in digits]
    usual = next(filter(None, found))
    return tuple(one or usual for one in found)


def _segments(bar: ShareBar, accent: Colour) -> tuple[ChartSeries, ...]:
    """Return each part of the whole as a series of one value, its share: the largest darkest."""
    most = max(one.share for one in bar.segments)
    return tuple(
        ChartSeries(
            one.name,
            (one.share,),
            replace(accent, softened=one.share < most),
            labelled=(True,),
            printed=(one.printed,),
            formats=(one.format,),
        )
        for one in bar.segments
    )


def _alternative(block: Chart, plot: Plot | None = None) -> str:
    """Return the description, and after it what the categories are where no title says so: "Année 2019–2025"."""
    if has_parts(block.kind) and not has_amounts(block):
        return f"{block.description.plain} {_parts_of(block)}."
    if titled(block) and not (plot and plot.untitled):
        return block.description.plain
    ends = dict.fromkeys((block.categories[0].plain, block.categories[-1].plain))
    return f"{block.description.plain} {block.axis.plain} {'–'.join(ends)}."


def _said(block: Chart) -> list[str]:
    return [_alternative(block) if has_parts(block.kind) else block.description.plain, *_spoken(block)]


def _spoken(block: Chart) -> list[str]:
    """Return each category for the speaker: its name, then each series with its value, as a table is read."""
    unit = f"\u00a0{block.unit.plain}" if block.unit else ""
    axis = "" if titled(block) else f"{block.axis.plain} "

    def value(series: Series, index: int) -> str:
        return f"{series.name.plain} {series.labels[index].plain}{'' if series.values[index] is None else unit}"

    return [
        spoken_row(f"{axis}{category.plain}", (value(one, index) for one in block.series))
        for index, category in enumerate(block.categories)
    ]

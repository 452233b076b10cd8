"""Tables and charts as both the note and the page need them: a chart's drawing and its values, a caption's reference.

It knows no page and no colour; the same drawing serves every edition that draws, with its tones and its letters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from generator.document.tree import DataTable
from generator.document.words import around
from generator.graphics.bars import bars, share
from generator.graphics.curves import lines
from generator.graphics.drawing import SERIES_STYLES, ChartCanvas, ChartData
from generator.oklab import difference, tone
from generator.source.inline import Run, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.document.tree import Chart
    from generator.graphics.drawing import ChartDrawing, Measure
    from generator.kit import Kit


def draw_chart(
    block: Chart, kit: Kit, language: str, lengths: tuple[float, float, float], size: float, *, tabled: bool = False
) -> ChartDrawing:
    """Return the drawing of ``block``, its signs as in ``language``, its words ``size`` points high.

    ``lengths`` in points are its width, its height and its greatest height, as in ``plan_chart``. ``tabled``: values
    of several lines stand below it if they can.
    """
    family = kit.family
    data = _data(block, around(block.unit, language), tabled)
    return plan_chart(data, *lengths, size, lambda text, strong: family.face(strong).width(text))


def plan_chart(
    data: ChartData, width: float, height: float, maximum: float, size: float, measure: Measure
) -> ChartDrawing:
    """Return the chart of ``data`` in ``width`` points, its words ``size`` points high.

    ``height`` is that of columns and of lines, ``maximum`` the greatest for horizontal bars.
    """
    canvas = ChartCanvas(width, size, measure)
    match data.kind:
        case "line":
            return lines(data, canvas, height)
        case "share":
            return share(data, canvas, height, maximum)
        case "bar":
            return bars(data, canvas, height, maximum)
        case _:
            assert_never(data.kind)


def series_colours(first: str, accents: Sequence[str]) -> dict[str, str]:
    """Return a colour (RRGGBB) for each tone of a series: ``first``, then those of ``accents`` that differ most."""
    found, others = [first], [one for one in accents if one != first]
    while len(found) < len(SERIES_STYLES):
        if not others:
            others = [tone(one, 1 + len(found) // 2) for one in found]
        found.append(max(others, key=lambda one: min(difference(one, other) for other in found)))
        others.remove(found[-1])
    return {style.tone: colour for style, colour in zip(SERIES_STYLES, found, strict=True)}


def _data(block: Chart, around: tuple[str, str], tabled: bool) -> ChartData:
    return ChartData(
        kind=block.kind,
        axis=block.axis.plain,
        unit=block.unit.plain if block.unit else "",
        categories=tuple(category.plain for category in block.categories),
        names=tuple(series.name.plain for series in block.series),
        values=tuple(series.values for series in block.series),
        labels=tuple(tuple(label.plain for label in series.labels) for series in block.series),
        decimal=block.decimal,
        group=block.group,
        around=around,
        tabled=tabled,
        grouped=block.grouped,
    )


def values_table(block: Chart) -> DataTable:
    """Return the values of ``block`` as a table: a row for each category, the unit after the caption."""
    labels = zip(*(series.labels for series in block.series), strict=True)
    rows = tuple((category, *values) for category, values in zip(block.categories, labels, strict=True))
    columns = (block.axis, *(series.name for series in block.series))
    numeric = (False, *(True for _ in block.series))
    unit = (Run(" ("), *block.unit.runs, Run(")")) if block.unit else ()
    caption = Text((*unnumbered(block.caption).runs, *unit), block.caption.mark)
    return DataTable(caption, columns, rows, numeric, 0, block.decimal)


def unnumbered(caption: Text) -> Text:
    """Return ``caption`` without the number of its source, where its words are said again."""
    return Text(tuple(run for run in caption.runs if not run.citation), caption.mark)

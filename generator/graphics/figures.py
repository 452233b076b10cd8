"""Tables and charts as both the note and the page need them: a chart's drawing and its values, a caption's reference.

It knows no page and no colour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.document.tree import DataTable
from generator.graphics.chart import plan_chart
from generator.graphics.drawing import ChartData
from generator.source.inline import Run, Text

if TYPE_CHECKING:
    from generator.document.tree import Chart
    from generator.graphics.drawing import ChartDrawing
    from generator.kit import Kit


def draw_chart(block: Chart, kit: Kit, width: float, height: float, maximum: float, size: float) -> ChartDrawing:
    """Return the drawing of ``block``; lengths are in points, as in ``plan_chart``."""
    family = kit.family
    return plan_chart(_data(block), width, height, maximum, size, lambda text, strong: family.face(strong).width(text))


def _data(block: Chart) -> ChartData:
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

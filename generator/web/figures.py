"""Tables of data and charts: their cells and paths as strings, their ids.

A chart is drawn twice, for wide and for narrow windows, as a drawing that shrinks takes its words along; one of the
two is displayed. Both are images: what they show is said below them, and stands in the table that goes with them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.document.tree import DataTable
from generator.graphics.figures import draw_chart, values_table
from generator.numbers import tail
from generator.web.view import Chart, Data, DataCell, Plot, Stroke, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.document import tree
    from generator.graphics.drawing import ChartDrawing
    from generator.kit import Kit
    from generator.source.inline import Text
    from generator.web.anchors import Anchors

PLOTS = (("broad", 560.0, 210.0, 15.0), ("slim", 300.0, 190.0, 14.0))
"""A drawing's class, its width and height, and the size of its words, in CSS pixels of the window it is for."""

MAX = 1000.0  # of bars that lie one below the other


def data(block: DataTable, kit: Kit, anchors: Anchors) -> Data:
    """Return the table, numbers aligned at the sign before their decimals."""
    asides = [
        _asides([row[index] for row in block.rows], block.decimal, kit) if numeric else []
        for index, numeric in enumerate(block.numeric)
    ]
    rows = (
        tuple(
            DataCell(text, numeric, aside[number] if aside else "")
            for text, numeric, aside in zip(row, block.numeric, asides, strict=True)
        )
        for number, row in enumerate(block.rows)
    )
    columns = tuple(DataCell(text, numeric) for text, numeric in zip(block.columns, block.numeric, strict=True))
    return Data(anchors.fresh("table"), block.caption, columns, tuple(rows))


def chart(block: tree.Chart, kit: Kit, anchors: Anchors) -> Chart:
    """Return the chart, and its values as a table of the same caption."""
    plots = tuple(_plot(name, draw_chart(block, kit, width, height, MAX, size)) for name, width, height, size in PLOTS)
    values = values_table(block)
    return Chart(
        caption_anchor=anchors.fresh("chart"),
        caption=block.caption,
        words_anchor=anchors.fresh("chart-words"),
        description=block.description,
        plots=plots,
        summary=block.data or ", ".join(head.plain for head in values.columns),
        data=data(values, kit, anchors),
    )


def _asides(texts: Sequence[Text], decimal: str, kit: Kit) -> list[str]:
    """Return, for each number of a column, the width in em that its decimals and unit lack to the widest."""
    widths = [kit.family.face().width(tail(text.plain, decimal)) for text in texts]
    most = max(widths)
    return [_number(most - width) if most > width else "" for width in widths]


def _plot(name: str, drawing: ChartDrawing) -> Plot:
    return Plot(
        name=name,
        width=_number(drawing.width),
        height=_number(drawing.height),
        size=_number(drawing.size),
        strokes=tuple(Stroke(one.path.svg(1), one.tone, _number(one.pen) if one.pen else "") for one in drawing.paths),
        words=tuple(Word(_number(one.x), _number(one.y), one.text, one.tone, one.strong) for one in drawing.labels),
    )


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")

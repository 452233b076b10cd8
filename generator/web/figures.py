"""Tables of data and charts: their cells and paths as strings, their ids.

A chart is drawn twice, for wide and for narrow windows, as a drawing that shrinks takes its words along; one of the
two is displayed. Both are images: what they show is said below them, and stands in the table that goes with them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.document import tree
from generator.graphics.figures import draw_chart, values_table
from generator.numbers import tail
from generator.web.view import Chart, ChartSvg, DataCell, DataTable, SvgPath, SvgText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.graphics.drawing import ChartDrawing, ChartLabel
    from generator.kit import Kit
    from generator.source.inline import Text
    from generator.web.anchors import Anchors

DRAWINGS = (("broad", (740.0, 270.0), 17.0), ("slim", (300.0, 190.0), 14.0))
"""A drawing's class, its width and height, and the size of its words, in CSS pixels of the window it is for."""

_PHONE = 284.0  # CSS pixels: what a window of 320 leaves a table
_SIZE = 18.0  # as the sheet sets tables in narrow windows
_BESIDE_WORDS = 0.4  # rem: the insets of a cell
_LEAST_STACKED, _MOST_STACKED = 4, 6  # columns: fewer may stay abreast, of more, each row would take a screen

MAX_HEIGHT = 1000.0  # CSS pixels of bars that lie one below the other: more than 24 categories take


def data_table(block: tree.DataTable, kit: Kit, anchors: Anchors) -> DataTable:
    """Return the table, numbers aligned at the sign before their decimals."""
    paddings = [
        _paddings([row[index] for row in block.rows], block.decimal, kit) if numeric else []
        for index, numeric in enumerate(block.numeric)
    ]
    raises = [bool(index) and index == block.highlight for index in range(len(block.columns))]
    rows = (
        tuple(
            DataCell(text, numeric, padding[number] if padding else "", raised)
            for text, numeric, padding, raised in zip(row, block.numeric, paddings, raises, strict=True)
        )
        for number, row in enumerate(block.rows)
    )
    heads = zip(block.columns, block.numeric, raises, strict=True)
    columns = tuple(DataCell(text, numeric, raised=raised) for text, numeric, raised in heads)
    stacked = len(columns) <= _MOST_STACKED and (len(columns) >= _LEAST_STACKED or _least_width(block, kit) > _PHONE)
    return DataTable(anchors.fresh("table"), block.caption, columns, tuple(rows), stacked)


def _least_width(block: tree.DataTable, kit: Kit) -> float:
    """Return the width, in CSS pixels, below which a table scrolls in a narrow window: numbers and words stay whole."""
    wide = 0.0
    for index, (head, numeric) in enumerate(zip(block.columns, block.numeric, strict=True)):
        face, cells = kit.family.face(strong=not index), [row[index].plain for row in block.rows]
        parts = cells if numeric else [word for text in cells for word in text.split(" ")]
        heads = map(kit.family.face(strong=True).width, head.plain.split(" "))
        wide += max(*heads, *map(face.width, parts), 0.0) * _SIZE + _BESIDE_WORDS * _SIZE
    return wide


def chart(block: tree.Chart, kit: Kit, language: str, anchors: Anchors) -> Chart:
    """Return the chart, its signs as in ``language``, and its values as a table of the same caption."""
    drawings = tuple(
        _drawing(name, draw_chart(block, kit, language, (*box, MAX_HEIGHT), size)) for name, box, size in DRAWINGS
    )
    values = values_table(block)
    return Chart(
        caption_anchor=anchors.fresh("chart"),
        caption=block.caption,
        words_anchor=anchors.fresh("chart-words"),
        description=block.description,
        drawings=drawings,
        summary=block.data or ", ".join(head.plain for head in values.columns),
        data=data_table(values, kit, anchors),
    )


def _paddings(texts: Sequence[Text], decimal: str, kit: Kit) -> list[str]:
    """Return, for each number of a column, the width in em that its decimals and unit lack to the widest."""
    widths = [kit.family.face().width(tail(text.plain, decimal)) for text in texts]
    widest = max(widths)
    return [_number(widest - width) if widest > width else "" for width in widths]


def _drawing(name: str, drawing: ChartDrawing) -> ChartSvg:
    return ChartSvg(
        name=name,
        width=_number(drawing.width),
        height=_number(drawing.height),
        font_size=_number(drawing.size),
        paths=tuple(SvgPath(one.path.svg(1), one.tone, _number(one.pen) if one.pen else "") for one in drawing.paths),
        labels=tuple(_label(one, drawing.size) for one in drawing.labels),
    )


def _label(one: ChartLabel, usual: float) -> SvgText:
    size = _number(one.size) if one.size != usual else ""
    return SvgText(_number(one.x), _number(one.y), one.text, one.tone, one.strong, size)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")

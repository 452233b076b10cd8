"""Plan a chart: bars, lines or the parts of a whole, in a width of points, with words measured by whoever asks.

The same drawing serves every edition that draws: the tones are theirs, and so are the letters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from generator.graphics.bars import bars, share
from generator.graphics.curves import lines
from generator.graphics.drawing import ChartCanvas

if TYPE_CHECKING:
    from generator.graphics.drawing import ChartData, ChartDrawing, Measure


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

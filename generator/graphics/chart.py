"""Plan a chart: bars, lines or the parts of a whole, in a width of points, with words measured by whoever asks.

The same drawing serves every edition that draws: the tones are theirs, and so are the letters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from generator.graphics.bars import bars, share
from generator.graphics.curves import lines
from generator.graphics.drawing import Sheet

if TYPE_CHECKING:
    from generator.graphics.drawing import Data, Drawing, Measure


def plan_chart(data: Data, width: float, height: float, most: float, size: float, measure: Measure) -> Drawing:
    """Return the chart of ``data`` in ``width`` points, its words ``size`` points high.

    ``height`` is that of upright bars and of lines, ``most`` the most for bars that lie one below the other.
    """
    sheet = Sheet(width, size, measure)
    match data.kind:
        case "line":
            return lines(data, sheet, height)
        case "share":
            return share(data, sheet, height, most)
        case "bar":
            return bars(data, sheet, height, most)
        case _:
            assert_never(data.kind)

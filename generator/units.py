"""Lengths and boxes: points, in which text is measured, and English Metric Units (EMU), OOXML's integer unit."""

from __future__ import annotations

from msgspec import Struct

EMU_PER_POINT = 12_700


def emu(points: float) -> int:
    """Return the whole number of EMU nearest to ``points``."""
    return round(points * EMU_PER_POINT)


def mm(value: float) -> float:
    """Return ``value`` millimetres in points."""
    return value * 72.0 / 25.4


class Box(Struct, frozen=True):
    """A rectangle in points, from its top left corner, y down."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return where it ends across."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Return where it ends below."""
        return self.y + self.height

"""Lengths: points, in which text is measured, from and to English Metric Units (EMU), the integer unit of OOXML."""

from __future__ import annotations

EMU_PER_POINT = 12_700


def emu(points: float) -> int:
    """Return the whole number of EMU nearest to ``points``."""
    return round(points * EMU_PER_POINT)


def mm(value: float) -> float:
    """Return ``value`` millimetres in points."""
    return value * 72.0 / 25.4

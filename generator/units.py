"""Lengths in English Metric Units (EMU), the integer unit of OOXML, with millimetre and point readers.

Everything that is placed on a slide is measured in EMU; text is measured in points (1 pt = 12,700 EMU).
"""

from __future__ import annotations

EMU_PER_POINT = 12_700
EMU_PER_INCH = 914_400
EMU_PER_MM = 36_000


def emu(points: float) -> int:
    """Return the whole number of EMU nearest to ``points``."""
    return round(points * EMU_PER_POINT)


def inches(value: float) -> float:
    """Return ``value`` inches in points."""
    return value * 72.0


def mm(value: float) -> float:
    """Return ``value`` millimetres in points."""
    return value * 72.0 / 25.4

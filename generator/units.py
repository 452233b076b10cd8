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

    @classmethod
    def between(cls, left: float, top: float, right: float, bottom: float) -> Box:
        """Return the box between four edges."""
        return cls(left, top, right - left, bottom - top)

    @property
    def right(self) -> float:
        """Return where it ends across."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Return where it ends below."""
        return self.y + self.height

    @property
    def area(self) -> float:
        """Return its area in square points."""
        return self.width * self.height

    def scaled(self, by: float) -> Box:
        """Return it with its place and its size multiplied."""
        return Box(self.x * by, self.y * by, self.width * by, self.height * by)

    def grown(self, by: float) -> Box:
        """Return it larger by so many points on each side."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def holds(self, other: Box, slack: float) -> bool:
        """Tell whether ``other`` lies within it, or sticks out by no more than ``slack``."""
        across = self.x - slack <= other.x and other.right <= self.right + slack
        return across and self.y - slack <= other.y and other.bottom <= self.bottom + slack

    def overlap(self, other: Box) -> tuple[float, float]:
        """Return how much of it lies on ``other``, across and down; none of either where they are apart."""
        across = min(self.right, other.right) - max(self.x, other.x)
        down = min(self.bottom, other.bottom) - max(self.y, other.y)
        return (across, down) if across > 0 and down > 0 else (0.0, 0.0)

    def meets(self, other: Box, edge: float = 1.0) -> bool:
        """Tell whether both overlap by more than an ``edge``."""
        return min(self.overlap(other)) > edge

    def __str__(self) -> str:
        return f"[{self.x:.0f} {self.y:.0f} {self.right:.0f} {self.bottom:.0f}]"

"""The page's measures, and the sizes and spaces that a part of the note is set with.

It measures no text.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.pdf.paper import (
    BOTTOM,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    ROOM,
    TOP,
    WIDTH,
)

__all__ = [
    "BOTTOM",
    "LEFT",
    "PAGE_HEIGHT",
    "PAGE_WIDTH",
    "RIGHT",
    "ROOM",
    "TOP",
    "WIDTH",
    "Setting",
]

_BAR_WIDTH = 30.0
_BESIDE_BAR = 10.0


@dataclass(frozen=True, slots=True)
class Setting:
    """The body's size, and its air: 0 is tight, 1 is as loose as stays beautiful.

    ``justified``: running text at full measure has two straight edges; ``hyphenated``: its words may then be cut.
    ``leading`` is the distance of tightly set lines, in sizes; ``unit`` is by how much measures that go with the size
    are larger than designed.
    """

    size: float
    heading_scale: float
    air: float = 0.0
    justified: bool = True
    hyphenated: bool = True
    leading: float = 1.21
    unit: float = 1.0

    @property
    def pitch(self) -> float:
        """Return the distance of the body's baselines."""
        return self.size * (self.leading + 0.13 * self.air)

    @property
    def bar_width(self) -> float:
        """Return the width of the bar beside a section."""
        return _BAR_WIDTH * self.unit

    @property
    def text_left(self) -> float:
        """Return where the text of a section with a bar begins."""
        return LEFT + (_BAR_WIDTH + _BESIDE_BAR) * self.unit

    @property
    def heading_size(self) -> float:
        """Return the headings' size."""
        return self.size * self.heading_scale

    @property
    def heading_pitch(self) -> float:
        """Return the distance of a heading's baselines."""
        return self.heading_size * 1.18

    @property
    def after_heading(self) -> float:
        """Return the space between a heading and what it heads."""
        return self.size * (0.22 + 0.28 * self.air)

    @property
    def between_items(self) -> float:
        """Return the space between two examples."""
        return self.size * (0.32 + 0.43 * self.air)

    @property
    def between_sections(self) -> float:
        """Return the space between two sections."""
        return (8.0 + 10.0 * self.air) * self.unit

    @property
    def foot(self) -> float:
        """Return the space below a section's text, down to the end of its bar."""
        return self.size * (0.25 + 0.2 * self.air)

    @property
    def around_tiles(self) -> float:
        """Return the space above and below the tiles."""
        return (11.0 + 7.0 * self.air) * self.unit

    @property
    def row_padding(self) -> float:
        """Return the space above and below the words of a row of the matrix."""
        return 4.0 + 3.0 * self.air

"""The page's measures, and the sizes and spaces that a part of the note is set with.

It measures no text.
"""

from __future__ import annotations

from math import ceil

from msgspec import Struct

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
    "TypeMetrics",
]

_BAR_WIDTH = 30.0
_BESIDE_BAR = 10.0

_AIRY = 0.5
"""The air from which sections stand three steps apart, not two."""


class TypeMetrics(Struct, frozen=True):
    """The body's size, and its air: 0 is tight, 1 is as loose as stays beautiful.

    ``justified``: running text at full measure has two straight edges; ``hyphenated``: its words may then be cut.
    ``leading`` is the distance of tightly set lines, in sizes; ``unit`` is by how much measures that go with the size
    are larger than designed. The body's lines lie on a grid of half their distance; spaces between them are whole steps
    of it. ``spare`` is the height, in points, that the grid leaves over on a page to be filled.
    """

    size: float
    heading_scale: float
    air: float = 0.0
    justified: bool = True
    hyphenated: bool = True
    leading: float = 1.21
    unit: float = 1.0
    spare: float = 0.0

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
    def step(self) -> float:
        """Return the step of the grid on which the body's lines lie."""
        return self.pitch / 2

    @property
    def heading_size(self) -> float:
        """Return the headings' size."""
        return self.size * self.heading_scale

    @property
    def heading_pitch(self) -> float:
        """Return the distance of a heading's baselines: at least 1.15 of its size, and two of them are whole steps."""
        return ceil(2 * 1.15 * self.heading_size / self.step) / 2 * self.step

    @property
    def after_heading(self) -> float:
        """Return the space between a heading and what it heads."""
        return self.step / 2

    @property
    def between_items(self) -> float:
        """Return the space between two examples."""
        return self.step

    @property
    def between_sections(self) -> float:
        """Return the space between two sections; with the foot of the first, it is whole steps."""
        return (2 if self.air < _AIRY else 3) * self.step - self.foot

    @property
    def foot(self) -> float:
        """Return the space below a section's text, down to the end of its bar."""
        return self.size * (0.25 + 0.2 * self.air)

    @property
    def around_tiles(self) -> float:
        """Return the space above and below the tiles."""
        return (11.0 + 7.0 * self.air) * self.unit + self.spare / 2

    @property
    def facts_padding(self) -> float:
        """Return the space above and below the facts, within their strip."""
        return 4.0 + 3.5 * self.air

    @property
    def row_padding(self) -> float:
        """Return the space above and below the words of a row of the matrix."""
        return 4.0 + 3.0 * self.air

    @property
    def cell_padding(self) -> float:
        """Return the space above and below the words of a row of a table."""
        return 2.2 + 1.6 * self.air

    @property
    def around_figures(self) -> float:
        """Return the space above a table or a chart."""
        return self.size * (0.7 + 0.7 * self.air)

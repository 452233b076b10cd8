"""The page's lengths, and the sizes and spaces of a part of the note, in points. It measures no text."""

from __future__ import annotations

from itertools import pairwise
from math import ceil

from msgspec import Struct

from generator.pdf.paper import LEFT

_BAR_WIDTH, _BESIDE_BAR = 30.0, 10.0  # points, at the usual scale: it holds an icon; the gap before the text
_LOOSE = 0.5
"""The looseness from which sections are three steps apart, not two, and texts a whole one below their headings."""


def even_ranges(count: int, parts: int) -> list[range]:
    """Return ``parts`` ranges that cover ``count`` indices, the first ones longer by one where they cannot be equal."""
    each, longer = divmod(count, parts)
    starts = [each * part + min(part, longer) for part in range(parts + 1)]
    return [range(start, end) for start, end in pairwise(starts)]


class Span(Struct, frozen=True):
    """From where to where something goes, in points from the page's left edge."""

    left: float
    right: float

    @property
    def width(self) -> float:
        """Return its width in points."""
        return self.right - self.left


class TypeMetrics(Struct, frozen=True):
    """The size of the body, and all spaces, which follow from it.

    ``looseness`` goes from 0, the tightest that is legible, to 1, the loosest that is not gappy. ``pitch_ratio`` is the
    line pitch of the tightest lines, in sizes. ``scale`` multiplies the lengths that were designed for a body of 11 pt.
    A pillar begins on a page with ``start`` points of it at least, or all of it.
    ``spare`` points, which the baseline grid leaves over on a page to be filled, go around the tiles and into them. The
    body's lines are on a baseline grid of half their pitch, and spaces between them are whole steps of it. The
    properties are in points; their factors were chosen by eye on the source's own page.
    """

    size: float
    heading_scale: float
    looseness: float = 0.0
    pitch_ratio: float = 1.21
    scale: float = 1.0
    spare: float = 0.0
    start: float = 0.0

    @property
    def pitch(self) -> float:
        """Return the distance of the body's baselines in points."""
        return self.size * (self.pitch_ratio + 0.13 * self.looseness)

    @property
    def step(self) -> float:
        """Return the step of the baseline grid in points."""
        return self.pitch / 2

    @property
    def bar_width(self) -> float:
        """Return the width of a section's bar in points."""
        return _BAR_WIDTH * self.scale

    @property
    def text_left(self) -> float:
        """Return the left edge, in points, of the text beside a bar."""
        return LEFT + (_BAR_WIDTH + _BESIDE_BAR) * self.scale

    @property
    def heading_size(self) -> float:
        """Return the size of headings in points."""
        return self.size * self.heading_scale

    @property
    def heading_pitch(self) -> float:
        """Return the distance of a heading's baselines in points: at least 1.15 sizes; two of them are whole steps."""
        return ceil(2 * 1.15 * self.heading_size / self.step) / 2 * self.step

    @property
    def after_heading(self) -> float:
        """Return the space, in points, between a heading and the text below it."""
        return self.step / 2 if self.looseness < _LOOSE else self.step

    @property
    def foot(self) -> float:
        """Return the space, in points, from a section's last line to the end of its bar."""
        return self.size * (0.25 + 0.2 * self.looseness)

    @property
    def between_sections(self) -> float:
        """Return the space, in points, between two sections; with the foot of the first, it is whole steps."""
        return (2 if self.looseness < _LOOSE else 3) * self.step - self.foot

    @property
    def around_tiles(self) -> float:
        """Return the space, in points, above a list of tiles and below all."""
        return (11.0 + 7.0 * self.looseness) * self.scale + self.spare / 2

    def tile_padding(self, rows: int) -> float:
        """Return the space, in points, above and below what is in a tile, where there are so many ``rows``."""
        return (10.0 + 4.0 * self.looseness) * self.scale + self.spare / (4 * rows)

    @property
    def facts_padding(self) -> float:
        """Return the space, in points, above and below the facts in their strip."""
        return 4.0 + 3.5 * self.looseness

    @property
    def matrix_padding(self) -> float:
        """Return the space, in points, above and below the text of a row of the matrix."""
        return 4.0 + 3.0 * self.looseness

    @property
    def table_padding(self) -> float:
        """Return the space, in points, above and below the text of a row of a table."""
        return 2.2 + 1.6 * self.looseness

    @property
    def around_figures(self) -> float:
        """Return the space, in points, above a table or a chart."""
        return self.size * (0.7 + 0.7 * self.looseness)

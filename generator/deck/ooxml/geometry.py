"""Where shapes stand: frames, and the changes of coordinates that groups make (ECMA-376 Part 1, 20.1.7).

Lengths are EMU, from the slide's top left corner, y down; angles are 60000ths of a degree, clockwise.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.deck.ooxml.xml import TRUE, A, below, whole
from generator.units import EMU_PER_POINT, Box

if TYPE_CHECKING:
    from generator.deck.ooxml.xml import Element

Rect = tuple[float, float, float, float]  # left, top, right, bottom, in EMU
TURN = 21_600_000  # a whole turn
_ASLANT = 1e-6  # of a side: what rounding leaves of a quarter turn is less, and nobody sees it


class Frame(Struct, frozen=True):
    """A rectangle as an ``a:xfrm`` gives it, before it is flipped, then turned about its middle (20.1.7.6)."""

    x: int
    y: int
    width: int
    height: int
    rotation: int = 0
    flipped_across: bool = False
    flipped_down: bool = False


class Transform(Struct, frozen=True):
    """An affine change of coordinates: x to ``xx x + xy y + dx``, y to ``yx x + yy y + dy``."""

    xx: float = 1.0
    xy: float = 0.0
    yx: float = 0.0
    yy: float = 1.0
    dx: float = 0.0
    dy: float = 0.0

    def bounds(self, frame: Frame) -> Rect:
        """Return the upright rectangle around ``frame`` as it is turned, in the coordinates changed to."""
        half_width, half_height = frame.width / 2, frame.height / 2
        x, y = self._point(frame.x + half_width, frame.y + half_height)
        if frame.rotation or self.xy or self.yx:
            cos, sin = _cos_sin(frame.rotation)
            across = self._reach(half_width * cos, half_width * sin)
            down = self._reach(-half_height * sin, half_height * cos)
            half_width, half_height = across[0] + down[0], across[1] + down[1]
        else:
            half_width, half_height = half_width * abs(self.xx), half_height * abs(self.yy)
        return x - half_width, y - half_height, x + half_width, y + half_height

    def is_oblique(self, frame: Frame) -> bool:
        """Tell whether the sides of ``frame`` lie aslant: turned by neither nothing nor quarters, itself or in all."""
        cos, sin = _cos_sin(frame.rotation)
        across, down = self._reach(cos, sin)
        return min(across, down) > _ASLANT * max(across, down)

    def unturned(self, frame: Frame) -> Rect:
        """Return the rectangle of the size of ``frame``, about its middle, as if nothing had turned it."""
        half_width, half_height = frame.width / 2, frame.height / 2
        x, y = self._point(frame.x + half_width, frame.y + half_height)
        half_width, half_height = half_width * math.hypot(self.xx, self.yx), half_height * math.hypot(self.xy, self.yy)
        return x - half_width, y - half_height, x + half_width, y + half_height

    def within(self, group: Frame, child: Frame) -> Transform:
        """Return the transform of what a group holds: its ``child`` frame (chOff, chExt) is stretched onto its own."""
        wide, tall = child.width or group.width, child.height or group.height
        across = group.width / wide * (-1 if group.flipped_across else 1) if wide else 1.0
        down = group.height / tall * (-1 if group.flipped_down else 1) if tall else 1.0
        cos, sin = _cos_sin(group.rotation)
        turned = Transform(across * cos, -down * sin, across * sin, down * cos)
        from_x, from_y = turned._point(child.x + wide / 2, child.y + tall / 2)
        x, y = group.x + group.width / 2 - from_x, group.y + group.height / 2 - from_y
        return Transform(
            self.xx * turned.xx + self.xy * turned.yx,
            self.xx * turned.xy + self.xy * turned.yy,
            self.yx * turned.xx + self.yy * turned.yx,
            self.yx * turned.xy + self.yy * turned.yy,
            *self._point(x, y),
        )

    def _point(self, x: float, y: float) -> tuple[float, float]:
        return self.xx * x + self.xy * y + self.dx, self.yx * x + self.yy * y + self.dy

    def _reach(self, x: float, y: float) -> tuple[float, float]:
        """Return how far a side's half reaches across and down."""
        return abs(self.xx * x + self.xy * y), abs(self.yx * x + self.yy * y)


def frame_of(transform: Element | None) -> Frame | None:
    """Return the frame of an ``a:xfrm`` or ``p:xfrm``; None when it has no place or no extent."""
    if transform is None or len(transform) < 2:
        return None
    place, extent = transform[0], transform[1]
    return Frame(
        whole(place.get("x"), 0),
        whole(place.get("y"), 0),
        abs(whole(extent.get("cx"), 0)),
        abs(whole(extent.get("cy"), 0)),
        whole(transform.get("rot"), 0) % TURN,
        transform.get("flipH") in TRUE,
        transform.get("flipV") in TRUE,
    )


def child_frame_of(transform: Element | None, group: Frame) -> Frame:
    """Return the child frame of a group's ``a:xfrm``: the group's own when it gives none (20.1.7.5)."""
    place = below(transform, f"{A}chOff")
    extent = below(transform, f"{A}chExt")
    if place is None or extent is None:
        return group
    width, height = (abs(whole(extent.get(name), 0)) for name in ("cx", "cy"))
    return Frame(whole(place.get("x"), 0), whole(place.get("y"), 0), width, height)


def box_of(rect: Rect) -> Box:
    """Return a rectangle of EMU as a box of points."""
    left, top, width, height = (side / EMU_PER_POINT for side in (*rect[:2], rect[2] - rect[0], rect[3] - rect[1]))
    return Box(left, top, width, height)


def _cos_sin(rotation: int) -> tuple[float, float]:
    """Return cosine and sine of an angle, those of quarter turns exact."""
    if rotation % (TURN // 4) == 0:
        quarter = rotation // (TURN // 4) % 4
        return (1.0, 0.0, -1.0, 0.0)[quarter], (0.0, 1.0, 0.0, -1.0)[quarter]
    angle = math.tau * rotation / TURN
    return math.cos(angle), math.sin(angle)

"""The colonnade of a cover without a picture: a shaft of square tiles for each pillar, with its icon in an arch.

Shafts are of different heights and stand side by side on one base; they rise towards the right, where no title is.
Lengths are sides of a tile, but for what says otherwise. It is decoration, and the same for as many pillars.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from generator.graphics.path import ARC, Path
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Iterator

Tone = Literal["light", "middle", "deep"]
_ICON, _DOWN = 0.58, 0.05  # the side of an icon; so much lower than the middle it is, since arches are narrow
_TONES: tuple[Tone, ...] = ("light", "middle", "deep")


class Form(Struct, frozen=True):
    """What stands on a tile of a shaft: how far below its top that begins, the outline of the form, and its tone."""

    down: float
    outline: Path
    tone: Tone


def icon_box(side: float) -> Box:
    """Return the box of an icon in an arch over a tile of such a ``side``, in its unit: below the middle."""
    own = _ICON * side
    return Box((side - own) / 2, (side - own) / 2 + _DOWN * side, own, own)


def heights(count: int, low: float, high: float) -> tuple[float, ...]:
    """Return the heights of so many shafts: from ``low`` to ``high``, in halves.

    All but the first and the last change places in pairs: no staircase.
    """
    ranks = list(range(count))
    for place in range(1, count - 2, 2):
        ranks[place], ranks[place + 1] = ranks[place + 1], ranks[place]
    step = (high - low) / max(count - 1, 1)
    return tuple(round(2 * (high - step * (count - 1 - rank))) / 2 for rank in ranks)


def forms(number: int, height: float) -> Iterator[Form]:
    """Yield what stands on the whole tiles below the arch of shaft ``number``; half a tile at its foot is plain."""
    for row in range(int(height) - 1):
        outline, tone = _FORMS[(3 * number + row) % len(_FORMS)], _TONES[(2 * number + row) % len(_TONES)]
        yield Form(row + 1.0, outline, tone)


def arch(width: float, height: float) -> Path:
    """Return the outline of a shaft of such sides, in their unit; its arch is half a circle, if there is room."""
    radius = min(width / 2, height)
    near, right = radius * (1 - ARC), width - radius
    return Path(
        (
            ("M", 0.0, height),
            ("L", 0.0, radius),
            ("C", 0.0, near, near, 0.0, radius, 0.0),
            ("L", right, 0.0),
            ("C", width - near, 0.0, width, near, width, radius),
            ("L", width, height),
            ("Z",),
        )
    )


def spandrels(width: float, height: float, beyond: tuple[float, float, float]) -> Path:
    """Return what lies beside an arch of such sides, so far ``beyond`` its left, its top and its right."""
    radius = min(width / 2, height)
    left, top, right = beyond
    near, foot, end = radius * (1 - ARC), top + radius, left + width
    return Path(
        (
            *(("M", 0.0, 0.0), ("L", left + radius, 0.0), ("L", left + radius, top)),
            *(("C", left + near, top, left, top + near, left, foot), ("L", 0.0, foot), ("Z",)),
            *(("M", end + right, 0.0), ("L", end - radius, 0.0), ("L", end - radius, top)),
            *(("C", end - near, top, end, top + near, end, foot), ("L", end + right, foot), ("Z",)),
        )
    )


_NEAR = 1 - ARC
_FORMS = (
    Path((("M", 0.0, 0.0), ("C", ARC, 0.0, 1.0, _NEAR, 1.0, 1.0), ("C", _NEAR, 1.0, 0.0, ARC, 0.0, 0.0), ("Z",))),
    Path(
        (
            ("M", 0.0, 0.0),
            ("C", 0.0, 0.5 * ARC, 0.5 * _NEAR, 0.5, 0.5, 0.5),
            ("C", 1 - 0.5 * _NEAR, 0.5, 1.0, 0.5 * ARC, 1.0, 0.0),
            ("Z",),
        )
    ),
    Path((("M", 0.0, 0.0), ("L", 1.0, 0.0), ("C", 1.0, ARC, ARC, 1.0, 0.0, 1.0), ("Z",))),
    arch(1.0, 1.0),
)
"""A leaf, half a disc, a quarter of one, an arch."""

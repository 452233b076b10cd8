"""The logos at the head of a handout, on paper: whole, with clear space, neither cropped nor recoloured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.pdf.page import ImageObject
from generator.pdf.paper import LEFT, WIDTH
from generator.pictures import Crop, logo_row
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.kit import Kit
    from generator.pdf.structure import Structure
    from generator.pictures import Use

HEIGHT, CLEAR = 34.0, 11.0
"""The height in points of the publisher's logo, and of the paper above and below it: a third of that."""


def letterhead(
    logos: Sequence[tuple[str, str]], first: int, top: float, use: Use, kit: Kit, structure: Structure
) -> list[ImageObject]:
    """Return ``logos`` (each a file and its alternative) from ``top`` down, in points, as figures of ``structure``.

    The ``first`` of them, the publisher's, are on the left; those of partners, a little lower, on the right.
    """
    shapes = [kit.picture(file, use).shape for file, _words in logos]
    boxes = logo_row(shapes, first, Box(LEFT, top, WIDTH, HEIGHT))
    whole = Crop(0.0, 0.0, 0.0, 0.0)
    return [
        ImageObject(box.x, box.y, box.width, box.height, file, use, whole, structure.add("Figure", alternative=words))
        for (file, words), box in zip(logos, boxes, strict=True)
    ]

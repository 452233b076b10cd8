"""Find how much a picture must be veiled for words to be read on it: its pixels behind them are looked at."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from generator.pictures import SCREEN
from generator.theme import MIN_CONTRAST, contrast, mixed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.deck.compose.common import Context
    from generator.deck.slide import PictureShape
    from generator.units import Box

_SAMPLE = 4.0  # points: a picture is looked at in squares of this side
_LEAST, _DENSE = 0.3, 0.92  # at the top of a picture, what its veil has at least, and from where on its foot has more
_HAND = 1.04  # of the contrast that is wanted: what colours lose in 8 bits
_AROUND = 6.0  # points: around the lines of words


def veil(shape: PictureShape, places: Sequence[Box], plain: str, ground: str, context: Context) -> tuple[float, float]:
    """Return how opaque ``ground`` must be at the top and at the foot of a picture, for words at all ``places``.

    Words have the colour ``plain``; both colours are RRGGBB. The foot is clear wherever that is enough.
    """
    wanted = list(_wanted(shape, places, plain, ground, context))  # at parts of the picture's height
    top = max([_LEAST, *(least / (1.0 - at) for at, least in wanted)])
    if top <= _DENSE:
        return round(top, 3), 0.0
    top = max([_DENSE, *(least for _at, least in wanted)])
    return top, round(max(top - (top - least) / at for at, least in wanted), 3)


def _wanted(
    shape: PictureShape, places: Sequence[Box], plain: str, ground: str, context: Context
) -> Iterator[tuple[float, float]]:
    """Yield the least opacity for each row of what is behind words, with the part of the picture's height above it."""
    from PIL import Image

    box, cut = shape.box, shape.crop
    columns, rows = round(box.width / _SAMPLE), round(box.height / _SAMPLE)
    with Image.open(BytesIO(context.kit.picture(shape.file, SCREEN).data)) as image:
        across, down = image.width, image.height
        seen = (cut.left * across, cut.top * down, (1 - cut.right) * across, (1 - cut.bottom) * down)
        small = image.convert("RGB").resize((columns, rows), Image.Resampling.BOX, box=seen)
    for place in places:
        left, right = (round((x - box.x) / _SAMPLE) for x in (place.x - _AROUND, place.right + _AROUND))
        first, last = (round((y - box.y) / _SAMPLE) for y in (place.y, place.bottom))
        for row in range(max(first, 0), min(last, rows)):
            data = small.crop((max(left, 0), row, min(right, columns), row + 1)).tobytes()
            colours = {data[at : at + 3].hex().upper() for at in range(0, len(data), 3)}
            worst = min(colours, key=partial(contrast, plain))
            yield (row + 0.5) / rows, _least(worst, plain, ground)


def _least(colour: str, plain: str, ground: str) -> float:
    """Return the least opacity of ``ground`` over ``colour`` on which words in ``plain`` are read."""
    steps = (step / 50 for step in range(50))
    return next((one for one in steps if contrast(plain, mixed(ground, colour, one)) >= _HAND * MIN_CONTRAST), 1.0)

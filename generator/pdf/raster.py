"""Pages of a PDF as pictures: drawn by PDFium, saved by Pillow; and several of them on one sheet."""

from __future__ import annotations

import heapq
import io
from contextlib import closing
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PIL.Image import Image

_Colour = tuple[int, int, int]  # red, green and blue, from 0 to 255
_GAP, _PAPER, _FRAME = 12, "#FFFFFF", "#C5CBD4"
_EXACT = 64  # a slide has some 20 flat colours; after them come blends at the edges of letters
_SHARED = 192  # fills up the 256 colours that a palette can hold
_MANY = 1 << 16  # drawn slides have 500 to 13,000 colours (gradients); in a photograph, of more, none is frequent
_CELL = 2  # bits of each component below which Pillow's search of a palette does not look


def images(data: bytes, width: int) -> Iterator[Image]:
    """Yield each page of the PDF ``data``, ``width`` pixels wide."""
    import pypdfium2

    with closing(pypdfium2.PdfDocument(data)) as document:
        for page in document:
            yield page.render(scale=width / page.get_width()).to_pil()


def sheet(pictures: Sequence[Image], columns: int) -> Image:
    """Return pictures of one size side by side, each in a thin frame; there must be one at least."""
    from PIL import Image

    width, height = pictures[0].size
    rows = -(-len(pictures) // columns)
    across, down = width + _GAP, height + _GAP
    canvas = Image.new("RGB", (across * min(columns, len(pictures)) + _GAP, down * rows + _GAP), _PAPER)
    for index, picture in enumerate(pictures):
        x, y = _GAP + index % columns * across, _GAP + index // columns * down
        canvas.paste(_FRAME, (x - 1, y - 1, x + width + 1, y + height + 1))
        canvas.paste(picture, (x, y))
    return canvas


def png(picture: Image) -> bytes:
    """Return the PNG file of an RGB picture, in 256 colours: equal pictures give equal bytes."""
    stream = io.BytesIO()
    _few_colours(picture).save(stream, "PNG")
    return stream.getvalue()


def _few_colours(picture: Image) -> Image:
    """Return ``picture`` with a palette: its frequent colours exactly as they are, for the rest the nearest.

    A palette is a third of the size, and enough for flat colours and text.
    """
    from PIL import Image

    chosen: dict[_Colour, _Colour] = {}
    for colour in _palette(picture):
        chosen.setdefault(_cell(colour), colour)
    # Pillow looks for the entry nearest to the corner of a pixel's cell: so search among corners, then paint.
    corners = Image.new("P", (1, 1))
    corners.putpalette([component for corner in chosen for component in corner])
    found = picture.quantize(palette=corners, dither=Image.Dither.NONE)
    found.putpalette([component for colour in chosen.values() for component in colour])
    return found


def _palette(picture: Image) -> Iterator[_Colour]:
    """Yield the colours that most pixels have, then some near to all that there are, however few pixels have them."""
    from PIL import Image

    counted = cast("list[tuple[int, _Colour]]", picture.getcolors(_MANY) or [])
    yield from (colour for _count, colour in heapq.nlargest(_EXACT, counted))
    each = picture
    if counted:
        each = Image.new("RGB", (len(counted), 1))
        each.putdata([colour for _count, colour in counted])
    found = each.quantize(_SHARED, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).getpalette() or []
    yield from zip(found[::3], found[1::3], found[2::3], strict=True)


def _cell(colour: _Colour) -> _Colour:
    """Return the corner of the cell, 4 values wide each way, in which Pillow takes all colours for one."""
    red, green, blue = (component >> _CELL << _CELL for component in colour)
    return red, green, blue

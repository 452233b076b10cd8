"""Pages of a PDF as pictures: drawn by PDFium, saved by Pillow; and several of them on one sheet."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PIL.Image import Image

_GAP, _PAPER, _FRAME = 12, "#FFFFFF", "#C5CBD4"
_COLOURS = 128  # flat colours and text: a palette is enough, and a third of the size


def images(data: bytes, width: int) -> Iterator[Image]:
    """Yield each page of the PDF ``data``, ``width`` pixels wide."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        for page in document:
            yield page.render(scale=width / page.get_width()).to_pil()
    finally:
        document.close()


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
    """Return the PNG file of a picture, in few colours: equal pictures give equal bytes."""
    from PIL import Image

    stream = io.BytesIO()
    picture.quantize(_COLOURS, dither=Image.Dither.NONE).save(stream, "PNG", optimize=True)
    return stream.getvalue()

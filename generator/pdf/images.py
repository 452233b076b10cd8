"""Pictures as image XObjects (ISO 32000-1, 8.9.5): the bytes of JPEG and PNG as they are; alpha as a soft mask."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Any

from reportlab.pdfbase import pdfdoc

from generator.pictures import Encoded

_HEAD, _CHUNK = 8, 12  # bytes: the signature of a PNG file, and what a chunk has beside its data
_COLOURS = {0: ("/DeviceGray", 1), 2: ("/DeviceRGB", 3)}  # by PNG's colour type: the space, and its components


def add_image(document: Any, name: str, picture: Encoded) -> None:
    """Add ``picture`` to ReportLab's ``document`` under ``name``."""
    document.Reference(_image(document, name, picture), document.getXObjectName(name))
    document.addForm(name, document.idToObject[document.getXObjectName(name)])


def _image(document: Any, name: str, picture: Encoded) -> Any:
    if picture.suffix == "jpg":
        space = "/DeviceGray" if _is_grey_jpeg(picture.data) else "/DeviceRGB"
        return _stream(picture, space, picture.data, Filter="/DCTDecode")
    chunks = list(_chunks(picture.data))
    kind = chunks[0][1][9]
    if kind not in _COLOURS:
        return _with_mask(document, name, picture)
    space, components = _COLOURS[kind]
    predictor = f"<</Predictor 15 /Colors {components} /BitsPerComponent 8 /Columns {picture.width}>>"
    data = b"".join(content for tag, content in chunks if tag == b"IDAT")
    return _stream(picture, space, data, Filter="/FlateDecode", DecodeParms=predictor)


def _with_mask(document: Any, name: str, picture: Encoded) -> Any:
    """Return a transparent PNG as its colours and a soft mask (11.6.5.3)."""
    from PIL import Image

    image = Image.open(io.BytesIO(picture.data))
    alpha = _stream(picture, "/DeviceGray", image.getchannel("A").tobytes(), [pdfdoc.PDFZCompress])
    mask = document.Reference(alpha, f"{name}Mask").format(document).decode()
    grey = image.mode == "LA"
    colours = image.convert("L" if grey else "RGB").tobytes()
    space = "/DeviceGray" if grey else "/DeviceRGB"
    return _stream(picture, space, colours, [pdfdoc.PDFZCompress], SMask=mask)


def _stream(picture: Encoded, space: str, data: bytes, filters: list[Any] | None = None, **others: str) -> Any:
    size = {"Width": str(picture.width), "Height": str(picture.height), "BitsPerComponent": "8"}
    entries = {"Type": "/XObject", "Subtype": "/Image", **size, "ColorSpace": space, **others}
    return pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), data, filters)


def _is_grey_jpeg(data: bytes) -> bool:
    """Tell whether a JPEG has one component, by its frame header (ITU-T T.81, B.2.2)."""
    at = 2
    while data[at + 1] not in (0xC0, 0xC1, 0xC2):
        at += 2 + int(struct.unpack(">H", data[at + 2 : at + 4])[0])
    return data[at + 9] == 1


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the chunks of a PNG file, each with its type."""
    at = _HEAD
    while at < len(data):
        size, tag = struct.unpack(">I4s", data[at : at + 8])
        yield tag, data[at + 8 : at + 8 + size]
        at += size + _CHUNK

"""Pictures and fonts in a template: what they say of their making is taken out, the picture itself stays as it is.

Formats: PNG (W3C, 3rd edition), JPEG (ITU-T T.81, JFIF), GIF (89a), BMP, TIFF 6, [MS-EMF], [MS-WMF], SVG 2; fonts as
W3C's Embedded OpenType.
"""

from __future__ import annotations

import io
import re
import struct
from typing import TYPE_CHECKING

from generator.deck.ooxml.xml import attributes, parsed

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.deck.ooxml.xml import Element

_PNG = b"\x89PNG\r\n\x1a\n"
# Chunks that a picture is drawn from; texts, EXIF, dates and those of single programs are not.
_CHUNKS = set(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD hIST pHYs acTL fcTL fdAT".split())
_JFIF, _ICC, _ADOBE = (0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe")
_SOS, _EOI, _COMMENT = 0xDA, 0xD9, 0xFE
_ANIMATIONS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
# Tags of TIFF: descriptions, makers, names, places, IPTC, XMP, Photoshop, EXIF and GPS.
_PRIVATE_TAGS = {
    270,
    271,
    272,
    285,
    305,
    306,
    315,
    316,
    700,
    33432,
    33723,
    34377,
    34665,
    34853,
    37724,
    *range(40091, 40096),
}
_EMF_HEADER, _EMF_EOF, _EMF_COMMENT = 1, 14, 70
_EMF_PLUS = (b"EMF+", b"GDIC")
_WMF_KEY, _WMF_ESCAPE, _WMF_COMMENT = b"\xd7\xcd\xc6\x9a", 0x0626, 0x000F
_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_SVG_ACTIVE = {f"{_SVG}{name}" for name in ("script", "foreignObject", "metadata", "a", "animate", "set", "handler")}
_FETCHED = re.compile(r"url\(\s*[\"']?(?!#)|@import|expression\(|javascript:", re.IGNORECASE)
_EOT_MAGIC = 0x504C
_NO_EDITING = 0x0006  # fsType: restricted, or for preview and print alone (OpenType, OS/2)


def cleaned_picture(data: bytes) -> bytes | None:
    """Return a picture's bytes without what it says of its making; None for a format that cannot be cleaned."""
    for begins, clean in _FORMATS:
        if re.match(begins, data, re.DOTALL):
            try:
                return clean(data)
            except (struct.error, IndexError, ValueError):
                return None
    return None


def may_embed(data: bytes) -> bool:
    """Tell whether an embedded font lets itself be handed on in a file that is edited (fsType 0 or 8)."""
    if len(data) < 36 or struct.unpack_from("<H", data, 34)[0] != _EOT_MAGIC:
        return False
    return not struct.unpack_from("<H", data, 32)[0] & _NO_EDITING


def _png(data: bytes) -> bytes:
    kept, at = [_PNG], len(_PNG)
    while at + 12 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        if kind in _CHUNKS:
            kept.append(data[at : at + 12 + size])
        at += 12 + size
        if kind == b"IEND":
            break
    return b"".join(kept)


def _jpeg(data: bytes) -> bytes:
    kept, at = [data[:2]], 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise ValueError("no marker")
        marker = data[at + 1]
        if marker in (0xFF, _EOI):  # a fill byte; the end, behind which anything may stand
            at += 1
            if marker == _EOI:
                break
            continue
        end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        end = _scan_end(data, end) if marker == _SOS else end
        own = marker in range(0xE0, 0xF0) or marker == _COMMENT
        if not own or any(marker == one and data[at + 4 :].startswith(name) for one, name in (_JFIF, _ICC, _ADOBE)):
            kept.append(data[at:end])
        at = end
    return b"".join([*kept, b"\xff\xd9"])


def _scan_end(data: bytes, at: int) -> int:
    """Return where the next marker after entropy-coded data stands, which restarts and stuffed bytes are not."""
    found = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL).search(data, at)
    return found.start() if found else len(data)


def _gif(data: bytes) -> bytes:
    at = 13 + _palette(data[10])
    kept = [data[:at]]
    while data[at] != 0x3B:
        start = at
        at += 2 if data[at] == 0x21 else 11 + _palette(data[at + 9])
        while data[at]:
            at += 1 + data[at]
        at += 1
        label = data[start + 1] if data[start] == 0x21 else 0xF9
        if label == 0xF9 or (label == 0xFF and data[start + 3 : start + 14] in _ANIMATIONS):
            kept.append(data[start:at])
    return b"".join([*kept, b";"])


def _palette(flags: int) -> int:
    """Return the bytes of the colour table that the flags of a screen or an image announce."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _bmp(data: bytes) -> bytes:
    size = struct.unpack_from("<I", data, 2)[0]
    return data[:size] if size else data


def _tiff(data: bytes) -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    try:
        with Image.open(io.BytesIO(data), formats=["TIFF"]) as picture:
            if not _PRIVATE_TAGS & set(getattr(picture, "tag_v2", ())):
                return data
            picture.copy().save(stream, "TIFF", compression="tiff_lzw")
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError(str(error)) from None
    return stream.getvalue()


def _emf(data: bytes) -> bytes:
    changed, at = bytearray(data), 0
    while True:
        kind, size = struct.unpack_from("<II", data, at)
        if size < 8:
            raise ValueError("no record")
        if kind == _EMF_HEADER:
            length, offset = struct.unpack_from("<II", data, at + 60)
            _blank(changed, at + offset, at + offset + 2 * length)
        elif kind == _EMF_COMMENT and not data[at + 12 : at + 16].startswith(_EMF_PLUS):
            _blank(changed, at + 12, at + size)
        at += size
        if kind == _EMF_EOF:
            return bytes(changed[:at])


def _wmf(data: bytes) -> bytes:
    at = 22 if data.startswith(_WMF_KEY) else 0
    changed = bytearray(data)
    at += 2 * struct.unpack_from("<H", data, at + 2)[0]
    while True:
        words, function = struct.unpack_from("<IH", data, at)
        if words < 3:
            raise ValueError("no record")
        end = at + 2 * words
        if function == _WMF_ESCAPE and struct.unpack_from("<H", data, at + 6)[0] == _WMF_COMMENT:
            _blank(changed, at + 10, end)
        at = end
        if not function:
            return bytes(changed[:at])


def _blank(data: bytearray, start: int, end: int) -> None:
    data[start:end] = bytes(len(data[start:end]))


def _svg(data: bytes) -> bytes:
    """Return a drawing as it is; raise ValueError when anything in it acts, is fetched, or is another program's own."""
    root = parsed(data)
    if re.search(rb"<!--|<\?(?!xml[ \t\r\n])", data) or not all(map(_is_plain, root.iter())):
        raise ValueError("not plain")
    return data


def _is_plain(element: Element) -> bool:
    if not str(element.tag).startswith(_SVG) or element.tag in _SVG_ACTIVE:
        return False
    if _FETCHED.search(element.text or "") and element.tag == f"{_SVG}style":
        return False
    for name, value in attributes(element):
        inner = value.startswith(("#", "data:image/png;", "data:image/jpeg;"))
        if name in ("href", _HREF) and not inner:
            return False
        foreign = name.startswith("{") and name not in (_HREF, "{http://www.w3.org/XML/1998/namespace}space")
        if foreign or name.startswith("on") or _FETCHED.search(value):
            return False
    return True


_FORMATS: tuple[tuple[bytes, Callable[[bytes], bytes]], ...] = (
    (re.escape(_PNG), _png),
    (b"\xff\xd8\xff", _jpeg),
    (b"GIF8[79]a", _gif),
    (b"BM", _bmp),
    (b"II\\*\0|MM\0\\*", _tiff),
    (b"\1\0\0\0.{36} EMF", _emf),
    (b"\xd7\xcd\xc6\x9a|\1\0\x09\0\0[\1\3]", _wmf),
    (b"(?:\xef\xbb\xbf)?\\s*<", _svg),
)

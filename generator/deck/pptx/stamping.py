"""The members of a deck's zip that differ from copy to copy: the last ones, made anew while all before them is kept.

Of a slide whose footer alone differs, what stands before and after it is deflated once: a deflate stream may be put
together of pieces that know nothing of one another, each but the last ended by a full flush (RFC 1951, 3.2.4).
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.deck.pptx.package import LEVEL

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIZES, _END = struct.Struct("<LLL"), struct.Struct("<L")  # crc, packed and plain size; an offset
_AT_LOCAL, _LOCAL_SIZE = 14, 30  # where crc and sizes are in a local header, and its bytes without the name
_AT_CENTRAL, _CENTRAL_SIZE = 16, 46  # the same of an entry of the central directory
_AT_OFFSET = 42  # where an entry says at which offset its member begins
_AT_END, _END_SIZE = 16, 22  # where the directory's offset is in the record that ends the file (APPNOTE 4.3.16)
_FOOTER = re.compile(rb'(.*<p:ph type="ftr"[^>]*>.*?<a:lstStyle/>)(.*?)(</p:txBody>.*)', re.DOTALL)


class Member(Struct, frozen=True):
    """What a zip holds of a member: its checksum, its size, and its deflated bytes."""

    crc: int
    size: int
    packed: bytes

    @classmethod
    def of(cls, data: bytes) -> Member:
        """Return the member of ``data``, as ``zipfile`` makes it."""
        return cls(zlib.crc32(data), len(data), _deflated(data, zlib.Z_FINISH))


class FootedSlide(Struct, frozen=True):
    """A slide's part without the paragraph of its footer: what stands before and after it, plain and deflated."""

    before: bytes
    after: bytes
    packed_before: bytes
    packed_after: bytes
    crc: int

    @classmethod
    def of(cls, xml: bytes) -> FootedSlide:
        """Divide the part ``xml`` of a slide with a footer."""
        match = _FOOTER.fullmatch(xml)
        assert match
        before, _own, after = match.groups()
        packed = _deflated(before, zlib.Z_FULL_FLUSH), _deflated(after, zlib.Z_FINISH)
        return cls(before, after, *packed, zlib.crc32(before))

    def with_footer(self, paragraph: bytes) -> Member:
        """Return the member of the slide with ``paragraph`` in its footer."""
        crc = zlib.crc32(self.after, zlib.crc32(paragraph, self.crc))
        size = len(self.before) + len(paragraph) + len(self.after)
        return Member(crc, size, self.packed_before + _deflated(paragraph, zlib.Z_FULL_FLUSH) + self.packed_after)

    def footer_in(self, packed: bytes) -> bytes | None:
        """Return the paragraph in a ``packed`` member, or None where anything else of the slide is not as it was."""
        before, after = self.packed_before, self.packed_after
        if not (packed.startswith(before) and packed.endswith(after)):
            return None
        return inflated(packed[len(before) : len(packed) - len(after)])


def footer_of(xml: bytes) -> bytes:
    """Return the paragraph in the footer of a slide's part, or nothing where it has none."""
    match = _FOOTER.fullmatch(xml)
    return match[2] if match else b""


def inflated(packed: bytes) -> bytes:
    """Return what ``packed`` holds."""
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed)


def _deflated(data: bytes, end: int) -> bytes:
    deflate = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return deflate.compress(data) + deflate.flush(end)


class Tail:
    """The last members of a zip, which can be exchanged for others of the same names."""

    def __init__(self, data: bytes, names: Sequence[str]) -> None:
        """Take the zip ``data`` as ``DeckPackage.zipped`` makes it, whose last members are called ``names``."""
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
        own = members[len(members) - len(names) :]
        assert [one.filename for one in own] == list(names)
        (directory,) = _END.unpack_from(data, len(data) - _END_SIZE + _AT_END)
        self._before = data[: own[0].header_offset]
        self._headers = [
            data[one.header_offset : one.header_offset + _LOCAL_SIZE + len(one.filename)]  # in ASCII, without extras
            for one in own
        ]
        self._directory = data[directory:]
        ends = accumulate((_CENTRAL_SIZE + len(one.filename.encode()) for one in members), initial=0)
        self._entries = list(ends)[len(members) - len(names) : -1]

    def with_members(self, members: Sequence[Member]) -> bytes:
        """Return the zip with ``members`` in the places of its last ones."""
        directory = bytearray(self._directory)
        parts = [self._before]
        at = len(self._before)
        for header, entry, member in zip(map(bytearray, self._headers), self._entries, members, strict=True):
            sizes = member.crc, len(member.packed), member.size
            _SIZES.pack_into(header, _AT_LOCAL, *sizes)
            _SIZES.pack_into(directory, entry + _AT_CENTRAL, *sizes)
            _END.pack_into(directory, entry + _AT_OFFSET, at)
            parts += (bytes(header), member.packed)
            at += len(header) + len(member.packed)
        _END.pack_into(directory, len(directory) - _END_SIZE + _AT_END, at)
        return b"".join((*parts, directory))

    def packed(self, data: bytes) -> list[bytes]:
        """Return the packed bytes of the members in ``data``, which was made by ``with_members``."""
        found, at = [], len(self._before)
        for header in self._headers:
            size = _SIZES.unpack_from(data, at + _AT_LOCAL)[1]
            at += len(header)
            found.append(data[at : at + size])
            at += size
        return found

"""The note of a copy: what is the same in all copies, and then the copy's own words.

Those are a content stream of their own on the first page (ISO 32000-1, 7.8.2: a page's Contents may be an array). The
file without them is the same for all copies, down to its bytes; a copy is that file, followed by an incremental update
(7.5.6) with this one stream. So that a name changes nothing else, the fonts have the same letters in all copies.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Mapping, Sequence

import pikepdf
from msgspec import Struct

from generator.kit import Kit
from generator.pdf.canvas import SEPARATOR
from generator.pdf.draw import Pen, drawing, drawn
from generator.pdf.fonts import ALPHABETS
from generator.pdf.page import Plan, TextObject
from generator.pdf.saving import packed


class CommonPart(Struct, frozen=True):
    """A note without a copy's own words: its bytes, the number of the stream that has them, what its trailer repeats.

    ``head`` is what every such stream begins with. ``size`` is one more than the highest number of an object, ``start``
    the offset of the cross-reference stream. Of the words, those of the styles that ``alphabets`` names may be other
    ones of these letters; ``fixed`` are all others.
    """

    data: bytes
    number: int
    size: int
    start: int
    trailer: bytes
    identity: bytes
    head: bytes
    alphabets: Mapping[str, str]
    fixed: str

    def copy(self, content: bytes) -> bytes:
        """Return the file of the copy whose own content stream is ``content``."""
        packed = zlib.compress(content, 6)
        at = len(self.data)
        stream = b"%d 0 obj\n<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream\nendobj\n" % (
            self.number,
            len(packed),
            packed,
        )
        table = at + len(stream)
        rows = b"".join(b"\x01" + offset.to_bytes(4, "big") + b"\x00" for offset in (at, table))
        changed = hashlib.md5(content, usedforsecurity=False).hexdigest().encode()
        reference = (
            b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 1]/Index[%d 1 %d 1]/Prev %d%s/ID[<%s><%s>]/Length %d>>stream\n"
            b"%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n"
            % (self.size, self.size + 1, self.number, self.size, self.start, self.trailer, self.identity, changed,
               len(rows), rows, table)
        )  # fmt: skip
        return b"".join((self.data, stream, reference))

    def own(self, data: bytes) -> bytes:
        """Return the content stream that the copy ``data`` has of its own."""
        stream = data[data.index(b"stream\n", len(self.data)) + 7 :]
        return zlib.decompressobj().decompress(stream)


def write(plan: Plan, kit: Kit) -> bytes:
    """Return the plan as a PDF to keep: the same plan gives the same bytes."""
    if plan.personal:
        common, own, _pen = separated(plan, kit, alphabets_of(own_words(plan), kit))
        return common.copy(own)
    return packed(drawn(plan, kit))


def own_words(plan: Plan) -> list[TextObject]:
    """Return the text objects of a copy's own words."""
    operations = (one for page in plan.pages[:1] for one in page.operations)
    return [one for one in operations if isinstance(one, TextObject) and one.element in plan.personal]


def alphabets_of(words: Sequence[TextObject], kit: Kit) -> dict[str, str]:
    """Return, by style, the letters that the words of a copy may have: the smallest alphabet with all of ``words``."""
    block = kit.personal
    faces = {kit.family.of(run).style for run in block.varied} if block else set[str]()
    letters = set[str]().union(*(run.text for word in words for run in word.runs if run.style in faces))
    alphabet = next((one for one in ALPHABETS if letters.issubset(one)), ALPHABETS[-1])
    return dict.fromkeys(sorted(faces), alphabet)


def separated(plan: Plan, kit: Kit, alphabets: Mapping[str, str]) -> tuple[CommonPart, bytes, Pen]:
    """Return what all copies share, this copy's own content, and the pen that drew it."""
    data, pen = drawing(plan, kit, alphabets)
    own: list[bytes] = []

    def divide(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        first, rest = page.Contents.read_bytes().split(SEPARATOR.encode(), 1)
        own.append(first)
        # Filled by the update alone.
        page.Contents = pikepdf.Array([pdf.make_stream(b" "), pdf.make_stream(rest.lstrip())])

    finished = packed(data, divide)
    with pikepdf.open(io.BytesIO(finished)) as pdf:
        number = pdf.pages[0].Contents[0].objgen[0]
        trailer = b"".join(
            b"%s %d 0 R" % (key, pdf.trailer[key.decode()].objgen[0])
            for key in (b"/Root", b"/Info")
            if key.decode() in pdf.trailer
        )
        identity = bytes(pdf.trailer.ID[0]).hex().encode()
        size = int(pdf.trailer.Size)
    start = int(finished.rsplit(b"startxref", 1)[1].split()[0])
    head = own[0][: own[0].index(b"/P <<")]
    fixed = _fixed(own_words(plan), alphabets)
    return CommonPart(finished, number, size, start, trailer, identity, head, alphabets, fixed), own[0], pen


def _fixed(words: Sequence[TextObject], alphabets: Mapping[str, str]) -> str:
    """Return the words in other styles: the codes of their letters are those of the order in which they are drawn."""
    return "".join(run.text for word in words for run in word.runs if run.style not in alphabets).replace(" ", "")


def content(words: Sequence[TextObject], common: CommonPart, pen: Pen) -> bytes | None:
    """Return the content stream of ``words``, or None for words that are not within what all copies share."""
    runs = [run for word in words for run in word.runs]
    if any(not set(run.text).issubset(common.alphabets.get(run.style, run.text)) for run in runs):
        return None
    if any(word.actual or word.hyphen for word in words) or _fixed(words, common.alphabets) != common.fixed:
        return None
    parts: list[str] = []
    last = None
    sequence = -1
    for word in words:
        if word.element != last:
            parts += ["EMC"] if parts else []
            sequence += 1
            parts.append(f"/P <</MCID {sequence}>> BDC")
            last = word.element
        parts.append(pen.words(word))
    return common.head + "\n".join([*parts, "EMC", ""]).encode()

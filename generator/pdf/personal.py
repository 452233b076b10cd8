"""The note of a copy: what is the same in all copies, and then the copy's own words.

Those are content streams of their own (ISO 32000-1, 7.8.2: a page's Contents may be an array): one on the first page,
and one with the words of the footer, which all pages share. The file without them is the same for all copies, down to
its bytes; a copy is that file, followed by an incremental update (7.5.6) with these streams. So that a name changes
nothing else, the fonts have the same letters in all copies.
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
from generator.pdf.page import OWN_RUNNING, Plan, TextObject
from generator.pdf.saving import packed


class CommonPart(Struct, frozen=True):
    """A note without a copy's own words: its bytes, the streams that have them, what its trailer repeats.

    ``numbers`` are those of the streams, ``heads`` what each begins with. ``size`` is one more than the highest number
    of an object, ``start`` the offset of the cross-reference stream. Of the words, those of the styles that
    ``alphabets`` names may be other ones of these letters; ``fixed`` are all others.
    """

    data: bytes
    numbers: tuple[int, ...]
    size: int
    start: int
    trailer: bytes
    identity: bytes
    heads: tuple[bytes, ...]
    alphabets: Mapping[str, str]
    fixed: str

    def copy(self, contents: Sequence[bytes]) -> bytes:
        """Return the file of the copy whose own content streams are ``contents``."""
        parts, offsets, at = [self.data], list[int](), len(self.data)
        for number, content in zip(self.numbers, contents, strict=True):
            packed = zlib.compress(content, 6)
            head = b"%d 0 obj\n<</Length %d/Filter/FlateDecode>>stream\n" % (number, len(packed))
            parts += (head, packed, b"\nendstream\nendobj\n")
            offsets.append(at)
            at += sum(map(len, parts[-3:]))
        rows = b"".join(b"\x01" + offset.to_bytes(4, "big") + b"\x00" for offset in (*offsets, at))
        index = b" ".join(b"%d 1" % number for number in (*self.numbers, self.size))
        changed = hashlib.md5(b"".join(contents), usedforsecurity=False).hexdigest().encode()
        reference = (
            b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 1]/Index[%s]/Prev %d%s/ID[<%s><%s>]/Length %d>>stream\n"
            b"%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n"
            % (self.size, self.size + 1, index, self.start, self.trailer, self.identity, changed, len(rows), rows, at)
        )
        return b"".join((*parts, reference))

    def own(self, data: bytes) -> list[bytes]:
        """Return the content streams that the copy ``data`` has of its own."""
        found, at = list[bytes](), len(self.data)
        for _number in self.numbers:
            at = data.index(b"stream\n", at) + len(b"stream\n")
            inflate = zlib.decompressobj()
            found.append(inflate.decompress(data[at:]))
            at = len(data) - len(inflate.unused_data) + len(b"\nendstream\n")
        return found


def write(plan: Plan, kit: Kit) -> bytes:
    """Return the plan as a PDF to keep: the same plan gives the same bytes."""
    if plan.personal:
        common, own, _pen = separated(plan, kit, alphabets_of(own_words(plan), kit))
        return common.copy(own)
    return packed(drawn(plan, kit))


def own_words(plan: Plan) -> list[TextObject]:
    """Return the text objects of a copy's own words: those of the first page."""
    operations = (one for page in plan.pages[:1] for one in page.operations)
    return [one for one in operations if isinstance(one, TextObject) and one.element in plan.personal]


def alphabets_of(words: Sequence[TextObject], kit: Kit) -> dict[str, str]:
    """Return, by style, the letters that the words of a copy may have: the smallest alphabet with all of ``words``."""
    block = kit.personal
    faces = {kit.family.of(run).style for run in block.varied} if block else set[str]()
    letters = set[str]().union(*(run.text for word in words for run in word.runs if run.style in faces))
    alphabet = next((one for one in ALPHABETS if letters.issubset(one)), ALPHABETS[-1])
    return dict.fromkeys(sorted(faces), alphabet)


def separated(plan: Plan, kit: Kit, alphabets: Mapping[str, str]) -> tuple[CommonPart, list[bytes], Pen]:
    """Return what all copies share, this copy's own content, and the pen that drew it."""
    data, pen = drawing(plan, kit, alphabets)
    strip = any(element >= 0 for element in plan.personal)
    running = OWN_RUNNING in plan.personal
    own: list[bytes] = []

    def divide(pdf: pikepdf.Pdf) -> None:
        """Give the copy's own words streams of their own, which the update alone fills."""
        shared = [pdf.make_stream(b" ")] if running else []
        for number, page in enumerate(pdf.pages):
            parts = page.Contents.read_bytes().split(SEPARATOR.encode())
            first = [parts.pop(0)] if strip and not number else []
            last = [parts.pop().strip()] if running else []
            own.extend([] if number else [*first, *last])
            (rest,) = parts
            page.Contents = pikepdf.Array(
                [*(pdf.make_stream(b" ") for _one in first), pdf.make_stream(rest.lstrip()), *shared]
            )

    finished = packed(data, divide)
    with pikepdf.open(io.BytesIO(finished)) as pdf:
        streams = pdf.pages[0].Contents
        numbers = [streams[0].objgen[0]] * strip + [streams[-1].objgen[0]] * running
        trailer = b"".join(
            b"%s %d 0 R" % (key, pdf.trailer[key.decode()].objgen[0])
            for key in (b"/Root", b"/Info")
            if key.decode() in pdf.trailer
        )
        identity = bytes(pdf.trailer.ID[0]).hex().encode()
        size = int(pdf.trailer.Size)
    start = int(finished.rsplit(b"startxref", 1)[1].split()[0])
    heads = [own[0][: own[0].index(b"/P <<")]] * strip + [own[-1][: own[-1].index(b"BT")]] * running
    fixed = _fixed(own_words(plan), alphabets)
    common = CommonPart(finished, tuple(numbers), size, start, trailer, identity, tuple(heads), alphabets, fixed)
    return common, own, pen


def _fixed(words: Sequence[TextObject], alphabets: Mapping[str, str]) -> str:
    """Return the words in other styles: the codes of their letters are those of the order in which they are drawn."""
    return "".join(run.text for word in words for run in word.runs if run.style not in alphabets).replace(" ", "")


def contents(
    words: Sequence[TextObject], running: Sequence[TextObject], common: CommonPart, pen: Pen
) -> list[bytes] | None:
    """Return the content streams of ``words`` and of the ``running`` ones, if there are any.

    None for words that are not within what all copies share.
    """
    every = [*words, *running]
    runs = [run for word in every for run in word.runs]
    if any(not set(run.text).issubset(common.alphabets.get(run.style, run.text)) for run in runs):
        return None
    if any(word.actual or word.hyphen for word in every) or _fixed(every, common.alphabets) != common.fixed:
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
    found = ["\n".join([*parts, "EMC", ""])] if words else []
    found += [f"{pen.words(one)}\nEMC" for one in running]
    return [head + content.encode() for head, content in zip(common.heads, found, strict=True)]

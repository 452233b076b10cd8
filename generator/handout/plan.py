"""Plans the handout: one slide or two on a page, the pictures as large as the fewest pages allow, and few half empty.

A slide stands whole on a page with its words; words too many for a page go on to the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator import deck
from generator.deck.picture.files import Pictures
from generator.deck.picture.scene import placed
from generator.document.tree import Logos
from generator.graphics.path import Path
from generator.handout.entry import (
    AROUND,
    BETWEEN,
    CONTINUED,
    CONTINUED_PITCH,
    HEADING,
    HEADING_PITCH,
    TEXT,
    TEXT_PITCH,
    SlideEntry,
    entry,
)
from generator.pdf.lines import Style, baseline, set_lines
from generator.pdf.page import ARTIFACT, RUNNING, Anchor, ImageObject, Link, Page, PathObject, Plan, TextObject, TextRun
from generator.pdf.paper import (
    BOTTOM,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    ROOM,
    TOP,
    WIDTH,
    footers,
    running_words,
    shortened,
)
from generator.pdf.structure import Structure
from generator.pictures import LOGO, Crop, logo_row
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.document.tree import Document
    from generator.kit import Kit
    from generator.pdf.page import Operation

_SHARES = [share / 100 for share in range(100, 54, -2)]  # how wide a picture may be, of the page's body
_NEARLY = 0.85  # of the largest width: so much narrower may pictures be for pages that are not half empty
_TALLEST = 0.6 * ROOM  # the greatest height of a picture: below it stays room for a dozen lines of notes
_APART = 24.0  # the space between two slides on a page
_MIN_LINES = 2  # the fewest lines of a paragraph at the foot of a page, and at the top of the next
_FRAME = 0.75  # points: the line around a picture
_LOGO, _CLEAR = 34.0, 11.0  # points: the height of the publisher's logo, and of the paper above and below it: a third


class _HeadingAndPicture(Struct, frozen=True):
    """The heading of a slide and its picture, from ``top`` on, in points."""

    entry: SlideEntry
    top: float


class _ContinuedHeading(Struct, frozen=True):
    """The name of a slide whose words go on."""

    entry: SlideEntry
    top: float


class _Lines(Struct, frozen=True):
    """Some lines of a paragraph of the speaker notes, from ``top`` on, in points."""

    entry: SlideEntry
    top: float
    paragraph: int
    start: int
    end: int


_PagePart = _HeadingAndPicture | _ContinuedHeading | _Lines


def plan(document: Document, kit: Kit) -> Plan:
    """Return the planned handout; raise ContentError for what fits on no slide."""
    planned = deck.plan(document, kit)
    pictures = Pictures(planned)
    entries = [
        entry(slide, number, document.slide_image, kit.family)
        for number, slide in zip(pictures.numbers, planned.slides, strict=True)
    ]
    shape = pictures.size[1] / pictures.size[0]
    logos = _unshown(document) if planned.design.brand else Logos(())
    head = _LOGO + 2 * _CLEAR if logos.logos or logos.partners else 0.0
    tries = [(width, _filled(entries, width * shape, head)) for width in _widths(shape)]
    largest, fewest = min(tries, key=lambda one: len(one[1].pages))
    near = (one for one in tries if _NEARLY * largest <= one[0] <= largest and len(one[1].pages) == len(fewest.pages))
    width, filler = min(near, key=lambda one: one[1].sparse)
    paginated = filler.pages
    # The first heading is an H1, and none is deeper by two (ISO 14289-1, 7.4.2), wherever a template puts the cover.
    tag = "H2" if planned.slides and planned.slides[0].role == "cover" else "H1"
    writer = _PageWriter(pictures, width, kit, Structure(), tag)
    named = [(one.file, one.alternative) for one in (*logos.logos, *logos.partners)]
    above = _letterhead(named, len(logos.logos), kit, writer.structure)
    pages: list[Page] = []
    numbers, sizes, face = document.page_numbers(len(paginated)), kit.theme.note.footer, kit.family.face()
    words = running_words(document.footer.plain, numbers, sizes, kit.theme, face)
    for parts, footer in zip(paginated, footers(words, numbers, sizes, kit.theme, face), strict=True):
        drawn = (one for part in parts for one in writer.drawn(part))
        pages.append(Page((*(above if not pages else ()), *drawn, *footer)))
    elements = writer.structure.frozen()
    return Plan(document.language, document.title.plain, PAGE_WIDTH, PAGE_HEIGHT, tuple(pages), elements)


def _unshown(document: Document) -> Logos:
    """Return the logos of the cover that do not stand on the slides of a template that is not ours."""
    blocks = (block for section in document.sections for block in section.blocks)
    found = next((block for block in blocks if isinstance(block, Logos)), Logos(()))
    logos, partners = ([one for one in some if not one.on_template] for some in (found.logos, found.partners))
    return Logos(tuple(logos), tuple(partners))


def _letterhead(logos: Sequence[tuple[str, str]], first: int, kit: Kit, structure: Structure) -> list[ImageObject]:
    """Return ``logos`` (each a file and its alternative) at the head of a page, as figures of ``structure``.

    The ``first`` of them, the publisher's, are on the left; those of partners, a little lower, on the right.
    All are whole, neither cropped nor recoloured.
    """
    shapes = [kit.picture(file, LOGO).shape for file, _words in logos]
    boxes = logo_row(shapes, first, Box(LEFT, TOP, WIDTH, _LOGO))
    whole = Crop(0.0, 0.0, 0.0, 0.0)
    return [
        ImageObject(box.x, box.y, box.width, box.height, file, LOGO, whole, structure.add("Figure", alternative=words))
        for (file, words), box in zip(logos, boxes, strict=True)
    ]


def _widths(shape: float) -> Iterator[float]:
    """Yield the widths, in points, that a picture may have, the largest first; ``shape`` is its height by its width."""
    for share in _SHARES:
        yield min(share * WIDTH, share * _TALLEST / shape)


def _filled(entries: Sequence[SlideEntry], picture: float, head: float) -> _PageFiller:
    """Return the pages when pictures are ``picture`` points high, below a first head of ``head``."""
    filler = _PageFiller(picture, head)
    for one in entries:
        filler.place(one)
    return filler


class _PageFiller:
    """Fills pages with slides and their words; ``sparse`` counts those, but for the last, that are half empty."""

    def __init__(self, picture: float, head: float) -> None:
        """Begin before the first page; ``picture`` is the height of each picture in points, ``head`` of the logos."""
        self.pages: list[list[_PagePart]] = []
        self.sparse = 0
        self._picture = picture
        self._head = head
        self._y = BOTTOM

    def place(self, entry: SlideEntry) -> None:
        """Put a slide below the last one where it fits whole, from the middle of the page on if it can."""
        height = entry.height(self._picture)
        top = self._y + _APART
        middle = TOP + (ROOM + _APART) / 2
        top = max(top, middle) if middle + height <= BOTTOM else top
        if top + height > BOTTOM:
            top = self._next_page()
        self.pages[-1].append(_HeadingAndPicture(entry, top))
        self._y = top + entry.head_height(self._picture)
        for index, lines in enumerate(entry.speaker_notes):
            self._flow(entry, index, len(lines))

    def _flow(self, entry: SlideEntry, paragraph: int, count: int) -> None:
        """Put the lines of a paragraph below what stands on the page, and go on to further pages."""
        self._y += BETWEEN if paragraph else 0.0
        start = 0
        while start < count:
            end = start + _line_count(count - start, int((BOTTOM - self._y) / TEXT_PITCH))
            if end > start:
                self.pages[-1].append(_Lines(entry, self._y, paragraph, start, end))
                self._y += (end - start) * TEXT_PITCH
                start = end
            else:
                top = self._next_page()
                self.pages[-1].append(_ContinuedHeading(entry, top))
                self._y = top + CONTINUED_PITCH + AROUND

    def _next_page(self) -> float:
        """Begin a page; return its top, in points."""
        self.sparse += self._y < TOP + ROOM / 2
        self.pages.append([])
        return TOP if len(self.pages) > 1 else TOP + self._head


def _line_count(left: int, room: int) -> int:
    """Return how many of ``left`` lines stand on a page with room for ``room``: never one alone on either page."""
    if left <= room:
        return left
    some = min(room, left - _MIN_LINES)
    return some if some >= _MIN_LINES else 0


class _PageWriter:
    """Draws the parts in their order, and grows the structure."""

    def __init__(self, pictures: Pictures, width: float, kit: Kit, structure: Structure, tag: str) -> None:
        """Begin a document whose pictures are ``width`` points wide; ``tag`` is that of all headings but the first."""
        self.structure = structure
        self._pictures = pictures
        self._scale = width / pictures.size[0]
        self._kit = kit
        self._tag = tag
        self._paragraph = ARTIFACT

    def drawn(self, part: _PagePart) -> Iterator[Operation]:
        """Yield what a part draws."""
        match part:
            case _HeadingAndPicture(entry, top):
                yield from self._head(entry, top)
            case _ContinuedHeading(entry, top):
                yield self._continued(entry, top)
            case _Lines():
                yield from self._lines(part)

    def _head(self, entry: SlideEntry, top: float) -> Iterator[Operation]:
        """Yield the heading of a slide from ``top`` on, in points, then its picture."""
        self.structure.begin_section()
        yield Anchor(LEFT, top, f"slide:{entry.number}", f"{entry.number}. {entry.title}")
        heading = self.structure.add("H1" if entry.number == 1 else self._tag)
        style = Style(HEADING, HEADING_PITCH, self._kit.theme.text)
        yield from set_lines(entry.heading, LEFT, top, style, heading, self.structure)
        top += len(entry.heading) * HEADING_PITCH + AROUND
        figure = self.structure.add("Figure", alternative=entry.seen)
        for one in placed(self._pictures.scene(entry.number), self._scale, LEFT, top, figure):
            # A link is a child of an element of its own (ISO 14289-1, 7.18.5), also in a picture.
            yield replace(one, element=self._link(one, figure)) if isinstance(one, Link) else one
        yield self._frame(top)

    def _link(self, link: Link, figure: int) -> int:
        """Return a new element for a link within a picture."""
        return self.structure.add("Link", figure, alternative=link.description)

    def _continued(self, entry: SlideEntry, top: float) -> TextObject:
        """Return the name of a slide whose words go on, its top at ``top``, in points."""
        face = self._kit.family.face()
        text = shortened(entry.name, WIDTH / CONTINUED, face)
        y, pieces = top + baseline(CONTINUED_PITCH, CONTINUED), (TextRun(face.style, text),)
        return TextObject(LEFT, y, CONTINUED, self._kit.theme.muted, pieces, face.width(text) * CONTINUED, RUNNING)

    def _frame(self, top: float) -> PathObject:
        """Return a thin line around the picture at ``top``, in points: its background is often the paper's."""
        width, height = (side * self._scale for side in self._pictures.size)
        out = _FRAME / 2
        right, bottom = out + width, out + height
        corners = (("M", out, out), ("L", right, out), ("L", right, bottom), ("L", out, bottom), ("Z",))
        size = width + _FRAME, height + _FRAME
        return PathObject(LEFT - out, top - out, *size, Path(corners).rounded(), self._kit.theme.rule, _FRAME, ARTIFACT)

    def _lines(self, part: _Lines) -> Iterator[Operation]:
        """Yield lines of the speaker notes."""
        lines = part.entry.speaker_notes[part.paragraph]
        if part.start == 0:
            self._paragraph = self.structure.add("P")
        style = Style(TEXT, TEXT_PITCH, self._kit.theme.text)
        shown = slice(part.start, part.end)
        yield from set_lines(lines, LEFT, part.top, style, self._paragraph, self.structure, shown)

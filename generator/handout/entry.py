"""A slide's part of the handout: its heading and the speaker's words, broken into lines; and what they hold."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.deck.slide import FURNITURE, Frame, PictureShape, words_of
from generator.pdf.lines import balanced
from generator.pdf.paper import WIDTH
from generator.source.inline import Run
from generator.text.breaking import words
from generator.text.totalfit import ragged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.deck.slide import Slide, SlideRun
    from generator.text.breaking import Line
    from generator.text.fonts import Family

HEADING, CONTINUED, TEXT = 13.0, 10.0, 10.5
"""The sizes of a heading, of the same where words go on, and of the speaker's words, in points."""

# points: 1.2 to 1.4 times the sizes
HEADING_PITCH, CONTINUED_PITCH, TEXT_PITCH = 16.0, 14.0, 14.5
BETWEEN = 4.0  # points: between two paragraphs of notes
AROUND = 8.0
"""The space above and below the picture."""

_PATTERN = "{n}. {title}"

_ADDRESS = re.compile(r"(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|https?://[^\s<>]*[^\s<>.,;:!?)]")


class SlideEntry(Struct, frozen=True):
    """What the handout says of one slide: ``name`` is its number and its title, ``seen`` what its picture shows."""

    number: int
    title: str
    name: str
    seen: str
    heading: tuple[Line, ...]
    speaker_notes: tuple[tuple[Line, ...], ...]

    def head_height(self, picture: float) -> float:
        """Return the height of heading and picture, with the space below it; all in points."""
        return len(self.heading) * HEADING_PITCH + picture + 2 * AROUND

    def height(self, picture: float) -> float:
        """Return the height of all on one page, in points, with a picture so many points high."""
        lines = sum(map(len, self.speaker_notes)) * TEXT_PITCH
        return self.head_height(picture) + lines + BETWEEN * max(len(self.speaker_notes) - 1, 0)


def entry(slide: Slide, number: int, pattern: str, family: Family) -> SlideEntry:
    """Return the entry of the slide ``number``; ``pattern`` names it, such as "Slide {n}: {title}"."""
    before, _title, after = (pattern or _PATTERN).replace("{n}", str(number)).partition("{title}")
    said = [(paragraph, "".join(run.text for run in paragraph)) for paragraph in slide.speaker_notes]
    titles = [one for one in said if _folded(one[1]) == _folded(slide.title)][:1]  # the heading says it
    said = [one for one in said if one[1] and one not in titles]
    runs = Run(before), Run(slide.title, strong=True), Run(after)
    heading = tuple(balanced(words(runs, family), WIDTH / HEADING))
    broken = tuple(tuple(ragged(words(_linked(paragraph), family), WIDTH / TEXT)) for paragraph, _words in said)
    name = before + slide.title + after
    unspoken = _unspoken(slide, [text for _runs, text in said])
    return SlideEntry(number, slide.title, name, " ; ".join([name, *unspoken]), heading, broken)


def _linked(paragraph: Sequence[SlideRun]) -> Iterator[Run]:
    """Yield the runs of a paragraph: a link leads where it led, and what is printed as an address leads there."""
    for said in paragraph:
        run = Run(said.text, said.strong, said.emphasis, said.target, language=said.language)
        yield from [run] if run.link else _addresses(run)


def _addresses(run: Run) -> Iterator[Run]:
    """Yield the parts of ``run``: addresses as links, and what is between them."""
    end = 0
    for match in _ADDRESS.finditer(run.text):
        yield run.with_text(run.text[end : match.start()])
        yield replace(run.with_text(match[0]), link=f"mailto:{match[0]}" if match["mail"] else match[0])
        end = match.end()
    yield run.with_text(run.text[end:])


def _unspoken(slide: Slide, notes: list[str]) -> list[str]:
    """Return the words of the picture, but for its number and its footer, that title and notes leave out.

    What photographs and logos show is always said: the same words elsewhere speak of something else.
    """
    shapes = [one for one in slide.shapes if not (isinstance(one, Frame) and one.placeholder in FURNITURE)]
    known = _folded(" ".join([slide.title, *notes]))
    shown = {one.description for one in shapes if isinstance(one, PictureShape)}
    return [text for text in words_of(shapes) if text in shown or _folded(text).lstrip("0123456789") not in known]


def _folded(text: str) -> str:
    """Return words without spaces and case, in compatibility forms, as they are compared."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())

"""A slide's part of the handout: its heading and the speaker's words, broken into lines; and what they hold."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.deck.shapes import FURNITURE, Frame, words_of
from generator.pdf.lines import balanced, flowing
from generator.pdf.paper import WIDTH
from generator.source.inline import Run
from generator.text.breaking import words

if TYPE_CHECKING:
    from generator.deck.shapes import Slide
    from generator.text.breaking import Line
    from generator.text.fonts import Family

LABEL, HEADING, TEXT = 10.0, 14.0, 10.5
"""The sizes of the slide's number, of its title and of the speaker's words, in points."""

LABEL_PITCH, HEADING_PITCH, TEXT_PITCH = 14.0, 17.0, 14.5
BETWEEN = 4.0
AROUND = 8.0
"""The space above and below the picture."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """What the handout says of one slide: ``label`` names it by its number, ``seen`` tells what its picture shows."""

    number: int
    label: str
    title: str
    seen: str
    heading: tuple[Line, ...]
    notes: tuple[tuple[Line, ...], ...]

    def head_height(self, picture: float) -> float:
        """Return the height of label, title and picture, with the space below it."""
        return LABEL_PITCH + len(self.heading) * HEADING_PITCH + picture + 2 * AROUND

    def height(self, picture: float) -> float:
        """Return the height of all on one page."""
        lines = sum(map(len, self.notes)) * TEXT_PITCH
        return self.head_height(picture) + lines + BETWEEN * max(len(self.notes) - 1, 0)


def leaf(slide: Slide, number: int, pattern: str, family: Family) -> Leaf:
    """Return the leaf of the slide ``number``; ``pattern`` makes its label, such as "slide {n}"."""
    label = pattern.replace("{n}", str(number)) or str(number)
    label = label[:1].upper() + label[1:]
    title = slide.title or label
    notes = [note for note in slide.notes if note and note != title]
    heading = balanced(words([Run(title)], family, strong=True), WIDTH / HEADING)
    broken = tuple(tuple(flowing(words([Run(note)], family), WIDTH / TEXT)) for note in notes)
    return Leaf(number, label, title, _seen(slide, label, title, notes), tuple(heading), broken)


def _seen(slide: Slide, label: str, title: str, notes: list[str]) -> str:
    """Return the picture's alternative: its number and title, and those of its words that the notes leave out."""
    shapes = [one for one in slide.shapes if not (isinstance(one, Frame) and one.placeholder in FURNITURE)]
    known = _folded(" ".join([title, *notes]))
    unsaid = [text for text in words_of(shapes) if _folded(text).lstrip("0123456789") not in known]
    return f"{label} — {' ; '.join([title, *unsaid])}"


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())

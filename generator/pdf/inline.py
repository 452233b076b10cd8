"""TextObject within a line that are more than words: links, words of another language, raised numbers of notes.

They are elements of their own (ISO 32000-1, 14.8.4.4): Link, Span with its Lang, and Reference about the Link of a
number, so that a reader's machine follows, changes its voice, and tells a note's number from the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from generator.pdf.page import Area, Link, Operation, TextObject
from generator.pdf.structure import Structure
from generator.source.inline import Run
from generator.text.fonts import RAISED

_RISE = 0.33
"""How far a number is raised, in sizes of the text: to the height of the capitals."""


def inline(words: TextObject, run: Run, structure: Structure, goes_on: bool) -> Iterator[Operation]:
    """Yield ``words``, which ``run`` sets, as content of the element that they need, and the link that they are.

    ``goes_on``: they may be the rest of what the line before ended with.
    """
    words = replace(words, element=structure.inline(words.element, run, goes_on))
    yield _raised(words) if run.raised else words
    if run.link:
        yield from _link(words, run)


def _raised(words: TextObject) -> TextObject:
    """Return ``words`` small and above the line; what was measured in em of the text still is as wide."""
    size, y = words.size * RAISED, words.y - _RISE * words.size
    return replace(words, size=size, y=y, tracking=words.tracking / RAISED, stretch=words.stretch / RAISED)


def _link(words: TextObject, run: Run) -> Iterator[Operation]:
    if not run.link.startswith("#"):
        yield Area(words.x, words.y + 0.14 * words.size, words.width, 0.05 * words.size, words.colour)
    top, height = words.y - 0.85 * words.size, 1.15 * words.size
    yield Link(words.x, top, words.width, height, run.link, run.citation or words.text.strip(), words.element)

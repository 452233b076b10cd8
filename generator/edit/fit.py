"""How full the box of each text is, on which slide and page it stands, and what ten more words of it would cost."""

from __future__ import annotations

from itertools import islice
from math import ceil
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.deck.slide import Frame, Group, Table
from generator.errors import ContentError
from generator.messages import _, spoken
from generator.pdf.page import RUNNING, TextObject
from generator.pdf.paper import BOTTOM, TOP
from generator.pipeline.edition import edition_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.deck.slide import Shape
    from generator.pdf.page import Plan
    from generator.pipeline.production import Production
    from generator.units import Box

MORE = 10  # words: a short clause, the usual size of an afterthought
LONG_DECK = 60  # slides: planning the note of more takes longer than anybody waits for an answer beside a field
_ENOUGH = 40  # letters by which a text is found on a page
_SURE = 12  # letters of a text that may be looked for: shorter ones stand in others
_ONE_LINE = 2.0  # em: two lines are higher
_BELOW = 0.3  # em: how far letters reach below their line


def fullness(shapes: Sequence[Shape], places: Sequence[Box]) -> list[float]:
    """Return for each paragraph (as ``paragraphs_of`` has them) how much of the height of its box the words take, of 1.

    ``places`` are where the paragraphs stand. A line that has no room for a second below it fills its box across. A
    cell of a table grows with its words: it has no room to fill, 0.
    """
    left = iter(places)
    return [one for shape in shapes for one in _shares(shape, left)]


def _shares(shape: Shape, places: Iterator[Box]) -> list[float]:
    match shape:
        case Frame():
            mine = list(islice(places, len(shape.paragraphs)))
            left, top, right, bottom = shape.insets
            room, across = shape.box.height - top - bottom, shape.box.width - left - right
            used = max(one.bottom for one in mine) - min(one.y for one in mine) if mine else 0.0
            if len(mine) == 1 and room < 2 * used and mine[0].height < _ONE_LINE * shape.paragraphs[0].size:
                used, room = mine[0].width, across
            return [used / room if room > 0 else 0.0] * len(mine)
        case Table():
            return [0.0 for _cell in islice(places, sum(map(len, shape.rows)))]
        case Group():
            return [one for inner in shape.shapes for one in _shares(inner, places)]
        case _:
            return []


class NoteFit(Struct, frozen=True):
    """The note's pages: the letters of each, how far down its words reach, of 1, and its lines; and the pages' size."""

    letters: tuple[str, ...]
    full: tuple[float, ...]
    lines: tuple[tuple[TextObject, ...], ...]
    size: tuple[float, float]

    def box_of(self, text: str, page: int) -> tuple[float, float, float, float] | None:
        """Return where ``text`` stands on a page, counted from 0: left, top, width and height in hundredths of it.

        A text that goes on overleaf is found by how it begins; one that is too short to be known for sure is not.
        """
        whole = _letters(text)
        wanted = whole if whole in self.letters[page] else whole[:_ENOUGH]
        start = self.letters[page].find(wanted) if len(whole) >= _SURE else -1
        if start < 0:
            return None
        mine, place = [], 0
        for line in self.lines[page]:
            end = place + len(_letters(line.text))
            mine += [line] if place < start + len(wanted) and end > start else []
            place = end
        left, top = min(one.x for one in mine), min(one.y - one.size for one in mine)
        right, bottom = max(one.x + one.width for one in mine), max(one.y + one.size * _BELOW for one in mine)
        wide, tall = self.size
        return 100 * left / wide, 100 * top / tall, 100 * (right - left) / wide, 100 * (bottom - top) / tall

    def page_of(self, text: str) -> int:
        """Return the number of the page on which ``text`` begins, or 0 where it is not found."""
        wanted = _letters(text)[:_ENOUGH]
        return next((number for number, page in enumerate(self.letters, 1) if wanted and wanted in page), 0)


def note_fit(production: Production) -> NoteFit:
    """Return how full the note's pages are; raise ContentError where it cannot be planned."""
    plan: Plan = production.plan(edition_named("note"))
    pages = plan.pages
    words = [
        [one for one in page.operations if isinstance(one, TextObject) and one.element != RUNNING] for page in pages
    ]
    full = tuple((max((one.y for one in page), default=TOP) - TOP) / (BOTTOM - TOP) for page in words)
    letters = tuple(_letters("".join(one.text for one in page)) for page in words)
    return NoteFit(letters, full, tuple(map(tuple, words)), (plan.width, plan.height))


def _letters(text: str) -> str:
    """Return the letters and digits alone: typography and hyphenation change no others."""
    return "".join(filter(str.isalnum, text)).casefold()


def with_more_words(value: str) -> str:
    """Return the text of a file with ten more words at its end: its own, which are as long as its language's."""
    plain = [word for word in value.split() if word.isalnum()] or [_("words")]
    more = (plain * ceil(MORE / len(plain)))[-MORE:]
    return f"{value} {' '.join(more)}"


class Costs(Struct, frozen=True):
    """What a text costs: its size on its slide in points (0: it is on none), slides, pages (0: not asked)."""

    size: float
    slides: int
    pages: int


def number(value: float) -> str:
    """Return a size in points as whoever reads the message writes it."""
    return f"{value:g}".replace(".", "," if spoken() == "fr" else ".")


def said(before: Costs, after: Costs | ContentError) -> str:
    """Return in a sentence what ten more words would cost."""
    if isinstance(after, ContentError):
        return _("{n} more words do not fit: {cause}", n=MORE, cause=after.problems[0].cause)
    found = []
    if after.size < before.size:
        found.append(
            _(
                "the text becomes smaller ({after} points instead of {before})",
                after=number(after.size),
                before=number(before.size),
            )
        )
    if after.slides != before.slides:
        found.append(_("{n} {n|slide|slides} instead of {before}", n=after.slides, before=before.slides))
    if after.pages != before.pages:
        found.append(_("{n} {n|page|pages} instead of {before}", n=after.pages, before=before.pages))
    if not found:
        return _("{n} more words fit as it is.", n=MORE)
    return _("{n} more words: {cost}.", n=MORE, cost=", ".join(found))

"""Read a deck of anybody's: a slide's title is a heading, its bullets are items, its notes the speaker's words."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from generator.deck.extract import Grid, Image, Line, SlideWords, Stretch, slides_in
from generator.errors import ContentError, Mark, Problem
from generator.importing.blocks import TITLE, Block, Picture, Reading, Runs, tidied, words
from generator.importing.office import damaged, opened_office
from generator.importing.own import own_names
from generator.messages import _
from generator.source.inline import Run, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What is put behind a title that goes on: “(2/3)”, “2 of 3”, “(suite)”, “– continued”.
_GOES_ON = re.compile(
    r"\s*[-–—(\[]?\s*(?:\d{1,2}\s*(?:/|sur|of|von|de|di)\s*\d{1,2}|suite|fin|cont(?:inued|\.)?|Fortsetzung)\s*[)\]]?$",
    re.IGNORECASE,
)
_REPEATED = 3  # times that a number alone is met before it counts as an ornament
_LINK = re.compile(r"https?://\S+|mailto:\S+")


def read_deck(name: str, data: bytes) -> Reading:
    """Return what a deck says; raise ContentError for a file that is none, or that would fill the memory."""
    package = opened_office(name, data)
    slides = slides_in(package)
    if package.faults:
        raise damaged(name, next(iter(package.faults.values())))
    if not slides and "ppt/presentation.xml" in package.entries:
        return Reading([], [])
    if not slides:
        cause = _("This file cannot be imported.")
        raise ContentError([Problem(Mark(name), "", cause, _("Save it as .docx, .pptx, .html, .md or .txt."))])
    found = _Deck(slides)
    for number, slide in enumerate(slides, 1):
        if not found.leaves_out(number, slide):
            found.add(number, slide)
    return found.finished()


class _Deck:
    """What was read of a deck so far, and what tells titles that go on, and numbers that are ornaments."""

    def __init__(self, slides: list[SlideWords]) -> None:
        self._reading = Reading([], [])
        self._badges = _badges(slides)
        self._own = own_names(slides)
        self._divided = sum(one.is_divider for one in slides) > 1
        self._last = ""
        self._pillar = ""
        self._repeated: list[str] = []

    def leaves_out(self, number: int, slide: SlideWords) -> bool:
        """Tell whether the program made a slide by itself, and makes it again; say so."""
        kind = self._own.composed(slide) if self._own else ""
        if kind:
            title = plain(_runs(slide.title))
            values = {"n": number, "title": title, "kind": kind}
            doubt = _("Slide {n} was left out, since the program makes it itself: {title} ({kind}).", **values)
            self._reading.doubts.append(doubt)
        return bool(kind)

    def add(self, number: int, slide: SlideWords) -> None:
        """Add the slide of this ``number``."""
        reading, whole = self._reading, plain(_runs(slide.title))
        title = _GOES_ON.sub("", whole)
        again = bool(title) and title == self._last
        self._last = title or self._last
        told = self._without_badges(slide)
        notes = [one for one in slide.notes if not _repeats(one, slide.all_words)]
        pillar = self._own.number(slide) if self._own else ""
        below = bool(pillar) and pillar == self._pillar  # a table or a chart of the same pillar, under its caption
        self._pillar = pillar
        reading.blocks += _blocks(slide, "" if again else title, number, self._divided or below)
        reading.blocks += [Block("spoken", tidied([Run(line)])) for line in notes]
        reading.words += [*(() if again else words(title)), *words("\n".join(told))[len(words(whole)) :]]
        reading.words += words("\n".join(notes))
        self._repeated += [str(number)] if len(notes) < len(slide.notes) else []
        if again:
            reading.doubts.append(_("Slide {n} goes on under the same title, which stands once.", n=number))
        if count := slide.skipped:
            reading.doubts.append(_("Slide {n}: charts or drawings were left out: {count}.", n=number, count=count))

    def _without_badges(self, slide: SlideWords) -> list[str]:
        """Take off a slide ornamental numbers and our cover's summary; return the texts of all the rest."""
        told = list(slide.all_words)
        summary = self._own.summary if self._own and slide.is_cover else None
        lines = [one for one in slide.parts if isinstance(one, Line)]
        for line in [one for one in lines if _said(one) in self._badges or one.shape == summary]:
            slide.parts.remove(line)
            del told[max(index for index, one in enumerate(told) if one.strip() == _said(line))]
        return told

    def finished(self) -> Reading:
        """Return the reading, with what is said of all slides."""
        if self._repeated:
            numbers = ", ".join(self._repeated)
            doubt = _("Notes that only repeat their slides were left out (slides {numbers}).", numbers=numbers)
            self._reading.doubts.append(doubt)
        return self._reading


def _badges(slides: Iterable[SlideWords]) -> set[str]:
    """Return the small numbers that stand alone in shapes and number what the slides show.

    They are there again and again, or count from 1: 1.1, 1.2, 1.3.
    """
    found = Counter(one.strip() for slide in slides for one in slide.all_words)
    again = {text for text, count in found.items() if re.fullmatch(r"\d{1,2}", text) and count >= _REPEATED}
    counted: set[str] = set()
    for text in sorted(found, key=lambda one: [int(part) for part in re.findall(r"\d{1,9}", one)]):
        match = re.fullmatch(r"(\d{1,2})\.(\d{1,2})", text)
        if match and (match[2] == "1" or f"{match[1]}.{int(match[2]) - 1}" in counted):
            counted.add(text)
    return again | (counted if len(counted) >= _REPEATED else set())


def _said(line: Line) -> str:
    return "".join(one.text for one in line.stretches).strip()


def _repeats(note: str, said: list[str]) -> bool:
    """Tell whether a paragraph of the notes has no word that its slide has not."""
    return not Counter(set(words(note))) - Counter(set(words("\n".join(said))))


def _blocks(slide: SlideWords, title: str, number: int, divided: bool) -> Iterator[Block]:
    """Yield the blocks of a slide: its ``title``, nothing where it goes on under the last one, and what it says."""
    level = TITLE if number == 1 and slide.is_cover else 2 if divided and not slide.is_divider else 1
    if title:
        yield Block("heading", tidied([Run(title)]), level)
    for part in slide.parts:
        match part:
            case Line():
                yield Block("item" if part.depth >= 0 else "paragraph", _runs(part.stretches), max(part.depth, 0))
            case Grid():
                yield Block("table", rows=tuple(tuple(map(_runs, row)) for row in part.rows))
            case Image():
                yield Block("picture", picture=Picture(part.data, part.alt))


def _runs(stretches: Iterable[Stretch]) -> Runs:
    return tidied(
        Run(one.text, one.strong, one.emphasis, one.link if _LINK.fullmatch(one.link) else "") for one in stretches
    )

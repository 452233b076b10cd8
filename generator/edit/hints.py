"""What had better be looked at in a publication that builds: where, what, why, what to do; it stops no build."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.deck.slide import paragraphs_of
from generator.edit.fit import number as decimal
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.deck.slide import Slide
    from generator.errors import Mark
    from generator.pipeline.production import Production
    from generator.source.inline import Text
    from generator.source.model import Pillar

MAX_WORDS = (
    40  # of a sentence: plain-language guides ask for 15 to 25; we name only what nobody follows when it is heard
)
SMALL = 12.0  # points: smaller words cannot be read from the back of a room
_SENTENCE = re.compile(r"(?<=[.!?…])[\s»”]+")


class Hint(Struct, frozen=True):
    """What had better be looked at: where it is written, what is so, why that is a pity, what to do."""

    mark: Mark
    cause: str
    why: str
    remedy: str


def hints(production: Production, slides: Iterable[Slide]) -> list[Hint]:
    """Return the hints on a publication and its ``slides``, in the order of the files."""
    found = [*_warnings(production), *_small(slides)]
    for pillar in production.publication.pillars:
        found += [hint for text in _texts(pillar) for hint in _long(text)]
        found += _unspoken(pillar)
    found += _alike(production.publication.pillars)
    return sorted({(one.mark, one.cause): one for one in found}.values(), key=lambda one: one.mark)


def _warnings(production: Production) -> Iterator[Hint]:
    """Yield what loading warns of: old sources, days of a summons, cities that are not marked, and more."""
    for one in production.publication.warnings:
        yield Hint(one.mark, one.cause, "", one.remedy)


def _texts(pillar: Pillar) -> Iterator[Text]:
    yield from (text for text in (pillar.intro,) if text)
    for example in pillar.examples:
        yield from (text for text in (example.text, example.short) if text)


def _long(text: Text) -> Iterator[Hint]:
    """Yield a hint where a sentence of ``text`` is too long; one for each text, on its longest."""
    plain = text.plain
    if len(plain.split()) <= MAX_WORDS:
        return
    longest = max(len(one.split()) for one in _SENTENCE.split(plain))
    if longest > MAX_WORDS:
        cause = _("A sentence has {n} words.", n=longest)
        why = _("Whoever hears more than {n} has forgotten the beginning.", n=MAX_WORDS)
        yield Hint(text.mark, cause, why, _("Make two of it."))


def _unspoken(pillar: Pillar) -> Iterator[Hint]:
    """Yield a hint where nothing of a pillar is worded for the speaker."""
    if not pillar.spoken and not any(one.spoken for one in pillar.examples):
        cause = _("Nothing here is worded for the speaker.")
        why = _("The notes below the slides hold the written words, which sound read out.")
        yield Hint(pillar.heading.mark, cause, why, _("Add a spoken wording of the pillar, or of an example."))


def _alike(pillars: Sequence[Pillar]) -> Iterator[Hint]:
    """Yield a hint for each pillar that has the colour of one before it."""
    first: dict[str, Pillar] = {}
    for pillar in pillars:
        other = first.setdefault(str(pillar.colour), pillar)
        if other is not pillar:
            cause = _("This pillar has the colour of “{label}”.", label=other.label.plain)
            why = _("On the map and in the overview, the colour tells one pillar from another.")
            yield Hint(pillar.label.mark, cause, why, _("Give one of them another colour."))


def _small(slides: Iterable[Slide]) -> Iterator[Hint]:
    """Yield a hint for each text that is small on its slide."""
    for number, slide in enumerate(slides, 1):
        for para in paragraphs_of(slide.shapes):
            if para.origin and para.size < SMALL and "/pillars/" in para.origin.mark.file:
                cause = _(
                    "The text is small on slide {number} ({size} points).", number=number, size=decimal(para.size)
                )
                why = _("Below {size} points nobody reads it from the back of a room.", size=decimal(SMALL))
                remedy = _("Shorten it, or give the slide a short wording.")
                yield Hint(para.origin.mark, cause, why, remedy)

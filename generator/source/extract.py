"""Make an extract of a publication: what concerns one place, or some pillars; all that is counted is counted anew."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.source.inline import Run, Text
from generator.source.load import mentions_of, sources_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.source.model import EditionFile, Example, Pillar, Publication

_LINE = 80  # characters of an example that is named only: about a line of the note


def extracted(publication: Publication, edition: EditionFile) -> Publication:
    """Return what ``edition`` has of ``publication``, which names what it is limited to; all, if it is not limited.

    Of a place, the examples that mention it stand there, and what introduces the pillars that they are in; of other
    examples and pillars there is a line each, the heading alone.
    """
    wanted, place = edition.pillars, edition.place
    pillars = [one for one in publication.pillars if wanted is None or one.id in wanted]
    if place:
        pillars = [_of_place(one, place) for one in pillars]
    whole = replace(publication, edition=edition, sections=edition.sections or publication.sections)
    if not place and len(pillars) == len(publication.pillars):
        return whole
    named = [city.name for city in publication.cities if city.id == place]
    if len(pillars) < len(publication.pillars):
        named += [one.label.plain for one in pillars]
    return refreshed(replace(whole, extract=tuple(named)), pillars)


def refreshed(publication: Publication, pillars: list[Pillar]) -> Publication:
    """Return ``publication`` with other ``pillars``: numbers, cities, mentions and sources are those of what it has."""
    numbered = tuple(replace(pillar, number=number) for number, pillar in enumerate(pillars, 1))
    by_id = {pillar.id: pillar for pillar in numbered}
    made = replace(
        publication,
        pillars=numbered,
        overview=tuple(by_id[one.id] for one in publication.overview if one.id in by_id),
        mentions=mentions_of(numbered),
        sources=sources_of(numbered),
    )
    bare = replace(made, sources=(), overview=())
    used = {place for text in texts_in(bare) for place in text.places}
    return replace(made, cities=tuple(city for city in publication.cities if city.id in used))


def texts_in(node: object) -> Iterator[Text]:
    """Yield every text within a part of a publication."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, tuple):
        for child in node:
            yield from texts_in(child)
    elif isinstance(node, Struct):
        for name in node.__struct_fields__:
            yield from texts_in(getattr(node, name))


def _of_place(pillar: Pillar, place: str) -> Pillar:
    """Return ``pillar`` with the examples that mention ``place``; the heading and lines alone where there is none."""
    shown = tuple(one for one in pillar.examples if place in one.places)
    others = tuple(_line(one) for one in pillar.examples if one not in shown)
    if shown:
        return replace(pillar, examples=shown, others=others)
    bare = replace(pillar, examples=(), others=others, short=None, spoken=None, picture=None, intro=None, figures=())
    return replace(bare, quote=None, table=None, chart=None, call=None)


def _line(example: Example) -> Text:
    """Return the words with which ``example`` begins, without markup: enough to know it by."""
    words = (example.short or example.text).plain
    if len(words) > _LINE:
        words = re.sub(r"[\s,;:.–—-]*\s\S*$", "", words[:_LINE]) + "…"
    return Text((Run(words),), example.text.mark)

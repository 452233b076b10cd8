"""Check finished files: every content item stands in each edition, whole, and in its own order.

It reads the files back, with each edition's own reader, and knows the model, not the templates: whatever a
template leaves out, it finds out.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.document.words import Words
    from generator.edition import Passage
    from generator.source.model import Publication

# What the typography pass may change, and what breaking lines may add; all else must be the same.
_IGNORED = dict.fromkeys(map(ord, "«»“”„‟‘’‚‛‹›\"'\u00ad\u200b\u2060")) | {0x2010: "-", 0x2011: "-"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A content item: its id in the receipt, and its words."""

    id: str
    text: str


def sequences(publication: Publication, words: Words) -> list[list[Wanted]]:
    """Return the content items in lists, each to be found in its order: title, body, and the rest one by one."""
    title = [Wanted("title", publication.title.plain)]
    if publication.subtitle:
        title.append(Wanted("subtitle", publication.subtitle.plain))
    body: list[Wanted] = []
    for pillar in publication.pillars:
        body.append(Wanted(f"{pillar.id}.heading", pillar.heading.plain))
        body += [Wanted(str(example.id), example.text.plain) for example in pillar.examples]
    kind = [[Wanted("kind", publication.kind.plain)]] if publication.kind else []
    cities = [[Wanted(f"city:{city.id}", city.name)] for city in publication.cities]
    alone = [[one] for one in (*_facts(publication, words), *_intros(publication))]
    return [title, body, *kind, *cities, *alone, list(_sources(publication, words))]


def _facts(publication: Publication, words: Words) -> Iterator[Wanted]:
    """Yield what the publication says of itself, dates and status in the words of its language."""
    if publication.organisation:
        yield Wanted("organisation", publication.organisation.plain)
    if publication.contact:
        yield Wanted("contact", publication.contact.plain)
    if session := publication.session:
        text = words.session.replace("{date}", words.date(session.date)).replace("{body}", session.body.plain)
        yield Wanted("session", text)
    if publication.as_of:
        yield Wanted("as_of", words.as_of.replace("{date}", words.date(publication.as_of)))
    if publication.version:
        yield Wanted("version", words.version.replace("{version}", publication.version))
    if publication.status:
        yield Wanted("status", getattr(words, publication.status))


def _intros(publication: Publication) -> Iterator[Wanted]:
    for pillar in publication.pillars:
        if pillar.intro:
            yield Wanted(f"{pillar.id}.intro", pillar.intro.plain)


def _sources(publication: Publication, words: Words) -> Iterator[Wanted]:
    for number, source in enumerate(publication.sources, 1):
        yield Wanted(f"source:{number}", source.title.plain)
        if source.seen:
            yield Wanted(f"source:{number}.seen", words.seen.replace("{date}", words.date(source.seen)))


def labels(publication: Publication) -> list[Wanted]:
    """Return the labels in the order of the overview."""
    return [Wanted(f"{pillar.id}.label", pillar.label.plain) for pillar in publication.overview]


def find(publication: Publication, words: Words, passages: Sequence[Passage]) -> tuple[dict[str, str], list[str]]:
    """Return the place of each item that was found, and a sentence for each that was not.

    ``words`` are the fixed ones of the publication's language.
    """
    folded = [fold(passage.text) for passage in passages]
    starts = [0]
    for text in folded:
        starts.append(starts[-1] + len(text))
    whole = "".join(folded)
    places: dict[str, str] = {}
    missing: list[str] = []
    for sequence in sequences(publication, words):
        position = 0
        for wanted in sequence:
            needle = fold(wanted.text)
            found = whole.find(needle, position)
            if found < 0:
                missing.append(_lost(wanted, needle in whole))
                continue
            places[wanted.id] = passages[bisect_right(starts, found) - 1].place
            position = found + len(needle)
    row = labels(publication)
    needles = [fold(wanted.text) for wanted in row]
    together = _together(needles, whole)
    if together is None:
        missing += [_lost(wanted, needle in whole) for wanted, needle in zip(row, needles, strict=True)]
    else:
        for wanted, found in zip(row, together, strict=True):
            places[wanted.id] = passages[bisect_right(starts, found) - 1].place
    return places, missing + _lost_links(publication, passages)


def _lost_links(publication: Publication, passages: Sequence[Passage]) -> list[str]:
    """Return a sentence for each source whose address no link leads to, where the edition's reader sees links."""
    seen = [passage.links for passage in passages if passage.links is not None]
    found = {_address(link) for links in seen for link in links}
    return [
        _("{id} is not linked to {url}.", id=f"source:{number}", url=source.url)
        for number, source in enumerate(publication.sources, 1)
        if seen and source.url and _address(source.url) not in found
    ]


def _address(url: str) -> str:
    """Return a web address in ASCII (RFC 3987, 3.1), as some formats hold it."""
    return "".join(c if c.isascii() else "".join(f"%{byte:02X}" for byte in c.encode()) for c in url)


def _together(needles: list[str], whole: str) -> list[int] | None:
    """Return where ``needles`` stand one after the other, none of them between two, or None.

    The labels stand in legends and tables too, in another order: only a row that is all of them proves the overview.
    """
    alternatives = "|".join(re.escape(needle) for needle in sorted(set(needles), key=len, reverse=True))
    found = [(match[0], match.start()) for match in re.finditer(alternatives, whole)]
    for start in range(len(found) - len(needles) + 1):
        row = found[start : start + len(needles)]
        if [needle for needle, _offset in row] == needles:
            return [offset for _needle, offset in row]
    return None


def _lost(wanted: Wanted, elsewhere: bool) -> str:
    excerpt = wanted.text if len(wanted.text) <= 60 else wanted.text[:57] + "…"
    if elsewhere:
        return _("{id} stands out of its order (“{text}”).", id=wanted.id, text=excerpt)
    return _("{id} is missing or not whole (“{text}”).", id=wanted.id, text=excerpt)


def fold(text: str) -> str:
    """Return ``text`` without what setting may change: case, spaces, kinds of quotation marks, ligatures."""
    normal = unicodedata.normalize("NFKC", text).translate(_IGNORED)
    return "".join(normal.casefold().split())

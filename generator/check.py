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
    from collections.abc import Sequence

    from generator.edition import Passage
    from generator.source.inline import Text
    from generator.source.model import Publication

# What the typography pass may change, and what breaking lines may add; all else must be the same.
_IGNORED = dict.fromkeys(map(ord, "«»“”„‟‘’‚‛‹›\"'\u00ad\u200b\u2060")) | {0x2010: "-", 0x2011: "-"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A content item: its id in the receipt, its words, and the fewer ones that may stand for them on a slide."""

    id: str
    text: str
    short: str = ""


def sequences(publication: Publication) -> list[list[Wanted]]:
    """Return the content items in lists, each to be found in its order: title, body, and the rest one by one."""
    title = [Wanted("title", publication.title.plain)]
    if publication.subtitle:
        title.append(Wanted("subtitle", publication.subtitle.plain))
    body: list[Wanted] = []
    for pillar in publication.pillars:
        body.append(Wanted(f"{pillar.id}.heading", pillar.heading.plain, _plain(pillar.short)))
        body += [Wanted(str(one.id), one.text.plain, _plain(one.short)) for one in pillar.examples]
    kind = [[Wanted("kind", publication.kind.plain)]] if publication.kind else []
    cities = [[Wanted(f"city:{city.id}", city.name)] for city in publication.cities]
    return [title, body, *kind, *cities]


def labels(publication: Publication) -> list[Wanted]:
    """Return the labels in the order of the overview."""
    return [Wanted(f"{pillar.id}.label", pillar.label.plain) for pillar in publication.overview]


def find(publication: Publication, passages: Sequence[Passage]) -> tuple[dict[str, str], list[str]]:
    """Return the place of each item that was found, and a sentence for each that was not."""
    notes = _notes(passages)
    passages = [passage for passage in passages if not passage.beside]
    folded = [fold(passage.text) for passage in passages]
    starts = [0]
    for text in folded:
        starts.append(starts[-1] + len(text))
    whole = "".join(folded)
    places: dict[str, str] = {}
    missing: list[str] = []
    for sequence in sequences(publication):
        position = 0
        for wanted in sequence:
            needle = fold(wanted.text)
            found = whole.find(needle, position)
            if found < 0 and wanted.short:
                # The fewer words on the slide, then all of them in the notes of that very slide.
                brief = fold(wanted.short)
                found = whole.find(brief, position)
                place = passages[bisect_right(starts, found) - 1].place
                needle, found = brief, found if needle in notes.get(place, "") else -1
            if found < 0:
                missing.append(_lost(wanted, fold(wanted.text) in whole))
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
    return places, missing


def _plain(text: Text | None) -> str:
    return text.plain if text else ""


def _notes(passages: Sequence[Passage]) -> dict[str, str]:
    """Return what stands beside each place, folded."""
    notes: dict[str, list[str]] = {}
    for passage in passages:
        if passage.beside:
            notes.setdefault(passage.beside, []).append(fold(passage.text))
    return {place: "".join(texts) for place, texts in notes.items()}


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

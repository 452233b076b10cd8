"""Check links, stress and languages in finished files: each stands where its text stands, not just anywhere.

As `check`, it knows the model, not the templates. Of a text that is not there itself, none of them is asked.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from generator.addresses import as_uri
from generator.messages import _
from generator.pipeline.edition import OF_PICTURE
from generator.source.insets import calls, set_off
from generator.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from generator.messages import Said
    from generator.pipeline.edition import Passage, Stretch
    from generator.source.inline import Run, Text
    from generator.source.model import Publication


def lost_links(publication: Publication, passages: Sequence[Passage], places: Mapping[str, str]) -> Iterator[str]:
    """Yield a sentence for each address that no link leads to near its text, where the edition's reader sees links.

    ``places`` are those of the content items by their ids.
    """
    if all(passage.links is None for passage in passages):
        return
    near = _LinksByPlace(passages)
    for id, text, url in dict.fromkeys(_wanted_links(publication, places)):
        if not near.holds(as_uri(url), places.get(id, ""), text):
            yield _("{id} is not linked to {url}.", id=id, url=url)


def _wanted_links(publication: Publication, places: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield each id with its words and an address that they must lead to."""
    for number, source in enumerate(publication.sources, 1):
        if source.url:
            yield f"source:{number}", source.title.plain, str(source.url)
    for id, call in calls(publication):
        if contact := call.contact:
            # A page may end with them, far from what is asked: they are links where they are printed.
            if contact.url:
                yield id, contact.url.bare, str(contact.url)
            if contact.email:
                yield id, str(contact.email), f"mailto:{contact.email}"
    # Of two wordings, a slide has one, and the notes, where nothing is linked, the other.
    for id, choice in styled_texts(publication):
        if len(choice) == 1 and id in places:
            links = (run.link for run in choice[0].runs if run.link.startswith(("http", "mailto:")))
            yield from ((id, choice[0].plain, link) for link in links)


class _LinksByPlace:
    """The addresses that the passages of each place lead to, and those of the next two: a text may go on there."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._found: dict[str, set[str]] = {}
        for passage in passages:
            self._found.setdefault(passage.place, set()).update(map(as_uri, passage.links or ()))
        order = dict.fromkeys(passage.place for passage in passages if not passage.beside)
        self._next = dict(pairwise(order))

    def holds(self, url: str, place: str, text: str) -> bool:
        """Tell whether ``url`` is led to near ``place``, or near another place where ``text`` stands."""
        return self._near(url, place) or any(self._near(url, one) for one in self._places_of(fold(text)))

    def _near(self, url: str, place: str) -> bool:
        following = self._next.get(place, "")
        return any(url in self._found.get(one, ()) for one in (place, following, self._next.get(following, "")))

    def _places_of(self, words: str) -> Iterator[str]:
        return (passage.place for passage in self._passages if words in fold(passage.text))  # quotes alone: any


def styled_texts(publication: Publication) -> Iterator[tuple[str, tuple[Text, ...]]]:
    """Yield the texts whose stress, languages and links each edition shows, with the other wordings of a slide.

    The names within a chart are not among them: a native chart has one style for all of a kind, and they are warned of.
    """
    head = {name: getattr(publication, name) for name in ("title", "subtitle", "kind", "organisation", "contact")}
    head["session"] = publication.session and publication.session.body
    yield from ((id, (text,)) for id, text in head.items() if text)
    for pillar in publication.pillars:
        yield f"{pillar.id}.label", (pillar.label.unlinked,)
        yield f"{pillar.id}.heading", _wordings(pillar.heading, pillar.short)
        if pillar.intro:
            yield f"{pillar.id}.intro", (pillar.intro,)
        yield from ((str(one.id), _wordings(one.text, one.short)) for one in pillar.examples)
        if table := pillar.table:
            cells = (cell.text for row in (table.columns, *table.rows) for cell in row)
            yield from ((f"{pillar.id}.table", (text,)) for text in (table.caption, *cells))
        if chart := pillar.chart:
            yield from ((f"{pillar.id}.chart", (text,)) for text in (chart.caption, chart.description))
    yield from ((id, (text,)) for id, text in set_off(publication))
    for number, source in enumerate(publication.sources, 1):
        yield f"source:{number}", (source.title,)


def _wordings(text: Text, short: Text | None) -> tuple[Text, ...]:
    return (text, short) if short else (text,)


def lost_styles(publication: Publication, passages: Sequence[Passage], places: Mapping[str, str]) -> Iterator[str]:
    """Yield a sentence for each run that has lost its stress or its language, where the reader sees styles.

    ``places`` are those of the content items by their ids.
    """
    stretches = [stretch for passage in passages for stretch in passage.stretches or ()]
    wanted = [(id, choice) for id, choice in styled_texts(publication) if id in places and any(map(_is_styled, choice))]
    if not stretches or not wanted:
        return
    words = _StyledWords(stretches)
    for id, choice in wanted:
        yield from (one.between(f"{id}: ") for one in min((words.lost(text) for text in choice), key=len))


def _is_styled(text: Text) -> bool:
    return any(run.strong or run.emphasis or run.language for run in text.runs)


class _StyledWords:
    """The folded words of a file, one after the other, and the stretch that each letter stands in."""

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self._stretches = stretches
        self._folded = [_fold_words(one.text) for one in stretches]
        self._starts = list(accumulate(map(len, self._folded), initial=0))
        self._whole = "".join(self._folded)
        # Large print has no slanted letters: there emphasis is bold.
        self._slanted = any(one.emphasis for one in stretches)
        self._last = 0  # where the last text was found: the next one stands behind it, as a rule

    def lost(self, text: Text) -> list[Said]:
        """Return what ``text`` has lost, where it has lost least of all places in which it stands.

        Where it stands nowhere in one piece (a page ends within it), each word is looked for alone.
        """
        if not _is_styled(text):
            return []
        parts = [_fold_words(run.text) for run in text.runs]
        runs = [(run, *at) for run, at in zip(text.runs, pairwise(accumulate(map(len, parts), initial=0)), strict=True)]
        runs = [one for one in runs if one[1] < one[2]]
        least: list[Said] | None = None
        for place in self._places_of("".join(parts)):
            here = [one for run, *at in runs for one in self._faults(run, [[self._between(place, *at)]])]
            least = here if least is None else min(least, here, key=len)
            if not here:
                self._last = place
                break
        if least is None:
            return [one for run, *_at in runs for one in self._faults(run, self._words_of(run))]
        return least

    def _places_of(self, words: str) -> Iterator[int]:
        """Yield where ``words`` begin, also within themselves ("lala" stands twice in "lalala"): from the last on."""
        for start, end in ((self._last, len(self._whole)), (0, self._last + len(words) - 1)):
            place = self._whole.find(words, start, end)
            while place >= 0:
                yield place
                place = self._whole.find(words, place + 1, end)

    def _between(self, first: int, start: int, end: int) -> list[Stretch]:
        """Return the stretches that hold letters from ``start`` to ``end``, both from the letter ``first`` on."""
        numbers = range(bisect_right(self._starts, first + start) - 1, bisect_left(self._starts, first + end))
        return [self._stretches[number] for number in numbers if self._folded[number]]

    def _words_of(self, run: Run) -> list[list[list[Stretch]]]:
        """Return, for each word of a run, the stretches of each place in which it stands."""
        words = [word for word in map(_fold_words, run.text.split()) if word]
        return [[self._between(found, 0, len(word)) for found in self._places_of(word)] for word in words]

    def _faults(self, run: Run, parts: Sequence[Sequence[Sequence[Stretch]]]) -> Iterator[Said]:
        """Yield what a run has lost of which each of ``parts`` stands in some places, each in some stretches."""

        def is_set(wanted: Callable[[Stretch], bool]) -> bool:
            return all(any(all(map(wanted, place)) for place in places) for places in parts)

        bold = is_set(lambda one: one.strong)
        stressed = is_set(lambda one: one.emphasis) or (bold and not self._slanted) if run.emphasis else True
        if not stressed or (run.strong and not bold):
            yield _("“{text}” is not stressed.", text=run.text)
        base = run.language.partition("-")[0]
        if base and not is_set(lambda one: one.language.partition("-")[0] in (base, OF_PICTURE)):
            yield _("“{text}” is not marked as words in another language ({language}).", text=run.text, language=base)


def _fold_words(text: str) -> str:
    """Return ``text`` folded, without hyphens: those at the ends of lines are none of its own."""
    return fold(text).replace("-", "")

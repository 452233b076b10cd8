"""Check finished files: every content item stands in each edition, whole, and in its own order.

It reads the files back, with each edition's own reader, and knows the model, not the templates: whatever a
template leaves out, it finds out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import astuple

from generator.messages import _
from generator.pipeline.styles import lost_links, lost_styles
from generator.source.inline import Text
from generator.source.insets import calls, holders, set_off
from generator.source.sentences import sentence_starts
from generator.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from generator.document.words import Words
    from generator.errors import Mark
    from generator.pipeline.edition import Passage
    from generator.source.model import Cell, Chart, DataTable, PictureFile, Publication

# How numbers are set is the language's: their signs, and those between their digits, are left aside.
_SIGNS = str.maketrans({".": None, ",": None, "\u2212": "-", "+": None})
_MAX_EXCERPT = 60  # characters of a lost item in a message: enough to find it in the source


class ContentItem(Struct, frozen=True):
    """A content item, or a part of one: its id in the receipt, its words, and fewer that may stand for them."""

    id: str
    text: str
    short: str = ""


def place_of(said: object, words: str) -> Mark | None:
    """Return where ``words`` stand as a whole text of a publication or of a part of it, if they do."""
    if isinstance(said, Text):
        return said.mark if said.plain == words else None
    if isinstance(said, Struct):
        said = astuple(said)
    inner = (place_of(one, words) for one in said) if isinstance(said, tuple) else ()
    return next(filter(None, inner), None)


def sequences(publication: Publication, words: Words) -> list[list[ContentItem]]:
    """Return the content items in lists, each to be found in its order: title, body, sources; the rest one by one."""
    title = [ContentItem("title", publication.title.plain)]
    if publication.subtitle:
        title.append(ContentItem("subtitle", publication.subtitle.plain))
    body: list[ContentItem] = []
    for pillar in publication.pillars:
        body.append(ContentItem(f"{pillar.id}.heading", pillar.heading.plain, _plain(pillar.short)))
        body += [ContentItem(str(one.id), one.text.plain, _plain(one.short)) for one in pillar.examples]
    alone = [*_texts(publication), *_insets(publication), *_untils(publication, words), *_facts(publication, words)]
    return [title, body, *([one] for one in alone), list(_sources(publication, words))]


def _texts(publication: Publication) -> Iterator[ContentItem]:
    """Yield what may stand anywhere, as it was written."""
    texts = {"kind": publication.kind, "organisation": publication.organisation, "contact": publication.contact}
    texts |= {f"{pillar.id}.intro": pillar.intro for pillar in publication.pillars}
    texts |= {f"{one.id}.other:{n}": text for one in publication.pillars for n, text in enumerate(one.others, 1)}
    texts |= {f"{id}.credit": picture.credit for id, picture in _pictures(publication)}
    yield from (ContentItem(id, text.plain) for id, text in texts.items() if text)
    for example in (one for pillar in publication.pillars for one in pillar.examples if one.name):
        # Where no matrix shows it, its words are found in the example's text.
        yield from (ContentItem(f"{example.id}.name", part) for part in _plain(example.name).split(","))
    if {"map", "matrix"} & {*publication.order}:
        yield from (ContentItem(f"city:{city.id}", city.name) for city in publication.cities)


def _insets(publication: Publication) -> Iterator[ContentItem]:
    """Yield what is set off from running text, as it was written."""
    yield from (ContentItem(id, text.plain) for id, text in set_off(publication))
    for id, call in calls(publication):
        if contact := call.contact:
            printed = (contact.email, contact.phone, contact.url and contact.url.bare)
            yield from (ContentItem(id, str(one)) for one in printed if one)


def _untils(publication: Publication, words: Words) -> Iterator[ContentItem]:
    """Yield until when something is asked, as it is printed."""
    for id, call in calls(publication):
        if call.until:
            yield ContentItem(f"{id}.until", words.until.replace("{date}", words.date(call.until)))


def _pictures(publication: Publication) -> Iterator[tuple[str, PictureFile]]:
    """Yield the pictures, each with its id."""
    if publication.picture:
        yield "picture", publication.picture
    for pillar in publication.pillars:
        if pillar.picture:
            yield f"{pillar.id}.picture", pillar.picture
        yield from ((f"{one.id}.picture", one.picture) for one in pillar.examples if one.picture)


def alternatives(publication: Publication) -> Iterator[ContentItem]:
    """Yield what pictures and logos show, in words, and where QR codes lead."""
    yield from (ContentItem(id, one.alt.plain) for id, one in _pictures(publication) if one.alt)
    for id, call in calls(publication):
        if call.qr and call.contact:
            yield ContentItem(f"{id}.qr", str(call.contact.url))
    yield from (*_logos(publication, on_template=False), *_logos(publication, on_template=True))


def _logos(publication: Publication, *, on_template: bool) -> Iterator[ContentItem]:
    """Yield the logos that are shown on somebody's template too, or those that are not."""
    named = {f"partner:{number}": one for number, one in enumerate(publication.partners, 1)}
    own = {"logo": publication.logo} if publication.logo else {}
    for id, one in (own | named).items():
        if one.on_template == on_template:
            yield ContentItem(id, one.alt.plain)


def _facts(publication: Publication, words: Words) -> Iterator[ContentItem]:
    """Yield session, date, version and status, and what an edition lacks, in the fixed words of its language."""
    yield from (ContentItem("extent", one) for one in words.extent(publication))
    if session := publication.session:
        text = words.session.replace("{date}", words.date(session.date)).replace("{body}", session.body.plain)
        yield ContentItem("session", text)
    if publication.as_of:
        yield ContentItem("as_of", words.as_of.replace("{date}", words.date(publication.as_of)))
    if publication.version:
        yield ContentItem("version", words.version.replace("{version}", publication.version))
    if publication.status:
        yield ContentItem("status", getattr(words, publication.status))


def _sources(publication: Publication, words: Words) -> Iterator[ContentItem]:
    for number, source in enumerate(publication.sources, 1):
        yield ContentItem(f"source:{number}", source.title.plain)
        if source.seen:
            yield ContentItem(f"source:{number}.seen", words.seen.replace("{date}", words.date(source.seen)))


def data_items(publication: Publication, words: Words) -> list[list[list[ContentItem]]]:
    """Return the words and numbers of tables and charts: lists of which each, or another of its group, is in its order.

    A table is looked for column by column, since those of a wide one may go on elsewhere: its head, then the name of
    each row and its cell. The values that a chart draws are looked for row by row, or part by part where they stand in
    a table that was split; the names of its series, its description, axis and unit may stand anywhere. Values that are
    not known are named with the description.
    """
    found: list[list[list[ContentItem]]] = []
    for id, one in holders(publication):
        found += [[[ContentItem(f"{id}.figure:{n}", _said(figure.value))]] for n, figure in enumerate(one.figures, 1)]
    for pillar in publication.pillars:
        if table := pillar.table:
            found += [[column] for column in _columns(f"{pillar.id}.table", table)]
        if chart := pillar.chart:
            found += _chart_items(f"{pillar.id}.chart", chart, words)
    return found


def _chart_items(name: str, chart: Chart, words: Words) -> Iterator[list[list[ContentItem]]]:
    yield [_values(name, chart, parts) for parts in range(1, len(chart.series) + 1)]
    alone = (*(series.name for series in chart.series), words.described(chart), chart.axis, chart.unit)
    yield from ([[ContentItem(name, text.plain)]] for text in alone if text)


def _values(name: str, chart: Chart, parts: int) -> list[ContentItem]:
    """Return the values of a chart in as many tables, one after the other, of about as many series each."""
    each, longer = divmod(len(chart.series), parts)
    ends = [each * part + min(part, longer) for part in range(parts + 1)]
    found: list[ContentItem] = []
    for some in (chart.series[start:end] for start, end in pairwise(ends)):
        heads = (chart.axis, *(series.name for series in some)) if parts > 1 else ()
        rows = zip(chart.categories, *(series.values for series in some), strict=True)
        found += _grid(name, [chart.caption, *heads], list(rows))
    return found


def _columns(name: str, table: DataTable) -> Iterator[list[ContentItem]]:
    for column, head in enumerate(table.columns[1:], 1):
        rows = [(row[0], row[column]) for row in table.rows]
        yield list(_grid(name, [table.caption, table.columns[0].text, head.text], rows))


def _grid(name: str, first: Sequence[Text], rows: Sequence[Sequence[Cell]]) -> Iterator[ContentItem]:
    yield from (ContentItem(name, text.plain) for text in first)
    for number, row in enumerate(rows, 1):
        yield from (ContentItem(f"{name}.{number}", _said(cell)) for cell in row if cell.text.plain)


def _said(cell: Cell) -> str:
    """Return what is printed of a cell, but for its language's signs: zero bears none."""
    text = cell.text.plain
    return text.lstrip("+-\u2212") if cell.number and not cell.number.strip("+-0.") else text


def labels(publication: Publication) -> list[ContentItem]:
    """Return the labels in the order of the overview."""
    shown = publication.overview if "overview" in publication.order else ()
    return [ContentItem(f"{pillar.id}.label", pillar.label.plain) for pillar in shown]


def find(
    publication: Publication, words: Words, passages: Sequence[Passage], *, slides: bool = False
) -> tuple[dict[str, str], list[str]]:
    """Return the place of each item that was found, and a sentence for each that was not.

    ``words`` are the fixed ones of the publication's language. On ``slides`` of a template that is not ours, our
    logos may be missing all together.
    """
    text = _FoldedText(passages, fold)
    places: dict[str, str] = {}
    missing = text.look_for(sequences(publication, words), places)
    missing += text.look_for_row(labels(publication), places, (city.name for city in publication.cities))
    if groups := data_items(publication, words):
        missing += _FoldedText(passages, _fold_numbers).look_for_any(groups, places)
    missing += _find_alternatives(publication, passages, places, slides=slides)
    # Of a text that is not there itself, neither links nor styles are asked.
    return places, [*missing, *lost_links(publication, passages, places), *lost_styles(publication, passages, places)]


def _find_alternatives(
    publication: Publication, passages: Sequence[Passage], places: dict[str, str], *, slides: bool
) -> list[str]:
    """Note the place of each picture; return a sentence for each whose alternative is missing.

    Those logos that are not for somebody's template may be missing all together on ``slides``, which have its own.
    """
    said = [(fold(text), passage.place) for passage in passages for text in passage.alternatives]
    missing: list[ContentItem] = []
    for wanted in alternatives(publication):
        place = next((place for text, place in said if fold(wanted.text) in text), "")
        if place:
            places[wanted.id] = place
        else:
            missing.append(wanted)
    ours = {one.id for one in _logos(publication, on_template=False)}
    left_out = ours if slides and ours <= {one.id for one in missing} else set()
    return [_lost(one, elsewhere=False) for one in missing if one.id not in left_out]


class _FoldedText:
    """The folded words of a file, one after the other, and where each of its passages begins in them."""

    def __init__(self, passages: Sequence[Passage], folded: Callable[[str], str]) -> None:
        self._beside = _beside(passages, folded)
        self._passages = [passage for passage in passages if not passage.beside]
        self._fold = folded
        texts = [folded(passage.text) for passage in self._passages]
        self._starts = list(accumulate(map(len, texts), initial=0))
        self.whole = "".join(texts)

    def place(self, offset: int) -> str:
        """Return the place of the passage that holds the letter at ``offset``."""
        return self._passages[bisect_right(self._starts, offset) - 1].place

    def look_for(self, lists: Sequence[Sequence[ContentItem]], places: dict[str, str]) -> list[str]:
        """Note the place of each item, the first of those with one id; return a sentence for each lost one, once."""
        missing: list[str] = []
        for sequence in lists:
            position = 0
            for wanted in sequence:
                found, end = self._find(wanted, position)
                if found < 0:
                    missing.append(_lost(wanted, self._fold(wanted.text) in self.whole))
                    continue
                places.setdefault(wanted.id, self.place(found))
                position = end
        return list(dict.fromkeys(missing))

    def look_for_any(self, groups: Sequence[Sequence[Sequence[ContentItem]]], places: dict[str, str]) -> list[str]:
        """Do the same for one list of each group: the first of which nothing is lost, else the first."""
        missing: list[str] = []
        for group in groups:
            chosen = next((one for one in group if not self.look_for([one], {})), group[0])
            missing += self.look_for([chosen], places)
        return list(dict.fromkeys(missing))

    def look_for_row(
        self, row: Sequence[ContentItem], places: dict[str, str], between: Iterable[str] = ()
    ) -> list[str]:
        """Do the same for items of which none may stand between two others, but for the words ``between``."""
        together = _together([self._fold(wanted.text) for wanted in row], self.whole, map(self._fold, between))
        if together is None:
            return [_lost(wanted, self._fold(wanted.text) in self.whole) for wanted in row]
        places |= {wanted.id: self.place(found) for wanted, found in zip(row, together, strict=True)}
        return []

    def _find(self, wanted: ContentItem, position: int) -> tuple[int, int]:
        """Return where ``wanted`` begins and ends from ``position`` on, or -1.

        Fewer words may stand for it on a slide, with all of it in the notes of that very slide; or it goes on over
        several, parted between sentences.
        """
        needle, short = self._fold(wanted.text), self._fold(wanted.short)
        found = self.whole.find(needle, position)
        # All of it may stand further on too, as a part of another text: what ends first leaves most to all that follow.
        limit = found + len(needle) if found >= 0 else len(self.whole)
        for start in self._each(short, position, limit) if short else ():
            if needle in self._beside.get(self.place(start), ""):
                return start, start + len(short)
        if found < 0 and self._beside:
            return self._parted(wanted.text, position)
        return found, found + len(needle)

    def _parted(self, text: str, position: int) -> tuple[int, int]:
        """Return where the sentences of ``text`` begin and end that go on in another place, all of them beside it."""
        cuts = [0, *sentence_starts(text), len(text)]
        sentences = [self._fold(text[first:last]) for first, last in pairwise(cuts)]
        begin = end = self.whole.find(sentences[0], position)
        if begin < 0 or self._fold(text) not in self._beside.get(self.place(begin), ""):
            return -1, -1
        for sentence in sentences:
            found = self.whole.find(sentence, end)
            if found < 0 or (found > end and self.place(found) == self.place(end - 1)):
                return -1, -1
            end = found + len(sentence)
        return begin, end

    def _each(self, needle: str, position: int, limit: int) -> Iterator[int]:
        """Yield each offset, from ``position`` on, at which ``needle`` begins, and ends before ``limit``."""
        while (position := self.whole.find(needle, position, limit)) >= 0:
            yield position
            position += 1


def _plain(text: Text | None) -> str:
    return text.plain if text else ""


def _beside(passages: Sequence[Passage], folded: Callable[[str], str]) -> dict[str, str]:
    """Return what stands beside each place, folded."""
    beside: dict[str, list[str]] = {}
    for passage in passages:
        if passage.beside:
            beside.setdefault(passage.beside, []).append(folded(passage.text))
    return {place: "".join(texts) for place, texts in beside.items()}


def _together(needles: list[str], whole: str, names: Iterable[str]) -> list[int] | None:
    """Return where ``needles`` stand one after the other, none of them but ``names`` between two, or None.

    The labels stand in legends and tables too, in another order: only a row that is all of them proves the overview.
    Pillars have their numbers there, which a label may be, too; and the names of their places.
    """
    said = "\n".join(names)
    others = {re.escape(needle) for needle in needles if needle and needle not in said}
    pattern = ""
    for number, needle in enumerate(map(re.escape, needles)):
        free = f"(?:(?!{'|'.join({*others, needle} - {''})}).)*"
        # What a group finds ahead is never given back. Possessive quantifiers say so too: Python up to 3.11.4 matches
        # them wrongly (CPython gh-106052), and Debian 12 has 3.11.2.
        gaps = [f"(?=(?P<gap_{number}_{which}>{free}))(?P=gap_{number}_{which})" for which in (1, 2)]
        pattern += rf"{gaps[0]}\d{{0,2}}{gaps[1]}" if pattern else ""
        pattern += f"(?P<needle_{number}>{needle})"
    row = re.search(pattern, whole)
    return [row.start(f"needle_{number}") for number in range(len(needles))] if row else None


def _lost(wanted: ContentItem, elsewhere: bool) -> str:
    excerpt = wanted.text if len(wanted.text) <= _MAX_EXCERPT else wanted.text[: _MAX_EXCERPT - 3] + "…"
    if elsewhere:
        return _("{id} stands out of its order (“{text}”).", id=wanted.id, text=excerpt)
    return _("{id} is missing or not whole (“{text}”).", id=wanted.id, text=excerpt)


def _fold_numbers(text: str) -> str:
    """Return ``text`` folded, without what setting a number may change."""
    return fold(text).translate(_SIGNS)

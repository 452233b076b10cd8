"""A deck or a Word copy that Piliers has made is its publication again: by the keys that it remembers, not its looks.

Words that somebody has changed in it since are those that come back; what was added has its place at a pillar's end.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from generator.deck.ooxml.package import Package
from generator.deck.pptx.chartml import chart_kind
from generator.deck.pptx.manifest import APART
from generator.home.deckfile import X, read_deck
from generator.home.match import match_shapes, match_slides
from generator.home.merge import Token, text_of, tokens
from generator.home.words import compare
from generator.importing.blocks import Picture, tidied
from generator.importing.word import is_word
from generator.review.word import read_copy
from generator.source.inline import Run, plain
from generator.source.repair import NUMBER
from generator.source.rewrite import Plain
from generator.source.spreadsheet import pasted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.home.deckfile import DeckFile, FileShape, FileSlide, Line
    from generator.importing.blocks import Runs

_ACCENT = re.compile(r"accent(\d)\*?")
_EXAMPLE = re.compile(r"(pillars/[^:]+):examples/([^/]+)")
_PILLAR = re.compile(r"pillars/[^:/.]+(?=:)")
_CELL = re.compile(r"pillars/[^:/.]+:table/(columns|rows/#\d+)/#(\d+)$")
_CSV = re.compile(r"(pillars/[^/]+\.csv):(\d+)/(\d+)")
_MEASURE = re.compile(r"\d\s(\D{1,10})$")
_CITED = re.compile(rf"{APART}(\d+){APART}\s*$")  # the raised number of a source
_SIGN = r"\s*\(?([%‰€$£°]{1,2})"  # a unit without letters, behind its number or its name
_DATED = ("source/title", "session/body", "call/text")
"""Texts that a date goes with, which is set in words behind them or on the next line."""


class Chart(Struct):
    """A chart: its kind, its unit, and its values by their keys."""

    kind: str
    unit: str
    values: dict[str, float | None]


class Remembered(Struct):
    """What a deck says of each key; the order of pillars and examples; what stands behind no key.

    ``dates`` are found beside the text of a key, ``icons`` and ``colours`` (numbers of accents) are of pillars,
    ``units`` are signs behind the text of a key, ``cited`` the numbers of sources, or the keys of their titles, by the
    keys that they are of; ``added`` are lines that somebody wrote, by the pillar they stand with; ``made`` are words
    that the program made.
    """

    language: str
    texts: dict[str, Runs] = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    cited: dict[str, str] = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)
    pictures: dict[str, Picture] = field(default_factory=dict)
    tables: dict[str, list[list[Runs]]] = field(default_factory=dict)
    charts: dict[str, Chart] = field(default_factory=dict)
    icons: dict[str, str] = field(default_factory=dict)
    colours: dict[str, int] = field(default_factory=dict)
    examples: dict[str, list[str]] = field(default_factory=dict)
    pillars: list[str] = field(default_factory=list)
    added: dict[str, list[Runs]] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)

    def under(self, start: str) -> dict[str, Runs]:
        """Return the texts whose keys begin so, by the rest of their keys."""
        return {key.removeprefix(start): said for key, said in self.texts.items() if key.startswith(start)}


def remembered(name: str, data: bytes, icons: Iterable[str]) -> Remembered | None:
    """Return what a deck or a Word copy of ours says of its content; None for a file that remembers nothing."""
    if is_word(name, data):
        return _copy(name, data)
    deck = read_deck(data, name)
    if deck.built is None or not any(slide.keys for slide in deck.built):
        return None
    return _Reader(deck, deck.built, set(icons)).found


def _copy(name: str, data: bytes) -> Remembered | None:
    """Return what a Word copy says of each text, changes that are tracked as accepted."""
    copy = read_copy(name, data, ())
    found = Remembered("", {key: tidied(one.runs) for key, one in copy.texts.items() if one.runs})
    pillar = ""
    for key in copy.order:
        if match := _PILLAR.match(key):
            pillar = match[0]
            found.pillars += [pillar] if pillar not in found.pillars else []
        if match := _EXAMPLE.match(key):
            listed = found.examples.setdefault(match[1], [])
            listed += [match[2]] if match[2] not in listed else []
        cell = _CELL.match(key) or (_CSV.match(key) if _is_apart(found.texts, pillar) else None)
        if cell:
            rows = found.tables.setdefault(pillar, [])
            rows += [[]] if cell[cell.lastindex or 0] == ("1" if ".csv:" in key else "0") else []
            rows[-1].append(found.texts.get(key, ()))
    for one in copy.added:
        found.added.setdefault(one.after.partition(":")[0], []).append(tidied(one.runs))
    return found if found.pillars else None


def _is_apart(texts: dict[str, Runs], pillar: str) -> bool:
    """Tell whether what stands in a CSV file, whose cells follow their pillar's texts, is its table and no chart."""
    table, chart = (f"{pillar}:{name}" for name in ("table", "chart"))
    is_chart = f"{chart}/caption" in texts and f"{chart}/axis" not in texts
    return f"{table}/caption" in texts and f"{table}/columns/#0" not in texts and not is_chart


class _Reader:
    def __init__(self, deck: DeckFile, built: list[FileSlide], icons: set[str]) -> None:
        self.found = Remembered(deck.language)
        self._deck, self._icons = deck, icons
        self._edited: set[str] = set()
        self._pillar = ""
        slides = match_slides(built, deck.slides)
        for number, now in enumerate(deck.slides):
            if number in slides.found:
                self._slide(built[slides.found[number]], now)
            elif number in slides.added:
                self._all_added(now)
        self.found.texts = {key: said for key, said in self.found.texts.items() if said}

    def _slide(self, built: FileSlide, now: FileSlide) -> None:
        self._ordered(built)
        self._cited(built)
        pairs, added = match_shapes(built.shapes, now.shapes)
        for index, other in sorted(pairs.items()):
            self._shape(built.shapes[index], now.shapes[other], now)
        self._lines(built.notes, now.notes)
        unnamed = not built.keys and not any(run.citation for line in built.notes for run in line)
        if unnamed and "publication:call/text" in self.found.texts:  # a slide with nothing but addresses follows it
            self._contact("publication:call/contact", [line for one in now.shapes for line in one.lines])
        for index in added:
            one = now.shapes[index]
            self._add(one.texts)

    def _ordered(self, built: FileSlide) -> None:
        """Note in which order the pillars and examples of a slide come, and how the pillar looks."""
        named = [key.partition(":")[2] for key in built.keys if key.startswith("pillar:")]
        self._pillar = f"pillars/{named[0]}" if named else self._pillar
        if named and self._pillar not in self.found.pillars:
            self.found.pillars.append(self._pillar)
        icon = next((word for one in built.shapes if (word := one.name.rpartition(" ")[2]) in self._icons), "")
        if named and icon:
            self.found.icons.setdefault(self._pillar, icon)
        for shape in built.shapes:
            self._examples(shape)

    def _examples(self, shape: FileShape) -> None:
        """Note which examples a shape holds, and the colour of a pillar whose label it bears."""
        keys = [run.citation for line in shape.lines for run in line]
        for match in filter(None, map(_EXAMPLE.match, keys)):
            listed = self.found.examples.setdefault(match[1], [])
            listed += [match[2]] if match[2] not in listed else []
        label = next((key for key in keys if key.endswith(":label")), "")
        if label and (accent := _ACCENT.fullmatch(shape.fill)):
            self.found.colours.setdefault(label.partition(":")[0], int(accent[1]))

    def _cited(self, built: FileSlide) -> None:
        """Note what the raised numbers of sources are behind, and which sources they number."""
        if any(key.startswith("source:") for key in built.keys):
            titles = (run.citation for one in built.shapes for line in one.lines for run in line)
            self.found.sources += [one for one in titles if one.endswith("source/title")]
        figure = next((one.kind for one in built.shapes if one.kind in "tc"), "")
        below, called = [], set[str]()
        for line in (line for one in built.shapes for line in one.lines if line):
            owners = [run.citation for run in line if run.citation]
            if owners and not line[0].text.isdigit() and (match := _CITED.search(plain(line))):
                self.found.cited[f"{owners[-1].rpartition('/')[0] or owners[-1]}/source"] = match[1]
                called.add(match[1])
            elif figure and all(one.endswith("source/title") for one in owners) and line[0].strong and len(line) > 1:
                below += [line[0].text] if line[0].text.isdigit() else owners[:1]
        for said in below:  # a number that the slide calls is a card's
            if said not in called:
                name = {"t": "table", "c": "chart"}[figure]
                self.found.cited[f"{self._pillar}:{name}/source"] = said

    def _shape(self, built: FileShape, now: FileShape, slide: FileSlide) -> None:
        if built.key:
            self._picture(built.key, now, slide)
        elif built.chart:
            self._chart(built, now, slide)
        elif built.rows:
            self._table(built, now)
        else:
            self._lines(built.lines, now.lines)

    def _lines(self, built: Sequence[Line], now: Sequence[Line]) -> None:
        compared = compare(built, now)
        for one in compared.texts:
            if one.key not in self.found.texts or (one.is_edited and one.key not in self._edited):
                self.found.texts[one.key] = _runs(one.after)
                self._edited |= {one.key} if one.is_edited else set()
        self._beside(now, {one.key: text_of(one.after) for one in compared.texts})
        self._add([line for _at, line, _key in compared.added])
        self._add([[Run(after)] for before, after in compared.made if _letters(before) != _letters(after)])
        made = (line for line in built if line and not any(run.citation for run in line))
        self.found.made += [said for line in made if (said := plain(line)) not in self.found.made]

    def _beside(self, now: Sequence[Line], said: dict[str, str]) -> None:
        """Take the date and the addresses that stand beside a text, behind it or below it."""
        below = " ".join(" ".join(plain(line).split()) for line in now)
        for key, text in said.items():
            after = below.partition(text)[2] if text else ""
            if text and (sign := re.search(re.escape(text) + _SIGN, below)):
                self.found.units.setdefault(key, sign[1])
            if key.endswith(_DATED) and (day := day_in(after, self.found.language)):
                self.found.dates.setdefault(key, day)
            if key.endswith("source/title"):
                links = (run.link for line in now for run in line if run.link and run.text.strip() in text)
                self.found.texts |= {key.replace("/title", "/url"): (Run(link),) for link in links}
            elif key.endswith(("call/text", "call/contact/name")):
                self._contact(re.sub("call/.*", "call/contact", key), now)

    def _contact(self, key: str, now: Sequence[Line]) -> None:
        for run in (run for line in now for run in line if run.link):
            kind, _colon, address = run.link.partition(":")
            name, value = {"mailto": ("email", address), "tel": ("phone", run.text)}.get(kind, ("url", run.link))
            self.found.texts.setdefault(f"{key}/{name}", (Run(value.replace("\u00a0", " ")),))

    def _add(self, lines: Iterable[Line]) -> None:
        known = {_letters(plain(one)) for one in self.found.texts.values()}
        added = [tidied(replace(run, citation="") for run in line) for line in lines]
        new = [one for one in added if (letters := _letters(plain(one))) and letters not in known]
        if new:
            self.found.added.setdefault(self._pillar, []).extend(new)

    def _all_added(self, slide: FileSlide) -> None:
        cells = (cell for one in slide.shapes for row in one.rows for cell in row)
        self._add([*(line for one in slide.shapes for line in one.lines), *cells, *slide.notes])

    def _picture(self, key: str, now: FileShape, slide: FileSlide) -> None:
        package = self._deck.package
        parts = [one.target for one in package.relationships(slide.part) if one.kind == "image"]
        part = next((one for one in parts if package.digest(one).hex()[:12] == now.picture), "")
        tree = package.tree(slide.part)
        named = (one for one in tree.iter() if one.get("id") == now.number) if tree is not None else iter(())
        alt = next((one.get("descr", "") for one in named if one.tag.endswith("}cNvPr")), "")
        if part:
            self.found.pictures.setdefault(key, Picture(package.part(part), alt))

    def _table(self, built: FileShape, now: FileShape) -> None:
        """Take a table, or what goes on of one on another slide; the matrix and the map's are made of the content."""
        keys = [run.citation for row in built.rows for cell in row for run in cell]
        if not any(":table/" in key or _CSV.match(key) for key in keys):
            return
        heads, *rows = ([_cell(cell) for cell in row] for row in now.rows)
        known = self.found.tables.setdefault(self._pillar, [heads])
        if [plain(one) for one in known[0]] != [plain(one) for one in heads]:
            raise LookupError(self._pillar)  # parted by columns: its looks tell more
        known += rows

    def _chart(self, built: FileShape, now: FileShape, slide: FileSlide) -> None:
        """Take a chart: its values, by category and series, as they are now; the names of these are texts."""
        package = self._deck.package
        part = next((one.target for one in package.relationships(slide.part) if one.id == now.id), "")
        tree = package.tree(part)
        parts = any(cell[2] == "a" for cell in built.chart)
        there = {(sort, category, series): value for value, sort, category, series in now.chart}
        cells = {(key, sort): there.get((sort, *at), value) for key, value, sort, *at in built.chart}
        axis = _first_cell(package.part(package.related(part, "package")) if part else b"")
        self.found.texts.setdefault(f"{self._pillar}:chart/axis", (Run(axis),) if axis else ())
        kind = chart_kind(tree, parts=parts)
        self.found.charts.setdefault(self._pillar, Chart(kind, _unit(slide.notes), {}))
        for (key, sort), value in cells.items():
            self.found.charts[self._pillar].values |= {key: value} if sort in "av" else {}
            self.found.texts |= {} if sort in "av" else {key: (Run(str(value)),)}


def _first_cell(workbook: bytes) -> str:
    """Return what the first cell of a chart's workbook says: what its categories are."""
    with suppress(ValueError, LookupError):
        book = Package(workbook)
        sheet, strings = (book.tree(f"xl/{name}.xml") for name in ("worksheets/sheet1", "sharedStrings"))
        cell = next((one for one in sheet.iter(f"{X}c") if one.get("r") == "A1"), None) if sheet is not None else None
        if cell is not None and cell.get("t") == "s" and strings is not None:
            return "".join(one.text or "" for one in strings[int(cell.findtext(f"{X}v", "0"))].iter(f"{X}t"))
    return ""


def _unit(notes: Iterable[Line]) -> str:
    """Return the unit that all values have in the words for the speaker: “2019 — Nantes 6 % ; Turin 11 %”."""
    said = [part for line in notes for part in plain(line).partition(" — ")[2].split(" ; ") if part]
    units = {match[1] for one in said if (match := _MEASURE.search(one))}
    return units.pop() if len(units) == 1 else ""


def _runs(found: Sequence[Token]) -> Runs:
    """Return the words of a text; what is strong as a whole is so by its place."""
    strong = all(token.style.strong for token in found)
    styles = (replace(one.style, strong=False) if strong else one.style for one in found)
    return tidied(style.with_text(one.lead + one.text) for one, style in zip(found, styles, strict=True))


def _cell(cell: Line) -> Runs:
    return _runs([one._replace(style=replace(one.style, citation="")) for one in tokens(cell)])


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text.casefold()))


def number_or_words(words: str, language: str) -> str | None:
    """Return a number as YAML has it, or nothing where the words are none."""
    value, doubt = pasted(words.strip(), language)
    return Plain(value) if NUMBER.fullmatch(value) and not doubt else None


def day_in(text: str, language: str) -> str:
    """Return the first date in a text, as YYYY-MM-DD; nothing where there is none."""
    from babel import Locale, UnknownLocaleError

    language = language.replace("-", "_")
    with suppress(ValueError, UnknownLocaleError):
        months = {name.casefold(): number for number, name in Locale.parse(language).months["format"]["wide"].items()}
        names = "|".join(map(re.escape, months))
        found = re.search(rf"(\d{{1,2}})\W{{0,3}}\w{{0,3}}\W{{0,2}}\b({names})\b\D{{1,6}}(\d{{4}})", text.casefold())
        if found:
            return f"{int(found[3]):04}-{months[found[2]]:02}-{int(found[1]):02}"
        if found := re.search(rf"\b({names})\W(\d{{1,2}}),? (\d{{4}})", text.casefold()):
            return f"{int(found[3]):04}-{months[found[1]]:02}-{int(found[2]):02}"
    return ""

"""The fixed words of the templates, in the publication's language, from templates/words/<language>.yaml."""

from __future__ import annotations

import re
from dataclasses import MISSING, dataclass, fields, replace
from typing import TYPE_CHECKING, get_args

from generator.document.together import NO_BREAK
from generator.document.tree import ShapeName
from generator.errors import ContentError, Mark, Problem
from generator.messages import _, did_you_mean
from generator.numbers import is_long, set_number
from generator.source.inline import Run, Text
from generator.source.load import require_file
from generator.source.model import Cell, Date, Word, key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from babel import Locale

    from generator.source.model import Chart, FigureFile, Language
    from generator.world import World

FOLDER = "templates/words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """A counted thing, by the plural categories of the language (CLDR, TR35 part 3, 5); {n} is the number."""

    zero: Word | None = key(
        "For zero, and what the language counts like it: 10 to 20 in Latvian.", default=None, places=("n",)
    )
    one: Word | None = key(
        "For one, and what the language counts like it: 21 in Croatian.", default=None, places=("n",)
    )
    two: Word | None = key(
        "For two, and what the language counts like it: 102 in Slovenian.", default=None, places=("n",)
    )
    few: Word | None = key("For few: 2 to 4 in Polish.", default=None, places=("n",))
    many: Word | None = key("For many: 0 and 5 to 21 in Polish.", default=None, places=("n",))
    other: Word = key("For all other numbers.", places=("n",))
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeNames:
    """The names of a deck's layouts and shapes, as PowerPoint's selection pane shows them."""

    title: Word = key("A slide's title.")
    subtitle: Word = key("The cover's subtitle.")
    text: Word = key("A placeholder for running text.")
    footer: Word = key("The running footer.")
    number: Word = key("A slide's or a pillar's number.")
    cover: Word = key("The layout of the cover.")
    overview: Word = key("The layout of the overview.")
    pillar: Word = key("A pillar, and the layouts of its slides.")
    example: Word = key("An example's card.")
    map: Word = key("The map.")
    table: Word = key("A table.")
    content: Word = key("The layout of a title and content.")
    closing: Word = key("The layout of the last slide.")
    kind: Word = key("What kind of document it is, on the cover.")
    facts: Word = key("Organisation, session and date, on the cover.")
    summary: Word = key("The publication in one line, on the cover.")
    band: Word = key("A coloured band.")
    rule: Word = key("A line.")
    icon: Word = key("An icon.")
    circle: Word = key("A disc or a circle.")
    sea: Word = key("The map's sea.")
    country: Word = key("The map's countries.")
    border: Word = key("The lines between countries.")
    city: Word = key("A city on the map.")
    legend: Word = key("The legend of a map or a chart.")
    source: Word = key("A source, or the list of them.")
    description: Word = key("A chart in words.")
    chart: Word = key("A chart.")
    introduction: Word = key("A pillar's introduction.")
    slide: Word = key("The slide's image on its notes page.")
    notes: Word = key("The speaker notes.")
    picture: Word = key("A picture.")
    credit: Word = key("Who made a picture.")
    logo: Word = key("A logo.")
    figure: Word = key("A key figure.")
    quote: Word = key("A quotation.")
    call: Word = key("What is asked of the readers.")
    code: Word = key("A QR code.")
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language; {n} and {total} are numbers."""

    title_separator: Word = key("Between title and subtitle in the banner.")
    enumeration: Word = key("Between counts.")
    pillars: Forms = key("A number of pillars.")
    examples: Forms = key("A number of examples.")
    cities: Forms = key("A number of cities.")
    matrix: Word = key("The heading of the matrix.")
    city: Word = key("The head of the column of cities.")
    slide: Word = key("A reference to a slide.", places=("n",))
    page: Word = key("A reference to a page.", places=("n",))
    example: Word = key("A reference to an example.", places=("n",))
    page_of: Word = key("A page's number.", places=("n", "total"))
    as_of: Word = key("The day whose state the document shows; {date} is a date.", places=("date",))
    version: Word = key("The version; {version} is its number.", places=("version",))
    preparatory: Word = key("The status of a document that is not yet decided on.")
    final: Word = key("The status of a finished document.")
    session: Word = key("The session; {body} is who meets, {date} the day.", places=("body", "date"))
    contact: Word = key("The heading of the contact.")
    sources: Word = key("The heading of the sources.")
    sources_and_contact: Word = key("The heading of both.")
    call: Word = key("The heading of what is asked of the readers.")
    until: Word = key("Until when something is asked; {date} is a date.", places=("date",))
    code: Word = key("A QR code in words; {url} is where it leads.", places=("url",))
    seen: Word = key("When a source was seen; {date} is a date.", places=("date",))
    source: Word = key("Before a source, where it stands alone.")
    data: Word = key("The heading of the table of a chart's values, on the web page.")
    unknown: Word = key("The mark of a value that is not known.")
    unknown_said: Word = key("What that mark means; {places} says which values.", places=("places",))
    back: Word = key("The link from a source to where the text refers to it.")
    citation: Word = key("The name of a reference to a source; {n} is the source's number.", places=("n",))
    slide_image: Word = key(
        "A slide's picture in words, in the handout; {n} is the slide's number, {title} its title.",
        places=("n", "title"),
    )
    continued: Word = key("Follows the title of a slide that goes on.", places=("n", "total"))
    map_description: Word = key("The map in words.", places=("names",))
    summary: Word = key("The name of the page's table of contents.")
    skip: Word = key("The web page's link to its content.")
    download: Word = key(
        "The web page's link to another file of the publication; {kind} is PDF or PowerPoint, {size} its size.",
        places=("kind", "size"),
    )
    shape_names: ShapeNames = key("The names of a deck's layouts and shapes.")
    first: Word | None = key("The first day of a month in a date, where it is not a plain 1.", default=None)
    numbers: tuple[Word, ...] = key("Numbers spelled out, from zero.", default=())
    language: str = ""
    locale: str = ""
    mark: Mark

    def named_shapes(self) -> dict[ShapeName, str]:
        """Return the names of a deck's layouts and shapes by their keys."""
        return {name: str(getattr(self.shape_names, name)) for name in get_args(ShapeName)}

    def date(self, day: Date) -> str:
        """Return a day as the language writes it in full (CLDR, by Babel), day and month kept together."""
        from babel.dates import format_date

        written = format_date(day.day, "long", locale=self._cldr).replace(" ", "\u00a0", 1)
        first = self.first if day.day.day == 1 else None
        return re.sub(r"\b1\b", lambda _day: first, written, count=1) if first else written

    def number(self, cell: Cell, grouped: bool = False) -> Text:
        """Return a cell's text; a number as the language writes it (CLDR), grouped from five digits on: not a year.

        ``grouped`` groups four digits too.
        """
        if not cell.number:
            return cell.text
        return Text((Run(set_number(cell.number, self.decimal, self.group, grouped)),), cell.text.mark)

    def value(self, cell: Cell, grouped: bool) -> Text:
        """Return a chart's value as ``number`` does, or the mark of one that is not known."""
        return self.number(cell, grouped) if cell.text.runs else Text((Run(str(self.unknown)),), cell.text.mark)

    def described(self, chart: Chart) -> Text:
        """Return a chart's description; where values are not known, it ends with what their mark means, and which."""
        lone = len(chart.series) == 1
        places = [
            ", ".join(filter(None, ("" if lone else one.name.plain, category.text.plain)))
            for one in chart.series
            for category, cell in zip(chart.categories, one.values, strict=True)
            if not cell.text.runs
        ]
        if not places:
            return chart.description
        said = self.unknown_said.replace("{places}", "; ".join(places))
        return Text((*chart.description.runs, Run(f" {said}")), chart.description.mark)

    def measured(self, figure: FigureFile, grouped: bool) -> Text:
        """Return the number of a key figure, which no line's end parts; % or € stand where the language has them."""
        before, after = self._around(figure.unit)
        return _unbroken((Run(before), *self.number(figure.value, grouped).runs, Run(after)), figure.value.text.mark)

    def unit(self, figure: FigureFile) -> Text | None:
        """Return the unit of a key figure, but for a sign, which stands with its number."""
        unit = figure.unit
        return None if unit is None or any(self._around(unit)) else _unbroken(unit.runs, unit.mark)

    def _around(self, unit: Text | None) -> tuple[str, str]:
        """Return what stands before and after a number that has a sign as its unit (CLDR)."""
        sign = unit.plain if unit else ""
        if sign in ("%", "‰"):
            pattern = str(self._cldr.percent_formats[None].pattern).replace("%", sign)
        elif sign in ("€", "$", "£"):
            pattern = str(self._cldr.currency_formats["standard"].pattern).replace("¤", sign)
        else:
            return "", ""
        before, _digits, after = re.split(r"([#0,.]+)", pattern.split(";")[0], maxsplit=1)
        return before, after

    def grouped(self, cells: Iterable[Cell]) -> bool:
        """Tell whether one of ``cells`` that stand together is so long a number that all are grouped."""
        return any(cell.number and is_long(cell.number) for cell in cells)

    def grouped_columns(self, rows: Iterable[Sequence[Cell]]) -> list[bool]:
        """Tell the same of each column of a table."""
        return [self.grouped(column) for column in zip(*rows, strict=True)]

    @property
    def decimal(self) -> str:
        """Return the sign before the decimals."""
        return self._sign("decimal")

    @property
    def group(self) -> str:
        """Return the sign between groups of three digits."""
        return self._sign("group")

    def _sign(self, name: str) -> str:
        symbols = self._cldr.number_symbols
        return str(symbols.get("latn", symbols)[name])

    @property
    def _cldr(self) -> Locale:
        from babel import Locale, UnknownLocaleError

        try:
            return Locale.parse(self.locale, sep="-")
        except (ValueError, UnknownLocaleError):
            return Locale.parse(self.language)

    def count(self, thing: str, n: int) -> str:
        """Return "treize exemples" for ``thing`` "examples" and 13.

        Zero and one take their own forms, where these are given, whatever their plural category (as the cases =0 and
        =1 of ICU's messages do): French counts zero as one.
        """
        forms: Forms = getattr(self, thing)
        exact = (forms.zero, forms.one)[n] if n < 2 else None
        form = exact or getattr(forms, self._cldr.plural_form(n)) or forms.other
        return form.replace("{n}", str(self.numbers[n]) if n < len(self.numbers) else str(n))


def _unbroken(runs: Iterable[Run], mark: Mark) -> Text:
    kept = (run.with_text(re.sub(" +", NO_BREAK, run.text).replace("-", "\u2011")) for run in runs if run.text)
    return Text(tuple(kept), mark)


def read_words(world: World, language: Language) -> Words:
    """Return the words of a publication's language, or of its base language.

    Raises ContentError when there is no such file: words of another language are never printed.
    """
    known = world.names(FOLDER, ".yaml")
    base = language.split("-")[0]
    name = language if language in known else base
    if name not in known:
        cause = _("There are no words for the language “{language}”.", language=language)
        remedy = _("Copy {folder}/en.yaml to {folder}/{name}.yaml and translate it.", folder=FOLDER, name=name)
        raise ContentError([Problem(language.mark, "language", cause, remedy)])
    words = require_file(world, f"{FOLDER}/{name}.yaml", Words)
    if misplaced := list(_misplaced(words, world)):
        raise ContentError(misplaced)
    return replace(words, language=base, locale=str(language))


def _misplaced(words: Words | Forms | ShapeNames, world: World, path: str = "") -> Iterator[Problem]:
    """Yield the placeholders that are unknown where they stand, which would be printed so, and those that lack."""
    for one in fields(words):
        value, where = getattr(words, one.name), f"{path}{one.name}"
        if isinstance(value, Forms | ShapeNames):
            yield from _misplaced(value, world, f"{where}.")
        for word in value if isinstance(value, tuple) else (value,):
            if isinstance(word, Word):
                known = [f"{{{place}}}" for place in one.metadata["places"]]
                yield from _placeholders(word, where, known if one.default is MISSING else [], known, world)


def _placeholders(word: Word, path: str, needed: list[str], known: list[str], world: World) -> Iterator[Problem]:
    found = re.findall(r"\{+[^{}]*\}+|[{}]", word)
    for place in (one for one in dict.fromkeys(found) if one not in known):
        cause = _("“{place}” is no placeholder here: it would be printed as it stands.", place=place)
        remedy = (did_you_mean(place, known) if place not in "{}" else "") or _("Delete it.")
        # A brace alone is none of those of a placeholder.
        pattern = {"{": r"\{(?!\w*\})", "}": r"(?<!\w)\}"}.get(place, re.escape(place))
        yield Problem(world.locate(word.mark, pattern), path, cause, remedy)
    for place in (one for one in needed if one not in found):
        cause = _("The placeholder “{place}” is missing: what it stands for would not be printed.", place=place)
        yield Problem(word.mark, path, cause, _("Write {place} where it belongs.", place=place))

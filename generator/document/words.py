"""The fixed words of the templates, in the publication's language, from templates/words/<language>.yaml."""

# Annotations are types here, not texts: to compile those of a hundred keys took 8 ms of each start.
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Annotated, get_args
from unicodedata import category

from msgspec import Struct
from msgspec.structs import replace

from generator.cldr import percent, plural, said, signs
from generator.document.together import NO_BREAK
from generator.document.tree import ShapeName
from generator.errors import ContentError, Mark, Problem
from generator.messages import _, did_you_mean
from generator.numbers import are_years, is_long, set_number
from generator.source.inline import Run, Text
from generator.source.load import require_file
from generator.source.model import OUTDATED, Cell, Chart, Date, FigureFile, Key, Language, Publication, Word
from generator.source.structure import keys
from generator.world import World

if TYPE_CHECKING:
    from babel import Locale

FOLDER = "templates/words"
_SYMBOL = 3  # letters: a longer unit is a word
_SHORT = 4  # characters of a unit with a sign in it, beside each value of a chart
_COMPOUND, _SPACED = 9, 6  # beside a key figure, alone in its room: "kWh/m²/an", "Mio. €"; "€ par an" is words


class Forms(Struct, frozen=True, kw_only=True):
    """A counted thing, by the plural categories of the language (CLDR, TR35 part 3, 5); {n} is the number."""

    zero: Annotated[
        Word | None, Key("For zero, and what the language counts like it: 10 to 20 in Latvian.", places=("n",))
    ] = None
    one: Annotated[
        Word | None, Key("For one, and what the language counts like it: 21 in Croatian.", places=("n",))
    ] = None
    two: Annotated[
        Word | None, Key("For two, and what the language counts like it: 102 in Slovenian.", places=("n",))
    ] = None
    few: Annotated[Word | None, Key("For few: 2 to 4 in Polish.", places=("n",))] = None
    many: Annotated[Word | None, Key("For many: 0 and 5 to 21 in Polish.", places=("n",))] = None
    other: Annotated[Word, Key("For all other numbers.", places=("n",))]
    mark: Mark


class ShapeNames(Struct, frozen=True, kw_only=True):
    """The names of a deck's layouts and shapes, as PowerPoint's selection pane shows them."""

    title: Annotated[Word, Key("A slide's title.")]
    subtitle: Annotated[Word, Key("The cover's subtitle.")]
    text: Annotated[Word, Key("A placeholder for running text.")]
    footer: Annotated[Word, Key("The running footer.")]
    number: Annotated[Word, Key("A slide's or a pillar's number.")]
    cover: Annotated[Word, Key("The layout of the cover.")]
    overview: Annotated[Word, Key("The layout of the overview.")]
    pillar: Annotated[Word, Key("A pillar, and the layouts of its slides.")]
    example: Annotated[Word, Key("An example's card.")]
    map: Annotated[Word, Key("The map.")]
    table: Annotated[Word, Key("A table.")]
    content: Annotated[Word, Key("The layout of a title and content.")]
    closing: Annotated[Word, Key("The layout of the last slide.")]
    kind: Annotated[Word, Key("What kind of document it is, on the cover.")]
    facts: Annotated[Word, Key("Organisation, session and date, on the cover.")]
    summary: Annotated[Word, Key("The publication in one line, on the cover.")]
    band: Annotated[Word, Key("A coloured band.")]
    rule: Annotated[Word, Key("A line.")]
    icon: Annotated[Word, Key("An icon.")]
    circle: Annotated[Word, Key("A disc or a circle.")]
    sea: Annotated[Word, Key("The map's sea.")]
    country: Annotated[Word, Key("The map's countries.")]
    border: Annotated[Word, Key("The lines between countries.")]
    city: Annotated[Word, Key("A city on the map.")]
    legend: Annotated[Word, Key("The legend of a map or a chart.")]
    source: Annotated[Word, Key("A source, or the list of them.")]
    description: Annotated[Word, Key("A chart in words.")]
    chart: Annotated[Word, Key("A chart.")]
    introduction: Annotated[Word, Key("A pillar's introduction.")]
    slide: Annotated[Word, Key("The slide's image on its notes page.")]
    notes: Annotated[Word, Key("The speaker notes.")]
    picture: Annotated[Word, Key("A picture.")]
    credit: Annotated[Word, Key("Who made a picture.")]
    logo: Annotated[Word, Key("A logo.")]
    figure: Annotated[Word, Key("A key figure.")]
    quote: Annotated[Word, Key("A quotation.")]
    call: Annotated[Word, Key("What is asked of the readers.")]
    code: Annotated[Word, Key("A QR code.")]
    mark: Mark


class ChangeWords(Struct, frozen=True, kw_only=True):
    """The words of the list of changes that a note may end with; those of kinds stand alone, as after "3 ×"."""

    heading: Annotated[Word, Key("The heading of the list.")]
    since: Annotated[Word, Key("What changed, counted; {list} is the list of counts.", places=("list",))]
    nothing: Annotated[Word, Key("Says that nothing has changed.")]
    added: Annotated[Word, Key("A text that was added.")]
    removed: Annotated[Word, Key("A text that was removed.")]
    moved: Annotated[Word, Key("A text that was moved.")]
    reworded: Annotated[Word, Key("A text in other words.")]
    restyled: Annotated[Word, Key("A text with other emphasis or links.")]
    mark: Mark


def around(unit: Text | None, locale: str, longest: int = _SHORT) -> tuple[str, str]:
    """Return what stands before and after a number with a sign or symbol, as the language has it (CLDR).

    A symbol with a sign in it has ``longest`` characters at most. It is nothing of a unit that is a word, or leads
    somewhere: signs beside a number have no links.
    """
    sign = unit.plain if unit and not any(run.link for run in unit.runs) else ""
    if sign in ("%", "‰"):
        pattern = percent(locale).replace("%", sign)
    elif sign in ("€", "$", "£"):
        money = said(locale, "currency", lambda known: known.currency_formats["standard"].pattern)
        pattern = money.replace("¤", sign)
    elif _is_symbol(sign, longest):
        return "", f"{NO_BREAK}{sign}"
    else:
        return "", ""
    before, _digits, after = re.split(r"([#0,.]+)", pattern.split(";")[0], maxsplit=1)
    return before, after


def _is_symbol(unit: str, longest: int) -> bool:
    letters = unit.removesuffix(".")
    signs = any(category(one) == "Sc" or one in "%‰°²³/" for one in unit)
    short = len(unit) <= (min(longest, _SPACED) if " " in unit else longest)
    return (signs and short) or (letters.isalpha() and len(letters) <= _SYMBOL)


class Words(Struct, frozen=True, kw_only=True):
    """The words of one language; {n} and {total} are numbers."""

    title_separator: Annotated[Word, Key("Between title and subtitle in the banner.")]
    enumeration: Annotated[Word, Key("Between counts.")]
    pillars: Annotated[Forms, Key("A number of pillars.")]
    examples: Annotated[Forms, Key("A number of examples.")]
    cities: Annotated[Forms, Key("A number of cities.")]
    matrix: Annotated[Word, Key("The heading of the matrix.")]
    city: Annotated[Word, Key("The head of the column of cities.")]
    slide: Annotated[Word, Key("A reference to a slide.", places=("n",))]
    page: Annotated[Word, Key("A reference to a page.", places=("n",))]
    example: Annotated[Word, Key("A reference to an example.", places=("n",))]
    page_of: Annotated[Word, Key("A page's number.", places=("n", "total"))]
    as_of: Annotated[Word, Key("The day whose state the document shows; {date} is a date.", places=("date",))]
    version: Annotated[Word, Key("The version; {version} is its number.", places=("version",))]
    preparatory: Annotated[Word, Key("The status of a document that is not yet decided on.")]
    final: Annotated[Word, Key("The status of a finished document.")]
    session: Annotated[Word, Key("The session; {body} is who meets, {date} the day.", places=("body", "date"))]
    contact: Annotated[Word, Key("The heading of the contact.")]
    sources: Annotated[Word, Key("The heading of the sources.")]
    sources_and_contact: Annotated[Word, Key("The heading of both.")]
    call: Annotated[Word, Key("The heading of what is asked of the readers.")]
    until: Annotated[Word, Key("Until when something is asked; {date} is a date.", places=("date",))]
    code: Annotated[Word, Key("A QR code in words; {url} is where it leads.", places=("url",))]
    extract: Annotated[
        Word, Key("Says that the document is an extract; {names} is what it is limited to.", places=("names",))
    ]
    elsewhere: Annotated[Word, Key("Before the examples that an extract names only.")]
    unfinished: Annotated[
        Word,
        Key(
            "Says that a translation is not finished; {sign} and {old} are the marks of texts that are not translated, "
            "or from an older wording, {missing} and {stale} their numbers.",
            places=("sign", "missing", "old", "stale"),
        ),
    ]
    editions: Annotated[Word, Key("The heading of the list of editions.")]
    seen: Annotated[Word, Key("When a source was seen; {date} is a date.", places=("date",))]
    source: Annotated[Word, Key("Before a source, where it stands alone.")]
    data: Annotated[Word, Key("The heading of the table of a chart's values, on the web page.")]
    unknown: Annotated[Word, Key("The mark of a value that is not known.")]
    unknown_said: Annotated[Word, Key("What that mark means; {places} says which values.", places=("places",))]
    back: Annotated[Word, Key("The link from a source to where the text refers to it.")]
    citation: Annotated[Word, Key("The name of a reference to a source; {n} is the source's number.", places=("n",))]
    slide_image: Annotated[
        Word,
        Key(
            "A slide's picture in words, in the handout; {n} is the slide's number, {title} its title.",
            places=("n", "title"),
        ),
    ]
    continued: Annotated[Word, Key("Follows the title of a slide that goes on.", places=("n", "total"))]
    map_description: Annotated[Word, Key("The map in words.", places=("names",))]
    summary: Annotated[Word, Key("The name of the page's table of contents.")]
    skip: Annotated[Word, Key("The web page's link to its content.")]
    download: Annotated[
        Word,
        Key(
            "The web page's link to another file of the publication; {kind} is PDF or PowerPoint, {size} its size.",
            places=("kind", "size"),
        ),
    ]
    shape_names: Annotated[ShapeNames, Key("The names of a deck's layouts and shapes.")]
    changes: Annotated[ChangeWords | None, Key("The words of the list of changes that a note may end with.")] = None
    first: Annotated[Word | None, Key("The first day of a month in a date, where it is not a plain 1.")] = None
    numbers: Annotated[tuple[Word, ...], Key("Numbers spelled out, from zero.")] = ()
    language: str = ""
    locale: str = ""
    mark: Mark

    def named_shapes(self) -> dict[ShapeName, str]:
        """Return the names of a deck's layouts and shapes by their keys."""
        return {name: str(getattr(self.shape_names, name)) for name in get_args(ShapeName)}

    def date(self, day: Date) -> str:
        """Return a day as the language writes it in full (CLDR, by Babel), which no line parts."""
        written = said(self.locale, f"date {day.day}", lambda known: _in_full(day, known)).replace(" ", NO_BREAK)
        first = self.first if day.day.day == 1 else None
        return re.sub(r"\b1\b", lambda _day: first, written, count=1) if first else written

    def extent(self, publication: Publication) -> list[str]:
        """Return what a cover says of an edition: what it is an extract of, what of it is not translated."""
        said = []
        if publication.extract:
            said.append(self.extract.replace("{names}", self.enumeration.join(publication.extract)))
        missing, stale = publication.unfinished
        if missing or stale:
            values = {"sign": publication.untranslated, "missing": missing, "old": OUTDATED, "stale": stale}
            text = str(self.unfinished)
            for name, value in values.items():
                text = text.replace(f"{{{name}}}", str(value))
            said.append(text)
        return said

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
            ", ".join(filter(None, ("" if lone else one.name.plain, stretch)))
            for one in chart.series
            for stretch in _stretches(chart.categories, [not cell.text.runs for cell in one.values])
        ]
        if not places:
            return chart.description
        said = self.unknown_said.replace("{places}", "; ".join(places))
        return Text((*chart.description.runs, Run(f" {said}")), chart.description.mark)

    def measured(self, figure: FigureFile, grouped: bool) -> Text:
        """Return the number of a key figure, which no line's end parts, with a sign or a symbol (%, M€, min)."""
        before, after = around(figure.unit, self.locale, _COMPOUND)
        grouped = grouped and not (figure.unit is None and are_years([figure.value.number]))
        return _unbroken((Run(before), *self.number(figure.value, grouped).runs, Run(after)), figure.value.text.mark)

    def unit(self, figure: FigureFile) -> Text | None:
        """Return the unit of a key figure, but for a sign or a symbol, which stands with its number."""
        unit = figure.unit
        return None if unit is None or any(around(unit, self.locale, _COMPOUND)) else _unbroken(unit.runs, unit.mark)

    def grouped(self, cells: Iterable[Cell]) -> bool:
        """Tell whether one of ``cells`` that stand together is so long a number that all are grouped."""
        return any(cell.number and is_long(cell.number) for cell in cells)

    def grouped_columns(self, rows: Iterable[Sequence[Cell]]) -> list[bool]:
        """Tell the same of each column of a table, which is one: its columns agree, but those of years."""
        columns = [*zip(*rows, strict=True)]
        grouped = self.grouped(chain.from_iterable(columns))
        return [grouped and not _are_years(column) for column in columns]

    def grouped_chart(self, chart: Chart) -> tuple[bool, bool]:
        """Tell the same of the categories and of the values of a chart."""
        grouped = self.grouped((*chart.categories, *(cell for one in chart.series for cell in one.values)))
        return grouped and not _are_years(chart.categories), grouped

    @property
    def decimal(self) -> str:
        """Return the sign before the decimals."""
        return signs(self.locale)[0]

    @property
    def group(self) -> str:
        """Return the sign between groups of three digits."""
        return signs(self.locale)[1]

    def count(self, thing: str, n: int) -> str:
        """Return "treize exemples" for ``thing`` "examples" and 13.

        Zero and one take their own forms, where these are given, whatever their plural category (as the cases =0 and
        =1 of ICU's messages do): French counts zero as one.
        """
        forms: Forms = getattr(self, thing)
        exact = (forms.zero, forms.one)[n] if n < 2 else None
        form = exact or getattr(forms, plural(self.locale, n)) or forms.other
        if n < len(self.numbers):
            return form.replace("{n}", str(self.numbers[n]))
        return form.replace("{n} ", f"{{n}}{NO_BREAK}").replace("{n}", str(n))


def _are_years(cells: Iterable[Cell]) -> bool:
    return are_years(cell.number for cell in cells if cell.number)


def _stretches(categories: Sequence[Cell], chosen: Sequence[bool]) -> Iterator[str]:
    """Yield the names of the ``chosen`` categories; of more than two in a row, the first and the last."""
    for taken, group in groupby(zip(categories, chosen, strict=True), key=itemgetter(1)):
        names = [one.text.plain for one, _chosen in group]
        dash = "–" if " " not in f"{names[0]}{names[-1]}" else " – "
        yield from ([f"{names[0]}{dash}{names[-1]}"] if len(names) > 2 else names) if taken else ()


def _unbroken(runs: Iterable[Run], mark: Mark) -> Text:
    kept = (run.with_text(re.sub(" +", NO_BREAK, run.text).replace("-", "\u2011")) for run in runs if run.text)
    return Text(tuple(kept), mark)


def language_named(language: str) -> str:
    """Return the name of a language in itself (CLDR), with a capital letter."""
    name: str = said(language, "name", lambda known: known.get_display_name()) or language
    return name[:1].upper() + name[1:]


def _in_full(day: Date, known: "Locale") -> str:
    from babel.dates import format_date

    return str(format_date(day.day, "long", locale=known))


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
    return replace(words, language=base, locale=str(language), **_glued(words))


def _glued(words: Words) -> dict[str, Word]:
    """Return the words that end in a number, such as "version {version}", which no line's end parts from it."""
    found = {name: getattr(words, name) for name, (key, _required) in keys(Words).items() if key.places}
    return {
        name: word.at(word.mark, re.sub(r" (?=\{(?:n|version)\})", NO_BREAK, word))
        for name, word in found.items()
        if isinstance(word, Word)
    }


def _misplaced(words: Words | Forms | ShapeNames | ChangeWords, world: World, path: str = "") -> Iterator[Problem]:
    """Yield the placeholders that are unknown where they stand, which would be printed so, and those that lack."""
    for name, (key, required) in keys(type(words)).items():
        value, where = getattr(words, name), f"{path}{name}"
        if isinstance(value, Forms | ShapeNames | ChangeWords):
            yield from _misplaced(value, world, f"{where}.")
        for word in value if isinstance(value, tuple) else (value,):
            if isinstance(word, Word):
                known = [f"{{{place}}}" for place in key.places]
                yield from _placeholders(word, where, known if required else [], known, world)


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

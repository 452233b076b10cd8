"""Dates and numbers in every language that templates/words holds, by CLDR."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from babel import Locale
from msgspec import Struct
from msgspec.structs import replace

from generator.document.typography import PROFILES
from generator.document.words import ShapeNames, Words, around
from generator.errors import Mark
from generator.pipeline.production import Production
from generator.source.inline import Run, Text
from generator.source.load import read_file
from generator.source.model import Cell, Date
from generator.source.structure import Problems
from generator.world import World
from tests.matrix import every
from tests.project import ROOT, SLUG, Project, sample_root
from tests.some import some

LANGUAGES = sorted(path.stem for path in (ROOT / "templates" / "words").glob("*.yaml"))
ENGLISH = ("January", "February", "March", "May", "June", "July", "October", "December")  # some write the others alike
FACTS = "language: fr\nversion: 0.2 bis\nsession: {body: Conseil, date: 2026-12-10}"
MARK = Mark("content/x/publication.yaml")


@pytest.fixture(scope="module")
def french() -> Words:
    return Production(World(sample_root()), SLUG).words


def words_of(language: str, french: Words) -> Words:
    return replace(french, language=language.split("-")[0], locale=language)


def read_language(language: str) -> Words:
    """Return the words of ``language``."""
    problems = Problems()
    words = read_file(World(ROOT), f"templates/words/{language}.yaml", Words, problems)
    assert words is not None, problems
    return replace(words, language=language, locale=language)


def day(month: int) -> Date:
    date = Date(f"2026-{month:02}-09")
    date.mark = MARK
    return date


def printed(number: str, words: Words) -> str:
    return words.number(Cell(Text((Run(number),), MARK), number)).plain


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_its_quotation_marks(language: str) -> None:
    """Without a profile of its own, a publication in it is printed with the English ones."""
    assert {language, language.split("-")[0]} & PROFILES.keys()


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_nothing_is_left_in_english(language: str) -> None:
    """Single words may be the same in both languages: up to nine are in French. Longer texts are not."""
    words, english = (dict(texts_of(read_language(one))) for one in (language, "en"))
    same = [name for name, text in some(words.items()) if text == english.get(name) and letters(text)]

    assert [name for name in same if letters(words[name]) > 1] == []
    assert len(same) < 12


def texts_of(words: Struct) -> Iterator[tuple[str, str]]:
    """Yield the texts of a file of words, those of shapes included, by their keys."""
    for name in words.__struct_fields__:
        value = getattr(words, name)
        if isinstance(value, str):
            yield name, value
        elif isinstance(value, ShapeNames):
            yield from texts_of(value)


def letters(text: str) -> int:
    """Return how many words a text has beside the names of what is put in: “version {version}” has one."""
    return len(re.findall(r"[^\W\d_]{2,}", re.sub(r"\{\w+\}", "", text)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_is_written_in_its_own_language(language: str, french: Words) -> None:
    words = words_of(language, french)
    dates = [words.date(day(month)) for month in range(1, 13)]
    assert len(set(dates)) == 12
    for date in dates:
        assert "9" in date
        assert "2026" in date
        if language != "en":
            assert not [name for name in ENGLISH if name in date.split()], date


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", ["0", "7", "-1", "2026", "12345", "1234567", "0.5", "-12345.678", "1" * 30])
def test_a_number_keeps_its_digits(language: str, number: str, french: Words) -> None:
    shown = printed(number, words_of(language, french))
    assert "".join(filter(str.isdigit, shown)) == "".join(filter(str.isdigit, number))
    assert shown.startswith("\u2212") == number.startswith("-")


@pytest.mark.parametrize(("number", "shown"), [("-0", "0"), ("-0.0", "0,0"), ("+0", "0"), ("-0.01", "\u22120,01")])
def test_zero_has_no_sign(number: str, shown: str, french: Words) -> None:
    assert printed(number, words_of("fr", french)) == shown


@pytest.mark.parametrize(
    ("unit", "shown"),
    [
        *((one, f"\u00a0{one}") for one in ("m²", "€/hab.", "kWh/m²/an", "km/h", "Mio. €", "M€ HT", "hab.", "‰", "pt")),
        *((one, "") for one in ("communes", "€ par an", "logements/an", "points")),
    ],
)
def test_a_symbol_stands_with_its_number_and_a_word_does_not(unit: str, shown: str) -> None:
    assert around(Text((Run(unit),), Mark("")), "de", 9)[1] == shown


def test_dates_and_numbers_as_people_write_them(french: Words) -> None:
    shown = {
        tag: (words.date(day(11)), printed("12345.6", words))
        for tag in ("fr", "en", "de", "pl", "eu", "el", "nb")
        for words in [words_of(tag, french)]
    }
    assert shown == {
        "fr": ("9\u00a0novembre\u00a02026", "12\u202f345,6"),
        "en": ("November\u00a09,\u00a02026", "12,345.6"),
        "de": ("9.\u00a0November\u00a02026", "12.345,6"),
        "pl": ("9\u00a0listopada\u00a02026", "12\u00a0345,6"),
        "eu": ("2026(e)ko\u00a0azaroaren\u00a09(a)", "12.345,6"),
        "el": ("9\u00a0Νοεμβρίου\u00a02026", "12.345,6"),
        "nb": ("9.\u00a0november\u00a02026", "12\u00a0345,6"),
    }


@pytest.mark.parametrize(
    ("tag", "date"),
    [
        ("en-GB", "9\u00a0November\u00a02026"),
        ("fr-CH", "9\u00a0novembre\u00a02026"),
        ("fr-XX", "9\u00a0novembre\u00a02026"),
        ("de-AT", "9.\u00a0November\u00a02026"),
    ],
)
def test_a_region_has_its_own_way_or_that_of_its_language(tag: str, date: str, french: Words) -> None:
    assert words_of(tag, french).date(day(11)) == date


THINGS = ("pillars", "examples", "cities")
MANY = range(201)


@every(3, "language", LANGUAGES)
@pytest.mark.parametrize("thing", THINGS)
def test_a_form_names_the_number_unless_it_stands_for_one_number_alone(language: str, thing: str) -> None:
    words = read_language(language)
    served: dict[str, list[int]] = {}
    for n in MANY:
        served.setdefault(words.count(thing, n), []).append(n)

    assert {text: numbers for text, numbers in some(served.items()) if len(numbers) > 1} == {}


@every(3, "language", LANGUAGES)
@pytest.mark.parametrize("thing", THINGS)
def test_a_language_with_plural_forms_has_all_that_whole_numbers_take(language: str, thing: str) -> None:
    """A language may have the form "other" alone, where that says a thing and its number apart."""
    forms = getattr(read_language(language), thing)
    taken = {Locale.parse(language).plural_form(n) for n in MANY}
    given = {name for name in ("zero", "one", "two", "few", "many", "other") if getattr(forms, name)}

    assert given == {"other"} or taken <= given


def test_numbers_are_counted_as_people_count(french: Words) -> None:
    polish, latvian, slovenian = map(read_language, ("pl", "lv", "sl"))

    assert [polish.count("examples", n) for n in (1, 3, 5, 22)] == [
        "1\u00a0przykład",
        "3\u00a0przykłady",
        "5\u00a0przykładów",
        "22\u00a0przykłady",
    ]
    assert [latvian.count("cities", n) for n in (0, 1, 2, 11, 21)] == [
        "0\u00a0pilsētu",
        "1\u00a0pilsēta",
        "2\u00a0pilsētas",
        "11\u00a0pilsētu",
        "21\u00a0pilsēta",
    ]
    assert [slovenian.count("pillars", n) for n in (1, 2, 3, 5)] == [
        "1\u00a0steber",
        "2\u00a0stebra",
        "3\u00a0stebri",
        "5\u00a0stebrov",
    ]
    assert [french.count("examples", n) for n in (0, 1, 2)] == ["zéro exemple", "un exemple", "deux exemples"]


def test_no_line_parts_what_is_printed_with_a_number(french: Words) -> None:
    """In a strip of facts, a year or the number of a version began a line."""
    written = (french.date(day(12)), french.version, french.page, french.example, french.count("cities", 120))

    assert [text for text in written if " " in text] == []


def test_the_page_keeps_dates_and_versions_whole(project: Project) -> None:
    project.edit("publication.yaml", "language: fr", FACTS)
    project.build("--only", "web")

    page = re.sub("<[^>]*>", "", project.outputs()[f"{SLUG}.html"].decode())

    assert "version\u00a00.2 bis" in page
    assert "10\u00a0décembre\u00a02026" in page

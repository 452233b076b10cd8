"""Dates and numbers in every language that templates/words holds, by CLDR."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.document.words import Words
from generator.errors import Mark
from generator.pipeline.production import Production
from generator.source.inline import Run, Text
from generator.source.model import Cell, Date
from generator.world import World
from tests.project import ROOT, SLUG

LANGUAGES = sorted(path.stem for path in (ROOT / "templates" / "words").glob("*.yaml"))
ENGLISH = ("January", "February", "March", "May", "June", "July", "October", "December")  # some write the others alike
MARK = Mark("content/x/publication.yaml")


@pytest.fixture(scope="module")
def french() -> Words:
    return Production(World(Path(ROOT)), SLUG).words


def words_of(language: str, french: Words) -> Words:
    return replace(french, language=language.split("-")[0], locale=language)


def day(month: int) -> Date:
    date = Date(f"2026-{month:02}-09")
    date.mark = MARK
    return date


def printed(number: str, words: Words) -> str:
    return words.number(Cell(Text((Run(number),), MARK), number)).plain


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
def test_nought_has_no_sign(number: str, shown: str, french: Words) -> None:
    assert printed(number, words_of("fr", french)) == shown


def test_dates_and_numbers_as_people_write_them(french: Words) -> None:
    shown = {
        tag: (words.date(day(11)), printed("12345.6", words))
        for tag in ("fr", "en", "de", "pl", "eu", "el", "nb")
        for words in [words_of(tag, french)]
    }
    assert shown == {
        "fr": ("9\u00a0novembre 2026", "12\u202f345,6"),
        "en": ("November\u00a09, 2026", "12,345.6"),
        "de": ("9.\u00a0November 2026", "12.345,6"),
        "pl": ("9\u00a0listopada 2026", "12\u00a0345,6"),
        "eu": ("2026(e)ko\u00a0azaroaren 9(a)", "12.345,6"),
        "el": ("9\u00a0Νοεμβρίου 2026", "12.345,6"),
        "nb": ("9.\u00a0november 2026", "12\u00a0345,6"),
    }


@pytest.mark.parametrize(
    ("tag", "date"),
    [
        ("en-GB", "9\u00a0November 2026"),
        ("fr-CH", "9\u00a0novembre 2026"),
        ("fr-XX", "9\u00a0novembre 2026"),
        ("de-AT", "9.\u00a0November 2026"),
    ],
)
def test_a_region_has_its_own_way_or_that_of_its_language(tag: str, date: str, french: Words) -> None:
    assert words_of(tag, french).date(day(11)) == date

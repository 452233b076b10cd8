"""The words of every language can be read, drawn and counted."""

from __future__ import annotations

import re
from datetime import date

import pytest
from msgspec.structs import replace

from generator.document.words import FOLDER, Words
from generator.judges.tools import ROOT
from generator.kit import Kit
from generator.source.load import read_file
from generator.source.model import Date
from generator.source.structure import Problems

LANGUAGES = sorted(path.stem for path in (ROOT / FOLDER).glob("*.yaml"))
# fmt: off
OFFICIAL = {
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr",
    "hu", "it", "lt", "lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv",
}
# fmt: on


def test_the_official_languages_of_the_union_are_there() -> None:
    assert set(LANGUAGES) >= OFFICIAL


PLACEHOLDERS = {
    "slide": ["{n}"],
    "page": ["{n}"],
    "example": ["{n}"],
    "page_of": ["{n}", "{total}"],
    "continued": ["{n}", "{total}"],
    "as_of": ["{date}"],
    "version": ["{version}"],
    "session": ["{body}", "{date}"],
    "until": ["{date}"],
    "code": ["{url}"],
    "seen": ["{date}"],
    "citation": ["{n}"],
    "slide_image": ["{n}", "{title}"],
    "unknown_said": ["{places}"],
    "download": ["{kind}", "{size}"],
    "map_description": ["{names}"],
    "extract": ["{names}"],
    "unfinished": ["{missing}", "{old}", "{sign}", "{stale}"],
}
FIRST = {
    "el": "1η\u00a0Απριλίου\u00a02026",
    "fr": "1er\u00a0avril\u00a02026",
    "fr-CA": "1er\u00a0avril\u00a02026",
    "it": "1º\u00a0aprile\u00a02026",
    "oc": "1èr\u00a0d’abril\u00a0de\u00a02026",
    "en-GB": "1\u00a0April\u00a02026",
}


def words_of(language: str, kit: Kit) -> Words:
    """Return the words of a language tag, as read_words does."""
    problems = Problems()
    base = language.split("-")[0]
    words = read_file(kit.world, f"{FOLDER}/{base}.yaml", Words, problems)
    assert problems == []
    assert words is not None
    return replace(words, language=base, locale=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_word_has_its_placeholders_once_and_no_other(language: str, kit: Kit) -> None:
    words = words_of(language, kit)
    texts = {key: getattr(words, key) for key in Words.__struct_fields__}
    found = {key: sorted(re.findall(r"\{.*?\}", text)) for key, text in texts.items() if isinstance(text, str)}
    assert {key: names for key, names in found.items() if names} == PLACEHOLDERS


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_can_be_counted(language: str, kit: Kit) -> None:
    words = words_of(language, kit)
    for thing in ("pillars", "examples", "cities"):
        assert words.count(thing, 20) != words.count(thing, 21)
        assert "{" not in words.count(thing, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_are_in_the_language_and_can_be_drawn(language: str, kit: Kit) -> None:
    words = words_of(language, kit)
    days = [words.date(Date(date(2026, month, 11).isoformat())) for month in range(1, 13)]
    assert len(set(days)) == len(days)
    assert all("2026" in day and "11" in day for day in days)
    assert kit.family.face().lacks("".join(days)) == ""


@pytest.mark.parametrize(("language", "written"), FIRST.items())
def test_the_first_of_a_month_is_an_ordinal_where_the_language_wants_it(language: str, written: str, kit: Kit) -> None:
    assert words_of(language, kit).date(Date("2026-04-01")) == written


@pytest.mark.parametrize("language", ["el", "fr", "it", "oc"])
def test_the_first_is_the_only_day_written_otherwise(language: str, kit: Kit) -> None:
    words = words_of(language, kit)
    plain = replace(words, first=None)
    days = [Date(date(2021, 1, day).isoformat()) for day in range(2, 32)]
    assert [words.date(day) for day in days] == [plain.date(day) for day in days]


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_can_be_drawn(language: str, kit: Kit) -> None:
    letters = "".join((ROOT / FOLDER / f"{language}.yaml").read_text(encoding="utf-8").split())
    assert kit.family.face().lacks(letters) == kit.family.face(strong=True).lacks(letters) == ""

"""The words of every language can be read, drawn and counted."""

from __future__ import annotations

import pytest

from generator.document.words import FOLDER, Words
from generator.judges.tools import ROOT
from generator.kit import Kit
from generator.source.load import read_file
from generator.source.structure import Report

LANGUAGES = sorted(path.stem for path in (ROOT / FOLDER).glob("*.yaml"))
# fmt: off
OFFICIAL = {
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr",
    "hu", "it", "lt", "lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv",
}
# fmt: on


def test_the_official_languages_of_the_union_are_there() -> None:
    assert set(LANGUAGES) >= OFFICIAL


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_whole(language: str, kit: Kit) -> None:
    problems = Report()
    words = read_file(kit.world, f"{FOLDER}/{language}.yaml", Words, problems)
    assert problems == []
    assert words is not None
    for reference in (words.slide, words.page, words.example, words.page_of, words.continued):
        assert reference.count("{n}") == 1
    assert words.map_description.count("{names}") == 1
    assert words.page_of.count("{total}") == words.continued.count("{total}") == 1
    for thing in ("pillars", "examples", "cities"):
        assert words.count(thing, 20) != words.count(thing, 21)
        assert "{" not in words.count(thing, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_can_be_drawn(language: str, kit: Kit) -> None:
    letters = "".join((ROOT / FOLDER / f"{language}.yaml").read_text(encoding="utf-8").split())
    assert kit.family.face().lacks(letters) == kit.family.face(strong=True).lacks(letters) == ""

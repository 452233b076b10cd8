"""Where words may be cut: by the language of each run, within the limits of good setting."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given

from generator.errors import Mark
from generator.source.inline import Run, Text
from generator.text.breaking import words
from generator.text.fonts import Family
from generator.text.hyphenation import Hyphenator
from generator.world import World
from tests import strategies
from tests.project import ROOT
from tests.some import some

WORLD = World(ROOT)
FAMILY = Family.open(WORLD, "Carlito")


def cuts(runs: tuple[Run, ...], language: str) -> list[str]:
    """Return every word of ``runs`` with its possible hyphens as bars."""
    hyphenator = Hyphenator(WORLD, language, lambda: [Text(runs, Mark("x"))])
    items = words(runs, FAMILY)
    found = []
    for index, item in enumerate(items):
        ends = [0, *hyphenator.points(items, index), len(item.text)]
        found.append("|".join(item.text[start:end] for start, end in pairwise(ends)))
    return found


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "métropolitaine", "métro|po|li|taine"),
        ("fr", "l’échelle", "l’échelle"),
        ("fr", "d’expérimentations,", "d’expé|ri|men|ta|tions,"),
        ("fr", "(collaborative)", "(col|la|bo|ra|tive)"),
        ("fr", "école", "école"),
        ("fr", "Métropolitaine", "Métropolitaine"),
        ("fr", "EUROCITIES", "EUROCITIES"),
        ("de", "Wirtschaft", "Wirtschaft"),
        ("de", "Energieversorgung", "Ener|gie|ver|sor|gung"),
        ("de", "WirtschaftsPlanung", "WirtschaftsPlanung"),
        ("fr", "mySMARTlife", "mySMARTlife"),
        ("fr", "l’Innovation", "l’Innovation"),
        ("fr", "socio-économiques", "socio-économiques"),
        ("fr", "rendez\u2011vous", "rendez\u2011vous"),
        ("fr", "https://exemple.fr/politique", "https://exemple.fr/politique"),
        ("fr", "www.metropole.fr", "www.metropole.fr"),
        ("fr", "contact@metropole.fr", "contact@metropole.fr"),
        ("fr", "h2020programme", "h2020programme"),
        ("fr-CH", "métropolitaine", "métro|po|li|taine"),
        ("de", "zusammenarbeit", "zusam|menarbeit"),
        ("nl", "samenwerking", "samen|wer|king"),
        ("pl", "współpraca", "współ|praca"),
        ("el", "συνεργασία", "συνερ|γα|σία"),
        ("eu", "lankidetza", "lan|ki|de|tza"),
        ("ca", "cooperació", "coope|ra|ció"),
        ("ca", "col·laborar", "col·la|bo|rar"),
        ("ga", "comhoibriúcháin", "comhoibriúcháin"),
        ("xx", "métropolitaine", "métropolitaine"),
    ],
)
def test_words_are_cut_by_their_language(language: str, text: str, expected: str) -> None:
    assert "".join(cuts((Run(text),), language)) == expected


def test_a_run_has_its_own_language() -> None:
    runs = (Run("le "), Run("repeated", language="en"), Run(" mot répété"))
    assert cuts(runs, "fr")[1] == cuts((Run("repeated"),), "en")[0] != cuts((Run("repeated"),), "fr")[0]


def test_a_place_is_never_cut() -> None:
    runs = (Run("la "), Run("métropole nantaise", place="nantes"), Run(" nantaises"))
    assert cuts(runs, "fr")[1:3] == ["métropole", "nantaise"]
    assert "|" in cuts(runs, "fr")[3]


def test_a_word_of_two_styles_is_not_cut() -> None:
    assert cuts((Run("métro"), Run("politaine", strong=True)), "fr") == ["métropolitaine"]


@given(strategies.runs(strategies.WORDS + "   ", 30))
def test_three_letters_stand_on_each_side(runs: tuple[Run, ...]) -> None:
    for word in some(cuts((Run("métropolitaine "), *runs), "fr")):
        first, *others = word.split("|")
        if others:
            assert len(first.replace("’", "'").rsplit("'")[-1].lstrip("«(,;:!?.\u00a0\u202f»")) >= 3
            assert min(len(part) for part in others) >= 2
            assert sum(map(str.isalpha, others[-1])) >= 3


def test_patterns_are_read_once_for_a_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was found is kept: the next build needs no patterns, and finds the same."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first = cuts((Run("coopérations interterritoriales"),), "fr")
    monkeypatch.setitem(__import__("sys").modules, "pyphen", None)
    assert cuts((Run("coopérations interterritoriales"),), "fr") == first
    with pytest.raises(ImportError):
        cuts((Run("coopérations européennes"),), "fr")

"""Capitals: Unicode's, but Greek ones lose the accent that only small letters bear."""

from __future__ import annotations

import pytest

from generator.text.capitals import capitals
from generator.text.folding import fold


@pytest.mark.parametrize(
    ("small", "large"),
    [
        ("l’été à Évora", "L’ÉTÉ À ÉVORA"),
        ("Στρατηγικές καινοτομίας", "ΣΤΡΑΤΗΓΙΚΕΣ ΚΑΙΝΟΤΟΜΙΑΣ"),
        ("Μάιος", "ΜΑΪΟΣ"),
        ("ρολόι", "ΡΟΛΟΪ"),
        ("Ευρώπη, ευφυΐα", "ΕΥΡΩΠΗ, ΕΥΦΥΪΑ"),
        ("ΐ ϊ", "Ϊ Ϊ"),
        ("straße", "STRASSE"),
    ],
)
def test_capitals(small: str, large: str) -> None:
    assert capitals(small) == large
    assert fold(small) == fold(large)


def test_the_proof_sees_greek_capitals_as_the_same_words() -> None:
    assert fold("Διδάγματα από έξι πόλεις") == fold("ΔΙΔΑΓΜΑΤΑ ΑΠΟ ΕΞΙ ΠΟΛΕΙΣ")
    assert fold("été") != fold("ete")

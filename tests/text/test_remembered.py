"""What is remembered of words does not grow with a list of recipients."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.text import fonts
from generator.world import World
from tests.project import ROOT


def test_widths_of_many_words_are_forgotten_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_MOST_KNOWN", 50)
    face = fonts.Family.open(World(Path(ROOT)), "Carlito").face()
    words = [f"Name{number}" for number in range(120)]

    first = [(face.width(word), face.rounded(word, 100)) for word in words]

    assert len(face._widths) <= 50
    assert len(face._rounded) <= 50
    assert [(face.width(word), face.rounded(word, 100)) for word in words] == first

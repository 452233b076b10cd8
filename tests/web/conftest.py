"""What the tests of the page share."""

from __future__ import annotations

import pytest

from generator.judges.tools import ROOT
from generator.kit import Kit
from generator.text.fonts import Family
from generator.theme import read_theme
from generator.world import World


@pytest.fixture(scope="session")
def kit() -> Kit:
    """Return the kit of this project's own theme."""
    world = World(ROOT)
    theme = read_theme(world)
    return Kit(world, theme, Family.open(world, theme.family))

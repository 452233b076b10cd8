"""What the tests of the page share."""

from __future__ import annotations

import pytest

from generator.judges.tools import ROOT
from generator.kit import Kit
from tests.project import open_kit


@pytest.fixture(scope="session")
def kit() -> Kit:
    """Return the kit of this project's own theme."""
    return open_kit(ROOT)

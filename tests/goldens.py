"""Golden files: what was looked at and found good, as text; `make accept` writes them anew."""

from __future__ import annotations

from pathlib import Path

import pytest


def compare(shown: str, golden: Path, request: pytest.FixtureRequest) -> None:
    """Compare ``shown`` with a golden file, or write it there when `--accept` is given."""
    if request.config.getoption("--accept"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(shown, "utf-8")

    assert shown == golden.read_text("utf-8"), "look at the pictures; run `make accept` when the new one is better"

"""Options and fixtures for all the tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.judges.tools import JudgeMissing


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--require-judges`, which `make verify` gives."""
    parser.addoption(
        "--require-judges",
        action="store_true",
        help="fail, not skip, when a judge (LibreOffice, poppler, qpdf, Chromium, axe) is missing",
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Turn an absent judge into a loud skip, or into a failure when judges are required."""
    try:
        yield
    except JudgeMissing as absent:
        if item.config.getoption("--require-judges"):
            pytest.fail(f"JUDGE MISSING, and --require-judges was given: {absent}", pytrace=False)
        pytest.skip(f"JUDGE MISSING, nothing was verified: {absent}")

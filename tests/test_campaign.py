"""The campaign that is run by hand: one input of some of its kinds, and that its own reading finds what is lost."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.campaign.bases import made
from tests.campaign.cases import Case
from tests.campaign.kinds import KINDS
from tests.campaign.run import Bench, prepared
from tests.matrix import every
from tests.some import some


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    for name, value in prepared(tmp_path).items():
        monkeypatch.setenv(name, value)
    return Bench(tmp_path)


@pytest.mark.long
@every(12, "name", list(KINDS)[::7])
def test_an_input_of_a_kind(bench: Bench, name: str) -> None:
    verdict = bench.judged(KINDS[name](random.Random(name)))

    assert not verdict.failed, verdict.why


@pytest.mark.long
def test_what_no_edition_prints_is_lost_and_what_is_printed_is_not(bench: Bench) -> None:
    base = made(random.Random(1))
    assert bench.judged(Case(base, "build")).lost is False
    for words in some([base.words[0], base.words[-1]]):
        base.words = [words[:-1] + "x"]
        verdict = bench.judged(Case(base, "build"))
        assert verdict.lost
        assert [f"{edition}: {words[:-1]}x" in verdict.why for edition in ("deck", "note", "web")] == [True] * 3

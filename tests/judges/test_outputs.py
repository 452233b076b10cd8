"""Every edition of every publication under content/ passes every judge of the table."""

from __future__ import annotations

import pytest

from generator.judges.table import JUDGES, Judge
from generator.pipeline.edition import EDITIONS, Edition
from tests.judges.conftest import Outputs

PAIRS = [(edition, judge) for edition in EDITIONS for judge in JUDGES if edition.suffix.endswith(judge.suffix)]


@pytest.mark.parametrize(("edition", "judge"), PAIRS, ids=[f"{one.name}: {judge.claim()}" for one, judge in PAIRS])
def test_every_edition_passes(outputs: Outputs, edition: Edition, judge: Judge) -> None:
    assert judge.version()
    assert judge.findings(outputs[edition.suffix.removeprefix(".")]) == []


def test_every_edition_has_a_judge() -> None:
    assert {edition.name for edition, _judge in PAIRS} == {edition.name for edition in EDITIONS}

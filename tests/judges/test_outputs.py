"""Every edition of every publication under content/ passes every judge of the table."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.judges.table import JUDGES, Judge
from generator.pipeline.edition import EDITIONS
from tests.judges.conftest import Outputs
from tests.some import some


@pytest.mark.parametrize("judge", JUDGES, ids=[one.claim() for one in JUDGES])
def test_every_edition_passes(outputs: Outputs, judge: Judge) -> None:
    assert judge.version()
    files: list[Path] = [
        outputs[edition.suffix.removeprefix(".")] for edition in EDITIONS if edition.suffix.endswith(judge.suffix)
    ]
    assert judge.judged(some(files)) == {path: [] for path in files}


def test_every_edition_has_a_judge() -> None:
    assert [one.name for one in EDITIONS if not any(one.suffix.endswith(judge.suffix) for judge in JUDGES)] == []

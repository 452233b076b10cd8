"""The fuzzing targets hold for their seeds and for every input that was ever found."""

from __future__ import annotations

import pytest

from tests.fuzz import targets
from tests.matrix import few

INPUTS = {
    **{f"{name}-{number}": (name, seed) for name in targets.TARGETS for number, seed in enumerate(targets.seeds(name))},
    **{f"{name}-{one.name}": (name, one.read_bytes()) for name in targets.TARGETS for one in targets.found(name)},
}


# What was once found is never left out, nor the first seed of a target.
QUICK = [name for name in INPUTS if name.endswith("-0") or not name.rpartition("-")[2].isdecimal()]


@few(QUICK, "name", INPUTS)
def test_an_input_is_read_or_refused(name: str) -> None:
    target, data = INPUTS[name]
    targets.TARGETS[target](data)


@pytest.mark.parametrize("target", ["yaml", "edition", "icon", "template", "composing"])
def test_a_seed_of_each_target_is_good(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else fuzzing would never come beyond the first refusal."""
    refusals: list[bool] = []
    refused = targets.refused
    monkeypatch.setattr(targets, "refused", lambda run, files: refusals.append(refused(run, files)))
    targets.TARGETS[target](targets.seeds(target)[0])

    assert refusals == [False]

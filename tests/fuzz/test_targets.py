"""The fuzzing targets hold for their seeds and for every input that was ever found."""

from __future__ import annotations

import pytest

from tests.fuzz import targets

INPUTS = {
    **{f"{name}-{number}": (name, seed) for name in targets.TARGETS for number, seed in enumerate(targets.seeds(name))},
    **{f"{name}-{one.name}": (name, one.read_bytes()) for name in targets.TARGETS for one in targets.found(name)},
}


@pytest.mark.parametrize("name", INPUTS)
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

"""Texts as the page edits them, back to the markup of a file."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.edit.markup import runs_of, written

SIGNS = "ab é1«»!?*[]\\_(),.'\"`#>-"
run = st.fixed_dictionaries(
    {"t": st.text(alphabet=SIGNS, min_size=1, max_size=6)},
    optional={"s": st.just(True), "e": st.just(True), "p": st.just("nantes"), "l": st.just("en")},
)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ([{"t": "« a »", "s": True}, {"t": "b"}], "« **a** »b"),
        ([{"t": "[x] »", "s": True, "e": True}, {"t": "l'eau"}], "[***x***] »l'eau"),
        ([{"t": "été", "s": True}, {"t": " !"}], "**été** !"),
        ([{"t": "2*3*4"}], "2*3*4"),
    ],
)
def test_stress_that_markdown_cannot_hold_leaves_signs_outside(given: list[dict[str, Any]], wanted: str) -> None:
    assert written(given) == wanted


@given(st.lists(run, max_size=4))
def test_no_word_and_no_sign_is_lost_or_added(runs: list[dict[str, Any]]) -> None:
    words = "".join(one["t"] for one in runs)
    assert "".join(one["t"] for one in runs_of(written(runs))).split() == words.split()

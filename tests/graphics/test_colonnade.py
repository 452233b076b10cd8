"""Tests of the colonnade of a cover without a picture."""

from __future__ import annotations

from itertools import pairwise

import pytest

from generator.graphics.colonnade import arch, forms, heights


@pytest.mark.parametrize("count", range(1, 13))
def test_shafts_rise_to_the_right_in_no_staircase(count: int) -> None:
    found = heights(count, 2.0, count + 1.0)

    assert len(found) == count
    assert (found[0], found[-1]) == ((2.0, count + 1.0) if count > 1 else (2.0, 2.0))
    assert all(2.0 <= one <= count + 1.0 for one in found)
    falls = [first > second for first, second in pairwise(found)]
    assert any(falls) is (count >= 4)
    assert not any(first and second for first, second in pairwise(falls))


@pytest.mark.parametrize(("height", "rows"), [(1.0, 0), (1.5, 0), (2.0, 1), (3.5, 2), (5.0, 4)])
def test_whole_tiles_below_the_arch_have_forms_that_differ_from_those_above(height: float, rows: int) -> None:
    found = list(forms(2, height))

    assert [one.down for one in found] == [row + 1.0 for row in range(rows)]
    assert all(first.outline != second.outline and first.tone != second.tone for first, second in pairwise(found))


def test_an_arch_wider_than_twice_its_height_is_flat_in_the_middle() -> None:
    low, high = arch(4.0, 1.0), arch(2.0, 3.0)

    assert ("L", 3.0, 0.0) in low.commands
    assert [command for command in high.commands if command[0] == "L"][1] == ("L", 1.0, 0.0)

"""The largest size at which text fits, and what is said when there is none."""

from __future__ import annotations

from math import inf

import pytest

from generator.errors import ContentError, Mark
from generator.source.inline import Run
from generator.text.breaking import Word, words
from generator.text.fit import fit, fits_whole, largest, refuse, require_lines
from generator.text.fonts import Family
from generator.world import World
from tests.project import ROOT

FAMILY = Family.open(World(ROOT), "Carlito")
SIZES = (10.0, 12.0, 14.0, 16.0)
MARK = Mark("content/x/pillars/un.yaml", 12, 5)


def measured(text: str) -> list[Word]:
    return words([Run(text)], FAMILY)


def wide(text: str) -> float:
    return FAMILY.face().width(text)


@pytest.mark.parametrize("limit", [9.0, 10.0, 12.0, 13.0, 14.0, 16.0, 20.0])
def test_the_largest_size_that_fits_is_found(limit: float) -> None:
    assert largest(SIZES, lambda size: size <= limit) == max((one for one in SIZES if one <= limit), default=None)


def test_nothing_is_the_largest_of_none() -> None:
    assert largest((), lambda _size: True) is None


@pytest.mark.parametrize(
    ("width", "height", "size", "lines"),
    [
        (16 * wide("Rennes"), 2 * 16 * 1.2, 16.0, 2),  # exactly
        (16 * wide("Rennes"), 2 * 16 * 1.2 - 0.01, 14.0, 2),
        (16 * wide("Rennes") - 0.01, 2 * 16 * 1.2, 14.0, 2),  # no word is broken
        (16 * wide("Rennes Nantes") + 0.01, 16 * 1.2, 16.0, 1),
        (10 * wide("Renn"), 5 * 10 * 1.2, 10.0, 4),  # but at the smallest size
    ],
)
def test_text_is_as_large_as_its_box_allows(width: float, height: float, size: float, lines: int) -> None:
    fitted = fit(measured("Rennes Nantes"), width, height, SIZES, 1.2, inf)

    assert fitted
    assert (fitted.size, len(fitted.lines)) == (size, lines)


def test_text_too_long_for_its_box_has_no_size() -> None:
    assert fit(measured("Rennes Nantes"), 10 * wide("Rennes"), 2 * 10 * 1.2 - 0.01, SIZES, 1.2) is None


def test_text_that_fits_whole_has_no_broken_word() -> None:
    items = measured("Rennes Nantes")

    assert fits_whole(items, wide("Rennes Nantes") + 1e-6, 1)
    assert not fits_whole(items, wide("Rennes"), 1)
    assert fits_whole(items, wide("Rennes"), 2)
    assert not fits_whole(items, wide("Rennes") - 1e-6, 9)


def test_who_is_refused_hears_where_and_how_much_to_cut() -> None:
    items = measured("un deux trois quatre")
    error = refuse(items, lambda some: len(some) <= 2, MARK, "the banner")
    (problem,) = error.problems

    assert str(problem) == (
        "content/x/pillars/un.yaml:12:5: The text is too long for the banner, even at the smallest size of the theme. "
        "Cut about 12 characters."  # “trois quatre”
    )


def test_lines_are_required() -> None:
    items = measured("Rennes Nantes")

    require_lines(items, wide("Rennes"), 2, MARK, "the banner")
    with pytest.raises(ContentError, match="Cut about 6 characters"):
        require_lines(items, wide("Rennes"), 1, MARK, "the banner")

"""Which cells of a matrix `make test` runs: those that differ in what they prove. `make verify` runs them all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

import pytest
from _pytest.mark import ParameterSet

Names: TypeAlias = str | tuple[str, ...]


def few(chosen: Iterable[Any], names: Names, cells: Iterable[Any], **options: Any) -> pytest.MarkDecorator:
    """Parametrize as pytest does; cells that are not ``chosen``, by their only or first value, are long."""
    return pytest.mark.parametrize(names, chosen_of(chosen, _rows(names, cells)), **options)


def every(step: int, names: Names, cells: Iterable[Any], **options: Any) -> pytest.MarkDecorator:
    """Parametrize as pytest does; of each ``step`` cells, which are much alike, all but the first are long."""
    rows = _rows(names, cells)
    return pytest.mark.parametrize(names, _marked(rows, [at % step == 0 for at in range(len(rows))]), **options)


def chosen_of(chosen: Iterable[Any], rows: Iterable[tuple[Any, ...]]) -> list[ParameterSet]:
    """Return parameters, of a test or of a fixture: all but those with a ``chosen`` first value are long."""
    listed, wanted = list(rows), list(chosen)
    firsts = [row[0] for row in listed]
    assert wanted
    assert [one for one in wanted if one not in firsts] == [], "no such cell"
    return _marked(listed, [one in wanted for one in firsts])


def _rows(names: Names, cells: Iterable[Any]) -> list[tuple[Any, ...]]:
    several = not isinstance(names, str) or "," in names
    return [tuple(cell) if several else (cell,) for cell in cells]


def _marked(rows: list[tuple[Any, ...]], quick: list[bool]) -> list[ParameterSet]:
    return [pytest.param(*row, marks=() if here else pytest.mark.long) for row, here in zip(rows, quick, strict=True)]

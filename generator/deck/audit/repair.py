"""A known cause of PowerPoint's offer to repair a file: its id, what it is, where it is known from, how it is found.

Sources are threads of public trackers (project and number), where somebody met the cause in PowerPoint, or clauses of
ECMA-376 that such a file breaks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from generator.deck.ooxml.package import Package
    from generator.deck.ooxml.xml import Element

    Find: TypeAlias = Callable[[Package], Iterator[tuple[str, str]]]
    Look: TypeAlias = Callable[[Package, str, Element], Iterator[str]]
    Judge: TypeAlias = Callable[[Element], Iterator[str]]


class Cause(Struct, frozen=True):
    """A cause found in the package as a whole; ``find`` yields the part and a detail.

    ``sure`` causes are errors; the others, which PowerPoint may forgive, are warnings.
    """

    id: str
    says: Callable[[], str]
    source: str
    sure: bool
    find: Find


class PartCause(Struct, frozen=True):
    """A cause found in one part of those whose names begin with ``folders``; ``look`` yields a detail for each."""

    id: str
    says: Callable[[], str]
    source: str
    sure: bool
    folders: tuple[str, ...]
    look: Look


class Flaw(Struct, frozen=True):
    """A cause found in one element with one of ``tags``; ``judge`` yields a detail for each fault of it."""

    id: str
    says: Callable[[], str]
    source: str
    sure: bool
    tags: tuple[str, ...]
    judge: Judge


def cause(
    table: list[Cause], id: str, says: Callable[[], str], source: str, *, sure: bool = True
) -> Callable[[Find], Find]:
    """Enter the function that follows into ``table``."""

    def enter(find: Find) -> Find:
        table.append(Cause(id, says, source, sure, find))
        return find

    return enter


def part_cause(
    table: list[PartCause], id: str, says: Callable[[], str], source: str, *folders: str, sure: bool = True
) -> Callable[[Look], Look]:
    """Enter the function that follows into ``table``."""

    def enter(look: Look) -> Look:
        table.append(PartCause(id, says, source, sure, folders, look))
        return look

    return enter


def flaw(
    table: list[Flaw], id: str, says: Callable[[], str], source: str, *tags: str, sure: bool = True
) -> Callable[[Judge], Judge]:
    """Enter the function that follows into ``table``."""

    def enter(judge: Judge) -> Judge:
        table.append(Flaw(id, says, source, sure, tags, judge))
        return judge

    return enter

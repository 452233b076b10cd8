"""Known causes of PowerPoint's offer to repair a file: what each is, where it is known from, how it is found.

Sources are threads of public trackers (project and number), where somebody met the cause in PowerPoint, or clauses of
ECMA-376 that such a file breaks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from msgspec import Struct

Find: TypeAlias = Callable[..., Iterator[Any]]
Enter: TypeAlias = Callable[[Find], Find]


class Cause(Struct, frozen=True):
    """A cause: its id, its sentence, its source; ``find`` yields what is found.

    A ``sure`` cause is an error; the others, which PowerPoint may forgive, are warnings. One of a part looks at those
    whose names begin with ``folders``, one of an element at those with ``tags``.
    """

    id: str
    says: Callable[[], str]
    source: str
    sure: bool
    find: Find
    folders: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


PACKAGE_CAUSES: list[Cause] = []
PART_CAUSES: list[Cause] = []
ELEMENT_CAUSES: list[Cause] = []


def package_cause(says: Callable[[], str], source: str, *, sure: bool = True) -> Enter:
    """Enter a function of the package, which yields a part's name and a detail for each fault; its name is the id."""
    return _entered(PACKAGE_CAUSES, says, source, sure)


def part_cause(says: Callable[[], str], source: str, *folders: str, sure: bool = True) -> Enter:
    """Enter a function of the package, a part's name and its root, which yields a detail for each fault."""
    return _entered(PART_CAUSES, says, source, sure, folders=folders)


def element_cause(says: Callable[[], str], source: str, *tags: str, sure: bool = True) -> Enter:
    """Enter a function of an element with one of ``tags``, which yields a detail for each fault."""
    return _entered(ELEMENT_CAUSES, says, source, sure, tags=tags)


def _entered(table: list[Cause], says: Callable[[], str], source: str, sure: bool, **where: tuple[str, ...]) -> Enter:
    def enter(find: Find) -> Find:
        table.append(Cause(find.__name__.strip("_").replace("_", "-"), says, source, sure, find, **where))
        return find

    return enter

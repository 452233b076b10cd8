"""A case: a publication with one fault of a known place, or with none, and what must become of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from tests.campaign.bases import Base, Slot


class Place(NamedTuple):
    """Where a fault is: a file, its line, and the columns from and to which it reaches, from 1.

    Line 0: any; a file may be named by its beginning.
    """

    file: str
    line: int = 0
    first: int = 1
    last: int = 10_000

    def holds(self, file: str, line: int, column: int) -> bool:
        here = file.startswith(self.file) and self.line in (0, line)
        return here and (self.line == 0 or self.first <= column <= self.last)


@dataclass
class Case:
    """What is built, and what must become of it.

    ``must``: "build", "refuse", or "either" (all of it is printed, or the place is named). ``places`` are those of the
    fault, or of what must be warned of when ``warned``; ``templates`` are files below templates/.
    """

    base: Base
    must: str
    places: list[Place] = field(default_factory=list)
    warned: bool = False
    templates: dict[str, bytes] = field(default_factory=dict)
    remediable: bool = True  # False: no remedy gives the words, as of a file that is no text
    editions: bool = False  # the editions that it declares are built, too
    listed: tuple[str, bytes] | None = None  # the list of recipients that get copies: its name and bytes
    recovered: bool = True  # False: what the remedy leaves need not hold the words, as of two versions


def of_slot(base: Base, slot: Slot, typed: str, printed: str | None, must: str, *, warned: bool = False) -> Case:
    """Return the case of a value typed so: the fault is somewhere in the value, the columns of its line."""
    first, *more = typed.split("\n")
    places = [Place(slot.file, slot.line + 1, len(slot.before), len(slot.before) + len(first) + 1)]
    places += [Place(slot.file, slot.line + 1 + number, 1, len(one) + 1) for number, one in enumerate(more, 1)]
    return Case(base.with_line(slot, typed, printed), must, places, warned)

"""A list as a run sees it: again and again from its beginning, each row as the values that the copies show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.batch.agreement import values_of
from generator.batch.recipients import Recipient, recipients
from generator.errors import Mark, Problem
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from generator.batch.choice import Choices

_NAMES = ("first_name", "last_name")
_MADE_OF = {"civility": ("sex",), "greeting": ("sex",)}  # the fields without which a value cannot be


class Entry(Struct, frozen=True):
    """A row and the values of its recipient, by the names of placeholders: those that copies show, and the name.

    ``edition`` is the id of the one that they get, or nothing: the whole publication.
    """

    row: int
    values: dict[str, str]
    edition: str = ""

    @property
    def name(self) -> str:
        """Return the name as it is read."""
        return " ".join(filter(None, (self.values[one] for one in _NAMES)))


class Listing(Struct, frozen=True):
    """The list at ``path``, whose copies show the placeholders ``shown``; ``choices`` tell who gets which edition."""

    path: Path
    shown: frozenset[str]
    choices: Choices
    mapping: Mapping[str, str]

    def __iter__(self) -> Iterator[Entry | Problem]:
        """Yield the rows; in place of one that is wrong, its problem. Raises ContentError for what is no list."""
        needed = {"last_name"}.union(*(_MADE_OF.get(name, (name,)) for name in self.shown))
        kept = {*self.shown, *_NAMES}
        read = {*needed, "function"} if "greeting" in self.shown else needed
        if self.choices.editions:
            read = {*read, "territory"}
        for one in recipients(self.path, needed, self.mapping, also=read - needed):
            if isinstance(one, Recipient):
                edition = self.choices.edition(one.territory)
                values = values_of(one, self.choices.languages[edition])
                yield Entry(one.row, {name: values[name] for name in sorted(kept)}, edition)
            else:
                yield one

    def repeated(self, row: int, first: int) -> Problem:
        """Return the problem of a row that says what another has said."""
        cause = _("The row says the same as row {first}.", first=first)
        remedy = _("Delete one, or tell them apart by a column that the copies show.")
        return Problem(Mark(self.path.name, row), "", cause, remedy)

    def at(self, row: int, problem: Problem) -> Problem:
        """Return ``problem``, of the words made for a row, as one of that row."""
        return Problem(Mark(self.path.name, row), "", problem.cause, problem.remedy)

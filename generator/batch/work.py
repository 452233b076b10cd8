"""What a worker does, in this process, in another one or on another machine: it makes a few copies and stores them.

Nothing here depends on who asks: a pool of processes and Dask's workers call the same function with the same values.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from generator.batch.store import Store, store_at
from generator.errors import ContentError, ParityError, Problem
from generator.world import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_WORD = re.compile(r"\w+")
_MAKERS = 32  # kept at once, a few MB each: a list by territories takes one after the other
LONGEST = 4  # words of a name that are looked for: more make no difference


class Task(Struct, frozen=True):
    """A copy to be made: the row of the list, a pseudonym, the files' name without suffix, what the list says.

    ``edition`` is the id of the one that it is of, or nothing: the whole publication.
    """

    row: int
    id: str
    name: str
    values: dict[str, str]
    edition: str = ""


class Order(Struct, frozen=True):
    """What all copies of a run have in common: where the project lies, whose copies, of which editions, where they go.

    ``maker`` is "module:name" of what is called with the order and the id of an edition, and returns its Maker;
    ``digest`` stands for all that they are made of but the list.
    """

    root: str
    slug: str
    editions: tuple[str, ...]
    target: str
    digest: str
    maker: str = "generator.batch.making:copies"


class Made(Struct, frozen=True):
    """The files of a copy by their suffixes, and all words of them that are not the same in each copy."""

    files: dict[str, bytes]
    words: tuple[str, ...]


class Maker(Protocol):
    """What makes copies. ``constant`` are the words that stand in each of them."""

    constant: frozenset[tuple[str, ...]]

    def make(self, values: Mapping[str, str]) -> Made:
        """Return the copy of whom ``values`` describes; raise ContentError if none can be, ParityError if wrong."""


class Stored(Struct, frozen=True):
    """A copy that was stored: its task's row, pseudonym and edition, name, SHA-256 and bytes of each file; ``foreign``
    are the hashes of words in it that are neither its recipient's nor in all copies of this edition."""

    row: int
    id: str
    files: tuple[tuple[str, str, int], ...]
    foreign: frozenset[int] = frozenset()
    edition: str = ""


class Refused(Struct, frozen=True):
    """A row of which there is no copy, and why."""

    row: int
    problems: tuple[Problem, ...]


def work(order: Order, tasks: Sequence[Task]) -> list[Stored | Refused]:
    """Make and store the copies of ``tasks``; return what became of each."""
    store = store_at(order.target)
    results: list[Stored | Refused] = []
    for task in tasks:
        maker = _maker(order, task.edition)
        try:
            made = maker.make(task.values)
        except (ContentError, ParityError) as error:
            results.append(Refused(task.row, error.problems))
            continue
        listed = tuple(_put(store, f"{task.name}{suffix}", data) for suffix, data in made.files.items())
        results.append(Stored(task.row, task.id, listed, _foreign(made, task, maker), task.edition))
    return results


def _put(store: Store, name: str, data: bytes) -> tuple[str, str, int]:
    """Store a file; return its name, its hash and its bytes."""
    store.put(name, data)
    return name, digest(data), len(data)


_kept: dict[tuple[Order, str], Maker] = {}  # the one that was used last stands last


def keep(order: Order, edition: str, maker: Maker) -> None:
    """Keep what makes the copies of an edition, for this process and those that it forks."""
    _kept.pop((order, edition), None)
    _kept[order, edition] = maker
    if len(_kept) > _MAKERS:
        del _kept[next(iter(_kept))]


def _maker(order: Order, edition: str) -> Maker:
    found = _kept.get((order, edition))
    if found is None:
        module, _colon, name = order.maker.partition(":")
        found = getattr(import_module(module), name)(order, edition)
    keep(order, edition, found)
    return found


def _foreign(made: Made, task: Task, maker: Maker) -> frozenset[int]:
    first, last = task.values.get("first_name", ""), task.values.get("last_name", "")
    own = set[tuple[str, ...]]().union(*map(phrases, (*task.values.values(), f"{first} {last}", f"{last} {first}")))
    return frozenset(map(hashed, phrases(" ".join(made.words)) - own - maker.constant))


def words_of(text: str) -> tuple[str, ...]:
    """Return the words in ``text``, whatever their capitals."""
    return tuple(_WORD.findall(text.casefold()))


def phrases(text: str) -> set[tuple[str, ...]]:
    """Return all sequences of one to LONGEST words in ``text``, whatever their capitals."""
    words = words_of(text)
    return {words[at : at + count] for at in range(len(words)) for count in range(1, LONGEST + 1)}


def hashed(words: Iterable[str]) -> int:
    """Return the number, of eight bytes, that stands for ``words`` on the way to whoever knows all names."""
    return int.from_bytes(blake2b(" ".join(words).encode(), digest_size=8).digest())

"""Find what became other between two versions, item by item.

Versions are plain values: mappings, lists and texts. Items of a list are the same when they have one id; else when they
say the same; else when most of their words are the same. So an example that is moved, reworded and given a new
neighbour is still that example, and nothing else is called changed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

from generator.source.markup import text_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Kind = Literal["added", "removed", "moved", "reworded", "restyled"]
KINDS: tuple[Kind, ...] = ("added", "removed", "moved", "reworded", "restyled")

Path = tuple[str, ...]
"""Keys and ids from the top of a publication to a value; a list's items without ids by their numbers, from 1."""

ALIKE = 0.5  # of the words of two texts that are the same, for one to be the other reworded
_NO_WORDS = frozenset(("id", "icon", "colour", "decorative", "focus", "on_template", "qr", "kind", "file", "dark"))
_IN_ORDER = frozenset(("rows", "values", "columns", "categories"))  # a cell is known by its place alone


class Difference(Struct, frozen=True):
    """One thing that became other: the path of its item, what it said before and after (markup for ``restyled``).

    ``place`` and ``old_place`` say where it stands in a finished file; for what moved, the places are numbers from 1.
    """

    kind: Kind
    path: Path
    before: str = ""
    after: str = ""
    old_place: str = ""
    place: str = ""

    @property
    def key(self) -> str:
        """Return the path as one word."""
        return "/".join(self.path)


def differences(old: Any, new: Any) -> list[Difference]:
    """Return what became other, in the order of ``new``; what was removed stands where it was."""
    found = list(_compared(old, new, ()))
    return list(_carried_over(found, old, new))


@lru_cache(maxsize=8192)
def plain(value: str) -> str:
    """Return the words of a text alone, on one line."""
    return " ".join(text_in(value).plain.split())


def said(value: Any) -> str:
    """Return all words of a value, for people."""
    if isinstance(value, dict):
        return " · ".join(text for key, one in value.items() if key not in _NO_WORDS and (text := said(one)))
    return " · ".join(filter(None, map(said, value))) if isinstance(value, list) else plain(str(value))


def title_of(value: Any) -> str:
    """Return the words by which an item that only moved is known: all of its other words are where they were in it."""
    names = ("label", "heading", "text", "title", "name", "caption")
    found = (value[name] for name in names if name in value) if isinstance(value, dict) else ()
    return said(next(iter(found), value))


def _compared(old: Any, new: Any, path: Path) -> Iterator[Difference]:
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _mappings(old, new, path)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _lists(old, new, path)
    elif isinstance(old, str) and isinstance(new, str):
        yield from _texts(old, new, path)
    elif old != new:
        yield Difference("removed", path, said(old))
        yield Difference("added", path, "", said(new))


def _texts(old: str, new: str, path: Path) -> Iterator[Difference]:
    if plain(old) != plain(new):
        yield Difference("reworded", path, plain(old), plain(new))
    elif " ".join(old.split()) != " ".join(new.split()):
        yield Difference("restyled", path, " ".join(old.split()), " ".join(new.split()))


def _mappings(old: dict[str, Any], new: dict[str, Any], path: Path) -> Iterator[Difference]:
    for key in (*new, *(key for key in old if key not in new)):
        if key == "id":
            continue
        if key not in old:
            yield Difference("added", (*path, key), "", said(new[key]))
        elif key not in new:
            yield Difference("removed", (*path, key), said(old[key]))
        else:
            yield from _compared(old[key], new[key], (*path, key))


def _lists(old: list[Any], new: list[Any], path: Path) -> Iterator[Difference]:
    by_place = len(old) == len(new) and bool(path) and (path[-1] in _IN_ORDER or path[-2:-1] == ("rows",))
    one_by_one = by_place and all(isinstance(one, str) for one in (*old, *new))
    pairs = [(index, index) for index in range(len(new))] if one_by_one else aligned(old, new)
    gone = displaced([(i, j) for i, j in pairs if i is not None and j is not None])
    for i, j in pairs:
        item = (*path, _name(new[j], j) if j is not None else _name(old[i or 0], i or 0))
        if i is None:
            yield Difference("added", item, "", said(new[j or 0]))
        elif j is None:
            yield Difference("removed", item, said(old[i]))
        else:
            if (i, j) in gone:
                yield Difference("moved", item, title_of(old[i]), title_of(new[j]), str(i + 1), str(j + 1))
            yield from _compared(old[i], new[j], item)


def _name(value: Any, index: int) -> str:
    return str(index + 1) if (id := _id(value)) is None else id


def aligned(old: Sequence[Any], new: Sequence[Any]) -> list[tuple[int | None, int | None]]:
    """Return which item of ``old`` became which of ``new``, in the order of ``new``; None: there is none.

    What was removed stands behind the item that it followed.
    """
    found: dict[int, int] = {}  # by the place in new
    known = {id: i for i, one in enumerate(old) if (id := _id(one)) is not None}
    found |= {j: known.pop(id) for j, one in enumerate(new) if (id := _id(one)) in known and id is not None}
    while more := _same(old, new, found):
        found |= more
    left, right = (sorted(set(range(len(side))) - used) for side, used in ((old, {*found.values()}), (new, {*found})))
    found |= _alike(old, new, left, right)
    return _in_order(found, len(old), len(new))


def _same(old: Sequence[Any], new: Sequence[Any], found: dict[int, int]) -> dict[int, int]:
    """Return pairs that say the same among what is not ``found`` yet: the longest rows that both have in one order.

    Rows, not single items: each of the cells that say the same thing again and again stays in its own row.
    """
    used = set(found.values())
    left, right = [i for i in range(len(old)) if i not in used], [j for j in range(len(new)) if j not in found]
    sides = [repr(old[i]) for i in left], [repr(new[j]) for j in right]
    blocks = SequenceMatcher(None, *sides, autojunk=False).get_matching_blocks()
    return {right[k + n]: left[i + n] for i, k, size in blocks for n in range(size)}


def _id(value: Any) -> str | None:
    return str(value["id"]) if isinstance(value, dict) and "id" in value else None


def _alike(old: Sequence[Any], new: Sequence[Any], left: list[int], right: list[int]) -> dict[int, int]:
    """Return pairs of what most words are the same, the most alike first; an id may be new, too."""
    words = {(0, i): _bag(old[i]) for i in left} | {(1, j): _bag(new[j]) for j in right}
    scores = [
        (-score, abs(i - j), j, i) for i in left for j in right if (score := _share(words[0, i], words[1, j])) >= ALIKE
    ]
    found: dict[int, int] = {}
    for _score, _distance, j, i in sorted(scores):
        if j not in found and i not in found.values():
            found[j] = i
    return found


def _bag(value: Any) -> Counter[str]:
    return Counter(re.findall(r"\w+", said(value).casefold()))


def share_of_words(one: str, other: str) -> float:
    """Return which part of the words of two texts is in the other, too, from 0 to 1."""
    return _share(_bag(one), _bag(other))


def _share(one: Counter[str], other: Counter[str]) -> float:
    """Return which part of the words of both is in the other, too."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def _in_order(found: dict[int, int], old: int, new: int) -> list[tuple[int | None, int | None]]:
    kept = {i: j for j, i in found.items()}
    behind: dict[int | None, list[int]] = {}
    last: int | None = None
    for i in range(old):
        if i in kept:
            last = kept[i]
        else:
            behind.setdefault(last, []).append(i)
    pairs: list[tuple[int | None, int | None]] = [(i, None) for i in behind.get(None, ())]
    for j in range(new):
        pairs.append((found.get(j), j))
        pairs += [(i, None) for i in behind.get(j, ())]
    return pairs


def displaced(pairs: list[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the fewest pairs that must have been moved: those outside the longest row that kept its order."""
    tails: list[int] = []  # the least end of a row of each length
    rows: list[list[tuple[int, int]]] = []
    for pair in pairs:
        at = bisect_left(tails, pair[0])
        row = [*(rows[at - 1] if at else []), pair]
        tails[at : at + 1], rows[at : at + 1] = [pair[0]], [row]
    return set(pairs) - set(rows[-1] if rows else [])


def _carried_over(found: list[Difference], old: Any, new: Any) -> Iterator[Difference]:
    """Yield the differences; an example that went to another pillar has moved, and is not removed and added."""
    left = {one.path[-1]: one for one in found if one.kind == "removed" and one.path[-2:-1] == ("examples",)}
    came = {one.path[-1]: one for one in found if one.kind == "added" and one.path[-2:-1] == ("examples",)}
    both = left.keys() & came.keys()
    for one in found:
        if one.path[-1] not in both or one not in (left[one.path[-1]], came[one.path[-1]]):
            yield one
        elif one.kind == "added":
            other = left[one.path[-1]]
            places = (other.path[-3], one.path[-3])
            before, after = _at(old, other.path), _at(new, one.path)
            yield Difference("moved", one.path, title_of(before), title_of(after), *places)
            yield from _compared(before, after, one.path)


def _at(value: Any, path: Path) -> Any:
    for step in path:
        if isinstance(value, dict):
            value = value[step]
        else:
            value = next(one for index, one in enumerate(value) if _name(one, index) == step)
    return value

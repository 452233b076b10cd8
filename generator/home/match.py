"""Find again, in a deck that somebody changed, the slides, shapes and lines as they were built.

Names of shapes come first, since PowerPoint and LibreOffice keep those of all shapes but placeholders; then equal
words; then words and places that are alike; then the order. What is found in none of these ways was added or removed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from generator.home.merge import Token, similarity, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from generator.home.deckfile import Box, FileShape, FileSlide, Line

    Alike = Callable[[FileShape, FileShape], bool]

_ALIKE = 0.3  # of words in common: less is another text
_COMMON = 40  # slides that share a text: it tells none of them from the others
_COPY = 0.6  # of a slide's words: more make one that is left over a copy


class Slides(NamedTuple):
    """Which slide of the deck is which of those built; copies by the one that they are of; slides of somebody's own."""

    found: dict[int, int]
    copies: dict[int, int]
    added: list[int]
    removed: list[int]


def match_slides(built: Sequence[FileSlide], now: Sequence[FileSlide]) -> Slides:
    """Return by its number in the deck (from 0) what each slide is."""
    before, after = [[_weights(one) for one in slides] for slides in (built, now)]
    found: dict[int, int] = {}
    left = set(range(len(built)))
    for score, _apart, one, other in _scores(before, after):
        if one not in found and other in left and score > _ALIKE:
            found[one] = other
            left.discard(other)
    for one in (index for index in range(len(now)) if index not in found):
        near = _fuzzy(one, left, built, now, before, after)
        if near is not None:
            found[one] = near
            left.discard(near)
    rest = [index for index in range(len(now)) if index not in found]
    copies: dict[int, int] = {}
    for index in rest:
        best = max(((_shared(after[index], one), -at) for at, one in enumerate(before)), default=(0.0, 0))
        if best[0] >= _COPY:
            copies[index] = -best[1]
    added = [index for index in rest if index not in copies]
    return Slides(found, copies, added, sorted(left))


def _weights(slide: FileSlide) -> Counter[str]:
    """Return what tells a slide from others, each with its weight: its texts, the names of its shapes."""
    weights: Counter[str] = Counter()
    for shape in slide.shapes:
        for line in shape.texts:
            if key := key_of(line):
                weights[key] += 1 + len(key) // 10
        if shape.name.endswith("]"):
            weights[f"\0{shape.name}"] += 4
        if shape.chart:
            weights[f"\0chart {len(shape.chart)}"] += 1
    return weights


def key_of(line: Line) -> str:
    """Return what tells a line from others: its words and signs but for what setting may change."""
    return " ".join(token.key for token in tokens(line))


def _shared(one: Counter[str], other: Counter[str]) -> float:
    whole = sum(one.values()) + sum(other.values())
    return 2 * sum((one & other).values()) / whole if whole else 0.0


def _scores(before: Sequence[Counter[str]], after: Sequence[Counter[str]]) -> list[tuple[float, int, int, int]]:
    """Return pairs of slides that share anything, the most alike first; of equals those that moved least."""
    where = defaultdict(set)
    for at, weights in enumerate(before):
        for key in weights:
            where[key].add(at)
    rare = {key: places for key, places in where.items() if len(places) < _COMMON}
    pairs = {(one, at) for one, weights in enumerate(after) for key in weights for at in rare.get(key, ())}
    found = [(_shared(after[one], before[at]), abs(one - at), one, at) for one, at in pairs]
    return sorted(found, key=lambda each: (-each[0], *each[1:]))


def _fuzzy(
    one: int,
    left: Collection[int],
    built: Sequence[FileSlide],
    now: Sequence[FileSlide],
    before: Sequence[Counter[str]],
    after: Sequence[Counter[str]],
) -> int | None:
    """Return which of those ``left`` a slide is whose words were all rewritten, or share too few, if any.

    It stands between the same neighbours, and has as many shapes by the same names.
    """
    names = _names(now[one])
    if not now[one].shapes:  # all that stood on it was deleted
        return min((at for at in left if abs(at - one) <= 2), key=lambda at: abs(at - one), default=None)
    for other in (at for at in range(one - 2, one + 3) if at in left):
        wanted = _names(built[other])
        kept = sum((names & wanted).values()) / max(1, sum(wanted.values()))
        words, shared = _words_alike(now[one], built[other]), _shared(after[one], before[other])
        if (kept > 0.7 and words > 0.1) or words > 0.4 or (shared > 0.1 and words > 0.2):
            return other
    return None


def _names(slide: FileSlide) -> Counter[str]:
    return Counter(shape.name for shape in slide.shapes if shape.lines or shape.rows or shape.chart)


def _words_alike(one: FileSlide, other: FileSlide) -> float:
    words = [Counter(token.key for shape in each.shapes for token in tokens_in(shape)) for each in (one, other)]
    whole = sum(words[0].values()) + sum(words[1].values())
    return 2 * sum((words[0] & words[1]).values()) / whole if whole else 0.0


def match_shapes(built: Sequence[FileShape], now: Sequence[FileShape]) -> tuple[dict[int, int], list[int]]:
    """Return which shape of the slide is which of those built (by its number there), and those that are new."""
    found: dict[int, int] = {}  # built -> now
    names, there = Counter(one.name for one in built), Counter(one.name for one in now)
    at = {one.name: index for index, one in enumerate(now)}
    for index, one in enumerate(built):
        if one.name and names[one.name] == there[one.name] == 1 and _fits(one, now[at[one.name]]):
            found[index] = at[one.name]
    _pair(found, built, now, lambda one, other: one.name == other.name and _text(one) == _text(other))
    _pair(found, built, now, lambda one, other: bool(_text(one)) and _text(one) == _text(other))
    taken = set(found.values())
    rest = [
        (_likeness(one, other), -abs(i - j), i, j)
        for i, one in enumerate(built)
        for j, other in enumerate(now)
        if i not in found and j not in taken and _fits(one, other)
    ]
    for score, _apart, i, j in sorted(rest, reverse=True):
        if i not in found and j not in taken and score > _ALIKE:
            found[i] = j
            taken.add(j)
    return found, [index for index in range(len(now)) if index not in taken]


def _pair(found: dict[int, int], built: Sequence[FileShape], now: Sequence[FileShape], alike: Alike) -> None:
    taken = set(found.values())
    for index, one in enumerate(built):
        if index in found:
            continue
        for place, other in enumerate(now):
            if place not in taken and _fits(one, other) and alike(one, other):
                found[index] = place
                taken.add(place)
                break


def _fits(one: FileShape, other: FileShape) -> bool:
    """Tell whether two shapes are of one kind; a frame that was emptied is still one."""
    return one.kind == other.kind or {one.kind, other.kind} == {"f", "d"}


def _text(shape: FileShape) -> str:
    return "\n".join(key_of(line) for line in shape.lines)


def _likeness(one: FileShape, other: FileShape) -> float:
    """Return how alike two shapes are, by their words, places and names: from 0 (not at all) to 1.8."""
    score = 0.2 * (one.name == other.name)
    score += 0.5 * overlap(one.box, other.box)
    if one.lines and other.lines:
        score += 0.8 * similarity(tokens_in(one), tokens_in(other))
    if one.kind in "tc":  # seldom two on a slide
        score += 0.3
    return score


def tokens_in(shape: FileShape) -> list[Token]:
    """Return the words and signs of the lines of a shape."""
    return [token for line in shape.lines for token in tokens(line)]


def overlap(one: Box | None, other: Box | None) -> float:
    """Return how much of two boxes is common to both, as a part (0 to 1) of all that they cover."""
    if one is None or other is None:
        return 0.0
    width = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    height = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    return width * height / (one[2] * one[3] + other[2] * other[3] - width * height)


Lines = tuple[tuple[int, ...], tuple[int, ...]]
"""Lines that were built, and what became of them: one of each; several, where they were joined or parted; or none."""


def match_lines(built: Sequence[Sequence[Token]], now: Sequence[Sequence[Token]]) -> list[Lines]:
    """Return which lines are which, in their order."""
    keys = [[" ".join(token.key for token in line) for line in lines] for lines in (built, now)]
    found: list[Lines] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        if tag == "equal":
            found += [((i1 + step,), (j1 + step,)) for step in range(i2 - i1)]
        else:
            found += _within(built, now, range(i1, i2), range(j1, j2))
    return found


def _within(
    built: Sequence[Sequence[Token]], now: Sequence[Sequence[Token]], first: Sequence[int], second: Sequence[int]
) -> list[Lines]:
    """Return which lines of a stretch that differs are which: those most alike, without crossing."""
    first, second = list(first), list(second)
    if len(first) == len(second):
        pairs = [((i,), (j,)) for i, j in zip(first, second, strict=True)]
        if len(first) == 1 or all(similarity(built[one[0]], now[other[0]]) > _ALIKE for one, other in pairs):
            return [*pairs]
    best: dict[tuple[int, int], tuple[float, tuple[Lines, ...]]] = {}
    for a in range(len(first), -1, -1):
        for b in range(len(second), -1, -1):
            ways: list[tuple[float, tuple[Lines, ...]]] = [(0.0, ())] if a == len(first) and b == len(second) else []
            for take, give in ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1)):
                if (a + take, b + give) in best:
                    one, other = tuple(first[a : a + take]), tuple(second[b : b + give])
                    score, rest = best[a + take, b + give]
                    ways.append((score + _worth(built, now, one, other), ((one, other), *rest)))
            best[a, b] = max(ways, key=lambda way: way[0])
    return list(best[0, 0][1])


def _worth(
    built: Sequence[Sequence[Token]], now: Sequence[Sequence[Token]], one: tuple[int, ...], other: tuple[int, ...]
) -> float:
    """Return what it is worth to take lines for each other: their likeness, if it is enough; least where they part."""
    if not one or not other:
        return 0.0
    likeness = similarity([token for i in one for token in built[i]], [token for j in other for token in now[j]])
    return likeness - _ALIKE - (0.05 if len(one) + len(other) > 2 else 0.0)

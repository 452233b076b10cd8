"""What was moved or made twice in a deck: pillars, examples, slides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.deck.inserted import KEY
from generator.home.apply import listed
from generator.home.changes import Change
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.home.deckfile import FileShape, FileSlide
    from generator.home.match import Slides

_CARD = re.compile(r"(pillars/[^:]+):examples/([^/]+)/(?:text|short)$")


def orders(
    built: Sequence[FileSlide], now: Sequence[FileSlide], slides: Slides, files: Mapping[str, bytes], slug: str
) -> Iterator[Change]:
    """Yield what was moved, and examples whose slide was copied."""
    there = sorted(number for number, one in slides.found.items() if not is_own(built[one].keys))
    of_slides = [(pillar_of(built[slides.found[number]]), number) for number in there]
    runs = [name for index, (name, _number) in enumerate(of_slides) if index == 0 or of_slides[index - 1][0] != name]
    pillars = [name for name in runs if name]
    before = list(dict.fromkeys(name for slide in built if (name := pillar_of(slide))))
    if whole := len(set(pillars)) == len(pillars):
        wanted = [name for name in pillars if name in before]
        kept = [name for name in before if name in wanted]
        yield from _moves("publication:pillars", [_id(one) for one in kept], [_id(one) for one in wanted], files, slug)
    order = [slides.found[number] for number in there]
    yield from _examples(built, now, slides, files, slug)
    pillars_moved = whole and [name for name in before if name in pillars] != pillars
    apart = _out_of_order(order)
    for number, slide in zip(there, order, strict=True):
        if slide in apart and not (pillars_moved and pillar_of(built[slide])):
            place = _("slide {n}", n=number + 1)
            said = _("This slide was moved; it was number {n}.", n=slide + 1)
            yield Change(key="", kind="note", place=place, said=said)
    for number, slide in slides.copies.items():
        yield from _copies(built[slide], now[number], number)


def is_own(keys: Sequence[str]) -> bool:
    """Tell whether a slide with these keys is one that somebody has added by hand, and that is kept."""
    return bool(keys) and keys[0].startswith(KEY)


def pillar_of(slide: FileSlide) -> str:
    """Return the pillar, as its keys begin, to which a slide that was built belongs; nothing for another slide."""
    named = next((key.partition(":")[2] for key in slide.keys if key.startswith("pillar:")), "")
    if named:
        return f"pillars/{named}"
    first = next((shape for shape in slide.shapes if shape.lines), None)
    owners = [run.citation for line in (first.lines if first else ()) for run in line if run.citation]
    return next((key.partition(":")[0] for key in owners if key.startswith("pillars/")), "")


def _id(name: str) -> str:
    return name.removeprefix("pillars/")


def _moves(
    key: str, before: Sequence[str], wanted: Sequence[str], files: Mapping[str, bytes], slug: str
) -> Iterator[Change]:
    """Yield the moves, one after the other, that bring the items of a list into an order."""
    if list(before) == list(wanted):
        return
    current = listed(files, slug, key)
    if [one for one in current if one in before] != list(before):
        return  # it has another order meanwhile
    slots = [index for index, one in enumerate(current) if one in wanted]
    target = list(current)
    for slot, one in zip(slots, wanted, strict=False):
        target[slot] = one
    for index, one in enumerate(target):
        at = current.index(one)
        if at != index:
            if index + 1 < len(current) and target.index(current[index]) > index + 1:
                later = current.pop(index)  # one that goes far down moves alone, not all that stand below it
                to = target.index(later)
                current.insert(to, later)
                yield Change(key=f"{key}/{later}", kind="move", index=to)
                at = current.index(one)
            if at != index:
                current.insert(index, current.pop(at))
                yield Change(key=f"{key}/{one}", kind="move", index=index)


def _examples(
    built: Sequence[FileSlide], now: Sequence[FileSlide], slides: Slides, files: Mapping[str, bytes], slug: str
) -> Iterator[Change]:
    before: dict[str, list[str]] = {}
    after: dict[str, list[tuple[int, int, str]]] = {}
    for slide in built:
        for _index, pillar, id in cards(slide.shapes):
            if id not in before.setdefault(pillar, []):
                before[pillar].append(id)
    for number in sorted(slides.found):
        for pillar, slot, id in _slots(built[slides.found[number]], now[number]):
            after.setdefault(pillar, []).append((number, slot, id))
    for pillar, found in after.items():
        wanted = list(dict.fromkeys(id for _number, _slot, id in sorted(found)))
        kept = [id for id in before[pillar] if id in wanted]
        yield from _moves(f"{pillar}:examples", kept, wanted, files, slug)


def cards(shapes: Sequence[FileShape]) -> Iterator[tuple[int, str, str]]:
    """Yield the number, the pillar and the id of each shape that is an example's card."""
    for index, shape in enumerate(shapes):
        for line in shape.lines:
            match = next((found for run in line if (found := _CARD.match(run.citation))), None)
            if match:
                yield index, match[1], match[2]
                break


def _slots(built: FileSlide, now: FileSlide) -> Iterator[tuple[str, int, str]]:
    """Yield the examples of a slide with the place that each has now, among those that cards had when it was built."""
    from generator.home.match import match_shapes

    pairs, _added = match_shapes(built.shapes, now.shapes)
    places = [(index, built.shapes[index].box) for index, _pillar, _id in cards(built.shapes)]
    here = [one for one in cards(built.shapes) if one[0] in pairs]
    boxes = [now.shapes[pairs[index]].box or built.shapes[index].box for index, _pillar, _id in here]
    nearest = [min((_apart(place, box), index) for index, place in places)[1] for box in boxes]
    if len(set(nearest)) < len(here):  # laid out in another way: no card took the place of another
        nearest = [index for index, _pillar, _id in here]
    for (_index, pillar, id), slot in zip(here, nearest, strict=True):
        yield pillar, slot, id


def _apart(one: tuple[int, int, int, int] | None, other: tuple[int, int, int, int] | None) -> float:
    """Return how far apart the middles of two boxes are, in their unit (EMU), across and down together."""
    if one is None or other is None:
        return 0.0
    return abs(one[0] + one[2] / 2 - other[0] - other[2] / 2) + abs(one[1] + one[3] / 2 - other[1] - other[3] / 2)


def _out_of_order(order: Sequence[int]) -> set[int]:
    """Return the fewest slides that must have moved: all but a longest rising sequence."""
    best: list[list[int]] = []
    for one in order:
        longest = max((run for run in best if run[-1] < one), key=len, default=[])
        best.append([*longest, one])
    kept = max(best, key=len, default=[])
    return set(order) - set(kept)


def _copies(built: FileSlide, now: FileSlide, number: int) -> Iterator[Change]:
    """Yield what a copy of a slide that was built proposes: those of its examples that it has, twice."""
    from generator.home.match import match_shapes

    place, (pairs, _added) = _("slide {n}", n=number + 1), match_shapes(built.shapes, now.shapes)
    found = [f"{pillar}:examples/{id}" for index, pillar, id in cards(built.shapes) if index in pairs]
    if not found:
        yield Change(key="", kind="note", place=place, said=_("This slide is a copy of another one."))
    for key in found:
        yield Change(key=key, kind="duplicate", place=place)

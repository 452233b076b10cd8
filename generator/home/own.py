"""Slides of somebody's own in a deck: those added by hand, and those kept from earlier that were changed or deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from generator.deck.inserted import KEY, Inserted, anchors, folder_of, marked
from generator.deck.slide import PERSONAL
from generator.errors import ContentError, Mark
from generator.home.changes import Change
from generator.home.deckfile import read_deck
from generator.home.match import match_shapes
from generator.home.merge import set_as, tokens
from generator.home.order import is_own
from generator.home.pull import STILL, has_moved, title_of
from generator.messages import _
from generator.world import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.home.deckfile import DeckFile, FileShape, FileSlide
    from generator.home.match import Slides
    from generator.source.inline import Run


def own_slides(
    data: bytes,
    name: str,
    deck: DeckFile,
    built: Sequence[FileSlide],
    slides: Slides,
    files: Mapping[str, bytes],
    slug: str,
) -> list[tuple[int, Change]]:
    """Return what is proposed of slides that are no content, each with its number in the deck (from 0; gone: -1)."""
    found: list[tuple[int, Change]] = []
    blank = {number for number, one in enumerate(deck.slides) if not one.shapes}  # nothing to know one again by
    for number in sorted({*slides.added, *slides.found} - _personal(built, slides) - blank):
        key = _changed(deck, built, slides, number, files, slug)
        if number in slides.added:
            key = msgspec.json.encode(_place(built, slides, number)).decode()
        if key:
            found += ((number, one) for one in _kept(data, name, deck, number, key))
    for number in (one for one in slides.removed if is_own(built[one].keys)):
        file = built[number].keys[0].removeprefix(KEY)
        if f"{folder_of(slug)}/{file}" in files:
            said = _("A slide that was added by hand is gone.")
            found.append((-1, Change(key=f"{KEY}{file}", kind="remove", said=said, author=deck.author, date=deck.date)))
    return found


def _personal(built: Sequence[FileSlide], slides: Slides) -> set[int]:
    """Return the slide in the place of a personal copy's own one that is not known again: it names somebody."""
    gone = [number for number in slides.removed if PERSONAL in built[number].keys]
    return {min(slides.added, key=lambda number: abs(number - gone[0]))} if gone and slides.added else set()


def _kept(data: bytes, name: str, deck: DeckFile, number: int, key: str) -> Iterator[Change]:
    """Yield the proposal to keep a slide; nothing when it cannot be taken out of its file: then it is but listed."""
    from generator.deck.handover.slide import cut_slide

    try:
        alone, left_out = cut_slide(data, number, Mark(name))
    except ContentError:
        return
    said = _("A slide was added by hand: it is kept, and comes back at each build.")
    if msgspec.json.decode(key, type=Inserted).file:
        said = _("A slide that was added by hand was changed.")
    told = " ".join(dict.fromkeys([said, *(one.what for one in left_out)]))
    after, place = title_of(deck.slides[number]), _("slide {n}", n=number + 1)
    yield Change(
        key=key, kind="insert", after=after, place=place, said=told, data=alone, author=deck.author, date=deck.date
    )


def _place(built: Sequence[FileSlide], slides: Slides, number: int) -> Inserted:
    """Return where a slide stands: behind the last one before it that the program makes."""
    known = list(anchors((one.keys, title_of(one)) for one in built))
    for before in range(number - 1, -1, -1):
        index = slides.found.get(before)
        if index is not None and not is_own(built[index].keys):
            return Inserted("", *known[index])
    return Inserted("")


def _changed(
    deck: DeckFile, built: Sequence[FileSlide], slides: Slides, number: int, files: Mapping[str, bytes], slug: str
) -> str:
    """Return the key of a slide that was kept and that somebody changed since; nothing for another one."""
    keys = built[slides.found[number]].keys if number in slides.found else ()
    if not is_own(keys):
        return ""
    name = keys[0].removeprefix(KEY)
    stored = files.get(f"{folder_of(slug)}/{name}", b"")
    if digest(stored) != keys[-1]:  # it was changed or deleted in the content since: that is the later word
        return ""
    before = read_deck(stored, name).slides[0]
    for shape in before.shapes:
        shape.name = marked(shape.name, name)
    return msgspec.json.encode(Inserted(name)).decode() if _differs(before, deck.slides[number]) else ""


def _differs(before: FileSlide, now: FileSlide) -> bool:
    pairs, new = match_shapes(before.shapes, now.shapes)
    gone = [one for index, one in enumerate(before.shapes) if index not in pairs and _says(one) != [[]]]
    if gone or any(_says(now.shapes[index]) != [[]] for index in new):
        return True
    both = [(before.shapes[one], now.shapes[other]) for one, other in pairs.items()]
    if any(_says(one) != _says(other) or _elsewhere(one, other) for one, other in both):
        return True
    first, second = ([key for line in slide.notes for key in _keys(line)] for slide in (before, now))
    return first != second


def _elsewhere(one: FileShape, other: FileShape) -> bool:
    """Tell whether a shape was moved; of a text, LibreOffice fits the box anew about its middle, and keeps its top."""
    if one.kind == "f" and one.box and other.box:
        middles = [left + width // 2 for left, _top, width, _height in (one.box, other.box)]
        return abs(middles[0] - middles[1]) > STILL or abs(one.box[1] - other.box[1]) > STILL
    return has_moved(one, other)


def _says(shape: FileShape) -> list[list[object]]:
    """Return the words of a shape, line by line, with how they are set; ``[[]]`` for an empty frame."""
    if shape.kind in "pgtc" and not shape.rows:
        return [[shape.kind]]
    return [found for line in shape.texts if (found := _keys(line))] or [[]]


def _keys(line: Sequence[Run]) -> list[object]:
    """Return the words of a line with how they are set."""
    words = tokens(line)
    return list(zip((one.key for one in words), set_as(words), strict=True))

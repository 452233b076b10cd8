"""What the content says since a deck was built: where items stand by now, and what of the proposals it has already.

A deck may be pulled twice, and the YAML may have changed in between: an item that is known by its number alone is found
again by its words.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from generator.deck.adjust import COLOURS, Adjustment, path_of, read_adjustments
from generator.home.apply import items_of, listed, value_of
from generator.home.changes import CELL
from generator.home.merge import tokens
from generator.source.markup import text_in
from generator.source.repair import NUMBER
from generator.source.spreadsheet import pasted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.home.changes import Change
    from generator.home.deckfile import FileSlide
    from generator.home.words import Said

_NUMBERED = re.compile(r"(.+?)(?:/#|(?<=\.csv):)(\d+)(/.*)?$")
_STAYS = 0.5  # points: a place that differs by less is one
_ALIKE = 0.5  # of the words of two texts: more make one that was reworded


def is_numbered(key: str) -> bool:
    """Tell whether a key leads to an item by its number alone."""
    return bool(_NUMBERED.match(key))


class Since:
    """The content as it is now, beside what a deck that was built from it says."""

    def __init__(
        self, files: Mapping[str, bytes], slug: str, language: str, said: Mapping[str, Sequence[Said]]
    ) -> None:
        """Gather the items of lists, with what the deck says of each: as it was built, and as it is."""
        self.files = files
        self.slug = slug
        self.language = language
        self._built: dict[str, dict[int, dict[str, set[str]]]] = {}
        self._there: set[tuple[str, int]] = set()
        self._settled: set[str] = set()
        for key, places in said.items():
            if match := _NUMBERED.match(key):
                sides = (text for one in places for text in (one.before, one.after))
                texts = {self._plain("".join(t.lead + t.text for t in text)) for text in sides}
                shown = [one for one in places if not one.notes] or places
                if not all(one.gone for one in shown):
                    self._there.add((match[1], int(match[2])))
                self._built.setdefault(match[1], {}).setdefault(int(match[2]), {})[match[3] or ""] = texts - {""}

    def key(self, key: str, gone: str = "") -> str:
        """Return where ``key`` leads by now; where its item is gone, ``gone``, or a key that leads nowhere."""
        match = _NUMBERED.match(key)
        if not match:
            return key
        place = self.place(match[1], int(match[2]))
        if place is None and gone:
            return gone
        sign = ":" if match[1].endswith(".csv") else "/#"
        return f"{match[1]}{sign}{f'gone-{match[2]}' if place is None else place}{match[3] or ''}"

    def place(self, items: str, number: int) -> int | None:
        """Return the number that an item of a list has by now; None where it is gone."""
        built = self._built.get(items, {})
        if self._is(items, number, built.get(number, {})):
            return number
        first = 1 if items.endswith(".csv") else 0
        there = range(first, first + len(items_of(self.files, self.slug, items)))
        others = [at for at in there if self._is(items, at, built.get(number, {}))]
        if others:
            return min(others, key=lambda at: abs(at - number))
        taken = any(self._is(items, number, texts) for at, texts in built.items() if at != number)
        if number not in there or taken:
            return None
        texts = built.get(number, {})  # none are known of the cells of a chart that goes
        stays = (items, number) in self._there or not any(texts.values()) or self._is(items, number, texts, alike=True)
        return number if stays else None  # of what goes, another item may have taken the place

    def _is(self, items: str, number: int, texts: Mapping[str, set[str]], *, alike: bool = False) -> bool:
        """Tell whether an item of the content says what the deck says of one, or said when it was built.

        ``alike``: whether one of its texts does, or nearly.
        """
        sign = ":" if items.endswith(".csv") else "/#"
        values = {sub: value_of(self.files, self.slug, f"{items}{sign}{number}{sub}") for sub in texts}
        said = {sub: self._plain(value) for sub, value in values.items() if value is not None}
        if alike:
            return any(_ratio(value, text) > _ALIKE for sub, value in said.items() for text in texts[sub])
        return bool(texts) and all(sub in said and said[sub] in texts[sub] for sub in texts)

    def _plain(self, text: str) -> str:
        """Return a text without its markup, a number without the signs of its language."""
        number = pasted(text.strip(), self.language)[0]
        return number if NUMBER.fullmatch(number) else " ".join(token.key for token in tokens(text_in(text).runs))

    def left(self, change: Change, built: Sequence[FileSlide]) -> Change | None:
        """Return a proposal as it is to be made now; None for one that the content has already."""
        match change.kind:
            case "add":
                return self._added(change)
            case "adjust":
                new = msgspec.json.decode(change.key, type=Adjustment)
                path = path_of(self.slug)
                known = read_adjustments(self.files.get(path, b""), path)
                return None if any(_same(one, new) for one in known) else change
            case "duplicate":
                list_key, _slash, id = change.key.rpartition("/")
                ids = listed(self.files, self.slug, list_key)
                known_ids = {key.partition(":")[2] for slide in built for key in slide.keys}
                behind = ids[ids.index(id) + 1 : ids.index(id) + 2] if id in ids else [id]
                return change if all(one in known_ids for one in behind) else None
            case "remove" if ":" not in change.key:
                return change if f"content/{self.slug}/{change.key}.yaml" in self.files else None
            case "remove":
                return None if change.key in self._settled else change
        return change

    def _moved(self, items: str, cells: Sequence[str]) -> int | None:
        """Return the number of an item that left its place, and says what was added in another."""
        for number, texts in self._built.get(items, {}).items():
            said = zip(cells, texts.values(), strict=False)
            if (
                (items, number) not in self._there
                and len(cells) == len(texts)
                and all(a in b or not a for a, b in said)
            ):
                return number
        return None

    def _added(self, change: Change) -> Change | None:
        items, _colon, line = (
            change.key.partition(":") if change.key.partition(":")[0].endswith(".csv") else (change.key, "", "")
        )
        after = [self._plain(cell) for cell in change.after.split(CELL)]
        known = items_of(self.files, self.slug, items)
        moved = self._moved(items, after)
        if moved is None and any([self._plain(cell) for cell in one.split(CELL)] == after for one in known):
            return None
        before = self.place(items, change.index - 1)
        at = change.index if before is None else before + 1
        at = min(at, len(known) + bool(line))
        change = replace(change, index=at, key=f"{items}:{at}" if line else items)
        if moved is None or (now := self.place(items, moved)) is None:
            return change
        if now == at:
            self._settled.add(f"{items}:{at}" if line else f"{items}/#{at}")
            return None
        return replace(change, after=known[now - bool(line)])  # as the content writes it


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _same(one: Adjustment, other: Adjustment) -> bool:
    """Tell whether two adjustments say the same of one shape."""
    near = all(abs(a - b) < _STAYS for a, b in zip(one.now, other.now, strict=True))
    painted = all(getattr(other, name) in (getattr(one, name), "") for name in COLOURS)
    return near and (one.slide, one.shape) == (other.slide, other.shape) and painted

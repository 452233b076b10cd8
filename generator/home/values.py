"""Undo how values are printed: the days, e-mail addresses, telephone numbers and web addresses of the content.

They stand in words that the program makes (“until 15 January 2027”). Where somebody has written another one, exactly as
it would be printed, it is taken; the sentence around it is the program's.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.source import model
from generator.source.identity import RESOLVED, joined
from generator.source.inline import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.document.words import Words
    from generator.source.model import Publication

_DAY = re.compile(r"\d+")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@.]+")
_PHONE = re.compile(r"\+?[\d ().-]{3,}\d")
_ADDRESS = re.compile(r"(?:https?://)?[^\s/]+\.[^\s/.]+(?:/\S*)?")
_VERSION = re.compile(r"[\w.-]+")
_SIGNS = str.maketrans("\u2019\u2018\u2010\u2011", "''--")


class Value(Struct, frozen=True):
    """A value of the content: its key, as it is written and as it is printed, where it leads; what stands beside it."""

    key: str
    value: model.Word
    printed: str
    target: str
    beside: str


class Values:
    """The values of a publication, found again in what somebody has written."""

    def __init__(self, publication: Publication, words: Words) -> None:
        """Gather the values, as the language prints them."""
        self._words = words
        found = _values(publication, "publication:")
        below = (one for pillar in publication.pillars for one in _values(pillar, f"pillars/{pillar.id}:"))
        self._all = [
            Value(key, value, _bare(printed), _target(value), _bare(beside))
            for key, value, beside in (*found, *below)
            if (printed := self._printed(value))
        ]

    def within(self, line: str) -> list[Value]:
        """Return the values that a line shows; of equal ones, those of whose surroundings it shows more."""
        plain = _bare(line)
        there = [one for one in self._all if re.search(rf"(?<!\w){re.escape(one.printed)}(?!\w)", plain)]
        near = {one.printed for one in there if one.beside and one.beside in plain}
        return [one for one in there if one.printed not in near or (one.beside and one.beside in plain)]

    def undone(self, before: str, after: str) -> list[tuple[str, str, str]]:
        """Return the key, the value and the new value of each that was written otherwise; none: something else was."""
        found = {one.printed: one for one in self.within(before)}
        if not found or len(found) < len(self.within(before)):  # two that are printed alike
            return []
        parts = re.split("(" + "|".join(sorted(map(re.escape, found), key=len, reverse=True)) + ")", _bare(before))
        pattern = "".join("(.+?)" if index % 2 else re.escape(part) for index, part in enumerate(parts))
        now = _plain(after)
        match = re.fullmatch(pattern, _folded(now))
        if match is None:
            return []
        news = (now[slice(*match.span(number))] for number in range(1, len(parts) // 2 + 1))
        pairs = [(found[old], new) for old, new in zip(parts[1::2], news, strict=True) if old != _folded(new)]
        made = [(one.key, str(one.value), self._value(one.value, new)) for one, new in pairs]
        return made if all(new for _key, _old, new in made) else []

    def led(self, before: str, after: str) -> list[tuple[str, str, str]]:
        """Return the same of those that led to the address ``before``, and lead to ``after``."""
        known = [one for one in self._all if one.target == before]
        bare = after.removeprefix("mailto:").removeprefix("tel:")
        made = [(one.key, str(one.value), self._value(one.value, _plain(bare))) for one in known]
        return [one for one in made if one[2]]

    def _printed(self, value: model.Word) -> str:
        match value:
            case model.Date():
                return self._words.date(value)
            case model.Address():
                return value.bare
            case model.Status():
                return str(getattr(self._words, value))
        return str(value)

    def _value(self, value: model.Word, text: str) -> str:
        """Return what is written for a value that is printed as ``text``; nothing where that is none."""
        match value:
            case model.Date():
                return self._day(text)
            case model.Status():
                return next((one for one in model.STATUSES if _bare(getattr(self._words, one)) == _bare(text)), "")
            case model.Email():
                return text if _EMAIL.fullmatch(text) else ""
            case model.Phone():
                return text if _PHONE.fullmatch(text) else ""
            case model.Address():
                scheme = "" if "://" in text else f"{value.partition('://')[0]}://"
                return f"{scheme}{text}" if _ADDRESS.fullmatch(text) else ""
        return text if _VERSION.fullmatch(text) else ""

    def _day(self, text: str) -> str:
        """Return the day that the language prints so, however it is accented."""
        numbers = [int(one) for one in _DAY.findall(text)]
        for year in (one for one in numbers if one > 999):
            for month in range(1, 13):
                for number in {*numbers, 1}:
                    with suppress(ValueError):
                        day = model.Date(date(year, month, number).isoformat())
                        if _bare(self._words.date(day)) == _bare(text):
                            return str(day)
        return ""


def _values(value: Any, key: str) -> Iterator[tuple[str, model.Word, str]]:
    """Yield the keys and values below ``value``, each with the words of the item that it belongs to."""
    title = getattr(value, "title", None) or getattr(value, "text", None)
    for name in value.__struct_fields__:
        one = getattr(value, name)
        if isinstance(one, model.Date | model.Email | model.Phone | model.Address | model.Status) or (
            name == "version" and one
        ):
            yield joined(key, name), one, title.plain if isinstance(title, Text) else ""
        elif isinstance(one, Struct) and name not in RESOLVED:
            yield from _values(one, joined(key, name))
        elif isinstance(one, tuple) and name not in RESOLVED:
            for index, each in enumerate(one):
                if isinstance(each, Struct):
                    yield from _values(each, joined(joined(key, name), str(getattr(each, "id", "")) or f"#{index}"))


def _target(value: model.Word) -> str:
    match value:
        case model.Email():
            return f"mailto:{value}"
        case model.Phone():
            return f"tel:{value.dialled}"
        case model.Address():
            return str(value)
    return ""


def _plain(text: str) -> str:
    return " ".join(text.translate(_SIGNS).split())


def _folded(text: str) -> str:
    """Return small letters without accents, one for each sign of ``text``."""
    return "".join(unicodedata.normalize("NFD", one)[0].casefold()[:1] or one for one in text)


def _bare(text: str) -> str:
    return _folded(_plain(text))

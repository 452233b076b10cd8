"""Where words may be hyphenated: the patterns of pyphen (F. M. Liang's method), within our own limits.

The positions found are kept in the user's cache, since loading a language's patterns takes longer than setting a page.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from generator.pipeline.program import program_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from generator.source.inline import Run, Text
    from generator.text.breaking import Word
    from generator.world import World

_MIN = 3  # the fewest letters on each side of a hyphen, counted from an apostrophe; typographers ask for two at least
_CAPITAL_NOUNS = ("de", "lb")
_COMPOUND = 12
"""Languages whose nouns begin with a capital, and from how many letters on such a word is taken for a compound, not for
a name: by trial on German texts."""

_SHORTEST = 6  # letters of a word: twice _MIN
_TOO_LONG = 18  # letters of a word: a telephone's narrow columns hold no more, and few browsers know where it is cut
_WORD = re.compile(r"\S+")
# Letters between apostrophes and other signs; the middle dot belongs to Catalan's l·l.
_PART = re.compile(r"[^\W\d_]+(?:·[^\W\d_]+)*")
# Figures, addresses, and hyphens: a word that has one is broken there and nowhere else.
_NEVER = re.compile(r"[\d@/_\\&+=#‐‑–—-]|\w[.:]\w")


class Hyphenator:
    """Finds the hyphenation points in ``texts``; ``language`` (BCP 47) is that of runs that name none."""

    def __init__(self, world: World, language: str, texts: Callable[[], Iterable[Text]]) -> None:
        self._world = world
        self.language = language
        self._texts = texts
        self._positions: dict[str, dict[str, tuple[int, ...]]] = {}
        self._points: dict[tuple[str, str], tuple[int, ...]] = {}

    def points(self, items: Sequence[Word], index: int) -> Sequence[int]:
        """Return the offsets at which the word at ``index`` may be hyphenated.

        There are none in a place's name, in a word with a capital (but for long German nouns), a digit or a hyphen, in
        an address, and in a word of several styles.
        """
        item = items[index]
        run = item.runs[0].run
        if len(item.text) < _SHORTEST or len(item.runs) > 1 or run.place or _is_joined(items, index):
            return ()
        key = (run.language or self.language, item.text)
        found = self._points.get(key)
        if found is None:
            found = self._points[key] = tuple(self._points_of(*key, _SHORTEST))
        return found

    def softened(self, run: Run) -> str:
        """Return the words of ``run``, those that are too long for a narrow column with soft hyphens (U+00AD)."""
        language, text = run.language or self.language, run.text
        points = [] if run.place else self._points_of(language, text, _TOO_LONG)
        return "\u00ad".join(text[start:end] for start, end in pairwise((0, *points, len(text))))

    def _points_of(self, language: str, text: str, least: int) -> list[int]:
        """Return the hyphenation points of the words of a ``text`` that have at ``least`` so many letters."""
        parts = ((start, part) for start, part in _parts(text, language) if len(part) >= least)
        return [start + at for start, part in parts for at in self._of(language).get(part, ())]

    def _of(self, language: str) -> dict[str, tuple[int, ...]]:
        """Return the hyphenation points of each word of the texts in ``language``."""
        if language not in self._positions:
            found = {word for text in self._texts_in(language) for word in text.split()}
            words = " ".join(sorted({part for word in found for _start, part in _parts(word, language)}))
            key = f"{program_digest(0)} {language} {words}"
            self._positions[language] = self._world.kept("hyphens", key, lambda: _by_pyphen(language, words.split()))
        return self._positions[language]

    def _texts_in(self, language: str) -> Iterator[str]:
        for text in self._texts():
            yield "".join(run.text if (run.language or self.language) == language else " " for run in text.runs)


def _is_joined(items: Sequence[Word], index: int) -> bool:
    """Tell whether the word goes on from the one before, or in the next one: there is a hyphen between them."""
    after = items[index + 1 : index + 2]
    return bool((index and not items[index].space) or (after and not after[0].space))


def _parts(text: str, language: str) -> Iterator[tuple[int, str]]:
    """Yield the parts of words that may be hyphenated, with the offset of each."""
    for word in _WORD.finditer(text):
        if _may_be_cut(word[0], language) and not _NEVER.search(word[0]):
            for part in _PART.finditer(word[0]):
                if len(part[0]) >= _SHORTEST:
                    yield word.start() + part.start(), part[0]


def _may_be_cut(word: str, language: str) -> bool:
    """Tell whether ``word`` is not a name: it has no capital, or is a long compound in a language of capital nouns."""
    if word.lower() == word:
        return True
    long = len(word) >= _COMPOUND and language.split("-")[0] in _CAPITAL_NOUNS
    return long and word[1:].lower() == word[1:]


def _by_pyphen(language: str, words: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return the hyphenation points of each of ``words``; none when pyphen has no patterns for ``language``."""
    import pyphen

    known = pyphen.language_fallback(language)
    if not known:
        return {}
    patterns = pyphen.Pyphen(lang=known, left=1, right=1)
    found = {word: tuple(_accepted(patterns.positions(word), len(word))) for word in words}
    return {word: positions for word, positions in found.items() if positions}


def _accepted(positions: Sequence[Any], length: int) -> Iterator[int]:
    """Yield the ``positions`` that have at least _MIN of ``length`` letters on both sides.

    Those that would change letters (Catalan "col-laborar") are left out, and those one letter apart, where patterns
    are often wrong (German "zusam-me-n-a-r-beit").
    """
    near = {one + 1 for one in positions} | {one - 1 for one in positions}
    for at in positions:
        if _MIN <= at <= length - _MIN and not at.data and at not in near:
            yield int(at)

"""What every reader makes of a file: blocks in their order, and the words that must not be lost."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from generator.source.inline import Run, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Kind = Literal["heading", "paragraph", "item", "table", "picture", "caption", "spoken"]
Runs = tuple[Run, ...]

TITLE = 0  # the level of a heading that is the document's own title; sections have 1 to 6
MAX_BLOCKS = 20_000  # of a file: some 500 pages; what holds more is no note

# Spaces that stand for one; the two that French sets before its signs are kept as they are.
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")
# What no file of ours may hold (``nodes``), and signs that nobody sees: nothing of it is a word.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_TOKENS = re.compile(r"[^\W_]+|[^\s\w]")
_SIGNS = frozenset("%‰&@§")  # punctuation to Unicode, words to those who read them aloud


class Picture(Struct, frozen=True):
    """A picture of the file: its bytes, and what the file says that it shows."""

    data: bytes
    alt: str = ""


class Block(Struct, frozen=True):
    """A heading, a paragraph, an item of a list, a table, a picture, a caption of one of these, a speaker's words.

    ``level`` is a heading's (``TITLE``, 1 to 6), or how deep an item lies, from 0. ``marker`` is the number that was
    typed before the words, ``notes`` are the ids of the footnotes referred to, ``rows`` a table's cells.
    """

    kind: Kind
    runs: Runs = ()
    level: int = 0
    marker: str = ""
    rows: tuple[tuple[Runs, ...], ...] = ()
    picture: Picture | None = None
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return the words alone."""
        return plain(self.runs)

    @property
    def is_strong(self) -> bool:
        """Tell whether all its words are stressed, as those of a heading that was made by hand."""
        return bool(self.text) and all(run.strong for run in self.runs if run.text.strip())


class Reading(Struct):
    """A file as it was read: its blocks, footnotes by id, language (or nothing), and what was left to doubt.

    ``words`` are all words of the file in order, found in another way than the blocks; those of the footnotes are
    ``note_words``. ``office`` are the bytes of an Office file, which may be one of ours.
    """

    blocks: list[Block]
    words: list[str]
    notes: dict[str, Runs] = {}
    note_words: list[str] = []
    language: str = ""
    doubts: list[str] = []
    office: bytes = b""


def words(text: str) -> list[str]:
    """Return the words of ``text`` without case and punctuation, and the signs that are read aloud (%, €)."""
    seen = unicodedata.normalize("NFC", _UNSEEN.sub("", text)).casefold()
    return [one for one in _TOKENS.findall(seen) if one in _SIGNS or unicodedata.category(one[0])[0] != "P"]


def clean(text: str) -> str:
    """Return ``text`` on one line, without signs that nobody sees."""
    return _SPACES.sub(" ", _UNSEEN.sub("", text))


def tidied(runs: Iterable[Run]) -> Runs:
    """Return ``runs`` on one line, neighbours set alike joined, without spaces around."""
    found: list[Run] = []
    for run in runs:
        text = clean(run.text)
        if found and (found[-1].text[-1:] == " " or not found[-1].text):
            text = text.removeprefix(" ")
        if found and found[-1].has_style_of(run):
            found[-1] = run.with_text(found[-1].text + text)
        elif text:
            found.append(run.with_text(text))
    return tuple(_trimmed(found))


def _trimmed(runs: list[Run]) -> Iterator[Run]:
    """Yield ``runs`` without spaces at the two ends."""
    while runs and not runs[0].text.strip(" "):
        runs = runs[1:]
    while runs and not runs[-1].text.strip(" "):
        runs = runs[:-1]
    for index, run in enumerate(runs):
        text = run.text.lstrip(" ") if index == 0 else run.text
        yield run.with_text(text.rstrip(" ") if index == len(runs) - 1 else text)


def between(runs: Runs, start: int, end: int) -> Runs:
    """Return the characters of ``runs`` from ``start`` to ``end``, without spaces around."""
    found, at = [], 0
    for run in runs:
        found.append(run.with_text(run.text[max(start - at, 0) : max(end - at, 0)]))
        at += len(run.text)
    return tidied(found)


def without_start(runs: Runs, count: int) -> Runs:
    """Return ``runs`` without their first ``count`` characters, and the spaces after these."""
    return between(runs, count, len(plain(runs)))

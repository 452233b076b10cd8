"""Prove that no word was lost: the words of the file that was read, against those of the files to be written.

What is to be written is read back by the program's own reading, so that nothing is proved of what was meant, only of
what stands there.
"""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from generator.errors import ContentError, PiliersError
from generator.importing.blocks import words
from generator.messages import _
from generator.source.model import PillarFile, PublicationFile
from generator.source.nodes import read_yaml
from generator.source.structure import Problems, structure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.source.inline import Text

T = TypeVar("T")
_MOST = 12  # words that a sentence names


class LostWordsError(PiliersError):
    """What would be written does not hold the words of the file: nothing is written."""


def read_back(name: str, data: bytes, cls: type[T]) -> T:
    """Return a file to be written as the program reads it; raise ContentError for what it would refuse."""
    problems = Problems()
    node = read_yaml(name, data, problems)
    found = structure(node, cls, "", problems) if node else None
    if found is None or problems:
        raise ContentError(problems)
    return found


def require_words(read: Iterable[str], written: Iterable[str], markers: Iterable[str]) -> None:
    """Raise LostWordsError unless ``written`` are the words ``read``, but for the numbers typed before headings."""
    there, wanted = Counter(written), Counter(read)
    wanted.subtract(Counter(markers))
    lost, more = wanted - there, there - wanted
    sentences = []
    if lost:
        sentences.append(_("Words that would be lost: {words}.", words=named(lost.elements())))
    if more:
        sentences.append(_("Words that would stand there without being in the file: {words}.", words=named(more)))
    if sentences:
        raise LostWordsError(*sentences, _("Nothing was written. This is a fault of the program: please report it."))


def moved(read: list[str], written: list[str]) -> list[str]:
    """Return stretches of words that stand elsewhere than in the file, each as a few words in quotation order."""
    if read == written:
        return []
    spans = SequenceMatcher(None, read, written).get_opcodes()
    return [named(written[start:end]) for _tag, _from, _to, start, end in spans if _tag in ("insert", "replace")]


def named(found: Iterable[str]) -> str:
    """Return the first of some words, for a sentence."""
    listed = list(found)
    return " ".join(listed[:_MOST]) + (" …" if len(listed) > _MOST else "")


class Piece(Struct, frozen=True):
    """A text of the file as it will stand: in which pillar (counted from 1; 0: in none), under which key."""

    pillar: int
    key: str
    text: str

    @property
    def words(self) -> list[str]:
        """Return its words, as those of the file are counted."""
        return words(self.text)


def pieces_written(
    head: PublicationFile, pillars: Mapping[str, PillarFile], added: set[tuple[str, str]]
) -> tuple[list[Piece], list[Piece]]:
    """Return the texts, then the sources, as a reader of the file meets them.

    ``added`` are the keys, by their pillar's id, whose words are ours: labels made of headings, captions to be written.
    """
    texts = [("title", head.title), *([("subtitle", head.subtitle)] if head.subtitle else [])]
    found = [Piece(0, key, text.plain) for key, text in texts if ("", key) not in added]
    order = [str(one) for one in head.pillars]
    ids = [str(one) for one in head.overview or head.pillars]
    found += [Piece(order.index(id) + 1, "label", pillars[id].label.plain) for id in ids if (id, "label") not in added]
    sources: list[Piece] = []
    for number, id in enumerate(order, 1):
        found += [Piece(number, key, text.plain) for key, text in _texts(pillars[id], id, added)]
        given = [*(one.source for one in pillars[id].examples), table.source if (table := pillars[id].table) else None]
        sources += [Piece(number, "source", f"{one.title.plain} {one.url or ''}") for one in given if one]
    return found, sources


def _texts(pillar: PillarFile, id: str, added: set[tuple[str, str]]) -> Iterator[tuple[str, Text]]:
    """Yield the texts of a pillar in their order, each with its key."""
    if (id, "heading") not in added:
        yield "heading", pillar.heading
    yield from ((key, one) for key, one in (("intro", pillar.intro), ("spoken", pillar.spoken)) if one)
    for example in pillar.examples:
        yield "text", example.text
        yield from (("points", one) for one in example.points)
        yield from [("spoken", example.spoken)] if example.spoken else []
    if table := pillar.table:
        yield from () if (id, "caption") in added else [("caption", table.caption)]
        yield from (("table", cell.text) for row in (table.columns or (), *(table.rows or ())) for cell in row)

"""Prove that no word was lost: the words of the file that was read, against those of the files to be written.

What is to be written is read back by the program's own reading, so that nothing is proved of what was meant, only of
what stands there.
"""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, TypeVar

from generator.errors import ContentError, PiliersError
from generator.importing.blocks import words
from generator.messages import _
from generator.source.model import PillarFile, PublicationFile, Source
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


def words_written(
    head: PublicationFile, pillars: Mapping[str, PillarFile], added: set[tuple[str, str]]
) -> tuple[list[str], list[str]]:
    """Return the words of the texts, then those of the sources, as a reader of the file meets them.

    ``added`` are the keys, by their pillar's id, whose words are ours: labels made of headings, captions to be written.
    """
    texts = [head.title, *([head.subtitle] if head.subtitle else [])] if ("", "title") not in added else []
    ids = [str(one) for one in head.overview or head.pillars]
    texts += [pillars[id].label for id in ids if (id, "label") not in added]
    sources: list[str] = []
    for id in map(str, head.pillars):
        texts += _texts(pillars[id], id, added)
        found = [*(one.source for one in pillars[id].examples), table.source if (table := pillars[id].table) else None]
        sources += [word for source in found if source for word in _of_source(source)]
    return [word for text in texts for word in words(text.plain)], sources


def _texts(pillar: PillarFile, id: str, added: set[tuple[str, str]]) -> Iterator[Text]:
    """Yield the texts of a pillar in their order."""
    if (id, "heading") not in added:
        yield pillar.heading
    yield from (one for one in (pillar.intro, pillar.spoken) if one)
    for example in pillar.examples:
        yield example.text
        yield from example.points
        yield from [example.spoken] if example.spoken else []
    if table := pillar.table:
        yield from () if (id, "caption") in added else (table.caption,)
        yield from (cell.text for row in (table.columns or (), *(table.rows or ())) for cell in row)


def _of_source(source: Source) -> list[str]:
    return words(f"{source.title.plain} {source.url or ''}")

"""What a worker makes copies with: the publication loaded once, its copies proved as they are made."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator.batch.copies import Maker
from generator.batch.work import Made, Order, phrases
from generator.errors import ParityError, Problem
from generator.messages import _
from generator.pipeline.edition import edition_named
from generator.pipeline.editions import Editions
from generator.world import World

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.document.personal import PersonalBlock
    from generator.pipeline.edition import Edition


@lru_cache(maxsize=1)
def _shared(order: Order) -> Editions:
    """Return the editions of a publication, which is read once for all that a worker makes of it."""
    return Editions(World(Path(order.root)), order.slug)


def copies(order: Order, edition: str = "") -> Copies:
    """Return what makes the copies of an order, of the whole publication or of one of its editions."""
    return Copies(Maker(_shared(order).production(edition)), order.editions)


class Copies:
    """Makes the copies of some editions, such as deck and note, and proves each."""

    def __init__(self, maker: Maker, editions: Sequence[str]) -> None:
        self._maker = maker
        self._editions = {name: edition_named(name) for name in editions}
        texts = (text for name in editions for text in maker.usual_words(name))
        self.constant = frozenset[tuple[str, ...]]().union(*map(phrases, texts))

    def make(self, values: Mapping[str, str]) -> Made:
        """Return the copy of whom ``values`` describes."""
        block = self._maker.block(values)
        files: dict[str, bytes] = {}
        words: list[str] = []
        for name, edition in self._editions.items():
            files[edition.suffix], said = self._copy(name, edition, block)
            words.append(said)
        return Made(files, tuple(words))

    def _copy(self, name: str, edition: Edition, block: PersonalBlock) -> tuple[bytes, str]:
        """Return a proved copy, and the words in it that are not the same in all: all words where it was laid out."""
        short = self._maker.short(name)
        if stamped := short.copy(block):
            self._maker.prove(name, stamped, block)
            return stamped, short.words(stamped)
        data = self._maker.long(name, block)
        words = " ".join(passage.text for passage in edition.writer.read(data))
        if _squeezed(" ".join(text.plain for text in block.texts)) not in _squeezed(words):
            raise ParityError([Problem.of_file(name, _("A copy does not hold the words that were made for it."))])
        return data, words


def _squeezed(text: str) -> str:
    return "".join(text.replace("\u00ad", "").split())

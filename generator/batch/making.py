"""What a worker makes copies with: the publication loaded once, its copies proved as they are made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.batch.copies import Maker
from generator.batch.work import Made, Order, phrases
from generator.pipeline.edition import edition_named
from generator.pipeline.production import Production
from generator.world import World

if TYPE_CHECKING:
    from collections.abc import Mapping


class Copies:
    """Makes copies of the editions of an order, and proves each."""

    def __init__(self, order: Order) -> None:
        self._editions = {name: edition_named(name) for name in order.editions}
        self._maker = Maker(Production(World(Path(order.root)), order.slug))
        usual = self._maker.patterns.usual()
        words: set[tuple[str, ...]] = set()
        for name, edition in self._editions.items():
            for passage in edition.writer.read(self._maker.long(name, usual)):
                words |= phrases(passage.text)
        self.constant = frozenset(words)

    def make(self, values: Mapping[str, str]) -> Made:
        """Return the copy of whom ``values`` describes."""
        block = self._maker.block(values)
        files: dict[str, bytes] = {}
        words: list[str] = []
        for name, edition in self._editions.items():
            data = files[edition.suffix] = self._maker.copy(name, block)
            self._maker.prove(name, data, block)
            words.append(self._maker.short(name).words(data))
        return Made(files, tuple(words))

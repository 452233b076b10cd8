"""A deck that Piliers has made: its shapes have names, by which slides are known that the program makes itself."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.messages import _
from generator.source.nodes import Mapping, Scalar, read_yaml
from generator.world import OWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.deck.extract import SlideWords

_KEYS = ("pillar", "example", "city", "map", "table", "chart", "source", "summary")
_SURE = 2  # shapes named as ours are; a person names one so by chance


class Names(Struct, frozen=True):
    """What our decks call their shapes, in one language."""

    pillar: str
    example: str
    city: str
    map: str
    table: str
    chart: str
    source: str
    summary: str

    def marked(self, slides: Iterable[SlideWords]) -> int:
        """Return how many shapes are named after a pillar or an example, by its id."""
        wanted = (f"{self.pillar} [", f"{self.example} [")
        return sum(name.startswith(wanted) for slide in slides for name in slide.names)

    def number(self, slide: SlideWords) -> str:
        """Return the number of the pillar that a slide belongs to; nothing for one of no pillar."""
        badge = re.compile(rf"{re.escape(self.pillar)} (\d+)")
        found = {match[1] for name in slide.names if (match := badge.fullmatch(name))}
        return found.pop() if len(found) == 1 else ""

    def composed(self, slide: SlideWords) -> str:
        """Return what of the program's own a slide is, in words: the map, the matrix, the sources; else nothing."""
        names = Counter(slide.names)
        if any(name.startswith(f"{self.example} [") for name in names):
            return ""
        if any(name.startswith((f"{self.city} [", f"{self.map} [")) for name in names) or self.map in names:
            return _("map")
        if self.number(slide) or self.chart in names:
            return ""
        return _("matrix") if self.table in names else _("sources") if self.source in names else ""


def own_names(slides: Sequence[SlideWords]) -> Names | None:
    """Return what our deck calls its shapes; None for a deck of somebody else's."""
    known = [*_known()]
    found = max(known, key=lambda one: one.marked(slides))
    return found if found.marked(slides) >= _SURE else None


def _known() -> Iterator[Names]:
    for path in sorted((OWN / "words").glob("*.yaml")):
        node = read_yaml(path.name, path.read_bytes(), [])
        entries = {key.value: value for key, value in node.entries} if isinstance(node, Mapping) else {}
        if isinstance(named := entries.get("shape_names"), Mapping):
            values = {key.value: value.value for key, value in named.entries if isinstance(value, Scalar)}
            if all(key in values for key in _KEYS):
                yield Names(**{key: values[key] for key in _KEYS})

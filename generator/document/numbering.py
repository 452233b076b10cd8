"""The numbering pass: the sections of pillars in the order in which they appear, and the tiles after them."""

from __future__ import annotations

from msgspec.structs import replace

from generator.document.tree import Document, Tile, map_nodes


def number(document: Document) -> Document:
    """Return ``document`` with each pillar's number, from 1, on its section and on every tile that leads to it."""
    pillars = [section.pillar for section in document.sections if section.role == "pillar"]
    numbers = {pillar: count for count, pillar in enumerate(dict.fromkeys(pillars), 1)}
    document = map_nodes(document, (Tile,), lambda tile: replace(tile, number=numbers.get(tile.pillar, 0)))
    return replace(document, sections=tuple(replace(s, number=numbers.get(s.pillar, 0)) for s in document.sections))

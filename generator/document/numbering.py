"""The numbering pass: the sections of pillars in the order in which they appear, and the tiles after them."""

from __future__ import annotations

from msgspec.structs import replace

from generator.document.tree import (
    Block,
    Chart,
    DataTable,
    Document,
    Facts,
    Items,
    Matrix,
    Paragraph,
    PlaceMap,
    Section,
    SourceList,
    Tile,
    Tiles,
)


def number(document: Document) -> Document:
    """Return ``document`` with each pillar's number on its section and on every tile that leads to it."""
    pillars = [section.pillar for section in document.sections if section.role == "pillar"]
    numbers = {pillar: count for count, pillar in enumerate(dict.fromkeys(pillars), 1)}
    sections = tuple(_section(section, numbers) for section in document.sections)
    return replace(document, sections=sections)


def _section(section: Section, numbers: dict[str, int]) -> Section:
    blocks = tuple(_block(block, numbers) for block in section.blocks)
    return replace(section, number=numbers.get(section.pillar, 0), blocks=blocks)


def _block(block: Block, numbers: dict[str, int]) -> Block:
    match block:
        case Tiles():
            return replace(block, tiles=_tiles(block.tiles, numbers))
        case PlaceMap():
            return replace(block, legend=_tiles(block.legend, numbers))
        case Matrix():
            return replace(block, columns=_tiles(block.columns, numbers))
        case Paragraph() | Items() | Facts() | SourceList() | DataTable() | Chart():
            return block


def _tiles(tiles: tuple[Tile, ...], numbers: dict[str, int]) -> tuple[Tile, ...]:
    return tuple(replace(tile, number=numbers.get(tile.pillar, 0)) for tile in tiles)

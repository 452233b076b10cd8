"""The numbering pass: the sections of pillars in the order in which they appear, and the tiles after them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from generator.document.tree import Document, Items, Matrix, PlaceMap, Tile, map_nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from generator.document.tree import Block, Section

B = TypeVar("B", bound="Block")

_MAX_RANGES = 40  # more of them are no longer looked up one by one


def number(document: Document) -> Document:
    """Return ``document`` with each pillar's number, from 1, on its section and on every tile that leads to it."""
    pillars = [section.pillar for section in document.sections if section.role == "pillar"]
    numbers = {pillar: count for count, pillar in enumerate(dict.fromkeys(pillars), 1)}
    document = map_nodes(document, (Tile,), lambda tile: replace(tile, number=numbers.get(tile.pillar, 0)))
    return replace(document, sections=tuple(replace(s, number=numbers.get(s.pillar, 0)) for s in document.sections))


def example_numbers(document: Document) -> dict[str, str]:
    """Return the number of each example, where it first stands: that of its pillar, then its own."""
    numbers: dict[str, str] = {}
    for section, block in _blocks(document, Items):
        for index, item in enumerate(block.items, 1):
            numbers.setdefault(item.example, example_number(section.number, index))
    return numbers


def _blocks(document: Document, kind: type[B]) -> Iterator[tuple[Section, B]]:
    """Yield each block of this kind, with its section."""
    return ((one, block) for one in document.sections for block in one.blocks if isinstance(block, kind))


def example_number(section: int, index: int) -> str:
    """Return the number of the example ``index`` of a section, which has none, 0, when it is no pillar's."""
    return f"{section}.{index}" if section else str(index)


def ranges(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Return ``numbers`` as first and last of three and more that follow each other; one range for very many of them.

    Two are two: "5, 6" takes no more room than "5–6", where office suites end a line behind the dash.
    """
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    if len(found) > _MAX_RANGES:
        return [(numbers[0], numbers[-1])]
    return [
        one
        for first, last in found
        for one in ([(first, first), (last, last)] if last == first + 1 else [(first, last)])
    ]


def says_no_more(document: Document, matrix: Matrix, place: Callable[[str], int | None]) -> bool:
    """Tell whether the map says all that ``matrix`` does: a pillar's examples are in one ``place``, a slide or a page.

    A matrix that is to be kept says more, and so does one of several cities and pillars whose examples are named, and
    any without a map that tells the pillars apart.
    """
    examples = {example for row in matrix.rows for cell in row.cells for example in cell}
    telling = any(one.legend for _section, one in _blocks(document, PlaceMap))
    named = min(len(matrix.columns), len(matrix.rows)) > 1 and examples <= matrix.named.keys()
    if matrix.keep or named or not telling:
        return False
    columns = zip(*(row.cells for row in matrix.rows), strict=True)
    return all(len({place(example) for cell in column for example in cell}) <= 1 for column in columns)

"""How a note is set: all that its variants differ in, as data that composers obey without knowing which it is."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from msgspec import Struct, structs

from generator.note.tiles import tile_chunks
from generator.theme import Range

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from generator.document.tree import Document, Tiles
    from generator.kit import Kit
    from generator.note.compositor import Compositor
    from generator.note.flow import Chunk
    from generator.pdf.boxes import Plan
    from generator.theme import NoteTheme, Theme

_DESIGNED = 11.0
"""The body's largest size for which the note's measures were chosen: with another, they are in proportion."""


def as_it_is(theme: Theme, used: Sequence[str]) -> Theme:
    """Return the theme with its own colours."""
    return theme


def trimmed(plan: Plan) -> Plan:
    """Return the plan for paper that is cut already."""
    return plan


class Manner(Struct, frozen=True, kw_only=True):
    """How a note is set. ``least`` is the size below which nothing is set, in points.

    ``sizes`` are the largest that texts may take, by their names in the theme, where those of the theme are smaller;
    ``leading`` is the distance of tightly set lines, in sizes. ``italics`` and ``capitals``: emphasis and the banner
    use them; ``centred``: labels and tables are, not flush left; ``numbered``: a pillar's number goes wherever its
    icon goes; ``split``: a table too wide for whole words becomes several.
    """

    least: float = 0.0
    sizes: Mapping[str, float]
    leading: float = 1.21
    justified: bool = True
    hyphenated: bool = True
    italics: bool = True
    capitals: bool = True
    centred: bool = True
    numbered: bool = False
    split: bool = False
    tiles: Callable[[Tiles, Compositor], Iterator[Chunk]] = tile_chunks
    palette: Callable[[Theme, Sequence[str]], Theme] = as_it_is
    paper: Callable[[Plan], Plan] = trimmed

    def kit(self, kit: Kit, document: Document) -> Kit:
        """Return ``kit`` with the sizes, the colours and the faces in which ``document`` is set."""
        used = dict.fromkeys(section.colour for section in document.sections if section.colour)
        theme = self.palette(replace(kit.theme, note=self._note(kit.theme.note)), list(used))
        family = kit.family.ligated()
        return structs.replace(kit, theme=theme, family=family if self.italics else family.upright())

    def _note(self, note: NoteTheme) -> NoteTheme:
        """Return the sizes of the theme, none below ``least``."""
        values: dict[str, Any] = {one.name: getattr(note, one.name) for one in fields(note)}
        return replace(note, **{name: self._range(name, one) for name, one in values.items() if isinstance(one, Range)})

    def _range(self, name: str, sizes: Range) -> Any:
        smallest = max(sizes.smallest, self.least)
        return replace(sizes, smallest=smallest, largest=max(sizes.largest, self.sizes.get(name, 0.0), smallest))


def unit(note: NoteTheme) -> float:
    """Return the factor of all measures that go with the size of the body, such as the width of the bars."""
    return note.body.largest / _DESIGNED


STANDARD = Manner(sizes={})
"""The note as the theme has it."""

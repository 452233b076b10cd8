"""The layout options of the note: all that its variants differ in, as data; no composer knows a variant by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from generator.document.tree import Document
from generator.kit import Kit
from generator.note.greyscale import in_greys
from generator.pictures import LOGO, PAPER, Use
from generator.theme import NoteTheme, Range

DOTS = 300
"""The dots per inch that printers ask of pictures."""

_DESIGNED = 11.0  # the body size, in points, for which the note's fixed lengths were chosen: the theme's own


class LayoutOptions(Struct, frozen=True, kw_only=True):
    """How a note is set. Nothing is smaller than ``minimum_size`` points.

    ``justified``: running text is, if the theme wishes it. ``sizes`` are the largest sizes of texts, in points, by
    their names in the theme, where the theme's are smaller; ``pitch_ratio`` is the line pitch of the tightest lines, in
    sizes. ``italics``: emphasis uses them; ``centred``: labels and tables are centred, not flush left; ``numbered``: a
    pillar's number is shown wherever its icon is; ``split_tables``: a table too wide for whole words becomes several;
    ``tile_list``: the tiles are a list; ``greyscale``: the colours are greys; ``pictures`` and ``logos`` are what those
    are encoded for; ``printers_marks``: the pages have bleed and crop marks.
    """

    minimum_size: float = 0.0
    sizes: Mapping[str, float] = {}
    pitch_ratio: float = 1.21
    justified: bool = True
    italics: bool = True
    centred: bool = True
    numbered: bool = False
    split_tables: bool = False
    tile_list: bool = False
    greyscale: bool = False
    pictures: Use = PAPER
    logos: Use = LOGO
    printers_marks: bool = False

    def adapted(self, kit: Kit, document: Document) -> Kit:
        """Return ``kit`` with the sizes, the colours and the faces in which ``document`` is set."""
        theme = replace(kit.theme, note=self._sized(kit.theme.note))
        if self.greyscale:
            theme = in_greys(theme, list(dict.fromkeys(one.colour for one in document.sections if one.colour)))
        family = kit.family.ligated()
        return replace(kit, theme=theme, family=family if self.italics else family.upright())

    def _sized(self, note: NoteTheme) -> NoteTheme:
        """Return the sizes of the theme, none below ``minimum_size``."""
        values: dict[str, Any] = {name: getattr(note, name) for name in note.__struct_fields__}
        return replace(note, **{name: self._range(name, one) for name, one in values.items() if isinstance(one, Range)})

    def _range(self, name: str, sizes: Range) -> Any:
        smallest = max(sizes.smallest, self.minimum_size)
        return replace(sizes, smallest=smallest, largest=max(sizes.largest, self.sizes.get(name, 0.0), smallest))


def design_scale(note: NoteTheme) -> float:
    """Return the factor (without unit) of all lengths that grow with the body, such as the width of the bars."""
    return note.body.largest / _DESIGNED


STANDARD = LayoutOptions()
"""The note as the theme has it."""

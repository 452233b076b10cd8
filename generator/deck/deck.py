"""The plan of a whole deck: its slides, their sections, and the design on which they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.deck.design import Design
    from generator.deck.slide import Slide
    from generator.document.tree import ShapeName


class SlideSection(Struct, frozen=True):
    """A section of the slide sorter: its name, and how many slides stand in it."""

    name: str
    count: int


class Deck(Struct, frozen=True):
    """A whole deck, decided, and the design on which it stands; ``subject`` and ``keywords`` are for its properties,
    ``shape_names`` for what of the template is named in the language of the deck."""

    title: str
    language: str
    slides: tuple[Slide, ...]
    design: Design
    sections: tuple[SlideSection, ...] = ()
    subject: str = ""
    keywords: tuple[str, ...] = ()
    shape_names: Mapping[ShapeName, str] = field(default_factory=dict)

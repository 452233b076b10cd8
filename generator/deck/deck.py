"""The plan of a whole deck: its slides, their sections, and the design on which they stand."""

from __future__ import annotations

from itertools import islice, repeat
from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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

    def pillars(self) -> Iterator[str]:
        """Yield for each slide the key (``pillar:`` with an id) of the pillar in whose section it is, or nothing."""
        slides = iter(self.slides)
        for section in self.sections:
            own = list(islice(slides, section.count))
            found = (key for slide in own for key in slide.keys if key.startswith("pillar:"))
            yield from repeat(next(found, ""), len(own))
        yield from ("" for _slide in slides)

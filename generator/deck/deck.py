"""The plan of a whole deck: its slides, their sections, and the design on which they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from generator.deck.design import Design
    from generator.deck.slide import Slide


class Division(Struct, frozen=True):
    """A section of the slide sorter: its name, and how many slides stand in it."""

    name: str
    count: int


class Deck(Struct, frozen=True):
    """A whole deck, decided, and the design on which it stands; ``subject`` and ``keywords`` are for its properties."""

    title: str
    language: str
    slides: tuple[Slide, ...]
    design: Design
    divisions: tuple[Division, ...] = ()
    subject: str = ""
    keywords: tuple[str, ...] = ()

"""What is known of a template that is not ours, once it has been read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.deck.brand.matching import Match
    from generator.deck.brand.palette import Palette
    from generator.deck.brand.template import Template
    from generator.deck.ooxml.opening import TemplatePackage
    from generator.text.substitution import SubstituteFont


class Brand(Struct, frozen=True):
    """A template that is not ours: its parts, the layout of each role and why, the colours on each layout, by part.

    ``scale`` makes points of the slide from points of the plan; ``face`` is the family that text boxes must name;
    ``standins`` are the families that measured others, which this machine lacks.
    """

    package: TemplatePackage
    template: Template
    matches: Mapping[str, Match]
    palettes: Mapping[str, Palette]
    scale: float
    face: str
    standins: tuple[SubstituteFont, ...] = ()

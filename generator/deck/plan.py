"""Plan a deck: turn the sections of a document into slides, with every size, break and place decided.

A section becomes one slide, or several when its content outgrows one; their titles are unique ("… (2/3)").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.deck import citymap, matrix, overview, pillar
from generator.deck.common import Context
from generator.deck.layouts import builtin_design
from generator.deck.shapes import Deck, Slide, first_slides
from generator.errors import collect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.deck.design import Design
    from generator.document.tree import Document, Section
    from generator.kit import Kit

ROLES: dict[str, Callable[[Section, Context], list[Slide]]] = {
    "cover": overview.cover,
    "overview": overview.overview,
    "pillar": pillar.pillar,
    "map": citymap.city_map,
    "matrix": matrix.matrix,
}
_MOST_PASSES = 6


def plan(document: Document, kit: Kit) -> Deck:
    """Return the deck of ``document``.

    Raises ContentError for text that fits nowhere.
    """
    design = design_of(document, kit)
    slides: list[Slide] = []
    made: dict[int, list[Slide]] = {}
    for _pass in range(_MOST_PASSES):
        # References name slides by number, and may themselves take more or fewer slides: repeat until stable.
        context = Context(document, design, first_slides(slides))
        due = [
            index for index, section in enumerate(document.sections) if index not in made or section.role == "matrix"
        ]
        made |= zip(due, collect(_composer(document.sections[index], context) for index in due), strict=True)
        again = [slide for index in sorted(made) for slide in made[index]]
        if again == slides:
            break
        slides = again
    else:
        raise RuntimeError("The numbers of the slides do not settle.")
    return Deck(document.title.plain, document.language, tuple(_dressed(context.numbered(slides), design)), design)


def design_of(document: Document, kit: Kit) -> Design:
    """Return the design of the template that the publication names, or of the built-in one."""
    if kit.template is None:
        return builtin_design(kit)
    from generator.deck.brand.reading import read_design

    return read_design(kit, kit.template, document)


def _dressed(slides: Iterable[Slide], design: Design) -> Iterable[Slide]:
    """Return ``slides`` as the template wants them; ours wants them as they are."""
    if design.brand is None:
        return slides
    from generator.deck.brand.dress import dress

    brand = design.brand
    return (dress(slide, design.stage(slide.layout), brand) for slide in slides)


def _composer(section: Section, context: Context) -> Callable[[], list[Slide]]:
    return lambda: ROLES[section.role](section, context)

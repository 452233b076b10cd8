"""How words stand out from the drawn ground: the template's own colour where it does, else one that is proved to.

In this order: the colour as it is; another of the theme; another place on the same layout; a panel behind. Where the
ground is not known nothing is changed: the designer has seen it, and we have not.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.deck.brand.palette import guessed, named
from generator.deck.ooxml.ground import USUAL_SIZE
from generator.deck.ooxml.text import LARGE, LARGE_SIZE, TEXT
from generator.deck.slide import Colour
from generator.theme import contrast
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.deck.brand.template import TemplateLayout
    from generator.deck.design import Placeholder
    from generator.deck.ooxml.ground import Ground

_BETTER = 0.5  # by which another colour must stand out more, where none stands out enough
_STEPS = 12  # of the slide's width and height: the places that are tried
_SAME = 2.0  # the contrast of what is seen on the whole with the paper, upon which art is drawn (by eye)
_AIR = 10.0  # points of the slide around words on a panel


def minimum(size: float) -> float:
    """Return the contrast that text of ``size`` points must have (WCAG 2.1, 1.4.3)."""
    return LARGE if size >= LARGE_SIZE else TEXT


class Words(Struct, frozen=True):
    """Words on a slide: where they will stand, the contrast (of WCAG) that is wanted, their size in points."""

    place: Box
    wanted: float
    size: float = USUAL_SIZE

    def contrast(self, colour: str, ground: Ground) -> float | None:
        """Return the contrast that they have in ``colour`` (RRGGBB); None where it is not known."""
        return ground.contrast(colour, self.place, self.size)


def coloured(holder: Placeholder, own: str, ground: Ground, said: Words, layout: TemplateLayout) -> Placeholder:
    """Return ``holder`` in a colour in which its words stand out.

    It keeps its ``own`` where that does, or where none stands out better: inherited in a placeholder, while any other
    text would have the colour of the presentation's own text boxes.
    """
    kept = holder if holder.type else replace(holder, colour=named(own, layout))
    found = said.contrast(own, ground)
    if found is None or found >= said.wanted:
        return kept
    others = [*(layout.colours[name] for name in ("tx1", "bg1", "tx2", "bg2")), "000000", "FFFFFF"]
    ratios = {one: said.contrast(one, ground) or 0.0 for one in dict.fromkeys(others)}
    enough = (one for one, ratio in ratios.items() if ratio >= said.wanted)
    best = next(enough, max(ratios, key=lambda one: ratios[one]))
    proved = ratios[best] >= said.wanted or (ground.sure(said.place) and ratios[best] > found + _BETTER)
    return replace(holder, colour=named(best, layout)) if proved else kept


def stands_out(holder: Placeholder, ground: Ground, said: Words, layout: TemplateLayout) -> bool:
    """Tell whether the words of ``holder`` have the contrast that is wanted, as far as that is known."""
    return not ground.sure(said.place) or (said.contrast(rgb_of(holder, layout), ground) or 0.0) >= said.wanted


def rgb_of(holder: Placeholder, layout: TemplateLayout) -> str:
    """Return the RRGGBB in which words stand in ``holder``."""
    return layout.colours.get(holder.colour.name, holder.colour.name)


def elsewhere(said: Words, own: str, ground: Ground, slide: Box, taken: Sequence[Box]) -> Box | None:
    """Return the place nearest to words, beside what is ``taken``, where they stand out in their ``own`` colour."""
    block = said.place
    air = slide.width * 0.04
    across, down = slide.width - block.width - 2 * air, slide.height - block.height - 2 * air
    steps = [index / _STEPS for index in range(_STEPS + 1)]
    places = [Box(air + across * x, air + down * y, block.width, block.height) for x, y in product(steps, steps)]
    for place in sorted(places, key=lambda one: abs(one.x - block.x) + abs(one.y - block.y)):
        if min(across, down) < 0 or any(place.meets(one) for one in taken):
            continue
        if ground.sure(place) and (ground.contrast(own, place, said.size) or 0.0) >= said.wanted:
            return place
    return None


def on_panel(holder: Placeholder, block: Box, layout: TemplateLayout, ground: Ground, scale: float) -> Placeholder:
    """Return ``holder`` around ``block`` (of the slide) on a panel of the paper's colour, its text in the ink's.

    A dark panel has the hue of the ``ground``, or its colour where that is the paper's. ``scale`` is how many points
    of the slide make one of the plan.
    """
    ink = layout.colours["tx1"]
    if contrast(layout.colours["bg1"], ink) < TEXT:
        ink = "000000"
    mean, own = ground.mean(block), layout.colours["bg1"]
    same = mean and contrast(own, mean) < _SAME and contrast(own, ink) >= TEXT
    paper = own if same else guessed(layout, ink, mean)
    held = holder.box.scaled(scale)
    width, height = block.width + 2 * _AIR, block.height + 2 * _AIR
    left, top = _within(block.x - _AIR, width, held.x, held.right), _within(block.y - _AIR, height, held.y, held.bottom)
    placed = Box(left, top, width, height).scaled(1 / scale)
    air = _AIR / scale
    return replace(
        holder, box=placed, insets=(air,) * 4, colour=Colour(ink), fill=Colour(paper), anchor="ctr", moved=True
    )


def _within(start: float, length: float, low: float, high: float) -> float:
    """Return where ``length`` begins so that it lies between ``low`` and ``high``, if it can, and on the slide."""
    return max(start if length > high - low else min(max(start, low), high - length), 0.0)

"""The layouts of pillars on a template that is not ours: icon and number stand beside the cards, or alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.deck.design import Placeholder
from generator.units import Box

if TYPE_CHECKING:
    from generator.deck.design import SlideLayout

_GAP = 16.0  # points: as between the cards of our own layouts
_DISC = 56.0  # points, at the most: larger discs would outweigh the heading (by eye)


def with_cards(layout: SlideLayout, count: int) -> SlideLayout:
    """Return the layout of a pillar with cards: icon and number stand at the left of the free area."""
    body = layout.body
    side = min(_DISC, body.width * 0.09)
    shift = side + _GAP
    return replace(
        layout,
        role=f"pillar-{count}",
        disc=Box(body.x, body.y, side, side),
        count=Placeholder("", 0, Box(body.x, body.y + side + 4, side, side), side * 0.64, "N°", align="ctr", bold=True),
        body=Box(body.x + shift, body.y, body.width - shift, body.height),
        outer=body,
    )


def without_cards(layout: SlideLayout) -> SlideLayout:
    """Return the layout of a pillar without examples: icon and number, large, in the middle."""
    body = layout.body
    side = min(140.0, body.height * 0.6, body.width * 0.3)
    top, left = body.y + (body.height - side) / 2, body.x + (body.width - side * 2 - _GAP) / 2
    count = Box(left + side + _GAP, top, side, side)
    return replace(
        layout,
        role="pillar-0",
        disc=Box(left, top, side, side),
        count=Placeholder("", 0, count, side * 0.6, "N°", anchor="ctr", bold=True),
    )

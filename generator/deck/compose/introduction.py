"""Plan a pillar's introduction: above the cards of its first slide, or on a slide of its own where it is too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.deck.compose.common import SLACK, stack_height
from generator.deck.design import Placeholder
from generator.messages import _
from generator.text.breaking import words
from generator.text.fit import largest
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.deck.compose.common import Context
    from generator.deck.slide import Frame
    from generator.source.inline import Text

_MAX = 0.28  # of the body, above cards
_GAP = 14.0  # points: between the introduction and the cards


class Introduction(Struct, frozen=True):
    """An introduction: its texts, its frame, the height it takes from the first slide's cards, or that it is alone."""

    texts: Sequence[Text]
    frame: Frame | None = None
    below: float = 0.0
    alone: bool = False


def plan_introduction(
    texts: Sequence[Text], below: Callable[[float], bool], context: Context, beside: float = 0.0
) -> Introduction:
    """Return the introduction; ``below`` tells whether a card fits below so many points.

    So many points are free ``beside`` it, on its right.

    Raises ContentError for one that fits no slide.
    """
    if not texts:
        return Introduction(texts)
    whole = context.layout("cards", 1).body
    body = replace(whole, width=whole.width - beside)
    sizes = context.kit.theme.deck.running
    measured = [words(text.runs, context.kit.family, strong_places=False) for text in texts]

    def height(size: float) -> float:  # in points
        return stack_height(measured, body.width - SLACK, size, context.pitch, len(texts), roomy=True)

    def above(size: float) -> bool:  # in points
        tall = height(size)
        return tall <= body.height * _MAX and below(tall + _GAP)

    size = largest(sizes.steps(), above)
    box = Box(body.x, body.y, body.width, height(size)) if size else body
    holder = Placeholder("", 0, box, sizes.largest, context.name("introduction"))
    frame = context.stacked(texts, holder, sizes, _("a slide"))
    return Introduction(texts, frame, box.height + _GAP if size else 0.0, alone=not size)

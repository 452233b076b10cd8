"""Compose a pillar's icon large, beside few words: its slide is filled, and the words have lines of a readable length.

Lengths are in points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.deck.compose.common import COMFORTABLE
from generator.deck.design import Placeholder
from generator.deck.slide import Colour, Figure
from generator.messages import _
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.deck.compose.common import Context
    from generator.deck.slide import Shape
    from generator.document.tree import Section
    from generator.source.inline import Text

EMBLEM = 0.3
"""Of the width, what it takes beside cards or words (by eye)."""

_ICON = 0.56  # the side of the icon, of the shorter one of its panel
_BESIDE = 24.0  # between the panel and words that have no card


def emblem(section: Section, box: Box, context: Context) -> list[Shape]:
    """Return the icon of a pillar in the middle of a panel in its tint."""
    accent = context.accent(section.colour)
    side = min(box.width, box.height) * _ICON
    icon = Box(box.x + (box.width - side) / 2, box.y + (box.height - side) / 2, side, side)
    panel = Figure(context.name("band"), box, fill=Colour(accent.name, True))
    return [panel, context.icon(section.icon, icon, accent)]


def statement(section: Section, texts: Sequence[Text], body: Box, context: Context) -> list[Shape]:
    """Return ``texts`` as large as cards may be, beside the emblem unless there is a sidebar, which bears the icon.

    Raises ContentError for words that are not comfortable so.
    """
    width = 0.0 if context.design.sidebar else body.width * EMBLEM
    room = replace(body, width=body.width - width - _BESIDE) if width else body
    sizes = replace(context.kit.theme.deck.card, smallest=COMFORTABLE)
    holder = Placeholder("", 0, room, sizes.largest, context.name("introduction"), anchor="ctr")
    words = context.stacked(texts, holder, sizes, _("a slide"))
    if not width:
        return [words]
    return [words, *emblem(section, replace(body, x=body.right - width, width=width), context)]

"""The design: a template as composers see it. One mechanism, whether the template is ours or somebody's own.

A composer asks its ``Context`` for the layout of its role, and places what it makes there:

    layout = context.layout("content")
    title = context.fitted(section.title, layout.title, sizes, where)   # the template's own title placeholder
    ...                                                                # shapes within layout.body, the free area
    return [Slide(layout.role, (title, *shapes, *context.furniture(layout)), notes)]

It measures with ``context.kit.family`` and ``context.pitch``, takes its sizes from ``context.kit.theme.deck``, and
names colours by the part they play (INK on the slide, PAPER on an accent, MUTED, ``context.accent``, tinted for
panels). What the template at hand makes of these is the design's business. Lengths are points of a slide that is at
least 720 by 540; slides of another format are planned so and scaled at the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from generator.deck.roles import LayoutRole, layout_key
from generator.deck.slide import INK, Colour
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.deck.brand.brand import Brand
    from generator.kit import Kit
    from generator.text.fonts import Family


class Placeholder(Struct, frozen=True):
    """A placeholder: OOXML's type (ST_PlaceholderType) and idx, its box, the style of its text, its prompt.

    Without a type it is a text box. ``insets`` are left, top, right, bottom; ``leading`` is the line spacing, of 1.
    ``face`` names the family among those of the design. A ``fixed`` one is placed by a template that is not ours: its
    text stays within ``size``, and what the layout says of box and colour is not said again on the slide, unless
    it is ``moved`` out of a logo's way.
    """

    type: str
    index: int
    box: Box
    size: float
    prompt: str
    colour: Colour = INK
    bold: bool = False
    anchor: str = "t"
    align: str = "l"
    fill: Colour | None = None
    insets: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    capitals: bool = False
    leading: float = 1.0
    face: str = ""
    fixed: bool = False
    moved: bool = False

    @property
    def width(self) -> float:
        """Return the width between the insets, in points."""
        return self.box.width - self.insets[0] - self.insets[2]

    @property
    def height(self) -> float:
        """Return the height between the insets, in points."""
        return self.box.height - self.insets[1] - self.insets[3]


class SlideLayout(Struct, frozen=True, kw_only=True, eq=False):
    """A layout, as the composers of one role see it: its title, its free area, and what else it offers.

    ``role`` is its key among those of a design (``layout_key``): pillar-3 for three cards.
    ``body`` is free of the template's own drawings, placeholders and margins. The optional members are there where
    the layout has them: ``text`` is the placeholder that fills ``body``; ``cards`` hold a pillar's examples,
    ``count`` its number; ``band``, ``disc``, ``ribbon`` and ``rule`` are drawn by the composer, and only there.
    ``legal`` is what a footer says on every slide, whatever the publication; ``outer`` is the free area with what
    stands beside ``body``; ``picture`` is for a map behind the ``body`` of its legend, else both are in ``body``.
    """

    role: str
    part: str
    title: Placeholder
    body: Box
    text: Placeholder | None = None
    subtitle: Placeholder | None = None
    eyebrow: Placeholder | None = None
    summary: Placeholder | None = None
    facts: Placeholder | None = None
    count: Placeholder | None = None
    cards: tuple[Placeholder, ...] = ()
    footer: Placeholder | None = None
    number: Placeholder | None = None
    band: Box | None = None
    disc: Box | None = None
    ribbon: Box | None = None
    rule: Box | None = None
    legal: str = ""
    outer: Box | None = None
    picture: Box | None = None


class Design(Struct, frozen=True, eq=False):
    """A whole template: its layouts, and the distance of two baselines in em, with a little in hand.

    The keys of ``layouts`` are those of ``layout_key``.
    ``kit`` is the project's with the template's fonts, sizes and colours; ``faces`` are the families of placeholders
    that have another, with their line pitches in em; ``brand`` is there when the template is not ours. With a
    ``sidebar`` pillars have their heading beside their cards, else above them.
    """

    template: str
    layouts: Mapping[str, SlideLayout]
    pitch: float
    kit: Kit
    faces: Mapping[str, tuple[Family, float]] = field(default_factory=dict)
    brand: Brand | None = None
    sidebar: bool = False

    def measured(self, holder: Placeholder) -> tuple[Family, float]:
        """Return the family that measures the text of ``holder``, and the distance of its baselines in em."""
        family, pitch = self.faces.get(holder.face) or (self.kit.family, self.pitch)
        return family, pitch * holder.leading

    def layout(self, role: LayoutRole, cards: int = 0) -> SlideLayout:
        """Return the layout of a role; that of cards for so many of them."""
        return self.layouts[layout_key(role, cards, sidebar=self.sidebar)]

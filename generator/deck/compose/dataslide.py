"""Where a table or a chart stands on a slide of its own: beside the sidebar of its pillar, else below its band.

Its caption takes the place of the heading there. On somebody's own template it stands below a title of that template.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace

from generator.deck.compose.caption import captioned
from generator.deck.compose.common import OF_LINE, SLACK, even, laid
from generator.deck.compose.heading import foot_of, heading, pillar_head
from generator.deck.layouts import GAP, HEIGHT, SIDEBAR, SIDEBAR_FOOT, SIDEBAR_RIGHT
from generator.deck.slide import PAPER, Frame, Origin, Para
from generator.errors import ContentError
from generator.text import fallback
from generator.text.breaking import words
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.deck.compose.common import Context
    from generator.deck.design import SlideLayout
    from generator.deck.roles import LayoutRole
    from generator.deck.slide import Shape
    from generator.document.tree import Section
    from generator.source.inline import Text

_AIRY = 1.12  # of their distance: that of the lines of a text in the sidebar, where it has the room (by eye)
LEAST = 18.0
"""Points: the least size of text beside a sidebar, which takes width from tables and charts."""

_TITLE = 22.0  # ... and of the caption in it (by eye)


def stands(section: Section, caption: Text, context: Context) -> Sequence[Context]:
    """Return the context in which the slide of a table or a chart is composed: beside a sidebar first, if there is one.

    The caption is legible in it; the last one has no sidebar.
    """
    if not context.design.sidebar:
        return [context]
    above = replace(context, design=replace(context.design, sidebar=False))
    try:
        beside = heading(replace(section, title=caption), (1, 1), context).paragraphs[0].size >= _TITLE
    except ContentError:
        beside = False
    return [context, above] if beside else [above]


def layout_of(role: LayoutRole, context: Context) -> SlideLayout:
    """Return the layout: that of a pillar's cards, or of ``role`` on somebody's own template."""
    return context.layout(role) if context.design.brand else context.layout("cards", 1)


def headed(
    section: Section,
    caption: Text,
    part: tuple[int, int],
    layout: SlideLayout,
    context: Context,
    comment: Text | None = None,
) -> tuple[Frame, list[Shape]]:
    """Return the title of a slide, and all of its head; ``part`` is (2, 3) on the second of three.

    A ``comment`` stands in the sidebar below it.
    """
    if context.design.brand:
        title, *mark = captioned(section, caption, part, layout, context)
        return title, [title, *mark]
    title = heading(replace(section, title=caption), part, context)
    below = commented(title, comment, context) if comment else None
    return title, pillar_head(section, title, layout, context, below)


def commented(
    title: Frame, text: Text, context: Context, name: Literal["description", "introduction"] = "description"
) -> Frame | None:
    """Return ``text``, called ``name``, below the ``title`` of a sidebar, or None where it is not comfortable there."""
    if not context.design.sidebar:
        return None
    top, width = foot_of(title, context) + GAP, SIDEBAR.right - SIDEBAR_RIGHT - title.box.x
    box = Box(title.box.x, top, width, HEIGHT - SIDEBAR_FOOT - top)
    items = words(text.runs, context.kit.family, strong_places=False)
    steps = [size for size in context.kit.theme.deck.running.steps() if size >= LEAST]
    for leading in (_AIRY, 0.0):
        pitch = context.pitch * (leading or 1.0)

        def fits(size: float, measure: float, pitch: float = pitch) -> bool:
            return fallback.lines(items, measure / size, context.pitch) * pitch * size <= box.height

        whole = OF_LINE * (width - SLACK)
        if sizes := [size for size in steps if fits(size, whole)]:
            size, width = even(items, whole, sizes, context.pitch, fits)
            para = Para(laid(text.runs, items, width / size), size, PAPER, leading=leading, origin=Origin(text.mark))
            return Frame(context.name(name), replace(box, width=width / OF_LINE + SLACK), (para,))
    return None

"""Compose the head of a pillar's slides: its number, heading and icon, in a sidebar or on a band of its colour."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.deck.compose.common import flush, titling
from generator.deck.layouts import SIDEBAR, SIDEBAR_RIGHT, WIDTH
from generator.deck.slide import PAPER, Colour, Figure, Frame, Group, Para, SlideRun
from generator.errors import ContentError
from generator.messages import _
from generator.source.inline import Run
from generator.text import fallback
from generator.text.breaking import break_lines, count_lines, words
from generator.units import Box

if TYPE_CHECKING:
    from generator.deck.compose.common import Context
    from generator.deck.design import SlideLayout
    from generator.deck.slide import Shape
    from generator.document.tree import Section

_CLEAR = SIDEBAR.right - SIDEBAR_RIGHT  # points: where the words of a sidebar end at most
_NUMBERLESS = 12.0  # points: how much further than a number a heading stands that has none before it
# Points: the side of an icon in a sidebar at most, and at least; between it and the words above.
_LARGE_ICON, _LEAST_ICON, _ABOVE_ICON = 132.0, 52.0, 24.0
_SMALL, _SMALL_ICON, _AFTER_ICON = 18.0, 26.0, 10.0  # points: a heading in a line, its icon, what is free after this
_CIRCLE = 2.0  # points: the line of the circle around an icon on a band


def heading(section: Section, part: tuple[int, int], context: Context) -> Frame:
    """Return a pillar's heading above its cards; ``part`` is (2, 3) on the second of three slides."""
    sizes, where = context.kit.theme.deck.pillar_heading, _("the band of its slide")
    layout = context.layout("cards", 1)
    if layout.band and layout.count and not section.shown_number:  # the heading takes the place of the number
        number, box = layout.count.box, layout.title.box
        left, top = (box.x, number.y) if context.design.sidebar else (number.x + _NUMBERLESS, box.y)
        moved = Box(left, top, box.right - left, box.bottom - top)
        layout = replace(layout, title=replace(layout.title, box=moved))
    tall = context.design.sidebar
    whole = context.title(section.title, layout, part, where=where, sizes=sizes, tall=tall)
    if not (tall and nears_edge(whole, context)):
        return whole
    box = layout.title.box
    clear = replace(layout.title, box=replace(box, width=_CLEAR - box.x))
    with suppress(ContentError):
        inner = context.title(section.title, replace(layout, title=clear), part, where=where, sizes=sizes, tall=tall)
        return inner if inner.paragraphs[0].size == whole.paragraphs[0].size else whole
    return whole


def nears_edge(title: Frame, context: Context) -> bool:
    """Tell whether a line of ``title``, in a sidebar, ends near its edge."""
    if title.box.right > SIDEBAR.right:
        return False
    size = title.paragraphs[0].size
    lines = break_lines(titling(title, context), title.box.width / size)
    return title.box.x + max((line.width for line in lines), default=0.0) * size > _CLEAR


def pillar_overline(
    section: Section, place: tuple[int, int], box: Box, context: Context
) -> tuple[SlideLayout, Frame, list[Shape]]:
    """Return a pillar's heading as a small line in ``box``, in white, after its icon and its number.

    First its layout and the heading.
    """
    layout = context.layout("cards", 1)
    assert layout.count
    line = _SMALL * context.pitch
    icon = Box(box.x, box.y + (line - _SMALL_ICON) / 2, _SMALL_ICON, _SMALL_ICON)
    holder = replace(layout.count, size=_SMALL, align="l", anchor="t")
    layout = replace(layout, count=replace(holder, box=Box(icon.right + _AFTER_ICON, box.y, _SMALL, line)))
    number = _number(section, layout, PAPER, context)
    left = number[0].box.right if number else icon.right + _AFTER_ICON
    moved = replace(layout.title, box=Box(left, box.y, box.right - left, box.height), anchor="t")
    sizes = context.kit.theme.deck.pillar_heading
    small = replace(sizes, largest=_SMALL, smallest=min(sizes.smallest, _SMALL))
    where = _("the band of its slide")
    title = context.title(section.title, replace(layout, title=moved), place, where=where, sizes=small)
    footer = layout.footer and replace(layout.footer, box=replace(layout.footer.box, x=box.x))
    return replace(layout, footer=footer), title, [context.icon(section.icon, icon, PAPER), title, *number]


def on_colour(layout: SlideLayout) -> SlideLayout:
    """Return ``layout`` with footer and number in white, for a slide that has the pillar's colour all over."""
    footer, number = (one and replace(one, colour=PAPER) for one in (layout.footer, layout.number))
    return replace(layout, footer=footer, number=number)


def pillar_head(
    section: Section, title: Frame, layout: SlideLayout, context: Context, comment: Frame | None = None
) -> list[Shape]:
    """Return the heading with the pillar's icon and number: on a band of its colour, where the layout has one.

    The heading is read before the number: a slide's title comes first. In a sidebar a ``comment`` may stand below both,
    and the icon where they leave it room; else the comment stands at the foot.
    """
    accent = context.accent(section.colour)
    number = _number(section, layout, accent, context)
    if layout.band and layout.disc:
        band = Figure(context.name("band"), layout.band, fill=accent)
        if context.design.sidebar and layout.band.width < WIDTH:  # a heading alone has a band over the whole slide
            place = _below_words(comment or title, layout.disc, context)
            least = layout.disc.width if comment else _LEAST_ICON
            if place.width >= least:
                icon = [flush(context.icon(section.icon, place, PAPER))]
            else:
                icon, comment = [], comment and replace(comment, anchor="b")
            return [band, *icon, title, *number, *([comment] if comment else [])]
        circle = Figure(context.name("circle"), layout.disc, "ellipse", None, PAPER, _CIRCLE)
        return [band, circle, context.icon_within(section.icon, layout.disc), title, *number]
    if layout.disc:
        disc = context.disc(section.icon, layout.disc, accent)
        return [title, *number, Group(context.name("circle"), layout.disc, disc)]
    return [title, *number]


def _below_words(frame: Frame, least: Box, context: Context) -> Box:
    """Return where the icon of a sidebar stands: as large as ``frame`` leaves room, from the foot of ``least`` up.

    Both are white: words of a wider font do not lie on it.
    """
    top = max(foot_of(frame, context, roomy=False) + _ABOVE_ICON, foot_of(frame, context))
    side = min(least.bottom - top, _LARGE_ICON)
    return Box(least.x, least.bottom - side, side, side)


def bears_icon(title: Frame, context: Context) -> bool:
    """Tell whether a sidebar has room for the icon below its ``title``."""
    disc = context.layout("cards", 1).disc
    return disc is not None and _below_words(title, disc, context).width >= _LEAST_ICON


def foot_of(frame: Frame, context: Context, *, roomy: bool = True) -> float:
    """Return where the words of ``frame``, of one paragraph that stands at its top, end, in points.

    If ``roomy``, that is so in a wider font, too.
    """
    para = frame.paragraphs[0]
    items = titling(frame, context)
    width = frame.box.width / para.size
    lines = fallback.lines(items, width, context.pitch) if roomy else count_lines(items, width)
    return frame.box.y + lines * (para.leading or 1.0) * context.pitch * para.size


def _number(section: Section, layout: SlideLayout, accent: Colour, context: Context) -> list[Frame]:
    """Return the pillar's number, where the layout has a place for it."""
    holder = layout.count
    if holder is None or not section.shown_number:
        return []
    colour = holder.colour if layout.band else accent
    para = Para((SlideRun(str(section.number), True),), holder.size, colour, holder.align)
    name = f"{context.name('pillar')} {section.number}"
    wide = fallback.widest(words([Run(str(section.number))], context.kit.family, strong=True)) * holder.size
    more = max(wide - holder.width, 0.0) / 2
    box = replace(holder.box, x=holder.box.x - more, width=holder.box.width + 2 * more)
    return [Frame(name, box, (para,), holder.type, holder.index, holder.anchor)]

"""What all slides of a deck have in common: one size of titles, sizes of the cards' text that are close, one form.

Each pillar is measured by itself first. Sizes are in points.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from functools import partial
from math import ceil
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.deck.compose.common import COMFORTABLE, Rhythm, titling
from generator.deck.compose.dataslide import headed, layout_of, stands
from generator.deck.compose.heading import heading, nears_edge
from generator.document.tree import Chart, DataTable, Items
from generator.errors import ContentError
from generator.text.breaking import break_lines
from generator.text.totalfit import ends_short

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.deck.compose.common import Context
    from generator.deck.compose.pillar import Prepared
    from generator.deck.roles import LayoutRole
    from generator.deck.slide import Frame
    from generator.document.tree import Role, Section
    from generator.source.inline import Text

_EVEN, _STEP = 0.93, 0.5  # of the largest size: so much smaller titles may be for the sake of their lines; the steps
_SHORT = 0.4  # of a title's longest line: one before the last that is shorter is ragged (by eye)
# A title that needs less is smaller by itself, and makes the others no smaller; on somebody's template, on which the
# placeholder may be larger than our titles, it stands out with more.
_LEAST_TITLE, _LEAST_OF_BRAND = 22.0, 24.0
_BESIDE_TEXT = 1.2  # of the text's size: that of headings in sidebars, at least
_CLOSE = 1.25  # of the smallest pillar's text: more is seen as another size
_PARTS = 9  # a table that goes on has so many slides, or fewer
_MANY = 3  # parts of a pillar: more of them may take several slides
_UNKNOWN: Mapping[int, Prepared] = {}


def titled(
    context: Context, layout_of: Callable[[Role], LayoutRole | None], prepared: Mapping[int, Prepared] = _UNKNOWN
) -> Context:
    """Return ``context`` with the size of titles that all of them have room for.

    It may be somewhat smaller for the sake of even lines. ``prepared`` are the pillars, by the number of the section,
    once they are measured; ``layout_of`` tells on which layout the titles of a role stand, if they share their size
    with others. A title that fits nowhere is left to its composer to refuse.
    """
    whole = replace(context, rhythm=Rhythm())
    most = min((one.paragraphs[0].size for one in _titles(whole, layout_of, prepared)), default=0.0)
    brand = context.design.brand
    # In halves of a point of the slide, which its sizes are cut down to: no title is less.
    least = ceil(2 * _LEAST_OF_BRAND * brand.scale) / 2 / brand.scale if brand else _LEAST_TITLE
    steps = [most - _STEP * step for step in range(int((1 - _EVEN) * most / _STEP) + 1)] if most > least else []
    tried = [replace(context, rhythm=Rhythm(max(size, least))) for size in steps or [least]]
    return min(tried, key=lambda one: sum(_ragged(title, context) for title in _titles(one, layout_of, prepared)))


def rhythm(
    context: Context, prepared: Mapping[int, Prepared], layout_of: Callable[[Role], LayoutRole | None]
) -> Rhythm:
    """Return what the slides of a document have in common; ``prepared`` and ``layout_of`` are those of ``titled``.

    Titles are no larger than in ``context``, in which the pillars were measured.
    """
    titles = min(titled(context, layout_of, prepared).rhythm.titles, context.rhythm.titles)
    sizes = [one.deal.size for one in prepared.values() if one.deal]
    close = _CLOSE * min(sizes, default=COMFORTABLE)
    most = titles / _BESIDE_TEXT if context.design.sidebar else Rhythm(titles).below
    cards = max(COMFORTABLE, int(2 * min(most, close)) / 2)
    forms = sum((one.deal.commonest(cards) for one in prepared.values() if one.deal), Counter[str]())
    return Rhythm(titles, cards, max(forms, key=lambda form: forms[form], default=""))


def _titles(
    context: Context, layout_of: Callable[[Role], LayoutRole | None], prepared: Mapping[int, Prepared]
) -> Iterator[Frame]:
    """Yield the titles of slides, but the cover's, no larger than those of ``context``."""
    for index, section in enumerate(context.document.sections):
        slides = prepared[index].slides if index in prepared else _PARTS if _many(section) else 1
        for title in _set(section, slides, layout_of(section.role), context):
            with suppress(ContentError):
                yield title()


def _many(section: Section) -> bool:
    """Tell whether a pillar that is not yet measured may well take several slides."""
    return sum(len(block.items) if isinstance(block, Items) else 1 for block in section.blocks) > _MANY


def _ragged(title: Frame, context: Context) -> bool:
    """Tell whether a line of ``title`` is far shorter than others or near a sidebar's edge, or its last one short."""
    para = title.paragraphs[0]
    width = title.box.width / para.size
    lines = break_lines(titling(title, context), width)
    longest = max((line.width for line in lines), default=0.0)
    return bool(lines) and (
        nears_edge(title, context)
        or ends_short(lines, width)
        or any(line.width < _SHORT * longest for line in lines[:-1])
    )


def _captioned(section: Section, caption: Text, context: Context) -> Frame:
    stand = stands(section, caption, context)[0]
    part = 1 if stand.design.sidebar else _PARTS
    return headed(section, caption, (part, part), layout_of("content", stand), stand)[0]


def _set(section: Section, slides: int, layout: LayoutRole | None, context: Context) -> Iterator[Callable[[], Frame]]:
    """Yield what sets the titles of a section's ``slides``, on ``layout`` where they have no size of their own."""
    captions = [block.caption for block in section.blocks if isinstance(block, DataTable | Chart)]
    for caption in captions:
        yield partial(_captioned, section, caption, context)
    if layout:
        yield partial(context.title, section.title, context.layout(layout))
    elif section.role == "pillar" and slides:
        yield partial(heading, section, (slides, slides), context)

"""What all slides of a deck have in common: one size of titles, sizes of the cards' text that are close, one form.

Each pillar is measured by itself first. Sizes are in points.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from generator.deck.compose.common import COMFORTABLE, Rhythm
from generator.deck.compose.dataslide import headed, layout_of, stands
from generator.deck.compose.heading import heading
from generator.document.tree import Chart, DataTable
from generator.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.deck.compose.common import Context
    from generator.deck.compose.pillar import Prepared
    from generator.deck.roles import LayoutRole
    from generator.deck.slide import Frame
    from generator.document.tree import Role, Section
    from generator.source.inline import Text

# A title that needs less is smaller by itself, and makes the others no smaller; on somebody's template, on which the
# placeholder may be larger than our titles, it stands out with more.
_LEAST_TITLE, _LEAST_OF_BRAND = 22.0, 24.0
_BESIDE_TEXT = 1.1  # of the text's size: that of headings in sidebars, at least
_CLOSE = 1.25  # of the smallest pillar's text: more is seen as another size
_PARTS = (9, 9)  # a table that goes on has so many slides, or fewer


def rhythm(
    context: Context, prepared: Mapping[int, Prepared], layout_of: Callable[[Role], LayoutRole | None]
) -> Rhythm:
    """Return what the slides of a document have in common; ``prepared`` are its pillars, by the number of the section.

    ``layout_of`` tells on which layout the titles of a role stand, if they share their size with others. A title
    that fits nowhere is left to its composer to refuse.
    """
    least = _LEAST_OF_BRAND if context.design.brand else _LEAST_TITLE
    titles = max(least, min(_title_sizes(context, prepared, layout_of), default=least))
    sizes = [one.deal.size for one in prepared.values() if one.deal]
    close = _CLOSE * min(sizes, default=COMFORTABLE)
    most = titles / _BESIDE_TEXT if context.design.sidebar else Rhythm(titles).below
    cards = max(COMFORTABLE, int(2 * min(most, close)) / 2)
    forms = sum((one.deal.commonest(cards) for one in prepared.values() if one.deal), Counter[str]())
    return Rhythm(titles, cards, max(forms, key=lambda form: forms[form], default=""))


def _title_sizes(
    context: Context, prepared: Mapping[int, Prepared], layout_of: Callable[[Role], LayoutRole | None]
) -> Iterator[float]:
    """Yield the size that each title of a slide, but the cover's, would have by itself."""
    for index, section in enumerate(context.document.sections):
        for title in _titles(section, prepared.get(index), layout_of(section.role), context):
            with suppress(ContentError):
                yield title().paragraphs[0].size


def _captioned(section: Section, caption: Text, context: Context) -> Frame:
    stand = stands(section, caption, context)[0]
    part = (1, 1) if stand.design.sidebar else _PARTS
    return headed(section, caption, part, layout_of("content", stand), stand)[0]


def _titles(
    section: Section, prepared: Prepared | None, layout: LayoutRole | None, context: Context
) -> Iterator[Callable[[], Frame]]:
    """Yield what sets the titles of a section's slides, on ``layout`` where they have no size of their own."""
    captions = [block.caption for block in section.blocks if isinstance(block, DataTable | Chart)]
    for caption in captions:
        yield partial(_captioned, section, caption, context)
    if layout:
        yield partial(context.title, section.title, context.layout(layout))
    elif prepared and prepared.slides:
        yield partial(heading, section, (1, prepared.slides), context)

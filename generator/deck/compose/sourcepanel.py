"""Compose the slide of a few sources: title and contact on a dark panel, each source with its address beside it.

Lengths are points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.addresses import leads_out
from generator.deck.compose.common import COMFORTABLE, SLACK, laid
from generator.deck.compose.overview import tiles_of
from generator.deck.design import Placeholder
from generator.deck.layouts import BESIDE, HEIGHT, MARGIN, SIDEBAR, SIDEBAR_INSET
from generator.deck.slide import INK, Figure, Frame, Origin, Para, SlideRun
from generator.document.tree import Paragraph, SourceList
from generator.errors import ContentError
from generator.messages import _
from generator.source.inline import Run
from generator.text import fallback
from generator.text.breaking import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.deck.compose.common import Context, Said
    from generator.deck.design import SlideLayout
    from generator.deck.slide import Shape, Slide
    from generator.document.tree import Section, SourceEntry
    from generator.source.inline import Text
    from generator.text.breaking import Word
    from generator.units import Box

_SIZES = (26.0, 24.0, 22.0, 20.0, 18.0)  # of titles, in the order in which they are tried
_MINOR, _LEAST = 0.72, 14.0  # of that size: addresses and dates; and their size at least
_NUMBER, _HANG = 1.3, 46.0  # of that size: a number; what it takes on the left
_GAPS = (16.0, 76.0)  # between two sources, at least and at most
_CONTACT = 130.0  # the height of a contact at most
_HEAD = 300.0  # of the title


class _Source(Struct, frozen=True):
    """A source, measured: its title, and its address and date, which may be nothing."""

    entry: SourceEntry
    title: Text
    items: list[Word]
    minor: tuple[SlideRun, ...]
    below: list[Word]

    def heights(self, width: float, size: float, pitch: float) -> tuple[float, float]:
        """Return the heights of both at ``size`` points in ``width``, with room for a wider font."""
        small = _minor(size)
        below = fallback.lines(self.below, width / small, pitch) * pitch * small if self.below else 0.0
        return fallback.lines(self.items, width / size, pitch) * pitch * size, below


def beside_panel(section: Section, layout: SlideLayout, context: Context) -> Slide | None:
    """Return the sources on one slide of our own; None where they are too many, or their words too long."""
    blocks = [block for block in section.blocks if isinstance(block, SourceList)]
    contact = [block.text for block in section.blocks if isinstance(block, Paragraph)]
    found = [_measured(entry, context) for block in blocks for entry in block.entries]
    width, pitch = BESIDE.width - _HANG - SLACK, context.pitch
    if not found:
        return None
    for size in _SIZES:
        tall = sum(sum(one.heights(width, size, pitch)) for one in found)
        widest = max(max(fallback.widest(one.items) * size, fallback.widest(one.below) * _minor(size)) for one in found)
        if tall + _GAPS[0] * (len(found) - 1) <= BESIDE.height and widest <= width:
            break
    else:
        return None
    left, inner = SIDEBAR_INSET, SIDEBAR.width - 2 * SIDEBAR_INSET
    head = replace(SIDEBAR, x=left, y=MARGIN, width=inner, height=_HEAD)
    foot = replace(head, y=HEIGHT - MARGIN - _CONTACT, height=_CONTACT)
    title = replace(layout.title, box=head, colour=context.on_banner, anchor="t")
    footer = layout.footer and replace(layout.footer, box=replace(layout.footer.box, x=BESIDE.x, width=500.0))
    layout = replace(layout, title=title, footer=footer)
    try:
        shapes: list[Shape] = [context.title(section.title, layout), *_contact(contact, foot, context)]
    except ContentError:
        return None
    shapes.insert(0, Figure(context.name("band"), SIDEBAR, fill=context.banner))
    gap = min((BESIDE.height - tall) / max(len(found) - 1, 1), _GAPS[1])
    shapes += _listed(found, size, gap, context)
    said = [(Run(f"{one.entry.number}. "), *one.entry.text.runs) for one in found]
    spoken: tuple[Said, ...] = (section.title.plain, *[text.runs for text in (*section.said, *contact)], *said)
    return context.slide(layout, shapes, spoken, [f"source:{one.entry.number}" for one in found])


def _minor(size: float) -> float:
    return max(_LEAST, int(2 * _MINOR * size) / 2)


def _measured(entry: SourceEntry, context: Context) -> _Source:
    """Return a source measured; its address, where there is one, is printed without what its server alone needs."""
    title, seen = entry.parted
    targets = {run.link for run in title.runs if leads_out(run.link)}
    target = targets.pop() if len(targets) == 1 else ""
    bare = target.partition("://")[2].partition("?")[0].partition("#")[0].rstrip("/")
    minor = [SlideRun(bare, target=target)] if bare and bare not in title.plain else []
    if minor:  # one link is enough, and office suites break long ones between letters
        title = title.unlinked
    if seen:
        minor.append(SlideRun(f"\u00a0· {seen}" if minor else seen))
    family = context.kit.family
    below = words([Run("".join(one.text for one in minor))], family)
    return _Source(entry, title, words(title.runs, family, strong=True), tuple(minor), below)


def _contact(texts: Sequence[Text], box: Box, context: Context) -> Iterator[Frame]:
    """Yield the contact at the foot of the panel, in words that can be read; raise ContentError for one too long."""
    sizes = replace(context.kit.theme.deck.running, largest=COMFORTABLE, smallest=_LEAST)
    holder = Placeholder("", 0, box, sizes.largest, context.name("text"), context.on_banner, anchor="b")
    for text in texts:
        yield context.fitted(text, holder, sizes, _("a slide"))


def _listed(found: Sequence[_Source], size: float, gap: float, context: Context) -> Iterator[Frame]:
    """Yield each source: its number, then its title with address and date below it."""
    width, pitch, y = BESIDE.width - _HANG, context.pitch, BESIDE.y
    tiles = next(filter(None, map(tiles_of, context.document.sections)), ())
    accent = context.accent(tiles[0].colour) if tiles else INK
    for one in found:
        upper, lower = one.heights(width - SLACK, size, pitch)
        name = f"{context.name('source')} {one.entry.number}"
        mark = Para((SlideRun(str(one.entry.number), True),), _NUMBER * size, accent, leading=1.0)
        raised = (_NUMBER - 1.0) * size * pitch / 2
        place = replace(BESIDE, y=y - raised, width=_HANG, height=_NUMBER * size * pitch)
        yield Frame(f"{name} ({context.name('number')})", place, (mark,), wrap=False)
        title = laid(one.title.runs, one.items, (width - SLACK) / size, strong=True)
        paras = [Para(title, size, origin=Origin(one.entry.text.mark))]
        if one.minor:
            paras.append(Para(one.minor, _minor(size)))
        yield Frame(name, replace(BESIDE, x=BESIDE.x + _HANG, y=y, width=width, height=upper + lower), tuple(paras))
        y += upper + lower + gap

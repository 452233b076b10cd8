"""Compose the slide of a few sources: title and contact on a dark panel; beside it each, with the pillars that cite it.

Lengths are points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.addresses import leads_out
from generator.deck.compose.common import COMFORTABLE, SLACK, laid, spans
from generator.deck.compose.overview import tiles_of
from generator.deck.design import Placeholder
from generator.deck.layouts import BESIDE, HEIGHT, MARGIN, SIDEBAR, SIDEBAR_LEFT, SIDEBAR_RIGHT
from generator.deck.slide import INK, RULE, Figure, Frame, Origin, Para, SlideRun
from generator.document.tree import Chart, DataTable, Item, KeyFigure, Paragraph, Quote, SourceList, nodes
from generator.errors import ContentError
from generator.messages import _
from generator.source.inline import Run
from generator.text import fallback
from generator.text.breaking import count_lines, words
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from generator.deck.compose.common import Context, Said
    from generator.deck.design import SlideLayout
    from generator.deck.slide import Colour, Shape, Slide
    from generator.document.tree import Section, SourceEntry
    from generator.source.inline import Text
    from generator.text.breaking import Word

    Lines = Callable[[Sequence[Word], float, float], float]

_SIZES = (32.0, 30.0, 28.0, 26.0, 24.0, 22.0, 20.0, 18.0)  # of titles, in the order in which they are tried
_EASY = 22.0  # down to this size, fewer lines are worth more
_MINOR, _LEAST = 0.7, 14.0  # of that size: addresses, dates, pillars; and their size at least
_BELOW = 3.0  # a title
_NUMBER, _HANG = 1.6, 54.0  # of that size: a number; what it takes on the left
_AROUND = (8.0, 26.0)  # above and below a source, at least and at most
_HAIRLINE = 1.0  # above each
_CONTACT = 150.0  # the height of a contact at most
_HEAD = 280.0  # the height of the title, at most
_CITING: tuple[type[Item | KeyFigure | Quote | DataTable | Chart], ...] = (Item, KeyFigure, Quote, DataTable, Chart)


class _Line(Struct, frozen=True):
    """A line below a source's title, measured."""

    spans: tuple[SlideRun, ...]
    items: list[Word]
    colour: Colour = INK


class _Source(Struct, frozen=True):
    """A source, measured: its title; its address and date, and the pillars that cite it, where there are any."""

    entry: SourceEntry
    title: Text
    items: list[Word]
    below: tuple[_Line, ...]
    colour: Colour

    def height(self, width: float, size: float, pitch: float, lines: Lines = fallback.lines) -> float:
        """Return its height at ``size`` points in ``width``, with room for a wider font unless told how to count."""
        small = _minor(size)
        below = sum(lines(one.items, width / small, pitch) for one in self.below)
        title = lines(self.items, width / size, pitch)
        return (title * size + below * small) * pitch + _BELOW * bool(self.below)

    def whole(self, width: float, size: float) -> bool:
        """Tell whether no word is wider than ``width``."""
        small = max((fallback.widest(one.items) for one in self.below), default=0.0) * _minor(size)
        return max(fallback.widest(self.items) * size, small) <= width


def beside_panel(section: Section, layout: SlideLayout, context: Context) -> Slide | None:
    """Return the sources on one slide of our own; None where they are too many, or their words too long."""
    blocks = [block for block in section.blocks if isinstance(block, SourceList)]
    contact = [block.text for block in section.blocks if isinstance(block, Paragraph)]
    citing = _citing(context)
    found = [_measured(entry, citing.get(entry.number, {}), context) for block in blocks for entry in block.entries]
    width, pitch = BESIDE.width - _HANG - SLACK, context.pitch
    tall = {size: sum(one.height(width, size, pitch) for one in found) for size in _SIZES}
    room = BESIDE.bottom - MARGIN - 2 * _AROUND[0] * len(found)
    sizes = [size for size in _SIZES if tall[size] <= room and all(one.whole(width, size) for one in found)]
    if not (found and sizes):
        return None
    lines = {size: sum(count_lines(one.items, width / size) for one in found) for size in sizes}
    size = min([one for one in sizes if one >= _EASY] or sizes, key=lambda one: (lines[one], -one))
    inner = SIDEBAR.width - SIDEBAR_LEFT - SIDEBAR_RIGHT
    head = replace(SIDEBAR, x=SIDEBAR_LEFT, y=MARGIN, width=inner, height=_HEAD)
    foot = replace(head, y=HEIGHT - MARGIN - _CONTACT, height=_CONTACT)
    title = replace(layout.title, box=head, colour=context.on_banner, anchor="t")
    footer = layout.footer and replace(layout.footer, box=replace(layout.footer.box, x=BESIDE.x, width=500.0))
    layout = replace(layout, title=title, footer=footer)
    try:
        head_frame = context.title(section.title, layout, tall=True)
        shapes: list[Shape] = [head_frame, *_contact(contact, foot, context)]
    except ContentError:
        return None
    shapes.insert(0, Figure(context.name("band"), SIDEBAR, fill=context.banner))
    around = min(_AROUND[0] + (room - tall[size]) / 2 / len(found), _AROUND[1])
    shapes += _listed(found, size, around, context)
    said = [(Run(f"{one.entry.number}. "), *one.entry.text.runs) for one in found]
    spoken: tuple[Said, ...] = (section.title.plain, *[text.runs for text in (*section.said, *contact)], *said)
    return context.slide(layout, shapes, spoken, [f"source:{one.entry.number}" for one in found])


def _minor(size: float) -> float:
    return max(_LEAST, int(2 * _MINOR * size) / 2)


def _citing(context: Context) -> dict[int, dict[str, Section]]:
    """Return the pillars that cite each source, by its number."""
    found: dict[int, dict[str, Section]] = {}
    for section in context.document.sections:
        for kind in _CITING if section.pillar else ():
            for one in nodes(section.blocks, kind):
                found.setdefault(one.source_number, {}).setdefault(section.pillar, section)
    return found


def _measured(entry: SourceEntry, citing: Mapping[str, Section], context: Context) -> _Source:
    """Return a source measured; its address, where there is one, is printed without what its server alone needs.

    The names of the pillars that cite it have the pillar's colour if it is one.
    """
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
    names = {tile.pillar: tile.label for section in context.document.sections for tile in tiles_of(section)}
    labels = [names.get(pillar, section.title) for pillar, section in citing.items()]
    joined = [run for label in labels for run in (Run(" · "), *label.runs)][1:]
    colours = [context.accent(section.colour) for section in citing.values()]
    colour = colours[0] if len(colours) == 1 else INK
    below = []
    if minor:
        below.append(_Line(tuple(minor), words([Run("".join(one.text for one in minor))], family)))
    if joined:
        below.append(_Line(spans(joined, strong=True), words(joined, family, strong=True), colour))
    return _Source(entry, title, words(title.runs, family, strong=True), tuple(below), colour)


def _contact(texts: Sequence[Text], box: Box, context: Context) -> Iterator[Frame]:
    """Yield the contact at the foot of the panel, in words that can be read; raise ContentError for one too long."""
    sizes = replace(context.kit.theme.deck.running, largest=COMFORTABLE, smallest=_LEAST)
    holder = Placeholder("", 0, box, sizes.largest, context.name("text"), context.on_banner, anchor="b")
    if texts:
        yield context.stacked(texts, holder, sizes, _("a slide"))


def _listed(found: Sequence[_Source], size: float, around: float, context: Context) -> Iterator[Shape]:
    """Yield each source below a rule: its number, then its title with its lines below it."""
    width, pitch, y = BESIDE.width - _HANG, context.pitch, MARGIN
    for one in found:
        tall = one.height(width - SLACK, size, pitch)
        own = one.height(width - SLACK, size, pitch, lambda items, measure, _pitch: count_lines(items, measure))
        name = f"{context.name('source')} {one.entry.number}"
        line = replace(BESIDE, y=y, height=_HAIRLINE)
        yield Figure(f"{context.name('rule')} {one.entry.number}", line, fill=RULE)
        top = y + around + min((tall - own) / 2, around)
        mark = Para((SlideRun(str(one.entry.number), True),), _NUMBER * size, one.colour, leading=1.0)
        raised = (_NUMBER - 1.0) * size * pitch / 2
        place = replace(BESIDE, y=top - raised, width=_HANG, height=_NUMBER * size * pitch)
        yield Frame(f"{name} ({context.name('number')})", place, (mark,), wrap=False)
        title = laid(one.title.runs, one.items, (width - SLACK) / size, strong=True)
        after = _BELOW if one.below else 0.0
        paras = [Para(title, size, after=after, origin=Origin(one.entry.text.mark))]
        paras += [Para(below.spans, _minor(size), below.colour) for below in one.below]
        yield Frame(name, Box(BESIDE.x + _HANG, top, width, tall), tuple(paras))
        y += tall + 2 * around

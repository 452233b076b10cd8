"""Compose the slides of the sources and the contact: a numbered list, on as many slides as it takes."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.deck.compose.common import BETWEEN, COMFORTABLE, OF_LINE, SLACK, Context, laid
from generator.deck.compose.overview import ribbon, tiles_of
from generator.deck.compose.sourcepanel import beside_panel
from generator.deck.slide import Figure, Frame, Origin, Para, Shape, Slide
from generator.document.tree import Paragraph, SourceList
from generator.errors import collect
from generator.messages import _
from generator.source.inline import Run
from generator.text import fallback
from generator.text.breaking import Word, count_lines, words
from generator.text.fit import largest, refuse_box

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.deck.compose.common import Said
    from generator.deck.design import SlideLayout
    from generator.document.tree import Section
    from generator.source.inline import Text

_APART = 1.2  # the space above the contact, in em
_LARGE = 26.0  # points: a few sources are as large, at most
_WIDER = 3.5  # times the space between entries, at most, where a slide has room for it
_INDENT = 2.2  # in em: a number of two digits, its point and a space


class _Entry(Struct, frozen=True):
    """A source with its number, or the contact with none; as measured words."""

    number: int
    text: Text
    words: list[Word]
    after: float

    def measure(self, width: float, size: float) -> float:
        """Return the em that its lines have in ``width`` points: a number hangs before them."""
        return width / size - (_INDENT if self.number else 0.0)

    def lines(self, width: float, size: float) -> int:
        """Return the lines in ``width`` points."""
        return count_lines(self.words, self.measure(width, size) * OF_LINE)

    def alone(self, width: float, size: float, pitch: float, own: float) -> float:
        """Return the height in ``width`` points; above ``own`` points with room for a wider font."""
        return (
            fallback.lines_above(own, self.words, self.measure(width, size) * OF_LINE * size, size, pitch)
            * pitch
            * size
        )


def sources(section: Section, context: Context) -> list[Slide]:
    """Return the slides of the sources; raise ContentError for a source that is longer than a slide."""
    layout = context.layout("closing")
    if layout.ribbon and (slide := beside_panel(section, layout, context)):  # our own layout
        return [slide]
    entries = list(_entries(section, context))
    holder = layout.text
    inner = (holder.width - SLACK, holder.height) if holder else (layout.body.width - SLACK, layout.body.height)
    parts, size = _parts(entries, inner, context)
    wider = min(_loosest(part, size, inner, context) for part in parts)
    parts = [[replace(entry, after=entry.after * wider) for entry in part] for part in parts]
    return [_slide(section, part, size, (number, len(parts)), layout, context) for number, part in enumerate(parts, 1)]


def _entries(section: Section, context: Context) -> list[_Entry]:
    found: list[tuple[int, Text]] = []
    for block in section.blocks:
        if isinstance(block, SourceList):
            found += [(entry.number, entry.text) for entry in block.entries]
        elif isinstance(block, Paragraph):
            found.append((0, block.text))
    family = context.kit.family
    after = [BETWEEN if next or not number else _APART for (number, _), (next, _) in pairwise([*found, *found[-1:]])]
    return [
        _Entry(number, text, words(text.runs, family, strong_places=False), space)
        for (number, text), space in zip(found, after, strict=True)
    ]


def _parts(
    entries: Sequence[_Entry], room: tuple[float, float], context: Context
) -> tuple[list[Sequence[_Entry]], float]:
    """Return the entries of each slide in ``room`` (width and height), and the size of all, in points.

    It is the largest that needs no more slides than the least, and has room for a wider font unless it is the least.
    Down to a comfortable one, fewer lines are worth more: a date alone on its line looks lost.
    """
    width, maximum = room
    running = context.kit.theme.deck.running
    largest_size = running.largest if context.design.brand else max(running.largest, _LARGE)
    steps = replace(running, largest=largest_size).steps()
    pitch = context.pitch
    collect(partial(_require, entry, room, steps[0], pitch) for entry in entries)
    cut = partial(_cut, entries, width, pitch, steps[0])

    def fits(size: float) -> bool:  # in points
        tallest = max(one.alone(width, size, pitch, steps[0]) for one in entries)
        return tallest <= maximum and len(cut(size, maximum)) <= fewest

    fewest = len(cut(steps[0], maximum))
    size = largest(steps, fits) or steps[0]
    lines = {one: sum(entry.lines(width, one) for entry in entries) for one in steps if COMFORTABLE <= one <= size}
    size = max((one for one in lines if lines[one] == min(lines.values())), default=size)
    return cut(size, _even(size, maximum, cut)), size


def _loosest(part: Sequence[_Entry], size: float, room: tuple[float, float], context: Context) -> float:
    """Return by how much more room there may be between the entries of a slide, its height in ``room``."""
    own = context.kit.theme.deck.running.smallest
    words = sum(entry.alone(room[0], size, context.pitch, own) for entry in part)
    between = sum(entry.after for entry in part[:-1]) * size
    return max(1.0, min(_WIDER, (room[1] - words) / between)) if between else _WIDER


def _cut(
    entries: Sequence[_Entry], width: float, pitch: float, own: float, size: float, height: float
) -> list[Sequence[_Entry]]:
    """Return the entries of each slide of ``height`` points, filled one after the other; ``pitch`` is in em.

    Above ``own`` points there is room for a wider font.
    """
    parts: list[list[_Entry]] = []
    left = 0.0
    for entry in entries:
        tall = entry.alone(width, size, pitch, own)
        if tall > left or not parts:
            parts.append([])
            left = height
        parts[-1].append(entry)
        left -= tall + entry.after * size
    return list(parts)


def _even(size: float, maximum: float, cut: Callable[[float, float], list[Sequence[_Entry]]]) -> float:
    """Return the least height, in points, that takes no more slides than ``maximum``: they are about evenly filled."""
    count = len(cut(size, maximum))
    low, high = 0.0, maximum
    while high - low > 1.0:
        middle = (low + high) / 2
        low, high = (low, middle) if len(cut(size, middle)) <= count else (middle, high)
    return high


def _require(entry: _Entry, room: tuple[float, float], size: float, pitch: float) -> None:
    """Refuse an entry that is too long for the room of a slide: lengths are in points, ``pitch`` in em."""
    if entry.alone(room[0], size, pitch, size) > room[1]:
        box = (entry.measure(room[0], size) * size, room[1])
        raise refuse_box(entry.words, box, size, pitch, entry.text.mark, _("a slide"))


def _slide(
    section: Section, part: Sequence[_Entry], size: float, place: tuple[int, int], layout: SlideLayout, context: Context
) -> Slide:
    """Return a slide of some entries, with text of ``size`` points."""
    title = context.title(section.title, layout, place)
    shapes: list[Shape] = [title, _list(part, size, layout, context.name("source"))]
    if layout.rule:
        shapes.append(Figure(context.name("rule"), layout.rule, fill=context.banner))
    if layout.ribbon:
        shapes += ribbon(next(filter(None, map(tiles_of, context.document.sections)), ()), layout.ribbon, context)
    said = [(Run(f"{entry.number}. "), *entry.text.runs) if entry.number else entry.text.runs for entry in part]
    spoken: tuple[Said, ...] = (title.text, *[text.runs for text in section.said], *said)
    return context.slide(layout, shapes, spoken, [f"source:{entry.number}" for entry in part if entry.number])


def _list(part: Sequence[_Entry], size: float, layout: SlideLayout, name: str) -> Frame:
    """Return the entries as paragraphs of ``size`` points in one frame, the layout's placeholder where it has one."""
    width = (layout.text.width if layout.text else layout.body.width) - SLACK
    paras = [_paragraph(entry, width, size) for entry in part]
    paras[-1] = replace(paras[-1], after=0.0)
    if holder := layout.text:
        return Frame(name, holder.box, tuple(paras), holder.type, holder.index, "t", holder.insets)
    return Frame(name, layout.body, tuple(paras))


def _paragraph(entry: _Entry, width: float, size: float) -> Para:
    """Return an entry as a paragraph of ``size`` points, ``width`` points wide; its number hangs before it."""
    runs = laid(entry.text.runs, entry.words, entry.measure(width, size))
    indent = _INDENT * size if entry.number else 0.0
    return Para(
        runs, size, after=entry.after * size, indent=indent, number=entry.number, origin=Origin(entry.text.mark)
    )

"""Composes headings, running text and the bulleted examples of a pillar beside its bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.messages import _
from generator.note.flow import Bar, Chunk
from generator.note.metrics import LEFT, RIGHT, ROOM
from generator.pdf.boxes import Anchor, Area, Operation
from generator.pdf.lines import CAP_HEIGHT, Style, baseline, set_lines
from generator.text.fit import refuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.document.tree import Item, Items, Paragraph, Section
    from generator.note.compositor import Compositor
    from generator.note.metrics import Setting
    from generator.source.inline import Text
    from generator.text.breaking import Line

_BULLET = 0.44
_BULLET_SIGN = "•"
_INDENT = 1.05
_MIN_BAR = 26.0
_SLACK = 0.01
_MIN_LINES = 2
"""The fewest lines of a paragraph at the foot of a page, and at the top of the next."""


def pillar_chunks(section: Section, body: Iterable[Chunk], compositor: Compositor) -> Iterator[Chunk]:
    """Yield a pillar's heading and its body, all beside the pillar's bar."""
    theme, structure, setting = compositor.theme, compositor.structure, compositor.setting
    colour = theme.colour(section.colour) if section.colour else theme.ink
    heading = structure.add(compositor.heading_tag)
    number = structure.add("Span", heading)
    bar = Bar(setting.bar_width, setting.unit, colour, str(section.number or ""), section.icon, number)
    head = _on_grid(_heading(section, setting.text_left, colour, heading, compositor), setting)
    chunks = joined(head, body, setting.after_heading)
    for index, chunk in enumerate(_footed(chunks, setting.foot, _MIN_BAR * setting.unit)):
        before = setting.between_sections if index == 0 else chunk.before
        again = replace(chunk.again, bar=bar) if chunk.again else None
        yield replace(chunk, before=before, bar=bar, again=again)


def heading_chunk(section: Section, anchor: str, compositor: Compositor) -> Chunk:
    """Return the heading of a section that has no bar."""
    element = compositor.structure.add(compositor.heading_tag)
    head = _heading(section, LEFT, compositor.theme.ink, element, compositor, anchor)
    return replace(head, before=2 * compositor.setting.between_sections)


def item_chunks(block: Items, left: float, colour: str, compositor: Compositor) -> Iterator[Chunk]:
    """Yield the examples, a square bullet before each, in chunks between which a page may end."""
    listing = compositor.structure.add("L", numbering="Square")
    for item in block.items:
        yield from _item(item, left, colour, listing, compositor)


def paragraph_chunks(block: Paragraph, left: float, compositor: Compositor) -> Iterator[Chunk]:
    """Yield running text."""
    lines = compositor.running(block.text, RIGHT - left)
    element = compositor.structure.add("P")
    yield from line_chunks(lines, left, element, (), compositor)


def joined(head: Chunk, body: Iterable[Chunk], space: float) -> Iterator[Chunk]:
    """Yield ``head`` made one with the first chunk of ``body``, then the rest: no heading stays alone."""
    chunks = iter(body)
    first = next(chunks, None)
    if first is None:
        yield head
        return
    top = head.height + space
    lowered = (replace(one, y=one.y + top) for one in first.operations)
    together = top + first.together if first.together else 0.0
    operations = (*head.operations, *lowered)
    line = top + first.baseline if first.step else 0.0
    yield Chunk(top + first.height, operations, head.before, together=together, baseline=line, step=first.step)
    yield from chunks


def _heading(
    section: Section,
    left: float,
    colour: str,
    element: int,
    compositor: Compositor,
    anchor: str = "",
) -> Chunk:
    """Return the title, between the words that stand above and below it, if any."""
    setting, structure = compositor.setting, compositor.structure
    plain = Style(setting.size, setting.pitch, compositor.theme.muted)
    titled = Style(setting.heading_size, setting.heading_pitch, colour)
    name = anchor or f"pillar:{section.pillar}"
    operations: list[Operation] = [Anchor(LEFT, 0.0, name, section.title.plain)]
    y = 0.0
    for text in filter(None, (section.eyebrow, section.title, section.subtitle)):
        style = titled if text is section.title else plain
        lines = compositor.balanced(text, RIGHT - left, style.size, strong=style is titled)
        require_room(text, lines, style, compositor, _("a heading"))
        tag = element if style is titled else structure.add("P")
        operations += set_lines(lines, left, y, style, tag, structure)
        y += len(lines) * style.pitch
    return Chunk(y, tuple(operations))


def _on_grid(head: Chunk, setting: Setting) -> Chunk:
    """Return a heading lowered so far that it is, with the space below it, whole steps high."""
    surplus = -(head.height + setting.after_heading) % setting.step
    if surplus > setting.step - _SLACK:
        return head
    lowered = (replace(one, y=one.y + (0.0 if isinstance(one, Anchor) else surplus)) for one in head.operations)
    return Chunk(head.height + surplus, tuple(lowered))


def require_room(text: Text, lines: Sequence[Line], style: Style, compositor: Compositor, where: str) -> None:
    """Raise ContentError for ``where``, set strong, when it would fill a third of a page."""
    most = int(ROOM / 3 / style.pitch)
    if len(lines) > most:
        items = compositor.words(text, strong=True)
        kept = sum(len(line.words) for line in lines[:most])
        raise refuse(items, lambda some: len(some) <= kept, text.mark, where)


def _item(item: Item, edge: float, colour: str, listing: int, compositor: Compositor) -> Iterator[Chunk]:
    setting, structure = compositor.setting, compositor.structure
    left = edge + setting.size * _INDENT
    lines = compositor.running(item.text, RIGHT - left)
    entry = structure.add("LI", listing)
    bullet = structure.add("Lbl", entry, actual=_BULLET_SIGN)
    element = structure.add("LBody", entry)
    side = setting.size * _BULLET
    y = baseline(setting.pitch, setting.size) - (CAP_HEIGHT * setting.size * 0.72 + side) / 2
    first = (Anchor(LEFT, 0.0, f"example:{item.example}"), Area(edge, y, side, side, colour, bullet))
    yield from line_chunks(lines, left, element, first, compositor)


def line_chunks(
    lines: Sequence[Line],
    left: float,
    element: int,
    first: tuple[Operation, ...],
    compositor: Compositor,
) -> Iterator[Chunk]:
    """Yield a paragraph in chunks: two lines at least stay together at its start and at its end."""
    setting = compositor.setting
    style = Style(setting.size, setting.pitch, compositor.theme.ink)
    start = 0
    for end in _breaks(lines):
        words = set_lines(lines, left, 0.0, style, element, compositor.structure, slice(start, end))
        before = setting.between_items if start == 0 else 0.0
        height = (end - start) * style.pitch
        operations = (*(first if start == 0 else ()), *words)
        yield Chunk(height, operations, before, baseline=baseline(style.pitch, style.size), step=setting.step)
        start = end


def _breaks(lines: Sequence[Line]) -> list[int]:
    """Return after which lines a page may end: never after one that ends in the middle of a word."""
    count = len(lines)
    if count < 2 * _MIN_LINES:
        return [count] if count else []
    ends = range(_MIN_LINES, count - _MIN_LINES + 1)
    return [*(end for end in ends if not lines[end - 1].hyphen), count]


def _footed(chunks: Iterable[Chunk], foot: float, least: float) -> Iterator[Chunk]:
    """Yield ``chunks``, the last one made higher: by ``foot``, and to ``least``, that of a bar."""
    held: list[Chunk] = []
    for chunk in chunks:
        yield from held
        held = [chunk]
    for chunk in held:
        yield replace(chunk, height=max(chunk.height + foot, least))

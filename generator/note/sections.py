"""Composes headings, running text and bullets, and pillars beside their bars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from msgspec.structs import replace

from generator.document.tree import Paragraph, Section
from generator.messages import _
from generator.note.context import LayoutContext
from generator.note.flow import Chunk, SectionBar, lowered, stacked
from generator.note.metrics import TypeMetrics
from generator.pdf.lines import CAP_HEIGHT, Style, baseline, set_lines
from generator.pdf.page import Anchor, Area, Disc, Operation
from generator.pdf.paper import LEFT, RIGHT, ROOM
from generator.text.breaking import Line

_BULLET = 0.44
INDENT = 1.05
"""The side of a bullet and the indentation of its text, in sizes of the body."""

_POINT = 0.34  # the diameter of a point's bullet
BULLET_TEXT = "•"
_X_HEIGHT = 0.72  # the height of small letters, in capitals' heights
_MIN_BAR = 26.0  # the least height of a bar in points: that of its number and the space around it
_SLACK = 0.01  # points, for rounding
_MIN_LINES = 2
"""The fewest lines of a paragraph at the foot of a page, and at the top of the next: no widows, no orphans."""

_HEADING_SHARE = 1 / 3  # the part of a page that no heading or caption may exceed: it must leave room for what it heads


def pillar_chunks(section: Section, body: Iterable[Chunk], context: LayoutContext) -> Iterator[Chunk]:
    """Yield a pillar's heading and its body, with the bar beside them."""
    structure, metrics, colour = context.structure, context.metrics, context.colour(section)
    heading = structure.add(context.heading_tag)
    number = structure.add("Span", heading)
    bar = SectionBar(metrics.bar_width, metrics.scale, colour, str(section.shown_number or ""), section.icon, number)
    head = _on_grid(_heading(section, metrics.text_left, colour, heading, context), metrics)
    chunks = _begun(joined(head, _kept(body, metrics), metrics.after_heading), metrics.start)
    for index, chunk in enumerate(_footed(chunks, metrics)):
        before = metrics.between_sections if index == 0 else chunk.before
        again = replace(chunk.again, bar=bar) if chunk.again else None
        yield replace(chunk, before=before, bar=bar, again=again)


def _begun(chunks: Iterable[Chunk], start: float) -> Iterator[Chunk]:
    """Yield ``chunks``, the first of them kept on one page with those that follow within ``start`` points."""
    left, height, needed = iter(chunks), 0.0, 0.0
    first: list[Chunk] = []
    while height < start and (chunk := next(left, None)):
        top = height + (chunk.before + chunk.step if first else 0.0)
        height, needed = top + chunk.height, max(needed, top + chunk.height, top + chunk.together)
        first.append(chunk)
    if first:
        yield replace(first[0], together=max(first[0].together, needed))
        yield from first[1:]
    yield from left


def _kept(chunks: Iterable[Chunk], metrics: TypeMetrics) -> Iterator[Chunk]:
    """Yield ``chunks``, a first or a last one of a single line kept on one page with its neighbour.

    It looks at no more of them than two ahead: who asks whether all fit a page soon has enough.
    """
    left = iter(chunks)
    chunk, following, is_first = next(left, None), next(left, None), True
    while chunk:
        ahead = next(left, None) if following else None
        if following and ((is_first and _is_line(chunk)) or (not ahead and _is_line(following))):
            below = following.height + (0.0 if ahead else metrics.foot)
            apart = chunk.height + following.before
            on_grid = chunk.step and (chunk.step, chunk.baseline) == (following.step, following.baseline)
            whole = below + (ceil((apart - _SLACK) / chunk.step) * chunk.step if on_grid else apart + chunk.step)
            chunk = replace(chunk, together=max(chunk.together, whole))
        yield chunk
        chunk, following, is_first = following, ahead, False


def _is_line(chunk: Chunk) -> bool:
    """Tell whether a chunk is so low that no page can end within it, as that of a single line."""
    return bool(chunk.step) and chunk.height < 2 * _MIN_LINES * chunk.step - _SLACK


def heading_chunk(section: Section, context: LayoutContext) -> Chunk:
    """Return the heading of a section that has no bar; its anchor is named after the section's role."""
    element = context.structure.add(context.heading_tag)
    head = _heading(section, LEFT, context.theme.text, element, context, section.role)
    return replace(head, before=2 * context.metrics.between_sections)


def paragraph_chunks(block: Paragraph, left: float, context: LayoutContext) -> Iterator[Chunk]:
    """Yield running text from ``left`` points to the margin, in chunks between which a page may end."""
    lines = context.running(block.text, context.column.right - left)
    element = context.structure.add("P")
    yield from line_chunks(lines, left, element, (), context)


def joined(head: Chunk, body: Iterable[Chunk], space: float) -> Iterator[Chunk]:
    """Yield ``head`` and the first chunk of ``body``, ``space`` points below it, as one chunk; then the rest."""
    chunks = iter(body)
    first = next(chunks, None)
    if first is None:
        yield head
        return
    top = head.height + space
    together = top + first.together if first.together else 0.0
    line = top + first.baseline if first.step else 0.0
    yield replace(stacked(head, first, space), together=together, baseline=line, step=first.step)
    yield from chunks


def _heading(
    section: Section, left: float, colour: str, element: int, context: LayoutContext, anchor: str = ""
) -> Chunk:
    """Return the title from ``left`` points on, between the eyebrow and the subtitle, if there are any."""
    metrics, structure = context.metrics, context.structure
    plain = Style(metrics.size, metrics.pitch, context.theme.muted)
    titled = Style(metrics.heading_size, metrics.heading_pitch, colour)
    name = anchor or f"pillar:{section.pillar}"
    operations: list[Operation] = [Anchor(LEFT, 0.0, name, section.title.plain)]
    y = 0.0
    for text in filter(None, (section.eyebrow, section.title, section.subtitle)):
        style = titled if text is section.title else plain
        context.require_lines(text, RIGHT - left, style.size, max_heading_lines(style.pitch), _("a heading"))
        lines = context.balanced(text, RIGHT - left, style.size, strong=style is titled)
        tag = element if style is titled else structure.add("P")
        operations += set_lines(lines, left, y, style, tag, structure)
        y += len(lines) * style.pitch
    return Chunk(y, tuple(operations))


def _on_grid(head: Chunk, metrics: TypeMetrics) -> Chunk:
    """Return a heading lowered so that its height and the space below it are whole steps of the baseline grid."""
    surplus = -(head.height + metrics.after_heading) % metrics.step
    if surplus > metrics.step - _SLACK:
        return head
    anchor, *text = head.operations  # links lead to the space above the heading
    return Chunk(head.height + surplus, (anchor, *lowered(text, surplus)))


def max_heading_lines(pitch: float) -> int:
    """Return the most lines of a heading or a caption, ``pitch`` points apart."""
    return int(ROOM * _HEADING_SHARE / pitch)


def bullet(edge: float, colour: str, element: int, context: LayoutContext, *, point: bool = False) -> Operation:
    """Return the bullet at ``edge`` points, centred on the height of small letters: a square, or of a point a disc."""
    metrics = context.metrics
    side = metrics.size * (_POINT if point else _BULLET)
    y = baseline(metrics.pitch, metrics.size) - (CAP_HEIGHT * metrics.size * _X_HEIGHT + side) / 2
    if point:
        return Disc(edge + side, y + side / 2, side / 2, colour, element=element)
    return Area(edge, y, side, side, colour, element)


def line_chunks(
    lines: Sequence[Line], left: float, element: int, first: tuple[Operation, ...], context: LayoutContext
) -> Iterator[Chunk]:
    """Yield a paragraph from ``left`` points on, with ``first`` before its first line, in chunks of whole lines.

    Two lines at least stay together at its start and at its end.
    """
    metrics = context.metrics
    style = Style(metrics.size, metrics.pitch, context.theme.text)
    start = 0
    for end in _breaks(lines):
        words = set_lines(lines, left, 0.0, style, element, context.structure, slice(start, end))
        before = metrics.step if start == 0 else 0.0
        operations = (*(first if start == 0 else ()), *words)
        yield Chunk(
            (end - start) * style.pitch,
            operations,
            before,
            baseline=baseline(style.pitch, style.size),
            step=metrics.step,
        )
        start = end


def _breaks(lines: Sequence[Line]) -> list[int]:
    """Return after how many lines a page may end: never after a hyphenated line."""
    count = len(lines)
    if count < 2 * _MIN_LINES:
        return [count] if count else []
    ends = range(_MIN_LINES, count - _MIN_LINES + 1)
    return [*(end for end in ends if not lines[end - 1].hyphen), count]


def _footed(chunks: Iterable[Chunk], metrics: TypeMetrics) -> Iterator[Chunk]:
    """Yield ``chunks``, the last one with the foot of its section."""
    held: list[Chunk] = []
    for chunk in chunks:
        yield from held
        held = [chunk]
    for chunk in held:
        yield replace(chunk, height=chunk.height + metrics.foot, alone=_MIN_BAR * metrics.scale)

"""Compose the slides of the sources and the contact: a numbered list, on as many slides as it takes."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.deck.compose.common import BETWEEN, SLACK, Context, laid
from generator.deck.compose.overview import ribbon, tiles_of
from generator.deck.slide import INK, Figure, Frame, Para, Shape, Slide
from generator.document.tree import Paragraph, SourceList
from generator.errors import collect
from generator.messages import _
from generator.text.breaking import Word, count_lines, words
from generator.text.fit import largest, refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.deck.design import SlideLayout
    from generator.document.tree import Section
    from generator.source.inline import Text
    from generator.units import Box

_APART = 1.2  # the space above the contact, in em
_INDENT = 2.2  # in em: a number of two digits, its point and a space


class _Entry(Struct, frozen=True):
    """A source with its number, or the contact with none; as measured words."""

    number: int
    text: Text
    words: list[Word]
    after: float

    def height(self, width: float, size: float, pitch: float) -> float:
        """Return the height in ``width`` points, the space below it included."""
        inner = width / size - (_INDENT if self.number else 0.0)
        return (count_lines(self.words, inner) * pitch + self.after) * size


def sources(section: Section, context: Context) -> list[Slide]:
    """Return the slides of the sources; raise ContentError for a source that is longer than a slide."""
    layout = context.layout("closing")
    entries = list(_entries(section, context))
    holder = layout.text
    inner = (holder.width - SLACK, holder.height) if holder else (layout.body.width - SLACK, layout.body.height)
    parts, size = _parts(entries, inner, context)
    return [_slide(section, part, size, (number, len(parts)), layout, context) for number, part in enumerate(parts, 1)]


def _entries(section: Section, context: Context) -> list[_Entry]:
    found: list[tuple[int, Text]] = []
    for block in section.blocks:
        if isinstance(block, SourceList):
            found += [(note.number, note.text) for note in block.entries]
        elif isinstance(block, Paragraph):
            found.append((0, block.text))
    family = context.kit.family
    after = [BETWEEN if next or not number else _APART for (number, _), (next, _) in pairwise([*found, found[-1]])]
    return [
        _Entry(number, text, words(text.runs, family, strong_places=False), space)
        for (number, text), space in zip(found, after, strict=True)
    ]


def _parts(
    entries: Sequence[_Entry], room: tuple[float, float], context: Context
) -> tuple[list[Sequence[_Entry]], float]:
    """Return the entries of each slide, and the size of all: the largest that needs no more slides than the least."""
    width, maximum = room
    steps = context.kit.theme.deck.running.steps()
    pitch = context.pitch
    collect(_require(entry, width, maximum, steps[0], pitch) for entry in entries)

    def cut(size: float, height: float = maximum) -> list[Sequence[_Entry]]:
        parts: list[list[_Entry]] = []
        left = 0.0
        for entry in entries:
            tall = entry.height(width, size, pitch)
            if tall - entry.after * size > left or not parts:
                parts.append([])
                left = height
            parts[-1].append(entry)
            left -= tall
        return list(parts)

    def fits(size: float) -> bool:
        alone = max(entry.height(width, size, pitch) - entry.after * size for entry in entries)
        return alone <= maximum and len(cut(size)) <= fewest

    fewest = len(cut(steps[0]))
    size = largest(steps, fits) or steps[0]
    return cut(size, _even(size, maximum, cut)), size


def _even(size: float, maximum: float, cut: Callable[[float, float], list[Sequence[_Entry]]]) -> float:
    """Return the least height that takes no more slides than ``most``: so they are about evenly filled."""
    count = len(cut(size, maximum))
    low, high = 0.0, maximum
    while high - low > 1.0:
        middle = (low + high) / 2
        low, high = (low, middle) if len(cut(size, middle)) <= count else (middle, high)
    return high


def _require(entry: _Entry, width: float, maximum: float, size: float, pitch: float) -> Callable[[], None]:
    def require() -> None:
        inner = width / size - (_INDENT if entry.number else 0.0)
        if count_lines(entry.words, inner) * pitch * size > maximum:
            lines = maximum / pitch / size
            raise refuse(entry.words, lambda part: count_lines(part, inner) <= lines, entry.text.mark, _("a slide"))

    return require


def _slide(
    section: Section, part: Sequence[_Entry], size: float, place: tuple[int, int], layout: SlideLayout, context: Context
) -> Slide:
    suffix = context.suffix(*place)
    title = context.fitted(
        section.title, layout.title, context.kit.theme.deck.slide_title, _("a slide's title"), suffix=suffix
    )
    shapes: list[Shape] = [title, _list(part, size, layout)]
    if layout.rule:
        shapes.append(Figure("Filet", layout.rule, fill=INK))
    if layout.ribbon:
        shapes += ribbon(next(filter(None, map(tiles_of, context.document.sections)), ()), layout.ribbon, context)
    said = [f"{entry.number}. {entry.text.plain}" if entry.number else entry.text.plain for entry in part]
    keys = tuple(f"source:{entry.number}" for entry in part if entry.number)
    notes = (title.paragraphs[0].text, *[text.plain for text in section.said], *said)
    return Slide(layout.role, (*shapes, *context.furniture(layout)), notes, keys)


def _list(part: Sequence[_Entry], size: float, layout: SlideLayout) -> Frame:
    """Return the entries as paragraphs of one frame, in the layout's text placeholder where it has one."""
    last = len(part) - 1
    width = (layout.text.width if layout.text else layout.body.width) - SLACK
    paras = tuple(
        Para(
            laid(entry.text.runs, entry.words, width / size - (_INDENT if entry.number else 0.0)),
            size,
            after=entry.after * size if index < last else 0.0,
            indent=_INDENT * size if entry.number else 0.0,
            number=entry.number,
        )
        for index, entry in enumerate(part)
    )
    box: Box = layout.body
    if holder := layout.text:
        return Frame("Sources", holder.box, paras, holder.type, holder.index, "t", holder.insets)
    return Frame("Sources", box, paras)

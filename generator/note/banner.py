"""Composes the banner: the title in capitals on a dark ground that bleeds off three sides of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.messages import _
from generator.note.flow import Chunk
from generator.note.metrics import LEFT, PAGE_WIDTH, TOP, WIDTH
from generator.pdf.lines import Style, balanced, set_lines
from generator.pdf.page import WHITE, Anchor, Area
from generator.source.inline import Text
from generator.text.breaking import break_lines, glued, words
from generator.text.capitals import capitals as in_capitals
from generator.text.fit import largest, refuse
from generator.theme import tint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.document.tree import Section
    from generator.note.context import LayoutContext
    from generator.pdf.page import Operation
    from generator.text.breaking import Line, Word
    from generator.text.fonts import Face, Family

_TOP, _BOTTOM = 27.0, 21.0
"""The dark above and below the words."""

_PITCH = 1.18
_EYEBROW = 9.0
_TRACKING = 0.08
_SUBTITLE = 0.62
_MAX_LINES = 9
_FADED = 0.28


def banner(section: Section, context: LayoutContext) -> Chunk:
    """Return the banner; its top is the page's top, so that it must be the first thing on its page."""
    size, lines = _fitted(section.title, context)
    theme, structure = context.theme, context.structure
    y = _TOP - TOP
    content: list[Operation] = [Anchor(0.0, -TOP, "title", section.title.plain)]
    for text, style, tag in _parts(section, size, context):
        broken = lines if text is section.title else _broken(text, style, context)
        content += set_lines(broken, LEFT, y, style, structure.add(tag), structure)
        y += len(broken) * style.pitch + 2.0
    bottom = y + _BOTTOM
    ground = Area(0.0, -TOP, PAGE_WIDTH, bottom + TOP, theme.ink)
    return Chunk(bottom, (ground, *content))


def _parts(section: Section, size: float, context: LayoutContext) -> Iterator[tuple[Text, Style, str]]:
    faded = tint(context.theme.ink, _FADED)
    if section.eyebrow:
        small = context.legible(_EYEBROW)
        tracking = _TRACKING if context.options.capitals else 0.0
        yield section.eyebrow, Style(small, small * 1.35, faded, tracking=tracking), "P"
    yield section.title, Style(size, size * _PITCH, WHITE), "H1"
    if section.subtitle:
        small = context.legible(size * _SUBTITLE)
        yield section.subtitle, Style(small, small * 1.3, faded), "P"


def _broken(text: Text, style: Style, context: LayoutContext) -> list[Line]:
    """Return the lines of the eyebrow, in capitals and tracked, or of the subtitle."""
    runs = capitals(text, context.kit.family).runs if style.tracking else text.runs
    items = glued(words(runs, context.kit.family))
    # A letter is about half an em wide: the tracking widens a line by as much of its width, doubled.
    width = WIDTH / style.size / (1 + 2 * style.tracking)
    if len(break_lines(items, width)) > _MAX_LINES:
        raise refuse(
            items,
            lambda some: len(break_lines(some, width)) <= _MAX_LINES,
            text.mark,
            _("the banner"),
        )
    return balanced(items, width)


def capitals(text: Text, family: Family) -> Text:
    """Return ``text`` in capitals, accents and no-break spaces kept (Imprimerie nationale: accents stay).

    A letter whose capital the font lacks stays as it is.
    """
    return Text(tuple(replace(run, text=_upper(run.text, family.face(strong=True))) for run in text.runs), text.mark)


def _upper(text: str, face: Face) -> str:
    capital = in_capitals(text)
    if not face.lacks(capital):
        return capital
    return "".join(letter if face.lacks(large := in_capitals(letter)) else large for letter in text)


def _fitted(title: Text, context: LayoutContext) -> tuple[float, list[Line]]:
    """Return the size and the lines: the largest size of at most two lines, else of at most three, ..."""
    family = context.kit.family
    shown = capitals(title, family) if context.options.capitals else title
    items = glued(words(shown.runs, family, strong=True))
    sizes = context.sizes.title.steps()
    for most in range(2, _MAX_LINES + 1):
        size = largest(sizes, lambda size, most=most: _holds(items, size, most, sizes[0]))  # type: ignore[misc]
        if size:
            return size, balanced(items, WIDTH / size)
    raise refuse(items, lambda some: _holds(some, sizes[0], _MAX_LINES, sizes[0]), title.mark, _("the banner"))


def _holds(items: Sequence[Word], size: float, most: int, smallest: float) -> bool:
    widest = max((item.width for item in items), default=0.0)
    whole = widest * size <= WIDTH or size == smallest
    return whole and len(break_lines(items, WIDTH / size)) <= most

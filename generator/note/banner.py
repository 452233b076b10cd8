"""Composes the banner: the title in capitals on a dark ground, which reaches three edges of the page."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from generator.document.tree import Section
from generator.messages import _
from generator.note.context import LayoutContext
from generator.note.flow import Chunk
from generator.note.metrics import LEFT, PAGE_WIDTH, TOP, WIDTH
from generator.pdf.lines import Style, balanced, set_lines
from generator.pdf.page import WHITE, Anchor, Area, Operation
from generator.source.inline import Text
from generator.text.breaking import Line, count_lines, glued, words
from generator.text.capitals import capitals as in_capitals
from generator.text.fit import fits_whole, largest, require_lines
from generator.text.fonts import Face, Family
from generator.theme import tint

_TOP, _BOTTOM = 27.0, 21.0
"""The points of ground above and below the text, by eye."""

_PITCH, _EYEBROW_PITCH, _SUBTITLE_PITCH = 1.18, 1.35, 1.3
"""The line pitches in sizes: capitals, which have no descenders, are closer."""

_BETWEEN = 2.0  # points between two texts
_EYEBROW = 9.0  # points
_TRACKING = 0.08  # em: capitals in a small size are legible when tracked by 5 to 10 %
_SUBTITLE = 0.62  # sizes of the title
_WISHED_LINES, _MAX_LINES = 2, 9
"""The lines of a title that may make its letters smaller, and the most of any text: some third of the page."""

_FADED = 0.28  # part of the ink in the colour of the lesser texts: on the ink, its contrast is above 4.5:1


def banner(section: Section, context: LayoutContext) -> Chunk:
    """Return the banner; its operations begin at the page's edge, so it must be the first chunk on its page."""
    size, lines = _fitted(section.title, context)
    theme, structure = context.theme, context.structure
    y = _TOP - TOP
    content: list[Operation] = [Anchor(0.0, -TOP, "title", section.title.plain)]
    for text, style, tag in _parts(section, size, context):
        broken = lines if text is section.title else _lines(text, style, context)
        content += set_lines(broken, LEFT, y, style, structure.add(tag), structure)
        y += len(broken) * style.pitch + _BETWEEN
    bottom = y + _BOTTOM
    ground = Area(0.0, -TOP, PAGE_WIDTH, bottom + TOP, theme.ink)
    return Chunk(bottom, (ground, *content))


def _parts(section: Section, size: float, context: LayoutContext) -> Iterator[tuple[Text, Style, str]]:
    """Yield the texts of the banner, each with its style and its element's type; ``size`` points is the title's."""
    faded = tint(context.theme.ink, _FADED)
    if section.eyebrow:
        small = context.legible(_EYEBROW)
        tracking = _TRACKING if context.options.capitals else 0.0
        yield section.eyebrow, Style(small, small * _EYEBROW_PITCH, faded, tracking=tracking), "P"
    yield section.title, Style(size, size * _PITCH, WHITE), "H1"
    if section.subtitle:
        small = context.legible(size * _SUBTITLE)
        yield section.subtitle, Style(small, small * _SUBTITLE_PITCH, faded), "P"


def _lines(text: Text, style: Style, context: LayoutContext) -> list[Line]:
    """Return the lines of the eyebrow, in capitals and tracked, or of the subtitle."""
    runs = capitals(text, context.kit.family).runs if style.tracking else text.runs
    items = glued(words(runs, context.kit.family))
    # A letter is about half an em wide: the tracking widens a line by as much of its width, doubled.
    width = WIDTH / style.size / (1 + 2 * style.tracking)
    require_lines(items, width, _MAX_LINES, text.mark, _("the banner"))
    return balanced(items, width)


def capitals(text: Text, family: Family) -> Text:
    """Return ``text`` in capitals, with their accents, as the Imprimerie nationale asks.

    A letter whose capital the font lacks stays as it is.
    """
    return Text(tuple(replace(run, text=_upper(run.text, family.face(strong=True))) for run in text.runs), text.mark)


def _upper(text: str, face: Face) -> str:
    capital = in_capitals(text)
    if not face.lacks(capital):
        return capital
    return "".join(letter if face.lacks(large := in_capitals(letter)) else large for letter in text)


def _fitted(title: Text, context: LayoutContext) -> tuple[float, list[Line]]:
    """Return the size in points and the lines: the largest size of two lines, or of as few as the smallest needs."""
    family = context.kit.family
    shown = capitals(title, family) if context.options.capitals else title
    items = glued(words(shown.runs, family, strong=True))
    sizes = context.sizes.title.steps()
    require_lines(items, WIDTH / sizes[0], _MAX_LINES, title.mark, _("the banner"))
    maximum = max(_WISHED_LINES, count_lines(items, WIDTH / sizes[0]))
    # At the smallest size alone, words may be broken between letters.
    size = largest(sizes, lambda size: size == sizes[0] or fits_whole(items, WIDTH / size, maximum)) or sizes[0]
    return size, balanced(items, WIDTH / size)

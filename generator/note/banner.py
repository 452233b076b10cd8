"""Composes the banner: the title on a dark ground, which reaches three edges of the page."""

from __future__ import annotations

from collections.abc import Iterator

from generator.document.tree import Picture, Section
from generator.messages import _
from generator.note.context import LayoutContext
from generator.note.flow import Chunk
from generator.note.photograph import credit_size, figure, picture_object, plate
from generator.pdf.lines import Style, balanced, set_lines
from generator.pdf.page import Anchor, Area, Operation
from generator.pdf.paper import LEFT, PAGE_WIDTH, TOP, WIDTH
from generator.source.inline import Text
from generator.text.breaking import Line, count_lines, glued, words
from generator.text.fit import fits_whole, largest, require_lines
from generator.units import Box

_TOP, _BOTTOM = 20.0, 15.0  # the points of ground above and below the text, by eye
_PITCH, _EYEBROW_PITCH, _SUBTITLE_PITCH = 1.18, 1.35, 1.3  # the line pitches in sizes
_BETWEEN = 2.0  # points between two texts
_EYEBROW = 9.0  # points
_SUBTITLE = 0.62  # sizes of the title
_WISHED_LINES, _MAX_LINES = 2, 9
"""The lines of a title that may make its letters smaller, and the most of any text: some third of the page."""

_LARGER = 1.25  # of the theme's largest title: one beside a picture (by eye)
_BESIDE, _LOWEST = 0.36, 128.0
"""The part of the page's width that a picture takes, and the points that the banner is then high at least (by eye)."""


def banner(section: Section, context: LayoutContext) -> Chunk:
    """Return the banner; its operations begin at the page's edge, so it must be the first chunk on its page."""
    picture = next((block for block in section.blocks if isinstance(block, Picture)), None)
    width = WIDTH if picture is None else WIDTH - _BESIDE * PAGE_WIDTH
    size, lines = _fitted(section.title, width, context)
    theme, structure = context.theme, context.structure
    y = _TOP - TOP
    content: list[Operation] = [Anchor(0.0, -TOP, "title", section.title.plain)]
    for text, style, tag in _parts(section, size, context):
        broken = lines if text is section.title else _lines(text, width, style, context)
        content += set_lines(broken, LEFT, y, style, structure.add(tag), structure)
        y += len(broken) * style.pitch + _BETWEEN
    bottom = y + _BOTTOM
    if picture:
        bottom = max(bottom, _LOWEST - TOP + _credit_height(picture, context))
        content += _picture(picture, bottom, context)
    ground = Area(0.0, -TOP, PAGE_WIDTH, bottom + TOP, theme.field)
    return Chunk(bottom, (ground, *content))


def _picture(block: Picture, bottom: float, context: LayoutContext) -> list[Operation]:
    """Return the picture on the right of the banner, from the page's edge down to ``bottom`` points; its credit."""
    box = Box(PAGE_WIDTH - _BESIDE * PAGE_WIDTH, -TOP, _BESIDE * PAGE_WIDTH, bottom + TOP)
    element = figure(block, None, context)
    return [picture_object(block, box, element, context), *plate(block, box, element, context)]


def _credit_height(block: Picture, context: LayoutContext) -> float:
    """Return the height in points of the lines of a credit, but for one; raise ContentError for one too long."""
    if not block.credit:
        return 0.0
    size = credit_size(context)
    lines = context.flowing(block.credit, _BESIDE * PAGE_WIDTH, size)
    require_lines(
        context.words(block.credit), _BESIDE * PAGE_WIDTH / size, _MAX_LINES, block.credit.mark, _("the banner")
    )
    return (len(lines) - 1) * size * _SUBTITLE_PITCH


def _parts(section: Section, size: float, context: LayoutContext) -> Iterator[tuple[Text, Style, str]]:
    """Yield the texts of the banner, each with its style and its element's type; ``size`` points is the title's."""
    theme = context.theme
    plain, faded = theme.on_banner, theme.faded_on_banner
    if section.eyebrow:
        small = context.legible(_EYEBROW)
        yield section.eyebrow, Style(small, small * _EYEBROW_PITCH, faded), "P"
    yield section.title, Style(size, size * _PITCH, plain), "H1"
    if section.subtitle:
        small = context.legible(size * _SUBTITLE)
        yield section.subtitle, Style(small, small * _SUBTITLE_PITCH, faded), "P"


def _lines(text: Text, measure: float, style: Style, context: LayoutContext) -> list[Line]:
    """Return the lines, in ``measure`` points, of the eyebrow or of the subtitle."""
    items = glued(words(text.runs, context.kit.family))
    width = measure / style.size
    require_lines(items, width, _MAX_LINES, text.mark, _("the banner"))
    return balanced(items, width)


def _fitted(title: Text, width: float, context: LayoutContext) -> tuple[float, list[Line]]:
    """Return the size in points and the lines of ``width`` points.

    It is the largest size of two lines (of four beside a picture), or of as few as the smallest needs.
    """
    items = glued(words(title.runs, context.kit.family, strong=True))
    sizes = context.sizes.title.steps()
    if width < WIDTH:  # a picture makes the banner high enough
        sizes = (*sizes, *(sizes[-1] + step / 2 for step in range(1, int(2 * (_LARGER - 1) * sizes[-1]) + 1)))
    require_lines(items, width / sizes[0], _MAX_LINES, title.mark, _("the banner"))
    maximum = max(_WISHED_LINES if width == WIDTH else 2 * _WISHED_LINES, count_lines(items, width / sizes[0]))
    # At the smallest size alone, words may be broken between letters.
    size = largest(sizes, lambda size: size == sizes[0] or fits_whole(items, width / size, maximum)) or sizes[0]
    return size, balanced(items, width / size)

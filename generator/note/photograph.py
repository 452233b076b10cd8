"""Composes pictures: a Figure cropped about its focus, its credit below it or on it; an artifact if decorative."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from generator.document.tree import Picture
from generator.kit import Kit
from generator.messages import _
from generator.note.context import Column, LayoutContext
from generator.note.flow import Chunk, lowered
from generator.note.options import DOTS
from generator.pdf.lines import Style, line_width, set_lines
from generator.pdf.page import ARTIFACT, Area, ImageObject, Operation, Page
from generator.pdf.paper import RIGHT, ROOM
from generator.pictures import Use, crop
from generator.units import Box

_CREDIT, _PITCH = 0.7, 1.2  # the size of a credit and its line pitch, in sizes of the body and of its own
_SMALLEST_CREDIT = 7.5  # points
_APART, _GAP = 3.0, 14.0  # the points between a picture and its credit, and between it and the text beside it
_BESIDE, _OF_EXAMPLE = 0.36, 0.42  # the part of the measure that a picture takes: beside text, below an example's
_NARROWEST = 22.0  # sizes of the body: the text beside an example's picture, at least (by eye)
_PLATE = (5.0, 2.0)  # points: beside and above a credit, to the edges of the plate on which it stands

_WIDEST, _TALLEST = 2.2, 0.8  # the widths by heights to which a picture is cropped at most
_HIGHEST = 0.22 * ROOM  # points


def picture_object(block: Picture, box: Box, element: int, context: LayoutContext) -> ImageObject:
    """Return ``block`` in ``box`` as content of ``element``."""
    use = context.options.pictures
    cut = crop(context.kit.picture(block.file, use).shape, box.width / box.height, block.focus)
    return ImageObject(box.x, box.y, box.width, box.height, block.file, use, cut, element)


def coarse(pages: Iterable[Page], use: Use, kit: Kit) -> Iterator[str]:
    """Yield what to tell whoever builds of each picture that is coarse on paper, where it is the coarsest."""
    found: dict[str, tuple[float, ImageObject]] = {}
    for one in (one for page in pages for one in page.operations if isinstance(one, ImageObject) and one.use == use):
        dots = kit.picture(one.file, use).source_width * (1 - one.crop.left - one.crop.right) / one.width * 72
        if dots < found.get(one.file, (DOTS - 1, one))[0]:
            found[one.file] = dots, one
    for dots, one in found.values():
        width, height = (round(side / 72 * DOTS) for side in (one.width, one.height))
        whole = (
            round(width / (1 - one.crop.left - one.crop.right)),
            round(height / (1 - one.crop.top - one.crop.bottom)),
        )
        values = {"file": one.file, "dots": round(dots), "wanted": DOTS, "width": whole[0], "height": whole[1]}
        yield _("{file} is printed at {dots} dots per inch; {width} x {height} pixels would make {wanted}.", **values)


def figure(block: Picture, parent: int | None, context: LayoutContext) -> int:
    """Return the element of a picture, or ARTIFACT."""
    if not block.alternative:
        return ARTIFACT
    return context.structure.add("Figure", parent, alternative=block.alternative)


def credit(
    block: Picture, x: float, top: float, width: float, element: int, context: LayoutContext, colour: str = ""
) -> tuple[float, list[Operation]]:
    """Return the height of a picture's credit and what draws it from (x, top) down, in ``width`` points."""
    if not block.credit:
        return 0.0, []
    size = credit_size(context)
    style = Style(size, size * _PITCH, colour or context.theme.muted)
    lines = context.flowing(block.credit, width, size)
    tag = context.structure.add("P" if element == ARTIFACT else "Caption", None if element == ARTIFACT else element)
    return len(lines) * style.pitch, set_lines(lines, x, top, style, tag, context.structure)


def credit_size(context: LayoutContext) -> float:
    """Return the size of credits in points."""
    return context.legible(max(context.metrics.size * _CREDIT, _SMALLEST_CREDIT))


def plate(block: Picture, box: Box, element: int, context: LayoutContext) -> list[Operation]:
    """Return a picture's credit, on the banner's ground, in the lower right corner of ``box``, within the margin."""
    if not block.credit:
        return []
    across, down = _PLATE
    right = min(box.right - across, RIGHT)
    size = credit_size(context)
    natural = sum(line_width(one, Style(size, size, "")) for one in context.flowing(block.credit, float("inf"), size))
    width = min(right - box.x - across, natural + 0.01)
    theme = context.theme
    tall, words = credit(block, right - width, box.bottom - down, width, element, context, theme.on_banner)
    left, height = right - width - across, tall + 2 * down
    ground = theme.field
    return [Area(left, box.bottom - height, box.right - left, height, ground), *lowered(words, -tall)]


def example_picture(block: Picture, left: float, parent: int, context: LayoutContext) -> Chunk:
    """Return the picture of an example from ``left`` points on, its credit below it."""
    placed = _placed(block, left, (context.column.right - left) * _OF_EXAMPLE, parent, context)
    return replace(placed, before=context.metrics.step / 2)


def has_room_beside(left: float, context: LayoutContext) -> bool:
    """Tell whether text from ``left`` points on is wide enough beside a picture, and none is there yet."""
    narrow = (RIGHT - left) * (1 - _BESIDE) - _GAP
    return context.column.right == RIGHT and narrow >= _NARROWEST * context.metrics.size


def _size(block: Picture, width: float, context: LayoutContext) -> tuple[float, float]:
    """Return the width and the height of a picture at most ``width`` points wide."""
    shape = context.kit.picture(block.file, context.options.pictures).shape
    height = min(width / min(max(shape, _TALLEST), _WIDEST), _HIGHEST)
    return width, height


def _placed(block: Picture, x: float, width: float, parent: int | None, context: LayoutContext) -> Chunk:
    """Return a picture from ``x`` on, at most ``width`` points wide, its credit below it."""
    width, height = _size(block, width, context)
    element = figure(block, parent, context)
    image = picture_object(block, Box(x, 0.0, width, height), element, context)
    tall, words = credit(block, x, height + _APART, width, element, context)
    return Chunk(height + (_APART + tall if tall else 0.0), (image, *words))


def beside_text(block: Picture, left: float, parent: int | None, context: LayoutContext) -> tuple[Chunk, LayoutContext]:
    """Return the picture on the right of text from ``left`` on, and a context whose column is the narrower one."""
    width = (RIGHT - left) * _BESIDE
    narrow = replace(context, column=Column(RIGHT - width - _GAP))
    return _placed(block, RIGHT - width, width, parent, context), narrow


def around(picture: Chunk, texts: Iterator[Chunk], column: Column, step: float) -> Iterator[Chunk]:
    """Yield ``texts`` with ``picture`` beside the first; once they are as high, the next text has the whole measure.

    ``texts`` must be made on demand, by whoever asks ``column`` for its right edge. The last of them ends below the
    picture, by ``step`` points.
    """
    y, whole = 0.0, picture.height + step
    held: Chunk | None = None
    for chunk in texts:
        if held:
            yield held
        else:
            together = max(chunk.together, whole)
            chunk = replace(chunk, operations=(*picture.operations, *chunk.operations), together=together)
        y += chunk.height + (chunk.before if held else 0.0)
        held = chunk
        if y >= whole:
            column.right = RIGHT
    if held is None:
        yield picture
    else:
        yield replace(held, height=held.height + max(whole - y, 0.0))

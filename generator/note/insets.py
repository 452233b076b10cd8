"""Composes what is set off from the text: key figures in tiles, quotations beside a bar, short lists, calls.

Lengths without another unit are points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from msgspec.structs import replace

from generator.document.tree import Call, Inset, KeyFigure, KeyFigures, Points, Quote, Section
from generator.graphics.code import qr_code
from generator.note.context import LayoutContext
from generator.note.flow import Chunk
from generator.note.metrics import Span
from generator.note.sections import BULLET_TEXT, INDENT, bullet, line_chunks
from generator.pdf.lines import Style, line_width, set_lines
from generator.pdf.page import WHITE, Anchor, Area, Operation, PathObject
from generator.pdf.paper import LEFT, PAGE_WIDTH, RIGHT, ROOM
from generator.source.inline import Run, Text
from generator.text.breaking import Line
from generator.theme import MIN_CONTRAST, contrast, tint
from generator.units import Box

_NUMERALS = (2.4, 2.2, 2.0, 1.8, 1.6, 1.4, 1.2, 1.0)  # sizes of a number, in those of the body, the largest that fits
_STRONG = 1.6  # a number of this size is seen as such: fewer stand beside one another for it
_ABREAST = 4  # tiles at most in a row: of more, numbers would be no larger than the text
_GUTTER, _RULE = 14.0, 1.5  # between two tiles; the line above each
_WITHIN = 3.5  # between that line and the number
_NUMERAL_PITCH = 1.15  # of a number's line, in its sizes: figures have no descenders

_BAR, _INDENT, _ABOVE = 3.0, 11.0, 7.0  # beside a quotation, and above and below it on its ground
_QUOTED = 1.3  # the size of a quotation, in those of the body
_SMALL = 0.9  # the size of who said it, and of a contact

_PADDING = 14.0  # around what stands on a ground of its own
_WHOLE_LIST = ROOM / 6  # a short list that no page break divides: more could leave much of a page blank
_CODE = 82.0  # the side of a QR code, its quiet zone included: 29 mm, read from an arm's length
_BAND_PADDING, _BAND_CODE = 12.0, 66.0  # the same on the band of what is asked; 23 mm, read with the page in one's hand
_PALE = 0.08  # of the banner's colour in the band's
_BETWEEN = 16.0  # between two texts on one line
_ASKED = 1.3  # the size of what is asked, in those of the body
_ASIDE = 0.3  # of a call's width: what stands beside what is asked
_HEAD_LINES, _ASKED_LINES = 3, 8
"""The lines at most of a call's title and of what it asks where both stand beside each other; else one is below."""

_Part = tuple[Text, Style, bool, int, float]
"""A text of a call, its style, whether it is bold, its element, and the space above it in points."""


def inset_chunks(block: Inset, left: float, colour: str, parent: int | None, context: LayoutContext) -> Iterator[Chunk]:
    """Yield the chunks of what is set off, from ``left`` to the column's right edge, as content of ``parent``."""
    match block:
        case KeyFigures():
            yield from figure_chunks(block, left, colour, parent, context)
        case Quote():
            yield quotation(block, left, colour, parent, context)
        case Points():
            yield from _points(block, left, colour, parent, context)
        case _:
            assert_never(block)


def _points(block: Points, left: float, colour: str, parent: int | None, context: LayoutContext) -> Iterator[Chunk]:
    """Yield the entries of a short list, which is whole on one page unless it is a longer one."""
    listing = context.structure.add("L", parent, numbering="Disc")
    parts = [list(_point(point, left, colour, listing, context)) for point in block.points]
    chunks = [replace(one, before=0.0) if index else one for index, some in enumerate(parts) for one in some]
    height = sum(one.height for one in chunks)
    if chunks and height <= _WHOLE_LIST:
        chunks[0] = replace(chunks[0], together=height)
    yield from chunks


def _point(text: Text, edge: float, colour: str, listing: int, context: LayoutContext) -> Iterator[Chunk]:
    """Yield an entry of a short list, its bullet at ``edge`` points."""
    left = edge + context.metrics.size * INDENT
    entry = context.structure.add("LI", listing)
    label = context.structure.add("Lbl", entry, actual=BULLET_TEXT)
    first = (bullet(edge, colour, label, context, point=True),)
    lines = context.running(text, context.column.right - left)
    yield from line_chunks(lines, left, context.structure.add("LBody", entry), first, context)


# Key figures


def figure_chunks(
    block: KeyFigures, left: float, colour: str, parent: int | None, context: LayoutContext
) -> Iterator[Chunk]:
    """Yield a chunk for each row of figures."""
    listing = context.structure.add("L", parent)
    measure = context.column.right - left
    columns, size = _columns(block.figures, measure, context)
    width = (measure - _GUTTER * (columns - 1)) / columns
    for start in range(0, len(block.figures), columns):
        row = block.figures[start : start + columns]
        tiles = [
            _tile(one, left + (width + _GUTTER) * at, width, size, colour, listing, context)
            for at, one in enumerate(row)
        ]
        before = context.metrics.step if start else context.metrics.around_figures
        yield Chunk(max(one.height for one in tiles), tuple(op for one in tiles for op in one.operations), before)


def _columns(figures: Sequence[KeyFigure], measure: float, context: LayoutContext) -> tuple[int, float]:
    """Return how many figures stand abreast, and the size of their numbers: many, if the numbers can be seen."""
    body = context.metrics.size
    wide = max(sum(line.width for line in _number(one, context)) for one in figures)
    best = (1, body)
    for columns in range(min(len(figures), _ABREAST), 0, -1):
        if len(figures) > columns and len(figures) % columns == 1 and columns > 2:
            continue  # one would stand alone
        width = (measure - _GUTTER * (columns - 1)) / columns
        labels = max(word.width for one in figures for word in context.words(one.label)) * body
        sizes = (body * share for share in _NUMERALS)
        size = next((one for one in sizes if wide * one <= width), 0.0)
        if labels <= width and size > best[1]:
            best = columns, size
        if best[1] >= _STRONG * body:
            break
    return best


def _number(figure: KeyFigure, context: LayoutContext) -> list[Line]:
    return context.flowing(figure.value, float("inf"), 1.0, strong=True)


def _tile(
    figure: KeyFigure, x: float, width: float, size: float, colour: str, listing: int, context: LayoutContext
) -> Chunk:
    """Return a figure below a line: its number, then what it is."""
    structure, metrics = context.structure, context.metrics
    body = structure.add("LBody", structure.add("LI", listing))
    style = Style(size, size * _NUMERAL_PITCH, colour)
    top = _RULE + _WITHIN
    operations: list[Operation] = [Area(x, 0.0, width, _RULE, colour)]
    operations += set_lines(_number(figure, context), x, top, style, structure.add("P", body), structure)
    top += style.pitch
    lines = context.balanced(figure.label, width, metrics.size, strong=False)
    plain = Style(metrics.size, metrics.pitch, context.theme.text)
    operations += set_lines(lines, x, top, plain, structure.add("P", body), structure)
    return Chunk(top + len(lines) * metrics.pitch, tuple(operations))


# Quotations


def quotation(block: Quote, left: float, colour: str, parent: int | None, context: LayoutContext) -> Chunk:
    """Return a quotation on a tint of ``colour`` beside a bar, and below it who said it."""
    structure, metrics = context.structure, context.metrics
    element, ground = structure.add("BlockQuote", parent), tint(colour)
    x, edge = left + _BAR + _INDENT, context.column.right
    width = edge - _INDENT - x
    size = metrics.size * (_QUOTED if parent is None else 1.0)
    legible = colour if contrast(colour, ground) >= MIN_CONTRAST else context.theme.text
    style = Style(size, metrics.pitch * size / metrics.size, legible)
    lines = context.balanced(block.text, width, size, strong=False)
    operations: list[Operation] = set_lines(lines, x, _ABOVE, style, structure.add("P", element), structure)
    top = _ABOVE + len(lines) * style.pitch
    who = context.cached(("who", id(block)), lambda: Text((Run("—\u00a0"), *block.who.runs), block.who.mark))
    small = context.legible(metrics.size * _SMALL)
    lesser = Style(small, small * metrics.pitch / metrics.size, context.theme.muted)
    lines = context.flowing(who, width, small)
    operations += set_lines(lines, x, top, lesser, structure.add("P", element), structure)
    height = top + len(lines) * lesser.pitch + _ABOVE
    box = Area(left, 0.0, edge - left, height, ground), Area(left, 0.0, _BAR, height, colour)
    return Chunk(height, (*box, *operations), metrics.around_figures)


# Calls


def call_chunk(block: Call, left: float, colour: str, context: LayoutContext) -> Chunk:
    """Return a pillar's call in a box of its ``colour``, from ``left`` points to the column's right edge."""
    structure, metrics = context.structure, context.metrics
    element, right = structure.add("Div"), context.column.right
    titles = [(block.title, structure.add("P", element))] if block.title else []
    asked = _asked(block, titles, Span(left + _PADDING, right - _PADDING), WHITE, element, context)
    box = Area(left, 0.0, right - left, asked.height, colour)
    return Chunk(asked.height, (box, *asked.operations), metrics.around_figures)


def call_band(section: Section, context: LayoutContext) -> Chunk:
    """Return the first call of ``section``, below its heading, on a light ground from edge to edge of the page."""
    block = next(one for one in section.blocks if isinstance(one, Call))
    theme, structure, metrics = context.theme, context.structure, context.metrics
    heading, element = structure.add(context.heading_tag), structure.add("Div")
    right = RIGHT - (_BAND_CODE + _PADDING if block.code else 0.0)
    small = context.legible(metrics.size * _SMALL)
    lesser = Style(small, small * metrics.pitch / metrics.size, theme.text)
    large = Style(metrics.size * _ASKED, metrics.pitch * _ASKED, theme.text)
    heads = [(section.title, True, heading)]
    heads += [(one, True, structure.add("P", element)) for one in (block.title,) if one]
    operations: list[Operation] = [Anchor(LEFT, 0.0, section.role, section.title.plain)]
    asked = structure.add("P", element) if block.text else -1
    heads += [(one, False, structure.add("P", element)) for one in (block.until,) if one]
    y = _in_rows(heads, Span(LEFT, right), _BAND_PADDING, lesser, operations, context)
    if block.text:
        lines = context.balanced(block.text, right - LEFT, large.size)
        operations += set_lines(lines, LEFT, y + metrics.step / 4, large, asked, structure)
        y += metrics.step / 2 + len(lines) * large.pitch
    contact = [(one, False, structure.add("P", element)) for one in block.contact]
    y = _in_rows(contact, Span(LEFT, right), y, lesser, operations, context)
    if block.code:
        y = max(y, _BAND_PADDING + _BAND_CODE)
        top = (y + _BAND_PADDING - _BAND_CODE) / 2
        operations += _code(block, Box(RIGHT - _BAND_CODE, top, _BAND_CODE, _BAND_CODE), element, context)
    height = y + _BAND_PADDING
    ground = tint(theme.field, _PALE)
    return Chunk(height, (Area(0.0, 0.0, PAGE_WIDTH, height, ground), *operations), metrics.around_figures)


def _in_rows(
    texts: Sequence[tuple[Text, bool, int]],
    room: Span,
    y: float,
    style: Style,
    operations: list[Operation],
    context: LayoutContext,
) -> float:
    """Set ``texts`` (each strong or not, with its element) from ``y`` down, as many on a line as find room.

    Return where they end.
    """
    x, bottom = room.left, y
    for text, strong, element in texts:
        width = sum(line_width(one, style) for one in context.flowing(text, float("inf"), style.size, strong))
        if x > room.left and x + width > room.right:
            x, y = room.left, bottom
        lines = context.flowing(text, max(room.right - x, 0.0), style.size, strong)
        operations += set_lines(lines, x, y, style, element, context.structure)
        x += width + _BETWEEN
        bottom = max(bottom, y + len(lines) * style.pitch)
    return bottom


def _asked(
    block: Call, titles: Sequence[tuple[Text, int]], room: Span, colour: str, parent: int, context: LayoutContext
) -> Chunk:
    """Return what is asked, the code at its right, and the ``titles`` and until when at its left, or all in a column.

    Each title has its element. Words are of ``colour``, in the ``room`` of a ground.
    """
    structure, metrics = context.structure, context.metrics
    small = context.legible(metrics.size * _SMALL)
    plain, lesser = (
        Style(metrics.size, metrics.pitch, colour),
        Style(small, small * metrics.pitch / metrics.size, colour),
    )
    large = Style(metrics.size * _ASKED, metrics.pitch * _ASKED, colour)
    left, right = room.left, room.right - (_CODE + _PADDING if block.code else 0.0)
    heads = [*(title for title, _element in titles), *filter(None, (block.until,))]
    beside = left + _ASIDE * (room.right - left) if heads else left
    apart = context.fits_whole(heads, beside - left - _PADDING, plain.size, _HEAD_LINES) and (
        not block.text or context.fits_whole([block.text], right - beside, large.size, _ASKED_LINES)
    )

    def set_at(y: float, x: float, edge: float, parts: Sequence[_Part]) -> float:
        for text, style, strong, element, before in parts:
            even = context.balanced if strong else context.flowing
            lines = even(text, edge - x, style.size, strong)
            operations.extend(set_lines(lines, x, y + before, style, element, structure))
            y += before + len(lines) * style.pitch
        return y

    operations: list[Operation] = []
    head: list[_Part] = [(title, plain, True, element, 0.0) for title, element in titles]
    asked: list[_Part] = []
    if block.text:
        asked.append((block.text, large, True, structure.add("P", parent), 0.0))
    if block.until:
        until = (block.until, plain, False, structure.add("P", parent), metrics.step / 2)
        (head if apart else asked).append(until)
    for index, text in enumerate(block.contact):
        asked.append((text, lesser, False, structure.add("P", parent), 0.0 if index else metrics.step))
    if apart:
        bottom = set_at(_PADDING, left, beside - _PADDING, head)
        bottom = max(bottom, set_at(_PADDING, beside, right, asked))
    else:
        bottom = set_at(_PADDING, left, right, [*head, *asked])
    if block.code:
        operations += _code(block, Box(room.right - _CODE, _PADDING, _CODE, _CODE), parent, context)
        bottom = max(bottom, _PADDING + _CODE)
    return Chunk(bottom + _PADDING, tuple(operations))


def _code(block: Call, box: Box, parent: int, context: LayoutContext) -> Iterator[Operation]:
    """Yield the QR code on paper, in ``box``: a Figure that says where it leads."""
    path, count = qr_code(block.code)
    element = context.structure.add("Figure", parent, alternative=block.code_alternative)
    yield Area(box.x, box.y, box.width, box.height, WHITE)
    drawn = path.transformed(box.width / count).rounded()
    yield PathObject(box.x, box.y, box.width, box.height, drawn, "000000", 0.0, element)

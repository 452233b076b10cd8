"""Composes what is set off from the text: key figures in tiles, quotations beside a bar, short lists, calls in a box.

Lengths without another unit are points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from msgspec.structs import replace

from generator.document.tree import Call, Inset, KeyFigure, KeyFigures, Points, Quote
from generator.graphics.code import qr_code
from generator.note.context import LayoutContext
from generator.note.flow import Chunk
from generator.note.sections import BULLET_TEXT, INDENT, bullet, line_chunks
from generator.pdf.lines import Style, set_lines
from generator.pdf.page import WHITE, Area, Operation, PathObject
from generator.source.inline import Run, Text
from generator.text.breaking import Line
from generator.theme import tint

_NUMERALS = (2.4, 2.2, 2.0, 1.8, 1.6, 1.4, 1.2, 1.0)  # sizes of a number, in those of the body, the largest that fits
_STRONG = 1.6  # a number of this size is seen as such: fewer stand beside one another for it
_ABREAST = 4  # tiles at most in a row: of more, numbers would be no larger than the text
_GUTTER, _RULE = 14.0, 1.5  # between two tiles; the line above each
_WITHIN = 3.5  # between that line and the number
_NUMERAL_PITCH = 1.15  # of a number's line, in its sizes: figures have no descenders

_BAR, _INDENT = 2.5, 12.0  # beside a quotation
_QUOTED = 1.12  # the size of a quotation, in those of the body
_SMALL = 0.9  # the size of who said it, and of a contact

_PADDING = 10.0  # around what stands in a box
_CODE = 82.0  # the side of a QR code, its quiet zone included: 29 mm, read from an arm's length
_PALE = 0.08  # of the colour, in a box: seen, while words on it keep their contrast


def inset_chunks(block: Inset, left: float, colour: str, parent: int | None, context: LayoutContext) -> Iterator[Chunk]:
    """Yield the chunks of what is set off, from ``left`` to the column's right edge, as content of ``parent``."""
    match block:
        case KeyFigures():
            yield from figure_chunks(block, left, colour, parent, context)
        case Quote():
            yield quotation(block, left, colour, parent, context)
        case Points():
            listing = context.structure.add("L", parent, numbering="Disc")
            for index, point in enumerate(block.points):
                chunks = _point(point, left, colour, listing, context)
                yield from (replace(one, before=0.0) if index else one for one in chunks)
        case _:
            assert_never(block)


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
    wide = max(_width(one, context) for one in figures)
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


def _width(figure: KeyFigure, context: LayoutContext) -> float:
    """Return the width of a number, in its sizes."""
    return sum(line.width for line in _number(figure, context))


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
    lines = context.flowing(figure.label, width, metrics.size)
    plain = Style(metrics.size, metrics.pitch, context.theme.text)
    operations += set_lines(lines, x, top, plain, structure.add("P", body), structure)
    return Chunk(top + len(lines) * metrics.pitch, tuple(operations))


# Quotations


def quotation(block: Quote, left: float, colour: str, parent: int | None, context: LayoutContext) -> Chunk:
    """Return a quotation beside a bar, and below it who said it."""
    structure, metrics = context.structure, context.metrics
    element = structure.add("BlockQuote", parent)
    x = left + _BAR + _INDENT
    width = context.column.right - x
    size = metrics.size * (_QUOTED if parent is None else 1.0)
    style = Style(size, metrics.pitch * size / metrics.size, context.theme.text)
    lines = context.flowing(block.text, width, size)
    operations: list[Operation] = set_lines(lines, x, 0.0, style, structure.add("P", element), structure)
    top = len(lines) * style.pitch
    who = context.cached(("who", id(block)), lambda: Text((Run("—\u00a0"), *block.who.runs), block.who.mark))
    small = context.legible(metrics.size * _SMALL)
    lesser = Style(small, small * metrics.pitch / metrics.size, context.theme.muted)
    lines = context.flowing(who, width, small)
    operations += set_lines(lines, x, top, lesser, structure.add("P", element), structure)
    height = top + len(lines) * lesser.pitch
    return Chunk(height, (Area(left, 0.0, _BAR, height, colour), *operations), metrics.around_figures)


# Calls


def call_chunk(block: Call, left: float, colour: str, context: LayoutContext) -> Chunk:
    """Return a call in a pale box with a bar of ``colour``: what is asked, until when, whom to contact, the code."""
    structure, metrics = context.structure, context.metrics
    element = structure.add("Div")
    right = context.column.right
    x = left + _BAR + _PADDING
    side = _CODE if block.code else 0.0
    width = right - _PADDING - x - (side + _PADDING if side else 0.0)
    operations: list[Operation] = []
    y = _PADDING
    for text, style, bold, before in _asked(block, colour, context):
        lines = context.flowing(text, width, style.size, strong=bold)
        y += before
        operations += set_lines(lines, x, y, style, structure.add("P", element), structure)
        y += len(lines) * style.pitch
    if side:
        operations += _code(block, right - _PADDING - side, side, element, context)
    height = max(y, _PADDING + side) + _PADDING
    box = Area(left, 0.0, right - left, height, tint(colour, _PALE)), Area(left, 0.0, _BAR, height, colour)
    return Chunk(height, (*box, *operations), metrics.around_figures)


def _asked(block: Call, colour: str, context: LayoutContext) -> Iterator[tuple[Text, Style, bool, float]]:
    """Yield the texts of a call, each with its style, whether it is bold, and the space above it in points."""
    metrics, ink = context.metrics, context.theme.text
    small = context.legible(metrics.size * _SMALL)
    strong, lesser = Style(metrics.size, metrics.pitch, colour), Style(small, small * metrics.pitch / metrics.size, ink)
    if block.title:
        yield block.title, strong, True, 0.0
    if block.text:
        yield block.text, Style(metrics.size * _QUOTED, metrics.pitch * _QUOTED, ink), False, 0.0
    if block.until:
        yield block.until, strong, True, metrics.step / 2
    for index, text in enumerate(block.contact):
        yield text, lesser, False, 0.0 if index else metrics.step / 2


def _code(block: Call, x: float, side: float, parent: int, context: LayoutContext) -> Iterator[Operation]:
    """Yield the QR code on paper: a Figure that says where it leads."""
    path, count = qr_code(block.code)
    element = context.structure.add("Figure", parent, alternative=block.code_alternative)
    yield Area(x, _PADDING, side, side, WHITE)
    drawn = path.transformed(side / count).rounded()
    yield PathObject(x, _PADDING, side, side, drawn, "000000", 0.0, element)

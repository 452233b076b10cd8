"""Composes the foot of the banner: logos at both its ends, between them the facts, each in its column.

The status is text in a frame, never a colour alone (WCAG 2.2, 1.4.1). Facts that need rows stand below logos.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from generator.document.tree import Facts, Logos, Section
from generator.messages import _
from generator.note.context import LayoutContext
from generator.note.flow import Chunk, lowered
from generator.note.metrics import Span
from generator.pdf.lines import Style, line_width, set_lines
from generator.pdf.page import WHITE, Area, ImageObject, Operation
from generator.pdf.paper import LEFT, PAGE_WIDTH, RIGHT, WIDTH
from generator.pictures import Crop, logo_row
from generator.source.inline import Text
from generator.text.breaking import Line, count_lines
from generator.text.fit import require_lines
from generator.theme import mixed
from generator.units import Box

_SIZE, _PITCH = 8.5, 1.25  # points, and sizes: quiet, a little more open than the body
_GAP = 12.0  # points between two columns; a rule is in the middle
_FRAME, _FRAME_HEIGHT = 5.0, 2.5  # points between the status and its frame: at the sides, and above and below
_PEN = 0.75  # points
_LOGO, _CLEAR = 21.0, 9.0  # points: the height of the publisher's logo, and the clear space above and below it
_BESIDE_LOGO = 18.0  # points: between a logo and the facts
_PLATE = 4.0  # points: around a logo that has no form for a dark ground
_RULE = 0.35  # of the colour of words in the rule between two facts (by eye)
_ROUNDING = 0.01  # points
_FEW_LINES, _MAX_LINES = 3, 8
"""The lines of a fact from which another row is better, and the most: longer ones are no facts but text."""

_FEW = 2  # facts that stand close to one another from the left margin on, unless one is the status

_MIN_WIDTH = 56.0  # the least width of a column in points: a date on one line


class _FactColumn(Struct, frozen=True):
    """A fact and its lines, the left edge of their column and its width in points; ``framed``: it is the status."""

    text: Text
    lines: Sequence[Line]
    x: float
    width: float
    framed: bool


def foot_chunks(section: Section, context: LayoutContext) -> Iterator[Chunk]:
    """Yield the foot of the banner of ``section``: the strips of its logos and of its facts, if it has any."""
    logos = next((block for block in section.blocks if isinstance(block, Logos)), None)
    facts = next((block for block in section.blocks if isinstance(block, Facts)), None)
    marks, room = _logos(logos, context) if logos else ((), Span(LEFT, RIGHT))
    if facts is None:
        if marks:
            yield _strip((), marks, -1, context)
        return
    rows = _settled(facts, room, context)
    if marks and len(rows) > 1:
        yield _strip((), marks, -1, context)
        marks, rows = (), _settled(facts, Span(LEFT, RIGHT), context)
    listing = context.structure.add("L")
    for columns in rows:
        yield _strip(columns, marks, listing, context)


def _logos(block: Logos, context: LayoutContext) -> tuple[tuple[Operation, ...], Span]:
    """Return the logos, their row's top at 0, and the room between the publisher's and those of partners.

    They have their form for the banner's ground; on a dark one, others stand on a white plate.
    """
    use, dark = context.options.logos, context.theme.on_banner == WHITE
    logos, first = (*block.logos, *block.partners), len(block.logos)
    files = [one.dark if dark and one.dark else one.file for one in logos]
    shapes = [context.kit.picture(file, use).shape for file in files]
    plates = [_PLATE if dark and not one.dark else 0.0 for one in logos]
    edge = max(plates, default=0.0)
    boxes = logo_row(shapes, first, Box(LEFT + edge, 0.0, WIDTH - 2 * edge, _LOGO))
    whole, found = Crop(0.0, 0.0, 0.0, 0.0), list[Operation]()
    for one, file, box, plate in zip(logos, files, boxes, plates, strict=True):
        element = context.structure.add("Figure", alternative=one.alternative)
        if plate:
            found.append(Area(box.x - plate, box.y - plate, box.width + 2 * plate, box.height + 2 * plate, WHITE))
        found.append(ImageObject(box.x, box.y, box.width, box.height, file, use, whole, element))
    left = max((box.right + _BESIDE_LOGO for box in boxes[:first]), default=LEFT)
    return tuple(found), Span(left, min((box.x - _BESIDE_LOGO for box in boxes[first:]), default=RIGHT))


def _style(context: LayoutContext) -> Style:
    size = context.legible(_SIZE)
    return Style(size, size * _PITCH, context.theme.faded_on_banner)


def _settled(block: Facts, room: Span, context: LayoutContext) -> list[list[_FactColumn]]:
    """Return the facts in as few rows as can be in ``room``, but for facts of more than _FEW_LINES lines."""
    style = _style(context)
    status = len(block.facts) - 1 if block.status else -1
    for count in range(len(block.facts), 0, -1):
        rows = [
            list(_columns(row, status, block, room, style, context))
            for row in _rows(block, count, room, style, context)
        ]
        if all(len(column.lines) <= _FEW_LINES for columns in rows for column in columns):
            break
    return rows


def _rows(block: Facts, count: int, room: Span, style: Style, context: LayoutContext) -> list[list[int]]:
    """Return the facts' indices in rows of at most ``count``, fewer where columns would have to break words."""
    rows: list[list[int]] = []
    used = room.width + 1.0
    for index, text in enumerate(block.facts):
        minimum = _min_width(text, style, context)
        if used + _GAP + minimum > room.width or len(rows[-1]) == count:
            rows.append([])
            used = -_GAP
        rows[-1].append(index)
        used += _GAP + minimum
    return rows


def _columns(
    row: Sequence[int], status: int, block: Facts, span: Span, style: Style, context: LayoutContext
) -> Iterator[_FactColumn]:
    """Yield the columns of a row, all over ``span`` and evenly apart where they are more than _FEW.

    Each is as wide as its text on as few lines as leave room for all.
    """
    natural = [_natural(block.facts[index], index == status, style, context) for index in row]
    room = span.width - _GAP * (len(row) - 1)
    minima = [_min_width(block.facts[index], style, context) for index in row]
    count, widths = 1, natural
    while sum(widths) > room and widths != minima:
        count += 1 + count // _MAX_LINES
        widths = [_narrowest(block.facts[index], index == status, count, style, context) for index in row]
    widths = [min(width, room) for width in widths]
    frames = [2 * _FRAME if index == status else 0.0 for index in row]
    spare = max(room - sum(widths), 0.0) / len(row)  # wider columns may have lines that end better
    broken = [
        context.flowing(block.facts[index], width + spare - frame + _ROUNDING, style.size)
        for index, width, frame in zip(row, widths, frames, strict=True)
    ]
    set_widths = [
        max((line_width(line, style) for line in lines), default=0.0) + frame
        for lines, frame in zip(broken, frames, strict=True)
    ]
    left = span.width - sum(set_widths)
    even = len(row) > _FEW or status in row
    gap = max(left / (len(row) - 1) if even and len(row) > 1 else _GAP, _GAP)
    x = span.left
    for index, lines, width in zip(row, broken, set_widths, strict=True):
        yield _FactColumn(block.facts[index], lines, x, width, index == status)
        x += width + gap


def _min_width(text: Text, style: Style, context: LayoutContext) -> float:
    """Return the width in points of a column in which no word of ``text`` is broken."""
    widest = max((word.width for word in context.words(text)), default=0.0) * style.size
    return max(widest + 2 * _FRAME, _MIN_WIDTH)


def _natural(text: Text, framed: bool, style: Style, context: LayoutContext) -> float:
    """Return the width in points of a column in which ``text`` is one line."""
    lines = context.flowing(text, float("inf"), style.size)
    return sum(line_width(line, style) for line in lines) + (2 * _FRAME if framed else 0.0)


def _narrowest(text: Text, framed: bool, count: int, style: Style, context: LayoutContext) -> float:
    """Return the least width in points of a column in which ``text`` is ``count`` lines, no word of it broken."""
    low, high = _min_width(text, style, context), _natural(text, framed, style, context)
    frame, words = (2 * _FRAME if framed else 0.0), context.words(text)
    if count_lines(words, (low - frame) / style.size) <= count:
        return low
    while high - low > _ROUNDING:
        middle = (low + high) / 2
        fits = count_lines(words, (middle - frame) / style.size) <= count
        low, high = (low, middle) if fits else (middle, high)
    return high


def _strip(columns: Sequence[_FactColumn], marks: Sequence[Operation], listing: int, context: LayoutContext) -> Chunk:
    """Return a strip of the banner's ground, each column's text and the logos ``marks`` centred in its height.

    Raises ContentError for a fact of too many lines.
    """
    theme, structure, style = context.theme, context.structure, _style(context)
    lines = max((len(column.lines) for column in columns), default=0)
    inner = lines * style.pitch + 2 * _FRAME_HEIGHT if lines else 0.0
    height = max(inner + 2 * context.metrics.facts_padding, _LOGO + 2 * _CLEAR if marks else 0.0)
    ground = theme.field
    operations: list[Operation] = [Area(0.0, 0.0, PAGE_WIDTH, height, ground)]
    operations += lowered(marks, (height - _LOGO) / 2)
    for index, column in enumerate(columns):
        width = column.width - (2 * _FRAME if column.framed else 0.0)
        where = _("the strip below the banner")
        require_lines(context.words(column.text), width / style.size, _MAX_LINES, column.text.mark, where)
        top = (height - len(column.lines) * style.pitch) / 2
        body = structure.add("LBody", structure.add("LI", listing))
        if column.framed:
            operations += _frame(column, top, style, ground)
        elif index:
            before = columns[index - 1]
            middle = (before.x + before.width + column.x) / 2
            faint = mixed(style.colour, ground, _RULE)
            operations.append(Area(middle, (height - inner) / 2, _PEN, inner, faint))
        x = column.x + (_FRAME if column.framed else 0.0)
        operations += set_lines(column.lines, x, top, style, body, structure)
    return Chunk(height, tuple(operations))


def _frame(column: _FactColumn, top: float, style: Style, ground: str) -> Iterator[Operation]:
    """Yield the frame of the status, whose text begins at ``top`` points: an area of the words' colour, one within."""
    y, height = top - _FRAME_HEIGHT, len(column.lines) * style.pitch + 2 * _FRAME_HEIGHT
    yield Area(column.x, y, column.width, height, style.colour)
    yield Area(column.x + _PEN, y + _PEN, column.width - 2 * _PEN, height - 2 * _PEN, ground)

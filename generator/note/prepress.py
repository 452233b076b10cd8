"""Prepress: bleed, printer's marks and a margin for binding, added to a planned note. It composes nothing.

Page boundaries as in ISO 32000-1, 14.11.2: the trim box is the page, the bleed box 3 mm beyond it, the media box has
the marks too.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from generator.pdf.page import Area, ImageObject, Operation, Page, Plan
from generator.units import Box, mm

BLEED = mm(3)
"""What printers in Europe ask for."""

MARGIN = mm(10)
"""From the media box to the trim box: the bleed, a gap of 1 mm, and the marks."""

BINDING = mm(3)
"""How much wider the inner margin is, and narrower the outer one: right-hand pages have odd numbers."""

_MARK = mm(6)
_HAIRLINE = 0.25  # points, the usual width of crop marks
_INK = "000000"
_SLACK = 0.01  # points, for rounding


def with_printers_marks(plan: Plan) -> Plan:
    """Return ``plan`` with larger pages: areas that touch the page's edge are extended by the bleed."""
    trim = Box(MARGIN, MARGIN, plan.width, plan.height)
    pages = tuple(
        Page((*(_moved(one, plan, BINDING if number % 2 else -BINDING) for one in page.operations), *_marks(trim)))
        for number, page in enumerate(plan.pages, 1)
    )
    width, height = plan.width + 2 * MARGIN, plan.height + 2 * MARGIN
    return replace(plan, width=width, height=height, pages=pages, trim=trim, bleed=BLEED)


def _moved(one: Operation, plan: Plan, binding: float) -> Operation:
    """Return an operation in its place on the larger page, moved by ``binding`` points; see _edges for areas."""
    if not isinstance(one, Area | ImageObject):
        return replace(one, x=one.x + MARGIN + binding, y=one.y + MARGIN)
    left, right = _edges(one.x, one.x + one.width, plan.width, binding)
    top, bottom = _edges(one.y, one.y + one.height, plan.height, 0.0)
    width, height = right - left, bottom - top
    moved = replace(one, x=MARGIN + left, y=MARGIN + top, width=width, height=height)
    if isinstance(moved, ImageObject):  # extended, it shows a little more at the sides, or less above and below
        return replace(moved, crop=moved.crop.within(one.width / one.height, width / height))
    return moved


def _edges(low: float, high: float, whole: float, shift: float) -> tuple[float, float]:
    """Return where an area begins and ends, in points: moved by ``shift``, or at the bleed if it touched an edge."""
    first = -BLEED if low <= _SLACK else low + shift
    last = whole + BLEED if high >= whole - _SLACK else high + shift
    return first, last


def _marks(trim: Box) -> Iterator[Area]:
    """Yield two crop marks at each corner, in line with the trim box, outside of the bleed box: artifacts."""
    for x in (trim.x, trim.right):
        for y in (0.0, trim.bottom + MARGIN - _MARK):
            yield Area(x - _HAIRLINE / 2, y, _HAIRLINE, _MARK, _INK)
    for y in (trim.y, trim.bottom):
        for x in (0.0, trim.right + MARGIN - _MARK):
            yield Area(x, y - _HAIRLINE / 2, _MARK, _HAIRLINE, _INK)

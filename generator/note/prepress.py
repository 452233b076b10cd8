"""Makes a planned note ready for a printing press: bleed, crop marks, margins for binding. It composes nothing.

Boxes as in ISO 32000-1, 14.11.2: the trim is the page, the bleed 3 mm beyond it, the medium holds the marks too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.pdf.page import Area, Page, Plan
from generator.units import Box, mm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.pdf.page import Operation

BLEED = mm(3)
MARGIN = mm(10)
"""What the medium has beyond the trim, for the marks."""

BINDING = mm(3)
"""How much wider the inner margin is, and narrower the outer one: right-hand pages have odd numbers."""

_MARK = mm(6)
_HAIR = 0.25
_INK = "000000"
_SLACK = 0.01


def for_press(plan: Plan) -> Plan:
    """Return ``plan`` on larger paper: what touches the page's edge goes on over it."""
    trim = Box(MARGIN, MARGIN, plan.width, plan.height)
    pages = tuple(
        Page((*(_moved(one, plan, BINDING if odd else -BINDING) for one in page.operations), *_marks(trim)))
        for page, odd in zip(plan.pages, _sides(len(plan.pages)), strict=True)
    )
    width, height = plan.width + 2 * MARGIN, plan.height + 2 * MARGIN
    return replace(plan, width=width, height=height, pages=pages, trim=trim, bleed=BLEED)


def _sides(count: int) -> Iterator[bool]:
    for number in range(1, count + 1):
        yield number % 2 == 1


def _moved(one: Operation, plan: Plan, binding: float) -> Operation:
    """Return an operation in its place on the larger paper; an edge of an area that is the page's stays with it."""
    if not isinstance(one, Area):
        return replace(one, x=one.x + MARGIN + binding, y=one.y + MARGIN)
    left, right = _edges(one.x, one.x + one.width, plan.width, binding)
    top, bottom = _edges(one.y, one.y + one.height, plan.height, 0.0)
    return replace(one, x=MARGIN + left, y=MARGIN + top, width=right - left, height=bottom - top)


def _edges(low: float, high: float, whole: float, shift: float) -> tuple[float, float]:
    first = -BLEED if low <= _SLACK else low + shift
    last = whole + BLEED if high >= whole - _SLACK else high + shift
    return first, last


def _marks(trim: Box) -> Iterator[Area]:
    """Yield two hair lines at each corner, in line with the cut, from the bleed outwards: artifacts."""
    for x in (trim.x, trim.right):
        for y in (0.0, trim.bottom + MARGIN - _MARK):
            yield Area(x - _HAIR / 2, y, _HAIR, _MARK, _INK)
    for y in (trim.y, trim.bottom):
        for x in (0.0, trim.right + MARGIN - _MARK):
            yield Area(x, y - _HAIR / 2, _MARK, _HAIR, _INK)

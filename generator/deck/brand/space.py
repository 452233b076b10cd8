"""The free area of a layout: the slide without titles, footers, logos and whatever else the template draws."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from generator.deck.brand.template import LayoutDrawing, Template, TemplateLayout

_GROUND = 0.5  # of the slide: a drawing that covers more is its ground, not a thing on it
_SIGN = 0.1  # of the slide: a picture that is larger is art, on which its designer may set a title
_ENOUGH = 0.35  # of the slide: a body placeholder that shows where content goes
MARGIN = 0.045
"""Of the slide's width, where no body placeholder tells the margins; half of it is the least."""

_AIR = 0.012  # of the slide's height, between what is drawn and what we place
_TOUCH = 1.0  # points
_CLEAR_SHARE = 0.35  # of a title's box: with less of it, a title is better on a logo than illegible
_MAX_OBSTACLES = 24  # the largest ones: the time grows much faster than their number, and small ones bound little


def free_area(layout: TemplateLayout, template: Template, taken: Iterable[Box], *, whole: bool = False) -> Box:
    """Return the largest free rectangle of a layout beside the boxes ``taken`` by its placeholders.

    It lies within the body placeholder of the layout, or of its master; where that leaves too little, or when the
    ``whole`` slide is asked for, within the slide's margins. Where drawings leave too little of all of these, the body
    placeholder lies upon them, as its designer wished.
    """
    boxes = list(taken)
    slide = template.slide.area
    frames = list(_frames(layout, template))
    found = [_free(layout, template, boxes, frame) for frame in (frames[-1:] if whole else frames)]
    enough = next((one for one in found if one.area > _ENOUGH * slide), None)
    if enough or whole or len(frames) == 1:
        return enough or found[-1]
    air = _AIR * template.height
    return _largest(frames[0], [grown for box in boxes if (grown := box.grown(air)).meets(frames[0], 0.0)])


def _free(layout: TemplateLayout, template: Template, taken: Sequence[Box], frame: Box) -> Box:
    slide = template.slide
    grounds = [one for one in layout.drawings if _is_ground(one, frame, slide)]
    air = _AIR * template.height
    obstacles = [one.box.grown(air) for one in layout.drawings if one not in grounds]
    obstacles += [box.grown(air) for box in taken]
    return _largest(frame, [one for one in obstacles if one.meets(frame, 0.0)])


def _frames(layout: TemplateLayout, template: Template) -> Iterator[Box]:
    """Yield where to look: the layout's large body placeholder, the master's, the slide between its margins."""
    usual = MARGIN * template.width
    slide = Box(usual / 2, usual / 2, template.width - usual, template.height - usual)
    bodies = [one.box for one in layout.of("obj", "body", "tbl", "chart") if one.box]
    for box in (*bodies, layout.body):
        if box and box.area > _ENOUGH * template.slide.area:
            yield _within(box, slide)
    wide = [
        box
        for box in (*bodies, layout.body, layout.title and layout.title.box)
        if box and box.width > template.width / 2
    ]
    left = min((max(box.x, usual * 0.5) for box in wide), default=usual)
    right = max((min(box.right, template.width - usual * 0.5) for box in wide), default=template.width - usual)
    yield Box(left, usual, right - left, template.height - 2 * usual)


def _within(box: Box, slide: Box) -> Box:
    left, top = max(box.x, slide.x), max(box.y, slide.y)
    right, bottom = min(box.right, slide.right), min(box.bottom, slide.bottom)
    return Box(left, top, right - left, bottom - top)


def clear_of_drawings(layout: TemplateLayout, template: Template, box: Box) -> Box:
    """Return ``box``, or the part of it on which the template draws nothing; ``box`` where that is too little."""
    slide = template.slide
    drawings = [one for one in layout.drawings if not _is_ground(one, box, slide) and not one.box.holds(box, 1.0)]
    obstacles = [one.box.grown(_TOUCH) for one in drawings]
    inner = box.grown(-2 * _TOUCH)
    found = [one for one in obstacles if one.meets(inner, 0.0)]
    clear = _largest(box, found) if found else box
    return clear if clear.area >= _CLEAR_SHARE * box.area else box


def within_frames(layout: TemplateLayout, box: Box, grown: Box) -> bool:
    """Tell whether whatever the template draws around ``box`` (a ribbon, a panel) also holds it ``grown``."""
    return all(one.box.holds(grown, _TOUCH) for one in layout.drawings if one.box.holds(box, _TOUCH))


def obstacles(layout: TemplateLayout, box: Box, slide: Box) -> list[Box]:
    """Return the boxes of what the template draws on ``slide`` beside its grounds."""
    return [one.box for one in layout.drawings if not _is_ground(one, box, slide)]


def signs(layout: TemplateLayout, box: Box, slide: Box, seen: Callable[[Box], bool]) -> list[Box]:
    """Return the boxes of what is to be read or known again: words, and pictures no larger than a logo is.

    ``seen`` tells whether something is seen that fills a box.
    """
    most = _SIGN * slide.area

    def is_logo(one: LayoutDrawing) -> bool:
        return one.picture and one.box.area <= most and seen(one.box)

    found = (one for one in layout.drawings if one.words or is_logo(one))
    return [one.box for one in found if not _is_ground(one, box, slide)]


def on_slide(template: Template, box: Box) -> Box:
    """Return ``box`` without what sticks out of the slide, with a little air there; of no size when it is all off."""
    air = _AIR * template.height
    left = air if box.x < -_TOUCH else box.x
    top = air if box.y < -_TOUCH else box.y
    right, bottom = box.right, box.bottom
    right = template.width - air if right > template.width + _TOUCH else right
    bottom = template.height - air if bottom > template.height + _TOUCH else bottom
    if (left, top, right, bottom) == (box.x, box.y, box.right, box.bottom):
        return box  # the very same: a width that is added and taken off again may be another
    return Box(left, top, max(right - left, 0.0), max(bottom - top, 0.0))


def _is_ground(drawing: LayoutDrawing, frame: Box, slide: Box) -> bool:
    """Tell whether a drawing lies behind the content: it covers most of the slide, or of the frame."""
    for area in (slide, frame):
        if prod(drawing.box.overlap(area)) > (_GROUND if area is slide else 0.85) * area.area:
            return True
    return False


def _largest(frame: Box, obstacles: Sequence[Box]) -> Box:
    """Return the largest rectangle of ``frame`` that meets no obstacle: its sides lie on theirs.

    Wide ones are preferred to tall ones, since slides are read across.
    """
    nearest = sorted(obstacles, key=lambda one: -one.area)[:_MAX_OBSTACLES]
    right, bottom = frame.right, frame.bottom
    lefts = sorted({frame.x, *(_clamp(one.right, frame.x, right) for one in nearest)})
    rights = sorted({right, *(_clamp(one.x, frame.x, right) for one in nearest)})
    tops = sorted({frame.y, *(_clamp(one.bottom, frame.y, bottom) for one in nearest)})
    best, largest = Box(frame.x, frame.y, 0.0, 0.0), 0.0
    for left in lefts:
        for edge in rights:
            width = edge - left
            if width * frame.height <= largest:
                continue
            beside = [one for one in nearest if one.x < edge - 0.01 and one.right > left + 0.01]
            for top in tops:
                height = _clear(beside, top, bottom) - top
                if width * height > largest:
                    best, largest = Box(left, top, width, height), width * height
    return best


def _clear(obstacles: Iterable[Box], top: float, bottom: float) -> float:
    """Return how far down from ``top`` nothing stands; ``top`` itself where something does."""
    for one in obstacles:
        if one.bottom > top + 0.01:
            bottom = min(bottom, max(one.y, top))
    return bottom


def _clamp(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)

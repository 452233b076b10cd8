"""Compose the personal slide of a copy: whom it is for, how they are greeted, what they are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.deck.compose.common import BETWEEN, SLACK, Context, laid, stack_height
from generator.deck.slide import MUTED, PERSONAL, Frame, Para, Slide
from generator.messages import _
from generator.text.breaking import words
from generator.text.fit import largest, refuse_box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.deck.slide import Shape
    from generator.source.inline import Text
    from generator.text.breaking import Word
    from generator.units import Box

_LARGEST, _SMALLEST = 28.0, 14.0  # points: a message that is read on a screen (by eye)
_STEPS = [_SMALLEST + step / 2 for step in range(int(2 * (_LARGEST - _SMALLEST)) + 1)]
_MEASURE = 0.8  # of the width of the slide's body: longer lines are hard to follow


def personal_slides(context: Context) -> list[Slide]:
    """Return the personal slide, or none where no copy is made; raise ContentError for words that do not fit it."""
    block = context.kit.personal
    if block is None:
        return []
    layout = context.layout("overview")
    frame = personal_frame(context)
    return [context.slide(layout, (context.title(block.title, layout), frame), (), (PERSONAL,))]


def personal_frame(context: Context) -> Frame:
    """Return the frame with a copy's texts, as large as the usual ones can be, or smaller if they must.

    Raises ContentError for texts that do not fit.
    """
    block = context.kit.personal
    assert block
    measured = _measured(block.texts, context)
    size = usual_size(context)
    if size is None or not _fits(measured, size, context):
        size = _size(measured, context)
    if size is None:
        longest = max(range(len(measured)), key=lambda index: len(block.texts[index].plain))
        where, mark, box = _("the personal slide"), block.texts[longest].mark, _box(context)
        raise refuse_box(measured[longest], (box.width, box.height), _SMALLEST, context.pitch, mark, where)
    return _framed(block.texts, measured, size, context)


def usual_frame(context: Context) -> Frame | None:
    """Return the same at the size of the usual texts, or None where a copy's do not fit at it."""
    block, size = context.kit.personal, usual_size(context)
    assert block
    measured = _measured(block.texts, context)
    return _framed(block.texts, measured, size, context) if size and _fits(measured, size, context) else None


def usual_size(context: Context) -> float | None:
    """Return the size in points of the texts for which room is made, or None if they fit at none."""
    block = context.kit.personal
    assert block
    if not context.usual_size:
        context.usual_size.append(_size(_measured(block.usual, context), context))
    return context.usual_size[0]


def with_frame(slide: Slide, frame: Frame) -> Slide:
    """Return the personal ``slide`` with another copy's ``frame`` in the place of its own."""

    def changed(shape: Shape) -> Shape:
        return frame if isinstance(shape, Frame) and shape.name == frame.name and not shape.placeholder else shape

    return replace(slide, shapes=tuple(map(changed, slide.shapes)))


def _framed(texts: Sequence[Text], measured: Sequence[list[Word]], size: float, context: Context) -> Frame:
    box = _box(context)
    paras = [
        Para(laid(text.runs, items, (box.width - SLACK) / size, False), size, after=BETWEEN * size)
        for text, items in zip(texts, measured, strict=True)
    ]
    first = (replace(paras[0], colour=MUTED), *paras[1:]) if len(paras) > 1 else tuple(paras)
    return Frame(context.name("text"), box, first, anchor="ctr")


def _box(context: Context) -> Box:
    area = context.layout("overview").body
    return replace(area, width=area.width * _MEASURE)


def _measured(texts: Sequence[Text], context: Context) -> list[list[Word]]:
    """Return the words of ``texts``; those that are in all copies are measured once."""
    block, known = context.kit.personal, context.usual_words
    assert block
    if not known:
        known += (words(text.runs, context.kit.family) for text in block.usual)
    return [
        same if text is usual else words(text.runs, context.kit.family)
        for text, usual, same in zip(texts, block.usual, known, strict=True)
    ]


def _size(measured: Sequence[list[Word]], context: Context) -> float | None:
    """Return the largest size in points at which texts fit, or None."""
    return largest(_STEPS, lambda size: _fits(measured, size, context))


def _fits(measured: Sequence[list[Word]], size: float, context: Context) -> bool:
    """Tell whether texts at ``size`` points fit, also in a wider font."""
    box = _box(context)
    width = box.width - SLACK
    if any(word.width * size > width for items in measured for word in items):
        return False
    return stack_height(measured, width, size, context.pitch, len(measured), roomy=True) <= box.height

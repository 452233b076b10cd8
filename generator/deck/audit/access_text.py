"""The rules of the accessibility checker about words: their contrast, size and language.

Contrast is taken where the words are likely to stand, against every colour that may lie behind them there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from generator.deck.audit.backdrop import Backdrop, painted
from generator.deck.ooxml.colours import contrast_ratio, fill_in, hexadecimal, of_hex, over
from generator.deck.ooxml.geometry import box_of
from generator.deck.ooxml.text import TextStyles
from generator.deck.ooxml.xml import A, attribute, first_child, whole
from generator.messages import _
from generator.pipeline.edition import Finding
from generator.theme import worst_ground

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.deck.audit.backdrop import Beneath
    from generator.deck.ooxml.colours import RGB, RGBA
    from generator.deck.ooxml.geometry import Rect
    from generator.deck.ooxml.ground import Ground
    from generator.deck.ooxml.scene import Shape, SlideScene
    from generator.deck.ooxml.text import RunStyle
    from generator.deck.ooxml.xml import Element

FLOOR = 9.0  # points, below which a text is small on any screen
_UNREADABLE = 4.0  # points: smaller letters are a texture
_DROWNED = 1.1  # of contrast, below which nobody tells ink from ground; faint watermarks have 1.2
_EMU = 12_700  # a point
_EM = 0.5  # a letter's width, in ems: enough to guess where words stand
_PITCH = 1.2  # the distance of two lines, in ems, where nothing else is said: that of most fonts
_WORDS = (f"{A}r", f"{A}fld")
_PARAGRAPH, _TEXT, _RUN_STYLE, _END_STYLE = f"{A}p", f"{A}t", f"{A}rPr", f"{A}endParaRPr"
_FRAME, _STYLE = f"{A}bodyPr", f"{A}pPr"


class _Body(Struct, frozen=True):
    """A text body: where it stands, its paragraphs' runs with their styles, the fill of a cell that holds it."""

    element: Element
    rect: Rect | None
    resolver: TextStyles
    cell: tuple[RGBA, ...] | None = ()


class _Words(Struct):
    """The styles of a body's runs, whether one has no language, the number of letters of each paragraph."""

    styles: dict[RunStyle, None] = field(default_factory=dict)
    lacking: bool = False
    lengths: list[int] = field(default_factory=list)


def text_rules(scene: SlideScene, beneath: Beneath, layout: str) -> Iterator[Finding]:
    """Yield what is wrong with the words of a slide; ``layout`` is its layout's part."""
    backdrop = Backdrop(scene, beneath)
    for shape in scene.flat:
        if (shape.body is None and shape.kind != "graphicFrame") or shape.hidden:
            continue
        lacking, small, faint, unseen = False, FLOOR, "", False
        for body in _bodies(scene, shape):
            words = _read(body)
            lacking = lacking or words.lacking
            if not words.styles:
                continue
            small = min(small, *(style.size for style in words.styles))
            seen = _behind(backdrop, shape, body, words)
            told, hidden = _faint(words.styles, seen), None in seen
            if (told or hidden) and scene.above and _on_layout(backdrop, shape, body, words):
                told, hidden = _measured(words, beneath.ground(layout, scene.above), body)
            unseen, faint = unseen or hidden, faint or told
        yield from _said(shape, lacking, small, faint, unseen)


def hides_words(backdrop: Backdrop, scene: SlideScene, shape: Shape) -> bool:
    """Tell whether a shape has words that nobody sees: in the colour of their ground, or of no size."""
    for body in _bodies(scene, shape):
        words = _read(body)
        seen = _behind(backdrop, shape, body, words) if words.styles else set()
        known = [ground for ground in seen if ground is not None]
        for style in words.styles:
            ink = style.colour
            drowned = known and ink and all(contrast_ratio(over(ink, one), one) < _DROWNED for one in known)
            if style.size < _UNREADABLE or (drowned and None not in seen):
                return True
    return False


def _said(shape: Shape, lacking: bool, small: float, faint: str, unseen: bool) -> Iterator[Finding]:
    if lacking:
        yield Finding("language", "warning", "", shape.name, _("Some of its text has no language."))
    if faint:
        yield Finding("contrast", "warning", "", shape.name, faint)
    elif unseen:
        cause = _("Its text stands on a picture: look whether it can be read.")
        yield Finding("contrast-picture", "tip", "", shape.name, cause)
    if small < FLOOR and not shape.is_footer:
        cause = _("Its text is small: {size:g} points.", size=small)
        yield Finding("small-text", "tip", "", shape.name, cause)


def _bodies(scene: SlideScene, shape: Shape) -> Iterator[_Body]:
    if shape.body is not None:
        yield _Body(shape.body, shape.rect, TextStyles(scene, shape, shape.body))
    table = shape.table
    if table is None or shape.rect is None:
        return
    styled = table.find(f"{A}tblPr/{A}tableStyleId") is not None
    top = shape.rect[1]
    widths = [whole(one.get("w"), 0) for one in table.iter(f"{A}gridCol")]
    for row in table.findall(f"{A}tr"):
        left = shape.rect[0]
        height = whole(row.get("h"), 0)
        for cell, width in zip(row.findall(f"{A}tc"), widths, strict=False):
            words = cell.find(f"{A}txBody")
            if words is not None:
                yield _cell(scene, shape, cell, words, (left, top, left + width, top + height), styled)
            left += width
        top += height


def _cell(scene: SlideScene, shape: Shape, cell: Element, words: Element, rect: Rect, styled: bool) -> _Body:
    fill = fill_in(cell.find(f"{A}tcPr"))
    # What a table style paints depends on the row and the column: it is not guessed.
    paints = scene.colours.paints(fill) if fill is not None else None if styled else ()
    return _Body(words, rect, TextStyles(scene, shape, words), paints)


def _read(body: _Body) -> _Words:
    """Return what ``body`` says of its words; fields count as runs."""
    words = _Words()
    for paragraph in body.element.iter(_PARAGRAPH):
        length = 0
        for run in paragraph:
            if run.tag in _WORDS:
                said = first_child(run, _TEXT)
                text = (said.text or "") if said is not None else ""
                length += len(text)
                if not text.strip():
                    continue
                properties = first_child(run, _RUN_STYLE)
                words.styles[body.resolver.run(paragraph, properties)] = None
            elif run.tag == _END_STYLE:
                properties = run
            else:
                continue
            words.lacking = words.lacking or not body.resolver.attribute(paragraph, properties, "lang")
        words.lengths.append(length)
    return words


def _behind(backdrop: Backdrop, shape: Shape, body: _Body, words: _Words) -> set[RGB | None]:
    """Return the colours behind the words; none when nothing tells where they stand or what a cell's style paints."""
    if body.rect is None or body.cell is None:
        return set()
    own = body.cell or backdrop.own(shape)
    if own and all(paint[3] == 1 for paint in own):
        return {paint[:3] for paint in own}
    seen = backdrop.behind(shape, _points(body, words))
    return set(painted(body.cell, seen)) if body.cell else seen


def _points(body: _Body, words: _Words) -> set[tuple[float, float]]:
    left, top, right, bottom = _area(body, max(style.size for style in words.styles), words.lengths)
    shares = ((0.5, 0.5), (0.1, 0.25), (0.9, 0.25), (0.1, 0.75), (0.9, 0.75))
    return {(left + (right - left) * across, top + (bottom - top) * down) for across, down in shares}


def _on_layout(backdrop: Backdrop, shape: Shape, body: _Body, words: _Words) -> bool:
    """Tell whether nothing but layout and master lies behind the words."""
    return body.cell == () and not backdrop.own(shape) and backdrop.stands_on_layout(shape, _points(body, words))


def _measured(words: _Words, ground: Ground, body: _Body) -> tuple[str, bool]:
    """Return a sentence on words that are faint on what is drawn, or nothing, and whether that is not known."""
    area = box_of(_area(body, max(style.size for style in words.styles), words.lengths))
    behind = ground.colours(area)
    if not behind or not ground.sure(area):
        return "", True
    for style in words.styles:
        worst = worst_ground(hexadecimal(style.colour[:3]), behind) if style.colour else ""
        if worst and (told := _faint([style], {of_hex(worst)[:3]})):
            return told, False
    return "", False


def _area(body: _Body, size: float, letters: Sequence[int]) -> Rect:
    """Return where the words are likely to stand within the box: by their number, size, alignment and anchor."""
    assert body.rect is not None
    frame = first_child(body.element, _FRAME)
    inset = [_inset(frame, name, usual) for name, usual in (("lIns", 7.2), ("tIns", 3.6), ("rIns", 7.2), ("bIns", 3.6))]
    left, top, right, bottom = body.rect
    left, top, right, bottom = left + inset[0], top + inset[1], right - inset[2], bottom - inset[3]
    width, height = max(right - left, 1.0), max(bottom - top, 1.0)
    lengths = [count * _EM * size * _EMU for count in letters]
    wide = min(width, max(lengths))
    tall = min(height, sum(max(1, -(-length // width)) for length in lengths) * _PITCH * size * _EMU)
    styled = (first_child(one, _STYLE) for one in body.element.iterchildren(_PARAGRAPH))
    first = next((one for one in styled if one is not None), None)
    across = _spare(attribute(first, "algn", "l"), ("r",), ("ctr",)) * (width - wide)
    down = _spare(attribute(frame, "anchor", "t"), ("b",), ("ctr",)) * (height - tall)
    return left + across, top + down, left + across + wide, top + down + tall


def _inset(frame: Element | None, name: str, usual: float) -> float:
    return whole(attribute(frame, name), round(usual * _EMU))


def _spare(value: str, end: tuple[str, ...], middle: tuple[str, ...]) -> float:
    return 1.0 if value in end else 0.5 if value in middle else 0.0


def _faint(styles: Iterable[RunStyle], seen: set[RGB | None]) -> str:
    """Return a sentence on the run with too little contrast, or nothing."""
    for style in styles:
        for ground in seen:
            if style.colour is None or ground is None:
                continue
            ink = over(style.colour, ground)
            found = contrast_ratio(ink, ground)
            if found < style.minimum_contrast - 0.005:
                values = {"ink": hexadecimal(ink), "ground": hexadecimal(ground), "least": style.minimum_contrast}
                return _(
                    "Text {ink} on {ground} has a contrast of {ratio:.1f}:1, below {least:g}:1.", ratio=found, **values
                )
    return ""

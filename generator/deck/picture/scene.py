"""Draws a planned slide as a scene of words, areas and paths, for its pictures and for the handout.

Text is broken by the engine that measured it for the plan, and stands where LibreOffice puts it: that is the office
suite at hand, against which pictures are tested. No size is decided here: all that is drawn comes from the plan and
from the template.
"""

from __future__ import annotations

from itertools import accumulate, chain, groupby
from typing import TYPE_CHECKING, assert_never

from msgspec.structs import replace

from generator.addresses import leads_out
from generator.deck.slide import (
    FURNITURE,
    HEAD_RULE,
    ChartFrame,
    Colour,
    Figure,
    Frame,
    Group,
    Para,
    PictureShape,
    Shape,
    Slide,
    SlideRun,
    Table,
)
from generator.document.together import NO_BREAK
from generator.graphics.path import Path, ellipse
from generator.pdf.page import ARTIFACT, RUNNING, Area, ImageObject, Link, PathObject, TextObject, TextRun
from generator.source.inline import Run
from generator.text.breaking import break_lines, words
from generator.text.capitals import capitals
from generator.units import Box, mm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from generator.deck.picture.background import Backgrounds, SlideBackground
    from generator.text.breaking import Line, MeasuredRun, Word
    from generator.text.fonts import Family


Drawn = TextObject | Area | PathObject | ImageObject | Link
"""What a scene is made of."""

_PITCH, _ASCENT = 1.2, 1.0
"""Lines are 1.2 em apart and a baseline lies 1 em below its line's top, whatever the font: as in office suites.

In a table's cells LibreOffice takes the font's own ascent and descent instead, and so do we.
"""

_PIXEL = 72 / 600  # what LibreOffice rounds the width of each letter to, in points
_MIN = 0.02  # what a line must have in hand: LibreOffice's lengths are whole hundredths of a millimetre

_RULE, _BELOW = 0.07, 0.11  # a link's underline: its thickness, and its depth below the baseline, in em
_SMALL, _UP = 0.58, 0.3  # a raised number's size, and how far it is raised, in em
# the part of the free space that lies before a text, by its anchor or its alignment
_SHARES = {"t": 0.0, "l": 0.0, "ctr": 0.5, "b": 1.0, "r": 1.0}


_STRIPS = 40  # of a veil: no step between two of them is seen


def draw(
    slide: Slide,
    backgrounds: Backgrounds,
    family: Family,
    is_link: Callable[[str], bool],
    places: list[Box] | None = None,
) -> tuple[Drawn, ...]:
    """Return what a slide shows, in points from its top left corner: as decoration, or as what runs along.

    ``is_link`` tells whether a target leads somewhere: such words are underlined. Where the words of each paragraph
    stand is added to ``places``, in the order of ``paragraphs_of``.
    """
    behind = backgrounds.by_role[slide.role]
    paper = Area(0.0, 0.0, backgrounds.width, backgrounds.height, behind.resolved(behind.background))
    ground, scene = _Scene(behind, family, is_link, []), _Scene(behind, family, is_link, places)
    figures = [one for shape in behind.figures for one in ground.shape(shape)]
    return (paper, *figures, *(one for shape in slide.shapes for one in scene.shape(shape)))


def placed(drawn: Iterable[Drawn], scale: float, x: float, y: float, element: int) -> Iterator[Drawn]:
    """Yield a scene ``scale`` times as large, its corner at (x, y) in points, as the content of ``element``.

    What runs along stays so.
    """
    for one in drawn:
        owner = RUNNING if one.element == RUNNING else element
        moved = replace(one, x=x + one.x * scale, y=y + one.y * scale, width=one.width * scale, element=owner)
        match moved:
            case TextObject(size=size):
                yield replace(moved, size=size * scale)
            case Area(height=height):
                yield replace(moved, height=height * scale)
            case Link(height=height) | ImageObject(height=height):
                yield replace(moved, height=height * scale)
            case PathObject(height=height, path=path, pen=pen):
                yield replace(moved, height=height * scale, path=path.transformed(scale).rounded(), pen=pen * scale)


def _veiled(drawn: Drawn, figure: Figure) -> Iterator[Drawn]:
    """Yield a figure's rectangle in strips as opaque as it is there."""
    if not isinstance(drawn, Area):
        yield drawn
        return
    top, foot = figure.opacity
    for index in range(_STRIPS):
        opacity = round(top + (foot - top) * (index + 0.5) / _STRIPS, 3)
        if figure.across:
            x, width = drawn.x + drawn.width * index / _STRIPS, drawn.width / _STRIPS
            yield replace(drawn, x=x, width=width, opacity=opacity)
        else:
            y, height = drawn.y + drawn.height * index / _STRIPS, drawn.height / _STRIPS
            yield replace(drawn, y=y, height=height, opacity=opacity)


class _Scene:
    def __init__(
        self, background: SlideBackground, family: Family, is_link: Callable[[str], bool], places: list[Box] | None
    ) -> None:
        self._places = [] if places is None else places
        self._background = background
        self._family = family
        self._is_link = is_link

    def shape(self, shape: Shape) -> Iterator[Drawn]:
        match shape:
            case Frame():
                yield from self._filled(shape.geometry, shape.box, shape.fill)
                yield from self._outlined(shape)
                inner = _within(shape.box, shape.insets)
                words = self._text([*shape.drawn], inner, shape.anchor, _PITCH, _ASCENT)
                furniture = shape.placeholder in FURNITURE
                yield from (replace(one, element=RUNNING) for one in words) if furniture else words
                if leads_out(shape.target):
                    yield Link(inner.x, inner.y, inner.width, inner.height, shape.target, shape.text, ARTIFACT)
            case Figure():
                filled = self._filled(shape.geometry, shape.box, shape.fill)
                veiled = min(shape.opacity) < 1.0
                yield from chain.from_iterable(_veiled(one, shape) for one in filled) if veiled else filled
                yield from self._outlined(shape)
            case PictureShape():
                yield self._picture(shape)
            case Group():
                for one in shape.shapes:
                    yield from self.shape(one)
            case Table():
                yield from self._table(shape)
            case ChartFrame():
                yield from self._chart(shape)
            case _:
                assert_never(shape)

    # Charts

    def _chart(self, chart: ChartFrame) -> Iterator[Drawn]:
        """Yield a chart as office suites draw the native one."""
        from generator.deck.picture.chart import draw_chart

        box, drawn = chart.box, draw_chart(chart, self._measure)
        tones = {"ink": chart.ink, "muted": chart.muted, "rule": chart.rule, "paper": chart.paper}
        tones |= {str(number): series.colour for number, series in enumerate(chart.series)}
        colours = {name: self._background.resolved(colour) for name, colour in tones.items()}
        for mark in drawn.paths:
            size = (drawn.width, drawn.height)
            yield PathObject(box.x, box.y, *size, mark.path.rounded(), colours[mark.tone], mark.pen, ARTIFACT)
        for label in drawn.labels:
            pieces = (TextRun("Bold" if label.strong else "Regular", label.text),)
            place = (box.x + label.x, box.y + label.y)
            yield TextObject(*place, drawn.size, colours[label.tone], pieces, label.width, ARTIFACT)

    def _measure(self, text: str, strong: bool) -> float:
        """Return the width of ``text`` in em."""
        return self._family.face(strong).width(text)

    # Figures

    def _filled(self, geometry: str | Path, box: Box, fill: Colour | None) -> Iterator[Drawn]:
        if fill is None:
            return
        colour = self._background.resolved(fill)
        if geometry == "rect":
            yield Area(box.x, box.y, box.width, box.height, colour)
        else:
            path = _outline(geometry, box).rounded()
            yield PathObject(box.x, box.y, box.width, box.height, path, colour, 0.0, ARTIFACT)

    def _outlined(self, figure: Figure | Frame) -> Iterator[Drawn]:
        """Yield the pen's line: half of it lies outside of the box."""
        if figure.line is None:
            return
        box, out = figure.box, figure.line_width / 2
        colour = self._background.resolved(figure.line)
        for solid in figure.solid if isinstance(figure, Figure) else ():
            yield PathObject(box.x, box.y, box.width, box.height, solid.rounded(), colour, 0.0, ARTIFACT)
        path = _outline(figure.geometry, box).transformed(1.0, out, out).rounded()
        if not path.commands:
            return
        size = box.width + 2 * out, box.height + 2 * out
        yield PathObject(box.x - out, box.y - out, *size, path, colour, figure.line_width, ARTIFACT)

    @staticmethod
    def _picture(shape: PictureShape) -> Drawn:
        box = shape.box
        return ImageObject(box.x, box.y, box.width, box.height, shape.file, shape.use, shape.crop)

    # Tables

    def _table(self, table: Table) -> Iterator[Drawn]:
        """Yield the cells, each smaller by half a border, and the lines under rows; others have the paper's colour."""
        lefts = accumulate(table.columns, initial=table.box.x)
        columns = list(zip(lefts, table.columns, strict=False))
        face, out, down = self._family.face(), table.gap / 2, table.below / 2
        tops = accumulate(table.heights, initial=table.box.y)
        for number, (row, top, height) in enumerate(zip(table.rows, tops, table.heights, strict=False)):
            for column, (cell, (left, width)) in enumerate(zip(row, columns, strict=True)):
                sides = (out if column else 0.0) + (out if column < len(columns) - 1 else 0.0)
                filled = Box(left + (out if column else 0.0), top + down, width - sides, height - table.below)
                yield from self._filled("rect", filled, cell.fill)
                inner = _within(Box(left, top, width, height), cell.insets or table.insets)
                yield from self._text((cell.paragraph,), inner, cell.anchor, face.ascent + face.descent, face.ascent)
            below, thick = (table.under, table.below) if number or not table.head else (table.head, HEAD_RULE)
            if below:
                line = Box(table.box.x, top + height - thick / 2, table.box.width, thick)
                yield from self._filled("rect", line, below)

    # Text

    def _text(self, paragraphs: Sequence[Para], box: Box, anchor: str, pitch: float, ascent: float) -> Iterator[Drawn]:
        """Yield the lines of ``paragraphs``, from the top, in the middle or at the bottom of the box.

        ``pitch`` and ``ascent`` are the height of a line and that of its baseline, in em.
        """
        lines = [(para, self._lines(para, box.width)) for para in paragraphs]
        heights = (
            sum(map(_scale, broken)) * para.size * pitch * (para.leading or 1.0) + para.after for para, broken in lines
        )
        height = sum(heights) - paragraphs[-1].after
        y = box.y + (box.height - height) * _SHARES[anchor]
        for para, broken in lines:
            em = _pixels(para.size) * _PIXEL
            step = pitch * (para.leading or 1.0)
            self._places.append(_place(para, broken, box, y, em, step))
            if para.number or para.bullet:
                yield self._number(para, box.x, y + (ascent - pitch + step) * para.size)
            for index, line in enumerate(broken):
                x = (
                    box.x
                    + para.indent
                    + (0.0 if index else para.first)
                    + (box.width - para.indent - line.width * em) * _SHARES[para.align]
                )
                tall = _scale(line) * para.size
                yield from self._line(line, para, x, y + (ascent - pitch + step) * tall)
                y += step * tall
            y += para.after

    def _number(self, para: Para, x: float, y: float) -> Drawn:
        """Return the number or sign that hangs before a paragraph at (x, y), in points, as office suites make it."""
        text = f"{para.number}." if para.number else para.bullet
        width = self._measure(text, False) * para.size
        colour = self._background.resolved((para.lead if para.bullet else None) or para.colour)
        return TextObject(x, y, para.size, colour, (TextRun("Regular", text),), width, ARTIFACT)

    def _lines(self, para: Para, width: float) -> list[Line]:
        """Return the lines of a paragraph, ``width`` points wide, as LibreOffice breaks them.

        The em of their widths is a whole number of pixels, as there.
        """
        inks = _inks(para)
        runs = [
            Run(
                self._said(span, para),
                span.strong,
                span.emphasis,
                span.target,
                str(inks.index(_ink(span, para))),
                language="" if span.scale == 1.0 else f"{span.scale}",  # no language is needed here
            )
            for span in para.spans
        ]
        pixels, raised = _pixels(para.size), _raised(para)
        em = pixels * _PIXEL
        items = [_set(word, pixels, raised) for word in words(runs, self._family, strong_places=False)]
        if not para.first or not items:
            return break_lines(items, (width - para.indent - _MIN) / em)
        items[0] = replace(items[0], width=items[0].width + para.first / em)
        first, *others = break_lines(items, (width - para.indent - _MIN) / em)
        return [replace(first, width=first.width - para.first / em), *others]

    def _said(self, span: SlideRun, para: Para) -> str:
        """Return the text of a span; that of a link is one word to LibreOffice, which takes it for a field."""
        text = capitals(span.text) if para.capitals else span.text
        return text.replace(" ", NO_BREAK) if leads_out(span.target) else text

    def _line(self, line: Line, para: Para, x: float, y: float) -> Iterator[Drawn]:
        """Yield the words of a line from (x, y) on, in points, apart where a link begins or ends.

        Spaces make up for what the widths of letters are rounded by.
        """
        size, raised, inks = para.size, _raised(para), _inks(para)
        fragments = [replace(one, width=one.width * _share(one, raised)) for one in line.runs]
        natural = sum(one.width for one in fragments)
        wanted = line.width * _pixels(size) * _PIXEL / size
        stretch = (wanted - natural) / line.spaces if line.spaces else 0.0
        for (target, ink, _size), grouped in groupby(
            fragments, lambda one: (one.run.link, one.run.place, _scaled(one))
        ):
            group = list(grouped)
            share, up = (_SMALL, _UP) if target in raised else (_scaled(group[0]), 0.0)
            width = sum(one.width + stretch * one.face.stretching(one.text) for one in group) * size
            linked = bool(target) and self._is_link(target)
            colour = self._background.resolved(inks[int(ink)])
            place = (x, y - up * size, size * share, colour)
            pieces = tuple(TextRun(one.face.style, one.text) for one in group)
            yield TextObject(*place, pieces, width, ARTIFACT, stretch=stretch / share)
            if linked and target not in raised:
                yield Area(x, y + (_BELOW * share - up) * size, width, _RULE * share * size, colour)
                if leads_out(target):
                    said = "".join(one.text for one in group).strip()
                    yield Link(x, y - 0.85 * size, width, 1.15 * size, target, said, ARTIFACT)
            x += width


def _place(para: Para, lines: Sequence[Line], box: Box, y: float, em: float, step: float) -> Box:
    """Return where the ``lines`` of a paragraph stand that begins ``y`` points down in ``box``."""
    width = max((line.width * em + (0.0 if index else para.first) for index, line in enumerate(lines)), default=0.0)
    x = box.x + para.indent + (box.width - para.indent - width) * _SHARES[para.align]
    return Box(x, y, width, len(lines) * step * para.size)


def _ink(span: SlideRun, para: Para) -> Colour:
    """Return the colour of words, which a link keeps."""
    return span.colour or (span.led and para.lead) or para.colour


def _inks(para: Para) -> list[Colour]:
    """Return the colours of a paragraph's words, each once; a run bears the number of its own for a place."""
    return list(dict.fromkeys(_ink(span, para) for span in para.spans))


def _raised(para: Para) -> frozenset[str]:
    """Return where the raised words of a paragraph lead: numbers of sources, which are the links of their own."""
    return frozenset(span.target for span in para.spans if span.raised)


def _share(fragment: MeasuredRun, raised: frozenset[str]) -> float:
    """Return the size of ``fragment`` in sizes of its paragraph."""
    return _SMALL if fragment.run.link in raised else _scaled(fragment)


def _scaled(fragment: MeasuredRun) -> float:
    return float(fragment.run.language or 1.0)


def _scale(line: Line) -> float:
    """Return the height of a line in those of its paragraph's size: that of its largest words."""
    return max(1.0, *map(_scaled, line.raw)) if any(one.run.language for one in line.raw) else 1.0


def _pixels(size: float) -> int:
    """Return how many pixels LibreOffice's layout gives to an em: text is set in hundredths of a millimetre."""
    return round(mm(round(size / mm(0.01)) / 100) / _PIXEL)


def _set(word: Word, pixels: int, raised: frozenset[str]) -> Word:
    """Return ``word`` with the width, and that of the space before it, that it has in such pixels."""
    shares = ((one, _share(one, raised)) for one in word.runs)
    width = sum(one.face.rounded(one.text, round(pixels * share)) * share for one, share in shares)
    space = word.space_before.face.rounded(word.space_before.text, pixels) if word.space_before else 0.0
    return replace(word, width=width, space=space)


def _within(box: Box, insets: tuple[float, float, float, float]) -> Box:
    left, top, right, bottom = insets
    return Box(box.x + left, box.y + top, box.width - left - right, box.height - top - bottom)


def _outline(geometry: str | Path, box: Box) -> Path:
    """Return the outline of a path or a preset geometry, from the box's own corner."""
    if isinstance(geometry, Path):
        return geometry
    if geometry == "ellipse":
        return ellipse(box.width, box.height)
    right, bottom = box.width, box.height
    return Path((("M", 0.0, 0.0), ("L", right, 0.0), ("L", right, bottom), ("L", 0.0, bottom), ("Z",)))

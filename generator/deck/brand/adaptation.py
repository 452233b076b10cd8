"""Dress a composed slide for a template that is not ours: its colours, its scale, and nothing inherited by accident.

Composers name colours by the part they play, and lengths in points of the plan; this pass makes them the slide's.
Whatever is behind a text, the text can be read on it: its colour is taken from the template where that is legible,
and adapted where it is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from msgspec.structs import replace

from generator.deck.slide import (
    INK,
    MUTED,
    PAPER,
    RULE,
    ChartFrame,
    Colour,
    Figure,
    Frame,
    Group,
    PictureShape,
    Shape,
    Slide,
    Table,
)
from generator.graphics.path import Path
from generator.units import Box

if TYPE_CHECKING:
    from generator.deck.brand.brand import Brand
    from generator.deck.brand.palette import Palette
    from generator.deck.design import SlideLayout
    from generator.deck.slide import Cell, Para

_SLACK = 2.0  # points: by so much a shape may leave another and still lies within it
_PICTURE = ""  # in the place of a colour
_PANEL_MARGIN = 8.0  # points of a panel around the words that it makes legible (by eye)


def adapt(slide: Slide, layout: SlideLayout, brand: Brand, panel: str) -> Slide:
    """Return ``slide`` as it stands on the template's layout; over a picture, on a panel, as a chart on a colour.

    ``panel`` is what such a shape is called.
    """
    palette = brand.palettes[layout.part]
    adapter = _Adapter(palette, brand.scale, brand.face)
    shapes = list(slide.shapes)
    if palette.unsure and layout.role != "cover":
        shapes.insert(0, Figure(panel, (layout.outer or layout.body).grown(_PANEL_MARGIN), fill=Colour(palette.ground)))
    elif palette.panel != palette.ground:  # among the accents some are no further from it than its own hue
        found = [(at, one.box) for at, one in enumerate(shapes) if isinstance(one, ChartFrame)]
        for at, box in reversed(found):
            shapes.insert(at, Figure(panel, box.grown(_PANEL_MARGIN), fill=Colour(palette.panel)))
    return replace(slide, shapes=tuple(map(adapter.shape, shapes)))


class _Adapter:
    def __init__(self, palette: Palette, scale: float, face: str) -> None:
        self._palette = palette
        self._scale = scale
        self._face = face
        self._behind: list[tuple[Box, str]] = []  # what is filled so far, the topmost last

    def shape(self, shape: Shape) -> Shape:
        match shape:
            case Frame():
                return self._frame(shape)
            case Figure():
                return self._figure(shape)
            case PictureShape():
                self._behind.append((shape.box, _PICTURE))
                return replace(shape, box=shape.box.scaled(self._scale))
            case Group():
                return replace(shape, box=shape.box.scaled(self._scale), shapes=tuple(map(self.shape, shape.shapes)))
            case Table():
                return self._table(shape)
            case ChartFrame():
                return self._chart(shape)
            case _:
                assert_never(shape)

    def _figure(self, figure: Figure) -> Figure:
        geometry = figure.geometry
        if isinstance(geometry, Path) and self._scale != 1.0:
            geometry = Path(geometry.transformed(self._scale).commands)
        ink = self._palette.text(INK, self._ground(figure.box)) if figure.fill == INK else None
        if figure.fill and isinstance(geometry, str):
            self._behind.append((figure.box, self._palette.value(figure.fill)))
        return replace(
            figure,
            box=figure.box.scaled(self._scale),
            geometry=geometry,
            solid=tuple(one.transformed(self._scale) for one in figure.solid),
            fill=ink or self._colour(figure.fill),
            line=self._colour(figure.line),
            line_width=figure.line_width * self._scale,
        )

    def _frame(self, frame: Frame) -> Frame:
        behind = self._palette.value(frame.fill) if frame.fill else self._topmost(frame.box)
        if frame.fill:
            self._behind.append((frame.box, behind))
        return replace(
            frame,
            box=frame.box.scaled(self._scale),
            paragraphs=tuple(self._para(para, behind, holder=frame.placeholder) for para in frame.paragraphs),
            insets=self._insets(frame.insets),
            fill=self._colour(frame.fill),
        )

    def _table(self, table: Table) -> Table:
        ground = self._ground(table.box)
        return replace(
            table,
            box=table.box.scaled(self._scale),
            columns=tuple(width * self._scale for width in table.columns),
            heights=tuple(height * self._scale for height in table.heights),
            rows=tuple(tuple(self._cell(cell, ground) for cell in row) for row in table.rows),
            insets=self._insets(table.insets),
            rule=Colour(ground) if table.rule else None,
            head=self._colour(table.head),
        )

    def _chart(self, chart: ChartFrame) -> ChartFrame:
        ground = self._ground(chart.box)
        ink, muted = self._palette.text(INK, ground), self._palette.text(MUTED, ground)
        series = tuple(replace(one, colour=self._palette.of(one.colour)) for one in chart.series)
        return replace(
            chart,
            box=chart.box.scaled(self._scale),
            plot=chart.plot.scaled(self._scale),
            legend=chart.legend.scaled(self._scale) if chart.legend else None,
            size=self._size(chart.size),
            series=series,
            ink=ink,
            paper=self._palette.of(PAPER),
            muted=muted,
            rule=self._palette.of(RULE),
        )

    def _cell(self, cell: Cell, ground: str) -> Cell:
        behind = self._palette.value(cell.fill) if cell.fill else ground
        insets = self._insets(cell.insets) if cell.insets else None
        return replace(cell, paragraph=self._para(cell.paragraph, behind), fill=self._colour(cell.fill), insets=insets)

    def _para(self, para: Para, behind: str, holder: str = "") -> Para:
        """Return ``para`` with sizes of the slide; a half point is as fine as Office shows, and rounding is down.

        What was not measured in a placeholder's own style has its spacing and its font stated.
        """
        measured = bool(para.leading)  # in a colour that was chosen for the place
        own = bool(holder and measured)
        inked = (replace(one, colour=self._text(one.colour, behind)) if one.colour else one for one in para.spans)
        return replace(
            para,
            spans=tuple(inked),
            size=self._size(para.size),
            colour=para.colour if measured or para.colour.inherited else self._text(para.colour, behind),
            after=para.after * self._scale,
            indent=para.indent * self._scale,
            first=para.first * self._scale,
            lead=self._text(para.lead, behind) if para.lead else None,
            leading=para.leading or 1.0,
            face="" if own else self._face,
        )

    def _size(self, size: float) -> float:
        return int(size * self._scale * 2 + 1e-6) / 2 if self._scale != 1.0 else size

    def _ground(self, box: Box) -> str:
        """Return the colour behind ``box``: of the topmost thing that holds it, or of the slide."""
        found = self._topmost(box)
        return self._palette.ground if found == _PICTURE else found

    def _topmost(self, box: Box) -> str:
        found = (fill for outer, fill in reversed(self._behind) if outer.holds(box, _SLACK))
        return next(found, self._palette.ground)

    def _text(self, colour: Colour, behind: str) -> Colour:
        """Return the template's colour for text; on a picture the composer has chosen it for what is seen there."""
        return self._palette.of(colour) if behind == _PICTURE else self._palette.text(colour, behind)

    def _colour(self, colour: Colour | None) -> Colour | None:
        return self._palette.of(colour) if colour else None

    def _insets(self, insets: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        left, top, right, bottom = (inset * self._scale for inset in insets)
        return left, top, right, bottom

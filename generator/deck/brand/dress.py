"""Dress a composed slide for a template that is not ours: its colours, its scale, and nothing inherited by accident.

Composers name colours by the part they play, and lengths in points of the plan; this pass makes them the slide's.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.deck.shapes import Figure, Frame, Group, Shape, Slide, Table
from generator.graphics.path import Path
from generator.units import Box

if TYPE_CHECKING:
    from generator.deck.brand.palette import Palette
    from generator.deck.brand.stages import Brand
    from generator.deck.design import Stage
    from generator.deck.shapes import Cell, Colour, Para


def dress(slide: Slide, stage: Stage, brand: Brand) -> Slide:
    """Return ``slide`` as it stands on the template's layout."""
    tailor = _Tailor(brand.palettes[stage.layout], brand.scale, brand.face, stage)
    return replace(slide, shapes=tuple(map(tailor.shape, slide.shapes)))


class _Tailor:
    def __init__(self, palette: Palette, scale: float, face: str, stage: Stage) -> None:
        self._palette = palette
        self._scale = scale
        self._face = face
        self._leading = {
            (one.type, one.index): one.leading
            for one in (stage.title, stage.text, stage.subtitle, stage.footer, stage.number)
            if one
        }

    def shape(self, shape: Shape) -> Shape:
        match shape:
            case Frame():
                return self._frame(shape)
            case Figure():
                geometry = shape.geometry
                if isinstance(geometry, Path) and self._scale != 1.0:
                    geometry = Path(geometry.transformed(self._scale).commands)
                return replace(
                    shape,
                    box=self._box(shape.box),
                    geometry=geometry,
                    fill=self._colour(shape.fill),
                    line=self._colour(shape.line),
                    line_width=shape.line_width * self._scale,
                )
            case Group():
                return replace(shape, box=self._box(shape.box), shapes=tuple(map(self.shape, shape.shapes)))
            case _:
                return self._table(shape)

    def _frame(self, frame: Frame) -> Frame:
        own = bool(frame.placeholder)
        leading = self._leading.get((frame.placeholder, frame.index), 1.0) if own else 1.0
        return replace(
            frame,
            box=self._box(frame.box),
            paragraphs=tuple(self._para(para, leading, "" if own else self._face) for para in frame.paragraphs),
            insets=self._insets(frame.insets),
            fill=self._colour(frame.fill),
        )

    def _table(self, table: Table) -> Table:
        return replace(
            table,
            box=self._box(table.box),
            columns=tuple(width * self._scale for width in table.columns),
            heights=tuple(height * self._scale for height in table.heights),
            rows=tuple(tuple(map(self._cell, row)) for row in table.rows),
            insets=self._insets(table.insets),
        )

    def _cell(self, cell: Cell) -> Cell:
        return replace(cell, paragraph=self._para(cell.paragraph, 1.0, self._face), fill=self._colour(cell.fill))

    def _para(self, para: Para, leading: float, face: str) -> Para:
        """Return ``para`` with sizes of the slide; a half point is as fine as Office shows, and rounding is down."""
        size = int(para.size * self._scale * 2 + 1e-6) / 2 if self._scale != 1.0 else para.size
        colour = self._colour(para.colour)
        return replace(
            para,
            size=size,
            colour=colour or para.colour,
            after=para.after * self._scale,
            indent=para.indent * self._scale,
            leading=leading,
            face=face,
        )

    def _colour(self, colour: Colour | None) -> Colour | None:
        return colour if colour is None or colour.inherited else self._palette.of(colour)

    def _box(self, box: Box) -> Box:
        scale = self._scale
        return Box(box.x * scale, box.y * scale, box.width * scale, box.height * scale)

    def _insets(self, insets: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        left, top, right, bottom = (inset * self._scale for inset in insets)
        return left, top, right, bottom

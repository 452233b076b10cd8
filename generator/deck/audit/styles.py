"""The style that a run really has: size, weight and colour, from itself up to the presentation (ECMA-376, 21.1.2.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.deck.ooxml.opened import A, P, whole
from generator.deck.ooxml.shades import first_shade

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.deck.audit.scene import Shape, Stage
    from generator.deck.ooxml.opened import Element
    from generator.deck.ooxml.shades import Shade

_HYPERLINK_OWN = "{http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor}hlinkClr"
_DEFAULT = 1800
LARGE, LARGE_BOLD = 18.0, 14.0  # points, from which WCAG asks for 3:1 only


class Look(Struct, frozen=True):
    """How a run looks: points, weight, colour (None when nothing tells)."""

    size: float
    bold: bool
    colour: Shade | None

    @property
    def least(self) -> float:
        """Return the contrast that WCAG 2.1 asks for (1.4.3)."""
        return 3.0 if self.size >= LARGE or (self.bold and self.size >= LARGE_BOLD) else 4.5


class Styles:
    """The styles of the runs of one text body."""

    def __init__(self, stage: Stage, shape: Shape, body: Element, *, cell: Shade | None = None) -> None:
        self._stage = stage
        self._shape = shape
        self._body = body
        self._cell = cell
        self._levels: dict[int, list[Element]] = {}
        fit = body.find(f"{A}bodyPr/{A}normAutofit")
        self._scale = whole(fit.get("fontScale"), 100_000) / 100_000 if fit is not None else 1.0

    def look(self, paragraph: Element, properties: Element | None) -> Look:
        """Return the look of a run with ``properties`` (its ``a:rPr``) in ``paragraph``."""
        points = whole(self._attribute(paragraph, properties, "sz"), _DEFAULT)
        bold = self._attribute(paragraph, properties, "b") in ("1", "true")
        return Look(points / 100 * self._scale, bold, self._colour(paragraph, properties))

    def attribute(self, paragraph: Element, properties: Element | None, name: str) -> str:
        """Return an attribute of a run, its own or inherited; nothing when none has it."""
        return self._attribute(paragraph, properties, name)

    def _attribute(self, paragraph: Element, properties: Element | None, name: str) -> str:
        if properties is not None and (own := properties.get(name)):
            return own
        return next((value for one in self._above(paragraph) if (value := one.get(name))), "")

    def _colour(self, paragraph: Element, properties: Element | None) -> Shade | None:
        scheme = self._stage.scheme
        if properties is not None:
            link = properties.find(f"{A}hlinkClick")
            if link is not None and next(link.iter(_HYPERLINK_OWN), None) is None:
                return scheme.named("hlink")
            if (own := _paint(properties)) is not None:
                return first_shade(scheme, own)
        if self._cell is not None:
            return self._cell
        reference = self._shape.element.find(f"{P}style/{A}fontRef") if not self._shape.slot else None
        for one in self._above(paragraph, reference):
            paint = one if one is reference else _paint(one)
            if paint is not None and len(paint):
                return first_shade(scheme, paint)
        return scheme.named("tx1")

    def _above(self, paragraph: Element, reference: Element | None = None) -> Iterator[Element]:
        """Yield the styles that a run inherits, nearest first; a shape's own font reference before the master's."""
        own = paragraph.find(f"{A}pPr")
        level = min(max(whole(own.get("lvl"), 0), 0), 8) + 1 if own is not None else 1
        if level not in self._levels:
            self._levels[level] = list(self._chain(level))
        near = self._body.find(f"{A}lstStyle/{A}lvl{level}pPr/{A}defRPr")
        if near is not None:
            yield near
        if reference is not None:
            yield reference
        yield from self._levels[level]

    def _chain(self, level: int) -> Iterator[Element]:
        path = f"{A}lvl{level}pPr/{A}defRPr"
        for like in self._stage.inherited(self._shape):
            if like.body is not None and (found := like.body.find(f"{A}lstStyle/{path}")) is not None:
                yield found
        master = self._stage.master.tree
        styles = master.find(f"{P}txStyles/{P}{self._kind()}Style/{path}") if master is not None else None
        if styles is not None:
            yield styles
        presentation = self._stage.deck.tree(self._stage.deck.main)
        default = presentation.find(f"{P}defaultTextStyle/{path}") if presentation is not None else None
        if default is not None:
            yield default

    def _kind(self) -> str:
        if self._shape.is_title:
            return "title"
        return "body" if self._shape.slot and not self._shape.is_furniture else "other"


def _paint(properties: Element) -> Element | None:
    for name in ("solidFill", "gradFill"):
        found = properties.find(f"{A}{name}")
        if found is not None and name == "gradFill":
            return found.find(f"{A}gsLst/{A}gs")
        if found is not None:
            return found
    return None

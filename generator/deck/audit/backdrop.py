"""What colours lie behind a point of a slide: fills of the shapes below, then layout, master and background.

Where a machine cannot tell (a drawn path, a gradient, a rotated shape) every colour that may be there is given;
a picture is None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.deck.ooxml.opened import A, P
from generator.deck.ooxml.shades import WHITE, first_shade, over

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.deck.audit.scene import Rect, Shape, Stage
    from generator.deck.ooxml.opened import Element
    from generator.deck.ooxml.shades import Scheme, Shade, Solid

_RECTANGLES = ("rect", "roundRect", "round1Rect", "round2SameRect", "round2DiagRect", "flowChartProcess")
_PAINTS = tuple(f"{A}{name}" for name in ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill"))
_GRADIENT, _PICTURE, _PATTERN = _PAINTS[2:5]


class Layer(Struct, frozen=True):
    """A painted shape; ``paints`` are its colours, None for a picture; ``form`` is rect, ellipse or other."""

    rect: Rect
    form: str
    paints: tuple[Shade, ...] | None
    owner: Shape

    @property
    def opaque(self) -> bool:
        """Tell whether it hides what is below."""
        return self.form != "other" and all(shade[3] == 1 for shade in self.paints or ())

    def holds(self, across: float, down: float) -> bool:
        """Tell whether the point may lie on it."""
        left, top, right, bottom = self.rect
        if not (left <= across <= right and top <= down <= bottom):
            return False
        if self.form != "ellipse" or right == left or bottom == top:
            return True
        x, y = (2 * across - left - right) / (right - left), (2 * down - top - bottom) / (bottom - top)
        return x * x + y * y <= 1


class Backdrop:
    """The painted layers of a slide, bottom to top."""

    def __init__(self, stage: Stage, shared: dict[str, list[Layer]]) -> None:
        self._layers = list(_beneath(stage, shared))
        self._count: dict[int, int] = {}
        for shape in stage.flat:
            self._layers += layers(stage, shape)
            self._count[id(shape)] = len(self._layers)
        self._ground = list(_ground(stage))

    def own(self, shape: Shape) -> tuple[Shade, ...]:
        """Return the colours of the fill of ``shape``, whatever its form: its text turns and bends with it."""
        count = self._count[id(shape)]
        layer = self._layers[count - 1] if count else None
        return layer.paints or () if layer is not None and layer.owner is shape else ()

    def behind(self, shape: Shape, across: float, down: float) -> set[Solid | None]:
        """Return the colours that may lie behind the text of ``shape`` at a point, its own fill included."""
        return self._seen(across, down, self._count[id(shape)])

    def _seen(self, across: float, down: float, count: int) -> set[Solid | None]:
        for index in range(count - 1, -1, -1):
            layer = self._layers[index]
            if layer.holds(across, down):
                if layer.paints is None:
                    return {None}
                if layer.opaque:
                    return {shade[:3] for shade in layer.paints}
                below = self._seen(across, down, index)
                seen = set(painted(layer.paints, below))
                return seen | below if layer.form == "other" else seen
        return set(painted(self._ground, {WHITE})) if self._ground else {None}


def painted(paints: Sequence[Shade], below: Iterable[Solid | None]) -> Iterator[Solid | None]:
    """Yield what is seen of ``paints`` over each of ``below``."""
    for shade in paints:
        for under in below:
            yield over(shade, under) if under is not None else shade[:3] if shade[3] == 1 else None


def layers(stage: Stage, shape: Shape) -> Iterator[Layer]:
    """Yield the layer that ``shape`` paints, if it paints one."""
    if shape.rect is None or shape.hidden:
        return
    if shape.kind == "sp":
        paints = _paints_of(stage, shape)
        if paints != ():
            yield Layer(shape.rect, _form(shape), paints, shape)
    elif shape.kind == "pic" or (shape.kind == "graphicFrame" and shape.graphic != "table"):
        yield Layer(shape.rect, "rect", None, shape)


def fill(scheme: Scheme, holder: Element | None) -> tuple[Shade, ...] | None:
    """Return the colours of the fill in a ``p:spPr`` or ``a:tcPr``: none for no fill, None for a picture.

    Raises KeyError when nothing is said of a fill.
    """
    one = None if holder is None else next((child for child in holder if child.tag in _PAINTS), None)
    if one is None:
        raise KeyError("fill")
    if one.tag == _PICTURE:
        return None
    holders = [one]
    if one.tag == _GRADIENT:
        holders = one.findall(f"{A}gsLst/{A}gs")
    elif one.tag == _PATTERN:
        holders = [*one.findall(f"{A}fgClr"), *one.findall(f"{A}bgClr")]
    return tuple(shade for holder in holders if (shade := first_shade(scheme, holder)))


def _paints_of(stage: Stage, shape: Shape) -> tuple[Shade, ...] | None:
    for one in (shape, *stage.inherited(shape)):
        try:
            return fill(stage.scheme, one.visual)
        except KeyError:
            continue
    reference = shape.element.find(f"{P}style/{A}fillRef")
    shade = first_shade(stage.scheme, reference) if reference is not None and reference.get("idx") != "0" else None
    return (shade,) if shade else ()


def _form(shape: Shape) -> str:
    visual = shape.visual
    turn = visual.find(f"{A}xfrm") if visual is not None else None
    if turn is not None and turn.get("rot", "0") != "0":
        return "other"
    preset = visual.find(f"{A}prstGeom") if visual is not None else None
    if preset is None:
        return "other" if visual is not None and visual.find(f"{A}custGeom") is not None else "rect"
    name = preset.get("prst", "")
    return "rect" if name in _RECTANGLES else name if name == "ellipse" else "other"


def _beneath(stage: Stage, shared: dict[str, list[Layer]]) -> Iterator[Layer]:
    """Yield the layers of master and layout, bottom to top; placeholders there are only models."""
    above = stage.above
    if above is None or not stage.shows_above:
        return
    if above.part not in shared:
        own = [layer for shape in above.flat if not shape.slot for layer in layers(above, shape)]
        shared[above.part] = [*_beneath(above, shared), *own]
    yield from shared[above.part]


def _ground(stage: Stage) -> Iterator[Shade]:
    """Yield the colours of the background; none of them when it is a picture."""
    level: Stage | None = stage
    while level is not None:
        ground = level.tree.find(f"{P}cSld/{P}bg") if level.tree is not None else None
        if ground is not None:
            reference, own = ground.find(f"{P}bgRef"), ground.find(f"{P}bgPr")
            if reference is not None:
                shade = first_shade(level.scheme, reference)
                yield from [shade] if shade else []
                return
            try:
                yield from fill(level.scheme, own) or ()
            except KeyError:
                yield (*WHITE, 1.0)
            return
        level = level.above
    paper = stage.scheme.named("bg1")
    yield paper or (*WHITE, 1.0)

"""What colours lie behind a point of a slide: fills of the shapes below, then layout, master and background.

Where a machine cannot tell (a drawn path, a gradient aslant, a shape turned by less than a quarter) every colour that
may be there is given; a picture is None. Points are EMU from the slide's top left corner.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from generator.deck.ooxml.colours import WHITE, between, fill_in, over
from generator.deck.ooxml.ground import Ground, drawn, grounds
from generator.deck.ooxml.xml import A, P, attribute, below, whole
from generator.units import EMU_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from generator.deck.ooxml.colours import RGB, RGBA, Paints, Stops
    from generator.deck.ooxml.geometry import Rect
    from generator.deck.ooxml.package import Package
    from generator.deck.ooxml.scene import Shape, SlideScene

# Presets (20.1.10.55) that fill their rectangle but for rounded or cut corners, where no words stand.
_RECTANGLES = ("rect", "roundRect", "round1Rect", "round2SameRect", "round2DiagRect", "flowChartProcess")
_QUARTER = 90 * 60_000  # of a turn (ST_Angle, 20.1.10.3)


class Layer:
    """A shape that may be painted, in ``rect``: what its fill is, is read when a point lies there."""

    def __init__(self, scene: SlideScene, shape: Shape, rect: Rect) -> None:
        self._scene = scene
        self._shape = shape
        self.rect = rect

    @cached_property
    def paints(self) -> Paints:
        """Return the colours of its fill: none without a fill, None for a picture."""
        return self._scene.paints(self._shape) if self._shape.kind == "sp" else None

    def at(self, across: float, down: float) -> tuple[RGBA, ...]:
        """Return the colours that may be seen of it at a point: of a gradient along its sides, the one there."""
        if not self._graded:
            return self.paints or ()
        (left, top, right, bottom), (turn, stops) = self.rect, self._graded
        share = (down - top) / (bottom - top) if turn % 2 else (across - left) / (right - left)
        return (between(stops, 1 - share if turn > 1 else share),)

    @cached_property
    def _graded(self) -> tuple[int, Stops] | None:
        """Return the quarter turn and the stops of a gradient along the sides of ``rect``."""
        left, top, right, bottom = self.rect
        fill = self._scene.fill(self._shape) if self._shape.kind == "sp" and self.form == "rect" else None
        line = below(fill, f"{A}lin")
        if fill is None or line is None or right == left or bottom == top or not self._shape.upright:
            return None
        turn, rest = divmod(whole(line.get("ang"), 0), _QUARTER)
        stops = self._scene.colours.stops(fill)
        return (turn % 4, stops) if stops and not rest else None

    @cached_property
    def form(self) -> str:
        """Return "rect", "ellipse" or "other": where in ``rect`` it lies."""
        return _form(self._shape) if self._shape.kind == "sp" else "rect"

    def holds(self, across: float, down: float) -> bool:
        """Tell whether the point may lie on it."""
        left, top, right, bottom = self.rect
        if not (left <= across <= right and top <= down <= bottom) or self.paints == ():
            return False
        if self.form != "ellipse" or right == left or bottom == top:
            return True
        x, y = (2 * across - left - right) / (right - left), (2 * down - top - bottom) / (bottom - top)
        return x * x + y * y <= 1


class Beneath:
    """What lies beneath the slides of a deck: the layers of layouts and masters, by their keys; how they are drawn."""

    def __init__(self, deck: Package) -> None:
        self._deck = deck
        self.layers: dict[bytes, list[Layer]] = {}
        self._grounds: dict[str, Ground] = {}

    def ground(self, layout: str, scene: SlideScene) -> Ground:
        """Return what the layout in the part ``layout``, whose scene is given, shows; drawn when it is first asked."""
        if layout not in self._grounds:
            root = self._deck.tree(self._deck.main)
            size = below(root, f"{P}sldSz")
            sides = [whole(attribute(size, key), 0) / EMU_PER_POINT for key in ("cx", "cy")]
            across, down = (min(max(one, 72.0), 4032.0) for one in sides)  # ST_SlideSizeCoordinate (19.7.18)
            stored = drawn(self._deck, {layout: scene}, (across, down))
            self._grounds |= grounds(stored, [layout], (across, down))
        return self._grounds[layout]


class Backdrop:
    """The layers of a slide, bottom to top."""

    def __init__(self, scene: SlideScene, beneath: Beneath) -> None:
        """Prepare ``scene``."""
        self._layers = list(_beneath(scene, beneath.layers))
        self._first = len(self._layers)
        self._own_ground = below(scene.root, f"{P}cSld/{P}bg") is not None
        self._count: dict[int, int] = {}
        self._own: dict[int, Layer] = {}
        for shape in scene.flat:
            layer = _layer(scene, shape)
            if layer is not None:
                self._own[id(shape)] = layer
                self._layers.append(layer)
            self._count[id(shape)] = len(self._layers)
        self._background = scene.background

    def own(self, shape: Shape) -> tuple[RGBA, ...]:
        """Return the colours of the fill of ``shape``, whatever its form: its text turns and bends with it."""
        layer = self._own.get(id(shape))
        return layer.paints or () if layer is not None else ()

    def behind(self, shape: Shape, points: Collection[tuple[float, float]]) -> set[RGB | None]:
        """Return the colours that may lie behind the text of ``shape`` at ``points``, its own fill included."""
        left, right = min(x for x, _y in points), max(x for x, _y in points)
        top, bottom = min(y for _x, y in points), max(y for _x, y in points)
        near = [
            one
            for one in self._layers[: self._count[id(shape)]]
            if one.rect[0] <= right and one.rect[2] >= left and one.rect[1] <= bottom and one.rect[3] >= top
        ]
        return {colour for x, y in points for colour in self._seen(x, y, near, len(near))}

    def stands_on_layout(self, shape: Shape, points: Collection[tuple[float, float]]) -> bool:
        """Tell whether nothing of the slide itself lies behind the text of ``shape`` at ``points``."""
        own = self._layers[self._first : self._count[id(shape)]]
        return not self._own_ground and not any(layer.holds(across, down) for layer in own for across, down in points)

    def _seen(self, across: float, down: float, layers: Sequence[Layer], count: int) -> set[RGB | None]:
        for index in range(count - 1, -1, -1):
            layer = layers[index]
            if layer.holds(across, down):
                if layer.paints is None:
                    return {None}
                paints = layer.at(across, down)
                if layer.form != "other" and all(paint[3] == 1 for paint in paints):
                    return {paint[:3] for paint in paints}
                below = self._seen(across, down, layers, index)
                seen = set(painted(paints, below))
                return seen | below if layer.form == "other" else seen
        return set(painted(self._background, {WHITE})) if self._background else {None}


def painted(paints: Sequence[RGBA], below: Iterable[RGB | None]) -> Iterator[RGB | None]:
    """Yield what is seen of ``paints`` over each of ``below``."""
    for paint in paints:
        for under in below:
            yield over(paint, under) if under is not None else paint[:3] if paint[3] == 1 else None


def _layer(scene: SlideScene, shape: Shape) -> Layer | None:
    drawn = shape.kind in ("sp", "pic") or (shape.kind == "graphicFrame" and shape.graphic != "table")
    fill = fill_in(shape.visual)
    if not drawn or (fill is not None and fill.tag == f"{A}noFill") or shape.hidden or shape.rect is None:
        return None
    return Layer(scene, shape, shape.rect)


def _form(shape: Shape) -> str:
    visual = shape.visual
    if shape.frame is not None and shape.outer.change.is_oblique(shape.frame):
        return "other"
    preset = below(visual, f"{A}prstGeom")
    if preset is None:
        return "other" if below(visual, f"{A}custGeom") is not None else "rect"
    name = preset.get("prst", "")
    return "rect" if name in _RECTANGLES else name if name == "ellipse" else "other"


def _beneath(scene: SlideScene, known: dict[bytes, list[Layer]]) -> list[Layer]:
    """Return the layers of master and layout, bottom to top; placeholders there are only models."""
    above = scene.above
    if above is None or not scene.shows_above:
        return []
    if above.key not in known:
        own = [_layer(above, shape) for shape in above.flat if not shape.placeholder]
        known[above.key] = [*_beneath(above, known), *(layer for layer in own if layer is not None)]
    return known[above.key]

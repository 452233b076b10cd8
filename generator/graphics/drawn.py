"""Reads any reasonable SVG drawing as an icon: shapes, groups, transforms, arcs, styles, in any view box.

What is stroked stays stroked, in one width; what is filled is filled, each shape by itself (even-odd); white upon it is
a hole. svgelements does it, imported when an icon needs it. What an icon may hold, and how much, is the business of
`icons`.
"""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.graphics.path import Path, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.graphics.path import Command

_SIDE = 100.0  # of the view box, as it is read here
_WHITE = 250  # of 255: channels above are paper
_SIZES = re.compile(rb"""(<svg\b[^>]*?)\s(?:width|height)\s*=\s*(?:"[^"]*"|'[^']*')""")
_FAULTS = (ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, RecursionError)


class Drawing(Struct, frozen=True):
    """What is stroked, how wide, and what is filled, in a square from the origin of side ``size``."""

    strokes: Path
    width: float
    fills: tuple[Path, ...]
    size: float


def read_drawing(svg: bytes) -> Drawing:
    """Return what an SVG file draws; raise ValueError for what cannot be understood."""
    from svgelements import SVG, Shape

    if b"viewBox" in svg:
        svg = _SIZES.sub(rb"\1", _SIZES.sub(rb"\1", svg, count=1), count=1)
    try:
        root = SVG.parse(BytesIO(svg), reify=True, width=_SIDE, height=_SIDE)
        across, down = float(root.implicit_width), float(root.implicit_height)
        shapes = [one for one in root.elements() if isinstance(one, Shape) and _is_shown(one)]
        return _drawing(shapes, across, down)
    except _FAULTS as error:
        raise ValueError(str(error)) from None


def _drawing(shapes: list[Any], across: float, down: float) -> Drawing:
    size = max(across, down)
    strokes: list[Path] = []
    fills: list[Path] = []
    pale: list[Path] = []
    widths: Counter[float] = Counter()
    for shape in shapes:
        path = Path(tuple(commands(shape))).transformed(1.0, (size - across) / 2, (size - down) / 2)
        if not path.commands:
            continue
        if shape.stroke is not None and shape.stroke.value is not None and shape.stroke.alpha:
            strokes.append(path)
            widths[round(float(shape.stroke_width), 3)] += len(path.commands)
        paint = _paint(shape)
        if paint == "white" and fills:
            fills[-1] = joined((fills[-1], path))
        elif paint == "white":
            pale.append(path)
        elif paint == "ink":
            fills.append(path)
    fills = fills if fills or strokes else pale  # a sign that is all white, for dark grounds
    return Drawing(joined(strokes), widths.most_common(1)[0][0] if widths else 0.0, tuple(fills), size)


def _is_shown(shape: Any) -> bool:
    hidden: bool = shape.values.get("display") == "none" or shape.values.get("visibility") == "hidden"
    return not hidden


def _paint(shape: Any) -> str:
    """Return what a shape is filled with: ink (which is SVG's default, and stands for gradients), white or nothing."""
    asked, fill = str(shape.values.get("fill") or ""), shape.fill
    if asked.startswith("url(") or (fill is None and type(shape).__name__ != "SimpleLine"):
        return "ink"
    if fill is None or fill.value is None or not fill.alpha:
        return ""
    return "white" if min(fill.red, fill.green, fill.blue) > _WHITE else "ink"


def commands(shape: Any) -> Iterator[Command]:
    """Yield the commands of a shape of svgelements, or of a path's ``d``; quadratic curves and arcs as cubic ones."""
    from svgelements import Arc, Close, CubicBezier, Line, Move, QuadraticBezier
    from svgelements import Path as SvgPath

    path = SvgPath(shape)
    path.reify()
    for segment in path:
        match segment:
            case Move():
                yield ("M", *_xy(segment.end))
            case Close():
                yield ("Z",)
            case Line():
                yield ("L", *_xy(segment.end))
            case CubicBezier():
                yield ("C", *_xy(segment.control1), *_xy(segment.control2), *_xy(segment.end))
            case QuadraticBezier():
                start, middle, end = map(_xy, (segment.start, segment.control, segment.end))
                yield ("C", *_third(start, middle), *_third(end, middle), *end)
            case Arc():
                for curve in segment.as_cubic_curves():
                    yield ("C", *_xy(curve.control1), *_xy(curve.control2), *_xy(curve.end))


def _third(end: tuple[float, float], handle: tuple[float, float]) -> tuple[float, float]:
    """Return the cubic handle that does what a quadratic one does, from ``end``."""
    return tuple(one + 2 / 3 * (two - one) for one, two in zip(end, handle, strict=True))  # type: ignore[return-value]


def _xy(point: Any) -> tuple[float, float]:
    return float(point.x), float(point.y)

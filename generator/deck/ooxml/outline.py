"""The outline of a shape as an SVG path, from the corner of its own box (ECMA-376 Part 1, 20.1.9)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from generator.deck.ooxml.xml import A, attribute, below, local, whole

if TYPE_CHECKING:
    from generator.deck.ooxml.geometry import Frame
    from generator.deck.ooxml.xml import Element

_RECTANGLES = (
    *("rect", "roundRect", "round1Rect", "round2SameRect", "round2DiagRect", "snip1Rect", "snip2SameRect"),
    *("snip2DiagRect", "snipRoundRect", "flowChartProcess", "plaque", "bevel", "foldedCorner"),
)
_ELLIPSES = ("ellipse", "flowChartConnector")
_ADJUSTED = {"triangle": 50_000, "parallelogram": 25_000, "trapezoid": 25_000, "homePlate": 50_000, "chevron": 50_000}
_ADJUSTED |= {"hexagon": 25_000}
_LINES = ("line", "straightConnector1")


def outline(visual: Element | None, frame: Frame) -> str | None:
    """Return the outline of a shape in a box of the size of ``frame``; None for a preset that is not known here.

    Corners are not rounded: no words stand there.
    """
    width, height = frame.width, frame.height
    custom = below(visual, f"{A}custGeom")
    if custom is not None:
        return _custom(custom, width, height)
    preset = below(visual, f"{A}prstGeom")
    name = attribute(preset, "prst", "rect")
    if name in _LINES:
        return f"M0 0L{width} {height}"
    if name in _ELLIPSES:
        half, tall = width / 2, height / 2
        return f"M0 {tall}A{half} {tall} 0 0 1 {width} {tall}A{half} {tall} 0 0 1 0 {tall}Z"
    if name == "flowChartDocument":
        high, low, end = (height * share / 21_600 for share in (17_322, 23_922, 20_172))
        return f"M0 0H{width}V{high:.0f}C{width / 2:.0f} {high:.0f} {width / 2:.0f} {low:.0f} 0 {end:.0f}Z"
    corners = _corners(name, width, height, _adjustment(preset, name))
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in corners) + "Z" if corners else None


def _adjustment(preset: Element | None, name: str) -> float:
    """Return the first adjustment of a preset, as a share of its shorter side."""
    formula = attribute(below(preset, f"{A}avLst/{A}gd"), "fmla")
    return whole(formula.removeprefix("val "), _ADJUSTED.get(name, 0)) / 100_000


def _corners(name: str, width: float, height: float, share: float) -> list[tuple[float, float]]:
    cut = min(share * min(width, height), width)
    if name in _RECTANGLES:
        return [(0, 0), (width, 0), (width, height), (0, height)]
    if name == "rtTriangle":
        return [(0, 0), (width, height), (0, height)]
    if name == "triangle":
        return [(width * min(share, 1.0), 0), (width, height), (0, height)]
    if name == "diamond":
        return [(width / 2, 0), (width, height / 2), (width / 2, height), (0, height / 2)]
    if name == "parallelogram":
        return [(cut, 0), (width, 0), (width - cut, height), (0, height)]
    if name == "trapezoid":
        return [(cut, 0), (width - cut, 0), (width, height), (0, height)]
    if name == "homePlate":
        return [(0, 0), (width - cut, 0), (width, height / 2), (width - cut, height), (0, height)]
    if name == "chevron":
        ends = [(0, 0), (width - cut, 0), (width, height / 2), (width - cut, height), (0, height), (cut, height / 2)]
        return [(float(x), float(y)) for x, y in ends]
    if name == "hexagon":
        return [(cut, 0), (width - cut, 0), (width, height / 2), (width - cut, height), (cut, height), (0, height / 2)]
    return []


def _custom(custom: Element, width: float, height: float) -> str | None:
    """Return the paths of a shape's own geometry; None where its points are formulas."""
    drawn = ""
    for path in custom.iterfind(f"{A}pathLst/{A}path"):
        across = width / (whole(path.get("w"), 0) or width or 1)
        down = height / (whole(path.get("h"), 0) or height or 1)
        try:
            drawn += _path(path, across, down)
        except (ValueError, IndexError):
            return None
    return drawn or None


def _path(path: Element, across: float, down: float) -> str:
    drawn, x, y = "", 0.0, 0.0
    letters = {"moveTo": "M", "lnTo": "L", "cubicBezTo": "C", "quadBezTo": "Q"}
    for step in path:
        name = local(step)
        if name in letters:
            points = [(int(one.get("x", "")) * across, int(one.get("y", "")) * down) for one in step.iter(f"{A}pt")]
            drawn += letters[name] + " ".join(f"{left:.0f} {top:.0f}" for left, top in points)
            x, y = points[-1]
        elif name == "arcTo":
            turned, x, y = _arc(step, across, down, x, y)
            drawn += turned
        elif name == "close":
            drawn += "Z"
    return drawn


def _arc(step: Element, across: float, down: float, x: float, y: float) -> tuple[str, float, float]:
    """Return an arc from (x, y), as steps of less than a half turn, and where it ends."""
    wide, tall = int(step.get("wR", "")) * across, int(step.get("hR", "")) * down
    start, sweep = (math.radians(int(step.get(name, "")) / 60_000) for name in ("stAng", "swAng"))
    parts = max(math.ceil(abs(sweep) / 3), 1)
    middle_x, middle_y, drawn = x - wide * math.cos(start), y - tall * math.sin(start), ""
    for part in range(1, min(parts, 8) + 1):
        angle = start + sweep * part / parts
        x, y = middle_x + wide * math.cos(angle), middle_y + tall * math.sin(angle)
        drawn += f"A{abs(wide):.0f} {abs(tall):.0f} 0 0 {1 if sweep > 0 else 0} {x:.0f} {y:.0f}"
    return drawn, x, y

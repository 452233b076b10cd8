"""Vector paths of absolute moves, lines and cubic curves, and the geometry that maps need on them.

It does not stroke, fill or round corners: whoever draws does. The y axis points down.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import inf

from msgspec import Struct

from generator.messages import _

Command = tuple[str, *tuple[float, ...]]
Point = tuple[float, float]

ARC = 0.5523  # the handle of the cubic curve nearest to a quarter of a circle, in radii
_STEPS = 16  # parts of a curve by which its extent is found
_OPERANDS = {"M": 2, "L": 2, "C": 6, "Z": 0}  # numbers that follow each letter (SVG 2, 9.3)


class Path(Struct, frozen=True):
    """A sequence of moves, lines, cubic curves and closings, with SVG's letters and operands.

    These are ``("M", x, y)``, ``("L", x, y)``, ``("C", x1, y1, x2, y2, x, y)`` and ``("Z",)``.
    """

    commands: tuple[Command, ...]

    @property
    def left(self) -> float:
        """Return the least x that its lines and curves reach, to a hundredth of a curve; infinite for no line."""
        least, here = inf, 0.0
        for _name, *values in self.commands:
            xs = values[::2]
            if len(xs) == 3:
                points = (here, *xs)
                steps = (step / _STEPS for step in range(1, _STEPS))
                least = min(least, *(_cubic(points, t) for t in steps))
            if xs:
                here = xs[-1]
                least = min(least, here)
        return least

    def transformed(self, scale: float, dx: float = 0.0, dy: float = 0.0) -> Path:
        """Return the path with every point scaled, then moved by ``dx`` and ``dy``."""
        return Path(tuple(_transformed(command, scale, dx, dy) for command in self.commands))

    def rounded(self) -> Path:
        """Return the path in thousandths, finer than can be seen."""
        return Path(tuple((name, *(round(value, 3) for value in values)) for name, *values in self.commands))

    def svg(self, decimals: int = 2) -> str:
        """Return the ``d`` attribute of SVG's ``path`` element (SVG 2, 9.3)."""
        return "".join(name + " ".join(number(value, decimals) for value in values) for name, *values in self.commands)


def parse(d: str) -> Path:
    """Read a ``d`` attribute of absolute M, L, C and Z only; raise ValueError on anything else."""
    commands: list[Command] = []
    for name, numbers in _split(d):
        values = [_float(number) for number in numbers]
        size = _OPERANDS[name]
        if len(values) % (size or 1) or (not values and size) or (values and not size):
            raise ValueError(_("The path command {name} has {n} {n|number|numbers}.", name=name, n=len(values)))
        commands.extend(_repeated(name, values, size))
    if commands and commands[0][0] != "M":
        raise ValueError(_("A path must start with M."))
    return Path(tuple(commands))


def joined(paths: Iterable[Path]) -> Path:
    """Return one path with the subpaths of all ``paths``."""
    return Path(tuple(command for path in paths for command in path.commands))


def polygons(rings: Iterable[Sequence[Point]]) -> Path:
    """Return one closed subpath per ring, rounded to hundredths."""
    return _path(rings, closed=True)


def polylines(lines: Iterable[Sequence[Point]]) -> Path:
    """Return one open subpath per line, rounded to hundredths."""
    return _path(lines, closed=False)


def ellipse(width: float, height: float) -> Path:
    """Return the ellipse that fills a box, in the unit of its sides."""
    return _ellipse(width / 2, height / 2, width / 2, height / 2)


def circle(x: float, y: float, radius: float) -> Path:
    """Return the circle around a point, all in one unit."""
    return _ellipse(x, y, radius, radius)


def _ellipse(x: float, y: float, across: float, down: float) -> Path:
    """Return the ellipse around a point, of two half axes, as four cubic curves."""
    h, v = across * ARC, down * ARC
    return Path(
        (
            ("M", x + across, y),
            ("C", x + across, y + v, x + h, y + down, x, y + down),
            ("C", x - h, y + down, x - across, y + v, x - across, y),
            ("C", x - across, y - v, x - h, y - down, x, y - down),
            ("C", x + h, y - down, x + across, y - v, x + across, y),
            ("Z",),
        )
    )


def crossings(path: Path, levels: Sequence[tuple[float, float, float]]) -> int:
    """Return how many lines of a path without curves cross ``levels``, each a y and two limits, all in one unit."""
    levels = sorted(levels)
    heights = [level[0] for level in levels]
    found, start, here = 0, (0.0, 0.0), (0.0, 0.0)
    for name, *values in path.commands:
        before, here = here, (values[0], values[1]) if values else start
        if name == "M":
            start = here
            continue
        first, last = (bisect_left(heights, end) for end in sorted((before[1], here[1])))
        for y, left, right in levels[first:last]:
            x = before[0] + (here[0] - before[0]) * (y - before[1]) / (here[1] - before[1])
            found += left < x < right
    return found


def subpaths(path: Path) -> list[list[Point]]:
    """Return the points of each open subpath of a path without curves."""
    lines: list[list[Point]] = []
    for name, *values in path.commands:
        if name == "M":
            lines.append([])
        lines[-1].append((values[0], values[1]))
    return lines


def holds(ring: Sequence[Point], x: float, y: float) -> bool:
    """Tell whether a closed ring goes round a point (even-odd)."""
    return crossings(Path((("M", *ring[0]), *(("L", *one) for one in ring[1:]))), [(y, x, inf)]) % 2 == 1


def area(ring: Sequence[Point]) -> float:
    """Return the signed area of a ring, in the square of its unit: positive when it turns clockwise (y down)."""
    total = 0.0
    x0, y0 = ring[-1]
    for x, y in ring:
        total += x0 * y - x * y0
        x0, y0 = x, y
    return total / 2


def simplified(points: Sequence[Point], tolerance: float) -> list[Point]:
    """Return the line without the points that lie within ``tolerance`` of it.

    This is Douglas and Peucker's algorithm (Cartographica 10, 1973), without recursion.
    """
    keep = [False] * len(points)
    keep[0] = keep[-1] = True
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        if index := _farthest(points, first, last, tolerance):
            keep[index] = True
            spans += [(first, index), (index, last)]
    return [point for point, kept in zip(points, keep, strict=True) if kept]


def clipped_ring(ring: Sequence[Point], width: float, height: float) -> list[Point]:
    """Return the part of a ring inside the box (Sutherland and Hodgman, CACM 17, 1974)."""
    points = list(ring)
    for axis, limit, sign in ((0, 0.0, 1), (0, width, -1), (1, 0.0, 1), (1, height, -1)):
        points = _clipped_side(points, axis, limit, sign)
        if not points:
            break
    return points


def clipped_line(line: Sequence[Point], width: float, height: float) -> list[list[Point]]:
    """Return the pieces of a polyline inside a box from the origin, in the same unit."""
    pieces: list[list[Point]] = []
    for start, end in pairwise(line):
        segment = _clipped_segment(start, end, width, height)
        if segment is None:
            continue
        if pieces and pieces[-1][-1] == segment[0]:
            pieces[-1].append(segment[1])
        else:
            pieces.append([*segment])
    return pieces


def _cubic(points: tuple[float, ...], t: float) -> float:
    """Return where a cubic Bézier curve with such ``points`` is at ``t``, along one axis."""
    first, second, third, last = points
    return (1 - t) ** 3 * first + 3 * t * (1 - t) ** 2 * second + 3 * t * t * (1 - t) * third + t**3 * last


def _transformed(command: Command, scale: float, dx: float, dy: float) -> Command:
    """Return a command with each point scaled, then moved by (dx, dy) in the path's unit."""
    match command:
        case (name, x, y):
            return (name, x * scale + dx, y * scale + dy)
        case (name, x1, y1, x2, y2, x, y):
            first, second = (x1 * scale + dx, y1 * scale + dy), (x2 * scale + dx, y2 * scale + dy)
            return (name, *first, *second, x * scale + dx, y * scale + dy)
        case _:
            return command


def number(value: float, decimals: int = 2) -> str:
    """Return a number, of whatever unit, as a path of SVG prints it."""
    text = f"{value:.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _split(d: str) -> Iterable[tuple[str, list[str]]]:
    for letter in _OPERANDS:
        d = d.replace(letter, f"|{letter} ")
    head, *parts = d.replace(",", " ").split("|")
    # A sign of ours in the file ("|") parts nothing: what is before it begins with no letter.
    if foreign := next((one.strip() for one in (head, *parts) if one.strip() and one[0] not in _OPERANDS), ""):
        raise ValueError(_foreign(foreign))
    if not all(parts):
        raise ValueError(_foreign("|"))
    return [(part[0], part[1:].split()) for part in parts]


def _foreign(text: str) -> str:
    return _("A path holds only absolute M, L, C and Z, and numbers, not “{text}”.", text=text)


def _float(number: str) -> float:
    """Return the number that a path holds, in the path's unit."""
    try:
        value = float(number)
    except ValueError:
        value = float("nan")
    if value - value != 0:  # neither infinite nor NaN
        raise ValueError(_foreign(number))
    return value


def _repeated(name: str, values: list[float], size: int) -> Iterable[Command]:
    if not size:
        return [(name,)]
    groups = [values[i : i + size] for i in range(0, len(values), size)]
    following = "L" if name == "M" else name  # SVG 2, 9.3.3: further pairs after M are lines
    return [(following if i else name, *group) for i, group in enumerate(groups)]


def _path(lines: Iterable[Sequence[Point]], closed: bool) -> Path:
    commands: list[Command] = []
    for line in lines:
        name, previous = "M", None
        for x, y in line:
            point = (round(x, 2), round(y, 2))
            if point != previous:
                commands.append((name, *point))
                name, previous = "L", point
        if closed:
            commands.append(("Z",))
    return Path(tuple(commands))


def _farthest(points: Sequence[Point], first: int, last: int, tolerance: float) -> int:
    """Return the index of the point farthest from the chord, or 0 when all are near enough."""
    x0, y0 = points[first]
    x1, y1 = points[last]
    dx, dy = x1 - x0, y1 - y0
    length = dx * dx + dy * dy
    inside = points[first + 1 : last]
    if not length:
        distances = [(x - x0) ** 2 + (y - y0) ** 2 for x, y in inside]
        limit = tolerance * tolerance
    else:
        distances = [abs((x - x0) * dy - (y - y0) * dx) for x, y in inside]
        limit = tolerance * length**0.5
    maximum = max(distances)
    return first + 1 + distances.index(maximum) if maximum > limit else 0


def _clipped_side(points: list[Point], axis: int, limit: float, sign: int) -> list[Point]:
    """Return the part of a ring where ``sign * (coordinate - limit) >= 0``, in the ring's unit."""
    depths = [sign * (point[axis] - limit) for point in points]
    if min(depths) >= 0:
        return points
    if max(depths) < 0:
        return []
    out: list[Point] = []
    previous, before = points[-1], depths[-1]
    for point, depth in zip(points, depths, strict=True):
        if (depth >= 0) != (before >= 0):
            out.append(_crossing(previous, point, before / (before - depth), axis, limit))
        if depth >= 0:
            out.append(point)
        previous, before = point, depth
    return out


def _crossing(start: Point, end: Point, at: float, axis: int, limit: float) -> Point:
    """Return the point at the part ``at`` of a segment, exactly on ``limit`` along one axis, in the segment's unit."""
    x = start[0] + at * (end[0] - start[0])
    y = start[1] + at * (end[1] - start[1])
    return (limit, y) if axis == 0 else (x, limit)


def _clipped_segment(start: Point, end: Point, width: float, height: float) -> tuple[Point, Point] | None:
    """Return the part of a segment inside the box (Liang and Barsky, TOG 3, 1984)."""
    (x, y), dx, dy = start, end[0] - start[0], end[1] - start[1]
    enter, leave = 0.0, 1.0
    for step, room in ((-dx, x), (dx, width - x), (-dy, y), (dy, height - y)):
        if step == 0 and room < 0:
            return None
        if step < 0:
            enter = max(enter, room / step)
        elif step > 0:
            leave = min(leave, room / step)
    if enter >= leave:
        return None
    first = (_within(x + enter * dx, width), _within(y + enter * dy, height))
    last = (_within(x + leave * dx, width), _within(y + leave * dy, height))
    if leave == 1:  # exactly, so that the next segment joins
        last = (_within(end[0], width), _within(end[1], height))
    return first, last


def _within(value: float, limit: float) -> float:
    """Return ``value``, at least 0 and at most ``limit``, in the same unit."""
    return min(max(value, 0.0), limit)

"""The drawn ground: what a layout shows beneath our words, as pixels, and what can be read there.

Where something of it could not be drawn, nothing is said of that place.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

import generator.svg
from generator.deck.ooxml.colours import of_hex
from generator.deck.ooxml.drawing import Drawing
from generator.theme import contrast, contrast_over
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PIL.Image import Image

    from generator.deck.ooxml.colours import RGBA
    from generator.deck.ooxml.drawing import Unknown
    from generator.deck.ooxml.package import Package
    from generator.deck.ooxml.scene import SlideScene

_WIDTH = 480  # pixels of a slide: two points or so each
_SECONDS, _PATIENCE = 4, 20  # of computing (six layouts with photographs take one), and of a machine that is busy
_EVEN = 1.25  # the contrast between the lightest and the darkest tenth of what is seen as one colour
_TENTH = 0.1  # of the pixels, at either end: what anti-aliasing and a thin line leave is no ground
_STRIP, _EDGE = 3.0, 1.12  # points; the contrast of two strips that are one apart, where an edge is seen (by eye)
_CELL, _ART = 4.0, 1.5  # points; the contrast of a cell so large with its ground where something is drawn (by eye)
_SOME, _BUSY = 0.004, 0.35  # of the cells: fewer are chance, on more the designer has set words knowingly
USUAL_SIZE = 12.0
"""Points: the size of words of which it is not known."""

_WORD = (5.0, 1.25)  # em: the width and the height of a word, about

Stored: TypeAlias = tuple[bytes, list[list[tuple[float, float, float, float, tuple[str, ...] | None]]]]
"""A PNG of several layouts, one below the other, and the boxes of each in which it is not known, with colours that
may be there."""


class Ground(Struct, frozen=True):
    """What one layout shows: its pixels, how many of them make a point, and where it is not known."""

    image: Image
    scale: float
    unknown: tuple[Unknown, ...]

    def colours(self, box: Box) -> list[tuple[int, tuple[int, ...]]]:
        """Return the colours behind ``box`` and how often each is there; none where that is not known.

        Where it is not sure, those are the colours that may be there.
        """
        perhaps = [colours for one, colours in self.unknown if colours is not None and one.meets(box)]
        if not all(perhaps):
            return []
        drawn = self._drawn(box)
        stands_for = {_rgb(colours[0]): colours for colours in perhaps}
        known = [one for one in drawn if one[1] not in stands_for]
        return known + [(count, _rgb(one)) for count, rgb in drawn for one in stands_for.get(rgb, ())]

    def _drawn(self, box: Box) -> list[tuple[int, tuple[int, ...]]]:
        """Return the colours that are drawn behind ``box``."""
        scale, image = self.scale, self.image
        left, top = max(round(box.x * scale), 0), max(round(box.y * scale), 0)
        right = min(max(round(box.right * scale), left + 1), image.width)
        bottom = min(max(round(box.bottom * scale), top + 1), image.height)
        if right <= left or bottom <= top:
            return []
        part = image.crop((left, top, right, bottom))
        return [(count, rgb) for count, rgb in part.getcolors(part.width * part.height) or () if isinstance(rgb, tuple)]

    def sure(self, box: Box) -> bool:
        """Tell whether what is seen behind ``box`` is known."""
        met = [colours for one, colours in self.unknown if one.meets(box)]
        stand_in = {_rgb(colours[0]) for colours in met if colours}
        return all(met) and not any(rgb in stand_in for _count, rgb in (self._drawn(box) if met else ()))

    def veiled(self, paints: Sequence[RGBA], box: Box) -> Ground:
        """Return this ground below a fill of ``box`` that lets it through, in the mean of ``paints``."""
        if not paints:
            return self
        from PIL import Image

        red, green, blue, veil = (sum(paint[part] for paint in paints) / len(paints) for part in range(4))
        corners = [round(side * self.scale) for side in (box.x, box.y, box.right, box.bottom)]
        image, colour = self.image.copy(), tuple(round(part * 255) for part in (red, green, blue))
        below = image.crop((corners[0], corners[1], corners[2], corners[3]))
        image.paste(Image.blend(below, Image.new("RGB", below.size, colour), veil), (corners[0], corners[1]))
        return Ground(image, self.scale, self.unknown)

    def contrast(self, colour: str, box: Box, size: float = USUAL_SIZE) -> float | None:
        """Return the contrast (of WCAG) of ``colour`` (RRGGBB) behind ``box``, where a word of it stands out worst.

        ``size`` is that of the words, in points: a star in a photograph hides a small word and no large one. None where
        the contrast is not known.
        """
        if not self.colours(box):
            return None
        sides = zip((box.width, box.height), _WORD, strict=True)
        across, down = (max(round(side / (word * size)), 1) for side, word in sides)
        width, height = box.width / across, box.height / down
        places = (Box(box.x + width * x, box.y + height * y, width, height) for x in range(across) for y in range(down))
        return min(contrast_over(colour, self.colours(place)) for place in places)

    def seamless(self, box: Box, grown: Box) -> bool:
        """Tell whether no edge (of a ribbon, of a band) is drawn from the middle of ``box`` to what ``grown`` adds."""
        middle, centre = box.x + box.width / 2, box.y + box.height / 2
        right, down = (range(int(side / _STRIP) + 1) for side in (grown.right - middle, grown.bottom - centre))
        left, up = (range(int(side / _STRIP) + 1) for side in (middle - grown.x, centre - grown.y))
        ways = (
            (grown.right > box.right + 1, [Box(middle + n * _STRIP, box.y, _STRIP, box.height) for n in right]),
            (grown.x < box.x - 1, [Box(middle - n * _STRIP, box.y, _STRIP, box.height) for n in left]),
            (grown.bottom > box.bottom + 1, [Box(box.x, centre + n * _STRIP, box.width, _STRIP) for n in down]),
            (grown.y < box.y - 1, [Box(box.x, centre - n * _STRIP, box.width, _STRIP) for n in up]),
        )
        return not any(self._has_edge(strips) for is_grown, strips in ways if is_grown)

    def shows(self, box: Box) -> bool:
        """Tell whether something is seen that fills ``box``: a logo, but no glow; so it is where that is not known."""
        across = Box(box.x + box.width / 2, box.y, 0.0, box.height)
        down = Box(box.x, box.y + box.height / 2, box.width, 0.0)
        return not self.colours(box) or not all(self.seamless(one, box.grown(2 * _STRIP)) for one in (across, down))

    def calm(self, box: Box) -> Box:
        """Return the largest part of ``box`` on which nothing is drawn, no line and no logo; all of a busy one."""
        from PIL.Image import Resampling

        found = sorted(self._drawn(box), key=lambda one: sum(one[1]))
        across, down = int(box.width / _CELL), int(box.height / _CELL)
        if not found or not self.sure(box) or not across or not down:
            return box
        ground = _hex(_reached(found, sum(count for count, _rgb in found) / 2))
        seen = Box(box.x, box.y, across * _CELL, down * _CELL).scaled(self.scale)
        sides = (seen.x, seen.y, min(seen.right, self.image.width), min(seen.bottom, self.image.height))
        means = self.image.resize((across, down), Resampling.BOX, sides)
        plain = means.tobytes().hex().upper()
        shades = [[plain[6 * (y * across + x) :][:6] for x in range(across)] for y in range(down)]
        cells = _with_edges([[contrast(one, ground) > _ART for one in row] for row in shades], shades)
        if not _SOME < sum(map(sum, cells)) / max(across * down, 1) < _BUSY:
            return box
        x, y, width, height = _widest(cells)
        return Box(box.x + x * _CELL, box.y + y * _CELL, width * _CELL, height * _CELL)

    def _has_edge(self, strips: Sequence[Box]) -> bool:
        """Tell whether two ``strips`` that are almost beside each other differ at a glance."""
        means = [_mean(found) for one in strips if (found := self.colours(one))]
        return any(contrast(one, other) > _EDGE for one, other in zip(means, means[2:], strict=False))

    def mean(self, box: Box) -> str | None:
        """Return the mean (RRGGBB) of what is seen behind ``box``; None where that is not known."""
        found = self.colours(box)
        return _mean(found) if found else None

    def even(self, box: Box) -> str | None:
        """Return the one colour (RRGGBB) that is seen behind ``box``; None behind a picture, or what is not known."""
        found = sorted(self.colours(box), key=lambda one: sum(one[1]))
        if not found or not self.sure(box):
            return None
        total = sum(count for count, _rgb in found)
        low, middle, high = (_hex(_reached(found, total * share)) for share in (_TENTH, 0.5, 1 - _TENTH))
        return middle if contrast(low, high) < _EVEN else None


def _mean(colours: Sequence[tuple[int, tuple[int, ...]]]) -> str:
    """Return the mean (RRGGBB) of ``colours``, each with how often it is there."""
    total = sum(count for count, _rgb in colours)
    return _hex(tuple(round(sum(count * rgb[part] for count, rgb in colours) / total) for part in range(3)))


def _with_edges(cells: Sequence[Sequence[bool]], shades: Sequence[Sequence[str]]) -> list[list[bool]]:
    """Return ``cells`` but for groups without an edge to what is around them: a ground that grows darker is no art."""
    places = [(x, y) for y, row in enumerate(cells) for x, taken in enumerate(row) if taken]

    def around(x: int, y: int) -> list[tuple[int, int]]:
        found = ((x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1))
        return [(left, top) for left, top in found if 0 <= left < len(cells[0]) and 0 <= top < len(cells)]

    def has_edge(x: int, y: int) -> bool:
        return any(contrast(shades[y][x], shades[top][left]) > _EDGE for left, top in around(x, y))

    kept = {one for one in places if has_edge(*one)}
    reached = list(kept)
    for place in reached:
        new = [one for one in around(*place) if cells[one[1]][one[0]] and one not in kept]
        kept.update(new)
        reached += new
    return [[(x, y) in kept for x in range(len(row))] for y, row in enumerate(cells)]


def _widest(cells: Sequence[Sequence[bool]]) -> tuple[int, int, int, int]:
    """Return the largest rectangle of ``cells`` that are not true: its first column and row, how many it has."""
    free, best = [0] * len(cells[0]), (0, (0, 0, 0, 0))
    for y, row in enumerate(cells):
        free = [0 if taken else height + 1 for taken, height in zip(row, free, strict=True)]
        open_: list[tuple[int, int]] = []  # where rectangles begin that end in this row, with their heights
        for x, height in enumerate([*free, 0]):
            start = x
            while open_ and open_[-1][1] >= height:
                start, tall = open_.pop()
                best = max(best, (tall * (x - start), (start, y - tall + 1, x - start, tall)))
            open_.append((start, height))
    return best[1]


def drawn(package: Package, layouts: Mapping[str, SlideScene], size: tuple[float, float]) -> Stored:
    """Return what ``layouts`` show, by their parts, on slides of ``size`` points."""
    drawing, bodies, unknown = Drawing(package), [], []
    for part, scene in layouts.items():
        drawing.unknown = []
        bodies.append(drawing.layout(part, scene, *size))
        unknown.append([(one.x, one.y, one.width, one.height, colours) for one, colours in drawing.unknown])
    return _painted(bodies, drawing.defined, *size), unknown


def grounds(stored: Stored, parts: Sequence[str], size: tuple[float, float]) -> dict[str, Ground]:
    """Return the ground of each layout, by its part."""
    from PIL import Image

    data, unknown = stored
    if not data:  # it could not be drawn: nothing is known of any place
        whole: tuple[Unknown, ...] = ((Box(0.0, 0.0, *size), ()),)
        return {part: Ground(Image.new("RGB", (1, 1)), 1.0, whole) for part in parts}
    image = Image.open(io.BytesIO(data)).convert("RGB")
    tall, found = image.height / len(parts), {}
    for index, (part, boxes) in enumerate(zip(parts, unknown, strict=True)):
        one = image.crop((0, round(index * tall), image.width, round((index + 1) * tall)))
        found[part] = Ground(
            one,
            image.width / size[0],
            tuple((Box(*box[:4]), None if box[4] is None else tuple(box[4])) for box in boxes),
        )
    return found


def _painted(bodies: Sequence[str], defined: Sequence[str], width: float, height: float) -> bytes:
    """Return a PNG of ``bodies``, one below the other; nothing when they cannot be drawn in time.

    Each is ``width`` by ``height`` points.
    """
    import subprocess

    slides = "".join(
        f'<svg y="{index * height:.2f}" width="{width:.2f}" height="{height:.2f}">{body}</svg>'
        for index, body in enumerate(bodies)
    )
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.2f} {height * len(bodies):.2f}">'
        f"<defs>{''.join(defined)}</defs>{slides}</svg>"
    )
    command = [sys.executable, "-P", str(Path(generator.svg.__file__)), str(_WIDTH), "0", str(_SECONDS)]
    try:
        done = subprocess.run(command, input=drawing.encode(), capture_output=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return b""
    return done.stdout if not done.returncode else b""


def _reached(found: Sequence[tuple[int, tuple[int, ...]]], wanted: float) -> tuple[int, ...]:
    for count, rgb in found:
        wanted -= count
        if wanted <= 0:
            return rgb
    return found[-1][1]


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(round(part * 255) for part in of_hex(colour)[:3])


def _hex(rgb: tuple[int, ...]) -> str:
    return "".join(f"{one:02X}" for one in rgb[:3])

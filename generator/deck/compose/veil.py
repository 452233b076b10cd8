"""Look at a picture as it is drawn on a slide: where words are read on it, and how little veil they need elsewhere."""

from __future__ import annotations

from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING

from generator.deck.slide import Figure
from generator.pictures import SCREEN
from generator.theme import MIN_CONTRAST, WHITE, contrast, mixed
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Self

    from PIL.Image import Image

    from generator.deck.compose.common import Context
    from generator.deck.slide import Colour, Frame, PictureShape

LARGE = 3.0
"""The contrast that large words want (WCAG 2.2, 1.4.3)."""

_LARGE_SIZE, _LARGE_STRONG = 18.0, 14.0  # points: from where words are large, and strong ones
_SAMPLE = 4.0  # points: a picture is looked at in squares of this side
_HAND = 1.08  # of the contrast that is wanted: what a picture's squares and 8 bits hide
_AROUND, _CLEAR, _ASIDE = 6.0, 20.0, 14.0  # points: around words, where they are read; to detail, more of them aside
_TOUCHED, _TOUCHES, _BUSY = 0.003, 2.0, 8.0  # of a line's surroundings, detail that it touches; what that and all weigh
_EDGE, _GLARE = 28, 0.3  # of 255: what parts a square from its neighbours; the luminance on which white drowns
_STEPS = 20  # of a veil's reach that are tried


def wanted(frame: Frame) -> float:
    """Return the contrast that the words of ``frame`` want."""
    para = frame.paragraphs[0]
    strong = all(span.strong for span in para.spans) or frame.placeholder in ("title", "ctrTitle")
    return LARGE if para.size >= (_LARGE_STRONG if strong else _LARGE_SIZE) else MIN_CONTRAST


class DrawnPicture:
    """The colours of a picture in its box on a slide, in squares of four points."""

    def __init__(self, shape: PictureShape, context: Context) -> None:
        """Draw ``shape`` small."""
        from PIL import Image

        self.box, cut = shape.box, shape.crop
        size = max(round(self.box.width / _SAMPLE), 1), max(round(self.box.height / _SAMPLE), 1)
        with Image.open(BytesIO(context.kit.picture(shape.file, SCREEN).data)) as image:
            across, down = image.width, image.height
            seen = (cut.left * across, cut.top * down, (1 - cut.right) * across, (1 - cut.bottom) * down)
            self._image = image.convert("RGB").resize(size, Image.Resampling.BOX, box=seen)

    def behind(self, veil: Figure, ground: str) -> Self:
        """Lay ``veil`` over it, whose colour is ``ground``, an RRGGBB; return it."""
        from PIL import Image

        left, top, right, foot = area = self._cells(veil.box)
        (first, last), count = veil.opacity, right - left if veil.across else foot - top
        steps = bytes(round(255 * (first + (last - first) * (at + 0.5) / count)) for at in range(count))
        mask = Image.frombytes("L", (count, 1) if veil.across else (1, count), steps)
        self._image.paste(f"#{ground}", area, mask.resize((right - left, foot - top)))
        return self

    def lowest(self, place: Box, plain: str) -> float:
        """Return the lowest contrast (WCAG 2.2) with ``plain``, an RRGGBB, in ``place``."""
        return min(contrast(plain, one) for one in _colours(self._image.crop(self._cells(place))))

    def least(self, place: Box, plain: str, ground: str) -> float:
        """Return how opaque ``ground`` must be for words of any size in ``plain`` to be read in ``place``."""
        colours = _colours(self._image.crop(self._cells(place)))
        return _least(min(colours, key=lambda one: contrast(plain, one)), plain, ground, MIN_CONTRAST)

    def burden(self, lines: Iterable[Box], plain: str) -> float:
        """Return how ill lines of words in ``plain`` stand here: 0 where all about them is calm and lets them be read.

        A line that touches detail weighs, and what of its surroundings has detail, or drowns it.
        """
        edges, glare, sums = self._edges, self._glare(dark=plain != WHITE), []
        for line in lines:
            area = self._cells(Box(line.x - _ASIDE, line.y, line.width + 2 * _ASIDE, line.height), _CLEAR)
            whole = (area[2] - area[0]) * (area[3] - area[1])
            busy, drowned = (mask.crop(area).histogram()[255] / whole for mask in (edges, glare))
            sums.append(_TOUCHES * (busy > _TOUCHED) + _BUSY * busy + drowned)
        return sum(sums) / max(len(sums), 1)

    def veil(
        self, name: str, words: Sequence[tuple[Box, float]], plain: str, fill: Colour, ground: str
    ) -> Figure | None:
        """Return the veil that changes least of the picture, for words in ``plain``; None where they need none.

        ``words`` are places with the contrast that each wants. The veil has the colour ``fill``, an RRGGBB ``ground``;
        from one edge, above, below or at the left, it fades, to nothing where that is enough.
        """
        needs = list(self._needs(words, plain, ground))
        if not any(least for _place, least in needs):
            return None
        tried = [one for side in range(3) for one in self._fading(side, needs, name, fill, ground)]
        return min(tried, key=lambda one: one[0])[1]

    def _needs(
        self, words: Sequence[tuple[Box, float]], plain: str, ground: str
    ) -> Iterator[tuple[tuple[float, float], float]]:
        """Yield the least opacity of each square behind words, with its middle, in parts of the picture.

        On detail, large words want as much contrast as others.
        """
        columns, rows = self._image.size
        known: dict[tuple[str, float], float] = {}
        for place, least in words:
            left, top, right, foot = area = self._cells(place, _AROUND)
            busy = self._edges.crop(area).histogram()[255] > _TOUCHED * (right - left) * (foot - top)
            want = MIN_CONTRAST if busy else least
            squares = _listed(self._image.crop((left, top, right, foot)))
            for index, colour in enumerate(squares):
                row, column = divmod(index, right - left)
                if (colour, want) not in known:
                    known[colour, want] = _least(colour, plain, ground, want)
                yield ((left + column + 0.5) / columns, (top + row + 0.5) / rows), known[colour, want]

    def _fading(
        self, side: int, needs: Sequence[tuple[tuple[float, float], float]], name: str, fill: Colour, ground: str
    ) -> Iterator[tuple[float, Figure]]:
        """Yield veils from the left (0), from above (1) or from below (2), each with how much it changes."""
        across, box = side == 0, self.box
        far = [(1 - place[1] if side == 2 else place[0] if across else place[1], least) for place, least in needs]
        lines = self._changed(ground, across)
        lines = lines[::-1] if side == 2 else lines
        for step in range(1, _STEPS + 1):
            reach = step / _STEPS
            if any(least and at >= reach for at, least in far):
                continue
            dense, last = max(least / (1 - at / reach) for at, least in far if least), 0.0
            if dense > 1:
                if reach < 1:
                    continue
                dense, last = 1.0, max((least - 1 + at) / at for at, least in far if least)
            length = reach * len(lines)
            parts = (max(1 - (at + 0.5) / length, 0.0) for at in range(len(lines)))
            change = sum((last + (dense - last) * part) * one for part, one in zip(parts, lines, strict=True)) / len(
                lines
            )
            width, height = (reach * box.width, box.height) if across else (box.width, reach * box.height)
            area = Box(box.x, box.bottom - height if side == 2 else box.y, width, height)
            ends = round(dense, 3), round(last, 3)
            opacity = ends[::-1] if side == 2 else ends
            yield change, Figure(name, area, fill=fill, opacity=opacity, across=across)

    def _changed(self, ground: str, across: bool) -> list[int]:
        """Return how far the squares are from ``ground``, on average, in each column or row."""
        from PIL import Image, ImageChops

        columns, rows = self._image.size
        flat = Image.new("RGB", self._image.size, f"#{ground}")
        apart = ImageChops.difference(self._image, flat).convert("L")
        return list(apart.resize((columns, 1) if across else (1, rows), Image.Resampling.BOX).tobytes())

    @cached_property
    def _edges(self) -> Image:
        """Return a mask of the squares that differ from the one on their left or above."""
        from PIL import Image, ImageChops

        found = Image.new("L", self._image.size)
        for right, down in ((1, 0), (0, 1)):
            moved = self._image.copy()
            moved.paste(self._image, (right, down))
            for band in ImageChops.difference(self._image, moved).split():
                found = ImageChops.lighter(found, band.point([255 * (value > _EDGE) for value in range(256)]))
        return found

    def _glare(self, *, dark: bool) -> Image:
        """Return a mask of the squares on which white words drown, or ``dark`` ones."""
        level = round(255 * _GLARE ** (1 / 2.2))
        return self._image.convert("L").point([255 * ((value > level) is not dark) for value in range(256)])

    def _cells(self, place: Box, around: float = 0.0) -> tuple[int, int, int, int]:
        """Return the squares of ``place``, at least one: left, top, right, bottom."""
        (columns, rows), box = self._image.size, self.box
        left, top = (int(max(start - around, 0.0) // _SAMPLE) for start in (place.x - box.x, place.y - box.y))
        right, foot = (int(-(-(end + around) // _SAMPLE)) for end in (place.right - box.x, place.bottom - box.y))
        left, top = min(left, columns - 1), min(top, rows - 1)
        return left, top, max(min(right, columns), left + 1), max(min(foot, rows), top + 1)


def column_detail(shape: PictureShape, across: float, context: Context) -> list[float]:
    """Return how much the columns of the whole picture of ``shape`` change downwards, each ``across`` points wide."""
    from PIL import Image, ImageChops

    cut, box = shape.crop, shape.box
    columns = max(round(box.width / (1 - cut.left - cut.right) / across), 1)
    rows = max(round(box.height / (1 - cut.top - cut.bottom) / across), 2)
    with Image.open(BytesIO(context.kit.picture(shape.file, SCREEN).data)) as image:
        small = image.convert("RGB").resize((columns, rows), Image.Resampling.BOX)
    bands = ImageChops.difference(small.crop((0, 1, columns, rows)), small.crop((0, 0, columns, rows - 1))).split()
    most = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2]).convert("F")
    return list(memoryview(most.resize((columns, 1), Image.Resampling.BOX).tobytes()).cast("f"))


def _listed(image: Image) -> list[str]:
    data = image.tobytes().hex().upper()
    return [data[at : at + 6] for at in range(0, len(data), 6)]


def _colours(image: Image) -> set[str]:
    return set(_listed(image))


def _least(colour: str, plain: str, ground: str, want: float) -> float:
    """Return the least opacity of ``ground`` over ``colour`` on which words in ``plain`` have the contrast."""
    steps = (step / 50 for step in range(50))
    return next((one for one in steps if contrast(plain, mixed(ground, colour, one)) >= _HAND * want), 1.0)

"""Draws a plan of pages: each operation becomes PDF operators (ISO 32000-1, 8 and 9). It decides nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from generator.graphics.path import Path
from generator.kit import Kit
from generator.oklab import components
from generator.pdf.canvas import TaggedCanvas
from generator.pdf.fonts import Embedded, embed
from generator.pdf.metadata import ICC
from generator.pdf.page import (
    WHITE,
    Anchor,
    Area,
    Disc,
    ImageObject,
    Link,
    PathObject,
    Plan,
    Symbol,
    TextObject,
    TextRun,
)
from generator.pdf.tags import number

_MAX_PROFILE = 1024 * 1024  # bytes of the colour profile; ours has three thousand
_KAPPA = 0.5523  # the control distance, in radii, of the cubic curve nearest to a quarter of a circle: 4/3 (√2 - 1)
_COMMANDS = {"M": "%g %g m", "L": "%g %g l", "C": "%g %g %g %g %g %g c", "Z": "h"}
"""Commands of paths as operators; %g is never exponential for values in hundredths or thousandths."""


def drawn(plan: Plan, kit: Kit) -> bytes:
    """Return the plan as a PDF to read at once: complete, but not compressed."""
    return drawing(plan, kit, {})[0]


def drawing(plan: Plan, kit: Kit, alphabets: Mapping[str, str]) -> tuple[bytes, Pen]:
    """Return the same, and the pen that drew it; ``alphabets`` are the letters that a font has at least, by style."""
    canvas = TaggedCanvas(plan, kit.epoch, kit.world.bounded(ICC, _MAX_PROFILE))
    family = kit.family.ligated() if plan.ligatures else kit.family
    operations = (one for page in plan.pages for one in page.operations)
    runs = (run for one in operations if isinstance(one, TextObject) for run in one.runs)
    pen = Pen(canvas, kit, embed(family, runs, canvas.document, alphabets), plan.height)
    words = _link_words(plan)
    for page in plan.pages:
        pieces: dict[tuple[int, str], list[Link]] = {}
        for one in page.operations:
            if isinstance(one, Link):
                pieces.setdefault((one.element, one.target), []).append(one)
        for one in page.operations:
            if not isinstance(one, Link):
                canvas.separate(isinstance(one, TextObject) and one.element in plan.personal)
                pen.draw(one)
            elif one is (link := pieces[one.element, one.target])[-1]:
                pen.lead(link, words.get(one.element, one.description))
        canvas.showPage()
    return canvas.finished(), pen


def _link_words(plan: Plan) -> dict[int, str]:
    """Return all the words of each link that is drawn in several pieces, as they are read, by its element."""
    operations = [one for page in plan.pages for one in page.operations]
    counts = Counter(one.element for one in operations if isinstance(one, Link))
    words: dict[int, str] = {}
    for one in operations:
        if isinstance(one, TextObject) and counts[one.element] > 1:
            words[one.element] = words.get(one.element, "") + (one.actual or one.text)
    return {element: " ".join(text.split()) for element, text in words.items()}


class Pen:
    """Turns operations into operators on pages ``height`` points high; y is flipped here and nowhere else."""

    def __init__(self, canvas: TaggedCanvas, kit: Kit, faces: dict[str, Embedded], height: float) -> None:
        self._canvas = canvas
        self._kit = kit
        self._faces = faces
        self._height = height
        self._symbols: dict[str, str] = {}
        self._letters: dict[str, list[str]] = {}

    def read(self, content: bytes) -> str:
        """Return the words of a content stream that this pen has drawn, text objects parted by spaces."""
        if not self._letters:
            self._letters.update(pair for face in self._faces.values() for pair in face.letters())
        words, font = "", ""
        for name, array in re.findall(
            r"(/\S+)(?= \S+ Tf)|\[(.*?)\] TJ", content.decode("ascii").replace("ET", "[<>] TJ")
        ):
            font = name or font
            codes = bytes.fromhex("".join(re.findall(r"<(\w*)>", array)))
            words += "".join(self._letters[font][code] for code in codes) if array != "<>" else " "
        return words

    def lead(self, pieces: Sequence[Link], words: str) -> None:
        """Add one link for all its ``pieces`` on the page, described by its ``words``."""
        boxes = [(one.x, self._height - one.y - one.height, one.x + one.width, self._height - one.y) for one in pieces]
        self._canvas.lead(boxes, pieces[0].target, words, pieces[0].element)

    def draw(self, operation: TextObject | Area | Disc | Symbol | PathObject | ImageObject | Anchor) -> None:
        """Draw one operation that is no link."""
        match operation:
            case Anchor(x, y, name, bookmark):
                self._canvas.anchor(name, x, self._height - y, bookmark)
            case TextObject() | Area() | Disc() | Symbol() | PathObject() | ImageObject():
                if isinstance(operation, Area | PathObject | ImageObject):
                    x, top, width, height = operation.x, operation.y, operation.width, operation.height
                    box = (x, self._height - top - height, x + width, self._height - top)
                    self._canvas.tags.enclose(operation.element, box)
                actual = operation.actual if isinstance(operation, TextObject) else ""
                opacity = operation.opacity if isinstance(operation, Area) else 1.0
                with self._canvas.tagged(operation.element, actual), self._canvas.veiled(opacity):
                    self._canvas.draw(self._operators(operation))
            case _:
                assert_never(operation)

    def _operators(self, operation: TextObject | Area | Disc | Symbol | PathObject | ImageObject) -> str:
        match operation:
            case TextObject():
                return self.words(operation)
            case Area(x, y, width, height, colour):
                box = " ".join(map(number, (x, self._height - y - height, width, height)))
                return f"{_fill(colour)} {box} re f"
            case Disc():
                return _disc(operation, self._height)
            case Symbol():
                return self._symbol(operation)
            case PathObject():
                return _shape(operation, self._height)
            case ImageObject():
                return self._image(operation)

    def words(self, words: TextObject) -> str:
        """Return the operators of a text object."""
        # As Tc and Tw, not in the TJ arrays: text extraction takes wide moves there for spaces between words.
        spread = [(words.tracking, "Tc"), (words.stretch, "Tw")]
        spread = [(value * words.size, operator) for value, operator in spread if value]
        parts = [f"BT {_fill(words.colour)}", *(f"{value:.4f} {operator}" for value, operator in spread)]
        size, font = number(words.size), ""
        place = f"1 0 0 1 {number(words.x)} {number(self._height - words.y)} Tm"
        for index, run in enumerate(words.runs):
            hyphen = words.hyphen and index == len(words.runs) - 1
            for name, array in self._shown(run, hyphen):
                parts += [f"{name} {size} Tf"] if name != font else []
                parts += [place] if place else []
                parts.append(f"{array} TJ")
                font, place = name, ""
        return " ".join([*parts, *(f"0 {operator}" for _value, operator in spread), "ET"])

    def _shown(self, run: TextRun, hyphen: bool) -> Iterator[tuple[str, str]]:
        face = self._faces[run.style]
        yield from face.shown(run.text)
        if hyphen:
            yield from face.hyphen()

    def _image(self, image: ImageObject) -> str:
        """Return the operators of an image: the whole of it, clipped to its box."""
        name = self._canvas.image(self._kit.picture(image.file, image.use))
        cut, y = image.crop, self._height - image.y - image.height
        box = " ".join(map(number, (image.x, y, image.width, image.height)))
        width, height = image.width / (1 - cut.left - cut.right), image.height / (1 - cut.top - cut.bottom)
        left, bottom = image.x - cut.left * width, y - cut.bottom * height
        matrix = f"{number(width)} 0 0 {number(height)} {number(left)} {number(bottom)} cm"
        return f"q {box} re W n {matrix} /{name} Do Q"

    def _symbol(self, symbol: Symbol) -> str:
        icon = self._kit.icon(symbol.icon)
        path = self._symbols.get(symbol.icon)
        if path is None:
            stroked = f"{_path(icon.path.rounded())} S" if icon.path.commands else ""
            filled = [f"{_path(one.rounded())} f*" for one in icon.fills]
            path = self._symbols[symbol.icon] = " ".join(filter(None, (*filled, stroked)))
        scale = symbol.size / icon.size
        matrix = f"{scale:.4f} 0 0 {-scale:.4f} {number(symbol.x)} {number(self._height - symbol.y)} cm"
        pen = f"{_stroke(symbol.colour)} {number(icon.stroke_width)} w 1 J 1 j"
        brush = f" {_fill(symbol.colour)}" if icon.fills else ""
        return f"q {matrix} {pen}{brush} {path} Q"


def _disc(disc: Disc, height: float) -> str:
    """Return the operators of a disc in its ring, on a page ``height`` points high."""
    x, y, r = disc.x, height - disc.y, disc.radius
    ring = f"{_fill(WHITE)} {_circle(x, y, r + disc.ring)} f " if disc.ring else ""
    return f"{ring}{_fill(disc.colour)} {_circle(x, y, r)} f"


def _circle(x: float, y: float, r: float) -> str:
    """Return the path of a circle of radius ``r``, in points."""
    h = _KAPPA * r
    curves = (
        (x + r, y + h, x + h, y + r, x, y + r),
        (x - h, y + r, x - r, y + h, x - r, y),
        (x - r, y - h, x - h, y - r, x, y - r),
        (x + h, y - r, x + r, y - h, x + r, y),
    )
    start = f"{number(x + r)} {number(y)} m "
    return start + " ".join(f"{' '.join(map(number, curve))} c" for curve in curves)


def _shape(shape: PathObject, height: float) -> str:
    """Return the operators of a path on a page ``height`` points high."""
    matrix = f"1 0 0 -1 {number(shape.x)} {number(height - shape.y)} cm"
    clip = f"0 0 {number(shape.width)} {number(shape.height)} re W n"
    paint = f"{number(shape.pen)} w 1 J 1 j" if shape.pen else ""
    colour = _stroke(shape.colour) if shape.pen else _fill(shape.colour)
    end = "S" if shape.pen else "f*"
    return f"q {matrix} {clip} {colour} {paint} {_path(shape.path)} {end} Q"


def _path(path: Path) -> str:
    """Return the operators of ``path``, in its own coordinates."""
    return " ".join(_COMMANDS[command[0]] % command[1:] for command in path.commands)


def _fill(colour: str) -> str:
    """Return the operator that sets the fill colour RRGGBB; a grey as DeviceGray, printed in black alone."""
    red, green, blue = parts = [f"{part / 255:.3g}" for part in components(colour)]
    return f"{red} g" if red == green == blue else f"{' '.join(parts)} rg"


def _stroke(colour: str) -> str:
    """Return the operator that sets the stroke colour RRGGBB."""
    return _fill(colour).upper()

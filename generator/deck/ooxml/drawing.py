"""What a template's layouts draw beneath our words, as SVG: backgrounds, shapes and pictures, the words left out.

It serves to measure, not to be looked at: lines are plain, shadows and glows are left out. What cannot be drawn
truly (a metafile, a rare preset) is named as unknown, with its place; it is never guessed. Lengths are points.
"""

from __future__ import annotations

import io
import math
from base64 import b64encode
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct, field

from generator.deck.ooxml.colours import fill_in, hexadecimal, over
from generator.deck.ooxml.geometry import Frame, box_of
from generator.deck.ooxml.outline import outline
from generator.deck.ooxml.xml import A, P, R, attribute, below, whole
from generator.units import EMU_PER_POINT, Box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.deck.ooxml.colours import RGBA
    from generator.deck.ooxml.package import Package
    from generator.deck.ooxml.scene import Shape, SlideScene
    from generator.deck.ooxml.xml import Element

_SIDE = 640  # pixels, of pictures: the ground is measured at one for each point of a slide, about
_MEGAPIXELS = 60.0  # of a picture: what a large camera makes; more is not decoded
NOWHERE = Box(0.0, 0.0, 0.0, 0.0)  # of what cannot be drawn: whoever draws the shape knows its place

Unknown: TypeAlias = tuple[Box, tuple[str, ...] | None]
"""A place whose look is not known, and the colours (RRGGBB) that may be there, in the first of which it is drawn: none
where these are not known, None where it looks about as it is drawn."""
_EFFECTS = {f"{A}{name}" for name in ("duotone", "lum", "biLevel", "clrRepl", "fillOverlay", "tint", "hsl")}
_FIRST_BACKGROUND = 1001  # of a fill's number in a style, the first of the theme's background fills (20.1.4.1.7)


class Drawing(Struct):
    """The SVG elements of layouts, the definitions that these use, and the boxes of what could not be drawn."""

    package: Package
    defined: list[str] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)
    pictures: dict[tuple[str, tuple[str, ...]], tuple[str, int, int] | None] = field(default_factory=dict)

    def layout(self, part: str, scene: SlideScene, width: float, height: float) -> str:
        """Return what lies beneath the placeholders of the layout in ``part``, on a slide so large."""
        master = self.package.related(part, "slideMaster")
        scenes = [(scene, part)]
        if scene.above and scene.shows_above:
            scenes.insert(0, (scene.above, master))
        frame = Frame(0, 0, round(width * EMU_PER_POINT), round(height * EMU_PER_POINT))
        drawn = [self._background(part, scene, frame)]
        self.unknown = [(Box(0.0, 0.0, width, height), colours) for _nowhere, colours in self.unknown]
        for one, place in scenes:
            drawn += [
                self._shape(one, place, shape) for shape in one.flat if not shape.placeholder and not shape.hidden
            ]
        return f'<g transform="scale({1 / EMU_PER_POINT:.9f})">{"".join(drawn)}</g>'

    def _background(self, part: str, scene: SlideScene, frame: Frame) -> str:
        """Return the background that is the nearest (19.3.1.1), over the paper's colour."""
        outline, master = _rectangle(frame), self.package.related(part, "slideMaster")
        levels = [(scene, part), *([(scene.above, master)] if scene.above else [])]
        paper = f'<path d="{outline}" fill="#{scene.colours.values["bg1"]}"/>'
        for level, place in levels:
            stated = below(level.root, f"{P}cSld/{P}bg")
            if stated is None:
                continue
            reference = stated.find(f"{P}bgRef")
            if reference is None:
                return paper + self._filled(scene, place, fill_in(stated.find(f"{P}bgPr")), outline, frame)
            return paper + self._styled(scene, master, reference, outline, frame)
        return paper

    def _shape(self, scene: SlideScene, part: str, shape: Shape) -> str:
        """Return a shape, in the coordinates of the slide."""
        frame = shape.frame
        if shape.kind == "grpSp" or frame is None or shape.rect is None:
            return ""
        path = outline(shape.visual, frame)
        fill = shape.element.find(f"{P}blipFill") if shape.kind == "pic" else fill_in(shape.visual)
        style = shape.element.find(f"{P}style/{A}fillRef")
        if (
            shape.kind == "graphicFrame"
            or fill_grouped(fill)
            or (path is None and (fill is not None or style is not None))
        ):
            self.unknown.append((box_of(shape.rect), ()))
            return ""
        if path is None:
            return ""
        before = len(self.unknown)
        if fill is not None:
            drawn = self._filled(scene, part, fill, path, frame)
        else:
            drawn = self._styled(scene, part, style, path, frame) if style is not None else ""
        if len(self.unknown) > before:
            self.unknown[before:] = [(box_of(shape.rect), colours) for _nowhere, colours in self.unknown[before:]]
        drawn += _line(scene, shape, path)
        return f'<g transform="{_placed(shape, frame)}">{drawn}</g>' if drawn else ""

    def _styled(self, scene: SlideScene, part: str, reference: Element, path: str, frame: Frame) -> str:
        """Return the theme's fill of a number, in the colour of ``reference`` (20.1.4.1.17, 20.1.4.2.10)."""
        index = whole(reference.get("idx"), 0)
        name, first = ("bgFillStyleLst", _FIRST_BACKGROUND) if index >= _FIRST_BACKGROUND else ("fillStyleLst", 1)
        fills = below(scene.theme, f"{A}themeElements/{A}fmtScheme/{A}{name}")
        own = scene.colours.first(reference)
        if fills is None or not 0 <= index - first < len(fills):
            return ""
        return self._filled(scene, self._theme_part(part), fills[index - first], path, frame, own)

    def _theme_part(self, part: str) -> str:
        master = self.package.related(part, "slideMaster") or part
        return self.package.related(master, "theme")

    def _filled(
        self, scene: SlideScene, part: str, fill: Element | None, path: str, frame: Frame, own: RGBA | None = None
    ) -> str:
        """Return ``path``, from the corner of ``frame``, painted with ``fill``; ``own`` is the colour phClr."""
        kind = fill.tag if fill is not None else ""
        if fill is None or kind == f"{A}noFill":
            return ""
        if kind.endswith("}blipFill"):
            return self._pictured(part, fill, path, frame, scene, own)
        if kind == f"{A}gradFill":
            return self._shaded(scene, fill, path, frame, own)
        paints = scene.colours.paints(fill, own) or ()
        if not paints:
            return ""
        paint = paints[0] if len(paints) == 1 else _between(paints[0], paints[-1], 0.5)
        return f'<path d="{path}" {_paint(paint)}/>'

    def _shaded(self, scene: SlideScene, fill: Element, path: str, frame: Frame, own: RGBA | None) -> str:
        """Return ``path`` with a gradient (20.1.8.33)."""
        stops = scene.colours.stops(fill, own)
        if not stops:
            return ""
        around = fill.find(f"{A}path")
        veil = any(paint[3] < 1.0 for _at, paint in stops)
        if around is not None:  # office suites draw these differently
            shades = tuple(hexadecimal(paint[:3]) for _at, paint in stops)
            self.unknown.append((NOWHERE, None if veil else shades))
            if not veil:
                return f'<path d="{path}" fill="#{shades[0]}"/>'
        name = f"g{len(self.defined)}"
        inner = "".join(
            f'<stop offset="{at:.4f}" stop-color="#{hexadecimal(paint[:3])}" stop-opacity="{paint[3]:.3f}"/>'
            for at, paint in stops
        )
        kind, ends = (
            ("linear", _linear(fill.find(f"{A}lin"), frame)) if around is None else ("radial", _radial(around, frame))
        )
        self.defined.append(
            f'<{kind}Gradient id="{name}" gradientUnits="userSpaceOnUse" {ends}>{inner}</{kind}Gradient>'
        )
        return f'<path d="{path}" fill="url(#{name})"/>'

    def _clipped(self, drawn: str, path: str) -> str:
        name = f"c{len(self.defined)}"
        self.defined.append(f'<clipPath id="{name}"><path d="{path}"/></clipPath>')
        return f'<g clip-path="url(#{name})">{drawn}</g>'

    def _pictured(self, part: str, fill: Element, path: str, frame: Frame, scene: SlideScene, own: RGBA | None) -> str:
        """Return ``path`` filled with a picture, cut and stretched as the fill says (20.1.8.14)."""
        blip = fill.find(f"{A}blip")
        effects = [one for one in blip if one.tag in _EFFECTS and (one.attrib or len(one))] if blip is not None else []
        toned = len(effects) == 1 and effects[0].tag == f"{A}duotone"
        paints = [scene.colours.resolved(one, own) for one in effects[0]] if toned else []
        tones = tuple(hexadecimal(one[:3]) for one in paints if one)
        stored = self._picture(part, blip, tones) if blip is not None else None
        if blip is None or stored is None or (effects and len(tones) != 2):
            self.unknown.append((NOWHERE, ()))
            return ""
        if tones:  # office suites differ in what is between them
            self.unknown.append((NOWHERE, None))
        data, width, height = stored
        cut = [whole(one, 0) / 100_000 for one in _rect(fill.find(f"{A}srcRect"))]
        seen = (cut[0] * width, cut[1] * height, (1 - cut[0] - cut[2]) * width, (1 - cut[1] - cut[3]) * height)
        left, top, right, bottom = _sides(fill.find(f"{A}stretch/{A}fillRect"), frame)
        across, down = frame.width - left - right, frame.height - top - bottom
        if min(*seen[2:], across, down) <= 0:
            return ""
        fade = blip.find(f"{A}alphaModFix")
        opacity = whole(fade.get("amt"), 100_000) / 100_000 if fade is not None else 1.0
        view = " ".join(f"{one:.2f}" for one in seen)
        drawn = (
            f'<svg x="{left:.0f}" y="{top:.0f}" width="{across:.0f}" height="{down:.0f}" viewBox="{view}" '
            f'preserveAspectRatio="none"><image width="{width}" height="{height}" href="{data}"/></svg>'
        )
        return self._clipped(f'<g opacity="{opacity:.3f}">{drawn}</g>', path)

    def _picture(self, part: str, blip: Element, tones: tuple[str, ...]) -> tuple[str, int, int] | None:
        """Return the picture of a blip as a small PNG, with its size; None where it is none that Pillow reads.

        ``tones`` are the two colours (RRGGBB) between which a duotone has it (20.1.8.23).
        """
        targets = {one.id: one.target for one in self.package.relationships(part)}
        name = targets.get(blip.get(f"{R}embed", ""), "")
        if (name, tones) not in self.pictures:
            self.pictures[name, tones] = _small(self.package.part(name), tones)
        return self.pictures[name, tones]


def fill_grouped(fill: Element | None) -> bool:
    """Tell whether a fill is that of the group around the shape."""
    return fill is not None and fill.tag == f"{A}grpFill"


def _small(data: bytes, tones: tuple[str, ...]) -> tuple[str, int, int] | None:
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")) as image:
            if image.width * image.height > _MEGAPIXELS * 1e6:
                return None
            image.draft("RGB", (_SIDE, _SIDE))
            small = image.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    small.thumbnail((_SIDE, _SIDE))
    if len(tones) == 2:
        toned = ImageOps.colorize(small.convert("L"), f"#{tones[0]}", f"#{tones[1]}")
        toned.putalpha(small.getchannel("A"))
        small = toned
    stream = io.BytesIO()
    small.save(stream, "PNG", compress_level=1)
    return f"data:image/png;base64,{b64encode(stream.getvalue()).decode()}", small.width, small.height


def _placed(shape: Shape, frame: Frame) -> str:
    """Return the transform that brings a shape's own box, from its corner, to its place on the slide."""
    change = shape.outer.change
    outer = (change.xx, change.yx, change.xy, change.yy, change.dx, change.dy)
    across, down = frame.x + frame.width / 2, frame.y + frame.height / 2
    flips = (-1 if frame.flipped_across else 1, -1 if frame.flipped_down else 1)
    return (
        f"matrix({' '.join(f'{one:.6f}' for one in outer)}) translate({across:.1f} {down:.1f}) "
        f"rotate({frame.rotation / 60_000:.4f}) scale({flips[0]} {flips[1]}) "
        f"translate({-frame.width / 2:.1f} {-frame.height / 2:.1f})"
    )


def _rectangle(frame: Frame) -> str:
    return f"M0 0H{frame.width}V{frame.height}H0Z"


def _paint(paint: RGBA) -> str:
    return f'fill="#{hexadecimal(paint[:3])}" fill-opacity="{paint[3]:.3f}"'


def _line(scene: SlideScene, shape: Shape, path: str) -> str:
    """Return the line of a shape, where it states a colour for it."""
    line = below(shape.visual, f"{A}ln")
    paints = scene.colours.paints(fill_in(line)) if line is not None else ()
    if line is None or not paints:
        return ""
    colour, width = hexadecimal(paints[0][:3]), whole(line.get("w"), 9_525)
    return (
        f'<path d="{path}" fill="none" stroke="#{colour}" stroke-opacity="{paints[0][3]:.3f}" stroke-width="{width}"/>'
    )


def _linear(line: Element | None, frame: Frame) -> str:
    """Return the ends of a linear gradient: its first and last colours are those of opposite corners."""
    angle = math.radians(whole(attribute(line, "ang"), 0) / 60_000)
    across, down = math.cos(angle), math.sin(angle)
    reach = (abs(frame.width * across) + abs(frame.height * down)) / 2
    x, y = frame.width / 2, frame.height / 2
    ends = (x - across * reach, y - down * reach, x + across * reach, y + down * reach)
    return " ".join(f'{name}="{value:.1f}"' for name, value in zip(("x1", "y1", "x2", "y2"), ends, strict=True))


def _radial(around: Element, frame: Frame) -> str:
    """Return the circle of a gradient around a rectangle: from its middle to the farthest corner."""
    left, top, right, bottom = _sides(around.find(f"{A}fillToRect"), frame)
    x, y = (left + frame.width - right) / 2, (top + frame.height - bottom) / 2
    reach = math.hypot(max(x, frame.width - x), max(y, frame.height - y))
    return f'cx="{x:.1f}" cy="{y:.1f}" r="{reach:.1f}"'


def _rect(element: Element | None) -> Iterator[str | None]:
    return (element.get(name) if element is not None else None for name in "ltrb")


def _sides(element: Element | None, frame: Frame) -> tuple[float, float, float, float]:
    """Return what an a:fillRect, or the like, takes off each side, in EMU."""
    left, top, right, bottom = (whole(one, 0) / 100_000 for one in _rect(element))
    return left * frame.width, top * frame.height, right * frame.width, bottom * frame.height


def _between(one: RGBA, other: RGBA, share: float) -> RGBA:
    mixed = over((*other[:3], share), one[:3])
    return (*mixed, one[3] + (other[3] - one[3]) * share)

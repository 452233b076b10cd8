"""The logo of a template that is not ours, for paper: only where it is sure to be one, and seen on white.

A logo is called so, or it is the only small picture that stands clear near an edge of the slide. It has large areas of
few colours: photographs have not. One that the template crops, turns or recolours is not what its file shows.
"""

from __future__ import annotations

import io
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.deck.ooxml.geometry import box_of
from generator.deck.ooxml.xml import A, P, R, whole
from generator.pictures import LOGO, MARK, PictureFaultError, kept
from generator.pipeline.program import program_digest
from generator.theme import contrast
from generator.world import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PIL.Image import Image

    from generator.deck.brand.template import Template, TemplateLayout
    from generator.deck.ooxml.opening import TemplatePackage
    from generator.deck.ooxml.scene import Shape
    from generator.deck.ooxml.xml import Element
    from generator.pictures import Encoded
    from generator.units import Box
    from generator.world import World

_CALLED = re.compile(r"logo|bloc.?marque|emblem|blason|wappen", re.IGNORECASE)
_NO_WORDS = re.compile(r"\.\w{2,4}$|automati|généré|generated|^\W*logo\W*$", re.IGNORECASE)  # files' names, programs'
_MAX_WORDS = 200  # characters of a description: a longer one tells of more than a name
_SVG_BLIP = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
_CROPPED = 1000  # of srcRect's 100,000: 1 %, which nobody sees
_SMALL, _SMALLER = 0.12, 0.06  # of the slide's area: one that is called a logo, and one that is not (by trial)
_CLEAR, _NEAR = 0.01, 0.12  # of the slide's height, from an edge: an ornament touches it, a figure is far from it
_NARROW, _LONG = 0.25, 10.0  # width by height: beyond them it is a rule or a border
_FEWEST = 90  # pixels of the longer side: of fewer, some 60 to 90 points wide on paper, edges are seen to be coarse
_COLOURS, _FLAT, _PLAIN = 16, 0.6, 0.995  # so many colours cover this of a logo; one of them this of a mere surface
_UNUSED = "#FF00FE"  # stands for what is transparent: white may be a logo's own
_SEEN = 3.0  # contrast of what must be seen (WCAG 2.2, 1.4.11)
_MOST, _FAINT, _LOST = 0.5, 1.5, 0.15  # the part that has it; the contrast, and the part, of what is lost (by trial)
_PLATE = 0.85  # the part that is opaque of a logo with a ground of its own: there its inside is looked at
_OFF_WHITE = 1.2  # contrast: less is the ground's own white


class TemplateLogo(Struct, frozen=True):
    """A logo in a template: its part and bytes, its own words or none; ``seen`` when it can be seen on white."""

    part: str
    data: bytes
    words: str
    seen: bool


class _Picture(Struct, frozen=True):
    """A picture of a layout or master: the parts that show it, the best first; whether it is called a logo."""

    parts: tuple[str, ...]
    box: Box
    called: bool
    words: str


def find_logo(
    world: World, path: str, package: TemplatePackage, cover: TemplateLayout, template: Template
) -> TemplateLogo | None:
    """Return the logo of the ``template`` at ``path``, on its cover's layout or master, if it is sure.

    It is the first that can be seen on white.
    """
    above = cover.scene.above
    levels = [list(_pictures(package, cover.part, cover.scene.shapes, ""))]
    levels += [list(_pictures(package, cover.master, above.shapes, ""))] if above else []
    found = [_judged(world, path, package, one) for one in _sure(levels, template)]
    logos = [one for one in found if one]
    return next((one for one in logos if one.seen), next(iter(logos), None))


def _pictures(package: TemplatePackage, part: str, shapes: Sequence[Shape], around: str) -> Iterator[_Picture]:
    """Yield the pictures among the shapes of ``part``; ``around`` are the names of the groups that hold them."""
    targets = {one.id: one.target for one in package.relationships(part) if not one.external}
    for shape in shapes:
        names = f"{around} {shape.name} {shape.description}"
        if shape.hidden:
            continue
        yield from _pictures(package, part, shape.children, names)
        blip = _blip(shape)
        if blip is None or shape.rect is None or (shape.decorative and not _CALLED.search(names)):
            continue
        ids = [one.get(f"{R}embed", "") for one in (*blip.iter(_SVG_BLIP), blip)]
        if parts := tuple(targets[id] for id in ids if targets.get(id, "") in package):
            yield _Picture(parts, box_of(shape.rect), bool(_CALLED.search(names)), shape.description)


def _blip(shape: Shape) -> Element | None:
    """Return what a picture shows when it shows it as it is."""
    blip, frame = shape.element.find(f"{P}blipFill/{A}blip"), shape.frame
    if shape.kind != "pic" or blip is None or frame is None:
        return None
    crop = shape.element.find(f"{P}blipFill/{A}srcRect")
    cropped = crop is not None and any(abs(whole(crop.get(side), 0)) > _CROPPED for side in "ltrb")
    changed = any(child.tag != f"{A}extLst" for child in blip)
    return None if cropped or changed or frame.rotation or frame.flipped_across or frame.flipped_down else blip


def _sure(levels: Sequence[Sequence[_Picture]], template: Template) -> Iterator[_Picture]:
    """Yield what is the logo, on the layout, then on its master; nothing where it may be one or another."""
    area = template.slide.area
    called = [[one for one in level if one.called and one.box.area <= _SMALL * area] for level in levels]
    if any(called):
        if all(len({one.parts for one in some}) <= 1 for some in called):
            yield from (some[0] for some in called if some)
        return
    alone = [[one for one in level if one.box.area <= _SMALLER * area and _is_clear(one, template)] for level in levels]
    both = [one for some in alone for one in some]
    if both and max(map(len, alone)) == 1 and len({one.parts for one in both}) == 1:
        yield both[0]


def _is_clear(one: _Picture, template: Template) -> bool:
    """Tell whether a picture of a logo's shape stands near an edge of the slide and touches none."""
    box, high = one.box, template.height
    nearest = min(box.x, box.y, template.width - box.right, high - box.bottom)
    return _CLEAR * high <= nearest <= _NEAR * high and _NARROW * box.height <= box.width <= _LONG * box.height


def _judged(world: World, path: str, package: TemplatePackage, one: _Picture) -> TemplateLogo | None:
    """Return a picture as a logo, by the first of its parts that can be read; None for photographs and surfaces."""
    words = " ".join(one.words.split())
    words = "" if _NO_WORDS.search(words) or len(words) > _MAX_WORDS else words
    for part in one.parts:
        data = package.part(part)
        with suppress(PictureFaultError):
            stored = kept(world, path, MARK, 0, data)[LOGO]
            known = f"{program_digest(0)} {digest(data)}"
            drawn, seen = world.kept("logos", known, lambda stored=stored: _verdict(stored))  # type: ignore[misc]
            return TemplateLogo(part, data, words, seen) if drawn else None
    return None


def _verdict(stored: Encoded) -> tuple[bool, bool]:
    """Tell whether a picture is drawn as a logo is, with pixels enough; and whether it is seen on white."""
    from PIL import Image

    image = Image.open(io.BytesIO(stored.data)).convert("RGBA")
    fine = max(stored.source_width, stored.source_height) >= _FEWEST
    return fine and _is_drawing(image), _seen(image)


def _is_drawing(image: Image) -> bool:
    """Tell whether few colours cover most of it, as in no photograph, and more than one, as in no coloured box."""
    from PIL import Image as Images

    ground = Images.new("RGBA", image.size, _UNUSED)
    ground.alpha_composite(image)
    shares = sorted((count for count, _colour in _counted(ground, 1)), reverse=True)
    size = image.width * image.height
    return sum(shares[:_COLOURS]) >= _FLAT * size and shares[0] < _PLAIN * size


def _seen(image: Image) -> bool:
    """Tell whether it can be seen on white: its outlines; or what is on its ground, where it has one."""
    from PIL import ImageChops, ImageFilter

    alpha = image.getchannel("A").point(lambda value: 255 if value > 127 else 0)
    opaque = alpha.histogram()[255] / (image.width * image.height)
    inner = alpha.filter(ImageFilter.MinFilter(5))
    looked_at = image.copy()
    looked_at.putalpha(alpha if opaque >= _PLATE else ImageChops.subtract(alpha, inner))
    shown = [(count, contrast(bytes(colour[:3]).hex())) for count, colour in _counted(looked_at, 17) if colour[3]]
    drawn = [(count, against) for count, against in shown if opaque < _PLATE or against >= _OFF_WHITE]
    total = sum(count for count, _against in drawn)
    seen = sum(count for count, against in drawn if against >= _SEEN)
    lost = sum(count for count, against in drawn if against < _FAINT)
    return total > 0 and seen >= _MOST * total and lost <= _LOST * total


def _counted(image: Image, step: int) -> list[tuple[int, tuple[int, ...]]]:
    """Return how many pixels have each colour, in steps of ``step``."""
    even = image.point(lambda value: min(value // step * step, 255))
    return even.getcolors(image.width * image.height) or []  # type: ignore[return-value]

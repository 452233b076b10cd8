"""A template's layouts as the slides of a deck need them: placeholders, what is drawn on every slide, colours.

Lengths are points of the slide as it is. Nothing is chosen here.
"""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.deck.ooxml.colours import fill_in, mean, own_colour_map
from generator.deck.ooxml.geometry import box_of
from generator.deck.ooxml.package import relationships_of
from generator.deck.ooxml.scene import SceneReader
from generator.deck.ooxml.text import theme_fonts
from generator.deck.ooxml.xml import A, P, attribute, whole
from generator.errors import ContentError, Problem
from generator.messages import _
from generator.units import EMU_PER_POINT, Box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.deck.ooxml.opening import TemplatePackage
    from generator.deck.ooxml.scene import Shape, SlideScene
    from generator.deck.ooxml.xml import Element

_TITLES = ("title", "ctrTitle")
_MIN_SIDE, _MAX_SIDE = 72.0, 4032.0  # points, of a slide (ST_SlideSizeCoordinate, 19.7.18)
_MAX_SHAPES = 1_000  # of a master or a layout: those of houses have some dozens
_MIN_WIDTH, _MIN_HEIGHT = 288.0, 216.0  # points: on less, the theme's smallest text, of 10 points, has fewer than 4
_MAX_LAYOUTS = 300  # of a template: no house has as many, and each is looked at for each role


class LayoutPlaceholder(Struct, frozen=True):
    """A placeholder of a layout: its type ("obj" when none is written), idx, inherited box, and where it was read.

    ``upright`` when neither its box nor its text is turned; ``text`` is what the layout, or else the master, has in it.
    """

    type: str
    index: int
    name: str
    box: Box | None
    shape: Shape
    upright: bool
    text: str

    @property
    def area(self) -> float:
        """Return its area in square points; none where it has no place."""
        return self.box.area if self.box else 0.0


class LayoutDrawing(Struct, frozen=True):
    """What a layout or its master draws on every slide: its colour, whether it is an image, whether it has words.

    ``box`` is the room that it takes; ``shown`` stands for it in a picture: a shape that is turned by less than a
    quarter, drawn upright.
    """

    name: str
    box: Box
    shown: Box
    fill: str | None
    picture: bool
    words: bool = False


class TemplateLayout(Struct, frozen=True):
    """A layout: its part, name and type (ST_SlideLayoutType), its master's part, and all that stands on it.

    ``drawings`` are the master's first. ``background`` is None behind a picture. ``colours`` are RRGGBB by name;
    ``override`` is its own colour map, which slides must repeat. ``body`` is the box of the master's body text,
    ``fonts`` the theme's families of headings and of the body.
    """

    part: str
    name: str
    type: str
    master: str
    scene: SlideScene
    placeholders: tuple[LayoutPlaceholder, ...]
    drawings: tuple[LayoutDrawing, ...]
    background: str | None
    colours: dict[str, str]
    override: Element | None
    body: Box | None
    fonts: tuple[str, str]

    def of(self, *types: str) -> list[LayoutPlaceholder]:
        """Return the placeholders of ``types`` that have a box and stand upright."""
        return [one for one in self.placeholders if one.type in types and one.box and one.upright]

    @property
    def numbered(self) -> bool:
        """Tell whether every slide shows its number in what the layout or its master draws, without a placeholder."""
        scenes = [self.scene, *([self.scene.above] if self.scene.above and self.scene.shows_above else [])]
        shown = (shape for one in scenes for shape in one.flat if not shape.placeholder and not shape.hidden)
        return any(field.get("type") == "slidenum" for shape in shown for field in shape.element.iter(f"{A}fld"))

    @property
    def title(self) -> LayoutPlaceholder | None:
        """Return the title's placeholder."""
        return next(iter(self.of(*_TITLES)), None)


class Template(Struct, frozen=True):
    """All the layouts of a template, in the order of its masters, and the slide's size in points."""

    layouts: tuple[TemplateLayout, ...]
    width: float
    height: float

    @property
    def slide(self) -> Box:
        """Return the whole of a slide."""
        return Box(0.0, 0.0, self.width, self.height)


def read_template(package: TemplatePackage) -> Template:
    """Return the layouts of ``package``; raise ContentError when it has none, or a part that they need is damaged."""
    refused = partial(Problem, package.mark, "")
    size = package.xml(package.main).find(f"{P}sldSz")
    width, height = (whole(size.get(key), 0) / EMU_PER_POINT if size is not None else 0 for key in ("cx", "cy"))
    layouts = tuple(islice(_layouts(package), _MAX_LAYOUTS))
    if not layouts:
        raise ContentError([refused(_("The template has no layout."), _("Add one in PowerPoint's master view."))])
    if not all(_MIN_SIDE <= side <= _MAX_SIDE for side in (width, height)):
        remedy = _("Set it in PowerPoint (Design, Slide Size).")
        raise ContentError([refused(_("The template's slides have no usable size."), remedy)])
    if width < _MIN_WIDTH or height < _MIN_HEIGHT:
        values = {"width": width / 72 * 2.54, "height": height / 72 * 2.54}
        cause = _("The template's slides are too small for legible text ({width:.1f} × {height:.1f} cm).", **values)
        raise ContentError([refused(cause, _("Set their size in PowerPoint (Design, Slide Size): 33.9 × 19.1 cm."))])
    return Template(layouts, width, height)


def _layouts(package: TemplatePackage) -> Iterator[TemplateLayout]:
    reader = SceneReader(package)
    for master in _listed(package, package.main, "sldMaster"):
        for part in _listed(package, master, "sldLayout"):
            _require_few_shapes(package, part)
            yield _layout(reader.layout(part), part, master)


def _listed(package: TemplatePackage, part: str, kind: str) -> list[str]:
    """Return the masters or layouts that a part lists; raise ContentError when it is damaged."""
    for needed in (part, relationships_of(part)):
        if needed == part or needed in package:
            package.xml(needed)
    _require_few_shapes(package, part)
    return package.listed(part, f"{kind}Id")


def _require_few_shapes(package: TemplatePackage, part: str) -> None:
    """Raise ContentError when a master or a layout has more shapes than can be looked at for each slide."""
    if sum(1 for _shape in package.xml(part).iter(f"{P}cNvPr")) > _MAX_SHAPES:
        cause = _("{part} has more than {most} shapes.", part=part, most=_MAX_SHAPES)
        remedy = _("Join them in PowerPoint's master view, or save them as one picture.")
        raise ContentError([Problem(package.mark, "", cause, remedy)])


def _layout(scene: SlideScene, part: str, master: str) -> TemplateLayout:
    above, root = scene.above, scene.root
    assert root is not None
    shown = above.shapes if above and scene.shows_above else []
    drawings = [drawn for shape in shown if above for drawn in _drawn(above, shape) if not shape.placeholder]
    drawings += [drawn for shape in scene.shapes for drawn in _drawn(scene, shape) if not shape.placeholder]
    bodies = (one for one in above.shapes if one.placeholder and one.placeholder[0] == "body") if above else iter(())
    body = next(bodies, None)
    return TemplateLayout(
        part=part,
        name=attribute(root.find(f"{P}cSld"), "name"),
        type=root.get("type") or "",
        master=master,
        scene=scene,
        placeholders=tuple(_placeholder(scene, shape) for shape in scene.shapes if shape.placeholder),
        drawings=tuple(drawings),
        background=mean(scene.background),
        colours=scene.colours.values,
        override=own_colour_map(root),
        body=box_of(body.rect) if body is not None and body.rect else None,
        fonts=theme_fonts(scene.theme),
    )


def _placeholder(scene: SlideScene, shape: Shape) -> LayoutPlaceholder:
    assert shape.placeholder
    type, index = shape.placeholder
    models = (shape, *shape.inherited)
    text = next((words for one in models if (words := one.text.replace("\n", "").strip())), "")
    box = box_of(shape.rect) if shape.rect else None
    return LayoutPlaceholder(type, whole(index, 0), shape.name, box, shape, _upright(models), text)


def _upright(models: tuple[Shape, ...]) -> bool:
    """Tell whether a placeholder's text runs neither upward nor downward, and its box is not turned."""
    bodies = (one.body.find(f"{A}bodyPr") for one in models if one.body is not None)
    direction = next((found for body in bodies if body is not None and (found := body.get("vert"))), "horz")
    return direction == "horz" and (models[0].frame is None or models[0].frame.rotation == 0)


def _drawn(scene: SlideScene, shape: Shape) -> Iterator[LayoutDrawing]:
    """Yield what a shape shows; a group yields what it holds."""
    if shape.hidden or shape.properties is None or shape.rect is None:
        return
    if shape.kind == "grpSp":
        for child in shape.children:
            yield from _drawn(scene, child)
    elif shape.kind != "sp" or _visible(shape):
        fill = fill_in(shape.visual)
        picture = shape.kind in ("pic", "graphicFrame") or (fill is not None and fill.tag == f"{A}blipFill")
        paint, said = mean(scene.paints(shape)), bool(shape.text.strip())
        yield LayoutDrawing(shape.name, box_of(shape.rect), _shown(shape), paint, picture, said)


def _shown(shape: Shape) -> Box:
    assert shape.frame
    change = shape.outer.change
    return box_of(change.unturned(shape.frame) if change.is_oblique(shape.frame) else change.bounds(shape.frame))


def _visible(shape: Shape) -> bool:
    """Tell whether a shape has a fill, a line or words."""
    if shape.visual is None:
        return False
    fill, line = fill_in(shape.visual), shape.visual.find(f"{A}ln")
    filled = fill is not None and fill.tag not in (f"{A}noFill", f"{A}grpFill")
    lined = line is not None and line.find(f"{A}noFill") is None and len(line) > 0
    styled = shape.element.find(f"{P}style") is not None and (fill is None or fill.tag != f"{A}noFill")
    return filled or lined or styled or bool(shape.text.strip())

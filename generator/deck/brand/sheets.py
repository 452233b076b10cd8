"""Read masters and layouts: placeholders with their inherited boxes, drawings, backgrounds, colour maps.

Lengths are points of the slide as it is. Nothing is chosen here.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from generator.deck.brand.colours import A, Scheme, number, read_scheme
from generator.errors import ContentError, Problem
from generator.messages import _
from generator.records import dataclass
from generator.units import EMU_PER_POINT, Box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.deck.brand.opening import Package

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TITLES = ("title", "ctrTitle")
_FOOTERS = ("dt", "ftr", "sldNum")
_FILLS = ("solidFill", "gradFill", "blipFill", "pattFill")
_LEAST, _MOST = 72.0, 4032.0  # points, of a slide's side (ECMA-376 Part 1, 19.7.18)
_MOST_LAYOUTS = 300
_NONE = ("0", "false")


@dataclass(frozen=True, slots=True)
class Holder:
    """A placeholder of a layout: its type ("obj" when none is written), idx, inherited box, and its two elements."""

    type: str
    index: int
    name: str
    box: Box | None
    element: Any
    parent: Any
    turned: bool

    @property
    def text(self) -> str:
        """Return the words that the layout, or else the master, has in it."""
        for one in (self.element, self.parent):
            words = "".join(run.text or "" for run in one.iter(f"{A}t")) if one is not None else ""
            if words.strip():
                return words.strip()
        return ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a layout or its master draws on every slide; ``fill`` is its colour, ``picture`` if it is an image."""

    name: str
    box: Box
    fill: str | None
    picture: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A layout: its part, name and type, its master, and all that stands on it, the master's drawings first.

    ``background`` is None behind a picture. ``override`` is its own colour map, which slides must repeat.
    """

    part: str
    name: str
    kind: str
    master: str
    styles: Any
    holders: tuple[Holder, ...]
    drawings: tuple[Drawing, ...]
    background: str | None
    scheme: Scheme
    override: Any
    body: Box | None
    fonts: tuple[str, str]

    def of(self, *types: str) -> list[Holder]:
        """Return the placeholders of ``types`` that have a box and stand upright."""
        return [one for one in self.holders if one.type in types and one.box and not one.turned]

    @property
    def title(self) -> Holder | None:
        """Return the title placeholder."""
        return next(iter(self.of(*_TITLES)), None)


@dataclass(frozen=True, slots=True)
class Book:
    """All the layouts of a template, in the order of its masters, and the slide's size in points."""

    sheets: tuple[Sheet, ...]
    width: float
    height: float
    defaults: Any


def read_book(package: Package) -> Book:
    """Return the layouts of ``package``; raise ContentError when it has none."""
    main = package.xml(package.main)
    size = main.find(f"{P}sldSz")
    width, height = (number(size.get(key), 0) / EMU_PER_POINT if size is not None else 0 for key in ("cx", "cy"))
    masters = _ordered(package, package.main, "sldMaster")
    sheets = list(islice((sheet for master in masters for sheet in _sheets(package, master)), _MOST_LAYOUTS))
    if not sheets:
        cause = _("The template has no layout.")
        raise ContentError([Problem(package.mark, "", cause, _("Add one in PowerPoint's master view."))])
    if not all(_LEAST <= side <= _MOST for side in (width, height)):
        cause = _("The template's slides have no usable size.")
        raise ContentError([Problem(package.mark, "", cause, _("Set it in PowerPoint (Design, Slide Size)."))])
    return Book(tuple(sheets), width, height, main.find(f"{P}defaultTextStyle"))


def _ordered(package: Package, part: str, kind: str) -> list[str]:
    """Return the parts that a p:sldMasterIdLst or p:sldLayoutIdLst lists, in its order."""
    related = package.related(part)
    ids = (one.get(f"{R}id", "") for one in package.xml(part).iter(f"{P}{kind}Id"))
    return [related[id].target for id in ids if id in related and related[id].target in package.parts]


def _sheets(package: Package, master: str) -> Iterator[Sheet]:
    root = package.xml(master)
    theme = next(iter(package.targets(master, "theme")), "")
    look = package.xml(theme) if theme else None
    scheme = read_scheme(look)
    fonts = _fonts(look) if look is not None else ("", "")
    formats = next(look.iter(f"{A}bgFillStyleLst"), None) if look is not None else None
    colour_map = root.find(f"{P}clrMap")
    mapped = scheme.mapped(colour_map) if colour_map is not None else scheme.mapped({})
    for part in _ordered(package, master, "sldLayout"):
        yield _sheet(package, part, (master, root), (scheme, mapped), fonts, formats)


def _sheet(
    package: Package,
    part: str,
    master: tuple[str, Any],
    schemes: tuple[Scheme, Scheme],
    fonts: tuple[str, str],
    formats: Any,
) -> Sheet:
    name, parent = master
    root = package.xml(part)
    override = root.find(f"{P}clrMapOvr/{A}overrideClrMapping")
    scheme = schemes[0].mapped(override) if override is not None else schemes[1]
    shown = parent if root.get("showMasterSp") not in _NONE else None
    holders = tuple(_holders(root, parent))
    drawings = [*(_drawings(shown, schemes[1]) if shown is not None else ()), *_drawings(root, scheme)]
    body = next((one for one in _shapes(parent) if _kind(one) == "body"), None)
    return Sheet(
        part=part,
        name=(root.find(f"{P}cSld").get("name") if root.find(f"{P}cSld") is not None else "") or "",
        kind=root.get("type") or "",
        master=name,
        styles=parent.find(f"{P}txStyles"),
        holders=holders,
        drawings=tuple(drawings),
        background=_background(root, parent, scheme, formats),
        scheme=scheme,
        override=override,
        body=_box(body) if body is not None else None,
        fonts=fonts,
    )


def _fonts(theme: Any) -> tuple[str, str]:
    """Return the theme's fonts of headings and of the body."""
    found = []
    for kind in ("majorFont", "minorFont"):
        face = next(theme.iter(f"{A}{kind}"), None)
        latin = face.find(f"{A}latin") if face is not None else None
        found.append(latin.get("typeface", "") if latin is not None else "")
    return found[0], found[1]


def _shapes(root: Any) -> Iterator[Any]:
    tree = root.find(f"{P}cSld/{P}spTree")
    yield from tree if tree is not None else ()


def _holder_of(shape: Any) -> Any:
    """Return the p:ph of a shape, if it is a placeholder."""
    if not isinstance(shape.tag, str) or not shape.tag.startswith(P):
        return None
    return shape.find(f"*/{P}nvPr/{P}ph")


def _kind(shape: Any) -> str:
    found = _holder_of(shape)
    return "" if found is None else found.get("type", "obj")


def _holders(root: Any, master: Any) -> Iterator[Holder]:
    parents = {_kind(shape): shape for shape in reversed(list(_shapes(master))) if _kind(shape)}
    for shape in _shapes(root):
        kind = _kind(shape)
        if not kind:
            continue
        above = "title" if kind in _TITLES else kind if kind in _FOOTERS else "body"
        parent = parents.get(above)
        box = _box(shape) or (_box(parent) if parent is not None else None)
        index = number(_holder_of(shape).get("idx"), 0)
        yield Holder(kind, index, _name(shape), box, shape, parent, _turned(shape, parent))


def _turned(shape: Any, parent: Any) -> bool:
    """Tell whether a placeholder's text runs upward or downward, or its box is rotated."""
    for one in (shape, parent):
        if one is None:
            continue
        body, frame = one.find(f"{P}txBody/{A}bodyPr"), one.find(f"{P}spPr/{A}xfrm")
        if body is not None and body.get("vert", "horz") != "horz":
            return True
        if frame is not None:
            return frame.get("rot", "0") not in ("0", "21600000")
    return False


def _name(shape: Any) -> str:
    found = next(shape.iter(f"{P}cNvPr"), None)
    return str(found.get("name", "")) if found is not None else ""


def _box(shape: Any) -> Box | None:
    """Return the box of a shape, in the coordinates of what holds it."""
    frame = shape.find(f"{P}spPr/{A}xfrm")
    frame = shape.find(f"{P}grpSpPr/{A}xfrm") if frame is None else frame
    frame = shape.find(f"{P}xfrm") if frame is None else frame
    return _frame_box(frame, "off", "ext")


def _frame_box(frame: Any, place: str, extent: str) -> Box | None:
    if frame is None or frame.find(f"{A}{place}") is None or frame.find(f"{A}{extent}") is None:
        return None
    numbers = [frame.find(f"{A}{place}").get(key) for key in ("x", "y")]
    numbers += [frame.find(f"{A}{extent}").get(key) for key in ("cx", "cy")]
    x, y, width, height = (number(one, 0) / EMU_PER_POINT for one in numbers)
    if frame.get("rot", "0") in ("5400000", "16200000", "-5400000"):  # a quarter turn about the middle
        return Box(x + (width - height) / 2, y + (height - width) / 2, height, width)
    return Box(x, y, width, height)


def _drawings(root: Any, scheme: Scheme) -> Iterator[Drawing]:
    for shape in _shapes(root):
        if isinstance(shape.tag, str) and not _kind(shape):
            yield from _drawn(shape, scheme, 1.0, 1.0, 0.0, 0.0)


def _drawn(shape: Any, scheme: Scheme, wide: float, tall: float, left: float, top: float) -> Iterator[Drawing]:
    """Yield what a shape shows, in the slide's coordinates; a group yields its children."""
    kind = shape.tag.rsplit("}", 1)[-1]
    own = next(shape.iter(f"{P}cNvPr"), None)
    if kind == "AlternateContent":
        choice = next(iter(shape), None)
        for child in choice if choice is not None else ():
            yield from _drawn(child, scheme, wide, tall, left, top)
        return
    box = _box(shape) if shape.tag.startswith(P) else None
    if box is None or own is None or own.get("hidden") in ("1", "true"):
        return
    placed = Box(box.x * wide + left, box.y * tall + top, box.width * wide, box.height * tall)
    if kind == "grpSp":
        child = _frame_box(shape.find(f"{P}grpSpPr/{A}xfrm"), "chOff", "chExt") or box
        across = placed.width / (child.width or 1.0)
        down = placed.height / (child.height or 1.0)
        for one in shape:
            if isinstance(one.tag, str):
                yield from _drawn(one, scheme, across, down, placed.x - child.x * across, placed.y - child.y * down)
    elif kind != "sp" or _visible(shape):
        picture = kind in ("pic", "graphicFrame") or shape.find(f"{P}spPr/{A}blipFill") is not None
        yield Drawing(_name(shape), placed, _shape_fill(shape, scheme), picture)


def _visible(shape: Any) -> bool:
    """Tell whether a shape has a fill, a line or words."""
    properties = shape.find(f"{P}spPr")
    if properties is None:
        return False
    filled = any(properties.find(f"{A}{kind}") is not None for kind in _FILLS)
    line = properties.find(f"{A}ln")
    lined = line is not None and line.find(f"{A}noFill") is None and len(line) > 0
    styled = shape.find(f"{P}style") is not None and properties.find(f"{A}noFill") is None
    return filled or lined or styled or any((run.text or "").strip() for run in shape.iter(f"{A}t"))


def _shape_fill(shape: Any, scheme: Scheme) -> str | None:
    properties = shape.find(f"{P}spPr")
    if properties is None:
        return None
    reference = shape.find(f"{P}style/{A}fillRef")
    if properties.find(f"{A}solidFill") is not None or properties.find(f"{A}gradFill") is not None:
        return scheme.fill(properties)
    plain = all(properties.find(f"{A}{kind}") is None for kind in ("noFill", "blipFill", "pattFill"))
    if plain and reference is not None and reference.get("idx") != "0":
        return scheme.resolve(reference)
    return None


def _background(root: Any, master: Any, scheme: Scheme, formats: Any) -> str | None:
    """Return the colour behind a layout: its own, or else its master's; None for a picture."""
    for one in (root, master):
        own = one.find(f"{P}cSld/{P}bg")
        if own is None:
            continue
        properties, reference = own.find(f"{P}bgPr"), own.find(f"{P}bgRef")
        if properties is not None:
            return scheme.fill(properties)
        if reference is not None:
            return _referred(reference, scheme, formats)
    return scheme.colours.get("bg1", "FFFFFF")


def _referred(reference: Any, scheme: Scheme, formats: Any) -> str | None:
    """Return the background that a style of the theme makes (ECMA-376 Part 1, 19.3.1.3: from 1001 on)."""
    base = scheme.resolve(reference)
    index = number(reference.get("idx"), 0) - 1001
    if formats is None or not 0 <= index < len(formats):
        return base
    fill = formats[index]
    if fill.tag == f"{A}solidFill":
        return scheme.resolve(fill, base)
    return scheme.fill([fill], base)

"""Read masters and layouts: placeholders with their inherited boxes, backgrounds, colour maps.

Lengths are points of the slide as it is. Nothing is chosen here.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.deck.ooxml.colours import A, Scheme, number, read_scheme
from generator.deck.ooxml.drawings import P, box_of, drawings_of, holder_of, kind_of, name_of, shapes_of
from generator.errors import ContentError, Problem
from generator.messages import _
from generator.units import EMU_PER_POINT, Box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.deck.ooxml.drawings import Drawing
    from generator.deck.ooxml.opening import Package

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TITLES = ("title", "ctrTitle")
_FOOTERS = ("dt", "ftr", "sldNum")
_MIN, _MAX = 72.0, 4032.0  # points, of a slide's side (ECMA-376 Part 1, 19.7.18)
_MAX_LAYOUTS = 300
_NONE = ("0", "false")


class Holder(Struct, frozen=True):
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


class Sheet(Struct, frozen=True):
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


class Book(Struct, frozen=True):
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
    sheets = list(islice((sheet for master in masters for sheet in _sheets(package, master)), _MAX_LAYOUTS))
    if not sheets:
        cause = _("The template has no layout.")
        raise ContentError([Problem(package.mark, "", cause, _("Add one in PowerPoint's master view."))])
    if not all(_MIN <= side <= _MAX for side in (width, height)):
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
    drawings = [*(drawings_of(shown, schemes[1]) if shown is not None else ()), *drawings_of(root, scheme)]
    body = next((one for one in shapes_of(parent) if kind_of(one) == "body"), None)
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
        body=box_of(body) if body is not None else None,
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


def _holders(root: Any, master: Any) -> Iterator[Holder]:
    parents = {kind_of(shape): shape for shape in reversed(list(shapes_of(master))) if kind_of(shape)}
    for shape in shapes_of(root):
        kind = kind_of(shape)
        if not kind:
            continue
        above = "title" if kind in _TITLES else kind if kind in _FOOTERS else "body"
        parent = parents.get(above)
        box = box_of(shape) or (box_of(parent) if parent is not None else None)
        index = number(holder_of(shape).get("idx"), 0)
        yield Holder(kind, index, name_of(shape), box, shape, parent, _turned(shape, parent))


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

"""What stands on a slide, a layout or a master of any file: shapes with their places, words, fills, what they inherit.

Places are EMU from the slide's top left corner: rectangles around the shapes as groups and rotation leave them.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.deck.ooxml.colours import WHITE, ThemeColours, fill_in, own_colour_map
from generator.deck.ooxml.geometry import Transform, child_frame_of, frame_of
from generator.deck.ooxml.package import paragraphs, relationships_of, remembered
from generator.deck.ooxml.xml import FALSE, MC, TRUE, A, P, attribute, below, first_child, whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.deck.ooxml.colours import Paints
    from generator.deck.ooxml.geometry import Frame, Rect
    from generator.deck.ooxml.package import Package, Relationship
    from generator.deck.ooxml.xml import Element

_KINDS = {f"{P}{name}": name for name in ("sp", "pic", "graphicFrame", "grpSp", "cxnSp", "contentPart")}
_TITLES = ("title", "ctrTitle")
_FOOTERS = ("dt", "ftr", "sldNum", "hdr")
_MAX_DEPTH = 50  # of groups: Python's own limit of recursion is far, and no designer nests so many
_VISUALS = (f"{P}spPr", f"{P}grpSpPr", f"{P}xfrm")
_BODY, _NAMED, _PLACEHOLDER, _XFRM = f"{P}txBody", f"{P}cNvPr", f"{P}ph", f"{A}xfrm"
_DECORATION = "{http://schemas.microsoft.com/office/drawing/2017/decorative}"
_FIRST_BACKGROUND = 1001  # of p:bgRef's idx, the first of the theme's background fills (19.3.1.3)
_MAX_LAYOUTS = 128  # that a process remembers, of about 0.3 MB each: those of a dozen templates
_LAYOUTS: dict[bytes, SlideScene] = {}


class Identity(Struct):
    """What a shape is called, as its non-visual properties say (19.3.1.12); see ``Shape``."""

    properties: Element | None = None
    name: str = ""
    description: str = ""
    hidden: bool = False
    decorative: bool = False
    placeholder: tuple[str, str] | None = None


class Coordinates:
    """The coordinates in which shapes stand: the slide's, or a group's (its ``a:xfrm``) within those around it."""

    def __init__(self, transform: Element | None = None, outer: Coordinates | None = None) -> None:
        self._transform = transform
        self._outer = outer

    @cached_property
    def change(self) -> Transform:
        """Return how they become the slide's."""
        outer, frame = self._outer.change if self._outer else Transform(), frame_of(self._transform)
        return outer.within(frame, child_frame_of(self._transform, frame)) if frame is not None else outer


_SLIDE = Coordinates()


class Shape:
    """A shape and all that is read of it, each when it is first asked: most shapes of a slide are paths of icons.

    ``kind`` is the name of its element, ``visual`` its p:spPr or p:grpSpPr, or a graphic frame's p:xfrm, ``body`` its
    text. ``outer`` are the coordinates in which it stands, ``children`` what it groups. It knows what is ``above`` its
    scene, but neither the scene nor its group, which know it: nothing waits for a collector of cycles.
    """

    def __init__(self, element: Element, kind: str, above: SlideScene | None, outer: Coordinates) -> None:
        self.element = element
        self.kind = kind
        self.above = above
        self.outer = outer
        self.children: list[Shape] = []
        self.visual: Element | None = None
        self.body: Element | None = None
        self._head: Element | None = None
        for child in element:
            name = child.tag
            if name in _VISUALS:
                self.visual = child
            elif name == _BODY:
                self.body = child
            elif self._head is None and len(child):
                self._head = child

    @cached_property
    def identity(self) -> Identity:
        """Return its non-visual properties."""
        return _identity(self._head) if self._head is not None else Identity()

    @property
    def properties(self) -> Element | None:
        """Return its p:cNvPr."""
        return self.identity.properties

    @property
    def name(self) -> str:
        """Return the name that the selection pane shows."""
        return self.identity.name

    @property
    def description(self) -> str:
        """Return the alternative text; the title of older Office versions counts."""
        return self.identity.description

    @property
    def hidden(self) -> bool:
        """Tell whether it is neither shown nor read."""
        return self.identity.hidden

    @property
    def decorative(self) -> bool:
        """Tell whether a screen reader is to pass it over."""
        return self.identity.decorative

    @property
    def placeholder(self) -> tuple[str, str] | None:
        """Return its placeholder's type and idx ("obj" and "0" where none are written), if it is one."""
        return self.identity.placeholder

    @property
    def transform(self) -> Element | None:
        """Return its ``a:xfrm`` or ``p:xfrm``."""
        visual = self.visual
        if visual is None or visual.tag == f"{P}xfrm":
            return visual
        return first_child(visual, _XFRM)

    @cached_property
    def frame(self) -> Frame | None:
        """Return its own frame, in the coordinates of its group; or that of the placeholder that it takes from."""
        own = frame_of(self.transform)
        like = self._placed() if own is None else None
        return like.frame if like is not None else own

    @cached_property
    def rect(self) -> Rect | None:
        """Return the rectangle around it on the slide, as groups and rotation leave it."""
        own = frame_of(self.transform)
        like = self._placed() if own is None else None
        return self.outer.change.bounds(own) if own is not None else like.rect if like is not None else None

    @property
    def upright(self) -> bool:
        """Tell whether neither it nor a group turns or flips it."""
        frame, change = self.frame, self.outer.change
        still = frame and not (frame.rotation or frame.flipped_across or frame.flipped_down)
        return bool(still) and change.xx > 0 < change.yy and change.xy == 0 == change.yx

    @property
    def inherited(self) -> tuple[Shape, ...]:
        """Return the placeholders that it takes from, nearest first: the layout's, then the master's."""
        if self.above is None or self.placeholder is None:
            return ()
        return self.above.matches(self.placeholder)

    def _placed(self) -> Shape | None:
        """Return the placeholder from which one without a frame takes its place."""
        return next((one for one in self.inherited if one.rect), None)

    @property
    def is_title(self) -> bool:
        """Tell whether it is a title's placeholder."""
        return self.placeholder is not None and self.placeholder[0] in _TITLES

    @property
    def is_footer(self) -> bool:
        """Tell whether it is the placeholder of a date, a footer or a number."""
        return self.placeholder is not None and self.placeholder[0] in _FOOTERS

    @property
    def is_text_box(self) -> bool:
        """Tell whether it was drawn to hold words."""
        return attribute(self.element.find(f"{P}nvSpPr/{P}cNvSpPr"), "txBox") in TRUE

    @cached_property
    def text(self) -> str:
        """Return its words, a line for each paragraph."""
        return "\n".join(paragraphs(self.body))

    @property
    def graphic(self) -> str:
        """Return what a graphic frame holds: the last word of its URI (table, chart, diagram, ole)."""
        return attribute(self.element.find(f"{A}graphic/{A}graphicData"), "uri").rsplit("/", 1)[-1]

    @property
    def table(self) -> Element | None:
        """Return the ``a:tbl`` of a graphic frame that holds one."""
        return self.element.find(f"{A}graphic/{A}graphicData/{A}tbl") if self.kind == "graphicFrame" else None

    def all(self) -> Iterator[Shape]:
        """Yield it and all that it groups."""
        yield self
        for child in self.children:
            yield from child.all()


class SlideScene:
    """The shapes of a slide, a layout or a master, bottom to top; ``above`` is what it inherits from.

    ``theme`` and ``defaults`` (p:defaultTextStyle) are given where nothing is above.
    """

    def __init__(
        self,
        root: Element | None,
        above: SlideScene | None = None,
        theme: Element | None = None,
        defaults: Element | None = None,
        relationships: Sequence[Relationship] = (),
        key: bytes = b"",
    ) -> None:
        self.root = root
        self.above = above
        self.relationships = relationships
        self.key = key
        self._theme = theme
        self._defaults = defaults
        self._inherited: dict[tuple[str, str], tuple[Shape, ...]] = {}
        self._levels: dict[tuple[tuple[str, str] | None, int], tuple[Element, ...]] = {}
        tree = below(root, f"{P}cSld/{P}spTree")
        self.shapes = list(_shapes(tree, above, _SLIDE, 0)) if tree is not None else []

    @cached_property
    def flat(self) -> list[Shape]:
        """Return every shape in the order of drawing, groups before what they hold."""
        return [inner for shape in self.shapes for inner in (shape.all() if shape.children else (shape,))]

    @cached_property
    def placeholders(self) -> dict[tuple[str, str], Shape]:
        """Return the placeholders by type and idx."""
        return {shape.placeholder: shape for shape in self.flat if shape.placeholder}

    @cached_property
    def title(self) -> Shape | None:
        """Return the title's placeholder that has words, or any title's placeholder."""
        titles = [shape for shape in self.flat if shape.body is not None and shape.is_title]
        return next((shape for shape in titles if shape.text.strip()), titles[0] if titles else None)

    @cached_property
    def master(self) -> SlideScene:
        """Return the topmost: the master, or itself."""
        return self.above.master if self.above else self

    @property
    def theme(self) -> Element | None:
        """Return the root of the theme's part."""
        return self.master._theme

    @cached_property
    def colours(self) -> ThemeColours:
        """Return the colours that hold here: under its own colour map, or what is above has (19.3.1.7)."""
        own = own_colour_map(self.root)
        if own is None and self.above:
            return self.above.colours
        if own is None and self.root is not None:
            own = self.root.find(f"{P}clrMap")
        return ThemeColours.of(self.theme, own)

    @property
    def shows_above(self) -> bool:
        """Tell whether the shapes of layout and master are drawn beneath."""
        return self.root is None or self.root.get("showMasterSp") not in FALSE

    @cached_property
    def background(self) -> Paints:
        """Return the colours of the nearest background that is stated, as they are under this colour map (19.3.1.1)."""
        level: SlideScene | None = self
        while level is not None:
            stated = below(level.root, f"{P}cSld/{P}bg")
            if stated is not None:
                return self._background(stated)
            level = level.above
        return (self.colours.named("bg1") or (*WHITE, 1.0),)

    def _background(self, stated: Element) -> Paints:
        reference = stated.find(f"{P}bgRef")
        if reference is None:
            fill = fill_in(stated.find(f"{P}bgPr"))
            return self.colours.paints(fill) if fill is not None else ((*WHITE, 1.0),)
        base = self.colours.first(reference)
        index = whole(reference.get("idx"), 0) - _FIRST_BACKGROUND
        styles = below(self.theme, f"{A}themeElements/{A}fmtScheme/{A}bgFillStyleLst")
        if styles is not None and 0 <= index < len(styles):
            return self.colours.paints(styles[index], base)
        return (base,) if base else ()

    def fill(self, shape: Shape) -> Element | None:
        """Return what a shape is filled with: its own fill, else the one that its placeholder inherits."""
        fills = (fill_in(one.visual) for one in (shape, *shape.inherited))
        return next((one for one in fills if one is not None), None)

    def paints(self, shape: Shape) -> Paints:
        """Return the colours of a shape's fill: its own, else what its placeholder inherits, else its style's."""
        if (fill := self.fill(shape)) is not None:
            return self.colours.paints(fill)
        reference = shape.element.find(f"{P}style/{A}fillRef")
        paint = self.colours.first(reference) if reference is not None and reference.get("idx") != "0" else None
        return (paint,) if paint else ()

    def matches(self, placeholder: tuple[str, str]) -> tuple[Shape, ...]:
        """Return what a placeholder of the part below, by type and idx, takes from here and above."""
        if placeholder not in self._inherited:
            like = self._matching(placeholder)
            here = (like,) if like is not None else ()
            wanted = like.placeholder if like is not None and like.placeholder else placeholder
            self._inherited[placeholder] = (*here, *(self.above.matches(wanted) if self.above else ()))
        return self._inherited[placeholder]

    def _matching(self, placeholder: tuple[str, str]) -> Shape | None:
        """Return the one of these placeholders: by idx on a layout, by type on a master."""
        kind, index = placeholder
        known = self.placeholders
        if placeholder in known:
            return known[placeholder]
        if kind in (*_TITLES, *_FOOTERS):
            return next((shape for (other, _index), shape in known.items() if _like(other) == _like(kind)), None)
        if self.above:
            return next((shape for (_kind, other), shape in known.items() if other == index and index != "0"), None)
        return next((shape for (other, _index), shape in known.items() if _like(other) == "body"), None)

    def levels(self, shape: Shape, level: int) -> tuple[Element, ...]:
        """Return the properties (a:lvl1pPr …) that a text of ``shape`` inherits at a level from 1 to 9, nearest first.

        They are those of its placeholder's models, of the master's text styles (19.3.1.51) and of the presentation.
        """
        scene = self.above or self
        key = (shape.placeholder if self.above else None, level)
        if key not in scene._levels:
            scene._levels[key] = tuple(self._inherited_levels(shape, f"{A}lvl{level}pPr"))
        return scene._levels[key]

    def _inherited_levels(self, shape: Shape, name: str) -> Iterator[Element]:
        for like in shape.inherited:
            if like.body is not None and (found := like.body.find(f"{A}lstStyle/{name}")) is not None:
                yield found
        master = self.master
        kind = "title" if shape.is_title else "body" if shape.placeholder and not shape.is_footer else "other"
        if master.root is not None and (found := master.root.find(f"{P}txStyles/{P}{kind}Style/{name}")) is not None:
            yield found
        if master._defaults is not None and (found := master._defaults.find(name)) is not None:
            yield found


class SceneReader:
    """Reads the scenes of one package; layouts and masters are read once in a process, known by their bytes."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._layouts: dict[str, SlideScene] = {}
        main = package.tree(package.main)
        self._defaults = below(main, f"{P}defaultTextStyle")

    def slide(self, part: str) -> SlideScene:
        """Return the scene of a slide."""
        relationships = self._package.relationships(part)
        return self._scene(part, self.layout_of(part), relationships=relationships)

    def key(self, part: str) -> bytes:
        """Return what a slide's scene depends on, as a hash: its part, its relationships, its layout and master."""
        layout = self.layout_of(part)
        rows = self._package.part(relationships_of(part))
        return _hash(self._package.digest(part), rows, layout.key if layout else b"")

    def layout_of(self, part: str) -> SlideScene | None:
        """Return the scene of a slide's layout."""
        found = self._package.related(part, "slideLayout")
        return self.layout(found) if found else None

    def layout(self, part: str) -> SlideScene:
        """Return the scene of a layout."""
        if part not in self._layouts:
            above = self._package.related(part, "slideMaster")
            master = self.master(above) if above else None
            key = _hash(self._package.part(part), master.key if master else self._defaults_xml)
            self._layouts[part] = remembered(_LAYOUTS, key, lambda: self._scene(part, master, key=key), _MAX_LAYOUTS)
        return self._layouts[part]

    def master(self, part: str) -> SlideScene:
        """Return the scene of a master."""
        if part not in self._layouts:
            theme = self._package.related(part, "theme")
            key = _hash(self._package.part(part), self._package.part(theme), self._defaults_xml)
            self._layouts[part] = remembered(
                _LAYOUTS, key, lambda: self._scene(part, None, self._package.tree(theme), key=key), _MAX_LAYOUTS
            )
        return self._layouts[part]

    @cached_property
    def _defaults_xml(self) -> bytes:
        from lxml import etree

        return etree.tostring(self._defaults) if self._defaults is not None else b""

    def _scene(
        self,
        part: str,
        above: SlideScene | None,
        theme: Element | None = None,
        relationships: Sequence[Relationship] = (),
        key: bytes = b"",
    ) -> SlideScene:
        defaults = None if above else self._defaults
        return SlideScene(self._package.tree(part), above, theme, defaults, relationships, key)


def _hash(*data: bytes) -> bytes:
    """Return one hash of several parts, which no other division of the same bytes has."""
    return hashlib.sha256(b"".join(hashlib.sha256(one).digest() for one in data)).digest()


def _shapes(parent: Element, above: SlideScene | None, outer: Coordinates, depth: int) -> Iterator[Shape]:
    for child in parent:
        kind = _KINDS.get(child.tag)
        if kind:
            shape = Shape(child, kind, above, outer)
            if kind == "grpSp" and depth < _MAX_DEPTH:
                shape.children = list(_shapes(child, above, Coordinates(shape.transform, outer), depth + 1))
            yield shape
        elif child.tag == f"{MC}AlternateContent" and len(child) and depth < _MAX_DEPTH:
            yield from _shapes(child[0], above, outer, depth + 1)


def _identity(head: Element) -> Identity:
    found, named = Identity(), head[0]
    if named.tag == _NAMED:
        found.properties = named
        found.name = named.get("name", "")
        found.description = (named.get("descr") or named.get("title") or "").strip()
        found.hidden = named.get("hidden") in TRUE
        if len(named):
            flags = named.iter(f"{_DECORATION}decorative")
            found.decorative = any(flag.get("val", "1") in TRUE for flag in flags)
    placeholder = first_child(head[-1], _PLACEHOLDER)
    if placeholder is not None:
        found.placeholder = (placeholder.get("type", "obj"), placeholder.get("idx", "0"))
    return found


def _like(kind: str) -> str:
    """Return the type of the master's placeholder from which one of type ``kind`` takes (19.7.10)."""
    if kind in _TITLES:
        return "title"
    return kind if kind in _FOOTERS else "body"

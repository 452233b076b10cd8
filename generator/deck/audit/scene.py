"""What stands on a slide of any deck: its shapes with their places, text and alternatives, layout and master resolved.

Places are in EMU (1/914400 in) from the slide's top left corner. A rotated shape counts with its unrotated box.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct, field

from generator.deck.ooxml.opened import A, Opened, P
from generator.deck.ooxml.shades import Scheme, colour_map

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.deck.ooxml.opened import Element

_KINDS = {f"{P}{name}": name for name in ("sp", "pic", "graphicFrame", "grpSp", "cxnSp", "contentPart")}
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TITLES = ("title", "ctrTitle")
_FURNITURE = ("dt", "ftr", "sldNum", "hdr")
_MAX_DEPTH = 50
_VISUALS = (f"{P}spPr", f"{P}grpSpPr", f"{P}xfrm")
_BODY, _NAMED, _HOLDER = f"{P}txBody", f"{P}cNvPr", f"{P}ph"
_DECORATION = "{http://schemas.microsoft.com/office/drawing/2017/decorative}"
Rect = tuple[float, float, float, float]  # left, top, right, bottom
Change = tuple[float, float, float, float]  # x times and plus, y times and plus


class Shape(Struct, eq=False):
    """A shape of a slide, a layout or a master; ``slot`` is its placeholder's (type, idx)."""

    element: Element
    kind: str
    properties: Element | None = None
    slot: tuple[str, str] | None = None
    visual: Element | None = None  # its p:spPr or p:grpSpPr; a graphic frame's p:xfrm
    body: Element | None = None
    decorative: bool = False  # a screen reader is to pass it over
    rect: Rect | None = None
    children: list[Shape] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return the name that the selection pane shows."""
        return self.properties.get("name", "") if self.properties is not None else ""

    @property
    def description(self) -> str:
        """Return the alternative text; the title of older Office versions counts."""
        if self.properties is None:
            return ""
        return (self.properties.get("descr") or self.properties.get("title") or "").strip()

    @property
    def hidden(self) -> bool:
        """Tell whether it is neither shown nor read."""
        return self.properties is not None and self.properties.get("hidden") in ("1", "true")

    @property
    def is_title(self) -> bool:
        """Tell whether it is a title's placeholder."""
        return self.slot is not None and self.slot[0] in _TITLES

    @property
    def is_furniture(self) -> bool:
        """Tell whether it is a date, a footer or a number."""
        return self.slot is not None and self.slot[0] in _FURNITURE

    @property
    def is_text_box(self) -> bool:
        """Tell whether it was drawn to hold words."""
        drawn = self.element.find(f"{P}nvSpPr/{P}cNvSpPr")
        return drawn is not None and drawn.get("txBox") in ("1", "true")

    @property
    def text(self) -> str:
        """Return its words."""
        return _words(self.body)

    @property
    def graphic(self) -> str:
        """Return what a graphic frame holds: the last word of its URI (table, chart, diagram, ole)."""
        data = self.element.find(f"{A}graphic/{A}graphicData")
        return data.get("uri", "").rsplit("/", 1)[-1] if data is not None else ""

    def all(self) -> Iterator[Shape]:
        """Yield it and all that it groups."""
        yield self
        for child in self.children:
            yield from child.all()


class Stage:
    """A slide with its layout and master: each with its shapes, bottom to top."""

    def __init__(self, deck: Opened, part: str, number: int, shared: dict[str, Stage]) -> None:
        self.deck = deck
        self.part = part
        self.number = number
        self.tree = deck.tree(part)
        kind = {"slideMasters": "", "slideLayouts": "slideMaster"}.get(part.rsplit("/", 2)[-2], "slideLayout")
        above = deck.related(part, kind) if kind else ""
        if above and above not in shared:
            shared[above] = Stage(deck, above, 0, shared)
        self.above = shared.get(above)
        self.shapes = list(_shapes(self.tree))
        self._place(self.shapes)

    @cached_property
    def flat(self) -> list[Shape]:
        """Return every shape in the order of drawing, groups before what they hold."""
        return [inner for shape in self.shapes for inner in shape.all()]

    @cached_property
    def slots(self) -> dict[tuple[str, str], Shape]:
        """Return the placeholders by type and idx."""
        return {shape.slot: shape for shape in self.flat if shape.slot}

    @cached_property
    def master(self) -> Stage:
        """Return the topmost: the master, or itself."""
        return self.above.master if self.above else self

    @cached_property
    def scheme(self) -> Scheme:
        """Return the colours that hold here."""
        if self.above and not _overrides(self.tree):
            return self.above.scheme
        theme = self.deck.tree(self.deck.related(self.master.part, "theme"))
        layout = self.above.tree if self.above else None
        return Scheme.of(theme, colour_map(self.tree, layout, self.master.tree))

    @property
    def shows_above(self) -> bool:
        """Tell whether the shapes of layout and master are drawn beneath."""
        return self.tree is None or self.tree.get("showMasterSp") not in ("0", "false")

    def inherited(self, shape: Shape) -> list[Shape]:
        """Return the placeholders that ``shape`` takes from, nearest first: the layout's, then the master's."""
        found: list[Shape] = []
        slot, above = shape.slot, self.above
        while slot and above:
            like = _matching(above, slot)
            if like is not None:
                found.append(like)
                slot = like.slot
            above = above.above
        return found

    def _place(self, shapes: list[Shape], change: Change = (1, 0, 1, 0)) -> None:
        for shape in shapes:
            outer = _rect(shape, change)
            if outer is None and shape.slot:
                outer = next((like.rect for like in self.inherited(shape) if like.rect), None)
            shape.rect = outer
            if shape.children:
                self._place(shape.children, _inner(shape, change))


def title_of(stage: Stage) -> Shape | None:
    """Return the slide's title placeholder that has words, or any title placeholder."""
    titles = [shape for shape in stage.flat if shape.is_title]
    return next((shape for shape in titles if shape.text.strip()), titles[0] if titles else None)


def _overrides(tree: Element | None) -> bool:
    return tree is not None and tree.find(f"{P}clrMapOvr/{A}overrideClrMapping") is not None


def _shapes(tree: Element | None) -> Iterator[Shape]:
    root = tree.find(f"{P}cSld/{P}spTree") if tree is not None else None
    if root is not None:
        yield from _within(root, 0)


def _within(parent: Element, depth: int) -> Iterator[Shape]:
    for child in parent:
        kind = _KINDS.get(str(child.tag))
        if kind:
            shape = _shape(child, kind)
            if kind == "grpSp" and depth < _MAX_DEPTH:
                shape.children = list(_within(child, depth + 1))
            yield shape
        elif child.tag == f"{_MC}AlternateContent" and len(child) and depth < _MAX_DEPTH:
            yield from _within(child[0], depth + 1)


def _shape(element: Element, kind: str) -> Shape:
    shape = Shape(element, kind)
    for child in element:
        name = str(child.tag)
        if name in _VISUALS:
            shape.visual = child
        elif name == _BODY:
            shape.body = child
        elif shape.properties is None and len(child):
            _name(shape, child)
    return shape


def _name(shape: Shape, head: Element) -> None:
    """Read the non-visual properties of a shape: name, flags, placeholder."""
    shape.properties = head[0] if head[0].tag == _NAMED else None
    if shape.properties is not None and len(shape.properties):
        flags = shape.properties.iter(f"{_DECORATION}decorative")
        shape.decorative = any(flag.get("val", "1") in ("1", "true") for flag in flags)
    holder = head[-1].find(_HOLDER)
    if holder is not None:
        shape.slot = (holder.get("type", "obj"), holder.get("idx", "0"))


def _matching(stage: Stage, slot: tuple[str, str]) -> Shape | None:
    """Return the placeholder that one of the part below takes from: by idx on a layout, by type on a master."""
    kind, index = slot
    slots = stage.slots
    if slot in slots:
        return slots[slot]
    if kind in (*_TITLES, *_FURNITURE):
        return next((shape for (other, _index), shape in slots.items() if _like(other) == _like(kind)), None)
    if stage.above:
        return next((shape for (_kind, other), shape in slots.items() if other == index and index != "0"), None)
    return next((shape for (other, _index), shape in slots.items() if _like(other) == "body"), None)


def _like(kind: str) -> str:
    if kind in _TITLES:
        return "title"
    return kind if kind in _FURNITURE else "body"


def _number(element: Element | None, name: str) -> float:
    try:
        return float(int(element.get(name, "0"))) if element is not None else 0.0
    except ValueError:
        return 0.0


def _transform(shape: Shape) -> Element | None:
    visual = shape.visual
    return visual if visual is None or visual.tag == f"{P}xfrm" else visual.find(f"{A}xfrm")


def _rect(shape: Shape, change: Change) -> Rect | None:
    transform = _transform(shape)
    if transform is None or len(transform) < 2:
        return None
    place, extent = transform[0], transform[1]
    across, right, down, below = change
    left, top = _number(place, "x") * across + right, _number(place, "y") * down + below
    return left, top, left + _number(extent, "cx") * across, top + _number(extent, "cy") * down


def _inner(shape: Shape, change: Change) -> Change:
    """Return how the coordinates of a group's children become the slide's."""
    transform = _transform(shape)
    if transform is None or len(transform) < 4:
        return change
    place, extent, first, size = list(transform)[:4]
    wide, tall = _number(size, "cx"), _number(size, "cy")
    across = _number(extent, "cx") / wide if wide else 1.0
    down = _number(extent, "cy") / tall if tall else 1.0
    right = _number(place, "x") - _number(first, "x") * across
    below = _number(place, "y") - _number(first, "y") * down
    return change[0] * across, change[0] * right + change[1], change[2] * down, change[2] * below + change[3]


def _words(body: Element | None) -> str:
    if body is None:
        return ""
    return "\n".join("".join(run.text or "" for run in one.iter(f"{A}t")) for one in body.iter(f"{A}p"))

"""What a layout or a master draws, and where: the shapes of its tree, groups resolved, in points of the slide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.deck.ooxml.colours import A, number
from generator.units import EMU_PER_POINT, Box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.deck.ooxml.colours import Scheme

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_FILLS = ("solidFill", "gradFill", "blipFill", "pattFill")


class Drawing(Struct, frozen=True):
    """What a layout or its master draws on every slide; ``fill`` is its colour, ``picture`` if it is an image."""

    name: str
    box: Box
    fill: str | None
    picture: bool


def shapes_of(root: Any) -> Iterator[Any]:
    """Yield the shapes of a part, as they lie one on the other."""
    tree = root.find(f"{P}cSld/{P}spTree")
    yield from tree if tree is not None else ()


def holder_of(shape: Any) -> Any:
    """Return the p:ph of a shape, if it is a placeholder."""
    if not isinstance(shape.tag, str) or not shape.tag.startswith(P):
        return None
    return shape.find(f"*/{P}nvPr/{P}ph")


def kind_of(shape: Any) -> str:
    """Return a placeholder's type, "obj" when none is written; nothing for any other shape."""
    found = holder_of(shape)
    return "" if found is None else found.get("type", "obj")


def name_of(shape: Any) -> str:
    """Return the name of a shape."""
    found = next(shape.iter(f"{P}cNvPr"), None)
    return str(found.get("name", "")) if found is not None else ""


def box_of(shape: Any) -> Box | None:
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


def drawings_of(root: Any, scheme: Scheme) -> Iterator[Drawing]:
    """Yield what a part draws on every slide: whatever is no placeholder."""
    for shape in shapes_of(root):
        if isinstance(shape.tag, str) and not kind_of(shape):
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
    box = box_of(shape) if shape.tag.startswith(P) else None
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
        yield Drawing(name_of(shape), placed, _shape_fill(shape, scheme), picture)


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

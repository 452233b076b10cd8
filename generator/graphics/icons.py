"""Reading of icons: those of our form (a square view box, a pen, paths of absolute commands) at once, others as drawn.

An icon is one colour: it is drawn in that of where it stands.
"""

from __future__ import annotations

from itertools import takewhile
from typing import NoReturn

from msgspec import Struct

from generator.errors import reason_in
from generator.graphics.path import Path, joined, parse
from generator.messages import _

MAX_BYTES = 64 * 1024  # of a file: thirty times our largest
_MAX_COMMANDS = 2_000  # of all paths: thirty times our most, and each is drawn on every slide that shows the icon
_MAX_SIDE = 10_000.0  # of the view box
_MARGIN = 1.0  # view boxes by which a coordinate may lie outside of the square: the handles of curves do, by less
_SVG = "http://www.w3.org/2000/svg "
_MAX_ELEMENTS, _MAX_DEPTH = 500, 16  # far above what drawing programs write for one sign
_MAX_DRAWN = 32 * 1024  # bytes of one that is not of our form: a second of svgelements, for the worst of them
_SHAPES = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon")
_OTHERS = ("g", "defs", "style", "title", "desc", "metadata", "linearGradient", "radialGradient", "stop", "use")
_HREFS = ("href", "http://www.w3.org/1999/xlink href")


class Icon(Struct, frozen=True):
    """A drawing in a square of side ``size``: a ``path`` drawn with a round pen, and what is filled (even-odd)."""

    path: Path
    size: float
    stroke_width: float
    fills: tuple[Path, ...] = ()

    @property
    def margin(self) -> float:
        """Return what is empty left of the drawing, as a part of its side; 0 where it reaches out of its square."""
        drawn = [x for _name, *values in self.path.commands for x in values[::2]]
        filled = [x for path in self.fills for _name, *values in path.commands for x in values[::2]]
        edges = [*(x - self.stroke_width / 2 for x in drawn), *filled]
        return max(min(edges, default=0.0), 0.0) / self.size


class IconError(ValueError):
    """Why a file is no icon, in one sentence; ``line`` is where it stands in the file."""

    def __init__(self, sentence: str, line: int = 1) -> None:
        super().__init__(sentence)
        self.line = line


class _Element(Struct, frozen=True):
    """An element of the file: its name without SVG's namespace, its attributes, its line, how deep it lies."""

    name: str
    attributes: dict[str, str]
    line: int
    depth: int


def read_icon(svg: bytes) -> Icon:
    """Return the icon that an SVG file holds; raise IconError for what is none."""
    root, *elements = _elements(svg)
    if root.name != "svg":
        _refuse(root, _("The icon is not an SVG file: its root is not <svg>."))
    limits = {"most": _MAX_ELEMENTS, "deep": _MAX_DEPTH}
    many = len(elements) > _MAX_ELEMENTS or any(one.depth > _MAX_DEPTH for one in elements)
    if many or len(elements) + _used(elements) > _MAX_ELEMENTS:
        _refuse(root, _("The icon holds more than {most} elements, or more than {deep} within each other.", **limits))
    # What other namespaces hold, such as editors' notes, draws nothing.
    for at, element in enumerate(elements):
        known = element.name in (*_SHAPES, *_OTHERS) or (element.name == "clipPath" and _holds_all(root, elements, at))
        if not known and " " not in element.name:
            cause = _("An icon holds shapes alone, not <{name}>: export it as plain paths.", name=element.name)
            _refuse(element, cause)
    icon = _of_our_form(root, [one for one in elements if one.name in (*_SHAPES, "g", "style")]) or _drawn(root, svg)
    parts = (icon.path, *icon.fills)
    if sum(len(one.commands) for one in parts) > _MAX_COMMANDS:
        _refuse(root, _("The icon's paths hold more than {most} commands.", most=_MAX_COMMANDS))
    values = [value for one in parts for _name, *values in one.commands for value in values]
    if outside := next((value for value in values if not _is_near(value, icon.size)), None):
        numbers = {"value": outside, "size": icon.size}
        _refuse(root, _("The icon's coordinate {value:g} lies far outside of its square of {size:g}.", **numbers))
    return icon


def _within(elements: list[_Element], at: int) -> list[_Element]:
    """Return what an element holds."""
    return [*takewhile(lambda one: one.depth > elements[at].depth, elements[at + 1 :])]


def _used(elements: list[_Element]) -> int:
    """Return how many elements the file's <use> draw again: shapes and groups of its own, with no <use> in them."""
    named: dict[str, list[_Element]] = {}
    for at, one in enumerate(elements):
        if "id" in one.attributes:
            named.setdefault(f"#{one.attributes['id']}", []).extend((one, *_within(elements, at)))
    count = 0
    for element in elements:
        if element.name == "use":
            drawn = next((named.get(element.attributes[one], []) for one in _HREFS if one in element.attributes), [])
            if not drawn or any(one.name not in (*_SHAPES, "g", "title", "desc") for one in drawn):
                _refuse(element, _("An icon holds shapes alone, not <{name}>: export it as plain paths.", name="use"))
            count += len(drawn)
    return count


def _holds_all(root: _Element, elements: list[_Element], at: int) -> bool:
    """Tell whether a clip is the whole view box, as Figma writes one around everything: it cuts nothing."""
    inner = _within(elements, at)
    box = root.attributes.get("viewBox", "").replace(",", " ").split()
    lengths = [inner[0].attributes.get(name, "0") for name in ("x", "y", "width", "height")] if len(inner) == 1 else []
    return bool(lengths) and inner[0].name == "rect" and "transform" not in inner[0].attributes and lengths == box


def _of_our_form(root: _Element, elements: list[_Element]) -> Icon | None:
    """Return an icon of paths alone, each of absolute commands alone, in the root's square and pen; else None."""
    box = root.attributes.get("viewBox", "").split()
    plain = all(one.name == "path" and set(one.attributes) == {"d"} for one in elements)
    if not (plain and elements and root.attributes.get("fill") == "none" and len(box) == 4):
        return None
    try:
        left, top, size, height = map(float, box)
        width = float(root.attributes.get("stroke-width", ""))
        path = joined(parse(one.attributes["d"]) for one in elements)
    except ValueError:
        return None
    mine = left == top == 0 and size == height and 0 < size <= _MAX_SIDE and 0 < width <= size
    return Icon(path, size, width) if mine and path.commands else None


def _drawn(root: _Element, svg: bytes) -> Icon:
    """Return an icon of another form, in a square of its own size."""
    from generator.graphics.drawn import read_drawing

    if len(svg) > _MAX_DRAWN:
        _refuse(root, _("The icon is too large (more than {most} kB).", most=_MAX_DRAWN // 1024))
    try:
        drawing = read_drawing(svg)
    except ValueError as error:
        _refuse(root, _("The icon cannot be understood ({reason}).", reason=reason_in(error)))
    if not (drawing.strokes.commands or drawing.fills):
        _refuse(root, _("The icon holds no path."))
    if not (0 < drawing.size <= _MAX_SIDE and 0 <= drawing.width <= drawing.size):
        _refuse(root, _("The icon has no usable size: give it a viewBox."))
    return Icon(drawing.strokes, drawing.size, drawing.width, drawing.fills)


def _elements(svg: bytes) -> list[_Element]:
    """Return the elements of an XML file, the root first, as expat meets them; it stops at a DOCTYPE with declarations.

    So no entity is declared, none is expanded, and nothing is fetched. Raises IconError for what is no XML.
    """
    from xml.parsers import expat

    if len(svg) > MAX_BYTES:
        raise IconError(_("The icon is too large (more than {most} kB).", most=MAX_BYTES // 1024))
    found: list[_Element] = []
    opened: list[str] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(name: str, attributes: dict[str, str]) -> None:
        found.append(_Element(name.removeprefix(_SVG), attributes, parser.CurrentLineNumber, len(opened)))
        opened.append(name)

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: opened.pop()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(svg, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise IconError(_no_svg(), getattr(error, "lineno", 1)) from None
    return found


def _refuse_doctype(_name: str, _system: object, _public: object, declares: bool) -> None:
    """Refuse a DOCTYPE that declares something; Illustrator's only names SVG."""
    if declares:
        raise IconError(_no_svg())


def _no_svg() -> str:
    return _("The icon is not a well-formed SVG file, or it declares a DOCTYPE.")


def _is_near(value: float, size: float) -> bool:
    """Tell whether a coordinate lies in or near a square from the origin of side ``size``, in the same unit."""
    return -_MARGIN * size <= value <= (1 + _MARGIN) * size


def _refuse(element: _Element, sentence: str) -> NoReturn:
    raise IconError(sentence, element.line)

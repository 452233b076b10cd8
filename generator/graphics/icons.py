"""Reading of a normalised icon: one square view box, one pen, and paths of absolute commands.

It does not convert other SVG files: `tools/vendor.py` shows how ours were.
"""

from __future__ import annotations

from typing import NoReturn

from msgspec import Struct

from generator.graphics.path import Path, joined, parse
from generator.messages import _

MAX_BYTES = 64 * 1024  # of a file: thirty times our largest
_MAX_COMMANDS = 2_000  # of all paths: thirty times our most, and each is drawn on every slide that shows the icon
_MAX_SIDE = 10_000.0  # of the view box
_MARGIN = 1.0  # view boxes by which a coordinate may lie outside of the square: the handles of curves do, by less
_SVG = "http://www.w3.org/2000/svg "
_IGNORED = ("title", "desc")


class Icon(Struct, frozen=True):
    """An outline drawing: a ``path`` in a square of side ``size``, drawn with a round pen."""

    path: Path
    size: float
    stroke_width: float


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
    """Return the icon of a normalised SVG file; raise IconError on any other."""
    root, *elements = (one for one in _elements(svg) if one.name not in _IGNORED)
    if root.name != "svg":
        _refuse(root, _("The icon is not an SVG file: its root is not <svg>."))
    if root.attributes.get("fill") != "none":
        _refuse(root, _("The icon must be an outline: {example} on <svg>.", example='fill="none"'))
    if not elements:
        _refuse(root, _("The icon holds no path."))
    size = _size(root)
    path = joined(_path(element, size) for element in elements)
    if len(path.commands) > _MAX_COMMANDS:
        _refuse(root, _("The icon's paths hold more than {most} commands.", most=_MAX_COMMANDS))
    return Icon(path, size, _positive(root, "stroke-width", root.attributes.get("stroke-width", ""), size))


def _elements(svg: bytes) -> list[_Element]:
    """Return the elements of an XML file, the root first, as expat meets them; it stops at a DOCTYPE.

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


def _refuse_doctype(*_declared: object) -> NoReturn:
    raise IconError(_no_svg())


def _no_svg() -> str:
    return _("The icon is not a well-formed SVG file, or it declares a DOCTYPE.")


def _path(element: _Element, size: float) -> Path:
    """Return the path of an element, each coordinate of which lies in or near a square of side ``size``."""
    if element.name != "path" or element.depth != 1:
        _refuse(element, _("The icon must hold only <path> elements, not <{name}>.", name=element.name))
    if set(element.attributes) != {"d"}:
        others = ", ".join(sorted(set(element.attributes) - {"d"})) or "no d"
        _refuse(element, _("Each <path> of the icon must have one attribute, d, not {others}.", others=others))
    try:
        path = parse(element.attributes["d"])
    except ValueError as error:
        _refuse(element, str(error))
    if not path.commands:
        _refuse(element, _("The icon holds an empty path."))
    outside = (value for _name, *values in path.commands for value in values if not _is_near(value, size))
    for value in outside:
        values = {"value": value, "size": size}
        _refuse(element, _("The icon's coordinate {value:g} lies far outside of its square of {size:g}.", **values))
    return path


def _is_near(value: float, size: float) -> bool:
    """Tell whether a coordinate lies in or near a square from the origin of side ``size``, in the same unit."""
    return -_MARGIN * size <= value <= (1 + _MARGIN) * size


def _size(root: _Element) -> float:
    """Return the side of a square view box, in its own unit."""
    parts = root.attributes.get("viewBox", "").replace(",", " ").split()
    if len(parts) != 4 or parts[:2] != ["0", "0"] or parts[2] != parts[3]:
        example = 'viewBox="0 0 24 24"'
        _refuse(root, _("The icon must be square and start at the origin: {example}.", example=example))
    return _positive(root, "viewBox", parts[2], _MAX_SIDE)


def _positive(root: _Element, name: str, text: str, most: float) -> float:
    """Return the number in an attribute, in the unit of the view box; raise IconError unless it is up to ``most``."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= most:
        values = {"name": name, "most": most, "text": text}
        _refuse(root, _("The icon's {name} must be a number above 0, at most {most:g}, not “{text}”.", **values))
    return value


def _refuse(element: _Element, sentence: str) -> NoReturn:
    raise IconError(sentence, element.line)

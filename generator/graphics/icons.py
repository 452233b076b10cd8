"""Reading of a normalised icon: one square view box, one pen, and paths of absolute commands.

It does not convert other SVG files: `tools/vendor.py` shows how ours were.
"""

from __future__ import annotations

from xml.etree import ElementTree

from msgspec import Struct

from generator.graphics.path import Path, joined, parse

_SVG = "{http://www.w3.org/2000/svg}"
_IGNORED = (f"{_SVG}title", f"{_SVG}desc")


class Icon(Struct, frozen=True):
    """An outline drawing: a ``path`` in a square of side ``size``, drawn with a round pen."""

    path: Path
    size: float
    stroke_width: float


def read_icon(svg: bytes) -> Icon:
    """Return the icon of a normalised SVG file; raise ValueError, in one sentence, on any other."""
    root = _root(svg)
    elements = [element for element in root if element.tag not in _IGNORED]
    if not elements:
        raise ValueError("The icon holds no path.")
    return Icon(
        path=joined(map(_path, elements)),
        size=_size(root.get("viewBox", "")),
        stroke_width=_positive(root.get("stroke-width", ""), "stroke-width"),
    )


def _root(svg: bytes) -> ElementTree.Element:
    if b"<!" in svg.replace(b"<!--", b""):  # no entities: a user's file is not trusted
        raise ValueError("The icon must not declare a DOCTYPE.")
    try:
        root = ElementTree.fromstring(svg)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise ValueError(f"The icon is not a well-formed SVG file: {error}.") from error
    if root.tag != f"{_SVG}svg":
        raise ValueError("The icon is not an SVG file: its root is not <svg>.")
    if root.get("fill") != "none":
        raise ValueError('The icon must be an outline: fill="none" on <svg>.')
    return root


def _path(element: ElementTree.Element) -> Path:
    name = element.tag.removeprefix(_SVG)
    if name != "path":
        raise ValueError(f"The icon must hold only <path> elements, not <{name}>.")
    if set(element.attrib) != {"d"}:
        others = ", ".join(sorted(set(element.attrib) - {"d"})) or "no d"
        raise ValueError(f"Each <path> of the icon must have one attribute, d, not {others}.")
    path = parse(element.attrib["d"])
    if not path.commands:
        raise ValueError("The icon holds an empty path.")
    return path


def _size(view_box: str) -> float:
    """Return the side of a square view box, in its own unit."""
    parts = view_box.replace(",", " ").split()
    if len(parts) != 4 or parts[:2] != ["0", "0"] or parts[2] != parts[3]:
        raise ValueError('The icon must be square and start at the origin: viewBox="0 0 24 24".')
    return _positive(parts[2], "viewBox")


def _positive(text: str, name: str) -> float:
    """Return the number in an attribute, in the unit of the view box; raise ValueError unless it is positive."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 1e6:
        raise ValueError(f"The icon's {name} must hold a positive number, not {text!r}.")
    return value

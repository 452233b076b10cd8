"""The XML of Office files: its namespaces, a parser that trusts nobody, and the values of attributes."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from generator.messages import _
from generator.parsers import xml_reason

if TYPE_CHECKING:
    from lxml import etree

    Element: TypeAlias = etree._Element

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
TRUE = ("1", "true")  # xsd:boolean
FALSE = ("0", "false")
_MANY = 100  # attributes, of which lxml's own list takes a time by the square of their number
_WHOLE = re.compile(r"\s*[-+]?[0-9]{1,18}\s*")  # 18 digits: more than any unit of OOXML means, and exact as a float


def parsed(data: bytes) -> Element:
    """Return the root element of an XML part, without comments.

    No entity is expanded and nothing is fetched. Raises ValueError for what is not well formed or has a DOCTYPE, which
    no part may have (ECMA-376 Part 2, 6.2.5).
    """
    from lxml import etree

    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        raise ValueError(xml_reason(error)) from None
    if b"<!DOCTYPE" in data or root.getroottree().docinfo.internalDTD is not None:
        raise ValueError(_("it holds a DOCTYPE"))
    return root


@cache
def _parser() -> etree.XMLParser:
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def first_child(element: Element, tag: str) -> Element | None:
    """Return the first child with ``tag``: ``find`` would take ten times as long, and slides have thousands."""
    return next(element.iterchildren(tag), None)


def below(element: Element | None, path: str) -> Element | None:
    """Return what stands at ``path`` below an element; None where that is not there, or the element is none."""
    return element.find(path) if element is not None else None


def attribute(element: Element | None, name: str, otherwise: str = "") -> str:
    """Return what an attribute says, or ``otherwise`` where it is not there, or the element is none."""
    return element.get(name, otherwise) if element is not None else otherwise


def attributes(element: Element) -> list[tuple[str, str]]:
    """Return the names of an element's attributes, each with its value."""
    if len(element.attrib) > _MANY:
        found: Any = element.xpath("@*")
        return [(value.attrname, str(value)) for value in found]
    return [(str(name), str(value)) for name, value in element.items()]


@lru_cache(maxsize=8192)  # insets, sizes and grids repeat
def whole(value: str | None, otherwise: int = -1) -> int:
    """Return the whole number that an attribute holds, or ``otherwise`` when it holds none."""
    if value and ((value.isdigit() and value.isascii() and len(value) <= 18) or _WHOLE.fullmatch(value)):
        return int(value)
    return otherwise


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rsplit("}", 1)[-1]

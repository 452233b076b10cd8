"""Writes the logical structure: StructTreeRoot, the elements that hold content, the parent tree.

An element takes its place among its parent's children when its first content is drawn, so that the order
of the tree is the order of reading; elements without content are left out, but for the empty cells of a table.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase import pdfdoc

from generator.note.boxes import ARTIFACT, RUNNING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.note.boxes import Element

_CELLS = ("TH", "TD")
_ARTIFACTS = {ARTIFACT: "", RUNNING: "<</Type /Pagination>>"}


class Raw(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object that is written as its bytes."""

    def __init__(self, body: str = "") -> None:
        self.body = body

    def format(self, document: Any) -> bytes:
        """Return the bytes."""
        return self.body.encode("ascii")


def number(value: float) -> str:
    """Return a number as PDF writes it, to hundredths."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def string(text: str) -> str:
    """Return a text string: ASCII where that says all, else UTF-16 (ISO 32000-1, 7.9.2.2)."""
    if text.isascii():
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return f"({escaped})"
    encoded = codecs.BOM_UTF16_BE + text.encode("utf-16-be")
    return f"<{encoded.hex()}>"


class Tags:
    """The elements' children as they are drawn, and the parent tree."""

    def __init__(self, elements: Sequence[Element], document: Any, pages: int) -> None:
        self._elements = elements
        self._document = document
        # A child is another element's index, or its words, the page (an object when all is drawn) apart.
        self._children: list[list[int | tuple[int, str]]] = [[] for _ in elements]
        self._nodes: dict[int, Raw] = {}
        self._references: dict[int, str] = {}
        self._parents: list[list[int]] = [[] for _ in range(pages)]
        self._annotations: list[int] = []
        self._cells: dict[int, list[int]] = {}
        for index, element in enumerate(elements):
            if element.tag in _CELLS:
                self._cells.setdefault(element.parent, []).append(index)

    def content(self, element: int, page: int) -> tuple[str, str]:
        """Return the tag and the properties of a new sequence of marked content."""
        if element in _ARTIFACTS:
            return "Artifact", _ARTIFACTS[element]
        self._attach(element)
        sequence = len(self._parents[page])
        self._parents[page].append(element)
        self._children[element].append((page, f"/MCID {sequence} /Type /MCR"))
        return self._elements[element].tag, f"<</MCID {sequence}>>"

    def annotate(self, element: int, page: int, annotation: Any) -> int:
        """Make the object of ``annotation`` a child of ``element``; return its key in the parent tree."""
        self._attach(element)
        reference = self.reference(annotation)
        self._children[element].append((page, f"/Obj {reference} /Type /OBJR"))
        self._annotations.append(element)
        return len(self._parents) + len(self._annotations) - 1

    def reference(self, thing: Any) -> str:
        """Return the reference to an object of the document."""
        return str(self._document.Reference(thing).format(self._document).decode("ascii"))

    def page_reference(self, page: int) -> str:
        """Return the reference to a page that has been ended."""
        named = pdfdoc.PDFObjectReference(f"Page{page + 1}")
        return str(named.format(self._document).decode("ascii"))

    def finished(self) -> Raw:
        """Return the root of the structure, once all pages are ended."""
        root = Raw()
        pages = [self.page_reference(page) for page in range(len(self._parents))]
        for element, node in self._nodes.items():
            node.body = self._body(element, pages, self.reference(root))
        tree = self.reference(Raw(self._parent_tree()))
        following = len(self._parents) + len(self._annotations)
        root.body = (
            f"<</Type /StructTreeRoot /K [{self._references.get(0, '')}] /ParentTree {tree} "
            f"/ParentTreeNextKey {following}>>"
        )
        return root

    def _attach(self, element: int) -> None:
        """Make the node of an element, and those above it, and give it its place among its siblings."""
        if element < 0 or element in self._nodes:
            return
        node = self._nodes[element] = Raw()
        self._references[element] = self.reference(node)
        parent = self._elements[element].parent
        self._attach(parent)
        if parent >= 0 and self._elements[element].tag not in _CELLS:
            self._children[parent].append(element)
        for cell in self._cells.get(element, ()):
            self._children[element].append(cell)
            self._attach(cell)

    def _body(self, index: int, pages: Sequence[str], root: str) -> str:
        element = self._elements[index]
        parent = self._references.get(element.parent, root)
        alternative = f" /Alt {string(element.alternative)}" if element.alternative else ""
        children = " ".join(
            self._references[child] if isinstance(child, int) else f"<</Pg {pages[child[0]]} {child[1]}>>"
            for child in self._children[index]
        )
        return f"<</Type /StructElem /S /{element.tag} /P {parent}{_attributes(element)}{alternative} /K [{children}]>>"

    def _parent_tree(self) -> str:
        nodes = self._references
        pages = (f"{page} [{' '.join(nodes[one] for one in content)}]" for page, content in enumerate(self._parents))
        first = len(self._parents)
        links = (f"{first + index} {nodes[one]}" for index, one in enumerate(self._annotations))
        return f"<</Nums [{' '.join([*pages, *links])}]>>"


def _attributes(element: Element) -> str:
    if element.scope:
        return f" /A <</O /Table /Scope /{element.scope}>>"
    if element.numbering:
        return f" /A <</O /List /ListNumbering /{element.numbering}>>"
    return ""

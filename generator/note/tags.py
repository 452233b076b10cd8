"""Writes the logical structure: StructTreeRoot, the elements that hold content, the parent tree.

An element takes its place among its parent's children when its first content is drawn, so that the order of
the tree is the order of reading; elements without content are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.pdfbase import pdfdoc

from generator.note.boxes import ARTIFACT, RUNNING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.note.boxes import Element

_ARTIFACTS = {ARTIFACT: "", RUNNING: "<</Type /Pagination>>"}


class Raw(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object that is written as its bytes."""

    def __init__(self, body: bytes = b"") -> None:
        self.body = body

    def format(self, document: Any) -> bytes:
        """Return the bytes."""
        return self.body


def number(value: float) -> str:
    """Return a number as PDF writes it, to hundredths."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def string(text: str) -> str:
    """Return a text string: ASCII where that says all, else UTF-16 (ISO 32000-1, 7.9.2.2)."""
    if text.isascii():
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return f"({escaped})"
    return f"<{('\ufeff' + text).encode('utf-16-be').hex()}>"


class Tags:
    """The elements' children as they are drawn, and the parent tree."""

    def __init__(self, elements: Sequence[Element], document: Any, pages: int) -> None:
        self._elements = elements
        self._document = document
        self._children: list[list[str]] = [[] for _ in elements]
        self._nodes: dict[int, Raw] = {}
        self._references: dict[int, str] = {}
        self._parents: list[list[str]] = [[] for _ in range(pages)]
        self._annotations: list[str] = []
        self._root = Raw()
        self._root_reference = self._reference(self._root)

    def content(self, element: int, page: int) -> tuple[str, str]:
        """Return the tag and the properties of a new sequence of marked content."""
        if element in _ARTIFACTS:
            return "Artifact", _ARTIFACTS[element]
        node = self._attached(element)
        sequence = len(self._parents[page])
        self._parents[page].append(node)
        page_reference = self.page_reference(page)
        self._children[element].append(f"<</Type /MCR /Pg {page_reference} /MCID {sequence}>>")
        return self._elements[element].tag, f"<</MCID {sequence}>>"

    def annotation_key(self) -> int:
        """Return the key of the next annotation in the parent tree."""
        return len(self._parents) + len(self._annotations)

    def annotate(self, element: int, page: int, annotation: Any, key: int) -> None:
        """Make an annotation a child of ``element``."""
        node = self._attached(element)
        reference = annotation.format(self._document).decode("ascii")
        self._children[element].append(
            f"<</Type /OBJR /Pg {self.page_reference(page)} /Obj {reference}>>"
        )
        self._annotations.append(node)

    def page_reference(self, page: int) -> str:
        """Return the reference to a page, which need not exist yet."""
        return self._pages[page]

    def finished(self) -> Any:
        """Return the root, once all is drawn."""
        for element, node in self._nodes.items():
            node.body = self._body(element).encode("ascii")
        parents = self._reference(Raw(self._parent_tree().encode("ascii")))
        document = self._references.get(0, "")
        count = len(self._parents) + len(self._annotations)
        self._root.body = (
            f"<</Type /StructTreeRoot /K [{document}] /ParentTree {parents} "
            f"/ParentTreeNextKey {count}>>"
        ).encode("ascii")
        return self._root

    def _attached(self, element: int) -> str:
        """Return the reference to an element's node; make it, and its parents', when there is none."""
        found = self._references.get(element)
        if found is None:
            parent = self._elements[element].parent
            above = self._attached(parent) if parent >= 0 else ""
            node = self._nodes[element] = Raw()
            found = self._references[element] = self._reference(node)
            if above:
                self._children[parent].append(found)
        return found

    def _body(self, index: int) -> str:
        element = self._elements[index]
        parent = self._references.get(element.parent, self._root_reference)
        alternative = f" /Alt {string(element.alternative)}" if element.alternative else ""
        children = " ".join(self._children[index])
        return (
            f"<</Type /StructElem /S /{element.tag} /P {parent}{_attributes(element)}{alternative} "
            f"/K [{children}]>>"
        )

    def _parent_tree(self) -> str:
        pages = (f"{i} [{' '.join(nodes)}]" for i, nodes in enumerate(self._parents))
        first = len(self._parents)
        links = (f"{first + i} {node}" for i, node in enumerate(self._annotations))
        return f"<</Nums [{' '.join([*pages, *links])}]>>"

    def _reference(self, thing: Any) -> str:
        return str(self._document.Reference(thing).format(self._document).decode("ascii"))


def _attributes(element: Element) -> str:
    if element.scope:
        return f" /A <</O /Table /Scope /{element.scope}>>"
    if element.numbering:
        return f" /A <</O /List /ListNumbering /{element.numbering}>>"
    return ""

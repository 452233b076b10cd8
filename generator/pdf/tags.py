"""Writes the logical structure: StructTreeRoot, the elements with content, the parent tree, the tree of IDs.

ISO 32000-1, 14.7; the order is that of StructureTree.
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from typing import Any

from reportlab.pdfbase import pdfdoc

from generator.pdf.page import ARTIFACT, OWN_RUNNING, RUNNING, Element
from generator.pdf.structure import StructureTree

_ARTIFACTS = {ARTIFACT: "", **dict.fromkeys((RUNNING, OWN_RUNNING), "<</Type /Pagination>>")}

_Item = tuple[int, "int | str"]
"""Content: the index of its page, and the MCID of a marked-content sequence or the reference to an annotation."""

_Box = tuple[float, float, float, float]


class Raw(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object that is written as its bytes."""

    def __init__(self, body: str = "") -> None:
        self.body = body

    def format(self, document: Any) -> bytes:
        """Return the bytes."""
        return self.body.encode("ascii")


def number(value: float) -> str:
    """Return a number as PDF writes it, to hundredths (of a point, mostly)."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def string(text: str) -> str:
    """Return a text string, in ASCII if that is enough, else in UTF-16BE (ISO 32000-1, 7.9.2.2)."""
    if text.isascii():
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return f"({escaped})"
    encoded = codecs.BOM_UTF16_BE + text.encode("utf-16-be")
    return f"<{encoded.hex()}>"


class Tags:
    """The content of the elements as it is drawn, and the trees that refer to it (ISO 32000-1, 14.7.4)."""

    def __init__(self, elements: Sequence[Element], document: Any, pages: int) -> None:
        self._tree: StructureTree[_Item] = StructureTree(elements)
        self._document = document
        self._sequences = [0] * pages
        self._annotations: list[int] = []
        self._boxes: dict[int, _Box] = {}

    def content(self, element: int, page: int, actual: str = "") -> tuple[str, str]:
        """Return the tag and the properties of a new marked-content sequence, with ``actual`` as its ActualText.

        ActualText is a property of the sequence itself, since poppler's structure reader stops at nested ones; and the
        tag is Span then, whatever the element's, since poppler's text extraction looks for it there alone.
        """
        if element in _ARTIFACTS:
            return "Artifact", _ARTIFACTS[element]
        sequence = self._sequences[page]
        self._sequences[page] += 1
        self._tree.add(element, (page, sequence))
        if actual:
            return "Span", f"<</MCID {sequence} /ActualText {string(actual)}>>"
        return self._tree.elements[element].tag, f"<</MCID {sequence}>>"

    def annotate(self, element: int, page: int, annotation: Any) -> int:
        """Make ``annotation`` a child of ``element`` (OBJR, 14.7.4.3); return its key in the parent tree."""
        self._tree.add(element, (page, self.reference(annotation)))
        self._annotations.append(element)
        return len(self._sequences) + len(self._annotations) - 1

    def enclose(self, element: int, box: _Box) -> None:
        """Extend the BBox of ``element``, if it is a Figure, by ``box``: left, bottom, right, top in points, y up."""
        if element >= 0 and self._tree.elements[element].tag == "Figure":
            left, bottom, right, top = self._boxes.get(element, box)
            self._boxes[element] = min(left, box[0]), min(bottom, box[1]), max(right, box[2]), max(top, box[3])

    def reference(self, thing: Any) -> str:
        """Return the reference to an object of the document."""
        return str(self._document.Reference(thing).format(self._document).decode("ascii"))

    def page_reference(self, page: int) -> str:
        """Return the reference to a page that has been ended."""
        named = pdfdoc.PDFObjectReference(f"Page{page + 1}")
        return str(named.format(self._document).decode("ascii"))

    def finished(self) -> Raw:
        """Return the root of the structure, once all pages are ended."""
        self._tree.complete()
        root = Raw()
        nodes = {element: Raw() for element in self._tree.placed}
        references = {element: self.reference(node) for element, node in nodes.items()}
        pages = [self.page_reference(page) for page in range(len(self._sequences))]
        above = self.reference(root)
        for element, node in nodes.items():
            node.body = self._body(element, references, pages, above)
        root.body = (
            f"<</Type /StructTreeRoot /K {references.get(0, '[]')} "
            f"/ParentTree {self.reference(Raw(self._parent_tree(references)))} "
            f"/ParentTreeNextKey {len(self._sequences) + len(self._annotations)}{self._ids(references)}>>"
        )
        return root

    def _body(self, index: int, references: dict[int, str], pages: Sequence[str], root: str) -> str:
        element = self._tree.elements[index]
        parent = references.get(element.parent, root)
        alternative = f" /Alt {string(element.alternative)}" if element.alternative else ""
        actual = f" /ActualText {string(element.actual)}" if element.actual else ""
        language = f" /Lang {string(element.language)}" if element.language else ""
        name = f" /ID ({_name(index)})" if element.tag == "TH" else ""
        attributes = _attributes(element, self._boxes.get(index))
        children = self._children(index, references, pages)
        said = f"{attributes}{language}{alternative}{actual}"
        return f"<</Type /StructElem /S /{element.tag} /P {parent}{name}{said}{children}>>"

    def _children(self, index: int, references: dict[int, str], pages: Sequence[str]) -> str:
        """Return the entries K and, when all content is on one page, Pg."""
        children = self._tree.children[index]
        on = {child[0] for child in children if not isinstance(child, int)}
        page = f" /Pg {pages[on.pop()]}" if len(on) == 1 else ""
        parts = [
            references[child] if isinstance(child, int) else _item(child[1], "" if page else f" /Pg {pages[child[0]]}")
            for child in children
        ]
        return f"{page} /K {parts[0]}" if len(parts) == 1 else f"{page} /K [{' '.join(parts)}]"

    def _parent_tree(self, references: dict[int, str]) -> str:
        pages = [[""] * count for count in self._sequences]
        for element, reference in references.items():
            for child in self._tree.children[element]:
                if not isinstance(child, int) and isinstance(child[1], int):
                    pages[child[0]][child[1]] = reference
        entries = [f"{page} [{' '.join(content)}]" for page, content in enumerate(pages)]
        entries += [f"{key} {references[one]}" for key, one in enumerate(self._annotations, len(pages))]
        return f"<</Nums [{' '.join(entries)}]>>"

    def _ids(self, references: dict[int, str]) -> str:
        """Return the tree of IDs, sorted by their bytes; without header cells there is none."""
        named = sorted((_name(one), references[one]) for one in references if self._tree.elements[one].tag == "TH")
        pairs = " ".join(f"({name}) {reference}" for name, reference in named)
        return f" /IDTree {self.reference(Raw(f'<</Names [{pairs}]>>'))}" if named else ""


def _item(item: int | str, page: str) -> str:
    """Return the child that stands for content; a bare number stands for content on the element's own page."""
    if isinstance(item, str):
        return f"<</Type /OBJR{page} /Obj {item}>>"
    return f"<</Type /MCR{page} /MCID {item}>>" if page else str(item)


def _name(element: int) -> str:
    """Return the ID of a header cell."""
    return f"h{element}"


def _attributes(element: Element, box: _Box | None) -> str:
    """Return the entry A (ISO 32000-1, 14.8.5): of a table's cell, of a list or of a figure."""
    if element.scope:
        return f" /A <</O /Table /Scope /{element.scope}>>"
    if element.headers:
        return f" /A <</O /Table /Headers [{' '.join(f'({_name(one)})' for one in element.headers)}]>>"
    if element.numbering:
        return f" /A <</O /List /ListNumbering /{element.numbering}>>"
    if box:
        return f" /A <</O /Layout /BBox [{' '.join(map(number, box))}]>>"
    return ""

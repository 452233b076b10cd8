"""The logical structure of a tagged PDF (ISO 32000-1, 14.7): how it is built, and in which order it is read.

It knows neither positions nor pages, and not how PDF writes it down.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from generator.pdf.page import Element
from generator.source.inline import Run

_DOCUMENT = 0
_NONE = (-1, "", "")
_CELLS = ("TH", "TD")

Content = TypeVar("Content")


class Structure:
    """The elements so far, each known by its index. With ``measuring``, text is measured but no operations are made.

    ``personal`` are those of the words that differ from copy to copy.
    """

    def __init__(self, measuring: bool = False) -> None:
        self.measuring = measuring
        self.personal: list[int] = []
        self._elements = [Element("Document", -1)]
        self._section = _DOCUMENT
        self._last = _NONE
        self._last_element = -1

    def begin_section(self) -> None:
        """Begin a Sect: the parent of later elements that name none."""
        self._section = self.add("Sect", _DOCUMENT)

    def add(
        self,
        tag: str,
        parent: int | None = None,
        *,
        alternative: str = "",
        scope: str = "",
        numbering: str = "",
        actual: str = "",
        headers: tuple[int, ...] = (),
        language: str = "",
    ) -> int:
        """Return the index of a new element; content decides its place among its parent's children."""
        above = self._section if parent is None else parent
        self._elements.append(Element(tag, above, alternative, scope, numbering, actual, headers, language))
        return len(self._elements) - 1

    def header_row(self, table: int, columns: int) -> list[int]:
        """Return the header cells of a new THead in ``table``."""
        row = self.add("TR", self.add("THead", table))
        return [self.add("TH", row, scope="Column") for _ in range(columns)]

    def body_row(self, body: int, heads: Sequence[int]) -> list[int]:
        """Return the cells of a new row in ``body``, the first of which heads the row; ``heads`` head the columns."""
        row = self.add("TR", body)
        head = self.add("TH", row, scope="Row")
        return [head, *(self.add("TD", row, headers=(above, head)) for above in heads[1:])]

    def inline(self, parent: int, run: Run, goes_on: bool) -> int:
        """Return the element of ``run`` in ``parent``: a Link, a Span in another language, or ``parent`` itself.

        It is the same one as last time when the run ``goes_on`` from the end of the line before.
        """
        key = (parent, run.link, run.language)
        if not goes_on or key != self._last:
            self._last, self._last_element = key, self._added(parent, run)
        return self._last_element

    def _added(self, parent: int, run: Run) -> int:
        if run.link:
            above = self.add("Reference", parent) if run.citation else parent
            return self.add("Link", above, language=run.language)
        return self.add("Span", parent, language=run.language) if run.language else parent

    def frozen(self) -> tuple[Element, ...]:
        """Return all elements, the root first."""
        return tuple(self._elements)


class StructureTree(Generic[Content]):
    """The elements in the order of their content, for each its children: other elements by index, and its own content.

    An element takes its place among its parent's children when its first content is added. Elements without content are
    not in ``placed``, but for the empty cells of a table, which belong to their row.
    """

    def __init__(self, elements: Sequence[Element]) -> None:
        self.elements = list(elements)
        self.children: list[list[int | Content]] = [[] for _ in elements]
        self.placed: dict[int, None] = {}
        self._cells: dict[int, list[int]] = {}
        for index, element in enumerate(elements):
            if element.tag in _CELLS:
                self._cells.setdefault(element.parent, []).append(index)

    def add(self, element: int, content: Content) -> None:
        """Add ``content`` to ``element``, after all that it holds."""
        self._attach(element)
        self.children[element].append(content)

    def complete(self) -> None:
        """Wrap content that has elements as siblings in a Span: some programs read either the one or the others."""
        for index in list(self.placed):
            children = self.children[index]
            inner = sum(type(child) is int for child in children)
            if 0 < inner < len(children):
                self.children[index] = list(self._wrapped(index, children))

    def _wrapped(self, parent: int, children: Sequence[int | Content]) -> Sequence[int | Content]:
        wrapped: list[int | Content] = []
        span = -1
        for child in children:
            if type(child) is int:
                wrapped.append(child)
                span = -1
                continue
            if span < 0:
                span = len(self.elements)
                self.elements.append(Element("Span", parent))
                self.children.append([])
                self.placed[span] = None
                wrapped.append(span)
            self.children[span].append(child)
        return wrapped

    def _attach(self, element: int) -> None:
        """Place an element, and those above it, among its siblings."""
        if element < 0 or element in self.placed:
            return
        self.placed[element] = None
        parent = self.elements[element].parent
        self._attach(parent)
        if parent >= 0 and self.elements[element].tag not in _CELLS:
            self.children[parent].append(element)
        for cell in self._cells.get(element, ()):
            self.children[element].append(cell)
            self._attach(cell)

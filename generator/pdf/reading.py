"""The order of reading: what is drawn, in the order of drawing, as a tree of elements that hold content.

An element takes its place among its parent's children when its first content is drawn; elements without
content are left out, but for the empty cells of a table. It knows neither PDF nor what content is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from generator.pdf.page import Element

if TYPE_CHECKING:
    from collections.abc import Sequence

CELLS = ("TH", "TD")

Content = TypeVar("Content")


class Reading(Generic[Content]):
    """The elements and, for each, its children: other elements by their index, and its own content."""

    def __init__(self, elements: Sequence[Element]) -> None:
        self.elements = list(elements)
        self.children: list[list[int | Content]] = [[] for _ in elements]
        self.spoken: dict[int, None] = {}
        self._cells: dict[int, list[int]] = {}
        for index, element in enumerate(elements):
            if element.tag in CELLS:
                self._cells.setdefault(element.parent, []).append(index)

    def add(self, element: int, content: Content) -> None:
        """Let ``element`` hold ``content`` after all that it holds."""
        self._attach(element)
        self.children[element].append(content)

    def settle(self) -> None:
        """Give content that stands beside elements a neutral Span, as some readers look at a kind at a time."""
        for index in list(self.spoken):
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
                self.spoken[span] = None
                wrapped.append(span)
            self.children[span].append(child)
        return wrapped

    def _attach(self, element: int) -> None:
        """Give an element, and those above it, their places among their siblings."""
        if element < 0 or element in self.spoken:
            return
        self.spoken[element] = None
        parent = self.elements[element].parent
        self._attach(parent)
        if parent >= 0 and self.elements[element].tag not in CELLS:
            self.children[parent].append(element)
        for cell in self._cells.get(element, ()):
            self.children[element].append(cell)
            self._attach(cell)

"""Builds the logical structure while the note is composed. It holds no position and no page."""

from __future__ import annotations

from generator.note.boxes import Element

DOCUMENT = 0
"""The index of the root."""


class Structure:
    """The elements so far; each is named by its index."""

    def __init__(self) -> None:
        self._elements = [Element("Document", -1)]

    def add(
        self,
        tag: str,
        parent: int = DOCUMENT,
        *,
        alternative: str = "",
        scope: str = "",
        numbering: str = "",
    ) -> int:
        """Return the index of a new element; its place among its parent's children is that of its content."""
        self._elements.append(Element(tag, parent, alternative, scope, numbering))
        return len(self._elements) - 1

    def frozen(self) -> tuple[Element, ...]:
        """Return all elements, the root first."""
        return tuple(self._elements)

"""Builds the logical structure while the note is composed. It holds no position and no page."""

from __future__ import annotations

from generator.note.boxes import Element

_DOCUMENT = 0


class Structure:
    """The elements so far; each is named by its index. A ``draft`` is measured, never drawn."""

    def __init__(self, draft: bool = False) -> None:
        self.draft = draft
        self._elements = [Element("Document", -1)]
        self._section = _DOCUMENT

    def begin_section(self) -> None:
        """Let what has no other parent belong to a new section."""
        self._section = self.add("Sect", _DOCUMENT)

    def add(
        self,
        tag: str,
        parent: int | None = None,
        *,
        alternative: str = "",
        scope: str = "",
        numbering: str = "",
    ) -> int:
        """Return the index of a new element; its place among its parent's children is that of its content."""
        above = self._section if parent is None else parent
        self._elements.append(Element(tag, above, alternative, scope, numbering))
        return len(self._elements) - 1

    def frozen(self) -> tuple[Element, ...]:
        """Return all elements, the root first."""
        return tuple(self._elements)

"""Builds the logical structure while the note is composed. It holds no position and no page."""

from __future__ import annotations

from generator.pdf.boxes import Element

_DOCUMENT = 0
_NO_LINK = (-1, "", -1)


class Structure:
    """The elements so far; each is named by its index. A ``draft`` is measured, never drawn."""

    def __init__(self, draft: bool = False) -> None:
        self.draft = draft
        self._elements = [Element("Document", -1)]
        self._section = _DOCUMENT
        self._link = _NO_LINK

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
        actual: str = "",
        headers: tuple[int, ...] = (),
    ) -> int:
        """Return the index of a new element; its place among its parent's children is that of its content."""
        above = self._section if parent is None else parent
        self._elements.append(Element(tag, above, alternative, scope, numbering, actual, headers))
        return len(self._elements) - 1

    def link(self, parent: int, target: str, goes_on: bool) -> int:
        """Return a new Link, or the last one when it ``goes_on`` from the end of the line before."""
        if not goes_on or self._link[:2] != (parent, target):
            self._link = parent, target, self.add("Link", parent)
        return self._link[2]

    def end_link(self) -> None:
        """Let the next link be a new one."""
        self._link = _NO_LINK

    def frozen(self) -> tuple[Element, ...]:
        """Return all elements, the root first."""
        return tuple(self._elements)

"""Builds the logical structure while the note is composed. It holds no position and no page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.pdf.page import Element

if TYPE_CHECKING:
    from generator.source.inline import Run

_DOCUMENT = 0
_NONE = (-1, "", "")


class Structure:
    """The elements so far; each is named by its index. A ``draft`` is measured, never drawn."""

    def __init__(self, draft: bool = False) -> None:
        self.draft = draft
        self._elements = [Element("Document", -1)]
        self._section = _DOCUMENT
        self._held = _NONE
        self._inline = -1

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
        language: str = "",
    ) -> int:
        """Return the index of a new element; its place among its parent's children is that of its content."""
        above = self._section if parent is None else parent
        self._elements.append(Element(tag, above, alternative, scope, numbering, actual, headers, language))
        return len(self._elements) - 1

    def inline(self, parent: int, run: Run, goes_on: bool) -> int:
        """Return the element of what ``run`` sets in ``parent``: a link, foreign words, or ``parent`` itself.

        It is the last one when it ``goes_on`` from the end of the line before.
        """
        key = (parent, run.link, run.language)
        if not goes_on or key != self._held:
            self._held, self._inline = key, self._added(parent, run)
        return self._inline

    def _added(self, parent: int, run: Run) -> int:
        if run.link:
            above = self.add("Reference", parent) if run.citation else parent
            return self.add("Link", above, language=run.language)
        return self.add("Span", parent, language=run.language) if run.language else parent

    def frozen(self) -> tuple[Element, ...]:
        """Return all elements, the root first."""
        return tuple(self._elements)

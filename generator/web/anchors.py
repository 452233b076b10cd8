"""The ids of the page, each once, whatever the template repeats or leaves out.

Examples and pillars keep the ids that people gave them, so that addresses last; ours give way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.document.tree import Item, nodes

if TYPE_CHECKING:
    from generator.document.tree import Document


class Anchors:
    """Gives out ids, and says under which id a link finds an example or a pillar."""

    def __init__(self, document: Document) -> None:
        self._used: set[str] = set()
        self._next: dict[str, int] = {}
        self._examples: dict[str, str] = {}
        self._pillars: dict[str, str] = {}
        self._placed: set[str] = set()
        for example in dict.fromkeys(item.example for item in nodes(document, Item)):
            self._examples[example] = self.fresh(example)
        for section in document.sections:
            if section.role == "pillar" and section.pillar not in self._pillars:
                self._pillars[section.pillar] = self.fresh(section.pillar)

    def fresh(self, wanted: str) -> str:
        """Return ``wanted``, or ``wanted-2``, ``-3``… when it is taken."""
        name, count = wanted, self._next.get(wanted, 2)
        while name in self._used:
            name, count = f"{wanted}-{count}", count + 1
        self._next[wanted] = count
        self._used.add(name)
        return name

    def place_example(self, example: str) -> str:
        """Return the id for the next place where ``example`` stands."""
        return self._place(self._examples[example], example)

    def place_pillar(self, pillar: str) -> str:
        """Return the id for the next section of ``pillar``."""
        return self._place(self._pillars[pillar], pillar)

    def example(self, example: str) -> str:
        """Return the link to ``example``, or nothing when the page lacks it."""
        return _href(self._examples.get(example, ""))

    def pillar(self, pillar: str) -> str:
        """Return the link to ``pillar``, or nothing when the page lacks it."""
        return _href(self._pillars.get(pillar, ""))

    def _place(self, reserved: str, wanted: str) -> str:
        if reserved in self._placed:
            return self.fresh(wanted)
        self._placed.add(reserved)
        return reserved


def _href(anchor: str) -> str:
    return f"#{anchor}" if anchor else ""

"""Look a finished deck through for the known causes of PowerPoint's offer to repair it: a growing table of rules.

To add a cause: a function under ``package_cause``, ``part_cause`` or ``element_cause`` in the module of its kind, named
by its id, with its sentence and its source, and a planted fault in tests/deck/test_lint.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.deck.audit import lint_deck, lint_elements, lint_package, lint_parts  # noqa: F401 (entered)
from generator.deck.audit.repair import ELEMENT_CAUSES, PACKAGE_CAUSES, PART_CAUSES, Cause
from generator.pipeline.edition import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.deck.ooxml.package import Package
    from generator.deck.ooxml.xml import Element


class Linter:
    """Looks at a deck part by part, each once, in any order: a deck may have thousands of slides."""

    def __init__(self, deck: Package) -> None:
        self._deck = deck
        self._seen: set[str] = set()
        self._found: list[Finding] = []
        self._by_tag: dict[str, list[Cause]] = {}
        for flaw in ELEMENT_CAUSES:
            for tag in flaw.tags:
                self._by_tag.setdefault(tag, []).append(flaw)

    def look(self, name: str) -> None:
        """Look at one part, if it was not looked at before."""
        root = self._deck.tree(name) if name.endswith(".xml") and name not in self._seen else None
        self._seen.add(name)
        if root is not None:
            self._found += self._in_part(name, root)

    def finish(self) -> list[Finding]:
        """Look at all other parts, then at the package as a whole; return all that was found."""
        for name in self._deck.entries:
            self.look(name)
        found = [_finding(cause, part, detail) for cause in PACKAGE_CAUSES for part, detail in cause.find(self._deck)]
        first: dict[tuple[str, str], Finding] = {}
        for one in (*found, *self._found):
            first.setdefault((one.rule, one.place), one)
        return list(first.values())

    def _in_part(self, name: str, root: Element) -> Iterator[Finding]:
        for cause in PART_CAUSES:
            if name.startswith(cause.folders):
                yield from (_finding(cause, name, detail) for detail in cause.find(self._deck, name, root))
        for element in root.iter(*self._by_tag) if name.startswith("ppt/") else ():
            for flaw in self._by_tag[str(element.tag)]:
                for detail in flaw.find(element):
                    yield _finding(flaw, name, detail)


def _finding(cause: Cause, part: str, detail: str) -> Finding:
    sentence = f"{cause.says()} [{detail}]" if detail else cause.says()
    return Finding(cause.id, "error" if cause.sure else "warning", part, "", sentence)

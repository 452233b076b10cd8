"""Look a finished deck through for the known causes of PowerPoint's offer to repair it: a growing table of rules.

To add a cause: a function under ``cause`` or ``flaw`` in the module of its kind, with its source, and a planted fault
in tests/deck/test_lint.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.deck import lint_charts, lint_deck, lint_elements, lint_package
from generator.deck.opened import opened
from generator.deck.repair import Cause, Flaw
from generator.edition import Finding
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.deck.opened import Opened

CAUSES: tuple[Cause, ...] = (*lint_package.CAUSES, *lint_deck.CAUSES, *lint_charts.CAUSES)
FLAWS: tuple[Flaw, ...] = tuple(lint_elements.FLAWS)


def lint(data: bytes) -> Sequence[Finding]:
    """Return the causes of repair that ``data`` holds, each once for each part."""
    try:
        deck = opened(data)
    except ValueError as error:
        return [Finding("damaged", "error", "", "", _("The deck cannot be opened ({reason}).", reason=error))]
    found = [_finding(cause, part, detail) for cause in CAUSES for part, detail in cause.find(deck)]
    return list({(one.rule, one.place): one for one in (*found, *_flawed(deck))}.values())


def _flawed(deck: Opened) -> Iterator[Finding]:
    by_tag: dict[str, list[Flaw]] = {}
    for flaw in FLAWS:
        for tag in flaw.tags:
            by_tag.setdefault(tag, []).append(flaw)
    for name in deck.entries:
        root = deck.tree(name) if name.startswith("ppt/") and name.endswith(".xml") else None
        for element in () if root is None else root.iter(*by_tag):
            for flaw in by_tag[str(element.tag)]:
                yield from (_finding(flaw, name, detail) for detail in flaw.judge(element))


def _finding(cause: Cause | Flaw, part: str, detail: str) -> Finding:
    sentence = f"{cause.says()} [{detail}]" if detail else cause.says()
    return Finding(cause.id, "error" if cause.sure else "warning", part, "", sentence)
